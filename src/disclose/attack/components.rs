//! Cells that depend on each other, apart from those that do not.

use std::collections::BTreeMap;

use super::System;

/// Cells that are not known, and what ties them to each other.
#[derive(Debug, Default)]
pub(super) struct Component {
    /// The cells, rising.
    pub cells: Vec<usize>,
    /// The sums that hold any of them.
    pub sums: Vec<usize>,
    /// The links that hold any of them.
    pub links: Vec<usize>,
    /// Whether the graph of cells and rules has no cycle.
    pub is_forest: bool,
}

/// The components, in the order of their first cells. A cell whose bounds are equal ties nothing together.
pub(super) fn components(system: &System, bounds: &[(i64, i64)]) -> Vec<Component> {
    let is_open = |cell: usize| bounds[cell].0 < bounds[cell].1;
    let open_of_sum = |sum: &super::Sum| {
        let cells = sum.parts.iter().chain([&sum.whole]).copied();
        cells.filter(|&cell| is_open(cell)).collect::<Vec<_>>()
    };
    let open_of_link = |link: &super::Link| {
        [link.later, link.earlier].into_iter().filter(|&cell| is_open(cell)).collect::<Vec<_>>()
    };
    let of_sums: Vec<Vec<usize>> = system.sums.iter().map(open_of_sum).collect();
    let of_links: Vec<Vec<usize>> = system.links.iter().map(open_of_link).collect();
    let mut sets = Sets { parent: (0..bounds.len()).collect() };
    for cells in of_sums.iter().chain(&of_links) {
        for pair in cells.windows(2) {
            sets.join(pair[0], pair[1]);
        }
    }
    let mut found: BTreeMap<usize, (Component, usize)> = BTreeMap::new();
    for cell in (0..bounds.len()).filter(|&cell| is_open(cell)) {
        found.entry(sets.root(cell)).or_default().0.cells.push(cell);
    }
    for (rule, cells) in of_sums.iter().enumerate() {
        if let Some(&first) = cells.first() {
            let (component, edges) = found.entry(sets.root(first)).or_default();
            component.sums.push(rule);
            *edges += cells.len();
        }
    }
    for (rule, cells) in of_links.iter().enumerate() {
        if let Some(&first) = cells.first() {
            let (component, edges) = found.entry(sets.root(first)).or_default();
            component.links.push(rule);
            *edges += cells.len();
        }
    }
    found
        .into_values()
        .map(|(mut component, edges)| {
            let nodes = component.cells.len() + component.sums.len() + component.links.len();
            component.is_forest = edges + 1 == nodes;
            component
        })
        .collect()
}

/// Disjoint sets, of which the root is the least member.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn root(&mut self, cell: usize) -> usize {
        let mut root = cell;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut at = cell;
        while self.parent[at] != root {
            at = std::mem::replace(&mut self.parent[at], root);
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other)] = one.min(other);
    }
}
