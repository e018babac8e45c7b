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
