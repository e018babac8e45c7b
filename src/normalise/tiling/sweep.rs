//! Finds which boxes of one list meet which of another, without comparing all
//! with all. It knows boxes only, not what they are boxes of.

use std::cmp::Ordering;

use geo::Rect;
use rayon::prelude::*;

/// Calls `test(i, j)` for each pair of boxes `a[i]` and `b[j]` that have a point
/// in common, and returns what it answers, in an order that depends on the
/// boxes alone.
///
/// The map is cut in strips from left to right, about twice as high as the boxes, and
/// the boxes in a strip are swept. Of two that meet, one starts within
/// the width of the other; a box thus looks only at those that start in its
/// own width, and one very wide box does not slow down the others.
pub(super) fn meeting<T: Send>(
    a: &[Rect],
    b: &[Rect],
    test: impl Fn(usize, usize) -> Option<T> + Sync,
) -> Vec<T> {
    let strips = Strips::over(a, b);
    let (a, b) = (InStrips::new(&strips, a), InStrips::new(&strips, b));

    let mut found: Vec<(Place, T)> = (0..strips.count)
        .into_par_iter()
        .flat_map_iter(|strip| {
            let mut found = Vec::new();
            let in_a = Sweep { one: &a, other: &b, strips: &strips, strip, with_same_start: true };
            in_a.run(|p, q| {
                let answer = test(a.order[p] as usize, b.order[q] as usize);
                found.extend(answer.map(|answer| ((false, p as u32, q as u32), answer)));
            });
            // A box of `a` that starts at the same place has met this one above.
            let in_b = Sweep { one: &b, other: &a, strips: &strips, strip, with_same_start: false };
            in_b.run(|q, p| {
                let answer = test(a.order[p] as usize, b.order[q] as usize);
                found.extend(answer.map(|answer| ((true, q as u32, p as u32), answer)));
            });
            found
        })
        .collect();
    found.par_sort_unstable_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, answer)| answer).collect()
}

/// Where a pair stands in the answer: after all in which the box of `a` starts first or both
/// together, then by the ranks of the box that starts first and of the other.
type Place = (bool, u32, u32);

/// Strips of equal height over the map, the outermost without an end.
struct Strips {
    count: usize,
    bottom: f64,
    per_metre: f64,
}

impl Strips {
    fn over(a: &[Rect], b: &[Rect]) -> Strips {
        /// Fewer boxes a strip are not worth the strip.
        const BOXES: usize = 16;

        let (mut bottom, mut top, mut heights) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
        let boxes =
            a.iter().chain(b).filter(|one| one.min().y.is_finite() && one.max().y.is_finite());
        for one in boxes {
            bottom = bottom.min(one.min().y);
            top = top.max(one.max().y);
            heights += one.height();
        }
        let n_boxes = a.len() + b.len();
        let height = (2.0 * heights / n_boxes as f64).max(f64::MIN_POSITIVE);
        // A cast to `usize` makes zero of what is not a number.
        let count = ((top - bottom) / height) as usize;
        let count = count.clamp(1, (n_boxes / BOXES).max(1));
        let per_metre = count as f64 / (top - bottom).max(f64::MIN_POSITIVE);
        Strips { count, bottom, per_metre }
    }

    fn at(&self, y: f64) -> usize {
        (((y - self.bottom) * self.per_metre) as usize).min(self.count - 1)
    }

    fn of(&self, one: &Rect) -> std::ops::RangeInclusive<usize> {
        self.at(one.min().y)..=self.at(one.max().y)
    }
}

/// Boxes from left to right, and those in each strip in that order.
struct InStrips<'a> {
    boxes: &'a [Rect],
    /// The position in the list of the box with this rank.
    order: Vec<u32>,
    /// Ranks of the boxes in a strip, strip by strip.
    ranks: Vec<u32>,
    /// Where in `ranks` each strip begins, and the end of the last.
    starts: Vec<usize>,
}

impl<'a> InStrips<'a> {
    fn new(strips: &Strips, boxes: &'a [Rect]) -> InStrips<'a> {
        let mut order: Vec<u32> = (0..boxes.len() as u32).collect();
        order.par_sort_unstable_by(|&p, &q| {
            let left = |at: u32| boxes[at as usize].min().x;
            match left(p).total_cmp(&left(q)) {
                Ordering::Equal => p.cmp(&q),
                unequal => unequal,
            }
        });

        let mut starts = vec![0; strips.count + 1];
        for one in boxes {
            for strip in strips.of(one) {
                starts[strip + 1] += 1;
            }
        }
        for strip in 1..starts.len() {
            starts[strip] += starts[strip - 1];
        }
        let mut next = starts.clone();
        let mut ranks = vec![0; starts[strips.count]];
        for (rank, &position) in (0..).zip(&order) {
            for strip in strips.of(&boxes[position as usize]) {
                ranks[next[strip]] = rank;
                next[strip] += 1;
            }
        }
        InStrips { boxes, order, ranks, starts }
    }

    fn in_strip(&self, strip: usize) -> &[u32] {
        &self.ranks[self.starts[strip]..self.starts[strip + 1]]
    }

    fn ranked(&self, rank: u32) -> &Rect {
        &self.boxes[self.order[rank as usize] as usize]
    }
}

/// The pairs in one strip in which the box of `one` starts first.
struct Sweep<'a> {
    one: &'a InStrips<'a>,
    other: &'a InStrips<'a>,
    strips: &'a Strips,
    strip: usize,
    /// Also those that start together.
    with_same_start: bool,
}

impl Sweep<'_> {
    /// Calls `met` with the two ranks of each pair.
    fn run(&self, mut met: impl FnMut(usize, usize)) {
        let others = self.other.in_strip(self.strip);
        let mut first = 0;
        for &rank in self.one.in_strip(self.strip) {
            let p = self.one.ranked(rank);
            let starts_before = |other: u32| {
                let left = self.other.ranked(other).min().x;
                left < p.min().x || (left == p.min().x && !self.with_same_start)
            };
            while first < others.len() && starts_before(others[first]) {
                first += 1;
            }
            for &other in &others[first..] {
                let q = self.other.ranked(other);
                if q.min().x > p.max().x {
                    break;
                }
                let meets = q.min().y <= p.max().y && p.min().y <= q.max().y;
                // Two that share several strips meet in the lowest of these.
                if meets && self.strips.at(p.min().y.max(q.min().y)) == self.strip {
                    met(rank as usize, other as usize);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn boxes() -> impl Strategy<Value = Vec<Rect>> {
        prop::collection::vec((0..9, 0..90, 0..4, 0..4), 0..200).prop_map(|all| {
            let rect = |(x, y, width, height)| {
                let (x, y) = (f64::from(x), f64::from(y));
                Rect::new((x, y), (x + f64::from(width), y + f64::from(height)))
            };
            all.into_iter().map(rect).collect()
        })
    }

    /// The rule for the order, pair by pair.
    fn in_order(a: &[Rect], b: &[Rect]) -> Vec<(usize, usize)> {
        let ranked = |boxes: &[Rect]| {
            let mut order: Vec<usize> = (0..boxes.len()).collect();
            order.sort_by(|&p, &q| boxes[p].min().x.total_cmp(&boxes[q].min().x));
            order
        };
        let meets = |i: usize, j: usize| geo::Intersects::intersects(&a[i], &b[j]);
        let (of_a, of_b) = (ranked(a), ranked(b));
        let mut pairs = Vec::new();
        for &i in &of_a {
            let later = of_b.iter().filter(|&&j| b[j].min().x >= a[i].min().x);
            pairs.extend(later.filter(|&&j| meets(i, j)).map(|&j| (i, j)));
        }
        for &j in &of_b {
            let later = of_a.iter().filter(|&&i| a[i].min().x > b[j].min().x);
            pairs.extend(later.filter(|&&i| meets(i, j)).map(|&i| (i, j)));
        }
        pairs
    }

    proptest! {
        #[test]
        fn pairs_come_from_left_to_right(a in boxes(), b in boxes()) {
            prop_assert_eq!(meeting(&a, &b, |i, j| Some((i, j))), in_order(&a, &b));
        }

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
