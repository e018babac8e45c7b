//! The least and the most of each cell, over all counts that agree with what is known.

use microlp::OptimizationDirection::{Maximize, Minimize};

use super::super::super::table::{Link, Sum};
use super::component::{Rows, components};

/// What a reader knows.
#[derive(Debug)]
pub(super) struct System {
    pub bounds: Vec<(i64, i64)>,
    pub sums: Vec<Sum>,
    pub links: Vec<Link>,
}

/// What is known cannot be.
#[derive(Debug)]
pub(super) struct Contradiction;

/// The least and the most of each cell.
pub(super) fn attack(system: &System) -> Result<Vec<(i64, i64)>, Contradiction> {
    let System { bounds, sums, links } = system;
    let mut found = bounds.clone();
    for component in components(bounds, sums, links) {
        let rows = Rows::of(&component, bounds, sums, links, &component.links);
        let rows = rows.ok_or(Contradiction)?;
        for (position, &at) in component.cells.iter().enumerate() {
            let (least, most) = rows.narrowed(at);
            found[at] = (least, most);
            if least < most {
                let least = rows.counts(Some((at, Minimize))).ok_or(Contradiction)?;
                let most = rows.counts(Some((at, Maximize))).ok_or(Contradiction)?;
                found[at] = (least[position], most[position]);
            }
        }
    }
    Ok(found)
}
