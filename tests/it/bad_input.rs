//! What cannot be used ends with a code and one message, and without a result folder.

use crate::toytown::{AREAS, DWELLINGS, Toytown, geojson};

fn town() -> Toytown {
    Toytown::with_dwellings(&[("1", 50.0, 50.0, "D")])
}

#[track_caller]
fn check(town: &Toytown, exit: i32, code: &str, message: &str) {
    let ran = town.run_with(&["run", "-q"], &[]);
    let expected = format!("error[{code}]: {message}\n  more: spreiding explain {code}\n");
    assert_eq!((ran.code, ran.stderr.as_str()), (exit, expected.as_str()));
    assert_eq!(ran.stdout, "");
    // What is wrong in the inputs stands in the analyst's folder; a result there is not.
    assert!(!town.path("out").exists());
    assert_eq!(town.path("out-controle").exists(), code.starts_with('I'));
    let left = std::fs::read_dir(town.folder()).unwrap();
    let temporary =
        left.filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(temporary.count(), 0);
}

#[test]
fn a_missing_configuration() {
    let town = Toytown::new();
    let ran = town.run();
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.starts_with("error[K001]: cannot read spreiding.toml: "), "{}", ran.stderr);
}

#[test]
fn an_unknown_key() {
    check(
        &town().config(&format!("toleranse = 0.02\n{AREAS}{DWELLINGS}")),
        2,
        "K002",
        "unknown key `toleranse` in spreiding.toml, line 1\n  did you mean `tolerance`?",
    );
}

#[test]
fn an_unknown_column_key() {
    let ran = town().more_config("energylabel = \"label\"").run();
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("unknown key `energylabel` in spreiding.toml, line ")
            && ran.stderr.contains("\n  did you mean `energy_label`?\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_unknown_table() {
    let ran = town().more_config("[toleranse]\nrejected = 0.02").run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("line 23\n  did you mean `tolerance`?\n"), "{}", ran.stderr);
}

#[test]
fn a_missing_file() {
    let town = town();
    std::fs::remove_file(town.path("dwellings.csv")).unwrap();
    check(&town, 3, "I069", "cannot open dwellings.csv: No such file or directory (os error 2)");
}

#[test]
fn a_format_that_is_no_table() {
    check(
        &town().file("dwellings.csv", "<html><table><tr><td>id</td></tr></table></html>"),
        3,
        "I062",
        "dwellings.csv is no table that can be read: a web page, whatever its name says; open it in Excel and save it as .xlsx\n  give a .csv, .xlsx or .parquet file",
    );
}

#[test]
fn an_unknown_column() {
    check(
        &town().file("dwellings.csv", "id;x;y;Labels\n1;140050;480050;A\n"),
        2,
        "I004",
        "column `label` not found in dwellings.csv (header on row 1)\n  columns there: id, x, y, Labels\n  did you mean `Labels`?  set `dwellings.columns.energy_label` in the configuration to one of them",
    );
}

#[test]
fn text_that_no_encoding_knows() {
    check(
        &town().file("dwellings.csv", b"id;x;y;label\n\x81;1;2;A\n"),
        3,
        "I008",
        "dwellings.csv, byte 13: no UTF-8, and 0x81 is no character of Windows-1252\n  save the file as `CSV UTF-8`",
    );
}

#[test]
fn an_unknown_crs() {
    // Lambert 72 of Belgium, whose numbers may be those of RD: they prove nothing.
    let lambert = geojson().replacen(
        "\"type\":\"FeatureCollection\"",
        "\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::31370\"}}",
        1,
    );
    let town = town().file("buurten.geojson", lambert);
    let ran = town.run();
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("buurten.geojson: its coordinates are in"), "{}", ran.stderr);
    assert!(ran.stderr.contains("31370") && ran.stderr.contains("EPSG:28992"), "{}", ran.stderr);
    assert!(!town.path("out").exists());
}

#[test]
fn coordinates_of_no_known_range() {
    let town = town().file("dwellings.csv", "id;x;y;label\n1;14005000;48005000;A\n");
    let ran = town.run();
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("x 14005000 to 14005000"), "{}", ran.stderr);
}

#[test]
fn an_empty_layer() {
    let town = town().file("buurten.geojson", r#"{"type":"FeatureCollection","features":[]}"#);
    let ran = town.run();
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("]: buurten.geojson"), "{}", ran.stderr);
    assert!(!town.path("out").exists());
}

#[test]
fn a_layer_without_the_code_column() {
    check(
        &town().file("buurten.geojson", geojson().replace("buurtcode", "cijfer")),
        2,
        "I004",
        "buurten.geojson has no column `buurtcode` or `bu_code` or `buurt_code` or `gwb_code`; columns there: cijfer, buurtnaam, wijkcode, wijknaam, stadsdeel, water\n  set `areas.buurt.code` in the configuration to one of them",
    );
}

#[test]
fn a_layer_that_breaks_off() {
    let text = geojson();
    let ran = town().file("buurten.geojson", &text[..text.len() / 2]).run();
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("]: buurten.geojson"), "{}", ran.stderr);
}

#[test]
fn a_layer_that_is_not_utf_8() {
    let mut bytes = geojson().into_bytes();
    let at = bytes.windows(5).position(|five| five == b"Buurt").unwrap();
    bytes[at] = 0xE8;
    let ran = town().file("buurten.geojson", bytes).run();
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("UTF-8"), "{}", ran.stderr);
}

#[test]
fn a_priority_that_the_configuration_does_not_name() {
    let town = town()
        .file("placements.csv", "woning;datum;soort\n1;01-02-2025;URG\n1;02-02-2025;MED\n1;13-02-2025;MED\n")
        .more_config(
            "[[placements]]\npath = \"placements.csv\"\n[placements.columns]\ndwelling = \"woning\"\ndate = \"datum\"\npriority = \"soort\"\n[placements.urgent]\nvalues = [\"URG\"]\n",
        );
    let ran = town.run();
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("\"MED\" (2)"), "{}", ran.stderr);
}

#[test]
fn an_expression_that_names_no_column() {
    let town = town().more_config(
        "[[indicator]]\nid = \"x\"\nof = \"dwellings\"\ncount = \"lable = 'D'\"\nlabel.nl = \"X\"\n",
    );
    let ran = town.run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("indicator `x`: `count = \"lable = 'D'\"`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("columns of dwellings: id, corporation"), "{}", ran.stderr);
}

#[test]
fn homes_of_another_city() {
    let town = Toytown::with_dwellings(&[("1", 9000.0, 50.0, "D")]);
    let ran = town.run();
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("not one home could be placed"), "{}", ran.stderr);
    assert!(!town.path("out").exists());
}

#[test]
fn a_parent_that_cannot_be_told() {
    let config = format!("{AREAS}{DWELLINGS}").replace("code = \"stadsdeel\"", "code = \"stad\"");
    let ran = town().config(&config).run();
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("16 of 16 buurt codes in buurten.geojson without stadsdeel"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_own_indicator_whose_column_is_there_already() {
    for id in ["woningen", "buurtcode", "label_d_pct"] {
        let town = town().more_config(&format!(
            "[[indicator]]\nid = \"{id}\"\nof = \"dwellings\"\ncount = \"true\"\nlabel.nl = \"X\"\n"
        ));
        let ran = town.run();
        assert_eq!(ran.code, 2, "{id}");
        assert!(ran.stderr.contains("which is there already"), "{}", ran.stderr);
        assert!(!town.path("out").exists());
    }
}

#[test]
fn an_expression_that_fails_on_the_rows_tells_no_cell() {
    let town = Toytown::with_dwellings(&[("geheim", 50.0, 50.0, "D")]).more_config(
        "[[indicator]]\nid = \"eigen\"\nof = \"dwellings\"\ncount = \"CAST(id AS INTEGER) > 5\"\nlabel.nl = \"X\"\n",
    );
    let ran = town.run();
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("eigen") && !ran.stderr.contains("geheim"), "{}", ran.stderr);
}

#[test]
fn an_own_column_with_a_name_of_the_program() {
    let ran = town().more_config("extra.year = { column = \"label\", type = \"text\" }").run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("needs a name of its own"), "{}", ran.stderr);
}

#[test]
fn a_child_with_two_parents() {
    let config = format!("{AREAS}{DWELLINGS}").replace(
        "[areas.stadsdeel]\ncode = \"stadsdeel\"",
        "[areas.stadsdeel]\nparents = \"sd.csv\"",
    );
    let town = town()
        .file("sd.csv", "child;parent;parent_name\nWK003401;S1;Een\nWK003401;S2;Twee\n")
        .config(&config);
    let ran = town.run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("WK003401 lies both in S1 and in S2"), "{}", ran.stderr);
}
