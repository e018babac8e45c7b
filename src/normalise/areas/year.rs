//! The year that a layer says itself: CBS gives codes out anew, so a layer of another year names other
//! places.

use crate::diagnostics::{Finding, codes, counted};
use crate::read::Layer;

use super::super::error::InputError;
use super::columns::{known, place};

/// Columns that hold the year, at CBS and in the layers of PDOK.
const YEAR: [&str; 5] = ["jaar", "jaarcode", "indelingsjaar", "jaar_indeling", "statjaar"];
/// Columns that hold the code with the year before it: `2023BU00340101`.
const YEAR_AND_CODE: [&str; 3] = ["jrstatcode", "jaarstatcode", "jr_statcode"];
/// The years of which there are codes; other numbers in such a column are none.
const YEARS: std::ops::RangeInclusive<u16> = 1995..=2100;
/// How many areas are named.
const NAMED: usize = 4;

/// Names of the columns that may say the year; the setting names another, or none at all.
pub(super) fn names(told: Option<&str>) -> Vec<String> {
    match told {
        Some("") => Vec::new(),
        Some(name) => known(&[name]),
        None => known(&[&YEAR[..], &YEAR_AND_CODE].concat()),
    }
}

/// Compares the year that the areas of a layer say with that of the configuration, `year`. `code` is the
/// column of their code, and `name` what an area is called.
///
/// # Errors
/// [`InputError::LayerYear`] when an area says another year.
pub(super) fn check(
    layer: &Layer,
    code: usize,
    told: Option<&str>,
    year: u16,
    (file, key): (&str, &str),
    name: &dyn Fn(usize) -> String,
) -> Result<Option<Finding>, InputError> {
    if told == Some("") {
        return Ok(None);
    }
    let mut columns: Vec<usize> =
        names(told).iter().filter_map(|name| place(&layer.columns, name)).collect();
    columns.push(code);
    columns.sort_unstable();
    columns.dedup();
    let mut is_said = false;
    for &column in &columns {
        let years = layer.features.iter().enumerate().filter_map(|(at, feature)| {
            let cell = feature.attributes[column].as_deref()?;
            Some((at, if column == code { year_of_code(cell) } else { year_of(cell) }?))
        });
        let years: Vec<(usize, u16)> = years.collect();
        is_said |= !years.is_empty();
        let others: Vec<&(usize, u16)> = years.iter().filter(|(_, said)| *said != year).collect();
        if let Some((_, other)) = others.first() {
            return Err(InputError::LayerYear {
                file: file.to_owned(),
                detail: in_words(
                    &layer.columns[column],
                    *other,
                    &others,
                    years.len(),
                    year,
                    key,
                    name,
                ),
            });
        }
    }
    let hint = if is_said { None } else { year_in_names(file, &layer.name, year) };
    Ok(hint.map(|other| {
        let detail = format!("the name says {other}, and `areas.year` is {year}");
        Finding::new(&codes::LAYER_NAME_YEAR, file, 1).detail(detail)
    }))
}

fn in_words(
    column: &str,
    other: u16,
    others: &[&(usize, u16)],
    all: usize,
    year: u16,
    key: &str,
    name: &dyn Fn(usize) -> String,
) -> String {
    let areas: Vec<String> = others.iter().take(NAMED).map(|(at, _)| name(*at)).collect();
    let more = match others.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let said = match others.iter().all(|(_, said)| *said == other) {
        true => other.to_string(),
        false => "other years".to_owned(),
    };
    format!(
        "its column `{column}` says {said} for {} of {} ({}{more}), and `areas.year` is {year}\n  \
         a code of another year may name another place: give the layer of {year}, or set `areas.year` to\n  \
         {other} if the codes in the tables are of that year too; if the column says something else:\n  \
         {key} = \"\"",
        others.len(),
        counted(all as u64, "area", "areas"),
        areas.join(", ")
    )
}

/// The year in a cell of a column of years or of codes with a year.
fn year_of(cell: &str) -> Option<u16> {
    let cell = cell.trim();
    if let Some(year) = year_of_code(cell) {
        return Some(year);
    }
    let (year, rest) = cell.split_at_checked(4)?;
    // `2023`, `2023.0`, `2023-01-01`.
    let is_whole =
        rest.strip_prefix('.').is_some_and(|zeros| zeros.bytes().all(|byte| byte == b'0'));
    (rest.is_empty() || is_whole || rest.starts_with('-')).then_some(())?;
    digits(year)
}

/// The year before a code.
fn year_of_code(cell: &str) -> Option<u16> {
    let (year, code) = cell.trim().split_at_checked(4)?;
    let level = code.get(..2)?.to_ascii_uppercase();
    matches!(level.as_str(), "BU" | "WK" | "GM").then_some(())?;
    digits(year)
}

fn digits(text: &str) -> Option<u16> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_plain && YEARS.contains(year))
}

/// The year in the name of the layer or its file, when it is not `year`: no proof, but a hint.
fn year_in_names(file: &str, layer: &str, year: u16) -> Option<u16> {
    let file = file.rsplit('/').next().unwrap_or(file);
    let numbers = |name: &str| -> Vec<u16> {
        let parts = name.split(|c: char| !c.is_ascii_digit());
        parts.filter(|part| part.len() == 4).filter_map(digits).collect()
    };
    let found: Vec<u16> = [numbers(layer), numbers(file)].concat();
    if found.contains(&year) { None } else { found.first().copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_in_all_its_forms() {
        for cell in ["2023", " 2023 ", "2023.0", "2023-01-01", "2023BU00340101", "2023gm0034"] {
            assert_eq!(year_of(cell), Some(2023), "{cell}");
        }
        for cell in
            ["", "BU00340101", "20230101", "2023,5", "2023.5", "1985", "jaar", "23", "é2023"]
        {
            assert_eq!(year_of(cell), None, "{cell}");
        }
        assert_eq!(year_of_code("2023BU00340101"), Some(2023));
        assert_eq!(year_of_code("2023"), None);
    }

    #[test]
    fn a_name_only_hints() {
        assert_eq!(year_in_names("kaart/buurten_2023.gpkg", "buurten", 2025), Some(2023));
        assert_eq!(year_in_names("2023/buurten.gpkg", "buurten_2024_v1", 2025), Some(2024));
        for name in
            ["buurten_2025.gpkg", "cbs2025_van_2024.gpkg", "buurten_20230101.gpkg", "v12.shp"]
        {
            assert_eq!(year_in_names(name, "buurten", 2025), None, "{name}");
        }
    }
}
