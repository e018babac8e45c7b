//! The exact binomial test of a share.

use statrs::function::beta::beta_reg;

/// Chance of at least `x` events among `t` units that each are one with chance `p`, in [0, 1]: the
/// one-sided exact test of a share above `p`.
///
/// Pr(X ≥ x) = I_p(x, t − x + 1), the regularised incomplete beta function. 1 for x = 0. For 8 of 10
/// and p = ½ it is 56 / 1024.
///
/// Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404.
pub fn binomial_at_least(x: u32, t: u32, p: f64) -> f64 {
    match (x, p) {
        (0, _) => 1.0,
        _ if x > t || p <= 0.0 => 0.0,
        _ if p >= 1.0 => 1.0,
        _ => beta_reg(f64::from(x), f64::from(t - x) + 1.0, p).clamp(0.0, 1.0),
    }
}
