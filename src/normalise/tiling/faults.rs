//! Where the areas of a city do not tile it.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use geo::{Coord, InteriorPoint, MultiPolygon, Polygon, Rect};
use rayon::prelude::*;

use super::dissolve::united;
use super::edges::compare;
use super::loops::{Loop, loops};
use super::noding::{Border, border_of};
use super::overlaps::overlaps;
use super::soundness::is_sound;
use super::sweep::meeting;
use super::validity::{RingFault, ring_faults};
use super::{MIN_FAULT_M2, TOLERANCE_M};

/// A place where the areas of a city do not tile it.
#[derive(Debug, Clone, PartialEq)]
pub enum TilingFault {
    /// An outline that is not the border of an area.
    InvalidRing {
        /// The area.
        code: String,
        /// What is wrong with its outline, as in *crosses itself near (143508, 483344)*.
        reason: String,
    },
    /// A place that two areas cover.
    Overlap {
        /// The two areas, the smaller code first.
        codes: [String; 2],
        /// The area that both cover, in m².
        area_m2: f64,
        /// A point in the largest piece of it.
        near: Coord<f64>,
    },
    /// A place that areas surround and none covers. It may be meant: water, or another municipality.
    Gap {
        /// The areas round it, in order.
        codes: Vec<String>,
        /// Its area in m², without the areas that lie loose within it.
        area_m2: f64,
        /// A point in it.
        near: Coord<f64>,
    },
}

/// Finds outlines that are not valid, pairs of areas that overlap, and gaps
/// between areas, in that order and then by code.
///
/// Overlaps and gaps under [`MIN_FAULT_M2`] are passed over, and so are those
/// that touch an area whose outline crosses itself or has coordinates that are
/// not numbers: they come from that fault. Other invalid outlines are named,
/// and take part as far as they go. Codes may occur more than once.
pub fn faults(areas: &[(&str, &MultiPolygon<f64>)]) -> Vec<TilingFault> {
    let outlines: Vec<&MultiPolygon<f64>> = areas.iter().map(|&(_, outline)| outline).collect();
    let loops = loops(&outlines);
    let of_rings: Vec<Vec<RingFault>> = outlines
        .par_iter()
        .zip(&loops)
        .with_max_len(64)
        .map(|(outline, loops)| if is_sound(loops) { Vec::new() } else { ring_faults(outline) })
        .collect();
    let border = border_of(&loops.iter().flatten().collect::<Vec<&Loop>>());
    faults_with(areas, &of_rings, &border)
}

/// The faults of areas whose rings have these faults and that leave this border.
pub(super) fn faults_with(
    areas: &[(&str, &MultiPolygon<f64>)],
    of_rings: &[Vec<RingFault>],
    border: &Border,
) -> Vec<TilingFault> {
    let outlines: Vec<&MultiPolygon<f64>> = areas.iter().map(|&(_, outline)| outline).collect();
    let usable: Vec<bool> = of_rings
        .iter()
        .map(|faults| faults.iter().all(|fault| fault.leaves_area_clear()))
        .collect();

    let mut found = Vec::new();
    for ((code, _), faults) in areas.iter().zip(of_rings) {
        let invalid = |fault: &RingFault| TilingFault::InvalidRing {
            code: (*code).to_owned(),
            reason: fault.to_string(),
        };
        found.extend(faults.iter().map(invalid));
    }
    for one in overlaps(&outlines, &usable, border) {
        let mut codes = [areas[one.pair.0].0.to_owned(), areas[one.pair.1].0.to_owned()];
        codes.sort_unstable();
        found.push(TilingFault::Overlap { codes, area_m2: one.area_m2, near: one.near });
    }
    for gap in gaps(border) {
        if gap.owners.iter().all(|&owner| usable[owner]) {
            let codes: BTreeSet<&str> = gap.owners.iter().map(|&owner| areas[owner].0).collect();
            let codes = codes.into_iter().map(str::to_owned).collect();
            found.push(TilingFault::Gap { codes, area_m2: gap.area_m2, near: gap.near });
        }
    }
    found.sort_by(in_order);
    found
}

fn in_order(a: &TilingFault, b: &TilingFault) -> Ordering {
    use TilingFault::{Gap, InvalidRing, Overlap};
    let kind = |fault: &TilingFault| match fault {
        InvalidRing { .. } => 0,
        Overlap { .. } => 1,
        Gap { .. } => 2,
    };
    match (a, b) {
        (InvalidRing { code: a, reason: x }, InvalidRing { code: b, reason: y }) => {
            (a, x).cmp(&(b, y))
        }
        (Overlap { codes: a, near: x, .. }, Overlap { codes: b, near: y, .. }) => {
            a.cmp(b).then_with(|| compare(x, y))
        }
        (Gap { codes: a, near: x, .. }, Gap { codes: b, near: y, .. }) => {
            a.cmp(b).then_with(|| compare(x, y))
        }
        _ => kind(a).cmp(&kind(b)),
    }
}

struct Gap {
    owners: Vec<usize>,
    area_m2: f64,
    near: Coord,
}

/// The holes in the union of all areas.
fn gaps(border: &Border) -> Vec<Gap> {
    let union = united(border);
    let mut islands: Vec<Vec<usize>> = vec![Vec::new(); union.rings.len()];
    for (position, parent) in union.parents.iter().enumerate() {
        if let Some(parent) = parent {
            islands[*parent].push(position);
        }
    }

    let mut gaps = Vec::new();
    let mut edges = Vec::new();
    for (ring, islands) in union.rings.iter().zip(&islands) {
        let area_m2 =
            ring.area_m2 - islands.iter().map(|&island| union.rings[island].area_m2).sum::<f64>();
        if ring.is_exterior || area_m2 < MIN_FAULT_M2 {
            continue;
        }
        let island_rings = islands.iter().map(|&island| union.rings[island].line.clone()).collect();
        let place = Polygon::new(ring.line.clone(), island_rings);
        let Some(near) = place.interior_point() else {
            continue;
        };
        let rings = std::iter::once(place.exterior()).chain(place.interiors());
        edges.extend(
            rings
                .flat_map(|ring| ring.lines())
                .map(|line| (gaps.len(), (line.start + line.end) / 2.0)),
        );
        gaps.push(Gap { owners: Vec::new(), area_m2, near: near.0 });
    }

    // An area borders on a gap when the middle of an edge of the gap is on its border.
    let middles: Vec<Rect> = edges.iter().map(|&(_, middle)| Rect::new(middle, middle)).collect();
    // Points of a union of overlapping areas are within the tolerance of where they were.
    let reach = 2.0 * TOLERANCE_M;
    let boxes: Vec<Rect> = border.edges.iter().map(|edge| edge.bounds(reach)).collect();
    let mut neighbours = meeting(&middles, &boxes, |middle, edge| {
        let (gap, middle) = edges[middle];
        let edge = &border.edges[edge];
        (edge.distance_to(middle) <= reach).then_some((gap, edge.owner as usize))
    });
    neighbours.sort_unstable();
    neighbours.dedup();
    for (gap, owner) in neighbours {
        gaps[gap].owners.push(owner);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::super::toytown::{block, outline, square, squares, with_hole};
    use super::*;

    /// The faults as text, with the areas coded A, B, C and so on.
    #[track_caller]
    fn check(outlines: &[MultiPolygon<f64>], expected: &[&str]) {
        let codes: Vec<String> = ('A'..='Z').map(String::from).collect();
        let mut areas: Vec<(&str, &MultiPolygon<f64>)> =
            codes.iter().map(String::as_str).zip(outlines).collect();
        assert_eq!(told(&areas), expected);
        areas.reverse();
        assert_eq!(told(&areas), expected, "the other way round");
    }

    fn told(areas: &[(&str, &MultiPolygon<f64>)]) -> Vec<String> {
        let tell = |fault| match fault {
            TilingFault::InvalidRing { code, reason } => format!("{code} {reason}"),
            TilingFault::Overlap { codes, area_m2, .. } => {
                format!("{} overlap {area_m2:.0}", codes.join(" "))
            }
            TilingFault::Gap { codes, area_m2, .. } => {
                format!("{} gap {area_m2:.0}", codes.join(" "))
            }
        };
        faults(areas).into_iter().map(tell).collect()
    }

    #[test]
    fn a_sound_tiling_has_none() {
        check(&[], &[]);
        check(&squares(4, 4), &[]);
        check(&[square(0, 0), square(0, 1), block(100.0, 0.0, 100.0, 200.0)], &[]);
        let enclave = block(20.0, 20.0, 10.0, 10.0);
        check(&[with_hole(&square(0, 0), &enclave), enclave], &[]);
        check(&[square(0, 0), square(1, 1)], &[]);
    }

    #[test]
    fn a_missing_square_is_a_gap() {
        let mut town = squares(3, 3);
        town.remove(4);
        check(&town, &["B D E G gap 10000"]);
    }

    #[test]
    fn an_area_loose_in_a_gap_is_not_part_of_it() {
        let around = with_hole(&square(0, 0), &block(20.0, 20.0, 50.0, 50.0));
        check(&[around, block(30.0, 30.0, 10.0, 10.0)], &["A B gap 2400"]);
    }

    #[test]
    fn areas_that_cover_the_same_place_overlap() {
        check(&[square(0, 0), block(90.0, 0.0, 100.0, 100.0)], &["A B overlap 1000"]);
        check(&[square(0, 0), block(50.0, 50.0, 100.0, 100.0)], &["A B overlap 2500"]);
        check(&[square(0, 0), square(0, 0)], &["A B overlap 10000"]);
        check(&[square(0, 0), block(20.0, 20.0, 10.0, 10.0)], &["A B overlap 100"]);
        check(&[square(0, 0), block(0.0, 20.0, 10.0, 10.0)], &["A B overlap 100"]);
        check(
            &[square(0, 0), square(0, 0), square(0, 0)],
            &["A B overlap 10000", "A C overlap 10000", "B C overlap 10000"],
        );
    }

    #[test]
    fn a_district_among_its_neighbourhoods_overlaps_all_of_them() {
        let mut town = squares(3, 3);
        town.push(block(0.0, 0.0, 300.0, 300.0));
        let expected: Vec<String> =
            ('A'..='I').map(|code| format!("{code} J overlap 10000")).collect();
        check(&town, &expected.iter().map(String::as_str).collect::<Vec<&str>>());
    }

    #[test]
    fn a_strip_over_the_middle_of_squares_overlaps_them_all() {
        let mut town = squares(3, 1);
        town.push(block(-50.0, 40.0, 400.0, 20.0));
        check(&town, &["A D overlap 2000", "B D overlap 2000", "C D overlap 2000"]);
    }

    #[test]
    fn a_border_drawn_twice_gives_overlaps_and_gaps() {
        let left = outline(&[
            (0.0, 0.0),
            (100.0, 0.0),
            (105.0, 25.0),
            (95.0, 75.0),
            (100.0, 100.0),
            (0.0, 100.0),
        ]);
        // The overlap and the gap are two triangles, 50 m high and 5 m deep.
        check(&[left, square(1, 0)], &["A B overlap 125", "A B gap 125"]);
    }

    #[test]
    fn slivers_are_passed_over() {
        check(&[square(0, 0), block(100.0 - 0.009, 0.0, 100.0, 100.0)], &[]);
        check(&[square(0, 0), block(100.0 - 0.011, 0.0, 100.0, 100.0)], &["A B overlap 1"]);
    }

    #[test]
    fn an_invalid_outline_is_named_once() {
        let bow_tie = outline(&[(100.0, 0.0), (200.0, 100.0), (200.0, 0.0), (100.0, 100.0)]);
        check(&[square(0, 0), bow_tie, square(2, 0)], &["B crosses itself near (150, 50)"]);
        let no_number = outline(&[(100.0, 0.0), (200.0, 0.0), (f64::NAN, 100.0), (100.0, 100.0)]);
        check(&[square(0, 0), no_number, square(2, 0)], &["B coordinate is not a number"]);
        let mut with_point = square(1, 0);
        with_point.0.extend(outline(&[(7.0, 7.0)]));
        check(
            &[block(0.0, 0.0, 110.0, 100.0), with_point],
            &["B fewer than four points", "A B overlap 1000"],
        );
        check(&[square(0, 0), MultiPolygon::new(Vec::new())], &["B has no ring"]);
    }
}
