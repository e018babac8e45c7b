//! The match report: per file and step how many, the disagreements, and the rows without a place.

use polars::prelude::{DataFrame, DataType, PolarsResult, StringChunked};
use serde::Serialize;

use crate::config::Step;
use crate::diagnostics::{Entry, Finding, codes};
use crate::normalise::{City, InputFile, Role};
use crate::read::ROW;

use super::cascade::{Cascaded, Place, Reason};
use super::index::AreaIndex;

/// How many rows a finding names.
const ROWS_NAMED: usize = 5;

/// Rows of one file by the step that placed them.
///
/// `rows` is the sum of all steps and `unplaced`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FileSteps {
    /// The file, as the configuration names it.
    pub file: String,
    /// Rows used.
    pub rows: u64,
    /// By the home that the row names (placements and roofs).
    pub home: u64,
    /// By the code of the area.
    pub area: u64,
    /// By BAG id.
    pub bag_id: u64,
    /// By address.
    pub address: u64,
    /// By point in polygon.
    pub point: u64,
    /// In the nearest area.
    pub nearest: u64,
    /// Without a place.
    pub unplaced: u64,
    /// Of the placed ones: two keys disagree.
    pub disagreeing: u64,
}

/// A row of which two keys lead to different areas; the first decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// The file.
    pub file: String,
    /// Row in a spreadsheet.
    pub row: u32,
    /// The row's own id.
    pub id: String,
    /// The two steps.
    pub steps: [&'static str; 2],
    /// The two areas.
    pub areas: [String; 2],
}

/// A row without a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// The file.
    pub file: String,
    /// Row in a spreadsheet.
    pub row: u32,
    /// The row's own id.
    pub id: String,
    /// Why, in Dutch.
    pub reason: &'static str,
}

/// How locating went.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatchReport {
    /// Per file, in the order of the configuration.
    pub files: Vec<FileSteps>,
    /// Per file and row.
    pub disagreements: Vec<Disagreement>,
    /// Per file and row.
    pub unplaced: Vec<Unplaced>,
    /// The same, counted.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

impl Reason {
    fn in_dutch(self) -> &'static str {
        match self {
            Reason::Outside => "punt buiten alle gebieden",
            Reason::AddressUnknown => "adres of BAG-id niet eenduidig in de adressentabel",
            Reason::CodeUnknown => "gebiedscode onbekend",
            Reason::HomeUnknown => "woning niet in de bestanden, en geen eigen sleutel",
            Reason::NoKey => "geen sleutel",
        }
    }

    fn entry(self) -> &'static Entry {
        match self {
            Reason::Outside => &codes::OUTSIDE,
            _ => &codes::NOT_PLACED,
        }
    }
}

impl MatchReport {
    /// Counts the rows of a located table by file and step.
    pub(super) fn add(
        &mut self,
        city: &City,
        role: Role,
        id: &str,
        table: &mut Cascaded,
        index: &AreaIndex<'_>,
    ) -> PolarsResult<()> {
        let inputs: Vec<&InputFile> = city.inputs.iter().filter(|file| file.role == role).collect();
        let first = self.files.len();
        self.files.extend(
            inputs.iter().map(|file| FileSteps { file: file.name.clone(), ..FileSteps::default() }),
        );
        let files = table.frame.column("file")?.u32()?.clone();
        let rows = table.frame.column(ROW)?.u32()?.clone();
        let ids = ids(&table.frame, id)?;
        let file_of = |row: usize| files.get(row).unwrap_or(0) as usize;

        let mut unplaced = Vec::new();
        for (row, place) in table.places.iter().enumerate() {
            let steps = &mut self.files[first + file_of(row)];
            steps.rows += 1;
            let counter = match place {
                Place::AtHome(_) => &mut steps.home,
                Place::In(_, Step::Area) => &mut steps.area,
                Place::In(_, Step::BagId) => &mut steps.bag_id,
                Place::In(_, Step::Address) => &mut steps.address,
                Place::In(_, Step::Point) => &mut steps.point,
                Place::In(_, Step::Nearest) => &mut steps.nearest,
                Place::Nowhere(reason) => {
                    unplaced.push((row, *reason));
                    &mut steps.unplaced
                }
            };
            *counter += 1;
        }
        for &(row, [(one, here), (other, there)]) in &table.disagreements {
            self.files[first + file_of(row)].disagreeing += 1;
            self.disagreements.push(Disagreement {
                file: inputs[file_of(row)].name.clone(),
                row: rows.get(row).unwrap_or(0),
                id: ids.get(row).unwrap_or("").to_owned(),
                steps: [one.word(), other.word()],
                areas: [index.code(here).to_string(), index.code(there).to_string()],
            });
        }
        for (at, input) in inputs.iter().enumerate() {
            let of_file = |row: usize| file_of(row) == at;
            let numbers = |list: &[usize]| -> Vec<u64> {
                list.iter().take(ROWS_NAMED).map(|&row| rows.get(row).unwrap_or(0).into()).collect()
            };
            let here = |list: &[usize]| -> Vec<usize> {
                list.iter().copied().filter(|&row| of_file(row)).collect()
            };
            let disagreeing: Vec<usize> = table.disagreements.iter().map(|(row, _)| *row).collect();
            let mut groups: Vec<(&'static Entry, Vec<usize>)> = vec![
                (&codes::UNKNOWN_AREA_CODE, here(&table.unknown_codes)),
                (&codes::UNKNOWN_HOME, here(&table.unknown_homes)),
                (&codes::KEYS_DISAGREE, here(&disagreeing)),
            ];
            for entry in [&codes::OUTSIDE, &codes::NOT_PLACED] {
                let these: Vec<usize> = unplaced
                    .iter()
                    .filter(|(_, why)| why.entry() == entry)
                    .map(|(row, _)| *row)
                    .collect();
                groups.push((entry, here(&these)));
            }
            for (entry, list) in groups.into_iter().filter(|(_, list)| !list.is_empty()) {
                let finding = Finding::new(entry, &input.name, list.len() as u64);
                self.findings.push(finding.rows(numbers(&list)));
            }
        }
        self.unplaced.extend(unplaced.into_iter().map(|(row, reason)| Unplaced {
            file: inputs[file_of(row)].name.clone(),
            row: rows.get(row).unwrap_or(0),
            id: ids.get(row).unwrap_or("").to_owned(),
            reason: reason.in_dutch(),
        }));
        Ok(())
    }

    /// Rows that were placed, over the files of all tables.
    pub fn placed(&self) -> u64 {
        self.files.iter().map(|steps| steps.rows - steps.unplaced).sum()
    }
}

fn ids(frame: &DataFrame, id: &str) -> PolarsResult<StringChunked> {
    Ok(frame.column(id)?.cast(&DataType::String)?.str()?.rechunk().into_owned())
}
