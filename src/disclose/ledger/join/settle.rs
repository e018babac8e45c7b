//! Counts of the hidden cells of earlier releases that agree with all that is known of them.
//!
//! The counts of the new release are known here, those that earlier ones hid are not. Where the two do not
//! agree something was corrected between the releases, and ties are left out until the others agree.

use super::super::super::table::{Link, Sum};
use super::component::{Component, Rows, components};

/// What is left after what does not agree is left out.
#[derive(Debug)]
pub(super) struct Settled {
    /// A count of each cell.
    pub values: Vec<i64>,
    /// Whether each link holds.
    pub holds: Vec<bool>,
    /// Whether each cell adds up with the others of its release; a release with wrong sums is left out.
    pub sound: Vec<bool>,
}

/// Finds counts within `bounds` that add up and agree with as many links as can be, those first that come
/// first. Cells with equal bounds are known.
pub(super) fn settle(bounds: &[(i64, i64)], sums: &[Sum], links: &[Link]) -> Settled {
    let possible = |link: &&Link| {
        let (later, earlier) = (bounds[link.later], bounds[link.earlier]);
        later.1 - earlier.0 >= link.least && later.0 - earlier.1 <= link.most
    };
    let mut settled = Settled {
        values: bounds.iter().map(|bounds| bounds.0).collect(),
        holds: links.iter().map(|link| possible(&link)).collect(),
        sound: vec![true; bounds.len()],
    };
    for sum in sums {
        let mut all = std::iter::once(sum.whole).chain(sum.parts.iter().copied());
        let of_parts: i64 = sum.parts.iter().map(|&at| bounds[at].0).sum();
        let is_known = all.clone().all(|at| bounds[at].0 == bounds[at].1);
        if is_known && of_parts != bounds[sum.whole].0 {
            all.by_ref().for_each(|at| settled.sound[at] = false);
        }
    }
    let kept: Vec<usize> = (0..links.len()).filter(|&at| settled.holds[at]).collect();
    let links: Vec<Link> = links.iter().filter(possible).copied().collect();
    for component in components(bounds, sums, &links) {
        let (held, found) = most_links(&component, bounds, sums, &links);
        for link in component.links.iter().filter(|link| !held.contains(link)) {
            settled.holds[kept[*link]] = false;
        }
        match found {
            Some(values) => {
                let each = component.cells.iter().zip(values);
                each.for_each(|(&at, value)| settled.values[at] = value);
            }
            None => component.cells.iter().for_each(|&at| settled.sound[at] = false),
        }
    }
    settled
}

/// The links of a component that agree, each with those before it, and counts with all of them; none where
/// the sums do not agree.
fn most_links(
    component: &Component,
    bounds: &[(i64, i64)],
    sums: &[Sum],
    links: &[Link],
) -> (Vec<usize>, Option<Vec<i64>>) {
    let counts = |held: &[usize]| Rows::of(component, bounds, sums, links, held)?.counts(&[]);
    if let Some(found) = counts(&component.links) {
        return (component.links.clone(), Some(found));
    }
    let mut held = Vec::new();
    let mut found = counts(&held);
    if found.is_some() {
        for &link in &component.links {
            held.push(link);
            match counts(&held) {
                Some(with_it) => found = Some(with_it),
                None => drop(held.pop()),
            }
        }
    }
    (held, found)
}
