//! The catalogue of findings: one entry a code, in the order of the codes.

mod geography;
mod input;

use serde::Serialize;

/// What became of the rows concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Mended, with only one possible original.
    Repaired,
    /// Left out: something is wrong.
    Rejected,
    /// Left out: no data for this run.
    SetAside,
    /// Used, but worth a look.
    Warning,
    /// Nothing wrong; said so that it is known.
    Note,
}

/// One code: its meaning and how to mend it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Stable code: I for input, G for geography.
    pub code: &'static str,
    /// What became of the rows.
    pub outcome: Outcome,
    /// A few words.
    pub title: &'static str,
    /// What it means and how to mend it.
    #[serde(skip)]
    pub help: &'static str,
}

/// The entry of a code, compared without case.
pub fn entry(code: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.code.eq_ignore_ascii_case(code)).copied()
}

/// The entries by name.
pub mod codes {
    pub use super::geography::*;
    pub use super::input::*;
}

/// Every entry, in order of code.
pub static ALL: &[&Entry] = &[
    &codes::NO_GEOMETRY,
    &codes::DOUBLE_CODE,
    &codes::BROKEN_RING,
    &codes::OVERLAP,
    &codes::GAP,
    &codes::WATER,
    &codes::OUTSIDE,
    &codes::KEYS_DISAGREE,
    &codes::ADDRESS_AMBIGUOUS,
    &codes::PARENT_BY_CODE,
    &codes::UNKNOWN_AREA_CODE,
    &codes::UNKNOWN_HOME,
    &codes::NOT_PLACED,
    &codes::EMPTY_AREA,
    &codes::LOST_ZEROS,
    &codes::BAG_ID_TIDIED,
    &codes::READ_AS_WINDOWS_1252,
    &codes::HEADER_BELOW_TOP,
    &codes::POSTCODE_TIDIED,
    &codes::POSTCODE_FORM,
    &codes::HOUSE_NUMBER_FORM,
    &codes::HOUSE_NUMBER_SPLIT,
    &codes::BAG_ID_FORM,
    &codes::BAG_ID_EXCEL,
    &codes::BAG_ID_KIND,
    &codes::NUMBER_FORM,
    &codes::YES_NO_FORM,
    &codes::LABEL_FORM,
    &codes::ROOF_STATE_FORM,
    &codes::ROOF_KIND_FORM,
    &codes::DATE_FORM,
    &codes::DATE_FUTURE,
    &codes::OUTSIDE_WINDOW,
    &codes::KEY_MISSING,
    &codes::TWIN,
    &codes::DOUBLE_KEY,
    &codes::TWO_OWNERS,
    &codes::RAGGED,
    &codes::IN_TWO_FILES,
    &codes::TOTAL_ROW,
    &codes::BLANK_ROW,
    &codes::LABEL_NO_HOME,
    &codes::LABEL_ELSEWHERE,
    &codes::LABEL_EXPIRED,
    &codes::LABEL_OLDER,
    &codes::LABEL_DIFFERS,
    &codes::ROOF_DIFFERS,
    &codes::ADDRESS_WITHDRAWN,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn a_code_is_found_without_case() {
        assert_eq!(entry("i050"), Some(&codes::TOTAL_ROW));
        assert_eq!(entry("I999"), None);
    }
}
