use geo::MultiPolygon;
use proptest::prelude::*;

use super::*;
use crate::model::{Area, AreaCode, AreaLevel, LevelAreas};

const FIVE: Policy = Policy::Threshold(5);
const WINDOW: Part = Part::Window;

/// The city is node 0, its wijken are 1 to 3 and the buurten 4 to 7: two of the first wijk, and one of each of
/// the others.
fn areas() -> Areas {
    let area = |level, code: &str| Area {
        code: AreaCode::parse(level, code).unwrap(),
        name: code.to_owned(),
        outline: MultiPolygon::new(Vec::new()),
    };
    let level = |level, codes: &[&str]| LevelAreas {
        level,
        areas: codes.iter().map(|code| area(level, code)).collect(),
    };
    let wijken = level(AreaLevel::Wijk, &["WK003401", "WK003402", "WK003403"]);
    let buurten = ["BU00340101", "BU00340102", "BU00340201", "BU00340301"];
    let parents = [0, 0, 1, 2].map(|at: usize| wijken.areas[at].code.clone()).to_vec();
    Areas::nest(vec![wijken, level(AreaLevel::Buurt, &buurten)], &[parents]).unwrap()
}

fn tally(count: u32, out_of: u32) -> Tally {
    Tally::new(count, out_of, 0, 0).unwrap()
}

/// Nothing is counted in the last buurt; in the third one there are no placements of a known corporation.
fn counts() -> Counts {
    Counts {
        by_area: vec![tally(6, 20), tally(9, 12), tally(5, 30), tally(0, 0)],
        by_year: vec![
            (2023, 0, tally(2, 8)),
            (2023, 1, tally(9, 12)),
            (2024, 0, tally(4, 12)),
            (2024, 2, tally(5, 30)),
        ],
        by_corporation: vec![(7, 0, tally(4, 13)), (7, 1, tally(9, 12)), (8, 0, tally(1, 5))],
        ..Counts::empty(4)
    }
}

fn of(counts: &Counts, years: Option<usize>, corporations: Option<usize>) -> Table {
    Table::of(&areas(), counts, Depth { years, corporations }, FIVE)
}

/// Node, part, count, and what it is out of.
fn cells(table: &Table) -> Vec<(usize, Part, u32, u32)> {
    table.cells.iter().map(|cell| (cell.node, cell.part, cell.count, cell.out_of)).collect()
}

/// The nodes whose cell of a part has a role.
fn with_role(table: &Table, part: Part, role: Role) -> Vec<usize> {
    let has = |cell: &&TableCell| cell.part == part && cell.role == role;
    table.cells.iter().filter(has).map(|cell| cell.node).collect()
}

/// The parts of the sum to a cell that begins with a part of this node and kind.
fn parts(
    table: &Table,
    whole: (usize, Part),
    is_part: impl Fn(&TableCell) -> bool,
) -> Vec<(usize, Part)> {
    let whole = table.find(whole.0, whole.1).unwrap();
    let sums = table.sums.iter().filter(|sum| sum.whole == whole);
    let of_kind: Vec<&Sum> = sums.filter(|sum| is_part(&table.cells[sum.parts[0]])).collect();
    let [sum] = of_kind[..] else { panic!("{} sums", of_kind.len()) };
    sum.parts.iter().map(|&at| (table.cells[at].node, table.cells[at].part)).collect()
}

#[test]
fn the_city_comes_first_and_each_node_behind_the_one_that_holds_it() {
    let table = of(&counts(), None, None);
    let parents: Vec<Option<usize>> = table.nodes.iter().map(|node| node.parent).collect();
    assert_eq!(parents, [None, Some(0), Some(0), Some(0), Some(1), Some(1), Some(2), Some(3)]);
    let places: Vec<(Option<usize>, usize)> =
        table.nodes.iter().map(|node| (node.level, node.area)).collect();
    let (wijk, buurt) = (Some(0), Some(1));
    assert_eq!(places[..4], [(None, 0), (wijk, 0), (wijk, 1), (wijk, 2)]);
    assert_eq!(places[4..], [(buurt, 0), (buurt, 1), (buurt, 2), (buurt, 3)]);
}

#[test]
fn cells_count_areas_years_corporations_and_the_rest_without_a_corporation() {
    let (y23, y24) = (Part::Year(2023), Part::Year(2024));
    let corporation = |number| Part::Corporation(Some(number));
    let rest = Part::Corporation(None);
    let expected = [
        (0, WINDOW, 20, 62),
        (0, y23, 11, 20),
        (0, y24, 9, 42),
        (0, rest, 6, 32), // 1 of 2 in the first buurt, 5 of 30 in the third
        (0, corporation(7), 13, 25),
        (0, corporation(8), 1, 5),
        (1, WINDOW, 15, 32),
        (1, y23, 11, 20),
        (1, y24, 4, 12),
        (1, rest, 1, 2),
        (1, corporation(7), 13, 25),
        (1, corporation(8), 1, 5),
        (2, WINDOW, 5, 30),
        (2, y24, 5, 30),
        (2, rest, 5, 30),
        (4, WINDOW, 6, 20),
        (4, y23, 2, 8),
        (4, y24, 4, 12),
        (4, rest, 1, 2),
        (4, corporation(7), 4, 13),
        (4, corporation(8), 1, 5),
        (5, WINDOW, 9, 12),
        (5, y23, 9, 12),
        (5, corporation(7), 9, 12), // of all its placements the corporation is known
        (6, WINDOW, 5, 30),
        (6, y24, 5, 30),
        (6, rest, 5, 30),
    ];
    assert_eq!(cells(&of(&counts(), None, None)), expected);
}

#[test]
fn without_any_corporation_there_is_no_rest() {
    let counts = Counts { by_corporation: Vec::new(), ..counts() };
    let table = of(&counts, None, None);
    assert!(!table.cells.iter().any(|cell| matches!(cell.part, Part::Corporation(_))));
    assert_eq!(table.cells.len(), 5 + 6 + 7 - 3);
}

#[test]
fn roles_follow_the_depth_of_each_part() {
    let (y24, of_7) = (Part::Year(2024), Part::Corporation(Some(7)));
    for (years, shown, finer) in [
        (None, vec![0], vec![1, 2, 4, 6]),
        (Some(0), vec![0, 1, 2], vec![4, 6]),
        (Some(1), vec![0, 1, 2, 4, 6], vec![]),
    ] {
        let table = of(&counts(), years, None);
        assert_eq!(with_role(&table, y24, Role::Published), shown);
        assert_eq!(with_role(&table, y24, Role::Finer), finer);
    }
    for (corporations, shown, finer) in [
        (None, vec![0], vec![1, 4, 5]),
        (Some(0), vec![0, 1], vec![4, 5]),
        (Some(1), vec![0, 1, 4, 5], vec![]),
    ] {
        let table = of(&counts(), None, corporations);
        assert_eq!(with_role(&table, of_7, Role::Published), shown);
        assert_eq!(with_role(&table, of_7, Role::Finer), finer);
        // Of whom is not known is never shown.
        assert_eq!(with_role(&table, Part::Corporation(None), Role::Finer), [0, 1, 2, 4, 6]);
    }
    let table = of(&counts(), None, None);
    assert_eq!(with_role(&table, WINDOW, Role::City), [0]);
    assert_eq!(with_role(&table, WINDOW, Role::Published), [1, 2, 4, 5, 6]);
}

#[test]
fn windows_are_the_sums_of_areas_of_years_and_of_corporations() {
    let table = of(&counts(), None, None);
    let is_year = |cell: &TableCell| matches!(cell.part, Part::Year(_));
    let is_of_corporation = |cell: &TableCell| matches!(cell.part, Part::Corporation(_));
    let is_window = |cell: &TableCell| cell.part == WINDOW;
    let (y23, y24) = (Part::Year(2023), Part::Year(2024));
    let [rest, of_7, of_8] = [None, Some(7), Some(8)].map(Part::Corporation);
    assert_eq!(parts(&table, (0, WINDOW), is_window), [(1, WINDOW), (2, WINDOW)]);
    assert_eq!(parts(&table, (0, WINDOW), is_year), [(0, y23), (0, y24)]);
    assert_eq!(parts(&table, (0, WINDOW), is_of_corporation), [(0, rest), (0, of_7), (0, of_8)]);
    assert_eq!(parts(&table, (0, y24), is_year), [(1, y24), (2, y24)]);
    assert_eq!(parts(&table, (1, y24), is_year), [(4, y24)]); // the other buurt has none of that year
    assert_eq!(parts(&table, (1, of_7), is_of_corporation), [(4, of_7), (5, of_7)]);
    assert_eq!(parts(&table, (5, WINDOW), is_of_corporation), [(5, of_7)]);
}

#[test]
fn a_wijk_of_one_buurt_is_its_sum() {
    let table = of(&counts(), None, None);
    let of_wijk: Vec<_> = cells(&table).into_iter().filter(|cell| cell.0 == 2).collect();
    let of_buurt = cells(&table).into_iter().filter(|cell| cell.0 == 6);
    assert_eq!(of_wijk, of_buurt.map(|cell| (2, cell.1, cell.2, cell.3)).collect::<Vec<_>>());
    assert_eq!(parts(&table, (2, WINDOW), |cell| cell.node == 6), [(6, WINDOW)]);
}

#[test]
fn an_area_with_nothing_to_count_has_no_cells_and_is_in_no_sum() {
    let table = of(&counts(), Some(1), Some(1));
    for node in [3, 7] {
        assert!(table.cells.iter().all(|cell| cell.node != node));
        assert_eq!(table.find(node, WINDOW), None);
        assert!(table.of_node(node).is_empty());
    }
    let empty = of(&Counts::empty(4), None, None);
    assert_eq!((empty.nodes.len(), empty.cells.len(), empty.sums.len()), (8, 0, 0));
}

#[test]
fn needs_are_those_of_the_rule() {
    let table = of(&counts(), None, None);
    for cell in &table.cells {
        assert_eq!(cell.needs, FIVE.needs(cell.count, cell.out_of));
    }
    let needs = |node, part| table.cells[table.find(node, part).unwrap()].needs.clone();
    assert_eq!(needs(0, WINDOW), None);
    assert_eq!(needs(0, Part::Corporation(Some(8))), Some(1..=4));
    assert_eq!(needs(5, WINDOW), Some(8..=11)); // all but three of twelve
}

#[test]
fn cells_of_earlier_releases_are_not_found() {
    let mut table = of(&counts(), None, None);
    let own = table.cells.len();
    let role = Role::Earlier { least: 0, most: 9 };
    table.cells.push(TableCell { role, ..table.cells[0].clone() });
    assert_eq!(table.find(0, WINDOW), Some(0));
    assert_eq!(table.of_node(0), 0..6);
    assert_eq!(table.of_node(6), own - 3..own);
}

#[test]
fn the_city_alone_is_one_cell_or_none() {
    let table = Table::of_city(tally(20, 62), FIVE);
    assert_eq!(cells(&table), [(0, WINDOW, 20, 62)]);
    assert_eq!(table.cells[0].role, Role::City);
    assert!(table.sums.is_empty());
    assert!(Table::of_city(tally(0, 0), FIVE).cells.is_empty());
}

/// Per buurt, by year and corporation: how many of how many.
fn units() -> impl Strategy<Value = Vec<(usize, i32, Option<u32>, u32, u32)>> {
    let unit = (0_usize..4, 2022_i32..2025, prop::option::of(1_u32..4), 0_u32..6, 0_u32..6);
    prop::collection::vec(unit, 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_sums_hold_and_each_cell_is_in_those_of_its_area_and_window(units in units()) {
        let mut counts = Counts::empty(4);
        let mut by_year: BTreeMap<(i32, u32), Tally> = BTreeMap::new();
        let mut by_corporation: BTreeMap<(u32, u32), Tally> = BTreeMap::new();
        for &(area, year, corporation, count, others) in &units {
            let tally = tally(count, count + others);
            counts.by_area[area] += tally;
            *by_year.entry((year, area as u32)).or_default() += tally;
            if let Some(number) = corporation {
                *by_corporation.entry((number, area as u32)).or_default() += tally;
            }
        }
        counts.by_year = by_year.into_iter().map(|(of, tally)| (of.0, of.1, tally)).collect();
        let by_corporation = by_corporation.into_iter();
        counts.by_corporation = by_corporation.map(|(of, tally)| (of.0, of.1, tally)).collect();
        let table = of(&counts, Some(0), None);
        let mut n_sums = vec![0; table.cells.len()];
        for sum in &table.sums {
            let add = |of: fn(&TableCell) -> u32| sum.parts.iter().map(|&at| of(&table.cells[at])).sum::<u32>();
            prop_assert_eq!(add(|cell| cell.count), table.cells[sum.whole].count);
            prop_assert_eq!(add(|cell| cell.out_of), table.cells[sum.whole].out_of);
            sum.parts.iter().for_each(|&at| n_sums[at] += 1);
        }
        for (cell, n_sums) in table.cells.iter().zip(n_sums) {
            prop_assert!(cell.out_of > 0);
            prop_assert_eq!(n_sums, u32::from(cell.node > 0) + u32::from(cell.part != WINDOW));
        }
    }
}
