//! All inputs of a run, read and typed: the city.

use polars::prelude::DataFrame;

use crate::config::Config;
use crate::model::Areas;
use crate::progress::Progress;

use super::error::InputError;
use super::input_file::InputFile;
use super::roofs::Survey;
use super::{addresses, areas, dwellings, labels, placements, roofs};

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
pub fn city(config: &Config, progress: &Progress) -> Result<City, InputError> {
    let mut inputs = Vec::new();
    progress.stage("read areas");
    let areas = areas::read(config, &mut inputs)?;
    progress.stage("read dwellings");
    let dwellings = dwellings::read(config, &mut inputs)?;
    progress.stage("read placements");
    let placements = placements::read(config, &mut inputs)?;
    progress.stage("read roofs");
    let roofs = roofs::read(config, &mut inputs)?;
    progress.stage("read addresses");
    let addresses = addresses::read(config, &mut inputs)?;

    progress.stage("match addresses");
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
    progress.stage("read labels");
    let dwellings = labels::attach(config, dwellings, &mut inputs)?;
    Ok(City { areas, dwellings, placements, survey, inputs })
}
