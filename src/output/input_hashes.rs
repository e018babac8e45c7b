//! Size and SHA-256 of the inputs, as the record of a run tells them.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use super::hashing::hash;
use super::unchanged::parts_of;

/// Size and SHA-256 of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileHash {
    /// Size.
    pub bytes: u64,
    /// SHA-256 as lower-case hexadecimal digits.
    pub sha256: String,
}

/// Hash of an input and of the files that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputHash {
    /// Of the file itself.
    pub own: FileHash,
    /// By name, the other parts of a shapefile.
    pub with: Vec<(String, FileHash)>,
}

/// The hashes of a run.
#[derive(Debug)]
pub struct Hashes {
    pub(super) known: HashMap<PathBuf, FileHash>,
}

impl Hashes {
    /// The hash of an input; it is made here if the file was not named by the configuration or
    /// could not be read before.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn of_input(&self, path: &Path) -> io::Result<InputHash> {
        let with = parts_of(path).into_iter().filter_map(|path| {
            let hash = self.of(&path).ok()?;
            Some((path.file_name()?.to_string_lossy().into_owned(), hash))
        });
        Ok(InputHash { own: self.of(path)?, with: with.collect() })
    }

    fn of(&self, path: &Path) -> io::Result<FileHash> {
        match self.known.get(path) {
            Some(hash) => Ok(hash.clone()),
            None => hash(path, || false),
        }
    }
}
