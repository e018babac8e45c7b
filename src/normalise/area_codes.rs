//! Area codes that a table gives itself: of which year they are, and whether their names agree.
//!
//! Codes are given out anew. Almere's buurten were numbered afresh in 2022, and 15 of the 66 old
//! codes name another place since: a table with old codes joins without a fault, and wrongly.
//! So a code counts only with its year, its name is compared where there is one, and a set of codes
//! that fits another year better stops the run.

mod evidence;
mod other_years;

use std::collections::HashMap;

use polars::prelude::{
    Column, DataType, IntoLazy, PolarsResult, SortMultipleOptions, col, len, lit,
};

use crate::diagnostics::{Entry, Finding, codes, did_you_mean};
use crate::model::schema::bare_name;
use crate::model::{AreaCode, AreaLevel, Areas, LevelAreas};
use crate::read::ROW;

use super::error::InputError;
use super::sift::{Sift, rows_of};

pub(super) use other_years::{OtherYears, read as read_other_years};

/// What the codes of a table are compared with.
pub(super) struct AreaLists<'a> {
    /// Year of the map.
    pub year: u16,
    /// The map; `None` when it could not be read, and codes stand as they are.
    pub areas: Option<&'a Areas>,
    /// Codes of other years.
    pub others: &'a OtherYears,
}

/// Code and name as they stand together in a table, and how often.
struct Pair {
    area: Option<String>,
    name: Option<String>,
    rows: u64,
    first: u32,
}

/// What becomes of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Verdict {
    /// This code of the map, with what is to be said about it.
    Code(String, Option<&'static Entry>),
    /// No code, and why; the next key places the row.
    None(&'static Entry),
    /// The name is of no area, and the row has no code.
    NoSuchName,
    /// Nothing stands there.
    Empty,
}

/// Judges the column `area` of a table, and `area_name` where it has one; codes that may count come
/// out in one form.
///
/// # Errors
/// [`InputError::Stops`] when the codes are of another year than the map and cannot be translated, or
/// fit another year better.
pub(super) fn judge(
    sift: &mut Sift,
    lists: &AreaLists<'_>,
    told_year: Option<u16>,
) -> Result<(), InputError> {
    let Some(areas) = lists.areas else { return Ok(()) };
    if nothing_in(sift, "area")? && nothing_in(sift, "area_name")? {
        return Ok(());
    }
    let pairs = pairs(sift)?;
    if pairs.iter().all(|pair| pair.area.is_none() && pair.name.is_none()) {
        return Ok(());
    }
    let finest = areas.finest();
    let place = format!("column \"{}\" of {}", sift.named("area"), sift.file());
    let year = told_year.unwrap_or(lists.year);
    if let Some(stop) = evidence::other_year(&pairs, finest, lists, year, &place) {
        let finding = Finding::new(stop.0, sift.file(), stop.1).column(sift.named("area"));
        return Err(InputError::Stops(vec![finding.detail(stop.2)]));
    }

    if let Some(other) = evidence::fits_as_well(&pairs, finest, lists, year) {
        let rows = pairs.iter().map(|pair| pair.rows).sum();
        let finding = Finding::new(&codes::AREA_YEAR_UNPROVED, sift.file(), rows);
        let detail = format!("the codes fit {other} as well as {}", lists.year);
        sift.note(finding.column(sift.named("area")).detail(detail));
    }
    let names = by_name(finest);
    let mut verdicts: HashMap<(Option<&str>, Option<&str>), Verdict> = HashMap::new();
    for pair in &pairs {
        let verdict = verdict(pair, finest, &names, lists, year);
        verdicts.insert((pair.area.as_deref(), pair.name.as_deref()), verdict);
    }
    tell(sift, &pairs, &verdicts, finest);
    let no_such_name = apply(sift, &verdicts)?;
    let told = if sift.has("area") { "area" } else { "area_name" };
    sift.give_up_cells(&no_such_name, &codes::AREA_NAME_UNKNOWN, told, &["area", "area_name"])?;
    Ok(())
}

/// The different pairs of code and name, in order of their first row.
fn pairs(sift: &Sift) -> PolarsResult<Vec<Pair>> {
    let found = sift
        .frame()
        .clone()
        .lazy()
        .filter(col("area").is_not_null().or(col("area_name").is_not_null()))
        .group_by([col("area"), col("area_name")])
        .agg([len().cast(DataType::UInt64).alias("rows"), col(ROW).min()])
        .sort([ROW], SortMultipleOptions::default())
        .collect()?;
    let (area, name) = (found.column("area")?.str()?, found.column("area_name")?.str()?);
    let (rows, first) = (found.column("rows")?.u64()?, found.column(ROW)?.u32()?);
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok((0..found.height())
        .map(|at| Pair {
            area: owned(area.get(at)),
            name: owned(name.get(at)),
            rows: rows.get(at).unwrap_or(0),
            first: first.get(at).unwrap_or(0),
        })
        .collect())
}

/// A name as it is compared: without case, blanks and signs, and without the `(brt)` that CBS puts
/// behind a buurt with the name of its wijk.
pub(super) fn comparable(name: &str) -> String {
    bare_name(name.trim().trim_end_matches("(brt)"))
}

/// Positions of the areas by name; `None` for a name that several areas have.
fn by_name(finest: &LevelAreas) -> HashMap<String, Option<usize>> {
    let mut names: HashMap<String, Option<usize>> = HashMap::new();
    for (at, area) in finest.areas.iter().enumerate() {
        names.entry(comparable(&area.name)).and_modify(|known| *known = None).or_insert(Some(at));
    }
    names
}

fn verdict(
    pair: &Pair,
    finest: &LevelAreas,
    names: &HashMap<String, Option<usize>>,
    lists: &AreaLists<'_>,
    year: u16,
) -> Verdict {
    let code = pair.area.as_deref().and_then(|text| AreaCode::parse(finest.level, text));
    let by_name = |name: &str| match names.get(&comparable(name)) {
        Some(Some(at)) => {
            Verdict::Code(finest.areas[*at].code.to_string(), Some(&codes::AREA_BY_NAME))
        }
        _ => Verdict::NoSuchName,
    };
    let Some(code) = code else {
        return pair.name.as_deref().map_or(Verdict::Empty, by_name);
    };
    // 0205, where the municipality is told by the map and the rest only by the code.
    let short = pair.area.as_deref().map(str::trim).filter(|text| {
        finest.level == AreaLevel::Buurt
            && text.len() == 4
            && text.bytes().all(|byte| byte.is_ascii_digit())
    });
    let code = match (short, lists.areas.map(municipalities).as_deref()) {
        (Some(text), Some([one])) => {
            AreaCode::parse(finest.level, &format!("{one}{text}")).unwrap_or(code)
        }
        _ => code,
    };
    let official = code.cbs_parent(finest.level, AreaLevel::Gemeente).is_some();
    if finest.level.cbs_form().is_some() && !official && finest.position(&code).is_none() {
        return by_name(code.as_str()); // a name stands where the code is expected
    }
    if year != lists.year {
        return match lists.others.became(year, &code) {
            [one] => Verdict::Code(one.to_string(), Some(&codes::AREA_CODE_TRANSLATED)),
            [] => Verdict::Code(code.to_string(), None), // no code of that year: locating says so
            _ => Verdict::None(&codes::AREA_CODE_SPLIT),
        };
    }
    let agrees = match (&pair.name, finest.position(&code)) {
        (Some(name), Some(at)) => comparable(name) == comparable(&finest.areas[at].name),
        _ => true,
    };
    if !agrees {
        return Verdict::None(&codes::AREA_NAME_DIFFERS);
    }
    let tidied = pair.area.as_deref() != Some(code.as_str()) && finest.position(&code).is_some();
    Verdict::Code(code.to_string(), tidied.then_some(&codes::AREA_CODE_TIDIED))
}

/// A finding for each thing that is to be said, with the first pairs concerned.
fn tell(
    sift: &mut Sift,
    pairs: &[Pair],
    verdicts: &HashMap<(Option<&str>, Option<&str>), Verdict>,
    finest: &LevelAreas,
) {
    let mut told: Vec<(&'static Entry, u64, Vec<u64>, String)> = Vec::new();
    for pair in pairs {
        let verdict = &verdicts[&(pair.area.as_deref(), pair.name.as_deref())];
        let (entry, text) = match verdict {
            Verdict::Code(code, Some(entry)) => {
                let from = pair.area.as_deref().or(pair.name.as_deref()).unwrap_or("");
                (*entry, format!("\"{from}\" -> {code}"))
            }
            Verdict::None(entry) => (*entry, disagreement(pair, finest)),
            Verdict::NoSuchName => {
                let name = pair.area.as_deref().or(pair.name.as_deref()).unwrap_or("");
                let close = did_you_mean(name, finest.areas.iter().map(|area| area.name.as_str()));
                let hint = close.map_or_else(String::new, |c| format!(": did you mean \"{c}\"?"));
                // Which rows is told when the cells are given up; this only helps to mend them.
                (&codes::AREA_NAME_UNKNOWN, format!("\"{name}\"{hint}"))
            }
            Verdict::Code(_, None) | Verdict::Empty => continue,
        };
        if entry == &codes::AREA_NAME_UNKNOWN {
            sift.hint(entry, text);
            continue;
        }
        match told.iter_mut().find(|(known, ..)| *known == entry) {
            Some((_, rows, first, _)) => {
                *rows += pair.rows;
                if first.len() < 5 {
                    first.push(pair.first.into());
                }
            }
            None => told.push((entry, pair.rows, vec![pair.first.into()], text)),
        }
    }
    for (entry, rows, first, text) in told {
        let finding = Finding::new(entry, sift.file(), rows).column(sift.named("area"));
        sift.note(finding.rows(first).detail(text));
    }
}

fn disagreement(pair: &Pair, finest: &LevelAreas) -> String {
    let code = pair.area.as_deref().unwrap_or("");
    let called = AreaCode::parse(finest.level, code)
        .and_then(|code| finest.position(&code))
        .map(|at| finest.areas[at].name.as_str());
    match (&pair.name, called) {
        (Some(name), Some(called)) => {
            format!("{code} is \"{name}\" here and \"{called}\" on the map")
        }
        _ => code.to_owned(),
    }
}

/// Puts the verdicts in place of the codes, and gives the rows of which the name is of no area.
fn apply(
    sift: &mut Sift,
    verdicts: &HashMap<(Option<&str>, Option<&str>), Verdict>,
) -> PolarsResult<Vec<u32>> {
    let mut frame = sift.frame().clone();
    let rows = rows_of(&frame)?;
    let mut no_such_name = Vec::new();
    let judged: Vec<Option<&str>> = {
        let (area, name) = (frame.column("area")?.str()?, frame.column("area_name")?.str()?);
        area.iter()
            .zip(name.iter())
            .zip(rows)
            .map(|(pair, row)| match verdicts.get(&pair) {
                Some(Verdict::Code(code, _)) => Some(code.as_str()),
                Some(Verdict::NoSuchName) => {
                    no_such_name.push(row);
                    None
                }
                _ => None,
            })
            .collect()
    };
    frame.with_column(Column::new("area".into(), judged))?;
    let frame = frame.lazy().with_column(col("area").cast(DataType::String)).collect()?;
    sift.replace(frame);
    Ok(no_such_name)
}

/// The municipalities of the map, by their four digits; empty where codes are no codes of CBS.
pub(super) fn municipalities(areas: &Areas) -> Vec<String> {
    let finest = areas.finest();
    let mut found: Vec<String> = finest
        .areas
        .iter()
        .filter_map(|area| area.code.cbs_parent(finest.level, AreaLevel::Gemeente))
        .filter_map(|code| code.as_str().strip_prefix("GM").map(str::to_owned))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Whether a column holds nothing.
fn nothing_in(sift: &Sift, name: &str) -> PolarsResult<bool> {
    let column = sift.frame().column(name)?;
    Ok(column.null_count() == column.len())
}

/// A warning about BAG ids of another municipality, `None` when there are none.
pub(super) fn elsewhere(sift: &Sift, areas: Option<&Areas>) -> PolarsResult<Option<Finding>> {
    let here = areas.map(municipalities).unwrap_or_default();
    if here.is_empty() || nothing_in(sift, "bag_id")? {
        return Ok(None);
    }
    let names: Vec<&str> = here.iter().map(String::as_str).collect();
    let own = super::text::one_of(col("bag_id").str().slice(lit(0), lit(4)), &names);
    let rows = sift.frame().clone().lazy().filter(own.not().fill_null(lit(false)));
    let rows = rows_of(&rows.select([col(ROW)]).collect()?)?;
    let detail = format!("expected {}", names[..names.len().min(3)].join(", "));
    Ok((!rows.is_empty()).then(|| {
        sift.finding(&codes::OTHER_MUNICIPALITY, &rows).column(sift.named("bag_id")).detail(detail)
    }))
}
