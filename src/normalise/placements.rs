//! Placements: one letting a row, urgent or not, within the window.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, NULL, SortMultipleOptions, col, lit, when,
};

use crate::config::{Config, Mapping, PlacementsFile, Urgent};
use crate::diagnostics::codes;
use crate::model::schema::{self, Kind};
use crate::read::{self, ROW, TableOptions};

use super::columns::{FILE, kinds, wanted};
use super::date::day;
use super::error::InputError;
use super::fields::data_type;
use super::input_file::{InputFile, Role, admit, label};
use super::position;
use super::sift::{Sift, set_twins_aside};
use super::text::one_of;

/// Reads every file of placements into one frame; `None` without files.
pub(super) fn read(
    config: &Config,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<DataFrame>, InputError> {
    let mappings: Vec<&Mapping> = config.placements.iter().map(|file| &file.columns).collect();
    let columns = kinds(schema::PLACEMENTS, &mappings);
    let mut all: Option<DataFrame> = None;
    for (at, file) in config.placements.iter().enumerate() {
        let read = read_file(config, file, &columns, at as u32);
        let paths = [file.path.as_path(), &config.resolve(&file.path)];
        let Some((frame, input)) = admit(inputs, Role::Placements, paths, read)? else { continue };
        inputs.push(input);
        match &mut all {
            Some(all) => {
                all.vstack_mut(&frame)?;
            }
            None => all = Some(frame),
        }
    }
    Ok(all)
}

fn read_file(
    config: &Config,
    file: &PlacementsFile,
    columns: &[(String, Kind)],
    at: u32,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let options = TableOptions { sheet: file.sheet.as_deref(), delimiter: file.delimiter };
    let wanted = wanted(&file.columns, schema::PLACEMENTS, "placements");
    let raw = read::read_table(&path, &wanted, options)?;
    let mut sift = Sift::new(raw, &label(&file.path), columns)?;
    sift_rows(config, file, &mut sift)?;
    let sifted = sift.finish()?;
    let order: Vec<Expr> = columns
        .iter()
        .map(|(name, kind)| col(name.as_str()).cast(data_type(*kind)))
        .chain([
            col("urgent"),
            col("counted"),
            col("date").dt().year().cast(DataType::Int32).alias("year"),
            lit(at).cast(DataType::UInt32).alias(FILE),
            col(ROW),
        ])
        .collect();
    let frame = sifted.frame.lazy().select(order).collect()?;
    let input = InputFile::of(Role::Placements, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected)
        .naming_numbers(sifted.numbers);
    Ok((frame, input))
}

fn sift_rows(config: &Config, file: &PlacementsFile, sift: &mut Sift) -> Result<(), InputError> {
    let mut frame = sift.frame().clone().lazy();
    if let Some(owner) = &file.corporation {
        frame = frame.with_column(lit(owner.as_str()).alias("corporation"));
    }
    sift.replace(frame.collect()?);

    sift.reject(col("date").is_null(), &codes::KEY_MISSING, Some("date"))?;
    let keyless = ["dwelling", "bag_id", "postcode", "area", "x"]
        .into_iter()
        .map(|key| col(key).is_null())
        .reduce(Expr::and)
        .expect("five keys");
    sift.reject(keyless, &codes::KEY_MISSING, Some("dwelling"))?;
    set_twins_aside(sift, &["dwelling", "date"])?;
    classify(file, sift)?;
    sift.set_aside(col("date").gt(day(config.reference_date)), &codes::DATE_FUTURE)?;
    sift.set_aside(col("date").lt(day(config.window_start())), &codes::OUTSIDE_WINDOW)?;

    let mut frame = sift.frame().clone();
    position::to_rd(&mut frame, &label(&file.path), file.crs.as_deref(), "placements.crs")?;
    sift.replace(frame);
    Ok(())
}

/// Adds `urgent` and `counted` from the priority.
///
/// # Errors
/// [`InputError::UnnamedPriority`] when a value occurs that none of the three lists names.
fn classify(file: &PlacementsFile, sift: &mut Sift) -> Result<(), InputError> {
    let Urgent { values, regular, exclude } = &file.urgent;
    let value = || col("priority").fill_null(lit("")).str().to_lowercase();
    let among = |list: &[String]| {
        let list: Vec<String> = list.iter().map(|text| text.trim().to_lowercase()).collect();
        one_of(value(), &list.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let (urgent, regular, excluded) = (among(values), among(regular), among(exclude));
    let unnamed = sift
        .frame()
        .clone()
        .lazy()
        .filter(urgent.clone().or(regular.clone()).or(excluded.clone()).not())
        .group_by([col("priority").fill_null(lit(""))])
        .agg([col(ROW).len().cast(DataType::UInt64).alias("count")])
        .sort(["priority"], SortMultipleOptions::default())
        .collect()?;
    if unnamed.height() > 0 {
        let names = unnamed.column("priority")?.str()?.clone();
        let counts = unnamed.column("count")?.u64()?.clone();
        return Err(InputError::UnnamedPriority {
            file: label(&file.path),
            values: names
                .iter()
                .zip(counts.iter())
                .map(|(name, count)| (name.unwrap_or("").to_owned(), count.unwrap_or(0)))
                .collect(),
        });
    }
    let classified = sift.frame().clone().lazy().with_columns([
        when(urgent)
            .then(lit(true))
            .when(regular)
            .then(lit(false))
            .otherwise(lit(NULL))
            .alias("urgent"),
        excluded.not().alias("counted"),
    ]);
    sift.replace(classified.collect()?);
    Ok(())
}
