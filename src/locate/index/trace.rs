//! Walks the rings over the grid: which edges pass which cell, and which cross the lines of anchors.

use std::mem::{replace, take};
use std::ops::Range;

use geo::Coord;
use rayon::prelude::*;

use super::frame::Frame;
use super::rings::Ring;

/// Edges of one ring, one after the other, that pass a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// The cell, counted from the first of its band.
    pub cell: u32,
    /// The ring.
    pub ring: u32,
    /// The first edge.
    pub first: u32,
    /// The edge after the last.
    pub end: u32,
}

/// An edge that crosses the line through the anchors of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crossing {
    /// The first cell whose anchor lies east of it, counted from the first of its band in rows of
    /// one more than there are columns: the last is for crossings east of all anchors.
    pub cell: u32,
    /// The ring.
    pub ring: u32,
    /// What the ring's winding number is more to the east: 1 or -1.
    pub step: i32,
}

/// What some edges leave in a band of rows.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// In order of ring and edge.
    pub runs: Vec<Run>,
    /// In order of ring and edge.
    pub crossings: Vec<Crossing>,
}

/// Pieces into which the edges are dealt, and the least number of edges in one.
const PIECES: usize = 32;
const EDGES_IN_PIECE: usize = 2048;
/// Edges that come this near to a cell count as passing it, in cells.
///
/// A grid has so few cells that rounding moves a point or an edge by far less, so none is missed;
/// an edge too many in a cell changes no answer.
const MARGIN: f64 = 1e-6;

/// The rings of a layer, to be walked.
pub(super) struct Tracing<'a> {
    rings: &'a [Ring<'a>],
    frame: &'a Frame,
    /// A band has two to this power rows.
    band_shift: u32,
    /// The bands that each ring passes, or comes near.
    bands_of: Vec<Range<usize>>,
}

impl<'a> Tracing<'a> {
    /// Finds out which rings pass which bands of two to the power of `band_shift` rows.
    pub fn new(rings: &'a [Ring<'a>], frame: &'a Frame, band_shift: u32) -> Tracing<'a> {
        let bands_of = rings.par_iter().with_min_len(64).with_max_len(512).map(|ring| {
            let (low, high) = ring.heights();
            let at = |y| frame.in_cells(Coord { x: 0.0, y }).y;
            let rows = span(at(low), at(high), frame.rows);
            rows.start >> band_shift..((rows.end - 1) >> band_shift) + 1
        });
        Tracing { rings, frame, band_shift, bands_of: bands_of.collect() }
    }

    /// Walks the rings that pass these bands; for pieces of their edges, in order, what they leave in
    /// each band.
    pub fn traces(&self, bands: Range<usize>) -> Vec<Vec<Traces>> {
        let passes = |of: &Range<usize>| of.start < bands.end && bands.start < of.end;
        let passing: Vec<usize> =
            (0..self.rings.len()).filter(|&ring| passes(&self.bands_of[ring])).collect();
        pieces(self.rings, &passing)
            .into_par_iter()
            .with_max_len(1)
            .map(|piece| {
                let mut walk = Walk {
                    frame: self.frame,
                    band_shift: self.band_shift,
                    first_band: bands.start,
                    bands: bands.clone().map(|_| Traces::default()).collect(),
                    passed: Vec::new(),
                };
                for (ring, edges) in piece {
                    walk.ring(&self.rings[ring], ring as u32, edges);
                }
                walk.bands
            })
            .collect()
    }
}

/// Deals the edges of some rings into pieces of about the same size.
fn pieces(rings: &[Ring<'_>], some: &[usize]) -> Vec<Vec<(usize, Range<usize>)>> {
    let n_edges: usize = some.iter().map(|&ring| rings[ring].n_edges()).sum();
    let size = EDGES_IN_PIECE.max(n_edges.div_ceil(PIECES));
    let mut pieces = vec![Vec::new()];
    let mut room = size;
    for &at in some {
        let n_edges = rings[at].n_edges();
        let mut from = 0;
        while from < n_edges {
            if room == 0 {
                pieces.push(Vec::new());
                room = size;
            }
            let end = n_edges.min(from + room);
            pieces.last_mut().expect("there is a first piece").push((at, from..end));
            room -= end - from;
            from = end;
        }
    }
    pieces
}

struct Walk<'a> {
    frame: &'a Frame,
    band_shift: u32,
    /// The bands of which traces are kept, from the first.
    first_band: usize,
    bands: Vec<Traces>,
    /// Columns and rows of the cells that an edge passes.
    passed: Vec<(usize, usize)>,
}

impl Walk<'_> {
    fn ring(&mut self, ring: &Ring<'_>, at: u32, edges: Range<usize>) {
        let mut passed = take(&mut self.passed);
        let end = edges.end as u32;
        // The cell that the walk stands in, and the first edge of its run there; none on a limit.
        let mut here: Option<(Inner, u32)> = None;
        let mut to = self.frame.in_cells(ring.edge(edges.start).0);
        for edge in edges {
            let (a, b) = ring.edge(edge);
            let edge = edge as u32;
            let from = replace(&mut to, self.frame.in_cells(b));
            if let Some((inner, _)) = &here
                && inner.holds(to)
            {
                if inner.line_crossed(a, b) {
                    self.cross(a, b, (from.y, to.y), at);
                }
                continue;
            }
            let next = Inner::around(self.frame, to);
            if let (Some((inner, first)), Some(next)) = (&here, &next)
                && inner.is_beside(next)
            {
                if inner.line_crossed(a, b) || next.line_crossed(a, b) {
                    self.cross(a, b, (from.y, to.y), at);
                }
                self.close(inner.cell, at, *first..edge + 1);
                here = Some((*next, edge));
                continue;
            }
            self.cross(a, b, (from.y, to.y), at);
            passed.clear();
            self.cells(from, to, &mut passed);
            let mut first_there = edge;
            for &cell in &passed {
                let first = match here {
                    Some((inner, first)) if inner.cell == cell => first,
                    _ => edge,
                };
                if next.is_some_and(|next| next.cell == cell) {
                    first_there = first;
                } else {
                    self.close(cell, at, first..edge + 1);
                }
            }
            here = next.map(|next| (next, first_there));
        }
        if let Some((inner, first)) = here {
            self.close(inner.cell, at, first..end);
        }
        self.passed = passed;
    }

    fn close(&mut self, (column, row): (usize, usize), ring: u32, edges: Range<u32>) {
        let cell = (self.row_in_band(row) * self.frame.columns + column) as u32;
        let run = Run { cell, ring, first: edges.start, end: edges.end };
        if let Some(traces) = self.traces_of(row) {
            traces.runs.push(run);
        }
    }

    /// A row counted from the first of its band.
    fn row_in_band(&self, row: usize) -> usize {
        row & ((1 << self.band_shift) - 1)
    }

    /// Where what a row is left is kept; `None` where it is not.
    fn traces_of(&mut self, row: usize) -> Option<&mut Traces> {
        self.bands.get_mut((row >> self.band_shift).checked_sub(self.first_band)?)
    }

    /// The cells that an edge passes, or comes near; its ends are counted in cells.
    fn cells(&self, a: Coord<f64>, b: Coord<f64>, passed: &mut Vec<(usize, usize)>) {
        let columns = span(a.x, b.x, self.frame.columns);
        let rows = span(a.y, b.y, self.frame.rows);
        if columns.len() == 1 || rows.len() == 1 {
            passed.extend(rows.flat_map(|row| columns.clone().map(move |column| (column, row))));
            return;
        }
        let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
        for row in rows {
            // The ends of the part of the edge in this row.
            let x_at = |y: f64| match y {
                _ if y <= low.y => low.x,
                _ if y >= high.y => high.x,
                _ => low.x + (high.x - low.x) * ((y - low.y) / (high.y - low.y)),
            };
            let (from, to) = (x_at(row as f64 - MARGIN), x_at(row as f64 + 1.0 + MARGIN));
            let columns = span(from, to, self.frame.columns);
            passed.extend(columns.map(|column| (column, row)));
        }
    }

    /// Notes the lines of anchors that an edge crosses; one that ends on a line ends below it.
    /// `in_cells` are the heights of its ends, counted in cells.
    fn cross(&mut self, a: Coord<f64>, b: Coord<f64>, in_cells: (f64, f64), ring: u32) {
        // East of an edge that goes up the ring winds once less around a point than west of it.
        let (low, high, step) = if a.y <= b.y { (a, b, -1) } else { (b, a, 1) };
        for row in span(in_cells.0, in_cells.1, self.frame.rows) {
            let y = self.frame.anchor_y(row);
            if !(low.y <= y && y < high.y) {
                continue;
            }
            let x = low.x + (high.x - low.x) * ((y - low.y) / (high.y - low.y));
            let near = self.frame.in_cells(Coord { x, y }).x.clamp(0.0, self.frame.columns as f64);
            let mut column = near as usize;
            // The anchor of that column may lie to the west.
            if column < self.frame.columns && self.frame.anchor_x(column) <= x {
                column += 1;
            }
            let cell = (self.row_in_band(row) * (self.frame.columns + 1) + column) as u32;
            if let Some(traces) = self.traces_of(row) {
                traces.crossings.push(Crossing { cell, ring, step });
            }
        }
    }
}

/// What of a cell is a margin away from its limits.
#[derive(Clone, Copy)]
struct Inner {
    /// Column and row.
    cell: (usize, usize),
    min: Coord<f64>,
    max: Coord<f64>,
    anchor_y: f64,
}

impl Inner {
    /// That of the cell with this point, in cells; `None` where the point is no margin away from the
    /// limits.
    fn around(frame: &Frame, at: Coord<f64>) -> Option<Inner> {
        let (column, row) = (at.x as usize, at.y as usize);
        let corner = Coord { x: column as f64, y: row as f64 };
        let inner = Inner {
            cell: (column, row),
            min: corner + Coord { x: MARGIN, y: MARGIN },
            max: corner + Coord { x: 1.0 - MARGIN, y: 1.0 - MARGIN },
            anchor_y: frame.anchor_y(row),
        };
        (column < frame.columns && row < frame.rows && inner.holds(at)).then_some(inner)
    }

    /// Whether an edge crosses the line through the anchors of its row.
    fn line_crossed(&self, a: Coord<f64>, b: Coord<f64>) -> bool {
        (a.y <= self.anchor_y) != (b.y <= self.anchor_y)
    }

    /// Whether the two cells share a side: then an edge from one to the other passes no third, since
    /// both together are convex.
    fn is_beside(&self, other: &Inner) -> bool {
        let (column, row) =
            (self.cell.0.abs_diff(other.cell.0), self.cell.1.abs_diff(other.cell.1));
        column + row == 1
    }

    fn holds(&self, at: Coord<f64>) -> bool {
        at.x > self.min.x && at.x < self.max.x && at.y > self.min.y && at.y < self.max.y
    }
}

/// The columns or rows from one place to another, in cells, a margin around them included.
fn span(a: f64, b: f64, n: usize) -> Range<usize> {
    let last = n - 1;
    let from = (a.min(b) - MARGIN).max(0.0) as usize;
    let to = (a.max(b) + MARGIN).max(0.0) as usize;
    from.min(last)..to.min(last) + 1
}
