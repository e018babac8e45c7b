//! The cells of one indicator about persons, and how they add up.
//!
//! A cell is a count of persons in an area (or the whole city) and a part: the whole window, a calendar year,
//! or a corporation. An area is the sum of the areas that it holds, in every part; the window is the sum of
//! the years and the sum of the corporations, in every area.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use crate::measure::Counts;
use crate::model::{Areas, Tally};

use super::policy::Policy;

/// The city or an area of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Position of the node that holds it, before it in [`Table::nodes`]; `None` of the city, which is the first.
    pub parent: Option<usize>,
    /// Level, by position in [`Areas::levels`]; `None` of the city.
    pub level: Option<usize>,
    /// Position of the area within its level; 0 of the city.
    pub area: usize,
}

/// Which of the placements of an area a cell counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// All of the window.
    Window,
    /// Those of a calendar year.
    Year(i32),
    /// Those of a corporation, by its number; `None` for those of which it is not known.
    Corporation(Option<u32>),
}

/// Whether a cell belongs to what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is shown unless it has to be hidden.
    Published,
    /// It is never shown, whatever it holds; it may still be computed from what is.
    Finer,
    /// It is the city over the window: shown, or nothing is.
    City,
    /// It belongs to an earlier release, in which it stands within these bounds.
    Earlier {
        /// The fewest that it may be.
        least: u32,
        /// The most that it may be.
        most: u32,
    },
}

/// One count of persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// Position of its node.
    pub node: usize,
    /// Which placements.
    pub part: Part,
    /// What belongs to the published table.
    pub role: Role,
    /// The count. Of an earlier release any number that agrees with all the others.
    pub count: u32,
    /// What it is out of; not secret.
    pub out_of: u32,
    /// The counts that must stay possible in the eyes of a reader; `None` of a safe cell.
    pub needs: Option<RangeInclusive<u32>>,
}

/// One cell is the sum of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Position of the sum.
    pub whole: usize,
    /// Positions of its parts; at least one.
    pub parts: Vec<usize>,
}

/// A cell of a later release holds those of an earlier one and a number within bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Position of the later cell.
    pub later: usize,
    /// Position of the earlier one.
    pub earlier: usize,
    /// Least of later minus earlier.
    pub least: i64,
    /// Most of later minus earlier.
    pub most: i64,
}

/// All cells of one indicator that something is told of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The city, then every level from coarse to fine.
    pub nodes: Vec<Node>,
    /// The cells with anything to count; by node, and within it by part. Those of earlier releases follow.
    pub cells: Vec<TableCell>,
    /// What adds up. A whole that nothing is out of is absent, as its parts are.
    pub sums: Vec<Sum>,
    /// What the same cell held in earlier releases.
    pub links: Vec<Link>,
}

/// To which level the parts of the window are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// The finest level with years, by position; `None` for the city alone.
    pub years: Option<usize>,
    /// The finest level with corporations, by position; `None` for the city alone.
    pub corporations: Option<usize>,
}

impl Table {
    /// The cells of the counts over the finest areas.
    pub fn of(areas: &Areas, counts: &Counts, depth: Depth, policy: Policy) -> Table {
        Table::over(nodes(areas), counts, depth, policy)
    }

    /// The city alone.
    pub fn of_city(total: Tally, policy: Policy) -> Table {
        let cell = TableCell {
            node: 0,
            part: Part::Window,
            role: Role::City,
            count: total.count(),
            out_of: total.out_of(),
            needs: policy.needs(total.count(), total.out_of()),
        };
        let cells = if total.out_of() > 0 { vec![cell] } else { Vec::new() };
        Table {
            nodes: vec![Node { parent: None, level: None, area: 0 }],
            cells,
            ..Table::default()
        }
    }

    /// The same over a tree of nodes, of which the last are the finest areas.
    pub fn over(nodes: Vec<Node>, counts: &Counts, depth: Depth, policy: Policy) -> Table {
        let n_levels = 1 + nodes.last().and_then(|node| node.level).unwrap_or(0);
        let finest = nodes.len() - counts.by_area.len();
        let mut table = Table { nodes, ..Table::default() };
        let mut tallies: BTreeMap<(usize, Part), Tally> = BTreeMap::new();
        let mut add = |area: usize, part: Part, tally: Tally| {
            if tally.out_of() == 0 {
                return;
            }
            let mut node = Some(finest + area);
            while let Some(at) = node {
                *tallies.entry((at, part)).or_default() += tally;
                node = table.nodes[at].parent;
            }
        };
        for (area, &tally) in counts.by_area.iter().enumerate() {
            add(area, Part::Window, tally);
        }
        for &(year, area, tally) in &counts.by_year {
            add(area as usize, Part::Year(year), tally);
        }
        let mut without = counts.by_area.iter().map(|tally| (tally.count(), tally.out_of()));
        let mut without: Vec<(u32, u32)> = without.by_ref().collect();
        for &(corporation, area, tally) in &counts.by_corporation {
            add(area as usize, Part::Corporation(Some(corporation)), tally);
            let rest = &mut without[area as usize];
            *rest = (rest.0 - tally.count(), rest.1 - tally.out_of());
        }
        if !counts.by_corporation.is_empty() {
            for (area, (count, out_of)) in without.into_iter().enumerate() {
                let rest = Tally::new(count, out_of, 0, 0).expect("a part of the area's own");
                add(area, Part::Corporation(None), rest);
            }
        }
        let role = |node: &Node, part: Part| {
            let finest = match part {
                Part::Window if node.level.is_none() => return Role::City,
                Part::Window => Some(n_levels - 1),
                Part::Year(_) => depth.years,
                Part::Corporation(Some(_)) => depth.corporations,
                Part::Corporation(None) => return Role::Finer,
            };
            match node.level <= finest {
                true => Role::Published,
                false => Role::Finer,
            }
        };
        table.cells = tallies
            .iter()
            .map(|(&(node, part), tally)| TableCell {
                node,
                part,
                role: role(&table.nodes[node], part),
                count: tally.count(),
                out_of: tally.out_of(),
                needs: policy.needs(tally.count(), tally.out_of()),
            })
            .collect();
        table.sums = table.adding_up();
        table
    }

    /// The position of a cell of the release itself.
    pub fn find(&self, node: usize, part: Part) -> Option<usize> {
        let is_own = |cell: &TableCell| !matches!(cell.role, Role::Earlier { .. });
        let own = &self.cells[..self.cells.partition_point(is_own)];
        let found = own.binary_search_by_key(&(node, part), |cell| (cell.node, cell.part));
        found.ok()
    }

    /// The positions of the cells of a node, of the release itself.
    pub(super) fn of_node(&self, node: usize) -> Range<usize> {
        let is_own = |cell: &TableCell| !matches!(cell.role, Role::Earlier { .. });
        let own = &self.cells[..self.cells.partition_point(is_own)];
        let first = own.partition_point(|cell| cell.node < node);
        first..first + own[first..].partition_point(|cell| cell.node == node)
    }

    /// Areas out of those that they hold, by part; windows out of years, and out of corporations.
    pub(super) fn adding_up(&self) -> Vec<Sum> {
        let mut parts: BTreeMap<(usize, u8), Vec<usize>> = BTreeMap::new();
        for (at, cell) in self.cells.iter().enumerate() {
            let parent = self.nodes[cell.node].parent;
            if let Some(whole) = parent.and_then(|parent| self.find(parent, cell.part)) {
                parts.entry((whole, 0)).or_default().push(at);
            }
            let kind = match cell.part {
                Part::Window => continue,
                Part::Year(_) => 1,
                Part::Corporation(_) => 2,
            };
            if let Some(whole) = self.find(cell.node, Part::Window) {
                parts.entry((whole, kind)).or_default().push(at);
            }
        }
        parts.into_iter().map(|((whole, _), parts)| Sum { whole, parts }).collect()
    }
}

fn nodes(areas: &Areas) -> Vec<Node> {
    let mut nodes = vec![Node { parent: None, level: None, area: 0 }];
    let n_levels = areas.levels().len();
    let mut first = 0; // of the level before
    for (level, of_level) in areas.levels().iter().enumerate() {
        let start = nodes.len();
        let mut parents = vec![0; of_level.areas.len()];
        if level > 0 {
            let of_finest = areas.holders(level).iter().zip(areas.holders(level - 1));
            of_finest.for_each(|(&area, &holder)| parents[area] = first + holder);
        }
        let of_area = |(area, parent)| Node { parent: Some(parent), level: Some(level), area };
        nodes.extend(parents.into_iter().enumerate().map(of_area));
        first = start;
    }
    debug_assert!(n_levels > 0);
    nodes
}

#[cfg(test)]
mod tests;
