//! Labels in the corporations' own files: their spellings in every format, and until when they hold.

use polars::prelude::{
    CategoricalPhysical, Categories, Column, DataFrame, DataType, NamedFrom, ParquetWriter, Series,
};
use serde_json::{Value, json};

use crate::registers::{found, town, v4};
use crate::toytown::{AREAS, ORIGIN, Toytown};
use crate::workbooks::{sheet, texts, xlsx};

/// Homes `id;label;tot;methode;ep2` in buurt 0101.
const OWN: &str = r#"
[[dwellings]]
path = "homes.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "id"
energy_label = "label"
label_valid_until = "tot"
label_method = "methode"
ep2 = "ep2"
x = "x"
y = "y"
[[indicator]]
id = "nul"
of = "dwellings"
count = "energy_label = 'A0'"
label.nl = "X"
[[indicator]]
id = "hoog"
of = "dwellings"
count = "ep2 > 250"
label.nl = "X"
[[indicator]]
id = "lang"
of = "dwellings"
count = "label_valid_until > DATE '2030-01-01'"
label.nl = "X"
"#;

const HEADER: [&str; 7] = ["id", "label", "tot", "methode", "ep2", "x", "y"];

const ROWS: [[&str; 4]; 8] = [
    ["D", "31-12-2025", "NTA 8800", "270,5"],
    ["D", "30-12-2025", "NEN 7120", ""],
    ["C", "13-05-2020", "Nader Voorschrift", ""],
    ["A0", "15-03-2035", "NTA 8800", "12"],
    ["A++++/A0", "15-03-2035", "NTA 8800", "-40,25"],
    ["D", "", "VEL", ""],
    ["D", "14-06-2031", "iets", ""],
    ["", "", "", ""],
];

fn rows() -> Vec<Vec<String>> {
    let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let row = |(at, cells): (usize, &[&str; 4])| {
        let cells = cells.iter().map(|cell| (*cell).to_owned());
        let first = std::iter::once(format!("H{at}"));
        first.chain(cells).chain([x.to_string(), y.to_string()]).collect()
    };
    ROWS.iter().enumerate().map(row).collect()
}

fn csv(rows: &[Vec<String>]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| row.join(";")).collect();
    format!("{}\n{}\n", HEADER.join(";"), lines.join("\n"))
}

fn of_file(name: &str, content: impl AsRef<[u8]>) -> Toytown {
    let config = format!("{AREAS}{OWN}").replace("homes.csv", name);
    Toytown::new().file(name, content).config(&config)
}

#[track_caller]
fn counted(town: &Toytown, id: &str) -> [Value; 3] {
    let buurt = town.buurt("BU00340101");
    ["", "_noemer", "_nb"].map(|ending| buurt[format!("{id}{ending}")].clone())
}

#[track_caller]
fn check(town: &Toytown, expected: &[(&str, [u64; 3])]) {
    town.run_well(&["run"]);
    for (id, numbers) in expected {
        assert_eq!(counted(town, id), numbers.map(|number| json!(number)), "{id}");
    }
}

/// What the rows above say, in whatever file they stand.
const EXPECTED: [(&str, [u64; 3]); 8] = [
    ("label_d", [3, 5, 3]),
    ("label_d_verlopen", [1, 6, 2]),
    ("label_d_nen7120", [1, 2, 4]),
    ("label_efg", [0, 5, 3]),
    ("label_onbekend", [3, 8, 0]),
    ("nul", [2, 5, 3]),
    ("hoog", [1, 3, 5]),
    ("lang", [3, 6, 2]),
];

#[test]
fn a_csv_whose_rows_are_plain_and_one_that_is_read_whole() {
    let town = of_file("homes.csv", csv(&rows()));
    check(&town, &EXPECTED);
    assert_eq!(found(&town, "homes.csv"), [("I140".to_owned(), 1)]);
    let with_total = [rows(), vec![vec!["Totaal".to_owned(); 1]]].concat();
    let with_total: Vec<Vec<String>> = with_total
        .into_iter()
        .map(|mut row| {
            row.resize(HEADER.len(), String::new());
            row
        })
        .collect();
    check(&of_file("homes.csv", csv(&with_total)), &EXPECTED);
}

#[test]
fn a_workbook() {
    let rows = rows();
    let cells = rows.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
    let cells: Vec<_> =
        std::iter::once(texts(&HEADER)).chain(cells.map(|row| texts(&row))).collect();
    check(&of_file("homes.xlsx", xlsx(&[sheet("Bezit", cells)])), &EXPECTED);
}

#[test]
fn parquet_with_texts_and_with_categories_days_and_numbers() {
    let rows = rows();
    let texts = |at: usize| -> Vec<Option<&str>> {
        rows.iter().map(|row| Some(row[at].as_str()).filter(|cell| !cell.is_empty())).collect()
    };
    let column = |at: usize| Series::new(HEADER[at].into(), texts(at));
    let number = |at: usize| -> Column {
        let numbers = texts(at).into_iter().map(|cell| cell?.replace(',', ".").parse::<f64>().ok());
        Column::new(HEADER[at].into(), numbers.collect::<Vec<_>>())
    };
    let words = Categories::new("words".into(), "test".into(), CategoricalPhysical::U8);
    let words = DataType::from_categories(words);
    let day = |cell: &str| {
        let parts: Vec<i64> = cell.split('-').map(|part| part.parse().unwrap()).collect();
        let day =
            chrono::NaiveDate::from_ymd_opt(parts[2] as i32, parts[1] as u32, parts[0] as u32);
        (day.unwrap() - chrono::NaiveDate::default()).num_days() as i32
    };
    let days: Vec<Option<i32>> = texts(2).into_iter().map(|cell| cell.map(day)).collect();
    let days = Column::new("tot".into(), days).cast(&DataType::Date).unwrap();
    let as_texts = (0..HEADER.len()).map(|at| column(at).into()).collect();
    let typed = vec![
        column(0).into(),
        column(1).cast(&words).unwrap().into(),
        days,
        column(3).cast(&words).unwrap().into(),
        number(4),
        number(5),
        number(6),
    ];
    for columns in [as_texts, typed] {
        let mut frame = DataFrame::new(rows.len(), columns).unwrap();
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
        check(&of_file("homes.parquet", bytes), &EXPECTED);
    }
}

#[test]
fn without_a_last_day_it_is_not_known_which_labels_have_expired() {
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "D"), ("2", 50.0, 50.0, "A")]);
    let ran = town.run_well(&["run"]);
    assert_eq!(counted(&town, "label_d"), [json!(1), json!(2), json!(0)]);
    let unknown = [Value::Null, json!(0), json!(2)];
    assert_eq!(counted(&town, "label_d_verlopen"), unknown);
    let line = "label_d: 1, and how many more have expired is unknown: no label has a last day";
    let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(line), "{told}");
}

#[test]
fn an_ep2_that_contradicts_its_label_is_told_with_its_row() {
    let cells = |label: &str, method: &str, ep2: &str| {
        let mut row = rows().swap_remove(0);
        (row[1], row[3], row[4]) = (label.to_owned(), method.to_owned(), ep2.to_owned());
        row
    };
    let mut rows = vec![
        cells("D", "NTA 8800", "250"), // rounded
        cells("D", "NTA 8800", "249"),
        cells("G", "NTA 8800", "12,5"),
        cells("G", "", "12,5"),
        cells("G", "VEL", "12,5"),
        cells("D", "NTA 8800", "99999"),
    ];
    rows.iter_mut().enumerate().for_each(|(at, row)| row[0] = at.to_string());
    let town = of_file("homes.csv", csv(&rows));
    check(&town, &[("label_d", [3, 6, 0]), ("label_efg", [3, 6, 0]), ("hoog", [0, 5, 1])]);
    let expected = [("I141".to_owned(), 2), ("I142".to_owned(), 1)];
    assert_eq!(found(&town, "homes.csv"), expected);
    let control = town.json("out-controle/controle.json");
    let finding = control["findings"].as_array().unwrap().iter().find(|of| of["code"] == "I141");
    assert_eq!(finding.unwrap()["rows"], json!([3, 4]));
}

/// A home with a label of its own, `label;tot`, and the register's label D that ended in 2024, or another.
fn both(own: &str, register: &[(&str, &str)], setting: &str) -> Toytown {
    let town = town(&[&format!("1;0034010000000001;;;;{own}")], v4(&[register]));
    let homes = town.text("dwellings.csv").replace("letter;label;", "letter;label;tot;");
    let config = town.text("spreiding.toml");
    let config = config.replace(
        "energy_label = \"label\"\n",
        "energy_label = \"label\"\nlabel_valid_until = \"tot\"\n",
    );
    town.file("dwellings.csv", homes).config(&config).more_config(setting)
}

#[test]
fn of_the_register_and_an_own_label_the_preferred_one_that_stands_counts() {
    let ended: [(&str, &str); 2] = [("Opnamedatum", "20140301"), ("GeldigTot", "20240301")];
    let valid: [(&str, &str); 1] = [("Energieklasse", "C")];
    // Own label and last day, the register, what is preferred; then D that counts and D that expired.
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, Option<u64>, Option<u64>);
    let cases: [Case<'_>; 10] = [
        ("A;31-12-2030", &ended, "register", Some(0), Some(0)),
        ("D;31-12-2030", &ended, "register", Some(1), Some(0)),
        ("D;", &ended, "register", Some(1), None),
        ("C;13-05-2021", &ended, "register", None, Some(1)),
        ("C;13-05-2021", &ended, "own", None, Some(0)),
        (";", &ended, "own", None, Some(1)),
        ("D;13-05-2021", &valid, "own", Some(0), Some(0)),
        ("D;13-05-2021", &valid, "register", Some(0), Some(0)),
        ("D;31-12-2030", &valid, "own", Some(1), Some(0)),
        ("C;", &valid, "own", Some(0), Some(0)), // the same label, of which the register knows the day
    ];
    for (own, register, prefer, d, expired) in cases {
        let town = both(own, register, &format!("prefer = \"{prefer}\""));
        town.run_well(&["run"]);
        let case = format!("{own} {register:?} {prefer}");
        assert_eq!(counted(&town, "label_d")[0], json!(d), "{case}");
        assert_eq!(counted(&town, "label_d_verlopen")[0], json!(expired), "{case}");
        let [read, used, rejected, set_aside] = crate::registers::account(&town, "labels.csv");
        assert_eq!((read, used + rejected + set_aside), (1, 1), "{case}");
    }
}

#[test]
fn an_own_label_without_a_last_day_beside_an_ended_one_is_told() {
    let ended = [("Opnamedatum", "20140301"), ("GeldigTot", "20240301")];
    let town = both("D;", &ended, "");
    town.run_well(&["run"]);
    let expected = [("I054".to_owned(), 1), ("I144".to_owned(), 1)];
    assert_eq!(found(&town, "labels.csv"), expected);
    assert!(town.text("out-controle/controle.json").contains("D beside D 1x"));
    // One that says its day, and one that the configuration lets count, leave no doubt.
    let town = both("D;31-12-2030", &ended, "");
    town.run_well(&["run"]);
    assert_eq!(found(&town, "labels.csv"), [("I054".to_owned(), 1)]);
    let town = both("D;", &ended, "expired = true");
    town.run_well(&["run"]);
    assert_eq!(found(&town, "labels.csv"), []);
}

#[test]
fn a0_beside_its_class_is_no_other_label() {
    let cases = [("A++++;", "A++++/A0", 0), ("A0;", "A++++", 0), ("A+++;", "A++++/A0", 1)];
    for (own, register, differ) in cases {
        let town = both(own, &[("Energieklasse", register)], "");
        town.run_well(&["run"]);
        let told = found(&town, "labels.csv").iter().filter(|(code, _)| code == "I056").count();
        assert_eq!(told, differ, "{own} {register}");
    }
}

#[test]
fn columns_of_labels_that_no_file_has_are_unknown_in_an_expression() {
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "D")]);
    let own = |id: &str, count: &str| {
        format!(
            "[[indicator]]\nid = \"{id}\"\nof = \"dwellings\"\ncount = \"{count}\"\nlabel.nl = \"X\"\n"
        )
    };
    let town = town
        .more_config(&own("a", "ep2 > 1"))
        .more_config(&own("b", "label_valid_until IS NULL"))
        .more_config(&own("c", "label_method IS NULL AND expired_label IS NULL"));
    town.run_well(&["run"]);
    assert_eq!(counted(&town, "a"), [Value::Null, json!(0), json!(1)]);
    assert_eq!(counted(&town, "b"), [json!(1), json!(1), json!(0)]);
    assert_eq!(counted(&town, "c"), [json!(1), json!(1), json!(0)]);
    // Without the two indicators that need them nothing is made of them either.
    let left_out = "leave_out = [\"label_d_verlopen\", \"label_d_nen7120\"]\n";
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "D")]);
    let config = format!("{left_out}{}", town.text("spreiding.toml"));
    let ran = town.config(&config).run_well(&["run"]);
    assert!(!ran.stdout.contains("expired"), "{}", ran.stdout);
}
