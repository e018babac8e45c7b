//! House numbers, and the letter or addition that exports glue to them.

use polars::prelude::{DataType, Expr, lit};

/// Number, letter, addition: `12`, `12A`, `12 A`, `12-2`, `12 bis`, `12A-2`, `12A02`.
const FORM: &str =
    r"^([1-9][0-9]{0,4})(?:\.0)?(?: ?([A-Za-z]))?(?:[-/ ]+([A-Za-z0-9]{1,4})|([0-9]{1,4}))?$";

/// The number; null for what is no house number.
pub(super) fn read(present: Expr) -> Expr {
    present.str().extract(lit(FORM), 1).cast(DataType::Int32)
}

/// The letter behind the number, in capitals.
pub(super) fn letter(present: Expr) -> Expr {
    present.str().extract(lit(FORM), 2).str().to_uppercase()
}

/// The addition behind the number, in capitals.
pub(super) fn addition(present: Expr) -> Expr {
    let apart = present.clone().str().extract(lit(FORM), 3);
    apart.fill_null(present.str().extract(lit(FORM), 4)).str().to_uppercase()
}
