//! Where the cells of a grid lie, how large they are, and whether a grid pays at all.

use geo::Coord;

use super::rings::Extent;

/// Square cells over the box of a layer, in rows from the south, each from the west.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    min: Coord<f64>,
    max: Coord<f64>,
    cell_m: f64,
    per_m: f64,
    /// Number of cells in a row.
    pub columns: usize,
    /// Number of rows.
    pub rows: usize,
}

/// Smallest part of the cells that edges should pass: below it more cells gain nothing.
const EDGE_CELLS: f64 = 0.12;
/// Cells for which many points pay even where edges are few, and how many points pay for one.
const PAID_CELLS: f64 = 65_536.0;
const POINTS_PER_CELL: f64 = 16.0;
/// Cells for an edge: 4 bytes each, beside some 12 bytes for what the edge leaves in them.
const CELLS_PER_EDGE: f64 = 0.75;
/// Points for an edge from which on building the grid costs less than it saves.
const POINTS_PER_EDGE: f64 = 0.1;
/// Points below which the R-tree is done before a grid is built.
const FEW_POINTS: usize = 1_000;
/// Coordinates are at most so many cells from zero: below it, where a line crosses another is
/// computed to a billionth of a cell.
const MOST_CELLS_AWAY: f64 = 16_777_216.0;
/// Lengths of a cell whose squares are far from the limits of single precision, in metres.
const CELL_M: std::ops::Range<f64> = 1e-6..1e6;

impl Frame {
    /// The grid for a layer of which `n_points` will be asked; `None` where the R-tree is enough.
    ///
    /// Cells are as large as lets edges pass an eighth of them, but there are at most about as
    /// many as edges or points, and no more entries of edges in cells than that either: long edges
    /// in a fine grid would need cells without limit.
    pub(super) fn around(extent: &Extent, n_points: usize) -> Option<Frame> {
        let (width, height) = (extent.max.x - extent.min.x, extent.max.y - extent.min.y);
        let n_edges = extent.n_edges as f64;
        let few = n_points < FEW_POINTS || (n_points as f64) < POINTS_PER_EDGE * n_edges;
        if few || !(width > 0.0 && height > 0.0) {
            return None;
        }
        let paid = (n_points as f64 / POINTS_PER_CELL).min(PAID_CELLS);
        let most = (CELLS_PER_EDGE * n_edges).min(n_points as f64).max(paid);
        // Most edges are those of two areas: half of their length lies in different places.
        let by_share = 2.0 * EDGE_CELLS * width * height / extent.length_m;
        let by_number = (width * height / most).sqrt();
        let by_entries = extent.length_m / (n_edges + most);
        // A row or column may be longer than the rest of the layer is wide.
        let by_side = width.max(height) / most;
        let cell_m = by_share.max(by_number).max(by_entries).max(by_side);

        let away = [extent.min.x, extent.min.y, extent.max.x, extent.max.y]
            .into_iter()
            .fold(0.0, |away: f64, at| away.max(at.abs()));
        (CELL_M.contains(&cell_m) && away < MOST_CELLS_AWAY * cell_m).then(|| Frame {
            min: extent.min,
            max: extent.max,
            cell_m,
            per_m: cell_m.recip(),
            columns: (width / cell_m) as usize + 1,
            rows: (height / cell_m) as usize + 1,
        })
    }

    /// Length of a cell's side in metres.
    pub(super) fn cell_m(&self) -> f64 {
        self.cell_m
    }

    /// Column and row of a point; `None` outside the box of the layer and for no number.
    pub(super) fn cell_of(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        let within = x >= self.min.x && x <= self.max.x && y >= self.min.y && y <= self.max.y;
        if !within {
            return None;
        }
        let at = self.in_cells(Coord { x, y });
        Some(((at.x as usize).min(self.columns - 1), (at.y as usize).min(self.rows - 1)))
    }

    /// A point of the layer counted in cells from the south-west corner.
    pub(super) fn in_cells(&self, at: Coord<f64>) -> Coord<f64> {
        Coord { x: (at.x - self.min.x) * self.per_m, y: (at.y - self.min.y) * self.per_m }
    }

    /// The anchor of a cell: the point of it from which its other points are reached.
    ///
    /// Near the middle, but at no round part of a cell, where the vertices of a layer might be too.
    pub(super) fn anchor(&self, column: usize, row: usize) -> Coord<f64> {
        Coord { x: self.anchor_x(column), y: self.anchor_y(row) }
    }

    /// The south-west corner of a cell.
    #[cfg(test)]
    pub(super) fn corner(&self, column: usize, row: usize) -> Coord<f64> {
        Coord {
            x: self.min.x + column as f64 * self.cell_m,
            y: self.min.y + row as f64 * self.cell_m,
        }
    }

    /// The anchors' x in a column.
    pub(super) fn anchor_x(&self, column: usize) -> f64 {
        self.min.x + (column as f64 + 0.487_139) * self.cell_m
    }

    /// The anchors' y in a row.
    pub(super) fn anchor_y(&self, row: usize) -> f64 {
        self.min.y + (row as f64 + 0.529_713) * self.cell_m
    }
}
