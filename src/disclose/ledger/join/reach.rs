//! How far counts can go where nearly everything is open: most of the city is then one component. A count is
//! moved within the cells around it first, then many are moved at once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::super::table::{Link, Sum};
use super::component::{Component, Rows, components};

/// How many cells around a count are moved, and how many parts of a sum whose areas are not near yet; the
/// next where these do not do.
const AROUND: [(usize, usize); 2] = [(50, 1), (150, 2)];

/// Counts that agree with each other, and what else they may be.
pub(super) struct Reach<'a> {
    /// As far as each sum and link by itself narrows them.
    bounds: Vec<(i64, i64)>,
    counts: Vec<i64>,
    /// The node of each cell.
    nodes: Vec<usize>,
    sums: &'a [Sum],
    links: &'a [Link],
    /// By cell: positions of the sums and of the links that it is in.
    sums_of: Vec<Vec<usize>>,
    links_of: Vec<Vec<usize>>,
}

/// Which way a count is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    Up,
}

/// A count that is to go somewhere.
#[derive(Debug, Clone, Copy)]
struct Goal {
    /// Position among those that were asked for.
    asked: usize,
    at: usize,
    way: Way,
    goal: i64,
}

impl<'a> Reach<'a> {
    /// `counts` lie within the bounds, and agree with the sums and links.
    pub fn of(
        bounds: &[(i64, i64)],
        counts: Vec<i64>,
        nodes: Vec<usize>,
        sums: &'a [Sum],
        links: &'a [Link],
    ) -> Reach<'a> {
        let mut sums_of = vec![Vec::new(); bounds.len()];
        let mut links_of = vec![Vec::new(); bounds.len()];
        for (position, sum) in sums.iter().enumerate() {
            sums_of[sum.whole].push(position);
            sum.parts.iter().for_each(|&part| sums_of[part].push(position));
        }
        for (position, link) in links.iter().enumerate() {
            links_of[link.later].push(position);
            links_of[link.earlier].push(position);
        }
        let mut narrowed = bounds.to_vec();
        for component in components(bounds, sums, links) {
            let rows = Rows::of(&component, bounds, sums, links, &component.links);
            let rows = rows.expect("the counts agree");
            component.cells.iter().for_each(|&at| narrowed[at] = rows.narrowed(at));
        }
        Reach { bounds: narrowed, counts, nodes, sums, links, sums_of, links_of }
    }

    /// Of cells with a least and a most that are asked for: those where the cells can be that, else how far
    /// they can go towards it.
    pub fn towards(&self, asked: &[(usize, (i64, i64))]) -> Vec<(i64, i64)> {
        let mut reached: Vec<(i64, i64)> = Vec::new();
        let mut goals: Vec<Goal> = Vec::new();
        for (asked, &(at, (least, most))) in asked.iter().enumerate() {
            let (least, most) = (least.max(self.bounds[at].0), most.min(self.bounds[at].1));
            reached.push((least, most));
            if self.counts[at] > least {
                goals.push(Goal { asked, at, way: Way::Down, goal: least });
            }
            if self.counts[at] < most {
                goals.push(Goal { asked, at, way: Way::Up, goal: most });
            }
        }
        goals.retain(|goal| !self.goes_alone(goal));
        let far = self.go_together(&goals);
        for (goal, value) in goals.iter().zip(far) {
            match goal.way {
                Way::Down => reached[goal.asked].0 = value,
                Way::Up => reached[goal.asked].1 = value,
            }
        }
        reached
    }

    /// Whether a count reaches its goal while only some cells around it move.
    fn goes_alone(&self, goal: &Goal) -> bool {
        AROUND.iter().any(|&(size, others)| {
            let near = self.around(goal.at, size, others);
            self.within(goal, &near) == Some(goal.goal)
        })
    }

    /// The open cells nearest to one. Of a sum with many parts some are taken: those of areas that are near
    /// already, and `others` of areas that are not, with the most room.
    fn around(&self, at: usize, size: usize, others: usize) -> BTreeSet<usize> {
        let room = |at: usize| self.bounds[at].1 - self.bounds[at].0;
        let is_open = |at: &usize| room(*at) > 0;
        let mut near = BTreeSet::from([at]);
        let mut nodes = BTreeSet::from([self.nodes[at]]);
        let mut queue = vec![at];
        let mut next = 0;
        while let Some(&from) = queue.get(next) {
            next += 1;
            let mut found: Vec<usize> = Vec::new();
            for sum in self.sums_of[from].iter().map(|&sum| &self.sums[sum]) {
                let open = sum.parts.iter().copied().filter(is_open);
                let (known, mut new): (Vec<usize>, Vec<usize>) =
                    open.partition(|&part| nodes.contains(&self.nodes[part]));
                new.sort_by_key(|&part| (Reverse(room(part)), part));
                new.truncate(others);
                found.extend([sum.whole].into_iter().filter(is_open).chain(known).chain(new));
            }
            let links = self.links_of[from].iter().map(|&link| self.links[link]);
            found.extend(links.flat_map(|link| [link.later, link.earlier]).filter(is_open));
            for other in found {
                if near.len() >= size {
                    return near;
                }
                if near.insert(other) {
                    nodes.insert(self.nodes[other]);
                    queue.push(other);
                }
            }
        }
        near
    }

    /// How far a count goes towards its goal while only these cells move.
    fn within(&self, goal: &Goal, near: &BTreeSet<usize>) -> Option<i64> {
        let of = |lists: &[Vec<usize>]| -> Vec<usize> {
            let all: BTreeSet<usize> = near.iter().flat_map(|&at| lists[at].clone()).collect();
            all.into_iter().collect()
        };
        let sums: Vec<Sum> =
            of(&self.sums_of).into_iter().map(|sum| self.sums[sum].clone()).collect();
        let links: Vec<Link> =
            of(&self.links_of).into_iter().map(|link| self.links[link]).collect();
        // By position among the near cells and those beside them, which keeps the problem small.
        let in_sums = sums.iter().flat_map(|sum| sum.parts.iter().copied().chain([sum.whole]));
        let in_links = links.iter().flat_map(|link| [link.later, link.earlier]);
        let all: BTreeSet<usize> = near.iter().copied().chain(in_sums).chain(in_links).collect();
        let all: Vec<usize> = all.into_iter().collect();
        let place = |at: usize| all.binary_search(&at).expect("it is one of them");
        let bounds = |&cell: &usize| match near.contains(&cell) {
            true => self.bounds[cell],
            false => (self.counts[cell], self.counts[cell]),
        };
        let mut bounds: Vec<(i64, i64)> = all.iter().map(bounds).collect();
        let here = Goal { at: place(goal.at), ..*goal };
        here.stop(&mut bounds);
        let sum = |sum: &Sum| Sum {
            whole: place(sum.whole),
            parts: sum.parts.iter().map(|&part| place(part)).collect(),
        };
        let link =
            |link: &Link| Link { later: place(link.later), earlier: place(link.earlier), ..*link };
        let sums: Vec<Sum> = sums.iter().map(sum).collect();
        let links: Vec<Link> = links.iter().map(link).collect();
        let component = Component {
            cells: near.iter().map(|&at| place(at)).collect(),
            sums: (0..sums.len()).collect(),
            links: (0..links.len()).collect(),
        };
        let rows = Rows::of(&component, &bounds, &sums, &links, &component.links)?;
        here.of(&component, &rows.counts_at_corner(&[(here.at, here.weight())])?)
    }

    /// How far each count goes while all cells may move: as many as can be at once, and those that are left
    /// one by one.
    fn go_together(&self, goals: &[Goal]) -> Vec<i64> {
        let mut reached: Vec<Option<i64>> = vec![None; goals.len()];
        if goals.is_empty() {
            return Vec::new();
        }
        for component in components(&self.bounds, self.sums, self.links) {
            let own: BTreeSet<usize> = component.cells.iter().copied().collect();
            let mut left: Vec<usize> =
                (0..goals.len()).filter(|&goal| own.contains(&goals[goal].at)).collect();
            let mut in_vain = 0;
            let mut way = Way::Down;
            while !left.is_empty() && in_vain < 2 {
                let before = left.len();
                if let Some(counts) = self.many(&component, goals, &left, way) {
                    let arrives = |goal: &Goal| goal.of(&component, &counts) == Some(goal.goal);
                    left.retain(|&goal| {
                        let there = arrives(&goals[goal]);
                        if there {
                            reached[goal] = Some(goals[goal].goal);
                        }
                        !there
                    });
                }
                in_vain = if left.len() < before { 0 } else { in_vain + 1 };
                way = if way == Way::Down { Way::Up } else { Way::Down };
            }
            for position in left {
                let goal = &goals[position];
                let mut bounds = self.bounds.clone();
                goal.stop(&mut bounds);
                let rows = Rows::of(&component, &bounds, self.sums, self.links, &component.links);
                let counts = rows.and_then(|rows| rows.counts(&[(goal.at, goal.weight())]));
                reached[position] = counts.and_then(|counts| goal.of(&component, &counts));
            }
        }
        let each = goals.iter().zip(reached);
        each.map(|(goal, reached)| reached.unwrap_or(self.counts[goal.at])).collect()
    }

    /// Counts for which as many goals as can be are near at once; a cell with two goals goes one way.
    fn many(
        &self,
        component: &Component,
        goals: &[Goal],
        left: &[usize],
        way: Way,
    ) -> Option<Vec<i64>> {
        let mut first: BTreeMap<usize, Goal> = BTreeMap::new();
        for goal in left.iter().map(|&goal| goals[goal]) {
            let held = first.entry(goal.at).or_insert(goal);
            if goal.way == way {
                *held = goal;
            }
        }
        let mut bounds = self.bounds.clone();
        first.values().for_each(|goal| goal.stop(&mut bounds));
        let weights: Vec<(usize, f64)> =
            first.values().map(|goal| (goal.at, goal.weight())).collect();
        let rows = Rows::of(component, &bounds, self.sums, self.links, &component.links)?;
        rows.counts_at_corner(&weights)
    }
}

impl Goal {
    /// By which the least sum brings the count to its goal.
    fn weight(&self) -> f64 {
        match self.way {
            Way::Down => 1.0,
            Way::Up => -1.0,
        }
    }

    /// The count need not go beyond the goal.
    fn stop(&self, bounds: &mut [(i64, i64)]) {
        match self.way {
            Way::Down => bounds[self.at].0 = self.goal,
            Way::Up => bounds[self.at].1 = self.goal,
        }
    }

    /// The count among those of a component.
    fn of(&self, component: &Component, counts: &[i64]) -> Option<i64> {
        component.cells.binary_search(&self.at).ok().map(|position| counts[position])
    }
}
