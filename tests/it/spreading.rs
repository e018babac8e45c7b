//! The statistics of spread in the results: where they stand, and to whom they are shown.

use serde_json::Value;

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

/// One home in each buurt with 40 lettings in three years; those of the first wijk nearly all urgent, a
/// quarter of the others; none in the last buurt.
fn town() -> Toytown {
    let buurten = buurten();
    let names: Vec<String> = (0..buurten.len()).map(|at| format!("h{at}")).collect();
    let homes: Vec<(&str, f64, f64, &str)> = buurten
        .iter()
        .zip(&names)
        .map(|(buurt, name)| {
            let label = if buurt.wijk == "WK003402" { "D" } else { "A" };
            (name.as_str(), buurt.x - ORIGIN.0 + 50.0, buurt.y - ORIGIN.1 + 50.0, label)
        })
        .collect();
    let mut lettings = "nr,datum,voorrang\n".to_owned();
    for (at, name) in names.iter().enumerate().take(15) {
        for letting in 0..40 {
            let urgent = if at < 4 { letting < 36 } else { letting % 4 == 0 };
            let word = if urgent { "URG" } else { "REG" };
            let (year, month) = (2023 + letting % 3, 1 + letting / 3 % 12);
            let day = 1 + letting / 36;
            lettings += &format!("{name},{year}-{month:02}-{day:02},{word}\n");
        }
    }
    Toytown::with_dwellings(&homes).file("toewijzingen.csv", lettings).more_config(PLACEMENTS)
}

/// What was told with its lines taken together, to look for words that a line end may part.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn indicator<'a>(figures: &'a Value, id: &str) -> &'a Value {
    let all = figures["indicators"].as_array().unwrap();
    all.iter().find(|indicator| indicator["id"] == id).unwrap()
}

#[test]
fn a_wijk_that_stands_out_is_told_to_stand_out() {
    let town = town();
    let ran = town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    let spread = &indicator(&figures, "urgent")["spread"];
    let finest = &spread["levels"][2];
    let areas = finest["areas"].as_array().unwrap();
    assert_eq!(areas.len(), 16);
    // Without a letting there is no share, and no load.
    assert_eq!((&areas[15]["share"], &areas[15]["per_100_homes"]), (&Value::Null, &0.0.into()));
    assert_eq!(areas[15]["p"], Value::Null);
    assert_eq!(finest["areas"][0]["judgement"], "aantoonbaar boven");
    assert_eq!(finest["areas"][0]["headroom"], 12 - 36);
    assert_eq!(finest["areas"][0]["per_100_homes"], 3600.0);
    // 10 of 40 where all others have 244 of 560.
    assert_eq!(finest["areas"][14]["judgement"], "aantoonbaar onder");
    let others = finest["areas"][14]["compared_with"].as_f64().unwrap();
    assert!((others - 244.0 / 560.0).abs() < 1e-6, "{others}");
    for area in &areas[..15] {
        let number = |key: &str| area[key].as_f64().unwrap();
        let two_sided = (2.0 * number("p_above").min(number("p_below"))).min(1.0);
        assert!((number("p") - two_sided).abs() < 1e-4 * two_sided && two_sided > 0.0, "{area}");
        assert_eq!(area["funnel"] == "within", number("p") > 0.05);
    }
    // 4 x 36 + 11 x 10 of 600: Σ |x − t P| / (2 T P (1 − P)).
    let p: f64 = 254.0 / 600.0;
    let d = (4.0 * (36.0 - 40.0 * p) + 11.0 * (40.0 * p - 10.0)) / (1200.0 * p * (1.0 - p));
    let found = finest["evenness"]["dissimilarity"].as_f64().unwrap();
    assert!((found - d).abs() < 1e-6, "{found} for {d}");
    let cluster = &spread["in_space"]["clusters"][0];
    let mut members: Vec<&str> =
        cluster["members"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
    members.sort_unstable();
    assert_eq!(members, ["BU00340101", "BU00340102", "BU00340103", "BU00340104"]);
    assert_eq!(cluster["p"], 0.0001);
    assert_eq!(figures["draws"]["generator"], "xoshiro256++");
    assert!(ran.stdout.contains("a group of 4 areas stands out"), "{}", ran.stdout);
    let told = on_one_line(&ran.stdout);
    assert!(
        told.contains(
            "urgent: 15 areas against all others together: 4 demonstrably above, 0 possibly above, 0 not to \
             be told apart, 0 possibly below, 11 demonstrably below, 0 with too few placements"
        ),
        "{told}"
    );

    let layer = town.json("out/lagen-intern/patronen.geojson");
    let features = layer["features"].as_array().unwrap();
    assert_eq!(features.len(), 15);
    assert_eq!(features[0]["properties"]["cluster"], 1);
    // All three neighbours of the corner are high: 1 of the 364 ways to choose three, on either side.
    // Among fifteen areas that is no discovery.
    let p = features[0]["properties"]["lokaal_p"].as_f64().unwrap();
    assert!((p - 2.0 / 364.0).abs() < 0.001, "{p}");
    assert_eq!(features[0]["properties"]["lokaal"], Value::Null);
    assert_eq!(features[14]["properties"]["cluster"], Value::Null);
    let buurt = town.json("out/lagen-intern/buurten.geojson");
    let judged = |at: usize| &buurt["features"][at]["properties"]["urgent_oordeel"];
    assert_eq!((judged(0), judged(15)), (&"aantoonbaar boven".into(), &Value::Null));
    assert_eq!(judged(14), "aantoonbaar onder");
}

fn outlook_of(town: &Toytown) -> Value {
    indicator(&town.json("out/kerncijfers-intern.json"), "urgent")["spread"]["outlook"].clone()
}

/// The same town with an outlook on a norm, at another day.
fn at(day: &str, more: &str) -> Toytown {
    let town = town();
    let config = town.text("spreiding.toml");
    town.config(
        &config.replace("reference_date = 2025-12-31", &format!("reference_date = {day}\n{more}")),
    )
}

#[test]
fn a_year_without_placements_yet_says_so_and_the_chance_is_that_of_the_rule() {
    let town = at("2026-01-03", "");
    let ran = town.run_well(&["run", "--internal"]);
    let outlook = outlook_of(&town);
    assert_eq!(outlook["remark"], "In 2026 zijn nog geen toewijzingen geteld.");
    assert_eq!(
        (&outlook["over_now"], &outlook["verdict"]),
        (&Value::Null, &"dreigt structureel".into())
    );
    let chance = outlook["year_end_beyond_of_rule"].as_f64().unwrap();
    assert_eq!(outlook["year_end_beyond_informed"].as_f64(), Some(chance));
    // With the years before, 42% of them urgent, and not with the prior alone, which gives 0.63.
    assert!(chance > 0.95, "{outlook}");
    let told = on_one_line(&ran.stdout);
    let expected =
        format!("chance that 2026 ends above it {}; all years together above it p < 0.001", {
            if chance > 0.99 { "> 0.99".to_owned() } else { format!("{chance:.2}") }
        });
    assert!(told.contains(&expected) && told.contains("no placements in 2026 yet"), "{told}");
    let whole: Vec<bool> =
        outlook["years"].as_array().unwrap().iter().map(|year| year["whole"] == true).collect();
    assert_eq!(whole, [false, true, true, false]);
}

#[test]
fn the_last_year_is_told_as_it_stands_on_its_last_day_in_the_language_that_was_asked_for() {
    let town = at("2025-12-31", "language = \"en\"");
    let ran = town.run_well(&["run", "--internal"]);
    let outlook = outlook_of(&town);
    assert_eq!((&outlook["over_now"], &outlook["remark"]), (&true.into(), &Value::Null));
    let told = on_one_line(&ran.stdout);
    assert!(
        told.contains(
            "norm of at most 30% (Placements of urgent seekers): the norm threatens to be exceeded \
             structurally (2025 stands above it;"
        ),
        "{told}"
    );
    let town = at("2026-01-03", "language = \"en\"");
    town.run_well(&["run", "--internal"]);
    let outlook = outlook_of(&town);
    assert_eq!(outlook["remark"], "No placements have been counted in 2026 yet.");
}

/// Nothing that is written has a zero with a sign, and no p-value or q-value is zero, where the areas differ
/// as much as they can.
#[test]
fn no_p_value_is_zero_and_no_zero_has_a_sign() {
    let buurten = buurten();
    let places: Vec<String> = (0..buurten.len()).map(|at| format!("h{at}")).collect();
    let homes: Vec<(&str, f64, f64, &str)> = buurten
        .iter()
        .zip(&places)
        .map(|(buurt, name)| {
            (name.as_str(), buurt.x - ORIGIN.0 + 50.0, buurt.y - ORIGIN.1 + 50.0, "A")
        })
        .collect();
    let mut lettings = "nr,datum,voorrang\n".to_owned();
    for (at, name) in places.iter().enumerate() {
        for letting in 0..400 {
            let word = if at < 8 { "URG" } else { "REG" };
            lettings +=
                &format!("{name},{}-{:02}-15,{word}\n", 2023 + letting % 3, 1 + letting % 12);
        }
    }
    let town =
        Toytown::with_dwellings(&homes).file("toewijzingen.csv", lettings).more_config(PLACEMENTS);
    let ran = town.run_well(&["run", "--internal"]);
    fn walk(value: &Value, key: &str, seen: &mut usize) {
        match value {
            Value::Object(object) => object.iter().for_each(|(key, value)| walk(value, key, seen)),
            Value::Array(items) => items.iter().for_each(|value| walk(value, key, seen)),
            Value::Number(number) => {
                let value = number.as_f64().unwrap();
                assert!(value != 0.0 || value.is_sign_positive(), "{key}: {number}");
                if ["p", "q"].contains(&key)
                    || key.ends_with("_p")
                    || key.ends_with("_q")
                    || key.starts_with("p_")
                {
                    assert!(value > 0.0, "{key}: {number}");
                    *seen += 1;
                }
            }
            _ => {}
        }
    }
    let mut seen = 0;
    walk(&town.json("out/kerncijfers-intern.json"), "", &mut seen);
    walk(&town.json("out/lagen-intern/patronen.geojson"), "", &mut seen);
    assert!(seen > 100, "{seen}");
    for (name, bytes) in town.result_files() {
        let text = String::from_utf8_lossy(&bytes);
        let numbers = text.split(|sign: char| sign.is_whitespace() || ",:;[]{}()\"".contains(sign));
        for number in numbers.filter(|word| word.starts_with('-')) {
            assert!(
                number.parse::<f64>().ok().is_none_or(|value| value != 0.0),
                "{number} in {name}"
            );
        }
    }
    assert!(!ran.stdout.contains("p 0.000") && !ran.stdout.contains(" -0"), "{}", ran.stdout);
}

#[test]
fn a_stock_is_no_sample_and_gets_no_p_value() {
    let town = town();
    town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    let label = &indicator(&figures, "label_d")["spread"];
    let text = label.to_string();
    assert!(!text.contains("_p\"") && !text.contains("\"p\""), "{text}");
    assert_eq!(label["levels"][2]["areas"][4]["part_of_total"], 0.25);
    assert_eq!(label["levels"][2]["evenness"]["information"], 1.0);
    let roofs = &indicator(&figures, "asbest_woning")["spread"]["levels"][0]["evenness"];
    assert_eq!(roofs["undefined"], "Van geen eenheid is bekend of zij meetelt.");
}

#[test]
fn the_public_result_shows_what_it_may_and_says_what_it_hides() {
    let town = town();
    let ran = town.run_well(&["run"]);
    let figures = town.json("out/kerncijfers.json");
    let urgent = indicator(&figures, "urgent");
    // 4 times 36 and 11 times 10 of 15 times 40.
    assert_eq!((&urgent["total"]["count"], &urgent["total"]["out_of"]), (&254.into(), &600.into()));
    assert_eq!(urgent["protected"], true);
    // Of each buurt of the first wijk four of forty are not urgent.
    assert_eq!(urgent["levels"][2]["areas_hidden"], 4);
    let layer = town.json("out/lagen/buurten.geojson");
    for feature in layer["features"].as_array().unwrap() {
        let of = &feature["properties"];
        if of["wijkcode"] == "WK003401" {
            assert_eq!(of["urgent_status"], "onderdrukt");
            assert_eq!(of["urgent_noemer"], 40);
            for column in ["urgent", "urgent_pct", "urgent_laag", "urgent_hoog", "urgent_oordeel"] {
                assert!(of[column].is_null(), "{column}");
            }
        } else if of["urgent_noemer"] == 40 {
            assert_eq!((&of["urgent"], &of["urgent_status"]), (&10.into(), &"ok".into()));
        }
    }
    // The wijk itself: 16 others of 160.
    let wijk = town.area("lagen/wijken", "wijkcode", "WK003401");
    assert_eq!((&wijk["urgent"], &wijk["urgent_status"]), (&144.into(), &"ok".into()));
    let told = on_one_line(&ran.stdout);
    assert!(told.contains("numbers are hidden"), "{told}");
    let rule = "Aantallen over personen van 1 tot en met 4";
    assert!(layer["description"].as_str().unwrap().contains(rule));
    assert!(figures["disclosure"]["rule"].as_str().unwrap().starts_with(rule));
    assert_eq!(figures["disclosure"]["audit"]["cells_at_risk"], 0);
    assert!(town.text("out/indicatoren.csv").contains(rule));
}

#[test]
fn statistics_can_be_left_out() {
    let town = town().more_config("[spread]\nenabled = false\n");
    town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    assert_eq!(figures["draws"], Value::Null);
    assert_eq!(indicator(&figures, "urgent")["spread"], Value::Null);
    assert!(!town.path("out/lagen-intern/patronen.geojson").exists());
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    #[track_caller]
    fn check(more: &str, expected: &str) {
        let ran = Toytown::with_dwellings(&[("1", 50.0, 50.0, "D")]).more_config(more).run();
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
    check("[spread]\npermutations = 9\n", "from 99 to 999999");
    let own = "[[indicator]]\nid = \"x\"\nof = \"dwellings\"\ncount = \"true\"\nlabel.nl = \"X\"\n";
    check(&format!("{own}norm = 30.0\n"), "a share between 0 and 1");
}

/// Walks along a value and its schema, and lists what the schema does not describe.
fn undescribed(value: &Value, schema: &Value, root: &Value, at: &str, missing: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let named = root.pointer(reference.trim_start_matches('#')).expect("a reference within");
        return undescribed(value, named, root, at, missing);
    }
    let choices = schema["anyOf"].as_array().or(schema["oneOf"].as_array());
    if let Some(choices) = choices.filter(|_| schema["properties"].is_null()) {
        let fewest = choices.iter().map(|choice| {
            let mut missing = Vec::new();
            undescribed(value, choice, root, at, &mut missing);
            missing
        });
        missing.extend(fewest.min_by_key(Vec::len).unwrap_or_default());
        return;
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        one => vec![one.clone()],
    };
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = |wanted: &Value| wanted == found || (wanted == "number" && found == "integer");
    if !schema["type"].is_null() && !types.iter().any(fits) {
        missing.push(format!("{at} is {found}"));
    }
    match value {
        Value::Object(object) => {
            for required in schema["required"].as_array().into_iter().flatten() {
                if !object.contains_key(required.as_str().unwrap()) {
                    missing.push(format!("{at}.{required} is absent"));
                }
            }
            for (key, value) in object {
                let at = format!("{at}.{key}");
                // What is written beside the properties of a type may be those of another.
                let beside = schema["anyOf"].as_array().into_iter().flatten();
                let property = std::iter::once(schema).chain(beside).find_map(|schema| {
                    let schema = match schema["$ref"].as_str() {
                        Some(reference) => root.pointer(reference.trim_start_matches('#'))?,
                        None => schema,
                    };
                    schema["properties"].get(key)
                });
                match property {
                    Some(property) if property["description"].is_string() => {
                        undescribed(value, property, root, &at, missing);
                    }
                    _ => missing.push(at),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                undescribed(item, &schema["items"], root, at, missing);
            }
        }
        _ => {}
    }
}

#[test]
fn the_schema_describes_every_key_figure() {
    let target = "[targets.label_d]\nstart = 9\nfrom = 2024-01-01\ngoal = 1\nby = 2029-12-31\n\
                  [targets.label_efg]\ngoal_share = 0.3\ndirection = \"rise\"\n";
    let town = town().more_config(target);
    town.run_well(&["run", "--internal"]);
    let schema = town.run_well(&["explain", "kerncijfers.json"]).stdout;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let figures = town.json("out/kerncijfers-intern.json");
    let mut missing = Vec::new();
    undescribed(&figures, &schema, &schema, "", &mut missing);
    missing.dedup();
    assert!(missing.is_empty(), "{missing:#?}");
    town.run_well(&["run"]);
    let public = town.json("out/kerncijfers.json");
    undescribed(&public, &schema, &schema, "", &mut missing);
    assert!(missing.is_empty() && public["disclosure"].is_object(), "{missing:#?}");
    assert!(
        figures.to_string().contains("\"undefined\""),
        "a sentence for no number is among them"
    );
}

/// Homes of two complexes and one of none; labels, roofs and owners' associations of each, and no label of
/// the last.
fn built() -> Toytown {
    let homes = "id,x,y,label,complex,vve,dak,schuur\n\
                 1,140010,480010,D,K1,J,verdacht,nee\n\
                 2,140030,480010,D,K1,N,nee,nee\n\
                 3,140020,480030,A,K1,N,verdacht,nee\n\
                 4,140110,480010,D,K2,N,nee,nee\n\
                 5,140110,480010,A,K2,J,nee,nee\n\
                 6,140040,480040,D,,J,verdacht,nee\n\
                 7,140050,480050,,K1,J,verdacht,nee\n";
    let columns = "complex = \"complex\"\nowners_association = \"vve\"\n\
                   asbestos_home_roof = \"dak\"\nasbestos_shed_roof = \"schuur\"\n";
    Toytown::with_dwellings(&[]).file("dwellings.csv", homes).more_config(columns)
}

#[test]
fn coincidences_are_compared_with_chance_within_areas() {
    let town = built();
    let ran = town.run_well(&["run"]);
    let found = &town.json("out/kerncijfers.json")["coincidences"];
    let pair = &found["homes"][0];
    assert_eq!(pair["of"], serde_json::json!(["label_d", "asbest"]));
    assert_eq!((&pair["units"], &pair["unknown"]), (&6.into(), &1.into()));
    assert_eq!((&pair["each"], &pair["count"]), (&serde_json::json!([4, 3]), &2.into()));
    // Four homes in the first buurt, three with label D and three with a suspect roof: 9 / 4; in the second
    // no roof is.
    assert_eq!(pair["expected_by_chance"], 2.25);
    assert_eq!(pair["range_95_by_chance"], serde_json::json!([2, 3]));
    let all = &found["complexes"]["coincidences"][3];
    assert_eq!(
        (&all["units"], &all["each"], &all["count"]),
        (&2.into(), &serde_json::json!([2, 1, 2]), &1.into())
    );
    assert_eq!(found["complexes"]["homes_without_complex"], 1);
    assert!(
        ran.stdout.contains("label D + suspect roof: 2 of 6 homes fully known"),
        "{}",
        ran.stdout
    );
    // A complex may be a single home.
    assert!(!town.path("out/lagen/complexen.geojson").exists());
}

#[test]
fn an_internal_result_has_a_layer_of_complexes() {
    let town = built();
    town.run_well(&["run", "--internal"]);
    let layer = town.json("out/lagen-intern/complexen.geojson");
    let features = layer["features"].as_array().unwrap();
    let expected = serde_json::json!({
        "buurtcode": "BU00340101", "buurtnaam": "Buurt 0101", "corporatie": "Ons Huis", "complex": "K1",
        "woningen": 4, "label_d": 2, "label_d_nb": 1, "asbest": 3, "asbest_nb": 0, "vve": 2, "vve_nb": 0,
        "koppelkans_woningen": 1, "koppelkans": "ja"
    });
    assert_eq!(features[0]["properties"], expected);
    assert_eq!(features[1]["properties"]["koppelkans"], "nee");
    // Two homes in one place: an octagon around it.
    assert_eq!(features[1]["geometry"]["coordinates"][0][0].as_array().unwrap().len(), 9);
}

#[test]
fn homes_without_a_complex_are_counted_as_homes_alone() {
    let town = town();
    let ran = town.run_well(&["run", "--internal"]);
    let found = &town.json("out/kerncijfers-intern.json")["coincidences"];
    assert_eq!(found["complexes"], Value::Null);
    // No roof is known: there is no number, and nothing is told of chance.
    assert_eq!(
        (&found["homes"][0]["count"], &found["homes"][0]["unknown"]),
        (&Value::Null, &16.into())
    );
    assert!(!ran.stdout.contains("where chance within areas"), "{}", ran.stdout);
}

#[test]
fn draws_are_the_same_with_any_number_of_threads() {
    let town = town();
    let results = ["1", "2", "5"].map(|threads| {
        let environment = [("POLARS_MAX_THREADS", threads), ("RAYON_NUM_THREADS", threads)];
        let ran = town.run_with(&["run", "--internal"], &environment);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ["out/kerncijfers-intern.json", "out/lagen-intern/patronen.geojson"]
            .map(|file| town.text(file))
    });
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0], results[2]);
}
