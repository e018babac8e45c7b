//! The Wilson score interval of a share.

use crate::model::Tally;

/// Two-sided 95% quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson score interval of a share, 95%: the values of the true share that the count does not
/// contradict.
///
/// (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), with p = count / n, n = `out_of` and z the
/// quantile of the normal distribution.
///
/// Both limits lie in [0, 1] and hold the share between them. Returns `None` when there is nothing
/// to divide by.
///
/// Wilson (1927), doi:10.1080/01621459.1927.10502953; the examples are those of Newcombe (1998),
/// doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
pub fn wilson(tally: Tally) -> Option<(f64, f64)> {
    let p = tally.share()?;
    let n = f64::from(tally.out_of());
    let z2 = Z * Z;
    let middle = p + z2 / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // At 0 and 1 rounding could leave the limit a hair beyond the share.
    Some((((middle - half) / scale).clamp(0.0, p), ((middle + half) / scale).clamp(p, 1.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(count: u32, out_of: u32, low: f64, high: f64) {
        let (l, h) = wilson(Tally::new(count, out_of, 0, 0).unwrap()).unwrap();
        assert!((l - low).abs() < 5e-5 && (h - high).abs() < 5e-5, "{l} {h}");
    }

    #[test]
    fn published_examples() {
        check(81, 263, 0.2553, 0.3662);
        check(15, 148, 0.0624, 0.1605);
        check(0, 20, 0.0, 0.1611);
        check(1, 29, 0.0061, 0.1718);
    }

    #[test]
    fn undefined_without_a_denominator() {
        assert_eq!(wilson(Tally::new(0, 0, 0, 4).unwrap()), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share(out_of in 1_u32..5000, part in 0.0_f64..=1.0) {
            let count = (f64::from(out_of) * part) as u32;
            let tally = Tally::new(count, out_of, 0, 0).unwrap();
            let (low, high) = wilson(tally).unwrap();
            let share = tally.share().unwrap();
            prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
        }
    }
}
