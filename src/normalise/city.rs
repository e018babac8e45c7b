//! All inputs of a run, read and typed: the city.

use polars::prelude::DataFrame;

use crate::config::{Config, StockFrom};
use crate::model::Areas;
use crate::progress::Progress;
use crate::read::Onlooker;

use super::addresses::Attached;
use super::area_codes::{self, AreaLists};
use super::error::InputError;
use super::input_file::{InputFile, Role, admit};
use super::places::Places;
use super::production::{self, Programme};
use super::roofs::Survey;
use super::stock::{HomesAt, Stock};
use super::urgency::UrgencyChange;
use super::{addresses, areas, dwellings, labels, placements, places, roofs, stock};

/// Everything that a run reads, typed, in RD New metres.
#[derive(Debug, Clone)]
pub struct City {
    /// The areas of every level.
    pub areas: Areas,
    /// Homes with the columns of [`crate::model::schema::DWELLINGS`], `file`, `row`, the user's own
    /// columns, and what the addresses add: `vbo`, `id_x`, `id_y`, `address_x`, `address_y`.
    pub dwellings: DataFrame,
    /// Lettings within the window, with the columns of [`crate::model::schema::PLACEMENTS`],
    /// `urgent` (true, false; null when excluded), `counted`, `urgent_group` where an indicator names it,
    /// `year`, [`PERIOD`](super::PERIOD) where what counts as urgent changes within a year, and as
    /// above.
    pub placements: Option<DataFrame>,
    /// When what counts as urgent changes within the window.
    pub urgency: Vec<UrgencyChange>,
    /// The projects of the production agreements.
    pub programme: Option<Programme>,
    /// Surveyed roofs.
    pub survey: Option<Survey>,
    /// Places within reach of which homes are to be, in the order of the configuration.
    pub places: Vec<Places>,
    /// All homes of the finest areas.
    pub stock: Option<Stock>,
    /// The homes among the addresses, where all homes are counted from them.
    pub homes_at: Option<HomesAt>,
    /// The files, in the order of the configuration: areas first.
    pub inputs: Vec<InputFile>,
}

/// Reads and types every input; the onlooker is shown homes and lettings in texts.
///
/// A file that cannot be read, lacks a column, or holds something that nothing right can come of,
/// stands among the inputs with a stop; then they alone come back, every one with what was found.
///
/// # Errors
/// [`InputError::Table`], which is a bug.
pub fn city(
    config: &Config,
    progress: &Progress,
    onlooker: &dyn Onlooker,
) -> Result<Result<City, Vec<InputFile>>, InputError> {
    let mut inputs = Vec::new();
    progress.stage("read areas");
    let areas = areas::read(config, &mut inputs);
    let layer = config.areas.layer(config.finest_level()).and_then(|layer| layer.path.as_ref());
    let layer = layer.expect("validated: the finest level has a file");
    let areas = admit(&mut inputs, Role::Areas, [layer, &config.resolve(layer)], areas)?.flatten();
    let (areas, column) = areas.map_or((None, None), |(areas, column)| (Some(areas), column));
    let others = area_codes::read_other_years(config, &mut inputs)?;
    let lists = AreaLists { year: config.areas.year, areas: areas.as_ref(), others: &others };
    let stock = stock::read(config, &lists, column, &mut inputs)?;
    progress.rows(read(&inputs, Role::Areas) + read(&inputs, Role::Stock));
    progress.stage("read dwellings");
    let dwellings = dwellings::read(config, &lists, &mut inputs, onlooker)?;
    progress.rows(read(&inputs, Role::Dwellings));
    progress.stage("read placements");
    let placements = placements::read(config, &lists, &mut inputs, onlooker)?;
    let (placements, urgency) = placements.unzip();
    progress.rows(read(&inputs, Role::Placements));
    progress.stage("read roofs");
    let roofs = roofs::read(config, &mut inputs)?;
    progress.rows(read(&inputs, Role::Roofs));
    progress.stage("read addresses");
    let named = [Some(&dwellings), placements.as_ref(), roofs.as_ref().map(|roofs| &roofs.frame)];
    let mut addresses = addresses::read(config, named.into_iter().flatten(), &mut inputs)?;
    let counted = config.stock.as_ref().is_some_and(|stock| stock.from() == StockFrom::Addresses);
    let homes_at = match areas.as_ref().filter(|_| counted) {
        Some(areas) => stock::read_addresses(config, areas, &mut inputs)?,
        None => None,
    };
    stock::remark_day(config, &mut inputs);
    progress.rows(read(&inputs, Role::Addresses));

    progress.stage("match addresses");
    let tables = [Role::Dwellings, Role::Placements, Role::Roofs];
    progress.rows(tables.into_iter().map(|role| read(&inputs, role)).sum());
    let mut attach = |rows, role| addresses::attach(rows, addresses.as_mut(), &mut inputs, role);
    let dwellings = attach(dwellings, Role::Dwellings)?.rows;
    let placements = match placements {
        Some(rows) => Some(attach(rows, Role::Placements)?.rows),
        None => None,
    };
    let survey = match roofs {
        Some(Survey { frame, mut outlines }) => {
            let Attached { rows, stay } = attach(frame, Role::Roofs)?;
            if let Some(stay) = stay {
                let mut stay = stay.into_iter();
                outlines.retain(|_| stay.next() == Some(true));
            }
            Some(Survey { frame: rows, outlines })
        }
        None => None,
    };
    addresses::report(addresses.as_ref(), &mut inputs);
    let dwellings = dwellings::settle_owners(dwellings, config, &mut inputs)?;
    progress.stage("read labels");
    let dwellings = labels::attach(config, dwellings, &mut inputs)?;
    progress.rows(read(&inputs, Role::EnergyLabels));
    let mut places = Vec::new();
    if !config.places.is_empty() {
        progress.stage("read places");
        places = places::read(config, &mut inputs)?;
        progress.rows(read(&inputs, Role::Places));
    }
    if config.production.is_some() {
        progress.stage("read projects");
    }
    let programme = production::read(config, areas.as_ref(), &mut inputs)?;
    if config.production.is_some() {
        progress.rows(read(&inputs, Role::Production));
    }
    match areas {
        Some(areas) if !inputs.iter().any(InputFile::is_refused) => {
            let urgency = urgency.unwrap_or_default();
            Ok(Ok(City {
                areas,
                dwellings,
                placements,
                urgency,
                programme,
                survey,
                places,
                stock,
                homes_at,
                inputs,
            }))
        }
        _ => Ok(Err(inputs)),
    }
}

/// Rows read of the files with this role.
fn read(inputs: &[InputFile], role: Role) -> u64 {
    inputs.iter().filter(|input| input.role == role).map(|input| input.account.read).sum()
}
