//! What counts as urgent: each value of the priority column in one of three classes.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use polars::prelude::{
    BooleanChunked, ChunkFullNull, Column, IntoColumn, NewChunkedArray, PolarsResult, StringChunked,
};
use rayon::prelude::*;

use crate::config::Urgent;

/// What a letting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Urgent,
    Regular,
    Excluded,
    /// It cannot be read: counted, and not known to be urgent or regular.
    Unread,
}

/// What stands for a priority that cannot be read.
pub(super) const UNREAD: &str = "#N/A";

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

/// A column of priorities as two: `urgent` (null when excluded or unreadable) and `counted`.
pub(super) struct Classified {
    pub urgent: Column,
    pub counted: Column,
    /// Values that no list names, with how often each occurs.
    pub unnamed: Vec<(String, u64)>,
}

/// Rows that are looked at in one go. Tests have few, and several ranges of them.
const RANGE: usize = if cfg!(test) { 4 } else { 1 << 15 };

/// Puts each value in its class.
pub(super) fn classify(priority: &Column, urgent: &Urgent) -> PolarsResult<Classified> {
    let cells = priority.str()?;
    let starts: Vec<usize> = (0..cells.len()).step_by(RANGE).collect();
    let parts: Vec<StringChunked> =
        starts.into_iter().map(|start| cells.slice(start as i64, RANGE)).collect();
    let parts: Vec<Numbered<'_>> = parts.par_iter().with_max_len(1).map(Numbered::of).collect();
    let mut values: BTreeMap<&str, (Option<Class>, u64)> = BTreeMap::new();
    for (text, count) in parts.iter().flat_map(|part| &part.values) {
        let value = values.entry(text).or_insert_with(|| (class(text, urgent), 0));
        value.1 += count;
    }
    let (mut is_urgent, mut counted) = (nothing("urgent"), nothing("counted"));
    let columns: Vec<[BooleanChunked; 2]> =
        parts.par_iter().with_max_len(1).map(|part| part.columns(|text| values[text].0)).collect();
    for [urgent_here, counted_here] in columns {
        is_urgent.append_owned(urgent_here)?;
        counted.append_owned(counted_here)?;
    }
    let unnamed = values.into_iter().filter(|(_, (class, _))| class.is_none());
    Ok(Classified {
        urgent: is_urgent.into_column(),
        counted: counted.into_column(),
        unnamed: unnamed.map(|(text, (_, count))| (text.to_owned(), count)).collect(),
    })
}

fn nothing(name: &str) -> BooleanChunked {
    BooleanChunked::full_null(name.into(), 0)
}

/// The values of some rows, numbered as they come.
struct Numbered<'a> {
    rows: Vec<u32>,
    /// Each with how often it occurs; an empty cell is the empty text.
    values: Vec<(&'a str, u64)>,
}

impl<'a> Numbered<'a> {
    fn of(cells: &'a StringChunked) -> Numbered<'a> {
        let mut numbers: HashMap<&str, u32, FixedState> = HashMap::default();
        let mut values: Vec<(&str, u64)> = Vec::new();
        let mut rows = Vec::with_capacity(cells.len());
        let mut last = None;
        for cell in cells.iter() {
            let text = cell.unwrap_or("");
            let number = match last {
                Some((same, number)) if same == text => number,
                _ => *numbers.entry(text).or_insert_with(|| {
                    values.push((text, 0));
                    values.len() as u32 - 1
                }),
            };
            last = Some((text, number));
            values[number as usize].1 += 1;
            rows.push(number);
        }
        Numbered { rows, values }
    }

    /// `urgent` and `counted` of each row.
    fn columns(&self, class_of: impl Fn(&str) -> Option<Class>) -> [BooleanChunked; 2] {
        let classes: Vec<Option<Class>> =
            self.values.iter().map(|(text, _)| class_of(text)).collect();
        let of_rows = || self.rows.iter().map(|number| classes[*number as usize]);
        let is_urgent = of_rows().map(|class| match class {
            Some(Class::Urgent) => Some(true),
            Some(Class::Regular) => Some(false),
            Some(Class::Excluded | Class::Unread) | None => None,
        });
        let counted = of_rows().map(|class| class.map(|class| class != Class::Excluded));
        [
            BooleanChunked::from_iter_options("urgent".into(), is_urgent),
            BooleanChunked::from_iter_options("counted".into(), counted),
        ]
    }
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
    if text == UNREAD {
        return Some(Class::Unread);
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
        assert_eq!(class(UNREAD, &urgent), Some(Class::Unread));
    }

    #[test]
    fn rows_of_all_ranges_have_the_class_of_their_value() {
        let urgent = Urgent {
            values: list(&["urg"]),
            regular: list(&["reg", ""]),
            exclude: list(&["ruil"]),
            vera: false,
        };
        let cells = ["urg", "reg", "x", "ruil", "", "urg", "x", "reg", "a", "urg"];
        let cells = cells.map(|cell| Some(cell).filter(|cell| !cell.is_empty()));
        let found = classify(&Column::new("priority".into(), cells), &urgent).unwrap();
        let (yes, no) = (Some(true), Some(false));
        let told = |column: &Column| column.bool().unwrap().iter().collect::<Vec<_>>();
        assert_eq!(told(&found.urgent), [yes, no, None, None, no, yes, None, no, None, yes]);
        assert_eq!(told(&found.counted), [yes, yes, None, no, yes, yes, None, yes, None, yes]);
        assert_eq!(found.unnamed, [("a".to_owned(), 1), ("x".to_owned(), 2)]);
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
