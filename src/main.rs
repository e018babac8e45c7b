//! Parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use spreiding::cli::{self, Cli};

/// Pieces of tables come and go by the megabyte, which this one keeps instead of giving them back.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
