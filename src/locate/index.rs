//! Point in polygon: an R-tree over the boxes of the areas' parts, then an exact test.

use std::collections::HashMap;

use geo::{BoundingRect, Distance, Euclidean, Intersects, Point, Polygon};
use rayon::prelude::*;
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use crate::model::{Area, AreaCode, AreaLevel, LevelAreas};

/// The areas of one level, ready to be asked which holds a point.
#[derive(Debug)]
pub struct AreaIndex<'a> {
    level: AreaLevel,
    areas: &'a [Area],
    parts: RTree<Part<'a>>,
    by_code: HashMap<&'a str, u32>,
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

impl<'a> AreaIndex<'a> {
    /// Indexes the areas of a level.
    pub fn new(level: &'a LevelAreas) -> AreaIndex<'a> {
        let areas = &level.areas;
        let parts = areas.iter().enumerate().flat_map(|(at, area)| {
            area.outline.0.iter().filter_map(move |polygon| {
                let rect = polygon.bounding_rect()?;
                let envelope = AABB::from_corners(rect.min().into(), rect.max().into());
                Some(Part { area: at as u32, polygon, envelope })
            })
        });
        AreaIndex {
            level: level.level,
            areas,
            parts: RTree::bulk_load(parts.collect()),
            by_code: areas.iter().zip(0..).map(|(area, at)| (area.code.as_str(), at)).collect(),
        }
    }

    /// The area that holds the point, or `None` when it lies outside all of them.
    ///
    /// Areas share their borders, so a point on a border touches several; the one with the smallest
    /// code gets it. The same holds where areas overlap. Each home is thus counted once.
    pub fn holding(&self, point: Point) -> Option<u32> {
        self.parts
            .locate_in_envelope_intersecting(&AABB::from_point([point.x(), point.y()]))
            .filter(|part| part.polygon.intersects(&point))
            .map(|part| part.area)
            .min() // areas are in order of code
    }

    /// The area that holds each point, as [`AreaIndex::holding`] says; [`u32::MAX`] for none.
    pub fn holding_each(&self, xs: &[f64], ys: &[f64], out: &mut Vec<u32>) {
        let points = xs.par_iter().zip(ys).with_min_len(4096);
        let areas = points.map(|(&x, &y)| self.holding(Point::new(x, y)).unwrap_or(u32::MAX));
        areas.collect_into_vec(out);
    }

    /// The nearest area within `distance_m` metres; of several as near, the one with the smallest code.
    pub fn nearest(&self, point: Point, distance_m: f64) -> Option<u32> {
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

    /// The area with this code, in any form that tables write.
    pub fn coded(&self, text: &str) -> Option<u32> {
        let code = AreaCode::parse(self.level, text)?;
        self.by_code.get(code.as_str()).copied()
    }

    /// The code of an area.
    pub fn code(&self, area: u32) -> &AreaCode {
        &self.areas[area as usize].code
    }
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, Rect, polygon};

    use super::*;

    /// Two squares of 100 m side by side, and one with a hole in which a third lies.
    fn areas() -> LevelAreas {
        let square = |x: f64, y: f64| Rect::new((x, y), (x + 100.0, y + 100.0)).to_polygon();
        let ring = polygon!(
            exterior: [(x: 300., y: 0.), (x: 600., y: 0.), (x: 600., y: 300.), (x: 300., y: 300.)],
            interiors: [[(x: 400., y: 100.), (x: 400., y: 200.), (x: 500., y: 200.), (x: 500., y: 100.)]],
        );
        let areas = [
            ("A", square(0., 0.)),
            ("B", square(100., 0.)),
            ("C", ring),
            ("D", square(400., 100.)),
        ]
        .into_iter()
        .map(|(code, polygon)| Area {
            code: AreaCode::parse(AreaLevel::Buurt, code).unwrap(),
            name: code.to_owned(),
            outline: MultiPolygon::new(vec![polygon]),
        })
        .collect();
        LevelAreas { level: AreaLevel::Buurt, areas }
    }

    #[track_caller]
    fn check(x: f64, y: f64, expected: Option<&str>) {
        let areas = areas();
        let index = AreaIndex::new(&areas);
        let found = index.holding(Point::new(x, y)).map(|area| index.code(area).as_str());
        assert_eq!(found, expected);
    }

    #[test]
    fn a_point_lies_in_one_area() {
        check(50., 50., Some("A"));
        check(150., 50., Some("B"));
        check(250., 50., None);
    }

    #[test]
    fn a_shared_border_belongs_to_the_smallest_code() {
        check(100., 50., Some("A"));
        check(100., 0., Some("A")); // a corner of both
        check(400., 150., Some("C")); // the rim of the hole
    }

    #[test]
    fn an_enclave_is_not_its_host() {
        check(450., 150., Some("D"));
        check(350., 150., Some("C"));
    }

    #[test]
    fn the_nearest_area_is_found_within_reach_only() {
        let areas = areas();
        let index = AreaIndex::new(&areas);
        let nearest = |x, reach| index.nearest(Point::new(x, 50.), reach);
        assert_eq!(nearest(210., 25.), Some(1));
        assert_eq!(nearest(230., 25.), None);
        assert_eq!(nearest(225., 25.), Some(1)); // at exactly the distance
        assert_eq!(nearest(250., 50.), Some(1)); // as near to B as to C
    }
}
