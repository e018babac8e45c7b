//! Finds which boxes of one list meet which of another, without comparing all
//! with all. It knows boxes only, not what they are boxes of.

use std::cmp::Ordering;

use geo::{Coord, Rect};
use rayon::prelude::*;

/// Calls `test(i, j)` for each pair of boxes `a[i]` and `b[j]` that have a point
/// in common, and returns what it answers, in an order that depends on the
/// boxes alone.
///
/// The boxes are swept from left to right. Of two that meet, one starts within
/// the width of the other; a box thus looks only at those that start in its
/// own width, and one very wide box does not slow down the others.
pub(super) fn meeting<T: Send>(
    a: &[Rect],
    b: &[Rect],
    test: impl Fn(usize, usize) -> Option<T> + Sync,
) -> Vec<T> {
    let (a, b) = (from_left_to_right(a), from_left_to_right(b));

    let mut found: Vec<T> = a
        .par_iter()
        .flat_map_iter(|p| {
            let first = b.partition_point(|q| q.min.x < p.min.x);
            within_width(p, &b[first..]).filter_map(|q| test(p.position, q.position))
        })
        .collect();
    found.par_extend(b.par_iter().flat_map_iter(|q| {
        // A box of `a` that starts at the same place has met this one above.
        let first = a.partition_point(|p| p.min.x <= q.min.x);
        within_width(q, &a[first..]).filter_map(|p| test(p.position, q.position))
    }));
    found
}

/// A box and where it stood in its list.
struct Placed {
    min: Coord,
    max: Coord,
    position: usize,
}

fn from_left_to_right(boxes: &[Rect]) -> Vec<Placed> {
    let mut placed: Vec<Placed> = boxes
        .iter()
        .enumerate()
        .map(|(position, one)| Placed { min: one.min(), max: one.max(), position })
        .collect();
    placed.par_sort_unstable_by(|p, q| match p.min.x.total_cmp(&q.min.x) {
        Ordering::Equal => p.position.cmp(&q.position),
        unequal => unequal,
    });
    placed
}

fn within_width<'a>(one: &'a Placed, others: &'a [Placed]) -> impl Iterator<Item = &'a Placed> {
    others
        .iter()
        .take_while(|other| other.min.x <= one.max.x)
        .filter(|other| other.min.y <= one.max.y && one.min.y <= other.max.y)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn boxes() -> impl Strategy<Value = Vec<Rect>> {
        prop::collection::vec((0..9, 0..9, 0..4, 0..4), 0..30).prop_map(|all| {
            let rect = |(x, y, width, height)| {
                let (x, y) = (f64::from(x), f64::from(y));
                Rect::new((x, y), (x + f64::from(width), y + f64::from(height)))
            };
            all.into_iter().map(rect).collect()
        })
    }

    proptest! {
        #[test]
        fn finds_each_pair_once(a in boxes(), b in boxes()) {
            let mut found = meeting(&a, &b, |i, j| Some((i, j)));
            found.sort_unstable();

            let mut expected = Vec::new();
            for (i, p) in a.iter().enumerate() {
                for (j, q) in b.iter().enumerate() {
                    if geo::Intersects::intersects(p, q) {
                        expected.push((i, j));
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
