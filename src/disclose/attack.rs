//! The exact interval of each cell of a published table, as an attacker computes it.
//!
//! Everything that is published is a system of linear equations over whole numbers within bounds. The least
//! and the most that a cell can be over all its solutions is what a reader can know of it (the *attacker's
//! problem* of statistical disclosure control: Fischetti and Salazar-Gonzalez, 2000).
//!
//! Where the sums tie the cells together like a forest, narrowing each sum by itself until nothing changes
//! gives exact intervals: every domain is an interval, and so is what a sum leaves of a domain. Elsewhere
//! (areas by years) the ends are found by linear programming; where its solution is not whole, over whole
//! numbers.

mod components;
mod program;
mod propagation;

use rayon::prelude::*;

use super::table::{Link, Sum};

/// What an attacker can write down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct System {
    /// The least and the most of each cell, by itself.
    pub bounds: Vec<(i64, i64)>,
    /// What adds up to what.
    pub sums: Vec<Sum>,
    /// Differences within bounds.
    pub links: Vec<Link>,
}

impl System {
    /// Whether these values lie within the bounds and meet all sums and links.
    fn is_solved_by(&self, values: &[i64]) -> bool {
        let is_within =
            |(&(least, most), value): (&(i64, i64), &i64)| (least..=most).contains(value);
        let adds_up = |sum: &Sum| {
            sum.parts.iter().map(|&part| values[part]).sum::<i64>() == values[sum.whole]
        };
        let differs = |link: &Link| {
            (link.least..=link.most).contains(&(values[link.later] - values[link.earlier]))
        };
        values.len() == self.bounds.len()
            && self.bounds.iter().zip(values).all(is_within)
            && self.sums.iter().all(adds_up)
            && self.links.iter().all(differs)
    }
}

/// No whole numbers within the bounds meet all sums and links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no whole numbers within their bounds add up as they should")]
pub struct Contradiction;

/// The least and the most of each cell over all solutions in whole numbers.
///
/// # Errors
/// There is no solution, or none could be computed: then nothing is known to be safe.
pub fn attack(system: &System) -> Result<Vec<(i64, i64)>, Contradiction> {
    let exact = vec![Asked::Exact; system.bounds.len()];
    attack_as_far(system, &exact, None)
}

/// How much an attack is to find out of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The least and the most.
    Exact,
    /// Whether it can be so little and so much: where it can, no more than that.
    Reaches(i64, i64),
    /// Nothing.
    Nothing,
}

/// The same as [`attack`], as far as is asked of each cell: of one that can reach what is asked the interval
/// holds at least that, and of one that cannot it is exact. Where nothing is asked of a cell in a cycle of
/// sums, its interval is one that solutions were found for.
///
/// `solution` is what may be one of the solutions, to begin with: it is tried before it is used, and changes how
/// long this takes, and no verdict.
///
/// # Errors
/// As for [`attack`].
pub fn attack_as_far(
    system: &System,
    asked: &[Asked],
    solution: Option<&[i64]>,
) -> Result<Vec<(i64, i64)>, Contradiction> {
    let solution = solution.filter(|values| system.is_solved_by(values));
    let mut bounds = system.bounds.clone();
    propagation::narrow(system, &mut bounds)?;
    let components = components::components(system, &bounds);
    let cyclic = components.par_iter().filter(|component| !component.is_forest);
    let found: Vec<_> = cyclic
        .map(|component| program::ends(system, component, &bounds, asked, solution))
        .collect();
    for ends in found {
        for (cell, end) in ends? {
            bounds[cell] = end;
        }
    }
    Ok(bounds)
}

#[cfg(test)]
mod tests;
