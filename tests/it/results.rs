//! The result folder: all or nothing, replaced whole, and typed as QGIS wants it.

use std::fs;

use geo::Winding;
use geojson::FeatureCollection;

use crate::toytown::Toytown;

fn town() -> Toytown {
    Toytown::with_dwellings(&[("1", 50.0, 50.0, "D"), ("2", 150.0, 50.0, "")])
}

#[test]
fn a_layer_is_rfc_7946_with_every_key_in_every_feature() {
    let town = town();
    town.run_well(&["run"]);
    let text = town.text("out/lagen/buurten.geojson");
    assert!(!text.contains("\"crs\""));
    assert!(text.contains("\"label_d_pct\": 100.0,"), "whole percentages keep their decimal");
    let layer: FeatureCollection = text.parse().unwrap();
    let bbox = layer.bbox.unwrap();
    assert!(bbox[0] > 5.0 && bbox[2] < 5.4 && bbox[1] > 52.2 && bbox[3] < 52.5, "{bbox:?}");
    let mut keys: Option<Vec<String>> = None;
    let mut codes = Vec::new();
    for feature in layer.features {
        let properties = feature.properties.unwrap();
        let here: Vec<String> = properties.keys().cloned().collect();
        assert_eq!(*keys.get_or_insert(here.clone()), here);
        codes.push(properties["buurtcode"].as_str().unwrap().to_owned());
        let geometry = geo::Geometry::<f64>::try_from(feature.geometry.unwrap()).unwrap();
        let geo::Geometry::MultiPolygon(polygons) = geometry else { panic!("no MultiPolygon") };
        for polygon in polygons {
            assert!(polygon.exterior().is_ccw());
            assert!(polygon.interiors().iter().all(Winding::is_cw));
        }
    }
    assert_eq!(codes.len(), 16);
    assert!(codes.is_sorted());
    let names = keys.unwrap();
    assert_eq!(
        names[..10],
        [
            "buurtcode",
            "buurtnaam",
            "wijkcode",
            "wijknaam",
            "stadsdeel",
            "woningen",
            "urgent",
            "urgent_noemer",
            "urgent_pct",
            "urgent_status"
        ]
    );
}

#[test]
fn a_dissolved_wijk_is_one_square_and_lands_where_its_buurten_do() {
    let town = town();
    town.run_well(&["run"]);
    let layer: FeatureCollection = town.text("out/lagen/wijken.geojson").parse().unwrap();
    assert_eq!(layer.features.len(), 4);
    let geometry =
        geo::Geometry::<f64>::try_from(layer.features[0].geometry.clone().unwrap()).unwrap();
    let geo::Geometry::MultiPolygon(wijk) = geometry else { panic!("no MultiPolygon") };
    assert_eq!(wijk.0.len(), 1);
    // Four corners and four points halfway the sides, closed; nothing of the borders within.
    assert_eq!(wijk.0[0].exterior().0.len(), 9);
}

#[test]
fn a_second_run_replaces_the_first_and_an_own_file_is_kept() {
    let town = town();
    town.run_well(&["run"]);
    let first = town.result_files();
    town.run_well(&["run"]);
    assert_eq!(first, town.result_files());

    fs::write(town.path("out/mijn-kaart.qgz"), "x").unwrap();
    let ran = town.run();
    assert_eq!(ran.code, 3);
    assert!(
        ran.stderr.contains("`mijn-kaart.qgz`, which spreiding did not make"),
        "{}",
        ran.stderr
    );
    assert!(town.path("out/lagen/buurten.geojson").exists());
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let town = town();
    fs::create_dir(town.path("out")).unwrap();
    fs::write(town.path("out/vakantie.txt"), "x").unwrap();
    let ran = town.run();
    assert_eq!(ran.code, 3);
    assert_eq!(
        ran.stderr,
        "error[U001]: out is in the way: a folder that spreiding did not make\n  move it away, or give another folder: -o DIR\n  more: spreiding explain U001\n"
    );
}

#[test]
fn run_json_tells_what_came_out_and_nothing_of_the_machine() {
    let town = town();
    let config = town.text("spreiding.toml");
    let absolute = town.path("dwellings.csv").display().to_string().replace('\\', "/");
    let town = town.config(&config.replace("dwellings.csv", &absolute));
    town.run_well(&["run"]);
    let text = town.text("out/run.json");
    assert!(!text.contains(&town.folder().display().to_string()), "{text}");
    let run = town.json("out/run.json");
    for output in run["outputs"].as_array().unwrap() {
        let bytes = fs::read(town.path("out").join(output["name"].as_str().unwrap())).unwrap();
        assert_eq!(output["bytes"], bytes.len());
        assert_eq!(output["sha256"], spreiding::output::sha256(&bytes));
    }
}

#[test]
fn a_dry_run_writes_only_the_analysts_folder() {
    let town = town();
    let ran = town.run_well(&["check"]);
    assert!(ran.stdout.contains("Next: spreiding run"));
    assert!(!town.path("out").exists());
    assert!(town.path("out-controle/controle.json").exists());
}

#[test]
fn too_many_rejected_rows_leave_no_result_but_the_rejected_rows() {
    let town = Toytown::with_dwellings(&[("#N/B", 50.0, 50.0, "Z"), ("2", 150.0, 50.0, "A")]);
    let ran = town.run();
    assert_eq!(ran.code, 1);
    assert!(!town.path("out").exists());
    assert_eq!(
        town.text("out-controle/afgekeurd_dwellings.csv"),
        "\u{FEFF}regel;kolom;waarde;code;reden;gevolg;id;x;y;label\n\
         2;id;#N/B;I029;een foutwaarde van Excel, zoals #N/B;regel;#N/B;140050;480050;Z\n\
         2;label;Z;I026;geen energielabel;cel;#N/B;140050;480050;Z\n"
    );
}

#[test]
fn a_coarser_level_may_have_a_file_of_its_own_and_a_table_of_parents() {
    let (x, y) = crate::toytown::ORIGIN;
    let wijken: Vec<serde_json::Value> = (0..4)
        .map(|at| {
            let (x, y) = (x + 200.0 * f64::from(at % 2), y + 200.0 * f64::from(at / 2));
            serde_json::json!({
                "type": "Feature",
                "properties": { "WK_CODE": format!("WK0034{:02}", at + 1), "WK_NAAM": format!("Eigen {at}") },
                "geometry": { "type": "Polygon", "coordinates": [[
                    [x, y], [x + 200.0, y], [x + 200.0, y + 200.0], [x, y + 200.0], [x, y],
                ]] },
            })
        })
        .collect();
    let layer = serde_json::json!({ "type": "FeatureCollection", "features": wijken });
    let table = "child;parent;parent_name\nWK003401;S1;Een\nWK003402;S2;Twee\nWK003403;S1;Een\nWK003404;S2;Twee\n";
    let town = town().file("wijken.geojson", layer.to_string()).file("sd.csv", table);
    let config = town
        .text("spreiding.toml")
        .replace("[areas.wijk]\ncode = \"wijkcode\"", "[areas.wijk]\npath = \"wijken.geojson\"")
        .replace(
            "[areas.stadsdeel]\ncode = \"stadsdeel\"",
            "[areas.stadsdeel]\nparents = \"sd.csv\"",
        );
    let town = town.config(&config);
    town.run_well(&["run"]);
    let wijk = town.area("lagen/wijken", "wijkcode", "WK003401");
    assert_eq!(
        (&wijk["wijknaam"], &wijk["stadsdeel"], &wijk["woningen"]),
        (&"Eigen 0".into(), &"Een".into(), &2.into())
    );
    let stadsdeel = town.area("lagen/stadsdelen", "stadsdeelcode", "S1");
    assert_eq!((&stadsdeel["stadsdeel"], &stadsdeel["woningen"]), (&"Een".into(), &2.into()));
    let text = town.text("out/lagen/wijken.geojson");
    let layer: FeatureCollection = text.parse().unwrap();
    let geometry =
        geo::Geometry::<f64>::try_from(layer.features[0].geometry.clone().unwrap()).unwrap();
    let geo::Geometry::MultiPolygon(own) = geometry else { panic!("no MultiPolygon") };
    assert_eq!(own.0[0].exterior().0.len(), 5); // the file's own four corners
}
