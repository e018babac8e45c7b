//! Files of which more rows have no place than may be: which step failed for how many, with keys of
//! either side, and the most probable cause.

mod cause;
mod steps;

use polars::prelude::{DataFrame, IdxCa, IdxSize, PolarsResult};

use crate::config::{Config, Mapping};
use crate::diagnostics::{Finding, codes};
use crate::normalise::{InputFile, Lost as Costs, Role};

use super::cascade::{Cascaded, Place};
use super::index::AreaIndex;
use super::match_report::{FileSteps, MatchReport, Origins, nowhere};
use cause::Cause;
use steps::Steps;

/// What the rows were to be found in, and how many may fail.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a, 'i> {
    pub config: &'a Config,
    pub index: &'a AreaIndex<'i>,
    /// The homes, where the rows name them.
    pub homes: Option<&'a DataFrame>,
    /// The part of the rows of one file that may stay without a place.
    pub limit: f64,
}

/// The rows of one file without a place.
struct Lost<'a> {
    role: Role,
    /// The columns of these rows.
    frame: DataFrame,
    /// Where each of them went.
    places: Vec<Place>,
    /// Whether each names a home that no file has, by its id.
    home_unknown: Vec<bool>,
    /// Some of the points outside every area.
    outside: Vec<[f64; 2]>,
    /// The columns that are mapped in the file.
    mapping: &'a Mapping,
    /// The homes that were rejected, by the forms of their ids.
    rejected_homes: Vec<String>,
}

/// Adds a stop to the report for each file of this role beyond the limit.
pub(super) fn judge(
    report: &mut MatchReport,
    inputs: &[InputFile],
    role: Role,
    table: &Cascaded,
    sides: &Sides<'_, '_>,
) -> PolarsResult<()> {
    let files: Vec<FileSteps> =
        report.files.iter().filter(|file| file.role == role).cloned().collect();
    if files.iter().all(|file| file.unplaced_fraction() <= sides.limit) {
        return Ok(());
    }
    let origins = Origins::of(inputs, role, id_of(role), table)?;
    let rows = nowhere(&table.places);
    let of_files = origins.at(&rows)?;
    for (at, file) in files.iter().enumerate() {
        if file.unplaced_fraction() <= sides.limit {
            continue;
        }
        let here = rows.iter().zip(&of_files).filter(|(_, origin)| origin.file == at);
        let here: Vec<usize> = here.map(|(row, _)| *row).collect();
        let lost = Lost::of(role, table, &here, mapping(sides.config, role, at), inputs)?;
        let left = report.findings.iter().find(|finding| {
            finding.entry.code == codes::UNKNOWN_HOME.code && finding.file == file.file
        });
        let left = left.map(|finding| finding.detail.clone()).filter(|left| !left.is_empty());
        report.stops.push(stop(file, &lost, sides, left)?);
    }
    Ok(())
}

/// The column by which rows are named.
fn id_of(role: Role) -> &'static str {
    match role {
        Role::Placements => "dwelling",
        Role::Roofs => "pand_id",
        _ => "id",
    }
}

fn mapping(config: &Config, role: Role, at: usize) -> &Mapping {
    match role {
        Role::Placements => &config.placements[at].columns,
        Role::Roofs => &config.roofs[at].columns,
        _ => &config.dwellings[at].columns,
    }
}

impl<'a> Lost<'a> {
    fn of(
        role: Role,
        table: &Cascaded,
        rows: &[usize],
        mapping: &'a Mapping,
        inputs: &[InputFile],
    ) -> PolarsResult<Lost<'a>> {
        let numbers: Vec<IdxSize> = rows.iter().map(|&row| row as IdxSize).collect();
        let mut unknown = table.unknown_homes.clone();
        unknown.sort_unstable();
        Ok(Lost {
            role,
            frame: table.frame.take(&IdxCa::from_vec("".into(), numbers))?,
            places: rows.iter().map(|&row| table.places[row]).collect(),
            outside: table
                .outside
                .iter()
                .filter(|(row, _)| rows.binary_search(row).is_ok())
                .map(|(_, point)| *point)
                .collect(),
            home_unknown: rows.iter().map(|row| unknown.binary_search(row).is_ok()).collect(),
            mapping,
            rejected_homes: if role == Role::Placements {
                rejected_ids(inputs)
            } else {
                Vec::new()
            },
        })
    }

    /// The word for one of the rows, and for several.
    fn words(&self) -> [&'static str; 2] {
        match self.role {
            Role::Placements => ["placement", "placements"],
            Role::Roofs => ["roof", "roofs"],
            _ => ["home", "homes"],
        }
    }

    /// The names of mapped columns in the file, as `column "VHE"`; empty when none is mapped.
    fn columns(&self, names: &[&str]) -> String {
        let mapped = names.iter().filter_map(|name| self.mapping.columns.get(*name));
        let mapped: Vec<String> = mapped.map(|column| format!("\"{column}\"")).collect();
        match mapped.len() {
            0 => String::new(),
            1 => format!(" (column {})", mapped[0]),
            _ => format!(" (columns {})", mapped.join(", ")),
        }
    }
}

/// The ids of rejected homes in all forms, in order.
fn rejected_ids(inputs: &[InputFile]) -> Vec<String> {
    let homes = inputs.iter().filter(|input| input.role == Role::Dwellings);
    let mut ids: Vec<String> = homes
        .filter_map(|input| {
            let at = input.rejected.keys.iter().position(|key| key == "id")?;
            let rows = input.rejected.rows.iter().filter(|row| row.lost == Costs::Row);
            let cells = rows.filter_map(move |row| row.cells.get(at));
            Some(cells.flat_map(|cell| super::homes::forms(cell)))
        })
        .flatten()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Why there is no result of a file.
fn stop(
    file: &FileSteps,
    lost: &Lost<'_>,
    sides: &Sides<'_, '_>,
    left: Option<String>,
) -> PolarsResult<Finding> {
    let percent = |part: f64| {
        let text = format!("{:.1}", 100.0 * part);
        format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
    };
    let (steps, cause) = (Steps::of(lost, sides)?, Cause::of(lost, sides)?);
    let [one, many] = lost.words();
    let mut lines = vec![format!(
        "{} of {} {} of {} {} no place ({}), which is above the limit of {}",
        file.unplaced,
        file.rows,
        if file.rows == 1 { one } else { many },
        file.file,
        if file.unplaced == 1 { "has" } else { "have" },
        percent(file.unplaced_fraction()),
        percent(sides.limit),
    )];
    lines.extend(steps.told());
    lines.push(format!("probable cause: {}", cause.told(lost)));
    lines.extend(left.map(|left| format!("left as it is: {left}")));
    lines.push(format!(
        "every row stands in niet_geplaatst.csv; accept it knowingly: --max-unplaced {:.0}%",
        (100.0 * file.unplaced_fraction()).ceil(),
    ));
    Ok(Finding::new(&codes::TOO_MANY_UNPLACED, &file.file, file.unplaced)
        .detail(lines.join("\n  ")))
}
