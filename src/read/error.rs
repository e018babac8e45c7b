//! Why a table cannot be read.

use std::io;
use std::path::PathBuf;

use crate::diagnostics::did_you_mean;

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is not there, or may not be read.
    #[error("cannot open {}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The format is none that is read.
    #[error("{} is no table that can be read: {found}\n  give a .csv, .xlsx or .parquet file", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        found: String,
    },
    /// The text cannot be decoded.
    #[error("{}, byte {at}: no UTF-8, and 0x{byte:02X} is no character of Windows-1252\n  save the file as `CSV UTF-8`", path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// Place of the first such byte, from 0.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// The content breaks off or contradicts itself.
    #[error("{}: {detail}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What was found and what to do.
        detail: String,
    },
    /// A mapped column is not in the file.
    #[error("{} has no column `{column}`{}\n  columns there: {}\n  set `{key}` in the configuration to one of them", place(path, sheet), hint(column, found), found.join(", "))]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The sheet, in a workbook.
        sheet: Option<String>,
        /// The column as configured.
        column: String,
        /// The setting that names it.
        key: String,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// A mapped column occurs twice in the header.
    #[error(
        "{} has {count} columns `{column}`; which one is meant cannot be told\n  rename all but one in the file",
        place(path, sheet)
    )]
    DoubleColumn {
        /// The file.
        path: PathBuf,
        /// The sheet, in a workbook.
        sheet: Option<String>,
        /// The column's name.
        column: String,
        /// How often it occurs.
        count: usize,
    },
    /// The sheet cannot be told.
    #[error("{}: {}\n  set `sheet` in the configuration to one of: {}", path.display(),
        match wanted { Some(name) => format!("no sheet `{name}`"), None => "several sheets could hold the table".to_owned() },
        found.join(", "))]
    Sheet {
        /// The workbook.
        path: PathBuf,
        /// The sheet as configured.
        wanted: Option<String>,
        /// The sheets that are there.
        found: Vec<String>,
    },
    /// There is no row below the header.
    #[error("{} holds no rows", place(path, sheet))]
    Empty {
        /// The file.
        path: PathBuf,
        /// The sheet, in a workbook.
        sheet: Option<String>,
    },
}

fn place(path: &std::path::Path, sheet: &Option<String>) -> String {
    match sheet {
        Some(sheet) => format!("{}, sheet `{sheet}`,", path.display()),
        None => path.display().to_string(),
    }
}

fn hint(column: &str, found: &[String]) -> String {
    match did_you_mean(column, found.iter().map(String::as_str)) {
        Some(close) => format!("; did you mean `{close}`?"),
        None => String::new(),
    }
}
