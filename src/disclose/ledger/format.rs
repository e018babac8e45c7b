//! The form of one line of the ledger.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::model::AreaLevel;

use super::super::policy::Policy;
use super::chain::hash;

/// A public release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Its number, from 1: that of its line.
    pub release: u32,
    /// SHA-256 of the line before as lower-case hexadecimal digits; empty in the first.
    pub previous: String,
    /// `spreiding`.
    pub program: String,
    /// The version of the program that made it.
    pub version: String,
    /// The city.
    pub name: String,
    /// The day as of which it tells.
    pub reference_date: Day,
    /// First and last day of the placements that are counted.
    pub window: [Day; 2],
    /// CBS *indelingsjaar* of the area codes.
    pub areas_year: u16,
    /// The areas, coarse to fine.
    pub areas: Vec<AreaLine>,
    /// The indicators about persons.
    pub indicators: Vec<IndicatorLine>,
    /// SHA-256 of the text of the line before `,"check"`.
    pub check: String,
}

/// An area: level, code, and code of the area of the next coarser level that holds it (`None` at the
/// coarsest).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaLine(pub AreaLevel, pub String, pub Option<String>);

/// What was told of one indicator about persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorLine {
    /// Its id.
    pub id: String,
    /// What it counts and what out of, in words: two releases count the same where these are equal.
    pub definition: String,
    /// How its counts were protected.
    pub policy: PolicyName,
    /// Its cells, the city first.
    pub cells: Vec<CellLine>,
}

/// A cell: level and code of its area (`None` of the city), its part, the count that is shown, and what it
/// is out of, which is above zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellLine(
    pub Option<AreaLevel>,
    pub Option<String>,
    pub PartName,
    pub Option<u32>,
    pub u32,
);

/// Which placements of an area a cell counts, by names that mean the same in every release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartName {
    /// `"window"`: all of the window.
    Window,
    /// `2024`: those of a calendar year within the window.
    Year(i32),
    /// `{"corporation": "Ymere"}`: those of a corporation within the window; null where it is not known.
    Corporation(Option<String>),
}

/// How counts were protected, by a name that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyName {
    /// `{"threshold": 5}`.
    #[serde(rename = "threshold")]
    Threshold(u32),
    /// `"zeven-vijf"`.
    #[serde(rename = "zeven-vijf")]
    SevenFive,
}

/// A day, written `2025-12-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl Release {
    /// First and last day of a part.
    pub fn days(&self, part: &PartName) -> [NaiveDate; 2] {
        days(self.window.map(|day| day.0), part)
    }

    /// Whether two releases tell the same of the same: all but their place in the ledger and the version of
    /// the program are equal.
    pub fn tells_the_same(&self, other: &Release) -> bool {
        let Release { release, previous, version, check, .. } = other.clone();
        *other == Release { release, previous, version, check, ..self.clone() }
    }

    /// The text of its line, with the check that belongs to it.
    pub(super) fn text(&self) -> String {
        let open = Release { check: String::new(), ..self.clone() };
        let text = serde_json::to_string(&open).expect("a release is text and whole numbers");
        let checked = text.strip_suffix(&checked_by("")).expect("the check is the last field");
        format!("{checked}{}", checked_by(&hash(checked.as_bytes())))
    }

    /// Whether the text of a line is the one that its check was made of.
    pub(super) fn is_text(&self, text: &str) -> bool {
        let checked = text.strip_suffix(&checked_by(&self.check));
        checked.is_some_and(|checked| hash(checked.as_bytes()) == self.check)
    }
}

/// The end of a line.
fn checked_by(check: &str) -> String {
    format!(",\"check\":\"{check}\"}}")
}

/// First and last day of a part of a window.
pub fn days(window: [NaiveDate; 2], part: &PartName) -> [NaiveDate; 2] {
    let [from, until] = window;
    match part {
        PartName::Window | PartName::Corporation(_) => window,
        &PartName::Year(year) => {
            let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
            [day(1, 1).unwrap_or(from).max(from), day(12, 31).unwrap_or(until).min(until)]
        }
    }
}

impl PartName {
    /// Whether the part has days within a window.
    pub fn lies_in(&self, window: [NaiveDate; 2]) -> bool {
        match self {
            PartName::Window | PartName::Corporation(_) => true,
            PartName::Year(year) => (window[0].year()..=window[1].year()).contains(year),
        }
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartName::Window => f.write_str("window"),
            PartName::Year(year) => write!(f, "{year}"),
            PartName::Corporation(Some(name)) => f.write_str(name),
            PartName::Corporation(None) => f.write_str("unknown corporation"),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PartForm {
    Word(String),
    Year(i32),
    Corporation(OfCorporation),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfCorporation {
    corporation: Option<String>,
}

impl Serialize for PartName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = match self {
            PartName::Window => PartForm::Word("window".to_owned()),
            PartName::Year(year) => PartForm::Year(*year),
            PartName::Corporation(name) => {
                PartForm::Corporation(OfCorporation { corporation: name.clone() })
            }
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PartName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PartName, D::Error> {
        let expected = "a part of an area is \"window\", a year, or {\"corporation\": name}";
        match PartForm::deserialize(deserializer) {
            Ok(PartForm::Word(word)) if word == "window" => Ok(PartName::Window),
            Ok(PartForm::Year(year)) => Ok(PartName::Year(year)),
            Ok(PartForm::Corporation(of)) => Ok(PartName::Corporation(of.corporation)),
            Ok(PartForm::Word(_)) | Err(_) => Err(D::Error::custom(expected)),
        }
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
        let day = day.filter(|day| day.to_string() == text);
        day.map(Day).ok_or_else(|| D::Error::custom(format!("`{text}` is no day as 2025-12-31")))
    }
}

impl From<Policy> for PolicyName {
    fn from(policy: Policy) -> PolicyName {
        match policy {
            Policy::Threshold(t) => PolicyName::Threshold(t),
            Policy::SevenFive => PolicyName::SevenFive,
        }
    }
}

impl From<PolicyName> for Policy {
    fn from(name: PolicyName) -> Policy {
        match name {
            PolicyName::Threshold(t) => Policy::Threshold(t),
            PolicyName::SevenFive => Policy::SevenFive,
        }
    }
}
