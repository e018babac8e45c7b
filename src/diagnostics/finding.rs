//! One finding: what, where, how often, and an example.

use std::fmt;

use serde::Serialize;

use super::{Entry, Outcome};

/// Something found in the input, grouped over the rows in which it occurs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Code and title from the catalogue.
    #[serde(flatten)]
    pub entry: &'static Entry,
    /// What became of the rows or cells concerned: mostly what the catalogue says of the code.
    pub outcome: Outcome,
    /// The input file, as the configuration names it.
    pub file: String,
    /// The sheet, in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The column, by its name in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// How many rows, cells or areas.
    pub count: u64,
    /// The first rows concerned, as a spreadsheet numbers them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<u64>,
    /// A few cells as they stood, and what was made of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// What stands there, or which codes are concerned; for a stop also what was expected and what to
    /// do, on lines of their own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// A cell as it stood, and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Its row, as a spreadsheet numbers it.
    pub row: u64,
    /// The cell.
    pub before: String,
    /// What was read, `None` where nothing could be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Finding {
    /// A finding about a whole file.
    pub fn new(entry: &'static Entry, file: impl Into<String>, count: u64) -> Finding {
        Finding {
            entry,
            outcome: entry.outcome,
            file: file.into(),
            sheet: None,
            column: None,
            count,
            rows: Vec::new(),
            examples: Vec::new(),
            detail: String::new(),
        }
    }

    /// The same finding about rows that are left out, where the code by itself costs cells alone.
    #[must_use]
    pub fn of_rejected_rows(mut self) -> Finding {
        self.outcome = Outcome::Rejected;
        self
    }

    /// The same finding about one column.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Finding {
        self.column = Some(column.into());
        self
    }

    /// The same finding with the first rows concerned.
    #[must_use]
    pub fn rows(mut self, rows: Vec<u64>) -> Finding {
        self.rows = rows;
        self
    }

    /// The same finding with what stands there.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Finding {
        self.detail = detail.into();
        self
    }

    /// The same finding with cells as they stood.
    #[must_use]
    pub fn examples(mut self, examples: Vec<Example>) -> Finding {
        self.examples = examples;
        self
    }

    /// Whether a strict run fails on it: all but what was set aside and what is only told.
    ///
    /// A row set aside is no fault of the file: a total, a blank row, a letting outside the window.
    pub fn is_remark(&self) -> bool {
        !matches!(self.outcome, Outcome::SetAside | Outcome::Note)
    }

    /// Whether no result may be made before it is mended.
    pub fn is_stop(&self) -> bool {
        self.outcome == Outcome::Stop
    }
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.after {
            Some(after) => write!(f, "\"{}\" -> \"{after}\"", self.before),
            None => write!(f, "\"{}\"", self.before),
        }
    }
}

/// On one line: a remark as the terminal tells it below its file.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = self.outcome.word().en;
        let title = self.entry.title_of(self.count).en;
        write!(f, "{} {outcome:<9} {:>7}  {title}", self.entry.code, self.count)?;
        if let Some(column) = &self.column {
            write!(f, ", column \"{column}\"")?;
        }
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        } else if let Some(example) = self.examples.first() {
            write!(f, ": {example}")?;
        }
        if !self.rows.is_empty() {
            write!(f, " ({})", rows_in_words(&self.rows, self.count))?;
        }
        Ok(())
    }
}

/// `row 12` or `rows 12, 88-92 and 4 more`.
pub fn rows_in_words(rows: &[u64], count: u64) -> String {
    rows_told(rows, count, false)
}

/// The same in Dutch, else in English: `regel 12` or `regels 12, 88-92 en nog 4`.
pub fn rows_told(rows: &[u64], count: u64, dutch: bool) -> String {
    let mut spans: Vec<(u64, u64)> = Vec::new();
    for &row in rows {
        match spans.last_mut() {
            Some((_, last)) if row == *last + 1 => *last = row,
            _ => spans.push((row, row)),
        }
    }
    let told: Vec<String> = spans
        .iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}-{last}"),
        })
        .collect();
    let more = count.saturating_sub(rows.len() as u64);
    let told = told.join(", ");
    match (rows.len(), more) {
        (1, 0) if dutch => format!("regel {told}"),
        (1, 0) => format!("row {told}"),
        (_, 0) if dutch => format!("regels {told}"),
        (_, 0) => format!("rows {told}"),
        (_, more) if dutch => format!("regels {told} en nog {more}"),
        (_, more) => format!("rows {told} and {more} more"),
    }
}

/// The candidate that `typed` was probably meant to be, if any is close enough.
pub fn did_you_mean<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&typed, &candidate.to_lowercase()), candidate))
        .filter(|(closeness, _)| *closeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_finds_its_word() {
        let keys = ["tolerance", "disclosure", "areas"];
        assert_eq!(did_you_mean("toleranse", keys), Some("tolerance"));
        assert_eq!(did_you_mean("Areas", keys), Some("areas"));
        assert_eq!(did_you_mean("zzz", keys), None);
    }

    #[test]
    fn rows_are_told_in_words() {
        assert_eq!(rows_in_words(&[12], 1), "row 12");
        assert_eq!(rows_in_words(&[12, 903], 2), "rows 12, 903");
        assert_eq!(rows_in_words(&[1, 2, 3], 7), "rows 1-3 and 4 more");
        assert_eq!(rows_in_words(&[88, 89, 90, 417], 4), "rows 88-90, 417");
        assert_eq!(rows_told(&[12], 1, true), "regel 12");
        assert_eq!(rows_told(&[1, 2, 3], 7, true), "regels 1-3 en nog 4");
    }
}
