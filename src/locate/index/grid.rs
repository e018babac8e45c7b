//! A grid of cells over a layer: most answer at once, the others from the few edges in them.

use std::array;

use rayon::prelude::*;

use crate::model::Area;

use super::band::{Band, Cell, Sweep};
use super::cell::{self, NOWHERE};
use super::frame::Frame;
use super::rings::{Extent, rings};
use super::trace::Tracing;

/// The cells of a layer.
#[derive(Debug)]
pub(super) struct Grid {
    frame: Frame,
    /// A band has two to this power rows.
    band_shift: u32,
    bands: Vec<Band>,
}

/// Bands of rows, and those that are traced in one go and swept side by side: few enough for their
/// edges to be near the processor still when they are swept.
const BANDS: usize = 128;
const BANDS_TRACED: usize = 4;
/// Points whose cells are looked up together, so that the memory answers several at a time.
const TOGETHER: usize = 64;

impl Grid {
    /// Builds the grid; `None` where so few points, or outlines without edges, do not pay for one.
    pub(super) fn new(areas: &[Area], n_points: usize) -> Option<Grid> {
        let rings = rings(areas);
        let frame = Frame::around(&Extent::of(&rings)?, n_points)?;
        let band_rows = frame.rows.div_ceil(BANDS).next_power_of_two();
        let band_shift = band_rows.trailing_zeros();
        let tracing = Tracing::new(&rings, &frame, band_shift);
        let n_bands = frame.rows.div_ceil(band_rows);
        let mut bands = Vec::with_capacity(n_bands);
        // Traces take more memory than the cells that come of them, too.
        for first in (0..n_bands).step_by(BANDS_TRACED) {
            let of_pieces = tracing.traces(first..n_bands.min(first + BANDS_TRACED));
            let some = (first..n_bands.min(first + BANDS_TRACED)).into_par_iter().with_max_len(1);
            let swept = some.map_init(
                || Sweep::new(rings.len()),
                |sweep, band| {
                    let first_row = band * band_rows;
                    let n_rows = band_rows.min(frame.rows - first_row);
                    let traces = of_pieces.iter().map(|piece| &piece[band - first]).collect();
                    Band::new(&frame, &rings, first_row, n_rows, traces, sweep)
                },
            );
            bands.par_extend(swept);
        }
        Some(Grid { frame, band_shift, bands })
    }

    /// The smallest area that holds the point, [`NOWHERE`] when none does; `None` when the point
    /// is too near to a border to tell.
    pub(super) fn holding(&self, x: f64, y: f64) -> Option<u32> {
        let Some((column, row)) = self.frame.cell_of(x, y) else { return Some(NOWHERE) };
        self.told(x, y, column, row, self.value(column, row))
    }

    /// The same for a few points, at most [`TOGETHER`].
    ///
    /// Cells first, then the first words of those that edges pass, then these: places in memory
    /// that do not wait for each other are fetched at the same time.
    fn holding_together(
        &self,
        xs: &[f64],
        ys: &[f64],
        out: &mut [u32],
        exact: &impl Fn(f64, f64) -> u32,
    ) {
        let cells: [Option<(usize, usize)>; TOGETHER] = array::from_fn(|at| {
            let (x, y) = (xs.get(at)?, ys.get(at)?);
            self.frame.cell_of(*x, *y)
        });
        for (out, cell) in out.iter_mut().zip(cells) {
            *out = cell.map_or(NOWHERE, |(column, row)| self.value(column, row));
        }
        let mut parted: [(usize, u32, &[u32]); TOGETHER] = [(0, 0, &[]); TOGETHER];
        let mut n_parted = 0;
        for (at, (out, cell)) in out.iter_mut().zip(cells).enumerate() {
            let Some((_, row)) = cell else { continue };
            match self.bands[row >> self.band_shift].meaning(*out) {
                Cell::Whole(_) => {}
                Cell::Parted(words) => {
                    parted[n_parted] = (at, words[0], words);
                    n_parted += 1;
                }
                Cell::Unsure => *out = exact(xs[at], ys[at]),
            }
        }
        for &(at, head, words) in &parted[..n_parted] {
            let Some((column, row)) = cells[at] else { continue };
            let (x, y, anchor) = (xs[at], ys[at], self.frame.anchor(column, row));
            let found = cell::holding(head, words, (x - anchor.x) as f32, (y - anchor.y) as f32);
            out[at] = found.unwrap_or_else(|| exact(x, y));
        }
    }

    /// The areas of many points, [`NOWHERE`] for none; `exact` finds those that are too near to a
    /// border to tell.
    pub(super) fn holding_each(
        &self,
        xs: &[f64],
        ys: &[f64],
        out: &mut [u32],
        exact: &impl Fn(f64, f64) -> u32,
    ) {
        let chunks = out.chunks_mut(TOGETHER).zip(xs.chunks(TOGETHER)).zip(ys.chunks(TOGETHER));
        for ((out, xs), ys) in chunks {
            self.holding_together(xs, ys, out, exact);
        }
    }

    /// What a cell says, as a number.
    fn value(&self, column: usize, row: usize) -> u32 {
        let (band, row) = (row >> self.band_shift, row & ((1 << self.band_shift) - 1));
        self.bands[band].value(row * self.frame.columns + column)
    }

    /// What the cell with this value tells of a point in it.
    fn told(&self, x: f64, y: f64, column: usize, row: usize, value: u32) -> Option<u32> {
        match self.bands[row >> self.band_shift].meaning(value) {
            Cell::Whole(area) => Some(area),
            Cell::Parted(words) => {
                let anchor = self.frame.anchor(column, row);
                cell::holding(words[0], words, (x - anchor.x) as f32, (y - anchor.y) as f32)
            }
            Cell::Unsure => None,
        }
    }

    /// Where its cells lie.
    #[cfg(test)]
    pub(super) fn frame(&self) -> &Frame {
        &self.frame
    }
}
