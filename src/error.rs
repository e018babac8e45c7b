//! Why a run ends without a result, and the exit code that says so.

use std::io;
use std::path::PathBuf;

use crate::audit::TableError;
use crate::config::ConfigError;
use crate::diagnostics::{Entry, Finding, codes};
use crate::disclose::ledger::LedgerError;
use crate::locate::MatchReport;
use crate::measure::{CatalogueError, MeasureError};
use crate::normalise::{InputError, InputFile};
use crate::output::OutputError;
use crate::propose::ProposeError;

/// Why a run ends without a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The list of indicators.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// An input file.
    #[error(transparent)]
    Input(#[from] InputError),
    /// An indicator's expression.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// The result.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// What was found in the inputs, or in the run, forbids a result.
    #[error("{}", .0.stops.iter().map(|stop| stop.detail.as_str()).collect::<Vec<_>>().join("\n"))]
    Refused(Box<Refusal>),
    /// A configuration that was to be proposed.
    #[error(transparent)]
    Propose(#[from] ProposeError),
    /// What was released before.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// An input file changed or went away during the run.
    #[error("{file} cannot be read any more: {source}")]
    InputGone {
        /// The file.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A table that was to be attacked.
    #[error(transparent)]
    Audit(#[from] TableError),
    /// Hidden counts of a table can be computed.
    #[error("{n} hidden {} be computed, or nearly\n  hide more, or publish less: each sum that is shown is an equation",
        if *n == 1 { "count can" } else { "counts can" })]
    Exposed {
        /// How many.
        n: usize,
    },
    /// A code that the catalogue does not have.
    #[error("no code `{code}`{}\n  every code: spreiding explain",
        match close { Some(close) => format!("; did you mean `{close}`?"), None => String::new() })]
    UnknownCode {
        /// The code as typed.
        code: String,
        /// The closest one.
        close: Option<String>,
    },
    /// Polars refused a step that the program composed.
    #[error("a step on the tables failed: {0}")]
    Table(#[from] polars::prelude::PolarsError),
}

/// A run that came to no result, with everything that was found on the way.
#[derive(Debug)]
pub struct Refusal {
    /// The reasons, each a stop.
    pub stops: Vec<Finding>,
    /// The inputs as far as they were read.
    pub inputs: Vec<InputFile>,
    /// How locating went, when it came that far.
    pub report: Option<MatchReport>,
    /// The analyst's folder.
    pub control: PathBuf,
    /// Rejected rows of one file that were allowed, as a fraction of the rows read, and unreadable cells of
    /// one column, as a fraction of its cells.
    pub limit: f64,
    /// Homes, placements or roofs of one file without a place that were allowed, as a fraction of the rows
    /// used.
    pub unplaced_limit: f64,
    /// The result of an earlier run that still stands.
    pub earlier: Option<PathBuf>,
}

impl Error {
    /// Each message by itself, with the page of the catalogue about it where there is one.
    pub fn messages(&self) -> Vec<(Option<&'static Entry>, String)> {
        match self {
            Error::Refused(refusal) => {
                let stops = refusal.stops.iter();
                stops.map(|stop| (Some(stop.entry), stop.detail.clone())).collect()
            }
            other => vec![(other.entry(), other.to_string())],
        }
    }

    fn entry(&self) -> Option<&'static Entry> {
        Some(match self {
            Error::Config(error) => error.entry(),
            Error::Catalogue(CatalogueError::TargetOfNone { .. }) => &codes::CONFIG_KEY,
            Error::Catalogue(
                CatalogueError::TargetOfFlow(_) | CatalogueError::ByAreaOfNone { .. },
            ) => &codes::CONFIG_VALUE,
            Error::Catalogue(_) | Error::Measure(MeasureError::Expression { .. }) => {
                &codes::INDICATOR
            }
            Error::Output(OutputError::InTheWay { .. })
            | Error::Propose(ProposeError::InTheWay { .. }) => &codes::IN_THE_WAY,
            Error::Output(OutputError::Write { .. })
            | Error::Propose(ProposeError::Write { .. }) => &codes::CANNOT_WRITE,
            Error::InputGone { .. }
            | Error::Propose(ProposeError::Missing { .. } | ProposeError::Open(_)) => {
                &codes::CANNOT_OPEN
            }
            Error::Ledger(error) => error.entry(),
            Error::Refused(_)
            | Error::Audit(_)
            | Error::Exposed { .. }
            | Error::Input(_)
            | Error::Propose(_)
            | Error::Measure(_)
            | Error::UnknownCode { .. }
            | Error::Table(_) => return None,
        })
    }

    /// `1` a problem in the data, `2` usage or configuration, `3` a file cannot be read or written,
    /// `70` a bug.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Refused(refusal) => {
                refusal.stops.iter().map(|stop| exit_code_of(stop.entry)).max().unwrap_or(1)
            }
            Error::Exposed { .. } => 1,
            Error::Audit(TableError::Read(_)) => 3,
            Error::Audit(TableError::Table(_)) => 70,
            Error::Audit(_) => 1,
            Error::Config(ConfigError::Open { .. }) => 3,
            Error::Config(_) | Error::Catalogue(_) | Error::UnknownCode { .. } => 2,
            Error::Propose(ProposeError::NothingRecognised { .. }) => 2,
            Error::Input(_) | Error::Table(_) | Error::Propose(ProposeError::Table(_)) => 70,
            Error::Output(_) | Error::InputGone { .. } | Error::Propose(_) | Error::Ledger(_) => 3,
            Error::Measure(MeasureError::Table(_)) => 70,
            Error::Measure(_) => 2,
        }
    }
}

/// What a stop of this code makes of the program's exit code.
fn exit_code_of(entry: &Entry) -> u8 {
    match entry.code {
        "I004" | "I005" | "I006" | "I007" | "I120" | "G017" | "G022" | "G023" | "G025" | "G032" => {
            2
        }
        "I008" | "I060" | "I061" | "I062" | "I063" | "I064" | "I069" | "I072" | "I080" | "I084"
        | "I085" | "I086" | "G024" | "G033" => 3,
        _ => 1,
    }
}
