//! The funnel plot: how far a share strays by chance, by the size of its denominator.
//!
//! Its limits and its classes come from the distribution that the area is judged by: its units as a draw
//! from all ([`Draw`]). Around the share of all they draw together as an area grows, and meet where it is the
//! whole city; the limits of the binomial distribution are those of a city without end.

use super::fisher::Draw;
use super::tails::Tails;

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

/// The limits between which a share of `t` units lies by chance but for a part of [`FunnelClass::TAILS`] on
/// either side: those of the inner, then of the outer tail.
///
/// They lie between whole numbers, so that the funnel is smooth (see [`Draw::quantiles`]); cut off at 0 and 1.
///
/// Spiegelhalter (2005), doi:10.1002/sim.1970, appendix A.1.1.
pub fn funnel(draw: &Draw, t: u32) -> [(f64, f64); 2] {
    let [inner, outer] = FunnelClass::TAILS;
    let numbers = draw.quantiles([outer, inner, 1.0 - inner, 1.0 - outer]);
    let [far_low, low, high, far_high] =
        numbers.map(|number| f64::max(number / f64::from(t), 0.0).min(1.0));
    [(low, high), (far_low, far_high)]
}

impl FunnelClass {
    /// The tails of the inner and the outer limits.
    pub const TAILS: [f64; 2] = [0.025, 0.001];

    /// The class of a share from its exact tails.
    ///
    /// Outside is where so many or more, or so few or less, have at most the chance of the tail: outside the
    /// inner limits is where the two-sided p-value is at most 0.05. That is exact; the smooth limits of
    /// [`funnel`] are for drawing, and of one unit out of one they would say that it lies far above.
    pub fn of(tails: Tails) -> FunnelClass {
        let [inner, outer] = FunnelClass::TAILS;
        match tails {
            Tails { above, .. } if above <= outer => FunnelClass::FarAbove,
            Tails { below, .. } if below <= outer => FunnelClass::FarBelow,
            Tails { above, .. } if above <= inner => FunnelClass::Above,
            Tails { below, .. } if below <= inner => FunnelClass::Below,
            _ => FunnelClass::Within,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_draw_together_as_areas_grow() {
        let city = 400_000;
        let inner = |t: u32| funnel(&Draw::new(t.into(), 120_000, city), t)[0];
        let width = |t| inner(t).1 - inner(t).0;
        assert!(width(10) > width(100) && width(100) > width(1000));
        assert!(width(300_000) > width(399_000));
        // The normal distribution, of a quarter of all units: 0.3 ± 1.96 √(0.21 / 100,000 · 3/4).
        let (low, high) = inner(100_000);
        assert!((low - 0.297_54).abs() < 2e-5 && (high - 0.302_46).abs() < 2e-5, "{low} {high}");
        // Nothing strays where the area is the city, but for the unit that limits lie within.
        assert!(width(400_000) < 1.0 / 400_000.0);
    }

    #[test]
    fn a_share_of_one_of_three_is_no_sign() {
        let class = |x, t| FunnelClass::of(Draw::new(t, 2_800, 10_000).tails(x));
        assert_eq!(class(1, 3), FunnelClass::Within);
        assert_eq!(class(1, 1), FunnelClass::Within);
        assert_eq!(class(60, 100), FunnelClass::FarAbove);
        assert_eq!(class(0, 100), FunnelClass::FarBelow);
        assert_eq!(class(38, 100), FunnelClass::Above);
    }
}
