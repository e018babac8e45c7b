//! All homes of each of the finest areas, of which the social ones are a part: from a table with a row
//! for each area, from a column of their layer, or counted from the addresses.
//!
//! A number that is not there, or cannot be, is unknown: never zero, and never taken from elsewhere. The
//! numbers of coarser areas and of totals are compared with the sum, and never added.

mod addresses;
mod column;
mod numbers;
mod others;
mod rows;
mod table;

use crate::config::{Config, StockFrom};
use crate::diagnostics::{Finding, codes};
use crate::model::Areas;

use super::area_codes::AreaLists;
use super::error::InputError;
use super::input_file::{InputFile, Role, admit, label};

pub use addresses::HomesAt;
pub(super) use addresses::read as read_addresses;
pub(super) use column::{HomesColumn, column_of, may_be};

/// All homes of the finest areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// The file that they come from, as the configuration names it.
    pub file: String,
    /// By position of the finest area; `None` where the number is not known.
    pub homes: Vec<Option<u32>>,
}

/// Reads all homes of a table or a column; `None` where the configuration names no source, and where the source cannot be used,
/// which is then among the inputs with the reasons.
pub(super) fn read(
    config: &Config,
    lists: &AreaLists<'_>,
    column: Option<HomesColumn>,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<Stock>, InputError> {
    let (Some(stock), Some(areas)) = (&config.stock, lists.areas) else { return Ok(None) };
    match stock.from() {
        StockFrom::Table(path) => {
            let read = table::read_file(config, stock, lists);
            let paths = [path, &config.resolve(path)];
            let read = admit(inputs, Role::Stock, paths, read)?;
            Ok(read.map(|(stock, input)| {
                inputs.push(input);
                stock
            }))
        }
        StockFrom::Column(_) => {
            let Some(column) = column else { return Ok(None) };
            Ok(column::homes(&column, areas, inputs))
        }
        StockFrom::Addresses => Ok(None),
    }
}

/// Tells with the file of all homes that they are of a day before that of the social ones; a later one is
/// refused with the configuration.
pub(super) fn remark_day(config: &Config, inputs: &mut [InputFile]) {
    let stock = config.stock.as_ref().and_then(|stock| Some((stock, stock.as_of?)));
    let Some((stock, day)) = stock.filter(|(_, day)| *day < config.reference_date) else { return };
    let finest = config.areas.layer(config.finest_level()).and_then(|layer| layer.path.as_deref());
    let (role, path) = match stock.from() {
        StockFrom::Table(path) => (Role::Stock, Some(path)),
        StockFrom::Column(_) => (Role::Areas, finest),
        StockFrom::Addresses => {
            (Role::Addresses, config.addresses.as_ref().map(|file| file.path.as_path()))
        }
    };
    let Some(name) = path.map(label) else { return };
    if let Some(input) = inputs.iter_mut().find(|of| of.role == role && of.name == name) {
        let reference = config.reference_date;
        let detail = format!("all homes as of {day}, social homes as of {reference}");
        input.findings.push(Finding::new(&codes::STOCK_OTHER_DAY, &name, 1).detail(detail));
    }
}

/// That the number of homes of some areas is not known.
fn unknown(file: &str, areas: &Areas, homes: &[Option<u32>]) -> Option<Finding> {
    let finest = &areas.finest().areas;
    let without = finest.iter().zip(homes).filter(|(_, homes)| homes.is_none());
    let without: Vec<&str> = without.map(|(area, _)| area.code.as_str()).collect();
    let detail = format!("{} of {} areas: {}", without.len(), finest.len(), few(&without));
    let finding = Finding::new(&codes::STOCK_UNKNOWN, file, without.len() as u64);
    (!without.is_empty()).then(|| finding.detail(detail))
}

/// The first of some texts, and how many more.
fn few(texts: &[impl AsRef<str>]) -> String {
    const TOLD: usize = 6;
    let first: Vec<&str> = texts.iter().take(TOLD).map(AsRef::as_ref).collect();
    match texts.len().saturating_sub(TOLD) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// That several columns may hold all homes, and none of them is chosen.
fn several(file: &str, names: &[String], key: &str) -> InputError {
    let list: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let detail = format!(
        "{file}: {} may all hold the number of all homes\n  \
         say which one: {key} = \"{}\"",
        list.join(" and "),
        names.first().map_or("", String::as_str),
    );
    InputError::Stops(vec![
        Finding::new(&codes::STOCK_COLUMN, file, names.len() as u64).detail(detail),
    ])
}
