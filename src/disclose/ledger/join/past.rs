//! The cells of earlier releases, and how they add up.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::AreaLevel;

use super::super::super::policy::Policy;
use super::super::super::table::{Sum, Table};
use super::super::line::named;
use super::super::{CellLine, Heading, IndicatorLine, Ledger, PartName, Release};

/// A cell of an earlier release.
#[derive(Debug, Clone)]
pub(super) struct PastCell {
    /// Position of its release in the ledger.
    pub release: usize,
    /// The node of the new table with its level and code.
    pub node: Option<usize>,
    pub part: PartName,
    pub days: [NaiveDate; 2],
    /// What the release says of it: the counts that it may be.
    pub bounds: (i64, i64),
    pub out_of: u32,
    pub shown: bool,
    /// By which it was protected.
    pub policy: Policy,
}

/// What was told of the same before.
#[derive(Debug, Default)]
pub(super) struct Past {
    pub cells: Vec<PastCell>,
    /// By position in `cells`.
    pub sums: Vec<Sum>,
    /// Levels and codes of areas that the new table does not have.
    pub unmatched: BTreeSet<(AreaLevel, String)>,
    /// Releases in which the indicator counted something else.
    pub other_definition: Vec<u32>,
}

/// Where an area stands in its release: the city is `None`.
type Place = Option<(AreaLevel, String)>;

/// Gathers the cells of releases that count what `definition` says.
pub(super) fn gather(
    table: &Table,
    ledger: &Ledger,
    heading: &Heading<'_>,
    id: &str,
    definition: &str,
) -> Past {
    let mut nodes: BTreeMap<Place, usize> = BTreeMap::new();
    for (at, node) in table.nodes.iter().enumerate() {
        let (level, code) = named(heading.areas, node);
        nodes.insert(level.zip(code.map(str::to_owned)), at);
    }
    let mut past = Past::default();
    for (at, release) in ledger.releases.iter().enumerate() {
        let same = release.indicators.iter().find(|line| line.definition == definition);
        let Some(line) = same else {
            if release.indicators.iter().any(|line| line.id == id) {
                past.other_definition.push(release.release);
            }
            continue;
        };
        past.add(at, release, line, &nodes, is_same_city(release, heading));
    }
    past
}

/// Whether a release is about the city: by its name, or because its areas are the same.
fn is_same_city(release: &Release, heading: &Heading<'_>) -> bool {
    let then: BTreeSet<(AreaLevel, &str)> =
        release.areas.iter().map(|area| (area.0, area.1.as_str())).collect();
    let finest = heading.areas.finest();
    let all_there =
        || finest.areas.iter().all(|area| then.contains(&(finest.level, area.code.as_str())));
    release.name == heading.name || all_there()
}

impl Past {
    /// How the cells add up, by position behind `n_own` other cells.
    pub fn sums_behind(&self, n_own: usize) -> Vec<Sum> {
        let behind = |sum: &Sum| Sum {
            whole: n_own + sum.whole,
            parts: sum.parts.iter().map(|part| n_own + part).collect(),
        };
        self.sums.iter().map(behind).collect()
    }

    fn add(
        &mut self,
        at: usize,
        release: &Release,
        line: &IndicatorLine,
        nodes: &BTreeMap<Place, usize>,
        same_city: bool,
    ) {
        let policy = Policy::from(line.policy);
        let mut places: BTreeMap<(Place, &PartName), usize> = BTreeMap::new();
        for CellLine(level, code, part, shown, out_of) in &line.cells {
            let place: Place = level.zip(code.clone());
            let node = nodes.get(&place).copied().filter(|_| place.is_some() || same_city);
            if let (None, Some(area)) = (node, &place) {
                self.unmatched.insert(area.clone());
            }
            let bounds = match *shown {
                Some(count) => {
                    let possible = policy.possible(count, *out_of);
                    (i64::from(*possible.start()), i64::from(*possible.end()))
                }
                None => (0, i64::from(*out_of)),
            };
            places.insert((place, part), self.cells.len());
            self.cells.push(PastCell {
                release: at,
                node,
                part: part.clone(),
                days: release.days(part),
                bounds,
                out_of: *out_of,
                shown: shown.is_some(),
                policy,
            });
        }
        self.add_sums(release, &places);
    }

    /// Areas out of those that they hold, windows out of years and out of corporations.
    fn add_sums(&mut self, release: &Release, places: &BTreeMap<(Place, &PartName), usize>) {
        let mut levels: Vec<AreaLevel> = release.areas.iter().map(|area| area.0).collect();
        levels.dedup();
        let mut holders: BTreeMap<Place, Place> = BTreeMap::new();
        for area in &release.areas {
            let above = levels.iter().rev().find(|level| **level < area.0).copied();
            holders.insert(Some((area.0, area.1.clone())), above.zip(area.2.clone()));
        }
        let mut parts: BTreeMap<(usize, u8), Vec<usize>> = BTreeMap::new();
        for ((place, part), &cell) in places {
            let holder = holders.get(place);
            if let Some(&whole) = holder.and_then(|above| places.get(&(above.clone(), *part))) {
                parts.entry((whole, 0)).or_default().push(cell);
            }
            let kind = match part {
                PartName::Window => continue,
                PartName::Year(_) => 1,
                PartName::Corporation(_) => 2,
            };
            if let Some(&whole) = places.get(&(place.clone(), &PartName::Window)) {
                parts.entry((whole, kind)).or_default().push(cell);
            }
        }
        let sums = parts.into_iter().map(|((whole, _), mut parts)| {
            parts.sort_unstable();
            Sum { whole, parts }
        });
        self.sums.extend(sums);
    }
}
