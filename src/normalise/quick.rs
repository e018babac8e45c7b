//! The short way for clean columns: what it gives equals what the full reading would give.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use polars::prelude::{
    BooleanChunked, Column, DataType, IntoColumn, NewChunkedArray, PolarsResult, StringChunked,
};

use crate::config::TableForm;
use crate::model::schema::Kind;

use super::bag_id::object_types;
use super::fields::read_text;
use super::read_column::Evidence;

/// A column of more words than this is no column of words.
const MOST_WORDS: usize = 1000;

/// The typed column when every cell is in plain form; `None` when the full reading is needed.
pub(super) fn quick(
    cells: &Column,
    kind: Kind,
    form: &TableForm<'_>,
    beside: &Evidence,
) -> PolarsResult<Option<Column>> {
    let all = |test: fn(&str) -> bool| -> PolarsResult<Option<Column>> {
        Ok(cells.str()?.iter().flatten().all(test).then(|| cells.clone()))
    };
    match kind {
        Kind::Text => all(|text| !text.starts_with('#')),
        Kind::Number => {
            let plain = cells.str()?.iter().flatten().all(is_plain_number);
            let marks = || cells.str().ok().into_iter().flat_map(StringChunked::iter).flatten();
            let doubtful = marks().any(may_be_thousands);
            let proved = || marks().any(|text| text.contains('.') && !may_be_thousands(text));
            let told = form.decimal.is_some() || *beside != Evidence::default();
            if !plain || told || (doubtful && !proved()) {
                return Ok(None);
            }
            let numbers = cells.cast(&DataType::Float64)?;
            Ok((numbers.null_count() == cells.null_count()).then_some(numbers))
        }
        Kind::Integer => {
            if !cells.str()?.iter().flatten().all(is_plain_number) {
                return Ok(None);
            }
            let numbers = cells.cast(&DataType::Int32)?;
            Ok((numbers.null_count() == cells.null_count()).then_some(numbers))
        }
        Kind::HouseNumber => {
            let numbers = cells.cast(&DataType::Int32)?;
            let plain = |text: &str| !text.starts_with(['0', '+', '-']) && text.len() <= 5;
            let clean = cells.str()?.iter().flatten().all(plain);
            Ok((clean && numbers.null_count() == cells.null_count()).then_some(numbers))
        }
        Kind::BagId(object) => {
            let clean = cells.str()?.iter().flatten().all(|id| is_bag_id(id, object_types(object)));
            Ok(clean.then(|| cells.clone()))
        }
        Kind::Postcode => all(is_postcode),
        Kind::HouseSuffix => {
            all(|text| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()))
        }
        Kind::YesNo | Kind::EnergyLabel | Kind::RoofState | Kind::RoofKind => {
            by_word(cells, kind, form, beside)
        }
        Kind::Date | Kind::Percentage | Kind::LabelMethod => Ok(None),
    }
}

/// Digits with at most one point among them, and a minus in front.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let points = digits.iter().filter(|byte| **byte == b'.').count();
    points <= 1
        && digits.len() > points
        && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// Whether a plain number can be read as thousands: three digits behind its point, and one to three
/// before it.
fn may_be_thousands(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    text.split_once('.').is_some_and(|(whole, fraction)| {
        fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
    })
}

pub(super) fn is_bag_id(text: &str, kinds: &[&str]) -> bool {
    text.len() == 16
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && kinds.contains(&&text[4..6])
}

pub(super) fn is_postcode(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 6
        && (b'1'..=b'9').contains(&bytes[0])
        && bytes[1..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_uppercase)
        && !["SA", "SD", "SS"].contains(&&text[4..])
}

/// Reads each distinct word once; `None` when there are too many.
fn by_word(
    cells: &Column,
    kind: Kind,
    form: &TableForm<'_>,
    beside: &Evidence,
) -> PolarsResult<Option<Column>> {
    let words = cells.unique()?;
    if words.len() > MOST_WORDS {
        return Ok(None);
    }
    let read = read_text(&words, kind, form, beside)?.value;
    let keys = words.str()?.iter();
    let text = cells.str()?;
    if kind == Kind::YesNo {
        let answers: HashMap<Option<&str>, Option<bool>, FixedState> =
            keys.zip(read.bool()?.iter()).collect();
        let column = text.iter().map(|cell| answers.get(&cell).copied().flatten());
        return Ok(Some(
            BooleanChunked::from_iter_options(cells.name().clone(), column).into_column(),
        ));
    }
    let meanings: HashMap<Option<&str>, Option<&str>, FixedState> =
        keys.zip(read.str()?.iter()).collect();
    let column = text.iter().map(|cell| meanings.get(&cell).copied().flatten());
    Ok(Some(StringChunked::from_iter_options(cells.name().clone(), column).into_column()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::text::clean;
    use super::*;
    use crate::model::schema::BagObject;

    /// Texts of every kind, clean and dirty.
    fn cell() -> impl Strategy<Value = Option<String>> {
        prop_oneof![
            Just(None),
            "[0-9]{1,7}(\\.[0-9]{1,3})?".prop_map(Some),
            "[1-9][0-9]{0,4}".prop_map(Some),
            "[1-9][0-9]{3}[A-Z]{2}".prop_map(Some),
            "0034(01|10|20)[0-9]{10}".prop_map(Some),
            "(ja|nee|J|x|verdacht|D|A\\+\\+|woning|schuur|gesaneerd)".prop_map(Some),
            "[0-9]{1,3}[.,][0-9]{3}".prop_map(Some),
            "(#N/B|#REF!|#1)".prop_map(Some),
            "[ -~]{0,8}".prop_map(Some),
        ]
    }

    const KINDS: [Kind; 13] = [
        Kind::Text,
        Kind::Number,
        Kind::Integer,
        Kind::HouseNumber,
        Kind::BagId(BagObject::HomeOrNumber),
        Kind::BagId(BagObject::Number),
        Kind::BagId(BagObject::Building),
        Kind::Postcode,
        Kind::HouseSuffix,
        Kind::YesNo,
        Kind::EnergyLabel,
        Kind::RoofState,
        Kind::RoofKind,
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_gives_what_the_full_reading_gives(cells in prop::collection::vec(cell(), 1..4)) {
            let raw = Column::new("cell".into(), cells);
            let cells = clean(&raw, "cell", &TableForm::default()).unwrap().cells;
            let form = TableForm::default();
            for kind in KINDS {
                if let Some(value) = quick(&cells, kind, &form, &Evidence::default()).unwrap() {
                    let full = read_text(&cells, kind, &form, &Evidence::default()).unwrap();
                    prop_assert!(full.stop.is_none(), "{kind:?} {cells:?}");
                    let full = full.value.cast(value.dtype()).unwrap();
                    prop_assert!(value.equals_missing(&full), "{kind:?} {cells:?} {value:?} {full:?}");
                }
            }
        }
    }
}
