//! House numbers, and the letter or addition that exports glue to them.

use polars::prelude::{DataType, Expr, NULL, lit, when};

use crate::diagnostics::{Entry, codes};

/// Number, letter, addition: `12`, `12A`, `12 A`, `12-2`, `12 bis`, `12A-2`, `12A02`.
const FORM: &str =
    r"^([1-9][0-9]{0,4})(?:\.0)?(?: ?([A-Za-z])([0-9]{1,4})?)?(?:[-/ ]+([A-Za-z0-9]{1,4}))?$";

/// What Excel makes of `12-2`: 12-feb, feb-12, or a whole date.
const DATE: &str = r"(?i)(?:^|[-/ .])(?:jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*(?:$|[-/ .])|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{2,4}";

/// The number; null for what is no house number.
pub(super) fn read(present: Expr) -> Expr {
    let dated = present.clone().str().contains(lit(DATE), true);
    let number = present.str().extract(lit(FORM), 1).cast(DataType::Int32);
    when(dated).then(lit(NULL)).otherwise(number)
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

/// Why the text is no house number.
pub(super) fn fault(text: &str) -> &'static Entry {
    if is_date(text) { &codes::HOUSE_NUMBER_DATE } else { &codes::HOUSE_NUMBER_FORM }
}

/// Whether a house number or an addition is what Excel makes of `12-2`.
pub(super) fn is_date(text: &str) -> bool {
    const MONTHS: [&str; 15] = [
        "jan", "feb", "mrt", "maa", "mar", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt",
        "nov", "dec",
    ];
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(['-', '/', '.', ' ']).collect();
    let named = parts.iter().any(|part| MONTHS.iter().any(|month| part.starts_with(month)));
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let numbers = parts.iter().all(is_number);
    parts.len() > 1 && (named || (parts.len() == 3 && numbers))
}
