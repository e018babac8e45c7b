//! Energy labels from the register (EP-online): the latest valid label of each dwelling.
//!
//! RVO: with several labels the one with the latest survey date (*Opnamedatum*) counts. Of labels
//! surveyed on one day the last in order of class is taken, so that the order of rows never decides.

use polars::prelude::{
    DataFrame, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, PolarsResult, SortMultipleOptions,
    UnionArgs, coalesce, col, concat, lit,
};

use crate::config::{Config, EnergyLabelsFile, Prefer};
use crate::diagnostics::{Finding, codes};
use crate::model::schema;
use crate::read::{self, ROW, TableOptions};

use super::columns::{kinds, wanted};
use super::date::day;
use super::error::InputError;
use super::input_file::{InputFile, Role, admit, label};
use super::join::left_join;
use super::sift::{Sift, among_rows, rows_of};
use super::text::{ADDRESS_KEY, KNOWN_ADDRESS, address_key, one_of};

/// Position of a dwelling within the frame of dwellings (UInt32).
const HOME: &str = "home";

/// Reads the register, and gives each dwelling its label.
pub(super) fn attach(
    config: &Config,
    dwellings: DataFrame,
    inputs: &mut Vec<InputFile>,
) -> Result<DataFrame, InputError> {
    let Some(file) = &config.energy_labels else { return Ok(dwellings) };
    let labelled = label_homes(config, file, dwellings.clone());
    let paths = [file.path.as_path(), &config.resolve(&file.path)];
    let Some((labelled, input)) = admit(inputs, Role::EnergyLabels, paths, labelled)? else {
        return Ok(dwellings);
    };
    inputs.push(input);
    Ok(labelled)
}

fn label_homes(
    config: &Config,
    file: &EnergyLabelsFile,
    dwellings: DataFrame,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let mut wanted = wanted(&file.columns, schema::ENERGY_LABELS, "energy_labels");
    for column in &mut wanted {
        column.required |= ["energy_label", "surveyed"].contains(&column.name.as_str());
    }
    let options = TableOptions { sheet: file.form().sheet, delimiter: file.delimiter };
    let raw = read::read_table(&path, &wanted, options)?;
    let mut sift = Sift::new(
        raw,
        &label(&file.path),
        &kinds(schema::ENERGY_LABELS, &[&file.columns]),
        &file.form(),
    )?;

    let class = col("building_class").str().to_uppercase();
    let no_home = one_of(class, &["W", "WONING", "WONINGBOUW"]).not();
    let permit = col("status").str().to_lowercase().str().starts_with(lit("vergunning"));
    let none_yet = col("energy_label").is_null();
    let any = |mask: Expr| mask.fill_null(lit(false));
    sift.set_aside(any(no_home).or(any(permit)).or(none_yet), &codes::LABEL_NO_HOME)?;
    sift.set_aside(col("surveyed").gt(day(config.reference_date)), &codes::DATE_FUTURE)?;
    if !file.expired {
        let past = col("valid_until").lt(day(config.reference_date));
        sift.set_aside(past, &codes::LABEL_EXPIRED)?;
    }

    let dwellings = dwellings.with_row_index(HOME.into(), None)?;
    let matched = matched(&dwellings, sift.frame())?;
    let here = among_rows(&rows_of(&matched)?);
    sift.set_aside(here.not(), &codes::LABEL_ELSEWHERE)?;
    let latest = matched
        .lazy()
        .sort(
            ["surveyed", "register_label", ROW],
            SortMultipleOptions::default().with_maintain_order(true),
        )
        .group_by([col(HOME)])
        .agg([col("register_label").last(), col(ROW).last()])
        .collect()?;
    let used = among_rows(&rows_of(&latest)?);
    sift.set_aside(used.not(), &codes::LABEL_OLDER)?;

    let joined = dwellings.lazy().join(
        latest.lazy().select([col(HOME), col("register_label")]),
        [col(HOME)],
        [col(HOME)],
        left_join(),
    );
    let joined = joined.collect()?;
    if let Some(finding) = differing(&joined, &label(&file.path))? {
        sift.note(finding);
    }
    let both = match file.prefer {
        Prefer::Register => [col("register_label"), col("energy_label")],
        Prefer::Own => [col("energy_label"), col("register_label")],
    };
    let dwellings = joined
        .lazy()
        .with_column(coalesce(&both).alias("energy_label"))
        .drop(polars::prelude::cols([HOME, "register_label"]))
        .collect()?;

    let sifted = sift.finish()?;
    let input = InputFile::of(Role::EnergyLabels, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected);
    Ok((dwellings, input))
}

/// Every pair of a dwelling and a label of it, by BAG id, or by address where either lacks one.
fn matched(dwellings: &DataFrame, labels: &DataFrame) -> PolarsResult<DataFrame> {
    let homes = || dwellings.clone().lazy().select([col(HOME), col("vbo"), col(KNOWN_ADDRESS)]);
    let labels = || {
        labels.clone().lazy().with_column(address_key()).select([
            col(ROW),
            col("bag_id").alias("label_vbo"),
            col(ADDRESS_KEY),
            col("energy_label").alias("register_label"),
            col("surveyed"),
        ])
    };
    let result = |pairs: LazyFrame| {
        pairs.select([col(HOME), col(ROW), col("register_label"), col("surveyed")])
    };
    let inner = || JoinArgs::new(JoinType::Inner);
    let by_id = homes().filter(col("vbo").is_not_null()).join(
        labels(),
        [col("vbo")],
        [col("label_vbo")],
        inner(),
    );
    let by_address = homes()
        .filter(col(KNOWN_ADDRESS).is_not_null())
        .join(labels(), [col(KNOWN_ADDRESS)], [col(ADDRESS_KEY)], inner())
        .filter(col("vbo").is_null().or(col("label_vbo").is_null()));
    concat([result(by_id), result(by_address)], UnionArgs::default())?.collect()
}

fn differing(dwellings: &DataFrame, file: &str) -> PolarsResult<Option<Finding>> {
    let differ = dwellings
        .clone()
        .lazy()
        .filter(col("energy_label").neq(col("register_label")))
        .select([col("energy_label").len().cast(polars::prelude::DataType::UInt64)])
        .collect()?;
    let count = differ.column("energy_label")?.u64()?.get(0).unwrap_or(0);
    Ok((count > 0).then(|| Finding::new(&codes::LABEL_DIFFERS, file, count).column("energy_label")))
}
