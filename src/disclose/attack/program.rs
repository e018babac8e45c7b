//! The ends of cells by linear programming.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::components::Component;
use super::{Asked, Contradiction, System};

/// How far from a whole number the solver's answer may lie to be one: its own tolerance, with room.
const WHOLE: f64 = 1e-5;

/// Solutions are looked for among so many cells around a cell, and of each sum among so many parts, before all.
const NEAR: [(usize, usize); 2] = [(24, 4), (240, 24)];

/// The least and the most of each cell of a component.
pub(super) fn ends(
    system: &System,
    component: &Component,
    bounds: &[(i64, i64)],
    asked: &[Asked],
    solution: Option<&[i64]>,
) -> Result<BTreeMap<usize, (i64, i64)>, Contradiction> {
    let mut found = Found::default();
    if let Some(values) = solution {
        found.begin(component, component.cells.iter().map(|&at| values[at]).collect());
    }
    let surroundings = Surroundings::of(system, component);
    for &cell in &component.cells {
        for most in [false, true] {
            let end = |ends: (i64, i64)| if most { ends.1 } else { ends.0 };
            let wanted = match asked[cell] {
                Asked::Exact => end(bounds[cell]),
                Asked::Reaches(least, highest) => end((least, highest)),
                Asked::Nothing => continue,
            };
            let is_met = |found: &Found| {
                let here = found.reached.get(&cell).map(|&ends| end(ends));
                here.is_some_and(|here| if most { here >= wanted } else { here <= wanted })
            };
            if is_met(&found) {
                continue;
            }
            // One solution is known: what can move near the cell, while all else stands as in that, may do.
            for (n_cells, n_parts) in NEAR {
                if found.base.is_empty() || is_met(&found) {
                    break;
                }
                let near = surroundings.near(cell, n_cells, n_parts);
                let known = |at: usize| found.base.get(&at).copied().unwrap_or(bounds[at].0);
                if let Ok(Some(solution)) = solve(system, &near, bounds, known, (cell, most), false)
                {
                    found.add(&near, solution);
                }
            }
            if is_met(&found) {
                continue;
            }
            let known = |at: usize| bounds[at].0;
            let solution = match solve(system, component, bounds, known, (cell, most), false)? {
                Some(solution) => solution,
                None => solve(system, component, bounds, known, (cell, most), true)?
                    .ok_or(Contradiction)?,
            };
            match found.base.is_empty() {
                true => found.begin(component, solution),
                false => found.add(component, solution),
            }
        }
    }
    Ok(found.reached)
}

/// What solutions reach that meet all sums, in whole numbers.
#[derive(Debug, Default)]
struct Found {
    /// The least and the most of each cell in any of them.
    reached: BTreeMap<usize, (i64, i64)>,
    /// The first of them.
    base: BTreeMap<usize, i64>,
}

impl Found {
    fn begin(&mut self, of: &Component, solution: Vec<i64>) {
        self.base = of.cells.iter().copied().zip(solution.iter().copied()).collect();
        self.add(of, solution);
    }

    fn add(&mut self, of: &Component, solution: Vec<i64>) {
        for (&at, value) in of.cells.iter().zip(solution) {
            let ends = self.reached.entry(at).or_insert((value, value));
            *ends = (ends.0.min(value), ends.1.max(value));
        }
    }
}

/// By cell of a component, what ties it to others.
struct Surroundings<'a> {
    system: &'a System,
    sums_of: BTreeMap<usize, Vec<usize>>,
    links_of: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Surroundings<'a> {
    fn of(system: &'a System, component: &Component) -> Surroundings<'a> {
        let empty = || component.cells.iter().map(|&at| (at, Vec::new())).collect();
        let mut found = Surroundings { system, sums_of: empty(), links_of: empty() };
        for &rule in &component.sums {
            let sum = &system.sums[rule];
            for at in sum.parts.iter().chain([&sum.whole]) {
                if let Some(rules) = found.sums_of.get_mut(at) {
                    rules.push(rule);
                }
            }
        }
        for &rule in &component.links {
            let link = &system.links[rule];
            for at in [link.later, link.earlier] {
                if let Some(rules) = found.links_of.get_mut(&at) {
                    rules.push(rule);
                }
            }
        }
        found
    }

    /// About so many cells around a cell, in rings, with everything that ties them. Of each sum so many of the
    /// parts are taken: those next to the part that is there already.
    fn near(&self, cell: usize, n_cells: usize, n_parts: usize) -> Component {
        let mut cells = BTreeSet::from([cell]);
        let (mut sums, mut links) = (BTreeSet::new(), BTreeSet::new());
        let mut ring = vec![cell];
        while !ring.is_empty() && cells.len() < n_cells {
            let mut next = Vec::new();
            for at in ring {
                let mut others: Vec<usize> = Vec::new();
                for &rule in &self.sums_of[&at] {
                    let sum = &self.system.sums[rule];
                    let position = sum.parts.partition_point(|&part| part < at);
                    let (before, behind) = sum.parts.split_at(position);
                    let is_open = |part: &&usize| self.sums_of.contains_key(part);
                    others.extend(behind.iter().filter(is_open).take(n_parts / 2 + 1));
                    others.extend(before.iter().rev().filter(is_open).take(n_parts / 2));
                    others.push(sum.whole);
                }
                for &rule in &self.links_of[&at] {
                    let link = &self.system.links[rule];
                    others.extend([link.later, link.earlier]);
                }
                for other in others {
                    if self.sums_of.contains_key(&other) && cells.insert(other) {
                        next.push(other);
                    }
                }
            }
            ring = next;
        }
        for at in &cells {
            sums.extend(&self.sums_of[at]);
            links.extend(&self.links_of[at]);
        }
        Component {
            cells: cells.into_iter().collect(),
            sums: sums.into_iter().collect(),
            links: links.into_iter().collect(),
            is_forest: false,
        }
    }
}

/// The values of the cells of a component, or of some of them, where `cell` is as small or as large as can be and
/// every other cell is as `known` says; `None` where they are not whole.
fn solve(
    system: &System,
    component: &Component,
    bounds: &[(i64, i64)],
    known: impl Fn(usize) -> i64,
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
    for &rule in &component.sums {
        let sum = &system.sums[rule];
        let (mut terms, mut right) = (Vec::new(), 0.0);
        for (&at, sign) in sum.parts.iter().map(|at| (at, 1.0)).chain([(&sum.whole, -1.0)]) {
            match variables.get(&at) {
                Some(&variable) => terms.push((variable, sign)),
                None => right -= sign * known(at) as f64,
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
                None => right -= sign * known(at) as f64,
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
