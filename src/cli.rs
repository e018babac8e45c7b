//! The command line: one file a command, each with its arguments, its help, and what it does.

mod check;
mod completions;
mod demo;
mod explain;
mod init;
mod man;
mod run;
mod summary;

use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice, Parser, Subcommand};

use crate::Error;
use crate::config::Config;
use crate::pipeline::{self, Request, Summary};
use crate::progress::Progress;

/// Shows how evenly a city's social housing is spread.
///
/// Joins tables of homes and placements with neighbourhoods, counts per area what was agreed, and
/// writes layers for QGIS.
#[derive(Debug, Parser)]
#[command(name = "spreiding", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Examples:
  spreiding demo                          the example city, from start to finished layers
  spreiding init mijn-bestanden           a configuration proposed from your own files
  spreiding run -c mijn/spreiding.toml    the analysis of your own files
  spreiding explain I050                  what a code in the messages means")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Debug, Args)]
struct Global {
    /// Say only what went wrong.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more: every finding, and how each file was placed.
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Colour in messages; NO_COLOR is obeyed.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Run(run::Run),
    Check(check::Check),
    Explain(explain::Explain),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Cli {
    /// Whether messages may be coloured: as told, and else on a terminal without `NO_COLOR`.
    pub fn colours(&self) -> bool {
        match self.global.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                !plain && std::io::stderr().is_terminal()
            }
        }
    }
}

/// Runs the command that was asked for.
///
/// # Errors
/// See [`Error`], whose [`Error::exit_code`] is the program's.
pub fn run(cli: Cli) -> Result<(), Error> {
    let global = &cli.global;
    match cli.command {
        Command::Demo(command) => command.run(global),
        Command::Init(command) => command.run(global),
        Command::Run(command) => command.run(global),
        Command::Check(command) => command.run(global),
        Command::Explain(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    }
}

/// The configuration and the result folder, shared by `run` and `check`.
#[derive(Debug, Args)]
struct Place {
    /// Configuration; paths in it are relative to it.
    #[arg(short, long, value_name = "FILE", default_value = "spreiding.toml")]
    config: PathBuf,
    /// Result folder [default: `out` beside the configuration]; the analyst's part goes to
    /// DIR-controle.
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Place {
    fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| beside(&self.config, "out"))
    }
}

fn beside(file: &Path, name: &str) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(name)
}

/// Writes a line to standard output; a reader that has gone away, such as `head`, is no error.
fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Loads the configuration and runs the line, with progress on a terminal.
fn run_line(config: &Path, request: &Request, global: &Global) -> Result<Summary, Error> {
    let config = Config::load(config)?;
    let progress = if global.quiet { Progress::silent() } else { Progress::shown(global.verbose) };
    pipeline::run(&config, request, &progress)
}
