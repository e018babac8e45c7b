//! What was delivered of the programme, home by home and project by project.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::normalise::{Programme, Project};

use super::last_ended_year;

/// How a project stands, up to a day.
///
/// The homes of a project are taken in the order of their planned years, and its deliveries in the order
/// of theirs: the first home delivered is the first that was planned. A home is due at the end of its
/// planned year. The first of these that holds for any home of the project is its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProjectStatus {
    /// Homes are due and not delivered.
    Late,
    /// Homes were delivered in a later year than planned; none is late.
    Moved,
    /// It is not known whether homes are due or delivered: their number or year is not known, or no cell
    /// says what was delivered.
    Unknown,
    /// Homes were delivered before their planned year; all others that are due were delivered in time.
    Ahead,
    /// All homes that are due were delivered in their planned year; or all homes were delivered, of which no
    /// planned year is known.
    Delivered,
    /// No home is due, and none was delivered.
    NotDue,
}

impl ProjectStatus {
    /// All of them, by weight.
    pub const ALL: [ProjectStatus; 6] = [
        ProjectStatus::Late,
        ProjectStatus::Moved,
        ProjectStatus::Unknown,
        ProjectStatus::Ahead,
        ProjectStatus::Delivered,
        ProjectStatus::NotDue,
    ];

    /// The word of the results.
    pub fn word(self) -> &'static str {
        match self {
            ProjectStatus::Late => "te laat",
            ProjectStatus::Moved => "verschoven",
            ProjectStatus::Unknown => "onbekend",
            ProjectStatus::Ahead => "vooruit",
            ProjectStatus::Delivered => "opgeleverd",
            ProjectStatus::NotDue => "nog niet aan de beurt",
        }
    }

    /// The word in English.
    pub fn in_english(self) -> &'static str {
        match self {
            ProjectStatus::Late => "late",
            ProjectStatus::Moved => "moved",
            ProjectStatus::Unknown => "unknown",
            ProjectStatus::Ahead => "ahead",
            ProjectStatus::Delivered => "delivered",
            ProjectStatus::NotDue => "not due yet",
        }
    }
}

/// Homes by how they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeliveryHomes {
    /// Delivered in their planned year.
    pub on_time: u64,
    /// Delivered before it.
    pub ahead: u64,
    /// Delivered after it.
    pub moved: u64,
    /// Due and not delivered.
    pub late: u64,
    /// Not due, and not delivered.
    pub not_due: u64,
    /// Of which their year, or what was delivered, is not known.
    pub unknown: u64,
    /// Delivered above the homes of the project.
    pub beyond_plan: u64,
}

impl DeliveryHomes {
    fn add(&mut self, other: DeliveryHomes) {
        self.on_time += other.on_time;
        self.ahead += other.ahead;
        self.moved += other.moved;
        self.late += other.late;
        self.not_due += other.not_due;
        self.unknown += other.unknown;
        self.beyond_plan += other.beyond_plan;
    }
}

/// One project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProjectDelivery {
    /// How it stands.
    pub status: ProjectStatus,
    /// Its homes.
    pub homes: DeliveryHomes,
}

/// One year of the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeliveryYear {
    /// The year.
    pub year: i32,
    /// Homes planned in it.
    pub planned: u64,
    /// Homes delivered in it.
    pub delivered: u64,
    /// How the homes that were planned in it stand.
    pub homes: DeliveryHomes,
}

/// What was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliveries {
    /// The last year of which all homes are due.
    pub due_through: i32,
    /// By position of the project; also of projects for information.
    pub projects: Vec<ProjectDelivery>,
    /// Of firm and soft projects, by year.
    pub years: Vec<DeliveryYear>,
    /// Of firm and soft projects.
    pub homes: DeliveryHomes,
}

impl Deliveries {
    /// How many firm and soft projects have each status, by weight.
    pub fn statuses(&self, programme: &Programme) -> Vec<(ProjectStatus, usize)> {
        let of = |status: ProjectStatus| {
            let projects = programme.projects.iter().zip(&self.projects);
            projects.filter(|(of, is)| of.certainty.counts() && is.status == status).count()
        };
        ProjectStatus::ALL.map(|status| (status, of(status))).to_vec()
    }
}

/// How the programme stands on a day; deliveries of later years do not count. `None` where nothing says
/// what was delivered.
pub(super) fn deliveries(programme: &Programme, day: NaiveDate) -> Option<Deliveries> {
    if programme.delivered_years.is_empty() {
        return None;
    }
    let due_through = last_ended_year(day);
    let years = Years {
        planned: &programme.planned_years,
        delivered: &programme.delivered_years,
        due_through,
        today: day.year(),
    };
    let mut by_year: BTreeMap<i32, DeliveryYear> = BTreeMap::new();
    let all_years =
        years.planned.iter().chain(years.delivered.iter().filter(|y| **y <= years.today));
    for &year in all_years {
        by_year.insert(year, DeliveryYear { year, ..DeliveryYear::default() });
    }
    let mut homes = DeliveryHomes::default();
    let mut projects = Vec::with_capacity(programme.projects.len());
    for project in &programme.projects {
        let parts = years.parts(project);
        let mut of_project = DeliveryHomes::default();
        for (year, part) in &parts {
            of_project.add(*part);
            let of_year = year.and_then(|year| by_year.get_mut(&year));
            if let Some(of_year) = of_year.filter(|_| project.certainty.counts()) {
                of_year.homes.add(*part);
            }
        }
        if project.certainty.counts() {
            homes.add(of_project);
            for (year, planned) in years.planned.iter().zip(&project.planned) {
                let planned = u64::from(planned.unwrap_or(0));
                by_year.entry(*year).and_modify(|of| of.planned += planned);
            }
            for (year, delivered) in years.delivered.iter().zip(&project.delivered) {
                let delivered = u64::from(delivered.unwrap_or(0));
                by_year.entry(*year).and_modify(|of| of.delivered += delivered);
            }
        }
        let came = project.delivered_through(years.today, years.delivered);
        let all_came = came.zip(project.homes).is_some_and(|(came, homes)| came >= homes);
        let status = status(project, &of_project, all_came);
        projects.push(ProjectDelivery { status, homes: of_project });
    }
    Some(Deliveries { due_through, projects, years: by_year.into_values().collect(), homes })
}

/// `all_came`: as many homes were delivered as the project has, whether or not it is known when they were due.
fn status(project: &Project, homes: &DeliveryHomes, all_came: bool) -> ProjectStatus {
    if homes.late > 0 {
        ProjectStatus::Late
    } else if homes.moved > 0 {
        ProjectStatus::Moved
    } else if all_came && homes.ahead == 0 && project.homes != Some(0) {
        ProjectStatus::Delivered
    } else if homes.unknown > 0 || project.homes.is_none() {
        ProjectStatus::Unknown
    } else if homes.ahead > 0 {
        ProjectStatus::Ahead
    } else if homes.on_time > 0 {
        ProjectStatus::Delivered
    } else {
        ProjectStatus::NotDue
    }
}

struct Years<'a> {
    planned: &'a [i32],
    delivered: &'a [i32],
    due_through: i32,
    /// Deliveries count up to and including this year.
    today: i32,
}

impl Years<'_> {
    /// The homes of a project by their planned year, `None` where that is not known, and how they stand.
    fn parts(&self, project: &Project) -> Vec<(Option<i32>, DeliveryHomes)> {
        let known = self.planned.iter().zip(&project.planned);
        let planned = known.filter_map(|(year, homes)| Some((*year, u64::from((*homes)?))));
        let mut planned: Vec<(i32, u64)> = planned.filter(|(_, homes)| *homes > 0).collect();
        let undated = u64::from(project.year_unknown().unwrap_or(0));
        let unknown = |homes| DeliveryHomes { unknown: homes, ..DeliveryHomes::default() };
        let mut parts: Vec<(Option<i32>, DeliveryHomes)> = Vec::new();
        if project.delivered_through(self.today, self.delivered).is_none() {
            // Homes that are not due are not late, whatever is known of deliveries.
            for (year, homes) in planned {
                let not_due = DeliveryHomes { not_due: homes, ..DeliveryHomes::default() };
                let is_due = year <= self.due_through;
                parts.push((Some(year), if is_due { unknown(homes) } else { not_due }));
            }
            parts.push((None, unknown(undated)));
            return parts;
        }
        let delivered = self.delivered.iter().zip(&project.delivered);
        let delivered = delivered.filter(|(year, _)| **year <= self.today);
        let mut rest = 0;
        let mut first = 0;
        for (year, homes) in delivered {
            let mut left = u64::from(homes.unwrap_or(0));
            while left > 0 && first < planned.len() {
                let (due, open) = &mut planned[first];
                let taken = left.min(*open);
                let mut part = DeliveryHomes::default();
                match year.cmp(due) {
                    std::cmp::Ordering::Less => part.ahead = taken,
                    std::cmp::Ordering::Equal => part.on_time = taken,
                    std::cmp::Ordering::Greater => part.moved = taken,
                }
                parts.push((Some(*due), part));
                *open -= taken;
                left -= taken;
                first += usize::from(*open == 0);
            }
            rest += left;
        }
        for &(year, open) in planned[first..].iter().filter(|(_, open)| *open > 0) {
            let mut part = DeliveryHomes::default();
            match year <= self.due_through {
                true => part.late = open,
                false => part.not_due = open,
            }
            parts.push((Some(year), part));
        }
        let beyond_plan = match project.homes {
            Some(_) => rest.saturating_sub(undated),
            None => 0,
        };
        // Of homes without a year it is not known whether they came in time, delivered or not.
        parts.push((None, DeliveryHomes { beyond_plan, ..unknown(undated) }));
        parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::examples::{programme, project};
    use super::*;
    use crate::model::project::{Certainty, Segment};

    fn stands(planned: [Option<u32>; 3], delivered: [Option<u32>; 3]) -> ProjectDelivery {
        let homes: Option<u32> = planned.iter().copied().sum();
        of_homes(homes.or(Some(10)), planned, delivered)
    }

    fn of_homes(
        homes: Option<u32>,
        planned: [Option<u32>; 3],
        delivered: [Option<u32>; 3],
    ) -> ProjectDelivery {
        let mut one = project(homes, Segment::Social, Certainty::Firm, None);
        (one.planned, one.delivered) = (planned.to_vec(), delivered.to_vec());
        let mut programme = programme(vec![one]);
        programme.planned_years = vec![2024, 2025, 2026];
        programme.delivered_years = vec![2024, 2025, 2026];
        let day = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
        deliveries(&programme, day).unwrap().projects[0]
    }

    #[track_caller]
    fn check(planned: [u32; 3], delivered: [u32; 3], expected: ProjectStatus) {
        assert_eq!(stands(planned.map(Some), delivered.map(Some)).status, expected);
    }

    #[test]
    fn each_status_by_its_rule() {
        check([10, 0, 0], [10, 0, 0], ProjectStatus::Delivered);
        check([10, 0, 5], [10, 0, 0], ProjectStatus::Delivered); // the five are not due
        check([10, 0, 0], [4, 0, 0], ProjectStatus::Late);
        check([10, 0, 0], [0, 10, 0], ProjectStatus::Moved);
        check([10, 0, 0], [0, 9, 0], ProjectStatus::Late);
        check([0, 0, 10], [0, 3, 0], ProjectStatus::Ahead);
        check([0, 0, 10], [0, 0, 0], ProjectStatus::NotDue);
        check([0, 10, 0], [0, 0, 10], ProjectStatus::Late); // 2026 has not been
        check([0, 0, 0], [0, 0, 0], ProjectStatus::NotDue);
    }

    #[test]
    fn what_is_not_known_is_neither_late_nor_delivered() {
        let none = [None; 3];
        assert_eq!(stands([Some(10), Some(0), Some(0)], none).status, ProjectStatus::Unknown);
        assert_eq!(stands([Some(0), Some(0), Some(10)], none).status, ProjectStatus::NotDue);
        assert_eq!(stands(none, [Some(0); 3]).status, ProjectStatus::Unknown);
        assert_eq!(of_homes(None, none, none).status, ProjectStatus::Unknown);
        // All ten came, whenever they were due.
        let all = of_homes(Some(10), none, [Some(4), Some(6), None]);
        assert_eq!((all.status, all.homes.unknown), (ProjectStatus::Delivered, 10));
        let part = of_homes(Some(10), [Some(6), Some(0), Some(0)], [Some(6), Some(0), Some(0)]);
        assert_eq!((part.status, part.homes.unknown), (ProjectStatus::Unknown, 4));
    }

    #[test]
    fn homes_above_the_plan_are_told_apart() {
        let found = stands([Some(10), Some(0), Some(0)], [Some(12), Some(0), Some(0)]);
        assert_eq!((found.status, found.homes.beyond_plan), (ProjectStatus::Delivered, 2));
    }

    proptest! {
        #[test]
        fn no_home_is_lost(planned in prop::array::uniform3(0_u32..9), delivered in prop::array::uniform3(0_u32..9)) {
            let found = stands(planned.map(Some), delivered.map(Some)).homes;
            let of_plan = found.on_time + found.ahead + found.moved + found.late + found.not_due;
            prop_assert_eq!(of_plan, u64::from(planned.iter().sum::<u32>()));
            let came = found.on_time + found.ahead + found.moved + found.beyond_plan;
            prop_assert_eq!(came, u64::from(delivered[0] + delivered[1]));
            let late = (planned[0] + planned[1]).saturating_sub(delivered[0] + delivered[1]);
            prop_assert_eq!(found.late, u64::from(late));
        }
    }
}
