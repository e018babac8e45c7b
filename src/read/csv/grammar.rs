//! The grammar of a CSV: cells, records, and which double quotes are marks (RFC 4180).
//!
//! A quote opens a quoted cell only where the cell begins; within it delimiters and line ends are text
//! and a quote is written twice. Each other quote is text. What is no quoted cell although it begins
//! as one is told as a fault of the cell in which the quote opened.

use super::super::raw_table::TableOptions;
use crate::config::Quote;

/// How the text of a file is divided.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Grammar {
    pub delimiter: u8,
    /// What the configuration says of double quotes.
    pub quote: Option<Quote>,
}

impl Grammar {
    pub fn of(delimiter: u8, options: TableOptions<'_>) -> Grammar {
        Grammar { delimiter, quote: options.quote }
    }

    /// Whether a double quote can be a mark.
    pub fn heeds_quotes(self) -> bool {
        self.quote != Some(Quote::Text)
    }
}

/// What is wrong with a cell that begins with a double quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum FaultKind {
    /// No quote closes it.
    NeverCloses,
    /// There is text behind the quote that closes it.
    GoesOn,
    /// The lines within it are whole rows.
    HoldsRows,
}

/// A cell whose quotes are at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Fault {
    /// Its place in its record.
    pub cell: usize,
    pub kind: FaultKind,
    /// Line ends from the quote that opens it to the one that closes it, or to the end.
    pub lines: usize,
}

/// One record.
pub(in super::super) struct Record<'a> {
    pub start: usize,
    /// Just behind its line end.
    pub through: usize,
    /// The bounds of its cells, with their quotes and the last one with a carriage return.
    pub cells: &'a [(usize, usize)],
    /// Whether a line end closes it.
    pub is_closed: bool,
    /// Line ends within its quoted cells.
    pub breaks: usize,
    /// Whether a double quote stands within a cell that does not begin with one: `kozijn 5" breed`.
    pub has_stray_quote: bool,
    pub fault: Option<Fault>,
}

/// Walks through the records; `width` is that of the header.
pub(in super::super) fn for_each_record(
    bytes: &[u8],
    by: Grammar,
    width: usize,
    mut look: impl FnMut(&Record<'_>),
) {
    let mut cells: Vec<(usize, usize)> = Vec::new();
    let (mut start, mut cell, mut quoted) = (0, 0, false);
    let mut closed_at = None; // just behind a closing quote, which a second one takes back
    let (mut breaks, mut has_stray_quote, mut fault) = (0, false, None);
    let lines = |from: usize, to: usize| memchr::memchr_iter(b'\n', &bytes[from..to]).count();
    for at in memchr::memchr3_iter(by.delimiter, b'\n', b'"', bytes) {
        let byte = bytes[at];
        match byte {
            b'"' if !by.heeds_quotes() => continue,
            b'"' if quoted => (quoted, closed_at) = (false, Some(at + 1)),
            b'"' if at == cell || closed_at == Some(at) => quoted = true,
            b'"' => has_stray_quote = true,
            _ if quoted => breaks += usize::from(byte == b'\n'),
            _ => {
                if let Some(closed) = closed_at.take()
                    && fault.is_none()
                    && closed != at
                    && !(byte == b'\n' && closed + 1 == at && bytes[closed] == b'\r')
                {
                    let lines = lines(cell, closed);
                    fault = Some(Fault { cell: cells.len(), kind: FaultKind::GoesOn, lines });
                }
                cells.push((cell, at));
                cell = at + 1;
                if byte == b'\n' {
                    let mut record = Record {
                        start,
                        through: at + 1,
                        cells: &cells,
                        is_closed: true,
                        breaks,
                        has_stray_quote,
                        fault,
                    };
                    record.fault = fault.or_else(|| holds_rows(bytes, &record, by, width));
                    look(&record);
                    cells.clear();
                    start = at + 1;
                    (breaks, has_stray_quote, fault) = (0, false, None);
                }
            }
        }
    }
    if start < bytes.len() {
        let end = bytes.len();
        if quoted {
            let lines = lines(cell, end);
            fault =
                fault.or(Some(Fault { cell: cells.len(), kind: FaultKind::NeverCloses, lines }));
        } else if let Some(closed) = closed_at
            && !matches!(&bytes[closed..], b"" | b"\r")
        {
            let lines = lines(cell, closed);
            fault = fault.or(Some(Fault { cell: cells.len(), kind: FaultKind::GoesOn, lines }));
        }
        cells.push((cell, end));
        let mut record = Record {
            start,
            through: end,
            cells: &cells,
            is_closed: false,
            breaks,
            has_stray_quote,
            fault,
        };
        record.fault = fault.or_else(|| holds_rows(bytes, &record, by, width));
        look(&record);
    }
}

/// Two quotes that were each left open close one another where a delimiter or a line end happens to
/// follow the second, and the rows between become one cell without breaking a rule. That is told by the
/// lines of the record, taken by themselves: text that happens to lie on several lines does not have
/// the header's number of cells on two of them that are the first and the last, or more than half of all.
fn holds_rows(bytes: &[u8], record: &Record<'_>, by: Grammar, width: usize) -> Option<Fault> {
    if record.breaks == 0 || width < 2 || by.quote.is_some() {
        return None;
    }
    let (mut all, mut whole) = (0, 0);
    let (mut first, mut last) = (None, false);
    let (mut line, mut cells) = (record.start, 1);
    let mut end_line = |line: usize, end: usize, cells: usize| {
        let text = bytes[line..end].trim_ascii();
        let is_open = cells == width + 1 && text.last() == Some(&by.delimiter);
        all += usize::from(!text.is_empty());
        last = cells == width || is_open;
        first.get_or_insert(last);
        whole += usize::from(last);
    };
    for (at, &(from, to)) in record.cells.iter().enumerate() {
        cells += usize::from(at > 0);
        // A delimiter within a quoted cell on one line divides nothing, whatever the others are.
        if memchr::memchr(b'\n', &bytes[from..to]).is_none() {
            continue;
        }
        for mark in memchr::memchr2_iter(by.delimiter, b'\n', &bytes[from..to]) {
            if bytes[from + mark] == b'\n' {
                end_line(line, from + mark, cells);
                (line, cells) = (from + mark + 1, 0);
            }
            cells += 1;
        }
    }
    end_line(line, record.through, cells);
    let at_both_ends = first == Some(true) && last;
    if whole < 2 || (!at_both_ends && 2 * whole <= all) {
        return None;
    }
    let lines = |&(from, to): &(usize, usize)| memchr::memchr_iter(b'\n', &bytes[from..to]).count();
    let cell = record.cells.iter().position(|bounds| lines(bounds) > 0)?;
    Some(Fault { cell, kind: FaultKind::HoldsRows, lines: lines(&record.cells[cell]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY: Grammar = Grammar { delimiter: b';', quote: None };

    /// The cells of the records, and the first fault with the place of its record.
    fn divided(text: &str, by: Grammar, width: usize) -> (Vec<usize>, Option<(usize, Fault)>) {
        let (mut cells, mut first) = (Vec::new(), None);
        for_each_record(text.as_bytes(), by, width, |record| {
            first = first.or(record.fault.map(|fault| (cells.len(), fault)));
            cells.push(record.cells.len());
        });
        (cells, first)
    }

    #[track_caller]
    fn check(text: &str, cells: &[usize], fault: Option<(usize, usize, FaultKind, usize)>) {
        let fault = fault.map(|(record, cell, kind, lines)| (record, Fault { cell, kind, lines }));
        assert_eq!(divided(text, BY, 3), (cells.to_vec(), fault), "{text:?}");
    }

    #[test]
    fn a_legal_quoted_cell_holds_anything() {
        check("a;\"b;\nc\";d\r\ne;\"\";\"\"\"f\"\r\n", &[3, 3], None);
        check("\"a\";\"b\";\"c\"\r\n\"a\";\"b\";\"c\"", &[3, 3], None);
        check("a;kozijn 5\" breed;=\"1001\"\n", &[3], None);
        check("a;b;\"een\n\ntwee; drie\nvier\nvijf\"\n", &[3], None);
    }

    #[test]
    fn quotes_that_close_one_another_over_rows_are_no_cell() {
        let holds = |lines| Some((0, 1, FaultKind::HoldsRows, lines));
        check("a;\"t;c\nd;t\";f\n", &[3], holds(1));
        check("a;\"t;c\nx;y;z;q\nd;t\";f\n", &[3], holds(2)); // a row of four cells between
        check("a;\"t;c\nx\ny\nd;t\";f\n", &[3], holds(3));
    }

    #[test]
    fn a_cell_that_is_not_closed_is_blamed_where_it_opens() {
        check("a;b;c\nd;\"e;f\ng;h;i\n", &[3, 2], Some((1, 1, FaultKind::NeverCloses, 2)));
        check("a;b;\"c", &[3], Some((0, 2, FaultKind::NeverCloses, 0)));
        let goes_on = Some((0, 1, FaultKind::GoesOn, 1));
        check("a;\"t Hofje;c\nd;\"t Hofje;f\ng;h;i\n", &[3, 3], goes_on);
        check("a;\"b\"c;d\n", &[3], Some((0, 1, FaultKind::GoesOn, 0)));
        check("a;b;\"c\" ", &[3], Some((0, 2, FaultKind::GoesOn, 0)));
    }

    #[test]
    fn two_open_quotes_that_close_one_another_are_told_by_the_rows_between() {
        let holds = |lines| Some((0, 1, FaultKind::HoldsRows, lines));
        check("a;\"t Hofje;c\nd;Hofje\";f\n", &[3], holds(1));
        check("a;\"t Hofje;c\nx;y;z\nd;e;f\"\ng;h;i\n", &[2, 3], holds(2));
        let text = "a;\"t Hofje;c\nd;Hofje\";f\n";
        for quote in [Quote::Standard, Quote::Text] {
            let by = Grammar { quote: Some(quote), ..BY };
            assert_eq!(divided(text, by, 3).1, None);
        }
        let by = Grammar { quote: Some(Quote::Text), ..BY };
        assert_eq!(divided(text, by, 3).0, [3, 3]);
    }
}
