//! One piece of a table on the short way.

use polars::prelude::{
    BooleanChunked, ChunkAgg, Column, DataFrame, DataType, NewChunkedArray, PolarsResult,
};

use crate::model::schema::Kind;
use crate::read::{Batch, Piece, ROW, RawTable, TextPiece, TextRows};

use super::super::read_column::Evidence;
use super::super::sift::PlainFrame;
use super::super::typing::type_column;
use super::Table;
use super::lane::{Filled, Lane, Rows, Way};
use super::words::Dictionary;

/// Odd rows that a piece may have, and of how many of its rows one.
const FEW_ODD: usize = 1000;
const MANY_ODD: usize = 8;

/// Above all numbers by which CBS says that there is none.
const LOWEST: f64 = -9000.0;

/// What a piece was found to be.
pub(in super::super) struct PlainPiece {
    /// The rows in plain form, typed, with every column of the table.
    pub plain: PlainFrame,
    /// The odd rows as they stand, and as [`ROW`] their place in the piece.
    pub odd: DataFrame,
    /// What the plain cells of each column prove.
    pub evidence: Vec<Evidence>,
    /// Whether a cell says *total*.
    pub total: bool,
    /// By column, whether there are texts, and all pass the eleven-test.
    pub citizens: Vec<Option<bool>>,
}

/// What all pieces are looked at with.
pub(super) struct Look<'a> {
    pub table: &'a Table<'a>,
    pub head: &'a RawTable,
    pub ways: &'a [Way<'a>],
    pub dictionaries: &'a [Option<Dictionary<'a>>],
}

impl Look<'_> {
    /// Looks at one piece; `None` when the table is to be read whole.
    pub fn at(&self, piece: Piece<'_, '_>) -> Option<PlainPiece> {
        match piece {
            Piece::Text(text) => self.at_text(text),
            Piece::Table(frame) => self.at_table(&frame),
        }
    }

    fn lane<'t>(&self, at: usize, rows: usize) -> Lane<'_, 't> {
        Lane::new(&self.ways[at], self.dictionaries[at].as_ref(), rows)
    }

    fn at_text<'t>(&self, piece: &mut TextPiece<'t>) -> Option<PlainPiece> {
        let most = piece.most_records();
        let mut lanes: Vec<Lane<'_, 't>> =
            (0..self.ways.len()).map(|at| self.lane(at, most)).collect();
        let mut rows = Rows::default();
        let (mut places, mut keep) = (Vec::with_capacity(most), Vec::with_capacity(most));
        let mut odd = TextRows::of(self.head);
        let mut clear = true;
        piece.for_each_batch(&mut |batch: &Batch<'t>| {
            rows.start(batch.len());
            for (at, lane) in lanes.iter_mut().enumerate() {
                clear = clear && lane.push(batch.cells(at), &mut rows).is_some();
            }
            places.extend(&batch.places);
            for (at, is_plain) in rows.are_plain(lanes.len()).enumerate() {
                if !is_plain {
                    odd.push(batch.places[at], batch.record(at));
                }
                keep.push(is_plain);
            }
        });
        if !clear || is_odd_throughout(odd.len(), places.len()) {
            return None;
        }
        let filled = lanes.into_iter().zip(self.ways);
        let filled = filled
            .map(|(lane, way)| lane.finish(&(self.table.types)(way.name, way.kind)).ok())
            .collect::<Option<_>>()?;
        self.piece(filled, places, &keep, odd.into_frame()).ok()
    }

    fn at_table(&self, frame: &DataFrame) -> Option<PlainPiece> {
        let mut rows = Rows::default();
        rows.start(frame.height());
        let filled: Vec<Filled> = (0..self.ways.len())
            .map(|at| {
                let raw = frame.column(self.ways[at].name).ok()?;
                self.typed_column(at, raw, &mut rows)
            })
            .collect::<Option<_>>()?;
        let keep: Vec<bool> = rows.are_plain(filled.len()).collect();
        let places: Vec<u32> = (0..frame.height() as u32).collect();
        let mut odd = frame.clear();
        if keep.contains(&false) {
            let is_odd: Vec<bool> = keep.iter().map(|keep| !keep).collect();
            odd = frame.clone();
            odd.with_column(Column::new(ROW.into(), &places)).ok()?;
            odd = odd.filter(&BooleanChunked::from_slice("odd".into(), &is_odd)).ok()?;
        }
        if is_odd_throughout(odd.height(), keep.len()) {
            return None;
        }
        self.piece(filled, places, &keep, odd).ok()
    }

    /// A column that has a type. `None` where one cell may tell how the others are to be read.
    fn typed_column(&self, at: usize, raw: &Column, rows: &mut Rows) -> Option<Filled> {
        let way = &self.ways[at];
        let texts; // outlives the lane that looks at it
        let mut lane = self.lane(at, 0);
        let number = matches!(way.kind, Kind::Number | Kind::Integer | Kind::HouseNumber);
        let (found, kind) = (raw.dtype(), way.kind);
        let fits = match found {
            DataType::Boolean => kind == Kind::YesNo,
            DataType::Date => kind == Kind::Date,
            _ => number && found.is_primitive_numeric(),
        };
        if kind == Kind::Number && are_plain_numbers(raw) {
            rows.note_null(raw);
            lane.fill(raw.clone());
        } else if fits {
            let read = type_column(way.name, raw, kind, way.form, &Evidence::default()).ok()?;
            if read.stop.is_some() || read.has_notes() {
                return None;
            }
            rows.note_null(&read.cell);
            rows.note_odd(read.unread.as_ref());
            lane.fill(read.value);
        } else if *found == DataType::String {
            lane.push_texts(raw.str().ok()?, rows)?;
        } else if *found == DataType::Boolean && way.is_words() {
            lane.push_answers(raw.bool().ok()?, rows)?;
        } else if found.is_integer() {
            texts = raw.cast(&DataType::String).ok()?;
            lane.push_texts(texts.str().ok()?, rows)?;
        } else {
            return None;
        }
        lane.finish(&(self.table.types)(way.name, way.kind)).ok()
    }

    fn piece(
        &self,
        filled: Vec<Filled>,
        places: Vec<u32>,
        keep: &[bool],
        odd: DataFrame,
    ) -> PolarsResult<PlainPiece> {
        let evidence = filled.iter().map(|column| column.evidence).collect();
        let total = filled.iter().any(|column| column.total);
        let citizens = filled.iter().map(|column| column.citizens).collect();
        let plain = self.plain_rows(filled, places, keep)?;
        Ok(PlainPiece { plain, odd, evidence, total, citizens })
    }

    fn plain_rows(
        &self,
        filled: Vec<Filled>,
        places: Vec<u32>,
        keep: &[bool],
    ) -> PolarsResult<PlainFrame> {
        let Table { columns, types, .. } = self.table;
        let height = places.len();
        let mut frame = Vec::with_capacity(columns.len());
        let mut found: Vec<Option<Column>> =
            filled.into_iter().map(|filled| Some(filled.column)).collect();
        for (name, kind) in *columns {
            let at = self.ways.iter().position(|way| way.name == name);
            frame.push(match at.and_then(|at| found[at].take()) {
                Some(column) => column,
                None => Column::full_null(name.as_str().into(), height, &types(name, *kind)),
            });
        }
        let frame = DataFrame::new(height, frame)?;
        if keep.iter().all(|keep| *keep) {
            let in_row = places.iter().zip(0..).all(|(place, at)| *place == at);
            return Ok(PlainFrame { frame, places: (!in_row).then_some(places) });
        }
        let frame = frame.filter(&BooleanChunked::from_slice("keep".into(), keep))?;
        let kept = places.into_iter().zip(keep).filter(|(_, keep)| **keep);
        Ok(PlainFrame { frame, places: Some(kept.map(|(place, _)| place).collect()) })
    }
}

/// Whether so many rows of a piece are odd ones that reading the table whole costs less.
fn is_odd_throughout(odd: usize, rows: usize) -> bool {
    odd > FEW_ODD && odd > rows / MANY_ODD
}

/// Whether a column holds doubles that all stand for themselves: none that is no number, and none of
/// those by which CBS says that there is none, which are below [`LOWEST`].
fn are_plain_numbers(column: &Column) -> bool {
    let Ok(numbers) = column.f64() else { return false };
    // One that is not finite makes the sum not finite.
    numbers.sum().is_some_and(f64::is_finite) && numbers.min().is_none_or(|min| min > LOWEST)
}
