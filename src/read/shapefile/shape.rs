//! One shape to a geometry, without height and measure.

use std::io::Cursor;
use std::path::Path;

use ::shapefile::record::traits::HasXY;
use ::shapefile::{ReadableShape, Shape};
use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};

use super::super::layer::{LayerError, present};
use super::broken;
use super::rings::polygons;

/// The geometry in one record; `None` for a null shape, or one without any point.
pub(super) fn geometry(
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
        // Some write so what has no place, as WKB does.
        Shape::Point(point) if point.x.is_nan() && point.y.is_nan() => return Ok(None),
        Shape::Point(point) => Point(coord(&point)).into(),
        Shape::PointM(point) if point.x.is_nan() && point.y.is_nan() => return Ok(None),
        Shape::PointZ(point) if point.x.is_nan() && point.y.is_nan() => return Ok(None),
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

pub(super) fn line(points: &[impl HasXY]) -> LineString<f64> {
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

#[cfg(test)]
mod tests {
    use ::shapefile::{PointZ, PolygonZ, PolylineZ};
    use geo::{MultiPolygon, polygon};

    use super::super::tests::check;
    use super::*;

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
}
