//! The command line: one file a command, each with its arguments, its help, and what it does.

mod audit;
mod check;
mod completions;
mod demo;
mod disclosure;
mod explain;
mod failure;
mod findings;
mod init;
mod json;
mod man;
mod production;
mod reach;
mod run;
mod spread;
mod summary;
mod voice;
mod wrap;

use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice, Parser, Subcommand};

use crate::Error;
use crate::config::Config;
use crate::disclose::Audience;
use crate::pipeline::{self, Request, Summary};
use crate::progress::Progress;

pub use failure::tell_error;
use voice::say;
pub use voice::{Format, Voice};

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
    /// Say more: every finding, how each file was placed, and per stage the seconds, the rows and the
    /// program's peak of memory so far.
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Colour in messages; NO_COLOR is obeyed.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    /// Form of what check, run and explain tell: for people, or JSON on standard output.
    #[arg(long, global = true, value_name = "FORM", value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Run(run::Run),
    Check(check::Check),
    Audit(audit::Audit),
    Explain(explain::Explain),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Cli {
    /// How the program speaks, as the options say.
    pub fn voice(&self) -> Voice {
        let global = &self.global;
        Voice {
            command: self.command.name(),
            format: global.format,
            quiet: global.quiet,
            verbose: global.verbose,
            colours: voice::colours(global.color),
        }
    }
}

impl Command {
    fn name(&self) -> &'static str {
        match self {
            Command::Demo(_) => "demo",
            Command::Init(_) => "init",
            Command::Run(_) => "run",
            Command::Check(_) => "check",
            Command::Audit(_) => "audit",
            Command::Explain(_) => "explain",
            Command::Completions(_) => "completions",
            Command::Man(_) => "man",
        }
    }
}

/// Runs the command that was asked for.
///
/// # Errors
/// See [`Error`], whose [`Error::exit_code`] is the program's.
pub fn run(cli: Cli, voice: &Voice) -> Result<(), Error> {
    match cli.command {
        Command::Demo(command) => command.run(voice),
        Command::Init(command) => command.run(voice),
        Command::Run(command) => command.run(voice),
        Command::Check(command) => command.run(voice),
        Command::Audit(command) => command.run(voice),
        Command::Explain(command) => command.run(voice),
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
    /// Result folder [default: `out` beside the configuration, with --internal `out-intern`]; the analyst's
    /// part goes to DIR-controle.
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Place {
    fn out(&self, audience: Audience) -> PathBuf {
        self.out.clone().unwrap_or_else(|| beside(&self.config, result_folder(audience)))
    }

    /// Another command on the same configuration and folder, as it is typed.
    fn command(&self, name: &str) -> String {
        let quoted = |path: &Path| {
            let path = path.display().to_string();
            if path.contains(' ') { format!("\"{path}\"") } else { path }
        };
        let mut typed = format!("spreiding {name}");
        if self.config != Path::new("spreiding.toml") {
            typed += &format!(" -c {}", quoted(&self.config));
        }
        if let Some(out) = &self.out {
            typed += &format!(" -o {}", quoted(out));
        }
        typed
    }
}

/// The name of the result folder where none is given: what is for everyone and what is not never mix.
fn result_folder(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "out",
        Audience::Internal => "out-intern",
    }
}

fn beside(file: &Path, name: &str) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(name)
}

/// How much may be wrong, shared by `run` and `check`.
#[derive(Debug, Args)]
struct Limits {
    /// Fail, and write no result, on any remark: all but rows set aside and notes.
    #[arg(long)]
    strict: bool,
    /// Rejected rows of one file, and unreadable cells of one column, that are allowed, such as 2% or
    /// 0.02; the result says so [default: `rejected` under `tolerance` in the configuration].
    #[arg(long, value_name = "PERCENT", value_parser = fraction)]
    max_rejected: Option<f64>,
    /// Homes, placements or roofs of one file without a place that are allowed, such as 10% or 0.1; the
    /// result says so [default: `unplaced` under `tolerance` in the configuration].
    #[arg(long, value_name = "PERCENT", value_parser = fraction)]
    max_unplaced: Option<f64>,
}

/// `2%`, `2,5%` or `0.02` as a fraction in [0, 1].
fn fraction(typed: &str) -> Result<f64, &'static str> {
    const WANTED: &str = "write a percentage such as 2%, or a fraction such as 0.02";
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().map_err(|_| WANTED);
    let fraction = match typed.trim().strip_suffix('%') {
        Some(percent) => number(percent)? / 100.0,
        // A bare 1 may be meant as 1% or as all.
        None => number(typed).and_then(|part| if part < 1.0 { Ok(part) } else { Err(WANTED) })?,
    };
    if (0.0..=1.0).contains(&fraction) { Ok(fraction) } else { Err(WANTED) }
}

/// Loads the configuration and runs the line, with progress on a terminal.
fn run_line(config: &Path, request: &Request, voice: &Voice) -> Result<Summary, Error> {
    let config = Config::load(config)?;
    let progress = if voice.tells() { Progress::shown(voice.verbose) } else { Progress::silent() };
    pipeline::run(&config, request, &progress)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_percentage_or_a_fraction() {
        for (typed, expected) in
            [("2%", 0.02), ("0.02", 0.02), ("2,5 %", 0.025), ("0", 0.0), ("0%", 0.0), ("100%", 1.0)]
        {
            assert_eq!(fraction(typed), Ok(expected), "{typed}");
        }
        for typed in ["2", "1", "-1%", "101%", "nan", "", "%", "veel"] {
            assert!(fraction(typed).is_err(), "{typed}");
        }
    }
}
