//! An attack on any published table of areas, this program's own or another's.
//!
//! A row is a count of an area, of all of it or of a part such as a year. Areas add up to those that hold them,
//! and parts to the whole of their area. What is hidden lies between zero and its total. Several tables are
//! attacked together: the same area and part is the same count in each.

mod chains;
mod read;
mod rows;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::disclose::attack::{System, attack};
use crate::disclose::table::Sum;
use crate::read::ReadError;

pub use chains::Step;
pub use read::{Columns, Reading, read};
pub use rows::{Key, Row};

/// Why a table cannot be attacked.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A file cannot be read as a table.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A cell cannot be.
    #[error("{file}, row {row}, column `{column}`: `{value}` {problem}")]
    Cell {
        /// The file.
        file: String,
        /// The row as a spreadsheet counts it.
        row: u32,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
        /// What was expected, and what to do.
        problem: String,
    },
    /// The table as a whole cannot be.
    #[error("{0}")]
    Whole(String),
    /// Polars refused a step.
    #[error("a step on the table failed: {0}")]
    Table(#[from] polars::prelude::PolarsError),
}

/// The rule that a table is held against.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Counts from 1 up to this, exclusive, are what is protected.
    pub threshold: i64,
    /// Counts are rounded to multiples of this.
    pub rounded: Option<i64>,
}

/// What an attack on the tables found of one indicator.
#[derive(Debug)]
pub struct Found {
    /// The indicator; empty where the tables name none.
    pub indicator: String,
    /// Cells, with their keys.
    pub cells: usize,
    /// Those that are hidden.
    pub hidden: usize,
    /// Hidden cells of which the count can be computed: the value, and how.
    pub computed: Vec<(Key, i64, Vec<Step>)>,
    /// Hidden cells of which fewer counts are left than the rule says: the least and the most.
    pub narrow: Vec<(Key, i64, i64)>,
    /// Files in which a cell is shown that another hides.
    pub told_elsewhere: Vec<(Key, PathBuf)>,
    /// Wholes of which the parts do not add up, so that nothing follows from them.
    pub incomplete: usize,
}

/// Attacks tables together, each indicator by itself.
///
/// # Errors
/// Rows contradict each other, or areas do not add up.
pub fn attack_tables(readings: Vec<Reading>, rule: Rule) -> Result<Vec<Found>, TableError> {
    let mut by_indicator: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in readings.into_iter().flat_map(|reading| reading.rows) {
        by_indicator.entry(row.indicator.clone()).or_default().push(row);
    }
    let with_hidden =
        by_indicator.into_iter().filter(|(_, rows)| rows.iter().any(|row| row.hidden));
    with_hidden.map(|(indicator, rows)| one(indicator, rows, rule)).collect()
}

fn one(indicator: String, rows: Vec<Row>, rule: Rule) -> Result<Found, TableError> {
    let cells = rows::cells(rows, rule)?;
    let (sums, incomplete) = rows::sums(&cells)?;
    let keys: Vec<&Key> = cells.keys().collect();
    let position: BTreeMap<&Key, usize> =
        keys.iter().zip(0..).map(|(&key, at)| (key, at)).collect();
    let sums: Vec<Sum> = sums
        .iter()
        .map(|(whole, parts)| Sum {
            whole: position[whole],
            parts: parts.iter().map(|part| position[part]).collect(),
        })
        .collect();
    // A cell without a total is at most all that is counted.
    let most = cells.values().map(|cell| cell.bounds.1.unwrap_or(0)).max().unwrap_or(0);
    let bounds =
        cells.values().map(|cell| (cell.bounds.0, cell.bounds.1.unwrap_or(most.max(1_000_000))));
    let system = System { bounds: bounds.collect(), sums, links: Vec::new() };
    let ends = attack(&system).map_err(|_| {
        TableError::Whole(format!(
            "the numbers{} contradict each other: no counts within their totals add up\n  \
             look for rows of another year or map, or say that numbers are rounded: --rounded 5",
            if indicator.is_empty() { String::new() } else { format!(" of `{indicator}`") }
        ))
    })?;
    let mut found = Found {
        indicator,
        cells: cells.len(),
        hidden: 0,
        computed: Vec::new(),
        narrow: Vec::new(),
        told_elsewhere: Vec::new(),
        incomplete,
    };
    for (at, (key, cell)) in cells.iter().enumerate() {
        if !cell.hidden {
            continue;
        }
        found.hidden += 1;
        if let Some(file) = &cell.shown_in {
            found.told_elsewhere.push((key.clone(), file.clone()));
        }
        let (least, most) = ends[at];
        if least == most {
            let steps = chains::steps(&system, &keys, at);
            found.computed.push((key.clone(), least, steps));
        } else if is_narrow(least, most, cell.total, rule.threshold) {
            found.narrow.push((key.clone(), least, most));
        }
    }
    Ok(found)
}

/// Whether the interval lies within the counts that the rule hides, or leaves so few others, and does not hold
/// all of them.
fn is_narrow(least: i64, most: i64, total: Option<i64>, threshold: i64) -> bool {
    let within = |least: i64, most: i64, highest: i64| {
        least >= 1 && most < threshold && (least, most) != (1, highest.min(threshold - 1))
    };
    let others = total.map(|total| (total - most, total - least));
    within(least, most, total.unwrap_or(i64::MAX))
        || others.is_some_and(|(least, most)| within(least, most, total.unwrap_or(i64::MAX)))
}
