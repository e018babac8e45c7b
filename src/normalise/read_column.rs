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
