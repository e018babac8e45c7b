//! Workbooks with the faults that real ones have, through the whole program: the right result with a
//! word about it, or a stop with its code and no result.

use crate::toytown::{AREAS, DWELLINGS, ORIGIN, Toytown};
use crate::workbooks::{Cell, Row, Sheet, number, row, sheet, text, texts, xlsx, xlsx_1904, zip};

const HOMES: [(&str, f64, f64, &str); 3] =
    [("1", 50.0, 50.0, "D"), ("2", 150.0, 50.0, "A"), ("3", 250.0, 250.0, "")];

fn header() -> Row {
    texts(&["id", "x", "y", "label"])
}

fn home((id, x, y, label): (&str, f64, f64, &str)) -> Row {
    row([text(id), number(ORIGIN.0 + x), number(ORIGIN.1 + y), text(label)])
}

/// The header and the homes.
fn homes() -> Vec<Row> {
    std::iter::once(header()).chain(HOMES.map(home)).collect()
}

fn town_of(workbook: impl AsRef<[u8]>) -> Toytown {
    let config = format!("{AREAS}{DWELLINGS}").replace("dwellings.csv", "bezit.xlsx");
    Toytown::new().file("bezit.xlsx", workbook).config(&config)
}

fn layers(town: &Toytown) -> Vec<(String, Vec<u8>)> {
    town.files_without_sources()
}

/// The workbook gives the layers of the CSV, with these findings of its file.
#[track_caller]
fn check_same(sheets: &[Sheet], codes: &[&str]) {
    let reference = Toytown::with_dwellings(&HOMES);
    reference.run_well(&["run"]);
    let town = town_of(xlsx(sheets));
    let ran = town.run_well(&["run", "-v"]);
    assert_eq!(layers(&town), layers(&reference));
    let about = ran.stderr.split("bezit.xlsx\n").nth(1).unwrap().split("Rows:").next().unwrap();
    let first = |line: &str| line.strip_prefix("  ")?.split(' ').next().map(str::to_owned);
    let found: Vec<String> =
        about.lines().filter_map(first).filter(|word| word.starts_with('I')).collect();
    assert_eq!(found, codes);
}

#[track_caller]
fn check_stop(town: &Toytown, exit: i32, code: &str, words: &str) {
    let ran = town.run();
    assert_eq!(ran.code, exit, "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("error[{code}]: bezit.xlsx")), "{}", ran.stderr);
    assert!(ran.stderr.contains(words), "{}", ran.stderr);
    assert!(!town.path("out").exists());
}

#[test]
fn a_plain_workbook_gives_what_the_csv_gives() {
    check_same(&[sheet("Bezit", homes())], &[]);
}

#[test]
fn a_merged_title_above_the_header_is_passed() {
    let mut rows = vec![texts(&["Bezit van Ons Huis, 2025"]), Row::default()];
    rows.extend(homes());
    check_same(&[sheet("Bezit", rows).merged("A1:D1")], &["I010"]);
}

#[test]
fn sheets_without_the_columns_are_passed_and_told() {
    let notes = sheet("Toelichting", [texts(&["Dit bestand is van Ons Huis"])]);
    let old = sheet("Oud", homes()).state("hidden");
    check_same(&[notes, sheet("Bezit", homes()), old, sheet("Leeg", [])], &["I079"]);
}

#[test]
fn hidden_rows_count_and_are_told() {
    let rows = homes().into_iter().enumerate();
    let rows = rows.map(|(at, row)| if at == 2 { row.hidden() } else { row });
    let sheets = [sheet("Bezit", rows)];
    check_same(&sheets, &["I019"]);
    let ran = town_of(xlsx(&sheets)).run_well(&["run"]);
    let told = "I019 warning 1 a hidden row or column is counted (row 3)";
    assert!(ran.told().contains(told), "{}", ran.stderr);
}

#[test]
fn a_cell_left_far_below_the_table_is_one_row() {
    let mut rows = homes();
    rows.push(texts(&["Totaal"]).at(900_000));
    check_same(&[sheet("Bezit", rows)], &["I050"]);
}

#[test]
fn several_sheets_with_the_columns_stop_until_one_is_named() {
    let town = town_of(xlsx(&[sheet("2024", homes()), sheet("2025", homes())]));
    check_stop(&town, 2, "I006", "set `sheet` in the configuration to one of: 2024, 2025");
    let config = town.text("spreiding.toml");
    let named = config.replace("path = \"bezit.xlsx\"", "path = \"bezit.xlsx\"\nsheet = \"2025\"");
    town.config(&named).run_well(&["run"]);
}

#[test]
fn formulas_without_a_value_stop_with_the_way_out() {
    let mut rows = homes();
    rows[2].cells[3] = Cell::Formula("VLOOKUP(A3,Labels!A:B,2)".to_owned(), None);
    let town = town_of(xlsx(&[sheet("Bezit", rows)]));
    let words = "sheet `Bezit`, column `label`: 1 formula without a stored value (row 3)\n  the program that wrote the file did not calculate them; open it in Excel";
    check_stop(&town, 1, "I013", words);
}

#[test]
fn formulas_with_a_value_are_their_value() {
    let mut rows = homes();
    let label = Cell::Formula("VLOOKUP(A3,Labels!A:B,2)".to_owned(), Some("A".to_owned()));
    rows[2].cells[3] = label;
    check_same(&[sheet("Bezit", rows)], &[]);
}

#[test]
fn an_error_of_excel_is_told_with_its_text() {
    for error in ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"] {
        let mut rows = homes();
        rows[3].cells[3] = Cell::Error(error.to_owned());
        let town =
            town_of(xlsx(&[sheet("Bezit", rows)])).more_config("[tolerance]\nrejected = 1.0");
        town.run_well(&["run"]);
        let rejected = town.text("out-controle/afgekeurd_bezit.csv");
        assert!(rejected.lines().nth(1).unwrap().contains(error), "{rejected}");
        assert_eq!(rejected.lines().count(), 2);
    }
}

#[test]
fn a_number_of_sixteen_digits_is_unknown_and_one_of_fourteen_kept() {
    let rows = [
        texts(&["id", "bag", "x", "y"]),
        row([text("1"), number("34010000000001"), number(140_050), number(480_050)]),
        row([text("2"), number("1.77401000001234E+15"), number(140_050), number(480_050)]),
    ];
    let config = format!("{AREAS}{DWELLINGS}\n[tolerance]\nrejected = 1.0\n")
        .replace("dwellings.csv", "bezit.xlsx")
        .replace("energy_label = \"label\"", "bag_id = \"bag\"");
    let town = Toytown::new().file("bezit.xlsx", xlsx(&[sheet("Bezit", rows)])).config(&config);
    let ran = town.run_well(&["run"]);
    assert!(ran.stderr.contains("2 read = 2 used + 0 rejected + 0 set aside"), "{}", ran.stderr);
    let rejected = town.text("out-controle/afgekeurd_bezit.csv");
    assert!(rejected.contains("1.77401000001234E15"), "{rejected}");
}

#[test]
fn days_count_from_1900_or_from_1904() {
    let placements = "[[placements]]\npath = \"t.xlsx\"\n[placements.columns]\ndwelling = \"w\"\ndate = \"d\"\npriority = \"v\"\n[placements.urgent]\nvalues = [\"URG\"]\n";
    let sheets = |first: f64| {
        let day = |day: f64, home: &str| row([text(home), Cell::Day(day), text("URG")]);
        // The last day of the year, which counts, and the day after it, which does not.
        [sheet("T", [texts(&["w", "d", "v"]), day(first, "1"), day(first + 1.0, "2")])]
    };
    for workbook in [xlsx(&sheets(46022.0)), xlsx_1904(&sheets(44560.0))] {
        let town = Toytown::with_dwellings(&HOMES).file("t.xlsx", workbook).more_config(placements);
        let ran = town.run_well(&["run", "--internal"]);
        let account = "Rows: 2 read = 1 used + 0 rejected + 1 set aside";
        assert!(ran.stderr.contains(account), "{}", ran.stderr);
        assert_eq!(town.area("lagen-intern/buurten", "buurtcode", "BU00340101")["urgent"], 1);
    }
}

#[test]
fn what_is_no_workbook_stops_with_its_name() {
    let padded = |start: &[u8], name: &str| {
        let mut bytes = start.to_vec();
        bytes.resize(1024, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(4096, 0);
        bytes
    };
    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    for (content, code, words) in [
        (padded(ole, "EncryptedPackage"), "I061", "is a workbook with a password"),
        (padded(ole, "Workbook"), "I062", "in the old form (.xls); open it in Excel"),
        (zip(&[("bezit.csv".to_owned(), "id\n")]), "I062", "a zip with bezit.csv; unpack it"),
        (zip(&[("xl/workbook.bin".to_owned(), "")]), "I062", "a binary workbook (.xlsb)"),
        (b"<html><table>".to_vec(), "I062", "a web page, whatever its name says"),
        (vec![0; 9000], "I062", "OneDrive"),
        (Vec::new(), "I062", "it is empty"),
        (xlsx(&[sheet("Bezit", homes())])[..900].to_vec(), "I064", "the workbook is damaged"),
    ] {
        check_stop(&town_of(content), 3, code, words);
    }
}

#[test]
fn the_mark_of_an_open_workbook_stops() {
    let town = town_of("").file("~$bezit.xlsx", "\u{5}naam");
    let config = town.text("spreiding.toml").replace("bezit.xlsx", "~$bezit.xlsx");
    let ran = town.config(&config).run();
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("error[I060]: ~$bezit.xlsx: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("give `bezit.xlsx` itself"), "{}", ran.stderr);
}

#[test]
fn a_workbook_that_unpacks_without_end_stops() {
    let mut parts = crate::workbooks::parts(&[sheet("Bezit", homes())], false);
    parts[0].1 = parts[0].1.replace("</sheetData>", &("<x/>".repeat(9 << 20) + "</sheetData>"));
    check_stop(
        &town_of(zip(&parts)),
        3,
        "I072",
        "kB unpack to far more than sheets of that size do",
    );
}

#[test]
fn a_bare_number_among_days_counts_from_the_workbooks_own_first_day() {
    let placements = "[[placements]]\npath = \"t.xlsx\"\n[placements.columns]\ndwelling = \"w\"\ndate = \"d\"\npriority = \"v\"\n[placements.urgent]\nvalues = [\"URG\"]\n";
    // The last day of the year as a day, and the day before it as a bare number.
    let sheets = |last: f64, before: &str| {
        [sheet(
            "T",
            [
                texts(&["w", "d", "v"]),
                row([text("1"), Cell::Day(last), text("URG")]),
                row([text("1"), number(before), text("URG")]),
            ],
        )]
    };
    for workbook in [xlsx(&sheets(46022.0, "46021")), xlsx_1904(&sheets(44560.0, "44559"))] {
        let town = Toytown::with_dwellings(&HOMES).file("t.xlsx", workbook).more_config(placements);
        let ran = town.run_well(&["run", "--internal"]);
        assert!(ran.stderr.contains("I032"), "{}", ran.stderr);
        assert_eq!(town.area("lagen-intern/buurten", "buurtcode", "BU00340101")["urgent"], 2);
    }
}

#[test]
fn cells_merged_over_several_rows_are_told() {
    let mut rows = homes();
    rows[3].cells[3] = text("");
    let town = town_of(xlsx(&[sheet("Bezit", rows).merged("D3:D4")]));
    let ran = town.run_well(&["run"]);
    let told = "I082 warning 1 label cells merged over several rows: only the first cell has a value (row 3)";
    assert!(ran.told().contains(told), "{}", ran.stderr);
}
