//! What counts as urgent has a date: each letting counts by the definition of its day, and nothing is
//! compared over a change.

use serde_json::{Value, json};

use crate::toytown::Toytown;

/// One file of lettings, up to what counts as urgent.
const FILE: &str = "[[placements]]\npath = \"toewijzingen.csv\"\n[placements.columns]\n\
    dwelling = \"nr\"\ndate = \"datum\"\npriority = \"voorrang\"\n";

const FIRST: &str =
    "[[placements.urgent]]\nuntil = 2024-06-30\nvalues = [\"URG\"]\nregular = [\"REG\", \"STA\"]\n";
const THEN: &str = "[[placements.urgent]]\nfrom = 2024-07-01\nvalues = [\"URG\"]\n\
    groups = { vergunninghouders = [\"STA\"] }\nregular = [\"REG\"]\n";

/// Lettings, `day value`, of three homes in turn.
fn lettings(rows: &[(&str, &str)]) -> String {
    let mut csv = "nr;datum;voorrang\n".to_owned();
    for (at, (day, value)) in rows.iter().enumerate() {
        csv += &format!("{};{day};{value}\n", at % 3 + 1);
    }
    csv
}

fn homes() -> Toytown {
    Toytown::with_dwellings(&[
        ("1", 50.0, 50.0, "A"),
        ("2", 250.0, 50.0, "A"),
        ("3", 50.0, 250.0, "A"),
    ])
}

fn town(rows: &[(&str, &str)], config: &str) -> Toytown {
    homes().file("toewijzingen.csv", lettings(rows)).more_config(&format!("{FILE}{config}"))
}

/// Four lettings a month in three years; of each four one is `URG`, one `STA`.
fn three_years() -> Vec<(String, &'static str)> {
    let mut rows = Vec::new();
    for year in 2023..2026 {
        for month in 1..=12 {
            for (day, value) in [(3, "URG"), (10, "REG"), (17, "STA"), (24, "REG")] {
                rows.push((format!("{year}-{month:02}-{day:02}"), value));
            }
        }
    }
    rows
}

fn town_of_three_years(config: &str) -> Toytown {
    let rows = three_years();
    let rows: Vec<(&str, &str)> = rows.iter().map(|(day, value)| (day.as_str(), *value)).collect();
    town(&rows, config)
}

fn figure(town: &Toytown, id: &str) -> Value {
    let figures = town.json("out/kerncijfers-intern.json");
    let all = figures["indicators"].as_array().unwrap().clone();
    all.into_iter().find(|indicator| indicator["id"] == id).unwrap()
}

/// Year, number of the definition, first and last day, count and denominator.
fn years(figure: &Value) -> Vec<Value> {
    let part = |of: &Value| {
        json!([of["year"], of["definition"], of["from"], of["until"], of["count"], of["out_of"]])
    };
    figure["by_year"].as_array().unwrap().iter().map(part).collect()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The findings of a run, by code.
fn details(town: &Toytown, code: &str) -> Vec<String> {
    let record = town.json("out-controle/controle.json");
    let findings = record["findings"].as_array().unwrap();
    let of_code = findings.iter().filter(|finding| finding["code"] == code);
    of_code.map(|finding| finding["detail"].as_str().unwrap_or("").to_owned()).collect()
}

#[test]
fn a_letting_counts_by_the_definition_of_its_own_day() {
    let rows = [
        ("2024-06-30", "STA"),
        ("2024-07-01", "sta"),
        ("2023-01-01", "URG"),
        ("2025-12-31", "STA"),
        ("2024-07-02", "REG"),
    ];
    let town = town(&rows, &format!("{THEN}{FIRST}")); // in any order
    town.run_well(&["run", "--internal"]);
    let urgent = figure(&town, "urgent");
    assert_eq!((&urgent["total"]["count"], &urgent["total"]["out_of"]), (&json!(3), &json!(5)));
    assert_eq!(
        years(&urgent),
        [
            json!([2023, 1, null, null, 1, 1]),
            json!([2024, 1, null, "2024-06-30", 0, 1]),
            json!([2024, 2, "2024-07-01", null, 1, 2]),
            json!([2025, 2, null, null, 1, 1]),
        ]
    );
}

#[test]
fn a_change_is_told_wherever_the_share_stands() {
    let town = town_of_three_years(&format!("{FIRST}{THEN}"));
    let ran = town.run_well(&["run", "--internal", "--strict"]);
    let told = "I147 note 1 what counts as urgent changes within the period: from 2024-07-01 on, in urgent, \
                urgent_group";
    assert!(ran.told().contains(told), "{}", ran.stderr);
    assert_eq!(details(&town, "I147"), ["from 2024-07-01 on, in urgent, urgent_group"]);
    let words = "Tot en met 2024-06-30 urgent: URG; regulier: REG, STA. Vanaf 2024-07-01 urgent: URG, \
                 vergunninghouders (STA); regulier: REG. Wat telt verandert binnen het venster (vanaf \
                 2024-07-01): aantallen van ervoor en erna zijn niet te vergelijken.";
    let figures = town.json("out/kerncijfers-intern.json");
    let urgent = figure(&town, "urgent");
    assert!(urgent["definition"].as_str().unwrap().ends_with(words), "{urgent}");
    let layer = town.json("out/lagen-intern/buurten.geojson").to_string();
    assert!(layer.contains(words), "{layer}");
    assert!(town.text("out/indicatoren-intern.csv").contains(words));
    let told = on_one_line(&ran.stdout);
    assert!(
        told.contains("Until 2024-06-30 urgent: URG; regular: REG, STA. From 2024-07-01 on"),
        "{told}"
    );
    assert!(told.contains("from 2024-07-01 on, since what counts changed then"), "{told}");
    assert_eq!(
        figures["urgency"],
        json!([{ "file": "toewijzingen.csv", "definitions": [
            { "from": null, "until": "2024-06-30", "values": ["URG"], "groups": {},
              "regular": ["REG", "STA"], "exclude": [], "vera": false },
            { "from": "2024-07-01", "until": null, "values": ["URG"],
              "groups": { "vergunninghouders": ["STA"] }, "regular": ["REG"], "exclude": [],
              "vera": false },
        ]}])
    );
    assert_eq!(
        urgent["definitions"],
        json!([
            { "definition": 1, "from": "2023-01-01", "until": "2024-06-30",
              "text": "urgent: URG; regulier: REG, STA" },
            { "definition": 2, "from": "2024-07-01", "until": "2025-12-31",
              "text": "urgent: URG, vergunninghouders (STA); regulier: REG" },
        ])
    );
    let run = town.json("out/run.json");
    let definitions = &run["config"]["placements"][0]["urgent"];
    assert_eq!(
        (&definitions[0]["until"], &definitions[1]["from"]),
        (&json!("2024-06-30"), &json!("2024-07-01"))
    );
    let page = town.text("out-controle/controle.html");
    let listed = "Wat bij toewijzingen telt: tot en met 2024-06-30 urgent: URG; regulier: REG, STA. Vanaf \
                  2024-07-01 urgent: URG, vergunninghouders (STA); regulier: REG.";
    assert!(page.contains(listed), "{page}");
    let sentence = urgent["spread"]["outlook"]["sentence"].as_str().unwrap();
    assert!(
        sentence.ends_with("Gekeken is vanaf 2024-07-01: toen veranderde wat telt."),
        "{sentence}"
    );
    assert!(page.contains("vanaf 2024-07-01, in urgent, urgent_group"), "{page}");
}

/// A quarter is urgent before the change and half of it after: no rise is made of that.
#[test]
fn nothing_is_compared_over_a_change() {
    let town = town_of_three_years(&format!("{FIRST}{THEN}"));
    town.run_well(&["run", "--internal"]);
    let outlook = figure(&town, "urgent")["spread"]["outlook"].clone();
    assert_eq!(outlook["since"], "2024-07-01");
    assert_eq!(
        outlook["years"],
        json!([
            { "year": 2024, "count": 12, "out_of": 24, "whole": false },
            { "year": 2025, "count": 24, "out_of": 48, "whole": true },
        ])
    );
    assert_eq!(outlook["trend_z"], 0.0);
    // 36 of 72 at a norm of 30%, and not 54 of 144.
    let pooled = outlook["pooled_p"].as_f64().unwrap();
    assert!(pooled < 0.001, "{outlook}");

    // With one definition the same lettings are one series.
    let one = town_of_three_years(
        "[placements.urgent]\nvalues = [\"URG\"]\nregular = [\"REG\", \"STA\"]\n",
    );
    one.run_well(&["run", "--internal"]);
    let urgent = figure(&one, "urgent");
    assert_eq!(urgent["spread"]["outlook"]["years"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&urgent["definitions"], &urgent["by_year"][0]["definition"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(urgent["spread"]["outlook"]["since"], Value::Null);
    assert!(details(&one, "I147").is_empty());
}

#[test]
fn a_year_to_come_is_as_long_as_those_since_the_change() {
    let from = |day: &str| {
        let config = format!("{FIRST}{THEN}").replace("2024-06-30", "2025-03-31");
        let town = town_of_three_years(&config.replace("2024-07-01", "2025-04-01"));
        let text = town.text("spreiding.toml").replace("2025-12-31", day);
        let town = town.config(&text);
        town.run_well(&["run", "--internal", "--max-rejected", "100%"]);
        figure(&town, "urgent")["spread"]["outlook"].clone()
    };
    // Twelve a quarter since April, and three quarters of the year to come: no whole year says how many.
    let outlook = from("2025-06-30");
    assert_eq!(outlook["years"][0]["out_of"], 12);
    assert_eq!(outlook["expected_to_go"], 24);
    assert_eq!(outlook["year_end_above_informed"], Value::Null);
}

#[test]
fn an_indicator_breaks_with_the_columns_that_it_names() {
    let own = "[[indicator]]\nid = \"eerste\"\nof = \"placements\"\ncount = \"dwelling = '1'\"\n\
               out_of = \"counted\"\nlabel.nl = \"Eerste\"\n[[indicator]]\nid = \"alles\"\nof = \"placements\"\n\
               count = \"priority = 'urgent'\"\nlabel.nl = \"Alles\"\n";
    let broken = |config: &str| {
        let town = town_of_three_years(&format!("{config}{own}"));
        town.run_well(&["run", "--internal"]);
        ["urgent", "eerste", "alles"].map(|id| !figure(&town, id)["definitions"].is_null())
    };
    assert_eq!(broken(&format!("{FIRST}{THEN}")), [true, false, false]);
    let excluded = format!("{FIRST}{THEN}exclude = [\"RUIL\"]\n");
    assert_eq!(broken(&excluded), [true, true, false]);
    // Groups alone change no share of urgent ones.
    let grouped = format!(
        "{}{THEN}",
        FIRST.replace("[\"URG\"]", "[\"URG\", \"STA\"]").replace(", \"STA\"]\n", "]\n")
    );
    assert!(grouped.contains("regular = [\"REG\"]"), "{grouped}");
    assert_eq!(
        broken(&grouped.replacen("values = [\"URG\"]", "values = [\"URG\", \"STA\"]", 1)),
        [false; 3]
    );
}

/// One definition in two that say the same: only where they are listed is there a difference.
#[test]
fn two_definitions_that_say_the_same_are_one() {
    let lists =
        "values = [\"URG\"]\ngroups = { vergunninghouders = [\"STA\"] }\nregular = [\"REG\"]\n";
    let own = "[[indicator]]\nid = \"vergunninghouders\"\nof = \"placements\"\n\
               count = \"urgent_group = 'vergunninghouders'\"\nout_of = \"counted\"\nlabel.nl = \"V\"\n";
    let results = |definitions: &str| {
        let town = town_of_three_years(&format!("{definitions}{own}"));
        town.run_well(&["run", "--internal"]);
        assert!(details(&town, "I147").is_empty());
        let mut files = town.result_files();
        files.retain(|(name, _)| name != "run.json");
        for (name, bytes) in &mut files {
            if name.ends_with("kerncijfers-intern.json") {
                let mut figures: Value = serde_json::from_slice(bytes).unwrap();
                assert_ne!(figures["urgency"].take(), Value::Null);
                *bytes = figures.to_string().into_bytes();
            }
        }
        files
    };
    let one = results(&format!("[placements.urgent]\n{lists}"));
    assert!(one.len() > 3);
    for (until, from) in
        [("2024-06-30", "2024-07-01"), ("2023-12-31", "2024-01-01"), ("2022-05-05", "2022-05-06")]
    {
        let two = format!(
            "[[placements.urgent]]\nuntil = {until}\n{lists}[[placements.urgent]]\nfrom = {from}\n{lists}"
        );
        assert!(results(&two) == one, "from {from}");
    }
}

#[test]
fn a_letting_on_a_day_without_a_definition_stops_and_one_outside_the_window_does_not() {
    let rows = [
        ("2022-12-31", "WAT"), // before the window
        ("2026-01-01", "WAT"), // after it
        ("2023-05-01", "URG"),
        ("2024-06-30", "URG"),
        ("2024-07-01", "URG"),
        ("2024-07-01", "REG"),
        ("2024-07-09", "URG"),
        ("2024-07-10", "REG"),
    ];
    let until =
        "[[placements.urgent]]\nfrom = 2023-01-01\nuntil = 2024-06-30\nvalues = [\"URG\"]\n";
    let then = |from: &str| {
        format!(
            "{until}[[placements.urgent]]\nfrom = {from}\nuntil = 2025-12-31\nvalues = [\"URG\"]\nregular = [\"REG\"]\n"
        )
    };
    let gap = town(&rows, &then("2024-07-10"));
    let ran = gap.run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let expected = "error[I146]: 3 placements of toewijzingen.csv on days that no definition of urgent covers: \
        2024-07-01 (2), 2024-07-09 (1) the definitions run from 2023-01-01 until 2024-06-30; from 2024-07-10 \
        until 2025-12-31";
    assert!(ran.told().contains(expected), "{}", ran.stderr);
    assert!(!gap.path("out").exists());
    let whole = town(&rows, &then("2024-07-01"));
    whole.run_well(&["run", "--internal"]);
    assert_eq!(figure(&whole, "urgent")["total"]["out_of"], 6);
}

#[test]
fn a_value_that_another_period_names_is_unnamed() {
    let rows = [
        ("2024-06-30", "STA"),
        ("2024-07-01", "STA"),
        ("2024-05-01", "URG"),
        ("2024-05-02", "STA"),
    ];
    let town = town(&rows, &format!("{}{THEN}", FIRST.replace(", \"STA\"", "")));
    let ran = town.run();
    assert_eq!(ran.code, 1);
    let expected = "error[I071]: toewijzingen.csv holds priorities that the configuration does not name: \
        \"STA\" (2, until 2024-06-30) put each in a list of the definition of its days";
    assert!(ran.told().contains(expected), "{}", ran.stderr);
}

#[track_caller]
fn refused(definitions: &str, code: &str, words: &[&str]) {
    let town = town(&[("2024-06-30", "URG")], definitions);
    let ran = town.run();
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let told = ran.told();
    assert!(told.contains(&format!("error[{code}]")), "{told}");
    for word in words {
        assert!(told.contains(word), "{word} in {told}");
    }
    assert!(!town.path("out").exists());
}

#[test]
fn definitions_that_cannot_be_are_refused() {
    let of = |days: &str| format!("[[placements.urgent]]\n{days}\nvalues = [\"URG\"]\n");
    let year = |year: u32| of(&format!("from = {year}-01-01\nuntil = {year}-12-31"));
    refused(
        &format!("{}{}", of("until = 2024-07-01"), of("from = 2024-07-01")),
        "I145",
        &[
            "spreiding.toml, line",
            "toewijzingen.csv",
            "one until 2024-07-01, and one from 2024-07-01 on",
        ],
    );
    refused(
        &format!("{}{}", of(""), year(2024)),
        "I145",
        &["one without days", "from 2024-01-01 until 2024-12-31"],
    );
    refused(
        &format!("{}{}", of(""), of("")),
        "I145",
        &["one without days, which holds always, and one without"],
    );
    refused(
        &format!("{}{}", year(2024), of("until = 2023-05-01")).replace("2023-05-01", "2024-01-01"),
        "I145",
        &["until 2024-01-01"],
    );
    refused(
        &format!("{}{}{}", of("from = 2022-01-01"), year(2023), year(2024)),
        "I145",
        &["from 2022-01-01 on"],
    );
    let code = |config: &str| {
        let ran = town(&[("2024-06-30", "URG")], config).run();
        (ran.code, ran.told())
    };
    let (exit, told) = code(&of("from = 2024-07-01\nuntil = 2024-06-30"));
    assert!(
        exit == 2
            && told.contains(
                "`placements.urgent.until` is 2024-06-30, before `from`, which is 2024-07-01"
            ),
        "{told}"
    );
    let (exit, told) = code(&of("form = 2024-07-01"));
    assert!(
        exit == 2 && told.contains("unknown key `form`") && told.contains("did you mean `from`?"),
        "{told}"
    );
    assert!(told.contains("line "), "{told}");
    let (exit, told) = code(&of("from = \"vorig jaar\""));
    assert!(exit == 2 && told.contains("line "), "{told}");
    let (exit, told) = code("[placements.urgent]\nvalue = [\"URG\"]\n");
    assert!(exit == 2 && told.contains("did you mean `values`?"), "{told}");
    for (name, problem) in [
        ("overig", "has a name that stands for lettings without a group"),
        ("regulier", "has a name that stands for lettings without a group"),
        ("Zorg", "needs a name of at most 22 lower-case letters"),
        ("\"met zorg\"", "needs a name of at most 22 lower-case letters"),
    ] {
        let (exit, told) = code(&of(&format!("groups.{name} = [\"MED\"]")));
        assert!(exit == 2 && told.contains(problem), "{name}: {told}");
    }
    let (exit, told) = code(&of("groups = { zorg = [\"urg \"] }"));
    assert!(exit == 2 && told.contains("twice"), "{told}");
    let (exit, told) =
        code(&of("groups = { zorg = [\"MED\"], uit = [\"med\"] }\nfrom = 2024-01-01"));
    assert!(exit == 2 && told.contains("twice in the definition from 2024-01-01 on"), "{told}");
    let (exit, told) = code(&of("groups = { zorg = [] }"));
    assert!(exit == 2 && told.contains("lists no values"), "{told}");
    for (nothing, problem) in [
        ("urgent = []", "`urgent` holds no definition"),
        (
            "urgent = \"URG\"",
            "a table [placements.urgent], or tables [[placements.urgent]] with from and until",
        ),
        ("", "missing field `urgent`"),
    ] {
        let file = FILE.replace("[[placements]]\n", &format!("[[placements]]\n{nothing}\n"));
        let ran = homes().file("toewijzingen.csv", lettings(&[])).more_config(&file).run();
        assert!(ran.code == 2 && ran.told().contains(problem), "{}", ran.stderr);
    }
}

/// The share of each group is an indicator like any other, and closed as one about persons.
#[test]
fn the_share_of_a_group_is_an_indicator() {
    let groups = "[placements.urgent]\nvalues = [\"URG\"]\nregular = [\"REG\"]\nexclude = [\"RUIL\"]\n\
        groups = { vergunninghouders = [\"STA\"], uitstroom = [\"UIT\", \"PACT\"] }\n";
    let own = |id: &str| {
        format!(
            "[[indicator]]\nid = \"{id}\"\nof = \"placements\"\ncount = \"urgent_group = '{id}'\"\nout_of = \"counted\"\nlabel.nl = \"{id}\"\n"
        )
    };
    let ids = ["vergunninghouders", "uitstroom", "overig", "regulier"];
    let rows = [
        ("2025-01-01", "STA"),
        ("2025-01-02", "uit"),
        ("2025-01-03", "PACT"),
        ("2025-01-04", "URG"),
        ("2025-01-05", "REG"),
        ("2025-01-06", "RUIL"),
        ("2025-01-07", "#N/B"), // unreadable: counted, and of no known group
        ("2025-01-08", "STA"),
    ];
    let town =
        town(&rows, &format!("{groups}{}[tolerance]\nrejected = 0.2\n", ids.map(own).concat()));
    town.run_well(&["run", "--internal"]);
    let told = |id: &str| {
        let total = figure(&town, id)["total"].clone();
        [&total["count"], &total["out_of"], &total["unknown"]].map(|of| of.as_u64().unwrap())
    };
    assert_eq!(ids.map(told), [[2, 6, 1], [2, 6, 1], [1, 6, 1], [1, 6, 1]]);
    assert_eq!(told("urgent"), [5, 6, 1]);
    let words = "urgent: URG, uitstroom (UIT, PACT), vergunninghouders (STA); regulier: REG";
    assert!(
        figure(&town, "uitstroom")["definition"]
            .as_str()
            .unwrap()
            .contains(words.trim_start_matches('u'))
    );
    town.run_well(&["run"]);
    let public = town.json("out/kerncijfers.json");
    assert_eq!(
        public["withheld"],
        json!(["urgent", "vergunninghouders", "uitstroom", "overig", "regulier"])
    );
    assert!(details(&town, "I149").is_empty());
}

#[test]
fn a_group_that_a_definition_does_not_have_is_told() {
    let own = |name: &str| {
        format!(
            "[[indicator]]\nid = \"groep\"\nof = \"placements\"\ncount = \"urgent_group IN ('{name}')\"\nout_of = \"counted\"\nlabel.nl = \"G\"\n"
        )
    };
    let town = town_of_three_years(&format!("{FIRST}{THEN}{}", own("vergunninghouders")));
    town.run_well(&["run", "--internal", "--strict"]);
    assert_eq!(
        details(&town, "I149"),
        [
            "`vergunninghouders`, which indicator `groep` names, is no group of the definition until 2024-06-30"
        ]
    );
    // By the first definition `STA` is regular, so that it is no permit holder: `URG` may be one.
    let total = |town: &Toytown| {
        let total = figure(town, "groep")["total"].clone();
        [&total["count"], &total["out_of"], &total["unknown"]].map(|of| of.as_u64().unwrap())
    };
    assert_eq!(total(&town), [18, 126, 18]);
    let first = "[[placements.urgent]]\nuntil = 2024-06-30\nvalues = [\"URG\", \"STA\"]\n\
        regular = [\"REG\"]\n";
    let town = town_of_three_years(&format!("{first}{THEN}{}", own("vergunninghouders")));
    town.run_well(&["run", "--internal"]);
    assert_eq!(total(&town), [18, 108, 36]);
    let years = figure(&town, "groep")["by_year"].clone();
    let first = ["count", "out_of", "unknown"].map(|key| years[0][key].clone());
    assert_eq!(first, [json!(0), json!(24), json!(24)]);
    let typo = town_of_three_years(&format!("{FIRST}{THEN}{}", own("vergunninghuders")));
    let ran = typo.run_with(&["run", "--internal", "--strict"], &[]);
    assert!(ran.code == 1 && ran.told().contains("I149"), "{}", ran.stderr);
}

#[test]
fn codes_of_vera_have_the_group_that_is_named() {
    let own = "[[indicator]]\nid = \"vergunninghouders\"\nof = \"placements\"\n\
               count = \"urgent_group = 'vergunninghouders'\"\nout_of = \"counted\"\nlabel.nl = \"V\"\n";
    let vera = "[placements.urgent]\nvera = true\n\
        groups = { vergunninghouders = [\"STA\"], uitstroom = [\"UIT\"] }\n";
    let mut rows = vec![
        ("2025-01-01", "URG.STA"),
        ("2025-01-02", "GRO, STA"),
        ("2025-01-03", "MED"),
        ("2025-01-04", ""),
    ];
    let well = town(&rows, &format!("{vera}{own}"));
    well.run_well(&["run", "--internal"]);
    let share = |id: &str| {
        let total = figure(&well, id)["total"].clone();
        (total["count"].as_u64().unwrap(), total["out_of"].as_u64().unwrap())
    };
    assert_eq!((share("urgent"), share("vergunninghouders")), ((3, 4), (2, 4)));
    rows.push(("2025-02-01", "URG.STA + UIT"));
    let ran = town(&rows, &format!("{vera}{own}")).run();
    assert_eq!(ran.code, 1);
    let expected = "error[I148]: toewijzingen.csv holds priorities with codes of several groups: \"URG.STA + UIT\" (1)";
    assert!(ran.told().contains(expected), "{}", ran.stderr);
    let named = vera.replace("[\"UIT\"]", "[\"UIT\", \"URG.STA + UIT\"]");
    town(&rows, &format!("{named}{own}")).run_well(&["run", "--internal"]);
}

/// A file a year, each with its own definition.
#[test]
fn files_that_follow_each_other_break_the_series_too() {
    let of_year = |year: &str, urgent: &str| {
        FILE.replace("toewijzingen.csv", &format!("{year}.csv")) + "[placements.urgent]\n" + urgent
    };
    let rows = three_years();
    let csv = |years: &[&str]| {
        let of_years =
            rows.iter().filter(|(day, _)| years.iter().any(|year| day.starts_with(year)));
        let of_years: Vec<(&str, &str)> =
            of_years.map(|(day, value)| (day.as_str(), *value)).collect();
        lettings(&of_years)
    };
    let before = "values = [\"URG\"]\nregular = [\"REG\", \"STA\"]\n";
    let after = "values = [\"URG\", \"STA\"]\nregular = [\"REG\"]\n";
    let figures = |first: &str, second: &str| {
        let config = format!("{}{}", of_year("2023", first), of_year("2024", second));
        let town = homes()
            .file("2023.csv", csv(&["2023"]))
            .file("2024.csv", csv(&["2024", "2025"]))
            .more_config(&config.replace("path = ", "other_periods = true\npath = "));
        town.run_well(&["run", "--internal"]);
        (figure(&town, "urgent"), details(&town, "I147"))
    };
    let (urgent, told) = figures(before, after);
    assert_eq!(told, ["from 2024-01-01 on, in urgent, urgent_group"]);
    assert_eq!(
        years(&urgent),
        [
            json!([2023, 1, null, null, 12, 48]),
            json!([2024, 2, null, null, 24, 48]),
            json!([2025, 2, null, null, 24, 48]),
        ]
    );
    assert_eq!(urgent["spread"]["outlook"]["years"].as_array().unwrap().len(), 2);
    assert_eq!(urgent["spread"]["outlook"]["years"][0]["whole"], true);
    let (urgent, told) = figures(before, before);
    assert_eq!((told.len(), &urgent["definitions"]), (0, &Value::Null));
}

/// One table with dates is read as one without.
#[test]
fn one_definition_may_have_days() {
    let one = "[placements.urgent]\nfrom = 2024-01-01\nvalues = [\"URG\"]\nregular = [\"REG\", \"STA\"]\n";
    let ran = town_of_three_years(one).run();
    assert!(ran.code == 1 && ran.told().contains("I146"), "{}", ran.stderr);
    assert!(ran.told().contains("48 placements"), "{}", ran.stderr);
    town_of_three_years(&one.replace("2024-01-01", "2023-01-03")).run_well(&["run", "--internal"]);
}
