//! Fisher's exact test: an area against all others together.
//!
//! An area is compared with what is not itself: the rest of the city, whose share carries chance too. Given
//! how many units the area has and how many of all units are events, the events of the area are then those
//! of a draw of its units from all without putting back. That is exact for an area of any size, from one home
//! to half of the city, so that no size has a test of its own; where an area is a small part of the city it
//! is nearly the binomial test against the share of the city. Judgement, p-values and funnel come from
//! this one distribution.

use super::tails::{Tails, not_zero};

/// How many of the units of one area are events, when chance alone deals the events over all units.
///
/// Pr(X = x) = C(X, x) C(T − X, t − x) / C(T, t), with t units in the area, T in all, of which X are events.
/// Fisher (1935), doi:10.2307/2342435.
#[derive(Debug, Clone, PartialEq)]
pub struct Draw {
    all: f64,
    events: f64,
    units: f64,
    /// Fewest and most that can be, and the likeliest number.
    least: u64,
    most: u64,
    likeliest: u64,
    /// The chances of the numbers from `first` on, each over that of the likeliest; what is left out is
    /// negligible.
    first: u64,
    terms: Vec<f64>,
    sum: f64,
}

/// A term that adds less than this part to a sum is left out, as are those beyond it.
const NEGLIGIBLE: f64 = 1e-20;
/// A product that falls below is taken up by this many powers of two at a time.
const SMALL: f64 = 1e-250;
const POWER: i32 = 800;

impl Draw {
    /// The draw of `units` from `all` units, of which `events` are events; both at most `all`.
    pub fn new(units: u64, events: u64, all: u64) -> Draw {
        let (least, most) = ((units + events).saturating_sub(all), units.min(events));
        let mode = u128::from(units + 1) * u128::from(events + 1) / (u128::from(all) + 2);
        let likeliest = (mode as u64).clamp(least, most);
        let [all, events, units] = [all, events, units].map(|number| number as f64);
        let terms = Vec::new();
        let mut draw =
            Draw { all, events, units, least, most, likeliest, first: likeliest, terms, sum: 1.0 };
        let mut below = Vec::new();
        let mut term = 1.0;
        for x in (least..likeliest).rev() {
            term /= draw.ratio(x);
            if term < NEGLIGIBLE {
                break;
            }
            below.push(term);
        }
        draw.first = likeliest - below.len() as u64;
        draw.terms = below.into_iter().rev().chain([1.0]).collect();
        let mut term = 1.0;
        for x in likeliest..most {
            term *= draw.ratio(x);
            if term < NEGLIGIBLE {
                break;
            }
            draw.terms.push(term);
        }
        draw.sum = draw.terms.iter().sum();
        draw
    }

    /// The chance of `x` + 1 over that of `x`.
    fn ratio(&self, x: u64) -> f64 {
        let x = x as f64;
        (self.events - x) * (self.units - x)
            / ((x + 1.0) * (self.all - self.events - self.units + x + 1.0))
    }

    /// The one-sided exact tests of `x` events, which can be.
    ///
    /// The smaller tail is added up from `x` outwards, so that it is as exact when it is small; the other is
    /// what is left. For 2 of 2 drawn from 5 of which 2 are events they are 0.1 and 1.
    pub fn tails(&self, x: u64) -> Tails {
        let up = x >= self.likeliest;
        // The chance of x over that of the likeliest number: a product, with the powers of two taken out.
        let (mut at, mut powers) = (1.0_f64, 0);
        let mut step = |factor: f64| {
            at *= factor;
            if at < SMALL {
                at *= 2.0_f64.powi(POWER);
                powers += POWER;
            }
        };
        if up {
            (self.likeliest..x).for_each(|y| step(self.ratio(y)));
        } else {
            (x..self.likeliest).for_each(|y| step(1.0 / self.ratio(y)));
        }
        // The sum of x and all beyond it, over the chance of x.
        let (mut term, mut beyond) = (1.0, 1.0);
        let mut add = |factor: f64| {
            term *= factor;
            beyond += term;
            term < beyond * NEGLIGIBLE
        };
        if up {
            let _ = (x..self.most).any(|y| add(self.ratio(y)));
        } else {
            let _ = (self.least..x).rev().any(|y| add(1.0 / self.ratio(y)));
        }
        let scaled = |chance: f64| chance / self.sum * 2.0_f64.powi(-powers);
        let outer = scaled(at * beyond);
        let inner = not_zero(1.0 - outer + scaled(at));
        let outer = not_zero(outer);
        if up { Tails { above: outer, below: inner } } else { Tails { above: inner, below: outer } }
    }

    /// The numbers between which the distribution function passes each of `parts`, in (0, 1) and rising:
    /// r − (F(r) − a) / (F(r) − F(r − 1)), with r the smallest number for which F(r) ≥ a.
    pub fn quantiles<const N: usize>(&self, parts: [f64; N]) -> [f64; N] {
        let mut numbers = (self.first..).zip(&self.terms);
        let (mut before, mut up_to, mut number) = (0.0, 0.0, self.first);
        parts.map(|part| {
            while up_to < part
                && let Some((next, term)) = numbers.next()
            {
                (before, number) = (up_to, next);
                up_to += term / self.sum;
            }
            let over = ((up_to - part) / (up_to - before)).clamp(0.0, 1.0);
            number as f64 - over
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(x: u64, (units, events, all): (u64, u64, u64), above: f64, below: f64) {
        let found = Draw::new(units, events, all).tails(x);
        let near = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-12;
        assert!(near(found.above, above) && near(found.below, below), "{found:?}");
    }

    #[test]
    fn the_exact_test_of_a_table() {
        check(2, (2, 2, 5), 0.1, 1.0);
        check(0, (2, 2, 5), 1.0, 0.3);
        check(1, (4, 2, 5), 1.0, 0.4); // one of four must be
        // Fisher's lady: 4 of 4 in eight cups, 1 of 70; 3 of 4, 17 of 70.
        check(4, (4, 4, 8), 1.0 / 70.0, 1.0);
        check(3, (4, 4, 8), 17.0 / 70.0, 69.0 / 70.0);
        // The whole city has no others, and of none there is nothing to deal.
        check(7, (20, 7, 20), 1.0, 1.0);
        check(0, (20, 0, 50), 1.0, 1.0);
    }

    #[test]
    fn so_small_a_chance_is_still_a_number() {
        // One of the ways to choose 50 of 100.
        check(50, (50, 50, 100), 1.0 / 1.008_913_445_455_641_9e29, 1.0);
        // Far below the least number that a computer holds: 1 of the ways to choose 5,000 of 10,000.
        let found = Draw::new(5_000, 5_000, 10_000);
        assert_eq!(found.tails(5_000).above, f64::MIN_POSITIVE);
        assert_eq!(found.tails(0).below, f64::MIN_POSITIVE);
        assert!(found.tails(0).two_sided() > 0.0);
        // One of C(1002, 500) ways, 1.1e300 of them, is within what it holds.
        let found = Draw::new(500, 502, 1_002).tails(0).below;
        assert!(found > 1e-303 && found < 1e-299, "{found}");
    }

    #[test]
    fn none_of_sixty_against_a_city_of_a_third() {
        let found = Draw::new(60, 1_140, 3_600).tails(0);
        assert!(found.below < 1e-9 && found.above == 1.0, "{found:?}");
    }

    #[test]
    fn the_limit_lies_between_whole_numbers() {
        // 2 of 4 of which 2 are events: F is 1/6, 5/6, 1. For a = 0.95, r = 2: 2 − (1 − 0.95) / (1/6).
        let [low, high] = Draw::new(2, 2, 4).quantiles([0.5, 0.95]);
        assert!((high - 1.7).abs() < 1e-12 && (low - 0.5).abs() < 1e-12, "{low} {high}");
    }

    proptest! {
        /// Against the sums of the chances themselves, as products of whole numbers.
        #[test]
        fn the_tails_are_the_sums_of_the_chances(
            (all, events, units, x) in (1_u64..60)
                .prop_flat_map(|all| (Just(all), 0..=all, 0..=all, 0..=all)),
        ) {
            let draw = Draw::new(units, events, all);
            let x = x.clamp(draw.least, draw.most);
            let choose = |n: u64, k: u64| (0..k).fold(1.0, |ways, i| ways * (n - i) as f64 / (i + 1) as f64);
            let chance =
                |y: u64| choose(events, y) * choose(all - events, units - y) / choose(all, units);
            let found = draw.tails(x);
            let above: f64 = (x..=draw.most).map(chance).sum();
            let below: f64 = (draw.least..=x).map(chance).sum();
            prop_assert!((found.above / above - 1.0).abs() < 1e-9, "{} {}", found.above, above);
            prop_assert!((found.below / below - 1.0).abs() < 1e-9, "{} {}", found.below, below);
            prop_assert!((found.above + found.below - 1.0 - chance(x)).abs() < 1e-9);
        }

        /// What is above in one area is below in the other, and what does not count is the mirror.
        #[test]
        fn two_areas_say_the_same_of_each_other(
            (all, events, units, x) in (1_u64..3000)
                .prop_flat_map(|all| (Just(all), 0..=all, 0..=all, 0..=all)),
        ) {
            let one = Draw::new(units, events, all);
            let x = x.clamp(one.least, one.most);
            let found = one.tails(x);
            let other = Draw::new(all - units, events, all).tails(events - x);
            let mirror = Draw::new(units, all - events, all).tails(units - x);
            for (one, two) in [
                (found.above, other.below),
                (found.below, other.above),
                (found.above, mirror.below),
                (found.below, mirror.above),
            ] {
                prop_assert!((one / two - 1.0).abs() < 1e-6, "{} {}", one, two);
            }
        }
    }
}
