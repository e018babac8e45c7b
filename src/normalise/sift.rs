//! The sieve: a raw table goes in, typed rows come out, and what stays behind is accounted for.

mod beside;
mod cells;
pub(super) mod finish;
mod groups;
mod kinds;
mod twins;
mod unread;

use std::collections::BTreeMap;

use polars::prelude::{
    BooleanChunked, DataFrame, Expr, IntoColumn, IntoLazy, NamedFrom, PolarsResult, Series, col,
    lit,
};

use crate::config::TableForm;
use crate::diagnostics::{Account, Entry, Finding, codes};
use crate::model::schema::Kind;
use crate::read::{ROW, RawTable};

use super::error::InputError;
use super::needed::Needed;
use super::rejects::{Lost, Reject};
use super::stops::stops;
use super::typing::{TypedColumn, bad, type_columns};
use super::unread_cells::UnreadCells;

use kinds::KindsSeen;

pub(super) use beside::{Beside, PlainFrame, PlainRows};
pub(super) use twins::one_row_a_key;
pub(super) use unread::{has_a_key, without_half_keys};

/// How many rows a finding names.
const ROWS_NAMED: usize = 5;

/// A table on its way through the sieve.
pub(super) struct Sift {
    file: String,
    raw: RawTable,
    frame: DataFrame,
    rejects: Vec<Reject>,
    findings: Vec<Finding>,
    hints: Vec<(&'static Entry, String)>,
    account: Account,
    needed: Needed,
    /// How many cells of each column hold something, in the rows that were settled.
    filled: BTreeMap<String, u64>,
    unread: Vec<UnreadCells>,
    /// The columns of the raw table, until the sieve is settled.
    typed: Vec<TypedColumn>,
    /// The rows that did not go through the sieve.
    plain: Option<PlainRows>,
    /// Units that are no homes.
    kinds: KindsSeen,
}

impl Sift {
    /// Types the columns; blank rows, total rows and rows that cannot do without a cell that cannot be
    /// read stay behind.
    ///
    /// # Errors
    /// [`InputError::Stops`] when a column as a whole, or the file, cannot be used.
    pub fn new(
        raw: RawTable,
        file: &str,
        columns: &[(String, Kind)],
        form: &TableForm<'_>,
        needed: Needed,
    ) -> Result<Sift, InputError> {
        let mut sift = Sift::open(raw, file, columns, form, needed)?;
        sift.settle()?;
        Ok(sift)
    }

    /// Types the columns; blank rows and total rows stay behind. A cell that cannot be read is null
    /// and has a flag ([`bad`]) until [`Sift::settle`], so that rows of no concern can be set aside
    /// before.
    ///
    /// # Errors
    /// As for [`Sift::new`].
    pub fn open(
        raw: RawTable,
        file: &str,
        columns: &[(String, Kind)],
        form: &TableForm<'_>,
        needed: Needed,
    ) -> Result<Sift, InputError> {
        let form = &TableForm { days_from_1904: raw.days_from_1904, ..*form };
        let typed = type_columns(&raw, columns, form, &BTreeMap::new())?;
        let mut sift = Sift::of_typed(raw, file, typed, form, needed)?;
        sift.set_aside_kinds(form)?;
        Ok(sift)
    }

    /// Takes a table whose columns are typed; blank rows and total rows stay behind.
    fn of_typed(
        raw: RawTable,
        file: &str,
        (mut frame, typed): (DataFrame, Vec<TypedColumn>),
        form: &TableForm<'_>,
        needed: Needed,
    ) -> Result<Sift, InputError> {
        let found = stops(&raw, file, &typed, form)?;
        if !found.is_empty() {
            return Err(InputError::Stops(found));
        }
        for column in &typed {
            if let Some(unread) = &column.unread {
                let flags = unread.clone().with_name(bad(&column.name).into()).into_column();
                frame.with_column(flags)?;
            }
        }
        let account = Account { read: raw.rows_read(), ..Account::default() };
        let mut sift = Sift {
            file: file.to_owned(),
            raw,
            frame,
            rejects: Vec::new(),
            findings: Vec::new(),
            hints: Vec::new(),
            account,
            needed,
            filled: BTreeMap::new(),
            unread: Vec::new(),
            typed,
            plain: None,
            kinds: KindsSeen::default(),
        };
        if !form.holds_units {
            sift.raw.remarks.retain(|remark| remark.entry != &codes::UNITS_UNUSED);
        }
        sift.findings.append(&mut sift.raw.remarks);
        sift.take_out_no_data()?;
        Ok(sift)
    }

    /// Notes the repairs and the cells that cannot be read, and leaves out the rows that cannot do without
    /// one of these.
    pub fn settle(&mut self) -> PolarsResult<()> {
        let typed = std::mem::take(&mut self.typed);
        let numbers = rows_of(&self.raw.frame)?;
        let mut out = self.out(&numbers)?;
        for column in &typed {
            self.note_cells(column, &numbers, &out)?;
        }
        let ragged: Vec<u32> = self.raw.ragged.iter().map(|ragged| ragged.row).collect();
        self.add_rejects(&ragged, &codes::RAGGED, None);
        self.count_filled(&typed, &out)?;
        self.judge_unread(&typed, &numbers, &mut out)?;
        let flags: Vec<String> = typed.iter().map(|column| bad(&column.name)).collect();
        self.frame = self.frame.drop_many(flags);
        self.keep_rows(&numbers, &out)
    }

    /// Of each row of the raw table, whether it is out already.
    fn out(&self, numbers: &[u32]) -> PolarsResult<Vec<bool>> {
        if self.frame.height() == numbers.len() {
            return Ok(vec![false; numbers.len()]);
        }
        // Both lists are in order of row.
        let mut kept = rows_of(&self.frame)?.into_iter().peekable();
        Ok(numbers.iter().map(|row| kept.next_if_eq(row).is_none()).collect())
    }

    /// Keeps the rows of the frame that are not out.
    fn keep_rows(&mut self, numbers: &[u32], out: &[bool]) -> PolarsResult<()> {
        let kept = out.iter().filter(|out| !**out).count();
        if kept == self.frame.height() {
            return Ok(());
        }
        let kept: Vec<u32> =
            numbers.iter().zip(out).filter(|(_, out)| !**out).map(|(row, _)| *row).collect();
        let mut kept = kept.into_iter().peekable();
        // Both lists are in order of row.
        let mask: BooleanChunked =
            rows_of(&self.frame)?.into_iter().map(|row| kept.next_if_eq(&row).is_some()).collect();
        self.frame = self.frame.filter(&mask)?;
        Ok(())
    }

    /// Enters rows that the reader passed over into the account.
    pub fn pass_over(&mut self, passed: Finding) {
        self.account.read += passed.count;
        self.account.set_aside += passed.count;
        self.add_set_aside(passed);
    }

    /// Rows set aside for one reason, in one go or in several, are one finding.
    fn add_set_aside(&mut self, finding: Finding) {
        let known = self.findings.iter_mut().find(|known| known.entry == finding.entry);
        match known {
            Some(known) => {
                known.count += finding.count;
                known.rows.extend(finding.rows);
                known.rows.sort_unstable();
                known.rows.truncate(ROWS_NAMED);
            }
            None => self.findings.push(finding),
        }
    }

    /// The rows that are still in.
    pub fn frame(&self) -> &DataFrame {
        &self.frame
    }

    /// The numbers of the rows that are still in.
    pub fn rows(&self) -> PolarsResult<Vec<u32>> {
        rows_of(&self.frame)
    }

    /// Puts a changed frame in place of the rows that are still in; rows stay the same.
    pub fn replace(&mut self, frame: DataFrame) {
        debug_assert_eq!(frame.height(), self.frame.height());
        self.frame = frame;
    }

    /// Whether the file has a column.
    pub fn has(&self, name: &str) -> bool {
        self.raw.file_name(name).is_some()
    }

    /// The file's name of a column; the program's name where the file has none.
    pub fn named(&self, name: &str) -> String {
        self.raw.file_name(name).unwrap_or(name).to_owned()
    }

    /// Leaves out, as wrong, the rows for which `mask` is true.
    pub fn reject(
        &mut self,
        mask: Expr,
        entry: &'static Entry,
        column: Option<&str>,
    ) -> PolarsResult<()> {
        let mask = mask.fill_null(lit(false));
        let flagged = self.frame.clone().lazy().filter(mask.clone()).select([col(ROW)]);
        let rows = rows_of(&flagged.collect()?)?;
        if !rows.is_empty() {
            self.add_rejects(&rows, entry, column);
            self.keep(mask.not())?;
        }
        Ok(())
    }

    /// Leaves out, as no data for this run, the rows for which `mask` is true.
    pub fn set_aside(&mut self, mask: Expr, entry: &'static Entry) -> PolarsResult<()> {
        let mask = mask.fill_null(lit(false));
        let flagged = self.frame.clone().lazy().filter(mask.clone()).select([col(ROW)]);
        let rows = rows_of(&flagged.collect()?)?;
        if !rows.is_empty() {
            self.account.set_aside += rows.len() as u64;
            self.add_set_aside(self.finding(entry, &rows));
            self.keep(mask.not())?;
        }
        Ok(())
    }

    /// Leaves out these rows as this finding about them tells.
    pub fn set_aside_as(&mut self, rows: &[u32], finding: Finding) -> PolarsResult<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.account.set_aside += rows.len() as u64;
        self.add_set_aside(finding);
        self.keep(among_rows(rows).not())
    }

    /// Adds a finding that leaves no row out.
    pub fn note(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A finding about these rows.
    pub fn finding(&self, entry: &'static Entry, rows: &[u32]) -> Finding {
        let first = rows.iter().take(ROWS_NAMED).map(|&row| row.into()).collect();
        Finding::new(entry, &self.file, rows.len() as u64).rows(first)
    }

    /// The file, as the configuration names it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Keeps a text that helps to mend the rows of a code that is still to be found.
    pub fn hint(&mut self, entry: &'static Entry, text: String) {
        if self.hints.iter().all(|(known, _)| *known != entry) {
            self.hints.push((entry, text));
        }
    }

    fn add_rejects(&mut self, rows: &[u32], entry: &'static Entry, column: Option<&str>) {
        if rows.is_empty() {
            return;
        }
        self.account.rejected += rows.len() as u64;
        let mut finding = self.finding(entry, rows).of_rejected_rows();
        if let Some(name) = column {
            finding = finding.column(self.named(name));
        }
        if let Some((_, text)) = self.hints.iter().find(|(known, _)| *known == entry) {
            finding = finding.detail(text.clone());
        }
        self.findings.push(finding);
        self.rejects.extend(rows.iter().map(|&row| Reject {
            row,
            column: column.map(str::to_owned),
            entry,
            lost: Lost::Row,
        }));
    }

    fn keep(&mut self, mask: Expr) -> PolarsResult<()> {
        self.frame = self.frame.clone().lazy().filter(mask).collect()?;
        Ok(())
    }
}

/// Whether a row is one of these, by its number.
pub(super) fn among_rows(rows: &[u32]) -> Expr {
    col(ROW).is_in(lit(Series::new("rows".into(), rows)).implode(false), false)
}

/// The row numbers of a frame.
pub(super) fn rows_of(frame: &DataFrame) -> PolarsResult<Vec<u32>> {
    Ok(frame.column(ROW)?.u32()?.into_no_null_iter().collect())
}
