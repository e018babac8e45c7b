//! The statistics of spread in a few lines.

use crate::disclose::PublishedIndicator;
use crate::disclose::statistics::{
    Coincidence, Coincidences, Evenness, IndicatorSpread, Judgement, Warning,
};

/// p-values up to this are told as a sign.
const SIGN: f64 = 0.05;

/// What may be said of an indicator: how even, where, against the norm, towards the target.
pub(super) fn lines(published: &PublishedIndicator) -> Vec<String> {
    let Some(spread) = published.spread.as_ref().map(|spread| spread.get()) else {
        return Vec::new();
    };
    let lines = [
        evenness(spread),
        areas(published),
        clusters(spread),
        outlook(published, spread),
        target(published, spread),
    ];
    let id = &published.indicator.id;
    lines.into_iter().flatten().map(|line| format!("  {id}: {line}")).collect()
}

/// Of a flow how uneven it is beyond chance.
fn evenness(spread: &IndicatorSpread) -> Option<String> {
    let finest = spread.levels.last()?.evenness.as_ref().ok()?;
    let Evenness { dissimilarity, expected, chance, .. } = finest;
    let chance = chance.as_ref()?;
    let beyond = match chance.structural {
        Some(fit) => {
            let [d, low, high] = [fit.shares, fit.least, fit.most].map(|of| of.dissimilarity());
            format!("D* {d:.3} ({low:.3}-{high:.3}), p {}; ", p(fit.p))
        }
        None => String::new(),
    };
    Some(format!(
        "unevenness beyond chance: {beyond}D {dissimilarity:.3}, where chance alone gives {expected:.3} (p {})",
        p(chance.dissimilarity_p)
    ))
}

/// How many areas lie above the city, and how surely.
fn areas(published: &PublishedIndicator) -> Option<String> {
    let cells = &published.levels.last()?.by_area;
    let judged: Vec<Judgement> =
        cells.iter().filter_map(|cell| Some(cell.get().chance?.judgement)).collect();
    if judged.is_empty() {
        return None;
    }
    let count = |of: Judgement| judged.iter().filter(|&&judgement| judgement == of).count();
    Some(format!(
        "of {} areas {} demonstrably above the city, {} possibly, {} not to be told, {} with too few",
        judged.len(),
        count(Judgement::Shown),
        count(Judgement::Possible),
        count(Judgement::NotTold),
        count(Judgement::TooFew)
    ))
}

fn clusters(spread: &IndicatorSpread) -> Option<String> {
    let found = spread.in_space.as_ref().ok()?.patterns.as_ref()?;
    let Some(first) = found.clusters.first().filter(|first| first.p <= SIGN) else {
        return Some("no group of areas stands out".to_owned());
    };
    let percent = |(count, out_of): (u64, u64)| 100.0 * count as f64 / out_of as f64;
    Some(format!(
        "a group of {} areas stands out: {:.1}% against {:.1}% outside (p {})",
        first.members.len(),
        percent(first.inside),
        percent(first.outside),
        p(first.p)
    ))
}

fn outlook(published: &PublishedIndicator, spread: &IndicatorSpread) -> Option<String> {
    let (of, norm) = (spread.outlook.as_ref()?, published.indicator.norm?);
    let verdict = match of.warning {
        Warning::None => "no sign that the norm is threatened",
        Warning::Attention => "attention: the norm may be threatened",
        Warning::Structural => "the norm threatens to be exceeded structurally",
    };
    let rises = of.trend.map_or_else(String::new, |trend| format!(", trend z {:.2}", trend.z));
    Some(format!(
        "norm {:.0}%: {verdict} (year above it with chance {:.2}{rises})",
        100.0 * norm,
        of.year_end
    ))
}

fn target(published: &PublishedIndicator, spread: &IndicatorSpread) -> Option<String> {
    let (agreed, found) = spread.progress.as_ref()?;
    let by = agreed.by;
    let of = match found {
        Ok(of) => of,
        Err(silence) => {
            return Some(format!("target of {} by {by}: {}", agreed.goal, silence.sentence(false)));
        }
    };
    let unknown = match published.city.by_area[0].get().tally.unknown() {
        0 => String::new(),
        unknown => format!("; {unknown} unknown"),
    };
    if of.to_go == 0 {
        return Some(format!("target of {} by {by} reached{unknown}", agreed.goal));
    }
    let needed = match of.pace_needed {
        Some(pace) => format!("{pace:.0} a year needed"),
        None => "the day is past".to_owned(),
    };
    let shown = of.pace_shown.map_or_else(String::new, |pace| format!(", {pace:.0} a year so far"));
    Some(format!(
        "{} to go to {} by {by}: {needed}{shown}; {} areas hold enough{unknown}",
        of.to_go, agreed.goal, of.fewest_areas
    ))
}

/// What coincides: the first two properties, and all of them, in homes and complexes.
pub(super) fn opportunities(of: &Coincidences) -> Vec<String> {
    let line = |[one, more]: [&str; 2], found: &Coincidence| {
        let chance = found.chance.as_ref()?;
        let labels: Vec<&str> =
            found.of.iter().map(|&at| of.properties[at].label.en.as_str()).collect();
        let (low, high) = chance.range_95;
        Some(format!(
            "  {}: {} {}, where chance within areas gives {:.1} ({low}-{high}); {} unknown",
            labels.join(" + "),
            found.all,
            if found.all == 1 { one } else { more },
            chance.expected,
            found.unknown
        ))
    };
    let first_and_last = |found: &'_ [Coincidence]| {
        let last = found.last().filter(|_| found.len() > 1).cloned();
        found.first().cloned().into_iter().chain(last).collect::<Vec<_>>()
    };
    let homes = first_and_last(&of.homes);
    let complexes = of.complexes.as_ref().map(|complexes| first_and_last(&complexes.found));
    let homes = homes.iter().filter_map(|found| line(["home", "homes"], found));
    let complexes = complexes.iter().flatten();
    homes.chain(complexes.filter_map(|found| line(["complex", "complexes"], found))).collect()
}

/// A p-value with as many digits as it carries.
fn p(value: f64) -> String {
    if value < 0.001 { "<0.001".to_owned() } else { format!("{value:.3}") }
}
