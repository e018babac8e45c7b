//! A release that tells the same as the last one.

use super::super::table::{Role, Table};
use super::line::{named, part_name};
use super::{Heading, Ledger, Subject};

/// Which cells of a table the last release showed, where it told of the same cells, out of as many, and each
/// that it showed has the same value now; else `None`. `values` are those that the cells show if they are shown.
///
/// What the last release hid may be hidden again: the two together tell no more than one.
pub fn again(
    table: &Table,
    values: &[u32],
    ledger: &Ledger,
    heading: &Heading<'_>,
    subject: &Subject<'_>,
) -> Option<Vec<bool>> {
    let last = ledger.releases.last()?;
    let is_of_now = last.window.map(|day| day.0) == heading.window
        && last.areas_year == heading.areas_year
        && last.areas == super::line::areas(heading.areas);
    let of_last = last.indicators.iter().find(|of| {
        of.id == subject.id
            && of.definition == subject.definition
            && of.policy == subject.policy.into()
    });
    let lines = &of_last.filter(|_| is_of_now)?.cells;
    let own = table.cells.iter().filter(|cell| !matches!(cell.role, Role::Earlier { .. }));
    if own.clone().count() != lines.len() {
        return None;
    }
    let shown = own.zip(values).zip(lines).map(|((cell, &value), line)| {
        let (level, code) = named(heading.areas, &table.nodes[cell.node]);
        let is_same = line.0 == level
            && line.1.as_deref() == code
            && line.2 == part_name(cell.part, heading.corporations)
            && line.4 == cell.out_of
            && line.3.is_none_or(|told| told == value && cell.needs.is_none());
        is_same.then_some(line.3.is_some())
    });
    shown.collect()
}
