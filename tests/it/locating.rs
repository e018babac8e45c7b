//! The cascade of keys.

use serde_json::json;

use crate::toytown::{AREAS, ORIGIN, Toytown};

const KEYS: &str = r#"
[[dwellings]]
path = "dwellings.csv"
corporation = "Ons Huis"
area_year = 2025
[dwellings.columns]
id = "id"
area = "buurt"
bag_id = "bag"
postcode = "pc"
house_number = "nr"
house_letter = "letter"
x = "x"
y = "y"
[addresses]
path = "bag.csv"
[tolerance]
unplaced = 1.0
"#;

/// One home for each key, in buurt 0101 by that key, and one with none.
fn town() -> Toytown {
    let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let far = ORIGIN.0 - 20.0;
    Toytown::new()
        .file(
            "bag.csv",
            format!(
                "identificatie;postcode;huisnummer;huisletter;toevoeging;pand_identificatie;x;y\n\
                 0034010000000001;1311AA;1;;;0034100000000001;{x};{y}\n\
                 0034010000000002;1311AA;1;A;;0034100000000001;{x};{y}\n\
                 0034010000000003;1311AA;3;;;0034100000000003;{};{y}\n",
                x + 100.0
            ),
        )
        .file(
            "dwellings.csv",
            format!(
                "id;buurt;bag;pc;nr;letter;x;y\n\
                 code;340101;;;;;;\n\
                 id;;34010000000001;;;;;\n\
                 address;;;1311 aa;1a;;;\n\
                 point;;;;;;{x};{y}\n\
                 near;;;;;;{far};{y}\n\
                 both;;0034010000000001;1311AA;3;;;\n\
                 none;;;;;;;\n\
                 outside;;;;;;{};{y}\n\
                 nowhere;;;9999XX;3;;;\n",
                ORIGIN.0 - 26.0
            ),
        )
        .config(&format!("{AREAS}{KEYS}"))
}

#[test]
fn each_key_places_a_home_and_the_report_says_which() {
    let town = town();
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["woningen"], 6);
    let located = &town.json("out/run.json")["located"][0];
    assert_eq!(
        *located,
        json!({
            "role": "dwellings", "file": "dwellings.csv", "rows": 9, "home": 0, "area": 1, "bag_id": 2, "address": 1,
            "point": 1, "nearest": 1, "unplaced": 3, "disagreeing": 1
        })
    );
    assert_eq!(
        town.text("out-controle/sleutels_oneens.csv"),
        "\u{FEFF}bestand;regel;id;sleutel;gebied;andere_sleutel;ander_gebied\n\
         dwellings.csv;7;both;bag_id;BU00340101;address;BU00340102\n"
    );
    assert_eq!(
        town.text("out-controle/niet_geplaatst.csv"),
        "\u{FEFF}bestand;regel;id;reden\n\
         dwellings.csv;8;none;geen sleutel\n\
         dwellings.csv;9;outside;punt buiten alle gebieden\n\
         dwellings.csv;10;nowhere;adres of BAG-id staat niet, of op meer plekken, in de adressentabel\n"
    );
}

#[test]
fn each_step_can_be_switched_off() {
    let without = |step: &str| -> u64 {
        let steps: Vec<String> = ["area", "bag_id", "address", "point", "nearest"]
            .into_iter()
            .filter(|other| *other != step)
            .map(|other| format!("\"{other}\""))
            .collect();
        let town = town().more_config(&format!("[locate]\nsteps = [{}]\n", steps.join(", ")));
        town.run_well(&["run"]);
        town.json("out/run.json")["located"][0]["unplaced"].as_u64().unwrap()
    };
    assert_eq!(without("area"), 4);
    assert_eq!(without("bag_id"), 4); // the home with two keys goes by its address
    assert_eq!(without("address"), 4);
    assert_eq!(without("point"), 5); // the home nearby has no other point
    assert_eq!(without("nearest"), 4);
}

#[test]
fn a_border_belongs_to_the_smallest_code_and_no_home_is_counted_twice() {
    let town = Toytown::with_dwellings(&[
        ("corner of four wijken", 200.0, 200.0, "A"),
        ("between 0101 and 0102", 100.0, 50.0, "A"),
        ("between 0102 and 0201", 200.0, 50.0, "A"),
        ("outer corner of 0404", 400.0, 400.0, "A"),
    ]);
    town.run_well(&["run"]);
    let woningen = |code: &str| town.buurt(code)["woningen"].clone();
    assert_eq!(woningen("BU00340104"), 1);
    assert_eq!(woningen("BU00340101"), 1);
    assert_eq!(woningen("BU00340102"), 1);
    assert_eq!(woningen("BU00340404"), 1);
    assert_eq!(town.json("out/kerncijfers.json")["dwellings"]["total"]["count"], 4);
}

/// The town with one more area, and homes here and there.
fn town_with(feature: serde_json::Value) -> Toytown {
    let mut layer: serde_json::Value = serde_json::from_str(&crate::toytown::geojson()).unwrap();
    layer["features"].as_array_mut().unwrap().push(feature);
    Toytown::with_dwellings(&[("1", 50.0, 50.0, "A"), ("2", 410.0, 50.0, "A")])
        .file("buurten.geojson", layer.to_string())
}

fn square(code: &str, x: f64, y: f64, size: f64) -> serde_json::Value {
    let (x, y) = (ORIGIN.0 + x, ORIGIN.1 + y);
    json!({
        "type": "Feature",
        "properties": {
            "buurtcode": code, "buurtnaam": code, "wijkcode": "WK003402", "wijknaam": "Wijk 02",
            "stadsdeel": "Oost", "water": "NEE",
        },
        "geometry": { "type": "Polygon", "coordinates": [[
            [x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y],
        ]] },
    })
}

#[track_caller]
fn check_fault(town: &Toytown, code: &str, detail: &str, placed: u64) {
    let ran = town.run_well(&["run", "-v"]);
    let told = ran.told();
    assert!(told.contains(code) && told.contains(detail), "{}", ran.stderr);
    assert_eq!(town.json("out/kerncijfers.json")["dwellings"]["total"]["count"], placed);
}

#[test]
fn an_overlap_is_reported_and_its_home_counted_once() {
    let town = town_with(square("BU00340299", 40.0, 40.0, 50.0));
    check_fault(&town, "G004", "BU00340101 and BU00340299, 2500 m2", 2);
    assert_eq!(town.buurt("BU00340101")["woningen"], 1); // the smallest code
}

#[test]
fn a_code_that_occurs_twice_is_one_area_in_two_parts() {
    let town = town_with(square("BU00340202", 400.0, 0.0, 100.0));
    check_fault(&town, "G002", "BU00340202", 2);
    assert_eq!(town.buurt("BU00340202")["woningen"], 1);
}

#[test]
fn a_gap_is_reported_with_its_neighbours() {
    let mut layer: serde_json::Value = serde_json::from_str(&crate::toytown::geojson()).unwrap();
    let features = layer["features"].as_array_mut().unwrap();
    features.retain(|feature| feature["properties"]["buurtcode"] != "BU00340104");
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "A"), ("2", 110.0, 150.0, "A")])
        .file("buurten.geojson", layer.to_string());
    // The second home lies in the gap, 10 m from buurt 0103.
    check_fault(&town, "G005", "10000 m2 near", 2);
    assert_eq!(town.buurt("BU00340103")["woningen"], 1);
}

#[test]
fn a_ring_that_crosses_itself_and_an_area_without_polygon_are_reported() {
    let mut bow = square("BU00340299", 400.0, 0.0, 100.0);
    bow["geometry"]["coordinates"][0].as_array_mut().unwrap().swap(1, 2);
    check_fault(&town_with(bow), "G003", "BU00340299 crosses itself", 2);

    let mut none = square("BU00340299", 400.0, 0.0, 100.0);
    none["geometry"] = serde_json::Value::Null;
    check_fault(&town_with(none), "G001", "BU00340299", 2); // the second home snaps to buurt 0202
}
