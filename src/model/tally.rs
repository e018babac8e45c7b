//! A tally: how many of how many, and of how many it is not known.

/// One indicator in one area: how many, out of how many, and how many unknown.
///
/// Units are unknown when it is not known whether they belong to the denominator (no label
/// registered, roof not visible), or whether one that belongs counts. They leave the denominator and
/// are reported next to the share, so that *unknown* never passes for *no*.
///
/// Invariant: `count + undecided <= belonging`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Tally {
    count: u32,
    /// Units that belong, the undecided ones included.
    belonging: u32,
    /// Units that belong, of which it is not known whether they count.
    undecided: u32,
    /// Units of which it is not known whether they belong.
    unclear: u32,
    /// Areas of which it is not known how many units belong; their units are unclear.
    unmeasured: u32,
}

impl Tally {
    /// Of `belonging` units `count` count, and of `undecided` it is not known; of `unclear` others it is
    /// not known whether they belong. Returns `None` when more units count or are undecided than belong.
    pub fn new(count: u32, belonging: u32, undecided: u32, unclear: u32) -> Option<Tally> {
        let possible = count.checked_add(undecided).is_some_and(|sum| sum <= belonging);
        possible.then_some(Tally { count, belonging, undecided, unclear, unmeasured: 0 })
    }

    /// An area of which it is not known how many units belong, with so many that count: there is no
    /// denominator to divide these by, so they leave the count.
    pub fn of_unknown_size(units: u32) -> Tally {
        Tally { unclear: units, unmeasured: 1, ..Tally::default() }
    }

    /// The units of one owner out of all units of `whole`, in the same areas: what belongs, and what is
    /// not known of an area, is that of the whole. `None` when more count than belong.
    pub fn out_of_whole(self, whole: Tally) -> Option<Tally> {
        let tally = Tally { unclear: self.unclear, count: self.count, ..whole };
        (tally.count + tally.undecided <= tally.belonging).then_some(tally)
    }

    /// The same units with another number of them that count; `None` when more count than are known.
    pub fn counting(self, count: u32) -> Option<Tally> {
        (count <= self.out_of()).then_some(Tally { count, ..self })
    }

    /// Units that count.
    pub fn count(self) -> u32 {
        self.count
    }

    /// Units that belong and of which it is known whether they count: the denominator of the share.
    pub fn out_of(self) -> u32 {
        self.belonging - self.undecided
    }

    /// Units that belong, and of which it is not known whether they count.
    pub fn undecided(self) -> u32 {
        self.undecided
    }

    /// Units of which it is not known whether they belong, or whether they count.
    pub fn unknown(self) -> u32 {
        self.undecided + self.unclear
    }

    /// Units that belong, or of which that is not known.
    pub fn units(self) -> u32 {
        self.belonging + self.unclear
    }

    /// Areas of which it is not known how many units belong.
    pub fn unmeasured(self) -> u32 {
        self.unmeasured
    }

    /// The denominator, `None` where it is not known of a single area.
    pub fn known_out_of(self) -> Option<u32> {
        (self.unmeasured == 0 || self.out_of() > 0).then_some(self.out_of())
    }

    /// Whether there are units, or it is not known how many, and of not one of them is the answer known.
    pub fn is_unknown(self) -> bool {
        (self.unknown() > 0 || self.unmeasured > 0) && self.out_of() == 0
    }

    /// Fraction that counts of the units of which that is known, in [0, 1]; `None` with nothing to
    /// divide by.
    pub fn share(self) -> Option<f64> {
        match self.out_of() {
            0 => None,
            out_of => Some(f64::from(self.count) / f64::from(out_of)),
        }
    }

    /// Nothing counted, nothing to count, nothing unknown.
    pub fn is_empty(self) -> bool {
        self == Tally::default()
    }
}

impl std::ops::Add for Tally {
    type Output = Tally;

    /// The tally of two disjoint sets of units together.
    fn add(self, other: Tally) -> Tally {
        Tally {
            count: self.count + other.count,
            belonging: self.belonging + other.belonging,
            undecided: self.undecided + other.undecided,
            unclear: self.unclear + other.unclear,
            unmeasured: self.unmeasured + other.unmeasured,
        }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        tallies.fold(Tally::default(), |sum, tally| sum + tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_above_what_it_is_out_of_cannot_be_built() {
        assert_eq!(Tally::new(3, 2, 0, 0), None);
        assert_eq!(Tally::new(2, 3, 2, 0), None);
        assert!(Tally::new(2, 2, 0, 9).is_some());
    }

    #[test]
    fn a_share_of_nothing_is_undefined() {
        assert_eq!(Tally::new(0, 0, 0, 7).unwrap().share(), None);
        assert_eq!(Tally::new(0, 5, 0, 0).unwrap().share(), Some(0.0));
        assert_eq!(Tally::new(1, 4, 0, 2).unwrap().share(), Some(0.25));
        assert_eq!(Tally::new(0, 3, 3, 0).unwrap().share(), None);
    }

    #[test]
    fn an_undecided_unit_is_no_no() {
        let tally = Tally::new(1, 4, 2, 5).unwrap();
        assert_eq!((tally.count(), tally.out_of(), tally.unknown()), (1, 2, 7));
        assert_eq!(tally.share(), Some(0.5));
    }

    #[test]
    fn an_area_of_unknown_size_is_neither_empty_nor_without_units() {
        for units in [0, 3] {
            let tally = Tally::of_unknown_size(units);
            assert!(tally.is_unknown() && !tally.is_empty());
            assert_eq!((tally.share(), tally.known_out_of(), tally.unknown()), (None, None, units));
        }
        // With another area of which it is known, that one tells.
        let both = Tally::of_unknown_size(3) + Tally::new(1, 4, 0, 0).unwrap();
        assert_eq!(
            (both.share(), both.known_out_of(), both.unmeasured()),
            (Some(0.25), Some(4), 1)
        );
        let owner = Tally::new(1, 2, 0, 0).unwrap().out_of_whole(both).unwrap();
        assert_eq!((owner.count(), owner.out_of(), owner.unknown()), (1, 4, 0));
        assert_eq!(Tally::new(5, 5, 0, 0).unwrap().out_of_whole(both), None);
    }

    #[test]
    fn unknown_is_when_no_answer_is_known() {
        let is_unknown = |count, belonging, undecided, unclear| {
            Tally::new(count, belonging, undecided, unclear).unwrap().is_unknown()
        };
        assert!(is_unknown(0, 0, 0, 3)); // it is not known whether any belongs
        assert!(is_unknown(0, 2, 2, 0)); // two belong, and of neither is it known
        assert!(!is_unknown(0, 2, 1, 5)); // one is known not to count
        assert!(!is_unknown(0, 0, 0, 0)); // nothing there is not unknown
    }
}
