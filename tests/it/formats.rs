//! The same town from every format gives the same layers.

use polars::prelude::{Column, DataFrame, ParquetWriter};
use rusqlite::Connection;
use shapefile::dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, Polygon, PolygonRing};

use crate::toytown::{AREAS, DWELLINGS, ORIGIN, Toytown, buurten, geojson, ring};

const HOMES: [(&str, f64, f64, &str); 4] = [
    ("1", 50.0, 50.0, "D"),
    ("2", 150.0, 50.0, "A"),
    ("3", 250.0, 250.0, ""),
    ("4", 260.0, 250.0, "D"),
];

/// The result's files, without what names the inputs.
fn layers(town: &Toytown) -> Vec<(String, String)> {
    town.run_well(&["run"]);
    let files = town.files_without_sources().into_iter();
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

fn reference() -> Vec<(String, String)> {
    layers(&Toytown::with_dwellings(&HOMES))
}

#[test]
fn a_shapefile_with_names_of_cbs_and_an_esri_projection() {
    let town = Toytown::with_dwellings(&HOMES);
    let name = |text: &str| FieldName::try_from(text).unwrap();
    let table = TableWriterBuilder::new()
        .add_character_field(name("BU_CODE"), 10)
        .add_character_field(name("BU_NAAM"), 40)
        .add_character_field(name("WK_CODE"), 8)
        .add_character_field(name("WK_NAAM"), 40)
        .add_character_field(name("STADSDEEL"), 20)
        .add_character_field(name("H2O"), 3);
    let mut writer = shapefile::Writer::from_path(town.path("buurten.shp"), table).unwrap();
    for buurt in buurten() {
        let mut points: Vec<Point> =
            ring(&buurt).iter().map(|at| Point::new(at[0], at[1])).collect();
        points.reverse(); // exteriors of a shapefile run clockwise
        let mut record = Record::default();
        for (key, value) in [
            ("BU_CODE", buurt.code.clone()),
            ("BU_NAAM", format!("Buurt {}", &buurt.code[6..])),
            ("WK_CODE", buurt.wijk.clone()),
            ("WK_NAAM", format!("Wijk {}", &buurt.wijk[6..])),
            ("STADSDEEL", buurt.stadsdeel.to_owned()),
            ("H2O", "NEE".to_owned()),
        ] {
            record.insert(key.to_owned(), FieldValue::Character(Some(value)));
        }
        writer.write_shape_and_record(&Polygon::new(PolygonRing::Outer(points)), &record).unwrap();
    }
    drop(writer);
    let esri = r#"PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],PARAMETER["Central_Meridian",5.38763888888889],PARAMETER["Scale_Factor",0.9999079],PARAMETER["Latitude_Of_Origin",52.1561605555556],UNIT["Meter",1.0]]"#;
    let config = format!("{AREAS}{DWELLINGS}")
        .replace("buurten.geojson", "buurten.shp")
        .replace("code = \"wijkcode\"", "")
        .replace("[areas.wijk]", "");
    let town = town.file("buurten.prj", esri).config(&config);
    assert_eq!(layers(&town), reference());
}

#[test]
fn a_geopackage_with_a_named_layer() {
    let town = Toytown::with_dwellings(&HOMES);
    let db = Connection::open(town.path("stad.gpkg")).unwrap();
    db.execute_batch(
        "PRAGMA application_id = 0x47504B47;
         CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
         INSERT INTO gpkg_spatial_ref_sys VALUES ('RD', 28992, 'EPSG', 28992, 'undefined', '');
         CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);
         CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
         INSERT INTO gpkg_contents VALUES ('buurten', 'features', 'buurten', '', '', 0, 0, 0, 0, 28992), ('ander', 'features', 'ander', '', '', 0, 0, 0, 0, 28992);
         INSERT INTO gpkg_geometry_columns VALUES ('buurten', 'geom', 'POLYGON', 28992, 0, 0), ('ander', 'geom', 'POINT', 28992, 0, 0);
         CREATE TABLE ander (fid INTEGER PRIMARY KEY, geom BLOB);
         CREATE TABLE buurten (fid INTEGER PRIMARY KEY, geom BLOB, buurtcode TEXT, buurtnaam TEXT, wijkcode TEXT, wijknaam TEXT, stadsdeel TEXT);",
    )
    .unwrap();
    for buurt in buurten() {
        let mut blob = b"GP\x00\x01".to_vec(); // version 0, little endian, no envelope
        blob.extend(28992_i32.to_le_bytes());
        blob.push(1);
        blob.extend(3_u32.to_le_bytes());
        blob.extend(1_u32.to_le_bytes());
        let points = ring(&buurt);
        blob.extend((points.len() as u32).to_le_bytes());
        for [x, y] in points {
            blob.extend(x.to_le_bytes());
            blob.extend(y.to_le_bytes());
        }
        db.execute(
            "INSERT INTO buurten (geom, buurtcode, buurtnaam, wijkcode, wijknaam, stadsdeel) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            rusqlite::params![
                blob,
                buurt.code,
                format!("Buurt {}", &buurt.code[6..]),
                buurt.wijk,
                format!("Wijk {}", &buurt.wijk[6..]),
                buurt.stadsdeel
            ],
        )
        .unwrap();
    }
    drop(db);
    let config = format!("{AREAS}{DWELLINGS}");
    let named =
        config.replace("path = \"buurten.geojson\"", "path = \"stad.gpkg\"\nlayer = \"Buurten\"");
    let town = town.config(&named);
    assert_eq!(layers(&town), reference());

    let unnamed = town.config(&config.replace("buurten.geojson", "stad.gpkg"));
    let ran = unnamed.run_with(&["run", "-o", "ander"], &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("buurten") && ran.stderr.contains("ander"), "{}", ran.stderr);
}

#[test]
fn geojson_in_degrees() {
    let mut town: serde_json::Value = serde_json::from_str(&geojson()).unwrap();
    for feature in town["features"].as_array_mut().unwrap() {
        for point in feature["geometry"]["coordinates"][0].as_array_mut().unwrap() {
            let rd = geo::Coord { x: point[0].as_f64().unwrap(), y: point[1].as_f64().unwrap() };
            let degrees = spreiding::crs::rd_to_degrees(rd);
            *point = serde_json::json!([degrees.x, degrees.y]);
        }
    }
    let town = Toytown::with_dwellings(&HOMES).file("buurten.geojson", town.to_string());
    assert_eq!(layers(&town), reference());
}

#[test]
fn water_and_codes_of_other_municipalities_are_left_out() {
    let extra = |code: &str, water: &str, x: f64| {
        format!(
            r#",{{"type":"Feature","properties":{{"buurtcode":"{code}","buurtnaam":"-","wijkcode":"{}","wijknaam":"-","stadsdeel":"-","water":"{water}"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},480000],[{},480000],[{},480400],[{x},480400],[{x},480000]]]}}}}]}}"#,
            code.replace("BU", "WK").get(..8).unwrap(),
            x + 100.0,
            x + 100.0,
        )
    };
    let with = |added: String| geojson().strip_suffix("]}").unwrap().to_owned() + &added;
    let wet = with(extra("BU00349997", "JA", 140_400.0));
    let town = Toytown::with_dwellings(&HOMES).file("buurten.geojson", wet);
    assert_eq!(layers(&town), reference());

    let neighbours = with(extra("BU09950101", "NEE", 140_400.0));
    let town = Toytown::with_dwellings(&HOMES).file("buurten.geojson", neighbours);
    let config = town
        .text("spreiding.toml")
        .replace("year = 2025", "year = 2025\nmunicipality = \"GM0034\"");
    assert_eq!(layers(&town.config(&config)), reference());
}

#[test]
fn parquet_keeps_its_types() {
    let column = |name: &str, pick: fn(&(&str, f64, f64, &str)) -> f64| {
        Column::new(name.into(), HOMES.iter().map(pick).collect::<Vec<f64>>())
    };
    let label: Vec<Option<&str>> =
        HOMES.iter().map(|home| Some(home.3).filter(|l| !l.is_empty())).collect();
    let mut frame = DataFrame::new(
        HOMES.len(),
        vec![
            Column::new("id".into(), HOMES.iter().map(|home| home.0).collect::<Vec<_>>()),
            column("x", |home| ORIGIN.0 + home.1),
            column("y", |home| ORIGIN.1 + home.2),
            Column::new("label".into(), label),
        ],
    )
    .unwrap();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    let config = format!("{AREAS}{DWELLINGS}").replace("dwellings.csv", "dwellings.parquet");
    let town = Toytown::new().file("dwellings.parquet", bytes).config(&config);
    assert_eq!(layers(&town), reference());
}

#[test]
fn a_csv_with_comma_tab_or_byte_order_mark() {
    for (delimiter, mark) in [(",", ""), ("\t", ""), (";", "\u{feff}"), ("|", "sep=|\r\n")] {
        let town = Toytown::with_dwellings(&HOMES);
        let csv = town.text("dwellings.csv").replace(';', delimiter).replace('\n', "\r\n");
        let town = town.file("dwellings.csv", format!("{mark}{csv}"));
        assert_eq!(layers(&town), reference(), "{delimiter:?}");
    }
}

#[test]
fn homes_in_degrees_are_told_by_range() {
    let mut csv = String::from("id;x;y;label\n");
    for (id, x, y, label) in HOMES {
        let at = spreiding::crs::rd_to_degrees(geo::Coord { x: ORIGIN.0 + x, y: ORIGIN.1 + y });
        csv += &format!("{id};{};{};{label}\n", at.x, at.y);
    }
    let town = Toytown::with_dwellings(&HOMES).file("dwellings.csv", csv);
    assert_eq!(layers(&town), reference());
}

#[test]
fn a_quote_within_a_cell_is_text() {
    let town = Toytown::with_dwellings(&HOMES);
    let csv = town.text("dwellings.csv").replace("id;x", "id;noot;x");
    let mut lines: Vec<String> = csv.lines().map(str::to_owned).collect();
    for (at, line) in lines.iter_mut().enumerate().skip(1) {
        let note = if at % 2 == 0 { "kozijn 5\" breed" } else { "\"een; twee\"" };
        *line = line.replacen(';', &format!(";{note};"), 1);
    }
    let note = "id = \"id\"\nextra.note = { column = \"noot\", type = \"text\" }";
    let config = town.text("spreiding.toml").replace("id = \"id\"", note);
    let town = town.file("dwellings.csv", lines.join("\n") + "\n").config(&config);
    assert_eq!(layers(&town), reference());
}

#[test]
fn ids_that_parquet_holds_as_numbers_are_the_ids_of_the_text_files() {
    let numbers = |list: Vec<f64>, name: &str| Column::new(name.into(), list);
    let mut frame = DataFrame::new(
        2,
        vec![
            numbers(vec![1.0, 2.0], "id"), // as pandas writes whole numbers beside a missing one
            numbers(vec![ORIGIN.0 + 50.0, ORIGIN.0 + 150.0], "x"),
            numbers(vec![ORIGIN.1 + 50.0, ORIGIN.1 + 50.0], "y"),
            Column::new("floors".into(), vec![1_u8, 2]),
        ],
    )
    .unwrap();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    let dwellings = DWELLINGS
        .replace("dwellings.csv", "dwellings.parquet")
        .replace("energy_label = \"label\"", "complex = \"floors\"\nbuild_year = \"floors\"");
    let placements = "[[placements]]\npath = \"placements.csv\"\n[placements.columns]\ndwelling = \"w\"\ndate = \"d\"\npriority = \"v\"\n[placements.urgent]\nvalues = [\"URG\"]\n";
    let town = Toytown::new()
        .file("dwellings.parquet", bytes)
        .file("placements.csv", "w;d;v\n2;31-12-2025;URG\n")
        .config(&format!("{AREAS}{dwellings}{placements}"));
    town.run_well(&["run", "--internal"]);
    assert_eq!(town.area("lagen-intern/buurten", "buurtcode", "BU00340102")["urgent"], 1);
}
