//! Where the register and a corporation's own file give a home different labels, or the register says that
//! one has ended of which the own file says no last day.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, PolarsResult, SortMultipleOptions, col, len, lit,
};

use crate::config::Config;
use crate::diagnostics::{Finding, codes, counted};
use crate::read::ROW;

use super::super::columns::FILE;
use super::super::input_file::label;
use super::super::sift::rows_of;
use super::REGISTER_LABEL;

/// How many kinds of difference are told.
const TOLD: usize = 8;

/// Whether the labels of a home differ. A++++ and A0 do not: a home of class A++++ can have A0 beside it.
pub(super) fn differ() -> Expr {
    let pair = |own: &str, register: &str| {
        col("energy_label").eq(lit(own)).and(col(REGISTER_LABEL).eq(lit(register)))
    };
    let beside = pair("A++++", "A0").or(pair("A0", "A++++"));
    col("energy_label").neq(col(REGISTER_LABEL)).and(beside.not())
}

/// The homes with a label of their own and one of the register, for which this holds.
pub(super) fn homes_where(homes: &DataFrame, holds: Expr) -> PolarsResult<DataFrame> {
    let label = |name: &str| col(name).cast(DataType::String);
    homes
        .clone()
        .lazy()
        .filter(col("energy_label").is_not_null().and(col(REGISTER_LABEL).is_not_null()).and(holds))
        .select([col(FILE), col(ROW), label("energy_label"), label(REGISTER_LABEL)])
        .sort([FILE, ROW], SortMultipleOptions::default())
        .collect()
}

/// How many labels differ, and from what to what: `D -> C 12x`, the most frequent first. No home is
/// named.
pub(super) fn differing(homes: &DataFrame, file: &str) -> PolarsResult<Option<Finding>> {
    let (count, detail) = kinds(homes, " -> ")?;
    let finding = Finding::new(&codes::LABEL_DIFFERS, file, count);
    Ok((count > 0).then(|| finding.column("energy_label").detail(detail)))
}

/// How many own labels without a last day stand beside one of the register that has ended: `D beside D 12x`.
pub(super) fn beside_ended(homes: &DataFrame, file: &str) -> PolarsResult<Option<Finding>> {
    let (count, detail) = kinds(homes, " beside ")?;
    let finding = Finding::new(&codes::LABEL_ENDED_IN_REGISTER, file, count);
    Ok((count > 0).then(|| finding.column("energy_label").detail(detail)))
}

/// How many homes, and how often which two labels, the own one first.
fn kinds(homes: &DataFrame, between: &str) -> PolarsResult<(u64, String)> {
    let kinds = homes
        .clone()
        .lazy()
        .group_by([col("energy_label"), col(REGISTER_LABEL)])
        .agg([len().cast(DataType::UInt64).alias("homes")])
        .sort(
            ["homes", "energy_label", REGISTER_LABEL],
            SortMultipleOptions::default().with_order_descending_multi([true, false, false]),
        )
        .collect()?;
    let (own, register) =
        (kinds.column("energy_label")?.str()?, kinds.column(REGISTER_LABEL)?.str()?);
    let homes = kinds.column("homes")?.u64()?;
    let told =
        own.iter().zip(register.iter()).zip(homes.iter()).filter_map(|((own, there), homes)| {
            Some(format!("{}{between}{} {}x", own?, there?, homes?))
        });
    let mut detail = told.take(TOLD).collect::<Vec<_>>().join(", ");
    if let Some(more) = kinds.height().checked_sub(TOLD + 1) {
        detail += &format!(" and {}", counted(more as u64 + 1, "other kind", "other kinds"));
    }
    Ok((homes.iter().flatten().sum(), detail))
}

/// The homes of which the labels differ, for the analyst: file, row, own label, label of the register.
pub(super) fn differences(differ: &DataFrame, config: &Config) -> PolarsResult<Vec<[String; 4]>> {
    let (own, register) =
        (differ.column("energy_label")?.str()?, differ.column(REGISTER_LABEL)?.str()?);
    let files = differ.column(FILE)?.u32()?;
    let rows = rows_of(differ)?;
    let homes = files.iter().zip(rows).zip(own.iter().zip(register.iter()));
    let named = |file: Option<u32>| {
        let file = config.dwellings.get(file.unwrap_or(0) as usize);
        file.map_or_else(String::new, |file| label(&file.path))
    };
    Ok(homes
        .map(|((file, row), (own, register))| {
            let text = |label: Option<&str>| label.unwrap_or("").to_owned();
            [named(file), row.to_string(), text(own), text(register)]
        })
        .collect())
}
