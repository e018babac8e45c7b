//! A first pass over a sheet's XML that looks at rows and references only: which rows and columns are
//! hidden and which cells merged, which calamine does not tell, and that every reference lies on the
//! sheet, which it trusts.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Rows and columns of a sheet of Excel.
const SIZE: (u32, u32) = (1_048_576, 16_384);

/// Merged ranges that are looked at; a table has none, and a title a few.
const MOST_MERGED: usize = 10_000;

/// What nobody sees when looking at a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Unseen {
    /// Hidden rows, from 1, in order.
    pub rows: Vec<u32>,
    /// First and last of hidden columns, from 1.
    pub columns: Vec<(u32, u32)>,
    /// Merged cells over several rows: first and last row, first and last column, from 1. Only the first
    /// cell of each has a value.
    pub merged: Vec<[u32; 4]>,
}

/// What is hidden or merged.
///
/// # Errors
/// In words what is wrong: the XML breaks off, rows are not in order, a reference leads off the
/// sheet, or a cell lies in another row than it says.
pub(super) fn unseen<R: BufRead>(mut xml: Reader<R>) -> Result<Unseen, String> {
    let mut unseen = Unseen::default();
    let mut cells_end = false;
    let mut buffer = Vec::new();
    let (mut row, mut cell) = (0, 0); // those before, from 1
    let mut in_row = false;
    loop {
        buffer.clear();
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(_) if cells_end => return Ok(unseen), // what follows the cells is not needed
            Err(error) => return Err(error.to_string()),
        };
        match event {
            Event::Start(element) if cells_end && element.local_name().as_ref() == "mergeCell" => {
                unseen.merged.extend(merged(&element)?);
                if unseen.merged.len() > MOST_MERGED {
                    return Ok(unseen);
                }
            }
            Event::Start(_) if cells_end => {}
            Event::Start(element) => match element.local_name().as_ref() {
                "col" if said(&element, "hidden")? => {
                    let end = |name| -> Result<Option<u32>, String> {
                        Ok(raw(&element, name)?.and_then(|number| number.parse().ok()))
                    };
                    unseen.columns.extend(end("min")?.zip(end("max")?));
                }
                "dimension" => span(&element)?,
                "row" => {
                    let place = number(&element)?.unwrap_or(row + 1);
                    if in_row || place <= row || place > SIZE.0 {
                        return Err(format!("row {place} comes after row {row}"));
                    }
                    (row, cell, in_row) = (place, 0, true);
                    if said(&element, "hidden")? {
                        unseen.rows.push(row);
                    }
                }
                "c" => {
                    cell += 1;
                    if let Some(said) = raw(&element, "r")? {
                        let (at_row, column) = reference(&said).ok_or_else(|| no_cell(&said))?;
                        if at_row != row {
                            return Err(format!("cell {said} stands in row {row}"));
                        }
                        cell = column;
                    }
                    if !in_row || cell > SIZE.1 {
                        return Err(format!("a cell beside row {row}"));
                    }
                }
                "f" => span(&element)?,
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "row" => in_row = false,
            Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                cells_end = true;
            }
            Event::Eof if cells_end => return Ok(unseen),
            Event::Eof => return Err("it breaks off".to_owned()),
            _ => {}
        }
    }
}

fn raw<'a>(element: &'a BytesStart<'_>, name: &str) -> Result<Option<Cow<'a, str>>, String> {
    let found = element.try_get_attribute(name).map_err(|error| error.to_string())?;
    Ok(found.map(|attribute| attribute.value))
}

/// Whether an attribute says yes.
fn said(element: &BytesStart<'_>, name: &str) -> Result<bool, String> {
    Ok(raw(element, name)?.is_some_and(|said| said == "1" || said == "true"))
}

/// A merged range over several rows.
fn merged(element: &BytesStart<'_>) -> Result<Option<[u32; 4]>, String> {
    let Some(range) = raw(element, "ref")? else { return Ok(None) };
    let Some((from, to)) = range.split_once(':') else { return Ok(None) };
    let corners = reference(from).zip(reference(to));
    Ok(corners.filter(|(from, to)| from.0 < to.0).map(|(from, to)| [from.0, to.0, from.1, to.1]))
}

/// The number of a row.
fn number(element: &BytesStart<'_>) -> Result<Option<u32>, String> {
    let Some(said) = raw(element, "r")? else { return Ok(None) };
    said.parse().map(Some).map_err(|_| format!("`{said}` is no row"))
}

/// Checks a reference to a rectangle, such as `A1:C7`.
fn span(element: &BytesStart<'_>) -> Result<(), String> {
    let Some(said) = raw(element, "ref")? else { return Ok(()) };
    let corners: Option<Vec<(u32, u32)>> = said.split(':').map(reference).collect();
    match corners.as_deref() {
        Some([_]) => Ok(()),
        Some([from, to]) if from.0 <= to.0 && from.1 <= to.1 => Ok(()),
        _ => Err(no_cell(&said)),
    }
}

fn no_cell(said: &str) -> String {
    format!("`{said}` is no place on a sheet")
}

/// Row and column of a reference such as `B7`, from 1; `None` when it lies on no sheet.
fn reference(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at(letters);
    if !(1..=3).contains(&letters) || !row.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let column = column
        .bytes()
        .fold(0, |column, letter| 26 * column + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = row.parse().ok()?;
    ((1..=SIZE.0).contains(&row) && column <= SIZE.1).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(rows: &str) -> Result<Vec<u32>, String> {
        let text = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let mut xml = Reader::from_reader(text.as_bytes());
        xml.config_mut().expand_empty_elements = true;
        unseen(xml).map(|unseen| unseen.rows)
    }

    #[test]
    fn hidden_rows_have_their_numbers() {
        assert_eq!(
            hidden(r#"<row/><row hidden="true"><c/></row><row r="9" hidden="1"/>"#),
            Ok(vec![2, 9])
        );
        assert_eq!(hidden(r#"<row r="3" hidden="0"><c r="XFD3"/></row>"#), Ok(vec![]));
    }

    #[test]
    fn references_off_the_sheet_are_refused() {
        for rows in [
            r#"<row r="1048577"/>"#,
            r#"<row r="0"/>"#,
            r#"<row r="2"/><row r="2"/>"#,
            r#"<row r="1"><c r="B2"/></row>"#,
            r#"<row r="1"><c r="XFE1"/></row>"#,
            r#"<row r="1"><c r="AAAAAAAAA1"/></row>"#,
            r#"<row r="1"><c r="A1"><f t="shared" si="0" ref="B2:A1"/></c></row>"#,
            r#"<row r="99999999999"/>"#,
            r#"<c r="A1"/>"#,
        ] {
            assert!(hidden(rows).is_err(), "{rows}");
        }
    }

    #[test]
    fn a_reference_is_letters_and_a_number() {
        assert_eq!(reference("A1"), Some((1, 1)));
        assert_eq!(reference("xfd1048576"), Some((1_048_576, 16_384)));
        for text in ["", "A", "1", "A0", "1A", "A1B", "A-1", "A+1", "A1048577"] {
            assert_eq!(reference(text), None, "{text}");
        }
    }
}
