//! `spreiding init FILES...`: a configuration proposed from the files themselves.

use std::path::PathBuf;

use clap::Args;

use crate::Error;
use crate::propose::{self, Proposal};

use super::{Format, Voice, json, say};

/// Looks at files and proposes a spreiding.toml, saying for each column why.
///
/// Recognises homes, placements, addresses, energy labels, asbestos surveys and areas by their
/// columns and their contents. It asks nothing, writes nothing but the configuration, and never
/// overwrites one: what is doubtful stands in it as a comment that begins with `?`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding init bezit_ymere.csv bezit_goedestede.xlsx toewijzingen.csv buurten.gpkg
  spreiding init aanlevering                every file in a folder
  spreiding init aanlevering -o 2025/spreiding.toml")]
pub(super) struct Init {
    /// Files, or folders of files: CSV, XLSX, Parquet, GeoPackage, shapefile, GeoJSON.
    #[arg(required = true, value_name = "FILES")]
    files: Vec<PathBuf>,
    /// Where the configuration goes; paths in it are relative to it.
    #[arg(short, long, value_name = "FILE", default_value = "spreiding.toml")]
    out: PathBuf,
}

impl Init {
    pub(super) fn run(self, voice: &Voice) -> Result<(), Error> {
        let proposal = propose::propose(&self.files, &self.out)?;
        propose::write(&proposal, &self.out)?;
        if voice.format == Format::Json {
            say(json::proposal(&proposal, &self.out));
        } else if voice.tells() {
            print(&proposal, &self.out);
        }
        Ok(())
    }
}

fn print(proposal: &Proposal, out: &std::path::Path) {
    say(&proposal.report);
    for missing in &proposal.missing {
        say(format_args!("Missing: {missing}"));
    }
    let file = out.display();
    say(format_args!("Written: {file}"));
    say("Nothing else was changed. Look it through; `?` marks what is doubtful.");
    let command = if out == std::path::Path::new("spreiding.toml") {
        "spreiding check".to_owned()
    } else {
        format!("spreiding check -c {file}")
    };
    say(format_args!("Next: {command}"));
}
