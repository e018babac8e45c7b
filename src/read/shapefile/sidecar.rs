//! The files that go with a `.shp` under its name, with extensions in any case.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::layer::LayerError;
use super::bytes;

/// The file of the same name with another extension, in any case.
pub(super) fn find(path: &Path, extension: &str) -> Result<Option<PathBuf>, LayerError> {
    let exact = path.with_extension(extension);
    if exact.is_file() {
        return Ok(Some(exact));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| Ok(path.with_file_name(entry?.file_name()))).collect()
        })
        .map_err(|source| LayerError::Open { path: folder.to_owned(), source })?;
    let wanted = exact.file_name().map(|name| name.to_ascii_lowercase());
    found.retain(|entry| entry.file_name().map(|name| name.to_ascii_lowercase()) == wanted);
    found.sort();
    Ok(found.into_iter().next())
}

/// The text of such a file; `None` if it is not there.
pub(super) fn text(path: &Path, extension: &str) -> Result<Option<String>, LayerError> {
    let Some(path) = find(path, extension)? else {
        return Ok(None);
    };
    let bytes = bytes(&path)?;
    Ok(Some(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{points, read_folder};
    use super::*;
    use crate::crs::{Crs, DeclaredCrs};

    #[test]
    fn sidecars_are_found_in_any_case() {
        let folder = points();
        let place = |name: &str| folder.path().join(name);
        fs::rename(place("a.dbf"), place("A.DBF")).unwrap();
        fs::write(place("a.PRJ"), "PROJCS[\"RD_New\"]\n").unwrap();
        assert_eq!(read_folder(&folder).unwrap().crs, DeclaredCrs::Known(Crs::RdNew));
        fs::remove_file(place("A.DBF")).unwrap();
        assert_eq!(
            read_folder(&folder).unwrap_err(),
            "a.shp has no .dbf file beside it; a shapefile is a .shp, .shx, .dbf and .prj of one name: put them in one folder",
        );
    }
}
