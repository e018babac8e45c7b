//! The table of projects, a project a row.

use std::collections::BTreeMap;

use crate::config::{Config, ProductionFile};
use crate::diagnostics::{Entry, codes, cut, did_you_mean};
use crate::model::Areas;
use crate::model::project::{Certainty, Segment};
use crate::model::schema::{self, Kind};
use crate::read::{self, TableOptions, Wanted};

use super::super::columns::{kinds, wanted, with_unit_kind};
use super::super::error::InputError;
use super::super::input_file::{InputFile, Role, label};
use super::super::needed::Needed;
use super::super::sift::{Sift, among_rows};
use super::areas::{NameTable, by_map};
use super::homes::{self, HomesColumn};
use super::map_names::MapNames;
use super::{Project, compare, listed};

/// The columns of text, in this order.
const TEXTS: [&str; 5] = ["name", "district", "area", "segment", "certainty"];

/// Reads the projects and joins them to areas: by the table of names where there is one, else by the
/// names and codes of the map.
pub(super) fn read(
    config: &Config,
    file: &ProductionFile,
    areas: Option<&Areas>,
    names: Option<&NameTable>,
) -> Result<(Vec<Project>, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let form = file.projects_form();
    let mut asked = wanted(&file.columns, schema::PROJECTS, "production");
    let mut columns = kinds(schema::PROJECTS, &[]);
    with_unit_kind(&form, "production", &mut asked, &mut columns);
    let mut numbers = vec!["homes".to_owned()];
    for (table, years) in [("planned", &file.planned), ("delivered", &file.delivered)] {
        for (year, column) in years {
            let name = format!("{table}_{year}");
            let key = format!("production.{table}.{year}");
            asked.push(Wanted { key, ..Wanted::required(&name, column, "production") });
            columns.push((name.clone(), Kind::Number));
            numbers.push(name);
        }
    }
    let raw = read::read_table(&path, &asked, TableOptions::from(&form))?;
    let mut sift = Sift::new(raw, &label(&file.path), &columns, &form, Needed::PROJECTS)?;
    compare::take_out_totals(&mut sift, &numbers)?;
    take_out_twins(&mut sift, &numbers)?;
    let homes = homes::columns(&mut sift, &numbers)?;
    let projects = projects(&mut sift, file, &homes)?;
    let projects = joined(projects, areas, file, names, &mut sift);
    compare::remark(&mut sift, file, &projects, &homes)?;
    let sifted = sift.finish()?;
    let input = InputFile::of(Role::Production, &file.path, &path, sifted.account);
    Ok((projects, input.with(sifted.findings, sifted.rejected, sifted.unread)))
}

/// The cells of the columns of text, by column.
pub(super) fn texts(sift: &Sift) -> Result<[Vec<Option<String>>; 5], InputError> {
    let mut all: [Vec<Option<String>>; 5] = Default::default();
    for (cells, name) in all.iter_mut().zip(TEXTS) {
        let column = sift.frame().column(name)?.str()?;
        cells.extend(column.iter().map(|cell| cell.map(str::to_owned)));
    }
    Ok(all)
}

/// Sets rows aside that repeat an earlier one in every mapped column; one without a name may be another
/// project.
fn take_out_twins(sift: &mut Sift, numbers: &[String]) -> Result<(), InputError> {
    let texts = texts(sift)?;
    let mut cells: Vec<Vec<Option<u64>>> = Vec::new();
    for name in numbers {
        let column = sift.frame().column(name)?.f64()?;
        cells.push(column.iter().map(|cell| cell.map(f64::to_bits)).collect());
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut again = Vec::new();
    for (at, row) in sift.rows()?.into_iter().enumerate() {
        if texts[0][at].is_none() {
            continue;
        }
        let words: Vec<Option<String>> = texts.iter().map(|column| column[at].clone()).collect();
        let homes: Vec<Option<u64>> = cells.iter().map(|column| column[at]).collect();
        if !seen.insert((words, homes)) {
            again.push(row);
        }
    }
    Ok(sift.set_aside(among_rows(&again), &codes::TWIN)?)
}

/// The rows as projects, without their places.
///
/// # Errors
/// A segment or a certainty occurs that no list names.
fn projects(
    sift: &mut Sift,
    file: &ProductionFile,
    homes: &[HomesColumn],
) -> Result<Vec<Project>, InputError> {
    let [names, districts, areas, segments, certainties] = texts(sift)?;
    let rows = sift.rows()?;
    let unread = |name: &str| sift.rows_unread(name);
    let (segment_unread, certainty_unread) = (unread("segment"), unread("certainty"));
    let mut unnamed = Unnamed::default();
    let mut projects = Vec::with_capacity(rows.len());
    for (at, &row) in rows.iter().enumerate() {
        let segment = match file.segments.class(segments[at].as_deref().unwrap_or("")) {
            _ if segment_unread.contains(&row) => Segment::Unknown,
            Some(segment) => segment,
            None => unnamed.add(0, row, segments[at].as_deref(), Segment::Unknown),
        };
        let certainty = match file.certainties.class(certainties[at].as_deref().unwrap_or("")) {
            _ if certainty_unread.contains(&row) => Certainty::Unknown,
            Some(certainty) => certainty,
            None => unnamed.add(1, row, certainties[at].as_deref(), Certainty::Unknown),
        };
        let of = |table: &str| -> Vec<(Option<u32>, bool)> {
            let columns = homes.iter().filter(|column| column.name.starts_with(table));
            columns.map(|column| column.of(at)).collect()
        };
        projects.push(Project {
            row,
            name: names[at].clone(),
            district: districts[at].clone(),
            area: areas[at].clone(),
            place: None,
            segment_word: segments[at].clone(),
            segment,
            certainty_word: certainties[at].clone(),
            certainty,
            homes: homes[0].cells[at],
            planned: of_years(&of("planned_")),
            delivered: of_years(&of("delivered_")),
        });
    }
    unnamed.stops(sift, file)?;
    for (project, at) in projects.iter_mut().zip(0..) {
        let planned = homes.iter().filter(|column| column.name.starts_with("planned_"));
        let whole = planned.clone().all(|column| !column.unread[at]);
        let sum = project.planned.iter().copied().sum::<Option<u32>>();
        if project.homes.is_none() && whole && !project.planned.is_empty() {
            project.homes = sum;
        }
    }
    Ok(projects)
}

/// The homes of each year: where one is filled the empty ones are zero, and where none is nothing is
/// known of any.
fn of_years(cells: &[(Option<u32>, bool)]) -> Vec<Option<u32>> {
    let filled = cells.iter().any(|(homes, unread)| homes.is_some() || *unread);
    let one = |&(homes, unread): &(Option<u32>, bool)| homes.or((filled && !unread).then_some(0));
    cells.iter().map(one).collect()
}

/// Values that no list names, with their rows: those of segments, then those of certainties.
#[derive(Default)]
struct Unnamed([BTreeMap<String, Vec<u32>>; 2]);

impl Unnamed {
    fn add<T>(&mut self, column: usize, row: u32, text: Option<&str>, class: T) -> T {
        self.0[column].entry(text.unwrap_or("").to_owned()).or_default().push(row);
        class
    }

    /// A stop for each column.
    fn stops(&self, sift: &Sift, file: &ProductionFile) -> Result<(), InputError> {
        let segments = file.segments.lists().map(|(key, _, list)| (key, list));
        let certainties = file.certainties.lists().map(|(key, _, list)| (key, list));
        let columns =
            [("segment", "segments", segments), ("certainty", "certainties", certainties)];
        let mut stops = Vec::new();
        for (values, (column, table, lists)) in self.0.iter().zip(columns) {
            if values.is_empty() {
                continue;
            }
            let rows: Vec<u32> = values.values().flatten().copied().collect();
            let finding = sift.finding(&codes::PROJECT_VALUE, &rows).column(sift.named(column));
            let known = || lists.iter().flat_map(|(_, list)| list.iter().map(String::as_str));
            let told = values.iter().map(|(text, rows)| {
                let close = did_you_mean(text, known()).filter(|_| !text.is_empty());
                let close = close.map_or_else(String::new, |c| format!(": did you mean \"{c}\"?"));
                format!("\"{}\" ({}){close}", cut(text, 40), rows.len())
            });
            let told: Vec<String> = told.collect();
            let keys: Vec<String> = lists.iter().map(|(key, _)| format!("`{key}`")).collect();
            let detail = format!(
                "column \"{}\" of {} holds values that the configuration does not name: {}\n  \
                 put each in one of {} under [production.{table}]; \"\" is an empty cell",
                sift.named(column),
                sift.file(),
                listed(&told),
                keys.join(", ")
            );
            stops.push(finding.detail(detail));
        }
        if stops.is_empty() { Ok(()) } else { Err(InputError::Stops(stops)) }
    }
}

/// The projects with their places, and findings about those that have none, or that of their district.
fn joined(
    mut projects: Vec<Project>,
    areas: Option<&Areas>,
    file: &ProductionFile,
    names: Option<&NameTable>,
    sift: &mut Sift,
) -> Vec<Project> {
    // Without a map, or with a table that cannot be used, the run stops with what that says.
    let Some(areas) = areas.filter(|_| names.is_some() == file.areas.is_some()) else {
        return projects;
    };
    let map = MapNames::of(areas);
    for project in &mut projects {
        let (district, area) = (project.district.as_deref(), project.area.as_deref());
        project.place = match names {
            Some(table) => table.place(district, area),
            None => by_map(&map, district, area),
        };
    }
    let told = |project: &Project| {
        let names = [&project.district, &project.area];
        let names: Vec<&str> = names.into_iter().filter_map(|name| name.as_deref()).collect();
        match names.as_slice() {
            [] => format!("{} (no district and no area)", project.called()),
            names => format!("{} ({})", project.called(), names.join(", ")),
        }
    };
    let mut remark = |entry: &'static Entry, test: fn(&Project) -> bool, mut end: String| {
        let found: Vec<&Project> = projects.iter().filter(|project| test(project)).collect();
        if !found.is_empty() {
            let rows: Vec<u32> = found.iter().map(|project| project.row).collect();
            let texts: Vec<String> = found.iter().map(|project| told(project)).collect();
            end.insert_str(0, &listed(&texts));
            let finding = sift.finding(entry, &rows).detail(end);
            sift.note(finding);
        }
    };
    let expected = match (&file.areas, file.columns.columns.contains_key("area")) {
        (Some(table), _) => format!("; {} does not have these names", label(table)),
        (None, _) => "; the map has no such names, a table `areas` joins them".to_owned(),
    };
    remark(&codes::PROJECT_UNJOINED, |project| project.place.is_none(), expected);
    let by_district = |project: &Project| project.place.is_some_and(|place| place.by_district);
    remark(&codes::PROJECT_BY_DISTRICT, by_district, String::new());
    projects
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_year_is_a_zero_beside_a_filled_one_and_else_unknown() {
        assert_eq!(of_years(&[(None, false), (Some(63), false)]), [Some(0), Some(63)]);
        assert_eq!(of_years(&[(None, false), (None, false)]), [None, None]);
        assert_eq!(of_years(&[(None, true), (None, false)]), [None, Some(0)]);
    }
}
