//! CSV that swallows or lacks rows: quotes that are never closed, ends that were cut off, zero bytes, in
//! every table of a run.

use crate::toytown::{AREAS, ORIGIN, Toytown};

const TABLES: &str = r#"
[[dwellings]]
path = "homes.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "id"
bag_id = "bag"
energy_label = "label"
[[placements]]
path = "placements.csv"
[placements.columns]
dwelling = "id"
date = "date"
priority = "priority"
[placements.urgent]
values = ["URG"]
regular = ["REG"]
[energy_labels]
path = "labels.csv"
[energy_labels.columns]
bag_id = "bag"
energy_label = "label"
surveyed = "surveyed"
[addresses]
path = "addresses.csv"
[addresses.columns]
bag_id = "bag"
x = "x"
y = "y"
"#;

/// The files of a town, each with a column `note` that nothing maps, and 120 rows.
fn files() -> [(&'static str, String); 4] {
    let rows = |header: &str, row: &dyn Fn(usize) -> String| {
        (0..120).fold(format!("{header}\n"), |text, at| text + &row(at) + "\n")
    };
    let bag = |at: usize| format!("003401000000{at:04}");
    [
        ("homes.csv", rows("id;bag;note;label", &|at| format!("H{at};{};n;D", bag(at)))),
        ("placements.csv", rows("id;date;note;priority", &|at| format!("H{at};2025-03-04;n;REG"))),
        ("labels.csv", rows("bag;surveyed;note;label", &|at| format!("{};20240201;n;A", bag(at)))),
        (
            "addresses.csv",
            rows("bag;note;x;y", &|at| {
                format!("{};n;{};{}", bag(at), ORIGIN.0 + 50.0, ORIGIN.1 + 50.0)
            }),
        ),
    ]
}

fn town(changed: &str, change: &dyn Fn(&str) -> Vec<u8>) -> Toytown {
    files()
        .into_iter()
        .fold(Toytown::new(), |town, (name, text)| {
            let content = if name == changed { change(&text) } else { text.into_bytes() };
            town.file(name, content)
        })
        .config(&format!("{AREAS}{TABLES}"))
}

/// A change of any one file stops the run with these words and leaves no result.
#[track_caller]
fn check(change: &dyn Fn(&str) -> Vec<u8>, code: &str, words: &str) {
    for (name, _) in files() {
        let town = town(name, change);
        let ran = town.run_with(&["run", "--internal"], &[]);
        assert_eq!(ran.code, 3, "{name}: {}", ran.stderr);
        let told = ran.told();
        assert!(told.contains(&format!("error[{code}]: {name}, {words}")), "{name}: {told}");
        assert!(!town.path("out-intern").exists());
    }
}

/// Puts text in place of the unmapped cell of a row, as a spreadsheet numbers it.
fn noted(text: &str, notes: &[(usize, &str)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (row, note) in notes {
        lines[row - 1] = lines[row - 1].replacen(";n;", &format!(";{note};"), 1);
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_files_as_they_are_give_a_result() {
    let ran = town("", &|_| Vec::new()).run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn an_open_quote_in_an_unmapped_column_stops_with_its_row_and_column() {
    let notes: [&[(usize, &str)]; 4] = [
        &[(12, "\"t Hofje")],
        &[(12, "\"t Hofje"), (42, "\"t Hofje")],
        &[(12, "\"t Hofje"), (42, "Hofje\"")], // the second seems to close the first
        &[(12, "\"het \"Hofje\"\"")],
    ];
    for notes in notes {
        check(
            &|text| noted(text, notes).into_bytes(),
            "I084",
            "row 12, column \"note\": a double quote opens the cell",
        );
    }
}

#[test]
fn quotes_that_are_text_are_read_as_such() {
    for (name, _) in files() {
        let town =
            town(name, &|text| noted(text, &[(12, "\"t Hofje"), (42, "\"t Hofje")]).into_bytes());
        let before = town.text("spreiding.toml");
        let path = format!("path = \"{name}\"");
        let said = |quote: &str| before.replace(&path, &format!("{path}\nquote = {quote}"));
        let town = town.config(&said("\"none\""));
        let ran = town.run();
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        assert!(ran.stdout.contains("120") || ran.stderr.contains("120"), "{}", ran.stderr);
        let ran = town.config(&said("\"'\"")).run();
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.told().contains("`none` or `standard`"), "{}", ran.stderr);
    }
}

#[test]
fn a_quoted_cell_with_lines_like_rows_is_read_where_that_is_said() {
    let note = "\"a;b\nc;d;e\""; // each line of its row has the four cells of the header
    let change = |text: &str| noted(text, &[(12, note)]).into_bytes();
    let town = town("placements.csv", &change);
    assert_eq!(town.run().code, 3);
    let path = "path = \"placements.csv\"";
    let said = town.text("spreiding.toml").replace(path, &format!("{path}\nquote = \"standard\""));
    let ran = town.config(&said).run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_file_that_is_cut_within_a_row_stops() {
    let cut = |by: usize| move |text: &str| text.as_bytes()[..text.len() - by].to_vec();
    check(&cut(1), "I085", "row 121: the last row lacks the line end");
    check(&cut(2), "I085", "row 121: the last row");
    let short = |text: &str| [text, "12\n"].concat().into_bytes();
    check(&short, "I085", "row 122: the last row breaks off: 1 of 4 cells");
    for (name, _) in files() {
        let town = town(name, &cut(1));
        let path = format!("path = \"{name}\"");
        let said = town.text("spreiding.toml").replace(&path, &format!("{path}\ncomplete = true"));
        let ran = town.config(&said).run();
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
    }
}

/// What the closing line of a tool is does not change where the file is said to be whole.
#[test]
fn a_line_that_counts_the_rows_is_none_of_a_whole_file_either() {
    let counted = |text: &str| [text, "(120 rows affected)\n"].concat().into_bytes();
    for (name, _) in files() {
        let town = town(name, &counted);
        let path = format!("path = \"{name}\"");
        let said = town.text("spreiding.toml").replace(&path, &format!("{path}\ncomplete = true"));
        let ran = town.config(&said).run();
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        assert!(!ran.told().contains("I044"), "{name}: {}", ran.stderr);
    }
}

#[test]
fn zero_bytes_stop() {
    let behind = |text: &str| [text.as_bytes(), &[0; 5000]].concat();
    check(&behind, "I086", "row 122: from here on the file holds zero bytes only");
    let within = |text: &str| noted(text, &[(12, "\0")]).into_bytes();
    check(&within, "I086", "row 12, column \"note\": a zero byte");
}

#[test]
fn lines_of_the_exporting_program_are_no_rows() {
    for (name, _) in files() {
        let town = town(name, &|text| {
            let header = text.lines().next().unwrap();
            let dashes = header.replace(|c: char| c != ';', "-").replace(";-;", ";--;");
            let text = text.replacen('\n', &format!("\n{dashes}\n"), 1);
            format!("{text}\n(120 rows affected)\n").into_bytes()
        });
        let ran = town.run();
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        let control = town.json("out-controle/controle.json");
        let findings = control["findings"].as_array().unwrap();
        let marks = findings.iter().find(|finding| finding["code"] == "I087").unwrap();
        assert_eq!((&marks["count"], &marks["file"]), (&2.into(), &name.into()), "{marks}");
        let accounts = control["accounts"].as_array().unwrap();
        assert!(accounts.iter().all(|account| account["rows"]["rejected"] == 0), "{accounts:?}");
    }
}

#[test]
fn init_proposes_that_quotes_are_text() {
    let town = town("homes.csv", &|text| noted(text, &[(12, "\"t Hofje")]).into_bytes());
    std::fs::remove_file(town.path("spreiding.toml")).unwrap();
    let ran = town.run_with(&["init", "homes.csv", "buurten.geojson"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(town.text("spreiding.toml").contains("quote = \"none\""));
}
