//! What the types of the configuration cannot hold by themselves.

mod production;
mod stock;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::crs::{self, DeclaredCrs};
use crate::diagnostics::{Entry, codes};
use crate::model::{AreaCode, AreaLevel, Indicator, NormKind, Of, schema};

use super::{Config, Mapping, SameHome, TableForm, Urgent, places, plain_value};

/// What is wrong, for [`super::ConfigError`] to place in the file.
pub(super) enum Fault {
    /// A key that does not exist.
    Key { key: String, known: Vec<String> },
    /// A value that cannot be.
    Value { key: String, problem: String },
    /// Values that cannot go together, on which there is a page of the catalogue.
    Coded { entry: &'static Entry, key: String, problem: String },
}

pub(super) fn value(key: impl Into<String>, problem: impl Into<String>) -> Fault {
    Fault::Value { key: key.into(), problem: problem.into() }
}

/// Names of columns that the program adds to the tables by itself.
const RESERVED: [&str; 50] = [
    "first_row",
    "last_row",
    "first_row_right",
    "last_row_right",
    "places_right",
    "id_other",
    "id_pand",
    "address_other",
    "address_pand",
    "as_of",
    "latest",
    "owners",
    "states",
    "key",
    "homes",
    "roof",
    "corporations",
    "stays",
    "label_vbo",
    "row",
    "file",
    "year",
    "urgent",
    "urgent_group",
    "counted",
    "home",
    "vbo",
    "glued",
    "blank",
    "total",
    "owner",
    "places",
    "id_x",
    "id_y",
    "address_x",
    "address_y",
    "at_x",
    "at_y",
    "address_key",
    "known_address",
    "area_index",
    "register_label",
    "expired_label",
    "label_ended",
    "ended",
    "ep2_area_default",
    "with_home",
    "surveyed_pand",
    "home_rent",
    "second_rent_cap",
];

/// Checks what the types cannot.
pub(super) fn validate(config: &Config) -> Result<(), Fault> {
    levels(config)?;
    fractions_and_lengths(config)?;
    super::disclosure::validate(config)?;
    if config.dwellings.is_empty() {
        return Err(value("dwellings", "names no file; add a table [[dwellings]] with a path"));
    }
    for file in &config.dwellings {
        table_form("dwellings", file.form())?;
        area_year("dwellings", &file.path, &file.columns, file.area_year)?;
        mapping("dwellings", &file.columns, schema::DWELLINGS)?;
        known_crs("dwellings.crs", file.crs.as_deref())?;
        if file.corporation.is_none() && !file.columns.columns.contains_key("corporation") {
            return Err(value(
                "dwellings.corporation",
                format!(
                    "is missing for {}; name the owner (corporation = \"...\") or its column",
                    file.path.display()
                ),
            ));
        }
        if !["id", "bag_id"].iter().any(|key| file.columns.columns.contains_key(*key)) {
            return Err(value(
                "dwellings.columns",
                format!("of {} map neither `id` nor `bag_id`", file.path.display()),
            ));
        }
    }
    if config.same_home == SameHome::Latest
        && let Some(file) = config.dwellings.iter().find(|file| file.as_of.is_none())
    {
        return Err(value(
            "dwellings.as_of",
            format!(
                "is missing for {}; same_home = \"latest\" needs the day of every file",
                file.path.display()
            ),
        ));
    }
    one_type_each(config.dwellings.iter().map(|file| &file.columns))?;
    one_type_each(config.placements.iter().map(|file| &file.columns))?;
    for file in &config.placements {
        table_form("placements", file.form())?;
        area_year("placements", &file.path, &file.columns, file.area_year)?;
        mapping("placements", &file.columns, schema::PLACEMENTS)?;
        known_crs("placements.crs", file.crs.as_deref())?;
        for required in ["date", "priority"] {
            if !file.columns.columns.contains_key(required) {
                return Err(value(
                    format!("placements.columns.{required}"),
                    format!("is missing for {}", file.path.display()),
                ));
            }
        }
        urgent(file)?;
    }
    if let Some(file) = &config.addresses {
        table_form("addresses", file.form())?;
        let of_stock = schema::STOCK_ADDRESSES.iter().filter(|column| column.name == "use");
        let columns: Vec<schema::Column> =
            schema::ADDRESSES.iter().chain(of_stock).copied().collect();
        mapping("addresses", &file.columns, &columns)?;
        known_crs("addresses.crs", file.crs.as_deref())?;
    }
    if let Some(file) = &config.energy_labels {
        table_form("energy_labels", file.form())?;
        mapping("energy_labels", &file.columns, schema::ENERGY_LABELS)?;
    }
    for file in &config.roofs {
        table_form("roofs", file.form())?;
        mapping("roofs", &file.columns, schema::ROOFS)?;
        known_crs("roofs.crs", file.crs.as_deref())?;
        if let Some(kind) = &file.kind
            && !["home", "shed"].contains(&kind.as_str())
        {
            return Err(value("roofs.kind", format!("is `{kind}`; write home or shed")));
        }
    }
    rent_caps(config)?;
    for (id, setting) in &config.targets {
        setting.agreed().map_err(|bad| value(format!("targets.{id}.{}", bad.key), bad.problem))?;
    }
    places::validate(config)?;
    if let Some(file) = &config.production {
        production::production(file)?;
    }
    stock::stock(config)?;
    indicators(&config.indicator)
}

fn levels(config: &Config) -> Result<(), Fault> {
    let levels = &config.areas.levels;
    if levels.is_empty() || levels.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(value(
            "areas.levels",
            "must run coarse to fine, each level once: [\"stadsdeel\", \"wijk\", \"buurt\"]",
        ));
    }
    plausible_year("areas.year", config.areas.year)?;
    let mut years = BTreeSet::from([config.areas.year]);
    for other in &config.areas.other_year {
        plausible_year("areas.other_year.year", other.year)?;
        if !years.insert(other.year) {
            return Err(value(
                "areas.other_year.year",
                format!("names {} twice, or the year of the map; each other year once", other.year),
            ));
        }
    }
    if let Some(code) = &config.areas.municipality
        && AreaCode::parse(AreaLevel::Gemeente, code)
            .is_none_or(|code| !code.as_str().starts_with("GM"))
    {
        return Err(value("areas.municipality", format!("is `{code}`; write its code: GM0034")));
    }
    for &level in levels {
        if let Some(layer) = config.areas.layer(level) {
            known_crs(&format!("areas.{level}.crs"), layer.crs.as_deref())?;
        }
    }
    let finest = config.finest_level();
    match config.areas.layer(finest) {
        Some(layer) if layer.path.is_some() => Ok(()),
        _ => Err(value(
            format!("areas.{finest}.path"),
            format!("is missing: homes are located in the {finest}, whose geometry is read"),
        )),
    }
}

fn fractions_and_lengths(config: &Config) -> Result<(), Fault> {
    for (key, fraction) in [
        ("tolerance.rejected", config.tolerance.rejected),
        ("tolerance.unplaced", config.tolerance.unplaced),
    ] {
        if !(0.0..=1.0).contains(&fraction) {
            return Err(value(key, "is a fraction of the rows, from 0 to 1"));
        }
    }
    for (key, metres) in [
        ("locate.snap_distance_m", config.locate.snap_distance_m),
        ("locate.roof_distance_m", config.locate.roof_distance_m),
    ] {
        if !(0.0..=10_000.0).contains(&metres) {
            return Err(value(key, "is a length in metres, from 0 to 10000"));
        }
    }
    if !(1..=100).contains(&config.spread.window_years) {
        return Err(value("spread.window_years", "is a number of years, from 1 to 100"));
    }
    if !(99..=999_999).contains(&config.spread.permutations) {
        let range = "is a number of random draws, from 99 to 999999; 9999 tells p-values to a few thousandths";
        return Err(value("spread.permutations", range));
    }
    Ok(())
}

pub(super) fn mapping(
    table: &str,
    mapping: &Mapping,
    columns: &[schema::Column],
) -> Result<(), Fault> {
    let names = columns.iter().map(|column| column.name);
    for key in mapping.columns.keys() {
        if !names.clone().any(|name| name == key) {
            return Err(Fault::Key {
                key: key.clone(),
                known: names.map(str::to_owned).chain(["extra".to_owned()]).collect(),
            });
        }
    }
    for name in mapping.extra.keys() {
        let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !plain || names.clone().any(|known| known == name) || RESERVED.contains(&name.as_str()) {
            return Err(value(
                format!("{table}.columns.extra.{name}"),
                "needs a name of its own in lower case, digits and underscores",
            ));
        }
    }
    Ok(())
}

/// A user's own column has one type in all files of a table.
fn one_type_each<'a>(mappings: impl Iterator<Item = &'a Mapping>) -> Result<(), Fault> {
    let mut types = BTreeMap::new();
    for (name, extra) in mappings.flat_map(|mapping| &mapping.extra) {
        if *types.entry(name).or_insert(extra.kind) != extra.kind {
            return Err(value(format!("extra.{name}"), "has two types; give it one in all files"));
        }
    }
    Ok(())
}

/// What the program can read as a date format, a decimal mark and words.
pub(super) fn table_form(table: &str, form: TableForm<'_>) -> Result<(), Fault> {
    plain_delimiter(table, form.delimiter)?;
    if let Some(format) = form.date_format
        && !is_date_format(format)
    {
        return Err(value(
            format!("{table}.date_format"),
            format!("is `{format}`; write dd-mm-yyyy, mm/dd/yyyy, yyyy-mm-dd or dd-mm-yy"),
        ));
    }
    if let Some(mark) = form.decimal.filter(|mark| !matches!(mark, ',' | '.')) {
        return Err(value(format!("{table}.decimal"), format!("is `{mark}`; write , or .")));
    }
    if form.only.is_some() && form.except.is_some() {
        return Err(value(
            format!("{table}.except"),
            "cannot be given together with `only`; say which kinds count, or which do not",
        ));
    }
    if let Some((kinds, only)) = form.kinds() {
        let key = format!("{table}.{}", if only { "only" } else { "except" });
        if kinds.values.is_empty() {
            return Err(value(key, "lists no values; write what stands in the column"));
        }
        if kinds.column.trim().is_empty() {
            return Err(value(key, "names no column"));
        }
    }
    let mut seen = BTreeSet::new();
    for (word, texts) in form.words.into_iter().flatten() {
        if !WORDS.contains(&word.as_str()) {
            return Err(Fault::Key { key: word.clone(), known: WORDS.map(str::to_owned).to_vec() });
        }
        // A word may say `yes` and `suspect` alike, but not two states.
        let group = match word.as_str() {
            "yes" | "no" => 0,
            "home" | "shed" => 1,
            _ => 2,
        };
        for text in texts {
            if !seen.insert((group, text.trim().to_lowercase())) {
                return Err(value(format!("{table}.words"), format!("names `{text}` twice")));
            }
        }
    }
    Ok(())
}

/// Words of the program that a file may have words of its own for.
const WORDS: [&str; 9] =
    ["yes", "no", "suspect", "partly", "clear", "not_visible", "removed", "home", "shed"];

/// Day, month and year in one of three orders, the year with two or four letters.
fn is_date_format(format: &str) -> bool {
    let lower = format.to_lowercase().replace('j', "y");
    let mut parts: Vec<char> = lower.chars().filter(char::is_ascii_alphabetic).collect();
    let years = parts.iter().filter(|c| **c == 'y').count();
    parts.dedup();
    matches!(parts.as_slice(), ['d', 'm', 'y'] | ['m', 'd', 'y'] | ['y', 'm', 'd'])
        && matches!(years, 2 | 4)
}

/// CBS has numbered buurten in the form that is read here since 1995.
fn plausible_year(key: &str, year: u16) -> Result<(), Fault> {
    if (1995..=2100).contains(&year) {
        return Ok(());
    }
    Err(value(key, format!("is {year}; write a year from 1995 to 2100")))
}

/// Codes of areas count only with the year that they belong to.
fn area_year(table: &str, path: &Path, mapping: &Mapping, year: Option<u16>) -> Result<(), Fault> {
    if let Some(year) = year {
        plausible_year(&format!("{table}.area_year"), year)?;
        if !mapping.columns.contains_key("area") && !mapping.columns.contains_key("area_name") {
            return Err(value(
                format!("{table}.area_year"),
                format!("is set for {}, which maps no column `area`", path.display()),
            ));
        }
    }
    if mapping.columns.contains_key("area") && year.is_none() {
        return Err(value(
            format!("{table}.area_year"),
            format!(
                "is missing for {}; codes are given out anew: say the CBS year of its area codes\n  \
                 area_year = 2025",
                path.display()
            ),
        ));
    }
    Ok(())
}

/// A delimiter is one plain character that cannot be part of the text's own marks.
fn plain_delimiter(table: &str, delimiter: Option<char>) -> Result<(), Fault> {
    match delimiter {
        Some(c) if !c.is_ascii() || matches!(c, '"' | '\r' | '\n') => {
            Err(value(format!("{table}.delimiter"), format!("is `{c}`; write ; or , or | or \\t")))
        }
        _ => Ok(()),
    }
}

pub(super) fn known_crs(key: &str, crs: Option<&str>) -> Result<(), Fault> {
    match crs.map(crs::recognise::from_authority) {
        Some(DeclaredCrs::Unknown(other) | DeclaredCrs::Other(other)) => Err(value(
            key,
            format!(
                "is `{other}`; write EPSG:28992 (RD New), EPSG:4326 (WGS84) or EPSG:4258 (ETRS89)"
            ),
        )),
        _ => Ok(()),
    }
}

/// Words that `urgent_group` holds where there is no group.
const NO_GROUP: [&str; 2] = ["overig", "regulier"];

/// Definitions that do not overlap, in each of which a value stands once.
fn urgent(file: &super::PlacementsFile) -> Result<(), Fault> {
    for one in file.urgent.definitions() {
        let days = Some(one.period(false)).filter(|days| !days.is_empty());
        let which = days.map_or_else(String::new, |days| format!(" in the definition {days}"));
        if let (Some(from), Some(until)) = (one.from, one.until)
            && until < from
        {
            let problem = format!("is {until}, before `from`, which is {from}");
            return Err(value("placements.urgent.until", problem));
        }
        for (name, list) in &one.groups {
            let key = format!("placements.urgent.groups.{name}");
            if NO_GROUP.contains(&name.as_str()) {
                let problem =
                    "has a name that stands for lettings without a group; give it another";
                return Err(value(key, problem));
            }
            if !is_plain_id(name) {
                let problem =
                    "needs a name of at most 22 lower-case letters, digits and underscores";
                return Err(value(key, problem));
            }
            if list.is_empty() {
                return Err(value(key, format!("lists no values{which}; leave it out")));
            }
        }
        let mut seen = BTreeSet::new();
        for text in one.named() {
            if !seen.insert(plain_value(text)) {
                return Err(value(
                    "placements.urgent",
                    format!(
                        "names `{text}` twice{which}; each value stands in one of the lists or groups"
                    ),
                ));
            }
        }
    }
    let Some([one, other]) = file.urgent.overlap() else { return Ok(()) };
    let days = |of: &Urgent| match of.period(false) {
        days if days.is_empty() => "one without days, which holds always".to_owned(),
        days => format!("one {days}"),
    };
    Err(Fault::Coded {
        entry: &codes::URGENT_OVERLAP,
        key: "placements.urgent".to_owned(),
        problem: format!(
            "of {} has two definitions for the same day: {}, and {}\n  \
             let each end (`until`) on the day before the next begins (`from`)",
            file.path.display(),
            days(one),
            days(other)
        ),
    })
}

/// Whether an id can be the stem of columns.
pub(super) fn is_plain_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.len() <= 22 // with the longest ending, `_oordeel`, at most 31 characters
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Caps of rent allowance that can be, each year once.
fn rent_caps(config: &Config) -> Result<(), Fault> {
    let mut years = BTreeSet::new();
    for cap in &config.rent_caps {
        if let Some(fault) = cap.fault() {
            return Err(value("rent_caps", fault));
        }
        if !years.insert(cap.year) {
            let problem = format!("gives {} twice; keep one table for the year", cap.year);
            let key = "rent_caps".to_owned();
            return Err(Fault::Coded { entry: &codes::RENT_CAP_TWICE, key, problem });
        }
    }
    Ok(())
}

fn indicators(own: &[Indicator]) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for indicator in own {
        let id = &indicator.id;
        if !is_plain_id(id) {
            return Err(value(
                "indicator.id",
                format!("is `{id}`; write at most 22 lower-case letters, digits and underscores"),
            ));
        }
        if !seen.insert(id) {
            return Err(value("indicator.id", format!("`{id}` occurs twice")));
        }
        if indicator.of == Of::Homes {
            return Err(value(
                "indicator.of",
                format!(
                    "of `{id}` is homes: all homes are one number for each area, without rows to count;\n  \
                     the built-in `sociaal` tells the social ones out of them, and your own indicator is\n  \
                     of = \"dwellings\", \"placements\" or \"roofs\""
                ),
            ));
        }
        if indicator.norm.is_some_and(|norm| !(0.0 < norm && norm < 1.0)) {
            let range = format!("of `{id}` is a share between 0 and 1, such as 0.30");
            return Err(value("indicator.norm", range));
        }
        if indicator.norm_kind == NormKind::Floor && indicator.norm.is_none() {
            let problem = format!("of `{id}` is the kind of a norm that is not given");
            return Err(value("indicator.norm_kind", problem));
        }
    }
    Ok(())
}
