//! The records of a `.shp`, each the bytes of one shape.
//!
//! Only their places and lengths are looked at; what they hold is for `shape`.

use std::path::Path;

use super::super::layer::LayerError;
use super::broken;

/// The contents of the `.shp` records where the `.shx` says that they are.
///
/// After editing they may stand in another order, with old versions in between.
pub(super) fn indexed<'a>(
    path: &Path,
    shp: &'a [u8],
    shx: &Path,
    index: &[u8],
) -> Result<Vec<&'a [u8]>, LayerError> {
    let entries = index.get(100..).ok_or_else(|| broken(shx, "it is shorter than its header"))?;
    (1..)
        .zip(entries.chunks_exact(8))
        .map(|(number, entry)| {
            let start = 2 * big_endian(entry).expect("an entry has 8 bytes") as usize;
            record(shp, start).ok_or_else(|| {
                broken(path, format!("shape {number} should be at byte {start}, and is not there"))
            })
        })
        .collect()
}

/// The contents of the `.shp` records one after another.
pub(super) fn sequential<'a>(path: &Path, shp: &'a [u8]) -> Result<Vec<&'a [u8]>, LayerError> {
    let (mut shapes, mut start) = (Vec::new(), 100);
    while start < shp.len() {
        let shape = record(shp, start).ok_or_else(|| {
            broken(path, format!("shape {} at byte {start} is cut short", shapes.len() + 1))
        })?;
        shapes.push(shape);
        start += 8 + shape.len();
    }
    Ok(shapes)
}

/// The record that begins at `start`: its number, its length in words of two bytes, its content.
fn record(shp: &[u8], start: usize) -> Option<&[u8]> {
    let record = shp.get(start..)?;
    let length = 2 * big_endian(record.get(4..)?)? as usize;
    record.get(8..8 + length)
}

fn big_endian(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use geo::Geometry;
    use tempfile::TempDir;

    use super::super::tests::{patch, points, read_folder};

    #[test]
    fn the_index_says_where_shapes_are_and_may_be_missing() {
        let folder = points();
        let index = fs::read(folder.path().join("a.shx")).unwrap();
        patch(&folder, "a.shx", 100, &index[108..116]);
        patch(&folder, "a.shx", 108, &index[100..108]);
        let first = |folder: &TempDir| match read_folder(folder).unwrap().features[0].geometry {
            Some(Geometry::Point(point)) => point.x(),
            _ => f64::NAN,
        };
        assert_eq!(first(&folder), 3.0);
        fs::remove_file(folder.path().join("a.shx")).unwrap();
        assert_eq!(first(&folder), 1.0);
    }
}
