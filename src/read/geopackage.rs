//! GeoPackage to a [`Layer`].
//!
//! Comes in: an SQLite file after the OGC GeoPackage standard, and the name of
//! a layer if it holds several. Goes out: its features in the order of their
//! ids. The file is opened as unchangeable, so nothing appears beside it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use geo::Geometry;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::layer::{Feature, Layer, LayerError, number_text, present, same_name};
use super::wkb::{self, WkbError};
use crate::crs::{DeclaredCrs, recognise};

/// Reads the layer named `layer`, or the only one. It may have no features.
pub(super) fn read(path: &Path, layer: Option<&str>) -> Result<Layer, LayerError> {
    let broken = |error: rusqlite::Error| LayerError::Broken {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    let connection = open(path)?;
    let name = choose(path, layer, feature_layers(path, &connection)?)?;

    let (geometry_column, srs_id): (String, i64) = connection
        .query_row(
            "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?1 COLLATE NOCASE",
            [&name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(broken)?;
    let crs = declared_crs(&connection, srs_id).map_err(broken)?;

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

    let selected: Vec<String> =
        columns.iter().chain([&geometry_column]).map(|column| quoted(column)).collect();
    let select = format!("SELECT {} FROM {}", selected.join(", "), quoted(&name));
    // A view has no row numbers; its first column is its id.
    let mut rows = connection
        .prepare(&format!("{select} ORDER BY _rowid_"))
        .or_else(|_| connection.prepare(&format!("{select} ORDER BY 1")))
        .map_err(broken)?;

    let mut features = Vec::new();
    let mut rows = rows.query([]).map_err(broken)?;
    while let Some(row) = rows.next().map_err(broken)? {
        let attributes: Vec<Option<String>> = (0..columns.len())
            .map(|place| row.get_ref(place).map(value_text))
            .collect::<Result<_, _>>()
            .map_err(broken)?;
        let geometry = geometry(row.get_ref(columns.len()).map_err(broken)?).map_err(|error| {
            let place = match id.and_then(|id| attributes[id].as_deref()) {
                Some(id) => format!("layer `{name}`, fid {id}"),
                None => format!("layer `{name}`, feature {}", features.len() + 1),
            };
            error.at(path, place)
        })?;
        features.push(Feature { attributes, geometry });
    }
    Ok(Layer { name, crs, columns, features })
}

fn open(path: &Path) -> Result<Connection, LayerError> {
    let cannot_open = |source| LayerError::Open { path: path.to_owned(), source };
    // An unchangeable file is read without its log, so what stands only there would be missed.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let log = PathBuf::from(log);
    if log.metadata().is_ok_and(|log| log.len() > 0) {
        return Err(LayerError::InUse { path: path.to_owned(), log });
    }

    let absolute = std::path::absolute(path).map_err(cannot_open)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(uri(&absolute), flags)
        .map_err(|error| cannot_open(std::io::Error::other(error)))
}

/// `file:` URI of an absolute path, which may hold `?`, `#`, `%` and spaces.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    // On Windows `C:\map` becomes `/C:/map`.
    if !path.has_root() || cfg!(windows) {
        uri.push('/');
    }
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b':' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => write!(uri, "%{byte:02X}").expect("a String takes all that is written to it"),
        }
    }
    uri + "?mode=ro&immutable=1"
}

/// Names of the layers with geometry, in file order.
fn feature_layers(path: &Path, connection: &Connection) -> Result<Vec<String>, LayerError> {
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
fn choose(path: &Path, layer: Option<&str>, found: Vec<String>) -> Result<String, LayerError> {
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

fn declared_crs(connection: &Connection, srs_id: i64) -> rusqlite::Result<DeclaredCrs> {
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
        return Ok(DeclaredCrs::Unknown(format!("srs_id {srs_id}")));
    };
    let by_authority = recognise::from_authority(&format!("{organization}:{code}"));
    Ok(match (by_authority, recognise::from_wkt(&definition)) {
        (known @ DeclaredCrs::Known(_), _) | (_, known @ DeclaredCrs::Known(_)) => known,
        (unknown, _) => unknown,
    })
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

/// What is wrong with one geometry, before it is known whose.
enum BadGeometry {
    Header(String),
    Body(WkbError),
}

impl BadGeometry {
    fn at(self, path: &Path, place: String) -> LayerError {
        let path = path.to_owned();
        match self {
            BadGeometry::Body(WkbError::Unsupported(kind)) => {
                LayerError::Geometry { path, place, found: kind.to_owned() }
            }
            BadGeometry::Body(error) => {
                LayerError::Broken { path, detail: format!("{place}: {error}") }
            }
            BadGeometry::Header(error) => {
                LayerError::Broken { path, detail: format!("{place}: {error}") }
            }
        }
    }
}

/// The geometry in a GeoPackage blob: a header, perhaps an envelope, and WKB.
fn geometry(value: ValueRef) -> Result<Option<Geometry<f64>>, BadGeometry> {
    let blob = match value {
        ValueRef::Null => return Ok(None),
        ValueRef::Blob(blob) => blob,
        other => {
            let found = other.data_type();
            return Err(BadGeometry::Header(format!("the geometry is {found}, not a blob")));
        }
    };
    let Some(&[b'G', b'P', _version, flags, _, _, _, _]) = blob.first_chunk() else {
        return Err(BadGeometry::Header("the geometry does not begin with `GP`".into()));
    };
    let [empty, extended] = [4, 5].map(|bit| flags >> bit & 1 == 1);
    let envelope = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        code => {
            return Err(BadGeometry::Header(format!("envelope code {code} does not exist")));
        }
    };
    if extended {
        return Err(BadGeometry::Body(WkbError::Unsupported("geometry of an extension")));
    }
    if empty {
        return Ok(None);
    }
    let body = blob.get(8 + envelope..).unwrap_or_default();
    match wkb::read(body).map_err(BadGeometry::Body)? {
        // WKB has no other way to write an empty point.
        Geometry::Point(point) if point.x().is_nan() && point.y().is_nan() => Ok(None),
        geometry => Ok(present(geometry)),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::LazyLock;

    use geo::point;
    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::super::layer::read_layer;
    use super::*;
    use crate::crs::Crs;

    /// The tables that a GeoPackage must have, and two layers of which one is empty.
    const SMALL: &str = "
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
    const SECOND: &str = "
        INSERT INTO gpkg_contents VALUES ('wijken', 'features');
        INSERT INTO gpkg_geometry_columns VALUES ('wijken', 'GEOM', 100000);
        CREATE VIEW wijken AS SELECT fid, geom, code FROM \"Bu\"\"urten\" ORDER BY fid DESC;
    ";

    fn point_blob(flags: u8, envelope: usize, x: f64) -> Vec<u8> {
        let mut blob = vec![b'G', b'P', 0, flags, 0, 0, 0, 0];
        blob.resize(8 + envelope, 0);
        blob.extend([1, 1, 0, 0, 0]);
        blob.extend([x, x].map(f64::to_le_bytes).concat());
        blob
    }

    fn package(name: &str, sql: &str, geometries: &[Option<Vec<u8>>]) -> (TempDir, PathBuf) {
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

    fn one_point() -> [Option<Vec<u8>>; 1] {
        [Some(point_blob(1, 0, 3.0))]
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
    fn every_envelope_is_passed_over() {
        for (code, size) in [(0, 0), (1, 32), (2, 48), (3, 48), (4, 64)] {
            let (_folder, path) =
                package("a.gpkg", SMALL, &[Some(point_blob(code << 1, size, 3.0))]);
            let layer = read_layer(&path, None).unwrap();
            assert_eq!(layer.features[0].geometry, Some(point!(x: 3.0, y: 3.0).into()));
        }
    }

    #[test]
    fn empty_geometries_are_absent() {
        let marked = [b"GP\0\x11\0\0\0\0".to_vec(), point_blob(1, 0, f64::NAN)];
        let (_folder, path) = package("a.gpkg", SMALL, &marked.map(Some));
        assert!(read_layer(&path, None).unwrap().features.iter().all(|row| row.geometry.is_none()));
    }

    #[test]
    fn a_layer_is_chosen_by_name_in_any_case() {
        let (_folder, path) = package("a.gpkg", &format!("{SMALL}{SECOND}"), &one_point());
        assert_eq!(read_layer(&path, Some("bu\"urten")).unwrap().name, "Bu\"urten");
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

    #[track_caller]
    fn check_error(sql: &str, layer: Option<&str>, blob: &[u8], expected: &str) {
        let (_folder, path) =
            package("a.gpkg", &format!("{SMALL}{sql}"), &[None, Some(blob.to_vec())]);
        let error = read_layer(&path, layer).unwrap_err().to_string();
        assert_eq!(error.replace(&path.display().to_string(), "a.gpkg"), expected);
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
    fn a_bad_geometry_is_named_by_its_id() {
        let bad = |detail: &str| {
            format!(
                "a.gpkg is damaged: layer `Bu\"urten`, fid 10: {detail}; export or download it again"
            )
        };
        check_error("", None, b"\x01\x01\0\0\0", &bad("the geometry does not begin with `GP`"));
        check_error("", None, b"GP\0\x0b\0\0\0\0", &bad("envelope code 5 does not exist"));
        check_error(
            "",
            None,
            &point_blob(1, 0, 3.0)[..15],
            &bad("the geometry needs 8 bytes at byte 5 and has 2"),
        );
        check_error(
            "",
            None,
            b"GP\0\x01\0\0\0\0\x01\x0a\0\0\0",
            "a.gpkg, layer `Bu\"urten`, fid 10: cannot read a CurvePolygon; save the layer with plain points, lines or polygons (for arcs in QGIS: `Segmentize by maximum angle`)",
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
    fn odd_file_names_are_opened_and_nothing_appears_beside_them() {
        let sql = format!("PRAGMA journal_mode = WAL; {SMALL}");
        let (folder, path) = package("a b%20#é&x=1+.gpkg", &sql, &one_point());
        assert_eq!(read_layer(&path, None).unwrap().features.len(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_with_unsaved_changes_is_refused() {
        let (_folder, path) =
            package("a.gpkg", &format!("PRAGMA journal_mode = WAL; {SMALL}"), &one_point());
        let editor = Connection::open(&path).unwrap();
        editor.execute_batch("INSERT INTO \"Bu\"\"urten\" (code) VALUES ('nieuw')").unwrap();
        assert!(matches!(read_layer(&path, None), Err(LayerError::InUse { .. })));
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
