//! How a column is read on the short way, and whether there is one for it.

use crate::config::{TableForm, UNIT_KIND};
use crate::model::schema::Kind;

use super::super::date::{Order, order_of};
use super::super::text::is_nothing;

/// How the cells of a column are read.
#[derive(Clone)]
pub(super) struct Way<'a> {
    pub name: &'a str,
    pub kind: Kind,
    pub form: &'a TableForm<'a>,
}

impl Way<'_> {
    /// Whether there is a short way for columns of this kind.
    pub fn exists(&self) -> bool {
        match self.kind {
            Kind::Percentage => false, // one value above 1 tells what all are
            Kind::Date => {
                let told = self.form.date_format.and_then(order_of);
                let day_first = told.is_none_or(|told| told == (Order::DayMonthYear, false));
                day_first && self.form.unknown_dates.is_empty()
            }
            _ => true,
        }
    }

    /// Whether the column holds few different texts, each of which is read once.
    pub fn is_words(&self) -> bool {
        match self.kind {
            Kind::YesNo
            | Kind::EnergyLabel
            | Kind::LabelMethod
            | Kind::RoofState
            | Kind::RoofKind => true,
            Kind::Text => matches!(self.name, "corporation" | "priority" | UNIT_KIND),
            _ => false,
        }
    }

    /// Whether a trimmed text stands for an empty cell, in a column of numbers or days.
    pub fn is_no_number(&self, text: &str) -> bool {
        let digit = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
        text.is_empty() || !digit && self.is_empty(text) || self.form.is_empty(text)
    }

    /// Whether a trimmed text stands for an empty cell.
    pub fn is_empty(&self, text: &str) -> bool {
        let nothing = is_nothing(text) || self.form.is_empty(text);
        nothing && !self.form.names(self.name, text)
    }
}
