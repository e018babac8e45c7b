//! Which columns are asked of a file, and what each holds.

use std::path::Path;

use crate::config::{ExtraType, Mapping, TableForm, UNIT_KIND};
use crate::model::schema::{self, Kind};
use crate::read::Wanted;

/// Column with the position of the input file within its list (UInt32).
pub(super) const FILE: &str = "file";

/// What is asked of a file: the mapped columns, and those that it may have under a known name.
pub(super) fn wanted(mapping: &Mapping, columns: &[schema::Column], table: &str) -> Vec<Wanted> {
    let table = format!("{table}.columns");
    let fixed = columns.iter().filter_map(|column| match mapping.columns.get(column.name) {
        Some(name) => Some(Wanted::required(column.name, name, &table)),
        None if column.known.is_empty() => None,
        None => Some(Wanted::known(column.name, column.known, &table)),
    });
    let own = mapping.extra.iter().map(|(name, extra)| Wanted {
        key: format!("{table}.extra.{name}"),
        ..Wanted::required(name, &extra.column, &table)
    });
    fixed.chain(own).collect()
}

/// Asks for the column of kinds of units too, where the configuration names one.
pub(super) fn with_unit_kind(
    form: &TableForm<'_>,
    table: &str,
    wanted: &mut Vec<Wanted>,
    columns: &mut Vec<(String, Kind)>,
) {
    let Some((kinds, only)) = form.kinds() else { return };
    let key = format!("{table}.{}.column", if only { "only" } else { "except" });
    wanted.push(Wanted { key, ..Wanted::required(UNIT_KIND, &kinds.column, table) });
    columns.push((UNIT_KIND.to_owned(), Kind::Text));
}

/// Every column of a table with its kind, the user's own ones last.
pub(super) fn kinds(columns: &[schema::Column], mappings: &[&Mapping]) -> Vec<(String, Kind)> {
    let mut all: Vec<(String, Kind)> =
        columns.iter().map(|column| (column.name.to_owned(), column.kind)).collect();
    for (name, extra) in mappings.iter().flat_map(|mapping| &mapping.extra) {
        let kind = match extra.kind {
            ExtraType::Text => Kind::Text,
            ExtraType::YesNo => Kind::YesNo,
            ExtraType::Number => Kind::Number,
            ExtraType::Percentage => Kind::Percentage,
            ExtraType::Date => Kind::Date,
        };
        if !all.iter().any(|(known, _)| known == name) {
            all.push((name.clone(), kind));
        }
    }
    all
}

/// Whether a path names a layer by its ending.
pub(super) fn is_layer(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("shp" | "geojson" | "json" | "gpkg"))
}
