//! One level as GeoJSON (RFC 7946) that QGIS types well.
//!
//! WGS84 with seven decimals, MultiPolygon always, exteriors counter-clockwise, holes clockwise, no
//! `crs` member, every key in every feature, whole numbers as integers, other numbers always with a
//! decimal point, null for no number. Features are in order of code; same input, same bytes.

use std::fmt::Write as _;

use geo::{Coord, LineString, MultiPolygon};
use rayon::prelude::*;

use crate::config::Config;
use crate::crs;
use crate::dictionary::{code_column, indicator_columns, name_column};
use crate::disclose::{Audience, Cell, Release, Status};
use crate::model::{Areas, Of};

use super::percent;

/// Coordinates are whole numbers of this part of a degree: 1.1 cm north-south.
const UNITS_PER_DEGREE: f64 = 1e7;

/// Smallest and largest longitude and latitude, in units.
#[derive(Clone, Copy)]
struct Bounds {
    low: [i64; 2],
    high: [i64; 2],
}

impl Bounds {
    const EMPTY: Bounds = Bounds { low: [i64::MAX; 2], high: [i64::MIN; 2] };

    fn include(&mut self, point: [i64; 2]) {
        for (axis, &unit) in point.iter().enumerate() {
            self.low[axis] = self.low[axis].min(unit);
            self.high[axis] = self.high[axis].max(unit);
        }
    }

    fn and(mut self, other: Bounds) -> Bounds {
        if other.low[0] <= other.high[0] {
            self.include(other.low);
            self.include(other.high);
        }
        self
    }
}

/// The layer of one level, by its position in `areas`.
pub(super) fn layer(config: &Config, areas: &Areas, release: &Release, level: usize) -> Vec<u8> {
    let list = &areas.levels()[level].areas;
    let above: Vec<Vec<Option<usize>>> =
        (0..level).map(|coarse| areas.parents(level, coarse)).collect();
    let features: Vec<(String, Bounds)> = (0..list.len())
        .into_par_iter()
        .map(|at| {
            let mut text = String::with_capacity(1024);
            text.push_str(r#"{ "type": "Feature", "properties": { "#);
            properties(&mut text, areas, release, level, at, &above);
            text.push_str(r#" }, "geometry": "#);
            let bounds = geometry(&mut text, &list[at].outline);
            text.push_str(" }");
            (text, bounds)
        })
        .collect();

    let bounds = features.iter().fold(Bounds::EMPTY, |sum, (_, bounds)| sum.and(*bounds));
    let mut layer = String::with_capacity(
        features.iter().map(|(text, _)| text.len() + 2).sum::<usize>() + 1024,
    );
    layer.push_str("{\n\"type\": \"FeatureCollection\",\n\"name\": ");
    string(&mut layer, areas.levels()[level].level.plural());
    layer.push_str(",\n\"description\": ");
    string(&mut layer, &description(config, release));
    if bounds.low[0] <= bounds.high[0] {
        layer.push_str(",\n\"bbox\": [");
        let units = [bounds.low[0], bounds.low[1], bounds.high[0], bounds.high[1]];
        for (at, unit) in units.into_iter().enumerate() {
            layer.push_str(if at == 0 { "" } else { ", " });
            degrees(&mut layer, unit);
        }
        layer.push(']');
    }
    layer.push_str(",\n\"features\": [\n");
    for (at, (text, _)) in features.iter().enumerate() {
        layer.push_str(if at == 0 { "" } else { ",\n" });
        layer.push_str(text);
    }
    layer.push_str("\n]\n}\n");
    layer.into_bytes()
}

/// What a reader of the layer's metadata should know.
fn description(config: &Config, release: &Release) -> String {
    let mut text = format!("{}, peildatum {}.", config.name, config.reference_date);
    if let Some(note) = &config.note {
        let _ = write!(text, " {note}");
    }
    let _ = write!(
        text,
        " Toewijzingen van {} tot en met {}. Gebiedsindeling {}.",
        config.window_start(),
        config.reference_date,
        config.areas.year
    );
    for published in &release.indicators {
        if published.indicator.of == Of::Placements {
            let _ =
                write!(text, " {}: {}", published.indicator.id, published.indicator.defined(true));
        }
    }
    match release.audience {
        Audience::Public if release.withheld.is_empty() => text.push_str(" Openbaar."),
        Audience::Public => {
            let _ = write!(text, " Openbaar; zonder {}.", release.withheld.join(", "));
        }
        Audience::Internal => text.push_str(" INTERN: niet verspreiden."),
    }
    text
}

fn properties(
    text: &mut String,
    areas: &Areas,
    release: &Release,
    level: usize,
    at: usize,
    above: &[Vec<Option<usize>>],
) {
    let mut first = true;
    let mut key = |text: &mut String, name: &str| {
        text.push_str(if std::mem::take(&mut first) { "" } else { ", " });
        string(text, name);
        text.push_str(": ");
    };
    // Fine to coarse, its own level first.
    for coarse in (0..=level).rev() {
        let holder = if coarse == level { Some(at) } else { above[coarse][at] };
        let area = holder.map(|holder| &areas.levels()[coarse].areas[holder]);
        if let Some(name) = code_column(areas, coarse) {
            key(text, name);
            or_null(text, area.map(|area| area.code.as_str()));
        }
        key(text, name_column(areas.levels()[coarse].level));
        or_null(text, area.map(|area| area.name.as_str()));
    }
    key(text, "woningen");
    let homes = release.dwellings.levels[level].by_area[at].get();
    let _ = write!(text, "{}", homes.tally.count());
    for published in &release.indicators {
        let cell = published.levels[level].by_area[at].get();
        let columns = indicator_columns(&published.indicator);
        for (column, value) in columns.iter().zip(values(cell)) {
            key(text, &column.name);
            match value {
                Value::Integer(Some(number)) => {
                    let _ = write!(text, "{number}");
                }
                Value::Real(Some(number)) => text.push_str(&number),
                Value::Text(word) => string(text, word),
                Value::Integer(None) | Value::Real(None) => text.push_str("null"),
            }
        }
    }
}

enum Value {
    Integer(Option<u32>),
    Real(Option<String>),
    Text(&'static str),
}

/// The values of a cell in the order of [`indicator_columns`].
fn values(cell: &Cell) -> [Value; 7] {
    let tally = cell.tally;
    let unknown = cell.status() == Status::Unknown;
    let limit = |pick: fn((f64, f64)) -> f64| {
        Value::Real(cell.interval.map(|interval| format!("{:.1}", 100.0 * pick(interval))))
    };
    [
        // Of nothing the count is zero and the share undefined; of units all unknown neither is known.
        Value::Integer((!unknown).then_some(tally.count())),
        Value::Integer(Some(tally.out_of())),
        Value::Real(if unknown { None } else { percent(tally.count(), tally.out_of()) }),
        Value::Text(cell.status().word()),
        Value::Integer(Some(tally.unknown())),
        limit(|interval| interval.0),
        limit(|interval| interval.1),
    ]
}

fn or_null(text: &mut String, value: Option<&str>) {
    match value {
        Some(value) => string(text, value),
        None => text.push_str("null"),
    }
}

fn string(text: &mut String, value: &str) {
    text.push_str(&serde_json::Value::from(value).to_string());
}

fn geometry(text: &mut String, outline: &MultiPolygon<f64>) -> Bounds {
    let mut bounds = Bounds::EMPTY;
    text.push_str(r#"{ "type": "MultiPolygon", "coordinates": ["#);
    for (at, polygon) in outline.0.iter().enumerate() {
        text.push_str(if at == 0 { "[" } else { ", [" });
        ring(text, polygon.exterior(), &mut bounds);
        for hole in polygon.interiors() {
            text.push_str(", ");
            ring(text, hole, &mut bounds);
        }
        text.push(']');
    }
    text.push_str("] }");
    bounds
}

/// Writes a closed ring; points that rounding makes equal to the one before are left out, as long as
/// a ring of four points remains.
fn ring(text: &mut String, ring: &LineString<f64>, bounds: &mut Bounds) {
    let all: Vec<[i64; 2]> = ring.coords().map(|&coord| units(coord)).collect();
    let mut points = all.clone();
    points.dedup();
    if points.len() < 4 {
        points = all;
    }
    text.push('[');
    for (at, &point) in points.iter().enumerate() {
        bounds.include(point);
        text.push_str(if at == 0 { "[" } else { ", [" });
        degrees(text, point[0]);
        text.push_str(", ");
        degrees(text, point[1]);
        text.push(']');
    }
    text.push(']');
}

/// RD New metres to whole units of longitude and latitude.
fn units(rd: Coord) -> [i64; 2] {
    let lon_lat = crs::rd_to_degrees(rd);
    [(lon_lat.x * UNITS_PER_DEGREE).round() as i64, (lon_lat.y * UNITS_PER_DEGREE).round() as i64]
}

/// Writes units as degrees with seven decimals.
fn degrees(text: &mut String, units: i64) {
    let (sign, magnitude) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    let _ = write!(text, "{sign}{}.{:07}", magnitude / 10_000_000, magnitude % 10_000_000);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(units: i64) -> String {
        let mut text = String::new();
        degrees(&mut text, units);
        text
    }

    #[test]
    fn degrees_have_seven_decimals() {
        assert_eq!(written(52_185_855), "5.2185855");
        assert_eq!(written(-3), "-0.0000003");
        assert_eq!(written(0), "0.0000000");
        assert_eq!(written(1_800_000_000), "180.0000000");
    }

    proptest! {
        #[test]
        fn degrees_read_back(units in -1_800_000_000_i64..=1_800_000_000) {
            let back: f64 = written(units).parse().unwrap();
            prop_assert_eq!((back * UNITS_PER_DEGREE).round() as i64, units);
        }
    }
}
