//! Expressions over columns of many values: evaluated row by row, in ranges of rows.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{BooleanChunked, DataFrame, NewChunkedArray, PlHashMap, PolarsResult};
use rayon::prelude::*;

use super::cells::{Cell, Groups, NO_AREA, Sort, areas_of};
use super::few::{RANGE, as_text, ranges};
use super::flags::{Flags, Standing, standings};

/// Indicators that are evaluated at a time: their standings are packed into one number.
pub(super) const AT_A_TIME: usize = 16;

/// Bits of a standing in the number that packs them.
const BITS: usize = 3;

/// The standings that a number can pack, in their order.
const STANDINGS: [Standing; 5] =
    [Standing::Beside, Standing::Unclear, Standing::Belongs, Standing::Counts, Standing::Undecided];

/// Rows by area, group, and standings.
type Counters = PlHashMap<(u32, u32, u64), u32>;

/// How many rows of each sort every area has, by at most [`AT_A_TIME`] indicators that name these
/// columns.
///
/// # Errors
/// The failure of an expression.
pub(super) fn cells(
    table: &DataFrame,
    groups: &Groups,
    named: &BTreeSet<String>,
    flags: &[Flags],
    corporation_number: impl Fn(&str) -> u32,
) -> PolarsResult<(Vec<Cell>, Vec<Sort>)> {
    let read = table.select(named.iter().map(String::as_str))?;
    let n_ranges = ranges(table.height()).len();
    let parts = (0..n_ranges).into_par_iter().try_fold(Counters::default, |mut counters, range| {
        let mut areas = Vec::new();
        areas_of(table, range, &mut areas)?;
        let (mut in_groups, mut step) = (vec![0; areas.len()], 1);
        for column in groups.columns() {
            column.add(range, step, &mut in_groups);
            step *= column.len() as u32;
        }
        let packed = pack(&read, range, &areas, flags)?;
        let placed = areas.into_iter().zip(in_groups).filter(|(area, _)| *area != NO_AREA);
        for ((area, group), packed) in placed.zip(packed) {
            *counters.entry((area, group, packed)).or_default() += 1;
        }
        PolarsResult::Ok(counters)
    });
    let counters = parts.try_reduce(Counters::default, |mut all, more| {
        more.into_iter().for_each(|(key, rows)| *all.entry(key).or_default() += rows);
        Ok(all)
    })?;

    let numbers: BTreeSet<(u32, u64)> =
        counters.keys().map(|&(_, group, packed)| (group, packed)).collect();
    let in_groups: Vec<usize> = numbers.iter().map(|(group, _)| *group as usize).collect();
    let meanings = groups.meaning(&in_groups, corporation_number)?;
    let sorts = numbers.iter().zip(meanings).map(|(&(_, packed), (owner, period))| {
        let standing = |at| STANDINGS[(packed >> (BITS * at)) as usize % (1 << BITS)];
        Sort { owner, period, standings: (0..flags.len()).map(standing).collect() }
    });
    let sorts: Vec<Sort> = sorts.collect();
    let number: BTreeMap<(u32, u64), u32> = numbers.into_iter().zip(0..).collect();
    let cells = counters.into_iter().map(|((area, group, packed), rows)| {
        let sort = number[&(group, packed)];
        Cell { area, sort, rows }
    });
    let mut cells: Vec<Cell> = cells.collect();
    cells.sort_unstable();
    Ok((cells, sorts))
}

/// The standings of each row of a range that has an area, packed into one number.
fn pack(read: &DataFrame, range: usize, areas: &[u32], flags: &[Flags]) -> PolarsResult<Vec<u64>> {
    let mut part = read.slice((range * RANGE) as i64, areas.len());
    if areas.contains(&NO_AREA) {
        let placed = areas.iter().map(|&area| area != NO_AREA);
        part = part.filter(&BooleanChunked::from_iter_values("".into(), placed))?;
    }
    let columns = part.columns().iter().map(as_text).collect::<PolarsResult<Vec<_>>>()?;
    let part = DataFrame::new(part.height(), columns)?;
    let mut packed = vec![0; part.height()];
    for (at, of_flag) in standings(part, flags)?.into_iter().enumerate() {
        for (packed, standing) in packed.iter_mut().zip(of_flag) {
            *packed |= (standing as u64) << (BITS * at);
        }
    }
    Ok(packed)
}
