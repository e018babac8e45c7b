//! The areas that years, or corporations, are rounded of, as one linear program.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use crate::disclose::table::Part;

use super::{FREE, Kind, Rounding};

/// How far from a whole number the solver's answer may lie to be one: its own tolerance, with room.
const WHOLE: f64 = 1e-5;

/// The areas of a program.
struct Frame {
    /// By node: whether a part of the kind is rounded of an area that it holds, at any depth below it.
    is_divided: Vec<bool>,
    /// The nodes of the program: the city, and all that a divided one holds; rising.
    nodes: Vec<usize>,
}

impl Frame {
    /// `None` where no part of the kind is rounded.
    fn of(rounding: &Rounding<'_>, kind: Kind) -> Option<Frame> {
        let nodes = &rounding.table.nodes;
        let mut has_parts = vec![false; nodes.len()];
        for (cell, &is_rounded) in rounding.table.cells.iter().zip(&rounding.is_rounded) {
            if is_rounded && kind.holds(cell.part) {
                has_parts[cell.node] = true;
            }
        }
        let mut is_divided = vec![false; nodes.len()];
        // A node stands behind the one that holds it.
        for at in (1..nodes.len()).rev() {
            if let Some(parent) = nodes[at].parent.filter(|_| has_parts[at]) {
                has_parts[parent] = true;
                is_divided[parent] = true;
            }
        }
        let is_of_it = |at: &usize| nodes[*at].parent.is_none_or(|parent| is_divided[parent]);
        let of_it = (0..nodes.len()).filter(is_of_it).collect();
        has_parts.first().is_some_and(|&has| has).then_some(Frame { is_divided, nodes: of_it })
    }
}

/// A cell of a program.
#[derive(Debug, Clone, Copy)]
enum Term {
    /// It is solved for: its least, and what it is more.
    Sought(u32, Variable),
    /// It is so much.
    Known(u32),
}

/// Numbers for the cells of the frame, by position, such that all its sums hold. Cells that are rounded already
/// stay. Without `of_areas` windows are the sums of their parts in the city alone.
///
/// `None` where there is no solution, or nothing to solve for.
pub(super) fn solve(
    rounding: &Rounding<'_>,
    kind: Kind,
    of_areas: bool,
) -> Option<Vec<(usize, u32)>> {
    let frame = Frame::of(rounding, kind)?;
    let sums = sums(rounding, &frame, kind, of_areas);
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut terms: Vec<Option<Term>> = vec![None; rounding.table.cells.len()];
    for &at in sums.iter().flat_map(|(whole, parts)| [whole].into_iter().chain(parts)) {
        let known = rounding.units[at].filter(|_| rounding.is_rounded[at]);
        let (least, most) = known.map_or(rounding.bounds[at], |units| (units, units));
        terms[at].get_or_insert_with(|| match most {
            _ if least == most => Term::Known(least),
            FREE => Term::Sought(least, problem.add_var(0.0, (0.0, f64::INFINITY))),
            _ => {
                let cost = rounding.coefficient(at);
                Term::Sought(least, problem.add_var(cost, (0.0, f64::from(most - least))))
            }
        });
    }
    for (whole, parts) in &sums {
        let mut right = 0.0;
        let mut row: Vec<(Variable, f64)> = Vec::with_capacity(parts.len() + 1);
        for (sign, at) in parts.iter().map(|&at| (1.0, at)).chain([(-1.0, *whole)]) {
            match terms[at]? {
                Term::Known(units) => right -= sign * f64::from(units),
                Term::Sought(least, variable) => {
                    right -= sign * f64::from(least);
                    row.push((variable, sign));
                }
            }
        }
        match row.is_empty() {
            true if right != 0.0 => return None,
            true => {}
            false => problem.add_constraint(row.as_slice(), ComparisonOp::Eq, right),
        }
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let mut found: Vec<Option<u32>> = vec![None; terms.len()];
    for (term, found) in terms.iter().zip(&mut found) {
        *found = match *term {
            None => None,
            Some(Term::Known(units)) => Some(units),
            Some(Term::Sought(least, variable)) => {
                let more = solution.var_value(variable);
                let whole = more.round();
                if (more - whole).abs() > WHOLE {
                    return None;
                }
                Some(least + whole as u32)
            }
        };
    }
    let adds_up = |(whole, parts): &(usize, Vec<usize>)| {
        parts.iter().map(|&at| found[at]).sum::<Option<u32>>() == found[*whole]
    };
    let each = found.iter().enumerate().filter_map(|(at, units)| Some((at, (*units)?)));
    sums.iter().all(adds_up).then(|| each.collect())
}

/// The sums of a program, each with its parts: areas of those that they hold, by part, and windows of their
/// parts in areas that are not divided. Of divided ones these follow.
fn sums(
    rounding: &Rounding<'_>,
    frame: &Frame,
    kind: Kind,
    of_areas: bool,
) -> Vec<(usize, Vec<usize>)> {
    let table = rounding.table;
    let mut sums: Vec<(usize, Vec<usize>)> = Vec::new();
    for &node in &frame.nodes {
        let is_divided = frame.is_divided[node];
        let own = table.of_node(node);
        for whole in own.clone().filter(|_| is_divided) {
            let part = table.cells[whole].part;
            if kind.holds(part) || of_areas && part == Part::Window {
                let of_part = |&child: &usize| table.find(child, part);
                sums.push((whole, rounding.children[node].iter().filter_map(of_part).collect()));
            }
        }
        let Some(window) = table.find(node, Part::Window) else { continue };
        let adds_up = if of_areas { !is_divided } else { node == 0 };
        if adds_up {
            sums.push((window, own.filter(|&at| kind.holds(table.cells[at].part)).collect()));
        }
        // It is not shown, but areas within it may be.
        if of_areas && !is_divided && !rounding.is_rounded[window] {
            sums.push((window, rounding.next_within(node)));
        }
    }
    sums.retain(|(_, parts)| !parts.is_empty());
    sums
}
