//! The nouns: areas and their levels, indicators, tallies and positions.
//!
//! Nothing here reads a file or knows a table; every other module speaks in these types.

mod area;
mod indicator;
pub mod project;
mod property;
mod rent_cap;
pub mod schema;
mod tally;
mod target;
pub mod toml_day;
pub mod unit_kind;

pub use area::{Area, AreaCode, AreaLevel, Areas, LevelAreas, NestingError};
pub use indicator::{Indicator, Label, Nature, NormKind, Of, WithRoofs};
pub use property::Property;
pub use rent_cap::{Certainty, RentCap, RentCapSetting, RentKind, month_rent};
pub use tally::Tally;
pub use target::{Amount, BadTarget, Direction, Target, TargetSetting};
