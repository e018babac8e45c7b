//! Social homes out of all homes of an area: two numbers from two sources.

use crate::diagnostics::{Finding, codes};
use crate::model::{Areas, Tally};

use super::roll_up::{Counts, Measures};

/// The social homes of each area out of all its homes; each corporation's out of the same. An area with
/// more social homes than homes, which ends the run, has no number.
pub(super) fn out_of_all(social: &Counts, all: &[Option<u32>]) -> Counts {
    let of_area = |social: Tally, area: usize| {
        let units = social.count();
        let tally = all[area].and_then(|homes| Tally::new(units, homes, 0, 0));
        tally.unwrap_or_else(|| Tally::of_unknown_size(units))
    };
    let by_area = social.by_area.iter().enumerate().map(|(at, &social)| of_area(social, at));
    let by_corporation = social.by_corporation.iter();
    Counts {
        by_area: by_area.collect(),
        by_corporation: by_corporation
            .map(|&(of, area, social)| (of, area, of_area(social, area as usize)))
            .collect(),
        by_year: Vec::new(),
        by_period: Vec::new(),
        out_of_whole: true,
    }
}

/// A stop where more social homes are counted than there are homes: in areas, or in the whole city with
/// the social homes that have no place. `file` is the source of all homes.
pub fn more_than_all(
    areas: &Areas,
    measures: &Measures,
    all: &[Option<u32>],
    file: &str,
) -> Option<Finding> {
    const TOLD: usize = 6;
    let finest = &areas.finest().areas;
    let social = measures.dwellings.by_area.iter().map(|tally| tally.count());
    let each = finest.iter().zip(social).zip(all);
    let beyond: Vec<String> = each
        .filter_map(|((area, social), all)| {
            let all = all.filter(|all| social > *all)?;
            Some(format!("{} {social} of {all}", area.code))
        })
        .collect();
    let what_to_do = "take all homes of the day of the corporations' files and of the same map, look for units \
                      that are no\n  homes among the social ones, or leave a number empty that is not to be trusted";
    if !beyond.is_empty() {
        let more = match beyond.len().saturating_sub(TOLD) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let areas =
            if beyond.len() == 1 { "1 area has" } else { &format!("{} areas have", beyond.len()) };
        let told = beyond[..beyond.len().min(TOLD)].join(", ");
        let detail = format!(
            "{areas} more social homes than homes by {file}\n  \
             social homes of all homes: {told}{more}\n  {what_to_do}"
        );
        let stop = Finding::new(&codes::MORE_SOCIAL_THAN_HOMES, file, beyond.len() as u64);
        return Some(stop.detail(detail));
    }
    let whole: Option<u64> = all.iter().map(|homes| homes.map(u64::from)).sum();
    let placed = u64::from(measures.dwellings.total().count());
    let lost = u64::from(measures.unplaced_dwellings.total().count());
    let whole = whole.filter(|whole| placed + lost > *whole)?;
    let detail = format!(
        "the city has more social homes than homes by {file}: {} of {whole}, {lost} of them without a \
         place\n  {what_to_do}",
        placed + lost
    );
    Some(Finding::new(&codes::MORE_SOCIAL_THAN_HOMES, file, 1).detail(detail))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn social(units: &[(u32, u32, u32)], n_areas: usize) -> Counts {
        let tally = |count| Tally::new(count, count, 0, 0).unwrap();
        let units = units.iter().map(|&(area, of, count)| (area, Some(of), None, tally(count)));
        Counts::of(n_areas, units)
    }

    #[test]
    fn a_corporation_is_out_of_all_homes_of_the_city_where_it_has_none_too() {
        let counts = out_of_all(
            &social(&[(0, 0, 3), (0, 1, 2), (1, 0, 4), (2, 1, 5)], 4),
            &[Some(10), Some(20), None, Some(30)],
        );
        let whole = counts.rolled_up(&[0; 4], 1);
        let pair = |tally: Tally| (tally.count(), tally.out_of(), tally.unknown());
        assert_eq!(pair(whole.by_area[0]), (9, 60, 5));
        assert_eq!(whole.by_area[0].unmeasured(), 1);
        let of = |at: usize| pair(whole.by_corporation[at].2);
        assert_eq!([of(0), of(1)], [(7, 60, 0), (2, 60, 5)]);
        assert_eq!(counts.by_area[2].share(), None);
        assert!(counts.by_area[2].is_unknown());
    }

    proptest! {
        #[test]
        fn sums_hold_at_every_level(
            areas in prop::collection::vec((0_u32..9, 0_u32..9, 0_u32..9, any::<bool>()), 12),
            holders in prop::collection::vec(0_usize..4, 12),
        ) {
            let mut units = Vec::new();
            let mut all = Vec::new();
            for (at, &(one, other, rest, known)) in areas.iter().enumerate() {
                units.extend([(at as u32, 0, one), (at as u32, 1, other)]);
                all.push(known.then_some(one + other + rest));
            }
            let fine = out_of_all(&social(&units, 12), &all);
            let coarse = fine.rolled_up(&holders, 4);
            prop_assert_eq!(coarse.total(), fine.total());
            let stepwise = coarse.rolled_up(&[0, 1, 0, 1], 2).rolled_up(&[0, 0], 1);
            prop_assert_eq!(&stepwise, &fine.rolled_up(&[0; 12], 1));
            let whole = stepwise.by_area[0];
            let counts = stepwise.by_corporation.iter().map(|(_, _, tally)| tally.count());
            prop_assert_eq!(counts.sum::<u32>(), whole.count());
            let unknown = stepwise.by_corporation.iter().map(|(_, _, tally)| tally.unknown());
            prop_assert_eq!(unknown.sum::<u32>(), whole.unknown());
            for (_, _, tally) in &stepwise.by_corporation {
                prop_assert_eq!(tally.out_of(), whole.out_of());
            }
            prop_assert_eq!(whole.unmeasured() as usize, all.iter().filter(|homes| homes.is_none()).count());
        }
    }
}
