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
