//! Rows that are left out because something in them is wrong, and rows of which a cell alone is, as they
//! stood in their file.

use polars::prelude::{DataFrame, DataType, PolarsResult};

use crate::diagnostics::Entry;
use crate::read::RawTable;

use super::sift::rows_of;

/// One row that is left out because something in it is wrong, or of which a cell is.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedRow {
    /// Its number in a spreadsheet, from 1.
    pub row: u32,
    /// The cells of the mapped columns, as read; empty for a row that cannot be divided into cells.
    pub cells: Vec<String>,
    /// The column at fault, by its name in the file; empty when the row as a whole is.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why.
    pub entry: &'static Entry,
    /// What is left out.
    pub lost: Lost,
}

/// What a fault costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// The row.
    Row,
    /// The cell, which counts as unknown; the row stays.
    Cell,
}

/// The rejected rows and unreadable cells of one file, in order of row.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedRows {
    /// The file, as the configuration names it.
    pub file: String,
    /// The mapped columns, by their names in the file.
    pub columns: Vec<String>,
    /// The same, by the program's names.
    pub keys: Vec<String>,
    /// The rows.
    pub rows: Vec<RejectedRow>,
}

/// Why a row is left out.
pub(super) struct Reject {
    pub row: u32,
    /// The column at fault, by the program's name.
    pub column: Option<String>,
    pub entry: &'static Entry,
    pub lost: Lost,
}

/// The rejected rows with their cells; `found` are those rows of the raw table, in order of row.
pub(super) fn with_cells(
    file: String,
    raw: &RawTable,
    found: &DataFrame,
    rejects: &[Reject],
) -> PolarsResult<RejectedRows> {
    let columns = raw.names.iter().map(|(_, file)| file.clone()).collect();
    let keys = raw.names.iter().map(|(name, _)| name.clone()).collect();
    let numbers = rows_of(found)?;
    let texts: Vec<Vec<String>> =
        raw.names.iter().map(|(name, _)| texts_of(found, name)).collect::<PolarsResult<_>>()?;
    let rows = rejects
        .iter()
        .map(|reject| {
            let at = numbers.binary_search(&reject.row).ok(); // a ragged row was never parsed
            let cells: Vec<String> = texts
                .iter()
                .map(|column| at.map_or_else(String::new, |at| column[at].clone()))
                .collect();
            let column = reject.column.as_deref();
            let position = raw.names.iter().position(|(name, _)| Some(name.as_str()) == column);
            let ragged = raw.ragged.binary_search_by_key(&reject.row, |ragged| ragged.row);
            let ragged = ragged.ok().map(|at| raw.ragged[at]);
            RejectedRow {
                row: reject.row,
                value: match (position, ragged) {
                    (Some(at), _) => cells[at].clone(),
                    (None, Some(ragged)) => format!("{} / {}", ragged.cells, raw.width),
                    (None, None) => String::new(),
                },
                column: column.map_or_else(String::new, |name| {
                    raw.file_name(name).unwrap_or(name).to_owned()
                }),
                cells,
                entry: reject.entry,
                lost: reject.lost,
            }
        })
        .collect();
    Ok(RejectedRows { file, columns, keys, rows })
}

/// A column as text, empty for null.
fn texts_of(frame: &DataFrame, name: &str) -> PolarsResult<Vec<String>> {
    let texts = frame.column(name)?.cast(&DataType::String)?;
    Ok(texts.str()?.iter().map(|text| text.unwrap_or("").to_owned()).collect())
}
