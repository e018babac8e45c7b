//! Expressions that look at more than a row, such as `rent > AVG(rent)`: evaluated over the whole table
//! at once.

use std::collections::BTreeSet;

use polars::prelude::{
    DataFrame, DataType, IntoLazy, PolarsResult, StringChunked, UInt32Chunked, col, lit,
};

use crate::locate::AREA;
use crate::model::Tally;
use crate::normalise::PERIOD;

use super::cells::period;
use super::few::as_text;
use super::flags::Flags;
use super::roll_up::Counts;

/// Counts all flags in one grouping by area, corporation and year. `named` are the columns that the
/// expressions name; all where it is not known. The second failure is that of an expression.
pub(super) fn counts(
    table: &DataFrame,
    named: Option<&BTreeSet<String>>,
    flags: &[Flags],
    n_areas: usize,
    corporation_number: impl Fn(&str) -> u32,
) -> PolarsResult<PolarsResult<Vec<Counts>>> {
    let has = |name: &str| table.column(name).is_ok();
    let by_year = has("year") && has("counted"); // the table of placements
    let mut keys = vec![AREA];
    keys.extend(has("corporation").then_some("corporation"));
    let year = if has(PERIOD) { PERIOD } else { "year" };
    keys.extend(by_year.then_some(year));

    let needed =
        |name: &str| named.is_none_or(|named| named.contains(name)) || keys.contains(&name);
    let read = table.columns().iter().filter(|column| needed(column.name()));
    let read = DataFrame::new(table.height(), read.map(as_text).collect::<PolarsResult<_>>()?)?;
    let (mut columns, mut sums) = (Vec::new(), Vec::new());
    for Flags { name, count, out_of } in flags {
        let belongs = out_of.clone().fill_null(lit(false));
        let counts = belongs.clone().and(count.clone()).fill_null(lit(false));
        // A row outside the denominator is not unknown, whatever its count.
        let undecided = belongs.clone().and(count.clone().is_null());
        let unclear = out_of.clone().is_null();
        for (part, flag) in [("c", counts), ("o", belongs), ("d", undecided), ("u", unclear)] {
            let column = format!("{part}:{name}");
            columns.push(flag.alias(column.as_str()));
            sums.push(col(column.as_str()).sum().cast(DataType::UInt32));
        }
    }
    let grouped = read
        .lazy()
        .filter(col(AREA).is_not_null())
        .with_columns(columns)
        .group_by(keys.iter().copied().map(col).collect::<Vec<_>>())
        .agg(sums)
        .collect();
    let grouped = match grouped {
        Ok(grouped) => grouped,
        Err(failure) => return Ok(Err(failure)),
    };

    let areas = grouped.column(AREA)?.u32()?.clone();
    let owners: Option<StringChunked> = match grouped.column("corporation") {
        Ok(column) => Some(column.str()?.clone()),
        Err(_) => None,
    };
    let years = if by_year { Some(grouped.column(year)?.i32()?.clone()) } else { None };
    let year_in_parts = year == PERIOD;
    let of_each = flags.iter().map(|Flags { name, .. }| {
        let part = |part: &str| -> PolarsResult<_> {
            Ok(grouped.column(&format!("{part}:{name}"))?.u32()?.clone())
        };
        let (count, out_of) = (part("c")?, part("o")?);
        let (undecided, unclear) = (part("d")?, part("u")?);
        let units = (0..grouped.height()).map(|row| {
            let value = |column: &UInt32Chunked| column.get(row).unwrap_or(0);
            let tally =
                Tally::new(value(&count), value(&out_of), value(&undecided), value(&unclear))
                    .expect("what counts and what is undecided are parts of the denominator");
            let owner = owners.as_ref().and_then(|owners| owners.get(row));
            let year = years.as_ref().and_then(|years| years.get(row));
            let period = year.map(|of| period(of, year_in_parts));
            (value(&areas), owner.map(&corporation_number), period, tally)
        });
        Ok(Counts::of(n_areas, units))
    });
    Ok(Ok(of_each.collect::<PolarsResult<_>>()?))
}
