//! A reader who tries every count: independent of sums, links and bounds of the program.

use std::collections::HashMap;

use super::BUURTEN;

/// Slices of time.
pub const SLICES: usize = 4;

/// Persons by buurt and slice; the slice after the last are those of a corrected slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mask(pub [[bool; SLICES + 1]; BUURTEN]);

/// Persons by buurt and slice.
pub type Persons = [[u32; SLICES + 1]; BUURTEN];

impl Mask {
    /// What is left without another; `None` where the other is no part of it.
    pub fn minus(&self, other: &Mask) -> Option<Mask> {
        let mut rest = *self;
        for buurt in 0..BUURTEN {
            for slice in 0..=SLICES {
                if other.0[buurt][slice] {
                    if !self.0[buurt][slice] {
                        return None;
                    }
                    rest.0[buurt][slice] = false;
                }
            }
        }
        Some(rest)
    }

    /// The persons that it tells of.
    pub fn sum(&self, of: &Persons) -> u32 {
        (0..BUURTEN).map(|buurt| self.part(buurt, &of[buurt])).sum()
    }

    fn part(&self, buurt: usize, counts: &[u32; SLICES + 1]) -> u32 {
        self.0[buurt].iter().zip(counts).filter(|(is, _)| **is).map(|(_, count)| count).sum()
    }

    fn touches(&self, buurt: usize) -> bool {
        self.0[buurt].iter().any(|is| *is)
    }
}

/// What a reader knows: what each slice is out of, and sums of counts.
pub struct Reader {
    pub boxes: Persons,
    pub facts: Vec<(Mask, u32)>,
}

/// Sums of the facts, and the least and most of each target with them.
type Reached = HashMap<Vec<u32>, Vec<(u32, u32)>>;

impl Reader {
    /// The least and the most of each target.
    pub fn learns(&self, targets: &[Mask]) -> Vec<(u32, u32)> {
        let buurten: Vec<Reached> =
            (0..BUURTEN).map(|buurt| self.of_buurt(buurt, targets)).collect();
        let wanted: Vec<u32> = self.facts.iter().map(|fact| fact.1).collect();
        let mut all = buurten[0].clone();
        for (next, of_next) in buurten.iter().enumerate().skip(1) {
            // A fact that tells of no buurt behind this one has to be met now.
            let behind = |mask: &Mask| (next + 1..BUURTEN).any(|buurt| mask.touches(buurt));
            let open: Vec<bool> = self.facts.iter().map(|(mask, _)| behind(mask)).collect();
            all = join(&all, of_next, &wanted, &open);
        }
        all.remove(&wanted).expect("the true counts are possible")
    }

    /// Every count of the slices of a buurt.
    fn of_buurt(&self, buurt: usize, targets: &[Mask]) -> Reached {
        let boxes = &self.boxes[buurt];
        let mut reached = Reached::new();
        let mut counts = [0; SLICES + 1];
        loop {
            let sums: Vec<u32> =
                self.facts.iter().map(|(mask, _)| mask.part(buurt, &counts)).collect();
            let alone =
                |mask: &Mask| (0..BUURTEN).all(|other| other == buurt || !mask.touches(other));
            let agrees = self
                .facts
                .iter()
                .zip(&sums)
                .all(|((mask, wanted), sum)| sum <= wanted && (sum == wanted || !alone(mask)));
            if agrees {
                let of_targets = targets.iter().map(|mask| mask.part(buurt, &counts));
                merge(&mut reached, sums, of_targets.map(|count| (count, count)).collect());
            }
            let Some(at) = (0..=SLICES).find(|&at| counts[at] < boxes[at]) else { break };
            counts[..at].fill(0);
            counts[at] += 1;
        }
        reached
    }
}

fn merge(reached: &mut Reached, sums: Vec<u32>, targets: Vec<(u32, u32)>) {
    match reached.get_mut(&sums) {
        None => drop(reached.insert(sums, targets)),
        Some(held) => held.iter_mut().zip(targets).for_each(|(held, (least, most))| {
            *held = (held.0.min(least), held.1.max(most));
        }),
    }
}

/// Two parts together, as far as they meet the facts that are not open: given their sums they do not depend
/// on each other.
fn join(one: &Reached, other: &Reached, wanted: &[u32], open: &[bool]) -> Reached {
    let closed = |sums: &[u32]| -> Vec<u32> {
        sums.iter().zip(open).filter(|(_, open)| !**open).map(|(sum, _)| *sum).collect()
    };
    let mut by_closed: HashMap<Vec<u32>, Vec<&Vec<u32>>> = HashMap::new();
    other.keys().for_each(|sums| by_closed.entry(closed(sums)).or_default().push(sums));
    let wanted_closed = closed(wanted);
    let mut joined = Reached::new();
    for (sums, targets) in one {
        let rest = wanted_closed.iter().zip(closed(sums));
        let Some(rest) = rest.map(|(wanted, sum)| wanted.checked_sub(sum)).collect() else {
            continue;
        };
        let rest: Vec<u32> = rest;
        for more in by_closed.get(&rest).into_iter().flatten() {
            let all: Vec<u32> = sums.iter().zip(*more).map(|(one, other)| one + other).collect();
            if all.iter().zip(wanted).all(|(sum, wanted)| sum <= wanted) {
                let with = targets.iter().zip(&other[*more]);
                merge(&mut joined, all, with.map(|(a, b)| (a.0 + b.0, a.1 + b.1)).collect());
            }
        }
    }
    joined
}
