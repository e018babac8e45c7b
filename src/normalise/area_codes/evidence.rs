//! Of which year a set of area codes is, by the codes that exist and the names that agree.

use crate::diagnostics::{Entry, codes};
use crate::model::{AreaCode, AreaLevel, LevelAreas};

use super::{AreaLists, Pair, comparable};

/// Fewer different codes than this prove nothing without a list of another year.
const ENOUGH: usize = 5;

/// How many codes the evidence shows.
const SHOWN: usize = 3;

/// How well a set of codes fits a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Codes that exist and whose name agrees, where both are given.
    agreeing: usize,
    /// Codes that exist.
    existing: usize,
}

/// Why the codes cannot be of the year that is told: code, rows and message.
pub(super) fn other_year(
    pairs: &[Pair],
    finest: &LevelAreas,
    lists: &AreaLists<'_>,
    told: u16,
    place: &str,
) -> Option<(&'static Entry, u64, String)> {
    let rows = pairs.iter().map(|pair| pair.rows).sum();
    if let Some((text, year)) = pairs.iter().find_map(|pair| year_in_front(pair, told)) {
        let message = format!(
            "{place}: \"{text}\" says itself that it is of {year}, and the configuration says {told}\n  \
             set area_year = {year} for this file"
        );
        return Some((&codes::AREA_YEAR_DIFFERS, rows, message));
    }
    let own = own_codes(pairs, finest);
    let named = |code: &AreaCode| finest.position(code).map(|at| finest.areas[at].name.as_str());
    let here = fit(&own, |code| named(code).map(Some));
    let total = own.len();
    if told == lists.year {
        let best = lists
            .others
            .years()
            .filter(|year| *year != lists.year)
            .map(|year| (fit(&own, |code| lists.others.name(year, code)), year))
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((there, year)) = best.filter(|(there, _)| *there > here) {
            let message = format!(
                "{place}: the codes fit {year} better than {}, the year of the map\n  \
                 of {total} different codes {} fit {year} and {} fit {}{}\n  \
                 give the codes of {}, or say area_year = {year} for this file and give [[areas.other_year]]\n  \
                 a column `becomes`, or map another key (BAG id, address) and no area code",
                lists.year,
                there.agreeing,
                here.agreeing,
                lists.year,
                shown(&own, finest, lists, year),
                lists.year,
            );
            return Some((&codes::AREA_CODES_OTHER_YEAR, rows, message));
        }
        if total >= ENOUGH && 2 * here.agreeing < total {
            let message = format!(
                "{place}: of {total} different codes {} are on the map of {}, and {} with the name given\n  \
                 they are probably of another year{}\n  \
                 ask which CBS year they are of, and set area_year; or map another key and no area code",
                here.existing,
                lists.year,
                here.agreeing,
                shown(&own, finest, lists, told),
            );
            return Some((&codes::AREA_CODES_OTHER_YEAR, rows, message));
        }
        return None;
    }
    if !lists.others.translates(told) {
        let message = format!(
            "{place}: the codes are of {told} (area_year) and the map is of {}\n  \
             give the map of {told}, or a table that says what each code became:\n  \
             [[areas.other_year]]  year = {told}, path, code, becomes",
            lists.year
        );
        return Some((&codes::AREA_YEAR_DIFFERS, rows, message));
    }
    let there = fit(&own, |code| lists.others.name(told, code));
    (here > there).then(|| {
        let message = format!(
            "{place}: the codes are said to be of {told}, and fit {} better\n  \
             of {total} different codes {} fit {told} and {} fit {}",
            lists.year, there.agreeing, here.agreeing, lists.year
        );
        (&codes::AREA_CODES_OTHER_YEAR, rows, message)
    })
}

/// Another year that codes without names fit as well as that of the map, when a list of it is given:
/// nothing in the table then tells the years apart.
pub(super) fn fits_as_well(
    pairs: &[Pair],
    finest: &LevelAreas,
    lists: &AreaLists<'_>,
    told: u16,
) -> Option<u16> {
    let own = own_codes(pairs, finest);
    if told != lists.year || own.is_empty() || own.iter().any(|(_, name)| name.is_some()) {
        return None;
    }
    let named = |code: &AreaCode| finest.position(code).map(|at| finest.areas[at].name.as_str());
    let here = fit(&own, |code| named(code).map(Some));
    let others = lists.others.years().filter(|year| *year != lists.year);
    let mut as_well =
        others.filter(|year| fit(&own, |code| lists.others.name(*year, code)) == here);
    as_well.next()
}

/// The year that a code carries in front (CBS *jrstatcode*: `2025BU00340101`), when it is another.
fn year_in_front(pair: &Pair, told: u16) -> Option<(&str, u16)> {
    let text = pair.area.as_deref()?;
    let (year, rest) = text.split_at_checked(4)?;
    let year: u16 = year.parse().ok()?;
    (rest.starts_with(['B', 'b', 'W', 'w']) && year != told).then_some((text, year))
}

/// The different codes of the map's municipalities, each with its name where it has one.
fn own_codes<'a>(pairs: &'a [Pair], finest: &LevelAreas) -> Vec<(AreaCode, Option<&'a str>)> {
    let level = finest.level;
    let municipality = |code: &AreaCode| code.cbs_parent(level, AreaLevel::Gemeente);
    let here: std::collections::BTreeSet<AreaCode> =
        finest.areas.iter().filter_map(|area| municipality(&area.code)).collect();
    let mut own: Vec<(AreaCode, Option<&str>)> = pairs
        .iter()
        .filter_map(|pair| {
            Some((AreaCode::parse(level, pair.area.as_deref()?)?, pair.name.as_deref()))
        })
        .filter(|(code, _)| match municipality(code) {
            Some(code) => here.contains(&code),
            None => level.cbs_form().is_none(), // a name where a code is expected proves no year
        })
        .collect();
    own.sort();
    own.dedup();
    own
}

/// How many codes exist in a year and agree with their name; `name_of` is `None` for a code that does
/// not exist, and `Some(None)` for one without a known name.
fn fit<'a>(
    own: &[(AreaCode, Option<&str>)],
    name_of: impl Fn(&AreaCode) -> Option<Option<&'a str>>,
) -> Fit {
    let mut fit = Fit { agreeing: 0, existing: 0 };
    for (code, given) in own {
        let Some(known) = name_of(code) else { continue };
        fit.existing += 1;
        let agrees = match (given, known) {
            (Some(given), Some(known)) => comparable(given) == comparable(known),
            _ => true,
        };
        fit.agreeing += usize::from(agrees);
    }
    fit
}

/// The first codes that do not fit the map, with their names.
fn shown(
    own: &[(AreaCode, Option<&str>)],
    finest: &LevelAreas,
    lists: &AreaLists<'_>,
    year: u16,
) -> String {
    let mut text = String::new();
    let mut count = 0;
    for (code, given) in own {
        let there = lists.others.name(year, code).flatten();
        let then = given.or(there);
        let line = match (finest.position(code), then) {
            (None, Some(then)) => format!("{code} (\"{then}\") is not on the map"),
            (None, None) => format!("{code} is not on the map"),
            (Some(at), Some(then)) if comparable(then) != comparable(&finest.areas[at].name) => {
                format!("{code} was \"{then}\" and is \"{}\" on the map", finest.areas[at].name)
            }
            _ => continue,
        };
        text += &format!("\n    {line}");
        count += 1;
        if count == SHOWN {
            break;
        }
    }
    text
}
