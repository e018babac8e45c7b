//! What came of reading a column of text.

use std::collections::HashMap;

use polars::prelude::Column;

use crate::diagnostics::Entry;

/// A column as it was read.
pub(super) struct ReadColumn {
    /// The values, null where the cell is empty or cannot be read.
    pub value: Column,
    /// Cells that were read otherwise than they stand, or that stand for *unknown*, by their text.
    pub notes: HashMap<String, &'static Entry>,
    /// Why the column as a whole cannot be read.
    pub stop: Option<Stop>,
}

/// Why a column as a whole cannot be read.
pub(super) struct Stop {
    /// The code.
    pub entry: &'static Entry,
    /// How many rows are in doubt.
    pub rows: u64,
    /// What was found.
    pub what: String,
    /// The setting that would settle it.
    pub setting: String,
}

impl ReadColumn {
    /// Values without a word about them.
    pub fn of(value: Column) -> ReadColumn {
        ReadColumn { value, notes: HashMap::new(), stop: None }
    }
}

/// What other rows of a column prove, which are in plain form and read elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Numbers of which the point can only be the decimal mark.
    pub points: usize,
    /// Numbers of which the comma can only be the decimal mark.
    pub commas: usize,
    /// Numbers with a point that may part thousands; read as a decimal mark.
    pub point_or_thousands: usize,
    /// Numbers with a comma that may part thousands; read as a decimal mark.
    pub comma_or_thousands: usize,
    /// Whether any of them is a date.
    pub dates: bool,
    /// Dates of which the first part can only be the day.
    pub day_first: usize,
    /// Dates of which the first part can be day or month; read as the day.
    pub day_or_month_first: usize,
    /// Whether any date was read with its day first.
    pub read_day_first: bool,
    /// Whether a state of a roof occurs that is no answer; see [`read_states`](super::roof::read_states).
    pub states: bool,
    /// Whether an answer other than a cross occurs, as *ja* or *nee*.
    pub answers: bool,
    /// Whether a cross was read as the answer *yes*.
    pub crosses: bool,
}

impl Evidence {
    /// Adds what further rows prove.
    pub fn add(&mut self, other: &Evidence) {
        self.points += other.points;
        self.commas += other.commas;
        self.point_or_thousands += other.point_or_thousands;
        self.comma_or_thousands += other.comma_or_thousands;
        self.dates |= other.dates;
        self.day_first += other.day_first;
        self.day_or_month_first += other.day_or_month_first;
        self.read_day_first |= other.read_day_first;
        self.states |= other.states;
        self.answers |= other.answers;
        self.crosses |= other.crosses;
    }
}
