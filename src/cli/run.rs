//! `spreiding run`: the analysis.

use clap::Args;

use crate::Error;
use crate::disclose::Audience;
use crate::pipeline::Request;

use super::{Limits, Place, Voice, run_line, summary};

/// Counts what the configuration asks for and writes layers, table and key figures.
///
/// The result is public: of what is about persons it shows what can be shown. With --internal everything is
/// written, into a folder of its own, and marked as internal.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding run
  spreiding run -c mijn/spreiding.toml -o uitkomst
  spreiding run --internal")]
pub(super) struct Run {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    limits: Limits,
    /// Write all that is counted about persons too, into `out-intern`, marked as internal.
    #[arg(long)]
    internal: bool,
    /// Say in run.json what each stage took: seconds, rows, and the program's peak of memory so far.
    /// Without it two runs give the same bytes.
    #[arg(long)]
    timings: bool,
}

impl Run {
    pub(super) fn run(self, voice: &Voice) -> Result<(), Error> {
        let audience = if self.internal { Audience::Internal } else { Audience::Public };
        let request = Request {
            out: self.place.out(audience),
            audience,
            check_only: false,
            max_rejected: self.limits.max_rejected,
            max_unplaced: self.limits.max_unplaced,
            strict: self.limits.strict,
            timings: self.timings,
        };
        let done = run_line(&self.place.config, &request, voice)?;
        summary::print(&done, voice, None);
        Ok(())
    }
}
