//! Rows that are passed over because nothing needs them, by reason.

use crate::diagnostics::{Entry, Finding};

/// How many rows a finding names.
const ROWS_NAMED: usize = 5;

/// Rows passed over for one reason.
struct Passed {
    entry: &'static Entry,
    count: u64,
    /// The first of them.
    first: Vec<u32>,
}

/// Rows passed over, in order of the reasons as they came up.
#[derive(Default)]
pub(super) struct PassedOver(Vec<Passed>);

impl PassedOver {
    /// Adds rows that stand below all that were added before; `first` are the first of them.
    pub fn add(&mut self, entry: &'static Entry, count: u64, first: impl Iterator<Item = u32>) {
        let at = self.0.iter().position(|passed| passed.entry.code == entry.code);
        let at = at.unwrap_or_else(|| {
            self.0.push(Passed { entry, count: 0, first: Vec::new() });
            self.0.len() - 1
        });
        let passed = &mut self.0[at];
        passed.count += count;
        let room = ROWS_NAMED - passed.first.len();
        passed.first.extend(first.take(room));
    }

    /// Adds the rows of what follows, which are numbered from `before`.
    pub fn append(&mut self, next: PassedOver, before: u32) {
        for Passed { entry, count, first } in next.0 {
            self.add(entry, count, first.into_iter().map(|row| before + row));
        }
    }

    /// How many rows there are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|passed| passed.count).sum()
    }

    /// A finding for each reason, with rows numbered from `before`. Their `file` is empty.
    pub fn findings(self, before: u32) -> Vec<Finding> {
        let finding = |passed: Passed| {
            let rows = passed.first.iter().map(|&row| u64::from(before + row)).collect();
            Finding::new(passed.entry, "", passed.count).rows(rows)
        };
        self.0.into_iter().map(finding).collect()
    }
}
