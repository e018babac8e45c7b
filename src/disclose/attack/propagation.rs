//! Narrowing the bounds of cells by one sum at a time.

use std::collections::VecDeque;

use super::{Contradiction, System};

/// Narrows until no sum and no link narrows any further.
pub(super) fn narrow(system: &System, bounds: &mut [(i64, i64)]) -> Result<(), Contradiction> {
    let n_sums = system.sums.len();
    let n_rules = n_sums + system.links.len();
    let mut rules_of: Vec<Vec<usize>> = vec![Vec::new(); bounds.len()];
    for (rule, sum) in system.sums.iter().enumerate() {
        for &cell in sum.parts.iter().chain([&sum.whole]) {
            rules_of[cell].push(rule);
        }
    }
    for (at, link) in system.links.iter().enumerate() {
        rules_of[link.later].push(n_sums + at);
        rules_of[link.earlier].push(n_sums + at);
    }
    if bounds.iter().any(|(least, most)| least > most) {
        return Err(Contradiction);
    }
    let mut waiting: VecDeque<usize> = (0..n_rules).collect();
    let mut is_waiting = vec![true; n_rules];
    let mut changed = Vec::new();
    while let Some(rule) = waiting.pop_front() {
        is_waiting[rule] = false;
        changed.clear();
        if rule < n_sums {
            by_sum(system, rule, bounds, &mut changed)?;
        } else {
            let link = system.links[rule - n_sums];
            let (later, earlier) = (bounds[link.later], bounds[link.earlier]);
            let of_later = (earlier.0 + link.least, earlier.1 + link.most);
            let of_earlier = (later.0 - link.most, later.1 - link.least);
            set(bounds, link.later, of_later, &mut changed)?;
            set(bounds, link.earlier, of_earlier, &mut changed)?;
        }
        for &cell in &changed {
            for &next in &rules_of[cell] {
                if !is_waiting[next] {
                    is_waiting[next] = true;
                    waiting.push_back(next);
                }
            }
        }
    }
    Ok(())
}

fn by_sum(
    system: &System,
    rule: usize,
    bounds: &mut [(i64, i64)],
    changed: &mut Vec<usize>,
) -> Result<(), Contradiction> {
    let sum = &system.sums[rule];
    let total = sum
        .parts
        .iter()
        .fold((0, 0), |(least, most), &part| (least + bounds[part].0, most + bounds[part].1));
    set(bounds, sum.whole, total, changed)?;
    let whole = bounds[sum.whole];
    for &part in &sum.parts {
        // What the other parts leave; `total` is that before this rule narrowed any part, which is as wide.
        let (least, most) = bounds[part];
        let left = (whole.0 - (total.1 - most), whole.1 - (total.0 - least));
        set(bounds, part, left, changed)?;
    }
    Ok(())
}

fn set(
    bounds: &mut [(i64, i64)],
    cell: usize,
    (least, most): (i64, i64),
    changed: &mut Vec<usize>,
) -> Result<(), Contradiction> {
    let now = &mut bounds[cell];
    let narrowed = (now.0.max(least), now.1.min(most));
    if narrowed.0 > narrowed.1 {
        return Err(Contradiction);
    }
    if narrowed != *now {
        *now = narrowed;
        changed.push(cell);
    }
    Ok(())
}
