//! Whether a norm for the whole city is structurally threatened.

use statrs::function::beta::ln_beta;
use statrs::function::erf::erfc;

use super::exact_test::binomial_at_least;

/// Events and units of one period, in order of time.
pub type Period = (u32, u32);

/// Chance that the share of a whole year is above the norm, in [0, 1], given `x` events among `t`
/// units so far and `to_go` units expected.
///
/// The events to come are beta-binomial: their share is Beta(α + x, β + t − x), where `prior` is
/// (α, β); (½, ½) is that of Jeffreys. The year is above when all events together are more than the
/// norm times all units. With nothing to go it is 0 or 1; for 172 of 560, 590 to go and a norm of 30%
/// it is 0.69.
///
/// `None` without any unit. Skellam (1948), doi:10.1111/j.2517-6161.1948.tb00014.x.
pub fn year_end_above(x: u32, t: u32, to_go: u32, norm: f64, prior: (f64, f64)) -> Option<f64> {
    let all = t + to_go;
    if all == 0 {
        return None;
    }
    let (a, b) = (prior.0 + f64::from(x), prior.1 + f64::from(t - x));
    let n = f64::from(to_go);
    // In the order of k the chances follow from each other; the first is B(α, β + n) / B(α, β).
    let mut ln_chance = ln_beta(a, b + n) - ln_beta(a, b);
    let mut above = 0.0;
    for k in 0..=to_go {
        let k_ = f64::from(k);
        if f64::from(x + k) > norm * f64::from(all) {
            above += ln_chance.exp();
        }
        ln_chance += ((n - k_) / (k_ + 1.0)).ln() + ((a + k_) / (b + n - k_ - 1.0)).ln();
    }
    Some(above.clamp(0.0, 1.0))
}

/// One-sided exact test of all periods together against the norm: chance of so many events or more
/// when the true share is the norm. In [0, 1]; `None` without any unit.
pub fn pooled_above(periods: &[Period], norm: f64) -> Option<f64> {
    let sum = |part: fn(&Period) -> u32| periods.iter().map(part).sum::<u32>();
    let (x, t) = (sum(|period| period.0), sum(|period| period.1));
    (t > 0).then(|| binomial_at_least(x, t, norm))
}

/// A trend over periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Above zero where the share rises; standard normal without a trend.
    pub z: f64,
    /// Chance of a z at least as large without a trend, one-sided; in (0, 1).
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
    Some(Trend { z, p: 0.5 * erfc(z / std::f64::consts::SQRT_2) })
}

/// Whether the norm of the city is structurally threatened.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Calendar years with units in the window, each with events and units, in order.
    pub years: Vec<(i32, u32, u32)>,
    /// Units expected in the rest of the last year: the mean of the whole years before, for the part of
    /// the year that is left; 0 without such a year.
    pub to_go: u32,
    /// Chance that the last year ends above the norm, with the prior of Jeffreys.
    pub year_end: f64,
    /// The same with the years before as prior, weighing as their units do, but no more than
    /// [`Outlook::PRIOR_UNITS`]. It is the one that the rule looks at, where there is one.
    pub year_end_informed: Option<f64>,
    /// Exact one-sided p-value of all years together against the norm.
    pub pooled_p: f64,
    /// The trend over the years; `None` with one year, or without any difference.
    pub trend: Option<Trend>,
    /// Whether the last year stands above the norm: a fact, no test.
    pub over_now: bool,
    /// What the rule says.
    pub warning: Warning,
}

/// What the rule on the norm says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// No sign.
    None,
    /// A reason to look.
    Attention,
    /// The norm threatens to be exceeded structurally.
    Structural,
}

impl Warning {
    /// The words of the results.
    pub fn words(self) -> &'static str {
        match self {
            Warning::None => "geen signaal",
            Warning::Attention => "aandacht",
            Warning::Structural => "dreigt structureel",
        }
    }
}

impl Outlook {
    /// Units as which earlier years weigh at most.
    pub const PRIOR_UNITS: f64 = 200.0;
    /// Attention from this chance of a year above the norm on.
    pub const ATTENTION: f64 = 0.5;
    /// Structural from this chance on, when the years before say so too.
    pub const STRUCTURAL: f64 = 0.8;
    /// A trend counts from this z on: one-sided 5%.
    pub const TREND_Z: f64 = 1.645;

    /// The outlook of a norm at a day in the last year, of which the part `left` in [0, 1) is to go; years
    /// from `first_whole` on lie wholly in the window.
    ///
    /// *Attention* when the last year probably ends above the norm, or the share rises. *Structural*
    /// when that is very probable, and two of the last three years were above the norm or the share
    /// rises. `None` without units.
    pub fn of(
        years: Vec<(i32, u32, u32)>,
        first_whole: i32,
        norm: f64,
        left: f64,
    ) -> Option<Outlook> {
        let (&(_, x, t), before) = years.split_last()?;
        let periods: Vec<Period> = years.iter().map(|&(_, x, t)| (x, t)).collect();
        let whole = before.iter().filter(|year| year.0 >= first_whole);
        let whole: Vec<f64> = whole.map(|year| f64::from(year.2)).collect();
        let mean = whole.iter().sum::<f64>() / whole.len() as f64;
        let to_go = if whole.is_empty() { 0 } else { (left * mean).round() as u32 };
        let year_end = year_end_above(x, t, to_go, norm, (0.5, 0.5))?;
        let earlier = before.iter().fold((0, 0), |sum, year| (sum.0 + year.1, sum.1 + year.2));
        let share = f64::from(earlier.0) / f64::from(earlier.1);
        let weight = Outlook::PRIOR_UNITS.min(f64::from(earlier.1));
        let prior = (share * weight, (1.0 - share) * weight);
        let informed = (earlier.0 > 0 && earlier.0 < earlier.1)
            .then(|| year_end_above(x, t, to_go, norm, prior))
            .flatten();
        let ends_above = informed.unwrap_or(year_end);
        let trend = trend(&periods);
        let above = |&(x, t): &Period| f64::from(x) > norm * f64::from(t);
        let rises = trend.is_some_and(|trend| trend.z >= Outlook::TREND_Z);
        let often = periods.iter().rev().take(3).filter(|period| above(period)).count() >= 2;
        let warning = if ends_above >= Outlook::STRUCTURAL && (often || rises) {
            Warning::Structural
        } else if ends_above >= Outlook::ATTENTION || rises {
            Warning::Attention
        } else {
            Warning::None
        };
        Some(Outlook {
            to_go,
            year_end,
            year_end_informed: informed,
            pooled_p: pooled_above(&periods, norm)?,
            trend,
            over_now: above(&(x, t)),
            warning,
            years,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_a_year_half_gone() {
        let found = year_end_above(172, 560, 590, 0.3, (0.5, 0.5)).unwrap();
        assert!((found - 0.69).abs() < 0.005, "{found}");
    }

    #[test]
    fn with_nothing_to_go_it_is_a_fact() {
        assert_eq!(year_end_above(31, 100, 0, 0.3, (0.5, 0.5)), Some(1.0));
        assert_eq!(year_end_above(30, 100, 0, 0.3, (0.5, 0.5)), Some(0.0));
        assert_eq!(year_end_above(0, 0, 0, 0.3, (0.5, 0.5)), None);
    }

    #[test]
    fn no_trend_where_nothing_differs_in_time() {
        assert_eq!(trend(&[(3, 10)]), None);
        assert_eq!(trend(&[(0, 10), (0, 12)]), None);
        assert!(trend(&[(3, 10), (3, 10)]).unwrap().z.abs() < 1e-12);
    }

    #[test]
    fn a_year_that_the_window_cuts_says_nothing_of_how_many_are_to_come() {
        let years =
            || vec![(2022, 90, 300), (2023, 360, 1200), (2024, 360, 1200), (2025, 270, 900)];
        let to_go = |first_whole| Outlook::of(years(), first_whole, 0.3, 0.25).unwrap().to_go;
        assert_eq!((to_go(2023), to_go(2022), to_go(2025)), (300, 225, 0));
    }

    #[test]
    fn in_january_the_years_before_speak() {
        let years = vec![(2023, 250, 1000), (2024, 250, 1000), (2025, 0, 0)];
        let found = Outlook::of(years, 2023, 0.3, 0.99).unwrap();
        assert!(found.year_end > 0.5 && found.year_end_informed.unwrap() < 0.15, "{found:?}");
        assert_eq!((found.warning, found.over_now), (Warning::None, false));
    }

    #[test]
    fn the_rule_needs_more_than_one_year_above() {
        let year = |at: i32, x: u32| (2022 + at, x, 1000);
        let warning = |x: [u32; 3]| {
            let years = (0..).zip(x).map(|(at, x)| year(at, x)).collect();
            Outlook::of(years, 2022, 0.3, 0.0).unwrap().warning
        };
        assert_eq!(warning([250, 250, 250]), Warning::None);
        assert_eq!(warning([310, 305, 290]), Warning::None);
        assert_eq!(warning([310, 290, 305]), Warning::Structural);
        assert_eq!(warning([302, 290, 280]), Warning::None);
        assert_eq!(warning([250, 270, 290]), Warning::Attention); // rising
    }
}
