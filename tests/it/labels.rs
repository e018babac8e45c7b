//! What the register says of a label beside its letter: until when it holds, its method, and its EP2.

use serde_json::{Value, json};

use crate::registers::{ONE, REGISTER, V2, account, found, parquet, register, town, v4};
use crate::toytown::Toytown;

type Cells<'a> = &'a [(&'a str, &'a str)];

/// Count, denominator and unknown of an indicator in buurt 0101.
#[track_caller]
fn counted(town: &Toytown, id: &str) -> [Value; 3] {
    let buurt = town.buurt("BU00340101");
    ["", "_noemer", "_nb"].map(|ending| buurt[format!("{id}{ending}")].clone())
}

#[track_caller]
fn check(town: &Toytown, expected: &[(&str, [Value; 3])]) {
    town.run_well(&["run"]);
    for (id, numbers) in expected {
        assert_eq!(&counted(town, id), numbers, "{id}");
    }
}

fn n(count: u64, out_of: u64, unknown: u64) -> [Value; 3] {
    [json!(count), json!(out_of), json!(unknown)]
}

/// Of none of so many it is known.
fn unknown(of: u64) -> [Value; 3] {
    [Value::Null, json!(0), json!(of)]
}

fn codes(codes: &[(&str, u64)]) -> Vec<(String, u64)> {
    codes.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect()
}

/// An own indicator of homes.
fn own(id: &str, count: &str) -> String {
    format!(
        "[[indicator]]\nid = \"{id}\"\nof = \"dwellings\"\ncount = \"{count}\"\nlabel.nl = \"X\"\n"
    )
}

/// So many homes, each with a BAG id that ends in its number, and no label of their own.
fn homes(count: usize) -> Vec<String> {
    (1..=count).map(|at| format!("{at};003401000000000{at};;;;")).collect()
}

/// A register with one row for each home in turn, and the cells that it changes.
fn one_each(rows: &[Cells]) -> Toytown {
    let homes = homes(rows.len());
    let homes: Vec<&str> = homes.iter().map(String::as_str).collect();
    let ids: Vec<String> = (1..=rows.len()).map(|at| format!("003401000000000{at}")).collect();
    let rows: Vec<Vec<(&str, &str)>> = rows
        .iter()
        .zip(&ids)
        .map(|(row, id)| [&[("BAGVerblijfsobjectID", id.as_str())], *row].concat())
        .collect();
    let rows: Vec<Cells> = rows.iter().map(Vec::as_slice).collect();
    town(&homes, v4(&rows))
}

const D_ENDED: [(&str, &str); 2] = [("Opnamedatum", "20140301"), ("GeldigTot", "20240301")];

#[test]
fn a0_in_the_register_is_the_best_label_and_nothing_to_mend() {
    let spellings = ["A0", "A++++/A0", "a0", "A 0", "A++++ / A0"];
    let rows: Vec<[(&str, &str); 1]> = spellings.map(|text| [("Energieklasse", text)]).into();
    let rows: Vec<Cells> = rows.iter().map(|row| &row[..]).collect();
    let town = one_each(&rows).more_config(&own("nul", "energy_label = 'A0'"));
    check(
        &town,
        &[
            ("nul", n(5, 5, 0)),
            ("label_d", n(0, 5, 0)),
            ("label_efg", n(0, 5, 0)),
            ("label_onbekend", n(0, 5, 0)),
        ],
    );
    assert_eq!(account(&town, "labels.csv"), [5, 5, 0, 0]);
    // The two spellings of the register are none that had to be mended.
    assert_eq!(found(&town, "labels.csv"), codes(&[("I081", 3)]));
    // Of two labels of one day the worst counts, and nothing is better than A0.
    let rows: &[Cells] = &[&[("Energieklasse", "A++++/A0")], &[("Energieklasse", "A+++++")]];
    let town =
        crate::registers::town(ONE, v4(rows)).more_config(&own("nul", "energy_label = 'A0'"));
    check(&town, &[("nul", n(0, 1, 0))]);
}

#[test]
fn a_label_past_its_last_day_is_counted_apart_and_on_that_day_it_is_valid() {
    let town = one_each(&[
        &D_ENDED,
        &[("GeldigTot", "20251230"), ("Energieklasse", "C")],
        &[("GeldigTot", "20251231")],
        &[("Energieklasse", "A")],
    ]);
    check(
        &town,
        &[
            ("label_d", n(1, 2, 2)),
            ("label_d_verlopen", n(1, 4, 0)),
            ("label_onbekend", n(2, 4, 0)),
            ("label_efg", n(0, 2, 2)),
        ],
    );
    assert_eq!(account(&town, "labels.csv"), [4, 4, 0, 0]);
    assert_eq!(found(&town, "labels.csv"), codes(&[("I054", 2)]));
    let ran = town.run_well(&["run"]);
    assert!(ran.stdout.contains("\n  label_d: 1 valid, 1 more expired\n"), "{}", ran.stdout);
}

#[test]
fn a_home_with_a_valid_label_has_no_expired_one() {
    let older = [("Opnamedatum", "20140301"), ("GeldigTot", "20240301")];
    let newer_and_ended = [("Opnamedatum", "20240601"), ("GeldigTot", "20250601")];
    for (ended, letter, d) in [(older, "A", 0), (older, "D", 1), (newer_and_ended, "A", 0)] {
        let rows: &[Cells] = &[&ended, &[("Energieklasse", letter)]];
        let town = town(ONE, v4(rows));
        check(&town, &[("label_d", n(d, 1, 0)), ("label_d_verlopen", n(0, 1, 0))]);
        assert_eq!(account(&town, "labels.csv"), [2, 1, 0, 1]);
        assert_eq!(found(&town, "labels.csv"), codes(&[("I054", 1)]));
    }
}

#[test]
fn of_several_ended_labels_the_latest_tells() {
    let first = [("Opnamedatum", "20100301"), ("GeldigTot", "20200301")];
    let last = [("Opnamedatum", "20140301"), ("GeldigTot", "20240301"), ("Energieklasse", "G")];
    for rows in [[&first[..], &last], [&last, &first]] {
        let town = town(ONE, v4(&rows));
        check(&town, &[("label_d", unknown(1)), ("label_d_verlopen", n(0, 1, 0))]);
        assert_eq!(account(&town, "labels.csv"), [2, 1, 0, 1]);
        assert_eq!(found(&town, "labels.csv"), codes(&[("I054", 1), ("I054", 1)]));
    }
    // Which of them is the last cannot be told, or what it says.
    for unclear in [("Opnamedatum", "20140231"), ("Energieklasse", "Q")] {
        let last = [&last[1..2], &[("Energieklasse", "G"), unclear][..]].concat();
        let last: Vec<_> = last.into_iter().rev().collect();
        let town = town(ONE, v4(&[&first, &last]));
        check(&town, &[("label_d", unknown(1)), ("label_d_verlopen", unknown(1))]);
    }
    // A registered label that cannot be read has not ended: no older one is the last.
    let town = town(ONE, v4(&[&first, &[("Energieklasse", "Q")]]));
    check(&town, &[("label_d", unknown(1)), ("label_d_verlopen", unknown(1))]);
}

#[test]
fn expired_labels_that_count_are_told_too() {
    let town = one_each(&[&D_ENDED, &[], &[("Energieklasse", "A")]]);
    let config =
        town.text("spreiding.toml").replace(REGISTER, &format!("{REGISTER}expired = true\n"));
    let town = town.config(&config);
    check(&town, &[("label_d", n(2, 3, 0)), ("label_d_verlopen", n(1, 3, 0))]);
    assert_eq!(found(&town, "labels.csv"), []);
    let ran = town.run_well(&["run"]);
    assert!(ran.stdout.contains("\n  label_d: 2, of which 1 expired\n"), "{}", ran.stdout);
    let figures = town.text("out/kerncijfers.json");
    assert!(figures.contains("Ze tellen ook mee bij label_d (expired = true)."));
    assert!(figures.contains("Woningen met energielabel D, ook als het is verlopen,"));
}

#[test]
fn without_a_last_day_a_label_holds_ten_years_from_its_survey() {
    let none = ("GeldigTot", "");
    let town = one_each(&[
        &[none, ("Opnamedatum", "20151231")],
        &[none, ("Opnamedatum", "20151230")],
        &[none, ("Opnamedatum", "")],
        &[("GeldigTot", "19000101"), ("Opnamedatum", "20151230")],
    ]);
    check(&town, &[("label_d", n(2, 2, 2)), ("label_d_verlopen", n(2, 3, 1))]);
    let expected = codes(&[("I037", 1), ("I054", 2), ("I143", 4)]);
    assert_eq!(found(&town, "labels.csv"), expected);
    let control = town.text("out-controle/controle.json");
    let told = "2 of them had ended by the reference date; 1 label has no day of survey either";
    assert!(control.contains(told), "{control}");
    let ran = town.run_well(&["run"]);
    let line = "  label_d: 2 valid, 2 more expired; of 1 label no last day is known\n";
    assert!(ran.stdout.contains(line), "{}", ran.stdout);
}

#[test]
fn methods_are_told_apart_and_unknown_ones_are_listed() {
    let method = |text| [("Berekeningstype", text)];
    let rows = [
        method("NTA 8800:2020 (basisopname woningbouw)"),
        method("NEN 7120"),
        method("Nader Voorschrift, versie 1.0, 1 februari 2014 met erratalijst dd 03-11-201"),
        method("Rekenmethodiek Definitief Energielabel, versie 1.2, 16 september 2014"),
        method("ISSO82.3, versie 3.0, oktober 2011"),
        method("EP"),
        method(""),
    ];
    let rows: Vec<Cells> = rows.iter().map(|row| &row[..]).collect();
    let town = one_each(&rows).more_config(&own("nen", "label_method = 'NEN 7120'"));
    check(&town, &[("label_d", n(7, 7, 0)), ("label_d_nen7120", n(4, 5, 2)), ("nen", n(2, 5, 2))]);
    assert_eq!(account(&town, "labels.csv"), [7, 7, 0, 0]);
    assert_eq!(found(&town, "labels.csv"), codes(&[("I140", 1)]));
    let control = town.json("out-controle/controle.json");
    let finding = control["findings"].as_array().unwrap().iter().find(|of| of["code"] == "I140");
    assert_eq!(finding.unwrap()["detail"], "\"EP\"");
    assert_eq!(finding.unwrap()["column"], "Berekeningstype");
}

#[test]
fn the_ep2_on_which_a_label_rests_is_compared_with_its_letter() {
    let nta = ("Berekeningstype", "NTA 8800:2024 (basisopname woningbouw)");
    let ep2 = |text| ("PrimaireFossieleEnergie", text);
    let default = |text| ("PrimaireFossieleEnergieEMGForfaitair", text);
    let rows: &[Cells] = &[
        &[nta, ep2("250,01")],
        &[nta, ep2("290,00")],
        &[nta, ep2("120,5"), default("270,25")], // a heat network
        &[nta, ep2("270,25"), default("120,5")],
        &[nta, ep2("250,00")],
        &[("Berekeningstype", "NEN 7120"), ep2("1,5")],
        &[nta, ep2("-12,5"), ("Energieklasse", "A++++")],
        &[nta, ep2("35,2"), ("Energieklasse", "A0")],
        &[nta, ep2("56789,5")],
    ];
    let town = one_each(rows)
        .more_config(&own("hoog", "ep2 > 250"))
        .more_config(&own("onder_nul", "ep2 < 0"));
    check(&town, &[("hoog", n(3, 8, 1)), ("onder_nul", n(1, 8, 1)), ("label_d", n(7, 9, 0))]);
    let expected = codes(&[("I141", 2), ("I142", 1)]);
    assert_eq!(found(&town, "labels.csv"), expected);
    let control = town.json("out-controle/controle.json");
    let findings = control["findings"].as_array().unwrap();
    let of = |code: &str| findings.iter().find(|of| of["code"] == code).unwrap();
    assert_eq!(of("I141")["detail"], "D with an EP2 of A 1x, D with an EP2 of C 1x");
    assert_eq!(of("I141")["rows"], json!([7, 8]));
    assert_eq!(of("I142")["detail"], "56789.5");
}

#[test]
fn the_columns_of_v2_and_of_parquet_are_known_too() {
    let header = format!(
        "{V2};Pand_primaire_fossiele_energie;Pand_primaire_fossiele_energie_EMG_forfaitair"
    );
    let rows: &[Cells] = &[&[
        ("Meting_geldig_tot", "20340201"),
        ("Pand_berekeningstype", "ISSO82.3, versie 3.0, oktober 2011"),
        ("Pand_primaire_fossiele_energie_EMG_forfaitair", "251,5"),
    ]];
    let csv = register(&header, rows);
    let expected =
        [("label_d_nen7120", n(1, 1, 0)), ("label_d_verlopen", n(0, 1, 0)), ("hoog", n(1, 1, 0))];
    let config = own("hoog", "ep2 > 250");
    check(&town(ONE, &csv).more_config(&config), &expected);
    check(&town(ONE, parquet(&csv)).more_config(&config), &expected);
}
