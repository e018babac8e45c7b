//! GeoPackage to a [`Layer`].
//!
//! Comes in: an SQLite file after the OGC GeoPackage standard, and the name of
//! a layer if it holds several. Goes out: its features in the order of their
//! ids. The file is opened as unchangeable, so nothing appears beside it.

mod blob;
mod connection;
mod contents;
mod outline;
mod rows;
mod sieve;

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::layer::{Layer, LayerError, Wants, number_text, same_name};
use rows::Rows;

pub(super) use outline::layers;
pub(super) use sieve::read_where;

/// Reads the layer named `layer`, or the only one. It may have no features.
pub(super) fn read(path: &Path, layer: Option<&str>, wants: Wants) -> Result<Layer, LayerError> {
    let broken = |error: rusqlite::Error| LayerError::Broken {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    let connection = connection::open(path)?;
    let name = contents::choose(path, layer, contents::feature_layers(path, &connection)?)?;

    let (geometry_column, srs_id) =
        contents::geometry_column(&connection, &name).map_err(broken)?;
    let crs = contents::declared_crs(&connection, srs_id).map_err(broken)?;

    // Taken as data: rusqlite panics on a column whose name is not UTF-8.
    let mut columns = columns(&connection, &name).map_err(broken)?;
    let Some(place) = columns.iter().position(|column| same_name(&column.name, &geometry_column))
    else {
        return Err(LayerError::Broken {
            path: path.to_owned(),
            detail: format!("layer `{name}` has no geometry column `{geometry_column}`"),
        });
    };
    let geometry_column = columns.remove(place).name;
    let id = columns.iter().position(|column| column.is_key);
    let columns: Vec<String> = columns.into_iter().map(|column| column.name).collect();

    let wanted: Vec<bool> = columns.iter().map(|column| wants(column)).collect();
    let selected = columns.iter().enumerate().map(|(place, column)| {
        // The id is there to name a row by.
        if wanted[place] || id == Some(place) { quoted(column) } else { "NULL".to_owned() }
    });
    let selected: Vec<String> = selected.chain([quoted(&geometry_column)]).collect();
    let select = format!("SELECT {} FROM {}", selected.join(", "), quoted(&name));
    let rows = Rows { path, name: &name, id, wanted, select };
    let features = rows.read(&connection, columns.first().unwrap_or(&geometry_column))?;
    let cut = contents::says_more(&connection, &name, features.len());
    Ok(Layer { name, crs, columns, features, cut, remarks: Vec::new() })
}

struct Column {
    name: String,
    is_key: bool,
}

/// The columns of a table or view, generated ones too.
fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Column>> {
    connection
        .prepare("SELECT name, pk FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid")?
        .query_map([table], |row| {
            Ok(Column { name: row.get(0)?, is_key: row.get::<_, i64>(1)? == 1 })
        })?
        .collect()
}

fn value_text(value: ValueRef) -> Option<String> {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => number_text(number),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::sync::LazyLock;

    use geo::{Geometry, point};
    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::super::layer_file::read_layer;
    use super::*;
    use crate::crs::{Crs, DeclaredCrs};

    /// The tables that a GeoPackage must have, and two layers of which one is empty.
    pub(super) const SMALL: &str = "
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,
            organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES
            ('none', -1, 'NONE', -1, 'undefined'),
            ('RD', 28992, 'EPSG', 28992, ''),
            ('mine', 100000, 'custom', 1, 'PROJCS[\"RD_New\"]');
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
        INSERT INTO gpkg_contents VALUES ('Bu\"urten', 'features'), ('tabel', 'attributes');
        INSERT INTO gpkg_geometry_columns VALUES ('Bu\"urten', 'geom', 28992);
        CREATE TABLE \"Bu\"\"urten\" (fid INTEGER PRIMARY KEY, code TEXT, geom BLOB, n INTEGER, r REAL, b BLOB);
    ";
    pub(super) const SECOND: &str = "
        INSERT INTO gpkg_contents VALUES ('wijken', 'features');
        INSERT INTO gpkg_geometry_columns VALUES ('wijken', 'GEOM', 100000);
        CREATE VIEW wijken AS SELECT fid, geom, code FROM \"Bu\"\"urten\" ORDER BY fid DESC;
    ";

    pub(super) fn point_blob(flags: u8, envelope: usize, x: f64) -> Vec<u8> {
        let mut blob = vec![b'G', b'P', 0, flags, 0, 0, 0, 0];
        blob.resize(8 + envelope, 0);
        blob.extend([1, 1, 0, 0, 0]);
        blob.extend([x, x].map(f64::to_le_bytes).concat());
        blob
    }

    pub(super) fn package(
        name: &str,
        sql: &str,
        geometries: &[Option<Vec<u8>>],
    ) -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(sql).unwrap();
        for (fid, geometry) in (0_i64..).step_by(10).zip(geometries) {
            let row = (fid, "0034", geometry, 7, 2.5, [0_u8]);
            connection.execute("INSERT INTO \"Bu\"\"urten\" VALUES (?,?,?,?,?,?)", row).unwrap();
        }
        (folder, path)
    }

    pub(super) fn one_point() -> [Option<Vec<u8>>; 1] {
        [Some(point_blob(1, 0, 3.0))]
    }

    #[track_caller]
    pub(super) fn check_error(sql: &str, layer: Option<&str>, blob: &[u8], expected: &str) {
        let (_folder, path) =
            package("a.gpkg", &format!("{SMALL}{sql}"), &[None, Some(blob.to_vec())]);
        let error = read_layer(&path, layer).unwrap_err().to_string();
        assert_eq!(error.replace(&path.display().to_string(), "a.gpkg"), expected);
    }

    #[test]
    fn rows_are_read_as_text_in_order_of_id() {
        let (_folder, path) = package(
            "a.gpkg",
            SMALL,
            &[Some(point_blob(1, 0, 3.0)), None, Some(point_blob(1, 0, 4.0))],
        );
        let layer = read_layer(&path, None).unwrap();
        assert_eq!(layer.name, "Bu\"urten");
        assert_eq!(layer.crs, DeclaredCrs::Known(Crs::RdNew));
        assert_eq!(layer.columns, ["fid", "code", "n", "r", "b"]);
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            layer.features[2].attributes,
            [text("20"), text("0034"), text("7"), text("2.5"), None]
        );
        let geometries: Vec<_> = layer.features.into_iter().map(|row| row.geometry).collect();
        let at = |x: f64| Some(Geometry::from(point!(x: x, y: x)));
        assert_eq!(geometries, [at(3.0), None, at(4.0)]);
    }

    #[test]
    fn a_view_is_read_in_order_of_its_first_column() {
        let (_folder, path) = package("a.gpkg", &format!("{SMALL}{SECOND}"), &[None, None]);
        let view = read_layer(&path, Some("wijken")).unwrap();
        assert_eq!(view.columns, ["fid", "code"]);
        assert_eq!(view.crs, DeclaredCrs::Known(Crs::RdNew));
        let ids: Vec<_> = view.features.iter().map(|row| row.attributes[0].as_deref()).collect();
        assert_eq!(ids, [Some("0"), Some("10")]);
    }

    #[test]
    fn a_column_name_that_is_not_utf8_is_an_error() {
        let (_folder, path) = package("a.gpkg", SMALL, &one_point());
        let mut bytes = fs::read(&path).unwrap();
        let place = bytes.windows(9).position(|found| found == b"code TEXT").unwrap();
        bytes[place] = 0xE9;
        fs::write(&path, bytes).unwrap();
        assert!(matches!(read_layer(&path, None), Err(LayerError::Broken { .. })));
    }

    #[test]
    fn a_package_that_breaks_off_gives_every_row_or_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gpkg");
        for length in (16..VALID.len()).step_by(512).chain([VALID.len() - 1]) {
            fs::write(&path, &VALID[..length]).unwrap();
            let read = read_layer(&path, None).map(|layer| layer.features.len());
            assert!(matches!(read, Err(_) | Ok(1)), "{length} of {} bytes", VALID.len());
            if length <= VALID.len() / 2 {
                assert!(read.is_err(), "{length} of {} bytes", VALID.len());
            }
        }
    }

    /// Small pages, so that a flipped bit often meets something.
    static VALID: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let sql = format!("PRAGMA page_size = 512; {SMALL}");
        let (_folder, path) = package("a.gpkg", &sql, &one_point());
        fs::read(path).unwrap()
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn damage_never_panics(
            cut in 0.0..=1.0,
            flips in prop::collection::vec((0.0..1.0, 0..8_u8), 0..20),
        ) {
            let mut bytes = VALID.clone();
            for (place, bit) in flips {
                let place = (place * bytes.len() as f64) as usize;
                bytes[place] ^= 1 << bit;
            }
            bytes.truncate((cut * 3.0 * bytes.len() as f64) as usize);
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.gpkg");
            fs::write(&path, bytes).unwrap();
            let _ = read_layer(&path, None);
        }
    }
}
