//! The end of a sieve: the typed rows, their account, and the rejected rows as they stood in the file.

use std::collections::BTreeSet;

use polars::prelude::{DataFrame, IntoLazy, PolarsResult, SortMultipleOptions};

use crate::config::UNIT_KIND;
use crate::diagnostics::{Account, Finding, codes};
use crate::read::ROW;

use super::super::bag_id;
use super::super::error::InputError;
use super::super::rejects::{Lost, Reject, RejectedRow, RejectedRows, with_cells};
use super::super::unread_cells::UnreadCells;
use super::{Sift, among_rows, rows_of};

/// What comes out of the sieve.
pub(in super::super) struct Sifted {
    /// Typed rows, with every column of the schema.
    pub frame: DataFrame,
    pub account: Account,
    pub findings: Vec<Finding>,
    pub rejected: RejectedRows,
    pub unread: Vec<UnreadCells>,
    /// How many BAG ids there are.
    pub filled_ids: u64,
    /// The rows, used so far, whose home is named by the id of a nummeraanduiding, as they are
    /// rejected where no address leads to the home.
    pub numbers: Vec<RejectedRow>,
}

impl Sift {
    /// Closes the account.
    pub fn finish(mut self) -> Result<Sifted, InputError> {
        self.account.used = self.frame.height() as u64;
        self.rejects.sort_by_key(|reject| reject.row);
        self.findings.splice(0..0, self.kinds_findings());
        for finding in &mut self.findings {
            finding.file.clone_from(&self.file);
            finding.sheet.clone_from(&self.raw.sheet);
        }
        let rejected = self.with_cells(&self.rejects)?;
        let filled_ids = self.filled.get("bag_id").copied().unwrap_or(0);
        let numbers = self.with_cells(&self.numbers()?)?.rows;
        let Sift { mut frame, account, findings, unread, .. } = self;
        if frame.column(UNIT_KIND).is_ok() {
            frame = frame.drop(UNIT_KIND)?;
        }
        Ok(Sifted { frame, account, findings, rejected, unread, filled_ids, numbers })
    }

    /// The rows whose home is named by the id of a nummeraanduiding.
    fn numbers(&self) -> PolarsResult<Vec<Reject>> {
        let Ok(ids) = self.frame.column("bag_id") else { return Ok(Vec::new()) };
        if ids.null_count() == ids.len() {
            return Ok(Vec::new());
        }
        let rows = rows_of(&self.frame)?.into_iter().zip(ids.str()?.iter());
        let numbers = rows.filter(|(_, id)| id.is_some_and(bag_id::is_number));
        let reject = |(row, _)| Reject {
            row,
            column: Some("bag_id".to_owned()),
            entry: &codes::BAG_ID_KIND,
            lost: Lost::Row,
        };
        Ok(numbers.map(reject).collect())
    }

    /// Rows as they stood in the file.
    fn with_cells(&self, rejects: &[Reject]) -> Result<RejectedRows, InputError> {
        let numbers: BTreeSet<u32> = rejects.iter().map(|reject| reject.row).collect();
        let mut numbers: Vec<u32> = numbers.into_iter().collect();
        let mut found = self.raw.frame.clone().lazy().filter(among_rows(&numbers)).collect()?;
        if let Some(plain) = &self.plain {
            let known = rows_of(&found)?;
            let ragged = |row| self.raw.ragged.binary_search_by_key(&row, |ragged| ragged.row);
            numbers.retain(|row| known.binary_search(row).is_err() && ragged(*row).is_err());
            if !numbers.is_empty() {
                found.vstack_mut(&plain.read(&numbers)?)?;
                found = found.sort([ROW], SortMultipleOptions::default())?;
            }
        }
        Ok(with_cells(self.file.clone(), &self.raw, &found, rejects)?)
    }
}
