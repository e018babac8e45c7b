//! Indicators, as Polars SQL expressions, to a tally per area, level, corporation and year.
//!
//! The built-in indicators stand in `catalogue.toml`, in the form in which users write their own.

mod by_rows;
mod catalogue;
mod cells;
mod combinations;
mod complexes;
mod definitions;
mod evaluate;
mod few;
mod flags;
mod homes;
mod opportunities;
mod rent_caps;
mod rents;
mod roll_up;
mod row_by_row;
mod unplaced;
mod whole;

pub use catalogue::{CatalogueError, end_goal_missing, indicators};
pub use complexes::{AROUND, Complex};
pub use definitions::YearPiece;
pub use evaluate::{Asked, MeasureError, city};
pub use homes::more_than_all;
pub use opportunities::{Having, InComplexes, Joint, Opportunities};
pub use rents::{asks_rents, rents};
pub use roll_up::{Counts, Measured, Measures, Period};

#[cfg(test)]
mod tests;
