//! Dwellings: the stock of each corporation, one home a row.

use std::collections::BTreeSet;
use std::path::Path;

use polars::prelude::{DataFrame, DataType, IntoLazy, NULL, PolarsResult, col, lit};

use crate::config::{Config, DwellingsFile, ExtraType, Mapping};
use crate::diagnostics::{Finding, codes};
use crate::model::schema::{self, Kind};
use crate::read::{self, ROW, TableOptions, Wanted};

use super::error::InputError;
use super::fields::data_type;
use super::inputs::{InputFile, Role, label};
use super::position;
use super::sift::{Sift, among_rows, rows_of};

/// Column with the position of the input file within its list (UInt32).
pub(super) const FILE: &str = "file";

/// What is asked of a file: the mapped columns, and those that it may have under a known name.
pub(super) fn wanted(mapping: &Mapping, columns: &[schema::Column], table: &str) -> Vec<Wanted> {
    let table = format!("{table}.columns");
    let fixed = columns.iter().filter_map(|column| match mapping.columns.get(column.name) {
        Some(name) => Some(Wanted::required(column.name, name, &table)),
        None if column.known.is_empty() => None,
        None => Some(Wanted::known(column.name, column.known, &table)),
    });
    let own = mapping.extra.iter().map(|(name, extra)| Wanted {
        key: format!("{table}.extra.{name}"),
        ..Wanted::required(name, &extra.column, &table)
    });
    fixed.chain(own).collect()
}

/// Every column of a table with its kind, the user's own ones last.
pub(super) fn kinds(columns: &[schema::Column], mappings: &[&Mapping]) -> Vec<(String, Kind)> {
    let mut all: Vec<(String, Kind)> =
        columns.iter().map(|column| (column.name.to_owned(), column.kind)).collect();
    for (name, extra) in mappings.iter().flat_map(|mapping| &mapping.extra) {
        let kind = match extra.kind {
            ExtraType::Text => Kind::Text,
            ExtraType::YesNo => Kind::YesNo,
            ExtraType::Number => Kind::Number,
            ExtraType::Date => Kind::Date,
        };
        if !all.iter().any(|(known, _)| known == name) {
            all.push((name.clone(), kind));
        }
    }
    all
}

/// Reads every file of dwellings into one frame.
pub(super) fn read(config: &Config, inputs: &mut Vec<InputFile>) -> Result<DataFrame, InputError> {
    let mappings: Vec<&Mapping> = config.dwellings.iter().map(|file| &file.columns).collect();
    let columns = kinds(schema::DWELLINGS, &mappings);
    let mut all: Option<DataFrame> = None;
    for (at, file) in config.dwellings.iter().enumerate() {
        let (frame, input) = read_file(config, file, &columns, at as u32)?;
        inputs.push(input);
        match &mut all {
            Some(all) => {
                all.vstack_mut(&frame)?;
            }
            None => all = Some(frame),
        }
    }
    let mut all = all.expect("validated: at least one file of dwellings");
    all.rechunk_mut();
    if let Some(finding) = two_owners(&all)? {
        inputs.last_mut().expect("as many as files").findings.push(finding);
    }
    Ok(all)
}

fn read_file(
    config: &Config,
    file: &DwellingsFile,
    columns: &[(String, Kind)],
    at: u32,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let options = TableOptions { sheet: file.sheet.as_deref(), delimiter: file.delimiter };
    let raw =
        read::read_table(&path, &wanted(&file.columns, schema::DWELLINGS, "dwellings"), options)?;
    let has_id = raw.file_name("id").is_some();
    let mut sift = Sift::new(raw, &label(&file.path), columns)?;
    if let Some(owner) = &file.corporation {
        let frame = sift.frame().clone().lazy();
        let owner = lit(owner.as_str()).alias("corporation");
        sift.replace(frame.with_column(owner).collect()?);
    }
    let key = if has_id { "id" } else { "bag_id" };
    sift.reject(col(key).is_null(), &codes::KEY_MISSING, Some(key))?;
    sift.reject(col("corporation").is_null(), &codes::KEY_MISSING, Some("corporation"))?;
    set_twins_aside(&mut sift, &["corporation", key])?;
    sift.reject(
        polars::prelude::as_struct(vec![col("corporation"), col(key)]).is_duplicated(),
        &codes::DOUBLE_KEY,
        Some(key),
    )?;
    let mut frame = sift.frame().clone();
    position::to_rd(&mut frame, &label(&file.path), file.crs.as_deref(), "dwellings.crs")?;
    sift.replace(frame);

    let sifted = sift.finish()?;
    let order: Vec<_> = columns
        .iter()
        .map(|(name, kind)| col(name.as_str()).cast(data_type(*kind)))
        .chain([lit(at).cast(DataType::UInt32).alias(FILE), col(ROW)])
        .collect();
    let frame = sifted.frame.lazy().select(order).collect()?;
    let input = InputFile::of(Role::Dwellings, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected);
    Ok((frame, input))
}

/// Leaves out rows that repeat an earlier one in every mapped column; the first stays.
pub(super) fn set_twins_aside(sift: &mut Sift, key: &[&str]) -> PolarsResult<()> {
    let frame = sift.frame();
    let keys: Vec<_> = key.iter().map(|name| col(*name)).collect();
    let doubled =
        frame.clone().lazy().filter(polars::prelude::as_struct(keys).is_duplicated()).collect()?;
    if doubled.height() == 0 {
        return Ok(());
    }
    let others: Vec<_> = frame
        .get_column_names()
        .iter()
        .filter(|name| name.as_str() != ROW)
        .map(|name| col(name.as_str()))
        .collect();
    let first = doubled.clone().lazy().group_by(others).agg([col(ROW).min()]).collect()?;
    let first: BTreeSet<u32> = rows_of(&first)?.into_iter().collect();
    let twins: Vec<u32> =
        rows_of(&doubled)?.into_iter().filter(|row| !first.contains(row)).collect();
    sift.set_aside(among_rows(&twins), &codes::TWIN)
}

/// The same BAG id under two corporations.
fn two_owners(dwellings: &DataFrame) -> PolarsResult<Option<Finding>> {
    let owners = dwellings
        .clone()
        .lazy()
        .filter(col("bag_id").is_not_null())
        .group_by([col("bag_id")])
        .agg([col("corporation").n_unique().alias("owners")])
        .filter(col("owners").gt(lit(1)))
        .select([col("bag_id").min().alias("first"), col("bag_id").len().alias("count")])
        .collect()?;
    let count = owners.column("count")?.get(0)?.try_extract::<u64>()?;
    let first = owners.column("first")?.str()?.get(0).unwrap_or("").to_owned();
    Ok((count > 0).then(|| {
        Finding::new(&codes::TWO_OWNERS, "dwellings", count).column("bag_id").detail(first)
    }))
}

/// A column of nulls, where a table has none of its own.
pub(super) fn null_column(name: &str, kind: Kind) -> polars::prelude::Expr {
    lit(NULL).cast(data_type(kind)).alias(name)
}

/// Whether a path names a layer by its ending.
pub(super) fn is_layer(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("shp" | "geojson" | "json" | "gpkg"))
}
