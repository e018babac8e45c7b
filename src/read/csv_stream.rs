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

use encoding_rs::WINDOWS_1252;
use polars::prelude::Column;
use rayon::prelude::*;

use crate::diagnostics::{Entry, Finding};

use super::cells::{Cells, Row};
use super::csv::{self, Layout};
use super::error::ReadError;
use super::header::{Header, ROWS_SEARCHED, check_header};
use super::parquet;
use super::passed::PassedOver;
use super::raw_table::{ROW, RawTable, TableOptions, Wanted};
use super::table::read_table;
use super::table_format::{TableFormat, table_format};

use blocks::{Blocks, for_each_record};
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
        TableFormat::Text => stream(path, wanted, options.delimiter, SIZES, passes)?,
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

fn stream(
    path: &Path,
    wanted: &[Wanted],
    delimiter: Option<char>,
    sizes: Sizes,
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Result<Streamed, ReadError> {
    let Opened { mut blocks, header, personal, mut seen } =
        Opened::of(path, wanted, delimiter, sizes)?;
    let delimiter = blocks.delimiter;
    let width = header.names.len();
    let sieve = |block: &Vec<u8>| sieve(block, delimiter, width, &header.positions, passes);
    let side_by_side = rayon::current_num_threads().min(SIDE_BY_SIDE);
    let mut all = Sieved::default();
    let mut batch = blocks.several(side_by_side)?;
    while !batch.is_empty() {
        let (sieved, next) = rayon::join(
            || batch.par_iter().with_max_len(1).map(sieve).collect::<Vec<Sieved>>(),
            || blocks.several(side_by_side),
        );
        for (sieved, block) in sieved.into_iter().zip(&batch) {
            seen.length += block.len();
            seen.take_over(&sieved.seen);
            all.append(sieved);
        }
        batch = next?;
    }

    let (kept, windows_1252) = seen.decode(path, all.kept)?;
    let mut table = csv::below(path, kept, &header, delimiter, wanted, (windows_1252, false))?;
    number_as_in_file(&mut table, &all.places);
    table.remarks.extend(personal);
    table.passed = all.passed.count();
    let passed = all.passed.findings(table.header_row + 1);
    Ok(Streamed { table, passed })
}

/// A file that is read up to its header.
pub(super) struct Opened<'a> {
    /// What stands below the header.
    pub blocks: Blocks<'a>,
    pub header: Header,
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
        delimiter: Option<char>,
        sizes: Sizes,
    ) -> Result<Opened<'a>, ReadError> {
        let mut source = Source::open(path)?;
        let mut start = Vec::new();
        source.fill(&mut start, HEAD.max(sizes.block), &())?;
        if start.iter().take(4096).any(|&byte| byte == 0) {
            return Err(ReadError::Broken {
                path: path.to_owned(),
                detail: "it holds zero bytes, as UTF-16 without a byte order mark does\n  \
                         save the file as `CSV UTF-8`"
                    .to_owned(),
            });
        }
        let said = csv::said_delimiter(&start);
        if let Some((_, line)) = said {
            start.drain(..line);
        }
        let told = delimiter.map(|c| c as u8).or(said.map(|(delimiter, _)| delimiter));
        let decoded = match std::str::from_utf8(&start) {
            Err(error) if error.error_len().is_some() => {
                Some(WINDOWS_1252.decode_without_bom_handling(&start).0.into_owned())
            }
            _ => None,
        };
        let text = decoded.as_ref().map_or(start.as_slice(), |text| text.as_bytes());
        let Layout { delimiter, header, rival, personal, .. } = csv::layout(text, wanted, told)
            .ok_or_else(|| ReadError::Empty { path: path.to_owned(), sheet: None })?;
        if let Some(rival) = rival {
            return Err(csv::two_delimiters(path, delimiter, rival));
        }
        check_header(path, None, &header, wanted)?;

        // Where the header ends is counted again: a decoded letter takes more bytes.
        let body = csv::first_records(&start, delimiter, ROWS_SEARCHED).1[header.row];
        let mut seen = Seen::default();
        seen.add(&start[..body]);
        start.drain(..body);
        drop(decoded);
        let (spare, quoted) = (Vec::new(), true);
        let blocks = Blocks { path, source, quoted, rest: start, spare, sizes, delimiter };
        Ok(Opened { blocks, header, personal, seen })
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
    records: u32,
    kept: Vec<u8>,
    /// Of each record kept, its place among all.
    places: Vec<u32>,
    /// Rows passed over, as places among the records.
    passed: PassedOver,
    seen: Seen,
}

impl Sieved {
    /// Adds what is left of the blocks that follow.
    fn append(&mut self, next: Sieved) {
        self.kept.extend(next.kept);
        self.places.extend(next.places.iter().map(|place| self.records + place));
        self.passed.append(next.passed, self.records);
        self.records += next.records;
    }
}

/// Looks at each record of one block.
fn sieve(
    block: &[u8],
    delimiter: u8,
    width: usize,
    positions: &[Option<usize>],
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Sieved {
    let mut sieved = Sieved::default();
    sieved.seen.add(block);
    let mut start = 0;
    for_each_record(block, delimiter, |bounds, through, _| {
        let place = sieved.records;
        let whole = bounds.len() == width;
        let cells = Cells(Row::Record { block, bounds, positions });
        match whole.then(|| passes(&cells)).flatten() {
            Some(entry) => sieved.passed.add(entry, 1, std::iter::once(place)),
            None => {
                sieved.kept.extend(&block[start..through]);
                sieved.places.push(place);
            }
        }
        sieved.records += 1;
        start = through;
    });
    sieved
}
