//! The edges of places in an R-tree: the distance from any point to the nearest of them.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, Geometry, LineString, Polygon};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

/// Places by their edges, and the insides of those that are polygons.
pub(super) struct Edges {
    all: RTree<Edge>,
    insides: RTree<Inside>,
}

/// A straight piece of a place; a point is one without length.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Edge {
    from: [f64; 2],
    to: [f64; 2],
}

impl RTreeObject for Edge {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> AABB<[f64; 2]> {
        AABB::from_corners(self.from, self.to)
    }
}

impl PointDistance for Edge {
    fn distance_2(&self, at: &[f64; 2]) -> f64 {
        let [dx, dy] = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let [px, py] = [at[0] - self.from[0], at[1] - self.from[1]];
        let (along, length_2) = (px * dx + py * dy, dx * dx + dy * dy);
        if along <= 0.0 || length_2 == 0.0 {
            px * px + py * py
        } else if along >= length_2 {
            let [qx, qy] = [at[0] - self.to[0], at[1] - self.to[1]];
            qx * qx + qy * qy
        } else {
            let across = px * dy - py * dx;
            across * across / length_2
        }
    }
}

impl Edge {
    /// Whether a line from the point straight to the east crosses it; of its ends the lower one belongs to
    /// it, so that a line through a corner crosses one of two edges, or both, or neither.
    fn lies_east_of(&self, at: [f64; 2]) -> bool {
        let (low, high) =
            if self.from[1] <= self.to[1] { (self.from, self.to) } else { (self.to, self.from) };
        let corner = |[x, y]: [f64; 2]| Coord { x, y };
        let spans = low[1] <= at[1] && at[1] < high[1];
        spans
            && RobustKernel::orient2d(corner(low), corner(high), corner(at))
                == Orientation::CounterClockwise
    }
}

/// What a polygon encloses, by the edges of all its rings.
struct Inside {
    envelope: AABB<[f64; 2]>,
    edges: RTree<Edge>,
}

impl RTreeObject for Inside {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> AABB<[f64; 2]> {
        self.envelope
    }
}

impl Inside {
    /// Whether a line to the east leaves the rings an odd number of times.
    fn holds(&self, at: [f64; 2]) -> bool {
        let east = AABB::from_corners(at, [self.envelope.upper()[0].max(at[0]), at[1]]);
        let crossed = self.edges.locate_in_envelope_intersecting(&east);
        crossed.filter(|edge| edge.lies_east_of(at)).count() % 2 == 1
    }
}

impl Edges {
    /// The edges of these shapes; what is there twice counts once.
    pub(super) fn of(shapes: &[Geometry<f64>]) -> Edges {
        let (mut edges, mut insides) = (Vec::new(), Vec::new());
        shapes.iter().for_each(|shape| take(shape, &mut edges, &mut insides));
        // In one order, so that the tree is the same whatever the order of the places.
        let key = |edge: &Edge| [edge.from[0], edge.from[1], edge.to[0], edge.to[1]];
        let compare = |one: &Edge, other: &Edge| {
            let both = key(one).into_iter().zip(key(other));
            both.map(|(a, b)| a.total_cmp(&b))
                .fold(std::cmp::Ordering::Equal, |all, more| all.then(more))
        };
        edges.sort_unstable_by(compare);
        edges.dedup();
        Edges { all: RTree::bulk_load(edges), insides: RTree::bulk_load(insides) }
    }

    /// How far a point lies from the nearest place, 0 within a polygon; infinitely far from nothing.
    pub(super) fn distance(&self, at: [f64; 2]) -> f64 {
        let mut here = self.insides.locate_in_envelope_intersecting(&AABB::from_point(at));
        if here.any(|inside| inside.holds(at)) {
            return 0.0;
        }
        let nearest = self.all.nearest_neighbor(&at);
        nearest.map_or(f64::INFINITY, |edge| edge.distance_2(&at).sqrt())
    }
}

/// Takes the edges of a shape, and what its polygons enclose.
fn take(shape: &Geometry<f64>, edges: &mut Vec<Edge>, insides: &mut Vec<Inside>) {
    match shape {
        Geometry::Point(point) => edges.push(edge(point.0, point.0)),
        Geometry::MultiPoint(points) => {
            edges.extend(points.0.iter().map(|point| edge(point.0, point.0)));
        }
        Geometry::Line(line) => edges.push(edge(line.start, line.end)),
        Geometry::LineString(line) => edges.extend(of_line(line)),
        Geometry::MultiLineString(lines) => edges.extend(lines.0.iter().flat_map(of_line)),
        Geometry::Polygon(polygon) => take_polygon(polygon, edges, insides),
        Geometry::MultiPolygon(polygons) => {
            polygons.0.iter().for_each(|polygon| take_polygon(polygon, edges, insides));
        }
        Geometry::GeometryCollection(parts) => {
            parts.0.iter().for_each(|part| take(part, edges, insides));
        }
        Geometry::Rect(rect) => take_polygon(&rect.to_polygon(), edges, insides),
        Geometry::Triangle(triangle) => take_polygon(&triangle.to_polygon(), edges, insides),
    }
}

fn take_polygon(polygon: &Polygon<f64>, edges: &mut Vec<Edge>, insides: &mut Vec<Inside>) {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    let own: Vec<Edge> = rings.flat_map(of_line).collect();
    edges.extend_from_slice(&own);
    let tree = RTree::bulk_load(own);
    if tree.size() > 0 {
        insides.push(Inside { envelope: tree.root().envelope(), edges: tree });
    }
}

/// The edges of a line; one of a single corner has one without length.
fn of_line(line: &LineString<f64>) -> Vec<Edge> {
    match line.0.as_slice() {
        [only] => vec![edge(*only, *only)],
        corners => corners.windows(2).map(|pair| edge(pair[0], pair[1])).collect(),
    }
}

fn edge(from: Coord<f64>, to: Coord<f64>) -> Edge {
    Edge { from: [from.x, from.y], to: [to.x, to.y] }
}

#[cfg(test)]
mod tests {
    use geo::{Distance, Euclidean, Intersects, MultiPoint, MultiPolygon, Point, polygon};
    use proptest::prelude::*;

    use super::*;

    /// Two squares in one: from 0 to 100 with a hole from 40 to 60, and from 200 to 300.
    fn squares() -> Geometry<f64> {
        let with_hole = polygon!(
            exterior: [(x: 0., y: 0.), (x: 100., y: 0.), (x: 100., y: 100.), (x: 0., y: 100.)],
            interiors: [[(x: 40., y: 40.), (x: 60., y: 40.), (x: 60., y: 60.), (x: 40., y: 60.)]],
        );
        let other =
            polygon![(x: 200., y: 0.), (x: 300., y: 0.), (x: 300., y: 100.), (x: 200., y: 100.)];
        Geometry::MultiPolygon(MultiPolygon(vec![with_hole, other]))
    }

    #[track_caller]
    fn check(shape: Geometry<f64>, cases: &[([f64; 2], f64)]) {
        let edges = Edges::of(&[shape.clone(), shape]); // a place that is there twice
        for (at, metres) in cases {
            assert_eq!(edges.distance(*at), *metres, "{at:?}");
        }
    }

    #[test]
    fn a_polygon_is_near_where_it_is_and_its_hole_is_outside() {
        check(
            squares(),
            &[
                ([10., 10.], 0.),
                ([50., 50.], 10.),   // in the hole
                ([45., 52.], 5.),    // in the hole
                ([40., 50.], 0.),    // on the border of the hole
                ([100., 50.], 0.),   // on the outer border
                ([0., 0.], 0.),      // on a corner
                ([130., 40.], 30.),  // beside it
                ([-30., -40.], 50.), // off a corner
                ([150., 0.], 50.),   // level with the lower sides
                ([150., 100.], 50.), // level with the upper sides
                ([-50., 40.], 50.),  // level with the lower side of the hole
                ([250., 99.], 0.),
            ],
        );
    }

    #[test]
    fn points_and_lines_are_near_where_they_are() {
        let points = MultiPoint(vec![Point::new(0., 0.), Point::new(1000., 0.)]);
        check(Geometry::MultiPoint(points), &[([300., 400.], 500.), ([1000., 7.], 7.)]);
        let square = vec![(0., 0.), (100., 0.), (100., 100.), (0., 100.), (0., 0.)];
        let closed = LineString::from(square);
        check(Geometry::LineString(closed), &[([50., 20.], 20.), ([50., -20.], 20.)]);
        check(Geometry::LineString(vec![(5., 5.)].into()), &[([5., 9.], 4.)]);
    }

    #[test]
    fn from_nothing_everything_lies_infinitely_far() {
        assert_eq!(Edges::of(&[]).distance([1., 2.]), f64::INFINITY);
    }

    fn corner() -> impl Strategy<Value = Coord<f64>> {
        // Whole tens, so that corners, sides and points often fall together.
        (0..30_i32, 0..30_i32)
            .prop_map(|(x, y)| Coord { x: 10. * f64::from(x), y: 10. * f64::from(y) })
    }

    fn shape() -> impl Strategy<Value = Geometry<f64>> {
        let triangle = [corner(), corner(), corner()];
        prop_oneof![
            corner().prop_map(|at| Geometry::Point(at.into())),
            prop::collection::vec(corner(), 2..5)
                .prop_map(|line| Geometry::LineString(line.into())),
            triangle.prop_map(|corners| Geometry::Polygon(Polygon::new(
                corners.to_vec().into(),
                vec![]
            ))),
            Just(squares()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_nearest_is_that_of_all_one_by_one(
            shapes in prop::collection::vec(shape(), 1..12),
            homes in prop::collection::vec(corner(), 1..20),
        ) {
            let edges = Edges::of(&shapes);
            let turned = Edges::of(&shapes.iter().rev().cloned().collect::<Vec<_>>());
            for at in homes {
                let point = Point::from(at);
                let to_each = shapes.iter().map(|shape| match shape.intersects(&point) {
                    true => 0.0,
                    false => Euclidean.distance(&Geometry::Point(point), shape),
                });
                let least = to_each.fold(f64::INFINITY, f64::min);
                let found = edges.distance([at.x, at.y]);
                prop_assert!((found - least).abs() < 1e-9, "{found} {least} {at:?}");
                prop_assert_eq!(found, turned.distance([at.x, at.y]));
            }
        }
    }
}
