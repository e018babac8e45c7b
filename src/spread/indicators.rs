//! Every statistic of every indicator of a city.

use chrono::{Datelike, NaiveDate};
use geo::MultiPolygon;

use crate::config::Config;
use crate::measure::{Counts, Measured, Measures};
use crate::model::{Areas, Indicator, Nature, Target};

use super::chance::{AreaChance, chances};
use super::coincidence::{Coincidences, coincidences};
use super::entropy::decomposed;
use super::evenness::{Draws, Evenness, evenness};
use super::outlook::Outlook;
use super::place::{InSpace, Places, in_space};
use super::shares::Shares;
use super::silence::Silence;
use super::target::{Progress, progress};

/// The statistics of all indicators, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// One for each indicator; `None` for those that nobody will see.
    pub indicators: Vec<Option<IndicatorSpread>>,
    /// Draws of a test, and the seed.
    pub draws: Draws,
    /// Draws of each of the tests of single areas.
    pub local_draws: Draws,
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
    /// Patterns in space of the finest areas, of flows.
    pub in_space: Option<Result<InSpace, Silence>>,
    /// Of a flow with a norm.
    pub outlook: Option<Outlook>,
    /// Of a stock with a target.
    pub progress: Option<(Target, Progress)>,
}

/// The statistics of one indicator at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelSpread {
    /// How even.
    pub evenness: Result<Evenness, Silence>,
    /// By position of the area, of flows; `None` without a denominator.
    pub areas: Vec<Option<AreaChance>>,
}

/// Draws for a test of one area among many: with fewer no p-value could be small enough.
const LOCAL_DRAWS: u32 = 99_999;

/// Computes the statistics of a city, of the indicators that are `seen`; `None` where the
/// configuration wants none.
pub fn city(
    areas: &Areas,
    measures: &Measures,
    config: &Config,
    seen: impl Fn(&Indicator) -> bool,
) -> Option<Spread> {
    let asked = &config.spread;
    if !asked.enabled {
        return None;
    }
    let seed = asked.seed;
    let draws = Draws { n: asked.permutations as usize, seed };
    let local_draws = Draws { n: LOCAL_DRAWS.max(asked.permutations) as usize, seed };
    let finest = areas.levels().last()?;
    let of_flow = |of: &Measured| of.indicator.nature() == Nature::Flow && seen(&of.indicator);
    let flows = measures.indicators.iter().any(of_flow);
    let outlines: Vec<&MultiPolygon<f64>> = finest.areas.iter().map(|area| &area.outline).collect();
    let places = flows.then(|| Places::of(&outlines));
    let of_city = OfCity { areas, homes: &measures.dwellings, draws, local_draws, places, config };
    let of_seen =
        |measured: &Measured| seen(&measured.indicator).then(|| of_city.indicator(measured));
    let indicators = measures.indicators.iter().map(of_seen);
    let coincidences = measures.opportunities.as_ref().map(coincidences);
    Some(Spread { indicators: indicators.collect(), draws, local_draws, coincidences })
}

struct OfCity<'a> {
    areas: &'a Areas,
    homes: &'a Counts,
    draws: Draws,
    local_draws: Draws,
    places: Option<Places>,
    config: &'a Config,
}

impl OfCity<'_> {
    fn indicator(&self, Measured { indicator, counts }: &Measured) -> IndicatorSpread {
        let flow = indicator.nature() == Nature::Flow;
        let n_levels = self.areas.levels().len();
        let shares = Shares::of(counts.by_area.iter().copied());
        let holders: Vec<&[usize]> =
            (0..n_levels - 1).map(|level| self.areas.holders(level)).collect();
        let places = self.places.as_ref().filter(|_| flow);
        let numbers: Vec<u32> = counts.by_area.iter().map(|tally| tally.count()).collect();
        IndicatorSpread {
            levels: (0..n_levels).map(|level| self.level(indicator, counts, level)).collect(),
            parts: decomposed(&shares, &holders),
            in_space: places.map(|places| in_space(&shares, places, self.draws, self.local_draws)),
            outlook: indicator.norm.filter(|_| flow).and_then(|norm| self.outlook(counts, norm)),
            progress: indicator
                .target
                .map(|target| (target, progress(target, &numbers, self.config.reference_date))),
        }
    }

    fn level(&self, indicator: &Indicator, counts: &Counts, level: usize) -> LevelSpread {
        let at_level = Measures::at_level(counts, self.areas, level);
        let homes = Measures::at_level(self.homes, self.areas, level);
        let numbers =
            |of: &Counts| of.by_area.iter().map(|tally| tally.count()).collect::<Vec<_>>();
        let shares = Shares::of(at_level.by_area.iter().copied());
        let flow = indicator.nature() == Nature::Flow;
        let draws = flow.then_some(self.draws);
        let mut areas = vec![None; at_level.by_area.len()];
        if flow {
            for (&area, chance) in shares.areas().iter().zip(chances(&shares, indicator.norm)) {
                areas[area] = Some(chance);
            }
        }
        let evenness = evenness(&shares, &numbers(&at_level), &numbers(&homes), draws);
        LevelSpread { evenness, areas }
    }

    fn outlook(&self, counts: &Counts, norm: f64) -> Option<Outlook> {
        let mut years: Vec<(i32, u32, u32)> = Vec::new();
        for &(year, _, tally) in &counts.by_year {
            match years.last_mut().filter(|last| last.0 == year) {
                Some(last) => {
                    last.1 += tally.count();
                    last.2 += tally.out_of();
                }
                None => years.push((year, tally.count(), tally.out_of())),
            }
        }
        years.retain(|year| year.2 > 0);
        Outlook::of(years, norm, left_of_year(self.config.reference_date))
    }
}

/// The part of the year after a day, in [0, 1).
fn left_of_year(day: NaiveDate) -> f64 {
    let days = if day.leap_year() { 366.0 } else { 365.0 };
    1.0 - f64::from(day.ordinal()) / days
}
