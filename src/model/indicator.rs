//! An indicator: what is counted, out of what. Data, not code.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rent_cap::RentCap;

/// The table whose rows an indicator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// Homes (*verhuureenheden*), as they stand on the reference date.
    Dwellings,
    /// Lettings (*toewijzingen*) within the window.
    Placements,
    /// Surveyed roofs, each once, with `kind`, `state` and `with_home`.
    Roofs,
    /// All homes of an area, of whomever: a number for each area and no table.
    Homes,
}

impl Of {
    /// The word of the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Of::Dwellings => "dwellings",
            Of::Placements => "placements",
            Of::Roofs => "roofs",
            Of::Homes => "homes",
        }
    }
}

/// Whether an indicator counts what is there, or events in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// Counts what is there on the reference date: no sampling, no interval.
    Stock,
    /// Counts events in a window and carries chance: has an interval.
    Flow,
}

/// On which side of a norm a share should stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NormKind {
    /// The share should not be higher.
    #[default]
    Ceiling,
    /// The share should not be lower.
    Floor,
}

impl NormKind {
    /// Whether it is the kind that holds where nothing is said.
    pub fn is_default(&self) -> bool {
        *self == NormKind::Ceiling
    }
}

/// A text in the two languages of the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Dutch.
    pub nl: String,
    /// English; empty when not given.
    #[serde(default)]
    pub en: String,
}

/// Units of the table of roofs that are added to an indicator of dwellings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithRoofs {
    /// Polars SQL expression over the roofs: true when the roof counts.
    pub count: String,
    /// Polars SQL expression over the roofs: true when the roof belongs to the denominator.
    pub out_of: String,
}

fn every_row() -> String {
    "true".to_owned()
}

/// One indicator, built in (`src/measure/catalogue.toml`) or the user's own (`[[indicator]]`).
///
/// A row belongs to the denominator when `out_of` is true, and counts when `count` is true as well.
/// A row is *unknown* when `out_of` is null (it is not known whether it belongs), or when it belongs and
/// `count` is null: it leaves the denominator, and is reported next to the number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Lower-case name, the stem of its columns: `ID`, `ID_noemer`, `ID_pct`, `ID_status`.
    pub id: String,
    /// The table that is counted.
    pub of: Of,
    /// Polars SQL expression, true for a row that counts.
    pub count: String,
    /// Polars SQL expression, true for a row of the denominator; every row by default.
    #[serde(default = "every_row")]
    pub out_of: String,
    /// Roofs counted along with the dwellings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_roofs: Option<WithRoofs>,
    /// Stock or flow; by default placements flow and the rest stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    /// Whether a count points at persons. By default true for placements: closed unless opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<bool>,
    /// City-wide norm for the share, in [0, 1]; never a norm per neighbourhood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub norm: Option<f64>,
    /// Whether the share should stay below the norm or above it.
    #[serde(default, skip_serializing_if = "NormKind::is_default")]
    pub norm_kind: NormKind,
    /// What a person reads.
    pub label: Label,
    /// One sentence that defines the count and what it is out of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Label>,
    /// Numbers of the agreements it measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<u8>,
    /// The caps of rent allowance that its expressions compare rents with, of the years of the window.
    #[serde(skip)]
    pub rent_caps: Vec<RentCap>,
}

impl Indicator {
    /// Stock or flow.
    pub fn nature(&self) -> Nature {
        self.nature.unwrap_or(match self.of {
            Of::Placements => Nature::Flow,
            Of::Dwellings | Of::Roofs | Of::Homes => Nature::Stock,
        })
    }

    /// The name in a language.
    pub fn named(&self, dutch: bool) -> &str {
        if dutch || self.label.en.is_empty() { &self.label.nl } else { &self.label.en }
    }

    /// The definition in a language; the label where it has none.
    pub fn defined(&self, dutch: bool) -> &str {
        let label = self.definition.as_ref().unwrap_or(&self.label);
        if dutch || label.en.is_empty() { &label.nl } else { &label.en }
    }

    /// Whether a count points at persons and must pass the disclosure gate.
    pub fn is_personal(&self) -> bool {
        self.personal.unwrap_or(self.of == Of::Placements)
    }
}
