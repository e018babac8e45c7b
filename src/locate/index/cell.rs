//! A cell that edges pass: what it keeps of them, and which area holds a point in it.
//!
//! The winding number of each ring around the cell's *anchor* is known. On the straight way from
//! the anchor to a point it changes by one with each edge of the ring that is crossed; which are
//! crossed is told by orientations, computed in single precision relative to the anchor. When one
//! of them is not certain, because the point, an edge or a vertex is too near to a line, there is
//! no answer: a point on a border never gets one here.

use geo::Coord;

use super::rings::Ring;
use super::trace::Run;

/// In place of an area: no area.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Most rings with edges in one cell.
const MOST_SLOTS: usize = 12;
/// Most edges in one cell.
const MOST_EDGES: usize = 16_384;
/// So many of the edges read last are compared with the next to find a shared one.
const EDGES_COMPARED: usize = 64;
/// An anchor nearer to an edge than this, in cells, tells nothing.
const ANCHOR_CLEARANCE: f64 = 1e-5;

/// In place of a slot: no ring.
const NO_SLOT: u32 = 0xFF;
/// The slot's ring is a hole.
const HOLE: u32 = 1 << 16;
/// The next slot is a ring of the same part.
const MORE: u32 = 1 << 17;
/// Nothing of the part lies in the cell but its border.
const NEVER: u32 = 1 << 18;

/// Relative error of a cross product: four roundings of 2^-24, and twice that to be safe.
const CROSS_ERROR: f32 = 8.0 * 0.5 * f32::EPSILON;
/// Relative error of the sum of three.
const SUM_ERROR: f32 = 16.0 * 0.5 * f32::EPSILON;
/// More than what numbers lose that are too small for single precision.
const UNDERFLOW: f32 = 1e-35;

/// What a sweep along the row knows of a ring with edges in a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// The ring.
    pub ring: u32,
    /// Its winding number around the anchor.
    pub winding: i32,
    /// Whether rings of its part without an edge in this cell let the part be here at all.
    pub possible: bool,
}

/// Writes the cell's words; `false` when no answer could be certain, and then no word.
///
/// A head (number of slots and of chains), the area of all points that no slot holds, for each
/// slot its area and state, for each chain a head (number of vertices, the slot that runs along it
/// and the one that runs against it) and its vertices relative to the anchor. An edge that two
/// rings share stands in one chain.
pub(super) fn write(
    words: &mut Vec<u32>,
    rings: &[Ring<'_>],
    parts: &mut Parts,
    runs: &[Run],
    elsewhere: u32,
    anchor: Coord<f64>,
    cell_m: f64,
) -> bool {
    let Parts { slots, edges } = parts;
    let n_edges: usize = runs.iter().map(|run| (run.end - run.first) as usize).sum();
    let wide = |slot: &Slot| i16::try_from(slot.winding).is_err();
    if slots.len() > MOST_SLOTS || n_edges > MOST_EDGES || slots.iter().any(wide) {
        return false;
    }
    gather(edges, rings, slots, runs);
    if edges.iter().any(|edge| edge.is_near(anchor, ANCHOR_CLEARANCE * cell_m)) {
        return false;
    }

    let head = words.len();
    words.extend([0, elsewhere]);
    for (at, slot) in slots.iter().enumerate() {
        let ring = &rings[slot.ring as usize];
        let more = slots
            .get(at + 1)
            .is_some_and(|next| rings[next.ring as usize].exterior == ring.exterior);
        let flag = |set: bool, bit: u32| if set { bit } else { 0 };
        let state = u32::from(slot.winding as i16 as u16)
            | flag(ring.exterior != slot.ring, HOLE)
            | flag(more, MORE)
            | flag(!slot.possible, NEVER);
        words.extend([ring.area, state]);
    }
    let mut n_chains = 0;
    for chain in
        edges.chunk_by(|a, b| a.to == b.from && (a.along, a.against) == (b.along, b.against))
    {
        let first = chain[0];
        words.push((chain.len() + 1) as u32 | first.along << 16 | first.against << 24);
        for at in [first.from].into_iter().chain(chain.iter().map(|edge| edge.to)) {
            words.extend([
                ((at.x - anchor.x) as f32).to_bits(),
                ((at.y - anchor.y) as f32).to_bits(),
            ]);
        }
        n_chains += 1;
    }
    words[head] = slots.len() as u32 | n_chains << 8;
    true
}

/// What a cell is made of.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The rings with edges in it.
    pub slots: Vec<Slot>,
    /// Memory for the edges.
    edges: Vec<Edge>,
}

/// An edge in a cell with the slots of the rings that it belongs to.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: Coord<f64>,
    to: Coord<f64>,
    along: u32,
    against: u32,
}

impl Edge {
    /// Whether a point is nearer to it than this.
    fn is_near(&self, at: Coord<f64>, reach: f64) -> bool {
        let (from, to) = (self.from - at, self.to - at);
        let beyond = |a: f64, b: f64| (a > reach && b > reach) || (a < -reach && b < -reach);
        let apart = beyond(from.x, to.x) || beyond(from.y, to.y);
        !apart && distance_2(at, self.from, self.to) < reach * reach
    }
}

/// Puts in `edges` those of all runs, those that two rings run through in opposite ways once.
fn gather(edges: &mut Vec<Edge>, rings: &[Ring<'_>], slots: &[Slot], runs: &[Run]) {
    edges.clear();
    let mut slot = 0;
    for run in runs {
        while slots[slot].ring != run.ring {
            slot += 1;
        }
        let before = edges.len();
        // Where the last edge was found; a neighbour's run goes on with the edge before it.
        let mut found: Option<usize> = None;
        for at in run.first..run.end {
            let (from, to) = rings[run.ring as usize].edge(at as usize);
            let shared =
                |edge: &Edge| edge.against == NO_SLOT && edge.from == to && edge.to == from;
            found = found
                .and_then(|last| last.checked_sub(1))
                .filter(|&next| shared(&edges[next]))
                .or_else(|| {
                    let start = before.saturating_sub(EDGES_COMPARED);
                    (start..before).rev().find(|&known| shared(&edges[known]))
                });
            match found {
                Some(known) => edges[known].against = slot as u32,
                None => edges.push(Edge { from, to, along: slot as u32, against: NO_SLOT }),
            }
        }
    }
}

/// Squared distance from a point to an edge.
fn distance_2(at: Coord<f64>, from: Coord<f64>, to: Coord<f64>) -> f64 {
    let (along, away) = (to - from, at - from);
    let length_2 = along.x * along.x + along.y * along.y;
    let part = if length_2 > 0.0 {
        ((away.x * along.x + away.y * along.y) / length_2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let gap = away - along * part;
    gap.x * gap.x + gap.y * gap.y
}

/// The smallest area that holds the point `x`, `y` from the anchor, [`NOWHERE`] when none does;
/// `None` when that is not certain.
///
/// `words` begin with those of the cell, and `head` is the first of them.
pub(super) fn holding(head: u32, words: &[u32], x: f32, y: f32) -> Option<u32> {
    let ([_, elsewhere], words) = words.split_first_chunk::<2>()?;
    let (n_slots, n_chains) = ((head & 0xFF) as usize, head >> 8);
    let (slots, mut words) = words.split_at_checked(2 * n_slots)?;
    let slots = slots.as_chunks::<2>().0;

    let mut windings = [0i32; MOST_SLOTS];
    for (winding, [_, state]) in windings.iter_mut().zip(slots) {
        *winding = i32::from(*state as u16 as i16);
    }
    for _ in 0..n_chains {
        let (head, rest) = words.split_first()?;
        let (vertices, rest) = rest.split_at_checked(2 * (head & 0xFFFF) as usize)?;
        words = rest;
        let step = crossed(vertices, x, y)?;
        if step != 0 {
            let (along, against) = (head >> 16 & 0xFF, head >> 24);
            if let Some(winding) = windings.get_mut(along as usize) {
                *winding += step;
            }
            if let Some(winding) = windings.get_mut(against as usize) {
                *winding -= step;
            }
        }
    }

    let mut inside = true;
    for ([area, state], winding) in slots.iter().zip(windings) {
        inside &= (winding != 0) != (state & HOLE != 0) && state & NEVER == 0;
        if state & MORE != 0 {
            continue;
        }
        if inside {
            return Some(*area);
        }
        inside = true;
    }
    Some(*elsewhere)
}

/// How often the way from the anchor to a point crosses a chain from its right to its left, less
/// how often from left to right; `None` when that is not certain.
fn crossed(vertices: &[u32], x: f32, y: f32) -> Option<i32> {
    let mut vertices =
        vertices.as_chunks::<2>().0.iter().map(|&[x, y]| (f32::from_bits(x), f32::from_bits(y)));
    let mut a = vertices.next()?;
    let (mut side_a, mut size_a) = cross((x, y), a);
    let mut certain = size_a * CROSS_ERROR + UNDERFLOW < side_a.abs();
    let mut step = 0;
    for b in vertices {
        let (side_b, size_b) = cross((x, y), b);
        certain &= size_b * CROSS_ERROR + UNDERFLOW < side_b.abs();
        if (side_a > 0.0) != (side_b > 0.0) {
            // The line of the way crosses the edge; the way does where the edge parts its ends.
            let (anchor, size) = cross(a, b);
            let point = anchor - side_b + side_a;
            certain &= size * CROSS_ERROR + UNDERFLOW < anchor.abs()
                && (size + size_a + size_b) * SUM_ERROR + UNDERFLOW < point.abs();
            step += i32::from(point > 0.0) - i32::from(anchor > 0.0);
        }
        (a, side_a, size_a) = (b, side_b, size_b);
    }
    certain.then_some(step)
}

/// The cross product of two vectors, and the sum of the sizes of its two terms.
fn cross(a: (f32, f32), b: (f32, f32)) -> (f32, f32) {
    let (left, right) = (a.0 * b.1, a.1 * b.0);
    (left - right, left.abs() + right.abs())
}
