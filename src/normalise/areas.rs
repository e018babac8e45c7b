//! Areas of every level: read or dissolved, checked, and nested.
//!
//! The finest level is read. A coarser one is read when it has a file of its own, and else
//! dissolved from the finest; its codes come from a column of the finest layer, from a table of
//! parents, or from the codes themselves (CBS numbers a buurt within its wijk).

mod columns;
mod layer;
mod parents;
mod year;

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;
use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostics::{Account, Finding, codes};
use crate::model::{Area, AreaCode, Areas, LevelAreas};

use super::error::InputError;
use super::input_file::{InputFile, Role, admit, label};
use super::stock::HomesColumn;
use super::tiling::{self, TilingFault};
use layer::{FinestArea, read_layer_of};

pub use layer::{code_names, name_names};

/// Gaps and overlaps are named with at most this many codes.
const CODES_NAMED: usize = 6;

/// Reads the finest level, with the column of all homes where it has that, and reads or dissolves the
/// coarser ones; `None` where a layer cannot be used,
/// which is entered with the reasons.
pub(super) fn read(
    config: &Config,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<(Areas, Option<HomesColumn>)>, InputError> {
    let finest_level = config.finest_level();
    let has_file = |level| config.areas.layer(level).is_some_and(|layer| layer.path.is_some());
    let mut layers = BTreeMap::new();
    let mut refused = false;
    for &level in config.areas.levels.iter().rev().filter(|level| has_file(**level)) {
        let layer = config.areas.layer(level).and_then(|layer| layer.path.as_ref());
        let layer = layer.expect("filtered: a level with a file");
        let read = read_layer_of(config, level);
        match admit(inputs, Role::Areas, [layer, &config.resolve(layer)], read)? {
            Some(read) => drop(layers.insert(level, read)),
            None => refused = true,
        }
    }
    if refused {
        inputs.extend(layers.into_values().map(|(_, input)| input));
        return Ok(None);
    }
    let mut layer_of = |level| layers.remove(&level).expect("read: a level with a file");
    let (mut finest, mut input) = layer_of(finest_level);
    let homes = finest.homes.take();
    input.findings.extend(faults(&input.name, &finest.areas, &finest.water));
    let finest_file = input.name.clone();
    inputs.push(input);

    let coarser = &config.areas.levels[..config.areas.levels.len() - 1];
    let above = parents::find(config, &finest_file, &finest, inputs)?;
    let mut levels = Vec::new();
    let mut codes_above = Vec::new();
    for (&level, parents) in coarser.iter().zip(above) {
        let areas = if has_file(level) {
            let (read, mut input) = layer_of(level);
            input.findings.extend(faults(&input.name, &read.areas, &read.water));
            let held: BTreeSet<&AreaCode> = parents.iter().map(|parent| &parent.code).collect();
            let empty = read.areas.iter().map(|area| &area.area.code);
            let empty: Vec<String> =
                empty.filter(|code| !held.contains(code)).map(ToString::to_string).collect();
            if !empty.is_empty() {
                let finding = Finding::new(&codes::EMPTY_AREA, &input.name, empty.len() as u64);
                input.findings.push(finding.detail(named(&empty)));
            }
            inputs.push(input);
            read.areas.into_iter().map(|area| area.area).collect()
        } else {
            dissolve_level(&finest.areas, &parents)
        };
        levels.push(LevelAreas { level, areas });
        codes_above.push(parents.into_iter().map(|parent| parent.code).collect::<Vec<_>>());
    }
    let areas = finest.areas.into_iter().map(|area| area.area).collect();
    levels.push(LevelAreas { level: finest_level, areas });
    let areas = Areas::nest(levels, &codes_above).map_err(InputError::Nesting)?;
    Ok(Some((areas, homes)))
}

/// The area that holds a finest one, by code and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parent {
    pub code: AreaCode,
    pub name: Option<String>,
}

fn dissolve_level(finest: &[FinestArea], parents: &[Parent]) -> Vec<Area> {
    let mut members: BTreeMap<&AreaCode, (Option<&str>, Vec<&MultiPolygon<f64>>)> = BTreeMap::new();
    for (child, parent) in finest.iter().zip(parents) {
        let (name, outlines) = members.entry(&parent.code).or_default();
        // Of several names the first in order of text, so that the order of rows never decides.
        let other = parent.name.as_deref();
        *name = match (*name, other) {
            (Some(known), Some(other)) => Some(known.min(other)),
            (known, other) => known.or(other),
        };
        outlines.push(&child.area.outline);
    }
    members
        .into_par_iter()
        .map(|(code, (name, outlines))| Area {
            code: code.clone(),
            name: name.unwrap_or(code.as_str()).to_owned(),
            outline: tiling::dissolve(&outlines),
        })
        .collect()
}

/// Invalid rings, overlaps and gaps, water included so that a lake is no gap.
fn faults(file: &str, areas: &[FinestArea], water: &[(String, MultiPolygon<f64>)]) -> Vec<Finding> {
    let land = areas.iter().map(|area| (area.area.code.as_str(), &area.area.outline));
    let water = water.iter().map(|(code, outline)| (code.as_str(), outline));
    let all: Vec<(&str, &MultiPolygon<f64>)> = land.chain(water).collect();
    let (mut rings, mut overlaps, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for fault in tiling::faults(&all) {
        match fault {
            TilingFault::InvalidRing { code, reason } => rings.push(format!("{code} {reason}")),
            TilingFault::Overlap { codes, area_m2, near } => overlaps.push(format!(
                "{} and {}, {area_m2:.0} m2 near ({:.0}, {:.0})",
                codes[0], codes[1], near.x, near.y
            )),
            TilingFault::Gap { codes, area_m2, near } => gaps.push(format!(
                "{area_m2:.0} m2 near ({:.0}, {:.0}) between {}",
                near.x,
                near.y,
                codes.iter().take(CODES_NAMED).cloned().collect::<Vec<_>>().join(", ")
            )),
        }
    }
    [(&codes::BROKEN_RING, rings), (&codes::OVERLAP, overlaps), (&codes::GAP, gaps)]
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(entry, list)| Finding::new(entry, file, list.len() as u64).detail(named(&list)))
        .collect()
}

/// The first few of a list of descriptions or codes, and how many more.
fn named(list: &[String]) -> String {
    let first: Vec<&str> = list.iter().take(CODES_NAMED).map(String::as_str).collect();
    match list.len().saturating_sub(first.len()) {
        0 => first.join("; "),
        more => format!("{}; and {more} more", first.join("; ")),
    }
}

fn area_input(name: &std::path::Path, path: &std::path::Path, account: Account) -> InputFile {
    debug_assert!(account.balances(), "{}", label(name));
    InputFile::of(Role::Areas, name, path, account)
}
