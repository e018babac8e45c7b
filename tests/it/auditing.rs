//! `spreiding audit`: which hidden counts of a published table can be computed.

use std::fs;

use serde_json::Value;

use crate::toytown::{Ran, Toytown};

fn audit(tables: &[(&str, &str)], more: &[&str]) -> Ran {
    let town = tables.iter().fold(Toytown::new(), |town, (name, text)| town.file(name, text));
    let names = tables.iter().map(|(name, _)| *name);
    let arguments: Vec<&str> =
        ["audit"].into_iter().chain(names).chain(more.iter().copied()).collect();
    town.run_with(&arguments, &[])
}

#[track_caller]
fn check(ran: &Ran, code: i32, told: &[&str]) {
    assert_eq!(ran.code, code, "{}{}", ran.stdout, ran.stderr);
    let all = format!("{} {}", ran.stdout, ran.stderr);
    let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in told {
        assert!(all.contains(words), "{words}\n{all}");
    }
    assert!(all.lines().all(|line| !line.contains("panicked")));
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
}

const WIJKEN: &str = "buurtcode;wijkcode;Aantal;Totaal\n\
    WK01;GM;23;60\nBU0101;WK01;12;30\nBU0102;WK01;geheim;10\nBU0103;WK01;7;20\n\
    WK02;GM;15;50\nBU0201;WK02;geheim;20\nBU0202;WK02;geheim;30\nGM;;38;110\n";

#[test]
fn a_single_hidden_area_is_computed_and_two_are_not() {
    check(
        &audit(&[("t.csv", WIJKEN)], &[]),
        1,
        &[
            "3 of 8 numbers are hidden: 1 can be computed",
            "2 are safe",
            "BU0102 = WK01 (23) - BU0101 (12) - BU0103 (7) = 4",
        ],
    );
}

#[test]
fn a_chain_goes_through_another_hidden_cell() {
    // The wijk is hidden too, and follows from the city.
    let table = WIJKEN.replace("WK01;GM;23;60", "WK01;GM;geheim;60");
    check(
        &audit(&[("t.csv", &table)], &[]),
        1,
        &["WK01 = GM (38) - WK02 (15) = 23", "BU0102 = WK01 (23) - BU0101 (12) - BU0103 (7) = 4"],
    );
}

#[test]
fn years_add_up_to_the_whole_of_an_area() {
    let table = "gebied,ouder,jaar,teller,noemer\n\
        W,,,10,40\nA,W,,x,20\nB,W,,x,20\n\
        W,,2024,6,20\nA,W,2024,x,10\nB,W,2024,x,10\n\
        W,,2025,4,20\nA,W,2025,3,10\nB,W,2025,1,10\n";
    check(&audit(&[("t.csv", table)], &[]), 0, &["4 of 9 numbers are hidden: 0 can be computed"]);
    // With the whole of one area the other follows, and the year of both.
    let told = table.replace("A,W,,x,20", "A,W,,7,20");
    check(
        &audit(&[("t.csv", &told)], &[]),
        1,
        &["B = W (10) - A (7) = 3", "A 2024 = A (7) - A 2025 (3) = 4", "3 can be computed"],
    );
}

#[test]
fn fewer_counts_than_the_rule_says_are_told_with_their_bounds() {
    // Together three, so that neither is four.
    let table = "code;ouder;aantal;totaal\nW;;3;60\nA;W;.;30\nB;W;.;2\n";
    check(
        &audit(&[("t.csv", table)], &[]),
        1,
        &["of 1 fewer counts are left than 1 to 4", "A is 1 to 3"],
    );
    check(&audit(&[("t.csv", table)], &["--threshold", "4"]), 0, &["0 can be computed"]);
}

#[test]
fn a_share_gives_its_count_away() {
    let table = "code;ouder;aantal;totaal;pct\nW;;30;90;33\nA;W;.;11;27\nB;W;.;40;30\nC;W;.;39;\n";
    check(&audit(&[("t.csv", table)], &[]), 1, &["A = 3, shown in another table or by its share"]);
}

#[test]
fn several_tables_are_attacked_together() {
    let other = WIJKEN.replace("BU0201;WK02;geheim;20", "BU0201;WK02;9;20");
    check(
        &audit(&[("een.csv", WIJKEN), ("twee.csv", &other)], &[]),
        1,
        &[
            "BU0201 is hidden in one table and shown in twee.csv",
            "BU0202 = WK02 (15) - BU0201 (9) = 6",
        ],
    );
    let another = WIJKEN.replace("BU0101;WK01;12;30", "BU0101;WK01;13;30");
    check(
        &audit(&[("een.csv", WIJKEN), ("twee.csv", &another)], &[]),
        1,
        &["twee.csv, row 3", "is another count of BU0101 than in another table"],
    );
}

#[test]
fn other_names_signs_and_rounding_are_said() {
    let table = "Plaats;Ligt in;N;Van\nStad;;50;200\nNoord;Stad;??;80\nZuid;Stad;45;120\n";
    let names = ["--area", "Plaats", "--parent", "Ligt in", "--count", "N", "--total", "Van"];
    let more = |extra: &[&'static str]| [&names[..], extra].concat();
    check(
        &audit(&[("t.csv", table)], &more(&["--hidden", "??"])),
        1,
        &["Noord = Stad (50) - Zuid (45) = 5"],
    );
    // Rounded to fives it may be one to thirteen.
    check(
        &audit(&[("t.csv", table)], &more(&["--hidden", "??", "--rounded", "5"])),
        0,
        &["1 are safe"],
    );
    check(
        &audit(&[("t.csv", table)], &more(&[])),
        1,
        &["t.csv, row 3, column `N`: `??`", "say which sign means hidden: --hidden SIGN"],
    );
}

#[test]
fn what_cannot_be_is_told_with_its_place() {
    for (from, to, told) in [
        ("BU0103;WK01", "BU0103;WK99", "row 5, column `parent`: `WK99` is no area of the table"),
        (
            "BU0101;WK01;12;30",
            "BU0101;WK01;31;30",
            "row 3, column `Aantal`: `31` is more than its total",
        ),
        ("BU0103;WK01", "BU0101;WK01", "`BU0101` stands in row 3 too"),
        (
            "BU0102;WK01;geheim;10",
            "BU0102;WK01;9;10",
            "WK01 is not the sum of the areas that it holds",
        ),
        ("WK01;GM;23;60", "WK01;BU0101;23;60", "is held by an area that it holds itself"),
        ("GM;;38;110", ";;38;110", "row 9, column `buurtcode`: `` is empty"),
        (
            "BU0101;WK01;12;30",
            "BU0101;WK01;-3;30",
            "is no whole number and no sign of a hidden count",
        ),
        ("BU0201;WK02;geheim;20", "BU0201;WK02;geheim;veel", "`veel` is no whole number"),
    ] {
        assert!(WIJKEN.contains(from), "{from}");
        check(&audit(&[("t.csv", &WIJKEN.replacen(from, to, 1))], &[]), 1, &[told]);
    }
    check(&audit(&[("t.csv", "naam;leeftijd\nx;3\n")], &[]), 3, &["t.csv"]);
    let ran = audit(&[], &["er-is-niets.csv"]);
    check(&ran, 3, &["er-is-niets.csv"]);
}

#[test]
fn json_holds_the_same_in_one_object() {
    let ran = audit(&[("t.csv", WIJKEN)], &["--format", "json"]);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(ran.code, 1);
    let computed = &told["indicators"][0]["computed"][0];
    assert_eq!((&computed["cell"]["area"], &computed["value"]), (&"BU0102".into(), &4.into()));
}

#[test]
fn the_programs_own_table_is_safe_and_is_not_when_a_secondary_cell_is_shown() {
    let lettings: String = (0..16)
        .flat_map(|home| {
            let urgent = if home == 0 { 3 } else { 8 + home };
            (0..40).map(move |at| {
                let word = if at < urgent { "URG" } else { "REG" };
                format!("h{home},2025-{:02}-{:02},{word}\n", 1 + at % 12, 1 + at / 12)
            })
        })
        .collect();
    let names: Vec<String> = (0..16).map(|home| format!("h{home}")).collect();
    let homes: Vec<(&str, f64, f64, &str)> = crate::toytown::buurten()
        .iter()
        .zip(&names)
        .map(|(buurt, name)| {
            let at = [buurt.x - crate::toytown::ORIGIN.0, buurt.y - crate::toytown::ORIGIN.1];
            (name.as_str(), at[0] + 50.0, at[1] + 50.0, "A")
        })
        .collect();
    let town = Toytown::with_dwellings(&homes)
        .file("toewijzingen.csv", format!("nr,datum,voorrang\n{lettings}"))
        .more_config(
            "[[placements]]\npath = \"toewijzingen.csv\"\n[placements.columns]\ndwelling = \"nr\"\ndate = \"datum\"\n\
             priority = \"voorrang\"\n[placements.urgent]\nvalues = [\"URG\"]\nregular = [\"REG\"]\n",
        );
    town.run_well(&["run"]);
    let ran = town.run_with(&["audit", "out/indicatoren.csv"], &[]);
    check(&ran, 0, &["urgent: 2 of", "0 can be computed", "2 are safe"]);
    let table = town.text("out/indicatoren.csv");
    let hidden =
        table.lines().find(|row| row.contains("BU00340102,") && row.contains("onderdrukt"));
    let shown = hidden.unwrap().replace(",,40,,onderdrukt,", ",9,40,22.5,ok,");
    fs::write(town.path("verraden.csv"), table.replace(hidden.unwrap(), &shown)).unwrap();
    let ran = town.run_with(&["audit", "verraden.csv"], &[]);
    check(&ran, 1, &["BU00340101 = WK003401", "= 3"]);
}
