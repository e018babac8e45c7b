//! `run.json`: what was run, on what, and what came out. No machine path, and no clock unless asked for.

use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::config::Config;
use crate::disclose::{Audience, AuditSummary};
use crate::layers::ResultFile;
use crate::locate::FileSteps;
use crate::normalise::{InputFile, Role, UnreadCells};
use crate::progress::Stage;

use super::input_hashes::InputHash;
use super::sha256_of_parts;

/// What `run.json` tells of a run.
#[derive(Debug)]
pub struct RunRecord<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// For whom the result is.
    pub audience: Audience,
    /// Ids of indicators that are not in the release.
    pub withheld: &'a [String],
    /// The rule by which counts of persons are hidden, and what an attack on the files found; of a public run.
    pub disclosure: Option<(String, &'a AuditSummary)>,
    /// The inputs with their accounts.
    pub inputs: &'a [InputFile],
    /// Bytes and SHA-256 of each input.
    pub hashes: &'a [InputHash],
    /// Rows by file and step of the cascade.
    pub located: &'a [FileSteps],
    /// The limit on rejected rows and unreadable cells, when the run was given another than that of the configuration.
    pub max_rejected: Option<f64>,
    /// The limit on rows without a place, when the run was given another than that of the configuration.
    pub max_unplaced: Option<f64>,
    /// What the stages before the writing took, when the run was told to say so.
    pub timings: Option<&'a [Stage]>,
}

#[derive(Serialize)]
struct Input<'a> {
    role: Role,
    name: &'a str,
    bytes: u64,
    sha256: &'a str,
    rows: crate::diagnostics::Account,
    /// Cells that cannot be read, of each column that has any.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unread: &'a [UnreadCells],
    /// Files that belong to it: the table and the projection of a shapefile.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    with: Vec<Value>,
}

/// The record of a run as JSON, with the names and hashes of `outputs`.
pub fn run_json(record: &RunRecord<'_>, outputs: &[ResultFile]) -> ResultFile {
    let mut config = serde_json::to_value(record.config).expect("the configuration is plain data");
    strip_folders(&mut config);
    let inputs: Vec<Input<'_>> = record
        .inputs
        .iter()
        .zip(record.hashes)
        .map(|(input, InputHash { own, with })| Input {
            role: input.role,
            name: &input.name,
            bytes: own.bytes,
            sha256: &own.sha256,
            rows: input.account,
            unread: &input.unread,
            with: with
                .iter()
                .map(|(name, hash)| json!({ "name": name, "bytes": hash.bytes, "sha256": hash.sha256 }))
                .collect(),
        })
        .collect();
    let mut value = json!({
        "program": "spreiding",
        "version": env!("CARGO_PKG_VERSION"),
        "audience": record.audience.word(),
        "withheld": record.withheld,
        "window": {
            "from": record.config.window_start().to_string(),
            "to": record.config.reference_date.to_string(),
        },
        "config": config,
        "inputs": inputs,
        "located": record.located,
        "outputs": outputs_of(outputs),
    });
    if let Some((rule, found)) = &record.disclosure {
        value["disclosure"] = json!({
            "rule": rule,
            "audit": {
                "cells_shown": found.shown,
                "cells_hidden": found.hidden,
                "sums": found.sums,
                "earlier_releases": found.earlier_releases,
                "cells_at_risk": 0,
            },
        });
    }
    if let Some(limit) = record.max_rejected {
        value["max_rejected"] = json!(limit);
    }
    if let Some(limit) = record.max_unplaced {
        value["max_unplaced"] = json!(limit);
    }
    if let Some(stages) = record.timings {
        value["timings"] = json!({ "stages": stages });
    }
    pretty(super::MARK, &value)
}

/// Name, size and hash of each output.
pub(super) fn outputs_of(files: &[ResultFile]) -> Vec<Value> {
    let one = |file: &ResultFile| json!({ "name": file.name, "bytes": file.n_bytes(), "sha256": sha256_of_parts(&file.parts) });
    files.par_iter().with_max_len(1).map(one).collect()
}

/// A JSON file with a line end.
pub(super) fn pretty(name: &str, value: &Value) -> ResultFile {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain values");
    bytes.push(b'\n');
    ResultFile::new(name, bytes)
}

/// Keys of the configuration that hold a path.
const PATHS: [&str; 4] = ["path", "parents", "areas", "totals"];

/// Absolute paths become bare names: a result tells nothing of the machine.
fn strip_folders(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if PATHS.contains(&key.as_str()) => {
                        let path = Path::new(text.as_str());
                        if path.is_absolute()
                            && let Some(name) = path.file_name()
                        {
                            *text = name.to_string_lossy().into_owned();
                        }
                    }
                    other => strip_folders(other),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(strip_folders),
        _ => {}
    }
}
