//! Parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;
use spreiding::cli::{self, Cli};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let voice = cli.voice();
    match cli::run(cli, &voice) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::tell_error(&error, &voice);
            ExitCode::from(error.exit_code())
        }
    }
}
