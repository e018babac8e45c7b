//! The sheets of a workbook and their first rows.

use std::path::Path;

use calamine::{Xlsx, XlsxError, open_workbook};

use super::super::error::ReadError;
use super::super::outline::{Part, ROWS_SAMPLED};
use super::cells;
use super::package::{Package, broken};

/// Every visible sheet with its first rows; an empty sheet has none.
pub(in super::super) fn sheets(path: &Path) -> Result<Vec<Part>, ReadError> {
    let mut package = Package::open(path)?;
    let sheets = package.sheets()?;
    let mut workbook: Xlsx<_> =
        open_workbook(path).map_err(|error: XlsxError| broken(path, &error.to_string()))?;
    let mut parts = Vec::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.hidden) {
        let damaged = |what: String| broken(path, &format!("sheet `{}`: {what}", sheet.name));
        // Also makes sure of the references, which calamine relies on.
        package.unseen(sheet)?;
        let (rows, is_whole) = cells::sample(&mut workbook, &sheet.name, ROWS_SAMPLED)
            .map_err(|error| damaged(error.to_string()))?;
        parts.push(Part {
            name: Some(sheet.name.clone()),
            delimiter: None,
            first_row: 1,
            is_layer: false,
            is_whole,
            rows,
        });
    }
    Ok(parts)
}
