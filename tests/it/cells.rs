//! A fault costs the cell, not the home: in every format, and by every reader.

use polars::prelude::{Column, DataFrame, ParquetWriter};
use serde_json::Value;

use crate::toytown::{AREAS, ORIGIN, Ran, Toytown};
use crate::workbooks::{sheet, texts, xlsx};

const HEADER: [&str; 12] =
    ["VHE", "BAG", "PC", "Nr", "Gebied", "Label", "VvE", "Dak", "Jaar", "Huur", "X", "Y"];

const COLUMNS: &str = r#"
corporation = "Ons Huis"
area_year = 2025
[dwellings.columns]
id = "VHE"
bag_id = "BAG"
postcode = "PC"
house_number = "Nr"
area = "Gebied"
energy_label = "Label"
owners_association = "VvE"
asbestos_home_roof = "Dak"
build_year = "Jaar"
rent = "Huur"
x = "X"
y = "Y"
extra.nultreden = { column = "VvE", type = "yes_no" }
"#;

/// How a table is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A CSV in plain form.
    Csv,
    /// A CSV with a total row, which is read as a whole.
    WholeCsv,
    Workbook,
    Parquet,
}

const FORMS: [Form; 4] = [Form::Csv, Form::WholeCsv, Form::Workbook, Form::Parquet];

/// Homes in buurt 0101 that are right in every column, placed by `key` alone.
fn homes(count: usize, key: &str) -> Vec<Vec<String>> {
    let home = |at: usize| {
        let told = |name: &str, text: String| if key == name { text } else { String::new() };
        vec![
            format!("H{at}"),
            told("bag", format!("003401{:010}", at + 1)),
            told("address", "1315AB".to_owned()),
            told("address", (at + 1).to_string()),
            told("area", "BU00340101".to_owned()),
            "D".to_owned(),
            "ja".to_owned(),
            "nee".to_owned(),
            "1980".to_owned(),
            "652,5".to_owned(),
            told("point", (ORIGIN.0 + 50.0).to_string()),
            told("point", (ORIGIN.1 + 50.0).to_string()),
        ]
    };
    (0..count).map(home).collect()
}

fn at(column: &str) -> usize {
    HEADER.iter().position(|name| *name == column).unwrap()
}

/// A town of these homes, whose addresses are known.
fn town(rows: &[Vec<String>], form: Form) -> Toytown {
    let mut rows: Vec<Vec<String>> = rows.to_vec();
    if form == Form::WholeCsv {
        let mut total = vec![String::new(); HEADER.len()];
        total[0] = "Totaal".to_owned();
        rows.push(total);
    }
    let name = match form {
        Form::Csv | Form::WholeCsv => "bezit.csv",
        Form::Workbook => "bezit.xlsx",
        Form::Parquet => "bezit.parquet",
    };
    let addresses: String = (0..rows.len())
        .map(|at| {
            let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
            format!("003401{:010};1315AB;{};{x};{y}\n", at + 1, at + 1)
        })
        .collect();
    let town = Toytown::new()
        .file("bag.csv", format!("identificatie;postcode;huisnummer;x;y\n{addresses}"))
        .config(&format!(
            "{AREAS}\n[[dwellings]]\npath = \"{name}\"\n{COLUMNS}\n[addresses]\npath = \"bag.csv\"\n"
        ));
    if form == Form::Parquet {
        let columns = HEADER.iter().enumerate().map(|(at, name)| {
            let cells = rows.iter().map(|row| Some(row[at].as_str()).filter(|c| !c.is_empty()));
            Column::new((*name).into(), cells.collect::<Vec<_>>())
        });
        let mut frame = DataFrame::new(rows.len(), columns.collect()).unwrap();
        let file = std::fs::File::create(town.path(name)).unwrap();
        ParquetWriter::new(file).finish(&mut frame).unwrap();
        return town;
    }
    let lines = std::iter::once(HEADER.map(str::to_owned).to_vec()).chain(rows);
    if form == Form::Workbook {
        let cells = lines.map(|row| texts(&row.iter().map(String::as_str).collect::<Vec<_>>()));
        return town.file(name, xlsx(&[sheet("Bezit", cells)]));
    }
    town.file(name, lines.map(|row| row.join(";") + "\n").collect::<String>())
}

/// The findings of a code after a run or a check.
fn findings(town: &Toytown, code: &str) -> Vec<Value> {
    let all = town.json("out-controle/controle.json");
    all["findings"].as_array().unwrap().iter().filter(|f| f["code"] == code).cloned().collect()
}

fn listed(town: &Toytown, form: Form) -> Vec<String> {
    let row = if form == Form::Parquet { "3;" } else { "4;" };
    let lines = town.text("out-controle/afgekeurd_bezit.csv");
    let lines: Vec<String> = lines.lines().skip(1).map(str::to_owned).collect();
    assert!(lines.iter().all(|line| line.starts_with(row)), "{form:?} {lines:#?}");
    lines
}

/// One of 200 homes has `text` in `column`: in every format the cell is told with this code, and all homes
/// count where they stand.
#[track_caller]
fn costs_the_cell(key: &str, column: &str, text: &str, code: &str) -> (Value, Ran) {
    let mut told = None;
    for form in FORMS {
        let mut rows = homes(200, key);
        rows[2][at(column)] = text.to_owned();
        let town = town(&rows, form);
        let ran = town.run_well(&["run"]);
        let found = findings(&town, code);
        assert_eq!(found.len(), 1, "{form:?} {}", ran.stderr);
        assert_eq!(found[0]["outcome"], "unread", "{form:?}");
        assert_eq!(found[0]["examples"][0]["before"], text, "{form:?}");
        let lines = listed(&town, form);
        assert!(lines.len() == 1 && lines[0].contains(";cel;"), "{form:?} {lines:?}");
        let buurt = town.buurt("BU00340101");
        assert_eq!(buurt["woningen"], 200, "{form:?} {}", ran.stderr);
        let (first, _) = told.get_or_insert((buurt.clone(), ran));
        assert_eq!(*first, buurt, "{form:?}");
    }
    told.unwrap()
}

/// The same, where the row cannot do without the cell.
#[track_caller]
fn costs_the_row(key: &str, column: &str, text: &str, code: &str) {
    for form in FORMS {
        let mut rows = homes(200, key);
        rows[2][at(column)] = text.to_owned();
        let town = town(&rows, form);
        let ran = town.run_well(&["run"]);
        let found = findings(&town, code);
        assert_eq!(found[0]["outcome"], "rejected", "{form:?} {}", ran.stderr);
        assert!(listed(&town, form)[0].contains(";regel;"), "{form:?}");
        assert_eq!(town.buurt("BU00340101")["woningen"], 199, "{form:?}");
    }
}

#[test]
fn a_cell_that_cannot_be_read_counts_as_unknown_and_its_home_stays() {
    for text in ["Q", "?", "x", "n.n.b."] {
        let (buurt, ran) = costs_the_cell("area", "Label", text, "I026");
        assert_eq!((&buurt["label_d"], &buurt["label_onbekend"]), (&199.into(), &1.into()));
        assert!(ran.told().contains(&format!("empty = [\"{text}\"]")), "{}", ran.stderr);
    }
    for text in ["?", "n.n.b.", "asbest?"] {
        let (buurt, ran) = costs_the_cell("area", "Dak", text, "I027");
        assert_eq!(buurt["asbest_woning_noemer"], 199);
        assert!(ran.told().contains("words.suspect = ["), "{}", ran.stderr);
    }
    costs_the_cell("point", "Huur", "abc", "I024");
    costs_the_cell("bag", "Jaar", "19xx", "I024");
}

#[test]
fn an_unknown_answer_is_told_for_both_columns_that_it_stands_in() {
    for form in FORMS {
        let mut rows = homes(200, "area");
        rows[2][at("VvE")] = "misschien".to_owned();
        let town = town(&rows, form);
        let ran = town.run_well(&["run"]);
        assert_eq!(findings(&town, "I025").len(), 2, "{form:?}");
        assert!(ran.told().contains("words.yes = [\"misschien\"] (or words.no)"), "{}", ran.stderr);
        let buurt = town.buurt("BU00340101");
        assert_eq!((&buurt["woningen"], &buurt["label_d_vve_nb"]), (&200.into(), &1.into()));
    }
}

#[test]
fn a_key_that_cannot_be_read_costs_the_row_only_where_it_is_the_only_one() {
    for key in ["area", "address", "point"] {
        costs_the_cell(key, "BAG", "3,40E+13", "I021");
    }
    for key in ["area", "bag", "point"] {
        costs_the_cell(key, "PC", "1315SA", "I015");
        costs_the_cell(key, "Nr", "12-feb", "I018");
    }
    costs_the_cell("address", "X", "abc", "I024");
    costs_the_row("bag", "BAG", "3,40E+13", "I021");
    costs_the_row("address", "PC", "1315SA", "I015");
    costs_the_row("address", "Nr", "12-feb", "I018");
    costs_the_row("point", "X", "abc", "I024");
    costs_the_row("area", "VHE", "#N/B", "I029");
}

#[test]
fn zeros_and_names_of_no_area_cost_the_cell_where_another_key_places_the_home() {
    let mut rows = homes(200, "bag");
    for row in &mut rows {
        row[at("X")] = (ORIGIN.0 + 50.0).to_string();
        row[at("Y")] = (ORIGIN.1 + 50.0).to_string();
    }
    rows[2][at("X")] = "0".to_owned();
    rows[2][at("Y")] = "0".to_owned();
    rows[2][at("Gebied")] = "Nergenshuizen".to_owned();
    for form in FORMS {
        let town = town(&rows, form).more_config("[tolerance]\nrejected = 1.0");
        town.run_well(&["run"]);
        for code in ["I076", "G021"] {
            assert_eq!(findings(&town, code)[0]["outcome"], "unread", "{form:?} {code}");
        }
        assert_eq!(listed(&town, form).len(), 2);
        assert_eq!(town.buurt("BU00340101")["woningen"], 200);
    }
}

#[test]
fn a_cross_in_a_column_of_answers_is_yes_and_in_one_of_states_it_is_unknown() {
    for form in FORMS {
        let mut rows = homes(200, "area");
        rows[2][at("Dak")] = "x".to_owned();
        let town_of = |rows: &[Vec<String>]| town(rows, form);
        let town = town_of(&rows);
        town.run_well(&["run"]);
        assert!(findings(&town, "I027").is_empty(), "{form:?}");
        assert_eq!(town.buurt("BU00340101")["asbest_woning"], 1);

        rows.iter_mut().for_each(|row| row[at("Dak")] = "onverdacht".to_owned());
        rows[2][at("Dak")] = "x".to_owned();
        let town = town_of(&rows);
        town.run_well(&["run"]);
        assert_eq!(findings(&town, "I027")[0]["outcome"], "unread", "{form:?}");
        let buurt = town.buurt("BU00340101");
        assert_eq!((&buurt["asbest_woning"], &buurt["asbest_woning_nb"]), (&0.into(), &1.into()));
    }
}

#[test]
fn too_many_cells_of_one_column_leave_no_result() {
    for form in FORMS {
        let mut rows = homes(200, "area");
        for row in &mut rows[..100] {
            row[at("Dak")] = String::new(); // of 100 cells three cannot be read, of 200 homes 1.5%
        }
        rows[197..].iter_mut().for_each(|row| row[at("Dak")] = "?".to_owned());
        let town = town(&rows, form);
        let ran = town.run();
        assert_eq!(ran.code, 1, "{form:?} {}", ran.stderr);
        let says = [
            "error[R001]: 3 of 100 cells of column \"Dak\" of bezit.",
            "(3.0%)",
            "empty = [\"?\"]",
            "--max-rejected 2%",
        ];
        for text in says {
            assert!(ran.told().contains(text), "{form:?} `{text}` is not in {}", ran.stderr);
        }
        assert!(!town.path("out").exists());
        town.run_well(&["run", "--max-rejected", "2%"]);
        assert_eq!(town.buurt("BU00340101")["woningen"], 200);
        let run = town.json("out/run.json");
        let unread = run["inputs"].as_array().unwrap().iter().find_map(|input| input.get("unread"));
        assert_eq!(
            unread.unwrap()[0],
            serde_json::json!({ "column": "Dak", "filled": 100, "unread": 3 })
        );
    }
}

#[test]
fn strict_fails_on_a_cell_that_cannot_be_read() {
    let mut rows = homes(200, "area");
    rows[2][at("Label")] = "Q".to_owned();
    let ran = town(&rows, Form::Csv).run_with(&["check", "--strict"], &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("R003") && ran.stderr.contains("I026"), "{}", ran.stderr);
}

/// Lettings of two homes, `woning;bag;datum;soort;huur`, and how many count and are urgent.
fn lettings(rows: &[&str]) -> (Toytown, Ran) {
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "D"), ("2", 50.0, 50.0, "D")])
        .file("toew.csv", format!("woning;bag;datum;soort;huur\n{}\n", rows.join("\n")))
        .more_config(
            "[tolerance]\nrejected = 1.0\n[[placements]]\npath = \"toew.csv\"\n\
             [placements.columns]\ndwelling = \"woning\"\nbag_id = \"bag\"\ndate = \"datum\"\n\
             priority = \"soort\"\nrent = \"huur\"\n\
             [placements.urgent]\nvalues = [\"URG\"]\nregular = [\"REG\", \"\"]\n",
        );
    let ran = town.run_well(&["run", "--internal"]);
    (town, ran)
}

#[test]
fn a_letting_needs_its_day_and_its_home_and_nothing_else() {
    let rows = [
        "1;;13-01-2025;URG;duur",        // its rent is unknown
        "2;3,40E+13;14-01-2025;REG;600", // its home is known by its number
        "1;;31-02-2025;REG;600",         // no day
        ";3,40E+13;15-01-2025;REG;600",  // no home
        "2;;16-01-2025;#N/B;600",        // urgent or not is unknown, and no empty cell
    ];
    let (town, _) = lettings(&rows);
    let control = town.json("out-controle/controle.json");
    let accounts = control["accounts"].as_array().unwrap();
    let account = accounts.iter().find(|account| account["file"] == "toew.csv").unwrap();
    let expected = serde_json::json!({ "read": 5, "used": 3, "rejected": 2, "set_aside": 0 });
    assert_eq!(account["rows"], expected);
    let buurt = town.area("lagen-intern/buurten", "buurtcode", "BU00340101");
    assert_eq!((&buurt["urgent"], &buurt["urgent_noemer"]), (&1.into(), &2.into()));
    assert_eq!(buurt["urgent_nb"], 1);
}

#[test]
fn a_header_that_stands_again_is_no_row_of_data() {
    for form in FORMS {
        let mut rows = homes(60, "point");
        rows.insert(30, HEADER.map(str::to_owned).to_vec());
        let town = town(&rows, form);
        let ran = town.run_well(&["run"]);
        assert_eq!(findings(&town, "I096")[0]["outcome"], "set_aside", "{form:?} {}", ran.stderr);
        assert_eq!(town.buurt("BU00340101")["woningen"], 60);
        assert!(!town.path("out-controle/afgekeurd_bezit.csv").exists());
    }
}
