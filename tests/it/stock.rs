//! The end goal: social homes out of all homes of an area, wherever the number of all homes comes from.

use serde_json::{Value, json};

use crate::toytown::{AREAS, ORIGIN, Ran, Toytown, buurten, geojson};
use crate::workbooks::{number, row, sheet, text, xlsx};

/// Social homes of two corporations: `buurt` by position, how many of the first and of the second.
const SOCIAL: [(usize, u32, u32); 4] = [(0, 3, 1), (1, 1, 0), (4, 2, 0), (8, 0, 4)];

/// A town of two corporations, with more to its configuration.
fn town(stock: &str) -> Toytown {
    let all = buurten();
    let mut files = ["id;x;y\n".to_owned(), "id;x;y\n".to_owned()];
    for (at, first, second) in SOCIAL {
        for (file, homes) in [first, second].into_iter().enumerate() {
            for home in 0..homes {
                let (x, y) = (all[at].x + 5.0 + f64::from(home), all[at].y + 50.0);
                files[file] += &format!("{file}-{at}-{home};{x};{y}\n");
            }
        }
    }
    let mut config = AREAS.to_owned();
    for (path, name) in [("een.csv", "Ons Huis"), ("twee.csv", "Thuis")] {
        config += &format!(
            "[[dwellings]]\npath = \"{path}\"\ncorporation = \"{name}\"\n\
             [dwellings.columns]\nid = \"id\"\nx = \"x\"\ny = \"y\"\n"
        );
    }
    let [one, two] = files;
    let town = Toytown::new().file("een.csv", one).file("twee.csv", two);
    town.config(&format!("{config}\n{stock}"))
}

const TABLE: &str = "[stock]\npath = \"alle.csv\"\n";

/// Ten homes in every buurt and none in the last one, with these rows in place of those of their codes.
fn rows(others: &[(&str, &str)]) -> String {
    let mut csv = "buurtcode;woningen\n".to_owned();
    for buurt in buurten() {
        let plain = if buurt.code == "BU00340404" { "0" } else { "10" };
        let mut told = others.iter().filter(|(code, _)| *code == buurt.code).peekable();
        if told.peek().is_none() {
            csv += &format!("{};{plain}\n", buurt.code);
        }
        told.filter(|(_, homes)| *homes != "-").for_each(|(code, homes)| {
            csv += &format!("{code};{homes}\n");
        });
    }
    csv
}

/// A town with such a table, and more rows below it.
fn with_rows(others: &[(&str, &str)], more: &str) -> Toytown {
    town(TABLE).file("alle.csv", rows(others) + more)
}

#[track_caller]
fn figures(town: &Toytown) -> Value {
    town.run_well(&["run"]);
    figures_there(town)
}

#[track_caller]
fn figures_there(town: &Toytown) -> Value {
    let figures = town.json("out/kerncijfers.json");
    let first = figures["indicators"][0].clone();
    assert_eq!(first["id"], "sociaal");
    first
}

/// Count, denominator and status of a buurt.
fn of_buurt(town: &Toytown, code: &str) -> [Value; 3] {
    of(&town.buurt(code))
}

fn of(area: &Value) -> [Value; 3] {
    ["sociaal", "sociaal_noemer", "sociaal_status"].map(|key| area[key].clone())
}

#[track_caller]
fn stops(ran: &Ran, code: &str, says: &[&str]) {
    assert!(ran.stderr.contains(&format!("error[{code}]")), "{}", ran.stderr);
    assert_ne!(ran.code, 0);
    for text in says {
        assert!(ran.told().contains(text), "{text}: {}", ran.stderr);
    }
}

#[test]
fn social_homes_are_told_out_of_all_homes_first_in_every_output() {
    let town = with_rows(&[], "");
    let ran = town.run_well(&["run"]);
    assert_eq!(of_buurt(&town, "BU00340101"), [json!(4), json!(10), json!("ok")]);
    assert_eq!(of_buurt(&town, "BU00340303"), [json!(0), json!(10), json!("ok")]);
    assert_eq!(of_buurt(&town, "BU00340404"), [json!(0), json!(0), json!("geen_noemer")]);
    assert_eq!(town.buurt("BU00340101")["woningen"], 4);
    assert_eq!(town.buurt("BU00340101")["sociaal_pct"], 40.0);
    let wijk = town.area("lagen/wijken", "wijkcode", "WK003401");
    assert_eq!(of(&wijk), [json!(5), json!(40), json!("ok")]);
    let west = town.area("lagen/stadsdelen", "stadsdeel", "West");
    assert_eq!(of(&west), [json!(9), json!(80), json!("ok")]);

    let first = figures_there(&town);
    assert_eq!((&first["total"]["count"], &first["total"]["out_of"]), (&json!(11), &json!(150)));
    assert_eq!(first["nature"], "stock");
    assert_eq!(first["all_homes"], json!({ "from": "table", "file": "alle.csv" }));
    let keys: Vec<String> =
        town.buurt("BU00340101").as_object().unwrap().keys().map(String::clone).collect();
    assert!(keys.contains(&"sociaal_nb".to_owned()));
    let table = town.text("out/indicatoren.csv");
    let ids: Vec<&str> =
        table.lines().skip(1).map(|line| line.split(',').nth(4).unwrap()).collect();
    assert!(
        ids.iter().position(|id| *id == "sociaal") < ids.iter().position(|id| *id == "label_d")
    );
    assert!(table.contains("stad,,Toytown,,sociaal,11,150,7.3,ok,0,,,\n"), "{table}");
    // Each corporation's homes are out of all homes of the city, where it has none too.
    assert!(table.contains("stad,,Toytown,Ons Huis,sociaal,6,150,4.0,ok,0,,,\n"), "{table}");
    assert!(table.contains("stad,,Toytown,Thuis,sociaal,5,150,3.3,ok,0,,,\n"), "{table}");
    let told = "sociaal: 11 of 150 homes (7.3%); D 0.";
    assert!(ran.stdout.contains(told), "{}", ran.stdout);
    let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("over 15 areas, H 0.448, of which between stadsdelen 12%"), "{told}");
    assert!(!ran.stdout.contains("Not measured"), "{}", ran.stdout);
}

#[test]
fn the_statistics_are_those_of_a_stock() {
    let town = with_rows(&[], "");
    let spread = figures(&town)["spread"].clone();
    let finest = &spread["levels"][2];
    let even = &finest["evenness"];
    assert_eq!(even["areas_with_denominator"], 15);
    // Four buurten hold 4, 1, 2 and 4 of 11; each has 6, 9, 8 and 6 of the 139 others, eleven have ten.
    let d =
        (4.0 / 11.0 - 6.0 / 139.0) * 2.0 + (1.0 / 11.0 - 9.0 / 139.0) + (2.0 / 11.0 - 8.0 / 139.0);
    assert!((even["dissimilarity"].as_f64().unwrap() - d).abs() < 1e-6);
    // Hoover compares with all homes: 1/15 of them in each buurt that has any.
    let hoover = 1.0 - 4.0 / 15.0;
    assert!((even["hoover_against_homes"].as_f64().unwrap() - hoover).abs() < 1e-6);
    assert_eq!((&even["areas_with_half"], &even["areas_with_four_fifths"]), (&json!(2), &json!(3)));
    assert!(even["dissimilarity_p"].is_null() && even["structural"].is_null());
    let parts = spread["information_parts"].as_array().unwrap();
    let sum: f64 = parts.iter().map(|part| part["part"].as_f64().unwrap()).sum();
    assert!((sum - even["information"].as_f64().unwrap()).abs() < 3e-6);
    assert!(spread["in_space"]["moran"][0]["i"].is_number());
}

#[test]
fn an_area_without_a_number_is_unknown_and_leaves_sums_and_statistics() {
    for (homes, code) in [("-", "I112"), ("", "I112"), ("-99997", "I112"), (".", "I112")] {
        // One with social homes in it, one without.
        let town = with_rows(&[("BU00340101", homes), ("BU00340103", homes)], "");
        let ran = town.run_well(&["run"]);
        for (buurt, nb) in [("BU00340101", 4), ("BU00340103", 0)] {
            let unknown = [Value::Null, Value::Null, json!("onbekend")];
            assert_eq!(of_buurt(&town, buurt), unknown, "{homes}");
            assert_eq!(town.buurt(buurt)["sociaal_nb"], nb);
            assert!(town.buurt(buurt)["sociaal_pct"].is_null());
            assert!(ran.told().contains(buurt), "{}", ran.stderr);
        }
        assert!(ran.stderr.contains(code), "{}", ran.stderr);
        assert_eq!(town.buurt("BU00340101")["woningen"], 4);
        let wijk = town.area("lagen/wijken", "wijkcode", "WK003401");
        assert_eq!(of(&wijk), [json!(1), json!(20), json!("ok")]);
        assert_eq!(wijk["sociaal_nb"], 4);
        let first = figures_there(&town);
        let total = &first["total"];
        assert_eq!((&total["count"], &total["out_of"]), (&json!(7), &json!(130)));
        assert_eq!(
            (&total["unknown"], &total["areas_without_denominator"]),
            (&json!(4), &json!(2))
        );
        assert_eq!(first["levels"][2]["areas_unknown"], 2);
        let level = &first["spread"]["levels"][2];
        assert_eq!(
            (&level["areas_unknown"], &level["areas_without_units"]),
            (&json!(2), &json!(1))
        );
        assert_eq!(level["evenness"]["areas_with_denominator"], 13);
        assert!(ran.stdout.contains("2 areas unknown"), "{}", ran.stdout);
        let table = town.text("out/indicatoren.csv");
        assert!(
            table.contains("buurt,BU00340103,Buurt 0103,,sociaal,,,,onbekend,0,,,WK003401\n"),
            "{table}"
        );
        let parts = first["by_corporation"].as_array().unwrap();
        let sum = |key: &str| parts.iter().map(|part| part[key].as_u64().unwrap()).sum::<u64>();
        assert_eq!((sum("count"), sum("unknown")), (7, 4));
    }
}

#[test]
fn a_wijk_of_which_nothing_is_known_is_unknown() {
    let none: Vec<(String, &str)> = (1..=4).map(|at| (format!("BU003401{at:02}"), "-")).collect();
    let none: Vec<(&str, &str)> =
        none.iter().map(|(code, homes)| (code.as_str(), *homes)).collect();
    let town = with_rows(&none, "");
    figures(&town);
    let wijk = town.area("lagen/wijken", "wijkcode", "WK003401");
    assert_eq!(of(&wijk), [Value::Null, Value::Null, json!("onbekend")]);
    assert_eq!(wijk["sociaal_nb"], 5);
}

#[test]
fn a_number_that_cannot_be_costs_the_share_of_its_area() {
    for (homes, code) in [("-3", "I111"), ("2,5", "I111"), ("99000000", "I111"), ("veel", "I024")] {
        let town = with_rows(&[("BU00340101", homes)], "");
        let ran = town.run_well(&["run"]);
        assert_eq!(of_buurt(&town, "BU00340101")[2], "onbekend", "{homes}");
        assert!(ran.stderr.contains(code), "{homes}: {}", ran.stderr);
        let findings = town.json("out-controle/controle.json").to_string();
        assert!(findings.contains("BU00340101"), "{findings}");
        let strict = town.run_with(&["run", "--strict"], &[]);
        assert_eq!(strict.code, 1, "{}", strict.stderr);
    }
}

#[test]
fn more_social_homes_than_homes_is_a_stop_with_the_codes_and_both_numbers() {
    for command in ["run", "check"] {
        let town = with_rows(&[("BU00340101", "3"), ("BU00340301", "0")], "");
        let ran = town.run_with(&[command], &[]);
        stops(&ran, "I110", &["BU00340101 4 of 3", "BU00340301 4 of 0", "2 areas", "alle.csv"]);
        assert_eq!(ran.code, 1);
        assert!(!town.path("out").exists());
    }
    // As many as there are is no fault.
    let town = with_rows(&[("BU00340101", "4")], "");
    figures(&town);
    assert_eq!(town.buurt("BU00340101")["sociaal_pct"], 100.0);
}

#[test]
fn social_homes_without_a_place_count_in_the_total_of_the_city() {
    let none: Vec<String> = buurten().iter().map(|buurt| buurt.code.clone()).collect();
    let exact = |code: &String| match code.as_str() {
        "BU00340101" | "BU00340301" => "4",
        "BU00340102" => "1",
        "BU00340201" => "2",
        _ => "0",
    };
    let others: Vec<(&str, &str)> = none.iter().map(|code| (code.as_str(), exact(code))).collect();
    let lost = |town: Toytown| {
        let csv = town.text("een.csv") + "verdwaald;150000;490000\n";
        town.file("een.csv", csv)
    };
    let full = lost(with_rows(&others, ""));
    let ran = full.run_with(&["run", "--max-unplaced", "50%"], &[]);
    stops(&ran, "I110", &["12 of 11", "1 of them without a place"]);

    let town = lost(with_rows(&[], ""));
    town.run_well(&["run", "--max-unplaced", "50%"]);
    let first = figures_there(&town);
    assert_eq!((&first["total"]["count"], &first["unplaced"]["count"]), (&json!(11), &json!(1)));
}

#[test]
fn rows_of_other_levels_are_a_check_and_never_added() {
    let more = "GM0034;150\nWK003401;40\nWK003402;40\n003403;40\nWK003404;31\nWK036301;900\nBU03630101;5\n\
                NL00;8000000\nWest;80\nTotaal;150\n";
    let town = with_rows(&[], more);
    let ran = town.run_well(&["run"]);
    let first = figures_there(&town);
    assert_eq!(first["total"]["out_of"], 150);
    // Wijk 04 has three buurten of ten and one of none.
    assert!(ran.told().contains("WK003404 31, and its 4 areas together 30"), "{}", ran.stderr);
    assert!(ran.stderr.contains("I116") && ran.stderr.contains("I114"), "{}", ran.stderr);
    let told = ran.told();
    assert!(told.contains("4 of wijken") && told.contains("1 of stadsdelen"), "{told}");
    let record = town.json("out/run.json");
    let input =
        record["inputs"].as_array().unwrap().iter().find(|of| of["role"] == "stock").unwrap();
    assert_eq!(input["rows"], json!({ "read": 26, "used": 16, "rejected": 0, "set_aside": 10 }));
    assert_eq!(input["name"], "alle.csv");
    assert_eq!(input["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_total_that_is_not_the_sum_is_told_and_rounding_is_not() {
    let ran = with_rows(&[], "Totaal;163\n").run_well(&["run"]);
    assert!(ran.told().contains("Totaal 163, and its 16 areas together 150"), "{}", ran.stderr);
    // The map has no level of municipalities; that of the map is compared, another one is not.
    let ran = with_rows(&[], "GM0034;163\nGM0363;9\n").run_well(&["run"]);
    assert!(ran.told().contains("GM0034 163, and its 16 areas together 150"), "{}", ran.stderr);
    assert!(!ran.told().contains("GM0363 9"), "{}", ran.stderr);
    let ran = with_rows(&[], "Totaal;165\n").run_well(&["run"]); // multiples of five
    assert!(!ran.stderr.contains("I116"), "{}", ran.stderr);
}

#[test]
fn the_same_area_twice_counts_once_where_the_rows_agree() {
    let town = with_rows(&[("BU00340101", "10"), ("BU00340101", "10")], "");
    let ran = town.run_well(&["run"]);
    assert_eq!(of_buurt(&town, "BU00340101"), [json!(4), json!(10), json!("ok")]);
    assert!(ran.stderr.contains("I041") || ran.stderr.contains("1 set aside"), "{}", ran.stderr);
    for second in ["12", ""] {
        let town = with_rows(&[("BU00340101", "10"), ("BU00340101", second)], "");
        let ran = town.run_well(&["run"]);
        assert_eq!(of_buurt(&town, "BU00340101")[2], "onbekend");
        assert!(ran.stderr.contains("I113"), "{}", ran.stderr);
    }
}

#[test]
fn codes_are_taken_in_every_form() {
    let forms = [
        ("BU00340101", "2025BU00340101"),
        ("BU00340102", "340102"),
        ("BU00340103", "00340103"),
        ("BU00340104", "bu00340104  "),
        ("BU00340201", "340201.0"),
        ("BU00340202", "Buurt 0202"),
        ("BU00340203", "0203"),
    ];
    let mut csv = rows(&[]);
    for (code, form) in forms {
        csv = csv.replace(&format!("{code};"), &format!("{form};"));
    }
    let first = figures(&town(TABLE).file("alle.csv", csv));
    assert_eq!((&first["total"]["count"], &first["total"]["out_of"]), (&json!(11), &json!(150)));
    assert!(first["total"]["areas_without_denominator"].is_null());
}

#[test]
fn codes_of_another_year_stop_and_are_translated_with_a_list() {
    let csv = rows(&[]).replace("BU003401", "2014BU003401");
    let ran = town(TABLE).file("alle.csv", csv).run();
    stops(&ran, "G017", &["says itself that it is of 2014"]);

    // Two became one, one was cut up, one has no row.
    let list = "code;wordt\nBU00340901;BU00340101\nBU00340902;BU00340101\nBU00340903;BU00340102\n\
                BU00340903;BU00340103\nBU00340904;BU00340201\nBU00340905;BU00340301\n\
                BU00340906;BU00340301\n";
    let csv = "buurtcode;woningen\nBU00340901;6\nBU00340902;7\nBU00340903;20\nBU00340904;9\n\
               BU00340905;5\n";
    let more = "[stock]\npath = \"alle.csv\"\narea_year = 2014\n";
    let list_of = "[[areas.other_year]]\nyear = 2014\npath = \"2014.csv\"\ncode = \"code\"\nbecomes = \"wordt\"";
    let town = town(more).file("alle.csv", csv).file("2014.csv", list);
    let config = town.text("spreiding.toml");
    let config = config.replace("[areas.buurt]", &format!("{list_of}\n[areas.buurt]"));
    let town = town.config(&config);
    town.run_well(&["run"]);
    assert_eq!(of_buurt(&town, "BU00340101"), [json!(4), json!(13), json!("ok")]);
    assert_eq!(of_buurt(&town, "BU00340201"), [json!(2), json!(9), json!("ok")]);
    for code in ["BU00340102", "BU00340103", "BU00340301"] {
        assert_eq!(of_buurt(&town, code)[2], "onbekend", "{code}");
    }
}

#[test]
fn a_name_that_differs_from_the_map_leaves_the_area_unknown() {
    let csv = rows(&[]).replace("buurtcode;woningen", "buurtcode;woningen;buurtnaam");
    let named = |line: &str| match line.split_once(';') {
        Some(("BU00340101", rest)) => format!("BU00340101;{rest};Heel Anders"),
        Some((code, rest)) if code.starts_with("BU") => {
            format!("{code};{rest};Buurt {}", &code[6..])
        }
        _ => line.to_owned(),
    };
    let csv: Vec<String> = csv.lines().map(named).collect();
    let town = town(TABLE).file("alle.csv", csv.join("\n") + "\n");
    let ran = town.run_well(&["run"]);
    assert_eq!(of_buurt(&town, "BU00340101")[2], "onbekend");
    assert!(ran.stderr.contains("G015") && ran.stderr.contains("I115"), "{}", ran.stderr);
}

#[test]
fn homes_in_no_area_of_the_map_are_told() {
    let ran = with_rows(&[], "BU00349999;12\nNergens;3\nOnbekend;4\n").run_well(&["run"]);
    assert!(ran.stderr.contains("I115"), "{}", ran.stderr);
    assert!(ran.told().contains("\"Nergens\", (empty)"), "{}", ran.stderr);
    assert!(ran.told().contains("I115 warning 3"), "{}", ran.stderr);
}

#[test]
fn a_table_of_another_level_or_place_is_a_stop() {
    for (csv, says) in [
        ("wijkcode;woningen\nWK003401;40\nWK003402;40\n", "2 of wijken"),
        ("buurtcode;woningen\nBU03630101;40\nBU03630102;40\n", "2 of other municipalities"),
        ("buurtcode;woningen\nBU00340101;\nBU00340102;-99997\n", "not one of 16 buurten"),
    ] {
        let ran = town(TABLE).file("alle.csv", csv).run();
        stops(&ran, "I117", &[says]);
    }
}

#[test]
fn the_names_of_cbs_are_known() {
    for (area, homes) in [
        ("buurtcode", "woningvoorraad"),
        ("gwb_code_10", "a_woning"),
        ("Codering_3", "Woningvoorraad_34"),
        ("WijkenEnBuurten", "Woningvoorraad_35"),
        ("RegioS", "TotaleWoningvoorraad_1"),
        ("Regioaanduiding/Codering (code)", "Wonen/Woningvoorraad (aantal)"),
        ("BU_CODE", "WONINGEN"),
        ("statcode", "AANT_WON"),
        ("buurtcode", "aantal_woningen"),
    ] {
        let csv = rows(&[]).replace("buurtcode;woningen", &format!("{area};{homes}"));
        let first = figures(&town(TABLE).file("alle.csv", csv));
        assert_eq!(first["total"]["out_of"], 150, "{area}, {homes}");
    }
}

#[test]
fn of_several_known_columns_none_is_chosen_and_without_any_those_there_are_named() {
    let csv = rows(&[]).replace("buurtcode;woningen", "buurtcode;woningen;woningvoorraad");
    let csv: Vec<String> = csv
        .lines()
        .map(|line| if line.starts_with("BU") { format!("{line};9") } else { line.into() })
        .collect();
    let csv = csv.join("\n") + "\n";
    let ran = town(TABLE).file("alle.csv", &csv).run();
    stops(&ran, "I118", &["`woningen`", "`woningvoorraad`", "stock.columns.homes"]);
    let mapped = "[stock]\npath = \"alle.csv\"\ncolumns = { homes = \"woningen\" }\n";
    assert_eq!(figures(&town(mapped).file("alle.csv", &csv))["total"]["out_of"], 150);

    let csv = rows(&[]).replace("buurtcode;woningen", "buurtcode;huishoudens");
    let ran = town(TABLE).file("alle.csv", &csv).run();
    stops(&ran, "I004", &["huishoudens", "stock.columns.homes"]);
    let mapped = mapped.replace("woningen", "huishoudens");
    assert_eq!(figures(&town(&mapped).file("alle.csv", &csv))["total"]["out_of"], 150);
}

#[test]
fn workbooks_and_other_forms_of_a_table_are_read() {
    let all = buurten();
    let title = row([text("Woningvoorraad per buurt")]);
    let header = row(["buurtcode", "woningen", "jaar"].map(text));
    let of = |year: u32, homes: u32| {
        let each =
            all.iter().map(move |buurt| row([text(&buurt.code), number(homes), number(year)]));
        each.collect::<Vec<_>>()
    };
    let rows = [vec![title, header], of(2024, 9), of(2025, 10)].concat();
    let book = xlsx(&[sheet("Blad1", rows)]);
    let stock =
        "[stock]\npath = \"alle.xlsx\"\nonly = { column = \"jaar\", values = [\"2025\"] }\n";
    let town = town(stock).file("alle.xlsx", book);
    assert_eq!(figures(&town)["total"]["out_of"], 160);
}

/// The town with a column of homes in its layer.
fn with_column(stock: &str, name: &str, homes: impl Fn(&str) -> Value) -> Toytown {
    let mut layer: Value = serde_json::from_str(&geojson()).unwrap();
    for feature in layer["features"].as_array_mut().unwrap() {
        let code = feature["properties"]["buurtcode"].as_str().unwrap().to_owned();
        feature["properties"][name] = homes(&code);
    }
    town(stock).file("buurten.geojson", layer.to_string())
}

#[test]
fn a_column_of_the_layer_tells_all_homes() {
    let ten = |_: &str| json!(10);
    for (stock, name) in [
        ("[stock]\n", "woningvoorraad"),
        ("[stock]\n", "WONINGEN"),
        ("[stock]\ncolumn = \"aantal\"\n", "aantal"),
    ] {
        let town = with_column(stock, name, ten);
        let first = figures(&town);
        assert_eq!(
            (&first["total"]["count"], &first["total"]["out_of"]),
            (&json!(11), &json!(160))
        );
        assert_eq!(first["all_homes"]["from"], "column of the layer");
    }
}

#[test]
fn a_column_has_unknown_numbers_and_faults_like_a_table() {
    let homes = |code: &str| match code {
        "BU00340101" => json!(-99997),
        "BU00340102" => json!(-1),
        "BU00340103" => json!(2.5),
        "BU00340104" => Value::Null,
        "BU00340201" => json!("10"),
        _ => json!(10),
    };
    let town = with_column("[stock]\n", "woningvoorraad", homes);
    let ran = town.run_well(&["run"]);
    for at in 1..=4 {
        assert_eq!(of_buurt(&town, &format!("BU003401{at:02}"))[2], "onbekend");
    }
    assert_eq!(of_buurt(&town, "BU00340201"), [json!(2), json!(10), json!("ok")]);
    assert!(ran.told().contains("BU00340102 \"-1\", BU00340103 \"2.5\""), "{}", ran.stderr);
    assert!(ran.stderr.contains("I111") && ran.stderr.contains("I112"), "{}", ran.stderr);

    let ran = with_column("[stock]\n", "woningvoorraad", |_| json!(-99997)).run();
    stops(&ran, "I117", &["woningvoorraad", "16 buurten"]);
    let ran = with_column("[stock]\n", "woningvoorraad", |_| json!(3)).run();
    stops(&ran, "I110", &["BU00340101 4 of 3"]);
}

#[test]
fn a_layer_without_a_known_column_or_with_several_names_them() {
    let ran = town("[stock]\n").run();
    stops(&ran, "I004", &["woningvoorraad", "buurtnaam", "stock.column"]);
    let ran = town("[stock]\ncolumn = \"aantal\"\n").run();
    stops(&ran, "I004", &["`aantal`", "stock.column"]);
    let mut layer: Value = serde_json::from_str(&geojson()).unwrap();
    for feature in layer["features"].as_array_mut().unwrap() {
        feature["properties"]["woningen"] = json!(8);
        feature["properties"]["woningvoorraad"] = json!(10);
    }
    let both = town("[stock]\n").file("buurten.geojson", layer.to_string());
    stops(&both.run(), "I118", &["`woningen`", "`woningvoorraad`", "stock.column"]);
    let config =
        both.text("spreiding.toml").replace("[stock]", "[stock]\ncolumn = \"woningvoorraad\"");
    assert_eq!(figures(&both.config(&config))["total"]["out_of"], 160);
}

#[test]
fn an_area_in_two_features_has_the_number_of_both_once() {
    for (second, expected) in [(10, json!(10)), (9, Value::Null)] {
        let mut layer: Value = serde_json::from_str(&geojson()).unwrap();
        let features = layer["features"].as_array_mut().unwrap();
        for feature in features.iter_mut() {
            feature["properties"]["woningen"] = json!(10);
        }
        let mut island = features[0].clone();
        let (x, y) = (ORIGIN.0 - 500.0, ORIGIN.1);
        island["geometry"]["coordinates"] =
            json!([[[x, y], [x + 50.0, y], [x + 50.0, y + 50.0], [x, y + 50.0], [x, y]]]);
        island["properties"]["woningen"] = json!(second);
        features.push(island);
        let town = town("[stock]\n").file("buurten.geojson", layer.to_string());
        let ran = town.run_well(&["run"]);
        assert_eq!(of_buurt(&town, "BU00340101")[1], expected);
        assert_eq!(ran.stderr.contains("I113"), second == 9, "{}", ran.stderr);
    }
}

#[test]
fn without_a_source_the_end_goal_is_not_measured_and_that_is_said() {
    let none = town("");
    let ran = none.run_well(&["run"]);
    assert!(ran.stdout.contains("Not measured: the end goal"), "{}", ran.stdout);
    assert!(ran.stdout.contains("[stock]"), "{}", ran.stdout);
    assert!(none.buurt("BU00340101")["sociaal"].is_null());
    assert!(!none.text("out/kerncijfers.json").contains("sociaal"));
    let left_out =
        town("").config(&format!("leave_out = [\"sociaal\"]\n{}", none.text("spreiding.toml")));
    let ran = left_out.run_well(&["run"]);
    assert!(!ran.stdout.contains("Not measured"), "{}", ran.stdout);
    // With a source too.
    let town = with_rows(&[], "");
    let config = format!("leave_out = [\"sociaal\"]\n{}", town.text("spreiding.toml"));
    let town = town.config(&config);
    let ran = town.run_well(&["run"]);
    assert!(!ran.stdout.contains("sociaal"), "{}", ran.stdout);
    assert!(town.buurt("BU00340101").get("sociaal").is_none());
}

#[test]
fn one_source_and_no_setting_without_a_use() {
    for (stock, says) in [
        ("path = \"alle.csv\"\ncolumn = \"woningen\"", "cannot be given together with `path`"),
        ("path = \"alle.csv\"\naddresses = true", "cannot be given together with `path`"),
        ("column = \"w\"\naddresses = true", "cannot be given together with `column`"),
        ("addresses = true", "[addresses], which is missing"),
        ("column = \"\"", "names no column"),
        ("column = \"w\"\nsheet = \"Blad1\"", "belongs to a table"),
        ("columns = { homes = \"w\" }", "belongs to a table"),
        ("path = \"alle.csv\"\ncolumns = { house = \"w\" }", "did you mean `homes`"),
        ("path = \"alle.csv\"\narea_year = 25", "from 1995 to 2100"),
        ("paths = \"alle.csv\"", "did you mean `path`"),
    ] {
        let ran = town(&format!("[stock]\n{stock}\n")).run();
        assert_eq!(ran.code, 2, "{stock}: {}", ran.stderr);
        assert!(ran.told().contains(says), "{stock}: {}", ran.stderr);
    }
    let own =
        "[[indicator]]\nid = \"eigen\"\nof = \"homes\"\ncount = \"true\"\nlabel.nl = \"Eigen\"\n";
    let ran = town(own).run();
    assert_eq!(ran.code, 2);
    assert!(ran.told().contains("`sociaal`"), "{}", ran.stderr);
}

#[test]
fn the_day_and_the_source_stand_beside_the_number() {
    let stock =
        "[stock]\npath = \"alle.csv\"\nas_of = 2025-12-31\nsource = \"CBS, Kerncijfers 2025\"\n";
    let town = town(stock).file("alle.csv", rows(&[]));
    let first = figures(&town);
    let all = &first["all_homes"];
    assert_eq!(
        (&all["as_of"], &all["source"]),
        (&json!("2025-12-31"), &json!("CBS, Kerncijfers 2025"))
    );
    let definition = first["definition"].as_str().unwrap();
    assert!(
        definition.ends_with("Alle woningen op 2025-12-31: CBS, Kerncijfers 2025."),
        "{definition}"
    );
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let more = "WK003404;31\nBU00349999;12\nBU00340101;10\n";
    let town = with_rows(&[("BU00340102", "-4")], more);
    town.run_well(&["run"]);
    let without_record = |town: &Toytown| {
        let mut files = town.result_files();
        files.retain(|(name, _)| name != "run.json");
        files
    };
    let before = without_record(&town);
    let csv = town.text("alle.csv");
    let mut lines: Vec<&str> = csv.lines().collect();
    lines[1..].reverse();
    let town = town.file("alle.csv", lines.join("\n") + "\n");
    town.run_well(&["run"]);
    assert_eq!(without_record(&town), before);
}

/// Addresses: each a row of id, use, status and position from the town's corner.
fn addresses(rows: &[(&str, &str, &str, f64, f64)]) -> String {
    let mut csv = "identificatie;gebruiksdoel;status;x;y\n".to_owned();
    for (id, uses, status, x, y) in rows {
        csv += &format!("{id};{uses};{status};{};{}\n", ORIGIN.0 + x, ORIGIN.1 + y);
    }
    csv
}

const IN_USE: &str = "Verblijfsobject in gebruik";

const COUNTED: &str = "[stock]\naddresses = true\n[addresses]\npath = \"bag.csv\"\n";

/// A town in which the first buurten have so many homes, and of other objects these.
fn with_addresses(others: &[(&str, &str, &str, f64, f64)]) -> Toytown {
    let homes = [(0, 10), (1, 3), (4, 5), (8, 4)];
    let mut csv = addresses(others);
    let mut id = 0;
    for (at, count) in homes {
        let buurt = &buurten()[at];
        for home in 0..count {
            id += 1;
            let (x, y) = (buurt.x - ORIGIN.0 + 5.5 + f64::from(home), buurt.y - ORIGIN.1 + 60.0);
            let row = (format!("0034010000{id:06}"), x, y);
            let line = addresses(&[(&row.0, "woonfunctie", IN_USE, row.1, row.2)]);
            csv += line.split_once('\n').unwrap().1;
        }
    }
    town(COUNTED).file("bag.csv", csv)
}

#[test]
fn homes_are_counted_from_the_addresses() {
    let town = with_addresses(&[
        ("0034010000900001", "kantoorfunctie", IN_USE, 10.0, 10.0),
        ("0034010000900002", "winkelfunctie,woonfunctie", IN_USE, 10.0, 10.0),
        ("0034010000900003", "woonfunctie", "Verblijfsobject gevormd", 10.0, 10.0),
        ("0034010000900004", "woonfunctie", "Verblijfsobject ingetrokken", 10.0, 10.0),
        ("0034010000900005", "woonfunctie", "Verbouwing verblijfsobject", 10.0, 10.0),
        ("0034010000900006", "woonfunctie", "Verblijfsobject buiten gebruik", 10.0, 10.0),
        (
            "0034010000900007",
            "woonfunctie",
            "Verblijfsobject in gebruik (niet ingemeten)",
            10.0,
            10.0,
        ),
        ("0034020000900001", "", "Plaats aangewezen", 10.0, 10.0),
        ("0034030000900001", "woonfunctie", "Plaats aangewezen", 10.0, 10.0),
        // Two addresses of one home.
        ("0034010000900002", "woonfunctie", IN_USE, 10.0, 10.0),
        // Another city, and just outside the map.
        ("0363010000900001", "woonfunctie", IN_USE, -20_000.0, 10.0),
        ("0034010000900008", "woonfunctie", IN_USE, 150.0, -10.0),
    ]);
    let ran = town.run_well(&["run"]);
    // Ten, one among two uses, one being rebuilt, one out of use and one not measured.
    assert_eq!(of_buurt(&town, "BU00340101"), [json!(4), json!(14), json!("ok")]);
    assert_eq!(of_buurt(&town, "BU00340102"), [json!(1), json!(4), json!("ok")]);
    assert_eq!(of_buurt(&town, "BU00340303"), [json!(0), json!(0), json!("geen_noemer")]);
    let first = figures_there(&town);
    assert_eq!((&first["total"]["count"], &first["total"]["out_of"]), (&json!(11), &json!(27)));
    assert_eq!(first["all_homes"]["from"], "addresses");
    let record = town.json("out/run.json");
    let inputs = record["inputs"].as_array().unwrap();
    let input = inputs.iter().find(|of| of["role"] == "stock").unwrap();
    assert_eq!(input["rows"], json!({ "read": 34, "used": 27, "rejected": 0, "set_aside": 7 }));
    assert!(ran.told().contains("5 of another use or status"), "{}", ran.stderr);
    assert!(ran.told().contains("1 of a home that another row has"), "{}", ran.stderr);
    assert!(ran.told().contains("1 outside every area"), "{}", ran.stderr);
}

#[test]
fn an_object_without_a_use_makes_the_number_of_its_area_unknown() {
    let town = with_addresses(&[("0034010000900001", "", IN_USE, 10.0, 10.0)]);
    let ran = town.run_well(&["run"]);
    assert_eq!(of_buurt(&town, "BU00340101")[2], "onbekend");
    assert_eq!(of_buurt(&town, "BU00340102"), [json!(1), json!(3), json!("ok")]);
    assert!(ran.told().contains("1 without a use"), "{}", ran.stderr);
}

#[test]
fn addresses_without_a_use_or_without_homes_are_a_stop() {
    let town = with_addresses(&[]);
    let csv = town.text("bag.csv");
    let without = csv.replace("gebruiksdoel", "soort");
    let ran = town.file("bag.csv", without).run();
    stops(&ran, "I004", &["addresses.columns.use", "gebruiksdoel"]);
    let town = with_addresses(&[]).file("bag.csv", csv.replace("woonfunctie", "kantoorfunctie"));
    stops(&town.run(), "I117", &["22 of another use or status"]);
    // Fewer homes than the corporations have.
    let few: Vec<&str> = csv.lines().take(3).collect();
    let town = with_addresses(&[]).file("bag.csv", few.join("\n") + "\n");
    stops(&town.run(), "I110", &["BU00340101 4 of 2"]);
}

#[test]
fn odd_rows_of_addresses_are_counted_as_plain_ones() {
    let town = with_addresses(&[]);
    figures(&town);
    let before = town.text("out/indicatoren.csv");
    let csv = town.text("bag.csv");
    let odd = [
        csv.replace("0034010000", "NL.IMBAG.Verblijfsobject.0034010000"),
        csv.replace(';', ","),
        csv.replace(".5;", ",5;"),
        csv.replace("woonfunctie", "Woonfunctie; café"),
    ];
    let odd = odd.map(|csv| csv.replace("Woonfunctie; café", "\"Woonfunctie; café\""));
    for csv in odd {
        let town = with_addresses(&[]).file("bag.csv", csv);
        figures(&town);
        assert_eq!(town.text("out/indicatoren.csv"), before);
    }
}
