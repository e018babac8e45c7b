//! Boxes round runs of edges that follow each other, and boxes round those.
//!
//! Edges of a ring that follow each other lie close together, so a few comparisons tell which of
//! them can meet something.

use std::ops::Range;

use geo::Coord;

use super::edges::Edge;

/// Edges in a run.
const RUN: usize = 8;

/// Boxes in a box of the next level.
const FAN: usize = 4;

/// A box by its sides; closed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

impl Sides {
    pub fn of_edge(edge: &Edge) -> Sides {
        Sides {
            left: edge.from.x.min(edge.to.x),
            bottom: edge.from.y.min(edge.to.y),
            right: edge.from.x.max(edge.to.x),
            top: edge.from.y.max(edge.to.y),
        }
    }

    /// Larger by this on each side.
    pub fn grown(self, by: f64) -> Sides {
        Sides {
            left: self.left - by,
            bottom: self.bottom - by,
            right: self.right + by,
            top: self.top + by,
        }
    }

    fn with(self, other: Sides) -> Sides {
        Sides {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    pub fn meets(&self, other: &Sides) -> bool {
        // Without branches, as the answers follow no pattern.
        (self.left <= other.right)
            & (other.left <= self.right)
            & (self.bottom <= other.top)
            & (other.bottom <= self.top)
    }
}

/// Edges of one ring that follow each other.
#[derive(Debug, Clone, Copy)]
struct Run {
    ring: u32,
    start: u32,
    end: u32,
}

/// The edges of some closed rings under boxes; the owner of an edge is the position of its ring.
#[derive(Debug)]
pub(super) struct RingBoxes<'a> {
    rings: Vec<&'a [Coord]>,
    runs: Vec<Run>,
    /// First the boxes of the runs, then each time of [`FAN`] boxes before, until there is one.
    levels: Vec<Vec<Sides>>,
}

impl<'a> RingBoxes<'a> {
    /// Rings with the first vertex again at the end.
    pub fn over(rings: Vec<&'a [Coord]>) -> RingBoxes<'a> {
        let (mut runs, mut lowest) = (Vec::new(), Vec::new());
        for (number, ring) in (0..).zip(&rings) {
            let n_edges = ring.len().saturating_sub(1);
            for start in (0..n_edges).step_by(RUN) {
                let end = (start + RUN).min(n_edges);
                let edges = (start..end).map(|at| Sides::of_edge(&edge(ring, number, at)));
                lowest.extend(edges.reduce(Sides::with));
                runs.push(Run { ring: number, start: start as u32, end: end as u32 });
            }
        }
        let mut levels = Vec::new();
        while lowest.len() > 1 {
            let above = lowest.chunks(FAN);
            let above = above.filter_map(|some| some.iter().copied().reduce(Sides::with)).collect();
            levels.push(std::mem::replace(&mut lowest, above));
        }
        levels.push(lowest);
        RingBoxes { rings, runs, levels }
    }

    /// The box round all edges; `None` without any.
    pub fn sides(&self) -> Option<Sides> {
        self.levels.last()?.first().copied()
    }

    /// Calls `met` with each edge whose own box meets this one.
    pub fn for_each_meeting(&self, sides: &Sides, mut met: impl FnMut(&Edge)) {
        let top = self.levels.len() - 1;
        for at in 0..self.levels[top].len() {
            self.descend(sides, top, at, &mut met);
        }
    }

    fn descend(&self, sides: &Sides, level: usize, at: usize, met: &mut impl FnMut(&Edge)) {
        if !self.levels[level][at].meets(sides) {
            return;
        }
        if level == 0 {
            let edges = self.edges(self.runs[at]).map(|(_, edge)| edge);
            edges.filter(|edge| Sides::of_edge(edge).meets(sides)).for_each(|edge| met(&edge));
            return;
        }
        for child in self.children(level, at) {
            self.descend(sides, level - 1, child, met);
        }
    }

    /// Whether all pairs of edges stand the two tests, the earlier edge coming first: `follows`
    /// for an edge and the next one of its ring, `apart` for others whose boxes meet. Pairs whose
    /// boxes do not meet are not looked at, and neither are edges that follow each other to one side
    /// all along a run: no such edge can run back on the one before it.
    pub fn all_pairs(
        &self,
        follows: &impl Fn(&Edge, &Edge) -> bool,
        apart: &impl Fn(&Edge, &Edge) -> bool,
    ) -> bool {
        let stand = |(i, a): &(u32, Edge), (j, b): &(u32, Edge)| {
            if a.owner == b.owner && *j == i + 1 {
                return follows(a, b);
            }
            !Sides::of_edge(a).meets(&Sides::of_edge(b)) || apart(a, b)
        };
        let top = self.levels.len() - 1;
        (0..self.levels[top].len()).all(|at| self.all_within(top, at, &stand))
    }

    /// The test of the pairs under one box.
    fn all_within(
        &self,
        level: usize,
        at: usize,
        stand: &impl Fn(&(u32, Edge), &(u32, Edge)) -> bool,
    ) -> bool {
        if level == 0 {
            let run = self.runs[at];
            return self.goes_one_way(run)
                || self.edges(run).all(|a| {
                    let later = Run { start: a.0 + 1, ..run };
                    self.edges(later).all(|b| stand(&a, &b))
                });
        }
        let children = self.children(level, at);
        children.clone().all(|child| {
            self.all_within(level - 1, child, stand)
                && (child + 1..children.end)
                    .all(|other| self.all_between(level - 1, child, other, stand))
        })
    }

    /// The test of the pairs of which one is under the one box and one under the other.
    fn all_between(
        &self,
        level: usize,
        one: usize,
        other: usize,
        stand: &impl Fn(&(u32, Edge), &(u32, Edge)) -> bool,
    ) -> bool {
        let (one_box, other_box) = (&self.levels[level][one], &self.levels[level][other]);
        if !one_box.meets(other_box) {
            return true;
        }
        if level == 0 {
            let mut edges = self.edges(self.runs[one]);
            return edges.all(|a| {
                !Sides::of_edge(&a.1).meets(other_box)
                    || self.edges(self.runs[other]).all(|b| stand(&a, &b))
            });
        }
        self.children(level, one).all(|a| {
            !self.levels[level - 1][a].meets(other_box)
                || self.children(level, other).all(|b| self.all_between(level - 1, a, b, stand))
        })
    }

    /// Whether each vertex of a run lies farther to one side than the one before it, or farther up or
    /// down.
    fn goes_one_way(&self, run: Run) -> bool {
        let ring = self.rings[run.ring as usize];
        let (mut right, mut left, mut up, mut down) = (true, true, true, true);
        for pair in ring[run.start as usize..=run.end as usize].windows(2) {
            right &= pair[0].x < pair[1].x;
            left &= pair[0].x > pair[1].x;
            up &= pair[0].y < pair[1].y;
            down &= pair[0].y > pair[1].y;
        }
        right | left | up | down
    }

    fn children(&self, level: usize, at: usize) -> Range<usize> {
        FAN * at..(FAN * at + FAN).min(self.levels[level - 1].len())
    }

    /// The edges of a run, each with its position in the ring.
    fn edges(&self, run: Run) -> impl Iterator<Item = (u32, Edge)> {
        let ring = self.rings[run.ring as usize];
        (run.start..run.end).map(move |at| (at, edge(ring, run.ring, at as usize)))
    }
}

fn edge(ring: &[Coord], number: u32, at: usize) -> Edge {
    Edge { from: ring[at], to: ring[at + 1], owner: number }
}
