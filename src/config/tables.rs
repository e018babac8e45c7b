//! The input files of a run: areas, dwellings, placements, addresses, labels and roofs.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::AreaLevel;

/// The geometry: which levels there are, and where each comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreasConfig {
    /// CBS *indelingsjaar* of the codes.
    pub year: u16,
    /// Coarse to fine; the last is where homes are located.
    pub levels: Vec<AreaLevel>,
    /// Municipality code to which a layer of the whole country is cut: `GM0034`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// Municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<AreaLayer>,
    /// City district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stadsdeel: Option<AreaLayer>,
    /// District.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wijk: Option<AreaLayer>,
    /// Neighbourhood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buurt: Option<AreaLayer>,
}

impl AreasConfig {
    /// The settings of one level, if it has any.
    pub fn layer(&self, level: AreaLevel) -> Option<&AreaLayer> {
        match level {
            AreaLevel::Gemeente => self.gemeente.as_ref(),
            AreaLevel::Stadsdeel => self.stadsdeel.as_ref(),
            AreaLevel::Wijk => self.wijk.as_ref(),
            AreaLevel::Buurt => self.buurt.as_ref(),
        }
    }
}

/// One level of areas: its own file, or columns of the finer layer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaLayer {
    /// Shapefile, GeoJSON or GeoPackage; without it the level is dissolved from the finest one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    /// Layer within a GeoPackage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// Column of the code; the names of CBS are known by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Column of the name; the names of CBS are known by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Column that says `JA` for water, which is left out; the names of CBS are known by default, and
    /// an empty text keeps all areas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub water: Option<String>,
    /// Table of child code, parent code and parent name, where the layer has no such column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parents: Option<PathBuf>,
    /// Coordinate reference system where the file says none or a wrong one: `EPSG:28992`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
}

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

/// The homes of a corporation, or of several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DwellingsFile {
    /// CSV, Parquet or XLSX.
    pub path: PathBuf,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Delimiter of a CSV, when the file leaves doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Owner of all rows, where there is no column for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporation: Option<String>,
    /// Of `x` and `y`; told by range when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// Column names.
    pub columns: Mapping,
}

/// Lettings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacementsFile {
    /// CSV, Parquet or XLSX.
    pub path: PathBuf,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Delimiter of a CSV, when the file leaves doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Owner of all rows; without it the column, and without that the home's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporation: Option<String>,
    /// Of `x` and `y`; told by range when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// Column names.
    pub columns: Mapping,
    /// What counts as urgent.
    pub urgent: Urgent,
}

/// What counts as urgent, and what is left out of the denominator.
///
/// Every value that occurs is named in one of the three lists; they are compared without case and
/// outer blanks. The empty text stands for a row without a value.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Urgent {
    /// Urgent seekers.
    pub values: Vec<String>,
    /// Regular seekers.
    pub regular: Vec<String>,
    /// Left out of count and denominator.
    pub exclude: Vec<String>,
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

/// The register of energy labels: the total file of EP-online.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnergyLabelsFile {
    /// CSV.
    pub path: PathBuf,
    /// Delimiter, when the file leaves doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
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

/// Addresses with their position: BAG.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressesFile {
    /// CSV, Parquet or XLSX, or a layer of points: GeoPackage, Shapefile or GeoJSON.
    pub path: PathBuf,
    /// Layer within a GeoPackage; `verblijfsobject` where there are several and none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Delimiter of a CSV, when the file leaves doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Of `x` and `y`; told by range when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// Column names, where they are not those of the BAG's common forms.
    #[serde(default)]
    pub columns: Mapping,
}

/// An asbestos survey: points or polygons, or a table with coordinates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoofsFile {
    /// Shapefile, GeoJSON, GeoPackage, CSV, Parquet or XLSX.
    pub path: PathBuf,
    /// Layer within a GeoPackage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Delimiter of a CSV, when the file leaves doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
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
