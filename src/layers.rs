//! Published numbers to files: GeoJSON per level, a long table, key figures.
//!
//! These writers see [`crate::disclose::Published`] numbers only. Degrees are made here, from RD New
//! metres, with [`crate::crs`].

mod coverage;
mod geojson;
mod harmless;
mod key_figures;
mod production;
mod table;
mod text;

use crate::config::{Config, Write};
use crate::disclose::{Audience, AuditSummary, Release};
use crate::model::Areas;

pub use self::key_figures::schema as key_figures_schema;
pub(crate) use harmless::harmless;

/// One file of a result: its path within the result folder, with `/`, and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultFile {
    /// Path within the folder.
    pub name: String,
    /// Content: parts that follow each other. A large file is made and written in parts, so that
    /// memory never holds it twice.
    pub parts: Vec<Vec<u8>>,
}

impl ResultFile {
    /// A file whose content is in one part.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> ResultFile {
        ResultFile { name: name.into(), parts: vec![bytes] }
    }

    /// Size of the content.
    pub fn n_bytes(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }
}

/// Renders every file that the configuration asks for; the key figures are the last.
pub fn render(config: &Config, areas: &Areas, release: &Release) -> Vec<ResultFile> {
    let mark = mark(release.audience);
    let mut files = Vec::new();
    if config.output.write.contains(&Write::Geojson) {
        if let Some(parts) = geojson::patterns::layer(config, areas, release) {
            let name = format!("lagen{mark}/{}.geojson", geojson::patterns::NAME);
            files.push(ResultFile { name, parts });
        }
        if let Some(parts) = geojson::complexes::layer(config, areas, release) {
            let name = format!("lagen{mark}/{}.geojson", geojson::complexes::NAME);
            files.push(ResultFile { name, parts });
        }
        for level in 0..areas.levels().len() {
            let layer = areas.levels()[level].level.plural();
            files.push(ResultFile {
                name: format!("lagen{mark}/{layer}.geojson"),
                parts: geojson::layer(config, areas, release, level),
            });
        }
    }
    if config.output.write.contains(&Write::Csv) {
        let parts = table::long(config, areas, release);
        files.push(ResultFile { name: format!("indicatoren{mark}.csv"), parts });
        if let Some(production) = &release.production {
            let bytes = production::table(areas, production.get());
            files.push(ResultFile::new(format!("productie{mark}.csv"), bytes));
        }
    }
    files.push(key_figures(config, areas, release, None));
    files
}

/// The key figures, which tell of an audit of the other files.
pub fn key_figures(
    config: &Config,
    areas: &Areas,
    release: &Release,
    audit: Option<&AuditSummary>,
) -> ResultFile {
    let name = format!("kerncijfers{}.json", mark(release.audience));
    ResultFile::new(name, key_figures::json(config, areas, release, audit))
}

/// In the names of files that are not for everyone.
fn mark(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "",
        Audience::Internal => "-intern",
    }
}

/// The kinds of output that are asked for and not yet written.
pub fn not_written(config: &Config) -> Vec<&'static str> {
    let later =
        [(Write::Geopackage, "geopackage"), (Write::Qgis, "qgis"), (Write::Report, "report")];
    let asked = later.into_iter().filter(|(kind, _)| config.output.write.contains(kind));
    asked.map(|(_, name)| name).collect()
}
