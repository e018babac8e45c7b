//! Rows of units that are no homes, by a column that says what kind of unit a row is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use polars::prelude::{BooleanChunked, DataFrame, DataType, PolarsResult};

use crate::config::{TableForm, UNIT_KIND};
use crate::diagnostics::{Finding, codes, cut, did_you_mean};

use super::{ROWS_NAMED, Sift, rows_of};

/// Kinds that are told by name.
const TOLD: usize = 10;

/// Longest kind that is shown, in characters.
const LONGEST: usize = 40;

/// What was set aside so far, and which kinds occur.
#[derive(Default)]
pub(super) struct KindsSeen {
    /// Rows set aside by what stands in their cell.
    counts: BTreeMap<String, u64>,
    rows: Vec<u32>,
    /// Every text that occurs, in lower case.
    occur: BTreeSet<String>,
    /// The values that the configuration lists.
    listed: Vec<String>,
}

impl Sift {
    /// Leaves out the rows that the configuration leaves out by `only` or `except`. With `only`, a row
    /// whose kind is not said is left out too: what it is, is unknown. Gives the rows left out.
    pub(super) fn set_aside_kinds(
        &mut self,
        form: &TableForm<'_>,
    ) -> PolarsResult<Option<DataFrame>> {
        let Some((kinds, only)) = form.kinds() else { return Ok(None) };
        let plain = |text: &str| text.trim().to_lowercase();
        let listed: BTreeSet<String> = kinds.values.iter().map(|value| plain(value)).collect();
        let cells = self.frame.column(UNIT_KIND)?.cast(&DataType::String)?;
        let cells = cells.str()?;
        let mut stays: HashMap<&str, bool, FixedState> = HashMap::default();
        let mut out: HashMap<&str, u64, FixedState> = HashMap::default();
        let mut rows = Vec::new();
        let mask: BooleanChunked = rows_of(&self.frame)?
            .into_iter()
            .zip(cells.iter())
            .map(|(row, cell)| {
                let text = cell.unwrap_or("");
                let stay =
                    *stays.entry(text).or_insert_with(|| listed.contains(&plain(text)) == only);
                if !stay {
                    *out.entry(text).or_default() += 1;
                    rows.push(row);
                }
                stay
            })
            .collect();
        let seen = &mut self.kinds;
        seen.listed.clone_from(&kinds.values);
        seen.occur.extend(stays.keys().map(|text| plain(text)));
        for (text, count) in out {
            *seen.counts.entry(text.to_owned()).or_default() += count;
        }
        self.account.set_aside += rows.len() as u64;
        if rows.is_empty() {
            return Ok(None);
        }
        let left_out = self.frame.filter(&!&mask)?;
        self.frame = self.frame.filter(&mask)?;
        self.kinds.rows.extend(rows);
        self.kinds.rows.sort_unstable();
        self.kinds.rows.truncate(ROWS_NAMED);
        Ok(Some(left_out))
    }

    /// What is to be said of kinds.
    pub(super) fn kinds_findings(&self) -> Vec<Finding> {
        let KindsSeen { counts, rows, occur, listed } = &self.kinds;
        let column = self.named(UNIT_KIND);
        let mut findings = Vec::new();
        let count: u64 = counts.values().sum();
        if count > 0 {
            let mut counts: Vec<(&String, &u64)> = counts.iter().collect();
            counts.sort_by_key(|(text, count)| (std::cmp::Reverse(**count), *text));
            let told = counts.iter().take(TOLD).map(|(text, count)| match text.as_str() {
                "" => format!("(empty) {count}"),
                text => format!("{} {count}", cut(text, LONGEST)),
            });
            let mut told: Vec<String> = told.collect();
            if counts.len() > TOLD {
                told.push(format!("and {} more kinds", counts.len() - TOLD));
            }
            let rows = rows.iter().map(|&row| row.into()).collect();
            let finding = Finding::new(&codes::UNITS_SET_ASIDE, "", count).column(column.clone());
            findings.push(finding.rows(rows).detail(told.join(", ")));
        }
        let never = listed.iter().filter(|value| !occur.contains(&value.trim().to_lowercase()));
        let never: Vec<String> = never
            .map(|value| {
                let close = did_you_mean(value, occur.iter().map(String::as_str));
                let close = close.filter(|close| !listed.iter().any(|other| other == close));
                match close {
                    Some(close) => format!("\"{value}\" (did you mean \"{close}\"?)"),
                    None => format!("\"{value}\""),
                }
            })
            .collect();
        if !never.is_empty() {
            let finding = Finding::new(&codes::UNITS_VALUE, "", never.len() as u64);
            findings.push(finding.column(column).detail(never.join(", ")));
        }
        findings
    }
}
