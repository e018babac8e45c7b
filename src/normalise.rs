//! Text to typed frames: repairs noted, bad rows set apart with a reason.
//!
//! One file a kind of field (`fields` names them), and one a table. A repair is made only where
//! one original is possible. Whatever is not used stands in the [`Account`](crate::diagnostics::Account)
//! of its file, and rejected rows keep their original cells. Coordinates leave here in RD New metres.

mod across_files;
mod address_key;
mod addresses;
mod area_codes;
pub mod areas;
mod bag_id;
mod city;
mod columns;
mod date;
mod dwellings;
mod empty_suffixes;
mod energy_label;
mod ep2;
mod error;
mod fields;
mod glance;
mod house_number;
mod input_file;
mod join;
mod keys;
mod label_method;
mod label_terms;
mod labels;
mod layer_crs;
mod needed;
mod number;
mod one_column;
mod placements;
mod places;
mod position;
mod postcode;
mod production;
mod quick;
mod read_column;
mod rejects;
mod roof;
mod roofs;
mod sample;
mod short_way;
mod sift;
mod stock;
mod stops;
mod text;
pub mod tiling;
mod totals;
mod typing;
mod unread_cells;
mod urgency;
mod yes_no;

pub use addresses::{FirstAddresses, first_addresses};
pub use bag_id::BETWEEN;
pub use city::{City, city};
pub use error::InputError;
pub use input_file::{InputFile, Role, label};
pub use join::left_join;
pub use places::Places;
pub use production::{AreaPosition, Place, PrintedTotal, Programme, Project, TotalYear};
pub use rejects::{Lost, RejectedRow, RejectedRows};
pub use roofs::Survey;
pub use sample::Reading;
pub use stock::{HomesAt, Stock};
pub use text::{ADDRESS_KEY, KNOWN_ADDRESS};
pub use unread_cells::UnreadCells;
pub use urgency::{PARTS, PERIOD, UrgencyChange};
