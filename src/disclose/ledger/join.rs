//! A new release together with all earlier ones: what a reader who kept them all must not learn.
//!
//! The cells of earlier releases join the table of the new one, with their own sums, and are linked to the
//! cells that count the same placements or a part of them:
//!
//! * the same days, out of as many: the same count. A cell that was shown then is known now, whatever is
//!   hidden now.
//! * days within those of the other (a longer window, a year that went on): the rest is a count of
//!   persons itself. Where it is or may be unsafe, it must stay as open as a cell.
//! * days that only overlap: nothing by itself; their years are linked.
//! * the same days and another number of placements: something was corrected, and nothing follows. Where the
//!   count differs by fewer than the threshold from the one that was shown, it becomes unsafe itself.
//!
//! What an earlier release hid has to stay as open as that release left it, as far as its count may have been
//! unsafe. Its count is not in the ledger: it may be any that agrees with the counts of now.

mod clip;
mod compact;
mod component;
mod past;
mod reach;
mod settle;
#[cfg(test)]
mod tests;
mod ties;

use std::ops::RangeInclusive;

use crate::diagnostics::{Finding, codes};

use super::super::attack::{Asked, System, attack_as_far};
use super::super::policy::Policy;
use super::super::table::{Link, Table};
use super::{Heading, Ledger, NAME};
use compact::Compact;
use past::Past;
use ties::{Relation, Tie};

/// What an indicator counts, by which its earlier releases are found.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it counts and what out of, in words; in one language, whatever that of the result.
    pub definition: &'a str,
    /// How its counts are protected.
    pub policy: Policy,
}

/// What joining a table with earlier releases came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Joined {
    /// Earlier releases that tell of the same indicator.
    pub releases: usize,
    /// Positions of cells of the table that cannot be protected any more, as earlier releases tell them, in
    /// full or in part.
    pub told_before: Vec<usize>,
    /// What there is to say of it.
    pub findings: Vec<Finding>,
}

/// The counts that a need asks to stay possible.
type Needs = RangeInclusive<u32>;

/// Joins a table with the earlier releases of its indicator, so that what is safe in it is safe together with
/// them.
///
/// Cells of earlier releases follow those of the table, whose positions stay. A cell of theirs that has to be
/// equal to one of the table and shows nothing is that cell.
pub fn join(
    table: &mut Table,
    ledger: &Ledger,
    heading: &Heading<'_>,
    subject: &Subject<'_>,
) -> Joined {
    let past = past::gather(table, ledger, heading, subject.id, subject.definition);
    let mut joined = Joined { findings: not_compared(&past), ..Joined::default() };
    joined.releases = {
        let mut releases: Vec<usize> = past.cells.iter().map(|cell| cell.release).collect();
        releases.dedup();
        releases.len()
    };
    let mut ties = ties::ties(table, &past, heading);
    if ties.is_empty() {
        return joined;
    }
    let corrected = leave_out_corrected(table, &past, &mut ties);
    joined.findings.extend(corrected.finding());
    let known = corrected.known;
    widen_for_corrections(table, &past, &ties, subject.policy);
    let mut compact = Compact::of(table, &past, &ties, &corrected.sound, &corrected.values);
    compact.need(&past, &known);
    compact.need_of_differences(table, &known, subject.policy);
    let own = table.clone();
    compact.add_to(table);
    let clipped = clip::clip(table, &own, subject.policy);
    joined.findings.extend(clipped.finding(table, heading));
    joined.told_before = clipped.told;
    joined
}

/// What is known of the counts of earlier releases by the counts of now.
struct Corrected {
    /// Cells of the new table that do not agree with earlier releases, and examples.
    cells: usize,
    /// By position, with the cells of earlier releases behind those of the table.
    sound: Vec<bool>,
    values: Vec<i64>,
    /// The counts that each may have.
    known: Vec<(i64, i64)>,
}

impl Corrected {
    fn finding(&self) -> Option<Finding> {
        let told = "they do not agree with an earlier release, over the same days";
        let some = self.cells > 0;
        some.then(|| Finding::new(&codes::CORRECTED, NAME, self.cells as u64).detail(told))
    }
}

/// Takes the link from ties that do not agree with the counts of now.
fn leave_out_corrected(table: &Table, past: &Past, ties: &mut [Tie]) -> Corrected {
    let n_own = table.cells.len();
    let own = table.cells.iter().map(|cell| (i64::from(cell.count), i64::from(cell.count)));
    let bounds: Vec<(i64, i64)> = own.chain(past.cells.iter().map(|cell| cell.bounds)).collect();
    let mut sums = past.sums_behind(n_own);
    let linked: Vec<usize> = (0..ties.len()).filter(|&at| ties[at].link.is_some()).collect();
    let links: Vec<Link> = linked.iter().filter_map(|&at| ties[at].link).collect();
    let settled = settle::settle(&bounds, &sums, &links);
    for (&at, _) in linked.iter().zip(&settled.holds).filter(|(_, holds)| !**holds) {
        ties[at].link = None;
    }
    sums.retain(|sum| {
        settled.sound[sum.whole] && sum.parts.iter().all(|&part| settled.sound[part])
    });
    let mut cells: Vec<usize> = ties
        .iter()
        .filter(|tie| tie.link.is_none() && tie.later < n_own)
        .map(|tie| tie.later)
        .collect();
    cells.dedup();
    let links = ties.iter().filter_map(|tie| tie.link).collect();
    let asked = bounds.iter().map(|(least, most)| match least < most {
        true => Asked::Exact,
        false => Asked::Nothing,
    });
    let asked: Vec<Asked> = asked.collect();
    let known = attack_as_far(&System { bounds: bounds.clone(), sums, links }, &asked, None);
    Corrected {
        cells: cells.len(),
        sound: settled.sound,
        values: settled.values,
        // The counts that were found agree with all of it, so that it is no contradiction.
        known: known.unwrap_or(bounds),
    }
}

/// Makes counts unsafe that differ by a few from one that was shown and was corrected since.
fn widen_for_corrections(table: &mut Table, past: &Past, ties: &[Tie], policy: Policy) {
    let Policy::Threshold(threshold) = policy else { return };
    let n_own = table.cells.len();
    for tie in ties.iter().filter(|tie| tie.link.is_none() && tie.later < n_own) {
        let (least, most) = past.cells[tie.earlier - n_own].bounds;
        let cell = &mut table.cells[tie.later];
        let difference = i64::from(cell.count) - least;
        if least != most || !(1..i64::from(threshold)).contains(&difference.abs()) {
            continue;
        }
        let few = i64::from(threshold) - 1;
        let side = if difference > 0 { (least + 1, least + few) } else { (least - few, least - 1) };
        let Some(mut needs) = within(side, cell.out_of) else { continue };
        if needs.start() == needs.end() {
            needs = needs.start().saturating_sub(1)..=(needs.end() + 1).min(cell.out_of);
        }
        widen(&mut cell.needs, Some(needs));
    }
}

/// The part of a range that is a count out of so many.
fn within((least, most): (i64, i64), out_of: u32) -> Option<Needs> {
    let (least, most) = (least.max(0), most.min(i64::from(out_of)));
    // Both lie between nothing and `out_of`.
    (least <= most).then_some(least as u32..=most as u32)
}

/// Makes needs hold others too.
fn widen(needs: &mut Option<Needs>, more: Option<Needs>) {
    *needs = match (needs.take(), more) {
        (Some(one), Some(other)) => {
            Some(*one.start().min(other.start())..=*one.end().max(other.end()))
        }
        (one, other) => one.or(other),
    };
}

/// All that must stay possible of a count that may be any of these.
fn needs_of_any(policy: Policy, (least, most): (i64, i64), out_of: u32) -> Option<Needs> {
    let mut needs = None;
    for count in within((least, most), out_of)? {
        widen(&mut needs, policy.needs(count, out_of));
    }
    needs
}

fn not_compared(past: &Past) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !past.unmatched.is_empty() {
        let some: Vec<String> = past.unmatched.iter().take(3).map(|area| area.1.clone()).collect();
        let more = past.unmatched.len() - some.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let detail = format!("{}{more}", some.join(", "));
        let count = past.unmatched.len() as u64;
        findings.push(Finding::new(&codes::OTHER_AREAS, NAME, count).detail(detail));
    }
    if !past.other_definition.is_empty() {
        let lines: Vec<u64> = past.other_definition.iter().map(|&line| u64::from(line)).collect();
        let count = lines.len() as u64;
        findings.push(Finding::new(&codes::OTHER_DEFINITION, NAME, count).rows(lines));
    }
    findings
}
