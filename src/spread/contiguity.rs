//! Which areas border on which, also where one has a vertex and the other runs straight on.

use geo::{Coord, MultiPolygon};
use rayon::prelude::*;

use crate::normalise::tiling::Touch;

use super::neighbours::Neighbours;

/// Areas that border on each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borders {
    /// The neighbours.
    pub neighbours: Neighbours,
    /// How many of the links, each way counted, are of areas that share no vertex, or no side, exactly.
    pub by_touch: usize,
}

/// A vertex in whole millimetres.
type Vertex = (i64, i64);

fn vertex(at: &Coord<f64>) -> Vertex {
    ((at.x * 1e3).round() as i64, (at.y * 1e3).round() as i64)
}

/// A vertex or a side, with an area that has it.
type Owned = ((Vertex, Vertex), u32);

impl Borders {
    /// Areas that share a corner or a part of a side; `touches` are those of the same outlines.
    ///
    /// Corners are shared when their coordinates are the same to the millimetre. A vertex of one area on
    /// the side of another makes neighbours of that other and of all areas with this vertex.
    pub fn queen(outlines: &[&MultiPolygon<f64>], touches: &[Touch]) -> Borders {
        let owned = owned(outlines, |at, _| (at, at));
        let at_vertex = |end: &Coord<f64>| {
            let vertex = vertex(end);
            let first = owned.partition_point(|(key, _)| *key < (vertex, vertex));
            let there = owned[first..].iter().take_while(move |(key, _)| *key == (vertex, vertex));
            there.map(|(_, area)| *area)
        };
        let ends = touches.iter().flat_map(|touch| &touch.ends);
        let touching = ends.flat_map(|(end, area)| at_vertex(end).map(move |other| (*area, other)));
        Borders::with(shared(outlines.len(), &owned), touching)
    }

    /// Areas that share a part of a side; `touches` are those of the same outlines.
    ///
    /// Sides are shared when the coordinates of both ends are the same to the millimetre, and in part when
    /// they lie along each other.
    pub fn rook(outlines: &[&MultiPolygon<f64>], touches: &[Touch]) -> Borders {
        let owned = owned(outlines, |at, next| (at.min(next), at.max(next)));
        let along = touches.iter().filter(|touch| touch.along);
        Borders::with(shared(outlines.len(), &owned), along.map(|touch| touch.outlines))
    }

    fn with(mut lists: Vec<Vec<u32>>, touching: impl Iterator<Item = (u32, u32)>) -> Borders {
        let exact = Neighbours::from_lists(lists.clone()).n_links();
        for (one, other) in touching {
            lists[one as usize].push(other);
            lists[other as usize].push(one);
        }
        let neighbours = Neighbours::from_lists(lists);
        Borders { by_touch: neighbours.n_links() - exact, neighbours }
    }
}

/// The vertices or sides of all areas, in order; `key` makes one of a vertex of a ring and the next.
fn owned(
    outlines: &[&MultiPolygon<f64>],
    key: impl Fn(Vertex, Vertex) -> (Vertex, Vertex) + Sync,
) -> Vec<Owned> {
    let keys =
        outlines.par_iter().zip(0..outlines.len() as u32).flat_map_iter(|(outline, area)| {
            let parts = outline.0.iter();
            let rings =
                parts.flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
            let steps = rings.flat_map(|ring| ring.0.windows(2));
            let steps = steps.map(|step| (vertex(&step[0]), vertex(&step[1])));
            let steps = steps.filter(|(at, next)| at != next);
            steps.map(|(at, next)| (key(at, next), area)).collect::<Vec<_>>()
        });
    let mut keys: Vec<Owned> = keys.collect();
    keys.par_sort_unstable();
    keys.dedup();
    keys
}

/// For each area the others that have a vertex or side in common with it.
fn shared(n_areas: usize, owned: &[Owned]) -> Vec<Vec<u32>> {
    let mut lists = vec![Vec::new(); n_areas];
    for shared in owned.chunk_by(|one, other| one.0 == other.0) {
        for &(_, area) in shared {
            let others = shared.iter().map(|&(_, other)| other);
            lists[area as usize].extend(others.filter(|&other| other != area));
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use geo::{Polygon, Rect};

    use crate::normalise::tiling::touches;

    use super::super::neighbours::tests::lattice;
    use super::*;

    fn both(outlines: &[MultiPolygon<f64>]) -> [Borders; 2] {
        let outlines: Vec<_> = outlines.iter().collect();
        let touches = touches(&outlines);
        [Borders::queen(&outlines, &touches), Borders::rook(&outlines, &touches)]
    }

    fn links(borders: &Borders) -> (usize, usize) {
        (borders.neighbours.n_links(), borders.by_touch)
    }

    /// Rows of bricks of 200 by 100 m, each second row half a brick further.
    fn wall(rows: usize, columns: usize) -> Vec<MultiPolygon<f64>> {
        let brick = |at: usize| {
            let (row, column) = (at / columns, at % columns);
            let (x, y) = (column as f64 * 200.0 + (row % 2) as f64 * 100.0, row as f64 * 100.0);
            MultiPolygon::new(vec![Rect::new((x, y), (x + 200.0, y + 100.0)).to_polygon()])
        };
        (0..rows * columns).map(brick).collect()
    }

    #[test]
    fn bricks_border_on_those_below_and_above_though_no_vertex_is_shared() {
        let [queen, rook] = both(&wall(4, 5));
        // Four in each row, and between two rows nine, each way.
        assert_eq!(links(&queen), (2 * (4 * 4 + 3 * 9), 2 * 3 * 9));
        assert_eq!(links(&rook), links(&queen));
        assert_eq!(queen.neighbours.of_area(6), [1, 2, 5, 7, 11, 12]);
        // A vertex of one row on each side of the other makes them all exact.
        let [queen, _] = both(&lattice(4, 5));
        assert_eq!(queen.by_touch, 0);
    }

    #[test]
    fn all_areas_with_a_vertex_on_a_side_border_on_it_and_those_in_a_point_are_no_rooks() {
        let area = |points: &[(f64, f64)]| {
            MultiPolygon::new(vec![Polygon::new(points.to_vec().into(), Vec::new())])
        };
        // A fan of three below the side of a block: the middle one has only the vertex.
        let fan = [
            area(&[(0.0, 0.0), (200.0, 0.0), (200.0, 100.0), (0.0, 100.0)]),
            area(&[(0.0, 0.0), (0.0, -100.0), (50.0, -100.0), (100.0, 0.0)]),
            area(&[(100.0, 0.0), (50.0, -100.0), (150.0, -100.0)]),
            area(&[(100.0, 0.0), (150.0, -100.0), (200.0, -100.0), (200.0, 0.0)]),
        ];
        let [queen, rook] = both(&fan);
        assert_eq!(queen.neighbours.of_area(0), [1, 2, 3]);
        assert_eq!(rook.neighbours.of_area(0), [1, 3]);
        // The outer two share a corner with the block.
        assert_eq!((queen.by_touch, rook.by_touch), (2, 4));
    }
}
