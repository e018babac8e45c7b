//! What `--format json` writes to standard output: one object.
//!
//! For `check`, `run` and `demo`, and for any command that fails:
//!
//! ```text
//! program, version     "spreiding" and its version
//! command              "check", "run", ...
//! verdict              "ok" | "remarks" | "refused"; remarks fail with --strict
//! exit_code            the exit code of the program
//! limit                rejected rows of one file, and unreadable cells of one of its columns, that are
//!                      allowed, as a fraction; null when the command failed before it had read the configuration
//! unplaced_limit       homes, placements or roofs of one file without a place that are allowed, as
//!                      `limit`
//! files                one object an input, in the order of the configuration:
//!   role               "areas" | "dwellings" | "placements" | "addresses" | "energy_labels" | "roofs"
//!                      | "production" | "production_areas" | "production_totals" | "stock"
//!   name               as the configuration names it
//!   rows               read, used, rejected, set_aside; read is the sum of the others
//!   unread             columns with cells that cannot be read: column, filled, unread
//!   rejected_rows      name of its table of rejected rows and unreadable cells in the analyst's folder, or null
//! findings             worst first within a file, the file with the worst first:
//!   code, outcome      see `spreiding explain`; "stop" | "rejected" | "unread" | "warning" | "repaired" |
//!                      "set_aside" | "note"
//!   title              in English
//!   file               as the configuration names it; "" for the run as a whole
//!   sheet, column      where they apply
//!   count, rows        how many, and the first rows as a spreadsheet numbers them
//!   examples           row, before, and after where something could be made of it
//!   detail             a few words, or for a stop the whole message
//! stops                the reasons of a refusal, as the terminal tells them: code (or null), message
//! located              per file how many rows each step placed, or null when it did not come so far
//! outputs              null when nothing was written:
//!   control            the analyst's folder
//!   page               its page
//!   result             the result folder, or null
//!   layers             the layers in it
//! ```
//!
//! `explain` writes the page of a code, or a list of them: code, outcome, and in `nl` and `en` the
//! title, the meaning, and how to mend it.

use std::path::Path;

use serde_json::{Value, json};

use crate::Error;
use crate::diagnostics::{Entry, Finding, Text, Verdict};
use crate::locate::MatchReport;
use crate::normalise::InputFile;
use crate::output::{PAGE, by_file, rejected_names};
use crate::pipeline::Summary;
use crate::propose::Proposal;

use super::voice::Voice;

/// A run or a check that went well.
pub(super) fn done(summary: &Summary, voice: &Voice) -> String {
    let mut told = head(voice, Verdict::of(summary.findings()), 0);
    told["limit"] = json!(summary.limit);
    told["unplaced_limit"] = json!(summary.unplaced_limit);
    add_inputs(&mut told, &summary.inputs, Some(&summary.report), &[]);
    told["stops"] = json!([]);
    told["located"] = json!(summary.report.files);
    told["end_goal_missing"] = json!(summary.end_goal_missing);
    told["outputs"] = outputs(&summary.control, summary.out.as_deref(), &summary.layers);
    pretty(&told)
}

/// A command that failed.
pub(super) fn failed(error: &Error, voice: &Voice) -> String {
    let mut told = head(voice, Verdict::Refused, error.exit_code());
    let stops: Vec<Value> = error
        .messages()
        .into_iter()
        .map(
            |(entry, message)| json!({ "code": entry.map(|entry| entry.code), "message": message }),
        )
        .collect();
    let (limits, located, written) = match error {
        Error::Refused(refusal) => {
            let report = refusal.report.as_ref();
            add_inputs(&mut told, &refusal.inputs, report, &refusal.stops);
            let located = json!(report.map(|report| &report.files));
            (
                [json!(refusal.limit), json!(refusal.unplaced_limit)],
                located,
                outputs(&refusal.control, None, &[]),
            )
        }
        _ => {
            add_inputs(&mut told, &[], None, &[]);
            ([Value::Null, Value::Null], Value::Null, Value::Null)
        }
    };
    [told["limit"], told["unplaced_limit"]] = limits;
    told["stops"] = json!(stops);
    told["located"] = located;
    told["outputs"] = written;
    pretty(&told)
}

/// What `init` wrote: the configuration's file, what lacks in it, and the lines of its report.
pub(super) fn proposal(proposal: &Proposal, written: &Path) -> String {
    pretty(&json!({
        "program": "spreiding",
        "version": env!("CARGO_PKG_VERSION"),
        "written": written.display().to_string(),
        "missing": proposal.missing,
        "report": proposal.report.lines().collect::<Vec<_>>(),
    }))
}

/// The page of a code.
pub(super) fn page(entry: &Entry) -> Value {
    let both = |text: Text| json!({ "nl": text.nl, "en": text.en });
    json!({
        "code": entry.code,
        "outcome": entry.outcome,
        "title": both(entry.title),
        "meaning": both(entry.meaning),
        "excel": both(entry.excel),
        "csv": both(entry.csv),
        "qgis": both(entry.qgis),
        "setting": both(entry.setting),
        "command": both(entry.command),
    })
}

/// A value on lines, without a line end.
pub(super) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("plain values")
}

fn head(voice: &Voice, verdict: Verdict, exit_code: u8) -> Value {
    json!({
        "program": "spreiding",
        "version": env!("CARGO_PKG_VERSION"),
        "command": voice.command,
        "verdict": verdict,
        "exit_code": exit_code,
        "limit": null,
        "unplaced_limit": null,
    })
}

fn add_inputs(
    told: &mut Value,
    inputs: &[InputFile],
    report: Option<&MatchReport>,
    stops: &[Finding],
) {
    let files: Vec<Value> = inputs
        .iter()
        .zip(rejected_names(inputs))
        .map(|(input, rejected)| {
            json!({
                "role": input.role,
                "name": input.name,
                "rows": input.account,
                "unread": input.unread,
                "rejected_rows": rejected,
            })
        })
        .collect();
    let by_file = by_file(inputs, report, stops);
    let findings: Vec<&Finding> = by_file.into_iter().flat_map(|file| file.findings).collect();
    told["files"] = json!(files);
    told["findings"] = json!(findings);
}

fn outputs(control: &Path, result: Option<&Path>, layers: &[String]) -> Value {
    json!({
        "control": control.display().to_string(),
        "page": control.join(PAGE).display().to_string(),
        "result": result.map(|path| path.display().to_string()),
        "layers": layers,
    })
}
