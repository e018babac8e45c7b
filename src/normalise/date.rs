//! Days of the calendar: which order their parts have is proved by the column as a whole.
//!
//! `2025-12-31`, `20251231` and `31 dec 2025` can be read in one way only. `3-4-2025` cannot: that
//! the day comes first is proved by rows of the same column with a day above twelve, or said in the
//! configuration. It is never guessed. A moment with a time zone is the day that it is in the
//! Netherlands, and times without one that look like midnights in UTC stop the run.

mod clock;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use foldhash::fast::FixedState;
use polars::prelude::{
    Column, DataType, Expr, IntoColumn, LiteralValue, NewChunkedArray, PolarsResult, lit,
};

use crate::config::{TableForm, TimeZone};
use crate::diagnostics::{codes, counted};

use super::read_column::{Evidence as Beside, ReadColumn, Stop};
use clock::Clock;
use shape::{Shape, shape};

pub(super) use shape::YEARS;

/// Days between the first days of Excel's two systems.
const DAYS_TO_1904: u64 = 1462;

/// How far proofs may contradict each other: one row in a hundred.
const CONTRADICTING: usize = 100;

/// How many times of another hour may stand among midnights in UTC: one in ten. A clock of this country
/// seldom shows the whole hour, and hardly ever these two alone.
const OTHER_TIMES: usize = 10;

/// Order of the parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Order {
    /// 31-12-2025.
    DayMonthYear,
    /// 12/31/2025.
    MonthDayYear,
    /// 2025-12-31.
    YearMonthDay,
}

/// The orders that can be said in the configuration, and whether the year has two digits.
///
/// `dd-mm-yyyy`, `d/m/yy`, `mm/dd/yyyy`, `yyyy-mm-dd`, `yyyymmdd`, with any sign between the parts;
/// `None` for text that says no order.
pub(super) fn order_of(format: &str) -> Option<(Order, bool)> {
    let mut letters = String::new();
    for c in format.to_lowercase().chars().filter(|c| c.is_ascii_alphabetic()) {
        let c = if c == 'j' { 'y' } else { c }; // jaar
        if !letters.ends_with(c) {
            letters.push(c);
        }
    }
    let order = match letters.as_str() {
        "dmy" => Order::DayMonthYear,
        "mdy" => Order::MonthDayYear,
        "ymd" => Order::YearMonthDay,
        _ => return None,
    };
    let years = format.chars().filter(|c| matches!(c, 'y' | 'Y' | 'j' | 'J')).count();
    matches!(years, 2 | 4).then_some((order, years == 2))
}

/// Reads a column of dates.
pub(super) fn read(
    cells: &Column,
    form: &TableForm<'_>,
    beside: &Beside,
) -> PolarsResult<ReadColumn> {
    let told = form.date_format.and_then(order_of);
    let text = cells.str()?;
    let mut rows_of: HashMap<&str, usize, FixedState> = HashMap::default();
    for cell in text.iter().flatten() {
        *rows_of.entry(cell).or_default() += 1;
    }
    let unknown = |cell: &str| form.unknown_dates.iter().any(|day| day.trim() == cell);
    let shapes: BTreeMap<&str, (Shape, Clock)> = rows_of
        .keys()
        .filter(|cell| !unknown(cell))
        .map(|cell| {
            let (day, clock) = clock::split(cell);
            (*cell, (shape(&day), clock))
        })
        .collect();

    let evidence = Evidence::of(&shapes, &rows_of, beside);
    let stop = evidence.doubt(told).or_else(|| evidence.midnights(form.time_zone));
    let order = told.map_or_else(|| evidence.order(), |(order, _)| order);
    let mut read = ReadColumn::of(cells.clone());
    let mut days: HashMap<&str, i32, FixedState> = HashMap::default();
    for (cell, (shape, clock)) in &shapes {
        let (day, entry) = match *shape {
            Shape::Day(day) => (Some(day), None),
            Shape::Serial(day) if evidence.holds_dates => {
                let later = chrono::Days::new(if form.days_from_1904 { DAYS_TO_1904 } else { 0 });
                (day.checked_add_days(later), Some(&codes::DATE_SERIAL))
            }
            Shape::Serial(_) | Shape::None => (None, None),
            Shape::Short { first, month, last } => {
                let (day, year) = match order {
                    Order::YearMonthDay => (last, first),
                    Order::DayMonthYear | Order::MonthDayYear => (first, last),
                };
                (NaiveDate::from_ymd_opt(2000 + year as i32, month, day), None)
            }
            Shape::Parts { first, second, year, .. } => {
                let day = match order {
                    Order::DayMonthYear => NaiveDate::from_ymd_opt(year, second, first),
                    Order::MonthDayYear => NaiveDate::from_ymd_opt(year, first, second),
                    Order::YearMonthDay => None, // the configuration says that the year comes first
                };
                (day, None)
            }
        };
        let Some(day) = day else { continue };
        let clock = match form.time_zone {
            Some(TimeZone::Utc) => clock.or_utc(),
            _ => *clock,
        };
        let dutch = clock.dutch_day(day);
        days.insert(cell, days_since_1970(dutch));
        let of_clock = match clock {
            _ if dutch != day => Some(&codes::DATE_ZONE),
            // The configuration says that the time is that of the Netherlands.
            _ if form.time_zone.is_some() => None,
            _ => clock.loses_time().then_some(&codes::DATE_TIME),
        };
        if let Some(entry) = entry.or(of_clock) {
            read.notes.insert((*cell).to_owned(), entry);
        }
    }
    for cell in rows_of.keys().filter(|cell| unknown(cell)) {
        read.notes.insert((*cell).to_owned(), &codes::DATE_SENTINEL);
    }
    let known = text.iter().map(|cell| days.get(cell?).copied());
    let name = cells.name().clone();
    let value = polars::prelude::Int32Chunked::from_iter_options(name, known).into_column();
    read.value = value.cast(&DataType::Date)?;
    read.stop = stop;
    Ok(read)
}

/// Which orders the rows of a column prove.
struct Evidence {
    day_first: usize,
    month_first: usize,
    /// Rows that fit both, and read differently.
    both: usize,
    /// Rows with a year of two digits.
    short: usize,
    /// A text of each kind, for the message.
    example: String,
    /// Whether any text is a date.
    holds_dates: bool,
    /// Rows with a time without a zone.
    timed: usize,
    /// Those of them at 22:00 and at 23:00, and the first text of these.
    late: [usize; 2],
    late_example: String,
}

impl Evidence {
    fn of(
        shapes: &BTreeMap<&str, (Shape, Clock)>,
        rows_of: &HashMap<&str, usize, FixedState>,
        beside: &Beside,
    ) -> Evidence {
        let mut evidence = Evidence {
            day_first: beside.day_first,
            month_first: 0,
            both: beside.day_or_month_first,
            short: 0,
            example: String::new(),
            holds_dates: beside.dates,
            timed: 0,
            late: [0, 0],
            late_example: String::new(),
        };
        for (cell, (shape, clock)) in shapes {
            let rows = rows_of[cell];
            let is_date = !matches!(shape, Shape::Serial(_) | Shape::None);
            evidence.holds_dates |= is_date;
            if let (true, Clock::Local(seconds)) = (is_date, *clock) {
                evidence.timed += rows;
                if clock.is_dutch_midnight_in_utc() {
                    evidence.late[usize::from(seconds == 23 * 3600)] += rows;
                    if evidence.late_example.is_empty() {
                        evidence.late_example = (*cell).to_owned();
                    }
                }
            }
            if let Shape::Short { .. } = shape {
                if evidence.short == 0 {
                    evidence.example = (*cell).to_owned();
                }
                evidence.short += rows;
            }
            let Shape::Parts { first, second, short, .. } = *shape else { continue };
            evidence.short += if short { rows } else { 0 };
            let doubtful = match (first > 12, second > 12) {
                (true, false) => {
                    evidence.day_first += rows;
                    false
                }
                (false, true) => {
                    evidence.month_first += rows;
                    false
                }
                (false, false) if first != second => {
                    evidence.both += rows;
                    true
                }
                _ => false,
            };
            if (short && evidence.short == rows)
                || (doubtful && evidence.example.is_empty() && evidence.short == 0)
            {
                evidence.example = (*cell).to_owned();
            }
        }
        evidence
    }

    /// The order that most rows prove.
    fn order(&self) -> Order {
        if self.month_first > self.day_first { Order::MonthDayYear } else { Order::DayMonthYear }
    }

    /// Whether the times without a zone are midnights of the Netherlands in UTC, of which each day
    /// would come out one too early.
    fn midnights(&self, told: Option<TimeZone>) -> Option<Stop> {
        let [ten, eleven] = self.late;
        let others = self.timed - ten - eleven;
        if told.is_some() || ten + eleven == 0 || others * OTHER_TIMES > ten + eleven {
            return None;
        }
        Some(Stop {
            entry: &codes::DATE_MIDNIGHT_UTC,
            rows: (ten + eleven) as u64,
            what: format!(
                "{} of its {} times without a zone are 22:00 ({ten}) or 23:00 ({eleven}), such as \
                 \"{}\": midnight here\n  in UTC, in summer and in winter, so that each day stands \
                 one too early\n  if they are what the clock said here: time_zone = \
                 \"Europe/Amsterdam\"",
                ten + eleven,
                self.timed,
                self.late_example
            ),
            setting: "time_zone = \"UTC\"".to_owned(),
        })
    }

    /// Why the column cannot be read, with what was found.
    fn doubt(&self, told: Option<(Order, bool)>) -> Option<Stop> {
        let two_digits = told.is_some_and(|(_, short)| short);
        if self.short > 0 && !two_digits {
            return Some(Stop {
                entry: &codes::DATE_TWO_DIGITS,
                rows: self.short as u64,
                what: format!(
                    "{} a year of two digits, such as \"{}\"",
                    counted(self.short as u64, "row has", "rows have"),
                    self.example
                ),
                setting: "date_format = \"dd-mm-yy\"".to_owned(),
            });
        }
        let (days, months) = (self.day_first, self.month_first);
        if let Some((order, _)) = told {
            let (against, for_it) = match order {
                Order::DayMonthYear => (months, days),
                Order::MonthDayYear => (days, months),
                Order::YearMonthDay => (0, 0),
            };
            let contradicted = against > 0 && against * CONTRADICTING > for_it;
            return contradicted.then(|| Stop {
                entry: &codes::DATE_AMBIGUOUS,
                rows: against as u64,
                what: format!(
                    "{} cannot be what date_format says, {for_it} can only be that",
                    counted(against as u64, "row", "rows")
                ),
                setting: "date_format as most rows are written".to_owned(),
            });
        }
        let (least, most) = (days.min(months), days.max(months));
        let proved = least * CONTRADICTING <= most && most > 0;
        if (self.both == 0 && least == 0) || proved {
            return None;
        }
        let proof = match (self.day_first, self.month_first) {
            (0, 0) => "0 rows prove which (no day above 12)".to_owned(),
            (days, months) => {
                let first = counted(days as u64, "row proves", "rows prove");
                format!("{first} that the day comes first, {months} that the month does")
            }
        };
        Some(Stop {
            entry: &codes::DATE_AMBIGUOUS,
            rows: self.both as u64,
            what: format!(
                "{}, such as \"{}\", can be day-month and month-day; {proof}",
                counted(self.both as u64, "row", "rows"),
                self.example
            ),
            setting: "date_format = \"dd-mm-yyyy\"".to_owned(),
        })
    }
}

pub(super) fn days_since_1970(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - NaiveDate::default().num_days_from_ce()
}

/// A day as a literal.
pub(super) fn day(day: NaiveDate) -> Expr {
    let days = days_since_1970(day);
    lit(LiteralValue::Scalar(polars::prelude::Scalar::from(days))).cast(DataType::Date)
}
