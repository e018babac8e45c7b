//! Days of the calendar: which order their parts have is proved by the column as a whole.
//!
//! `2025-12-31`, `20251231` and `31 dec 2025` can be read in one way only. `3-4-2025` cannot: that
//! the day comes first is proved by rows of the same column with a day above twelve, or said in the
//! configuration. It is never guessed.

mod shape;

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use foldhash::fast::FixedState;
use polars::prelude::{
    Column, DataType, Expr, IntoColumn, LiteralValue, NewChunkedArray, PolarsResult, lit,
};

use crate::config::TableForm;
use crate::diagnostics::{codes, counted};

use super::read_column::{Evidence as Beside, ReadColumn, Stop};
use shape::{Shape, shape, without_time};

pub(super) use shape::YEARS;

/// Days between the first days of Excel's two systems.
const DAYS_TO_1904: u64 = 1462;

/// How far proofs may contradict each other: one row in a hundred.
const CONTRADICTING: usize = 100;

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
    let shapes: BTreeMap<&str, (Shape, bool)> = rows_of
        .keys()
        .filter(|cell| !unknown(cell))
        .map(|cell| {
            let (day, time) = without_time(cell);
            (*cell, (shape(day), time))
        })
        .collect();

    let evidence = Evidence::of(&shapes, &rows_of, beside);
    let stop = evidence.doubt(told);
    let order = told.map_or_else(|| evidence.order(), |(order, _)| order);
    let mut read = ReadColumn::of(cells.clone());
    let mut days: HashMap<&str, i32, FixedState> = HashMap::default();
    for (cell, (shape, time)) in &shapes {
        let (day, entry) = match *shape {
            Shape::Day(day) => (Some(day), None),
            Shape::Serial(day) if evidence.holds_dates => {
                let later = chrono::Days::new(if form.days_from_1904 { DAYS_TO_1904 } else { 0 });
                (day.checked_add_days(later), Some(&codes::DATE_SERIAL))
            }
            Shape::Serial(_) | Shape::None => (None, None),
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
        days.insert(cell, days_since_1970(day));
        if let Some(entry) = entry.or(time.then_some(&codes::DATE_TIME)) {
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
}

impl Evidence {
    fn of(
        shapes: &BTreeMap<&str, (Shape, bool)>,
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
        };
        for (cell, (shape, _)) in shapes {
            let rows = rows_of[cell];
            evidence.holds_dates |= matches!(shape, Shape::Day(_) | Shape::Parts { .. });
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

#[cfg(test)]
mod tests {
    use super::*;

    fn days(cells: &[&str], form: &TableForm<'_>) -> (Vec<String>, Option<&'static str>) {
        let read = read(&Column::new("d".into(), cells), form, &Beside::default()).unwrap();
        let value = read.value.cast(&DataType::String).unwrap();
        let days = value.str().unwrap().iter().map(|day| day.unwrap_or("").to_owned());
        (days.collect(), read.stop.map(|stop| stop.entry.code))
    }

    #[track_caller]
    fn check(cells: &[&str], expected: &[&str], stop: Option<&str>) {
        let found = days(cells, &TableForm::default());
        assert_eq!(
            (found.0.iter().map(String::as_str).collect::<Vec<_>>(), found.1),
            (expected.to_vec(), stop)
        );
    }

    #[test]
    fn plain_forms_are_read_whatever_the_column_says() {
        check(
            &["2025-01-03", "20250103", "3 januari 2025", "3-mrt-2025", "2025/1/3"],
            &["2025-01-03", "2025-01-03", "2025-01-03", "2025-03-03", "2025-01-03"],
            None,
        );
    }

    #[test]
    fn a_day_above_twelve_proves_the_order() {
        check(&["3-4-2025", "31-12-2024"], &["2025-04-03", "2024-12-31"], None);
        check(&["3/4/2025", "12/31/2024"], &["2025-03-04", "2024-12-31"], None);
        check(&["3.4.2025", "31/12/2024"], &["2025-04-03", "2024-12-31"], None);
    }

    #[test]
    fn without_proof_nothing_is_guessed() {
        check(&["3-4-2025"], &["2025-04-03"], Some("I030"));
        check(
            &["31-12-2024", "12-31-2024", "3-4-2025"],
            &["2024-12-31", "", "2025-04-03"],
            Some("I030"),
        );
        check(&["4-4-2025"], &["2025-04-04"], None); // the same day either way
    }

    #[test]
    fn a_few_rows_the_other_way_round_are_no_dates() {
        let mut cells = vec!["31-12-2024"; 100];
        cells.push("12-31-2024");
        let (read, stop) = days(&cells, &TableForm::default());
        assert_eq!((read[100].as_str(), stop), ("", None));
    }

    #[test]
    fn the_configuration_settles_what_is_in_doubt() {
        let said = |format| TableForm { date_format: Some(format), ..TableForm::default() };
        assert_eq!(days(&["3-4-2025"], &said("dd-mm-yyyy")).0, ["2025-04-03"]);
        assert_eq!(days(&["3/4/2025"], &said("mm/dd/yyyy")).0, ["2025-03-04"]);
        assert_eq!(days(&["3-4-25"], &said("dd-mm-yy")), (vec!["2025-04-03".to_owned()], None));
        assert_eq!(days(&["3-4-25"], &said("dd-mm-yyyy")).1, Some("I031"));
    }

    #[test]
    fn serial_numbers_are_days_only_among_days() {
        check(&["45658", "31-12-2024"], &["2025-01-01", "2024-12-31"], None);
        check(&["45658"], &[""], None);
        check(&["12", "31-12-2024"], &["", "2024-12-31"], None);
    }

    #[test]
    fn a_time_of_day_is_left_off() {
        check(
            &["2025-01-03 00:00:00", "2025-01-03T23:15:00Z", "31-12-2024 14:30"],
            &["2025-01-03", "2025-01-03", "2024-12-31"],
            None,
        );
    }

    #[test]
    fn days_that_do_not_exist_are_no_dates() {
        check(
            &["31-02-2025", "30-02-2025", "29-02-2023", "29-02-2024"],
            &["", "", "", "2024-02-29"],
            None,
        );
        check(&["99999999", "2025-13-01", "x"], &["", "", ""], None);
    }

    #[test]
    fn a_format_says_order_and_length_of_the_year() {
        assert_eq!(order_of("dd-mm-yyyy"), Some((Order::DayMonthYear, false)));
        assert_eq!(order_of("d-m-jj"), Some((Order::DayMonthYear, true)));
        assert_eq!(order_of("yyyymmdd"), Some((Order::YearMonthDay, false)));
        assert_eq!(order_of("datum"), None);
    }
}
