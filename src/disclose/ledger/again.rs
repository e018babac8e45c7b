//! A release that tells the same as the last one.

use super::super::table::{Role, Table};
use super::line::{named, part_name};
use super::{Heading, Ledger, Subject};

/// Which cells of a table the last release showed, with what each cell shows now, where it told of the same
/// cells, out of as many, and each that it showed has the same value now; else `None`. `values` gives what the
/// cells show by which of them are shown.
///
/// What the last release hid may be hidden again: the two together tell no more than one.
pub fn again(
    table: &Table,
    values: impl FnOnce(&[bool]) -> Vec<u32>,
    ledger: &Ledger,
    heading: &Heading<'_>,
    subject: &Subject<'_>,
) -> Option<(Vec<bool>, Vec<u32>)> {
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
    let is_same = own.clone().zip(lines).all(|(cell, line)| {
        let (level, code) = named(heading.areas, &table.nodes[cell.node]);
        let may_be_shown =
            matches!(cell.role, Role::City | Role::Published) && cell.needs.is_none();
        line.0 == level
            && line.1.as_deref() == code
            && line.2 == part_name(cell.part, heading.corporations)
            && line.4 == cell.out_of
            && (line.3.is_none() || may_be_shown)
    });
    if !is_same {
        return None;
    }
    let is_shown: Vec<bool> = lines.iter().map(|line| line.3.is_some()).collect();
    let values = values(&is_shown);
    let tells_the_same =
        lines.iter().zip(&values).all(|(line, &value)| line.3.is_none_or(|told| told == value));
    tells_the_same.then_some((is_shown, values))
}
