//! The empirical-Bayes index: shares made comparable where their denominators differ.

use super::shares::Shares;

/// How far each area's share lies from that of all, in standard deviations that grow as the
/// denominator shrinks; in the order of `shares`.
///
/// zᵢ = (pᵢ − P) / √(τ² + P (1 − P) / tᵢ), where τ² is the variance of the true shares by moments:
/// τ² = max(0, (Σ tᵢ (pᵢ − P)² − (n − 1) P (1 − P)) / (T − Σ tᵢ² / T − (n − 1))). For events that
/// are a good part of the units; the variance of chance is that of the binomial distribution.
///
/// `None` when none or all of the units are events, and with less than two areas.
///
/// Moments after Kleinman (1973), doi:10.1080/01621459.1973.10481332; the index after Assunção & Reis
/// (1999), doi:10.1002/(SICI)1097-0258(19990830)18:16<2147::AID-SIM179>3.0.CO;2-I.
pub fn binomial_index(shares: &Shares) -> Option<Vec<f64>> {
    let p = shares.parting().filter(|_| shares.len() > 1)?;
    let (trials, others) = (shares.trials() as f64, shares.len() as f64 - 1.0);
    let chance = p * (1.0 - p);
    let squares: f64 = shares.t().iter().map(|&t| f64::from(t).powi(2)).sum();
    let units = trials - squares / trials - others;
    let excess = spread(shares, p) - others * chance;
    let variance = if units > 0.0 { (excess / units).max(0.0) } else { 0.0 };
    Some(standardised(shares, p, |t| variance + chance / t))
}

/// The same for rare events, whose chance is that of the Poisson distribution.
///
/// zᵢ = (pᵢ − b) / √(a + b / tᵢ), b = P and a = Σ tᵢ (pᵢ − P)² / T − b / (T / n), taken as zero where
/// it is below. For e = (30, 25, 25, 15, 33, 21, 30, 20) and t = (100, 100, 110, 90, 100, 90, 110,
/// 90) the first is 1.038.
///
/// `None` without an event, and with less than two areas. Assunção & Reis (1999); the variance is cut
/// off at zero as in GeoDa and spdep (esda does so for single areas only).
pub fn poisson_index(shares: &Shares) -> Option<Vec<f64>> {
    let p = shares.overall().filter(|_| shares.events() > 0 && shares.len() > 1)?;
    let (trials, n) = (shares.trials() as f64, shares.len() as f64);
    let a = (spread(shares, p) / trials - p / (trials / n)).max(0.0);
    Some(standardised(shares, p, |t| a + p / t))
}

/// Σ tᵢ (pᵢ − P)².
fn spread(shares: &Shares, p: f64) -> f64 {
    let parts = shares.pairs().map(|(x, t)| (f64::from(x), f64::from(t)));
    parts.map(|(x, t)| t * (x / t - p).powi(2)).sum()
}

fn standardised(shares: &Shares, p: f64, variance: impl Fn(f64) -> f64) -> Vec<f64> {
    let parts = shares.pairs().map(|(x, t)| (f64::from(x), f64::from(t)));
    parts.map(|(x, t)| (x / t - p) / variance(t).sqrt()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: [(u32, u32); 8] =
        [(30, 100), (25, 100), (25, 110), (15, 90), (33, 100), (21, 90), (30, 110), (20, 90)];

    #[track_caller]
    fn check(found: &[f64], expected: &[f64]) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 5e-9, "{found} for {expected}");
        }
    }

    #[test]
    fn a_variance_below_zero_is_taken_as_zero() {
        let shares = Shares::from_pairs(&PAIRS);
        let (p, n, trials) =
            (shares.overall().unwrap(), PAIRS.len() as f64, shares.trials() as f64);
        let a = spread(&shares, p) / trials - p / (trials / n);
        // esda (`assuncao_rate`) keeps it as long as no area's variance is below zero, and so lets these
        // shares differ by more than chance would make them differ: 1.038 where it is 0.958.
        assert!(a < 0.0);
        let kept = standardised(&shares, p, |t| a + p / t);
        check(&kept, &[1.038_435_94, -0.040_990_89, -0.562_503_75, -1.730_618_61]);
        let exact: Vec<f64> = PAIRS
            .map(|(x, t)| (f64::from(x) / f64::from(t) - p) / (p / f64::from(t)).sqrt())
            .into();
        check(&poisson_index(&shares).unwrap(), &exact);
    }

    #[test]
    fn the_binomial_index_spreads_by_one_where_chance_is_all_there_is() {
        let alike = [(30, 100), (31, 100), (29, 100)];
        let p = 0.3;
        let exact = alike.map(|(x, t)| {
            let t = f64::from(t);
            (f64::from(x) / t - p) / (p * (1.0 - p) / t).sqrt()
        });
        check(&binomial_index(&Shares::from_pairs(&alike)).unwrap(), &exact);
        // Where shares differ more, the areas' own variance counts too.
        let apart = Shares::from_pairs(&[(90, 100), (10, 100), (90, 100), (10, 100)]);
        let z = binomial_index(&apart).unwrap();
        // (Σ t (p − P)² − 3 P (1 − P)) / (T − Σ t² / T − 3) = (64 − 0.75) / 297, and 0.25 / 100.
        let deviation = ((64.0 - 0.75) / 297.0 + 0.0025_f64).sqrt();
        check(&z, &[0.4 / deviation, -0.4 / deviation]);
    }

    #[test]
    fn undefined_without_a_difference_to_see() {
        assert_eq!(binomial_index(&Shares::from_pairs(&[(1, 2)])), None);
        assert_eq!(binomial_index(&Shares::from_pairs(&[(0, 2), (0, 3)])), None);
        assert_eq!(poisson_index(&Shares::from_pairs(&[(0, 2), (0, 3)])), None);
    }
}
