//! How a hidden count is computed: subtractions, one after the other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::disclose::attack::System;

use super::rows::Key;

/// One step to a hidden count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The step in words: `BU00340102 = WK003401 (23) - BU00340101 (12) - BU00340103 (7) = 4`.
    pub text: String,
}

/// The steps by which the count of a cell is computed; the last gives it. Where no single subtraction does, one
/// step says so.
pub(super) fn steps(system: &System, keys: &[&Key], target: usize) -> Vec<Step> {
    let mut known: BTreeMap<usize, i64> = BTreeMap::new();
    for (at, &(least, most)) in system.bounds.iter().enumerate() {
        if least == most {
            known.insert(at, least);
        }
    }
    // By cell: the sum that gives it.
    let mut by: BTreeMap<usize, usize> = BTreeMap::new();
    let mut is_new = true;
    while is_new && !known.contains_key(&target) {
        is_new = false;
        for (rule, sum) in system.sums.iter().enumerate() {
            let mut open =
                sum.parts.iter().chain([&sum.whole]).filter(|at| !known.contains_key(at));
            let (Some(&cell), None) = (open.next(), open.next()) else { continue };
            let parts = sum.parts.iter().filter(|&&part| part != cell);
            let rest: i64 = parts.map(|part| known[part]).sum();
            let value = if cell == sum.whole { rest } else { known[&sum.whole] - rest };
            known.insert(cell, value);
            by.insert(cell, rule);
            is_new = true;
        }
    }
    if !by.contains_key(&target) {
        let text = match known.get(&target) {
            Some(value) => {
                format!("{} = {value}, shown in another table or by its share", keys[target])
            }
            None => format!("{} by all sums and totals together", keys[target]),
        };
        return vec![Step { text }];
    }
    let mut order = Vec::new();
    needed(system, &by, target, &mut order);
    order.into_iter().map(|cell| step(system, keys, &known, cell, by[&cell])).collect()
}

/// The cells that are computed on the way, each after those that it needs.
fn needed(system: &System, by: &BTreeMap<usize, usize>, cell: usize, order: &mut Vec<usize>) {
    if order.contains(&cell) {
        return;
    }
    let sum = &system.sums[by[&cell]];
    for &other in sum.parts.iter().chain([&sum.whole]) {
        if other != cell && by.contains_key(&other) {
            needed(system, by, other, order);
        }
    }
    order.push(cell);
}

fn step(
    system: &System,
    keys: &[&Key],
    known: &BTreeMap<usize, i64>,
    cell: usize,
    rule: usize,
) -> Step {
    let sum = &system.sums[rule];
    let mut text = format!("{} =", keys[cell]);
    let told = |at: usize| format!("{} ({})", keys[at], known[&at]);
    let others: Vec<String> =
        sum.parts.iter().filter(|&&part| part != cell).map(|&part| told(part)).collect();
    if cell == sum.whole {
        let _ = write!(text, " {}", others.join(" + "));
    } else {
        let _ = write!(text, " {}", told(sum.whole));
        others.iter().for_each(|other| {
            let _ = write!(text, " - {other}");
        });
    }
    let _ = write!(text, " = {}", known[&cell]);
    Step { text }
}
