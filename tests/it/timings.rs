//! Where time goes: told with `-v`, and in `run.json` only with `--timings`.

use serde_json::Value;

use crate::toytown::Toytown;

const STAGES: [&str; 14] = [
    "read areas",
    "read dwellings",
    "read placements",
    "read roofs",
    "read addresses",
    "match addresses",
    "read labels",
    "locate",
    "measure",
    "spread",
    "render",
    "audit",
    "hash the inputs",
    "write",
];

fn town() -> Toytown {
    Toytown::with_dwellings(&[("1", 50.0, 50.0, "D"), ("2", 150.0, 50.0, ""), ("3", 9e3, 0.0, "A")])
        .more_config("[tolerance]\nunplaced = 0.5")
}

/// The lines of the table of stages, without its header: name, and the rest in words.
fn table(stderr: &str) -> Vec<(String, Vec<&str>)> {
    let below = stderr.lines().skip_while(|line| !line.starts_with("  stage "));
    let lines = below.skip(1).take(STAGES.len() + 1);
    lines
        .map(|line| (line[2..24].trim().to_owned(), line[24..].split_whitespace().collect()))
        .collect()
}

#[test]
fn each_stage_is_a_line_with_seconds_rows_and_memory() {
    let town = town();
    let ran = town.run_well(&["run", "-v"]);
    let table = table(&ran.stderr);
    let names: Vec<&str> = table.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..14], STAGES);
    assert_eq!(names[14], "together");
    let rows: Vec<&str> = table.iter().map(|(_, figures)| figures[1]).collect();
    // 16 buurten, 4 wijken and 2 stadsdelen are rendered.
    assert_eq!(rows, ["16", "3", "0", "0", "0", "3", "0", "3", "3", "-", "22", "-", "-", "-", "-"]);
    for (name, figures) in &table {
        assert!(figures[0].parse::<f64>().is_ok(), "{name}: {figures:?}");
        assert_eq!(
            figures[2].parse::<u64>().is_ok(),
            cfg!(target_os = "linux"),
            "{name}: {figures:?}"
        );
    }
    assert!(ran.stderr.lines().all(|line| line.chars().count() <= 80), "{}", ran.stderr);
}

#[test]
fn without_v_no_stage_is_told() {
    let ran = town().run_well(&["run"]);
    assert!(!ran.stderr.contains("stage"), "{}", ran.stderr);
}

#[test]
fn only_timings_makes_two_runs_differ_and_only_in_run_json() {
    let town = town();
    town.run_well(&["run"]);
    let plain = town.result_files();
    town.run_well(&["run", "-v"]);
    assert_eq!(town.result_files(), plain);

    town.run_well(&["run", "--timings"]);
    let timed = town.result_files();
    let mut different = Vec::new();
    assert_eq!(plain.len(), timed.len());
    for (before, after) in plain.iter().zip(&timed) {
        assert_eq!(before.0, after.0);
        if before.1 != after.1 {
            different.push(after.0.as_str());
        }
    }
    assert_eq!(different, ["run.json"]);

    let mut run = town.json("out/run.json");
    let timings = run.as_object_mut().unwrap().remove("timings").unwrap();
    let without: Value =
        serde_json::from_slice(&plain.iter().find(|file| file.0 == "run.json").unwrap().1).unwrap();
    assert_eq!(run, without);
    let stages = timings["stages"].as_array().unwrap();
    let names: Vec<&str> = stages.iter().map(|stage| stage["stage"].as_str().unwrap()).collect();
    // The record is made before the writing, which it cannot time.
    assert_eq!(names, STAGES[..13]);
    assert_eq!(stages[1]["rows"], 3);
    assert!(stages.iter().all(|stage| stage["seconds"].as_f64().is_some()));
}
