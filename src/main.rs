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
            eprintln!("{bold_red}error:{plain} {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
