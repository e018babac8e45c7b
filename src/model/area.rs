//! Areas: their codes, their levels, and how the fine ones nest in the coarse ones.

use std::collections::BTreeMap;
use std::fmt;

use geo::MultiPolygon;
use serde::{Deserialize, Serialize};

/// Level of area, coarse to fine, by its official Dutch name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AreaLevel {
    /// Municipality (GM and four digits).
    Gemeente,
    /// City district; no level of CBS, so its name often serves as its code.
    Stadsdeel,
    /// District (WK and six digits).
    Wijk,
    /// Neighbourhood (BU and eight digits).
    Buurt,
}

impl AreaLevel {
    /// All levels, coarse to fine.
    pub const ALL: [AreaLevel; 4] =
        [AreaLevel::Gemeente, AreaLevel::Stadsdeel, AreaLevel::Wijk, AreaLevel::Buurt];

    /// The level's name in lower case: `buurt`.
    pub fn singular(self) -> &'static str {
        match self {
            AreaLevel::Gemeente => "gemeente",
            AreaLevel::Stadsdeel => "stadsdeel",
            AreaLevel::Wijk => "wijk",
            AreaLevel::Buurt => "buurt",
        }
    }

    /// The plural, which names the layer: `buurten`.
    pub fn plural(self) -> &'static str {
        match self {
            AreaLevel::Gemeente => "gemeenten",
            AreaLevel::Stadsdeel => "stadsdelen",
            AreaLevel::Wijk => "wijken",
            AreaLevel::Buurt => "buurten",
        }
    }

    /// Prefix and number of digits of its code at CBS; `None` for the stadsdeel.
    ///
    /// CBS, *Toelichting Wijk- en Buurtkaart 2021*, section 5.
    pub fn cbs_form(self) -> Option<(&'static str, usize)> {
        match self {
            AreaLevel::Gemeente => Some(("GM", 4)),
            AreaLevel::Stadsdeel => None,
            AreaLevel::Wijk => Some(("WK", 6)),
            AreaLevel::Buurt => Some(("BU", 8)),
        }
    }
}

impl fmt::Display for AreaLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.singular())
    }
}

/// Code of an area: text, always, and never empty.
///
/// At the levels of CBS the forms that occur in tables are brought to one (`BU00340101`); other
/// codes, such as the name of a stadsdeel, stand as they are, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct AreaCode(String);

impl AreaCode {
    /// Reads a code as tables and layers write it, `None` when the text is empty.
    ///
    /// Accepted beside `BU00340101`: without prefix (`00340101`), with lost zeros (`340101`), with
    /// the year in front (`2025BU00340101`, CBS *jrstatcode*), padded with blanks (StatLine), and
    /// a number from a spreadsheet (`340101.0`).
    pub fn parse(level: AreaLevel, text: &str) -> Option<AreaCode> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let official = level.cbs_form().and_then(|(prefix, digits)| cbs_code(text, prefix, digits));
        Some(AreaCode(official.unwrap_or_else(|| text.to_owned())))
    }

    /// The code of the coarser area that CBS numbers within, `None` where codes do not tell.
    ///
    /// `BU00340101` lies in `WK003401` and in `GM0034`.
    pub fn cbs_parent(&self, level: AreaLevel, parent: AreaLevel) -> Option<AreaCode> {
        let (prefix, digits) = level.cbs_form()?;
        let (parent_prefix, parent_digits) = parent.cbs_form()?;
        let number = self.0.strip_prefix(prefix)?;
        (number.len() == digits && parent_digits < digits)
            .then(|| AreaCode(format!("{parent_prefix}{}", &number[..parent_digits])))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `prefix` and exactly `digits` characters, or `None` when `text` is no form of such a code.
fn cbs_code(text: &str, prefix: &str, digits: usize) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    if let Some(at) = upper.find(prefix) {
        let (year, number) = (&upper[..at], &upper[at + prefix.len()..]);
        // CBS numbers a wijk or buurt with letters once the digits run out.
        let well_formed = (year.is_empty() || year.len() == 4)
            && year.bytes().all(|b| b.is_ascii_digit())
            && number.len() == digits
            && number.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        return well_formed.then(|| format!("{prefix}{number}"));
    }
    let number = upper.strip_suffix(".0").unwrap_or(&upper);
    // Only the municipality's number (four digits) loses zeros in front: at most three of them.
    let plausible = number.len() <= digits
        && number.len() + 3 >= digits
        && number.bytes().all(|b| b.is_ascii_digit());
    plausible.then(|| format!("{prefix}{number:0>digits$}"))
}

/// One polygon of any level, in RD New metres.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Unique within its level.
    pub code: AreaCode,
    /// What people call it; the code where no name is known.
    pub name: String,
    /// Outline, EPSG:28992, metres; exteriors counter-clockwise, holes clockwise.
    pub outline: MultiPolygon<f64>,
}

/// All areas of one level, in order of code.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelAreas {
    /// The level.
    pub level: AreaLevel,
    /// Its areas, in order of code without doubles: the position is the area's index.
    pub areas: Vec<Area>,
}

impl LevelAreas {
    /// Position of the area with this code.
    pub fn position(&self, code: &AreaCode) -> Option<usize> {
        self.areas.binary_search_by(|area| area.code.cmp(code)).ok()
    }
}

/// Why levels do not nest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NestingError {
    /// A finest area names a parent that the coarser level does not have.
    NoSuchParent {
        /// Level of the parent.
        level: AreaLevel,
        /// The parent's code.
        parent: AreaCode,
        /// The area that names it.
        child: AreaCode,
    },
    /// An area lies in two areas of a coarser level.
    TwoParents {
        /// The area.
        child: AreaCode,
        /// Its two parents.
        parents: [AreaCode; 2],
    },
}

/// The areas of a city at every level, and how they nest.
///
/// Invariants: levels run coarse to fine; each level is in order of code; each finest area lies in
/// exactly one area of every coarser level, and all finest areas of a coarser area agree on what
/// lies above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Areas {
    levels: Vec<LevelAreas>,
    /// For each level, for each finest area, the position of the area that holds it.
    holders: Vec<Vec<usize>>,
}

impl Areas {
    /// Builds the nesting from the parent's code of each finest area, one list per coarser level.
    ///
    /// `levels` runs coarse to fine and is not empty; `parents` has one list for each level but
    /// the last, parallel to the areas of the last.
    pub fn nest(levels: Vec<LevelAreas>, parents: &[Vec<AreaCode>]) -> Result<Areas, NestingError> {
        let finest = levels.last().expect("a city has at least one level");
        let mut holders = Vec::with_capacity(levels.len());
        for (coarse, parents) in levels.iter().zip(parents) {
            let mut held_by = Vec::with_capacity(finest.areas.len());
            for (child, parent) in finest.areas.iter().zip(parents) {
                let position =
                    coarse.position(parent).ok_or_else(|| NestingError::NoSuchParent {
                        level: coarse.level,
                        parent: parent.clone(),
                        child: child.code.clone(),
                    })?;
                held_by.push(position);
            }
            holders.push(held_by);
        }
        holders.push((0..finest.areas.len()).collect());

        let areas = Areas { levels, holders };
        areas.check_each_has_one_parent()?;
        Ok(areas)
    }

    fn check_each_has_one_parent(&self) -> Result<(), NestingError> {
        for above in 0..self.levels.len().saturating_sub(1) {
            let mut parent_of = BTreeMap::new();
            let below = above + 1;
            for (&child, &parent) in self.holders[below].iter().zip(&self.holders[above]) {
                let first = *parent_of.entry(child).or_insert(parent);
                if first != parent {
                    let code = |level: usize, at: usize| self.levels[level].areas[at].code.clone();
                    return Err(NestingError::TwoParents {
                        child: code(below, child),
                        parents: [code(above, first), code(above, parent)],
                    });
                }
            }
        }
        Ok(())
    }

    /// The levels, coarse to fine.
    pub fn levels(&self) -> &[LevelAreas] {
        &self.levels
    }

    /// The finest level, in which homes are located.
    pub fn finest(&self) -> &LevelAreas {
        self.levels.last().expect("a city has at least one level")
    }

    /// For each finest area, the position of the area of level `level` (by position) that holds it.
    pub fn holders(&self, level: usize) -> &[usize] {
        &self.holders[level]
    }

    /// For each area of level `level`, the position of its holder at the coarser level `above`.
    ///
    /// Every area of a coarser level holds at least one finest area when it was built from them;
    /// one read from its own file may hold none, and has then no holder.
    pub fn parents(&self, level: usize, above: usize) -> Vec<Option<usize>> {
        let mut parents = vec![None; self.levels[level].areas.len()];
        for (&child, &parent) in self.holders[level].iter().zip(&self.holders[above]) {
            parents[child] = Some(parent);
        }
        parents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(AreaCode::parse(AreaLevel::Buurt, text).unwrap().as_str(), expected);
    }

    #[test]
    fn forms_of_a_cbs_code_are_brought_to_one() {
        check("BU00340101", "BU00340101");
        check("bu00340101  ", "BU00340101");
        check("2025BU00340101", "BU00340101");
        check("00340101", "BU00340101");
        check("340101", "BU00340101");
        check("340101.0", "BU00340101");
        check("BU003401AA", "BU003401AA");
    }

    #[test]
    fn other_codes_stand_as_they_are() {
        check("N-17", "N-17");
        check("3401", "3401"); // a wijk's number is no buurt's
        check("BU0034", "BU0034");
    }

    #[test]
    fn a_buurt_lies_in_the_wijk_of_its_first_six_digits() {
        let code = AreaCode::parse(AreaLevel::Buurt, "BU00340101").unwrap();
        let parent = |level| code.cbs_parent(AreaLevel::Buurt, level).map(|c| c.to_string());
        assert_eq!(parent(AreaLevel::Wijk).as_deref(), Some("WK003401"));
        assert_eq!(parent(AreaLevel::Gemeente).as_deref(), Some("GM0034"));
        assert_eq!(parent(AreaLevel::Stadsdeel), None);
    }
}
