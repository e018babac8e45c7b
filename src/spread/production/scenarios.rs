//! The share and the spread of social homes today, with the firm projects, and with all.

use chrono::{Datelike, NaiveDate};

use crate::model::project::{Certainty, Segment};
use crate::model::{Areas, Tally};
use crate::normalise::{Programme, Project};

use super::super::dissimilarity::dissimilarity;
use super::super::entropy::information_index;
use super::super::gini::gini;
use super::super::shares::Shares;
use super::super::silence::Silence;
use super::planned::positions;
use super::{Change, last_ended_year};

/// Homes of the programme that are in today's stock already, and are not added again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InStock {
    /// Those that were delivered, as the table says.
    Delivered {
        /// Of firm and soft projects.
        homes: u64,
        /// Homes due of which nothing says whether they were delivered; they are added.
        unknown: u64,
        /// The last year whose deliveries are in it.
        through: i32,
    },
    /// Those that were planned up to and including a year that has ended: nothing says what was delivered,
    /// so that the plan is taken to be followed.
    AsPlanned {
        /// The year.
        through: i32,
        /// Of firm and soft projects.
        homes: u64,
    },
}

/// Homes that a step adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    /// Social ones.
    pub social: u64,
    /// Others.
    pub other: u64,
}

impl Added {
    /// Both.
    pub fn all(self) -> u64 {
        self.social + self.other
    }

    fn add(&mut self, other: Added) {
        self.social += other.social;
        self.other += other.other;
    }
}

/// The evenness of one step at one level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepEvenness {
    /// Areas with homes.
    pub areas: usize,
    /// Share of social homes of all areas together, in [0, 1].
    pub share: f64,
    /// Index of dissimilarity, in [0, 1].
    pub dissimilarity: f64,
    /// Information index, in [0, 1].
    pub information: f64,
    /// Gini index, in [0, 1].
    pub gini: f64,
    /// The area with the lowest share, and that share.
    pub lowest: (usize, f64),
    /// The area with the highest share, and that share.
    pub highest: (usize, f64),
}

/// One step at one level: today, with the firm projects, or with all.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Homes that it adds in areas of this level.
    pub placed: Added,
    /// Homes that it would add and that no area of this level can be given: their project is joined to a
    /// coarser area or to none, or all homes of the area are not known.
    pub not_placed: Added,
    /// How even; of the areas with what can be placed in them.
    pub evenness: Result<StepEvenness, Silence>,
    /// Against today; `None` of today itself, where one of the two cannot be told, and where none of the
    /// homes to come can be placed.
    pub change: Option<Change>,
    /// By position of the area.
    pub tallies: Vec<Tally>,
}

/// An area of which the share changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// Position of the area.
    pub area: usize,
    /// Its homes today.
    pub before: Tally,
    /// Its homes after the step.
    pub after: Tally,
    /// Whether its share comes nearer to that of all areas, each after the step and today; `None` where
    /// the area has no homes today.
    pub toward: Option<bool>,
}

/// The three steps at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelScenarios {
    /// Today, with the firm projects, with all.
    pub steps: [Step; 3],
    /// Where the share changes with the firm projects and with all, most first.
    pub moves: [Vec<Move>; 2],
}

/// The whole city in one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CityStep {
    /// Social homes out of all homes, joined to an area or not.
    pub tally: Tally,
    /// Homes that it adds.
    pub added: Added,
    /// Homes to come of which it is not known whether they are social; they are not added.
    pub unknown_segment: u64,
    /// Homes to come in areas of which it is not known how many homes they have today; they are in no number.
    pub unknown_base: u64,
}

/// Today, with the firm projects, and with all.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenarios {
    /// The day of the stock.
    pub day: NaiveDate,
    /// Whether that is a day before the one on which the programme is looked at.
    pub is_earlier: bool,
    /// What of the programme is in it already.
    pub in_stock: InStock,
    /// Projects, by position, that are left out: their homes or segment is not known.
    pub left_out: Vec<usize>,
    /// The city in each step.
    pub city: [CityStep; 3],
    /// Per level, coarse to fine.
    pub levels: Vec<LevelScenarios>,
    /// Homes to come by position of the project; `None` where they are not known.
    pub to_come: Vec<Option<u32>>,
}

/// The days of the stock.
#[derive(Debug, Clone, Copy)]
pub(super) struct StockDay {
    /// Of all homes.
    pub day: NaiveDate,
    /// Of the social ones, and up to which the programme is looked at.
    pub reference: NaiveDate,
}

impl StockDay {
    /// All homes of the same day as the social ones.
    #[cfg(test)]
    pub fn same(day: NaiveDate) -> StockDay {
        StockDay { day, reference: day }
    }
}

/// The certainties that each step adds.
const STEPS: [&[Certainty]; 3] = [&[], &[Certainty::Firm], &[Certainty::Firm, Certainty::Soft]];

/// Works out the steps from the social homes out of all homes of the finest areas.
pub(super) fn scenarios(
    areas: &Areas,
    programme: &Programme,
    today: &[Tally],
    StockDay { day, reference }: StockDay,
) -> Scenarios {
    let projects = &programme.projects;
    let is_earlier = day < reference;
    // What was delivered within a year that had not ended may have come after the day of an earlier stock.
    let through = if is_earlier { last_ended_year(day) } else { day.year() };
    let (to_come, in_stock) = to_come(programme, last_ended_year(day), through);
    let total: Tally = today.iter().copied().sum();
    // Of an area of which the homes of today are not known those to come have no base.
    let without_base: Vec<bool> = projects
        .iter()
        .map(|project| {
            project.place.is_some_and(|place| {
                let holders = areas.holders(place.area.level).iter().zip(today);
                let within = holders.filter(|(holder, _)| **holder == place.area.at);
                within.map(|(_, tally)| *tally).sum::<Tally>().is_unknown()
            })
        })
        .collect();
    let city = STEPS.map(|certainties| {
        let (mut added, mut unknown_segment, mut unknown_base) = (Added::default(), 0, 0);
        for ((project, homes), without) in projects.iter().zip(&to_come).zip(&without_base) {
            if !certainties.contains(&project.certainty) {
                continue;
            }
            match adds(project, *homes) {
                Some(more) if *without => unknown_base += more.all(),
                Some(more) => added.add(more),
                None => unknown_segment += u64::from(homes.unwrap_or(0)),
            }
        }
        CityStep { tally: with(total, added), added, unknown_segment, unknown_base }
    });
    let left_out = projects.iter().zip(&to_come).enumerate();
    let left_out = left_out
        .filter(|(_, (project, homes))| {
            project.certainty.counts() && **homes != Some(0) && adds(project, **homes).is_none()
        })
        .map(|(at, _)| at)
        .collect();
    let of_level = |level: usize| {
        let mut before = vec![Tally::default(); areas.levels()[level].areas.len()];
        for (tally, &holder) in today.iter().zip(areas.holders(level)) {
            before[holder] += *tally;
        }
        let places = positions(areas, programme, level);
        let mut steps = STEPS.map(|certainties| {
            let (mut placed, mut not_placed) = (Added::default(), Added::default());
            let mut more = vec![Added::default(); before.len()];
            let all = projects.iter().zip(&to_come).zip(&places).zip(&without_base);
            for (((project, homes), place), without) in all {
                let adds =
                    adds(project, *homes).filter(|_| certainties.contains(&project.certainty));
                let Some(adds) = adds else { continue };
                // Beside homes of which nothing is known the new ones would be all there is.
                match place.filter(|at| !without && !before[*at].is_unknown()) {
                    Some(at) => {
                        more[at].add(adds);
                        placed.add(adds);
                    }
                    None => not_placed.add(adds),
                }
            }
            let tallies: Vec<Tally> =
                before.iter().zip(more).map(|(tally, more)| with(*tally, more)).collect();
            let evenness = evenness(&tallies);
            Step { placed, not_placed, evenness, change: None, tallies }
        });
        let moves = [1, 2].map(|step| moves(&before, &steps[step].tallies));
        let before = steps[0].evenness.as_ref().ok().copied();
        for step in &mut steps[1..] {
            let nothing_placed = step.placed.all() == 0 && step.not_placed.all() > 0;
            let after = step.evenness.as_ref().ok().filter(|_| !nothing_placed);
            step.change = before.zip(after).map(|(before, after)| Change::between(&before, after));
        }
        LevelScenarios { steps, moves }
    };
    let levels = (0..areas.levels().len()).map(of_level).collect();
    Scenarios { day, is_earlier, in_stock, left_out, city, levels, to_come }
}

/// The homes of each project that are not in the stock, and what of the programme is: what was planned up
/// to and including one year, or delivered up to and including another.
fn to_come(
    programme: &Programme,
    through: i32,
    delivered_through: i32,
) -> (Vec<Option<u32>>, InStock) {
    let (planned_years, delivered_years) = (&programme.planned_years, &programme.delivered_years);
    let (mut in_stock, mut unknown) = (0, 0);
    let mut all = Vec::with_capacity(programme.projects.len());
    for project in &programme.projects {
        let due = project.planned.iter().zip(planned_years).filter(|(_, year)| **year <= through);
        let due: u32 = due.filter_map(|(homes, _)| *homes).sum();
        let here = match delivered_years.is_empty() {
            true => Some(due),
            false => project.delivered_through(delivered_through, delivered_years),
        };
        let there = project.homes.map(|homes| here.unwrap_or(0).min(homes));
        if project.certainty.counts() {
            in_stock += u64::from(there.unwrap_or(0));
            unknown += u64::from(if here.is_none() { due } else { 0 });
        }
        all.push(project.homes.map(|homes| homes - there.unwrap_or(0)));
    }
    let in_stock = match delivered_years.is_empty() {
        true => InStock::AsPlanned { through, homes: in_stock },
        false => InStock::Delivered { homes: in_stock, unknown, through: delivered_through },
    };
    (all, in_stock)
}

/// What the homes to come of a project add; `None` where that is not known.
fn adds(project: &Project, to_come: Option<u32>) -> Option<Added> {
    let homes = u64::from(to_come?);
    match project.segment {
        Segment::Social => Some(Added { social: homes, other: 0 }),
        Segment::Other => Some(Added { social: 0, other: homes }),
        Segment::Unknown => None,
    }
}

/// The homes of an area with more; those of which it is not known stay so.
fn with(tally: Tally, more: Added) -> Tally {
    // Beside homes of which nothing is known the new ones would be all there is.
    if more == Added::default() || tally.is_unknown() {
        return tally;
    }
    // More than any city has; above it the indices would no longer be sums of whole numbers.
    const MOST: u64 = 100_000_000;
    let number = |homes: u64| u32::try_from(homes.min(MOST)).expect("below the most");
    let count = number(u64::from(tally.count()) + more.social);
    let out_of = number(u64::from(tally.out_of()) + more.all()).max(count);
    Tally::new(count, out_of, 0, tally.unknown()).expect("no more count than belong")
}

fn evenness(tallies: &[Tally]) -> Result<StepEvenness, Silence> {
    let shares = Shares::of(tallies.iter().copied());
    Silence::of(&shares)?;
    if shares.len() == 1 && shares.left_out().unknown_areas > 0 {
        return Err(Silence::TooFewAreas);
    }
    let of_areas = shares.areas().iter().zip(shares.pairs());
    let mut by_share: Vec<(usize, f64)> = of_areas
        .map(|(&area, (social, homes))| (area, f64::from(social) / f64::from(homes)))
        .collect();
    // Of areas with the same share the first in order of code.
    by_share.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
    let told = || {
        let (lowest, last) = (*by_share.first()?, *by_share.last()?);
        let highest = by_share.iter().find(|(_, share)| *share == last.1)?;
        Some(StepEvenness {
            areas: shares.len(),
            share: shares.overall()?,
            dissimilarity: dissimilarity(&shares)?,
            information: information_index(&shares)?,
            gini: gini(&shares)?,
            lowest,
            highest: *highest,
        })
    };
    told().ok_or(Silence::NothingToSpread)
}

/// The areas of which the share or the homes change, the largest change of the share first, then in order
/// of area; new areas come last.
fn moves(before: &[Tally], after: &[Tally]) -> Vec<Move> {
    let share = |tallies: &[Tally]| tallies.iter().copied().sum::<Tally>().share();
    let all = share(before).zip(share(after));
    let mut moves: Vec<Move> = before
        .iter()
        .zip(after)
        .enumerate()
        .filter(|(_, (before, after))| before != after)
        .map(|(area, (&before, &after))| {
            let toward = before.share().zip(after.share()).zip(all);
            let toward = toward.map(|((old, new), (all_old, all_new))| {
                (new - all_new).abs() < (old - all_old).abs()
            });
            Move { area, before, after, toward }
        })
        .collect();
    let size =
        |of: &Move| of.before.share().zip(of.after.share()).map(|(old, new)| (new - old).abs());
    moves.sort_by(|one, other| {
        let sizes = size(other).unwrap_or(-1.0).total_cmp(&size(one).unwrap_or(-1.0));
        sizes.then(one.area.cmp(&other.area))
    });
    moves
}

#[cfg(test)]
mod tests {
    use super::super::examples::{areas, programme, project};
    use super::*;

    const DAY: (i32, u32, u32) = (2025, 12, 31);

    fn day() -> StockDay {
        StockDay::same(NaiveDate::from_ymd_opt(DAY.0, DAY.1, DAY.2).unwrap())
    }

    fn stock(pairs: [(u32, u32); 4]) -> Vec<Tally> {
        pairs.map(|(social, homes)| Tally::new(social, homes, 0, 0).unwrap()).to_vec()
    }

    #[test]
    fn firm_and_soft_homes_are_added_where_they_can_be_placed() {
        let projects = vec![
            project(Some(20), Segment::Social, Certainty::Firm, Some((1, 0))),
            project(Some(10), Segment::Other, Certainty::Firm, Some((0, 1))),
            project(Some(30), Segment::Social, Certainty::Soft, None),
            project(Some(7), Segment::Unknown, Certainty::Soft, Some((1, 0))),
            project(None, Segment::Social, Certainty::Soft, Some((1, 0))),
            project(Some(99), Segment::Social, Certainty::Excluded, Some((1, 0))),
        ];
        let programme = programme(projects);
        let today = stock([(0, 80), (40, 100), (50, 100), (10, 100)]);
        let found = scenarios(&areas(), &programme, &today, day());
        let pairs = |step: &Step| -> Vec<(u32, u32)> {
            step.tallies.iter().map(|tally| (tally.count(), tally.out_of())).collect()
        };
        let [wijken, buurten] = [&found.levels[0], &found.levels[1]];
        assert_eq!(pairs(&wijken.steps[0]), [(40, 180), (60, 200)]);
        assert_eq!(pairs(&wijken.steps[1]), [(60, 200), (60, 210)]);
        assert_eq!(pairs(&wijken.steps[2]), pairs(&wijken.steps[1]));
        assert_eq!(wijken.steps[2].not_placed, Added { social: 30, other: 0 });
        assert_eq!(pairs(&buurten.steps[1])[0], (20, 100));
        assert_eq!(buurten.steps[1].not_placed, Added { social: 0, other: 10 });
        let city = found.city.map(|step| (step.tally.count(), step.tally.out_of()));
        assert_eq!(city, [(100, 380), (120, 410), (150, 440)]);
        assert_eq!(found.city[2].unknown_segment, 7);
        assert_eq!(found.left_out, [3, 4]);
        // Both indices fall: 22% and 30% become 30% and 29%.
        assert_eq!(wijken.steps[1].change, Some(Change::MoreEven));
        let first = wijken.moves[0][0];
        assert_eq!((first.area, first.toward), (0, Some(true)));
        assert_eq!(buurten.moves[0].len(), 1);
    }

    #[test]
    fn what_is_in_the_stock_already_is_not_added_again() {
        let mut built = project(Some(20), Segment::Social, Certainty::Firm, Some((1, 0)));
        built.planned = vec![Some(12), Some(8)];
        let mut programme = programme(vec![built]);
        programme.planned_years = vec![2025, 2026];
        let today = stock([(0, 80), (40, 100), (50, 100), (10, 100)]);
        let found = scenarios(&areas(), &programme, &today, day());
        assert_eq!(found.in_stock, InStock::AsPlanned { through: 2025, homes: 12 });
        assert_eq!(found.city[1].added, Added { social: 8, other: 0 });

        programme.delivered_years = vec![2025, 2026];
        programme.projects[0].delivered = vec![Some(5), Some(3)];
        let found = scenarios(&areas(), &programme, &today, day());
        assert_eq!(found.in_stock, InStock::Delivered { homes: 5, unknown: 0, through: 2025 });
        assert_eq!(found.city[1].added, Added { social: 15, other: 0 });

        programme.projects[0].delivered = vec![None, None];
        let found = scenarios(&areas(), &programme, &today, day());
        assert_eq!(found.in_stock, InStock::Delivered { homes: 0, unknown: 12, through: 2025 });
        assert_eq!(found.city[1].added, Added { social: 20, other: 0 });
    }

    #[test]
    fn an_earlier_stock_holds_what_was_there_in_the_years_that_had_ended() {
        let mut built = project(Some(20), Segment::Social, Certainty::Firm, Some((1, 0)));
        (built.planned, built.delivered) =
            (vec![Some(5), Some(12), Some(3)], vec![Some(4), Some(11), Some(2)]);
        let mut programme = programme(vec![built]);
        programme.planned_years = vec![2024, 2025, 2026];
        let today = stock([(0, 80), (40, 100), (50, 100), (10, 100)]);
        let told = |programme: &Programme, (year, month, day): (i32, u32, u32)| {
            let reference = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let found = scenarios(&areas(), programme, &today, StockDay { day, reference });
            (found.in_stock, found.city[1].added.social, found.is_earlier)
        };
        let planned = |through, homes| InStock::AsPlanned { through, homes };
        assert_eq!(told(&programme, (2025, 1, 1)), (planned(2024, 5), 15, true));
        assert_eq!(told(&programme, (2025, 12, 31)), (planned(2025, 17), 3, true));
        assert_eq!(told(&programme, (2026, 1, 1)), (planned(2025, 17), 3, true));
        programme.delivered_years = vec![2024, 2025, 2026];
        let there = |through, homes| InStock::Delivered { homes, unknown: 0, through };
        assert_eq!(told(&programme, (2025, 1, 1)), (there(2024, 4), 16, true));
        assert_eq!(told(&programme, (2025, 12, 31)), (there(2025, 15), 5, true));
        assert_eq!(told(&programme, (2026, 1, 1)), (there(2025, 15), 5, true));
        assert_eq!(told(&programme, (2026, 6, 30)), (there(2026, 17), 3, false));
    }

    #[test]
    fn an_area_of_which_nothing_is_known_stays_unknown() {
        let one = project(Some(20), Segment::Social, Certainty::Firm, Some((1, 0)));
        let mut today = stock([(0, 0), (40, 100), (50, 100), (10, 100)]);
        today[0] = Tally::new(0, 0, 0, 5).unwrap();
        let found = scenarios(&areas(), &programme(vec![one]), &today, day());
        let step = &found.levels[1].steps[1];
        assert!(step.tallies[0].is_unknown());
        assert_eq!((step.placed.all(), step.not_placed.all()), (0, 20));
        assert_eq!(step.change, None);
        // Its homes are in no base of the wijk and the city either.
        let wijk = &found.levels[0].steps[1];
        assert_eq!((wijk.placed.all(), wijk.not_placed.all()), (0, 20));
        assert_eq!((found.city[1].added.all(), found.city[1].unknown_base), (0, 20));
    }
}
