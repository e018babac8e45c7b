//! The straight line on one screen: read, normalise, locate, measure, disclose, write.

mod threads;
mod tolerance;

use std::path::{Path, PathBuf};

use crate::audit::{self, Leak};
use crate::config::Config;
use crate::diagnostics::{Finding, codes, counted};
use crate::dictionary;
use crate::disclose::ledger::{self, Heading, Indicated, Ledger};
use crate::disclose::{self, Audience, AuditSummary, Before, Gate, Release};
use crate::error::{Error, Refusal};
use crate::layers;
use crate::locate::{self, MatchReport};
use crate::measure::{self, Asked, CatalogueError, Measures};
use crate::model::{AreaLevel, Areas, Indicator};
use crate::normalise::{self, InputFile, Role, Stock, label};
use crate::output::{
    self, CONTROL_MARK, ControlRecord, Folder, Hashes, HashingInputs, InputHash, MARK, RunRecord,
    Unchanged,
};
use crate::progress::Progress;
use crate::read::Onlooker;
use crate::spread;

pub use threads::SMALL_BYTES;

/// What a run is asked to do.
#[derive(Debug, Clone)]
pub struct Request {
    /// The result folder; the analyst's folder stands beside it, with `-controle` behind its name.
    pub out: PathBuf,
    /// For whom the result is.
    pub audience: Audience,
    /// A dry run: everything up to the counts, and only the analyst's folder is written.
    pub check_only: bool,
    /// Rejected rows of one file that are allowed, as a fraction of the rows read, and unreadable cells of
    /// one column, of those in which something stands; the configuration's limit where `None`.
    pub max_rejected: Option<f64>,
    /// Homes, placements or roofs of one file without a place that are allowed, as a fraction of the rows
    /// used; the configuration's limit where `None`.
    pub max_unplaced: Option<f64>,
    /// Whether any remark refuses the run; see [`Finding::is_remark`].
    pub strict: bool,
    /// Whether `run.json` tells what each stage took; then two runs differ in it.
    pub timings: bool,
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
    /// What was hidden of the counts of persons in a public run, in lines for the terminal; see
    /// [`disclose::Protection`].
    pub gate: Option<Closed>,
    /// The result folder, `None` after a dry run.
    pub out: Option<PathBuf>,
    /// The analyst's folder.
    pub control: PathBuf,
    /// Rejected rows of one file and unreadable cells of one column that were allowed, as a fraction.
    pub limit: f64,
    /// Homes, placements or roofs of one file without a place that were allowed, as a fraction of the rows
    /// used.
    pub unplaced_limit: f64,
    /// The layers written, by path within the result folder.
    pub layers: Vec<String>,
    /// Whether labels past their last day count as labels.
    pub expired_labels_count: bool,
    /// Kinds of output that were asked for and that this version does not write.
    pub not_written: Vec<&'static str>,
    /// Whether nothing says how many homes there are in all, so that the end goal is not measured; not
    /// where that indicator is left out.
    pub end_goal_missing: bool,
}

impl Summary {
    /// Every finding, in the order of the inputs, then those of locating.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let of_files = self.inputs.iter().flat_map(|input| &input.findings);
        of_files.chain(&self.report.findings)
    }
}

/// How the counts of persons were protected.
#[derive(Debug)]
pub struct Closed {
    /// What passed of each indicator.
    pub gate: Gate,
    /// Ids of the indicators, in the order of the gate.
    pub ids: Vec<String>,
    /// What an attack on the files found.
    pub audit: AuditSummary,
    /// The levels of the areas, coarse to fine.
    pub levels: Vec<AreaLevel>,
    /// Years over which placements are counted.
    pub window_years: u32,
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
    threads::enough_for(config, || whole_line(config, request, progress))
}

fn whole_line(config: &Config, request: &Request, progress: &Progress) -> Result<Summary, Error> {
    let control = control_folder(&request.out);
    let limit = request.max_rejected.unwrap_or(config.tolerance.rejected);
    let unplaced_limit = request.max_unplaced.unwrap_or(config.tolerance.unplaced);
    output::check_free(&request.out, MARK)?;
    if !request.check_only {
        output::check_audience(&request.out, request.audience.word())?;
    }
    output::check_free(&control, CONTROL_MARK)?;
    let indicators = measure::indicators(config)?;
    if let Some((id, column)) = dictionary::collision(&indicators) {
        return Err(CatalogueError::Collision { id, column }.into());
    }

    let unchanged = Unchanged::of_inputs(config);
    // Hashes stand in the result alone.
    let hashing = (!request.check_only).then(|| HashingInputs::start(config));
    let onlooker = hashing.as_ref().map_or(&() as &dyn Onlooker, |hashing| hashing);
    let earlier = || request.out.join(MARK).exists().then(|| request.out.clone());
    let mut city = match normalise::city(config, progress, onlooker)? {
        Ok(city) => city,
        Err(inputs) => {
            let stops = inputs.iter().flat_map(|input| &input.findings);
            let stops = stops.filter(|finding| finding.is_stop()).cloned().collect();
            return refuse(
                config,
                request,
                Refusal {
                    stops,
                    inputs,
                    report: None,
                    control,
                    limit,
                    unplaced_limit,
                    earlier: earlier(),
                },
            );
        }
    };
    progress.stage("locate");
    let with_rents = measure::asks_rents(&indicators);
    let mut located = locate::city(&mut city, config, unplaced_limit, with_rents)?;
    let rows = located.report.files.iter().map(|file| file.rows).sum();
    progress.rows(rows);
    let mut stops = tolerance::rejected_beyond(&city.inputs, limit);
    stops.extend(located.report.stops.iter().cloned());
    stops.extend(measure::rents(config, &indicators, &mut located, &mut city.inputs)?);
    let of_homes = located.report.files.iter().filter(|file| file.role == Role::Dwellings);
    let homes: u64 = of_homes.map(|file| file.rows - file.unplaced).sum();
    if !stops.is_empty() && homes == 0 {
        stops.extend(nothing_placed(0));
    }
    if !stops.is_empty() {
        let (inputs, report) = (city.inputs, Some(located.into_report()));
        return refuse(
            config,
            request,
            Refusal { stops, inputs, report, control, limit, unplaced_limit, earlier: earlier() },
        );
    }
    progress.stage("measure");
    progress.rows(rows);
    let changes = std::mem::take(&mut city.urgency);
    let all_homes = city.stock.as_ref().map(|stock| stock.homes.clone());
    let asked = Asked { indicators, opportunities: config.spread.enabled, changes, all_homes };
    let mut measures = measure::city(&city.areas, &located, asked)?;
    let places = config.spread.enabled.then(|| threads::all(|| spread::places(&city.areas)));
    if let Some(layer) = finest_layer(config, &mut city.inputs) {
        let t_junctions = places.as_ref().and_then(|places| places.t_junctions(&layer.name));
        layer.findings.extend(t_junctions);
    }
    let report = located.into_report();
    let mut summary = Summary {
        inputs: city.inputs,
        report,
        release: None,
        gate: None,
        out: None,
        control: control.clone(),
        limit,
        unplaced_limit,
        layers: Vec::new(),
        expired_labels_count: config.counts_expired_labels(),
        not_written: layers::not_written(config),
        end_goal_missing: measure::end_goal_missing(config),
    };
    let placed = measures.dwellings.total().count();
    let stock = city.stock.as_ref();
    let more_than_all = || {
        let Stock { file, homes } = stock?;
        measure::more_than_all(&city.areas, &measures, homes, file)
    };
    let stop = nothing_placed(placed).or_else(more_than_all);
    if let Some(stop) = stop.or_else(|| remarks(request, summary.findings())) {
        let (inputs, report) = (summary.inputs, Some(summary.report));
        let stops = vec![stop];
        return refuse(
            config,
            request,
            Refusal { stops, inputs, report, control, limit, unplaced_limit, earlier: earlier() },
        );
    }
    let ledger = match request.audience {
        _ if request.check_only => None,
        Audience::Internal => None,
        Audience::Public => Some(ledger::read(&ledger::beside(&request.out))?),
    };
    // From here on the measures of a public run hold no hidden count.
    let corporations = measures.corporations.clone();
    let heading = heading(config, &city.areas, &corporations);
    let mut gate = match &ledger {
        Some(ledger) => {
            let before = Before { ledger, heading: &heading };
            Gate::close(&city.areas, &mut measures, config, before)
        }
        None => Gate::open(&measures),
    };
    if let Some(ledger) = &ledger {
        let holds_counts = output::holds_counts_of_persons(&request.out);
        gate.findings.extend(ledger.untold(holds_counts));
    }
    let of_persons = summary.inputs.iter_mut().rev().find(|input| input.role == Role::Placements);
    if let Some(input) = of_persons {
        input.findings.append(&mut gate.findings);
    }
    let control_record = ControlRecord {
        config,
        inputs: &summary.inputs,
        report: Some(&summary.report),
        stops: &[],
        max_rejected: request.max_rejected,
        max_unplaced: request.max_unplaced,
    };
    let control_files = output::control_files(&control_record);
    let control_part =
        Folder { path: &control, mark: CONTROL_MARK, files: &control_files, record: None };
    let name = |path: &Path| match path.strip_prefix(&config.folder) {
        Ok(relative) => label(relative),
        Err(_) => label(path),
    };
    let Some(hashing) = hashing else {
        let stops = unchanged.stops(name);
        if !stops.is_empty() {
            return changed(config, request, summary, stops);
        }
        output::write(&[control_part])?;
        return Ok(summary);
    };

    progress.stage("spread");
    let statistics = gate.with_statistics(&measures);
    let seen = |indicator: &Indicator| statistics.contains(&indicator.id);
    let spread = places
        .map(|places| threads::all(|| spread::city(&city.areas, &places, &measures, config, seen)));
    progress.stage("render");
    progress.rows(city.areas.levels().iter().map(|level| level.areas.len() as u64).sum());
    let programme = city.programme.take();
    let production =
        programme.map(|programme| spread::production(&city.areas, programme, &measures, config));
    let files = &summary.report.files;
    let release = disclose::protect(&city.areas, &measures, &gate, files, spread, request.audience);
    let release = disclose::with_production(release, production);
    let mut files = layers::render(config, &city.areas, &release);
    let (mut closed, mut line) = (None, None);
    if request.audience == Audience::Public {
        progress.stage("audit");
        let of = measures.indicators.iter().map(|measured| &measured.indicator);
        match audit::audit(&city.areas, &gate, of, &release.corporations, &files) {
            Ok(mut found) => {
                line = ledger
                    .as_ref()
                    .and_then(|ledger| ledger_line(ledger, &heading, &gate, &measures));
                if line.is_none() {
                    // The last release is this one.
                    found.earlier_releases = found.earlier_releases.saturating_sub(1);
                }
                files.pop();
                files.push(layers::key_figures(config, &city.areas, &release, Some(&found)));
                let ids = measures.indicators.iter().map(|of| of.indicator.id.clone()).collect();
                let levels = config.areas.levels.clone();
                let window_years = config.spread.window_years;
                closed = Some(Closed { gate, ids, audit: found, levels, window_years });
            }
            Err(leak) => return leaks(config, request, summary, &leak),
        }
    }
    let counted = (city.areas, measures);
    threads::beside(move || drop(counted));
    progress.stage("hash the inputs");
    let hashes = hashes(&summary.inputs, &hashing.finish());
    // After the last byte is read, and before anything appears.
    let stops = unchanged.stops(name);
    if !stops.is_empty() {
        return changed(config, request, summary, stops);
    }
    let hashes = hashes?;
    progress.stage("write");
    let timings = request.timings.then(|| progress.ended());
    let record = RunRecord {
        config,
        audience: request.audience,
        withheld: &release.withheld,
        disclosure: closed
            .as_ref()
            .map(|closed| (config.disclosure.sentence(config.language), &closed.audit)),
        inputs: &summary.inputs,
        hashes: &hashes,
        located: &summary.report.files,
        max_rejected: request.max_rejected,
        max_unplaced: request.max_unplaced,
        timings: timings.as_deref(),
    };
    let run_json = || output::run_json(&record, &files);
    let result_part =
        Folder { path: &request.out, mark: MARK, files: &files, record: Some(&run_json) };
    // The ledger first: a release that is in it and not in the folder costs a little room, one that is not
    // could cost a person.
    if let (Some(ledger), Some(line)) = (&ledger, &line) {
        ledger::append(&ledger.path, line)?;
    }
    output::write(&[control_part, result_part])?;

    let layers = files.into_iter().map(|file| file.name);
    summary.layers = layers.filter(|name| name.ends_with(".geojson")).collect();
    summary.out = Some(request.out.clone());
    summary.release = Some(release);
    summary.gate = closed;
    Ok(summary)
}

/// The file of the finest areas.
fn finest_layer<'a>(config: &Config, inputs: &'a mut [InputFile]) -> Option<&'a mut InputFile> {
    let layer = config.areas.layer(config.finest_level())?.path.as_ref()?;
    let path = config.resolve(layer);
    inputs.iter_mut().find(|input| input.role == Role::Areas && input.path == path)
}

/// Ends a run that came far, with these stops: only the analyst's folder is written.
fn changed(
    config: &Config,
    request: &Request,
    summary: Summary,
    stops: Vec<Finding>,
) -> Result<Summary, Error> {
    let earlier = request.out.join(MARK).exists().then(|| request.out.clone());
    let Summary { inputs, report, control, limit, unplaced_limit, .. } = summary;
    let report = Some(report);
    let refusal = Refusal { stops, inputs, report, control, limit, unplaced_limit, earlier };
    refuse(config, request, refusal)
}

/// What a release is about, for the ledger.
fn heading<'a>(config: &'a Config, areas: &'a Areas, corporations: &'a [String]) -> Heading<'a> {
    Heading {
        name: &config.name,
        reference_date: config.reference_date,
        window: [config.window_start(), config.reference_date],
        areas_year: config.areas.year,
        areas,
        corporations,
    }
}

/// The line of this release in the ledger; `None` where it tells the same as the last one, or of no person.
fn ledger_line(
    ledger: &Ledger,
    heading: &Heading<'_>,
    gate: &Gate,
    measures: &Measures,
) -> Option<String> {
    let published: Vec<_> = gate
        .indicated(measures)
        .map(|(indicator, of)| (indicator, of, move |at: usize| of.shown(at)))
        .collect();
    let indicated: Vec<Indicated<'_>> = published
        .iter()
        .map(|(indicator, of, shown)| Indicated {
            id: &indicator.id,
            definition: indicator.defined(true),
            policy: of.policy,
            table: &of.table,
            shown,
        })
        .collect();
    let tells = indicated.iter().any(|of| !of.table.cells.is_empty());
    tells.then(|| ledger::line(ledger, heading, &indicated)).flatten()
}

/// Ends a run whose files would give a count of persons away.
fn leaks(
    config: &Config,
    request: &Request,
    summary: Summary,
    leak: &Leak,
) -> Result<Summary, Error> {
    let detail =
        format!("nothing is written: {leak}\n  this is a fault of the program: please report it");
    changed(config, request, summary, vec![Finding::new(&codes::LEAK, "", 1).detail(detail)])
}

/// Ends a run without a result: only the analyst's folder is written.
fn refuse(config: &Config, request: &Request, refusal: Refusal) -> Result<Summary, Error> {
    let files = output::control_files(&ControlRecord {
        config,
        inputs: &refusal.inputs,
        report: refusal.report.as_ref(),
        stops: &refusal.stops,
        max_rejected: request.max_rejected,
        max_unplaced: request.max_unplaced,
    });
    let control_part =
        Folder { path: &refusal.control, mark: CONTROL_MARK, files: &files, record: None };
    output::write(&[control_part])?;
    Err(Error::Refused(Box::new(refusal)))
}

/// A stop when not one home has an area.
fn nothing_placed(placed: u32) -> Option<Finding> {
    let stop = Finding::new(&codes::NOTHING_PLACED, "", 1).detail(
        "not one home could be placed in an area\n  \
         niet_geplaatst.csv tells the reason per row; are the areas and the homes of one city?",
    );
    (placed == 0).then_some(stop)
}

/// A stop when the run is strict and there is anything to remark.
fn remarks<'a>(request: &Request, findings: impl Iterator<Item = &'a Finding>) -> Option<Finding> {
    let mut found: Vec<&str> = findings.filter(|f| f.is_remark()).map(|f| f.entry.code).collect();
    let count = found.len() as u64;
    if !request.strict || count == 0 {
        return None;
    }
    found.sort_unstable();
    found.dedup();
    let detail = format!(
        "{}, and --strict allows none\n  codes: {}\n  mend the files, or leave out --strict",
        counted(count, "remark", "remarks"),
        found.join(", "),
    );
    Some(Finding::new(&codes::STRICT, "", count).detail(detail))
}

fn hashes(inputs: &[InputFile], known: &Hashes) -> Result<Vec<InputHash>, Error> {
    use rayon::prelude::*;
    inputs
        .par_iter()
        .map(|input| {
            known
                .of_input(&input.path)
                .map_err(|source| Error::InputGone { file: input.name.clone(), source })
        })
        .collect()
}
