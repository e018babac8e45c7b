//! Evaluates the expressions of all indicators of a table at once, grouped by area.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, DataType, Expr, IntoLazy, NULL, PolarsResult, lit};

use crate::config::UrgencyColumn;
use crate::locate::{AREA, Located};
use crate::model::{Areas, Indicator, Of};
use crate::normalise::{ADDRESS_KEY, KNOWN_ADDRESS, PERIOD, UrgencyChange};

use super::by_rows;
use super::catalogue;
use super::cells::{self, Groups};
use super::combinations::Combinations;
use super::complexes::complexes;
use super::definitions;
use super::few::{Few, as_text};
use super::flags::Flags;
use super::homes;
use super::opportunities::{self, InComplexes, Opportunities};
use super::roll_up::{Counts, Measured, Measures};
use super::row_by_row::columns;
use super::unplaced;
use super::whole;

/// Why an indicator cannot be counted.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// The expression is no SQL, or names a column that is not there.
    #[error("indicator `{id}`: `{key} = \"{expression}\"` cannot be evaluated: {reason}\n  columns of {table}: {}", columns.join(", "))]
    Expression {
        /// The indicator.
        id: String,
        /// The key that holds it.
        key: &'static str,
        /// The expression.
        expression: String,
        /// What Polars says.
        reason: String,
        /// The table.
        table: &'static str,
        /// Its columns.
        columns: Vec<String>,
    },
    /// An expression fails on what the rows hold.
    #[error("an indicator cannot be counted on these rows: {}\n  an expression compares or converts what it cannot, such as a number with a text;\n  TRY_CAST gives null where CAST fails", ids.join(", "))]
    OnTheData {
        /// The indicators of the table.
        ids: Vec<String>,
    },
    /// The expression gives something else than true or false.
    #[error(
        "indicator `{id}`: `{key} = \"{expression}\"` gives {found}; it must give true or false"
    )]
    NotBoolean {
        /// The indicator.
        id: String,
        /// The key that holds it.
        key: &'static str,
        /// The expression.
        expression: String,
        /// The type that it gives.
        found: String,
    },
    /// Polars refused a step that the program composed: a bug.
    #[error("a step on the tables failed, which is a bug: {0}")]
    Table(#[from] polars::prelude::PolarsError),
}

/// Columns that serve the program and are no part of the tables that expressions see.
const INTERNAL: [&str; 14] = [
    AREA,
    PERIOD,
    "file",
    "row",
    ADDRESS_KEY,
    KNOWN_ADDRESS,
    "vbo",
    "id_x",
    "id_y",
    "address_x",
    "address_y",
    "at_x",
    "at_y",
    "surveyed_pand",
];

/// The name under which all homes are counted; no indicator can have it.
const ALL: &str = "#all";

/// What is to be counted.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The indicators.
    pub indicators: Vec<Indicator>,
    /// Whether also what coincides in homes and complexes.
    pub opportunities: bool,
    /// When what counts as urgent changes within the window.
    pub changes: Vec<UrgencyChange>,
    /// All homes of the finest areas, `None` where they are not known; for the indicator of all homes.
    pub all_homes: Option<Vec<Option<u32>>>,
}

/// Counts every indicator in every finest area.
///
/// # Errors
/// An expression cannot be evaluated, or gives something else than true or false.
pub fn city(areas: &Areas, located: &Located, asked: Asked) -> Result<Measures, MeasureError> {
    let Asked { mut indicators, opportunities, changes, all_homes } = asked;
    let all_homes = all_homes.as_deref();
    if !opportunities {
        return count(areas, located, indicators, &changes, all_homes);
    }
    let properties = catalogue::properties();
    let n_indicators = indicators.len();
    indicators.extend(opportunities::indicators(&properties));
    let mut measures = count(areas, located, indicators, &changes, all_homes)?;
    let counted = measures.indicators.split_off(n_indicators);
    let homes = measures.dwellings.total().count();
    let in_complexes = complexes(&located.dwellings, &properties)?.map(|(list, homes_without)| {
        let n_areas = areas.finest().areas.len();
        let joint = opportunities::in_complexes(properties.len(), n_areas, &list);
        InComplexes { joint, list, homes_without }
    });
    measures.opportunities = Some(Opportunities {
        homes: opportunities::in_homes(properties.len(), &counted, homes),
        complexes: in_complexes,
        properties,
    });
    Ok(measures)
}

fn count(
    areas: &Areas,
    located: &Located,
    indicators: Vec<Indicator>,
    changes: &[UrgencyChange],
    all_homes: Option<&[Option<u32>]>,
) -> Result<Measures, MeasureError> {
    let n_areas = areas.finest().areas.len();
    let tables = [Some(&located.dwellings), located.placements.as_ref(), located.roofs.as_ref()];
    let groups = groups_of(tables)?;
    let corporations = corporations(&tables, &groups)?;
    let number: BTreeMap<&str, u32> =
        corporations.iter().zip(0..).map(|(name, at)| (name.as_str(), at)).collect();
    let placed = Rows { tables, groups: &groups, n_areas, number: &number, placed: true };
    let (dwellings, counts) = placed.count(&indicators)?;

    let lost = unplaced::tables(tables)?;
    let tables = lost.each_ref().map(Option::as_ref);
    let groups = groups_of(tables)?;
    let lost = Rows { tables, groups: &groups, n_areas: 1, number: &number, placed: false };
    let (unplaced_dwellings, unplaced) = lost.count(&indicators)?;
    let indicators = indicators
        .into_iter()
        .zip(counts)
        .zip(unplaced)
        .map(|((mut indicator, counts), unplaced)| {
            let own = definitions::changes(&indicator, changes);
            let pieces = definitions::pieces(&counts, changes, &own);
            definitions::say_that_it_changes(&mut indicator, &own);
            let (counts, unplaced) = match all_homes {
                Some(all) if indicator.of == Of::Homes => {
                    (homes::out_of_all(&dwellings, all), unplaced_dwellings.clone())
                }
                _ => (counts, unplaced),
            };
            Measured { indicator, counts, unplaced, changes: own, pieces }
        })
        .collect();
    let (opportunities, reach) = (None, located.reach.clone());
    Ok(Measures { corporations, dwellings, unplaced_dwellings, indicators, opportunities, reach })
}

fn groups_of(tables: [Option<&DataFrame>; 3]) -> PolarsResult<[Option<Groups>; 3]> {
    let groups = tables.map(|table| table.map(Groups::of));
    let [homes, lettings, roofs] = groups.map(|groups| groups.transpose().map(Option::flatten));
    Ok([homes?, lettings?, roofs?])
}

/// Rows of the tables of homes, lettings and roofs, to be counted by area.
struct Rows<'a> {
    tables: [Option<&'a DataFrame>; 3],
    groups: &'a [Option<Groups>; 3],
    n_areas: usize,
    number: &'a BTreeMap<&'a str, u32>,
    /// Whether these are the rows with an area.
    placed: bool,
}

impl Rows<'_> {
    /// The homes, and the units of each indicator.
    fn count(&self, indicators: &[Indicator]) -> Result<(Counts, Vec<Counts>), MeasureError> {
        let n_areas = self.n_areas;
        let mut dwellings = Counts::empty(n_areas);
        let mut counts: Vec<Counts> = indicators.iter().map(|_| Counts::empty(n_areas)).collect();
        let kinds = [Of::Dwellings, Of::Placements, Of::Roofs].into_iter();
        for ((of, table), groups) in kinds.zip(self.tables).zip(self.groups) {
            let Some(table) = table else { continue };
            let mut flags = Vec::new();
            let mut targets = Vec::new();
            for (at, indicator) in indicators.iter().enumerate() {
                let expressions = if indicator.of == of {
                    Some((indicator.count.as_str(), indicator.out_of.as_str()))
                } else if of == Of::Roofs {
                    indicator
                        .with_roofs
                        .as_ref()
                        .map(|with| (with.count.as_str(), with.out_of.as_str()))
                } else {
                    None
                };
                let Some((count, out_of)) = expressions else { continue };
                let expression = |key, text| boolean(indicator, key, text, of, table);
                let mut of_indicator = Flags {
                    name: indicator.id.clone(),
                    count: expression("count", count)?,
                    out_of: expression("out_of", out_of)?,
                };
                if !self.placed && !of_indicator.is_row_by_row() {
                    // What a row is among the others cannot be told of those without a place.
                    of_indicator = not_told(of_indicator);
                }
                flags.push(of_indicator);
                targets.push(at);
            }
            let ids = flags.iter().map(|flags: &Flags| flags.name.clone()).collect();
            if of == Of::Dwellings {
                flags.push(Flags { name: ALL.to_owned(), count: lit(true), out_of: lit(true) });
            }
            let units = Units { table, groups: groups.as_ref(), n_areas, number: self.number };
            let mut tallied = match self.placed {
                true => units.tally(flags, ids)?,
                false => units.tally_each(flags)?,
            };
            if of == Of::Dwellings {
                dwellings = tallied.pop().expect("all homes were asked for");
            }
            for (at, tallied) in targets.into_iter().zip(tallied) {
                counts[at].add(&tallied);
            }
        }
        Ok((dwellings, counts))
    }
}

/// The owners of all homes and lettings, in order of text.
fn corporations(
    tables: &[Option<&DataFrame>; 3],
    groups: &[Option<Groups>; 3],
) -> PolarsResult<Vec<String>> {
    let mut names = BTreeSet::new();
    for (table, groups) in tables.iter().zip(groups).take(2) {
        match (table, groups) {
            (_, Some(groups)) => names.extend(groups.owners()?),
            (Some(table), None) => {
                let owners = as_text(table.column("corporation")?)?.unique()?;
                names.extend(owners.str()?.iter().flatten().map(str::to_owned));
            }
            (None, None) => {}
        }
    }
    Ok(names.into_iter().collect())
}

/// One table, and what its rows are counted by.
struct Units<'a> {
    table: &'a DataFrame,
    /// `None` where owners or years are too many to be numbered.
    groups: Option<&'a Groups>,
    n_areas: usize,
    number: &'a BTreeMap<&'a str, u32>,
}

impl Units<'_> {
    /// Counts each indicator as [`Units::tally`] does; of one whose expressions fail on these rows nothing
    /// is known.
    fn tally_each(&self, flags: Vec<Flags>) -> Result<Vec<Counts>, MeasureError> {
        match self.tally(flags.clone(), Vec::new()) {
            Err(MeasureError::OnTheData { .. }) => {}
            tallied => return tallied,
        }
        let one = |flags: Flags| {
            let counted = match self.tally(vec![flags.clone()], Vec::new()) {
                Err(MeasureError::OnTheData { .. }) => {
                    self.tally(vec![not_told(flags)], Vec::new())
                }
                counted => counted,
            };
            Ok(counted?.pop().expect("one was asked for"))
        };
        flags.into_iter().map(one).collect()
    }

    /// Counts each indicator: over combinations of values where its columns have few, row by row where
    /// they have many, and over the whole table where it looks at more than a row.
    fn tally(&self, flags: Vec<Flags>, ids: Vec<String>) -> Result<Vec<Counts>, MeasureError> {
        let (mut few, mut many, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        let mut columns: BTreeMap<String, Option<Few>> = BTreeMap::new();
        for (at, flags) in flags.iter().enumerate() {
            let named = named_by(flags).filter(|_| self.groups.is_some());
            let Some(named) = named.filter(|_| flags.is_row_by_row()) else {
                whole.push(at);
                continue;
            };
            for name in &named {
                if !columns.contains_key(name) {
                    columns.insert(name.clone(), Few::of(self.table.column(name)?)?);
                }
            }
            let all_few = named.iter().all(|name| columns[name].is_some());
            if all_few {
                few.push((at, named))
            } else {
                many.push((at, named))
            };
        }
        let failed = |_| MeasureError::OnTheData { ids: ids.clone() };
        let number = |name: &str| self.number[name];
        let mut all: Vec<Option<Counts>> = flags.iter().map(|_| None).collect();
        let these = |of: &[(usize, BTreeSet<String>)]| -> (Vec<Flags>, BTreeSet<String>) {
            let chosen = of.iter().map(|(at, _)| flags[*at].clone()).collect();
            (chosen, of.iter().flat_map(|(_, named)| named).cloned().collect())
        };

        if let Some(groups) = self.groups {
            // All at once where their columns together have few combinations, else one by one.
            let combined = |named: &BTreeSet<String>| {
                let columns = named.iter().filter_map(|name| columns[name].as_ref());
                Combinations::of(self.table, groups, columns)
            };
            let together = combined(&these(&few).1).is_some();
            let batches = few.chunks(if together { few.len().max(1) } else { 1 });
            for batch in batches {
                let (chosen, named) = these(batch);
                let Some(combinations) = combined(&named) else {
                    many.extend_from_slice(batch);
                    continue;
                };
                let found = combinations.cells(groups, &chosen, self.n_areas, number)?;
                let (cells, sorts) = found.map_err(failed)?;
                let counts = cells::counts(&cells, &sorts, chosen.len(), self.n_areas);
                batch.iter().zip(counts).for_each(|((at, _), counts)| all[*at] = Some(counts));
            }
            for batch in many.chunks(by_rows::AT_A_TIME) {
                let (chosen, named) = these(batch);
                let found = by_rows::cells(self.table, groups, &named, &chosen, number);
                let (cells, sorts) = found.map_err(failed)?;
                let counts = cells::counts(&cells, &sorts, chosen.len(), self.n_areas);
                batch.iter().zip(counts).for_each(|((at, _), counts)| all[*at] = Some(counts));
            }
        }
        if !whole.is_empty() {
            let chosen: Vec<Flags> = whole.iter().map(|&at| flags[at].clone()).collect();
            let named: Option<Vec<_>> = chosen.iter().map(named_by).collect();
            let named = named.map(|named| named.into_iter().flatten().collect());
            let found = whole::counts(self.table, named.as_ref(), &chosen, self.n_areas, number)?;
            let counts = found.map_err(failed)?;
            whole.iter().zip(counts).for_each(|(&at, counts)| all[at] = Some(counts));
        }
        Ok(all.into_iter().map(|counts| counts.expect("each goes one of three ways")).collect())
    }
}

/// The same indicator, of which nothing is known.
fn not_told(flags: Flags) -> Flags {
    let nothing = || lit(NULL).cast(DataType::Boolean);
    Flags { count: nothing(), out_of: nothing(), ..flags }
}

/// The columns that the expressions of an indicator name; `None` where they may read any.
fn named_by(flags: &Flags) -> Option<BTreeSet<String>> {
    let mut named = columns(&flags.count)?;
    named.extend(columns(&flags.out_of)?);
    Some(named)
}

/// Columns that a table has only where an indicator names them, and that are not there.
fn made_when_named(of: Of, visible: &[String]) -> Option<String> {
    let group = UrgencyColumn::Group.name();
    (of == Of::Placements && visible.iter().all(|name| name != group)).then(|| group.to_owned())
}

/// An expression of an indicator, checked to give true or false over this table.
fn boolean(
    indicator: &Indicator,
    key: &'static str,
    text: &str,
    of: Of,
    table: &DataFrame,
) -> Result<Expr, MeasureError> {
    let visible: Vec<String> = table
        .get_column_names()
        .iter()
        .map(ToString::to_string)
        .filter(|name| !INTERNAL.contains(&name.as_str()))
        .collect();
    let refused = |error: polars::prelude::PolarsError| MeasureError::Expression {
        id: indicator.id.clone(),
        key,
        expression: text.to_owned(),
        reason: error.to_string().lines().next().unwrap_or_default().to_owned(),
        table: of.word(),
        columns: visible.iter().cloned().chain(made_when_named(of, &visible)).collect(),
    };
    let expression = polars::sql::sql_expr(text).map_err(refused)?;
    let none = |name: &String| as_text(&table.column(name)?.slice(0, 0));
    let sample = DataFrame::new(0, visible.iter().map(none).collect::<PolarsResult<_>>()?)?;
    let schema = sample
        .lazy()
        .select([expression.clone().alias("answer")])
        .collect_schema()
        .map_err(refused)?;
    match schema.get("answer") {
        Some(DataType::Boolean) => Ok(expression),
        found => Err(MeasureError::NotBoolean {
            id: indicator.id.clone(),
            key,
            expression: text.to_owned(),
            found: found.map_or_else(|| "nothing".to_owned(), ToString::to_string),
        }),
    }
}
