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
