//! All inputs of a run, read and typed: the city.

use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;
use serde::Serialize;

use crate::config::Config;
use crate::diagnostics::{Account, Finding};
use crate::model::Areas;

use super::error::InputError;
use super::roofs::Survey;
use super::sift::RejectedRows;
use super::{addresses, areas, dwellings, labels, placements, roofs};

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
    /// Its rejected rows.
    pub rejected: RejectedRows,
}

impl InputFile {
    pub(super) fn of(role: Role, name: &Path, path: &Path, account: Account) -> InputFile {
        let name = label(name);
        let rejected = RejectedRows { file: name.clone(), columns: Vec::new(), rows: Vec::new() };
        InputFile { role, name, path: path.to_owned(), account, findings: Vec::new(), rejected }
    }

    pub(super) fn with(mut self, findings: Vec<Finding>, rejected: RejectedRows) -> InputFile {
        self.findings = findings;
        self.rejected = rejected;
        self
    }
}

/// A file's name in messages and results: as configured, or the bare name of an absolute path.
pub(super) fn label(path: &Path) -> String {
    let name = if path.is_absolute() { path.file_name().map(Path::new) } else { Some(path) };
    name.unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Everything that a run reads, typed, in RD New metres.
#[derive(Debug, Clone)]
pub struct City {
    /// The areas of every level.
    pub areas: Areas,
    /// Homes with the columns of [`crate::model::schema::DWELLINGS`], `file`, `row`, the user's own
    /// columns, and what the addresses add: `vbo`, `id_x`, `id_y`, `address_x`, `address_y`.
    pub dwellings: DataFrame,
    /// Lettings within the window, with the columns of [`crate::model::schema::PLACEMENTS`],
    /// `urgent` (true, false; null when excluded), `counted`, `year`, and as above.
    pub placements: Option<DataFrame>,
    /// Surveyed roofs.
    pub survey: Option<Survey>,
    /// The files, in the order of the configuration: areas first.
    pub inputs: Vec<InputFile>,
}

/// Reads and types every input.
///
/// # Errors
/// A file cannot be read, lacks a column, or holds something that the whole run cannot do without.
pub fn city(config: &Config) -> Result<City, InputError> {
    let mut inputs = Vec::new();
    let areas = areas::read(config, &mut inputs)?;
    let dwellings = dwellings::read(config, &mut inputs)?;
    let placements = placements::read(config, &mut inputs)?;
    let roofs = roofs::read(config, &mut inputs)?;
    let addresses = addresses::read(config, &mut inputs)?;

    let dwellings = addresses::attach(dwellings, addresses.as_ref(), &mut inputs)?;
    let placements = placements
        .map(|frame| addresses::attach(frame, addresses.as_ref(), &mut inputs))
        .transpose()?;
    let survey = roofs
        .map(|survey| {
            let frame = addresses::attach(survey.frame, addresses.as_ref(), &mut inputs)?;
            Ok::<_, InputError>(Survey { frame, ..survey })
        })
        .transpose()?;
    let dwellings = labels::attach(config, dwellings, &mut inputs)?;
    Ok(City { areas, dwellings, placements, survey, inputs })
}
