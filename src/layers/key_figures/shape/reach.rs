//! The shape of what is said of places within reach.

use schemars::JsonSchema;
use serde::Serialize;

use super::Origin;

/// How near homes lie to places of one kind.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct PlacesFigure<'a> {
    /// The id of the places, in the columns `distance_ID` (metres) and `near_ID` of homes.
    pub id: &'a str,
    /// How the distance is measured, and of which homes.
    pub definition: String,
    /// What its nouns mean, where it comes from and of when it is.
    #[serde(flatten)]
    pub origin: Origin<'a>,
    /// How many places there are.
    pub places: usize,
    /// How many more the file holds of which it is not known where they lie; a home that only these are near
    /// counts as out of reach.
    pub places_without_position: u64,
    /// A home is within reach at this distance from the nearest place or less, in metres.
    pub within_m: f64,
    /// The homes of the city that have an area.
    pub homes: HomesInReach,
    /// The homes without an area, which are in none of the other numbers.
    pub unplaced: HomesInReach,
    /// Half of the homes that have an area and a point lie at this distance or less, in metres; null where
    /// there are none.
    pub median_m: Option<f64>,
    /// Nine in ten of them lie at this distance or less, in metres.
    pub nine_tenths_m: Option<f64>,
    /// Which areas have the fewest homes within reach, per level, coarse to fine.
    pub levels: Vec<ReachOfLevel<'a>>,
}

/// Homes within reach.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct HomesInReach {
    /// Homes within reach; null where that is known of none.
    pub within: Option<u32>,
    /// Homes out of reach; null where that is known of none.
    pub out_of_reach: Option<u32>,
    /// Homes with a point, of which the distance is measured: the denominator.
    pub measured: u32,
    /// Homes without a point, such as those placed by the code of an area alone; they are in no
    /// denominator, and never counted as out of reach.
    pub unknown: u32,
    /// `within` / `measured`, in [0, 1], six decimals; null with nothing measured.
    pub share: Option<f64>,
}

/// The areas of a level with the fewest homes within reach.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct ReachOfLevel<'a> {
    /// The level.
    pub level: &'static str,
    /// Areas in which at least one home is measured.
    pub areas_measured: usize,
    /// Areas in which at least one home is out of reach.
    pub areas_out_of_reach: usize,
    /// Of these the ten with the smallest share within reach; of equal ones first that with more homes out
    /// of reach, then that of the first code.
    pub lowest_share: Vec<AreaInReach<'a>>,
    /// Of these the ten with the most homes out of reach; of equal ones first that with the smaller share,
    /// then that of the first code.
    pub most_out_of_reach: Vec<AreaInReach<'a>>,
}

/// One area.
#[derive(Serialize, JsonSchema)]
pub(in super::super) struct AreaInReach<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its homes.
    #[serde(flatten)]
    pub homes: HomesInReach,
}
