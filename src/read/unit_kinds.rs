//! Columns that tell what kind of unit a row is, and that nothing uses: a file of all units holds garages
//! and shops among its homes.
//!
//! Looked at are the columns that are not asked for: of a workbook all rows, of a CSV its first four
//! megabytes and sixteen parts of a quarter of one spread over the rest, of Parquet the beginnings of up
//! to eight row groups. Only known words for kinds of units are ever repeated.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use foldhash::fast::FixedState;
use memchr::memchr_iter;

use crate::diagnostics::{Finding, codes};
use crate::model::schema::bare_name;
use crate::model::unit_kind::{UnitKind, names_unit_kind, unit_code, unit_kind};

use super::header::Header;
use super::personal::personal_name;

/// A column of more different texts tells no kinds.
const MOST_WORDS: usize = 200;

/// Bytes of a CSV that are looked at: its beginning, and so many parts of this size of the rest.
const FIRST: u64 = 4 << 20;
const PARTS: u64 = 16;
const PART: u64 = 256 << 10;

/// Of the filled cells of a column whose name does not say it, this part must be kinds of units.
const MOST_CELLS: f64 = 0.8;

/// And there must be so many.
const LEAST_CELLS: u64 = 10;

/// What stands in the columns that may tell kinds of units.
pub(super) struct UnitKinds {
    columns: Vec<Candidate>,
}

/// A column that nothing uses.
struct Candidate {
    /// Its place in the header.
    at: usize,
    name: String,
    /// Whether its name says that it tells kinds.
    by_name: bool,
    /// The different texts with their numbers.
    words: HashMap<String, u64, FixedState>,
}

impl UnitKinds {
    /// Of a header, the columns that were not asked for and are not about persons.
    pub fn of(header: &Header) -> UnitKinds {
        let unused = |at: &usize| !header.positions.contains(&Some(*at));
        let columns = (0..header.names.len()).filter(unused).filter_map(|at| {
            let name = header.names[at].trim();
            let candidate = Candidate {
                at,
                name: name.to_owned(),
                by_name: names_unit_kind(&bare_name(name)),
                words: HashMap::default(),
            };
            (!name.is_empty() && personal_name(name).is_none()).then_some(candidate)
        });
        UnitKinds { columns: columns.collect() }
    }

    /// Keeps the columns whose name says it, and those of which the first rows said it.
    pub fn keep_telling(&mut self) {
        self.columns.retain(|column| column.by_name || column.remark().is_some());
    }

    /// The places of the columns that are looked at.
    pub fn places(&self) -> Vec<usize> {
        self.columns.iter().map(|column| column.at).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether the column at this place is looked at.
    pub fn looks_at(&self, at: usize) -> bool {
        self.columns.binary_search_by_key(&at, |column| column.at).is_ok()
    }

    /// Looks at a cell, where its column is of interest.
    pub fn see(&mut self, at: usize, text: &str) {
        let Ok(of) = self.columns.binary_search_by_key(&at, |column| column.at) else { return };
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let words = &mut self.columns[of].words;
        match words.get_mut(text) {
            Some(count) => *count += 1,
            None => {
                words.insert(text.to_owned(), 1);
            }
        }
        if words.len() > MOST_WORDS {
            self.columns.remove(of);
        }
    }

    /// A warning for each column that tells what is no home.
    pub fn remarks(&self) -> Vec<Finding> {
        self.columns.iter().filter_map(Candidate::remark).collect()
    }

    /// Looks at the lines of a text; those that are no whole row of the table are passed over.
    fn see_lines(&mut self, text: &[u8], delimiter: u8, width: usize) {
        let mut start = 0;
        let places = self.places();
        let mut bounds = Vec::with_capacity(width + 1);
        for end in memchr_iter(b'\n', text).chain([text.len()]) {
            let line = text[start..end].trim_ascii_end();
            start = (end + 1).min(text.len());
            bounds.clear();
            bounds.extend(memchr_iter(delimiter, line));
            // Some exports end each row with a delimiter.
            if bounds.len() + 1 != width && bounds.len() != width {
                continue;
            }
            bounds.push(line.len());
            for &place in &places {
                let from = if place == 0 { 0 } else { bounds[place - 1] + 1 };
                let cell = String::from_utf8_lossy(&line[from..bounds[place]]);
                self.see(place, cell.trim_matches('"'));
            }
        }
    }
}

impl Candidate {
    fn remark(&self) -> Option<Finding> {
        let filled: u64 = self.words.values().sum();
        let tally = |kind: fn(&str) -> Option<UnitKind>| {
            let (mut homes, mut others) = (0, BTreeMap::<&str, u64>::new());
            for (word, count) in &self.words {
                match kind(word) {
                    Some(UnitKind::Home) => homes += count,
                    Some(UnitKind::Other(told)) => *others.entry(told).or_default() += count,
                    None => {}
                }
            }
            let known = homes + others.values().sum::<u64>();
            (homes, others, known)
        };
        let (homes, by_words, known) = tally(unit_kind);
        let mostly = known as f64 >= MOST_CELLS * filled as f64;
        let (_, by_code, coded) = tally(unit_code);
        let others = if self.by_name && 2 * coded >= filled && coded > known {
            by_code
        } else if self.by_name || (mostly && homes > 0 && filled >= LEAST_CELLS) {
            by_words
        } else {
            return None;
        };
        if others.is_empty() {
            return None;
        }
        let mut others: Vec<(&str, u64)> = others.into_iter().collect();
        others.sort_by_key(|(told, count)| (std::cmp::Reverse(*count), *told));
        let told: Vec<&str> = others.iter().take(10).map(|(told, _)| *told).collect();
        let detail = format!(
            "it holds {}, and each row counts as a home; only = {{ column = \"{}\", values = [...] }}",
            told.join(", "),
            self.name
        );
        Some(Finding::new(&codes::UNITS_UNUSED, "", 1).column(self.name.clone()).detail(detail))
    }
}

/// What a CSV says of kinds of units in columns that were not asked for.
pub(super) fn of_text(path: &Path, delimiter: u8, header: &Header) -> Vec<Finding> {
    let mut kinds = UnitKinds::of(header);
    if !kinds.is_empty() {
        // What cannot be read is told by who reads the rows.
        let _ = see_text(path, delimiter, header.names.len(), &mut kinds);
    }
    kinds.remarks()
}

fn see_text(
    path: &Path,
    delimiter: u8,
    width: usize,
    kinds: &mut UnitKinds,
) -> std::io::Result<()> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::new();
    file.by_ref().take(FIRST).read_to_end(&mut bytes)?;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let text = encoding_rs::UTF_16LE.decode(&bytes).0;
        kinds.see_lines(text.as_bytes(), delimiter, width);
        return Ok(());
    }
    if memchr::memchr(b'\n', &bytes).is_none() {
        // Lines that end on a carriage return alone.
        for byte in bytes.iter_mut().filter(|byte| **byte == b'\r') {
            *byte = b'\n';
        }
    }
    let start = bytes.len().min(PART as usize);
    kinds.see_lines(&bytes[..start], delimiter, width);
    kinds.keep_telling();
    if kinds.is_empty() {
        return Ok(());
    }
    kinds.see_lines(behind_line(&bytes[start..]), delimiter, width);
    if length <= FIRST {
        return Ok(());
    }
    let last = length.saturating_sub(PART).max(FIRST);
    for part in 1..=PARTS {
        file.seek(SeekFrom::Start(FIRST + (last - FIRST) / PARTS * part))?;
        bytes.clear();
        file.by_ref().take(PART).read_to_end(&mut bytes)?;
        kinds.see_lines(behind_line(&bytes), delimiter, width);
    }
    Ok(())
}

/// The bytes behind the first line, which may be the end of one.
fn behind_line(bytes: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', bytes).map_or(&[], |end| &bytes[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(csv: &str) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, csv).unwrap();
        let names: Vec<String> =
            csv.lines().next().unwrap().split(';').map(str::to_owned).collect();
        // The first column is asked for.
        let positions = vec![Some(0)];
        let header = Header { row: 0, names, positions, rival: None };
        let remarks = of_text(&path, b';', &header);
        remarks.into_iter().map(|remark| (remark.column.unwrap(), remark.detail)).collect()
    }

    #[track_caller]
    fn check(csv: &str, expected: Option<(&str, &str)>) {
        let told = told(csv);
        match expected {
            None => assert!(told.is_empty(), "{told:?}"),
            Some((column, start)) => {
                assert_eq!(told.len(), 1, "{told:?}");
                assert!(told[0].0 == column && told[0].1.contains(start), "{told:?}");
            }
        }
    }

    #[test]
    fn a_column_whose_name_says_it_is_told() {
        check("id;Soort\n1;Woning\n2;Garage\n", Some(("Soort", "it holds garage, ")));
        check(
            "id;Soort eenheid\n1;\"Winkel\"\n2;PP\n",
            Some(("Soort eenheid", "parkeerplaats, winkel")),
        );
        check("id;Soort\n1;Woning\n2;Appartement\n", None);
        check("id;EenheidSoort\n1;WOO\n2;PAR\n3;WOO\n", Some(("EenheidSoort", "PAR")));
        check("id;Soort\n1;Woning\n2;Jansen\n", None);
    }

    #[test]
    fn a_column_full_of_kinds_is_told_whatever_its_name() {
        let rows = |kinds: &[&str]| {
            let rows = (0..20).map(|at| format!("{at};{}\n", kinds[at % kinds.len()]));
            format!("id;K17\n{}", rows.collect::<String>())
        };
        check(&rows(&["Woning", "Woning", "Berging"]), Some(("K17", "berging")));
        check(&rows(&["Garage", "kapot", "nieuw"]), None);
        check(&rows(&["garage", "schuur"]), None); // of no homes
    }

    #[test]
    fn columns_about_persons_are_not_looked_at() {
        check("id;Type huurder\n1;Garage\n", None);
        check("id;geslacht\n1;Garage\n", None);
    }

    #[test]
    fn what_stands_far_below_is_seen() {
        let mut csv = "id;Type\n".to_owned();
        for at in 0..600_000 {
            csv += &format!("{at};Woning\n");
        }
        for at in 0..60_000 {
            csv += &format!("{at};Garage\n");
        }
        check(&csv, Some(("Type", "garage")));
    }
}
