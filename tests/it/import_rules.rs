//! The rules of the house: which module may import which, and which crate has which room.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order in which each may import only from those before it.
const ORDER: [&str; 20] = [
    "progress",
    "model",
    "crs",
    "diagnostics",
    "config",
    "read",
    "normalise",
    "propose",
    "locate",
    "measure",
    "spread",
    "disclose",
    "dictionary",
    "layers",
    "audit",
    "output",
    "error",
    "pipeline",
    "cli",
    "main",
];

/// Crates that have one room, by the start of the paths where they may be used.
const ROOMS: [(&str, &[&str]); 13] = [
    ("chrono_tz", &["normalise/date"]),
    ("clap", &["cli", "main.rs"]),
    ("rstar", &["locate"]),
    ("rusqlite", &["read/geopackage"]),
    ("shapefile", &["read/shapefile", "read/layer_file"]),
    ("calamine", &["read/workbook"]),
    ("quick_xml", &["read/workbook"]),
    ("zip", &["read/workbook"]),
    ("indicatif", &["progress.rs"]),
    ("tempfile", &["output.rs", "disclose/ledger"]),
    ("statrs", &["spread"]),
    ("rand_xoshiro", &["spread/random.rs"]),
    ("polars_async", &["pipeline/threads.rs"]),
];

/// Every file with its code, but for files of tests alone.
fn sources() -> Vec<(String, String)> {
    fn below(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, all);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && path.file_name().is_some_and(|name| name != "tests.rs")
            {
                all.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    below(&root, &mut paths);
    paths.sort();
    let relative =
        |path: &PathBuf| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    paths
        .iter()
        .map(|path| (relative(path), before_tests(&fs::read_to_string(path).unwrap())))
        .collect()
}

/// The lines of a file without comments, up to its tests.
fn before_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let kept: Vec<&str> =
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    kept.join("\n")
}

fn room(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

fn place(room: &str) -> usize {
    ORDER.iter().position(|known| *known == room).unwrap_or_else(|| panic!("no place for {room}"))
}

/// The rooms that a file names by `crate::`.
fn imported(code: &str) -> Vec<&str> {
    code.split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
        .filter(|name| ORDER.contains(name))
        .collect()
}

#[test]
fn every_module_imports_from_its_left() {
    for (path, code) in sources().iter().filter(|(path, _)| path != "lib.rs") {
        for import in imported(code) {
            assert!(
                place(import) <= place(room(path)),
                "src/{path} imports {import}, which stands to its right"
            );
        }
    }
}

#[test]
fn writers_see_published_numbers_or_none() {
    for (path, code) in
        sources().iter().filter(|(path, _)| ["layers", "report"].contains(&room(path)))
    {
        for import in imported(code) {
            assert!(
                !["measure", "spread", "locate"].contains(&import),
                "src/{path} imports {import}"
            );
        }
    }
}

#[test]
fn each_outside_crate_has_its_room() {
    for (path, code) in &sources() {
        for (name, rooms) in ROOMS {
            let used =
                code.contains(&format!("use {name}::")) || code.contains(&format!(" {name}::"));
            let at_home = rooms.iter().any(|room| path.starts_with(room));
            assert!(!used || at_home, "src/{path} uses {name}");
        }
    }
}

#[test]
fn the_map_names_every_room() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for (path, _) in sources() {
        let room = room(&path);
        assert!(["lib", "main"].contains(&room) || map.contains(&format!("mod {room};")), "{room}");
    }
}
