//! Why a run ends without a result, and the exit code that says so.

use std::io;
use std::path::PathBuf;

use crate::config::ConfigError;
use crate::measure::{CatalogueError, MeasureError};
use crate::normalise::InputError;
use crate::output::OutputError;
use crate::read::ReadError;

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
    /// Too many rows of a file are wrong.
    #[error("{rejected} of {read} rows of {file} are rejected, above the limit of {}%\n{reasons}\n  no result was written; the rows are listed in the -controle folder\n  mend the source, or accept it knowingly: [tolerance] rejected = ...", limit * 100.0)]
    TooManyRejected {
        /// The file.
        file: String,
        /// Rows rejected.
        rejected: u64,
        /// Rows read.
        read: u64,
        /// The limit, as a fraction.
        limit: f64,
        /// The findings.
        reasons: String,
    },
    /// Not one home has an area.
    #[error("not one home could be placed in an area; no result was written\n  see {} for the reason per row; are the areas and the homes of the same city?", control.join("niet_geplaatst.csv").display())]
    NothingPlaced {
        /// The analyst's folder.
        control: PathBuf,
    },
    /// An input file changed or went away during the run.
    #[error("{file} cannot be read any more: {source}")]
    InputGone {
        /// The file.
        file: String,
        /// Why.
        source: io::Error,
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

impl Error {
    /// `1` a problem in the data, `2` usage or configuration, `3` a file cannot be read or written,
    /// `70` a bug.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::TooManyRejected { .. } | Error::NothingPlaced { .. } => 1,
            Error::Input(InputError::UnnamedPriority { .. }) => 1,
            Error::Config(ConfigError::Open { .. }) => 3,
            Error::Config(_) | Error::Catalogue(_) | Error::UnknownCode { .. } => 2,
            Error::Input(InputError::Read(
                ReadError::MissingColumn { .. }
                | ReadError::Sheet { .. }
                | ReadError::DoubleColumn { .. },
            )) => 2,
            Error::Input(
                InputError::MissingColumn { .. }
                | InputError::NoParent { .. }
                | InputError::ParentsHeader { .. }
                | InputError::Nesting(_),
            ) => 2,
            Error::Input(InputError::Table(_)) | Error::Table(_) => 70,
            Error::Input(_) | Error::Output(_) | Error::InputGone { .. } => 3,
            Error::Measure(MeasureError::Table(_)) => 70,
            Error::Measure(_) => 2,
        }
    }
}
