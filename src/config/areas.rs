//! The areas of a run: their levels, and the file of each.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::tables::is_false;
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
    /// Lists of the codes of other years, to recognise and to translate them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_year: Vec<OtherYear>,
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

/// The codes of the finest level in another year: `[[areas.other_year]]`.
///
/// With it, codes in a table that fit that year better stop the run. With a column `becomes`, codes
/// of a table of that year (`area_year`) are translated where one area became one area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherYear {
    /// The year.
    pub year: u16,
    /// CSV, Parquet or XLSX with a row for each code.
    pub path: PathBuf,
    /// Column of the code in that year.
    pub code: String,
    /// Column of the name in that year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Column of the code in `areas.year`; a code that became several areas has several rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<String>,
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
    /// Column that says the CBS year of the areas; the names of CBS are known by default, and an empty
    /// text leaves all of them unread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// Whether the file is complete although it says that it is a part of a larger layer.
    #[serde(default, skip_serializing_if = "is_false")]
    pub complete: bool,
    /// Where the file comes from, in words: stands in the key figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
