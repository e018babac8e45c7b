//! Counts of 1 to 4 that are planted, and whatever follows from them, looked for in all bytes of a public result.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::gate::{everything, town};

/// Counts of 1 to 4 out of large primes, so that what follows from them occurs by no other way, two in each of two
/// wijken; all others are shown.
const PLANTED: [(usize, usize); 16] = [
    (3, 331),
    (1, 317),
    (83, 313),
    (101, 311),
    (4, 307),
    (2, 293),
    (71, 283),
    (73, 281),
    (89, 277),
    (97, 271),
    (79, 269),
    (61, 263),
    (67, 257),
    (59, 251),
    (53, 241),
    (47, 239),
];

/// What could be told of a count of persons, by name.
fn told_of((k, n): (usize, usize)) -> Vec<(&'static str, f64)> {
    let (total, all) = PLANTED.iter().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    let (k, n, total, all) = (k as f64, n as f64, total as f64, all as f64);
    let (share, city) = (k / n, total / all);
    let rest = (total - k) / (all - n);
    let z = 1.959_963_984_540_054;
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    vec![
        ("share", share),
        ("others", n - k),
        ("share of others", 1.0 - share),
        ("lower limit", middle - half),
        ("upper limit", middle + half),
        ("share of the others of the city", rest),
        ("difference with the city", share - city),
        ("difference with the others", share - rest),
        ("location quotient", share / city),
        ("ratio to the others", share / rest),
        ("part of the city's", k / total),
        ("expected", n * city),
        ("excess", k - n * city),
        ("ratio of odds", k / (n - k) / (total / (all - total))),
    ]
}

/// Numbers of four and more significant digits in a text, with their last decimal's size.
fn precise(bytes: &[u8]) -> Vec<(f64, f64)> {
    let text = String::from_utf8_lossy(bytes);
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let words = text.split(|c: char| !is_part(c)).map(|word| word.trim_matches('.'));
    let significant = |word: &&str| {
        word.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count() >= 4
    };
    let number = |word: &str| {
        let decimals = word.split_once('.').map_or(0, |(_, behind)| behind.len());
        Some((word.parse().ok()?, 0.1f64.powi(i32::try_from(decimals).ok()?)))
    };
    words.filter(significant).filter_map(number).collect()
}

/// Which of these values stand in a text, as they are or as percentages, with or without a sign.
fn standing(bytes: &[u8], values: &[(&'static str, f64)]) -> BTreeSet<&'static str> {
    let numbers = precise(bytes);
    let stands = |value: f64| {
        numbers.iter().any(|(number, unit)| (number - value.abs()).abs() <= 0.500_001 * unit)
    };
    let found = values.iter().filter(|(_, value)| stands(*value) || stands(100.0 * value));
    found.map(|(name, _)| *name).collect()
}

#[test]
fn nothing_that_follows_from_a_hidden_count_stands_in_a_result() {
    let town = town(PLANTED);
    let all = everything(&town);
    assert!(all.iter().any(|(name, _)| name == "run.json"));
    let layer = town.json("out/lagen/buurten.geojson");
    let hidden: Vec<usize> = (0..16)
        .filter(|&at| layer["features"][at]["properties"]["urgent_status"] == "onderdrukt")
        .collect();
    assert_eq!(hidden, [0, 1, 4, 5]);
    town.run_well(&["run", "--internal"]);
    let internal = town.json("out/kerncijfers-intern.json").to_string();
    for at in hidden {
        let values = told_of(PLANTED[at]);
        for (name, bytes) in &all {
            assert!(
                !bytes.starts_with(b"PK") && !bytes.starts_with(&[0x1f, 0x8b]),
                "unpack {name}"
            );
            let found = standing(bytes, &values);
            assert!(found.is_empty(), "{name} tells {found:?} of {:?}", PLANTED[at]);
        }
        // The same search finds them where they are.
        let found = standing(internal.as_bytes(), &values);
        assert!(found.contains("share") && found.len() >= 3, "{found:?}");
    }
    // And of an area that is shown.
    let figures = &all.iter().find(|(name, _)| name == "kerncijfers.json").unwrap().1;
    assert!(standing(figures, &told_of(PLANTED[2])).contains("share"));
}

/// The members of all objects that tell of an area, by its code, and of urgent placements.
fn members_of(value: &Value, code: &str, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(members) => {
            let of_area = members.values().any(|value| value == code);
            let of_other = members.get("indicator").is_some_and(|id| id != "urgent");
            for (key, value) in members {
                if of_area && !of_other && !value.is_null() {
                    found.insert(key.clone(), value.clone());
                }
                members_of(value, code, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| members_of(value, code, found)),
        _ => {}
    }
}

/// What a file of a public result tells of urgent placements in an area, by name.
fn told_in(name: &str, bytes: &[u8], code: &str) -> BTreeMap<String, Value> {
    let json = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    let mut found = BTreeMap::new();
    if name.ends_with(".geojson") {
        members_of(&json(bytes), code, &mut found);
        found.retain(|key, _| key.starts_with("urgent") || name == "lagen/patronen.geojson");
    } else if name == "kerncijfers.json" {
        let figures = json(bytes);
        let mut of = figures["indicators"].as_array().unwrap().iter();
        members_of(of.find(|of| of["id"] == "urgent").unwrap(), code, &mut found);
    } else if name == "vrijgave.jsonl" {
        // A line for each release, a list for each cell: level, code, part, count, what it is out of.
        for indicator in json(bytes)["indicators"].as_array().unwrap() {
            let cells = indicator["cells"].as_array().unwrap().iter();
            for cell in cells.filter(|cell| cell[1] == code) {
                let named = ["level", "code", "part", "count", "out_of"].into_iter();
                let named = named.zip(cell.as_array().unwrap());
                let named = named.filter(|(_, value)| !value.is_null());
                found.extend(named.map(|(key, value)| (key.to_owned(), value.clone())));
            }
        }
    } else if name == "indicatoren.csv" {
        let mut table = csv::Reader::from_reader(bytes);
        let header = table.headers().unwrap().clone();
        for row in table.records().map(Result::unwrap) {
            if row.iter().any(|cell| cell == code) && row.iter().any(|cell| cell == "urgent") {
                let told = header.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
                found.extend(told.map(|(key, cell)| (key.to_owned(), cell.into())));
            }
        }
    } else {
        assert!(!String::from_utf8_lossy(bytes).contains(code), "{name} tells of {code}");
    }
    found
}

#[test]
fn of_a_hidden_area_a_result_tells_what_is_public_and_nothing_else() {
    let public: [(&str, &[&str]); 5] = [
        ("lagen/buurten.geojson", &["urgent_nb", "urgent_noemer", "urgent_status"]),
        ("lagen/patronen.geojson", &["buurtcode", "buurtnaam", "indicator"]),
        ("kerncijfers.json", &["code", "out_of", "status", "unknown"]),
        (
            "indicatoren.csv",
            &[
                "code",
                "definitie",
                "indicator",
                "naam",
                "niveau",
                "noemer",
                "onbekend",
                "ouder",
                "status",
            ],
        ),
        ("vrijgave.jsonl", &["code", "level", "out_of", "part"]),
    ];
    let all = everything(&town(PLANTED));
    for code in ["BU00340101", "BU00340102", "BU00340201", "BU00340202"] {
        for (name, bytes) in &all {
            let told = told_in(name, bytes, code);
            let told: Vec<&str> = told.keys().map(String::as_str).collect();
            let of_file = public.iter().find(|(file, _)| file == name);
            let expected = of_file.map_or(&[][..], |(_, keys)| *keys);
            assert_eq!(told, expected, "{name} of {code}");
        }
    }
    // Of an area that is shown there is more.
    for (name, keys) in public {
        let (_, bytes) = all.iter().find(|(file, _)| file == name).unwrap();
        let told = told_in(name, bytes, "BU00340103");
        assert!(
            told.len() > keys.len() && keys.iter().all(|key| told.contains_key(*key)),
            "{name}"
        );
    }
}
