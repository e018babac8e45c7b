//! Where outlines touch and share no vertex or side there: at T-junctions, and where two sources drew
//! one border less than the tolerance apart.

use geo::{Coord, MultiPolygon, Rect};

use super::TOLERANCE_M;
use super::edges::{Edge, distance};
use super::loops::{Loop, loops};
use super::matching::cancel_loops;
use super::sweep::meeting;

/// Two edges of different outlines lie along each other over more than this, in metres; over less they
/// touch in a point.
const MIN_SIDE_M: f64 = 10.0 * TOLERANCE_M;

/// An edge of one outline that touches one of another.
#[derive(Debug, Clone, PartialEq)]
pub struct Touch {
    /// The positions of the outlines, the smaller one first.
    pub outlines: (u32, u32),
    /// Whether the edges lie along each other, and do not just touch in a point.
    pub along: bool,
    /// The ends of one edge that lie on the other, each with the outline of that other edge.
    pub ends: Vec<(Coord<f64>, u32)>,
}

/// The places where outlines touch within [`TOLERANCE_M`], besides the vertices and edges that they share
/// exactly. In an order that depends on the outlines alone; two outlines may touch in many places.
///
/// Only edges without a partner are compared, by a sweep over their boxes: in a tiling that shares all its
/// vertices these are the ones on its outside.
pub fn touches(outlines: &[&MultiPolygon<f64>]) -> Vec<Touch> {
    let loops = loops(outlines);
    let loops: Vec<&Loop> = loops.iter().flatten().collect();
    let edges = cancel_loops(&loops, &mut Vec::new());
    let boxes: Vec<Rect> = edges.iter().map(|edge| edge.bounds(TOLERANCE_M)).collect();
    meeting(&boxes, &boxes, |one, other| {
        let (one, other) = (&edges[one], &edges[other]);
        // Each pair is met in both orders.
        (one.owner < other.owner).then(|| touch(one, other)).flatten()
    })
}

fn touch(one: &Edge, other: &Edge) -> Option<Touch> {
    let on = |edge: &Edge, by: &Edge| {
        let near = [by.from, by.to].into_iter().filter(|&end| edge.distance_to(end) <= TOLERANCE_M);
        near.map(|end| (end, edge.owner)).collect::<Vec<_>>()
    };
    let mut ends = on(one, other);
    ends.extend(on(other, one));
    let shared =
        |end: &Coord| [one.from, one.to].contains(end) && [other.from, other.to].contains(end);
    if ends.iter().all(|(end, _)| shared(end)) {
        return None;
    }
    let apart = |at: &Coord| ends.iter().any(|(end, _)| distance(*end, *at) > MIN_SIDE_M);
    let along = ends.iter().any(|(end, _)| apart(end));
    Some(Touch { outlines: (one.owner, other.owner), along, ends })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::toytown::{block, outline, square, squares};
    use super::*;

    /// Pairs that touch without sharing, with whether they lie along each other somewhere.
    fn found(outlines: &[MultiPolygon<f64>]) -> Vec<(u32, u32, bool)> {
        let mut pairs: BTreeMap<(u32, u32), bool> = BTreeMap::new();
        for touch in touches(&outlines.iter().collect::<Vec<_>>()) {
            *pairs.entry(touch.outlines).or_default() |= touch.along;
        }
        pairs.into_iter().map(|((one, other), along)| (one, other, along)).collect()
    }

    #[test]
    fn squares_that_share_their_vertices_touch_nowhere_else() {
        assert_eq!(found(&squares(4, 3)), []);
        assert_eq!(found(&[]), []);
    }

    #[test]
    fn a_vertex_on_the_side_of_another_touches_it() {
        let tall = block(100.0, 0.0, 100.0, 200.0);
        assert_eq!(found(&[square(0, 0), square(0, 1), tall]), [(0, 2, true), (1, 2, true)]);
        // Half a square higher, and a corner alone.
        assert_eq!(found(&[square(0, 0), block(100.0, 50.0, 100.0, 100.0)]), [(0, 1, true)]);
        let corner = outline(&[(100.0, 50.0), (150.0, 0.0), (150.0, 100.0)]);
        assert_eq!(found(&[square(0, 0), corner]), [(0, 1, false)]);
    }

    #[test]
    fn a_millimetre_apart_is_one_place_and_a_centimetre_is_not() {
        let beside = |by: f64| block(100.0 + by, 20.0, 50.0, 50.0);
        assert_eq!(found(&[square(0, 0), beside(0.0009)]), [(0, 1, true)]);
        assert_eq!(found(&[square(0, 0), beside(0.01)]), []);
    }

    #[test]
    fn the_vertex_that_touches_is_told() {
        let corner = outline(&[(100.0, 50.0), (150.0, 0.0), (150.0, 100.0)]);
        let touches = touches(&[&square(0, 0), &corner]);
        assert!(touches.iter().all(|of| of.ends == [(Coord { x: 100.0, y: 50.0 }, 0)]));
        assert_eq!(touches.len(), 2); // both edges of the corner end there
    }
}
