//! Outlines small enough to count on paper: squares of 100 by 100 m in columns
//! and rows. Only for tests.

use geo::{Area, Coord, LineString, MultiPolygon, Polygon, Validation};

/// A ring through the points, in metres, as an outline without holes.
pub(super) fn outline(points: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon::new(vec![Polygon::new(ring(points), Vec::new())])
}

pub(super) fn ring(points: &[(f64, f64)]) -> LineString<f64> {
    LineString::from(points.to_vec())
}

/// A block of squares, `width` by `height` metres, with its lower left corner at `(x, y)`.
pub(super) fn block(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
    let (right, top) = (x + width, y + height);
    outline(&[(x, y), (right, y), (right, top), (x, top), (x, y)])
}

/// The square in this column and row.
pub(super) fn square(column: u32, row: u32) -> MultiPolygon<f64> {
    block(f64::from(column) * 100.0, f64::from(row) * 100.0, 100.0, 100.0)
}

/// All squares of a town, row by row.
pub(super) fn squares(columns: u32, rows: u32) -> Vec<MultiPolygon<f64>> {
    (0..rows).flat_map(|row| (0..columns).map(move |column| square(column, row))).collect()
}

/// `outer` with `inner` cut out of it.
pub(super) fn with_hole(outer: &MultiPolygon<f64>, inner: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let hole = inner.0[0].exterior().clone();
    MultiPolygon::new(vec![Polygon::new(outer.0[0].exterior().clone(), vec![hole])])
}

/// How many points the exterior and then the holes of each polygon have, and
/// the area in m²; fails when the outline is not valid.
#[track_caller]
pub(super) fn shape(outline: &MultiPolygon<f64>) -> (Vec<Vec<usize>>, f64) {
    outline.check_validation().expect("outline is valid");
    let points = |polygon: &Polygon<f64>| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.map(|ring| ring.0.len() - 1).collect()
    };
    (outline.iter().map(points).collect(), outline.unsigned_area())
}

/// The first coordinate of each polygon.
pub(super) fn first_points(outline: &MultiPolygon<f64>) -> Vec<Coord> {
    outline.iter().map(|polygon| polygon.exterior().0[0]).collect()
}
