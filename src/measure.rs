//! Indicators, as Polars SQL expressions, to a tally per area, level, corporation and year.
//!
//! The built-in indicators stand in `catalogue.toml`, in the form in which users write their own.

mod catalogue;
mod evaluate;
mod roll_up;

pub use catalogue::{CatalogueError, indicators};
pub use evaluate::{MeasureError, city};
pub use roll_up::{Counts, Measured, Measures};
