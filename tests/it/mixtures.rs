//! Random mixtures of faults: whatever a file holds, no row is lost and nothing panics.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use spreiding::config::Config;
use spreiding::diagnostics::Outcome;
use spreiding::disclose::Audience;
use spreiding::normalise::Lost;
use spreiding::pipeline::{self, Request, Summary};
use spreiding::progress::Progress;

use crate::toytown::{AREAS, Toytown};

const CONFIG: &str = r#"
[tolerance]
unplaced = 1.0
rejected = 1.0
[[dwellings]]
path = "bezit.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "VHE"
bag_id = "BAG"
postcode = "PC"
house_number = "Nr"
energy_label = "Label"
owners_association = "VvE"
asbestos_home_roof = "Dak"
rent = "Huur"
complex = "Complex"
x = "X"
y = "Y"
[[placements]]
path = "toewijzingen.csv"
other_periods = true
[placements.columns]
dwelling = "VHE"
date = "Datum"
priority = "Soort"
[placements.urgent]
values = ["URG"]
regular = ["REG", ""]
exclude = ["RUIL"]
"#;

/// Where a home may stand: mostly in the town, and in every wrong way.
const POSITIONS: [&str; 12] = [
    "140050;480050",
    "140050;480150",
    "140150;480050",
    "140150;480150",
    "140250;480250",
    "140350;480350",
    "140250;480050",
    "480050;140050",
    "5.16;52.31",
    "150000;480050",
    "0;0",
    ";",
];

/// What may stand in each column: right, repairable, wrong, hostile.
const CELLS: [(&str, &[&str]); 10] = [
    ("VHE", &["1", "2", "3", "4", "5", "6", "7", "8", "", "Totaal", "=1+1", "<b>x</b>"]),
    (
        "BAG",
        &[
            "0034010000000001",
            "0034010000000002",
            "0034010000000004",
            "34010000000002",
            "'0034010000000003",
            "3,40E+13",
            "",
            "x",
        ],
    ),
    ("PC", &["1315AB", "1315 ab", "0315AB", "1315SS", "", "#N/B"]),
    ("Nr", &["1", "12A", "12-2", "12-feb", "0", ""]),
    ("Label", &["D", "d ", "A4+", "AP", "1,42", "", "onbekend"]),
    ("VvE", &["ja", "N", "jaa", "", "1"]),
    ("Dak", &["verdacht", "niet zichtbaar", "deels", "?", ""]),
    ("Huur", &["652,5", "€ 700,-", "1.052,34", "duur", "", "0"]),
    (
        "Complex",
        &["C1", "Lumie\u{300}re", "CafÃ©", "a\u{ad}b", "een;twee", "\"a\"\"b\"", "5\" breed", ""],
    ),
    ("X;Y", &POSITIONS),
];

const DAYS: [&str; 8] = [
    "31-12-2025",
    "13-01-2024",
    "3-4-2025",
    "45658",
    "2025-01-03 14:30",
    "31-02-2025",
    "",
    "n.v.t.",
];

fn table(
    columns: &'static [(&'static str, &'static [&'static str])],
) -> impl Strategy<Value = String> {
    let row: Vec<_> = columns.iter().map(|(_, cells)| prop::sample::select(*cells)).collect();
    // Now and then a row of another width, or a blank one.
    let row = (row, 0..20_u8).prop_map(|(cells, odd)| match odd {
        0 => String::new(),
        1 => cells[1..].join(";"),
        _ => cells.join(";"),
    });
    let header = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    prop::collection::vec(row, 1..25)
        .prop_map(move |rows| format!("{header}\n{}\n", rows.join("\n")))
}

fn lettings() -> impl Strategy<Value = String> {
    let soort = ["URG", "REG", "RUIL", "urg ", ""];
    let row = (
        prop::sample::select(CELLS[0].1),
        prop::sample::select(&DAYS[..]),
        prop::sample::select(soort.to_vec()),
    );
    prop::collection::vec(row, 1..25).prop_map(|rows| {
        let lines = rows.iter().map(|(home, day, sort)| format!("{home};{day};{sort}\n"));
        format!("VHE;Datum;Soort\n{}", lines.collect::<String>())
    })
}

fn run(town: &Toytown) -> Result<Summary, spreiding::Error> {
    let config = Config::load(&town.path("spreiding.toml")).unwrap();
    let request = Request {
        out: town.path("out"),
        audience: Audience::Internal,
        check_only: false,
        strict: false,
        timings: false,
        max_rejected: None,
        max_unplaced: None,
    };
    pipeline::run(&config, &request, &Progress::silent())
}

/// Runs that came to a result: the law is to be tried on many of them.
static RESULTS: AtomicUsize = AtomicUsize::new(0);

#[test]
fn every_row_read_is_used_rejected_or_set_aside() {
    the_account_balances();
    let results = RESULTS.load(Ordering::Relaxed);
    assert!(results >= 8, "only {results} of 60 mixtures came to a result");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    fn the_account_balances(homes in table(&CELLS), lettings in lettings()) {
        let town = Toytown::new()
            .file("bezit.csv", &homes)
            .file("toewijzingen.csv", &lettings)
            .config(&format!("{AREAS}{CONFIG}"));
        let (inputs, located) = match run(&town) {
            Ok(summary) => {
                RESULTS.fetch_add(1, Ordering::Relaxed);
                (summary.inputs, Some(summary.report.files))
            }
            Err(spreiding::Error::Refused(refusal)) => {
                prop_assert!(refusal.stops.iter().all(|stop| stop.is_stop()));
                prop_assert!(!town.path("out").exists());
                (refusal.inputs, None)
            }
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        };
        for input in inputs.iter().filter(|input| !input.is_refused()) {
            let rows = input.account;
            prop_assert!(rows.balances(), "{} {rows:?}\n{homes}\n{lettings}", input.name);
            // What is rejected stands in the file to be mended, each row once, beside cells alone.
            let text = if input.name == "bezit.csv" { &homes } else { &lettings };
            for row in &input.rejected.rows {
                // The cells are those of the line with that number, and the value is among them.
                let line = text.lines().nth(row.row as usize - 1).unwrap();
                prop_assert!(row.cells.is_empty() || row.cells.iter().all(|cell| {
                    cell.is_empty() || line.contains(&cell.replace('"', "\"\"")) || line.contains(cell.as_str())
                }), "{row:?} {line}");
            }
            let lost = input.rejected.rows.iter().filter(|row| row.lost == Lost::Row);
            let rejected: Vec<u32> = lost.map(|row| row.row).collect();
            prop_assert_eq!(rejected.len() as u64, rows.rejected);
            prop_assert_eq!(rejected.iter().collect::<BTreeSet<_>>().len(), rejected.len());
            let cells = input.rejected.rows.len() - rejected.len();
            let told = input.findings.iter().filter(|found| found.outcome == Outcome::Unread);
            prop_assert_eq!(cells as u64, told.map(|found| found.count).sum::<u64>());
            for column in &input.unread {
                prop_assert!(0 < column.unread && column.unread <= column.filled, "{:?}", column);
            }
            let lines = match input.name.as_str() {
                "bezit.csv" => homes.lines().count() - 1,
                "toewijzingen.csv" => lettings.lines().count() - 1,
                _ => continue,
            };
            prop_assert_eq!(rows.read, lines as u64, "{}", homes);
        }
        if let Some(located) = located {
            for (file, input) in located.iter().zip(inputs.iter().filter(|i| i.name.ends_with(".csv"))) {
                prop_assert_eq!(file.rows, input.account.used);
            }
        }
    }
}
