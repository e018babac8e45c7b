//! What was found, per file, as a terminal shows it: worst first, at most eighty columns.

use crate::diagnostics::{Entry, Example, Finding, Outcome, codes, cut, rows_in_words, visible};
use crate::locate::MatchReport;
use crate::normalise::InputFile;
use crate::output::notation::Notation;
use crate::output::{FileFindings, by_file, role_word};

use super::voice::Voice;
use super::wrap::{WIDTH, wrapped};

/// Widest column of names; a longer name stands in the text.
const WIDEST_NAME: usize = 20;
/// Longest cell that is shown, in characters.
const LONGEST_CELL: usize = 40;

/// Notes that a reader of the numbers cannot do without.
static ALWAYS_TOLD: [&Entry; 2] = [&codes::URGENT_CHANGED, &codes::URGENT_GROUP_UNKNOWN];

/// A block a file: its findings and its account. Stops are told apart, as errors.
pub(super) fn blocks(
    inputs: &[InputFile],
    report: Option<&MatchReport>,
    limit: f64,
    voice: &Voice,
) -> String {
    let by_file = by_file(inputs, report, &[]);
    by_file.iter().map(|file| block(file, limit, voice)).collect::<Vec<_>>().join("\n")
}

fn block(file: &FileFindings<'_>, limit: f64, voice: &Voice) -> String {
    let worth_telling = |finding: &&Finding| {
        let told = finding.outcome != Outcome::Note || ALWAYS_TOLD.contains(&finding.entry);
        !finding.is_stop() && (voice.verbose || told)
    };
    let findings: Vec<&Finding> = file.findings.iter().copied().filter(worth_telling).collect();
    let widest = findings.iter().map(|finding| beside(finding).chars().count()).max().unwrap_or(0);
    let digits = findings.iter().map(|finding| finding.count.to_string().len()).max().unwrap_or(0);
    let mut told = format!("{}\n", voice.bold(&visible(file.name)));
    for finding in findings {
        told += &line(finding, digits.max(4), widest, voice);
    }
    for input in &file.inputs {
        told += &account(input, file.inputs.len() > 1, input.limit(limit));
    }
    told
}

/// The name of the column, to stand before the text; empty when there is none or it is too long.
fn beside(finding: &Finding) -> String {
    let column = visible(finding.column.as_deref().unwrap_or(""));
    if column.chars().count() > WIDEST_NAME { String::new() } else { column }
}

/// `  I014 repaired    37  Postcode  postcodes brought to one form: "1315 ab" -> "1315AB" (rows 4, 9)`.
fn line(finding: &Finding, digits: usize, widest: usize, voice: &Voice) -> String {
    let outcome = finding.outcome;
    let word = format!("{:<9}", outcome.word().en);
    let column = beside(finding);
    let gap = if widest == 0 { "" } else { "  " };
    let place = format!("{:>digits$}  {column:<widest$}{gap}", finding.count);
    let mut what = finding.entry.title_of(finding.count).en.to_owned();
    if column.is_empty()
        && let Some(long) = &finding.column
    {
        what += &format!(", column \"{}\"", visible(long));
    }
    if !finding.detail.is_empty() {
        let lines: Vec<String> = finding.detail.lines().map(|line| visible(line.trim())).collect();
        what += &format!(": {}", lines.join(" "));
    } else if let Some(example) = finding.examples.first() {
        what += &format!(": {}", example_told(example));
    }
    if !finding.rows.is_empty() {
        what += &format!(" ({})", rows_in_words(&finding.rows, finding.count));
    }
    let hang = format!("  {} {word} {place}", finding.entry.code).chars().count();
    let told = format!(
        "  {} {} {place}{}\n",
        finding.entry.code,
        voice.outcome(outcome, &word),
        wrapped(&what, hang, hang)
    );
    match mend(finding) {
        Some(mend) => format!("{told}       {}\n", wrapped(&format!("-> {mend}"), 7, 10)),
        None => told,
    }
}

/// The first sentence on how to mend it, for what is left out or worth a look.
fn mend(finding: &Finding) -> Option<String> {
    if !matches!(finding.outcome, Outcome::Rejected | Outcome::Unread | Outcome::Warning) {
        return None;
    }
    let (heading, text) = finding.entry.mends().next()?;
    let whole = text.en.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = whole.strip_prefix("1. ").unwrap_or(&whole);
    let end = whole.find(". ").map_or(whole.len(), |at| at + 1);
    Some(format!("{}: {}", heading.en, &whole[..end]))
}

fn example_told(example: &Example) -> String {
    let shown = |text: &str| cut(&visible(text), LONGEST_CELL);
    let example = Example {
        row: example.row,
        before: shown(&example.before),
        after: example.after.as_deref().map(shown),
    };
    example.to_string()
}

/// `Rows: 1412 read = 1403 used + 8 rejected + 1 set aside   rejected 0.6% (limit 1%)`.
fn account(input: &InputFile, with_role: bool, limit: f64) -> String {
    let rows = input.account;
    let whose = match with_role {
        true => format!("Rows of {}", role_word(input.role).en),
        false => "Rows".to_owned(),
    };
    if input.is_refused() && rows.read == 0 {
        return format!("{whose}: not used, see the error about it\n");
    }
    let line = format!(
        "{whose}: {} read = {} used + {} rejected + {} set aside",
        rows.read, rows.used, rows.rejected, rows.set_aside
    );
    let mut told = wrapped(&line, 0, 6);
    if rows.rejected > 0 {
        let english = Notation { dutch: false };
        let share = english.share(rows.rejected_fraction());
        let share = format!("rejected {share} (limit {})", english.limit(limit));
        let fits = told.chars().count() + 3 + share.chars().count() <= WIDTH;
        told += if fits { "   " } else { "\n      " };
        told += &share;
    }
    format!("{told}\n")
}
