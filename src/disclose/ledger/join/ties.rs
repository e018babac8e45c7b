//! Which cells of two releases count the same placements, or some of the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::super::table::{Link, Role, Table};
use super::super::line::part_name;
use super::super::{Heading, PartName, format};
use super::past::Past;

/// How the days of a later cell stand to those of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// They are the same.
    Same,
    /// The later cell has them and more.
    Grown,
    /// The earlier cell has them and more.
    Shrunk,
}

/// Two cells of the same area, one in an earlier release; by position in the new table, with the cells of
/// earlier releases behind its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    pub later: usize,
    pub earlier: usize,
    pub relation: Relation,
    /// What holds between them as long as nothing was corrected; `None` where what they are out of shows
    /// that something was.
    pub link: Option<Link>,
}

/// A cell of any release.
struct Dated {
    at: usize,
    /// Position of its release; the new one has the last.
    release: usize,
    part: PartName,
    days: [NaiveDate; 2],
    out_of: u32,
}

/// The ties between cells of the same area, each with the latest earlier cell of any span of days.
///
/// Periods that only overlap are not tied: what they share is a part of both that is tied by its years.
pub(super) fn ties(table: &Table, past: &Past, heading: &Heading<'_>) -> Vec<Tie> {
    let n_own = table.cells.len();
    let mut series: BTreeMap<(usize, Option<PartName>), Vec<Dated>> = BTreeMap::new();
    let mut add = |node: usize, cell: Dated| {
        let corporation = matches!(cell.part, PartName::Corporation(_)).then(|| cell.part.clone());
        series.entry((node, corporation)).or_default().push(cell);
    };
    for (at, cell) in past.cells.iter().enumerate() {
        let Some(node) = cell.node else { continue };
        let (part, days) = (cell.part.clone(), cell.days);
        let dated =
            Dated { at: n_own + at, release: cell.release, part, days, out_of: cell.out_of };
        add(node, dated);
    }
    for (at, cell) in table.cells.iter().enumerate() {
        debug_assert!(!matches!(cell.role, Role::Earlier { .. }));
        let part = part_name(cell.part, heading.corporations);
        let days = format::days(heading.window, &part);
        add(cell.node, Dated { at, release: usize::MAX, part, days, out_of: cell.out_of });
    }
    series.values().flat_map(|cells| of_series(cells)).collect()
}

fn of_series(cells: &[Dated]) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (j, later) in cells.iter().enumerate() {
        let mut seen: Vec<[NaiveDate; 2]> = Vec::new();
        for earlier in cells[..j].iter().rev() {
            let alike = earlier.part == later.part || earlier.days == later.days;
            if earlier.release == later.release || !alike || seen.contains(&earlier.days) {
                continue;
            }
            seen.push(earlier.days);
            ties.extend(tie(earlier, later));
        }
    }
    ties
}

fn tie(earlier: &Dated, later: &Dated) -> Option<Tie> {
    let holds = |outer: &Dated, inner: &Dated| {
        outer.days[0] <= inner.days[0] && inner.days[1] <= outer.days[1]
    };
    let more = i64::from(later.out_of) - i64::from(earlier.out_of);
    let (relation, bounds) = match (holds(later, earlier), holds(earlier, later)) {
        (true, true) => (Relation::Same, (more == 0).then_some((0, 0))),
        (true, false) => (Relation::Grown, (more >= 0).then_some((0, more))),
        (false, true) => (Relation::Shrunk, (more <= 0).then_some((more, 0))),
        (false, false) => return None,
    };
    let (later, earlier) = (later.at, earlier.at);
    let link = bounds.map(|(least, most)| Link { later, earlier, least, most });
    Some(Tie { later, earlier, relation, link })
}
