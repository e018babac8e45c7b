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
        let mut others: Vec<f64> =
            z.iter().copied().enumerate().filter(|&(o, _)| o != at).map(|(_, z)| z).collect();
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
    Some(streams.into_par_iter().with_max_len(1).enumerate().map(of_area).collect())
}

#[cfg(test)]
mod tests {
    use super::super::neighbours::tests::lattice;
    use super::super::neighbours::{Contiguity, Neighbours};
    use super::*;

    /// On a lattice of 5 by 5, for each square all sets of neighbours out of the other 24: I, and the
    /// part of the sets with an I at least, and at most, as large.
    #[test]
    fn the_p_values_are_those_of_all_sets_of_neighbours() {
        let values = [
            5., 7., 1., 2., 2., 6., 9., 3., 1., 2., 1., 2., 4., 3., 3., 2., 8., 3., 1., 7., 2., 3.,
            4., 8., 9.,
        ];
        let expected = [
            (0, 0.393_744_700_894_960_1, 0.090_579_710_144_927_54, 0.931_159_420_289_855_1),
            (3, 0.701_799_340_555_817_4, 0.016_798_418_972_332_016, 0.998_023_715_415_019_8),
            (6, 0.416_354_215_732_454_24, 0.274_985_883_681_535_87, 0.783_361_566_970_261_6),
            (11, -0.428_676_401_318_888_46, 0.901_938_641_069_075_8, 0.137_304_724_261_246_01),
            (16, -0.818_690_532_265_662_1, 0.866_930_171_277_997_3, 0.190_476_190_476_190_47),
            (24, 2.569_910_504_003_769, 0.036_231_884_057_971_016, 0.981_884_057_971_014_5),
        ];
        let lattice = lattice(5, 5);
        let neighbours = Neighbours::of(&lattice.iter().collect::<Vec<_>>(), Contiguity::Rook);
        let links = neighbours.among(&(0..25).collect::<Vec<_>>());
        let found = local_moran(&values, &links, 99_999, 1).unwrap();
        for (at, i, high, low) in expected {
            assert!((found[at].i - i).abs() < 1e-12, "{at}");
            let p: f64 = (2.0 * f64::min(high, low)).min(1.0);
            // Four standard deviations of a tail's double.
            assert!((found[at].p - p).abs() < 0.006, "{at}: {} for {p}", found[at].p);
        }
        assert_eq!(found[24].quadrant, Quadrant::HighHigh);
        assert_eq!(found[16].quadrant, Quadrant::HighLow);
        assert_eq!(found[3].quadrant, Quadrant::LowLow);
    }
}
