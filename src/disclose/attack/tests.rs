use proptest::prelude::*;

use super::*;

/// Every solution in whole numbers, one after the other: an attacker with all the time in the world.
fn by_enumeration(system: &System) -> Option<Vec<(i64, i64)>> {
    fn meets(system: &System, values: &[i64]) -> bool {
        let adds_up = |sum: &Sum| {
            sum.parts.iter().map(|&part| values[part]).sum::<i64>() == values[sum.whole]
        };
        let differs = |link: &Link| {
            let difference = values[link.later] - values[link.earlier];
            (link.least..=link.most).contains(&difference)
        };
        system.sums.iter().all(adds_up) && system.links.iter().all(differs)
    }
    fn walk(system: &System, values: &mut Vec<i64>, ends: &mut Vec<(i64, i64)>) {
        let Some(&(least, most)) = system.bounds.get(values.len()) else {
            if meets(system, values) {
                for (end, &value) in ends.iter_mut().zip(values.iter()) {
                    *end = (end.0.min(value), end.1.max(value));
                }
            }
            return;
        };
        for value in least..=most {
            values.push(value);
            walk(system, values, ends);
            values.pop();
        }
    }
    let mut ends = vec![(i64::MAX, i64::MIN); system.bounds.len()];
    walk(system, &mut Vec::new(), &mut ends);
    (ends.iter().all(|end| end.0 <= end.1)).then_some(ends)
}

fn sum(whole: usize, parts: &[usize]) -> Sum {
    Sum { whole, parts: parts.to_vec() }
}

#[test]
fn a_single_hidden_part_is_computed_by_subtraction() {
    let bounds = vec![(23, 23), (12, 12), (0, 9), (7, 7)];
    let system = System { bounds, sums: vec![sum(0, &[1, 2, 3])], links: Vec::new() };
    assert_eq!(attack(&system).unwrap()[2], (4, 4));
}

#[test]
fn two_hidden_parts_leave_an_interval_and_a_link_narrows_it() {
    let bounds = vec![(6, 6), (0, 9), (0, 3), (2, 2)];
    let mut system = System { bounds, sums: vec![sum(0, &[1, 2])], links: Vec::new() };
    assert_eq!(attack(&system).unwrap()[1..3], [(3, 6), (0, 3)]);
    // The second was 2 in an earlier release, and only one can have come since.
    system.links.push(Link { later: 2, earlier: 3, least: 0, most: 1 });
    assert_eq!(attack(&system).unwrap()[1..3], [(3, 4), (2, 3)]);
}

#[test]
fn numbers_that_do_not_add_up_are_a_contradiction() {
    let bounds = vec![(6, 6), (0, 2), (0, 3)];
    let system = System { bounds, sums: vec![sum(0, &[1, 2])], links: Vec::new() };
    assert_eq!(attack(&system), Err(Contradiction));
    let system = System { bounds: vec![(3, 2)], ..System::default() };
    assert_eq!(attack(&system), Err(Contradiction));
}

/// Areas by years: cells of each area and year, totals of both, and the total of all.
fn table(n_areas: usize, n_years: usize, open: &[bool], values: &[i64]) -> System {
    let mut cells: Vec<i64> = values[..n_areas * n_years].to_vec();
    let mut sums = Vec::new();
    for area in 0..n_areas {
        let parts: Vec<usize> = (0..n_years).map(|year| area * n_years + year).collect();
        cells.push(parts.iter().map(|&at| cells[at]).sum());
        sums.push(Sum { whole: cells.len() - 1, parts });
    }
    for year in 0..n_years {
        let parts: Vec<usize> = (0..n_areas).map(|area| area * n_years + year).collect();
        cells.push(parts.iter().map(|&at| cells[at]).sum());
        sums.push(Sum { whole: cells.len() - 1, parts });
    }
    let bounds = cells.iter().zip(open.iter().chain(std::iter::repeat(&false)));
    let bounds = bounds.map(|(&cell, &open)| if open { (0, 4) } else { (cell, cell) });
    System { bounds: bounds.map(|(a, b)| (a.min(b), b)).collect(), sums, links: Vec::new() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn areas_by_years_have_the_intervals_of_enumeration(
        n_areas in 1_usize..4,
        n_years in 1_usize..4,
        open in prop::collection::vec(any::<bool>(), 9),
        values in prop::collection::vec(0_i64..5, 9),
    ) {
        let system = table(n_areas, n_years, &open, &values);
        prop_assert_eq!(attack(&system).ok(), by_enumeration(&system));
    }

    #[test]
    fn a_solution_to_begin_with_changes_no_verdict(
        n_areas in 1_usize..16,
        open in prop::collection::vec(prop::bool::weighted(0.7), 64),
        values in prop::collection::vec(0_i64..5, 45),
        room in 1_i64..4,
        is_wrong in any::<bool>(),
    ) {
        let system = table(n_areas, 3, &open[..3 * n_areas], &values);
        let mut cells: Vec<i64> = values[..3 * n_areas].to_vec();
        cells.resize(system.bounds.len(), 0);
        for Sum { whole, parts } in &system.sums {
            cells[*whole] = parts.iter().map(|&at| cells[at]).sum();
        }
        if is_wrong {
            cells[0] += 1;
        }
        let exact = attack(&system).unwrap();
        let asked: Vec<Asked> = values.iter().copied().chain(std::iter::repeat(2))
            .map(|value| Asked::Reaches(value - room, value + room)).take(cells.len()).collect();
        let found = attack_as_far(&system, &asked, Some(&cells)).unwrap();
        for ((asked, exact), found) in asked.iter().zip(&exact).zip(&found) {
            let Asked::Reaches(least, most) = *asked else { unreachable!() };
            prop_assert!(exact.0 <= found.0 && found.1 <= exact.1);
            prop_assert_eq!(found.0 <= least, exact.0 <= least);
            prop_assert_eq!(found.1 >= most, exact.1 >= most);
            if found.0 > least {
                prop_assert_eq!(found.0, exact.0);
            }
        }
    }

    #[test]
    fn any_sums_and_links_have_the_intervals_of_enumeration(
        bounds in prop::collection::vec((0_i64..4, 0_i64..4), 3..8),
        sums in prop::collection::vec((0_usize..8, prop::collection::btree_set(0_usize..8, 1..4)), 0..4),
        links in prop::collection::vec((0_usize..8, 0_usize..8, -2_i64..3, 0_i64..3), 0..3),
    ) {
        let n = bounds.len();
        let bounds: Vec<(i64, i64)> = bounds.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
        let sums = sums.into_iter().filter_map(|(whole, parts)| {
            let parts: Vec<usize> = parts.into_iter().filter(|&at| at < n && at != whole).collect();
            (whole < n && !parts.is_empty()).then_some(Sum { whole, parts })
        });
        let links = links.into_iter().filter(|&(a, b, _, _)| a < n && b < n && a != b);
        let links = links.map(|(later, earlier, least, more)| Link { later, earlier, least, most: least + more });
        let system = System { bounds, sums: sums.collect(), links: links.collect() };
        prop_assert_eq!(attack(&system).ok(), by_enumeration(&system));
    }
}

/// A country: 342 municipalities, ten wijken each, four buurten each, three years; a third of the cells hidden.
#[test]
fn a_country_is_attacked_whole() {
    let (n_wijken, n_buurten, n_years) = (3_420, 4, 3);
    let mut system = System::default();
    let cell = |system: &mut System, value: i64, open: bool| {
        system.bounds.push(if open { (0, value + 20) } else { (value, value) });
        system.bounds.len() - 1
    };
    for wijk in 0..n_wijken {
        let value = |buurt: usize, year: usize| ((wijk * 31 + buurt * 17 + year * 7) % 9) as i64;
        let mut years: Vec<Vec<usize>> = vec![Vec::new(); n_years];
        for buurt in 0..n_buurten {
            let total = (0..n_years).map(|year| value(buurt, year)).sum();
            let open = total < 9;
            let whole = cell(&mut system, total, open);
            let parts: Vec<usize> = (0..n_years)
                .map(|year| {
                    let at = cell(&mut system, value(buurt, year), true);
                    years[year].push(at);
                    at
                })
                .collect();
            system.sums.push(Sum { whole, parts });
        }
        for (year, parts) in years.into_iter().enumerate() {
            let total: i64 = (0..n_buurten).map(|buurt| value(buurt, year)).sum();
            let whole = cell(&mut system, total, total < 9);
            system.sums.push(Sum { whole, parts });
        }
    }
    let found = attack(&system).unwrap();
    assert!(found.iter().zip(&system.bounds).all(|(end, of)| end.0 >= of.0 && end.1 <= of.1));
    assert!(found.iter().any(|end| end.0 < end.1));
}
