//! Single rows of text, as the table that a full reading gives of them.

use polars::prelude::{Column, DataFrame};

use super::super::raw_table::{ROW, RawTable};

/// Rows under their numbers, with the cells of the columns found.
#[derive(Debug)]
pub struct TextRows {
    names: Vec<String>,
    numbers: Vec<u32>,
    records: Vec<Vec<String>>,
}

impl TextRows {
    /// No rows of this table.
    pub fn of(head: &RawTable) -> TextRows {
        let names = head.names.iter().map(|(name, _)| name.clone()).collect();
        TextRows { names, numbers: Vec::new(), records: Vec::new() }
    }

    /// Adds a row with a cell for each column found.
    pub fn push(&mut self, number: u32, cells: Vec<String>) {
        self.numbers.push(number);
        self.records.push(cells);
    }

    /// How many rows there are.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The rows as a table of text, null where a cell is empty.
    pub fn into_frame(self) -> DataFrame {
        let height = self.numbers.len();
        let mut columns = vec![Column::new(ROW.into(), self.numbers)];
        for (at, name) in self.names.iter().enumerate() {
            let cells = self.records.iter().map(|cells| cells[at].as_str());
            let cells: Vec<Option<&str>> =
                cells.map(|cell| Some(cell).filter(|cell| !cell.is_empty())).collect();
            columns.push(Column::new(name.as_str().into(), cells));
        }
        DataFrame::new(height, columns).expect("columns of one height under names of their own")
    }
}
