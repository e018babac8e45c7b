//! The columns of a raw table as typed ones, with a flag for each cell that cannot be read.
//!
//! A clean column is recognised as such and costs no work per cell: text that needs no trimming
//! stays as it is, numbers are cast at once, and columns of few words are read a word at a time.
//! Only a column with an odd cell goes through the full reading of its kind.

use polars::prelude::{
    BooleanChunked, ChunkCompareEq, Column, DataFrame, DataType, IntoColumn, IntoLazy,
    NewChunkedArray, PolarsResult, col,
};
use rayon::prelude::*;

use crate::model::schema::Kind;
use crate::read::{ROW, RawTable};

use super::fields::{data_type, read_text, read_typed, repair};
use super::quick::{quick, trimmed};
use super::{house_number, text};

/// Words of a row that adds up the others.
const TOTALS: [&str; 5] = ["totaal", "eindtotaal", "subtotaal", "total", "totaal:"];

/// The columns that can be a table's key.
const KEYS: [&str; 2] = ["id", "dwelling"];

/// The flag of a column: true where something stands that cannot be read.
pub(super) fn bad(name: &str) -> String {
    format!("bad:{name}")
}

/// The flag of a column: true where what was read is written otherwise.
pub(super) fn fixed(name: &str) -> String {
    format!("fixed:{name}")
}

/// One column: what its cells hold, null for an empty one, and what was read.
pub(super) struct TypedColumn {
    kind: Kind,
    pub(super) cell: Column,
    pub(super) value: Column,
}

/// The typed frame; with a flag for each column that has a cell which cannot be read or was
/// repaired, and for blank and total rows where there are any.
pub(super) fn type_columns(raw: &RawTable, columns: &[(String, Kind)]) -> PolarsResult<DataFrame> {
    let typed: Vec<TypedColumn> = columns
        .par_iter()
        .filter_map(|(name, kind)| Some((raw.frame.column(name).ok()?, *kind)))
        .map(|(column, kind)| type_column(column, kind))
        .collect::<PolarsResult<_>>()?;

    let height = raw.frame.height();
    let mut frame = vec![raw.frame.column(ROW)?.clone()];
    for (name, kind) in columns {
        frame.push(match typed.iter().find(|column| column.value.name().as_str() == name) {
            Some(column) => column.value.clone(),
            None => Column::full_null(name.as_str().into(), height, &data_type(*kind)),
        });
    }
    for TypedColumn { kind, cell, value } in &typed {
        if value.null_count() > cell.null_count() {
            let unread = cell.is_not_null() & value.is_null();
            frame.push(flag(bad(value.name()), unread));
        }
        if repair(*kind, "").is_some() && *cell.dtype() == DataType::String {
            let written = value.cast(&DataType::String)?;
            let differs =
                cell.as_materialized_series().not_equal(written.as_materialized_series())?;
            if differs.any() {
                frame.push(flag(fixed(value.name()), differs));
            }
        }
    }
    frame.extend(blank_rows(&typed).map(|rows| flag("blank".to_owned(), rows)));
    frame.extend(total_rows(&typed)?.map(|rows| flag("total".to_owned(), rows)));
    let frame = DataFrame::new(height, frame)?;
    split_house_numbers(frame, &typed)
}

fn flag(name: String, rows: BooleanChunked) -> Column {
    rows.with_name(name.into()).into_column()
}

/// Reads one column as its kind.
pub(super) fn type_column(raw: &Column, kind: Kind) -> PolarsResult<TypedColumn> {
    let name = raw.name().clone();
    if let Some((cell, value)) = read_typed(raw, kind)? {
        return Ok(TypedColumn { kind, cell, value: value.with_name(name) });
    }
    let cell = trimmed(&as_text(raw)?)?;
    let value = match quick(&cell, kind)? {
        Some(value) => value,
        None => read_text(&cell, kind)?,
    };
    Ok(TypedColumn { kind, cell, value: value.cast(&data_type(kind))?.with_name(name) })
}

/// The column as text; whole numbers that stand in a column of floats lose their `.0`.
fn as_text(raw: &Column) -> PolarsResult<Column> {
    if raw.dtype().is_float() {
        let whole = raw.cast(&DataType::Int64)?;
        if whole.cast(raw.dtype())?.equals_missing(raw) {
            return whole.cast(&DataType::String);
        }
    }
    raw.cast(&DataType::String)
}

/// Rows in which no column holds anything; `None` when there are none.
fn blank_rows(typed: &[TypedColumn]) -> Option<BooleanChunked> {
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
fn total_rows(typed: &[TypedColumn]) -> PolarsResult<Option<BooleanChunked>> {
    let key = typed.iter().find(|column| KEYS.contains(&column.value.name().as_str()));
    let Some(key) = key else { return Ok(None) };
    let mut total: Option<BooleanChunked> = None;
    for column in typed.iter().filter(|column| *column.cell.dtype() == DataType::String) {
        let is_total = |text: &str| TOTALS.iter().any(|word| text.eq_ignore_ascii_case(word));
        let cells = column.cell.str()?;
        if !cells.iter().flatten().any(is_total) {
            continue;
        }
        let mut rows = BooleanChunked::from_iter_values(
            "total".into(),
            cells.iter().map(|cell| cell.is_some_and(is_total)),
        );
        if column.value.name() != key.value.name() {
            rows = rows & key.cell.is_null();
        }
        total = Some(match total {
            Some(total) => total | rows,
            None => rows,
        });
    }
    Ok(total.filter(|rows| rows.any()))
}

/// Fills letter and addition from a house number that carries them, where they are empty.
fn split_house_numbers(frame: DataFrame, typed: &[TypedColumn]) -> PolarsResult<DataFrame> {
    let glued = typed.iter().find(|column| {
        column.kind == Kind::HouseNumber && *column.cell.dtype() == DataType::String
    });
    let Some(glued) = glued else { return Ok(frame) };
    if frame.column(&fixed(glued.value.name())).is_err() {
        return Ok(frame); // every number is bare
    }
    let mut with = frame;
    with.with_column(glued.cell.clone().with_name("glued".into()))?;
    let cell = || text::present(col("glued"));
    let with = with
        .lazy()
        .with_columns([
            col("house_letter").fill_null(house_number::letter(cell())),
            col("addition").fill_null(house_number::addition(cell())),
        ])
        .collect()?;
    with.drop("glued")
}
