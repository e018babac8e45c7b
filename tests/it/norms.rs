//! Norms: ceilings and floors, over the whole program.

use serde_json::{Value, json};

use crate::toytown::{ORIGIN, Toytown, buurten};

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

/// The same count under a norm, and its opposite under the opposite.
const MIRRORED: &str = r#"
[[indicator]]
id = "op"
of = "placements"
count = "urgent"
out_of = "counted"
norm = 0.45
label.nl = "Met voorrang"
label.en = "With priority"
[[indicator]]
id = "neer"
of = "placements"
count = "NOT urgent"
out_of = "counted"
norm = 0.55
norm_kind = "floor"
label.nl = "Zonder voorrang"
label.en = "Without priority"
"#;

/// One home in each of fifteen buurten, with 40 lettings each in three years: ever more of them urgent.
fn town(language: &str) -> Toytown {
    let names: Vec<String> = (0..15).map(|at| format!("h{at}")).collect();
    let homes: Vec<(&str, f64, f64, &str)> = buurten()
        .iter()
        .zip(&names)
        .map(|(buurt, name)| {
            (name.as_str(), buurt.x - ORIGIN.0 + 50.0, buurt.y - ORIGIN.1 + 50.0, "A")
        })
        .collect();
    let mut lettings = "nr,datum,voorrang\n".to_owned();
    for (at, name) in names.iter().enumerate() {
        for letting in 0..40 {
            let urgent = letting % 20 < 8 + (letting % 3) + at / 3;
            let word = if urgent { "URG" } else { "REG" };
            let (year, month, day) = (2023 + letting % 3, 1 + letting / 3 % 12, 1 + letting / 36);
            lettings += &format!("{name},{year}-{month:02}-{day:02},{word}\n");
        }
    }
    let config = format!("language = \"{language}\"\n");
    let town = Toytown::with_dwellings(&homes).file("toewijzingen.csv", lettings);
    let before = town.text("spreiding.toml");
    town.config(&format!("{config}{before}{PLACEMENTS}{MIRRORED}"))
}

fn indicator<'a>(figures: &'a Value, id: &str) -> &'a Value {
    let all = figures["indicators"].as_array().unwrap();
    all.iter().find(|indicator| indicator["id"] == id).unwrap()
}

#[test]
fn a_floor_is_the_ceiling_of_the_others_in_every_number() {
    let town = town("nl");
    let ran = town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    let [above, below] = ["op", "neer"].map(|id| indicator(&figures, id));
    assert_eq!((&above["norm_kind"], &below["norm_kind"]), (&json!("ceiling"), &json!("floor")));
    assert_eq!(indicator(&figures, "urgent")["norm_kind"], "ceiling");
    assert_eq!(indicator(&figures, "label_d")["norm_kind"], Value::Null);
    let [one, other] = [above, below].map(|of| &of["spread"]["outlook"]);
    let same = [
        "over_now",
        "expected_to_go",
        "year_end_beyond",
        "year_end_beyond_informed",
        "year_end_beyond_of_rule",
        "pooled_p",
        "trend_p",
        "verdict",
        "rule",
    ];
    for key in same {
        assert_eq!(one[key], other[key], "{key}");
    }
    assert_eq!(one["verdict"], "dreigt structureel");
    let z = [one, other].map(|of| of["trend_z"].as_f64().unwrap());
    assert!(z[0] > 0.5 && z[0] == -z[1], "{z:?}");
    assert_eq!(
        other["sentence"],
        "Norm van ten minste 55% (Zonder voorrang): de norm dreigt structureel niet te worden gehaald."
    );
    for (one, other) in
        one["years"].as_array().unwrap().iter().zip(other["years"].as_array().unwrap())
    {
        let number = |of: &Value, key: &str| of[key].as_u64().unwrap();
        assert_eq!(number(one, "count") + number(other, "count"), number(one, "out_of"));
    }
    for level in 0..3 {
        let areas = |of: &Value| of["spread"]["levels"][level]["areas"].as_array().unwrap().clone();
        let pairs = areas(above).into_iter().zip(areas(below));
        for (one, other) in pairs.filter(|(one, _)| one["share"].is_number()) {
            for key in ["norm_p", "norm_q", "headroom"] {
                assert_eq!(one[key], other[key], "{key}");
            }
            if let (Some(a), Some(b)) = (one["beyond_norm"].as_f64(), other["beyond_norm"].as_f64())
            {
                assert!((a - b).abs() < 1e-4, "{a} {b}");
            }
            // The judgement is against the others, on either side, and turns round with the share.
            let turned = one["judgement"].as_str().unwrap().replace("boven", "#");
            let turned = turned.replace("onder", "boven").replace('#', "onder");
            // But for the word that holds another.
            let turned = turned.replace("bovenscheiden", "onderscheiden");
            assert_eq!(other["judgement"], turned);
        }
    }
    let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("neer: norm of at least 55% (Without priority): the norm threatens to be missed structurally (2025 stands below it; all years together below it p"), "{told}");
    assert!(
        told.contains("op: norm of at most 45% (With priority): the norm threatens to be exceeded"),
        "{told}"
    );
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
}

#[test]
fn english_words_of_a_floor() {
    let town = town("en");
    town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    assert_eq!(
        indicator(&figures, "neer")["spread"]["outlook"]["sentence"],
        "Norm of at least 55% (Without priority): the norm threatens to be missed structurally."
    );
}

#[test]
fn a_kind_of_no_norm_is_refused() {
    let own = "[[indicator]]\nid = \"x\"\nof = \"dwellings\"\ncount = \"true\"\nlabel.nl = \"X\"\n";
    let check = |more: &str, expected: &str| {
        let ran = Toytown::with_dwellings(&[("1", 50.0, 50.0, "D")])
            .more_config(&format!("{own}{more}"))
            .run();
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.told().contains(expected), "{}", ran.stderr);
    };
    check("norm_kind = \"floor\"\n", "of a norm that is not given");
    check("norm = 0.3\nnorm_kind = \"roof\"\n", "`ceiling` or `floor`");
}

const RENTS: &str = r#"
[[placements]]
path = "toewijzingen.csv"
[placements.columns]
dwelling = "nr"
date = "datum"
priority = "voorrang"
rent = "huur"
[placements.urgent]
values = ["URG"]
regular = ["REG"]
exclude = ["RUIL"]
"#;

/// Three homes in the first buurt, of which the second has a rent; and these placements.
fn rented(lettings: &str) -> Toytown {
    let homes =
        "id;x;y;label;huur\na;140010;480010;A;\nb;140020;480010;A;700,00\nc;140030;480010;A;0,00\n";
    Toytown::with_dwellings(&[])
        .file("dwellings.csv", homes)
        .more_config("rent = \"huur\"\n")
        .more_config(RENTS)
        .file("toewijzingen.csv", format!("nr;datum;voorrang;huur\n{lettings}"))
}

fn bereikbaar(town: &Toytown) -> Value {
    indicator(&town.json("out/kerncijfers.json"), "bereikbaar").clone()
}

fn count(of: &Value) -> [u64; 3] {
    ["count", "out_of", "unknown"].map(|key| of["total"][key].as_u64().unwrap())
}

#[test]
fn a_rent_up_to_the_second_cap_of_its_year_is_within_to_the_cent() {
    let town = rented(
        "a;2023-05-01;REG;693,60\na;2023-06-01;REG;693,61\na;2024-05-01;URG;697,07\na;2024-06-01;REG;697,08\n\
         a;2025-05-01;REG;\u{20ac} 731,93\na;2025-06-01;REG;731,94\na;2025-07-01;RUIL;100,00\n",
    );
    town.run_well(&["run"]);
    let found = bereikbaar(&town);
    assert_eq!(count(&found), [3, 6, 0]);
    assert_eq!((&found["norm"], &found["norm_kind"]), (&json!(0.7), &json!("floor")));
    assert_eq!((&found["nature"], &found["agreements"]), (&json!("flow"), &json!([8])));
    let caps = found["rent_caps"].as_array().unwrap();
    let second: Vec<f64> = caps.iter().map(|cap| cap["second"].as_f64().unwrap()).collect();
    assert_eq!(second, [693.60, 697.07, 731.93]);
    assert_eq!((&caps[2]["kind"], &caps[2]["certainty"]), (&json!("rekenhuur"), &json!("read")));
    assert!(caps.iter().all(|cap| cap["source"].is_string()));
    let definition = found["definition"].as_str().unwrap();
    assert!(definition.contains("2023 \u{20ac} 693,60 (rekenhuur)"), "{definition}");
    assert!(!definition.to_lowercase().contains("urgent"), "{definition}");
    // A public result has it by area, and says nothing of placements without a place.
    let buurt = town.buurt("BU00340101");
    assert_eq!((&buurt["bereikbaar"], &buurt["bereikbaar_noemer"]), (&json!(3), &json!(6)));
    assert_eq!(
        (&buurt["bereikbaar_pct"], &buurt["bereikbaar_oordeel"]),
        (&json!(50.0), &json!("te weinig toewijzingen"))
    );
    assert!(buurt["bereikbaar_laag"].is_number() && buurt["urgent"].is_null());
    assert_eq!(found["unplaced"], Value::Null);
    assert!(!town.json("out/kerncijfers.json")["coverage"].to_string().contains("placements"));
    assert_eq!(found["spread"]["outlook"]["verdict"], "te weinig toewijzingen");
}

#[test]
fn a_placement_without_a_rent_has_that_of_its_home_and_its_own_wins() {
    let town = rented(
        "a;2025-01-01;REG;\nb;2025-01-02;REG;\nb;2025-01-03;REG;800,00\nb;2025-01-04;REG;0,00\n\
         c;2025-01-05;REG;\nc;2025-01-06;REG;6000,00\nc;2025-01-07;REG;500\n",
    );
    let ran = town.run_well(&["run", "-v"]);
    // Twice that of b, once 500; 800 is too much; of four nothing is known, as 0 is no rent.
    assert_eq!(count(&bereikbaar(&town)), [3, 4, 3]);
    let told = ran.told();
    assert!(told.contains("I122 warning 2 huur rents that are none of a month"), "{told}");
    assert!(
        told.contains("I124") && told.contains("2 placements without a rent of their own"),
        "{told}"
    );
    // An expression of one's own sees the same rents, without the caps.
    let own = "[[indicator]]\nid = \"laag\"\nof = \"placements\"\ncount = \"rent <= 700\"\nlabel.nl = \"L\"\n\
               personal = false\n";
    let config = format!("leave_out = [\"bereikbaar\"]\n{}\n{own}", town.text("spreiding.toml"));
    let town = town.config(&config);
    town.run_well(&["run"]);
    assert_eq!(count(indicator(&town.json("out/kerncijfers.json"), "laag")), [3, 4, 3]);
}

#[test]
fn without_rents_all_are_unknown_and_no_cap_is_missed() {
    let town = rented("a;2027-01-01;REG;\na;2027-02-01;REG;\n");
    let config = town.text("spreiding.toml").replace("2025-12-31", "2027-12-31");
    let config = config.replace("rent = \"huur\"\n", "");
    let town = town.config(&config);
    town.run_well(&["run"]);
    let total = &bereikbaar(&town)["total"];
    assert_eq!((&total["out_of"], &total["unknown"]), (&json!(0), &json!(2)));
    assert_eq!(bereikbaar(&town)["total"]["status"], "onbekend");
}

#[test]
fn a_year_without_a_cap_stops_and_the_configuration_gives_it() {
    let lettings =
        "a;2026-01-01;REG;700\na;2027-01-01;REG;760\na;2027-02-01;REG;790\na;2028-02-01;RUIL;7\n";
    let at = |more: &str| {
        let town = rented(lettings);
        let config = town.text("spreiding.toml").replace("2025-12-31", "2028-12-31");
        town.config(&format!("{more}{config}"))
    };
    let ran = at("").run();
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("error[I120]"), "{}", ran.stderr);
    assert!(ran.told().contains("is known of 2027, in which 2 placements"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("2028"), "{}", ran.stderr);
    // Nobody asks for it.
    at("leave_out = [\"bereikbaar\"]\n").run_well(&["run"]);
    let caps = "[[rent_caps]]\nyear = 2027\nfirst = 720.0\nsecond = 780.0\nsource = \"Stcrt.\"\n\
                [[rent_caps]]\nyear = 2026\nfirst = 600.0\nsecond = 650\nkind = \"rekenhuur\"\n";
    let town = at("").more_config(caps);
    town.run_well(&["run"]);
    let found = bereikbaar(&town);
    assert_eq!(count(&found), [1, 3, 0]);
    let caps = found["rent_caps"].as_array().unwrap();
    assert_eq!(caps.len(), 2);
    assert_eq!((&caps[0]["kind"], &caps[0]["source"]), (&json!("rekenhuur"), &Value::Null));
    assert_eq!((&caps[1]["kind"], &caps[1]["source"]), (&json!("kale huur"), &json!("Stcrt.")));
    assert!(caps.iter().all(|cap| cap["certainty"] == "configured"));
    assert!(found["definition"].as_str().unwrap().contains("uit de configuratie"));
    assert!(town.text("out/run.json").contains("rent_caps"));
}

#[test]
fn caps_that_cannot_be_are_refused() {
    let check = |caps: &str, code: &str, expected: &str| {
        let ran = rented("a;2025-01-01;REG;700\n").more_config(caps).run();
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("error[{code}]")), "{}", ran.stderr);
        assert!(ran.told().contains(expected), "{}", ran.stderr);
    };
    let cap = |first: &str, second: &str| {
        format!("[[rent_caps]]\nyear = 2025\nfirst = {first}\nsecond = {second}\n")
    };
    check(&format!("{}{}", cap("1", "2"), cap("1", "2")), "I121", "gives 2025 twice");
    check(&cap("800", "700"), "K003", "`first` (800) lies above `second` (700)");
    check(&cap("0", "700"), "K003", "above 0");
    check(&cap("-1.0", "700"), "K003", "above 0");
    check(&cap("600", "nan"), "K003", "above 0");
    check(&cap("600", "700.005"), "K003", "whole cents");
    check(&cap("600", "\"700\""), "K004", "expected");
    check(
        "[[rent_caps]]\nyear = 2025\nfirst = 1\nsecond = 2\nkind = \"huur\"\n",
        "K004",
        "kale huur",
    );
}

#[test]
fn amounts_of_a_year_or_in_cents_stop() {
    let ran = rented("a;2025-01-01;REG;8400\na;2025-02-01;REG;7900\na;2025-03-01;REG;700\n").run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("error[I123]"), "{}", ran.stderr);
    assert!(ran.told().contains("2 of 3 of its rents lie above 2000 euros"), "{}", ran.stderr);
}

#[test]
fn the_result_does_not_hang_on_the_order_of_rows_or_threads() {
    let rows = (0..200).map(|at| {
        let (home, day) = (["a", "b", "c"][at % 3], 1 + at / 36);
        format!("{home};{}-{:02}-{day:02};REG;{}", 2023 + at / 3 % 3, 1 + at / 9 % 12, 600 + at)
    });
    let rows: Vec<String> = rows.collect();
    let mut turned = rows.clone();
    turned.reverse();
    let results = [(&rows, "1"), (&turned, "1"), (&rows, "4")].map(|(rows, threads)| {
        let town = rented(&format!("{}\n", rows.join("\n")));
        let environment = [("POLARS_MAX_THREADS", threads), ("RAYON_NUM_THREADS", threads)];
        let ran = town.run_with(&["run"], &environment);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        town.text("out/kerncijfers.json")
    });
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0], results[2]);
}
