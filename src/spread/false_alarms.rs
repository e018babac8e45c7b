//! How often the rule on the norm raises an alarm in cities that chance alone made: a seeded simulation.

use crate::model::NormKind;

use super::exact_test::binomial_at_least;
use super::norm::Norm;
use super::outlook::{Outlook, Warning, Window};
use super::random::{Stream, Streams};

const CITIES: usize = 2_000;
/// Units a year.
const SIZES: [u32; 4] = [30, 100, 300, 1_150];
/// Days of the reference: 3 January, the ends of March, of June and of the year.
const DAYS: [u32; 4] = [3, 90, 181, 365];

/// A binomial distribution to draw from.
struct Draws {
    /// Chance of at most so many, for each number.
    up_to: Vec<f64>,
}

impl Draws {
    fn new(t: u32, share: f64) -> Draws {
        Draws { up_to: (0..t).map(|x| 1.0 - binomial_at_least(x + 1, t, share)).collect() }
    }

    fn draw(&self, stream: &mut Stream) -> u32 {
        let uniform = (f64::from(stream.below(1 << 31)) + 0.5) / f64::from(1_u32 << 31);
        self.up_to.partition_point(|&up_to| up_to < uniform) as u32
    }
}

/// Of how many of [`CITIES`] cities with this true share the rule says that the norm of 30% is structurally
/// threatened: on a day of the year, over a window of three years to that day.
fn alarms(share: f64, size: u32, day: u32) -> usize {
    let part = |days: u32| (f64::from(size * days) / 365.0).round() as u32;
    let whole: &[(i32, u32)] = &[(2023, size), (2024, size)];
    let years: Vec<(i32, u32)> = match day {
        365 => [whole, &[(2025, size)]].concat(),
        _ => [&[(2022, part(365 - day))], whole, &[(2025, part(day))]].concat(),
    };
    let draws: Vec<Draws> = years.iter().map(|&(_, t)| Draws::new(t, share)).collect();
    let window = Window { years: 3.0, first_whole: 2023, left: 1.0 - f64::from(day) / 365.0 };
    let streams = Streams::new(u64::from(size * 1_000 + day), "alarms").take(1);
    let mut stream = streams.into_iter().next().unwrap();
    let norm = Norm::of(0.3, NormKind::Ceiling);
    let city = |_: &usize| {
        let drawn = years.iter().zip(&draws);
        let years = drawn.map(|(&(year, t), draws)| (year, draws.draw(&mut stream), t)).collect();
        let found = Outlook::of(years, norm, window).unwrap();
        found.warning == Warning::Structural
    };
    (0..CITIES).filter(city).count()
}

/// The parts of the cities by size, the largest of all days.
fn largest_parts(share: f64) -> [f64; 4] {
    SIZES.map(|size| {
        let parts = DAYS.map(|day| alarms(share, size, day) as f64 / CITIES as f64);
        println!("{share}: {size} a year: {parts:?}");
        parts.into_iter().fold(0.0, f64::max)
    })
}

#[test]
fn below_the_norm_at_most_five_in_a_hundred_cities_are_called_threatened() {
    for share in [0.27, 0.29, 0.30] {
        for (part, size) in largest_parts(share).into_iter().zip(SIZES) {
            assert!(part <= 0.05, "{part} of cities of {size} with a true share of {share}");
        }
    }
}

/// The rule is not mute: where the norm is passed for years, it says so.
#[test]
fn far_above_the_norm_a_city_of_that_size_is_called_threatened() {
    let [smallest, .., largest] = largest_parts(0.36);
    assert!(smallest == 0.0, "ninety are too few: {smallest}");
    for day in DAYS {
        let part = alarms(0.36, 1_150, day) as f64 / CITIES as f64;
        assert!(part >= 0.95 && part <= largest, "{part} at day {day}");
    }
}
