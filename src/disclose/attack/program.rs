//! The ends of cells by linear programming.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::components::Component;
use super::{Asked, Contradiction, System};

/// How far from a whole number the solver's answer may lie to be one: its own tolerance, with room.
const WHOLE: f64 = 1e-5;

/// The least and the most of each cell of a component.
pub(super) fn ends(
    system: &System,
    component: &Component,
    bounds: &[(i64, i64)],
    asked: &[Asked],
) -> Result<BTreeMap<usize, (i64, i64)>, Contradiction> {
    // What the solutions found so far reach: each meets all sums, in whole numbers.
    let mut reached: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    for &cell in &component.cells {
        for most in [false, true] {
            let end = |ends: (i64, i64)| if most { ends.1 } else { ends.0 };
            let wanted = match asked[cell] {
                Asked::Exact => end(bounds[cell]),
                Asked::Reaches(least, highest) => end((least, highest)),
                Asked::Nothing => continue,
            };
            let here = reached.get(&cell).map(|&ends| end(ends));
            if here.is_some_and(|here| if most { here >= wanted } else { here <= wanted }) {
                continue;
            }
            let solution = match solve(system, component, bounds, (cell, most), false)? {
                Some(solution) => solution,
                None => {
                    solve(system, component, bounds, (cell, most), true)?.ok_or(Contradiction)?
                }
            };
            for (&at, value) in component.cells.iter().zip(solution) {
                let ends = reached.entry(at).or_insert((value, value));
                *ends = (ends.0.min(value), ends.1.max(value));
            }
        }
    }
    Ok(reached)
}

/// The values of the cells of the component where `cell` is as small or as large as can be; `None` where they
/// are not whole.
fn solve(
    system: &System,
    component: &Component,
    bounds: &[(i64, i64)],
    (cell, most): (usize, bool),
    over_whole_numbers: bool,
) -> Result<Option<Vec<i64>>, Contradiction> {
    let direction = match most {
        true => OptimizationDirection::Maximize,
        false => OptimizationDirection::Minimize,
    };
    let mut problem = Problem::new(direction);
    let mut variables: BTreeMap<usize, Variable> = BTreeMap::new();
    for &at in &component.cells {
        let objective = if at == cell { 1.0 } else { 0.0 };
        let (least, highest) = bounds[at];
        let variable = match over_whole_numbers {
            true => problem.add_integer_var(
                objective,
                (
                    i32::try_from(least).map_err(|_| Contradiction)?,
                    i32::try_from(highest).map_err(|_| Contradiction)?,
                ),
            ),
            false => problem.add_var(objective, (least as f64, highest as f64)),
        };
        variables.insert(at, variable);
    }
    let known = |at: usize| bounds[at].0 as f64;
    for &rule in &component.sums {
        let sum = &system.sums[rule];
        let (mut terms, mut right) = (Vec::new(), 0.0);
        for (&at, sign) in sum.parts.iter().map(|at| (at, 1.0)).chain([(&sum.whole, -1.0)]) {
            match variables.get(&at) {
                Some(&variable) => terms.push((variable, sign)),
                None => right -= sign * known(at),
            }
        }
        problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, right);
    }
    for &rule in &component.links {
        let link = &system.links[rule];
        let (mut terms, mut right) = (Vec::new(), 0.0);
        for (at, sign) in [(link.later, 1.0), (link.earlier, -1.0)] {
            match variables.get(&at) {
                Some(&variable) => terms.push((variable, sign)),
                None => right -= sign * known(at),
            }
        }
        problem.add_constraint(terms.as_slice(), ComparisonOp::Ge, right + link.least as f64);
        problem.add_constraint(terms.as_slice(), ComparisonOp::Le, right + link.most as f64);
    }
    let solution = problem.solve().map_err(|_| Contradiction)?;
    let solution = solution.into_solution().map_err(|_| Contradiction)?;
    let values = variables.values().map(|&variable| solution.var_value(variable));
    let whole = values.map(|value| {
        let near = value.round();
        ((value - near).abs() < WHOLE).then_some(near as i64)
    });
    Ok(whole.collect())
}
