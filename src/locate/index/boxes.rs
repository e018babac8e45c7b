//! An R-tree over the boxes of the areas' parts: the exact test of each part whose box holds a point.
//!
//! What it says is what the index means; the grid answers sooner where it can be sure.

use geo::{BoundingRect, Distance, Euclidean, Intersects, Point, Polygon};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use crate::model::Area;

/// The parts of all areas by their boxes.
#[derive(Debug)]
pub(super) struct Boxes<'a> {
    parts: RTree<Part<'a>>,
}

/// One polygon of an area: boxes of parts are smaller than the box of a scattered whole.
#[derive(Debug)]
struct Part<'a> {
    area: u32,
    polygon: &'a Polygon<f64>,
    envelope: AABB<[f64; 2]>,
}

impl RTreeObject for Part<'_> {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> AABB<[f64; 2]> {
        self.envelope
    }
}

impl PointDistance for Part<'_> {
    /// Squared distance from the point to the polygon, zero within.
    fn distance_2(&self, point: &[f64; 2]) -> f64 {
        Euclidean.distance(&Point::from(*point), self.polygon).powi(2)
    }
}

impl<'a> Boxes<'a> {
    /// Takes the parts of all areas; an empty one has no box.
    ///
    /// Runs on one thread: threads of a pool may all wait for the first that needs the tree, and
    /// that one must then not wait for them.
    pub(super) fn new(areas: &'a [Area]) -> Boxes<'a> {
        let parts = areas.iter().zip(0..).flat_map(|(area, at)| {
            area.outline.0.iter().filter_map(move |polygon| {
                let rect = polygon.bounding_rect()?;
                let envelope = AABB::from_corners(rect.min().into(), rect.max().into());
                Some(Part { area: at, polygon, envelope })
            })
        });
        Boxes { parts: RTree::bulk_load(parts.collect()) }
    }

    /// The smallest of the areas that hold the point, borders included.
    pub(super) fn holding(&self, point: Point) -> Option<u32> {
        self.parts
            .locate_in_envelope_intersecting(&AABB::from_point([point.x(), point.y()]))
            .filter(|part| part.polygon.intersects(&point))
            .map(|part| part.area)
            .min()
    }

    /// The nearest area within `distance_m` metres; of several as near, the smallest.
    pub(super) fn nearest(&self, point: Point, distance_m: f64) -> Option<u32> {
        let at = [point.x(), point.y()];
        let reach = AABB::from_corners(
            [at[0] - distance_m, at[1] - distance_m],
            [at[0] + distance_m, at[1] + distance_m],
        );
        self.parts
            .locate_in_envelope_intersecting(&reach)
            .map(|part| (part.distance_2(&at), part.area))
            .filter(|(squared, _)| *squared <= distance_m * distance_m)
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, area)| area)
    }
}
