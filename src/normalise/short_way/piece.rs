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
use super::lane::{Filled, Lane};
use super::rows::Rows;
use super::way::Way;
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
        let about = piece.about_records();
        let mut lanes: Vec<Lane<'_, 't>> =
            (0..self.ways.len()).map(|at| self.lane(at, about)).collect();
        let mut rows = Rows::default();
        let mut standing = Standing::default();
        let mut odd = TextRows::of(self.head);
        let mut clear = true;
        piece.for_each_batch(&mut |batch: &Batch<'t>| {
            rows.start(batch.len());
            for (at, lane) in lanes.iter_mut().enumerate() {
                clear = clear && lane.push(batch.cells(at), &mut rows).is_some();
            }
            let are_plain = rows.are_plain(lanes.len());
            for ((at, &place), is_plain) in batch.places.iter().enumerate().zip(are_plain) {
                if !is_plain {
                    odd.push(place, batch.record(at));
                }
                standing.push(place, is_plain);
            }
        });
        if !clear || is_odd_throughout(odd.len(), standing.rows) {
            return None;
        }
        let filled = lanes.into_iter().zip(self.ways);
        let filled = filled
            .map(|(lane, way)| lane.finish(&(self.table.types)(way.name, way.kind)).ok())
            .collect::<Option<_>>()?;
        self.piece(filled, standing, odd.into_frame()).ok()
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
        let mut standing = Standing::default();
        let are_plain = rows.are_plain(filled.len());
        are_plain.zip(0..).for_each(|(is_plain, place)| standing.push(place, is_plain));
        let mut odd = frame.clear();
        if let Some(plain) = standing.plain() {
            let places: Vec<u32> = (0..frame.height() as u32).collect();
            odd = frame.clone();
            odd.with_column(Column::new(ROW.into(), places)).ok()?;
            odd = odd.filter(&!plain).ok()?;
        }
        if is_odd_throughout(odd.height(), standing.rows) {
            return None;
        }
        self.piece(filled, standing, odd).ok()
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
        standing: Standing,
        odd: DataFrame,
    ) -> PolarsResult<PlainPiece> {
        let evidence = filled.iter().map(|column| column.evidence).collect();
        let total = filled.iter().any(|column| column.total);
        let citizens = filled.iter().map(|column| column.citizens).collect();
        let plain = self.plain_rows(filled, standing)?;
        Ok(PlainPiece { plain, odd, evidence, total, citizens })
    }

    fn plain_rows(&self, filled: Vec<Filled>, standing: Standing) -> PolarsResult<PlainFrame> {
        let Table { columns, types, .. } = self.table;
        let height = standing.rows;
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
        let mut frame = DataFrame::new(height, frame)?;
        if let Some(plain) = standing.plain() {
            frame = frame.filter(&plain)?;
        }
        Ok(PlainFrame { frame, places: standing.into_plain_places() })
    }
}

/// Where the rows of a piece stand, and which are odd. In most pieces all follow each other, and none
/// is.
#[derive(Default)]
struct Standing {
    rows: usize,
    /// The place of each row; `None` where they follow each other from 0 on.
    places: Option<Vec<u32>>,
    /// Odd rows, in their order.
    odd: Vec<usize>,
}

impl Standing {
    #[inline]
    fn push(&mut self, place: u32, is_plain: bool) {
        match &mut self.places {
            Some(places) => places.push(place),
            None if place as usize == self.rows => {}
            None => self.places = Some((0..self.rows as u32).chain([place]).collect()),
        }
        if !is_plain {
            self.odd.push(self.rows);
        }
        self.rows += 1;
    }

    /// Of each row whether it is plain; `None` where all are.
    fn plain(&self) -> Option<BooleanChunked> {
        if self.odd.is_empty() {
            return None;
        }
        let mut plain = vec![true; self.rows];
        self.odd.iter().for_each(|row| plain[*row] = false);
        Some(BooleanChunked::from_slice("plain".into(), &plain))
    }

    /// The places of the plain rows; `None` where these follow each other from 0 on.
    fn into_plain_places(self) -> Option<Vec<u32>> {
        if self.odd.is_empty() {
            return self.places;
        }
        let mut places = self.places.unwrap_or_else(|| (0..self.rows as u32).collect());
        let (mut row, mut odd) = (0..self.rows, self.odd.into_iter().peekable());
        places.retain(|_| odd.next_if_eq(&row.next().expect("as many as places")).is_none());
        Some(places)
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
