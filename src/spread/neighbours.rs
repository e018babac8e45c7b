//! Which areas are neighbours of which.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use geo::{Centroid, Coord, MultiPolygon};
use rayon::prelude::*;

/// What makes two areas neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contiguity {
    /// They share a corner or a side, like the moves of a queen.
    Queen,
    /// They share a side, like the moves of a rook.
    Rook,
    /// The so many areas with the nearest centroids; not always mutual.
    Nearest(usize),
}

impl Contiguity {
    /// The word in the configuration and the results: `queen`, `rook`, `knn:6`.
    pub fn word(self) -> String {
        match self {
            Contiguity::Queen => "queen".to_owned(),
            Contiguity::Rook => "rook".to_owned(),
            Contiguity::Nearest(k) => format!("knn:{k}"),
        }
    }
}

/// The neighbours of each area, rising, without itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbours(Vec<Vec<u32>>);

impl Neighbours {
    /// The neighbours of outlines.
    ///
    /// Corners and sides are shared when their coordinates are the same to the millimetre: the areas
    /// of a layer that is a proper tiling share each vertex of a common border.
    pub fn of(outlines: &[&MultiPolygon<f64>], contiguity: Contiguity) -> Neighbours {
        match contiguity {
            Contiguity::Queen => sharing(outlines, |at, _| (at, at)),
            Contiguity::Rook => sharing(outlines, |at, next| (at.min(next), at.max(next))),
            Contiguity::Nearest(k) => nearest(&centroids(outlines), k),
        }
    }

    /// From lists of neighbours.
    pub fn from_lists(mut lists: Vec<Vec<u32>>) -> Neighbours {
        for (at, list) in (0..).zip(&mut lists) {
            list.sort_unstable();
            list.dedup();
            list.retain(|&other| other != at);
        }
        Neighbours(lists)
    }

    /// The neighbours of one area.
    pub fn of_area(&self, area: usize) -> &[u32] {
        &self.0[area]
    }

    /// Number of pairs, each way counted.
    pub fn n_links(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// The same among some areas alone, given by their positions, rising.
    ///
    /// Contiguity is that of all areas of the layer: one that takes no part does not make neighbours
    /// of those around it. An area without a neighbour left drops out, and is then no neighbour either.
    pub fn among(&self, areas: &[usize]) -> Links {
        let place: HashMap<u32, u32, FixedState> =
            areas.iter().zip(0..).map(|(&area, place)| (area as u32, place)).collect();
        let among: Vec<Vec<u32>> = areas
            .iter()
            .map(|&area| {
                self.0[area].iter().filter_map(|other| place.get(other).copied()).collect()
            })
            .collect();
        let (mut kept, mut isolates): (Vec<usize>, Vec<usize>) =
            ((0..areas.len()).collect(), Vec::new());
        let mut takes_part = vec![true; areas.len()];
        loop {
            let linked = |&at: &usize| among[at].iter().any(|&other| takes_part[other as usize]);
            let (still, alone): (Vec<usize>, Vec<usize>) = kept.iter().partition(|at| linked(at));
            if alone.is_empty() {
                break;
            }
            alone.iter().for_each(|&at| takes_part[at] = false);
            isolates.extend(alone);
            kept = still;
        }
        isolates.sort_unstable();
        let mut renumbered = vec![u32::MAX; areas.len()];
        kept.iter().zip(0..).for_each(|(&at, number)| renumbered[at] = number);
        let mut links = Links { kept, isolates, starts: vec![0], neighbours: Vec::new() };
        for &at in &links.kept {
            let left = among[at].iter().map(|&other| renumbered[other as usize]);
            links.neighbours.extend(left.filter(|&other| other != u32::MAX));
            links.starts.push(links.neighbours.len());
        }
        links
    }
}

/// The links of the areas that take part; each neighbour of an area weighs the same, and all of them
/// together one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// Which of the areas that were given have a neighbour among them.
    pub kept: Vec<usize>,
    /// Those that have none, and drop out.
    pub isolates: Vec<usize>,
    starts: Vec<usize>,
    neighbours: Vec<u32>,
}

impl Links {
    /// Number of areas that have a neighbour.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether no area has a neighbour.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The neighbours of a kept area, by position among those kept.
    pub fn of(&self, at: usize) -> &[u32] {
        &self.neighbours[self.starts[at]..self.starts[at + 1]]
    }

    /// The mean of the neighbours' values: the spatial lag.
    pub fn lag(&self, values: &[f64], at: usize) -> f64 {
        let of = self.of(at);
        of.iter().map(|&other| values[other as usize]).sum::<f64>() / of.len() as f64
    }

    /// The values of the areas that are kept.
    pub fn kept_of<T: Copy>(&self, values: &[T]) -> Vec<T> {
        self.kept.iter().map(|&at| values[at]).collect()
    }
}

/// A vertex in whole millimetres.
type Vertex = (i64, i64);

/// Areas that share a key, made of each vertex of a ring and the next.
fn sharing(
    outlines: &[&MultiPolygon<f64>],
    key: impl Fn(Vertex, Vertex) -> (Vertex, Vertex) + Sync,
) -> Neighbours {
    let vertex = |at: &Coord<f64>| ((at.x * 1e3).round() as i64, (at.y * 1e3).round() as i64);
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
    let mut keys: Vec<((Vertex, Vertex), u32)> = keys.collect();
    keys.par_sort_unstable();
    keys.dedup();
    let mut lists = vec![Vec::new(); outlines.len()];
    for shared in keys.chunk_by(|one, other| one.0 == other.0) {
        for &(_, area) in shared {
            let others = shared.iter().map(|&(_, other)| other);
            lists[area as usize].extend(others.filter(|&other| other != area));
        }
    }
    Neighbours::from_lists(lists)
}

/// The centre of each outline; an outline without an area has the centre of its lines.
pub fn centroids(outlines: &[&MultiPolygon<f64>]) -> Vec<Coord<f64>> {
    let centre =
        |outline: &&MultiPolygon<f64>| outline.centroid().map_or(Coord::zero(), Coord::from);
    outlines.par_iter().map(centre).collect()
}

/// The `k` nearest of each; of several as near, those that come first.
fn nearest(centres: &[Coord<f64>], k: usize) -> Neighbours {
    let lists = (0..centres.len()).into_par_iter().map(|at| {
        let mut others = by_distance(centres, at, k + 1);
        others.remove(0);
        others
    });
    Neighbours::from_lists(lists.collect())
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
pub(super) mod tests {
    use geo::Rect;

    use super::*;

    /// A lattice of squares in rows.
    pub(in super::super) fn lattice(rows: usize, columns: usize) -> Vec<MultiPolygon<f64>> {
        let square = |at: usize| {
            let (x, y) = ((at % columns) as f64 * 100.0, (at / columns) as f64 * 100.0);
            MultiPolygon::new(vec![Rect::new((x, y), (x + 100.0, y + 100.0)).to_polygon()])
        };
        (0..rows * columns).map(square).collect()
    }

    fn neighbours(contiguity: Contiguity) -> Neighbours {
        let lattice = lattice(3, 3);
        Neighbours::of(&lattice.iter().collect::<Vec<_>>(), contiguity)
    }

    #[test]
    fn a_queen_goes_round_corners_and_a_rook_does_not() {
        let (queen, rook) = (neighbours(Contiguity::Queen), neighbours(Contiguity::Rook));
        assert_eq!(queen.of_area(0), [1, 3, 4]);
        assert_eq!(queen.of_area(4), [0, 1, 2, 3, 5, 6, 7, 8]);
        assert_eq!(rook.of_area(0), [1, 3]);
        assert_eq!(rook.of_area(4), [1, 3, 5, 7]);
        assert_eq!((queen.n_links(), rook.n_links()), (40, 24));
    }

    #[test]
    fn the_nearest_are_by_centre_and_the_first_of_several_as_near() {
        assert_eq!(neighbours(Contiguity::Nearest(2)).of_area(4), [1, 3]);
        assert_eq!(neighbours(Contiguity::Nearest(20)).of_area(0).len(), 8);
    }

    /// The second is nearest to the first, and not the other way round.
    #[test]
    fn an_area_that_dropped_out_is_no_neighbour_of_those_that_have_it_as_theirs() {
        let one_way = Neighbours::from_lists(vec![vec![1], vec![2], vec![3], vec![2]]);
        let links = one_way.among(&[0, 1, 3]);
        assert_eq!((links.kept.len(), links.isolates), (0, vec![0, 1, 2]));
        let links = one_way.among(&[0, 1, 2, 3]);
        assert_eq!((links.len(), links.of(0), links.of(3)), (4, &[1][..], &[2][..]));
    }

    #[test]
    fn areas_that_take_no_part_make_no_neighbours_and_isolates_drop_out() {
        let links = neighbours(Contiguity::Rook).among(&[0, 1, 8]);
        assert_eq!((&links.kept[..], &links.isolates[..]), (&[0, 1][..], &[2][..]));
        assert_eq!((links.of(0), links.of(1)), (&[1][..], &[0][..]));
        assert!(neighbours(Contiguity::Rook).among(&[0, 8]).is_empty());
    }
}
