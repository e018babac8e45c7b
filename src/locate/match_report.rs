//! The match report: per file and step how many, the disagreements, and the rows without a place.

use std::collections::BTreeMap;

use polars::frame::column::ScalarColumn;
use polars::prelude::{Column, DataType, PolarsResult, StaticArray};
use rayon::prelude::*;
use serde::Serialize;

use crate::config::Step;
use crate::diagnostics::{Entry, Finding, codes};
use crate::normalise::{InputFile, Role};
use crate::read::ROW;

use super::cascade::{Cascaded, Place};
use super::homes::Respelt;
use super::index::AreaIndex;

/// How many rows a finding names.
const ROWS_NAMED: usize = 5;

/// Rows of one file by the step that placed them.
///
/// `rows` is the sum of all steps and `unplaced`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileSteps {
    /// What the file is for.
    pub role: Role,
    /// The file, as the configuration names it.
    pub file: String,
    /// Rows used.
    pub rows: u64,
    /// By the home that the row names (placements and roofs).
    pub home: u64,
    /// By the code of the area.
    pub area: u64,
    /// By BAG id.
    pub bag_id: u64,
    /// By address.
    pub address: u64,
    /// By point in polygon.
    pub point: u64,
    /// In the nearest area.
    pub nearest: u64,
    /// Without a place.
    pub unplaced: u64,
    /// Of the placed ones: two keys disagree.
    pub disagreeing: u64,
}

impl FileSteps {
    /// A file without rows.
    pub fn of(role: Role, file: impl Into<String>) -> FileSteps {
        FileSteps {
            role,
            file: file.into(),
            rows: 0,
            home: 0,
            area: 0,
            bag_id: 0,
            address: 0,
            point: 0,
            nearest: 0,
            unplaced: 0,
            disagreeing: 0,
        }
    }

    /// Rows without a place as a fraction of the rows used; 0 for a file without rows.
    pub fn unplaced_fraction(&self) -> f64 {
        if self.rows == 0 { 0.0 } else { self.unplaced as f64 / self.rows as f64 }
    }
}

/// A row of which two keys lead to different areas; the first decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// The file.
    pub file: String,
    /// Row in a spreadsheet.
    pub row: u32,
    /// The row's own id.
    pub id: String,
    /// The two steps.
    pub steps: [&'static str; 2],
    /// The two areas.
    pub areas: [String; 2],
}

/// A row without a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// The file.
    pub file: String,
    /// Row in a spreadsheet.
    pub row: u32,
    /// The row's own id.
    pub id: String,
    /// Why, in Dutch.
    pub reason: &'static str,
}

/// How locating went.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatchReport {
    /// Per file, in the order of the configuration.
    pub files: Vec<FileSteps>,
    /// Per file and row.
    pub disagreements: Vec<Disagreement>,
    /// Per file and row.
    pub unplaced: Vec<Unplaced>,
    /// The same, counted.
    #[serde(skip)]
    pub findings: Vec<Finding>,
    /// A stop for each file of which more rows have no place than may be.
    #[serde(skip)]
    pub stops: Vec<Finding>,
}

/// Rows whose places are counted at a time.
const RANGE: usize = 1 << 18;

/// Which file and row each row of a located table came from.
pub(super) struct Origins<'a> {
    pub inputs: Vec<&'a InputFile>,
    files: &'a Column,
    rows: &'a Column,
    ids: Column,
}

/// Where one row came from: the position of its file within the files of its table, and its number
/// in a spreadsheet.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub file: usize,
    number: u32,
}

impl<'a> Origins<'a> {
    pub(super) fn of(
        city_inputs: &'a [InputFile],
        role: Role,
        id: &str,
        table: &'a Cascaded,
    ) -> PolarsResult<Origins<'a>> {
        Ok(Origins {
            inputs: city_inputs.iter().filter(|file| file.role == role).collect(),
            files: table.frame.column("file")?,
            rows: table.frame.column(ROW)?,
            ids: table.frame.column(id)?.cast(&DataType::String)?,
        })
    }

    /// The origins of some rows, given in their order.
    pub(super) fn at(&self, rows: &[usize]) -> PolarsResult<Vec<Origin>> {
        let (files, numbers) = (numbers_at(self.files, rows)?, numbers_at(self.rows, rows)?);
        let both = files.into_iter().zip(numbers);
        Ok(both.map(|(file, number)| Origin { file: file as usize, number }).collect())
    }

    /// The ids of some rows, given in their order; empty for those without.
    fn ids_at(&self, rows: &[usize]) -> PolarsResult<Vec<String>> {
        let ids = self.ids.str()?.downcast_iter();
        let found = at_each(ids, |chunk| chunk.len(), rows, |chunk, at| chunk.get(at));
        Ok(found.into_iter().map(|id| id.unwrap_or("").to_owned()).collect())
    }

    fn name(&self, origin: Origin) -> String {
        self.inputs[origin.file].name.clone()
    }

    /// How many rows of each file went to each place.
    fn count(&self, places: &[Place]) -> PolarsResult<Vec<[u64; Place::COUNT]>> {
        let none = || vec![[0; Place::COUNT]; self.inputs.len()];
        let parts = places.par_chunks(RANGE).with_max_len(1).enumerate().map(|(at, places)| {
            let mut counts = none();
            let files = self.files.slice((at * RANGE) as i64, places.len());
            if let Some(file) = files.as_scalar_column() {
                let of_file = &mut counts[one_number(file) as usize];
                // Nearly all rows went the same way.
                let runs = places.chunk_by(|one, next| one == next);
                runs.for_each(|run| of_file[run[0].number()] += run.len() as u64);
                return Ok(counts);
            }
            let files = files.u32()?.downcast_iter().flat_map(|chunk| chunk.values().iter());
            for (&file, place) in files.zip(places) {
                counts[file as usize][place.number()] += 1;
            }
            Ok(counts)
        });
        parts.try_reduce(none, |mut sums, more| {
            for (sums, more) in sums.iter_mut().flatten().zip(more.into_iter().flatten()) {
                *sums += more;
            }
            Ok(sums)
        })
    }
}

/// The rows without an area.
pub(super) fn nowhere(places: &[Place]) -> Vec<usize> {
    let ranges = places.par_chunks(RANGE).with_max_len(1).enumerate().map(|(at, places)| {
        let rows = places.iter().zip(at * RANGE..);
        rows.filter(|(place, _)| place.is_nowhere()).map(|(_, row)| row).collect()
    });
    ranges.collect::<Vec<Vec<usize>>>().concat()
}

/// The numbers of some rows, given in their order; zero for those without.
fn numbers_at(column: &Column, rows: &[usize]) -> PolarsResult<Vec<u32>> {
    if let Some(one) = column.as_scalar_column() {
        return Ok(vec![one_number(one); rows.len()]);
    }
    let found = at_each(
        column.u32()?.downcast_iter(),
        |chunk| chunk.len(),
        rows,
        |chunk, at| chunk.get(at),
    );
    Ok(found.into_iter().map(|number| number.unwrap_or(0)).collect())
}

fn one_number(column: &ScalarColumn) -> u32 {
    column.scalar().as_any_value().extract().unwrap_or(0)
}

/// What some rows, given in their order, hold in the chunks of a column: one pass over the chunks.
fn at_each<C: Copy, T>(
    chunks: impl Iterator<Item = C>,
    length: impl Fn(C) -> usize,
    rows: &[usize],
    get: impl Fn(C, usize) -> Option<T>,
) -> Vec<Option<T>> {
    let mut found = Vec::with_capacity(rows.len());
    let (mut rows, mut first) = (rows.iter().copied().peekable(), 0);
    for chunk in chunks {
        let end = first + length(chunk);
        while let Some(row) = rows.next_if(|&row| row < end) {
            found.push(get(chunk, row - first));
        }
        first = end;
    }
    found
}

impl MatchReport {
    /// Counts the rows of a located table by file and step.
    pub(super) fn add(
        &mut self,
        inputs: &[InputFile],
        role: Role,
        id: &str,
        table: &Cascaded,
        index: &AreaIndex<'_>,
    ) -> PolarsResult<()> {
        let origins = Origins::of(inputs, role, id, table)?;
        self.count_steps(&origins, table)?;
        let rows: Vec<usize> = table.disagreements.iter().map(|(row, _)| *row).collect();
        let from = origins.at(&rows)?.into_iter().zip(origins.ids_at(&rows)?);
        for ((_, [(one, here), (other, there)]), (origin, id)) in
            table.disagreements.iter().zip(from)
        {
            self.disagreements.push(Disagreement {
                file: origins.name(origin),
                row: origin.number,
                id,
                steps: [one.word(), other.word()],
                areas: [index.code(*here).to_string(), index.code(*there).to_string()],
            });
        }
        let rows = nowhere(&table.places);
        let from = origins.at(&rows)?.into_iter().zip(origins.ids_at(&rows)?);
        for (&row, (origin, id)) in rows.iter().zip(from) {
            let (reason, _) = table.places[row].reason().expect("only rows without a place");
            let file = origins.name(origin);
            self.unplaced.push(Unplaced { file, row: origin.number, id, reason });
        }
        self.add_findings(&origins, table, &rows)
    }

    /// Adds the files' counts.
    fn count_steps(&mut self, origins: &Origins<'_>, table: &Cascaded) -> PolarsResult<()> {
        let counts = origins.count(&table.places)?;
        let mut files: Vec<FileSteps> = Vec::with_capacity(counts.len());
        for (input, counts) in origins.inputs.iter().zip(counts) {
            let of = |place: Place| counts[place.number()];
            let rows = counts.iter().sum();
            let mut steps = FileSteps {
                rows,
                home: of(Place::AtHome),
                area: of(Place::In(Step::Area)),
                bag_id: of(Place::In(Step::BagId)),
                address: of(Place::In(Step::Address)),
                point: of(Place::In(Step::Point)),
                nearest: of(Place::In(Step::Nearest)),
                ..FileSteps::of(input.role, &input.name)
            };
            let placed = steps.home
                + steps.area
                + steps.bag_id
                + steps.address
                + steps.point
                + steps.nearest;
            steps.unplaced = rows - placed;
            files.push(steps);
        }
        let rows: Vec<usize> = table.disagreements.iter().map(|(row, _)| *row).collect();
        for origin in origins.at(&rows)? {
            files[origin.file].disagreeing += 1;
        }
        self.files.extend(files);
        Ok(())
    }

    fn add_findings(
        &mut self,
        origins: &Origins<'_>,
        table: &Cascaded,
        unplaced: &[usize],
    ) -> PolarsResult<()> {
        let with_reason = |entry: &'static Entry| -> Vec<usize> {
            let told = |row: &usize| {
                table.places[*row].reason().is_some_and(|(_, said)| std::ptr::eq(said, entry))
            };
            unplaced.iter().copied().filter(told).collect()
        };
        let disagreeing: Vec<usize> = table.disagreements.iter().map(|(row, _)| *row).collect();
        let groups: [(&'static Entry, Vec<Origin>); 5] = [
            (&codes::UNKNOWN_AREA_CODE, origins.at(&table.unknown_codes)?),
            (&codes::UNKNOWN_HOME, origins.at(&table.unknown_homes)?),
            (&codes::KEYS_DISAGREE, origins.at(&disagreeing)?),
            (&codes::OUTSIDE, origins.at(&with_reason(&codes::OUTSIDE))?),
            (&codes::NOT_PLACED, origins.at(&with_reason(&codes::NOT_PLACED))?),
        ];
        for (at, input) in origins.inputs.iter().enumerate() {
            for (entry, rows) in &groups {
                let here = || rows.iter().filter(|origin| origin.file == at);
                let count = here().count() as u64;
                if count > 0 {
                    let finding = Finding::new(entry, &input.name, count);
                    let first = here().take(ROWS_NAMED).map(|origin| origin.number.into());
                    self.findings.push(finding.rows(first.collect()));
                }
            }
        }
        Ok(())
    }

    /// Adds what became of the keys of lettings that are spelt otherwise than those of the homes.
    /// `columns` are the names of their columns in the files.
    pub(super) fn add_respelt(
        &mut self,
        inputs: &[InputFile],
        columns: &[Option<&str>],
        respelt: BTreeMap<u32, Respelt>,
    ) {
        let files: Vec<&InputFile> =
            inputs.iter().filter(|input| input.role == Role::Placements).collect();
        for (file, Respelt { count, rows, examples, left }) in respelt {
            let (name, column) = (&files[file as usize].name, columns[file as usize]);
            if count > 0 {
                let finding = Finding::new(&codes::KEYS_RESPELT, name, count);
                let finding = finding.column(column.unwrap_or("")).rows(rows);
                self.findings.push(finding.examples(examples));
            }
            let unknown = self.findings.iter_mut().find(|finding| {
                finding.entry.code == codes::UNKNOWN_HOME.code && finding.file == *name
            });
            if let (Some(unknown), Some(left)) = (unknown, left) {
                unknown.detail = left;
            }
        }
    }

    /// Rows that were placed, over the files of all tables.
    pub fn placed(&self) -> u64 {
        self.files.iter().map(|steps| steps.rows - steps.unplaced).sum()
    }
}
