//! The chance that a year ends above a norm.

use statrs::function::beta::ln_beta;
use statrs::function::gamma::ln_gamma;

use super::norm::Norm;

/// Chance that the share of a whole year is above a ceiling, in [0, 1], given `x` events among `t`
/// units so far and `to_go` units expected.
///
/// The events to come are beta-binomial: their share is Beta(α + x, β + t − x), where `prior` is
/// (α, β), both above 0; (½, ½) is that of Jeffreys. The year is above when all events together are more
/// than the norm times all units. With nothing to go, or where what is to come cannot change it, it is 0 or
/// 1; for 172 of 560, 590 to go and a norm of 30% it is 0.69.
///
/// `None` without any unit. Skellam (1948), doi:10.1111/j.2517-6161.1948.tb00014.x.
pub fn year_end_above(x: u32, t: u32, to_go: u32, norm: Norm, prior: (f64, f64)) -> Option<f64> {
    let all = u64::from(t) + u64::from(to_go);
    if all == 0 {
        return None;
    }
    // Fewest events to come with which the year ends above.
    let fewest = norm.most_of(all) + 1;
    let Some(fewest) = fewest.checked_sub(u64::from(x)).filter(|&fewest| fewest > 0) else {
        return Some(1.0);
    };
    if fewest > u64::from(to_go) {
        return Some(0.0);
    }
    let (a, b) = (prior.0 + f64::from(x), prior.1 + f64::from(t - x));
    let n = f64::from(to_go);
    let chance = |k: f64| {
        let ln_ways = ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
        (ln_ways + ln_beta(a + k, b + n - k) - ln_beta(a, b)).exp()
    };
    // The chance of k + 1 over that of k.
    let ratio = |k: f64| (n - k) / (k + 1.0) * (a + k) / (b + n - k - 1.0);
    // From the limit outwards, on the side without the mean.
    let fewest = fewest as u32;
    let above = if f64::from(fewest) > n * a / (a + b) {
        let mut term = chance(f64::from(fewest));
        let mut sum = term;
        for k in fewest..to_go {
            term *= ratio(f64::from(k));
            sum += term;
        }
        sum
    } else {
        let mut term = chance(f64::from(fewest - 1));
        let mut sum = term;
        for k in (0..fewest - 1).rev() {
            term /= ratio(f64::from(k));
            sum += term;
        }
        1.0 - sum
    };
    Some(above.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use crate::model::NormKind;

    use super::*;

    const JEFFREYS: (f64, f64) = (0.5, 0.5);

    fn above(x: u32, t: u32, to_go: u32, norm: f64) -> Option<f64> {
        year_end_above(x, t, to_go, Norm::of(norm, NormKind::Ceiling), JEFFREYS)
    }

    #[test]
    fn the_example_of_a_year_half_gone() {
        let found = above(172, 560, 590, 0.3).unwrap();
        assert!((found - 0.69).abs() < 0.005, "{found}");
    }

    #[test]
    fn with_nothing_to_go_it_is_a_fact() {
        assert_eq!(above(31, 100, 0, 0.3), Some(1.0));
        assert_eq!(above(30, 100, 0, 0.3), Some(0.0));
        assert_eq!(above(0, 0, 0, 0.3), None);
        // As many as the norm allows, which binary numbers take for more.
        assert_eq!((above(29, 100, 0, 0.29), above(30, 100, 0, 0.29)), (Some(0.0), Some(1.0)));
        assert_eq!((above(90, 100, 10, 0.3), above(0, 100, 10, 0.3)), (Some(1.0), Some(0.0)));
    }

    /// Every number of events to come, with its chance by the recurrence from none on.
    #[test]
    fn it_is_the_sum_of_the_chances() {
        for (x, t, to_go) in [(3, 10, 40), (0, 0, 7), (9, 30, 300), (1, 2, 900), (60, 61, 500)] {
            for norm in [0.05, 0.29, 0.3, 0.5, 0.9] {
                let (a, b) = (0.5 + f64::from(x), 0.5 + f64::from(t - x));
                let n = f64::from(to_go);
                let mut ln = ln_beta(a, b + n) - ln_beta(a, b);
                let mut expected = 0.0;
                for k in 0..=to_go {
                    if Norm::of(norm, NormKind::Ceiling)
                        .is_passed_by(u64::from(x + k), u64::from(t + to_go))
                    {
                        expected += ln.exp();
                    }
                    let k = f64::from(k);
                    ln += ((n - k) / (k + 1.0) * (a + k) / (b + n - k - 1.0)).ln();
                }
                let found = above(x, t, to_go, norm).unwrap();
                assert!((found - expected).abs() < 1e-10, "{x} of {t}, {norm}: {found} {expected}");
            }
        }
    }
}
