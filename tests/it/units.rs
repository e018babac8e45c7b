//! Files of all units: garages, parking places and shops among the homes.

use polars::prelude::{Column, DataFrame, ParquetWriter};

use crate::toytown::{AREAS, DWELLINGS, ORIGIN, Ran, Toytown};
use crate::workbooks::{sheet, texts, xlsx};

/// The kinds of twelve units in one buurt; `None` is an empty cell.
const KINDS: [Option<&str>; 12] = [
    Some("Woning"),
    Some("Woning"),
    Some("woning "),
    Some("Appartement"),
    Some("Woning"),
    Some("Garage"),
    Some("Garage"),
    Some("Garage"),
    Some("Winkel"),
    None,
    Some("Woning"),
    Some("Woning"),
];

/// The rows `id;x;y;label;Soort`. The label of a garage is none.
fn rows() -> Vec<[String; 5]> {
    let rows = KINDS.iter().enumerate().map(|(at, kind)| {
        let label = if *kind == Some("Garage") { "box" } else { "D" };
        let place = [ORIGIN.0 + 50.0, ORIGIN.1 + 50.0].map(|place| place.to_string());
        let [x, y] = place;
        [at.to_string(), x, y, label.to_owned(), kind.unwrap_or("").to_owned()]
    });
    rows.collect()
}

const HEADER: [&str; 5] = ["id", "x", "y", "label", "Soort"];

fn csv() -> String {
    let lines = std::iter::once(HEADER.join(";"));
    let rows = rows();
    lines.chain(rows.iter().map(|row| row.join(";"))).map(|line| line + "\n").collect()
}

/// The town with the units in each of three formats; `setting` is a line of the table.
fn towns(setting: &str) -> Vec<Toytown> {
    let town = |name: &str, bytes: Vec<u8>| {
        let path = "path = \"dwellings.csv\"";
        let table = DWELLINGS.replace(path, &format!("path = \"{name}\"\n{setting}"));
        Toytown::new().file(name, bytes).config(&format!("{AREAS}{table}"))
    };
    let all = rows();
    let lines = std::iter::once(texts(&HEADER))
        .chain(all.iter().map(|row| texts(&row.iter().map(String::as_str).collect::<Vec<_>>())));
    let columns = HEADER.iter().enumerate().map(|(at, name)| {
        let cells: Vec<Option<&str>> =
            all.iter().map(|row| Some(row[at].as_str()).filter(|cell| !cell.is_empty())).collect();
        Column::new((*name).into(), cells)
    });
    let mut frame = DataFrame::new(all.len(), columns.collect()).unwrap();
    let mut parquet = Vec::new();
    ParquetWriter::new(&mut parquet).finish(&mut frame).unwrap();
    vec![
        town("units.csv", csv().into_bytes()),
        town("units.xlsx", xlsx(&[sheet("Blad1", lines)])),
        town("units.parquet", parquet),
    ]
}

fn homes(town: &Toytown) -> (u64, Ran) {
    let ran = town.run_with(&["run", "-v", "--max-rejected", "100%"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    (town.buurt("BU00340101")["woningen"].as_u64().unwrap(), ran)
}

#[test]
fn a_column_of_kinds_that_is_not_used_is_remarked_in_every_format() {
    for town in towns("") {
        let (_, ran) = homes(&town);
        let told = ran.told();
        assert!(told.contains("I091") && told.contains("Soort"), "{told}");
        assert!(told.contains("it holds garage, winkel"), "{told}");
    }
}

/// A column whose name says nothing is known by its words.
#[test]
fn a_column_of_kinds_is_remarked_whatever_its_name_in_parquet_too() {
    let ids: Vec<String> = (0..40).map(|at| at.to_string()).collect();
    let x: Vec<f64> = (0..40).map(|_| ORIGIN.0 + 50.0).collect();
    let y: Vec<f64> = (0..40).map(|_| ORIGIN.1 + 50.0).collect();
    let kinds: Vec<&str> =
        (0..40).map(|at| if at % 3 == 0 { "Berging" } else { "Woning" }).collect();
    let columns = vec![
        Column::new("id".into(), ids),
        Column::new("x".into(), x),
        Column::new("y".into(), y),
        Column::new("K17".into(), kinds),
    ];
    let mut frame = DataFrame::new(40, columns).unwrap();
    let mut parquet = Vec::new();
    ParquetWriter::new(&mut parquet).finish(&mut frame).unwrap();
    let table = "[[dwellings]]\npath = \"units.parquet\"\ncorporation = \"A\"\n\
                 [dwellings.columns]\nid = \"id\"\nx = \"x\"\ny = \"y\"\n";
    let town = Toytown::new().file("units.parquet", parquet).config(&format!("{AREAS}{table}"));
    let told = town.run_well(&["run", "-v"]).told();
    assert!(told.contains("I091") && told.contains("K17") && told.contains("berging"), "{told}");
}

#[test]
fn only_keeps_what_it_lists_and_names_the_rest() {
    for town in towns("only = { column = \"soort\", values = [\"WONING\", \"appartement\"] }") {
        let (count, ran) = homes(&town);
        assert_eq!(count, 7, "{}", ran.stderr);
        let told = ran.told();
        assert!(told.contains("I092") && told.contains("Garage 3, (empty) 1, Winkel 1"), "{told}");
        assert!(told.contains("12 read = 7 used + 0 rejected + 5 set aside"), "{told}");
        assert!(!told.contains("I091") && !told.contains("I093"), "{told}");
    }
}

#[test]
fn except_leaves_out_what_it_lists() {
    for town in towns("except = { column = \"Soort\", values = [\"Garage\", \"Winkel\"] }") {
        let (count, ran) = homes(&town);
        assert_eq!(count, 8, "{}", ran.stderr);
        assert!(ran.told().contains("Garage 3, Winkel 1"), "{}", ran.stderr);
    }
}

#[test]
fn an_empty_cell_stays_where_it_is_listed() {
    for town in towns("only = { column = \"Soort\", values = [\"Woning\", \"\"] }") {
        assert_eq!(homes(&town).0, 7);
    }
}

#[test]
fn a_listed_kind_that_does_not_occur_is_told() {
    for town in towns("except = { column = \"Soort\", values = [\"Garages\", \"Winkel\"] }") {
        let told = homes(&town).1.told();
        assert!(told.contains("I093"), "{told}");
        assert!(told.contains("\"Garages\" (did you mean \"garage\"?)"), "{told}");
    }
}

#[test]
fn the_settings_are_checked() {
    for (setting, words) in [
        ("only = { column = \"Soort\", values = [] }", "lists no values"),
        (
            "only = { column = \"Soort\", values = [\"a\"] }\nexcept = { column = \"Soort\", values = [\"b\"] }",
            "together with `only`",
        ),
        ("only = { colum = \"Soort\", values = [\"a\"] }", "did you mean `column`"),
    ] {
        let ran = towns(setting)[0].run();
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.told().contains(words), "{}", ran.stderr);
    }
    for town in towns("only = { column = \"Type\", values = [\"Woning\"] }") {
        let ran = town.run();
        assert_ne!(ran.code, 0);
        assert!(ran.told().contains("dwellings.only.column"), "{}", ran.stderr);
    }
}

#[test]
fn a_register_may_be_of_some_kinds_only() {
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, ""), ("2", 50.0, 60.0, "")]);
    let town = town
        .file("dwellings.csv", "id;vbo;x;y\n1;0034010000000001;140050;480050\n2;0034010000000002;140050;480050\n")
        .file(
            "labels.csv",
            "bag_id;label;opname;soort\n0034010000000001;D;2024-01-01;Woning\n0034010000000002;D;2024-01-01;Winkel\n",
        )
        .config(&format!(
            "{AREAS}{}[energy_labels]\npath = \"labels.csv\"\nonly = {{ column = \"soort\", values = [\"Woning\"] }}\n[energy_labels.columns]\nbag_id = \"bag_id\"\nenergy_label = \"label\"\nsurveyed = \"opname\"\n",
            DWELLINGS.replace("energy_label = \"label\"", "bag_id = \"vbo\"")
        ));
    let ran = town.run_well(&["run", "-v"]);
    assert!(ran.told().contains("I092") && ran.told().contains("Winkel 1"), "{}", ran.stderr);
    let buurt = town.buurt("BU00340101");
    assert_eq!((&buurt["label_d"], &buurt["label_d_noemer"]), (&1.into(), &1.into()));
}

#[test]
fn init_proposes_the_kinds_of_homes() {
    let town = Toytown::new().file("bezit.csv", csv());
    town.run_well(&["init", "buurten.geojson", "bezit.csv"]);
    let config = town.text("spreiding.toml");
    let line = "only = { column = \"Soort\", values = [\"Woning\", \"Appartement\"";
    assert!(config.contains(line), "{config}");
    assert!(config.contains("4 rows looked at are no homes: Garage 3, Winkel 1"), "{config}");
}
