//! The exact binomial test of a share.

use statrs::function::beta::beta_reg;

use super::tails::not_zero;

/// Chance of at least `x` events among `t` units that each are one with chance `p`, in [0, 1]: the
/// one-sided exact test of a share above `p`.
///
/// Pr(X ≥ x) = I_p(x, t − x + 1), the regularised incomplete beta function. 1 for x = 0, and 0 only where it
/// cannot be. For 8 of 10 and p = ½ it is 56 / 1024.
///
/// Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404.
pub fn binomial_at_least(x: u32, t: u32, p: f64) -> f64 {
    match (x, p) {
        (0, _) => 1.0,
        _ if x > t || p <= 0.0 => 0.0,
        _ if p >= 1.0 => 1.0,
        _ => not_zero(beta_reg(f64::from(x), f64::from(t - x) + 1.0, p)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_is_the_sum_of_the_terms() {
        let close =
            |found: f64, expected: f64| assert!((found - expected).abs() < 1e-14, "{found}");
        close(binomial_at_least(8, 10, 0.5), 56.0 / 1024.0);
        close(binomial_at_least(10, 10, 0.5), 1.0 / 1024.0);
        close(binomial_at_least(1, 3, 0.3), 1.0 - 0.343);
        // Clopper and Pearson: the lower limit of 81 of 263 is where this is 2.5% (Newcombe 1998: 0.2527).
        assert!(binomial_at_least(81, 263, 0.2527) < 0.025_1);
        assert!(binomial_at_least(81, 263, 0.2528) > 0.024_9);
    }

    #[test]
    fn certain_and_impossible() {
        assert_eq!(binomial_at_least(0, 0, 0.3), 1.0);
        assert_eq!(binomial_at_least(0, 5, 0.0), 1.0);
        assert_eq!(binomial_at_least(1, 5, 0.0), 0.0);
        assert_eq!(binomial_at_least(5, 5, 1.0), 1.0);
        assert!(binomial_at_least(100_000, 100_000, 0.3) > 0.0);
    }
}
