//! The records of a block of text, as the cells of the columns that are wanted.

use super::super::csv_stream::blocks::for_each_record;

/// How many records are looked at together: their cells stay in the processor's cache.
const TOGETHER: usize = 256;

/// How the records of a file are divided.
#[derive(Debug, Clone)]
pub(super) struct Division {
    pub delimiter: u8,
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
    /// Of each record one by one: where each of its cells begins and ends.
    bounds: Vec<(u32, u32)>,
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
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &'a str> {
        let text = self.text;
        let bounds = self.bounds[self.columns[column]..].iter().step_by(self.width);
        bounds.map(move |&(start, end)| &text[start as usize..end as usize])
    }

    /// The cells of one record, as a full reading gives them.
    pub fn record(&self, at: usize) -> Vec<String> {
        let bounds = &self.bounds[at * self.width..][..self.width];
        let cell = |column: &usize| {
            let (start, end) = bounds[*column];
            let cell = &self.text[start as usize..end as usize];
            match cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(quoted) => quoted.replace("\"\"", "\""),
                None => cell.to_owned(),
            }
        };
        self.columns.iter().map(cell).collect()
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
}

/// Hands the records of a block to `look`, some hundred at a time.
pub(super) fn divide<'a>(text: &'a str, by: &Division, look: &mut dyn FnMut(&Batch<'a>)) -> Rest {
    let mut columns = vec![0; by.found];
    for (column, place) in by.places.iter().enumerate() {
        if let Some(place) = place {
            columns[*place] = column;
        }
    }
    let width = by.width + usize::from(by.open);
    let bounds = Vec::with_capacity(TOGETHER * width + 1);
    let places = Vec::with_capacity(TOGETHER);
    let mut divider = Divider {
        by,
        batch: Batch { text, bounds, columns, width, places },
        rest: Rest::default(),
        look,
    };
    if memchr::memchr(b'"', text.as_bytes()).is_some() {
        divider.divide_quoted();
    } else {
        divider.divide_plain();
    }
    divider.hand_over();
    divider.rest
}

struct Divider<'a, 'b> {
    by: &'b Division,
    batch: Batch<'a>,
    rest: Rest,
    look: &'b mut dyn FnMut(&Batch<'a>),
}

impl Divider<'_, '_> {
    /// Divides text without any quote: 64 bytes at a time are searched for delimiters and line ends.
    fn divide_plain(&mut self) {
        let bytes = self.batch.text.as_bytes();
        let delimiter = self.by.delimiter;
        let (mut cell, mut start) = (0, 0);
        let at_mark = |divider: &mut Self, at: usize, cell: &mut usize, start: &mut usize| {
            divider.batch.bounds.push((*cell as u32, at as u32));
            *cell = at + 1;
            if bytes[at] == b'\n' {
                if let Some((from, to)) = divider.batch.bounds.last_mut()
                    && to > from
                    && bytes[at - 1] == b'\r'
                {
                    *to -= 1;
                }
                divider.close(*start, at);
                *start = at + 1;
            }
        };
        let (blocks, rest) = bytes.as_chunks::<64>();
        for (block, base) in blocks.iter().zip((0..).step_by(64)) {
            let mut marks = marks_in(block, delimiter);
            while marks != 0 {
                let at = base + marks.trailing_zeros() as usize;
                at_mark(self, at, &mut cell, &mut start);
                marks &= marks - 1;
            }
        }
        let base = bytes.len() - rest.len();
        for (&byte, at) in rest.iter().zip(base..) {
            if byte == delimiter || byte == b'\n' {
                at_mark(self, at, &mut cell, &mut start);
            }
        }
        if start < bytes.len() {
            self.batch.bounds.push((cell as u32, bytes.len() as u32));
            self.close(start, bytes.len());
        }
    }

    fn divide_quoted(&mut self) {
        let bytes = self.batch.text.as_bytes();
        let mut start = 0;
        for_each_record(bytes, self.by.delimiter, |bounds, through, closed| {
            let end = through - usize::from(closed);
            for (column, &(from, to)) in bounds.iter().enumerate() {
                let (from, to) = self.unquoted(from, to, column + 1 == bounds.len());
                self.batch.bounds.push((from as u32, to as u32));
            }
            self.close(start, end);
            start = through;
        });
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
    #[inline]
    fn close(&mut self, start: usize, end: usize) {
        let whole = self.batch.places.len() * self.batch.width;
        if self.batch.bounds.len() == whole + self.batch.width && !self.by.open {
            self.batch.places.push(self.rest.records);
            self.rest.records += 1;
            if self.batch.places.len() == TOGETHER {
                self.hand_over();
            }
        } else {
            self.close_odd(start, end, whole);
        }
    }

    /// Ends a record of another width, or of one cell more than the header has.
    fn close_odd(&mut self, start: usize, end: usize, whole: usize) {
        let place = self.rest.records;
        self.rest.records += 1;
        let record = self.batch.text.as_bytes()[start..end].trim_ascii();
        let cells = self.batch.bounds.len() - whole;
        if record.is_empty() {
            // A blank record is a row in which no column holds anything.
            self.rest.unclear |= self.by.open;
            self.batch.bounds.truncate(whole);
            self.batch.bounds.resize(whole + self.batch.width, (0, 0));
            self.batch.places.push(place);
        } else if self.by.open {
            let closed = cells == self.batch.width && record.last() == Some(&self.by.delimiter);
            self.rest.unclear |= !closed;
            self.batch.bounds.resize(whole + self.batch.width, (0, 0));
            self.batch.places.push(place);
        } else {
            self.rest.ragged.push((place, cells));
            self.batch.bounds.truncate(whole);
        }
        if self.batch.places.len() == TOGETHER {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        if self.batch.len() > 0 && !self.rest.unclear {
            (self.look)(&self.batch);
        }
        self.batch.bounds.clear();
        self.batch.places.clear();
    }
}

/// A bit for each byte that is a delimiter or ends a line, the lowest for the first.
fn marks_in(block: &[u8; 64], delimiter: u8) -> u64 {
    let flags = block.map(|byte| u8::from(byte == delimiter) | u8::from(byte == b'\n'));
    let (eights, _) = flags.as_chunks::<8>();
    let mut marks = 0;
    for (eight, shift) in eights.iter().zip((0..).step_by(8)) {
        // Flag i goes from bit 8i to bit 56 + i; no other product of the two reaches these bits.
        let gathered = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        marks |= gathered << shift;
    }
    marks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::marks_in;

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
        }
    }
}
