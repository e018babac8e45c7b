//! The faults of real municipal files, each with its code: what is repaired, rejected, set aside, or
//! stops the run. Workbooks, registers and area codes have files of their own.

use serde_json::Value;

use crate::toytown::{AREAS, ORIGIN, Ran, Toytown};

/// Columns of the file of homes, and where each home stands.
const HOMES: &str = r#"
[[dwellings]]
path = "bezit.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "VHE"
bag_id = "BAG"
postcode = "PC"
house_number = "Nr"
energy_label = "Label"
owners_association = "VvE"
asbestos_home_roof = "Dak"
build_year = "Jaar"
rent = "Huur"
complex = "Complex"
x = "X"
y = "Y"
"#;

const HEADER: [&str; 12] =
    ["VHE", "BAG", "PC", "Nr", "Label", "VvE", "Dak", "Jaar", "Huur", "Complex", "X", "Y"];

/// A home in buurt 0101, right in every column.
fn home(at: usize) -> Vec<String> {
    let cell = |text: &str| text.to_owned();
    vec![
        format!("H{at}"),
        format!("003401{at:010}"),
        cell("1315AB"),
        (at + 1).to_string(),
        cell("D"),
        cell("ja"),
        cell("verdacht"),
        cell("1980"),
        cell("652,5"),
        cell("C1"),
        (ORIGIN.0 + 50.0).to_string(),
        (ORIGIN.1 + 50.0).to_string(),
    ]
}

/// A file of `rows` good homes, as rows of cells below its header.
fn table(rows: usize) -> Vec<Vec<String>> {
    let header = HEADER.map(str::to_owned).to_vec();
    std::iter::once(header).chain((0..rows).map(home)).collect()
}

fn csv(rows: &[Vec<String>], delimiter: &str) -> String {
    rows.iter().map(|row| row.join(delimiter) + "\n").collect()
}

fn at(column: &str) -> usize {
    HEADER.iter().position(|name| *name == column).unwrap()
}

fn town(file: impl AsRef<[u8]>) -> Toytown {
    Toytown::new().file("bezit.csv", file).config(&format!("{AREAS}{HOMES}"))
}

/// A town of 200 homes, of which one has `text` in `column`: one cell or row is within 1%.
fn with_cell(column: &str, text: &str) -> Toytown {
    let mut rows = table(200);
    rows[3][at(column)] = text.to_owned();
    town(csv(&rows, ";"))
}

/// A town of ten homes with `texts` in the first rows of `column`.
fn with_cells(column: &str, texts: &[&str]) -> Toytown {
    let mut rows = table(texts.len());
    for (row, text) in rows[1..].iter_mut().zip(texts) {
        row[at(column)] = (*text).to_owned();
    }
    town(csv(&rows, ";"))
}

/// The findings of a code, after a run that may have been refused.
#[track_caller]
fn findings(town: &Toytown, code: &str) -> Vec<Value> {
    let all = town.json("out-controle/controle.json");
    let found: Vec<Value> =
        all["findings"].as_array().unwrap().iter().filter(|f| f["code"] == code).cloned().collect();
    assert!(!found.is_empty(), "no {code} in {all:#}");
    found
}

/// Asserts that the run gives a result, that the code is told of so many rows, and that no row is
/// lost; and gives the counts of buurt 0101.
#[track_caller]
fn passes(town: &Toytown, code: &str, count: u64) -> Value {
    let ran = town.run_well(&["run", "-v", "--max-unplaced", "100%"]);
    assert!(ran.stderr.contains(code), "{}", ran.stderr);
    let found = findings(town, code);
    assert_eq!(found.iter().map(|f| f["count"].as_u64().unwrap()).sum::<u64>(), count, "{found:?}");
    let accounts = town.json("out-controle/controle.json")["accounts"].clone();
    for account in accounts.as_array().unwrap() {
        let rows = |key: &str| account["rows"][key].as_u64().unwrap();
        assert_eq!(rows("read"), rows("used") + rows("rejected") + rows("set_aside"));
    }
    town.buurt("BU00340101")
}

/// Asserts that one cell of the 200 homes counts as unknown with this code, and stands in the file to be
/// mended; all homes count.
#[track_caller]
fn gives_up(town: &Toytown, code: &str, value: &str) {
    let buurt = passes(town, code, 1);
    assert_eq!(buurt["woningen"], 200);
    assert_eq!(findings(town, code)[0]["outcome"], "unread");
    let rejected = town.text("out-controle/afgekeurd_bezit.csv");
    let line = rejected.lines().nth(1).unwrap();
    assert!(line.contains(code) && line.contains(value), "{line}");
    assert!(line.starts_with("4;") && line.contains(";cel;"), "{line}");
}

/// The same of a position, where no table of addresses leads to the home: it is used, and has no place.
#[track_caller]
fn gives_up_the_position(town: &Toytown, code: &str) {
    assert_eq!(passes(town, code, 1)["woningen"], 199);
    assert_eq!(findings(town, code)[0]["outcome"], "unread");
    assert!(town.text("out-controle/niet_geplaatst.csv").contains("bezit.csv;4;H2;"));
    let rejected = town.text("out-controle/afgekeurd_bezit.csv");
    assert!(rejected.lines().nth(1).unwrap().contains(";cel;"), "{rejected}");
}

/// The same where the homes have no other key of their place: the row is rejected.
#[track_caller]
fn rejects_without_positions(town: Toytown, code: &str) {
    let config = town.text("spreiding.toml").replace("x = \"X\"\ny = \"Y\"\n", "");
    let config = config.replace("bag_id = \"BAG\"\n", "");
    let homes: String = (0..200)
        .map(|at| {
            format!("003401{at:010};1315AB;{};{};{}\n", at + 1, ORIGIN.0 + 50.0, ORIGIN.1 + 50.0)
        })
        .collect();
    let town = town
        .file("bag.csv", format!("identificatie;postcode;huisnummer;x;y\n{homes}"))
        .config(&format!("{config}\n[addresses]\npath = \"bag.csv\"\n"));
    assert_eq!(passes(&town, code, 1)["woningen"], 199);
    assert_eq!(findings(&town, code)[0]["outcome"], "rejected");
    assert!(
        town.text("out-controle/afgekeurd_bezit.csv").lines().nth(1).unwrap().contains(";regel;")
    );
}

/// Asserts that there is no result, with this code and these words.
#[track_caller]
fn stops(town: &Toytown, code: &str, says: &[&str]) -> Ran {
    let ran = town.run();
    assert_ne!(ran.code, 0);
    assert!(ran.stderr.contains(&format!("error[{code}]")), "{}", ran.stderr);
    for text in says {
        assert!(ran.stderr.contains(text), "`{text}` is not in: {}", ran.stderr);
    }
    assert!(!town.path("out").exists());
    ran
}

/// The configuration with a setting for the file of homes.
fn saying(town: Toytown, setting: &str) -> Toytown {
    let config = town.text("spreiding.toml");
    let path = "path = \"bezit.csv\"";
    town.config(&config.replace(path, &format!("{path}\n{setting}")))
}

// 1: delimiters

#[test]
fn any_delimiter_is_found_and_a_sep_line_honoured() {
    for delimiter in [";", "\t", "|"] {
        let town = town(csv(&table(2), delimiter));
        town.run_well(&["run"]);
        assert_eq!(town.buurt("BU00340101")["woningen"], 2);
    }
    let mut rows = table(2);
    rows.iter_mut().for_each(|row| row[at("Huur")] = row[at("Huur")].replace(',', "."));
    town(csv(&rows, ",")).run_well(&["run"]);
    town(format!("sep=;\n{}", csv(&rows, ";"))).run_well(&["run"]);
}

#[test]
fn two_delimiters_that_both_fit_stop_until_one_is_said() {
    let text = "id;x;y;id,x,y,id\n1;140050;480050;1,140050,480050,1\n";
    let dwellings = crate::toytown::DWELLINGS.replace("energy_label = \"label\"", "");
    let config = format!("{AREAS}{dwellings}");
    let town = Toytown::new().file("dwellings.csv", text).config(&config);
    stops(&town, "I007", &["delimiter"]);
    let said =
        config.replace("path = \"dwellings.csv\"", "path = \"dwellings.csv\"\ndelimiter = \";\"");
    town.config(&said).run_well(&["run"]);
}

// 2: decimal comma, dots between thousands

#[test]
fn a_decimal_comma_and_dots_between_thousands_are_read() {
    let buurt = passes(&with_cells("Huur", &["1.052,34", "652,5", "1.234.567"]), "I047", 2);
    assert_eq!(buurt["woningen"], 3);
}

#[test]
fn a_dot_with_three_digits_stops_without_proof() {
    let town = with_cells("Huur", &["1.052", "1.060"]);
    stops(&town, "I048", &["Huur", "\"1.052\"", "decimal ="]);
    saying(town, "decimal = \",\"").run_well(&["run"]);
}

// 3: encodings

#[test]
fn windows_1252_is_noted_and_its_undefined_bytes_stop() {
    let mut bytes = csv(&table(2), ";").into_bytes();
    let at = bytes.windows(2).position(|two| two == b"C1").unwrap();
    bytes[at] = 0xE9;
    passes(&town(&bytes), "I003", 1);
    for undefined in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
        bytes[at] = undefined;
        stops(&town(&bytes), "I008", &[&format!("0x{undefined:02X}")]);
    }
}

#[test]
fn utf_16_and_a_byte_order_mark_are_read() {
    let text = csv(&table(2), ";");
    town(format!("\u{feff}{text}")).run_well(&["run"]);
    let utf_16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    town(utf_16).run_well(&["run"]);
}

// 4: text encoded twice

#[test]
fn text_encoded_twice_is_told_and_mended_when_asked() {
    let town = with_cells("Complex", &["CafÃ©", "C1"]);
    passes(&town, "I009", 1);
    passes(&saying(town, "fix_mojibake = true"), "I011", 1);
}

// 5, 6, 8, 9: BAG ids

#[test]
fn lost_zeros_come_back() {
    passes(&with_cells("BAG", &["34010000000001", "0034010000000002"]), "I001", 1);
}

#[test]
fn digits_lost_by_excel_are_never_guessed() {
    gives_up(&with_cell("BAG", "3,40E+13"), "I021", "3,40E+13");
    let town = with_cells("BAG", &["3,40E+13", "3.4010000012345E+13"]);
    let says =
        ["2 of 2 cells of column \"BAG\" of bezit.csv cannot be read", "--max-rejected 100%"];
    stops(&town, "R001", &says);
}

#[test]
fn what_stands_round_an_id_is_taken_off() {
    let texts =
        ["'0034010000000001", "0034 0100 0000 0002", "NL.IMBAG.Verblijfsobject.0034010000000003"];
    let town = with_cells("BAG", &texts);
    passes(&town, "I002", 2);
    passes(&town, "I102", 1); // the apostrophe marks it as text
}

#[test]
fn an_id_of_another_kind_is_none_and_a_column_of_buildings_stops() {
    gives_up(&with_cell("BAG", "0034100000000001"), "I022", "0034100000000001");
    gives_up(&with_cell("BAG", "onzin"), "I020", "onzin");
    stops(&with_cells("BAG", &["0034100000000001", "0034100000000002"]), "I068", &["pand_id"]);
}

#[test]
fn ids_of_another_municipality_are_told() {
    passes(&with_cells("BAG", &["0995010000000001", "0034010000000002"]), "I070", 1);
}

// 10, 11: postcodes and house numbers

#[test]
fn postcodes_come_in_one_form() {
    passes(&with_cells("PC", &["1315 ab", "1315\u{a0}AE", "1315AB"]), "I014", 2);
    gives_up(&with_cell("PC", "0315AB"), "I015", "0315AB");
    gives_up(&with_cell("PC", "1315SS"), "I015", "1315SS");
    rejects_without_positions(with_cell("PC", "1315SS"), "I015");
}

#[test]
fn letters_and_additions_are_taken_from_the_number() {
    passes(&with_cells("Nr", &["12A", "12-2", "12 bis", "12"]), "I017", 3);
    gives_up(&with_cell("Nr", "0"), "I016", "0");
    rejects_without_positions(with_cell("Nr", "0"), "I016");
}

#[test]
fn a_house_number_that_became_a_date_is_none() {
    gives_up(&with_cell("Nr", "12-feb"), "I018", "12-feb");
    gives_up(&with_cell("Nr", "2025-02-12"), "I018", "2025-02-12");
}

// 12, 13, 14, 15, 37: dates

/// A town with one home and lettings on these days.
fn lettings(days: &[&str]) -> Toytown {
    let rows: String = days.iter().map(|day| format!("1;{day};REG\n")).collect();
    Toytown::with_dwellings(&[("1", 50.0, 50.0, "D")])
        .file("bezit.csv", format!("woning;datum;soort\n{rows}"))
        .more_config(
            "[[placements]]\npath = \"bezit.csv\"\n[placements.columns]\ndwelling = \"woning\"\n\
             date = \"datum\"\npriority = \"soort\"\n[placements.urgent]\nregular = [\"REG\"]\n",
        )
}

/// The placements that counted, after a run.
#[track_caller]
fn counted(town: &Toytown) -> Value {
    town.run_well(&["run", "--internal"]);
    town.area("lagen-intern/buurten", "buurtcode", "BU00340101")["urgent_noemer"].clone()
}

#[test]
fn dates_without_proof_stop_until_their_order_is_said() {
    let town = lettings(&["3-4-2025", "5-6-2025"]);
    stops(&town, "I030", &["datum", "0 rows prove which", "date_format ="]);
    assert_eq!(counted(&saying(town, "date_format = \"dd-mm-yyyy\"")), 2);
    assert_eq!(counted(&lettings(&["3-4-2025", "31-12-2024"])), 2);
}

#[test]
fn serial_numbers_of_excel_are_days_among_days() {
    let town = lettings(&["45658", "31-12-2024"]);
    assert_eq!(counted(&town), 2);
    assert_eq!(findings(&town, "I032")[0]["count"], 1);
}

#[test]
fn a_time_of_day_is_left_off_and_told() {
    let town = lettings(&["2025-01-03 00:00:00", "2025-01-04 14:30"]);
    assert_eq!(counted(&town), 2);
    assert_eq!(findings(&town, "I034")[0]["count"], 1);
}

#[test]
fn a_day_that_is_not_there_is_rejected() {
    let town = lettings(&["31-02-2025", "31-12-2024"]).more_config("[tolerance]\nrejected = 0.5");
    assert_eq!(counted(&town), 1);
    assert_eq!(findings(&town, "I033")[0]["examples"][0]["before"], "31-02-2025");
}

#[test]
fn a_day_that_stands_for_unknown_is_said_in_the_configuration() {
    let town = saying(lettings(&["1900-01-01", "2024-12-31"]), "unknown_dates = [\"1900-01-01\"]")
        .more_config("[tolerance]\nrejected = 0.5");
    assert_eq!(counted(&town), 1);
    assert_eq!(findings(&town, "I037")[0]["count"], 1);
    assert_eq!(findings(&town, "I040")[0]["count"], 1); // a letting needs its day
}

#[test]
fn the_file_of_another_year_stops() {
    let town = lettings(&["13-01-2015", "14-01-2015", "13-01-2025"]);
    stops(&town, "I039", &["2 of 3 rows", "2015-01-13", "other_periods = true"]);
    assert_eq!(counted(&saying(town, "other_periods = true")), 1);
    let mut days = vec!["13-01-2025"; 9];
    days.push("13-01-2026");
    let town = lettings(&days);
    counted(&town);
    findings(&town, "I038");
}

// 16 to 20: missing values, yes and no, labels, percentages, money

#[test]
fn words_for_nothing_are_empty_and_zero_is_a_number() {
    let town = with_cells("Huur", &["n.v.t.", "-", "onbekend", "0"]);
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["woningen"], 4);
}

#[test]
fn an_error_of_excel_is_unknown_in_any_column() {
    for (column, text) in
        [("Complex", "#N/B"), ("Huur", "#WAARDE!"), ("Label", "#REF!"), ("BAG", "#N/A")]
    {
        gives_up(&with_cell(column, text), "I029", text);
    }
}

#[test]
fn yes_and_no_have_a_fixed_list_of_words() {
    let town = with_cells("VvE", &["J", "nee", "1", "0", "WAAR", "onwaar", "x"]);
    let buurt = {
        town.run_well(&["run"]);
        town.buurt("BU00340101")
    };
    assert_eq!(buurt["label_d_vve"], 4);
    let town = with_cell("VvE", "jaa");
    gives_up(&town, "I025", "jaa");
    assert!(findings(&town, "I025")[0]["detail"].as_str().unwrap().contains("did you mean \"ja\""));
}

#[test]
fn labels_are_read_in_every_spelling_and_an_index_is_none() {
    let town = with_cells("Label", &["d ", "Label D", "A4+", "AP", "APP", "AP3", "AP4", "A++", ""]);
    let buurt = {
        town.run_well(&["run"]);
        town.buurt("BU00340101")
    };
    assert_eq!((&buurt["label_d"], &buurt["label_d_noemer"]), (&2.into(), &8.into()));
    assert_eq!(buurt["label_onbekend"], 1);
    gives_up(&with_cell("Label", "1,42"), "I026", "1,42");
}

#[test]
fn percentages_are_read_with_their_sign_and_fractions_stop() {
    let config = |town: Toytown| {
        town.more_config("").config(
            &format!(
                "{AREAS}{HOMES}extra.aandeel = {{ column = \"Jaar\", type = \"percentage\" }}\n"
            )
            .replace("build_year = \"Jaar\"\n", ""),
        )
    };
    config(with_cells("Jaar", &["30%", "12,5", "0"])).run_well(&["run"]);
    stops(&config(with_cells("Jaar", &["0,30", "0,5"])), "I049", &["Jaar"]);
}

#[test]
fn money_is_a_number() {
    passes(&with_cells("Huur", &["€ 652,34", "652,-", "652,5"]), "I047", 2);
    gives_up(&with_cell("Huur", "duur"), "I024", "duur");
}

// 21: totals

#[test]
fn a_total_row_that_adds_up_is_set_aside_and_another_is_rejected() {
    let mut rows = table(3);
    let mut total = vec![String::new(); HEADER.len()];
    total[0] = "Totaal".to_owned();
    total[at("Huur")] = "1.957,50".to_owned();
    rows.push(total.clone());
    let buurt = passes(&town(csv(&rows, ";")), "I050", 1);
    assert_eq!(buurt["woningen"], 3);
    let mut rows = table(200);
    total[at("Huur")] = "999,99".to_owned();
    rows.push(total);
    passes(&town(csv(&rows, ";")), "I046", 1);
}

#[test]
fn blank_rows_are_set_aside() {
    let mut rows = table(2);
    rows.push(vec![String::new(); HEADER.len()]);
    passes(&town(csv(&rows, ";")), "I051", 1);
}

// 22, 28, 29: headers

#[test]
fn title_rows_above_the_header_are_passed() {
    let text = format!("Bezit per 31-12-2025;;;\n;;;\n{}", csv(&table(2), ";"));
    passes(&town(text), "I010", 1);
}

#[test]
fn a_header_that_comes_twice_stops() {
    let rows = table(2);
    let twice = [rows.clone(), rows].concat();
    stops(&town(csv(&twice, ";")), "I007", &["rows 1 and 4"]);
}

#[test]
fn a_header_is_found_whatever_its_case_and_signs_and_a_double_one_stops() {
    let mut rows = table(2);
    rows[0][0] = "v.h.e. ".to_owned();
    town(csv(&rows, ";")).run_well(&["run"]);
    rows[0][1] = "VHE".to_owned();
    let ran = stops(&town(csv(&rows, ";")), "I005", &["2 columns"]);
    assert!(ran.stderr.contains("error[I004]"), "{}", ran.stderr); // everything in one run
}

#[test]
fn a_missing_column_is_told_with_the_closest() {
    let mut rows = table(2);
    rows[0][at("Complex")] = "Complexnr".to_owned();
    let says = ["Complex", "did you mean `Complexnr`", "dwellings.columns.complex"];
    stops(&town(csv(&rows, ";")), "I004", &says);
}

// 26, 27: doubles

#[test]
fn identical_rows_count_once_and_conflicting_ones_not_at_all() {
    let mut rows = table(2);
    rows.push(rows[1].clone());
    assert_eq!(passes(&town(csv(&rows, ";")), "I041", 1)["woningen"], 2);
    let mut rows = table(300);
    let mut other = rows[1].clone();
    other[at("Label")] = "E".to_owned();
    rows.push(other);
    assert_eq!(passes(&town(csv(&rows, ";")), "I042", 2)["woningen"], 299);
}

#[test]
fn a_home_in_two_files_is_told_and_the_latest_has_it_when_asked() {
    let second = HOMES.replace("bezit.csv", "ander.csv").replace("Ons Huis", "Ander");
    let town =
        town(csv(&table(2), ";")).file("ander.csv", csv(&table(1), ";")).more_config(&second);
    assert_eq!(passes(&town, "I043", 2)["woningen"], 3);
    let config = town.text("spreiding.toml");
    let dated = config
        .replace("path = \"bezit.csv\"", "path = \"bezit.csv\"\nas_of = 2025-10-01")
        .replace("path = \"ander.csv\"", "path = \"ander.csv\"\nas_of = 2025-12-31");
    let town = town.config(&format!("same_home = \"latest\"\n{dated}"));
    assert_eq!(passes(&town, "I078", 1)["woningen"], 2);
}

// 30: cells

#[test]
fn a_row_of_another_width_is_rejected_by_its_number() {
    let mut rows = table(200);
    rows[3][at("Complex")] = "een; twee".to_owned();
    let town = town(csv(&rows, ";"));
    assert_eq!(passes(&town, "I044", 1)["woningen"], 199);
    assert!(town.text("out-controle/afgekeurd_bezit.csv").contains("13 / 12"));
}

// 31: invisible characters

#[test]
fn soft_hyphens_and_loose_accents_are_taken_out() {
    passes(&with_cells("Complex", &["Steden\u{ad}wijk", "Lumie\u{300}re", "C1"]), "I012", 2);
}

// 35, 36: coordinates

#[test]
fn swapped_coordinates_are_turned_and_zeros_are_none() {
    let mut rows = table(3);
    rows[1].swap(at("X"), at("Y"));
    assert_eq!(passes(&town(csv(&rows, ";")), "I075", 1)["woningen"], 3);
    gives_up_the_position(&with_cell("X", "0"), "I076");
}

#[test]
fn degrees_among_metres_are_converted() {
    let mut rows = table(3);
    rows[1][at("X")] = "5.1667".to_owned();
    rows[1][at("Y")] = "52.3080".to_owned();
    let buurt = passes(&town(csv(&rows, ";")), "I077", 1);
    assert_eq!(buurt["woningen"], 2); // the place is a street away, in no area
}

#[test]
fn homes_outside_the_city_are_kept_out_and_listed() {
    let mut rows = table(3);
    rows[1][at("X")] = (ORIGIN.0 + 9000.0).to_string();
    let town = town(csv(&rows, ";"));
    assert_eq!(passes(&town, "G007", 1)["woningen"], 2);
    assert!(town.text("out-controle/niet_geplaatst.csv").contains("H0"));
}

// 38: exports that were cut off

#[test]
fn exactly_as_many_rows_as_an_export_can_hold_stop() {
    let town = town(csv(&table(10_000), ";"));
    stops(&town, "I065", &["exactly 10000 rows", "complete = true"]);
    saying(town, "complete = true").run_well(&["run"]);
}

// 41: personal data

#[test]
fn personal_columns_are_not_read_and_never_repeated() {
    let mut rows = table(12);
    let numbers = ["111222333", "123456782"];
    for (row, cells) in rows.iter_mut().enumerate() {
        cells.push(if row == 0 { "Kenmerk".to_owned() } else { numbers[row % 2].to_owned() });
        cells.push(if row == 0 { "Geboortedatum".to_owned() } else { "01-02-1980".to_owned() });
    }
    let town = town(csv(&rows, ";"));
    passes(&town, "I066", 2);
    for file in ["controle.json", "niet_geplaatst.csv"] {
        let text = town.text(&format!("out-controle/{file}"));
        assert!(!text.contains("111222333") && !text.contains("1980-02"), "{text}");
    }
}

#[test]
fn a_mapped_column_of_citizen_numbers_stops_without_repeating_one() {
    let mut rows = table(60);
    let citizens =
        (100_000_000_u32..).filter(|n| spreiding::read::is_citizen_number(&n.to_string()));
    for (row, number) in rows[1..].iter_mut().zip(citizens) {
        row[0] = number.to_string();
    }
    let ran = stops(&town(csv(&rows, ";")), "I067", &["VHE", "personal data"]);
    assert!(!ran.stderr.contains("10000000"), "{}", ran.stderr);
}

// Faults of several rows or files at once.

#[test]
fn an_id_that_begins_as_a_total_is_a_home() {
    let mut rows = table(4);
    for (row, id) in rows[1..].iter_mut().zip(["SOM-1", "TOTAAL-2", "Totaal 3", "Subtotaal"]) {
        row[0] = id.to_owned();
    }
    let town = town(csv(&rows, ";"));
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["woningen"], 4); // each has an address
}

#[test]
fn a_letting_in_two_files_counts_once_and_one_that_differs_not_at_all() {
    let second = "[[placements]]\npath = \"ander.csv\"\n[placements.columns]\ndwelling = \"woning\"\n\
                  date = \"datum\"\npriority = \"soort\"\n[placements.urgent]\nvalues = [\"URG\"]\nregular = [\"REG\"]\n";
    let town = lettings(&["13-01-2025", "14-01-2025"])
        .file("ander.csv", "woning;datum;soort\n1;13-01-2025;REG\n")
        .more_config(second);
    assert_eq!(counted(&town), 2);
    assert_eq!(findings(&town, "I045")[0]["count"], 1);
    let town = town
        .file("ander.csv", "woning;datum;soort\n1;13-01-2025;URG\n")
        .more_config("[tolerance]\nrejected = 1.0");
    assert_eq!(counted(&town), 1);
    assert!(town.text("out-controle/afgekeurd_ander.csv").contains("2025-01-13"));
}

#[test]
fn lettings_of_one_home_on_one_day_that_differ_do_not_count() {
    let town = lettings(&["13-01-2025"]).file(
        "bezit.csv",
        "woning;datum;soort\n1;13-01-2025;REG\n1;13-01-2025;RUIL\n1;14-01-2025;REG\n",
    );
    let config =
        town.text("spreiding.toml").replace("regular =", "exclude = [\"RUIL\"]\nregular =");
    let town = town.config(&config).more_config("[tolerance]\nrejected = 1.0");
    assert_eq!(counted(&town), 1);
    assert_eq!(findings(&town, "I042")[0]["count"], 2);
}

#[test]
fn a_home_in_two_files_of_one_owner_that_differs_does_not_count() {
    let mut rows = table(1);
    rows[1][at("Label")] = "A".to_owned();
    let second = HOMES.replace("bezit.csv", "ander.csv");
    let town = town(csv(&table(2), ";"))
        .file("ander.csv", csv(&rows, ";"))
        .more_config(&second)
        .more_config("[tolerance]\nrejected = 1.0");
    assert_eq!(passes(&town, "I042", 2)["woningen"], 1);
}

#[test]
fn a_date_format_that_the_rows_contradict_stops() {
    let town = saying(lettings(&["31-12-2024", "30-11-2024"]), "date_format = \"mm-dd-yyyy\"");
    stops(&town, "I030", &["2 rows cannot be what date_format says"]);
    let town = saying(lettings(&["03-04-2025"]), "date_format = \"yyyy-mm-dd\"");
    stops(&town, "R001", &["I033 (1)"]);
    stops(&lettings(&["13-01-0025"]), "R001", &["I033 (1)"]);
}

#[test]
fn metres_among_degrees_are_metres() {
    let mut rows = table(3);
    for row in &mut rows[2..] {
        row[at("X")] = "5.1667".to_owned();
        row[at("Y")] = "52.3080".to_owned();
    }
    assert_eq!(passes(&town(csv(&rows, ";")), "I077", 1)["woningen"], 1);
}

#[test]
fn a_word_that_the_configuration_names_is_no_empty_cell() {
    let town =
        lettings(&["13-01-2025"]).file("bezit.csv", "woning;datum;soort\n1;13-01-2025;n.v.t.\n");
    let config = town.text("spreiding.toml").replace("[\"REG\"]", "[\"n.v.t.\"]");
    assert_eq!(counted(&town.config(&config)), 1);
    let town = saying(
        with_cells("Dak", &["onbekend", "weg"]),
        "words.not_visible = [\"Onbekend\"]\nwords.removed = [\"weg\"]",
    );
    town.run_well(&["run"]);
    let buurt = town.buurt("BU00340101");
    assert_eq!(
        (&buurt["asbest_woning_noemer"], &buurt["asbest_woning_nb"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn citizen_numbers_in_a_column_of_ids_are_never_repeated() {
    let mut rows = table(60);
    let citizens =
        (100_000_000_u32..).filter(|n| spreiding::read::is_citizen_number(&n.to_string()));
    for (row, number) in rows[1..].iter_mut().zip(citizens) {
        row[at("BAG")] = number.to_string();
    }
    let ran = stops(&town(csv(&rows, ";")), "I067", &["BAG"]);
    assert!(!ran.stderr.contains("10000000"), "{}", ran.stderr);
}

#[test]
fn scientific_notation_is_repaired_in_no_column() {
    gives_up(&with_cell("Huur", "6.52E+02"), "I024", "6.52E+02");
    gives_up_the_position(&with_cell("X", "1.4005E+05"), "I024");
}

#[test]
fn a_long_number_and_a_contradicted_letter_are_no_house_number() {
    gives_up(&with_cell("Nr", "123456"), "I016", "123456");
    let config = |town: Toytown| {
        let text = town
            .text("spreiding.toml")
            .replace("complex = \"Complex\"", "house_letter = \"Complex\"");
        town.config(&text)
    };
    let mut rows = table(200);
    rows.iter_mut().skip(1).for_each(|row| row[at("Complex")] = String::new());
    rows[3][at("Nr")] = "27D".to_owned();
    rows[3][at("Complex")] = "C".to_owned();
    gives_up(&config(town(csv(&rows, ";"))), "I016", "27D");
    rows[3][at("Nr")] = "27".to_owned();
    rows[3][at("Complex")] = "12-feb".to_owned();
    gives_up(&config(town(csv(&rows, ";"))), "I018", "12-feb");
}

#[test]
fn every_fault_of_a_row_is_told_and_the_row_rejected_once() {
    let mut rows = table(200);
    rows[3][at("VHE")] = "#N/B".to_owned();
    rows[3][at("PC")] = "12".to_owned();
    rows[3][at("Label")] = "H".to_owned();
    let town = town(csv(&rows, ";"));
    assert_eq!(passes(&town, "I029", 1)["woningen"], 199);
    for (code, outcome) in [("I029", "rejected"), ("I015", "unread"), ("I026", "unread")] {
        assert_eq!(findings(&town, code)[0]["count"], 1);
        assert_eq!(findings(&town, code)[0]["outcome"], outcome);
    }
    let listed = town.text("out-controle/afgekeurd_bezit.csv");
    assert_eq!(listed.lines().skip(1).filter(|line| line.contains(";regel;")).count(), 1);
    assert_eq!(listed.lines().skip(1).filter(|line| line.contains(";cel;")).count(), 2);
}

#[test]
fn a_delimiter_behind_every_row_is_no_fault() {
    let rows = table(3);
    let text = csv(&rows[..1], ";") + &csv(&rows[1..], ";").replace('\n', ";\n");
    town(text).run_well(&["run"]);
}

#[test]
fn a_row_of_data_in_place_of_the_header_is_not_repeated() {
    let ran = stops(
        &town("111222333;Jansen;12-03-1961\n123456782;Pieters;01-02-1970\n"),
        "I007",
        &["header"],
    );
    assert!(!ran.stderr.contains("Jansen") && !ran.stderr.contains("111222333"), "{}", ran.stderr);
}

#[test]
fn a_word_for_an_empty_cell_can_be_said() {
    let town = saying(with_cells("Label", &["vrijgesteld", "D"]), "empty = [\"Vrijgesteld\"]");
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["label_onbekend"], 1);
}

#[test]
fn labels_in_another_spelling_are_noted() {
    passes(&with_cells("Label", &["Label D", "APP", "D"]), "I081", 2);
}

#[test]
fn a_home_of_two_owners_is_known_by_its_address_too() {
    let strip = |rows: Vec<Vec<String>>| {
        rows.into_iter()
            .enumerate()
            .map(|(row, mut cells)| {
                if row > 0 {
                    cells[at("BAG")] = String::new();
                }
                cells
            })
            .collect::<Vec<_>>()
    };
    let second = HOMES.replace("bezit.csv", "ander.csv").replace("Ons Huis", "Ander");
    let town = town(csv(&strip(table(2)), ";"))
        .file("ander.csv", csv(&strip(table(1)), ";"))
        .more_config(&second);
    passes(&town, "I043", 2);
}

#[test]
fn an_earlier_result_that_still_stands_is_told() {
    let town = town(csv(&table(2), ";"));
    town.run_well(&["run"]);
    let town = town.file("bezit.csv", "VHE;x\n1;2\n");
    let ran = town.run();
    assert!(ran.stderr.contains("still holds the result of an earlier run"), "{}", ran.stderr);
}
