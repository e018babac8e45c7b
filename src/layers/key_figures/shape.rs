//! The shape of `kerncijfers.json`: the descriptions of its schema are the documentation of these types.

mod origin;
mod production;
mod reach;
mod spread;
mod urgency;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Certainty, Nature, NormKind};

pub(super) use origin::*;
pub(super) use production::*;
pub(super) use reach::*;
pub(super) use spread::*;
pub(super) use urgency::*;

/// The key figures of a city: totals, how even, how sure and where, each with what it was made with.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "kerncijfers.json")]
pub(super) struct KeyFigures<'a> {
    /// Name of the city, from the configuration.
    pub name: &'a str,
    /// What a reader should know of the data, from the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    /// For whom the figures are: `public`, or `internal` with counts about persons.
    pub audience: &'static str,
    /// Day on which the stock was counted, as YYYY-MM-DD; placements count up to it.
    pub reference_date: String,
    /// The days over which placements are counted, both included.
    pub window: Window,
    /// Year of the areas.
    pub areas_year: u16,
    /// Areas per level, coarse to fine.
    pub areas: Vec<AreaCount>,
    /// How many homes, placements and roofs were used and how many of them have no place; nothing of
    /// placements in a public result.
    pub coverage: Vec<CoverageFigure>,
    /// The files by which homes, placements and roofs got their area: they are behind every number.
    pub located_with: Vec<SourceFigure<'a>>,
    /// How counts of persons are protected; absent of an internal result, and without an indicator about
    /// persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<DisclosureFigure>,
    /// Ids of the indicators that are about persons and left out of a public result.
    pub withheld: &'a [String],
    /// How random draws were made; absent without statistics of spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draws: Option<Draws>,
    /// What the tests of spread take as given; absent without them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tests: Option<Tests>,
    /// How many of the finest areas are neighbours; absent without statistics of spread.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub borders: Vec<BordersFigure>,
    /// What counts as urgent in each file of placements; absent where the figures hold no indicator of
    /// placements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urgency: Vec<UrgencyFigure<'a>>,
    /// Social dwellings, in the form of an indicator.
    pub dwellings: Figure<'a>,
    /// The indicators, built-in ones first.
    pub indicators: Vec<Figure<'a>>,
    /// Opportunities (koppelkansen): what coincides in homes and complexes; absent without statistics of
    /// spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coincidences: Option<CoincidencesFigure<'a>>,
    /// How near homes lie to the places of each kind (`[[places]]`), in the order of the configuration;
    /// absent without places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlacesFigure<'a>>,
    /// What is agreed to be built; absent without `[production]` in the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production: Option<ProductionFigure<'a>>,
}

/// How counts of persons are protected in a public result.
#[derive(Serialize, JsonSchema)]
pub(super) struct DisclosureFigure {
    /// The rule in a sentence, in the language of the configuration.
    pub rule: String,
    /// What an attack on everything that is published found; absent before it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditFigure>,
    /// What the statistics of spread are computed from, in the language of the configuration.
    pub statistics: &'static str,
}

/// What an attack on everything that is published found.
#[derive(Serialize, JsonSchema)]
pub(super) struct AuditFigure {
    /// Numbers about persons that the files of the run show.
    pub cells_shown: usize,
    /// Numbers that are hidden.
    pub cells_hidden: usize,
    /// Sums that tie them together.
    pub sums: usize,
    /// Earlier releases that were attacked together with this one.
    pub earlier_releases: usize,
    /// Hidden numbers of which the attack leaves fewer possible counts than the rule promises: 0, or there
    /// would be no result.
    pub cells_at_risk: usize,
}

/// How many rows of one kind have a place.
#[derive(Serialize, JsonSchema)]
pub(super) struct CoverageFigure {
    /// What they are: `dwellings`, `placements` or `roofs`.
    pub of: &'static str,
    /// Rows used, over all files.
    pub used: u64,
    /// Those in an area: all that is counted in the areas and in `total`.
    pub placed: u64,
    /// Those without a place.
    pub unplaced: u64,
}

/// How random draws were made, so that anyone can make them again.
#[derive(Serialize, JsonSchema)]
pub(super) struct Draws {
    /// Name of the generator.
    pub generator: &'static str,
    /// Its seed, from the configuration.
    pub seed: u64,
    /// Draws of a test of the city; a p-value is at least 1 / (draws + 1).
    pub of_a_test: usize,
    /// Draws of a test of one area.
    pub of_a_test_of_one_area: usize,
}

/// What the tests of spread take as given.
#[derive(Serialize, JsonSchema)]
pub(super) struct Tests {
    /// A p-value or q-value up to this counts as a sign.
    pub level: f64,
    /// An area with fewer units is not judged.
    pub fewest_units: u32,
    /// Below this share of the city the empirical-Bayes index is that of Poisson, else of the binomial.
    pub rare_share: f64,
    /// A circle of the scan holds at most this part of all units.
    pub circle_most_part: f64,
    /// A circle of the scan holds at most so many areas.
    pub circle_most_areas: usize,
}

/// How many of the finest areas are neighbours, whether they take part in a statistic or not.
#[derive(Serialize, JsonSchema)]
pub(super) struct BordersFigure {
    /// `queen` (a corner or a part of a side in common) or `rook` (a part of a side).
    pub neighbours: String,
    /// The neighbours of each area, added up: each pair counts twice.
    pub links: usize,
    /// Those among them that share no vertex (queen) or no whole side (rook) exactly: one has a vertex
    /// where the other runs straight on.
    pub by_t_junction: usize,
}

/// Days from one to another, both included.
#[derive(Serialize, JsonSchema)]
pub(super) struct Window {
    /// First day, as YYYY-MM-DD.
    pub from: String,
    /// Last day, as YYYY-MM-DD.
    pub to: String,
}

/// How many areas a level has.
#[derive(Serialize, JsonSchema)]
pub(super) struct AreaCount {
    /// The level: gemeente, stadsdeel, wijk or buurt.
    pub level: &'static str,
    /// Areas.
    pub count: usize,
}

/// One indicator of the city.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figure<'a> {
    /// Its id, as in the columns of the layers.
    pub id: &'a str,
    /// Its name, in the language of the configuration.
    pub label: &'a str,
    /// What counts, and out of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<&'a str>,
    /// A `flow` is counted over the window and carries chance; a `stock` is what it is.
    pub nature: Nature,
    /// Numbers of the agreements (Prestatieafspraken Almere 2025-2029) that it serves.
    pub agreements: &'a [u8],
    /// Share on one side of which the agreement wants it to stay, in (0, 1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm: Option<f64>,
    /// Of a norm: `ceiling` where the share should not be higher, `floor` where it should not be lower.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm_kind: Option<NormKind>,
    /// Of the social homes out of all homes, where the number of all homes comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_homes: Option<AllHomesFigure<'a>>,
    /// The caps of rent allowance that rents were compared with, by year of the window; absent where an indicator
    /// compares no rents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rent_caps: Vec<RentCapFigure<'a>>,
    /// Whether it is about persons and shown as far as the rule under `disclosure` lets it; absent where it is
    /// not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
    /// The whole city: all units that have a place.
    pub total: Number,
    /// Units of the city without a place, which are in none of the other numbers; absent of placements in
    /// a public result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unplaced: Option<Number>,
    /// By corporation, in order of name; corporations without a unit are absent.
    pub by_corporation: Vec<Part<'a>>,
    /// The definitions of what counts, where that changes within the window, in order of time; absent where it
    /// does not. A trend, an outlook or a line over the years runs within one of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<DefinitionFigure>,
    /// Of a flow, by calendar year; years without a unit are absent. Where what counts changes within a year,
    /// that year has an entry for each definition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_year: Vec<YearPart>,
    /// In how many areas of each level it occurs, coarse to fine; empty where it is published for the city
    /// alone.
    pub levels: Vec<LevelCount>,
    /// What its nouns mean, where it comes from and of when it is.
    #[serde(flatten)]
    pub origin: Origin<'a>,
    /// The statistics of spread; absent where none were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<SpreadFigure<'a>>,
}

/// Where the number of all homes of an area comes from.
#[derive(Serialize, JsonSchema)]
pub(super) struct AllHomesFigure<'a> {
    /// `table`, `column of the layer` or `addresses`.
    pub from: &'static str,
    /// The file of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The column of the layer, where the configuration names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<&'a str>,
    /// Day as of which homes are counted, as YYYY-MM-DD, from the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Where the number comes from in words, from the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
}

// The signature that serde asks for.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

// The signature that serde asks for.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_none(number: &usize) -> bool {
    *number == 0
}

/// The caps of rent allowance (*aftoppingsgrenzen*) of one year, in euros a month.
#[derive(Serialize, JsonSchema)]
pub(super) struct RentCapFigure<'a> {
    /// Calendar year.
    pub year: i32,
    /// For households of one or two persons.
    pub first: f64,
    /// For households of three persons or more.
    pub second: f64,
    /// Which rent they bound: `rekenhuur`, with some service costs, or `kale huur`. Which of the two the tables
    /// hold cannot be seen.
    pub kind: &'static str,
    /// Where they were read; null where the configuration does not say.
    pub source: Option<&'a str>,
    /// How they are known: `read` in a source and looked up again, `second_hand`, or `configured`: given in the
    /// configuration.
    pub certainty: Certainty,
}

/// A count with its denominator.
#[derive(Serialize, JsonSchema)]
pub(super) struct Number {
    /// Units that count; null where that is known of none, or hidden.
    pub count: Option<u32>,
    /// Units that belong and of which it is known whether they count: the denominator. Null where it is not
    /// known how many units belong (of all homes).
    pub out_of: Option<u32>,
    /// Units of which it is not known whether they belong or count; they are in no denominator, and never
    /// counted as a no. Of all homes the social homes of areas of which it is not known how many homes
    /// there are.
    pub unknown: u32,
    /// Of all homes, the finest areas of which it is not known how many homes there are; absent where it is
    /// known of all.
    #[serde(skip_serializing_if = "is_zero")]
    pub areas_without_denominator: u32,
    /// `count` / `out_of`, in [0, 1], six decimals; null where there is nothing to divide by, nothing is
    /// known, or the count is hidden.
    pub share: Option<f64>,
    /// Of a flow, Wilson's 95% interval of the share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_95: Option<[f64; 2]>,
    /// `ok`, `onbekend` (units, none known), `geen_noemer` (nothing to divide by) or `onderdrukt` (the count is
    /// hidden, because it would tell of persons).
    pub status: &'static str,
}

/// The part of a corporation.
#[derive(Serialize, JsonSchema)]
pub(super) struct Part<'a> {
    /// Name of the corporation.
    pub corporation: &'a str,
    /// Its number.
    #[serde(flatten)]
    pub number: Number,
}

/// The part of a year.
#[derive(Serialize, JsonSchema)]
pub(super) struct YearPart {
    /// Calendar year.
    pub year: i32,
    /// By which of the `definitions` it is counted; absent where there is one for the whole window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<u32>,
    /// First day of the part of the year, as YYYY-MM-DD, where another definition held before it in that
    /// year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day of the part of the year, where another definition holds after it in that year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Its number.
    #[serde(flatten)]
    pub number: Number,
}

/// In how many areas of a level an indicator occurs.
#[derive(Serialize, JsonSchema)]
pub(super) struct LevelCount {
    /// The level.
    pub level: &'static str,
    /// Areas with a count above zero.
    pub areas_with_count: usize,
    /// Areas with a denominator.
    pub areas_with_denominator: usize,
    /// Areas with units, of none of which it is known.
    pub areas_unknown: usize,
    /// Areas of which the count is hidden; absent where it is of none.
    #[serde(skip_serializing_if = "is_none")]
    pub areas_hidden: usize,
}

/// What coincides in homes, and in complexes where these are told, against what chance within the finest
/// areas would give.
#[derive(Serialize, JsonSchema)]
pub(super) struct CoincidencesFigure<'a> {
    /// What is counted, and what chance means here.
    pub definition: &'static str,
    /// What its nouns mean, where it comes from and of when it is.
    #[serde(flatten)]
    pub origin: Origin<'a>,
    /// The properties.
    pub properties: Vec<PropertyFigure<'a>>,
    /// Over homes: two properties, then all.
    pub homes: Vec<CoincidenceFigure<'a>>,
    /// Over complexes; absent where no home tells of which complex it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complexes: Option<ComplexesFigure<'a>>,
}

/// A property that a home has or has not.
#[derive(Serialize, JsonSchema)]
pub(super) struct PropertyFigure<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name, in the language of the configuration.
    pub label: &'a str,
    /// The expression (Polars SQL) over the columns of homes.
    pub expression: &'a str,
}

/// The coincidences in complexes.
#[derive(Serialize, JsonSchema)]
pub(super) struct ComplexesFigure<'a> {
    /// Complexes.
    pub number: usize,
    /// Homes in an area that are of no complex.
    pub homes_without_complex: u32,
    /// As for homes.
    pub coincidences: Vec<CoincidenceFigure<'a>>,
}

/// How often some properties coincide.
#[derive(Serialize, JsonSchema)]
pub(super) struct CoincidenceFigure<'a> {
    /// Ids of the properties.
    pub of: Vec<&'a str>,
    /// Units of which all is known that they depend on (of a suspect roof both roofs): the denominator.
    pub units: u64,
    /// The other units.
    pub unknown: u64,
    /// Units that have each of them, in the order of `of`.
    pub each: Vec<u64>,
    /// Units that have all of them; null where the properties of no unit are known.
    pub count: Option<u64>,
    /// Units that would have all of them by chance within the areas, on average.
    pub expected_by_chance: Option<f64>,
    /// Least and most of the 95% in the middle of what chance gives.
    pub range_95_by_chance: Option<[u64; 2]>,
}
