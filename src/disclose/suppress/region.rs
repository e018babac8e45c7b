//! The part of a table in which a witness is looked for.

use std::collections::BTreeSet;

use crate::disclose::table::Table;

/// A region with more cells is tried with some of its areas first.
const LARGE: usize = 1_500;

/// What lies within which area.
pub(super) struct Regions<'a> {
    table: &'a Table,
    children: Vec<Vec<usize>>,
    /// By node: its cells.
    of_node: Vec<Vec<usize>>,
    /// By node: the areas that it holds, unsafe ones first, and those with the smallest counts.
    by_count: Vec<Vec<usize>>,
    /// By node: how many cells lie within it, without its own.
    n_within: Vec<usize>,
    /// By cell: the sums that it is in, as whole or part.
    sums_of: Vec<Vec<usize>>,
    /// By cell: the links that it is in.
    links_of: Vec<Vec<usize>>,
}

/// Cells that may move, and what ties them; every other cell stands at its count.
pub(super) struct Region {
    /// Rising.
    pub cells: Vec<usize>,
    /// Rising.
    pub sums: Vec<usize>,
    /// Rising.
    pub links: Vec<usize>,
}

impl<'a> Regions<'a> {
    pub(super) fn of(table: &'a Table) -> Regions<'a> {
        let n_nodes = table.nodes.len();
        let mut regions = Regions {
            table,
            children: vec![Vec::new(); n_nodes],
            of_node: vec![Vec::new(); n_nodes],
            by_count: Vec::new(),
            n_within: vec![0; n_nodes],
            sums_of: vec![Vec::new(); table.cells.len()],
            links_of: vec![Vec::new(); table.cells.len()],
        };
        for (at, node) in table.nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                regions.children[parent].push(at);
            }
        }
        // Cells of earlier releases stand behind those of this one.
        for (at, cell) in table.cells.iter().enumerate() {
            regions.of_node[cell.node].push(at);
        }
        regions.by_count = regions.children.clone();
        for children in &mut regions.by_count {
            let order = |node: usize| {
                let first = regions.of_node[node].first().map(|&at| &table.cells[at]);
                first.map_or((2, u32::MAX), |cell| (u8::from(cell.needs.is_none()), cell.count))
            };
            children.sort_by_key(|&node| (order(node), node));
        }
        // A node stands behind the one that holds it.
        for at in (1..n_nodes).rev() {
            if let Some(parent) = table.nodes[at].parent {
                regions.n_within[parent] += regions.n_within[at] + regions.of_node[at].len();
            }
        }
        for (at, sum) in table.sums.iter().enumerate() {
            for &cell in sum.parts.iter().chain([&sum.whole]) {
                regions.sums_of[cell].push(at);
            }
        }
        for (at, link) in table.links.iter().enumerate() {
            for cell in [link.later, link.earlier] {
                regions.links_of[cell].push(at);
            }
        }
        regions
    }

    /// The regions around a node, from small to large: what lies within the area that holds it, and so on up to
    /// the whole table. Of an area that holds much, first some of the areas beside the one that holds the node.
    pub(super) fn around(&self, node: usize) -> impl Iterator<Item = Region> + '_ {
        let within = self.holders(node).flat_map(move |(holder, child)| {
            let is_large = self.n_within[holder] > LARGE;
            let some = is_large.then(|| self.some_within(holder, child));
            some.into_iter().chain(std::iter::once_with(move || self.within(holder)))
        });
        within.chain(std::iter::once_with(|| {
            let all: Vec<usize> = (0..self.table.nodes.len()).collect();
            self.region(&all)
        }))
    }

    /// Whether the smallest region around a node is large.
    pub(super) fn is_among_many(&self, node: usize) -> bool {
        self.n_within[self.table.nodes[node].parent.unwrap_or(node)] > LARGE
    }

    /// The regions around a node of fewer than so many cells.
    pub(super) fn near(&self, node: usize, n_cells: usize) -> impl Iterator<Item = Region> + '_ {
        let small = move |&(holder, _): &(usize, usize)| self.n_within[holder] < n_cells;
        self.holders(node).take_while(small).map(|(holder, _)| self.within(holder))
    }

    /// The areas that hold a node, from small to large, each with the one within it that holds the node.
    fn holders(&self, node: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let all = std::iter::successors(Some(node), |&at| self.table.nodes[at].parent);
        all.clone().skip(1).zip(all)
    }

    /// All cells that can move together with a cell, where cells move that are open: nothing else of the table
    /// depends on it.
    pub(super) fn open(&self, cell: usize, is_open: impl Fn(usize) -> bool) -> Region {
        let mut cells = BTreeSet::from([cell]);
        let (mut sums, mut links) = (BTreeSet::new(), BTreeSet::new());
        let mut waiting = vec![cell];
        while let Some(at) = waiting.pop() {
            let mut reach = |other: usize| {
                if is_open(other) && cells.insert(other) {
                    waiting.push(other);
                }
            };
            for &sum in &self.sums_of[at] {
                if sums.insert(sum) {
                    let of = &self.table.sums[sum];
                    of.parts.iter().chain([&of.whole]).copied().for_each(&mut reach);
                }
            }
            for &link in &self.links_of[at] {
                if links.insert(link) {
                    let of = &self.table.links[link];
                    [of.later, of.earlier].into_iter().for_each(&mut reach);
                }
            }
        }
        Region {
            cells: cells.into_iter().collect(),
            sums: sums.into_iter().collect(),
            links: links.into_iter().collect(),
        }
    }

    /// About so many of the cells that can move together with a cell, where cells move that are open: of each sum
    /// so many of the parts, those next to the part that is there already.
    pub(super) fn open_near(
        &self,
        cell: usize,
        (n_cells, n_parts): (usize, usize),
        is_open: impl Fn(usize) -> bool,
    ) -> Region {
        let mut cells = BTreeSet::from([cell]);
        let mut ring = vec![cell];
        while !ring.is_empty() && cells.len() < n_cells {
            let mut next = Vec::new();
            for at in ring {
                let mut others: Vec<usize> = Vec::new();
                for &sum in &self.sums_of[at] {
                    let sum = &self.table.sums[sum];
                    let (before, behind) =
                        sum.parts.split_at(sum.parts.partition_point(|&part| part < at));
                    let open = |part: &&usize| is_open(**part);
                    others.extend(behind.iter().filter(open).take(n_parts / 2 + 1));
                    others.extend(before.iter().rev().filter(open).take(n_parts / 2));
                    others.push(sum.whole);
                }
                for &link in &self.links_of[at] {
                    others.extend([self.table.links[link].later, self.table.links[link].earlier]);
                }
                others.retain(|&other| is_open(other) && cells.insert(other));
                next.extend(others);
            }
            ring = next;
        }
        self.of_cells(cells.into_iter().collect())
    }

    /// A region without the sums and links in which cells outside it move too: where it has no witness there is
    /// none at all.
    pub(super) fn alone(&self, region: &Region, is_open: impl Fn(usize) -> bool) -> Region {
        let stays = |at: &usize| region.cells.binary_search(at).is_ok() || !is_open(*at);
        let of_sum = |&&sum: &&usize| {
            let of = &self.table.sums[sum];
            of.parts.iter().chain([&of.whole]).all(stays)
        };
        let of_link = |&&link: &&usize| {
            let of = &self.table.links[link];
            stays(&of.later) && stays(&of.earlier)
        };
        Region {
            cells: region.cells.clone(),
            sums: region.sums.iter().filter(of_sum).copied().collect(),
            links: region.links.iter().filter(of_link).copied().collect(),
        }
    }

    /// Whether two cells are in one sum.
    pub(super) fn are_beside(&self, one: usize, other: usize) -> bool {
        self.sums_of[one].iter().any(|sum| self.sums_of[other].contains(sum))
    }

    /// What lies within a node.
    fn within(&self, holder: usize) -> Region {
        let mut every = self.below(holder);
        every.retain(|&node| node != holder);
        every.sort_unstable();
        self.region(&every)
    }

    /// Some of the areas that a node holds: `child` among them, unsafe
    /// ones, and those with the smallest counts.
    fn some_within(&self, holder: usize, child: usize) -> Region {
        let (mut some, mut cells) = (Vec::new(), 0);
        let others = self.by_count[holder].iter().copied().filter(|&node| node != child);
        for node in std::iter::once(child).chain(others) {
            some.extend(self.below(node));
            cells += self.of_node[node].len() + self.n_within[node];
            if cells > LARGE {
                break;
            }
        }
        some.sort_unstable();
        self.region(&some)
    }

    /// A node and everything below it.
    fn below(&self, node: usize) -> Vec<usize> {
        let mut found = vec![node];
        let mut at = 0;
        while at < found.len() {
            found.extend_from_slice(&self.children[found[at]]);
            at += 1;
        }
        found
    }

    /// The cells of these nodes, and whatever ties them to each other or to cells outside. An area of an
    /// earlier release that is no more may hold areas of any part of the city, so that the place of a sum says
    /// nothing of the place of its parts.
    fn region(&self, nodes: &[usize]) -> Region {
        let mut cells: Vec<usize> =
            nodes.iter().flat_map(|&node| self.of_node[node].iter().copied()).collect();
        cells.sort_unstable();
        self.of_cells(cells)
    }

    fn of_cells(&self, cells: Vec<usize>) -> Region {
        let that_tie = |of: &[Vec<usize>]| {
            let mut all: Vec<usize> = cells.iter().flat_map(|&at| of[at].iter().copied()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (sums, links) = (that_tie(&self.sums_of), that_tie(&self.links_of));
        Region { cells, sums, links }
    }
}
