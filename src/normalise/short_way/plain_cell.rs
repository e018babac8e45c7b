//! A cell on the short way: plain cells are read, and of all others it is said that they are odd.

use crate::model::schema::Kind;
use crate::read::TextCell;

use super::super::read_column::Evidence;
use super::plain_number::{
    Mark, PlainDay, PlainNumber, Proves, plain_day, plain_number, plain_whole,
};
use super::plain_text::trimmed;
use super::rows::Rows;
use super::way::Way;

/// What a cell is on the short way.
pub(super) enum Plain<T> {
    Value(T),
    Empty,
    Odd,
}

impl<T> Plain<T> {
    /// Enters a cell without a value into its row.
    pub fn enter(&self, at: usize, rows: &mut Rows) {
        match self {
            Plain::Value(_) => {}
            Plain::Empty => rows.empty[at] += 1,
            Plain::Odd => rows.odd[at] = true,
        }
    }
}

/// The number in a cell of any form; notes what it proves.
#[inline(never)]
pub(super) fn number_of(way: &Way<'_>, cell: TextCell<'_>, evidence: &mut Evidence) -> Plain<f64> {
    let text = trimmed(cell.text());
    if way.is_no_number(text) {
        return Plain::Empty;
    }
    let number = plain_number(text.as_bytes());
    let number = number.filter(|number| is_decimal(number, way.form.decimal, evidence));
    number.map_or(Plain::Odd, |number| Plain::Value(number.value))
}

/// Whether the mark in a number may be the decimal one, and notes what it proves.
#[inline]
pub(super) fn is_decimal(
    number: &PlainNumber,
    told: Option<char>,
    evidence: &mut Evidence,
) -> bool {
    match (number.mark, told) {
        (Mark::None, _) => {}
        (Mark::Point, None) if number.doubtful => evidence.point_or_thousands += 1,
        (Mark::Comma, None) if number.doubtful => evidence.comma_or_thousands += 1,
        (Mark::Point, None) => evidence.points += 1,
        (Mark::Comma, None) => evidence.commas += 1,
        (Mark::Point, Some('.')) | (Mark::Comma, Some(',')) => {}
        _ => return false,
    }
    true
}

/// The whole number in a cell, or its day as days since 1970; notes what it proves.
pub(super) fn whole_of(way: &Way<'_>, cell: TextCell<'_>, evidence: &mut Evidence) -> Plain<i32> {
    let cell = trimmed(cell.text());
    if way.is_no_number(cell) {
        return Plain::Empty;
    }
    let value = match way.kind {
        Kind::Date => {
            let day = plain_day(cell);
            evidence.dates |= day.is_some();
            match day {
                Some(PlainDay::Iso(day)) => Some(day),
                Some(PlainDay::DayFirst(day, proves)) => {
                    evidence.day_first += usize::from(proves == Proves::DayFirst);
                    evidence.day_or_month_first += usize::from(proves == Proves::Nothing);
                    evidence.read_day_first = true;
                    Some(day)
                }
                None => None,
            }
        }
        Kind::HouseNumber if cell.len() > 5 || cell.starts_with(['0', '-']) => None,
        _ => plain_whole(cell.as_bytes()),
    };
    value.map_or(Plain::Odd, Plain::Value)
}
