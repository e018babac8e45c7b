//! The Gini coefficient of shares.

use super::shares::Shares;

/// Gini coefficient of the shares of areas, in [0, 1]: half the mean difference between the shares of
/// two units' areas, relative to the share of all.
///
/// G = Σᵢ Σⱼ tᵢ tⱼ |pᵢ − pⱼ| / (2 T² P (1 − P)). In order of share, each pair is taken once from
/// running sums. For x = (60, 40), t = (100, 100) it is 0.2.
///
/// `None` when none or all of the units are events. Massey & Denton (1988),
/// doi:10.1093/sf/67.2.281.
pub fn gini(shares: &Shares) -> Option<f64> {
    shares.parting()?;
    let mut pairs: Vec<(u32, u32)> = shares.pairs().collect();
    let by_share = |one: &(u32, u32), other: &(u32, u32)| {
        (u64::from(one.0) * u64::from(other.1)).cmp(&(u64::from(other.0) * u64::from(one.1)))
    };
    pairs.sort_by(by_share);
    let (mut before_x, mut before_t, mut sum) = (0_i128, 0_i128, 0_i128);
    for (x, t) in pairs {
        let (x, t) = (i128::from(x), i128::from(t));
        // Σⱼ tᵢ tⱼ (pᵢ − pⱼ) over the areas before.
        sum += x * before_t - t * before_x;
        (before_x, before_t) = (before_x + x, before_t + t);
    }
    let (x, t) = (shares.events() as f64, shares.trials() as f64);
    Some(sum as f64 / (x * (t - x)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dissimilarity::dissimilarity;
    use super::*;

    #[test]
    fn worked_examples() {
        let close = |pairs: &[(u32, u32)], expected: f64| {
            let found = gini(&Shares::from_pairs(pairs)).unwrap();
            assert!((found - expected).abs() < 1e-12, "{found}");
        };
        close(&[(60, 100), (40, 100)], 0.2);
        close(&[(2, 2), (0, 2)], 1.0);
        close(&[(1, 2), (2, 4)], 0.0);
        assert_eq!(gini(&Shares::from_pairs(&[(0, 4)])), None);
    }

    proptest! {
        #[test]
        fn it_is_the_mean_difference_of_all_pairs_and_no_smaller_than_d(
            pairs in prop::collection::vec((0_u32..30, 0_u32..30), 1..20),
        ) {
            let pairs: Vec<_> = pairs.into_iter().map(|(x, more)| (x, x + more)).collect();
            let shares = Shares::from_pairs(&pairs);
            if let Some(p) = shares.parting() {
                let t = shares.trials() as f64;
                let all: f64 = shares.pairs().map(|(x, a)| {
                    shares.pairs().map(|(y, b)| {
                        let (a, b) = (f64::from(a), f64::from(b));
                        a * b * (f64::from(x) / a - f64::from(y) / b).abs()
                    }).sum::<f64>()
                }).sum();
                let found = gini(&shares).unwrap();
                prop_assert!((found - all / (2.0 * t * t * p * (1.0 - p))).abs() < 1e-9);
                prop_assert!(found >= dissimilarity(&shares).unwrap() - 1e-12 && found <= 1.0 + 1e-12);
            }
        }
    }
}
