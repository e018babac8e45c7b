//! Addresses: the table that gives a position to a BAG id and to a postcode with number.

mod first_keys;
mod first_look;
mod needs;
mod numbers;
mod respelt;
mod table;

use std::collections::BTreeMap;

use polars::prelude::{
    Column, DataFrame, DataType, IntoLazy, JoinArgs, JoinType, LazyFrame, PolarsResult,
    SortOptions, UnionArgs, as_struct, coalesce, col, concat, lit, when,
};

use crate::config::Config;
use crate::diagnostics::{Finding, codes};
use crate::model::schema::{BagObject, Kind};
use crate::read::ROW;

use super::address_key::address_keys;
use super::bag_id::BETWEEN;
use super::error::InputError;
use super::fields::data_type;
use super::input_file::{InputFile, Role, admit};
use super::join::left_join;
use super::text::{ADDRESS_KEY, KNOWN_ADDRESS};

use needs::Needs;

pub(super) use table::{Read, may_be_proved_by_all, read_addresses};

pub use first_keys::{FirstAddresses, first_addresses};

/// The addresses, and what was seen when they were used.
pub(super) struct Addresses {
    frame: DataFrame,
    /// Ids and addresses that were asked for and lie at several places, by column and key, each with
    /// the first and the last row of it.
    ambiguous: BTreeMap<Key, [u32; 2]>,
}

/// A column and a key in it.
type Key = (&'static str, String);

/// Rows with what the addresses say of them.
pub(super) struct Attached {
    pub rows: DataFrame,
    /// Which of the rows given are still among them; `None` when all are.
    pub stay: Option<Vec<bool>>,
}

/// Reads the addresses that these rows are named by; `None` when the configuration names no table of
/// addresses.
pub(super) fn read<'a>(
    config: &Config,
    rows: impl IntoIterator<Item = &'a DataFrame>,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<Addresses>, InputError> {
    let Some(file) = &config.addresses else { return Ok(None) };
    let mut needs = Needs::of(rows)?;
    let read = table::read_file(config, file, &mut needs);
    let paths = [file.path.as_path(), &config.resolve(&file.path)];
    let Some((frame, input)) = admit(inputs, Role::Addresses, paths, read)? else {
        return Ok(None);
    };
    inputs.push(input);
    Ok(Some(Addresses { frame, ambiguous: BTreeMap::new() }))
}

/// Tells of the keys that were asked for and lie at several places. No address is named, only
/// rows of the table where the first of them stands.
pub(super) fn report(addresses: Option<&Addresses>, inputs: &mut [InputFile]) {
    let Some(addresses) = addresses.filter(|addresses| !addresses.ambiguous.is_empty()) else {
        return;
    };
    let count = |name: &str| addresses.ambiguous.keys().filter(|(key, _)| *key == name).count();
    let (ids, all) = (count("bag_id"), addresses.ambiguous.len());
    let [first, last] = addresses.ambiguous.values().min().expect("looked at: not empty");
    if let Some(input) = inputs.iter_mut().find(|input| input.role == Role::Addresses) {
        let others = all - ids;
        let detail =
            format!("ids: {ids}, addresses: {others}; the first in rows {first} and {last}");
        let finding = Finding::new(&codes::ADDRESS_AMBIGUOUS, &input.name, all as u64);
        input.findings.push(finding.detail(detail));
    }
}

/// Adds what the addresses say of each row: `vbo`, [`KNOWN_ADDRESS`] and `pand_id` where they were empty, the
/// position under its BAG id (`id_x`, `id_y`) and under its address (`address_x`, `address_y`).
///
/// The id of a nummeraanduiding is replaced by that of its home; a row whose number leads to no home
/// is rejected. A key with several positions in the table is not used, and reported.
pub(super) fn attach(
    rows: DataFrame,
    addresses: Option<&mut Addresses>,
    inputs: &mut [InputFile],
    role: Role,
) -> Result<Attached, InputError> {
    let table = addresses.as_ref().map(|addresses| &addresses.frame);
    let (rows, stay) = numbers::translate(rows, table, inputs, role)?;
    Ok(Attached { rows: attach_places(rows, addresses, inputs, role)?, stay })
}

fn attach_places(
    rows: DataFrame,
    addresses: Option<&mut Addresses>,
    inputs: &mut [InputFile],
    role: Role,
) -> Result<DataFrame, InputError> {
    let mut rows = rows;
    let height = rows.height();
    rows.with_column(address_keys(&rows)?)?;
    if rows.column("pand_id").is_err() {
        let building = data_type(Kind::BagId(BagObject::Building));
        rows.with_column(Column::full_null("pand_id".into(), height, &building))?;
    }
    let Some(addresses) = addresses else {
        for name in ["id_x", "id_y", "address_x", "address_y"] {
            rows.with_column(Column::full_null(name.into(), height, &data_type(Kind::Number)))?;
        }
        for (from, name) in [("bag_id", "vbo"), (ADDRESS_KEY, KNOWN_ADDRESS)] {
            let same = rows.column(from)?.clone().with_name(name.into());
            rows.with_column(same)?;
        }
        return Ok(rows);
    };
    let by_id = lookup(&addresses.frame, &rows, ["bag_id", ADDRESS_KEY], "id")?;
    let by_address = lookup(&addresses.frame, &rows, [ADDRESS_KEY, "bag_id"], "address")?;
    addresses.ambiguous.extend(ambiguous(&by_id, "bag_id")?);
    addresses.ambiguous.extend(ambiguous(&by_address, ADDRESS_KEY)?);
    let mut joined = joined(&rows, &by_id, &by_address)?;
    let unmatched = joined.column("places_right")?.is_null();
    let is_lost = |row: usize| unmatched.get(row) == Some(true);
    if let Some(keys) = respelt::keys(&joined, is_lost, &addresses.frame, inputs, role)? {
        rows.with_column(keys)?;
        let by_address = lookup(&addresses.frame, &rows, [ADDRESS_KEY, "bag_id"], "address")?;
        addresses.ambiguous.extend(ambiguous(&by_address, ADDRESS_KEY)?);
        joined = self::joined(&rows, &by_id, &by_address)?;
    }
    Ok(joined.drop_many([
        "places",
        "places_right",
        "first_row",
        "first_row_right",
        "last_row",
        "last_row_right",
        "id_other",
        "id_pand",
        "address_other",
        "address_pand",
    ]))
}

/// The rows with what the addresses say of their ids and of their addresses; `places_right` is null where
/// they say nothing of the address.
fn joined(
    rows: &DataFrame,
    by_id: &DataFrame,
    by_address: &DataFrame,
) -> Result<DataFrame, InputError> {
    let usable = |keys: &DataFrame| keys.clone().lazy().filter(col("places").eq(lit(1)));
    let joined = rows
        .clone()
        .lazy()
        .join(usable(by_id), [col("bag_id")], [col("bag_id")], left_join())
        .join(usable(by_address), [col(ADDRESS_KEY)], [col(ADDRESS_KEY)], left_join())
        .with_columns([
            coalesce(&[col("bag_id"), col("address_other")]).alias("vbo"),
            coalesce(&[col(ADDRESS_KEY), col("id_other")]).alias(KNOWN_ADDRESS),
            coalesce(&[col("pand_id"), col("id_pand"), col("address_pand")]).alias("pand_id"),
        ]);
    Ok(joined.collect()?)
}

/// One row a key that occurs among `rows`: its position, at how many places it lies, and the other
/// key where all its rows agree on it.
fn lookup(
    addresses: &DataFrame,
    rows: &DataFrame,
    [key, other]: [&str; 2],
    prefix: &str,
) -> PolarsResult<DataFrame> {
    let needed = rows.clone().lazy().select([col(key)]).filter(col(key).is_not_null());
    let named = |name: &str| format!("{prefix}_{name}");
    let agreed = when(col(other).n_unique().eq(lit(1)))
        .then(col(other).min())
        .otherwise(lit(polars::prelude::NULL))
        .alias(named("other"));
    let asked = addresses
        .clone()
        .lazy()
        .filter(col(key).is_not_null())
        .join(needed, [col(key)], [col(key)], JoinArgs::new(JoinType::Semi))
        .collect()?
        .lazy();
    // Nearly all keys have one row, which says it all.
    let once = asked.clone().filter(col(key).is_unique()).select([
        col(key),
        col("x").alias(named("x")),
        col("y").alias(named("y")),
        lit(1).cast(DataType::UInt32).alias("places"),
        col(ROW).alias("first_row"),
        col(ROW).alias("last_row"),
        col(other).alias(named("other")),
        col("pand_id").alias(named("pand")),
    ]);
    let several = in_use_first(asked.filter(col(key).is_unique().not()), key)?;
    let several = several.group_by([col(key)]).agg([
        col("x").min().alias(named("x")),
        col("y").min().alias(named("y")),
        as_struct(vec![col("x"), col("y")]).n_unique().alias("places"),
        col(ROW).min().alias("first_row"),
        col(ROW).max().alias("last_row"),
        agreed,
        // A home may lie in several buildings: it has them all.
        when(col("pand_id").is_not_null().any(true))
            .then(
                col("pand_id")
                    .drop_nulls()
                    .unique()
                    .sort(SortOptions::default())
                    .str()
                    .join(BETWEEN, true),
            )
            .otherwise(lit(polars::prelude::NULL))
            .alias(named("pand")),
    ]);
    concat([once, several], UnionArgs::default())?.collect()
}

/// The rows of each key that are furthest on: where a home in use and one that is not built yet, or is
/// not used, have one key, the one in use.
fn in_use_first(addresses: LazyFrame, key: &str) -> PolarsResult<LazyFrame> {
    let says = |word: &str| col("status").str().to_lowercase().str().contains_literal(lit(word));
    let rank = when(says("gevormd")).then(lit(2)).otherwise(lit(0));
    let rank = when(says("buiten gebruik")).then(lit(1)).otherwise(rank);
    let best = col("rank").min().over([col(key)])?;
    Ok(addresses.with_column(rank.alias("rank")).filter(col("rank").eq(best)))
}

/// The keys at several places.
fn ambiguous(keys: &DataFrame, name: &'static str) -> PolarsResult<Vec<(Key, [u32; 2])>> {
    let several = keys.clone().lazy().filter(col("places").gt(lit(1))).collect()?;
    let keys = several.column(name)?.str()?;
    let (first, last) = (several.column("first_row")?.u32()?, several.column("last_row")?.u32()?);
    let rows = first.iter().zip(last.iter());
    let keyed = keys.iter().zip(rows);
    Ok(keyed
        .filter_map(|(key, (first, last))| Some(((name, key?.to_owned()), [first?, last?])))
        .collect())
}
