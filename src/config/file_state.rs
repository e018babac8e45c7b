//! What a folder tells of a file without reading it.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// Size, time of the last change and identity of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// Size.
    pub bytes: u64,
    modified: Option<SystemTime>,
    /// Device and number of the file, where the system has them.
    identity: Option<(u64, u64)>,
    /// Seconds and nanoseconds of the last change of the file or of what the system keeps about it, where
    /// it has them: a new file may get the number of one that is gone, and an old time by hand.
    changed: Option<(i64, i64)>,
}

impl FileState {
    /// The state of a plain file; `None` for a folder, a pipe, and where there is nothing.
    pub fn of(path: &Path) -> Option<FileState> {
        let about = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let (identity, changed) = (identity(&about), changed(&about));
        Some(FileState { bytes: about.len(), modified: about.modified().ok(), identity, changed })
    }

    /// Whether this is another file than that one, under the same name.
    pub fn is_another_than(&self, other: &FileState) -> bool {
        self.identity != other.identity
    }
}

#[cfg(unix)]
fn identity(about: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((about.dev(), about.ino()))
}

#[cfg(unix)]
fn changed(about: &fs::Metadata) -> Option<(i64, i64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((about.ctime(), about.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(_: &fs::Metadata) -> Option<(i64, i64)> {
    None
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}
