//! Cells of one column of which the same is to be said, with the first of them.

use polars::prelude::Column;

use crate::diagnostics::{Entry, Example};

use super::super::typing::TypedColumn;
use super::ROWS_NAMED;

/// How many cells a finding shows.
const EXAMPLES: usize = 3;

/// Cells of one column of which the same is to be said.
pub(super) struct Group {
    pub entry: &'static Entry,
    pub count: u64,
    pub rows: Vec<u64>,
    pub examples: Vec<Example>,
}

/// Adds a cell to the group of its code.
pub(super) fn add_to(
    groups: &mut Vec<Group>,
    entry: &'static Entry,
    row: u32,
    example: impl FnOnce() -> Example,
) {
    let at = groups.iter().position(|group| group.entry == entry).unwrap_or_else(|| {
        groups.push(Group { entry, count: 0, rows: Vec::new(), examples: Vec::new() });
        groups.len() - 1
    });
    let group = &mut groups[at];
    group.count += 1;
    if group.rows.len() < ROWS_NAMED {
        group.rows.push(row.into());
    }
    if group.examples.len() < EXAMPLES {
        group.examples.push(example());
    }
}

/// A cell as it stood, and what was read.
pub(super) fn example(raw: &Column, column: &TypedColumn, row: u32, at: usize) -> Example {
    let text = |column: &Column| match column.get(at) {
        Ok(value) if !value.is_null() => Some(value.str_value().into_owned()),
        _ => None,
    };
    Example { row: row.into(), before: text(raw).unwrap_or_default(), after: text(&column.value) }
}
