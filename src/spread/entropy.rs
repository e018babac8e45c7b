//! Theil's information index of unevenness, which splits into parts without a rest.

use super::permutation::{count_reaching, p_value};
use super::random::Streams;
use super::shares::Shares;

/// Information index H, in [0, 1]: how much less mixed the areas are than all of them together; 0
/// when all have the same share, 1 when each has all or none.
///
/// H = Σ tᵢ (E − Eᵢ) / (T E), with the entropy E = −P ln P − (1 − P) ln (1 − P) of all and Eᵢ of an
/// area; 0 ln 0 = 0. For x = (2, 0), t = (2, 2) it is 1.
///
/// `None` when none or all of the units are events.
///
/// Theil & Finizza (1971), doi:10.1080/0022250X.1971.9989795; Reardon & Firebaugh (2002),
/// doi:10.1111/1467-9531.00110.
pub fn information_index(shares: &Shares) -> Option<f64> {
    shares.parting()?;
    let whole = mixed(shares.events(), shares.trials());
    Some((1.0 - remaining(shares, shares.x()) / whole).clamp(0.0, 1.0))
}

/// Σ tᵢ Eᵢ: what the areas are still mixed within.
fn remaining(shares: &Shares, x: &[u32]) -> f64 {
    x.iter().zip(shares.t()).map(|(&x, &t)| mixed(u64::from(x), u64::from(t))).sum()
}

/// t E = t ln t − x ln x − (t − x) ln (t − x).
fn mixed(x: u64, t: u64) -> f64 {
    let n_ln_n = |n: u64| if n == 0 { 0.0 } else { n as f64 * (n as f64).ln() };
    n_ln_n(t) - n_ln_n(x) - n_ln_n(t - x)
}

/// The parts of H of the finest areas: between the coarsest areas, then between the areas of each
/// next level within those of the level above.
///
/// `holders` give, from coarse to fine, for each finest area the coarser one that holds it, by
/// position among all areas. With H_l the index of the areas of level l, all on the same units, the
/// parts are H_1, H_2 − H_1, ... and the last one is that of the finest areas; each is at least zero
/// but for rounding, and they add up to H. Within part: Σ (T_s E_s / (T E)) H_s over the areas s.
///
/// `None` as for [`information_index`].
pub fn decomposed(shares: &Shares, holders: &[&[usize]]) -> Option<Vec<f64>> {
    let whole = information_index(shares)?;
    let mut parts = Vec::with_capacity(holders.len() + 1);
    let mut before = 0.0;
    for holder in holders {
        let at_level = information_index(&shares.rolled_up(holder))?;
        parts.push(at_level - before);
        before = at_level;
    }
    parts.push(whole - before);
    Some(parts)
}

/// Chance of an H at least as large when the same events fall at random, by `n_draws` draws; in
/// (0, 1]. `None` as for [`information_index`].
pub fn information_p(shares: &Shares, n_draws: usize, seed: u64) -> Option<f64> {
    shares.parting()?;
    let most = shares.t().iter().copied().max().unwrap_or(0) as usize;
    let n_ln_n: Vec<f64> =
        (0..=most).map(|n| if n == 0 { 0.0 } else { n as f64 * (n as f64).ln() }).collect();
    let split = |x: &[u32]| -> f64 {
        let parts = x.iter().zip(shares.t());
        parts.map(|(&x, &t)| n_ln_n[x as usize] + n_ln_n[(t - x) as usize]).sum()
    };
    // The sum of different allotments may be the same number but for rounding.
    let seen = split(shares.x());
    let least = seen - 1e-12 * seen.abs();
    let streams = Streams::new(seed, "information");
    let reaching = count_reaching(shares, n_draws, &streams, |x| split(x) >= least);
    Some(p_value(reaching, n_draws))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn apart_and_mixed() {
        let index = |pairs: &[(u32, u32)]| information_index(&Shares::from_pairs(pairs));
        assert_eq!(index(&[(2, 2), (0, 2)]), Some(1.0));
        assert!(index(&[(1, 2), (3, 6)]).unwrap() < 1e-15);
        assert_eq!(index(&[(0, 2), (0, 6)]), None);
    }

    #[test]
    fn all_are_equally_far_when_there_is_one_way_to_deal() {
        assert_eq!(information_p(&Shares::from_pairs(&[(3, 9)]), 99, 1), Some(1.0));
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_none_is_below_zero(
            pairs in prop::collection::vec((0_u32..9, 0_u32..9), 12),
            wijken in prop::collection::vec(0_usize..4, 12),
        ) {
            let pairs: Vec<_> = pairs.into_iter().map(|(x, more)| (x, x + more)).collect();
            let shares = Shares::from_pairs(&pairs);
            let stadsdelen: Vec<usize> = wijken.iter().map(|wijk| wijk / 2).collect();
            let parts = decomposed(&shares, &[&stadsdelen, &wijken]);
            prop_assert_eq!(parts.is_some(), information_index(&shares).is_some());
            if let (Some(parts), Some(whole)) = (parts, information_index(&shares)) {
                prop_assert!((parts.iter().sum::<f64>() - whole).abs() < 1e-12);
                prop_assert!(parts.iter().all(|&part| part > -1e-12));
            }
        }
    }
}
