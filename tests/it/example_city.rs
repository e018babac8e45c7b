//! The example city finds what it was drawn with (data/README.md, data/example_truth.json).

use std::path::Path;

use serde_json::Value;

use crate::toytown::Toytown;

fn truth() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example_truth.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_demo_finds_what_was_drawn() {
    let town = Toytown::new();
    let ran = town.run_well(&["demo", "stad", "--internal"]);
    assert!(ran.stdout.contains("schematic borders, invented homes"), "{}", ran.stdout);
    let figures: Value = town.json("stad/out-intern/kerncijfers-intern.json");
    let all_of_truth = truth();
    let lost = &all_of_truth["lost_by_faults"];
    let truth = &all_of_truth["city"];
    let total = |id: &str| {
        let all = figures["indicators"].as_array().unwrap();
        all.iter().find(|figure| figure["id"] == id).unwrap()["total"].clone()
    };
    let found = |id: &str| total(id)["count"].as_u64().unwrap();
    let drawn = |key: &str| truth[key].as_u64().unwrap();
    // Twelve homes cannot be placed and one label cannot be read; none of them has a label D to G.
    assert_eq!(figures["dwellings"]["total"]["count"], drawn("woningen") - 12);
    assert_eq!(figures["indicators"][0]["id"], "sociaal");
    assert_eq!(total("sociaal")["count"], drawn("woningen") - 12);
    assert_eq!(total("sociaal")["out_of"], drawn("alle_woningen"));
    assert_eq!(found("label_d"), drawn("label_d"));
    assert_eq!(total("label_d")["out_of"], drawn("met_label") - 13);
    assert_eq!(found("label_d_verlopen"), drawn("label_d_verlopen"));
    assert_eq!(found("label_d_nen7120"), drawn("label_d_nen7120"));
    assert_eq!(total("label_d_nen7120")["out_of"], drawn("label_d_methode_bekend"));
    assert_eq!(found("label_d_vve"), drawn("label_d_vve"));
    assert_eq!(found("label_efg"), drawn("label_efg"));
    assert_eq!(found("label_onbekend"), drawn("label_onbekend") + 1);
    assert_eq!(found("asbest_woning"), drawn("woningdak_verdacht"));
    assert_eq!(
        found("asbest_schuur"),
        drawn("schuurdak_verdacht") + drawn("schuurdak_verdacht_zonder_woning")
    );
    assert_eq!(found("label_d_asbest"), drawn("label_d_asbest"));
    assert_eq!(found("nultreden"), drawn("nultreden_ymere"));
    assert_eq!(found("ontmoeting"), drawn("ontmoeting") - lost["ontmoeting"].as_u64().unwrap());

    let by_year = |id: &str, year: u64| {
        let all = figures["indicators"].as_array().unwrap();
        let figure = all.iter().find(|figure| figure["id"] == id).unwrap();
        let years = figure["by_year"].as_array().unwrap();
        years.iter().find(|part| part["year"] == year).unwrap().clone()
    };
    for (year, lost) in [(2023, 0), (2024, 0), (2025, 2)] {
        let drawn = &truth["toewijzingen"][year.to_string()];
        let drawn = |key: &str| drawn[key].as_u64().unwrap();
        assert_eq!(by_year("urgent", year)["count"], drawn("urgent"));
        assert_eq!(by_year("urgent", year)["out_of"], drawn("geteld") - lost);
        assert_eq!(by_year("vergunninghouders", year)["count"], drawn("vergunninghouders"));
    }

    let production = &figures["production"];
    let agreed = &all_of_truth["production"];
    assert_eq!(production["unjoined"], agreed["niet_gekoppeld"]);
    let planned = &production["planned"]["total"]["homes"];
    assert_eq!(planned["firm"]["social"], agreed["sociaal"]["hard"]);
    assert_eq!(planned["soft"]["social"], agreed["sociaal"]["zacht"]);
    let totals = production["totals"].as_array().unwrap();
    assert_eq!(totals.len(), agreed["totalen"].as_array().unwrap().len());
    for (total, drawn) in totals.iter().zip(agreed["totalen"].as_array().unwrap()) {
        assert_eq!([&total["printed"], &total["sum_of_rows"]], [&drawn["homes"], &drawn["rows"]]);
    }
}

#[test]
fn a_changed_example_is_not_overwritten() {
    let town = Toytown::new();
    town.run_well(&["demo", "stad"]);
    std::fs::write(town.path("stad/ymere.csv"), "mijn eigen versie").unwrap();
    let ran = town.run_with(&["demo", "stad"], &[]);
    assert_eq!(ran.code, 3);
    assert_eq!(town.text("stad/ymere.csv"), "mijn eigen versie");
}
