//! CSV, by Polars, after finding encoding, delimiter and header, and setting ragged rows apart.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use polars::prelude::{
    CsvParseOptions, CsvReadOptions, DataFrame, DataType, Field, IntoLazy, NamedFrom, PlSmallStr,
    RowIndex, Schema, SerReader, Series, col, lit,
};

use crate::diagnostics::{Finding, codes, counted};

use super::error::ReadError;
use super::header::{Header, ROWS_SEARCHED, best_header, check_header, header_remark};
use super::raw_table::{ROW, Ragged, RawTable, Wanted};
use super::{personal, text};

pub(super) const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Excel's number of columns; a line of more is no header.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// Where in the bytes the table lies.
pub(super) struct Layout {
    pub delimiter: u8,
    pub header: Header,
    /// First byte below the header.
    pub body: usize,
    /// Another delimiter under which as many wanted columns are found.
    pub rival: Option<u8>,
    /// Columns about persons that nothing needs.
    pub personal: Vec<Finding>,
}

pub(super) fn two_delimiters(path: &Path, one: u8, other: u8) -> ReadError {
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

pub(super) fn read(
    path: &Path,
    wanted: &[Wanted],
    delimiter: Option<char>,
) -> Result<RawTable, ReadError> {
    let bytes =
        std::fs::read(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let (mut bytes, windows_1252) = text::to_utf8(path, bytes)?;
    let said = said_delimiter(&bytes);
    if let Some((_, line)) = said {
        bytes.drain(..line); // a spreadsheet does not show the line, nor count it
    }
    let told = delimiter.map(|c| c as u8).or(said.map(|(delimiter, _)| delimiter));
    let layout = layout(&bytes, wanted, told)
        .ok_or_else(|| ReadError::Empty { path: path.to_owned(), sheet: None })?;
    let Layout { delimiter, header, body, rival, personal } = layout;
    if let Some(rival) = rival {
        return Err(two_delimiters(path, delimiter, rival));
    }
    check_header(path, None, &header, wanted)?;
    if header.names.len() > MOST_COLUMNS {
        let detail = format!("its header has more than {MOST_COLUMNS} columns; is it a table?");
        return Err(ReadError::Header { path: path.to_owned(), sheet: None, detail });
    }
    bytes.drain(..body);
    let mut table = below(path, bytes, &header, delimiter, wanted, (windows_1252, true))?;
    table.remarks.extend(personal);
    Ok(table)
}

/// The table of the records below a header; `whole` when they are all that the file has.
pub(super) fn below(
    path: &Path,
    mut bytes: Vec<u8>,
    header: &Header,
    delimiter: u8,
    wanted: &[Wanted],
    (windows_1252, whole): (bool, bool),
) -> Result<RawTable, ReadError> {
    let width = header.names.len();
    let mut records = survey(&bytes, delimiter, width);
    if records.stray_quotes {
        bytes = quote_stray(&bytes, delimiter);
        records = survey(&bytes, delimiter, width);
    }
    // Many exports end each row with a delimiter, and not the header. In one row among others it is a
    // delimiter within a text.
    if whole && records.open > 1 && records.open == records.count {
        records.ragged.clear();
    }
    let names: Vec<(String, String)> = wanted
        .iter()
        .zip(&header.positions)
        .filter_map(|(want, at)| Some((want.name.clone(), header.names[(*at)?].trim().to_owned())))
        .collect();
    let header_row = header.row as u32 + 1;
    let frame = if records.count == 0 {
        empty(&names)
    } else {
        parse(path, bytes, delimiter, header, wanted)?
    };
    if frame.height() != records.count {
        return Err(ReadError::Broken {
            path: path.to_owned(),
            detail: format!(
                "{} expected and {} read; a double quote is not closed somewhere",
                counted(records.count as u64, "row was", "rows were"),
                frame.height()
            ),
        });
    }
    let ragged: Vec<Ragged> = records
        .ragged
        .iter()
        .map(|ragged| Ragged { row: header_row + 1 + ragged.row, ..*ragged })
        .collect();
    let frame = if ragged.is_empty() {
        frame
    } else {
        let rows: Vec<u32> = ragged.iter().map(|ragged| ragged.row).collect();
        let rows = lit(Series::new("ragged".into(), rows)).implode(false);
        frame
            .lazy()
            .filter(col(ROW).is_in(rows, false).not())
            .collect()
            .expect("a filter on a column that is there")
    };
    let mut remarks = header_remark(header_row);
    if windows_1252 {
        remarks.push(Finding::new(&codes::READ_AS_WINDOWS_1252, "", 1));
    }
    Ok(RawTable {
        frame,
        names,
        sheet: None,
        header_row,
        width,
        ragged,
        passed: 0,
        days_from_1904: false,
        remarks,
    })
}

fn empty(names: &[(String, String)]) -> DataFrame {
    let text = names.iter().map(|(name, _)| Field::new(name.into(), DataType::String));
    let row = Field::new(ROW.into(), DataType::UInt32);
    DataFrame::empty_with_schema(&Schema::from_iter(std::iter::once(row).chain(text)))
}

/// The delimiter of a first line `sep=;`, as Excel writes and reads it, and the length of that line.
pub(super) fn said_delimiter(bytes: &[u8]) -> Option<(u8, usize)> {
    let rest = bytes.strip_prefix(b"sep=")?;
    let end = memchr::memchr(b'\n', rest)?;
    match rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]) {
        [delimiter] => Some((*delimiter, 4 + end + 1)),
        _ => None,
    }
}

/// Finds delimiter and header: the pair under which the most wanted columns are found.
pub(super) fn layout(bytes: &[u8], wanted: &[Wanted], told: Option<u8>) -> Option<Layout> {
    let candidates: Vec<u8> = told.map_or_else(|| DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let mut best: Option<(usize, Layout)> = None;
    for delimiter in candidates {
        let (rows, ends) = first_records(bytes, delimiter, ROWS_SEARCHED);
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
            let body = ends[header.row];
            let personal = personal::remarks(&header, &rows[header.row + 1..]);
            best = Some((score, Layout { delimiter, header, body, rival, personal }));
        }
    }
    best.map(|(_, layout)| layout)
}

/// The cells of the first records, and where each record ends.
pub(super) fn first_records(
    bytes: &[u8],
    delimiter: u8,
    most: usize,
) -> (Vec<Vec<String>>, Vec<usize>) {
    let (mut rows, mut ends) = (Vec::new(), Vec::new());
    let (mut cells, mut cell, mut quoted) = (Vec::new(), Vec::new(), false);
    let mut closed_at = usize::MAX; // just behind a closing quote, which a second one takes back
    let text = |cell: &mut Vec<u8>| String::from_utf8_lossy(&std::mem::take(cell)).into_owned();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
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

/// How many records there are, and which have another number of cells than the header.
struct Records {
    count: usize,
    /// With positions from 0 for rows.
    ragged: Vec<Ragged>,
    /// How many of these have one cell too many, and nothing in it.
    open: usize,
    /// Whether a double quote stands within a cell that does not begin with one: `kozijn 5" breed`.
    stray_quotes: bool,
}

/// One pass over the bytes that looks at delimiters, quotes and line ends only. A quote opens a
/// quoted cell only where the cell begins (RFC 4180).
fn survey(bytes: &[u8], delimiter: u8, width: usize) -> Records {
    let mut records = Records { count: 0, ragged: Vec::new(), open: 0, stray_quotes: false };
    let (mut cells, mut quoted, mut start) = (1, false, 0);
    let mut cell = 0; // where the cell begins
    let mut closed_at = usize::MAX; // just behind a closing quote, which a second one takes back
    let close = |records: &mut Records, cells: usize, record: &[u8]| {
        let blank = record.trim_ascii().is_empty();
        if cells != width && !blank {
            let open = cells == width + 1 && record.trim_ascii_end().last() == Some(&delimiter);
            records.open += usize::from(open);
            records.ragged.push(Ragged { row: records.count as u32, cells });
        }
        records.count += 1;
    };
    for at in memchr::memchr3_iter(delimiter, b'\n', b'"', bytes) {
        match bytes[at] {
            b'"' if quoted => (quoted, closed_at) = (false, at + 1),
            b'"' if at == cell || at == closed_at => quoted = true,
            b'"' => records.stray_quotes = true,
            _ if quoted => {}
            b'\n' => {
                close(&mut records, cells, &bytes[start..at]);
                (cells, start, cell) = (1, at + 1, at + 1);
            }
            _ => (cells, cell) = (cells + 1, at + 1),
        }
    }
    if start < bytes.len() {
        close(&mut records, cells, &bytes[start..]);
    }
    records
}

/// Puts quotes round every cell that has a stray quote, and doubles those within.
fn quote_stray(bytes: &[u8], delimiter: u8) -> Vec<u8> {
    let mut mended = Vec::with_capacity(bytes.len() + 64);
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = if rest[0] == b'"' {
            end_of_quoted(rest)
        } else {
            let end = memchr::memchr2(delimiter, b'\n', rest).unwrap_or(rest.len());
            let cell = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
            if cell.contains(&b'"') {
                mended.push(b'"');
                for &byte in cell {
                    mended.extend(std::iter::repeat_n(byte, if byte == b'"' { 2 } else { 1 }));
                }
                mended.push(b'"');
                mended.extend(&rest[cell.len()..end]);
                rest = &rest[end..];
                0
            } else {
                end
            }
        };
        let through = (end + 1).min(rest.len());
        mended.extend(&rest[..through]);
        rest = &rest[through..];
    }
    mended
}

/// Where a quoted cell ends: behind the quote that closes it.
fn end_of_quoted(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = memchr::memchr(b'"', &rest[at..]) {
        at += found + 1;
        if rest.get(at) != Some(&b'"') {
            return at;
        }
        at += 1;
    }
    rest.len()
}

fn parse(
    path: &Path,
    body: Vec<u8>,
    delimiter: u8,
    header: &Header,
    wanted: &[Wanted],
) -> Result<DataFrame, ReadError> {
    // Names of our own, so that a double name in a column that nothing needs does no harm.
    let position_name = |at: usize| PlSmallStr::from(format!("c{at}"));
    let schema: Schema =
        (0..header.names.len()).map(|at| Field::new(position_name(at), DataType::String)).collect();
    let found: Vec<(&str, usize)> = wanted
        .iter()
        .zip(&header.positions)
        .filter_map(|(want, at)| Some((want.name.as_str(), (*at)?)))
        .collect();
    let mut needed: Vec<usize> = found.iter().map(|(_, at)| *at).collect();
    needed.sort_unstable();
    needed.dedup();
    let form =
        CsvParseOptions::default().with_separator(delimiter).with_truncate_ragged_lines(true);
    CsvReadOptions::default()
        .with_has_header(false)
        .with_schema(Some(Arc::new(schema)))
        .with_projection(Some(Arc::new(needed)))
        .with_parse_options(form)
        .with_row_index(Some(RowIndex { name: ROW.into(), offset: header.row as u32 + 2 }))
        .into_reader_with_file_handle(Cursor::new(body))
        .finish()
        .and_then(|read| {
            let mut columns = vec![read.column(ROW)?.clone()];
            for (name, at) in &found {
                columns.push(read.column(&position_name(*at))?.clone().with_name((*name).into()));
            }
            DataFrame::new(read.height(), columns)
        })
        .map_err(|_| ReadError::Broken {
            path: path.to_owned(),
            // The library's own message quotes cells, which may be about persons.
            detail:
                "the text cannot be divided into rows and cells; is a double quote not closed?\n  \
                     open it in a spreadsheet and save it as `CSV UTF-8`"
                    .to_owned(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey_of(text: &str) -> (usize, Vec<u32>) {
        let records = survey(text.as_bytes(), b';', 2);
        (records.count, records.ragged.iter().map(|ragged| ragged.row).collect())
    }

    #[test]
    fn records_are_counted_and_ragged_ones_named() {
        assert_eq!(survey_of("a;b\nc;d\n"), (2, vec![]));
        assert_eq!(survey_of("a;b\nc;d"), (2, vec![]));
        assert_eq!(survey_of("a;b;c\nd\n\"x;y\nz\";e\n"), (3, vec![0, 1]));
        assert_eq!(survey_of("a;b\n\nc;d\n"), (3, vec![])); // a blank row is no ragged one
    }

    #[test]
    fn a_quote_within_a_cell_divides_nothing() {
        let text = b"5\" breed;x\n\"een; \"\"twee\"\"\";3\"\n";
        let records = survey(text, b';', 2);
        assert_eq!((records.count, records.ragged.len(), records.stray_quotes), (2, 0, true));
        let mended = quote_stray(text, b';');
        assert_eq!(
            String::from_utf8(mended.clone()).unwrap(),
            "\"5\"\" breed\";x\n\"een; \"\"twee\"\"\";\"3\"\"\"\n"
        );
        assert!(!survey(&mended, b';', 2).stray_quotes);
    }

    #[test]
    fn the_delimiter_that_gives_the_columns_is_found() {
        let wanted = [Wanted::required("id", "id", "t"), Wanted::required("n", "Naam, vol", "t")];
        let layout = layout(b"id;Naam, vol\n1;x\n", &wanted, None).unwrap();
        assert_eq!((layout.delimiter, layout.body), (b';', 13));
    }

    #[test]
    fn doubled_quotes_in_a_header_are_one() {
        let (rows, _) = first_records(b"\"a \"\"b;c\"\"\";d\n", b';', 5);
        assert_eq!(rows, [["a \"b;c\"", "d"]]);
    }

    #[test]
    fn a_sep_line_is_honoured() {
        let wanted = [Wanted::required("id", "id", "t")];
        assert_eq!(said_delimiter(b"sep=|\r\nid"), Some((b'|', 7)));
        assert_eq!(said_delimiter(b"separator"), None);
        let layout = layout(b"id|a;b;c;d\n1|2\n", &wanted, Some(b'|')).unwrap();
        assert_eq!((layout.delimiter, layout.header.row), (b'|', 0));
    }
}
