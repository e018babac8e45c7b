//! Rows that are no data: blank ones, and those that add up the others.

use polars::prelude::{BooleanChunked, DataType, NewChunkedArray, PolarsResult};

use crate::model::schema::Kind;

use super::typing::TypedColumn;

/// Words with which the key of a total row begins.
const TOTALS: [&str; 5] = ["totaal", "eindtotaal", "subtotaal", "total", "som"];

/// The columns that can be a table's key.
const KEYS: [&str; 2] = ["id", "dwelling"];

/// Columns of numbers that nobody adds up.
const NOT_ADDED: [&str; 3] = ["x", "y", "build_year"];

/// Rows in which no column holds anything; `None` when there are none.
pub(super) fn blank_rows(typed: &[TypedColumn]) -> Option<BooleanChunked> {
    let mut blank: Option<BooleanChunked> = None;
    for column in typed {
        if column.cell.null_count() == 0 {
            return None;
        }
        let empty = column.cell.is_null();
        blank = Some(match blank {
            Some(blank) => blank & empty,
            None => empty,
        });
    }
    blank.filter(|rows| rows.any())
}

/// Rows that say *total* where the key stands, or anywhere in a row without a key; `None` when there
/// are none.
pub(super) fn total_rows(typed: &[TypedColumn]) -> PolarsResult<Option<BooleanChunked>> {
    let key = typed.iter().find(|column| KEYS.contains(&column.name.as_str()));
    let Some(key) = key else { return Ok(None) };
    let mut total: Option<BooleanChunked> = None;
    for column in typed.iter().filter(|column| *column.cell.dtype() == DataType::String) {
        let cells = column.cell.str()?;
        if !cells.iter().flatten().any(is_total) {
            continue;
        }
        let mut rows = BooleanChunked::from_iter_values(
            "total".into(),
            cells.iter().map(|cell| cell.is_some_and(is_total)),
        );
        if column.name != key.name {
            rows = rows & key.cell.is_null();
        }
        total = Some(match total {
            Some(total) => total | rows,
            None => rows,
        });
    }
    Ok(total.filter(|rows| rows.any()))
}

/// `Totaal`, `Totaal:`, `Eindtotaal 2025`, and no `Totaalweg`.
fn is_total(text: &str) -> bool {
    if !text.starts_with(['t', 'T', 'e', 'E', 's', 'S']) {
        return false;
    }
    let lower = text.to_lowercase();
    TOTALS.iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// The column in which a total row holds a number that is neither the sum of the rows above it, nor
/// of those since the total row before, nor their number; `None` when all fit.
pub(super) fn wrong_total<'a>(
    typed: &'a [TypedColumn],
    total: &BooleanChunked,
    at: usize,
) -> PolarsResult<Option<&'a TypedColumn>> {
    let is_total = |row: usize| total.get(row) == Some(true);
    for column in typed {
        let added = matches!(column.kind, Kind::Number | Kind::Integer)
            && !NOT_ADDED.contains(&column.name.as_str());
        if !added {
            continue;
        }
        let values = column.value.cast(&DataType::Float64)?;
        let values = values.f64()?;
        let holds = column.cell.get(at).is_ok_and(|cell| !cell.is_null());
        let Some(told) = values.get(at) else {
            if holds {
                return Ok(Some(column)); // a number that cannot be read
            }
            continue;
        };
        let (mut all, mut since, mut rows, mut rows_since) = (0.0, 0.0, 0.0, 0.0);
        for row in (0..at).filter(|row| column.cell.get(*row).is_ok_and(|cell| !cell.is_null())) {
            if is_total(row) {
                (since, rows_since) = (0.0, 0.0);
                continue;
            }
            let value = values.get(row).unwrap_or(0.0);
            (all, since) = (all + value, since + value);
            (rows, rows_since) = (rows + 1.0, rows_since + 1.0);
        }
        // Half a cent a row is what rounding can do.
        let near = |sum: f64, rows: f64| (told - sum).abs() <= 0.005 * rows + 1e-6 * sum.abs();
        let fits = near(all, rows)
            || near(since, rows_since)
            || told == rows
            || told == rows_since
            || near(all / f64::max(rows, 1.0), 1.0); // an average stands in some total rows
        if !fits {
            return Ok(Some(column));
        }
    }
    Ok(None)
}
