//! The account of the records of a text: how many there are, which are not of the header's width, and
//! how the last one ends.
//!
//! Lines of the text = records + line ends within quoted cells; blank lines are records too.

use super::super::raw_table::Ragged;
use super::grammar::{FaultKind, Grammar, Record, for_each_record};
use super::tool_line::{ToolLine, announced_rows, tool_line};

/// A cell whose quotes are at fault, by its place below the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct QuoteFault {
    /// The record, from 0.
    pub record: u64,
    pub cell: usize,
    /// The line on which the cell begins, from 0.
    pub line: u64,
    pub kind: FaultKind,
    /// Line ends from the quote that opens to the one that closes, or to the end.
    pub lines: usize,
}

/// The last record that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Last {
    /// Its place, from 0.
    pub record: u64,
    pub cells: usize,
    pub is_closed: bool,
    /// Whether it has one cell more than the header, and nothing in it.
    pub is_open: bool,
    /// The number of rows that it announces, where that is all that it holds.
    pub announced: Option<u64>,
}

/// What a record is, beside its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum RecordKind {
    Blank,
    /// Of the program that wrote the file: no row of data.
    Tool(ToolLine),
    /// As many cells as the header.
    Whole,
    /// Another number.
    Ragged,
}

/// The account of the records of a text, or of a part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct RecordAccount {
    pub records: u64,
    pub blank: u64,
    /// Records that are lines of the program that wrote the file.
    pub tool: u64,
    /// Line ends within quoted cells.
    pub breaks: u64,
    pub fault: Option<QuoteFault>,
    pub last: Option<Last>,
}

impl RecordAccount {
    /// Enters the next record, and says what it is.
    pub fn add(
        &mut self,
        bytes: &[u8],
        record: &Record<'_>,
        by: Grammar,
        width: usize,
        is_first: bool,
    ) -> RecordKind {
        let text = &bytes[record.start..record.through];
        if let (None, Some(fault)) = (self.fault, record.fault) {
            let before = &bytes[record.start..record.cells[fault.cell].0];
            self.fault = Some(QuoteFault {
                record: self.records,
                cell: fault.cell,
                line: self.lines() + memchr::memchr_iter(b'\n', before).count() as u64,
                kind: fault.kind,
                lines: fault.lines,
            });
        }
        let cells = record.cells.len();
        let whole = cells == width;
        let kind = if (!whole || cells == 1) && text.trim_ascii().is_empty() {
            self.blank += 1;
            RecordKind::Blank
        } else if let Some(line) = tool_line(text, by.delimiter, is_first) {
            self.tool += 1;
            RecordKind::Tool(line)
        } else if whole {
            RecordKind::Whole
        } else {
            RecordKind::Ragged
        };
        if kind != RecordKind::Blank {
            let is_open = cells == width + 1 && text.trim_ascii_end().last() == Some(&by.delimiter);
            self.last = Some(Last {
                record: self.records,
                cells,
                is_closed: record.is_closed,
                is_open,
                announced: (cells == 1 && width > 1).then(|| announced_rows(text)).flatten(),
            });
        }
        self.records += 1;
        self.breaks += record.breaks as u64;
        kind
    }

    /// Adds the account of what follows.
    pub fn append(&mut self, next: &RecordAccount) {
        self.fault = self.fault.or(next.fault.map(|fault| QuoteFault {
            record: self.records + fault.record,
            line: self.lines() + fault.line,
            ..fault
        }));
        let last = next.last.map(|last| Last { record: self.records + last.record, ..last });
        self.last = last.or(self.last);
        self.records += next.records;
        self.blank += next.blank;
        self.tool += next.tool;
        self.breaks += next.breaks;
    }

    /// How many lines there must be.
    pub fn lines(&self) -> u64 {
        self.records + self.breaks
    }

    /// Whether the last record says, and says rightly, how many rows stand above it.
    pub fn ends_with_count(&self) -> Option<Last> {
        let rows = self.records - self.blank - self.tool;
        self.last.filter(|last| last.announced.is_some_and(|announced| announced + 1 == rows))
    }
}

/// How many lines a text has.
pub(in super::super) fn lines_of(bytes: &[u8]) -> u64 {
    let closed = memchr::memchr_iter(b'\n', bytes).count() as u64;
    closed + u64::from(bytes.last().is_some_and(|&last| last != b'\n'))
}

/// The account of a text, and what a full reading needs to know of it.
pub(super) struct Survey {
    pub account: RecordAccount,
    /// Records of another width, blank ones and lines of a program excepted, with positions from 0
    /// for rows.
    pub ragged: Vec<Ragged>,
    /// How many of these have one cell too many, and nothing in it.
    pub open: usize,
    /// Records that are lines of the program that wrote the file.
    pub tool_lines: Vec<(u32, ToolLine)>,
    pub has_stray_quotes: bool,
}

/// One pass over the bytes that looks at delimiters, quotes and line ends only.
pub(super) fn survey(bytes: &[u8], by: Grammar, width: usize) -> Survey {
    let account = RecordAccount::default();
    let mut survey = Survey {
        account,
        ragged: Vec::new(),
        open: 0,
        tool_lines: Vec::new(),
        has_stray_quotes: false,
    };
    for_each_record(bytes, by, width, |record| {
        let row = survey.account.records as u32;
        survey.has_stray_quotes |= record.has_stray_quote;
        match survey.account.add(bytes, record, by, width, row == 0) {
            RecordKind::Blank | RecordKind::Whole => {}
            RecordKind::Tool(line) => survey.tool_lines.push((row, line)),
            RecordKind::Ragged => {
                survey.open += usize::from(survey.account.last.is_some_and(|last| last.is_open));
                survey.ragged.push(Ragged { row, cells: record.cells.len() });
            }
        }
    });
    if let Some(last) = survey.account.ends_with_count() {
        survey.ragged.retain(|ragged| u64::from(ragged.row) != last.record);
        survey.tool_lines.push((last.record as u32, ToolLine::Count));
    }
    survey
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY: Grammar = Grammar { delimiter: b';', quote: None };

    fn survey_of(text: &str) -> (u64, Vec<u32>) {
        let survey = survey(text.as_bytes(), BY, 2);
        assert_eq!(survey.account.lines(), lines_of(text.as_bytes()), "{text:?}");
        (survey.account.records, survey.ragged.iter().map(|ragged| ragged.row).collect())
    }

    #[test]
    fn records_are_counted_and_ragged_ones_named() {
        assert_eq!(survey_of("a;b\nc;d\n"), (2, vec![]));
        assert_eq!(survey_of("a;b\nc;d"), (2, vec![]));
        assert_eq!(survey_of("a;b;c\nd\n\"x;y\nz\";e\n"), (3, vec![0, 1]));
        assert_eq!(survey_of("a;b\n\nc;d\n"), (3, vec![])); // a blank row is no ragged one
    }

    #[test]
    fn lines_of_the_program_that_wrote_the_file_are_no_ragged_rows() {
        let survey = |text: &str| survey(text.as_bytes(), BY, 2);
        let tool_lines = survey("--;-\na;b\nc;d\n\n(2 rows affected)\n").tool_lines;
        let expected = [(0, ToolLine::Rule), (4, ToolLine::Count)];
        assert_eq!(tool_lines, expected);
        let other = survey("a;b\n(3 rows affected)\n");
        assert_eq!((other.tool_lines.len(), other.ragged.len()), (0, 1));
    }

    #[test]
    fn a_fault_has_its_record_and_its_line() {
        let survey = survey(b"a;\"b\nc\"\n\n\"x\ny\";\"z\n", BY, 2);
        let fault = survey.account.fault.unwrap();
        assert_eq!((fault.record, fault.cell, fault.line), (2, 1, 4));
    }
}
