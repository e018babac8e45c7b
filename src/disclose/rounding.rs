//! Controlled rounding of a table to multiples of a base.
//!
//! Zero-restricted: a multiple of the base stays, any other count goes to one of its two neighbouring multiples,
//! and what adds up before adds up after (Cox, 1987, doi:10.1080/01621459.1987.10478456; Fischetti and
//! Salazar-Gonzalez, 1998).
//!
//! # There always is a solution
//!
//! Take the areas that years are rounded of, and those beside and above them. In multiples of the base, the
//! counts themselves meet all sums and lie between their neighbouring whole numbers. An area whose parts are
//! divided further need not be said to be the sum of its years: its parts say so. Then each cell stands in two
//! sums at most, and with the signs of the sums of windows turned once with each sign: the sums are those of a
//! flow in a network. A flow with whole bounds that has a solution has a whole one (Hoffman and Kruskal,
//! 1956), and the simplex method ends at one. Below these areas there is only the window: any neighbouring
//! multiple of an area can be dealt among the areas that it holds, since the sum of their multiples below is no
//! more than it, and that of their multiples above no less.
//!
//! All areas with years are solved for together. To round an area first, and then what it holds, is not enough:
//! of two areas with (2, 3, 0) and (0, 0, 3) by year, the sum (2, 3, 3) of 8 may become (5, 5, 0) of 10, but
//! then the first area, whose 5 stays, would hold 10.
//!
//! # What a reader learns
//!
//! Of all solutions that one is taken in which the sum of coefficients of the cells that go up is least. They
//! are drawn by the seed and the position of the cell. Which multiple is nearer plays no part. Whatever table
//! adds up and differs by less than the base in each cell has the same rounded table among its solutions, and
//! some seed that chooses it: who does not know the seed knows that each count lies less than the base away,
//! and no more, as far as areas and years go; corporations come after. Who knows the seed knows more: for him most cells tell whether they went up or down. It has to
//! be as secret as the counts.

mod flow;

use super::table::{Part, Role, Table, TableCell};

/// Of a cell that is not rounded: it may be as much as the sums ask.
const FREE: u32 = u32::MAX;

/// What each cell shows, by its position: those that are shown rounded, others their count. The city over the
/// window is always shown.
///
/// Cells that are hidden have to be left out: were one of them rounded with the others, its number would follow from
/// theirs, and its count lies less than the base away from it.
///
/// Sums of areas hold in every part, and windows are the sums of their years, as far as all cells of the sum
/// are shown; so does what follows from these sums for cells that are shown. Of a cell that is not shown no
/// more follows than that it could be some multiple of the base from zero upwards.
///
/// Corporations come last. Each adds up over areas, and those of the city add up to the city, or with placements
/// of unknown corporations to no more. Those of an area within the city add up to the area where all areas
/// can at once, beside the windows that the years led to; if not, they need not for any area, and may be more,
/// and that there was no solution is then something that a reader learns besides.
///
/// With years to the finest of 14,400 areas this takes two minutes; with years to the level above, a second.
///
/// `base` is 1 or more. Should the solver fail, cells that it was to solve for go up or down by themselves, and
/// their sums need not hold.
pub fn round(table: &Table, base: u32, seed: u64, is_shown: impl Fn(usize) -> bool) -> Vec<u32> {
    let is_rounded = |(at, cell): (usize, &TableCell)| match cell.role {
        Role::City => true,
        Role::Published | Role::Finer => is_shown(at),
        Role::Earlier { .. } => false,
    };
    let is_rounded = table.cells.iter().enumerate().map(is_rounded).collect();
    let mut rounding = Rounding::new(table, base, seed, is_rounded);
    rounding.years();
    rounding.windows();
    rounding.corporations();
    let each = table.cells.iter().enumerate();
    each.map(|(at, cell)| match rounding.units[at] {
        Some(units) if rounding.is_rounded[at] => units * base,
        _ => cell.count,
    })
    .collect()
}

/// The kind of parts of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Years,
    Corporations,
}

impl Kind {
    fn holds(self, part: Part) -> bool {
        match self {
            Kind::Years => matches!(part, Part::Year(_)),
            Kind::Corporations => matches!(part, Part::Corporation(_)),
        }
    }
}

/// The state of the search. All numbers are in multiples of the base.
struct Rounding<'a> {
    table: &'a Table,
    seed: u64,
    /// By node: those that it holds.
    children: Vec<Vec<usize>>,
    /// By cell.
    is_rounded: Vec<bool>,
    /// By cell: the least and the most that it can become by itself.
    bounds: Vec<(u32, u32)>,
    /// By cell: what it became; of one that is not rounded, what the others leave for it.
    units: Vec<Option<u32>>,
}

impl<'a> Rounding<'a> {
    fn new(table: &'a Table, base: u32, seed: u64, is_rounded: Vec<bool>) -> Rounding<'a> {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); table.nodes.len()];
        for (at, node) in table.nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                children[parent].push(at);
            }
        }
        let neighbours = |(cell, &is_rounded): (&TableCell, &bool)| match is_rounded {
            true => (cell.count / base, cell.count.div_ceil(base)),
            false => (0, FREE),
        };
        let bounds = table.cells.iter().zip(&is_rounded).map(neighbours).collect();
        let units = vec![None; table.cells.len()];
        Rounding { table, seed, children, is_rounded, bounds, units }
    }

    /// Windows and years of all areas that years are rounded of.
    fn years(&mut self) {
        for (at, units) in flow::solve(self, Kind::Years, true).into_iter().flatten() {
            self.units[at] = Some(units);
        }
        self.by_themselves(|part| Kind::Years.holds(part));
        let city = self.table.find(0, Part::Window);
        if let Some(city) = city.filter(|&city| self.units[city].is_none()) {
            self.units[city] = Some(self.by_itself(city)); // without years
        }
    }

    /// Windows of the other areas: that of each area that is rounded is dealt among what is next within it.
    fn windows(&mut self) {
        for node in 0..self.table.nodes.len() {
            let window = self.table.find(node, Part::Window).filter(|&at| self.is_rounded[at]);
            let Some(whole) = window.and_then(|at| self.units[at]) else { continue };
            let within = self.next_within(node);
            if within.iter().any(|&at| self.units[at].is_some()) {
                continue;
            }
            let least: u32 = within.iter().map(|&at| self.bounds[at].0).sum();
            let mut rest = whole.saturating_sub(least);
            let mut order: Vec<(f64, usize)> =
                within.iter().map(|&at| (self.coefficient(at), at)).collect();
            order.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            for (_, at) in order {
                let (least, most) = self.bounds[at];
                let more = rest.min(most - least);
                rest -= more;
                self.units[at] = Some(least + more);
            }
        }
        self.by_themselves(|part| part == Part::Window);
    }

    /// The windows within an area that add up to its own, as coarse as they are rounded: of an area that is not
    /// rounded those within it stand for it, as it can be whatever they are.
    fn next_within(&self, node: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open: Vec<usize> = self.children[node].iter().rev().copied().collect();
        while let Some(node) = open.pop() {
            let Some(window) = self.table.find(node, Part::Window) else { continue };
            if self.is_rounded[window] || self.children[node].is_empty() {
                found.push(window);
            } else {
                open.extend(self.children[node].iter().rev());
            }
        }
        found
    }

    /// Corporations, beside the windows.
    fn corporations(&mut self) {
        let found = flow::solve(self, Kind::Corporations, true)
            .or_else(|| flow::solve(self, Kind::Corporations, false));
        for (at, units) in found.into_iter().flatten() {
            self.units[at] = Some(units);
        }
        self.by_themselves(|part| Kind::Corporations.holds(part));
    }

    /// Rounds cells that nothing was found for up or down.
    fn by_themselves(&mut self, of: impl Fn(Part) -> bool) {
        for (at, cell) in self.table.cells.iter().enumerate() {
            if self.is_rounded[at] && self.units[at].is_none() && of(cell.part) {
                self.units[at] = Some(self.by_itself(at));
            }
        }
    }

    fn by_itself(&self, at: usize) -> u32 {
        let (least, most) = self.bounds[at];
        if self.coefficient(at) < 0.0 { most } else { least }
    }

    /// What it costs that a cell goes up, in [-0.5, 0.5) by the seed and the position (SplitMix64: Steele, Lea
    /// and Flood, 2014); nothing for cells that are not rounded.
    fn coefficient(&self, at: usize) -> f64 {
        if !self.is_rounded[at] {
            return 0.0;
        }
        let mut mixed = self.seed.wrapping_add((at as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    }
}

#[cfg(test)]
mod tests;
