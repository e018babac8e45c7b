//! One layer of areas: which column is the code, which the name, which features are water.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Coord, Geometry, MapCoords, MultiPolygon};
use rayon::prelude::*;

use crate::config::Config;
use crate::crs::{Crs, Reading};
use crate::diagnostics::{Account, Finding, codes, counted};
use crate::model::schema::bare_name;
use crate::model::{Area, AreaCode, AreaLevel};
use crate::read::{self, Feature, Layer};

use super::super::error::InputError;
use super::super::input_file::{InputFile, label};
use super::super::layer_crs::{LayerSource, reading_of};
use super::super::stock::{self, HomesColumn};
use super::super::tiling;
use super::columns::{known, place};
use super::{area_input, named, year};

/// An area of the finest level, with the attributes that may name the areas above it.
#[derive(Debug, Clone)]
pub(in super::super) struct FinestArea {
    pub area: Area,
    /// Values, parallel to [`ReadAreas::columns`]; none of a column that is not asked for.
    pub attributes: Vec<Option<String>>,
}

/// The areas of a layer, in order of code, and its water.
pub(super) struct ReadAreas {
    /// The columns of the layer, without case and signs.
    pub columns: Vec<String>,
    pub areas: Vec<FinestArea>,
    /// Of the finest level, the column of all homes where the configuration asks for it.
    pub homes: Option<HomesColumn>,
    pub water: Vec<(String, MultiPolygon<f64>)>,
}

/// Names of the code column at this level, at CBS and in loose forms.
pub fn code_names(level: AreaLevel) -> &'static [&'static str] {
    match level {
        AreaLevel::Gemeente => &["gemeentecode", "gm_code", "gemeente_code"],
        AreaLevel::Stadsdeel => &["stadsdeelcode", "stadsdeel"],
        AreaLevel::Wijk => &["wijkcode", "wk_code", "wijk_code"],
        AreaLevel::Buurt => &["buurtcode", "bu_code", "buurt_code", "gwb_code"],
    }
}

/// Names of the name column at this level.
pub fn name_names(level: AreaLevel) -> &'static [&'static str] {
    match level {
        AreaLevel::Gemeente => &["gemeentenaam", "gm_naam"],
        AreaLevel::Stadsdeel => &["stadsdeelnaam", "stadsdeel"],
        AreaLevel::Wijk => &["wijknaam", "wk_naam"],
        AreaLevel::Buurt => &["buurtnaam", "bu_naam"],
    }
}

/// Names that a layer gives the code and name of its own level, whichever that is.
const OWN_CODE: [&str; 5] = ["statcode", "codering", "codering_3", "jrstatcode", "code"];
const OWN_NAME: [&str; 3] = ["statnaam", "naam", "name"];
const WATER: [&str; 2] = ["water", "h2o"];

/// Reads the layer of one level.
pub(super) fn read_layer_of(
    config: &Config,
    level: AreaLevel,
) -> Result<(ReadAreas, InputFile), InputError> {
    let settings = config.areas.layer(level).expect("validated: a level with a path has settings");
    let relative = settings.path.as_deref().expect("validated: only asked for a level with a path");
    let path = config.resolve(relative);
    let file = label(relative);
    let needed = needed_columns(config, level);
    let wants =
        |column: &str| needed.contains(&bare_name(column)) || stock::may_be(config, level, column);
    let mut layer = read::read_layer_with(&path, settings.layer.as_deref(), &wants)?;
    let key = |name: &str| format!("areas.{level}.{name}");
    if let Some(detail) = layer.cut.take().filter(|_| !settings.complete) {
        return Err(InputError::LayerCut { file, detail, table: format!("[areas.{level}]") });
    }

    let code = column(&layer, settings.code.as_deref(), &[code_names(level), &OWN_CODE])
        .ok_or_else(|| InputError::MissingColumn {
            file: file.clone(),
            wanted: match &settings.code {
                Some(name) => vec![name.clone()],
                None => code_names(level).iter().map(|&name| name.to_owned()).collect(),
            },
            found: layer.columns.clone(),
            key: key("code"),
        })?;
    let name = column(&layer, settings.name.as_deref(), &[name_names(level), &OWN_NAME]);
    let water = column(&layer, settings.water.as_deref(), &[&WATER]);
    let said_year = settings.year.as_deref().and_then(|name| place(&layer.columns, name));
    for (wanted, found, setting) in [
        (&settings.name, name, "name"),
        (&settings.water, water, "water"),
        (&settings.year, said_year, "year"),
    ] {
        // An empty text says that no column is to be asked.
        let is_off = setting != "name" && wanted.as_deref() == Some("");
        if let (Some(wanted), None) = (wanted, found)
            && !is_off
        {
            return Err(InputError::MissingColumn {
                file: file.clone(),
                wanted: vec![wanted.clone()],
                found: layer.columns.clone(),
                key: key(setting),
            });
        }
    }
    let homes = stock::column_of(config, level, &file, &layer.columns)?;
    let called = |at: usize| match layer.features[at].attributes[code].as_deref().map(str::trim) {
        Some(code) if !code.is_empty() => code.chars().take(40).collect(),
        _ => format!("feature {}", at + 1),
    };
    let (crs_key, year_key) = (key("crs"), key("year"));
    let source =
        LayerSource { file: &file, told: settings.crs.as_deref(), key: &crs_key, name: &called };
    let (reading, otherwise) = reading_of(&layer, &source)?;
    let told = settings.year.as_deref();
    let of_name = year::check(&layer, code, told, config.areas.year, (&file, &year_key), &called)?;
    let mut remarks = std::mem::take(&mut layer.remarks);
    remarks.iter_mut().for_each(|remark| remark.file.clone_from(&file));
    remarks.extend(otherwise.into_iter().chain(of_name));
    let columns = Columns { code, name, water, homes };
    let (areas, mut input) =
        sort_features(config, level, layer, &columns, reading, (relative, &path))?;
    input.findings.splice(..0, remarks);
    Ok((areas, input))
}

/// Names, without case and signs, of all columns of which a value may be asked: of this level, of
/// its water and its municipality, and of the levels above.
fn needed_columns(config: &Config, level: AreaLevel) -> BTreeSet<String> {
    let told = config.areas.levels.iter().filter_map(|&level| config.areas.layer(level));
    let told = told.flat_map(|layer| [&layer.code, &layer.name, &layer.water]);
    let told = told.filter_map(|name| name.as_deref());
    let levels = config.areas.levels.iter().chain([&level, &AreaLevel::Gemeente]);
    let of_levels = levels.flat_map(|&level| code_names(level).iter().chain(name_names(level)));
    let own = OWN_CODE.iter().chain(&OWN_NAME).chain(&WATER);
    let names: Vec<&str> = told.chain(of_levels.chain(own).copied()).collect();
    let of_year = config.areas.layer(level).and_then(|layer| layer.year.as_deref());
    known(&names).into_iter().chain(year::names(of_year)).collect()
}

struct Columns {
    code: usize,
    name: Option<usize>,
    water: Option<usize>,
    homes: Option<usize>,
}

fn sort_features(
    config: &Config,
    level: AreaLevel,
    mut layer: Layer,
    columns: &Columns,
    reading: Reading,
    (relative, path): (&std::path::Path, &std::path::Path),
) -> Result<(ReadAreas, InputFile), InputError> {
    let file = label(relative);
    let mut account = Account { read: layer.features.len() as u64, ..Account::default() };
    let keys: Vec<String> = layer.columns.iter().map(|name| bare_name(name)).collect();
    let (mut shapeless, mut doubled, mut wet) = (Vec::new(), Vec::new(), Vec::new());
    let mut water = Vec::new();
    let mut areas: BTreeMap<AreaCode, FinestArea> = BTreeMap::new();
    let mut homes: BTreeMap<AreaCode, Vec<Option<String>>> = BTreeMap::new();

    let read: Vec<(Option<AreaCode>, Option<MultiPolygon<f64>>)> = layer
        .features
        .par_iter_mut()
        .with_max_len(64)
        .map(|feature| {
            let code = feature.attributes[columns.code].as_deref().unwrap_or("");
            (AreaCode::parse(level, code), outline(feature, reading))
        })
        .collect();
    for (at, (feature, (code, outline))) in layer.features.into_iter().zip(read).enumerate() {
        let Some(code) = code else {
            shapeless.push(format!("feature {} without a code", at + 1));
            account.set_aside += 1;
            continue;
        };
        if !within_municipality(config, level, &code, &feature, &keys) {
            account.set_aside += 1;
            continue;
        }
        let Some(outline) = outline else {
            shapeless.push(code.to_string());
            account.set_aside += 1;
            continue;
        };
        let flag = columns.water.and_then(|at| feature.attributes[at].as_deref()).unwrap_or("");
        // JA is water, B is Belgian territory around Baarle (CBS, Toelichting 2021, section 5).
        if ["JA", "B"].contains(&flag.trim().to_uppercase().as_str()) {
            wet.push(code.to_string());
            water.push((code.to_string(), outline));
            account.set_aside += 1;
            continue;
        }
        account.used += 1;
        if let Some(at) = columns.homes {
            homes.entry(code.clone()).or_default().push(feature.attributes[at].clone());
        }
        if let Some(known) = areas.get_mut(&code) {
            doubled.push(code.to_string());
            known.area.outline.0.extend(outline.0);
            continue;
        }
        let name = columns.name.and_then(|at| feature.attributes[at].as_deref());
        let name = name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(code.as_str());
        let area = Area { code: code.clone(), name: name.to_owned(), outline };
        areas.insert(code, FinestArea { area, attributes: feature.attributes });
    }

    if areas.is_empty() {
        let detail = format!(
            "{}, of which {} water, {} without polygon or code, {} in another municipality",
            counted(account.read, "feature", "features"),
            wet.len(),
            shapeless.len(),
            account.set_aside - (wet.len() + shapeless.len()) as u64
        );
        return Err(InputError::NoAreas { file, detail });
    }
    let mut input = area_input(relative, path, account);
    for (entry, list) in
        [(&codes::NO_GEOMETRY, shapeless), (&codes::DOUBLE_CODE, doubled), (&codes::WATER, wet)]
    {
        if !list.is_empty() {
            let finding = Finding::new(entry, &file, list.len() as u64).detail(named(&list));
            input.findings.push(finding);
        }
    }
    let homes =
        columns.homes.map(|at| HomesColumn { file, name: layer.columns[at].clone(), cells: homes });
    Ok((ReadAreas { columns: keys, areas: areas.into_values().collect(), homes, water }, input))
}

/// Whether the area lies in the municipality to which the layer is cut.
fn within_municipality(
    config: &Config,
    level: AreaLevel,
    code: &AreaCode,
    feature: &Feature,
    keys: &[String],
) -> bool {
    let Some(wanted) = &config.areas.municipality else { return true };
    let wanted = AreaCode::parse(AreaLevel::Gemeente, wanted);
    let own = (level == AreaLevel::Gemeente).then(|| code.clone());
    let by_code = || code.cbs_parent(level, AreaLevel::Gemeente);
    let by_column = || {
        let names = known(code_names(AreaLevel::Gemeente));
        let at = names.iter().find_map(|name| keys.iter().position(|key| key == name))?;
        AreaCode::parse(AreaLevel::Gemeente, feature.attributes[at].as_deref()?)
    };
    own.or_else(by_code).or_else(by_column) == wanted
}

fn column(layer: &Layer, told: Option<&str>, names: &[&[&str]]) -> Option<usize> {
    let names = match told {
        Some(name) => known(&[name]),
        None => known(&names.concat()),
    };
    names.iter().find_map(|name| place(&layer.columns, name))
}

/// Takes the feature's polygons, in RD New; `None` when it has none. Of a collection the polygons in it
/// are the area: lines and points beside them, as the repair of an outline leaves them, have none.
fn outline(feature: &mut Feature, reading: Reading) -> Option<MultiPolygon<f64>> {
    fn polygons_of(shape: Geometry, all: &mut Vec<geo::Polygon>) {
        match shape {
            Geometry::Polygon(polygon) => all.push(polygon),
            Geometry::MultiPolygon(mut polygons) => all.append(&mut polygons.0),
            Geometry::GeometryCollection(parts) => {
                parts.0.into_iter().for_each(|part| polygons_of(part, all));
            }
            _ => {}
        }
    }
    let polygons = match feature.geometry.take()? {
        Geometry::MultiPolygon(polygons) => polygons,
        shape => {
            let mut all = Vec::new();
            polygons_of(shape, &mut all);
            MultiPolygon::new(all)
        }
    };
    let in_rd = match reading {
        Reading { crs: Crs::RdNew, swapped: false } => polygons,
        // The same corner written by two areas gives the same point, free of the last digits' noise.
        degrees => polygons.map_coords(|coord| {
            let rd = degrees.to_rd(coord);
            Coord { x: to_tenth_mm(rd.x), y: to_tenth_mm(rd.y) }
        }),
    };
    let clean = tiling::clean(in_rd);
    (!clean.0.is_empty()).then_some(clean)
}

fn to_tenth_mm(metres: f64) -> f64 {
    (metres * 1e4).round() / 1e4
}
