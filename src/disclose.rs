//! The one gate between what was counted and what leaves the building.
//!
//! Only this module can make a [`Published`], and the writers accept nothing else. Until the audit of
//! small counts exists the gate is plain and closed: a public release holds no personal indicator at
//! all, an internal one holds everything and says so.

pub mod ledger;
pub mod policy;
mod production;
mod published;
mod reach;
mod release;
pub mod statistics;
pub mod table;

pub use crate::measure::Complex;
pub use production::with_production;
pub use published::{Published, Status};
pub use reach::PublishedReach;
pub use release::{
    Audience, Cell, Coverage, DrawsMade, PublishedCounts, PublishedIndicator, PublishedPiece,
    Release, protect, releases,
};
