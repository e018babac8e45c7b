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
    /// Another row, from 0, that holds as many of the wanted columns.
    pub rival: Option<usize>,
}

/// From so many wanted columns on, a second row that holds them all is another header.
const RIVAL_COLUMNS: usize = 2;

impl Header {
    /// How many of the wanted columns it holds.
    pub fn matched(&self) -> usize {
        self.positions.iter().flatten().count()
    }

    fn of(row: usize, names: Vec<String>, wanted: &[Wanted]) -> Header {
        let bare: Vec<String> = names.iter().map(|name| bare_name(name)).collect();
        let position = |want: &Wanted| {
            want.columns.iter().find_map(|column| {
                let column = bare_name(column);
                bare.iter().position(|name| *name == column && !name.is_empty())
            })
        };
        let positions = wanted.iter().map(position).collect();
        Header { row, names, positions, rival: None }
    }
}

/// The first row with the most wanted columns, whether or not it has them all; `None` without rows.
///
/// A header may stand on two rows, as merged cells leave it: a name is then that of the lower row,
/// and of the upper one where the lower is empty.
pub(super) fn best_header(rows: &[Vec<String>], wanted: &[Wanted]) -> Option<Header> {
    let mut best: Option<(usize, Header)> = None;
    for (row, names) in rows.iter().enumerate() {
        let mut header = Header::of(row, names.clone(), wanted);
        if let Some(upper) = row.checked_sub(1).map(|above| &rows[above]) {
            let both = Header::of(row, on_two_rows(upper, names), wanted);
            let upper = Header::of(row - 1, upper.clone(), wanted);
            if both.matched() > header.matched().max(upper.matched()) && header.matched() > 0 {
                header = both;
            }
        }
        let cells = header.names.iter().filter(|name| !name.trim().is_empty()).count();
        // Without any match the fullest row is the likeliest header, to tell its names.
        let score = header.matched() * 1000 + cells.min(999);
        match &mut best {
            Some((_, top))
                if top.matched() >= RIVAL_COLUMNS && top.matched() == header.matched() =>
            {
                top.rival.get_or_insert(row);
            }
            Some((top, _)) if score <= *top => {}
            _ => best = Some((score, header)),
        }
    }
    best.map(|(_, header)| header)
}

fn on_two_rows(upper: &[String], lower: &[String]) -> Vec<String> {
    let width = upper.len().max(lower.len());
    let cell =
        |row: &[String], at: usize| row.get(at).filter(|name| !name.trim().is_empty()).cloned();
    (0..width).map(|at| cell(lower, at).or_else(|| cell(upper, at)).unwrap_or_default()).collect()
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
    // A row of data is no header, and what stands in it is not to be repeated.
    let is_data = |name: &String| name.bytes().filter(u8::is_ascii_digit).count() >= 6;
    if header.matched() == 0 && header.names.iter().any(is_data) {
        return Err(ReadError::Header {
            path: path.to_owned(),
            sheet: sheet.map(str::to_owned),
            detail: "no row with column names is found among the first rows\n  \
                     is the header missing, or the delimiter another than the file says?"
                .to_owned(),
        });
    }
    check_names(path, sheet, header, wanted)
}

/// Refuses names of columns that lack a required one, or have a wanted one twice.
pub(super) fn check_names(
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
    if let Some(rival) = header.rival {
        faults.push(ReadError::Header {
            path: path.to_owned(),
            sheet: sheet.map(str::to_owned),
            detail: format!(
                "rows {} and {} both hold the mapped columns; which one is the header cannot be told\n  \
                 remove one of them in the file",
                header.row + 1,
                rival + 1
            ),
        });
    }
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
    fn a_header_on_two_rows_is_taken_together() {
        let rows = rows(&[
            &["VHE-nummer", "Adres", "", "Label"],
            &["", "Postcode", "Huisnr", ""],
            &["1", "1315AB", "12", "D"],
        ]);
        let columns = ["vhe nummer", "postcode", "huisnr", "label"];
        let header = best_header(&rows, &wanted(&columns)).unwrap();
        assert_eq!((header.row, header.rival), (1, None));
        assert_eq!(header.positions, [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn two_rows_that_could_be_the_header_are_refused() {
        let rows = rows(&[&["id", "label"], &["1", "D"], &["id", "label"], &["2", "E"]]);
        let wanted = wanted(&["id", "label"]);
        let header = best_header(&rows, &wanted).unwrap();
        assert_eq!((header.row, header.rival), (0, Some(2)));
        let refused = check_header(Path::new("a.csv"), None, &header, &wanted);
        assert!(matches!(refused, Err(ReadError::Header { .. })));
    }

    #[test]
    fn a_wanted_column_that_occurs_twice_is_refused() {
        let wanted = wanted(&["label"]);
        let header = best_header(&rows(&[&["Label", "label"]]), &wanted).unwrap();
        let refused = check_header(Path::new("a.csv"), None, &header, &wanted);
        assert!(matches!(refused, Err(ReadError::DoubleColumn { count: 2, .. })));
    }
}
