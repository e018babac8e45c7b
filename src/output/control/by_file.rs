//! Findings grouped by file, worst first.

use std::cmp::Reverse;

use crate::diagnostics::{Finding, Outcome, Text};
use crate::locate::MatchReport;
use crate::normalise::{InputFile, Role};

/// What was found in one file.
#[derive(Debug)]
pub struct FileFindings<'a> {
    /// The file, as the configuration names it; empty for what concerns the run as a whole.
    pub name: &'a str,
    /// Its accounts: one, or several where the configuration names the file more than once.
    pub inputs: Vec<&'a InputFile>,
    /// What was found, worst first.
    pub findings: Vec<&'a Finding>,
}

impl FileFindings<'_> {
    /// The worst outcome, `None` for a file without findings.
    pub fn worst(&self) -> Option<Outcome> {
        self.findings.first().map(|finding| finding.outcome)
    }
}

/// The findings of a run by file. The file with the worst finding comes first, then in the order of
/// the configuration; in a file the worst outcome comes first, then the one that occurs most.
///
/// `stops` are the reasons for which a run was refused; those that stand among the findings of a file
/// already are told once.
pub fn by_file<'a>(
    inputs: &'a [InputFile],
    report: Option<&'a MatchReport>,
    stops: &'a [Finding],
) -> Vec<FileFindings<'a>> {
    let mut files: Vec<FileFindings<'a>> = Vec::new();
    for input in inputs {
        let file = of_name(&mut files, &input.name);
        file.inputs.push(input);
        file.findings.extend(&input.findings);
    }
    let located = report.into_iter().flat_map(|report| &report.findings);
    for finding in located.chain(stops_of_the_run(inputs, stops)) {
        of_name(&mut files, &finding.file).findings.push(finding);
    }
    for file in &mut files {
        file.findings.sort_by_key(|finding| (finding.outcome, Reverse(finding.count)));
    }
    files.sort_by_key(|file| file.worst().map_or((1, None), |worst| (0, Some(worst))));
    files
}

/// The reasons of a refusal that no file has among its findings.
pub(super) fn stops_of_the_run<'a>(
    inputs: &'a [InputFile],
    stops: &'a [Finding],
) -> impl Iterator<Item = &'a Finding> {
    stops.iter().filter(|stop| inputs.iter().all(|input| !input.findings.contains(stop)))
}

fn of_name<'v, 'a>(
    files: &'v mut Vec<FileFindings<'a>>,
    name: &'a str,
) -> &'v mut FileFindings<'a> {
    let at = files.iter().position(|file| file.name == name).unwrap_or_else(|| {
        files.push(FileFindings { name, inputs: Vec::new(), findings: Vec::new() });
        files.len() - 1
    });
    &mut files[at]
}

/// What a file holds, in words.
pub fn role_word(role: Role) -> Text {
    match role {
        Role::Areas => Text { nl: "gebieden", en: "areas" },
        Role::Dwellings => Text { nl: "woningen", en: "dwellings" },
        Role::Placements => Text { nl: "toewijzingen", en: "placements" },
        Role::Addresses => Text { nl: "adressen", en: "addresses" },
        Role::EnergyLabels => Text { nl: "energielabels", en: "energy labels" },
        Role::Roofs => Text { nl: "asbestdaken", en: "asbestos roofs" },
        Role::Places => Text { nl: "plekken", en: "places" },
        Role::Production => Text { nl: "bouwprojecten", en: "projects" },
        Role::ProductionAreas => Text { nl: "gebieden van projecten", en: "areas of projects" },
        Role::ProductionTotals => Text { nl: "totalen van projecten", en: "totals of projects" },
        Role::Stock => Text { nl: "woningvoorraad", en: "all homes" },
    }
}
