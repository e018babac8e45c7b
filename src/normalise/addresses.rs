//! Addresses: the table that gives a position to a BAG id and to a postcode with number.

use polars::prelude::{
    DataFrame, DataType, IntoLazy, JoinArgs, JoinType, LazyFrame, PolarsResult, as_struct,
    coalesce, col, lit, when,
};

use crate::config::{AddressesFile, Config};
use crate::diagnostics::{Finding, codes};
use crate::model::schema::{self, BagObject, Kind};
use crate::read::{self, TableOptions};

use super::columns::{kinds, null_column, wanted};
use super::error::InputError;
use super::input_file::{InputFile, Role, admit, label};
use super::join::left_join;
use super::position;
use super::sift::Sift;
use super::text::{ADDRESS_KEY, KNOWN_ADDRESS, address_key};

/// Reads the table of addresses; `None` when the configuration names none.
pub(super) fn read(
    config: &Config,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<DataFrame>, InputError> {
    let Some(file) = &config.addresses else { return Ok(None) };
    let read = read_file(config, file);
    let paths = [file.path.as_path(), &config.resolve(&file.path)];
    let Some((frame, input)) = admit(inputs, Role::Addresses, paths, read)? else {
        return Ok(None);
    };
    inputs.push(input);
    Ok(Some(frame))
}

fn read_file(config: &Config, file: &AddressesFile) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let mut wanted = wanted(&file.columns, schema::ADDRESSES, "addresses");
    for column in &mut wanted {
        column.required |= ["x", "y"].contains(&column.name.as_str());
    }
    let options = TableOptions { sheet: file.form().sheet, delimiter: file.delimiter };
    let raw = read::read_table(&path, &wanted, options)?;
    let mut sift = Sift::new(
        raw,
        &label(&file.path),
        &kinds(schema::ADDRESSES, &[&file.columns]),
        &file.form(),
    )?;
    let status = || col("status").str().to_lowercase();
    let withdrawn = ["ingetrokken", "niet gerealiseerd", "ten onrechte"]
        .map(|word| status().str().contains_literal(lit(word)))
        .into_iter()
        .reduce(polars::prelude::Expr::or)
        .expect("three words");
    sift.set_aside(withdrawn, &codes::ADDRESS_WITHDRAWN)?;
    sift.reject(col("x").is_null().or(col("y").is_null()), &codes::KEY_MISSING, Some("x"))?;
    let mut frame = sift.frame().clone();
    position::to_rd(&mut frame, &label(&file.path), file.crs.as_deref(), "addresses.crs")?;
    sift.replace(frame);
    let sifted = sift.finish()?;
    let input = InputFile::of(Role::Addresses, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected);
    Ok((sifted.frame.lazy().with_column(address_key()).collect()?, input))
}

/// Adds what the addresses say of each row: `vbo`, [`KNOWN_ADDRESS`] and `pand_id` where they were empty, the
/// position under its BAG id (`id_x`, `id_y`) and under its address (`address_x`, `address_y`).
///
/// A key with several positions in the table is not used, and reported.
pub(super) fn attach(
    frame: DataFrame,
    addresses: Option<&DataFrame>,
    inputs: &mut [InputFile],
) -> Result<DataFrame, InputError> {
    let mut rows = frame.lazy().with_column(address_key());
    if !has_column(&mut rows, "pand_id")? {
        let building = Kind::BagId(BagObject::Building);
        rows = rows.with_column(null_column("pand_id", building));
    }
    let Some(addresses) = addresses else {
        return Ok(rows
            .with_columns([
                null_column("id_x", Kind::Number),
                null_column("id_y", Kind::Number),
                null_column("address_x", Kind::Number),
                null_column("address_y", Kind::Number),
                col("bag_id").alias("vbo"),
                col(ADDRESS_KEY).alias(KNOWN_ADDRESS),
            ])
            .collect()?);
    };
    let rows = rows.collect()?;
    let by_id = lookup(addresses, &rows, ["bag_id", ADDRESS_KEY], "id")?;
    let by_address = lookup(addresses, &rows, [ADDRESS_KEY, "bag_id"], "address")?;
    let ambiguous = ambiguous(&by_id)? + ambiguous(&by_address)?;
    if ambiguous > 0
        && let Some(input) = inputs.iter_mut().find(|input| input.role == Role::Addresses)
    {
        let finding = Finding::new(&codes::ADDRESS_AMBIGUOUS, &input.name, ambiguous);
        if !input.findings.contains(&finding) {
            input.findings.push(finding);
        }
    }
    let usable = |keys: DataFrame| keys.lazy().filter(col("places").eq(lit(1)));
    let joined = rows
        .lazy()
        .join(usable(by_id), [col("bag_id")], [col("bag_id")], left_join())
        .join(usable(by_address), [col(ADDRESS_KEY)], [col(ADDRESS_KEY)], left_join())
        .with_columns([
            coalesce(&[col("bag_id"), col("address_other")]).alias("vbo"),
            coalesce(&[col(ADDRESS_KEY), col("id_other")]).alias(KNOWN_ADDRESS),
            coalesce(&[col("pand_id"), col("id_pand"), col("address_pand")]).alias("pand_id"),
        ])
        .drop(polars::prelude::cols([
            "places",
            "places_right",
            "id_other",
            "id_pand",
            "address_other",
            "address_pand",
        ]));
    Ok(joined.collect()?)
}

fn has_column(rows: &mut LazyFrame, name: &str) -> PolarsResult<bool> {
    Ok(rows.collect_schema()?.contains(name))
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
    addresses
        .clone()
        .lazy()
        .filter(col(key).is_not_null())
        .join(needed, [col(key)], [col(key)], JoinArgs::new(JoinType::Semi))
        .group_by([col(key)])
        .agg([
            col("x").min().alias(named("x")),
            col("y").min().alias(named("y")),
            as_struct(vec![col("x"), col("y")]).n_unique().alias("places"),
            agreed,
            // A home that lies in two buildings gets the first.
            col("pand_id").min().alias(named("pand")),
        ])
        .collect()
}

fn ambiguous(keys: &DataFrame) -> PolarsResult<u64> {
    let count = keys
        .clone()
        .lazy()
        .filter(col("places").gt(lit(1)))
        .select([col("places").len().cast(DataType::UInt64)])
        .collect()?;
    Ok(count.column("places")?.u64()?.get(0).unwrap_or(0))
}
