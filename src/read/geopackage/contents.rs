//! What the tables of the standard say that the file holds: its layers and their CRS.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::super::layer::{LayerError, same_name};
use super::columns;
use crate::crs::{DeclaredCrs, recognise};
use crate::diagnostics::counted;

/// Names of the layers with geometry, in file order.
pub(super) fn feature_layers(
    path: &Path,
    connection: &Connection,
) -> Result<Vec<String>, LayerError> {
    let names = |sql: &str| -> rusqlite::Result<Vec<String>> {
        connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let broken = |error: rusqlite::Error| LayerError::Broken {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    let not_a_layer =
        |found: &str| LayerError::NotALayer { path: path.to_owned(), found: found.to_owned() };

    let tables = names("SELECT lower(name) FROM sqlite_master").map_err(broken)?;
    if !tables.iter().any(|name| name == "gpkg_contents") {
        return Err(not_a_layer("an SQLite database without GeoPackage tables"));
    }
    let found = names(
        "SELECT table_name FROM gpkg_contents WHERE lower(data_type) = 'features' ORDER BY _rowid_",
    )
    .map_err(broken)?;
    if found.is_empty() {
        return Err(not_a_layer("a GeoPackage that holds tables or tiles only"));
    }
    Ok(found)
}

/// The layer with the name asked for, as written or else in another case; without one, the only layer.
pub(super) fn choose(
    path: &Path,
    layer: Option<&str>,
    found: Vec<String>,
) -> Result<String, LayerError> {
    let path = path.to_owned();
    let Some(layer) = layer else {
        return match <[String; 1]>::try_from(found) {
            Ok([only]) => Ok(only),
            Err(found) => Err(LayerError::SeveralLayers { path, found }),
        };
    };
    let exact = found.iter().find(|name| *name == layer);
    match exact.or_else(|| found.iter().find(|name| same_name(name, layer))) {
        Some(name) => Ok(name.clone()),
        None => Err(LayerError::NoSuchLayer { path, layer: layer.to_owned(), found }),
    }
}

/// The column with the shapes of a layer, and the number of their CRS. Of several columns with shapes the
/// first with polygons: the standard allows one, and what writers put beside it are points for labels.
pub(super) fn geometry_column(
    connection: &Connection,
    layer: &str,
) -> rusqlite::Result<(String, i64)> {
    let known = columns(connection, "gpkg_geometry_columns")?;
    let has_kind = known.iter().any(|column| same_name(&column.name, "geometry_type_name"));
    let kind = if has_kind { "geometry_type_name" } else { "''" };
    let select = format!(
        "SELECT column_name, srs_id, upper({kind}) FROM gpkg_geometry_columns \
         WHERE table_name = ?1 COLLATE NOCASE"
    );
    let row = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(String, i64, Option<String>)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    };
    let mut found: Vec<(String, i64, Option<String>)> =
        connection.prepare(&select)?.query_map([layer], row)?.collect::<Result<_, _>>()?;
    let is_surface = |kind: &str| ["POLYGON", "SURFACE"].iter().any(|word| kind.contains(word));
    let at = found.iter().position(|(_, _, kind)| kind.as_deref().is_some_and(is_surface));
    if found.is_empty() {
        return Err(rusqlite::Error::QueryReturnedNoRows);
    }
    let (column, srs_id, _) = found.swap_remove(at.unwrap_or(0));
    Ok((column, srs_id))
}

/// What the file says of features of a layer that it does not hold, of which it has `features`: GDAL keeps
/// their number.
pub(super) fn says_more(connection: &Connection, layer: &str, features: usize) -> Option<String> {
    let count: Option<i64> = connection
        .query_row(
            "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?1 COLLATE NOCASE",
            [layer],
            |row| row.get(0),
        )
        .ok()?;
    let count = u64::try_from(count?).ok().filter(|count| *count > features as u64)?;
    let count = counted(count, "feature", "features");
    Some(format!("its `gpkg_ogr_contents` counts {count} and it holds {features}"))
}

/// The CRS with this number in the file's own list.
pub(super) fn declared_crs(connection: &Connection, srs_id: i64) -> rusqlite::Result<DeclaredCrs> {
    // The standard's own two for "undefined", Cartesian and geographic.
    if matches!(srs_id, -1 | 0) {
        return Ok(DeclaredCrs::Unsaid);
    }
    let row: Option<(String, i64, String)> = connection
        .query_row(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1",
            [srs_id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let Some((organization, code, definition)) = row else {
        // By the standard the number is the file's own; all writers take that of EPSG where there is one.
        return Ok(match recognise::from_authority(&srs_id.to_string()) {
            DeclaredCrs::Unknown(_) => DeclaredCrs::Unknown(format!("srs_id {srs_id}")),
            DeclaredCrs::Other(_) => DeclaredCrs::Other(format!("srs_id {srs_id}")),
            known => known,
        });
    };
    let by_authority = recognise::from_authority(&format!("{organization}:{code}"));
    Ok(match (by_authority, recognise::from_wkt(&definition)) {
        (known @ DeclaredCrs::Known(_), _) | (_, known @ DeclaredCrs::Known(_)) => known,
        (other @ DeclaredCrs::Other(_), _) | (_, other @ DeclaredCrs::Other(_)) => other,
        (unknown, _) => unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::layer_file::read_layer;
    use super::super::tests::{SECOND, SMALL, check_error, one_point, package};
    use super::*;

    #[test]
    fn a_layer_is_chosen_by_name_in_any_case() {
        let (_folder, path) = package("a.gpkg", &format!("{SMALL}{SECOND}"), &one_point());
        assert_eq!(read_layer(&path, Some("bu\"urten")).unwrap().name, "Bu\"urten");
    }

    #[test]
    fn layers_to_choose_from_are_named() {
        check_error(
            SECOND,
            None,
            b"",
            "a.gpkg holds 2 layers; set `layer = \"...\"` in the config to one of: Bu\"urten, wijken",
        );
        check_error(
            SECOND,
            Some("buurt"),
            b"",
            "a.gpkg has no layer `buurt`; set `layer` in the config to one of: Bu\"urten, wijken",
        );
        check_error(
            "UPDATE gpkg_contents SET data_type = 'tiles'",
            None,
            b"",
            "a.gpkg is a GeoPackage that holds tables or tiles only, not a map layer; expected a shapefile (.shp), GeoJSON (.geojson) or GeoPackage (.gpkg)",
        );
    }

    #[test]
    fn another_sqlite_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gpkg");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
        let error = read_layer(&path, None).unwrap_err();
        assert!(matches!(&error, LayerError::NotALayer { found, .. }
            if found == "an SQLite database without GeoPackage tables"));
    }

    #[test]
    fn an_undefined_reference_is_unsaid_and_a_missing_one_unknown() {
        let crs = |srs_id: i64| {
            let sql = format!("{SMALL} UPDATE gpkg_geometry_columns SET srs_id = {srs_id}");
            let (_folder, path) = package("a.gpkg", &sql, &one_point());
            read_layer(&path, None).unwrap().crs
        };
        assert_eq!(crs(0), DeclaredCrs::Unsaid);
        assert_eq!(crs(-1), DeclaredCrs::Unsaid);
        assert_eq!(crs(12), DeclaredCrs::Unknown("srs_id 12".into()));
        assert_eq!(crs(4258), DeclaredCrs::Known(crate::crs::Crs::Etrs89));
        assert_eq!(crs(31370), DeclaredCrs::Other("srs_id 31370".into()));
    }

    #[test]
    fn what_gdal_writes_for_no_system_is_unknown() {
        let sql = format!(
            "{SMALL} UPDATE gpkg_geometry_columns SET srs_id = 99999; INSERT INTO gpkg_spatial_ref_sys \
             VALUES ('Undefined SRS', 99999, 'NONE', 99999, 'LOCAL_CS[\"Undefined SRS\"]')"
        );
        let (_folder, path) = package("a.gpkg", &sql, &one_point());
        let crs = read_layer(&path, None).unwrap().crs;
        assert_eq!(crs, DeclaredCrs::Unknown("NONE:99999".into()));
    }

    #[test]
    fn a_file_that_counts_more_features_than_it_holds_says_so() {
        let cut = |count: i64| {
            let sql = format!(
                "{SMALL} CREATE TABLE gpkg_ogr_contents (table_name TEXT, feature_count INTEGER);
                 INSERT INTO gpkg_ogr_contents VALUES ('Bu\"urten', {count})"
            );
            let (_folder, path) = package("a.gpkg", &sql, &one_point());
            read_layer(&path, None).unwrap().cut
        };
        let text = "its `gpkg_ogr_contents` counts 2 features and it holds 1";
        assert_eq!(cut(2).as_deref(), Some(text));
        assert_eq!(cut(1), None);
        assert_eq!(cut(0), None);
    }

    #[test]
    fn of_two_columns_with_shapes_that_with_polygons_is_read() {
        let sql =
            SMALL.replace("srs_id INTEGER);", "srs_id INTEGER, geometry_type_name TEXT);").replace(
                "'geom', 28992)",
                "'b', 28992, 'POINT'), ('Bu\"urten', 'geom', 28992, 'MULTIPOLYGON')",
            );
        let (_folder, path) = package("a.gpkg", &sql, &one_point());
        let layer = read_layer(&path, None).unwrap();
        assert!(layer.features[0].geometry.is_some());
        assert_eq!(layer.columns, ["fid", "code", "n", "r", "b"]);
    }
}
