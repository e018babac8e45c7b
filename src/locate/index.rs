//! Point in polygon: which area holds a point, which is the nearest.
//!
//! A grid of cells answers for most points at once and for others from the few edges in their cell;
//! what it cannot tell for certain is told by an exact test of the outlines whose boxes hold the
//! point. The answers do not depend on the way.

mod band;
mod boxes;
mod cell;
mod frame;
mod grid;
#[cfg(test)]
mod laws;
mod rings;
mod trace;

use std::collections::HashMap;
use std::sync::OnceLock;

use geo::{BoundingRect, Point};
use rayon::prelude::*;

use crate::model::{Area, AreaCode, AreaLevel, LevelAreas};

use boxes::Boxes;
use grid::Grid;

/// The areas of one level, ready to be asked which holds a point.
#[derive(Debug)]
pub struct AreaIndex<'a> {
    level: AreaLevel,
    areas: &'a [Area],
    grid: Option<Grid>,
    /// Built when first asked, or with the grid.
    boxes: OnceLock<Boxes<'a>>,
    by_code: HashMap<&'a str, u32>,
}

/// Points that one thread takes at a time.
const POINTS_IN_CHUNK: usize = 16_384;

/// Points from which on the boxes are built beside the grid.
const MANY_POINTS: usize = 1 << 20;

impl<'a> AreaIndex<'a> {
    /// In place of an area where none holds the point.
    pub const NOWHERE: u32 = cell::NOWHERE;

    /// Indexes the areas of a level, for as many points as may come.
    pub fn new(level: &'a LevelAreas) -> AreaIndex<'a> {
        AreaIndex::for_points(level, usize::MAX)
    }

    /// Indexes the areas of a level for about this number of points.
    ///
    /// With few points the index is built sooner and answers later. The answers are the same.
    pub fn for_points(level: &'a LevelAreas, n_points: usize) -> AreaIndex<'a> {
        let areas = &level.areas;
        // Among many points there are some that only the boxes tell.
        let boxes = || (n_points >= MANY_POINTS).then(|| Boxes::new(areas));
        let (grid, boxes) = rayon::join(|| Grid::new(areas, n_points), boxes);
        AreaIndex {
            level: level.level,
            areas,
            grid,
            boxes: boxes.map_or_else(OnceLock::new, OnceLock::from),
            by_code: areas.iter().zip(0..).map(|(area, at)| (area.code.as_str(), at)).collect(),
        }
    }

    /// The area that holds the point, or `None` when it lies outside all of them.
    ///
    /// Areas share their borders, so a point on a border touches several; the one with the smallest
    /// code gets it. The same holds where areas overlap. Each home is thus counted once.
    pub fn holding(&self, point: Point) -> Option<u32> {
        match self.grid.as_ref().and_then(|grid| grid.holding(point.x(), point.y())) {
            Some(area) => (area != Self::NOWHERE).then_some(area),
            None => self.boxes().holding(point), // areas are in order of code
        }
    }

    /// What [`Self::holding`] says for each point, [`Self::NOWHERE`] for those outside all areas.
    ///
    /// A point is the `x` and `y` at the same place in two slices of the same length; one that is
    /// not finite lies outside. `out` is emptied first. Threads share the work; points that lie
    /// near each other in the slices are found sooner.
    pub fn holding_each(&self, xs: &[f64], ys: &[f64], out: &mut Vec<u32>) {
        out.clear();
        out.resize(xs.len().min(ys.len()), Self::NOWHERE);
        let exact =
            |x: f64, y: f64| self.boxes().holding(Point::new(x, y)).unwrap_or(Self::NOWHERE);
        out.par_chunks_mut(POINTS_IN_CHUNK)
            .zip(xs.par_chunks(POINTS_IN_CHUNK))
            .zip(ys.par_chunks(POINTS_IN_CHUNK))
            .for_each(|((out, xs), ys)| match &self.grid {
                Some(grid) => grid.holding_each(xs, ys, out, &exact),
                None => {
                    for ((out, &x), &y) in out.iter_mut().zip(xs).zip(ys) {
                        *out = exact(x, y);
                    }
                }
            });
    }

    /// The nearest area within `distance_m` metres; of several as near, the one with the smallest code.
    pub fn nearest(&self, point: Point, distance_m: f64) -> Option<u32> {
        self.boxes().nearest(point, distance_m)
    }

    fn boxes(&self) -> &Boxes<'a> {
        self.boxes.get_or_init(|| Boxes::new(self.areas))
    }

    /// The area with this code, in any form that tables write.
    pub fn coded(&self, text: &str) -> Option<u32> {
        let code = AreaCode::parse(self.level, text)?;
        self.by_code.get(code.as_str()).copied()
    }

    /// The first codes.
    pub fn first_codes(&self, count: usize) -> Vec<String> {
        self.areas.iter().take(count).map(|area| area.code.to_string()).collect()
    }

    /// The lowest and the highest x and y of all areas; `None` without any.
    pub fn bounds(&self) -> Option<[[f64; 2]; 2]> {
        let boxes = self.areas.iter().filter_map(|area| area.outline.bounding_rect());
        let all = boxes.map(|rect| [rect.min().into(), rect.max().into()]);
        all.reduce(|one: [[f64; 2]; 2], other| {
            [0, 1].map(|end| {
                [0, 1].map(|axis| {
                    let pair = (one[end][axis], other[end][axis]);
                    if end == 0 { pair.0.min(pair.1) } else { pair.0.max(pair.1) }
                })
            })
        })
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
