//! Pairs of areas that cover the same place.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use geo::{Area, BooleanOps, BoundingRect, Coord, InteriorPoint, MultiPolygon, Rect};
use rayon::prelude::*;

use super::MIN_FAULT_M2;
use super::covered::Covered;
use super::noding::Border;
use super::sweep::meeting;

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
    let boxes: Vec<Rect> = outlines.par_iter().map(|outline| bounds(outline)).collect();
    let is_candidate = |&(a, b): &(usize, usize)| a != b && usable[a] && usable[b];

    // Only of areas that a left border comes near.
    let covered: Vec<OnceLock<Covered>> = outlines.iter().map(|_| OnceLock::new()).collect();
    let covered = |area: usize| covered[area].get_or_init(|| Covered::by(outlines[area]));

    let edge_boxes: Vec<Rect> = border.edges.iter().map(|edge| edge.bounds(0.0)).collect();
    let mut suspects: BTreeSet<(usize, usize)> = meeting(&edge_boxes, &boxes, |edge, area| {
        let edge = &border.edges[edge];
        let pair = ordered(edge.owner as usize, area);
        (is_candidate(&pair) && covered(area).holds_part_of(edge)).then_some(pair)
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
            .filter(|&(a, b)| covered(a).shares_a_place_with(covered(b)))
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
