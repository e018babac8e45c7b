//! Tallies to statistics: how sure, how even, where. One statistic a file.
//!
//! A flow carries chance, and gets intervals, tests and a model of what lies behind it. A stock is
//! what it is: it gets measures of evenness, and no test that takes it for a sample. Where a number
//! cannot be had there is a [`Silence`], never a zero.

mod area_draws;
mod beta_binomial;
mod beta_sums;
mod chance;
mod coincidence;
mod concentration;
mod contiguity;
mod dissimilarity;
mod empirical_bayes;
mod entropy;
mod evenness;
mod exact_test;
#[cfg(test)]
mod false_alarms;
mod false_discovery;
mod fisher;
mod funnel;
mod gini;
mod hoover;
mod hypergeometric;
mod indicators;
mod isolation;
mod judgement;
#[cfg(test)]
mod laws;
mod local_moran;
mod moran;
mod nearest;
mod neighbours;
mod norm;
mod norm_words;
#[cfg(test)]
mod null;
mod outlook;
mod permutation;
mod place;
mod production;
mod random;
mod scan;
mod shares;
mod shrinkage;
mod silence;
mod tails;
mod target;
mod target_words;
mod trend;
mod wilson;
mod year_end;

pub use beta_binomial::{Fit, TrueShares, beta_binomial};
pub use chance::{AgainstNorm, AreaChance, chances};
pub use coincidence::{
    ByChance, Coincidence, Coincidences, OfComplexes, coincidence, coincidences,
};
pub use concentration::{Concentration, concentration, fewest};
pub use dissimilarity::{dissimilarity, dissimilarity_p, expected_dissimilarity};
pub use empirical_bayes::{binomial_index, poisson_index};
pub use entropy::{decomposed, information_index, information_p};
pub use evenness::{Draws, Evenness, EvennessChance, evenness};
pub use exact_test::binomial_at_least;
pub use false_discovery::q_values;
pub use fisher::Draw;
pub use funnel::{FunnelClass, funnel};
pub use gini::gini;
pub use hoover::hoover;
pub use indicators::{IndicatorSpread, LevelSpread, Spread, city, places};
pub use isolation::isolation;
pub use judgement::Judgement;
pub use local_moran::{LocalMoran, Quadrant, local_moran};
pub use moran::{Moran, moran};
pub use neighbours::{Contiguity, Links, Neighbours};
pub use norm::Norm;
pub use outlook::{Outlook, Warning, Window, Year, pooled_above};
pub use place::{
    BorderLinks, InSense, InSpace, LocalClass, PatternDraws, Patterns, Places, RARE, in_space,
};
pub use production::{
    Added, AreaColumns, BySegment, Change, CityStep, Deliveries, DeliveryHomes, DeliveryYear,
    HomesPlanned, InStock, LevelPlanned, LevelScenarios, Move, PlannedHomes, Production,
    ProjectDelivery, ProjectStatus, Scenarios, Step, StepEvenness, production,
};
pub use random::GENERATOR;
pub use scan::{Cluster, MOST_AREAS, MOST_PART, scan};
pub use shares::{LeftOut, Shares};
pub use shrinkage::{Shrunk, shrunk};
pub use silence::Silence;
pub use tails::{Side, Tails};
pub use target::{Progress, Standing, Stock, contribution, progress};
pub use trend::{Period, Trend, trend};
pub use wilson::wilson;
pub use year_end::year_end_above;
