//! Whether a norm for the whole city is structurally threatened.

use chrono::NaiveDate;

use crate::model::NormKind;

use super::exact_test::binomial_at_least;
use super::judgement::Judgement;
use super::norm::Norm;
use super::trend::{Period, Trend, trend};
use super::year_end::year_end_above;

/// One-sided exact test of all periods together against a ceiling: chance of so many events or more
/// when the true share is that. In (0, 1]; `None` without any unit.
pub fn pooled_above(periods: &[Period], norm: f64) -> Option<f64> {
    let sum = |part: fn(&Period) -> u32| periods.iter().map(part).sum::<u32>();
    let (x, t) = (sum(|period| period.0), sum(|period| period.1));
    (t > 0).then(|| binomial_at_least(x, t, norm))
}

/// What happened in one calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Events.
    pub x: u32,
    /// Units.
    pub t: u32,
    /// Whether all of it lies in the window, and none of it is to come.
    pub whole: bool,
}

/// The window over which is counted, and where its last day lies in the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Years that it is long, above 0: up to the last day, from its first or from the day since which one
    /// definition holds.
    pub years: f64,
    /// The first calendar year of which every day from the first lies in it.
    pub first_whole: i32,
    /// The part of the last calendar year that is to come, in [0, 1).
    pub left: f64,
}

/// Whether the norm of the city is structurally threatened.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Calendar years with units in the window, in order; the last may have none yet.
    pub years: Vec<Year>,
    /// Units expected in the rest of the last year: the mean of the whole years before, and without such a
    /// year that of the window, for the part of the year that is left.
    pub to_go: u32,
    /// Chance that the last year ends beyond the norm, with the prior of Jeffreys.
    pub year_end: f64,
    /// The same with the years before, weighing as their units do, but no more than
    /// [`Outlook::PRIOR_UNITS`]; `None` without.
    pub year_end_informed: Option<f64>,
    /// Exact one-sided p-value of all years together beyond the norm.
    pub pooled_p: f64,
    /// The trend over the years, above zero where the share rises, with the p-value of one that goes beyond
    /// the norm; `None` with one year, or without any difference.
    pub trend: Option<Trend>,
    /// Whether the last year stands beyond the norm: a fact, no test. `None` without units in it yet.
    pub over_now: Option<bool>,
    /// What the rule says.
    pub warning: Warning,
    /// The day since which is counted as it is now, where that changed within the window: everything here
    /// looks at the lettings from that day on, since those before were counted otherwise.
    pub since: Option<NaiveDate>,
}

/// What the rule on the norm says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Too few units to say anything.
    TooFew,
    /// No sign.
    None,
    /// A reason to look.
    Attention,
    /// The norm threatens to be passed structurally.
    Structural,
}

impl Warning {
    /// The words of the results.
    pub fn words(self) -> &'static str {
        match self {
            Warning::TooFew => Judgement::TooFew.words(),
            Warning::None => "geen signaal",
            Warning::Attention => "aandacht",
            Warning::Structural => "dreigt structureel",
        }
    }
}

impl Outlook {
    /// Units as which earlier years weigh at most.
    pub const PRIOR_UNITS: f64 = 200.0;
    /// Attention from this chance of a year beyond the norm on.
    pub const ATTENTION: f64 = 0.5;
    /// Structural from this chance on, when all that is asked beside it is so too.
    pub const STRUCTURAL: f64 = 0.8;
    /// A trend counts from this z on: one-sided 5%.
    pub const TREND_Z: f64 = 1.645;
    /// Structural with at most this chance of so many events in all years together at the norm.
    pub const POOLED_P: f64 = 0.05;
    /// Structural from so many units in all years together on.
    pub const FEWEST: u32 = 100;
    /// Attention from so many on.
    pub const FEWEST_FOR_ATTENTION: u32 = Judgement::FEWEST;

    /// The outlook of a norm at the last day of the window; years are given with events and units.
    ///
    /// For a ceiling; a floor is that of the units that do not count, and then *above* is below and *rises*
    /// falls. *Attention* when the last year probably ends above the norm, or the share rises. *Structural* when
    /// that is very probable, and two of the last three whole years were above the norm or the share rises,
    /// and all years together are above it by more than chance, and there are enough of them. So a share that
    /// truly is the norm or less is called structural in at most 5 of 100 cities, whatever their size and the
    /// day: the test of all years together alone sees to that. In the simulation beside this file
    /// (`false_alarms`: a norm of 30%, three years, four days in the year) it was so, at most, of
    ///
    /// | true share | 30 units a year | 100 | 300 | 1,150 |
    /// |---|---|---|---|---|
    /// | 27% | 0.0% | 0.2% | 0.1% | 0.0% |
    /// | 29% | 0.0% | 1.5% | 1.3% | 0.3% |
    /// | 30% | 0.0% | 3.9% | 4.4% | 4.0% |
    ///
    /// of the cities, and with a true share of 36% at least of 98.7% of those of 1,150, 86% of 300 and 51% of
    /// 100 units a year.
    ///
    /// The years given are counted by one definition: where what counts changes within the window, those since
    /// the last change, the first one from that day on. An earlier one says nothing of the share that is counted
    /// now, nor whether it stood above the norm as that is counted now.
    ///
    /// The earlier years are a power prior: Jeffreys' with their units, made to weigh less (Ibrahim & Chen 2000,
    /// doi:10.1214/ss/1009212673). `None` without units.
    pub fn of(years: Vec<(i32, u32, u32)>, norm: Norm, window: Window) -> Option<Outlook> {
        let limit = norm.ceiling();
        let &(now, x, t) = years.last()?;
        let periods: Vec<Period> = years.iter().map(|&(_, x, t)| (norm.against(x, t), t)).collect();
        let against = norm.against(x, t);
        let years: Vec<Year> = years
            .into_iter()
            .map(|(year, x, t)| {
                let whole = year >= window.first_whole && (year != now || window.left == 0.0);
                Year { year, x, t, whole }
            })
            .collect();
        let before = &years[..years.len() - 1];
        let whole: Vec<f64> =
            before.iter().filter(|year| year.whole).map(|year| f64::from(year.t)).collect();
        let mean = match whole.len() {
            0 => years.iter().map(|year| f64::from(year.t)).sum::<f64>() / window.years,
            whole_years => whole.iter().sum::<f64>() / whole_years as f64,
        };
        let to_go = (window.left * mean).round() as u32;
        let year_end = year_end_above(against, t, to_go, limit, (0.5, 0.5))?;
        let earlier =
            periods[..before.len()].iter().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        let year_end_informed = (earlier.1 > 0)
            .then(|| {
                let share = f64::from(earlier.0) / f64::from(earlier.1);
                let weight = Outlook::PRIOR_UNITS.min(f64::from(earlier.1));
                let prior = (0.5 + share * weight, 0.5 + (1.0 - share) * weight);
                year_end_above(against, t, to_go, limit, prior)
            })
            .flatten();
        let mut outlook = Outlook {
            to_go,
            year_end,
            year_end_informed,
            pooled_p: pooled_above(&periods, limit.share())?,
            trend: trend(&periods),
            over_now: (t > 0).then(|| norm.is_passed_by(x.into(), t.into())),
            warning: Warning::None,
            since: None,
            years,
        };
        outlook.warning = outlook.warning(norm);
        if norm.kind() == NormKind::Floor {
            // Units that weigh against it rise where the share falls.
            outlook.trend = outlook.trend.map(|trend| Trend { z: -trend.z, ..trend });
        }
        Some(outlook)
    }

    /// The chance of a year beyond the norm that the rule looks at: with what earlier years say, where there
    /// are any.
    pub fn chance(&self) -> f64 {
        self.year_end_informed.unwrap_or(self.year_end)
    }

    /// The rule, while the trend is that of the units that weigh against the norm.
    fn warning(&self, norm: Norm) -> Warning {
        let units: u32 = self.years.iter().map(|year| year.t).sum();
        let rises = self.trend.is_some_and(|trend| trend.z >= Outlook::TREND_Z);
        let above = |year: &&Year| norm.is_passed_by(year.x.into(), year.t.into());
        let whole = self.years.iter().filter(|year| year.whole);
        let often = whole.rev().take(3).filter(above).count() >= 2;
        let proved = self.pooled_p <= Outlook::POOLED_P && units >= Outlook::FEWEST;
        if units < Outlook::FEWEST_FOR_ATTENTION {
            Warning::TooFew
        } else if self.chance() >= Outlook::STRUCTURAL && (often || rises) && proved {
            Warning::Structural
        } else if self.chance() >= Outlook::ATTENTION || rises {
            Warning::Attention
        } else {
            Warning::None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORM: fn(f64) -> Norm = |share| Norm::of(share, NormKind::Ceiling);

    fn window(first_whole: i32, left: f64) -> Window {
        Window { years: 3.0, first_whole, left }
    }

    #[test]
    fn a_year_that_the_window_cuts_says_nothing_of_how_many_are_to_come() {
        let years =
            || vec![(2022, 90, 300), (2023, 360, 1200), (2024, 360, 1200), (2025, 270, 900)];
        let to_go = |first_whole| {
            let window = Window { years: 3.0, first_whole, left: 0.25 };
            Outlook::of(years(), NORM(0.3), window).unwrap().to_go
        };
        assert_eq!((to_go(2023), to_go(2022)), (300, 225));
    }

    #[test]
    fn a_window_without_a_whole_year_before_says_what_is_to_come() {
        let window = |left| Window { years: 1.0, first_whole: 2026, left };
        let found =
            Outlook::of(vec![(2025, 480, 1200), (2026, 0, 0)], NORM(0.3), window(0.99)).unwrap();
        assert_eq!((found.to_go, found.over_now), (1188, None));
        assert!(found.chance() > 0.99 && found.chance() < 1.0, "{found:?}");
        let found =
            Outlook::of(vec![(2025, 10, 600), (2026, 400, 600)], NORM(0.3), window(0.5)).unwrap();
        assert_eq!(found.to_go, 600);
        let found = Outlook::of(vec![(2026, 31, 100)], NORM(0.3), window(0.0)).unwrap();
        assert_eq!((found.to_go, found.chance()), (0, 1.0));
    }

    #[test]
    fn in_january_the_years_before_speak() {
        let years = vec![(2023, 250, 1000), (2024, 250, 1000), (2025, 0, 0)];
        let found = Outlook::of(years, NORM(0.3), window(2023, 0.99)).unwrap();
        assert!(found.year_end > 0.5 && found.chance() < 0.15, "{found:?}");
        assert_eq!((found.warning, found.over_now), (Warning::None, None));
        // None at all in the years before says as much.
        let years = vec![(2023, 0, 250), (2024, 0, 250), (2025, 0, 0)];
        let found = Outlook::of(years, NORM(0.3), window(2023, 0.99)).unwrap();
        assert!(found.chance() < 0.001 && found.warning == Warning::None, "{found:?}");
    }

    #[track_caller]
    fn check(years: &[(u32, u32)], left: f64, expected: Warning) {
        let given = (2022..).zip(years).map(|(year, &(x, t))| (year, x, t)).collect();
        let found = Outlook::of(given, NORM(0.3), window(2022, left)).unwrap();
        assert_eq!(found.warning, expected, "{found:?}");
        // The others of them against a floor of 70%.
        let others = (2022..).zip(years).map(|(year, &(x, t))| (year, t - x, t)).collect();
        let floor = Norm::of(0.7, NormKind::Floor);
        let turned = Outlook::of(others, floor, window(2022, left)).unwrap();
        assert_eq!(turned.trend.map(|of| (-of.z, of.p)), found.trend.map(|of| (of.z, of.p)));
        assert_eq!(Outlook { years: found.years.clone(), trend: found.trend, ..turned }, found);
    }

    #[test]
    fn the_rule_needs_more_than_one_year_above() {
        check(&[(250, 1000), (250, 1000), (250, 1000)], 0.0, Warning::None);
        check(&[(310, 1000), (305, 1000), (290, 1000)], 0.0, Warning::None);
        check(&[(302, 1000), (290, 1000), (280, 1000)], 0.0, Warning::None);
        check(&[(250, 1000), (270, 1000), (290, 1000)], 0.0, Warning::Attention); // rising
        check(&[(340, 1000), (335, 1000), (345, 1000)], 0.0, Warning::Structural);
        check(&[(290, 1000), (295, 1000), (400, 1000)], 0.0, Warning::Structural); // rising
        check(&[(298, 1000), (395, 1000), (345, 1000)], 0.0, Warning::Structural);
    }

    #[test]
    fn the_rule_needs_all_years_together_and_enough_of_them() {
        // 905 of 3,000, which chance gives at 30% more than four times in ten.
        check(&[(310, 1000), (290, 1000), (305, 1000)], 0.0, Warning::Attention);
        check(&[(295, 1000), (298, 1000), (345, 1000)], 0.0, Warning::Attention); // rising, p 0.065
        check(&[(20, 33), (20, 33), (20, 33)], 0.0, Warning::Attention); // 99 in all
        check(&[(20, 33), (20, 33), (20, 34)], 0.0, Warning::Structural);
        check(&[(1, 1), (2, 2), (3, 3)], 0.0, Warning::TooFew);
    }

    /// A year that has begun, or that the window cuts, is none of the three.
    #[test]
    fn a_year_that_is_not_whole_is_no_year_above_the_norm() {
        check(&[(250, 1000), (420, 1000), (10, 20)], 0.9, Warning::Structural); // rising
        check(&[(420, 1000), (290, 1000), (20, 40)], 0.9, Warning::Attention);
        check(&[(420, 1000), (320, 1000), (20, 40)], 0.9, Warning::Structural);
    }

    #[test]
    fn a_share_that_is_the_norm_is_not_above_it() {
        let years = vec![(2024, 29, 100), (2025, 29, 100)];
        let found = Outlook::of(years, NORM(0.29), window(2024, 0.0)).unwrap();
        assert_eq!((found.over_now, found.chance()), (Some(false), 0.0));
    }

    #[test]
    fn a_share_that_falls_below_a_floor_threatens_it() {
        let of = |years: Vec<(i32, u32, u32)>| {
            Outlook::of(years, Norm::of(0.7, NormKind::Floor), window(2023, 0.0)).unwrap()
        };
        let found = of(vec![(2023, 690, 1000), (2024, 650, 1000), (2025, 600, 1000)]);
        assert_eq!((found.warning, found.over_now), (Warning::Structural, Some(true)));
        assert!(found.trend.unwrap().z < -1.645 && found.pooled_p < 0.001, "{found:?}");
        assert_eq!((found.years[2].x, found.chance()), (600, 1.0));
        let found = of(vec![(2023, 800, 1000), (2024, 810, 1000), (2025, 820, 1000)]);
        assert_eq!((found.warning, found.over_now), (Warning::None, Some(false)));
        assert_eq!(of(vec![(2024, 70, 100), (2025, 70, 100)]).over_now, Some(false));
    }

    proptest::proptest! {
        /// Whatever happened: the floor of some is the ceiling of the others.
        #[test]
        fn a_floor_is_turned_round_whole(
            counts in proptest::collection::vec((0_u32..200, 0_u32..200), 1..5),
            part in 1_u32..100, left in 0.0_f64..1.0,
        ) {
            let years = |turned: bool| {
                let of = |(year, &(x, more))| (year, if turned { more } else { x }, x + more);
                (2022..).zip(&counts).map(of).collect::<Vec<_>>()
            };
            let floor = Norm::of(f64::from(part) / 100.0, NormKind::Floor);
            let ceiling = NORM(f64::from(100 - part) / 100.0);
            let found = Outlook::of(years(false), floor, window(2022, left));
            let turned = Outlook::of(years(true), ceiling, window(2022, left));
            proptest::prop_assert_eq!(found.is_some(), turned.is_some());
            if let (Some(found), Some(turned)) = (found, turned) {
                let trend = found.trend.map(|of| Trend { z: -of.z, ..of });
                let years = turned.years.clone();
                proptest::prop_assert_eq!(Outlook { years, trend, ..found }, turned);
            }
        }
    }
}
