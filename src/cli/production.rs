//! The production agreements in a few lines.

use crate::diagnostics::counted;
use crate::disclose::statistics::{InStock, Production, Project, Scenarios};

/// What may be said of a programme: how much, what is not joined, what it does to the spread, which
/// printed totals differ, and what was delivered.
pub(super) fn lines(of: &Production) -> Vec<String> {
    let planned = &of.planned;
    let (firm, soft) = (planned.homes.firm, planned.homes.soft);
    let mut lines = vec![format!(
        "Production: {} counted, {} homes planned: {} firm ({} social), {} soft ({} social)",
        counted(planned.projects as u64, "project", "projects"),
        planned.homes.all(),
        firm.all(),
        firm.social,
        soft.all(),
        soft.social
    )];
    let projects = &of.programme.projects;
    let unjoined: Vec<String> =
        projects.iter().filter(|project| project.place.is_none()).map(Project::called).collect();
    if !unjoined.is_empty() {
        lines.push(format!("  not joined to an area: {}", named(&unjoined)));
    }
    lines.extend(totals(of));
    match &of.scenarios {
        Some(found) => lines.extend(scenarios(found, of)),
        None => lines.push(
            "  what it does to the share of social homes is not told: there is no [stock], or \
             sociaal is left out"
                .to_owned(),
        ),
    }
    if let Some(found) = &of.deliveries {
        let told = found.statuses(&of.programme).into_iter().filter(|(_, count)| *count > 0);
        let told: Vec<String> =
            told.map(|(status, count)| format!("{count} {}", status.in_english())).collect();
        lines.push(format!(
            "  projects, due up to and including {}: {}",
            found.due_through,
            told.join(", ")
        ));
    }
    lines
}

/// The printed totals that differ from the sum of the rows.
fn totals(of: &Production) -> Option<String> {
    let totals = of.programme.totals.as_ref()?;
    let differ: Vec<String> = totals
        .iter()
        .filter(|total| total.difference() != 0)
        .map(|total| {
            let of = total.of("all together", "year unknown");
            format!("{of}: {} by the rows, {} printed", total.sum, total.printed)
        })
        .collect();
    let all = counted(totals.len() as u64, "printed total", "printed totals");
    Some(match differ.len() {
        0 => format!("  {all} equal the sum of the rows"),
        count => format!("  {count} of {all} differ from the rows: {}", differ.join("; ")),
    })
}

fn scenarios(of: &Scenarios, production: &Production) -> Vec<String> {
    let percent = |at: usize| {
        let share = of.city[at].tally.share();
        share.map_or_else(|| "undefined".to_owned(), |share| format!("{:.1}%", 100.0 * share))
    };
    let whose = if of.is_earlier { format!("that of {}", of.day) } else { "today's".to_owned() };
    let stock = match of.in_stock {
        InStock::Delivered { homes, .. } => format!("{homes} delivered homes are in {whose}"),
        InStock::AsPlanned { through, homes } => {
            format!(
                "the {homes} homes planned up to and including {through} are taken to be in {whose}"
            )
        }
    };
    let mut lines = vec![format!(
        "  sociaal: {} today, {} with the firm projects, {} with all; {stock}",
        percent(0),
        percent(1),
        percent(2)
    )];
    let levels = production.area_levels.iter().filter(|_| production.statistics);
    for (level, found) in levels.zip(&of.levels) {
        let told = |step: usize| found.steps[step].change.is_some();
        let steps: Vec<usize> = if told(1) || told(2) { vec![1, 2] } else { vec![2] };
        let sentences = steps.into_iter().map(|step| found.sentence(step, *level, false));
        lines.push(format!("  {level}: {}", sentences.collect::<Vec<_>>().join(" ")));
    }
    lines
}

/// The first few names, and how many more.
fn named(names: &[String]) -> String {
    const TOLD: usize = 10;
    let told = names.iter().take(TOLD).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(TOLD) {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}
