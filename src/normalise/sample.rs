//! A column read as one kind, cell by cell, as a run reads it; for a look at a file whose columns
//! nobody has named yet.

use polars::prelude::{Column, DataType, PolarsResult};

use crate::config::TableForm;
use crate::diagnostics::Entry;
use crate::model::schema::Kind;

use super::fields::{fault, repair};
use super::read_column::Evidence;
use super::typing::type_column;

/// The cells of a column, and what they say when they are read as one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// As which kind.
    pub kind: Kind,
    /// Each cell without outer blanks; `None` for an empty one and for a word that means nothing.
    pub texts: Vec<Option<String>>,
    /// What was read, in one spelling; `None` where nothing could be.
    pub values: Vec<Option<String>>,
    /// The setting that settles a doubt about the column as a whole, where there is one.
    pub doubt: Option<String>,
}

impl Reading {
    /// Reads cells of text.
    ///
    /// # Errors
    /// Polars refuses a step, which is a bug.
    pub fn of_cells(cells: &[Option<String>], kind: Kind) -> PolarsResult<Reading> {
        Reading::of_column(&Column::new("cell".into(), cells), kind)
    }

    /// Reads a column, which may have a type of its own.
    ///
    /// # Errors
    /// As above.
    pub fn of_column(column: &Column, kind: Kind) -> PolarsResult<Reading> {
        let typed = type_column("cell", column, kind, &TableForm::default(), &Evidence::default())?;
        let texts = |column: &Column| -> PolarsResult<Vec<Option<String>>> {
            let text = column.cast(&DataType::String)?;
            Ok(text.str()?.iter().map(|cell| cell.map(str::to_owned)).collect())
        };
        let (texts, values) = (texts(&typed.cell)?, texts(&typed.value)?);
        Ok(Reading { kind, texts, values, doubt: typed.stop.map(|stop| stop.setting) })
    }

    /// Cells in which something stands.
    pub fn present(&self) -> usize {
        self.texts.iter().flatten().count()
    }

    /// Cells that could be read.
    pub fn read(&self) -> usize {
        self.values.iter().flatten().count()
    }

    /// Cells in which nothing stands.
    pub fn empty(&self) -> usize {
        self.texts.len() - self.present()
    }

    /// Why cells could not be read, with how many, in order of code.
    pub fn faults(&self) -> Vec<(&'static Entry, usize)> {
        let unread = self.texts.iter().zip(&self.values).filter(|(_, value)| value.is_none());
        counted(unread.filter_map(|(text, _)| Some(fault(self.kind, text.as_deref()?))))
    }

    /// What was done to cells that were read and written otherwise, with how many, in order of code.
    pub fn repairs(&self) -> Vec<(&'static Entry, usize)> {
        let mended = self.texts.iter().zip(&self.values).filter_map(|(text, value)| {
            let (text, value) = (text.as_deref()?, value.as_deref()?);
            if text == value { None } else { repair(self.kind, text) }
        });
        counted(mended)
    }
}

fn counted(entries: impl Iterator<Item = &'static Entry>) -> Vec<(&'static Entry, usize)> {
    let mut all: Vec<(&'static Entry, usize)> = Vec::new();
    for entry in entries {
        match all.iter_mut().find(|(known, _)| *known == entry) {
            Some((_, count)) => *count += 1,
            None => all.push((entry, 1)),
        }
    }
    all.sort_by_key(|(entry, _)| entry.code);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes;
    use crate::model::schema::BagObject;

    fn reading(cells: &[&str], kind: Kind) -> Reading {
        let cells: Vec<Option<String>> =
            cells.iter().map(|cell| Some((*cell).to_owned())).collect();
        Reading::of_cells(&cells, kind).unwrap()
    }

    #[test]
    fn ids_are_counted_as_read_mended_and_faulty() {
        let ids = ["0034010000012345", "34010000012345", "3,40E+13", " ", "onbekend"];
        let ids = reading(&ids, Kind::BagId(BagObject::Home));
        assert_eq!((ids.present(), ids.read(), ids.empty()), (3, 2, 2));
        assert_eq!(ids.repairs(), [(&codes::LOST_ZEROS, 1)]);
        assert_eq!(ids.faults(), [(&codes::BAG_ID_EXCEL, 1)]);
    }

    #[test]
    fn days_come_out_in_one_spelling() {
        let days = reading(&["31-12-2025", "01-02-2025"], Kind::Date);
        let days: Vec<&str> = days.values.iter().flatten().map(String::as_str).collect();
        assert_eq!(days, ["2025-12-31", "2025-02-01"]);
    }
}
