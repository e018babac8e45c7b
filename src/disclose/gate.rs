//! What of the counts of persons goes to the public.
//!
//! The gate closes before any statistic is computed. Behind it the measures of a public run hold, of each
//! indicator about persons, numbers that follow from what is published alone: whatever is computed from
//! them tells no more than what is shown.

use std::collections::BTreeSet;

use crate::config::{Config, DownTo, Profile};
use crate::diagnostics::Finding;
use crate::measure::{Counts, Measured, Measures};
use crate::model::{Areas, Indicator, Tally};

use super::ledger::{Heading, Ledger, Subject};
use super::policy::Policy;
use super::protected::{Protected, Request};
use super::stand_in;
use super::table::{Depth, Part, Table};

/// What passes of each indicator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gate {
    /// In the order of the measures; `None` of those that are about no person, or of an internal release.
    pub protections: Vec<Option<Protection>>,
    /// Earlier releases that tell of the same indicators.
    pub earlier_releases: usize,
    /// What there is to say of earlier releases.
    pub findings: Vec<Finding>,
}

/// The earlier releases, and what the new one is about.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// Those of the file beside the result.
    pub ledger: &'a Ledger,
    /// Of the new release.
    pub heading: &'a Heading<'a>,
}

/// What passes of an indicator about persons.
#[derive(Debug, Clone, PartialEq)]
pub enum Protection {
    /// The areas, as far as they can be shown.
    ByArea(Box<Protected>),
    /// The city over the window, and nothing else: a table of one cell.
    CityAlone(Box<Protected>),
    /// Nothing.
    Withheld(Withheld),
}

/// Why nothing is published of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// The count of the whole city is unsafe by itself.
    City,
    /// With the counts of another indicator it would give a count away that is unsafe.
    BesideAnother,
    /// Whatever is hidden, the number of the city gives a count away.
    Unprotectable,
    /// So it is beside what was released before, and without that it would not be.
    BesideEarlier,
}

/// What an attack on the files of a release found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditSummary {
    /// Numbers about persons that the files show.
    pub shown: usize,
    /// Numbers that are hidden.
    pub hidden: usize,
    /// Sums that tie them together.
    pub sums: usize,
    /// Earlier releases that were attacked together with this one.
    pub earlier_releases: usize,
}

impl Policy {
    /// The rule that the configuration asks for.
    pub fn of(config: &Config) -> Policy {
        let asked = &config.disclosure;
        match asked.profile {
            Profile::Five => Policy::Threshold(
                asked.threshold.unwrap_or(crate::config::DisclosureConfig::THRESHOLD),
            ),
            Profile::SevenFive => Policy::SevenFive,
        }
    }
}

/// To which level years and corporations are published.
fn depth(config: &Config, areas: &Areas) -> Depth {
    let position = |down_to: Option<DownTo>, default: Option<usize>| match down_to {
        Some(DownTo::City(_)) => None,
        Some(DownTo::Level(level)) => areas.levels().iter().position(|of| of.level == level),
        None => default,
    };
    Depth {
        years: position(config.disclosure.years_to, areas.levels().len().checked_sub(2)),
        corporations: position(config.disclosure.corporations_to, None),
    }
}

impl Gate {
    /// A gate that lets everything through, for an internal release.
    pub fn open(measures: &Measures) -> Gate {
        let protections = measures.indicators.iter().map(|_| None).collect();
        Gate { protections, ..Gate::default() }
    }

    /// Takes the counts of persons out of the measures of a public run, and puts what may be known of them in
    /// their place.
    pub fn close(
        areas: &Areas,
        measures: &mut Measures,
        config: &Config,
        before: Before<'_>,
    ) -> Gate {
        let mut gate = Gate::open(measures);
        let policy = Policy::of(config);
        let personal = |measured: &&Measured| measured.indicator.is_personal();
        let by_area = config.disclosure.by_area.as_deref();
        let mut of_persons = measures.indicators.iter().filter(personal);
        let by_area = of_persons
            .find(|of| by_area.is_none_or(|id| of.indicator.id == id))
            .map(|of| of.indicator.id.clone());
        let mut shown_totals: Vec<Tally> = Vec::new();
        let mut order: Vec<usize> = (0..measures.indicators.len()).collect();
        // The one that goes by area first: those beside it must not tell of it.
        order.sort_by_key(|&at| Some(&measures.indicators[at].indicator.id) != by_area.as_ref());
        for at in order {
            let measured = &mut measures.indicators[at];
            if !measured.indicator.is_personal() {
                continue;
            }
            let total = measured.counts.total();
            let goes_by_area = Some(&measured.indicator.id) == by_area.as_ref();
            let protection = if policy.is_unsafe(total.count(), total.out_of()) {
                Protection::Withheld(Withheld::City)
            } else if shown_totals.iter().any(|other| tells(policy, *other, total)) {
                Protection::Withheld(Withheld::BesideAnother)
            } else {
                let depth = depth(config, areas);
                let table = match goes_by_area {
                    true => Table::of(areas, &measured.counts, depth, policy),
                    false => Table::of_city(total, policy),
                };
                let request = Request {
                    subject: Subject {
                        id: &measured.indicator.id,
                        definition: measured.indicator.defined(true),
                        policy,
                    },
                    counts: &measured.counts,
                    depth,
                    seed: config.spread.seed,
                };
                match request.protect(&table, before, &mut gate) {
                    Some(of) if goes_by_area => Protection::ByArea(Box::new(of)),
                    Some(of) => Protection::CityAlone(Box::new(of)),
                    None if request.is_protectable_alone(&table) => {
                        Protection::Withheld(Withheld::BesideEarlier)
                    }
                    None => Protection::Withheld(Withheld::Unprotectable),
                }
            };
            if !matches!(protection, Protection::Withheld(_)) {
                shown_totals.push(total);
            }
            replace(areas, measured, &protection);
            gate.protections[at] = Some(protection);
        }
        gate
    }

    /// Ids of the indicators of which the statistics of spread are published.
    pub fn with_statistics(&self, measures: &Measures) -> BTreeSet<String> {
        let has_statistics = |protection: &Option<Protection>| match protection {
            None => true,
            // A rounded count carries no test.
            Some(Protection::ByArea(of)) => matches!(of.policy, Policy::Threshold(_)),
            Some(_) => false,
        };
        let each = measures.indicators.iter().zip(&self.protections);
        let with = each.filter(|(_, protection)| has_statistics(protection));
        with.map(|(measured, _)| measured.indicator.id.clone()).collect()
    }

    /// What the ledger is to hold of each indicator that is published, with its id and definition.
    pub fn indicated<'a>(
        &'a self,
        measures: &'a Measures,
    ) -> impl Iterator<Item = (&'a Indicator, &'a Protected)> {
        let each = measures.indicators.iter().zip(&self.protections);
        each.filter_map(|(measured, protection)| match protection {
            Some(Protection::ByArea(of) | Protection::CityAlone(of)) => {
                Some((&measured.indicator, of.as_ref()))
            }
            _ => None,
        })
    }

    /// What becomes of the indicators about persons, in their order.
    pub fn of_persons(&self) -> impl Iterator<Item = &Protection> {
        self.protections.iter().flatten()
    }
}

/// Whether the difference of two counts of the same persons, or what both leave, is unsafe to know.
fn tells(policy: Policy, one: Tally, other: Tally) -> bool {
    let most = one.out_of().min(other.out_of());
    let few = |count: u32| count > 0 && policy.is_unsafe(count, u32::MAX);
    let difference = one.count().abs_diff(other.count());
    let rest = most.checked_sub(one.count() + other.count());
    few(difference) || rest.is_some_and(few)
}

/// Puts what is known of an indicator in place of what was counted.
fn replace(areas: &Areas, measured: &mut Measured, protection: &Protection) {
    let n_areas = measured.counts.by_area.len();
    measured.unplaced = Counts::empty(1);
    let counts = std::mem::replace(&mut measured.counts, Counts::empty(n_areas));
    let Protection::ByArea(of) = protection else {
        measured.pieces.clear();
        return;
    };
    let finest = of.table.nodes.len() - areas.finest().areas.len();
    let stand_in = stand_in::fill(&of.table, |at| of.shown(at));
    measured.counts.by_area = counts
        .by_area
        .iter()
        .zip(&stand_in[finest..])
        .map(|(tally, &count)| tally.counting(count).expect("at most what it is out of"))
        .collect();
    // The years of the city, where all of them are shown.
    let mut years: Vec<(i32, Tally)> = Vec::new();
    for &(year, _, tally) in &counts.by_year {
        match years.last_mut().filter(|last| last.0 == year) {
            Some(last) => last.1 += tally,
            None => years.push((year, tally)),
        }
    }
    let shown = years.iter().map(|&(year, tally)| {
        let count = match tally.out_of() {
            0 => 0,
            _ => of.shows(0, Part::Year(year))?,
        };
        Some((year, 0, tally.counting(count)?))
    });
    measured.counts.by_year = shown.collect::<Option<Vec<_>>>().unwrap_or_default();
    let unsafe_piece = measured
        .pieces
        .iter()
        .any(|piece| of.policy.is_unsafe(piece.tally.count(), piece.tally.out_of()));
    if unsafe_piece || measured.counts.by_year.is_empty() || of.policy == Policy::SevenFive {
        measured.pieces.clear();
    }
}
