//! Rings to polygons.
//!
//! A shape holds its rings in one list. Which of them are holes, and of which
//! outer ring, is found here from where they lie.

use geo::coordinate_position::{CoordPos, coord_pos_relative_to_ring};
use geo::{Area, BoundingRect, Coord, Geometry, LineString, MultiPolygon, Polygon};

/// Sorts rings into polygons by which lies in which.
///
/// A ring within an odd number of others is a hole of the smallest of them, any
/// other is an outer ring. The order and the direction of rings, which the
/// format prescribes and files get wrong, play no part.
pub(super) fn polygons(rings: impl Iterator<Item = LineString<f64>>) -> Geometry<f64> {
    let mut lines: Vec<LineString<f64>> = rings.filter(|ring| !ring.0.is_empty()).collect();
    lines.iter_mut().filter(|line| is_finite(line)).for_each(LineString::close);
    if let [line] = lines.as_mut_slice() {
        let alone = Polygon::new(std::mem::replace(line, LineString::empty()), Vec::new());
        return MultiPolygon(vec![alone]).into();
    }
    let rings: Vec<Ring> = lines.into_iter().map(Ring::new).collect();
    let holders: Vec<Vec<usize>> = (0..rings.len())
        .map(|ring| {
            (0..rings.len())
                .filter(|&other| other != ring && rings[other].holds(&rings[ring]))
                .collect()
        })
        .collect();

    let even = |ring: usize| holders[ring].len().is_multiple_of(2);
    // Rings that cross may have no such holder; they stay outer rings rather than be lost.
    let holder = |ring: usize| {
        let outer = holders[ring].iter().copied().filter(|&other| !even(ring) && even(other));
        outer.min_by(|&a, &b| rings[a].area.total_cmp(&rings[b].area))
    };
    let holder_of_each: Vec<Option<usize>> = (0..rings.len()).map(holder).collect();

    let mut holes: Vec<Vec<LineString<f64>>> = vec![Vec::new(); rings.len()];
    let mut outers = Vec::new();
    for ((ring, Ring { line, .. }), holder) in rings.into_iter().enumerate().zip(holder_of_each) {
        match holder {
            Some(outer) => holes[outer].push(line),
            None => outers.push((ring, line)),
        }
    }
    let polygons =
        outers.into_iter().map(|(ring, line)| Polygon::new(line, std::mem::take(&mut holes[ring])));
    MultiPolygon(polygons.collect()).into()
}

fn is_finite(line: &LineString<f64>) -> bool {
    line.0.iter().all(|at| at.x.is_finite() && at.y.is_finite())
}

struct Ring {
    line: LineString<f64>,
    area: f64,
    /// Lower left and upper right; `None` if not all coordinates are finite.
    bounds: Option<(Coord<f64>, Coord<f64>)>,
}

impl Ring {
    /// A closed line, or one that is not finite.
    fn new(line: LineString<f64>) -> Ring {
        if !is_finite(&line) {
            return Ring { line, area: 0.0, bounds: None };
        }
        let bounds = line.bounding_rect().map(|bounds| (bounds.min(), bounds.max()));
        let alone = Polygon::new(line, Vec::new());
        let area = alone.unsigned_area();
        let (line, _) = alone.into_inner();
        Ring { line, area, bounds }
    }

    /// Whether `other` lies within this ring, where they may touch.
    fn holds(&self, other: &Ring) -> bool {
        let (Some((low, high)), Some((other_low, other_high))) = (self.bounds, other.bounds) else {
            return false;
        };
        let bounds_hold = low.x <= other_low.x
            && low.y <= other_low.y
            && high.x >= other_high.x
            && high.y >= other_high.y;
        if !bounds_hold || self.area <= other.area {
            return false;
        }
        // The first point that is not on this ring itself decides; if all corners are, a midpoint does.
        let corners = other.line.0.iter().copied();
        let midpoints = other.line.lines().map(|side| (side.start + side.end) / 2.0);
        corners
            .chain(midpoints)
            .map(|point| coord_pos_relative_to_ring(point, &self.line))
            .find(|&position| position != CoordPos::OnBoundary)
            .is_some_and(|position| position == CoordPos::Inside)
    }
}

#[cfg(test)]
mod tests {
    use ::shapefile::Point;

    use super::super::shape::line;
    use super::super::tests::{check, folder, read_folder, rings, square};
    use super::*;

    fn reversed(mut ring: Vec<Point>) -> Vec<Point> {
        ring.reverse();
        ring
    }

    fn geo_square(low: f64, high: f64) -> LineString<f64> {
        line(&square(low, high))
    }

    #[test]
    fn holes_find_their_ring_in_any_order_and_direction() {
        let (outer, hole, island) = (square(0.0, 9.0), square(2.0, 7.0), square(4.0, 5.0));
        let expected = |outer: &Vec<Point>, hole: &Vec<Point>, island: &Vec<Point>| {
            let holed = geo::Polygon::new(line(outer), vec![line(hole)]);
            (holed, geo::Polygon::new(line(island), Vec::new()))
        };
        let turned = reversed(hole.clone());
        let (holed, alone) = expected(&outer, &turned, &island);
        check(rings(&[&outer, &turned, &island]), MultiPolygon(vec![holed.clone(), alone.clone()]));
        check(rings(&[&turned, &island, &outer]), MultiPolygon(vec![alone, holed]));
        let (holed, alone) = expected(&outer, &hole, &island);
        check(rings(&[&island, &hole, &outer]), MultiPolygon(vec![alone, holed]));
    }

    #[test]
    fn a_hole_may_touch_its_ring() {
        let diamond: Vec<Point> = [(5.0, 0.0), (10.0, 5.0), (5.0, 10.0), (0.0, 5.0), (5.0, 0.0)]
            .map(|(x, y)| Point::new(x, y))
            .to_vec();
        let holed = geo::Polygon::new(geo_square(0.0, 10.0), vec![line(&diamond)]);
        check(rings(&[&diamond, &square(0.0, 10.0)]), MultiPolygon(vec![holed]));
    }

    #[test]
    fn rings_beside_each_other_or_alike_stay_outer_rings() {
        let (one, other) = (square(0.0, 4.0), square(4.0, 8.0));
        let alone = |ring: &Vec<Point>| geo::Polygon::new(line(ring), Vec::new());
        check(rings(&[&one, &other]), MultiPolygon(vec![alone(&one), alone(&other)]));
        check(rings(&[&one, &one]), MultiPolygon(vec![alone(&one), alone(&one)]));
    }

    #[test]
    fn a_ring_with_a_coordinate_that_is_no_number_is_kept() {
        let mut bad = square(1.0, 2.0);
        bad[1].x = f64::NAN;
        let layer = read_folder(&folder(&[rings(&[&square(0.0, 9.0), &bad])])).unwrap();
        let Some(Geometry::MultiPolygon(found)) = &layer.features[0].geometry else { panic!() };
        assert_eq!(found.0.len(), 2);
        assert!(found.0[1].exterior().0[1].x.is_nan());
    }
}
