//! Why a ledger cannot be trusted.

use std::io;
use std::path::PathBuf;

use crate::diagnostics::{Entry, codes};

/// Why a ledger cannot be used: nothing is released then, as what was released before is not known.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// It is there, and cannot be read.
    #[error("cannot read {}: {source}\n  it holds what was released before; without it nothing is released", path.display())]
    Open {
        /// The ledger.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line is no JSON in UTF-8.
    #[error("{}, line {line}: {found}, where one JSON object in UTF-8 was expected\n  {RESTORE}", path.display())]
    NotJson {
        /// The ledger.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// The last line has no end.
    #[error("{}, line {line}: the line breaks off, where a line feed was expected at its end\n  {RESTORE}", path.display())]
    CutOff {
        /// The ledger.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A line is JSON, and no release.
    #[error("{}, line {line}: {found}\n  a later version of spreiding may have written it: use that one; otherwise {RESTORE}", path.display())]
    Shape {
        /// The ledger.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what was expected.
        found: String,
    },
    /// A line is not the one that was written, or stands elsewhere.
    #[error("{}, line {line}: {found}: a line was changed, removed or moved\n  {RESTORE}", path.display())]
    Chain {
        /// The ledger.
        path: PathBuf,
        /// The line that does not follow, from 1.
        line: usize,
        /// What stands there and what was expected.
        found: String,
    },
    /// Another run released something meanwhile.
    #[error("{} changed during the run: another run released something\n  run again: this release has to be protected together with that one", path.display())]
    Changed {
        /// The ledger.
        path: PathBuf,
    },
    /// The disk refuses.
    #[error("cannot write {}: {source}\n  make room or get leave to write there, and run again: the release is not in the ledger yet", path.display())]
    Write {
        /// The ledger.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// What to do about a ledger that is not as it was written.
const RESTORE: &str = "put back the file as it was, from a copy or the history of its folder; \
    do not mend it by hand";

impl LedgerError {
    /// The page of the catalogue about it.
    pub fn entry(&self) -> &'static Entry {
        match self {
            LedgerError::Open { .. } => &codes::LEDGER_UNREADABLE,
            LedgerError::NotJson { .. }
            | LedgerError::CutOff { .. }
            | LedgerError::Shape { .. } => &codes::LEDGER_BROKEN,
            LedgerError::Chain { .. } => &codes::LEDGER_CHAIN,
            LedgerError::Changed { .. } => &codes::LEDGER_CHANGED,
            LedgerError::Write { .. } => &codes::CANNOT_WRITE,
        }
    }
}
