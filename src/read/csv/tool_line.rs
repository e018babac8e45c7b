//! Lines that the program wrote which made the file, and that are no rows of data.

/// What such a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum ToolLine {
    /// Dashes below the names of the header.
    Rule,
    /// The number of rows: `(120 rows affected)`.
    Count,
}

/// What line of this kind a record is, if it is one; `is_first` below the header.
pub(super) fn tool_line(record: &[u8], delimiter: u8, is_first: bool) -> Option<ToolLine> {
    let dashes = |cell: &[u8]| {
        let cell = cell.trim_ascii();
        !cell.is_empty() && cell.iter().all(|&byte| byte == b'-')
    };
    let is_rule = is_first
        && record.windows(2).any(|two| two == b"--")
        && record.trim_ascii().split(|&byte| byte == delimiter).all(dashes);
    is_rule.then_some(ToolLine::Rule)
}

/// The number of rows that a line announces, where it holds nothing else.
pub(super) fn announced_rows(line: &[u8]) -> Option<u64> {
    const ENDS: [&str; 12] = [
        "row",
        "rows",
        "row affected",
        "rows affected",
        "row selected",
        "rows selected",
        "rows returned",
        "rij beïnvloed",
        "rijen beïnvloed",
        "rij",
        "rijen",
        "regels",
    ];
    let line = std::str::from_utf8(line).ok()?.trim().trim_end_matches('.');
    let line = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(line);
    let (number, words) = line.split_once(' ')?;
    let known = ENDS.contains(&words.trim().to_lowercase().as_str());
    known.then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_rows_is_told_from_a_row() {
        assert_eq!(announced_rows(b"(120 rows affected)\r\n"), Some(120));
        assert_eq!(announced_rows("(1 rij beïnvloed)".as_bytes()), Some(1));
        assert_eq!(announced_rows(b"120 rows selected.\n"), Some(120));
        assert_eq!(announced_rows(b"120 homes\n"), None);
        assert_eq!(announced_rows(b"Bron: CBS\n"), None);
    }

    #[test]
    fn dashes_are_a_rule_below_the_header_only() {
        assert_eq!(tool_line(b"--;----\n", b';', true), Some(ToolLine::Rule));
        assert_eq!(tool_line(b"--;----\n", b';', false), None);
        assert_eq!(tool_line(b"-;-\n", b';', true), None); // a row without values
    }
}
