//! The straight line on one screen: read, normalise, locate, measure, disclose, write.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diagnostics::{Finding, Outcome, codes};
use crate::dictionary;
use crate::disclose::{self, Audience, Release};
use crate::error::{Error, Refusal};
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
    /// Rejected rows of one file that are allowed, as a fraction of the rows read; the
    /// configuration's limit where `None`.
    pub max_rejected: Option<f64>,
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

    let city = match normalise::city(config, progress)? {
        Ok(city) => city,
        Err(inputs) => {
            let stops = inputs.iter().flat_map(|input| &input.findings);
            let stops = stops.filter(|finding| finding.is_stop()).cloned().collect();
            return refuse(Refusal { stops, inputs, report: None, control });
        }
    };
    let stops = beyond_tolerance(config, &city.inputs, request);
    if !stops.is_empty() {
        return refuse(Refusal { stops, inputs: city.inputs, report: None, control });
    }
    progress.stage("locate");
    let located = locate::city(&city, config)?;
    progress.stage("measure");
    let measures = measure::city(&city.areas, &located, indicators)?;
    let control_files = output::control_files(&city.inputs, Some(&located.report), &[]);
    let control_part = Folder { path: &control, mark: CONTROL_MARK, files: &control_files };
    if measures.dwellings.total().count() == 0 {
        let stop = Finding::new(&codes::NOTHING_PLACED, "", 1).detail(
            "not one home could be placed in an area\n  \
             niet_geplaatst.csv tells the reason per row; are the areas and the homes of one city?",
        );
        let (inputs, report) = (city.inputs, Some(located.report));
        return refuse(Refusal { stops: vec![stop], inputs, report, control });
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

/// Ends a run without a result: only the analyst's folder is written.
fn refuse(refusal: Refusal) -> Result<Summary, Error> {
    let Refusal { stops, inputs, report, control } = &refusal;
    let files = output::control_files(inputs, report.as_ref(), stops);
    output::write(&[Folder { path: control, mark: CONTROL_MARK, files: &files }])?;
    Err(Error::Refused(Box::new(refusal)))
}

/// A stop for each file of which more rows are rejected than may be.
fn beyond_tolerance(config: &Config, inputs: &[InputFile], request: &Request) -> Vec<Finding> {
    let limit = request.max_rejected.unwrap_or(config.tolerance.rejected);
    let beyond = inputs.iter().filter(|input| input.account.rejected_fraction() > limit);
    beyond
        .map(|input| {
            let rows = input.account;
            let rejected = input.findings.iter().filter(|f| f.entry.outcome == Outcome::Rejected);
            let reasons: Vec<String> =
                rejected.map(|f| format!("{} ({})", f.entry.code, f.count)).collect();
            let detail = format!(
                "{} of {} rows of {} rejected ({:.1}%) is above the limit of {}%\n  \
                 reasons: {}; the rows stand in {}\n  \
                 mend the source, or accept it knowingly: --max-rejected {:.0}%",
                rows.rejected,
                rows.read,
                input.name,
                100.0 * rows.rejected_fraction(),
                100.0 * limit,
                reasons.join(", "),
                output::rejected_name(&input.name, 1),
                (100.0 * rows.rejected_fraction()).ceil(),
            );
            Finding::new(&codes::TOO_MANY_REJECTED, &input.name, rows.rejected).detail(detail)
        })
        .collect()
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
