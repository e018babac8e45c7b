//! Which row is the header, and where in it the wanted columns stand.

use std::path::Path;

use crate::diagnostics::{Finding, codes};
use crate::model::schema::bare_name;

use super::error::ReadError;
use super::raw_table::Wanted;

/// How far down the header is looked for: title rows, preamble lines and blank rows above it.
pub(super) const ROWS_SEARCHED: usize = 30;

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Its row, from 0.
    pub row: usize,
    /// The names in it.
    pub names: Vec<String>,
    /// For each wanted column its position in the row, `None` when an optional one is absent.
    pub positions: Vec<Option<usize>>,
}

/// The first row with the most wanted columns, whether or not it has them all; `None` without rows.
pub(super) fn best_header(rows: &[Vec<String>], wanted: &[Wanted]) -> Option<Header> {
    let mut best: Option<(usize, Header)> = None;
    for (row, names) in rows.iter().enumerate() {
        let bare: Vec<String> = names.iter().map(|name| bare_name(name)).collect();
        let positions: Vec<Option<usize>> = wanted
            .iter()
            .map(|want| {
                want.columns.iter().find_map(|column| {
                    let column = bare_name(column);
                    bare.iter().position(|name| *name == column && !name.is_empty())
                })
            })
            .collect();
        let matched = positions.iter().flatten().count();
        let cells = names.iter().filter(|name| !name.trim().is_empty()).count();
        // Without any match the fullest row is the likeliest header, to tell its names.
        let score = matched * 1000 + cells.min(999);
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, Header { row, names: names.clone(), positions }));
        }
    }
    best.map(|(_, header)| header)
}

/// Says where the header stands, when that is not the first row.
pub(super) fn header_remark(header_row: u32) -> Vec<Finding> {
    let place = format!("row {header_row}");
    let remark = Finding::new(&codes::HEADER_BELOW_TOP, "", 1).detail(place);
    if header_row > 1 { vec![remark] } else { Vec::new() }
}

/// Refuses a header that lacks a required column, or has a wanted one twice.
pub(super) fn check_header(
    path: &Path,
    sheet: Option<&str>,
    header: &Header,
    wanted: &[Wanted],
) -> Result<(), ReadError> {
    let found = || -> Vec<String> {
        let names = header.names.iter().map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    let mut faults = Vec::new();
    for (want, position) in wanted.iter().zip(&header.positions) {
        let Some(position) = position else {
            if want.required {
                faults.push(ReadError::MissingColumn {
                    path: path.to_owned(),
                    sheet: sheet.map(str::to_owned),
                    row: header.row as u32 + 1,
                    column: want.columns.first().cloned().unwrap_or_default(),
                    key: want.key.clone(),
                    found: found(),
                });
            }
            continue;
        };
        let name = bare_name(&header.names[*position]);
        let count = header.names.iter().filter(|other| bare_name(other) == name).count();
        if count > 1 {
            faults.push(ReadError::DoubleColumn {
                path: path.to_owned(),
                sheet: sheet.map(str::to_owned),
                column: header.names[*position].trim().to_owned(),
                count,
            });
        }
    }
    match faults.len() {
        0 => Ok(()),
        1 => Err(faults.remove(0)),
        _ => Err(ReadError::Several(faults)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(columns: &[&str]) -> Vec<Wanted> {
        columns.iter().map(|name| Wanted::required(name, name, "columns")).collect()
    }

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn title_rows_above_the_header_are_passed() {
        let rows = rows(&[&["Bezit 2025"], &[], &["VHE-nummer", "Label"], &["1", "D"]]);
        let header = best_header(&rows, &wanted(&["vhe nummer", "label"])).unwrap();
        assert_eq!(header.row, 2);
        assert_eq!(header.positions, [Some(0), Some(1)]);
    }

    #[test]
    fn a_wanted_column_that_occurs_twice_is_refused() {
        let wanted = wanted(&["label"]);
        let header = best_header(&rows(&[&["Label", "label"]]), &wanted).unwrap();
        let refused = check_header(Path::new("a.csv"), None, &header, &wanted);
        assert!(matches!(refused, Err(ReadError::DoubleColumn { count: 2, .. })));
    }
}
