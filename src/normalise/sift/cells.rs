//! What the cells of a raw table say of their rows: blank ones, totals and repaired ones.

use polars::prelude::{BooleanChunked, PolarsResult};

use crate::diagnostics::{Finding, codes};

use super::super::totals::{blank_rows, header_rows, total_rows, wrong_totals};
use super::super::typing::TypedColumn;
use super::super::unread_cells::{counted, in_words};
use super::groups::{Group, add_to, example};
use super::{Sift, rows_of};

impl Sift {
    /// Leaves out blank rows, total rows and repeated headers; the frame is still that of the raw table.
    pub(super) fn take_out_no_data(&mut self) -> PolarsResult<()> {
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
        let mut headers = Vec::new();
        let named = |name: &str| self.raw.file_name(name).unwrap_or_default();
        for at in header_rows(&typed, named)? {
            leave(out, at, &mut headers);
        }
        let lists = [
            (blank, &codes::BLANK_ROW),
            (totals, &codes::TOTAL_ROW),
            (headers, &codes::HEADER_AGAIN),
        ];
        for (list, entry) in lists {
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
    pub(super) fn note_cells(
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
        let values = || -> PolarsResult<String> {
            let cells = column.cell.str()?.iter().zip(out).filter(|(_, out)| !**out);
            let noted = |text: &&str| column.notes.contains_key(*text);
            let texts = counted(cells.filter_map(|(text, _)| text.filter(noted)));
            Ok(in_words(column.kind, &texts).swap_remove(0))
        };
        // Which methods are not known is told whole: there are few of them.
        let detail = if groups.iter().any(|of| of.entry == &codes::LABEL_METHOD) {
            values()?
        } else {
            String::new()
        };
        self.add_groups(&column.name, groups, &detail);
        Ok(())
    }

    fn add_groups(&mut self, name: &str, groups: Vec<Group>, detail: &str) {
        for Group { entry, count, rows, examples } in groups {
            let finding = Finding::new(entry, &self.file, count).detail(detail);
            self.findings.push(finding.column(self.named(name)).rows(rows).examples(examples));
        }
    }
}

/// Where the flags are set.
pub(super) fn positions(flags: &BooleanChunked) -> impl Iterator<Item = usize> {
    flags.iter().enumerate().filter(|(_, flag)| *flag == Some(true)).map(|(at, _)| at)
}
