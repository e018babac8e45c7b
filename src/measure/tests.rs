//! The three ways of counting, held against each other on random tables.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Categories, DataFrame, DataType, FrozenCategories, df};
use proptest::prelude::*;

use crate::locate::AREA;
use crate::normalise::{PARTS, PERIOD};

use super::cells::{self, Groups};
use super::combinations::Combinations;
use super::few::Few;
use super::flags::Flags;
use super::row_by_row::columns;
use super::{Counts, by_rows, unplaced, whole};

const N_AREAS: usize = 3;

/// Expressions over every kind of column; some fail on some rows, all look at one row.
const EXPRESSIONS: [&str; 14] = [
    "true",
    "label = 'D'",
    "label IN ('E', 'F', 'G')",
    "label NOT IN ('D', NULL)",
    "CASE WHEN label IS NOT NULL THEN TRUE END",
    "NULLIF(state, 'clear') IS NULL OR label = 'D'",
    "vve",
    "NOT vve AND state <> 'suspect'",
    "built < 2001 OR vve",
    "label LIKE '%D%' AND UPPER(state) = 'SUSPECT'",
    "corporation = 'Noord' AND year = 2024",
    "CAST(label AS INTEGER) = 3",
    "TRY_CAST(label AS INTEGER) = 3",
    "COALESCE(state, label, 'x') <> 'x'",
];

#[derive(Debug, Clone)]
struct Row {
    area: Option<u32>,
    owner: Option<&'static str>,
    year: Option<i32>,
    label: Option<&'static str>,
    state: Option<&'static str>,
    vve: Option<bool>,
    built: Option<i32>,
    rent: Option<f64>,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    use prop::option::of;
    use prop::sample::select;
    let row = (
        of(0..N_AREAS as u32),
        of(select(vec!["Noord", "Zuid", "a corporation with a long name"])),
        of(2023..2026),
        of(select(vec!["D", "E", "3", "12", "a label of many letters"])),
        of(select(vec!["suspect", "clear", "not_visible"])),
        of(any::<bool>()),
        of(1998..2004),
        of((0..5).prop_map(f64::from)),
    );
    let row = row.prop_map(|(area, owner, year, label, state, vve, built, rent)| Row {
        area,
        owner,
        year,
        label,
        state,
        vve,
        built,
        rent,
    });
    prop::collection::vec(row, 1..50)
}

/// How texts of few words stand in a table.
#[derive(Debug, Clone, Copy)]
enum Texts {
    Plain,
    Categories,
    Enum,
}

/// A table in chunks, in which columns without any value are a scalar.
fn table(rows: &[Row], chunk: usize, texts: Texts) -> DataFrame {
    let parts = rows.chunks(chunk).map(|rows| {
        let text = |of: fn(&Row) -> Option<&'static str>| rows.iter().map(of).collect::<Vec<_>>();
        df!(
            AREA => rows.iter().map(|row| row.area).collect::<Vec<_>>(),
            "corporation" => text(|row| row.owner),
            "year" => rows.iter().map(|row| row.year).collect::<Vec<_>>(),
            "counted" => rows.iter().map(|_| true).collect::<Vec<_>>(),
            "label" => text(|row| row.label),
            "state" => text(|row| row.state),
            "vve" => rows.iter().map(|row| row.vve).collect::<Vec<_>>(),
            "built" => rows.iter().map(|row| row.built).collect::<Vec<_>>(),
            "rent" => rows.iter().map(|row| row.rent).collect::<Vec<_>>(),
        )
        .unwrap()
    });
    let mut all = parts.reduce(|all, part| all.vstack(&part).unwrap()).unwrap();
    let data_type = match texts {
        Texts::Plain => DataType::String,
        Texts::Categories => DataType::from_categories(Categories::global()),
        Texts::Enum => {
            let words = rows.iter().flat_map(|row| [row.owner, row.label, row.state]).flatten();
            let words: BTreeSet<&str> = words.collect();
            DataType::from_frozen_categories(FrozenCategories::new(words).unwrap())
        }
    };
    if chunk.is_multiple_of(2) {
        // Two parts of each year, as where what counts as urgent changes within it.
        let part = |row: &Row| row.year.map(|year| year * PARTS + i32::from(row.vve == Some(true)));
        let parts = rows.iter().map(part).collect::<Vec<_>>();
        all.with_column(polars::prelude::Column::new(PERIOD.into(), parts)).unwrap();
    }
    for name in ["corporation", "label", "state"] {
        let column = all.column(name).unwrap().cast(&data_type).unwrap();
        let column = match column.is_full_null() {
            true => polars::prelude::Column::full_null(name.into(), column.len(), &data_type),
            false => column,
        };
        all.with_column(column).unwrap();
    }
    all
}

fn flags(texts: &[(&str, &str)]) -> Vec<Flags> {
    let sql = |text: &str| polars::sql::sql_expr(text).unwrap();
    let flags = texts.iter().enumerate().map(|(at, (count, out_of))| Flags {
        name: at.to_string(),
        count: sql(count),
        out_of: sql(out_of),
    });
    flags.collect()
}

fn named(flags: &[Flags]) -> BTreeSet<String> {
    let each = flags.iter().flat_map(|flags| [&flags.count, &flags.out_of]);
    each.flat_map(|expression| columns(expression).unwrap()).collect()
}

fn number(name: &str) -> u32 {
    match name {
        "Noord" => 0,
        "Zuid" => 1,
        _ => 2,
    }
}

/// The counts, `None` where an expression fails on the rows.
fn at_once(table: &DataFrame, flags: &[Flags]) -> Option<Vec<Counts>> {
    whole::counts(table, None, flags, N_AREAS, number).unwrap().ok()
}

fn by_combinations(table: &DataFrame, flags: &[Flags]) -> Option<Vec<Counts>> {
    let groups = Groups::of(table).unwrap().unwrap();
    let few: BTreeMap<String, Few> = named(flags)
        .into_iter()
        .map(|name| (name.clone(), Few::of(table.column(&name).unwrap()).unwrap().unwrap()))
        .collect();
    let combinations = Combinations::of(table, &groups, few.values()).unwrap();
    let (cells, sorts) = combinations.cells(&groups, flags, N_AREAS, number).unwrap().ok()?;
    Some(cells::counts(&cells, &sorts, flags.len(), N_AREAS))
}

fn row_by_row(table: &DataFrame, flags: &[Flags]) -> Option<Vec<Counts>> {
    let groups = Groups::of(table).unwrap().unwrap();
    let (cells, sorts) = by_rows::cells(table, &groups, &named(flags), flags, number).ok()?;
    Some(cells::counts(&cells, &sorts, flags.len(), N_AREAS))
}

fn texts() -> impl Strategy<Value = Texts> {
    prop::sample::select(vec![Texts::Plain, Texts::Categories, Texts::Enum])
}

fn expression() -> impl Strategy<Value = &'static str> {
    prop::sample::select(EXPRESSIONS.to_vec())
}

proptest! {
    #[test]
    fn combinations_of_values_count_as_the_whole_table_does(
        rows in rows(), chunk in 1_usize..30, texts in texts(),
        expressions in prop::collection::vec((expression(), expression()), 1..5),
    ) {
        let (table, flags) = (table(&rows, chunk, texts), flags(&expressions));
        prop_assert!(flags.iter().all(Flags::is_row_by_row));
        prop_assert_eq!(by_combinations(&table, &flags), at_once(&table, &flags));
    }

    #[test]
    fn rows_one_by_one_count_as_the_whole_table_does(
        rows in rows(), chunk in 1_usize..30, texts in texts(),
        mut expressions in prop::collection::vec((expression(), expression()), 1..5),
    ) {
        expressions.push(("rent > 2", "vve OR rent IS NOT NULL"));
        let (table, flags) = (table(&rows, chunk, texts), flags(&expressions));
        prop_assert_eq!(row_by_row(&table, &flags), at_once(&table, &flags));
    }
}

proptest! {
    #[test]
    fn rows_without_an_area_count_as_if_they_alone_had_one(
        rows in rows(), chunk in 1_usize..30, texts in texts(),
        expressions in prop::collection::vec((expression(), expression()), 1..5),
    ) {
        let flags = flags(&expressions);
        let swapped: Vec<Row> = rows
            .iter()
            .map(|row| Row { area: row.area.is_none().then_some(0), ..row.clone() })
            .collect();
        let expected = at_once(&table(&swapped, chunk, texts), &flags);
        let [lost, _, _] = unplaced::tables([Some(&table(&rows, chunk, texts)), None, None]).unwrap();
        match lost {
            Some(lost) => prop_assert_eq!(at_once(&lost, &flags), expected),
            None => prop_assert!(rows.iter().all(|row| row.area.is_some())),
        }
    }
}

#[test]
fn a_combination_that_stands_only_without_an_area_cannot_fail() {
    let row = |area, label| Row {
        area,
        owner: None,
        year: None,
        label: Some(label),
        state: None,
        vve: None,
        built: None,
        rent: None,
    };
    let rows = [row(Some(1), "3"), row(None, "no number")];
    let flags = flags(&[("CAST(label AS INTEGER) = 3", "true")]);
    let table = table(&rows, 2, Texts::Plain);
    let counted = by_combinations(&table, &flags).unwrap();
    assert_eq!(counted[0].by_area[1].count(), 1);
    assert_eq!(row_by_row(&table, &flags), Some(counted));
}
