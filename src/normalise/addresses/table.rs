//! Reads the table or layer of addresses.

use geo::Geometry;
use polars::prelude::{DataFrame, col, lit};

use crate::config::{AddressesFile, Config};
use crate::diagnostics::{Finding, codes};
use crate::model::schema::{self, Kind};
use crate::read::{self, Layer, LayerError, RawTable, Streamed, TableOptions, Wanted};

use super::super::address_key::address_keys;
use super::super::areas::system_of;
use super::super::columns::{is_layer, kinds, wanted};
use super::super::error::InputError;
use super::super::input_file::{InputFile, Role, label};
use super::super::position;
use super::super::roofs::{place_by_shape, to_rd};
use super::super::sift::{Sift, among_rows, rows_of};
use super::super::typing::type_columns;
use super::first_look::FirstLook;
use super::needs::Needs;

/// The layer of homes in the BAG's own GeoPackage.
const HOMES: &str = "verblijfsobject";

/// What the status of an object says that never was a home, or is one no more.
const WITHDRAWN: [&str; 3] = ["ingetrokken", "niet gerealiseerd", "ten onrechte"];

/// The shape of each feature, in RD New metres.
type Shapes = Vec<Option<Geometry>>;

/// Reads the addresses that are needed: one row each, with its position in RD New metres and its key.
///
/// The rows are taken in this order, whatever the format and however it is read: a row that names
/// certainly no row of the run is set aside, whatever else stands in it; then one in which something
/// cannot be read is rejected; then withdrawn ones are set aside.
pub(super) fn read_file(
    config: &Config,
    file: &AddressesFile,
    needs: &mut Needs,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let mut wanted = wanted(&file.columns, schema::ADDRESSES, "addresses");
    if is_layer(&file.path) {
        // The shapes say where an address is, not columns of coordinates beside them.
        wanted.retain(|column| !["x", "y"].contains(&column.name.as_str()));
        let (raw, shapes) = read_features(&path, file, &wanted)?;
        return sieve(config, file, needs, (raw, Vec::new()), Some(&shapes));
    }
    for column in &mut wanted {
        column.required |= ["x", "y"].contains(&column.name.as_str());
    }
    let form = file.form();
    let options = TableOptions { sheet: form.sheet, delimiter: form.delimiter };
    // Words that stand for an empty cell are known to the full reading alone.
    if form.empty.is_empty() {
        if needs.has_numbers() {
            let look = FirstLook::new(needs, &wanted);
            let Streamed { table, .. } =
                read::read_table_where(&path, &wanted, options, &|cells| look.passes(cells))?;
            let (typed, _) = type_columns(&table, &columns_of(file), &form)?;
            needs.add_homes_of_numbers(&typed)?;
        }
        let look = FirstLook::new(needs, &wanted);
        let Streamed { table, passed } =
            read::read_table_where(&path, &wanted, options, &|cells| look.passes(cells))?;
        match sieve(config, file, needs, (table, passed), None) {
            // All rows together may prove how they are to be read where the needed ones do not.
            Err(InputError::Stops(_) | InputError::UnknownCrs { .. }) => {}
            sieved => return sieved,
        }
    }
    let table = read::read_table(&path, &wanted, options)?;
    sieve(config, file, needs, (table, Vec::new()), None)
}

fn columns_of(file: &AddressesFile) -> Vec<(String, Kind)> {
    kinds(schema::ADDRESSES, &[&file.columns])
}

/// Sifts the rows that were read, beside those that were passed over.
fn sieve(
    config: &Config,
    file: &AddressesFile,
    needs: &mut Needs,
    (raw, passed): (RawTable, Vec<Finding>),
    shapes: Option<&[Option<Geometry>]>,
) -> Result<(DataFrame, InputFile), InputError> {
    let mut sift = Sift::open(raw, &label(&file.path), &columns_of(file), &file.form())?;
    for finding in passed {
        sift.pass_over(finding);
    }
    if needs.has_numbers() {
        needs.add_homes_of_numbers(sift.frame())?;
    }
    let elsewhere = needs.elsewhere(sift.frame())?;
    let rows = rows_of(sift.frame())?.into_iter().zip(elsewhere);
    let rows: Vec<u32> = rows.filter(|(_, elsewhere)| *elsewhere).map(|(row, _)| row).collect();
    sift.set_aside(among_rows(&rows), &codes::ADDRESS_ELSEWHERE)?;
    sift.settle()?;
    let status = || col("status").str().to_lowercase();
    let withdrawn = WITHDRAWN
        .map(|word| status().str().contains_literal(lit(word)))
        .into_iter()
        .reduce(polars::prelude::Expr::or)
        .expect("three words");
    sift.set_aside(withdrawn, &codes::ADDRESS_WITHDRAWN)?;
    if let Some(shapes) = shapes {
        let mut frame = sift.frame().clone();
        place_by_shape(&mut frame, shapes)?;
        sift.replace(frame);
    }
    sift.reject(col("x").is_null().or(col("y").is_null()), &codes::KEY_MISSING, Some("x"))?;
    if shapes.is_none() {
        position::sift_positions(&mut sift, file.crs.as_deref(), "addresses.crs")?;
    }
    let sifted = sift.finish()?;
    let path = config.resolve(&file.path);
    let input = InputFile::of(Role::Addresses, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected);
    let mut frame = sifted.frame;
    frame.with_column(address_keys(&frame)?)?;
    Ok((frame, input))
}

/// The attributes of a layer, and its shapes in RD New metres.
fn read_features(
    path: &std::path::Path,
    file: &AddressesFile,
    wanted: &[Wanted],
) -> Result<(RawTable, Shapes), InputError> {
    let layer = read_layer(path, file.layer.as_deref())?;
    let raw = read::table_of_layer(path, &layer, wanted)?;
    let system = system_of(&layer, &label(&file.path), file.crs.as_deref(), "addresses.crs")?;
    let shapes =
        layer.features.into_iter().map(|feature| Some(to_rd(feature.geometry?, system))).collect();
    Ok((raw, shapes))
}

/// The layer of this name; where none is said, the only one or that of the BAG's homes.
fn read_layer(path: &std::path::Path, name: Option<&str>) -> Result<Layer, LayerError> {
    match read::read_layer(path, name) {
        Err(LayerError::SeveralLayers { found, .. })
            if found.iter().any(|layer| layer.eq_ignore_ascii_case(HOMES)) =>
        {
            read::read_layer(path, Some(HOMES))
        }
        read => read,
    }
}
