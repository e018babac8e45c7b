//! An input file of a run: what it is for, its account, and what was found in it.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::diagnostics::{Account, Finding, codes};
use crate::read::RawTable;

use super::error::InputError;
use super::rejects::{Lost, RejectedRow, RejectedRows};
use super::unread_cells::UnreadCells;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Geometry of a level, or its table of parents.
    Areas,
    /// Homes.
    Dwellings,
    /// Lettings.
    Placements,
    /// Addresses with their position.
    Addresses,
    /// Register of energy labels.
    EnergyLabels,
    /// Asbestos survey.
    Roofs,
    /// Places within reach of which homes are to be.
    Places,
    /// Projects of the production agreements.
    Production,
    /// The names of those projects with their areas.
    ProductionAreas,
    /// The printed totals of those projects.
    ProductionTotals,
    /// All homes of the areas.
    Stock,
}

/// One input file: its account and what was found in it.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// What it is for.
    pub role: Role,
    /// Its name as the configuration gives it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its rows.
    pub account: Account,
    /// What was found in it.
    pub findings: Vec<Finding>,
    /// Its rejected rows, and its cells that cannot be read.
    pub rejected: RejectedRows,
    /// The same cells counted, by column.
    pub unread: Vec<UnreadCells>,
    /// Homes whose BAG id another home carries too: row and id.
    pub shared_homes: Vec<(u32, String)>,
    /// Homes of which a register and a corporation give different labels: file, row, own, register.
    pub label_differences: Vec<[String; 4]>,
    /// Its rows whose home is named by the id of a nummeraanduiding, until the addresses are read.
    pub numbers: Vec<RejectedRow>,
    /// How many BAG ids it holds.
    pub filled_ids: u64,
}

impl InputFile {
    pub(super) fn of(role: Role, name: &Path, path: &Path, account: Account) -> InputFile {
        let name = label(name);
        let (columns, keys, rows) = (Vec::new(), Vec::new(), Vec::new());
        let rejected = RejectedRows { file: name.clone(), columns, keys, rows };
        InputFile {
            role,
            name,
            path: path.to_owned(),
            account,
            findings: Vec::new(),
            rejected,
            unread: Vec::new(),
            shared_homes: Vec::new(),
            label_differences: Vec::new(),
            numbers: Vec::new(),
            filled_ids: 0,
        }
    }

    /// Whether something in it forbids a result.
    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(Finding::is_stop)
    }

    /// The part of its rows, and of the cells of a column, that may fall away where `limit` may of a file.
    /// A table of projects or of places has few rows, and each that is left out is reported by name or row:
    /// one in a hundred would be less than a row.
    pub fn limit(&self, limit: f64) -> f64 {
        const OF_A_SHORT_LIST: f64 = 0.5;
        match self.role {
            Role::Production | Role::ProductionAreas | Role::ProductionTotals | Role::Places => {
                limit.max(OF_A_SHORT_LIST)
            }
            _ => limit,
        }
    }

    pub(super) fn naming_numbers(
        mut self,
        numbers: Vec<RejectedRow>,
        filled_ids: u64,
    ) -> InputFile {
        self.numbers = numbers;
        self.filled_ids = filled_ids;
        self
    }

    /// Tells of a plain table, which no sieve went through, what its reader saw, its rejected rows, and
    /// its rows that were set aside because a cell that is needed is empty.
    pub(super) fn with_rows_of(mut self, raw: &RawTable) -> InputFile {
        let remarks = raw.remarks.iter().filter(|remark| remark.entry != &codes::UNITS_UNUSED);
        self.findings.extend(remarks.cloned());
        if !raw.ragged.is_empty() {
            let rows = raw.ragged.iter().take(5).map(|ragged| ragged.row.into()).collect();
            let count = raw.ragged.len() as u64;
            self.findings.push(Finding::new(&codes::RAGGED, "", count).rows(rows));
            self.rejected.rows.extend(raw.ragged.iter().map(|ragged| RejectedRow {
                row: ragged.row,
                cells: Vec::new(),
                column: String::new(),
                value: format!("{} / {}", ragged.cells, raw.width),
                entry: &codes::RAGGED,
                lost: Lost::Row,
            }));
        }
        if self.account.set_aside > 0 {
            self.findings.push(Finding::new(&codes::BLANK_ROW, "", self.account.set_aside));
        }
        for finding in &mut self.findings {
            finding.file.clone_from(&self.name);
            finding.sheet.clone_from(&raw.sheet);
        }
        self
    }

    pub(super) fn with(
        mut self,
        findings: Vec<Finding>,
        rejected: RejectedRows,
        unread: Vec<UnreadCells>,
    ) -> InputFile {
        self.findings = findings;
        self.rejected = rejected;
        self.unread = unread;
        self
    }
}

/// What was read of a file; a file that cannot be used is entered with the reasons, and `None` comes
/// back, so that the files after it are read too and everything is told in one run.
///
/// # Errors
/// [`InputError::Table`], which is a bug and no property of the file.
pub(super) fn admit<T>(
    inputs: &mut Vec<InputFile>,
    role: Role,
    [name, path]: [&Path; 2],
    read: Result<T, InputError>,
) -> Result<Option<T>, InputError> {
    let error = match read {
        Ok(read) => return Ok(Some(read)),
        Err(error) => error,
    };
    let mut stops = error.into_stops(&label(name))?;
    let (machine, told) = (path.display().to_string(), label(name));
    for stop in &mut stops {
        stop.detail = stop.detail.replace(&machine, &told);
    }
    let mut input = InputFile::of(role, name, path, Account::default());
    input.findings = stops;
    inputs.push(input);
    Ok(None)
}

/// A file's name in messages and results: as configured, or the bare name of an absolute path.
pub fn label(path: &Path) -> String {
    let name = if path.is_absolute() { path.file_name().map(Path::new) } else { Some(path) };
    name.unwrap_or(path).to_string_lossy().replace('\\', "/")
}
