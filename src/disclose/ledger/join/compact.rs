//! The cells of earlier releases that are to be added to a table: each count once.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::policy::Policy;
use super::super::super::table::{Link, Part, Role, Sum, Table, TableCell};
use super::super::PartName;
use super::component::Groups;
use super::past::Past;
use super::{Needs, Relation, Tie, needs_of_any, widen, within};

/// Cells, sums and links behind those of a table; by position in both together.
pub(super) struct Compact {
    n_own: usize,
    /// The cells behind those of the table.
    cells: Vec<TableCell>,
    /// What the needs of cells of the table are widened by.
    own_needs: Vec<Option<Needs>>,
    sums: Vec<Sum>,
    /// Links, with the positions of both cells before they were made one with others.
    links: BTreeMap<(usize, usize), Tied>,
    /// Where each cell went, by its position before.
    place: Vec<usize>,
}

struct Tied {
    link: Link,
    relation: Relation,
    /// Of the later and the earlier cell, before.
    before: (usize, usize),
}

impl Compact {
    /// Cells that have to be equal become one: one of the table where nothing was shown, else one of an
    /// earlier release.
    pub fn of(table: &Table, past: &Past, ties: &[Tie], sound: &[bool], values: &[i64]) -> Compact {
        let n_own = table.cells.len();
        let n = n_own + past.cells.len();
        let mut classes = Groups::new(n);
        let links = || ties.iter().filter_map(|tie| tie.link.map(|link| (tie, link)));
        for (tie, _) in links().filter(|(tie, _)| tie.relation == Relation::Same) {
            classes.join([tie.later, tie.earlier]);
        }
        let mut place: Vec<usize> = (0..n_own).collect();
        let mut of_class: BTreeMap<usize, usize> = BTreeMap::new();
        let mut cells: Vec<TableCell> = Vec::new();
        let mut links_of: BTreeMap<(usize, usize), Tied> = BTreeMap::new();
        for (at, cell) in past.cells.iter().enumerate() {
            let before = n_own + at;
            let class = classes.of(before);
            if class < n_own && !cell.shown {
                place.push(class);
                continue;
            }
            let (least, most) = cell.bounds;
            if let Some(&position) = of_class.get(&class) {
                let Role::Earlier { least: low, most: high } = &mut cells[position - n_own].role
                else {
                    unreachable!("only cells of earlier releases are here")
                };
                *low = (*low).max(least as u32);
                *high = (*high).min(most as u32);
                place.push(position);
                continue;
            }
            let position = n_own + cells.len();
            of_class.insert(class, position);
            place.push(position);
            cells.push(TableCell {
                node: cell.node.unwrap_or(0),
                part: match cell.part {
                    PartName::Year(year) => Part::Year(year),
                    PartName::Window => Part::Window,
                    // It may be one that the new release does not have.
                    PartName::Corporation(_) => Part::Corporation(None),
                },
                role: Role::Earlier { least: least as u32, most: most as u32 },
                count: values[before] as u32,
                out_of: cell.out_of,
                needs: None,
            });
            if class < n_own {
                let link = Link { later: class, earlier: position, least: 0, most: 0 };
                let tied = Tied { link, relation: Relation::Same, before: (class, before) };
                links_of.insert((class, position), tied);
            }
        }
        for (tie, link) in links().filter(|(tie, _)| tie.relation != Relation::Same) {
            let (later, earlier) = (place[tie.later], place[tie.earlier]);
            if later == earlier || (later < n_own && earlier < n_own) {
                continue;
            }
            let link = Link { later, earlier, ..link };
            let before = (tie.later, tie.earlier);
            let tied = Tied { link, relation: tie.relation, before };
            links_of
                .entry((later, earlier))
                .and_modify(|held| {
                    held.link.least = held.link.least.max(link.least);
                    held.link.most = held.link.most.min(link.most);
                })
                .or_insert(tied);
        }
        let own: BTreeSet<(usize, Vec<usize>)> =
            table.sums.iter().map(|sum| (sum.whole, in_order(&sum.parts))).collect();
        let mut seen = own;
        let mut sums = Vec::new();
        for sum in past.sums_behind(n_own) {
            if !sound[sum.whole] || sum.parts.iter().any(|&part| !sound[part]) {
                continue;
            }
            let parts: Vec<usize> = sum.parts.iter().map(|&part| place[part]).collect();
            let (whole, parts) = (place[sum.whole], in_order(&parts));
            if seen.insert((whole, parts.clone())) && parts != [whole] {
                sums.push(Sum { whole, parts });
            }
        }
        Compact { n_own, cells, own_needs: vec![None; n_own], sums, links: links_of, place }
    }

    fn widen(&mut self, at: usize, needs: Option<Needs>) {
        match at.checked_sub(self.n_own) {
            None => widen(&mut self.own_needs[at], needs),
            Some(behind) => widen(&mut self.cells[behind].needs, needs),
        }
    }

    /// What was hidden then has to stay open, as far as it may have been unsafe.
    pub fn need(&mut self, past: &Past, known: &[(i64, i64)]) {
        for (at, cell) in past.cells.iter().enumerate().filter(|(_, cell)| !cell.shown) {
            let before = self.n_own + at;
            let needs = needs_of_any(cell.policy, known[before], cell.out_of);
            self.widen(self.place[before], needs);
        }
    }

    /// What a longer period has more than a shorter one must stay open where it may be unsafe.
    ///
    /// Where the shorter one or the longer one is known, the needs are those of the other; else the rest
    /// becomes a cell. Counts that are rounded leave five or more counts of a difference open by themselves.
    pub fn need_of_differences(&mut self, table: &Table, known: &[(i64, i64)], policy: Policy) {
        if policy == Policy::SevenFive {
            return;
        }
        let mut rests = Vec::new();
        for (&at, tied) in &self.links {
            let Tied { link, relation, before } = tied;
            let (later, earlier) = (known[before.0], known[before.1]);
            let out_of = (link.most - link.least) as u32;
            let (big, small) = match relation {
                Relation::Same => continue,
                Relation::Grown => (later, earlier),
                Relation::Shrunk => (earlier, later),
            };
            let rest = (big.0 - small.1, big.1 - small.0);
            let Some(needs) = needs_of_any(policy, rest, out_of) else { continue };
            rests.push((at, *relation, needs, out_of));
        }
        for ((later, earlier), relation, needs, out_of) in rests {
            let exact = match self.bounds(earlier) {
                Some((least, most)) if least == most => Some(i64::from(least)),
                _ => None,
            };
            let both = exact.is_some() && self.bounds(later).is_some_and(|(low, high)| low == high);
            let (least, most) = (i64::from(*needs.start()), i64::from(*needs.end()));
            match (exact, relation) {
                _ if both => {}
                (Some(count), Relation::Grown) => {
                    let all = self.out_of(table, later);
                    self.widen(later, within((count + least, count + most), all));
                }
                (Some(count), _) => {
                    let all = self.out_of(table, later);
                    self.widen(later, within((count - most, count - least), all));
                }
                (None, _) => {
                    let (whole, part) = match relation {
                        Relation::Grown => (later, earlier),
                        _ => (earlier, later),
                    };
                    let rest = self.n_own + self.cells.len();
                    let count = self.count(table, whole) - self.count(table, part);
                    let TableCell { node, part: of, .. } = *self.cell(table, whole);
                    let role = Role::Earlier { least: 0, most: out_of };
                    let needs = Some(needs);
                    self.cells.push(TableCell { node, part: of, role, count, out_of, needs });
                    self.sums.push(Sum { whole, parts: vec![part, rest] });
                    self.links.remove(&(later, earlier));
                }
            }
        }
    }

    /// Bounds of a cell of an earlier release.
    fn bounds(&self, at: usize) -> Option<(u32, u32)> {
        match self.cells.get(at.checked_sub(self.n_own)?)?.role {
            Role::Earlier { least, most } => Some((least, most)),
            _ => None,
        }
    }

    fn cell<'a>(&'a self, table: &'a Table, at: usize) -> &'a TableCell {
        match at.checked_sub(self.n_own) {
            None => &table.cells[at],
            Some(behind) => &self.cells[behind],
        }
    }

    fn count(&self, table: &Table, at: usize) -> u32 {
        self.cell(table, at).count
    }

    fn out_of(&self, table: &Table, at: usize) -> u32 {
        self.cell(table, at).out_of
    }

    /// Adds to the table what can tell of its cells: what is tied to none of them, but by counts that are
    /// known, is left out.
    pub fn add_to(self, table: &mut Table) {
        let Compact { n_own, cells, own_needs, sums, links, .. } = self;
        for (cell, needs) in table.cells.iter_mut().zip(own_needs) {
            widen(&mut cell.needs, needs);
        }
        let is_known = |at: usize| match at.checked_sub(n_own).map(|behind| cells[behind].role) {
            Some(Role::Earlier { least, most }) => least == most,
            _ => false,
        };
        let mut groups = Groups::new(n_own + cells.len());
        groups.join(0..n_own);
        let open = |all: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
            all.filter(|&at| !is_known(at)).collect()
        };
        let of_sum = |sum: &Sum| open(&mut std::iter::once(sum.whole).chain(sum.parts.clone()));
        sums.iter().for_each(|sum| groups.join(of_sum(sum)));
        for tied in links.values() {
            groups.join(open(&mut [tied.link.later, tied.link.earlier].into_iter()));
        }
        let mut tells = |open: Vec<usize>| open.first().is_some_and(|&at| groups.of(at) == 0);
        let sums: Vec<Sum> = sums.iter().filter(|sum| tells(of_sum(sum))).cloned().collect();
        let links: Vec<Link> = links
            .values()
            .map(|tied| tied.link)
            .filter(|link| tells(open(&mut [link.later, link.earlier].into_iter())))
            .collect();
        let used: BTreeSet<usize> = sums
            .iter()
            .flat_map(|sum| std::iter::once(sum.whole).chain(sum.parts.iter().copied()))
            .chain(links.iter().flat_map(|link| [link.later, link.earlier]))
            .filter(|&at| at >= n_own)
            .collect();
        let moved: BTreeMap<usize, usize> =
            used.iter().enumerate().map(|(new, &old)| (old, n_own + new)).collect();
        let place = |at: usize| moved.get(&at).copied().unwrap_or(at);
        table.cells.extend(used.iter().map(|&at| cells[at - n_own].clone()));
        table.sums.extend(sums.into_iter().map(|sum| Sum {
            whole: place(sum.whole),
            parts: sum.parts.into_iter().map(place).collect(),
        }));
        table.links.extend(links.into_iter().map(|link| Link {
            later: place(link.later),
            earlier: place(link.earlier),
            ..link
        }));
    }
}

fn in_order(parts: &[usize]) -> Vec<usize> {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    parts
}
