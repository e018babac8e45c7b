//! CSV of any size: read in blocks, and of its rows only those kept in memory that a run needs.
//!
//! A block ends where a record ends, quotes heeded. The blocks are looked at side by side; what
//! comes out is put together in the order of the file, so neither the number of threads nor the
//! size of a block shows in it. The records that are kept are then read as a small file would be.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::{CoderResult, Decoder, UTF_16LE, WINDOWS_1252};
use polars::prelude::Column;
use rayon::prelude::*;

use crate::diagnostics::{Entry, Finding};

use super::csv::{self, Layout};
use super::error::ReadError;
use super::header::check_header;
use super::raw_table::{ROW, RawTable, TableOptions, Wanted};
use super::table::read_table;
use super::text::UNDEFINED_IN_1252;

/// How much is read at a time.
#[derive(Clone, Copy)]
struct Sizes {
    /// Bytes of a block.
    block: usize,
    /// A record of more bytes than this is taken to have no end.
    longest: usize,
}

const SIZES: Sizes = Sizes { block: 4 << 20, longest: 64 << 20 };

/// Bytes in which the header and the delimiter are looked for.
const HEAD: usize = 1 << 20;

/// Blocks looked at side by side, at most: each is in memory.
const SIDE_BY_SIDE: usize = 4;

/// How many rows a finding names.
const ROWS_NAMED: usize = 5;

/// The rows of a table that a run needs, and an account of the others.
#[derive(Debug, Clone)]
pub struct Streamed {
    /// The rows that were kept, under the numbers that they have in the file.
    pub table: RawTable,
    /// How many rows were passed over for each reason, and the first of them. Their `file` is empty.
    pub passed: Vec<Finding>,
}

/// The cells of one record, as bytes.
pub struct Cells<'a> {
    block: &'a [u8],
    bounds: &'a [(usize, usize)],
    positions: &'a [Option<usize>],
}

impl Cells<'_> {
    /// The cell of a column, by its place among those wanted: without outer blanks and quotes, and
    /// empty where the file has no such column. `None` for what only a full reading can tell: text
    /// beyond ASCII, and quotes within a cell.
    pub fn get(&self, wanted: usize) -> Option<&[u8]> {
        let Some(position) = self.positions[wanted] else { return Some(b"") };
        let (start, end) = self.bounds[position];
        let cell = self.block[start..end].trim_ascii();
        let bare = match cell {
            [b'"', inner @ .., b'"'] => inner.trim_ascii(),
            cell => cell,
        };
        (bare.is_ascii() && !bare.contains(&b'"')).then_some(bare)
    }
}

/// Reads the wanted columns of the rows that are needed. For each row of a CSV, `passes` gives the
/// reason for which it is certainly not needed, or `None` to keep it; it need not be sure, and is
/// not asked about rows with another number of cells than the header. Rows of other formats are
/// all kept.
///
/// # Errors
/// As for [`read_table`].
pub fn read_table_where(
    path: &Path,
    wanted: &[Wanted],
    options: TableOptions<'_>,
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Result<Streamed, ReadError> {
    if !begins_as_text(path)? {
        let table = read_table(path, wanted, options)?;
        return Ok(Streamed { table, passed: Vec::new() });
    }
    let streamed = stream(path, wanted, options.delimiter, SIZES, passes)?;
    if streamed.table.rows_read() == 0 && streamed.passed.is_empty() {
        return Err(ReadError::Empty { path: path.to_owned(), sheet: None });
    }
    Ok(streamed)
}

/// Whether the first bytes are none of those by which another format is known.
fn begins_as_text(path: &Path) -> Result<bool, ReadError> {
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(8).read_to_end(&mut start))
        .map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let marks: [&[u8]; 5] = [b"PAR1", b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF", b"SQLite f"];
    let other = marks.iter().any(|mark| start.starts_with(mark));
    Ok(!start.is_empty() && !other && !start.trim_ascii_start().starts_with(b"<"))
}

fn stream(
    path: &Path,
    wanted: &[Wanted],
    delimiter: Option<char>,
    sizes: Sizes,
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Result<Streamed, ReadError> {
    let mut source = Source::open(path)?;
    let mut start = Vec::new();
    source.fill(&mut start, HEAD.max(sizes.block))?;
    if start.iter().take(4096).any(|&byte| byte == 0) {
        return Err(ReadError::Broken {
            path: path.to_owned(),
            detail: "it holds zero bytes, as UTF-16 without a byte order mark does\n  \
                     save the file as `CSV UTF-8`"
                .to_owned(),
        });
    }
    let decoded = match std::str::from_utf8(&start) {
        Err(error) if error.error_len().is_some() => {
            Some(WINDOWS_1252.decode_without_bom_handling(&start).0.into_owned())
        }
        _ => None,
    };
    let text = decoded.as_ref().map_or(start.as_slice(), |text| text.as_bytes());
    let Layout { delimiter, header, .. } = csv::layout(text, wanted, delimiter.map(|c| c as u8))
        .ok_or_else(|| ReadError::Empty { path: path.to_owned(), sheet: None })?;
    check_header(path, None, &header, wanted)?;

    // Where the header ends is counted again: a decoded letter takes more bytes.
    let body = csv::first_records(&start, delimiter).1[header.row];
    let mut seen = Seen::default();
    seen.add(&start[..body]);
    start.drain(..body);
    drop(decoded);

    let width = header.names.len();
    let sieve = |block: &Vec<u8>| sieve(block, delimiter, width, &header.positions, passes);
    let mut blocks = Blocks { path, source, rest: start, sizes, delimiter };
    let side_by_side = rayon::current_num_threads().min(SIDE_BY_SIDE);
    let mut all = Sieved::default();
    let mut batch = blocks.several(side_by_side)?;
    while !batch.is_empty() {
        let (sieved, next) = rayon::join(
            || batch.par_iter().map(sieve).collect::<Vec<Sieved>>(),
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
    let mut table = csv::below(path, kept, &header, delimiter, wanted, windows_1252)?;
    number_as_in_file(&mut table, &all.places);
    let first_row = table.header_row + 1;
    let passed = all.passed.into_iter().map(|passed| {
        let rows = passed.first.iter().map(|&at| u64::from(first_row + at)).collect();
        Finding::new(passed.entry, "", passed.count).rows(rows)
    });
    let passed = passed.collect();
    Ok(Streamed { table, passed })
}

/// Gives the kept rows, which are numbered one after the other, their places in the file.
fn number_as_in_file(table: &mut RawTable, places: &[u32]) {
    let first_row = table.header_row + 1;
    let place = |row: u32| first_row + places[(row - first_row) as usize];
    for row in &mut table.ragged {
        *row = place(*row);
    }
    let rows = table.frame.column(ROW).and_then(|rows| Ok(rows.u32()?.clone()));
    let rows = rows.expect("a table as read has row numbers");
    let rows: Vec<u32> = rows.into_no_null_iter().map(place).collect();
    let numbered = table.frame.with_column(Column::new(ROW.into(), rows));
    numbered.expect("as many numbers as rows");
}

/// What was seen of the encoding.
#[derive(Default)]
struct Seen {
    length: usize,
    no_utf8: bool,
    /// Place and value of the first byte that Windows-1252 leaves undefined.
    undefined: Option<(usize, u8)>,
}

impl Seen {
    fn add(&mut self, bytes: &[u8]) {
        if !bytes.is_ascii() {
            self.no_utf8 |= std::str::from_utf8(bytes).is_err();
            let found = bytes.iter().position(|byte| UNDEFINED_IN_1252.contains(byte));
            let found = found.map(|at| (self.length + at, bytes[at]));
            self.undefined = self.undefined.or(found);
        }
        self.length += bytes.len();
    }

    /// Adds what was seen of the block that ends where this ends.
    fn take_over(&mut self, block: &Seen) {
        self.no_utf8 |= block.no_utf8;
        let start = self.length - block.length;
        let found = block.undefined.map(|(at, byte)| (start + at, byte));
        self.undefined = self.undefined.or(found);
    }

    /// Text as UTF-8, and whether the file was taken for Windows-1252.
    fn decode(&self, path: &Path, kept: Vec<u8>) -> Result<(Vec<u8>, bool), ReadError> {
        match (self.no_utf8, self.undefined) {
            (false, _) => Ok((kept, false)),
            (true, Some((at, byte))) => {
                Err(ReadError::Encoding { path: path.to_owned(), at, byte })
            }
            (true, None) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(&kept);
                Ok((text.into_owned().into_bytes(), true))
            }
        }
    }
}

/// The bytes of a file behind its byte order mark; UTF-16 comes out as UTF-8.
struct Source<'a> {
    path: &'a Path,
    file: File,
    utf_16: Option<Decoder>,
    ended: bool,
}

impl Source<'_> {
    fn open(path: &Path) -> Result<Source<'_>, ReadError> {
        let open = |source| ReadError::Open { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(open)?;
        let mut mark = Vec::new();
        (&mut file).take(3).read_to_end(&mut mark).map_err(open)?;
        let utf_16 = mark.starts_with(&[0xFF, 0xFE]) || mark.starts_with(&[0xFE, 0xFF]);
        if utf_16 || mark != [0xEF, 0xBB, 0xBF] {
            file = File::open(path).map_err(open)?;
        }
        let utf_16 = utf_16.then(|| UTF_16LE.new_decoder()); // heeds the mark of either order
        Ok(Source { path, file, utf_16, ended: false })
    }

    /// Reads on until `buffer` holds at least `length` bytes or the file ends.
    fn fill(&mut self, buffer: &mut Vec<u8>, length: usize) -> Result<(), ReadError> {
        while buffer.len() < length && !self.ended {
            let more = (length - buffer.len()) as u64;
            let open = |source| ReadError::Open { path: self.path.to_owned(), source };
            let Some(decoder) = &mut self.utf_16 else {
                let read = (&mut self.file).take(more).read_to_end(buffer).map_err(open)?;
                self.ended = read == 0;
                continue;
            };
            let mut raw = Vec::new();
            let read = (&mut self.file).take(more).read_to_end(&mut raw).map_err(open)?;
            self.ended = read == 0;
            let mut text = String::with_capacity(3 * raw.len() + 16); // as much as it can become
            let (result, _, broken) = decoder.decode_to_string(&raw, &mut text, self.ended);
            debug_assert_eq!(result, CoderResult::InputEmpty);
            if broken {
                return Err(ReadError::Broken {
                    path: self.path.to_owned(),
                    detail: "the UTF-16 text breaks off; save the file as `CSV UTF-8`".to_owned(),
                });
            }
            buffer.extend(text.as_bytes());
        }
        Ok(())
    }
}

/// The file below its header, cut where records end.
struct Blocks<'a> {
    path: &'a Path,
    source: Source<'a>,
    /// What was read and not yet given out.
    rest: Vec<u8>,
    sizes: Sizes,
    delimiter: u8,
}

impl Blocks<'_> {
    /// The next blocks; none at the end.
    fn several(&mut self, count: usize) -> Result<Vec<Vec<u8>>, ReadError> {
        let mut several = Vec::with_capacity(count);
        while several.len() < count {
            let Some(block) = self.next()? else { break };
            several.push(block);
        }
        Ok(several)
    }

    fn next(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        let Sizes { block, longest } = self.sizes;
        let mut length = block;
        loop {
            self.source.fill(&mut self.rest, length)?;
            if self.source.ended && self.rest.len() <= length {
                let last = std::mem::take(&mut self.rest);
                return Ok((!last.is_empty()).then_some(last));
            }
            let looked_at = length.min(self.rest.len());
            if let Some(end) = end_of_last_record(&self.rest[..looked_at], self.delimiter) {
                let rest = self.rest.split_off(end);
                return Ok(Some(std::mem::replace(&mut self.rest, rest)));
            }
            if length >= longest {
                return Err(ReadError::Broken {
                    path: self.path.to_owned(),
                    detail: format!(
                        "a row goes on for more than {longest} bytes; a double quote is not closed somewhere"
                    ),
                });
            }
            length = (2 * length).min(longest);
        }
    }
}

/// Just behind the last line end that no quotes hold, in bytes that begin with a record.
fn end_of_last_record(bytes: &[u8], delimiter: u8) -> Option<usize> {
    if memchr::memchr(b'"', bytes).is_none() {
        return memchr::memrchr(b'\n', bytes).map(|at| at + 1);
    }
    let mut end = None;
    for_each_record(bytes, delimiter, |_, through, closed| {
        if closed {
            end = Some(through);
        }
    });
    end
}

/// Walks through the records: the bounds of the cells, where the record ends, and whether a line end
/// closes it. A quote opens a quoted cell only where the cell begins (RFC 4180).
fn for_each_record(
    bytes: &[u8],
    delimiter: u8,
    mut record: impl FnMut(&[(usize, usize)], usize, bool),
) {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let (mut quoted, mut cell, mut start) = (false, 0, 0);
    let mut closed_at = usize::MAX; // just behind a closing quote, which a second one takes back
    for at in memchr::memchr3_iter(delimiter, b'\n', b'"', bytes) {
        match bytes[at] {
            b'"' if quoted => (quoted, closed_at) = (false, at + 1),
            b'"' => quoted = at == cell || at == closed_at,
            _ if quoted => {}
            b'\n' => {
                bounds.push((cell, at));
                record(&bounds, at + 1, true);
                bounds.clear();
                (cell, start) = (at + 1, at + 1);
            }
            _ => {
                bounds.push((cell, at));
                cell = at + 1;
            }
        }
    }
    if start < bytes.len() {
        bounds.push((cell, bytes.len()));
        record(&bounds, bytes.len(), false);
    }
}

/// Rows passed over for one reason.
struct Passed {
    entry: &'static Entry,
    count: u64,
    /// The first of them, as places among the records of the file.
    first: Vec<u32>,
}

/// What is left of some blocks.
#[derive(Default)]
struct Sieved {
    records: u32,
    kept: Vec<u8>,
    /// Of each record kept, its place among all.
    places: Vec<u32>,
    passed: Vec<Passed>,
    seen: Seen,
}

impl Sieved {
    /// Adds what is left of the blocks that follow.
    fn append(&mut self, next: Sieved) {
        self.kept.extend(next.kept);
        self.places.extend(next.places.iter().map(|place| self.records + place));
        for Passed { entry, count, first } in next.passed {
            let before = self.records;
            self.pass(entry, count, first.into_iter().map(|place| before + place));
        }
        self.records += next.records;
    }

    fn pass(&mut self, entry: &'static Entry, count: u64, first: impl Iterator<Item = u32>) {
        let at = self.passed.iter().position(|passed| passed.entry.code == entry.code);
        let at = at.unwrap_or_else(|| {
            self.passed.push(Passed { entry, count: 0, first: Vec::new() });
            self.passed.len() - 1
        });
        let passed = &mut self.passed[at];
        passed.count += count;
        let room = ROWS_NAMED - passed.first.len();
        passed.first.extend(first.take(room));
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
        match whole.then(|| passes(&Cells { block, bounds, positions })).flatten() {
            Some(entry) => sieved.pass(entry, 1, std::iter::once(place)),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostics::codes;

    fn wanted() -> [Wanted; 3] {
        [
            Wanted::required("key", "sleutel", "t"),
            Wanted::required("note", "noot", "t"),
            Wanted::known("more", &["meer"], "t"),
        ]
    }

    /// Streams in blocks of this size; rows whose key begins with `x` are passed over.
    fn streamed(path: &Path, block: usize, passing: bool) -> Result<Streamed, String> {
        let passes = |cells: &Cells<'_>| {
            let elsewhere = cells.get(0).is_some_and(|key| key.starts_with(b"x"));
            (passing && elsewhere).then_some(&codes::LABEL_ELSEWHERE)
        };
        stream(path, &wanted(), None, Sizes { block, longest: 1000.max(block) }, &passes)
            .map_err(|error| error.to_string())
    }

    fn written(bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    fn keys(table: &RawTable) -> Vec<(u32, String)> {
        let rows = table.frame.column(ROW).unwrap().u32().unwrap().clone();
        let keys = table.frame.column("key").unwrap().str().unwrap().clone();
        rows.iter()
            .zip(keys.iter())
            .map(|(row, key)| (row.unwrap(), key.unwrap_or("").to_owned()))
            .collect()
    }

    #[test]
    fn rows_keep_their_numbers_and_the_others_are_counted() {
        let text = "titel\n\nsleutel;noot\na;1\nx1;2\nb;\"3\n4\"\nx2;5\nc;6;7\nx3;8\nd;9";
        let (_folder, path) = written(text.as_bytes());
        for block in [1, 7, 1000] {
            let streamed = streamed(&path, block, true).unwrap();
            let kept = [(4, "a"), (6, "b"), (10, "d")].map(|(row, key)| (row, key.to_owned()));
            assert_eq!(keys(&streamed.table), kept);
            assert_eq!(streamed.table.ragged, [8]);
            assert_eq!(
                streamed.passed,
                [Finding::new(&codes::LABEL_ELSEWHERE, "", 3).rows(vec![5, 7, 9])]
            );
        }
    }

    #[test]
    fn windows_1252_is_told_by_a_row_far_below() {
        let text =
            [b"sleutel;noot\n".repeat(1).as_slice(), &b"x;1\n".repeat(40), b"a;\xE9\n"].concat();
        let (_folder, path) = written(&text);
        let table = streamed(&path, 16, true).unwrap().table;
        assert_eq!(table.frame.column("note").unwrap().str().unwrap().get(0), Some("é"));
        assert_eq!(table.remarks[0].entry.code, codes::READ_AS_WINDOWS_1252.code);

        let undefined = [text.as_slice(), b"x;\x81\n"].concat();
        let (_folder, path) = written(&undefined);
        let refused = streamed(&path, 16, true).unwrap_err();
        let place = format!("byte {}", undefined.len() - 2);
        assert!(refused.contains(&place), "{refused}");
    }

    #[test]
    fn utf_16_is_decoded_on_the_way() {
        let text = "sleutel;noot\nx;é\na;𝄞\n";
        let little: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let big: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
        for bytes in [little, big] {
            let (_folder, path) = written(&bytes);
            for block in [1, 3, 100] {
                let table = streamed(&path, block, true).unwrap().table;
                assert_eq!(keys(&table), [(3, "a".to_owned())]);
                assert_eq!(table.frame.column("note").unwrap().str().unwrap().get(0), Some("𝄞"));
            }
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_and_not_read_for_ever() {
        let text = ["sleutel;noot\na;\"1\n", &"b;2\n".repeat(400)].concat();
        let (_folder, path) = written(text.as_bytes());
        let refused = streamed(&path, 10, false).unwrap_err();
        assert!(refused.contains("a row goes on for more than 1000 bytes"), "{refused}");
    }

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => "[a-dx][0-9]{0,3}",
            1 => "",
            1 => " [a-z]",
            1 => "\"[a-z;\r\n]{0,6}(\"\"[a-z\n]{0,3})?\"",
            1 => "[a-z]\"[a-z]?", // a stray quote is text
            1 => "[é€]",
        ]
    }

    fn record() -> impl Strategy<Value = String> {
        let whole = prop::collection::vec(cell(), 3);
        let ragged = prop::collection::vec(cell(), 1..6);
        prop_oneof![6 => whole, 1 => ragged].prop_map(|cells| cells.join(";"))
    }

    fn file() -> impl Strategy<Value = String> {
        let records = prop::collection::vec((record(), "\r?\n"), 0..30);
        (records, record(), "\r?\n").prop_map(|(records, last, end)| {
            let records: String =
                records.iter().map(|(text, end)| format!("{text}{end}")).collect();
            format!("sleutel;noot;meer{end}{records}{last}")
        })
    }

    /// Everything that a table holds, as text that can be compared.
    fn told(table: &RawTable) -> String {
        let columns: Vec<Vec<String>> = table
            .frame
            .columns()
            .iter()
            .map(|column| (0..column.len()).map(|at| column.get(at).unwrap().to_string()).collect())
            .collect();
        let RawTable { names, header_row, ragged, remarks, .. } = table;
        format!("{columns:?} {names:?} {header_row} {ragged:?} {remarks:?}")
    }

    fn all_told(streamed: Result<Streamed, String>) -> String {
        streamed.map_or_else(|error| error, |it| format!("{} {:?}", told(&it.table), it.passed))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn blocks_of_any_size_give_what_one_block_gives(text in file(), block in 1_usize..80, windows: bool) {
            let bytes = if windows { WINDOWS_1252.encode(&text).0.into_owned() } else { text.into_bytes() };
            let (_folder, path) = written(&bytes);
            for passing in [false, true] {
                prop_assert_eq!(all_told(streamed(&path, block, passing)), all_told(streamed(&path, 1 << 20, passing)));
            }
            let whole = csv::read(&path, &wanted(), None).map_err(|error| error.to_string());
            let all = streamed(&path, block, false).map(|streamed| told(&streamed.table));
            prop_assert_eq!(&all, &whole.as_ref().map(told).map_err(Clone::clone));
            if let (Ok(whole), Ok(some)) = (whole, streamed(&path, block, true)) {
                let passed: u64 = some.passed.iter().map(|finding| finding.count).sum();
                prop_assert_eq!(some.table.rows_read() + passed, whole.rows_read());
                prop_assert_eq!(&some.table.ragged, &whole.ragged);
                let kept: Vec<_> = keys(&some.table);
                let of_whole = keys(&whole);
                prop_assert!(kept.iter().all(|row| of_whole.contains(row)));
            }
        }
    }
}
