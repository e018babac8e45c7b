//! Published numbers to files: GeoJSON per level, a long table, key figures.
//!
//! These writers see [`crate::disclose::Published`] numbers only. Degrees are made here, from RD New
//! metres, with [`crate::crs`].

mod geojson;
mod key_figures;
mod table;

use crate::config::{Config, Write};
use crate::disclose::{Audience, Release};
use crate::model::Areas;

/// One file of a result: its path within the result folder, with `/`, and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultFile {
    /// Path within the folder.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Renders every file that the configuration asks for.
pub fn render(config: &Config, areas: &Areas, release: &Release) -> Vec<ResultFile> {
    let mark = match release.audience {
        Audience::Public => "",
        Audience::Internal => "-intern",
    };
    let mut files = Vec::new();
    if config.output.write.contains(&Write::Geojson) {
        for level in 0..areas.levels().len() {
            let layer = areas.levels()[level].level.plural();
            files.push(ResultFile {
                name: format!("lagen{mark}/{layer}.geojson"),
                bytes: geojson::layer(config, areas, release, level),
            });
        }
    }
    if config.output.write.contains(&Write::Csv) {
        let bytes = table::long(config, areas, release);
        files.push(ResultFile { name: format!("indicatoren{mark}.csv"), bytes });
    }
    let bytes = key_figures::json(config, areas, release);
    files.push(ResultFile { name: format!("kerncijfers{mark}.json"), bytes });
    files
}

/// The kinds of output that are asked for and not yet written.
pub fn not_written(config: &Config) -> Vec<&'static str> {
    let later =
        [(Write::Geopackage, "geopackage"), (Write::Qgis, "qgis"), (Write::Report, "report")];
    let asked = later.into_iter().filter(|(kind, _)| config.output.write.contains(kind));
    asked.map(|(_, name)| name).collect()
}

/// Per mille of a share as tenths of a percent, rounded half up, exactly.
fn tenths_of_percent(count: u32, out_of: u32) -> Option<u64> {
    let (count, out_of) = (u64::from(count), u64::from(out_of));
    (out_of > 0).then(|| (2000 * count + out_of) / (2 * out_of))
}

/// A share's percentage with one decimal: `28.6`; `None` with nothing to divide by.
fn percent(count: u32, out_of: u32) -> Option<String> {
    tenths_of_percent(count, out_of).map(|tenths| format!("{}.{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_have_one_decimal_and_round_half_up() {
        assert_eq!(percent(1, 3).as_deref(), Some("33.3"));
        assert_eq!(percent(1, 2).as_deref(), Some("50.0"));
        assert_eq!(percent(1, 2000).as_deref(), Some("0.1")); // 0.05, half up
        assert_eq!(percent(7, 7).as_deref(), Some("100.0"));
        assert_eq!(percent(0, 0), None);
    }
}
