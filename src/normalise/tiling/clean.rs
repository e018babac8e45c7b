//! Brings an outline into the form that the rest expects, without moving a vertex.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::edges::{is_number, rings, twice_signed_area};

/// Rings that enclose less are lines or points, in m²: a millimetre square.
const MIN_RING_M2: f64 = 1e-6;

/// The outline without repeated points and empty rings, its exteriors
/// counter-clockwise and its holes clockwise.
///
/// A ring is empty with fewer than four points, the closing one included, or
/// with all its points on one line. An empty exterior goes with its holes. A ring with a
/// coordinate that is not a number stays as it is, for
/// [`faults`](super::faults()) to name. An outline in that form is not copied.
pub fn clean(outline: MultiPolygon<f64>) -> MultiPolygon<f64> {
    if rings(&outline).all(|(ring, is_exterior)| is_clean(&ring.0, is_exterior)) {
        return outline;
    }
    outline
        .into_iter()
        .filter_map(|polygon| {
            let (exterior, holes) = polygon.into_inner();
            let exterior = clean_ring(exterior, true)?;
            let holes = holes.into_iter().filter_map(|hole| clean_ring(hole, false));
            Some(Polygon::new(exterior, holes.collect()))
        })
        .collect()
}

fn clean_ring(mut ring: LineString<f64>, is_exterior: bool) -> Option<LineString<f64>> {
    if !ring.coords().all(|coord| is_number(*coord)) {
        return Some(ring);
    }
    let points = &mut ring.0;
    points.dedup();
    if points.first() != points.last() {
        points.extend(points.first().copied());
    }

    if points.len() < 4 || twice_spanned_area(points) < 2.0 * MIN_RING_M2 {
        return None;
    }
    // Summed from both ends, so that a ring whose area is lost in rounding is not turned each time.
    let backwards: Vec<Coord> = points.iter().rev().copied().collect();
    let twice_area = twice_signed_area(points) - twice_signed_area(&backwards);
    if is_reversed(twice_area, is_exterior) {
        *points = backwards;
    }
    Some(ring)
}

/// Whether [`clean_ring`] would leave the ring as it is.
fn is_clean(points: &[Coord], is_exterior: bool) -> bool {
    // All rings of a shapefile run the other way, so that comes first.
    points.len() >= 4
        && points.first() == points.last()
        && !is_reversed(twice_signed_area(points), is_exterior)
        && points.iter().all(|&point| is_number(point))
        && points.windows(2).all(|pair| pair[0] != pair[1])
        && twice_spanned_area(points) >= 2.0 * MIN_RING_M2
}

fn is_reversed(twice_area: f64, is_exterior: bool) -> bool {
    twice_area != 0.0 && (twice_area > 0.0) != is_exterior
}

/// Twice the area of the triangles between the first point and each edge, without their signs.
///
/// It is zero for points on one line only; the signed area is zero for a bow as well, whose ring
/// crosses itself and is a fault to be named.
fn twice_spanned_area(points: &[Coord]) -> f64 {
    let first = points[0];
    points
        .windows(2)
        .map(|edge| {
            let (a, b) = (edge[0] - first, edge[1] - first);
            (a.x * b.y - a.y * b.x).abs()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::toytown::{outline, ring, square, with_hole};
    use super::*;

    #[track_caller]
    fn check(points: &[(f64, f64)], expected: &[(f64, f64)]) {
        assert_eq!(clean(outline(points)), outline(expected));
    }

    #[test]
    fn repeated_points_go_and_rings_close() {
        let triangle = [(0.0, 0.0), (9.0, 0.0), (0.0, 9.0), (0.0, 0.0)];
        check(&triangle, &triangle);
        check(&triangle[..3], &triangle);
        check(&[(0.0, 0.0), (9.0, 0.0), (9.0, 0.0), (0.0, 9.0), (0.0, 0.0), (0.0, 0.0)], &triangle);
    }

    #[test]
    fn exteriors_turn_left_and_holes_turn_right() {
        check(&[(0.0, 0.0), (0.0, 9.0), (9.0, 0.0)], &[(0.0, 0.0), (9.0, 0.0), (0.0, 9.0)]);

        let mut turned = square(0, 0);
        turned.0[0].interiors_push(ring(&[(10.0, 10.0), (20.0, 10.0), (10.0, 20.0)]));
        let expected =
            with_hole(&square(0, 0), &outline(&[(10.0, 10.0), (10.0, 20.0), (20.0, 10.0)]));
        assert_eq!(clean(turned), expected);
    }

    #[test]
    fn a_ring_whose_area_is_lost_in_rounding_is_turned_once_at_most() {
        let lost = [
            (0.0, 0.0012000000000000001),
            (-0.0, -0.0),
            (2.0, -0.0),
            (0.0, 1.0),
            (2.0, 0.0),
            (1.404678985166738e-308, 0.0),
        ];
        for once in [clean(outline(&lost)), clean(outline(&lost.map(|(x, y)| (-x, y))))] {
            assert_eq!(clean(once.clone()), once);
        }
    }

    #[test]
    fn rings_without_area_go() {
        let nothing = MultiPolygon::new(Vec::new());
        assert_eq!(clean(outline(&[])), nothing);
        assert_eq!(clean(outline(&[(0.0, 0.0), (9.0, 0.0)])), nothing);
        assert_eq!(clean(outline(&[(0.0, 0.0), (9.0, 3.0), (6.0, 2.0), (3.0, 1.0)])), nothing);

        let slit = outline(&[(10.0, 10.0), (20.0, 10.0), (30.0, 10.0)]);
        assert_eq!(clean(with_hole(&square(0, 0), &slit)), square(0, 0));
    }

    #[test]
    fn a_clean_outline_is_not_copied() {
        let outline =
            with_hole(&square(0, 0), &outline(&[(10.0, 10.0), (10.0, 20.0), (20.0, 10.0)]));
        let place = |outline: &MultiPolygon<f64>| outline.0[0].exterior().0.as_ptr();
        let before = place(&outline);
        assert_eq!(place(&clean(outline)), before);
    }

    #[test]
    fn a_ring_with_no_number_is_left_to_the_faults() {
        let broken = outline(&[(0.0, 0.0), (f64::NAN, 0.0), (0.0, 9.0), (0.0, 0.0)]);
        assert_eq!(clean(broken).0[0].exterior().0.len(), 4);
    }
}
