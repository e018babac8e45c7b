//! Places within reach in the key figures.

use crate::config::{Config, Language};
use crate::disclose::{PublishedReach, Release};
use crate::model::{Areas, LevelAreas, Tally};

use super::origin::{Counted, origin};
use super::rounded;
use super::shape::{AreaInReach, HomesInReach, PlacesFigure, ReachOfLevel};

/// Areas that are named at a level.
const NAMED: usize = 10;

/// The figures of every kind of places.
pub(super) fn figures<'a>(
    config: &'a Config,
    areas: &'a Areas,
    release: &'a Release,
) -> Vec<PlacesFigure<'a>> {
    let each = release.reach.iter().zip(&config.places);
    let one = |(of, file): (
        &'a crate::disclose::Published<PublishedReach>,
        &'a crate::config::PlacesFile,
    )| {
        let of = of.get();
        let near = file.near_column();
        let counted = Counted::with(&of.id, "dwellings", [near.as_str()]);
        PlacesFigure {
            id: &of.id,
            definition: definition(of, config.language),
            origin: origin(config, &counted),
            places: of.n_places,
            places_without_position: of.n_rejected,
            within_m: of.within_m,
            homes: homes(of.city),
            unplaced: homes(of.unplaced),
            median_m: of.median_m.map(to_the_millimetre),
            nine_tenths_m: of.nine_tenths_m.map(to_the_millimetre),
            levels: areas
                .levels()
                .iter()
                .enumerate()
                .map(|(at, level)| of_level(of, at, level))
                .collect(),
        }
    };
    each.map(one).collect()
}

fn definition(of: &PublishedReach, language: Language) -> String {
    let within = of.within_m;
    match language {
        Language::Nl => format!(
            "Sociale huurwoningen op hoogstens {within} m van de dichtstbijzijnde plek, hemelsbreed en dus \
             niet langs de weg: van het punt van de woning (eigen x en y, of dat van het BAG-id of adres) \
             tot het punt, de lijn of de rand van het vlak van de plek, en 0 binnen een vlak. Van een \
             woning zonder punt is de afstand onbekend."
        ),
        Language::En => format!(
            "Social dwellings at {within} m or less from the nearest place, as the crow flies and so not by \
             road: from the point of the home (its own x and y, or that of its BAG id or address) to the \
             point, the line or the outline of the place, and 0 within an outline. Of a home without a \
             point the distance is unknown."
        ),
    }
}

fn of_level<'a>(of: &PublishedReach, at: usize, level: &'a LevelAreas) -> ReachOfLevel<'a> {
    let tallies = &of.levels[at];
    let named = |areas: Vec<usize>| {
        let one = |at: usize| AreaInReach {
            code: level.areas[at].code.as_str(),
            name: &level.areas[at].name,
            homes: homes(tallies[at]),
        };
        areas.into_iter().take(NAMED).map(one).collect()
    };
    let lowest = of.lowest_share(at);
    ReachOfLevel {
        level: level.level.singular(),
        areas_measured: tallies.iter().filter(|tally| tally.out_of() > 0).count(),
        areas_out_of_reach: lowest.len(),
        lowest_share: named(lowest),
        most_out_of_reach: named(of.most_out_of_reach(at)),
    }
}

fn homes(tally: Tally) -> HomesInReach {
    let known = !tally.is_unknown();
    HomesInReach {
        within: known.then_some(tally.count()),
        out_of_reach: known.then(|| tally.out_of() - tally.count()),
        measured: tally.out_of(),
        unknown: tally.unknown(),
        share: tally.share().map(rounded),
    }
}

fn to_the_millimetre(metres: f64) -> f64 {
    (metres * 1e3).round() / 1e3
}
