//! House numbers, and the letter or addition that exports glue to them.

use polars::prelude::{DataType, Expr, NULL, concat_str, lit, when};

use crate::diagnostics::{Entry, codes};

use super::bag_id::strip_zero_fraction;

/// Number, letter, addition: `12`, `12.00`, `12A`, `12 A`, `12-2`, `12 bis`, `12A-2`, `12A02`, and with a
/// word glued to the number `12hs`, `12III`, `12bis A`.
const FORM: &str = r"^([1-9][0-9]{0,4})(?:[.,]0{1,9})?(?:(?: ?([A-Za-z])([0-9]{1,4})?)?(?:[-/ ]+([A-Za-z0-9]{1,4}))?|[-/ ]*([A-Za-z]{2,6})(?:[-/ ]+([A-Za-z]{1,2}))?)$";

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
    let part = |group| present.clone().str().extract(lit(FORM), group);
    let whole = [3, 4, 5, 6].map(|group| part(group).fill_null(lit("")));
    let whole = concat_str(whole, "", false).str().to_uppercase();
    when(whole.clone().eq(lit(""))).then(lit(NULL)).otherwise(whole)
}

/// A letter or an addition in one spelling: capitals, and no `.0` behind a number, which no addition has.
pub(super) fn suffix(text: &str) -> String {
    let whole = strip_zero_fraction(text);
    let is_number = whole.bytes().all(|byte| byte.is_ascii_digit());
    (if is_number { whole } else { text }).to_uppercase()
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

#[cfg(test)]
mod tests {
    use polars::prelude::{Column, IntoLazy, col};

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(i32, Option<&str>, Option<&str>)>) {
        let parts = Column::new("t".into(), [text]).into_frame().lazy().select([
            read(col("t")).alias("number"),
            letter(col("t")).alias("letter"),
            addition(col("t")).alias("addition"),
        ]);
        let parts = parts.collect().unwrap();
        let suffix = |name: &str| parts.column(name).unwrap().str().unwrap().get(0);
        let number = parts.column("number").unwrap().i32().unwrap().get(0);
        let found = number.map(|number| (number, suffix("letter"), suffix("addition")));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn letter_and_addition_behind_a_number_are_taken_apart() {
        check("12", Some((12, None, None)));
        check("12.0", Some((12, None, None)));
        check("12,00", Some((12, None, None)));
        check("12a", Some((12, Some("A"), None)));
        check("12 A", Some((12, Some("A"), None)));
        check("12-2", Some((12, None, Some("2"))));
        check("12/2", Some((12, None, Some("2"))));
        check("12 bis", Some((12, None, Some("BIS"))));
        check("12A-2", Some((12, Some("A"), Some("2"))));
        check("12A02", Some((12, Some("A"), Some("02"))));
        check("12hs", Some((12, None, Some("HS"))));
        check("12III", Some((12, None, Some("III"))));
        check("12 bis A", Some((12, None, Some("BISA"))));
        check("12-HS", Some((12, None, Some("HS"))));
        check("12.5", None);
        check("012", None);
        check("12-feb", None);
        check("12boven", Some((12, None, Some("BOVEN"))));
        check("12 en 14", None);
        check("12en14", None);
        check("12 t/m 16", None);
    }

    #[test]
    fn a_suffix_loses_the_fraction_of_a_number_only() {
        for (text, expected) in
            [("1.0", "1"), ("01", "01"), ("a", "A"), ("a.0", "A.0"), ("-hs", "-HS")]
        {
            assert_eq!(suffix(text), expected);
        }
    }
}
