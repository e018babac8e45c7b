//! The days on which what counts as urgent changes, and the parts of a year before and after.

use chrono::{Datelike, NaiveDate};
use polars::prelude::{Column, Int32Chunked, IntoColumn, NewChunkedArray, PolarsResult};

use crate::config::{Config, Substance, UrgencyColumn, Urgent};
use crate::diagnostics::{Finding, Outcome, codes};

use super::super::input_file::InputFile;
use super::{NO_GROUP, epoch_day};

/// Lettings of one file that one definition is for: its position in the configuration, that of the
/// definition, and the first and the last day of the lettings within the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Span {
    pub file: usize,
    pub definition: usize,
    pub days: [NaiveDate; 2],
}

/// A day from which another definition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgencyChange {
    /// The first day that it holds for.
    pub day: NaiveDate,
    /// The columns that it changes.
    pub columns: Vec<UrgencyColumn>,
    /// The files of lettings that it begins in, by their position in the configuration.
    pub files: Vec<usize>,
}

/// Parts of a year that are told apart: with more changes in one year, the last parts are one.
pub const PARTS: i32 = 32;

/// The column that tells the parts of years apart; no column of a user can have its name.
pub const PERIOD: &str = "#period";

/// The days within the window on which another definition comes to hold, in order.
///
/// In one file that is the first day of a definition that follows another one and differs from it. Of
/// several files that follow each other, each with its own definition, it is where the one ends and the
/// other begins: the first of January where that lies between them, else the first day of the later one.
/// Files that run side by side may have a definition each; that is no change.
pub(in super::super) fn changes(config: &Config, spans: &[Span]) -> Vec<UrgencyChange> {
    let mut changes: Vec<UrgencyChange> = Vec::new();
    for column in UrgencyColumn::ALL {
        for (day, file) in days_of_change(config, spans, column) {
            let at = changes.iter().position(|change| change.day == day).unwrap_or_else(|| {
                changes.push(UrgencyChange { day, columns: Vec::new(), files: Vec::new() });
                changes.len() - 1
            });
            let UrgencyChange { columns, files, .. } = &mut changes[at];
            columns.push(column);
            files.push(file);
        }
    }
    for UrgencyChange { columns, files, .. } in &mut changes {
        columns.dedup();
        files.sort_unstable();
        files.dedup();
    }
    changes.sort_by_key(|change| change.day);
    changes
}

fn definition<'a>(config: &'a Config, span: &Span) -> &'a Urgent {
    &config.placements[span.file].urgent.definitions()[span.definition]
}

/// The days on which another substance of a column comes to hold, each with the file that it is in.
fn days_of_change(
    config: &Config,
    spans: &[Span],
    column: UrgencyColumn,
) -> Vec<(NaiveDate, usize)> {
    let substance = |span: &Span| definition(config, span).substance(column);
    let mut days: Vec<(NaiveDate, usize)> = Vec::new();
    for pair in spans.windows(2).filter(|pair| pair[0].file == pair[1].file) {
        if substance(&pair[0]) != substance(&pair[1]) {
            let from = definition(config, &pair[1]).from;
            days.push((from.unwrap_or(pair[1].days[0]), pair[1].file));
        }
    }
    // The days for which each substance is used, in all files, and the file that it begins in.
    let mut used: Vec<(Substance, [NaiveDate; 2], usize)> = Vec::new();
    for span in spans {
        let (substance, [first, last]) = (substance(span), span.days);
        match used.iter_mut().find(|(same, ..)| *same == substance) {
            Some((_, days, file)) => {
                if first < days[0] {
                    *file = span.file;
                }
                *days = [days[0].min(first), days[1].max(last)];
            }
            None => used.push((substance, span.days, span.file)),
        }
    }
    for &(_, [first, _], file) in &used {
        let ended = used.iter().map(|(_, [_, last], _)| *last).filter(|last| *last < first).max();
        let Some(ended) = ended else { continue };
        if !days.iter().any(|(day, _)| ended < *day && *day <= first) {
            let new_year = NaiveDate::from_ymd_opt(first.year(), 1, 1).unwrap_or(first);
            days.push((if ended < new_year { new_year } else { first }, file));
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// Tells of the changes, with each of the files of lettings that they begin in.
pub(in super::super) fn remark(changes: &[UrgencyChange], inputs: &mut [InputFile]) {
    for change in changes {
        let columns: Vec<&str> = change.columns.iter().map(|column| column.name()).collect();
        let detail = format!("from {} on, in {}", change.day, columns.join(", "));
        for &file in &change.files {
            let Some(input) = inputs.get_mut(file) else { continue };
            let finding = Finding::new(&codes::URGENT_CHANGED, &input.name, 1);
            input.findings.push(finding.detail(&detail));
        }
    }
}

/// Tells of groups that an indicator names and that a definition does not have: none counts there. It is
/// only said where another definition has it, and worth a look where none does.
pub(in super::super) fn remark_groups(config: &Config, spans: &[Span], inputs: &mut [InputFile]) {
    for (group, id) in config.named_groups() {
        let has = |span: &&Span| definition(config, span).groups.contains_key(&group);
        if NO_GROUP.contains(&group.as_str()) {
            continue;
        }
        let anywhere = spans.iter().any(|span| has(&span));
        for span in spans.iter().filter(|span| !has(span)) {
            let Some(input) = inputs.get_mut(span.file) else { continue };
            let days = definition(config, span).period(false);
            let which = if days.is_empty() { days } else { format!(" {days}") };
            let detail = format!(
                "`{group}`, which indicator `{id}` names, is no group of the definition{which}"
            );
            let mut finding =
                Finding::new(&codes::URGENT_GROUP_UNKNOWN, &input.name, 1).detail(detail);
            if anywhere {
                finding.outcome = Outcome::Note;
            }
            input.findings.push(finding);
        }
    }
}

/// The part of its year of each day, as `PARTS` times the year and the part; `None` where no year has
/// more than one.
pub(in super::super) fn periods(
    years: &Column,
    dates: &Column,
    changes: &[UrgencyChange],
) -> PolarsResult<Option<Column>> {
    let within = changes.iter().filter(|change| change.day.ordinal() > 1);
    let cuts: Vec<(i32, i32)> =
        within.map(|change| (change.day.year(), epoch_day(change.day))).collect();
    if cuts.is_empty() {
        return Ok(None);
    }
    let dates = dates.to_physical_repr();
    let dates = dates.i32()?;
    let years = years.i32()?;
    let part = |year: i32, day: i32| {
        let before = cuts.iter().filter(|cut| cut.0 == year && cut.1 <= day);
        year * PARTS + (before.count() as i32).min(PARTS - 1)
    };
    let both = years.iter().zip(dates.iter());
    let numbers = both.map(|(year, day)| Some(part(year?, day?)));
    Ok(Some(Int32Chunked::from_iter_options(PERIOD.into(), numbers).into_column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const HEAD: &str = "name = 'T'\nreference_date = 2025-12-31\ndwellings = []\n\
        [areas]\nyear = 2025\nlevels = ['buurt']\n[areas.buurt]\npath = 'b.geojson'\n";

    /// The changes of files with these definitions, each used from one day to another.
    #[track_caller]
    fn check(files: &[&[(&str, [&str; 2])]], expected: &[(&str, usize)]) {
        let (mut text, mut spans) = (HEAD.to_owned(), Vec::new());
        for (file, definitions) in files.iter().enumerate() {
            text += &format!("[[placements]]\npath = '{file}.csv'\ncolumns = {{}}\n");
            for (definition, (toml, days)) in definitions.iter().enumerate() {
                text += &format!("[[placements.urgent]]\n{toml}\n");
                spans.push(Span { file, definition, days: days.map(day) });
            }
        }
        let config: Config = toml::from_str(&text).unwrap();
        let found = changes(&config, &spans);
        let told: Vec<(String, usize)> =
            found.iter().map(|change| (change.day.to_string(), change.columns.len())).collect();
        let expected: Vec<(String, usize)> =
            expected.iter().map(|(day, columns)| ((*day).to_owned(), *columns)).collect();
        assert_eq!(told, expected);
    }

    const A: &str = "values = ['A']";
    const B: &str = "values = ['B']";

    #[test]
    fn a_definition_that_follows_another_one_in_its_file_is_a_change() {
        let first = ("until = 2024-06-30\nvalues = ['A']", ["2023-01-03", "2024-06-20"]);
        let other = |list: &'static str| (list, ["2024-07-09", "2025-12-30"]);
        check(&[&[first, other("from = 2024-07-01\nvalues = ['A', 'B']")]], &[("2024-07-01", 2)]);
        check(&[&[first, other("from = 2024-07-01\nvalues = ['a']")]], &[]);
        let grouped = "from = 2024-07-01\ngroups.g = ['A']";
        check(&[&[first, other(grouped)]], &[("2024-07-01", 1)]);
        let excluded = "from = 2024-07-01\nvalues = ['A']\nexclude = ['R']";
        check(&[&[first, other(excluded)]], &[("2024-07-01", 3)]);
    }

    #[test]
    fn files_that_follow_each_other_change_where_the_one_ends() {
        let days = [["2023-01-03", "2023-12-28"], ["2024-01-04", "2025-12-29"]];
        check(&[&[(A, days[0])], &[(B, days[1])]], &[("2024-01-01", 2)]);
        check(&[&[(A, days[0])], &[(A, days[1])]], &[]);
        let half = [["2023-01-03", "2024-06-28"], ["2024-07-02", "2025-12-29"]];
        check(&[&[(A, half[0])], &[(B, half[1])]], &[("2024-07-02", 2)]);
        // A third one beside them keeps its own.
        let always = ["2023-01-02", "2025-12-30"];
        check(&[&[("", always)], &[(A, days[0])], &[(B, days[1])]], &[("2024-01-01", 2)]);
    }

    #[test]
    fn files_side_by_side_may_differ() {
        let days = [["2023-01-03", "2025-12-28"], ["2023-02-04", "2025-11-29"]];
        check(&[&[(A, days[0])], &[(B, days[1])]], &[]);
        check(&[&[(A, days[0])], &[(B, ["2024-02-04", "2024-11-29"])]], &[]);
    }

    #[test]
    fn a_part_of_a_year_begins_with_a_change_after_its_first_day() {
        let change = |text: &str| UrgencyChange {
            day: day(text),
            columns: vec![UrgencyColumn::Urgent],
            files: vec![0],
        };
        let changes = ["2024-01-01", "2024-07-01", "2025-03-01"].map(change);
        let days =
            ["2023-12-31", "2024-06-30", "2024-07-01", "2024-12-31", "2025-02-28", "2025-03-01"];
        let column = |numbers: Vec<i32>| Column::new("".into(), numbers);
        let years = column(days.iter().map(|text| day(text).year()).collect());
        let dates = column(days.iter().map(|text| epoch_day(day(text))).collect());
        let found = periods(&years, &dates, &changes).unwrap().unwrap();
        let found: Vec<i32> = found.i32().unwrap().into_no_null_iter().collect();
        let expected = [(2023, 0), (2024, 0), (2024, 1), (2024, 1), (2025, 0), (2025, 1)];
        assert_eq!(found, expected.map(|(year, part)| year * PARTS + part));
        assert!(periods(&years, &dates, &changes[..1]).unwrap().is_none());
    }
}
