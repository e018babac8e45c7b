//! Rows that repeat an earlier one.

use std::collections::BTreeSet;

use polars::prelude::{Expr, IntoLazy, PolarsResult, col};

use crate::diagnostics::codes;
use crate::read::ROW;

use super::{Sift, among_rows, rows_of};

/// Leaves out rows that repeat an earlier one of the same key in every mapped column; the first
/// stays. Rows without the whole key are not compared: two lettings in one street are no twins.
pub(in super::super) fn set_twins_aside(
    sift: &mut Sift,
    key: Expr,
    known: Expr,
) -> PolarsResult<()> {
    let frame = sift.frame();
    let same = known.and(key.is_duplicated());
    let doubled = frame.clone().lazy().filter(same).collect()?;
    if doubled.height() == 0 {
        return Ok(());
    }
    let others: Vec<_> = frame
        .get_column_names()
        .iter()
        .filter(|name| name.as_str() != ROW)
        .map(|name| col(name.as_str()))
        .collect();
    let first = doubled.clone().lazy().group_by(others).agg([col(ROW).min()]).collect()?;
    let first: BTreeSet<u32> = rows_of(&first)?.into_iter().collect();
    let twins: Vec<u32> =
        rows_of(&doubled)?.into_iter().filter(|row| !first.contains(row)).collect();
    sift.set_aside(among_rows(&twins), &codes::TWIN)
}
