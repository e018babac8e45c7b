//! The projects of the production agreements, from their table to the results.

use polars::prelude::{Column, DataFrame, ParquetWriter};
use serde_json::Value;

use crate::toytown::{AREAS, DWELLINGS, Toytown};
use crate::workbooks;

/// Three homes in a town of sixteen buurten.
const HOMES: &str = "id;x;y;label\n1;140050;480050;D\n2;140150;480050;A\n3;140250;480050;A\n";

const PROJECTS: &str = "\
naam;deel;plek;aantal;soort;hard;2025;2026
Haven;Westkant;Dorp;20;sociaal;ja;20;
Kade;Westkant;Dorp;30;koop;ja;;30
Toren;Oostkant;;40;Sociaal ;misschien;;
Dok;Oostkant;Haventje;8;sociaal;ja;;8
";

const NAMES: &str = "\
district;area;level;code
Westkant;Dorp;wijk;340101
westkant;;stadsdeel;West
Oostkant;;stadsdeel;oost
";

const PRODUCTION: &str = r#"
[production]
path = "projects.csv"
areas = "names.csv"
source = "Afspraken"
[production.columns]
name = "naam"
district = "deel"
area = "plek"
homes = "aantal"
segment = "soort"
certainty = "hard"
[production.planned]
2025 = "2025"
2026 = "2026"
[production.segments]
social = ["sociaal"]
other = ["koop"]
unknown = ["onbekend"]
[production.certainties]
firm = ["ja"]
soft = ["misschien"]
exclude = ["nee"]
"#;

fn town(projects: &str) -> Toytown {
    Toytown::new()
        .file("dwellings.csv", HOMES)
        .file("projects.csv", projects)
        .file("names.csv", NAMES.replace("340101", "003401"))
        .config(&format!("{AREAS}{DWELLINGS}{PRODUCTION}"))
}

/// What the table of projects with one more row gives.
fn with_row(row: &str) -> Toytown {
    town(&format!("{PROJECTS}{row}\n"))
}

fn production(town: &Toytown) -> Value {
    town.json("out/kerncijfers.json")["production"].clone()
}

/// The finding with this code.
#[track_caller]
fn finding(town: &Toytown, code: &str) -> Value {
    let told = town.json("out-controle/controle.json");
    let findings = told["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {findings:#?}")).clone()
}

#[track_caller]
fn no_finding(town: &Toytown, code: &str) {
    let told = town.text("out-controle/controle.json");
    assert!(!told.contains(&format!("\"{code}\"")), "{told}");
}

#[test]
fn projects_are_joined_to_areas_and_counted_per_year() {
    let town = town(PROJECTS);
    let ran = town.run_well(&["run"]);
    let told = production(&town);
    assert_eq!(told["source"], "Afspraken");
    assert_eq!(told["unjoined"], serde_json::json!([]));
    let levels = &told["planned"]["levels"];
    let wijk = &levels[1]["areas"];
    assert_eq!(wijk.as_array().unwrap().len(), 1);
    assert_eq!(wijk[0]["code"], "WK003401");
    assert_eq!(wijk[0]["homes"]["firm"]["social"], 20);
    assert_eq!(wijk[0]["homes"]["firm"]["other"], 30);
    assert_eq!(wijk[0]["by_year"][0]["homes"]["all"], 20);
    assert_eq!(wijk[0]["by_year"][1]["homes"]["all"], 30);
    assert_eq!(levels[1]["not_placed"]["homes"]["all"], 48);
    let oost = &levels[0]["areas"][0];
    assert_eq!((&oost["name"], &oost["homes"]["soft"]["social"]), (&"Oost".into(), &40.into()));
    assert_eq!(oost["year_unknown"]["soft"]["social"], 40);
    assert_eq!(levels[2]["areas"], serde_json::json!([]));
    let oddly = "I131"; // the area of one project is unknown, its district is not
    let by_district = finding(&town, oddly);
    assert_eq!(by_district["rows"], serde_json::json!([5]));
    assert!(by_district["detail"].as_str().unwrap().contains("Dok (Oostkant, Haventje)"));
    assert!(
        ran.stdout.contains("Production: 4 projects counted, 98 homes planned"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("there is no [stock]"), "{}", ran.stdout);
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80));
    assert!(told["sociaal"]["undefined"].as_str().unwrap().contains("[stock]"));
}

#[test]
fn an_area_in_which_a_project_may_lie_is_null_and_another_is_zero() {
    let town = town(PROJECTS);
    town.run_well(&["run"]);
    let wijk = |code: &str| town.area("lagen/wijken", "wijkcode", code);
    assert_eq!(wijk("WK003401")["bouw_hard"], 20);
    assert_eq!(wijk("WK003403")["bouw_hard"], 0);
    assert_eq!(wijk("WK003402")["bouw_hard"], Value::Null); // of Oost, where Dok lies somewhere
    assert_eq!(wijk("WK003401")["bouw_zacht"], 0);
    assert_eq!(town.area("lagen/stadsdelen", "stadsdeel", "Oost")["bouw_hard"], 8);
    assert_eq!(town.buurt("BU00340101")["bouw_hard"], Value::Null);
    assert_eq!(town.buurt("BU00340301")["bouw_hard"], 0);
    assert!(town.buurt("BU00340301").get("sociaal_hard_pct").is_none());
}

#[test]
fn without_production_nothing_is_said_of_it() {
    let town = Toytown::new().file("dwellings.csv", HOMES).config(&format!("{AREAS}{DWELLINGS}"));
    let ran = town.run_well(&["run"]);
    assert!(!ran.stdout.contains("Production"));
    assert!(!town.path("out/productie.csv").exists());
    assert!(town.buurt("BU00340101").get("bouw_hard").is_none());
    assert_eq!(town.json("out/kerncijfers.json").get("production"), None);
}

#[test]
fn the_table_of_the_result_has_a_row_a_project() {
    let town = with_row("=1+1;Nergens;;;onbekend;nee;;");
    town.run_well(&["run"]);
    let table = town.text("out/productie.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines[0],
        "regel,naam,stadsdeel_tabel,gebied_tabel,koppeling,niveau,code,gebied,segment_tabel,segment,\
         zekerheid_tabel,zekerheid,woningen,gepland_2025,gepland_2026,gepland_jaar_onbekend,status"
    );
    assert_eq!(
        lines[1],
        "2,Haven,Westkant,Dorp,gebied,wijk,WK003401,Wijk 01,sociaal,sociaal,ja,hard,20,20,0,0,"
    );
    assert_eq!(
        lines[4],
        "5,Dok,Oostkant,Haventje,stadsdeel,stadsdeel,Oost,Oost,sociaal,sociaal,ja,hard,8,0,8,0,"
    );
    assert_eq!(
        lines[5],
        "6,'=1+1,Nergens,,niet gekoppeld,,,,onbekend,onbekend,nee,telt niet mee,,,,,"
    );
}

#[test]
fn a_project_of_an_unknown_district_is_told_everywhere() {
    let town = with_row("Eiland;Zuidkant;Dorp;12;sociaal;ja;;12");
    let ran = town.run_well(&["run"]);
    let told = finding(&town, "I130");
    assert_eq!((&told["file"], &told["rows"]), (&"projects.csv".into(), &serde_json::json!([6])));
    assert!(told["detail"].as_str().unwrap().contains("Eiland (Zuidkant, Dorp)"), "{told}");
    assert_eq!(production(&town)["unjoined"], serde_json::json!(["Eiland"]));
    assert!(ran.stdout.contains("not joined to an area: Eiland"), "{}", ran.stdout);
    // It counts for the city, and in no area.
    let planned = &production(&town)["planned"];
    assert_eq!(planned["total"]["homes"]["firm"]["social"], 40);
    assert_eq!(planned["levels"][0]["not_placed"]["homes"]["all"], 12);
    let member = town.json("out/lagen/wijken.geojson")["dekking"]["bouwprojecten"].clone();
    assert_eq!(member["niet_gekoppeld"], 1);
}

#[test]
fn a_name_with_two_areas_stops_and_one_that_comes_again_does_not() {
    let twice = format!("{}WESTKANT;  dorp ;wijk;WK003403\n", NAMES.replace("340101", "003401"));
    let town = town(PROJECTS).file("names.csv", twice);
    let ran = town.run();
    assert_eq!(ran.code, 1);
    let told = ran.told();
    assert!(
        told.contains("I132") && told.contains("WK003401 (row 2) and WK003403 (row 5)"),
        "{told}"
    );
    assert!(!town.path("out").exists());

    let again = format!("{}Westkant;dorp;wijk;WK003401\n", NAMES.replace("340101", "003401"));
    let town = town.file("names.csv", again);
    town.run_well(&["run"]);
    assert_eq!(finding(&town, "I041")["file"], "names.csv");
}

#[test]
fn a_name_with_a_code_that_the_map_lacks_is_rejected() {
    for (row, value) in
        [("Westkant;Dorp;wijk;WK003409", "WK003409"), ("Westkant;Dorp;straat;1", "straat")]
    {
        let names = format!(
            "district;area;level;code\n{row}\nWestkant;;stadsdeel;West\nOostkant;;stadsdeel;Oost\n"
        );
        let town = town(PROJECTS).file("names.csv", names);
        town.run_well(&["run"]);
        let told = finding(&town, "I133");
        assert!(told["detail"].as_str().unwrap().contains(value), "{told}");
        assert_eq!(told["rows"], serde_json::json!([2]));
        let rejected = town.text("out-controle/afgekeurd_names.csv");
        assert!(rejected.contains("I133") && rejected.contains(value), "{rejected}");
        // The projects are joined to their district.
        assert_eq!(finding(&town, "I131")["count"], 3);
    }
}

#[test]
fn codes_are_known_in_all_their_forms() {
    for code in ["WK003401", "003401", "3401", "2025WK003401", "wk003401"] {
        let names = format!(
            "stadsdeel;gebied;niveau;code\nWestkant;Dorp;Wijken;{code}\nOostkant;;stadsdeel;OOST\n"
        );
        let town = town(PROJECTS).file("names.csv", names);
        town.run_well(&["run"]);
        assert_eq!(production(&town)["projects"][0]["code"], "WK003401", "{code}");
        assert_eq!(production(&town)["projects"][2]["code"], "Oost", "{code}");
    }
}

#[test]
fn without_a_table_of_names_those_of_the_map_are_tried() {
    let projects = "\
naam;deel;plek;aantal;soort;hard;2025;2026
A;west;wijk  01;1;sociaal;ja;1;
B;West;BU00340102;2;sociaal;ja;2;
C;Oost;Wijk 01;3;sociaal;ja;3;
D;;Buurt 0401;4;sociaal;ja;4;
E;Noord;Wijk 01;5;sociaal;ja;5;
";
    let town = town(projects);
    let config = town.text("spreiding.toml").replace("areas = \"names.csv\"", "");
    let town = town.config(&config);
    town.run_well(&["run"]);
    let told = production(&town);
    let projects = told["projects"].as_array().unwrap();
    let codes: Vec<&Value> = projects.iter().map(|project| &project["code"]).collect();
    // Wijk 01 lies in West, so that of Oost it is only known that it is in Oost.
    assert_eq!(codes[..4], ["WK003401", "BU00340102", "Oost", "BU00340401"]);
    assert_eq!(*codes[4], Value::Null);
    assert_eq!(finding(&town, "I130")["rows"], serde_json::json!([6]));
    assert_eq!(finding(&town, "I131")["rows"], serde_json::json!([4]));
}

#[test]
fn a_value_that_no_list_names_stops_and_all_of_them_are_told() {
    let town = with_row("X;Westkant;;5;socaal;ja;5;\nY;Westkant;;5;;wellicht;5;");
    let ran = town.run();
    assert_eq!(ran.code, 1);
    let told = ran.told();
    for part in
        ["I137", "\"socaal\" (1): did you mean \"sociaal\"?", "\"\" (1)", "\"wellicht\" (1)"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(told.contains("[production.segments]") && told.contains("[production.certainties]"));
    assert!(!town.path("out").exists());
}

#[test]
fn a_word_for_nothing_that_a_list_names_is_no_empty_cell() {
    let town = with_row("X;Westkant;;5;onbekend;ja;5;");
    town.run_well(&["run"]);
    let told = finding(&town, "I139");
    assert!(told["detail"].as_str().unwrap().contains("X: segment of 5 homes unknown"), "{told}");
    assert_eq!(production(&town)["planned"]["total"]["homes"]["firm"]["unknown"], 5);
}

#[test]
fn homes_that_cannot_be_are_unknown_and_no_zero() {
    for cell in ["-5", "2,5", "12000000"] {
        let town = with_row(&format!("X;Westkant;Dorp;{cell};sociaal;misschien;;"));
        town.run_well(&["run"]);
        let told = finding(&town, "I134");
        assert_eq!((&told["column"], &told["rows"]), (&"aantal".into(), &serde_json::json!([6])));
        assert!(told["detail"].as_str().unwrap().contains("expected a whole number"), "{told}");
        let project = production(&town)["projects"][4].clone();
        assert_eq!(project["homes"], Value::Null, "{cell}");
        assert_eq!(town.area("lagen/wijken", "wijkcode", "WK003401")["bouw_zacht"], Value::Null);
        let rejected = town.text("out-controle/afgekeurd_projects.csv");
        assert!(rejected.contains("I134") && rejected.contains(";cel;"), "{rejected}");
        let total = production(&town)["planned"]["total"].clone();
        assert_eq!(
            (&total["homes"]["all"], &total["projects_without_number"]),
            (&98.into(), &1.into())
        );
    }
}

#[test]
fn a_year_that_cannot_be_read_makes_no_sum_and_no_zero() {
    let town = with_row("X;Westkant;Dorp;9;sociaal;ja;-3;4");
    town.run_well(&["run"]);
    no_finding(&town, "I135");
    let project = production(&town)["projects"][4].clone();
    assert_eq!(project["planned"][0]["homes"], Value::Null);
    assert_eq!((&project["planned"][1]["homes"], &project["year_unknown"]), (&4.into(), &5.into()));
}

#[test]
fn homes_beside_the_sum_of_their_years() {
    let town = with_row("X;Westkant;Dorp;9;sociaal;ja;3;4\nY;Westkant;Dorp;;sociaal;ja;3;4");
    town.run_well(&["run"]);
    let told = finding(&town, "I135");
    let detail = told["detail"].as_str().unwrap();
    assert!(
        detail.contains("X: 9 beside 7") && detail.contains("Y: no number of homes, the 7"),
        "{detail}"
    );
    let projects = production(&town)["projects"].clone();
    assert_eq!((&projects[4]["homes"], &projects[4]["year_unknown"]), (&9.into(), &2.into()));
    assert_eq!((&projects[5]["homes"], &projects[5]["year_unknown"]), (&7.into(), &0.into()));
}

#[test]
fn printed_totals_stand_beside_the_sums_and_none_is_chosen() {
    let totals = "\
zekerheid;segment;jaar;woningen
ja;sociaal;2025;20
JA;sociaal;2026;9
;;;98
soft;;onbekend;41
ja;koop;;30
";
    let town = town(PROJECTS).file("totals.csv", totals);
    let config =
        town.text("spreiding.toml").replace("source =", "totals = \"totals.csv\"\nsource =");
    let town = town.config(&config);
    let ran = town.run_well(&["run"]);
    let told = production(&town)["totals"].clone();
    let pairs: Vec<(i64, i64, i64)> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|total| {
            ["printed", "sum_of_rows", "difference"].map(|key| total[key].as_i64().unwrap())
        })
        .map(|[printed, sum, difference]| (printed, sum, difference))
        .collect();
    assert_eq!(pairs, [(20, 20, 0), (9, 8, -1), (98, 98, 0), (41, 40, -1), (30, 30, 0)]);
    assert_eq!(told[1]["rows"], serde_json::json!([5]));
    let found = finding(&town, "I136");
    assert_eq!((&found["count"], &found["rows"]), (&2.into(), &serde_json::json!([3, 5])));
    assert!(
        found["detail"].as_str().unwrap().contains("JA, sociaal, 2026: 9 printed, 8 by row 5"),
        "{found}"
    );
    assert!(ran.stdout.contains("2 of 5 printed totals differ"), "{}", ran.stdout);

    let town = town.file("totals.csv", "certainty;segment;year;homes\nja;sociale;2025;1\n");
    let ran = town.run();
    assert_eq!(ran.code, 1);
    assert!(
        ran.told().contains("I137") && ran.told().contains("\"sociale\" (row 2)"),
        "{}",
        ran.stderr
    );
}

#[test]
fn total_rows_and_repeated_rows_are_not_counted_twice() {
    let row = "Toren;Oostkant;;40;Sociaal ;misschien;;\nTotaal;;;98;;;20;37";
    let town = with_row(row);
    town.run_well(&["run"]);
    assert_eq!(production(&town)["planned"]["total"]["homes"]["all"], 98);
    assert_eq!(finding(&town, "I041")["rows"], serde_json::json!([6]));
    assert_eq!(finding(&town, "I050")["rows"], serde_json::json!([7]));
    // 138 are above it, 98 without the row that comes again.
    assert!(finding(&town, "I136")["detail"].as_str().unwrap().contains("98 beside"), "");
}

const DELIVERED: &str = "[production.delivered]\n2025 = \"op 2025\"\n2026 = \"op 2026\"\n";

#[test]
fn what_was_delivered_gives_each_project_a_status() {
    let projects = "\
naam;deel;plek;aantal;soort;hard;2024;2025;2026;op 2025;op 2026
In time;Westkant;Dorp;20;sociaal;ja;;20;;20;
Late;Westkant;Dorp;30;koop;ja;;30;;10;
Moved;Oostkant;;40;sociaal;misschien;40;;;40;
Ahead;Oostkant;;8;sociaal;ja;;;8;3;
Not due;Oostkant;;8;sociaal;ja;;;8;;
Silent;Oostkant;;8;sociaal;ja;;8;;;
Above;Oostkant;;8;sociaal;nee;;8;;9;
No year;Oostkant;;8;sociaal;ja;;;;0;
";
    let town = town(projects);
    let config =
        town.text("spreiding.toml").replace("2025 = \"2025\"", "2024 = \"2024\"\n2025 = \"2025\"");
    let town = town.config(&config).more_config(DELIVERED);
    let ran = town.run_well(&["run"]);
    let told = production(&town);
    let statuses: Vec<&str> = told["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|project| project["status"].as_str().unwrap())
        .collect();
    assert_eq!(
        statuses,
        [
            "opgeleverd",
            "te laat",
            "verschoven",
            "vooruit",
            "nog niet aan de beurt",
            "onbekend",
            "opgeleverd",
            "onbekend"
        ]
    );
    let years = &told["deliveries"]["years"];
    assert_eq!(
        (&years[1]["year"], &years[1]["planned"], &years[1]["delivered"]),
        (&2025.into(), &58.into(), &73.into())
    );
    assert_eq!(
        (&years[0]["stands"]["moved"], &years[1]["stands"]["late"]),
        (&40.into(), &20.into())
    );
    assert_eq!(finding(&town, "I138")["rows"], serde_json::json!([8]));
    let stdout = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let statuses = "1 late, 1 moved, 2 unknown, 1 ahead, 1 delivered, 1 not due yet";
    assert!(stdout.contains(statuses), "{stdout}");
    assert!(town.text("out/productie.csv").lines().nth(2).unwrap().ends_with(",te laat"));
}

#[test]
fn the_tables_are_inputs_like_any_other() {
    let town = town(PROJECTS).file("totals.csv", "certainty;segment;year;homes\n;;;98\n");
    let config =
        town.text("spreiding.toml").replace("source =", "totals = \"totals.csv\"\nsource =");
    let folder = town.folder().display().to_string();
    let config = config.replace("\"names.csv\"", &format!("\"{folder}/names.csv\""));
    let town = town.config(&config);
    town.run_well(&["run"]);
    let run = town.json("out/run.json");
    let roles: Vec<(&str, &str)> = run["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| (input["role"].as_str().unwrap(), input["name"].as_str().unwrap()))
        .filter(|(role, _)| role.starts_with("production"))
        .collect();
    let expected = [
        ("production_areas", "names.csv"),
        ("production", "projects.csv"),
        ("production_totals", "totals.csv"),
    ];
    assert_eq!(roles, expected);
    for input in run["inputs"].as_array().unwrap() {
        assert_eq!(input["sha256"].as_str().unwrap().len(), 64);
        let rows = &input["rows"];
        let [read, used, rejected, aside] =
            ["read", "used", "rejected", "set_aside"].map(|key| rows[key].as_u64().unwrap());
        assert_eq!(read, used + rejected + aside);
    }
    assert!(!town.text("out/run.json").contains(&folder));
    let first = town.result_files();
    town.run_well(&["run"]);
    assert_eq!(first, town.result_files());
}

/// The cells of a table with semicolons.
fn cells(table: &str) -> Vec<Vec<&str>> {
    table.lines().map(|line| line.split(';').collect()).collect()
}

fn workbook(table: &str) -> Vec<u8> {
    let cell = |cell: &&str| match cell.parse::<f64>() {
        Ok(_) => workbooks::number(cell),
        Err(_) => workbooks::text(cell),
    };
    let rows = cells(table).into_iter().map(|row| workbooks::row(row.iter().map(cell)));
    workbooks::xlsx(&[workbooks::sheet("Blad1", rows.collect::<Vec<_>>())])
}

/// With a column of numbers where all its cells are numbers or empty.
fn parquet(table: &str) -> Vec<u8> {
    let rows = cells(table);
    let column = |at: usize| {
        let name = rows[0][at].into();
        let of_rows = || rows[1..].iter().map(|row| Some(row[at]).filter(|cell| !cell.is_empty()));
        let numbers: Option<Vec<Option<i64>>> = of_rows()
            .map(|cell| cell.map(|cell| cell.parse().ok()).map_or(Some(None), |n| n.map(Some)))
            .collect();
        match numbers {
            Some(numbers) => Column::new(name, numbers),
            None => Column::new(name, of_rows().collect::<Vec<_>>()),
        }
    };
    let columns = (0..rows[0].len()).map(column).collect();
    let mut frame = DataFrame::new(rows.len() - 1, columns).unwrap();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    bytes
}

#[test]
fn every_format_of_the_tables_gives_the_same() {
    let totals = "certainty;segment;year;homes\nja;sociaal;2025;20\n;;;99\n";
    let names = NAMES.replace("340101", "003401");
    let of_format = |ending: &str, bytes: fn(&str) -> Vec<u8>| {
        let town = town(PROJECTS).more_config("");
        let config =
            town.text("spreiding.toml").replace("source =", "totals = \"totals.csv\"\nsource =");
        let config = ["projects", "names", "totals"].iter().fold(config, |config, name| {
            config.replace(&format!("{name}.csv"), &format!("{name}.{ending}"))
        });
        let town = town
            .file(&format!("projects.{ending}"), bytes(PROJECTS))
            .file(&format!("names.{ending}"), bytes(&names))
            .file(&format!("totals.{ending}"), bytes(totals))
            .config(&config);
        town.run_well(&["run"]);
        let mut told = production(&town);
        // The sources name the files.
        assert!(told.as_object_mut().unwrap().remove("sources").is_some());
        // A row of Parquet has its place among the rows, without a header.
        let projects = told["projects"].as_array_mut().unwrap();
        projects.iter_mut().for_each(|project| project["row"] = Value::Null);
        for total in told["totals"].as_array_mut().unwrap() {
            (total["row"], total["rows"]) = (Value::Null, Value::Null);
        }
        told
    };
    let text = of_format("csv", |table| table.as_bytes().to_vec());
    assert_eq!(of_format("xlsx", workbook), text);
    assert_eq!(of_format("parquet", parquet), text);
    let without_line_end = |table: &str| table.trim_end().as_bytes().to_vec();
    let town = town(PROJECTS).file("names.csv", without_line_end(&names));
    town.run_well(&["run"]);
}

#[test]
fn a_table_that_is_not_there_stops_with_its_name() {
    for name in ["projects.csv", "names.csv"] {
        let town = town(PROJECTS);
        std::fs::remove_file(town.path(name)).unwrap();
        let ran = town.run();
        assert_ne!(ran.code, 0);
        assert!(ran.told().contains(name), "{}", ran.stderr);
        assert!(!town.path("out").exists());
    }
}

#[test]
fn settings_that_cannot_be_are_told_with_their_key() {
    for (from, to, told) in [
        ("segment = \"soort\"", "", "production.columns.segment"),
        ("2026 = \"2026\"", "26 = \"2026\"", "is no year"),
        ("2026 = \"2026\"", "2026 = \"2025\"", "names column `2025`"),
        ("soft = [\"misschien\"]", "soft = [\"JA\"]", "names `JA` again"),
        ("homes = \"aantal\"", "woningen = \"aantal\"", "unknown key `woningen`"),
        ("segment = \"soort\"", "segment = \"kleur\"", "column `kleur` not found"),
    ] {
        let town = town(PROJECTS);
        let config = town.text("spreiding.toml");
        assert!(config.contains(from));
        let town = town.config(&config.replace(from, to));
        let ran = town.run();
        assert_ne!(ran.code, 0, "{to}");
        assert!(ran.told().contains(told), "{told}: {}", ran.stderr);
    }
}

#[test]
fn the_order_of_the_rows_of_the_table_of_names_decides_nothing() {
    let backwards = "\
district;area;level;code
Oostkant;;stadsdeel;oost
westkant;;stadsdeel;West
Westkant;Dorp;wijk;003401
";
    let one = town(PROJECTS);
    one.run_well(&["run"]);
    let other = town(PROJECTS).file("names.csv", backwards);
    other.run_well(&["run"]);
    assert_eq!(production(&one), production(&other));
}

/// Ten homes in each buurt, three of them social in all.
fn with_stock(projects: &str, more: &str) -> Toytown {
    let mut stock = String::from("code;woningen\n");
    for buurt in crate::toytown::buurten() {
        stock += &format!("{};10\n", buurt.code);
    }
    let columns = "columns = { area = \"code\", homes = \"woningen\" }";
    town(projects)
        .file("stock.csv", stock)
        .more_config(&format!("[stock]\npath = \"stock.csv\"\n{columns}\n{more}"))
}

/// Social homes and all homes of the city in each step.
fn city(town: &Toytown) -> Vec<[u64; 2]> {
    let steps = production(town)["sociaal"]["city"].clone();
    let number = |step: &Value, key: &str| step[key].as_u64().unwrap();
    let steps = steps.as_array().unwrap().iter();
    steps.map(|step| [number(step, "social"), number(step, "homes")]).collect()
}

#[test]
fn social_homes_today_with_the_firm_projects_and_with_all() {
    let town = with_stock(PROJECTS, "");
    let ran = town.run_well(&["run"]);
    let told = production(&town)["sociaal"].clone();
    // The twenty homes of 2025 are taken to be in the stock of its last day.
    let in_stock = &told["in_stock"];
    assert_eq!((&in_stock["how"], &in_stock["homes"]), (&"as planned".into(), &20.into()));
    assert!(in_stock["sentence"].as_str().unwrap().contains("tot en met 2025"));
    assert_eq!(city(&town), [[3, 160], [11, 198], [51, 238]]);
    let [stadsdeel, wijk, buurt] = [0, 1, 2].map(|level| told["levels"][level]["steps"].clone());
    assert_eq!(stadsdeel[1]["placed"], serde_json::json!({ "social": 8, "other": 30 }));
    assert_eq!(stadsdeel[1]["change"]["verdict"], "less even");
    assert_eq!(stadsdeel[0]["evenness"]["highest"]["name"], "West");
    assert_eq!(stadsdeel[1]["evenness"]["highest"]["name"], "Oost");
    let moved = &stadsdeel[2]["areas"][0];
    assert_eq!((&moved["name"], &moved["before"]), (&"Oost".into(), &serde_json::json!([1, 80])));
    assert_eq!(
        (&moved["after"], &moved["toward_city"]),
        (&serde_json::json!([49, 128]), &false.into())
    );
    let sentence = stadsdeel[1]["sentence"].as_str().unwrap();
    assert!(
        sentence.contains("over de stadsdelen ongelijkmatiger: D stijgt van 0,1699"),
        "{sentence}"
    );
    assert_eq!(wijk[2]["not_placed"], serde_json::json!({ "social": 48, "other": 0 }));
    assert!(
        wijk[2]["sentence"].as_str().unwrap().contains("Daarin tellen 30 van de 78 woningen mee")
    );
    assert_eq!(buurt[1]["change"]["verdict"], Value::Null);
    let sentence = buurt[1]["sentence"].as_str().unwrap();
    assert!(sentence.contains("is niet te zeggen: van de 38 woningen zijn er 0"), "{sentence}");
    assert!(
        ran.stdout.contains("sociaal: 1.9% today, 5.6% with the firm projects, 21.4% with"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
}

#[test]
fn the_shares_after_the_programme_stand_in_the_layers_where_they_are_known() {
    let town = with_stock(PROJECTS, "");
    town.run_well(&["run"]);
    let stadsdeel = |name: &str| town.area("lagen/stadsdelen", "stadsdeel", name);
    assert_eq!(stadsdeel("West")["sociaal_pct"], 2.5);
    assert_eq!(stadsdeel("West")["sociaal_hard_pct"], 1.8);
    assert_eq!(stadsdeel("Oost")["sociaal_hard_pct"], 10.2);
    assert_eq!(stadsdeel("Oost")["sociaal_alle_pct"], 38.3);
    let wijk = |code: &str| town.area("lagen/wijken", "wijkcode", code);
    assert_eq!(wijk("WK003401")["sociaal_hard_pct"], 2.9);
    assert_eq!(wijk("WK003402")["sociaal_hard_pct"], Value::Null);
    assert_eq!(wijk("WK003403")["sociaal_alle_pct"], 0.0);
    assert_eq!(town.buurt("BU00340101")["sociaal_hard_pct"], Value::Null);
}

#[test]
fn what_the_table_says_was_delivered_is_in_the_stock_and_the_rest_is_to_come() {
    let projects = "\
naam;deel;plek;aantal;soort;hard;2025;2026;op 2025;op 2026
Haven;Westkant;Dorp;20;sociaal;ja;20;;5;
Kade;Westkant;Dorp;30;koop;ja;10;20;;
";
    let town = with_stock(projects, DELIVERED);
    town.run_well(&["run"]);
    let told = production(&town)["sociaal"]["in_stock"].clone();
    assert_eq!((&told["how"], &told["homes"]), (&"delivered".into(), &5.into()));
    assert_eq!(told["homes_of_unknown_delivery"], 10);
    assert_eq!(city(&town)[1], [18, 205]);
}

#[test]
fn a_year_that_has_not_ended_is_not_taken_to_be_built() {
    let town = with_stock(PROJECTS, "");
    let config = town.text("spreiding.toml").replace("2025-12-31", "2025-12-30");
    let town = town.config(&config);
    town.run_well(&["run"]);
    assert_eq!(production(&town)["sociaal"]["in_stock"]["through"], 2024);
    assert_eq!(city(&town)[1], [31, 218]);
}

#[test]
fn an_earlier_stock_holds_the_homes_of_the_years_before_it() {
    for as_of in ["2025-01-01", "2025-12-30"] {
        let town = with_stock(PROJECTS, &format!("as_of = {as_of}\n"));
        let ran = town.run_well(&["run"]);
        assert!(ran.stderr.contains("I156"), "{}", ran.stderr);
        let detail = format!("all homes as of {as_of}, social homes as of 2025-12-31");
        assert_eq!(finding(&town, "I156")["detail"], detail.as_str());
        let told = production(&town)["sociaal"].clone();
        assert_eq!((&told["day"], &told["in_stock"]["through"]), (&as_of.into(), &2024.into()));
        let sentence = told["in_stock"]["sentence"].as_str().unwrap();
        assert!(sentence.contains(&format!("in de voorraad van {as_of}")), "{sentence}");
        assert_eq!(city(&town)[1], [31, 218]);
    }
    let town = with_stock(PROJECTS, "as_of = 2025-12-31\n");
    town.run_well(&["run"]);
    no_finding(&town, "I156");
    assert_eq!(city(&town)[1], [11, 198]);
}

#[test]
fn an_unknown_segment_is_added_to_nothing_and_gives_a_range() {
    let projects = format!("{PROJECTS}X;Westkant;Dorp;42;onbekend;misschien;;42\n");
    let town = with_stock(&projects, "");
    town.run_well(&["run"]);
    let told = production(&town)["sociaal"].clone();
    assert_eq!(city(&town), [[3, 160], [11, 198], [51, 238]]);
    assert_eq!(told["left_out"], serde_json::json!(["X"]));
    assert_eq!(told["city"][2]["unknown_segment"], 42);
    assert_eq!(told["city"][2]["share_between"], serde_json::json!([0.182143, 0.332143]));
    assert_eq!(told["city"][1].get("share_between"), None);
    let west = town.area("lagen/stadsdelen", "stadsdeel", "West");
    assert_eq!((&west["sociaal_alle_pct"], &west["sociaal_hard_pct"]), (&Value::Null, &1.8.into()));
}

#[test]
fn an_area_of_which_all_homes_are_unknown_stays_unknown() {
    let town = with_stock(
        "naam;deel;plek;aantal;soort;hard;2025;2026\nA;Westkant;Hof;9;sociaal;ja;;9\n",
        "",
    );
    let stock = town.text("stock.csv").replace("BU00340101;10", "BU00340101;");
    let names = format!("{NAMES}Westkant;Hof;buurt;BU00340101\n").replace("340101\nw", "003401\nw");
    let town = town.file("stock.csv", stock).file("names.csv", names);
    town.run_well(&["run"]);
    let buurt = town.buurt("BU00340101");
    assert_eq!((&buurt["sociaal_hard_pct"], &buurt["bouw_hard"]), (&Value::Null, &9.into()));
    let steps = production(&town)["sociaal"]["levels"][2]["steps"].clone();
    assert_eq!(steps[1]["not_placed"]["social"], 9);
}

#[test]
fn without_statistics_the_homes_are_still_counted() {
    let town = with_stock(PROJECTS, "[spread]\nenabled = false\n");
    town.run_well(&["run"]);
    assert_eq!(city(&town), [[3, 160], [11, 198], [51, 238]]);
    let step = production(&town)["sociaal"]["levels"][0]["steps"][1].clone();
    assert!(step["evenness"]["undefined"].as_str().unwrap().contains("uitgezet"), "{step}");
    assert_eq!(step.get("sentence"), None);
}
