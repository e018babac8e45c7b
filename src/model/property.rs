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
    /// A few words.
    pub label: Label,
}
