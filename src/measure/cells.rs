//! How many rows of each sort an area has, and the counts that come of it.

use polars::prelude::{Column, DataFrame, DataType, PolarsResult};
use rayon::prelude::*;

use crate::locate::AREA;
use crate::normalise::{PARTS, PERIOD};

use super::few::{Few, RANGE};
use super::flags::Standing;
use super::roll_up::{Counts, Period};

/// In a batch of positions of areas: no area.
pub(super) const NO_AREA: u32 = u32::MAX;

/// Rows that are counted alike: of one owner, of one part of a year, and of one standing to each indicator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sort {
    /// The number of the owner among the corporations.
    pub owner: Option<u32>,
    pub period: Option<Period>,
    pub standings: Vec<Standing>,
}

/// Rows of one sort in one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub area: u32,
    /// Position of the sort.
    pub sort: u32,
    pub rows: u32,
}

/// What a row is counted by besides its area.
pub(super) struct Groups {
    owner: Option<Few>,
    year: Option<Few>,
    /// Whether `year` holds parts of years.
    in_parts: bool,
}

impl Groups {
    /// `None` for a table with so many owners or years that they cannot be numbered.
    pub(super) fn of(table: &DataFrame) -> PolarsResult<Option<Groups>> {
        let column = |name: &str| table.column(name).ok();
        let counted_by_year = column("year").is_some() && column("counted").is_some();
        let parts = column(PERIOD);
        let mut groups = Groups { owner: None, year: None, in_parts: parts.is_some() };
        if let Some(owner) = column("corporation") {
            groups.owner = Few::of(owner)?;
            if groups.owner.is_none() {
                return Ok(None);
            }
        }
        if let Some(year) = parts.or(column("year")).filter(|_| counted_by_year) {
            groups.year = Few::of(year)?;
            if groups.year.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(groups))
    }

    /// The columns that are there: owner, year.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Few> {
        self.owner.iter().chain(&self.year)
    }

    /// The names of the owners.
    pub(super) fn owners(&self) -> PolarsResult<Vec<String>> {
        let Some(owner) = &self.owner else { return Ok(Vec::new()) };
        let names = owner.values.cast(&DataType::String)?;
        Ok(names.str()?.iter().flatten().map(str::to_owned).collect())
    }

    /// The owner and the part of a year of each of these groups, numbered in the order of
    /// [`Groups::columns`], the first the fastest.
    pub(super) fn meaning(
        &self,
        numbers: &[usize],
        corporation_number: impl Fn(&str) -> u32,
    ) -> PolarsResult<Vec<(Option<u32>, Option<Period>)>> {
        let n_owners = self.owner.as_ref().map_or(1, Few::len);
        let owners = match &self.owner {
            Some(owner) => Some(owner.values.cast(&DataType::String)?),
            None => None,
        };
        let owners = owners.as_ref().map(Column::str).transpose()?;
        let years = self.year.as_ref().map(|year| year.values.i32()).transpose()?;
        let of_one = |&number: &usize| {
            let owner = owners.and_then(|owners| owners.get(number % n_owners));
            let year = years.and_then(|years| years.get(number / n_owners));
            (owner.map(&corporation_number), year.map(|year| period(year, self.in_parts)))
        };
        Ok(numbers.iter().map(of_one).collect())
    }
}

/// The part of a year that stands in a column of years, or of parts of these.
pub(super) fn period(number: i32, in_parts: bool) -> Period {
    match in_parts {
        true => Period { year: number / PARTS, part: (number % PARTS) as u32 },
        false => Period::from(number),
    }
}

/// The areas of a range of rows, in place of what stood there.
pub(super) fn areas_of(table: &DataFrame, range: usize, areas: &mut Vec<u32>) -> PolarsResult<()> {
    let part = table.column(AREA)?.slice((range * RANGE) as i64, RANGE);
    areas.clear();
    for chunk in part.u32()?.downcast_iter() {
        let first = areas.len();
        areas.extend_from_slice(chunk.values());
        if let Some(known) = chunk.validity() {
            (!known).true_idx_iter().for_each(|at| areas[first + at] = NO_AREA);
        }
    }
    Ok(())
}

/// The counts of each indicator; the sorts and the cells stand in their order.
pub(super) fn counts(
    cells: &[Cell],
    sorts: &[Sort],
    n_flags: usize,
    n_areas: usize,
) -> Vec<Counts> {
    (0..n_flags)
        .into_par_iter()
        .with_max_len(1)
        .map(|flag| counts_of(cells, sorts, flag, n_areas))
        .collect()
}

fn counts_of(cells: &[Cell], sorts: &[Sort], flag: usize, n_areas: usize) -> Counts {
    // Cells of one area, owner and part of a year stand together.
    let group = |cell: &Cell| {
        let sort = &sorts[cell.sort as usize];
        (cell.area, sort.owner, sort.period)
    };
    let groups = cells.chunk_by(|one, other| group(one) == group(other));
    let units = groups.map(|cells| {
        let tally = |cell: &Cell| sorts[cell.sort as usize].standings[flag].tally(cell.rows);
        let (area, owner, period) = group(&cells[0]);
        (area, owner, period, cells.iter().map(tally).sum())
    });
    Counts::of(n_areas, units)
}
