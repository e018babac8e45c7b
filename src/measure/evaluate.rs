//! Evaluates the expressions of all indicators of a table at once, grouped by area.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType, Expr, IntoLazy, PolarsResult, StringChunked, col, lit};

use crate::locate::{AREA, Located};
use crate::model::{Areas, Indicator, Of, Tally};
use crate::normalise::{ADDRESS_KEY, KNOWN_ADDRESS};

use super::roll_up::{Counts, Measured, Measures};

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
const INTERNAL: [&str; 13] = [
    AREA,
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

/// Counts every indicator in every finest area.
///
/// # Errors
/// An expression cannot be evaluated, or gives something else than true or false.
pub fn city(
    areas: &Areas,
    located: &Located,
    indicators: Vec<Indicator>,
) -> Result<Measures, MeasureError> {
    let n_areas = areas.finest().areas.len();
    let corporations = corporations(located)?;
    let number: BTreeMap<&str, u32> =
        corporations.iter().zip(0..).map(|(name, at)| (name.as_str(), at)).collect();

    let all_homes = Flags { name: "all".to_owned(), count: lit(true), out_of: lit(true) };
    let homes = tally(&located.dwellings, vec![all_homes], n_areas, &number)?;
    let dwellings = homes.into_iter().next().expect("one flag was asked");

    let mut counts: Vec<Counts> = indicators.iter().map(|_| Counts::empty(n_areas)).collect();
    let tables = [Some(&located.dwellings), located.placements.as_ref(), located.roofs.as_ref()];
    for (of, table) in [Of::Dwellings, Of::Placements, Of::Roofs].into_iter().zip(tables) {
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
            flags.push(Flags {
                name: indicator.id.clone(),
                count: expression("count", count)?,
                out_of: expression("out_of", out_of)?,
            });
            targets.push(at);
        }
        if flags.is_empty() {
            continue;
        }
        for (at, tallied) in targets.into_iter().zip(tally(table, flags, n_areas, &number)?) {
            merge(&mut counts[at], &tallied);
        }
    }
    let indicators = indicators
        .into_iter()
        .zip(counts)
        .map(|(indicator, counts)| Measured { indicator, counts })
        .collect();
    Ok(Measures { corporations, dwellings, indicators })
}

fn merge(counts: &mut Counts, more: &Counts) {
    for (sum, &tally) in counts.by_area.iter_mut().zip(&more.by_area) {
        *sum += tally;
    }
    for (&key, &tally) in &more.by_corporation {
        *counts.by_corporation.entry(key).or_default() += tally;
    }
    for (&key, &tally) in &more.by_year {
        *counts.by_year.entry(key).or_default() += tally;
    }
}

/// The owners of all homes and lettings, in order of text.
fn corporations(located: &Located) -> PolarsResult<Vec<String>> {
    let mut names = std::collections::BTreeSet::new();
    for table in [Some(&located.dwellings), located.placements.as_ref()].into_iter().flatten() {
        let owners = table.column("corporation")?.unique()?;
        names.extend(owners.str()?.iter().flatten().map(str::to_owned));
    }
    Ok(names.into_iter().collect())
}

/// The expressions of one indicator over one table.
struct Flags {
    name: String,
    count: Expr,
    out_of: Expr,
}

/// Counts all flags in one grouping by area, corporation and year.
fn tally(
    table: &DataFrame,
    flags: Vec<Flags>,
    n_areas: usize,
    corporation_number: &BTreeMap<&str, u32>,
) -> Result<Vec<Counts>, MeasureError> {
    let has = |name: &str| table.column(name).is_ok();
    let by_year = has("year") && has("counted"); // the table of placements
    let mut keys = vec![col(AREA)];
    keys.extend(has("corporation").then(|| col("corporation")));
    keys.extend(by_year.then(|| col("year")));

    let (mut columns, mut sums) = (keys.clone(), Vec::new());
    for Flags { name, count, out_of } in &flags {
        let belongs = out_of.clone().fill_null(lit(false));
        let counts = belongs.clone().and(count.clone()).fill_null(lit(false));
        // A row outside the denominator is not unknown, whatever its count.
        let undecided = belongs.clone().and(count.clone().is_null());
        let unclear = out_of.clone().is_null();
        for (part, flag) in [("c", counts), ("o", belongs), ("d", undecided), ("u", unclear)] {
            let column = format!("{part}:{name}");
            columns.push(flag.alias(column.as_str()));
            sums.push(col(column.as_str()).sum().cast(DataType::UInt32));
        }
    }
    let grouped = table
        .clone()
        .lazy()
        .filter(col(AREA).is_not_null())
        .with_columns(columns.split_off(keys.len()))
        .group_by(keys)
        .agg(sums)
        .collect()
        .map_err(|_| MeasureError::OnTheData {
            ids: flags.iter().map(|flags| flags.name.clone()).collect(),
        })?;

    let areas = grouped.column(AREA)?.u32()?.clone();
    let owners: Option<StringChunked> = match grouped.column("corporation") {
        Ok(column) => Some(column.str()?.clone()),
        Err(_) => None,
    };
    let years = if by_year { Some(grouped.column("year")?.i32()?.clone()) } else { None };
    let mut all = Vec::with_capacity(flags.len());
    for Flags { name, .. } in &flags {
        let part = |part: &str| -> PolarsResult<_> {
            Ok(grouped.column(&format!("{part}:{name}"))?.u32()?.clone())
        };
        let (count, out_of) = (part("c")?, part("o")?);
        let (undecided, unclear) = (part("d")?, part("u")?);
        let mut counts = Counts::empty(n_areas);
        for row in 0..grouped.height() {
            let value = |column: &polars::prelude::UInt32Chunked| column.get(row).unwrap_or(0);
            let tally =
                Tally::new(value(&count), value(&out_of), value(&undecided), value(&unclear))
                    .expect("what counts and what is undecided are parts of the denominator");
            let owner = owners.as_ref().and_then(|owners| owners.get(row));
            counts.add(
                value(&areas),
                owner.map(|owner| corporation_number[owner]),
                years.as_ref().and_then(|years| years.get(row)),
                tally,
            );
        }
        all.push(counts);
    }
    Ok(all)
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
        columns: visible.clone(),
    };
    let expression = polars::sql::sql_expr(text).map_err(refused)?;
    let sample = table.head(Some(0)).select(&visible)?;
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
