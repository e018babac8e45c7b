//! Progress to a target for a stock, and what is left where.

use chrono::NaiveDate;

use crate::model::{Tally, Target};

use super::concentration::fewest;

/// Where the stock stands on the way to its target.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Units that are known and have a place: those that the areas hold.
    pub now: u32,
    /// Units that are known and have no place: they are the city's too.
    pub unplaced: u32,
    /// Units of which it is not known, with a place or without.
    pub unknown: u32,
    /// What each of the others says at its two ends: as if none of the unknown units counted.
    pub at_least: Standing,
    /// As if all of them did; the same where nothing is unknown.
    pub at_most: Standing,
    /// Whether the target is reached; `None` where that hangs on the unknown units.
    pub reached: Option<bool>,
    /// Fewest areas that hold enough to reach the target from [`Progress::at_least`], when all of theirs
    /// goes; `None` where all areas do not hold enough.
    pub fewest_areas: Option<usize>,
    /// What is left by area; see [`contribution`].
    pub contribution: Vec<(usize, u32, f64)>,
}

/// How a stock of a known number stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Units.
    pub units: u32,
    /// Units that still have to go; 0 when the target is reached.
    pub to_go: u32,
    /// Units a year that went since the start, below zero when the stock grew; `None` on the first
    /// day, and where the start is not known.
    pub pace_shown: Option<f64>,
    /// Units a year that must go from now on; `None` when the last day is past and some are left.
    pub pace_needed: Option<f64>,
}

/// Days of a year on average.
const DAYS: f64 = 365.25;

impl Standing {
    /// Paces are straight lines in units a year of 365.25 days. From 500 on the first of 2025 to 400 two
    /// years later 50 a year went.
    fn of(agreed: Target, units: u32, on: NaiveDate) -> Standing {
        let to_go = units.saturating_sub(agreed.goal);
        let years = |from: NaiveDate, to: NaiveDate| (to - from).num_days() as f64 / DAYS;
        let (gone, left) = (years(agreed.from, on), years(on, agreed.by));
        Standing {
            units,
            to_go,
            pace_shown: agreed
                .start
                .filter(|_| gone > 0.0)
                .map(|start| (f64::from(start) - f64::from(units)) / gone),
            pace_needed: match to_go {
                0 => Some(0.0),
                _ => (left > 0.0).then(|| f64::from(to_go) / left),
            },
        }
    }
}

/// The progress of a stock that stands at these counts per area on a day; `unplaced` are its units without
/// a place, and `unknown` those with a place of which it is not known.
///
/// The target is reached only if it is, whatever the unknown units turn out to be.
pub fn progress(
    agreed: Target,
    counts: &[u32],
    unknown: u32,
    unplaced: Tally,
    on: NaiveDate,
) -> Progress {
    let now: u32 = counts.iter().sum();
    let unknown = unknown + unplaced.unknown();
    let least = now + unplaced.count();
    let at_least = Standing::of(agreed, least, on);
    let at_most = Standing::of(agreed, least + unknown, on);
    let to_go = u64::from(at_least.to_go);
    Progress {
        now,
        unplaced: unplaced.count(),
        unknown,
        at_least,
        at_most,
        reached: match (at_least.to_go, at_most.to_go) {
            (0, 0) => Some(true),
            (0, _) => None,
            _ => Some(false),
        },
        fewest_areas: fewest(counts, |held| held >= to_go),
        contribution: contribution(counts),
    }
}

impl Progress {
    /// How the target stands, in Dutch, else in English; without an end of the sentence.
    pub fn sentence(&self, agreed: Target, dutch: bool) -> String {
        let (least, most) = (self.at_least, self.at_most);
        let to = |low: String, high: String| match low == high {
            true => low,
            false if dutch => format!("{low} tot {high}"),
            false => format!("{low} to {high}"),
        };
        let units = |one: u32, other: u32| to(one.to_string(), other.to_string());
        let now = units(least.units, most.units);
        let (goal, by, unknown) = (agreed.goal, agreed.by, self.unknown);
        match (self.reached, unknown, dutch) {
            (Some(true), 0, true) => return format!("doel van {goal} op {by} is gehaald: {now}"),
            (Some(true), 0, false) => return format!("target of {goal} by {by} reached: {now}"),
            (Some(true), 1, true) => {
                return format!(
                    "doel van {goal} op {by} is gehaald, ook als de ene onbekende meetelt: {now}"
                );
            }
            (Some(true), 1, false) => {
                return format!(
                    "target of {goal} by {by} reached, even if the unknown one counts: {now}"
                );
            }
            (Some(true), _, true) => {
                return format!(
                    "doel van {goal} op {by} is gehaald, ook als alle {unknown} onbekende meetellen: {now}"
                );
            }
            (Some(true), _, false) => {
                return format!(
                    "target of {goal} by {by} reached, even if all {unknown} unknown ones count: {now}"
                );
            }
            (None, 1, true) => {
                return format!(
                    "niet te zeggen of het doel van {goal} op {by} is gehaald: {now}, want 1 is onbekend"
                );
            }
            (None, _, true) => {
                return format!(
                    "niet te zeggen of het doel van {goal} op {by} is gehaald: {now}, want {unknown} zijn onbekend"
                );
            }
            (None, 1, false) => {
                return format!(
                    "not known whether the target of {goal} by {by} is reached: {now}, as 1 is unknown"
                );
            }
            (None, _, false) => {
                return format!(
                    "not known whether the target of {goal} by {by} is reached: {now}, as {unknown} are unknown"
                );
            }
            (Some(false), ..) => {}
        }
        let paces = |one: Option<f64>, other: Option<f64>| Some(to(whole(one?), whole(other?)));
        let to_go = units(least.to_go, most.to_go);
        let mut told = match dutch {
            true => format!("nog {to_go} te gaan tot {goal} op {by}: "),
            false => format!("{to_go} to go to {goal} by {by}: "),
        };
        told += &match (paces(least.pace_needed, most.pace_needed), dutch) {
            (Some(pace), true) => format!("{pace} per jaar nodig"),
            (Some(pace), false) => format!("{pace} a year needed"),
            (None, true) => "de dag is voorbij".to_owned(),
            (None, false) => "the day is past".to_owned(),
        };
        told += &match (paces(most.pace_shown, least.pace_shown), dutch) {
            (Some(pace), true) => format!(", {pace} per jaar tot nu toe"),
            (Some(pace), false) => format!(", {pace} a year so far"),
            (None, _) => String::new(),
        };
        told += &match (self.fewest_areas, dutch) {
            (Some(1), true) => "; 1 gebied heeft er genoeg".to_owned(),
            (Some(1), false) => "; 1 area holds enough".to_owned(),
            (Some(areas), true) => format!("; {areas} gebieden hebben er genoeg"),
            (Some(areas), false) => format!("; {areas} areas hold enough"),
            (None, true) => "; alle gebieden samen hebben er te weinig".to_owned(),
            (None, false) => "; all areas together hold too few".to_owned(),
        };
        if self.unplaced > 0 {
            let unplaced = self.unplaced;
            told += &if dutch {
                format!("; {unplaced} zonder plek")
            } else {
                format!("; {unplaced} without a place")
            };
        }
        if unknown > 0 {
            told += &if dutch {
                format!("; {unknown} onbekend")
            } else {
                format!("; {unknown} unknown")
            };
        }
        told
    }
}

/// A pace without decimals, of which a zero has no sign.
fn whole(pace: f64) -> String {
    let text = format!("{pace:.0}");
    if text == "-0" { "0".to_owned() } else { text }
}

/// What is left by area, the most first: position, count, and the part of all that these areas hold
/// together, in (0, 1]. Areas where nothing is left are absent; of several with as many the first
/// comes first.
pub fn contribution(counts: &[u32]) -> Vec<(usize, u32, f64)> {
    let total: u64 = counts.iter().map(|&n| u64::from(n)).sum();
    let mut order: Vec<usize> = (0..counts.len()).filter(|&at| counts[at] > 0).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(counts[at]), at));
    let mut held = 0;
    let step = |at: usize| {
        held += u64::from(counts[at]);
        (at, counts[at], held as f64 / total as f64)
    };
    order.into_iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 1, 1).unwrap()
    }

    fn agreed() -> Target {
        Target { start: Some(500), from: day(2025), goal: 99, by: day(2030) }
    }

    fn found(counts: &[u32], on: i32) -> Progress {
        progress(agreed(), counts, 0, Tally::default(), day(on))
    }

    #[test]
    fn paces_are_straight_lines() {
        let Progress { now, at_least, at_most, fewest_areas, .. } = found(&[250, 0, 100, 50], 2027);
        assert_eq!((now, at_least.to_go, fewest_areas), (400, 301, Some(2)));
        assert_eq!(at_least, at_most); // nothing is unknown
        assert!((at_least.pace_shown.unwrap() - 50.0).abs() < 0.1);
        assert!((at_least.pace_needed.unwrap() - 301.0 / 3.0).abs() < 0.1);
        assert_eq!(found(&[500], 2025).at_least.pace_shown, None);
        assert_eq!(found(&[99], 2031).at_least.pace_needed, Some(0.0));
        assert_eq!(found(&[100], 2031).at_least.pace_needed, None);
    }

    /// Units in one area, unknown ones there, and without a place those that count and unknown ones.
    #[track_caller]
    fn check([now, unknown, lost, lost_unknown]: [u32; 4], reached: Option<bool>, ends: [u32; 2]) {
        let unplaced = Tally::new(lost, lost, 0, lost_unknown).unwrap();
        let found = progress(agreed(), &[now], unknown, unplaced, day(2026));
        assert_eq!(found.reached, reached);
        assert_eq!([found.at_least.units, found.at_most.units], ends);
    }

    #[test]
    fn a_target_is_reached_only_whatever_the_unknown_units_are() {
        check([99, 0, 0, 0], Some(true), [99, 99]);
        check([98, 1, 0, 0], Some(true), [98, 99]);
        check([98, 2, 0, 0], None, [98, 100]);
        check([98, 0, 0, 2], None, [98, 100]);
        check([98, 0, 1, 0], Some(true), [99, 99]);
        check([98, 0, 2, 0], Some(false), [100, 100]); // homes without a place are the city's too
        check([0, 551, 0, 0], None, [0, 551]);
        check([100, 5, 0, 0], Some(false), [100, 105]);
    }

    #[test]
    fn a_sentence_says_what_is_known_in_either_language() {
        let told = |now: u32, unknown: u32, lost: u32| {
            let unplaced = Tally::new(lost, lost, 0, 0).unwrap();
            let found = progress(agreed(), &[now, 0], unknown, unplaced, day(2026));
            [true, false].map(|dutch| found.sentence(agreed(), dutch))
        };
        let by = "2030-01-01";
        assert_eq!(
            told(80, 0, 0),
            [
                format!("doel van 99 op {by} is gehaald: 80"),
                format!("target of 99 by {by} reached: 80")
            ]
        );
        assert_eq!(
            told(80, 1, 0)[1],
            format!("target of 99 by {by} reached, even if the unknown one counts: 80 to 81")
        );
        assert_eq!(
            told(0, 551, 0),
            [
                format!(
                    "niet te zeggen of het doel van 99 op {by} is gehaald: 0 tot 551, want 551 zijn onbekend"
                ),
                format!(
                    "not known whether the target of 99 by {by} is reached: 0 to 551, as 551 are unknown"
                ),
            ]
        );
        assert_eq!(
            told(200, 0, 0)[1],
            format!(
                "101 to go to 99 by {by}: 25 a year needed, 300 a year so far; 1 area holds enough"
            )
        );
        assert_eq!(
            told(200, 40, 4)[0],
            format!(
                "nog 105 tot 145 te gaan tot 99 op {by}: 26 tot 36 per jaar nodig, 256 tot 296 per jaar \
                 tot nu toe; 1 gebied heeft er genoeg; 4 zonder plek; 40 onbekend"
            )
        );
    }

    #[test]
    fn areas_may_hold_too_little_where_homes_have_no_place() {
        let unplaced = Tally::new(200, 200, 0, 0).unwrap();
        assert_eq!(progress(agreed(), &[50], 0, unplaced, day(2026)).fewest_areas, None);
    }

    #[test]
    fn most_is_left_where_the_curve_begins() {
        assert_eq!(contribution(&[1, 0, 6, 1]), [(2, 6, 0.75), (0, 1, 0.875), (3, 1, 1.0)]);
        assert_eq!(contribution(&[0, 0]), []);
    }
}
