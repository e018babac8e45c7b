//! Reads the table or layer of addresses.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use geo::Geometry;
use polars::prelude::{DataFrame, col};

use crate::config::{AddressesFile, Config};
use crate::diagnostics::{Entry, Finding, codes};
use crate::model::schema::{self, Kind};
use crate::read::{self, Cells, LayerError, LayerRows, RawTable, Streamed, TableOptions, Wanted};

use super::super::address_key::address_keys;
use super::super::columns::{is_layer, kinds, wanted, with_unit_kind};
use super::super::error::InputError;
use super::super::input_file::{InputFile, Role, label};
use super::super::layer_crs::{LayerSource, reading_of, take_points_at_zero};
use super::super::needed::Needed;
use super::super::position;
use super::super::roofs::{place_by_shape, to_rd};
use super::super::sift::{Sift, among_rows, rows_of};
use super::super::text::where_word;
use super::super::typing::type_columns;
use super::first_look::FirstLook;
use super::needs::Needs;

/// The layer of homes in the BAG's own GeoPackage.
const HOMES: &str = "verblijfsobject";

/// What the status of an object says that never was a home, or is one no more.
const WITHDRAWN: [&str; 3] = ["ingetrokken", "niet gerealiseerd", "ten onrechte"];

/// The shape of each feature that has one, in RD New metres, by its number in the file.
pub(in super::super) type Shapes = HashMap<u32, Geometry>;

/// Rows as read.
pub(in super::super) struct Read {
    pub table: RawTable,
    /// The account of the rows that were passed over.
    pub passed: Vec<Finding>,
    /// The shapes of a layer, `None` of a table.
    pub shapes: Option<Shapes>,
    /// The features of a layer that are points at 0, 0, by their number.
    pub at_zero: Vec<u32>,
}

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
    } else {
        for column in &mut wanted {
            column.required |= ["x", "y"].contains(&column.name.as_str());
        }
    }
    with_unit_kind(&file.form(), "addresses", &mut wanted, &mut Vec::new());
    let read = |needs: Option<&Needs>| {
        let look = needs.map(|needs| FirstLook::new(needs, &wanted));
        let passes = |cells: &Cells<'_>| look.as_ref().and_then(|look| look.passes(cells));
        read_addresses(&path, file, &wanted, &passes)
    };
    // Words of the file for an empty cell are known to the full reading alone.
    if file.form().empty.is_empty() {
        // An error comes up again below.
        if needs.has_numbers()
            && let Ok(Read { table, .. }) = read(Some(needs))
        {
            let (typed, _) =
                type_columns(&table, &columns_of(file), &file.form(), &BTreeMap::new())?;
            needs.add_homes_of_numbers(&typed)?;
        }
        match read(Some(needs)).and_then(|read| sieve(config, file, needs, read)) {
            Err(error) if may_be_proved_by_all(&error) => {}
            sieved => return sieved,
        }
    }
    sieve(config, file, needs, read(None)?)
}

/// Whether all rows together may prove how they are to be read where the needed ones do not.
pub(in super::super) fn may_be_proved_by_all(error: &InputError) -> bool {
    matches!(
        error,
        InputError::Stops(_) | InputError::UnknownCrs { .. } | InputError::CornerOutside { .. }
    )
}

fn columns_of(file: &AddressesFile) -> Vec<(String, Kind)> {
    let mut columns = kinds(schema::ADDRESSES, &[&file.columns]);
    with_unit_kind(&file.form(), "addresses", &mut Vec::new(), &mut columns);
    columns
}

/// Sifts the rows that were read, beside those that were passed over.
fn sieve(
    config: &Config,
    file: &AddressesFile,
    needs: &mut Needs,
    Read { table, passed, shapes, at_zero }: Read,
) -> Result<(DataFrame, InputFile), InputError> {
    let mut sift =
        Sift::open(table, &label(&file.path), &columns_of(file), &file.form(), Needed::ADDRESSES)?;
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
    let withdrawn = where_word(sift.frame().column("status")?, |status| {
        let status = status.to_lowercase();
        WITHDRAWN.iter().any(|word| status.contains(word))
    });
    sift.set_aside(withdrawn?, &codes::ADDRESS_WITHDRAWN)?;
    if let Some(shapes) = &shapes {
        let mut frame = sift.frame().clone();
        place_by_shape(&mut frame, |row| shapes.get(&row))?;
        sift.replace(frame);
    }
    sift.reject(among_rows(&at_zero), &codes::COORDINATES_ZERO, None)?;
    sift.reject(col("x").is_null().or(col("y").is_null()), &codes::KEY_MISSING, Some("x"))?;
    if shapes.is_none() {
        position::sift_positions(&mut sift, file.crs.as_deref(), "addresses.crs")?;
    }
    let sifted = sift.finish()?;
    let path = config.resolve(&file.path);
    let input = InputFile::of(Role::Addresses, &file.path, &path, sifted.account).with(
        sifted.findings,
        sifted.rejected,
        sifted.unread,
    );
    let mut frame = sifted.frame;
    frame.with_column(address_keys(&frame)?)?;
    Ok((frame, input))
}

/// The rows of a table, or the features of a layer.
pub(in super::super) fn read_addresses(
    path: &Path,
    file: &AddressesFile,
    wanted: &[Wanted],
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Result<Read, InputError> {
    if is_layer(&file.path) {
        read_features(path, file, wanted, passes)
    } else {
        read_rows(path, file, wanted, passes)
    }
}

/// The rows of a table.
fn read_rows(
    path: &Path,
    file: &AddressesFile,
    wanted: &[Wanted],
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Result<Read, InputError> {
    let options = TableOptions::from(&file.form());
    let Streamed { table, passed } = read::read_table_where(path, wanted, options, passes)?;
    Ok(Read { table, passed, shapes: None, at_zero: Vec::new() })
}

/// The features of a layer: their attributes, and their shapes in RD New metres.
fn read_features(
    path: &Path,
    file: &AddressesFile,
    wanted: &[Wanted],
    passes: &dyn Fn(&Cells<'_>) -> Option<&'static Entry>,
) -> Result<Read, InputError> {
    let read = |name: Option<&str>| read::read_layer_where(path, name, wanted, passes);
    let mut rows = match read(file.layer.as_deref()) {
        // The BAG's own package has layers of other objects beside that of the homes.
        Err(LayerError::SeveralLayers { found, .. })
            if found.iter().any(|layer| layer.eq_ignore_ascii_case(HOMES)) =>
        {
            read(Some(HOMES))
        }
        read => read,
    }?;
    if let Some(detail) = rows.layer.cut.take().filter(|_| !file.complete) {
        let file = label(&file.path);
        return Err(InputError::LayerCut { file, detail, table: "[addresses]".to_owned() });
    }
    let at_zero = take_points_at_zero(&mut rows.layer.features);
    let at_zero = at_zero.into_iter().map(|at| rows.numbers[at]).collect();
    let mut table = read::table_of_features(path, &rows, wanted)?;
    let LayerRows { mut layer, numbers, passed } = rows;
    let source = LayerSource {
        file: &label(&file.path),
        told: file.crs.as_deref(),
        key: "addresses.crs",
        name: &|at| format!("address {}", numbers[at]),
    };
    let (reading, otherwise) = reading_of(&layer, &source)?;
    table.remarks.append(&mut layer.remarks);
    table.remarks.extend(otherwise);
    let shapes = numbers.iter().zip(layer.features);
    let shapes = shapes
        .filter_map(|(&number, feature)| Some((number, to_rd(feature.geometry?, reading))))
        .collect();
    Ok(Read { table, passed, shapes: Some(shapes), at_zero })
}
