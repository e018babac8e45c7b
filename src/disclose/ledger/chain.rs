//! The lines of the ledger, each of which names the one before by its SHA-256.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{LedgerError, Release};

/// SHA-256 as lower-case hexadecimal digits.
pub(super) fn hash(line: &[u8]) -> String {
    Sha256::digest(line).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Adds a line to the ledger, or begins it; `line` has no line feed.
///
/// The old bytes and the line are written to a temporary file, which then takes the place of the old one: a
/// ledger is never half a line.
///
/// # Errors
/// [`LedgerError::Changed`] where the last line is another than the one that `line` follows;
/// [`LedgerError::Write`] where the disk refuses. The ledger then stands as it was.
pub fn append(path: &Path, line: &str) -> Result<(), LedgerError> {
    let changed = || LedgerError::Changed { path: path.to_owned() };
    let refused = |source| LedgerError::Write { path: path.to_owned(), source };
    let release: Release = serde_json::from_str(line).map_err(|_| changed())?;
    let old = match fs::read(path) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(refused(source)),
    };
    let last = match old.strip_suffix(b"\n") {
        Some(lines) => hash(lines.rsplit(|&byte| byte == b'\n').next().unwrap_or(lines)),
        None if old.is_empty() => String::new(),
        None => return Err(changed()),
    };
    if release.previous != last {
        return Err(changed());
    }
    let bytes = [old.as_slice(), line.as_bytes(), b"\n"];
    replace(path, &bytes).map_err(refused)
}

/// Writes a file beside its place, and renames it.
fn replace(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let stage = tempfile::Builder::new().prefix(".spreiding-").tempdir_in(folder)?;
    let new = stage.path().join("new");
    let mut file = File::create(&new)?;
    parts.iter().try_for_each(|part| file.write_all(part))?;
    if let Ok(old) = fs::metadata(path) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()?;
    drop(file);
    fs::rename(&new, path)
}
