//! Text of a cell: trimmed, invisible characters off, and the words for *nothing* made null.

use polars::prelude::{Expr, Literal, NULL, NamedFrom, Series, concat_str, lit, when};

use crate::model::schema::CBS_MISSING;

/// Blanks of every kind, soft hyphens, zero-width characters and the byte order mark.
const OUTER: &str = " \t\r\n\u{a0}\u{ad}\u{200b}\u{200c}\u{200d}\u{2007}\u{202f}\u{2060}\u{feff}";

/// Column of the address by which registers know a row: its own, or the one of its BAG id (String).
pub const KNOWN_ADDRESS: &str = "known_address";

/// Words that stand for an empty cell. Zero is a number and never among them.
const NOTHING: [&str; 9] = ["", "-", "n.v.t.", "nvt", "onbekend", "null", "n.b.", "nb", "unknown"];

/// Column of the key that tells one address from another (String).
pub const ADDRESS_KEY: &str = "address_key";

/// The text without outer blanks; null for a word that means nothing.
pub(super) fn present(raw: Expr) -> Expr {
    let text = raw.str().strip_chars(lit(OUTER));
    let nothing = [NOTHING.as_slice(), CBS_MISSING.as_slice()].concat();
    when(one_of(text.clone().str().to_lowercase(), &nothing)).then(lit(NULL)).otherwise(text)
}

/// Whether trimmed text is a word that means nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    NOTHING.iter().chain(&CBS_MISSING).any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether the text is one of these.
pub(super) fn one_of(text: Expr, words: &[&str]) -> Expr {
    text.is_in(lit(Series::new("words".into(), words)).implode(false), false)
}

/// The word of the first list that holds the text, in lower case; null when none does.
pub(super) fn translated(text: Expr, lists: &[(&[&str], &str)]) -> Expr {
    let lower = text.str().to_lowercase();
    lists.iter().rev().fold(NULL.lit(), |otherwise, (words, word)| {
        when(one_of(lower.clone(), words)).then(lit(*word)).otherwise(otherwise)
    })
}

/// Postcode, number, and letter with addition; null without postcode or number.
///
/// Separators keep number 1 addition 11 and number 11 addition 1 apart. Letter and addition stand
/// as one, because many files have one column for both; where two addresses then share a key at
/// different places, the key is not used and they are reported.
pub(super) fn address_key() -> Expr {
    use polars::prelude::{DataType, col};
    let part = |name: &str| col(name).fill_null(lit(""));
    let suffix = concat_str([part("house_letter"), part("addition")], "", false);
    concat_str([col("postcode"), col("house_number").cast(DataType::String), suffix], "|", false)
        .alias(ADDRESS_KEY)
}
