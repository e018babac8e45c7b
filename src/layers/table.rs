//! `indicatoren.csv`: one number a row.

use std::slice::Chunks;

use rayon::prelude::*;

use crate::config::{Config, Language};
use crate::dictionary::long_table_columns;
use crate::disclose::{Cell, Published, PublishedCounts, PublishedIndicator, Release};
use crate::model::{Area, Areas, Of};

use super::text::{push_percent, push_whole};

/// Rows that are written together.
const PART_ROWS: usize = 16_384;
/// Bytes of a row, about; it is only to make room.
const ROW_BYTES: usize = 96;
/// In place of a level: units of the city that have no place, and are in none of the other rows.
const UNPLACED: &str = "niet geplaatst";

/// The long table: the city, then its units without a place, then every level coarse to fine, each
/// indicator in each area; all corporations together, then each; the whole window, then each year. In
/// parts that follow each other.
pub(super) fn long(config: &Config, areas: &Areas, release: &Release) -> Vec<Vec<u8>> {
    let corporations: Vec<Vec<u8>> =
        release.corporations.iter().map(|name| cells(&[name])).collect();
    let city = vec![Place::new(["stad", "", &config.name], "")];
    let nowhere = vec![Place::new([UNPLACED, "", &config.name], "")];
    let levels: Vec<Vec<Place>> =
        (0..areas.levels().len()).map(|level| places(areas, level)).collect();
    let all: Vec<(&PublishedIndicator, IndicatorCells)> = std::iter::once(&release.dwellings)
        .chain(&release.indicators)
        .map(|published| (published, IndicatorCells::new(config, published)))
        .collect();

    let mut parts = Vec::new();
    for (published, cells) in &all {
        parts.extend(Part::of(&city, cells, &published.city));
    }
    for (published, cells) in &all {
        let unplaced = published.unplaced.iter();
        parts.extend(unplaced.flat_map(|counts| Part::of(&nowhere, cells, counts)));
    }
    for (level, places) in levels.iter().enumerate() {
        for (published, cells) in &all {
            let counts = published.levels.get(level).into_iter();
            parts.extend(counts.flat_map(|counts| Part::of(places, cells, counts)));
        }
    }
    let header: Vec<String> = long_table_columns().into_iter().map(|column| column.name).collect();
    let header = line_end(cells(&header.iter().map(String::as_str).collect::<Vec<_>>()));
    let mut table = vec![header];
    table.par_extend(parts.into_par_iter().map(|part| part.written(&corporations)));
    table
}

/// Level, code and name of each area, and the code of the area of the next coarser level that holds it.
fn places(areas: &Areas, level: usize) -> Vec<Place> {
    let parents = level.checked_sub(1).map(|above| areas.parents(level, above));
    let parent = |at: usize| {
        let above = parents.as_ref().and_then(|parents| parents[at]);
        above.map_or("", |parent| areas.levels()[level - 1].areas[parent].code.as_str())
    };
    let of_level = &areas.levels()[level];
    let word = of_level.level.singular();
    let each = of_level.areas.iter().enumerate();
    let place =
        |(at, area): (usize, &Area)| Place::new([word, area.code.as_str(), &area.name], parent(at));
    each.map(place).collect()
}

/// What a place gives each of its rows.
struct Place {
    /// Level, code and name, each with the comma behind it.
    start: Vec<u8>,
    /// The last cell, with the line end.
    parent: Vec<u8>,
}

impl Place {
    fn new(start: [&str; 3], parent: &str) -> Place {
        Place { start: cells(&start), parent: line_end(cells(&[parent])) }
    }
}

/// What an indicator gives each of its rows.
struct IndicatorCells {
    id: Vec<u8>,
    /// With the comma behind it.
    definition: Vec<u8>,
}

impl IndicatorCells {
    fn new(config: &Config, published: &PublishedIndicator) -> IndicatorCells {
        let definition = match published.indicator.of {
            Of::Placements => published.indicator.defined(config.language == Language::Nl),
            Of::Dwellings | Of::Roofs | Of::Homes => "",
        };
        let rule = match published.is_protected {
            true => config.disclosure.sentence(config.language),
            false => String::new(),
        };
        let told = [definition, &rule].map(str::trim).join(" ");
        IndicatorCells { id: cells(&[&published.indicator.id]), definition: cells(&[told.trim()]) }
    }
}

/// Some rows of one indicator at one level.
struct Part<'a> {
    places: &'a [Place],
    indicator: &'a IndicatorCells,
    rows: Rows<'a>,
}

/// Rows of one kind.
enum Rows<'a> {
    /// Of all corporations over the whole window, from this area on.
    Areas(usize, &'a [Published<Cell>]),
    /// Corporation, area, number.
    Corporations(&'a [(u32, u32, Published<Cell>)]),
    /// Year, area, number.
    Years(&'a [(i32, u32, Published<Cell>)]),
}

impl<'a> Part<'a> {
    fn of(
        places: &'a [Place],
        indicator: &'a IndicatorCells,
        counts: &'a PublishedCounts,
    ) -> impl Iterator<Item = Part<'a>> {
        fn some<T>(rows: &[T]) -> Chunks<'_, T> {
            rows.chunks(PART_ROWS)
        }
        let areas = some(&counts.by_area).enumerate();
        let areas = areas.map(|(at, rows)| Rows::Areas(at * PART_ROWS, rows));
        let corporations = some(&counts.by_corporation).map(Rows::Corporations);
        let years = some(&counts.by_year).map(Rows::Years);
        let all = areas.chain(corporations).chain(years);
        all.map(move |rows| Part { places, indicator, rows })
    }

    fn written(&self, corporations: &[Vec<u8>]) -> Vec<u8> {
        let n_rows = match self.rows {
            Rows::Areas(_, rows) => rows.len(),
            Rows::Corporations(rows) => rows.len(),
            Rows::Years(rows) => rows.len(),
        };
        let mut text = Vec::with_capacity(ROW_BYTES * n_rows);
        match self.rows {
            Rows::Areas(first, rows) => {
                for (at, cell) in rows.iter().enumerate() {
                    self.row(&mut text, first + at, b",", None, cell.get());
                }
            }
            Rows::Corporations(rows) => {
                for (corporation, at, cell) in rows {
                    let corporation = &corporations[*corporation as usize];
                    self.row(&mut text, *at as usize, corporation, None, cell.get());
                }
            }
            Rows::Years(rows) => {
                for (year, at, cell) in rows {
                    self.row(&mut text, *at as usize, b",", Some(*year), cell.get());
                }
            }
        }
        text
    }

    /// Writes one row; `corporation` is a cell with the comma behind it.
    fn row(
        &self,
        text: &mut Vec<u8>,
        at: usize,
        corporation: &[u8],
        year: Option<i32>,
        cell: &Cell,
    ) {
        text.extend_from_slice(&self.places[at].start);
        text.extend_from_slice(corporation);
        text.extend_from_slice(&self.indicator.id);
        if let Some(count) = cell.count() {
            push_whole(text, count);
        }
        text.push(b',');
        if let Some(out_of) = cell.out_of() {
            push_whole(text, out_of);
        }
        text.push(b',');
        if let Some((count, out_of)) = cell.count().zip(cell.out_of()) {
            push_percent(text, count, out_of);
        }
        text.push(b',');
        text.extend_from_slice(cell.status().word().as_bytes());
        text.push(b',');
        push_whole(text, cell.unknown());
        text.push(b',');
        if let Some(year) = year {
            text.extend_from_slice(year.to_string().as_bytes());
        }
        text.push(b',');
        text.extend_from_slice(&self.indicator.definition);
        text.extend_from_slice(&self.places[at].parent);
    }
}

/// Cells quoted where that is needed, each with the comma behind it.
fn cells(texts: &[&str]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // The empty cell at the end gives the last comma.
    let row = texts.iter().chain(&[""]);
    writer.write_record(row).expect("writing to memory cannot fail");
    let mut row = writer.into_inner().expect("writing to memory cannot fail");
    row.pop(); // the line end
    row
}

/// The comma behind the last cell becomes a line end.
fn line_end(mut cells: Vec<u8>) -> Vec<u8> {
    cells.pop();
    cells.push(b'\n');
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: &str) {
        assert_eq!(String::from_utf8(cells(texts)).unwrap(), expected);
        let end = String::from_utf8(line_end(cells(texts))).unwrap();
        assert_eq!(end.strip_suffix('\n'), expected.strip_suffix(','));
    }

    #[test]
    fn cells_are_quoted_where_needed_and_end_in_a_comma() {
        check(&["buurt", "BU00340101", "Centrum"], "buurt,BU00340101,Centrum,");
        check(&["Goed, en \"beter\""], "\"Goed, en \"\"beter\"\"\",");
        check(&["twee\nregels", ""], "\"twee\nregels\",,");
        check(&[""], ",");
    }
}
