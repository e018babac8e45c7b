//! The sieve: a raw table goes in, typed rows come out, and what stays behind is accounted for.

mod beside;
pub(super) mod finish;
mod groups;
mod twins;

use std::collections::BTreeMap;

use polars::prelude::{
    BooleanChunked, DataFrame, DataType, Expr, IntoColumn, IntoLazy, NamedFrom, PolarsResult,
    Series, col, lit,
};

use crate::config::TableForm;
use crate::diagnostics::{Account, Entry, Example, Finding, codes, did_you_mean};
use crate::model::schema::Kind;
use crate::read::{ROW, RawTable};

use super::error::InputError;
use super::fields::{fault, vocabulary};
use super::rejects::Reject;
use super::stops::stops;
use super::totals::{blank_rows, total_rows, wrong_totals};
use super::typing::{TypedColumn, bad, type_columns};
use groups::{Group, add_to, example};

pub(super) use beside::{Beside, PlainFrame, PlainRows};
pub(super) use twins::one_row_a_key;

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
    /// The columns of the raw table, until the sieve is settled.
    typed: Vec<TypedColumn>,
    /// The rows that did not go through the sieve.
    plain: Option<PlainRows>,
}

impl Sift {
    /// Types the columns; blank rows, total rows and rows that cannot be read stay behind.
    ///
    /// # Errors
    /// [`InputError::Stops`] when a column as a whole, or the file, cannot be used.
    pub fn new(
        raw: RawTable,
        file: &str,
        columns: &[(String, Kind)],
        form: &TableForm<'_>,
    ) -> Result<Sift, InputError> {
        let mut sift = Sift::open(raw, file, columns, form)?;
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
    ) -> Result<Sift, InputError> {
        let form = &TableForm { days_from_1904: raw.days_from_1904, ..*form };
        let typed = type_columns(&raw, columns, form, &BTreeMap::new())?;
        Sift::of_typed(raw, file, typed, form)
    }

    /// Takes a table whose columns are typed; blank rows and total rows stay behind.
    fn of_typed(
        raw: RawTable,
        file: &str,
        (mut frame, typed): (DataFrame, Vec<TypedColumn>),
        form: &TableForm<'_>,
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
            typed,
            plain: None,
        };
        sift.findings.append(&mut sift.raw.remarks);
        sift.take_out_no_data()?;
        Ok(sift)
    }

    /// Notes the repairs, and leaves out the rows that cannot be read.
    pub fn settle(&mut self) -> PolarsResult<()> {
        let typed = std::mem::take(&mut self.typed);
        let numbers = rows_of(&self.raw.frame)?;
        let mut out = self.out(&numbers)?;
        let before = out.clone();
        for column in &typed {
            self.note_cells(column, &numbers, &out)?;
        }
        let ragged: Vec<u32> = self.raw.ragged.iter().map(|ragged| ragged.row).collect();
        self.add_rejects(&ragged, &codes::RAGGED, None);
        for column in &typed {
            self.take_out_unread(column, &numbers, &before, &mut out)?;
        }
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

    /// Leaves out blank rows and total rows; the frame is still that of the raw table.
    fn take_out_no_data(&mut self) -> PolarsResult<()> {
        let numbers = rows_of(&self.frame)?;
        let typed = std::mem::take(&mut self.typed);
        let out = &mut vec![false; numbers.len()];
        let leave = |out: &mut [bool], at: usize, list: &mut Vec<u32>| {
            if !out[at] {
                out[at] = true;
                list.push(numbers[at]);
            }
        };
        let mut blank = Vec::new();
        // A feature of a layer has a shape, whatever its columns hold.
        if let Some(rows) = blank_rows(&typed).filter(|_| self.raw.header_row > 0) {
            positions(&rows).for_each(|at| leave(out, at, &mut blank));
        }
        let (mut totals, mut wrong) = (Vec::new(), Vec::new());
        if let Some(rows) = total_rows(&typed)? {
            let not_sums = wrong_totals(&typed, &rows)?;
            for at in positions(&rows) {
                match not_sums.get(&at) {
                    None => leave(out, at, &mut totals),
                    Some(column) if !out[at] => {
                        out[at] = true;
                        wrong.push((numbers[at], (*column).to_owned()));
                    }
                    Some(_) => {}
                }
            }
        }
        for (list, entry) in [(blank, &codes::BLANK_ROW), (totals, &codes::TOTAL_ROW)] {
            if !list.is_empty() {
                self.account.set_aside += list.len() as u64;
                self.findings.push(self.finding(entry, &list));
            }
        }
        for (row, column) in wrong {
            self.add_rejects(&[row], &codes::TOTAL_NOT_SUM, Some(&column));
        }
        self.keep_rows(&numbers, out)?;
        self.typed = typed;
        Ok(())
    }

    /// Notes cells of a column that were repaired, or that are read though there is something odd.
    fn note_cells(
        &mut self,
        column: &TypedColumn,
        numbers: &[u32],
        out: &[bool],
    ) -> PolarsResult<()> {
        let mut groups: Vec<Group> = Vec::new();
        let raw = self.raw.frame.column(&column.name)?;
        for &(at, entry) in column.cleaned.iter().filter(|(at, _)| !out[*at]) {
            add_to(&mut groups, entry, numbers[at], || example(raw, column, numbers[at], at));
        }
        if column.has_notes() {
            let cells = column.cell.str()?;
            for (at, text) in cells.iter().enumerate() {
                let Some(entry) = text.filter(|_| !out[at]).and_then(|text| column.note(at, text))
                else {
                    continue;
                };
                add_to(&mut groups, entry, numbers[at], || example(raw, column, numbers[at], at));
            }
        }
        self.add_groups(&column.name, groups);
        Ok(())
    }

    fn take_out_unread(
        &mut self,
        column: &TypedColumn,
        numbers: &[u32],
        before: &[bool],
        out: &mut [bool],
    ) -> PolarsResult<()> {
        let Some(unread) = &column.unread else { return Ok(()) };
        let cells = column.cell.cast(&DataType::String)?;
        let cells = cells.str()?;
        let mut groups: Vec<Group> = Vec::new();
        for at in positions(unread) {
            if before[at] {
                continue;
            }
            let text = cells.get(at).unwrap_or("");
            let entry = fault(column.kind, text);
            let row = numbers[at];
            add_to(&mut groups, entry, row, || Example {
                row: row.into(),
                before: text.to_owned(),
                after: None,
            });
            // Every fault of a row is told, and the row rejected once, for the first of them.
            if !std::mem::replace(&mut out[at], true) {
                self.account.rejected += 1;
                self.rejects.push(Reject { row, column: Some(column.name.clone()), entry });
            }
        }
        groups.sort_by_key(|group| group.entry.code);
        self.add_groups(&column.name, groups);
        if let Some(finding) = self.findings.last_mut()
            && let Some(text) = finding.examples.first().map(|example| example.before.clone())
            && finding.entry.outcome == crate::diagnostics::Outcome::Rejected
            && let Some(close) = did_you_mean(&text, vocabulary(column.kind).iter().copied())
        {
            finding.detail = format!("\"{text}\": did you mean \"{close}\"?");
        }
        Ok(())
    }

    fn add_groups(&mut self, name: &str, groups: Vec<Group>) {
        for Group { entry, count, rows, examples } in groups {
            let finding = Finding::new(entry, &self.file, count);
            self.findings.push(finding.column(self.named(name)).rows(rows).examples(examples));
        }
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
        let mut finding = self.finding(entry, rows);
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
        }));
    }

    fn keep(&mut self, mask: Expr) -> PolarsResult<()> {
        self.frame = self.frame.clone().lazy().filter(mask).collect()?;
        Ok(())
    }
}

fn positions(flags: &BooleanChunked) -> impl Iterator<Item = usize> {
    flags.iter().enumerate().filter(|(_, flag)| *flag == Some(true)).map(|(at, _)| at)
}

/// Whether a row is one of these, by its number.
pub(super) fn among_rows(rows: &[u32]) -> Expr {
    col(ROW).is_in(lit(Series::new("rows".into(), rows)).implode(false), false)
}

/// The row numbers of a frame.
pub(super) fn rows_of(frame: &DataFrame) -> PolarsResult<Vec<u32>> {
    Ok(frame.column(ROW)?.u32()?.into_no_null_iter().collect())
}
