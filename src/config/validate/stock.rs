//! `[stock]`: one source of all homes, and the settings that go with it.

use crate::config::{Config, StockConfig, StockFrom};
use crate::model::schema;

use super::{Fault, mapping, plausible_year, table_form, value};

/// Keys of `[stock]` that do not belong to a table.
const OF_ANY_SOURCE: [&str; 4] = ["column", "addresses", "as_of", "source"];

/// Checks what the types cannot.
pub(super) fn stock(config: &Config) -> Result<(), Fault> {
    let Some(stock) = &config.stock else { return Ok(()) };
    table_form("stock", stock.form())?;
    mapping("stock", &stock.columns, schema::STOCK)?;
    if !stock.columns.extra.is_empty() {
        return Err(value(
            "stock.columns.extra",
            "has no use: nothing but `area`, `area_name` and `homes` is read of all homes",
        ));
    }
    if let Some(year) = stock.area_year {
        plausible_year("stock.area_year", year)?;
    }
    if let Some(day) = stock.as_of.filter(|day| *day > config.reference_date) {
        return Err(value(
            "stock.as_of",
            format!(
                "is {day}, after the reference date {}: social homes cannot be a part of homes of a later day\n  \
                 give all homes as of the reference date, or move reference_date",
                config.reference_date
            ),
        ));
    }
    one_source(stock)?;
    match stock.from() {
        StockFrom::Addresses if config.addresses.is_none() => Err(value(
            "stock.addresses",
            "counts the homes of the table [addresses], which is missing; add it with a path, or give\n  \
             all homes by a table (path = \"...\") or a column of the layer (column = \"...\")",
        )),
        StockFrom::Column(Some(name)) if name.trim().is_empty() => Err(value(
            "stock.column",
            "names no column; leave it out where the layer has a name of CBS, such as woningvoorraad",
        )),
        StockFrom::Column(_) | StockFrom::Addresses => only_of_a_table(stock),
        StockFrom::Table(_) => Ok(()),
    }
}

fn one_source(stock: &StockConfig) -> Result<(), Fault> {
    let told = [
        ("path", stock.table().is_some()),
        ("column", stock.column.is_some()),
        ("addresses", stock.addresses),
    ];
    let told: Vec<&str> = told.iter().filter(|(_, here)| *here).map(|(key, _)| *key).collect();
    let [first, second, ..] = told.as_slice() else { return Ok(()) };
    let more = match (*first, *second) {
        ("path", "column") => "; a column of the table is columns = { homes = \"...\" }",
        _ => "",
    };
    Err(value(
        format!("stock.{second}"),
        format!("cannot be given together with `{first}`: all homes come from one source{more}"),
    ))
}

/// A setting of a table where there is no table.
fn only_of_a_table(stock: &StockConfig) -> Result<(), Fault> {
    let written = toml::Value::try_from(stock).ok();
    let keys = written.iter().filter_map(toml::Value::as_table).flat_map(|table| table.keys());
    let mut others = keys.filter(|key| !OF_ANY_SOURCE.contains(&key.as_str()));
    let Some(key) = others.next() else { return Ok(()) };
    Err(value(
        format!("stock.{key}"),
        "belongs to a table of all homes, and no `path` is given\n  \
         path = \"woningvoorraad.csv\"",
    ))
}
