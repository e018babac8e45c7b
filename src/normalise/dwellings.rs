//! Dwellings: the stock of each corporation, one home a row.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use polars::prelude::{
    CategoricalPhysical, Categories, Column, DataFrame, DataType, Field, IntoLazy, JoinArgs,
    JoinType, PlSmallStr, PolarsResult, Scalar, Schema, SortMultipleOptions, coalesce, col,
    concat_str, df, len, lit,
};

use crate::config::{Config, DwellingsFile, Mapping, SameHome, TableForm};
use crate::diagnostics::{Finding, codes};
use crate::model::schema::{self, Kind};
use crate::read::{Onlooker, ROW, TableOptions};

use super::across_files::{of_each_file, once_over_files, set_aside};
use super::area_codes::{self, AreaLists};
use super::columns::{FILE, kinds, wanted, with_unit_kind};
use super::empty_suffixes;
use super::ep2::{self, Rounding};
use super::error::InputError;
use super::fields::data_type;
use super::input_file::{InputFile, Role, admit, label};
use super::join::left_join;
use super::label_terms;
use super::needed::Needed;
use super::position;
use super::short_way::{self, Table};
use super::sift::{one_row_a_key, rows_of};
use super::text::KNOWN_ADDRESS;

/// Column of the home by its BAG id, else by its full address (String).
const HOME: &str = "#home";

/// Reads every file of dwellings into one frame.
pub(super) fn read(
    config: &Config,
    lists: &AreaLists<'_>,
    inputs: &mut Vec<InputFile>,
    onlooker: &dyn Onlooker,
) -> Result<DataFrame, InputError> {
    let mappings: Vec<&Mapping> = config.dwellings.iter().map(|file| &file.columns).collect();
    let mut columns = kinds(schema::DWELLINGS, &mappings);
    let is_mapped = |name: &str| mappings.iter().any(|of| of.columns.contains_key(name));
    columns.retain(|(name, _)| !schema::OF_A_LABEL.contains(&name.as_str()) || is_mapped(name));
    let mut all: Option<DataFrame> = None;
    for (at, file) in config.dwellings.iter().enumerate() {
        let read = read_file(config, file, lists, (&columns, at as u32), onlooker);
        let paths = [file.path.as_path(), &config.resolve(&file.path)];
        let Some((frame, input)) = admit(inputs, Role::Dwellings, paths, read)? else { continue };
        inputs.push(input);
        match &mut all {
            Some(all) => {
                all.vstack_mut(&frame)?;
            }
            None => all = Some(frame),
        }
    }
    let Some(all) = all else { return empty(&columns) }; // every file is refused
    let first = inputs.len() - config.dwellings.len();
    let inputs = &mut inputs[first..];
    let home = coalesce(&[col("id"), col("bag_id")]);
    let owner = col("corporation").cast(DataType::String);
    let key = concat_str([owner, home], "\u{1f}", false);
    let all = once_over_files(all, key, "id", inputs)?;
    Ok(all)
}

/// The type in which a column is kept: the words of the dwellings are few, and their number is not.
pub(super) fn compact_type(name: &str, kind: Kind) -> DataType {
    match (name, kind) {
        ("corporation", _) => words_type("corporation", CategoricalPhysical::U16),
        (_, Kind::EnergyLabel) => words_type("energy label", CategoricalPhysical::U8),
        (_, Kind::LabelMethod) => words_type("label method", CategoricalPhysical::U8),
        (_, Kind::RoofState) => words_type("roof state", CategoricalPhysical::U8),
        _ => data_type(kind),
    }
}

fn words_type(words: &str, physical: CategoricalPhysical) -> DataType {
    DataType::from_categories(Categories::new(words.into(), "spreiding".into(), physical))
}

/// Dwellings of no file.
fn empty(columns: &[(String, Kind)]) -> Result<DataFrame, InputError> {
    let own = columns.iter().map(|(name, kind)| Field::new(name.into(), compact_type(name, *kind)));
    let at = [FILE, ROW].map(|name| Field::new(name.into(), DataType::UInt32));
    Ok(DataFrame::empty_with_schema(&Schema::from_iter(own.chain(at))))
}

fn read_file(
    config: &Config,
    file: &DwellingsFile,
    lists: &AreaLists<'_>,
    (columns, at): (&[(String, Kind)], u32),
    onlooker: &dyn Onlooker,
) -> Result<(DataFrame, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let options = TableOptions::from(&file.form());
    let form = TableForm { holds_units: true, ..file.form() };
    let mut wanted = wanted(&file.columns, schema::DWELLINGS, "dwellings");
    let mut read = columns.to_vec();
    with_unit_kind(&form, "dwellings", &mut wanted, &mut read);
    let table = Table {
        path: &path,
        file: &label(&file.path),
        wanted: &wanted,
        options,
        columns: &read,
        types: compact_type,
        form: &form,
        needed: Needed::DWELLINGS,
        onlooker,
    };
    let mut sift = short_way::sift(&table)?;
    if let Some(owner) = &file.corporation {
        let mut frame = sift.frame().clone();
        let owner = Scalar::from(PlSmallStr::from(owner.as_str()));
        frame.with_column(Column::new_scalar("corporation".into(), owner, frame.height()))?;
        sift.replace(frame);
    }
    let key = if sift.has("id") { "id" } else { "bag_id" };
    sift.reject(col(key).is_null(), &codes::KEY_MISSING, Some(key))?;
    sift.reject(col("corporation").is_null(), &codes::KEY_MISSING, Some("corporation"))?;
    let keys = [key, "corporation"].map(|name| sift.frame().column(name).cloned());
    one_row_a_key(&mut sift, &keys.into_iter().collect::<PolarsResult<Vec<_>>>()?, key)?;
    area_codes::judge(&mut sift, lists, file.area_year)?;
    if let Some(finding) = area_codes::elsewhere(&sift, lists.areas)? {
        sift.note(finding);
    }
    empty_suffixes::remark(&mut sift)?;
    label_terms::without_impossible_days(&mut sift, "label_valid_until")?;
    ep2::without_implausible(&mut sift)?;
    ep2::tell_contradictions(&mut sift, Rounding::Whole)?;
    position::sift_positions(&mut sift, file.crs.as_deref(), "dwellings.crs")?;

    let sifted = sift.finish()?;
    let height = sifted.frame.height();
    let mut order = Vec::with_capacity(columns.len() + 2);
    for (name, kind) in columns {
        order.push(sifted.frame.column(name)?.cast(&compact_type(name, *kind))?);
    }
    order.push(Column::new_scalar(FILE.into(), Scalar::from(at), height));
    order.push(sifted.frame.column(ROW)?.clone());
    let frame = DataFrame::new(height, order)?;
    let input = InputFile::of(Role::Dwellings, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected, sifted.unread)
        .naming_numbers(sifted.numbers, sifted.filled_ids);
    Ok((frame, input))
}

/// Tells homes that stand in the files of several corporations, or twice in one, and leaves each to its
/// latest owner where the configuration asks for that. The addresses are known by now, so that a BAG
/// id and a full address of one home are known to be the same.
pub(super) fn settle_owners(
    all: DataFrame,
    config: &Config,
    inputs: &mut [InputFile],
) -> Result<DataFrame, InputError> {
    let Some(first) = inputs.iter().position(|input| input.role == Role::Dwellings) else {
        return Ok(all);
    };
    let inputs = &mut inputs[first..first + config.dwellings.len()];
    let nameless = |name: &str| all.column(name).map(|ids| ids.null_count() == ids.len());
    if nameless("vbo")? && nameless(KNOWN_ADDRESS)? {
        return Ok(all);
    }
    let home = coalesce(&[col("vbo"), col(KNOWN_ADDRESS)]).alias(HOME);
    let all = all.lazy().with_column(home).collect()?;
    let all = with_latest_owner(all, config, inputs)?;
    tell_shared(&all, inputs)?;
    Ok(all.drop(HOME)?)
}

/// Leaves out homes that the file of another corporation holds as of a later day, where the
/// configuration asks for that.
fn with_latest_owner(
    all: DataFrame,
    config: &Config,
    inputs: &mut [InputFile],
) -> Result<DataFrame, InputError> {
    if config.same_home != SameHome::Latest {
        return Ok(all);
    }
    let days: Vec<Option<i32>> = config
        .dwellings
        .iter()
        .map(|file| {
            file.as_of.map(|day| day.signed_duration_since(NaiveDate::MIN).num_days() as i32)
        })
        .collect();
    let files: Vec<u32> = (0..days.len() as u32).collect();
    let days = df!(FILE => files, "as_of" => days)?;
    let dated = all.lazy().join(days.lazy(), [col(FILE)], [col(FILE)], left_join()).collect()?;
    let latest = dated
        .clone()
        .lazy()
        .filter(col(HOME).is_not_null())
        .group_by([col(HOME)])
        .agg([col("as_of").max().alias("latest"), col("corporation").n_unique().alias("owners")])
        .filter(col("owners").gt(lit(1)))
        .select([col(HOME), col("latest")]);
    let dated = dated.lazy().join(latest, [col(HOME)], [col(HOME)], left_join()).collect()?;
    let older = || col("as_of").lt(col("latest")).fill_null(lit(false));
    let out = dated.clone().lazy().filter(older()).collect()?;
    set_aside(&out, &codes::OWNED_BY_OTHER, inputs)?;
    let kept = dated.lazy().filter(older().not()).collect()?;
    Ok(kept.drop_many(["as_of", "latest"]))
}

/// Tells BAG ids that more than one home carries, and full addresses that homes of several corporations
/// carry.
fn tell_shared(all: &DataFrame, inputs: &mut [InputFile]) -> Result<(), InputError> {
    let several = all
        .clone()
        .lazy()
        .filter(col(HOME).is_not_null())
        .group_by([col(HOME)])
        .agg([
            len().alias("#rows"),
            col("corporation").n_unique().alias("#owners"),
            col("vbo").is_not_null().any(true).alias("#by_id"),
        ])
        .filter(col("#rows").gt(lit(1)).and(col("#owners").gt(lit(1)).or(col("#by_id"))))
        .select([col(HOME)]);
    let semi = JoinArgs::new(JoinType::Semi);
    let shared = all.clone().lazy().join(several, [col(HOME)], [col(HOME)], semi);
    let shared = shared.sort([FILE, ROW], SortMultipleOptions::default()).collect()?;
    if shared.height() == 0 {
        return Ok(());
    }
    let ids = shared.column(HOME)?.str()?.clone();
    let files = shared.column(FILE)?.u32()?.clone();
    let row_numbers = rows_of(&shared)?;
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    for (at, rows) in of_each_file(&shared)? {
        let input = &mut inputs[at];
        let others: BTreeSet<&str> = files
            .iter()
            .flatten()
            .filter_map(|file| names.get(file as usize).map(String::as_str))
            .filter(|name| *name != input.name)
            .collect();
        let count = rows.len() as u64;
        let finding = Finding::new(&codes::TWO_OWNERS, &input.name, count);
        let named = rows.into_iter().take(5).collect();
        let detail = match others.len() {
            0 => String::new(),
            _ => format!("also in {}", others.into_iter().collect::<Vec<_>>().join(", ")),
        };
        input.findings.push(finding.rows(named).detail(detail));
    }
    for ((id, file), row) in ids.iter().zip(files.iter()).zip(row_numbers) {
        let at = file.unwrap_or(0) as usize;
        inputs[at].shared_homes.push((row, id.unwrap_or("").to_owned()));
    }
    Ok(())
}
