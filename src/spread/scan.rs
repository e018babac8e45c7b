//! The circular scan: the compact group of areas in which most more events fall than elsewhere.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use geo::Coord;
use rayon::prelude::*;

use super::nearest::by_distance;
use super::permutation::{count_reaching, p_value};
use super::random::Streams;
use super::shares::Shares;

/// A group of areas around one of them in which the share is high.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its members by position among the areas that take part: the centre first, then by distance.
    pub members: Vec<usize>,
    /// From the centre of the first to that of the last, in metres.
    pub radius_m: f64,
    /// Events and units inside.
    pub inside: (u64, u64),
    /// Events and units outside.
    pub outside: (u64, u64),
    /// Logarithm of the likelihood ratio, above zero.
    pub llr: f64,
    /// Chance of a circle with a ratio at least as large anywhere, when the same events fall at random
    /// on the same units; in (0, 1].
    pub p: f64,
}

/// Clusters that are told, at most.
const MOST_CLUSTERS: usize = 5;
/// Areas of a circle, at most: far more than any city has in half of it. A circle with more is no
/// place in a country either, and would take long.
pub const MOST_AREAS: usize = 500;
/// Part of all units in a circle, at most.
pub const MOST_PART: f64 = 0.5;
/// Clusters after the first are told when their p-value is at most this.
const TOLD: f64 = 0.2;

/// The clusters of high shares, the strongest first; those that follow share no area with those before.
///
/// Around the centre of each area the areas are taken by distance as long as the circle holds at most
/// half of the units, and at most 500 areas. The circle with the largest ratio of the likelihood with two shares, inside and
/// outside, to that with one share is the first cluster. With c of n units inside and C of N in all,
/// and c/n > (C−c)/(N−n), the logarithm of the ratio is
/// c ln(c/n) + (n−c) ln((n−c)/n) + (C−c) ln((C−c)/(N−n)) + (N−n−C+c) ln((N−n−C+c)/(N−n))
/// − C ln(C/N) − (N−C) ln((N−C)/N). The p-value compares it with the largest of each of `n_draws`
/// random allotments, so it is one test, however many circles there are.
///
/// `centres` are those of the areas of `shares`, in metres. Empty when no circle has a higher share
/// inside than outside.
///
/// Kulldorff & Nagarwalla (1995), doi:10.1002/sim.4780140809; Kulldorff (1997),
/// doi:10.1080/03610929708831995.
pub fn scan(shares: &Shares, centres: &[Coord<f64>], n_draws: usize, seed: u64) -> Vec<Cluster> {
    if shares.parting().is_none() {
        return Vec::new();
    }
    let circles = Circles::around(shares, centres);
    let ratios = Ratios::of(shares);
    let mut found: Vec<Cluster> = Vec::new();
    let mut taken = vec![false; shares.len()];
    while found.len() < MOST_CLUSTERS
        && let Some(cluster) = circles.strongest(shares, &ratios, centres, &taken)
    {
        cluster.members.iter().for_each(|&member| taken[member] = true);
        found.push(cluster);
    }
    let least: Vec<Vec<Vec<u32>>> =
        found.iter().map(|of| circles.least_events(shares, &ratios, of.llr)).collect();
    // A draw that reaches a cluster reaches all that are weaker.
    let reaching: Vec<AtomicUsize> = found.iter().map(|_| AtomicUsize::new(0)).collect();
    let streams = Streams::new(seed, "scan");
    count_reaching(shares, n_draws, &streams, |x| {
        let weaker = least.iter().zip(&reaching).rev();
        weaker.take_while(|(least, _)| circles.reach(least, x)).for_each(|(_, reaching)| {
            reaching.fetch_add(1, Relaxed);
        });
        false
    });
    for (cluster, reaching) in found.iter_mut().zip(reaching) {
        cluster.p = p_value(reaching.into_inner(), n_draws);
    }
    let n_told = found.iter().skip(1).take_while(|cluster| cluster.p <= TOLD).count() + 1;
    found.truncate(n_told);
    found
}

/// Likelihood ratios of circles, from n ln n of whole numbers up to all units.
struct Ratios {
    n_ln_n: Vec<f64>,
    events: usize,
    trials: usize,
    /// C ln C + (N − C) ln (N − C) − N ln N: the likelihood with one share.
    one_share: f64,
}

impl Ratios {
    fn of(shares: &Shares) -> Ratios {
        let (events, trials) = (shares.events() as usize, shares.trials() as usize);
        let n_ln_n = |n: usize| if n == 0 { 0.0 } else { n as f64 * (n as f64).ln() };
        let n_ln_n: Vec<f64> = (0..=trials).map(n_ln_n).collect();
        let one_share = n_ln_n[events] + n_ln_n[trials - events] - n_ln_n[trials];
        Ratios { n_ln_n, events, trials, one_share }
    }

    /// The logarithm of the ratio for `c` events among `n` units inside; zero where the share is not
    /// higher there.
    fn ln(&self, c: usize, n: usize) -> f64 {
        let (events, trials) = (self.events, self.trials);
        if c as u128 * (trials - n) as u128 <= (events - c) as u128 * n as u128 {
            return 0.0;
        }
        let part = |c: usize, n: usize| self.n_ln_n[c] + self.n_ln_n[n - c] - self.n_ln_n[n];
        part(c, n) + part(events - c, trials - n) - self.one_share
    }

    /// The fewest events among `n` units for which the ratio is at least `ln`, but for rounding; more
    /// than there can be where it never is.
    fn least(&self, n: usize, ln: f64) -> u32 {
        let enough = ln - 1e-9 * ln;
        // Above the common share the ratio rises with the events.
        let (mut low, mut high) = (n * self.events / self.trials, n.min(self.events) + 1);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.ln(middle, n) >= enough { high = middle } else { low = middle }
        }
        high as u32
    }
}

/// For each area the areas around it by distance, itself the first, as far as its largest circle goes.
struct Circles(Vec<Vec<u32>>);

impl Circles {
    fn around(shares: &Shares, centres: &[Coord<f64>]) -> Circles {
        let circle = |centre: usize| {
            let mut around = by_distance(centres, centre, MOST_AREAS);
            let mut held = 0;
            let within = around.iter().take_while(|&&area| {
                held += u64::from(shares.t()[area as usize]);
                held as f64 <= MOST_PART * shares.trials() as f64
            });
            let n_within = within.count();
            around.truncate(n_within);
            around
        };
        Circles((0..shares.len()).into_par_iter().with_max_len(16).map(circle).collect())
    }

    /// The circle with the largest ratio that holds no area that is taken; of several with the same,
    /// the first.
    fn strongest(
        &self,
        shares: &Shares,
        ratios: &Ratios,
        centres: &[Coord<f64>],
        taken: &[bool],
    ) -> Option<Cluster> {
        let mut best: Option<(f64, usize, usize)> = None;
        for (centre, around) in self.0.iter().enumerate() {
            let (mut c, mut n) = (0, 0);
            for (at, &area) in around.iter().enumerate() {
                if taken[area as usize] {
                    break;
                }
                c += shares.x()[area as usize] as usize;
                n += shares.t()[area as usize] as usize;
                let llr = ratios.ln(c, n);
                if llr > best.map_or(0.0, |best| best.0) {
                    best = Some((llr, centre, at + 1));
                }
            }
        }
        let (llr, centre, n_members) = best?;
        let members: Vec<usize> =
            self.0[centre][..n_members].iter().map(|&area| area as usize).collect();
        let sum = |of: &[u32]| members.iter().map(|&member| u64::from(of[member])).sum::<u64>();
        let inside = (sum(shares.x()), sum(shares.t()));
        let last = centres[*members.last()?] - centres[centre];
        Some(Cluster {
            radius_m: last.x.hypot(last.y),
            members,
            inside,
            outside: (shares.events() - inside.0, shares.trials() - inside.1),
            llr,
            p: 1.0,
        })
    }

    /// For each circle the fewest events that reach a ratio.
    fn least_events(&self, shares: &Shares, ratios: &Ratios, llr: f64) -> Vec<Vec<u32>> {
        let least = |around: &Vec<u32>| {
            let mut n = 0;
            let sizes = around.iter().map(|&area| {
                n += shares.t()[area as usize] as usize;
                n
            });
            sizes.map(|n| ratios.least(n, llr)).collect()
        };
        self.0.par_iter().with_max_len(16).map(least).collect()
    }

    /// Whether any circle has as many events as it needs.
    fn reach(&self, least: &[Vec<u32>], x: &[u32]) -> bool {
        self.0.iter().zip(least).any(|(around, least)| {
            let mut c = 0;
            around.iter().zip(least).any(|(&area, &least)| {
                c += x[area as usize];
                c >= least
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_a_row(n: usize) -> Vec<Coord<f64>> {
        (0..n).map(|at| Coord { x: at as f64 * 100.0, y: 0.0 }).collect()
    }

    #[test]
    fn a_planted_cluster_is_found_with_its_members() {
        let mut pairs = [(10, 50); 20];
        (4..8).for_each(|at| pairs[at] = (25, 50));
        let found = scan(&Shares::from_pairs(&pairs), &in_a_row(20), 999, 1);
        let mut members = found[0].members.clone();
        members.sort_unstable();
        assert_eq!(members, [4, 5, 6, 7]);
        assert_eq!((found[0].inside, found[0].outside), ((100, 200), (160, 800)));
        assert_eq!((found[0].p, found[0].radius_m), (0.001, 200.0));
        // 100 ln ½ + 100 ln ½ + 160 ln 0.2 + 640 ln 0.8 − 260 ln 0.26 − 740 ln 0.74.
        assert!((found[0].llr - 34.105_542).abs() < 1e-6, "{}", found[0].llr);
    }

    #[test]
    fn nothing_stands_out_where_all_are_alike() {
        assert_eq!(scan(&Shares::from_pairs(&[(1, 5); 8]), &in_a_row(8), 99, 1), []);
        assert_eq!(scan(&Shares::from_pairs(&[(0, 5); 8]), &in_a_row(8), 99, 1), []);
        assert_eq!(scan(&Shares::from_pairs(&[]), &[], 99, 1), []);
    }

    #[test]
    fn p_is_below_one_in_twenty_once_in_twenty_cities_of_chance() {
        let streams = Streams::new(11, "test").take(200);
        let p = streams.into_iter().enumerate().map(|(seed, mut stream)| {
            let pairs: Vec<_> = (0..12)
                .map(|_| ((0..20).filter(|_| stream.below(10) < 3).count() as u32, 20))
                .collect();
            let found = scan(&Shares::from_pairs(&pairs), &in_a_row(12), 199, seed as u64);
            found.first().map_or(1.0, |first| first.p)
        });
        let below = p.filter(|&p| p <= 0.05).count();
        // Ten are expected; binomial, four standard deviations.
        assert!((1..=22).contains(&below), "{below}");
    }
}
