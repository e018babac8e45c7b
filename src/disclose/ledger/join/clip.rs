//! What cannot be protected any more, whatever the new release hides.

use crate::diagnostics::{Finding, codes};

use super::super::super::policy::{FIVE, Policy};
use super::super::super::table::{Role, Table, TableCell};
use super::super::{Heading, NAME, line};
use super::Needs;
use super::reach::Reach;

/// Cells of which earlier releases tell more than the rule of now allows.
#[derive(Debug, Default)]
pub(super) struct Clipped {
    /// Cells of the new table, by position.
    pub told: Vec<usize>,
    /// How many cells of earlier releases, and differences between two releases.
    pub others: usize,
}

impl Clipped {
    pub fn finding(&self, table: &Table, heading: &Heading<'_>) -> Option<Finding> {
        let count = self.told.len() + self.others;
        if count == 0 {
            return None;
        }
        let name = |&at: &usize| {
            let cell: &TableCell = &table.cells[at];
            let (_, code) = line::named(heading.areas, &table.nodes[cell.node]);
            let part = line::part_name(cell.part, heading.corporations);
            format!("{} ({part})", code.unwrap_or(heading.name))
        };
        let mut told: Vec<String> = self.told.iter().take(3).map(name).collect();
        let more = self.told.len() - told.len();
        if more > 0 {
            told.push(format!("{more} more"));
        }
        if self.others > 0 {
            told.push(format!("{} between two releases or in an earlier one", self.others));
        }
        Some(Finding::new(&codes::TOLD_BEFORE, NAME, count as u64).detail(told.join(", ")))
    }
}

/// Takes from the needs what a reader of the earlier releases and of the city's total cannot hold possible
/// even where the new release hides all areas. A need of a cell of the new table that is left with its count
/// alone asks for nothing but that the cell is not shown.
///
/// `own` is the new table before: what it cannot protect by itself keeps its needs, so that it is told as
/// such.
pub(super) fn clip(table: &mut Table, own: &Table, policy: Policy) -> Clipped {
    let mut clipped = Clipped::default();
    let n_own = own.cells.len();
    let spans = |table: &Table, of: &[usize]| -> Vec<(Needs, (i64, i64))> {
        let needs = |at: usize| table.cells[at].needs.clone().expect("these have needs");
        let wide = |needs: &Needs| (i64::from(*needs.start()), i64::from(*needs.end()));
        let asked: Vec<(usize, (i64, i64))> = of.iter().map(|&at| (at, wide(&needs(at)))).collect();
        let open = reach(table, policy).towards(&asked);
        of.iter().map(|&at| needs(at)).zip(open).collect()
    };
    let with_needs: Vec<usize> =
        (0..table.cells.len()).filter(|&at| table.cells[at].needs.is_some()).collect();
    let open = spans(table, &with_needs).into_iter().zip(with_needs);
    let cut: Vec<(usize, Needs, (i64, i64))> = open
        .filter(|((needs, open), _)| !holds(*open, needs))
        .map(|((needs, open), at)| (at, needs, open))
        .collect();
    if cut.is_empty() {
        return clipped;
    }
    let own_cut = cut.iter().map(|(at, ..)| *at);
    let own_cut: Vec<usize> =
        own_cut.filter(|&at| at < n_own && own.cells[at].needs.is_some()).collect();
    let by_itself = spans(own, &own_cut).into_iter().zip(&own_cut);
    let by_itself: Vec<usize> =
        by_itself.filter(|((needs, open), _)| !holds(*open, needs)).map(|(_, at)| *at).collect();
    for (at, needs, open) in cut {
        // The table alone does not hold it open.
        if by_itself.contains(&at) {
            continue;
        }
        let least = i64::from(*needs.start()).max(open.0);
        let most = i64::from(*needs.end()).min(open.1);
        // Both lie between two counts of the cell.
        let kept = (least < most).then_some(least as u32..=most as u32);
        let cell = &mut table.cells[at];
        if at < n_own {
            clipped.told.push(at);
            cell.needs = Some(kept.unwrap_or(cell.count..=cell.count));
        } else {
            clipped.others += 1;
            cell.needs = kept;
        }
    }
    clipped
}

fn holds(open: (i64, i64), needs: &Needs) -> bool {
    open.0 <= i64::from(*needs.start()) && i64::from(*needs.end()) <= open.1
}

/// What is possible where all is hidden but the city over the window.
fn reach(table: &Table, policy: Policy) -> Reach<'_> {
    let bounds = |cell: &TableCell| match cell.role {
        Role::Earlier { least, most } => (i64::from(least), i64::from(most)),
        Role::City => of_city(cell, policy),
        Role::Published | Role::Finer => (0, i64::from(cell.out_of)),
    };
    let bounds: Vec<(i64, i64)> = table.cells.iter().map(bounds).collect();
    let counts = table.cells.iter().map(|cell| i64::from(cell.count)).collect();
    let nodes = table.cells.iter().map(|cell| cell.node).collect();
    Reach::of(&bounds, counts, nodes, &table.sums, &table.links)
}

/// What the published count of the city leaves possible, however it is rounded.
fn of_city(cell: &TableCell, policy: Policy) -> (i64, i64) {
    let count = cell.count;
    if policy != Policy::SevenFive {
        return (i64::from(count), i64::from(count));
    }
    let down = policy.possible(count - count % FIVE, cell.out_of);
    let up = policy.possible(count.next_multiple_of(FIVE), cell.out_of);
    let (least, most) = (*down.start().max(up.start()), *down.end().min(up.end()));
    (i64::from(least.min(count)), i64::from(most.max(count)))
}
