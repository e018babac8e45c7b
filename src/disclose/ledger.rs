//! What was released to anyone before: the file `vrijgave.jsonl` beside the result.
//!
//! Two releases that are safe by themselves may give a person away together: by a count that grew by one, by
//! a count that is hidden now and was shown then, or by two hidden counts of which each release leaves the
//! other open. So every public release adds one line to this file, and the next one is protected together
//! with all of them ([`join`]).
//!
//! The file is JSON, one object a line, one line a release, and only ever grows. A line holds what was
//! published and nothing else: no path, no clock, no hidden count.
//!
//! ```json
//! {"release": 2, "previous": "<SHA-256 of the line before, without its end; empty in the first>",
//!  "program": "spreiding", "version": "0.1.0", "name": "Almere", "reference_date": "2025-12-31",
//!  "window": ["2023-01-01", "2025-12-31"], "areas_year": 2025,
//!  "areas": [["stadsdeel", "Haven", null], ["wijk", "WK003401", "Haven"]],
//!  "indicators": [{"id": "urgent", "definition": "<what counts, in words>", "policy": {"threshold": 5},
//!    "cells": [[null, null, "window", 310, 1290], ["wijk", "WK003401", 2024, null, 41],
//!              ["wijk", "WK003401", {"corporation": "Ymere"}, 9, 60]]}],
//!  "check": "<SHA-256 of the text of this line before `,"check"`>"}
//! ```
//!
//! `areas` has every area by level (coarse to fine), code and the code of the area of the next coarser level
//! that holds it. A cell is level and code of its area (both null: the city), its part, the count that is
//! shown (null: none is), and what it is out of. The days of a part follow from the window: a year has those
//! of its days that lie within the window, the other parts have all of them. Cells that no release shows,
//! such as the years of a buurt, are there without a count: that they add up is known to everyone.

mod again;
mod chain;
mod error;
mod format;
mod join;
mod line;
mod read;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use crate::diagnostics::{Finding, codes};

pub use again::again;
pub use chain::append;
pub use error::LedgerError;
pub use format::{AreaLine, CellLine, Day, IndicatorLine, PartName, PolicyName, Release};
pub use join::{Joined, Subject, join};
pub use line::{Heading, Indicated, line};
pub use read::read;

/// The name of the file.
pub const NAME: &str = "vrijgave.jsonl";

/// The earlier releases, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The file.
    pub path: PathBuf,
    /// Whether the file is there; without one nothing was released before, as far as is known.
    pub found: bool,
    /// One a line.
    pub releases: Vec<Release>,
    /// SHA-256 of the last line; empty where there is none.
    last: String,
}

impl Ledger {
    /// A warning where a result is about persons and no ledger tells of its release.
    ///
    /// `holds_counts` says whether the result that stands in the folder is public and holds counts of
    /// persons.
    pub fn untold(&self, holds_counts: bool) -> Option<Finding> {
        let missing = !self.found && holds_counts;
        let told =
            "a public result with counts of persons stands beside it, and nothing is known of it";
        missing.then(|| Finding::new(&codes::LEDGER_MISSING, NAME, 1).detail(told))
    }
}

/// Where the ledger of a result folder stands: beside it.
pub fn beside(result: &Path) -> PathBuf {
    result.with_file_name(NAME)
}
