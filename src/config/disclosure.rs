//! `[disclosure]`: what a public result shows of persons.

use serde::{Deserialize, Serialize};

use crate::model::AreaLevel;

use super::validate::{Fault, value};
use super::{Config, Language};

/// The rule by which counts of persons are hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Profile {
    /// Counts below a threshold are hidden, and those that leave as few others; the rest is exact.
    #[default]
    #[serde(rename = "vijf")]
    Five,
    /// Counts up to seven are hidden, zero included, and those that leave as few others; the rest is rounded
    /// to multiples of five.
    #[serde(rename = "zeven-vijf")]
    SevenFive,
}

/// The finest areas for which something is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DownTo {
    /// The areas of a level.
    Level(AreaLevel),
    /// The city as a whole alone.
    City(CityWord),
}

/// The word for the city as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CityWord {
    /// `city`.
    City,
}

/// What may be shown of persons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DisclosureConfig {
    /// The rule.
    pub profile: Profile,
    /// Of profile `vijf`: counts from 1 up to this one, exclusive, are unsafe; 5 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<u32>,
    /// The indicator about persons that is published by area; the first of the catalogue by default. Those
    /// beside it are published for the city alone: together they would tell of each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_area: Option<String>,
    /// The finest level with a number for each year; by default the one above the finest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years_to: Option<DownTo>,
    /// The finest level with a number for each corporation; by default the city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corporations_to: Option<DownTo>,
}

impl DisclosureConfig {
    /// The threshold where the configuration names none.
    pub const THRESHOLD: u32 = 5;

    /// The rule in a sentence, for every output that it holds for.
    pub fn sentence(&self, language: Language) -> String {
        let dutch = language == Language::Nl;
        match (self.profile, dutch) {
            (Profile::Five, true) => {
                let most = self.threshold.unwrap_or(Self::THRESHOLD) - 1;
                format!(
                    "Aantallen over personen van 1 tot en met {most}, aantallen waarbij 1 tot en met {most} anderen \
                     overblijven of geen enkele, en wat die zou verraden, zijn onderdrukt."
                )
            }
            (Profile::Five, false) => {
                let most = self.threshold.unwrap_or(Self::THRESHOLD) - 1;
                format!(
                    "Counts of persons from 1 to {most}, counts that leave 1 to {most} others or none at all, and \
                     what would give these away, are suppressed."
                )
            }
            (Profile::SevenFive, true) => "Aantallen over personen van 0 tot en met 7, aantallen waarbij 0 tot en \
                 met 7 anderen overblijven, en wat die zou verraden, zijn onderdrukt; de andere zijn afgerond op \
                 vijftallen."
                .to_owned(),
            (Profile::SevenFive, false) => "Counts of persons from 0 to 7, counts that leave 0 to 7 others, and what \
                 would give these away, are suppressed; the others are rounded to multiples of five."
                .to_owned(),
        }
    }
}

/// The rule can be, and none of its settings is without effect.
pub(super) fn validate(config: &Config) -> Result<(), Fault> {
    let DisclosureConfig { profile, threshold, years_to, corporations_to, .. } = &config.disclosure;
    match (profile, threshold) {
        (Profile::SevenFive, Some(_)) => {
            return Err(value(
                "disclosure.threshold",
                "has no effect with profile = \"zeven-vijf\", which hides counts up to 7\n  \
                 leave it out, or write profile = \"vijf\"",
            ));
        }
        (Profile::Five, Some(threshold)) if !(3..=100).contains(threshold) => {
            return Err(value(
                "disclosure.threshold",
                format!(
                    "is {threshold}; counts from 1 up to it, exclusive, are hidden: write a number from 3 to 100"
                ),
            ));
        }
        _ => {}
    }
    for (key, down_to) in [("years_to", years_to), ("corporations_to", corporations_to)] {
        if let Some(DownTo::Level(level)) = down_to
            && !config.areas.levels.contains(level)
        {
            let known: Vec<&str> =
                config.areas.levels.iter().map(|level| level.singular()).collect();
            return Err(value(
                format!("disclosure.{key}"),
                format!(
                    "is {}, which is no level of [areas]; write \"city\" or one of: {}",
                    level.singular(),
                    known.join(", ")
                ),
            ));
        }
    }
    Ok(())
}
