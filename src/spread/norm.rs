//! A norm for a share, as the decimal number that it was written as.

use crate::model::NormKind;

/// A norm in [0, 1], on one side of which a share should stay.
///
/// It is compared as the decimal fraction that it was written as, in whole numbers: 29 of 100 is not above
/// 0.29, though 0.29 in binary digits is a little less than that.
///
/// A floor is a ceiling seen from the other side: what should be at least 70% of all units is so where the
/// others are at most 30% of them. See [`Norm::ceiling`] and [`Norm::against`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Norm {
    share: f64,
    numerator: u128,
    denominator: u128,
    kind: NormKind,
}

/// Most decimals that are looked at: with them the products below stay within 128 bits.
const MOST_DECIMALS: usize = 18;

impl Norm {
    /// The norm that is written as this number: the shortest decimal that reads back as it.
    pub fn of(share: f64, kind: NormKind) -> Norm {
        let mut text = share.to_string();
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let decimals = decimals.min(MOST_DECIMALS);
        if text.len() > MOST_DECIMALS {
            text = format!("{share:.decimals$}");
        }
        let digits = text.bytes().filter(u8::is_ascii_digit);
        let numerator = digits.fold(0, |number, digit| 10 * number + u128::from(digit - b'0'));
        Norm { share, numerator, denominator: 10_u128.pow(decimals as u32), kind }
    }

    /// The norm as a share.
    pub fn share(self) -> f64 {
        self.share
    }

    /// On which side of it a share should stay.
    pub fn kind(self) -> NormKind {
        self.kind
    }

    /// The norm as a fraction, whose denominator is a power of ten.
    pub fn fraction(self) -> (u128, u128) {
        (self.numerator, self.denominator)
    }

    /// The same norm for the units that weigh against it: at least 70% that count are at most 30% that do
    /// not. A ceiling is its own.
    pub fn ceiling(self) -> Norm {
        let Norm { numerator, denominator, .. } = self;
        match self.kind {
            NormKind::Ceiling => self,
            NormKind::Floor => {
                let numerator = denominator.saturating_sub(numerator);
                let share = numerator as f64 / denominator as f64;
                Norm { share, numerator, denominator, kind: NormKind::Ceiling }
            }
        }
    }

    /// Units that weigh against it where `x` of `t` count: those of a ceiling, and the others of a floor.
    pub fn against(self, x: u32, t: u32) -> u32 {
        match self.kind {
            NormKind::Ceiling => x,
            NormKind::Floor => t - x,
        }
    }

    /// Whether `x` of `t` units are more than a ceiling allows, or fewer than a floor asks.
    pub fn is_passed_by(self, x: u64, t: u64) -> bool {
        let (found, limit) = (u128::from(x) * self.denominator, self.numerator * u128::from(t));
        match self.kind {
            NormKind::Ceiling => found > limit,
            NormKind::Floor => found < limit,
        }
    }

    /// Most of `t` units that are no higher share than this.
    pub fn most_of(self, t: u64) -> u64 {
        (self.numerator * u128::from(t) / self.denominator) as u64
    }

    /// Fewest of `t` units that are no lower share than this.
    pub fn least_of(self, t: u64) -> u64 {
        (self.numerator * u128::from(t)).div_ceil(self.denominator) as u64
    }

    /// Units of `t` that may still turn against the norm before it is passed; below zero where it is, by
    /// how many.
    pub fn headroom(self, x: u32, t: u32) -> i64 {
        match self.kind {
            NormKind::Ceiling => self.most_of(t.into()) as i64 - i64::from(x),
            NormKind::Floor => i64::from(x) - self.least_of(t.into()) as i64,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every norm of whole hundredths and thousandths, with every number of units for which it is a whole
    /// number of them.
    #[test]
    fn a_share_that_is_the_norm_does_not_pass_it() {
        for parts in [100_u64, 1000] {
            for part in 1..parts {
                let places = parts.ilog10() as usize;
                let share: f64 = format!("0.{part:0places$}").parse().unwrap();
                let norm = Norm::of(share, NormKind::Ceiling);
                let floor = Norm::of(share, NormKind::Floor);
                for times in 1..40 {
                    let (x, t) = (part * times, parts * times);
                    assert!(!norm.is_passed_by(x, t) && norm.is_passed_by(x + 1, t), "{x} of {t}");
                    assert_eq!((norm.most_of(t), norm.most_of(t - 1)), (x, x - 1));
                    assert!(!floor.is_passed_by(x, t) && floor.is_passed_by(x - 1, t));
                    assert_eq!((floor.least_of(t), floor.least_of(t + 1)), (x, x + 1));
                    let (x, t) = (x as u32, t as u32);
                    assert_eq!([norm, floor].map(|norm| norm.headroom(x, t)), [0, 0]);
                    assert_eq!([norm, floor].map(|norm| norm.headroom(x + 1, t)), [-1, 1]);
                }
            }
        }
    }

    #[test]
    fn limits_and_numbers_of_many_digits() {
        for (share, fits) in [(0.0, 0), (1.0, 1000), (1e-20, 0), (0.123_456_789_012_345_68, 123)] {
            let norm = Norm::of(share, NormKind::Ceiling);
            assert_eq!((norm.most_of(1000), norm.share()), (fits, share));
            assert!(!norm.is_passed_by(fits, 1000) && norm.is_passed_by(fits + 1, 1000));
        }
        assert_eq!(Norm::of(0.3, NormKind::Ceiling).most_of(u64::MAX), 5_534_023_222_112_865_484);
    }

    proptest! {
        #[test]
        fn what_fits_does_not_pass_and_one_more_does(share in 0.0_f64..=1.0, t in 0_u64..1 << 40) {
            let norm = Norm::of(share, NormKind::Ceiling);
            let most = norm.most_of(t);
            prop_assert!(!norm.is_passed_by(most, t) && norm.is_passed_by(most + 1, t));
            prop_assert!((most as f64 - (share * t as f64).floor()).abs() <= 1.0);
        }

        /// A floor is the ceiling of the others, to the unit.
        #[test]
        fn a_floor_is_the_ceiling_of_the_units_that_do_not_count(
            part in 0_u32..=1000, x in 0_u32..5000, more in 0_u32..5000,
        ) {
            let t = x + more;
            let floor = Norm::of(f64::from(part) / 1000.0, NormKind::Floor);
            let ceiling = Norm::of(f64::from(1000 - part) / 1000.0, NormKind::Ceiling);
            prop_assert_eq!(floor.ceiling().share(), ceiling.share());
            prop_assert_eq!(floor.against(x, t), t - x);
            let passed = ceiling.is_passed_by((t - x).into(), t.into());
            prop_assert_eq!(floor.is_passed_by(x.into(), t.into()), passed);
            prop_assert_eq!(floor.ceiling().is_passed_by((t - x).into(), t.into()), passed);
            prop_assert_eq!(floor.headroom(x, t), ceiling.headroom(t - x, t));
            prop_assert_eq!(floor.headroom(x, t) < 0, passed);
        }
    }
}
