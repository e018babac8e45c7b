//! What forbids the use of a table as a whole, told before any row is judged.

use polars::prelude::{DataType, PolarsResult};

use crate::config::TableForm;
use crate::diagnostics::{Entry, Finding, codes};
use crate::model::schema::{BagObject, Kind};
use crate::read::{CITIZEN_NUMBERS, RawTable, is_citizen_number, personal_name};

use super::bag_id;
use super::typing::TypedColumn;

/// Numbers of rows, header included, at which old and current Excel cut a sheet off.
const SHEET_ENDS: [u64; 2] = [65_536, 1_048_576];

/// Number of rows below the header at which many systems cut an export off.
const EXPORT_ENDS: u64 = 10_000;

/// Every reason why the table cannot be used.
pub(super) fn stops(
    raw: &RawTable,
    file: &str,
    typed: &[TypedColumn],
    form: &TableForm<'_>,
) -> PolarsResult<Vec<Finding>> {
    let place = match &raw.sheet {
        Some(sheet) => format!("{file}, sheet \"{sheet}\""),
        None => file.to_owned(),
    };
    let stop = |entry: &'static Entry, column: Option<&str>, count: u64, detail: String| {
        let mut finding = Finding::new(entry, file, count).detail(detail);
        finding.column = column.map(str::to_owned);
        finding.sheet.clone_from(&raw.sheet);
        finding
    };
    let mut found = Vec::new();
    if let Some(rows) = cut_off(raw, 0).filter(|_| !form.complete) {
        let text = format!(
            "{place} has {rows}, which is where exports are cut off\n  \
             export it again in parts, or as .xlsx or Parquet; if it is really complete, say so:\n  \
             complete = true"
        );
        found.push(stop(&codes::TRUNCATED, None, raw.rows_read(), text));
    }
    for column in typed {
        let name = raw.file_name(&column.name).unwrap_or(&column.name);
        if personal_name(name).is_some() || holds_citizen_numbers(column)? {
            let text = format!(
                "column \"{name}\" of {place} holds personal data, which is not needed and not used\n  \
                 map another column to `{}`, and remove this one from the file",
                column.name
            );
            found.push(stop(&codes::PERSONAL_MAPPED, Some(name), 1, text));
        }
        if let Some(doubt) = &column.stop {
            let text = format!(
                "column \"{name}\" of {place}: {}\n  {}\n  say it for this file in the configuration: {}",
                doubt.entry.title.en, doubt.what, doubt.setting
            );
            found.push(stop(doubt.entry, Some(name), doubt.rows, text));
        }
        if let Some(buildings) = buildings_for_homes(column)? {
            let text = format!(
                "column \"{name}\" of {place}: {buildings} of its ids are of buildings (pand, object type 10)\n  \
                 a building can hold several homes; map the column to `pand_id`, and give the id of the\n  \
                 home (verblijfsobject) or its address"
            );
            found.push(stop(&codes::BUILDING_FOR_HOME, Some(name), buildings, text));
        }
    }
    Ok(found)
}

/// Whether the file ends where exports end, with so many rows beside those of this table.
pub(super) fn is_cut_off(raw: &RawTable, beside: u64) -> bool {
    cut_off(raw, beside).is_some()
}

/// How many rows the file has, when that is where exports end.
fn cut_off(raw: &RawTable, beside: u64) -> Option<String> {
    let below = raw.rows_read() + raw.passed + beside;
    let all = below + u64::from(raw.header_row);
    if raw.header_row > 0 && SHEET_ENDS.contains(&all) {
        return Some(format!("exactly {all} rows"));
    }
    (raw.header_row > 0 && below == EXPORT_ENDS)
        .then(|| format!("exactly {below} rows below its header"))
}

/// Whether a column of text holds nothing but numbers that pass the eleven-test.
fn holds_citizen_numbers(column: &TypedColumn) -> PolarsResult<bool> {
    let is_text = *column.cell.dtype() == DataType::String;
    if !is_text || !matches!(column.kind, Kind::Text | Kind::BagId(_)) {
        return Ok(false);
    }
    let cells = column.cell.str()?;
    if !cells.iter().flatten().all(is_citizen_number) {
        return Ok(false);
    }
    Ok(cells.iter().flatten().collect::<std::collections::BTreeSet<_>>().len() >= CITIZEN_NUMBERS)
}

/// How many ids of buildings stand in a column of homes, when that is more than one in ten: no slip.
fn buildings_for_homes(column: &TypedColumn) -> PolarsResult<Option<u64>> {
    let (Kind::BagId(BagObject::HomeOrNumber), Some(_)) = (column.kind, &column.unread) else {
        return Ok(None);
    };
    let cells = column.cell.str()?;
    let is_building = |text: &&str| bag_id::read(text, BagObject::Building).is_some();
    let buildings = cells.iter().flatten().filter(is_building).count();
    Ok((10 * buildings > cells.len() - cells.null_count()).then_some(buildings as u64))
}
