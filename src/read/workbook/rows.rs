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
    let mut walk = Walk::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => walk.start(element.local_name().as_ref(), &element)?,
            Ok(Event::End(element)) => walk.end(element.local_name().as_ref()),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) if walk.cells_end => break, // what follows the cells is not needed
            Err(error) => return Err(error.to_string()),
        }
        if walk.is_over() {
            break;
        }
    }
    walk.finish()
}

/// An element of which the attributes can be asked.
pub(super) trait Element {
    /// The value of an attribute as it stands.
    fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, String>;
}

impl Element for BytesStart<'_> {
    fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, String> {
        let found = self.try_get_attribute(name).map_err(|error| error.to_string())?;
        Ok(found.map(|attribute| attribute.value))
    }
}

/// A walk through the elements of a sheet.
#[derive(Default)]
pub(super) struct Walk {
    unseen: Unseen,
    /// Row and column of the last cell, from 1.
    row: u32,
    column: u32,
    in_row: bool,
    cells_end: bool,
}

impl Walk {
    /// Enters an element.
    ///
    /// # Errors
    /// In words what is wrong with it.
    pub fn start(&mut self, name: &str, element: &impl Element) -> Result<(), String> {
        if self.cells_end {
            if name == "mergeCell" && !self.is_over() {
                self.unseen.merged.extend(merged(element)?);
            }
            return Ok(());
        }
        match name {
            "col" if said(element, "hidden")? => {
                let end = |name| -> Result<Option<u32>, String> {
                    Ok(element.attribute(name)?.and_then(|number| number.parse().ok()))
                };
                self.unseen.columns.extend(end("min")?.zip(end("max")?));
            }
            "row" => {
                let place = number(element)?.unwrap_or(self.row + 1);
                if self.in_row || place <= self.row || place > SIZE.0 {
                    return Err(format!("row {place} comes after row {}", self.row));
                }
                (self.row, self.column, self.in_row) = (place, 0, true);
                if said(element, "hidden")? {
                    self.unseen.rows.push(place);
                }
            }
            "c" => {
                self.column += 1;
                if let Some(said) = element.attribute("r")? {
                    let (row, column) = reference(&said).ok_or_else(|| no_cell(&said))?;
                    if row != self.row {
                        return Err(format!("cell {said} stands in row {}", self.row));
                    }
                    self.column = column;
                }
                if !self.in_row || self.column > SIZE.1 {
                    return Err(format!("a cell beside row {}", self.row));
                }
            }
            "dimension" | "f" => span(element)?,
            _ => {}
        }
        Ok(())
    }

    /// Leaves an element.
    pub fn end(&mut self, name: &str) {
        match name {
            _ if self.cells_end => {}
            "row" => self.in_row = false,
            "sheetData" => self.cells_end = true,
            _ => {}
        }
    }

    /// Whether no more is looked at.
    fn is_over(&self) -> bool {
        self.unseen.merged.len() > MOST_MERGED
    }

    /// What was found on the way.
    ///
    /// # Errors
    /// The cells did not come to their end.
    pub fn finish(self) -> Result<Unseen, String> {
        if self.cells_end { Ok(self.unseen) } else { Err("it breaks off".to_owned()) }
    }
}

/// Whether an attribute says yes.
fn said(element: &impl Element, name: &str) -> Result<bool, String> {
    Ok(element.attribute(name)?.is_some_and(|said| said == "1" || said == "true"))
}

/// A merged range over several rows.
fn merged(element: &impl Element) -> Result<Option<[u32; 4]>, String> {
    let Some(range) = element.attribute("ref")? else { return Ok(None) };
    let Some((from, to)) = range.split_once(':') else { return Ok(None) };
    let corners = reference(from).zip(reference(to));
    Ok(corners.filter(|(from, to)| from.0 < to.0).map(|(from, to)| [from.0, to.0, from.1, to.1]))
}

/// The number of a row.
fn number(element: &impl Element) -> Result<Option<u32>, String> {
    let Some(said) = element.attribute("r")? else { return Ok(None) };
    said.parse().map(Some).map_err(|_| format!("`{said}` is no row"))
}

/// Checks a reference to a rectangle, such as `A1:C7`.
fn span(element: &impl Element) -> Result<(), String> {
    let Some(said) = element.attribute("ref")? else { return Ok(()) };
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
