//! What is released to whom.

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::locate::FileSteps;
use crate::measure::{Complex, Counts, Measured, Measures, YearPiece};
use crate::model::{AreaLevel, Areas, Indicator, Nature, NormKind, Of, Tally};
use crate::normalise::Role;
use crate::spread::{
    AreaChance, BorderLinks, Coincidences, GENERATOR, IndicatorSpread, Production, Spread,
};

use super::cell::Cell;
use super::gate::{Gate, Protection};
use super::policy::Policy;
use super::protected::Protected;
use super::published::Published;
use super::reach::{self, PublishedReach};
use super::table::Part;

/// For whom the result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Anyone: gated.
    #[default]
    Public,
    /// The parties of the agreement, with a legal basis: everything, marked as internal.
    Internal,
}

impl Audience {
    /// The word in `run.json` and `kerncijfers.json`.
    pub fn word(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Internal => "internal",
        }
    }
}

/// The numbers of one indicator at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedCounts {
    /// By position of the area.
    pub by_area: Vec<Published<Cell>>,
    /// Corporation, area, number; in that order; only pairs with any unit.
    pub by_corporation: Vec<(u32, u32, Published<Cell>)>,
    /// Calendar year, area, number; in that order; only pairs with any unit.
    pub by_year: Vec<(i32, u32, Published<Cell>)>,
}

/// One indicator of a release.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedIndicator {
    /// What was counted.
    pub indicator: Indicator,
    /// Per level, coarse to fine, as in [`Areas::levels`]; empty where it is published for the city alone.
    pub levels: Vec<PublishedCounts>,
    /// The whole city, as one area: all units that have a place.
    pub city: PublishedCounts,
    /// Units of the city without a place, as one area; `None` of placements and persons in a public release.
    pub unplaced: Option<PublishedCounts>,
    /// Whether it is about persons, and shown as far as the rule of the configuration lets it.
    pub is_protected: bool,
    /// The days within the window on which what it counts changes, in order.
    pub changes: Vec<NaiveDate>,
    /// The years of the city by definition, where there is such a day.
    pub pieces: Vec<PublishedPiece>,
    /// The statistics of spread; `None` where none were asked for. They go with the counts of the
    /// areas: whoever may see these may see what follows from them.
    pub spread: Option<Published<IndicatorSpread>>,
}

/// The number of the city in one year by one definition of what counts.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedPiece {
    /// The year.
    pub year: i32,
    /// The number of the definition among those of the window, from 1.
    pub definition: u32,
    /// The first day, where another definition held before it in the same year, and the last, where another
    /// one held after it.
    pub days: [Option<NaiveDate>; 2],
    /// The number.
    pub cell: Published<Cell>,
}

/// Rows of one kind that were used, and how many of them have no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// What they are.
    pub of: Of,
    /// Rows used, over all files.
    pub used: u64,
    /// Those without a place.
    pub unplaced: u64,
}

/// Everything that may leave the building to one audience.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// For whom.
    pub audience: Audience,
    /// The levels of the areas, coarse to fine.
    pub levels: Vec<AreaLevel>,
    /// Names of the corporations.
    pub corporations: Vec<String>,
    /// How many homes, placements and roofs have a place; of kinds without a file nothing, and nothing of
    /// placements in a public release.
    pub coverage: Vec<Coverage>,
    /// Homes located; per level, then the city.
    pub dwellings: PublishedIndicator,
    /// The indicators.
    pub indicators: Vec<PublishedIndicator>,
    /// Ids of indicators that are not in the release.
    pub withheld: Vec<String>,
    /// How the draws of the statistics were made; `None` where none were asked for.
    pub draws: Option<DrawsMade>,
    /// How many of the finest areas border on each other; empty where no statistics were asked for. It
    /// follows from the map alone.
    pub borders: Vec<BorderLinks>,
    /// What coincides in homes and complexes; `None` where that was not asked for.
    pub coincidences: Option<Published<Coincidences>>,
    /// The production agreements; `None` where the configuration has none.
    pub production: Option<Published<Production>>,
    /// The complexes, one by one, of an internal release: a complex may be a single home.
    pub complexes: Vec<Published<Complex>>,
    /// How near the homes lie to the places of each kind, in the order of the configuration.
    pub reach: Vec<Published<PublishedReach>>,
}

/// How random draws were made, so that anyone can make them again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawsMade {
    /// Name of the generator.
    pub generator: &'static str,
    /// Its seed.
    pub seed: u64,
    /// Draws of a test of the city.
    pub draws: usize,
    /// Draws of a test of one area.
    pub local_draws: usize,
}

/// Lets through what the audience may see.
///
/// Urgency is about illness, violence, flight and debt, and a small count points at a household: a public
/// release holds of an indicator about persons what the gate let through. `measures` are those behind it.
pub fn protect(
    areas: &Areas,
    measures: &Measures,
    gate: &Gate,
    located: &[FileSteps],
    spread: Option<Spread>,
    audience: Audience,
) -> Release {
    let homes = dwellings_indicator();
    let (mut shown, mut withheld) = (Vec::new(), Vec::new());
    let draws = spread.as_ref().map(|spread| DrawsMade {
        generator: GENERATOR,
        seed: spread.draws.seed,
        draws: spread.draws.n,
        local_draws: spread.local_draws.n,
    });
    let (statistics, borders, coincidences) = match spread {
        Some(spread) => (spread.indicators, spread.borders, spread.coincidences),
        None => (Vec::new(), Vec::new(), None),
    };
    let mut statistics = statistics.into_iter();
    for (measured, protection) in measures.indicators.iter().zip(&gate.protections) {
        let spread = statistics.next().flatten();
        match protection {
            Some(Protection::Withheld(_)) => withheld.push(measured.indicator.id.clone()),
            _ => shown.push((measured, protection.as_ref(), spread)),
        }
    }
    let of_one = |(measured, protection, spread): (&Measured, Option<&Protection>, _)| {
        let Measured { indicator, counts, unplaced, changes, pieces } = measured;
        let piece = |of: &YearPiece| PublishedPiece {
            year: of.year,
            definition: of.definition,
            days: [of.from, of.until],
            cell: Published::pass(Cell::shown(of.tally, indicator.nature())),
        };
        let pieces = pieces.iter().map(piece).collect();
        let published = match protection {
            None => {
                let unplaced = tells_unplaced(audience, indicator.of).then_some(unplaced);
                publish(areas, indicator, counts, unplaced, spread)
            }
            Some(Protection::ByArea(of)) => by_area(areas, measured, of, spread),
            Some(Protection::CityAlone(of)) => city_alone(indicator, of),
            Some(Protection::Withheld(_)) => unreachable!("left out above"),
        };
        PublishedIndicator { changes: changes.clone(), pieces, ..published }
    };
    let lost = Some(&measures.unplaced_dwellings);
    let (dwellings, indicators) = rayon::join(
        || publish(areas, &homes, &measures.dwellings, lost, None),
        || shown.into_par_iter().with_max_len(1).map(of_one).collect(),
    );
    Release {
        audience,
        levels: areas.levels().iter().map(|level| level.level).collect(),
        corporations: measures.corporations.clone(),
        coverage: coverage(located, audience),
        dwellings,
        indicators,
        withheld,
        draws,
        borders,
        coincidences: coincidences.map(Published::pass),
        production: None,
        complexes: complexes(measures, audience),
        reach: reach::publish(areas, &measures.reach),
    }
}

/// Whether an audience sees how many units of a kind have no place: of placements, which are about
/// persons, a public release says nothing beyond its areas.
fn tells_unplaced(audience: Audience, of: Of) -> bool {
    audience == Audience::Internal || of != Of::Placements
}

fn coverage(located: &[FileSteps], audience: Audience) -> Vec<Coverage> {
    let kinds = [
        (Of::Dwellings, Role::Dwellings),
        (Of::Placements, Role::Placements),
        (Of::Roofs, Role::Roofs),
    ];
    let of_kind = |(of, role): (Of, Role)| {
        let files: Vec<&FileSteps> = located.iter().filter(|file| file.role == role).collect();
        let sum = |pick: fn(&FileSteps) -> u64| files.iter().map(|file| pick(file)).sum();
        let covered =
            Coverage { of, used: sum(|file| file.rows), unplaced: sum(|file| file.unplaced) };
        (!files.is_empty() && tells_unplaced(audience, of)).then_some(covered)
    };
    kinds.into_iter().filter_map(of_kind).collect()
}

fn complexes(measures: &Measures, audience: Audience) -> Vec<Published<Complex>> {
    let of_city = measures.opportunities.as_ref().and_then(|found| found.complexes.as_ref());
    match (of_city, audience) {
        (Some(found), Audience::Internal) => {
            found.list.iter().cloned().map(Published::pass).collect()
        }
        _ => Vec::new(),
    }
}

/// The number of homes, in the form of an indicator.
fn dwellings_indicator() -> Indicator {
    Indicator {
        id: "woningen".to_owned(),
        of: crate::model::Of::Dwellings,
        count: "true".to_owned(),
        out_of: "true".to_owned(),
        with_roofs: None,
        nature: Some(Nature::Stock),
        personal: Some(false),
        norm: None,
        norm_kind: NormKind::Ceiling,
        label: crate::model::Label {
            nl: "Sociale huurwoningen".to_owned(),
            en: "Social dwellings".to_owned(),
        },
        definition: Some(crate::model::Label {
            nl: "Sociale huurwoningen die in het gebied zijn geplaatst.".to_owned(),
            en: "Social dwellings located in the area.".to_owned(),
        }),
        agreements: Vec::new(),
        rent_caps: Vec::new(),
    }
}

fn publish(
    areas: &Areas,
    indicator: &Indicator,
    counts: &Counts,
    unplaced: Option<&Counts>,
    spread: Option<IndicatorSpread>,
) -> PublishedIndicator {
    let nature = indicator.nature();
    let at_level = |level: usize| {
        let chances = spread.as_ref().map_or(&[][..], |spread| &spread.levels[level].areas);
        publish_counts(&Measures::at_level(counts, areas, level), nature, chances)
    };
    let whole = counts.rolled_up(&vec![0; counts.by_area.len()], 1);
    PublishedIndicator {
        indicator: indicator.clone(),
        levels: (0..areas.levels().len()).map(at_level).collect(),
        city: publish_counts(&whole, nature, &[]),
        unplaced: unplaced.map(|counts| publish_counts(counts, nature, &[])),
        is_protected: false,
        changes: Vec::new(),
        pieces: Vec::new(),
        spread: spread.map(Published::pass),
    }
}

/// What the gate lets through of an indicator about persons by area.
fn by_area(
    areas: &Areas,
    measured: &Measured,
    of: &Protected,
    spread: Option<IndicatorSpread>,
) -> PublishedIndicator {
    let indicator = &measured.indicator;
    let nature = indicator.nature();
    // A cell without anything to count has no count to hide.
    let cell = |node: usize, part: Part, tally: Tally, chance: Option<AreaChance>| {
        if of.hides(node, part) {
            return Published::pass(Cell::hidden(tally));
        }
        let shown = of.shows(node, part).unwrap_or(0);
        let tally = tally.counting(shown.min(tally.out_of())).expect("at most what it is out of");
        Published::pass(match of.policy {
            Policy::Threshold(_) => Cell::shown(tally, nature).with_chance(chance),
            Policy::SevenFive => Cell::rounded(tally),
        })
    };
    // `level` is `None` of the city.
    let counts = |level: Option<usize>, first: usize, counts: &Counts| {
        let node = |area: u32| first + area as usize;
        let chance = |area: usize| {
            let spread = spread.as_ref().zip(level);
            spread
                .and_then(|(spread, level)| spread.levels[level].areas.get(area).copied().flatten())
        };
        let by_area = counts.by_area.iter().enumerate();
        let years = counts.by_year.iter().filter(|_| level <= of.depth.years);
        let corporations = counts.by_corporation.iter().filter(|_| level <= of.depth.corporations);
        PublishedCounts {
            by_area: by_area
                .map(|(area, &tally)| cell(first + area, Part::Window, tally, chance(area)))
                .collect(),
            by_year: years
                .map(|&(year, area, tally)| {
                    (year, area, cell(node(area), Part::Year(year), tally, None))
                })
                .collect(),
            by_corporation: corporations
                .map(|&(owner, area, tally)| {
                    (owner, area, cell(node(area), Part::Corporation(Some(owner)), tally, None))
                })
                .collect(),
        }
    };
    let whole = of.counts.rolled_up(&vec![0; of.counts.by_area.len()], 1);
    let mut first = 1;
    let mut levels = Vec::new();
    for (level, of_level) in areas.levels().iter().enumerate() {
        let rolled_up = Measures::at_level(&of.counts, areas, level);
        levels.push(counts(Some(level), first, &rolled_up));
        first += of_level.areas.len();
    }
    let city = counts(None, 0, &whole);
    let finest = levels.last().expect("a city has at least one level");
    let spread = spread.map(|spread| Published::pass(of_shown(spread, &levels, finest)));
    PublishedIndicator {
        indicator: indicator.clone(),
        city,
        unplaced: None,
        is_protected: true,
        changes: Vec::new(),
        pieces: Vec::new(),
        spread,
        levels,
    }
}

/// The statistics without what is told of single hidden areas. They follow from what is published, and of
/// a hidden area that is no number of its own.
fn of_shown(
    mut spread: IndicatorSpread,
    levels: &[PublishedCounts],
    finest: &PublishedCounts,
) -> IndicatorSpread {
    for (of_level, counts) in spread.levels.iter_mut().zip(levels) {
        for (chance, cell) in of_level.areas.iter_mut().zip(&counts.by_area) {
            if cell.get().is_hidden() {
                *chance = None;
            }
        }
    }
    if let Ok(in_space) = &mut spread.in_space
        && let Some(patterns) = &mut in_space.patterns
    {
        patterns.local.retain(|local| !finest.by_area[local.area].get().is_hidden());
    }
    // What is left to do, area by area, would be a list of the counts.
    spread.progress = None;
    spread
}

/// An indicator about persons of which the city's number alone is published.
fn city_alone(indicator: &Indicator, of: &Protected) -> PublishedIndicator {
    let total = of.counts.total();
    let shown = of.shows(0, Part::Window).unwrap_or(0).min(total.out_of());
    let total = total.counting(shown).expect("at most what it is out of");
    let cell = Published::pass(match of.policy {
        Policy::Threshold(_) => Cell::shown(total, indicator.nature()),
        Policy::SevenFive => Cell::rounded(total),
    });
    PublishedIndicator {
        indicator: indicator.clone(),
        levels: Vec::new(),
        city: PublishedCounts {
            by_area: vec![cell],
            by_corporation: Vec::new(),
            by_year: Vec::new(),
        },
        unplaced: None,
        is_protected: true,
        changes: Vec::new(),
        pieces: Vec::new(),
        spread: None,
    }
}

/// `chances` are those of the areas, or none.
fn publish_counts(
    counts: &Counts,
    nature: Nature,
    chances: &[Option<AreaChance>],
) -> PublishedCounts {
    let pass = |tally: Tally| Published::pass(Cell::shown(tally, nature));
    let of_area = |(at, &tally): (usize, &Tally)| {
        let chance = chances.get(at).copied().flatten();
        Published::pass(Cell::shown(tally, nature).with_chance(chance))
    };
    PublishedCounts {
        by_area: counts.by_area.iter().enumerate().map(of_area).collect(),
        by_corporation: counts.by_corporation.iter().map(|&(a, b, t)| (a, b, pass(t))).collect(),
        by_year: counts.by_year.iter().map(|&(a, b, t)| (a, b, pass(t))).collect(),
    }
}
