//! The cells of a sheet, one after another as they lie in the file, so that a sheet takes the room of
//! what it holds and not of the rectangle that its corners span.

use std::io::{Read, Seek};

use calamine::{DataRef, Xlsx, XlsxError};
use polars::prelude::{Column, DataFrame};

use super::super::header::ROWS_SEARCHED;
use super::super::raw_table::ROW;
use super::super::unit_kinds::UnitKinds;
use super::cell_text::cell_text;

/// The header stands among the first rows of a sheet with anything in them, and not below this row.
const LOWEST_HEADER: u32 = 1000;

/// Rows named of formulas without a value.
const ROWS_NAMED: usize = 5;

/// The first rows of a sheet, blank ones above filled ones included.
pub(super) fn top_rows<RS: Read + Seek>(
    workbook: &mut Xlsx<RS>,
    sheet: &str,
) -> Result<Vec<Vec<String>>, XlsxError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut filled = 0;
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let Some(text) = cell_text(cell.get_value()) else { continue };
        if row as usize >= rows.len() {
            if filled == ROWS_SEARCHED || row >= LOWEST_HEADER {
                break;
            }
            filled += 1;
            rows.resize_with(row as usize + 1, Vec::new);
        }
        let names = &mut rows[row as usize];
        names.resize(names.len().max(column as usize + 1), String::new());
        names[column as usize] = text;
    }
    Ok(rows)
}

/// Rows of cells as text, `None` for an empty one.
type TextRows = Vec<Vec<Option<String>>>;

/// The first rows of a sheet, at most so many with anything in them, and whether they are all. Rows
/// behind a gap of [`LOWEST_HEADER`] rows are not looked at.
pub(super) fn sample<RS: Read + Seek>(
    workbook: &mut Xlsx<RS>,
    sheet: &str,
    most: usize,
) -> Result<(TextRows, bool), XlsxError> {
    let mut rows: TextRows = Vec::new();
    let mut filled = 0;
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = (cell.get_position().0 as usize, cell.get_position().1 as usize);
        let Some(text) = cell_text(cell.get_value()) else { continue };
        if row >= rows.len() {
            if filled == most || row - rows.len() >= LOWEST_HEADER as usize {
                return Ok((rows, false));
            }
            filled += 1;
            rows.resize_with(row + 1, Vec::new);
        }
        let names = &mut rows[row];
        names.resize(names.len().max(column + 1), None);
        names[column] = Some(text);
    }
    Ok((rows, true))
}

/// What stands below the header in some columns of a sheet.
pub(super) struct Body {
    /// Rows with anything in any column of the sheet, from 1, in order.
    filled: Vec<u32>,
    columns: Vec<BodyColumn>,
}

/// One column: its filled cells, and its formulas without a value.
#[derive(Default)]
struct BodyColumn {
    cells: Vec<(u32, String)>,
    without_value: u64,
    first_without_value: Vec<u64>,
}

/// Reads the columns at these positions, from 0, below the header; those of other columns are looked at
/// for kinds of units.
///
/// # Errors
/// What calamine cannot read, with the row before it.
pub(super) fn body<RS: Read + Seek>(
    workbook: &mut Xlsx<RS>,
    sheet: &str,
    header_row: u32,
    positions: &[usize],
    kinds: &mut UnitKinds,
) -> Result<Body, (u32, XlsxError)> {
    let mut body = Body { filled: Vec::new(), columns: Vec::new() };
    body.columns.resize_with(positions.len(), BodyColumn::default);
    let mut at = header_row;
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| (at, error))?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| (at, error))? {
        let row = cell.pos.0 + 1;
        let empty = matches!(cell.value, DataRef::Empty);
        if row <= header_row || (empty && cell.formula.is_none()) {
            continue;
        }
        at = row;
        if body.filled.last() != Some(&row) {
            body.filled.push(row);
        }
        let place = cell.pos.1 as usize;
        let Some(column) = positions.iter().position(|&wanted| wanted == place) else {
            if kinds.looks_at(place)
                && let Some(text) = cell_text(&cell.value)
            {
                kinds.see(place, &text);
            }
            continue;
        };
        let column = &mut body.columns[column];
        match cell_text(&cell.value) {
            Some(_) if column.cells.last().is_some_and(|(last, _)| *last == row) => {
                return Err((at, XlsxError::Unexpected("one cell stands there twice")));
            }
            Some(text) => column.cells.push((row, text)),
            None => {
                column.without_value += 1;
                if column.first_without_value.len() < ROWS_NAMED {
                    column.first_without_value.push(row.into());
                }
            }
        }
    }
    Ok(body)
}

impl Body {
    /// How many formulas without a value a column holds, and the first of their rows.
    pub fn without_value(&self, column: usize) -> (u64, &[u64]) {
        let column = &self.columns[column];
        (column.without_value, &column.first_without_value)
    }

    /// Which of these rows, in order, hold anything in the columns read.
    pub fn among_filled(&self, rows: &[u32]) -> Vec<u64> {
        let holds = |row: &u32| {
            let has =
                |column: &BodyColumn| column.cells.binary_search_by_key(row, |cell| cell.0).is_ok();
            self.columns.iter().any(has)
        };
        rows.iter().filter(|row| holds(row)).map(|&row| row.into()).collect()
    }

    /// The rows with their numbers, and the columns under these names; one may serve several.
    ///
    /// Blank rows between filled ones are rows too. But a single cell that was left far below the
    /// table makes no million rows: where there are more blank ones than filled ones and a thousand,
    /// the filled ones alone are read.
    pub fn into_frame(self, header_row: u32, names: &[(String, usize)]) -> DataFrame {
        let last = self.filled.last().copied().unwrap_or(header_row);
        let blank = (last - header_row) as usize - self.filled.len();
        let rows: Vec<u32> = if blank <= self.filled.len() + 1000 {
            (header_row + 1..=last).collect()
        } else {
            self.filled
        };
        let mut frame = vec![Column::new(ROW.into(), &rows)];
        for (name, column) in names {
            let mut cells = self.columns[*column].cells.iter().peekable();
            let texts: Vec<Option<&str>> = rows
                .iter()
                .map(|row| cells.next_if(|cell| cell.0 == *row).map(|cell| cell.1.as_str()))
                .collect();
            frame.push(Column::new(name.as_str().into(), texts));
        }
        DataFrame::new(rows.len(), frame).expect("columns of one sheet are of one length")
    }
}
