//! Outlines of areas that together tile a city.
//!
//! In come outlines in RD New metres that share their borders, exactly or with
//! a vertex on one side where the other runs straight on. Out go the outlines
//! of larger areas ([`dissolve`]), the places where the tiling is not one
//! ([`faults`]) or its borders meet without a common vertex ([`touches`]), and outlines in the
//! form that the rest expects ([`clean`]).
//! Nothing here repairs a fault: which of two overlapping areas is right is
//! not a matter of geometry.

mod clean;
mod covered;
mod dissolve;
mod edges;
mod faults;
#[cfg(test)]
mod laws;
mod loops;
mod matching;
mod noding;
mod overlaps;
mod ring_boxes;
mod rings;
mod soundness;
mod sweep;
mod touches;
#[cfg(test)]
mod toytown;
mod validity;

pub use clean::clean;
pub use dissolve::dissolve;
pub use faults::{TilingFault, faults};
pub use touches::{Touch, touches};

/// Vertices and edges closer together than this are taken to be at the same place, in metres.
///
/// Coordinates that were projected from degrees are off by less.
pub const TOLERANCE_M: f64 = 0.001;

/// Overlaps and gaps smaller than this are no faults, in m².
///
/// That passes over slivers along a border that two sources drew a few millimetres
/// apart, and is far below the size of a home.
pub const MIN_FAULT_M2: f64 = 1.0;
