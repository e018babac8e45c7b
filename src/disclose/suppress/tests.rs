mod exhaustive;

use proptest::prelude::*;

use super::*;
use crate::disclose::attack::{System, attack};
use crate::disclose::table::{Depth, Node, Part};
use crate::measure::Counts;
use crate::model::Tally;

const FIVE: Policy = Policy::Threshold(5);

/// A tree: per level, coarse to fine, the position of each area's holder in the level above.
fn tree(levels: &[Vec<usize>]) -> Vec<Node> {
    let mut nodes = vec![Node { parent: None, level: None, area: 0 }];
    let mut above = 0..1;
    for (level, holders) in levels.iter().enumerate() {
        let first = nodes.len();
        nodes.extend(holders.iter().enumerate().map(|(area, holder)| Node {
            parent: Some(above.start + holder % above.len()),
            level: Some(level),
            area,
        }));
        above = first..nodes.len();
    }
    nodes
}

/// Units of a finest area, a year and a corporation: how many count, and how many others there are.
type Unit = (usize, i32, Option<u32>, u32, u32);

fn table(levels: &[Vec<usize>], units: &[Unit], depth: Depth, policy: Policy) -> Table {
    let n_areas = levels.last().unwrap().len();
    let units = units.iter().map(|&(area, year, corporation, count, others)| {
        let tally = Tally::new(count, count + others, 0, 0).unwrap();
        ((area % n_areas) as u32, corporation, Some(year.into()), tally)
    });
    Table::over(tree(levels), &Counts::of(n_areas, units), depth, policy)
}

/// Units of one year and of no corporation, one for each area.
fn pooled(levels: &[Vec<usize>], counts: &[(u32, u32)]) -> Table {
    let units: Vec<Unit> = (0..)
        .zip(counts)
        .map(|(area, &(count, others))| (area, 2025, None, count, others))
        .collect();
    table(levels, &units, Depth { years: None, corporations: None }, FIVE)
}

fn shown(table: &Table) -> Vec<u32> {
    table.cells.iter().map(|cell| cell.count).collect()
}

/// What everything that is shown leaves of each cell.
fn attacked(table: &Table, pattern: &Pattern) -> Vec<(i64, i64)> {
    let bounds = table.cells.iter().zip(&pattern.cells).map(|(cell, fate)| match fate {
        Fate::Shown => (i64::from(cell.count), i64::from(cell.count)),
        _ => (0, i64::from(cell.out_of)),
    });
    let system = System { bounds: bounds.collect(), sums: table.sums.clone(), links: Vec::new() };
    attack(&system).unwrap()
}

fn is_safe(table: &Table, pattern: &Pattern) -> bool {
    table.cells.iter().zip(attacked(table, pattern)).all(|(cell, (least, most))| {
        cell.needs.as_ref().is_none_or(|needs| {
            least <= i64::from(*needs.start()) && most >= i64::from(*needs.end())
        })
    })
}

fn fates(table: &Table, levels: &[usize]) -> Vec<Fate> {
    let pattern = suppress(table, FIVE, &shown(table)).unwrap();
    levels.iter().map(|&node| pattern.cells[table.find(node, Part::Window).unwrap()]).collect()
}

#[test]
fn without_an_unsafe_cell_nothing_is_hidden() {
    let table = pooled(&[vec![0, 0], vec![0, 0, 1]], &[(9, 20), (0, 30), (12, 40)]);
    let pattern = suppress(&table, FIVE, &shown(&table)).unwrap();
    assert!(
        table
            .cells
            .iter()
            .zip(&pattern.cells)
            .all(|(cell, fate)| { *fate == Fate::Shown || cell.role == Role::Finer })
    );
}

#[test]
fn a_small_count_takes_the_smallest_beside_it_along() {
    // Of the first wijk the buurt with 3, and of the others the one with 6, not that with 20.
    let table = pooled(&[vec![0, 0], vec![0, 0, 0, 1]], &[(3, 20), (20, 30), (6, 30), (12, 40)]);
    let found = fates(&table, &[0, 1, 2, 3, 4, 5, 6]);
    use Fate::{Primary, Secondary, Shown};
    assert_eq!(found, [Shown, Shown, Shown, Primary, Shown, Secondary, Shown]);
}

#[test]
fn a_wijk_of_one_buurt_is_hidden_with_it() {
    let table = pooled(&[vec![0, 0, 0], vec![0, 1, 2, 2]], &[(3, 20), (9, 30), (50, 90), (60, 90)]);
    let found = fates(&table, &[0, 1, 2, 3, 4, 5, 6, 7]);
    use Fate::{Primary, Secondary, Shown};
    assert_eq!(found, [Shown, Primary, Secondary, Shown, Primary, Secondary, Shown, Shown]);
}

#[test]
fn what_the_city_alone_gives_away_cannot_be_protected() {
    // Four of many and one of one: with five in all the first is four or five.
    let table = pooled(&[vec![0, 0]], &[(4, 46), (1, 0)]);
    assert!(suppress(&table, FIVE, &shown(&table)).is_err());
}

fn trees() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop_oneof![
        prop::collection::vec(Just(0), 1..5).prop_map(|buurten| vec![buurten]),
        (prop::collection::vec(0_usize..1, 1..4), prop::collection::vec(0_usize..4, 1..7))
            .prop_map(|(wijken, buurten)| vec![wijken, buurten]),
        (
            prop::collection::vec(0_usize..1, 1..3),
            prop::collection::vec(0_usize..3, 1..4),
            prop::collection::vec(0_usize..4, 1..8)
        )
            .prop_map(|(stadsdelen, wijken, buurten)| vec![stadsdelen, wijken, buurten]),
    ]
}

fn units(n: usize) -> impl Strategy<Value = Vec<Unit>> {
    let count = prop_oneof![Just(0_u32), 1_u32..5, 5_u32..25];
    let others = prop_oneof![Just(0_u32), 1_u32..5, 5_u32..40];
    let corporation = prop_oneof![Just(None), (0_u32..2).prop_map(Some)];
    prop::collection::vec((0_usize..8, 2023_i32..2026, corporation, count, others), 1..n)
}

/// Every table in whole numbers that adds up, cell by cell: nothing of the search is used.
fn by_enumeration(table: &Table, pattern: &Pattern) -> Vec<(u32, u32)> {
    fn walk(table: &Table, open: &[usize], values: &mut Vec<u32>, ends: &mut [(u32, u32)]) {
        let Some((&cell, rest)) = open.split_first() else {
            let adds_up = |sum: &crate::disclose::table::Sum| {
                sum.parts.iter().map(|&part| values[part]).sum::<u32>() == values[sum.whole]
            };
            if table.sums.iter().all(adds_up) {
                for (end, &value) in ends.iter_mut().zip(values.iter()) {
                    *end = (end.0.min(value), end.1.max(value));
                }
            }
            return;
        };
        for value in 0..=table.cells[cell].out_of {
            values[cell] = value;
            walk(table, rest, values, ends);
        }
    }
    let open: Vec<usize> =
        (0..table.cells.len()).filter(|&at| pattern.cells[at] != Fate::Shown).collect();
    let mut values: Vec<u32> = table.cells.iter().map(|cell| cell.count).collect();
    let mut ends: Vec<(u32, u32)> = values.iter().map(|&value| (value, value)).collect();
    walk(table, &open, &mut values, &mut ends);
    ends
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_suppression_no_promise_is_broken(
        levels in trees(),
        units in units(14),
        years in prop::option::of(0_usize..3),
        corporations in prop::option::of(0_usize..3),
        t in 3_u32..8,
    ) {
        let table = table(&levels, &units, Depth { years, corporations }, Policy::Threshold(t));
        let city = table.cells.iter().position(|cell| cell.role == Role::City);
        prop_assume!(city.is_some_and(|at| table.cells[at].needs.is_none()));
        let Ok(pattern) = suppress(&table, Policy::Threshold(t), &shown(&table)) else {
            // Then it is so with everything hidden but the city.
            let all = table.cells.iter().map(|cell| match cell.role {
                Role::City => Fate::Shown,
                _ => Fate::Finer,
            });
            let all = Pattern { cells: all.collect() };
            prop_assert!(!is_safe(&table, &all));
            return Ok(());
        };
        prop_assert!(is_safe(&table, &pattern));
        prop_assert_eq!(pattern.cells[city.unwrap()], Fate::Shown);
        let unsafe_cells = table.cells.iter().any(|cell| cell.needs.is_some());
        prop_assert!(unsafe_cells || !pattern.cells.contains(&Fate::Secondary));
    }

    #[test]
    fn an_attacker_who_tries_every_table_finds_nothing(
        wijken in prop::collection::vec(0_usize..2, 2..4),
        counts in prop::collection::vec((0_u32..7, 0_u32..7), 2..5),
    ) {
        let holders = (0..counts.len()).collect();
        let table = pooled(&[wijken, holders], &counts);
        prop_assume!(table.cells.first().is_some_and(|city| city.needs.is_none()));
        let Ok(mut pattern) = suppress(&table, FIVE, &shown(&table)) else { return Ok(()) };
        // One year and no corporation: those cells are the areas over again.
        let mut whole = table.clone();
        let keep: Vec<usize> =
            (0..table.cells.len()).filter(|&at| table.cells[at].part == Part::Window).collect();
        whole.cells = keep.iter().map(|&at| table.cells[at].clone()).collect();
        pattern.cells = keep.iter().map(|&at| pattern.cells[at]).collect();
        let new = |at: usize| keep.iter().position(|&old| old == at);
        whole.sums = table.sums.iter().filter_map(|sum| {
            let parts: Option<Vec<usize>> = sum.parts.iter().map(|&at| new(at)).collect();
            Some(crate::disclose::table::Sum { whole: new(sum.whole)?, parts: parts? })
        }).collect();
        for (cell, (least, most)) in whole.cells.iter().zip(by_enumeration(&whole, &pattern)) {
            if let Some(needs) = &cell.needs {
                prop_assert!(least <= *needs.start() && most >= *needs.end(), "{cell:?}: {least} to {most}");
            }
        }
    }

    #[test]
    fn rounded_numbers_keep_the_promises_too(
        levels in trees(),
        units in units(14),
        years in prop::option::of(0_usize..3),
        seed in any::<u64>(),
    ) {
        let depth = Depth { years, corporations: None };
        let units: Vec<Unit> = units.into_iter().map(|unit| (unit.0, unit.1, None, unit.3 * 3, unit.4 * 3)).collect();
        let table = table(&levels, &units, depth, Policy::SevenFive);
        prop_assume!(table.cells.first().is_some_and(|city| city.needs.is_none()));
        let hidden = crate::disclose::protected::hide(&table, Policy::SevenFive, seed);
        let Some((fates, rounded)) = hidden else { return Ok(()) };
        let bounds = table.cells.iter().enumerate().map(|(at, cell)| match fates[at] {
            Fate::Shown => {
                let possible = Policy::SevenFive.possible(rounded[at], cell.out_of);
                (i64::from(*possible.start()), i64::from(*possible.end()))
            }
            _ => (0, i64::from(cell.out_of)),
        });
        let system = System { bounds: bounds.collect(), sums: table.sums.clone(), links: Vec::new() };
        for (cell, (least, most)) in table.cells.iter().zip(attack(&system).unwrap()) {
            if let Some(needs) = &cell.needs {
                prop_assert!(least <= i64::from(*needs.start()) && most >= i64::from(*needs.end()));
            }
        }
    }
}

/// A country: municipalities with ten wijken of four buurten each.
fn country(n: usize, years: i32) -> Table {
    let wijken: Vec<usize> = (0..10 * n).map(|at| at / 10).collect();
    let buurten: Vec<usize> = (0..40 * n).map(|at| at / 4).collect();
    let mix = |at: usize, year: i32| {
        (at.wrapping_mul(2_654_435_761) >> 7).wrapping_add(year as usize * 7919)
    };
    let units: Vec<Unit> = (0..40 * n)
        .flat_map(|at| {
            (0..years).map(move |year| {
                let mixed = mix(at, year);
                let count = (mixed % 13).saturating_sub(6) as u32; // seldom more than none
                (at, 2023 + year, None, count, 12 + (mixed / 13 % 30) as u32)
            })
        })
        .collect();
    let depth = Depth { years: (years > 1).then_some(1), corporations: None };
    table(&[vec![0; n], wijken, buurten], &units, depth, FIVE)
}

#[test]
#[ignore = "takes its time unless optimised: cargo test --release -- --ignored a_country"]
fn a_country_takes_seconds() {
    for years in [1, 3] {
        let table = country(360, years);
        let start = std::time::Instant::now();
        let pattern = suppress(&table, FIVE, &shown(&table)).unwrap();
        let taken = start.elapsed();
        let count = |fate| pattern.cells.iter().filter(|&&found| found == fate).count();
        println!(
            "{years} years: {} cells, {} primary, {} secondary, {taken:.1?}",
            table.cells.len(),
            count(Fate::Primary),
            count(Fate::Secondary)
        );
        let start = std::time::Instant::now();
        assert!(is_safe(&table, &pattern));
        println!("  attacked in {:.1?}", start.elapsed());
    }
}
