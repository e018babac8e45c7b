//! The short way through a table: rows in plain form become values at once, piece by piece, and only
//! the odd rows among them go through the full reading.
//!
//! What comes out equals what the full reading of the whole file gives, findings and account included
//! (property-tested). What cannot be told from odd rows alone (a total row, a column in doubt, a file
//! that is cut off) is not told here: then there is no short way, and the file is read whole.

mod lane;
mod piece;
mod plain_cell;
mod plain_number;
mod plain_text;
mod rows;
#[cfg(test)]
mod tests;
mod way;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use polars::prelude::{DataFrame, DataType, IntoColumn, PolarsResult};

use crate::config::TableForm;
use crate::model::schema::Kind;
use crate::read::{self, Looked, Onlooker, Pieces, ROW, RawTable, TableOptions, Wanted};

use super::error::InputError;
use super::needed::Needed;
use super::number;
use super::read_column::Evidence;
use super::sift::{Beside, PlainFrame, PlainRows, Sift};
use piece::{Look, PlainPiece};
use way::Way;
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
    /// Which cells a row cannot do without.
    pub needed: Needed,
    /// Who looks on while the file is read.
    pub onlooker: &'a dyn Onlooker,
}

/// Reads a table: the short way where there is one, and else whole.
///
/// # Errors
/// The file cannot be read, or a column or the file as a whole cannot be used.
pub(super) fn sift(table: &Table<'_>) -> Result<Sift, InputError> {
    let short = short(table);
    table.onlooker.leaves(table.path);
    if let Some(sift) = short? {
        return Ok(sift);
    }
    let raw = read::read_table(table.path, table.wanted, table.options)?;
    Sift::new(raw, table.file, table.columns, table.form, table.needed)
}

/// The short way; `None` where there is none.
fn short(table: &Table<'_>) -> Result<Option<Sift>, InputError> {
    let Some(pieces) = Pieces::open(table.path, table.wanted, table.options) else {
        return Ok(None);
    };
    let head = pieces.head().clone();
    let ways: Vec<Way<'_>> = head
        .names
        .iter()
        .filter_map(|(name, _)| table.columns.iter().find(|(known, _)| known == name))
        .map(|(name, kind)| Way { name, kind: *kind, form: table.form })
        .collect();
    if ways.len() < head.names.len() || !ways.iter().all(Way::exists) {
        return Ok(None);
    }
    let dictionaries: Vec<Option<Dictionary<'_>>> =
        ways.iter().map(|way| way.is_words().then(|| Dictionary::new(way.clone()))).collect();
    let look = Look { table, head: &head, ways: &ways, dictionaries: &dictionaries };
    let Some((mut raw, looked)) = pieces.each(|piece| look.at(piece), table.onlooker) else {
        return Ok(None);
    };

    let citizens = |at: usize| match &dictionaries[at] {
        Some(dictionary) => dictionary.holds_citizen_numbers_only(),
        None => {
            let mut texts = looked.iter().filter_map(|piece| piece.found.citizens[at]).peekable();
            texts.peek().is_some() && texts.all(|all| all)
        }
    };
    if looked.iter().any(|piece| piece.found.total) || (0..ways.len()).any(citizens) {
        return Ok(None);
    }
    let mut beside: BTreeMap<String, Evidence> = BTreeMap::new();
    raw.frame = odd_rows(&head, &looked)?;
    for (at, way) in ways.iter().enumerate() {
        let mut evidence = Evidence::default();
        looked.iter().for_each(|piece| evidence.add(&piece.found.evidence[at]));
        if let Some(dictionary) = &dictionaries[at] {
            evidence.add(&dictionary.evidence()?);
        }
        if !holds(&evidence, &raw, way)? {
            return Ok(None);
        }
        beside.insert(way.name.to_owned(), evidence);
    }
    let first_rows: Vec<u32> = looked.iter().map(|piece| piece.first_row).collect();
    let frames: Vec<PlainFrame> = looked.into_iter().map(|piece| piece.found.plain).collect();
    let types: Vec<DataType> =
        table.columns.iter().map(|(name, kind)| (table.types)(name, *kind)).collect();
    let plain = PlainRows {
        path: table.path.to_owned(),
        wanted: table.wanted.to_vec(),
        options: table.options.of_text(),
        first_rows,
    };
    Sift::beside(
        raw,
        table.file,
        table.columns,
        table.form,
        table.needed,
        Beside { evidence: beside, frames, types, plain },
    )
}

/// Whether the plain cells of a column were read as the column as a whole says.
fn holds(evidence: &Evidence, odd: &RawTable, way: &Way<'_>) -> PolarsResult<bool> {
    if evidence.crosses && (evidence.states || !evidence.answers) {
        return Ok(false);
    }
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

/// The odd rows of all pieces under their numbers.
fn odd_rows(head: &RawTable, pieces: &[Looked<PlainPiece>]) -> PolarsResult<DataFrame> {
    let mut all = head.frame.clear();
    for Looked { found, first_row } in pieces {
        if found.odd.height() > 0 {
            let mut odd = found.odd.clone();
            let places = odd.column(ROW)?.u32()?;
            odd.with_column((places + *first_row).into_column())?;
            all.vstack_mut(&odd)?;
        }
    }
    Ok(all)
}
