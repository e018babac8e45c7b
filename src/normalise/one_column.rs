//! An expression on one column by itself.

use polars::prelude::{Column, Expr, IntoLazy, PolarsResult, col};

/// What an expression makes of one column.
pub(super) fn evaluate(column: &Column, make: impl Fn(Expr) -> Expr) -> PolarsResult<Column> {
    let name = column.name().clone();
    let made = make(col(name.clone())).alias(name.clone());
    let frame = column.clone().into_frame().lazy().select([made]).collect()?;
    Ok(frame.column(&name)?.clone())
}
