//! Each home, letting and roof gets its area.
//!
//! The keys are tried in a fixed order (the *cascade*); the first that leads to an area decides, and
//! where two keys of one row disagree, both are told. A point on a border that areas share belongs to
//! the area with the smallest code. What has no area is listed with the reason.

mod all_homes;
mod cascade;
mod homes;
mod index;
mod match_report;
mod places;
mod survey;
mod unplaced;

use polars::prelude::{DataFrame, PolarsResult};

use crate::config::{Config, PlacementsFile};
use crate::normalise::{City, Role};

use cascade::Positions;
use unplaced::Sides;

pub use index::AreaIndex;
pub use match_report::{Disagreement, FileSteps, MatchReport, Unplaced};
pub use places::Reach;

/// Column with the position of the area within the finest level (UInt32, null when not placed).
pub const AREA: &str = "area_index";

/// Column of lettings with the rent of their home (Float64), where it was asked for and some letting has no
/// rent of its own; what counts the lettings takes it out.
pub const HOME_RENT: &str = "home_rent";

/// The located tables of a city, and how it went.
#[derive(Debug, Clone)]
pub struct Located {
    /// Homes, with [`AREA`]; unplaced ones have none.
    pub dwellings: DataFrame,
    /// Lettings, with [`AREA`].
    pub placements: Option<DataFrame>,
    /// Surveyed roofs, with [`AREA`] and `with_home`.
    pub roofs: Option<DataFrame>,
    /// How near the homes lie to the places of each kind, in the order of the configuration.
    pub reach: Vec<Reach>,
    /// Per file and step how many, the disagreements and the unplaced rows.
    pub report: MatchReport,
}

impl Located {
    /// How it went, once the tables are counted; they are let go beside whatever follows.
    pub fn into_report(self) -> MatchReport {
        let Located { dwellings, placements, roofs, report, .. } = self;
        rayon::spawn(move || drop((dwellings, placements, roofs)));
        report
    }
}

/// Whether a home says of which complex it is.
fn tells_complexes(homes: &DataFrame) -> bool {
    homes.column("complex").is_ok_and(|names| names.null_count() < names.len())
}

/// Gives every row its area, and joins the surveyed roofs to their homes.
///
/// The tables of the city come out in the result, and leave the city: they are never held twice.
///
/// # Errors
/// Only when Polars refuses a step that the program composed, which is a bug.
///
/// `unplaced_limit` is the part of the rows of one file that may stay without a place; a file beyond it
/// gets a stop in the report. `with_rents` asks for [`HOME_RENT`].
pub fn city(
    city: &mut City,
    config: &Config,
    unplaced_limit: f64,
    with_rents: bool,
) -> PolarsResult<Located> {
    let index = AreaIndex::for_points(city.areas.finest(), city.dwellings.height());
    let mut report = MatchReport::default();
    if let Some(homes) = city.homes_at.take() {
        let (stock, input, nothing) = all_homes::count(homes, &city.areas, &index, &config.locate);
        city.inputs.push(input);
        city.stock = Some(stock);
        report.stops.extend(nothing);
    }
    let (inputs, survey) = (&city.inputs, city.survey.take());
    let positions = match survey {
        Some(_) => Positions::Joined,
        None if !city.places.is_empty() => Positions::Joined,
        // Complexes are drawn where their homes lie.
        None if config.spread.enabled && tells_complexes(&city.dwellings) => Positions::Joined,
        None if ["x", "y"].into_iter().any(|axis| config.counts_by(axis)) => Positions::Kept,
        None => Positions::Dropped,
    };

    let homes = std::mem::take(&mut city.dwellings);
    let cascaded = cascade::locate(homes, &index, &config.locate, positions)?;
    report.add(inputs, Role::Dwellings, "id", &cascaded, &index)?;
    let sides = Sides { config, index: &index, homes: None, limit: unplaced_limit };
    unplaced::judge(&mut report, inputs, Role::Dwellings, &cascaded, &sides)?;
    let mut homes = cascaded.frame;
    let n_areas = city.areas.finest().areas.len();
    let (reach, findings) = places::measure(&city.places, &mut homes, n_areas, config)?;
    report.findings.extend(findings);

    let placements = match city.placements.take() {
        Some(frame) => {
            let rents = if with_rents { homes::rents(&frame, &homes)? } else { None };
            let (mut placed, respelt) =
                homes::place_lettings(frame, &homes, &index, &config.locate)?;
            report.add(inputs, Role::Placements, "dwelling", &placed, &index)?;
            let of_file = |file: &'_ PlacementsFile| file.columns.columns.get("dwelling").cloned();
            let columns: Vec<Option<String>> = config.placements.iter().map(of_file).collect();
            let columns: Vec<Option<&str>> = columns.iter().map(Option::as_deref).collect();
            report.add_respelt(inputs, &columns, respelt);
            let sides = Sides { homes: Some(&homes), index: &index, config, limit: unplaced_limit };
            unplaced::judge(&mut report, inputs, Role::Placements, &placed, &sides)?;
            if let Some(rents) = rents {
                placed.frame.with_column(rents)?;
            }
            Some(placed.frame)
        }
        None => None,
    };
    let Some(survey) = survey else {
        return Ok(Located { dwellings: homes, placements, roofs: None, reach, report });
    };
    let (homes, roofs) = survey::join(&survey, homes, &index, config, &mut report)?;
    report.add(inputs, Role::Roofs, "pand_id", &roofs, &index)?;
    unplaced::judge(&mut report, inputs, Role::Roofs, &roofs, &sides)?;
    Ok(Located { dwellings: homes, placements, roofs: Some(roofs.frame), reach, report })
}
