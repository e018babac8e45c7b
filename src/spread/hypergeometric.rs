//! Draws without putting back: the distributions of such draws and of their sums.
//!
//! The exact test of one such draw is in [`super::fisher`].

use statrs::function::gamma::ln_gamma;

/// A draw without putting back.
#[derive(Debug, Clone, Copy)]
struct Draw {
    units: i64,
    marked: i64,
    drawn: i64,
    /// Fewest and most of the drawn ones that can be marked, and the likeliest number.
    least: i64,
    most: i64,
    likeliest: i64,
}

impl Draw {
    fn new(units: u32, marked: u32, drawn: u32) -> Draw {
        let [n, k, d] = [units, marked, drawn].map(i64::from);
        let (least, most) = ((k + d - n).max(0), k.min(d));
        let likeliest = ((d + 1) * (k + 1) / (n + 2)).clamp(least, most);
        Draw { units: n, marked: k, drawn: d, least, most, likeliest }
    }

    /// Chance of a number that can be.
    fn chance_of(self, x: i64) -> f64 {
        let Draw { units: n, marked: k, drawn: d, .. } = self;
        let ln_choose = |n: i64, k: i64| {
            let [n, k] = [n, k].map(|number| number as f64);
            ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0)
        };
        (ln_choose(k, x) + ln_choose(n - k, d - x) - ln_choose(n, d)).exp()
    }

    /// The chance of the next number over that of this one.
    fn ratio(self, x: i64) -> f64 {
        let Draw { units: n, marked: k, drawn: d, .. } = self;
        ((k - x) * (d - x)) as f64 / ((x + 1) * (n - k - d + x + 1)) as f64
    }
}

/// What is less likely than this is left out.
const NEGLIGIBLE: f64 = 1e-18;

/// The chances of the numbers from `first` on; they add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chances {
    first: u64,
    chances: Vec<f64>,
}

impl Chances {
    /// One number for certain.
    pub(super) fn certain(number: u64) -> Chances {
        Chances { first: number, chances: vec![1.0] }
    }

    /// The chance of a number.
    #[cfg(test)]
    pub(super) fn of(&self, number: u64) -> f64 {
        let at = number.checked_sub(self.first).map(|at| at as usize);
        at.and_then(|at| self.chances.get(at)).copied().unwrap_or(0.0)
    }

    /// How many of `drawn` units, of `units` from which they are drawn without putting back, are among
    /// the `marked` ones: from the likeliest number outwards by the ratio of neighbours.
    ///
    /// With 5 units of which 2 are marked and 2 are drawn: 0.3, 0.6 and 0.1 for none, one and two.
    pub(super) fn hypergeometric(units: u32, marked: u32, drawn: u32) -> Chances {
        let draw = Draw::new(units, marked, drawn);
        let Draw { least, most, likeliest, .. } = draw;
        let top = draw.chance_of(likeliest);
        let mut below = Vec::new();
        let (mut chance, mut x) = (top, likeliest);
        while x > least {
            x -= 1;
            chance /= draw.ratio(x);
            if chance < NEGLIGIBLE {
                break;
            }
            below.push(chance);
        }
        let first = likeliest - below.len() as i64;
        let mut chances: Vec<f64> = below.into_iter().rev().chain([top]).collect();
        let (mut chance, mut x) = (top, likeliest);
        while x < most {
            chance *= draw.ratio(x);
            x += 1;
            if chance < NEGLIGIBLE {
                break;
            }
            chances.push(chance);
        }
        Chances { first: first as u64, chances }.adding_up_to_1()
    }

    /// Of a number of marked units with these chances, how many are among `drawn` of `units`.
    pub(super) fn drawn_among(&self, units: u32, drawn: u32) -> Chances {
        let (mut first, mut sums) = (None, Vec::new());
        for (marked, chance) in self.numbers() {
            let part = Chances::hypergeometric(units, marked as u32, drawn);
            // The more are marked, the more of them are drawn: what lies before the first is negligible.
            let first = *first.get_or_insert(part.first);
            let end = (part.first + part.chances.len() as u64).saturating_sub(first);
            sums.resize(sums.len().max(end as usize), 0.0);
            for (number, drawn) in part.numbers().filter(|(number, _)| *number >= first) {
                sums[(number - first) as usize] += chance * drawn;
            }
        }
        let first = first.unwrap_or(0);
        Chances { first, chances: sums }.without_the_negligible()
    }

    /// The sum of two numbers that do not hang together.
    pub(super) fn plus(&self, other: &Chances) -> Chances {
        let mut sums = vec![0.0; self.chances.len() + other.chances.len() - 1];
        for (at, one) in self.chances.iter().enumerate() {
            for (sum, two) in sums[at..].iter_mut().zip(&other.chances) {
                *sum += one * two;
            }
        }
        Chances { first: self.first + other.first, chances: sums }.without_the_negligible()
    }

    /// The least number up to which the chances make this part, in (0, 1).
    pub(super) fn quantile(&self, part: f64) -> u64 {
        let mut sum = 0.0;
        for (number, chance) in self.numbers() {
            sum += chance;
            if sum >= part {
                return number;
            }
        }
        self.first + self.chances.len() as u64 - 1
    }

    fn numbers(&self) -> impl Iterator<Item = (u64, f64)> {
        (self.first..).zip(self.chances.iter().copied())
    }

    fn without_the_negligible(mut self) -> Chances {
        let likely = |chance: &f64| *chance >= NEGLIGIBLE;
        if let (Some(start), Some(end)) =
            (self.chances.iter().position(likely), self.chances.iter().rposition(likely))
        {
            self.chances.truncate(end + 1);
            self.chances.drain(..start);
            self.first += start as u64;
        }
        self.adding_up_to_1()
    }

    /// Takes away what logarithms and what was left out have added up to.
    fn adding_up_to_1(mut self) -> Chances {
        let sum: f64 = self.chances.iter().sum();
        self.chances.iter_mut().for_each(|chance| *chance /= sum);
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_worked_example() {
        let found = Chances::hypergeometric(5, 2, 2);
        for (number, expected) in [0.3, 0.6, 0.1].into_iter().enumerate() {
            assert!((found.of(number as u64) - expected).abs() < 1e-14);
        }
        assert_eq!(Chances::hypergeometric(5, 5, 3), Chances::certain(3));
        assert_eq!(Chances::hypergeometric(5, 0, 3), Chances::certain(0));
        assert_eq!((found.quantile(0.3 + 1e-9), found.quantile(0.2)), (1, 0));
    }

    proptest! {
        #[test]
        fn mean_and_range_are_those_of_the_draw(
            (units, marked, drawn) in (1_u32..5000)
                .prop_flat_map(|units| (Just(units), 0..=units, 0..=units)),
        ) {
            let found = Chances::hypergeometric(units, marked, drawn);
            let mean: f64 = found.numbers().map(|(number, chance)| number as f64 * chance).sum();
            let expected = f64::from(marked) * f64::from(drawn) / f64::from(units);
            prop_assert!((mean - expected).abs() <= 1e-9 * (1.0 + expected), "{} {}", mean, expected);
            let last = found.first + found.chances.len() as u64 - 1;
            prop_assert!(last <= u64::from(marked.min(drawn)));
            prop_assert!(found.first >= u64::from((marked + drawn).saturating_sub(units)));
        }

        #[test]
        fn the_order_of_two_draws_makes_no_difference(
            (units, one, two, three) in (1_u32..60)
                .prop_flat_map(|units| (Just(units), 0..=units, 0..=units, 0..=units)),
        ) {
            let in_order = |a: u32, b, c| {
                Chances::certain(u64::from(a)).drawn_among(units, b).drawn_among(units, c)
            };
            let (found, other) = (in_order(one, two, three), in_order(three, one, two));
            for number in 0..=u64::from(units) {
                prop_assert!((found.of(number) - other.of(number)).abs() < 1e-12);
            }
        }
    }
}
