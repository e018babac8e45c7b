//! What is wrong with the rings of one outline by itself.

use std::fmt;

use geo::{Coord, LineString, MultiPolygon, Orientation, Rect};

use super::edges::{Edge, compare, is_number, push_ring, rings, vertices};
use super::noding::{cross, side};
use super::sweep::meeting;

/// A reason why a ring is not the border of an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum RingFault {
    NoRing,
    NotANumber,
    TooFewPoints,
    Crosses(Coord),
    Touches(Coord),
}

impl RingFault {
    /// Whether the outline still says which places it covers.
    pub fn leaves_area_clear(self) -> bool {
        !matches!(self, RingFault::NotANumber | RingFault::Crosses(_))
    }
}

impl fmt::Display for RingFault {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RingFault::NoRing => write!(text, "has no ring"),
            RingFault::NotANumber => write!(text, "coordinate is not a number"),
            RingFault::TooFewPoints => write!(text, "fewer than four points"),
            RingFault::Crosses(near) => {
                write!(text, "crosses itself near ({:.0}, {:.0})", near.x, near.y)
            }
            RingFault::Touches(near) => {
                write!(text, "touches itself near ({:.0}, {:.0})", near.x, near.y)
            }
        }
    }
}

/// What is wrong with the rings of an outline, each kind once, at its
/// lexicographically smallest place.
///
/// Rings may touch each other, but not cross; a single ring may do neither
/// with itself.
pub(super) fn ring_faults(outline: &MultiPolygon<f64>) -> Vec<RingFault> {
    let mut faults = Vec::new();
    let rings: Vec<(&LineString<f64>, bool)> = rings(outline).collect();

    if rings.is_empty() {
        faults.push(RingFault::NoRing);
    }
    if rings.iter().any(|(ring, _)| !ring.coords().all(|coord| is_number(*coord))) {
        faults.push(RingFault::NotANumber);
    } else if rings.iter().any(|(ring, _)| vertices(ring).len() < 3) {
        faults.push(RingFault::TooFewPoints);
    }

    let mut edges = Vec::new();
    for (number, (ring, is_exterior)) in rings.iter().enumerate() {
        push_ring(&mut edges, ring, *is_exterior, number as u32);
    }
    let boxes: Vec<Rect> = edges.iter().map(|edge| edge.bounds(0.0)).collect();
    let mut meetings =
        meeting(&boxes, &boxes, |i, j| if i < j { conflict(&edges[i], &edges[j]) } else { None });
    meetings.extend(passed_twice(&edges).map(RingFault::Touches));

    let smallest = |is_kind: fn(&RingFault) -> Option<Coord>| {
        meetings.iter().filter_map(is_kind).min_by(compare)
    };
    let crossing = smallest(|fault| match fault {
        RingFault::Crosses(near) => Some(*near),
        _ => None,
    });
    let touch = smallest(|fault| match fault {
        RingFault::Touches(near) => Some(*near),
        _ => None,
    });
    match (crossing, touch) {
        (Some(near), _) => faults.push(RingFault::Crosses(near)),
        (None, Some(near)) => faults.push(RingFault::Touches(near)),
        (None, None) => {}
    }
    faults
}

/// How two edges of an outline meet that should not.
pub(super) fn conflict(a: &Edge, b: &Edge) -> Option<RingFault> {
    if cross(a, b) {
        return Some(RingFault::Crosses(crossing(a, b)));
    }
    if a.owner != b.owner {
        return None;
    }
    let ends_on = |edge: &Edge, point: Coord| {
        let is_inner = point != edge.from && point != edge.to;
        let is_on = is_inner
            && side(edge, point) == Orientation::Collinear
            && (0.0..=1.0).contains(&edge.fraction_at(point));
        is_on.then_some(RingFault::Touches(point))
    };
    ends_on(a, b.from)
        .or_else(|| ends_on(a, b.to))
        .or_else(|| ends_on(b, a.from))
        .or_else(|| ends_on(b, a.to))
}

/// Where two edges that cross do so.
fn crossing(a: &Edge, b: &Edge) -> Coord {
    let (along, across, between) = (a.to - a.from, b.to - b.from, b.from - a.from);
    let turn = along.x * across.y - along.y * across.x;
    a.point_at((between.x * across.y - between.y * across.x) / turn)
}

/// The vertices that a ring passes more than once.
fn passed_twice(edges: &[Edge]) -> impl Iterator<Item = Coord> {
    let mut passed: Vec<(u32, Coord)> = edges.iter().map(|edge| (edge.owner, edge.from)).collect();
    passed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(&a.1, &b.1)));
    let twice: Vec<Coord> =
        passed.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].1).collect();
    twice.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::toytown::{block, outline, square, with_hole};
    use super::*;

    #[track_caller]
    fn check(outline: &MultiPolygon<f64>, expected: &[&str]) {
        let found: Vec<String> = ring_faults(outline).iter().map(RingFault::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn proper_outlines_have_none() {
        check(&square(0, 0), &[]);
        check(&with_hole(&square(0, 0), &block(20.0, 20.0, 10.0, 10.0)), &[]);
        // A hole may touch the exterior in a point, and parts may lie against each other.
        let touching = outline(&[(0.0, 50.0), (30.0, 40.0), (30.0, 60.0)]);
        check(&with_hole(&square(0, 0), &touching), &[]);
        let mut parts = square(0, 0);
        parts.0.extend(square(1, 0));
        check(&parts, &[]);
    }

    #[test]
    fn each_fault_is_named() {
        check(&MultiPolygon::new(Vec::new()), &["has no ring"]);
        check(&outline(&[]), &["fewer than four points"]);
        check(&outline(&[(0.0, 0.0), (9.0, 0.0), (9.0, 0.0)]), &["fewer than four points"]);
        check(
            &outline(&[(0.0, 0.0), (f64::NAN, 0.0), (9.0, 9.0), (0.0, 9.0)]),
            &["coordinate is not a number"],
        );
        check(
            &outline(&[(0.0, 0.0), (f64::INFINITY, 0.0), (9.0, 9.0), (0.0, 9.0)]),
            &["coordinate is not a number"],
        );
    }

    #[test]
    fn a_ring_must_not_cross_or_touch_itself() {
        check(
            &outline(&[(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0)]),
            &["crosses itself near (50, 50)"],
        );
        // Two triangles that hang together by a point.
        check(
            &outline(&[
                (0.0, 0.0),
                (50.0, 50.0),
                (100.0, 0.0),
                (100.0, 100.0),
                (50.0, 50.0),
                (0.0, 100.0),
            ]),
            &["touches itself near (50, 50)"],
        );
        // A point in the middle of an edge.
        check(
            &outline(&[(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (50.0, 0.0), (0.0, 100.0)]),
            &["touches itself near (50, 0)"],
        );
        // A spike.
        check(
            &outline(&[(0.0, 0.0), (100.0, 0.0), (150.0, 0.0), (100.0, 0.0), (100.0, 100.0)]),
            &["touches itself near (100, 0)"],
        );
    }

    #[test]
    fn rings_of_one_outline_must_not_cross() {
        let sticks_out = with_hole(&square(0, 0), &block(90.0, 10.0, 20.0, 20.0));
        check(&sticks_out, &["crosses itself near (100, 10)"]);
    }
}
