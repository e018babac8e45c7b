//! The sheets of a workbook and their first rows.

use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};

use super::super::error::ReadError;
use super::super::outline::{Part, ROWS_SAMPLED};
use super::cell_text;

/// Every sheet with its first rows; an empty sheet has none.
pub(in super::super) fn sheets(path: &Path) -> Result<Vec<Part>, ReadError> {
    let broken = |error: calamine::XlsxError| ReadError::Broken {
        path: path.to_owned(),
        detail: format!("no workbook that can be read: {error}"),
    };
    let mut workbook: Xlsx<_> = open_workbook(path).map_err(broken)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(broken)?;
        let rows = range.rows().take(ROWS_SAMPLED);
        sheets.push(Part {
            name: Some(name),
            delimiter: None,
            first_row: range.start().map_or(0, |(row, _)| row) + 1,
            is_layer: false,
            is_whole: range.height() <= ROWS_SAMPLED,
            rows: rows.map(|row| row.iter().map(cell_text).collect()).collect(),
        });
    }
    Ok(sheets)
}
