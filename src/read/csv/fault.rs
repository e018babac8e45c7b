//! What makes a CSV unfit to be read, as it is told: open quotes, a last row that is cut off, bytes of
//! zero.

use std::path::Path;

use super::super::error::ReadError;
use super::super::header::Header;
use super::super::raw_table::TableOptions;
use super::grammar::{FaultKind, Grammar, for_each_record};
use super::survey::{Last, QuoteFault};

/// A file below its header, for places in it.
#[derive(Clone, Copy)]
pub(in super::super) struct Below<'a> {
    pub path: &'a Path,
    pub header: &'a Header,
    pub options: TableOptions<'a>,
    /// Lines above the first record.
    pub lines_above: u64,
}

impl Below<'_> {
    /// The row of a record, as a spreadsheet numbers it.
    fn row(&self, record: u64) -> u64 {
        self.header.row as u64 + 2 + record
    }

    /// The column of a cell, by its name in the header.
    fn column(&self, cell: usize) -> String {
        match self.header.names.get(cell).map(|name| name.trim()) {
            Some(name) if !name.is_empty() => format!("column \"{name}\""),
            _ => format!("cell {}", cell + 1),
        }
    }

    /// A cell that opens a quote and is no quoted cell.
    pub fn quote(&self, fault: QuoteFault) -> ReadError {
        quote_error(
            self.path,
            (self.row(fault.record), self.lines_above + fault.line + 1),
            self.column(fault.cell),
            (fault.kind, fault.lines),
            self.options.is_configured,
        )
    }

    /// Whether the last record is cut off; rows that all end with a delimiter have a cell more than the
    /// header.
    pub fn check_last(&self, last: Option<Last>, all_open: bool) -> Result<(), ReadError> {
        let Some(last) = last.filter(|_| !self.options.complete) else { return Ok(()) };
        let width = self.header.names.len();
        let wanted = width + usize::from(all_open);
        let is_short = last.cells < wanted;
        if last.is_closed && !is_short {
            return Ok(());
        }
        let found = if is_short {
            format!("the last row breaks off: {} of {wanted} cells", last.cells)
        } else {
            "the last row lacks the line end that the others have, as in a file that was cut off"
                .to_owned()
        };
        let line_end = match is_short {
            true => "mend the row in the file",
            false => "put a line end behind its last row",
        };
        let setting = match self.options.is_configured {
            true => ",\n  or say so for this file in the configuration: complete = true",
            false => "",
        };
        let mend =
            format!("export or download the file again; if it is complete, {line_end}{setting}");
        let detail = format!("{found}\n  {mend}");
        Err(ReadError::CutOff { path: self.path.to_owned(), row: self.row(last.record), detail })
    }

    /// A zero byte in a text that begins `records` below the header.
    pub fn zero(&self, bytes: &[u8], by: Grammar, records: u64) -> Option<ReadError> {
        let at = memchr::memchr(0, bytes)?;
        let (record, cell) = place_of(bytes, by, self.header.names.len(), at);
        let to_the_end = bytes[at..].iter().all(|&byte| byte == 0) && at + 1 < bytes.len();
        let column = (!to_the_end).then(|| self.column(cell));
        Some(zero_error(self.path, self.row(records + record), column))
    }
}

/// The record and the cell in which a byte lies.
fn place_of(bytes: &[u8], by: Grammar, width: usize, at: usize) -> (u64, usize) {
    let (mut records, mut place) = (0, None);
    for_each_record(bytes, by, width, |record| {
        if place.is_none() && at < record.through {
            let cell = record.cells.iter().position(|&(_, end)| at < end);
            place = Some((records, cell.unwrap_or(record.cells.len() - 1)));
        }
        records += 1;
    });
    place.unwrap_or((records, 0))
}

/// A zero byte in the header or above it.
pub(in super::super) fn zero_above(path: &Path, above: &[u8], by: Grammar) -> Option<ReadError> {
    let at = memchr::memchr(0, above)?;
    let (record, cell) = place_of(above, by, 0, at);
    Some(zero_error(path, record + 1, Some(format!("cell {}", cell + 1))))
}

fn zero_error(path: &Path, row: u64, column: Option<String>) -> ReadError {
    let column = column.map_or_else(String::new, |column| format!(", {column}"));
    let found = match column.is_empty() {
        true => {
            "from here on the file holds zero bytes only: it was not wholly written or downloaded"
        }
        false => "a zero byte, which no text holds",
    };
    let detail = format!(
        "{found}\n  \
         export or download it again and save it as `CSV UTF-8`; zero bytes stand in a file that was\n  \
         not wholly written, in UTF-16 without a byte order mark, and where a program writes one for\n  \
         an empty cell"
    );
    ReadError::ZeroByte { path: path.to_owned(), row, column, detail }
}

/// A quote at fault in the header, or in a text from there up to it: the names are then not to be
/// trusted. The text begins with the record `row`, from 0, below so many lines.
pub(in super::super) fn header_fault(
    path: &Path,
    text: &[u8],
    by: Grammar,
    (row, lines_above): (usize, u64),
    options: TableOptions<'_>,
) -> Option<ReadError> {
    let (mut records, mut found) = (0, None);
    for_each_record(text, by, 0, |record| {
        if let (None, Some(fault)) = (&found, record.fault) {
            let above = memchr::memchr_iter(b'\n', &text[..record.cells[fault.cell].0]).count();
            found = Some(quote_error(
                path,
                ((row + records) as u64 + 1, lines_above + above as u64 + 1),
                format!("cell {}", fault.cell + 1),
                (fault.kind, fault.lines),
                options.is_configured,
            ));
        }
        records += 1;
    });
    found
}

fn quote_error(
    path: &Path,
    (row, line): (u64, u64),
    column: String,
    (kind, lines): (FaultKind, usize),
    is_configured: bool,
) -> ReadError {
    let below = match lines {
        0 => "on the same line".to_owned(),
        1 => "one line below".to_owned(),
        lines => format!("{lines} lines below"),
    };
    let found = match kind {
        FaultKind::NeverCloses => "a double quote opens the cell and is never closed\n  \
             all that stands behind it would become part of this cell"
            .to_owned(),
        FaultKind::GoesOn => format!(
            "a double quote opens the cell, and behind the one that\n  closes it, {below}, the cell goes on"
        ),
        FaultKind::HoldsRows => format!(
            "a double quote opens the cell and is closed {below},\n  \
             but the lines between are whole rows, which would become part of this cell"
        ),
    };
    let mut mend = "close the quote in the file, or take it out".to_owned();
    if is_configured {
        mend += "; where quotes are plain text, say it for this file\n  \
                 in the configuration: quote = \"none\"";
        if kind == FaultKind::HoldsRows {
            mend += "; where the cell does hold these lines: quote = \"standard\"";
        }
    }
    let detail = format!("{found}\n  {mend}");
    ReadError::Quote { path: path.to_owned(), row, line, column, detail }
}
