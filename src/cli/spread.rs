//! The statistics of spread in a few lines.

use crate::diagnostics::counted;
use crate::disclose::PublishedIndicator;
use crate::disclose::statistics::{
    Coincidence, Coincidences, Evenness, IndicatorSpread, Judgement, Norm, Outlook, Side, Warning,
};
use crate::model::{AreaLevel, Of};
use crate::output::notation::Notation;

/// p-values up to this are told as a sign.
const SIGN: f64 = 0.05;

/// What may be said of an indicator: how even, where, against the norm, towards the target.
/// `levels` are those of the areas, coarse to fine.
pub(super) fn lines(published: &PublishedIndicator, levels: &[AreaLevel]) -> Vec<String> {
    let Some(spread) = published.spread.as_ref().map(|spread| spread.get()) else {
        return Vec::new();
    };
    let lines = [
        of_all_homes(published, spread, levels),
        evenness(spread),
        areas(published),
        clusters(spread),
        outlook(published, spread),
        target(spread),
    ];
    let id = &published.indicator.id;
    lines.into_iter().flatten().map(|line| format!("  {id}: {line}")).collect()
}

/// Of the social homes out of all homes how even they are: no sample, so that nothing is tested.
fn of_all_homes(
    published: &PublishedIndicator,
    spread: &IndicatorSpread,
    levels: &[AreaLevel],
) -> Option<String> {
    if published.indicator.of != Of::Homes {
        return None;
    }
    let tally = published.city.by_area[0].get().tally()?;
    let english = Notation { dutch: false };
    let whole = |number: u32| english.whole(number.into());
    let share =
        tally.share().map_or_else(String::new, |share| format!(" ({})", english.share(share)));
    let finest = spread.levels.last()?;
    let even = match &finest.evenness {
        Ok(Evenness { dissimilarity, information, n_areas, .. }) => {
            let between =
                spread.parts.as_ref().filter(|parts| parts.len() > 1 && *information > 0.0);
            let between = between.map_or_else(String::new, |parts| {
                let part = 100.0 * parts[0].max(0.0) / information;
                format!(", of which between {} {}%", levels[0].plural(), fixed(part, 0))
            });
            let areas = counted(*n_areas as u64, "area", "areas");
            format!("D {dissimilarity:.3} over {areas}, H {information:.3}{between}")
        }
        Err(silence) => silence.sentence(false).to_owned(),
    };
    let unknown = match finest.left_out.unknown_areas {
        0 => String::new(),
        areas => format!("; {} unknown", counted(areas as u64, "area", "areas")),
    };
    Some(format!(
        "{} of {} homes{share}; {even}{unknown}",
        whole(tally.count()),
        whole(tally.out_of())
    ))
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

/// How many areas lie above or below the others, and how surely.
fn areas(published: &PublishedIndicator) -> Option<String> {
    let cells = &published.levels.last()?.by_area;
    let judged: Vec<Judgement> =
        cells.iter().filter_map(|cell| Some(cell.get().chance?.judgement)).collect();
    if judged.is_empty() {
        return None;
    }
    let each = Judgement::ALL.map(|of| {
        let count = judged.iter().filter(|&&judgement| judgement == of).count();
        format!("{count} {}", in_english(of))
    });
    let areas = counted(judged.len() as u64, "area", "areas");
    Some(format!("{areas} against all others together: {}", each.join(", ")))
}

fn in_english(of: Judgement) -> &'static str {
    match of {
        Judgement::Shown(Side::Above) => "demonstrably above",
        Judgement::Possible(Side::Above) => "possibly above",
        Judgement::NotTold => "not to be told apart",
        Judgement::Possible(Side::Below) => "possibly below",
        Judgement::Shown(Side::Below) => "demonstrably below",
        Judgement::TooFew => "with too few placements",
    }
}

fn clusters(spread: &IndicatorSpread) -> Option<String> {
    let found = spread.in_space.as_ref().ok()?.patterns.as_ref()?;
    let Some(first) = found.clusters.first().filter(|first| first.p <= SIGN) else {
        return Some("no group of areas stands out".to_owned());
    };
    let percent = |(count, out_of): (u64, u64)| 100.0 * count as f64 / out_of as f64;
    let group = match first.members.len() {
        1 => "one area".to_owned(),
        members => format!("a group of {members} areas"),
    };
    Some(format!(
        "{group} stands out: {:.1}% against {:.1}% outside (p {})",
        percent(first.inside),
        percent(first.outside),
        p(first.p)
    ))
}

fn outlook(published: &PublishedIndicator, spread: &IndicatorSpread) -> Option<String> {
    let indicator = &published.indicator;
    let of = spread.outlook.as_ref()?;
    let norm = Norm::of(indicator.norm?, indicator.norm_kind);
    let verdict = of.warning.sentence(norm.kind(), false);
    let last = of.years.last()?;
    let grounds = match of.warning {
        Warning::TooFew => String::new(),
        _ => format!(" ({})", grounds(of, norm, last.year)),
    };
    let without = match last.t {
        0 => format!("; no placements in {} yet", last.year),
        _ => String::new(),
    };
    let (limit, name) = (norm.in_words(false), indicator.named(false));
    let since = of
        .since
        .map_or_else(String::new, |day| format!("; from {day} on, since what counts changed then"));
    Some(format!("norm of {limit} ({name}): {verdict}{grounds}{without}{since}"))
}

/// The numbers that the rule on the norm looked at.
fn grounds(of: &Outlook, norm: Norm, year: i32) -> String {
    let trend = of.trend.map_or_else(String::new, |trend| {
        let z = fixed(trend.z, 2);
        format!("; trend z {z}")
    });
    let side = norm.side_beyond(false);
    let year = match (of.to_go, of.over_now) {
        (0, Some(true)) => format!("{year} stands {side} it"),
        (0, _) => format!("{year} does not stand {side} it"),
        _ => format!("chance that {year} ends {side} it {}", chance(of.chance())),
    };
    format!("{year}; all years together {side} it p {}{trend}", p(of.pooled_p))
}

fn target(spread: &IndicatorSpread) -> Option<String> {
    let (agreed, found) = spread.progress.as_ref()?;
    Some(match found {
        Ok(of) => of.sentence(*agreed, false),
        Err(silence) => {
            let goal = agreed.in_words(false);
            format!("target of {goal}: {}", silence.clause(false))
        }
    })
}

/// What coincides: the first two properties, and all of them, in homes and complexes.
pub(super) fn opportunities(of: &Coincidences) -> Vec<String> {
    let line = |[one, more]: [&str; 2], found: &Coincidence| {
        let chance = found.chance.as_ref()?;
        let labels: Vec<&str> =
            found.of.iter().map(|&at| of.properties[at].label.en.as_str()).collect();
        let (low, high) = chance.range_95;
        Some(format!(
            "  {}: {} of {} {} fully known, where chance within areas gives {:.1} ({low}-{high}); {} unknown",
            labels.join(" + "),
            found.all,
            found.units,
            if found.units == 1 { one } else { more },
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

/// A p-value with as many digits as it carries; none is 0.
fn p(value: f64) -> String {
    if value < 0.001 { "< 0.001".to_owned() } else { format!("{value:.3}") }
}

/// A chance; only one that is certain is 0 or 1.
fn chance(value: f64) -> String {
    match value {
        0.0 => "0".to_owned(),
        1.0 => "1".to_owned(),
        _ if value < 0.01 => "< 0.01".to_owned(),
        _ if value > 0.99 => "> 0.99".to_owned(),
        _ => format!("{value:.2}"),
    }
}

/// A number with these decimals, of which a zero has no sign.
fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|byte| b"0.".contains(&byte)) => digits.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_has_no_sign_and_a_chance_is_not_rounded_to_certainty() {
        for (value, decimals, expected) in [
            (-0.001, 2, "0.00"),
            (-0.0, 0, "0"),
            (-0.4, 0, "0"),
            (-0.6, 0, "-1"),
            (1.345, 1, "1.3"),
        ] {
            assert_eq!(fixed(value, decimals), expected);
        }
        let told = [0.0, 1e-300, 0.004, 0.8, 0.996, 1.0].map(chance);
        assert_eq!(told, ["0", "< 0.01", "< 0.01", "0.80", "> 0.99", "1"]);
        assert_eq!([1e-300, 0.0012].map(p), ["< 0.001", "0.001"]);
    }
}
