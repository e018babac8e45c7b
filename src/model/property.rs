//! A property of a home: what two agreements may both wait for.

use serde::Deserialize;

use super::Label;

/// Something that a home has or has not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// Its name in the outputs.
    pub id: String,
    /// Polars SQL over the columns of homes; null where it is not known.
    pub expression: String,
    /// Polars SQL, true for a home of which all is known that the expression depends on. A property that
    /// one of several things gives may be known from that one alone; homes are compared with chance where
    /// all of them are known, as else those that have it would be in the comparison more often.
    pub known: String,
    /// A few words.
    pub label: Label,
}
