//! What an outline covers: asked of one point or one edge at a time, many times over.

use std::sync::OnceLock;

use geo::coordinate_position::CoordPos;
use geo::{Coord, CoordinatePosition, InteriorPoint, MultiPolygon, Orientation, Point};

use super::TOLERANCE_M;
use super::edges::{Edge, rings};
use super::noding::side;
use super::ring_boxes::{RingBoxes, Sides};

/// An outline with its edges under boxes.
#[derive(Debug)]
pub(super) struct Covered<'a> {
    outline: &'a MultiPolygon<f64>,
    edges: RingBoxes<'a>,
    /// Whether each ring is an exterior; its holes follow it.
    is_exterior: Vec<bool>,
    /// A point in each polygon, found when first asked for.
    within: OnceLock<Vec<Point>>,
}

impl<'a> Covered<'a> {
    pub fn by(outline: &'a MultiPolygon<f64>) -> Covered<'a> {
        Covered {
            outline,
            edges: RingBoxes::over(rings(outline).map(|(ring, _)| ring.0.as_slice()).collect()),
            is_exterior: rings(outline).map(|(_, is_exterior)| is_exterior).collect(),
            within: OnceLock::new(),
        }
    }

    /// Whether two outlines have more in common than their border.
    pub fn shares_a_place_with(&self, other: &Covered) -> bool {
        let points = || self.outline.iter().filter_map(InteriorPoint::interior_point).collect();
        let mut within = self.within.get_or_init(points).iter();
        // When neither border enters the other, parts are the same or apart.
        within.any(|point| other.outline.coordinate_position(&point.0) == CoordPos::Inside)
            || self.enters(other)
            || other.enters(self)
    }

    fn enters(&self, other: &Covered) -> bool {
        let Some(around) = other.edges.sides() else { return false };
        let mut near = Vec::new();
        self.edges.for_each_meeting(&around, |edge| near.push(*edge));
        near.iter().filter(|edge| edge.from != edge.to).any(|edge| other.holds_part_of(edge))
    }

    /// Whether some of the edge lies in the outline, further than the tolerance from its border.
    pub fn holds_part_of(&self, edge: &Edge) -> bool {
        let mut cuts = vec![0.0, 1.0];
        self.edges.for_each_meeting(&Sides::of_edge(edge).grown(TOLERANCE_M), |side| {
            if side.from != side.to {
                let ends = [side.from, side.to];
                cuts.extend(ends.map(|end| edge.fraction_at(end).clamp(0.0, 1.0)));
                cuts.extend(crossing_at(edge, side));
            }
        });
        cuts.sort_unstable_by(f64::total_cmp);

        let middles = cuts.windows(2).filter(|pair| pair[0] < pair[1]);
        middles
            .map(|pair| edge.point_at((pair[0] + pair[1]) / 2.0))
            .any(|middle| self.holds(middle))
    }

    /// Whether the point lies in the outline, further than the tolerance from its border.
    fn holds(&self, point: Coord) -> bool {
        let at = Edge { from: point, to: point, owner: 0 };
        let mut is_on_border = false;
        self.edges.for_each_meeting(&Sides::of_edge(&at).grown(TOLERANCE_M), |side| {
            is_on_border |= side.from != side.to && side.distance_to(point) <= TOLERANCE_M;
        });
        !is_on_border && self.is_inside(point)
    }

    /// The answer of [`CoordinatePosition`], from the edges to the right of the point alone.
    fn is_inside(&self, point: Coord) -> bool {
        let mut windings = vec![0; self.is_exterior.len()];
        let mut is_on_edge = false;
        let ray = Sides { left: point.x, right: f64::INFINITY, bottom: point.y, top: point.y };
        self.edges.for_each_meeting(&ray, |edge| {
            let on_side = side(edge, point);
            let winding = &mut windings[edge.owner as usize];
            let is_upward = edge.from.y <= point.y;
            match on_side {
                // An edge has its lower end and not its upper one, so that none counts twice.
                Orientation::CounterClockwise if is_upward && edge.to.y > point.y => *winding += 1,
                Orientation::Clockwise if !is_upward => *winding -= 1,
                Orientation::Collinear => is_on_edge = true,
                _ => {}
            }
        });
        if is_on_edge {
            return self.outline.coordinate_position(&point) == CoordPos::Inside;
        }

        let mut is_in_polygon = false;
        for (&is_exterior, winding) in self.is_exterior.iter().zip(windings) {
            match (is_exterior, winding != 0) {
                (true, _) if is_in_polygon => return true,
                (true, is_in_ring) => is_in_polygon = is_in_ring,
                (false, true) => is_in_polygon = false,
                (false, false) => {}
            }
        }
        is_in_polygon
    }
}

/// The fraction of `edge` where the line through `side` crosses it, if it does.
fn crossing_at(edge: &Edge, side: &Edge) -> Option<f64> {
    let (along, across, between) =
        (edge.to - edge.from, side.to - side.from, side.from - edge.from);
    let turn = along.x * across.y - along.y * across.x;
    let fraction = (between.x * across.y - between.y * across.x) / turn;
    (0.0..=1.0).contains(&fraction).then_some(fraction)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::laws::{altered, heap};
    use super::super::toytown::{block, square};
    use super::*;

    #[track_caller]
    fn check_edge(from: (f64, f64), to: (f64, f64), expected: bool) {
        let edge = Edge { from: from.into(), to: to.into(), owner: 0 };
        assert_eq!(Covered::by(&square(0, 0)).holds_part_of(&edge), expected);
    }

    #[test]
    fn an_edge_runs_through_what_it_crosses() {
        check_edge((-50.0, 50.0), (950.0, 60.0), true); // only its first tenth is inside
        check_edge((20.0, 20.0), (30.0, 30.0), true);
        check_edge((0.0, 0.0), (100.0, 100.0), true);
        check_edge((-50.0, 100.0), (50.0, 0.0), true); // through a corner, to the border
    }

    #[test]
    fn an_edge_does_not_run_through_what_it_passes() {
        check_edge((0.0, 0.0), (100.0, 0.0), false);
        check_edge((-50.0, 0.0005), (150.0, 0.0005), false);
        check_edge((-50.0, 50.0), (50.0, -50.0), false); // touches the corner
        check_edge((-50.0, -50.0), (-50.0, 950.0), false);
    }

    #[track_caller]
    fn check_pair(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>, expected: bool) {
        let (a, b) = (Covered::by(a), Covered::by(b));
        let found = (a.shares_a_place_with(&b), b.shares_a_place_with(&a));
        assert_eq!(found, (expected, expected));
    }

    #[test]
    fn outlines_share_a_place_when_they_overlap() {
        check_pair(&square(0, 0), &square(0, 0), true);
        check_pair(&square(0, 0), &block(20.0, 20.0, 10.0, 10.0), true);
        check_pair(&square(0, 0), &block(50.0, 0.0, 100.0, 100.0), true);
        check_pair(&square(0, 0), &square(1, 0), false);
        check_pair(&square(0, 0), &square(1, 1), false);
        check_pair(&square(0, 0), &block(100.0, 20.0, 10.0, 10.0), false);
    }

    /// As `geo` says, at points of whole metres: also on vertices and edges, and level with them.
    fn agrees(outline: &MultiPolygon<f64>, points: &[Coord]) -> Result<(), TestCaseError> {
        let covered = Covered::by(outline);
        for point in points {
            let expected = outline.coordinate_position(point) == CoordPos::Inside;
            prop_assert_eq!(covered.is_inside(*point), expected, "{:?}", point);
        }
        Ok(())
    }

    fn points(reach: i32, step: f64) -> impl Strategy<Value = Vec<Coord>> {
        let number = (-2..reach).prop_map(move |number| step * f64::from(number));
        prop::collection::vec((number.clone(), number).prop_map(Coord::from), 1..40)
    }

    proptest! {
        #[test]
        fn points_lie_where_they_do_in_a_town(town in altered(), points in points(70, 10.0)) {
            agrees(&town.into_iter().flatten().collect(), &points)?;
        }

        #[test]
        fn points_lie_where_they_do_in_a_heap(heap in heap(), points in points(24, 1.0)) {
            agrees(&heap.into_iter().flatten().collect(), &points)?;
        }
    }
}
