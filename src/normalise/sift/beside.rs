//! A sieve for odd rows, beside rows in plain form that need none.

use std::collections::BTreeMap;
use std::path::PathBuf;

use polars::prelude::{
    DataFrame, DataType, IntoColumn, PolarsResult, SortMultipleOptions, UInt32Chunked,
};
use rayon::prelude::*;

use crate::config::TableForm;
use crate::model::schema::Kind;
use crate::read::{Pieces, ROW, RawTable, ReadError, TableOptions, Wanted};

use super::super::error::InputError;
use super::super::needed::Needed;
use super::super::read_column::Evidence;
use super::super::stops::is_cut_off;
use super::super::totals::total_rows;
use super::super::typing::type_columns;
use super::{Sift, rows_of};

/// What stands beside the odd rows of a table.
pub(in super::super) struct Beside {
    /// What the rows in plain form prove, by column.
    pub evidence: BTreeMap<String, Evidence>,
    /// These rows piece by piece.
    pub frames: Vec<PlainFrame>,
    /// The types of the columns of the table.
    pub types: Vec<DataType>,
    /// Where they stand.
    pub plain: PlainRows,
}

/// The rows in plain form of one piece.
pub(in super::super) struct PlainFrame {
    /// Their typed columns, without row numbers.
    pub frame: DataFrame,
    /// Their places in the piece, from 0; `None` where they are one after the other.
    pub places: Option<Vec<u32>>,
}

/// Rows in plain form, which are found again in their file.
pub(in super::super) struct PlainRows {
    pub path: PathBuf,
    pub wanted: Vec<Wanted>,
    pub options: TableOptions<'static>,
    /// The number of the first row of each piece.
    pub first_rows: Vec<u32>,
}

impl PlainRows {
    /// Rows as they stand in the file, by their ascending numbers.
    pub fn read(&self, rows: &[u32]) -> Result<DataFrame, InputError> {
        let found = Pieces::open(&self.path, &self.wanted, self.options)
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
        needed: Needed,
        beside: Beside,
    ) -> Result<Option<Sift>, InputError> {
        let plain: usize = beside.frames.iter().map(|piece| piece.frame.height()).sum();
        if is_cut_off(&odd, plain as u64) && !form.complete {
            return Ok(None);
        }
        let typed = type_columns(&odd, columns, form, &beside.evidence)?;
        if total_rows(&typed.1)?.is_some() {
            return Ok(None);
        }
        let mut sift = match Sift::of_typed(odd, file, typed, form, needed) {
            Ok(sift) => sift,
            Err(InputError::Stops(_)) => return Ok(None), // the whole table tells of how many rows
            Err(other) => return Err(other),
        };
        sift.set_aside_kinds(form)?;
        sift.settle()?;
        sift.account.read += plain as u64;
        let Beside { frames, types, plain, .. } = beside;
        sift.add_filled(frames.iter().map(|piece| &piece.frame));
        sift.frame = among(&sift.frame, columns, &types, frames, &plain.first_rows)?;
        sift.plain = Some(plain);
        let left_out = sift.set_aside_kinds(form)?;
        sift.take_filled(left_out.as_ref());
        Ok(Some(sift))
    }
}

/// The rows that stay, in order of row.
fn among(
    odd: &DataFrame,
    columns: &[(String, Kind)],
    types: &[DataType],
    frames: Vec<PlainFrame>,
    first_rows: &[u32],
) -> PolarsResult<DataFrame> {
    let mut odd = odd.clone();
    for ((name, _), data_type) in columns.iter().zip(types) {
        let column = odd.column(name)?.cast(data_type)?;
        odd.with_column(column)?;
    }
    let numbers = rows_of(&odd)?;
    let whole = frames.into_par_iter().with_max_len(4).enumerate().map(|(at, piece)| {
        let PlainFrame { mut frame, places } = piece;
        let first = first_rows[at];
        let rows: Vec<u32> = match places {
            Some(places) => places.into_iter().map(|place| first + place).collect(),
            None => (first..first + frame.height() as u32).collect(),
        };
        frame.insert_column(0, UInt32Chunked::from_vec(ROW.into(), rows).into_column())?;
        let from = numbers.partition_point(|row| *row < first);
        let to = first_rows
            .get(at + 1)
            .map_or(numbers.len(), |next| numbers.partition_point(|row| row < next));
        if from < to {
            frame.vstack_mut(&odd.slice(from as i64, to - from))?;
            frame = frame.sort([ROW], SortMultipleOptions::default())?;
        }
        Ok(frame)
    });
    let mut all = odd.clear();
    for frame in whole.collect::<PolarsResult<Vec<_>>>()? {
        all.vstack_mut_owned(frame)?;
    }
    Ok(all)
}
