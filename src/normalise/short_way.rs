//! The short way through a table: rows in plain form become values at once, piece by piece, and only
//! the odd rows among them go through the full reading.
//!
//! What comes out equals what the full reading of the whole file gives, findings and account included
//! (property-tested). What cannot be told from odd rows alone (a total row, a column in doubt, a file
//! that is cut off) is not told here: then there is no short way, and the file is read whole.

mod lane;
mod piece;
mod plain_number;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use polars::prelude::{Column, DataFrame, DataType, NamedFrom, PolarsResult, Series};

use crate::config::TableForm;
use crate::model::schema::Kind;
use crate::read::{self, Pieces, ROW, RawTable, TableOptions, Wanted};

use super::error::InputError;
use super::number;
use super::read_column::Evidence;
use super::sift::Sift;
use super::stops::is_cut_off;
use lane::Way;
use piece::{PlainPiece, look_at};
use words::Dictionary;

/// A table and how it is read.
pub(super) struct Table<'a> {
    pub path: &'a Path,
    /// The file, as the configuration names it.
    pub file: &'a str,
    pub wanted: &'a [Wanted],
    pub options: TableOptions<'a>,
    /// Every column of the table with its kind.
    pub columns: &'a [(String, Kind)],
    /// The type in which each column is kept.
    pub types: fn(&str, Kind) -> DataType,
    pub form: &'a TableForm<'a>,
}

/// Opens a table: the short way where there is one, and else whole.
///
/// # Errors
/// The file cannot be read, or a column or the file as a whole cannot be used.
pub(super) fn sift(table: &Table<'_>) -> Result<Sift, InputError> {
    if let Some(sift) = short(table)? {
        return Ok(sift);
    }
    let raw = read::read_table(table.path, table.wanted, table.options)?;
    Sift::new(raw, table.file, table.columns, table.form)
}

/// The short way; `None` where there is none.
pub(super) fn short(table: &Table<'_>) -> Result<Option<Sift>, InputError> {
    let Some(pieces) = Pieces::open(table.path, table.wanted, table.options) else {
        return Ok(None);
    };
    let names = &pieces.head().names;
    let ways: Vec<Way<'_>> = names
        .iter()
        .filter_map(|(name, _)| table.columns.iter().find(|(known, _)| known == name))
        .map(|(name, kind)| Way { name, kind: *kind, form: table.form })
        .collect();
    if ways.len() < names.len() || !ways.iter().all(Way::exists) {
        return Ok(None);
    }
    let dictionaries: Vec<Option<Dictionary<'_>>> =
        ways.iter().map(|way| way.is_words().then(|| Dictionary::new(way.clone()))).collect();
    let looked = pieces.each(|_, piece| look_at(piece, &ways, &dictionaries, table));
    let Some((mut raw, looked)) = looked else { return Ok(None) };

    let first_rows: Vec<u32> = looked.iter().map(|piece| piece.first_row).collect();
    let pieces: Vec<PlainPiece> = looked.into_iter().map(|piece| piece.found).collect();
    let rows: u64 = pieces.iter().map(|piece| piece.frame.height() as u64).sum();
    let citizens = |at: usize| match &dictionaries[at] {
        Some(dictionary) => dictionary.holds_citizen_numbers_only(),
        None => pieces.iter().all(|piece| piece.citizens[at]),
    };
    let is_text = |way: &Way<'_>| matches!(way.kind, Kind::Text | Kind::BagId(_));
    if pieces.iter().any(|piece| piece.total)
        || ways.iter().enumerate().any(|(at, way)| is_text(way) && citizens(at))
    {
        return Ok(None);
    }
    raw.frame = odd_rows(&raw, &pieces, &first_rows)?;
    if is_cut_off(&raw, rows) && !table.form.complete {
        return Ok(None);
    }
    let mut beside: BTreeMap<String, Evidence> = BTreeMap::new();
    for (at, way) in ways.iter().enumerate() {
        let mut evidence = Evidence::default();
        pieces.iter().for_each(|piece| evidence.add(&piece.evidence[at]));
        if !holds(&evidence, &raw, way)? {
            return Ok(None);
        }
        beside.insert(way.name.to_owned(), evidence);
    }
    let sift = match Sift::beside(raw, table.file, table.columns, table.form, &beside) {
        Ok(sift) => sift,
        Err(InputError::Stops(_)) => return Ok(None), // the whole file tells of how many rows
        Err(other) => return Err(other),
    };
    Ok(Some(sift.with_plain(table, pieces, &first_rows)?))
}

/// Whether the plain cells of a column were read as the column as a whole says.
fn holds(evidence: &Evidence, odd: &RawTable, way: &Way<'_>) -> PolarsResult<bool> {
    let dates = match way.form.date_format {
        Some(_) => true,
        None => !evidence.read_day_first || evidence.day_first > odd.frame.height(),
    };
    let doubtful = [evidence.point_or_thousands, evidence.comma_or_thousands];
    if doubtful == [0, 0] {
        return Ok(dates);
    }
    let (mut commas, mut points) = (evidence.commas, evidence.points);
    let cells = odd.frame.column(way.name)?.cast(&DataType::String)?;
    for cell in cells.str()?.iter().flatten() {
        let [comma, point] = number::proves(cell);
        commas += usize::from(comma);
        points += usize::from(point);
    }
    let point_is_decimal = points > 0 && commas == 0;
    let comma_is_decimal = commas > 0 && points == 0;
    let right = |doubtful: usize, decimal: bool| doubtful == 0 || decimal;
    Ok(dates && right(doubtful[0], point_is_decimal) && right(doubtful[1], comma_is_decimal))
}

/// The odd rows of all pieces as a table of text, under their numbers.
fn odd_rows(
    head: &RawTable,
    pieces: &[PlainPiece],
    first_rows: &[u32],
) -> PolarsResult<DataFrame> {
    let odd = || pieces.iter().zip(first_rows).flat_map(|(piece, first)| {
        piece.odd.iter().map(move |(place, cells)| (first + place, cells))
    });
    let numbers: Vec<u32> = odd().map(|(row, _)| row).collect();
    let height = numbers.len();
    let mut columns = vec![Column::from(Series::new(ROW.into(), numbers))];
    for (at, (name, _)) in head.names.iter().enumerate() {
        let cells: Vec<Option<&str>> =
            odd().map(|(_, cells)| Some(cells[at].as_str()).filter(|cell| !cell.is_empty())).collect();
        columns.push(Column::new(name.as_str().into(), cells));
    }
    DataFrame::new(height, columns)
}
