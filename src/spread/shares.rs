//! The areas of one indicator that take part in its statistics.

use crate::model::Tally;

/// What takes no part in the statistics of an indicator at one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Units of which it is not known whether they belong or count, in all areas.
    pub unknown_units: u64,
    /// Areas with units, of none of which it is known.
    pub unknown_areas: usize,
    /// Areas in which no unit belongs.
    pub empty_areas: usize,
}

/// Counts and denominators of the areas that have a denominator, in the order of the areas.
///
/// The denominator holds the units of which it is known whether they count. An area without one has no
/// share and takes no part in any statistic; a count of zero does. `x` are the events, `t` what they are
/// out of, `x[i] <= t[i]`, `t[i] >= 1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    areas: Vec<usize>,
    x: Vec<u32>,
    t: Vec<u32>,
    events: u64,
    trials: u64,
    left_out: LeftOut,
}

impl Shares {
    /// Takes the areas with a denominator.
    pub fn of(tallies: impl IntoIterator<Item = Tally>) -> Shares {
        let (areas, x, t, left_out) = (Vec::new(), Vec::new(), Vec::new(), LeftOut::default());
        let mut shares = Shares { areas, x, t, events: 0, trials: 0, left_out };
        for (area, tally) in tallies.into_iter().enumerate() {
            shares.left_out.unknown_units += u64::from(tally.unknown());
            if tally.out_of() > 0 {
                shares.areas.push(area);
                shares.x.push(tally.count());
                shares.t.push(tally.out_of());
                shares.events += u64::from(tally.count());
                shares.trials += u64::from(tally.out_of());
            } else if tally.is_unknown() {
                shares.left_out.unknown_areas += 1;
            } else {
                shares.left_out.empty_areas += 1;
            }
        }
        shares
    }

    /// What takes no part.
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// Number of areas that take part.
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// Whether no area takes part.
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// Their positions among all areas, rising.
    pub fn areas(&self) -> &[usize] {
        &self.areas
    }

    /// Events by area.
    pub fn x(&self) -> &[u32] {
        &self.x
    }

    /// Denominators by area.
    pub fn t(&self) -> &[u32] {
        &self.t
    }

    /// Events and denominator by area.
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone {
        self.x.iter().copied().zip(self.t.iter().copied())
    }

    /// All events.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// All denominators together.
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// The same units in coarser areas: `holders` gives for each area, by position among all, the one
    /// that holds it.
    pub fn rolled_up(&self, holders: &[usize]) -> Shares {
        let n = self.areas.iter().map(|&area| holders[area] + 1).max().unwrap_or(0);
        let (mut x, mut t) = (vec![0; n], vec![0; n]);
        for (&area, (events, trials)) in self.areas.iter().zip(self.pairs()) {
            x[holders[area]] += events;
            t[holders[area]] += trials;
        }
        let areas: Vec<usize> = (0..n).filter(|&at| t[at] > 0).collect();
        let kept = |of: Vec<u32>| areas.iter().map(|&at| of[at]).collect();
        let (x, t) = (kept(x), kept(t));
        Shares { areas, x, t, ..*self }
    }

    /// The share of all areas together, in [0, 1]; `None` without any area.
    pub fn overall(&self) -> Option<f64> {
        (self.trials > 0).then(|| self.events as f64 / self.trials as f64)
    }

    /// The share of all areas together where it parts the units, in (0, 1); `None` when none or all
    /// of them count, and there is nothing to spread.
    pub fn parting(&self) -> Option<f64> {
        self.overall().filter(|_| self.events > 0 && self.events < self.trials)
    }
}

#[cfg(test)]
impl Shares {
    /// From events and denominators.
    pub(super) fn from_pairs(pairs: &[(u32, u32)]) -> Shares {
        Shares::of(pairs.iter().map(|&(x, t)| Tally::new(x, t, 0, 0).unwrap()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_without_a_denominator_takes_no_part_and_a_zero_does() {
        let shares = Shares::from_pairs(&[(0, 0), (0, 4), (3, 6)]);
        assert_eq!(
            (shares.areas(), shares.x(), shares.t()),
            (&[1, 2][..], &[0, 3][..], &[4, 6][..])
        );
        assert_eq!(shares.overall(), Some(0.3));
        assert_eq!(Shares::from_pairs(&[(0, 0)]).overall(), None);
        assert_eq!(Shares::from_pairs(&[(0, 5)]).parting(), None);
        assert_eq!(Shares::from_pairs(&[(5, 5)]).parting(), None);
    }

    #[test]
    fn unknown_units_leave_and_an_area_without_any_other_leaves_with_them() {
        let tallies = [(2, 10, 4, 1), (0, 7, 7, 0), (0, 0, 0, 3), (0, 0, 0, 0), (1, 2, 0, 0)];
        let shares = Shares::of(tallies.map(|(x, t, d, u)| Tally::new(x, t, d, u).unwrap()));
        assert_eq!(
            (shares.areas(), shares.x(), shares.t()),
            (&[0, 4][..], &[2, 1][..], &[6, 2][..])
        );
        let left_out = LeftOut { unknown_units: 15, unknown_areas: 2, empty_areas: 1 };
        assert_eq!(shares.left_out(), left_out);
    }
}
