//! Where the number of all homes of an area comes from: `[stock]`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::tables::{is_false, is_no_path, table_file};
use super::{Mapping, Quote, TableForm, TimeZone, UnitKinds};

table_file! {
    optional path:
    /// All homes of each of the finest areas: a table, a column of their layer, or the addresses.
    StockConfig {
        /// Column of the layer of the finest areas; without `path` and `addresses` the names of CBS are
        /// known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub column: Option<String>,
        /// Whether homes are counted from `[addresses]`, which then holds every home of the city.
        #[serde(default, skip_serializing_if = "is_false")]
        pub addresses: bool,
        /// CBS year of the area codes in the table; that of the map where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub area_year: Option<u16>,
        /// Column names, where they are not those of CBS.
        #[serde(default, skip_serializing_if = "Mapping::is_empty")]
        pub columns: Mapping,
    }
}

/// What tells the number of all homes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StockFrom<'a> {
    /// A table with a row for each area.
    Table(&'a Path),
    /// A column of the layer of the finest areas, by its name; by a known one without.
    Column(Option<&'a str>),
    /// The addresses with a residential use.
    Addresses,
}

impl StockConfig {
    /// The one source; validated to be one.
    pub fn from(&self) -> StockFrom<'_> {
        match self.table() {
            Some(path) => StockFrom::Table(path),
            None if self.addresses => StockFrom::Addresses,
            None => StockFrom::Column(self.column.as_deref()),
        }
    }

    /// The path of the table, where it is one.
    pub fn table(&self) -> Option<&Path> {
        (!is_no_path(&self.path)).then_some(self.path.as_path())
    }
}
