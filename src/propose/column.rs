//! One column of a file that nobody has named yet: its name, its cells, and as what they read.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::model::schema::{Kind, bare_name};
use crate::normalise::Reading;

use super::ProposeError;

/// A column as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its name, on one line.
    pub name: String,
    /// Its name without case, blanks and signs.
    pub bare: String,
    /// Whether another column has this name too.
    pub is_double: bool,
    cells: Vec<Option<String>>,
    readings: RefCell<Vec<Reading>>,
}

/// Whether cells are of a kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fit {
    /// They are.
    Yes,
    /// Nothing stands in them.
    Empty,
    /// They are not.
    No(String),
}

/// Of the cells in which something stands, this part must be readable as the kind.
const MOST: f64 = 0.6;

impl Column {
    pub fn new(name: &str, cells: Vec<Option<String>>) -> Column {
        Column {
            name: on_one_line(name),
            bare: bare_name(name),
            is_double: false,
            cells,
            readings: RefCell::default(),
        }
    }

    /// The cells read as a kind.
    pub fn read_as(&self, kind: Kind) -> Result<Reading, ProposeError> {
        let known = self.readings.borrow().iter().find(|reading| reading.kind == kind).cloned();
        if let Some(reading) = known {
            return Ok(reading);
        }
        let reading = Reading::of_cells(&self.cells, kind)?;
        self.readings.borrow_mut().push(reading.clone());
        Ok(reading)
    }

    /// The different texts with their number, the most frequent first; without empty cells.
    pub fn words(&self) -> Result<Vec<(String, usize)>, ProposeError> {
        Ok(words_of(&self.read_as(Kind::Text)?.texts))
    }

    /// Whether the cells can be what the field holds.
    pub fn fits(&self, field: &str, kind: Kind) -> Result<Fit, ProposeError> {
        let reading = self.read_as(kind)?;
        let present = reading.present();
        if present == 0 {
            return Ok(Fit::Empty);
        }
        if (reading.read() as f64) < MOST * present as f64 {
            return Ok(Fit::No(match reading.faults().iter().max_by_key(|(_, count)| *count) {
                Some((entry, count)) => {
                    format!("{count} of {present}: {} ({})", entry.title.en, entry.code)
                }
                None => "cannot be read".to_owned(),
            }));
        }
        let longest = |most: usize| {
            let short =
                reading.texts.iter().flatten().filter(|t| t.chars().count() <= most).count();
            (short as f64) >= 0.9 * present as f64
        };
        let different = || words_of(&reading.texts).len();
        let refused = match field {
            "house_letter" if !longest(2) => Some("longer texts than one letter".to_owned()),
            "addition" if !longest(6) => Some("longer texts than an addition".to_owned()),
            "id" if 2 * different() < present => {
                Some(format!("{} different in {present} rows: no key of a home", different()))
            }
            "corporation" if different() > 30 || (present > 50 && 5 * different() > present) => {
                Some(format!("{} different: too many for owners", different()))
            }
            "priority" if different() > 60 || (present > 20 && 2 * different() > present) => {
                Some(format!("{} different: no codes", different()))
            }
            "build_year" if !self.within(kind, 1000.0..=2200.0)? => {
                Some("numbers that are no years".to_owned())
            }
            _ => None,
        };
        Ok(refused.map_or(Fit::Yes, Fit::No))
    }

    fn within(
        &self,
        kind: Kind,
        range: std::ops::RangeInclusive<f64>,
    ) -> Result<bool, ProposeError> {
        let reading = self.read_as(kind)?;
        let inside = |value: &&String| value.parse().is_ok_and(|number| range.contains(&number));
        let count = reading.values.iter().flatten().filter(inside).count();
        Ok(count as f64 >= MOST * reading.read() as f64)
    }

    /// Whether nearly all cells, of at least three, are of this kind: enough to tell without a name.
    pub fn surely(&self, kind: Kind) -> Result<bool, ProposeError> {
        let reading = self.read_as(kind)?;
        Ok(reading.read() >= 3 && reading.read() as f64 >= 0.95 * reading.present() as f64)
    }

    /// Whether every row has a text of its own here.
    pub fn is_key(&self) -> Result<bool, ProposeError> {
        let reading = self.read_as(Kind::Text)?;
        let different = words_of(&reading.texts).len();
        Ok(different >= 3 && reading.present() >= 3 && 20 * different >= 19 * reading.texts.len())
    }
}

/// The different texts with their number, the most frequent first.
pub(super) fn words_of(texts: &[Option<String>]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts.iter().flatten() {
        *counts.entry(text).or_default() += 1;
    }
    let mut words: Vec<(String, usize)> =
        counts.into_iter().map(|(word, count)| (word.to_owned(), count)).collect();
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    words
}

/// The text on one line, without characters that do something to a terminal.
pub(super) fn on_one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::BagObject;

    fn column(cells: &[&str]) -> Column {
        Column::new("kolom", cells.iter().map(|cell| Some((*cell).to_owned())).collect())
    }

    #[track_caller]
    fn check(field: &str, kind: Kind, cells: &[&str], expected: &Fit) {
        assert_eq!(column(cells).fits(field, kind).unwrap(), *expected);
    }

    fn no(why: &str) -> Fit {
        Fit::No(why.to_owned())
    }

    #[test]
    fn contents_veto_a_name() {
        let label = Kind::EnergyLabel;
        check("energy_label", label, &["A", "B", "?"], &Fit::Yes);
        check("energy_label", label, &["", "-"], &Fit::Empty);
        check("energy_label", label, &["17", "20"], &no("2 of 2: not an energy label (I026)"));
        check("build_year", Kind::Integer, &["17", "20"], &no("numbers that are no years"));
        check("build_year", Kind::Integer, &["1978", "2020"], &Fit::Yes);
        check("house_letter", Kind::HouseSuffix, &["hoek"], &no("longer texts than one letter"));
        check("id", Kind::Text, &["1", "1", "1"], &no("1 different in 3 rows: no key of a home"));
    }

    #[test]
    fn ids_that_excel_destroyed_are_named() {
        let kind = Kind::BagId(BagObject::Home);
        let Fit::No(why) = column(&["3,40E+13", "3,40E+13"]).fits("bag_id", kind).unwrap() else {
            panic!("fits");
        };
        assert!(why.starts_with("2 of 2: "), "{why}");
    }

    #[test]
    fn a_key_differs_in_every_row() {
        assert!(column(&["1", "2", "3"]).is_key().unwrap());
        assert!(!column(&["1", "1", "3"]).is_key().unwrap());
    }

    #[test]
    fn a_name_stands_on_one_line() {
        assert_eq!(on_one_line(" Netto\r\n huur\x1b[1m"), "Netto huur [1m");
    }
}
