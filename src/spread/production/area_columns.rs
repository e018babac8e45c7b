//! What a layer shows of the programme in each area.

use crate::model::project::{Certainty, Segment};
use crate::model::{Areas, Tally};
use crate::normalise::{Programme, Project};

use super::planned::positions;
use super::scenarios::Scenarios;

/// The numbers of one area. `None` is unknown: a project that may lie in it is joined to a coarser area,
/// or its homes or segment is not known. Projects without any area are in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AreaColumns {
    /// Social homes of firm projects.
    pub firm: Option<u64>,
    /// Social homes of soft projects.
    pub soft: Option<u64>,
    /// Social homes out of all homes, with the firm projects.
    pub with_firm: Option<Tally>,
    /// The same with all projects.
    pub with_all: Option<Tally>,
}

/// By level and position of the area.
pub(super) fn columns(
    areas: &Areas,
    programme: &Programme,
    scenarios: Option<&Scenarios>,
) -> Vec<Vec<AreaColumns>> {
    let of_level = |level: usize| {
        let n_areas = areas.levels()[level].areas.len();
        let places = positions(areas, programme, level);
        let mut all =
            vec![AreaColumns { firm: Some(0), soft: Some(0), ..Default::default() }; n_areas];
        let step = |step: usize, at: usize| {
            let tally = scenarios.map(|of| of.levels[level].steps[step].tallies[at]);
            tally.filter(|tally| !tally.is_unknown() && tally.out_of() > 0)
        };
        for (at, columns) in all.iter_mut().enumerate() {
            (columns.with_firm, columns.with_all) = (step(1, at), step(2, at));
        }
        for (number, (project, place)) in programme.projects.iter().zip(&places).enumerate() {
            if !project.certainty.counts() {
                continue;
            }
            let to_come = scenarios.and_then(|of| of.to_come[number]);
            let within: Vec<usize> = match (place, project.place) {
                (Some(at), _) => vec![*at],
                (None, Some(coarse)) => {
                    let parents = areas.parents(level, coarse.area.level).into_iter().enumerate();
                    let here = parents.filter(|(_, holder)| *holder == Some(coarse.area.at));
                    here.map(|(at, _)| at).collect()
                }
                (None, None) => Vec::new(),
            };
            for at in within {
                add(&mut all[at], project, place.is_some(), to_come);
            }
        }
        all
    };
    (0..areas.levels().len()).map(of_level).collect()
}

/// Adds a project to an area in which it lies, or may lie.
fn add(columns: &mut AreaColumns, project: &Project, placed: bool, to_come: Option<u32>) {
    let social = match (project.segment, project.homes) {
        (Segment::Other, _) | (_, Some(0)) => Some(0),
        (Segment::Social, Some(homes)) if placed => Some(u64::from(homes)),
        _ => None,
    };
    let of_certainty = match project.certainty {
        Certainty::Firm => &mut columns.firm,
        _ => &mut columns.soft,
    };
    *of_certainty = of_certainty.zip(social).map(|(sum, more)| sum + more);
    let adds_nothing = to_come == Some(0);
    let is_known = placed && to_come.is_some() && project.segment != Segment::Unknown;
    if !adds_nothing && !is_known {
        columns.with_all = None;
        if project.certainty == Certainty::Firm {
            columns.with_firm = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{areas, programme, project};
    use super::super::scenarios::{StockDay, scenarios};
    use super::*;

    #[test]
    fn an_area_in_which_a_project_may_lie_is_unknown_and_another_is_zero() {
        let programme = programme(vec![
            project(Some(20), Segment::Social, Certainty::Firm, Some((0, 0))),
            project(Some(10), Segment::Social, Certainty::Soft, Some((1, 2))),
            project(Some(10), Segment::Other, Certainty::Soft, Some((0, 1))),
            project(Some(99), Segment::Social, Certainty::Firm, None),
            project(None, Segment::Social, Certainty::Soft, Some((1, 3))),
        ]);
        let today = [(1, 4); 4].map(|(x, t)| Tally::new(x, t, 0, 0).unwrap());
        let day = chrono::NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
        let areas = areas();
        let scenarios = scenarios(&areas, &programme, &today, StockDay::same(day));
        let found = columns(&areas, &programme, Some(&scenarios));
        let firm = |level: usize| found[level].iter().map(|of| of.firm).collect::<Vec<_>>();
        let soft = |level: usize| found[level].iter().map(|of| of.soft).collect::<Vec<_>>();
        assert_eq!(firm(0), [Some(20), Some(0)]);
        assert_eq!(firm(1), [None, None, Some(0), Some(0)]);
        assert_eq!(soft(0), [Some(0), None]);
        assert_eq!(soft(1), [Some(0), Some(0), Some(10), None]);
        let with_firm: Vec<bool> = found[1].iter().map(|of| of.with_firm.is_some()).collect();
        assert_eq!(with_firm, [false, false, true, true]);
        // The other homes of wijk 02 may lie in either of its buurten.
        assert!(found[1].iter().all(|of| of.with_all.is_none()));
        assert!(found[0][0].with_all.is_some() && found[0][1].with_all.is_none());
    }
}
