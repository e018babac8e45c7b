//! What is said of earlier releases, and what becomes of single cells.

use super::super::super::read;
use super::*;

/// A release over a window up to the end of a month of 2024 with these counts by buurt and year.
struct Told<'a> {
    name: &'a str,
    buurten: [&'a str; 3],
    definition: &'a str,
    until: chrono::NaiveDate,
    threshold: u32,
    /// Buurt, year, urgent, of so many.
    units: &'a [(u32, i32, u32, u32)],
}

const UNITS: &[(u32, i32, u32, u32)] =
    &[(0, 2023, 12, 60), (0, 2024, 9, 50), (1, 2023, 11, 44), (1, 2024, 4, 40), (2, 2024, 20, 90)];

fn plain() -> Told<'static> {
    Told {
        name: "Toytown",
        buurten: ["BU00010101", "BU00010102", "BU00010201"],
        definition: "urgent",
        until: day(2024, 9, 30),
        threshold: 5,
        units: UNITS,
    }
}

/// Joins a release with those of a ledger, and adds it with all that is safe by itself.
fn add(ledger: &mut Ledger, told: &Told<'_>) -> (Table, Joined) {
    let [a, b, c] = told.buurten;
    let areas = city(&[("WK000101", &[a, b]), ("WK000102", &[c])]);
    let policy = Policy::Threshold(told.threshold);
    let units = told.units.iter().map(|&(area, year, count, out_of)| {
        (area, None, Some(Period::from(year)), Tally::new(count, out_of, 0, 0).unwrap())
    });
    let mut table = Table::of(&areas, &Counts::of(3, units), BY_WIJK, policy);
    let heading = Heading {
        name: told.name,
        reference_date: told.until,
        window: [day(2023, 1, 1), told.until],
        areas_year: 2024,
        areas: &areas,
        corporations: &[],
    };
    let subject = Subject { id: "urgent", definition: told.definition, policy };
    let joined = join(&mut table, ledger, &heading, &subject);
    agrees(&table);
    let shown = |at: usize| {
        let cell = &table.cells[at];
        (cell.role != Role::Finer && cell.needs.is_none()).then_some(cell.count)
    };
    let definition = told.definition;
    let indicated = Indicated { id: "urgent", definition, policy, table: &table, shown: &shown };
    if let Some(line) = line(ledger, &heading, &[indicated]) {
        ledger.releases.push(serde_json::from_str(&line).unwrap());
        ledger.last = super::super::super::chain::hash(line.as_bytes());
    }
    (table, joined)
}

/// Two releases: the second with its codes of findings.
fn two(first: &Told<'_>, second: &Told<'_>) -> (Table, Joined, Vec<&'static str>) {
    let home = tempfile::tempdir().unwrap();
    let mut ledger = read(&home.path().join(NAME)).unwrap();
    let (_, none) = add(&mut ledger, first);
    assert_eq!(none, Joined::default());
    let (table, joined) = add(&mut ledger, second);
    let codes = joined.findings.iter().map(|finding| finding.entry.code).collect();
    (table, joined, codes)
}

fn earlier(table: &Table) -> usize {
    table.cells.iter().filter(|cell| matches!(cell.role, Role::Earlier { .. })).count()
}

/// The needs of the window or a year of a wijk (1, 2) or buurt (3, 4, 5).
fn needs(table: &Table, node: usize, part: Part) -> Option<Needs> {
    table.cells[table.find(node, part).unwrap()].needs.clone()
}

#[test]
fn the_same_again_is_known_and_asks_nothing_new() {
    let (table, joined, codes) = two(&plain(), &plain());
    assert!(codes.is_empty() && joined.told_before.is_empty());
    assert_eq!(joined.releases, 1);
    // Only what was shown: what was hidden is the same cell, and so are the sums of all of it.
    let shown = table.cells.iter().filter(|cell| cell.needs.is_none() && cell.role != Role::Finer);
    let shown = shown.filter(|cell| !matches!(cell.role, Role::Earlier { .. })).count();
    assert_eq!(earlier(&table), shown);
    assert_eq!(table.links.len(), shown);
    assert!(table.links.iter().all(|link| (link.least, link.most) == (0, 0)));
    assert_eq!(needs(&table, 4, Part::Year(2024)), Some(1..=4)); // as by itself
}

#[test]
fn a_cell_is_found_behind_those_of_earlier_releases() {
    let (table, ..) = two(&plain(), &plain());
    for (at, cell) in table.cells.iter().enumerate() {
        if !matches!(cell.role, Role::Earlier { .. }) {
            assert_eq!(table.find(cell.node, cell.part), Some(at));
        }
    }
}

#[test]
fn a_count_that_was_shown_cannot_be_hidden_any_more() {
    // Threshold 5 hides 12 of 15 and shows it at 3.
    let units: &[_] = &[(0, 2024, 30, 70), (1, 2024, 3, 80), (2, 2024, 20, 90)];
    let first = Told { threshold: 3, units, ..plain() };
    let (table, joined, codes) = two(&first, &Told { units, ..plain() });
    assert_eq!(codes, ["D035"]);
    let buurt = table.find(4, Part::Window).unwrap();
    assert!(joined.told_before.contains(&buurt));
    assert_eq!(table.cells[buurt].needs, Some(3..=3)); // it is not shown again
    let detail = &joined.findings[0].detail;
    assert!(detail.starts_with("BU00010102 (window), BU00010102 (2024)"), "{detail}");
}

#[test]
fn a_year_that_grew_by_a_few_is_hidden() {
    let mut units = UNITS.to_vec();
    units[1] = (0, 2024, 15, 70); // six of twenty more
    units[4] = (2, 2024, 22, 100); // two of ten more
    let second = Told { until: day(2024, 12, 31), units: &units, ..plain() };
    let (table, _, codes) = two(&plain(), &second);
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(needs(&table, 1, Part::Year(2024)), None);
    assert_eq!(needs(&table, 2, Part::Year(2024)), Some(21..=24));
}

#[test]
fn that_the_city_grew_by_a_few_is_told() {
    let mut units = UNITS.to_vec();
    units[4] = (2, 2024, 22, 100);
    let second = Told { until: day(2024, 12, 31), units: &units, ..plain() };
    let (_, joined, codes) = two(&plain(), &second);
    assert_eq!(codes, ["D035"]);
    assert!(joined.told_before.contains(&0), "{joined:?}");
    assert!(joined.findings[0].detail.starts_with("Toytown (window)"), "{joined:?}");
}

#[test]
fn a_year_that_grew_by_many_is_shown() {
    let mut units = UNITS.to_vec();
    units[4] = (2, 2024, 26, 110); // six of twenty
    let second = Told { until: day(2024, 12, 31), units: &units, ..plain() };
    let (table, _, codes) = two(&plain(), &second);
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(needs(&table, 2, Part::Year(2024)), None);
    let grown = table.links.iter().filter(|link| (link.least, link.most) == (0, 20));
    assert!(grown.count() > 0);
}

#[test]
fn a_corrected_count_that_differs_by_a_few_is_hidden() {
    let mut units = UNITS.to_vec();
    units[1] = (0, 2024, 15, 60);
    units[4] = (2, 2024, 18, 87); // three placements were none
    let (table, _, codes) = two(&plain(), &Told { units: &units, ..plain() });
    assert!(codes.contains(&"D036"), "{codes:?}");
    assert_eq!(needs(&table, 2, Part::Year(2024)), Some(16..=19));
    assert_eq!(needs(&table, 1, Part::Year(2024)), None);
    units[4] = (2, 2024, 18, 90); // two that were no urgent ones
    let (table, _, codes) = two(&plain(), &Told { units: &units, ..plain() });
    assert!(codes.contains(&"D036"), "{codes:?}");
    assert_eq!(needs(&table, 2, Part::Year(2024)), Some(16..=19));
    units[4] = (2, 2024, 28, 90); // eight more
    let (table, _, codes) = two(&plain(), &Told { units: &units, ..plain() });
    assert!(codes.contains(&"D036"), "{codes:?}");
    assert_eq!(needs(&table, 2, Part::Year(2024)), None);
}

#[test]
fn areas_with_other_codes_are_not_linked() {
    let second = Told { buurten: ["BU00010101", "BU00010103", "BU00010201"], ..plain() };
    let (_, joined, codes) = two(&plain(), &second);
    assert_eq!(codes, ["D037"]);
    assert_eq!((joined.findings[0].count, &joined.findings[0].detail[..]), (1, "BU00010102"));
}

#[test]
fn another_definition_is_not_compared() {
    let (table, joined, codes) = two(&plain(), &Told { definition: "urgent or not", ..plain() });
    assert_eq!((codes, earlier(&table), joined.releases), (vec!["D038"], 0, 0));
    assert_eq!(joined.findings[0].rows, [1]);
}

#[test]
fn another_city_is_not_compared() {
    let buurten = ["BU00020101", "BU00020102", "BU00020201"];
    let (table, ..) = two(&plain(), &Told { name: "Elsewhere", buurten, ..plain() });
    // The wijken have the same codes, and the city is another.
    let of_city = |at: usize| table.cells[at].node == 0;
    assert!(!table.links.iter().any(|link| of_city(link.later)));
}

#[test]
fn the_same_ledger_gives_the_same_table() {
    let mut units = UNITS.to_vec();
    units[3] = (1, 2024, 6, 52);
    let second = Told { until: day(2024, 12, 31), units: &units, ..plain() };
    let one = two(&plain(), &second);
    let other = two(&plain(), &second);
    assert_eq!((one.0, one.1), (other.0, other.1));
}
