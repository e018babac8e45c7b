//! A layer of any size: of its features only those kept in memory that a run needs.

use std::path::Path;

use rusqlite::types::ValueRef;

use crate::diagnostics::Entry;

use super::super::cells::{Cells, Row};
use super::super::header::best_header;
use super::super::layer::{Feature, Layer, LayerError, same_name};
use super::super::layer_file::LayerRows;
use super::super::passed::PassedOver;
use super::super::raw_table::Wanted;
use super::{blob, connection, contents, quoted, value_text};

/// Reads the features for which `passes` gives no reason to pass them over. Of the attributes only
/// those of the wanted columns are read; the others are `None`.
pub(in crate::read) fn read_where(
    path: &Path,
    layer: Option<&str>,
    wanted: &[Wanted],
    passes: &dyn Fn(&Cells<'_>) -> Option<&'static Entry>,
) -> Result<LayerRows, LayerError> {
    let broken = |error: rusqlite::Error| LayerError::Broken {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    let connection = connection::open(path)?;
    let name = contents::choose(path, layer, contents::feature_layers(path, &connection)?)?;
    let (geometry_column, srs_id) =
        contents::geometry_column(&connection, &name).map_err(broken)?;
    let crs = contents::declared_crs(&connection, srs_id).map_err(broken)?;
    let columns = super::columns(&connection, &name).map_err(broken)?;
    let columns: Vec<String> = columns.into_iter().map(|column| column.name).collect();
    let Some(place) = columns.iter().position(|column| same_name(column, &geometry_column)) else {
        return Err(LayerError::Broken {
            path: path.to_owned(),
            detail: format!("layer `{name}` has no geometry column `{geometry_column}`"),
        });
    };
    let shape = quoted(&columns[place]);
    let columns: Vec<String> = columns
        .into_iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, name)| name)
        .collect();

    // Whether the columns can be used at all is for the caller to judge.
    let positions = best_header(std::slice::from_ref(&columns), wanted).map(|best| best.positions);
    let positions = positions.unwrap_or_else(|| vec![None; wanted.len()]);
    let mut read: Vec<usize> = positions.iter().flatten().copied().collect();
    read.sort_unstable();
    read.dedup();
    let selected: Vec<String> =
        read.iter().map(|&at| quoted(&columns[at])).chain([shape]).collect();
    let select = format!("SELECT {} FROM {}", selected.join(", "), quoted(&name));
    // A view has no row numbers; its first column is its id.
    let first = columns.first().map_or("1".to_owned(), |first| quoted(first));
    let mut rows = connection
        .prepare(&format!("{select} ORDER BY _rowid_"))
        .or_else(|_| connection.prepare(&format!("{select} ORDER BY {first}")))
        .map_err(broken)?;

    let (mut features, mut numbers) = (Vec::new(), Vec::new());
    let mut passed = PassedOver::default();
    let mut number = 0_u32;
    let mut attributes = vec![None; columns.len()];
    let mut rows = rows.query([]).map_err(broken)?;
    while let Some(row) = rows.next().map_err(broken)? {
        number = number.checked_add(1).ok_or_else(|| LayerError::Broken {
            path: path.to_owned(),
            detail: format!("layer `{name}` holds more features than can be numbered"),
        })?;
        for (place, &at) in read.iter().enumerate() {
            fill(&mut attributes[at], row.get_ref(place).map_err(broken)?);
        }
        let cells = Cells(Row::Feature { attributes: &attributes, positions: &positions });
        if let Some(entry) = passes(&cells) {
            passed.add(entry, 1, std::iter::once(number));
            continue;
        }
        let shape = row.get_ref(read.len()).map_err(broken)?;
        let geometry = blob::geometry(shape)
            .map_err(|error| error.at(path, format!("layer `{name}`, feature {number}")))?;
        features.push(Feature { attributes: attributes.clone(), geometry });
        numbers.push(number);
    }
    let cut = contents::says_more(&connection, &name, number as usize);
    Ok(LayerRows {
        layer: Layer { name, crs, columns, features, cut, remarks: Vec::new() },
        numbers,
        passed: passed.findings(0),
    })
}

/// Puts a value in the place of the last one, in the room that this took.
fn fill(attribute: &mut Option<String>, value: ValueRef<'_>) {
    match (value, attribute) {
        (ValueRef::Text(text), Some(cell)) if text.is_ascii() => {
            cell.clear();
            cell.push_str(&String::from_utf8_lossy(text));
        }
        (value, cell) => *cell = value_text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layer_file::{read_layer, read_layer_where};
    use super::super::tests::{SMALL, one_point, package};
    use super::*;
    use crate::diagnostics::{Finding, codes};

    #[test]
    fn features_keep_their_numbers_and_the_others_are_counted() {
        let (_folder, path) = package("a.gpkg", SMALL, &one_point());
        let whole = read_layer(&path, None).unwrap();
        let wanted = [Wanted::known("code", &["code"], "t")];
        let all = read_layer_where(&path, None, &wanted, &|_| None).unwrap();
        assert_eq!((all.numbers, all.passed), (vec![1], vec![]));
        assert_eq!(all.layer.columns, whole.columns);
        assert_eq!(all.layer.features[0].geometry, whole.features[0].geometry);

        let code = whole.columns.iter().position(|name| name == "code").unwrap();
        let text = whole.features[0].attributes[code].clone();
        let none = read_layer_where(&path, None, &wanted, &|cells| {
            assert_eq!(cells.get(0), Some(text.as_deref().unwrap_or("").as_bytes()));
            Some(&codes::ADDRESS_ELSEWHERE)
        })
        .unwrap();
        assert!(none.layer.features.is_empty());
        assert_eq!(none.passed, [Finding::new(&codes::ADDRESS_ELSEWHERE, "", 1).rows(vec![1])]);
    }
}
