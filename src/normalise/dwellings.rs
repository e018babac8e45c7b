//! Dwellings: the stock of each corporation, one home a row.

use polars::prelude::{DataFrame, DataType, Field, IntoLazy, PolarsResult, Schema, col, len, lit};

use crate::config::{Config, DwellingsFile, Mapping};
use crate::diagnostics::{Finding, codes};
use crate::model::schema::{self, Kind};
use crate::read::{self, ROW, TableOptions};

use super::columns::{FILE, kinds, wanted};
use super::error::InputError;
use super::fields::data_type;
use super::input_file::{InputFile, Role, admit, label};
use super::position;
use super::sift::{Sift, rows_of, set_twins_aside};

/// Reads every file of dwellings into one frame.
pub(super) fn read(config: &Config, inputs: &mut Vec<InputFile>) -> Result<DataFrame, InputError> {
    let mappings: Vec<&Mapping> = config.dwellings.iter().map(|file| &file.columns).collect();
    let columns = kinds(schema::DWELLINGS, &mappings);
    let mut all: Option<DataFrame> = None;
    for (at, file) in config.dwellings.iter().enumerate() {
        let read = read_file(config, file, &columns, at as u32);
        let paths = [file.path.as_path(), &config.resolve(&file.path)];
        let Some((frame, input)) = admit(inputs, Role::Dwellings, paths, read)? else { continue };
        inputs.push(input);
        match &mut all {
            Some(all) => {
                all.vstack_mut(&frame)?;
            }
            None => all = Some(frame),
        }
    }
    let Some(mut all) = all else { return empty(&columns) }; // every file is refused
    all.rechunk_mut();
    let all = once_over_files(all, config, inputs)?;
    if let Some(finding) = shared_bag_ids(&all)? {
        inputs.last_mut().expect("as many as files").findings.push(finding);
    }
    Ok(all)
}

/// Dwellings of no file.
fn empty(columns: &[(String, Kind)]) -> Result<DataFrame, InputError> {
    let own = columns.iter().map(|(name, kind)| Field::new(name.into(), data_type(*kind)));
    let at = [FILE, ROW].map(|name| Field::new(name.into(), DataType::UInt32));
    Ok(DataFrame::empty_with_schema(&Schema::from_iter(own.chain(at))))
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
        .with(sifted.findings, sifted.rejected)
        .naming_numbers(sifted.numbers);
    Ok((frame, input))
}

/// Leaves out homes that an earlier file of the same corporation holds already, by their id.
fn once_over_files(
    all: DataFrame,
    config: &Config,
    inputs: &mut [InputFile],
) -> Result<DataFrame, InputError> {
    if config.dwellings.len() < 2 {
        return Ok(all);
    }
    let known = col("id").is_not_null();
    let key = polars::prelude::as_struct(vec![col("corporation"), col("id")]);
    let again = known.and(key.is_first_distinct().not());
    let marked = all.lazy().with_column(again.alias("again")).collect()?;
    let left_out = marked.clone().lazy().filter(col("again")).collect()?;
    if left_out.height() > 0 {
        let first = inputs.len() - config.dwellings.len();
        let files = left_out.column(FILE)?.u32()?.clone();
        let rows = rows_of(&left_out)?;
        for (at, input) in inputs[first..].iter_mut().enumerate() {
            let of_file = files.iter().zip(&rows).filter(|(file, _)| *file == Some(at as u32));
            let these: Vec<u64> = of_file.map(|(_, row)| u64::from(*row)).collect();
            if these.is_empty() {
                continue;
            }
            let count = these.len() as u64;
            input.account.used -= count;
            input.account.set_aside += count;
            let named = these.into_iter().take(5).collect();
            input.findings.push(Finding::new(&codes::IN_TWO_FILES, &input.name, count).rows(named));
        }
    }
    let kept = marked.lazy().filter(col("again").not()).collect()?;
    Ok(kept.drop("again")?)
}

/// BAG ids that more than one home carries: of two corporations, or twice in one file.
fn shared_bag_ids(dwellings: &DataFrame) -> PolarsResult<Option<Finding>> {
    let shared = dwellings
        .clone()
        .lazy()
        .filter(col("bag_id").is_not_null())
        .group_by([col("bag_id")])
        .agg([len().alias("homes")])
        .filter(col("homes").gt(lit(1)))
        .select([col("bag_id").min().alias("first"), len().cast(DataType::UInt64).alias("count")])
        .collect()?;
    let count = shared.column("count")?.u64()?.get(0).unwrap_or(0);
    let first = shared.column("first")?.str()?.get(0).unwrap_or("").to_owned();
    Ok((count > 0).then(|| {
        let detail = format!("{first} is the first");
        Finding::new(&codes::TWO_OWNERS, "dwellings", count).column("bag_id").detail(detail)
    }))
}
