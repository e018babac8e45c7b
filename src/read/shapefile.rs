//! Shapefile to a [`Layer`].
//!
//! Comes in: a `.shp` with its `.dbf`, and as far as they are there its `.shx`
//! (where each shape stands), `.prj` (CRS) and `.cpg` (encoding of text), with
//! extensions in any case. Goes out: a row a shape, deleted rows left out.
//! Lengths and places are checked here and rings are sorted into polygons
//! here; the shapefile crate decodes the shapes themselves.

mod dbf;
mod dos;
mod encoding;
mod records;
mod rings;
mod shape;
mod sidecar;

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::layer::{Feature, Layer, LayerError, Wants, stem};
use crate::crs::{DeclaredCrs, recognise};
use crate::diagnostics::counted;
use dbf::Table;

/// Reads all features of the file. There may be none.
pub(super) fn read(path: &Path, wants: Wants) -> Result<Layer, LayerError> {
    let dbf = sidecar::find(path, "dbf")?
        .ok_or_else(|| LayerError::MissingSidecar { path: path.to_owned(), missing: ".dbf" })?;
    let crs = match sidecar::text(path, "prj")? {
        Some(wkt) => recognise::from_wkt(&wkt),
        None => DeclaredCrs::Unsaid,
    };
    let label = sidecar::text(path, "cpg")?;
    let table = || Table::read(&dbf, &bytes(&dbf)?, label.as_deref(), wants);
    let (table, shp) = rayon::join(table, || bytes(path));
    let (table, shp) = (table?, shp?);
    records::check_length(path, &shp)?;
    let shapes = match sidecar::find(path, "shx")?.map(|shx| bytes(&shx)).transpose()? {
        Some(index) if records::is_whole(&index, table.rows.len()) => {
            records::indexed(path, &shp, &index)?
        }
        // The index only says where each shape begins.
        _ => records::sequential(path, &shp)?,
    };
    if shapes.len() != table.rows.len() {
        let shapes = counted(shapes.len() as u64, "shape", "shapes");
        let rows = counted(table.rows.len() as u64, "row", "rows");
        return Err(broken(path, format!("it has {shapes} and {rows} in the .dbf")));
    }

    // A deleted row takes its shape along.
    let rows = table.rows.into_par_iter().zip(shapes).with_max_len(64).enumerate();
    let features: Vec<Result<Feature, LayerError>> = rows
        .filter_map(|(at, (row, shape))| {
            let attributes = row?;
            let geometry = shape::geometry(path, at + 1, shape);
            Some(geometry.map(|geometry| Feature { attributes, geometry }))
        })
        .collect();
    // Of several errors the first in the file is told.
    let features = features.into_iter().collect::<Result<_, _>>()?;
    let Table { columns, remarks, .. } = table;
    Ok(Layer { name: stem(path), crs, columns, features, cut: None, remarks })
}

fn broken(path: &Path, detail: impl Into<String>) -> LayerError {
    LayerError::Broken { path: path.to_owned(), detail: detail.into() }
}

fn bytes(path: &Path) -> Result<Vec<u8>, LayerError> {
    fs::read(path).map_err(|source| LayerError::Open { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use ::shapefile::dbase::{FieldValue, Record, TableWriterBuilder};
    use ::shapefile::record::EsriShape;
    use ::shapefile::{Point, Polygon, Polyline, Writer};
    use geo::Geometry;
    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::super::layer_file::read_layer;
    use super::*;

    /// Corners of a square, clockwise as the format has its outer rings.
    pub(super) fn square(low: f64, high: f64) -> Vec<Point> {
        [(low, low), (low, high), (high, high), (high, low), (low, low)]
            .map(|(x, y)| Point::new(x, y))
            .to_vec()
    }

    /// A shapefile `a.shp` with a row a shape.
    pub(super) fn folder<S: EsriShape>(shapes: &[S]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let table = TableWriterBuilder::new()
            .add_character_field("CODE".try_into().unwrap(), 8)
            .add_numeric_field("N".try_into().unwrap(), 9, 3);
        let mut writer = Writer::from_path(folder.path().join("a.shp"), table).unwrap();
        for (number, shape) in (1..).zip(shapes) {
            let mut row = Record::default();
            row.insert("CODE".into(), FieldValue::Character(Some(format!("00{number}"))));
            row.insert("N".into(), FieldValue::Numeric(Some(f64::from(number) + 0.5)));
            writer.write_shape_and_record(shape, &row).unwrap();
        }
        drop(writer);
        folder
    }

    pub(super) fn read_folder(folder: &TempDir) -> Result<Layer, String> {
        let place = folder.path().display().to_string() + std::path::MAIN_SEPARATOR_STR;
        read_layer(&folder.path().join("a.shp"), None)
            .map_err(|error| error.to_string().replace(&place, ""))
    }

    pub(super) fn points() -> TempDir {
        folder(&[Point::new(1.0, 2.0), Point::new(3.0, 4.0), Point::new(5.0, f64::NAN)])
    }

    /// Writes `bytes` into a file at `place`, counted from its end if negative.
    pub(super) fn patch(folder: &TempDir, name: &str, place: isize, bytes: &[u8]) {
        let path = folder.path().join(name);
        let mut content = fs::read(&path).unwrap();
        let start = place.rem_euclid(content.len() as isize) as usize;
        content[start..start + bytes.len()].copy_from_slice(bytes);
        fs::write(path, content).unwrap();
    }

    #[track_caller]
    pub(super) fn check<S: EsriShape>(shape: S, expected: impl Into<Geometry<f64>>) {
        let layer = read_folder(&folder(&[shape])).unwrap();
        assert_eq!(layer.features[0].geometry, Some(expected.into()));
    }

    /// A polygon whose rings are written as they are.
    pub(super) fn rings(rings: &[&Vec<Point>]) -> Polygon {
        Polyline::with_parts(rings.iter().map(|&ring| ring.clone()).collect()).into()
    }

    #[test]
    fn rows_are_text_and_shapes_keep_their_row() {
        let layer = read_folder(&points()).unwrap();
        assert_eq!((layer.name.as_str(), layer.crs), ("a", DeclaredCrs::Unsaid));
        assert_eq!(layer.columns, ["CODE", "N"]);
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(layer.features[1].attributes, [text("002"), text("2.5")]);
        assert_eq!(layer.features[1].geometry, Some(geo::point!(x: 3.0, y: 4.0).into()));
        let Some(Geometry::Point(point)) = layer.features[2].geometry else { panic!() };
        assert!(point.x() == 5.0 && point.y().is_nan());
    }

    #[test]
    fn a_deleted_row_takes_its_shape_along() {
        let folder = points();
        // A row is 18 bytes, and one byte ends the file.
        patch(&folder, "a.dbf", -(1 + 2 * 18), b"*");
        let layer = read_folder(&folder).unwrap();
        let codes: Vec<_> =
            layer.features.iter().map(|row| row.attributes[0].as_deref().unwrap()).collect();
        assert_eq!(codes, ["001", "003"]);
        assert!(matches!(layer.features[1].geometry, Some(Geometry::Point(at)) if at.x() == 5.0));
    }

    #[test]
    fn a_null_shape_has_no_geometry() {
        let folder = points();
        patch(&folder, "a.shp", 108, &[0]);
        let layer = read_folder(&folder).unwrap();
        assert_eq!(layer.features[0].geometry, None);
        assert!(layer.features[1].geometry.is_some());
    }

    #[test]
    fn damage_is_named() {
        let check = |name: &str, place: isize, bytes: &[u8], expected: &str| {
            let folder = points();
            patch(&folder, name, place, bytes);
            let expected = format!("{expected}; export or download it again");
            assert_eq!(read_folder(&folder).unwrap_err(), expected);
        };
        check("a.dbf", 4, &[2], "a.shp is damaged: it has 3 shapes and 2 rows in the .dbf");
        check("a.dbf", 4, &[9], "a.dbf is damaged: it says 9 rows and has 3");
        check(
            "a.dbf",
            10,
            &[9],
            "a.dbf is damaged: a row of 9 bytes is too short for its 2 columns",
        );
        check(
            "a.shx",
            102,
            &[1],
            "a.shp is damaged: shape 1 should be at byte 612, and is not there",
        );
    }

    #[test]
    fn absurd_lengths_are_refused() {
        let most = 0x7FFF_FFFF_i32;
        for (name, place, length) in [
            ("a.shp", 104, most.to_be_bytes()), // words of the first record
            ("a.shp", 144, most.to_le_bytes()), // its rings
            ("a.shp", 148, most.to_le_bytes()), // its corners
            ("a.shp", 144, (-1_i32).to_le_bytes()),
            ("a.shp", 148, (-1_i32).to_le_bytes()),
            ("a.shx", 100, most.to_be_bytes()), // where it begins
            ("a.dbf", 4, u32::MAX.to_le_bytes()), // rows
            ("a.dbf", 8, u32::MAX.to_le_bytes()), // bytes of the header and of a row
        ] {
            let folder = folder(&[rings(&[&square(0.0, 9.0)])]);
            patch(&folder, name, place, &length);
            let error = read_folder(&folder).unwrap_err();
            assert!(error.contains("is damaged"), "{name} {place}: {error}");
        }
    }

    static VALID: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
        let parts = [square(0.0, 9.0), square(2.0, 7.0), square(4.0, 5.0)];
        let folder = folder(&[rings(&parts.each_ref()), rings(&[&parts[1]])]);
        ["a.shp", "a.dbf", "a.shx"]
            .map(|name| (name, fs::read(folder.path().join(name)).unwrap()))
            .to_vec()
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn damage_never_panics(
            damaged in 0..3_usize,
            cut in 0.0..3.0,
            flips in prop::collection::vec((0.0..1.0, 0..8_u8), 0..6),
            with_index: bool,
        ) {
            let mut files = VALID.clone();
            let bytes = &mut files[damaged].1;
            for (place, bit) in flips {
                let place = (place * bytes.len() as f64) as usize;
                bytes[place] ^= 1 << bit;
            }
            bytes.truncate((cut * bytes.len() as f64) as usize);
            let folder = tempfile::tempdir().unwrap();
            for (name, bytes) in files.iter().take(2 + usize::from(with_index)) {
                fs::write(folder.path().join(name), bytes).unwrap();
            }
            let _ = read_folder(&folder);
        }
    }
}
