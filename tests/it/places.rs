//! How many homes lie within reach of a place, counted on paper.

use geo::Coord;
use polars::prelude::{Column, DataFrame, ParquetWriter};
use rusqlite::Connection;
use serde_json::{Value, json};
use shapefile::dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use spreiding::crs::rd_to_degrees;

use crate::layer_files::ESRI_RD;
use crate::registers;
use crate::toytown::{AREAS, ORIGIN, Toytown};
use crate::workbooks::{number, row, sheet, texts, xlsx};

/// Homes in four buurten, along a line: the third lies exactly 100 m from the place at (50, 50).
const HOMES: [(&str, f64, f64, &str); 5] = [
    ("1", 50.0, 50.0, "D"),  // 0101
    ("2", 60.0, 50.0, "A"),  // 0101
    ("3", 150.0, 50.0, "D"), // 0102
    ("4", 250.0, 50.0, ""),  // 0201
    ("5", 350.0, 350.0, ""), // 0404
];

const NEAR: &str = r#"
[[indicator]]
id = "ontmoeting"
of = "dwellings"
count = "near_ontmoeting"
label.nl = "Woningen bij een ontmoetingsplek"
"#;

fn table(path: &str, within: &str) -> String {
    format!("[[places]]\nid = \"ontmoeting\"\npath = \"{path}\"\nwithin_m = {within}\n")
}

/// A town with places in a file of this name, and an indicator that counts by them.
fn town(name: &str, content: impl AsRef<[u8]>, settings: &str) -> Toytown {
    Toytown::with_dwellings(&HOMES)
        .file(name, content)
        .more_config(&format!("{}{settings}{NEAR}", table(name, "100")))
}

fn at(x: f64, y: f64) -> String {
    format!("[{}, {}]", ORIGIN.0 + x, ORIGIN.1 + y)
}

fn geojson(geometries: &[String]) -> String {
    let feature = |geometry: &String| {
        format!(r#"{{"type":"Feature","properties":{{"naam":"plek"}},"geometry":{geometry}}}"#)
    };
    let features: Vec<String> = geometries.iter().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

fn point(x: f64, y: f64) -> String {
    format!(r#"{{"type":"Point","coordinates":{}}}"#, at(x, y))
}

/// Count, denominator and unknown of the own indicator in a buurt.
fn near(town: &Toytown, code: &str) -> [Value; 3] {
    let area = town.buurt(code);
    ["ontmoeting", "ontmoeting_noemer", "ontmoeting_nb"].map(|name| area[name].clone())
}

fn figures(town: &Toytown) -> Value {
    town.json("out/kerncijfers.json")["places"][0].clone()
}

/// The place is the point (50, 50), or as good as that.
#[track_caller]
fn is_at_the_point(town: &Toytown) {
    let ran = town.run_well(&["run"]);
    for (code, expected) in [
        ("BU00340101", [json!(2), json!(2), json!(0)]),
        ("BU00340102", [json!(1), json!(1), json!(0)]), // exactly 100 m counts
        ("BU00340201", [json!(0), json!(1), json!(0)]),
        ("BU00340404", [json!(0), json!(1), json!(0)]),
    ] {
        assert_eq!(near(town, code), expected, "{code}\n{}", ran.stderr);
    }
    let homes = &figures(town)["homes"];
    let expected =
        json!({ "within": 3, "out_of_reach": 2, "measured": 5, "unknown": 0, "share": 0.6 });
    assert_eq!(*homes, expected);
}

#[test]
fn homes_within_reach_are_counted_per_area_and_the_areas_with_fewest_are_named() {
    let town = town("plekken.geojson", geojson(&[point(50.0, 50.0)]), "source = \"Gemeente\"\n");
    is_at_the_point(&town);
    let found = figures(&town);
    assert_eq!(found["id"], "ontmoeting");
    let places = json!({ "role": "places", "file": "plekken.geojson", "source": "Gemeente" });
    assert_eq!(found["sources"][1], places);
    assert_eq!([&found["places"], &found["within_m"]], [&json!(1), &json!(100.0)]);
    // 0, 10, 100, 200 and 424.26 m.
    assert_eq!([&found["median_m"], &found["nine_tenths_m"]], [&json!(100.0), &json!(424.264)]);
    assert!(found["definition"].as_str().unwrap().contains("hemelsbreed"), "{found}");
    let buurten = &found["levels"][2];
    assert_eq!([&buurten["areas_measured"], &buurten["areas_out_of_reach"]], [4, 2]);
    let codes = |list: &str| -> Vec<String> {
        let areas = buurten[list].as_array().unwrap().iter();
        areas.map(|area| area["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes("lowest_share"), ["BU00340201", "BU00340404"]);
    assert_eq!(codes("most_out_of_reach"), ["BU00340201", "BU00340404"]);
    assert_eq!(buurten["lowest_share"][0]["out_of_reach"], 1);
    let east = &found["levels"][0]["lowest_share"][0];
    assert_eq!(
        [&east["name"], &east["within"], &east["measured"]],
        [&json!("Oost"), &json!(0), &json!(2)]
    );

    let ran = town.run_well(&["run"]);
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
    let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = "ontmoeting: 3 of 5 homes within 100 m of 1 place as the crow flies (60.0%); half within \
                100 m, nine in ten within 424 m; fewest in Buurt 0201 (0 of 1), Buurt 0404 (0 of 1)";
    assert!(told.contains(line), "{told}");
}

#[test]
fn the_account_hash_and_role_of_the_file_stand_in_run_json() {
    let town = town("plekken.geojson", geojson(&[point(50.0, 50.0)]), "");
    town.run_well(&["run"]);
    let run = town.json("out/run.json");
    let input = run["inputs"].as_array().unwrap().iter().find(|input| input["role"] == "places");
    let input = input.unwrap();
    assert_eq!(input["name"], "plekken.geojson");
    assert_eq!(input["rows"], json!({ "read": 1, "used": 1, "rejected": 0, "set_aside": 0 }));
    assert_eq!(input["sha256"].as_str().unwrap().len(), 64);
    assert!(town.text("out-controle/controle.html").contains("plekken"));
}

fn parquet(xs: &[f64], ys: &[f64]) -> Vec<u8> {
    let columns = vec![Column::new("x".into(), xs), Column::new("y".into(), ys)];
    let mut frame = DataFrame::new(xs.len(), columns).unwrap();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    bytes
}

#[test]
fn places_are_read_from_every_format() {
    let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    is_at_the_point(&town("p.csv", format!("naam;x;y\nHuis;{x};{y}\n"), ""));
    is_at_the_point(&town(
        "p.csv",
        format!("naam;oost;noord\nHuis;{x};{y}\n"),
        "columns = { x = \"oost\", y = \"noord\" }\n",
    ));
    is_at_the_point(&town("p.parquet", parquet(&[x], &[y]), ""));
    let rows = [texts(&["x", "y"]), row([number(x), number(y)])];
    is_at_the_point(&town("p.xlsx", xlsx(&[sheet("Plekken", rows)]), ""));
    let points =
        format!(r#"{{"type":"MultiPoint","coordinates":[{},{}]}}"#, at(50.0, 50.0), at(50.0, 50.0));
    is_at_the_point(&town("p.geojson", geojson(&[points]), ""));
    is_at_the_point(&geopackage(x, y));
    is_at_the_point(&shape_file(x, y));
}

/// Places in a GeoPackage of two layers, of which the configuration names one: a point, and one without a
/// geometry that the kind leaves out.
fn geopackage(x: f64, y: f64) -> Toytown {
    let settings = "layer = \"plekken\"\nonly = { column = \"soort\", values = [\"huis\"] }\n";
    let town = town("p.gpkg", "", settings);
    std::fs::remove_file(town.path("p.gpkg")).unwrap();
    let db = Connection::open(town.path("p.gpkg")).unwrap();
    db.execute_batch(
        "PRAGMA application_id = 0x47504B47;
         CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
         INSERT INTO gpkg_spatial_ref_sys VALUES ('x', 28992, 'EPSG', 28992, '');
         CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
         INSERT INTO gpkg_contents VALUES ('plekken', 'features'), ('meer', 'features');
         CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);
         INSERT INTO gpkg_geometry_columns VALUES ('plekken', 'geom', 'POINT', 28992), ('meer', 'geom', 'POINT', 28992);
         CREATE TABLE plekken (fid INTEGER PRIMARY KEY, geom BLOB, soort TEXT);
         CREATE TABLE meer (fid INTEGER PRIMARY KEY, geom BLOB, soort TEXT);",
    )
    .unwrap();
    let mut blob = b"GP\x00\x01".to_vec(); // version 0, little endian, no envelope
    blob.extend(28992_i32.to_le_bytes());
    blob.push(1);
    blob.extend(1_u32.to_le_bytes());
    blob.extend([x, y].iter().flat_map(|number| number.to_le_bytes()));
    db.execute("INSERT INTO plekken (geom, soort) VALUES (?1, 'huis')", [blob]).unwrap();
    db.execute("INSERT INTO plekken (soort) VALUES ('bankje')", []).unwrap();
    drop(db);
    town
}

fn shape_file(x: f64, y: f64) -> Toytown {
    let town = town("p.shp", "", "");
    let name = FieldName::try_from("NAAM").unwrap();
    let table = TableWriterBuilder::new().add_character_field(name, 40);
    let mut writer = shapefile::Writer::from_path(town.path("p.shp"), table).unwrap();
    let mut record = Record::default();
    record.insert("NAAM".to_owned(), FieldValue::Character(Some("Huis".to_owned())));
    writer.write_shape_and_record(&shapefile::Point::new(x, y), &record).unwrap();
    drop(writer);
    town.file("p.prj", ESRI_RD)
}

/// A place in degrees, to the digits of the file.
fn degrees(x: f64, y: f64) -> [f64; 2] {
    let at = rd_to_degrees(Coord { x: ORIGIN.0 + x, y: ORIGIN.1 + y });
    [at.x, at.y].map(|degree| (degree * 1e9).round() / 1e9)
}

#[test]
fn degrees_and_exchanged_axes_are_read_as_of_other_files() {
    // A little nearer than the bound, which degrees do not meet to the micrometre.
    let [lon, lat] = degrees(50.001, 50.0);
    let in_degrees =
        |x: f64, y: f64| geojson(&[format!(r#"{{"type":"Point","coordinates":[{x},{y}]}}"#)]);
    is_at_the_point(&town("p.geojson", in_degrees(lon, lat), ""));
    is_at_the_point(&town("p.geojson", in_degrees(lat, lon), ""));
    is_at_the_point(&town("p.csv", format!("lon;lat\n{lon};{lat}\n"), "crs = \"EPSG:4326\"\n"));
    is_at_the_point(&town("p.csv", format!("naam;x;y\nHuis;{lat};{lon}\n"), ""));
    let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let exchanged = town("p.csv", format!("naam;x;y\nHuis;{y};{x}\n"), "");
    is_at_the_point(&exchanged);
    assert!(exchanged.text("out-controle/controle.json").contains("I075"));
}

#[test]
fn a_place_that_is_there_twice_changes_no_distance() {
    let town = town("p.geojson", geojson(&[point(50.0, 50.0), point(50.0, 50.0)]), "");
    is_at_the_point(&town);
    assert_eq!(figures(&town)["places"], 2);
}

/// How far each home lies, by an indicator per metre asked.
#[track_caller]
fn distances(geometries: &[String], expected: [f64; 5]) {
    let town = Toytown::with_dwellings(&HOMES).file("p.geojson", geojson(geometries));
    let one = |(at, metres): (usize, &f64)| {
        format!(
            "[[indicator]]\nid = \"d{at}\"\nof = \"dwellings\"\n\
             count = \"distance_plek BETWEEN {} AND {}\"\nout_of = \"id = '{}'\"\nlabel.nl = \"x\"\n",
            metres - 1e-6,
            metres + 1e-6,
            at + 1
        )
    };
    let indicators: String = expected.iter().enumerate().map(one).collect();
    let places = "[[places]]\nid = \"plek\"\npath = \"p.geojson\"\nwithin_m = 1000\n";
    let town = town.more_config(&format!("{places}{indicators}"));
    town.run_well(&["run"]);
    for indicator in town.json("out/kerncijfers.json")["indicators"].as_array().unwrap() {
        if indicator["label"] == "x" {
            assert_eq!(indicator["total"]["share"], 1.0, "{indicator}");
        }
    }
}

#[test]
fn outlines_are_measured_to_their_edge_within_them_it_is_nought_and_holes_are_outside() {
    let ring = |corners: [(f64, f64); 5]| {
        let corners: Vec<String> = corners.iter().map(|&(x, y)| at(x, y)).collect();
        format!("[{}]", corners.join(","))
    };
    let square =
        |from: f64, to: f64| ring([(from, from), (to, from), (to, to), (from, to), (from, from)]);
    // Homes 1 and 2 lie in a hole from 30 to 80, home 3 in the polygon from 10 to 200.
    let with_hole = format!(
        r#"{{"type":"Polygon","coordinates":[{},{}]}}"#,
        square(10.0, 200.0),
        square(30.0, 80.0)
    );
    let far = 150.0 * 2.0_f64.sqrt();
    distances(&[with_hole], [20.0, 20.0, 0.0, 50.0, far]);
    let two = format!(
        r#"{{"type":"MultiPolygon","coordinates":[[{}],[{}]]}}"#,
        square(340.0, 360.0),
        square(40.0, 55.0)
    );
    distances(&[two], [0.0, 5.0, 95.0, 195.0, 0.0]);
    let line =
        format!(r#"{{"type":"LineString","coordinates":[{},{}]}}"#, at(50.0, 0.0), at(250.0, 0.0));
    distances(&[line], [50.0, 50.0, 50.0, 50.0, 100.0 * 13.25_f64.sqrt()]);
}

#[test]
fn a_home_without_a_point_is_unknown_and_never_out_of_reach() {
    let homes = "id;x;y;buurt\n1;140050;480050;\n2;;;BU00340102\n3;;;BU00340201\n4;140250;480050;BU00340201\n";
    let dwellings = "[[dwellings]]\npath = \"homes.csv\"\ncorporation = \"A\"\narea_year = 2025\n\
                     columns = { id = \"id\", x = \"x\", y = \"y\", area = \"buurt\" }\n";
    let config = format!("{AREAS}{dwellings}{}{NEAR}", table("p.geojson", "100"));
    let town = Toytown::new()
        .file("homes.csv", homes)
        .file("p.geojson", geojson(&[point(50.0, 50.0)]))
        .config(&config);
    town.run_well(&["run"]);
    assert_eq!(near(&town, "BU00340101"), [json!(1), json!(1), json!(0)]);
    assert_eq!(near(&town, "BU00340102"), [json!(null), json!(0), json!(1)]);
    assert_eq!(near(&town, "BU00340201"), [json!(0), json!(1), json!(1)]);
    let found = figures(&town);
    assert_eq!([&found["homes"]["measured"], &found["homes"]["unknown"]], [2, 2]);
    let buurten = &found["levels"][2];
    assert_eq!([&buurten["areas_measured"], &buurten["areas_out_of_reach"]], [2, 1]);
    assert_eq!(buurten["lowest_share"][0]["unknown"], 1);
}

#[test]
fn a_home_is_measured_from_its_address_and_outside_the_areas_too() {
    let dwellings = "[[dwellings]]\npath = \"homes.csv\"\ncorporation = \"A\"\n\
                     columns = { id = \"id\", bag_id = \"vbo\", x = \"x\", y = \"y\" }\n\
                     [addresses]\npath = \"bag.csv\"\n[tolerance]\nunplaced = 0.9\n";
    let homes = "id;vbo;x;y\n1;0034010000000001;;\n2;;139950;480050\n";
    let town = Toytown::new()
        .file("homes.csv", homes)
        .file("bag.csv", "identificatie;x;y\n0034010000000001;140060;480050\n")
        .file("p.geojson", geojson(&[point(50.0, 50.0)]))
        .config(&format!("{AREAS}{dwellings}{}{NEAR}", table("p.geojson", "100")));
    town.run_well(&["run"]);
    assert_eq!(near(&town, "BU00340101"), [json!(1), json!(1), json!(0)]);
    let found = figures(&town);
    assert_eq!(found["median_m"], 10.0);
    assert_eq!([&found["homes"]["measured"], &found["unplaced"]["within"]], [1, 1]);
}

/// The account of the file of places, read, used, rejected and set aside, and the codes found in it.
#[track_caller]
fn account(town: &Toytown) -> ([u64; 4], Vec<String>) {
    let control = town.json("out-controle/controle.json");
    let accounts = control["accounts"].as_array().unwrap().iter();
    let mut file = accounts.filter(|input| input["role"] == "places").map(|input| &input["file"]);
    let file = file.next().unwrap().as_str().unwrap();
    let codes = registers::found(town, file).into_iter().map(|(code, _)| code).collect();
    (registers::account(town, file), codes)
}

const ACCEPT: [&str; 3] = ["run", "--max-rejected", "90%"];

#[test]
fn a_place_without_a_position_is_rejected_and_listed() {
    let good = point(50.0, 50.0);
    for bad in [
        "null".to_owned(),
        r#"{"type":"Point","coordinates":[]}"#.to_owned(),
        r#"{"type":"Point","coordinates":[null,null]}"#.to_owned(),
        r#"{"type":"GeometryCollection","geometries":[]}"#.to_owned(),
        format!(r#"{{"type":"LineString","coordinates":[{},[null,480000]]}}"#, at(1.0, 1.0)),
    ] {
        let town = town("p.geojson", geojson(&[bad.clone(), good.clone()]), "");
        let ran = town.run_well(&["run"]); // one in two: a list of places is short
        let words: Vec<&str> = ran.stdout.split_whitespace().collect();
        let told = "1 place (1 more of which the position is not known)";
        assert!(words.join(" ").contains(told), "{}", ran.stdout);
        assert_eq!(figures(&town)["places_without_position"], 1);
        assert_eq!(figures(&town)["homes"]["within"], 3, "{bad}");
        let (rows, codes) = account(&town);
        assert_eq!(rows, [2, 1, 1, 0], "{bad}");
        assert_eq!(codes, ["I150"], "{bad}");
        let listed = town.text("out-controle/afgekeurd_p.csv");
        assert!(listed.lines().nth(1).unwrap().contains("I150"), "{listed}");
    }
    let refused =
        town("p.geojson", geojson(&["null".to_owned(), "null".to_owned(), good]), "").run();
    assert!(refused.code == 1 && refused.stderr.contains("I150"), "{}", refused.stderr);
    let rows =
        format!("naam;x;y\nA;;\nB;{};\nC;{};{}\n", ORIGIN.0, ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let town = town("p.csv", rows, "");
    town.run_well(&ACCEPT);
    let (rows, codes) = account(&town);
    assert_eq!(rows, [3, 1, 2, 0]);
    assert_eq!(codes, ["I150"]);
}

#[test]
fn coordinates_that_cannot_be_or_lie_abroad_are_told_as_of_other_files() {
    let good = format!("C;{};{}\n", ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    for (bad, code) in [
        ("A;0;0\n", "I157"),
        ("A;onbekend;480000\n", "I150"),
        ("A;abc;480000\n", "I024"),
        ("A;1400500;4800500\n", "I151"),
    ] {
        let town = town("p.csv", format!("naam;x;y\n{bad}{good}{good}"), "");
        let ran = town.run_with(&ACCEPT, &[]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let (rows, codes) = account(&town);
        assert_eq!(rows[2], 1, "{bad}: {}", ran.stderr);
        assert_eq!(codes, [code], "{bad}");
    }
    // Of a layer a point at 0, 0 is judged by itself; a corner abroad stops the run.
    let zero = r#"{"type":"Point","coordinates":[0,0]}"#.to_owned();
    let town_zero = town("p.geojson", geojson(&[zero, point(50.0, 50.0)]), "");
    town_zero.run_well(&ACCEPT);
    assert_eq!(account(&town_zero).1, ["I157"]);
    let abroad = r#"{"type":"Point","coordinates":[900000,900000]}"#.to_owned();
    let ran = town("p.geojson", geojson(&[abroad, point(50.0, 50.0)]), "").run();
    assert!(ran.code == 1 && ran.stderr.contains("error[G028]"), "{}", ran.stderr);
    assert!(ran.told().contains("places.crs"), "{}", ran.stderr);
}

#[test]
fn without_any_place_left_there_is_no_result() {
    let rows = "naam;x;y\nA;;\n".to_owned();
    let settings = "only = { column = \"naam\", values = [\"Z\"] }\n";
    for (name, content, settings) in [
        ("p.geojson", geojson(&["null".to_owned()]), ""),
        ("p.csv", rows, ""),
        ("p.geojson", geojson(&[point(50.0, 50.0)]), settings),
    ] {
        let town = town(name, content, settings);
        let ran = town.run_with(&["run", "--max-rejected", "100%"], &[]);
        assert!(ran.code == 1 && ran.stderr.contains("error[I152]"), "{}", ran.stderr);
        assert!(!town.path("out").exists());
    }
}

#[test]
fn places_that_no_indicator_names_are_remarked_and_told_of_all_the_same() {
    let town = Toytown::with_dwellings(&HOMES)
        .file("p.geojson", geojson(&[point(50.0, 50.0)]))
        .more_config(&table("p.geojson", "100"));
    town.run_well(&["run"]);
    assert_eq!(account(&town).1, ["I154"]);
    assert_eq!(figures(&town)["homes"]["within"], 3);
    assert_eq!(town.run_with(&["run", "--strict"], &[]).code, 1);
    // An expression in other letters names them too.
    let town = town.more_config(
        &NEAR.replace("near_ontmoeting", "near_ontmoeting AND distance_ontmoeting < 5"),
    );
    town.run_well(&["run", "--strict"]);
    assert_eq!(near(&town, "BU00340101")[0], 1);
}

#[test]
fn homes_that_all_lie_out_of_reach_and_closed_lines_are_worth_a_look() {
    let far = town("p.geojson", geojson(&[point(5000.0, 50.0)]), "");
    let ran = far.run_well(&["run"]);
    assert!(
        ran.told().contains("G050") && ran.told().contains("the nearest lies"),
        "{}",
        ran.stderr
    );
    let ring = [at(40.0, 40.0), at(60.0, 40.0), at(60.0, 60.0), at(40.0, 40.0)].join(",");
    let closed = format!(r#"{{"type":"LineString","coordinates":[{ring}]}}"#);
    let town = town("p.geojson", geojson(&[closed]), "");
    town.run_well(&["run"]);
    assert_eq!(account(&town).1, ["I153"]);
}

#[test]
fn settings_of_places_that_cannot_be_are_errors_with_a_way_out() {
    let good = geojson(&[point(50.0, 50.0)]);
    let refused = |text: &str, says: &str| {
        let town = Toytown::with_dwellings(&HOMES).file("p.geojson", &good).more_config(text);
        let ran = town.run();
        assert_eq!(ran.code, 2, "{text}: {}", ran.stderr);
        assert!(ran.told().contains(says), "{text}: {}", ran.stderr);
    };
    let id = |id: &str| table("p.geojson", "100").replace("\"ontmoeting\"", &format!("\"{id}\""));
    refused(&id("Ontmoeting"), "`places.id` is `Ontmoeting`");
    refused(&id("een-plek"), "`places.id` is `een-plek`");
    refused(&id(""), "`places.id` is ``");
    refused(&id(&"a".repeat(23)), "at most 22 lower-case letters");
    refused(&format!("{}{}", id("a"), id("a")), "`a` occurs twice");
    for within in ["0", "-5", "inf", "nan", "0.0"] {
        refused(&table("p.geojson", within), "write a length in metres above 0");
    }
    refused("[[places]]\nid = \"a\"\npath = \"p.geojson\"\n", "missing field `within_m`");
    refused(&format!("{}within = 5\n", id("a")), "unknown key `within`");
    refused(&format!("{}crs = \"EPSG:3857\"\n", id("a")), "`places.crs` is `EPSG:3857`");
    refused(&format!("{}columns = {{ z = \"z\" }}\n", id("a")), "unknown key `z`");
    let near_b = NEAR.replace("near_ontmoeting", "near_b");
    refused(&format!("{}{near_b}", id("a")), "near_a"); // the columns that there are
    let extra = "columns.extra.near_a = { column = \"label\", type = \"text\" }\n";
    let config = format!(
        "{AREAS}{}{extra}{}",
        crate::toytown::DWELLINGS
            .replace("[dwellings.columns]\n", "")
            .replace("id = \"id\"", "columns.id = \"id\"")
            .replace("\nx =", "\ncolumns.x =")
            .replace("\ny =", "\ncolumns.y =")
            .replace("energy_label =", "columns.energy_label ="),
        id("a")
    );
    let ran = Toytown::with_dwellings(&HOMES).file("p.geojson", &good).config(&config).run();
    assert!(
        ran.code == 2 && ran.told().contains("gives homes a column `near_a`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_table_without_coordinates_says_which_setting_names_them() {
    let ran = town("p.csv", "naam;straat\nHuis;Dorpsstraat\n", "").run();
    assert!(ran.code == 2 && ran.told().contains("places.columns.x"), "{}", ran.stderr);
}

#[test]
fn the_order_of_places_and_homes_and_the_number_of_threads_change_nothing() {
    let places = [point(50.0, 50.0), point(333.3, 41.7), point(120.0, 390.0)];
    let turned: Vec<String> = places.iter().rev().cloned().collect();
    let first = town("p.geojson", geojson(&places), "");
    first.run_well(&["run"]);
    let second = town("p.geojson", geojson(&turned), "");
    assert_eq!(second.run_with(&["run"], &[("POLARS_MAX_THREADS", "1")]).code, 0);
    for name in ["out/kerncijfers.json", "out/indicatoren.csv", "out/lagen/buurten.geojson"] {
        assert_eq!(first.text(name), second.text(name), "{name}");
    }
}
