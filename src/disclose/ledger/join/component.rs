//! Cells that are tied to each other, and counts of them that agree.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::super::super::table::{Link, Sum};

/// Cells that are tied to each other, by position, with the sums and links between them.
#[derive(Debug, Default)]
pub(super) struct Component {
    pub cells: Vec<usize>,
    pub sums: Vec<usize>,
    pub links: Vec<usize>,
}

/// The components of what is open: cells with equal bounds are known, and tie nothing.
pub(super) fn components(bounds: &[(i64, i64)], sums: &[Sum], links: &[Link]) -> Vec<Component> {
    let is_open = |at: &usize| bounds[*at].0 < bounds[*at].1;
    let of_sum = |sum: &Sum| -> Vec<usize> {
        std::iter::once(sum.whole).chain(sum.parts.iter().copied()).filter(is_open).collect()
    };
    let of_link = |link: &Link| -> Vec<usize> {
        [link.later, link.earlier].into_iter().filter(is_open).collect()
    };
    let mut groups = Groups::new(bounds.len());
    sums.iter().for_each(|sum| groups.join(of_sum(sum)));
    links.iter().for_each(|link| groups.join(of_link(link)));
    let mut parts: BTreeMap<usize, Component> = BTreeMap::new();
    for at in (0..bounds.len()).filter(is_open) {
        parts.entry(groups.of(at)).or_default().cells.push(at);
    }
    for (position, sum) in sums.iter().enumerate() {
        if let Some(&at) = of_sum(sum).first() {
            parts.entry(groups.of(at)).or_default().sums.push(position);
        }
    }
    for (position, link) in links.iter().enumerate() {
        if let Some(&at) = of_link(link).first() {
            parts.entry(groups.of(at)).or_default().links.push(position);
        }
    }
    parts.into_values().collect()
}

/// Factors of cells, and the least and the most of their sum.
type Row = (Vec<(usize, i64)>, (i64, i64));

/// The rows of a component with the bounds that follow from each of them by itself.
pub(super) struct Rows<'a> {
    cells: &'a [usize],
    bounds: &'a [(i64, i64)],
    rows: Vec<Row>,
    narrowed: BTreeMap<usize, (i64, i64)>,
}

impl<'a> Rows<'a> {
    /// Those of a component and of some of its links; `None` where a cell is left without any count.
    pub fn of(
        component: &'a Component,
        bounds: &'a [(i64, i64)],
        sums: &[Sum],
        links: &[Link],
        held: &[usize],
    ) -> Option<Rows<'a>> {
        let of_sum = component.sums.iter().map(|&at| {
            let parts = sums[at].parts.iter().map(|&part| (part, 1));
            (std::iter::once((sums[at].whole, -1)).chain(parts).collect(), (0, 0))
        });
        let of_link = held.iter().map(|&at| {
            let link = links[at];
            (vec![(link.later, 1), (link.earlier, -1)], (link.least, link.most))
        });
        let rows: Vec<Row> = of_sum.chain(of_link).collect();
        let cells = &component.cells[..];
        let narrowed = narrowed(cells, bounds, &rows)?;
        Some(Rows { cells, bounds, rows, narrowed })
    }

    /// The bounds of a cell of the component.
    pub fn narrowed(&self, at: usize) -> (i64, i64) {
        self.narrowed[&at]
    }

    /// Counts of the cells, in their order: those with the least sum of some, each times its weight.
    pub fn counts(&self, weights: &[(usize, f64)]) -> Option<Vec<i64>> {
        // Sums over a tree and over years have whole numbers at every corner; other sums may not.
        self.counts_at_corner(weights).or_else(|| whole(self.solve(weights, true)?))
    }

    /// The same where it is found without trying whole numbers; `None` tells nothing.
    pub fn counts_at_corner(&self, weights: &[(usize, f64)]) -> Option<Vec<i64>> {
        let narrowed = self.cells.iter().map(|&at| self.narrowed(at));
        if narrowed.clone().all(|(least, most)| least == most) {
            return Some(narrowed.map(|(least, _)| least).collect());
        }
        whole(self.solve(weights, false)?)
    }

    fn solve(&self, weights: &[(usize, f64)], integer: bool) -> Option<Vec<f64>> {
        let weights: BTreeMap<usize, f64> = weights.iter().copied().collect();
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let variable = |&at: &usize| {
            let (low, high) = self.narrowed(at);
            let weight = weights.get(&at).copied().unwrap_or_default();
            let variable = match integer {
                true => problem.add_integer_var(weight, (low as i32, high as i32)),
                false => problem.add_var(weight, (low as f64, high as f64)),
            };
            (at, variable)
        };
        let variables: BTreeMap<usize, Variable> = self.cells.iter().map(variable).collect();
        for (factors, (least, most)) in &self.rows {
            let mut known = 0;
            let mut row: Vec<(Variable, f64)> = Vec::new();
            for &(at, factor) in factors {
                match variables.get(&at) {
                    Some(&variable) => row.push((variable, factor as f64)),
                    None => known += factor * self.bounds[at].0,
                }
            }
            let (least, most) = ((least - known) as f64, (most - known) as f64);
            if least == most {
                problem.add_constraint(&row, ComparisonOp::Eq, least);
            } else {
                problem.add_constraint(&row, ComparisonOp::Ge, least);
                problem.add_constraint(&row, ComparisonOp::Le, most);
            }
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        Some(self.cells.iter().map(|at| solution.var_value(variables[at])).collect())
    }
}

fn whole(values: Vec<f64>) -> Option<Vec<i64>> {
    let whole = |value: f64| ((value - value.round()).abs() < 1e-6).then(|| value.round() as i64);
    values.into_iter().map(whole).collect()
}

/// The bounds of the cells as each row by itself narrows them, until none does; `None` where one is left
/// without any count.
fn narrowed(
    cells: &[usize],
    bounds: &[(i64, i64)],
    rows: &[Row],
) -> Option<BTreeMap<usize, (i64, i64)>> {
    let mut narrowed: BTreeMap<usize, (i64, i64)> =
        cells.iter().map(|&at| (at, bounds[at])).collect();
    loop {
        let mut changed = false;
        for (factors, (least, most)) in rows {
            let of = |at: usize| narrowed.get(&at).copied().unwrap_or(bounds[at]);
            // Factors are one or minus one.
            let span = |&(at, factor): &(usize, i64)| match (factor > 0, of(at)) {
                (true, (low, high)) => (low, high),
                (false, (low, high)) => (-high, -low),
            };
            let low: i64 = factors.iter().map(|factor| span(factor).0).sum();
            let high: i64 = factors.iter().map(|factor| span(factor).1).sum();
            if low > *most || high < *least {
                return None;
            }
            let room = |factor: &(usize, i64)| {
                let (own_low, own_high) = span(factor);
                let room = (least - (high - own_high), most - (low - own_low));
                let room = if factor.1 > 0 { room } else { (-room.1, -room.0) };
                let before = of(factor.0);
                (factor.0, (before.0.max(room.0), before.1.min(room.1)))
            };
            let open = factors.iter().filter(|(at, _)| narrowed.contains_key(at));
            let now: Vec<(usize, (i64, i64))> = open.map(room).collect();
            for (at, now) in now {
                changed |= narrowed.insert(at, now) != Some(now);
                if now.0 > now.1 {
                    return None;
                }
            }
        }
        if !changed {
            return Some(narrowed);
        }
    }
}

/// Sets of positions that are tied to each other.
pub(super) struct Groups(Vec<usize>);

impl Groups {
    /// Each position by itself.
    pub fn new(n: usize) -> Groups {
        Groups((0..n).collect())
    }

    /// The first position of the set that a position is in.
    pub fn of(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Makes the sets that these positions are in one.
    pub fn join(&mut self, all: impl IntoIterator<Item = usize>) {
        let mut all = all.into_iter();
        let Some(first) = all.next() else { return };
        for other in all {
            let (one, other) = (self.of(first), self.of(other));
            self.0[one.max(other)] = one.min(other);
        }
    }
}
