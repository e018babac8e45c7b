//! What a layer says of its coordinates is tested on every corner, in every format.

use geo::Coord;
use spreiding::crs::rd_to_degrees;

use crate::layer_files::{FORMATS, MISSPELT, RD, Row, Said, WGS84, rows, town};
use crate::toytown::{AREAS, DWELLINGS, Ran, Toytown};

const HOMES: [(&str, f64, f64, &str); 4] = [
    ("1", 50.0, 50.0, "D"),
    ("2", 150.0, 50.0, "A"),
    ("3", 250.0, 250.0, ""),
    ("4", 260.0, 250.0, "D"),
];

fn as_is(_: usize, corner: [f64; 2]) -> [f64; 2] {
    corner
}

fn degrees(_: usize, [x, y]: [f64; 2]) -> [f64; 2] {
    let at = rd_to_degrees(Coord { x, y });
    // With the digits of a file.
    [at.x, at.y].map(|degree| (degree * 1e9).round() / 1e9)
}

fn turned([x, y]: [f64; 2]) -> [f64; 2] {
    [y, x]
}

fn mercator(corner: [f64; 2]) -> [f64; 2] {
    let [x, y] = degrees(0, corner);
    let half = 20_037_508.342_789_244;
    [x * half / 180.0, (45.0 + y / 2.0).to_radians().tan().ln().to_degrees() * half / 180.0]
}

/// The lines of the layer of buurten in the result, without their corners in degrees.
fn counts(town: &Toytown) -> Vec<(String, i64)> {
    let layer = town.json("out/lagen/buurten.geojson");
    let features = layer["features"].as_array().unwrap().iter().map(|feature| {
        let properties = &feature["properties"];
        (
            properties["buurtcode"].as_str().unwrap().to_owned(),
            properties["woningen"].as_i64().unwrap(),
        )
    });
    features.collect()
}

/// Corners of the result that lie outside the town.
fn strays(town: &Toytown) -> usize {
    let layer = town.json("out/lagen/buurten.geojson");
    let rings = layer["features"].as_array().unwrap().iter().map(|feature| {
        let shape = &feature["geometry"]["coordinates"];
        let ring = if shape[0][0][0].is_array() { &shape[0][0] } else { &shape[0] };
        ring.as_array().unwrap().clone()
    });
    let low = degrees(0, [139_990.0, 479_990.0]);
    let high = degrees(0, [140_410.0, 480_410.0]);
    let is_stray = |at: &serde_json::Value| {
        let (x, y) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
        !(low[0]..=high[0]).contains(&x) || !(low[1]..=high[1]).contains(&y)
    };
    rings.flatten().filter(is_stray).count()
}

#[track_caller]
fn reads(said: Said, rows: &[Row], code: Option<&str>) {
    for format in FORMATS {
        let town = town(&HOMES, format, said, rows);
        let ran = town.run_well(&["run"]);
        let found: Vec<(String, i64)> =
            counts(&town).into_iter().filter(|(_, homes)| *homes > 0).collect();
        let expected = [("BU00340101", 1), ("BU00340102", 1), ("BU00340401", 2)];
        assert_eq!(found, expected.map(|(code, homes)| (code.to_owned(), homes)), "{format}");
        assert_eq!(strays(&town), 0, "{format}");
        // What is only noted does not stand on the terminal.
        assert_eq!(ran.stderr.contains("G029"), code == Some("G029"), "{format}: {}", ran.stderr);
        let control = town.text("out-controle/controle.json");
        for finding in ["G029", "G030"] {
            assert_eq!(control.contains(finding), code == Some(finding), "{format}: {control}");
        }
    }
}

#[track_caller]
fn stops(said: Said, rows: &[Row], says: &[&str]) {
    for format in FORMATS {
        let town = town(&HOMES, format, said, rows);
        let ran = town.run();
        assert_ne!(ran.code, 0, "{format}");
        assert!(ran.stderr.contains("error[G028]"), "{format}: {}", ran.stderr);
        let told = ran.told();
        for words in says.iter().chain(&[format!("kaart.{format}: ").as_str()]) {
            assert!(told.contains(words), "{format}, {words}: {}", ran.stderr);
        }
        assert!(!town.path("out").exists());
    }
}

#[test]
fn what_is_said_is_read_without_a_word() {
    reads(RD, &rows(as_is), None);
    reads(WGS84, &rows(degrees), None);
}

#[test]
fn a_layer_that_proves_another_system_as_a_whole_is_read_so() {
    reads(WGS84, &rows(as_is), Some("G029"));
    reads(RD, &rows(degrees), Some("G029"));
    reads(WGS84, &rows(|at, corner| turned(degrees(at, corner))), Some("G029"));
    reads(RD, &rows(|_, corner| turned(corner)), Some("G029"));
    reads(MISSPELT, &rows(as_is), Some("G030"));
    reads(MISSPELT, &rows(degrees), Some("G030"));
}

#[test]
fn one_area_in_another_system_stops_and_is_named() {
    let one = |base: fn(usize, [f64; 2]) -> [f64; 2], other: fn([f64; 2]) -> [f64; 2]| {
        rows(move |at, corner| if at == 5 { other(corner) } else { base(at, corner) })
    };
    let names = ["of BU00340202 lies at", "of its 16 features 15 fit"];
    stops(RD, &one(as_is, mercator), &[&names[..], &["Web Mercator (EPSG:3857)"]].concat());
    stops(WGS84, &one(degrees, mercator), &[&names[..], &["Web Mercator (EPSG:3857)"]].concat());
    stops(
        WGS84,
        &one(degrees, |corner| corner),
        &[&names[..], &["look like metres of RD New"]].concat(),
    );
    stops(
        RD,
        &one(as_is, |corner| degrees(0, corner)),
        &[&names[..], &["look like degrees"]].concat(),
    );
    stops(RD, &one(as_is, turned), &[&names[..], &["RD New with y before x"]].concat());
    stops(MISSPELT, &one(as_is, turned), &names);
}

#[test]
fn a_layer_in_a_system_that_is_not_read_stops_and_is_named() {
    let says = ["of its 16 features none lies there", "Web Mercator (EPSG:3857)", "BU00340101"];
    for said in [RD, WGS84, MISSPELT] {
        stops(said, &rows(|_, corner| mercator(corner)), &says);
    }
}

#[test]
fn one_corner_out_of_place_stops_and_is_named() {
    let with = |bad: [f64; 2]| {
        rows(move |at, corner| {
            // The corner of BU00340303 at the top of the town's left side.
            if at == 10 && corner == [140_000.0, 480_400.0] { bad } else { corner }
        })
    };
    for bad in [[0.0, 0.0], [1e18, -1e18], [f64::NAN, 480_400.0], [140_000.0, 48_040.0]] {
        stops(RD, &with(bad), &["of BU00340303 lies at", "no place in or near the Netherlands"]);
    }
}

#[test]
fn a_system_whose_numbers_may_be_those_of_rd_is_not_guessed() {
    let lambert =
        Said { name: "EPSG:31370", number: 31370, wkt: r#"PROJCS["x",AUTHORITY["EPSG","31370"]]"# };
    for format in FORMATS {
        let town = town(&HOMES, format, lambert, &rows(as_is));
        let ran = town.run();
        assert!(ran.code == 3 && ran.stderr.contains("error[I080]"), "{format}: {}", ran.stderr);
        // Unless a person says it.
        let config = town.text("spreiding.toml");
        let path = format!("path = \"kaart.{format}\"");
        let config = config.replace(&path, &format!("{path}\ncrs = \"EPSG:28992\""));
        town.config(&config).run_well(&["run"]);
    }
}

#[test]
fn a_fault_of_a_coarser_layer_is_told_of_its_own_file() {
    let wijken = |corner: [f64; 2]| {
        let wijk = |code: &str, x: f64, y: f64| {
            let corners = [(0., 0.), (200., 0.), (200., 200.), (0., 200.), (0., 0.)];
            let corners = corners.map(|(dx, dy)| serde_json::json!([x + dx, y + dy]));
            serde_json::json!({
                "type": "Feature",
                "properties": {"wijkcode": code, "wijknaam": code},
                "geometry": {"type": "Polygon", "coordinates": [corners]},
            })
        };
        let (x, y) = (140_000.0, 480_000.0);
        let features = [
            wijk("WK003401", x, y),
            wijk("WK003402", x + 200.0, y),
            wijk("WK003403", x, y + 200.0),
            wijk("WK003404", corner[0], corner[1]),
        ];
        serde_json::json!({"type": "FeatureCollection", "features": features}).to_string()
    };
    let run = |corner| -> Ran {
        let config = format!("{AREAS}{DWELLINGS}").replace(
            "[areas.wijk]\ncode = \"wijkcode\"",
            "[areas.wijk]\npath = \"wijken.geojson\"",
        );
        let town = Toytown::with_dwellings(&HOMES).config(&config);
        town.file("wijken.geojson", wijken(corner)).run()
    };
    assert_eq!(run([140_200.0, 480_200.0]).code, 0);
    let ran = run([0.0, 0.0]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.told().contains("wijken.geojson: corner 1 of 5 of WK003404 lies at 0, 0"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("areas.wijk.crs"), "{}", ran.stderr);
}

/// A survey with a suspect roof on each home, as points that `write` puts down.
fn survey(write: impl Fn(usize, [f64; 2]) -> [f64; 2]) -> String {
    let features: Vec<serde_json::Value> = HOMES
        .iter()
        .enumerate()
        .map(|(at, (_, x, y, _))| {
            serde_json::json!({
                "type": "Feature",
                "properties": {"status": "verdacht", "kind": "home", "bag_id": format!("00340100000000{at:02}"), "postcode": "1315AB", "huisnummer": at + 1},
                "geometry": {"type": "Point", "coordinates": write(at, [140_000.0 + x, 480_000.0 + y])},
            })
        })
        .collect();
    serde_json::json!({"type": "FeatureCollection", "features": features}).to_string()
}

#[test]
fn roofs_and_addresses_are_tested_alike() {
    let roofs = "[[roofs]]\npath = \"punten.geojson\"\n[roofs.columns]\nstate = \"status\"\nkind = \"kind\"";
    let addresses = "[addresses]\npath = \"punten.geojson\"";
    for (table, name) in [(roofs, "roof 2"), (addresses, "address 2")] {
        // The homes have an address and no place of their own.
        let homes: String = (1..=4).map(|at| format!("{at};1315AB;{at};D\n")).collect();
        let config = format!("{AREAS}{DWELLINGS}")
            .replace("x = \"x\"\ny = \"y\"", "postcode = \"postcode\"\nhouse_number = \"nummer\"");
        let run = |survey: String| {
            let town = Toytown::with_dwellings(&HOMES).file("punten.geojson", survey);
            match table == addresses {
                true => town
                    .file("dwellings.csv", format!("id;postcode;nummer;label\n{homes}"))
                    .config(&format!("{config}\n{table}")),
                false => town.more_config(table),
            }
            .run()
        };
        let ran = run(survey(as_is));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let ran = run(survey(|at, corner| turned(degrees(at, corner))));
        assert!(ran.code == 0 && ran.stderr.contains("G029"), "{}", ran.stderr);
        let one = |at: usize, corner| if at == 1 { mercator(corner) } else { corner };
        let ran = run(survey(one));
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        let told = ran.told();
        assert!(told.contains(&format!("punten.geojson: {name} lies at ")), "{}", ran.stderr);
        // A place that was left empty costs its row, as in a table.
        let zero = |at: usize, corner| if at == 1 { [0.0, 0.0] } else { corner };
        let ran = run(survey(zero));
        assert!(ran.stderr.contains("I076") && !ran.stderr.contains("G028"), "{}", ran.stderr);
    }
}

#[test]
fn a_table_whose_numbers_are_not_of_the_system_that_is_told_is_read_as_they_are() {
    let town = Toytown::with_dwellings(&HOMES);
    let config = town.text("spreiding.toml");
    let config =
        config.replace("path = \"dwellings.csv\"", "path = \"dwellings.csv\"\ncrs = \"EPSG:4326\"");
    let town = town.config(&config);
    let ran = town.run_well(&["run"]);
    assert!(ran.stderr.contains("G029"), "{}", ran.stderr);
    assert_eq!(town.buurt("BU00340101")["woningen"], 1);
}

/// An area that is a collection of nothing has no outline, and is no area with a wild corner.
#[test]
fn a_collection_of_empty_parts_is_no_outline() {
    let empty =
        r#"{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[]}]}"#;
    let layer = crate::toytown::geojson();
    let at = layer.rfind("\"geometry\":").unwrap() + "\"geometry\":".len();
    let end = at + layer[at..].find("]]]}").unwrap() + "]]]}".len();
    let layer = format!("{}{empty}{}", &layer[..at], &layer[end..]);
    let town = Toytown::with_dwellings(&HOMES).file("buurten.geojson", layer);
    let ran = town.run();
    assert!(ran.code == 0 && ran.told().contains("G001"), "{}", ran.stderr);
}
