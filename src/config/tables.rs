//! The tables among the inputs of a run: dwellings, placements, addresses, labels and roofs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ProductionFile;
use super::urgent::Urgency;

/// What a user's own column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtraType {
    /// Text.
    Text,
    /// Yes or no.
    YesNo,
    /// Number.
    Number,
    /// Percentage, from 0 to 100.
    Percentage,
    /// Day.
    Date,
}

/// A user's own column, for the user's own indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraColumn {
    /// Its name in the file.
    pub column: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: ExtraType,
}

/// Columns by the program's name for them; only mapped columns are ever read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// The user's own columns.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, ExtraColumn>,
    /// Program's name to the file's name.
    #[serde(flatten)]
    pub columns: BTreeMap<String, String>,
}

impl Mapping {
    /// Whether nothing is mapped.
    pub fn is_empty(&self) -> bool {
        self.extra.is_empty() && self.columns.is_empty()
    }
}

/// What double quotes of a CSV are. Where nothing is said they are those of RFC 4180, and a quoted cell
/// that holds whole rows stops the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quote {
    /// Text like any other.
    #[serde(rename = "none")]
    Text,
    /// Those of RFC 4180, and what a quoted cell holds is not doubted.
    #[serde(rename = "standard")]
    Standard,
}

/// Name of the column that says what kind of unit a row is, where the configuration asks for it.
pub const UNIT_KIND: &str = "#kind";

/// Which rows of a table of all units count, by a column that says what kind of unit a row is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitKinds {
    /// The column.
    pub column: String,
    /// What stands in it; compared without case and outer blanks. The empty text stands for an empty
    /// cell.
    pub values: Vec<String>,
}

/// The zone of times that say none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeZone {
    /// Coordinated universal time: a day of the table is the day in the Netherlands at that moment.
    #[serde(rename = "UTC")]
    Utc,
    /// The time in the Netherlands: a day is as it stands.
    #[serde(rename = "Europe/Amsterdam")]
    Amsterdam,
}

/// How the cells of a table are to be read where the file itself leaves doubt.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableForm<'a> {
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Delimiter of a CSV.
    pub delimiter: Option<char>,
    /// What double quotes of a CSV are.
    pub quote: Option<Quote>,
    /// Order of day, month and year: `dd-mm-yyyy`.
    pub date_format: Option<&'a str>,
    /// The zone of times behind dates that say none.
    pub time_zone: Option<TimeZone>,
    /// Days that stand for *unknown*, as they are written in the file.
    pub unknown_dates: &'a [String],
    /// Decimal mark: a comma or a point.
    pub decimal: Option<char>,
    /// Whether the file is complete although its number of rows is that of a cut export, or its last
    /// row breaks off or lacks a line end.
    pub complete: bool,
    /// Whether text that was encoded twice is put right.
    pub fix_mojibake: bool,
    /// Words of the file for an answer, a state or a kind, beside the known ones.
    pub words: Option<&'a BTreeMap<String, Vec<String>>>,
    /// What counts as urgent, in a table of lettings.
    pub urgent: Option<&'a Urgency>,
    /// What the words of a table of projects mean.
    pub projects: Option<&'a ProductionFile>,
    /// Words that stand for an empty cell, beside the known ones.
    pub empty: &'a [String],
    /// Kinds of units that alone count.
    pub only: Option<&'a UnitKinds>,
    /// Kinds of units that do not count.
    pub except: Option<&'a UnitKinds>,
    /// Whether the rows are units, so that a column of their kinds that nothing uses is remarked.
    pub holds_units: bool,
    /// Whether serial numbers of days count from 1904, as the workbook itself says.
    pub days_from_1904: bool,
}

impl TableForm<'_> {
    /// Whether the configuration says that this text stands for an empty cell.
    pub fn is_empty(&self, text: &str) -> bool {
        self.empty.iter().any(|word| word.trim().eq_ignore_ascii_case(text))
    }

    /// The kinds of units that are listed, and whether those alone count.
    pub fn kinds(&self) -> Option<(&UnitKinds, bool)> {
        let only = self.only.map(|kinds| (kinds, true));
        only.or(self.except.map(|kinds| (kinds, false)))
    }

    /// Whether the configuration gives this text of a column a meaning of its own, so that it is no word
    /// for an empty cell.
    pub fn names(&self, column: &str, text: &str) -> bool {
        let is = |word: &String| word.trim().eq_ignore_ascii_case(text);
        if let Some(projects) = self.projects {
            return projects.names(column, text);
        }
        match (column, self.urgent) {
            ("priority", urgent) => urgent.is_some_and(|urgent| urgent.names(text)),
            (UNIT_KIND, _) => self.kinds().is_some_and(|(kinds, _)| kinds.values.iter().any(is)),
            _ => self.words.into_iter().flat_map(BTreeMap::values).flatten().any(is),
        }
    }
}

/// A table among the inputs: its path, its own settings, how its cells are read, and its columns.
macro_rules! table_file {
    (optional path: $($rest:tt)*) => {
        table_file! { @path [serde(default, skip_serializing_if = "is_no_path")] $($rest)* }
    };
    (@path [$path_meta:meta] $(#[$meta:meta])* $name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// CSV, Parquet or XLSX; a layer too where the table says so.
            #[$path_meta]
            pub path: PathBuf,
            /// Sheet of a workbook.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub sheet: Option<String>,
            /// Delimiter of a CSV, when the file leaves doubt.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub delimiter: Option<char>,
            /// What double quotes of a CSV are: `none` where they are text, `standard` where a quoted cell
            /// holds lines that look like rows.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub quote: Option<Quote>,
            /// Order of day, month and year, when the dates leave doubt: `dd-mm-yyyy`, `mm/dd/yyyy`,
            /// `dd-mm-yy` (years 2000 to 2099).
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub date_format: Option<String>,
            /// The zone of times behind dates that say none, `UTC` or `Europe/Amsterdam`, when all of
            /// them are 22:00 or 23:00.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub time_zone: Option<TimeZone>,
            /// Days that stand for *unknown*, as they are written in the file: `1900-01-01`.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub unknown_dates: Vec<String>,
            /// Decimal mark, `,` or `.`, when the numbers leave doubt.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub decimal: Option<char>,
            /// Whether the file is complete although its number of rows is that of a cut export, or its
            /// last row breaks off or lacks a line end.
            #[serde(default, skip_serializing_if = "is_false")]
            pub complete: bool,
            /// Whether text that was encoded twice (`CafÃ©`) is put right.
            #[serde(default, skip_serializing_if = "is_false")]
            pub fix_mojibake: bool,
            /// Words of the file that stand for an empty cell, beside the known ones: `geen`, `?`.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub empty: Vec<String>,
            /// Words of the file beside the known ones: `yes`, `no`, `suspect`, `partly`, `clear`,
            /// `not_visible`, `removed`, `home`, `shed`, each with the file's words for it.
            #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
            pub words: BTreeMap<String, Vec<String>>,
            /// The rows that alone count, by a column that says what kind of unit a row is:
            /// `only = { column = "Soort", values = ["Woning"] }`. An empty cell does not count.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub only: Option<UnitKinds>,
            /// The rows that do not count, likewise; all others do.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub except: Option<UnitKinds>,
            /// Where the file comes from, in words: stands beside every number that comes from it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub source: Option<String>,
            /// Day as of which the file holds what it holds. Of homes it also decides which of two
            /// corporations has a home where `same_home` is `latest`.
            #[serde(
                default,
                skip_serializing_if = "Option::is_none",
                with = "crate::model::toml_day::optional"
            )]
            pub as_of: Option<NaiveDate>,
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $name {
            /// How its cells are to be read.
            pub fn form(&self) -> TableForm<'_> {
                TableForm {
                    sheet: self.sheet.as_deref(),
                    delimiter: self.delimiter,
                    quote: self.quote,
                    date_format: self.date_format.as_deref(),
                    time_zone: self.time_zone,
                    unknown_dates: &self.unknown_dates,
                    decimal: self.decimal,
                    complete: self.complete,
                    fix_mojibake: self.fix_mojibake,
                    words: Some(&self.words),
                    urgent: None,
                    projects: None,
                    empty: &self.empty,
                    only: self.only.as_ref(),
                    except: self.except.as_ref(),
                    holds_units: false,
                    days_from_1904: false,
                }
            }
        }
    };
    ($($rest:tt)*) => {
        table_file! { @path [doc = "Relative to the configuration."] $($rest)* }
    };
}

pub(super) use table_file;

/// Whether no path is given.
pub(super) fn is_no_path(path: &Path) -> bool {
    path.as_os_str().is_empty()
}

pub(super) fn is_false(value: &bool) -> bool {
    !value
}

table_file! {
    /// The homes of a corporation, or of several.
    DwellingsFile {
        /// CBS year of the area codes in the table; without it the codes are not accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub area_year: Option<u16>,
        /// Owner of all rows, where there is no column for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub corporation: Option<String>,
        /// Of `x` and `y`; told by range when not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub crs: Option<String>,
        /// Column names.
        pub columns: Mapping,
    }
}

table_file! {
    /// Lettings.
    PlacementsFile {
        /// CBS year of the area codes in the table; without it the codes are not accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub area_year: Option<u16>,
        /// Whether it is right that many rows lie outside the window.
        #[serde(default, skip_serializing_if = "is_false")]
        pub other_periods: bool,
        /// Owner of all rows; without it the column, and without that the home's owner.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub corporation: Option<String>,
        /// Of `x` and `y`; told by range when not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub crs: Option<String>,
        /// Column names.
        pub columns: Mapping,
        /// What counts as urgent.
        pub urgent: Urgency,
    }
}

/// Which of two sources is believed where both speak and disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prefer {
    /// The register or survey.
    Register,
    /// The corporation's own file.
    Own,
}

fn register() -> Prefer {
    Prefer::Register
}

fn own() -> Prefer {
    Prefer::Own
}

table_file! {
    /// The register of energy labels: the total file of EP-online.
    EnergyLabelsFile {
        /// Whether labels past their last day of validity count. They do not by default.
        #[serde(default)]
        pub expired: bool,
        /// Which label counts where the register and a corporation's file disagree.
        #[serde(default = "register")]
        pub prefer: Prefer,
        /// Column names, where they are not those of EP-online.
        #[serde(default)]
        pub columns: Mapping,
    }
}

table_file! {
    /// Addresses with their position: BAG.
    AddressesFile {
        /// Layer within a GeoPackage; `verblijfsobject` where there are several and none is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub layer: Option<String>,
        /// Of `x` and `y`; told by range when not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub crs: Option<String>,
        /// Column names, where they are not those of the BAG's common forms.
        #[serde(default)]
        pub columns: Mapping,
    }
}

table_file! {
    /// An asbestos survey: points or polygons, or a table with coordinates.
    RoofsFile {
        /// Layer within a GeoPackage.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub layer: Option<String>,
        /// Kind of all roofs of the file, `home` or `shed`, where there is no column for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<String>,
        /// Coordinate reference system where the file says none or a wrong one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub crs: Option<String>,
        /// Which state counts where the survey and a corporation's file disagree.
        #[serde(default = "own")]
        pub prefer: Prefer,
        /// Column names, where they are not the known ones.
        #[serde(default)]
        pub columns: Mapping,
    }
}
