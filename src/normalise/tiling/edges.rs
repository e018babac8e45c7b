//! Directed edges of outlines, with the area on their left.
//!
//! Two areas that share a border have its edges in opposite directions, so
//! what is left after opposite edges cancel is the border of their union. It
//! keeps the exact coordinates that came in.

use std::cmp::Ordering;

use geo::{Coord, LineString, MultiPolygon, Rect};
use rayon::prelude::*;

/// A piece of straight border from one vertex to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub from: Coord,
    pub to: Coord,
    /// Position of the outline, or of the ring, that the edge came with.
    pub owner: u32,
}

impl Edge {
    /// The box round the edge, `margin` larger on each side.
    pub fn bounds(&self, margin: f64) -> Rect {
        let Edge { from, to, .. } = self;
        Rect::new(
            (from.x.min(to.x) - margin, from.y.min(to.y) - margin),
            (from.x.max(to.x) + margin, from.y.max(to.y) + margin),
        )
    }

    /// Where along the edge `point` is nearest to its line: 0 at `from`, 1 at `to`.
    pub fn fraction_at(&self, point: Coord) -> f64 {
        let (along, towards) = (self.to - self.from, point - self.from);
        (along.x * towards.x + along.y * towards.y) / (along.x * along.x + along.y * along.y)
    }

    /// The point at `fraction` of the way.
    pub fn point_at(&self, fraction: f64) -> Coord {
        self.from + (self.to - self.from) * fraction
    }

    /// Distance from `point` to the nearest point of the edge, in metres.
    pub fn distance_to(&self, point: Coord) -> f64 {
        let fraction = self.fraction_at(point).clamp(0.0, 1.0);
        distance(point, self.point_at(fraction))
    }

    /// The two ends, the lexicographically smaller first: the same for both directions.
    fn ends(&self) -> (Coord, Coord) {
        match compare(&self.from, &self.to) {
            Ordering::Greater => (self.to, self.from),
            _ => (self.from, self.to),
        }
    }

    fn is_forward(&self) -> bool {
        compare(&self.from, &self.to).is_lt()
    }
}

/// Distance between two points, in metres.
pub(super) fn distance(a: Coord, b: Coord) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Lexicographic order of coordinates, x first.
pub(super) fn compare(a: &Coord, b: &Coord) -> Ordering {
    a.x.total_cmp(&b.x).then_with(|| a.y.total_cmp(&b.y))
}

/// The edges of all outlines; the owner is the position in the list.
pub(super) fn of_outlines(outlines: &[&MultiPolygon<f64>]) -> Vec<Edge> {
    outlines
        .par_iter()
        .with_max_len(64)
        .enumerate()
        .flat_map_iter(|(position, outline)| of_outline(outline, position as u32))
        .collect()
}

fn of_outline(outline: &MultiPolygon<f64>, owner: u32) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (ring, is_exterior) in rings(outline) {
        push_ring(&mut edges, ring, is_exterior, owner);
    }
    edges
}

/// The rings of an outline, each with whether it is an exterior; the holes come after theirs.
pub(super) fn rings(outline: &MultiPolygon<f64>) -> impl Iterator<Item = (&LineString<f64>, bool)> {
    outline.iter().flat_map(|polygon| {
        let holes = polygon.interiors().iter().map(|hole| (hole, false));
        std::iter::once((polygon.exterior(), true)).chain(holes)
    })
}

/// Adds the edges of one ring, turned so that the area is on their left:
/// an exterior counter-clockwise, a hole clockwise.
pub(super) fn push_ring(
    edges: &mut Vec<Edge>,
    ring: &LineString<f64>,
    is_exterior: bool,
    owner: u32,
) {
    let mut vertices = vertices(ring);
    if (twice_signed_area(&vertices) > 0.0) != is_exterior {
        vertices.reverse();
    }
    for (position, &from) in vertices.iter().enumerate() {
        let to = vertices[(position + 1) % vertices.len()];
        if from != to {
            edges.push(Edge { from, to, owner });
        }
    }
}

/// The vertices of a ring, each once: without the closing one, repeated ones
/// and those that are not numbers.
pub(super) fn vertices(ring: &LineString<f64>) -> Vec<Coord> {
    let mut vertices: Vec<Coord> = ring
        .coords()
        .filter(|coord| is_number(**coord))
        // Makes -0 to 0, which are one place but not the same bits.
        .map(|coord| *coord + Coord { x: 0.0, y: 0.0 })
        .collect();
    vertices.dedup();
    while vertices.len() > 1 && vertices.first() == vertices.last() {
        vertices.pop();
    }
    vertices
}

/// Whether both coordinates are finite, and small enough to compute with.
pub(super) fn is_number(coord: Coord) -> bool {
    // Squares and products of four coordinates stay finite below this.
    const LARGEST: f64 = 1e50;
    coord.x.abs() < LARGEST && coord.y.abs() < LARGEST
}

/// Twice the area within a ring of vertices: positive when counter-clockwise.
pub(super) fn twice_signed_area(vertices: &[Coord]) -> f64 {
    let Some(&origin) = vertices.first() else {
        return 0.0;
    };
    // Near the origin the products are small and lose fewer digits.
    vertices
        .windows(2)
        .map(|pair| (pair[0] - origin, pair[1] - origin))
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum()
}

/// What is left when opposite edges have cancelled.
///
/// The edges are in order of their ends. An edge that occurs twice more in one
/// direction than in the other is left twice. `doubled` gets the owners of
/// edges that occur in the same direction, which owners without overlap never
/// have; of more than two, neighbours in order.
pub(super) fn cancel(mut edges: Vec<Edge>, doubled: &mut Vec<(u32, u32)>) -> Vec<Edge> {
    edges.par_sort_unstable_by(|a, b| {
        let ((a_low, a_high), (b_low, b_high)) = (a.ends(), b.ends());
        compare(&a_low, &b_low)
            .then_with(|| compare(&a_high, &b_high))
            .then_with(|| a.is_forward().cmp(&b.is_forward()))
            .then_with(|| a.owner.cmp(&b.owner))
    });

    let mut left = Vec::new();
    for same_place in edges.chunk_by(|a, b| a.ends() == b.ends()) {
        let forward_from = same_place.partition_point(|edge| !edge.is_forward());
        let (backward, forward) = same_place.split_at(forward_from);
        for same_direction in [backward, forward] {
            let owners = same_direction.windows(2).map(|pair| (pair[0].owner, pair[1].owner));
            doubled.extend(owners);
        }
        let cancelled = backward.len().min(forward.len());
        left.extend_from_slice(&backward[cancelled..]);
        left.extend_from_slice(&forward[cancelled..]);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::super::toytown::{square, squares};
    use super::*;

    #[track_caller]
    fn check(outlines: &[MultiPolygon<f64>], left: usize, doubled: &[(u32, u32)]) {
        let outlines: Vec<&MultiPolygon<f64>> = outlines.iter().collect();
        let mut found = Vec::new();
        assert_eq!(cancel(of_outlines(&outlines), &mut found).len(), left);
        found.dedup();
        assert_eq!(found, doubled);
    }

    #[test]
    fn a_shared_border_vanishes() {
        check(&[square(0, 0)], 4, &[]);
        check(&[square(0, 0), square(1, 0)], 6, &[]);
        check(&[square(0, 0), square(2, 0)], 8, &[]);
        check(&squares(4, 4), 16, &[]);
    }

    #[test]
    fn an_edge_in_the_same_direction_is_doubled() {
        check(&[square(0, 0), square(0, 0)], 8, &[(0, 1)]);
    }

    #[test]
    fn direction_of_a_ring_does_not_matter() {
        let mut reversed = square(1, 0);
        reversed.0[0].exterior_mut(|ring| ring.0.reverse());
        check(&[square(0, 0), reversed], 6, &[]);
    }

    #[test]
    fn what_is_not_a_number_is_passed_over() {
        let mut broken = square(0, 0);
        broken.0[0].exterior_mut(|ring| ring.0.insert(2, (f64::NAN, 0.0).into()));
        check(&[broken], 4, &[]);
    }
}
