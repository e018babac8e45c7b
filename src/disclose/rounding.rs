//! Controlled rounding of a table to multiples of a base.
//!
//! Zero-restricted: a multiple stays, any other count goes to one of its two neighbouring multiples, and what
//! adds up before adds up after (Cox, 1987; Fischetti and Salazar-Gonzalez, 1998). A tree of areas by years
//! is a flow with whole bounds, so that there always is a solution. It is found from the city down: the
//! rounded numbers of an area, over the window and by year, are dealt among the areas that it holds by one
//! small transport problem.
//!
//! Whether a count goes up or down is drawn by the seed and the position of the cell, as far as the sums leave
//! a choice, and not by which multiple is nearer: a reader of a rounded number knows no more than that the
//! count lies less than the base away from it.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::table::{Part, Role, Sum, Table};

/// What each cell shows, by its position: rounded where it has role City or Published; other cells keep their
/// count.
///
/// All sums over areas, and of the window over years where these are published, hold among the rounded cells.
/// Those over corporations hold where there is a solution for them beside the others; else each corporation
/// is rounded by itself, and within the base times their number of the whole.
pub fn round(table: &Table, base: u32, seed: u64) -> Vec<u32> {
    let mut rounded: Vec<Option<u32>> = vec![None; table.cells.len()];
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); table.nodes.len()];
    for (at, node) in table.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent].push(at);
        }
    }
    if table.nodes.is_empty() {
        return Vec::new();
    }
    let mut rule = Rule { table, base, seed, over_areas: BTreeMap::new(), within: BTreeMap::new() };
    for sum in &table.sums {
        let (whole, part) = (&table.cells[sum.whole], &table.cells[sum.parts[0]]);
        let by_node = if whole.node == part.node { &mut rule.within } else { &mut rule.over_areas };
        by_node.entry(whole.node).or_default().push(sum);
    }
    // The city by itself, then what each node holds.
    rule.group(&[0], None, &mut rounded);
    for (parent, children) in children.iter().enumerate() {
        if !children.is_empty() {
            rule.group(children, Some(parent), &mut rounded);
        }
    }
    let each = rounded.into_iter().zip(&table.cells);
    each.map(|(rounded, cell)| rounded.unwrap_or(cell.count)).collect()
}

struct Rule<'a> {
    table: &'a Table,
    base: u32,
    seed: u64,
    /// By node: what the areas that it holds add up to.
    over_areas: BTreeMap<usize, Vec<&'a Sum>>,
    /// By node: what its years and its corporations add up to.
    within: BTreeMap<usize, Vec<&'a Sum>>,
}

impl Rule<'_> {
    /// Rounds the cells of nodes that one node holds; with corporations where that is possible.
    fn group(&self, nodes: &[usize], parent: Option<usize>, rounded: &mut [Option<u32>]) {
        for with_corporations in [true, false] {
            if self.solve(nodes, parent, with_corporations, rounded) {
                break;
            }
        }
        // What no solution was found for goes up or down by itself.
        let table = self.table;
        for at in cells_of(table, nodes) {
            if rounded[at].is_none() {
                let (down, is_multiple) = self.down(table.cells[at].count);
                let up = !is_multiple && self.draw(at) < 0.5;
                rounded[at] = Some(down + if up { self.base } else { 0 });
            }
        }
    }

    fn down(&self, count: u32) -> (u32, bool) {
        (count - count % self.base, count.is_multiple_of(self.base))
    }

    /// Whether there is a solution; then it is kept.
    fn solve(
        &self,
        nodes: &[usize],
        parent: Option<usize>,
        with_corporations: bool,
        rounded: &mut [Option<u32>],
    ) -> bool {
        let table = self.table;
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        // Per cell: its multiple below, and whether it goes up.
        let mut ups: BTreeMap<usize, Variable> = BTreeMap::new();
        for at in cells_of(table, nodes) {
            let is_corporation = matches!(table.cells[at].part, Part::Corporation(_));
            if is_corporation && !with_corporations {
                continue;
            }
            let (_, is_multiple) = self.down(table.cells[at].count);
            let most = if is_multiple { 0.0 } else { 1.0 };
            let cost = self.draw(at) - 0.5;
            ups.insert(at, problem.add_var(cost, (0.0, most)));
        }
        let units = |at: usize| f64::from(self.down(table.cells[at].count).0 / self.base);
        let over_areas = parent.and_then(|parent| self.over_areas.get(&parent));
        let within = nodes.iter().filter_map(|node| self.within.get(node));
        for sum in over_areas.into_iter().chain(within).flatten() {
            let complete = sum.parts.iter().chain([&sum.whole]).all(|&at| is_rounded(table, at));
            let of_corporations = matches!(table.cells[sum.parts[0]].part, Part::Corporation(_));
            if !complete || of_corporations && !with_corporations {
                continue;
            }
            // The parts' multiples below, and one more for each that goes up, make the whole's.
            let below: f64 = sum.parts.iter().map(|&at| units(at)).sum();
            let mut terms: Vec<(Variable, f64)> =
                sum.parts.iter().map(|at| (ups[at], 1.0)).collect();
            let right = match (ups.get(&sum.whole), rounded[sum.whole]) {
                (Some(&variable), _) => {
                    terms.push((variable, -1.0));
                    units(sum.whole) - below
                }
                (None, Some(known)) => f64::from(known / self.base) - below,
                (None, None) => continue,
            };
            problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, right);
        }
        let Some(solution) = problem.solve().ok().and_then(|found| found.into_solution().ok())
        else {
            return false;
        };
        let values: Vec<f64> = ups.values().map(|variable| solution.var_value(*variable)).collect();
        if values.iter().any(|value| (value - value.round()).abs() > 1e-5) {
            return false;
        }
        for (&at, value) in ups.keys().zip(values) {
            let (down, _) = self.down(table.cells[at].count);
            rounded[at] = Some(down + if value > 0.5 { self.base } else { 0 });
        }
        true
    }

    /// A number in [0, 1) by the seed and the position (SplitMix64).
    fn draw(&self, at: usize) -> f64 {
        let mut mixed = self.seed.wrapping_add((at as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn is_rounded(table: &Table, at: usize) -> bool {
    matches!(table.cells[at].role, Role::Published | Role::City)
}

/// The cells of these nodes that are rounded.
fn cells_of<'a>(table: &'a Table, nodes: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    nodes.iter().flat_map(|&node| {
        let first = table.cells.partition_point(|cell| cell.node < node);
        let of_node = table.cells[first..].iter().take_while(move |cell| cell.node == node);
        (first..first + of_node.count()).filter(|&at| is_rounded(table, at))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::disclose::table::{Node, TableCell};

    /// City, wijken and buurten by two years; buurten by year are not published.
    fn table(buurten: &[(usize, [u32; 2])]) -> Table {
        let n_wijken = 3;
        let mut nodes = vec![Node { parent: None, level: None, area: 0 }];
        nodes.extend((0..n_wijken).map(|area| Node { parent: Some(0), level: Some(0), area }));
        nodes.extend(buurten.iter().enumerate().map(|(area, (wijk, _))| Node {
            parent: Some(1 + wijk % n_wijken),
            level: Some(1),
            area,
        }));
        let mut counts: BTreeMap<(usize, Part), u32> = BTreeMap::new();
        for (at, (wijk, years)) in buurten.iter().enumerate() {
            for node in [0, 1 + wijk % n_wijken, 1 + n_wijken + at] {
                for (year, count) in (2024..).zip(years) {
                    *counts.entry((node, Part::Year(year))).or_default() += count;
                    *counts.entry((node, Part::Window)).or_default() += count;
                }
            }
        }
        let role = |node: usize, part: Part| match (node, part) {
            (0, Part::Window) => Role::City,
            (node, Part::Year(_)) if node > n_wijken => Role::Finer,
            _ => Role::Published,
        };
        let cells = counts.iter().map(|(&(node, part), &count)| TableCell {
            node,
            part,
            role: role(node, part),
            count,
            out_of: 2 * count + 10,
            needs: None,
        });
        let mut table = Table { cells: cells.collect(), nodes, ..Table::default() };
        table.sums = table.adding_up();
        table
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn each_moves_less_than_the_base_multiples_stay_and_all_sums_hold(
            buurten in prop::collection::vec((0_usize..3, [0_u32..30, 0_u32..30]), 1..9),
            seed in any::<u64>(),
        ) {
            let table = table(&buurten);
            let rounded = round(&table, 5, seed);
            prop_assert_eq!(&rounded, &round(&table, 5, seed));
            for (at, cell) in table.cells.iter().enumerate().filter(|(at, _)| is_rounded(&table, *at)) {
                prop_assert!(rounded[at].is_multiple_of(5) && rounded[at].abs_diff(cell.count) < 5);
                prop_assert!(!cell.count.is_multiple_of(5) || rounded[at] == cell.count);
            }
            for sum in &table.sums {
                if sum.parts.iter().all(|&at| is_rounded(&table, at)) {
                    let parts: u32 = sum.parts.iter().map(|&at| rounded[at]).sum();
                    prop_assert_eq!(parts, rounded[sum.whole]);
                }
            }
        }
    }

    #[test]
    fn what_is_left_over_does_not_tell_which_way_it_goes() {
        // Of one buurt that is left free by its wijk, counts 11 to 14 each go up by some seeds and down by others.
        for count in 11..15 {
            let table = table(&[(0, [count, 0]), (0, [33, 0]), (1, [21, 0])]);
            let at = table.find(4, Part::Window).unwrap();
            let found: std::collections::BTreeSet<u32> =
                (0..40).map(|seed| round(&table, 5, seed)[at]).collect();
            assert_eq!(found, [10, 15].into(), "{count}");
        }
    }
}
