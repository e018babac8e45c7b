//! Expressions over columns of few distinct values: evaluated once for each combination that occurs,
//! and counted by one number a row.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame, IdxCa, NewChunkedArray, PlHashMap, PolarsResult};
use rayon::prelude::*;

use super::cells::{Cell, Groups, NO_AREA, Sort, areas_of};
use super::few::{Few, ranges};
use super::flags::{Flags, Standing, standings};

/// Combinations that columns of few values may have; a row of flags for them fits a processor's cache.
const COMBINATIONS: usize = 1 << 20;

/// Counters that stand ready for every sort in every area; above it they are made as they occur.
const COUNTERS: usize = if cfg!(test) { 64 } else { 1 << 22 };

/// Counters that are soon made, and added to others.
const FEW_COUNTERS: usize = if cfg!(test) { 32 } else { 1 << 19 };

/// As many combinations are evaluated whether they occur or not.
const ALL: usize = if cfg!(test) { 16 } else { 4096 };

/// Combinations, and how a row of each stands to each indicator.
type Evaluated = (Vec<usize>, Vec<Vec<Standing>>);

/// The rows of a range: their combinations and areas, in memory that serves one range after the other.
#[derive(Default)]
struct Rows {
    numbers: Vec<u32>,
    areas: Vec<u32>,
}

/// The combinations of the values of some columns, each a number.
pub(super) struct Combinations<'a> {
    table: &'a DataFrame,
    /// First what rows are counted by, then the columns that expressions name.
    columns: Vec<&'a Few>,
    n_groups: usize,
    n: usize,
}

impl<'a> Combinations<'a> {
    /// `None` where there may be too many.
    pub(super) fn of(
        table: &'a DataFrame,
        groups: &'a Groups,
        named: impl Iterator<Item = &'a Few>,
    ) -> Option<Combinations<'a>> {
        let mut columns: Vec<&Few> = groups.columns().collect();
        let size = |columns: &[&Few]| {
            columns.iter().try_fold(1_usize, |size, column| {
                size.checked_mul(column.len()).filter(|size| *size <= COMBINATIONS)
            })
        };
        let n_groups = size(&columns)?;
        for column in named {
            if columns.iter().all(|known| known.values.name() != column.values.name()) {
                columns.push(column);
            }
        }
        let n = size(&columns)?;
        Some(Combinations { table, columns, n_groups, n })
    }

    /// The rows of a range: the combination of each, and its area.
    fn of_range(&self, range: usize, rows: &mut Rows) -> PolarsResult<()> {
        areas_of(self.table, range, &mut rows.areas)?;
        rows.numbers.clear();
        rows.numbers.resize(rows.areas.len(), 0);
        let mut step = 1;
        for column in &self.columns {
            column.add(range, step, &mut rows.numbers);
            step *= column.len() as u32;
        }
        Ok(())
    }

    /// Those that occur among the rows with an area, in order.
    fn occurring(&self) -> PolarsResult<Vec<usize>> {
        let none = || (vec![false; self.n], Rows::default());
        let n_ranges = ranges(self.table.height()).len();
        let ranges = (0..n_ranges).into_par_iter();
        let seen = ranges.try_fold(none, |(mut seen, mut rows), range| {
            self.of_range(range, &mut rows)?;
            for (&number, &area) in rows.numbers.iter().zip(&rows.areas) {
                seen[number as usize] |= area != NO_AREA;
            }
            PolarsResult::Ok((seen, rows))
        });
        let seen = seen.map(|seen| PolarsResult::Ok(seen?.0));
        let seen = seen.try_reduce(
            || vec![false; self.n],
            |mut all, more| {
                all.iter_mut().zip(more).for_each(|(all, more)| *all |= more);
                Ok(all)
            },
        )?;
        Ok((0..self.n).filter(|&number| seen[number]).collect())
    }

    /// The combinations to evaluate, and how a row of each stands to the indicators. Few combinations
    /// are all evaluated, which saves a look at the rows; where that fails, one that does not occur may
    /// be to blame. The second failure is that of an expression on what occurs.
    fn evaluated(&self, flags: &[Flags]) -> PolarsResult<PolarsResult<Evaluated>> {
        if self.n <= ALL {
            let all: Vec<usize> = (0..self.n).collect();
            if let Ok(standings) = standings(self.table_of(&all)?, flags) {
                return Ok(Ok((all, standings)));
            }
        }
        let occurring = self.occurring()?;
        let standings = standings(self.table_of(&occurring)?, flags);
        Ok(standings.map(|standings| (occurring, standings)))
    }

    /// A table with one row for each of these combinations.
    fn table_of(&self, numbers: &[usize]) -> PolarsResult<DataFrame> {
        let (mut columns, mut step) = (Vec::new(), 1);
        for few in &self.columns {
            let at = numbers.iter().map(|number| (number / step % few.len()) as u32);
            columns.push(few.values.take(&IdxCa::from_iter_values("".into(), at))?);
            step *= few.len();
        }
        // An expression that names no column has rows to stand on.
        columns.push(Column::new("#".into(), vec![true; numbers.len()]));
        DataFrame::new(numbers.len(), columns)
    }

    /// How many rows of each sort every area has. The second failure is that of an expression.
    pub(super) fn cells(
        &self,
        groups: &Groups,
        flags: &[Flags],
        n_areas: usize,
        corporation_number: impl Fn(&str) -> u32,
    ) -> PolarsResult<PolarsResult<(Vec<Cell>, Vec<Sort>)>> {
        let (occurring, standings) = match self.evaluated(flags)? {
            Ok(evaluated) => evaluated,
            Err(failure) => return Ok(Err(failure)),
        };
        let in_groups: Vec<usize> = occurring.iter().map(|number| number % self.n_groups).collect();
        let meanings = groups.meaning(&in_groups, corporation_number)?;
        let of_each: Vec<Sort> = meanings
            .into_iter()
            .enumerate()
            .map(|(at, (owner, period))| {
                let standings = standings.iter().map(|of_flag| of_flag[at]).collect();
                Sort { owner, period, standings }
            })
            .collect();
        let sorts: BTreeSet<&Sort> = of_each.iter().collect();
        let number: BTreeMap<&Sort, u32> = sorts.iter().copied().zip(0..).collect();
        let mut sort_of = vec![0; self.n];
        for (&combination, sort) in occurring.iter().zip(&of_each) {
            sort_of[combination] = number[sort];
        }
        let cells = self.count(&sort_of, sorts.len(), n_areas)?;
        Ok(Ok((cells, sorts.into_iter().cloned().collect())))
    }

    /// Counts the rows of each area by the sort of their combination.
    fn count(&self, sort_of: &[u32], n_sorts: usize, n_areas: usize) -> PolarsResult<Vec<Cell>> {
        if n_areas * n_sorts > COUNTERS {
            return self.count_as_they_occur(sort_of);
        }
        let n_ranges = ranges(self.table.height()).len();
        // Threads are seldom done together: each has several parts, unless their counters cost more.
        let n_counters = n_areas * n_sorts;
        let of_thread = if n_counters > FEW_COUNTERS { 1 } else { 4 };
        let at_a_time = n_ranges.div_ceil(of_thread * rayon::current_num_threads()).max(1);
        let all: Vec<usize> = (0..n_ranges).collect();
        let none = || vec![0_u32; n_counters];
        let parts = all.par_chunks(at_a_time).with_max_len(1).map(|ranges| {
            let (mut counters, mut rows) = (none(), Rows::default());
            for &range in ranges {
                self.of_range(range, &mut rows)?;
                for (&number, &area) in rows.numbers.iter().zip(&rows.areas) {
                    if area != NO_AREA {
                        let sort = sort_of[number as usize] as usize;
                        counters[area as usize * n_sorts + sort] += 1;
                    }
                }
            }
            PolarsResult::Ok(counters)
        });
        let counters = parts.try_reduce_with(|mut all, more| {
            all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
            Ok(all)
        });
        let counters = counters.transpose()?.unwrap_or_default();
        let cells = counters.iter().enumerate().filter(|(_, rows)| **rows > 0);
        Ok(cells
            .map(|(at, &rows)| {
                let (area, sort) = ((at / n_sorts) as u32, (at % n_sorts) as u32);
                Cell { area, sort, rows }
            })
            .collect())
    }

    /// The same where most sorts have no row in most areas, as with hundreds of owners.
    fn count_as_they_occur(&self, sort_of: &[u32]) -> PolarsResult<Vec<Cell>> {
        type Counters = PlHashMap<(u32, u32), u32>;
        let n_ranges = ranges(self.table.height()).len();
        let ranges = (0..n_ranges).into_par_iter();
        let parts = ranges.try_fold(Counters::default, |mut counters, range| {
            let mut rows = Rows::default();
            self.of_range(range, &mut rows)?;
            for (&number, &area) in rows.numbers.iter().zip(&rows.areas) {
                if area != NO_AREA {
                    *counters.entry((area, sort_of[number as usize])).or_default() += 1;
                }
            }
            PolarsResult::Ok(counters)
        });
        let counters = parts.try_reduce(Counters::default, |mut all, more| {
            more.into_iter().for_each(|(key, rows)| *all.entry(key).or_default() += rows);
            Ok(all)
        })?;
        let cells = counters.into_iter().map(|((area, sort), rows)| Cell { area, sort, rows });
        let mut cells: Vec<Cell> = cells.collect();
        cells.sort_unstable();
        Ok(cells)
    }
}
