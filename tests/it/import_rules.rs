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

/// Rooms that see published numbers or none, with what they may not name, as starts of paths from the root.
/// The analyst's folder tells how rows were located, so `output` may name that.
const BLIND: [(&str, &[&str]); 4] = [
    (
        "layers",
        &["measure", "spread", "locate", "disclose::gate", "disclose::Gate", "disclose::table"],
    ),
    (
        "report",
        &["measure", "spread", "locate", "disclose::gate", "disclose::Gate", "disclose::table"],
    ),
    ("output", &["measure", "spread", "disclose::gate", "disclose::Gate", "disclose::table"]),
    // The attacker knows nothing of how cells were hidden.
    ("audit", &["measure", "spread", "locate", "disclose::suppress", "disclose::stand_in"]),
];

/// Every file with its whole text.
fn sources() -> Vec<(String, String)> {
    fn below(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, all);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
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
    paths.iter().map(|path| (relative(path), fs::read_to_string(path).unwrap())).collect()
}

/// The lines of a text without those of comments.
fn code(text: &str) -> String {
    let kept: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    kept.join("\n")
}

/// The lines of a text without comments, up to its tests.
fn before_tests(text: &str) -> String {
    code(text.split("#[cfg(test)]\nmod tests").next().unwrap())
}

fn room(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

fn place(room: &str) -> usize {
    ORDER.iter().position(|known| *known == room).unwrap_or_else(|| panic!("no place for {room}"))
}

/// The paths from the root of the crate that a file names, written out: `use crate::{a, b::{c, d}}` names
/// `a`, `b::c` and `b::d`. The root is also as many `super::` away as the file lies deep.
fn named(path: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let mut found = Vec::new();
    for (at, root) in code.match_indices("crate::") {
        tree(&code[at + root.len()..], "", &mut found);
    }
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::"))
    {
        let below = code[at..].trim_start_matches("super::");
        let up = (code.len() - at - below.len()) / "super::".len();
        if up >= path.split('/').count() + inner_modules(&code[..at]) {
            tree(below, "", &mut found);
        }
    }
    // What the root is called otherwise could be followed no further.
    if code.contains("crate as ") || code.contains("extern crate") {
        found.push("*".to_owned());
    }
    found
}

/// How many modules are open where a formatted text ends.
fn inner_modules(before: &str) -> usize {
    let mut open: Vec<&str> = Vec::new();
    for line in before.lines() {
        let (indent, words) = line.split_at(line.len() - line.trim_start().len());
        if open.last() == Some(&indent) && words == "}" {
            open.pop();
        } else if words.ends_with('{') && words.split(' ').any(|word| word == "mod") {
            open.push(indent);
        }
    }
    open.len()
}

/// Writes out a tree of imports below `prefix`, and gives what follows it.
fn tree<'a>(text: &'a str, prefix: &str, found: &mut Vec<String>) -> &'a str {
    let mut rest = text.trim_start();
    if let Some(inner) = rest.strip_prefix('{') {
        rest = inner.trim_start();
        while !rest.is_empty() && !rest.starts_with('}') {
            let after = tree(rest, prefix, found).trim_start();
            // Neither a name nor a comma: no tree of imports.
            let next = after.strip_prefix(',').unwrap_or(after).trim_start();
            if next.len() == rest.len() {
                return rest;
            }
            rest = next;
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let end =
        rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}::{name}") };
    if let Some(below) = after.strip_prefix("::").filter(|below| !below.starts_with('<')) {
        return tree(below, &path, found);
    }
    found.push(path);
    match after.strip_prefix(" as ") {
        Some(other) => other.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'),
        None => after,
    }
}

/// What a file names of the rooms to its right, or of all of them.
fn from_the_right(path: &str, text: &str) -> Vec<String> {
    let own = place(room(path));
    let to_the_right = |named: &String| {
        let first = named.split("::").next().unwrap();
        first == "*" || ORDER.iter().position(|known| *known == first).is_some_and(|at| at > own)
    };
    named(path, text).into_iter().filter(to_the_right).collect()
}

/// What a file of a room that sees published numbers alone names of the others.
fn unpublished(path: &str, text: &str) -> Vec<String> {
    let Some((_, forbidden)) = BLIND.iter().find(|(blind, _)| *blind == room(path)) else {
        return Vec::new();
    };
    let starts = |named: &String| {
        let behind = |start: &&str| {
            named.strip_prefix(*start).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        named.split("::").any(|part| part == "*") && (named == "*" || named.starts_with("disclose"))
            || forbidden.iter().any(behind)
    };
    named(path, text).into_iter().filter(starts).collect()
}

#[test]
fn every_module_imports_from_its_left() {
    for (path, text) in sources().iter().filter(|(path, _)| path != "lib.rs") {
        let found = from_the_right(path, text);
        assert!(found.is_empty(), "src/{path} names {found:?}, to its right");
    }
}

#[test]
fn writers_see_published_numbers_or_none() {
    let sources = sources();
    for (path, text) in &sources {
        let found = unpublished(path, text);
        assert!(found.is_empty(), "src/{path} names {found:?}");
    }
    for seen in ["layers.rs", "output.rs", "audit.rs"] {
        assert!(sources.iter().any(|(path, _)| path == seen), "{seen}");
    }
}

#[test]
fn a_planted_import_is_found() {
    for (path, text, planted) in [
        ("layers.rs", "use crate::measure::Counts;", "measure::Counts"),
        ("layers/geojson.rs", "use crate::{config::Config, spread};", "spread"),
        (
            "output.rs",
            "use crate::{\n    config::Config,\n    measure::{Counts, Measured},\n};",
            "measure::Counts",
        ),
        ("output/manifest.rs", "fn f() -> f64 { crate::spread::wilson(1) }", "spread::wilson"),
        ("audit.rs", "use crate::locate::{self as place, City};", "locate::self"),
        ("audit/observed.rs", "use crate::disclose::suppress::Fate;", "disclose::suppress::Fate"),
        ("layers/geojson.rs", "use super::super::measure::Counts;", "measure::Counts"),
        ("layers.rs", "use super::{model::Areas, measure as counted};", "measure"),
        (
            "layers.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::measure::Counts;\n}",
            "measure::Counts",
        ),
        (
            "output.rs",
            "#[cfg(test)]\nmod tests {\n}\nuse crate::measure::Counts;",
            "measure::Counts",
        ),
        ("layers/table/tests.rs", "use crate::spread::Spread;", "spread::Spread"),
        ("layers.rs", "use crate::disclose::{Audience, Gate};", "disclose::Gate"),
        ("output.rs", "use crate::disclose::gate::Protected;", "disclose::gate::Protected"),
        ("layers.rs", "use crate::disclose::*;", "disclose::*"),
        ("output.rs", "use crate::*;", "*"),
        ("report.rs", "use crate as all;", "*"),
        ("layers.rs", "mod a {\n}\nuse super::*;", "*"),
        ("layers.rs", "mod a {\n    use super::super::spread;\n}", "spread"),
    ] {
        assert!(unpublished(path, text).contains(&planted.to_owned()), "src/{path}: {text}");
    }
    for (path, text, planted) in [
        ("measure.rs", "use crate::layers::render;", "layers::render"),
        ("read/csv.rs", "use crate::{model::Areas, output::MARK};", "output::MARK"),
        ("disclose/gate.rs", "use super::super::audit::audit;", "audit::audit"),
        (
            "spread.rs",
            "#[cfg(test)]\nmod tests {}\nfn f() { crate::disclose::protect() }",
            "disclose::protect",
        ),
    ] {
        assert_eq!(from_the_right(path, text), [planted], "src/{path}: {text}");
    }
}

#[test]
fn an_import_that_may_be_is_not_found() {
    for (path, text) in [
        (
            "layers.rs",
            "// use crate::measure::Counts;\n/// crate::spread::Spread\nuse crate::model::Areas;",
        ),
        ("layers/geojson.rs", "use super::measure::Metres;"),
        ("output.rs", "#[cfg(test)]\nmod tests {\n    use super::*;\n}"),
        ("layers.rs", "use crate::disclose::{Audience, Release, statistics::{Cluster, Patterns}};"),
        ("output/manifest.rs", "use crate::locate::FileSteps;"),
        ("audit.rs", "use crate::disclose::{Gate, table::{Part, Table}};"),
        ("disclose/release.rs", "use crate::measure::{Counts, Measures};"),
        ("layers.rs", "fn f() { crate::model::of::<u32>(); if a { crate::crs::b } }"),
    ] {
        assert_eq!(unpublished(path, text), [""; 0], "src/{path}: {text}");
        assert_eq!(from_the_right(path, text), [""; 0], "src/{path}: {text}");
    }
}

#[test]
fn each_outside_crate_has_its_room() {
    for (path, text) in sources().iter().filter(|(path, _)| !path.ends_with("tests.rs")) {
        let code = before_tests(text);
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
