//! How each kind of field is read: from a column as it came to a typed one, and what can be wrong.

use std::borrow::Cow;
use std::collections::HashMap;

use polars::prelude::{
    Column, DataType, Expr, IntoColumn, NULL, NewChunkedArray, PolarsResult, StringChunked, lit,
    when,
};

use crate::config::TableForm;
use crate::diagnostics::{Entry, codes};
use crate::model::schema::Kind;

use super::one_column::evaluate;
use super::read_column::{Evidence, ReadColumn};
use super::text::is_excel_error;
use super::{
    bag_id, date, energy_label, house_number, label_method, number, postcode, roof, yes_no,
};

/// The type of a column of this kind.
pub(super) fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text
        | Kind::BagId(_)
        | Kind::Postcode
        | Kind::HouseSuffix
        | Kind::EnergyLabel
        | Kind::LabelMethod
        | Kind::RoofState
        | Kind::RoofKind => DataType::String,
        Kind::HouseNumber | Kind::Integer => DataType::Int32,
        Kind::Number | Kind::Percentage => DataType::Float64,
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
        Kind::Number | Kind::Percentage | Kind::Integer | Kind::HouseNumber if number => {
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
        Kind::Percentage => number.clone().gt_eq(lit(0)).and(number.clone().lt_eq(lit(100))),
        _ => number.clone().is_finite(),
    };
    when(possible).then(number).otherwise(lit(NULL)).cast(data_type(kind))
}

/// Reads clean text; null where the cell is empty or cannot be read.
pub(super) fn read_text(
    cells: &Column,
    kind: Kind,
    form: &TableForm<'_>,
    beside: &Evidence,
) -> PolarsResult<ReadColumn> {
    let value = match kind {
        Kind::Date => return date::read(cells, form, beside),
        Kind::LabelMethod => return label_method::read(cells),
        Kind::Number | Kind::Percentage | Kind::Integer => {
            let read = number::read(cells, form, beside, kind == Kind::Percentage)?;
            let value = evaluate(&read.value, |number| typed_number(kind, number))?;
            return Ok(ReadColumn { value, ..read });
        }
        Kind::BagId(object) => {
            let ids = cells.str()?.iter().map(|cell| bag_id::read(cell?, object));
            let ids: Vec<Option<Cow<'_, str>>> = ids.collect();
            let name = cells.name().clone();
            StringChunked::from_iter_options(name, ids.into_iter()).into_column()
        }
        Kind::YesNo => evaluate(&in_known_words(cells, form, &["yes", "no"])?, yes_no::read)?,
        Kind::RoofState => {
            let cells = in_known_words(cells, form, &roof::STATE_WORDS)?;
            roof::read_states(&cells, beside)?
        }
        Kind::RoofKind => {
            evaluate(&in_known_words(cells, form, &["home", "shed"])?, roof::read_kind)?
        }
        Kind::Text => without_errors(cells)?,
        Kind::HouseSuffix => {
            let kept = cells.str()?.iter().map(|cell| {
                let text =
                    cell.filter(|text| !is_excel_error(text) && !house_number::is_date(text));
                text.map(house_number::suffix)
            });
            StringChunked::from_iter_options(cells.name().clone(), kept).into_column()
        }
        Kind::Postcode => evaluate(cells, postcode::read)?,
        Kind::HouseNumber => evaluate(cells, house_number::read)?,
        Kind::EnergyLabel => evaluate(cells, energy_label::read)?,
    };
    Ok(ReadColumn::of(value))
}

/// The cells with the file's own words, where the configuration has some, replaced by known ones.
pub(super) fn in_known_words(
    cells: &Column,
    form: &TableForm<'_>,
    known: &[&str],
) -> PolarsResult<Column> {
    let own: HashMap<String, &str> = form
        .words
        .into_iter()
        .flatten()
        .filter_map(|(word, texts)| Some((*known.iter().find(|known| *known == word)?, texts)))
        .flat_map(|(word, texts)| texts.iter().map(move |text| (text.trim().to_lowercase(), word)))
        .collect();
    if own.is_empty() {
        return Ok(cells.clone());
    }
    let words = cells.str()?.iter().map(|cell| {
        let cell = cell?;
        Some(own.get(&cell.to_lowercase()).copied().unwrap_or(cell))
    });
    Ok(StringChunked::from_iter_options(cells.name().clone(), words).into_column())
}

/// Text without the error values of Excel, which stand for no text.
fn without_errors(cells: &Column) -> PolarsResult<Column> {
    let text = cells.str()?;
    if !text.iter().flatten().any(is_excel_error) {
        return Ok(cells.clone());
    }
    let kept = text.iter().map(|cell| cell.filter(|text| !is_excel_error(text)));
    Ok(StringChunked::from_iter_options(cells.name().clone(), kept).into_column())
}

/// Why text that is present cannot be read.
pub(super) fn fault(kind: Kind, text: &str) -> &'static Entry {
    if is_excel_error(text) {
        return &codes::EXCEL_ERROR;
    }
    match kind {
        Kind::BagId(object) => bag_id::fault(text, object),
        Kind::Postcode => &codes::POSTCODE_FORM,
        Kind::HouseNumber => house_number::fault(text),
        Kind::HouseSuffix => &codes::HOUSE_NUMBER_DATE,
        Kind::Text | Kind::Number | Kind::Percentage | Kind::Integer => &codes::NUMBER_FORM,
        Kind::YesNo => &codes::YES_NO_FORM,
        Kind::Date => &codes::DATE_FORM,
        Kind::EnergyLabel => &codes::LABEL_FORM,
        Kind::LabelMethod => &codes::LABEL_METHOD,
        Kind::RoofState => &codes::ROOF_STATE_FORM,
        Kind::RoofKind => &codes::ROOF_KIND_FORM,
    }
}

/// Words that a cell of this kind may hold, to find the one that was meant; none for kinds that are no
/// words.
pub(super) fn vocabulary(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::YesNo => &["ja", "nee", "waar", "onwaar", "yes", "no"],
        Kind::EnergyLabel => &energy_label::LABELS,
        Kind::LabelMethod => &label_method::METHODS,
        Kind::RoofState => &[
            "verdacht",
            "deels verdacht",
            "niet verdacht",
            "niet zichtbaar",
            "gesaneerd",
            "verwijderd",
        ],
        Kind::RoofKind => &["woning", "schuur", "berging", "bijgebouw", "garage"],
        _ => &[],
    }
}

/// The note for text that was read after a repair, `None` for kinds whose spelling is free.
pub(super) fn repair(kind: Kind, text: &str) -> Option<&'static Entry> {
    match kind {
        Kind::BagId(_) => Some(bag_id::repair(text)),
        Kind::Postcode => Some(&codes::POSTCODE_TIDIED),
        Kind::EnergyLabel if energy_label::is_official(text) => None,
        Kind::EnergyLabel => Some(&codes::LABEL_TIDIED),
        Kind::HouseNumber if bag_id::strip_zero_fraction(text) != text => {
            Some(&codes::NUMBER_TIDIED)
        }
        Kind::HouseNumber => Some(&codes::HOUSE_NUMBER_SPLIT),
        _ => None,
    }
}
