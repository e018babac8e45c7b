//! One key in several files of a table: identical rows count once, conflicting ones not at all.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, PolarsResult, as_struct, col, len, lit, when,
};

use crate::diagnostics::{Entry, Finding, codes};
use crate::read::ROW;

use super::columns::FILE;
use super::input_file::InputFile;
use super::join::left_join;
use super::rejects::{Lost, RejectedRow};
use super::sift::rows_of;

/// Column with the key while it is needed.
const KEY: &str = "#key";
/// Column with what becomes of a row: 0 it stays, 1 it is set aside, 2 it is rejected.
const FATE: &str = "#fate";

/// Leaves out rows whose key stands in several files: of identical rows all but the first, in order
/// of the files, and of conflicting ones all. Rows with a null key stay.
///
/// `inputs` are the files of the table, in the order of [`FILE`]; their accounts follow.
pub(super) fn once_over_files(
    all: DataFrame,
    key: Expr,
    key_column: &str,
    inputs: &mut [InputFile],
) -> PolarsResult<DataFrame> {
    if inputs.len() < 2 {
        return Ok(all);
    }
    let keyed = all.lazy().with_column(key.alias(KEY)).collect()?;
    let content: Vec<Expr> = keyed
        .columns()
        .iter()
        .filter(|column| ![FILE, ROW, KEY].contains(&column.name().as_str()))
        .map(|column| match column.dtype() {
            DataType::Categorical(..) => col(column.name().clone()).cast(DataType::String),
            _ => col(column.name().clone()),
        })
        .collect();
    let shared = keyed
        .clone()
        .lazy()
        .filter(col(KEY).is_not_null().and(col(KEY).is_duplicated()))
        .group_by([col(KEY)])
        .agg([
            col(FILE).n_unique().alias("#files"),
            as_struct(content).n_unique().alias("#contents"),
            col(FILE).min().alias("#first"),
        ])
        .filter(col("#files").gt(lit(1)))
        .collect()?;
    if shared.height() == 0 {
        return keyed.drop(KEY);
    }
    let fate = when(col("#files").is_null().or(is_first(&col(FILE))))
        .then(lit(0))
        .when(col("#contents").eq(lit(1)))
        .then(lit(1))
        .otherwise(lit(2));
    let conflicting = col("#contents").gt(lit(1)).fill_null(lit(false));
    let fated = keyed
        .lazy()
        .join(shared.lazy(), [col(KEY)], [col(KEY)], left_join())
        .with_column(when(conflicting).then(lit(2)).otherwise(fate).alias(FATE))
        .drop(polars::prelude::cols([KEY, "#files", "#contents", "#first"]))
        .collect()?;
    let of_fate = |fate: i32| fated.clone().lazy().filter(col(FATE).eq(lit(fate))).collect();
    set_aside(&of_fate(1)?, &codes::IN_TWO_FILES, inputs)?;
    reject(&of_fate(2)?, key_column, inputs)?;
    let kept = fated.lazy().filter(col(FATE).eq(lit(0))).collect()?;
    kept.drop(FATE)
}

/// Whether a row is of the first file that has its key.
fn is_first(file: &Expr) -> Expr {
    file.clone().eq(col("#first"))
}

/// Enters rows as set aside into the accounts of their files.
pub(super) fn set_aside(
    rows: &DataFrame,
    entry: &'static Entry,
    inputs: &mut [InputFile],
) -> PolarsResult<()> {
    for (at, rows) in of_each_file(rows)? {
        let input = &mut inputs[at];
        let count = rows.len() as u64;
        input.account.used -= count;
        input.account.set_aside += count;
        let named = rows.into_iter().take(5).collect();
        input.findings.push(Finding::new(entry, &input.name, count).rows(named));
    }
    Ok(())
}

/// Enters rows as rejected into the accounts of their files, with their cells as they were read.
fn reject(rows: &DataFrame, key_column: &str, inputs: &mut [InputFile]) -> PolarsResult<()> {
    if rows.height() == 0 {
        return Ok(());
    }
    let files = rows.column(FILE)?.u32()?.clone();
    let numbers = rows_of(rows)?;
    for (at, of_file) in of_each_file(rows)? {
        let input = &mut inputs[at];
        let count = of_file.len() as u64;
        input.account.used -= count;
        input.account.rejected += count;
        let named = |name: &str| {
            let at = input.rejected.keys.iter().position(|key| key == name);
            at.map_or_else(|| name.to_owned(), |at| input.rejected.columns[at].clone())
        };
        let column = named(key_column);
        let named: Vec<u64> = of_file.into_iter().take(5).collect();
        let finding = Finding::new(&codes::DOUBLE_KEY, &input.name, count).column(&column);
        input.findings.push(finding.rows(named).detail("also in another file"));
        let texts: Vec<_> = input
            .rejected
            .keys
            .iter()
            .map(|key| rows.column(key)?.cast(&DataType::String))
            .collect::<PolarsResult<_>>()?;
        for (row, number) in numbers.iter().enumerate() {
            if files.get(row) != Some(at as u32) {
                continue;
            }
            let cells: Vec<String> = texts
                .iter()
                .map(|text| Ok(text.str()?.get(row).unwrap_or("").to_owned()))
                .collect::<PolarsResult<_>>()?;
            let key = input.rejected.keys.iter().position(|key| key == key_column);
            input.rejected.rows.push(RejectedRow {
                row: *number,
                value: key.map_or_else(String::new, |at| cells[at].clone()),
                column: column.clone(),
                cells,
                entry: &codes::DOUBLE_KEY,
                lost: Lost::Row,
            });
        }
        input.rejected.rows.sort_by_key(|row| row.row);
    }
    Ok(())
}

/// The row numbers of a frame, by the position of the input file that they come from.
pub(super) fn of_each_file(frame: &DataFrame) -> PolarsResult<Vec<(usize, Vec<u64>)>> {
    let counted = frame.clone().lazy().group_by([col(FILE)]).agg([len()]).collect()?;
    let mut files: Vec<u32> = counted.column(FILE)?.u32()?.iter().flatten().collect();
    files.sort_unstable();
    let (of, rows) = (frame.column(FILE)?.u32()?.clone(), rows_of(frame)?);
    Ok(files
        .into_iter()
        .map(|file| {
            let these = of.iter().zip(&rows).filter(|(of, _)| *of == Some(file));
            (file as usize, these.map(|(_, row)| u64::from(*row)).collect())
        })
        .collect())
}
