//! The areas nearest to each, by their centres.

use geo::{Centroid, Coord, MultiPolygon};
use rayon::prelude::*;

use super::neighbours::Neighbours;

/// The centre of each outline; an outline without an area has the centre of its lines.
pub fn centroids(outlines: &[&MultiPolygon<f64>]) -> Vec<Coord<f64>> {
    let centre =
        |outline: &&MultiPolygon<f64>| outline.centroid().map_or(Coord::zero(), Coord::from);
    outlines.par_iter().map(centre).collect()
}

/// The `k` nearest of each, or all others where there are fewer; of several as near, those that come
/// first.
///
/// The centres are looked at from west to east, outwards from each, as far as their distance in that
/// direction alone is no larger than that of the `k`-th found.
pub fn nearest(centres: &[Coord<f64>], k: usize) -> Neighbours {
    let mut eastwards: Vec<u32> = (0..centres.len() as u32).collect();
    let x = |at: u32| centres[at as usize].x;
    eastwards.sort_unstable_by(|&one, &other| x(one).total_cmp(&x(other)).then(one.cmp(&other)));
    let mut lists = vec![Vec::new(); centres.len()];
    let of_each = (0..centres.len()).into_par_iter().map(|place| {
        let from = eastwards[place];
        let start = centres[from as usize];
        let (west, east) = (eastwards[..place].iter().rev(), eastwards[place + 1..].iter());
        let (mut west, mut east) = (west.copied().peekable(), east.copied().peekable());
        let away = |at: &u32| (x(*at) - start.x).abs();
        let mut found: Vec<(f64, u32)> = Vec::with_capacity(k + 1);
        loop {
            let to_west = match (west.peek().map(away), east.peek().map(away)) {
                (Some(one), Some(other)) => one <= other,
                (one, None) => one.is_some(),
                (None, _) => false,
            };
            let Some(next) = (if to_west { west.next() } else { east.next() }) else { break };
            let last = found.last().filter(|_| found.len() == k);
            if k == 0 || last.is_some_and(|last| away(&next).powi(2) > last.0) {
                break;
            }
            let by = centres[next as usize] - start;
            let one = (by.x * by.x + by.y * by.y, next);
            let place = found.partition_point(|other| {
                other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)).is_lt()
            });
            found.insert(place, one);
            found.truncate(k);
        }
        (from, found.into_iter().map(|(_, at)| at).collect::<Vec<u32>>())
    });
    for (from, found) in of_each.collect::<Vec<_>>() {
        lists[from as usize] = found;
    }
    Neighbours::from_lists(lists)
}

/// The `most` areas nearest to one by their centres, in order of distance; it comes first, and of
/// several as near the first in order.
pub fn by_distance(centres: &[Coord<f64>], from: usize, most: usize) -> Vec<u32> {
    let start = centres[from];
    let away = |&at: &u32| {
        let away = centres[at as usize] - start;
        let itself = at as usize == from;
        if itself { -1.0 } else { away.x * away.x + away.y * away.y }
    };
    let nearer = |one: &u32, other: &u32| away(one).total_cmp(&away(other)).then(one.cmp(other));
    let mut order: Vec<u32> = (0..centres.len() as u32).collect();
    if most < order.len() {
        order.select_nth_unstable_by(most, nearer);
        order.truncate(most);
    }
    order.sort_unstable_by(nearer);
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::neighbours::tests::lattice;
    use super::*;

    #[test]
    fn the_nearest_are_by_centre_and_the_first_of_several_as_near() {
        let lattice = lattice(3, 3);
        let centres = centroids(&lattice.iter().collect::<Vec<_>>());
        assert_eq!(nearest(&centres, 2).of_area(4), [1, 3]);
        assert_eq!(nearest(&centres, 20).of_area(0).len(), 8);
        assert_eq!(nearest(&centres, 0).n_links(), 0);
        assert_eq!(nearest(&[], 6).n_links(), 0);
    }

    proptest! {
        #[test]
        fn they_are_the_first_by_distance(
            places in prop::collection::vec((0_i32..12, 0_i32..12), 1..60), k in 0_usize..9,
        ) {
            let centres: Vec<Coord<f64>> =
                places.iter().map(|&(x, y)| Coord { x: f64::from(x), y: f64::from(y) }).collect();
            let found = nearest(&centres, k);
            for at in 0..centres.len() {
                let mut expected = by_distance(&centres, at, k + 1);
                expected.remove(0);
                expected.sort_unstable();
                prop_assert_eq!(found.of_area(at), &expected[..]);
            }
        }
    }
}
