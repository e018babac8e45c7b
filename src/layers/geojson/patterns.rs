//! The patterns of flows in space: which areas stand out together, and which are alike their
//! neighbours. One feature for each area that takes part, and each flow.

use std::io::Write as _;

use crate::config::Config;
use crate::dictionary::{code_column, name_column, pattern_columns};
use crate::disclose::statistics::{Cluster, Judgement, Patterns, Quadrant};
use crate::disclose::{PublishedIndicator, Release};
use crate::model::{Area, Areas};

use super::geometry::{Bounds, GeometryWriter};
use super::{head, string};

/// The layer, in parts that follow each other; `None` when no flow has patterns to show.
pub(in super::super) fn layer(
    config: &Config,
    areas: &Areas,
    release: &Release,
) -> Option<Vec<Vec<u8>>> {
    let found: Vec<(&PublishedIndicator, &Patterns)> = release
        .indicators
        .iter()
        .filter_map(|published| {
            let spread = published.spread.as_ref()?.get();
            let space = spread.in_space.as_ref().ok()?;
            Some((published, space.patterns.as_ref()?))
        })
        .collect();
    if found.is_empty() {
        return None;
    }
    let mut head = head(config, release, NAME);
    let (mut bounds, mut features) = (Bounds::EMPTY, Vec::new());
    for (published, patterns) in found {
        bounds = features_of(&mut features, areas, published, patterns, bounds);
    }
    if !bounds.is_empty() {
        head.extend_from_slice(b",\n\"bbox\": [");
        bounds.write(&mut head);
        head.push(b']');
    }
    head.extend_from_slice(b",\n\"features\": [\n");
    Some(vec![head, features, b"\n]\n}\n".to_vec()])
}

/// Name of the layer and of its file.
pub(in super::super) const NAME: &str = "patronen";

/// Writes the areas of one indicator; the first feature of the layer has no comma before it.
fn features_of(
    text: &mut Vec<u8>,
    areas: &Areas,
    published: &PublishedIndicator,
    found: &Patterns,
    mut bounds: Bounds,
) -> Bounds {
    let level = areas.levels().len() - 1;
    let finest = &areas.levels()[level];
    let mut geometry = GeometryWriter::default();
    for (at, area) in finest.areas.iter().enumerate() {
        if published.levels[level].by_area[at].get().out_of().is_none_or(|out_of| out_of == 0) {
            continue;
        }
        text.extend_from_slice(if text.is_empty() { b"" } else { b",\n" });
        text.extend_from_slice(br#"{ "type": "Feature", "properties": { "#);
        properties(text, areas, area, &published.indicator.id, at, found);
        text.extend_from_slice(br#" }, "geometry": "#);
        bounds = bounds.and(geometry.write(text, &area.outline));
        text.extend_from_slice(b" }");
    }
    bounds
}

fn properties(
    text: &mut Vec<u8>,
    areas: &Areas,
    area: &Area,
    indicator: &str,
    at: usize,
    found: &Patterns,
) {
    let level = areas.levels().len() - 1;
    let mut keys = pattern_columns().into_iter().map(|column| column.name);
    let mut first = true;
    let mut key = |text: &mut Vec<u8>, name: &str| {
        text.extend_from_slice(if first { b"" } else { b", " });
        first = false;
        string(text, name);
        text.extend_from_slice(b": ");
    };
    if let Some(code) = code_column(areas, level) {
        key(text, code);
        string(text, area.code.as_str());
    }
    key(text, name_column(areas.levels()[level].level));
    string(text, &area.name);

    let mut next = |text: &mut Vec<u8>| {
        let name = keys.next().expect("as many columns as values");
        key(text, &name);
    };
    next(text);
    string(text, indicator);
    let stands_out =
        |cluster: &Cluster| cluster.p <= Judgement::LIMIT && cluster.members.contains(&at);
    let cluster = found.clusters.iter().position(stands_out);
    next(text);
    number(text, cluster.map(|cluster| (cluster + 1) as f64), 0);
    next(text);
    number(text, cluster.map(|cluster| found.clusters[cluster].p), 6);
    // In the order of the areas.
    let local = found.local.binary_search_by_key(&at, |local| local.area).ok();
    let local = local.map(|place| &found.local[place]);
    next(text);
    match local.and_then(|local| local.class()) {
        Some(class) => string(text, words(class)),
        None => text.extend_from_slice(b"null"),
    }
    next(text);
    number(text, local.map(|local| local.moran.p), 6);
    next(text);
    number(text, local.map(|local| local.q), 6);
}

fn words(class: Quadrant) -> &'static str {
    match class {
        Quadrant::HighHigh => "hoog tussen hoog",
        Quadrant::LowLow => "laag tussen laag",
        Quadrant::HighLow => "hoog tussen laag",
        Quadrant::LowHigh => "laag tussen hoog",
    }
}

fn number(text: &mut Vec<u8>, value: Option<f64>, decimals: usize) {
    match value {
        Some(value) => {
            write!(text, "{value:.decimals$}").expect("writing to memory cannot fail");
        }
        None => text.extend_from_slice(b"null"),
    }
}
