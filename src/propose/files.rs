//! The files that were given, folders opened, and their paths as the configuration writes them.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Endings of the other files of a shapefile, which come along with the `.shp`.
const ALONG: [&str; 11] =
    ["dbf", "shx", "prj", "cpg", "qpj", "qmd", "qix", "sbn", "sbx", "fix", "idx"];

/// Endings of what may hold a table or a layer, or is refused with a word about what to do.
const TABLES: [&str; 13] = [
    "csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods", "parquet", "shp", "geojson", "json",
    "gpkg",
];

/// The files to look at, and those in folders that were passed by.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Files {
    pub files: Vec<PathBuf>,
    pub passed: Vec<PathBuf>,
}

/// Opens folders, in order of name; a file that is named twice comes once.
///
/// # Errors
/// A file or folder is not there or may not be opened.
pub(super) fn expand(given: &[PathBuf]) -> Result<Files, (PathBuf, io::Error)> {
    let mut found = Files::default();
    let mut seen = BTreeSet::new();
    for path in given {
        let at = |error| (path.clone(), error);
        let below = if fs::metadata(path).map_err(at)?.is_dir() {
            let mut below = Vec::new();
            for entry in fs::read_dir(path).map_err(at)? {
                let entry = entry.map_err(at)?.path();
                let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if entry.is_file() && !name.starts_with('.') {
                    below.push(entry);
                }
            }
            below.sort();
            let (tables, others): (Vec<_>, Vec<_>) =
                below.into_iter().partition(|file| has_ending(file, &TABLES));
            found.passed.extend(others.into_iter().filter(|file| !has_ending(file, &ALONG)));
            tables
        } else {
            vec![path.clone()]
        };
        for file in below {
            if seen.insert(fs::canonicalize(&file).map_err(at)?) {
                found.files.push(file);
            }
        }
    }
    Ok(found)
}

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    endings.contains(&ending.as_str())
}

/// The path of a file as seen from a folder, with `/`; whole where the two share no root.
pub(super) fn relative(file: &Path, folder: &Path) -> io::Result<String> {
    let whole = |path: &Path| {
        fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path })
    };
    Ok(from(&whole(file)?, &whole(folder)?).to_string_lossy().replace('\\', "/"))
}

fn from(file: &Path, folder: &Path) -> PathBuf {
    let (file_parts, folder_parts): (Vec<_>, Vec<_>) =
        (file.components().collect(), folder.components().collect());
    let shared =
        file_parts.iter().zip(&folder_parts).take_while(|(one, other)| one == other).count();
    if shared == 0 || matches!(file_parts.get(shared), Some(Component::Prefix(_))) {
        return file.to_owned();
    }
    let up = folder_parts[shared..].iter().map(|_| Component::ParentDir);
    up.chain(file_parts[shared..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_means_its_tables_and_layers() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", "a.shp", "a.dbf", "lees mij.pdf", ".verborgen.csv"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let at = |name: &str| folder.path().join(name);
        let found = expand(&[folder.path().to_owned(), at("b.csv")]).unwrap();
        assert_eq!(found.files, [at("a.shp"), at("b.csv")]);
        assert_eq!(found.passed, [at("lees mij.pdf")]);
        assert!(expand(&[at("niets.csv")]).is_err());
    }

    #[test]
    fn paths_are_seen_from_the_folder_of_the_configuration() {
        let check = |file: &str, folder: &str, expected: &str| {
            assert_eq!(from(Path::new(file), Path::new(folder)), Path::new(expected));
        };
        check("/a/b/c.csv", "/a/b", "c.csv");
        check("/a/b/c.csv", "/a", "b/c.csv");
        check("/a/c.csv", "/a/b/d", "../../c.csv");
    }
}
