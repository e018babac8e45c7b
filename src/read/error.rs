//! Why a table cannot be read.

use std::io;
use std::path::PathBuf;

use crate::diagnostics::{Entry, codes, counted, did_you_mean, rows_in_words};

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
    /// The file is open in another program, or only its lock file.
    #[error("{}: {detail}", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// What was found and what to do.
        detail: String,
    },
    /// The workbook has a password.
    #[error("{} is a workbook with a password\n  save it without one, in a folder that only the team can read", path.display())]
    Password {
        /// The file.
        path: PathBuf,
    },
    /// The content unpacks to more than a file of this kind can hold.
    #[error("{}: {detail}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
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
    /// A cell of a CSV opens a double quote and is no quoted cell.
    #[error("{}, row {row}, {column}{}: {detail}", path.display(), on_line(*row, *line))]
    Quote {
        /// The file.
        path: PathBuf,
        /// Row of the cell, from 1, as a spreadsheet numbers it.
        row: u64,
        /// Line on which the cell begins, from 1, as a text editor numbers it.
        line: u64,
        /// Its column, in words.
        column: String,
        /// What was found and what to do.
        detail: String,
    },
    /// The last row of a CSV is not whole.
    #[error("{}, row {row}: {detail}", path.display())]
    CutOff {
        /// The file.
        path: PathBuf,
        /// Its row, from 1.
        row: u64,
        /// What was found and what to do.
        detail: String,
    },
    /// A CSV holds a zero byte.
    #[error("{}, row {row}{column}: {detail}", path.display())]
    ZeroByte {
        /// The file.
        path: PathBuf,
        /// Row of the first one, from 1.
        row: u64,
        /// Its column, in words behind a comma.
        column: String,
        /// What was found and what to do.
        detail: String,
    },
    /// A mapped column is not in the file.
    #[error(
        "column `{column}` not found in {} (header on row {row})\n  columns there: {}\n  {}set `{key}` in the configuration to one of them",
        place(path, sheet),
        listed(found),
        hint(column, found)
    )]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The sheet, in a workbook.
        sheet: Option<String>,
        /// Row of the header, from 1.
        row: u32,
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
    /// The header row or the delimiter cannot be told.
    #[error("{}: {detail}", place(path, sheet))]
    Header {
        /// The file.
        path: PathBuf,
        /// The sheet, in a workbook.
        sheet: Option<String>,
        /// What was found and what to do.
        detail: String,
    },
    /// The sheet cannot be told.
    #[error("{}: {detail}\n  set `sheet` in the configuration to one of: {}", path.display(), found.join(", "))]
    Sheet {
        /// The workbook.
        path: PathBuf,
        /// Why.
        detail: String,
        /// The sheets to choose from.
        found: Vec<String>,
    },
    /// Cells of a mapped column hold formulas whose outcome is not in the file.
    #[error(
        "{}, column `{column}`: {} without a stored value ({})\n  the program that wrote the file did not calculate them; open it in Excel, let it\n  recalculate (F9), save it and give that file",
        place(path, sheet), counted(*count, "formula", "formulas"), rows_in_words(rows, *count)
    )]
    Formula {
        /// The workbook.
        path: PathBuf,
        /// The sheet.
        sheet: Option<String>,
        /// The column's name.
        column: String,
        /// How many cells.
        count: u64,
        /// The first rows concerned.
        rows: Vec<u64>,
    },
    /// There is no row below the header.
    #[error("{} holds no rows", place(path, sheet))]
    Empty {
        /// The file.
        path: PathBuf,
        /// The sheet, in a workbook.
        sheet: Option<String>,
    },
    /// Several of these at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Several(Vec<ReadError>),
}

impl ReadError {
    /// The columns of the file, where one that is needed lacks.
    pub fn columns_there(&self) -> Option<&[String]> {
        match self {
            ReadError::MissingColumn { found, .. } => Some(found),
            ReadError::Several(all) => all.iter().find_map(ReadError::columns_there),
            _ => None,
        }
    }

    /// The page of the catalogue about it, with its text; one for each of several.
    pub fn told(&self) -> Vec<(&'static Entry, String)> {
        let entry = match self {
            ReadError::Several(all) => return all.iter().flat_map(ReadError::told).collect(),
            ReadError::Open { .. } => &codes::CANNOT_OPEN,
            ReadError::Format { .. } => &codes::FORMAT,
            ReadError::Locked { .. } => &codes::LOCKED,
            ReadError::Password { .. } => &codes::PASSWORD,
            ReadError::TooLarge { .. } => &codes::TOO_LARGE,
            ReadError::Encoding { .. } => &codes::ENCODING,
            ReadError::Broken { .. } => &codes::BROKEN,
            ReadError::Quote { .. } => &codes::QUOTE_OPEN,
            ReadError::CutOff { .. } => &codes::CUT_OFF,
            ReadError::ZeroByte { .. } => &codes::ZERO_BYTE,
            ReadError::MissingColumn { .. } => &codes::COLUMN_MISSING,
            ReadError::DoubleColumn { .. } => &codes::COLUMN_TWICE,
            ReadError::Header { .. } => &codes::HEADER_UNCLEAR,
            ReadError::Sheet { .. } => &codes::SHEET_UNCLEAR,
            ReadError::Formula { .. } => &codes::FORMULA_WITHOUT_VALUE,
            ReadError::Empty { .. } => &codes::EMPTY,
        };
        vec![(entry, self.to_string())]
    }
}

fn on_line(row: u64, line: u64) -> String {
    if row == line { String::new() } else { format!(" (line {line} of the text)") }
}

fn place(path: &std::path::Path, sheet: &Option<String>) -> String {
    match sheet {
        Some(sheet) => format!("{}, sheet `{sheet}`", path.display()),
        None => path.display().to_string(),
    }
}

/// Names that a person can read through. A file whose first quote is not closed is one long cell,
/// which is not to be told whole.
fn listed(names: &[String]) -> String {
    const NAMES: usize = 50;
    const LETTERS: usize = 40;
    const ALL: usize = 800;
    let mut told = String::new();
    for (at, name) in names.iter().enumerate() {
        if at == NAMES || told.len() > ALL {
            told += &format!(" and {} more", names.len() - at);
            break;
        }
        let line = name.lines().next().unwrap_or_default();
        let short: String = line.chars().take(LETTERS).collect();
        told += if at == 0 { "" } else { ", " };
        told += &short;
        told += if short.len() < name.len() { "..." } else { "" };
    }
    told
}

fn hint(column: &str, found: &[String]) -> String {
    match did_you_mean(column, found.iter().map(String::as_str)) {
        Some(close) => format!("did you mean `{close}`?  "),
        None => String::new(),
    }
}
