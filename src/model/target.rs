//! What a city agreed on the size of a stock, or on its share.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a stock has to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Down to the goal, or lower.
    Fall,
    /// Up to the goal, or higher.
    Rise,
}

/// How much of a stock: so many units, or a share of what they are out of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Units.
    Units(u32),
    /// A share, in [0, 1].
    Share(f64),
}

/// What was agreed on a stock in the whole city.
///
/// Invariant: start and goal are both numbers of units or both shares, the start does not lie beyond the
/// goal, and the last day lies after the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    start: Option<Amount>,
    from: Option<NaiveDate>,
    goal: Amount,
    by: Option<NaiveDate>,
    direction: Direction,
}

/// A target that cannot be: the key that is wrong, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadTarget {
    /// The key.
    pub key: &'static str,
    /// What is wrong, and what to write instead.
    pub problem: String,
}

/// A target as the configuration has it (`[targets.ID]`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetSetting {
    /// Units on the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// Share on the first day, in [0, 1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_share: Option<f64>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::toml_day::optional")]
    pub from: Option<NaiveDate>,
    /// Most units that may be left, or fewest that must be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<u32>,
    /// Highest or lowest share, in [0, 1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_share: Option<f64>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::toml_day::optional")]
    pub by: Option<NaiveDate>,
    /// Down or up; by default from the start to the goal, and down without a start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
}

impl TargetSetting {
    /// The target, where there can be such a one.
    ///
    /// # Errors
    /// There cannot.
    pub fn agreed(&self) -> Result<Target, BadTarget> {
        let start = amount(["start", "start_share"], self.start, self.start_share)?;
        let goal =
            amount(["goal", "goal_share"], self.goal, self.goal_share)?.ok_or_else(|| {
                bad("goal", "is missing; say how many units, or with `goal_share` which share")
            })?;
        let rises = match (start, goal) {
            (None, _) => None,
            (Some(Amount::Units(start)), Amount::Units(goal)) => Some((start < goal, start > goal)),
            (Some(Amount::Share(start)), Amount::Share(goal)) => Some((start < goal, start > goal)),
            (Some(_), Amount::Units(_)) => {
                return Err(bad("start_share", "is a share and `goal` a number; give both alike"));
            }
            (Some(_), Amount::Share(_)) => {
                return Err(bad("start", "is a number and `goal_share` a share; give both alike"));
            }
        };
        if start.is_some() && self.from.is_none() {
            return Err(bad("from", "is missing: the day on which the start was counted"));
        }
        if let (Some(from), Some(by)) = (self.from, self.by)
            && by <= from
        {
            return Err(bad("by", format!("ends before it begins: {by} is not after {from}")));
        }
        let direction = self.direction.unwrap_or(match rises {
            Some((true, _)) => Direction::Rise,
            _ => Direction::Fall,
        });
        match (direction, rises) {
            (Direction::Fall, Some((true, _))) => {
                let problem = "is \"fall\", and the start lies below the goal already";
                return Err(bad("direction", problem));
            }
            (Direction::Rise, Some((_, true))) => {
                let problem = "is \"rise\", and the start lies above the goal already";
                return Err(bad("direction", problem));
            }
            _ => {}
        }
        Ok(Target { start, from: self.from, goal, by: self.by, direction })
    }
}

fn bad(key: &'static str, problem: impl Into<String>) -> BadTarget {
    BadTarget { key, problem: problem.into() }
}

fn amount(
    [key, key_of_share]: [&'static str; 2],
    units: Option<u32>,
    share: Option<f64>,
) -> Result<Option<Amount>, BadTarget> {
    match (units, share) {
        (Some(_), Some(_)) => {
            Err(bad(key_of_share, format!("stands beside `{key}`; give one of the two")))
        }
        (_, Some(share)) if !(0.0..=1.0).contains(&share) => {
            Err(bad(key_of_share, format!("is {share}; write a share from 0 to 1, such as 0.30")))
        }
        (_, Some(share)) => Ok(Some(Amount::Share(share))),
        (units, None) => Ok(units.map(Amount::Units)),
    }
}

impl Target {
    /// What there was on the first day, as far as that is known.
    pub fn start(self) -> Option<Amount> {
        self.start
    }

    /// The first day.
    pub fn from(self) -> Option<NaiveDate> {
        self.from
    }

    /// What there may be at most, or must be at least.
    pub fn goal(self) -> Amount {
        self.goal
    }

    /// The last day; without one there is no pace.
    pub fn by(self) -> Option<NaiveDate> {
        self.by
    }

    /// Down or up.
    pub fn direction(self) -> Direction {
        self.direction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, 1, 1)
    }

    #[test]
    fn the_direction_is_that_from_start_to_goal() {
        let counts = |start, goal| TargetSetting {
            start,
            goal: Some(goal),
            from: day(2025),
            ..TargetSetting::default()
        };
        let direction = |setting: TargetSetting| setting.agreed().unwrap().direction();
        assert_eq!(direction(counts(Some(500), 99)), Direction::Fall);
        assert_eq!(direction(counts(Some(99), 500)), Direction::Rise);
        assert_eq!(direction(counts(Some(99), 99)), Direction::Fall);
        assert_eq!(direction(counts(None, 99)), Direction::Fall);
        let rise = TargetSetting { direction: Some(Direction::Rise), ..counts(None, 99) };
        assert_eq!(direction(rise), Direction::Rise);
        let shares = TargetSetting {
            start_share: Some(0.266),
            goal_share: Some(0.3),
            from: day(2025),
            ..TargetSetting::default()
        };
        assert_eq!(direction(shares), Direction::Rise);
    }

    #[track_caller]
    fn check(key: &str, setting: TargetSetting) {
        assert_eq!(setting.agreed().unwrap_err().key, key);
    }

    #[test]
    fn what_cannot_be_names_its_key() {
        let goal = || TargetSetting { goal: Some(99), ..TargetSetting::default() };
        let share = || TargetSetting { goal_share: Some(0.3), ..TargetSetting::default() };
        check("goal", TargetSetting::default());
        check("goal_share", TargetSetting { goal_share: Some(0.3), ..goal() });
        check("start_share", TargetSetting { start: Some(1), start_share: Some(0.1), ..share() });
        for wrong in [-0.1, 1.1, 30.0, f64::NAN] {
            check("goal_share", TargetSetting { goal_share: Some(wrong), ..share() });
            check("start_share", TargetSetting { start_share: Some(wrong), ..share() });
        }
        check("start", TargetSetting { start: Some(9), ..share() });
        check("start_share", TargetSetting { start_share: Some(0.1), ..goal() });
        check("from", TargetSetting { start: Some(500), ..goal() });
        check("by", TargetSetting { from: day(2025), by: day(2024), ..goal() });
        check("by", TargetSetting { from: day(2025), by: day(2025), ..goal() });
        let start = |start, direction| TargetSetting {
            start: Some(start),
            from: day(2025),
            direction: Some(direction),
            ..goal()
        };
        check("direction", start(98, Direction::Fall));
        check("direction", start(100, Direction::Rise));
        assert!(start(99, Direction::Rise).agreed().is_ok());
    }
}
