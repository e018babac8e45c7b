//! Why a map layer cannot be read, in words for the person who made the file.

use std::io;
use std::path::PathBuf;

use crate::diagnostics::{Entry, codes};

/// Why a layer cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LayerError {
    /// The file is not there, or may not be read.
    #[error("cannot open {}: {source}", path.display())]
    Open {
        /// The file or the folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// The file is something else.
    #[error("{} is {found}, not a map layer; expected a shapefile (.shp), GeoJSON (.geojson) or GeoPackage (.gpkg)", path.display())]
    NotALayer {
        /// The file.
        path: PathBuf,
        /// What it looks like.
        found: String,
    },

    /// The file is of the right format, and damaged or cut short.
    #[error("{} is damaged: {detail}; export or download it again", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// Where, and what stands there.
        detail: String,
    },

    /// The text is not UTF-8.
    #[error("{}, line {line}: not UTF-8, which GeoJSON has to be; save it again as UTF-8", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Line of the first byte that does not fit, from 1.
        line: usize,
    },

    /// A shapefile came without one of its other files.
    #[error("{} has no {missing} file beside it; a shapefile is a .shp, .shx, .dbf and .prj of one name: put them in one folder", path.display())]
    MissingSidecar {
        /// The `.shp`.
        path: PathBuf,
        /// Extension of what is missing.
        missing: &'static str,
    },

    /// The text is in an encoding that is not read.
    #[error("{}: {said}, an encoding that is not read, and its text has more than plain letters\n  put a file with the extension .cpg beside it that holds the one line UTF-8, 1252, 850 or 437, whichever\n  is right, or export the layer as a GeoPackage", path.display())]
    CodePage {
        /// The `.dbf`.
        path: PathBuf,
        /// Which, and where that is said.
        said: String,
    },

    /// No layer has the name that was asked for.
    #[error("{} has no layer `{layer}`; set `layer` in the config to one of: {}", path.display(), found.join(", "))]
    NoSuchLayer {
        /// The file.
        path: PathBuf,
        /// What was asked for.
        layer: String,
        /// The names it holds.
        found: Vec<String>,
    },

    /// The file holds several layers and none was asked for.
    #[error("{} holds {} layers; set `layer = \"...\"` in the config to one of: {}", path.display(), found.len(), found.join(", "))]
    SeveralLayers {
        /// The file.
        path: PathBuf,
        /// The names it holds.
        found: Vec<String>,
    },

    /// The layer has no features.
    #[error("{}, layer `{layer}` has no features; check the filter it was exported with", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
        /// The layer.
        layer: String,
    },

    /// A kind of geometry that has no counterpart here, such as an arc.
    #[error("{}, {place}: cannot read a {found}; save the layer with plain points, lines or polygons (for arcs in QGIS: `Segmentize by maximum angle`)", path.display())]
    Geometry {
        /// The file.
        path: PathBuf,
        /// The feature.
        place: String,
        /// The kind of geometry.
        found: String,
    },

    /// Another program has changes to the file that are not in it yet.
    #[error("{} is open in another program with unsaved changes ({} is not empty); save and close it there", path.display(), log.display())]
    InUse {
        /// The GeoPackage.
        path: PathBuf,
        /// Its write-ahead log.
        log: PathBuf,
    },
}

impl LayerError {
    /// The page of the catalogue about it.
    pub fn entry(&self) -> &'static Entry {
        match self {
            LayerError::Open { .. } => &codes::CANNOT_OPEN,
            LayerError::NotALayer { .. } => &codes::FORMAT,
            LayerError::NotUtf8 { .. } => &codes::ENCODING,
            LayerError::CodePage { .. } => &codes::CODE_PAGE_UNKNOWN,
            LayerError::Broken { .. }
            | LayerError::MissingSidecar { .. }
            | LayerError::Geometry { .. } => &codes::BROKEN,
            LayerError::NoSuchLayer { .. } | LayerError::SeveralLayers { .. } => {
                &codes::SHEET_UNCLEAR
            }
            LayerError::Empty { .. } => &codes::EMPTY,
            LayerError::InUse { .. } => &codes::LOCKED,
        }
    }
}
