//! CSV in pieces: each block of the file is looked at by itself, several side by side.
//!
//! What only a reading of the whole file can settle (stray quotes, rows that end with a delimiter now
//! and then, text that breaks off) is not settled here: then there are no pieces, and the file is to
//! be read whole.

mod records;
mod rows;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use encoding_rs::WINDOWS_1252;
use polars::prelude::{DataFrame, DataType, Field, Schema};

use crate::diagnostics::{Finding, codes};

use super::csv::grammar::Grammar;
use super::csv::layout;
use super::csv_stream::blocks::Blocks;
use super::csv_stream::{Opened, Sizes};
use super::header::header_remark;
use super::onlooker::Onlooker;
use super::pieces::Looked;
use super::raw_table::{ROW, Ragged, RawTable, TableOptions, Wanted};
use super::side_by_side::side_by_side;
use super::text::undefined_in;
use super::unit_kinds;
use records::{Division, Rest, divide};

pub use records::Batch;
pub use rows::TextRows;

/// A block takes a few hundredths of a second, and those in memory are few. Under test they are small,
/// so that tables of a few rows have several.
const SIZES: Sizes = Sizes { block: if cfg!(test) { 48 } else { 4 << 20 }, longest: 64 << 20 };

/// Bytes in which lines are counted to tell about how many there are in a block.
const FIRST_PART: usize = if cfg!(test) { 16 } else { 64 << 10 };

/// A CSV that is open up to its header.
pub(super) struct CsvPieces<'a> {
    blocks: Blocks<'a>,
    division: Division,
    /// Whether the file is complete although its end looks cut off.
    complete: bool,
}

/// One block of text.
pub struct TextPiece<'a> {
    text: &'a str,
    /// Whether there may be a quote in it.
    quoted: bool,
    division: &'a Division,
    rest: Rest,
}

impl<'a> TextPiece<'a> {
    fn new(text: &'a str, quoted: bool, division: &'a Division) -> TextPiece<'a> {
        TextPiece { text, quoted, division, rest: Rest::default() }
    }

    /// About how many records there are, by the lines in its first part: seldom fewer than there are.
    pub fn about_records(&self) -> usize {
        let bytes = self.text.as_bytes();
        let first = &bytes[..bytes.len().min(FIRST_PART)];
        let lines = memchr::memchr_iter(b'\n', first).count() + 1;
        // As many in each part, and a sixteenth more.
        lines * bytes.len().div_ceil(FIRST_PART) * 17 / 16 + 1
    }

    /// Hands over the records of the header's width, some hundred at a time, and those that are blank.
    pub fn for_each_batch(&mut self, look: &mut dyn FnMut(&Batch<'a>)) {
        self.rest = divide(self.text, self.quoted, self.division, look);
    }
}

/// What a piece was found to be, and what it says of the file.
struct Seen<T> {
    found: T,
    records: u32,
    ragged: Vec<(u32, usize)>,
    encoding: Encoding,
    /// Whether it ends with a line end.
    is_closed: bool,
    /// Whether its last record that is not blank has fewer cells than the header.
    last_is_short: Option<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Ascii,
    Utf8,
    Windows1252,
}

impl<'a> CsvPieces<'a> {
    /// Opens a file, and gives the table without its rows; `None` when it can only be read whole, or not
    /// at all.
    pub fn open(
        path: &'a Path,
        wanted: &[Wanted],
        options: TableOptions<'_>,
    ) -> Option<(RawTable, CsvPieces<'a>)> {
        CsvPieces::open_with(path, wanted, options, SIZES)
    }

    fn open_with(
        path: &'a Path,
        wanted: &[Wanted],
        options: TableOptions<'_>,
        sizes: Sizes,
    ) -> Option<(RawTable, CsvPieces<'a>)> {
        let Opened { blocks, header, personal, .. } =
            Opened::of(path, wanted, options, sizes).ok()?;
        let width = header.names.len();
        if begins_with_rule(&blocks.rest, blocks.by.delimiter) {
            return None;
        }
        let mut places = vec![None; width];
        let mut names = Vec::new();
        for (want, at) in wanted.iter().zip(&header.positions) {
            let Some(at) = *at else { continue };
            // One column of the file that serves two names is for the reading of the whole.
            if places[at].replace(names.len()).is_some() {
                return None;
            }
            names.push((want.name.clone(), header.names[at].trim().to_owned()));
        }
        let header_row = header.row as u32 + 1;
        let mut remarks = header_remark(header_row);
        remarks.extend(personal);
        remarks.extend(unit_kinds::of_text(path, blocks.by.delimiter, &header));
        let text = names.iter().map(|(name, _)| Field::new(name.into(), DataType::String));
        let row = Field::new(ROW.into(), DataType::UInt32);
        let schema = Schema::from_iter(std::iter::once(row).chain(text));
        let division = Division {
            grammar: blocks.by,
            width,
            open: is_open(&blocks.rest, blocks.by, width),
            places,
            found: names.len(),
        };
        let head = RawTable {
            frame: DataFrame::empty_with_schema(&schema),
            names,
            sheet: None,
            header_row,
            width,
            ragged: Vec::new(),
            passed: 0,
            days_from_1904: false,
            remarks,
        };
        Some((head, CsvPieces { blocks, division, complete: options.complete }))
    }

    /// Looks at every piece; `None` when the file can only be read whole. The ragged rows and the
    /// encoding are entered in the table.
    pub fn each<T: Send>(
        self,
        head: &mut RawTable,
        look: &(impl Fn(&mut TextPiece<'_>) -> Option<T> + Sync),
        onlooker: &dyn Onlooker,
    ) -> Option<Vec<Looked<T>>> {
        let CsvPieces { mut blocks, division, complete } = self;
        // Memory that a piece was read into serves the next one.
        let read = Mutex::new(Vec::new());
        let reused = || read.lock().unwrap_or_else(PoisonError::into_inner);
        let next = || {
            blocks.spare.extend(reused().pop());
            let block = blocks.next_before(onlooker).transpose()?;
            Some(block.map(|block| (block, blocks.quoted)))
        };
        let seen = side_by_side(std::iter::from_fn(next), |block| {
            let (block, quoted) = block.ok().ok_or(())?;
            let is_text = !quoted || division.grammar.heeds_quotes();
            // A zero byte is told by a reading of the whole.
            if !is_text || memchr::memchr(0, &block).is_some() {
                return Err(());
            }
            let is_closed = block.last() == Some(&b'\n');
            let (text, encoding) = decoded(&block).ok_or(())?;
            let mut piece = TextPiece::new(&text, quoted, &division);
            let found = look(&mut piece).ok_or(())?;
            let Rest { records, ragged, unclear, last_is_short } = piece.rest;
            drop(text);
            reused().push(block);
            let seen = Seen { found, records, ragged, encoding, is_closed, last_is_short };
            if unclear { Err(()) } else { Ok(seen) }
        });
        let seen: Vec<Seen<T>> = seen.ok()?;
        let is_closed = seen.last().is_some_and(|piece| piece.is_closed);
        let is_short = seen.iter().rev().find_map(|piece| piece.last_is_short);
        if blocks.unfinished || is_short != Some(false) || (!complete && !is_closed) {
            return None;
        }

        let records: u32 = seen.iter().map(|piece| piece.records).sum();
        let has = |encoding| seen.iter().any(|piece| piece.encoding == encoding);
        // A file of two encodings is told by its lines.
        let mixed = has(Encoding::Windows1252) && has(Encoding::Utf8);
        if records == 0 || mixed || (division.open && records < 2) {
            return None;
        }
        if has(Encoding::Windows1252) {
            let remark = Finding::new(&codes::READ_AS_WINDOWS_1252, "", 1);
            head.remarks.insert(header_remark(head.header_row).len(), remark);
        }
        let mut first_row = head.header_row + 1;
        let looked = seen.into_iter().map(|piece| {
            let ragged = piece.ragged.iter();
            head.ragged.extend(ragged.map(|&(at, cells)| Ragged { row: first_row + at, cells }));
            let looked = Looked { found: piece.found, first_row };
            first_row += piece.records;
            looked
        });
        Some(looked.collect())
    }

    /// Single rows by their ascending numbers, as a full reading gives them; `None` when they are not
    /// where they were.
    pub fn rows(mut self, head: &RawTable, first_rows: &[u32], rows: &[u32]) -> Option<DataFrame> {
        let mut found = TextRows::of(head);
        let mut wanted = rows.iter().copied().peekable();
        for (at, &first_row) in first_rows.iter().enumerate() {
            let block = self.blocks.next().ok()??;
            let next = first_rows.get(at + 1).copied().unwrap_or(u32::MAX);
            if wanted.peek().is_none_or(|row| *row >= next) {
                continue;
            }
            let (text, _) = decoded(&block)?;
            let mut piece = TextPiece::new(&text, self.blocks.quoted, &self.division);
            piece.for_each_batch(&mut |batch| {
                for (within, place) in batch.places.iter().enumerate() {
                    if wanted.next_if_eq(&(first_row + place)).is_some() {
                        found.push(first_row + place, batch.record(within));
                    }
                }
            });
        }
        (found.len() == rows.len()).then(|| found.into_frame())
    }
}

/// Whether the first record has one cell more than the header, and nothing in it.
fn is_open(bytes: &[u8], by: Grammar, width: usize) -> bool {
    let (records, ends) = layout::first_records(bytes, by, 1);
    let first = ends.first().map_or(bytes, |end| &bytes[..*end]);
    let cells = records.first().map_or(0, Vec::len);
    cells == width + 1 && first.trim_ascii_end().last() == Some(&by.delimiter)
}

/// Whether the first line holds nothing but dashes, as query tools put them below the names.
fn begins_with_rule(bytes: &[u8], delimiter: u8) -> bool {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let is_dash = |&byte: &u8| byte == b'-' || byte == delimiter || byte.is_ascii_whitespace();
    bytes[..end].contains(&b'-') && bytes[..end].iter().all(is_dash)
}

/// The text of a block; `None` when it is no text, or of two encodings.
fn decoded(block: &[u8]) -> Option<(Cow<'_, str>, Encoding)> {
    if let Ok(text) = std::str::from_utf8(block) {
        let encoding = if text.is_ascii() { Encoding::Ascii } else { Encoding::Utf8 };
        return Some((Cow::Borrowed(text), encoding));
    }
    let is_utf8 = |line: &[u8]| !line.is_ascii() && std::str::from_utf8(line).is_ok();
    if undefined_in(block).is_some() || block.split(|&byte| byte == b'\n').any(is_utf8) {
        return None;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(block);
    Some((text, Encoding::Windows1252))
}
