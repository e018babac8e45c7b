//! Recognises outlines that have no fault of their own, at a small cost a vertex.
//!
//! It answers as [`ring_faults`](super::validity::ring_faults) does, but only whether there is a
//! fault. Edges that follow each other lie close together, so boxes round runs of them tell
//! quickly which cannot meet.

use geo::Orientation;

use super::edges::Edge;
use super::loops::Loop;
use super::noding::{cross, side};
use super::validity::conflict;

/// Edges in a run.
const RUN: usize = 8;

/// Boxes in a box of the next level.
const FAN: usize = 4;

/// Whether an outline, of which these are all the loops, has no fault of its own.
///
/// `false` may also mean that it takes a closer look to tell: a ring that is no loop as it stands.
pub(super) fn is_sound(loops: &[Loop], boxes: &mut Boxes) -> bool {
    let is_plain =
        |one: &Loop| matches!(one.points, std::borrow::Cow::Borrowed(_)) && one.points.len() > 3;
    if loops.is_empty() || !loops.iter().all(is_plain) {
        return false;
    }
    boxes.fill(loops);
    let Some(top) = boxes.levels.len().checked_sub(1) else { return false };
    (0..boxes.levels[top].len()).all(|at| boxes.is_free_within(loops, top, at))
}

/// Edges of one loop that follow each other.
#[derive(Debug, Clone, Copy)]
struct Run {
    ring: u32,
    start: u32,
    end: u32,
}

/// A box by its sides; closed.
#[derive(Debug, Clone, Copy)]
struct Box {
    left: f64,
    bottom: f64,
    right: f64,
    top: f64,
}

impl Box {
    fn of_edge(edge: &Edge) -> Box {
        Box {
            left: edge.from.x.min(edge.to.x),
            bottom: edge.from.y.min(edge.to.y),
            right: edge.from.x.max(edge.to.x),
            top: edge.from.y.max(edge.to.y),
        }
    }

    fn with(self, other: Box) -> Box {
        Box {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    fn meets(&self, other: &Box) -> bool {
        // Without branches, as the answers follow no pattern.
        (self.left <= other.right)
            & (other.left <= self.right)
            & (self.bottom <= other.top)
            & (other.bottom <= self.top)
    }
}

/// Boxes round runs of edges, and boxes round those; used for one outline after another.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    runs: Vec<Run>,
    /// First the boxes of the runs, then each time of [`FAN`] boxes before.
    levels: Vec<Vec<Box>>,
}

impl Boxes {
    fn fill(&mut self, loops: &[Loop]) {
        self.runs.clear();
        let mut lowest = self.levels.first_mut().map(std::mem::take).unwrap_or_default();
        lowest.clear();
        for (ring, one) in (0..).zip(loops) {
            for start in (0..one.n_edges()).step_by(RUN) {
                let end = (start + RUN).min(one.n_edges());
                let edges = (start..end).map(|at| Box::of_edge(&one.edge(at)));
                lowest.extend(edges.reduce(Box::with));
                self.runs.push(Run { ring, start: start as u32, end: end as u32 });
            }
        }
        self.levels.truncate(1);
        match self.levels.first_mut() {
            Some(level) => *level = lowest,
            None => self.levels.push(lowest),
        }
        while self.levels[self.levels.len() - 1].len() > FAN {
            let below = &self.levels[self.levels.len() - 1];
            let above = below.chunks(FAN).filter_map(|some| some.iter().copied().reduce(Box::with));
            let above = above.collect();
            self.levels.push(above);
        }
        // All boxes of the highest level are compared as if in one.
        let highest = self.levels[self.levels.len() - 1].iter().copied().reduce(Box::with);
        self.levels.push(highest.into_iter().collect());
    }

    fn children(&self, level: usize, at: usize) -> std::ops::Range<usize> {
        FAN * at..(FAN * at + FAN).min(self.levels[level - 1].len())
    }

    /// Whether no two edges under one box are in conflict.
    fn is_free_within(&self, loops: &[Loop], level: usize, at: usize) -> bool {
        if level == 0 {
            return self.run_is_free(loops, self.runs[at]);
        }
        let children = self.children(level, at);
        children.clone().all(|child| {
            self.is_free_within(loops, level - 1, child)
                && (child + 1..children.end)
                    .all(|other| self.is_free_between(loops, level - 1, child, other))
        })
    }

    /// Whether no edge under the one box is in conflict with one under the other.
    fn is_free_between(&self, loops: &[Loop], level: usize, one: usize, other: usize) -> bool {
        let (one_box, other_box) = (&self.levels[level][one], &self.levels[level][other]);
        if !one_box.meets(other_box) {
            return true;
        }
        if level == 0 {
            return self.runs_are_free(loops, one, other);
        }
        self.children(level, one).all(|a| {
            !self.levels[level - 1][a].meets(other_box)
                || self.children(level, other).all(|b| self.is_free_between(loops, level - 1, a, b))
        })
    }

    fn run_is_free(&self, loops: &[Loop], run: Run) -> bool {
        let one = &loops[run.ring as usize];
        let (start, end) = (run.start as usize, run.end as usize);
        (start..end).all(|i| {
            let a = Edge { owner: run.ring, ..one.edge(i) };
            let box_a = Box::of_edge(&a);
            (i + 1..end).all(|j| {
                let b = Edge { owner: run.ring, ..one.edge(j) };
                if j == i + 1 {
                    return follows_freely(&a, &b);
                }
                !box_a.meets(&Box::of_edge(&b)) || are_free(&a, &b)
            })
        })
    }

    fn runs_are_free(&self, loops: &[Loop], one: usize, other: usize) -> bool {
        let (run, other_run) = (self.runs[one], self.runs[other]);
        let other_box = &self.levels[0][other];
        let (ring, other_ring) = (&loops[run.ring as usize], &loops[other_run.ring as usize]);
        (run.start as usize..run.end as usize).all(|i| {
            let a = Edge { owner: run.ring, ..ring.edge(i) };
            let box_a = Box::of_edge(&a);
            !box_a.meets(other_box)
                || (other_run.start as usize..other_run.end as usize).all(|j| {
                    let b = Edge { owner: other_run.ring, ..other_ring.edge(j) };
                    if run.ring == other_run.ring && j == i + 1 {
                        return follows_freely(&a, &b);
                    }
                    !box_a.meets(&Box::of_edge(&b)) || are_free(&a, &b)
                })
        })
    }
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
        assert_eq!(is_sound(&loops(&[outline])[0], &mut Boxes::default()), expected);
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
        let found = is_sound(&loops[0], &mut Boxes::default());
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
