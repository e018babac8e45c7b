//! `spreiding check`: the dry run of `run`.

use clap::Args;

use crate::Error;
use crate::disclose::Audience;
use crate::pipeline::Request;

use super::{Global, Place, run_line, summary};

/// Reads, locates and counts as `run` does, and writes only the data-quality folder.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding check
  spreiding check -c mijn/spreiding.toml -v")]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
}

impl Check {
    pub(super) fn run(self, global: &Global) -> Result<(), Error> {
        let request = Request {
            out: self.place.out(),
            audience: Audience::Public,
            check_only: true,
            max_rejected: None,
        };
        let done = run_line(&self.place.config, &request, global)?;
        summary::print(&done, global.quiet, global.verbose);
        Ok(())
    }
}
