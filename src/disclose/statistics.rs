//! The statistics of a release, in the form in which they pass the gate with the counts that they
//! follow from: the writers know them from here alone.

pub use crate::normalise::{PrintedTotal, Programme, Project, TotalYear};
pub use crate::spread::{
    Added, AreaColumns, BySegment, CityStep, DeliveryHomes, HomesPlanned, InStock, LevelScenarios,
    Move, PlannedHomes, Production, ProjectStatus, Scenarios, Step, StepEvenness,
};
pub use crate::spread::{
    AreaChance, ByChance, Cluster, Coincidence, Coincidences, Evenness, Fit, FunnelClass, InSpace,
    IndicatorSpread, Judgement, LeftOut, LevelSpread, LocalClass, MOST_AREAS, MOST_PART, Moran,
    Norm, OfComplexes, Outlook, Patterns, Progress, Quadrant, RARE, Side, Silence, Standing,
    Warning, Year,
};
