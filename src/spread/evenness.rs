//! How evenly one indicator is spread over the areas of one level.

use super::beta_binomial::{Fit, beta_binomial};
use super::concentration::{Concentration, concentration};
use super::dissimilarity::{dissimilarity, dissimilarity_p, expected_dissimilarity};
use super::entropy::{information_index, information_p};
use super::gini::gini;
use super::hoover::hoover;
use super::isolation::isolation;
use super::shares::Shares;
use super::silence::Silence;

/// Evenness over the areas of one level.
#[derive(Debug, Clone, PartialEq)]
pub struct Evenness {
    /// Areas with a denominator.
    pub n_areas: usize,
    /// Index of dissimilarity.
    pub dissimilarity: f64,
    /// What it is on average when the same events fall at random.
    pub expected: f64,
    /// Information index of Theil.
    pub information: f64,
    /// Gini coefficient.
    pub gini: f64,
    /// Isolation; its floor is the share of all.
    pub isolation: f64,
    /// Of events against the stock of homes; `None` without homes.
    pub hoover: Option<f64>,
    /// In how few areas most of it is.
    pub concentration: Concentration,
    /// What chance says, of flows.
    pub chance: Option<EvennessChance>,
}

/// Whether a flow is spread less evenly than chance would.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvennessChance {
    /// Permutation p-value of the index of dissimilarity.
    pub dissimilarity_p: f64,
    /// Permutation p-value of the information index.
    pub information_p: f64,
    /// The distribution of the true shares, of which D* is the headline; `None` with one area.
    pub structural: Option<Fit>,
}

/// How the draws of a test are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// Number of random allotments.
    pub n: usize,
    /// Seed of the random numbers.
    pub seed: u64,
}

/// The evenness of `shares`; `homes` are the known ones (`hoover::known_homes`) of all areas,
/// `events` the counts of all areas, in the same order. `draws` are given for a flow; a stock is no
/// sample, and is compared with no chance.
///
/// # Errors
/// There is nothing to spread: no units, or none or all of them are events.
pub fn evenness(
    shares: &Shares,
    events: &[u32],
    homes: &[f64],
    draws: Option<Draws>,
) -> Result<Evenness, Silence> {
    Silence::of(shares)?;
    let told = || -> Option<Evenness> {
        let chance = match draws {
            Some(Draws { n, seed }) => Some(EvennessChance {
                dissimilarity_p: dissimilarity_p(shares, n, seed)?,
                information_p: information_p(shares, n, seed)?,
                structural: beta_binomial(shares),
            }),
            None => None,
        };
        Some(Evenness {
            n_areas: shares.len(),
            dissimilarity: dissimilarity(shares)?,
            expected: expected_dissimilarity(shares)?,
            information: information_index(shares)?,
            gini: gini(shares)?,
            isolation: isolation(shares)?,
            hoover: hoover(events, homes),
            concentration: concentration(events)?,
            chance,
        })
    };
    told().ok_or(Silence::NothingToSpread)
}
