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
