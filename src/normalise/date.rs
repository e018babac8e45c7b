//! Days of the calendar: one form a column, told by the column as a whole.

use polars::prelude::{
    Column, DataType, Expr, LiteralValue, NULL, PolarsResult, StrptimeOptions, lit, when,
};

use super::one_column::evaluate;

/// The forms that are read, and their exact shape. Year first or day first, with four digits for
/// the year; month first is never guessed.
const FORMS: [(&str, &str); 5] = [
    ("%Y-%m-%d", r"^[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}$"),
    ("%d-%m-%Y", r"^[0-9]{1,2}-[0-9]{1,2}-[12][0-9]{3}$"),
    ("%d/%m/%Y", r"^[0-9]{1,2}/[0-9]{1,2}/[12][0-9]{3}$"),
    ("%Y%m%d", r"^[12][0-9]{7}$"),
    ("%d.%m.%Y", r"^[0-9]{1,2}\.[0-9]{1,2}\.[12][0-9]{3}$"),
];

/// The form in which most of the column's texts are dates.
pub(super) fn form(cells: &Column) -> PolarsResult<usize> {
    let filled = cells.len() - cells.null_count();
    let mut best = (0, 0);
    for form in 0..FORMS.len() {
        let days = evaluate(cells, |cell| read_form(cell, form))?;
        let count = days.len() - days.null_count();
        if count == filled {
            return Ok(form);
        }
        if count > best.0 {
            best = (count, form);
        }
    }
    Ok(best.1)
}

/// The day; null for text that is none in this form, nor with the year first, which is always plain.
pub(super) fn read(present: Expr, form: usize) -> Expr {
    match form {
        0 => read_form(present, 0),
        form => read_form(present.clone(), form).fill_null(read_form(present, 0)),
    }
}

/// The day in one form. A time of midnight behind it is taken off.
fn read_form(present: Expr, form: usize) -> Expr {
    let (format, shape) = FORMS[form];
    let day = present.str().replace(lit(r"[ T]00:00(?::00(?:\.0+)?)?$"), lit(""), false);
    let shaped = when(day.clone().str().contains(lit(shape), true)).then(day).otherwise(lit(NULL));
    shaped.str().strptime(
        DataType::Date,
        StrptimeOptions { format: Some(format.into()), strict: false, exact: true, cache: true },
        lit("raise"),
    )
}

/// A day as a literal.
pub(super) fn day(day: chrono::NaiveDate) -> Expr {
    let days = day.signed_duration_since(chrono::NaiveDate::default()).num_days();
    let days = i32::try_from(days).expect("validated: a year below 10000");
    lit(LiteralValue::Scalar(polars::prelude::Scalar::from(days))).cast(DataType::Date)
}
