//! What is agreed to be built: homes per year and area, what was delivered, and what the programme does
//! to the share and the spread of social homes.
//!
//! A programme is a plan and no sample: nothing here is tested against chance. What is pulled down is not
//! in it, so that every share after it is that of a stock from which nothing goes.

mod area_columns;
mod deliveries;
mod planned;
mod scenarios;
mod sentence;
mod verdict;

use chrono::{Datelike, NaiveDate};

use crate::config::Config;
use crate::measure::Measures;
use crate::model::{AreaLevel, Areas};
use crate::normalise::Programme;

pub use area_columns::AreaColumns;
pub use deliveries::{Deliveries, DeliveryHomes, DeliveryYear, ProjectDelivery, ProjectStatus};
pub use planned::{BySegment, HomesPlanned, LevelPlanned, PlannedHomes};
pub use scenarios::{
    Added, CityStep, InStock, LevelScenarios, Move, Scenarios, Step, StepEvenness,
};
pub use verdict::Change;

/// Id of the indicator of which the programme changes the spread.
const SOCIAL: &str = "sociaal";

/// The programme and what follows from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Production {
    /// The programme itself.
    pub programme: Programme,
    /// Day up to which deliveries are looked at.
    pub day: NaiveDate,
    /// The levels of areas, coarse to fine.
    pub area_levels: Vec<AreaLevel>,
    /// Homes of the whole programme, joined to an area or not.
    pub planned: PlannedHomes,
    /// Homes by area, per level, coarse to fine.
    pub levels: Vec<LevelPlanned>,
    /// What was delivered of it; `None` where nothing says so.
    pub deliveries: Option<Deliveries>,
    /// The share and the spread of social homes today and after the programme; `None` where all homes of
    /// the areas are not known.
    pub scenarios: Option<Scenarios>,
    /// Whether statistics of spread were asked for.
    pub statistics: bool,
    /// What a layer shows of each area, by level and position.
    pub columns: Vec<Vec<AreaColumns>>,
}

/// Works out a programme.
pub fn production(
    areas: &Areas,
    programme: Programme,
    measures: &Measures,
    config: &Config,
) -> Production {
    let day = config.reference_date;
    // What was built after the day of the total is not in it.
    let of_stock = config.stock.as_ref().and_then(|stock| stock.as_of).unwrap_or(day).min(day);
    let social = measures.indicators.iter().find(|of| of.indicator.id == SOCIAL);
    let days = scenarios::StockDay { day: of_stock, reference: day };
    let scenarios =
        social.map(|of| scenarios::scenarios(areas, &programme, &of.counts.by_area, days));
    let columns = area_columns::columns(areas, &programme, scenarios.as_ref());
    Production {
        day,
        area_levels: areas.levels().iter().map(|level| level.level).collect(),
        planned: planned::all(&programme),
        levels: planned::by_level(areas, &programme),
        deliveries: deliveries::deliveries(&programme, day),
        scenarios,
        statistics: config.spread.enabled,
        columns,
        programme,
    }
}

/// The last year that has ended on a day.
fn last_ended_year(day: NaiveDate) -> i32 {
    let is_last = day.month() == 12 && day.day() == 31;
    day.year() - i32::from(!is_last)
}

#[cfg(test)]
pub(super) mod examples {
    //! Programmes and areas for the tests.

    use geo::MultiPolygon;

    use crate::model::project::{Certainty, Segment};
    use crate::model::{Area, AreaCode, AreaLevel, Areas, LevelAreas};
    use crate::normalise::{AreaPosition, Place, Programme, Project};

    /// Two wijken of two buurten each.
    pub fn areas() -> Areas {
        let area = |level, code: &str| Area {
            code: AreaCode::parse(level, code).unwrap(),
            name: code.to_owned(),
            outline: MultiPolygon::new(Vec::new()),
        };
        let level = |level, codes: &[&str]| LevelAreas {
            level,
            areas: codes.iter().map(|code| area(level, code)).collect(),
        };
        let wijken = level(AreaLevel::Wijk, &["WK003401", "WK003402"]);
        let buurten = ["BU00340101", "BU00340102", "BU00340201", "BU00340202"];
        let buurten = level(AreaLevel::Buurt, &buurten);
        let parents = [0, 0, 1, 1].map(|at: usize| wijken.areas[at].code.clone()).to_vec();
        Areas::nest(vec![wijken, buurten], &[parents]).unwrap()
    }

    pub fn project(
        homes: Option<u32>,
        segment: Segment,
        certainty: Certainty,
        place: Option<(usize, usize)>,
    ) -> Project {
        let place =
            place.map(|(level, at)| Place { area: AreaPosition { level, at }, by_district: false });
        Project {
            row: 2,
            name: None,
            district: None,
            area: None,
            place,
            segment_word: None,
            segment,
            certainty_word: None,
            certainty,
            homes,
            planned: Vec::new(),
            delivered: Vec::new(),
        }
    }

    pub fn programme(projects: Vec<Project>) -> Programme {
        Programme {
            source: None,
            as_of: None,
            planned_years: Vec::new(),
            delivered_years: Vec::new(),
            projects,
            totals: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_ended_on_its_last_day() {
        let ended =
            |month, day| last_ended_year(NaiveDate::from_ymd_opt(2025, month, day).unwrap());
        assert_eq!([ended(12, 31), ended(12, 30), ended(1, 1)], [2025, 2024, 2024]);
    }
}
