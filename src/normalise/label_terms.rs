//! Until when labels hold: their last day, and ten years after the survey where none stands.

use chrono::{Days, Months, NaiveDate};
use polars::prelude::{
    Column, DataType, Int32Chunked, IntoColumn, IntoLazy, NULL, NewChunkedArray, PolarsResult, col,
    lit, when,
};

use crate::diagnostics::{codes, counted};

use super::date::{day, days_since_1970};
use super::sift::{Sift, rows_of};

/// A label holds ten years from its survey.
const TERM: Months = Months::new(120);

/// The first day of a label for homes.
fn first_labels() -> NaiveDate {
    NaiveDate::from_ymd_opt(2008, 1, 1).expect("a day of the calendar")
}

/// Makes last days unknown that lie before there were labels, such as 01-01-1900, and tells of them.
pub(super) fn without_impossible_days(sift: &mut Sift, name: &str) -> PolarsResult<()> {
    if sift.frame().column(name).map_or(true, |days| days.null_count() == days.len()) {
        return Ok(());
    }
    let impossible = || col(name).lt(day(first_labels())).fill_null(lit(false));
    let found = sift.frame().clone().lazy().filter(impossible()).collect()?;
    if found.height() == 0 {
        return Ok(());
    }
    let finding = sift.finding(&codes::DATE_SENTINEL, &rows_of(&found)?);
    sift.note(finding.column(sift.named(name)));
    let kept = when(impossible()).then(lit(NULL)).otherwise(col(name)).alias(name);
    sift.replace(sift.frame().clone().lazy().with_column(kept).collect()?);
    Ok(())
}

/// Gives registrations without a last day the one that follows from their survey, and tells of them. Where
/// the survey has no day either nothing is known.
pub(super) fn with_supposed_days(sift: &mut Sift, reference: NaiveDate) -> PolarsResult<()> {
    let frame = sift.frame();
    let numbers = |name: &str| frame.column(name)?.cast(&DataType::Int32);
    let (last, surveyed) = (numbers("valid_until")?, numbers("surveyed")?);
    if last.null_count() == 0 {
        return Ok(());
    }
    let numbers = rows_of(frame)?;
    let (mut supposed, mut over, mut unknown) = (Vec::new(), 0_u64, 0_u64);
    let days = last.i32()?.iter().zip(surveyed.i32()?.iter()).zip(numbers);
    let days = days.map(|((last, surveyed), row)| {
        if last.is_some() {
            return last;
        }
        supposed.push(row);
        let last = surveyed.and_then(ten_years_after);
        over += u64::from(last.is_some_and(|last| last < days_since_1970(reference)));
        unknown += u64::from(last.is_none());
        last
    });
    let days: Vec<Option<i32>> = days.collect();
    let column = Int32Chunked::from_iter_options("valid_until".into(), days.into_iter());
    let column: Column = column.into_column().cast(&DataType::Date)?;
    let mut frame = frame.clone();
    frame.with_column(column)?;
    sift.replace(frame);
    let mut told = vec![format!("{over} of them had ended by the reference date")];
    if unknown > 0 {
        let labels = counted(unknown, "label has", "labels have");
        told.push(format!("{labels} no day of survey either and passes for valid"));
    }
    let finding = sift.finding(&codes::LABEL_TERM_SUPPOSED, &supposed);
    sift.note(finding.column(sift.named("valid_until")).detail(told.join("; ")));
    Ok(())
}

/// The day of the calendar ten years on, by days since 1970; that of 29 February is 28 February.
fn ten_years_after(day: i32) -> Option<i32> {
    let first = NaiveDate::default();
    let day = match u64::try_from(day) {
        Ok(after) => first.checked_add_days(Days::new(after)),
        Err(_) => first.checked_sub_days(Days::new(u64::from(day.unsigned_abs()))),
    };
    day?.checked_add_months(TERM).map(days_since_1970)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_until_the_same_day_ten_years_on() {
        let check = |from: (i32, u32, u32), to: (i32, u32, u32)| {
            let of = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let found = ten_years_after(days_since_1970(of(from)));
            assert_eq!(found, Some(days_since_1970(of(to))));
        };
        check((2012, 1, 4), (2022, 1, 4));
        check((2012, 2, 29), (2022, 2, 28));
        check((1965, 5, 1), (1975, 5, 1));
    }
}
