//! The projects of the production agreements: read, joined to areas, and their sums beside the printed
//! totals.

mod areas;
mod compare;
mod homes;
mod map_names;
mod projects;
mod totals;

use chrono::NaiveDate;

use crate::config::Config;
use crate::model::Areas;
use crate::model::project::{Certainty, Segment};
use crate::read::TableOptions;

use super::error::InputError;
use super::input_file::{InputFile, Role, admit};

pub use totals::{PrintedTotal, TotalYear};

/// The programme: what is to be built, as it stands in the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    /// Where it comes from, as the configuration says.
    pub source: Option<String>,
    /// Day as of which it stands, as the configuration says.
    pub as_of: Option<NaiveDate>,
    /// The years of [`Project::planned`], in order.
    pub planned_years: Vec<i32>,
    /// The years of [`Project::delivered`], in order; none where nothing says what was delivered.
    pub delivered_years: Vec<i32>,
    /// In order of row.
    pub projects: Vec<Project>,
    /// The printed totals beside the sums of the rows, in order of row; `None` without such a table.
    pub totals: Option<Vec<PrintedTotal>>,
}

/// An area, by the position of its level and its own in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AreaPosition {
    /// Position of the level in [`Areas::levels`].
    pub level: usize,
    /// Position of the area in its level.
    pub at: usize,
}

/// How a project was joined to an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The area.
    pub area: AreaPosition,
    /// Whether only its district is known: the name of its own area is not.
    pub by_district: bool,
}

/// One project.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// Its row in the table, as a spreadsheet numbers it.
    pub row: u32,
    /// What it is called.
    pub name: Option<String>,
    /// District, in the words of the agreement.
    pub district: Option<String>,
    /// Area, in the words of the agreement.
    pub area: Option<String>,
    /// Where it lies; `None` where its names are not known.
    pub place: Option<Place>,
    /// What stands in its column of segments.
    pub segment_word: Option<String>,
    /// What that means.
    pub segment: Segment,
    /// What stands in its column of certainties.
    pub certainty_word: Option<String>,
    /// What that means.
    pub certainty: Certainty,
    /// Its homes; `None` where they are not known.
    pub homes: Option<u32>,
    /// Those planned in each year. An empty cell is a zero where another year is filled; `None` where no
    /// year is, and where the cell cannot be read.
    pub planned: Vec<Option<u32>>,
    /// Those delivered in each year, in the same way.
    pub delivered: Vec<Option<u32>>,
}

impl Project {
    /// What it is called in messages: its name, else what there is.
    pub fn called(&self) -> String {
        let named = self.name.as_ref().or(self.area.as_ref()).or(self.district.as_ref());
        named.map_or_else(|| format!("row {}", self.row), Clone::clone)
    }

    /// Its homes that are planned in no known year; `None` where its homes are not known, or a year that
    /// cannot be read may hold some of them.
    pub fn year_unknown(&self) -> Option<u32> {
        Some(self.homes?.saturating_sub(self.planned.iter().flatten().sum()))
    }

    /// The homes delivered up to and including a year, `None` where that is not known.
    pub fn delivered_through(&self, year: i32, years: &[i32]) -> Option<u32> {
        sum_through(&self.delivered, years, year)
    }

    /// The homes planned up to and including a year, of those of which the year is known; `None` where no
    /// year is.
    pub fn planned_through(&self, year: i32, years: &[i32]) -> Option<u32> {
        sum_through(&self.planned, years, year)
    }
}

/// `None` where a cell up to the year is not known, or there is none at all.
fn sum_through(cells: &[Option<u32>], years: &[i32], through: i32) -> Option<u32> {
    if cells.is_empty() {
        return None;
    }
    years.iter().zip(cells).filter(|(year, _)| **year <= through).map(|(_, cell)| *cell).sum()
}

/// Reads the tables of the programme; `None` where the configuration names none, or one of them cannot
/// be used, which is entered with the reasons.
pub(super) fn read(
    config: &Config,
    areas: Option<&Areas>,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<Programme>, InputError> {
    let Some(file) = &config.production else { return Ok(None) };
    let mut names = None;
    if let Some(path) = &file.areas {
        let read = areas::read(config, path, areas);
        let paths = [path.as_path(), &config.resolve(path)];
        if let Some((table, input)) = admit(inputs, Role::ProductionAreas, paths, read)? {
            inputs.push(input);
            names = Some(table);
        }
    }
    let read = projects::read(config, file, areas, names.as_ref());
    let paths = [file.path.as_path(), &config.resolve(&file.path)];
    let Some((projects, input)) = admit(inputs, Role::Production, paths, read)? else {
        return Ok(None);
    };
    inputs.push(input);
    let mut programme = Programme {
        source: file.source.clone(),
        as_of: file.as_of,
        planned_years: file.planned_years(),
        delivered_years: file.delivered_years(),
        projects,
        totals: None,
    };
    if let Some(path) = &file.totals {
        let read = totals::read(config, file, path, &programme);
        let paths = [path.as_path(), &config.resolve(path)];
        if let Some((totals, input)) = admit(inputs, Role::ProductionTotals, paths, read)? {
            inputs.push(input);
            programme.totals = Some(totals);
        }
    }
    Ok(Some(programme))
}

/// How a table is read that someone made by hand for this run. A last row without a line end is no sign of
/// a cut there: what would be missing shows as a name without an area, or a total that differs.
fn by_hand() -> TableOptions<'static> {
    TableOptions { complete: true, ..TableOptions::default() }
}

/// The first few of a list, and how many more.
fn listed(list: &[String]) -> String {
    const TOLD: usize = 10;
    let told = list.iter().take(TOLD).map(|text| crate::diagnostics::cut(text, 60));
    let told = told.collect::<Vec<_>>().join("; ");
    match list.len().saturating_sub(TOLD) {
        0 => told,
        more => format!("{told}; and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_is_not_known_makes_no_sum_up_to_it() {
        let years = [2024, 2025, 2026];
        assert_eq!(sum_through(&[Some(3), Some(4), None], &years, 2025), Some(7));
        assert_eq!(sum_through(&[Some(3), None, Some(1)], &years, 2025), None);
        assert_eq!(sum_through(&[None, None, None], &years, 2023), Some(0));
        assert_eq!(sum_through(&[], &[], 2025), None);
    }
}
