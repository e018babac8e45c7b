//! Parquet, by Polars; columns keep the type that the file gives them.

use std::fs::File;
use std::path::Path;

use polars::prelude::{Column, DataFrame, DataType, ParquetReader, PolarsResult, SerReader};

use super::error::ReadError;
use super::header::{best_header, check_header};
use super::outline::Part;
use super::raw_table::{ROW, RawTable, Wanted};

pub(super) fn read(path: &Path, wanted: &[Wanted]) -> Result<RawTable, ReadError> {
    let file =
        File::open(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let broken = |error: polars::prelude::PolarsError| ReadError::Broken {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    let mut reader = ParquetReader::new(file);
    let schema = reader.schema().map_err(broken)?;
    let names: Vec<String> = schema.iter_names().map(ToString::to_string).collect();
    let header = best_header(std::slice::from_ref(&names), wanted)
        .ok_or_else(|| ReadError::Empty { path: path.to_owned(), sheet: None })?;
    check_header(path, None, &header, wanted)?;

    let found: Vec<(String, String)> = wanted
        .iter()
        .zip(&header.positions)
        .filter_map(|(want, at)| Some((want.name.clone(), names[(*at)?].clone())))
        .collect();
    let mut columns: Vec<String> = found.iter().map(|(_, file)| file.clone()).collect();
    columns.sort();
    columns.dedup(); // one column may serve two names
    let mut frame = reader
        .with_columns(Some(columns))
        .finish()
        // A first row of 1: Parquet has no header that takes a row.
        .and_then(|frame| frame.with_row_index(ROW.into(), Some(1)))
        .map_err(broken)?;
    let mut plain = vec![frame.column(ROW).map_err(broken)?.clone()];
    for (name, column) in &found {
        let column = frame.column(column).and_then(plain_type).map_err(broken)?;
        plain.push(column.with_name(name.into()));
    }
    frame = DataFrame::new(frame.height(), plain).map_err(broken)?;
    Ok(RawTable {
        frame,
        names: found,
        sheet: None,
        header_row: 0,
        ragged: Vec::new(),
        remarks: Vec::new(),
    })
}

/// Text, numbers, days and yes/no stay as they are; anything else becomes text.
fn plain_type(column: &Column) -> PolarsResult<Column> {
    match column.dtype() {
        DataType::String | DataType::Boolean | DataType::Date => Ok(column.clone()),
        DataType::Datetime(..) => column.cast(&DataType::Date),
        number if number.is_primitive_numeric() => Ok(column.clone()),
        _ => column.cast(&DataType::String),
    }
}

/// The names of the columns, and the first rows as text below them.
pub(super) fn first_rows(path: &Path, most: usize) -> Result<Part, ReadError> {
    let file =
        File::open(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let broken = |error: polars::prelude::PolarsError| ReadError::Broken {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    let frame = ParquetReader::new(file).with_slice(Some((0, most))).finish().map_err(broken)?;
    let names: Vec<Option<String>> =
        frame.get_column_names().iter().map(|name| Some(name.to_string())).collect();
    let mut rows = vec![Vec::with_capacity(names.len()); frame.height()];
    for column in frame.columns() {
        let text = plain_type(column).and_then(|column| column.cast(&DataType::String));
        let text = text.map_err(broken)?;
        for (row, cell) in rows.iter_mut().zip(text.str().map_err(broken)?.iter()) {
            row.push(cell.map(str::to_owned));
        }
    }
    rows.insert(0, names);
    let is_whole = rows.len() <= most;
    Ok(Part { name: None, delimiter: None, first_row: 0, is_layer: false, is_whole, rows })
}
