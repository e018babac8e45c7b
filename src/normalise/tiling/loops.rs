//! The rings of outlines as closed lists of vertices, each with its area on the left.
//!
//! Nearly every ring is in that form already and is looked at where it stands; only another
//! one is copied.

use std::borrow::Cow;

use geo::{Coord, LineString, MultiPolygon, Rect};
use rayon::prelude::*;

use super::edges::{Edge, is_number, rings, twice_signed_area, vertices};

/// One ring: the first vertex comes again at the end, and none twice in a row.
///
/// Exteriors run counter-clockwise and holes clockwise.
#[derive(Debug, Clone)]
pub(super) struct Loop<'a> {
    /// A borrowed ring is the one of the outline, vertex by vertex.
    pub points: Cow<'a, [Coord]>,
    /// Position of the outline that the ring came with.
    pub owner: u32,
    pub bounds: Rect,
}

impl Loop<'_> {
    /// The edge from the vertex at this position to the next.
    pub fn edge(&self, position: usize) -> Edge {
        Edge { from: self.points[position], to: self.points[position + 1], owner: self.owner }
    }

    pub fn n_edges(&self) -> usize {
        self.points.len().saturating_sub(1)
    }
}

/// The loops of each outline.
pub(super) fn loops<'a>(outlines: &[&'a MultiPolygon<f64>]) -> Vec<Vec<Loop<'a>>> {
    let of_one = |(owner, outline): (usize, &&'a MultiPolygon<f64>)| {
        let loops =
            rings(outline).map(|(ring, is_exterior)| of_ring(ring, is_exterior, owner as u32));
        loops.collect()
    };
    outlines.par_iter().with_max_len(64).enumerate().map(of_one).collect()
}

fn of_ring(ring: &LineString<f64>, is_exterior: bool, owner: u32) -> Loop<'_> {
    if let Some(bounds) = bounds_of_loop(&ring.0, is_exterior) {
        return Loop { points: Cow::Borrowed(&ring.0), owner, bounds };
    }
    let mut points = vertices(ring);
    if (twice_signed_area(&points) > 0.0) != is_exterior {
        points.reverse();
    }
    points.extend((points.len() > 1).then(|| points[0]));
    let bounds = bounds(&points);
    Loop { points: Cow::Owned(points), owner, bounds }
}

/// The box round a ring that is a loop as it stands; `None` for another.
fn bounds_of_loop(ring: &[Coord], is_exterior: bool) -> Option<Rect> {
    let is_closed = ring.len() > 2 && ring.first() == ring.last();
    if !is_closed || !ring.iter().all(|&coord| is_number(coord)) {
        return None;
    }
    let is_loop = ring.windows(2).all(|pair| pair[0] != pair[1])
        && (twice_signed_area(ring) > 0.0) == is_exterior;
    is_loop.then(|| bounds(ring))
}

/// The box round points; round the origin where there are none.
fn bounds(points: &[Coord]) -> Rect {
    let Some(&first) = points.first() else {
        return Rect::new((0.0, 0.0), (0.0, 0.0));
    };
    let (mut low, mut high) = (first, first);
    for point in points {
        low = Coord { x: low.x.min(point.x), y: low.y.min(point.y) };
        high = Coord { x: high.x.max(point.x), y: high.y.max(point.y) };
    }
    Rect::new(low, high)
}
