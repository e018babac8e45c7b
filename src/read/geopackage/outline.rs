//! The layers of a GeoPackage and their attributes, without geometry.

use std::path::Path;

use super::super::layer::{LayerError, same_name};
use super::super::outline::Part;
use super::{columns, connection, contents, quoted, value_text};

/// More areas than the country has: enough to see which municipalities a layer holds.
const FEATURES_SAMPLED: usize = 20_000;

/// Every layer with its first features, and the names of their columns above them.
pub(in super::super) fn layers(path: &Path) -> Result<Vec<Part>, LayerError> {
    let broken = |error: rusqlite::Error| LayerError::Broken {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    let connection = connection::open(path)?;
    let mut layers = Vec::new();
    for name in contents::feature_layers(path, &connection)? {
        let (geometry, _) = contents::geometry_column(&connection, &name).map_err(broken)?;
        let columns = columns(&connection, &name).map_err(broken)?.into_iter();
        let columns: Vec<String> = columns
            .map(|column| column.name)
            .filter(|column| !same_name(column, &geometry))
            .collect();
        let mut rows = vec![columns.iter().cloned().map(Some).collect()];
        if !columns.is_empty() {
            let selected: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
            let select = format!(
                "SELECT {} FROM {} LIMIT {FEATURES_SAMPLED}",
                selected.join(", "),
                quoted(&name)
            );
            let mut statement = connection.prepare(&select).map_err(broken)?;
            let mut features = statement.query([]).map_err(broken)?;
            while let Some(feature) = features.next().map_err(broken)? {
                let cells = (0..columns.len()).map(|at| feature.get_ref(at).map(value_text));
                rows.push(cells.collect::<Result<_, _>>().map_err(broken)?);
            }
        }
        layers.push(Part {
            name: Some(name),
            delimiter: None,
            first_row: 0,
            is_layer: true,
            is_whole: rows.len() <= FEATURES_SAMPLED,
            rows,
        });
    }
    Ok(layers)
}
