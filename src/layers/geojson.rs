//! One level as GeoJSON (RFC 7946) that QGIS types well.
//!
//! WGS84 with seven decimals, MultiPolygon always, exteriors counter-clockwise, holes clockwise, no
//! `crs` member, every key in every feature, whole numbers as integers, other numbers always with a
//! decimal point, null for no number. Features are in order of code; same input, same bytes.

pub(super) mod complexes;
mod geometry;
pub(super) mod patterns;

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;

use geo::CoordsIter;
use rayon::prelude::*;

use crate::config::{Config, Language};
use crate::dictionary::{code_column, indicator_columns, name_column, production_columns};
use crate::disclose::statistics::AreaColumns;
use crate::disclose::{Audience, Cell, PublishedIndicator, Release};
use crate::model::{Area, Areas, Of, Tally};

use super::coverage;
use super::text::{push_percent, push_whole};
use geometry::{Bounds, GeometryWriter};

/// Bytes of features that are written together, about: enough that few parts are made, and few
/// enough that all threads have some.
const PART_BYTES: usize = 2 << 20;
/// Bytes of a vertex in the Netherlands: `[5.2185855, 52.1858550], `.
const VERTEX_BYTES: usize = 25;

/// The layer of one level, by its position in `areas`, in parts that follow each other.
pub(super) fn layer(
    config: &Config,
    areas: &Areas,
    release: &Release,
    level: usize,
) -> Vec<Vec<u8>> {
    let writer = FeatureWriter::new(areas, release, level);
    let sizes: Vec<usize> =
        areas.levels()[level].areas.iter().map(|area| writer.about_bytes(area)).collect();
    let features: Vec<(Vec<u8>, Bounds)> = in_parts(&sizes)
        .into_par_iter()
        .with_max_len(1)
        .map(|part| writer.features(part, &sizes))
        .collect();

    let bounds = features.iter().fold(Bounds::EMPTY, |sum, (_, bounds)| sum.and(*bounds));
    let mut head = head(config, release, areas.levels()[level].level.plural());
    if !bounds.is_empty() {
        head.extend_from_slice(b",\n\"bbox\": [");
        bounds.write(&mut head);
        head.push(b']');
    }
    head.extend_from_slice(b",\n\"features\": [\n");
    let tail = b"\n]\n}\n".to_vec();
    let features = features.into_iter().map(|(text, _)| text);
    std::iter::once(head).chain(features).chain(std::iter::once(tail)).collect()
}

/// The beginning of a layer: its name, what a reader should know of it, and what has no place or is not
/// known, as members beside the features.
fn head(config: &Config, release: &Release, name: &str) -> Vec<u8> {
    let mut head = b"{\n\"type\": \"FeatureCollection\",\n\"name\": ".to_vec();
    string(&mut head, name);
    head.extend_from_slice(b",\n\"description\": ");
    string(&mut head, &description(config, release));
    head.extend_from_slice(b",\n\"dekking\": ");
    serde_json::to_writer(&mut head, &coverage::member(release))
        .expect("writing to memory cannot fail");
    head
}

/// Ranges of things of these sizes, each of [`PART_BYTES`] or a little more.
fn in_parts(sizes: &[usize]) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (at, size) in sizes.iter().enumerate() {
        bytes += size;
        if bytes >= PART_BYTES || at + 1 == sizes.len() {
            parts.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    parts
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
    let _ = write!(text, " {}", coverage::sentence(release));
    for published in &release.indicators {
        if published.indicator.of == Of::Placements {
            let _ =
                write!(text, " {}: {}", published.indicator.id, published.indicator.defined(true));
        }
    }
    if release.indicators.iter().any(|published| published.is_protected) {
        let _ = write!(text, " {}", config.disclosure.sentence(Language::Nl));
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

/// The indicators that are published by area.
fn by_area(release: &Release) -> impl Iterator<Item = &PublishedIndicator> {
    release.indicators.iter().filter(|published| !published.levels.is_empty())
}

/// Writes the features of one level.
struct FeatureWriter<'a> {
    areas: &'a Areas,
    release: &'a Release,
    level: usize,
    /// Per coarser level, for each area of this one the position of the area that holds it.
    above: Vec<Vec<Option<usize>>>,
    keys: Keys,
}

/// The names of the properties as they stand in a feature, each with what is around it.
struct Keys {
    /// Code and name per level, coarse to fine.
    of_levels: Vec<(Option<Vec<u8>>, Vec<u8>)>,
    homes: Vec<u8>,
    /// Per indicator, in the order of [`indicator_columns`].
    of_indicators: Vec<Vec<Vec<u8>>>,
    /// Of the production agreements, in the order of [`production_columns`].
    of_production: Vec<Vec<u8>>,
}

impl Keys {
    fn new(areas: &Areas, release: &Release, level: usize) -> Keys {
        let key = |name: &str, first: bool| {
            let mut key = if first { Vec::new() } else { b", ".to_vec() };
            string(&mut key, name);
            key.extend_from_slice(b": ");
            key
        };
        let of_level = |at: usize| {
            let code = code_column(areas, at);
            let name = name_column(areas.levels()[at].level);
            let first = at == level;
            (code.map(|code| key(code, first)), key(name, first && code.is_none()))
        };
        let of_indicators = by_area(release).map(|published| {
            let columns = indicator_columns(&published.indicator);
            columns.iter().map(|column| key(&column.name, false)).collect()
        });
        let production = release.production.iter();
        let of_production =
            production.flat_map(|of| production_columns(of.get().scenarios.is_some()));
        Keys {
            of_production: of_production.map(|column| key(&column.name, false)).collect(),
            of_levels: (0..=level).map(of_level).collect(),
            homes: key("woningen", false),
            of_indicators: of_indicators.collect(),
        }
    }
}

impl<'a> FeatureWriter<'a> {
    fn new(areas: &'a Areas, release: &'a Release, level: usize) -> FeatureWriter<'a> {
        let above = (0..level).map(|coarse| areas.parents(level, coarse)).collect();
        let keys = Keys::new(areas, release, level);
        FeatureWriter { areas, release, level, above, keys }
    }

    /// The size of a feature, about; it is only to make room.
    fn about_bytes(&self, area: &Area) -> usize {
        let keys = self.keys.of_indicators.iter().flatten().chain(&self.keys.of_production);
        let properties: usize = keys.map(|key| key.len() + 6).sum();
        VERTEX_BYTES * area.outline.coords_count() + properties + 300
    }

    /// The features of a range of areas, each but the very first after a comma.
    fn features(&self, range: Range<usize>, sizes: &[usize]) -> (Vec<u8>, Bounds) {
        let mut text = Vec::with_capacity(sizes[range.clone()].iter().sum());
        let (mut geometry, mut bounds) = (GeometryWriter::default(), Bounds::EMPTY);
        for at in range {
            text.extend_from_slice(if at == 0 { b"" } else { b",\n" });
            text.extend_from_slice(br#"{ "type": "Feature", "properties": { "#);
            self.properties(&mut text, at);
            text.extend_from_slice(br#" }, "geometry": "#);
            let area = &self.areas.levels()[self.level].areas[at];
            bounds = bounds.and(geometry.write(&mut text, &area.outline));
            text.extend_from_slice(b" }");
        }
        (text, bounds)
    }

    fn properties(&self, text: &mut Vec<u8>, at: usize) {
        // Fine to coarse, its own level first.
        for coarse in (0..=self.level).rev() {
            let holder = if coarse == self.level { Some(at) } else { self.above[coarse][at] };
            let area = holder.map(|holder| &self.areas.levels()[coarse].areas[holder]);
            let (code, name) = &self.keys.of_levels[coarse];
            if let Some(code) = code {
                text.extend_from_slice(code);
                or_null(text, area.map(|area| area.code.as_str()));
            }
            text.extend_from_slice(name);
            or_null(text, area.map(|area| area.name.as_str()));
        }
        text.extend_from_slice(&self.keys.homes);
        let homes = self.release.dwellings.levels[self.level].by_area[at].get();
        push_whole(text, homes.count().unwrap_or(0));
        for (published, keys) in by_area(self.release).zip(&self.keys.of_indicators) {
            let cell = published.levels[self.level].by_area[at].get();
            for (key, value) in keys.iter().zip(values(cell)) {
                text.extend_from_slice(key);
                value.write(text);
            }
        }
        if let Some(production) = &self.release.production {
            let columns = &production.get().columns[self.level][at];
            for (key, value) in self.keys.of_production.iter().zip(of_production(columns)) {
                text.extend_from_slice(key);
                value.write(text);
            }
        }
    }
}

/// The values of the production agreements in the order of [`production_columns`].
fn of_production(columns: &AreaColumns) -> [Value; 4] {
    let homes = |homes: Option<u64>| {
        homes.map_or(Value::Null, |homes| Value::Integer(u32::try_from(homes).unwrap_or(u32::MAX)))
    };
    let percent = |tally: Option<Tally>| {
        tally.map_or(Value::Null, |tally| Value::Percent(tally.count(), tally.out_of()))
    };
    [
        homes(columns.firm),
        homes(columns.soft),
        percent(columns.with_firm),
        percent(columns.with_all),
    ]
}

enum Value {
    Null,
    Integer(u32),
    /// A count and what it is out of.
    Percent(u32, u32),
    /// A limit of a share.
    Limit(f64),
    Word(&'static str),
}

impl Value {
    fn write(self, text: &mut Vec<u8>) {
        match self {
            Value::Integer(number) => push_whole(text, number),
            Value::Percent(count, out_of) if push_percent(text, count, out_of) => {}
            Value::Limit(share) => {
                // A zero has no sign.
                write!(text, "{:.1}", 100.0 * share + 0.0).expect("writing to memory cannot fail");
            }
            Value::Word(word) => string(text, word),
            Value::Null | Value::Percent(..) => text.extend_from_slice(b"null"),
        }
    }
}

/// The values of a cell in the order of [`indicator_columns`].
fn values(cell: &Cell) -> [Value; 8] {
    let limit = |pick: fn((f64, f64)) -> f64| {
        cell.interval.map_or(Value::Null, |interval| Value::Limit(pick(interval)))
    };
    let share = cell.count().zip(cell.out_of());
    [
        // Of nothing the count is zero and the share undefined; of units all unknown neither is known.
        cell.count().map_or(Value::Null, Value::Integer),
        cell.out_of().map_or(Value::Null, Value::Integer),
        share.map_or(Value::Null, |(count, out_of)| Value::Percent(count, out_of)),
        Value::Word(cell.status().word()),
        Value::Integer(cell.unknown()),
        limit(|interval| interval.0),
        limit(|interval| interval.1),
        cell.chance.map_or(Value::Null, |chance| Value::Word(chance.judgement.words())),
    ]
}

fn or_null(text: &mut Vec<u8>, value: Option<&str>) {
    match value {
        Some(value) => string(text, value),
        None => text.extend_from_slice(b"null"),
    }
}

fn string(text: &mut Vec<u8>, value: &str) {
    serde_json::to_writer(text, value).expect("writing text to memory cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sizes: &[usize], expected: &[Range<usize>]) {
        assert_eq!(in_parts(sizes), expected);
    }

    #[test]
    #[allow(clippy::single_range_in_vec_init)]
    fn parts_are_as_large_as_they_should_be_and_leave_none_out() {
        check(&[], &[]);
        check(&[1, 2, 3], &[0..3]);
        check(&[PART_BYTES, 1, PART_BYTES, PART_BYTES - 1, 1], &[0..1, 1..3, 3..5]);
        check(&[1, PART_BYTES - 1, 9], &[0..2, 2..3]);
    }
}
