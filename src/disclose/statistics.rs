//! The statistics of a release, in the form in which they pass the gate with the counts that they
//! follow from: the writers know them from here alone.

pub use crate::spread::{
    AreaChance, Cluster, Evenness, Fit, FunnelClass, InSpace, IndicatorSpread, Judgement,
    LevelSpread, LocalClass, Moran, Outlook, Progress, Quadrant, Silence, Warning,
};
