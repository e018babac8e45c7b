//! All rings of all areas in one list, and what their edges measure together.

use geo::Coord;
use rayon::prelude::*;

use crate::model::Area;

/// One ring: the exterior of a part or one of its holes.
#[derive(Debug)]
pub(super) struct Ring<'a> {
    /// Position of its area.
    pub area: u32,
    /// Position in the list of the exterior of its part, its own when it is one: names the part.
    pub exterior: u32,
    /// Its vertices, at least one; the last is the first again.
    coords: &'a [Coord<f64>],
}

impl Ring<'_> {
    /// Number of edges; a ring of one vertex has one edge, from the vertex to itself.
    pub(super) fn n_edges(&self) -> usize {
        (self.coords.len() - 1).max(1)
    }

    /// The smallest and the largest y of its vertices.
    pub(super) fn heights(&self) -> (f64, f64) {
        let first = self.coords[0].y;
        let ys = self.coords.iter().map(|at| at.y);
        ys.fold((first, first), |(low, high), y| (low.min(y), high.max(y)))
    }

    /// The edge at this position, from its start to its end.
    pub(super) fn edge(&self, at: usize) -> (Coord<f64>, Coord<f64>) {
        (self.coords[at], self.coords[(at + 1).min(self.coords.len() - 1)])
    }
}

/// The rings of all areas, in the order of the areas; a part's holes follow its exterior.
pub(super) fn rings(areas: &[Area]) -> Vec<Ring<'_>> {
    let mut rings: Vec<Ring<'_>> = Vec::new();
    for (area, at) in areas.iter().zip(0..) {
        // A part without an exterior holds nothing.
        for part in area.outline.0.iter().filter(|part| !part.exterior().0.is_empty()) {
            let exterior = rings.len() as u32;
            rings.push(Ring { area: at, exterior, coords: &part.exterior().0 });
            let holes = part.interiors().iter().filter(|hole| !hole.0.is_empty());
            rings.extend(holes.map(|hole| Ring { area: at, exterior, coords: &hole.0 }));
        }
    }
    rings
}

/// What all edges of a layer measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// Smallest coordinates.
    pub min: Coord<f64>,
    /// Largest coordinates.
    pub max: Coord<f64>,
    /// Number of edges.
    pub n_edges: usize,
    /// Sum over the edges of what they go to the side and what they go up or down, in metres.
    pub length_m: f64,
}

impl Extent {
    /// Measures the rings; `None` without any, or when a coordinate is not finite.
    pub(super) fn of(rings: &[Ring<'_>]) -> Option<Extent> {
        let extents: Vec<Extent> =
            rings.par_iter().with_min_len(64).with_max_len(64).map(Extent::of_ring).collect();
        // One after the other, so that the sum does not depend on the threads.
        let extent = extents.into_iter().reduce(Extent::with)?;
        let finite = [extent.min.x, extent.min.y, extent.max.x, extent.max.y, extent.length_m]
            .into_iter()
            .all(f64::is_finite);
        finite.then_some(extent)
    }

    fn of_ring(ring: &Ring<'_>) -> Extent {
        let first = ring.coords[0];
        let none = Extent { min: first, max: first, n_edges: ring.n_edges(), length_m: 0.0 };
        (0..ring.n_edges()).map(|at| ring.edge(at)).fold(none, |extent, (a, b)| Extent {
            min: Coord { x: extent.min.x.min(b.x), y: extent.min.y.min(b.y) },
            max: Coord { x: extent.max.x.max(b.x), y: extent.max.y.max(b.y) },
            // Not finite from the first coordinate on that is not.
            length_m: extent.length_m + (b.x - a.x).abs() + (b.y - a.y).abs(),
            ..extent
        })
    }

    fn with(self, other: Extent) -> Extent {
        Extent {
            min: Coord { x: self.min.x.min(other.min.x), y: self.min.y.min(other.min.y) },
            max: Coord { x: self.max.x.max(other.max.x), y: self.max.y.max(other.max.y) },
            n_edges: self.n_edges + other.n_edges,
            length_m: self.length_m + other.length_m,
        }
    }
}
