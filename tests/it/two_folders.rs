//! What is for everyone and what is not: two folders, of which neither run touches the other's.

use std::fs;

use crate::toytown::Toytown;

const PLACEMENTS: &str = r#"
[[placements]]
path = "toewijzingen.csv"
[placements.columns]
dwelling = "nr"
date = "datum"
priority = "voorrang"
[placements.urgent]
values = ["URG"]
regular = ["REG"]
"#;

fn town() -> Toytown {
    let lettings = "nr,datum,voorrang\n1,2025-03-01,URG\n2,2025-04-01,REG\n";
    Toytown::with_dwellings(&[("1", 50.0, 50.0, "D"), ("2", 150.0, 50.0, "A")])
        .file("toewijzingen.csv", lettings)
        .more_config(PLACEMENTS)
}

fn names(town: &Toytown) -> Vec<String> {
    let folders = fs::read_dir(town.folder()).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.starts_with("out"));
    names.sort();
    names
}

#[test]
fn each_audience_has_a_folder_and_neither_run_touches_the_other() {
    let town = town();
    town.run_well(&["run"]);
    let public = town.result_files();
    town.run_well(&["run", "--internal"]);
    assert_eq!(names(&town), ["out", "out-controle", "out-intern", "out-intern-controle"]);
    let internal = town.result_files();
    assert!(internal.iter().any(|(name, _)| name == "kerncijfers-intern.json"));
    town.run_well(&["run"]);
    assert_eq!(town.result_files(), public);
    town.run_well(&["run", "--internal"]);
    assert_eq!(town.result_files(), internal);
}

#[test]
fn an_internal_result_says_so_in_names_layers_figures_and_record() {
    let town = town();
    town.run_well(&["run", "--internal"]);
    let layer = town.json("out/lagen-intern/buurten.geojson");
    assert!(layer["description"].as_str().unwrap().contains("INTERN"), "{}", layer["description"]);
    assert_eq!(town.json("out/kerncijfers-intern.json")["audience"], "internal");
    assert_eq!(town.json("out/run.json")["audience"], "internal");
    let unmarked: Vec<String> = town.result_files().into_iter().map(|(name, _)| name).collect();
    let unmarked = unmarked.iter().filter(|name| !name.contains("-intern"));
    assert_eq!(unmarked.collect::<Vec<_>>(), ["run.json"]);
}

#[test]
fn a_folder_with_the_result_for_others_is_refused_before_anything_is_read() {
    for (first, then, found) in [
        (&["run", "-o", "uit"][..], &["run", "--internal", "-o", "uit"][..], "the public result"),
        (&["run", "--internal", "-o", "uit"], &["run", "-o", "uit"], "the internal result"),
    ] {
        let town = town();
        town.run_well(first);
        let before = fs::read(town.path("uit/run.json")).unwrap();
        fs::remove_file(town.path("dwellings.csv")).unwrap();
        let ran = town.run_with(then, &[]);
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        assert!(ran.told().contains(found) && ran.told().contains("-o DIR"), "{}", ran.stderr);
        assert_eq!(fs::read(town.path("uit/run.json")).unwrap(), before);
    }
}
