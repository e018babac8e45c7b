//! Area codes that a table gives itself count only with the year that they belong to.

use crate::toytown::{AREAS, Ran, Toytown};

/// A list of the buurten of 2014: two codes that still exist and named another place, four that do not.
const OF_2014: &str = "code;naam;wordt\n\
    BU00340101;Oud Noord;BU00340301\n\
    BU00340102;Oud Zuid;BU00340302\n\
    BU00340109;Oud Plein;BU00340303\n\
    BU00340110;Oud Veld;BU00340304\n\
    BU00340111;Oud Bos;BU00340401\n\
    BU00340111;Oud Bos;BU00340402\n\
    BU00340112;Oud Hof;BU00340403\n";

/// A town whose homes are placed by area code, with `rows` of id, code and name.
fn town(year: u16, rows: &[(&str, &str, &str)], more: &str) -> Toytown {
    let mut csv = String::from("id;buurt;buurtnaam\n");
    for (id, code, name) in rows {
        csv += &format!("{id};{code};{name}\n");
    }
    let areas = AREAS.replace("[areas.buurt]", &format!("{more}\n[areas.buurt]"));
    let config = format!(
        "{areas}\n[[dwellings]]\npath = \"dwellings.csv\"\ncorporation = \"Ons Huis\"\narea_year = {year}\n\
         [dwellings.columns]\nid = \"id\"\narea = \"buurt\"\narea_name = \"buurtnaam\"\n"
    );
    Toytown::new().file("2014.csv", OF_2014).file("dwellings.csv", csv).config(&config)
}

const LIST: &str =
    "[[areas.other_year]]\nyear = 2014\npath = \"2014.csv\"\ncode = \"code\"\nname = \"naam\"";

#[track_caller]
fn stops(ran: &Ran, code: &str, says: &[&str]) {
    assert_eq!(ran.code, if code == "G017" { 2 } else { 1 }, "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("error[{code}]")), "{}", ran.stderr);
    for text in says {
        assert!(ran.stderr.contains(text), "{text}: {}", ran.stderr);
    }
}

#[test]
fn codes_without_their_year_are_not_accepted() {
    let town = town(2025, &[("1", "BU00340101", "")], "");
    let config = town.text("spreiding.toml").replace("area_year = 2025\n", "");
    let ran = town.config(&config).run();
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("dwellings.area_year") && ran.stderr.contains("K003"),
        "{}",
        ran.stderr
    );
}

#[test]
fn codes_of_the_year_of_the_map_place_a_home_in_every_form() {
    let rows =
        [("1", "BU00340101", "Buurt 0101"), ("2", "340101", ""), ("3", "2025BU00340102", "")];
    let town = town(2025, &rows, LIST);
    let ran = town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["woningen"], 2);
    assert_eq!(town.buurt("BU00340102")["woningen"], 1);
    assert!(ran.stderr.contains("G026"), "{}", ran.stderr);
}

#[test]
fn codes_that_fit_another_year_better_stop_with_the_evidence() {
    let rows = [
        ("1", "BU00340101", "Oud Noord"),
        ("2", "BU00340102", "Oud Zuid"),
        ("3", "BU00340109", "Oud Plein"),
    ];
    let ran = town(2025, &rows, LIST).run();
    stops(
        &ran,
        "G016",
        &[
            "of 3 different codes 3 fit 2014 and 0 fit 2025",
            "BU00340101 was \"Oud Noord\" and is \"Buurt 0101\" on the map",
        ],
    );
}

#[test]
fn without_names_the_codes_themselves_tell_the_year() {
    let rows = [("1", "BU00340101", ""), ("2", "BU00340109", ""), ("3", "BU00340110", "")];
    stops(&town(2025, &rows, LIST).run(), "G016", &["3 fit 2014 and 1 fit 2025"]);
}

#[test]
fn codes_that_are_mostly_not_on_the_map_stop_without_a_list_too() {
    let rows: Vec<(String, String)> =
        (0..6).map(|at| (at.to_string(), format!("BU0034990{at}"))).collect();
    let rows: Vec<(&str, &str, &str)> =
        rows.iter().map(|(id, code)| (id.as_str(), code.as_str(), "")).collect();
    stops(&town(2025, &rows, "").run(), "G016", &["of 6 different codes 0 are on the map"]);
}

#[test]
fn codes_of_a_declared_other_year_stop_or_are_translated() {
    let rows = [
        ("1", "BU00340101", "Oud Noord"),
        ("2", "BU00340109", "Oud Plein"),
        ("3", "BU00340111", "Oud Bos"),
    ];
    stops(&town(2014, &rows, LIST).run(), "G017", &["area_year", "becomes"]);
    let translated = town(2014, &rows, &format!("{LIST}\nbecomes = \"wordt\""));
    let translated = translated.more_config("[tolerance]\nunplaced = 0.5");
    let ran = translated.run_well(&["run"]);
    assert_eq!(translated.buurt("BU00340101")["woningen"], 0);
    assert_eq!(translated.buurt("BU00340301")["woningen"], 1);
    assert_eq!(translated.buurt("BU00340303")["woningen"], 1);
    // What became two areas places nobody.
    assert_eq!(translated.buurt("BU00340401")["woningen"], 0);
    assert!(ran.stderr.contains("G018") && ran.stderr.contains("G019"), "{}", ran.stderr);
}

#[test]
fn a_code_that_says_another_year_itself_stops() {
    stops(&town(2025, &[("1", "2014BU00340101", "")], "").run(), "G017", &["2014BU00340101"]);
}

#[test]
fn a_code_and_a_name_that_disagree_place_nobody() {
    let rows = [
        ("1", "BU00340101", "Buurt 0101"),
        ("2", "BU00340102", "Buurt 0103"),
        ("3", "BU00340103", "BUURT-0103"),
    ];
    let town = town(2025, &rows, "").more_config("[tolerance]\nunplaced = 0.5");
    let ran = town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340102")["woningen"], 0);
    assert_eq!(town.buurt("BU00340103")["woningen"], 1);
    assert!(ran.stderr.contains("G015"), "{}", ran.stderr);
    assert!(town.text("out-controle/niet_geplaatst.csv").contains('2'));
}

#[test]
fn a_name_alone_places_a_home_only_when_it_is_exact() {
    let rows = [("1", "", "buurt 0101"), ("2", "", "Buurt 0102"), ("3", "", "Buurt 010")];
    let town = town(2025, &rows, "");
    let ran = town.run_with(&["run"], &[]);
    assert_eq!(ran.code, 1, "{}", ran.stderr); // one of three rows is rejected
    assert!(ran.stderr.contains("G021"), "{}", ran.stderr);
    let town = town.more_config("[tolerance]\nrejected = 0.5");
    let ran = town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["woningen"], 1);
    assert!(ran.told().contains("did you mean \"Buurt 0101\""), "{}", ran.stderr);
}

#[test]
fn a_name_may_stand_where_the_code_is_expected() {
    let rows = [("1", "buurt 0101", ""), ("2", "BU00340102", ""), ("3", "Buurt 010", "")];
    let town = town(2025, &rows, "").more_config("[tolerance]\nrejected = 0.5");
    let ran = town.run_well(&["run"]);
    assert_eq!(town.buurt("BU00340101")["woningen"], 1);
    assert!(ran.stderr.contains("G020") && ran.stderr.contains("G021"), "{}", ran.stderr);
    assert!(town.text("out-controle/afgekeurd_dwellings.csv").contains("Buurt 010"));
}

#[test]
fn codes_that_fit_two_years_alike_are_told() {
    let rows = [("1", "BU00340101", ""), ("2", "0102", "")];
    let town = town(2025, &rows, LIST);
    let ran = town.run_well(&["run"]);
    assert!(ran.told().contains("the codes fit 2014 as well as 2025"), "{}", ran.stderr);
    assert_eq!(town.buurt("BU00340102")["woningen"], 1); // the map tells the municipality
}
