//! A table of all homes: one area a row, of one level or of all levels mixed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::config::{Config, StockConfig};
use crate::diagnostics::{Finding, codes, cut};
use crate::model::schema::{self, HOMES_NAMES, STATLINE_NUMBERS};
use crate::model::{AreaCode, Areas};
use crate::read::{self, RawTable, TableOptions, Wanted};

use super::super::area_codes::{self, AreaLists};
use super::super::areas::code_names;
use super::super::columns::{kinds, with_unit_kind};
use super::super::error::InputError;
use super::super::input_file::{InputFile, Role, label};
use super::super::needed::Needed;
use super::super::sift::{Sift, among_rows, rows_of};
use super::numbers::{Told, whole};
use super::others::{LONGEST, Others, differing_sums, nothing, quoted};
use super::rows::Map;
use super::{Stock, few, several, unknown};

/// The table of the configuration that names the columns.
const TABLE: &str = "stock.columns";

/// Reads the table.
pub(super) fn read_file(
    config: &Config,
    file: &StockConfig,
    lists: &AreaLists<'_>,
) -> Result<(Stock, InputFile), InputError> {
    let areas = lists.areas.expect("asked with the areas of the map");
    let path = config.resolve(&file.path);
    let name = label(&file.path);
    let mut columns = kinds(schema::STOCK, &[]);
    let mut wanted = wanted(config, file);
    with_unit_kind(&file.form(), "stock", &mut wanted, &mut columns);
    let options = TableOptions::from(&file.form());
    let raw = read::read_table(&path, &wanted, options)?;
    let raw = one_column(raw, &name, || read_again(&path, &wanted, options))?;
    let mut sift = Sift::new(raw, &name, &columns, &file.form(), Needed::STOCK)?;

    let year = file.area_year.unwrap_or(lists.year);
    let others = Others::of(&mut sift, &Map::new(areas, year == lists.year), areas)?;
    give_up_impossible(&mut sift)?;
    let before = codes_of(&sift)?;
    area_codes::judge(&mut sift, lists, file.area_year)?;
    let told = told(&mut sift, areas, lists, (year, &before))?;
    let homes: Vec<Option<u32>> = told.into_iter().map(Told::homes).collect();
    if homes.iter().all(Option::is_none) {
        return Err(InputError::Stops(vec![nothing(&name, areas, &others)]));
    }
    let differing = differing_sums(&name, areas, &homes, &others);
    let sifted = sift.finish()?;
    let mut findings = sifted.findings;
    findings.extend(differing);
    findings.extend(unknown(&name, areas, &homes));
    // A cell at fault costs its area the share, and no more: such a table has a row for each area, so that
    // one slip would be above any limit on rows.
    let input = InputFile::of(Role::Stock, &file.path, &path, sifted.account).with(
        findings,
        sifted.rejected,
        Vec::new(),
    );
    Ok((Stock { file: name, homes }, input))
}

/// The columns that are asked for; that of the homes, where it is not mapped, once under each known name.
fn wanted(config: &Config, file: &StockConfig) -> Vec<Wanted> {
    let of_level = code_names(config.finest_level());
    let mut wanted = Vec::new();
    for column in schema::STOCK {
        match (file.columns.columns.get(column.name), column.name) {
            (Some(name), _) => wanted.push(Wanted::required(column.name, name, TABLE)),
            (None, "area") => {
                let names = [of_level, column.known].concat();
                wanted.push(Wanted { required: true, ..Wanted::known("area", &names, TABLE) });
            }
            (None, "homes") => {
                wanted.extend(HOMES_NAMES.iter().zip(0..).map(|(known, at)| Wanted {
                    name: if at == 0 { "homes".to_owned() } else { format!("homes#{at}") },
                    columns: names_like(known),
                    required: false,
                    key: format!("{TABLE}.homes"),
                }));
            }
            (None, _) => wanted.push(Wanted::known(column.name, column.known, TABLE)),
        }
    }
    // Without a code the name of an area may stand alone.
    if file.columns.columns.contains_key("area_name") {
        wanted.iter_mut().filter(|w| w.name == "area").for_each(|area| {
            area.required = file.columns.columns.contains_key("area");
        });
    }
    wanted
}

/// A known name of all homes, also as StatLine writes it, with the number of the column behind it.
fn names_like(known: &str) -> Vec<String> {
    let numbered = known.ends_with("woningvoorraad").then_some(STATLINE_NUMBERS);
    let numbered = numbered.into_iter().flatten().map(|number| format!("{known}_{number}"));
    std::iter::once(known.to_owned()).chain(numbered).collect()
}

/// The table with one column of homes; of several known ones none is chosen.
fn one_column(
    mut raw: RawTable,
    file: &str,
    read_again: impl FnOnce() -> Result<RawTable, InputError>,
) -> Result<RawTable, InputError> {
    let is_homes = |name: &str| name == "homes" || name.starts_with("homes#");
    let found: Vec<(String, String)> =
        raw.names.iter().filter(|(name, _)| is_homes(name)).cloned().collect();
    let [(name, _)] = found.as_slice() else {
        let Some(_) = found.first() else { return read_again() };
        let names: Vec<String> = found.into_iter().map(|(_, name)| name).collect();
        return Err(several(file, &names, &format!("{TABLE}.homes")));
    };
    raw.frame.rename(name, "homes".into())?;
    raw.names.iter_mut().filter(|(known, _)| known == name).for_each(|known| {
        known.0 = "homes".to_owned();
    });
    Ok(raw)
}

/// Reads a table without a known column of homes, to say which columns there are.
fn read_again(
    path: &Path,
    wanted: &[Wanted],
    options: TableOptions<'_>,
) -> Result<RawTable, InputError> {
    let mut wanted = wanted.to_vec();
    wanted.retain(|column| !column.name.starts_with("homes#"));
    wanted.iter_mut().for_each(|column| column.required |= column.name == "homes");
    Ok(read::read_table(path, &wanted, options)?)
}

/// Makes numbers unknown that no number of homes can be.
fn give_up_impossible(sift: &mut Sift) -> Result<(), InputError> {
    let frame = sift.frame();
    let (codes, homes) = (frame.column("area")?.str()?, frame.column("homes")?.f64()?);
    let names = frame.column("area_name")?.str()?;
    let of = codes.iter().zip(names.iter()).map(|(code, name)| code.or(name).unwrap_or(""));
    let rows = rows_of(frame)?.into_iter().zip(of).zip(homes.iter());
    let (mut wrong, mut told) = (Vec::new(), Vec::new());
    for ((row, of), homes) in rows {
        if let Some(number) = homes.filter(|number| whole(*number).is_none()) {
            wrong.push(row);
            told.push(format!("{} {number}", cut(of, LONGEST)));
        }
    }
    sift.hint(&codes::STOCK_NUMBER, few(&told));
    Ok(sift.give_up_cells(&wrong, &codes::STOCK_NUMBER, "homes", &["homes"])?)
}

/// The codes of the rows as they stand, for those of an earlier year.
fn codes_of(sift: &Sift) -> Result<BTreeMap<u32, String>, InputError> {
    let frame = sift.frame();
    let codes = frame.column("area")?.str()?.iter().map(|code| code.unwrap_or("").to_owned());
    Ok(rows_of(frame)?.into_iter().zip(codes).collect())
}

/// What the rows that are left say of each finest area; `before` are their codes of the year `year`.
fn told(
    sift: &mut Sift,
    areas: &Areas,
    lists: &AreaLists<'_>,
    (year, before): (u16, &BTreeMap<u32, String>),
) -> Result<Vec<Told>, InputError> {
    let finest = areas.finest();
    let mut all = vec![Told::default(); finest.areas.len()];
    let (mut twins, mut nowhere, mut texts, mut empty) = (vec![], vec![], vec![], vec![]);
    let frame = sift.frame();
    let (area, homes) = (frame.column("area")?.str()?, frame.column("homes")?.f64()?);
    let rows = rows_of(frame)?.into_iter().zip(area.iter()).zip(homes.iter());
    for ((row, code), homes) in rows {
        let homes = homes.and_then(whole);
        let place = code.and_then(|code| AreaCode::parse(finest.level, code));
        match place.and_then(|code| finest.position(&code)) {
            Some(at) if year != lists.year => all[at].add(homes),
            Some(at) if all[at].and(homes) => twins.push(row),
            Some(_) => {}
            None if homes == Some(0) || (homes.is_none() && code.is_some()) => empty.push(row),
            None => {
                nowhere.push(row);
                texts.push(quoted(before.get(&row).map_or("", String::as_str)));
            }
        }
    }
    let differing: Vec<&str> = finest
        .areas
        .iter()
        .zip(&all)
        .filter(|(_, told)| **told == Told::Differing)
        .map(|(area, _)| area.code.as_str())
        .collect();
    if !differing.is_empty() {
        let finding = Finding::new(&codes::STOCK_TWICE, sift.file(), differing.len() as u64);
        sift.note(finding.column(sift.named("homes")).detail(few(&differing)));
    }
    if year != lists.year {
        let codes = before.values().filter_map(|code| AreaCode::parse(finest.level, code));
        let there: BTreeSet<AreaCode> = codes.collect();
        // Of an area that was cut up, or of which no row is there, any part may lie in what it became.
        let partly = lists
            .others
            .all(year)
            .filter(|(code, became)| became.len() > 1 || !there.contains(code));
        let partly = partly.flat_map(|(_, became)| became);
        partly.filter_map(|code| finest.position(code)).for_each(|at| all[at].add(None));
    }
    sift.set_aside(among_rows(&twins), &codes::TWIN)?;
    let finding = sift.finding(&codes::STOCK_NO_AREA, &nowhere);
    sift.set_aside_as(&nowhere, finding.detail(few(&texts)))?;
    let finding = sift.finding(&codes::STOCK_OTHER_ROWS, &empty);
    sift.set_aside_as(&empty, finding.detail("areas without homes that the map does not have"))?;
    Ok(all)
}
