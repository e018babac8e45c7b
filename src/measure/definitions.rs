//! Which definition of urgency each number was counted by, where that changes within the window.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::model::{Indicator, Of, Tally};
use crate::normalise::UrgencyChange;

use super::roll_up::{Counts, Period};
use super::row_by_row::columns;

/// The units of one calendar year by one definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearPiece {
    /// The year.
    pub year: i32,
    /// The number of the definition among those of the window, from 1.
    pub definition: u32,
    /// The first day by this definition, where another one held before it in the same year.
    pub from: Option<NaiveDate>,
    /// The last day by this definition, where another one held after it in the same year.
    pub until: Option<NaiveDate>,
    /// Over all areas.
    pub tally: Tally,
}

/// The days on which what an indicator counts changes: those of the columns that its expressions name.
pub(super) fn changes(indicator: &Indicator, all: &[UrgencyChange]) -> Vec<NaiveDate> {
    if indicator.of != Of::Placements || all.is_empty() {
        return Vec::new();
    }
    let named = named_by(indicator);
    let reads = |change: &&UrgencyChange| {
        let mut changed = change.columns.iter().map(|column| column.name());
        changed.any(|name| named.as_ref().is_none_or(|named| named.contains(name)))
    };
    all.iter().filter(reads).map(|change| change.day).collect()
}

/// The columns that an indicator names; `None` where it may read any.
fn named_by(indicator: &Indicator) -> Option<BTreeSet<String>> {
    let mut named = BTreeSet::new();
    for text in [&indicator.count, &indicator.out_of] {
        named.extend(columns(&polars::sql::sql_expr(text).ok()?)?);
    }
    Some(named)
}

/// The years of an indicator by definition, in order of time; `own` are the days on which what it counts
/// changes. Empty without such a day.
pub(super) fn pieces(counts: &Counts, all: &[UrgencyChange], own: &[NaiveDate]) -> Vec<YearPiece> {
    let mut pieces: Vec<YearPiece> = Vec::new();
    if own.is_empty() {
        return pieces;
    }
    for &(period, tally) in &counts.by_period {
        let Some(start) = first_day(period, all) else { continue };
        let before = own.iter().filter(|day| **day <= start).count();
        let definition = before as u32 + 1;
        if let Some(last) = pieces.last_mut()
            && (last.year, last.definition) == (period.year, definition)
        {
            last.tally += tally;
            continue;
        }
        let within = |day: &NaiveDate| day.year() == period.year && day.ordinal() > 1;
        let from = before.checked_sub(1).map(|at| own[at]).filter(within);
        let next = own.get(before).copied().filter(within);
        let until = next.and_then(|day| day.pred_opt());
        pieces.push(YearPiece { year: period.year, definition, from, until, tally });
    }
    pieces
}

/// The first day of a part of a year.
fn first_day(period: Period, all: &[UrgencyChange]) -> Option<NaiveDate> {
    let within = all
        .iter()
        .map(|change| change.day)
        .filter(|day| day.year() == period.year && day.ordinal() > 1);
    match period.part.checked_sub(1) {
        None => NaiveDate::from_ymd_opt(period.year, 1, 1),
        Some(at) => within.into_iter().nth(at as usize),
    }
}

/// Puts behind the definition of an indicator that it is not one over the whole window.
pub(super) fn say_that_it_changes(indicator: &mut Indicator, own: &[NaiveDate]) {
    if own.is_empty() {
        return;
    }
    let days: Vec<String> = own.iter().map(ToString::to_string).collect();
    let days = days.join(", ");
    let definition = indicator.definition.get_or_insert_with(|| indicator.label.clone());
    definition.nl = format!(
        "{}. Wat telt verandert binnen het venster (vanaf {days}): aantallen van ervoor en erna zijn niet te vergelijken.",
        definition.nl.trim_end_matches('.')
    );
    if !definition.en.is_empty() {
        definition.en = format!(
            "{}. What counts changes within the window (from {days} on): numbers before and after do not compare.",
            definition.en.trim_end_matches('.')
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::config::UrgencyColumn::{self, Counted, Group, Urgent};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn change(text: &str, columns: &[UrgencyColumn]) -> UrgencyChange {
        UrgencyChange { day: day(text), columns: columns.to_vec(), files: vec![0] }
    }

    fn indicator(count: &str, out_of: &str) -> Indicator {
        let text = format!(
            "id = 'x'\nof = 'placements'\ncount = \"{count}\"\nout_of = \"{out_of}\"\nlabel.nl = 'X'"
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn an_indicator_changes_with_the_columns_that_it_names() {
        let all = [
            change("2023-05-01", &[Group]),
            change("2024-01-01", &[Urgent, Group]),
            change("2025-03-01", &[Counted, Urgent, Group]),
        ];
        let days = |count: &str, out_of: &str| changes(&indicator(count, out_of), &all).len();
        assert_eq!(days("rent < 700", "counted"), 1);
        assert_eq!(days("urgent", "counted"), 2);
        assert_eq!(days("urgent_group = 'zorg'", "counted"), 3);
        assert_eq!(days("URGENT", "true"), 0); // no column of that name
        assert_eq!(days("rent < 700 AND priority <> 'urgent'", "true"), 0);
    }

    #[test]
    fn a_year_that_a_change_cuts_is_in_pieces() {
        let all = [
            change("2024-04-01", &[Group]),
            change("2024-07-01", &[Urgent]),
            change("2025-01-01", &[Urgent]),
        ];
        let own = [day("2024-07-01"), day("2025-01-01")];
        let tally = |count| Tally::new(count, 10, 0, 0).unwrap();
        let unit = |year, part, count| (0, None, Some(Period { year, part }), tally(count));
        let units = [
            unit(2023, 0, 1),
            unit(2024, 0, 2),
            unit(2024, 1, 3),
            unit(2024, 2, 4),
            unit(2025, 0, 5),
        ];
        let counts = Counts::of(1, units);
        let found: Vec<_> = pieces(&counts, &all, &own)
            .iter()
            .map(|of| {
                let days = [of.from, of.until].map(|day| day.map(|day| day.to_string()));
                (of.year, of.definition, days, of.tally.count(), of.tally.out_of())
            })
            .collect();
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(
            found,
            [
                (2023, 1, [None, None], 1, 10),
                (2024, 1, [None, day("2024-06-30")], 5, 20),
                (2024, 2, [day("2024-07-01"), None], 4, 10),
                (2025, 3, [None, None], 5, 10),
            ]
        );
        assert!(pieces(&counts, &all, &[]).is_empty());
        let years: Vec<_> =
            counts.by_year.iter().map(|(year, _, of)| (*year, of.count())).collect();
        assert_eq!(years, [(2023, 1), (2024, 9), (2025, 5)]);
    }
}
