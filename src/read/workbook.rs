//! XLSX: the sheet that holds the columns, its header row, and the cells as text. The zip is weighed
//! before anything is read from it; cells are read one after another, by calamine.

mod cell_text;
mod cells;
mod directory;
mod outline;
mod package;
mod plain_rows;
mod rows;
mod weigh;
mod zip_kind;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Xlsx, XlsxError, open_workbook};

use crate::diagnostics::{Finding, codes};

use super::error::ReadError;
use super::header::{Header, best_header, check_header, header_remark};
use super::personal;
use super::raw_table::{RawTable, Wanted};
use super::unit_kinds::UnitKinds;
use package::{Package, Sheet, broken};
use rows::Unseen;

/// Hidden rows that are named.
const ROWS_NAMED: usize = 5;

/// A workbook that is being read.
struct Workbook<'a> {
    path: &'a Path,
    package: Package,
    cells: Xlsx<BufReader<File>>,
    wanted: &'a [Wanted],
}

pub(super) use outline::sheets;

pub(super) fn read(
    path: &Path,
    wanted: &[Wanted],
    sheet: Option<&str>,
) -> Result<RawTable, ReadError> {
    let mut package = Package::open(path)?;
    let sheets = package.sheets()?;
    let cells = open_workbook(path).map_err(|error: XlsxError| broken(path, &error.to_string()))?;
    let mut workbook = Workbook { path, package, cells, wanted };
    match sheet {
        Some(name) => {
            let sheet = named(path, &sheets, name)?;
            let found = workbook.header(sheet)?;
            check_header(path, Some(&sheet.name), &found.header, wanted)?;
            workbook.table(sheet, found)
        }
        None => workbook.one_that_fits(&sheets),
    }
}

/// The header of a sheet.
struct Found {
    header: Header,
    /// What nobody sees on the sheet.
    unseen: Unseen,
    /// Columns about persons that nothing needs.
    personal: Vec<Finding>,
}

impl Workbook<'_> {
    /// The table of the one visible sheet that holds the columns.
    fn one_that_fits(&mut self, sheets: &[Sheet]) -> Result<RawTable, ReadError> {
        let mut fitting = Vec::new();
        let mut refused: Option<(usize, ReadError)> = None;
        let mut hidden = Vec::new();
        for sheet in sheets {
            let found = match self.header(sheet) {
                Ok(found) => found,
                // What a hidden sheet or an empty one holds is not asked for.
                Err(_) if sheet.hidden => continue,
                Err(ReadError::Empty { .. }) => continue,
                Err(error) => return Err(error),
            };
            let matched = found.header.positions.iter().flatten().count();
            match check_header(self.path, Some(&sheet.name), &found.header, self.wanted) {
                Ok(()) if sheet.hidden => hidden.push(sheet.name.clone()),
                Ok(()) => fitting.push((sheet, found)),
                Err(_) if sheet.hidden => {}
                // Of sheets that lack columns, the one that lacks the least is told.
                Err(error) if refused.as_ref().is_none_or(|(most, _)| matched > *most) => {
                    refused = Some((matched, error));
                }
                Err(_) => {}
            }
        }
        let choose = |detail: &str, found| {
            Err(ReadError::Sheet { path: self.path.to_owned(), detail: detail.to_owned(), found })
        };
        match (fitting.len(), refused) {
            (1, _) => {
                let (sheet, found) = fitting.remove(0);
                let mut table = self.table(sheet, found)?;
                table.remarks.extend(others(sheets, sheet));
                Ok(table)
            }
            (0, _) if !hidden.is_empty() => choose(
                "no visible sheet holds the columns, and hidden ones are read by name",
                hidden,
            ),
            (0, Some((_, error))) => Err(error),
            (0, None) => Err(ReadError::Empty { path: self.path.to_owned(), sheet: None }),
            _ => {
                let names = fitting.into_iter().map(|(sheet, _)| sheet.name.clone()).collect();
                choose("several sheets could hold the table", names)
            }
        }
    }

    fn header(&mut self, sheet: &Sheet) -> Result<Found, ReadError> {
        let damaged = |what: String| broken(self.path, &format!("sheet `{}`: {what}", sheet.name));
        let unseen = self.package.unseen(sheet)?;
        let top = cells::top_rows(&mut self.cells, &sheet.name)
            .map_err(|error| damaged(error.to_string()))?;
        let header = best_header(&top, self.wanted).ok_or_else(|| ReadError::Empty {
            path: self.path.to_owned(),
            sheet: Some(sheet.name.clone()),
        })?;
        let personal = personal::remarks(&header, top.get(header.row + 1..).unwrap_or_default());
        Ok(Found { header, unseen, personal })
    }

    fn table(&mut self, sheet: &Sheet, found: Found) -> Result<RawTable, ReadError> {
        let Found { header, unseen, personal } = found;
        let header_row = header.row as u32 + 1;
        let mut positions: Vec<usize> = header.positions.iter().flatten().copied().collect();
        positions.sort_unstable();
        positions.dedup();
        let mut kinds = UnitKinds::of(&header);
        let body = cells::body(&mut self.cells, &sheet.name, header_row, &positions, &mut kinds)
            .map_err(|(row, error)| {
                let what = format!("sheet `{}`, from row {row} on: {error}", sheet.name);
                broken(self.path, &what)
            })?;
        self.refuse_formulas(sheet, &header, &positions, &body)?;

        let (mut names, mut columns) = (Vec::new(), Vec::new());
        for (want, at) in self.wanted.iter().zip(&header.positions) {
            let Some(at) = *at else { continue };
            let column = positions.binary_search(&at).expect("every position is among them");
            names.push((want.name.clone(), header.names[at].trim().to_owned()));
            columns.push((want.name.clone(), column));
        }
        let mut remarks = header_remark(header_row);
        remarks.extend(personal);
        remarks.extend(kinds.remarks());
        let hidden = &unseen.rows;
        let below = hidden.partition_point(|row| *row <= header_row);
        let used = body.among_filled(&hidden[below..]);
        if !used.is_empty() {
            let first = used.iter().take(ROWS_NAMED).copied().collect();
            let count = used.len() as u64;
            remarks.push(Finding::new(&codes::HIDDEN_ROWS, "", count).rows(first));
        }
        for (column, at) in positions.iter().map(|at| (&header.names[*at], *at as u32 + 1)) {
            let within = |first: u32, last: u32| (first..=last).contains(&at);
            if unseen.columns.iter().any(|(first, last)| within(*first, *last)) {
                let remark = Finding::new(&codes::HIDDEN_ROWS, "", 1).column(column.trim());
                remarks.push(remark.detail("the whole column is hidden"));
            }
            let merged = unseen.merged.iter().filter(|range| {
                range[1] > header_row && range[1] > range[0] && within(range[2], range[3])
            });
            let empty = |range: &[u32; 4]| u64::from(range[1] - range[0].max(header_row + 1));
            let (count, first) = merged.fold((0, Vec::new()), |(count, mut first), range| {
                first.push(u64::from(range[0].max(header_row + 1)));
                (count + empty(range), first)
            });
            if count > 0 {
                let first = first.into_iter().take(ROWS_NAMED).collect();
                let remark = Finding::new(&codes::MERGED_CELLS, "", count).rows(first);
                remarks
                    .push(remark.column(column.trim()).detail("only the first cell has a value"));
            }
        }
        Ok(RawTable {
            frame: body.into_frame(header_row, &columns),
            names,
            sheet: Some(sheet.name.clone()),
            header_row,
            width: header.names.len(),
            ragged: Vec::new(),
            passed: 0,
            days_from_1904: self.package.counts_days_from_1904()?,
            remarks,
        })
    }

    /// Formulas whose outcome the file does not hold would be read as empty cells.
    fn refuse_formulas(
        &self,
        sheet: &Sheet,
        header: &Header,
        positions: &[usize],
        body: &cells::Body,
    ) -> Result<(), ReadError> {
        let mut refused = Vec::new();
        for (column, at) in positions.iter().enumerate() {
            let (count, rows) = body.without_value(column);
            if count > 0 {
                refused.push(ReadError::Formula {
                    path: self.path.to_owned(),
                    sheet: Some(sheet.name.clone()),
                    column: header.names[*at].trim().to_owned(),
                    count,
                    rows: rows.to_vec(),
                });
            }
        }
        match refused.len() {
            0 => Ok(()),
            1 => Err(refused.remove(0)),
            _ => Err(ReadError::Several(refused)),
        }
    }
}

/// The sheet of this name, compared without case.
fn named<'a>(path: &Path, sheets: &'a [Sheet], name: &str) -> Result<&'a Sheet, ReadError> {
    let found = sheets.iter().find(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
    found.ok_or_else(|| ReadError::Sheet {
        path: path.to_owned(),
        detail: format!("no sheet `{name}`"),
        found: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    })
}

/// Says which sheet was read and which were not, where there are several.
fn others(sheets: &[Sheet], read: &Sheet) -> Option<Finding> {
    let left: Vec<String> = sheets
        .iter()
        .filter(|sheet| *sheet != read)
        .map(|sheet| match sheet.hidden {
            true => format!("`{}` (hidden)", sheet.name),
            false => format!("`{}`", sheet.name),
        })
        .collect();
    let detail = format!("`{}` was read, not {}", read.name, left.join(", "));
    (!left.is_empty())
        .then(|| Finding::new(&codes::SHEETS_LEFT, "", left.len() as u64).detail(detail))
}

#[cfg(test)]
#[path = "../../tests/it/workbooks.rs"]
#[allow(dead_code)] // the writer of the integration tests, of which these need a part
mod workbooks;

#[cfg(test)]
#[path = "workbook/damage/tests.rs"]
mod damage;
#[cfg(test)]
mod tests;
