//! What the files of a city seem to hold, and a `spreiding.toml` proposed from it.
//!
//! Comes in: files and folders. Goes out: the text of a configuration in which each line says why,
//! and the same as a report for a terminal. Columns are told by their names and by their contents,
//! which go through the readers of a run, so that a proposal and a run cannot disagree. Nothing is
//! asked; what is doubtful is written as a comment. No cell about one home or person comes out, only
//! words of columns with few different ones, and counts.

mod areas;
mod closeness;
mod column;
mod corporation;
mod evidence;
mod files;
mod found;
mod kinds;
mod mapping;
mod personal;
mod plan;
mod priority;
mod recognise;
mod sheet;
mod told;
mod words;
mod written;

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::read::OutlineError;

use column::on_one_line;
use plan::Plan;
use words::Table;

/// A configuration that is proposed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The text of `spreiding.toml`.
    pub toml: String,
    /// What each file was taken for and why, on lines of at most eighty columns.
    pub report: String,
    /// What a run needs and no file was recognised to hold.
    pub missing: Vec<String>,
}

/// Why nothing is proposed or written.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    /// The configuration is there already.
    #[error("{} is in the way: it is there already, and is never overwritten\n  move it away, or give another name: -o FILE", path.display())]
    InTheWay {
        /// The destination.
        path: PathBuf,
    },
    /// The configuration cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The destination.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder that was named is not there, or may not be opened.
    #[error("cannot open {}: {source}", path.display())]
    Missing {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is not there any more, or may not be opened.
    #[error(transparent)]
    Open(OutlineError),
    /// No file is of a kind that is known.
    #[error(
        "nothing was recognised in the files, so nothing is written\n{report}  \
             expected homes, lettings, areas, addresses, labels or an asbestos survey;\n  \
             see an example: spreiding demo"
    )]
    NothingRecognised {
        /// What was seen in each file.
        report: String,
    },
    /// Polars refused a step that the program composed.
    #[error("a step on the tables failed: {0}")]
    Table(#[from] polars::prelude::PolarsError),
}

/// Looks at files, and at those in folders, and proposes the configuration at `destination`.
///
/// # Errors
/// The destination is taken, a file that is named cannot be opened, or nothing is recognised.
pub fn propose(given: &[PathBuf], destination: &Path) -> Result<Proposal, ProposeError> {
    if destination.symlink_metadata().is_ok() {
        return Err(ProposeError::InTheWay { path: destination.to_owned() });
    }
    let files =
        files::expand(given).map_err(|(path, source)| ProposeError::Missing { path, source })?;
    let folder = destination.parent().unwrap_or(Path::new(""));
    let mut looked = Vec::new();
    for path in &files.files {
        let written = files::relative(path, folder)
            .map_err(|source| ProposeError::Write { path: destination.to_owned(), source })?;
        looked.push(found::look(path, written)?);
    }
    let plan = Plan::new(&looked);
    let passed: Vec<String> =
        files.passed.iter().map(|path| on_one_line(&found::shown(path))).collect();
    let report = told::told(&looked, &passed, &plan)?;
    if looked.iter().all(|file| file.found.is_empty()) {
        return Err(ProposeError::NothingRecognised { report });
    }
    let mut missing: Vec<String> = Vec::new();
    let unknown: Vec<String> = looked
        .iter()
        .filter(|file| file.found.is_empty())
        .map(|file| on_one_line(&file.given))
        .collect();
    if !unknown.is_empty() {
        missing.push(format!("what stands in {}: not recognised", unknown.join(", ")));
    }
    if plan.finest().is_none() {
        missing.push("areas: a shapefile, GeoJSON or GeoPackage of buurten".to_owned());
    }
    if plan.tables(Table::Dwellings).is_empty() {
        missing.push("dwellings: a list of homes with their number".to_owned());
    }
    if plan.reference_date.is_none() {
        missing.push("reference_date: write the day of the stock in the file".to_owned());
    }
    if plan.year.is_none() && plan.finest().is_some() {
        missing.push("areas.year: write the CBS year of the codes in the file".to_owned());
    }
    Ok(Proposal { toml: written::written(&plan, &unknown)?, report, missing })
}

/// Writes the proposal, and never over another file.
///
/// # Errors
/// The destination is taken, or the disk refuses.
pub fn write(proposal: &Proposal, destination: &Path) -> Result<(), ProposeError> {
    let written =
        OpenOptions::new().write(true).create_new(true).open(destination).and_then(|mut file| {
            file.write_all(proposal.toml.as_bytes()).and_then(|()| file.sync_all())
        });
    written.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => ProposeError::InTheWay { path: destination.to_owned() },
        _ => ProposeError::Write { path: destination.to_owned(), source },
    })
}
