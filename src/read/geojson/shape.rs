//! The geometry of one feature, in two dimensions.
//!
//! The depth of the brackets tells what the numbers are, since the type may stand behind them. Heights
//! are passed over whatever they are, and `null` for a number is not a number: whose corner it is can
//! then be told.

use std::fmt;

use geo::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon, coord,
};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

/// A geometry, which may be empty.
#[derive(serde::Deserialize)]
#[serde(try_from = "Members")]
pub(super) struct Shape(pub(super) Geometry<f64>);

/// A geometry as it stands in the file.
#[derive(serde::Deserialize)]
struct Members {
    #[serde(rename = "type")]
    kind: String,
    coordinates: Option<Coordinates>,
    geometries: Option<Vec<Shape>>,
}

impl TryFrom<Members> for Shape {
    type Error = String;

    fn try_from(members: Members) -> Result<Shape, String> {
        use Coordinates::{Empty, Line, Lines, Point as At, Polygons};
        let Members { kind, coordinates, geometries } = members;
        let coordinates = coordinates.unwrap_or(Empty);
        let geometry: Geometry<f64> = match (kind.as_str(), coordinates) {
            ("GeometryCollection", _) => {
                let parts = geometries.unwrap_or_default().into_iter().map(|part| part.0);
                Geometry::GeometryCollection(GeometryCollection(parts.collect()))
            }
            // As in WKB: there is no other way to write an empty point.
            ("Point", At(at)) if at.x.is_nan() && at.y.is_nan() => MultiPoint(Vec::new()).into(),
            ("Point", At(at)) => Point(at).into(),
            ("MultiPoint", Line(points)) => {
                MultiPoint(points.into_iter().map(Point).collect()).into()
            }
            ("LineString", Line(corners)) => LineString(corners).into(),
            ("MultiLineString", Lines(lines)) => {
                MultiLineString(lines.into_iter().map(LineString).collect()).into()
            }
            ("Polygon", Lines(rings)) => polygon(rings).into(),
            ("MultiPolygon", Polygons(polygons)) => {
                MultiPolygon(polygons.into_iter().map(polygon).collect()).into()
            }
            (
                "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon"
                | "MultiPolygon",
                Empty,
            ) => MultiPoint(Vec::new()).into(),
            (
                "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon"
                | "MultiPolygon",
                _,
            ) => return Err(format!("the brackets of the coordinates are not those of a {kind}")),
            _ => return Err(format!("a geometry of type `{kind}` is none of GeoJSON")),
        };
        Ok(Shape(geometry))
    }
}

fn polygon(rings: Vec<Vec<Coord<f64>>>) -> Polygon<f64> {
    let mut rings = rings.into_iter().map(LineString);
    let outer = rings.next().unwrap_or_else(LineString::empty);
    Polygon::new(outer, rings.collect())
}

/// The coordinates of a geometry, by the depth of their brackets.
enum Coordinates {
    Empty,
    Point(Coord<f64>),
    Line(Vec<Coord<f64>>),
    Lines(Vec<Vec<Coord<f64>>>),
    Polygons(Vec<Vec<Vec<Coord<f64>>>>),
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Coordinates, D::Error> {
        match Item::deserialize(deserializer)? {
            Item::Brackets(coordinates) => Ok(coordinates),
            Item::Number(_) => {
                Err(D::Error::custom("a number stands where coordinates are expected"))
            }
        }
    }
}

/// What stands within a bracket: a number, or another bracket.
enum Item {
    Number(f64),
    Brackets(Coordinates),
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Item, D::Error> {
        deserializer.deserialize_any(ItemVisitor)
    }
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a bracket of coordinates")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Item, E> {
        Ok(Item::Number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Item, E> {
        Ok(Item::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Item, E> {
        Ok(Item::Number(number as f64))
    }

    fn visit_unit<E: Error>(self) -> Result<Item, E> {
        Ok(Item::Number(f64::NAN))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Item, A::Error> {
        // Empty parts before the first that is not, which tells how deep the brackets are.
        let first = loop {
            match items.next_element()? {
                Some(Item::Brackets(Coordinates::Empty)) => {}
                first => break first,
            }
        };
        let coordinates = match first {
            None => Coordinates::Empty,
            Some(Item::Number(x)) => Coordinates::Point(point(x, items)?),
            Some(Item::Brackets(Coordinates::Point(first))) => {
                Coordinates::Line(rest(first, items, |At(at)| at)?)
            }
            Some(Item::Brackets(Coordinates::Line(first))) => {
                Coordinates::Lines(rest(first, items, line)?)
            }
            Some(Item::Brackets(Coordinates::Lines(first))) => {
                Coordinates::Polygons(rest(first, items, |lines: Vec<Vec<At>>| {
                    lines.into_iter().map(line).collect()
                })?)
            }
            Some(Item::Brackets(_)) => {
                return Err(A::Error::custom("the brackets of the coordinates are too deep"));
            }
        };
        Ok(Item::Brackets(coordinates))
    }
}

/// One position.
#[derive(Clone, Copy)]
struct At(Coord<f64>);

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<At, D::Error> {
        struct Position;

        impl<'de> Visitor<'de> for Position {
            type Value = At;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a position: [x, y]")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<At, A::Error> {
                match numbers.next_element::<Option<f64>>()? {
                    Some(x) => Ok(At(point(x.unwrap_or(f64::NAN), numbers)?)),
                    None => Err(too_short(0)),
                }
            }
        }

        deserializer.deserialize_seq(Position)
    }
}

/// The position of which `x` was read; what follows its *y* is passed over.
fn point<'de, A: SeqAccess<'de>>(x: f64, mut numbers: A) -> Result<Coord<f64>, A::Error> {
    let y = numbers.next_element::<Option<f64>>()?.ok_or_else(|| too_short(1))?;
    while numbers.next_element::<IgnoredAny>()?.is_some() {}
    Ok(coord! { x: x, y: y.unwrap_or(f64::NAN) })
}

fn too_short<E: Error>(length: usize) -> E {
    E::custom(format!("A position must contain two or more elements, but got `{length}`"))
}

fn line(positions: Vec<At>) -> Vec<Coord<f64>> {
    positions.into_iter().map(|At(at)| at).collect()
}

/// The first item and those that follow it.
fn rest<'de, A: SeqAccess<'de>, R: Deserialize<'de>, T>(
    first: T,
    mut items: A,
    convert: impl Fn(R) -> T,
) -> Result<Vec<T>, A::Error> {
    let mut all = vec![first];
    while let Some(item) = items.next_element()? {
        all.push(convert(item));
    }
    Ok(all)
}

#[cfg(test)]
mod tests;
