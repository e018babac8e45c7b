//! A sheet, layer or CSV with its header found: columns with names and cells.

use crate::model::schema::bare_name;
use crate::read::Part;

use super::column::{Column, on_one_line};
use super::words::is_known;

/// How far down a header is looked for, as a run does.
const ROWS_SEARCHED: usize = 30;

/// A table whose header is found.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Name of the sheet or layer.
    pub name: Option<String>,
    pub delimiter: Option<char>,
    pub is_layer: bool,
    /// Whether all rows were looked at.
    pub is_whole: bool,
    /// Row of the header as a spreadsheet numbers it; 0 where the format has none.
    pub header_row: u32,
    /// How many names of the header are known ones.
    pub known_names: usize,
    pub columns: Vec<Column>,
    /// Rows looked at.
    pub height: usize,
}

impl Sheet {
    /// The first row with the most known names, else the fullest one, is the header.
    pub fn new(part: Part) -> Sheet {
        let searched = if part.first_row == 0 { 1 } else { ROWS_SEARCHED };
        let (mut header, mut best, mut known_names) = (0, None, 0);
        for (at, row) in part.rows.iter().take(searched).enumerate() {
            let bare = row.iter().flatten().map(|name| bare_name(name));
            let known = bare.filter(|name| is_known(name)).count();
            let score =
                (known, row.iter().flatten().filter(|cell| !cell.trim().is_empty()).count());
            if best.is_none_or(|best| score > best) {
                (header, best, known_names) = (at, Some(score), known);
            }
        }
        let names = part.rows.get(header).cloned().unwrap_or_default();
        let body = part.rows.get(header + 1..).unwrap_or_default();
        let mut columns: Vec<Column> = names
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let cells = body.iter().map(|row| row.get(at).cloned().flatten()).collect();
                Column::new(name.as_deref().unwrap_or(""), cells)
            })
            .filter(|column| !column.bare.is_empty())
            .collect();
        let bare: Vec<String> = columns.iter().map(|column| column.bare.clone()).collect();
        for column in &mut columns {
            column.is_double = bare.iter().filter(|name| **name == column.bare).count() > 1;
        }
        Sheet {
            name: part.name,
            delimiter: part.delimiter,
            is_layer: part.is_layer,
            is_whole: part.is_whole,
            header_row: if part.first_row == 0 { 0 } else { part.first_row + header as u32 },
            known_names,
            columns,
            height: body.len(),
        }
    }

    /// The name of the sheet or layer as it can be printed.
    pub fn title(&self) -> String {
        self.name.as_deref().map(on_one_line).unwrap_or_default()
    }

    /// The place of the first column with one of these names, compared as a run does.
    pub fn position(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let bare = bare_name(name);
            self.columns.iter().position(|column| column.bare == bare)
        })
    }
}

/// Of the ways to divide a CSV the one that gives the most known names, else the most columns.
pub(super) fn best_divided(parts: Vec<Part>) -> Option<Sheet> {
    let mut best: Option<Sheet> = None;
    for sheet in parts.into_iter().map(Sheet::new) {
        let score = |sheet: &Sheet| (sheet.known_names, sheet.columns.len());
        if best.as_ref().is_none_or(|best| score(&sheet) > score(best)) {
            best = Some(sheet);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(rows: &[&[&str]], delimiter: char) -> Part {
        let cell = |text: &&str| (!text.is_empty()).then(|| (*text).to_owned());
        Part {
            name: None,
            delimiter: Some(delimiter),
            first_row: 1,
            is_layer: false,
            is_whole: true,
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }

    #[test]
    fn title_rows_above_the_header_are_passed() {
        let sheet =
            Sheet::new(part(&[&["Bezit"], &[], &["VHE", "Label", ""], &["1", "D", "x"]], ';'));
        assert_eq!((sheet.header_row, sheet.height), (3, 1));
        let names: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["VHE", "Label"]);
    }

    #[test]
    fn the_delimiter_that_gives_known_names_is_taken() {
        let semicolon = part(&[&["VHE", "Huur"], &["1", "1,5"]], ';');
        let comma = part(&[&["VHE;Huur"], &["1;1", "5"]], ',');
        assert_eq!(best_divided(vec![comma, semicolon]).unwrap().delimiter, Some(';'));
    }

    #[test]
    fn a_name_that_stands_twice_is_marked() {
        let sheet = Sheet::new(part(&[&["Label", "VHE", "label"]], ';'));
        let doubles: Vec<bool> = sheet.columns.iter().map(|column| column.is_double).collect();
        assert_eq!(doubles, [true, false, true]);
    }
}
