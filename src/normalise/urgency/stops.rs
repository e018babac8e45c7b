//! Why lettings cannot be told urgent or not.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::config::Urgency;
use crate::diagnostics::{Finding, codes, counted};

use super::{Classified, Unclassed};

/// Values and days that are told; a column of names, mapped by mistake, is not told whole.
const TOLD: usize = 10;

/// The stops of a file: values that no list names, values of several groups, days without a definition.
pub(in super::super) fn stops(file: &str, found: &Classified, urgency: &Urgency) -> Vec<Finding> {
    let mut stops = Vec::new();
    if !found.unnamed.is_empty() {
        let detail = format!(
            "{file} holds priorities that the configuration does not name: {}\n  put each in {}",
            by_period(&found.unnamed, urgency),
            match urgency.is_undated() {
                true => "`values`, `regular` or `exclude` under [placements.urgent]",
                false => "a list of the definition of its days, under [[placements.urgent]]",
            },
        );
        stops.push(Finding::new(&codes::UNNAMED_PRIORITY, file, 1).detail(detail));
    }
    if !found.several_groups.is_empty() {
        let detail = format!(
            "{file} holds priorities with codes of several groups: {}\n  \
             put each cell as it stands there in the group that it counts in, or in `values`",
            by_period(&found.several_groups, urgency),
        );
        stops.push(Finding::new(&codes::URGENT_GROUPS, file, 1).detail(detail));
    }
    if !found.uncovered.is_empty() {
        stops.push(without_definition(file, &found.uncovered, urgency));
    }
    stops
}

/// Values, those that occur most first; of a definition for some days also these, and where else a value
/// is named.
fn by_period(values: &[Unclassed], urgency: &Urgency) -> String {
    let mut values: Vec<&Unclassed> = values.iter().collect();
    values.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| (&a.1, a.0).cmp(&(&b.1, b.0))));
    let told = values.iter().take(TOLD).map(|(at, text, count)| {
        let days = urgency.definitions()[*at].period(false);
        let gap = if days.is_empty() { "" } else { ", " };
        format!("\"{text}\" ({count}{gap}{days})")
    });
    let told: Vec<String> = told.collect();
    match values.len().saturating_sub(TOLD) {
        0 => told.join(", "),
        more => format!("{}, and {more} more", told.join(", ")),
    }
}

fn without_definition(file: &str, days: &BTreeMap<NaiveDate, u64>, urgency: &Urgency) -> Finding {
    let count = days.values().sum();
    let told: Vec<String> =
        days.iter().take(TOLD).map(|(day, count)| format!("{day} ({count})")).collect();
    let more = match days.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => {
            let last = days.keys().next_back().map(ToString::to_string).unwrap_or_default();
            format!(", and {more} more, up to {last}")
        }
    };
    let definitions: Vec<String> =
        urgency.definitions().iter().map(|one| one.period(false)).collect();
    let detail = format!(
        "{} of {file} on days that no definition of urgent covers: {}{more}\n  \
         the definitions run {}\n  \
         give one of them other days (`from`, `until`), or add one for these: [[placements.urgent]]",
        counted(count, "placement", "placements"),
        told.join(", "),
        definitions.join("; "),
    );
    Finding::new(&codes::URGENT_GAP, file, count).detail(detail)
}
