//! Placements: one letting a row, urgent or not, within the window.

use polars::prelude::{
    ChunkAgg, ChunkApply, Column, DataFrame, DataType, Expr, Int32Chunked, IntoColumn, IntoLazy,
    NewChunkedArray, PlSmallStr, PolarsResult, Scalar, coalesce, col, concat_str, lit, when,
};

use crate::config::{Config, Mapping, PlacementsFile, TableForm, UrgencyColumn};
use crate::diagnostics::{Finding, codes, counted};
use crate::model::schema::{self, Kind};
use crate::read::{Onlooker, ROW, TableOptions};

use super::across_files::once_over_files;
use super::area_codes::{self, AreaLists};
use super::columns::{FILE, kinds, wanted, with_unit_kind};
use super::date::day;
use super::empty_suffixes;
use super::error::InputError;
use super::fields::data_type;
use super::input_file::{InputFile, Role, admit, label};
use super::needed::Needed;
use super::one_column::evaluate;
use super::position;
use super::short_way::{self, Table};
use super::sift::{Sift, among_rows, one_row_a_key};
use super::text::address_key;
use super::urgency::{self, DaysUsed, Span, UrgencyChange};

/// Reads every file of placements into one frame, and tells when what counts as urgent changes; `None`
/// without files.
pub(super) fn read(
    config: &Config,
    lists: &AreaLists<'_>,
    inputs: &mut Vec<InputFile>,
    onlooker: &dyn Onlooker,
) -> Result<Option<(DataFrame, Vec<UrgencyChange>)>, InputError> {
    let mappings: Vec<&Mapping> = config.placements.iter().map(|file| &file.columns).collect();
    let columns = kinds(schema::PLACEMENTS, &mappings);
    let (mut all, mut spans): (Option<DataFrame>, Vec<Span>) = (None, Vec::new());
    for (at, file) in config.placements.iter().enumerate() {
        let read = read_file(config, file, lists, (&columns, at as u32), onlooker);
        let paths = [file.path.as_path(), &config.resolve(&file.path)];
        let Some((frame, input, of_file)) = admit(inputs, Role::Placements, paths, read)? else {
            continue;
        };
        inputs.push(input);
        spans.extend(of_file);
        match &mut all {
            Some(all) => {
                all.vstack_mut(&frame)?;
            }
            None => all = Some(frame),
        }
    }
    let Some(all) = all else { return Ok(None) };
    let first = inputs.len() - config.placements.len();
    let mut once = once_over_files(all, letting(), "dwelling", &mut inputs[first..])?;
    let changes = urgency::changes(config, &spans);
    urgency::remark(&changes, &mut inputs[first..]);
    urgency::remark_groups(config, &spans, &mut inputs[first..]);
    let parts = urgency::periods(once.column("year")?, once.column("date")?, &changes)?;
    if let Some(parts) = parts {
        once.with_column(parts)?;
    }
    Ok(Some((once, changes)))
}

fn read_file(
    config: &Config,
    file: &PlacementsFile,
    lists: &AreaLists<'_>,
    (columns, at): (&[(String, Kind)], u32),
    onlooker: &dyn Onlooker,
) -> Result<(DataFrame, InputFile, Vec<Span>), InputError> {
    let path = config.resolve(&file.path);
    let options = TableOptions::from(&file.form());
    let form = TableForm { urgent: Some(&file.urgent), holds_units: true, ..file.form() };
    let mut wanted = wanted(&file.columns, schema::PLACEMENTS, "placements");
    let mut read = columns.to_vec();
    with_unit_kind(&form, "placements", &mut wanted, &mut read);
    let table = Table {
        path: &path,
        file: &label(&file.path),
        wanted: &wanted,
        options,
        columns: &read,
        types: |_, kind| data_type(kind),
        form: &form,
        needed: Needed::PLACEMENTS,
        onlooker,
    };
    let mut sift = short_way::sift(&table)?;
    area_codes::judge(&mut sift, lists, file.area_year)?;
    let spans = sift_rows(config, file, &mut sift)?;
    let sifted = sift.finish()?;
    let mut order = Vec::with_capacity(columns.len() + 5);
    for (name, kind) in columns {
        order.push(sifted.frame.column(name)?.cast(&data_type(*kind))?);
    }
    let year = years(sifted.frame.column("date")?)?;
    for column in UrgencyColumn::ALL {
        order.extend(sifted.frame.column(column.name()).ok().cloned());
    }
    order.push(year.with_name("year".into()));
    order.push(Column::new_scalar(FILE.into(), Scalar::from(at), sifted.frame.height()));
    order.push(sifted.frame.column(ROW)?.clone());
    let frame = DataFrame::new(sifted.frame.height(), order)?;
    let input = InputFile::of(Role::Placements, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected, sifted.unread)
        .naming_numbers(sifted.numbers, sifted.filled_ids);
    let of_file = |(definition, days)| Span { file: at as usize, definition, days };
    Ok((frame, input, spans.into_iter().map(of_file).collect()))
}

/// Sets aside and classes; the first and the last day of each definition come back.
fn sift_rows(
    config: &Config,
    file: &PlacementsFile,
    sift: &mut Sift,
) -> Result<Vec<DaysUsed>, InputError> {
    if let Some(owner) = &file.corporation {
        let mut frame = sift.frame().clone();
        let owner = Scalar::from(PlSmallStr::from(owner.as_str()));
        frame.with_column(Column::new_scalar("corporation".into(), owner, frame.height()))?;
        sift.replace(frame);
    }
    sift.reject(col("date").is_null(), &codes::KEY_MISSING, Some("date"))?;
    let keyless = ["dwelling", "bag_id", "postcode", "area", "x"]
        .into_iter()
        .map(|key| col(key).is_null())
        .reduce(Expr::and)
        .expect("five keys");
    sift.reject(keyless, &codes::KEY_MISSING, Some("dwelling"))?;
    let letting = letting_key(sift.frame())?;
    one_row_a_key(sift, &letting, "dwelling")?;
    let before = sift.frame().height();
    let (first, last) = days_of(sift.frame())?;
    sift.set_aside(col("date").gt(day(config.reference_date)), &codes::DATE_FUTURE)?;
    sift.set_aside(col("date").lt(day(config.window_start())), &codes::OUTSIDE_WINDOW)?;
    let outside = before - sift.frame().height();
    if !file.other_periods {
        period(config, sift, [outside, before], [first, last])?;
    }

    let spans = classify(config, file, sift)?;

    empty_suffixes::remark(sift)?;
    position::sift_positions(sift, file.crs.as_deref(), "placements.crs")?;
    Ok(spans)
}

/// The home of a letting, by id, BAG id or address; null where the row does not name it.
fn home() -> Expr {
    coalesce(&[col("dwelling"), col("bag_id"), address_key()])
}

/// What tells one letting from another: its home and its day, and whose home it is where that is said.
fn letting_key(frame: &DataFrame) -> PolarsResult<Vec<Column>> {
    let dwellings = frame.column("dwelling")?;
    let home = match dwellings.null_count() {
        0 => dwellings.clone(),
        _ => frame.clone().lazy().select([home()]).collect()?.columns()[0].clone(),
    };
    let mut key = vec![home, frame.column("date")?.clone()];
    let owners = frame.column("corporation")?;
    if owners.null_count() < owners.len() {
        let owners = frame.clone().lazy().select([col("corporation").fill_null(lit(""))]);
        key.extend(owners.collect()?.columns().iter().cloned());
    }
    Ok(key)
}

/// The same as one text, for lettings of several files.
fn letting() -> Expr {
    let owner = col("corporation").fill_null(lit(""));
    concat_str([owner, home(), col("date").cast(DataType::String)], "\u{1f}", false)
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

/// The year of each day: the calendar is asked once for each day between the first and the last, which
/// are far fewer than lettings.
fn years(dates: &Column) -> PolarsResult<Column> {
    let of_days = |days: &Column| evaluate(days, |day| day.dt().year().cast(DataType::Int32));
    let days = dates.to_physical_repr();
    let days = days.i32()?;
    let (Some(first), Some(last)) = (days.min(), days.max()) else { return of_days(dates) };
    if i64::from(last) - i64::from(first) >= days.len() as i64 {
        return of_days(dates);
    }
    let calendar = Int32Chunked::from_iter_values("date".into(), first..=last).into_column();
    let calendar = of_days(&calendar.cast(&DataType::Date)?)?;
    let calendar: Vec<i32> = calendar.i32()?.into_no_null_iter().collect();
    // Under a null stands any day.
    let year = |day: i32| calendar.get((day.wrapping_sub(first)) as usize).copied().unwrap_or(0);
    Ok(days.apply_values(year).into_column())
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
            "{outside} of {} of {} outside the window ({from} to {to}), from {first} to {last}\n  \
             is it the file of another year? else set reference_date or [spread] window_years,\n  \
             or say for this file that it is right: other_periods = true",
            counted(all as u64, "row", "rows"),
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

/// Adds `urgent` and `counted` from the priority and the day, and `urgent_group` where an indicator names
/// it.
///
/// # Errors
/// [`InputError::Stops`] when a value occurs that no list of the definition of its day names, or on a day
/// without a definition.
fn classify(
    config: &Config,
    file: &PlacementsFile,
    sift: &mut Sift,
) -> Result<Vec<DaysUsed>, InputError> {
    let mut frame = sift.frame().clone();
    let unread = sift.rows_unread("priority");
    let priority = match unread.is_empty() {
        true => frame.column("priority")?.clone(),
        false => {
            let marked = when(among_rows(&unread)).then(lit(urgency::UNREAD));
            let marked = marked.otherwise(col("priority")).alias("priority");
            frame.clone().lazy().select([marked]).collect()?.columns()[0].clone()
        }
    };
    // A name that no definition has is told, and makes nothing unknown.
    let is_group = |name: &String| {
        let mut all = config.placements.iter().flat_map(|file| file.urgent.definitions());
        all.any(|one| one.groups.contains_key(name))
    };
    let named = config.named_groups().into_iter().map(|(name, _)| name).filter(is_group);
    let asked = config.counts_by(UrgencyColumn::Group.name()).then(|| named.collect::<Vec<_>>());
    let days = frame.column("date")?;
    let found = urgency::classify([&priority, days], &file.urgent, asked.as_deref())?;
    let stops = urgency::stops(&label(&file.path), &found, &file.urgent);
    if !stops.is_empty() {
        return Err(InputError::Stops(stops));
    }
    for column in found.columns {
        frame.with_column(column)?;
    }
    sift.replace(frame);
    Ok(found.spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_days_are_those_of_the_calendar() {
        let days = [Some(19722), None, Some(19723), Some(20088), Some(20089), Some(-1)];
        let expected = [Some(2023), None, Some(2024), Some(2024), Some(2025), Some(1969)];
        let of = |days: &[Option<i32>]| {
            let days = Column::new("date".into(), days).cast(&DataType::Date).unwrap();
            years(&days).unwrap().i32().unwrap().iter().collect::<Vec<_>>()
        };
        assert_eq!(of(&days), expected);
        let (days, expected) = (days[..5].repeat(100), expected[..5].repeat(100));
        assert_eq!(of(&days), expected);
        assert_eq!(of(&[None, None]), [None, None]);
        assert_eq!(of(&[]), []);
    }
}
