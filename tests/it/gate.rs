//! Nothing about persons passes but through the gate, and what it hides is nowhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::toytown::{ORIGIN, Toytown, buurten};

pub const PLACEMENTS: &str = r#"
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

/// A home in each of the sixteen buurten, and placements of 2025: by buurt how many are urgent, of how many.
pub fn town(counts: [(usize, usize); 16]) -> Toytown {
    let places = buurten();
    let names: Vec<String> = (0..places.len()).map(|at| format!("h{at}")).collect();
    let homes: Vec<(&str, f64, f64, &str)> = places
        .iter()
        .zip(&names)
        .map(|(buurt, name)| {
            (name.as_str(), buurt.x - ORIGIN.0 + 50.0, buurt.y - ORIGIN.1 + 50.0, "A")
        })
        .collect();
    // Of every buurt the same number of rows in the same order, so that nothing but the counts differs.
    let mut lettings = "nr,datum,voorrang\n".to_owned();
    for (name, (urgent, all)) in names.iter().zip(counts) {
        for letting in 0..all {
            let word = if letting < urgent { "URG" } else { "REG" };
            let (month, day) = (1 + letting % 12, 1 + letting / 12 % 28);
            lettings += &format!("{name},2025-{month:02}-{day:02},{word}\n");
        }
    }
    Toytown::with_dwellings(&homes).file("toewijzingen.csv", lettings).more_config(PLACEMENTS)
}

/// Buurten of the first wijk with 3 and 2 of 40 and two larger ones; the others all large.
const SMALL: [(usize, usize); 16] = [
    (3, 40),
    (2, 40),
    (12, 41),
    (14, 43),
    (11, 50),
    (9, 44),
    (13, 39),
    (20, 60),
    (8, 30),
    (10, 47),
    (12, 52),
    (9, 33),
    (18, 70),
    (7, 28),
    (15, 45),
    (16, 61),
];

/// Everything that a public run leaves: the files, but for the hashes of the inputs, the ledger, and what it
/// says.
pub fn everything(town: &Toytown) -> Vec<(String, Vec<u8>)> {
    let ran = town.run_well(&["run", "-v"]);
    let json = town.run_well(&["run", "--format", "json"]);
    let mut all = town.result_files();
    for (_, bytes) in all.iter_mut().filter(|(name, _)| name == "run.json") {
        let mut record: Value = serde_json::from_slice(bytes).unwrap();
        for input in record["inputs"].as_array_mut().unwrap() {
            input.as_object_mut().unwrap().remove("sha256").unwrap();
        }
        *bytes = record.to_string().into_bytes();
    }
    all.push(("vrijgave.jsonl".to_owned(), fs::read(town.path("vrijgave.jsonl")).unwrap()));
    all.push(("stdout".to_owned(), ran.stdout.into_bytes()));
    // Seconds and memory, at the head of what -v tells, differ from run to run.
    let stages = |line: &&str| !line.starts_with("  ") || line.starts_with("    ");
    let told: Vec<&str> = ran.stderr.lines().filter(stages).collect();
    all.push(("stderr".to_owned(), told.join("\n").into_bytes()));
    all.push(("json".to_owned(), json.stdout.into_bytes()));
    all
}

#[test]
fn two_cities_that_differ_in_hidden_counts_alone_have_the_same_public_result() {
    let mut swapped = SMALL;
    swapped[0].0 = 2;
    swapped[1].0 = 3;
    let (one, other) = (town(SMALL), town(swapped));
    let (one, other) = (everything(&one), everything(&other));
    assert!(one.iter().any(|(name, _)| name == "lagen/patronen.geojson"));
    for ((name, here), (_, there)) in one.iter().zip(&other) {
        assert!(here == there, "{name} tells of a hidden count");
    }
    assert_eq!(one.len(), other.len());
}

/// The numbers in a text, as they are written.
fn numbers(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    text.split(|c: char| !is_part(c)).map(|word| word.trim_matches('.').to_owned()).collect()
}

#[test]
fn a_hidden_count_stands_nowhere_in_all_bytes_of_a_result() {
    // The buurt with 137 of 331 is hidden because it would give the other of its wijk away. None of its numbers
    // occurs by another way: 137, 194 others, 41.4 percent.
    let mut planted = SMALL;
    planted[0] = (3, 40);
    planted[1] = (137, 331);
    planted[2] = (0, 0);
    planted[3] = (0, 0);
    let town = town(planted);
    let all = everything(&town);
    let layer = town.json("out/lagen/buurten.geojson");
    let hidden: Vec<&Value> = layer["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| &feature["properties"])
        .filter(|of| of["urgent_status"] == "onderdrukt")
        .collect();
    let codes: Vec<&Value> = hidden.iter().map(|of| &of["buurtcode"]).collect();
    assert_eq!(codes, ["BU00340101", "BU00340102"]);
    assert_eq!(hidden[1]["urgent_noemer"], 331);
    for (name, bytes) in &all {
        assert!(!bytes.starts_with(b"PK") && !bytes.starts_with(b"SQLite"), "unpack {name}");
        let found = numbers(bytes);
        for number in ["137", "194", "41.4", "41.39", "0.413897"] {
            assert!(!found.contains(number), "{name} holds {number}");
        }
    }
    // What is shown of them together is the sum.
    assert!(
        numbers(&all.iter().find(|(name, _)| name == "indicatoren.csv").unwrap().1).contains("140")
    );
    // Seen by the same search, an internal result holds them.
    town.run_well(&["run", "--internal"]);
    let table = fs::read(town.path("out/indicatoren-intern.csv")).unwrap();
    assert!(numbers(&table).contains("137"));
}

/// The routes by which a hidden count could be told, one by one (share, shrunken share, exact test, load,
/// neighbours, groups, order, corporations).
#[test]
fn every_route_to_a_hidden_count_is_closed() {
    let town = town(SMALL);
    town.run_well(&["run"]);
    let figures = town.json("out/kerncijfers.json");
    let all = figures["indicators"].as_array().unwrap();
    let urgent = all.iter().find(|of| of["id"] == "urgent").unwrap();
    let mut hidden: Vec<String> = Vec::new();
    for level in urgent["spread"]["levels"].as_array().unwrap() {
        let areas = level["areas"].as_array().unwrap();
        let codes: Vec<&str> = areas.iter().map(|area| area["code"].as_str().unwrap()).collect();
        assert!(codes.is_sorted(), "the order of areas follows their codes");
        for area in areas.iter().filter(|area| area["status"] == "onderdrukt") {
            hidden.push(area["code"].as_str().unwrap().to_owned());
            let told = area.as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
            let told: Vec<&str> = told.map(|(key, _)| key.as_str()).collect();
            assert_eq!(told, ["code", "out_of", "unknown", "status"]);
        }
        for area in areas.iter().filter(|area| area["status"] == "ok") {
            assert!(area["p"].is_number() && area["per_100_homes"].is_number(), "{area}");
        }
    }
    assert_eq!(hidden, ["BU00340101", "BU00340102"]);
    let space = &urgent["spread"]["in_space"];
    for local in space["local"].as_array().unwrap() {
        assert!(!hidden.contains(&local["code"].as_str().unwrap().to_owned()), "{local}");
    }
    for cluster in space["clusters"].as_array().unwrap() {
        let members = cluster["members"].as_array().unwrap();
        let holds = members.iter().any(|code| hidden.iter().any(|hidden| code == hidden));
        for key in ["inside", "outside", "share_inside", "share_outside", "llr"] {
            assert_eq!(cluster[key].is_null(), holds, "{cluster}");
        }
    }
    let patterns = town.json("out/lagen/patronen.geojson");
    for feature in patterns["features"].as_array().unwrap() {
        let of = &feature["properties"];
        if of["indicator"] == "urgent" && hidden.iter().any(|code| of["buurtcode"] == **code) {
            assert!(of["lokaal"].is_null() && of["lokaal_p"].is_null() && of["lokaal_q"].is_null());
        }
    }
    // A corporation has the city's number alone, and no area has a year of a buurt.
    let table = town.text("out/indicatoren.csv");
    for row in table.lines().filter(|row| row.contains(",urgent,")) {
        let cells: Vec<&str> = row.split(',').collect();
        assert!(cells[3].is_empty() || cells[0] == "stad", "{row}");
        assert!(!row.starts_with("buurt,") || !row.contains(",0,2025,"), "{row}");
        if cells[8] == "onderdrukt" {
            assert!(cells[5].is_empty() && cells[7].is_empty(), "{row}");
        }
    }
    assert!(urgent["spread"]["target"].is_null());
}

#[test]
fn a_profile_of_seven_and_five_hides_up_to_seven_and_rounds_the_rest() {
    let town = town(SMALL).more_config("[disclosure]\nprofile = \"zeven-vijf\"\n");
    town.run_well(&["run"]);
    let layer = town.json("out/lagen/buurten.geojson");
    let mut shown = 0;
    for (feature, (count, out_of)) in layer["features"].as_array().unwrap().iter().zip(SMALL) {
        let of = &feature["properties"];
        assert_eq!(of["urgent_noemer"], out_of);
        match of["urgent"].as_u64() {
            Some(rounded) => {
                shown += 1;
                assert!(
                    rounded % 5 == 0 && rounded.abs_diff(count as u64) < 5,
                    "{rounded} of {count}"
                );
                assert!(count > 7);
            }
            None => assert_eq!(of["urgent_status"], "onderdrukt"),
        }
        assert!(of["urgent_laag"].is_null() && of["urgent_oordeel"].is_null());
    }
    assert!(shown >= 8, "{shown}");
    let figures = town.json("out/kerncijfers.json");
    let rule = figures["disclosure"]["rule"].as_str().unwrap();
    assert!(rule.contains("0 tot en met 7") && rule.contains("vijftallen"), "{rule}");
}

#[test]
fn settings_of_disclosure_without_effect_are_refused() {
    for (setting, told) in [
        ("profile = \"zeven-vijf\"\nthreshold = 5", "has no effect with profile"),
        ("threshold = 1", "write a number from 3 to 100"),
        ("years_to = \"gemeente\"", "no level of [areas]"),
        ("by_area = \"label_d\"", "no indicator about persons"),
        ("treshold = 5", "did you mean `threshold`?"),
    ] {
        let ran = town(SMALL).more_config(&format!("[disclosure]\n{setting}\n")).run();
        assert_eq!(ran.code, 2, "{setting}: {}", ran.stderr);
        assert!(ran.told().contains(told), "{setting}: {}", ran.stderr);
    }
}

#[test]
fn a_result_without_its_ledger_and_a_broken_ledger_are_told() {
    let town = town(SMALL);
    town.run_well(&["run"]);
    let ledger = fs::read_to_string(town.path("vrijgave.jsonl")).unwrap();
    assert_eq!(ledger.lines().count(), 1);
    town.run_well(&["run"]);
    assert_eq!(fs::read_to_string(town.path("vrijgave.jsonl")).unwrap(), ledger);
    fs::remove_file(town.path("vrijgave.jsonl")).unwrap();
    let ran = town.run_well(&["run"]);
    assert!(ran.stderr.contains("D0") && ran.told().contains("vrijgave.jsonl"), "{}", ran.stderr);
    let cut = &ledger[..ledger.len() / 2];
    fs::write(town.path("vrijgave.jsonl"), cut).unwrap();
    let before = town.result_files();
    let ran = town.run();
    assert_ne!(ran.code, 0, "{}", ran.stdout);
    assert!(ran.told().contains("vrijgave.jsonl"), "{}", ran.stderr);
    assert_eq!(town.result_files(), before);
}

#[test]
fn a_count_that_grew_by_a_few_since_the_last_release_is_hidden() {
    let town = town(SMALL);
    town.run_well(&["run"]);
    let shown = |town: &Toytown, code: &str| town.buurt(code)["urgent"].clone();
    assert_eq!(shown(&town, "BU00340202"), 9);
    // Two urgent households and four others more in one buurt, eight of each in another.
    let words = |urgent: usize, at: usize| if at < urgent { "URG" } else { "REG" };
    let more = (0..6).map(|at| format!("h5,2025-12-{:02},{}\n", 10 + at, words(2, at)));
    let others = (0..16).map(|at| format!("h9,2025-12-{:02},{}\n", 10 + at, words(8, at)));
    let more = more.chain(others);
    let lettings = town.text("toewijzingen.csv") + &more.collect::<String>();
    fs::write(town.path("toewijzingen.csv"), lettings).unwrap();
    let ran = town.run_well(&["run"]);
    assert_eq!(shown(&town, "BU00340202"), Value::Null, "{}", ran.stdout);
    let ledger = fs::read_to_string(town.path("vrijgave.jsonl")).unwrap();
    assert_eq!(ledger.lines().count(), 2);
}

#[test]
fn a_city_with_one_more_than_in_the_last_release_is_left_out_and_the_way_out_is_named() {
    let town = town(SMALL);
    town.run_well(&["run"]);
    let lettings = town.text("toewijzingen.csv") + "h5,2025-12-20,URG\n";
    fs::write(town.path("toewijzingen.csv"), lettings).unwrap();
    let ran = town.run_well(&["run"]);
    assert!(ran.stdout.contains("changed by so few"), "{}", ran.stdout);
    assert!(ran.stdout.contains("vrijgave.jsonl"), "{}", ran.stdout);
    assert!(!town.buurt("BU00340202").as_object().unwrap().contains_key("urgent"));
    // Nobody was given either.
    fs::remove_file(town.path("vrijgave.jsonl")).unwrap();
    let ran = town.run_well(&["run"]);
    assert!(!ran.stdout.contains("changed by so few"), "{}", ran.stdout);
    assert_eq!(town.buurt("BU00340202")["urgent"], 10);
}

/// Whether code makes a published number, under whatever name it imports it.
fn makes_published(text: &str) -> bool {
    let code: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let constructor = |(at, name): (usize, &str)| {
        let before = code[..at].trim_end();
        let is_name = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = &code[at + name.len()..];
        is_name && !before.ends_with("struct") && (rest.starts_with('(') || rest.starts_with("::"))
    };
    code.match_indices("Published").any(constructor) || code.contains("Published as ")
}

#[test]
fn a_planted_maker_of_published_numbers_is_found() {
    for text in [
        "let forged = Published::pass(3);",
        "let forged = Published(3);",
        "let forged = cells.map(Published::pass);",
        "let forged = crate::disclose::Published::<u32>::pass(3);",
        "use crate::disclose::Published as Passed;",
        "#[cfg(test)]\nmod tests {}\nfn f() { Published(3) }",
    ] {
        assert!(makes_published(text), "{text}");
    }
    for text in [
        "use crate::disclose::{Cell, Published, PublishedCounts};",
        "fn f(cell: &Published<Cell>) -> u32 { PublishedCounts::of(cell) }",
        "// Published::pass(3)",
    ] {
        assert!(!makes_published(text), "{text}");
    }
}

#[test]
fn a_published_number_is_made_in_the_gate_alone() {
    fn below(folder: &Path, all: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, all);
            } else {
                all.push((
                    path.display().to_string(),
                    fs::read_to_string(&path).unwrap_or_default(),
                ));
            }
        }
    }
    let mut sources = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    let makers: Vec<&str> = sources
        .iter()
        .filter(|(_, text)| makes_published(text))
        .map(|(path, _)| path.split("/src/").last().unwrap())
        .collect();
    assert!(makers.iter().all(|path| path.starts_with("disclose/")), "{makers:?}");
    assert!(makers.contains(&"disclose/release.rs"));
}
