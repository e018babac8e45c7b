//! Shapefile to a [`Layer`].
//!
//! Comes in: a `.shp` with its `.dbf`, and as far as they are there its `.shx`
//! (where each shape stands), `.prj` (CRS) and `.cpg` (encoding of text), with
//! extensions in any case. Goes out: a row a shape, deleted rows left out.
//! Lengths and places are checked here and rings are sorted into polygons
//! here; the shapefile crate decodes the shapes themselves.

use std::borrow::Cow;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use ::shapefile::record::traits::HasXY;
use ::shapefile::{ReadableShape, Shape};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use geo::coordinate_position::{CoordPos, coord_pos_relative_to_ring};
use geo::{
    Area, BoundingRect, Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};

use super::layer::{Feature, Layer, LayerError, number_text, present, stem};
use crate::crs::{DeclaredCrs, recognise};

/// Reads all features of the file. There may be none.
pub(super) fn read(path: &Path) -> Result<Layer, LayerError> {
    let dbf = sidecar(path, "dbf")?
        .ok_or_else(|| LayerError::MissingSidecar { path: path.to_owned(), missing: ".dbf" })?;
    let crs = match text(path, "prj")? {
        Some(wkt) => recognise::from_wkt(wkt.trim()),
        None => DeclaredCrs::Unsaid,
    };
    let declared = text(path, "cpg")?.and_then(|label| encoding(&label));
    let table = Table::read(&dbf, &bytes(&dbf)?, declared)?;

    let shp = bytes(path)?;
    let shapes = match sidecar(path, "shx")? {
        Some(shx) => indexed(path, &shp, &shx, &bytes(&shx)?)?,
        None => sequential(path, &shp)?,
    };
    if shapes.len() != table.rows.len() {
        let (shapes, rows) = (shapes.len(), table.rows.len());
        return Err(broken(path, format!("it has {shapes} shapes and {rows} rows in the .dbf")));
    }

    let mut features = Vec::with_capacity(shapes.len());
    for (number, (row, shape)) in (1..).zip(table.rows.into_iter().zip(shapes)) {
        // A deleted row takes its shape along.
        if let Some(attributes) = row {
            features.push(Feature { attributes, geometry: geometry(path, number, shape)? });
        }
    }
    Ok(Layer { name: stem(path), crs, columns: table.columns, features })
}

fn broken(path: &Path, detail: impl Into<String>) -> LayerError {
    LayerError::Broken { path: path.to_owned(), detail: detail.into() }
}

fn bytes(path: &Path) -> Result<Vec<u8>, LayerError> {
    fs::read(path).map_err(|source| LayerError::Open { path: path.to_owned(), source })
}

/// The file of the same name with another extension, in any case.
fn sidecar(path: &Path, extension: &str) -> Result<Option<PathBuf>, LayerError> {
    let exact = path.with_extension(extension);
    if exact.is_file() {
        return Ok(Some(exact));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| Ok(path.with_file_name(entry?.file_name()))).collect()
        })
        .map_err(|source| LayerError::Open { path: folder.to_owned(), source })?;
    let wanted = exact.file_name().map(|name| name.to_ascii_lowercase());
    found.retain(|entry| entry.file_name().map(|name| name.to_ascii_lowercase()) == wanted);
    found.sort();
    Ok(found.into_iter().next())
}

fn text(path: &Path, extension: &str) -> Result<Option<String>, LayerError> {
    let Some(path) = sidecar(path, extension)? else {
        return Ok(None);
    };
    let bytes = bytes(&path)?;
    Ok(Some(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned()))
}

/// The encoding that a `.cpg` names, in one of the many ways in which they do.
fn encoding(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let digits: String = label.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "65001" => Some(UTF_8),
        "1252" | "28591" | "88591" => Some(WINDOWS_1252),
        "885915" | "28605" => Some(encoding_rs::ISO_8859_15),
        _ => Encoding::for_label(label.as_bytes()),
    }
}

/// The contents of the `.shp` records where the `.shx` says that they are.
///
/// After editing they may stand in another order, with old versions in between.
fn indexed<'a>(
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
fn sequential<'a>(path: &Path, shp: &'a [u8]) -> Result<Vec<&'a [u8]>, LayerError> {
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

fn geometry(
    path: &Path,
    number: usize,
    content: &[u8],
) -> Result<Option<Geometry<f64>>, LayerError> {
    let length = i32::try_from(content.len())
        .map_err(|_| broken(path, format!("shape {number} is over 2 GB")))?;
    let shape = Shape::read_from(&mut Cursor::new(content), length)
        .map_err(|error| broken(path, format!("shape {number}: {error}")))?;

    let geometry: Geometry<f64> = match shape {
        Shape::NullShape => return Ok(None),
        Shape::Point(point) => Point(coord(&point)).into(),
        Shape::PointM(point) => Point(coord(&point)).into(),
        Shape::PointZ(point) => Point(coord(&point)).into(),
        Shape::Multipoint(points) => multi_point(points.points()),
        Shape::MultipointM(points) => multi_point(points.points()),
        Shape::MultipointZ(points) => multi_point(points.points()),
        Shape::Polyline(lines) => lines_of(lines.parts()),
        Shape::PolylineM(lines) => lines_of(lines.parts()),
        Shape::PolylineZ(lines) => lines_of(lines.parts()),
        Shape::Polygon(shape) => polygons(shape.rings().iter().map(|ring| line(ring.points()))),
        Shape::PolygonM(shape) => polygons(shape.rings().iter().map(|ring| line(ring.points()))),
        Shape::PolygonZ(shape) => polygons(shape.rings().iter().map(|ring| line(ring.points()))),
        Shape::Multipatch(_) => {
            return Err(LayerError::Geometry {
                path: path.to_owned(),
                place: format!("shape {number}"),
                found: "MultiPatch (3-D)".into(),
            });
        }
    };
    Ok(present(geometry))
}

fn coord(point: &impl HasXY) -> Coord<f64> {
    Coord { x: point.x(), y: point.y() }
}

fn line(points: &[impl HasXY]) -> LineString<f64> {
    LineString(points.iter().map(coord).collect())
}

fn multi_point(points: &[impl HasXY]) -> Geometry<f64> {
    MultiPoint(points.iter().map(|point| Point(coord(point))).collect()).into()
}

fn lines_of(parts: &[Vec<impl HasXY>]) -> Geometry<f64> {
    let mut lines: Vec<LineString<f64>> = parts.iter().map(|part| line(part)).collect();
    match lines.len() {
        1 => lines.remove(0).into(),
        _ => MultiLineString(lines).into(),
    }
}

/// Sorts rings into polygons by which lies in which.
///
/// A ring within an odd number of others is a hole of the smallest of them, any
/// other is an outer ring. The order and the direction of rings, which the
/// format prescribes and files get wrong, play no part.
fn polygons(rings: impl Iterator<Item = LineString<f64>>) -> Geometry<f64> {
    let rings: Vec<Ring> = rings.filter(|ring| !ring.0.is_empty()).map(Ring::new).collect();
    let holders: Vec<Vec<usize>> = (0..rings.len())
        .map(|ring| {
            (0..rings.len())
                .filter(|&other| other != ring && rings[other].holds(&rings[ring]))
                .collect()
        })
        .collect();

    let even = |ring: usize| holders[ring].len().is_multiple_of(2);
    // Rings that cross may have no such holder; they stay outer rings rather than be lost.
    let holder = |ring: usize| {
        let outer = holders[ring].iter().copied().filter(|&other| !even(ring) && even(other));
        outer.min_by(|&a, &b| rings[a].area.total_cmp(&rings[b].area))
    };

    let mut holes: Vec<Vec<LineString<f64>>> = vec![Vec::new(); rings.len()];
    let mut outers = Vec::new();
    for (ring, Ring { line, .. }) in rings.iter().enumerate() {
        match holder(ring) {
            Some(outer) => holes[outer].push(line.clone()),
            None => outers.push((ring, line.clone())),
        }
    }
    let polygons =
        outers.into_iter().map(|(ring, line)| Polygon::new(line, std::mem::take(&mut holes[ring])));
    MultiPolygon(polygons.collect()).into()
}

struct Ring {
    line: LineString<f64>,
    area: f64,
    /// Lower left and upper right; `None` if not all coordinates are finite.
    bounds: Option<(Coord<f64>, Coord<f64>)>,
}

impl Ring {
    fn new(mut line: LineString<f64>) -> Ring {
        let finite = line.0.iter().all(|at| at.x.is_finite() && at.y.is_finite());
        if !finite {
            return Ring { line, area: 0.0, bounds: None };
        }
        line.close();
        let bounds = line.bounding_rect().map(|bounds| (bounds.min(), bounds.max()));
        let area = Polygon::new(line.clone(), Vec::new()).unsigned_area();
        Ring { line, area, bounds }
    }

    /// Whether `other` lies within this ring, where they may touch.
    fn holds(&self, other: &Ring) -> bool {
        let (Some((low, high)), Some((other_low, other_high))) = (self.bounds, other.bounds) else {
            return false;
        };
        let bounds_hold = low.x <= other_low.x
            && low.y <= other_low.y
            && high.x >= other_high.x
            && high.y >= other_high.y;
        if !bounds_hold || self.area <= other.area {
            return false;
        }
        // The first point that is not on this ring itself decides; if all corners are, a midpoint does.
        let corners = other.line.0.iter().copied();
        let midpoints = other.line.lines().map(|side| (side.start + side.end) / 2.0);
        corners
            .chain(midpoints)
            .map(|point| coord_pos_relative_to_ring(point, &self.line))
            .find(|&position| position != CoordPos::OnBoundary)
            .is_some_and(|position| position == CoordPos::Inside)
    }
}

/// The content of a `.dbf`.
struct Table {
    columns: Vec<String>,
    /// `None` where a row is deleted.
    rows: Vec<Option<Vec<Option<String>>>>,
}

/// One column of a `.dbf`.
struct Field {
    name: Vec<u8>,
    kind: u8,
    width: usize,
}

impl Table {
    fn read(
        path: &Path,
        dbf: &[u8],
        declared: Option<&'static Encoding>,
    ) -> Result<Table, LayerError> {
        let Some(header) = dbf.first_chunk::<32>() else {
            return Err(broken(path, "it is shorter than its header"));
        };
        let count = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let start = usize::from(u16::from_le_bytes([header[8], header[9]]));
        let length = usize::from(u16::from_le_bytes([header[10], header[11]]));

        let descriptors = dbf.get(32..start).unwrap_or_default();
        let fields: Vec<Field> = descriptors
            .chunks_exact(32)
            .take_while(|descriptor| descriptor[0] != b'\r')
            .map(Field::new)
            .collect();
        // A column of no width would cost nothing in the file and a cell a row in memory.
        let needed = 1 + fields.iter().map(|field| field.width.max(1)).sum::<usize>();
        if fields.is_empty() || length < needed {
            let columns = fields.len();
            return Err(broken(
                path,
                format!("its {columns} columns do not fit in rows of {length} bytes"),
            ));
        }

        let rows = dbf.get(start..).unwrap_or_default();
        let found = rows.len() / length;
        if found < count {
            return Err(broken(path, format!("it says {count} rows and has {found}")));
        }
        let rows = &rows[..count * length];

        let encoding = declared.or_else(|| language(header[29])).unwrap_or_else(|| {
            // Text that is not UTF-8 almost never looks like it.
            if std::str::from_utf8(rows).is_ok() { UTF_8 } else { WINDOWS_1252 }
        });
        let columns =
            fields.iter().map(|field| decode(&field.name, encoding, false).into_owned()).collect();
        let rows = rows.chunks_exact(length).map(|row| match row[0] {
            b'*' => None,
            _ => Some(values(&row[1..], &fields, encoding)),
        });
        Ok(Table { columns, rows: rows.collect() })
    }
}

impl Field {
    fn new(descriptor: &[u8]) -> Field {
        let name = descriptor[..11].split(|&byte| byte == 0).next().unwrap_or_default();
        let kind = descriptor[11].to_ascii_uppercase();
        // Text wider than 255 bytes has the rest of its width where others have decimals.
        let high = if kind == b'C' { descriptor[17] } else { 0 };
        let width = usize::from(u16::from_le_bytes([descriptor[16], high]));
        Field { name: name.trim_ascii().to_owned(), kind, width }
    }
}

/// The encoding that a `.dbf` itself names, of those that occur in the Netherlands.
fn language(id: u8) -> Option<&'static Encoding> {
    match id {
        0x03 | 0x57..=0x59 => Some(WINDOWS_1252),
        _ => None,
    }
}

fn values(mut row: &[u8], fields: &[Field], encoding: &'static Encoding) -> Vec<Option<String>> {
    let mut values = Vec::with_capacity(fields.len());
    for field in fields {
        let (cell, rest) = row.split_at(field.width);
        row = rest;
        values.push(value(cell, field.kind, encoding));
    }
    values
}

/// One cell as text; `None` when blank, or of a kind that is kept in another file.
fn value(cell: &[u8], kind: u8, encoding: &'static Encoding) -> Option<String> {
    if kind == b'I' {
        return cell.first_chunk().map(|bytes| i32::from_le_bytes(*bytes).to_string());
    }
    let end = cell.iter().rposition(|byte| !matches!(byte, 0 | b' ')).map_or(0, |last| last + 1);
    let text = decode(&cell[..end], encoding, end == cell.len());
    let bare = text.trim();
    match kind {
        _ if bare.is_empty() => None,
        b'C' => Some(text.into_owned()),
        b'N' | b'F' => number(bare),
        b'D' => date(bare),
        b'L' => match bare {
            "T" | "t" | "Y" | "y" => Some("true".into()),
            "F" | "f" | "N" | "n" => Some("false".into()),
            _ => None,
        },
        _ => None,
    }
}

/// A number without needless zeros. Digits are kept as they stand: an id of
/// sixteen of them is more than a floating-point number holds.
fn number(text: &str) -> Option<String> {
    // Stars are written where a number does not fit.
    if text.starts_with('*') {
        return None;
    }
    match (text.contains(['e', 'E']), text.parse::<f64>()) {
        (true, Ok(number)) => number_text(number),
        (false, Ok(_)) if text.contains('.') => {
            Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
        }
        _ => Some(text.to_owned()),
    }
}

/// `20251231` as `2025-12-31`, the way of the other formats.
fn date(text: &str) -> Option<String> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    let (year, month, day) = (&text[..4], &text[4..6], &text[6..]);
    (text != "00000000").then(|| format!("{year}-{month}-{day}"))
}

/// Text that is said to be UTF-8 and is not is Windows-1252, unless its last
/// character was cut to fit a `full` cell.
fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding, full: bool) -> Cow<'a, str> {
    if encoding != UTF_8 {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) if full && error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()])
        }
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use ::shapefile::dbase::{FieldValue, Record, TableWriterBuilder};
    use ::shapefile::record::EsriShape;
    use ::shapefile::{Point, PointZ, Polygon, PolygonZ, Polyline, PolylineZ, Writer};
    use geo::polygon;
    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::super::layer::read_layer;
    use super::*;
    use crate::crs::Crs;

    /// Corners of a square, clockwise as the format has its outer rings.
    fn square(low: f64, high: f64) -> Vec<Point> {
        [(low, low), (low, high), (high, high), (high, low), (low, low)]
            .map(|(x, y)| Point::new(x, y))
            .to_vec()
    }

    fn reversed(mut ring: Vec<Point>) -> Vec<Point> {
        ring.reverse();
        ring
    }

    /// A shapefile `a.shp` with a row a shape.
    fn folder<S: EsriShape>(shapes: &[S]) -> TempDir {
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

    fn read_folder(folder: &TempDir) -> Result<Layer, String> {
        let place = folder.path().display().to_string() + std::path::MAIN_SEPARATOR_STR;
        read_layer(&folder.path().join("a.shp"), None)
            .map_err(|error| error.to_string().replace(&place, ""))
    }

    fn points() -> TempDir {
        folder(&[Point::new(1.0, 2.0), Point::new(3.0, 4.0), Point::new(5.0, f64::NAN)])
    }

    /// Writes `bytes` into a file at `place`, counted from its end if negative.
    fn patch(folder: &TempDir, name: &str, place: isize, bytes: &[u8]) {
        let path = folder.path().join(name);
        let mut content = fs::read(&path).unwrap();
        let start = place.rem_euclid(content.len() as isize) as usize;
        content[start..start + bytes.len()].copy_from_slice(bytes);
        fs::write(path, content).unwrap();
    }

    #[track_caller]
    fn check<S: EsriShape>(shape: S, expected: impl Into<Geometry<f64>>) {
        let layer = read_folder(&folder(&[shape])).unwrap();
        assert_eq!(layer.features[0].geometry, Some(expected.into()));
    }

    fn geo_square(low: f64, high: f64) -> LineString<f64> {
        line(&square(low, high))
    }

    /// A polygon whose rings are written as they are.
    fn rings(rings: &[&Vec<Point>]) -> Polygon {
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
    fn height_is_dropped() {
        let corner = |x: f64, y: f64| PointZ::new(x, y, 9.0, 9.0);
        let path = vec![corner(0.0, 0.0), corner(1.0, 2.0)];
        let expected = LineString::from(vec![(0.0, 0.0), (1.0, 2.0)]);
        check(PolylineZ::new(path.clone()), expected.clone());
        let lines = MultiLineString(vec![expected.clone(), expected]);
        check(PolylineZ::with_parts(vec![path.clone(), path]), lines);
        let ring = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)].map(|(x, y)| corner(x, y));
        let expected = polygon![(x: 0.0, y: 0.0), (x: 0.0, y: 1.0), (x: 1.0, y: 1.0)];
        check(PolygonZ::from(PolylineZ::new(ring.to_vec())), MultiPolygon(vec![expected]));
    }

    #[test]
    fn holes_find_their_ring_in_any_order_and_direction() {
        let (outer, hole, island) = (square(0.0, 9.0), square(2.0, 7.0), square(4.0, 5.0));
        let expected = |outer: &Vec<Point>, hole: &Vec<Point>, island: &Vec<Point>| {
            let holed = geo::Polygon::new(line(outer), vec![line(hole)]);
            (holed, geo::Polygon::new(line(island), Vec::new()))
        };
        let turned = reversed(hole.clone());
        let (holed, alone) = expected(&outer, &turned, &island);
        check(rings(&[&outer, &turned, &island]), MultiPolygon(vec![holed.clone(), alone.clone()]));
        check(rings(&[&turned, &island, &outer]), MultiPolygon(vec![alone, holed]));
        let (holed, alone) = expected(&outer, &hole, &island);
        check(rings(&[&island, &hole, &outer]), MultiPolygon(vec![alone, holed]));
    }

    #[test]
    fn a_hole_may_touch_its_ring() {
        let diamond: Vec<Point> = [(5.0, 0.0), (10.0, 5.0), (5.0, 10.0), (0.0, 5.0), (5.0, 0.0)]
            .map(|(x, y)| Point::new(x, y))
            .to_vec();
        let holed = geo::Polygon::new(geo_square(0.0, 10.0), vec![line(&diamond)]);
        check(rings(&[&diamond, &square(0.0, 10.0)]), MultiPolygon(vec![holed]));
    }

    #[test]
    fn rings_beside_each_other_or_alike_stay_outer_rings() {
        let (one, other) = (square(0.0, 4.0), square(4.0, 8.0));
        let alone = |ring: &Vec<Point>| geo::Polygon::new(line(ring), Vec::new());
        check(rings(&[&one, &other]), MultiPolygon(vec![alone(&one), alone(&other)]));
        check(rings(&[&one, &one]), MultiPolygon(vec![alone(&one), alone(&one)]));
    }

    #[test]
    fn a_ring_with_a_coordinate_that_is_no_number_is_kept() {
        let mut bad = square(1.0, 2.0);
        bad[1].x = f64::NAN;
        let layer = read_folder(&folder(&[rings(&[&square(0.0, 9.0), &bad])])).unwrap();
        let Some(Geometry::MultiPolygon(found)) = &layer.features[0].geometry else { panic!() };
        assert_eq!(found.0.len(), 2);
        assert!(found.0[1].exterior().0[1].x.is_nan());
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

    #[test]
    fn text_is_decoded_as_the_files_say() {
        let cases: [(Option<&str>, u8, &[u8], &str); 10] = [
            (None, 0, b"Caf\xE9    ", "Café"),
            (None, 0, b"Caf\xC3\xA9   ", "Café"),
            (None, 0x57, b"Caf\xC3\xA9   ", "CafÃ©"),
            (Some("UTF-8"), 0x57, b"Caf\xC3\xA9   ", "Café"),
            (Some("65001\r\n"), 0, b" \xC3\xAB     ", " ë"),
            (Some("utf-8"), 0, b"Lumi\xE8re ", "Lumière"),
            (Some("utf-8"), 0, b"Lumi\xC3\xA8r\xC3", "Lumièr"),
            (Some("ANSI 1252"), 0, b"Caf\xE9 \x80  ", "Café €"),
            (Some("ISO 88591"), 0, b"Caf\xC3\xA9   ", "CafÃ©"),
            (Some("1252"), 0, b"Caf\xE9\0\0\0\0", "Café"),
        ];
        for (cpg, language, cell, expected) in cases {
            let folder = points();
            patch(&folder, "a.dbf", 29, &[language]);
            patch(&folder, "a.dbf", -(1 + 3 * 18) + 1, cell);
            if let Some(cpg) = cpg {
                fs::write(folder.path().join("a.CPG"), cpg).unwrap();
            }
            let layer = read_folder(&folder).unwrap();
            assert_eq!(layer.features[0].attributes[0].as_deref(), Some(expected), "{cpg:?}");
        }
    }

    #[test]
    fn cells_are_plain_text() {
        let cases: [(u8, &[u8], Option<&str>); 17] = [
            (b'C', b" 034  ", Some(" 034")),
            (b'C', b"      ", None),
            (b'N', b"   34.000", Some("34")),
            (b'N', b" -0.250", Some("-0.25")),
            (b'N', b"0363200000123456", Some("0363200000123456")),
            (b'N', b"100", Some("100")),
            (b'N', b"*****", None),
            (b'N', b"", None),
            (b'F', b" 1.5e+003", Some("1500")),
            (b'N', b"1,5", Some("1,5")),
            (b'D', b"20251231", Some("2025-12-31")),
            (b'D', b"00000000", None),
            (b'D', b"31-12-25", Some("31-12-25")),
            (b'L', b"T", Some("true")),
            (b'L', b"?", None),
            (b'I', &[0xFE, 0xFF, 0xFF, 0xFF], Some("-2")),
            (b'M', b"0000000012", None),
        ];
        for (kind, cell, expected) in cases {
            assert_eq!(value(cell, kind, UTF_8).as_deref(), expected);
        }
    }

    #[test]
    fn sidecars_are_found_in_any_case() {
        let folder = points();
        let place = |name: &str| folder.path().join(name);
        fs::rename(place("a.dbf"), place("A.DBF")).unwrap();
        fs::write(place("a.PRJ"), "PROJCS[\"RD_New\"]\n").unwrap();
        assert_eq!(read_folder(&folder).unwrap().crs, DeclaredCrs::Known(Crs::RdNew));
        fs::remove_file(place("A.DBF")).unwrap();
        assert_eq!(
            read_folder(&folder).unwrap_err(),
            "a.shp has no .dbf file beside it; a shapefile is a .shp, .shx, .dbf and .prj of one name: put them in one folder",
        );
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
        check("a.dbf", 10, &[9], "a.dbf is damaged: its 2 columns do not fit in rows of 9 bytes");
        check(
            "a.shx",
            102,
            &[1],
            "a.shp is damaged: shape 1 should be at byte 612, and is not there",
        );
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
