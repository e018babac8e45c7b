//! How near homes lie to places, per level. It is about homes and places, and says nothing of persons.

use crate::locate::Reach;
use crate::model::{Areas, Tally};

use super::published::Published;

/// How near the homes lie to the places of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedReach {
    /// The id of the places.
    pub id: String,
    /// How far a home may lie from the nearest place to be near, in metres.
    pub within_m: f64,
    /// How many places there are.
    pub n_places: usize,
    /// How many more there are of which it is not known where they lie.
    pub n_rejected: u64,
    /// Homes with an area: those near, of those with a point; the others are unknown.
    pub city: Tally,
    /// The same of the homes without an area.
    pub unplaced: Tally,
    /// Half of the homes with an area and a point lie at most so far, in metres.
    pub median_m: Option<f64>,
    /// Nine in ten of them lie at most so far, in metres.
    pub nine_tenths_m: Option<f64>,
    /// Per level, coarse to fine, as in [`Areas::levels`]: by position of the area.
    pub levels: Vec<Vec<Tally>>,
    /// The first of the finest areas with the smallest share within reach: name and homes.
    pub fewest: Vec<(String, Tally)>,
}

/// How many of the finest areas are named.
const NAMED: usize = 3;

impl PublishedReach {
    /// The areas of a level of which a home is known to be out of reach, by position: those with the
    /// smallest share within reach first; of equal ones that with more homes out of reach, then that of
    /// the first code.
    pub fn lowest_share(&self, level: usize) -> Vec<usize> {
        // Shares are compared as fractions, which are exact.
        let cross = |one: Tally, other: Tally| u64::from(one.count()) * u64::from(other.out_of());
        self.out_of_reach(level, |one, other| {
            cross(one, other).cmp(&cross(other, one)).then(others(other).cmp(&others(one)))
        })
    }

    /// The same areas: those with the most homes out of reach first; of equal ones that with the smaller
    /// share, then that of the first code.
    pub fn most_out_of_reach(&self, level: usize) -> Vec<usize> {
        self.out_of_reach(level, |one, other| {
            others(other).cmp(&others(one)).then(one.out_of().cmp(&other.out_of()))
        })
    }

    fn out_of_reach(
        &self,
        level: usize,
        compare: impl Fn(Tally, Tally) -> std::cmp::Ordering,
    ) -> Vec<usize> {
        let tallies = &self.levels[level];
        let mut areas: Vec<usize> =
            (0..tallies.len()).filter(|&at| others(tallies[at]) > 0).collect();
        areas.sort_by(|&one, &other| compare(tallies[one], tallies[other]).then(one.cmp(&other)));
        areas
    }
}

/// Homes out of reach.
fn others(tally: Tally) -> u32 {
    tally.out_of() - tally.count()
}

/// Lets through how near homes lie, summed over the areas of each level.
pub(super) fn publish(areas: &Areas, reach: &[Reach]) -> Vec<Published<PublishedReach>> {
    let at_level = |of: &Reach, level: usize| {
        let mut sums = vec![Tally::default(); areas.levels()[level].areas.len()];
        for (&tally, &holder) in of.by_area.iter().zip(areas.holders(level)) {
            sums[holder] += tally;
        }
        sums
    };
    let without_names = |of: &Reach| PublishedReach {
        id: of.id.clone(),
        within_m: of.within_m,
        n_places: of.n_places,
        n_rejected: of.n_rejected,
        city: of.by_area.iter().copied().sum(),
        unplaced: of.unplaced,
        median_m: of.median_m,
        nine_tenths_m: of.nine_tenths_m,
        levels: (0..areas.levels().len()).map(|level| at_level(of, level)).collect(),
        fewest: Vec::new(),
    };
    let one = |of: &Reach| {
        let mut published = without_names(of);
        let finest = areas.finest();
        let first = published.lowest_share(areas.levels().len() - 1).into_iter().take(NAMED);
        let named = first.map(|at| (finest.areas[at].name.clone(), of.by_area[at]));
        published.fewest = named.collect();
        Published::pass(published)
    };
    reach.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_with_fewest_homes_in_reach_come_first_and_ties_have_an_order() {
        let tally = |near, known, unknown| Tally::new(near, known, 0, unknown).unwrap();
        let of = PublishedReach {
            id: "plek".to_owned(),
            within_m: 500.0,
            n_places: 1,
            n_rejected: 0,
            city: Tally::default(),
            unplaced: Tally::default(),
            median_m: None,
            nine_tenths_m: None,
            levels: vec![vec![
                tally(1, 2, 0),  // 0: half
                tally(5, 5, 0),  // 1: all
                tally(0, 1, 0),  // 2: none of one
                tally(0, 0, 9),  // 3: nothing known
                tally(2, 4, 0),  // 4: half, of more
                tally(0, 1, 0),  // 5: none of one, a later code
                tally(0, 0, 0),  // 6: no homes
                tally(8, 10, 0), // 7: most
            ]],
            fewest: Vec::new(),
        };
        assert_eq!(of.lowest_share(0), [2, 5, 4, 0, 7]);
        assert_eq!(of.most_out_of_reach(0), [4, 7, 2, 5, 0]);
    }
}
