//! Cells that cannot be read. Each counts as unknown; it costs its row only where it identifies the row,
//! or is of a key and no other key of the row is whole.

use polars::prelude::{
    BooleanChunked, DataFrame, DataType, Expr, IntoLazy, NULL, PolarsResult, col, lit, when,
};

use crate::diagnostics::{Entry, Example, Finding, codes};

use super::super::fields::fault;
use super::super::needed::{ADDRESS, Needed, POSITION};
use super::super::rejects::{Lost, Reject};
use super::super::typing::{TypedColumn, bad};
use super::super::unread_cells::{UnreadCells, add, counted, in_words};
use super::cells::positions;
use super::groups::{Group, add_to};
use super::{ROWS_NAMED, Sift, among_rows, rows_of};

impl Sift {
    /// Counts the cells that hold something, in the rows that are not out.
    pub(super) fn count_filled(&mut self, typed: &[TypedColumn], out: &[bool]) -> PolarsResult<()> {
        let all_stay = !out.contains(&true);
        for column in typed {
            let filled = if all_stay {
                column.cell.len() - column.cell.null_count()
            } else {
                let present = column.cell.is_not_null();
                present.iter().zip(out).filter(|(here, out)| *here == Some(true) && !**out).count()
            };
            self.filled.insert(column.name.clone(), filled as u64);
        }
        Ok(())
    }

    /// Adds the cells of rows in plain form to those that hold something.
    pub(super) fn add_filled<'a>(&mut self, frames: impl Iterator<Item = &'a DataFrame>) {
        for frame in frames {
            for column in frame.columns() {
                if let Some(filled) = self.filled.get_mut(column.name().as_str()) {
                    *filled += (column.len() - column.null_count()) as u64;
                }
            }
        }
        for column in &mut self.unread {
            column.filled = self.filled.get(&column.name).copied().unwrap_or(column.filled);
        }
    }

    /// Takes the cells of rows that were left out from those that hold something.
    pub(super) fn take_filled(&mut self, left_out: Option<&DataFrame>) {
        for column in left_out.into_iter().flat_map(|frame| frame.columns()) {
            if let Some(filled) = self.filled.get_mut(column.name().as_str()) {
                *filled = filled.saturating_sub((column.len() - column.null_count()) as u64);
            }
        }
        for column in &mut self.unread {
            column.filled = self.filled.get(&column.name).copied().unwrap_or(column.filled);
        }
    }

    /// Tells of the cells that cannot be read, and takes out the rows that cannot do without one.
    pub(super) fn judge_unread(
        &mut self,
        typed: &[TypedColumn],
        numbers: &[u32],
        out: &mut [bool],
    ) -> PolarsResult<()> {
        if typed.iter().all(|column| column.unread.is_none()) {
            return Ok(());
        }
        let before = out.to_vec();
        self.frame = without_half_keys(self.frame.clone())?;
        // The frame holds the rows that are not out, in the same order.
        let whole = has_a_key(&self.frame, &self.needed)?;
        let mut whole = whole.iter();
        let placed: Vec<bool> =
            before.iter().map(|out| !out && whole.next().flatten() == Some(true)).collect();
        for column in typed {
            self.tell_unread(column, numbers, &before, &placed, out)?;
        }
        Ok(())
    }

    /// Tells of the cells of one column that cannot be read; `placed` are the rows with a whole key.
    fn tell_unread(
        &mut self,
        column: &TypedColumn,
        numbers: &[u32],
        before: &[bool],
        placed: &[bool],
        out: &mut [bool],
    ) -> PolarsResult<()> {
        let Some(unread) = &column.unread else { return Ok(()) };
        let name = column.name.as_str();
        let identifies = self.identifies(name);
        let of_a_key = self.needed.is_of_a_key(name);
        let cells = column.cell.cast(&DataType::String)?;
        let cells = cells.str()?;
        let (mut lost_rows, mut lost_cells): (Vec<Group>, Vec<Group>) = (Vec::new(), Vec::new());
        let mut texts: Vec<(&Entry, &str)> = Vec::new();
        for at in positions(unread).filter(|at| !before[*at]) {
            let text = cells.get(at).unwrap_or("");
            let (entry, row) = (fault(column.kind, text), numbers[at]);
            let costs_row = identifies || (of_a_key && !placed[at]);
            // Every fault of a row is told, and the row rejected once, for the first of them.
            let (lost, groups) = match costs_row && !std::mem::replace(&mut out[at], true) {
                true => (Lost::Row, &mut lost_rows),
                false => (Lost::Cell, &mut lost_cells),
            };
            let example = || Example { row: row.into(), before: text.to_owned(), after: None };
            add_to(groups, entry, row, example);
            texts.push((entry, text));
            self.account.rejected += u64::from(lost == Lost::Row);
            self.rejects.push(Reject { row, column: Some(name.to_owned()), entry, lost });
        }
        if texts.is_empty() {
            return Ok(());
        }
        let of_entry = |entry: &Entry| {
            let texts = texts.iter().filter(|(of, _)| *of == entry).map(|(_, text)| *text);
            in_words(column.kind, &counted(texts)).join("; ")
        };
        let values = in_words(column.kind, &counted(texts.iter().map(|(_, text)| *text)));
        for (groups, of_rows) in [(&mut lost_rows, true), (&mut lost_cells, false)] {
            groups.sort_by_key(|group| group.entry.code);
            for Group { entry, count, rows, examples } in groups.drain(..) {
                let finding = Finding::new(entry, &self.file, count).column(self.named(name));
                let finding = finding.rows(rows).examples(examples).detail(of_entry(entry));
                self.findings.push(if of_rows { finding.of_rejected_rows() } else { finding });
            }
        }
        self.add_unread(name, texts.len() as u64, values);
        Ok(())
    }

    /// Makes cells of a column of a key unknown that hold what cannot be, in these rows, given in their
    /// order; a row without another whole key is rejected.
    pub fn give_up_cells(
        &mut self,
        rows: &[u32],
        entry: &'static Entry,
        name: &str,
        columns: &[&str],
    ) -> PolarsResult<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let faulty = || among_rows(rows);
        let unknown = columns
            .iter()
            .map(|name| when(faulty()).then(lit(NULL)).otherwise(col(*name)).alias(*name));
        let unknown: Vec<Expr> = unknown.collect();
        self.frame = self.frame.clone().lazy().with_columns(unknown).collect()?;
        let of_rows = self.frame.clone().lazy().filter(faulty()).collect()?;
        let placed = has_a_key(&of_rows, &self.needed)?;
        let keyed = if self.identifies(name) { vec![false; rows.len()] } else { flags(&placed) };
        let (stay, leave): (Vec<_>, Vec<_>) =
            rows_of(&of_rows)?.into_iter().zip(keyed).partition(|(_, keyed)| *keyed);
        let [stay, leave] =
            [stay, leave].map(|rows| rows.into_iter().map(|(row, _)| row).collect::<Vec<u32>>());
        self.add_rejects(&leave, entry, Some(name));
        if !leave.is_empty() {
            self.keep(among_rows(&leave).not())?;
        }
        if !stay.is_empty() {
            let first = stay.iter().take(ROWS_NAMED).map(|&row| row.into()).collect();
            let mut finding = Finding::new(entry, &self.file, stay.len() as u64);
            finding = finding.column(self.named(name)).rows(first);
            if let Some((_, text)) = self.hints.iter().find(|(known, _)| *known == entry) {
                finding = finding.detail(text.clone());
            }
            self.findings.push(finding);
            let cell =
                |&row: &u32| Reject { row, column: Some(name.to_owned()), entry, lost: Lost::Cell };
            self.rejects.extend(stay.iter().map(cell));
        }
        // A zero fills a position that is not known: it is listed, but where another key places the row it is
        // no cell that went wrong.
        let is_filler = *entry == codes::COORDINATES_ZERO;
        let faults = if is_filler { leave.len() } else { rows.len() };
        if faults > 0 {
            self.add_unread(name, faults as u64, Vec::new());
        }
        Ok(())
    }

    /// Says what the rows cannot do without, now that they have the positions of their shapes.
    pub fn placed_by_shapes(&mut self, needed: Needed) {
        self.needed = needed;
        self.filled.insert("x".to_owned(), self.frame.height() as u64);
    }

    /// The rows still in of which the cell of a column cannot be read, in order.
    pub fn rows_unread(&self, name: &str) -> Vec<u32> {
        let of_column =
            |reject: &&Reject| reject.lost == Lost::Cell && reject.column.as_deref() == Some(name);
        self.rejects.iter().filter(of_column).map(|reject| reject.row).collect()
    }

    fn identifies(&self, name: &str) -> bool {
        self.needed.identifies(name, |name| self.has(name))
    }

    fn add_unread(&mut self, name: &str, unread: u64, values: Vec<String>) {
        let filled = self.filled.get(name).copied().unwrap_or(0);
        let cells =
            UnreadCells { name: name.to_owned(), column: self.named(name), filled, unread, values };
        add(&mut self.unread, cells);
    }
}

/// The rows without keys of which a part cannot be read: with half an address or half a position a row
/// would stand somewhere else.
pub(in super::super) fn without_half_keys(rows: DataFrame) -> PolarsResult<DataFrame> {
    let mut unknown: Vec<Expr> = Vec::new();
    for (parts, names) in [
        (ADDRESS.as_slice(), ["house_number"].as_slice()),
        (POSITION.as_slice(), POSITION.as_slice()),
    ] {
        let flagged = parts.iter().filter(|part| rows.column(&bad(part)).is_ok());
        let half = flagged.map(|part| col(bad(part)).fill_null(lit(false))).reduce(Expr::or);
        if let Some(half) = half {
            let null =
                |name: &&str| when(half.clone()).then(lit(NULL)).otherwise(col(*name)).alias(*name);
            let there = names.iter().filter(|name| rows.column(name).is_ok());
            unknown.extend(there.map(null));
        }
    }
    if unknown.is_empty() { Ok(rows) } else { rows.lazy().with_columns(unknown).collect() }
}

/// Whether each row has a whole key.
pub(in super::super) fn has_a_key(
    rows: &DataFrame,
    needed: &Needed,
) -> PolarsResult<BooleanChunked> {
    let whole = |key: &&[&str]| {
        key.iter().map(|name| col(*name).is_not_null()).reduce(Expr::and).unwrap_or(lit(true))
    };
    let there = |key: &&&[&str]| key.iter().all(|name| rows.column(name).is_ok());
    let any = needed.keys.iter().filter(there).map(whole).reduce(Expr::or).unwrap_or(lit(false));
    let rows = rows.clone().lazy().with_column(any.alias("#keyed")).collect()?;
    Ok(rows.column("#keyed")?.bool()?.clone())
}

fn flags(column: &BooleanChunked) -> Vec<bool> {
    column.iter().map(|flag| flag == Some(true)).collect()
}
