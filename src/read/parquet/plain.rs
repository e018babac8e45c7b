//! The types that a table may hold: text, numbers, days and yes/no. All other types become text.

use polars::prelude::{Column, DataType, IntoColumn, PolarsError, PolarsResult};

/// How moments are written; those with a zone are kept in UTC, whichever zone it is.
const MOMENT: &str = "%Y-%m-%d %H:%M:%S";
const MOMENT_IN_UTC: &str = "%Y-%m-%d %H:%M:%SZ";

/// Text, numbers, days and yes/no stay as they are; moments become days where `as_days` says so,
/// and else text with the time behind the day; anything else becomes text.
pub(super) fn plain_type(column: &Column, as_days: bool) -> PolarsResult<Column> {
    match column.dtype() {
        DataType::String | DataType::Boolean | DataType::Date => Ok(column.clone()),
        DataType::Datetime(..) if as_days => in_utc(column)?.cast(&DataType::Date),
        DataType::Datetime(_, zone) => {
            let form = if zone.is_some() { MOMENT_IN_UTC } else { MOMENT };
            let texts = in_utc(column)?.datetime()?.to_string(form)?;
            Ok(texts.into_column())
        }
        number if number.is_primitive_numeric() => Ok(column.clone()),
        DataType::List(_) => Err(PolarsError::InvalidOperation("a list is no cell".into())),
        _ => column.strict_cast(&DataType::String),
    }
}

/// Whether every moment of a column is a midnight; true of columns of another type, which
/// [`plain_type`] takes as they are.
pub(super) fn is_days(column: &Column) -> PolarsResult<bool> {
    if !matches!(column.dtype(), DataType::Datetime(..)) {
        return Ok(true);
    }
    // A midnight in UTC is the same day here.
    let moments = in_utc(column)?;
    let days = moments.cast(&DataType::Date)?;
    Ok(days.cast(moments.dtype())?.equals_missing(&moments))
}

/// Moments without the zone in which they would be shown: they are kept in UTC.
fn in_utc(column: &Column) -> PolarsResult<Column> {
    match column.dtype() {
        DataType::Datetime(unit, Some(_)) => {
            column.to_physical_repr().cast(&DataType::Datetime(*unit, None))
        }
        _ => Ok(column.clone()),
    }
}
