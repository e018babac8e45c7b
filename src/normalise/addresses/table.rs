//! Reads the table or layer of addresses.

use geo::Geometry;
use polars::prelude::{DataFrame, IntoLazy, col, lit};

use crate::config::{AddressesFile, Config};
use crate::diagnostics::codes;
use crate::model::schema;
use crate::read::{self, Layer, LayerError, RawTable, TableOptions, Wanted};

use super::super::areas::system_of;
use super::super::columns::{is_layer, kinds, wanted};
use super::super::error::InputError;
use super::super::input_file::{InputFile, Role, label};
use super::super::position;
use super::super::roofs::{place_by_shape, to_rd};
use super::super::sift::Sift;
use super::super::text::address_key;

/// The layer of homes in the BAG's own GeoPackage.
const HOMES: &str = "verblijfsobject";

/// What the status of an object says that never was a home, or is one no more.
const WITHDRAWN: [&str; 3] = ["ingetrokken", "niet gerealiseerd", "ten onrechte"];

/// The shape of each feature, in RD New metres.
type Shapes = Vec<Option<Geometry>>;

/// Reads the addresses: one row each, with its position in RD New metres and its key.
pub(super) fn read_file(
    config: &Config,
    file: &AddressesFile,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let wanted = wanted(&file.columns, schema::ADDRESSES, "addresses");
    let (raw, shapes) = if is_layer(&file.path) {
        read_features(&path, file, wanted)?
    } else {
        (read_rows(&path, file, wanted)?, None)
    };
    let columns = kinds(schema::ADDRESSES, &[&file.columns]);
    let mut sift = Sift::new(raw, &label(&file.path), &columns, &file.form())?;
    let status = || col("status").str().to_lowercase();
    let withdrawn = WITHDRAWN
        .map(|word| status().str().contains_literal(lit(word)))
        .into_iter()
        .reduce(polars::prelude::Expr::or)
        .expect("three words");
    sift.set_aside(withdrawn, &codes::ADDRESS_WITHDRAWN)?;
    let mut frame = sift.frame().clone();
    if let Some(shapes) = &shapes {
        place_by_shape(&mut frame, shapes)?;
        sift.replace(frame);
    }
    sift.reject(col("x").is_null().or(col("y").is_null()), &codes::KEY_MISSING, Some("x"))?;
    if shapes.is_none() {
        position::sift_positions(&mut sift, file.crs.as_deref(), "addresses.crs")?;
    }
    let sifted = sift.finish()?;
    let input = InputFile::of(Role::Addresses, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected);
    Ok((sifted.frame.lazy().with_column(address_key()).collect()?, input))
}

fn read_rows(
    path: &std::path::Path,
    file: &AddressesFile,
    mut wanted: Vec<Wanted>,
) -> Result<RawTable, InputError> {
    for column in &mut wanted {
        column.required |= ["x", "y"].contains(&column.name.as_str());
    }
    let options = TableOptions { sheet: file.sheet.as_deref(), delimiter: file.delimiter };
    Ok(read::read_table(path, &wanted, options)?)
}

/// The attributes of a layer, and its shapes in RD New metres; they say where an address is, not
/// columns of coordinates beside them.
fn read_features(
    path: &std::path::Path,
    file: &AddressesFile,
    mut wanted: Vec<Wanted>,
) -> Result<(RawTable, Option<Shapes>), InputError> {
    wanted.retain(|column| !["x", "y"].contains(&column.name.as_str()));
    let layer = read_layer(path, file.layer.as_deref())?;
    let raw = read::table_of_layer(path, &layer, &wanted)?;
    let system = system_of(&layer, &label(&file.path), file.crs.as_deref(), "addresses.crs")?;
    let shapes =
        layer.features.into_iter().map(|feature| Some(to_rd(feature.geometry?, system))).collect();
    Ok((raw, Some(shapes)))
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
