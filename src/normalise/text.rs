//! Text of a cell: trimmed, invisible characters out, accents in one form, and the words for
//! *nothing* made null.

use std::borrow::Cow;

use polars::prelude::{
    Column, Expr, IntoColumn, Literal, NULL, NamedFrom, NewChunkedArray, PolarsResult, Series,
    StringChunked, col, concat_str, lit, when,
};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::config::TableForm;
use crate::diagnostics::{Entry, codes};
use crate::model::schema::CBS_MISSING;

/// Blanks of every kind.
const BLANKS: [char; 7] = [' ', '\t', '\r', '\n', '\u{a0}', '\u{2007}', '\u{202f}'];

/// Characters that nobody sees: soft hyphen, zero-width characters, byte order mark.
const INVISIBLE: [char; 8] =
    ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];

/// Words that stand for an empty cell. Zero is a number and never among them.
const NOTHING: [&str; 9] = ["", "-", "n.v.t.", "nvt", "onbekend", "null", "n.b.", "nb", "unknown"];

/// What Excel shows where a formula fails, in Dutch and in English.
const EXCEL_ERRORS: [&str; 17] = [
    "#n/b",
    "#verw!",
    "#waarde!",
    "#naam?",
    "#deel/0!",
    "#getal!",
    "#leeg!",
    "#overloop!",
    "#n/a",
    "#ref!",
    "#value!",
    "#name?",
    "#div/0!",
    "#num!",
    "#null!",
    "#spill!",
    "#calc!",
];

/// Column of the address by which registers know a row: its own, or the one of its BAG id (String).
pub const KNOWN_ADDRESS: &str = "known_address";

/// Column of the key that tells one address from another (String).
pub const ADDRESS_KEY: &str = "address_key";

/// A column of text whose cells are clean.
pub(super) struct Cleaned {
    /// The cells, null for empty ones and for words that mean nothing.
    pub cells: Column,
    /// Cells of which the text itself was changed or is suspect, by position.
    pub notes: Vec<(usize, &'static Entry)>,
}

/// The column with clean cells; the same column when no cell needs it.
///
/// Words that mean nothing become null, also those that the configuration says, and except those that
/// it gives a meaning of their own.
pub(super) fn clean(column: &Column, name: &str, form: &TableForm<'_>) -> PolarsResult<Cleaned> {
    let cells = column.str()?;
    let plain = |text| is_clean(text) && (form.empty.is_empty() || !form.is_empty(text));
    if cells.iter().flatten().all(plain) {
        return Ok(Cleaned { cells: column.clone(), notes: Vec::new() });
    }
    let mut notes = Vec::new();
    let cleaned = cells.iter().enumerate().map(|(at, cell)| {
        let text = clean_text(cell?, form.fix_mojibake, |entry| notes.push((at, entry)));
        let kept = !text.is_empty() && form.names(name, &text);
        (kept || !(is_nothing(&text) || form.is_empty(&text))).then_some(text)
    });
    let cleaned: Vec<Option<Cow<'_, str>>> = cleaned.collect();
    let cells = StringChunked::from_iter_options(cells.name().clone(), cleaned.into_iter());
    Ok(Cleaned { cells: cells.into_column(), notes })
}

/// Whether a text needs no cleaning at all, told by a look at its bytes.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let may_be_marked = matches!(bytes.first(), Some(b'=' | b'\''));
    text.is_ascii()
        && plain(bytes.first())
        && plain(bytes.last())
        && !may_be_marked
        && !is_nothing(text)
}

/// What a cell says that an export marked as text: `="1001"`, a formula that gives the text, or an
/// apostrophe before what begins with a digit, `'1001`. `None` for any other text.
pub(super) fn marked_as_text(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('=') {
        let inner = rest.trim_start().strip_prefix('"')?.strip_suffix('"')?;
        return (!inner.contains('"')).then(|| inner.trim());
    }
    let rest = text.strip_prefix('\'')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" .,-/".contains(&byte);
    (rest.starts_with(|c: char| c.is_ascii_digit()) && rest.bytes().all(plain)).then_some(rest)
}

pub(super) fn clean_text<'a>(
    text: &'a str,
    fix_mojibake: bool,
    mut note: impl FnMut(&'static Entry),
) -> Cow<'a, str> {
    let outer = |c: char| BLANKS.contains(&c) || INVISIBLE.contains(&c);
    let mut text = text.trim_matches(outer);
    if let Some(inner) = marked_as_text(text) {
        note(&codes::MARKED_AS_TEXT);
        text = inner.trim_matches(outer);
    }
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut clean = Cow::Borrowed(text);
    if text.contains(INVISIBLE) || !is_nfc(text) {
        note(&codes::INVISIBLE_CHARACTERS);
        clean = Cow::Owned(text.chars().filter(|c| !INVISIBLE.contains(c)).nfc().collect());
    }
    if let Some(right) = once_encoded(&clean) {
        if fix_mojibake {
            note(&codes::MOJIBAKE_REPAIRED);
            clean = Cow::Owned(right);
        } else {
            note(&codes::MOJIBAKE);
        }
    }
    clean
}

/// The text that was encoded as UTF-8, taken for Windows-1252 and encoded again: `Café` for `CafÃ©`.
/// `None` for text that is no such thing.
pub(super) fn once_encoded(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
    if lost {
        return None;
    }
    let right = std::str::from_utf8(&bytes).ok()?;
    (right != text).then(|| right.to_owned())
}

/// Whether trimmed text is a word that means nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    // Most cells tell by their first letter that they mean something.
    let [b'-' | b'.' | b'N' | b'n' | b'O' | b'o' | b'U' | b'u', ..] = text.as_bytes() else {
        return text.is_empty();
    };
    text.len() <= 9
        && NOTHING.iter().chain(&CBS_MISSING).any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether trimmed text is what Excel shows where a formula fails.
pub(super) fn is_excel_error(text: &str) -> bool {
    text.starts_with('#') && EXCEL_ERRORS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether the text is one of these.
pub(super) fn one_of(text: Expr, words: &[&str]) -> Expr {
    text.is_in(lit(Series::new("words".into(), words)).implode(false), false)
}

/// Whether a cell of a column of text passes; null where it is empty. Each word is asked once, for
/// columns of few words in many rows.
pub(super) fn where_word(column: &Column, passes: impl Fn(&str) -> bool) -> PolarsResult<Expr> {
    let words = column.unique()?;
    let passing: Vec<&str> = words.str()?.iter().flatten().filter(|word| passes(word)).collect();
    Ok(one_of(col(column.name().clone()), &passing))
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
    use polars::prelude::DataType;
    let part = |name: &str| col(name).fill_null(lit(""));
    let suffix = concat_str([part("house_letter"), part("addition")], "", false);
    concat_str([col("postcode"), col("house_number").cast(DataType::String), suffix], "|", false)
        .alias(ADDRESS_KEY)
}

#[cfg(test)]
mod tests {
    use polars::prelude::IntoLazy;

    use super::*;

    #[track_caller]
    fn check(text: &str, fix: bool, expected: Option<&str>, codes: &[&str]) {
        let form = TableForm { fix_mojibake: fix, ..TableForm::default() };
        let cleaned = clean(&Column::new("c".into(), [text]), "c", &form).unwrap();
        assert_eq!(cleaned.cells.str().unwrap().get(0), expected);
        let found: Vec<&str> = cleaned.notes.iter().map(|(_, entry)| entry.code).collect();
        assert_eq!(found, codes);
    }

    #[test]
    fn outer_blanks_of_every_kind_go_without_a_word() {
        check("\u{a0} Lumière\u{202f}", false, Some("Lumière"), &[]);
        check("\u{feff}", false, None, &[]);
        check(" n.v.t. ", false, None, &[]);
        check("0", false, Some("0"), &[]);
    }

    #[test]
    fn invisible_characters_within_and_loose_accents_are_noted() {
        check("Steden\u{ad}wijk", false, Some("Stedenwijk"), &["I012"]);
        check("Lumie\u{300}re", false, Some("Lumière"), &["I012"]);
    }

    #[test]
    fn text_encoded_twice_is_told_and_only_mended_when_asked() {
        check("CafÃ©", false, Some("CafÃ©"), &["I009"]);
        check("CafÃ©", true, Some("Café"), &["I011"]);
        check("â‚¬", true, Some("€"), &["I011"]);
        check("Café", true, Some("Café"), &[]);
        check("Ãœbermut", false, Some("Ãœbermut"), &["I009"]);
    }

    #[test]
    fn what_marks_a_cell_as_text_is_taken_off_and_noted() {
        check("=\"1001\"", false, Some("1001"), &["I102"]);
        check("= \" 0034010000000001 \"", false, Some("0034010000000001"), &["I102"]);
        check("=\"Caf\u{e9}\"", false, Some("Caf\u{e9}"), &["I102"]);
        check("'1315 AB", false, Some("1315 AB"), &["I102"]);
        check("=\"\"", false, None, &["I102"]);
        for text in ["'t Hof", "'40-'45", "=A1", "=\"a\"&\"b\"", "="] {
            check(text, false, Some(text), &[]);
        }
    }

    #[test]
    fn a_word_passes_in_every_row_that_has_it() {
        let word = Column::new("word".into(), [Some("Sloop"), None, Some("bouw"), Some("Sloop")]);
        let found = |passes: fn(&str) -> bool| {
            let passing = where_word(&word, passes).unwrap();
            let rows = word.clone().into_frame().lazy().select([passing]).collect().unwrap();
            rows.column("word").unwrap().bool().unwrap().iter().collect::<Vec<_>>()
        };
        assert_eq!(found(|word| word == "Sloop"), [Some(true), None, Some(false), Some(true)]);
        assert_eq!(found(|_| false), [Some(false), None, Some(false), Some(false)]);
    }

    #[test]
    fn every_word_for_nothing_is_known_in_either_case() {
        for word in NOTHING.iter().chain(&CBS_MISSING) {
            assert!(is_nothing(word) && is_nothing(&word.to_uppercase()), "{word}");
        }
        for word in ["0", "nul", "ok", "--", "niet", "-1", "onbekende"] {
            assert!(!is_nothing(word), "{word}");
        }
    }

    #[test]
    fn errors_of_excel_are_known_in_two_languages() {
        assert!(is_excel_error("#N/B") && is_excel_error("#VALUE!"));
        assert!(!is_excel_error("#12"));
    }
}
