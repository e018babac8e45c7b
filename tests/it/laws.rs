//! The laws of the whole program, on random towns.

use proptest::prelude::*;
use spreiding::config::Config;
use spreiding::disclose::Audience;
use spreiding::pipeline::{self, Request, SMALL_BYTES};
use spreiding::progress::Progress;

use crate::toytown::{AREAS, DWELLINGS, ORIGIN, Toytown};

/// Random homes, some outside the town, some without label, some without a point, some broken.
fn homes() -> impl Strategy<Value = Vec<(i32, i32, usize)>> {
    prop::collection::vec((-30_i32..430, -30_i32..430, 0_usize..7), 3..40)
}

const LABELS: [&str; 7] = ["A", "D", "D", "E", "", "G", "label d"];

fn town(rows: &[String]) -> Toytown {
    town_of("id;x;y;label", rows)
}

fn town_of(header: &str, rows: &[String]) -> Toytown {
    let csv = format!("{header}\n{}\n", rows.join("\n"));
    // The last row may be one of too few cells.
    let dwellings =
        DWELLINGS.replace("[dwellings.columns]", "complete = true\n[dwellings.columns]");
    Toytown::new()
        .file("dwellings.csv", csv)
        .config(&format!("{AREAS}{dwellings}\n[tolerance]\nrejected = 1.0\nunplaced = 1.0\n"))
}

fn rows(homes: &[(i32, i32, usize)]) -> Vec<String> {
    homes
        .iter()
        .enumerate()
        .map(|(at, (x, y, label))| match at % 11 {
            // What can go wrong in a row: no key, no number, another number of cells, nothing at all.
            7 => format!(";{x};{y};A"),
            8 => format!("{at};twaalf;{y};A"),
            9 => format!("{at};{x}"),
            10 => String::new(),
            _ => {
                let (x, y) = (ORIGIN.0 + f64::from(*x), ORIGIN.1 + f64::from(*y));
                format!("{at};{x};{y};{}", LABELS[*label])
            }
        })
        .collect()
}

/// Runs a town; `None` when every home lies outside, which is the only way to fail here.
fn run(town: &Toytown) -> Option<pipeline::Summary> {
    let config = Config::load(&town.path("spreiding.toml")).unwrap();
    let request = Request {
        out: town.path("out"),
        audience: Audience::Internal,
        check_only: false,
        max_rejected: None,
        max_unplaced: None,
        strict: false,
        timings: false,
    };
    match pipeline::run(&config, &request, &Progress::silent()) {
        Ok(summary) => Some(summary),
        Err(spreiding::Error::Refused(refusal)) if refusal.stops[0].entry.code == "R002" => None,
        Err(other) => panic!("{other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_is_lost_and_levels_add_up(homes in homes()) {
        let rows = rows(&homes);
        let town = town(&rows);
        let Some(summary) = run(&town) else { return Ok(()) }; // every home outside
        for input in &summary.inputs {
            prop_assert!(input.account.balances(), "{:?}", input.account);
        }
        let dwellings = summary.inputs.iter().find(|input| input.name == "dwellings.csv").unwrap();
        prop_assert_eq!(dwellings.account.read, rows.len() as u64);
        let steps = &summary.report.files[0];
        prop_assert_eq!(steps.rows, dwellings.account.used);
        let release = summary.release.as_ref().unwrap();
        let placed = u64::from(release.dwellings.city.by_area[0].get().count().unwrap());
        prop_assert_eq!(placed + steps.unplaced, steps.rows);
        for indicator in &release.indicators {
            let city = indicator.city.by_area[0].get().tally().unwrap();
            for level in &indicator.levels {
                let sum = level.by_area.iter().map(|cell| cell.get().tally().unwrap()).sum();
                prop_assert_eq!(city, sum);
                let by_owner = level.by_corporation.iter().map(|(_, _, cell)| cell.get().tally().unwrap()).sum();
                prop_assert_eq!(city, by_owner);
            }
        }
    }

    #[test]
    fn shuffled_rows_give_the_same_layers(homes in homes(), seed in any::<u64>()) {
        let rows = rows(&homes);
        let mut shuffled = rows.clone();
        // A cheap shuffle that needs no generator: sort by a keyed mix of the position.
        let mix = |at: usize| (at as u64 + 1).wrapping_mul(seed | 1).rotate_left(29);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|&at| mix(at));
        for (to, from) in order.into_iter().enumerate() {
            shuffled[to].clone_from(&rows[from]);
        }
        let (one, other) = (town(&rows), town(&shuffled));
        if run(&one).is_none() {
            return Ok(());
        }
        run(&other).unwrap();
        let layers = |town: &Toytown| -> Vec<_> {
            let all = town.result_files().into_iter();
            all.filter(|(name, _)| name != "run.json").collect() // it holds the input's hash
        };
        prop_assert_eq!(layers(&one), layers(&other));
    }
}

#[test]
fn one_thread_or_many_give_the_same_bytes() {
    let homes: Vec<(i32, i32, usize)> =
        (0..500).map(|at| ((at * 37) % 400, (at * 91) % 400, at as usize % 7)).collect();
    // A column that nobody reads makes the file one of many blocks, for which all threads are taken.
    let note = "x".repeat(SMALL_BYTES as usize / homes.len());
    let rows: Vec<String> = homes
        .iter()
        .enumerate()
        .map(|(at, (x, y, label))| {
            let (x, y) = (ORIGIN.0 + f64::from(*x), ORIGIN.1 + f64::from(*y));
            format!("{at};{x};{y};{};{note}", LABELS[*label])
        })
        .collect();
    let town = town_of("id;x;y;label;note", &rows);
    assert!(town.path("dwellings.csv").metadata().unwrap().len() > SMALL_BYTES);
    let files = |threads: &str| {
        let environment = [("POLARS_MAX_THREADS", threads), ("RAYON_NUM_THREADS", threads)];
        let ran = town.run_with(&["run", "--internal"], &environment);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        town.result_files()
    };
    assert_eq!(files("1"), files("4"));
}
