//! A norm for a share, as the decimal number that it was written as.

/// A norm in [0, 1].
///
/// It is compared as the decimal fraction that it was written as, in whole numbers: 29 of 100 is not above
/// 0.29, though 0.29 in binary digits is a little less than that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Norm {
    share: f64,
    numerator: u128,
    denominator: u128,
}

/// Most decimals that are looked at: with them the products below stay within 128 bits.
const MOST_DECIMALS: usize = 18;

impl Norm {
    /// The norm that is written as this number: the shortest decimal that reads back as it.
    pub fn of(share: f64) -> Norm {
        let mut text = share.to_string();
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let decimals = decimals.min(MOST_DECIMALS);
        if text.len() > MOST_DECIMALS {
            text = format!("{share:.decimals$}");
        }
        let digits = text.bytes().filter(u8::is_ascii_digit);
        let numerator = digits.fold(0, |number, digit| 10 * number + u128::from(digit - b'0'));
        Norm { share, numerator, denominator: 10_u128.pow(decimals as u32) }
    }

    /// The norm as a share.
    pub fn share(self) -> f64 {
        self.share
    }

    /// Whether `x` of `t` units are more than the norm allows.
    pub fn is_passed_by(self, x: u64, t: u64) -> bool {
        u128::from(x) * self.denominator > self.numerator * u128::from(t)
    }

    /// Most of `t` units that fit under the norm.
    pub fn most_of(self, t: u64) -> u64 {
        (self.numerator * u128::from(t) / self.denominator) as u64
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
                let norm = Norm::of(format!("0.{part:0places$}").parse().unwrap());
                for times in 1..40 {
                    let (x, t) = (part * times, parts * times);
                    assert!(!norm.is_passed_by(x, t) && norm.is_passed_by(x + 1, t), "{x} of {t}");
                    assert_eq!((norm.most_of(t), norm.most_of(t - 1)), (x, x - 1));
                }
            }
        }
    }

    #[test]
    fn limits_and_numbers_of_many_digits() {
        for (share, fits) in [(0.0, 0), (1.0, 1000), (1e-20, 0), (0.123_456_789_012_345_68, 123)] {
            let norm = Norm::of(share);
            assert_eq!((norm.most_of(1000), norm.share()), (fits, share));
            assert!(!norm.is_passed_by(fits, 1000) && norm.is_passed_by(fits + 1, 1000));
        }
        assert_eq!(Norm::of(0.3).most_of(u64::MAX), 5_534_023_222_112_865_484);
    }

    proptest! {
        #[test]
        fn what_fits_does_not_pass_and_one_more_does(share in 0.0_f64..=1.0, t in 0_u64..1 << 40) {
            let norm = Norm::of(share);
            let most = norm.most_of(t);
            prop_assert!(!norm.is_passed_by(most, t) && norm.is_passed_by(most + 1, t));
            prop_assert!((most as f64 - (share * t as f64).floor()).abs() <= 1.0);
        }
    }
}
