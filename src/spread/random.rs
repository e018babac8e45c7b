//! Random numbers from the seed of the configuration, in streams that do not overlap.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Name of the generator, for the results that come of it.
pub const GENERATOR: &str = "xoshiro256++";

/// Streams of random numbers of one statistic.
///
/// Each stream begins 2^128 numbers after the one before (Blackman & Vigna 2021,
/// doi:10.1145/3460772), so draws that are dealt over streams by their number, and not by the thread
/// that computes them, are the same with any number of threads.
#[derive(Debug, Clone)]
pub struct Streams(Xoshiro256PlusPlus);

impl Streams {
    /// The streams for one statistic: `purpose` keeps those of two statistics apart.
    pub fn new(seed: u64, purpose: &str) -> Streams {
        // FNV-1a: a fixed number for each name.
        let hash = purpose.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        Streams(Xoshiro256PlusPlus::seed_from_u64(seed ^ hash))
    }

    /// The first `n` streams, in order.
    pub fn take(&self, n: usize) -> Vec<Stream> {
        let mut next = self.0.clone();
        let mut streams = Vec::with_capacity(n);
        for _ in 0..n {
            streams.push(Stream(next.clone()));
            next.jump();
        }
        streams
    }
}

/// One stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// A whole number below `n`, which is at least 1; each equally likely.
    ///
    /// Lemire (2019), doi:10.1145/3230636: a product of 64 bits, with the few draws thrown away that
    /// would make some numbers likelier.
    pub fn below(&mut self, n: u32) -> u32 {
        let mut product = u64::from(self.0.next_u32()) * u64::from(n);
        if (product as u32) < n {
            let least = n.wrapping_neg() % n;
            while (product as u32) < least {
                product = u64::from(self.0.next_u32()) * u64::from(n);
            }
        }
        (product >> 32) as u32
    }

    /// A number in [0, 1): one of 2^53, each equally likely.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_the_same_each_time_and_differ_from_each_other() {
        let draws = |seed, purpose, stream: usize| {
            let mut stream = Streams::new(seed, purpose).take(stream + 1).remove(stream);
            (0..8).map(|_| stream.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draws(1, "scan", 3), draws(1, "scan", 3));
        assert_ne!(draws(1, "scan", 3), draws(1, "scan", 4));
        assert_ne!(draws(1, "scan", 3), draws(2, "scan", 3));
        assert_ne!(draws(1, "scan", 3), draws(1, "moran", 3));
    }

    #[test]
    fn all_numbers_are_equally_likely() {
        let mut stream = Streams::new(7, "test").take(1).remove(0);
        let mut counts = [0_u32; 6];
        (0..60_000).for_each(|_| counts[stream.below(6) as usize] += 1);
        // Five standard deviations of a count: sqrt(60,000 * 5 / 36) = 91.
        assert!(counts.iter().all(|&count| count.abs_diff(10_000) < 456), "{counts:?}");
    }
}
