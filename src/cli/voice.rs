//! How the program speaks: form, amount and colour of what it tells.

use std::io::{IsTerminal, Write as _};

use clap::{ColorChoice, ValueEnum};

use crate::diagnostics::Outcome;

/// Form of what is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How the program speaks.
#[derive(Debug, Clone)]
pub struct Voice {
    /// The command that speaks.
    pub command: &'static str,
    /// Form of what is told.
    pub format: Format,
    /// Only what went wrong.
    pub quiet: bool,
    /// Every finding, and how each file was placed.
    pub verbose: bool,
    /// Whether messages are coloured.
    pub colours: bool,
}

impl Voice {
    /// Whether people are told how it goes: not when quiet, and beside JSON only when verbose.
    pub(super) fn tells(&self) -> bool {
        !self.quiet && (self.format == Format::Text || self.verbose)
    }

    /// A word in bold.
    pub(super) fn bold(&self, text: &str) -> String {
        self.painted("1", text)
    }

    /// A word about a failure.
    pub(super) fn failure(&self, text: &str) -> String {
        self.painted("1;31", text)
    }

    /// A word about rows with this outcome.
    pub(super) fn outcome(&self, outcome: Outcome, text: &str) -> String {
        let colour = match outcome {
            Outcome::Stop => "1;31",
            Outcome::Rejected => "31",
            Outcome::Unread => "31",
            Outcome::Warning => "33",
            Outcome::Repaired => "32",
            Outcome::SetAside => "36",
            Outcome::Note => return text.to_owned(),
        };
        self.painted(colour, text)
    }

    fn painted(&self, colour: &str, text: &str) -> String {
        if self.colours { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Whether messages may be coloured: as told, and else on a terminal without `NO_COLOR`.
pub(super) fn colours(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !plain && std::io::stderr().is_terminal()
        }
    }
}

/// Writes a line to standard output; a reader that has gone away, such as `head`, is no error.
pub(super) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Writes a line to standard error, in the same way.
pub(super) fn tell(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
