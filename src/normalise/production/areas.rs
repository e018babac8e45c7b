//! Which area each name of a project means: by a table, else by the names and codes of the map.
//!
//! A name that the table gives two areas stops the run: the last row is no better than the first.

use std::collections::BTreeMap;
use std::path::Path;

use crate::config::{Config, TableForm};
use crate::diagnostics::{Finding, codes};
use crate::model::project::plain;
use crate::model::schema::{self, Kind};
use crate::model::{AreaLevel, Areas};
use crate::read::{self, ROW, Wanted};

use super::super::error::InputError;
use super::super::input_file::{InputFile, Role, label};
use super::super::needed::Needed;
use super::super::sift::{Sift, among_rows};
use super::map_names::MapNames;
use super::{AreaPosition, Place, listed};

/// The names of projects and the areas that they mean.
pub(super) struct NameTable {
    /// District and area, as they are compared; an area without a district, and a district alone, too.
    areas: BTreeMap<(String, String), AreaPosition>,
}

/// What a row of the table says.
struct Row {
    row: u32,
    district: Option<String>,
    area: Option<String>,
    level: Option<String>,
    code: Option<String>,
}

impl NameTable {
    /// The area of a project: by district and area, else by the area where the table has it without a
    /// district, or in one district alone and the project names none; else by the district.
    pub fn place(&self, district: Option<&str>, area: Option<&str>) -> Option<Place> {
        let key = |text: Option<&str>| text.map(plain).unwrap_or_default();
        let (district, area) = (key(district), key(area));
        let of = |district: &str, area: &str| {
            self.areas.get(&(district.to_owned(), area.to_owned())).copied()
        };
        if !area.is_empty() {
            let only = || {
                let mut same = self.areas.iter().filter(|((_, of), _)| *of == area);
                let (_, first) = same.next().filter(|_| district.is_empty())?;
                same.all(|(_, other)| other == first).then_some(*first)
            };
            if let Some(found) = of(&district, &area).or_else(|| of("", &area)).or_else(only) {
                return Some(Place { area: found, by_district: false });
            }
        }
        let found = of(&district, "").filter(|_| !district.is_empty())?;
        Some(Place { area: found, by_district: !area.is_empty() })
    }
}

/// The area of a project by the names and codes of the map alone. An area counts only within its
/// district, where that is said.
pub(super) fn by_map(
    map: &MapNames<'_>,
    district: Option<&str>,
    area: Option<&str>,
) -> Option<Place> {
    let within = match district {
        Some(name) => Some(map.of_any_level(name, None)?),
        None => None,
    };
    match area.and_then(|name| map.of_any_level(name, within)) {
        Some(found) => Some(Place { area: found, by_district: false }),
        None => within.map(|found| Place { area: found, by_district: area.is_some() }),
    }
}

/// Reads the table; without a map its rows are only read.
pub(super) fn read(
    config: &Config,
    path: &Path,
    areas: Option<&Areas>,
) -> Result<(NameTable, InputFile), InputError> {
    let at = config.resolve(path);
    let table = "production.areas";
    let mut wanted: Vec<Wanted> = schema::PROJECT_AREAS
        .iter()
        .map(|column| Wanted::known(column.name, column.known, table))
        .collect();
    for want in &mut wanted[2..] {
        want.required = true;
    }
    let raw = read::read_table(&at, &wanted, super::by_hand())?;
    if raw.file_name("district").is_none() && raw.file_name("area").is_none() {
        let text = format!(
            "{} has no column `district` and no column `area`\n  \
             it joins the names of projects to areas: district;area;level;code",
            label(path)
        );
        let stop = Finding::new(&codes::COLUMN_MISSING, label(path), 1).detail(text);
        return Err(InputError::Stops(vec![stop]));
    }
    let kinds: Vec<(String, Kind)> =
        schema::PROJECT_AREAS.iter().map(|of| (of.name.to_owned(), of.kind)).collect();
    let form = TableForm::default();
    let mut sift = Sift::new(raw, &label(path), &kinds, &form, Needed::PROJECT_AREAS)?;
    let rows = rows(&sift)?;
    let mut table = NameTable { areas: BTreeMap::new() };
    if let Some(areas) = areas {
        fill(&mut table, &mut sift, config, areas, &rows)?;
    }
    let sifted = sift.finish()?;
    let input = InputFile::of(Role::ProductionAreas, path, &at, sifted.account);
    Ok((table, input.with(sifted.findings, sifted.rejected, sifted.unread)))
}

fn rows(sift: &Sift) -> Result<Vec<Row>, InputError> {
    let frame = sift.frame();
    let texts = |name: &str| -> Result<Vec<Option<String>>, InputError> {
        Ok(frame.column(name)?.str()?.iter().map(|cell| cell.map(str::to_owned)).collect())
    };
    let (mut districts, mut areas) = (texts("district")?.into_iter(), texts("area")?.into_iter());
    let (mut levels, mut codes) = (texts("level")?.into_iter(), texts("code")?.into_iter());
    let numbers = frame.column(ROW)?.u32()?.into_no_null_iter();
    Ok(numbers
        .map(|row| Row {
            row,
            district: districts.next().flatten(),
            area: areas.next().flatten(),
            level: levels.next().flatten(),
            code: codes.next().flatten(),
        })
        .collect())
}

/// Enters the rows; those of no area of the map are rejected, and a name that comes again for the same
/// area is set aside.
fn fill(
    table: &mut NameTable,
    sift: &mut Sift,
    config: &Config,
    areas: &Areas,
    rows: &[Row],
) -> Result<(), InputError> {
    let map = MapNames::of(areas);
    let mut first: BTreeMap<(String, String), u32> = BTreeMap::new();
    let (mut nameless, mut again, mut twice) = (Vec::new(), Vec::new(), Vec::new());
    let mut wrong: Vec<(u32, String, &str)> = Vec::new();
    for row in rows {
        let key = |text: &Option<String>| text.as_deref().map(plain).unwrap_or_default();
        let name = (key(&row.district), key(&row.area));
        if name == (String::new(), String::new()) {
            nameless.push(row.row);
            continue;
        }
        let called = called(row);
        let level = row.level.as_deref().and_then(|text| level_of(config, text));
        let Some(level) = level else {
            let text = row.level.as_deref().unwrap_or("");
            wrong.push((row.row, format!("{called}: level \"{text}\""), "level"));
            continue;
        };
        let text = row.code.as_deref().unwrap_or("");
        let Some(area) = map.of_level(level, text) else {
            let word = areas.levels()[level].level;
            wrong.push((row.row, format!("{called}: {word} \"{text}\""), "code"));
            continue;
        };
        match table.areas.get(&name).copied() {
            None => {
                table.areas.insert(name.clone(), area);
                first.insert(name, row.row);
            }
            Some(known) if known == area => again.push(row.row),
            Some(known) => {
                let of = |area: AreaPosition| &areas.levels()[area.level].areas[area.at].code;
                twice.push(format!(
                    "{called}: {} (row {}) and {} (row {})",
                    of(known),
                    first[&name],
                    of(area),
                    row.row
                ));
            }
        }
    }
    if !twice.is_empty() {
        let detail = format!(
            "{} gives a name two areas: {}\n  \
             give each name one area; where it lies in several, the coarser area that holds them all",
            sift.file(),
            listed(&twice)
        );
        let stop = Finding::new(&codes::PROJECT_AREA_TWICE, sift.file(), twice.len() as u64);
        return Err(InputError::Stops(vec![stop.detail(detail)]));
    }
    sift.reject(among_rows(&nameless), &codes::KEY_MISSING, Some("area"))?;
    if !wrong.is_empty() {
        let levels: Vec<&str> = areas.levels().iter().map(|of| of.level.singular()).collect();
        let texts: Vec<String> = wrong.iter().map(|(_, text, _)| text.clone()).collect();
        let expected = format!("expected an area of the map, of level {}", levels.join(", "));
        sift.hint(&codes::PROJECT_AREA_CODE, format!("{}; {expected}", listed(&texts)));
    }
    for column in ["level", "code"] {
        let of_column = wrong.iter().filter(|(_, _, of)| *of == column);
        let rows: Vec<u32> = of_column.map(|(row, _, _)| *row).collect();
        sift.reject(among_rows(&rows), &codes::PROJECT_AREA_CODE, Some(column))?;
    }
    sift.set_aside(among_rows(&again), &codes::TWIN)?;
    Ok(())
}

fn called(row: &Row) -> String {
    let names = [&row.district, &row.area];
    let names: Vec<&str> = names.into_iter().filter_map(|name| name.as_deref()).collect();
    names.join(", ")
}

/// The position of a level of the run by its word: `wijk`, `wijken`.
fn level_of(config: &Config, text: &str) -> Option<usize> {
    let text = plain(text);
    let is = |level: &AreaLevel| level.singular() == text || level.plural() == text;
    config.areas.levels.iter().position(is)
}
