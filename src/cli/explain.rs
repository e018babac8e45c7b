//! `spreiding explain CODE`: what a finding means and how to mend it.

use clap::Args;

use super::say;
use crate::Error;
use crate::diagnostics::{ALL, did_you_mean, entry};

/// Tells what a code in the messages means and how to mend it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding explain I050
  spreiding explain          every code with its title")]
pub(super) struct Explain {
    /// Code, such as I050.
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self) -> Result<(), Error> {
        let Some(code) = self.code else {
            for entry in ALL {
                say(format_args!("{}  {}", entry.code, entry.title));
            }
            return Ok(());
        };
        let entry = entry(&code).ok_or_else(|| Error::UnknownCode {
            close: did_you_mean(&code, ALL.iter().map(|entry| entry.code)).map(str::to_owned),
            code,
        })?;
        say(format_args!("{}  {}\n\n{}", entry.code, entry.title, entry.help));
        Ok(())
    }
}
