//! A table as read: only the columns asked for, under the program's names.

use polars::prelude::DataFrame;

use crate::config::{Quote, TableForm};
use crate::diagnostics::Finding;

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
    /// What double quotes of a CSV are, where the file is not to be judged by them.
    pub quote: Option<Quote>,
    /// Whether the file is complete although its end looks cut off.
    pub complete: bool,
    /// Whether the table has settings of its own in the configuration, for the messages.
    pub is_configured: bool,
}

impl TableOptions<'_> {
    /// The same for a file that has no sheets.
    pub fn of_text(self) -> TableOptions<'static> {
        let TableOptions { delimiter, quote, complete, is_configured, .. } = self;
        TableOptions { sheet: None, delimiter, quote, complete, is_configured }
    }
}

impl<'a> From<&TableForm<'a>> for TableOptions<'a> {
    fn from(form: &TableForm<'a>) -> TableOptions<'a> {
        TableOptions {
            sheet: form.sheet,
            delimiter: form.delimiter,
            quote: form.quote,
            complete: form.complete,
            is_configured: true,
        }
    }
}

/// A row with another number of cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ragged {
    /// Its number in a spreadsheet, from 1.
    pub row: u32,
    /// How many cells it has.
    pub cells: usize,
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
    /// Columns of the header, wanted or not.
    pub width: usize,
    /// Rows with another number of cells than the header; they are not in `frame`.
    pub ragged: Vec<Ragged>,
    /// Rows that the reader passed over because nothing needs them; they are not in `frame`.
    pub passed: u64,
    /// Whether serial numbers of days count from 1904, as a workbook can say.
    pub days_from_1904: bool,
    /// What the reader saw and did on the way: encoding, header, hidden rows. Their `file` is empty.
    pub remarks: Vec<Finding>,
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
