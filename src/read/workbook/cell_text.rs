//! A cell as the text that a person reads in it.

use calamine::{DataRef, ExcelDateTime};

use super::super::layer::number_text as plain_number_text;

/// From here on Excel keeps no more than fifteen digits of a number.
const FIFTEEN_DIGITS: f64 = 1e15;

/// The last day of Excel's calendar, 9999-12-31, and one.
const DAYS: f64 = 2_958_466.0;

/// The text of a cell, `None` for an empty one.
///
/// Days are `2025-12-31`, with the time behind them when that is not midnight. Errors are as English
/// Excel shows them: `#N/A`.
pub(super) fn cell_text(cell: &DataRef<'_>) -> Option<String> {
    match cell {
        DataRef::Empty => None,
        DataRef::String(text) => Some(text.clone()),
        DataRef::SharedString(text) => Some((*text).to_owned()),
        DataRef::Bool(yes) => Some(yes.to_string()),
        DataRef::Int(number) => Some(number.to_string()),
        DataRef::Float(number) => Some(number_text(*number)),
        DataRef::DateTime(moment) => Some(moment_text(moment)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(text.clone()),
        DataRef::Error(error) => Some(error.to_string()),
    }
}

/// A number. A whole one of at most fifteen digits stands exactly in a cell, so that a BAG id keeps
/// its digits. A longer one has lost those behind the fifteenth when Excel stored it, and is written
/// as `1.77401000001234E15`, which says so.
fn number_text(number: f64) -> String {
    if number == 0.0 {
        "0".to_owned()
    } else if number.abs() >= FIFTEEN_DIGITS && number.is_finite() {
        format!("{number:.14E}")
    } else {
        // What is no number at all is told as it stands.
        plain_number_text(number).unwrap_or_else(|| number.to_string())
    }
}

/// A moment; the number itself where it is a stretch of time, or no day of Excel's calendar, as when
/// an id has the format of a date.
fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() || !(0.0..DAYS).contains(&moment.as_f64()) {
        return number_text(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, ExcelDateTimeType};

    use super::*;

    #[track_caller]
    fn check(cell: DataRef<'_>, expected: &str) {
        assert_eq!(cell_text(&cell).as_deref(), Some(expected));
    }

    #[test]
    fn numbers_of_fifteen_digits_are_exact() {
        check(DataRef::Float(34_010_000_012_345.0), "34010000012345");
        check(DataRef::Float(340_100_000_123_456.0), "340100000123456");
        check(DataRef::Float(999_999_999_999_999.0), "999999999999999");
        check(DataRef::Float(12.0), "12");
        check(DataRef::Float(652.34), "652.34");
        check(DataRef::Float(-0.0), "0");
    }

    #[test]
    fn a_longer_number_shows_that_digits_are_lost() {
        check(DataRef::Float(1_774_010_000_012_340.0), "1.77401000001234E15");
        check(DataRef::Float(1e15), "1.00000000000000E15");
        check(DataRef::Float(-2e22), "-2.00000000000000E22");
    }

    #[test]
    fn days_are_told_in_both_systems() {
        let moment = |days, is_1904| {
            DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, is_1904))
        };
        check(moment(46022.0, false), "2025-12-31");
        check(moment(46022.0 - 1462.0, true), "2025-12-31");
        check(moment(46022.75, false), "2025-12-31 18:00:00");
        check(moment(46_022.999_999_999, false), "2026-01-01"); // the next midnight, but for rounding
        check(moment(34_010_000_012_345.0, false), "34010000012345");
        check(moment(-1.0, false), "-1");
    }

    #[test]
    fn a_stretch_of_time_is_a_number() {
        let stretch = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        check(DataRef::DateTime(stretch), "1.5");
    }

    #[test]
    fn errors_are_as_excel_shows_them() {
        for (error, text) in [
            (CellErrorType::NA, "#N/A"),
            (CellErrorType::Value, "#VALUE!"),
            (CellErrorType::Ref, "#REF!"),
            (CellErrorType::Div0, "#DIV/0!"),
            (CellErrorType::Name, "#NAME?"),
            (CellErrorType::Null, "#NULL!"),
            (CellErrorType::Num, "#NUM!"),
        ] {
            check(DataRef::Error(error), text);
        }
    }
}
