//! The geometry of one feature, fit to be converted.

use ::geojson::{Geometry, GeometryValue, Position};
use serde::Deserialize;

/// A geometry whose every position has two numbers at least.
#[derive(Deserialize)]
#[serde(try_from = "Geometry")]
pub(super) struct Shape(pub(super) geo::Geometry<f64>);

impl TryFrom<Geometry> for Shape {
    type Error = ::geojson::Error;

    fn try_from(geometry: Geometry) -> Result<Shape, ::geojson::Error> {
        // The conversion takes two numbers from every position without looking.
        match shortest(&geometry.value) {
            length @ (0 | 1) => Err(::geojson::Error::PositionTooShort(length)),
            _ => geometry.try_into().map(Shape),
        }
    }
}

/// Length of the shortest position; large for a geometry that has none.
fn shortest(geometry: &GeometryValue) -> usize {
    fn least<'a>(positions: impl IntoIterator<Item = &'a Position>) -> usize {
        positions.into_iter().map(Position::len).min().unwrap_or(usize::MAX)
    }
    match geometry {
        GeometryValue::Point { coordinates } => coordinates.len(),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            least(coordinates)
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            least(coordinates.iter().flatten())
        }
        GeometryValue::MultiPolygon { coordinates } => {
            least(coordinates.iter().flatten().flatten())
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter().map(|part| shortest(&part.value)).min().unwrap_or(usize::MAX)
        }
    }
}
