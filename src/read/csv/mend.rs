//! Texts that leave no doubt but that the reader of CSV does not know, brought into the form that it
//! does: quotes within a cell, quotes behind a backslash, rows that end on a lone carriage return.

use super::grammar::Grammar;

/// Bytes by which the line ends of a file are told.
pub(in super::super) const LINE_ENDS_TOLD_BY: usize = 1 << 20;

/// Whether rows end on a lone carriage return, as Excel for Mac writes them.
pub(in super::super) fn ends_on_return(start: &[u8]) -> bool {
    let start = &start[..start.len().min(LINE_ENDS_TOLD_BY)];
    memchr::memchr(b'\n', start).is_none() && memchr::memchr(b'\r', start).is_some()
}

/// Puts line feeds in the place of carriage returns.
pub(in super::super) fn returns_to_line_ends(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte == b'\r' {
            *byte = b'\n';
        }
    }
}

/// Quotes behind a backslash, as quotes that are doubled; no byte moves.
pub(super) fn backslashes_doubled(bytes: &[u8]) -> Vec<u8> {
    let mut mended = bytes.to_vec();
    for at in memchr::memmem::find_iter(bytes, b"\\\"") {
        mended[at] = b'"';
    }
    mended
}

/// Puts quotes round every cell that has a stray quote, and doubles those within.
pub(super) fn quote_stray(bytes: &[u8], by: Grammar) -> Vec<u8> {
    let mut mended = Vec::with_capacity(bytes.len() + 64);
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = if rest[0] == b'"' {
            end_of_quoted(rest)
        } else {
            let end = memchr::memchr2(by.delimiter, b'\n', rest).unwrap_or(rest.len());
            let cell = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
            if cell.contains(&b'"') {
                mended.push(b'"');
                for &byte in cell {
                    mended.extend(std::iter::repeat_n(byte, if byte == b'"' { 2 } else { 1 }));
                }
                mended.push(b'"');
                mended.extend(&rest[cell.len()..end]);
                rest = &rest[end..];
                0
            } else {
                end
            }
        };
        let through = (end + 1).min(rest.len());
        mended.extend(&rest[..through]);
        rest = &rest[through..];
    }
    mended
}

/// Where a quoted cell ends: behind the quote that closes it.
fn end_of_quoted(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = memchr::memchr(b'"', &rest[at..]) {
        at += found + 1;
        if rest.get(at) != Some(&b'"') {
            return at;
        }
        at += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_within_a_cell_divides_nothing() {
        let text = b"5\" breed;x\n\"een; \"\"twee\"\"\";3\"\n";
        let mended = quote_stray(text, Grammar { delimiter: b';', quote: None });
        assert_eq!(
            String::from_utf8(mended).unwrap(),
            "\"5\"\" breed\";x\n\"een; \"\"twee\"\"\";\"3\"\"\"\n"
        );
    }

    #[test]
    fn a_backslash_before_a_quote_is_a_second_quote() {
        assert_eq!(backslashes_doubled(b"\"De \\\"Hoek\\\"\";C:\\x"), b"\"De \"\"Hoek\"\"\";C:\\x");
    }

    #[test]
    fn lone_returns_are_line_ends_where_there_are_no_others() {
        assert!(ends_on_return(b"a;b\rc;d\r"));
        assert!(!ends_on_return(b"a;b\r\nc;d\r\n"));
        assert!(!ends_on_return(b"a;b"));
    }
}
