//! A table of one indicator, with what is hidden of it and what the rest shows.

use crate::measure::Counts;

use super::gate::Before;
use super::ledger::{self, Subject};
use super::policy::{FIVE, Policy};
use super::rounding;
use super::suppress::{Fate, suppress};
use super::table::{Depth, Part, Role, Table, TableCell};

/// A table with what becomes of its cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Protected {
    /// The cells, with their counts: it never leaves the gate but to be audited.
    pub table: Table,
    /// By position of the cell.
    pub fates: Vec<Fate>,
    /// By position of the cell: what is shown where it is shown.
    pub shown: Vec<u32>,
    /// The rule.
    pub policy: Policy,
    /// To which level years and corporations are published.
    pub depth: Depth,
    /// What was counted, over the finest areas.
    pub counts: Counts,
}

/// How many cells of the published table are hidden, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HiddenCells {
    /// Cells that could be published.
    pub cells: usize,
    /// Those that are unsafe themselves.
    pub primary: usize,
    /// Those that would give these away.
    pub secondary: usize,
    /// Persons counted in the hidden ones.
    pub persons: u64,
    /// What the hidden ones are out of.
    pub out_of: u64,
}

/// What is to be protected of an indicator.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub subject: Subject<'a>,
    /// What was counted, over the finest areas.
    pub counts: &'a Counts,
    /// To which level years and corporations are published.
    pub depth: Depth,
    /// By which rounding is drawn.
    pub seed: u64,
}

/// What becomes of each cell, and what it shows where it is shown.
type Hidden = (Vec<Fate>, Vec<u32>);

impl Request<'_> {
    /// Protects a table together with those of earlier releases; `None` where that cannot be done while the
    /// number of the city is known.
    pub(super) fn protect(
        &self,
        table: &Table,
        before: Before<'_>,
        found: &mut super::Gate,
    ) -> Option<Protected> {
        let Before { ledger: earlier, heading } = before;
        let policy = self.subject.policy;
        let mut table = table.clone();
        let again = ledger::again(
            &table,
            |mask| values(&table, policy, self.seed, mask),
            earlier,
            heading,
            &self.subject,
        );
        let (fates, shown) = match again {
            Some((is_shown, values)) => {
                found.earlier_releases = found.earlier_releases.max(earlier.releases.len());
                (fates(&table, |at| !is_shown[at]), values)
            }
            None => {
                let joined = ledger::join(&mut table, earlier, heading, &self.subject);
                found.earlier_releases = found.earlier_releases.max(joined.releases);
                found.findings.extend(joined.findings);
                hide(&table, policy, self.seed)?
            }
        };
        let (depth, counts) = (self.depth, self.counts.clone());
        Some(Protected { table, fates, shown, policy, depth, counts })
    }

    /// Whether a table could be protected if there were no earlier release.
    pub(super) fn is_protectable_alone(&self, table: &Table) -> bool {
        hide(table, self.subject.policy, self.seed).is_some()
    }
}

/// Hides what has to be hidden, and rounds the rest.
///
/// A rounded number tells of the cells that it adds up with. So what is hidden is not rounded with the others; and
/// as other numbers may leave other cells too little room, both are done again until nothing more is hidden.
pub(super) fn hide(table: &Table, policy: Policy, seed: u64) -> Option<Hidden> {
    let mut hidden = table.clone();
    if policy == Policy::SevenFive {
        hide_all(&mut hidden, |at| table.cells[at].needs.is_some());
    }
    loop {
        let is_shown: Vec<bool> = hidden.cells.iter().map(is_shown_by_role).collect();
        let shown = values(table, policy, seed, &is_shown);
        let pattern = suppress(&hidden, policy, &shown).ok()?.cells;
        let is_hidden = |at: usize| is_shown[at] && pattern[at] != Fate::Shown;
        let more = (0..pattern.len()).any(is_hidden);
        hide_all(&mut hidden, is_hidden);
        if !more || matches!(policy, Policy::Threshold(_)) {
            return Some((fates(table, |at| !is_shown_by_role(&hidden.cells[at])), shown));
        }
    }
}

/// What each cell shows, of which these are shown.
fn values(table: &Table, policy: Policy, seed: u64, is_shown: &[bool]) -> Vec<u32> {
    match policy {
        Policy::Threshold(_) => table.cells.iter().map(|cell| cell.count).collect(),
        Policy::SevenFive => rounding::round(table, FIVE, seed, |at| is_shown[at]),
    }
}

fn is_shown_by_role(cell: &TableCell) -> bool {
    matches!(cell.role, Role::City | Role::Published)
}

/// Takes cells out of what is published.
fn hide_all(table: &mut Table, is_hidden: impl Fn(usize) -> bool) {
    for (at, cell) in table.cells.iter_mut().enumerate() {
        if cell.role == Role::Published && is_hidden(at) {
            cell.role = Role::Finer;
        }
    }
}

/// What becomes of each cell, by whether it is hidden.
fn fates(table: &Table, is_hidden: impl Fn(usize) -> bool) -> Vec<Fate> {
    let fate = |(at, cell): (usize, &TableCell)| match cell.role {
        Role::Finer | Role::Earlier { .. } => Fate::Finer,
        Role::City | Role::Published if !is_hidden(at) => Fate::Shown,
        Role::City | Role::Published if cell.needs.is_some() => Fate::Primary,
        Role::City | Role::Published => Fate::Secondary,
    };
    table.cells.iter().enumerate().map(fate).collect()
}

impl Protected {
    /// The value that a cell shows, by its position, if it does.
    pub fn shown(&self, at: usize) -> Option<u32> {
        (self.fates[at] == Fate::Shown).then(|| self.shown[at])
    }

    /// The value that a cell shows, if it does.
    pub fn shows(&self, node: usize, part: Part) -> Option<u32> {
        let at = self.table.find(node, part)?;
        (self.fates[at] == Fate::Shown).then(|| self.shown[at])
    }

    /// Whether a cell with anything to count is hidden, or never shown.
    pub fn hides(&self, node: usize, part: Part) -> bool {
        self.table.find(node, part).is_some_and(|at| self.fates[at] != Fate::Shown)
    }

    /// What is hidden of the cells that a test picks by level (`None` is the city) and part.
    pub fn hidden(&self, of: impl Fn(Option<usize>, Part) -> bool) -> HiddenCells {
        let mut sum = HiddenCells::default();
        for (cell, fate) in self.table.cells.iter().zip(&self.fates) {
            if *fate == Fate::Finer || !of(self.table.nodes[cell.node].level, cell.part) {
                continue;
            }
            sum.cells += 1;
            match fate {
                Fate::Primary => sum.primary += 1,
                Fate::Secondary => sum.secondary += 1,
                Fate::Shown | Fate::Finer => continue,
            }
            sum.persons += u64::from(cell.count);
            sum.out_of += u64::from(cell.out_of);
        }
        sum
    }
}
