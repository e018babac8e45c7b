//! `spreiding`: how evenly a city's social housing is spread.
//!
//! # The straight line
//!
//! A run goes through these rooms in this order, and each imports only from those before it:
//!
//! * [`model`]: the nouns. Areas and their levels, indicators, tallies, the columns of each table.
//! * [`crs`]: RD New and degrees; the only room, with the GeoJSON writer that calls it, that knows
//!   degrees.
//! * [`diagnostics`]: the catalogue of findings and the account of rows.
//! * [`config`]: `spreiding.toml`, its defaults and its validation.
//! * [`read`]: files to text columns and features, with where each row came from.
//! * [`normalise`]: text to typed frames in RD New metres; what is wrong is set apart with a reason.
//! * [`propose`]: what a file seems to hold, and a `spreiding.toml` proposed from it.
//! * [`locate`]: each home gets its area: by code, id, address, point, or nearest; and its distance to places.
//! * [`measure`]: indicators as expressions, to a tally per area, level, corporation and year; and
//!   what coincides in homes and complexes.
//! * [`spread`]: tallies to statistics.
//! * [`disclose`]: the one gate: what may be shown to whom. It closes before the statistics of a public run are computed, so that these follow from what is shown.
//! * [`dictionary`]: every output column, in Dutch and English.
//! * [`layers`]: published numbers to GeoJSON, the long table and the key figures.
//! * [`audit`]: an attack on the rendered files of a public run, before a byte is written.
//! * [`output`]: everything appears at once or nothing does; `run.json`.
//! * [`pipeline`]: the line itself, on one screen, and how many threads it is worth.
//! * [`cli`]: one file a command.
//!
//! # Invariants, told as what is absent
//!
//! * `layers` and `output` import neither `measure` nor `spread`: they see
//!   [`disclose::Published`] numbers or none.
//! * No module but `disclose` can make a [`disclose::Published`]: its field is private.
//! * `clap` is absent outside `cli`, `rstar` outside `locate`, `rusqlite`
//!   outside the GeoPackage files, degrees outside `crs` and the GeoJSON writer.
//! * No clock (but for `run --timings`, in `run.json`), no random number without a seed, no hash
//!   order and no machine path reaches a file.
//! * No row is lost: per file, read = used + rejected + set aside.
//!
//! # Glossary
//!
//! *Buurt*, *wijk*, *stadsdeel*, *gemeente*: levels of area, fine to coarse. *Dwelling*: one home
//! (verhuureenheid). *Placement*: one letting (toewijzing). *Tally*: count and what it is out of.
//! *Complex*: homes that a corporation built and keeps as one. *Koppelkans* (opportunity): a home or
//! complex in which one job may serve two agreements. *Stock* counts what is there, *flow* counts events in a window. Four kinds of *no number* never
//! mix: zero, unknown, undefined, hidden.

pub mod audit;
pub mod cli;
pub mod config;
pub mod crs;
pub mod diagnostics;
pub mod dictionary;
pub mod disclose;
pub mod error;
pub mod layers;
pub mod locate;
pub mod measure;
pub mod model;
pub mod normalise;
pub mod output;
pub mod pipeline;
pub mod progress;
pub mod propose;
pub mod read;
pub mod spread;

pub use error::Error;
