//! Local Moran's I: which areas are alike their neighbours, and which differ from them.

use rayon::prelude::*;

use super::moran::{centred, two_sided};
use super::neighbours::Links;
use super::permutation::p_value;
use super::random::Streams;

/// Local Moran's I of one area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalMoran {
    /// I: above zero where the area and its neighbours lie on the same side of the mean.
    pub i: f64,
    /// Chance of an I at least as far up or down when the other values are dealt at random over the
    /// other areas; in (0, 1].
    pub p: f64,
    /// On which side of the mean the area and its neighbours lie.
    pub quadrant: Quadrant,
}

/// The side of the mean of an area, and that of its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quadrant {
    /// Above, among areas above.
    HighHigh,
    /// Below, among areas below.
    LowLow,
    /// Above, among areas below.
    HighLow,
    /// Below, among areas above.
    LowHigh,
}

/// Local Moran's I of the values of the areas that `links` keeps, each with a conditional permutation
/// p-value.
///
/// Iᵢ = (n − 1) zᵢ (mean of z over the neighbours of i) / Σ z². For each area its own value stays, and
/// the values of its neighbours are drawn `n_draws` times from those of all others, without putting
/// back. p = min(1, 2 min(p₊, p₋)). Each area has its own stream of random numbers.
///
/// `None` as for [`super::moran()`]. Anselin (1995), doi:10.1111/j.1538-4632.1995.tb00338.x.
pub fn local_moran(
    values: &[f64],
    links: &Links,
    n_draws: usize,
    seed: u64,
) -> Option<Vec<LocalMoran>> {
    let z = centred(values).filter(|z| z.len() > 2)?;
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let scale = (z.len() - 1) as f64 / squares;
    let largest = z.iter().fold(0.0_f64, |most, z| most.max(z.abs()));
    let streams = Streams::new(seed, "local moran").take(z.len());
    let of_area = |(at, mut stream): (usize, super::random::Stream)| {
        let n_neighbours = links.of(at).len();
        let seen = links.lag(&z, at) * n_neighbours as f64;
        let slack = 1e-12 * largest * n_neighbours as f64;
        let mut others: Vec<f64> = z.iter().copied().enumerate().filter(|&(o, _)| o != at).map(|(_, z)| z).collect();
        let (mut up, mut down) = (0, 0);
        for _ in 0..n_draws {
            let mut drawn = 0.0;
            // The first steps of a shuffle; any order to begin with is as good.
            for place in 0..n_neighbours {
                let left = (others.len() - place) as u32;
                others.swap(place, place + stream.below(left) as usize);
                drawn += others[place];
            }
            up += usize::from(drawn >= seen - slack);
            down += usize::from(drawn <= seen + slack);
        }
        let lag = seen / n_neighbours as f64;
        // Of an area below the mean, more below is more alike: the tails change places, and p stays.
        LocalMoran {
            i: scale * z[at] * lag,
            p: two_sided(p_value(up, n_draws), p_value(down, n_draws)),
            quadrant: match (z[at] > 0.0, lag > 0.0) {
                (true, true) => Quadrant::HighHigh,
                (false, false) => Quadrant::LowLow,
                (true, false) => Quadrant::HighLow,
                (false, true) => Quadrant::LowHigh,
            },
        }
    };
    Some(streams.into_par_iter().enumerate().map(of_area).collect())
}
