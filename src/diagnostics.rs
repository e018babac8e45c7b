//! Findings: what was repaired, rejected, set aside or only remarked, each with a stable code.
//!
//! One catalogue holds the codes with their titles and what to do; a [`Finding`] adds the place,
//! the number of rows and an example. Rows are accounted for in [`Account`]: nothing is lost.

mod account;
mod catalogue;
mod counted;
mod finding;
mod verdict;
mod visible;

pub use account::Account;
pub use catalogue::{ALL, Entry, Outcome, Text, codes, entry};
pub use counted::counted;
pub use finding::{Example, Finding, did_you_mean, rows_in_words, rows_told};
pub use verdict::Verdict;
pub use visible::{cut, visible};
