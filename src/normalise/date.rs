//! Days of the calendar: one form a column, told by the column as a whole.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, LiteralValue, PolarsResult, StrptimeOptions, col, lit,
};

/// The forms that are read. Year first or day first; month first is never guessed.
const FORMS: [&str; 5] = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%d.%m.%Y"];

/// The form in which most of the column's texts are dates.
pub(super) fn form(frame: &DataFrame, name: &str) -> PolarsResult<&'static str> {
    let counts: Vec<Expr> = FORMS
        .iter()
        .map(|form| read(super::text::present(col(name)), form).count().alias(*form))
        .collect();
    let counts = frame.clone().lazy().select(counts).collect()?;
    let mut best = (0, FORMS[0]);
    for form in FORMS {
        let count = counts.column(form)?.get(0)?.try_extract::<u32>()?;
        if count > best.0 {
            best = (count, form);
        }
    }
    Ok(best.1)
}

/// The day; null for text that is none in this form. A time of midnight behind it is taken off.
pub(super) fn read(present: Expr, form: &str) -> Expr {
    let day = present.str().replace(lit(r"[ T]00:00(?::00(?:\.0+)?)?$"), lit(""), false);
    day.str().strptime(
        DataType::Date,
        StrptimeOptions { format: Some(form.into()), strict: false, exact: true, cache: true },
        lit("raise"),
    )
}

/// A day as a literal.
pub(super) fn day(day: chrono::NaiveDate) -> Expr {
    let days = day.signed_duration_since(chrono::NaiveDate::default()).num_days();
    let days = i32::try_from(days).expect("validated: a year below 10000");
    lit(LiteralValue::Scalar(polars::prelude::Scalar::from(days))).cast(DataType::Date)
}
