//! The sieve: a raw table goes in, typed rows come out, and what stays behind is accounted for.

use std::collections::BTreeSet;

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, NamedFrom, PolarsResult, Series, col, lit,
};

use crate::diagnostics::{Account, Entry, Finding, codes};
use crate::model::schema::Kind;
use crate::read::{ROW, RawTable};

use super::bag_id;
use super::fields::{fault, repair};
use super::typing::{bad, fixed, type_columns};

/// How many rows a finding names.
const ROWS_NAMED: usize = 5;

/// One row left out because something in it is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedRow {
    /// Its number in a spreadsheet, from 1.
    pub row: u32,
    /// The cells of the mapped columns, as read.
    pub cells: Vec<String>,
    /// The column at fault, by its name in the file; empty when the row as a whole is.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why.
    pub entry: &'static Entry,
}

/// The rejected rows of one file, in order of row.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedRows {
    /// The file, as the configuration names it.
    pub file: String,
    /// The mapped columns, by their names in the file.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<RejectedRow>,
}

/// What comes out of the sieve.
pub(super) struct Sifted {
    /// Typed rows, with every column of the schema.
    pub frame: DataFrame,
    pub account: Account,
    pub findings: Vec<Finding>,
    pub rejected: RejectedRows,
    /// The rows, used so far, whose home is named by the id of a nummeraanduiding, as they are
    /// rejected where no address leads to the home.
    pub numbers: Vec<RejectedRow>,
}

struct Reject {
    row: u32,
    column: Option<String>,
    entry: &'static Entry,
}

/// A table on its way through the sieve.
pub(super) struct Sift {
    file: String,
    raw: RawTable,
    frame: DataFrame,
    rejects: Vec<Reject>,
    findings: Vec<Finding>,
    account: Account,
}

impl Sift {
    /// Types the columns; blank rows, total rows and rows that cannot be read stay behind.
    pub fn new(raw: RawTable, file: &str, columns: &[(String, Kind)]) -> PolarsResult<Sift> {
        let mut sift = Sift::open(raw, file, columns)?;
        sift.settle(columns)?;
        Ok(sift)
    }

    /// Types the columns; blank rows and total rows stay behind. A cell that cannot be read is null
    /// and has a flag until [`Sift::settle`], so that rows of no concern can be set aside before.
    pub fn open(raw: RawTable, file: &str, columns: &[(String, Kind)]) -> PolarsResult<Sift> {
        let frame = type_columns(&raw, columns)?;
        let account = Account { read: raw.rows_read(), ..Account::default() };
        let mut sift = Sift {
            file: file.to_owned(),
            raw,
            frame,
            rejects: Vec::new(),
            findings: Vec::new(),
            account,
        };
        sift.findings.append(&mut sift.raw.remarks);
        for (flag, entry) in [("blank", &codes::BLANK_ROW), ("total", &codes::TOTAL_ROW)] {
            if sift.frame.column(flag).is_ok() {
                sift.set_aside(col(flag), entry)?;
            }
        }
        Ok(sift)
    }

    /// Notes the repairs, and leaves out the rows that cannot be read.
    pub fn settle(&mut self, columns: &[(String, Kind)]) -> PolarsResult<()> {
        self.note_repairs(columns)?;
        self.reject_ragged();
        for (name, kind) in columns {
            if self.frame.column(&bad(name)).is_ok() {
                self.reject_unreadable(name, *kind)?;
            }
        }
        let help: Vec<String> = self
            .frame
            .get_column_names()
            .iter()
            .filter(|name| name.contains(':') || ["blank", "total"].contains(&name.as_str()))
            .map(ToString::to_string)
            .collect();
        self.frame = self.frame.drop_many(help);
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
        let known = self.findings.iter_mut().find(|known| known.entry.code == finding.entry.code);
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

    /// The file's name of a column; the program's name where the file has none.
    fn named(&self, name: &str) -> String {
        self.raw.file_name(name).unwrap_or(name).to_owned()
    }

    fn note_repairs(&mut self, columns: &[(String, Kind)]) -> PolarsResult<()> {
        for (name, kind) in columns {
            let flag = fixed(name);
            if self.frame.column(&flag).is_err() {
                continue;
            }
            let flagged = self.frame.clone().lazy().filter(col(flag)).select([col(ROW)]);
            let rows = rows_of(&flagged.collect()?)?;
            if rows.is_empty() {
                continue;
            }
            let texts = texts_of(&self.raw_rows(&rows)?, name)?;
            let mut kinds: Vec<(&'static Entry, Vec<usize>)> = Vec::new();
            for (at, text) in texts.iter().enumerate() {
                let Some(entry) = repair(*kind, text) else { continue };
                match kinds.iter_mut().find(|(known, _)| *known == entry) {
                    Some((_, list)) => list.push(at),
                    None => kinds.push((entry, vec![at])),
                }
            }
            for (entry, list) in kinds {
                let first = list.iter().take(ROWS_NAMED).map(|&at| rows[at].into()).collect();
                self.findings.push(
                    Finding::new(entry, &self.file, list.len() as u64)
                        .column(self.named(name))
                        .rows(first),
                );
            }
        }
        Ok(())
    }

    fn reject_ragged(&mut self) {
        let ragged = std::mem::take(&mut self.raw.ragged);
        self.add_rejects(&ragged, &codes::RAGGED, None);
    }

    fn reject_unreadable(&mut self, name: &str, kind: Kind) -> PolarsResult<()> {
        let flagged = self.frame.clone().lazy().filter(col(bad(name))).select([col(ROW)]);
        let rows = rows_of(&flagged.collect()?)?;
        if rows.is_empty() {
            return Ok(());
        }
        let texts = texts_of(&self.raw_rows(&rows)?, name)?;
        let mut entries: Vec<&'static Entry> = texts.iter().map(|text| fault(kind, text)).collect();
        entries.sort_by_key(|entry| entry.code);
        entries.dedup();
        for entry in entries {
            let these: Vec<u32> = rows
                .iter()
                .zip(&texts)
                .filter(|(_, text)| fault(kind, text) == entry)
                .map(|(row, _)| *row)
                .collect();
            self.add_rejects(&these, entry, Some(name));
        }
        self.keep(col(bad(name)).not())
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

    fn finding(&self, entry: &'static Entry, rows: &[u32]) -> Finding {
        let first = rows.iter().take(ROWS_NAMED).map(|&row| row.into()).collect();
        Finding::new(entry, &self.file, rows.len() as u64).rows(first)
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

    fn raw_rows(&self, rows: &[u32]) -> PolarsResult<DataFrame> {
        self.raw.frame.clone().lazy().filter(among_rows(rows)).collect()
    }

    /// Closes the account.
    pub fn finish(mut self) -> PolarsResult<Sifted> {
        self.account.used = self.frame.height() as u64;
        self.rejects.sort_by_key(|reject| reject.row);
        for finding in &mut self.findings {
            finding.file.clone_from(&self.file);
            finding.sheet.clone_from(&self.raw.sheet);
        }
        let columns: Vec<String> = self.raw.names.iter().map(|(_, file)| file.clone()).collect();
        let rows = self.rejected_rows(&self.rejects)?;
        let numbers = self.rejected_rows(&self.numbers()?)?;
        let rejected = RejectedRows { file: self.file, columns, rows };
        let Sift { frame, account, findings, .. } = self;
        Ok(Sifted { frame, account, findings, rejected, numbers })
    }

    /// The rows whose home is named by the id of a nummeraanduiding.
    fn numbers(&self) -> PolarsResult<Vec<Reject>> {
        let Ok(ids) = self.frame.column("bag_id") else { return Ok(Vec::new()) };
        let rows = rows_of(&self.frame)?.into_iter().zip(ids.str()?.iter());
        let numbers = rows.filter(|(_, id)| id.is_some_and(bag_id::is_number));
        Ok(numbers
            .map(|(row, _)| Reject {
                row,
                column: Some("bag_id".to_owned()),
                entry: &codes::BAG_ID_KIND,
            })
            .collect())
    }

    /// The rows with their cells as read.
    fn rejected_rows(&self, rejects: &[Reject]) -> PolarsResult<Vec<RejectedRow>> {
        if rejects.is_empty() {
            return Ok(Vec::new());
        }
        let numbers: Vec<u32> = rejects.iter().map(|reject| reject.row).collect();
        let raw = self.raw_rows(&numbers)?;
        let read = rows_of(&raw)?;
        let names = &self.raw.names;
        let texts: Vec<Vec<String>> =
            names.iter().map(|(name, _)| texts_of(&raw, name)).collect::<PolarsResult<_>>()?;
        let rows = rejects.iter().map(|reject| {
            let at = read.binary_search(&reject.row).ok(); // a ragged row was never parsed
            let cells: Vec<String> = texts
                .iter()
                .map(|column| at.map_or_else(String::new, |at| column[at].clone()))
                .collect();
            let column = reject.column.as_deref();
            let position = names.iter().position(|(name, _)| Some(name.as_str()) == column);
            RejectedRow {
                row: reject.row,
                value: position.map_or_else(String::new, |at| cells[at].clone()),
                column: column.map_or_else(String::new, |name| self.named(name)),
                cells,
                entry: reject.entry,
            }
        });
        Ok(rows.collect())
    }
}

/// Leaves out rows that repeat an earlier one of the same key in every mapped column; the first
/// stays. Rows without the whole key are not compared: two lettings in one street are no twins.
pub(super) fn set_twins_aside(sift: &mut Sift, key: &[&str]) -> PolarsResult<()> {
    let frame = sift.frame();
    let keys: Vec<_> = key.iter().map(|name| col(*name)).collect();
    let known = keys.iter().cloned().map(Expr::is_not_null).reduce(Expr::and).expect("a key");
    let same = known.and(polars::prelude::as_struct(keys).is_duplicated());
    let doubled = frame.clone().lazy().filter(same).collect()?;
    if doubled.height() == 0 {
        return Ok(());
    }
    let others: Vec<_> = frame
        .get_column_names()
        .iter()
        .filter(|name| name.as_str() != ROW)
        .map(|name| col(name.as_str()))
        .collect();
    let first = doubled.clone().lazy().group_by(others).agg([col(ROW).min()]).collect()?;
    let first: BTreeSet<u32> = rows_of(&first)?.into_iter().collect();
    let twins: Vec<u32> =
        rows_of(&doubled)?.into_iter().filter(|row| !first.contains(row)).collect();
    sift.set_aside(among_rows(&twins), &codes::TWIN)
}

/// Whether a row is one of these, by its number.
pub(super) fn among_rows(rows: &[u32]) -> Expr {
    col(ROW).is_in(lit(Series::new("rows".into(), rows)).implode(false), false)
}

/// The row numbers of a frame.
pub(super) fn rows_of(frame: &DataFrame) -> PolarsResult<Vec<u32>> {
    Ok(frame.column(ROW)?.u32()?.into_no_null_iter().collect())
}

/// A column as text, empty for null.
fn texts_of(frame: &DataFrame, name: &str) -> PolarsResult<Vec<String>> {
    let texts = frame.column(name)?.cast(&DataType::String)?;
    Ok(texts.str()?.iter().map(|text| text.unwrap_or("").to_owned()).collect())
}
