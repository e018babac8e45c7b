//! Planned homes per year, of the whole programme and by area.

use std::collections::BTreeMap;

use crate::model::Areas;
use crate::model::project::{Certainty, Segment};
use crate::normalise::{Place, Programme, Project};

/// Homes of projects of one certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BySegment {
    /// Social rent.
    pub social: u64,
    /// Anything else.
    pub other: u64,
    /// Of which it is not known whether they are social.
    pub unknown: u64,
}

impl BySegment {
    /// All of them.
    pub fn all(self) -> u64 {
        self.social + self.other + self.unknown
    }
}

/// Planned homes by certainty and segment; projects for information are in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HomesPlanned {
    /// Of firm projects.
    pub firm: BySegment,
    /// Of soft ones.
    pub soft: BySegment,
}

impl HomesPlanned {
    /// All of them.
    pub fn all(self) -> u64 {
        self.firm.all() + self.soft.all()
    }

    fn add(&mut self, project: &Project, homes: u32) {
        let of = match project.certainty {
            Certainty::Firm => &mut self.firm,
            Certainty::Soft => &mut self.soft,
            Certainty::Excluded | Certainty::Unknown => return,
        };
        let of = match project.segment {
            Segment::Social => &mut of.social,
            Segment::Other => &mut of.other,
            Segment::Unknown => &mut of.unknown,
        };
        *of += u64::from(homes);
    }
}

/// Homes of some projects, in all and by the year in which they are to be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlannedHomes {
    /// Projects that count.
    pub projects: usize,
    /// Those among them of which the number of homes is not known.
    pub without_number: usize,
    /// Their homes.
    pub homes: HomesPlanned,
    /// Those of each year, in the order of [`Programme::planned_years`].
    pub by_year: Vec<HomesPlanned>,
    /// Those of no known year.
    pub year_unknown: HomesPlanned,
}

impl PlannedHomes {
    fn add(&mut self, project: &Project) {
        if !project.certainty.counts() {
            return;
        }
        self.projects += 1;
        let years = self.by_year.len().max(project.planned.len());
        self.by_year.resize(years, HomesPlanned::default());
        for (year, homes) in self.by_year.iter_mut().zip(&project.planned) {
            year.add(project, homes.unwrap_or(0));
        }
        self.year_unknown.add(project, project.year_unknown().unwrap_or(0));
        match project.homes {
            Some(homes) => self.homes.add(project, homes),
            None => self.without_number += 1,
        }
    }
}

/// Homes by area of one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelPlanned {
    /// By position of the area, of areas with a project; in order.
    pub areas: Vec<(usize, PlannedHomes)>,
    /// Of projects that no area of this level can be given: joined to a coarser one, or to none.
    pub not_placed: PlannedHomes,
}

/// Homes of the whole programme.
pub(super) fn all(programme: &Programme) -> PlannedHomes {
    let mut all = PlannedHomes::default();
    programme.projects.iter().for_each(|project| all.add(project));
    all
}

/// Homes by area of every level.
pub(super) fn by_level(areas: &Areas, programme: &Programme) -> Vec<LevelPlanned> {
    let of_level = |level: usize| {
        let mut found: BTreeMap<usize, PlannedHomes> = BTreeMap::new();
        let mut not_placed = PlannedHomes::default();
        for (project, at) in programme.projects.iter().zip(positions(areas, programme, level)) {
            if project.certainty.counts() {
                at.map_or(&mut not_placed, |at| found.entry(at).or_default()).add(project);
            }
        }
        LevelPlanned { areas: found.into_iter().collect(), not_placed }
    };
    (0..areas.levels().len()).map(of_level).collect()
}

/// The area of a level in which each project lies; `None` where it is joined to a coarser one, or to none.
pub(super) fn positions(areas: &Areas, programme: &Programme, level: usize) -> Vec<Option<usize>> {
    let holders: Vec<Vec<Option<usize>>> =
        (level..areas.levels().len()).map(|fine| areas.parents(fine, level)).collect();
    let of = |place: Place| {
        let fine = place.area.level.checked_sub(level)?;
        if fine == 0 { Some(place.area.at) } else { holders[fine][place.area.at] }
    };
    programme.projects.iter().map(|project| project.place.and_then(of)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::{areas, programme, project};
    use super::*;

    #[test]
    fn a_project_counts_in_its_area_and_those_above_and_in_none_below() {
        let mut projects = vec![
            project(Some(10), Segment::Social, Certainty::Firm, Some((1, 2))),
            project(Some(5), Segment::Other, Certainty::Soft, Some((0, 1))),
            project(Some(3), Segment::Unknown, Certainty::Soft, None),
            project(None, Segment::Social, Certainty::Firm, Some((1, 2))),
            project(Some(99), Segment::Social, Certainty::Excluded, Some((1, 0))),
        ];
        projects[0].planned = vec![Some(4), Some(0)];
        let mut programme = programme(projects);
        programme.planned_years = vec![2026, 2027];
        let levels = by_level(&areas(), &programme);
        let told = |level: &LevelPlanned| {
            let areas = level.areas.iter().map(|(at, of)| (*at, of.homes.all(), of.projects));
            (areas.collect::<Vec<_>>(), level.not_placed.homes.all())
        };
        assert_eq!(told(&levels[0]), (vec![(1, 15, 3)], 3));
        assert_eq!(told(&levels[1]), (vec![(2, 10, 2)], 8));
        let all = all(&programme);
        assert_eq!((all.homes.all(), all.projects, all.without_number), (18, 4, 1));
        assert_eq!(all.by_year[0].firm.social, 4);
        assert_eq!(all.year_unknown.firm.social, 6);
        for level in &levels {
            let sum: u64 = level.areas.iter().map(|(_, of)| of.homes.all()).sum();
            assert_eq!(sum + level.not_placed.homes.all(), all.homes.all());
        }
    }
}
