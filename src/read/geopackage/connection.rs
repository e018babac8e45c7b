//! A GeoPackage opened such that nothing appears beside it and nothing in it changes.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::super::layer::LayerError;

/// Opens the file, unless another program has changes to it that are not in it yet.
pub(super) fn open(path: &Path) -> Result<Connection, LayerError> {
    let cannot_open = |source| LayerError::Open { path: path.to_owned(), source };
    // An unchangeable file is read without its log, so what stands only there would be missed.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let log = PathBuf::from(log);
    if log.metadata().is_ok_and(|log| log.len() > 0) {
        return Err(LayerError::InUse { path: path.to_owned(), log });
    }

    let absolute = std::path::absolute(path).map_err(cannot_open)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(uri(&absolute), flags)
        .map_err(|error| cannot_open(std::io::Error::other(error)))
}

/// `file:` URI of an absolute path, which may hold `?`, `#`, `%` and spaces.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    // On Windows `C:\map` becomes `/C:/map`.
    if !path.has_root() || cfg!(windows) {
        uri.push('/');
    }
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b':' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => write!(uri, "%{byte:02X}").expect("a String takes all that is written to it"),
        }
    }
    uri + "?mode=ro&immutable=1"
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::super::layer_file::read_layer;
    use super::super::tests::{SMALL, one_point, package};
    use super::*;

    #[test]
    fn odd_file_names_are_opened_and_nothing_appears_beside_them() {
        let sql = format!("PRAGMA journal_mode = WAL; {SMALL}");
        let (folder, path) = package("a b%20#é&x=1+.gpkg", &sql, &one_point());
        assert_eq!(read_layer(&path, None).unwrap().features.len(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_with_unsaved_changes_is_refused() {
        let (_folder, path) =
            package("a.gpkg", &format!("PRAGMA journal_mode = WAL; {SMALL}"), &one_point());
        let editor = Connection::open(&path).unwrap();
        editor.execute_batch("INSERT INTO \"Bu\"\"urten\" (code) VALUES ('nieuw')").unwrap();
        assert!(matches!(read_layer(&path, None), Err(LayerError::InUse { .. })));
    }
}
