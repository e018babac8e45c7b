//! Places within reach, in a few lines.

use crate::diagnostics::counted;
use crate::disclose::PublishedReach;
use crate::model::Tally;

/// How many homes are near, how far the others have to go, and where the fewest are near.
pub(super) fn line(of: &PublishedReach) -> String {
    let places = counted(of.n_places as u64, "place", "places");
    let places = match of.n_rejected {
        0 => places,
        lost => format!("{places} ({lost} more of which the position is not known)"),
    };
    let Some(share) = of.city.share() else {
        return format!("  {}: of no home it is known how far the nearest of {places} is", of.id);
    };
    let unknown = match of.city.unknown() {
        0 => String::new(),
        unknown => format!("; {unknown} unknown"),
    };
    let far = match (of.median_m, of.nine_tenths_m) {
        (Some(half), Some(most)) => {
            format!("; half within {half:.0} m, nine in ten within {most:.0} m")
        }
        _ => String::new(),
    };
    let named = |(name, tally): &(String, Tally)| {
        format!("{name} ({} of {})", tally.count(), tally.out_of())
    };
    let fewest: Vec<String> = of.fewest.iter().map(named).collect();
    let fewest = match fewest.is_empty() {
        true => String::new(),
        false => format!("; fewest in {}", fewest.join(", ")),
    };
    format!(
        "  {}: {} of {} homes within {} m of {places} as the crow flies ({:.1}%){unknown}{far}{fewest}",
        of.id,
        of.city.count(),
        of.city.out_of(),
        of.within_m,
        100.0 * share,
    )
}
