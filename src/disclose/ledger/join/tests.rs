//! Releases one after the other, and a reader who tries every count that agrees with all of them.

mod reader;
mod told;

use proptest::prelude::*;

use super::super::tests::{city, day};
use super::super::{Indicated, Release, line};
use super::component::{Rows, components};
use super::*;
use crate::disclose::attack::attack;
use crate::disclose::suppress::{Fate, suppress};
use crate::disclose::table::{Depth, Part, Role, TableCell};
use crate::measure::{Counts, Period};
use crate::model::{Areas, Tally};
use reader::{Mask, Persons, Reader, SLICES};

/// Three buurten in two wijken.
pub(super) const BUURTEN: usize = 3;

/// Persons by buurt and slice of time: so many urgent ones, of so many.
#[derive(Debug, Clone, Copy)]
struct Town {
    count: [[u32; SLICES]; BUURTEN],
    out_of: [[u32; SLICES]; BUURTEN],
}

/// Who chooses what is hidden.
#[derive(Debug, Clone, Copy, PartialEq)]
enum By {
    /// As little as can be, each cell in turn: the first ones are shown.
    Turns,
    /// The same from the last one.
    TurnsBackwards,
    /// The program.
    Suppress,
}

/// What one release is about.
#[derive(Debug, Clone, Copy)]
struct Plan {
    town: Town,
    /// First and last slice of its window.
    window: (usize, usize),
    policy: Policy,
    depth: Depth,
    by: By,
}

/// A release that was made.
struct Made {
    plan: Plan,
    /// Joined with those before it.
    table: Table,
    joined: Joined,
    /// By position of the cell.
    shown: Vec<Option<u32>>,
}

fn areas() -> Areas {
    city(&[("WK000101", &["BU00010101", "BU00010102"]), ("WK000102", &["BU00010201"])])
}

/// January to March and April to December of 2023, January to September and October to December of 2024.
fn days_of(slice: usize) -> [chrono::NaiveDate; 2] {
    [
        [day(2023, 1, 1), day(2023, 3, 31)],
        [day(2023, 4, 1), day(2023, 12, 31)],
        [day(2024, 1, 1), day(2024, 9, 30)],
        [day(2024, 10, 1), day(2024, 12, 31)],
    ][slice]
}

fn year_of(slice: usize) -> i32 {
    [2023, 2023, 2024, 2024][slice]
}

fn counts(plan: &Plan) -> Counts {
    let mut units = Vec::new();
    for buurt in 0..BUURTEN {
        for slice in plan.window.0..=plan.window.1 {
            let (count, out_of) = (plan.town.count[buurt][slice], plan.town.out_of[buurt][slice]);
            let tally = Tally::new(count, out_of, 0, 0).unwrap();
            units.push((buurt as u32, None, Some(Period::from(year_of(slice))), tally));
        }
    }
    Counts::of(BUURTEN, units)
}

/// Whether all needs of a table are kept where this is shown of it.
fn is_kept(table: &Table, shown: &[Option<u32>], policy: Policy) -> bool {
    let bounds = |(at, cell): (usize, &TableCell)| match (cell.role, shown.get(at)) {
        (Role::Earlier { least, most }, _) => (i64::from(least), i64::from(most)),
        (_, Some(Some(count))) => {
            let possible = policy.possible(*count, cell.out_of);
            (i64::from(*possible.start()), i64::from(*possible.end()))
        }
        _ => (0, i64::from(cell.out_of)),
    };
    let bounds: Vec<(i64, i64)> = table.cells.iter().enumerate().map(bounds).collect();
    let needs = |at: usize| {
        let needs = table.cells[at].needs.as_ref();
        needs.map(|needs| (i64::from(*needs.start()), i64::from(*needs.end())))
    };
    let holds = |at: usize, (least, most): (i64, i64)| {
        needs(at).is_none_or(|(start, end)| least <= start && end <= most)
    };
    let parts = components(&bounds, &table.sums, &table.links);
    let mut known = bounds.iter().enumerate().filter(|(_, (least, most))| least == most);
    known.all(|(at, bounds)| holds(at, *bounds))
        && parts.iter().all(|part| {
            let rows = Rows::of(part, &bounds, &table.sums, &table.links, &part.links).unwrap();
            let end = |position, at, weight| rows.counts(&[(at, weight)]).unwrap()[position];
            let asked = || part.cells.iter().enumerate().filter(|(_, at)| needs(**at).is_some());
            asked().all(|(_, &at)| holds(at, rows.narrowed(at)))
                && asked().all(|(position, &at)| {
                    let least = end(position, at, 1.0);
                    holds(at, (least, end(position, at, -1.0)))
                })
        })
}

/// Hides as little as it can, one cell after the other: `None` where the city alone tells too much.
fn hide(table: &Table, plan: &Plan) -> Option<Vec<Option<u32>>> {
    if plan.by == By::Suppress {
        let counts: Vec<u32> = table.cells.iter().map(|cell| cell.count).collect();
        let fates = suppress(table, plan.policy, &counts).ok()?.cells;
        let own = table.cells.iter().zip(fates);
        let own = own.filter(|(cell, _)| !matches!(cell.role, Role::Earlier { .. }));
        return Some(own.map(|(cell, fate)| (fate == Fate::Shown).then_some(cell.count)).collect());
    }
    let of_city = |cell: &TableCell| (cell.role == Role::City).then_some(cell.count);
    let own = table.cells.iter().filter(|cell| !matches!(cell.role, Role::Earlier { .. }));
    let mut shown: Vec<Option<u32>> = own.clone().map(of_city).collect();
    if !is_kept(table, &shown, plan.policy) {
        return None;
    }
    let mut order: Vec<usize> = (0..shown.len()).collect();
    if plan.by == By::TurnsBackwards {
        order.reverse();
    }
    for at in order {
        let cell = &table.cells[at];
        if cell.role == Role::Published && cell.needs.is_none() {
            shown[at] = Some(cell.count);
            if !is_kept(table, &shown, plan.policy) {
                shown[at] = None;
            }
        }
    }
    Some(shown)
}

/// Makes the releases one after the other, as far as the city can be shown at all.
fn release(plans: &[Plan]) -> Vec<Made> {
    let areas = areas();
    let mut ledger =
        Ledger { path: NAME.into(), found: false, releases: Vec::new(), last: String::new() };
    let mut made = Vec::new();
    for plan in plans {
        let window = [days_of(plan.window.0)[0], days_of(plan.window.1)[1]];
        let heading = Heading {
            name: "Toytown",
            reference_date: window[1],
            window,
            areas_year: 2024,
            areas: &areas,
            corporations: &[],
        };
        let subject = Subject { id: "urgent", definition: "urgent", policy: plan.policy };
        let mut table = Table::of(&areas, &counts(plan), plan.depth, plan.policy);
        let joined = join(&mut table, &ledger, &heading, &subject);
        agrees(&table);
        let Some(shown) = hide(&table, plan) else { break };
        let indicated = Indicated {
            id: "urgent",
            definition: "urgent",
            policy: plan.policy,
            table: &table,
            shown: &|at| shown[at],
        };
        if let Some(line) = line(&ledger, &heading, &[indicated]) {
            ledger.releases.push(serde_json::from_str::<Release>(&line).unwrap());
        }
        made.push(Made { plan: *plan, table, joined, shown });
    }
    made
}

/// The counts of a table agree with all that is said of them.
fn agrees(table: &Table) {
    let count = |at: usize| i64::from(table.cells[at].count);
    for (at, cell) in table.cells.iter().enumerate() {
        assert!(cell.count <= cell.out_of);
        if let Role::Earlier { least, most } = cell.role {
            assert!((least..=most).contains(&cell.count), "cell {at}: {cell:?}");
        }
    }
    for sum in &table.sums {
        assert_eq!(count(sum.whole), sum.parts.iter().map(|&at| count(at)).sum::<i64>());
    }
    for link in &table.links {
        let more = count(link.later) - count(link.earlier);
        assert!((link.least..=link.most).contains(&more), "{link:?}");
    }
}

/// The buurten of a node.
fn buurten(table: &Table, node: usize) -> Vec<usize> {
    let of = table.nodes[node];
    match of.level {
        None => vec![0, 1, 2],
        Some(0) => [vec![0, 1], vec![2]][of.area].clone(),
        _ => vec![of.area],
    }
}

/// The persons that a cell counts; those of `corrected` in the last release are others.
fn mask(made: &Made, cell: &TableCell, corrected: Option<(usize, usize)>) -> Mask {
    let mut mask = Mask::default();
    for buurt in buurten(&made.table, cell.node) {
        for slice in made.plan.window.0..=made.plan.window.1 {
            let within = match cell.part {
                Part::Window => true,
                Part::Year(year) => year == year_of(slice),
                Part::Corporation(_) => unreachable!("there are none"),
            };
            if within {
                let slice = if corrected == Some((buurt, slice)) { SLICES } else { slice };
                mask.0[buurt][slice] = true;
            }
        }
    }
    mask
}

/// What the reader must not learn: who, and why.
struct Secret {
    mask: Mask,
    needs: Needs,
    what: String,
}

/// What the slices are out of, or how many of these are urgent; each as the latest release with it has it,
/// and a corrected slice as those before the last have it.
fn persons(made: &[Made], corrected: Option<(usize, usize)>, out_of: bool) -> Persons {
    let mut persons = Persons::default();
    for (number, of) in made.iter().enumerate() {
        let from = if out_of { of.plan.town.out_of } else { of.plan.town.count };
        let (first, last) = of.plan.window;
        for (buurt, slices) in from.iter().enumerate() {
            for (slice, &count) in slices.iter().enumerate().take(last + 1).skip(first) {
                let is_new = number + 1 == made.len() && corrected == Some((buurt, slice));
                persons[buurt][if is_new { SLICES } else { slice }] = count;
            }
        }
    }
    persons
}

/// Checks the last release together with all before it.
#[track_caller]
fn check(made: &[Made], corrected: Option<(usize, usize)>) {
    let last = made.last().unwrap();
    let (boxes, counts) = (persons(made, corrected, true), persons(made, corrected, false));
    let truth = |mask: &Mask| mask.sum(&counts);
    let mut facts: Vec<(Mask, u32)> = Vec::new(); // of the earlier releases and the city
    let mut shown_now: Vec<(Mask, u32)> = Vec::new();
    let mut secrets: Vec<Secret> = Vec::new();
    let mut masks: Vec<Vec<(usize, Part, Mask, u32)>> = Vec::new();
    for (number, of) in made.iter().enumerate() {
        let is_last = number + 1 == made.len();
        let corrected = corrected.filter(|_| is_last);
        let mut own = Vec::new();
        for (at, shown) in of.shown.iter().enumerate() {
            let cell = &of.table.cells[at];
            let mask = mask(of, cell, corrected);
            own.push((cell.node, cell.part, mask, cell.out_of));
            assert_eq!(truth(&mask), cell.count, "the test counts otherwise");
            let what = format!("release {number}, node {}, {:?}", cell.node, cell.part);
            match shown {
                Some(count) if !is_last || cell.role == Role::City => facts.push((mask, *count)),
                Some(count) => shown_now.push((mask, *count)),
                None => {
                    let needs = of.plan.policy.needs(cell.count, cell.out_of);
                    secrets.extend(needs.map(|needs| Secret { mask, needs, what }));
                }
            }
            if let (true, Some(count)) = (is_last, shown) {
                let safe = !of.plan.policy.is_unsafe(*count, cell.out_of);
                assert!(safe || cell.role == Role::City, "an unsafe count is shown");
            }
        }
        masks.push(own);
    }
    // Differences between the last release and each before it.
    for (number, own) in masks[..masks.len() - 1].iter().enumerate() {
        for (node, part, now, _) in masks.last().unwrap() {
            for (_, _, then, _) in own.iter().filter(|of| (of.0, of.1) == (*node, *part)) {
                let Some(rest) = now.minus(then).or_else(|| then.minus(now)) else { continue };
                let out_of = rest.sum(&boxes);
                let needs = last.plan.policy.needs(truth(&rest), out_of);
                let what = format!("difference with release {number}, node {node}, {part:?}");
                secrets.extend(needs.map(|needs| Secret { mask: rest, needs, what }));
            }
        }
    }
    secrets.extend(differences_by_correction(made, corrected));
    let targets: Vec<Mask> = secrets.iter().map(|secret| secret.mask).collect();
    let least_known = Reader { boxes, facts: facts.clone() }.learns(&targets);
    facts.extend(shown_now);
    let learnt = Reader { boxes, facts }.learns(&targets);
    for ((secret, learnt), least_known) in secrets.iter().zip(learnt).zip(least_known) {
        // What is known whatever is hidden now cannot be kept.
        let start = *secret.needs.start().max(&least_known.0);
        let end = *secret.needs.end().min(&least_known.1);
        if start < end {
            assert!(
                learnt.0 <= start && end <= learnt.1,
                "{}: {learnt:?} of {start}..={end} ({:?})\n{:#?}",
                secret.what,
                secret.needs,
                made.iter().map(|made| (&made.plan, &made.shown)).collect::<Vec<_>>()
            );
        }
    }
}

/// Counts that differ by a few from one that was shown before it was corrected: they must not be known.
fn differences_by_correction(made: &[Made], corrected: Option<(usize, usize)>) -> Vec<Secret> {
    let (Some(_), Some((now, before))) = (corrected, made.split_last()) else { return Vec::new() };
    let mut secrets = Vec::new();
    for then in before {
        for (at, shown) in then.shown.iter().enumerate() {
            let Some(shown) = *shown else { continue };
            let cell = &then.table.cells[at];
            let Some(again) = now.table.find(cell.node, cell.part) else { continue };
            let again = &now.table.cells[again];
            let mask = mask(now, again, corrected);
            let Policy::Threshold(threshold) = now.plan.policy else { continue };
            let few = threshold - 1;
            let needs = match again.count.abs_diff(shown) {
                difference if difference == 0 || difference > few => continue,
                _ if again.count > shown => shown + 1..=(shown + few).min(again.out_of),
                _ => shown.saturating_sub(few)..=shown - 1,
            };
            let what = format!("correction of node {}, {:?}", cell.node, cell.part);
            secrets.push(Secret { mask, needs, what });
        }
    }
    secrets
}

fn town() -> impl Strategy<Value = Town> {
    let cell = (0..=3_u32).prop_flat_map(|out_of| (0..=out_of, Just(out_of)));
    let cells = proptest::collection::vec(cell, BUURTEN * SLICES);
    cells.prop_map(|cells| {
        let mut town = Town { count: [[0; SLICES]; BUURTEN], out_of: [[0; SLICES]; BUURTEN] };
        for (at, (count, out_of)) in cells.into_iter().enumerate() {
            town.count[at / SLICES][at % SLICES] = count;
            town.out_of[at / SLICES][at % SLICES] = out_of;
        }
        town
    })
}

const BY_WIJK: Depth = Depth { years: Some(0), corporations: None };

fn plan(town: Town, window: (usize, usize)) -> Plan {
    Plan { town, window, policy: Policy::Threshold(3), depth: BY_WIJK, by: By::TurnsBackwards }
}

/// Makes the releases, and checks each with those before it.
fn check_all(plans: &[Plan], corrected: Option<(usize, usize)>) {
    let made = release(plans);
    for n in 1..=made.len() {
        check(&made[..n], corrected.filter(|_| n == plans.len()));
    }
}

/// A few in each test; more where `PROPTEST_CASES` asks for them.
fn cases() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").is_ok();
    if asked { ProptestConfig::default() } else { ProptestConfig::with_cases(24) }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn nothing_is_learnt_when_the_window_grows(town in town()) {
        check_all(&[plan(town, (0, 2)), plan(town, (0, 3))], None);
    }

    #[test]
    fn nothing_is_learnt_when_the_window_moves(town in town()) {
        check_all(&[plan(town, (0, 2)), plan(town, (1, 3))], None);
    }

    #[test]
    fn nothing_is_learnt_when_the_window_shrinks(town in town()) {
        check_all(&[plan(town, (0, 3)), plan(town, (1, 3))], None);
    }

    #[test]
    fn nothing_is_learnt_from_three_releases(town in town()) {
        check_all(&[plan(town, (0, 1)), plan(town, (0, 2)), plan(town, (1, 3))], None);
    }

    #[test]
    fn nothing_is_learnt_from_what_the_program_hides(town in town(), shift in 0..2_usize) {
        let by = By::Suppress;
        let first = Plan { by, ..plan(town, (0, 2)) };
        check_all(&[first, Plan { by, ..plan(town, (shift, 3)) }], None);
    }

    #[test]
    fn counts_go_as_far_as_an_attack_says(town in town()) {
        let made = release(&[plan(town, (0, 2)), plan(town, (1, 3))]);
        for Made { table, .. } in made {
            let Table { cells, sums, links, .. } = &table;
            let bounds = |cell: &TableCell| match cell.role {
                Role::Earlier { least, most } => (i64::from(least), i64::from(most)),
                Role::City => (i64::from(cell.count), i64::from(cell.count)),
                _ => (0, i64::from(cell.out_of)),
            };
            let bounds: Vec<(i64, i64)> = cells.iter().map(bounds).collect();
            let asked: Vec<(usize, (i64, i64))> = (0..cells.len())
                .flat_map(|at| [(at, bounds[at]), (at, (bounds[at].0 + 1, bounds[at].1 - 1))])
                .filter(|(_, (least, most))| least <= most)
                .collect();
            let counts = cells.iter().map(|cell| i64::from(cell.count)).collect();
            let nodes = cells.iter().map(|cell| cell.node).collect();
            let far = reach::Reach::of(&bounds, counts, nodes, sums, links).towards(&asked);
            let (sums, links) = (sums.clone(), links.clone());
            let exact = attack(&System { bounds, sums, links }).unwrap();
            for ((at, (least, most)), far) in asked.into_iter().zip(far) {
                prop_assert_eq!(far, (least.max(exact[at].0), most.min(exact[at].1)));
            }
        }
    }

    #[test]
    fn nothing_is_learnt_from_another_mask(town in town()) {
        let first = plan(town, (0, 3));
        let deeper = Depth { years: Some(1), corporations: None };
        check_all(&[first, Plan { by: By::Turns, ..first }], None);
        check_all(&[first, Plan { depth: deeper, ..first }], None);
    }

    #[test]
    fn nothing_is_learnt_from_another_threshold(town in town()) {
        let with = |t| Plan { policy: Policy::Threshold(t), ..plan(town, (0, 2)) };
        check_all(&[with(2), with(3)], None);
        check_all(&[with(3), with(2)], None);
    }

    #[test]
    fn the_same_release_again_tells_the_same(town in town()) {
        let one = plan(town, (0, 3));
        let made = release(&[one, one]);
        if let [first, second] = &made[..] {
            assert_eq!(first.shown, second.shown);
            assert_eq!(second.joined.findings, []);
        }
        check_all(&[one, one], None);
    }

    #[test]
    fn nothing_is_learnt_from_a_correction(
        town in town(), at in (0..BUURTEN, 0..SLICES), more in 1..3_u32, urgent in any::<bool>(),
    ) {
        let mut after = town;
        after.out_of[at.0][at.1] += more;
        after.count[at.0][at.1] += if urgent { more } else { 0 };
        check_all(&[plan(town, (0, 3)), plan(after, (0, 3))], Some(at));
        check_all(&[plan(after, (0, 3)), plan(town, (0, 3))], Some(at));
    }

    #[test]
    fn nothing_is_learnt_from_a_corrected_count(town in town(), at in (0..BUURTEN, 0..SLICES)) {
        let mut after = town;
        let (count, out_of) = (town.count[at.0][at.1], town.out_of[at.0][at.1]);
        prop_assume!(count < out_of);
        after.count[at.0][at.1] += 1;
        check_all(&[plan(town, (0, 3)), plan(after, (0, 3))], Some(at));
    }
}
