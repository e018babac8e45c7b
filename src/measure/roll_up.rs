//! Tallies per finest area, and their sums at the coarser levels.

use std::collections::BTreeMap;

use crate::model::{Areas, Indicator, Tally};

/// The tallies of one indicator over the finest areas.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// By position of the finest area.
    pub by_area: Vec<Tally>,
    /// By corporation and finest area; pairs without any unit are absent.
    pub by_corporation: BTreeMap<(u32, u32), Tally>,
    /// By calendar year and finest area, for flows; pairs without any unit are absent.
    pub by_year: BTreeMap<(i32, u32), Tally>,
}

impl Counts {
    /// Nothing counted in any of `n_areas` areas.
    pub fn empty(n_areas: usize) -> Counts {
        Counts {
            by_area: vec![Tally::default(); n_areas],
            by_corporation: BTreeMap::new(),
            by_year: BTreeMap::new(),
        }
    }

    /// Adds the units of one area, corporation and year.
    pub fn add(&mut self, area: u32, corporation: Option<u32>, year: Option<i32>, tally: Tally) {
        if tally.is_empty() {
            return;
        }
        self.by_area[area as usize] += tally;
        if let Some(corporation) = corporation {
            *self.by_corporation.entry((corporation, area)).or_default() += tally;
        }
        if let Some(year) = year {
            *self.by_year.entry((year, area)).or_default() += tally;
        }
    }

    /// Sums over the areas that each coarser area holds: `holders[i]` holds finest area `i`.
    pub fn rolled_up(&self, holders: &[usize], n_coarse: usize) -> Counts {
        let mut coarse = Counts::empty(n_coarse);
        for (&tally, &holder) in self.by_area.iter().zip(holders) {
            coarse.by_area[holder] += tally;
        }
        for (&(corporation, area), &tally) in &self.by_corporation {
            let key = (corporation, holders[area as usize] as u32);
            *coarse.by_corporation.entry(key).or_default() += tally;
        }
        for (&(year, area), &tally) in &self.by_year {
            let key = (year, holders[area as usize] as u32);
            *coarse.by_year.entry(key).or_default() += tally;
        }
        coarse
    }

    /// The sum over all areas.
    pub fn total(&self) -> Tally {
        self.by_area.iter().copied().sum()
    }
}

/// One indicator with its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What was counted.
    pub indicator: Indicator,
    /// Over the finest areas.
    pub counts: Counts,
}

/// Everything that was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// Names of the corporations, in order of text; an index elsewhere.
    pub corporations: Vec<String>,
    /// Dwellings located per finest area; `count` equals `out_of`.
    pub dwellings: Counts,
    /// The indicators, in the order of the catalogue.
    pub indicators: Vec<Measured>,
}

impl Measures {
    /// The counts of one level, by its position in `areas`.
    pub fn at_level(counts: &Counts, areas: &Areas, level: usize) -> Counts {
        counts.rolled_up(areas.holders(level), areas.levels()[level].areas.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally(count: u32, others: u32, unknown: u32) -> Tally {
        Tally::new(count, count + others, 0, unknown).unwrap()
    }

    proptest! {
        #[test]
        fn coarser_tallies_add_up_to_the_same_total(
            units in prop::collection::vec((0_u32..12, 0_u32..3, 2023_i32..2026, 0_u32..9, 0_u32..9, 0_u32..3), 0..60),
            holders in prop::collection::vec(0_usize..4, 12),
        ) {
            let mut fine = Counts::empty(12);
            for (area, corporation, year, count, others, unknown) in units {
                fine.add(area, Some(corporation), Some(year), tally(count, others, unknown));
            }
            let coarse = fine.rolled_up(&holders, 4);
            prop_assert_eq!(coarse.total(), fine.total());
            let sum = |tallies: &BTreeMap<(u32, u32), Tally>| tallies.values().copied().sum::<Tally>();
            prop_assert_eq!(sum(&coarse.by_corporation), fine.total());
            prop_assert_eq!(coarse.by_year.values().copied().sum::<Tally>(), fine.total());
            for wijk in 0..4_usize {
                let members: Tally = (0..12).filter(|&at| holders[at] == wijk).map(|at| fine.by_area[at]).sum();
                prop_assert_eq!(coarse.by_area[wijk], members);
            }
        }
    }
}
