//! `kerncijfers.json`: the city's totals, each with what it means and over what it runs.

mod spread;

use serde::Serialize;

use crate::config::{Config, Language};
use crate::disclose::{Cell, PublishedIndicator, Release, Status};
use crate::model::{Areas, Nature};

#[derive(Serialize)]
struct KeyFigures<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    audience: &'static str,
    reference_date: String,
    window: Window,
    areas_year: u16,
    areas: Vec<AreaCount>,
    withheld: &'a [String],
    /// How random draws were made; absent without statistics of spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    draws: Option<Draws>,
    dwellings: Figure<'a>,
    indicators: Vec<Figure<'a>>,
}

#[derive(Serialize)]
struct Draws {
    generator: &'static str,
    seed: u64,
    of_a_test: usize,
    of_a_test_of_one_area: usize,
}

#[derive(Serialize)]
struct Window {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct AreaCount {
    level: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct Figure<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<&'a str>,
    nature: Nature,
    agreements: &'a [u8],
    #[serde(skip_serializing_if = "Option::is_none")]
    norm: Option<f64>,
    total: Number,
    by_corporation: Vec<Part<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_year: Vec<YearPart>,
    /// Areas with a count above zero, and areas with a denominator, per level.
    levels: Vec<LevelFigure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spread: Option<spread::SpreadFigure<'a>>,
}

#[derive(Serialize)]
struct Number {
    count: Option<u32>,
    out_of: u32,
    unknown: u32,
    share: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval_95: Option<[f64; 2]>,
    status: &'static str,
}

#[derive(Serialize)]
struct Part<'a> {
    corporation: &'a str,
    #[serde(flatten)]
    number: Number,
}

#[derive(Serialize)]
struct YearPart {
    year: i32,
    #[serde(flatten)]
    number: Number,
}

#[derive(Serialize)]
struct LevelFigure {
    level: &'static str,
    areas_with_count: usize,
    areas_with_denominator: usize,
}

/// Six decimals are more than any count of homes carries.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// A part of a whole; `None` of nothing.
fn part_of(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| rounded(f64::from(part) / f64::from(whole)))
}

fn number(cell: &Cell) -> Number {
    let tally = cell.tally;
    let status = cell.status();
    Number {
        count: (status != Status::Unknown).then_some(tally.count()),
        out_of: tally.out_of(),
        unknown: tally.unknown(),
        share: tally.share().filter(|_| status == Status::Ok).map(rounded),
        interval_95: cell.interval.map(|(low, high)| [rounded(low), rounded(high)]),
        status: status.word(),
    }
}

fn figure<'a>(
    config: &Config,
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
        LevelFigure {
            level: level.level.singular(),
            areas_with_count: with(|cell| cell.tally.count() > 0),
            areas_with_denominator: with(|cell| cell.tally.out_of() > 0),
        }
    });
    Figure {
        id: &indicator.id,
        label: in_language(&indicator.label),
        definition: indicator.definition.as_ref().map(in_language),
        nature: indicator.nature(),
        agreements: &indicator.agreements,
        norm: indicator.norm,
        total: number(city.by_area[0].get()),
        by_corporation: city
            .by_corporation
            .iter()
            .map(|(corporation, _, cell)| Part {
                corporation: &release.corporations[*corporation as usize],
                number: number(cell.get()),
            })
            .collect(),
        by_year: city
            .by_year
            .iter()
            .map(|(year, _, cell)| YearPart { year: *year, number: number(cell.get()) })
            .collect(),
        levels: levels.collect(),
        spread: published.spread.as_ref().map(|of| {
            spread::figure(areas, published, of.get(), &release.dwellings, config.language)
        }),
    }
}

/// The key figures as JSON.
pub(super) fn json(config: &Config, areas: &Areas, release: &Release) -> Vec<u8> {
    let figures = KeyFigures {
        name: &config.name,
        note: config.note.as_deref(),
        audience: release.audience.word(),
        reference_date: config.reference_date.to_string(),
        window: Window {
            from: config.window_start().to_string(),
            to: config.reference_date.to_string(),
        },
        areas_year: config.areas.year,
        areas: areas
            .levels()
            .iter()
            .map(|level| AreaCount { level: level.level.singular(), count: level.areas.len() })
            .collect(),
        withheld: &release.withheld,
        draws: release.draws.map(|made| Draws {
            generator: made.generator,
            seed: made.seed,
            of_a_test: made.draws,
            of_a_test_of_one_area: made.local_draws,
        }),
        dwellings: figure(config, areas, release, &release.dwellings),
        indicators: release
            .indicators
            .iter()
            .map(|published| figure(config, areas, release, published))
            .collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&figures).expect("plain values");
    bytes.push(b'\n');
    bytes
}
