//! The records of a block of text, as the cells of the columns that are wanted.

use wide::u8x16;

use super::super::csv::grammar::{Grammar, for_each_record};
use super::super::csv::survey::lines_of;
use super::super::text_cell::TextCell;

/// How many records of any kind are looked at together: their cells stay in the processor's cache.
const TOGETHER: usize = 256;

/// Bytes of which the records are divided together when all are of the header's width: the least,
/// where some are not, and the most.
const STRETCH: (usize, usize) = (512, 16 << 10);

/// How the records of a file are divided.
#[derive(Debug, Clone)]
pub(super) struct Division {
    pub grammar: Grammar,
    /// Columns of the header.
    pub width: usize,
    /// Whether every record ends with a delimiter that the header does not have.
    pub open: bool,
    /// For each column of the file, its place among those that are found; `None` for the others.
    pub places: Vec<Option<usize>>,
    /// How many columns are found.
    pub found: usize,
}

/// Records of one width, with the cells of the columns found.
pub struct Batch<'a> {
    text: &'a str,
    /// Where the cells begin, record by record; there may be more than the records have.
    starts: Vec<u32>,
    /// Where the cells end, in the same order.
    ends: Vec<u32>,
    /// By column found, its place among the cells of a record.
    columns: Vec<usize>,
    /// Cells of a record.
    width: usize,
    /// The place of each record within its block, from 0.
    pub places: Vec<u32>,
}

impl<'a> Batch<'a> {
    /// How many records.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The cells of a column, as they stand; a cell that is quoted without need comes without its
    /// quotes, and one with quotes within it with them.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = TextCell<'a>> {
        let text = self.text;
        let cells = self.columns[column]..self.len() * self.width;
        let starts = self.starts[cells.clone()].iter().step_by(self.width);
        let ends = self.ends[cells].iter().step_by(self.width);
        starts.zip(ends).map(move |(start, end)| TextCell::within(text, *start, *end))
    }

    /// The cells of one record, as a full reading gives them.
    pub fn record(&self, at: usize) -> Vec<String> {
        let cell = |column: &usize| {
            let at = at * self.width + column;
            let cell = &self.text[self.starts[at] as usize..self.ends[at] as usize];
            match cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(quoted) => quoted.replace("\"\"", "\""),
                None => cell.to_owned(),
            }
        };
        self.columns.iter().map(cell).collect()
    }

    fn push(&mut self, start: usize, end: usize) {
        self.starts.push(start as u32);
        self.ends.push(end as u32);
    }

    /// Leaves so many cells; those that are new hold nothing.
    fn resize(&mut self, cells: usize) {
        self.starts.resize(cells, 0);
        self.ends.resize(cells, 0);
    }
}

/// What a block holds beside its whole records.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rest {
    /// Records, whole or not.
    pub records: u32,
    /// Records of another width: their place, and how many cells they have.
    pub ragged: Vec<(u32, usize)>,
    /// Whether there is something that only a reading of the whole file can divide.
    pub unclear: bool,
    /// Whether the last record that is not blank has fewer cells than the header.
    pub last_is_short: Option<bool>,
}

/// Hands the records of a block to `look`, some hundred at a time; it may be `quoted` or has no quote.
pub(super) fn divide<'a>(
    text: &'a str,
    quoted: bool,
    by: &Division,
    look: &mut dyn FnMut(&Batch<'a>),
) -> Rest {
    let mut columns = vec![0; by.found];
    for (column, place) in by.places.iter().enumerate() {
        if let Some(place) = place {
            columns[*place] = column;
        }
    }
    let batch = || Batch {
        text,
        starts: Vec::new(),
        ends: Vec::new(),
        columns: columns.clone(),
        width: by.width + usize::from(by.open),
        places: Vec::with_capacity(TOGETHER),
    };
    let rest = Rest::default();
    let mut divider = Divider { by, quoted, batch: batch(), stretch: batch(), rest, look };
    let start = divider.divide_plain();
    divider.divide_quoted(start);
    divider.hand_over();
    divider.rest
}

struct Divider<'a, 'b> {
    by: &'b Division,
    /// Whether there may be a quote in the text.
    quoted: bool,
    /// Records that were divided one by one.
    batch: Batch<'a>,
    /// Records of a stretch.
    stretch: Batch<'a>,
    rest: Rest,
    look: &'b mut dyn FnMut(&Batch<'a>),
}

impl Divider<'_, '_> {
    /// Divides the text up to the first record with a quote, or some before it, and says where that
    /// begins.
    fn divide_plain(&mut self) -> usize {
        let bytes = self.batch.text.as_bytes();
        let (least, most) = STRETCH;
        let (mut start, mut length) = (0, most);
        while start < bytes.len() {
            if let Some(end) = self.divide_stretch(start, length) {
                length = most.min(2 * length);
                start = end;
            } else if let Some(end) = self.divide_one(start) {
                length = least;
                start = end;
            } else {
                break;
            }
        }
        start
    }

    /// Divides the records that lie whole within the next `length` bytes, and says where they end;
    /// `None` when there are none, or not all are of the header's width and without quotes.
    fn divide_stretch(&mut self, from: usize, length: usize) -> Option<usize> {
        let bytes = self.batch.text.as_bytes();
        let stretch = &bytes[from..bytes.len().min(from + length)];
        if self.quoted && memchr::memchr(b'"', stretch).is_some() {
            return None;
        }
        let (blocks, _) = stretch.as_chunks::<64>();
        let Batch { starts, ends, width, places, .. } = &mut self.stretch;
        ends.resize(STRETCH.1 + 64, 0);
        let mut marks = 0;
        for (block, base) in blocks.iter().zip((from as u32..).step_by(64)) {
            marks +=
                put_places(marks_in(block, self.by.grammar.delimiter), base, &mut ends[marks..]);
        }
        let records = marks / *width;
        let line_ends = memchr::memchr_iter(b'\n', blocks.as_flattened()).count();
        let ends = &mut ends[..records * *width];
        let closed =
            ends.chunks_exact(*width).all(|ends| bytes[ends[*width - 1] as usize] == b'\n');
        let through = *ends.last()? as usize + 1;
        if line_ends != records || !closed {
            return None;
        }
        starts.clear();
        starts.push(from as u32);
        starts.extend(ends[1..].iter().zip(&*ends).map(|(_, before)| before + 1));
        for (end, start) in ends.chunks_exact_mut(*width).zip(starts.chunks_exact(*width)) {
            let (end, start) = (&mut end[*width - 1], start[*width - 1]);
            *end -= u32::from(*end > start && bytes[*end as usize - 1] == b'\r');
            if self.by.open && *end > start {
                return None;
            }
        }
        places.clear();
        places.extend((self.rest.records..).take(records));
        self.hand_over();
        self.rest.records += records as u32;
        self.rest.last_is_short = Some(false);
        if !self.rest.unclear {
            (self.look)(&self.stretch);
        }
        Some(through)
    }

    /// Divides one record of any width, and says where it ends; `None` when there is a quote in it.
    fn divide_one(&mut self, start: usize) -> Option<usize> {
        let bytes = &self.batch.text.as_bytes()[start..];
        let line_end = memchr::memchr(b'\n', bytes);
        let length = line_end.unwrap_or(bytes.len());
        let record = &bytes[..length];
        if self.quoted && memchr::memchr(b'"', record).is_some() {
            return None;
        }
        let closing = usize::from(line_end.is_some() && record.last() == Some(&b'\r'));
        let mut cell = 0;
        for at in memchr::memchr_iter(self.by.grammar.delimiter, record) {
            self.batch.push(start + cell, start + at);
            cell = at + 1;
        }
        self.batch.push(start + cell, start + cell.max(length - closing));
        self.close(start, start + length);
        Some(start + length + usize::from(line_end.is_some()))
    }

    /// Divides the text from a record on, in which cells may be quoted.
    fn divide_quoted(&mut self, first: usize) {
        let bytes = &self.batch.text.as_bytes()[first..];
        let mut lines = 0;
        for_each_record(bytes, self.by.grammar, self.by.width, |record| {
            lines += 1 + record.breaks as u64;
            self.rest.unclear |= record.fault.is_some();
            for (column, &(from, to)) in record.cells.iter().enumerate() {
                let is_last = column + 1 == record.cells.len();
                let (from, to) = self.unquoted(first + from, first + to, is_last);
                self.batch.push(from, to);
            }
            let end = first + record.through - usize::from(record.is_closed);
            self.close(first + record.start, end);
        });
        // The lines before are each a record.
        self.rest.unclear |= lines != lines_of(bytes);
    }

    /// The bounds of a cell without the quotes that it does not need.
    fn unquoted(&mut self, from: usize, to: usize, is_last: bool) -> (usize, usize) {
        let cell = &self.batch.text[from..to];
        let cell = if is_last { cell.strip_suffix('\r').unwrap_or(cell) } else { cell };
        if !cell.starts_with('"') {
            return (from, from + cell.len());
        }
        let within = cell[1..].strip_suffix('"');
        match within {
            Some(within) if !within.contains('"') => (from + 1, from + cell.len() - 1),
            Some(within) if !within.replace("\"\"", "").contains('"') => (from, from + cell.len()),
            _ => {
                self.rest.unclear = true;
                (from, from)
            }
        }
    }

    /// Ends the record that lies from `start` to `end`, and of which the cells were added.
    fn close(&mut self, start: usize, end: usize) {
        let whole = self.batch.places.len() * self.batch.width;
        if self.batch.ends.len() == whole + self.batch.width && !self.by.open {
            self.batch.places.push(self.rest.records);
            self.rest.records += 1;
            self.rest.last_is_short = Some(false);
        } else {
            self.close_odd(start, end, whole);
        }
        if self.batch.places.len() == TOGETHER {
            self.hand_over();
        }
    }

    /// Ends a record of another width, or of one cell more than the header has.
    fn close_odd(&mut self, start: usize, end: usize, whole: usize) {
        let place = self.rest.records;
        self.rest.records += 1;
        let record = self.batch.text.as_bytes()[start..end].trim_ascii();
        let cells = self.batch.ends.len() - whole;
        if record.is_empty() {
            // A blank record is a row in which no column holds anything.
            self.rest.unclear |= self.by.open;
            self.batch.resize(whole);
            self.batch.resize(whole + self.batch.width);
            self.batch.places.push(place);
        } else if self.by.open {
            let closed =
                cells == self.batch.width && record.last() == Some(&self.by.grammar.delimiter);
            self.rest.unclear |= !closed;
            self.rest.last_is_short = Some(!closed);
            self.batch.resize(whole + self.batch.width);
            self.batch.places.push(place);
        } else {
            self.rest.ragged.push((place, cells));
            self.rest.last_is_short = Some(cells < self.by.width);
            self.batch.resize(whole);
        }
    }

    fn hand_over(&mut self) {
        if self.batch.len() > 0 && !self.rest.unclear {
            (self.look)(&self.batch);
        }
        self.batch.resize(0);
        self.batch.places.clear();
    }
}

/// Puts down the places of the marks, of which the first one is at `base`, and says how many there
/// are. There is room for seven more.
fn put_places(mut marks: u64, base: u32, places: &mut [u32]) -> usize {
    let count = marks.count_ones() as usize;
    // Eight at a time, as how many there are is hard to foresee.
    for eight in places.as_chunks_mut::<8>().0.iter_mut().take(count.div_ceil(8)) {
        for place in eight {
            *place = base + marks.trailing_zeros();
            marks &= marks.wrapping_sub(1);
        }
    }
    count
}

/// A bit for each byte that is a delimiter or ends a line, the lowest for the first.
fn marks_in(block: &[u8; 64], delimiter: u8) -> u64 {
    let (delimiter, line_end) = (u8x16::splat(delimiter), u8x16::splat(b'\n'));
    let mut marks = 0;
    for (bytes, shift) in block.as_chunks::<16>().0.iter().zip((0..).step_by(16)) {
        let bytes = u8x16::new(*bytes);
        let marked = bytes.simd_eq(delimiter) | bytes.simd_eq(line_end);
        marks |= u64::from(marked.to_bitmask()) << shift;
    }
    marks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{marks_in, put_places};

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_delimiter_and_line_end_has_its_bit(
            text in prop::collection::vec(prop::sample::select(b";\nab\xff\x3a".to_vec()), 64)
        ) {
            let block: [u8; 64] = text.try_into().unwrap();
            let marks = marks_in(&block, b';');
            for (at, byte) in block.iter().enumerate() {
                prop_assert_eq!(marks >> at & 1 == 1, *byte == b';' || *byte == b'\n');
            }
            let mut places = [0; 72];
            let count = put_places(marks, 100, &mut places);
            let expected: Vec<u32> = (0..64).filter(|at| marks >> at & 1 == 1).map(|at| 100 + at).collect();
            prop_assert_eq!(&places[..count], expected.as_slice());
        }
    }
}
