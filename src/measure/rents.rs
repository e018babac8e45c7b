//! The rent of each placement, and the cap of its year.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{
    Column, DataFrame, Float64Chunked, IntoColumn, NewChunkedArray, PolarsResult,
};

use crate::config::Config;
use crate::diagnostics::{Example, Finding, codes, counted};
use crate::locate::{HOME_RENT, Located};
use crate::model::{Indicator, month_rent};
use crate::normalise::{InputFile, Role};
use crate::read::ROW;

use super::rent_caps::{SECOND_CAP, names, of_window};

/// Rents of a month of which most lie below this.
const USUAL: f64 = 2_000.0;

/// How many rows a finding names, and how many examples it shows.
const SHOWN: usize = 5;

/// Whether an indicator looks at the rent of placements.
pub fn asks_rents(indicators: &[Indicator]) -> bool {
    indicators.iter().any(|of| names(of, "rent") || names(of, SECOND_CAP))
}

/// What was found in the rents of one file.
#[derive(Default)]
struct OfFile {
    filled: u64,
    unusual: u64,
    implausible: u64,
    /// Without a rent of their own, with that of their home.
    of_home: u64,
    /// The same, whatever that rent is, and those of them that are high.
    home_filled: u64,
    home_unusual: u64,
    rows: Vec<u64>,
    examples: Vec<Example>,
}

/// Gives the placements their `rent`, their own before that of their home, and where an indicator asks for it
/// the cap of their year; tells in the files of placements what was found, and gives back the stops.
///
/// A rent of nothing or less, or above 5,000 euros a month, is unknown. Amounts are in whole cents, so that
/// they compare as they are written.
///
/// # Errors
/// Polars refuses a step that the program composed, which is a bug.
pub fn rents(
    config: &Config,
    indicators: &[Indicator],
    located: &mut Located,
    inputs: &mut [InputFile],
) -> PolarsResult<Vec<Finding>> {
    let Some(placements) = located.placements.as_mut().filter(|_| asks_rents(indicators)) else {
        return Ok(Vec::new());
    };
    let of_home = placements.drop_in_place(HOME_RENT).ok();
    let (rents, files) = own_or_of_home(placements, of_home.as_ref())?;
    let mut stops = told(config, &files, inputs);
    if indicators.iter().any(|indicator| names(indicator, SECOND_CAP)) {
        let caps: BTreeMap<i32, f64> =
            of_window(config).into_iter().map(|cap| (cap.year, cap.second)).collect();
        let years = placements.column("year")?.i32()?.clone();
        stops.extend(without_cap(placements, &rents, &caps)?);
        let of_year = years.iter().map(|year| caps.get(&year?).copied());
        let of_year = Float64Chunked::from_iter_options(SECOND_CAP.into(), of_year);
        placements.with_column(of_year.into_column())?;
    }
    placements.with_column(rents.into_column())?;
    Ok(stops)
}

/// The rent of each placement, and by file of placements what was found.
fn own_or_of_home(
    placements: &DataFrame,
    of_home: Option<&Column>,
) -> PolarsResult<(Float64Chunked, BTreeMap<u32, OfFile>)> {
    let own = placements.column("rent")?.f64()?.clone();
    let numbers = |name: &str| placements.column(name)?.cast(&polars::prelude::DataType::UInt32);
    let (file_numbers, row_numbers) = (numbers("file")?, numbers(ROW)?);
    let (file_numbers, row_numbers) = (file_numbers.u32()?, row_numbers.u32()?);
    let of_home = of_home.map(Column::f64).transpose()?;
    let mut files: BTreeMap<u32, OfFile> = BTreeMap::new();
    let mut rents = Vec::with_capacity(own.len());
    let mut of_home = of_home.map(|rents| rents.iter());
    for ((own, file), row) in own.iter().zip(file_numbers.iter()).zip(row_numbers.iter()) {
        let of_home = of_home.as_mut().and_then(|rents| rents.next().flatten());
        let file = files.entry(file.unwrap_or(0)).or_default();
        let mut rent = None;
        if let Some(own) = own {
            rent = month_rent(own);
            file.filled += 1;
            file.unusual += u64::from(own > USUAL);
            if rent.is_none() {
                file.implausible += 1;
                let number = u64::from(row.unwrap_or(0));
                if file.rows.len() < SHOWN {
                    file.rows.push(number);
                    let before = own.to_string();
                    file.examples.push(Example { row: number, before, after: None });
                }
            }
        }
        if rent.is_none() {
            rent = of_home.and_then(month_rent);
            file.home_filled += u64::from(of_home.is_some_and(|rent| rent > 0.0));
            file.home_unusual += u64::from(of_home.is_some_and(|rent| rent > USUAL));
            file.of_home += u64::from(rent.is_some());
        }
        rents.push(rent);
    }
    Ok((Float64Chunked::from_iter_options("rent".into(), rents.into_iter()), files))
}

/// Tells what was found, file by file.
fn told(config: &Config, files: &BTreeMap<u32, OfFile>, inputs: &mut [InputFile]) -> Vec<Finding> {
    let mut stops = Vec::new();
    let of_placements = inputs.iter_mut().filter(|input| input.role == Role::Placements);
    for ((at, input), setting) in (0..).zip(of_placements).zip(&config.placements) {
        let Some(found) = files.get(&at) else { continue };
        let column = setting.columns.columns.get("rent").cloned().unwrap_or_default();
        let finding =
            |entry, count| Finding::new(entry, &input.name, count).column(column.as_str());
        let whose = ["its rents", "the rents of the homes of its placements"];
        let rents = [(found.unusual, found.filled), (found.home_unusual, found.home_filled)];
        let high = whose.into_iter().zip(rents).find(|(_, (unusual, all))| 2 * unusual > *all);
        if let Some((whose, (unusual, all))) = high {
            stops.push(finding(&codes::RENT_NOT_OF_A_MONTH, unusual).detail(format!(
                "{}: {unusual} of {all} of {whose} lie above {USUAL} euros, as amounts of a year or in cents \
                 do\n  write the rent of a month in euros",
                input.name,
            )));
            continue;
        }
        let mut findings = Vec::new();
        if found.implausible > 0 {
            let finding = finding(&codes::RENT_IMPLAUSIBLE, found.implausible);
            findings.push(finding.rows(found.rows.clone()).examples(found.examples.clone()));
        }
        if found.of_home > 0 {
            let detail = format!(
                "{} without a rent of their own take that of their home, which is of another day",
                counted(found.of_home, "placement", "placements")
            );
            let finding = Finding::new(&codes::RENT_OF_HOME, &input.name, found.of_home);
            findings.push(finding.detail(detail));
        }
        input.findings.extend(findings);
    }
    stops
}

/// The stop of years in which a counted placement has a rent and the year has no cap.
fn without_cap(
    placements: &DataFrame,
    rents: &Float64Chunked,
    caps: &BTreeMap<i32, f64>,
) -> PolarsResult<Option<Finding>> {
    let (years, counted_ones) = (placements.column("year")?.i32()?, placements.column("counted")?);
    let rows = rents.iter().zip(years.iter()).zip(counted_ones.bool()?.iter());
    let without = rows.filter_map(|((rent, year), counts)| {
        (rent.is_some() && counts == Some(true)).then_some(year?)
    });
    let without: Vec<i32> = without.filter(|year| !caps.contains_key(year)).collect();
    let years: BTreeSet<i32> = without.iter().copied().collect();
    let Some(first) = years.first() else { return Ok(None) };
    let listed = years.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
    let count = without.len() as u64;
    let detail = format!(
        "no cap of rent allowance (aftoppingsgrens) is known of {listed}, in which {} with a rent\n  \
         say it, for each of these years:\n  \
         [[rent_caps]]\n  year = {first}\n  first = ...     # euros a month, of one or two persons\n  \
         second = ...    # of three or more\n  \
         or shorten [spread] window_years, or leave out bereikbaar: leave_out = [\"bereikbaar\"]",
        counted(count, "placement is", "placements are"),
    );
    Ok(Some(Finding::new(&codes::RENT_CAP_MISSING, "", count).detail(detail)))
}
