//! How each kind of field is read: from a column as it came to a typed one, and what can be wrong.

use polars::prelude::{DataFrame, DataType, Expr, NULL, PolarsResult, col, lit, when};

use crate::diagnostics::{Entry, codes};
use crate::model::schema::Kind;

use super::text::present;
use super::{bag_id, date, energy_label, house_number, number, postcode, roof, yes_no};

/// The type of a column of this kind.
pub(super) fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text
        | Kind::BagId(_)
        | Kind::Postcode
        | Kind::HouseSuffix
        | Kind::EnergyLabel
        | Kind::RoofState
        | Kind::RoofKind => DataType::String,
        Kind::HouseNumber | Kind::Integer => DataType::Int32,
        Kind::Number => DataType::Float64,
        Kind::YesNo => DataType::Boolean,
        Kind::Date => DataType::Date,
    }
}

/// The column as text, or as it stands when it is read without a detour over text.
fn source(name: &str, kind: Kind, found: &DataType) -> (Expr, bool) {
    let direct = match kind {
        Kind::Number | Kind::Integer | Kind::HouseNumber => found.is_primitive_numeric(),
        Kind::YesNo => *found == DataType::Boolean,
        Kind::Date => *found == DataType::Date,
        _ => false,
    };
    match found {
        _ if direct && found.is_primitive_numeric() => (number::present(col(name)), true),
        _ if direct => (col(name), true),
        DataType::String => (present(col(name)), false),
        _ => (present(col(name).cast(DataType::String)), false),
    }
}

/// What the cell holds before it is read: null for an empty one.
pub(super) fn present_cell(name: &str, kind: Kind, found: &DataType) -> Expr {
    source(name, kind, found).0
}

/// The typed column; null where the cell is empty or cannot be read.
pub(super) fn typed(frame: &DataFrame, name: &str, kind: Kind) -> PolarsResult<Expr> {
    let found = frame.column(name)?.dtype().clone();
    let (cell, direct) = source(name, kind, &found);
    Ok(match kind {
        Kind::HouseNumber if direct => {
            let number = cell.cast(DataType::Int32);
            when(number.clone().gt(lit(0))).then(number).otherwise(lit(NULL))
        }
        Kind::Number => {
            let number = if direct { cell.cast(DataType::Float64) } else { number::read(cell) };
            when(number.clone().is_finite()).then(number).otherwise(lit(NULL))
        }
        Kind::Integer if direct => cell.cast(DataType::Int32),
        Kind::YesNo | Kind::Date if direct => cell,
        Kind::Text => cell,
        Kind::BagId(object) => bag_id::read(cell, object),
        Kind::Postcode => postcode::read(cell),
        Kind::HouseNumber => house_number::read(cell),
        Kind::HouseSuffix => cell.str().to_uppercase(),
        Kind::Integer => number::read(cell).cast(DataType::Int32),
        Kind::YesNo => yes_no::read(cell),
        Kind::Date => date::read(cell, date::form(frame, name)?),
        Kind::EnergyLabel => energy_label::read(cell),
        Kind::RoofState => roof::read_state(cell),
        Kind::RoofKind => roof::read_kind(cell),
    })
}

/// Why text that is present cannot be read.
pub(super) fn fault(kind: Kind, text: &str) -> &'static Entry {
    match kind {
        Kind::BagId(_) => bag_id::fault(text),
        Kind::Postcode => &codes::POSTCODE_FORM,
        Kind::HouseNumber => &codes::HOUSE_NUMBER_FORM,
        Kind::Text | Kind::HouseSuffix | Kind::Number | Kind::Integer => &codes::NUMBER_FORM,
        Kind::YesNo => &codes::YES_NO_FORM,
        Kind::Date => &codes::DATE_FORM,
        Kind::EnergyLabel => &codes::LABEL_FORM,
        Kind::RoofState => &codes::ROOF_STATE_FORM,
        Kind::RoofKind => &codes::ROOF_KIND_FORM,
    }
}

/// The note for text that was read after a repair, `None` for kinds whose spelling is free.
pub(super) fn repair(kind: Kind, text: &str) -> Option<&'static Entry> {
    match kind {
        Kind::BagId(_) => Some(bag_id::repair(text)),
        Kind::Postcode => Some(&codes::POSTCODE_TIDIED),
        Kind::HouseNumber => Some(&codes::HOUSE_NUMBER_SPLIT),
        _ => None,
    }
}
