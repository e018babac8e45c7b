//! Tallies per finest area, and their sums at the coarser levels.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::locate::Reach;
use crate::model::{Areas, Indicator, Tally};

use super::definitions::YearPiece;
use super::opportunities::Opportunities;

/// The tallies of one indicator over the finest areas.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// By position of the finest area.
    pub by_area: Vec<Tally>,
    /// Corporation, finest area, tally; in that order; pairs without any unit are absent.
    pub by_corporation: Vec<(u32, u32, Tally)>,
    /// Calendar year, finest area, tally, for flows; in that order; pairs without any unit are absent.
    pub by_year: Vec<(i32, u32, Tally)>,
    /// Part of a calendar year, tally over all areas; in that order; parts without any unit are absent.
    pub by_period: Vec<(Period, Tally)>,
    /// Whether each corporation's units are out of those of the whole area, of whomever they are.
    pub out_of_whole: bool,
}

/// A calendar year, or a part of it where what counts as urgent changes within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The year.
    pub year: i32,
    /// The part, from 0.
    pub part: u32,
}

impl From<i32> for Period {
    fn from(year: i32) -> Period {
        Period { year, part: 0 }
    }
}

impl Counts {
    /// Nothing counted in any of `n_areas` areas.
    pub fn empty(n_areas: usize) -> Counts {
        Counts {
            by_area: vec![Tally::default(); n_areas],
            by_corporation: Vec::new(),
            by_year: Vec::new(),
            by_period: Vec::new(),
            out_of_whole: false,
        }
    }

    /// The units of an area, a corporation and a part of a year each, in any order; several of one kind add up.
    pub fn of(
        n_areas: usize,
        units: impl IntoIterator<Item = (u32, Option<u32>, Option<Period>, Tally)>,
    ) -> Counts {
        let mut counts = Counts::empty(n_areas);
        let mut by_period: BTreeMap<Period, Tally> = BTreeMap::new();
        for (area, corporation, period, tally) in units {
            if tally.is_empty() {
                continue;
            }
            counts.by_area[area as usize] += tally;
            counts.by_corporation.extend(corporation.map(|corporation| (corporation, area, tally)));
            if let Some(period) = period {
                counts.by_year.push((period.year, area, tally));
                *by_period.entry(period).or_default() += tally;
            }
        }
        add_up(&mut counts.by_corporation);
        add_up(&mut counts.by_year);
        counts.by_period = by_period.into_iter().collect();
        counts
    }

    /// Adds the units of other rows.
    pub fn add(&mut self, more: &Counts) {
        for (sum, &tally) in self.by_area.iter_mut().zip(&more.by_area) {
            *sum += tally;
        }
        self.by_corporation.extend(&more.by_corporation);
        self.by_year.extend(&more.by_year);
        add_up(&mut self.by_corporation);
        add_up(&mut self.by_year);
        let mut by_period: BTreeMap<Period, Tally> = BTreeMap::new();
        for &(period, tally) in self.by_period.iter().chain(&more.by_period) {
            *by_period.entry(period).or_default() += tally;
        }
        self.by_period = by_period.into_iter().collect();
    }

    /// Sums over the areas that each coarser area holds: `holders[i]` holds finest area `i`.
    pub fn rolled_up(&self, holders: &[usize], n_coarse: usize) -> Counts {
        let mut coarse = Counts::empty(n_coarse);
        for (&tally, &holder) in self.by_area.iter().zip(holders) {
            coarse.by_area[holder] += tally;
        }
        let holder = |area: u32| holders[area as usize] as u32;
        let by_corporation = self.by_corporation.iter();
        coarse.by_corporation = by_corporation.map(|&(of, at, t)| (of, holder(at), t)).collect();
        coarse.by_year = self.by_year.iter().map(|&(of, at, t)| (of, holder(at), t)).collect();
        add_up(&mut coarse.by_corporation);
        add_up(&mut coarse.by_year);
        coarse.by_period.clone_from(&self.by_period);
        coarse.out_of_whole = self.out_of_whole;
        if self.out_of_whole {
            for (_, area, tally) in &mut coarse.by_corporation {
                let whole = tally.out_of_whole(coarse.by_area[*area as usize]);
                *tally = whole.expect("a corporation has a part of the units of the area");
            }
        }
        coarse
    }

    /// The sum over all areas.
    pub fn total(&self) -> Tally {
        self.by_area.iter().copied().sum()
    }
}

/// Brings tallies in the order of their keys, one for each.
fn add_up<K: Ord + Copy>(tallies: &mut Vec<(K, u32, Tally)>) {
    let key = |&(of, area, _): &(K, u32, Tally)| (of, area);
    if tallies.is_sorted_by(|one, other| key(one) < key(other)) {
        return;
    }
    // There are few corporations and years, and their areas mostly come in order.
    let mut of_each: BTreeMap<K, Vec<(u32, Tally)>> = BTreeMap::new();
    for (of, area, tally) in tallies.drain(..) {
        of_each.entry(of).or_default().push((area, tally));
    }
    for (of, mut areas) in of_each {
        if !areas.is_sorted_by_key(|(area, _)| *area) {
            areas.sort_by_key(|(area, _)| *area);
        }
        let same = areas.chunk_by(|(one, _), (other, _)| one == other);
        tallies.extend(same.map(|same| (of, same[0].0, same.iter().map(|(_, t)| *t).sum())));
    }
}

/// One indicator with its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What was counted.
    pub indicator: Indicator,
    /// Over the finest areas.
    pub counts: Counts,
    /// Of the units without a place, as of one area.
    pub unplaced: Counts,
    /// The days within the window on which what it counts changes, in order.
    pub changes: Vec<NaiveDate>,
    /// The years by definition, where there is such a day.
    pub pieces: Vec<YearPiece>,
}

/// Everything that was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// Names of the corporations, in order of text; an index elsewhere.
    pub corporations: Vec<String>,
    /// Dwellings located per finest area; `count` equals `out_of`.
    pub dwellings: Counts,
    /// Dwellings without a place, as of one area.
    pub unplaced_dwellings: Counts,
    /// The indicators, in the order of the catalogue.
    pub indicators: Vec<Measured>,
    /// What coincides in homes and complexes; `None` where nobody asked.
    pub opportunities: Option<Opportunities>,
    /// How near the homes lie to the places of each kind.
    pub reach: Vec<Reach>,
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
            let units = units.into_iter().map(|(area, corporation, year, count, others, unknown)| {
                (area, Some(corporation), Some(year.into()), tally(count, others, unknown))
            });
            let fine = Counts::of(12, units);
            let coarse = fine.rolled_up(&holders, 4);
            prop_assert_eq!(coarse.total(), fine.total());
            let by_corporation = coarse.by_corporation.iter().map(|(_, _, tally)| *tally);
            prop_assert_eq!(by_corporation.sum::<Tally>(), fine.total());
            prop_assert_eq!(coarse.by_year.iter().map(|(_, _, tally)| *tally).sum::<Tally>(), fine.total());
            let pair = |&(of, area, _): &(u32, u32, Tally)| (of, area);
            prop_assert!(coarse.by_corporation.is_sorted_by(|one, other| pair(one) < pair(other)));
            for wijk in 0..4_usize {
                let members: Tally = (0..12).filter(|&at| holders[at] == wijk).map(|at| fine.by_area[at]).sum();
                prop_assert_eq!(coarse.by_area[wijk], members);
            }
        }
    }
}
