//! A table in pieces, each looked at by itself and several side by side.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use polars::prelude::DataFrame;

use super::csv_pieces::{CsvPieces, TextPiece};
use super::onlooker::Onlooker;
use super::parquet::ParquetPieces;
use super::raw_table::{RawTable, TableOptions, Wanted};
use super::table_format::{TableFormat, table_format};

/// A table that is open up to its rows.
pub struct Pieces<'a> {
    head: RawTable,
    source: Source<'a>,
}

enum Source<'a> {
    Csv(Box<CsvPieces<'a>>),
    Parquet(Box<ParquetPieces>),
}

/// One piece of a table.
pub enum Piece<'a, 'b> {
    /// Text that is to be divided into records.
    Text(&'b mut TextPiece<'a>),
    /// The columns that were found, under the program's names, and behind [`ROW`](super::ROW) the
    /// numbers of the rows in the file.
    Table(DataFrame),
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
                let (head, csv) = CsvPieces::open(path, wanted, options)?;
                Some(Pieces { head, source: Source::Csv(Box::new(csv)) })
            }
            TableFormat::Parquet => {
                let parquet = ParquetPieces::open(path, wanted).ok()?;
                // Without rows there is something to be said of the file as a whole.
                let head = (parquet.rows() > 0).then(|| parquet.head())?.ok()?;
                Some(Pieces { head, source: Source::Parquet(Box::new(parquet)) })
            }
            TableFormat::Workbook => None,
        }
    }

    /// The table without its rows.
    pub fn head(&self) -> &RawTable {
        &self.head
    }

    /// Looks at every piece, by its position in the file; what was found comes in the order of the
    /// file, with the table without its rows. `None` when a look finds nothing, or the file can only
    /// be read whole. The onlooker is shown the pieces of a text.
    pub fn each<T: Send>(
        self,
        look: impl Fn(Piece<'_, '_>) -> Option<T> + Sync,
        onlooker: &dyn Onlooker,
    ) -> Option<(RawTable, Vec<Looked<T>>)> {
        let Pieces { mut head, source } = self;
        match source {
            Source::Csv(csv) => {
                let looked = csv.each(&mut head, &|piece| look(Piece::Text(piece)), onlooker)?;
                Some((head, looked))
            }
            Source::Parquet(parquet) => {
                let in_vain = AtomicBool::new(false);
                let looked = parquet.map(|piece| {
                    let found = match in_vain.load(Ordering::Relaxed) {
                        true => None,
                        false => look(Piece::Table(piece)),
                    };
                    in_vain.fetch_or(found.is_none(), Ordering::Relaxed);
                    Ok(found)
                });
                let first_rows = parquet.first_rows();
                let looked = looked.ok()?.into_iter().zip(first_rows);
                let looked = looked
                    .map(|(found, first_row)| Some(Looked { found: found?, first_row }))
                    .collect::<Option<_>>()?;
                Some((head, looked))
            }
        }
    }

    /// Single rows as a full reading gives them, by their ascending numbers. `first_rows` are those of
    /// the pieces, as [`Pieces::each`] gave them. `None` when they are not found: the file has changed.
    pub fn rows(self, first_rows: &[u32], rows: &[u32]) -> Option<DataFrame> {
        match self.source {
            Source::Csv(csv) => csv.rows(&self.head, first_rows, rows),
            Source::Parquet(parquet) => parquet.rows_of(rows).ok(),
        }
    }
}
