//! Numbers and money with a decimal comma or point.

use polars::prelude::{DataType, Expr, NULL, NamedFrom, Series, lit, when};

use crate::model::schema::CBS_MISSING;

/// A typed number; null for NaN, which some writers put for an empty cell, and for CBS's sentinels.
pub(super) fn present(number: Expr) -> Expr {
    let sentinels: Vec<f64> = CBS_MISSING.iter().filter_map(|text| text.parse().ok()).collect();
    let missing = Series::new("missing".into(), sentinels);
    let value = number.clone().cast(DataType::Float64);
    let nothing = value.clone().is_nan().or(value.is_in(lit(missing).implode(false), false));
    when(nothing).then(lit(NULL)).otherwise(number)
}

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
    // `1,052.34` is written the other way round: not guessed.
    let other_way = plain.clone().str().contains(lit(r",.*\."), true);
    let number = when(has_comma).then(with_comma).otherwise(plain);
    when(other_way).then(lit(NULL)).otherwise(number).cast(DataType::Float64)
}
