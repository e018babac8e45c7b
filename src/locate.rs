//! Each home, letting and roof gets its area.
//!
//! The keys are tried in a fixed order (the *cascade*); the first that leads to an area decides, and
//! where two keys of one row disagree, both are told. A point on a border that areas share belongs to
//! the area with the smallest code. What has no area is listed with the reason.

mod cascade;
mod homes;
mod index;
mod match_report;
mod survey;

use polars::prelude::{DataFrame, PolarsResult};

use crate::config::Config;
use crate::normalise::{City, Role};

use cascade::Positions;

pub use index::AreaIndex;
pub use match_report::{Disagreement, FileSteps, MatchReport, Unplaced};

/// Column with the position of the area within the finest level (UInt32, null when not placed).
pub const AREA: &str = "area_index";

/// The located tables of a city, and how it went.
#[derive(Debug, Clone)]
pub struct Located {
    /// Homes, with [`AREA`]; unplaced ones have none.
    pub dwellings: DataFrame,
    /// Lettings, with [`AREA`].
    pub placements: Option<DataFrame>,
    /// Surveyed roofs, with [`AREA`] and `with_home`.
    pub roofs: Option<DataFrame>,
    /// Per file and step how many, the disagreements and the unplaced rows.
    pub report: MatchReport,
}

impl Located {
    /// How it went, once the tables are counted; they are let go beside whatever follows.
    pub fn into_report(self) -> MatchReport {
        let Located { dwellings, placements, roofs, report } = self;
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
pub fn city(city: &mut City, config: &Config) -> PolarsResult<Located> {
    let index = AreaIndex::for_points(city.areas.finest(), city.dwellings.height());
    let mut report = MatchReport::default();
    let (inputs, survey) = (&city.inputs, city.survey.take());
    let positions = match survey {
        Some(_) => Positions::Joined,
        // Complexes are drawn where their homes lie.
        None if config.spread.enabled && tells_complexes(&city.dwellings) => Positions::Joined,
        None if ["x", "y"].into_iter().any(|axis| config.counts_by(axis)) => Positions::Kept,
        None => Positions::Dropped,
    };

    let homes = std::mem::take(&mut city.dwellings);
    let cascaded = cascade::locate(homes, &index, &config.locate, positions)?;
    report.add(inputs, Role::Dwellings, "id", &cascaded, &index)?;
    let homes = cascaded.frame;

    let placements = match city.placements.take() {
        Some(frame) => {
            let placed = homes::place_lettings(frame, &homes, &index, &config.locate)?;
            report.add(inputs, Role::Placements, "dwelling", &placed, &index)?;
            Some(placed.frame)
        }
        None => None,
    };
    let Some(survey) = survey else {
        return Ok(Located { dwellings: homes, placements, roofs: None, report });
    };
    let (homes, roofs) = survey::join(&survey, homes, &index, config, &mut report)?;
    report.add(inputs, Role::Roofs, "pand_id", &roofs, &index)?;
    Ok(Located { dwellings: homes, placements, roofs: Some(roofs.frame), report })
}
