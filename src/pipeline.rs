//! The straight line on one screen: read, normalise, locate, measure, disclose, write.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diagnostics::Finding;
use crate::dictionary;
use crate::disclose::{self, Audience, Release};
use crate::error::Error;
use crate::layers;
use crate::locate::{self, MatchReport};
use crate::measure::{self, CatalogueError};
use crate::normalise::{self, InputFile};
use crate::output::{self, CONTROL_MARK, Folder, MARK, RunRecord};
use crate::progress::Progress;

/// What a run is asked to do.
#[derive(Debug, Clone)]
pub struct Request {
    /// The result folder; the analyst's folder stands beside it, with `-controle` behind its name.
    pub out: PathBuf,
    /// For whom the result is.
    pub audience: Audience,
    /// A dry run: everything up to the counts, and only the analyst's folder is written.
    pub check_only: bool,
}

/// What a run did, for the terminal.
#[derive(Debug)]
pub struct Summary {
    /// The inputs with their accounts.
    pub inputs: Vec<InputFile>,
    /// How locating went.
    pub report: MatchReport,
    /// The numbers, `None` after a dry run.
    pub release: Option<Release>,
    /// The result folder, `None` after a dry run.
    pub out: Option<PathBuf>,
    /// The analyst's folder.
    pub control: PathBuf,
    /// The layers written, by path within the result folder.
    pub layers: Vec<String>,
    /// Kinds of output that were asked for and that this version does not write.
    pub not_written: Vec<&'static str>,
}

impl Summary {
    /// Every finding, in the order of the inputs, then those of locating.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let of_files = self.inputs.iter().flat_map(|input| &input.findings);
        of_files.chain(&self.report.findings)
    }
}

/// The analyst's folder of a result folder.
pub fn control_folder(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push("-controle");
    out.with_file_name(name)
}

/// Runs the whole line.
///
/// # Errors
/// See [`Error`]; no result folder is made then, and an earlier one stays as it was.
pub fn run(config: &Config, request: &Request, progress: &Progress) -> Result<Summary, Error> {
    let control = control_folder(&request.out);
    output::check_free(&request.out, MARK)?;
    output::check_free(&control, CONTROL_MARK)?;
    let indicators = measure::indicators(config)?;
    if let Some((id, column)) = dictionary::collision(&indicators) {
        return Err(CatalogueError::Collision { id, column }.into());
    }

    let city = normalise::city(config, progress)?;
    if let Err(refused) = within_tolerance(config, &city.inputs) {
        let files = output::control_files(&city.inputs, None);
        output::write(&[Folder { path: &control, mark: CONTROL_MARK, files: &files }])?;
        return Err(refused);
    }
    progress.stage("locate");
    let located = locate::city(&city, config)?;
    progress.stage("measure");
    let measures = measure::city(&city.areas, &located, indicators)?;
    let control_files = output::control_files(&city.inputs, Some(&located.report));
    let control_part = Folder { path: &control, mark: CONTROL_MARK, files: &control_files };
    if measures.dwellings.total().count() == 0 {
        output::write(&[control_part])?;
        return Err(Error::NothingPlaced { control });
    }
    let mut summary = Summary {
        inputs: city.inputs,
        report: located.report,
        release: None,
        out: None,
        control: control.clone(),
        layers: Vec::new(),
        not_written: layers::not_written(config),
    };
    if request.check_only {
        output::write(&[control_part])?;
        return Ok(summary);
    }

    progress.stage("render");
    let release = disclose::protect(&city.areas, &measures, request.audience);
    let mut files = layers::render(config, &city.areas, &release);
    progress.stage("hash the inputs");
    let hashes = hashes(&summary.inputs)?;
    progress.stage("write");
    let record = RunRecord {
        config,
        audience: request.audience,
        withheld: &release.withheld,
        inputs: &summary.inputs,
        hashes: &hashes,
        located: &summary.report.files,
    };
    files.push(output::run_json(&record, &files));
    output::write(&[control_part, Folder { path: &request.out, mark: MARK, files: &files }])?;

    let layers = files.into_iter().map(|file| file.name);
    summary.layers = layers.filter(|name| name.ends_with(".geojson")).collect();
    summary.out = Some(request.out.clone());
    summary.release = Some(release);
    Ok(summary)
}

fn within_tolerance(config: &Config, inputs: &[InputFile]) -> Result<(), Error> {
    let worst = inputs
        .iter()
        .filter(|input| input.account.rejected_fraction() > config.tolerance.rejected)
        .max_by(|a, b| a.account.rejected_fraction().total_cmp(&b.account.rejected_fraction()));
    match worst {
        None => Ok(()),
        Some(input) => Err(Error::TooManyRejected {
            file: input.name.clone(),
            rejected: input.account.rejected,
            read: input.account.read,
            limit: config.tolerance.rejected,
            reasons: input
                .findings
                .iter()
                .filter(|f| f.entry.outcome == crate::diagnostics::Outcome::Rejected)
                .map(|finding| format!("  {finding}"))
                .collect::<Vec<_>>()
                .join("\n"),
        }),
    }
}

fn hashes(inputs: &[InputFile]) -> Result<Vec<(u64, String)>, Error> {
    use rayon::prelude::*;
    inputs
        .par_iter()
        .map(|input| {
            output::input_hash(&input.path)
                .map_err(|source| Error::InputGone { file: input.name.clone(), source })
        })
        .collect()
}
