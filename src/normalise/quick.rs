//! The short way for clean columns: what it gives equals what the full reading would give.

use std::collections::HashMap;

use polars::prelude::{
    BooleanChunked, Column, DataType, IntoColumn, NewChunkedArray, PolarsResult, StringChunked,
};

use crate::model::schema::Kind;

use super::bag_id::object_types;
use super::fields::read_text;
use super::one_column::evaluate;
use super::text::{is_nothing, present};

/// A column of more words than this is no column of words.
const MOST_WORDS: usize = 1000;

/// The cells without outer blanks and with words for *nothing* made null; the same column when no
/// cell needs it.
pub(super) fn trimmed(column: &Column) -> PolarsResult<Column> {
    let needs_none = |text: &str| {
        let bytes = text.as_bytes();
        let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        plain(bytes.first()) && plain(bytes.last()) && !is_nothing(text)
    };
    if column.str()?.iter().flatten().all(needs_none) {
        return Ok(column.clone());
    }
    evaluate(column, present)
}

/// The typed column when every cell is in plain form; `None` when the full reading is needed.
pub(super) fn quick(cells: &Column, kind: Kind) -> PolarsResult<Option<Column>> {
    let all = |test: fn(&str) -> bool| -> PolarsResult<Option<Column>> {
        Ok(cells.str()?.iter().flatten().all(test).then(|| cells.clone()))
    };
    match kind {
        Kind::Text => Ok(Some(cells.clone())),
        Kind::Number => {
            let numbers = cells.cast(&DataType::Float64)?;
            let finite = numbers.f64()?.iter().flatten().all(f64::is_finite);
            Ok((finite && numbers.null_count() == cells.null_count()).then_some(numbers))
        }
        Kind::Integer => {
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
            all(|text| text.is_ascii() && !text.bytes().any(|b| b.is_ascii_lowercase()))
        }
        Kind::YesNo | Kind::EnergyLabel | Kind::RoofState | Kind::RoofKind => by_word(cells, kind),
        Kind::Date => Ok(None),
    }
}

fn is_bag_id(text: &str, kinds: &[&str]) -> bool {
    text.len() == 16
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && kinds.contains(&&text[4..6])
}

fn is_postcode(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 6
        && (b'1'..=b'9').contains(&bytes[0])
        && bytes[1..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_uppercase)
        && !["SA", "SD", "SS"].contains(&&text[4..])
}

/// Reads each distinct word once; `None` when there are too many.
fn by_word(cells: &Column, kind: Kind) -> PolarsResult<Option<Column>> {
    let words = cells.unique()?;
    if words.len() > MOST_WORDS {
        return Ok(None);
    }
    let read = read_text(&words, kind)?;
    let keys = words.str()?.iter();
    let text = cells.str()?;
    if kind == Kind::YesNo {
        let answers: HashMap<Option<&str>, Option<bool>> = keys.zip(read.bool()?.iter()).collect();
        let column = text.iter().map(|cell| answers.get(&cell).copied().flatten());
        return Ok(Some(
            BooleanChunked::from_iter_options(cells.name().clone(), column).into_column(),
        ));
    }
    let meanings: HashMap<Option<&str>, Option<&str>> = keys.zip(read.str()?.iter()).collect();
    let column = text.iter().map(|cell| meanings.get(&cell).copied().flatten());
    Ok(Some(StringChunked::from_iter_options(cells.name().clone(), column).into_column()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            "(ja|nee|J|verdacht|D|A\\+\\+|woning|schuur|gesaneerd)".prop_map(Some),
            "[ -~]{0,8}".prop_map(Some),
        ]
    }

    const KINDS: [Kind; 12] = [
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
            let cells = trimmed(&raw).unwrap();
            let full = evaluate(&raw, present).unwrap();
            prop_assert!(cells.equals_missing(&full));
            for kind in KINDS {
                if let Some(value) = quick(&cells, kind).unwrap() {
                    let full = read_text(&cells, kind).unwrap();
                    prop_assert!(value.equals_missing(&full), "{kind:?} {cells:?} {value:?} {full:?}");
                }
            }
        }
    }
}
