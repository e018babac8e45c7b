//! One row a key: rows that repeat an earlier one, and rows that contradict each other.

use std::collections::BTreeSet;

use polars::prelude::{Column, DataType, IntoLazy, PolarsResult, as_struct, col};

use crate::diagnostics::codes;
use crate::read::ROW;

use super::super::keys::doubled;
use super::{Sift, among_rows, rows_of};

/// Of how many rows one may share the first column of its key before the others are looked at.
const MANY: usize = 16;

/// Sets rows aside that repeat an earlier one of the same key in every mapped column; the first stays.
/// Rows that have their key in common and differ are rejected, as a fault of the column `name`. Rows
/// without the whole key are not compared: two lettings in one street are no twins.
///
/// `key` are the columns of the key, a cell for each row that is still in, the one that tells most rows
/// apart first.
pub(in super::super) fn one_row_a_key(
    sift: &mut Sift,
    key: &[Column],
    name: &str,
) -> PolarsResult<()> {
    // Most often the first column tells nearly all rows apart.
    let Some(mut near) = doubled(&key[..key.len().min(1)])? else { return Ok(()) };
    if near.num_trues() > near.len() / MANY {
        let Some(of_all) = doubled(key)? else { return Ok(()) };
        near = of_all;
    }
    let mut rows = sift.frame().clone();
    let others: Vec<String> = rows
        .get_column_names()
        .iter()
        .filter(|name| name.as_str() != ROW)
        .map(ToString::to_string)
        .collect();
    let parts: Vec<String> = (0..key.len()).map(|at| format!("#{at}")).collect();
    for (part, column) in parts.iter().zip(key) {
        rows.with_column(column.clone().with_name(part.into()))?;
    }
    let mut rows = rows.filter(&near)?;
    for name in others.iter().chain(&parts) {
        if matches!(rows.column(name)?.dtype(), DataType::Categorical(..)) {
            let texts = rows.column(name)?.cast(&DataType::String)?;
            rows.with_column(texts)?;
        }
    }
    let same = as_struct(parts.iter().map(|part| col(part.as_str())).collect()).is_duplicated();
    let rows = rows.lazy().filter(same.clone()).collect()?;
    if rows.height() == 0 {
        return Ok(());
    }
    let others: Vec<_> = others.iter().map(|name| col(name.as_str())).collect();
    let first = rows.clone().lazy().group_by(others).agg([col(ROW).min()]).collect()?;
    let first: BTreeSet<u32> = rows_of(&first)?.into_iter().collect();
    let all = rows_of(&rows)?;
    let twins: Vec<u32> = all.into_iter().filter(|row| !first.contains(row)).collect();
    let conflicting = rows.lazy().filter(among_rows(&twins).not()).filter(same);
    let conflicting = rows_of(&conflicting.select([col(ROW)]).collect()?)?;
    sift.set_aside(among_rows(&twins), &codes::TWIN)?;
    sift.reject(among_rows(&conflicting), &codes::DOUBLE_KEY, Some(name))
}
