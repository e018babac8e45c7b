//! Progress to a target for a stock or for its share, and what is left where.

use chrono::NaiveDate;

use crate::model::{Amount, Direction, NormKind, Tally, Target};

use super::concentration::fewest;
use super::norm::Norm;
use super::silence::Silence;

/// Where the stock stands on the way to its target.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Units that are known and have a place: those that the areas hold.
    pub now: u32,
    /// Units that are known and have no place: they are the city's too.
    pub unplaced: u32,
    /// Units of which it is not known, with a place or without.
    pub unknown: u32,
    /// Fewest units that there may be, whatever the unknown ones are, and most.
    pub between: [u32; 2],
    /// What the share is out of; see [`Stock::is_whole`].
    pub out_of: u32,
    /// Where it stands when what is not known is as the target would have it.
    pub at_best: Standing,
    /// Where it stands when it is not; the same where everything is known.
    pub at_worst: Standing,
    /// Whether the target is reached; `None` where that hangs on what is not known.
    pub reached: Option<bool>,
    /// Where the straight line from the start to the goal runs today, in units, or as a share; `None`
    /// without a start or a last day.
    pub path: Option<f64>,
    /// Whether the pace since the start brings it to the goal in time: whether it is on the line or beyond
    /// it. `None` where that hangs on what is not known, on the first day, and without a start or a last day.
    pub in_time: Option<bool>,
    /// Fewest areas that hold enough to reach a target that falls, from [`Progress::at_best`], when all of
    /// theirs goes; `None` where all areas do not hold enough, and of a target that rises.
    pub fewest_areas: Option<usize>,
    /// What is left by area of a target that falls; see [`contribution`].
    pub contribution: Vec<(usize, u32, f64)>,
}

/// How a stock of a known number stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Units.
    pub units: u32,
    /// Their share; `None` with nothing to divide by.
    pub share: Option<f64>,
    /// Units that still have to go, or to come, when what they are out of stays the same; 0 when the target
    /// is reached.
    pub to_go: u32,
    /// What went in the right direction since the start, a year: units, or share. Below zero when it went
    /// the other way; `None` on the first day, and without a start or a last day.
    pub pace_shown: Option<f64>,
    /// What must go from now on, a year; `None` without a last day, and when that is past and the target is
    /// not reached.
    pub pace_needed: Option<f64>,
    /// Whether it is on the straight line from the start to the goal, or beyond it.
    on_path: Option<bool>,
}

/// A stock of the whole city.
#[derive(Debug, Clone, Copy)]
pub struct Stock<'a> {
    /// By area.
    pub by_area: &'a [Tally],
    /// Units without a place.
    pub unplaced: Tally,
    /// Whether what the areas hold is out of all that the city has, units without a place included: then
    /// these may raise the share, and are added to no denominator.
    pub is_whole: bool,
}

/// Days of a year on average.
const DAYS: f64 = 365.25;

/// Units out of so many.
type Part = (u32, u32);

impl Standing {
    /// Paces are straight lines in a year of 365.25 days. From 500 on the first of 2025 to 400 two years later
    /// 50 a year went.
    fn of(agreed: Target, part: Part, on: NaiveDate) -> Standing {
        let (units, out_of) = part;
        let falls = agreed.direction() == Direction::Fall;
        let goal_units = match agreed.goal() {
            Amount::Units(goal) => u64::from(goal),
            Amount::Share(goal) if falls => decimal(goal).most_of(out_of.into()),
            Amount::Share(goal) => decimal(goal).least_of(out_of.into()),
        };
        let (from, to) = match falls {
            true => (u64::from(units), goal_units),
            false => (goal_units, u64::from(units)),
        };
        let to_go = from.saturating_sub(to) as u32;
        let share = (out_of > 0).then(|| f64::from(units) / f64::from(out_of));
        let ahead = |from: f64, to: f64| if falls { from - to } else { to - from };
        let value = match agreed.goal() {
            Amount::Units(_) => f64::from(units),
            Amount::Share(_) => share.unwrap_or(0.0),
        };
        let years = |from: NaiveDate, to: NaiveDate| (to - from).num_days() as f64 / DAYS;
        let shown = agreed.by().and_then(|_| {
            let gone = years(agreed.from()?, on);
            (gone > 0.0).then_some(ahead(number(agreed.start()?), value) / gone)
        });
        let needed = agreed.by().and_then(|by| {
            let left = years(on, by);
            match to_go {
                0 => Some(0.0),
                _ => (left > 0.0).then(|| ahead(value, number(agreed.goal())) / left),
            }
        });
        let on_path = is_on_path(agreed, part, on);
        Standing { units, share, to_go, pace_shown: shown, pace_needed: needed, on_path }
    }
}

fn number(amount: Amount) -> f64 {
    match amount {
        Amount::Units(units) => f64::from(units),
        Amount::Share(share) => share,
    }
}

/// A share, to be compared as it was written.
fn decimal(share: f64) -> Norm {
    Norm::of(share, NormKind::Ceiling)
}

/// Days from start to last day, and those of them that have gone; `None` on the first day or before.
fn days(agreed: Target, on: NaiveDate) -> Option<(i128, i128)> {
    let (from, by) = (agreed.from()?, agreed.by()?);
    let all = (by - from).num_days();
    let gone = (on - from).num_days().min(all);
    (gone > 0).then_some((all.into(), gone.into()))
}

/// Whether so many units are on the straight line from start to goal, or beyond it; in whole numbers.
fn is_on_path(agreed: Target, (units, out_of): Part, on: NaiveDate) -> Option<bool> {
    let (all, gone) = days(agreed, on)?;
    // Start, goal and what there is, over one denominator.
    let (start, goal, now) = match (agreed.start()?, agreed.goal()) {
        (Amount::Units(start), Amount::Units(goal)) => (start.into(), goal.into(), units.into()),
        (Amount::Share(start), Amount::Share(goal)) => {
            let [start, goal] = [start, goal].map(|share| decimal(share).fraction());
            let ten = start.1.max(goal.1);
            let over =
                |(top, bottom): (u128, u128)| (top * (ten / bottom)) as i128 * i128::from(out_of);
            (over(start), over(goal), ten as i128 * i128::from(units))
        }
        _ => return None,
    };
    let (moved, asked) = ((now - start) * all, (goal - start) * gone);
    Some(match agreed.direction() {
        Direction::Fall => moved <= asked,
        Direction::Rise => moved >= asked,
    })
}

/// Where the straight line from start to goal runs on a day.
fn path(agreed: Target, on: NaiveDate) -> Option<f64> {
    let (start, goal) = (number(agreed.start()?), number(agreed.goal()));
    agreed.from().zip(agreed.by())?;
    let gone = days(agreed, on).map_or(0.0, |(all, gone)| gone as f64 / all as f64);
    Some(start + (goal - start) * gone)
}

/// The progress of a stock on a day.
///
/// Units of which it is not known may count or not, and where it is not known whether they belong they are
/// taken to: so the share lies between that without any of them and that with all, out of all. The target is
/// reached only if it is, whatever they turn out to be.
///
/// # Errors
/// Of no unit it is known whether it counts, or there is nothing to divide by, or of some area it is not known
/// how much there is in all.
pub fn progress(agreed: Target, stock: Stock<'_>, on: NaiveDate) -> Result<Progress, Silence> {
    let placed: Tally = stock.by_area.iter().copied().sum();
    let unplaced = stock.unplaced;
    if (placed + unplaced).is_unknown() {
        return Err(Silence::NothingKnown);
    }
    let unknown = placed.unknown() + unplaced.unknown();
    let least = placed.count() + unplaced.count();
    let known = placed.out_of() + if stock.is_whole { 0 } else { unplaced.out_of() };
    let out_of = if stock.is_whole { known } else { known + unknown };
    let is_share = matches!(agreed.goal(), Amount::Share(_));
    if is_share && out_of == 0 {
        return Err(Silence::NoUnits);
    }
    if is_share && stock.is_whole && placed.unknown() + placed.unmeasured() > 0 {
        // Of these areas it is not known what there is in all, and so of the city.
        return Err(Silence::WholeUnknown);
    }
    // Whether a unit without a place lies within the city is not known: to a share of all that matters.
    let fewest_units = if is_share && stock.is_whole { placed.count() } else { least };
    let ends = [fewest_units, least + unknown].map(|units| match is_share {
        true => Standing::of(agreed, (units.min(out_of), out_of), on),
        false => Standing::of(agreed, (units, out_of), on),
    });
    let falls = agreed.direction() == Direction::Fall;
    let [at_best, at_worst] = if falls { ends } else { [ends[1], ends[0]] };
    let reached = match (at_best.to_go, at_worst.to_go) {
        (0, 0) => Some(true),
        (0, _) => None,
        _ => Some(false),
    };
    let in_time = match (reached, at_best.on_path, at_worst.on_path) {
        (Some(true), Some(_), _) => Some(true),
        (_, Some(best), Some(worst)) if best == worst => Some(best),
        _ => None,
    };
    let counts: Vec<u32> = stock.by_area.iter().map(|tally| tally.count()).collect();
    let to_go = u64::from(at_best.to_go);
    Ok(Progress {
        now: placed.count(),
        unplaced: unplaced.count(),
        unknown,
        between: ends.map(|end| end.units),
        out_of,
        at_best,
        at_worst,
        reached,
        path: path(agreed, on),
        in_time,
        fewest_areas: falls.then(|| fewest(&counts, |held| held >= to_go)).flatten(),
        contribution: if falls { contribution(&counts) } else { Vec::new() },
    })
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
mod tests;
