//! The index of dissimilarity, and what chance alone makes of it.

use statrs::function::gamma::ln_gamma;

use super::permutation::{count_reaching, p_value};
use super::random::Streams;
use super::shares::Shares;

/// Index of dissimilarity D, in [0, 1]: the part of the events that would have to move to another
/// area for all areas to have the same share, out of what would have to move if they were apart
/// completely.
///
/// D = Σ tᵢ |pᵢ − P| / (2 T P (1 − P)), with pᵢ = xᵢ / tᵢ the share of an area, T = Σ tᵢ and P the
/// share of all together. Never without [`expected_dissimilarity`]: small denominators alone make it
/// large.
///
/// `None` when none or all of the units are events. For x = (60, 40), t = (100, 100) and P = ½ it is
/// (10 + 10) / (2 · 200 · ¼) = 0.2.
///
/// Duncan & Duncan (1955), doi:10.2307/2088328; Massey & Denton (1988), doi:10.1093/sf/67.2.281.
pub fn dissimilarity(shares: &Shares) -> Option<f64> {
    shares.parting()?;
    let (events, trials) = (shares.events() as f64, shares.trials() as f64);
    // With whole numbers: tᵢ |pᵢ − P| = |xᵢ T − tᵢ X| / T.
    Some(unevenness(shares, shares.x()) as f64 / (2.0 * events * (trials - events)))
}

/// Σ |xᵢ T − tᵢ X|, a whole number: two allotments can be as uneven exactly.
fn unevenness(shares: &Shares, x: &[u32]) -> u128 {
    let (events, trials) = (shares.events() as i64, shares.trials() as i64);
    let parts = x
        .iter()
        .zip(shares.t())
        .map(|(&x, &t)| u128::from((i64::from(x) * trials - i64::from(t) * events).unsigned_abs()));
    parts.sum()
}

/// What D is on average when the same events fall at random on the same units, in [0, 1].
///
/// E D₀ = Σ E|Hᵢ − tᵢ P| / (2 T P (1 − P)), Hᵢ hypergeometric: D is a sum over areas, so the mean
/// needs no simulation. The mean absolute deviation has a closed form: with ν = ⌊tᵢ P⌋ + 1,
/// E|Hᵢ − tᵢ P| = 2 ν (T − X − tᵢ + ν) Pr(Hᵢ = ν) / T, since the terms (k − tᵢ P) Pr(Hᵢ = k) from ν
/// on cancel but for one (as for the binomial: Diaconis & Zabell 1991, doi:10.1214/ss/1177011699).
///
/// `None` as for [`dissimilarity`]. For x = (4, 0, 3, 2), t = (6, 5, 8, 3): 0.30176, where D is
/// 0.43590.
///
/// Random allotment as the measure of nothing: Cortese, Falk & Cohen (1976), doi:10.2307/2094840;
/// Winship (1977), doi:10.1093/sf/55.4.1058.
pub fn expected_dissimilarity(shares: &Shares) -> Option<f64> {
    shares.parting()?;
    let (x, t) = (shares.events() as f64, shares.trials() as f64);
    let deviations: f64 =
        shares.t().iter().map(|&part| mean_deviation(f64::from(part), x, t)).sum();
    Some(deviations * t / (2.0 * x * (t - x)))
}

/// E|H − n x / t| of the events H among `n` of `t` units of which `x` are events.
fn mean_deviation(n: f64, x: f64, t: f64) -> f64 {
    let v = (n * x / t).floor() + 1.0;
    if v > n.min(x) {
        // No outcome lies above the mean: all are the mean.
        return 0.0;
    }
    2.0 * v * (t - x - n + v) * ln_hypergeometric(v, n, x, t).exp() / t
}

/// Logarithm of the chance of `k` events among `n` of `t` units of which `x` are events.
fn ln_hypergeometric(k: f64, n: f64, x: f64, t: f64) -> f64 {
    let choose = |n: f64, k: f64| ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
    choose(x, k) + choose(t - x, n - k) - choose(t, n)
}

/// Chance of a D at least as large when the same events fall at random, by `n_draws` draws; in
/// (0, 1].
///
/// `None` as for [`dissimilarity`]. Boisso et al. (1994), doi:10.1016/0304-4076(94)90008-6.
pub fn dissimilarity_p(shares: &Shares, n_draws: usize, seed: u64) -> Option<f64> {
    shares.parting()?;
    let seen = unevenness(shares, shares.x());
    let streams = Streams::new(seed, "dissimilarity");
    let reaching = count_reaching(shares, n_draws, &streams, |x| unevenness(shares, x) >= seen);
    Some(p_value(reaching, n_draws))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pairs: &[(u32, u32)], expected: f64) {
        let found = dissimilarity(&Shares::from_pairs(pairs)).unwrap();
        assert!((found - expected).abs() < 1e-12, "{found}");
    }

    #[test]
    fn published_examples() {
        // Elbers, R package `segregation`, tests of `dissimilarity`.
        check(&[(100, 100), (60, 100), (40, 100), (0, 100)], 0.6);
        check(&[(80, 100), (80, 100), (20, 100), (20, 100)], 0.6);
        check(&[(60, 100), (40, 100)], 0.2);
    }

    /// All ways to deal the events, by their weight: exact, for few units.
    #[test]
    fn the_expectation_and_p_are_those_of_all_allotments() {
        let shares = Shares::from_pairs(&[(4, 6), (0, 5), (3, 8), (2, 3)]);
        let close = |found: f64, exact: f64, by: f64| {
            assert!((found - exact).abs() < by, "{found} for {exact}");
        };
        close(dissimilarity(&shares).unwrap(), 0.435_897_435_897_435_9, 1e-12);
        close(expected_dissimilarity(&shares).unwrap(), 0.301_759_746_960_985_4, 1e-12);
        // Four standard deviations of 99,999 draws.
        close(dissimilarity_p(&shares, 99_999, 1).unwrap(), 0.186_663_182_019_219_16, 0.005);
    }

    #[test]
    fn undefined_where_there_is_nothing_to_spread() {
        for pairs in [&[][..], &[(0, 3), (0, 5)], &[(3, 3), (5, 5)], &[(0, 0)]] {
            let shares = Shares::from_pairs(pairs);
            assert_eq!(dissimilarity(&shares), None);
            assert_eq!(expected_dissimilarity(&shares), None);
            assert_eq!(dissimilarity_p(&shares, 9, 1), None);
        }
    }

    #[test]
    fn one_area_is_even_and_expected_so() {
        let shares = Shares::from_pairs(&[(3, 9)]);
        assert_eq!(dissimilarity(&shares), Some(0.0));
        assert_eq!(expected_dissimilarity(&shares), Some(0.0));
        assert_eq!(dissimilarity_p(&shares, 99, 1), Some(1.0));
    }
}
