//! `spreiding completions SHELL`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::Error;

/// Writes the completion script of a shell to standard output.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Shell to complete for.
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> Result<(), Error> {
        let mut command = super::Cli::command();
        clap_complete::generate(self.shell, &mut command, "spreiding", &mut std::io::stdout());
        Ok(())
    }
}
