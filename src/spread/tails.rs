//! The two tails of an exact test.

/// A chance that is not zero, however small: below the least normal number it stands as that.
///
/// What was seen can happen, so no test can say that its chance is 0; one that is written so has run out of
/// digits.
pub(super) fn not_zero(chance: f64) -> f64 {
    chance.clamp(f64::MIN_POSITIVE, 1.0)
}

/// On which side of what it is compared with a share lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Higher.
    Above,
    /// Lower.
    Below,
}

/// The chances of so many events or more, and of so few or less. Both in (0, 1]; what was seen is in both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// Exact one-sided p-value of a share above.
    pub above: f64,
    /// Exact one-sided p-value of a share below.
    pub below: f64,
}

impl Tails {
    /// The two-sided p-value: twice the smaller tail, at most 1. So each side has half of the level, and of
    /// a hundred areas of which nothing is the matter at most five are called, above and below together.
    ///
    /// Cox & Hinkley (1974), Theoretical Statistics, section 3.4; Dunne, Pawitan & Doody (1996),
    /// doi:10.2307/2348897.
    pub fn two_sided(self) -> f64 {
        f64::min(1.0, 2.0 * f64::min(self.above, self.below))
    }

    /// The side with the smaller tail.
    pub fn side(self) -> Side {
        if self.below < self.above { Side::Below } else { Side::Above }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_smaller_tail_and_its_side() {
        let low = Tails { above: 0.99, below: 0.02 };
        assert_eq!((low.two_sided(), low.side()), (0.04, Side::Below));
        let middle = Tails { above: 0.6, below: 0.7 };
        assert_eq!((middle.two_sided(), middle.side()), (1.0, Side::Above));
        assert!(not_zero(0.0) > 0.0 && not_zero(1.0 + 1e-15) == 1.0);
    }
}
