//! Makes the vertices of neighbours meet.
//!
//! At a T-junction one side of a border has a vertex where the other runs
//! straight on. Here that other edge is split at the vertex, after which the
//! two sides cancel like any shared border.

use std::collections::HashMap;

use geo::kernels::{Kernel, RobustKernel};
use geo::{Coord, Orientation, Rect};

use super::TOLERANCE_M;
use super::edges::{Edge, cancel, compare, distance};
use super::loops::Loop;
use super::matching::cancel_loops;
use super::sweep::meeting;

/// The edges that no neighbour shares.
#[derive(Debug)]
pub(super) struct Border {
    /// Closed chains, with the area on the left; each vertex has as many edges in as out.
    pub edges: Vec<Edge>,
    /// Owners that have an edge in the same direction, so overlap.
    pub doubled: Vec<(u32, u32)>,
    /// Whether two edges cross between their ends.
    pub crosses: bool,
}

/// Lets the shared borders of outlines cancel, also at T-junctions.
pub(super) fn border_of(loops: &[&Loop]) -> Border {
    let mut doubled = Vec::new();
    let left = cancel_loops(loops, &mut doubled);
    noded_border(left, doubled)
}

/// Lets the shared borders of edges cancel, also at T-junctions.
pub(super) fn border(edges: Vec<Edge>) -> Border {
    let mut doubled = Vec::new();
    let left = cancel(edges, &mut doubled);
    noded_border(left, doubled)
}

/// The border from what is left when the edges that are the same have cancelled.
fn noded_border(mut left: Vec<Edge>, mut doubled: Vec<(u32, u32)>) -> Border {
    // A split moves an edge by up to the tolerance, where it may meet the next
    // vertex; this many times is more than such a chain was ever seen to need.
    const ROUNDS: usize = 4;

    for _ in 0..ROUNDS {
        let vertices: Vec<Coord> = left.iter().map(|edge| edge.from).collect();
        match noded(&left, &vertices) {
            Some(split) => left = cancel(split, &mut doubled),
            None => break,
        }
    }
    let crosses = crosses(&left);
    Border { edges: left, doubled, crosses }
}

/// How a vertex lies to an edge that it is not an end of.
enum Near {
    /// Within the tolerance of an end: they are one place.
    End(Coord, Coord),
    /// Within the tolerance of the rest of the edge at this position: the edge goes through it.
    Between(usize, Coord),
}

/// The edges, split where one of `vertices` lies on them and with ends and
/// vertices at the same place made one; `None` when there is nothing to do.
///
/// Of vertices at the same place the lexicographically smallest is kept.
pub(super) fn noded(edges: &[Edge], vertices: &[Coord]) -> Option<Vec<Edge>> {
    let edge_boxes: Vec<Rect> = edges.iter().map(|edge| edge.bounds(TOLERANCE_M)).collect();
    let vertex_boxes: Vec<Rect> =
        vertices.iter().map(|&vertex| Rect::new(vertex, vertex)).collect();
    let found = meeting(&edge_boxes, &vertex_boxes, |edge, vertex| {
        near(edge, &edges[edge], vertices[vertex])
    });
    if found.is_empty() {
        return None;
    }

    let (mut same_place, mut splits) = (Vec::new(), Vec::new());
    for one in found {
        match one {
            Near::End(a, b) if compare(&a, &b).is_lt() => same_place.push((b, a)),
            Near::End(a, b) => same_place.push((a, b)),
            Near::Between(edge, vertex) => splits.push((edge, vertex)),
        }
    }
    let moved = moved(same_place);
    splits.sort_unstable_by(|(edge, a), (other, b)| edge.cmp(other).then_with(|| compare(a, b)));
    splits.dedup();

    let mut noded = Vec::with_capacity(edges.len() + splits.len());
    let mut splits = splits.as_slice();
    for (position, edge) in edges.iter().enumerate() {
        let here = splits.partition_point(|(at, _)| *at == position);
        let (on_edge, rest) = splits.split_at(here);
        splits = rest;

        let mut stops: Vec<Coord> = on_edge.iter().map(|&(_, vertex)| vertex).collect();
        stops.sort_by(|&a, &b| edge.fraction_at(a).total_cmp(&edge.fraction_at(b)));
        stops.push(edge.to);

        let place = |vertex: Coord| moved.get(&bits(vertex)).copied().unwrap_or(vertex);
        let mut from = place(edge.from);
        for to in stops.into_iter().map(place) {
            if from != to {
                noded.push(Edge { from, to, owner: edge.owner });
            }
            from = to;
        }
    }
    Some(noded)
}

fn near(position: usize, edge: &Edge, vertex: Coord) -> Option<Near> {
    if vertex == edge.from || vertex == edge.to {
        return None;
    }
    for end in [edge.from, edge.to] {
        if distance(vertex, end) < TOLERANCE_M {
            return Some(Near::End(vertex, end));
        }
    }
    (edge.distance_to(vertex) < TOLERANCE_M).then_some(Near::Between(position, vertex))
}

/// Where each vertex goes, from pairs (larger, smaller) that are the same place.
///
/// A vertex only goes to one that stays, so none moves further than the
/// tolerance, however many stand in a row.
fn moved(mut same_place: Vec<(Coord, Coord)>) -> HashMap<[u64; 2], Coord> {
    same_place.sort_unstable_by(|a, b| compare(&a.0, &b.0).then_with(|| compare(&a.1, &b.1)));
    let mut moved = HashMap::new();
    for (larger, smaller) in same_place {
        if !moved.contains_key(&bits(smaller)) {
            moved.entry(bits(larger)).or_insert(smaller);
        }
    }
    moved
}

/// A coordinate as a key.
pub(super) fn bits(coord: Coord) -> [u64; 2] {
    [coord.x.to_bits(), coord.y.to_bits()]
}

fn crosses(edges: &[Edge]) -> bool {
    let boxes: Vec<Rect> = edges.iter().map(|edge| edge.bounds(0.0)).collect();
    let crossing =
        meeting(&boxes, &boxes, |i, j| (i < j && cross(&edges[i], &edges[j])).then_some(()));
    !crossing.is_empty()
}

/// Whether two edges cross at a point that is an end of neither.
pub(super) fn cross(a: &Edge, b: &Edge) -> bool {
    let separates = |edge: &Edge, other: &Edge| {
        use Orientation::{Clockwise, CounterClockwise};
        let sides = (side(edge, other.from), side(edge, other.to));
        matches!(sides, (Clockwise, CounterClockwise) | (CounterClockwise, Clockwise))
    };
    separates(a, b) && separates(b, a)
}

/// On which side of the edge the point lies; counter-clockwise is left.
pub(super) fn side(edge: &Edge, point: Coord) -> Orientation {
    RobustKernel::orient2d(edge.from, edge.to, point)
}

#[cfg(test)]
mod tests {
    use super::super::edges::of_outlines;
    use super::super::toytown::{block, outline, square};
    use super::*;
    use geo::MultiPolygon;

    #[track_caller]
    fn check(outlines: &[MultiPolygon<f64>], edges: usize, crosses: bool) {
        let outlines: Vec<&MultiPolygon<f64>> = outlines.iter().collect();
        let border = border(of_outlines(&outlines));
        assert_eq!((border.edges.len(), border.crosses), (edges, crosses));
    }

    #[test]
    fn a_t_junction_splits_the_edge_that_runs_on() {
        // Two squares beside a block of their height: seven vertices on the
        // outside, and an eighth inside where the three meet.
        check(&[square(0, 0), square(0, 1), block(100.0, 0.0, 100.0, 200.0)], 7, false);
    }

    #[test]
    fn a_vertex_within_a_millimetre_counts_as_on_the_edge() {
        let bent =
            |by: f64| outline(&[(100.0, 0.0), (200.0, 50.0), (100.0, 100.0), (100.0 + by, 50.0)]);
        check(&[square(0, 0), bent(0.0009)], 5, false);
        check(&[square(0, 0), bent(0.0011)], 8, false);
    }

    #[test]
    fn vertices_within_a_millimetre_are_one() {
        check(&[square(0, 0), block(100.0005, 0.0, 100.0, 100.0)], 6, false);
        check(&[square(0, 0), block(100.002, 0.0, 100.0, 100.0)], 8, false);
    }

    #[test]
    fn an_overlap_with_vertices_apart_crosses() {
        check(&[square(0, 0), block(50.0, 50.0, 100.0, 100.0)], 8, true);
    }

    #[test]
    fn a_row_of_close_vertices_does_not_run_together() {
        let place = |x: u32| Coord { x: f64::from(x), y: 0.0 };
        let moved = moved(vec![(place(1), place(0)), (place(2), place(1)), (place(3), place(2))]);
        assert_eq!(moved.get(&bits(place(1))), Some(&place(0)));
        assert_eq!(moved.get(&bits(place(2))), None);
        assert_eq!(moved.get(&bits(place(3))), Some(&place(2)));
    }
}
