//! Reads a table of any format, told apart by content.

use std::io::Read;
use std::path::Path;

use polars::prelude::{Column, DataFrame};

use super::error::ReadError;
use super::header::{best_header, check_header};
use super::layer::Layer;
use super::raw_table::{ROW, RawTable, TableOptions, Wanted};
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
    check_header(path, None, &header, wanted)?;
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
        remarks: personal::remarks(&header, &[]),
    })
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
    let mut start = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(8).read_to_end(&mut start))
        .map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let format = |found: &str| ReadError::Format { path: path.to_owned(), found: found.to_owned() };

    let table = match start.as_slice() {
        [] => return Err(format("it is empty")),
        [b'P', b'A', b'R', b'1', ..] => parquet::read(path, wanted)?,
        [b'P', b'K', 3, 4, ..] => workbook::read(path, wanted, options.sheet)?,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            return Err(format(
                "an old .xls or a workbook with a password; save it as .xlsx without one",
            ));
        }
        [b'%', b'P', b'D', b'F', ..] => return Err(format("a PDF")),
        start if start.starts_with(b"SQLite f") => return Err(format("a GeoPackage or SQLite")),
        start if start.trim_ascii_start().starts_with(b"<") => {
            return Err(format("a web page or XML, whatever its name says; export it again"));
        }
        _ => csv::read(path, wanted, options.delimiter)?,
    };
    if table.rows_read() == 0 {
        return Err(ReadError::Empty { path: path.to_owned(), sheet: table.sheet });
    }
    Ok(table)
}
