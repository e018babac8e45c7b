//! Parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;
use spreiding::cli::{self, Cli};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (bold_red, plain) = if cli.colours() { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    match cli::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for (entry, message) in error.messages() {
                match entry.map(|entry| entry.code) {
                    None => eprintln!("{bold_red}error:{plain} {message}"),
                    Some(code) => eprintln!(
                        "{bold_red}error[{code}]:{plain} {message}\n  more: spreiding explain {code}"
                    ),
                }
            }
            ExitCode::from(error.exit_code())
        }
    }
}
