//! Places within reach of which homes are to be: meeting places, shops, stops.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::schema;

use super::Config;
use super::tables::{Mapping, Quote, TableForm, TimeZone, UnitKinds, is_false, table_file};
use super::validate::{Fault, is_plain_id, known_crs, mapping, table_form, value};

table_file! {
    /// Places of one kind: a layer of points or outlines, or a table with `x` and `y`.
    PlacesFile {
        /// Lower-case name, the end of the columns `distance_ID` and `near_ID` that homes get.
        pub id: String,
        /// How far from the nearest place a home may lie to be near, in metres as the crow flies.
        pub within_m: f64,
        /// Layer within a GeoPackage.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub layer: Option<String>,
        /// Coordinate reference system where the file says none or a wrong one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub crs: Option<String>,
        /// Names of the columns `x` and `y` of a table, where they are not the known ones.
        #[serde(default)]
        pub columns: Mapping,
    }
}

impl PlacesFile {
    /// The column of homes with the metres to the nearest place.
    pub fn distance_column(&self) -> String {
        format!("distance_{}", self.id)
    }

    /// The column of homes that says whether one lies within reach.
    pub fn near_column(&self) -> String {
        format!("near_{}", self.id)
    }

    fn columns_of_homes(&self) -> [String; 2] {
        [self.distance_column(), self.near_column()]
    }
}

impl Config {
    /// Whether an indicator of the user's own counts by a column of these places.
    pub fn counts_by_place(&self, places: &PlacesFile) -> bool {
        places.columns_of_homes().iter().any(|column| self.counts_by(column))
    }

    /// Whether homes get this column of a place: an indicator names it, or names one of a place that there
    /// is not, and is then told which columns there are.
    pub fn wants_of_place(&self, column: &str) -> bool {
        let known: BTreeSet<String> =
            self.places.iter().flat_map(PlacesFile::columns_of_homes).collect();
        let is_of_a_place =
            |word: &&str| word.starts_with("distance_") || word.starts_with("near_");
        let mut of_places = self.words_counted_by().filter(is_of_a_place);
        self.counts_by(column) || of_places.any(|word| !known.contains(word))
    }
}

/// Checks what the types cannot.
pub(super) fn validate(config: &Config) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for file in &config.places {
        let id = &file.id;
        if !is_plain_id(id) {
            let problem =
                format!("is `{id}`; write at most 22 lower-case letters, digits and underscores");
            return Err(value("places.id", problem));
        }
        if !seen.insert(id) {
            return Err(value("places.id", format!("`{id}` occurs twice")));
        }
        let own = config.dwellings.iter().flat_map(|homes| homes.columns.extra.keys());
        let taken = file
            .columns_of_homes()
            .into_iter()
            .find(|column| own.clone().any(|name| name == column));
        if let Some(column) = taken {
            let problem = format!(
                "`{id}` gives homes a column `{column}`, which `dwellings.columns.extra` has already; \
                 give one of them another name"
            );
            return Err(value("places.id", problem));
        }
        if !(file.within_m > 0.0 && file.within_m.is_finite()) {
            let problem =
                format!("of `{id}` is {}; write a length in metres above 0", file.within_m);
            return Err(value("places.within_m", problem));
        }
        table_form("places", file.form())?;
        mapping("places", &file.columns, schema::PLACES)?;
        known_crs("places.crs", file.crs.as_deref())?;
    }
    Ok(())
}
