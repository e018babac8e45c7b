//! Finds the edges that have no partner, without sorting all of them.
//!
//! In a sound tiling almost every edge has exactly one partner, which runs the other way. Such
//! pairs are found here in cells of the map, each with a small table of its own, and the few
//! edges that are left go to [`cancel`].

use geo::{Coord, Rect};
use rayon::prelude::*;

use super::edges::{Edge, cancel};
use super::loops::Loop;

/// As many edges in a cell as keep its table, and their vertices, in a core's own cache.
const EDGES_IN_CELL: usize = 8192;

/// Cells along a side of the map, at most: their numbers fit in 16 bits.
const MOST_CELLS: usize = 256;

/// What [`cancel`] leaves of the edges of all loops, and the owners that it finds doubled.
pub(super) fn cancel_loops(loops: &[&Loop], doubled: &mut Vec<(u32, u32)>) -> Vec<Edge> {
    cancel(unmatched(loops, EDGES_IN_CELL), doubled)
}

/// The edges without those that meet exactly one other, which runs the opposite way.
///
/// All edges between the same two vertices are left, or none of them.
fn unmatched(loops: &[&Loop], edges_in_cell: usize) -> Vec<Edge> {
    let n_edges: usize = loops.iter().map(|one| one.n_edges()).sum();
    let cells = Cells::over(loops, n_edges.div_ceil(edges_in_cell));
    // Parts of about the same size, several a core.
    let n_parts = (4 * rayon::current_num_threads()).min(n_edges.div_ceil(edges_in_cell)).max(1);
    let parts: Vec<Part> = divided(loops, n_edges.div_ceil(n_parts))
        .into_par_iter()
        .with_max_len(1)
        .map(|(first, part)| Part::sorted(&cells, first, part))
        .collect();

    (0..cells.count())
        .into_par_iter()
        .with_max_len(64)
        .map_init(Table::default, |table, cell| {
            let refs = parts.iter().flat_map(|part| part.of_cell(cell));
            table.unmatched(loops, refs.copied())
        })
        .flatten_iter()
        .collect()
}

/// The list cut in pieces of about `n_edges`, each with the position of its first loop.
fn divided<'a, 'b>(loops: &'a [&'b Loop<'b>], n_edges: usize) -> Vec<(usize, &'a [&'b Loop<'b>])> {
    let (mut pieces, mut first, mut held) = (Vec::new(), 0, 0);
    for (position, one) in loops.iter().enumerate() {
        held += one.n_edges();
        if held >= n_edges || position + 1 == loops.len() {
            pieces.push((first, &loops[first..=position]));
            (first, held) = (position + 1, 0);
        }
    }
    pieces
}

/// A square number of equal cells over the map.
struct Cells {
    side: usize,
    low: Coord,
    per_metre: Coord,
}

impl Cells {
    /// About `count` cells.
    fn over(loops: &[&Loop], count: usize) -> Cells {
        let side = count.isqrt().clamp(1, MOST_CELLS);
        let boxes = loops.iter().filter(|one| one.n_edges() > 0).map(|one| one.bounds);
        let all = boxes.reduce(|a, b| {
            Rect::new(
                (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
                (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
            )
        });
        let all = all.unwrap_or_else(|| Rect::new((0.0, 0.0), (0.0, 0.0)));
        let per_metre = |length: f64| side as f64 / length.max(f64::MIN_POSITIVE);
        let per_metre = Coord { x: per_metre(all.width()), y: per_metre(all.height()) };
        Cells { side, low: all.min(), per_metre }
    }

    fn count(&self) -> usize {
        self.side * self.side
    }

    /// The cell of the middle of an edge: the same for both directions.
    fn of_edge(&self, from: Coord, to: Coord) -> u16 {
        let place = |a: f64, b: f64, low: f64, per_metre: f64| {
            // What is out of range by rounding, or too large, becomes the last cell.
            (((a + b) / 2.0 - low) * per_metre) as usize
        };
        let column = place(from.x, to.x, self.low.x, self.per_metre.x).min(self.side - 1);
        let row = place(from.y, to.y, self.low.y, self.per_metre.y).min(self.side - 1);
        (row * self.side + column) as u16
    }
}

/// An edge by the position of its loop and of its first vertex in that.
#[derive(Debug, Clone, Copy, Default)]
struct EdgeRef {
    ring: u32,
    vertex: u32,
}

impl EdgeRef {
    fn ends(self, loops: &[&Loop]) -> (Coord, Coord) {
        let points = &loops[self.ring as usize].points;
        (points[self.vertex as usize], points[self.vertex as usize + 1])
    }
}

/// The edges of some loops in order of cell.
struct Part {
    edges: Vec<EdgeRef>,
    /// Where in `edges` each cell begins, and the end of the last.
    starts: Vec<u32>,
}

impl Part {
    fn sorted(cells: &Cells, first: usize, loops: &[&Loop]) -> Part {
        let n_edges = loops.iter().map(|one| one.n_edges()).sum();
        let mut cell_of = Vec::with_capacity(n_edges);
        let mut starts = vec![0_u32; cells.count() + 1];
        for one in loops {
            for pair in one.points.windows(2) {
                let cell = cells.of_edge(pair[0], pair[1]);
                starts[usize::from(cell) + 1] += 1;
                cell_of.push(cell);
            }
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }

        let mut next = starts.clone();
        let mut edges = vec![EdgeRef::default(); n_edges];
        let mut cell_of = cell_of.into_iter();
        for (ring, one) in (first as u32..).zip(loops) {
            for (vertex, cell) in (0..one.n_edges() as u32).zip(&mut cell_of) {
                let place = &mut next[usize::from(cell)];
                edges[*place as usize] = EdgeRef { ring, vertex };
                *place += 1;
            }
        }
        Part { edges, starts }
    }

    fn of_cell(&self, cell: usize) -> &[EdgeRef] {
        &self.edges[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

/// How often an edge was met between the same two vertices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    Once,
    /// A second time, the other way.
    Paired,
    /// Twice in the same direction, or more than twice.
    Oftener,
}

/// A hash table of the edges in one cell, used for one cell after another.
#[derive(Default)]
struct Table {
    /// Half a hash, and one more than the position in `edges`; zero where free.
    slots: Vec<(u32, u32)>,
    edges: Vec<EdgeRef>,
    /// For each edge the first one between the same two vertices.
    first_of: Vec<u32>,
    /// How often that one was met.
    met: Vec<Met>,
}

impl Table {
    fn unmatched(&mut self, loops: &[&Loop], edges: impl Iterator<Item = EdgeRef>) -> Vec<Edge> {
        self.edges.clear();
        self.edges.extend(edges);
        self.first_of.clear();
        self.met.clear();
        self.slots.clear();
        let n_slots = (self.edges.len() + self.edges.len() / 2 + 1).next_power_of_two();
        self.slots.resize(n_slots, (0, 0));

        for position in 0..self.edges.len() {
            self.meet(loops, position);
        }
        let left = self.edges.iter().zip(&self.first_of);
        let left = left.filter(|&(_, &first)| self.met[first as usize] != Met::Paired);
        left.map(|(edge, _)| {
            let one = &loops[edge.ring as usize];
            let Edge { from, to, owner } = one.edge(edge.vertex as usize);
            Edge { from: without_sign(from), to: without_sign(to), owner }
        })
        .collect()
    }

    fn meet(&mut self, loops: &[&Loop], position: usize) {
        let (from, to) = self.edges[position].ends(loops);
        let hash = hash(from, to);
        let mask = self.slots.len() - 1;
        let (mut at, tag) = (hash as usize & mask, (hash >> 32) as u32);
        let first = loop {
            match self.slots[at] {
                (_, 0) => {
                    self.slots[at] = (tag, position as u32 + 1);
                    break position;
                }
                (known, other) if known == tag => {
                    let other = other as usize - 1;
                    let ends = self.edges[other].ends(loops);
                    let is_opposite = ends == (to, from);
                    if is_opposite || ends == (from, to) {
                        self.met[other] = match self.met[other] {
                            Met::Once if is_opposite => Met::Paired,
                            _ => Met::Oftener,
                        };
                        break other;
                    }
                }
                _ => {}
            }
            at = (at + 1) & mask;
        };
        self.first_of.push(first as u32);
        self.met.push(Met::Once);
    }
}

/// The same for both directions.
fn hash(from: Coord, to: Coord) -> u64 {
    // Odd numbers without a pattern: the fractions of the golden ratio and of pi.
    const MIX: [u64; 3] = [0x9E37_79B9_7F4A_7C15, 0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7345];
    let of_vertex = |vertex: Coord| {
        let Coord { x, y } = without_sign(vertex);
        let both = x.to_bits().wrapping_mul(MIX[0]) ^ y.to_bits().rotate_left(32);
        (both ^ both >> 29).wrapping_mul(MIX[1])
    };
    let sum = of_vertex(from).wrapping_add(of_vertex(to));
    let mixed = (sum ^ sum >> 32).wrapping_mul(MIX[2]);
    mixed ^ mixed >> 29
}

/// Makes -0 to 0, which are one place but not the same bits.
fn without_sign(vertex: Coord) -> Coord {
    vertex + Coord { x: 0.0, y: 0.0 }
}

#[cfg(test)]
mod tests {
    use geo::MultiPolygon;
    use proptest::prelude::*;

    use super::super::edges::of_outlines;
    use super::super::laws::{altered, heap, wild};
    use super::super::loops::loops;
    use super::super::toytown::{square, squares};
    use super::*;

    #[track_caller]
    fn check(outlines: &[MultiPolygon<f64>], left: usize) {
        let outlines: Vec<&MultiPolygon<f64>> = outlines.iter().collect();
        let loops = loops(&outlines);
        let loops: Vec<&Loop> = loops.iter().flatten().collect();
        for edges_in_cell in [1, 4, 1000] {
            assert_eq!(unmatched(&loops, edges_in_cell).len(), left);
        }
    }

    #[test]
    fn pairs_that_run_opposite_ways_go() {
        check(&[], 0);
        check(&[square(0, 0)], 4);
        check(&[square(0, 0), square(1, 0)], 6);
        check(&squares(9, 9), 36);
    }

    #[test]
    fn all_edges_at_a_place_stay_when_more_than_two_meet() {
        check(&[square(0, 0), square(0, 0)], 8);
        check(&[square(0, 0), square(0, 0), square(1, 0)], 12);
    }

    /// The same edges are left, and the same owners doubled, as when all edges are sorted.
    fn agrees(outlines: &[MultiPolygon<f64>], edges_in_cell: usize) -> Result<(), TestCaseError> {
        let outlines: Vec<&MultiPolygon<f64>> = outlines.iter().collect();
        let (mut doubled, mut expected_doubled) = (Vec::new(), Vec::new());
        let expected = cancel(of_outlines(&outlines), &mut expected_doubled);

        let loops = loops(&outlines);
        let loops: Vec<&Loop> = loops.iter().flatten().collect();
        let found = cancel(unmatched(&loops, edges_in_cell), &mut doubled);
        prop_assert_eq!(found, expected);
        prop_assert_eq!(doubled, expected_doubled);
        Ok(())
    }

    proptest! {
        #[test]
        fn what_is_left_of_a_town_is_what_sorting_leaves(town in altered(), edges in 1..40_usize) {
            agrees(&town, edges)?;
        }

        #[test]
        fn what_is_left_of_a_heap_is_what_sorting_leaves(heap in heap(), edges in 1..40_usize) {
            agrees(&heap, edges)?;
        }

        #[test]
        fn what_is_left_of_anything_is_what_sorting_leaves(wild in wild(), edges in 1..40_usize) {
            agrees(&wild, edges)?;
        }
    }
}
