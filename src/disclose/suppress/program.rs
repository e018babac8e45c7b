//! The table that differs the cheapest, as a linear program.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::region::Region;
use super::{Need, Search};

/// How far from a whole number the solver's answer may lie to be one: its own tolerance, with room.
const WHOLE: f64 = 1e-5;

/// A table that agrees with everything shown.
#[derive(Debug, Default)]
pub(super) struct Witness {
    /// The cells that differ from their counts, rising, with their values.
    pub moved: Vec<(usize, u32)>,
}

impl Witness {
    /// The value of a cell that differs.
    pub(super) fn value(&self, cell: usize) -> Option<u32> {
        let found = self.moved.binary_search_by_key(&cell, |moved| moved.0).ok()?;
        Some(self.moved[found].1)
    }
}

/// The cheapest table in which the cell of a need stands at its end: cells that are hidden move freely, and
/// with `may_hide` others move at the cost of hiding them. `None` where there is none within the region.
pub(super) fn cheapest(
    search: &Search<'_>,
    region: &Region,
    need: Need,
    may_hide: bool,
) -> Option<Witness> {
    solve(search, region, need, may_hide, false)
        .or_else(|fractional| match fractional {
            Failure::None => Err(Failure::None),
            Failure::Fractional => solve(search, region, need, may_hide, true),
        })
        .ok()
}

enum Failure {
    /// There is no such table, or none could be computed.
    None,
    /// The solution is not in whole numbers.
    Fractional,
}

fn solve(
    search: &Search<'_>,
    region: &Region,
    need: Need,
    may_hide: bool,
    over_whole_numbers: bool,
) -> Result<Witness, Failure> {
    let table = search.table;
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variable = |cost: f64, least: u32, most: u32| match over_whole_numbers {
        true => {
            let bound = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
            problem.add_integer_var(cost, (bound(least), bound(most)))
        }
        false => problem.add_var(cost, (f64::from(least), f64::from(most))),
    };
    // A cell is the sum of its terms: its value, what it goes above what may be shown, and below.
    let mut terms_of: BTreeMap<usize, Vec<(Variable, f64)>> = BTreeMap::new();
    for &at in &region.cells {
        let cell = &table.cells[at];
        let (least, most) = if search.hidden[at] { (0, cell.out_of) } else { search.shown[at] };
        if !may_hide && least == most {
            continue;
        }
        let terms = if at == need.cell {
            let end = need.end;
            let cost = search.cost[at].filter(|_| may_hide);
            if (end < least || end > most) && cost.is_none() {
                return Err(Failure::None);
            }
            vec![(variable(0.0, end, end), 1.0)]
        } else {
            let mut terms = vec![(variable(0.0, least, most), 1.0)];
            if let Some(cost) = search.cost[at].filter(|_| may_hide && !search.hidden[at]) {
                let cost = cost as f64;
                if most < cell.out_of {
                    terms.push((variable(cost, 0, cell.out_of - most), 1.0));
                }
                if least > 0 {
                    terms.push((variable(cost, 0, least), -1.0));
                }
            }
            terms
        };
        terms_of.insert(at, terms);
    }
    if !terms_of.contains_key(&need.cell) {
        return Err(Failure::None);
    }
    // The left side of a rule over cells with signs, and what cells outside the region give to the right.
    let left = |cells: &mut dyn Iterator<Item = (usize, f64)>| {
        let (mut left, mut right) = (Vec::new(), 0.0);
        for (at, sign) in cells {
            match terms_of.get(&at) {
                Some(terms) => left.extend(terms.iter().map(|&(of, factor)| (of, sign * factor))),
                None => right -= sign * f64::from(table.cells[at].count),
            }
        }
        (left, right)
    };
    for &at in &region.sums {
        let sum = &table.sums[at];
        let parts = sum.parts.iter().map(|&part| (part, 1.0));
        let (left, right) = left(&mut parts.chain([(sum.whole, -1.0)]));
        if !left.is_empty() {
            problem.add_constraint(left.as_slice(), ComparisonOp::Eq, right);
        }
    }
    for &at in &region.links {
        let link = &table.links[at];
        let (left, right) = left(&mut [(link.later, 1.0), (link.earlier, -1.0)].into_iter());
        problem.add_constraint(left.as_slice(), ComparisonOp::Ge, right + link.least as f64);
        problem.add_constraint(left.as_slice(), ComparisonOp::Le, right + link.most as f64);
    }
    let solution = problem.solve().map_err(|_| Failure::None)?;
    let solution = solution.into_solution().map_err(|_| Failure::None)?;
    let mut moved = Vec::new();
    for (&at, terms) in &terms_of {
        let value: f64 = terms.iter().map(|&(of, factor)| factor * solution.var_value(of)).sum();
        let near = value.round();
        if (value - near).abs() > WHOLE {
            return Err(Failure::Fractional);
        }
        let value = near as u32;
        if value != table.cells[at].count {
            moved.push((at, value));
        }
    }
    Ok(Witness { moved })
}
