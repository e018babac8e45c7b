//! The blob in which a GeoPackage holds a geometry.

use std::path::Path;

use geo::Geometry;
use rusqlite::types::ValueRef;

use super::super::layer::{LayerError, present};
use super::super::wkb::{self, WkbError};

/// What is wrong with one geometry, before it is known whose.
pub(super) enum BadGeometry {
    Header(String),
    Body(WkbError),
}

impl BadGeometry {
    /// The error of the geometry at `place` in the file.
    pub(super) fn at(self, path: &Path, place: String) -> LayerError {
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
pub(super) fn geometry(value: ValueRef) -> Result<Option<Geometry<f64>>, BadGeometry> {
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

#[cfg(test)]
mod tests {
    use geo::point;

    use super::super::super::layer_file::read_layer;
    use super::super::tests::{SMALL, check_error, package, point_blob};

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
            b"GP\0\x01\0\0\0\0\x01\x08\0\0\0",
            "a.gpkg, layer `Bu\"urten`, fid 10: cannot read a CircularString; save the layer with plain points, lines or polygons (for arcs in QGIS: `Segmentize by maximum angle`)",
        );
    }
}
