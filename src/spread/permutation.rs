//! Random allotments of the same events over the same denominators.

use rayon::prelude::*;

use super::area_draws::AreaDraws;
use super::random::{Stream, Streams};
use super::shares::Shares;

/// Draws that one stream makes.
const DRAWS_IN_STREAM: usize = 64;

/// Deals the events of `shares` at random over its units, `n_draws` times, and counts the draws of
/// which `reaches` says that they are at least as extreme as what was seen.
///
/// Every unit is equally likely to be an event and their number stays: the counts of the areas have
/// the multivariate hypergeometric distribution. `reaches` gets the counts by area. Few events are dealt
/// one by one; of many the number of each area is drawn, so that the time follows the areas and not the
/// events.
pub fn count_reaching(
    shares: &Shares,
    n_draws: usize,
    streams: &Streams,
    reaches: impl Fn(&[u32]) -> bool + Sync,
) -> usize {
    let streams = streams.take(n_draws.div_ceil(DRAWS_IN_STREAM));
    let n_in = |at: usize| DRAWS_IN_STREAM.min(n_draws - at * DRAWS_IN_STREAM);
    let deal = Dealer::of(shares);
    streams
        .into_par_iter()
        .with_max_len(1)
        .enumerate()
        .map_init(
            || (deal.clone(), vec![0; shares.len()]),
            |(deal, counts), (at, mut stream)| {
                // From the same order in each stream, whatever this thread has dealt before.
                deal.restore(shares);
                let draws = 0..n_in(at);
                draws
                    .filter(|_| {
                        deal.draw(&mut stream, shares, counts);
                        reaches(counts)
                    })
                    .count()
            },
        )
        .sum()
}

/// Permutation p-value: `reaching` of `n_draws` draws are at least as extreme as what was seen,
/// which itself is one of the possible draws. In (0, 1].
///
/// (M + 1) / (R + 1): Davison & Hinkley (1997), section 4.2; Phipson & Smyth (2010),
/// doi:10.2202/1544-6115.1585.
pub fn p_value(reaching: usize, n_draws: usize) -> f64 {
    (reaching + 1) as f64 / (n_draws + 1) as f64
}

/// Up to so many events are dealt one by one,
const DEALT: usize = 4096;
/// or up to so many in an area: then that is faster than drawing their number.
const DEALT_IN_AREA: usize = 32;

/// How the events are dealt.
#[derive(Clone)]
enum Dealer {
    OneByOne(Deal),
    ByArea(AreaDraws),
}

impl Dealer {
    fn of(shares: &Shares) -> Dealer {
        let dealt = shares.events().min(shares.trials() - shares.events()) as usize;
        if dealt <= DEALT.max(DEALT_IN_AREA * shares.len()) {
            Dealer::OneByOne(Deal::of(shares))
        } else {
            Dealer::ByArea(AreaDraws::of(shares))
        }
    }

    fn restore(&mut self, shares: &Shares) {
        if let Dealer::OneByOne(deal) = self {
            deal.restore(shares);
        }
    }

    fn draw(&mut self, stream: &mut Stream, shares: &Shares, counts: &mut [u32]) {
        match self {
            Dealer::OneByOne(deal) => deal.draw(stream, shares, counts),
            Dealer::ByArea(draws) => draws.draw(stream, counts),
        }
    }
}

/// The units of all areas in some order, of which the first are the events.
#[derive(Clone)]
struct Deal {
    /// For each unit its area.
    units: Vec<u32>,
    /// Whether the units that are dealt first are those that do not count: they are fewer.
    others: bool,
}

impl Deal {
    fn of(shares: &Shares) -> Deal {
        let others = 2 * shares.events() > shares.trials();
        let mut deal = Deal { units: Vec::new(), others };
        deal.restore(shares);
        deal
    }

    fn restore(&mut self, shares: &Shares) {
        self.units.clear();
        for (area, &t) in (0..).zip(shares.t()) {
            self.units.extend(std::iter::repeat_n(area, t as usize));
        }
    }

    /// The first steps of a shuffle of Fisher and Yates.
    fn draw(&mut self, stream: &mut Stream, shares: &Shares, counts: &mut [u32]) {
        counts.fill(0);
        let n = self.units.len();
        let n_events = shares.events() as usize;
        for at in 0..if self.others { n - n_events } else { n_events } {
            self.units.swap(at, at + stream.below((n - at) as u32) as usize);
            counts[self.units[at] as usize] += 1;
        }
        if self.others {
            counts.iter_mut().zip(shares.t()).for_each(|(count, t)| *count = t - *count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margins_stay_and_the_draws_do_not_depend_on_the_threads() {
        let shares = Shares::from_pairs(&[(1, 6), (5, 5), (3, 8), (2, 3)]);
        let streams = Streams::new(1, "test");
        let whole = |x: &[u32]| {
            x.iter().zip(shares.t()).all(|(x, t)| x <= t) && x.iter().sum::<u32>() == 11
        };
        assert_eq!(count_reaching(&shares, 500, &streams, whole), 500);
        let few = |x: &[u32]| x[1] <= 2;
        let count = || count_reaching(&shares, 500, &streams, few);
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(count);
        let many = rayon::ThreadPoolBuilder::new().num_threads(5).build().unwrap().install(count);
        assert_eq!(alone, many);
        // Pr(at most 2 of 5 when 11 of 22 are events) = 0.5 by symmetry; four standard deviations.
        assert!(alone.abs_diff(250) < 45, "{alone}");
    }

    #[test]
    fn many_events_are_drawn_by_area_the_same_with_any_threads() {
        // Half of 40,000 units; a third of them in the first area.
        let shares = Shares::from_pairs(&[(6_000, 13_000), (9_000, 17_000), (5_000, 10_000)]);
        assert!(matches!(Dealer::of(&shares), Dealer::ByArea(_)));
        let streams = Streams::new(1, "test");
        let many = |x: &[u32]| x[0] > 6_500;
        let count = || count_reaching(&shares, 2_000, &streams, many);
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(count);
        let several =
            rayon::ThreadPoolBuilder::new().num_threads(5).build().unwrap().install(count);
        assert_eq!(alone, several);
        // One half by symmetry, less the chance of 6,500 itself (0.8%); four standard deviations.
        assert!(alone.abs_diff(992) < 90, "{alone}");
    }

    #[test]
    fn what_was_seen_is_one_of_the_draws() {
        assert_eq!(p_value(0, 999), 0.001);
        assert_eq!(p_value(999, 999), 1.0);
    }
}
