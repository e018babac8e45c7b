//! Cells that were hidden and need not be are shown again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::disclose::table::Role;

use super::program::{self, Witness};
use super::region::Region;
use super::{Need, Search, Witnesses};

/// A region with fewer cells is near by.
const NEAR: usize = 600;

/// Where more cells than these move together, one that is not settled near by stays hidden: more than any city has.
const MOST: usize = 4_000;

impl Search<'_> {
    /// Shows secondary cells again, dearest first, as long as every need is still met.
    pub(super) fn reveal(&mut self, needs: &[Need], mut found: Witnesses) {
        let mut candidates: Vec<usize> = (0..self.table.cells.len())
            .filter(|&at| {
                let cell = &self.table.cells[at];
                self.hidden[at] && cell.role == Role::Published && cell.needs.is_none()
            })
            .collect();
        candidates.sort_by_key(|&at| Reverse((self.cost[at], at)));
        let is_candidate: BTreeSet<usize> = candidates.iter().copied().collect();
        // By candidate: the needs of which the witness moves it further than may be shown.
        let mut using: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let used_by = |search: &Search<'_>, found: &Witnesses, witness: usize| {
            let moved = found.all[witness].moved.iter();
            let beyond = moved.filter(|(cell, value)| {
                let (least, most) = search.shown[*cell];
                is_candidate.contains(cell) && (*value < least || *value > most)
            });
            beyond.map(|(cell, _)| *cell).collect::<Vec<_>>()
        };
        for (need, &witness) in found.by_need.iter().enumerate() {
            for cell in used_by(self, &found, witness) {
                using.entry(cell).or_default().insert(need);
            }
        }
        for cell in candidates {
            self.hidden[cell] = false;
            let mut affected: Vec<usize> =
                using.get(&cell).into_iter().flatten().copied().collect();
            // A cell of the same sum is the likeliest to need it.
            affected.sort_by_key(|&need| !self.regions.are_beside(cell, needs[need].cell));
            let Some(others) = self.other_witnesses(needs, &affected) else {
                self.hidden[cell] = true;
                continue;
            };
            for (witness, met) in others {
                let position = found.all.len();
                found.all.push(witness);
                let using_now = used_by(self, &found, position);
                for need in met {
                    for cell in used_by(self, &found, found.by_need[need]) {
                        if let Some(of_cell) = using.get_mut(&cell) {
                            of_cell.remove(&need);
                        }
                    }
                    found.by_need[need] = position;
                    for &cell in &using_now {
                        using.entry(cell).or_default().insert(need);
                    }
                }
            }
        }
    }

    /// Witnesses of these needs with what is hidden now, each with those that it meets; `None` where one of
    /// them has none.
    fn other_witnesses(
        &self,
        needs: &[Need],
        affected: &[usize],
    ) -> Option<Vec<(Witness, Vec<usize>)>> {
        let is_open = |at: usize| self.is_open(at);
        let mut others: Vec<(Witness, Vec<usize>)> = Vec::new();
        for &at in affected {
            let need = needs[at];
            let value = |witness: &Witness| {
                witness.value(need.cell).unwrap_or(self.table.cells[need.cell].count)
            };
            let known = others.iter_mut().find(|(witness, _)| need.is_met_by(value(witness)));
            if let Some((_, met)) = known {
                met.push(at);
                continue;
            }
            let of = |region: &Region| program::cheapest(self, region, need, false);
            // Near by first. Where not even what holds near by can be met, nothing further away helps; else what can
            // move with it at all settles it.
            let near: Vec<Region> =
                self.regions.near(self.table.cells[need.cell].node, NEAR).collect();
            let witness = match self.free(need).or_else(|| near.iter().find_map(of)) {
                Some(witness) => witness,
                None => {
                    let alone = near.last().map(|region| self.regions.alone(region, is_open));
                    if alone.is_some_and(|region| of(&region).is_none()) {
                        return None;
                    }
                    let open = self.regions.open(need.cell, is_open);
                    (open.cells.len() <= MOST).then(|| of(&open)).flatten()?
                }
            };
            others.push((witness, vec![at]));
        }
        Some(others)
    }
}
