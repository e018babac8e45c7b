//! The outline of areas together.

use std::collections::HashMap;

use geo::bool_ops::FillRule;
use geo::{BooleanOps, Coord, MultiPolygon, Polygon, Rect};

use super::TOLERANCE_M;
use super::edges::{Edge, compare, distance, of_outlines};
use super::loops::{Loop, loops};
use super::noding::{Border, bits, border, border_of, noded};
use super::rings::{Linked, Nested, Ring, linked, nested};
use super::sweep::meeting;

/// The union of outlines, in which the borders that they share vanish.
///
/// The vertices are those of the outlines, unmoved, and a vertex in the middle
/// of a straight border stays. Vertices and edges within
/// [`TOLERANCE_M`] of each other count as one; of such vertices the
/// lexicographically smallest is kept. Gaps become holes. Outlines that
/// overlap, or cross themselves, are united as well; there the result has new
/// vertices where borders cross.
///
/// Exteriors run counter-clockwise and holes clockwise, each from its
/// lexicographically smallest vertex, and polygons are in order of their first
/// vertices: the result does not depend on the order of the outlines, nor on
/// where their rings start. Coordinates that are not numbers are passed over.
pub fn dissolve(outlines: &[&MultiPolygon<f64>]) -> MultiPolygon<f64> {
    let loops = loops(outlines);
    let loops: Vec<&Loop> = loops.iter().flatten().collect();
    united(&border_of(&loops)).into_outline()
}

/// The rings of all that the border encloses.
pub(super) fn united(border: &Border) -> Nested {
    let Linked { rings, takes_turns } = linked(&border.edges);
    let is_doubled = border
        .edges
        .windows(2)
        .any(|pair| (pair[0].from, pair[0].to) == (pair[1].from, pair[1].to));
    if border.crosses || is_doubled || !takes_turns {
        return nested(without_overlap(&rings, &border.edges));
    }

    let union = nested(rings);
    if union.alternates() { union } else { nested(without_overlap(&union.rings, &border.edges)) }
}

/// The rings round all that `overlapping` wind round at least once.
///
/// Cancelling edges keeps how often a place is covered, so the rings that are
/// left say enough; what they cover once, twice or more becomes one.
fn without_overlap(overlapping: &[Ring], edges: &[Edge]) -> Vec<Ring> {
    let as_polygon = |ring: &Ring| Polygon::new(ring.line.clone(), Vec::new());
    let covered: MultiPolygon<f64> = overlapping.iter().map(as_polygon).collect();
    let nothing = MultiPolygon::new(Vec::new());
    let union = covered.union_with_fill_rule(&nothing, FillRule::NonZero);

    // The union rounds to a grid, and passes over vertices on a straight border.
    let mut vertices: Vec<Coord> = edges.iter().map(|edge| edge.from).collect();
    vertices.sort_unstable_by(compare);
    vertices.dedup();
    let edges = back_on_vertices(&of_outlines(&[&union]), &vertices);
    let edges = noded(&edges, &vertices).unwrap_or(edges);
    linked(&border(edges).edges).rings
}

/// The edges, with each end that is within the tolerance of a vertex moved onto the nearest one.
fn back_on_vertices(edges: &[Edge], vertices: &[Coord]) -> Vec<Edge> {
    let point_boxes: Vec<Rect> =
        edges.iter().map(|edge| Edge { to: edge.from, ..*edge }.bounds(TOLERANCE_M)).collect();
    let vertex_boxes: Vec<Rect> =
        vertices.iter().map(|&vertex| Rect::new(vertex, vertex)).collect();
    let mut near = meeting(&point_boxes, &vertex_boxes, |edge, vertex| {
        let apart = distance(edges[edge].from, vertices[vertex]);
        (apart < TOLERANCE_M).then_some((edge, apart, vertex))
    });
    // The nearest comes last, and so is what the map keeps.
    near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.2.cmp(&a.2)));
    let nearest: HashMap<[u64; 2], Coord> =
        near.iter().map(|&(edge, _, vertex)| (bits(edges[edge].from), vertices[vertex])).collect();

    let place = |point: Coord| nearest.get(&bits(point)).copied().unwrap_or(point);
    edges
        .iter()
        .map(|edge| Edge { from: place(edge.from), to: place(edge.to), owner: edge.owner })
        .filter(|edge| edge.from != edge.to)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::toytown::{block, first_points, outline, shape, square, squares, with_hole};
    use super::*;

    #[track_caller]
    fn check(outlines: &[MultiPolygon<f64>], points: &[&[usize]], area_m2: f64) {
        let outlines: Vec<&MultiPolygon<f64>> = outlines.iter().collect();
        let (found, found_m2) = shape(&dissolve(&outlines));
        assert_eq!(found, points);
        assert!((found_m2 - area_m2).abs() < 1e-6, "{found_m2} m²");
    }

    #[test]
    fn squares_become_one() {
        check(&[], &[], 0.0);
        check(&[square(0, 0)], &[&[4]], 10_000.0);
        check(&[square(0, 0), square(1, 0)], &[&[6]], 20_000.0);
        check(&squares(4, 4), &[&[16]], 160_000.0);
    }

    #[test]
    fn areas_that_do_not_touch_stay_apart() {
        check(&[square(2, 0), square(0, 0)], &[&[4], &[4]], 20_000.0);
    }

    #[test]
    fn areas_that_touch_in_a_corner_stay_apart() {
        check(&[square(0, 0), square(1, 1)], &[&[4], &[4]], 20_000.0);
        check(&[square(1, 0), square(0, 1)], &[&[4], &[4]], 20_000.0);
    }

    #[test]
    fn a_missing_square_becomes_a_hole() {
        let mut ring = squares(3, 3);
        ring.remove(4);
        check(&ring, &[&[12, 4]], 80_000.0);
    }

    #[test]
    fn holes_that_touch_in_a_corner_stay_apart() {
        let mut town = squares(4, 4);
        town.remove(10);
        town.remove(5);
        check(&town, &[&[16, 4, 4]], 140_000.0);
    }

    #[test]
    fn a_hole_may_touch_the_exterior_in_a_corner() {
        let mut town = squares(3, 3);
        town.remove(4);
        town.remove(0);
        check(&town, &[&[12, 4]], 70_000.0);
    }

    #[test]
    fn holes_that_cut_an_area_in_two_make_two_polygons() {
        // The three squares on the diagonal are missing.
        let town = squares(3, 3);
        let kept: Vec<MultiPolygon<f64>> =
            [1, 2, 5, 3, 6, 7].map(|at: usize| town[at].clone()).into();
        check(&kept, &[&[8], &[8]], 60_000.0);
    }

    #[test]
    fn an_enclave_fills_its_hole() {
        let enclave = block(20.0, 20.0, 10.0, 10.0);
        let around = with_hole(&square(0, 0), &enclave);
        check(&[around.clone(), enclave], &[&[4]], 10_000.0);

        // With the enclave of the enclave gone, a hole remains in the enclave.
        let inner = block(22.0, 22.0, 2.0, 2.0);
        let enclave = with_hole(&block(20.0, 20.0, 10.0, 10.0), &inner);
        check(&[around, enclave], &[&[4, 4]], 9_996.0);
    }

    #[test]
    fn an_island_in_a_hole_is_a_polygon() {
        let around = with_hole(&square(0, 0), &block(20.0, 20.0, 50.0, 50.0));
        check(&[around, block(30.0, 30.0, 10.0, 10.0)], &[&[4, 4], &[4]], 7_600.0);
    }

    #[test]
    fn parts_of_one_outline_are_joined_by_a_neighbour() {
        let mut parts = square(0, 0);
        parts.0.extend(square(2, 0));
        check(&[parts, square(1, 0)], &[&[8]], 30_000.0);
    }

    #[test]
    fn a_t_junction_leaves_no_trace_inside() {
        check(&[square(0, 0), square(0, 1), block(100.0, 0.0, 100.0, 200.0)], &[&[7]], 40_000.0);
        // Its vertex stays where it is on the outside.
        let with_vertex =
            outline(&[(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]);
        check(&[with_vertex, square(1, 0)], &[&[7]], 20_000.0);
    }

    #[test]
    fn overlapping_outlines_are_united() {
        check(&[square(0, 0), square(0, 0)], &[&[4]], 10_000.0);
        check(&[square(0, 0), block(50.0, 50.0, 100.0, 100.0)], &[&[8]], 17_500.0);
        check(&[square(0, 0), block(20.0, 20.0, 10.0, 10.0)], &[&[4]], 10_000.0);
        check(&[square(0, 0), block(50.0, 0.0, 100.0, 100.0)], &[&[8]], 15_000.0);
    }

    #[test]
    fn an_overlap_elsewhere_moves_no_vertex() {
        let far = outline(&[
            (143_508.123_456_789, 483_344.1),
            (143_608.2, 483_344.3),
            (143_608.7, 483_444.9),
        ]);
        let united = dissolve(&[&far, &square(0, 0), &square(0, 0)]);
        assert_eq!(united.0[1].exterior(), far.0[0].exterior());
    }

    #[test]
    fn a_ring_that_crosses_itself_gives_its_two_halves() {
        check(
            &[outline(&[(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0)])],
            &[&[3], &[3]],
            5_000.0,
        );
    }

    #[test]
    fn polygons_come_in_order_of_their_first_vertices() {
        let united = dissolve(&[&square(2, 0), &square(0, 2), &square(0, 0)]);
        let expected = [(0.0, 0.0), (0.0, 200.0), (200.0, 0.0)].map(Coord::from);
        assert_eq!(first_points(&united), expected);
    }
}
