//! Random allotments of many events: how many fall in each area is drawn, not where each one falls.

use super::random::Stream;
use super::shares::Shares;

/// The areas in which events are drawn, one after the other.
///
/// Of the units of an area and of those of all areas after it, the events that are left are a draw
/// without putting back: the number of the area has a hypergeometric distribution, whose parameters are
/// what the areas before have left. The numbers of all areas together have the multivariate one.
#[derive(Debug, Clone)]
pub struct AreaDraws {
    areas: Vec<Area>,
    events: u64,
    factorials: LnFactorials,
}

#[derive(Debug, Clone, Copy)]
struct Area {
    /// Units of this area, and of this and all after it.
    units: u64,
    left: u64,
    /// ln (t! (N − t)! / N!) of these.
    ln_fixed: f64,
}

impl AreaDraws {
    /// For the events and units of `shares`.
    pub fn of(shares: &Shares) -> AreaDraws {
        let factorials = LnFactorials::new();
        let mut left = shares.trials();
        let areas = shares.t().iter().map(|&units| {
            let units = u64::from(units);
            let ln_fixed = factorials.of(units) + factorials.of(left - units) - factorials.of(left);
            let area = Area { units, left, ln_fixed };
            left -= units;
            area
        });
        let areas = areas.collect();
        AreaDraws { areas, events: shares.events(), factorials }
    }

    /// Draws the events of each area.
    pub fn draw(&self, stream: &mut Stream, counts: &mut [u32]) {
        let mut events = self.events;
        for (area, count) in self.areas.iter().zip(counts) {
            let drawn = self.one(area, events, stream.unit());
            events -= drawn;
            *count = drawn as u32;
        }
    }

    /// The events among the units of an area when `events` are left, for a number in [0, 1).
    ///
    /// By inversion: the chances of the likeliest number and of those around it, in turn below and above,
    /// are taken from `part` until nothing is left of it. Each chance follows from the one before, so that
    /// the steps are about as many as the standard deviation, the root of the units, and never more than
    /// there are numbers. The logarithms of factorials put the chance of the likeliest number within
    /// 1e-7 of itself for ten million units; what the chances then fall short of 1 is the likeliest's.
    fn one(&self, area: &Area, events: u64, part: f64) -> u64 {
        let Area { units, left, ln_fixed } = *area;
        let others = left - events;
        let (least, most) = (units.saturating_sub(others), units.min(events));
        let likeliest =
            (u128::from(units + 1) * u128::from(events + 1) / u128::from(left + 2)) as u64;
        let likeliest = likeliest.clamp(least, most);
        let ln = |n: u64| self.factorials.of(n);
        let ways = ln(events) - ln(likeliest) - ln(events - likeliest) + ln(others)
            - ln(units - likeliest)
            - ln(others + likeliest - units);
        let top = (ways + ln_fixed).exp();
        // The chance of x + 1 over that of x.
        let ratio = |x: u64| {
            ((events - x) as f64 * (units - x) as f64)
                / ((x + 1) as f64 * (others + x + 1 - units) as f64)
        };
        let mut part = part - top;
        let (mut above, mut below) = ((likeliest, top), (likeliest, top));
        while part >= 0.0 && (above.0 < most || below.0 > least) {
            if above.0 < most {
                above = (above.0 + 1, above.1 * ratio(above.0));
                part -= above.1;
                if part < 0.0 {
                    return above.0;
                }
            }
            if below.0 > least {
                below = (below.0 - 1, below.1 / ratio(below.0 - 1));
                part -= below.1;
                if part < 0.0 {
                    return below.0;
                }
            }
        }
        likeliest
    }
}

/// Logarithms of factorials.
#[derive(Debug, Clone)]
struct LnFactorials {
    small: Vec<f64>,
}

/// From here on the series of Stirling is exact to the last digit.
const SMALL: usize = 128;

impl LnFactorials {
    fn new() -> LnFactorials {
        let mut sum = 0.0;
        let small = (0..SMALL).map(|n| {
            sum += (n.max(1) as f64).ln();
            sum
        });
        LnFactorials { small: small.collect() }
    }

    /// ln n! = n ln n − n + ½ ln (2 π n) + 1/(12 n) − 1/(360 n³) + 1/(1260 n⁵) − ...
    fn of(&self, n: u64) -> f64 {
        if let Some(&ln) = self.small.get(n as usize) {
            return ln;
        }
        let n = n as f64;
        let square = n * n;
        let rest = (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / (1260.0 * square)) / square) / n;
        (n + 0.5) * n.ln() - n + 0.5 * std::f64::consts::TAU.ln() + rest
    }
}

#[cfg(test)]
mod tests {
    use statrs::function::gamma::ln_gamma;

    use super::super::hypergeometric::Chances;
    use super::super::random::Streams;
    use super::*;

    #[test]
    fn logarithms_of_factorials() {
        let factorials = LnFactorials::new();
        assert_eq!((factorials.of(0), factorials.of(1)), (0.0, 0.0));
        for n in [2_u64, 10, 127, 128, 129, 1_000, 1_000_000] {
            let expected = ln_gamma(n as f64 + 1.0);
            assert!((factorials.of(n) - expected).abs() < 1e-13 * expected, "{n}");
        }
    }

    /// The part of the numbers in [0, 1) that gives each number is its chance.
    #[test]
    fn each_number_comes_as_often_as_it_should() {
        for (pairs, first) in [
            (&[(2, 4), (3, 6)][..], 4_u32),
            (&[(1_000, 3_000), (2_000, 7_000)], 3_000),
            (&[(9, 10), (989, 990)], 10),
        ] {
            let shares = Shares::from_pairs(pairs);
            let draws = AreaDraws::of(&shares);
            let (units, events) = (shares.trials() as u32, shares.events() as u32);
            let chances = Chances::hypergeometric(units, events, first);
            let n = 200_000;
            let mut counts = vec![0_u32; first as usize + 1];
            for at in 0..n {
                let part = (f64::from(at) + 0.5) / f64::from(n);
                counts[draws.one(&draws.areas[0], u64::from(events), part) as usize] += 1;
            }
            for (number, &count) in (0..).zip(&counts) {
                let found = f64::from(count) / f64::from(n);
                // Each number has a stretch of [0, 1), whose ends fall between two of the parts.
                assert!(
                    (found - chances.of(number)).abs() <= 1.0 / f64::from(n) + 1e-9,
                    "{number}"
                );
            }
        }
    }

    #[test]
    fn the_margins_stay_and_means_and_variances_are_those_of_the_draw() {
        let pairs = [(50, 100), (0, 0), (9_000, 20_000), (1, 1), (700, 30_000), (3, 4)];
        let shares = Shares::from_pairs(&pairs);
        let draws = AreaDraws::of(&shares);
        let mut stream = Streams::new(5, "test").take(1).remove(0);
        let (n, mut sums) = (4_000, vec![(0.0, 0.0); shares.len()]);
        let mut counts = vec![0; shares.len()];
        let (units, events) = (shares.trials() as f64, shares.events() as f64);
        for _ in 0..n {
            draws.draw(&mut stream, &mut counts);
            assert_eq!(counts.iter().map(|&count| u64::from(count)).sum::<u64>(), shares.events());
            assert!(counts.iter().zip(shares.t()).all(|(count, t)| count <= t));
            for ((sum, squares), (&count, &t)) in sums.iter_mut().zip(counts.iter().zip(shares.t()))
            {
                let by = f64::from(count) - f64::from(t) * events / units;
                (*sum, *squares) = (*sum + by, *squares + by * by);
            }
        }
        for ((sum, squares), &t) in sums.into_iter().zip(shares.t()) {
            let (t, share) = (f64::from(t), events / units);
            let variance = t * share * (1.0 - share) * (units - t) / (units - 1.0);
            let n = f64::from(n);
            assert!((sum / n).abs() < 4.0 * (variance / n).sqrt(), "{sum} of {t}");
            // The variance of a variance: two of its squares over n, for what is nearly normal.
            assert!(
                (squares / n / variance - 1.0).abs() < 6.0 * (2.0 / n).sqrt(),
                "{squares} of {t}"
            );
        }
    }
}
