//! The rows without an area, as tables of one area that is none on the map.

use polars::prelude::{Column, DataFrame, PolarsResult, Scalar};

use crate::locate::AREA;

/// Of each table the rows without an area, which all get the first position; `None` without any.
pub(super) fn tables(tables: [Option<&DataFrame>; 3]) -> PolarsResult<[Option<DataFrame>; 3]> {
    let [homes, lettings, roofs] = tables.map(|table| table.map_or(Ok(None), without_area));
    Ok([homes?, lettings?, roofs?])
}

fn without_area(table: &DataFrame) -> PolarsResult<Option<DataFrame>> {
    let areas = table.column(AREA)?;
    if areas.null_count() == 0 {
        return Ok(None);
    }
    let mut rows = table.filter(&areas.is_null())?;
    let first = Column::new_scalar(AREA.into(), Scalar::from(0_u32), rows.height());
    rows.with_column(first.take_materialized_series().into())?;
    Ok(Some(rows))
}
