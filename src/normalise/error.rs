//! Why the inputs of a run cannot be used.

use crate::diagnostics::{Entry, Finding, codes};
use crate::model::NestingError;
use crate::read::{LayerError, ReadError};

/// Why the inputs of a run cannot be used as a whole.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A table cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A layer cannot be read.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// A layer has no column for the code.
    #[error("{file} has no column {}; columns there: {}\n  set `{key}` in the configuration to one of them",
        wanted.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or "), found.join(", "))]
    MissingColumn {
        /// The layer's file.
        file: String,
        /// The names that were looked for.
        wanted: Vec<String>,
        /// The columns that are there.
        found: Vec<String>,
        /// The setting that names it.
        key: String,
    },
    /// The coordinate reference system is none of the three that are read.
    #[error(
        "{file}: its coordinates are in {found}, which is not read\n  expected EPSG:28992 (RD New), EPSG:4326 (WGS84) or EPSG:4258 (ETRS89); save it in one of them\n  (QGIS: Export > Save features as), or set `{key}` if the file says it wrong"
    )]
    UnknownCrs {
        /// The file.
        file: String,
        /// The system it names, or the range of its coordinates.
        found: String,
        /// The setting that says it.
        key: String,
    },
    /// A corner of a layer lies where no corner of it can be.
    #[error(
        "{file}: {text}\n  mend or remove it in QGIS and save the whole layer in one system, EPSG:28992 (RD New) for instance;\n  set `{key}` only if the file says its system wrong"
    )]
    CornerOutside {
        /// The file.
        file: String,
        /// Which corner, where it lies, what is said, and what the numbers look like.
        text: String,
        /// The setting that says the system.
        key: String,
    },
    /// A layer says itself that it is a part of a larger one.
    #[error(
        "{file} is a part of a larger layer: {detail}\n  download it whole: all pages, or a higher limit, or the file that the publisher offers beside the\n  service; if it is really complete, say so under {table}:\n  complete = true"
    )]
    LayerCut {
        /// The file.
        file: String,
        /// What it says.
        detail: String,
        /// The table of the configuration.
        table: String,
    },
    /// A layer says itself that it is of another year.
    #[error("{file}: {detail}")]
    LayerYear {
        /// The file.
        file: String,
        /// Which column says which year of which areas, and what to do.
        detail: String,
    },
    /// A layer holds no area that can be used.
    #[error("{file} holds no usable area: {detail}")]
    NoAreas {
        /// The file.
        file: String,
        /// Why.
        detail: String,
    },
    /// A table of parents without the columns that make it one.
    #[error("{file} is no table of parents; columns there: {}\n  it needs `child` and `parent`, and may have `parent_name`; the names of CBS (buurtcode,\n  wijkcode, stadsdeel) are known too", found.join(", "))]
    ParentsHeader {
        /// The table.
        file: String,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// A finest area without an area above it.
    #[error(
        "{count} of {total} {level} codes in {file} without {parent}, the first is {first}\n  give the column (`areas.{parent}.code`) or a table (`areas.{parent}.parents`)"
    )]
    NoParent {
        /// The file of the finest level.
        file: String,
        /// The level of the children.
        level: String,
        /// The level that is missing.
        parent: String,
        /// How many.
        count: usize,
        /// Of how many.
        total: usize,
        /// The first of them.
        first: String,
    },
    /// The levels do not nest.
    #[error("{}", nesting(.0))]
    Nesting(NestingError),
    /// A table can be read and may not be used, for each of these reasons.
    #[error("{}", .0.iter().map(|stop| stop.detail.as_str()).collect::<Vec<_>>().join("\n"))]
    Stops(Vec<Finding>),
    /// Polars refused a step that the program composed: a bug.
    #[error("a step on the tables failed, which is a bug: {0}")]
    Table(#[from] polars::prelude::PolarsError),
}

impl InputError {
    /// The stops that it is, about the file of this name; a bug is none, and comes back.
    pub(super) fn into_stops(self, file: &str) -> Result<Vec<Finding>, InputError> {
        let told: Vec<(&'static Entry, String)> = match self {
            InputError::Table(_) => return Err(self),
            InputError::Stops(stops) => return Ok(stops),
            InputError::Read(error) => error.told(),
            other => vec![(other.entry(), other.to_string())],
        };
        let stop = |(entry, text)| Finding::new(entry, file, 1).detail(text);
        Ok(told.into_iter().map(stop).collect())
    }

    fn entry(&self) -> &'static Entry {
        match self {
            InputError::Layer(error) => error.entry(),
            InputError::MissingColumn { .. } => &codes::COLUMN_MISSING,
            InputError::UnknownCrs { .. } => &codes::UNKNOWN_CRS,
            InputError::CornerOutside { .. } => &codes::CORNER_OUTSIDE,
            InputError::LayerCut { .. } => &codes::LAYER_CUT,
            InputError::LayerYear { .. } => &codes::LAYER_YEAR,
            InputError::NoAreas { .. } => &codes::NO_AREAS,
            InputError::ParentsHeader { .. } => &codes::PARENTS_HEADER,
            InputError::NoParent { .. } => &codes::NO_PARENT,
            InputError::Nesting(_) => &codes::NESTING,
            InputError::Read(_) | InputError::Stops(_) | InputError::Table(_) => &codes::BROKEN,
        }
    }
}

fn nesting(error: &NestingError) -> String {
    match error {
        NestingError::NoSuchParent { level, parent, child } => {
            format!(
                "{child} lies in {level} {parent}, which the layer of that level does not have\n  \
             check `areas.{level}.path`, and that both files are of the same year"
            )
        }
        NestingError::TwoParents { child, parents } => format!(
            "{child} lies both in {} and in {}; each area lies in one coarser area",
            parents[0], parents[1]
        ),
    }
}
