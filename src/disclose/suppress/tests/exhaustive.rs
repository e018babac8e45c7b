//! An attacker who tries every table in whole numbers, with no linear program and nothing of the search; on
//! tables of all kinds, with earlier releases.

use super::*;
use crate::disclose::table::{Link, Sum};

/// Of each cell the least and the most that it may be.
type Ends = Vec<(i64, i64)>;

/// Narrows the ends by what adds up and by the links until nothing changes; whether anything is left.
fn narrow(table: &Table, ends: &mut Ends) -> bool {
    let mut changes = true;
    while changes {
        changes = false;
        let mut limit = |ends: &mut Ends, at: usize, least: i64, most: i64| {
            let now = (ends[at].0.max(least), ends[at].1.min(most));
            changes |= now != ends[at];
            ends[at] = now;
        };
        for Sum { whole, parts } in &table.sums {
            let least: i64 = parts.iter().map(|&part| ends[part].0).sum();
            let most: i64 = parts.iter().map(|&part| ends[part].1).sum();
            limit(ends, *whole, least, most);
            let whole = ends[*whole];
            for &part in parts {
                let own = ends[part];
                limit(ends, part, whole.0 - (most - own.1), whole.1 - (least - own.0));
            }
        }
        for &Link { later, earlier, least, most } in &table.links {
            let (of_later, of_earlier) = (ends[later], ends[earlier]);
            limit(ends, later, of_earlier.0 + least, of_earlier.1 + most);
            limit(ends, earlier, of_later.0 - most, of_later.1 - least);
        }
        if ends.iter().any(|(least, most)| least > most) {
            return false;
        }
    }
    true
}

/// Whether there is a table within these ends: every count of every open cell is tried.
fn any_table(table: &Table, mut ends: Ends) -> bool {
    if !narrow(table, &mut ends) {
        return false;
    }
    let open = (0..ends.len()).filter(|&at| ends[at].0 < ends[at].1);
    let Some(cell) = open.min_by_key(|&at| ends[at].1 - ends[at].0) else { return true };
    (ends[cell].0..=ends[cell].1).any(|count| {
        let mut with = ends.clone();
        with[cell] = (count, count);
        any_table(table, with)
    })
}

/// What a reader sees of each cell.
fn seen(table: &Table, pattern: &Pattern) -> Ends {
    let of = |(cell, fate): (&crate::disclose::table::TableCell, &Fate)| match (cell.role, fate) {
        (Role::Earlier { least, most }, _) => (i64::from(least), i64::from(most)),
        (_, Fate::Shown) => (i64::from(cell.count), i64::from(cell.count)),
        _ => (0, i64::from(cell.out_of)),
    };
    table.cells.iter().zip(&pattern.cells).map(of).collect()
}

/// The first cell of which a count that must stay possible is not.
fn first_broken(table: &Table, seen: &Ends) -> Option<usize> {
    let broken = |at: usize| {
        let Some(needs) = &table.cells[at].needs else { return false };
        let (mut low, mut high) = (seen.clone(), seen.clone());
        low[at].1 = low[at].1.min(i64::from(*needs.start()));
        high[at].0 = high[at].0.max(i64::from(*needs.end()));
        !any_table(table, low) || !any_table(table, high)
    };
    (0..table.cells.len()).find(|&at| broken(at))
}

fn all_hidden(table: &Table) -> Pattern {
    let of = |cell: &crate::disclose::table::TableCell| match cell.role {
        Role::City => Fate::Shown,
        _ => Fate::Finer,
    };
    Pattern { cells: table.cells.iter().map(of).collect() }
}

/// Adds a cell of an earlier release, which stands within `slack` of its count.
fn earlier(table: &mut Table, node: usize, count: u32, out_of: u32, slack: u32) -> usize {
    table.cells.push(crate::disclose::table::TableCell {
        node,
        part: Part::Window,
        role: Role::Earlier {
            least: count.saturating_sub(slack),
            most: (count + slack).min(out_of),
        },
        count,
        out_of,
        needs: None,
    });
    table.cells.len() - 1
}

/// Cells of an area of an earlier release, by what to sum and how much is known; see [`with_past`].
type Former = (Vec<prop::sample::Index>, u32);
/// A cell that is linked to one of an earlier release: which, how many fewer it was then, and how much is known.
type Linked = (prop::sample::Index, u32, u32);

/// Adds areas that there are no more, each the sum of some finest areas of now, and shorter windows.
fn with_past(table: &mut Table, former: &[Former], linked: &[Linked]) {
    let n_own = table.cells.len();
    let finest = table.nodes.last().and_then(|node| node.level);
    let of_finest: Vec<usize> = (0..n_own)
        .filter(|&at| {
            let cell = &table.cells[at];
            table.nodes[cell.node].level == finest && cell.part == Part::Window
        })
        .collect();
    for (which, slack) in former {
        let mut parts: Vec<usize> = which.iter().map(|index| *index.get(&of_finest)).collect();
        parts.sort_unstable();
        parts.dedup();
        let total = |of: &dyn Fn(usize) -> u32| parts.iter().map(|&part| of(part)).sum::<u32>();
        let count = total(&|at| table.cells[at].count);
        let out_of = total(&|at| table.cells[at].out_of);
        let whole = earlier(table, 0, count, out_of, *slack);
        table.sums.push(Sum { whole, parts });
    }
    for (which, fewer, slack) in linked {
        let later = which.index(n_own);
        let cell = table.cells[later].clone();
        let fewer = (*fewer).min(cell.count);
        let out_of = cell.out_of - fewer;
        let earlier = earlier(table, cell.node, cell.count - fewer, out_of, *slack);
        table.links.push(Link { later, earlier, least: 0, most: i64::from(fewer) });
    }
}

fn check(table: &Table, t: u32) -> Result<(), TestCaseError> {
    prop_assume!(table.cells.first().is_some_and(|city| city.needs.is_none()));
    match suppress(table, Policy::Threshold(t), &shown(table)) {
        Ok(pattern) => {
            let broken = first_broken(table, &seen(table, &pattern));
            prop_assert_eq!(broken, None, "{:?}\n{:?}", table, pattern);
            prop_assert_eq!(pattern.cells[0], Fate::Shown);
            let any_unsafe = table.cells.iter().any(|cell| cell.needs.is_some());
            prop_assert!(any_unsafe || !pattern.cells.contains(&Fate::Secondary));
            for (cell, fate) in table.cells.iter().zip(&pattern.cells) {
                let own = matches!(cell.role, Role::Published | Role::City);
                prop_assert_eq!(own, *fate != Fate::Finer);
                prop_assert_eq!(own && cell.needs.is_some(), *fate == Fate::Primary);
            }
        }
        // Then it is so with everything hidden but the city.
        Err(_) => prop_assert!(first_broken(table, &seen(table, &all_hidden(table))).is_some()),
    }
    Ok(())
}

/// Trees of one to four levels, in which many areas hold one other alone.
fn trees() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0_usize..3, 1..4), 1..5)
}

fn units() -> impl Strategy<Value = Vec<Unit>> {
    let corporation = prop_oneof![Just(None), (0_u32..3).prop_map(Some)];
    let few = || prop_oneof![Just(0_u32), 1_u32..4, 3_u32..7];
    prop::collection::vec((0_usize..4, 2023_i32..2026, corporation, few(), few()), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn areas_by_years_and_corporations(
        levels in trees(),
        units in units(),
        years in prop::option::of(0_usize..4),
        corporations in prop::option::of(0_usize..4),
        t in 2_u32..4,
    ) {
        let table = table(&levels, &units, Depth { years, corporations }, Policy::Threshold(t));
        check(&table, t)?;
    }

    #[test]
    fn together_with_earlier_releases(
        levels in trees(),
        units in units(),
        years in prop::option::of(0_usize..4),
        former in prop::collection::vec(
            (prop::collection::vec(any::<prop::sample::Index>(), 1..4), 0_u32..2), 0..3),
        linked in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..3, 0_u32..2), 0..3),
        t in 2_u32..4,
    ) {
        let depth = Depth { years, corporations: None };
        let units: Vec<Unit> = units.into_iter().map(|unit| (unit.0, unit.1, None, unit.3, unit.4)).collect();
        let mut table = table(&levels, &units, depth, Policy::Threshold(t));
        prop_assume!(!table.cells.is_empty());
        with_past(&mut table, &former, &linked);
        check(&table, t)?;
    }
}

#[test]
fn an_area_that_is_no_more_gives_no_buurt_away() {
    // Two wijken of two and one buurten. The buurt with 3 was in one area with that of the other wijk, of
    // which 15 were shown then: that other buurt is to be hidden now, and with it its wijk.
    let mut table = pooled(&[vec![0, 0], vec![0, 0, 1]], &[(3, 20), (8, 30), (12, 40)]);
    let [small, other] = [3, 5].map(|node| table.find(node, Part::Window).unwrap());
    let [count, out_of] = [15, 75];
    let whole = earlier(&mut table, 0, count, out_of, 0);
    table.sums.push(Sum { whole, parts: vec![small, other] });
    let pattern = suppress(&table, FIVE, &shown(&table)).unwrap();
    assert_eq!(first_broken(&table, &seen(&table, &pattern)), None);
    assert_eq!(pattern.cells[other], Fate::Secondary);
    // And the attack finds it, were the buurt of the other wijk shown.
    let mut open = pattern;
    open.cells[other] = Fate::Shown;
    assert_eq!(first_broken(&table, &seen(&table, &open)), Some(small));
}

#[test]
fn threads_do_not_matter() {
    let table = country(2, 3);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| suppress(&table, FIVE, &shown(&table)).unwrap())
    };
    assert_eq!(with(1), with(4));
}
