//! Control limits of a funnel plot: how far a share strays by chance, by the size of its denominator.

use super::exact_test::binomial_at_least;

/// The limits that a share out of `t` units crosses below and above with chance `tail` each, when
/// the true share is `p`.
///
/// With r the smallest number for which F(r) ≥ a, F of the binomial distribution, the limit is
/// (r − (F(r) − a) / (F(r) − F(r − 1))) / t: between whole numbers, so that the funnel is smooth;
/// a = `tail` and 1 − `tail`. Cut off at 0 and 1.
///
/// `None` for t = 0. Spiegelhalter (2005), doi:10.1002/sim.1970, appendix A.1.1.
pub fn funnel(t: u32, p: f64, tail: f64) -> Option<(f64, f64)> {
    (t > 0).then(|| (limit(t, p, tail), limit(t, p, 1.0 - tail)))
}

fn limit(t: u32, p: f64, a: f64) -> f64 {
    let up_to = |r: i64| if r < 0 { 0.0 } else { 1.0 - binomial_at_least(r as u32 + 1, t, p) };
    let (mut low, mut high) = (-1_i64, i64::from(t)); // F(low) < a <= F(high)
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if up_to(middle) >= a { high = middle } else { low = middle }
    }
    let (before, at) = (up_to(high - 1), up_to(high));
    ((high as f64 - (at - a) / (at - before)) / f64::from(t)).clamp(0.0, 1.0)
}

/// Where a share lies in the funnel of all areas together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunnelClass {
    /// Below the limit that chance crosses once in a thousand.
    FarBelow,
    /// Below the limit that chance crosses once in forty.
    Below,
    /// Between the limits: no further away than chance takes one in twenty.
    Within,
    /// Above the limit that chance crosses once in forty.
    Above,
    /// Above the limit that chance crosses once in a thousand.
    FarAbove,
}

impl FunnelClass {
    /// The tails of the inner and the outer limits.
    pub const TAILS: [f64; 2] = [0.025, 0.001];

    /// The class of `x` of `t` units where the share of all is `p`; `None` for t = 0.
    ///
    /// Outside is where so many or more, or so few or less, have at most the chance of the tail. That
    /// is exact; the smooth limits of [`funnel`] are for drawing, and of one unit out of one they would
    /// say that it lies far above.
    pub fn of(x: u32, t: u32, p: f64) -> Option<FunnelClass> {
        if t == 0 {
            return None;
        }
        let (up, down) = (binomial_at_least(x, t, p), 1.0 - binomial_at_least(x + 1, t, p));
        let [inner, outer] = FunnelClass::TAILS;
        Some(match (up, down) {
            _ if up <= outer => FunnelClass::FarAbove,
            _ if down <= outer => FunnelClass::FarBelow,
            _ if up <= inner => FunnelClass::Above,
            _ if down <= inner => FunnelClass::Below,
            _ => FunnelClass::Within,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_draw_together_as_areas_grow() {
        let width = |t| funnel(t, 0.3, 0.025).map(|(low, high)| high - low).unwrap();
        assert!(width(10) > width(100) && width(100) > width(1000));
        let (low, high) = funnel(100_000, 0.3, 0.025).unwrap();
        // The normal distribution: 0.3 ± 1.96 √(0.21 / 100,000).
        assert!((low - 0.297_16).abs() < 2e-5 && (high - 0.302_84).abs() < 2e-5, "{low} {high}");
        assert_eq!(funnel(0, 0.3, 0.025), None);
    }

    #[test]
    fn the_limit_lies_between_whole_numbers() {
        // t = 2, p = ½: F is ¼, ¾, 1. For a = 0.975, r = 2: (2 − (1 − 0.975) / ¼) / 2.
        let (_, high) = funnel(2, 0.5, 0.025).unwrap();
        assert!((high - 0.95).abs() < 1e-12, "{high}");
    }

    #[test]
    fn a_share_of_one_of_three_is_no_sign() {
        assert_eq!(FunnelClass::of(1, 3, 0.28), Some(FunnelClass::Within));
        assert_eq!(FunnelClass::of(1, 1, 0.28), Some(FunnelClass::Within));
        assert_eq!(FunnelClass::of(60, 100, 0.28), Some(FunnelClass::FarAbove));
        assert_eq!(FunnelClass::of(0, 100, 0.28), Some(FunnelClass::FarBelow));
        assert_eq!(FunnelClass::of(38, 100, 0.28), Some(FunnelClass::Above));
        assert_eq!(FunnelClass::of(0, 0, 0.28), None);
    }
}
