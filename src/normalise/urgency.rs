//! What counts as urgent: each value of the priority column in one of three classes.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use polars::prelude::{BooleanChunked, Column, IntoColumn, NewChunkedArray, PolarsResult};

use crate::config::Urgent;

/// What a letting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Urgent,
    Regular,
    Excluded,
}

/// VERA's VOORRANGSOORT `URG` and the VOORRANGDETAILSOORT codes below it.
///
/// Aedes, VERA referentiedata (CC0), as of 2026-06-26.
const VERA_URGENT: [&str; 14] = [
    "URG", "BER", "DAK", "DUP", "EXD", "FIN", "GEW", "HUI", "MAN", "MED", "REL", "SOC", "STA",
    "UIT",
];

/// The other codes of VOORRANGSOORT (binding, group, indication) and those below them.
const VERA_REGULAR: [&str; 11] =
    ["BIN", "GRO", "IND", "ECO", "KRN", "MAA", "REG", "GEL", "ROL", "RST", "SER"];

/// A column of priorities as two: `urgent` (null when excluded) and `counted`.
pub(super) struct Classified {
    pub urgent: Column,
    pub counted: Column,
    /// Values that no list names, with how often each occurs.
    pub unnamed: Vec<(String, u64)>,
}

/// Puts each value in its class.
pub(super) fn classify(priority: &Column, urgent: &Urgent) -> PolarsResult<Classified> {
    let cells = priority.str()?;
    let mut numbers: HashMap<&str, usize, FixedState> = HashMap::default();
    let mut values: Vec<(&str, Option<Class>, u64)> = Vec::new();
    let mut rows = Vec::with_capacity(cells.len());
    for cell in cells.iter() {
        let text = cell.unwrap_or("");
        let number = *numbers.entry(text).or_insert_with(|| {
            values.push((text, class(text, urgent), 0));
            values.len() - 1
        });
        values[number].2 += 1;
        rows.push(number);
    }
    let classes = || rows.iter().map(|number| values[*number].1);
    let is_urgent = classes().map(|class| match class {
        Some(Class::Urgent) => Some(true),
        Some(Class::Regular) => Some(false),
        Some(Class::Excluded) | None => None,
    });
    let counted = classes().map(|class| class.map(|class| class != Class::Excluded));
    let unnamed = values.iter().filter(|(_, class, _)| class.is_none());
    let mut unnamed: Vec<(String, u64)> =
        unnamed.map(|(text, _, count)| ((*text).to_owned(), *count)).collect();
    unnamed.sort_unstable();
    Ok(Classified {
        urgent: BooleanChunked::from_iter_options("urgent".into(), is_urgent).into_column(),
        counted: BooleanChunked::from_iter_options("counted".into(), counted).into_column(),
        unnamed,
    })
}

/// The class of one value: by the lists first, and then by VERA where the configuration asks for it.
fn class(text: &str, urgent: &Urgent) -> Option<Class> {
    let lower = text.trim().to_lowercase();
    let among = |list: &[String]| list.iter().any(|word| word.trim().to_lowercase() == lower);
    if among(&urgent.values) {
        return Some(Class::Urgent);
    }
    if among(&urgent.regular) {
        return Some(Class::Regular);
    }
    if among(&urgent.exclude) {
        return Some(Class::Excluded);
    }
    if urgent.vera { by_vera(text) } else { None }
}

/// The class of a cell of VERA codes, of which there may be several (`GRO, URG.STA`): urgent when any
/// is; regular without any, for then no priority was given.
fn by_vera(text: &str) -> Option<Class> {
    let codes = text.split([',', ';', '|', '+', '/', ' ']).filter(|code| !code.is_empty());
    let mut class = Class::Regular;
    for code in codes {
        let upper = code.rsplit('.').next().unwrap_or(code).to_uppercase();
        if VERA_URGENT.contains(&upper.as_str()) {
            class = Class::Urgent;
        } else if !VERA_REGULAR.contains(&upper.as_str()) {
            return None;
        }
    }
    Some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn each_value_is_in_the_class_of_its_list() {
        let urgent = Urgent {
            values: list(&["Urg"]),
            regular: list(&["reg", ""]),
            exclude: list(&["RUIL"]),
            vera: false,
        };
        assert_eq!(class("URG ", &urgent), Some(Class::Urgent));
        assert_eq!(class("", &urgent), Some(Class::Regular));
        assert_eq!(class("ruil", &urgent), Some(Class::Excluded));
        assert_eq!(class("MED", &urgent), None);
    }

    #[test]
    fn codes_of_vera_are_urgent_when_any_is() {
        let urgent = Urgent { exclude: list(&["MAN"]), vera: true, ..Urgent::default() };
        assert_eq!(class("GRO, VOORRANGSOORT.URG", &urgent), Some(Class::Urgent));
        assert_eq!(class("URG.STA", &urgent), Some(Class::Urgent));
        assert_eq!(class("BIN|IND", &urgent), Some(Class::Regular));
        assert_eq!(class("", &urgent), Some(Class::Regular));
        assert_eq!(class("MAN", &urgent), Some(Class::Excluded)); // the lists go first
        assert_eq!(class("XYZ", &urgent), None);
    }
}
