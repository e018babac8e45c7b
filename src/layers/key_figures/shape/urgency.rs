//! The shape of what counts as urgent.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// What counts as urgent in one file of placements.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct UrgencyFigure<'a> {
    /// The file, as the configuration names it.
    pub file: String,
    /// Its definitions, in order of time; a placement counts by that of its own day.
    pub definitions: Vec<UrgentFigure<'a>>,
}

/// What counts as urgent on some days.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct UrgentFigure<'a> {
    /// First day, as YYYY-MM-DD; null from the beginning.
    pub from: Option<String>,
    /// Last day, itself included; null to the end.
    pub until: Option<String>,
    /// Urgent, of no group.
    pub values: &'a [String],
    /// Urgent, by name of the group.
    pub groups: &'a BTreeMap<String, Vec<String>>,
    /// Regular.
    pub regular: &'a [String],
    /// Left out of count and denominator.
    pub exclude: &'a [String],
    /// Whether other values are read as codes of VERA.
    pub vera: bool,
}

/// What an indicator counts on some days of the window.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct DefinitionFigure {
    /// Its number, to which `by_year` refers.
    pub definition: u32,
    /// First day within the window, as YYYY-MM-DD.
    pub from: String,
    /// Last day within the window, itself included.
    pub until: String,
    /// What counts as urgent and what is left out, in words, in the language of the configuration.
    pub text: String,
}
