//! The BAG in its common forms, and homes that are named by it.

use rusqlite::Connection;

use crate::registers::{DWELLINGS, account, found};
use crate::toytown::{AREAS, ORIGIN, Toytown};

/// A town located by addresses: homes `id;bag;pc;nr;letter`, and the configuration of the addresses.
fn addressed(homes: &[&str], addresses: &str) -> Toytown {
    let columns = DWELLINGS
        .lines()
        .filter(|line| !["x =", "y =", "energy_label"].iter().any(|start| line.starts_with(start)));
    let columns: Vec<&str> = columns.collect();
    Toytown::new()
        .file("dwellings.csv", format!("id;bag;pc;nr;letter\n{}\n", homes.join("\n")))
        .config(&format!(
            "{AREAS}{}\n[tolerance]\nrejected = 1.0\nunplaced = 1.0\n{addresses}",
            columns.join("\n")
        ))
}

const BAG: &str = "[addresses]\npath = \"bag.csv\"\n";

/// A position in buurt 0101 (0), 0102 (1), 0201 (2) or 0202 (3), as two cells.
fn at(buurt: u8) -> String {
    format!("{};{}", ORIGIN.0 + 50.0 + 100.0 * f64::from(buurt), ORIGIN.1 + 50.0)
}

/// How many homes lie in each of the four buurten along the lower edge.
#[track_caller]
fn check_places(town: &Toytown, meant: [u64; 4]) {
    town.run_well(&["run"]);
    let codes = ["BU00340101", "BU00340102", "BU00340201", "BU00340202"];
    assert_eq!(codes.map(|code| town.buurt(code)["woningen"].as_u64().unwrap()), meant);
}

#[test]
fn all_addresses_of_one_dwelling_lead_to_it() {
    let bag = format!(
        "identificatie;postcode;huisnummer;huisletter;x;y\n\
         NL.IMBAG.Verblijfsobject.0034010000000001;1311AA;1;;{0}\n\
         NL.IMBAG.Verblijfsobject.0034010000000001;1311AB;2;;{0}\n\
         NL.IMBAG.Ligplaats.0034020000000002;1311AC;3;;{1}\n",
        at(0),
        at(1)
    );
    let homes = ["a;34010000000001;;;", "b;;1311AA;1;", "c;;1311AB;2;", "d;0034020000000002;;;"];
    let town = addressed(&homes, BAG).file("bag.csv", bag);
    check_places(&town, [3, 1, 0, 0]);
    assert_eq!(found(&town, "bag.csv"), [("I002".to_owned(), 3)]);
}

#[test]
fn a_dwelling_in_two_buildings_has_one_place() {
    let bag = format!(
        "identificatie;pand_identificatie;x;y\n\
         0034010000000001;\"0034100000000001,0034100000000002\";{0}\n\
         0034010000000002;0034100000000001;{1}\n\
         0034010000000002;0034100000000002;{1}\n",
        at(0),
        at(1)
    );
    let homes = ["a;0034010000000001;;;", "b;0034010000000002;;;"];
    check_places(&addressed(&homes, BAG).file("bag.csv", bag), [1, 1, 0, 0]);
}

#[test]
fn a_roof_of_either_building_is_that_of_a_home_in_both() {
    let bag = format!(
        "identificatie;pand_identificatie;x;y\n\
         0034010000000001;\"0034100000000001,0034100000000002\";{0}\n\
         0034010000000002;0034100000000003;{1}\n\
         0034010000000002;0034100000000004;{1}\n",
        at(0),
        at(1)
    );
    let homes = ["a;0034010000000001;;;", "b;0034010000000002;;;"];
    let survey = "[[roofs]]\npath = \"daken.csv\"\nkind = \"home\"\n[roofs.columns]\nstate = \"staat\"\npand_id = \"pand\"\n";
    let town = addressed(&homes, &format!("{survey}{BAG}"))
        .file("bag.csv", bag)
        .file("daken.csv", "pand;staat\n0034100000000002;verdacht\n0034100000000004;verdacht\n");
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["asbest_woning"], 1);
    assert_eq!(town.buurt("BU00340102")["asbest_woning"], 1);
}

#[test]
fn the_names_of_nlextract_and_its_status_words() {
    let bag = format!(
        "openbareruimtenaam;verkorteopenbareruimtenaam;openbareruimte_id;huisnummer;huisletter;huisnummertoevoeging;postcode;nummeraanduiding_id;woonplaatsnaam;nevenadres;typeadresseerbaarobject;adresseerbaarobject_status;adresseerbaarobject_id;x;y;lon;lat;woonfunctie;pand_id;pandstatus;bouwjaar;pchnhlht\n\
         Laan;Laan;0034300000000001;1;;;1311AA;0034200000000001;Almere;f;VBO;Verblijfsobject in gebruik;0034010000000001;{};5.2;52.3;1;;;1980;1311AA1\n\
         Laan;Laan;0034300000000001;2;;;1311AA;0034200000000002;Almere;f;VBO;Verblijfsobject ingetrokken;0034010000000002;{};5.2;52.3;1;;;1980;1311AA2\n\
         Laan;Laan;0034300000000001;3;;;1311AA;0034200000000003;Almere;f;VBO;Niet gerealiseerd verblijfsobject;0034010000000003;{};5.2;52.3;1;;;1980;1311AA3\n\
         Laan;Laan;0034300000000001;4;;;1311AA;0034200000000004;Almere;f;VBO;Verblijfsobject ten onrechte opgevoerd;0034010000000004;{};5.2;52.3;1;;;1980;1311AA4\n",
        at(1),
        at(1),
        at(1),
        at(1)
    );
    let homes = ["a;;1311AA;1;", "b;;1311AA;2;", "c;;1311AA;3;", "d;;1311AA;4;"];
    let town = addressed(&homes, BAG).file("bag.csv", bag);
    check_places(&town, [0, 1, 0, 0]);
    assert_eq!(found(&town, "bag.csv"), [("I058".to_owned(), 3)]);
    assert_eq!(account(&town, "bag.csv"), [4, 1, 0, 3]);
}

#[test]
fn an_id_of_a_number_leads_to_its_home_or_is_rejected() {
    let bag = format!(
        "identificatie;nummeraanduiding_hoofdadres_identificatie;x;y\n\
         0034010000000001;0034200000000001;{}\n\
         0034010000000002;0034200000000002;{}\n\
         0034010000000003;0034200000000002;{}\n",
        at(0),
        at(1),
        at(2)
    );
    let homes = [
        "a;0034200000000001;;;", // leads to home 1
        "b;0034010000000002;;;", // is a home
        "c;0034200000000002;;;", // leads to two homes
        "d;34200000000009;;;",   // leads to none
    ];
    let placements = "[[placements]]\npath = \"placements.csv\"\n[placements.columns]\nbag_id = \"bag\"\ndate = \"d\"\npriority = \"v\"\n[placements.urgent]\nvalues = [\"URG\"]\n";
    let town = addressed(&homes, &format!("{placements}{BAG}")).file("bag.csv", bag).file(
        "placements.csv",
        "bag;d;v\n34200000000001;31-12-2025;URG\n0034200000000009;31-12-2025;URG\n",
    );
    check_places(&town, [1, 1, 0, 0]);
    assert_eq!(account(&town, "dwellings.csv"), [4, 2, 2, 0]);
    let codes = [("I001", 1), ("I022", 2), ("I059", 1)].map(|(code, n)| (code.to_owned(), n));
    assert_eq!(found(&town, "dwellings.csv"), codes);
    assert_eq!(account(&town, "placements.csv"), [2, 1, 1, 0]);
    assert_eq!(
        town.text("out-controle/afgekeurd_dwellings.csv"),
        "\u{feff}regel;kolom;waarde;code;reden;gevolg;id;bag;pc;nr;letter\n\
         4;bag;0034200000000002;I022;BAG-id van het verkeerde soort object;regel;c;0034200000000002;;;\n\
         5;bag;34200000000009;I022;BAG-id van het verkeerde soort object;regel;d;34200000000009;;;\n"
    );
    let run = town.json("out/run.json");
    assert_eq!(run["located"][0]["rows"], 2);
    town.run_well(&["run", "--internal"]);
    assert_eq!(town.area("lagen-intern/buurten", "buurtcode", "BU00340101")["urgent"], 1);
}

#[test]
fn an_id_of_a_number_is_rejected_where_no_address_can_lead_it_to_a_home() {
    let bag = format!("identificatie;x;y\n0034010000000001;{}\n", at(0));
    let homes = ["a;0034200000000001;;;", "b;0034010000000001;;;"];
    for addresses in [BAG, ""] {
        let town = addressed(&homes, addresses).file("bag.csv", &bag);
        town.run_with(&["check"], &[]); // without addresses no home has a place
        assert_eq!(account(&town, "dwellings.csv"), [2, 1, 1, 0]);
        assert!(found(&town, "dwellings.csv").contains(&("I022".to_owned(), 1)));
    }
}

#[test]
fn roofs_named_by_a_number_keep_their_outlines() {
    let bag = format!(
        "identificatie;nummeraanduiding_id;x;y\n\
         0034010000000001;0034200000000001;{}\n0034010000000002;0034200000000002;{}\n",
        at(0),
        at(1)
    );
    let roof = |id: &str, buurt: f64| {
        let (x, y) = (ORIGIN.0 + 100.0 * buurt + 45.0, ORIGIN.1 + 45.0);
        let ring = [[x, y], [x + 10.0, y], [x + 10.0, y + 10.0], [x, y + 10.0], [x, y]];
        serde_json::json!({
            "type": "Feature",
            "properties": { "soort": "woning", "status": "verdacht", "vbo_id": id },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        })
    };
    // The id of the first roof leads nowhere; its shape places it, and the outlines stay with their roofs.
    let features = [roof("0034200000000009", 2.0), roof("0034200000000001", 0.0), roof("", 1.0)];
    let layer = serde_json::json!({ "type": "FeatureCollection", "features": features });
    let homes = ["a;0034010000000001;;;", "b;0034010000000002;;;"];
    let town = addressed(&homes, &format!("{BAG}[[roofs]]\npath = \"daken.geojson\"\n"))
        .file("bag.csv", bag)
        .file("daken.geojson", layer.to_string());
    town.run_well(&["run"]);
    assert_eq!(account(&town, "daken.geojson"), [3, 3, 0, 0]);
    for code in ["BU00340101", "BU00340102"] {
        assert_eq!(town.buurt(code)["asbest_woning"], 1, "{code}");
    }
}

#[test]
fn one_key_at_several_places_is_told_once_by_its_rows_and_not_used() {
    let bag = format!(
        "identificatie;postcode;huisnummer;x;y\n\
         0034010000000001;1311AA;1;{0}\n0034010000000001;1311AA;1;{1}\n0034010000000002;1311AA;2;{1}\n",
        at(0),
        at(1)
    );
    let homes = ["a;0034010000000001;;;", "b;;1311AA;1;", "c;;1311AA;2;"];
    let town = addressed(&homes, BAG).file("bag.csv", bag);
    check_places(&town, [0, 1, 0, 0]);
    assert_eq!(found(&town, "bag.csv"), [("G009".to_owned(), 2)]);
    let ran = town.run_well(&["run"]);
    assert!(
        ran.told().contains("ids: 1, addresses: 1; the first in rows 2 and 3"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("1311AA"), "{}", ran.stderr);
}

/// The BAG's own GeoPackage: homes as points, and a layer of buildings beside them.
fn geopackage(town: &Toytown, homes: &[(&str, &str, u8)]) {
    let db = Connection::open(town.path("bag-light.gpkg")).unwrap();
    db.execute_batch(
        "PRAGMA application_id = 0x47504B47;
         CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
         INSERT INTO gpkg_spatial_ref_sys VALUES ('RD', 28992, 'EPSG', 28992, 'undefined', '');
         CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);
         CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
         INSERT INTO gpkg_contents VALUES ('pand', 'features', '', '', '', 0, 0, 0, 0, 28992), ('verblijfsobject', 'features', '', '', '', 0, 0, 0, 0, 28992);
         INSERT INTO gpkg_geometry_columns VALUES ('pand', 'geom', 'POLYGON', 28992, 0, 0), ('verblijfsobject', 'geom', 'POINT', 28992, 0, 0);
         CREATE TABLE pand (fid INTEGER PRIMARY KEY, geom BLOB, identificatie TEXT);
         CREATE TABLE verblijfsobject (fid INTEGER PRIMARY KEY, geom BLOB, identificatie TEXT, oppervlakte INTEGER, status TEXT, gebruiksdoel TEXT, openbare_ruimte_naam TEXT, huisnummer INTEGER, huisletter TEXT, toevoeging TEXT, postcode TEXT, woonplaats_naam TEXT, bouwjaar INTEGER, pand_identificatie TEXT, pandstatus TEXT, nummeraanduiding_hoofdadres_identificatie TEXT);",
    )
    .unwrap();
    for (number, (id, status, buurt)) in (1_i64..).zip(homes) {
        let mut blob = b"GP\x00\x01".to_vec(); // version 0, little endian, no envelope
        blob.extend(28992_i32.to_le_bytes());
        blob.push(1);
        blob.extend(1_u32.to_le_bytes());
        blob.extend((ORIGIN.0 + 50.0 + 100.0 * f64::from(*buurt)).to_le_bytes());
        blob.extend((ORIGIN.1 + 50.0).to_le_bytes());
        db.execute(
            "INSERT INTO verblijfsobject (geom, identificatie, status, huisnummer, postcode, nummeraanduiding_hoofdadres_identificatie) VALUES (?1, ?2, ?3, ?4, '1311AA', ?5)",
            rusqlite::params![blob, id, status, number, format!("003420000000000{number}")],
        )
        .unwrap();
    }
}

#[test]
fn a_geopackage_of_homes_gives_the_addresses_and_their_points() {
    let homes = ["a;0034010000000001;;;", "b;;1311AA;2;", "c;0034200000000003;;;", "d;;1311AA;4;"];
    let used = "Verblijfsobject in gebruik";
    for layer in ["", "layer = \"Verblijfsobject\"\n"] {
        let town = addressed(&homes, &format!("[addresses]\npath = \"bag-light.gpkg\"\n{layer}"));
        geopackage(
            &town,
            &[
                ("0034010000000001", used, 0),
                ("0034010000000002", used, 1),
                ("0034010000000003", used, 2),
                ("0034010000000004", "Verblijfsobject ingetrokken", 3),
            ],
        );
        check_places(&town, [1, 1, 1, 0]);
        assert_eq!(account(&town, "bag-light.gpkg"), [4, 3, 0, 1]);
        assert_eq!(found(&town, "bag-light.gpkg"), [("I058".to_owned(), 1)]);
    }
    let town = addressed(&homes, "[addresses]\npath = \"bag-light.gpkg\"\nlayer = \"panden\"\n");
    geopackage(&town, &[("0034010000000001", used, 0)]);
    let ran = town.run();
    assert!(
        ran.stderr.contains("`layer` in the config to one of: pand, verblijfsobject"),
        "{}",
        ran.stderr
    );
}

#[test]
fn addresses_that_nothing_names_are_set_aside_in_every_format() {
    let homes = ["a;0034010000000001;;;", "b;;1311AA;2;", "c;0034200000000003;;;"];
    let used = "Verblijfsobject in gebruik";
    let bag = [
        ("0034010000000001", used, 0),
        ("0034010000000002", used, 1),
        ("0034010000000003", used, 2),
        ("0034010000000004", used, 3),
        ("0034010000000005", "Verblijfsobject ingetrokken", 3),
        ("0034010000000003", used, 2), // another address of the home that a number leads to
    ];
    let csv = bag.iter().enumerate().map(|(at, (id, status, buurt))| {
        let number = at + 1;
        format!("{id};{status};1311AA;{number};003420000000000{number};{}\n", self::at(*buurt))
    });
    let csv = format!(
        "identificatie;status;postcode;huisnummer;nummeraanduiding_id;x;y\n{}",
        csv.collect::<String>()
    );
    let package = addressed(&homes, "[addresses]\npath = \"bag-light.gpkg\"\n");
    geopackage(&package, &bag);
    let table = addressed(&homes, BAG).file("bag.csv", csv);
    for (town, name) in [(package, "bag-light.gpkg"), (table, "bag.csv")] {
        check_places(&town, [1, 1, 1, 0]);
        assert_eq!(account(&town, name), [6, 4, 0, 2], "{name}");
        assert_eq!(found(&town, name), [("I083".to_owned(), 2)], "{name}");
    }
}

#[test]
fn how_coordinates_are_written_may_be_proved_by_addresses_of_other_homes() {
    // Three digits behind the point of a degree: thousands or decimals, as the other row proves.
    let bag = "identificatie;x;y\n0034010000000001;5.002;52.338\n0034010000000009;5.0021;52.3381\n";
    let homes = ["a;0034010000000001;;;"];
    let town = addressed(&homes, BAG).file("bag.csv", bag);
    town.run_with(&["check"], &[]);
    assert_eq!(account(&town, "bag.csv"), [2, 1, 0, 1]);
    assert_eq!(found(&town, "bag.csv"), [("I083".to_owned(), 1)]);
}

#[test]
fn a_package_of_addresses_that_nothing_names_is_set_aside_as_a_whole() {
    let town = addressed(&["a;0034010000000009;;;"], "[addresses]\npath = \"bag-light.gpkg\"\n");
    geopackage(&town, &[("0034010000000001", "Verblijfsobject in gebruik", 0)]);
    town.run_with(&["check"], &[]); // no home has a place
    assert_eq!(account(&town, "bag-light.gpkg"), [1, 0, 0, 1]);
    assert_eq!(found(&town, "bag-light.gpkg"), [("I083".to_owned(), 1)]);
}
