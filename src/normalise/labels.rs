//! Energy labels from the register (EP-online): the latest valid label of each dwelling.
//!
//! The register covers all homes of the country, so its rows are taken in this order, whatever its
//! format and however it is read:
//!
//! 1. a row of another building, or of a permit application, is set aside;
//! 2. a row that is certainly of another home, by a BAG id or an address that is none of the
//!    dwellings', is set aside, whatever else stands in it;
//! 3. a row that names neither id nor address is set aside;
//! 4. a row of which no key can be read is rejected: it may be of a dwelling;
//! 5. of the rest, rows without a label, of a survey after the reference date, and past their last
//!    day are set aside, and then all but the latest of each dwelling.
//!
//! A label that cannot be read is the unknown label of its home where it would be the one that counts; so
//! is a label whose day of survey cannot be read, where the home has another label: an older one never
//! counts in its place.

mod differing;
mod glance;
mod home_keys;
mod latest;

use polars::prelude::{DataFrame, DataType, Expr, IntoLazy, PolarsResult, coalesce, col, lit};

use crate::config::{Config, EnergyLabelsFile, Prefer};
use crate::diagnostics::codes;
use crate::model::schema;
use crate::read::{self, Streamed, TableOptions};

use super::columns::{kinds, wanted, with_unit_kind};
use super::date::day;
use super::error::InputError;
use super::input_file::{InputFile, Role, admit, label};
use super::join::left_join;
use super::needed::{ADDRESS, Needed};
use super::sift::{Sift, among_rows, rows_of, without_half_keys};
use super::text::{ADDRESS_KEY, address_key, where_word};
use super::typing::bad;

use differing::{differences, differing};
use glance::{DWELLING_CLASSES, Glance, PERMIT};
use home_keys::HomeKeys;
use latest::{latest, matched};

/// Position of a dwelling within the frame of dwellings (UInt32).
const HOME: &str = "home";

/// Label that the register gives a dwelling (String).
const REGISTER_LABEL: &str = "register_label";

/// Reads the register, and gives each dwelling its label.
pub(super) fn attach(
    config: &Config,
    dwellings: DataFrame,
    inputs: &mut Vec<InputFile>,
) -> Result<DataFrame, InputError> {
    let Some(file) = &config.energy_labels else { return Ok(dwellings) };
    let mut dwellings = dwellings;
    let own = dwellings.column("energy_label")?.cast(&DataType::String)?;
    dwellings.with_column(own)?;
    let labelled = label_homes(config, file, dwellings.clone());
    let paths = [file.path.as_path(), &config.resolve(&file.path)];
    let Some((labelled, input)) = admit(inputs, Role::EnergyLabels, paths, labelled)? else {
        return Ok(dwellings);
    };
    inputs.push(input);
    Ok(labelled)
}

fn label_homes(
    config: &Config,
    file: &EnergyLabelsFile,
    dwellings: DataFrame,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let homes = HomeKeys::of(&dwellings)?;
    let mut sift = open(file, &path, &homes)?;

    // A label that cannot be read may be the one that counts: it keeps an older one from counting.
    let unread = sift.rows_unread("energy_label");
    let no_label = col("energy_label").is_null().and(among_rows(&unread).not());
    sift.set_aside(no_label, &codes::LABEL_NO_HOME)?;
    sift.set_aside(col("surveyed").gt(day(config.reference_date)), &codes::DATE_FUTURE)?;
    if !file.expired {
        let past = col("valid_until").lt(day(config.reference_date));
        sift.set_aside(past, &codes::LABEL_EXPIRED)?;
    }
    let dwellings = dwellings.with_row_index(HOME.into(), None)?;
    let matched = matched(&dwellings, sift.frame())?;
    let here = among_rows(&rows_of(&matched)?);
    sift.set_aside(here.not(), &codes::LABEL_ELSEWHERE)?;
    let latest = latest(matched, &unread, &sift.rows_unread("surveyed"))?;
    let used = among_rows(&rows_of(&latest)?);
    sift.set_aside(used.not(), &codes::LABEL_OLDER)?;

    let joined = dwellings.lazy().join(
        latest.lazy().select([col(HOME), col(REGISTER_LABEL)]),
        [col(HOME)],
        [col(HOME)],
        left_join(),
    );
    let joined = joined.collect()?;
    if let Some(finding) = differing(&joined, &label(&file.path))? {
        sift.note(finding);
    }
    let label_differences = differences(&joined, config)?;
    let both = match file.prefer {
        Prefer::Register => [col(REGISTER_LABEL), col("energy_label")],
        Prefer::Own => [col("energy_label"), col(REGISTER_LABEL)],
    };
    let dwellings = joined
        .lazy()
        .with_column(coalesce(&both).alias("energy_label"))
        .drop(polars::prelude::cols([HOME, REGISTER_LABEL]))
        .collect()?;

    let sifted = sift.finish()?;
    let input = InputFile::of(Role::EnergyLabels, &file.path, &path, sifted.account).with(
        sifted.findings,
        sifted.rejected,
        sifted.unread,
    );
    let input = InputFile { label_differences, ..input };
    Ok((dwellings, input))
}

/// The rows that are of the dwellings and can be read: steps 1 to 4.
fn open(
    file: &EnergyLabelsFile,
    path: &std::path::Path,
    homes: &HomeKeys,
) -> Result<Sift, InputError> {
    let mut wanted = wanted(&file.columns, schema::ENERGY_LABELS, "energy_labels");
    for column in &mut wanted {
        column.required |= ["energy_label", "surveyed"].contains(&column.name.as_str());
    }
    let form = file.form();
    let mut columns = kinds(schema::ENERGY_LABELS, &[&file.columns]);
    with_unit_kind(&form, "energy_labels", &mut wanted, &mut columns);
    let options = TableOptions::from(&form);
    let glance = Glance::new(homes, &wanted);
    let Streamed { table, passed } =
        read::read_table_where(path, &wanted, options, &|cells| glance.passes(cells))?;
    let mut sift = Sift::open(table, &label(&file.path), &columns, &form, Needed::ENERGY_LABELS)?;
    for finding in passed {
        sift.pass_over(finding);
    }
    let no_home = where_word(sift.frame().column("building_class")?, |class| {
        !DWELLING_CLASSES.contains(&class.to_uppercase().as_str())
    })?;
    let permit = where_word(sift.frame().column("status")?, |status| {
        status.to_lowercase().starts_with(PERMIT)
    })?;
    let no_home = no_home.fill_null(lit(false)).or(permit.fill_null(lit(false)));
    sift.set_aside(no_home, &codes::LABEL_NO_HOME)?;
    let elsewhere = among_rows(&rows_elsewhere(sift.frame(), homes)?);
    sift.set_aside(elsewhere, &codes::LABEL_ELSEWHERE)?;
    let nameless = nameless(sift.frame());
    sift.set_aside(nameless, &codes::LABEL_NO_HOME)?;
    sift.settle()?;
    Ok(sift)
}

/// The rows of which an id or an address that can be read is none of the dwellings'.
fn rows_elsewhere(labels: &DataFrame, homes: &HomeKeys) -> PolarsResult<Vec<u32>> {
    let keyed = without_half_keys(labels.clone())?.lazy().with_column(address_key()).collect()?;
    let (ids, addresses) = (keyed.column("bag_id")?.str()?, keyed.column(ADDRESS_KEY)?.str()?);
    let keys = ids.iter().zip(addresses.iter());
    let elsewhere = keys
        .map(|(id, address)| homes.hold(id.and_then(|id| id.parse().ok()), address) == Some(false));
    Ok(rows_of(labels)?
        .into_iter()
        .zip(elsewhere)
        .filter(|(_, is)| *is)
        .map(|(row, _)| row)
        .collect())
}

/// Whether a row has no id and no whole address, and nothing in these that cannot be read.
fn nameless(labels: &DataFrame) -> Expr {
    let no_address = col("postcode").is_null().or(col("house_number").is_null());
    let mut nameless = col("bag_id").is_null().and(no_address);
    for key in ["bag_id"].iter().chain(&ADDRESS) {
        if labels.column(&bad(key)).is_ok() {
            nameless = nameless.and(col(bad(key)).not());
        }
    }
    nameless
}
