//! Reads a table of any format, told apart by content.

use std::path::Path;

use polars::prelude::{Column, DataFrame};

use super::error::ReadError;
use super::header::{best_header, check_names};
use super::layer::Layer;
use super::layer_file::LayerRows;
use super::raw_table::{ROW, RawTable, TableOptions, Wanted};
use super::table_format::{TableFormat, table_format};
use super::{csv, parquet, personal, workbook};

/// The attributes of a layer as a table, a feature a row, from 1.
///
/// # Errors
/// A required column is missing, or a wanted one occurs twice.
pub fn table_of_layer(
    path: &Path,
    layer: &Layer,
    wanted: &[Wanted],
) -> Result<RawTable, ReadError> {
    let header = best_header(std::slice::from_ref(&layer.columns), wanted)
        .ok_or_else(|| ReadError::Empty { path: path.to_owned(), sheet: None })?;
    check_names(path, None, &header, wanted)?;
    let height = layer.features.len();
    let mut columns = vec![Column::new(ROW.into(), (1..=height as u32).collect::<Vec<u32>>())];
    let mut names = Vec::new();
    for (want, at) in wanted.iter().zip(&header.positions) {
        let Some(at) = *at else { continue };
        let cells: Vec<Option<&str>> =
            layer.features.iter().map(|feature| feature.attributes[at].as_deref()).collect();
        columns.push(Column::new(want.name.as_str().into(), cells));
        names.push((want.name.clone(), layer.columns[at].clone()));
    }
    Ok(RawTable {
        frame: DataFrame::new(height, columns).expect("columns of one layer are of one length"),
        names,
        sheet: None,
        header_row: 0,
        width: layer.columns.len(),
        ragged: Vec::new(),
        passed: 0,
        days_from_1904: false,
        remarks: personal::remarks(&header, &[]),
    })
}

/// The attributes of the features that were kept as a table, under their numbers in the file.
///
/// # Errors
/// As for [`table_of_layer`].
pub fn table_of_features(
    path: &Path,
    rows: &LayerRows,
    wanted: &[Wanted],
) -> Result<RawTable, ReadError> {
    let mut table = table_of_layer(path, &rows.layer, wanted)?;
    let numbers = Column::new(ROW.into(), rows.numbers.as_slice());
    table.frame.with_column(numbers).expect("a number for each feature");
    table.passed = rows.passed.iter().map(|passed| passed.count).sum();
    Ok(table)
}

/// Reads the wanted columns of a CSV, Parquet or XLSX file, told apart by content.
///
/// # Errors
/// The file cannot be opened, is of another format, breaks off, lacks a required column or holds
/// no rows.
pub fn read_table(
    path: &Path,
    wanted: &[Wanted],
    options: TableOptions<'_>,
) -> Result<RawTable, ReadError> {
    let table = match table_format(path)? {
        TableFormat::Parquet => parquet::read(path, wanted)?,
        TableFormat::Workbook => workbook::read(path, wanted, options.sheet)?,
        TableFormat::Text => csv::read(path, wanted, options)?,
    };
    if table.rows_read() == 0 {
        return Err(ReadError::Empty { path: path.to_owned(), sheet: table.sheet });
    }
    Ok(table)
}
