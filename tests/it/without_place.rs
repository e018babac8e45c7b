//! Homes, placements and roofs without a place: the limit, keys in another spelling, and what every output
//! tells of them.

use serde_json::{Value, json};

use crate::registers::found;
use crate::toytown::{AREAS, ORIGIN, Toytown};
use crate::workbooks::{number, row, sheet, texts, xlsx};

const HOMES: &str = r#"
[[dwellings]]
path = "homes.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "VHE"
bag_id = "BAG"
postcode = "PC"
house_number = "Nr"
house_letter = "Letter"
addition = "Toev"
x = "X"
y = "Y"
energy_label = "Label"
"#;

const LETTINGS: &str = r#"
[[placements]]
path = "lettings.csv"
[placements.columns]
dwelling = "Woning"
date = "Datum"
priority = "Voorrang"
[placements.urgent]
values = ["URG"]
regular = ["REG"]
"#;

const BAG: &str = "[addresses]\npath = \"bag.csv\"\n";

/// Homes with these ids in buurt 0101.
fn homes(ids: &[&str]) -> String {
    let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let rows = ids.iter().map(|id| format!("{id};;;;;;{x};{y};D\n"));
    format!("VHE;BAG;PC;Nr;Letter;Toev;X;Y;Label\n{}", rows.collect::<String>())
}

/// Lettings by these keys, each on a day of its own.
fn lettings(keys: &[&str]) -> String {
    let rows = keys
        .iter()
        .enumerate()
        .map(|(at, key)| format!("{key};2025-{:02}-{:02};URG\n", at / 28 + 1, at % 28 + 1));
    format!("Woning;Datum;Voorrang\n{}", rows.collect::<String>())
}

fn town(ids: &[&str], keys: &[&str]) -> Toytown {
    Toytown::new()
        .file("homes.csv", homes(ids))
        .file("lettings.csv", lettings(keys))
        .config(&format!("{AREAS}{HOMES}{LETTINGS}"))
}

/// Homes `PC;Nr;Letter;Toev`, with a table of addresses `id;PC;nr;letter;addition;status;buurt`.
fn addressed(homes: &[&str], addresses: &[(&str, &str, f64)]) -> Toytown {
    let rows = homes.iter().zip(1..).map(|(home, id)| format!("{id};;{home};;;D\n"));
    let bag = addresses.iter().zip(1..).map(|((address, status, buurt), id)| {
        let x = ORIGIN.0 + 50.0 + 100.0 * buurt;
        format!("00340100000000{id:02};{address};{status};{x};{}\n", ORIGIN.1 + 50.0)
    });
    Toytown::new()
        .file(
            "homes.csv",
            format!("VHE;BAG;PC;Nr;Letter;Toev;X;Y;Label\n{}", rows.collect::<String>()),
        )
        .file(
            "bag.csv",
            format!(
                "identificatie;postcode;huisnummer;huisletter;toevoeging;status;x;y\n{}",
                bag.collect::<String>()
            ),
        )
        .config(&format!("{AREAS}{HOMES}{BAG}"))
}

fn located(town: &Toytown, at: usize) -> [u64; 2] {
    let control = town.json("out-controle/controle.json");
    ["rows", "unplaced"].map(|key| control["located"][at][key].as_u64().unwrap())
}

fn indicator<'a>(figures: &'a Value, id: &str) -> &'a Value {
    let all = figures["indicators"].as_array().unwrap();
    all.iter().find(|figure| figure["id"] == id).unwrap()
}

#[test]
fn homes_without_a_place_beyond_the_limit_end_the_run() {
    let addresses: Vec<String> = (1..=9).map(|at| format!("1315AB;{at};;")).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let town = addressed(&addresses, &[]).config(&format!("{AREAS}{HOMES}"));
    let ran = town.run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(!town.path("out").exists());
    for part in [
        "error[R004]: 9 of 9 homes of homes.csv have no place (100%), which is above the limit of 5%",
        "by address (columns \"PC\", \"Nr\", \"Letter\", \"Toev\"): 9 with no table of addresses to find it in; \
         such as \"1315AB 1\", \"1315AB 2\", \"1315AB 3\"",
        "by BAG id (column \"BAG\"): 9 without one",
        "probable cause: there is no table of addresses",
        "--max-unplaced 100%",
        "error[R002]", // not one home has a place
    ] {
        assert!(ran.told().contains(part), "{part}\n{}", ran.stderr);
    }
    assert_eq!(town.text("out-controle/niet_geplaatst.csv").lines().count(), 10);
    let page = town.text("out-controle/controle.html");
    assert!(page.contains("R004") && page.contains("waarschijnlijkste"), "{page}");
}

#[test]
fn a_table_of_other_addresses_is_shown_beside_the_keys_that_it_lacks() {
    let town = addressed(&["1315AB;1;;"; 1], &[("9999ZZ;7;;A", "in gebruik", 0.0)]);
    let ran = town.run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for part in [
        "1 not in the table of addresses, or at several places; such as \"1315AB 1\"",
        "keys in bag.csv: \"9999ZZ 7 A\"",
        "1 of 1 home of homes.csv has no place",
    ] {
        assert!(ran.told().contains(part), "{part}\n{}", ran.stderr);
    }
}

#[test]
fn points_outside_are_shown_beside_the_areas() {
    let far: Vec<String> =
        (0..4).map(|at| format!("{at};;;;;;{};{};D", 200_000 + at, 500_000 + at)).collect();
    let town = town(&["a"], &[]).file("homes.csv", homes(&["a"]) + &far.join("\n") + "\n");
    let ran = town.config(&format!("{AREAS}{HOMES}")).run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for part in [
        "4 of 5 homes of homes.csv have no place (80%)",
        "4 outside every area; such as \"200000 500000\", \"200001 500001\", \"200002 500002\"",
        "the areas lie between x 140000 and 140400, y 480000 and 480400",
        "the points of 4 homes lie outside the map",
    ] {
        assert!(ran.told().contains(part), "{part}\n{}", ran.stderr);
    }
}

#[test]
fn another_limit_is_accepted_knowingly_and_told() {
    let far = format!("far;;;;;;{};{};D\n", ORIGIN.0 - 500.0, ORIGIN.1);
    let two = || {
        let town = town(&["a"], &[]).file("homes.csv", homes(&["a"]) + &far);
        town.config(&format!("{AREAS}{HOMES}"))
    };
    assert_eq!(two().run().code, 1);
    let town = two();
    town.run_well(&["run", "--max-unplaced", "50%"]);
    assert_eq!(town.json("out/run.json")["max_unplaced"], 0.5);
    assert_eq!(town.json("out-controle/controle.json")["max_unplaced"], 0.5);
    let page = town.text("out-controle/controle.html");
    assert!(page.contains("<code>--max-unplaced</code>; de instellingen zeggen 5%."), "{page}");

    let town = two().more_config("[tolerance]\nunplaced = 0.5");
    town.run_well(&["run"]);
    assert_eq!(town.json("out/run.json").get("max_unplaced"), None);
    let ran = two().more_config("[tolerance]\nunplaced = 5").run();
    assert!(ran.stderr.contains("`tolerance.unplaced`"), "{}", ran.stderr);
}

#[test]
fn one_in_twenty_is_within_the_limit_and_more_is_not() {
    let ids: Vec<String> = (0..19).map(|at| format!("h{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let far = |id: &str| format!("{id};;;;;;{};{};D\n", ORIGIN.0 - 500.0, ORIGIN.1);
    for (homes, code) in
        [(homes(&ids) + &far("far"), 0), (homes(&ids[1..]) + &far("far") + &far("off"), 1)]
    {
        let town = town(&[], &[]).file("homes.csv", homes).config(&format!("{AREAS}{HOMES}"));
        assert_eq!(town.run().code, code);
    }
}

/// All lettings find their homes, and so many of their keys are told as spelt otherwise.
#[track_caller]
fn check_respelt(ids: &[&str], keys: &[&str], respelt: u64) {
    let town = town(ids, keys);
    let ran = town.run_well(&["run", "--internal"]);
    assert_eq!(located(&town, 1), [keys.len() as u64, 0], "{}", ran.stderr);
    let counts = found(&town, "lettings.csv");
    let told = counts.iter().find(|(code, _)| code == "I100").map_or(0, |(_, count)| *count);
    assert_eq!(told, respelt, "{counts:?}");
    let urgent = town.area("lagen-intern/buurten", "buurtcode", "BU00340101")["urgent"].clone();
    assert_eq!(urgent, keys.len());
}

#[test]
fn keys_in_another_spelling_find_their_home_on_either_side() {
    check_respelt(&["1001", "1002"], &["1001.0", "1002.0"], 2);
    check_respelt(&["1001", "1002"], &["1001.0", "1002"], 1);
    check_respelt(&["1001", "1002"], &["1001,00", "1.002"], 2);
    check_respelt(&["1001", "1002"], &["1.001", "1 002"], 2);
    check_respelt(&["1001", "1234567"], &["001001", "1.234.567"], 2);
    check_respelt(&["0001001", "0001002"], &["1001", "1002"], 2);
    check_respelt(&["1001.0", "1002.0"], &["1001", "1002"], 2);
    check_respelt(&["1.001", "1.002"], &["1001", "1002"], 2);
    check_respelt(&["VHE-0012 a"], &["vhe-0012A"], 1);
    check_respelt(&["=\"1001\"", "'1002"], &["1001", "1002"], 0); // read as they are meant
    check_respelt(&["1001", "1002"], &["=\"1001\"", "'1002"], 0);
    check_respelt(&["1001"], &["1001", "1001.0", "1001"], 1); // one home, let three times
    check_respelt(&["2000", "1001"], &["2.000", "1.001"], 2);
}

/// None of these lettings finds a home, and the message says why.
#[track_caller]
fn check_left(ids: &[&str], keys: &[&str], lost: u64, why: &str) {
    let town = town(ids, keys);
    let ran = town.run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert_eq!(located(&town, 1), [keys.len() as u64, lost], "{}", ran.stderr);
    assert!(ran.told().contains(why), "{why}\n{}", ran.stderr);
    assert!(ran.told().contains("by home (column \"Woning\")"), "{}", ran.stderr);
}

#[test]
fn a_key_that_could_be_two_is_left_as_it_is() {
    let could = "\"1001\" and \"01001\" could both be home \"001001\"";
    check_left(&["001001"], &["1001", "01001"], 2, could);
    check_left(&["01001", "001001"], &["1001"], 1, "1 not the id of one home");
    let points = "other ids have points of their own";
    check_left(&["1003", "1.001"], &["1.001", "1.003"], 1, points);
    check_left(&["12", "12.1", "12.2"], &["12.0"], 1, points);
    check_left(&["1", "1000"], &["1.000"], 1, "1 not the id of one home");
    check_left(&["1001"], &["A1001"], 1, "ids of the homes: \"1001\"");
}

#[test]
fn a_letting_is_not_counted_twice_in_two_spellings() {
    let town = town(&["1001"], &[]).file(
        "lettings.csv",
        "Woning;Datum;Voorrang\n1001;2025-02-01;URG\n1001.0;2025-02-01;URG\n1001.0;2025-02-02;URG\n",
    );
    let ran = town.run();
    assert_eq!(located(&town, 1), [3, 1], "{}", ran.stderr);
    let why = "\"1001.0\" would be a second letting of home \"1001\" on 2025-02-01";
    assert!(ran.told().contains(why), "{}", ran.stderr);
}

#[test]
fn keys_of_two_corporations_are_kept_apart() {
    let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let other = format!("id;x;y\n1001;{};{y}\n1002;{x};{y}\n", x + 100.0);
    let config = HOMES.replace("corporation = \"Ons Huis\"", "corporation = \"Noord\"");
    let lettings = LETTINGS.replace("date =", "corporation = \"Corporatie\"\ndate =");
    let second = "[[dwellings]]\npath = \"other.csv\"\ncorporation = \"Zuid\"\n[dwellings.columns]\nid = \"id\"\nx = \"x\"\ny = \"y\"\n";
    let town = Toytown::new()
        .file("homes.csv", homes(&["1001"]))
        .file("other.csv", other)
        .file(
            "lettings.csv",
            "Woning;Corporatie;Datum;Voorrang\n\
             1001.0;Zuid;2025-02-01;URG\n1001.0;Noord;2025-02-01;URG\n1002.0;;2025-02-01;URG\n",
        )
        .config(&format!("{AREAS}{config}{second}{lettings}"));
    town.run_well(&["run", "--internal"]);
    let urgent =
        |code: &str| town.area("lagen-intern/buurten", "buurtcode", code)["urgent"].clone();
    assert_eq!((urgent("BU00340101"), urgent("BU00340102")), (json!(2), json!(1)));
    // Without an owner 1001.0 may be of either.
    let town =
        town.file("lettings.csv", "Woning;Corporatie;Datum;Voorrang\n1001.0;;2025-02-01;URG\n");
    assert_eq!(town.run().code, 1);
    assert_eq!(located(&town, 2), [1, 1]);
}

#[test]
fn numbers_of_a_workbook_find_ids_with_zeros_in_front() {
    let rows = [
        texts(&["Woning", "Datum", "Voorrang"]),
        row([number("1001"), crate::workbooks::text("2025-02-01"), crate::workbooks::text("URG")]),
        row([
            number("1002.0"),
            crate::workbooks::text("2025-02-02"),
            crate::workbooks::text("URG"),
        ]),
    ];
    let town = town(&["0001001", "0001002"], &[])
        .file("lettings.xlsx", xlsx(&[sheet("Blad1", rows)]))
        .config(&format!("{AREAS}{HOMES}{}", LETTINGS.replace(".csv", ".xlsx")));
    town.run_well(&["run", "--internal"]);
    assert_eq!(located(&town, 1), [2, 0]);
    assert!(found(&town, "lettings.xlsx").contains(&("I100".to_owned(), 2)));
}

#[test]
fn placements_of_rejected_homes_name_them_as_the_cause() {
    let ids: Vec<String> = (0..10).map(|at| format!("h{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    // Two rows with one id that differ: neither is taken.
    let double = format!("h9;;;;;;{};{};A\n", ORIGIN.0 + 350.0, ORIGIN.1 + 350.0);
    let town = town(&ids, &["h1", "h2", "h9"])
        .file("homes.csv", homes(&ids) + &double)
        .more_config("[tolerance]\nrejected = 1.0");
    let ran = town.run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for part in [
        "1 of 3 placements of lettings.csv has no place (33.3%)",
        "by home (column \"Woning\"): 1 of a home that was rejected in its own file; such as \"h9\"",
        "probable cause: the homes of 1 placement were rejected in their own file",
    ] {
        assert!(ran.told().contains(part), "{part}\n{}", ran.stderr);
    }
}

#[test]
fn surveyed_roofs_without_a_place_end_the_run_too() {
    let roofs = format!(
        "soort;status;pand_id;x;y\nwoning;verdacht;;{};{}\nwoning;verdacht;0034100000000009;;\n",
        ORIGIN.0 + 50.0,
        ORIGIN.1 + 50.0
    );
    let town = town(&["a"], &[])
        .file("daken.csv", roofs)
        .config(&format!("{AREAS}{HOMES}[[roofs]]\npath = \"daken.csv\"\n"));
    let ran = town.run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let told = "1 of 2 roofs of daken.csv has no place (50%)";
    assert!(ran.told().contains(told), "{}", ran.stderr);
}

/// The homes of a row are found in buurt 0101, and their repair is told or not.
#[track_caller]
fn check_address(home: &str, addresses: &[&str], placed: bool) {
    let addresses: Vec<(&str, &str, f64)> =
        addresses.iter().map(|address| (*address, "Verblijfsobject in gebruik", 0.0)).collect();
    let town = addressed(&[home], &addresses);
    let ran = town.run();
    assert_eq!(ran.code, i32::from(!placed), "{home} {addresses:?}\n{}", ran.stderr);
}

#[test]
fn an_addition_in_another_spelling_finds_the_one_address_that_fits() {
    let other = "1315AB;10;;ZZ";
    for (home, address) in [
        ("1315AB;10;;1.0", "1315AB;10;;1"),
        ("1315AB;10;;1", "1315AB;10;;01"),
        ("1315AB;10;;02", "1315AB;10;;2"),
        ("1315AB;10;;-HS", "1315AB;10;;HS"),
        ("1315AB;10;;/2", "1315AB;10;;2"),
        ("1315AB;10;;bis a", "1315AB;10;;BISA"),
        ("1315AB;10hs;;", "1315AB;10;;HS"),
        ("1315AB;10bis;;", "1315AB;10;;BIS"),
        ("1315AB;10III;;", "1315AB;10;;III"),
        ("1315AB;10.00;;", "1315AB;10;;"),
        ("1315AB;10;A;-2", "1315AB;10;A;2"),
        ("=\"1315AB\";'10;;=\"HS\"", "1315AB;10;;HS"),
    ] {
        check_address(home, &[address, other], true);
    }
    check_address("1315AB;10;;A", &["1315AB;10;;AB", other], false);
    check_address("1315AB;10;;001", &["1315AB;10;;1", "1315AB;10;;01"], false); // which of them?
    check_address("1315AB;11;;-1", &["1315AB;10;;1"], false);
}

#[test]
fn two_homes_of_a_file_never_get_one_address_by_a_repair() {
    let bag = [("1315AB;10;;1", "Verblijfsobject in gebruik", 0.0)];
    let town = addressed(&["1315AB;10;;1", "1315AB;10;;01"], &bag);
    let ran = town.run_well(&["run", "--max-unplaced", "50%"]);
    assert_eq!(located(&town, 0), [2, 1], "{}", ran.stderr);
    assert!(!found(&town, "homes.csv").iter().any(|(code, _)| code == "I101"));
}

#[test]
fn of_an_address_that_stands_twice_the_home_in_use_counts() {
    for other in ["Verblijfsobject gevormd", "Verblijfsobject buiten gebruik"] {
        let used = "Verblijfsobject in gebruik (niet ingemeten)";
        let bag = [("1315AB;10;;1", other, 1.0), ("1315AB;10;;1", used, 0.0)];
        let town = addressed(&["1315AB;10;;1"], &bag);
        town.run_well(&["run"]);
        assert_eq!(town.buurt("BU00340101")["woningen"], 1, "{other}");
    }
    let alone = [("1315AB;10;;1", "Verblijfsobject gevormd", 1.0)];
    let town = addressed(&["1315AB;10;;1"], &alone);
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340102")["woningen"], 1);
    // Two in use at different places: which is right cannot be told.
    let used = "Verblijfsobject in gebruik";
    let town =
        addressed(&["1315AB;10;;1"], &[("1315AB;10;;1", used, 0.0), ("1315AB;10;;1", used, 1.0)]);
    assert_eq!(town.run().code, 1);
}

/// Three homes with a place, of which one label is unknown, and one without; one letting of two has none.
fn partly_placed() -> Toytown {
    let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let homes = format!(
        "VHE;BAG;PC;Nr;Letter;Toev;X;Y;Label\n\
         a;;;;;;{x};{y};D\nb;;;;;;{x};{y};A\nc;;;;;;{x};{y};\nd;;;;;;{};{y};D\n",
        x - 500.0
    );
    town(&[], &["a", "d"]).file("homes.csv", homes).more_config("[tolerance]\nunplaced = 0.5")
}

#[test]
fn what_has_no_place_stands_in_every_output() {
    let town = partly_placed();
    let ran = town.run_well(&["run", "--internal"]);
    let told = "Without a place, and in none of these numbers: 1 of 4 homes, 1 of 2 placements";
    let stdout = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(stdout.contains(told), "{}", ran.stdout);
    assert!(stdout.contains("label_d 1 of 2 50.0% 1 unknown 1 not placed"), "{}", ran.stdout);

    for layer in ["buurten", "wijken", "stadsdelen"] {
        let layer = town.json(&format!("out/lagen-intern/{layer}.geojson"));
        let covered = &layer["dekking"];
        assert_eq!(
            covered["woningen"],
            json!({ "gebruikt": 4, "geplaatst": 3, "niet_geplaatst": 1 })
        );
        assert_eq!(covered["toewijzingen"]["niet_geplaatst"], 1);
        assert_eq!(
            covered["indicatoren"]["label_d"],
            json!({ "onbekend": 1, "niet_geplaatst": { "teller": 1, "noemer": 1, "onbekend": 0 } })
        );
        let description = layer["description"].as_str().unwrap();
        let told = "Zonder plek: 1 van 4 woningen, 1 van 2 toewijzingen.";
        assert!(description.contains(told), "{description}");
    }

    let figures = town.json("out/kerncijfers-intern.json");
    assert_eq!(
        figures["coverage"],
        json!([
            { "of": "dwellings", "used": 4, "placed": 3, "unplaced": 1 },
            { "of": "placements", "used": 2, "placed": 1, "unplaced": 1 },
        ])
    );
    let label = indicator(&figures, "label_d");
    assert_eq!((&label["total"]["count"], &label["total"]["unknown"]), (&json!(1), &json!(1)));
    assert_eq!((&label["unplaced"]["count"], &label["unplaced"]["out_of"]), (&json!(1), &json!(1)));
    assert_eq!(figures["dwellings"]["unplaced"]["count"], 1);
    assert_eq!(indicator(&figures, "urgent")["unplaced"]["count"], 1);

    let table = town.text("out/indicatoren-intern.csv");
    let rows: Vec<&str> = table.lines().filter(|row| row.starts_with("niet geplaatst,")).collect();
    for row in [
        "niet geplaatst,,Toytown,,woningen,1,1,100.0,ok,0,,,",
        "niet geplaatst,,Toytown,Ons Huis,woningen,1,1,100.0,ok,0,,,",
        "niet geplaatst,,Toytown,,label_d,1,1,100.0,ok,0,,,",
    ] {
        assert!(rows.contains(&row), "{row}\n{rows:#?}");
    }
    assert!(table.contains("\nstad,,Toytown,,woningen,3,3,100.0,ok,0,,,\n"), "{table}");
}

#[test]
fn a_public_result_says_nothing_of_placements_without_a_place() {
    let town = partly_placed();
    let ran = town.run_well(&["run"]);
    assert!(ran.stdout.contains(": 1 of 4 homes\n"), "{}", ran.stdout);
    let layer = town.json("out/lagen/buurten.geojson");
    assert_eq!(layer["dekking"]["woningen"]["niet_geplaatst"], 1);
    assert!(layer["dekking"].get("toewijzingen").is_none());
    assert!(!layer["description"].as_str().unwrap().contains("toewijzingen."));
    assert_eq!(town.json("out/kerncijfers.json")["coverage"].as_array().unwrap().len(), 1);
    assert!(!town.text("out/indicatoren.csv").contains("urgent"));
}

#[test]
fn a_target_is_reached_only_if_it_is_whatever_is_not_known() {
    let own = |goal: u32| {
        format!(
            "leave_out = [\"label_d\"]\n{AREAS}{HOMES}{LETTINGS}\n[tolerance]\nunplaced = 0.5\n\
             [[indicator]]\nid = \"d\"\nof = \"dwellings\"\ncount = \"energy_label = 'D'\"\nout_of = \"true\"\n\
             label = {{ nl = \"Label D\", en = \"Label D\" }}\n\
             [targets.d]\nstart = 9\nfrom = 2025-01-01\ngoal = {goal}\nby = 2029-12-31\n"
        )
    };
    // One D with a place, one without, and one home of which the label is not known.
    for (goal, reached, sentence, stdout) in [
        (
            3,
            json!(true),
            "doel van 3 op 2029-12-31 is gehaald, ook als de ene onbekende meetelt: 2 tot 3",
            "target of 3 by 2029-12-31 reached, even if the unknown one counts: 2 to 3",
        ),
        (
            2,
            Value::Null,
            "niet te zeggen of het doel van 2 op 2029-12-31 is gehaald: 2 tot 3, want 1 is onbekend",
            "not known whether the target of 2 by 2029-12-31 is reached: 2 to 3, as 1 is unknown",
        ),
        (1, json!(false), "nog 1 tot 2 te gaan tot 1 op 2029-12-31", "1 to 2 to go to 1 by"),
    ] {
        let town = partly_placed().config(&own(goal));
        let ran = town.run_well(&["run"]);
        let figures = town.json("out/kerncijfers.json");
        let target = &indicator(&figures, "d")["spread"]["target"];
        assert_eq!(target["reached"], reached);
        assert_eq!((&target["between"], &target["now"]), (&json!([2, 3]), &json!(1)));
        assert_eq!((&target["unplaced"], &target["unknown"]), (&json!(1), &json!(1)));
        assert!(target["sentence"].as_str().unwrap().starts_with(sentence), "{target}");
        let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(stdout), "{}", ran.stdout);
    }
}
