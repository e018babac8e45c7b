//! Counts that can be done on paper.

use serde_json::{Value, json};

use crate::toytown::{AREAS, DWELLINGS, ORIGIN, Toytown};

#[track_caller]
fn check(area: &Value, expected: &[(&str, Value)]) {
    for (key, value) in expected {
        assert_eq!(area[key], *value, "{key} in {area}");
    }
}

#[test]
fn labels_are_counted_per_buurt_wijk_and_stadsdeel() {
    let town = Toytown::with_dwellings(&[
        ("1", 50.0, 50.0, "D"),   // buurt 0101
        ("2", 60.0, 50.0, "A++"), // buurt 0101
        ("3", 60.0, 60.0, ""),    // buurt 0101, no label
        ("4", 150.0, 50.0, "d "), // buurt 0102
        ("5", 250.0, 50.0, "E"),  // buurt 0201
        ("6", 350.0, 350.0, ""),  // buurt 0404, no label
    ]);
    town.run_well(&["run"]);
    check(
        &town.buurt("BU00340101"),
        &[
            ("woningen", json!(3)),
            ("label_d", json!(1)),
            ("label_d_noemer", json!(2)),
            ("label_d_pct", json!(50.0)),
            ("label_d_status", json!("ok")),
            ("label_onbekend", json!(1)),
            ("label_onbekend_noemer", json!(3)),
            ("wijknaam", json!("Wijk 01")),
            ("stadsdeel", json!("West")),
        ],
    );
    check(
        &town.area("lagen/wijken", "wijkcode", "WK003401"),
        &[("woningen", json!(4)), ("label_d", json!(2)), ("label_d_pct", json!(66.7))],
    );
    check(
        &town.area("lagen/stadsdelen", "stadsdeel", "Oost"),
        &[("woningen", json!(2)), ("label_d", json!(0)), ("label_efg", json!(1))],
    );
}

#[test]
fn zero_unknown_and_undefined_are_three_things() {
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "A"), ("2", 150.0, 50.0, "")]);
    town.run_well(&["run"]);
    let no_d =
        [("label_d", json!(0)), ("label_d_pct", json!(0.0)), ("label_d_status", json!("ok"))];
    check(&town.buurt("BU00340101"), &no_d);
    let unknown = [
        ("label_d", Value::Null),
        ("label_d_pct", Value::Null),
        ("label_d_status", json!("onbekend")),
    ];
    check(&town.buurt("BU00340102"), &unknown);
    let undefined = [
        ("label_d", json!(0)),
        ("label_d_noemer", json!(0)),
        ("label_d_pct", Value::Null),
        ("label_d_status", json!("geen_noemer")),
    ];
    check(&town.buurt("BU00340404"), &undefined);
}

const PLACEMENTS: &str = r#"
[[placements]]
path = "placements.csv"
[placements.columns]
dwelling = "woning"
date = "datum"
priority = "voorrang"
[placements.urgent]
values = ["URG"]
regular = ["REG"]
exclude = ["RUIL"]
"#;

fn town_with_placements() -> Toytown {
    Toytown::with_dwellings(&[("1", 50.0, 50.0, "A"), ("2", 250.0, 50.0, "A")])
        .file(
            "placements.csv",
            "woning;datum;voorrang\n\
             1;31-12-2025;URG\n\
             1;01-01-2023;REG\n\
             1;31-12-2022;URG\n\
             1;01-01-2026;URG\n\
             2;15-06-2024;RUIL\n\
             2;16-06-2024;urg\n\
             9;16-06-2024;REG\n",
        )
        .more_config(&format!("{PLACEMENTS}\n[tolerance]\nunplaced = 0.5"))
}

#[test]
fn placements_count_within_the_window_and_take_the_place_of_their_home() {
    let town = town_with_placements();
    town.run_well(&["run", "--internal"]);
    let area = town.area("lagen-intern/buurten", "buurtcode", "BU00340101");
    check(&area, &[("urgent", json!(1)), ("urgent_noemer", json!(2)), ("urgent_pct", json!(50.0))]);
    check(&area, &[("urgent_laag", json!(9.5)), ("urgent_hoog", json!(90.5))]); // Wilson, 1 of 2
    let other = town.area("lagen-intern/wijken", "wijkcode", "WK003402");
    check(&other, &[("urgent", json!(1)), ("urgent_noemer", json!(1))]);

    let figures = town.json("out/kerncijfers-intern.json");
    let urgent = &figures["indicators"][0];
    assert_eq!(urgent["id"], "urgent");
    assert_eq!(urgent["total"]["count"], 2);
    assert_eq!(urgent["total"]["out_of"], 3);
    let years: Vec<_> = urgent["by_year"].as_array().unwrap().iter().map(|y| &y["year"]).collect();
    assert_eq!(years, [2023, 2024, 2025]);

    let run = town.json("out/run.json");
    let rows = &run["inputs"].as_array().unwrap().last().unwrap()["rows"];
    assert_eq!(*rows, json!({ "read": 7, "used": 5, "rejected": 0, "set_aside": 2 }));
}

#[test]
fn a_city_too_small_to_show_holds_nothing_about_persons() {
    let town = town_with_placements();
    let ran = town.run_well(&["run"]);
    // Two of three: one other.
    let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let why = "urgent: left out; the number of the whole city is too small to show";
    assert!(told.contains(why), "{}", ran.stdout);
    for (name, bytes) in town.result_files() {
        let text = String::from_utf8(bytes).unwrap();
        // run.json says by name what was withheld; no other file knows the word.
        if name == "run.json" || name == "kerncijfers.json" {
            assert!(text.contains("\"withheld\""));
        }
        assert!(!text.contains("urgent_noemer") && !text.contains(",urgent,"), "{name}");
    }
    let figures = town.json("out/kerncijfers.json");
    let ids = figures["indicators"].as_array().unwrap().iter().map(|figure| &figure["id"]);
    assert!(!ids.collect::<Vec<_>>().contains(&&json!("urgent")));
    assert_eq!(figures["withheld"], json!(["urgent"]));
    assert!(!town.path("out/lagen-intern").exists());
}

#[test]
fn an_own_indicator_over_placements_is_personal_unless_opened() {
    let own = r#"
[[indicator]]
id = "toegewezen"
of = "placements"
count = "counted"
label.nl = "Toewijzingen"
"#;
    let town = town_with_placements().more_config(own);
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101").get("toegewezen"), None);
    let town = town_with_placements().more_config(&format!("{own}personal = false\n"));
    town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["toegewezen"], 2);
}

#[test]
fn an_own_indicator_takes_a_column_and_an_expression() {
    let town = Toytown::new()
        .file(
            "dwellings.csv",
            format!(
                "id;x;y;nultreden;huur\n1;{0};{1};ja;\"1.052,34\"\n2;{0};{1};nee;640\n3;{0};{1};;700,5\n",
                ORIGIN.0 + 1.0,
                ORIGIN.1 + 1.0
            ),
        )
        .config(&format!(
            "{AREAS}{}",
            r#"
[[dwellings]]
path = "dwellings.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "id"
x = "x"
y = "y"
rent = "huur"
extra.step_free = { column = "nultreden", type = "yes_no" }
[[indicator]]
id = "nultreden"
of = "dwellings"
count = "step_free"
out_of = "true"
label.nl = "Nultreden"
[[indicator]]
id = "duur"
of = "dwellings"
count = "rent > 700.0"
label.nl = "Duur"
"#
        ));
    town.run_well(&["run"]);
    let area = town.buurt("BU00340101");
    check(&area, &[("nultreden", json!(1)), ("nultreden_noemer", json!(2))]);
    check(&area, &[("duur", json!(2)), ("duur_pct", json!(66.7))]);
}

#[test]
fn surveyed_roofs_find_their_homes_and_loose_sheds_count_on_their_own() {
    let (x, y) = ORIGIN;
    let roof = |kind: &str, state: &str, pand: Value, at: [f64; 2]| {
        json!({
            "type": "Feature",
            "properties": { "soort": kind, "status": state, "pand_id": pand },
            "geometry": { "type": "Polygon", "coordinates": [[
                [x + at[0], y + at[1]], [x + at[0] + 8.0, y + at[1]],
                [x + at[0] + 8.0, y + at[1] + 8.0], [x + at[0], y + at[1] + 8.0],
                [x + at[0], y + at[1]],
            ]] },
        })
    };
    let survey = json!({ "type": "FeatureCollection", "features": [
        roof("woning", "verdacht", json!("0034100000000001"), [900.0, 900.0]), // by pand id
        roof("woning", "deels verdacht", Value::Null, [46.0, 46.0]),           // holds home 2
        roof("woning", "niet zichtbaar", json!("0034100000000003"), [0.0, 0.0]),
        roof("schuur", "verdacht", Value::Null, [20.0, 20.0]),                 // loose
        roof("schuur", "gesaneerd", json!("0034100000000001"), [20.0, 20.0]),
        roof("woning", "verdacht", Value::Null, [70.0, 10.0]),                 // another owner's
    ]});
    let town = Toytown::new()
        .file(
            "dwellings.csv",
            format!(
                "id;x;y;pand\n1;{0};{1};0034100000000001\n2;{0};{1};\n3;{2};{1};0034100000000003\n",
                x + 50.0,
                y + 50.0,
                x + 90.0,
            ),
        )
        .file("daken.geojson", survey.to_string())
        .config(&format!("{AREAS}{DWELLINGS}\n[[roofs]]\npath = \"daken.geojson\"\n"))
        .file("x", "");
    let config =
        town.text("spreiding.toml").replace("energy_label = \"label\"", "pand_id = \"pand\"");
    let town = town.config(&config);
    town.run_well(&["run"]);
    let area = town.buurt("BU00340101");
    check(&area, &[("asbest_woning", json!(2)), ("asbest_woning_noemer", json!(2))]);
    // Home 1 has a removed shed roof; the loose shed is a unit of its own.
    check(&area, &[("asbest_schuur", json!(1)), ("asbest_schuur_noemer", json!(2))]);
}

#[test]
fn what_is_known_of_no_home_is_unknown_and_not_zero() {
    // No column says anything about owners' associations or roofs.
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "D"), ("2", 60.0, 50.0, "A")]);
    town.run_well(&["run"]);
    let unknown = [
        ("label_d_vve", Value::Null),
        ("label_d_vve_noemer", json!(0)),
        ("label_d_vve_pct", Value::Null),
        ("label_d_vve_status", json!("onbekend")),
        ("label_d_vve_nb", json!(1)),
        ("asbest_woning_status", json!("onbekend")),
        ("asbest_woning_nb", json!(2)),
    ];
    check(&town.buurt("BU00340101"), &unknown);
}

const TWO_OWNERS: &str = r#"
[[dwellings]]
path = "een.csv"
corporation = "Een"
[dwellings.columns]
id = "id"
x = "x"
y = "y"
[[dwellings]]
path = "twee.csv"
corporation = "Twee"
[dwellings.columns]
id = "id"
x = "x"
y = "y"
"#;

#[test]
fn an_id_of_two_corporations_places_no_letting_by_itself() {
    let home = |x: f64| format!("id;x;y\n1;{};{}\n", ORIGIN.0 + x, ORIGIN.1 + 50.0);
    let town = |placements: &str, columns: &str| {
        Toytown::new()
            .file("een.csv", home(50.0))
            .file("twee.csv", home(250.0))
            .file("placements.csv", placements)
            .config(&format!(
                "{AREAS}{TWO_OWNERS}{}",
                PLACEMENTS.replace("[placements.urgent]", columns)
            ))
    };
    let bare = town("woning;datum;voorrang\n1;31-12-2025;URG\n", "[placements.urgent]");
    let ran = bare.run_well(&["run", "--internal", "--max-unplaced", "100%"]);
    assert!(ran.stderr.contains("G012"), "{}", ran.stderr);
    let figures = bare.json("out/kerncijfers-intern.json");
    assert_eq!(figures["indicators"][0]["total"]["out_of"], 0);

    let owned = town(
        "woning;datum;voorrang;van\n1;31-12-2025;URG;Twee\n",
        "corporation = \"van\"\n[placements.urgent]",
    );
    owned.run_well(&["run", "--internal"]);
    let area = owned.area("lagen-intern/buurten", "buurtcode", "BU00340201");
    check(&area, &[("urgent", json!(1)), ("urgent_noemer", json!(1))]);
}

#[test]
fn a_home_in_two_files_of_one_corporation_counts_once() {
    let homes = format!("id;x;y\n1;{0};{1}\n2;{0};{1}\n", ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let config = format!("{AREAS}{TWO_OWNERS}").replace("\"Twee\"", "\"Een\"");
    let town = Toytown::new().file("een.csv", &homes).file("twee.csv", &homes).config(&config);
    let ran = town.run_well(&["run"]);
    assert!(ran.stderr.contains("I045"), "{}", ran.stderr);
    assert_eq!(town.buurt("BU00340101")["woningen"], 2);
    let rows = &town.json("out/run.json")["inputs"][2]["rows"];
    assert_eq!(*rows, json!({ "read": 2, "used": 0, "rejected": 0, "set_aside": 2 }));
}

#[test]
fn lettings_known_by_area_only_are_no_twins() {
    let config = format!("{AREAS}{DWELLINGS}{PLACEMENTS}")
        .replace("dwelling = \"woning\"", "area = \"buurt\"")
        .replace("[placements.columns]", "area_year = 2025\n[placements.columns]");
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "A")])
        .file(
            "placements.csv",
            "buurt;datum;voorrang\n340101;31-12-2025;REG\n340101;31-12-2025;REG\n340101;31-12-2025;URG\n",
        )
        .config(&config);
    town.run_well(&["run", "--internal"]);
    let area = town.area("lagen-intern/buurten", "buurtcode", "BU00340101");
    check(&area, &[("urgent", json!(1)), ("urgent_noemer", json!(3))]);
}

#[test]
fn years_of_two_digits_stop_until_they_are_said() {
    let town =
        town_with_placements().file("placements.csv", "woning;datum;voorrang\n1;31-12-25;URG\n");
    let ran = town.run();
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[I031]"), "{}", ran.stderr);
    let config = town.text("spreiding.toml");
    let path = "path = \"placements.csv\"";
    let town = town.config(&config.replace(path, &format!("{path}\ndate_format = \"dd-mm-yy\"")));
    town.run_well(&["run"]);
}

#[test]
fn a_priority_called_total_is_no_total_row() {
    let town = town_with_placements()
        .file("placements.csv", "woning;datum;voorrang\n1;31-12-2025;URG\n1;30-12-2025;TOTAAL\n");
    let config = town.text("spreiding.toml").replace("\"URG\"", "\"URG\", \"totaal\"");
    let town = town.config(&config);
    town.run_well(&["run", "--internal"]);
    let area = town.area("lagen-intern/buurten", "buurtcode", "BU00340101");
    check(&area, &[("urgent", json!(2)), ("urgent_noemer", json!(2))]);
}

#[test]
fn a_shed_whose_home_has_no_place_counts_by_itself() {
    let (x, y) = ORIGIN;
    let town = Toytown::new()
        .file(
            "dwellings.csv",
            format!("id;bag;x;y\n1;0034010000000001;;\n2;;{};{}\n", x + 50.0, y + 50.0),
        )
        .file(
            "daken.csv",
            format!(
                "soort;status;vbo_id;x;y\nschuur;verdacht;0034010000000001;{};{}\n",
                x + 250.0,
                y + 50.0
            ),
        )
        .config(&format!(
            "{AREAS}{}\n[[roofs]]\npath = \"daken.csv\"\n[tolerance]\nunplaced = 0.5\n",
            DWELLINGS.replace("energy_label = \"label\"", "bag_id = \"bag\"")
        ));
    town.run_well(&["run"]);
    let area = town.buurt("BU00340201");
    check(&area, &[("asbest_schuur", json!(1)), ("asbest_schuur_noemer", json!(1))]);
}

#[test]
fn a_surveyed_roof_lies_where_the_survey_says_and_not_at_its_address() {
    let (x, y) = ORIGIN;
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "A")])
        .file(
            "bag.csv",
            format!(
                "identificatie;postcode;huisnummer;x;y\n0034010000000002;1311AA;2;{};{}\n",
                x + 50.0,
                y + 50.0
            ),
        )
        .file(
            "daken.csv",
            format!(
                "soort;status;postcode;huisnummer;x;y\nschuur;verdacht;1311AA;2;{};{}\n",
                x + 250.0,
                y + 50.0
            ),
        )
        .more_config("[addresses]\npath = \"bag.csv\"\n[[roofs]]\npath = \"daken.csv\"\n");
    town.run_well(&["run"]);
    check(&town.buurt("BU00340201"), &[("asbest_schuur", json!(1))]);
    check(&town.buurt("BU00340101"), &[("asbest_schuur_status", json!("onbekend"))]);
}

#[test]
fn thousands_or_decimals_are_not_guessed() {
    let town = Toytown::with_dwellings(&[("1", 50.0, 50.0, "1.052"), ("2", 60.0, 50.0, "652")]);
    let config = town.text("spreiding.toml").replace("energy_label =", "rent =");
    let town = town.config(&config);
    let ran = town.run();
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[I048]"), "{}", ran.stderr);
    town.config(&config.replace("corporation =", "decimal = \",\"\ncorporation ="))
        .run_well(&["run"]);
}
