//! What an attacker can write down: each cell within bounds, and what adds up to what.

use std::collections::{BTreeMap, BTreeSet};

use crate::disclose::Policy;
use crate::disclose::attack::System;
use crate::disclose::table::{Part, Role, Sum, Table};

use super::observed::Observed;

/// How many cells of the table the files show.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cells {
    /// Those with a number.
    pub shown: usize,
    /// Those that are in the files, and hidden.
    pub hidden: usize,
}

/// The system over the cells of the table, in their order, and then over groups of areas with a total.
///
/// Of the table the tree, the parts, the denominators and the cells of earlier releases are used; the counts
/// are those of the files.
pub(super) fn of(table: &Table, policy: Policy, observed: &Observed) -> (System, Cells) {
    let mut cells = Cells::default();
    let bounds = table.cells.iter().map(|cell| {
        if let Role::Earlier { least, most } = cell.role {
            return (i64::from(least), i64::from(most));
        }
        let key = (cell.node, cell.part);
        match observed.counts.get(&key) {
            Some(Some(count)) => {
                cells.shown += 1;
                let possible = policy.possible(*count, cell.out_of);
                (i64::from(*possible.start()), i64::from(*possible.end()))
            }
            hidden => {
                cells.hidden += usize::from(hidden.is_some());
                (0, i64::from(cell.out_of))
            }
        }
    });
    let mut system =
        System { bounds: bounds.collect(), sums: sums(table), links: table.links.clone() };
    for (members, total) in &observed.groups {
        let parts = members.iter().filter_map(|&node| table.find(node, Part::Window));
        let sum = Sum { whole: system.bounds.len(), parts: parts.collect() };
        system.bounds.push((*total, *total));
        if !sum.parts.is_empty() {
            system.sums.push(sum);
        }
    }
    (system, cells)
}

/// Every area is the sum of those that it holds, in every part; every window is the sum of its years, and of
/// its corporations.
fn sums(table: &Table) -> Vec<Sum> {
    let now = |at: usize| !matches!(table.cells[at].role, Role::Earlier { .. });
    let position: BTreeMap<(usize, Part), usize> = table
        .cells
        .iter()
        .enumerate()
        .filter(|(at, _)| now(*at))
        .map(|(at, cell)| ((cell.node, cell.part), at))
        .collect();
    let mut of_areas: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut of_years: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut of_corporations: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (&(node, part), &at) in &position {
        if let Some(parent) = table.nodes[node].parent {
            let whole = position[&(parent, part)];
            of_areas.entry(whole).or_default().push(at);
        }
        let window = position.get(&(node, Part::Window));
        let parts = match part {
            Part::Window => continue,
            Part::Year(_) => &mut of_years,
            Part::Corporation(_) => &mut of_corporations,
        };
        parts.entry(*window.expect("a part of a window")).or_default().push(at);
    }
    let mut sums: Vec<Sum> = [of_areas, of_years, of_corporations]
        .into_iter()
        .flatten()
        .map(|(whole, parts)| Sum { whole, parts })
        .collect();
    // Of the other sums those that tie earlier releases together, and to this one.
    let parts = |sum: &Sum| {
        let mut parts = sum.parts.clone();
        parts.sort_unstable();
        (sum.whole, parts)
    };
    let own: BTreeSet<(usize, Vec<usize>)> = sums.iter().map(parts).collect();
    sums.extend(table.sums.iter().filter(|sum| !own.contains(&parts(sum))).cloned());
    sums
}
