//! What was hidden of the counts of persons, at what loss, and what would hide less.

use crate::diagnostics::counted;
use crate::disclose::table::{Part, Role};
use crate::disclose::{HiddenCells, Protected, Protection, Withheld};
use crate::pipeline::Closed;

/// Lines for the terminal.
pub(super) fn lines(closed: &Closed) -> Vec<String> {
    let mut lines = Vec::new();
    for (id, protection) in closed.ids.iter().zip(&closed.gate.protections) {
        match protection {
            None => {}
            Some(Protection::ByArea(of)) => lines.extend(by_area(id, of, closed)),
            Some(Protection::CityAlone(_)) => lines.push(format!(
                "{id}: about persons, and beside another that is: published for the city alone. Choose the one \
                 that goes by area with [disclosure] by_area = \"{id}\""
            )),
            Some(Protection::Withheld(why)) => lines.push(format!("{id}: left out; {}", reason(*why))),
        }
    }
    let found = &closed.audit;
    if found.hidden > 0 {
        let hidden = counted(found.hidden as u64, "hidden number", "hidden numbers");
        let earlier = match found.earlier_releases {
            0 => String::new(),
            more => {
                format!(" and of {}", counted(more as u64, "earlier release", "earlier releases"))
            }
        };
        lines.push(format!(
            "Attacked: of none of {hidden} more can be computed from all files together{earlier} than the rule says"
        ));
    }
    lines
}

fn reason(why: Withheld) -> &'static str {
    match why {
        Withheld::City => "the number of the whole city is too small to show",
        Withheld::BesideAnother => {
            "beside the number of another indicator about persons it would give a small one away"
        }
        Withheld::Unprotectable => {
            "whatever else is hidden, the number of the city would give a small one away"
        }
        Withheld::BesideEarlier => {
            "the number of the city changed by so few since an earlier release that both together would tell of \
             these few. Release it with the next placements; or, if nobody was given the last results, take their \
             lines, the last, out of vrijgave.jsonl (the file, where it holds no other), and run again"
        }
    }
}

/// The groups of cells of the published table: a level over the window, by year, by corporation.
fn by_area(id: &str, of: &Protected, closed: &Closed) -> Vec<String> {
    let levels = &closed.levels;
    let all = of.hidden(|_, _| true);
    let hidden = all.primary + all.secondary;
    if hidden == 0 {
        return vec![format!("{id}: none of {} numbers is hidden", all.cells)];
    }
    let mut groups: Vec<(String, HiddenCells)> = Vec::new();
    for (position, level) in levels.iter().enumerate() {
        let at = |level: Option<usize>| level == Some(position);
        let parts: [(&str, IsPart); 3] = [
            ("", |part| part == Part::Window),
            (" by year", |part| matches!(part, Part::Year(_))),
            (" by corporation", |part| matches!(part, Part::Corporation(_))),
        ];
        for (words, is_part) in parts {
            let found = of.hidden(|level, part| at(level) && is_part(part));
            groups.push((format!("{}{words}", level.plural()), found));
        }
    }
    let city = of.hidden(|level, part| level.is_none() && part != Part::Window);
    groups.push(("parts of the city".to_owned(), city));
    groups.retain(|(_, found)| found.primary + found.secondary > 0);
    let told: Vec<String> = groups
        .iter()
        .map(|(words, found)| {
            format!("{} of {} {words}", found.primary + found.secondary, found.cells)
        })
        .collect();
    let mut lines = vec![format!(
        "{id}: {hidden} of {} numbers are hidden, {} that are unsafe and {} that would give these away: {}",
        all.cells,
        all.primary,
        all.secondary,
        told.join(", ")
    )];
    let finest = levels.len() - 1;
    let lost = of.hidden(|level, part| level == Some(finest) && part == Part::Window);
    let total: u64 = lost_of(of, finest);
    if lost.out_of > 0 && total > 0 {
        lines.push(format!(
            "{id}: the hidden {} hold {} of {total} placements ({:.0}%)",
            levels[finest].plural(),
            lost.out_of,
            100.0 * lost.out_of as f64 / total as f64
        ));
    }
    let mut less = Vec::new();
    if lost.primary > 0 {
        let years = closed.window_years;
        less.push(format!("a longer window ([spread] window_years, now {years})"));
    }
    let by_year = groups.iter().rev().find(|(words, _)| words.ends_with(" by year"));
    if let Some((words, _)) = by_year {
        less.push(format!("a coarser level for {words} ([disclosure] years_to)"));
    }
    if groups.iter().any(|(words, _)| words.ends_with(" by corporation")) {
        less.push("a coarser level for corporations ([disclosure] corporations_to)".to_owned());
    }
    if !less.is_empty() {
        lines.push(format!("Less is hidden with {}", less.join(", or ")));
    }
    lines
}

/// Picks parts of one kind.
type IsPart = fn(Part) -> bool;

/// What all areas of a level are out of.
fn lost_of(of: &Protected, level: usize) -> u64 {
    let cells = of.table.cells.iter();
    let at_level = cells.filter(|cell| {
        !matches!(cell.role, Role::Earlier { .. })
            && cell.part == Part::Window
            && of.table.nodes[cell.node].level == Some(level)
    });
    at_level.map(|cell| u64::from(cell.out_of)).sum()
}
