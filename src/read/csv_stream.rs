//! CSV of any size: read in blocks, and of its rows only those kept in memory that a run needs.
//!
//! A block ends where a record ends, quotes heeded. The blocks are looked at side by side; what
//! comes out is put together in the order of the file, so neither the number of threads nor the
//! size of a block shows in it. The records that are kept are then read as a small file would be.

pub(super) mod blocks;
pub(super) mod source;
#[cfg(test)]
mod tests;

use std::path::Path;

use polars::prelude::Column;
use rayon::prelude::*;

use crate::diagnostics::{Entry, Finding};

use super::cells::{Cells, Row};
use super::csv::fault::Below;
use super::csv::grammar::{Grammar, for_each_record};
use super::csv::layout::{self, Layout};
use super::csv::survey::{RecordAccount, RecordKind, lines_of};
use super::csv::{self, Form, Head};
use super::error::ReadError;
use super::header::{Header, ROWS_SEARCHED};
use super::parquet;
use super::passed::PassedOver;
use super::raw_table::{ROW, RawTable, TableOptions, Wanted};
use super::table::read_table;
use super::table_format::{TableFormat, table_format};
use super::text::{decode_lines, is_utf16_without_mark, utf16_without_mark};

use blocks::Blocks;
use source::{Seen, Source};

/// How much is read at a time.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    /// Bytes of a block.
    pub block: usize,
    /// A record of more bytes than this is taken to have no end.
    pub longest: usize,
}

const SIZES: Sizes = Sizes { block: 4 << 20, longest: 64 << 20 };

/// Bytes in which the header and the delimiter are looked for.
const HEAD: usize = 1 << 20;

/// Blocks looked at side by side, at most: each is in memory.
const SIDE_BY_SIDE: usize = 4;

/// The rows of a table that a run needs, and an account of the others.
#[derive(Debug, Clone)]
pub struct Streamed {
    /// The rows that were kept, under the numbers that they have in the file.
    pub table: RawTable,
    /// How many rows were passed over for each reason, and the first of them. Their `file` is empty.
    pub passed: Vec<Finding>,
}

/// Reads the wanted columns of the rows that are needed. For each row of a CSV or Parquet file,
/// `passes` gives the reason for which it is certainly not needed, or `None` to keep it; it need not
/// be sure, and is not asked about rows with another number of cells than the header. Rows of a
/// workbook are all kept.
///
/// # Errors
/// As for [`read_table`].
pub fn read_table_where(
    path: &Path,
    wanted: &[Wanted],
    options: TableOptions<'_>,
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Result<Streamed, ReadError> {
    let streamed = match table_format(path)? {
        TableFormat::Text => stream(path, wanted, options, SIZES, passes)?,
        TableFormat::Parquet => parquet::read_where(path, wanted, passes)?,
        TableFormat::Workbook => {
            let table = read_table(path, wanted, options)?;
            Streamed { table, passed: Vec::new() }
        }
    };
    if streamed.table.rows_read() == 0 && streamed.passed.is_empty() {
        return Err(ReadError::Empty { path: path.to_owned(), sheet: None });
    }
    Ok(streamed)
}

pub(super) fn stream(
    path: &Path,
    wanted: &[Wanted],
    options: TableOptions<'_>,
    sizes: Sizes,
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Result<Streamed, ReadError> {
    let Opened { mut blocks, header, lines_above, personal, mut seen } =
        Opened::of(path, wanted, options, sizes)?;
    let by = blocks.by;
    let width = header.names.len();
    let below = Below { path, header: &header, options, lines_above };
    let sieve = |(block, is_first): &(Vec<u8>, bool)| {
        sieve(block, by, (width, *is_first), &header.positions, passes)
    };
    let side_by_side = rayon::current_num_threads().min(SIDE_BY_SIDE);
    let mut all = Sieved::default();
    let several = |blocks: &mut Blocks<'_>, is_first: bool| {
        let several = blocks.several(side_by_side)?.into_iter().enumerate();
        Ok(several.map(|(at, block)| (block, is_first && at == 0)).collect::<Vec<_>>())
    };
    let mut batch = several(&mut blocks, true)?;
    while !batch.is_empty() {
        let (sieved, next) = rayon::join(
            || batch.par_iter().with_max_len(1).map(sieve).collect::<Vec<Sieved>>(),
            || several(&mut blocks, false),
        );
        for (sieved, (block, _)) in sieved.into_iter().zip(&batch) {
            if let Some(error) = below.zero(block, by, all.account.records) {
                return Err(error);
            }
            if sieved.account.fault.is_none() {
                csv::check_account(path, block, &sieved.account)?;
            }
            seen.length += block.len();
            seen.take_over(&sieved.seen);
            all.append(sieved);
            if let Some(fault) = all.account.fault {
                // Quotes behind a backslash are told by the file as a whole.
                return match memchr::memmem::find(block, b"\\\"") {
                    Some(_) => whole(path, wanted, options),
                    None => Err(below.quote(fault)),
                };
            }
        }
        batch = next?;
    }
    if blocks.unfinished {
        let detail = format!(
            "a row goes on for more than {} bytes; are the line ends missing?",
            sizes.longest
        );
        return Err(ReadError::Broken { path: path.to_owned(), detail });
    }
    match all.account.ends_with_count() {
        Some(last) => all.take_out_last(last.record),
        None => below.check_last(all.account.last, false)?,
    }

    let (kept, encoding) = seen.decode(path, all.kept)?;
    let form = Form { below, by, encoding, is_whole: false };
    let mut table = csv::read_below(kept, form, wanted)?;
    number_as_in_file(&mut table, &all.places);
    let first_row = table.header_row + 1;
    let tool_rows = all.tool_lines.iter().map(|place| first_row + place);
    table.remarks.extend(csv::tool_line_remark(tool_rows));
    table.remarks.extend(personal);
    table.passed = all.passed.count();
    let passed = all.passed.findings(first_row);
    Ok(Streamed { table, passed })
}

/// The table with all its rows.
fn whole(path: &Path, wanted: &[Wanted], options: TableOptions<'_>) -> Result<Streamed, ReadError> {
    Ok(Streamed { table: csv::read(path, wanted, options)?, passed: Vec::new() })
}

/// A file that is read up to its header.
pub(super) struct Opened<'a> {
    /// What stands below the header.
    pub blocks: Blocks<'a>,
    pub header: Header,
    /// Lines down to the header.
    pub lines_above: u64,
    /// Columns about persons that nothing needs.
    pub personal: Vec<Finding>,
    /// What was seen of the encoding so far.
    pub seen: Seen,
}

impl Opened<'_> {
    /// Opens a file, and finds its delimiter and its header.
    pub(super) fn of<'a>(
        path: &'a Path,
        wanted: &[Wanted],
        options: TableOptions<'_>,
        sizes: Sizes,
    ) -> Result<Opened<'a>, ReadError> {
        let mut source = Source::open(path)?;
        let mut start = Vec::new();
        source.fill(&mut start, HEAD.max(sizes.block), &())?;
        source.tell_line_ends(&mut start);
        if is_utf16_without_mark(&start) {
            return Err(utf16_without_mark(path));
        }
        let decoded = match std::str::from_utf8(&start) {
            Err(error) if error.error_len().is_some() => Some(decode_lines(&start).0),
            _ => None,
        };
        let text = decoded.as_ref().unwrap_or(&start).as_slice();
        let Head { layout, said } = csv::head(path, text, wanted, options)?;
        let Layout { delimiter, header, start: from, body, personal, .. } = layout;
        let by = Grammar::of(delimiter, options);
        csv::check_head(path, (text, said), (&header, from, body), by, (wanted, options))?;

        // Where the header lies is counted again: a decoded letter takes more bytes.
        let lines_said = lines_of(&start[..said]);
        start.drain(..said);
        let body = layout::first_records(&start, by, ROWS_SEARCHED).1[header.row];
        let lines_above = lines_said + lines_of(&start[..body]);
        let mut seen = Seen::default();
        seen.add(&start[..body]);
        start.drain(..body);
        drop(decoded);
        let (spare, quoted, unfinished) = (Vec::new(), true, false);
        let blocks = Blocks { source, quoted, rest: start, spare, sizes, by, unfinished };
        Ok(Opened { blocks, header, lines_above, personal, seen })
    }
}

/// Gives the kept rows, which are numbered one after the other, their places in the file.
fn number_as_in_file(table: &mut RawTable, places: &[u32]) {
    let first_row = table.header_row + 1;
    let place = |row: u32| first_row + places[(row - first_row) as usize];
    for row in &mut table.ragged {
        row.row = place(row.row);
    }
    let rows = table.frame.column(ROW).and_then(|rows| Ok(rows.u32()?.clone()));
    let rows = rows.expect("a table as read has row numbers");
    let rows: Vec<u32> = rows.into_no_null_iter().map(place).collect();
    let numbered = table.frame.with_column(Column::new(ROW.into(), rows));
    numbered.expect("as many numbers as rows");
}

/// What is left of some blocks.
#[derive(Default)]
struct Sieved {
    account: RecordAccount,
    kept: Vec<u8>,
    /// Of each record kept, its place among all.
    places: Vec<u32>,
    /// Where the last record kept begins among those kept.
    last_kept: usize,
    /// Lines of the program that wrote the file, as places among the records.
    tool_lines: Vec<u32>,
    /// Rows passed over, as places among the records.
    passed: PassedOver,
    seen: Seen,
}

impl Sieved {
    /// Adds what is left of the blocks that follow.
    fn append(&mut self, next: Sieved) {
        let before = self.account.records as u32;
        if !next.kept.is_empty() {
            self.last_kept = self.kept.len() + next.last_kept;
        }
        self.kept.extend(next.kept);
        self.places.extend(next.places.iter().map(|place| before + place));
        self.tool_lines.extend(next.tool_lines.iter().map(|place| before + place));
        self.passed.append(next.passed, before);
        self.account.append(&next.account);
    }

    /// Makes the last record, if it is this one, a line of the program that wrote the file.
    fn take_out_last(&mut self, record: u64) {
        if self.places.last().is_some_and(|&place| u64::from(place) == record) {
            self.places.pop();
            self.kept.truncate(self.last_kept);
            self.tool_lines.push(record as u32);
        }
    }
}

/// Looks at each record of one block, which may be the first below the header.
fn sieve(
    block: &[u8],
    by: Grammar,
    (width, is_first): (usize, bool),
    positions: &[Option<usize>],
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Sieved {
    let mut sieved = Sieved::default();
    sieved.seen.add(block);
    let heeds_quotes = by.heeds_quotes();
    for_each_record(block, by, width, |record| {
        let place = sieved.account.records as u32;
        let kind = sieved.account.add(block, record, by, width, is_first && place == 0);
        let bounds = record.cells;
        let cells = Cells(Row::Record { block, bounds, positions, heeds_quotes });
        match kind {
            RecordKind::Tool(_) => return sieved.tool_lines.push(place),
            RecordKind::Whole => {
                if let Some(entry) = passes(&cells) {
                    return sieved.passed.add(entry, 1, std::iter::once(place));
                }
            }
            RecordKind::Blank | RecordKind::Ragged => {}
        }
        sieved.last_kept = sieved.kept.len();
        sieved.kept.extend(&block[record.start..record.through]);
        sieved.places.push(place);
    });
    sieved
}
