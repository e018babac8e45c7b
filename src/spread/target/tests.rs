//! Targets of numbers and of shares, down and up, with all that is known and with what is not.

use proptest::prelude::*;

use crate::model::TargetSetting;

use super::*;

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap()
}

/// From 500 at the start of 2025 to 99 at that of 2030.
fn setting() -> TargetSetting {
    TargetSetting {
        start: Some(500),
        from: Some(day(2025)),
        goal: Some(99),
        by: Some(day(2030)),
        ..TargetSetting::default()
    }
}

/// From 26.6% at the start of 2025 to 30% at that of 2029.
fn rising() -> TargetSetting {
    TargetSetting {
        start_share: Some(0.266),
        from: Some(day(2025)),
        goal_share: Some(0.3),
        by: Some(day(2029)),
        ..TargetSetting::default()
    }
}

fn tallies(pairs: &[(u32, u32)]) -> Vec<Tally> {
    pairs.iter().map(|&(count, out_of)| Tally::new(count, out_of, 0, 0).unwrap()).collect()
}

fn found(setting: TargetSetting, pairs: &[(u32, u32)], on: i32) -> Progress {
    let by_area = tallies(pairs);
    let stock = Stock { by_area: &by_area, unplaced: Tally::default(), is_whole: false };
    progress(setting.agreed().unwrap(), stock, day(on)).unwrap()
}

#[test]
fn paces_are_straight_lines() {
    let of = |counts: &[u32], on| {
        let pairs: Vec<(u32, u32)> = counts.iter().map(|&count| (count, 1000)).collect();
        found(setting(), &pairs, on)
    };
    let Progress { now, at_best, at_worst, fewest_areas, .. } = of(&[250, 0, 100, 50], 2027);
    assert_eq!((now, at_best.to_go, fewest_areas), (400, 301, Some(2)));
    assert_eq!(at_best, at_worst); // nothing is unknown
    assert!((at_best.pace_shown.unwrap() - 50.0).abs() < 0.1);
    assert!((at_best.pace_needed.unwrap() - 301.0 / 3.0).abs() < 0.1);
    assert_eq!(of(&[500], 2025).at_best.pace_shown, None);
    assert_eq!(of(&[99], 2031).at_best.pace_needed, Some(0.0));
    assert_eq!(of(&[100], 2031).at_best.pace_needed, None);
}

#[test]
fn the_pace_suffices_on_the_line_and_not_one_unit_behind_it() {
    let on_line =
        TargetSetting { start: Some(600), goal: Some(100), by: Some(day(2029)), ..setting() };
    let of = |units, on| found(on_line, &[(units, 1000)], on);
    // From 2025 to 2029 are 1,461 days, and to 2027 730 of them: 600 - 500 · 730 / 1461 = 350.17.
    let Progress { path, in_time, .. } = of(350, 2027);
    assert!(
        (path.unwrap() - (600.0 - 500.0 * 730.0 / 1461.0)).abs() < 1e-9 && in_time == Some(true)
    );
    assert_eq!(of(351, 2027).in_time, Some(false));
    assert_eq!((of(600, 2025).in_time, of(600, 2025).path), (None, Some(600.0)));
    assert_eq!((of(101, 2030).in_time, of(101, 2030).path), (Some(false), Some(100.0)));
    assert_eq!(of(100, 2030).in_time, Some(true));
    // The other way round, in units that come.
    let up = TargetSetting { start: Some(100), goal: Some(600), ..on_line };
    assert_eq!(found(up, &[(349, 1000)], 2027).in_time, Some(false));
    assert_eq!(found(up, &[(350, 1000)], 2027).in_time, Some(true));
}

#[test]
fn without_a_last_day_there_is_a_distance_and_no_pace() {
    let open = TargetSetting { by: None, ..setting() };
    let Progress { at_best, path, in_time, .. } = found(open, &[(400, 1000)], 2027);
    assert_eq!((at_best.to_go, at_best.pace_shown, at_best.pace_needed), (301, None, None));
    assert_eq!((path, in_time), (None, None));
    // Without a start one is needed, and none is shown.
    let no_start = TargetSetting { start: None, ..setting() };
    let Progress { at_best, path, in_time, .. } = found(no_start, &[(400, 1000)], 2027);
    assert!(at_best.pace_shown.is_none() && at_best.pace_needed.is_some());
    assert_eq!((path, in_time), (None, None));
}

/// Units in one area, unknown ones there, and without a place those that count and unknown ones.
#[track_caller]
fn check([now, unknown, lost, lost_unknown]: [u32; 4], reached: Option<bool>, ends: [u32; 2]) {
    let unplaced = Tally::new(lost, lost, 0, lost_unknown).unwrap();
    let by_area = [Tally::new(now, now + 1, 0, unknown).unwrap()];
    let stock = Stock { by_area: &by_area, unplaced, is_whole: false };
    let found = progress(setting().agreed().unwrap(), stock, day(2026)).unwrap();
    assert_eq!((found.reached, found.between), (reached, ends));
    assert_eq!([found.at_best.units, found.at_worst.units], ends);
}

#[test]
fn a_target_is_reached_only_whatever_the_unknown_units_are() {
    check([99, 0, 0, 0], Some(true), [99, 99]);
    check([98, 1, 0, 0], Some(true), [98, 99]);
    check([98, 2, 0, 0], None, [98, 100]);
    check([98, 0, 0, 2], None, [98, 100]);
    check([98, 0, 1, 0], Some(true), [99, 99]);
    check([98, 0, 2, 0], Some(false), [100, 100]); // homes without a place are the city's too
    check([0, 551, 0, 0], None, [0, 551]);
    check([100, 5, 0, 0], Some(false), [100, 105]);
}

#[test]
fn a_share_is_compared_as_it_was_written() {
    let of = |goal_share, direction, units| {
        let setting = TargetSetting {
            goal_share: Some(goal_share),
            direction: Some(direction),
            ..TargetSetting::default()
        };
        let found = found(setting, &[(units, 60), (0, 40)], 2027);
        (found.reached, found.at_best.to_go)
    };
    for part in 1..60_u32 {
        let share = f64::from(part) / 100.0;
        assert_eq!(of(share, Direction::Rise, part), (Some(true), 0), "{part}");
        assert_eq!(of(share, Direction::Rise, part - 1), (Some(false), 1), "{part}");
        assert_eq!(of(share, Direction::Fall, part), (Some(true), 0), "{part}");
        assert_eq!(of(share, Direction::Fall, part + 1), (Some(false), 1), "{part}");
    }
    assert_eq!(of(0.0, Direction::Fall, 0), (Some(true), 0));
    assert_eq!(of(1.0, Direction::Rise, 60), (Some(false), 40));
}

#[test]
fn a_share_that_rises_says_how_many_more_of_as_many() {
    // 266 + 14 of 1,000 where 26.6% was, and 30% asks for 300.
    let Progress { at_best, reached, path, in_time, out_of, fewest_areas, contribution, .. } =
        found(rising(), &[(200, 500), (80, 500)], 2027);
    assert_eq!(
        (at_best.to_go, at_best.share, reached, out_of),
        (20, Some(0.28), Some(false), 1000)
    );
    let line = 0.266 + 0.034 * 730.0 / 1461.0;
    assert!((path.unwrap() - line).abs() < 1e-12 && in_time == Some(false), "{path:?}");
    assert!((at_best.pace_shown.unwrap() - 0.014 / (730.0 / 365.25)).abs() < 1e-12);
    assert!((at_best.pace_needed.unwrap() - 0.02 / (731.0 / 365.25)).abs() < 1e-12);
    assert_eq!((fewest_areas, contribution), (None, Vec::new()));
    assert_eq!(found(rising(), &[(283, 1000)], 2027).in_time, Some(true));
    // 30% of 999 is 299.7: 300 homes.
    assert_eq!(found(rising(), &[(299, 999)], 2027).at_best.to_go, 1);
}

#[test]
fn a_share_is_a_range_where_units_are_unknown() {
    let of = |count, belonging, undecided, unclear| {
        let by_area = [Tally::new(count, belonging, undecided, unclear).unwrap()];
        let stock = Stock { by_area: &by_area, unplaced: Tally::default(), is_whole: false };
        progress(rising().agreed().unwrap(), stock, day(2027))
    };
    // Of 90 is it known, and 10 may count or not: 25 to 35 of 100.
    let found = of(25, 95, 5, 5).unwrap();
    assert_eq!((found.out_of, found.between, found.reached), (100, [25, 35], None));
    assert_eq!((found.at_best.to_go, found.at_worst.to_go, found.in_time), (0, 5, None));
    assert_eq!(of(30, 95, 5, 5).unwrap().reached, Some(true));
    assert_eq!(of(19, 95, 5, 5).unwrap().reached, Some(false));
    assert_eq!(of(0, 3, 3, 2), Err(Silence::NothingKnown));
    assert_eq!(of(0, 0, 0, 0), Err(Silence::NoUnits));
}

#[test]
fn homes_without_a_place_may_raise_a_share_of_all_homes() {
    let by_area = tallies(&[(295, 1000)]);
    let unplaced = Tally::new(10, 10, 0, 0).unwrap();
    let of = |is_whole| {
        let stock = Stock { by_area: &by_area, unplaced, is_whole };
        progress(rising().agreed().unwrap(), stock, day(2027)).unwrap()
    };
    let found = of(true);
    assert_eq!((found.out_of, found.between, found.reached), (1000, [295, 305], None));
    let found = of(false);
    assert_eq!((found.out_of, found.between, found.reached), (1010, [305, 305], Some(true)));
    // Of an area of which it is not known how many homes it has.
    let by_area = [by_area[0], Tally::of_unknown_size(0)];
    let stock = Stock { by_area: &by_area, unplaced, is_whole: true };
    let found = progress(rising().agreed().unwrap(), stock, day(2027));
    assert_eq!(found, Err(Silence::WholeUnknown));
}

#[test]
fn areas_may_hold_too_little_where_homes_have_no_place() {
    let unplaced = Tally::new(200, 200, 0, 0).unwrap();
    let by_area = tallies(&[(50, 60)]);
    let stock = Stock { by_area: &by_area, unplaced, is_whole: false };
    let found = progress(setting().agreed().unwrap(), stock, day(2026)).unwrap();
    assert_eq!(found.fewest_areas, None);
}

#[test]
fn most_is_left_where_the_curve_begins() {
    assert_eq!(contribution(&[1, 0, 6, 1]), [(2, 6, 0.75), (0, 1, 0.875), (3, 1, 1.0)]);
    assert_eq!(contribution(&[0, 0]), []);
}

proptest! {
    /// What has to fall among some has to rise among the others.
    #[test]
    fn a_share_that_falls_rises_among_the_others(
        count in 0_u32..400, more in 1_u32..400, unknown in 0_u32..9, start in 0_u32..=100, goal in 0_u32..=100,
        on in 2024_i32..2032,
    ) {
        let share = |part: u32| Some(f64::from(part) / 100.0);
        let of = |count, start, goal, direction| {
            let setting = TargetSetting {
                start_share: share(start),
                goal_share: share(goal),
                direction: Some(direction),
                ..rising()
            };
            let by_area = [Tally::new(count, 400 + more + unknown, unknown, 0).unwrap()];
            let stock = Stock { by_area: &by_area, unplaced: Tally::default(), is_whole: false };
            progress(setting.agreed().unwrap(), stock, day(on)).unwrap()
        };
        let (start, goal) = (start.max(goal), start.min(goal));
        let fall = of(count, start, goal, Direction::Fall);
        let rise = of(400 + more - count, 100 - start, 100 - goal, Direction::Rise);
        prop_assert_eq!((fall.reached, fall.in_time), (rise.reached, rise.in_time));
        for (one, other) in [(fall.at_best, rise.at_best), (fall.at_worst, rise.at_worst)] {
            prop_assert_eq!(one.to_go, other.to_go);
            let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                (a, b) => a == b,
            };
            prop_assert!(near(one.pace_shown, other.pace_shown) && near(one.pace_needed, other.pace_needed));
        }
        // On the line or not is whether what was shown is enough for what is left.
        if let (Some(shown), Some(needed), Some(in_time)) =
            (fall.at_worst.pace_shown, fall.at_worst.pace_needed, fall.in_time)
            && (shown - needed).abs() > 1e-9
        {
            prop_assert!(in_time != (shown < needed) || fall.at_best.to_go == 0 || unknown > 0);
        }
    }
}
