//! `out-controle/`: for the analyst alone, because it holds rows.

mod by_file;
mod detail;
mod leesmij;
mod page;
mod sheet;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use crate::config::Config;
use crate::diagnostics::{Finding, Verdict};
use crate::layers::ResultFile;
use crate::locate::MatchReport;
use crate::normalise::InputFile;

use super::manifest::{outputs_of, pretty};

pub use by_file::{FileFindings, by_file, role_word};

/// The page that a person reads.
pub const PAGE: &str = "controle.html";

/// What the analyst's folder tells of a run.
#[derive(Debug)]
pub struct ControlRecord<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The inputs as far as they were read.
    pub inputs: &'a [InputFile],
    /// How locating went, when it came that far.
    pub report: Option<&'a MatchReport>,
    /// The reasons for which the run was refused.
    pub stops: &'a [Finding],
    /// The limit on rejected rows, when the run was given another than that of the configuration.
    pub max_rejected: Option<f64>,
    /// The limit on rows without a place, when the run was given another than that of the configuration.
    pub max_unplaced: Option<f64>,
}

impl ControlRecord<'_> {
    /// Rejected rows of one file that are allowed, as a fraction of the rows read, and unreadable cells of
    /// one column, of those in which something stands.
    pub fn limit(&self) -> f64 {
        self.max_rejected.unwrap_or(self.config.tolerance.rejected)
    }

    /// Homes, placements or roofs of one file without a place that are allowed, as a fraction of the rows
    /// used.
    pub fn unplaced_limit(&self) -> f64 {
        self.max_unplaced.unwrap_or(self.config.tolerance.unplaced)
    }
}

/// The files of the analyst's folder: the page of findings, the same for programs, the rejected rows
/// per file, the rows without a place, the rows whose keys disagree, and what each file is.
pub fn control_files(record: &ControlRecord<'_>) -> Vec<ResultFile> {
    let rejected = rejected_names(record.inputs);
    let mut files: Vec<ResultFile> = Vec::new();
    for (name, input) in rejected.iter().zip(record.inputs) {
        files.extend(name.as_ref().map(|name| sheet::rejected(name.clone(), input)));
    }
    files.extend(sheet::shared_homes(record.inputs));
    files.extend(sheet::label_differences(record.inputs));
    if let Some(report) = record.report {
        files.push(sheet::unplaced(report));
        files.push(sheet::disagreements(report));
    }
    let tables: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    files.insert(0, page::page(record, &rejected, &tables));
    let names = files.iter().map(|file| file.name.as_str());
    let names: Vec<&str> = names.chain([super::CONTROL_MARK, leesmij::LEESMIJ]).collect();
    let leesmij = leesmij::leesmij(&names);
    files.push(leesmij);
    files.push(pretty(super::CONTROL_MARK, &for_programs(record, &files)));
    files
}

/// `controle.json`.
fn for_programs(record: &ControlRecord<'_>, files: &[ResultFile]) -> Value {
    let findings: Vec<&Finding> = record
        .inputs
        .iter()
        .flat_map(|input| &input.findings)
        .chain(record.report.into_iter().flat_map(|report| &report.findings))
        .chain(by_file::stops_of_the_run(record.inputs, record.stops))
        .collect();
    let accounts: Vec<_> = record
        .inputs
        .iter()
        .map(|input| {
            json!({
                "role": input.role,
                "file": input.name,
                "rows": input.account,
                "unread": input.unread,
            })
        })
        .collect();
    let mut value = json!({
        "program": "spreiding",
        "version": env!("CARGO_PKG_VERSION"),
        "verdict": Verdict::of(findings.iter().copied()),
        "accounts": accounts,
        "findings": findings,
        "located": record.report.map(|report| &report.files),
        "outputs": outputs_of(files),
    });
    if let Some(limit) = record.max_rejected {
        value["max_rejected"] = json!(limit);
    }
    if let Some(limit) = record.max_unplaced {
        value["max_unplaced"] = json!(limit);
    }
    value
}

/// The name of each input's file of rejected rows and unreadable cells, `None` where there are none.
///
/// It is `afgekeurd_<file>.csv`, with a number behind it from the second file of that name on: two
/// inputs of one name in different folders each keep their file.
pub fn rejected_names(inputs: &[InputFile]) -> Vec<Option<String>> {
    let mut taken: Vec<String> = Vec::new();
    let mut names = Vec::new();
    for input in inputs {
        if input.rejected.rows.is_empty() {
            names.push(None);
            continue;
        }
        let name = (1..)
            .map(|count| rejected_name(&input.name, count))
            .find(|name| !taken.iter().any(|other| other.eq_ignore_ascii_case(name)))
            .expect("there are more numbers than files");
        taken.push(name.clone());
        names.push(Some(name));
    }
    names
}

fn rejected_name(input: &str, count: u32) -> String {
    let bare = input.rsplit('/').next().unwrap_or(input);
    let stem = bare.rsplit_once('.').map_or(bare, |(stem, _)| stem);
    match count {
        1 => format!("afgekeurd_{stem}.csv"),
        _ => format!("afgekeurd_{stem}_{count}.csv"),
    }
}
