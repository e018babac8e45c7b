//! A table with only the columns asked for, under the program's names.

use std::io::Read;
use std::path::Path;

use polars::prelude::{Column, DataFrame};

use super::error::ReadError;
use super::header::{best_header, check_header};
use super::layer::Layer;
use super::{csv, parquet, workbook};

/// Column of a [`RawTable`] with the row number that a spreadsheet shows, from 1 (UInt32).
pub const ROW: &str = "row";

/// A column asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The program's name for it.
    pub name: String,
    /// The names by which the file may call it; compared without case, blanks and signs.
    pub columns: Vec<String>,
    /// Whether the file must have it.
    pub required: bool,
    /// The setting that names it, for the message.
    pub key: String,
}

impl Wanted {
    /// A column that the file must have.
    pub fn required(name: &str, column: &str, table: &str) -> Wanted {
        Wanted {
            name: name.to_owned(),
            columns: vec![column.to_owned()],
            required: true,
            key: format!("{table}.{name}"),
        }
    }

    /// A column that the file may have, under one of its known names.
    pub fn known(name: &str, columns: &[&str], table: &str) -> Wanted {
        Wanted {
            name: name.to_owned(),
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            required: false,
            key: format!("{table}.{name}"),
        }
    }
}

/// How a table is to be read where the file itself leaves doubt.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableOptions<'a> {
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Delimiter of a CSV.
    pub delimiter: Option<char>,
}

/// A table as read: text, or the type that Parquet gives.
#[derive(Debug, Clone)]
pub struct RawTable {
    /// The wanted columns that were found, under the program's names, and [`ROW`].
    pub frame: DataFrame,
    /// Program's name and file's name of each column found, in the order wanted.
    pub names: Vec<(String, String)>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// Row of the header, from 1; 0 where the format has none.
    pub header_row: u32,
    /// Rows with another number of cells than the header; they are not in `frame`.
    pub ragged: Vec<u32>,
    /// Whether the text was taken for Windows-1252.
    pub windows_1252: bool,
}

impl RawTable {
    /// The file's name of a column, `None` when it was not found.
    pub fn file_name(&self, name: &str) -> Option<&str> {
        self.names.iter().find(|(program, _)| program == name).map(|(_, file)| file.as_str())
    }

    /// Rows below the header, ragged ones included.
    pub fn rows_read(&self) -> u64 {
        (self.frame.height() + self.ragged.len()) as u64
    }
}

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
        ragged: Vec::new(),
        windows_1252: false,
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
