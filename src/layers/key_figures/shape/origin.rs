//! The shape of what stands beside each number: what its nouns mean, where it comes from, and of when it is.

use schemars::JsonSchema;
use serde::Serialize;

use super::Window;

/// What stands beside a number.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct Origin<'a> {
    /// What the nouns mean, in the language of the configuration.
    pub terms: Vec<TermFigure>,
    /// The input files that the number comes from, in the order of the configuration.
    pub sources: Vec<SourceFigure<'a>>,
    /// Of when the number is.
    pub years: YearsFigure,
}

/// What a noun means.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct TermFigure {
    /// The noun.
    pub term: &'static str,
    /// What it means here.
    pub meaning: &'static str,
    /// Where the meaning was read; `spreiding` where it is this program's own.
    pub source: &'static str,
    /// `second_hand` where that was read elsewhere than in the source itself; else absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<&'static str>,
}

/// An input file that a number comes from.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct SourceFigure<'a> {
    /// What the file is for, as in `run.json`: `dwellings`, `placements`, `energy_labels`, `roofs` and so on.
    pub role: &'static str,
    /// Its name, without its folder.
    pub file: String,
    /// Its sheet, where the configuration names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<&'a str>,
    /// Which of the columns that the number is counted by the file gives, by the program's names for them;
    /// none where it gives the units alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<&'a str>,
    /// Where the file comes from, as the configuration says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// Day as of which the file holds what it holds, as YYYY-MM-DD, as the configuration says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

/// Of when a number is.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct YearsFigure {
    /// Of a stock: the day on which it is counted, as YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_date: Option<String>,
    /// Of a flow: the days over which it is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// The days as of which the files are of which the configuration says it, each once and in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files_as_of: Vec<String>,
}
