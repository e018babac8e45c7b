//! Somebody who is shown what a file holds while it is read, and need not read it again.

use std::path::Path;

/// Is shown the bytes of files, on the thread that reads them.
pub trait Onlooker: Sync {
    /// These bytes stand in the file from place `at` on. Files are shown from front to back, and not
    /// every part of them need be shown.
    fn sees(&self, path: &Path, at: u64, bytes: &[u8]);

    /// No more of the file is shown.
    fn leaves(&self, path: &Path);
}

/// Nobody looks on.
impl Onlooker for () {
    fn sees(&self, _: &Path, _: u64, _: &[u8]) {}

    fn leaves(&self, _: &Path) {}
}
