//! How a target stands, in a sentence.

use crate::model::{Amount, Direction, Target};

use super::norm_words::percent;
use super::target::{Progress, Standing};

impl Progress {
    /// How the target stands, in Dutch, else in English; without an end of the sentence.
    pub fn sentence(&self, agreed: Target, dutch: bool) -> String {
        let words = Words { of: self, agreed, dutch };
        match self.reached {
            Some(true) => words.reached(),
            None => words.not_told(),
            Some(false) => words.on_the_way(),
        }
    }
}

impl Target {
    /// The goal, in Dutch or in English: `99 by 2029-12-31`.
    pub fn in_words(self, dutch: bool) -> String {
        let goal = match self.goal() {
            Amount::Units(goal) => goal.to_string(),
            Amount::Share(goal) => percent(goal, 4, dutch),
        };
        match self.by() {
            Some(by) if dutch => format!("{goal} op {by}"),
            Some(by) => format!("{goal} by {by}"),
            None => goal,
        }
    }
}

struct Words<'a> {
    of: &'a Progress,
    agreed: Target,
    dutch: bool,
}

impl Words<'_> {
    /// One of two texts.
    fn say(&self, dutch: impl Into<String>, english: impl Into<String>) -> String {
        if self.dutch { dutch.into() } else { english.into() }
    }

    /// Two ends as a range, or once where they read the same.
    fn range(&self, low: String, high: String) -> String {
        match low == high {
            true => low,
            false => self.say(format!("{low} tot {high}"), format!("{low} to {high}")),
        }
    }

    fn is_share(&self) -> bool {
        matches!(self.agreed.goal(), Amount::Share(_))
    }

    fn goal(&self) -> String {
        self.agreed.in_words(self.dutch)
    }

    /// How much there is now, as far as is known.
    fn now(&self) -> String {
        let Progress { at_best, at_worst, out_of, between: [low, high], .. } = *self.of;
        let units = self.range(low.to_string(), high.to_string());
        if !self.is_share() {
            return units;
        }
        let [one, other] = match self.agreed.direction() {
            Direction::Fall => [at_best, at_worst],
            Direction::Rise => [at_worst, at_best],
        };
        let [low, high] =
            [one, other].map(|end: Standing| percent(end.share.unwrap_or(0.0), 2, self.dutch));
        let share = self.range(low, high);
        self.say(
            format!("{share} ({units} van {out_of})"),
            format!("{share} ({units} of {out_of})"),
        )
    }

    fn reached(&self) -> String {
        let (goal, now) = (self.goal(), self.now());
        let falls = self.agreed.direction() == Direction::Fall;
        let also = match (self.of.unknown, falls) {
            (0, _) => String::new(),
            (1, true) => {
                self.say(", ook als de ene onbekende meetelt", ", even if the unknown one counts")
            }
            (1, false) => self.say(
                ", ook als de ene onbekende niet meetelt",
                ", even if the unknown one does not count",
            ),
            (unknown, true) => self.say(
                format!(", ook als alle {unknown} onbekende meetellen"),
                format!(", even if all {unknown} unknown ones count"),
            ),
            (unknown, false) => self.say(
                format!(", ook als geen van de {unknown} onbekende meetelt"),
                format!(", even if none of the {unknown} unknown ones counts"),
            ),
        };
        self.say(
            format!("doel van {goal} is gehaald{also}: {now}"),
            format!("target of {goal} reached{also}: {now}"),
        )
    }

    fn not_told(&self) -> String {
        let (goal, now) = (self.goal(), self.now());
        let Progress { unknown, unplaced, between: [low, high], .. } = *self.of;
        let mut why = Vec::new();
        match unknown {
            0 => {}
            1 => why.push(self.say("1 is onbekend", "1 is unknown")),
            _ => why.push(
                self.say(format!("{unknown} zijn onbekend"), format!("{unknown} are unknown")),
            ),
        }
        if high - low > unknown {
            why.push(match unplaced {
                1 => self.say("1 heeft geen plek", "1 has no place"),
                _ => self.say(
                    format!("{unplaced} hebben geen plek"),
                    format!("{unplaced} have no place"),
                ),
            });
        }
        let why = why.join(if self.dutch { " en " } else { " and " });
        self.say(
            format!("niet te zeggen of het doel van {goal} is gehaald: {now}, want {why}"),
            format!("not known whether the target of {goal} is reached: {now}, as {why}"),
        )
    }

    fn on_the_way(&self) -> String {
        let mut told = vec![self.distance() + &self.paces()];
        if let Some(in_time) = self.of.in_time.filter(|_| !self.is_past()) {
            told.push(match in_time {
                true => self.say("in dit tempo wordt het gehaald", "at this pace in time"),
                false => self.say("in dit tempo niet op tijd", "at this pace not in time"),
            });
        }
        if self.agreed.direction() == Direction::Fall {
            told.push(match self.of.fewest_areas {
                Some(1) => self.say("1 gebied heeft er genoeg", "1 area holds enough"),
                Some(areas) => self.say(
                    format!("{areas} gebieden hebben er genoeg"),
                    format!("{areas} areas hold enough"),
                ),
                None => self.say(
                    "alle gebieden samen hebben er te weinig",
                    "all areas together hold too few",
                ),
            });
        }
        let Progress { unplaced, unknown, .. } = *self.of;
        if unplaced > 0 {
            told.push(
                self.say(format!("{unplaced} zonder plek"), format!("{unplaced} without a place")),
            );
        }
        if unknown > 0 {
            told.push(self.say(format!("{unknown} onbekend"), format!("{unknown} unknown")));
        }
        told.join("; ")
    }

    fn is_past(&self) -> bool {
        self.agreed.by().is_some() && self.of.at_best.pace_needed.is_none()
    }

    fn distance(&self) -> String {
        let Progress { at_best, at_worst, out_of, .. } = *self.of;
        let (to_go, goal) =
            (self.range(at_best.to_go.to_string(), at_worst.to_go.to_string()), self.goal());
        let (nl, en) = match self.agreed.direction() {
            Direction::Fall => {
                (format!("nog {to_go} te gaan tot {goal}"), format!("{to_go} to go to {goal}"))
            }
            Direction::Rise => {
                (format!("nog {to_go} erbij tot {goal}"), format!("{to_go} more to {goal}"))
            }
        };
        if !self.is_share() {
            return self.say(nl, en);
        }
        let now = self.now();
        self.say(
            format!("nu {now}; {nl}, als het totaal {out_of} blijft"),
            format!("{now} now; {en}, if the total stays {out_of}"),
        )
    }

    fn paces(&self) -> String {
        if self.agreed.by().is_none() {
            return String::new();
        }
        let (best, worst) = (self.of.at_best, self.of.at_worst);
        let pace = |one: Option<f64>, other: Option<f64>| {
            let [one, other] = [one?, other?].map(|pace| match self.is_share() {
                true => points(pace, self.dutch),
                false => rounded(pace, 0),
            });
            let range = self.range(one, other);
            Some(match self.is_share() {
                true => self.say(
                    format!("{range} procentpunt per jaar"),
                    format!("{range} percentage points a year"),
                ),
                false => self.say(format!("{range} per jaar"), format!("{range} a year")),
            })
        };
        let needed = match pace(best.pace_needed, worst.pace_needed) {
            Some(pace) => self.say(format!("{pace} nodig"), format!("{pace} needed")),
            None => self.say("de dag is voorbij", "the day is past"),
        };
        let shown = match pace(worst.pace_shown, best.pace_shown) {
            Some(pace) => self.say(format!(", {pace} tot nu toe"), format!(", {pace} so far")),
            None => String::new(),
        };
        format!(": {needed}{shown}")
    }
}

/// A share as percentage points.
fn points(share: f64, dutch: bool) -> String {
    let text = rounded(100.0 * share, 2);
    if dutch { text.replace('.', ",") } else { text }
}

/// A number of which a zero has no sign.
fn rounded(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|byte| b"0.".contains(&byte)) => digits.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::model::{Tally, TargetSetting};

    use super::super::target::{Stock, progress};

    fn day(year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, 1, 1)
    }

    fn fall() -> TargetSetting {
        TargetSetting {
            start: Some(500),
            from: day(2025),
            goal: Some(99),
            by: day(2030),
            ..TargetSetting::default()
        }
    }

    fn rise() -> TargetSetting {
        TargetSetting {
            start_share: Some(0.266),
            from: day(2025),
            goal_share: Some(0.3),
            by: day(2029),
            ..TargetSetting::default()
        }
    }

    /// In Dutch and in English: units of 1,000, unknown ones, and others without a place.
    fn told(setting: TargetSetting, [now, unknown, lost]: [u32; 3]) -> [String; 2] {
        let agreed = setting.agreed().unwrap();
        let by_area = [Tally::new(now, 1000, unknown, 0).unwrap(), Tally::new(0, 0, 0, 0).unwrap()];
        let unplaced = Tally::new(lost, lost, 0, 0).unwrap();
        let stock = Stock { by_area: &by_area, unplaced, is_whole: false };
        let found = progress(agreed, stock, day(2026).unwrap()).unwrap();
        [true, false].map(|dutch| found.sentence(agreed, dutch))
    }

    #[track_caller]
    fn check(setting: TargetSetting, counts: [u32; 3], dutch: &str, english: &str) {
        assert_eq!(told(setting, counts), [dutch, english]);
    }

    #[test]
    fn a_number_that_falls() {
        check(
            fall(),
            [80, 0, 0],
            "doel van 99 op 2030-01-01 is gehaald: 80",
            "target of 99 by 2030-01-01 reached: 80",
        );
        check(
            fall(),
            [80, 1, 0],
            "doel van 99 op 2030-01-01 is gehaald, ook als de ene onbekende meetelt: 80 tot 81",
            "target of 99 by 2030-01-01 reached, even if the unknown one counts: 80 to 81",
        );
        check(
            fall(),
            [0, 551, 0],
            "niet te zeggen of het doel van 99 op 2030-01-01 is gehaald: 0 tot 551, want 551 zijn onbekend",
            "not known whether the target of 99 by 2030-01-01 is reached: 0 to 551, as 551 are unknown",
        );
        check(
            fall(),
            [200, 40, 4],
            "nog 105 tot 145 te gaan tot 99 op 2030-01-01: 26 tot 36 per jaar nodig, 256 tot 296 per jaar \
             tot nu toe; in dit tempo wordt het gehaald; 1 gebied heeft er genoeg; 4 zonder plek; 40 onbekend",
            "105 to 145 to go to 99 by 2030-01-01: 26 to 36 a year needed, 256 to 296 a year so far; at this \
             pace in time; 1 area holds enough; 4 without a place; 40 unknown",
        );
        check(
            TargetSetting { by: None, ..fall() },
            [480, 0, 0],
            "nog 381 te gaan tot 99; 1 gebied heeft er genoeg",
            "381 to go to 99; 1 area holds enough",
        );
        check(
            TargetSetting { from: day(2024), by: day(2025), ..fall() },
            [480, 0, 0],
            "nog 381 te gaan tot 99 op 2025-01-01: de dag is voorbij, 10 per jaar tot nu toe; 1 gebied heeft \
             er genoeg",
            "381 to go to 99 by 2025-01-01: the day is past, 10 a year so far; 1 area holds enough",
        );
    }

    #[test]
    fn a_share_that_rises() {
        check(
            rise(),
            [270, 0, 0],
            "nu 27,00% (270 van 1000); nog 30 erbij tot 30% op 2029-01-01, als het totaal 1000 blijft: 1,00 \
             procentpunt per jaar nodig, 0,40 procentpunt per jaar tot nu toe; in dit tempo niet op tijd",
            "27.00% (270 of 1000) now; 30 more to 30% by 2029-01-01, if the total stays 1000: 1.00 percentage \
             points a year needed, 0.40 percentage points a year so far; at this pace not in time",
        );
        check(
            TargetSetting { by: None, ..rise() },
            [270, 0, 0],
            "nu 27,00% (270 van 1000); nog 30 erbij tot 30%, als het totaal 1000 blijft",
            "27.00% (270 of 1000) now; 30 more to 30%, if the total stays 1000",
        );
        check(
            rise(),
            [295, 10, 0],
            "niet te zeggen of het doel van 30% op 2029-01-01 is gehaald: 29,50% tot 30,50% (295 tot 305 van \
             1000), want 10 zijn onbekend",
            "not known whether the target of 30% by 2029-01-01 is reached: 29.50% to 30.50% (295 to 305 of \
             1000), as 10 are unknown",
        );
        check(
            rise(),
            [300, 0, 0],
            "doel van 30% op 2029-01-01 is gehaald: 30,00% (300 van 1000)",
            "target of 30% by 2029-01-01 reached: 30.00% (300 of 1000)",
        );
    }
}
