//! `run.json`: what was run, on what, and what came out. No machine path, and no clock unless asked for.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::disclose::Audience;
use crate::layers::ResultFile;
use crate::locate::FileSteps;
use crate::normalise::{InputFile, Role};
use crate::progress::Stage;

use super::{hex, sha256};

/// What `run.json` tells of a run.
#[derive(Debug)]
pub struct RunRecord<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// For whom the result is.
    pub audience: Audience,
    /// Ids of indicators that are not in the release.
    pub withheld: &'a [String],
    /// The inputs with their accounts.
    pub inputs: &'a [InputFile],
    /// Bytes and SHA-256 of each input.
    pub hashes: &'a [(u64, String)],
    /// Rows by file and step of the cascade.
    pub located: &'a [FileSteps],
    /// The limit on rejected rows, when the run was given another than that of the configuration.
    pub max_rejected: Option<f64>,
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
    /// Files that belong to it: the table and the projection of a shapefile.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    with: Vec<Value>,
}

/// Size and SHA-256 of a file.
///
/// # Errors
/// The file cannot be read any more.
pub fn input_hash(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hex(&digest.finalize())));
        }
        digest.update(&buffer[..read]);
        bytes += read as u64;
    }
}

/// The record of a run as JSON, with the names and hashes of `outputs`.
pub fn run_json(record: &RunRecord<'_>, outputs: &[ResultFile]) -> ResultFile {
    let mut config = serde_json::to_value(record.config).expect("the configuration is plain data");
    strip_folders(&mut config);
    let inputs: Vec<Input<'_>> = record
        .inputs
        .iter()
        .zip(record.hashes)
        .map(|(input, (bytes, sha256))| Input {
            role: input.role,
            name: &input.name,
            bytes: *bytes,
            sha256,
            rows: input.account,
            with: sidecars(&input.path),
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
        "outputs": outputs.iter().map(output).collect::<Vec<_>>(),
    });
    if let Some(limit) = record.max_rejected {
        value["max_rejected"] = json!(limit);
    }
    if let Some(stages) = record.timings {
        value["timings"] = json!({ "stages": stages });
    }
    pretty(super::MARK, &value)
}

/// The files beside a shapefile that say its attributes, projection and encoding.
fn sidecars(path: &Path) -> Vec<Value> {
    let is_shapefile = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("shp"));
    let endings = if is_shapefile { ["dbf", "prj", "cpg"].as_slice() } else { &[] };
    let beside = endings.iter().filter_map(|ending| {
        let upper = ending.to_uppercase();
        [*ending, upper.as_str()].into_iter().find_map(|ending| {
            let path = path.with_extension(ending);
            let (bytes, sha256) = input_hash(&path).ok()?;
            let name = path.file_name()?.to_string_lossy().into_owned();
            Some(json!({ "name": name, "bytes": bytes, "sha256": sha256 }))
        })
    });
    beside.collect()
}

/// Name, size and hash of an output.
pub(super) fn output(file: &ResultFile) -> Value {
    json!({ "name": file.name, "bytes": file.bytes.len(), "sha256": sha256(&file.bytes) })
}

/// A JSON file with a line end.
pub(super) fn pretty(name: &str, value: &Value) -> ResultFile {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain values");
    bytes.push(b'\n');
    ResultFile { name: name.to_owned(), bytes }
}

/// Absolute paths become bare names: a result tells nothing of the machine.
fn strip_folders(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "path" || key == "parents" => {
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
