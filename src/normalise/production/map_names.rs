//! The areas of a run by their codes and names, to find the one that a text means.

use std::collections::BTreeMap;

use crate::model::project::plain;
use crate::model::{AreaCode, AreaLevel, Areas};

use super::super::area_codes::municipalities;
use super::AreaPosition;

/// The areas of a run, to be found by code and name.
pub(super) struct MapNames<'a> {
    areas: &'a Areas,
    /// By level, the areas of each name.
    names: Vec<BTreeMap<String, Vec<usize>>>,
    /// For each pair of levels, fine and coarse, the holder of each area of the fine one.
    holders: BTreeMap<(usize, usize), Vec<Option<usize>>>,
    /// The one municipality of the map, by its four digits.
    municipality: Option<String>,
}

impl<'a> MapNames<'a> {
    pub fn of(areas: &'a Areas) -> MapNames<'a> {
        let names = areas.levels().iter().map(|level| {
            let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, area) in level.areas.iter().enumerate() {
                names.entry(plain(&area.name)).or_default().push(at);
            }
            names
        });
        let n = areas.levels().len();
        let pairs = (0..n).flat_map(|fine| (0..=fine).map(move |coarse| (fine, coarse)));
        let holders = pairs.map(|(fine, coarse)| ((fine, coarse), areas.parents(fine, coarse)));
        let mut municipality = municipalities(areas);
        let one = municipality.len() == 1;
        MapNames {
            areas,
            names: names.collect(),
            holders: holders.collect(),
            municipality: municipality.pop().filter(|_| one),
        }
    }

    /// The area of a level that a text gives, by its code in any form, else by its name where one area has
    /// it.
    pub fn of_level(&self, level: usize, text: &str) -> Option<AreaPosition> {
        let found = self.by_code(level, text).or_else(|| {
            match self.names[level].get(&plain(text)).map(Vec::as_slice) {
                Some([one]) => Some(*one),
                _ => None,
            }
        });
        found.map(|at| AreaPosition { level, at })
    }

    fn by_code(&self, level: usize, text: &str) -> Option<usize> {
        let of = &self.areas.levels()[level];
        let text = text.trim();
        // 0205, where the municipality is told by the map and the rest only by the code.
        let short = of.level == AreaLevel::Buurt
            && text.len() == 4
            && text.bytes().all(|byte| byte.is_ascii_digit());
        let whole = self.municipality.as_ref().filter(|_| short);
        let whole = whole.and_then(|one| AreaCode::parse(of.level, &format!("{one}{text}")));
        let code = whole.or_else(|| AreaCode::parse(of.level, text))?;
        of.position(&code)
    }

    /// The area that a text means at whatever level, within another where that is given. Of areas of the
    /// same name the coarsest one is meant where it holds all others; else none is.
    pub fn of_any_level(&self, text: &str, within: Option<AreaPosition>) -> Option<AreaPosition> {
        let mut found: Vec<AreaPosition> = Vec::new();
        for level in 0..self.names.len() {
            let named = self.names[level].get(&plain(text)).into_iter().flatten().copied();
            found.extend(
                named.chain(self.by_code(level, text)).map(|at| AreaPosition { level, at }),
            );
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|area| within.is_none_or(|outer| self.lies_within(*area, outer)));
        let (coarsest, others) = found.split_first()?;
        others.iter().all(|area| self.lies_within(*area, *coarsest)).then_some(*coarsest)
    }

    /// Whether an area is another one or lies within it.
    fn lies_within(&self, area: AreaPosition, outer: AreaPosition) -> bool {
        let holder = self.holders.get(&(area.level, outer.level)).and_then(|of| of[area.at]);
        area == outer || (area.level > outer.level && holder == Some(outer.at))
    }
}
