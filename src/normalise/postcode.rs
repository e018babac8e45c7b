//! Postcodes: four digits, the first not 0, and two capitals that are not SA, SD or SS.

use polars::prelude::{Expr, NULL, lit, when};

const FORM: &str = "^[1-9][0-9]{3}(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])$";

/// `1315AB`; null for what is no postcode.
pub(super) fn read(present: Expr) -> Expr {
    let tight = present.str().replace_all(lit(r"[\s\u{a0}]"), lit(""), false).str().to_uppercase();
    when(tight.clone().str().contains(lit(FORM), true)).then(tight).otherwise(lit(NULL))
}
