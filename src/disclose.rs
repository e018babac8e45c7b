//! The one gate between what was counted and what leaves the building.
//!
//! Only this module can make a [`Published`], and the writers accept nothing else. An internal release holds
//! everything and says so. Of a public one the [`gate`] takes the counts of persons out of the measures
//! before any statistic is computed: unsafe cells of the [`table`] are hidden after a [`policy`], others
//! with them so that none can be computed ([`suppress`]), and what stands in their place for the statistics
//! follows from what is shown ([`stand_in`]).

pub mod attack;
mod cell;
pub mod gate;
pub mod ledger;
pub mod policy;
mod production;
mod protected;
mod published;
mod reach;
mod release;
pub mod rounding;
pub mod stand_in;
pub mod statistics;
pub mod suppress;
pub mod table;

pub use crate::measure::Complex;
pub use cell::Cell;
pub use gate::{AuditSummary, Before, Gate, Protection, Withheld};
pub use policy::Policy;
pub use production::with_production;
pub use protected::{HiddenCells, Protected};
pub use published::{Published, Status};
pub use reach::PublishedReach;
pub use release::{
    Audience, Coverage, DrawsMade, PublishedCounts, PublishedIndicator, PublishedPiece, Release,
    protect,
};
