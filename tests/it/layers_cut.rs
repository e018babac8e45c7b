//! A layer that says that it is not whole, or of another year, does not pass for the layer that is meant.

use crate::layer_files::{RD, Row, rows, town};
use crate::toytown::{AREAS, DWELLINGS, Ran, Toytown, geojson};

const HOMES: [(&str, f64, f64, &str); 2] = [("1", 50.0, 50.0, "D"), ("2", 150.0, 50.0, "A")];

/// The town with members before or behind the features of its layer.
fn paged(before: &str, behind: &str) -> String {
    let layer = geojson();
    let layer = layer.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
    let members: Vec<&str> =
        [before, layer, behind].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn a_page_of_a_download_stops() {
    for member in [
        r#""numberMatched":17"#,
        r#""totalFeatures":17,"numberMatched":"unknown""#,
        r#""numberReturned":17"#,
        r#""links":[{"rel":"self","href":"a"},{"rel":"next","href":"b"}]"#,
        r#""exceededTransferLimit":true"#,
        r#""properties":{"exceededTransferLimit":true}"#,
    ] {
        for layer in [paged(member, ""), paged("", member)] {
            let town = Toytown::with_dwellings(&HOMES).file("buurten.geojson", layer);
            let ran = town.run();
            assert_eq!(ran.code, 1, "{member}: {}", ran.stderr);
            assert!(ran.stderr.contains("error[G031]"), "{member}: {}", ran.stderr);
            assert!(
                ran.told().contains("buurten.geojson is a part of a larger layer"),
                "{}",
                ran.stderr
            );
            assert!(!town.path("out").exists());
            let config = town.text("spreiding.toml");
            let path = "path = \"buurten.geojson\"";
            let config = config.replace(path, &format!("{path}\ncomplete = true"));
            town.config(&config).run_well(&["run"]);
        }
    }
}

#[test]
fn a_download_that_is_whole_is_read() {
    for member in [
        r#""numberMatched":16,"numberReturned":16,"links":[{"rel":"self","href":"a"}]"#,
        r#""totalFeatures":"unknown","numberMatched":"unknown","numberReturned":16"#,
        r#""exceededTransferLimit":false,"timeStamp":"2025-12-31""#,
    ] {
        let town = Toytown::with_dwellings(&HOMES).file("buurten.geojson", paged(member, ""));
        town.run_well(&["run"]);
    }
}

#[test]
fn a_page_of_roofs_or_of_addresses_stops() {
    let page = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"status":"verdacht","kind":"home","postcode":"1315AB","huisnummer":1},"geometry":{"type":"Point","coordinates":[140050,480050]}}],"numberMatched":2}"#;
    for table in ["[[roofs]]", "[addresses]"] {
        let config = format!("{table}\npath = \"punten.geojson\"");
        let whole = if table == "[[roofs]]" { "[roofs.columns]\nstate = \"status\"" } else { "" };
        let run = |complete: &str| {
            let town = Toytown::with_dwellings(&HOMES).file("punten.geojson", page);
            town.more_config(&format!("{config}\n{complete}\n{whole}")).run()
        };
        let ran = run("");
        assert!(ran.code == 1 && ran.stderr.contains("error[G031]"), "{}", ran.stderr);
        assert!(
            ran.stderr.contains("punten.geojson") && ran.stderr.contains(table),
            "{}",
            ran.stderr
        );
        assert_eq!(run("complete = true").code, 0);
    }
}

/// Runs a town with a column added to its layer, in one format.
fn with_column(format: &str, column: &'static str, value: impl Fn(usize) -> String) -> Ran {
    let mut rows: Vec<Row> = rows(|_, corner| corner);
    for (at, row) in rows.iter_mut().enumerate() {
        row.columns.push((column, value(at)));
    }
    town(&HOMES, format, RD, &rows).run()
}

#[test]
fn a_layer_that_says_another_year_stops() {
    for format in ["geojson", "gpkg", "shp"] {
        for (column, value) in
            [("JAAR", "2023"), ("JRSTATCODE", "2023BU00340101"), ("JAARSTATCO", "2023BU00340101")]
        {
            let ran = with_column(format, column, |_| value.to_owned());
            assert_eq!(ran.code, 2, "{}", ran.stderr);
            let told = ran.told();
            for words in
                ["error[G032]", column, "says 2023 for 16 of 16 areas", "`areas.year` is 2025"]
            {
                assert!(told.contains(words), "{words}: {}", ran.stderr);
            }
            let ran = with_column(format, column, |_| value.replace("2023", "2025"));
            assert_eq!(ran.code, 0, "{}", ran.stderr);
        }
        let mixed = |at: usize| if at == 3 { "2022" } else { "2025" }.to_owned();
        let ran = with_column(format, "JAAR", mixed);
        assert!(ran.told().contains("says 2022 for 1 of 16 areas (BU00340104)"), "{}", ran.stderr);
    }
}

#[test]
fn numbers_that_are_no_year_of_codes_say_none() {
    assert_eq!(with_column("geojson", "JAAR", |_| "1985".to_owned()).code, 0);
    assert_eq!(with_column("geojson", "JAAR", |_| String::new()).code, 0);
}

#[test]
fn a_column_that_says_another_thing_may_be_left_unread() {
    let layer = geojson().replace("\"water\":\"NEE\"", "\"jaar\":2023");
    let town = Toytown::with_dwellings(&HOMES).file("buurten.geojson", layer);
    assert_eq!(town.run().code, 2);
    let config =
        format!("{AREAS}{DWELLINGS}").replace("[areas.buurt]", "[areas.buurt]\nyear = \"\"");
    let town = town.config(&config);
    town.run_well(&["run"]);
    let misspelt = config.replace("year = \"\"", "year = \"jaarr\"");
    let ran = town.config(&misspelt).run();
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(
        ran.told().contains("jaarr") && ran.told().contains("areas.buurt.year"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_name_with_another_year_is_a_hint() {
    let run = |name: &str| {
        let config = format!("{AREAS}{DWELLINGS}").replace("buurten.geojson", name);
        Toytown::with_dwellings(&HOMES).file(name, geojson()).config(&config).run()
    };
    let ran = run("buurten_2023.geojson");
    assert!(ran.code == 0 && ran.stderr.contains("G035"), "{}", ran.stderr);
    assert!(!run("buurten_2025.geojson").stderr.contains("G035"));
}

#[test]
fn names_in_a_code_page_of_dos_come_out_as_written() {
    let town = town(&HOMES, "shp", RD, &rows(|_, corner| corner));
    let path = town.path("kaart.dbf");
    let mut dbf = std::fs::read(&path).unwrap();
    dbf[29] = 0x02; // code page 850
    let place = dbf.windows(10).position(|found| found == b"Buurt 0101").unwrap();
    dbf[place..place + 10].copy_from_slice(b"Caf\x82 Itali"); // é is 82
    dbf[place + 10] = 0x89; // ë
    std::fs::write(&path, &dbf).unwrap();
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["buurtnaam"], "Café Italië");

    dbf[29] = 0x68; // one that no reader knows
    std::fs::write(&path, &dbf).unwrap();
    let ran = town.run();
    assert!(ran.code == 3 && ran.stderr.contains("error[G033]"), "{}", ran.stderr);
    let ran = town.file("kaart.CPG", "OEM 850").run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_column_whose_name_the_shapefile_cuts_is_known() {
    let mut rows: Vec<Row> = rows(|_, corner| corner);
    for (at, row) in rows.iter_mut().enumerate() {
        // Codes of the city's own, which do not say their municipality.
        row.columns.retain(|(name, _)| *name != "BU_CODE");
        row.columns.push(("BUURTCODE", format!("{at}")));
        row.columns.push(("gemeenteco", if at < 8 { "GM0034" } else { "GM0995" }.to_owned()));
    }
    let town = town(&HOMES, "shp", RD, &rows);
    let config = town
        .text("spreiding.toml")
        .replace("year = 2025", "year = 2025\nmunicipality = \"GM0034\"")
        .replace("\"stadsdeel\", \"wijk\", \"buurt\"", "\"buurt\"")
        .replace("[areas.stadsdeel]\ncode = \"stadsdeel\"", "");
    let town = town.config(&config);
    town.run_well(&["run"]);
    let layer = town.json("out/lagen/buurten.geojson");
    assert_eq!(layer["features"].as_array().unwrap().len(), 8);
}

#[test]
fn the_polygon_of_a_collection_is_the_area() {
    let mut layer: serde_json::Value = serde_json::from_str(&geojson()).unwrap();
    let first = &mut layer["features"][0]["geometry"];
    let line = serde_json::json!({
        "type": "LineString", "coordinates": [[140_000, 480_000], [140_100, 480_000]],
    });
    *first = serde_json::json!({"type": "GeometryCollection", "geometries": [line, first.clone()]});
    let town = Toytown::with_dwellings(&HOMES).file("buurten.geojson", layer.to_string());
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["woningen"], 1);
}
