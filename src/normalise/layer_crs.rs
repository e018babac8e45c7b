//! How the coordinates of a layer are to be read: what it says of them, tested on every corner.
//!
//! A layer says a system, or nothing; its corners lie in or near the Netherlands when they are read in
//! the right one. When all of them do in one reading, that is how they are read, with a finding where the
//! layer says otherwise. When one of them does not, there is no reading of the whole: a feature in
//! another system would cover its neighbours, or lie where nothing is.

use geo::{Coord, Geometry};
use rayon::prelude::*;

use crate::crs::{self, Crs, DeclaredCrs, Extent, Reading};
use crate::diagnostics::{Finding, codes, counted};
use crate::read::{Feature, Layer};

use super::error::InputError;

/// How many features out of place are named.
const NAMED: usize = 4;

/// A layer among the inputs, for messages.
pub(super) struct LayerSource<'a> {
    /// Its file, as the configuration names it.
    pub file: &'a str,
    /// The system that the configuration says, and the setting that does.
    pub told: Option<&'a str>,
    /// The setting that says the system.
    pub key: &'a str,
    /// What a feature is called, by its place in the layer.
    pub name: &'a (dyn Fn(usize) -> String + Sync),
}

/// The reading in which every corner of every feature lies in or near the Netherlands, and what is to be
/// told of it.
///
/// # Errors
/// [`InputError::UnknownCrs`] when the layer says a system that is not read, and
/// [`InputError::CornerOutside`] when there is no such reading.
pub(super) fn reading_of(
    layer: &Layer,
    source: &LayerSource<'_>,
) -> Result<(Reading, Option<Finding>), InputError> {
    let told = source.told.map(crs::recognise::from_authority);
    let said = told.as_ref().filter(|told| **told != DeclaredCrs::Unsaid).unwrap_or(&layer.crs);
    let numbers: Vec<Option<Numbers>> =
        layer.features.par_iter().with_max_len(64).map(numbers_of).collect();
    let shaped = || numbers.iter().enumerate().filter_map(|(at, numbers)| Some((at, (*numbers)?)));
    if shaped().next().is_none() {
        return Ok((Reading::plain(Crs::RdNew), None)); // there is nothing to read
    }
    if let DeclaredCrs::Other(name) = said {
        let at = first_corner(&layer.features);
        return Err(InputError::UnknownCrs {
            file: source.file.to_owned(),
            found: format!("`{name}` (the first corner is {})", pair(at)),
            key: source.key.to_owned(),
        });
    }

    let expected = match said {
        DeclaredCrs::Known(crs) => Some(Reading::plain(*crs)),
        _ => None,
    };
    let readings = || expected.into_iter().chain(Reading::ALL);
    let fits = |reading: Reading, numbers: &Numbers| numbers.known && reading.fits(&numbers.extent);
    let fitting = readings().find(|reading| shaped().all(|(_, numbers)| fits(*reading, &numbers)));
    if let Some(reading) = fitting {
        return Ok((reading, remark(layer, source, said, reading)));
    }

    // Of the readings that fit most features; the one that the layer says goes before its equals.
    let count = |reading: Reading| shaped().filter(|(_, numbers)| fits(reading, numbers)).count();
    let mut most = (None, 0);
    for reading in readings() {
        let fitting = count(reading);
        if fitting > most.1 {
            most = (Some(reading), fitting);
        }
    }
    let outside: Vec<usize> = shaped()
        .filter(|(_, numbers)| most.0.is_none_or(|reading| !fits(reading, numbers)))
        .map(|(at, _)| at)
        .collect();
    let corner = corner_outside(&layer.features, outside[0], most.0);
    Err(InputError::CornerOutside {
        file: source.file.to_owned(),
        text: in_words(source, said, most, &outside, corner, shaped().count()),
        key: source.key.to_owned(),
    })
}

/// Takes the shape of every point with a 0 in it, where a system knows no place, and tells their places
/// in the layer: as of a table, such a row is judged by itself.
pub(super) fn take_points_at_zero(features: &mut [Feature]) -> Vec<usize> {
    let is_zero = |feature: &Feature| match &feature.geometry {
        Some(Geometry::Point(point)) => point.x() == 0.0 || point.y() == 0.0,
        _ => false,
    };
    let mut places = Vec::new();
    for (at, feature) in features.iter_mut().enumerate() {
        if is_zero(feature) {
            feature.geometry = None;
            places.push(at);
        }
    }
    places
}

/// The box round the corners of a feature.
#[derive(Clone, Copy)]
struct Numbers {
    extent: Extent,
    /// Whether every number is one and none is 0, which a box does not show: 0 is what stands where a
    /// number was lost, and no place in the country has it.
    known: bool,
}

/// `None` for a feature without a shape.
fn numbers_of(feature: &Feature) -> Option<Numbers> {
    let start = Extent {
        low: Coord { x: f64::INFINITY, y: f64::INFINITY },
        high: Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY },
    };
    let mut numbers = Numbers { extent: start, known: true };
    each_line(feature.geometry.as_ref()?, &mut |corners| {
        let Numbers { extent: Extent { low, high }, known } = &mut numbers;
        for corner in corners {
            low.x = low.x.min(corner.x);
            low.y = low.y.min(corner.y);
            high.x = high.x.max(corner.x);
            high.y = high.y.max(corner.y);
            *known &= is_known(corner);
        }
        true
    });
    Some(numbers)
}

/// Whether both numbers are numbers other than 0.
fn is_known(corner: &Coord) -> bool {
    let is = |number: f64| !number.is_nan() && number != 0.0;
    is(corner.x) & is(corner.y)
}

/// Shows every line of corners in a shape, until `look` says that it has seen enough; whether it saw all.
fn each_line(shape: &Geometry, look: &mut impl FnMut(&[Coord]) -> bool) -> bool {
    fn of_polygon(polygon: &geo::Polygon, look: &mut impl FnMut(&[Coord]) -> bool) -> bool {
        look(&polygon.exterior().0) && polygon.interiors().iter().all(|ring| look(&ring.0))
    }
    match shape {
        Geometry::Point(point) => look(std::slice::from_ref(&point.0)),
        Geometry::MultiPoint(points) => {
            points.0.iter().all(|point| look(std::slice::from_ref(&point.0)))
        }
        Geometry::Line(line) => look(&[line.start, line.end]),
        Geometry::LineString(line) => look(&line.0),
        Geometry::MultiLineString(lines) => lines.0.iter().all(|line| look(&line.0)),
        Geometry::Polygon(polygon) => of_polygon(polygon, look),
        Geometry::MultiPolygon(polygons) => polygons.0.iter().all(|part| of_polygon(part, look)),
        Geometry::GeometryCollection(parts) => parts.0.iter().all(|part| each_line(part, look)),
        Geometry::Rect(rect) => look(&[rect.min(), rect.max()]),
        Geometry::Triangle(triangle) => look(&triangle.to_array()),
    }
}

/// A corner: its number within its feature, from 1, of how many, and where it lies.
struct Corner {
    number: usize,
    of: usize,
    at: Coord,
}

/// The first corner of a feature that does not lie in or near the Netherlands in this reading.
fn corner_outside(features: &[Feature], feature: usize, reading: Option<Reading>) -> Corner {
    let is_outside = |at: &Coord| {
        let numbers = Extent { low: *at, high: *at };
        !is_known(at) || reading.is_none_or(|reading| !reading.fits(&numbers))
    };
    let (mut of, mut found) = (0, None);
    if let Some(shape) = &features[feature].geometry {
        each_line(shape, &mut |corners| {
            let outside = corners.iter().position(is_outside);
            found = found.or(outside.map(|at| (of + at + 1, corners[at])));
            of += corners.len();
            true
        });
    }
    let (number, at) = found.expect("called for a feature with a corner outside");
    Corner { number, of, at }
}

fn first_corner(features: &[Feature]) -> Coord {
    let mut first = None;
    for shape in features.iter().filter_map(|feature| feature.geometry.as_ref()) {
        each_line(shape, &mut |corners| {
            first = first.or(corners.first().copied());
            first.is_none()
        });
        if first.is_some() {
            break;
        }
    }
    first.unwrap_or_default()
}

/// What is to be told of a layer that is read otherwise than it says, or that says nothing known.
fn remark(
    layer: &Layer,
    source: &LayerSource<'_>,
    said: &DeclaredCrs,
    reading: Reading,
) -> Option<Finding> {
    let count = layer.features.iter().filter(|feature| feature.geometry.is_some()).count() as u64;
    let is_as_said = |declared: &Crs| {
        let degrees = |crs: Crs| crs != Crs::RdNew;
        !reading.swapped && degrees(*declared) == degrees(reading.crs)
    };
    let entry = match said {
        DeclaredCrs::Known(declared) if is_as_said(declared) => return None,
        DeclaredCrs::Unsaid if !reading.swapped => return None,
        DeclaredCrs::Known(_) | DeclaredCrs::Unsaid => &codes::OTHER_SYSTEM,
        DeclaredCrs::Unknown(_) | DeclaredCrs::Other(_) => &codes::SYSTEM_BY_RANGE,
    };
    let detail = format!("{}; all numbers are {reading}, and were read so", says(source, said));
    Some(Finding::new(entry, source.file, count).detail(detail))
}

/// What is said of the system, by the configuration or the layer.
fn says(source: &LayerSource<'_>, said: &DeclaredCrs) -> String {
    let who =
        if source.told.is_some() { format!("`{}`", source.key) } else { "the layer".to_owned() };
    match said {
        DeclaredCrs::Unsaid => "the layer does not say its system".to_owned(),
        DeclaredCrs::Known(crs) => format!("{who} says {crs}"),
        DeclaredCrs::Unknown(name) | DeclaredCrs::Other(name) => format!("{who} says `{name}`"),
    }
}

fn in_words(
    source: &LayerSource<'_>,
    said: &DeclaredCrs,
    (reading, fitting): (Option<Reading>, usize),
    outside: &[usize],
    Corner { number, of, at }: Corner,
    features: usize,
) -> String {
    let first = (source.name)(outside[0]);
    let place = if of == 1 {
        format!("{first} lies at {}", pair(at))
    } else {
        format!("corner {number} of {of} of {first} lies at {}", pair(at))
    };
    let others: Vec<String> =
        outside[1..].iter().take(NAMED - 1).map(|&feature| (source.name)(feature)).collect();
    let others = match (others.is_empty(), outside.len().saturating_sub(NAMED)) {
        (true, _) => String::new(),
        (false, 0) => format!(", and so do corners of {}", others.join(", ")),
        (false, more) => format!(", and so do corners of {} and {more} more", others.join(", ")),
    };
    let features = counted(features as u64, "feature", "features");
    let rest = match reading {
        Some(reading) => format!("; of its {features} {fitting} fit {reading}"),
        None => format!("; of its {features} none lies there in a system that is read"),
    };
    format!(
        "{place}, which is no place in or near the Netherlands{others}\n  \
         {}{rest}; these numbers look like {}",
        says(source, said),
        crs::looks_like(at)
    )
}

/// Two numbers as in the file, without needless digits.
fn pair(at: Coord) -> String {
    let number = |number: f64| {
        let rounded = (number * 1e7).round() / 1e7;
        if number.is_nan() {
            return "no number".to_owned();
        }
        if number.abs() < 1e12 { rounded.to_string() } else { format!("{number:e}") }
    };
    format!("{}, {}", number(at.x), number(at.y))
}

#[cfg(test)]
mod tests;
