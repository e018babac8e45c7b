//! `check` as a person and a program meet it: the dry run that cannot disagree with `run`.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::toytown::{AREAS, ORIGIN, Ran, Toytown};

const DWELLINGS: &str = r#"
[[dwellings]]
path = "dwellings.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "id"
x = "x"
y = "y"
energy_label = "label"
postcode = "postcode"
"#;

/// A town with these rows of dwellings, `id;x;y;label;postcode`.
fn town_of(rows: &[String]) -> Toytown {
    let csv = format!("id;x;y;label;postcode\n{}\n", rows.join("\n"));
    Toytown::new().file("dwellings.csv", csv).config(&format!("{AREAS}{DWELLINGS}"))
}

/// Rows of homes without a fault.
fn good(count: usize) -> Vec<String> {
    (1..=count).map(|id| format!("{id};{};{};D;1315AB", ORIGIN.0 + 50.0, ORIGIN.1 + 50.0)).collect()
}

fn clean() -> Toytown {
    town_of(&good(10))
}

/// Of everything something: one label unread, one row outside, two repaired, one set aside.
fn messy() -> Toytown {
    let mut rows = good(200);
    rows[0] = rows[0].replace(";D;", ";Z;");
    rows[1] = rows[1].replace("1315AB", "1315 ab");
    rows[2] = rows[2].replace("1315AB", "1315 ab");
    rows[3] = "4;140950;480050;D;1315AB".to_owned();
    rows.push("Totaal;;;;".to_owned());
    town_of(&rows)
}

/// One row of two is rejected.
fn half_rejected() -> Toytown {
    let mut rows = good(2);
    rows[0] = rows[0].replace("1;", "#N/B;");
    town_of(&rows)
}

/// A second file lacks a column.
fn refused() -> Toytown {
    let placements = "[[placements]]\npath = \"placements.csv\"\n[placements.columns]\n\
         dwelling = \"woning\"\ndate = \"datum\"\npriority = \"soort\"\n\
         [placements.urgent]\nvalues = [\"URG\"]\n";
    messy().file("placements.csv", "woning;dag;soort\n1;01-02-2025;URG\n").more_config(placements)
}

fn check_with(town: &Toytown, options: &[&str]) -> Ran {
    town.run_with(&[&["check"], options].concat(), &[])
}

fn parsed(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap()
}

/// The files of the analyst's folder.
fn control(town: &Toytown) -> Vec<(String, Vec<u8>)> {
    let Ok(folder) = fs::read_dir(town.path("out-controle")) else { return Vec::new() };
    let mut files: Vec<(String, Vec<u8>)> = folder
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// The law: both give the same exit code, tell the same, and leave the same folder for the analyst.
#[track_caller]
fn agree(town: &Toytown, options: &[&str]) {
    let dry = check_with(town, options);
    let of_dry = control(town);
    let real = town.run_with(&[&["run"], options].concat(), &[]);
    assert_eq!(dry.code, real.code, "{}{}", dry.stderr, real.stderr);
    assert_eq!(dry.stderr, real.stderr.replace("\nrun: refused", "\ncheck: refused"));
    assert_eq!(of_dry, control(town));
    assert_eq!(town.path("out").exists(), real.code == 0);
    let as_json = |command: &str| {
        let ran = town.run_with(&[&[command, "--format", "json"], options].concat(), &[]);
        let mut told = parsed(&ran);
        assert_eq!((ran.code, &told["exit_code"]), (dry.code, &json!(dry.code)));
        told.as_object_mut()
            .unwrap()
            .retain(|key, _| !["command", "outputs"].contains(&key.as_str()));
        told
    };
    assert_eq!(as_json("check"), as_json("run"));
}

#[test]
fn check_and_run_cannot_disagree() {
    let strange = clean().more_config("[toleranse]\nrejected = 1");
    let towns = [clean(), messy(), half_rejected(), refused(), strange];
    for town in &towns {
        for options in [&[][..], &["--strict"], &["--max-rejected", "60%"]] {
            let _ = fs::remove_dir_all(town.path("out"));
            agree(town, options);
        }
    }
}

fn rows() -> impl Strategy<Value = Vec<String>> {
    let x = prop_oneof![6 => Just("140050"), 1 => Just("140950"), 1 => Just("x")];
    let label = prop_oneof![8 => Just("D"), 1 => Just("Z"), 1 => Just("")];
    let postcode = prop_oneof![4 => Just("1315AB"), 1 => Just("1315 ab"), 1 => Just("0000")];
    let row = (1..40_u32, x, label, postcode)
        .prop_map(|(id, x, label, postcode)| format!("{id};{x};480050;{label};{postcode}"));
    let row =
        prop_oneof![12 => row, 1 => Just("Totaal;;;;".to_owned()), 1 => Just(";;;;".to_owned())];
    prop::collection::vec(row, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn check_and_run_agree_on_any_mixture_of_faults(rows in rows(), strict in any::<bool>()) {
        let options: &[&str] = if strict { &["--strict"] } else { &["--max-rejected", "50%"] };
        agree(&town_of(&rows), options);
    }
}

#[test]
fn each_file_has_a_block_with_the_worst_first_and_its_account() {
    let ran = check_with(&messy(), &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    // How to mend it stands below what is left out or worth a look.
    assert!(ran.told().contains("-> In Excel: Put the letter in the cell"), "{}", ran.stderr);
    let mends = |line: &&str| line.starts_with("       -> ") || line.starts_with("          ");
    let keeps = |line: &&str| !mends(line) || line.contains("1315AB");
    let lines: Vec<&str> = ran.stderr.lines().filter(keeps).collect();
    let starts = [
        "dwellings.csv",
        "  I026 unread       1  label     not an energy label: \"Z\"",
        "  G007 warning      1            row outside every area",
        "  I014 repaired     2  postcode  postcodes brought to one form: \"1315 ab\" ->",
        "                                 \"1315AB\" (rows 3, 4)",
        "  I050 set aside    1            total row",
        "Rows: 201 read = 200 used + 0 rejected + 1 set aside",
        "",
        "buurten.geojson",
        "Rows: 16 read = 16 used + 0 rejected + 0 set aside",
        "",
        "Located 199 of 200 rows",
    ];
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line:?} is not {start:?}\n{}", ran.stderr);
    }
    assert_eq!(
        ran.stdout,
        "For you alone: out-controle/controle.html\n\
         Rejected rows and unreadable cells: afgekeurd_dwellings.csv in that folder\n\
         check: OK with remarks (exit 0; with --strict 1).  Next: spreiding run\n"
    );
}

#[test]
fn nothing_to_remark_is_told_in_one_word() {
    let ran = check_with(&clean(), &[]);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (0, "For you alone: out-controle/controle.html\ncheck: OK.  Next: spreiding run\n")
    );
}

#[test]
fn the_next_command_is_on_the_same_files() {
    let town = clean();
    fs::create_dir(town.path("mijn map")).unwrap();
    for name in ["spreiding.toml", "dwellings.csv", "buurten.geojson"] {
        fs::copy(town.path(name), town.path("mijn map").join(name)).unwrap();
    }
    let ran = check_with(&town, &["-c", "mijn map/spreiding.toml", "-o", "uit"]);
    let next = "Next: spreiding run -c \"mijn map/spreiding.toml\" -o uit\n";
    assert!(ran.stdout.ends_with(next), "{}", ran.stdout);
}

#[test]
fn a_refusal_tells_the_other_files_first_and_where_the_details_are_last() {
    let town = refused();
    let ran = check_with(&town, &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    let at = |what: &str| {
        ran.stderr.find(what).unwrap_or_else(|| panic!("no {what:?} in\n{}", ran.stderr))
    };
    assert!(at("  I026 unread ") < at("error[I004]: column `datum` not found"));
    assert!(at("Rows: 201 read = ") < at("error[I004]"));
    assert!(at("placements.csv\nRows: not used, see the error about it\n") < at("error[I004]"));
    assert!(
        ran.stderr.ends_with("\ncheck: refused (exit 2).  Details: out-controle/controle.html\n")
    );
    let page = town.text("out-controle/controle.html");
    assert!(page.contains("Zo is er geen uitkomst te maken, om één reden:"), "{page}");
}

#[test]
fn no_line_is_wider_than_eighty_columns() {
    let long = "een kolom met een naam die veel langer is dan wie dan ook zou willen lezen";
    let mut rows = good(100);
    for (at, row) in rows.iter_mut().enumerate().take(60) {
        *row = row.replace(";D;", &format!(";{}{at};", "Z".repeat(120)));
    }
    let csv = format!("id;x;y;{long};postcode\n{}\n", rows.join("\n"));
    let config = format!("{AREAS}{DWELLINGS}").replace("\"label\"", &format!("\"{long}\""));
    let town = Toytown::new().file("dwellings.csv", csv).config(&config);
    for options in [&["--max-rejected", "60%"][..], &["--max-rejected", "60%", "-v"]] {
        for town in [&messy(), &town] {
            let ran = check_with(town, options);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
            for line in ran.stderr.lines().chain(ran.stdout.lines()) {
                assert!(line.chars().count() <= 80, "{line}");
            }
        }
    }
    let told = check_with(&town, &["--max-rejected", "60%"]).stderr;
    let words: Vec<&str> = told.split_whitespace().collect();
    assert!(words.join(" ").contains(&format!("not an energy label, column \"{long}\"")), "{told}");
}

#[test]
fn colour_is_on_the_word_alone_and_only_when_asked_for() {
    let town = messy();
    let plain = check_with(&town, &[]).stderr;
    assert!(!plain.contains('\x1b'));
    assert_eq!(check_with(&town, &["--color", "never"]).stderr, plain);
    assert_eq!(town.run_with(&["check"], &[("NO_COLOR", "1")]).stderr, plain);
    let coloured = check_with(&town, &["--color", "always"]).stderr;
    assert!(coloured.contains("  I026 \x1b[31munread   \x1b[0m    1  label "), "{coloured}");
    let mut bare = coloured;
    for code in ["\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m"] {
        bare = bare.replace(code, "");
    }
    assert_eq!(bare, plain);
}

#[test]
fn quiet_says_only_what_went_wrong() {
    let ran = check_with(&messy(), &["-q"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    let ran = check_with(&refused(), &["-q"]);
    assert!(ran.stderr.starts_with("error[I004]: column `datum` not found"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("\n  more: spreiding explain I004\n"), "{}", ran.stderr);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
}

#[test]
fn notes_are_told_only_when_verbose() {
    let csv = format!("Onze woningen\nid;x;y;label;postcode\n{}\n", good(10).join("\n"));
    let town = clean().file("dwellings.csv", csv);
    let short = check_with(&town, &[]);
    assert_eq!(short.code, 0, "{}", short.stderr);
    assert!(!short.stderr.contains("I010"), "{}", short.stderr);
    let long = check_with(&town, &["-v"]);
    assert!(long.stderr.contains("\n  I010 note "), "{}", long.stderr);
    assert!(town.text("out-controle/controle.html").contains("I010"));
}

#[test]
fn strict_fails_on_any_remark_and_leaves_no_result() {
    let town = messy();
    let ran = town.run_with(&["run", "--strict"], &[]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let told = "error[R003]: 3 remarks, and --strict allows none\n  codes: G007, I014, I026\n  \
                mend the files, or leave out --strict\n  more: spreiding explain R003\n\
                run: refused (exit 1).  Details: out-controle/controle.html\n";
    assert!(ran.stderr.ends_with(told), "{}", ran.stderr);
    assert!(!town.path("out").exists());
}

#[test]
fn strict_passes_what_was_set_aside() {
    let mut rows = good(10);
    rows.push("Totaal;;;;".to_owned());
    let ran = town_of(&rows).run_with(&["run", "--strict"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("  I050 set aside "), "{}", ran.stderr);
    assert!(ran.stdout.ends_with("\nrun: OK.\n"), "{}", ran.stdout);
}

#[test]
fn a_raised_limit_is_obeyed_and_told_in_every_record() {
    let town = half_rejected();
    let ran = town.run();
    assert_eq!(ran.code, 1);
    let told =
        "error[R001]: 1 of 2 rows of dwellings.csv rejected (50.0%) is above the limit of 1%\n";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
    assert!(ran.stderr.contains("--max-rejected 50%\n"), "{}", ran.stderr);

    let ran = town.run_well(&["run", "--max-rejected", "50%"]);
    assert!(ran.stderr.contains("rejected 50.0% (limit 50%)"), "{}", ran.stderr);
    assert_eq!(town.json("out/run.json")["max_rejected"], 0.5);
    assert_eq!(town.json("out-controle/controle.json")["max_rejected"], 0.5);
    let page = town.text("out-controle/controle.html");
    assert!(page.contains("meer dan 50% van de regels is afgekeurd"), "{page}");
    assert!(page.contains("<code>--max-rejected</code>; de instellingen zeggen 1%."), "{page}");

    let town = clean();
    town.run_well(&["run"]);
    assert_eq!(town.json("out/run.json").get("max_rejected"), None);
    assert!(!town.text("out-controle/controle.html").contains("--max-rejected"));
}

#[test]
fn a_limit_that_is_none_is_a_mistake_of_use() {
    let ran = check_with(&clean(), &["--max-rejected", "2"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("write a percentage such as 2%, or a fraction such as 0.02"));
}

#[test]
fn a_file_of_which_every_row_is_rejected_is_a_problem_in_the_data() {
    let rows = vec!["#N/B;140050;480050;D;1315AB".to_owned(); 3];
    let ran = check_with(&town_of(&rows), &[]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("error[R001]: 3 of 3 rows of dwellings.csv rejected (100.0%)"));
}

#[test]
fn programs_get_the_same_as_json() {
    let town = messy();
    let ran = check_with(&town, &["--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let told = parsed(&ran);
    assert_eq!(told["program"], "spreiding");
    assert_eq!(told["command"], "check");
    assert_eq!(told["verdict"], "remarks");
    assert_eq!(told["limit"], 0.01);
    assert_eq!(
        told["files"][1],
        json!({
            "role": "dwellings", "name": "dwellings.csv",
            "rows": { "read": 201, "used": 200, "rejected": 0, "set_aside": 1 },
            "unread": [{ "column": "label", "filled": 200, "unread": 1 }],
            "rejected_rows": "afgekeurd_dwellings.csv"
        })
    );
    let codes: Vec<&Value> =
        told["findings"].as_array().unwrap().iter().map(|finding| &finding["code"]).collect();
    assert_eq!(codes, ["I026", "G007", "I014", "I050"]);
    assert_eq!(told["findings"][0]["outcome"], "unread");
    assert_eq!(told["findings"][0]["column"], "label");
    assert_eq!(told["located"][0]["rows"], 200);
    assert_eq!(told["stops"], json!([]));
    assert_eq!(told["outputs"]["page"], "out-controle/controle.html");
    assert_eq!(told["outputs"]["result"], Value::Null);

    let ran = town.run_with(&["run", "--format", "json"], &[]);
    assert_eq!(parsed(&ran)["outputs"]["result"], "out");
    assert_eq!(parsed(&ran)["outputs"]["layers"][2], "lagen/buurten.geojson");
    let both = check_with(&town, &["--format", "json", "-v"]);
    assert_eq!(parsed(&both)["verdict"], "remarks");
    assert!(both.stderr.contains("Rows: 201 read = "), "{}", both.stderr);
}

#[test]
fn a_refusal_is_json_too() {
    let ran = check_with(&refused(), &["--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (2, ""));
    let told = parsed(&ran);
    assert_eq!((&told["verdict"], &told["exit_code"]), (&json!("refused"), &json!(2)));
    assert_eq!(told["stops"][0]["code"], "I004");
    assert!(told["stops"][0]["message"].as_str().unwrap().starts_with("column `datum` not found"));
    assert_eq!(told["findings"][0]["code"], "I004"); // the worst file first
    assert_eq!(told["files"].as_array().unwrap().len(), 3);

    let ran = check_with(&clean().more_config("[toleranse]"), &["--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (2, ""));
    assert_eq!(parsed(&ran)["stops"][0]["code"], "K002");
    assert_eq!(parsed(&ran)["outputs"], Value::Null);
}

#[test]
fn a_page_of_the_catalogue_is_json_too() {
    let ran = clean().run_with(&["explain", "I050", "--format", "json"], &[]);
    assert_eq!(parsed(&ran)["title"], json!({ "nl": "totaalregel", "en": "total row" }));
    let all = parsed(&clean().run_with(&["explain", "--format", "json"], &[]));
    assert!(all.as_array().unwrap().iter().any(|page| page["code"] == "R003"));
}

#[test]
fn harm_in_a_cell_comes_out_harmless() {
    let harm =
        ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>"];
    let mut rows = good(10);
    for (row, cell) in rows.iter_mut().zip(harm) {
        *row = row.replace(";D;", &format!(";\"{}\";", cell.replace('"', "\"\"")));
    }
    rows[3] = rows[3].replace(";D;", ";\x1b[31mD\x1b[0m;");
    let csv = format!("id;x;y;\x1b[31m<b>=label;postcode\n{}\n", rows.join("\n"));
    let town = clean().file("dwellings.csv", csv);
    let label = "energy_label = \"label\"";
    let config = town.text("spreiding.toml");
    let town = town.config(&config.replace(label, "energy_label = \"\\u001B[31m<b>=label\""));
    let ran = check_with(&town, &[]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(!ran.stderr.contains('\x1b'), "{}", ran.stderr);
    assert!(ran.stderr.contains("[U+001B][31m<b>=label"), "{}", ran.stderr);
    let page = town.text("out-controle/controle.html");
    assert!(["<script", "<img", "<b>", "\x1b"].iter().all(|harm| !page.contains(harm)), "{page}");
    let table = town.text("out-controle/afgekeurd_dwellings.csv");
    assert!(table.contains(";'=cmd|' /C calc'!A0;"), "{table}");
    assert!(!table.contains(";=cmd"), "{table}");

    // A stop names the columns that are there.
    let ran = check_with(&town.config(&config), &[]);
    assert_eq!(ran.code, 2);
    assert!(!ran.stderr.contains('\x1b'), "{}", ran.stderr);
}

#[test]
fn the_page_has_the_language_of_the_configuration() {
    let town = messy();
    let config = town.text("spreiding.toml");
    check_with(&town, &[]);
    let dutch = town.text("out-controle/controle.html");
    assert!(dutch.contains("<h1>Controle van de bestanden: Toytown</h1>"), "{dutch}");
    assert!(dutch.contains("3 bevindingen verdienen een blik"), "{dutch}");
    let town = town.config(&config.replace("[areas]", "language = \"en\"\n[areas]"));
    check_with(&town, &[]);
    let english = town.text("out-controle/controle.html");
    assert!(english.contains("<h1>Check of the files: Toytown</h1>"), "{english}");
    assert!(english.contains("3 findings are worth a look"), "{english}");
}

#[test]
fn the_same_files_give_the_same_folder_in_which_no_machine_is_named() {
    let (one, other) = (messy(), messy());
    check_with(&one, &[]);
    check_with(&other, &[]);
    assert_eq!(control(&one), control(&other)); // two folders of different names
    for (name, bytes) in control(&one) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(&one.folder().display().to_string()), "{name}");
    }
}
