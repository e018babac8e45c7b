//! `spreiding demo`: the example city, written and run.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::Error;
use crate::disclose::Audience;
use crate::output::OutputError;
use crate::pipeline::Request;

use super::{Format, Voice, run_line, say, summary};

/// The files of `data/example`, embedded.
macro_rules! example_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../data/example/", $name)) as &[u8])),*]
    };
}

const FILES: &[(&str, &[u8])] = example_files![
    "asbest_schuren.cpg",
    "asbest_schuren.dbf",
    "asbest_schuren.prj",
    "asbest_schuren.shp",
    "asbest_schuren.shx",
    "asbest_woningdaken.geojson",
    "bag.csv",
    "buurten.gpkg",
    "dealliantie.parquet",
    "energielabels.csv",
    "goedestede.xlsx",
    "ontmoetingsplekken.geojson",
    "productieafspraken.csv",
    "productiegebieden.csv",
    "productietotalen.csv",
    "spreiding.toml",
    "toewijzingen.csv",
    "woningvoorraad.csv",
    "ymere.csv",
];

/// Writes the example city (schematic borders, invented homes) and runs it.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Folder for the example city.
    #[arg(default_value = "spreiding-demo")]
    dir: PathBuf,
    /// Write all that is counted about persons too, into `out-intern`, marked as internal: they are invented
    /// here.
    #[arg(long)]
    internal: bool,
}

impl Demo {
    pub(super) fn run(self, voice: &Voice) -> Result<(), Error> {
        write_files(&self.dir)?;
        let audience = if self.internal { Audience::Internal } else { Audience::Public };
        let request = Request {
            out: self.dir.join(super::result_folder(audience)),
            audience,
            check_only: false,
            max_rejected: None,
            max_unplaced: None,
            strict: false,
            timings: false,
        };
        let done = run_line(&self.dir.join("spreiding.toml"), &request, voice)?;
        if !voice.quiet && voice.format == Format::Text {
            say(format_args!(
                "The example city: schematic borders, invented homes.   {}",
                self.dir.display()
            ));
        }
        summary::print(&done, voice, None);
        Ok(())
    }
}

/// Writes the example's files; a file that is there already and differs is not overwritten.
fn write_files(dir: &Path) -> Result<(), OutputError> {
    for (name, bytes) in FILES {
        let path = dir.join(name);
        match fs::read(&path) {
            Ok(here) if here == *bytes => {}
            Ok(_) => {
                return Err(OutputError::InTheWay {
                    path,
                    found: "another file of that name; the example would overwrite it".to_owned(),
                });
            }
            Err(_) => {
                fs::create_dir_all(dir)
                    .and_then(|()| fs::write(&path, bytes))
                    .map_err(|source| OutputError::Write { path, source })?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_example_is_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example");
        let mut there: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        there.sort();
        let embedded: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(there, embedded);
    }
}
