//! What the rows of the table say of each other: total rows, homes beside their years, and deliveries.

use crate::config::ProductionFile;
use crate::diagnostics::{Finding, codes};
use crate::model::project::{Certainty, Segment};

use super::super::error::InputError;
use super::super::sift::{Sift, among_rows};
use super::super::totals::is_total;
use super::homes::{HomesColumn, whole};
use super::projects::texts;
use super::{Project, listed};

/// Sets total rows aside: those that say so in the column of segments or of certainties, or anywhere
/// where one of these is empty. A number in them that is neither the sum of all rows above nor of those
/// since the total row before is a finding.
pub(super) fn take_out_totals(sift: &mut Sift, numbers: &[String]) -> Result<(), InputError> {
    let texts = texts(sift)?;
    let says = |column: usize, at: usize| texts[column][at].as_deref().is_some_and(is_total);
    let rows = sift.rows()?;
    let is_total_row = |at: &usize| {
        let named = (0..3).any(|column| says(column, *at));
        let incomplete = texts[3][*at].is_none() || texts[4][*at].is_none();
        says(3, *at) || says(4, *at) || (named && incomplete)
    };
    let totals: Vec<bool> = (0..rows.len()).map(|at| is_total_row(&at)).collect();
    if !totals.contains(&true) {
        return Ok(());
    }
    let mut differ = Vec::new();
    for name in numbers {
        let (mut all, mut since) = (0.0, 0.0);
        let cells: Vec<Option<f64>> = sift.frame().column(name)?.f64()?.iter().collect();
        for ((cell, is_total), row) in cells.into_iter().zip(&totals).zip(&rows) {
            if !is_total {
                let homes = cell.and_then(whole).map_or(0.0, f64::from);
                all += homes;
                since += homes;
                continue;
            }
            if let Some(told) = cell.filter(|told| *told != all && *told != since) {
                let column = sift.named(name);
                differ
                    .push((*row, format!("row {row}, column \"{column}\": {told} beside {since}")));
            }
            since = 0.0;
        }
    }
    let of_totals: Vec<u32> =
        rows.iter().zip(&totals).filter(|(_, total)| **total).map(|(row, _)| *row).collect();
    sift.set_aside(among_rows(&of_totals), &codes::TOTAL_ROW)?;
    if !differ.is_empty() {
        let (rows, texts): (Vec<u32>, Vec<String>) = differ.into_iter().unzip();
        let detail = format!("{} by the rows above it", listed(&texts));
        let finding = sift.finding(&codes::PROJECT_TOTAL, &rows).detail(detail);
        sift.note(finding);
    }
    Ok(())
}

/// Says where homes and years differ, where more was delivered than planned, and which projects have no
/// number or no known segment.
pub(super) fn remark(
    sift: &mut Sift,
    file: &ProductionFile,
    projects: &[Project],
    homes: &[HomesColumn],
) -> Result<(), InputError> {
    let has_homes = file.columns.columns.contains_key("homes");
    let mut sums = Vec::new();
    let mut deliveries = Vec::new();
    let mut unknown = Vec::new();
    for (at, project) in projects.iter().enumerate() {
        let called = project.called();
        let planned: Option<u32> = project.planned.iter().copied().sum();
        let planned = planned.filter(|_| !project.planned.is_empty());
        match (homes[0].cells[at], planned) {
            (Some(told), Some(sum)) if told != sum => {
                let counts = "the first counts as its homes";
                sums.push((project.row, format!("{called}: {told} beside {sum}, {counts}")));
            }
            (None, Some(sum)) if has_homes => {
                let text = format!("{called}: no number of homes, the {sum} of its years count");
                sums.push((project.row, text));
            }
            _ => {}
        }
        let delivered: u32 = project.delivered.iter().flatten().sum();
        if let Some(homes) = project.homes.filter(|homes| delivered > *homes) {
            let text = format!("{called}: {delivered} delivered of {homes}");
            deliveries.push((project.row, text));
        }
        if project.certainty == Certainty::Unknown {
            unknown.push((project.row, format!("{called}: certainty unknown")));
        } else if project.homes.is_none() {
            unknown.push((project.row, format!("{called}: homes unknown")));
        } else if project.segment == Segment::Unknown {
            let homes = project.homes.unwrap_or(0);
            unknown.push((project.row, format!("{called}: segment of {homes} homes unknown")));
        }
    }
    for (entry, found) in [
        (&codes::PROJECT_YEARS, sums),
        (&codes::PROJECT_DELIVERED, deliveries),
        (&codes::PROJECT_UNKNOWN, unknown),
    ] {
        if !found.is_empty() {
            let (rows, texts): (Vec<u32>, Vec<String>) = found.into_iter().unzip();
            let finding: Finding = sift.finding(entry, &rows).detail(listed(&texts));
            sift.note(finding);
        }
    }
    Ok(())
}
