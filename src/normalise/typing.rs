//! The columns of a raw table as typed ones, with a flag for each cell that cannot be read.

use polars::prelude::{Column, DataFrame, DataType, IntoLazy, PolarsResult, col, lit};

use crate::model::schema::Kind;
use crate::read::{ROW, RawTable};

use super::fields::{data_type, present_cell, repair, typed};
use super::house_number;
use super::text::{one_of, present};

const TOTALS: [&str; 6] = ["totaal", "eindtotaal", "subtotaal", "total", "totaal:", "som"];

/// The flag of a column: true where something stands that cannot be read.
pub(super) fn bad(name: &str) -> String {
    format!("bad:{name}")
}

/// The flag of a column: true where what was read is written otherwise.
pub(super) fn fixed(name: &str) -> String {
    format!("fixed:{name}")
}

/// The typed frame, with a flag per column for what cannot be read, and for blank and total rows.
pub(super) fn type_columns(raw: &RawTable, columns: &[(String, Kind)]) -> PolarsResult<DataFrame> {
    let mut selected = vec![col(ROW)];
    let (mut blank, mut total) = (lit(true), lit(false));
    for (name, kind) in columns {
        let Ok(column) = raw.frame.column(name) else {
            selected.push(lit(polars::prelude::NULL).cast(data_type(*kind)).alias(name.as_str()));
            continue;
        };
        let found = column.dtype();
        let cell = present_cell(name, *kind, found);
        let value = typed(&raw.frame, name, *kind)?;
        blank = blank.and(cell.clone().is_null());
        if *found == DataType::String && !matches!(kind, Kind::Number | Kind::Date) {
            total =
                total.or(one_of(cell.clone().str().to_lowercase(), &TOTALS).fill_null(lit(false)));
        }
        selected.push(cell.clone().is_not_null().and(value.clone().is_null()).alias(bad(name)));
        if *found == DataType::String && repair(*kind, "").is_some() {
            let differs = cell.neq(value.clone().cast(DataType::String)).fill_null(lit(false));
            selected.push(differs.alias(fixed(name)));
        }
        selected.push(value.cast(data_type(*kind)).alias(name.as_str()));
    }
    selected.extend([blank.alias("blank"), total.alias("total")]);
    let frame = raw.frame.clone().lazy().select(selected).collect()?;
    split_house_numbers(raw, frame, columns)
}

/// Fills letter and addition from a house number that carries them, where they are empty.
fn split_house_numbers(
    raw: &RawTable,
    frame: DataFrame,
    columns: &[(String, Kind)],
) -> PolarsResult<DataFrame> {
    let Some((number, _)) = columns.iter().find(|(_, kind)| *kind == Kind::HouseNumber) else {
        return Ok(frame);
    };
    let Ok(cells) = raw.frame.column(number) else { return Ok(frame) };
    if *cells.dtype() != DataType::String {
        return Ok(frame);
    }
    let glued = Column::new("glued".into(), cells.as_materialized_series());
    let mut with = frame;
    with.with_column(glued)?;
    let cell = || present(col("glued"));
    let with = with
        .lazy()
        .with_columns([
            col("house_letter").fill_null(house_number::letter(cell())),
            col("addition").fill_null(house_number::addition(cell())),
        ])
        .collect()?;
    with.drop("glued")
}
