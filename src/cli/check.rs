//! `spreiding check`: the dry run of `run`.

use clap::Args;

use crate::Error;
use crate::disclose::Audience;
use crate::pipeline::Request;

use super::{Limits, Place, Voice, run_line, summary};

/// Reads, locates and counts as `run` does, and writes only the data-quality folder.
///
/// Its page, controle.html, tells what was found in each file and how to mend it. The exit code is
/// that of `run`: 0 with remarks too (1 with --strict), 1 a problem in the data, 2 the
/// configuration, 3 a file that cannot be read or written.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding check
  spreiding check -c mijn/spreiding.toml -v
  spreiding check --strict --format json")]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    limits: Limits,
}

impl Check {
    pub(super) fn run(self, voice: &Voice) -> Result<(), Error> {
        let request = Request {
            out: self.place.out(Audience::Public),
            audience: Audience::Public,
            check_only: true,
            max_rejected: self.limits.max_rejected,
            max_unplaced: self.limits.max_unplaced,
            strict: self.limits.strict,
            timings: false,
        };
        let done = run_line(&self.place.config, &request, voice)?;
        summary::print(&done, voice, Some(&self.place.command("run")));
        Ok(())
    }
}
