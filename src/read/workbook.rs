//! XLSX, by calamine: the sheet that holds the columns, its header row, and the cells as text.

mod outline;

use std::path::Path;

use calamine::{Data, ExcelDateTime, Range, Reader, Xlsx, open_workbook};
use polars::prelude::{Column, DataFrame};

use super::error::ReadError;
use super::header::{Header, ROWS_SEARCHED, best_header, check_header, header_remark};
use super::raw_table::{ROW, RawTable, Wanted};

pub(super) use outline::sheets;

pub(super) fn read(
    path: &Path,
    wanted: &[Wanted],
    sheet: Option<&str>,
) -> Result<RawTable, ReadError> {
    let broken = |error: calamine::XlsxError| ReadError::Broken {
        path: path.to_owned(),
        detail: format!("no workbook that can be read: {error}"),
    };
    let mut workbook: Xlsx<_> = open_workbook(path).map_err(broken)?;
    let names = workbook.sheet_names();
    let candidates: Vec<String> = match sheet {
        Some(name) => {
            let found = names.iter().find(|other| other.to_lowercase() == name.to_lowercase());
            vec![found.cloned().ok_or_else(|| ReadError::Sheet {
                path: path.to_owned(),
                wanted: Some(name.to_owned()),
                found: names.clone(),
            })?]
        }
        None => names.clone(),
    };

    let mut fitting = Vec::new();
    let mut refused = None;
    for name in &candidates {
        let range = workbook.worksheet_range(name).map_err(broken)?;
        let Some(header) = best_header(&top_rows(&range), wanted) else { continue };
        match check_header(path, Some(name), &header, wanted) {
            Ok(()) => fitting.push((name.clone(), range, header)),
            Err(error) => refused = Some(refused.unwrap_or(error)),
        }
    }
    match (fitting.len(), refused) {
        (1, _) => {
            let (name, range, header) = fitting.remove(0);
            Ok(table(&name, &range, &header, wanted))
        }
        (0, Some(error)) => Err(error),
        (0, None) => {
            Err(ReadError::Empty { path: path.to_owned(), sheet: sheet.map(str::to_owned) })
        }
        _ => Err(ReadError::Sheet {
            path: path.to_owned(),
            wanted: None,
            found: fitting.into_iter().map(|(name, _, _)| name).collect(),
        }),
    }
}

fn top_rows(range: &Range<Data>) -> Vec<Vec<String>> {
    let text = |cell: &Data| cell_text(cell).unwrap_or_default();
    range.rows().take(ROWS_SEARCHED).map(|row| row.iter().map(text).collect()).collect()
}

fn table(sheet: &str, range: &Range<Data>, header: &Header, wanted: &[Wanted]) -> RawTable {
    let first = range.start().map_or(0, |(row, _)| row); // rows above the used range count too
    let header_row = first + header.row as u32 + 1;
    let body = || range.rows().skip(header.row + 1);

    let rows: Vec<u32> = (0..body().count() as u32).map(|at| header_row + 1 + at).collect();
    let mut columns = vec![Column::new(ROW.into(), rows)];
    let mut names = Vec::new();
    for (want, at) in wanted.iter().zip(&header.positions) {
        let Some(at) = *at else { continue };
        let cells: Vec<Option<String>> =
            body().map(|row| row.get(at).and_then(cell_text)).collect();
        columns.push(Column::new(want.name.as_str().into(), cells));
        names.push((want.name.clone(), header.names[at].trim().to_owned()));
    }
    let height = body().count();
    RawTable {
        frame: DataFrame::new(height, columns).expect("columns of one sheet are of one length"),
        names,
        sheet: Some(sheet.to_owned()),
        header_row,
        ragged: Vec::new(),
        remarks: header_remark(header_row),
    }
}

/// A cell as the text that a person reads in it; dates as 2025-12-31, `None` for an empty cell.
fn cell_text(cell: &Data) -> Option<String> {
    match cell {
        Data::Empty => None,
        Data::String(text) => Some(text.clone()),
        Data::Bool(yes) => Some(yes.to_string()),
        Data::Int(number) => Some(number.to_string()),
        // A whole number below 10^15 stands exactly in a float: a BAG id keeps its digits.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Some(format!("{number:.0}"))
        }
        Data::Float(number) => Some(number.to_string()),
        Data::DateTime(moment) => Some(moment_text(moment)),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Some(text.clone()),
        Data::Error(error) => Some(error.to_string()),
    }
}

/// A moment as 2025-12-31, with the time behind it when that is not midnight.
fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}
