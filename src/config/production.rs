//! The projects of the production agreements: `[production]`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::tables::{Mapping, Quote, TableForm, TimeZone, UnitKinds, is_false, table_file};
use crate::model::project::{Certainty, Segment, YEAR_UNKNOWN, plain};

table_file! {
    /// A project a row: what is to be built where, how sure, and when.
    ProductionFile {
        /// Table that joins the names of the projects to areas: `district`, `area`, `level`, `code`.
        /// Without it the names and codes of the areas themselves are tried.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub areas: Option<PathBuf>,
        /// Table of the printed totals: `certainty`, `segment`, `year`, `homes`; an empty cell means all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub totals: Option<PathBuf>,
        /// Column names: `name`, `district`, `area`, `homes`, `segment`, `certainty`.
        pub columns: Mapping,
        /// Year to the column with the homes that are to be delivered in it.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub planned: BTreeMap<String, String>,
        /// Year to the column with the homes that were delivered in it.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub delivered: BTreeMap<String, String>,
        /// What kind of homes each value stands for.
        pub segments: Segments,
        /// How sure each value says that a project is.
        pub certainties: Certainties,
    }
}

impl ProductionFile {
    /// The years with a column of planned homes, in order.
    pub fn planned_years(&self) -> Vec<i32> {
        years(&self.planned)
    }

    /// The years with a column of delivered homes, in order; none where nothing says what was delivered.
    pub fn delivered_years(&self) -> Vec<i32> {
        years(&self.delivered)
    }

    /// How the cells of its table and of that of the printed totals are to be read: a word that a list
    /// names is no word for an empty cell.
    pub fn projects_form(&self) -> TableForm<'_> {
        TableForm { projects: Some(self), ..self.form() }
    }

    /// Whether a list gives this text of a column a meaning.
    pub(super) fn names(&self, column: &str, text: &str) -> bool {
        match column {
            "segment" => self.segments.class(text).is_some(),
            "certainty" => self.certainties.class(text).is_some(),
            "year" => YEAR_UNKNOWN.contains(&plain(text).as_str()),
            _ => false,
        }
    }
}

fn years(columns: &BTreeMap<String, String>) -> Vec<i32> {
    columns.keys().filter_map(|year| year.parse().ok()).collect()
}

/// The values of the column `segment`: each that occurs is named in one of the lists. They are compared
/// without case and superfluous blanks; the empty text stands for an empty cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Segments {
    /// Social rent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub social: Vec<String>,
    /// Anything else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<String>,
    /// Not known, or several kinds at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

impl Segments {
    /// The lists by their keys.
    pub fn lists(&self) -> [(&'static str, Segment, &[String]); 3] {
        [
            ("social", Segment::Social, &self.social),
            ("other", Segment::Other, &self.other),
            ("unknown", Segment::Unknown, &self.unknown),
        ]
    }

    /// What a value stands for, `None` where no list names it.
    pub fn class(&self, text: &str) -> Option<Segment> {
        listed(self.lists(), text)
    }
}

/// The values of the column `certainty`, likewise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Certainties {
    /// Agreed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub firm: Vec<String>,
    /// Intended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub soft: Vec<String>,
    /// Shown, and never added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
}

impl Certainties {
    /// The lists by their keys.
    pub fn lists(&self) -> [(&'static str, Certainty, &[String]); 3] {
        [
            ("firm", Certainty::Firm, &self.firm),
            ("soft", Certainty::Soft, &self.soft),
            ("exclude", Certainty::Excluded, &self.exclude),
        ]
    }

    /// What a value stands for, `None` where no list names it.
    pub fn class(&self, text: &str) -> Option<Certainty> {
        listed(self.lists(), text)
    }
}

fn listed<T: Copy>(lists: [(&str, T, &[String]); 3], text: &str) -> Option<T> {
    let text = plain(text);
    let has = |list: &[String]| list.iter().any(|word| plain(word) == text);
    lists.into_iter().find(|(_, _, list)| has(list)).map(|(_, class, _)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_in_the_class_of_its_list() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let segments = Segments {
            social: words(&["Sociaal"]),
            other: words(&["midden  huur"]),
            unknown: words(&["n.t.b.", ""]),
        };
        assert_eq!(segments.class(" SOCIAAL"), Some(Segment::Social));
        assert_eq!(segments.class("Midden huur"), Some(Segment::Other));
        assert_eq!(segments.class(""), Some(Segment::Unknown));
        assert_eq!(segments.class("koop"), None);
        let certainties = Certainties { exclude: words(&["ter informatie"]), ..Default::default() };
        assert_eq!(certainties.class("Ter  Informatie"), Some(Certainty::Excluded));
        assert_eq!(certainties.class("hard"), None);
    }
}
