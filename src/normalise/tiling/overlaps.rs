//! Pairs of areas that cover the same place.

use std::collections::BTreeSet;

use geo::coordinate_position::CoordPos;
use geo::{
    Area, BooleanOps, BoundingRect, Coord, CoordinatePosition, InteriorPoint, MultiPolygon, Rect,
};
use rayon::prelude::*;

use super::edges::Edge;
use super::noding::Border;
use super::sweep::meeting;
use super::{MIN_FAULT_M2, TOLERANCE_M};

/// Two areas, the first earlier in the list, and the place that both cover.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Overlap {
    pub pair: (usize, usize),
    pub area_m2: f64,
    pub near: Coord,
}

/// The pairs of outlines that overlap, in order, among those that are `usable`.
///
/// Somewhere on the edge of a place that is covered twice, a border is left
/// over: it runs through another area, or along another border in the same
/// direction. From the pairs found there, the search goes on to all that meet
/// one of them, which finds also those in the middle of such a place.
pub(super) fn overlaps(
    outlines: &[&MultiPolygon<f64>],
    usable: &[bool],
    border: &Border,
) -> Vec<Overlap> {
    let boxes: Vec<Rect> = outlines.iter().map(|outline| bounds(outline)).collect();
    let is_candidate = |&(a, b): &(usize, usize)| a != b && usable[a] && usable[b];

    let edge_boxes: Vec<Rect> = border.edges.iter().map(|edge| edge.bounds(0.0)).collect();
    let mut suspects: BTreeSet<(usize, usize)> = meeting(&edge_boxes, &boxes, |edge, area| {
        let edge = &border.edges[edge];
        let pair = ordered(edge.owner as usize, area);
        (is_candidate(&pair) && runs_through(edge, outlines[area])).then_some(pair)
    })
    .into_iter()
    .collect();
    let doubled = border.doubled.iter().map(|&(a, b)| ordered(a as usize, b as usize));
    suspects.extend(doubled.filter(is_candidate));
    if suspects.is_empty() {
        return Vec::new();
    }

    let mut found = Vec::new();
    let mut tested = BTreeSet::new();
    let mut searched = BTreeSet::new();
    while !suspects.is_empty() {
        let pairs: Vec<(usize, usize)> = suspects.iter().copied().collect();
        let confirmed: Vec<Overlap> =
            pairs.par_iter().filter_map(|&pair| overlap(outlines, pair)).collect();
        tested.append(&mut suspects);

        let involved: BTreeSet<usize> =
            confirmed.iter().flat_map(|one| [one.pair.0, one.pair.1]).collect();
        let fresh: Vec<usize> =
            involved.into_iter().filter(|&area| searched.insert(area)).collect();
        found.extend(confirmed);

        let fresh_boxes: Vec<Rect> = fresh.iter().map(|&area| boxes[area]).collect();
        let pairs = meeting(&fresh_boxes, &boxes, |a, b| {
            let pair = ordered(fresh[a], b);
            (is_candidate(&pair) && !tested.contains(&pair)).then_some(pair)
        });
        let pairs: BTreeSet<(usize, usize)> = pairs.into_iter().collect();
        let pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
        suspects = pairs
            .par_iter()
            .copied()
            .filter(|&(a, b)| share_a_place(outlines[a], outlines[b]))
            .collect();
        tested.extend(pairs);
    }
    found.sort_by_key(|one| one.pair);
    found
}

fn ordered(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// The box round an outline; round nothing where it has no points.
fn bounds(outline: &MultiPolygon<f64>) -> Rect {
    let nowhere = Coord { x: f64::INFINITY, y: f64::INFINITY };
    outline.bounding_rect().unwrap_or_else(|| Rect::new(nowhere, nowhere))
}

/// The place that both cover, when it is large enough to be a fault.
fn overlap(outlines: &[&MultiPolygon<f64>], pair: (usize, usize)) -> Option<Overlap> {
    let common = outlines[pair.0].intersection(outlines[pair.1]);
    let area_m2 = common.unsigned_area();
    let largest = common.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    let near = largest.interior_point()?.0;
    (area_m2 >= MIN_FAULT_M2).then_some(Overlap { pair, area_m2, near })
}

/// Whether two outlines have more in common than their border.
fn share_a_place(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> bool {
    let has_part_in = || {
        let mut points = a.iter().filter_map(InteriorPoint::interior_point);
        points.any(|point| b.coordinate_position(&point.0) == CoordPos::Inside)
    };
    let enters = |one: &MultiPolygon<f64>, other: &MultiPolygon<f64>| {
        let around = bounds(other);
        let mut near = edges(one).filter(|edge| meets(edge.bounds(0.0), around));
        near.any(|edge| runs_through(&edge, other))
    };
    // When neither border enters the other, parts are the same or apart.
    has_part_in() || enters(a, b) || enters(b, a)
}

/// Whether some of the edge lies in the outline, further than the tolerance from its border.
fn runs_through(edge: &Edge, outline: &MultiPolygon<f64>) -> bool {
    let edge_box = edge.bounds(TOLERANCE_M);
    let mut cuts = vec![0.0, 1.0];
    for side in edges(outline).filter(|side| meets(edge_box, side.bounds(0.0))) {
        cuts.extend([side.from, side.to].map(|end| edge.fraction_at(end).clamp(0.0, 1.0)));
        cuts.extend(crossing_at(edge, &side));
    }
    cuts.sort_unstable_by(f64::total_cmp);

    let middles = cuts.windows(2).filter(|pair| pair[0] < pair[1]);
    middles
        .map(|pair| edge.point_at((pair[0] + pair[1]) / 2.0))
        .any(|middle| lies_inside(middle, outline))
}

/// Whether the point lies in the outline, further than the tolerance from its border.
fn lies_inside(point: Coord, outline: &MultiPolygon<f64>) -> bool {
    let reach = Coord { x: TOLERANCE_M, y: TOLERANCE_M };
    let around = Rect::new(point - reach, point + reach);
    let is_on_border = edges(outline)
        .filter(|side| meets(side.bounds(0.0), around))
        .any(|side| side.distance_to(point) <= TOLERANCE_M);
    !is_on_border && outline.coordinate_position(&point) == CoordPos::Inside
}

fn meets(a: Rect, b: Rect) -> bool {
    geo::Intersects::intersects(&a, &b)
}

/// The fraction of `edge` where the line through `side` crosses it, if it does.
fn crossing_at(edge: &Edge, side: &Edge) -> Option<f64> {
    let (along, across, between) =
        (edge.to - edge.from, side.to - side.from, side.from - edge.from);
    let turn = along.x * across.y - along.y * across.x;
    let fraction = (between.x * across.y - between.y * across.x) / turn;
    (0.0..=1.0).contains(&fraction).then_some(fraction)
}

fn edges(outline: &MultiPolygon<f64>) -> impl Iterator<Item = Edge> {
    use geo::LinesIter;
    outline.lines_iter().filter(|line| line.start != line.end).map(|line| Edge {
        from: line.start,
        to: line.end,
        owner: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::super::toytown::{block, square};
    use super::*;

    #[track_caller]
    fn check_edge(from: (f64, f64), to: (f64, f64), expected: bool) {
        let edge = Edge { from: from.into(), to: to.into(), owner: 0 };
        assert_eq!(runs_through(&edge, &square(0, 0)), expected);
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
        assert_eq!((share_a_place(a, b), share_a_place(b, a)), (expected, expected));
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
}
