//! The records of a block of text, as the cells of the columns that are wanted.

use super::super::csv_stream::blocks::for_each_record;

/// How many records are looked at together: their cells stay in the processor's cache.
const TOGETHER: usize = 2048;

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
    /// By column, where each cell begins and ends.
    bounds: Vec<Vec<(u32, u32)>>,
    /// The place of each record within its block, from 0.
    pub places: Vec<u32>,
}

impl<'a> Batch<'a> {
    /// How many records.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The cells of a column, as they stand; a cell that is quoted without need comes without its
    /// quotes, and one with quotes within it with them.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &'a str> {
        let text = self.text;
        self.bounds[column].iter().map(move |&(start, end)| &text[start as usize..end as usize])
    }

    /// The cells of one record, as a full reading gives them.
    pub fn record(&self, at: usize) -> Vec<String> {
        let cell = |bounds: &Vec<(u32, u32)>| {
            let (start, end) = bounds[at];
            let cell = &self.text[start as usize..end as usize];
            match cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(quoted) => quoted.replace("\"\"", "\""),
                None => cell.to_owned(),
            }
        };
        self.bounds.iter().map(cell).collect()
    }

    fn clear(&mut self) {
        self.bounds.iter_mut().for_each(Vec::clear);
        self.places.clear();
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

/// Hands the records of a block to `look`, some thousand at a time.
pub(super) fn divide<'a>(
    text: &'a str,
    by: &Division,
    look: &mut dyn FnMut(&Batch<'a>),
) -> Rest {
    let mut divider = Divider {
        by,
        batch: Batch { text, bounds: vec![Vec::new(); by.found], places: Vec::new() },
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
    /// Divides text without any quote: eight bytes at a time are searched for delimiters and line
    /// ends (the exact form of the zero-byte test: Warren, *Hacker's Delight*, section 6-1).
    fn divide_plain(&mut self) {
        const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
        let text = self.batch.text;
        let bytes = text.as_bytes();
        let delimiter = self.by.delimiter;
        let [commas, lines] = [delimiter, b'\n'].map(|byte| u64::from_ne_bytes([byte; 8]));
        let (mut column, mut cell, mut start) = (0, 0, 0);
        let mut at_mark = |divider: &mut Self, at: usize| {
            let closes = bytes[at] == b'\n';
            let end = if closes && at > cell && bytes[at - 1] == b'\r' { at - 1 } else { at };
            if let Some(&Some(place)) = divider.by.places.get(column) {
                divider.batch.bounds[place].push((cell as u32, end as u32));
            }
            column += 1;
            cell = at + 1;
            if closes {
                divider.close(column, start, at);
                (column, start) = (0, at + 1);
            }
        };
        let mut words = bytes.chunks_exact(8);
        let mut base = 0;
        for word in &mut words {
            let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
            let zero = |x: u64| !(((x & LOW) + LOW) | x | LOW);
            let mut marks = zero(word ^ commas) | zero(word ^ lines);
            while marks != 0 {
                at_mark(self, base + (marks.trailing_zeros() / 8) as usize);
                marks &= marks - 1;
            }
            base += 8;
        }
        for (at, &byte) in words.remainder().iter().enumerate() {
            if byte == delimiter || byte == b'\n' {
                at_mark(self, base + at);
            }
        }
        if start < bytes.len() {
            if let Some(&Some(place)) = self.by.places.get(column) {
                self.batch.bounds[place].push((cell as u32, bytes.len() as u32));
            }
            self.close(column + 1, start, bytes.len());
        }
    }

    fn divide_quoted(&mut self) {
        let text = self.batch.text;
        let bytes = text.as_bytes();
        let mut start = 0;
        for_each_record(bytes, self.by.delimiter, |bounds, through, closed| {
            let end = through - usize::from(closed);
            for (column, &(from, to)) in bounds.iter().enumerate() {
                let Some(&Some(place)) = self.by.places.get(column) else { continue };
                let (from, to) = self.unquoted(from, to, column + 1 == bounds.len());
                self.batch.bounds[place].push((from as u32, to as u32));
            }
            self.close(bounds.len(), start, end);
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

    /// Ends a record that has `cells` cells and lies from `start` to `end`.
    fn close(&mut self, cells: usize, start: usize, end: usize) {
        let place = self.rest.records;
        self.rest.records += 1;
        let record = self.batch.text.as_bytes()[start..end].trim_ascii();
        let rows = self.batch.places.len();
        if record.is_empty() {
            // A blank record is a row in which no column holds anything.
            self.rest.unclear |= self.by.open;
            for bounds in &mut self.batch.bounds {
                bounds.truncate(rows);
                bounds.push((0, 0));
            }
            self.batch.places.push(place);
        } else if self.by.open {
            let closed = cells == self.by.width + 1 && record.last() == Some(&self.by.delimiter);
            self.rest.unclear |= !closed;
            self.batch.places.push(place);
            self.batch.bounds.iter_mut().for_each(|bounds| bounds.resize(rows + 1, (0, 0)));
        } else if cells == self.by.width {
            self.batch.places.push(place);
        } else {
            self.rest.ragged.push((place, cells));
            self.batch.bounds.iter_mut().for_each(|bounds| bounds.truncate(rows));
        }
        if self.batch.places.len() == TOGETHER {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        if self.batch.len() > 0 && !self.rest.unclear {
            (self.look)(&self.batch);
        }
        self.batch.clear();
    }
}
