//! What each row of a table of all homes is about: one of the finest areas, a coarser one, a total, or
//! nothing on the map. Tables of CBS mix the rows of all levels, often of the whole country.

use std::collections::BTreeSet;

use crate::model::{AreaCode, AreaLevel, Areas};

use super::super::area_codes::{comparable, municipalities};
use super::super::totals::is_total;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// One of the finest areas, or a code of that level and of a municipality of the map.
    Finest,
    /// A coarser area of the map: its level and its position.
    Coarser(usize, usize),
    /// A municipality that the map has the finest areas of and no level for: its position among those.
    Municipality(usize),
    /// An area of another level, of which the map does not tell which of the finest it holds.
    OtherLevel,
    /// An area of another municipality, or a larger one.
    Elsewhere,
    /// The sum of all others.
    Total,
    /// Nothing that the map knows.
    Unknown,
    /// No area is named.
    Nothing,
}

/// Tells what rows are about.
pub(super) struct Map<'a> {
    areas: &'a Areas,
    /// Digits of the municipalities.
    municipalities: Vec<String>,
    /// Names of the finest areas, without case and signs.
    names: BTreeSet<String>,
    /// Whether the codes are of the year of the map.
    same_year: bool,
}

impl<'a> Map<'a> {
    pub fn new(areas: &'a Areas, same_year: bool) -> Map<'a> {
        let names = areas.finest().areas.iter().map(|area| comparable(&area.name)).collect();
        Map { areas, municipalities: municipalities(areas), names, same_year }
    }

    /// For each of the finest areas the municipality that it is of, as [`About::Municipality`] has it.
    pub fn municipality_of(&self) -> Vec<Option<usize>> {
        let finest = self.areas.finest();
        let of = |code: &AreaCode| {
            let code = code.cbs_parent(finest.level, AreaLevel::Gemeente)?;
            let digits = code.as_str().strip_prefix("GM")?;
            self.municipalities.iter().position(|known| known == digits)
        };
        finest.areas.iter().map(|area| of(&area.code)).collect()
    }

    /// What a row with this code and this name is about.
    pub fn about(&self, code: Option<&str>, name: Option<&str>) -> About {
        let Some(text) = code.or(name).map(str::trim).filter(|text| !text.is_empty()) else {
            return About::Nothing;
        };
        if is_total(text) {
            return About::Total;
        }
        if self.is_finest_code(text) {
            return About::Finest;
        }
        if let Some(about) = self.coarser(text) {
            return about;
        }
        if self.names.contains(&comparable(text)) {
            return About::Finest;
        }
        self.by_name(text).or_else(|| self.by_form(text)).unwrap_or(About::Unknown)
    }

    /// Whether the text is the code of a finest area, short for one too.
    fn is_finest_code(&self, text: &str) -> bool {
        let finest = self.areas.finest();
        let is = |text: &str| {
            let code = AreaCode::parse(finest.level, text);
            code.is_some_and(|code| finest.position(&code).is_some())
        };
        let short = finest.level == AreaLevel::Buurt
            && text.len() == 4
            && text.bytes().all(|byte| byte.is_ascii_digit());
        match self.municipalities.as_slice() {
            _ if is(text) => true,
            [one] if short => is(&format!("{one}{text}")),
            _ => false,
        }
    }

    /// The coarser area with this code, finer levels first.
    fn coarser(&self, text: &str) -> Option<About> {
        let levels = self.areas.levels();
        (0..levels.len() - 1).rev().find_map(|at| {
            let position = levels[at].position(&AreaCode::parse(levels[at].level, text)?)?;
            Some(if self.same_year { About::Coarser(at, position) } else { About::OtherLevel })
        })
    }

    fn by_name(&self, text: &str) -> Option<About> {
        let (levels, name) = (self.areas.levels(), comparable(text));
        (0..levels.len() - 1).rev().find_map(|at| {
            let mut named = levels[at].areas.iter().enumerate();
            let mut named = named.by_ref().filter(|(_, area)| comparable(&area.name) == name);
            match (named.next(), named.next()) {
                (Some((position, _)), None) => Some(About::Coarser(at, position)),
                _ => None,
            }
        })
    }

    /// By the form of the code alone.
    fn by_form(&self, text: &str) -> Option<About> {
        let finest = self.areas.finest().level;
        let upper = text.to_ascii_uppercase();
        let bare =
            match upper.split_at_checked(4) {
                Some((year, rest))
                    if year.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty() =>
                {
                    if rest.starts_with(|c: char| c.is_ascii_alphabetic()) { rest } else { &upper }
                }
                _ => &upper,
            };
        let letters = bare.chars().take_while(char::is_ascii_alphabetic).count();
        let is_code = letters == 2
            && bare.len() > 2
            && bare[2..].bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_code && ["NL", "LD", "PV", "CR", "RP", "ZZ"].iter().any(|of| bare.starts_with(of)) {
            return Some(About::Elsewhere);
        }
        let prefixed = AreaLevel::ALL.into_iter().filter(|level| {
            level.cbs_form().is_some_and(|(prefix, _)| is_code && bare.starts_with(prefix))
        });
        // Digits alone are taken for the code of a finest area, as in every table.
        for level in prefixed.chain([finest]) {
            let Some(code) = AreaCode::parse(level, text) else { continue };
            let Some((prefix, digits)) = level.cbs_form() else { continue };
            let Some(number) = code.as_str().strip_prefix(prefix) else { continue };
            if number.len() != digits {
                continue;
            }
            let here = self.municipalities.iter().position(|known| number.starts_with(known));
            return Some(match (level == finest, here) {
                (true, Some(_)) => About::Finest,
                (false, Some(at)) if level == AreaLevel::Gemeente && self.same_year => {
                    About::Municipality(at)
                }
                (false, Some(_)) => About::OtherLevel,
                (_, None) if self.municipalities.is_empty() => About::Unknown,
                (_, None) => About::Elsewhere,
            });
        }
        None
    }
}
