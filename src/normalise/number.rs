//! Numbers and money with a decimal comma or point.

use polars::prelude::{DataType, Expr, lit, when};

/// The number; null for text that is none.
///
/// With a comma, points part thousands: `1.052,34`. Without one, a point is decimal.
pub(super) fn read(present: Expr) -> Expr {
    let plain = present.str().replace_all(lit(r"[€\s\u{a0}]"), lit(""), false).str().replace(
        lit(r",-{1,2}$"),
        lit(""),
        false,
    );
    let with_comma = plain.clone().str().replace_all(lit("."), lit(""), true).str().replace(
        lit(","),
        lit("."),
        true,
    );
    let has_comma = plain.clone().str().contains_literal(lit(","));
    when(has_comma).then(with_comma).otherwise(plain).cast(DataType::Float64)
}
