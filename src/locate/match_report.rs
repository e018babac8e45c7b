//! The match report: per file and step how many, the disagreements, and the rows without a place.

use polars::prelude::{DataType, PolarsResult, StringChunked, UInt32Chunked};
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
            Reason::AddressUnknown => {
                "adres of BAG-id staat niet, of op meer plekken, in de adressentabel"
            }
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

/// Which file and row each row of a located table came from.
struct Origins<'a> {
    inputs: Vec<&'a InputFile>,
    files: UInt32Chunked,
    rows: UInt32Chunked,
    ids: StringChunked,
}

impl<'a> Origins<'a> {
    fn of(city: &'a City, role: Role, id: &str, table: &Cascaded) -> PolarsResult<Origins<'a>> {
        Ok(Origins {
            inputs: city.inputs.iter().filter(|file| file.role == role).collect(),
            files: table.frame.column("file")?.u32()?.clone(),
            rows: table.frame.column(ROW)?.u32()?.clone(),
            ids: table.frame.column(id)?.cast(&DataType::String)?.str()?.rechunk().into_owned(),
        })
    }

    /// Position of the row's file within the files of its table.
    fn file(&self, row: usize) -> usize {
        self.files.get(row).unwrap_or(0) as usize
    }

    fn file_name(&self, row: usize) -> String {
        self.inputs[self.file(row)].name.clone()
    }

    fn number(&self, row: usize) -> u32 {
        self.rows.get(row).unwrap_or(0)
    }

    fn id(&self, row: usize) -> String {
        self.ids.get(row).unwrap_or("").to_owned()
    }
}

impl MatchReport {
    /// Counts the rows of a located table by file and step.
    pub(super) fn add(
        &mut self,
        city: &City,
        role: Role,
        id: &str,
        table: &Cascaded,
        index: &AreaIndex<'_>,
    ) -> PolarsResult<()> {
        let origins = Origins::of(city, role, id, table)?;
        let unplaced = self.count_steps(&origins, table);
        for &(row, [(one, here), (other, there)]) in &table.disagreements {
            self.disagreements.push(Disagreement {
                file: origins.file_name(row),
                row: origins.number(row),
                id: origins.id(row),
                steps: [one.word(), other.word()],
                areas: [index.code(here).to_string(), index.code(there).to_string()],
            });
        }
        self.add_findings(&origins, table, &unplaced);
        self.unplaced.extend(unplaced.into_iter().map(|(row, reason)| Unplaced {
            file: origins.file_name(row),
            row: origins.number(row),
            id: origins.id(row),
            reason: reason.in_dutch(),
        }));
        Ok(())
    }

    /// Adds the files' counts; returns the rows without a place.
    fn count_steps(&mut self, origins: &Origins<'_>, table: &Cascaded) -> Vec<(usize, Reason)> {
        let first = self.files.len();
        let named =
            |input: &&InputFile| FileSteps { file: input.name.clone(), ..FileSteps::default() };
        self.files.extend(origins.inputs.iter().map(named));
        let mut unplaced = Vec::new();
        for (row, place) in table.places.iter().enumerate() {
            let steps = &mut self.files[first + origins.file(row)];
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
        for (row, _) in &table.disagreements {
            self.files[first + origins.file(*row)].disagreeing += 1;
        }
        unplaced
    }

    fn add_findings(
        &mut self,
        origins: &Origins<'_>,
        table: &Cascaded,
        unplaced: &[(usize, Reason)],
    ) {
        let with_reason = |entry: &'static Entry| {
            let these = unplaced.iter().filter(|(_, why)| std::ptr::eq(why.entry(), entry));
            these.map(|(row, _)| *row).collect()
        };
        let groups: [(&'static Entry, Vec<usize>); 5] = [
            (&codes::UNKNOWN_AREA_CODE, table.unknown_codes.clone()),
            (&codes::UNKNOWN_HOME, table.unknown_homes.clone()),
            (&codes::KEYS_DISAGREE, table.disagreements.iter().map(|(row, _)| *row).collect()),
            (&codes::OUTSIDE, with_reason(&codes::OUTSIDE)),
            (&codes::NOT_PLACED, with_reason(&codes::NOT_PLACED)),
        ];
        for (at, input) in origins.inputs.iter().enumerate() {
            for (entry, rows) in &groups {
                let here: Vec<u64> = rows
                    .iter()
                    .filter(|&&row| origins.file(row) == at)
                    .map(|&row| origins.number(row).into())
                    .collect();
                if !here.is_empty() {
                    let finding = Finding::new(entry, &input.name, here.len() as u64);
                    let first = here.into_iter().take(ROWS_NAMED).collect();
                    self.findings.push(finding.rows(first));
                }
            }
        }
    }

    /// Rows that were placed, over the files of all tables.
    pub fn placed(&self) -> u64 {
        self.files.iter().map(|steps| steps.rows - steps.unplaced).sum()
    }
}
