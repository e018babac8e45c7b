//! The complexes of an internal release, each as the hull of its homes.

use crate::config::Config;
use crate::dictionary::{code_column, complex_columns, name_column};
use crate::disclose::{Complex, Release};
use crate::model::{Areas, Property, Tally};

use super::geometry::{Bounds, GeometryWriter};
use super::{head, or_null, push_whole, string};

/// Name of the layer and of its file.
pub(in super::super) const NAME: &str = "complexen";

/// The layer, in parts that follow each other; `None` when the release has no complexes.
pub(in super::super) fn layer(
    config: &Config,
    areas: &Areas,
    release: &Release,
) -> Option<Vec<Vec<u8>>> {
    let properties = &release.coincidences.as_ref()?.get().properties;
    if release.complexes.is_empty() {
        return None;
    }
    let (mut geometry, mut bounds) = (GeometryWriter::default(), Bounds::EMPTY);
    let mut features = Vec::new();
    for complex in &release.complexes {
        let complex = complex.get();
        features.extend_from_slice(if features.is_empty() { b"" } else { b",\n" });
        features.extend_from_slice(br#"{ "type": "Feature", "properties": { "#);
        attributes(&mut features, areas, properties, complex);
        features.extend_from_slice(br#" }, "geometry": "#);
        match &complex.hull {
            Some(hull) => bounds = bounds.and(geometry.write(&mut features, hull)),
            None => features.extend_from_slice(b"null"),
        }
        features.extend_from_slice(b" }");
    }

    let mut head = head(config, release, NAME);
    if !bounds.is_empty() {
        head.extend_from_slice(b",\n\"bbox\": [");
        bounds.write(&mut head);
        head.push(b']');
    }
    head.extend_from_slice(b",\n\"features\": [\n");
    Some(vec![head, features, b"\n]\n}\n".to_vec()])
}

fn attributes(text: &mut Vec<u8>, areas: &Areas, properties: &[Property], complex: &Complex) {
    let level = areas.levels().len() - 1;
    let area = &areas.levels()[level].areas[complex.area];
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

    let mut names = complex_columns(properties).into_iter().map(|column| column.name);
    let mut next = |text: &mut Vec<u8>| {
        key(text, &names.next().expect("as many columns as values"));
    };
    next(text);
    or_null(text, complex.corporation.as_deref());
    next(text);
    string(text, &complex.name);
    next(text);
    push_whole(text, complex.homes);
    for tally in &complex.having {
        next(text);
        count(text, *tally);
        next(text);
        push_whole(text, tally.unknown());
    }
    next(text);
    count(text, complex.all);
    next(text);
    string(text, word(complex.has_all()));
}

/// How many homes have it, null where that is known of none.
fn count(text: &mut Vec<u8>, tally: Tally) {
    match tally.is_unknown() {
        true => text.extend_from_slice(b"null"),
        false => push_whole(text, tally.count()),
    }
}

fn word(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "ja",
        Some(false) => "nee",
        None => "onbekend",
    }
}
