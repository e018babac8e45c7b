//! Everything of a run appears at once, or nothing does.
//!
//! Files are written into temporary folders beside their destination, flushed, and renamed. An
//! earlier result of the program is replaced whole; anything else in the way is refused.

mod control;
mod hashing;
mod input_hashes;
mod manifest;
pub mod notation;
mod unchanged;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::layers::ResultFile;

pub use control::{
    ControlRecord, FileFindings, PAGE, by_file, control_files, rejected_names, role_word,
};
pub use hashing::HashingInputs;
pub use input_hashes::{FileHash, Hashes, InputHash};
pub use manifest::{RunRecord, run_json};
pub use unchanged::Unchanged;

/// File that marks a folder as a result of this program.
pub const MARK: &str = "run.json";
/// File that marks a folder as the analyst's part of a result of this program.
pub const CONTROL_MARK: &str = "controle.json";

/// Why a result cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// Something else stands where the result would go.
    #[error("{} is in the way: {found}\n  move it away, or give another folder: -o DIR", path.display())]
    InTheWay {
        /// The destination.
        path: PathBuf,
        /// What is there.
        found: String,
    },
    /// The disk refuses.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// One folder of a result.
pub struct Folder<'a> {
    /// Where it goes.
    pub path: &'a Path,
    /// The file that marks it as ours; it is one of `files`, or the `record`.
    pub mark: &'static str,
    /// Its files.
    pub files: &'a [ResultFile],
    /// The file that tells of the others, with their hashes: made while they are written.
    pub record: Option<&'a (dyn Fn() -> ResultFile + Sync)>,
}

/// SHA-256 as lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of parts that follow each other.
fn sha256_of_parts(parts: &[Vec<u8>]) -> String {
    let mut digest = Sha256::new();
    parts.iter().for_each(|part| digest.update(part));
    hex(&digest.finalize())
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Refuses a destination that holds anything but an earlier result of this program.
///
/// # Errors
/// [`OutputError::InTheWay`] with what is there.
pub fn check_free(path: &Path, mark: &str) -> Result<(), OutputError> {
    let in_the_way = |found: String| Err(OutputError::InTheWay { path: path.to_owned(), found });
    let Ok(kind) = fs::symlink_metadata(path) else { return Ok(()) };
    if !kind.is_dir() {
        return in_the_way("it is no folder".to_owned());
    }
    let here =
        listing(path).map_err(|source| OutputError::Write { path: path.to_owned(), source })?;
    if here.is_empty() {
        return Ok(());
    }
    let record: Option<Value> =
        fs::read(path.join(mark)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(record) = record.filter(|record| record["program"] == "spreiding") else {
        return in_the_way("a folder that spreiding did not make".to_owned());
    };
    let ours: Vec<&str> = record["outputs"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|output| output["name"].as_str())
        .collect();
    match here.iter().find(|name| name.as_str() != mark && !ours.contains(&name.as_str())) {
        Some(other) => in_the_way(format!("it holds `{other}`, which spreiding did not make")),
        None => Ok(()),
    }
}

/// Refuses a destination that holds a result for others than `audience`: what is internal never takes the
/// place of what is public, nor the other way round.
///
/// # Errors
/// [`OutputError::InTheWay`] with what is there.
pub fn check_audience(path: &Path, audience: &str) -> Result<(), OutputError> {
    let record = fs::read(path.join(MARK)).ok();
    let record: Option<Value> = record.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match record.as_ref().and_then(|record| record["audience"].as_str()) {
        Some(other) if other != audience => Err(OutputError::InTheWay {
            path: path.to_owned(),
            found: format!(
                "it holds the {other} result of an earlier run, and this one is {audience}"
            ),
        }),
        _ => Ok(()),
    }
}

/// Whether the result that stands in a folder is public and shows counts of persons.
pub fn holds_counts_of_persons(path: &Path) -> bool {
    let figures = fs::read(path.join("kerncijfers.json")).ok();
    let figures: Option<Value> = figures.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let indicators = figures.as_ref().and_then(|figures| figures["indicators"].as_array());
    indicators.is_some_and(|all| all.iter().any(|of| of["protected"] == true))
}

/// The files below a folder, by path with `/`.
fn listing(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            found
                .extend(listing(&entry.path())?.into_iter().map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

/// Writes the folders so that all appear, or none does.
///
/// # Errors
/// Something is in the way, or the disk refuses; what stood there before then still stands.
pub fn write(folders: &[Folder<'_>]) -> Result<(), OutputError> {
    folders.iter().try_for_each(|folder| check_free(folder.path, folder.mark))?;
    // Each waits for the disk by itself; of several refusals the first in order is told.
    let staged: Vec<Result<tempfile::TempDir, OutputError>> =
        folders.par_iter().map(stage).collect();
    let staged = staged.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut done: Vec<Swapped<'_>> = Vec::new();
    for (folder, stage) in folders.iter().zip(&staged) {
        match swap(stage.path(), folder.path) {
            Ok(swapped) => done.push(swapped),
            Err(source) => {
                for earlier in done.into_iter().rev() {
                    earlier.undo();
                }
                return Err(OutputError::Write { path: folder.path.to_owned(), source });
            }
        }
    }
    Ok(())
}

/// Writes the files into a temporary folder beside the destination.
fn stage(folder: &Folder<'_>) -> Result<tempfile::TempDir, OutputError> {
    let parent = match folder.path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(refused(parent))?;
    let stage = tempfile::Builder::new()
        .prefix(".spreiding-")
        .tempdir_in(parent)
        .map_err(refused(parent))?;
    let inner = stage.path().join("new");
    fs::create_dir(&inner).map_err(refused(&inner))?;
    let make_record = || folder.record.map(|make| make());
    let write_all =
        || folder.files.par_iter().with_max_len(1).try_for_each(|file| write_file(&inner, file));
    // Each waits for the disk by itself, and hashing fills the wait.
    let (record, written) = rayon::join(make_record, write_all);
    written?;
    record.iter().try_for_each(|record| write_file(&inner, record))?;
    Ok(stage)
}

/// Writes a file below a folder, and has the disk keep it.
fn write_file(folder: &Path, file: &ResultFile) -> Result<(), OutputError> {
    let path = folder.join(&file.name);
    let above = path.parent().expect("a file has a folder");
    fs::create_dir_all(above).map_err(refused(above))?;
    let written = File::create(&path).and_then(|mut target| {
        file.parts.iter().try_for_each(|part| target.write_all(part))?;
        target.sync_all()
    });
    written.map_err(refused(&path))
}

/// The disk refuses to write `path`.
fn refused(path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    let path = path.to_owned();
    move |source| OutputError::Write { path, source }
}

/// A folder that took its place.
struct Swapped<'a> {
    stage: PathBuf,
    destination: &'a Path,
    replaced: bool,
}

impl Swapped<'_> {
    /// Puts back what stood there before; the temporary folder takes the new one.
    fn undo(self) {
        let _ = fs::rename(self.destination, self.stage.join("undone"));
        if self.replaced {
            let _ = fs::rename(self.stage.join("old"), self.destination);
        }
    }
}

fn swap<'a>(stage: &Path, destination: &'a Path) -> io::Result<Swapped<'a>> {
    let replaced = destination.exists();
    if replaced {
        fs::rename(destination, stage.join("old"))?;
    }
    if let Err(refused) = fs::rename(stage.join("new"), destination) {
        if replaced {
            fs::rename(stage.join("old"), destination)?;
        }
        return Err(refused);
    }
    Ok(Swapped { stage: stage.to_owned(), destination, replaced })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<ResultFile> {
        let mark = format!(
            r#"{{"program": "spreiding", "outputs": [{{"name": "a/b.txt"}}], "x": "{text}"}}"#
        );
        vec![
            ResultFile::new("a/b.txt", text.as_bytes().to_vec()),
            ResultFile::new(MARK, mark.into_bytes()),
        ]
    }

    fn write_to(path: &Path, text: &str) -> Result<(), OutputError> {
        write(&[Folder { path, mark: MARK, files: &files(text), record: None }])
    }

    #[test]
    fn an_earlier_result_is_replaced_whole() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        write_to(&out, "one").unwrap();
        write_to(&out, "two").unwrap();
        assert_eq!(fs::read_to_string(out.join("a/b.txt")).unwrap(), "two");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1); // no temporary folder stays
    }

    #[test]
    fn anything_else_in_the_way_is_refused_and_stays() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        fs::create_dir(&out).unwrap();
        write_to(&out, "an empty folder is free").unwrap();
        fs::write(out.join("mijn-kaart.qgz"), "x").unwrap();
        let refused = write_to(&out, "three").unwrap_err().to_string();
        assert!(refused.contains("mijn-kaart.qgz"), "{refused}");
        assert!(out.join("mijn-kaart.qgz").exists());

        let file = home.path().join("file");
        fs::write(&file, "x").unwrap();
        assert!(matches!(write_to(&file, "x"), Err(OutputError::InTheWay { .. })));
    }

    #[test]
    fn when_one_folder_is_refused_none_appears() {
        let home = tempfile::tempdir().unwrap();
        let (out, blocked) = (home.path().join("out"), home.path().join("blocked"));
        fs::write(&blocked, "x").unwrap();
        let content = files("one");
        let refused = write(&[
            Folder { path: &out, mark: MARK, files: &content, record: None },
            Folder { path: &blocked, mark: MARK, files: &content, record: None },
        ]);
        assert!(refused.is_err());
        assert!(!out.exists());
    }
}
