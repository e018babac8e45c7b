//! The printed totals, each beside the sum of the rows that take part in it. None of the two is chosen.

use std::path::Path;

use crate::config::{Config, ProductionFile};
use crate::diagnostics::{Finding, codes, cut};
use crate::model::project::{Certainty, Segment, YEAR_UNKNOWN, plain};
use crate::model::schema::{self, Kind};
use crate::read::{self, ROW, Wanted};

use super::super::error::InputError;
use super::super::input_file::{InputFile, Role, label};
use super::super::needed::Needed;
use super::super::sift::{Sift, among_rows};
use super::homes::whole;
use super::{Programme, Project, listed};

/// Over which years a total runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalYear {
    /// All homes, whatever their year.
    All,
    /// Those planned in a year.
    Of(i32),
    /// Those of which no year is known.
    Unknown,
}

/// One printed total, and what the rows add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedTotal {
    /// Its row, as a spreadsheet numbers it.
    pub row: u32,
    /// Of which certainty; `None` for firm and soft together.
    pub certainty: Option<String>,
    /// Of which segment; `None` for all.
    pub segment: Option<String>,
    /// Of which year.
    pub year: TotalYear,
    /// What is printed.
    pub printed: u32,
    /// The sum of the rows.
    pub sum: u64,
    /// The projects that take part with a number above zero, by their positions.
    pub projects: Vec<usize>,
    /// Those of which the number is not known, by their positions.
    pub unknown: Vec<usize>,
}

impl PrintedTotal {
    /// The sum of the rows less what is printed.
    pub fn difference(&self) -> i64 {
        i64::try_from(self.sum).unwrap_or(i64::MAX) - i64::from(self.printed)
    }

    /// What it is of, in the words of the table: `hard, sociaal, 2028`.
    pub fn of(&self, all: &str, unknown: &str) -> String {
        let year = match self.year {
            TotalYear::All => None,
            TotalYear::Of(year) => Some(year.to_string()),
            TotalYear::Unknown => Some(unknown.to_owned()),
        };
        let parts = [self.certainty.clone(), self.segment.clone(), year];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { all.to_owned() } else { parts.join(", ") }
    }
}

/// Reads the printed totals and compares them.
pub(super) fn read(
    config: &Config,
    file: &ProductionFile,
    path: &Path,
    programme: &Programme,
) -> Result<(Vec<PrintedTotal>, InputFile), InputError> {
    let at = config.resolve(path);
    let table = "production.totals";
    let mut wanted: Vec<Wanted> = schema::PROJECT_TOTALS
        .iter()
        .map(|column| Wanted::known(column.name, column.known, table))
        .collect();
    wanted[3].required = true;
    let kinds: Vec<(String, Kind)> =
        schema::PROJECT_TOTALS.iter().map(|of| (of.name.to_owned(), of.kind)).collect();
    let form = file.projects_form();
    let form = crate::config::TableForm { only: None, except: None, ..form };
    let raw = read::read_table(&at, &wanted, super::by_hand())?;
    let mut sift = Sift::new(raw, &label(path), &kinds, &form, Needed::PROJECT_TOTALS)?;
    let totals = totals(&mut sift, file, programme)?;
    tell(&mut sift, programme, &totals);
    let sifted = sift.finish()?;
    let input = InputFile::of(Role::ProductionTotals, path, &at, sifted.account);
    Ok((totals, input.with(sifted.findings, sifted.rejected, sifted.unread)))
}

/// The rows of the table, compared; rows without a number or with a year that is none are rejected.
///
/// # Errors
/// A segment or certainty stands there that no list names.
fn totals(
    sift: &mut Sift,
    file: &ProductionFile,
    programme: &Programme,
) -> Result<Vec<PrintedTotal>, InputError> {
    let frame = sift.frame();
    let texts = |name: &str| -> Result<Vec<Option<String>>, InputError> {
        Ok(frame.column(name)?.str()?.iter().map(|cell| cell.map(str::to_owned)).collect())
    };
    let (certainties, segments) = (texts("certainty")?, texts("segment")?);
    let years = texts("year")?;
    let homes: Vec<Option<f64>> = frame.column("homes")?.f64()?.iter().collect();
    let rows: Vec<u32> = frame.column(ROW)?.u32()?.into_no_null_iter().collect();
    let mut found = Vec::new();
    let (mut without, mut no_homes, mut no_year) = (Vec::new(), Vec::new(), Vec::new());
    let mut unnamed = Vec::new();
    for (at, &row) in rows.iter().enumerate() {
        let certainty = certainties[at].as_deref().map(|text| (text, certainty_of(file, text)));
        let segment = segments[at].as_deref().map(|text| (text, segment_of(file, text)));
        for (text, known) in [
            certainty.as_ref().map(|(text, of)| (text, of.is_some())),
            segment.as_ref().map(|(text, of)| (text, of.is_some())),
        ]
        .into_iter()
        .flatten()
        {
            if !known {
                unnamed.push((row, format!("\"{}\" (row {row})", cut(text, 40))));
            }
        }
        let year = year_of(years[at].as_deref());
        let Some(year) = year else {
            no_year.push(row);
            continue;
        };
        let Some(number) = homes[at] else {
            without.push(row);
            continue;
        };
        let Some(printed) = whole(number) else {
            no_homes.push(row);
            continue;
        };
        let mut total = PrintedTotal {
            row,
            certainty: certainties[at].clone(),
            segment: segments[at].clone(),
            year,
            printed,
            sum: 0,
            projects: Vec::new(),
            unknown: Vec::new(),
        };
        let certainty = certainty.and_then(|(_, of)| of);
        let segment = segment.and_then(|(_, of)| of);
        for (at, project) in programme.projects.iter().enumerate() {
            let takes_part =
                certainty.as_ref().map_or(project.certainty.counts(), |of| of.has(project))
                    && segment.as_ref().is_none_or(|of| of.has(project));
            if !takes_part {
                continue;
            }
            match homes_of(project, year, &programme.planned_years) {
                Some(0) => {}
                Some(homes) => {
                    total.sum += u64::from(homes);
                    total.projects.push(at);
                }
                None => total.unknown.push(at),
            }
        }
        found.push(total);
    }
    if !unnamed.is_empty() {
        let (rows, texts): (Vec<u32>, Vec<String>) = unnamed.into_iter().unzip();
        let detail = format!(
            "{} holds values that the configuration does not name: {}\n  \
             they are those of the table of projects; put each in a list under [production.segments] or\n  \
             [production.certainties], or write what is meant; an empty cell means all",
            sift.file(),
            listed(&texts)
        );
        let stop = sift.finding(&codes::PROJECT_VALUE, &rows).detail(detail);
        return Err(InputError::Stops(vec![stop]));
    }
    sift.reject(among_rows(&without), &codes::KEY_MISSING, Some("homes"))?;
    sift.reject(among_rows(&no_homes), &codes::PROJECT_HOMES, Some("homes"))?;
    sift.reject(among_rows(&no_year), &codes::NUMBER_FORM, Some("year"))?;
    Ok(found)
}

/// A finding about the totals that differ from the sum of the rows.
fn tell(sift: &mut Sift, programme: &Programme, totals: &[PrintedTotal]) {
    let differ: Vec<&PrintedTotal> =
        totals.iter().filter(|total| total.difference() != 0).collect();
    if differ.is_empty() {
        return;
    }
    let texts: Vec<String> = differ
        .iter()
        .map(|total| {
            let of = total.of("all together", "year unknown");
            let rows: Vec<u64> =
                total.projects.iter().map(|&at| programme.projects[at].row.into()).collect();
            let rows = match rows.len() {
                0 => "no row".to_owned(),
                count => crate::diagnostics::rows_in_words(&rows, count as u64),
            };
            format!("{of}: {} printed, {} by {rows}", total.printed, total.sum)
        })
        .collect();
    let rows: Vec<u32> = differ.iter().map(|total| total.row).collect();
    let finding: Finding = sift.finding(&codes::PROJECT_TOTAL, &rows).detail(listed_whole(&texts));
    sift.note(finding);
}

/// All of a short list, which is not cut within.
fn listed_whole(list: &[String]) -> String {
    const TOLD: usize = 20;
    let told = list.iter().take(TOLD).cloned().collect::<Vec<_>>().join("; ");
    match list.len().saturating_sub(TOLD) {
        0 => told,
        more => format!("{told}; and {more} more"),
    }
}

/// Which projects a word of a total means: those with the same word, or those of a list by its key.
enum Of<T> {
    Word(String),
    Class(T),
}

impl Of<Certainty> {
    fn has(&self, project: &Project) -> bool {
        match self {
            Of::Word(word) => word_is(project.certainty_word.as_deref(), word),
            Of::Class(class) => project.certainty == *class,
        }
    }
}

impl Of<Segment> {
    fn has(&self, project: &Project) -> bool {
        match self {
            Of::Word(word) => word_is(project.segment_word.as_deref(), word),
            Of::Class(class) => project.segment == *class,
        }
    }
}

fn word_is(text: Option<&str>, word: &str) -> bool {
    text.is_some_and(|text| plain(text) == word)
}

fn certainty_of(file: &ProductionFile, text: &str) -> Option<Of<Certainty>> {
    let word = plain(text);
    if file.certainties.class(text).is_some() {
        return Some(Of::Word(word));
    }
    let of_key = file.certainties.lists().into_iter().find(|(key, _, _)| *key == word);
    of_key.map(|(_, class, _)| Of::Class(class))
}

fn segment_of(file: &ProductionFile, text: &str) -> Option<Of<Segment>> {
    let word = plain(text);
    if file.segments.class(text).is_some() {
        return Some(Of::Word(word));
    }
    let of_key = file.segments.lists().into_iter().find(|(key, _, _)| *key == word);
    of_key.map(|(_, class, _)| Of::Class(class))
}

/// The year of a total, `None` for a text that is none.
fn year_of(text: Option<&str>) -> Option<TotalYear> {
    let Some(text) = text else { return Some(TotalYear::All) };
    if YEAR_UNKNOWN.contains(&plain(text).as_str()) {
        return Some(TotalYear::Unknown);
    }
    let year = text.trim().parse::<i32>().ok().filter(|year| (1995..=2100).contains(year));
    year.map(TotalYear::Of)
}

/// The homes of a project that count in a total of a year; `None` where they are not known.
fn homes_of(project: &Project, year: TotalYear, years: &[i32]) -> Option<u32> {
    match year {
        TotalYear::All => project.homes,
        TotalYear::Unknown => project.year_unknown(),
        TotalYear::Of(year) => match years.iter().position(|of| *of == year) {
            None => Some(0),
            Some(at) => match project.planned[at] {
                // Of a project without any year it is not known whether any is of this one.
                None if project.year_unknown() == Some(0) => Some(0),
                planned => planned,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_all_years_one_or_unknown() {
        assert_eq!(year_of(None), Some(TotalYear::All));
        assert_eq!(year_of(Some("2028")), Some(TotalYear::Of(2028)));
        assert_eq!(year_of(Some("Onbekend")), Some(TotalYear::Unknown));
        assert_eq!(year_of(Some("later")), None);
    }
}
