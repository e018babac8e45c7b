//! Where in a text the table lies: its delimiter and its header.

use std::path::Path;

use crate::config::Quote;
use crate::diagnostics::Finding;

use super::super::error::ReadError;
use super::super::header::{Header, ROWS_SEARCHED, best_header};
use super::super::personal;
use super::super::raw_table::Wanted;
use super::grammar::Grammar;

pub(in super::super) const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Excel's number of columns; a line of more is no header.
pub(in super::super) const MOST_COLUMNS: usize = 16_384;

/// Where in the bytes the table lies.
pub(in super::super) struct Layout {
    pub delimiter: u8,
    pub header: Header,
    /// Where the header begins.
    pub start: usize,
    /// First byte below the header.
    pub body: usize,
    /// Another delimiter under which as many wanted columns are found.
    pub rival: Option<u8>,
    /// Columns about persons that nothing needs.
    pub personal: Vec<Finding>,
}

pub(in super::super) fn two_delimiters(path: &Path, one: u8, other: u8) -> ReadError {
    let [one, other] = [one, other].map(|byte| match byte {
        b'\t' => "a tab".to_owned(),
        byte => format!("`{}`", char::from(byte)),
    });
    ReadError::Header {
        path: path.to_owned(),
        sheet: None,
        detail: format!(
            "both {one} and {other} part the header into the mapped columns\n  \
             say which one it is, for this file in the configuration: delimiter = \";\""
        ),
    }
}

/// The delimiter of a first line `sep=;`, as Excel writes and reads it, and the length of that line.
pub(in super::super) fn said_delimiter(bytes: &[u8]) -> Option<(u8, usize)> {
    let rest = bytes.strip_prefix(b"sep=")?;
    let end = memchr::memchr(b'\n', rest)?;
    match rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]) {
        [delimiter] => Some((*delimiter, 4 + end + 1)),
        _ => None,
    }
}

/// Finds delimiter and header: the pair under which the most wanted columns are found.
pub(in super::super) fn layout(
    bytes: &[u8],
    wanted: &[Wanted],
    told: Option<u8>,
    quote: Option<Quote>,
) -> Option<Layout> {
    let candidates: Vec<u8> = told.map_or_else(|| DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let mut best: Option<(usize, Layout)> = None;
    for delimiter in candidates {
        let by = Grammar { delimiter, quote };
        let (rows, ends) = first_records(bytes, by, ROWS_SEARCHED);
        let Some(header) = best_header(&rows, wanted) else { continue };
        let score = header.matched() * 1000 + header.names.len().min(999);
        let mut rival = None;
        if let Some((_, top)) = &mut best
            && header.matched() > 1
            && top.header.matched() == header.matched()
        {
            top.rival = Some(delimiter);
            rival = Some(top.delimiter);
        }
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            let start = header.row.checked_sub(1).map_or(0, |above| ends[above]);
            let body = ends[header.row];
            let personal = personal::remarks(&header, &rows[header.row + 1..]);
            best = Some((score, Layout { delimiter, header, start, body, rival, personal }));
        }
    }
    best.map(|(_, layout)| layout)
}

/// The cells of the first records, and where each record ends.
pub(in super::super) fn first_records(
    bytes: &[u8],
    by: Grammar,
    most: usize,
) -> (Vec<Vec<String>>, Vec<usize>) {
    let delimiter = by.delimiter;
    let (mut rows, mut ends) = (Vec::new(), Vec::new());
    let (mut cells, mut cell, mut quoted) = (Vec::new(), Vec::new(), false);
    let mut closed_at = usize::MAX; // just behind a closing quote, which a second one takes back
    let text = |cell: &mut Vec<u8>| String::from_utf8_lossy(&std::mem::take(cell)).into_owned();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'"' if !by.heeds_quotes() => cell.push(byte),
            b'"' if quoted => (quoted, closed_at) = (false, at + 1),
            b'"' if at == closed_at => {
                cell.push(b'"');
                quoted = true;
            }
            b'"' if cell.is_empty() => quoted = true,
            b'\n' if !quoted => {
                cells.push(text(&mut cell));
                rows.push(std::mem::take(&mut cells));
                ends.push(at + 1);
                if rows.len() == most {
                    return (rows, ends);
                }
            }
            b'\r' if !quoted => {}
            byte if byte == delimiter && !quoted && cells.len() > MOST_COLUMNS => cell.clear(),
            byte if byte == delimiter && !quoted => cells.push(text(&mut cell)),
            byte => cell.push(byte),
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(text(&mut cell));
        rows.push(cells);
        ends.push(bytes.len());
    }
    (rows, ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_that_gives_the_columns_is_found() {
        let wanted = [Wanted::required("id", "id", "t"), Wanted::required("n", "Naam, vol", "t")];
        let layout = layout(b"id;Naam, vol\n1;x\n", &wanted, None, None).unwrap();
        assert_eq!((layout.delimiter, layout.body), (b';', 13));
    }

    #[test]
    fn doubled_quotes_in_a_header_are_one() {
        let by = Grammar { delimiter: b';', quote: None };
        let (rows, _) = first_records(b"\"a \"\"b;c\"\"\";d\n", by, 5);
        assert_eq!(rows, [["a \"b;c\"", "d"]]);
    }

    #[test]
    fn a_sep_line_is_honoured() {
        let wanted = [Wanted::required("id", "id", "t")];
        assert_eq!(said_delimiter(b"sep=|\r\nid"), Some((b'|', 7)));
        assert_eq!(said_delimiter(b"separator"), None);
        let layout = layout(b"id|a;b;c;d\n1|2\n", &wanted, Some(b'|'), None).unwrap();
        assert_eq!((layout.delimiter, layout.header.row), (b'|', 0));
    }
}
