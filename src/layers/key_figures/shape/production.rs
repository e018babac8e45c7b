//! The shape of the production agreements.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Origin, Told};

/// What is agreed to be built, where, and what that does to the spread of social homes.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ProductionFigure<'a> {
    /// Where it comes from, from the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// Day as of which it stands, from the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// What counts and what does not, in the language of the configuration.
    pub definition: &'static str,
    /// What its nouns mean, where it comes from and of when it is.
    #[serde(flatten)]
    pub origin: Origin<'a>,
    /// The projects, in order of their rows; those for information too.
    pub projects: Vec<ProjectFigure<'a>>,
    /// Names of the projects that are joined to no area.
    pub unjoined: Vec<String>,
    /// Planned homes of firm and soft projects, per year.
    pub planned: PlannedFigure<'a>,
    /// The printed totals, each beside the sum of the rows; absent without a table of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totals: Option<Vec<TotalFigure<'a>>>,
    /// What was delivered.
    pub deliveries: Told<DeliveriesFigure>,
    /// The share of social homes and its spread: today, with the firm projects, and with all.
    pub sociaal: Told<ScenariosFigure<'a>>,
}

/// One project.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ProjectFigure<'a> {
    /// Its row in the table.
    pub row: u32,
    /// Its name.
    pub name: Option<&'a str>,
    /// Its district, as agreed.
    pub district: Option<&'a str>,
    /// Its area, as agreed.
    pub area: Option<&'a str>,
    /// How it was joined: `gebied`, `stadsdeel` (its own area is unknown) or `niet gekoppeld`.
    pub joined: &'static str,
    /// Level of the area to which it is joined.
    pub level: Option<&'static str>,
    /// Code of that area.
    pub code: Option<&'a str>,
    /// Name of that area.
    pub area_name: Option<&'a str>,
    /// Its segment, as agreed.
    pub segment: Option<&'a str>,
    /// `sociaal`, `anders` or `onbekend`.
    pub segment_kind: &'static str,
    /// Its certainty, as agreed.
    pub certainty: Option<&'a str>,
    /// `hard`, `zacht`, `telt niet mee` or `onbekend`.
    pub certainty_kind: &'static str,
    /// Its homes; null where they are not known.
    pub homes: Option<u32>,
    /// Its homes that are planned in each year; null where that is not known.
    pub planned: Vec<YearHomes>,
    /// Its homes of no known year; null where its homes are not known.
    pub year_unknown: Option<u32>,
    /// Its homes that were delivered in each year; null where that is not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivered: Vec<YearHomes>,
    /// How it stands; absent where nothing says what was delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// How its homes stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands: Option<DeliveryHomesFigure>,
    /// Its homes that are not in today's stock; null where that is not known, absent without `sociaal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_come: Option<Option<u32>>,
}

/// Homes of one year.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct YearHomes {
    /// The year.
    pub year: i32,
    /// The homes; null where they are not known.
    pub homes: Option<u32>,
}

/// Planned homes.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct PlannedFigure<'a> {
    /// Of the whole programme, joined to an area or not.
    pub total: PlannedNumbers,
    /// By area, per level, coarse to fine.
    pub levels: Vec<PlannedLevel<'a>>,
}

/// Planned homes of one level.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct PlannedLevel<'a> {
    /// The level.
    pub level: &'static str,
    /// Areas with a project, in order of code.
    pub areas: Vec<PlannedArea<'a>>,
    /// Of projects that no area of this level can be given: joined to a coarser one, or to none. With
    /// those of the areas they add up to the total.
    pub not_placed: PlannedNumbers,
}

/// Planned homes of one area.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct PlannedArea<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The numbers.
    #[serde(flatten)]
    pub numbers: PlannedNumbers,
}

/// Homes of some projects.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct PlannedNumbers {
    /// Firm and soft projects.
    pub projects: usize,
    /// Those among them of which the number of homes is not known, and in no sum.
    pub projects_without_number: usize,
    /// Their homes, whatever the year.
    pub homes: HomesFigure,
    /// Those of each year.
    pub by_year: Vec<PlannedYear>,
    /// Those of no known year.
    pub year_unknown: HomesFigure,
}

/// Homes of one year.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct PlannedYear {
    /// The year.
    pub year: i32,
    /// The homes.
    pub homes: HomesFigure,
}

/// Homes by certainty and segment.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct HomesFigure {
    /// All of them.
    pub all: u64,
    /// Of firm projects.
    pub firm: SegmentFigure,
    /// Of soft ones.
    pub soft: SegmentFigure,
}

/// Homes by segment.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct SegmentFigure {
    /// Social rent.
    pub social: u64,
    /// Anything else.
    pub other: u64,
    /// Of which it is not known.
    pub unknown: u64,
}

/// One printed total beside the sum of the rows.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct TotalFigure<'a> {
    /// Its row in the table of totals.
    pub row: u32,
    /// Of which certainty; null for firm and soft together.
    pub certainty: Option<&'a str>,
    /// Of which segment; null for all.
    pub segment: Option<&'a str>,
    /// Of which year: the year, `onbekend`, or null for all.
    pub year: Option<String>,
    /// What is printed.
    pub printed: u32,
    /// The sum of the rows.
    pub sum_of_rows: u64,
    /// The sum less what is printed.
    pub difference: i64,
    /// Rows of the projects that take part, in the table of projects.
    pub rows: Vec<u32>,
    /// Rows of those of which the number is not known.
    pub rows_without_number: Vec<u32>,
}

/// What was delivered.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct DeliveriesFigure {
    /// Day up to which deliveries count.
    pub day: String,
    /// Homes planned up to and including this year are due.
    pub due_through: i32,
    /// How a status follows from the homes, in the language of the configuration.
    pub rule: &'static str,
    /// How many firm and soft projects have each status.
    pub projects: Vec<StatusFigure>,
    /// How the homes of those projects stand.
    pub homes: DeliveryHomesFigure,
    /// By year.
    pub years: Vec<DeliveryYearFigure>,
}

/// How many projects have a status.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct StatusFigure {
    /// The status, as in `productie.csv`.
    pub status: &'static str,
    /// How many projects.
    pub projects: usize,
}

/// Homes by how they stand.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct DeliveryHomesFigure {
    /// Delivered in their planned year.
    pub on_time: u64,
    /// Delivered before it.
    pub ahead: u64,
    /// Delivered after it.
    pub moved: u64,
    /// Due and not delivered.
    pub late: u64,
    /// Not due, and not delivered.
    pub not_due: u64,
    /// Of which the year, or what was delivered, is not known.
    pub unknown: u64,
    /// Delivered above the homes of their project.
    pub beyond_plan: u64,
}

/// One year.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct DeliveryYearFigure {
    /// The year.
    pub year: i32,
    /// Homes planned in it.
    pub planned: u64,
    /// Homes delivered in it.
    pub delivered: u64,
    /// How the homes that were planned in it stand.
    pub stands: DeliveryHomesFigure,
}

/// Today, with the firm projects, and with all.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ScenariosFigure<'a> {
    /// Day of the stock of today.
    pub day: String,
    /// What of the programme is in that stock, and is not added again.
    pub in_stock: InStockFigure,
    /// What the comparison does not hold, in the language of the configuration.
    pub remark: &'static str,
    /// Names of projects that are left out: their homes or segment is not known.
    pub left_out: Vec<String>,
    /// The whole city; projects that are joined to no area count.
    pub city: Vec<CityFigure>,
    /// Per level, coarse to fine.
    pub levels: Vec<ScenarioLevel<'a>>,
}

/// Homes of the programme that are in today's stock.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct InStockFigure {
    /// `delivered`: those that the table says were delivered. `as planned`: nothing says what was
    /// delivered, and those planned up to and including `through` are taken to be there.
    pub how: &'static str,
    /// The homes of firm and soft projects.
    pub homes: u64,
    /// The last year that had ended on the day; absent where the table says what was delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<i32>,
    /// Homes due of which nothing says whether they were delivered: they are added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homes_of_unknown_delivery: Option<u64>,
    /// The same in a sentence, in the language of the configuration.
    pub sentence: String,
}

/// The whole city in one step.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct CityFigure {
    /// `today`, `firm` or `all`.
    pub step: &'static str,
    /// Social homes.
    pub social: u32,
    /// All homes.
    pub homes: u32,
    /// Share of social homes, in [0, 1]; null with nothing to divide by.
    pub share: Option<f64>,
    /// Homes that the step adds.
    pub added: AddedFigure,
    /// Homes to come that are not added: it is not known whether they are social.
    pub unknown_segment: u64,
    /// Homes to come in areas of which it is not known how many homes they have today: they are in no number;
    /// absent where there are none.
    #[serde(skip_serializing_if = "no_homes")]
    pub unknown_base: u64,
    /// The share if none of those is social, and if all are; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_between: Option<[f64; 2]>,
}

/// Homes that a step adds.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct AddedFigure {
    /// Social ones.
    pub social: u64,
    /// Others.
    pub other: u64,
}

/// One level.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ScenarioLevel<'a> {
    /// The level.
    pub level: &'static str,
    /// Today, with the firm projects, with all.
    pub steps: Vec<StepFigure<'a>>,
}

/// One step at one level.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct StepFigure<'a> {
    /// `today`, `firm` or `all`.
    pub step: &'static str,
    /// Homes that it adds in areas of this level.
    pub placed: AddedFigure,
    /// Homes that it would add and that no area of this level can be given: their project is joined to a
    /// coarser area or to none, or all homes of the area are not known. The statistics are without them.
    pub not_placed: AddedFigure,
    /// How even, over the areas with homes.
    pub evenness: Told<StepEvennessFigure<'a>>,
    /// The evenness less that of today; absent of today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeFigure>,
    /// Whether the step makes the city more even, in the language of the configuration; absent of today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// The areas whose homes change, the largest change of the share first; absent of today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub areas: Option<Vec<MoveFigure<'a>>>,
}

/// The evenness of one step.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct StepEvennessFigure<'a> {
    /// Areas with homes.
    pub areas: usize,
    /// Share of social homes of these areas together, in [0, 1].
    pub share: f64,
    /// Index of dissimilarity D, in [0, 1].
    pub dissimilarity: f64,
    /// Information index H of Theil, in [0, 1].
    pub information: f64,
    /// Gini index, in [0, 1].
    pub gini: f64,
    /// The area with the lowest share.
    pub lowest: AreaShare<'a>,
    /// The area with the highest share.
    pub highest: AreaShare<'a>,
}

/// The share of an area.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct AreaShare<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its share, in [0, 1].
    pub share: f64,
}

/// What a step changes.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ChangeFigure {
    /// Of the share.
    pub share: f64,
    /// Of D; below 0 is more even.
    pub dissimilarity: f64,
    /// Of H; below 0 is more even.
    pub information: f64,
    /// Of the Gini index; below 0 is more even.
    pub gini: f64,
    /// `more even` where D or H falls and neither rises, `less even` the other way round, `as even`, or
    /// `mixed`; null where no home can be placed.
    pub verdict: Option<&'static str>,
}

/// An area whose homes change.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct MoveFigure<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Social homes and all homes today.
    pub before: [u32; 2],
    /// Social homes and all homes after the step.
    pub after: [u32; 2],
    /// Share today, in [0, 1]; null without homes.
    pub share_before: Option<f64>,
    /// Share after the step.
    pub share_after: Option<f64>,
    /// Whether its share comes nearer to that of all areas of the level, each after the step and today;
    /// null without homes today.
    pub toward_city: Option<bool>,
}

// The signature that serde asks for.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn no_homes(number: &u64) -> bool {
    *number == 0
}
