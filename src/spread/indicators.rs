//! Every statistic of every indicator of a city.

use chrono::{Datelike, NaiveDate};
use geo::MultiPolygon;

use crate::config::Config;
use crate::measure::{Counts, Measured, Measures};
use crate::model::{Areas, Indicator, Nature, Of, Tally, Target};

use super::chance::{AreaChance, chances};
use super::coincidence::{Coincidences, coincidences};
use super::entropy::decomposed;
use super::evenness::{Draws, Evenness, evenness};
use super::hoover::known_homes;
use super::norm::Norm;
use super::outlook::{Outlook, Window};
use super::place::{BorderLinks, InSpace, PatternDraws, Places, in_space};
use super::shares::{LeftOut, Shares};
use super::silence::Silence;
use super::target::{Progress, Stock, progress};

/// The statistics of all indicators, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// One for each indicator; `None` for those that nobody will see.
    pub indicators: Vec<Option<IndicatorSpread>>,
    /// Draws of a test, and the seed.
    pub draws: Draws,
    /// Draws of each of the tests of single areas.
    pub local_draws: Draws,
    /// How many of the finest areas border on each other.
    pub borders: Vec<BorderLinks>,
    /// What coincides in homes and complexes, where that was counted.
    pub coincidences: Option<Coincidences>,
}

/// The statistics of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorSpread {
    /// Per level, coarse to fine.
    pub levels: Vec<LevelSpread>,
    /// The parts of the information index of the finest areas, per level; see [`decomposed`].
    pub parts: Option<Vec<f64>>,
    /// Patterns in space of the finest areas.
    pub in_space: Result<InSpace, Silence>,
    /// Of a flow with a norm.
    pub outlook: Option<Outlook>,
    /// Of a stock with a target.
    pub progress: Option<(Target, Result<Progress, Silence>)>,
}

/// The statistics of one indicator at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelSpread {
    /// How even.
    pub evenness: Result<Evenness, Silence>,
    /// What takes no part in that, because it is not known or not there.
    pub left_out: LeftOut,
    /// By position of the area, of flows; `None` without a denominator.
    pub areas: Vec<Option<AreaChance>>,
}

/// Draws for a test of one area among many: with fewer no p-value could be small enough.
const LOCAL_DRAWS: u32 = 99_999;

/// The finest areas as places.
pub fn places(areas: &Areas) -> Places {
    let outlines: Vec<&MultiPolygon<f64>> =
        areas.finest().areas.iter().map(|area| &area.outline).collect();
    Places::of(&outlines)
}

/// Computes the statistics of a city, of the indicators that are `seen`.
pub fn city(
    areas: &Areas,
    places: &Places,
    measures: &Measures,
    config: &Config,
    seen: impl Fn(&Indicator) -> bool,
) -> Spread {
    let asked = &config.spread;
    let seed = asked.seed;
    let draws = Draws { n: asked.permutations as usize, seed };
    let local_draws = Draws { n: LOCAL_DRAWS.max(asked.permutations) as usize, seed };
    let of_city = OfCity { areas, homes: &measures.dwellings, draws, local_draws, places, config };
    let of_seen =
        |measured: &Measured| seen(&measured.indicator).then(|| of_city.indicator(measured));
    let indicators = measures.indicators.iter().map(of_seen);
    let coincidences = measures.opportunities.as_ref().map(coincidences);
    let (indicators, borders) = (indicators.collect(), places.borders());
    Spread { indicators, draws, local_draws, borders, coincidences }
}

struct OfCity<'a> {
    areas: &'a Areas,
    homes: &'a Counts,
    draws: Draws,
    local_draws: Draws,
    places: &'a Places,
    config: &'a Config,
}

impl OfCity<'_> {
    fn indicator(&self, measured: &Measured) -> IndicatorSpread {
        let Measured { indicator, counts, unplaced, .. } = measured;
        let flow = indicator.nature() == Nature::Flow;
        let n_levels = self.areas.levels().len();
        let shares = Shares::of(counts.by_area.iter().copied());
        let holders: Vec<&[usize]> =
            (0..n_levels - 1).map(|level| self.areas.holders(level)).collect();
        let draws = PatternDraws { of_city: self.draws, local: self.local_draws };
        let norm = indicator.norm.map(|norm| Norm::of(norm, indicator.norm_kind));
        IndicatorSpread {
            levels: (0..n_levels).map(|level| self.level(indicator, counts, level)).collect(),
            parts: decomposed(&shares, &holders),
            in_space: in_space(&shares, self.places, flow.then_some(draws)),
            outlook: norm.filter(|_| flow).and_then(|norm| self.outlook(measured, norm)),
            progress: self.config.target(&indicator.id).map(|target| {
                let (by_area, unplaced) = (&counts.by_area, unplaced.total());
                let is_whole = indicator.of == Of::Homes;
                let stock = Stock { by_area, unplaced, is_whole };
                (target, progress(target, stock, self.config.reference_date))
            }),
        }
    }

    fn level(&self, indicator: &Indicator, counts: &Counts, level: usize) -> LevelSpread {
        let at_level = Measures::at_level(counts, self.areas, level);
        let homes = Measures::at_level(self.homes, self.areas, level);
        let events: Vec<u32> = at_level.by_area.iter().map(|tally| tally.count()).collect();
        let homes = at_level.by_area.iter().zip(&homes.by_area);
        let homes: Vec<f64> =
            homes.map(|(tally, homes)| known_homes(indicator.of, *tally, homes.count())).collect();
        let shares = Shares::of(at_level.by_area.iter().copied());
        let flow = indicator.nature() == Nature::Flow;
        let draws = flow.then_some(self.draws);
        let mut evenness = evenness(&shares, &events, &homes, draws);
        if shares.len() == 1 && shares.left_out().unknown_areas > 0 {
            // One area that is known beside others that are not is not even, but not compared.
            evenness = Err(Silence::TooFewAreas);
        }
        let mut areas = vec![None; at_level.by_area.len()];
        if flow {
            let chance = evenness.as_ref().ok().and_then(|evenness| evenness.chance);
            let fit = chance.and_then(|chance| chance.structural);
            let norm = indicator.norm.map(|norm| Norm::of(norm, indicator.norm_kind));
            let chances = chances(&shares, norm, fit);
            for (&area, chance) in shares.areas().iter().zip(chances) {
                areas[area] = Some(chance);
            }
        }
        LevelSpread { evenness, left_out: shares.left_out(), areas }
    }

    /// The outlook over the lettings that were counted as the last ones are.
    fn outlook(&self, measured: &Measured, norm: Norm) -> Option<Outlook> {
        let since = measured.changes.last().copied();
        let last =
            measured.pieces.iter().filter(|of| of.definition as usize > measured.changes.len());
        let compared: Vec<(i32, Tally)> = match since {
            Some(_) => last.map(|of| (of.year, of.tally)).collect(),
            None => measured.counts.by_year.iter().map(|&(year, _, of)| (year, of)).collect(),
        };
        let mut years: Vec<(i32, u32, u32)> = Vec::new();
        for (year, tally) in compared {
            match years.last_mut().filter(|last| last.0 == year) {
                Some(last) => {
                    last.1 += tally.count();
                    last.2 += tally.out_of();
                }
                None => years.push((year, tally.count(), tally.out_of())),
            }
        }
        years.retain(|year| year.2 > 0);
        let today = self.config.reference_date;
        if !years.is_empty() && years.iter().all(|year| year.0 < today.year()) {
            years.push((today.year(), 0, 0)); // it has begun, and all of it that is left is to come
        }
        let start = since.unwrap_or_else(|| self.config.window_start());
        let length = (today - start).num_days() as f64 + 1.0;
        let first_whole = start.year() + i32::from(start.ordinal() > 1);
        let window = Window {
            years: since.map_or(self.config.spread.window_years.into(), |_| length / 365.25),
            first_whole,
            left: left_of_year(today),
        };
        Outlook::of(years, norm, window).map(|of| Outlook { since, ..of })
    }
}

/// The part of the year after a day, in [0, 1).
fn left_of_year(day: NaiveDate) -> f64 {
    let days = if day.leap_year() { 366.0 } else { 365.0 };
    1.0 - f64::from(day.ordinal()) / days
}
