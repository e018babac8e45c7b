//! The shape of the statistics of spread.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Direction, NormKind};

use super::Number;

/// A number, or the sentence that says why there is none.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(in super::super) enum Told<T> {
    /// There is one.
    Number(T),
    /// There is none.
    Silence {
        /// Why there is none, in the language of the configuration.
        undefined: &'static str,
    },
}

/// The statistics of spread of one indicator.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct SpreadFigure<'a> {
    /// Per level, coarse to fine.
    pub levels: Vec<LevelFigure<'a>>,
    /// The parts of the information index of the finest areas: between the areas of the coarsest level,
    /// and between those of each next level within those above. They add up to the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_parts: Option<Vec<InformationPart>>,
    /// Patterns in space of the finest areas.
    pub in_space: Told<SpaceFigure<'a>>,
    /// Of a flow with a norm, whether that is threatened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlook: Option<OutlookFigure>,
    /// Of a stock with a target, how far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Told<TargetFigure<'a>>>,
}

/// One part of the information index.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct InformationPart {
    /// Level between whose areas it is.
    pub between: &'static str,
    /// The part, at least 0.
    pub part: f64,
}

/// The statistics of one level.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct LevelFigure<'a> {
    /// The level.
    pub level: &'static str,
    /// Units that take no part, because it is not known whether they belong or count.
    pub units_unknown: u64,
    /// Areas that take no part, because it is known of none of their units.
    pub areas_unknown: usize,
    /// Areas that take no part, because no unit belongs.
    pub areas_without_units: usize,
    /// How even, over the areas with a denominator.
    pub evenness: Told<EvennessFigure>,
    /// The areas with a denominator, in order of code; of a flow also those with homes, whose load is zero.
    pub areas: Vec<AreaFigure<'a>>,
}

/// How evenly the units that count lie over the areas of a level.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct EvennessFigure {
    /// Areas that take part.
    pub areas_with_denominator: usize,
    /// Index of dissimilarity D, in [0, 1]: the part of the units that count which would have to move for
    /// every area to have the share of the city. Above 0 by chance alone.
    pub dissimilarity: f64,
    /// Exact expectation of D when chance alone deals.
    pub dissimilarity_by_chance: f64,
    /// Of a flow: part of the permutations in which D is as large.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dissimilarity_p: Option<f64>,
    /// Of a flow: the unevenness that is left when chance is taken out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structural: Option<Structural>,
    /// Information index H of Theil, in [0, 1].
    pub information: f64,
    /// Of a flow: part of the permutations in which H is as large.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_p: Option<f64>,
    /// Gini index, in [0, 1].
    pub gini: f64,
    /// Isolation: the share of the area in which the average unit that counts lies, in [0, 1].
    pub isolation: f64,
    /// Hoover's index of the units that count against the social homes, and of the social homes against all
    /// homes, in [0, 1]; null without either.
    /// Homes of which nothing is known take no part.
    pub hoover_against_homes: Option<f64>,
    /// Fewest areas that hold half of the units that count.
    pub areas_with_half: usize,
    /// Fewest areas that hold four fifths of them.
    pub areas_with_four_fifths: usize,
    /// As many areas with the same number each would be as concentrated.
    pub effective_areas: f64,
}

/// D*, the dissimilarity of the true shares under a beta-binomial model: the headline for flows.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct Structural {
    /// D*, in [0, 1].
    pub dissimilarity: f64,
    /// Its 95% profile interval.
    pub interval_95: [f64; 2],
    /// p-value of the test that all areas have the same true share.
    pub p: f64,
    /// Mean of the true shares, in (0, 1).
    pub mean: f64,
    /// alpha + beta of the beta distribution of the true shares; null where all have the same.
    pub strength: Option<f64>,
}

/// One area: of a flow what chance leaves, of a stock its part of the city's total.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct AreaFigure<'a> {
    /// Code of the area.
    pub code: &'a str,
    /// Its number.
    #[serde(flatten)]
    pub number: Number,
    /// Of a stock: its part of the city's total, in [0, 1].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of_total: Option<f64>,
    /// Of a flow, the load: units of the window that count per 100 social homes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_100_homes: Option<f64>,
    /// Of a flow: what may be said of its share.
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub chance: Option<ChanceFigure>,
}

/// What may be said of the share of one area of a flow.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ChanceFigure {
    /// The share that it is compared with, in [0, 1]: that of all other areas together; null without others.
    pub compared_with: Option<f64>,
    /// Exact one-sided p-value of a share above that of the others (Fisher); never 0, as all p-values.
    pub p_above: f64,
    /// Exact one-sided p-value of a share below it.
    pub p_below: f64,
    /// Two-sided p-value: twice the smaller of the two, at most 1. When nothing is the matter it is up to 0.05
    /// in at most five areas of a hundred, above and below together.
    pub p: f64,
    /// The q-value of `p` among all areas of the level (Benjamini and Hochberg).
    pub q: f64,
    /// One-sided exact binomial p-value of a share beyond the norm: above a ceiling, below a floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm_p: Option<f64>,
    /// The q-value of `norm_p` among all areas of the level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm_q: Option<f64>,
    /// Units that may still count before a ceiling is passed, or fail to count before a floor is; below zero
    /// where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headroom: Option<i64>,
    /// The share drawn to that of the city as far as chance asks (beta-binomial), in (0, 1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shrunk_share: Option<f64>,
    /// Probability that the true share lies beyond the norm (above a ceiling, below a floor), in [0, 1]; absent
    /// where the areas differ no more than chance makes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond_norm: Option<f64>,
    /// Place in the funnel by the same exact test: `far below` (`p_below` up to 0.001), `below` (up to 0.025),
    /// `within`, `above` or `far above`.
    pub funnel: &'static str,
    /// Limits for drawing, of a draw of so many units from all of the city: chance crosses them on either side
    /// once in forty.
    pub funnel_95: [f64; 2],
    /// Limits for drawing: chance crosses them on either side once in a thousand.
    pub funnel_998: [f64; 2],
    /// `aantoonbaar boven` or `aantoonbaar onder` (q up to 0.05), `mogelijk boven` or `mogelijk onder` (p up to
    /// 0.05), `niet te onderscheiden`, or `te weinig toewijzingen` (fewer than 10).
    pub judgement: &'static str,
}

/// Patterns in space of the finest areas with a denominator.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct SpaceFigure<'a> {
    /// Moran's I of the empirical-Bayes index, by each sense of being neighbours.
    pub moran: Vec<MoranFigure<'a>>,
    /// Of a flow: local Moran's I of each area with neighbours (queen), conditional permutation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<Vec<LocalFigure<'a>>>,
    /// Of a flow: the circular Bernoulli scan: groups of areas with a high share, strongest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clusters: Option<Vec<ClusterFigure<'a>>>,
}

/// Moran's I.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct MoranFigure<'a> {
    /// `queen`, `rook`, or `knn` with the number of nearest areas among those that take part.
    pub neighbours: String,
    /// Areas without a neighbour that takes part; they drop out.
    pub isolates: Vec<&'a str>,
    /// The neighbours of each of the other areas that take part, added up: a pair that are neighbours
    /// of each other counts twice.
    pub links: usize,
    /// The index.
    #[serde(flatten)]
    pub found: Told<MoranNumbers>,
}

/// The index and what chance gives.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct MoranNumbers {
    /// Moran's I: above the expectation where areas are like their neighbours.
    pub i: f64,
    /// Its expectation under permutation, -1 / (n - 1).
    pub expected: f64,
    /// Of a flow: two-sided p-value by permutation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
}

/// Local Moran's I of one area.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct LocalFigure<'a> {
    /// Code of the area.
    pub code: &'a str,
    /// Local Moran's I.
    pub i: f64,
    /// Two-sided p-value by conditional permutation.
    pub p: f64,
    /// The same among all areas (Benjamini and Hochberg).
    pub q: f64,
    /// `high-high`, `low-low`, `high-low` or `low-high`; null where it may be chance (q above 0.05).
    pub class: Option<&'static str>,
}

/// A group of areas with a high share.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ClusterFigure<'a> {
    /// Codes of its areas, the centre first.
    pub members: Vec<&'a str>,
    /// Metres from the centre to the farthest of them, by centroids.
    pub radius_m: f64,
    /// Units that count and denominator inside; null, as the next four, where an area among them is hidden.
    pub inside: Option<[u64; 2]>,
    /// Share inside, in [0, 1].
    pub share_inside: Option<f64>,
    /// Units that count and denominator outside.
    pub outside: Option<[u64; 2]>,
    /// Share outside, in [0, 1]; null with nothing outside.
    pub share_outside: Option<f64>,
    /// Log likelihood ratio against one share everywhere.
    pub llr: Option<f64>,
    /// Part of the draws in which the strongest group anywhere is as strong.
    pub p: f64,
}

/// Whether the norm is structurally threatened (agreements 6 and 8). *Beyond* it is above a ceiling, and below a
/// floor.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct OutlookFigure {
    /// The norm, in (0, 1).
    pub norm: f64,
    /// `ceiling`: the share should not be higher; or `floor`: not lower.
    pub norm_kind: NormKind,
    /// First day of what is looked at here, as YYYY-MM-DD, where what counts changes within the window: that
    /// of the last change. What was counted otherwise before it does not compare, and takes part in nothing
    /// here: not in the trend, nor in the test of all years, nor in what earlier years say. Absent without
    /// a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The calendar years of the window, the last one up to the reference date; after a change of what counts
    /// (`since`) those from it on, the first one from that day.
    pub years: Vec<YearFigure>,
    /// Whether the last year is beyond the norm so far; null while nothing has been counted in it.
    pub over_now: Option<bool>,
    /// That nothing has been counted in the last year yet, in the language of the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Units expected in the rest of the last year: the mean of the whole years before, and without one that
    /// of the window, for the part of the year that is to come.
    pub expected_to_go: u32,
    /// Probability that the last year ends beyond the norm, from that year alone.
    pub year_end_beyond: f64,
    /// The same with what earlier years say; null without earlier years.
    pub year_end_beyond_informed: Option<f64>,
    /// The one of the two that the rule looks at: with earlier years where there are any.
    pub year_end_beyond_of_rule: f64,
    /// Exact one-sided binomial p-value of all years together beyond the norm.
    pub pooled_p: f64,
    /// z of the Cochran-Armitage trend over the years; above 0 where the share rises. Null with too few.
    pub trend_z: Option<f64>,
    /// One-sided p-value of a trend that goes beyond the norm: that rises to a ceiling, that falls to a floor.
    pub trend_p: Option<f64>,
    /// `geen signaal`, `aandacht`, `dreigt structureel`, or `te weinig toewijzingen`.
    pub verdict: &'static str,
    /// What the rule says of which norm, in a sentence in the language of the configuration.
    pub sentence: String,
    /// The parameters of the rule.
    pub rule: Rule,
}

/// One year of a flow.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct YearFigure {
    /// Calendar year.
    pub year: i32,
    /// Units that count.
    pub count: u32,
    /// Denominator.
    pub out_of: u32,
    /// Whether the whole year lies in the window, was counted by one definition, and has passed.
    pub whole: bool,
}

/// The parameters of the rule that gives the verdict; of a floor *above* is below, and *rises* is falls.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct Rule {
    /// `aandacht` from this probability of a year above the norm on.
    pub attention_from: f64,
    /// `aandacht` or `geen signaal` from so many units in all years together on.
    pub attention_fewest_units: u32,
    /// `dreigt structureel` from this probability on, where two of the last three whole years were above the norm
    /// or the share rises, and the two conditions below hold: with a true share of the norm or less that is so in
    /// at most five cities of a hundred.
    pub structural_from: f64,
    /// `dreigt structureel` only where `pooled_p` is at most this.
    pub structural_pooled_p_up_to: f64,
    /// `dreigt structureel` only from so many units in all years together on.
    pub structural_fewest_units: u32,
    /// The share rises from this z of the trend on (and falls, at a floor, from minus this z down); that alone
    /// asks for attention.
    pub trend_z_from: f64,
    /// Units that the earlier years weigh at most (power prior).
    pub earlier_years_weigh: f64,
}

/// Progress of a stock, or of its share, to the target that the configuration gives it. Paces and the path are
/// in units, and of a target for the share in share (0.01 is a percentage point); none is told without a last
/// day.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct TargetFigure<'a> {
    /// `fall`: to the goal or lower; `rise`: to the goal or higher.
    pub direction: Direction,
    /// Units at the start; null where that is not known, or a share.
    pub start: Option<u32>,
    /// Share at the start, in [0, 1], of a target for the share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_share: Option<f64>,
    /// Day of the start, as YYYY-MM-DD; null where none is given.
    pub from: Option<String>,
    /// Units now, as far as they are known and have a place.
    pub now: u32,
    /// Units that are known and have no place.
    pub unplaced: u32,
    /// Units of which it is not known, with a place or without: what is to go may be more.
    pub unknown: u32,
    /// Fewest and most units that there may be now. Fewest are `now` + `unplaced`, and most `unknown` with them;
    /// of a share of all homes it is not known whether those without a place lie in the city, and fewest are
    /// `now`.
    pub between: [u32; 2],
    /// Of a target for the share, what it is out of: all units of which it is known, and those of which it is
    /// not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_of: Option<u32>,
    /// Of a target for the share, lowest and highest share that there may be now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_between: Option<[f64; 2]>,
    /// Whether the target is reached whatever is not known; null where that hangs on it. A share is compared as
    /// the decimal number that was written: 29 of 100 is 0.29.
    pub reached: Option<bool>,
    /// Most units that are allowed at the end of a target that falls, fewest that are asked of one that rises;
    /// null of a target for the share.
    pub goal: Option<u32>,
    /// The same as a share, in [0, 1].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_share: Option<f64>,
    /// Last day, as YYYY-MM-DD; null where none is given.
    pub by: Option<String>,
    /// Units that still have to go, or of a target that rises to come, at best: as if none of the unknown units
    /// counted, or all of them. Of a target for the share when the total stays what it is: of social homes out
    /// of all homes, so many more social homes and as many other homes less.
    pub to_go: u32,
    /// The same at worst.
    pub to_go_at_most: u32,
    /// What went towards the goal since the start, a year, at best; below zero when it went the other way, null
    /// where that is not known.
    pub pace_shown_per_year: Option<f64>,
    /// The same at worst.
    pub pace_shown_at_least_per_year: Option<f64>,
    /// What must go towards the goal from now on, a year, at best; null when the last day is past and the goal
    /// not reached.
    pub pace_needed_per_year: Option<f64>,
    /// The same at worst.
    pub pace_needed_at_most_per_year: Option<f64>,
    /// Where the straight line from the start to the goal runs today; null without start or last day.
    pub path_today: Option<f64>,
    /// Whether the pace since the start is enough: whether it is on that line or beyond it. Null where that hangs
    /// on what is not known, on the first day, and without start or last day.
    pub in_time: Option<bool>,
    /// Fewest areas that hold enough to reach a target that falls, as if none of the unknown units counted; null
    /// where all areas do not hold enough, and of a target that rises.
    pub fewest_areas: Option<usize>,
    /// How the target stands, in a sentence in the language of the configuration.
    pub sentence: String,
    /// The contribution curve of a target that falls: what is left by area, the most first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contribution: Vec<ContributionFigure<'a>>,
}

/// What is left in one area.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ContributionFigure<'a> {
    /// Code of the area.
    pub code: &'a str,
    /// Units left.
    pub count: u32,
    /// Part of all that this area and those before it hold, in (0, 1].
    pub cumulative_part: f64,
}
