//! Which areas are neighbours of which.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use geo::MultiPolygon;

use crate::normalise::tiling::touches;

use super::contiguity::Borders;
use super::nearest::{centroids, nearest};

/// What makes two areas neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contiguity {
    /// They share a corner or a part of a side, like the moves of a queen.
    Queen,
    /// They share a part of a side, like the moves of a rook.
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
    /// For several senses over the same outlines see `Borders` and `nearest`.
    pub fn of(outlines: &[&MultiPolygon<f64>], contiguity: Contiguity) -> Neighbours {
        match contiguity {
            Contiguity::Queen => Borders::queen(outlines, &touches(outlines)).neighbours,
            Contiguity::Rook => Borders::rook(outlines, &touches(outlines)).neighbours,
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

    /// Number of neighbours of all areas together.
    pub fn n_links(&self) -> usize {
        self.neighbours.len()
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
