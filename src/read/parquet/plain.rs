//! The types that a table may hold: text, numbers, days and yes/no. All other types become text.

use polars::prelude::{Column, DataType, IntoColumn, PolarsError, PolarsResult};

/// Text, numbers, days and yes/no stay as they are; moments become days where `as_days` says so,
/// and else text with the time behind the day; anything else becomes text.
pub(super) fn plain_type(column: &Column, as_days: bool) -> PolarsResult<Column> {
    match column.dtype() {
        DataType::String | DataType::Boolean | DataType::Date => Ok(column.clone()),
        DataType::Datetime(..) if as_days => column.cast(&DataType::Date),
        DataType::Datetime(..) => {
            let texts = column.datetime()?.to_string("%Y-%m-%d %H:%M:%S")?;
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
    let days = column.cast(&DataType::Date)?;
    Ok(days.cast(column.dtype())?.equals_missing(column))
}
