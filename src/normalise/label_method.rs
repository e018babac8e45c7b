//! The method by which a label was determined, in the words of EP-online, VERA and corporations.
//!
//! Since 1 January 2021 a label is determined by NTA 8800. Of before there are three kinds: by NEN 7120,
//! which the *Nader Voorschrift* applies to existing buildings and which gave an energy index; the
//! simplified label of 2015 to 2020 (*Rekenmethodiek Definitief Energielabel*), which files call VEL, as
//! VERA calls the provisional label of before 2015; and by ISSO 82.3 or 75.3, of before 2015.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use polars::prelude::{Column, IntoColumn, NewChunkedArray, PolarsResult, StringChunked};

use crate::diagnostics::codes;

use super::read_column::ReadColumn;

/// The methods, the one in force first.
pub(super) const METHODS: [&str; 4] = [NTA_8800, "NEN 7120", "VEL", "ISSO 82.3"];

/// The method in force since 2021, the only one that gives an EP2.
pub(super) const NTA_8800: &str = "NTA 8800";

/// Of each method what a text of it holds, and what it is as a whole; in capitals without blanks and signs.
const WORDS: [(&[&str], &[&str]); 4] = [
    (&["NTA8800"], &["NTA", "8800", "EP2", "BENG"]),
    (&["NEN7120", "NADERVOORSCHRIFT"], &["NV", "EI", "7120", "ENERGIEINDEX"]),
    (&["DEFINITIEFENERGIELABEL", "VEREENVOUDIGD", "VOORLOPIGENERGIELABEL"], &["VEL"]),
    (&["ISSO82", "ISSO75"], &["EPA", "EPAW", "EPAU"]),
];

/// The methods of a column of text. Of a text that is none nothing is known, and it has a note.
pub(super) fn read(cells: &Column) -> PolarsResult<ReadColumn> {
    let words = cells.unique()?;
    let methods: HashMap<&str, Option<&str>, FixedState> =
        words.str()?.iter().flatten().map(|word| (word, method(word))).collect();
    let read = cells.str()?.iter().map(|cell| methods.get(cell?).copied().flatten());
    let name = cells.name().clone();
    let read = ReadColumn::of(StringChunked::from_iter_options(name, read).into_column());
    let unknown = methods.iter().filter(|(_, method)| method.is_none());
    let notes = unknown.map(|(word, _)| ((*word).to_owned(), &codes::LABEL_METHOD)).collect();
    Ok(ReadColumn { notes, ..read })
}

/// The method that a text names; `None` where it names none, or two.
fn method(text: &str) -> Option<&'static str> {
    let signs = text.chars().filter(|c| c.is_alphanumeric());
    let bare: String = signs.flat_map(char::to_uppercase).collect();
    let named = |(held, whole): &(&[&str], &[&str])| {
        held.iter().any(|word| bare.contains(word)) || whole.contains(&bare.as_str())
    };
    let mut found = WORDS.iter().zip(METHODS).filter(|(words, _)| named(words));
    let (_, method) = found.next()?;
    found.next().is_none().then_some(method)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: Option<&str>) {
        for text in texts {
            assert_eq!(method(text), expected, "{text}");
        }
    }

    #[test]
    fn methods_are_told_by_the_words_of_the_register() {
        check(
            &[
                "NTA 8800:2020 (basisopname woningbouw)",
                "NTA 8800:2024 (detailopname woningbouw)",
                "NTA-8800 (basisopname woningbouw)",
                "NTA8800",
                "nta",
            ],
            Some("NTA 8800"),
        );
        check(
            &[
                "Nader Voorschrift, versie 1.0, 1 februari 2014 met erratalijst dd 03-11-201",
                "Nader Voorschrift, versie 1.0, 1 februari 2014 met erratalijst, addendum 1 juli 2018",
                "NEN 7120",
                "NEN 7120+C2:2012",
                "NV",
                "Energie-Index",
            ],
            Some("NEN 7120"),
        );
        let simplified = "Rekenmethodiek Definitief Energielabel, versie 1.2, 16 september 2014";
        check(&[simplified, "VEL", "Vereenvoudigd energielabel"], Some("VEL"));
        check(&["ISSO82.3, versie 3.0, oktober 2011", "ISSO 75.3", "EPA"], Some("ISSO 82.3"));
    }

    #[test]
    fn a_text_that_names_none_or_two_says_nothing() {
        check(&["EP", "NTA 9000", "", "onbekende methode", "NTA 8800 uit NEN 7120"], None);
    }
}
