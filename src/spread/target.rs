//! Progress to a target for a stock, and what is left where.

use chrono::NaiveDate;

use crate::model::Target;

use super::concentration::fewest;

/// Where the stock stands on the way to its target.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Units now.
    pub now: u32,
    /// Units that still have to go; 0 when the target is reached.
    pub to_go: u32,
    /// Units a year that went since the start, below zero when the stock grew; `None` on the first
    /// day, and where the start is not known.
    pub pace_shown: Option<f64>,
    /// Units a year that must go from now on; `None` when the last day is past and some are left.
    pub pace_needed: Option<f64>,
    /// Fewest areas that hold enough to reach the target, when all of theirs goes.
    pub fewest_areas: usize,
    /// What is left by area; see [`contribution`].
    pub contribution: Vec<(usize, u32, f64)>,
}

/// Days of a year on average.
const DAYS: f64 = 365.25;

/// The progress of a stock that stands at these counts per area on a day.
///
/// Paces are straight lines in units a year of 365.25 days. From 500 on the first of 2025 to 400 two
/// years later 50 a year went.
pub fn progress(agreed: Target, counts: &[u32], on: NaiveDate) -> Progress {
    let now: u32 = counts.iter().sum();
    let to_go = now.saturating_sub(agreed.goal);
    let years = |from: NaiveDate, to: NaiveDate| (to - from).num_days() as f64 / DAYS;
    let (gone, left) = (years(agreed.from, on), years(on, agreed.by));
    Progress {
        now,
        to_go,
        pace_shown: agreed
            .start
            .filter(|_| gone > 0.0)
            .map(|start| (f64::from(start) - f64::from(now)) / gone),
        pace_needed: match to_go {
            0 => Some(0.0),
            _ => (left > 0.0).then(|| f64::from(to_go) / left),
        },
        fewest_areas: fewest(counts, |held| held >= u64::from(to_go)).unwrap_or(counts.len()),
        contribution: contribution(counts),
    }
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

    #[test]
    fn paces_are_straight_lines() {
        let agreed = Target { start: Some(500), from: day(2025), goal: 99, by: day(2030) };
        let found = progress(agreed, &[250, 0, 100, 50], day(2027));
        assert_eq!((found.now, found.to_go, found.fewest_areas), (400, 301, 2));
        assert!((found.pace_shown.unwrap() - 50.0).abs() < 0.1);
        assert!((found.pace_needed.unwrap() - 301.0 / 3.0).abs() < 0.1);
        assert_eq!(progress(agreed, &[500], day(2025)).pace_shown, None);
        assert_eq!(progress(agreed, &[99], day(2031)).pace_needed, Some(0.0));
        assert_eq!(progress(agreed, &[100], day(2031)).pace_needed, None);
    }

    #[test]
    fn most_is_left_where_the_curve_begins() {
        assert_eq!(contribution(&[1, 0, 6, 1]), [(2, 6, 0.75), (0, 1, 0.875), (3, 1, 1.0)]);
        assert_eq!(contribution(&[0, 0]), []);
    }
}
