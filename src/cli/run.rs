//! `spreiding run`: the analysis.

use clap::Args;

use crate::Error;
use crate::disclose::Audience;
use crate::pipeline::Request;

use super::{Global, Place, run_line, summary};

/// Counts what the configuration asks for and writes layers, table and key figures.
///
/// The result is public: indicators about persons are left out. With --internal everything is
/// written, and marked as internal.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding run
  spreiding run -c mijn/spreiding.toml -o uitkomst
  spreiding run --internal")]
pub(super) struct Run {
    #[command(flatten)]
    place: Place,
    /// Write indicators about persons too, marked as internal.
    #[arg(long)]
    internal: bool,
}

impl Run {
    pub(super) fn run(self, global: &Global) -> Result<(), Error> {
        let audience = if self.internal { Audience::Internal } else { Audience::Public };
        let request =
            Request { out: self.place.out(), audience, check_only: false, max_rejected: None };
        let done = run_line(&self.place.config, &request, global)?;
        summary::print(&done, global.quiet, global.verbose);
        Ok(())
    }
}
