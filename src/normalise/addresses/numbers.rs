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
use super::super::needed::Needed;
use super::super::rejects::{Lost, RejectedRow};
use super::super::sift::has_a_key;
use super::super::unread_cells::{UnreadCells, add};
use super::in_use_first;

/// How many rows a finding names.
const ROWS_NAMED: usize = 5;

/// Puts the id of the home in place of that of a nummeraanduiding; an id of which no address tells the
/// one home counts as unknown, and costs its row where nothing else places it. The second answer says for
/// each row whether it stays.
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
    let mut led: Vec<Option<String>> = Vec::with_capacity(rows.height());
    let fates = ids.iter().map(|id| {
        let number = id.filter(|id| is_number(id));
        let home = number.and_then(|number| homes.get(number));
        led.push(match number {
            None => id.map(str::to_owned),
            Some(_) => home.cloned(),
        });
        match (number, home) {
            (None, _) => Fate::Other,
            (Some(_), Some(_)) => Fate::Led,
            (Some(_), None) => Fate::Lost,
        }
    });
    let fates: Vec<Fate> = fates.collect();
    rows.with_column(Column::new("bag_id".into(), led))?;
    let keyed = match fates.contains(&Fate::Lost) {
        true => Some(has_a_key(&rows, &needed(role))?),
        false => None,
    };
    let id_is_key: Vec<bool> = inputs
        .iter()
        .filter(|input| input.role == role)
        .map(|input| role == Role::Dwellings && !input.rejected.keys.iter().any(|key| key == "id"))
        .collect();
    let mut of_files: BTreeMap<u32, Numbered> = BTreeMap::new();
    let mut stay = Vec::with_capacity(rows.height());
    let places = files.into_no_null_iter().zip(numbers.into_no_null_iter());
    for (at, (fate, (file, row))) in fates.iter().zip(places).enumerate() {
        let keyed = || keyed.as_ref().is_some_and(|keyed| keyed.get(at) == Some(true));
        let stays =
            *fate != Fate::Lost || (keyed() && id_is_key.get(file as usize) == Some(&false));
        stay.push(stays);
        match (fate, stays) {
            (Fate::Other, _) => {}
            (Fate::Led, _) => of_files.entry(file).or_default().led.push(row),
            (Fate::Lost, true) => of_files.entry(file).or_default().cells.push(row),
            (Fate::Lost, false) => of_files.entry(file).or_default().rows.push(row),
        }
    }
    let stays = BooleanChunked::from_slice("stays".into(), &stay);
    let rows = rows.filter(&stays)?;
    let of_role = inputs.iter_mut().filter(|input| input.role == role);
    for (input, file) in of_role.zip(0_u32..) {
        enter(input, &of_files.remove(&file).unwrap_or_default());
    }
    Ok((rows, Some(stay)))
}

/// What becomes of the id of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is that of a home, or there is none.
    Other,
    /// It is led to its home.
    Led,
    /// It leads nowhere.
    Lost,
}

/// The rows of one file that name a nummeraanduiding, in order.
#[derive(Default)]
struct Numbered {
    led: Vec<u32>,
    /// Those whose id leads nowhere, and that another key places.
    cells: Vec<u32>,
    /// Those whose id leads nowhere, and that are rejected.
    rows: Vec<u32>,
}

fn needed(role: Role) -> Needed {
    match role {
        Role::Placements => Needed::PLACEMENTS,
        Role::Roofs => Needed::ROOFS,
        _ => Needed::DWELLINGS,
    }
}

/// The home of each number that the addresses lead to one home only.
fn homes_of_numbers(addresses: &DataFrame) -> PolarsResult<HashMap<String, String>> {
    let named = col("number_id").is_not_null().and(col("bag_id").is_not_null());
    let known = in_use_first(addresses.clone().lazy().filter(named), "number_id")?
        .group_by([col("number_id")])
        .agg([col("bag_id").n_unique().alias("homes"), col("bag_id").min()])
        .filter(col("homes").eq(lit(1)))
        .collect()?;
    let (numbers, homes) = (known.column("number_id")?.str()?, known.column("bag_id")?.str()?);
    let pairs = numbers.iter().zip(homes.iter());
    Ok(pairs.filter_map(|(number, home)| Some((number?.to_owned(), home?.to_owned()))).collect())
}

/// Enters into a file's account what became of its rows with ids of numbers.
fn enter(input: &mut InputFile, Numbered { led, cells, rows }: &Numbered) {
    let numbered = std::mem::take(&mut input.numbers);
    let column = numbered.first().map_or_else(String::new, |row| row.column.clone());
    let first = |rows: &[u32]| rows.iter().take(ROWS_NAMED).map(|&row| row.into()).collect();
    let finding = |entry, rows: &[u32]| {
        let count = rows.len() as u64;
        Finding::new(entry, &input.name, count).column(&column).rows(first(rows))
    };
    let of_kind = |rows| finding(&codes::BAG_ID_KIND, rows);
    let mut found = Vec::new();
    if !led.is_empty() {
        found.push(finding(&codes::NUMBER_INDICATION, led));
    }
    for (mut more, rows) in [(of_kind(rows).of_rejected_rows(), rows), (of_kind(cells), cells)] {
        if rows.is_empty() {
            continue;
        }
        let same = |known: &Finding| {
            known.entry.code == more.entry.code
                && known.outcome == more.outcome
                && known.column == more.column
        };
        if let Some(known) = input.findings.iter().position(same) {
            let known = input.findings.remove(known);
            more.count += known.count;
            more.rows.extend(known.rows);
            more.rows.sort_unstable();
            more.rows.truncate(ROWS_NAMED);
        }
        found.push(more);
    }
    input.findings.extend(found);
    let lost = cells.len() + rows.len();
    if lost == 0 {
        return;
    }
    input.account.used -= rows.len() as u64;
    input.account.rejected += rows.len() as u64;
    let filled = input.filled_ids;
    let unread = UnreadCells {
        name: "bag_id".to_owned(),
        column,
        filled,
        unread: lost as u64,
        values: Vec::new(),
    };
    add(&mut input.unread, unread);
    let rejects = numbered.into_iter().filter_map(|row| {
        let lost = match () {
            () if rows.binary_search(&row.row).is_ok() => Lost::Row,
            () if cells.binary_search(&row.row).is_ok() => Lost::Cell,
            () => return None,
        };
        Some(RejectedRow { lost, ..row })
    });
    input.rejected.rows.extend(rejects);
    input.rejected.rows.sort_by_key(|row| row.row);
}
