//! The columns of a raw table as typed ones, with what is to be said about their cells.
//!
//! A clean column is recognised as such and costs no work per cell: text that needs no cleaning
//! stays as it is, numbers are cast at once, and columns of few words are read a word at a time.
//! Only a column with an odd cell goes through the full reading of its kind.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{
    BooleanChunked, ChunkCompareEq, Column, DataFrame, DataType, IntoLazy, PolarsResult, col, lit,
};
use rayon::prelude::*;

use crate::config::TableForm;
use crate::diagnostics::Entry;
use crate::model::schema::Kind;
use crate::read::{ROW, RawTable};

use super::fields::{data_type, read_text, read_typed, repair};
use super::quick::quick;
use super::read_column::{Evidence, ReadColumn, Stop};
use super::text::clean;
use super::{house_number, number};

/// The flag of a column: true where something stands that cannot be read.
pub(super) fn bad(name: &str) -> String {
    format!("bad:{name}")
}

/// One column: what its cells hold, what was read, and what is to be said about it.
pub(super) struct TypedColumn {
    /// The program's name for it.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Its cells, null for an empty one.
    pub cell: Column,
    /// What was read.
    pub value: Column,
    /// Cells that hold something which cannot be read; `None` when there are none.
    pub unread: Option<BooleanChunked>,
    /// Cells whose value is written otherwise than they stand, for kinds where that is told.
    pub differs: Option<BooleanChunked>,
    /// What is to be said of single cells, by their text.
    pub notes: HashMap<String, &'static Entry>,
    /// What was done to the text of single cells, by position.
    pub cleaned: Vec<(usize, &'static Entry)>,
    /// Why the column as a whole cannot be read.
    pub stop: Option<Stop>,
}

impl TypedColumn {
    /// What is to be said of a cell that was read, `None` when nothing is.
    pub fn note(&self, at: usize, text: &str) -> Option<&'static Entry> {
        if let Some(entry) = self.notes.get(text) {
            return Some(entry);
        }
        let differs = self.differs.as_ref().is_some_and(|flags| flags.get(at) == Some(true));
        if differs { repair(self.kind, text) } else { None }
    }

    /// Whether anything is to be said of cells that were read.
    pub fn has_notes(&self) -> bool {
        !self.notes.is_empty() || self.differs.is_some()
    }
}

/// Types the columns that the raw table has. Beside them comes the frame with every column of
/// `columns`, null where the raw table has none, row by row as in the raw table. `beside` is what rows of
/// these columns prove that are read elsewhere.
pub(super) fn type_columns(
    raw: &RawTable,
    columns: &[(String, Kind)],
    form: &TableForm<'_>,
    beside: &BTreeMap<String, Evidence>,
) -> PolarsResult<(DataFrame, Vec<TypedColumn>)> {
    let typed: Vec<TypedColumn> = columns
        .par_iter()
        .with_max_len(1)
        .filter_map(|(name, kind)| Some((name, raw.frame.column(name).ok()?, *kind)))
        .map(|(name, column, kind)| {
            let beside = beside.get(name).copied().unwrap_or_default();
            type_column(name, column, kind, form, &beside)
        })
        .collect::<PolarsResult<_>>()?;

    let height = raw.frame.height();
    let mut frame = vec![raw.frame.column(ROW)?.clone()];
    for (name, kind) in columns {
        frame.push(match typed.iter().find(|column| column.name == *name) {
            Some(column) => column.value.clone(),
            None => Column::full_null(name.as_str().into(), height, &data_type(*kind)),
        });
    }
    let frame = DataFrame::new(height, frame)?;
    let mut typed = typed;
    Ok((split_house_numbers(frame, &mut typed)?, typed))
}

/// Reads one column as its kind.
pub(super) fn type_column(
    name: &str,
    raw: &Column,
    kind: Kind,
    form: &TableForm<'_>,
    beside: &Evidence,
) -> PolarsResult<TypedColumn> {
    // Days of the configuration are compared as text.
    let as_said = kind == Kind::Date && !form.unknown_dates.is_empty();
    let typed = if as_said { None } else { read_typed(raw, kind)? };
    let (cell, cleaned, read) = match typed {
        Some((cell, value)) => {
            let stop =
                if kind == Kind::Percentage { number::fractions(value.f64()?) } else { None };
            (cell, Vec::new(), ReadColumn { stop, ..ReadColumn::of(value) })
        }
        None => {
            let clean = clean(&as_text(raw)?, name, form)?;
            let read = match quick(&clean.cells, kind, form, beside)? {
                Some(value) => ReadColumn::of(value),
                None => read_text(&clean.cells, kind, form, beside)?,
            };
            (clean.cells, clean.notes, read)
        }
    };
    let value = read.value.cast(&data_type(kind))?.with_name(name.into());
    let mut unread = None;
    if value.null_count() > cell.null_count() {
        let mut flags = cell.is_not_null() & value.is_null();
        if !read.notes.is_empty() {
            // A text that stands for *unknown* is no fault.
            let said =
                cell.str()?.iter().map(|text| text.is_some_and(|t| read.notes.contains_key(t)));
            let said: BooleanChunked = said.collect();
            flags = flags & !said;
        }
        unread = Some(flags);
    }
    let mut differs = None;
    if repair(kind, "").is_some() && *cell.dtype() == DataType::String {
        let written = value.cast(&DataType::String)?;
        let flags = cell.as_materialized_series().not_equal(written.as_materialized_series())?;
        differs = flags.any().then_some(flags);
    }
    let (notes, stop) = (read.notes, read.stop);
    Ok(TypedColumn {
        name: name.to_owned(),
        kind,
        cell,
        value,
        unread,
        differs,
        notes,
        cleaned,
        stop,
    })
}

/// The column as text; whole numbers that stand in a column of floats lose their `.0`.
fn as_text(raw: &Column) -> PolarsResult<Column> {
    if raw.dtype().is_float() {
        let whole = raw.cast(&DataType::Int64)?;
        if whole.cast(raw.dtype())?.equals_missing(raw) {
            return whole.cast(&DataType::String);
        }
    }
    raw.cast(&DataType::String)
}

/// Fills letter and addition from a house number that carries them, where they are empty.
///
/// A letter or addition that contradicts the one behind the number makes the number unreadable: which
/// of them is right cannot be told.
fn split_house_numbers(frame: DataFrame, typed: &mut [TypedColumn]) -> PolarsResult<DataFrame> {
    let glued = typed.iter_mut().find(|column| {
        column.kind == Kind::HouseNumber && *column.cell.dtype() == DataType::String
    });
    let Some(glued) = glued.filter(|column| column.differs.is_some()) else {
        return Ok(frame); // every number is bare
    };
    let mut with = frame;
    with.with_column(glued.cell.clone().with_name("glued".into()))?;
    let letter = || house_number::letter(col("glued"));
    let addition = || house_number::addition(col("glued"));
    let contradicts = col("house_letter").neq(letter()).or(col("addition").neq(addition()));
    let contradicts = with
        .clone()
        .lazy()
        .select([contradicts.fill_null(lit(false)).alias("contradicts")])
        .collect()?;
    let contradicts = contradicts.column("contradicts")?.bool()?.clone();
    if contradicts.any() {
        glued.unread = Some(match glued.unread.take() {
            Some(unread) => unread | contradicts,
            None => contradicts,
        });
    }
    let with = with
        .lazy()
        .with_columns([
            col("house_letter").fill_null(house_number::letter(col("glued"))),
            col("addition").fill_null(house_number::addition(col("glued"))),
        ])
        .collect()?;
    with.drop("glued")
}
