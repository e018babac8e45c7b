//! The inputs of a run are the same files at its end as at its start.
//!
//! A file that is written to while it is read gives rows of before and of after, and a hash of no file
//! that ever was. So the size, the time and the identity of every input are noted before the first of
//! them is opened, and compared after the last has been read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::{Config, FileState};
use crate::diagnostics::{Finding, codes};

/// The parts of a shapefile, by their endings.
const SHAPEFILE: [&str; 5] = ["shp", "shx", "dbf", "prj", "cpg"];

/// The files of a run as they were when it began.
#[derive(Debug)]
pub struct Unchanged {
    paths: Vec<PathBuf>,
    then: BTreeMap<PathBuf, FileState>,
}

impl Unchanged {
    /// Notes every file that a configuration names, what belongs to them, and the configuration itself
    /// as it was when it was read.
    pub fn of_inputs(config: &Config) -> Unchanged {
        let mut noted = Unchanged::of(config.input_paths().collect());
        if let Some((path, state)) = &config.file {
            noted.then.insert(path.clone(), state.clone());
            noted.paths.push(path.clone());
        }
        noted
    }

    /// Notes these files, and what belongs to them.
    pub fn of(paths: Vec<PathBuf>) -> Unchanged {
        let then = states(&paths);
        Unchanged { paths, then }
    }

    /// A stop for each file that is not what it was; `name` tells how a file is called.
    pub fn stops(&self, name: impl Fn(&Path) -> String) -> Vec<Finding> {
        let now = states(&self.paths);
        let mut all: Vec<&PathBuf> = self.then.keys().chain(now.keys()).collect();
        all.sort_unstable();
        all.dedup();
        let changed = all.into_iter().filter_map(|path| {
            let what = match (self.then.get(path), now.get(path)) {
                (Some(then), Some(now)) if then == now => return None,
                (Some(then), Some(now)) if now.is_another_than(then) => {
                    "another file took its place".to_owned()
                }
                (Some(then), Some(now)) if then.bytes == now.bytes => {
                    "it was written to".to_owned()
                }
                (Some(then), Some(now)) => {
                    format!("it had {} bytes at the start and has {} now", then.bytes, now.bytes)
                }
                (Some(_), None) => "it is gone".to_owned(),
                (None, _) => "it was not there at the start".to_owned(),
            };
            let name = name(path);
            let detail = format!(
                "{name} was changed while it was read: {what}\n  \
                 wait until it is written or copied whole, and run again"
            );
            Some(Finding::new(&codes::INPUT_CHANGED, name, 1).detail(detail))
        });
        changed.collect()
    }
}

/// The plain files among these and beside them, with their states.
fn states(paths: &[PathBuf]) -> BTreeMap<PathBuf, FileState> {
    let all = paths.iter().flat_map(|path| std::iter::once(path.clone()).chain(parts_of(path)));
    all.filter_map(|path| FileState::of(&path).map(|state| (path, state))).collect()
}

/// The other parts of a shapefile that are there, however their endings are written, in order of name.
pub(super) fn parts_of(path: &Path) -> Vec<PathBuf> {
    let ending_in = |path: &Path, known: &[&str]| {
        path.extension()
            .is_some_and(|ending| known.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    };
    if !ending_in(path, &["shp"]) {
        return Vec::new();
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let listed = fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter().flatten().flatten();
    let mut parts: Vec<PathBuf> = listed
        .map(|entry| path.with_file_name(entry.file_name()))
        .filter(|other| other.file_stem() == path.file_stem() && ending_in(other, &SHAPEFILE))
        .filter(|other| other != path)
        .collect();
    parts.sort_unstable();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told after a change to one of three files.
    #[track_caller]
    fn check(change: impl Fn(&Path), expected: &[(&str, &str)]) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["homes.csv", "Areas.shp", "Areas.DBF", "Areas.qgs", "other.csv"] {
            fs::write(folder.path().join(name), "a;b\n1;2\n").unwrap();
        }
        let inputs = ["homes.csv", "Areas.shp", "missing.csv", "."];
        let inputs = inputs.map(|name| folder.path().join(name)).to_vec();
        let noted = Unchanged::of(inputs);
        change(folder.path());
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let stops = noted.stops(name);
        assert_eq!(stops.len(), expected.len(), "{stops:?}");
        for (stop, (file, what)) in stops.iter().zip(expected) {
            assert!(stop.is_stop() && stop.file == *file, "{stop:?}");
            assert!(stop.detail.contains(what), "{}", stop.detail);
        }
    }

    fn later(path: PathBuf) {
        let file = fs::File::options().append(true).open(path).unwrap();
        let modified = file.metadata().unwrap().modified().unwrap();
        file.set_modified(modified + std::time::Duration::from_millis(1)).unwrap();
    }

    #[test]
    fn files_that_stay_are_not_told() {
        check(|_| {}, &[]);
        check(|folder| drop(fs::read(folder.join("homes.csv")).unwrap()), &[]);
        check(|folder| fs::write(folder.join("other.csv"), "x").unwrap(), &[]);
        check(|folder| fs::write(folder.join("Areas.qgs"), "x").unwrap(), &[]);
    }

    #[test]
    fn every_change_is_told() {
        let longer =
            |folder: &Path| fs::write(folder.join("homes.csv"), "a;b\n1;2\n3;4\n").unwrap();
        check(longer, &[("homes.csv", "had 8 bytes at the start and has 12 now")]);
        check(|folder| later(folder.join("homes.csv")), &[("homes.csv", "written to")]);
        check(|folder| later(folder.join("Areas.DBF")), &[("Areas.DBF", "written to")]);
        check(
            |folder| fs::remove_file(folder.join("homes.csv")).unwrap(),
            &[("homes.csv", "gone")],
        );
        let appeared =
            |name: &'static str| move |folder: &Path| fs::write(folder.join(name), "x").unwrap();
        check(appeared("missing.csv"), &[("missing.csv", "was not there")]);
        check(appeared("Areas.Cpg"), &[("Areas.Cpg", "was not there")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_took_the_place_of_another_is_told() {
        let replaced = |folder: &Path| {
            let (old, new) = (folder.join("homes.csv"), folder.join("new.csv"));
            fs::copy(&old, &new).unwrap();
            let modified = fs::metadata(&old).unwrap().modified().unwrap();
            fs::File::options().append(true).open(&new).unwrap().set_modified(modified).unwrap();
            fs::rename(new, old).unwrap();
        };
        check(replaced, &[("homes.csv", "another file took its place")]);
    }
}
