//! Placements: one letting a row, urgent or not, within the window.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, PolarsResult, coalesce, col, concat_str, lit,
};

use crate::config::{Config, Mapping, PlacementsFile, TableForm};
use crate::diagnostics::{Finding, codes};
use crate::model::schema::{self, Kind};
use crate::read::{ROW, TableOptions};

use super::across_files::once_over_files;
use super::area_codes::{self, AreaLists};
use super::columns::{FILE, kinds, wanted};
use super::date::day;
use super::error::InputError;
use super::fields::data_type;
use super::input_file::{InputFile, Role, admit, label};
use super::position;
use super::short_way::{self, Table};
use super::sift::{Sift, one_row_a_key};
use super::text::address_key;
use super::urgency;

/// Reads every file of placements into one frame; `None` without files.
pub(super) fn read(
    config: &Config,
    lists: &AreaLists<'_>,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<DataFrame>, InputError> {
    let mappings: Vec<&Mapping> = config.placements.iter().map(|file| &file.columns).collect();
    let columns = kinds(schema::PLACEMENTS, &mappings);
    let mut all: Option<DataFrame> = None;
    for (at, file) in config.placements.iter().enumerate() {
        let read = read_file(config, file, lists, &columns, at as u32);
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
    let Some(all) = all else { return Ok(None) };
    let first = inputs.len() - config.placements.len();
    let once = once_over_files(all, letting(), "dwelling", &mut inputs[first..])?;
    Ok(Some(once))
}

fn read_file(
    config: &Config,
    file: &PlacementsFile,
    lists: &AreaLists<'_>,
    columns: &[(String, Kind)],
    at: u32,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let options = TableOptions { sheet: file.form().sheet, delimiter: file.delimiter };
    let table = Table {
        path: &path,
        file: &label(&file.path),
        wanted: &wanted(&file.columns, schema::PLACEMENTS, "placements"),
        options,
        columns,
        types: |_, kind| data_type(kind),
        form: &TableForm { urgent: Some(&file.urgent), ..file.form() },
    };
    let mut sift = short_way::sift(&table)?;
    area_codes::judge(&mut sift, lists, file.area_year)?;
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
    let lettings = sift.frame().clone().lazy().select([letting()]).collect()?;
    one_row_a_key(sift, lettings.columns(), "dwelling")?;
    classify(file, sift)?;
    let before = sift.frame().height();
    let (first, last) = days_of(sift.frame())?;
    sift.set_aside(col("date").gt(day(config.reference_date)), &codes::DATE_FUTURE)?;
    sift.set_aside(col("date").lt(day(config.window_start())), &codes::OUTSIDE_WINDOW)?;
    let outside = before - sift.frame().height();
    if !file.other_periods {
        period(config, sift, [outside, before], [first, last])?;
    }

    position::sift_positions(sift, file.crs.as_deref(), "placements.crs")?;
    Ok(())
}

/// What tells one letting from another: its home, by id, BAG id or address, and its day; null where
/// the row does not name its home.
fn letting() -> Expr {
    let home = coalesce(&[col("dwelling"), col("bag_id"), address_key()]);
    let owner = col("corporation").fill_null(lit(""));
    concat_str([owner, home, col("date").cast(DataType::String)], "\u{1f}", false)
}

/// The first and the last day of the rows, as text.
fn days_of(frame: &DataFrame) -> PolarsResult<(String, String)> {
    let day = |column: Expr| column.cast(DataType::String);
    let found = frame
        .clone()
        .lazy()
        .select([day(col("date").min()).alias("first"), day(col("date").max()).alias("last")])
        .collect()?;
    let text = |name: &str| -> PolarsResult<String> {
        Ok(found.column(name)?.str()?.get(0).unwrap_or("").to_owned())
    };
    Ok((text("first")?, text("last")?))
}

/// Says when much of a file lies outside the window, and stops when most of it does: then it is
/// probably the file of another year.
fn period(
    config: &Config,
    sift: &mut Sift,
    [outside, all]: [usize; 2],
    [first, last]: [String; 2],
) -> Result<(), InputError> {
    let (from, to) = (config.window_start(), config.reference_date);
    if 2 * outside > all {
        let detail = format!(
            "{outside} of {all} rows of {} lie outside the window ({from} to {to}); they run from {first} to {last}\n  \
             is it the file of another year? else set reference_date or [spread] window_years,\n  \
             or say for this file that it is right: other_periods = true",
            sift.file()
        );
        let stop = Finding::new(&codes::PERIOD_WRONG, sift.file(), outside as u64);
        return Err(InputError::Stops(vec![stop.column(sift.named("date")).detail(detail)]));
    }
    if 20 * outside > all {
        let detail = format!("{outside} of {all}; they run from {first} to {last}");
        let finding = Finding::new(&codes::PERIOD, sift.file(), outside as u64);
        sift.note(finding.column(sift.named("date")).detail(detail));
    }
    Ok(())
}

/// Adds `urgent` and `counted` from the priority.
///
/// # Errors
/// [`InputError::UnnamedPriority`] when a value occurs that none of the three lists names.
fn classify(file: &PlacementsFile, sift: &mut Sift) -> Result<(), InputError> {
    let mut frame = sift.frame().clone();
    let classified = urgency::classify(frame.column("priority")?, &file.urgent)?;
    if !classified.unnamed.is_empty() {
        let file = label(&file.path);
        return Err(InputError::UnnamedPriority { file, values: classified.unnamed });
    }
    frame.with_column(classified.urgent)?;
    frame.with_column(classified.counted)?;
    sift.replace(frame);
    Ok(())
}
