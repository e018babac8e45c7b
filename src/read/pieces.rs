//! A table in pieces, each looked at by itself and several side by side.

use std::path::Path;

use super::csv_pieces::{CsvPieces, TextPiece};
use super::raw_table::{RawTable, TableOptions, Wanted};
use super::table_format::{TableFormat, table_format};

/// A table that is open up to its rows.
pub struct Pieces<'a> {
    csv: CsvPieces<'a>,
}

/// One piece of a table.
pub enum Piece<'a, 'b> {
    /// Text that is to be divided into records.
    Text(&'b mut TextPiece<'a>),
}

/// What a piece was found to be.
#[derive(Debug)]
pub struct Looked<T> {
    /// What was found.
    pub found: T,
    /// The number of its first row, as a spreadsheet shows it.
    pub first_row: u32,
}

impl<'a> Pieces<'a> {
    /// Opens a table; `None` when it can only be read whole, or cannot be read: reading it whole
    /// tells why.
    pub fn open(
        path: &'a Path,
        wanted: &[Wanted],
        options: TableOptions<'_>,
    ) -> Option<Pieces<'a>> {
        match table_format(path).ok()? {
            TableFormat::Text => {
                let csv = CsvPieces::open(path, wanted, options.delimiter)?;
                Some(Pieces { csv })
            }
            TableFormat::Parquet | TableFormat::Workbook => None,
        }
    }

    /// The table without its rows.
    pub fn head(&self) -> &RawTable {
        &self.csv.head
    }

    /// Looks at every piece, by its position in the file; what was found comes in the order of the
    /// file, with the table without its rows. `None` when a look finds nothing, or the file can only
    /// be read whole.
    pub fn each<T: Send>(
        self,
        look: impl Fn(usize, Piece<'_, '_>) -> Option<T> + Sync,
    ) -> Option<(RawTable, Vec<Looked<T>>)> {
        let (head, looked) = self.csv.each(&|at, piece| look(at, Piece::Text(piece)))?;
        let mut first_row = head.header_row + 1;
        let looked = looked.into_iter().map(|piece| {
            let looked = Looked { found: piece.found, first_row };
            first_row += piece.records;
            looked
        });
        let looked = looked.collect();
        Some((head, looked))
    }
}
