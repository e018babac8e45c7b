//! What cannot be protected any more, whatever the new release hides.

use crate::diagnostics::{Finding, codes};

use super::super::super::policy::{FIVE, Policy};
use super::super::super::table::{Role, Table, TableCell};
use super::super::{Heading, NAME, line};
use super::Needs;
use super::span::{System, attack};

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
    let Ok(open) = attack(&all_hidden(table, policy)) else { return clipped };
    let cut = |cell: &TableCell, open: (i64, i64)| match &cell.needs {
        Some(needs) => !holds(open, needs),
        None => false,
    };
    let n_own = own.cells.len();
    if !table.cells.iter().zip(&open).any(|(cell, open)| cut(cell, *open)) {
        return clipped;
    }
    let alone = attack(&all_hidden(own, policy)).unwrap_or_default();
    for (at, cell) in table.cells.iter_mut().enumerate() {
        let Some(needs) = cell.needs.clone() else { continue };
        if holds(open[at], &needs) {
            continue;
        }
        // The table alone does not hold it open.
        if at < n_own && own.cells[at].needs.as_ref().is_some_and(|needs| !holds(alone[at], needs))
        {
            continue;
        }
        let least = i64::from(*needs.start()).max(open[at].0);
        let most = i64::from(*needs.end()).min(open[at].1);
        // Both lie between two counts of the cell.
        let left = (least < most).then_some(least as u32..=most as u32);
        if at < n_own {
            clipped.told.push(at);
            cell.needs = Some(left.unwrap_or(cell.count..=cell.count));
        } else {
            clipped.others += 1;
            cell.needs = left;
        }
    }
    clipped
}

fn holds(open: (i64, i64), needs: &Needs) -> bool {
    open.0 <= i64::from(*needs.start()) && i64::from(*needs.end()) <= open.1
}

/// What is known where all is hidden but the city over the window.
fn all_hidden(table: &Table, policy: Policy) -> System {
    let bounds = |cell: &TableCell| match cell.role {
        Role::Earlier { least, most } => (i64::from(least), i64::from(most)),
        Role::City => of_city(cell, policy),
        Role::Published | Role::Finer => (0, i64::from(cell.out_of)),
    };
    System {
        bounds: table.cells.iter().map(bounds).collect(),
        sums: table.sums.clone(),
        links: table.links.clone(),
    }
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
