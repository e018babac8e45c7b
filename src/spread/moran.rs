//! Moran's I: whether neighbours are alike.

use rayon::prelude::*;

use super::evenness::Draws;
use super::neighbours::Links;
use super::permutation::p_value;
use super::random::{Stream, Streams};

/// Moran's I with what chance makes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moran {
    /// I; above the expectation where neighbours are alike, below it where they differ. Mostly in
    /// [−1, 1].
    pub i: f64,
    /// −1 / (n − 1), its mean when the values are dealt at random.
    pub expected: f64,
    /// Chance of an I at least as far up or down when the values are dealt at random, in (0, 1]; `None`
    /// where nothing was drawn: what is no sample has none.
    pub p: Option<f64>,
}

/// Draws that one stream makes.
const DRAWS_IN_STREAM: usize = 64;

/// Moran's I of the values of the areas that `links` keeps, with a permutation p-value where draws
/// are asked for.
///
/// I = Σ zᵢ (mean of z over the neighbours of i) / Σ zᵢ², z the differences from the mean: row weights
/// of one, so that n / S₀ is 1. p = min(1, 2 min(p₊, p₋)), each (M + 1) / (R + 1) of R draws.
///
/// `None` with less than three areas or when all values are alike.
///
/// Moran (1950), doi:10.1093/biomet/37.1-2.17; Cliff & Ord (1981), *Spatial Processes*.
pub fn moran(values: &[f64], links: &Links, draws: Option<Draws>) -> Option<Moran> {
    let z = centred(values).filter(|z| z.len() > 2)?;
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let seen = cross(&z, links);
    Some(Moran {
        i: seen / squares,
        expected: -1.0 / (z.len() - 1) as f64,
        p: draws.map(|draws| permuted(&z, links, seen, squares, draws)),
    })
}

/// The two-sided p-value of what was `seen`.
fn permuted(z: &[f64], links: &Links, seen: f64, squares: f64, draws: Draws) -> f64 {
    let Draws { n: n_draws, seed } = draws;
    // Sums of the same numbers in another order may differ by rounding.
    let slack = 1e-12 * squares;
    let streams = Streams::new(seed, "moran").take(n_draws.div_ceil(DRAWS_IN_STREAM));
    let (up, down) = streams
        .into_par_iter()
        .with_max_len(1)
        .enumerate()
        .map(|(at, mut stream)| {
            let mut dealt = z.to_vec();
            let n_in = DRAWS_IN_STREAM.min(n_draws - at * DRAWS_IN_STREAM);
            (0..n_in).fold((0, 0), |(up, down), _| {
                shuffle(&mut dealt, &mut stream);
                let drawn = cross(&dealt, links);
                (up + usize::from(drawn >= seen - slack), down + usize::from(drawn <= seen + slack))
            })
        })
        .reduce(|| (0, 0), |one, other| (one.0 + other.0, one.1 + other.1));
    two_sided(p_value(up, n_draws), p_value(down, n_draws))
}

/// The p-value of both tails, from that of each.
pub fn two_sided(up: f64, down: f64) -> f64 {
    (2.0 * up.min(down)).min(1.0)
}

/// Differences from the mean; `None` when all are alike.
pub(super) fn centred(values: &[f64]) -> Option<Vec<f64>> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let first = *values.first()?;
    values.iter().any(|&value| value != first).then(|| values.iter().map(|v| v - mean).collect())
}

/// Σ zᵢ times the mean of its neighbours.
fn cross(z: &[f64], links: &Links) -> f64 {
    (0..z.len()).map(|at| z[at] * links.lag(z, at)).sum()
}

fn shuffle(values: &mut [f64], stream: &mut Stream) {
    for at in (1..values.len()).rev() {
        values.swap(at, stream.below(at as u32 + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::super::neighbours::tests::lattice;
    use super::super::neighbours::{Contiguity, Neighbours};
    use super::*;

    fn links(rows: usize, columns: usize) -> Links {
        let lattice = lattice(rows, columns);
        let outlines: Vec<_> = lattice.iter().collect();
        Neighbours::of(&outlines, Contiguity::Rook).among(&(0..rows * columns).collect::<Vec<_>>())
    }

    fn draws(n: usize) -> Option<Draws> {
        Some(Draws { n, seed: 1 })
    }

    /// All 362,880 orders of nine values: 5.794% have an I at least as large.
    #[test]
    fn the_p_value_is_that_of_all_permutations() {
        let values = [3., 1., 4., 1., 5., 9., 2., 6., 5.];
        let found = moran(&values, &links(3, 3), draws(99_999)).unwrap();
        assert!((found.i - 0.242_283_950_617_283_9).abs() < 1e-12);
        assert_eq!(found.expected, -0.125);
        // Four standard deviations of the larger tail's double.
        assert!((found.p.unwrap() - 2.0 * 0.057_936_507_936_507_93).abs() < 0.006, "{found:?}");
    }

    #[test]
    fn undefined_where_all_are_alike_or_too_few() {
        assert_eq!(moran(&[2.0; 9], &links(3, 3), draws(9)), None);
        assert_eq!(moran(&[1.0, 2.0], &links(1, 2), draws(9)), None);
        assert_eq!(moran(&[], &links(0, 0), draws(9)), None);
    }

    #[test]
    fn alike_neighbours_lie_above_the_expectation_and_a_chessboard_below() {
        let halves = moran(&[1., 1., 5., 5., 1., 1., 5., 5.], &links(2, 4), None).unwrap();
        let chess = moran(&[1., 5., 1., 5., 5., 1., 5., 1.], &links(2, 4), None).unwrap();
        assert_eq!(halves.p, None);
        assert!(halves.i > 0.0 && (chess.i + 1.0).abs() < 1e-12);
    }
}
