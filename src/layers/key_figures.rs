//! `kerncijfers.json`: the city's totals, each with what it means and over what it runs.

mod coincidences;
mod disclosure;
mod origin;
mod production;
mod reach;
mod shape;
mod sources;
mod spread;
mod urgency;

use schemars::generate::SchemaSettings;

use crate::config::{Config, Language, StockConfig, StockFrom};
use crate::disclose::statistics::{Judgement, MOST_AREAS, MOST_PART, RARE};
use crate::disclose::{AuditSummary, Cell, Coverage, PublishedIndicator, Release, Status};
use crate::model::{Areas, Of, RentCap};
use crate::normalise::label;

use origin::Counted;
use shape::{
    AllHomesFigure, AreaCount, BordersFigure, CoverageFigure, Draws, Figure, KeyFigures,
    LevelCount, Number, Part, RentCapFigure, Tests,
};

/// Six decimals are more than any count of homes carries. Zero has no sign.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6 + 0.0
}

/// A chance with six decimals or five digits: a small one is not zero.
fn chance_rounded(chance: f64) -> f64 {
    if chance >= 0.1 {
        rounded(chance)
    } else {
        format!("{chance:.4e}").parse().expect("a number as it was written")
    }
}

/// A part of a whole; `None` of nothing.
fn part_of(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| rounded(f64::from(part) / f64::from(whole)))
}

fn number(cell: &Cell) -> Number {
    Number {
        count: cell.count(),
        out_of: cell.out_of(),
        unknown: cell.unknown(),
        areas_without_denominator: cell.unmeasured(),
        share: cell.share().map(rounded),
        interval_95: cell.interval.map(|(low, high)| [rounded(low), rounded(high)]),
        status: cell.status().word(),
    }
}

fn figure<'a>(
    config: &'a Config,
    areas: &'a Areas,
    release: &'a Release,
    published: &'a PublishedIndicator,
) -> Figure<'a> {
    let indicator = &published.indicator;
    let in_language = |label: &'a crate::model::Label| match config.language {
        Language::En if !label.en.is_empty() => label.en.as_str(),
        _ => label.nl.as_str(),
    };
    let city = &published.city;
    let levels = areas.levels().iter().zip(&published.levels).map(|(level, counts)| {
        let with =
            |test: fn(&Cell) -> bool| counts.by_area.iter().filter(|cell| test(cell.get())).count();
        LevelCount {
            level: level.level.singular(),
            areas_with_count: with(|cell| cell.count().is_some_and(|count| count > 0)),
            areas_with_denominator: with(|cell| cell.out_of().is_some_and(|out_of| out_of > 0)),
            areas_unknown: with(|cell| cell.status() == Status::Unknown),
            areas_hidden: with(Cell::is_hidden),
        }
    });
    Figure {
        id: &indicator.id,
        label: in_language(&indicator.label),
        definition: indicator.definition.as_ref().map(in_language),
        nature: indicator.nature(),
        agreements: &indicator.agreements,
        norm: indicator.norm,
        norm_kind: indicator.norm.map(|_| indicator.norm_kind),
        all_homes: config.stock.as_ref().filter(|_| indicator.of == Of::Homes).map(all_homes),
        rent_caps: indicator.rent_caps.iter().map(rent_cap).collect(),
        protected: published.is_protected,
        total: number(city.by_area[0].get()),
        unplaced: published.unplaced.as_ref().map(|counts| number(counts.by_area[0].get())),
        by_corporation: city
            .by_corporation
            .iter()
            .map(|(corporation, _, cell)| Part {
                corporation: &release.corporations[*corporation as usize],
                number: number(cell.get()),
            })
            .collect(),
        definitions: urgency::of_window(config, published),
        by_year: urgency::by_year(published),
        levels: levels.collect(),
        origin: origin::origin(config, &Counted::of(indicator)),
        spread: published.spread.as_ref().map(|of| {
            spread::figure(areas, published, of.get(), &release.dwellings, config.language)
        }),
    }
}

fn all_homes(stock: &StockConfig) -> AllHomesFigure<'_> {
    let (from, file, column) = match stock.from() {
        StockFrom::Table(path) => ("table", Some(label(path)), None),
        StockFrom::Column(column) => ("column of the layer", None, column),
        StockFrom::Addresses => ("addresses", None, None),
    };
    let as_of = stock.as_of.map(|day| day.to_string());
    AllHomesFigure { from, file, column, as_of, source: stock.source.as_deref() }
}

fn rent_cap(cap: &RentCap) -> RentCapFigure<'_> {
    RentCapFigure {
        year: cap.year,
        first: cap.first,
        second: cap.second,
        kind: cap.kind.word(),
        source: Some(cap.source.as_str()).filter(|source| !source.is_empty()),
        certainty: cap.certainty,
    }
}

/// The key figures as JSON.
///
/// `audit` is what an attack on the files found; `None` before it was made.
pub(super) fn json(
    config: &Config,
    areas: &Areas,
    release: &Release,
    audit: Option<&AuditSummary>,
) -> Vec<u8> {
    let figures = KeyFigures {
        name: &config.name,
        note: config.note.as_deref(),
        audience: release.audience.word(),
        reference_date: config.reference_date.to_string(),
        window: origin::window(config),
        areas_year: config.areas.year,
        areas: areas
            .levels()
            .iter()
            .map(|level| AreaCount { level: level.level.singular(), count: level.areas.len() })
            .collect(),
        coverage: release
            .coverage
            .iter()
            .map(|&Coverage { of, used, unplaced }| CoverageFigure {
                of: of.word(),
                used,
                placed: used - unplaced,
                unplaced,
            })
            .collect(),
        located_with: sources::of_places(config),
        disclosure: disclosure::figure(config, release, audit),
        withheld: &release.withheld,
        draws: release.draws.map(|made| Draws {
            generator: made.generator,
            seed: made.seed,
            of_a_test: made.draws,
            of_a_test_of_one_area: made.local_draws,
        }),
        tests: release.draws.is_some().then_some(Tests {
            level: Judgement::LIMIT,
            fewest_units: Judgement::FEWEST,
            rare_share: RARE,
            circle_most_part: MOST_PART,
            circle_most_areas: MOST_AREAS,
        }),
        borders: release
            .borders
            .iter()
            .map(|of| BordersFigure {
                neighbours: of.sense.word(),
                links: of.links,
                by_t_junction: of.by_t_junction,
            })
            .collect(),
        urgency: urgency::of_files(config, release),
        dwellings: figure(config, areas, release, &release.dwellings),
        indicators: release
            .indicators
            .iter()
            .map(|published| figure(config, areas, release, published))
            .collect(),
        coincidences: release
            .coincidences
            .as_ref()
            .map(|found| coincidences::figure(config, found.get())),
        places: reach::figures(config, areas, release),
        production: release
            .production
            .as_ref()
            .map(|found| production::figure(config, areas, found.get())),
    };
    let mut bytes = serde_json::to_vec_pretty(&figures).expect("plain values");
    bytes.push(b'\n');
    bytes
}

/// The JSON Schema of the key figures (draft 2020-12), with what each of them means.
pub fn schema() -> serde_json::Value {
    let written = SchemaSettings::draft2020_12().for_serialize();
    written.into_generator().into_root_schema_for::<KeyFigures>().to_value()
}
