//! The rows of a batch, as the columns find them: plain, odd or empty.

use polars::prelude::{BooleanChunked, Column};

/// What the rows of a batch were found to be.
#[derive(Default)]
pub(super) struct Rows {
    /// Rows that are left to the full reading.
    pub odd: Vec<bool>,
    /// How many columns hold nothing in each row.
    pub empty: Vec<u16>,
}

impl Rows {
    pub fn start(&mut self, count: usize) {
        self.odd.clear();
        self.odd.resize(count, false);
        self.empty.clear();
        self.empty.resize(count, 0);
    }

    /// Of each row whether it is in plain form, among so many columns. A row in which no column holds
    /// anything is for the full reading to tell.
    pub fn are_plain(&self, columns: usize) -> impl Iterator<Item = bool> {
        let rows = self.odd.iter().zip(&self.empty);
        rows.map(move |(odd, empty)| !odd && usize::from(*empty) < columns)
    }

    /// Notes that this column makes a row an odd one, or holds nothing in it.
    #[inline]
    pub fn note(&mut self, at: usize, odd: bool, empty: bool) {
        if odd || empty {
            self.odd[at] |= odd;
            self.empty[at] += u16::from(empty);
        }
    }

    /// Notes the rows of which this column holds nothing.
    pub fn note_null(&mut self, column: &Column) {
        if column.null_count() > 0 {
            let nulls = column.is_null();
            for (empty, null) in self.empty.iter_mut().zip(nulls.iter()) {
                *empty += u16::from(null == Some(true));
            }
        }
    }

    /// Notes the rows that have a flag.
    pub fn note_odd(&mut self, flags: Option<&BooleanChunked>) {
        let flags = flags.into_iter().flat_map(BooleanChunked::iter);
        for (odd, flag) in self.odd.iter_mut().zip(flags) {
            *odd |= flag == Some(true);
        }
    }
}
