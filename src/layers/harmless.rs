//! Cells that come from files of others, as a spreadsheet may open them.

/// A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP).
///
/// Spreadsheets pass over space in front of the sign, and in some languages take the full-width signs
/// for the plain ones. A number with its sign, and a lone dash for *missing*, stay as they are.
pub(crate) fn harmless(cell: &str) -> String {
    let is_space =
        |c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}' || c == '\u{200B}';
    let bare = cell.trim_start_matches(is_space);
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let begins_with_control = cell.starts_with(['\t', '\r', '\n']);
    if begins_with_control || (bare.starts_with(signs) && !is_number_or_dash(cell)) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// `-1.234,56`, `+31`, `-`.
fn is_number_or_dash(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix(['+', '-']) else { return false };
    if rest.is_empty() {
        return cell == "-";
    }
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        assert_eq!(harmless(cell), expected);
    }

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
        check("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        check("@SUM(1)", "'@SUM(1)");
        check("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0");
        check("+1-1", "'+1-1");
        check("-inf", "'-inf");
        check("  =1+1", "'  =1+1");
        check("\u{A0}=1+1", "'\u{A0}=1+1");
        check("\u{FEFF}=1+1", "'\u{FEFF}=1+1");
        check("\t=1+1", "'\t=1+1");
        check("\tA", "'\tA");
        check("\r=1+1", "'\r=1+1");
        check("\n=1+1", "'\n=1+1");
        check("＝1+1", "'＝1+1");
        check("＠SUM(1)", "'＠SUM(1)");
    }

    #[test]
    fn other_cells_stay_as_they_are() {
        check("", "");
        check("1315 AB", "1315 AB");
        check("-12,5", "-12,5");
        check("+31", "+31");
        check("-", "-");
        check("a=b", "a=b");
        check("0034010000012345", "0034010000012345");
    }
}
