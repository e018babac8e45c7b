//! `spreiding man`.

use clap::{Args, CommandFactory};

use crate::Error;
use crate::output::OutputError;

/// Writes the manual page to standard output.
#[derive(Debug, Args)]
pub(super) struct Man {}

impl Man {
    pub(super) fn run(self) -> Result<(), Error> {
        clap_mangen::Man::new(super::Cli::command())
            .render(&mut std::io::stdout())
            .map_err(|source| OutputError::Write { path: "standard output".into(), source }.into())
    }
}
