//! One piece of a table on the short way.

use polars::prelude::{BooleanChunked, Column, DataFrame, NewChunkedArray, PolarsResult};

use crate::read::{Batch, Piece, ROW, TextPiece};

use super::super::read_column::Evidence;
use super::Table;
use super::lane::{Lane, Rows, Way};
use super::words::Dictionary;

/// What a piece was found to be.
pub(in super::super) struct PlainPiece {
    /// The rows in plain form, typed, with every column of the table and [`ROW`]: their place in the
    /// piece, from 0.
    pub frame: DataFrame,
    /// The odd rows: their place in the piece, and their cells as they stand.
    pub odd: Vec<(u32, Vec<String>)>,
    /// What the plain cells of each column prove.
    pub evidence: Vec<Evidence>,
    /// Whether a cell says *total*.
    pub total: bool,
    /// By column, whether every text passes the eleven-test.
    pub citizens: Vec<bool>,
}

/// Looks at one piece; `None` when the table is to be read whole.
pub(super) fn look_at(
    piece: Piece<'_, '_>,
    ways: &[Way<'_>],
    dictionaries: &[Option<Dictionary<'_>>],
    table: &Table<'_>,
) -> Option<PlainPiece> {
    match piece {
        Piece::Text(text) => text_piece(text, ways, dictionaries, table),
    }
}

fn text_piece(
    piece: &mut TextPiece<'_>,
    ways: &[Way<'_>],
    dictionaries: &[Option<Dictionary<'_>>],
    table: &Table<'_>,
) -> Option<PlainPiece> {
    let mut lanes: Vec<Lane<'_, '_>> =
        ways.iter().zip(dictionaries).map(|(way, words)| Lane::new(way, words.as_ref())).collect();
    let mut rows = Rows::default();
    let (mut places, mut keep): (Vec<u32>, Vec<bool>) = (Vec::new(), Vec::new());
    let mut odd = Vec::new();
    let mut clear = true;
    piece.for_each_batch(&mut |batch: &Batch<'_>| {
        rows.start(batch.len());
        for (at, lane) in lanes.iter_mut().enumerate() {
            clear = clear && lane.push(batch.cells(at).map(Some), &mut rows).is_some();
        }
        places.extend(&batch.places);
        for at in 0..batch.len() {
            // A row in which no column holds anything is for the full reading to tell.
            let is_odd = rows.odd[at] || usize::from(rows.empty[at]) == lanes.len();
            if is_odd {
                odd.push((batch.places[at], batch.record(at)));
            }
            keep.push(!is_odd);
        }
    });
    if !clear {
        return None;
    }
    let evidence = lanes.iter().map(|lane| lane.evidence).collect();
    let total = lanes.iter().any(|lane| lane.total);
    let citizens = lanes.iter().map(|lane| lane.citizens).collect();
    let frame = frame_of(lanes, ways, places, &keep, table).ok()?;
    Some(PlainPiece { frame, odd, evidence, total, citizens })
}

fn frame_of(
    lanes: Vec<Lane<'_, '_>>,
    ways: &[Way<'_>],
    places: Vec<u32>,
    keep: &[bool],
    table: &Table<'_>,
) -> PolarsResult<DataFrame> {
    let height = places.len();
    let mut columns = vec![Column::new(ROW.into(), places)];
    let mut found: Vec<Option<Column>> = Vec::with_capacity(lanes.len());
    for (lane, way) in lanes.into_iter().zip(ways) {
        found.push(Some(lane.into_column(&(table.types)(way.name, way.kind))?));
    }
    for (name, kind) in table.columns {
        let at = ways.iter().position(|way| way.name == name);
        columns.push(match at.and_then(|at| found[at].take()) {
            Some(column) => column,
            None => Column::full_null(name.as_str().into(), height, &(table.types)(name, *kind)),
        });
    }
    let frame = DataFrame::new(height, columns)?;
    if keep.iter().all(|keep| *keep) {
        return Ok(frame);
    }
    frame.filter(&BooleanChunked::from_slice("keep".into(), keep))
}
