//! Whether a share rises over periods.

use statrs::function::erf::erfc;

use super::tails::not_zero;

/// Events and units of one period, in order of time.
pub type Period = (u32, u32);

/// A trend over periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Above zero where the share rises; standard normal without a trend.
    pub z: f64,
    /// Chance of a z at least as large without a trend, one-sided; in (0, 1].
    pub p: f64,
}

/// Cochran-Armitage test of a trend in the share over periods of the same length.
///
/// z = Σ sᵢ (xᵢ − tᵢ P) / √(P (1 − P) (Σ tᵢ sᵢ² − (Σ tᵢ sᵢ)² / T)), s = 0, 1, 2, ..., P the share of all.
///
/// `None` when none or all of the units are events, or all units lie in one period. Cochran (1954),
/// doi:10.2307/3001616; Armitage (1955), doi:10.2307/3001775.
pub fn trend(periods: &[Period]) -> Option<Trend> {
    let sum = |part: &dyn Fn(f64, f64, f64) -> f64| -> f64 {
        let periods = (0..).zip(periods);
        periods.map(|(s, &(x, t))| part(f64::from(s), f64::from(x), f64::from(t))).sum()
    };
    let (x, t) = (sum(&|_, x, _| x), sum(&|_, _, t| t));
    let p = x / t;
    let spread = sum(&|s, _, t| t * s * s) - sum(&|s, _, t| t * s).powi(2) / t;
    if !(x > 0.0 && x < t && spread > 0.0) {
        return None;
    }
    let z = sum(&|s, x, t| s * (x - t * p)) / (p * (1.0 - p) * spread).sqrt();
    Some(Trend { z, p: not_zero(0.5 * erfc(z / std::f64::consts::SQRT_2)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_trend_where_nothing_differs_in_time() {
        assert_eq!(trend(&[(3, 10)]), None);
        assert_eq!(trend(&[(0, 10), (0, 12)]), None);
        assert!(trend(&[(3, 10), (3, 10)]).unwrap().z.abs() < 1e-12);
    }

    #[test]
    fn a_trend_beyond_all_doubt_has_a_chance() {
        let found = trend(&[(0, 50_000), (50_000, 50_000)]).unwrap();
        assert!(found.z > 300.0 && found.p > 0.0, "{found:?}");
    }
}
