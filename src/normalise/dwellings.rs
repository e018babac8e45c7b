//! Dwellings: the stock of each corporation, one home a row.

use polars::prelude::{DataFrame, DataType, IntoLazy, PolarsResult, col, lit};

use crate::config::{Config, DwellingsFile, Mapping};
use crate::diagnostics::{Finding, codes};
use crate::model::schema::{self, Kind};
use crate::read::{self, ROW, TableOptions};

use super::columns::{FILE, kinds, wanted};
use super::error::InputError;
use super::fields::data_type;
use super::input_file::{InputFile, Role, label};
use super::position;
use super::sift::{Sift, set_twins_aside};

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
