//! Ids of nummeraanduidingen, which name an address, led to the home at that address.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{
    BooleanChunked, Column, DataFrame, IntoLazy, NewChunkedArray, PolarsResult, col, lit,
};

use crate::diagnostics::{Finding, codes};
use crate::read::ROW;

use super::super::bag_id::is_number;
use super::super::columns::FILE;
use super::super::input_file::{InputFile, Role};

/// How many rows a finding names.
const ROWS_NAMED: usize = 5;

/// Puts the id of the home in place of that of a nummeraanduiding; rows of which no address tells
/// the one home are rejected. The second answer says for each row whether it stays.
pub(super) fn translate(
    mut rows: DataFrame,
    addresses: Option<&DataFrame>,
    inputs: &mut [InputFile],
    role: Role,
) -> PolarsResult<(DataFrame, Option<Vec<bool>>)> {
    let ids = rows.column("bag_id")?;
    if ids.null_count() == ids.len() {
        return Ok((rows, None));
    }
    let ids = ids.str()?.clone();
    if !ids.iter().flatten().any(is_number) {
        return Ok((rows, None));
    }
    let homes = match addresses {
        Some(addresses) => homes_of_numbers(addresses)?,
        None => HashMap::new(),
    };
    let (files, numbers) = (rows.column(FILE)?.u32()?.clone(), rows.column(ROW)?.u32()?.clone());
    let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut lost: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut stay = Vec::with_capacity(rows.height());
    let mut led: Vec<Option<String>> = Vec::with_capacity(rows.height());
    let places = files.into_no_null_iter().zip(numbers.into_no_null_iter());
    for (id, (file, row)) in ids.iter().zip(places) {
        let number = id.filter(|id| is_number(id));
        let home = number.and_then(|number| homes.get(number));
        stay.push(number.is_none() || home.is_some());
        match (number, home) {
            (None, _) => led.push(id.map(str::to_owned)),
            (Some(_), Some(home)) => {
                found.entry(file).or_default().push(row);
                led.push(Some(home.clone()));
            }
            (Some(_), None) => {
                lost.entry(file).or_default().push(row);
                led.push(None);
            }
        }
    }
    rows.with_column(Column::new("bag_id".into(), led))?;
    let stays = BooleanChunked::from_slice("stays".into(), &stay);
    let rows = rows.filter(&stays)?;
    let of_role = inputs.iter_mut().filter(|input| input.role == role);
    for (input, file) in of_role.zip(0_u32..) {
        let (found, lost) = (found.get(&file), lost.get(&file));
        enter(input, found.map_or(&[], Vec::as_slice), lost.map_or(&[], Vec::as_slice));
    }
    Ok((rows, Some(stay)))
}

/// The home of each number that the addresses lead to one home only.
fn homes_of_numbers(addresses: &DataFrame) -> PolarsResult<HashMap<String, String>> {
    let known = addresses
        .clone()
        .lazy()
        .filter(col("number_id").is_not_null().and(col("bag_id").is_not_null()))
        .group_by([col("number_id")])
        .agg([col("bag_id").n_unique().alias("homes"), col("bag_id").min()])
        .filter(col("homes").eq(lit(1)))
        .collect()?;
    let (numbers, homes) = (known.column("number_id")?.str()?, known.column("bag_id")?.str()?);
    let pairs = numbers.iter().zip(homes.iter());
    Ok(pairs.filter_map(|(number, home)| Some((number?.to_owned(), home?.to_owned()))).collect())
}

/// Enters into a file's account what became of its rows with ids of numbers.
fn enter(input: &mut InputFile, found: &[u32], lost: &[u32]) {
    let rejects = std::mem::take(&mut input.numbers);
    let column = rejects.first().map_or_else(String::new, |row| row.column.clone());
    let first = |rows: &[u32]| rows.iter().take(ROWS_NAMED).map(|&row| row.into()).collect();
    let finding = |entry, rows: &[u32]| {
        let count = rows.len() as u64;
        Finding::new(entry, &input.name, count).column(&column).rows(first(rows))
    };
    if !found.is_empty() {
        input.findings.push(finding(&codes::NUMBER_INDICATION, found));
    }
    if lost.is_empty() {
        return;
    }
    let mut finding = finding(&codes::BAG_ID_KIND, lost);
    let known = input
        .findings
        .iter()
        .position(|known| known.entry.code == finding.entry.code && known.column == finding.column);
    if let Some(known) = known {
        let known = input.findings.remove(known);
        finding.count += known.count;
        finding.rows.extend(known.rows);
        finding.rows.sort_unstable();
        finding.rows.truncate(ROWS_NAMED);
    }
    input.findings.push(finding);
    input.account.used -= lost.len() as u64;
    input.account.rejected += lost.len() as u64;
    input
        .rejected
        .rows
        .extend(rejects.into_iter().filter(|row| lost.binary_search(&row.row).is_ok()));
    input.rejected.rows.sort_by_key(|row| row.row);
}
