//! The statistics of spread in the key figures, each with what it was made with.

use crate::config::Language;
use crate::disclose::statistics::{
    AreaChance, Cluster, Evenness, Fit, FunnelClass, InSpace, IndicatorSpread, Judgement, LeftOut,
    LevelSpread, LocalClass, Moran, Norm, Outlook, Progress, Quadrant, Silence, Year,
};
use crate::disclose::{Cell, Published, PublishedIndicator};
use crate::model::{Amount, Areas, Indicator, LevelAreas, Nature, Target};

use super::shape::{
    AreaFigure, ChanceFigure, ClusterFigure, ContributionFigure, EvennessFigure, InformationPart,
    LevelFigure, LocalFigure, MoranFigure, MoranNumbers, OutlookFigure, Rule, SpaceFigure,
    SpreadFigure, Structural, TargetFigure, Told, YearFigure,
};
use super::{chance_rounded, number, part_of, rounded};

impl<T> Told<T> {
    fn of(told: Result<T, Silence>, dutch: bool) -> Told<T> {
        match told {
            Ok(number) => Told::Number(number),
            Err(silence) => Told::Silence { undefined: silence.sentence(dutch) },
        }
    }
}

/// The statistics of a published indicator; `homes` are the homes by area, per level.
pub(super) fn figure<'a>(
    areas: &'a Areas,
    published: &'a PublishedIndicator,
    spread: &'a IndicatorSpread,
    homes: &PublishedIndicator,
    language: Language,
) -> SpreadFigure<'a> {
    let dutch = language == Language::Nl;
    let levels = areas.levels();
    let finest = &levels[levels.len() - 1];
    let of_level = |at: usize| {
        let (cells, homes) = (&published.levels[at].by_area, &homes.levels[at].by_area);
        let total = published.city.by_area[0].get().count().unwrap_or(0);
        let flow = published.indicator.nature() == Nature::Flow;
        let of_area = |(area, cell): (usize, &'a Published<Cell>)| {
            let (count, out_of) = (cell.get().count(), cell.get().out_of());
            let homes = homes[area].get().count().unwrap_or(0);
            // Homes without a placement have no share, and a load of zero.
            (out_of.is_some_and(|out_of| out_of > 0) || (flow && homes > 0)).then(|| AreaFigure {
                code: levels[at].areas[area].code.as_str(),
                number: number(cell.get()),
                part_of_total: count.filter(|_| !flow).and_then(|count| part_of(count, total)),
                per_100_homes: count.filter(|_| flow).and_then(|count| part_of(100 * count, homes)),
                chance: cell.get().chance.map(chance),
            })
        };
        let LevelSpread { evenness, left_out, .. } = &spread.levels[at];
        let LeftOut { unknown_units, unknown_areas, empty_areas } = *left_out;
        LevelFigure {
            level: levels[at].level.singular(),
            units_unknown: unknown_units,
            areas_unknown: unknown_areas,
            areas_without_units: empty_areas,
            evenness: Told::of(evenness.as_ref().map(even).map_err(|silence| *silence), dutch),
            areas: cells.iter().enumerate().filter_map(of_area).collect(),
        }
    };
    let parts = spread.parts.as_ref().map(|parts| {
        let parts = levels.iter().zip(parts);
        parts
            .map(|(of, &part)| InformationPart {
                between: of.level.singular(),
                part: rounded(part),
            })
            .collect()
    });
    SpreadFigure {
        levels: (0..levels.len()).map(of_level).collect(),
        information_parts: parts,
        in_space: Told::of(
            spread
                .in_space
                .as_ref()
                .map(|of| space(of, finest, &published.levels[levels.len() - 1].by_area, dutch))
                .map_err(|silence| *silence),
            dutch,
        ),
        outlook: spread
            .outlook
            .as_ref()
            .zip(published.indicator.norm)
            .map(|(outlook, norm)| outlook_figure(outlook, &published.indicator, norm, dutch)),
        target: spread.progress.as_ref().map(|(agreed, found)| {
            let found = found.as_ref().map(|of| target(*agreed, of, finest, dutch));
            Told::of(found.map_err(|silence| *silence), dutch)
        }),
    }
}

fn even(of: &Evenness) -> EvennessFigure {
    EvennessFigure {
        areas_with_denominator: of.n_areas,
        dissimilarity: rounded(of.dissimilarity),
        dissimilarity_by_chance: rounded(of.expected),
        dissimilarity_p: of.chance.map(|chance| chance_rounded(chance.dissimilarity_p)),
        structural: of.chance.and_then(|chance| chance.structural).map(structural),
        information: rounded(of.information),
        information_p: of.chance.map(|chance| chance_rounded(chance.information_p)),
        gini: rounded(of.gini),
        isolation: rounded(of.isolation),
        hoover_against_homes: of.hoover.map(rounded),
        areas_with_half: of.concentration.half,
        areas_with_four_fifths: of.concentration.four_fifths,
        effective_areas: rounded(of.concentration.effective),
    }
}

fn structural(fit: Fit) -> Structural {
    Structural {
        dissimilarity: rounded(fit.shares.dissimilarity()),
        interval_95: [rounded(fit.least.dissimilarity()), rounded(fit.most.dissimilarity())],
        p: chance_rounded(fit.p),
        mean: rounded(fit.shares.mean),
        strength: Some(fit.shares.strength).filter(|strength| strength.is_finite()).map(rounded),
    }
}

fn chance(of: AreaChance) -> ChanceFigure {
    ChanceFigure {
        compared_with: of.compared_with.map(rounded),
        p_above: chance_rounded(of.tails.above),
        p_below: chance_rounded(of.tails.below),
        p: chance_rounded(of.p),
        q: chance_rounded(of.q),
        norm_p: of.norm.map(|norm| chance_rounded(norm.p)),
        norm_q: of.norm.map(|norm| chance_rounded(norm.q)),
        headroom: of.norm.map(|norm| norm.headroom),
        shrunk_share: of.shrunk.map(|shrunk| rounded(shrunk.share)),
        beyond_norm: of
            .shrunk
            .filter(|_| of.norm.is_some())
            .and_then(|shrunk| shrunk.beyond)
            .map(chance_rounded),
        funnel: match of.funnel {
            FunnelClass::FarBelow => "far below",
            FunnelClass::Below => "below",
            FunnelClass::Within => "within",
            FunnelClass::Above => "above",
            FunnelClass::FarAbove => "far above",
        },
        funnel_95: [rounded(of.limits[0].0), rounded(of.limits[0].1)],
        funnel_998: [rounded(of.limits[1].0), rounded(of.limits[1].1)],
        judgement: Judgement::words(of.judgement),
    }
}

fn space<'a>(
    of: &InSpace,
    level: &'a LevelAreas,
    cells: &[Published<Cell>],
    dutch: bool,
) -> SpaceFigure<'a> {
    // With a hidden area among them the totals of a group are no counts.
    let all_shown = |of: &Cluster| of.members.iter().all(|&at| !cells[at].get().is_hidden());
    let code = |at: &usize| level.areas[*at].code.as_str();
    let numbers = |of: &Moran| MoranNumbers {
        i: rounded(of.i),
        expected: rounded(of.expected),
        p: of.p.map(chance_rounded),
    };
    let moran = of.moran.iter().map(|of| MoranFigure {
        neighbours: of.sense.word(),
        isolates: of.isolates.iter().map(code).collect(),
        links: of.links,
        found: Told::of(of.moran.as_ref().map(numbers).map_err(|silence| *silence), dutch),
    });
    let local = |of: &'_ LocalClass| LocalFigure {
        code: code(&of.area),
        i: rounded(of.moran.i),
        p: chance_rounded(of.moran.p),
        q: chance_rounded(of.q),
        class: of.class().map(|class| match class {
            Quadrant::HighHigh => "high-high",
            Quadrant::LowLow => "low-low",
            Quadrant::HighLow => "high-low",
            Quadrant::LowHigh => "low-high",
        }),
    };
    let cluster = |of: &Cluster| ClusterFigure {
        members: of.members.iter().map(code).collect(),
        radius_m: of.radius_m.round(),
        inside: all_shown(of).then_some([of.inside.0, of.inside.1]),
        share_inside: share(of.inside).filter(|_| all_shown(of)),
        outside: all_shown(of).then_some([of.outside.0, of.outside.1]),
        share_outside: share(of.outside).filter(|_| all_shown(of)),
        llr: all_shown(of).then(|| rounded(of.llr)),
        p: chance_rounded(of.p),
    };
    SpaceFigure {
        moran: moran.collect(),
        local: of.patterns.as_ref().map(|found| found.local.iter().map(local).collect()),
        clusters: of.patterns.as_ref().map(|found| found.clusters.iter().map(cluster).collect()),
    }
}

fn share((count, out_of): (u64, u64)) -> Option<f64> {
    (out_of > 0).then(|| rounded(count as f64 / out_of as f64))
}

fn outlook_figure(of: &Outlook, indicator: &Indicator, norm: f64, dutch: bool) -> OutlookFigure {
    let without = of.years.last().filter(|year| year.t == 0).map(|year| match dutch {
        true => format!("In {} zijn nog geen toewijzingen geteld.", year.year),
        false => format!("No placements have been counted in {} yet.", year.year),
    });
    let kind = indicator.norm_kind;
    let (name, limit) = (indicator.named(dutch), Norm::of(norm, kind).in_words(dutch));
    let said = of.warning.sentence(kind, dutch);
    let sentence = match dutch {
        true => format!("Norm van {limit} ({name}): {said}."),
        false => format!("Norm of {limit} ({name}): {said}."),
    };
    let since = of.since.map(|day| match dutch {
        true => format!(" Gekeken is vanaf {day}: toen veranderde wat telt."),
        false => format!(" Looked at from {day} on, when what counts changed."),
    });
    let sentence = sentence + &since.unwrap_or_default();
    OutlookFigure {
        norm,
        norm_kind: kind,
        since: of.since.map(|day| day.to_string()),
        years: of
            .years
            .iter()
            .map(|&Year { year, x, t, whole }| YearFigure { year, count: x, out_of: t, whole })
            .collect(),
        over_now: of.over_now,
        remark: without,
        expected_to_go: of.to_go,
        year_end_beyond: chance_rounded(of.year_end),
        year_end_beyond_informed: of.year_end_informed.map(chance_rounded),
        year_end_beyond_of_rule: chance_rounded(of.chance()),
        pooled_p: chance_rounded(of.pooled_p),
        trend_z: of.trend.map(|trend| rounded(trend.z)),
        trend_p: of.trend.map(|trend| chance_rounded(trend.p)),
        verdict: of.warning.words(),
        sentence,
        rule: Rule {
            attention_from: Outlook::ATTENTION,
            attention_fewest_units: Outlook::FEWEST_FOR_ATTENTION,
            structural_from: Outlook::STRUCTURAL,
            structural_pooled_p_up_to: Outlook::POOLED_P,
            structural_fewest_units: Outlook::FEWEST,
            trend_z_from: Outlook::TREND_Z,
            earlier_years_weigh: Outlook::PRIOR_UNITS,
        },
    }
}

fn target<'a>(
    agreed: Target,
    progress: &Progress,
    level: &'a LevelAreas,
    dutch: bool,
) -> TargetFigure<'a> {
    let curve = progress.contribution.iter().map(|&(at, count, part)| ContributionFigure {
        code: level.areas[at].code.as_str(),
        count,
        cumulative_part: rounded(part),
    });
    let is_share = matches!(agreed.goal(), Amount::Share(_));
    let (best, worst) = (progress.at_best, progress.at_worst);
    let units = |amount: Amount| match amount {
        Amount::Units(units) => Some(units),
        Amount::Share(_) => None,
    };
    let share = |amount: Amount| match amount {
        Amount::Units(_) => None,
        Amount::Share(share) => Some(share),
    };
    let mut shares = [best, worst].map(|end| rounded(end.share.unwrap_or(0.0)));
    shares.sort_by(f64::total_cmp);
    TargetFigure {
        direction: agreed.direction(),
        start: agreed.start().and_then(units),
        start_share: agreed.start().and_then(share),
        from: agreed.from().map(|day| day.to_string()),
        now: progress.now,
        unplaced: progress.unplaced,
        unknown: progress.unknown,
        between: progress.between,
        out_of: is_share.then_some(progress.out_of),
        share_between: is_share.then_some(shares),
        reached: progress.reached,
        goal: units(agreed.goal()),
        goal_share: share(agreed.goal()),
        by: agreed.by().map(|day| day.to_string()),
        to_go: best.to_go,
        to_go_at_most: worst.to_go,
        pace_shown_per_year: best.pace_shown.map(rounded),
        pace_shown_at_least_per_year: worst.pace_shown.map(rounded),
        pace_needed_per_year: best.pace_needed.map(rounded),
        pace_needed_at_most_per_year: worst.pace_needed.map(rounded),
        path_today: progress.path.map(rounded),
        in_time: progress.in_time,
        fewest_areas: progress.fewest_areas,
        sentence: progress.sentence(agreed, dutch),
        contribution: curve.collect(),
    }
}
