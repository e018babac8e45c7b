//! The records of a `.shp`, each the bytes of one shape.
//!
//! Only their places and lengths are looked at; what they hold is for `shape`.

use std::path::Path;

use super::super::layer::LayerError;
use super::broken;

/// Refuses a `.shp` that is shorter than its own header says: its end was lost.
pub(super) fn check_length(path: &Path, shp: &[u8]) -> Result<(), LayerError> {
    let Some(said) = shp.get(24..28).and_then(big_endian) else {
        return Err(broken(path, "it is shorter than its header"));
    };
    let said = 2 * u64::from(said);
    if said > shp.len() as u64 {
        let found = shp.len();
        return Err(broken(path, format!("it says that it has {said} bytes and has {found}")));
    }
    Ok(())
}

/// Whether an index has a place for each of `rows` shapes.
pub(super) fn is_whole(index: &[u8], rows: usize) -> bool {
    index.len() == 100 + 8 * rows
}

/// The contents of the `.shp` records where the `.shx` says that they are.
///
/// After editing they may stand in another order, with old versions in between.
pub(super) fn indexed<'a>(
    path: &Path,
    shp: &'a [u8],
    index: &[u8],
) -> Result<Vec<&'a [u8]>, LayerError> {
    (1..)
        .zip(index.get(100..).unwrap_or_default().chunks_exact(8))
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
        // Without it, and with one that is cut short, the shapes stand as they are written.
        fs::write(folder.path().join("a.shx"), b"").unwrap();
        assert_eq!(first(&folder), 1.0);
        fs::write(folder.path().join("a.shx"), &index[..116]).unwrap();
        assert_eq!(first(&folder), 1.0);
        fs::remove_file(folder.path().join("a.shx")).unwrap();
        assert_eq!(first(&folder), 1.0);
    }

    #[test]
    fn a_file_shorter_than_it_says_is_cut() {
        let folder = points();
        let shp = fs::read(folder.path().join("a.shp")).unwrap();
        fs::write(folder.path().join("a.shp"), &shp[..shp.len() - 28]).unwrap();
        assert_eq!(
            read_folder(&folder).unwrap_err(),
            "a.shp is damaged: it says that it has 184 bytes and has 156; export or download it again",
        );
    }
}
