//! How each kind of field is read: from a column as it came to a typed one, and what can be wrong.

use polars::prelude::{Column, DataType, Expr, NULL, PolarsResult, lit, when};

use crate::diagnostics::{Entry, codes};
use crate::model::schema::Kind;

use super::one_column::evaluate;
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

/// Reads a column that has a fitting type already: its cells, null for empty ones, and their
/// values. `None` when it is to be read as text.
pub(super) fn read_typed(raw: &Column, kind: Kind) -> PolarsResult<Option<(Column, Column)>> {
    let found = raw.dtype();
    let number = found.is_primitive_numeric();
    match kind {
        Kind::Number | Kind::Integer | Kind::HouseNumber if number => {
            let cell = evaluate(raw, number::present)?;
            let value = evaluate(&cell, |cell| typed_number(kind, cell))?;
            Ok(Some((cell, value)))
        }
        Kind::YesNo if *found == DataType::Boolean => Ok(Some((raw.clone(), raw.clone()))),
        Kind::Date if *found == DataType::Date => Ok(Some((raw.clone(), raw.clone()))),
        _ => Ok(None),
    }
}

/// A number of this kind; null for one that it cannot be: no fraction in a whole number, and house
/// numbers from 1 to 99999.
fn typed_number(kind: Kind, number: Expr) -> Expr {
    let number = number.cast(DataType::Float64);
    let possible = match kind {
        Kind::HouseNumber => {
            let whole = number.clone().eq(number.clone().cast(DataType::Int64));
            whole.and(number.clone().gt_eq(lit(1))).and(number.clone().lt_eq(lit(99_999)))
        }
        Kind::Integer => number.clone().eq(number.clone().cast(DataType::Int64)),
        _ => number.clone().is_finite(),
    };
    when(possible).then(number).otherwise(lit(NULL)).cast(data_type(kind))
}

/// Reads trimmed text; null where the cell is empty or cannot be read.
pub(super) fn read_text(cells: &Column, kind: Kind) -> PolarsResult<Column> {
    let form = if kind == Kind::Date { date::form(cells)? } else { 0 };
    evaluate(cells, |cell| match kind {
        Kind::Text => cell,
        Kind::BagId(object) => bag_id::read(cell, object),
        Kind::Postcode => postcode::read(cell),
        Kind::HouseNumber => house_number::read(cell),
        Kind::HouseSuffix => cell.str().to_uppercase(),
        Kind::Number | Kind::Integer => typed_number(kind, number::read(cell)),
        Kind::YesNo => yes_no::read(cell),
        Kind::Date => date::read(cell, form),
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
