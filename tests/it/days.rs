//! Days of lettings as exports write them, in every format and whatever the time zone.

use polars::prelude::{Column, DataFrame, DataType, NamedFrom, ParquetWriter, Series, TimeUnit};

use crate::toytown::{AREAS, DWELLINGS, Ran, Toytown};
use crate::workbooks::{Cell, row, sheet, text, texts, xlsx};

const PLACEMENTS: &str = r#"
[[placements]]
path = "lettings.csv"
[placements.columns]
dwelling = "home"
date = "day"
priority = "priority"
[placements.urgent]
values = ["URG"]
regular = ["REG"]
[spread]
window_years = 1
"#;

const HOMES: [(&str, f64, f64, &str); 3] =
    [("1", 50.0, 50.0, "D"), ("2", 50.0, 60.0, "D"), ("3", 50.0, 70.0, "D")];

fn town() -> Toytown {
    Toytown::with_dwellings(&HOMES).config(&format!("{AREAS}{DWELLINGS}{PLACEMENTS}"))
}

fn lettings(days: &[&str]) -> String {
    let mut csv = "home;day;priority\n".to_owned();
    for (at, day) in days.iter().enumerate() {
        csv += &format!("{};{day};REG\n", at % 3 + 1);
    }
    csv
}

/// How many lettings count in 2025, and what was told.
#[track_caller]
fn counted(town: &Toytown) -> (u64, Ran) {
    let ran = town.run_with(&["run", "--internal", "-v"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let buurt = town.area("lagen-intern/buurten", "buurtcode", "BU00340101");
    (buurt["urgent_noemer"].as_u64().unwrap_or(0), ran)
}

#[track_caller]
fn check(days: &[&str], expected: u64, code: Option<&str>) {
    let (count, ran) = counted(&town().file("lettings.csv", lettings(days)));
    assert_eq!(count, expected, "{}", ran.stderr);
    for known in ["I034", "I088", "I089"] {
        assert_eq!(ran.stderr.contains(known), code == Some(known), "{known} {}", ran.stderr);
    }
}

#[test]
fn a_moment_with_a_zone_is_its_day_in_the_netherlands() {
    for day in [
        "2024-12-31T23:00:00Z",
        "2024-12-31 23:00:00 UTC",
        "2024-12-31T23:00:00.000+00:00",
        "31-12-2024 23:00:00+0000",
        "2024-12-31T18:00:00-05:00",
    ] {
        check(&[day, "2025-06-30T22:00:00Z", "2025-12-31T22:59:59Z"], 3, Some("I088"));
    }
    check(&["2025-01-01T00:00:00+01:00", "2025-12-31T23:00:00+01:00"], 2, None);
}

#[test]
fn the_note_shows_days_before_and_after() {
    let days = ["2024-12-31T23:00:00Z", "2025-06-30T22:00:00Z", "2025-02-01T12:00:00Z"];
    let (_, ran) = counted(&town().file("lettings.csv", lettings(&days)));
    assert!(ran.told().contains("\"2024-12-31T23:00:00Z\" -> \"2025-01-01\""), "{}", ran.stderr);
    let record = town().file("lettings.csv", lettings(&days));
    record.run_well(&["run", "--internal"]);
    let control = record.text("out-controle/controle.json");
    assert!(control.contains("\"I088\"") && control.contains("\"count\": 2"), "{control}");
}

#[test]
fn times_that_are_all_midnights_in_utc_stop_with_the_evidence() {
    let days = ["2024-12-31 23:00:00", "2025-06-30 22:00:00", "2025-02-01T23:00"];
    let town = town().file("lettings.csv", lettings(&days));
    let ran = town.run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let told = ran.told();
    assert!(told.contains("I089") && told.contains("3 of its 3 times"), "{told}");
    assert!(told.contains("22:00 (1) or 23:00 (2)") && told.contains("time_zone = \"UTC\""));
    assert!(!town.path("out").exists());

    let config = town.text("spreiding.toml");
    let path = "path = \"lettings.csv\"";
    let said = |zone: &str| config.replace(path, &format!("{path}\ntime_zone = \"{zone}\""));
    let town = town.config(&said("UTC"));
    let (count, ran) = counted(&town);
    assert!(count == 3 && ran.stderr.contains("I088"), "{}", ran.stderr);
    let town = town.config(&said("Europe/Amsterdam"));
    let (count, ran) = counted(&town);
    assert!(count == 2 && !ran.stderr.contains("I034"), "{}", ran.stderr);
    let ran = town.config(&said("Mars")).run();
    assert_eq!(ran.code, 2);
    assert!(ran.told().contains("Europe/Amsterdam"), "{}", ran.stderr);
}

#[test]
fn times_of_other_kinds_are_left_off_as_before() {
    check(&["2025-01-01 23:00", "2025-06-30 22:00", "2025-03-01 09:30"], 3, Some("I034"));
    check(&["2025-01-01 00:00", "2025-06-30 00:00:00.000", "2025-03-01"], 3, None);
}

#[test]
fn months_by_name_and_clocks_of_twelve_hours_are_dates() {
    check(
        &["woensdag 1 januari 2025", "1-mei-2025", "3 mrt. 2025", "January 5, 2025", "05-Jan-2025"],
        5,
        None,
    );
    check(&["1/13/2025 12:00:00 AM", "1/2/2025 12:00:00 AM"], 2, None);
    let yy = town().file("lettings.csv", lettings(&["1-jan-25", "2-jan-25"]));
    let ran = yy.run();
    assert_eq!(ran.code, 1);
    assert!(ran.told().contains("date_format = \"dd-mm-yy\""), "{}", ran.stderr);
}

#[test]
fn a_workbook_is_read_alike() {
    let rows = |days: &[Cell]| {
        let cells =
            |(at, day): (usize, &Cell)| row([text((at + 1).to_string()), day.clone(), text("REG")]);
        let header = std::iter::once(texts(&["home", "day", "priority"]));
        xlsx(&[sheet("Blad1", header.chain(days.iter().enumerate().map(cells)))])
    };
    let late = Cell::Day(45_657.0 + 23.0 / 24.0); // 2024-12-31 23:00
    for (days, expected, code) in [
        (vec![text("2024-12-31T23:00:00Z"), text("2025-06-30T22:00:00Z")], 0, "I088"),
        (vec![late.clone(), late.clone()], 1, "I089"),
        (vec![late, Cell::Day(45_700.5)], 0, "I034"),
    ] {
        let town = town().file("lettings.xlsx", rows(&days));
        let config = town.text("spreiding.toml").replace("lettings.csv", "lettings.xlsx");
        let ran = town.config(&config).run_with(&["run", "--internal", "-v"], &[]);
        assert!(ran.code == expected && ran.stderr.contains(code), "{}", ran.stderr);
    }
}

#[test]
fn parquet_knows_whether_its_moments_have_a_zone() {
    // 2024-12-31 23:00 and 2025-06-30 22:00 in UTC, and 2025-01-01 00:00.
    let hours = |hours: [i64; 2]| Series::new("day".into(), hours.map(|at| at * 3_600_000));
    let (late, whole) = (hours([482_135, 486_478]), hours([482_136, 482_136]));
    let zone = |zone: Option<&'static str>| {
        let zone = zone.map(|zone| polars::prelude::TimeZone::opt_try_new(Some(zone)).unwrap());
        DataType::Datetime(TimeUnit::Milliseconds, zone.flatten())
    };
    for (moments, of_type, expected, count, code) in [
        (&late, zone(Some("UTC")), 0, 2, Some("I088")),
        (&late, zone(Some("Europe/Amsterdam")), 0, 2, Some("I088")),
        (&late, zone(None), 1, 0, Some("I089")),
        (&whole, zone(Some("UTC")), 0, 2, None),
        (&whole, zone(None), 0, 2, None),
    ] {
        let day: Column = moments.cast(&of_type).unwrap().into();
        let columns = [("home", ["1", "2"]), ("priority", ["REG", "REG"])];
        let mut all = columns.map(|(name, cells)| Column::new(name.into(), cells)).to_vec();
        all.push(day);
        let town = town();
        let file = std::fs::File::create(town.path("lettings.parquet")).unwrap();
        ParquetWriter::new(file).finish(&mut DataFrame::new(2, all).unwrap()).unwrap();
        let config = town.text("spreiding.toml").replace("lettings.csv", "lettings.parquet");
        let town = town.config(&config);
        let ran = town.run_with(&["run", "--internal", "-v"], &[]);
        assert_eq!(ran.code, expected, "{of_type:?} {}", ran.stderr);
        for known in ["I034", "I088", "I089"] {
            assert_eq!(ran.stderr.contains(known), code == Some(known), "{}", ran.stderr);
        }
        if expected == 0 {
            let buurt = town.area("lagen-intern/buurten", "buurtcode", "BU00340101");
            assert_eq!(buurt["urgent_noemer"], count);
        }
    }
}
