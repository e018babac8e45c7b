//! Which cells of a table are hidden: unsafe ones, and with them those that would give them away.
//!
//! Every unsafe cell must keep, in the eyes of an attacker, the counts that its rule promises. Where what is
//! shown leaves fewer, further cells are hidden, as few and as small as can be: for each end of each promise a
//! table is looked for that agrees with everything shown and in which the cell stands at that end (a minimum-
//! cost flow where areas add up by years; Castro, 2001). Where none is, the cells in which the cheapest such
//! table differs are hidden too. In the end cells that need not be hidden are shown again, dearest first.
//!
//! Small areas are the cheapest to hide, and the number of the city is never hidden.

mod program;
mod prune;
mod region;

use super::policy::Policy;
use super::table::{Role, Table};

use program::Witness;
use region::Regions;

/// What becomes of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is shown.
    Shown,
    /// It is hidden because it is unsafe itself.
    Primary,
    /// It is hidden because it would give another one away.
    Secondary,
    /// It is no part of what is published by this release.
    Finer,
}

/// What becomes of each cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// By position of the cell.
    pub cells: Vec<Fate>,
}

/// A cell that cannot be protected, though everything but the city is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unprotectable {
    /// Its position.
    pub cell: usize,
}

/// One end of what must stay possible of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need {
    cell: usize,
    /// The count that the cell must be able to take.
    end: u32,
    /// Whether it is the upper one of the two.
    is_most: bool,
}

impl Need {
    fn is_met_by(self, value: u32) -> bool {
        if self.is_most { value >= self.end } else { value <= self.end }
    }
}

/// The state of the search.
struct Search<'a> {
    table: &'a Table,
    regions: Regions<'a>,
    /// By cell: the least and the most that it can be while it is shown.
    shown: Vec<(u32, u32)>,
    hidden: Vec<bool>,
    /// By cell: what it costs to hide it; `None` where it cannot be hidden.
    cost: Vec<Option<u64>>,
}

/// Chooses what is hidden. `shown` is the value that each cell shows if it is shown: its count, or a rounded
/// one.
///
/// The same table gives the same pattern.
///
/// # Errors
/// A cell cannot be protected while the number of the city is known.
pub fn suppress(table: &Table, policy: Policy, shown: &[u32]) -> Result<Pattern, Unprotectable> {
    let mut search = Search::new(table, policy, shown);
    let needs = search.needs();
    let witnesses = search.hide(&needs)?;
    search.reveal(&needs, witnesses);
    let fate = |(cell, hidden): (&super::table::TableCell, bool)| match cell.role {
        Role::Finer | Role::Earlier { .. } => Fate::Finer,
        Role::City | Role::Published if !hidden => Fate::Shown,
        Role::City | Role::Published if cell.needs.is_some() => Fate::Primary,
        Role::City | Role::Published => Fate::Secondary,
    };
    Ok(Pattern { cells: table.cells.iter().zip(search.hidden).map(fate).collect() })
}

/// What a cell of the finest level costs besides its count, and how much more one of the level above and one of
/// a level above that: small areas are hidden first.
const COST_OF_LEVEL: [u64; 3] = [1, 41, 201];

impl<'a> Search<'a> {
    fn new(table: &'a Table, policy: Policy, shown: &[u32]) -> Search<'a> {
        let finest = table.nodes.iter().filter_map(|node| node.level).max();
        let cost = table.cells.iter().map(|cell| {
            let above = match (table.nodes[cell.node].level, finest) {
                (Some(level), Some(finest)) => finest - level,
                _ => 2,
            };
            let of_level = COST_OF_LEVEL[above.min(2)];
            (cell.role == Role::Published).then(|| of_level + u64::from(cell.count))
        });
        let bounds = table.cells.iter().zip(shown).map(|(cell, &shown)| match cell.role {
            Role::Earlier { least, most } => (least, most),
            _ => {
                let possible = policy.possible(shown, cell.out_of);
                // A count that is not safe to show is not shown.
                ((*possible.start()).min(cell.count), (*possible.end()).max(cell.count))
            }
        });
        let hidden = table.cells.iter().map(|cell| match cell.role {
            Role::Finer => true,
            Role::Published => cell.needs.is_some(),
            Role::City | Role::Earlier { .. } => false,
        });
        Search {
            table,
            regions: Regions::of(table),
            shown: bounds.collect(),
            hidden: hidden.collect(),
            cost: cost.collect(),
        }
    }

    /// The ends to protect: those of fine areas first.
    fn needs(&self) -> Vec<Need> {
        let cells = self.table.cells.iter().enumerate().rev();
        let ends = cells.filter_map(|(cell, of)| Some((cell, of.needs.clone()?)));
        ends.flat_map(|(cell, needs)| {
            let need = |end, is_most| Need { cell, end, is_most };
            [need(*needs.start(), false), need(*needs.end(), true)]
        })
        .collect()
    }

    /// Hides what has to be hidden for every need to be met, and gives a witness of each.
    fn hide(&mut self, needs: &[Need]) -> Result<Witnesses, Unprotectable> {
        let mut found = Witnesses::new(self.table);
        for &need in needs {
            let known = found.of(need);
            let witness = match known {
                Some(known) => known,
                None => {
                    let witness = self.cheapest(need).ok_or(Unprotectable { cell: need.cell })?;
                    for &(cell, value) in &witness.moved {
                        let (least, most) = self.shown[cell];
                        if value < least || value > most {
                            self.hidden[cell] = true;
                        }
                    }
                    found.add(witness)
                }
            };
            found.by_need.push(witness);
        }
        Ok(found)
    }

    /// The cheapest table in which a cell stands at the end of its need, in the smallest region where there is one.
    fn cheapest(&self, need: Need) -> Option<Witness> {
        if let Some(witness) = self.free(need) {
            return Some(witness);
        }
        let node = self.table.cells[need.cell].node;
        self.regions.around(node).find_map(|region| program::cheapest(self, &region, need, true))
    }

    /// A table that differs in open cells alone, of a few cells around that of a need; only looked for where many
    /// areas are held by one.
    fn free(&self, need: Need) -> Option<Witness> {
        if !self.regions.is_among_many(self.table.cells[need.cell].node) {
            return None;
        }
        NEAR.into_iter().find_map(|size| {
            let region = self.regions.open_near(need.cell, size, |at| self.is_open(at));
            program::cheapest(self, &region, need, false)
        })
    }

    /// Whether a cell can move while nothing more is hidden.
    fn is_open(&self, at: usize) -> bool {
        self.hidden[at] || self.shown[at].0 < self.shown[at].1
    }
}

/// A table that costs nothing is looked for among so many cells around one, and of each sum among so many parts.
const NEAR: [(usize, usize); 2] = [(48, 6), (240, 24)];

/// Tables that agree with everything shown, and the needs that each of them meets.
#[derive(Debug)]
struct Witnesses {
    all: Vec<Witness>,
    /// By need: the position of a witness.
    by_need: Vec<usize>,
    /// By cell: the least and the most that it is in any of them, with its position.
    reached: Vec<[(u32, usize); 2]>,
}

impl Witnesses {
    /// With the table itself as the first.
    fn new(table: &Table) -> Witnesses {
        let reached = table.cells.iter().map(|cell| [(cell.count, 0); 2]);
        let all = vec![Witness::default()];
        Witnesses { all, by_need: Vec::new(), reached: reached.collect() }
    }

    /// A witness that meets a need.
    fn of(&self, need: Need) -> Option<usize> {
        let (value, witness) = self.reached[need.cell][usize::from(need.is_most)];
        need.is_met_by(value).then_some(witness)
    }

    fn add(&mut self, witness: Witness) -> usize {
        let position = self.all.len();
        for &(cell, value) in &witness.moved {
            let [least, most] = &mut self.reached[cell];
            if value < least.0 {
                *least = (value, position);
            }
            if value > most.0 {
                *most = (value, position);
            }
        }
        self.all.push(witness);
        position
    }
}

#[cfg(test)]
mod tests;
