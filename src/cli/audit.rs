//! `spreiding audit TABLE...`: an attack on published tables of areas.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Format, Voice, json, say};
use crate::Error;
use crate::audit::{Columns, Found, Rule, attack_tables, read};
use crate::diagnostics::counted;

use super::wrap::wrapped;

/// Attacks published tables of areas: which hidden counts can be computed, and how.
///
/// A table has a row for each area (or each area and part, such as a year), with the area that holds it, its
/// count, what that is out of, and a sign where the count is hidden. This program's indicatoren.csv is one.
/// Several tables are attacked together. Exit code 1 when a hidden count can be computed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding audit out/indicatoren.csv
  spreiding audit cijfers.xlsx --area Buurt --parent Wijk --count Aantal --total Totaal
  spreiding audit 2024.csv 2025.csv --hidden geheim --rounded 5")]
pub(super) struct Audit {
    /// Tables: CSV, XLSX or Parquet.
    #[arg(required = true, value_name = "TABLE")]
    tables: Vec<PathBuf>,
    /// Column of the area [default: recognised, such as code, gebied, buurtcode].
    #[arg(long, value_name = "COLUMN")]
    area: Option<String>,
    /// Column of the area that holds it [default: recognised, such as ouder, wijkcode].
    #[arg(long, value_name = "COLUMN")]
    parent: Option<String>,
    /// Column of the count [default: recognised, such as teller, aantal].
    #[arg(long, value_name = "COLUMN")]
    count: Option<String>,
    /// Column of what the count is out of [default: recognised, such as noemer, totaal].
    #[arg(long, value_name = "COLUMN")]
    total: Option<String>,
    /// Column of the share in percent [default: recognised, such as pct].
    #[arg(long, value_name = "COLUMN")]
    share: Option<String>,
    /// Column that tells parts of an area apart, which add up to the row without one [default: recognised,
    /// such as jaar, corporatie].
    #[arg(long, value_name = "COLUMN")]
    part: Option<String>,
    /// Sign of a hidden count; more than once for several [default: empty . x * - geheim <5 onderdrukt].
    #[arg(long, value_name = "SIGN")]
    hidden: Vec<String>,
    /// Sheet of a workbook.
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    /// The rule of the tables: counts from 1 up to this one, exclusive, are hidden.
    #[arg(long, value_name = "COUNT", default_value_t = 5, value_parser = clap::value_parser!(i64).range(2..=1000))]
    threshold: i64,
    /// Counts are rounded to multiples of this.
    #[arg(long, value_name = "BASE", value_parser = clap::value_parser!(i64).range(2..=1000))]
    rounded: Option<i64>,
}

impl Audit {
    pub(super) fn run(self, voice: &Voice) -> Result<(), Error> {
        let columns = Columns {
            area: self.area,
            parent: self.parent,
            count: self.count,
            total: self.total,
            share: self.share,
            part: self.part,
            sheet: self.sheet,
            hidden: self.hidden,
        };
        let mut readings = Vec::new();
        for table in &self.tables {
            readings.push(read(table, &columns)?);
        }
        let rule = Rule { threshold: self.threshold, rounded: self.rounded };
        let found = attack_tables(readings, rule)?;
        match voice.format {
            Format::Json => say(json::pretty(&as_json(&found))),
            Format::Text => tell(&found, rule, voice),
        }
        let computed = found.iter().map(|of| of.computed.len() + of.narrow.len()).sum();
        match computed {
            0 => Ok(()),
            n => Err(Error::Exposed { n }),
        }
    }
}

fn as_json(found: &[Found]) -> serde_json::Value {
    let one = |of: &Found| {
        let key = |key: &crate::audit::Key| json!({ "level": key.level, "area": key.area, "kind": key.kind, "part": key.part });
        json!({
            "indicator": of.indicator,
            "cells": of.cells,
            "hidden": of.hidden,
            "parts_that_do_not_add_up": of.incomplete,
            "shown_in_another_table": of
                .told_elsewhere
                .iter()
                .map(|(of, file)| json!({ "cell": key(of), "file": file.display().to_string() }))
                .collect::<Vec<_>>(),
            "computed": of
                .computed
                .iter()
                .map(|(of, value, steps)| {
                    let steps: Vec<&str> = steps.iter().map(|step| step.text.as_str()).collect();
                    json!({ "cell": key(of), "value": value, "steps": steps })
                })
                .collect::<Vec<_>>(),
            "narrow": of
                .narrow
                .iter()
                .map(|(of, least, most)| json!({ "cell": key(of), "least": least, "most": most }))
                .collect::<Vec<_>>(),
        })
    };
    json!({ "indicators": found.iter().map(one).collect::<Vec<_>>() })
}

/// Computed cells that are told without -v.
const TOLD: usize = 10;

fn tell(found: &[Found], rule: Rule, voice: &Voice) {
    if found.is_empty() {
        say("No count is hidden.");
    }
    for of in found {
        let name =
            if of.indicator.is_empty() { String::new() } else { format!("{}: ", of.indicator) };
        let safe = of.hidden - of.computed.len() - of.narrow.len();
        say(wrapped(
            &format!(
                "{name}{} of {} are hidden: {} can be computed, of {} fewer counts are left than 1 to {}, and {safe} \
                 are safe",
                of.hidden,
                counted(of.cells as u64, "number", "numbers"),
                of.computed.len(),
                of.narrow.len(),
                rule.threshold - 1,
            ),
            0,
            4,
        ));
        if of.incomplete > 0 {
            let wholes = counted(of.incomplete as u64, "number", "numbers");
            say(wrapped(
                &format!(
                    "{wholes} with parts that do not add up to it: nothing follows from these"
                ),
                2,
                4,
            ));
        }
        for (key, file) in &of.told_elsewhere {
            say(wrapped(
                &format!("  {key} is hidden in one table and shown in {}", file.display()),
                0,
                4,
            ));
        }
        let most = if voice.verbose { usize::MAX } else { TOLD };
        for (_, _, steps) in of.computed.iter().take(most) {
            for (at, step) in steps.iter().enumerate() {
                let indent = if at + 1 == steps.len() { "  " } else { "    " };
                say(wrapped(&format!("{indent}{}", step.text), 0, 6));
            }
        }
        for (key, least, highest) in of.narrow.iter().take(most) {
            say(wrapped(&format!("  {key} is {least} to {highest}"), 0, 6));
        }
        let more = of.computed.len().saturating_sub(most) + of.narrow.len().saturating_sub(most);
        if more > 0 {
            say(format_args!("  and {more} more; all of them with -v"));
        }
    }
}
