//! A sieve for odd rows, beside rows in plain form that need none.

use std::collections::BTreeMap;
use std::path::PathBuf;

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn, PolarsResult, SortMultipleOptions,
};

use crate::config::TableForm;
use crate::model::schema::Kind;
use crate::read::{Pieces, ROW, RawTable, ReadError, TableOptions, Wanted};

use super::super::error::InputError;
use super::super::read_column::Evidence;
use super::super::stops::is_cut_off;
use super::super::totals::total_rows;
use super::super::typing::type_columns;
use super::{Sift, rows_of};

/// What stands beside the odd rows of a table.
pub(in super::super) struct Beside {
    /// What the rows in plain form prove, by column.
    pub evidence: BTreeMap<String, Evidence>,
    /// These rows piece by piece, typed; as [`ROW`] their place in the piece.
    pub frames: Vec<DataFrame>,
    /// The types of the columns of the table.
    pub types: Vec<DataType>,
    /// Where they stand.
    pub plain: PlainRows,
}

/// Rows in plain form, which are found again in their file.
pub(in super::super) struct PlainRows {
    pub path: PathBuf,
    pub wanted: Vec<Wanted>,
    pub delimiter: Option<char>,
    /// The number of the first row of each piece.
    pub first_rows: Vec<u32>,
}

impl PlainRows {
    /// Rows as they stand in the file, by their ascending numbers.
    pub fn read(&self, rows: &[u32]) -> Result<DataFrame, InputError> {
        let options = TableOptions { sheet: None, delimiter: self.delimiter };
        let found = Pieces::open(&self.path, &self.wanted, options)
            .and_then(|pieces| pieces.rows(&self.first_rows, rows));
        Ok(found.ok_or_else(|| ReadError::Broken {
            path: self.path.clone(),
            detail: "it was changed while it was read\n  run again".to_owned(),
        })?)
    }
}

impl Sift {
    /// Sifts the odd rows of a table, and puts those that stay among the others. `None` where the odd
    /// rows alone do not tell what the table as a whole would: then it is to be read whole.
    ///
    /// # Errors
    /// Polars refuses a step, which is a bug.
    pub fn beside(
        odd: RawTable,
        file: &str,
        columns: &[(String, Kind)],
        form: &TableForm<'_>,
        beside: Beside,
    ) -> Result<Option<Sift>, InputError> {
        let plain: usize = beside.frames.iter().map(DataFrame::height).sum();
        if is_cut_off(&odd, plain as u64) && !form.complete {
            return Ok(None);
        }
        let typed = type_columns(&odd, columns, form, &beside.evidence)?;
        if total_rows(&typed.1)?.is_some() {
            return Ok(None);
        }
        let mut sift = match Sift::of_typed(odd, file, typed, form) {
            Ok(sift) => sift,
            Err(InputError::Stops(_)) => return Ok(None), // the whole table tells of how many rows
            Err(other) => return Err(other),
        };
        sift.settle()?;
        sift.account.read += plain as u64;
        sift.frame = among(&sift.frame, columns, &beside)?;
        sift.plain = Some(beside.plain);
        Ok(Some(sift))
    }
}

/// The rows that stay, in order of row.
fn among(
    odd: &DataFrame,
    columns: &[(String, Kind)],
    beside: &Beside,
) -> PolarsResult<DataFrame> {
    let mut odd = odd.clone();
    for ((name, _), data_type) in columns.iter().zip(&beside.types) {
        let column = odd.column(name)?.cast(data_type)?;
        odd.with_column(column)?;
    }
    let numbers = rows_of(&odd)?;
    let mut all = odd.clear();
    let firsts = &beside.plain.first_rows;
    for (at, (piece, first)) in beside.frames.iter().zip(firsts).enumerate() {
        let mut piece = piece.clone();
        piece.with_column(numbered(&piece, *first)?)?;
        let from = numbers.partition_point(|row| row < first);
        let to = firsts
            .get(at + 1)
            .map_or(numbers.len(), |next| numbers.partition_point(|row| row < next));
        if from < to {
            piece.vstack_mut(&odd.slice(from as i64, to - from))?;
            piece = piece.sort([ROW], SortMultipleOptions::default())?;
        }
        all.vstack_mut(&piece)?;
    }
    Ok(all)
}

/// The numbers of rows that stand at these places behind a first row.
pub(in super::super) fn numbered(rows: &DataFrame, first: u32) -> PolarsResult<Column> {
    let places = rows.column(ROW)?.u32()?;
    Ok((places + first).into_column())
}
