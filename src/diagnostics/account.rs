//! The account of a file: every row read is used, rejected or set aside.

use serde::Serialize;

/// Rows of one file.
///
/// Invariant at the end of a run: `read = used + rejected + set_aside`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Account {
    /// Rows below the header.
    pub read: u64,
    /// Rows that take part in the counts.
    pub used: u64,
    /// Rows left out because something in them is wrong.
    pub rejected: u64,
    /// Rows left out because they are no data for this run: totals, doubles, outside the window.
    pub set_aside: u64,
}

impl Account {
    /// Whether no row is lost.
    pub fn balances(&self) -> bool {
        self.read == self.used + self.rejected + self.set_aside
    }

    /// Rejected rows as a fraction of the rows read; 0 for an empty file.
    pub fn rejected_fraction(&self) -> f64 {
        if self.read == 0 { 0.0 } else { self.rejected as f64 / self.read as f64 }
    }
}
