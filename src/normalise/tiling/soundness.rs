//! Recognises outlines that have no fault of their own, at a small cost a vertex.
//!
//! It answers as [`ring_faults`](super::validity::ring_faults) does, but only whether there is a
//! fault, and stops at the first.

use std::borrow::Cow;

use geo::Orientation;

use super::edges::Edge;
use super::loops::Loop;
use super::noding::{cross, side};
use super::ring_boxes::RingBoxes;
use super::validity::conflict;

/// Whether an outline, of which these are all the loops, has no fault of its own.
///
/// `false` may also mean that it takes a closer look to tell: a ring that is no loop as it stands.
pub(super) fn is_sound(loops: &[Loop]) -> bool {
    let is_plain = |one: &Loop| matches!(one.points, Cow::Borrowed(_)) && one.points.len() > 3;
    if loops.is_empty() || !loops.iter().all(is_plain) {
        return false;
    }
    let rings = loops.iter().map(|one| one.points.as_ref()).collect();
    RingBoxes::over(rings).all_pairs(&follows_freely, &are_free)
}

/// Whether two edges, the first earlier in the outline, do not meet where they should not.
fn are_free(a: &Edge, b: &Edge) -> bool {
    if a.owner != b.owner {
        return !cross(a, b);
    }
    a.from != b.from && conflict(a, b).is_none()
}

/// The same of an edge and the next one of its ring: they can only run back on each other.
fn follows_freely(a: &Edge, b: &Edge) -> bool {
    side(a, b.to) != Orientation::Collinear || are_free(a, b)
}

#[cfg(test)]
mod tests {
    use geo::MultiPolygon;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::super::clean;
    use super::super::laws::{altered, heap};
    use super::super::loops::loops;
    use super::super::toytown::{block, outline, square, with_hole};
    use super::super::validity::ring_faults;
    use super::*;

    #[track_caller]
    fn check(outline: &MultiPolygon<f64>, expected: bool) {
        assert_eq!(is_sound(&loops(&[outline])[0]), expected);
    }

    #[test]
    fn what_crosses_or_touches_itself_is_not_sound() {
        check(&square(0, 0), true);
        check(&with_hole(&square(0, 0), &clean(block(90.0, 10.0, 20.0, 20.0))), false);
        check(&outline(&[(0.0, 0.0), (9.0, 0.0), (15.0, 0.0), (9.0, 0.0), (9.0, 9.0)]), false);
        check(&outline(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (5.0, 0.0), (0.0, 9.0)]), false);
        // Straight on through a vertex.
        check(&outline(&[(0.0, 0.0), (5.0, 0.0), (9.0, 0.0), (9.0, 9.0)]), true);
    }

    #[test]
    fn an_outline_without_a_proper_ring_is_not_sound() {
        check(&MultiPolygon::new(Vec::new()), false);
        check(&outline(&[]), false);
        check(&outline(&[(0.0, 0.0), (9.0, 0.0)]), false);
        check(&outline(&[(0.0, 0.0), (f64::NAN, 0.0), (9.0, 9.0), (0.0, 9.0)]), false);
    }

    /// Rings round a centre, with a vertex here and there put on another one, in the middle of an
    /// edge, or in the place of another one; on whole metres, so that points on an edge are
    /// exactly on it.
    fn stars() -> impl Strategy<Value = MultiPolygon<f64>> {
        let change = (0..4_u8, any::<Index>(), any::<Index>());
        let radii = prop::collection::vec(20..100_u16, 3..70);
        let star = (radii, 0..3_u8, prop::collection::vec(change, 0..3));
        prop::collection::vec(star, 1..3).prop_map(|stars| {
            let star = |(radii, at, changes): (Vec<u16>, u8, Vec<(u8, Index, Index)>)| {
                let step = std::f64::consts::TAU / radii.len() as f64;
                let mut points: Vec<(f64, f64)> = (0_u16..)
                    .zip(&radii)
                    .map(|(number, &radius)| {
                        let (sin, cos) = (step * f64::from(number)).sin_cos();
                        let place = |part: f64| (4.0 * f64::from(radius) * part).round();
                        (place(cos) + 600.0 * f64::from(at), place(sin))
                    })
                    .collect();
                for (kind, one, other) in changes {
                    let (one, other) = (one.index(points.len()), other.index(points.len()));
                    let next = points[(other + 1) % points.len()];
                    match kind {
                        0 => points[one] = points[other],
                        1 => {
                            points[one] =
                                ((points[other].0 + next.0) / 2.0, (points[other].1 + next.1) / 2.0)
                        }
                        2 => points.swap(one, other),
                        _ => points.insert(one, points[other]),
                    }
                }
                outline(&points)
            };
            stars.into_iter().flat_map(|one| star(one).0).collect()
        })
    }

    fn agrees(outline: MultiPolygon<f64>) -> Result<(), TestCaseError> {
        let outline = clean(outline);
        // A ring of no area is turned on the way to a loop; then the full search decides.
        let loops = loops(&[&outline]);
        let is_plain =
            loops[0].iter().all(|one| matches!(one.points, std::borrow::Cow::Borrowed(_)));
        let found = is_sound(&loops[0]);
        prop_assert_eq!(found, is_plain && ring_faults(&outline).is_empty());
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        #[test]
        fn rings_without_faults_are_sound_and_no_others(stars in stars()) {
            agrees(stars)?;
        }

        #[test]
        fn outlines_of_several_parts_without_faults_are_sound(town in altered()) {
            agrees(town.into_iter().flatten().collect())?;
        }

        #[test]
        fn parts_over_each_other_are_not_sound(heap in heap()) {
            agrees(heap.into_iter().flatten().collect())?;
        }
    }
}
