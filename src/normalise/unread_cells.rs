//! The cells of one column that cannot be read: how many of how many, what stands in them, and which
//! lines of the configuration would mend them.

use std::collections::HashMap;

use serde::Serialize;

use crate::diagnostics::{cut, did_you_mean};
use crate::model::schema::Kind;

use super::fields::vocabulary;
use super::{roof, yes_no};

/// How many different values are told.
const VALUES: usize = 3;

/// A column with fewer cells that hold something than this, in a file with more rows, has few.
const FEW: u64 = 500;

/// Longest value that is told, in characters.
const LONGEST: usize = 40;

/// The cells of one column of a file that cannot be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnreadCells {
    /// The column, by the program's name for it.
    #[serde(skip)]
    pub name: String,
    /// The column, by its name in the file.
    pub column: String,
    /// Cells in which something stands.
    pub filled: u64,
    /// Those of them that cannot be read.
    pub unread: u64,
    /// What stands in them most often, and then a line for each setting that would mend it; empty where
    /// that is not known.
    #[serde(skip)]
    pub values: Vec<String>,
}

impl UnreadCells {
    /// The cells that cannot be read, as a fraction of those in which something stands.
    pub fn fraction(&self) -> f64 {
        if self.filled == 0 { 0.0 } else { self.unread as f64 / self.filled as f64 }
    }

    /// The fraction that counts towards the tolerance, in a file of so many rows: a column in which few
    /// cells hold something is measured against its rows, at most `FEW`, so that one slip among ten
    /// additions does not end the run of a city. A column of which most cells cannot be read, three or
    /// more, has no slip, but is not what it is taken for: it is measured as it is.
    pub fn weighed(&self, rows: u64) -> f64 {
        if self.unread >= 3 && 2 * self.unread > self.filled {
            return self.fraction();
        }
        match self.filled.max(rows.min(FEW)) {
            0 => 0.0,
            of => self.unread as f64 / of as f64,
        }
    }
}

/// Adds cells to those of their column.
pub(super) fn add(all: &mut Vec<UnreadCells>, more: UnreadCells) {
    match all.iter_mut().find(|known| known.name == more.name) {
        Some(known) => known.unread += more.unread,
        None => all.push(more),
    }
}

/// The different texts with how often each occurs, the most frequent first, then in order of text.
pub(super) fn counted<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<(&'a str, u64)> {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
    let mut values: Vec<(&str, u64)> = counts.into_iter().collect();
    values.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    values
}

/// What stands in the cells, `"?" (12), "verdcht": did you mean "verdacht"?`, and then a line for each
/// setting that would mend it.
pub(super) fn in_words(kind: Kind, values: &[(&str, u64)]) -> Vec<String> {
    let told: Vec<&(&str, u64)> = values.iter().take(VALUES).collect();
    let mut parts: Vec<String> = Vec::new();
    for (text, count) in &told {
        let close = meant(kind, text).map(|word| format!(": did you mean \"{word}\"?"));
        let often = if *count > 1 { format!(" ({count})") } else { String::new() };
        parts.push(format!("\"{}\"{often}{}", cut(text, LONGEST), close.unwrap_or_default()));
    }
    let mut line = parts.join(", ");
    if values.len() > told.len() {
        line += &format!(" and {} more", values.len() - told.len());
    }
    let settings = settings(kind, told.iter().map(|(text, _)| *text));
    std::iter::once(line).chain(settings).collect()
}

/// The known word that a text was probably meant to be.
fn meant(kind: Kind, text: &str) -> Option<&'static str> {
    did_you_mean(text, vocabulary(kind).iter().copied())
}

/// The settings by which the file can say what its words mean, as lines to paste.
fn settings<'a>(kind: Kind, texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    // What holds a digit is a value that went wrong; a word may stand for something.
    let words = matches!(kind, Kind::YesNo | Kind::EnergyLabel | Kind::RoofState | Kind::RoofKind);
    let is_word = |text: &&str| words || !text.bytes().any(|byte| byte.is_ascii_digit());
    let texts: Vec<&str> =
        texts.filter(is_word).filter(|text| text.chars().count() <= LONGEST).collect();
    let (close, others): (Vec<&str>, Vec<&str>) =
        texts.into_iter().partition(|text| meant(kind, text).is_some());
    let list = |texts: &[&str]| {
        let quoted: Vec<String> =
            texts.iter().map(|text| toml::Value::from(*text).to_string()).collect();
        quoted.join(", ")
    };
    let mut lines = Vec::new();
    if !others.is_empty() {
        lines.push(format!("if that means nothing is known: empty = [{}]", list(&others)));
    }
    let (first, more) = match kind {
        Kind::YesNo => ("yes", "or words.no"),
        Kind::RoofState => ("suspect", "or partly, clear, not_visible, removed"),
        Kind::RoofKind => ("home", "or words.shed"),
        _ => return lines,
    };
    if !others.is_empty() {
        lines.push(format!("if it is an answer: words.{first} = [{}] ({more})", list(&others)));
    }
    for text in close {
        let word = meant(kind, text).and_then(|word| meaning(kind, word)).unwrap_or(first);
        lines.push(format!("to read it so: words.{word} = [{}]", list(&[text])));
    }
    lines
}

/// The program's word for a known word.
fn meaning(kind: Kind, word: &str) -> Option<&'static str> {
    match kind {
        Kind::YesNo => yes_no::meaning(word),
        Kind::RoofState => roof::state_of(word),
        Kind::RoofKind => roof::kind_of(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Kind, texts: &[&str], expected: &str) {
        assert_eq!(in_words(kind, &counted(texts.iter().copied())).join("; "), expected);
    }

    #[test]
    fn a_word_comes_with_the_settings_that_would_mend_it() {
        check(Kind::EnergyLabel, &["Q"], "\"Q\"; if that means nothing is known: empty = [\"Q\"]");
        check(
            Kind::RoofState,
            &["?", "verdcht", "?"],
            "\"?\" (2), \"verdcht\": did you mean \"verdacht\"?; if that means nothing is known: \
             empty = [\"?\"]; if it is an answer: words.suspect = [\"?\"] (or partly, clear, \
             not_visible, removed); to read it so: words.suspect = [\"verdcht\"]",
        );
        check(
            Kind::YesNo,
            &["neee"],
            "\"neee\": did you mean \"nee\"?; to read it so: words.no = [\"neee\"]",
        );
    }

    #[test]
    fn one_slip_in_a_column_with_few_cells_weighs_as_one_in_its_rows() {
        let cells = |filled, unread| UnreadCells {
            name: String::new(),
            column: String::new(),
            filled,
            unread,
            values: Vec::new(),
        };
        assert_eq!(cells(50, 1).weighed(50), 0.02);
        assert_eq!(cells(10, 1).weighed(200), 0.005);
        assert_eq!(cells(100, 50).weighed(24_000), 0.1);
        assert_eq!(cells(5, 5).weighed(24_000), 1.0);
        assert_eq!(cells(1, 1).weighed(24_000), 0.002);
        assert_eq!(cells(24_000, 240).weighed(24_000), 0.01);
        assert_eq!(cells(0, 0).weighed(0), 0.0);
    }

    #[test]
    fn a_value_with_digits_is_no_word() {
        check(Kind::Number, &["6O0"], "\"6O0\"");
        check(Kind::Number, &["abc"], "\"abc\"; if that means nothing is known: empty = [\"abc\"]");
        check(Kind::Integer, &["19xx"], "\"19xx\"");
    }

    #[test]
    fn marks_within_a_word_are_written_as_toml_wants_them() {
        check(
            Kind::EnergyLabel,
            &["a \"b\""],
            "\"a \"b\"\"; if that means nothing is known: empty = ['a \"b\"']",
        );
    }

    #[test]
    fn many_values_are_counted() {
        check(
            Kind::BagId(crate::model::schema::BagObject::Home),
            &["1", "2", "3", "4"],
            "\"1\", \"2\", \"3\" and 1 more",
        );
    }
}
