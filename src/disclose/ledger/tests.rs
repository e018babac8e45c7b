//! A ledger is read back as it was written, and whatever is wrong with one is told.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use geo::MultiPolygon;

use super::*;
use crate::disclose::policy::Policy;
use crate::disclose::table::{Depth, Table};
use crate::measure::{Counts, Period};
use crate::model::{Area, AreaCode, AreaLevel, Areas, LevelAreas, Tally};

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Wijken by their code, with the codes of their buurten.
pub(super) fn city(wijken: &[(&str, &[&str])]) -> Areas {
    let level = |level, codes: Vec<&str>| LevelAreas {
        level,
        areas: codes
            .iter()
            .map(|code| Area {
                code: AreaCode::parse(level, code).unwrap(),
                name: (*code).to_owned(),
                outline: MultiPolygon::new(Vec::new()),
            })
            .collect(),
    };
    let buurten = wijken.iter().flat_map(|(_, buurten)| buurten.iter().copied()).collect();
    let parents = wijken.iter().flat_map(|(wijk, buurten)| {
        buurten.iter().map(|_| AreaCode::parse(AreaLevel::Wijk, wijk).unwrap())
    });
    let coarse = level(AreaLevel::Wijk, wijken.iter().map(|(wijk, _)| *wijk).collect());
    Areas::nest(vec![coarse, level(AreaLevel::Buurt, buurten)], &[parents.collect()]).unwrap()
}

fn town() -> Areas {
    city(&[("WK000101", &["BU00010101", "BU00010102"]), ("WK000102", &["BU00010201"])])
}

/// Buurt, corporation, year, urgent, of so many.
fn counts(units: &[(u32, Option<u32>, i32, u32, u32)]) -> Counts {
    let unit = |&(area, of, year, count, out_of): &(u32, Option<u32>, i32, u32, u32)| {
        (area, of, Some(Period::from(year)), Tally::new(count, out_of, 0, 0).unwrap())
    };
    Counts::of(3, units.iter().map(unit))
}

/// What a release would say of these counts, with what is unsafe blank.
fn told(ledger: &Ledger, name: &str, counts: &Counts) -> Option<String> {
    let (areas, policy) = (town(), Policy::Threshold(5));
    let depth = Depth { years: Some(0), corporations: Some(0) };
    let table = Table::of(&areas, counts, depth, policy);
    let shown = |at: usize| {
        let cell = &table.cells[at];
        let published = cell.role != crate::disclose::table::Role::Finer;
        (published && cell.needs.is_none()).then_some(cell.count)
    };
    let corporations = ["Ymere".to_owned(), "De \"Alliantie\"".to_owned()];
    let heading = Heading {
        name,
        reference_date: day(2025, 12, 31),
        window: [day(2024, 4, 1), day(2025, 12, 31)],
        areas_year: 2025,
        areas: &areas,
        corporations: &corporations,
    };
    let definition = "Urgent placements out of all placements.";
    let indicated = Indicated { id: "urgent", definition, policy, table: &table, shown: &shown };
    line(ledger, &heading, &[indicated])
}

fn first_counts() -> Counts {
    counts(&[
        (0, Some(0), 2024, 7, 20),
        (0, Some(1), 2025, 2, 9),
        (1, None, 2025, 11, 33),
        (2, Some(0), 2025, 0, 12),
    ])
}

/// A folder with a ledger of two releases.
fn two_releases() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let path = beside(&home.path().join("out"));
    for counts in [first_counts(), counts(&[(0, Some(0), 2024, 8, 21)])] {
        let ledger = read(&path).unwrap();
        append(&path, &told(&ledger, "Toytown", &counts).unwrap()).unwrap();
    }
    (home, path)
}

#[test]
fn a_release_is_read_back_as_it_was_written() {
    let (home, path) = two_releases();
    assert_eq!(path, home.path().join("vrijgave.jsonl"));
    let ledger = read(&path).unwrap();
    assert!(ledger.found && ledger.releases.len() == 2);
    let [first, second] = &ledger.releases[..] else { panic!() };
    assert_eq!((first.release, second.release), (1, 2));
    assert_eq!(first.previous, "");
    assert_eq!(first.window, [Day(day(2024, 4, 1)), Day(day(2025, 12, 31))]);
    let buurt = Some("WK000101".to_owned());
    assert_eq!(first.areas[2], AreaLine(AreaLevel::Buurt, "BU00010101".to_owned(), buurt));
    let of = &first.indicators[0];
    assert_eq!(of.policy, PolicyName::Threshold(5));
    let cell = |level, code: Option<&str>, part, count, out_of| {
        let cell = CellLine(level, code.map(str::to_owned), part, count, out_of);
        assert!(of.cells.contains(&cell), "{cell:?} in {:#?}", of.cells);
    };
    let ymere = || PartName::Corporation(Some("Ymere".to_owned()));
    cell(None, None, PartName::Window, Some(20), 74);
    cell(Some(AreaLevel::Wijk), Some("WK000101"), PartName::Year(2024), Some(7), 20);
    cell(Some(AreaLevel::Wijk), Some("WK000101"), ymere(), Some(7), 20);
    cell(Some(AreaLevel::Buurt), Some("BU00010101"), PartName::Year(2025), None, 9);
    cell(None, None, PartName::Corporation(None), None, 33);
    // The first year of the window is a part of a year.
    assert_eq!(first.days(&PartName::Year(2024)), [day(2024, 4, 1), day(2024, 12, 31)]);
    assert_eq!(first.days(&PartName::Year(2025)), [day(2025, 1, 1), day(2025, 12, 31)]);
    assert_eq!(first.days(&ymere()), [day(2024, 4, 1), day(2025, 12, 31)]);
}

#[test]
fn only_a_line_is_added_and_no_file_stays() {
    let (home, path) = two_releases();
    let before = fs::read(&path).unwrap();
    let ledger = read(&path).unwrap();
    append(&path, &told(&ledger, "Toytown", &first_counts()).unwrap()).unwrap();
    let after = fs::read(&path).unwrap();
    assert!(after.starts_with(&before) && after.len() > before.len());
    assert_eq!(after.iter().filter(|&&byte| byte == b'\n').count(), 3);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn a_release_that_tells_the_same_adds_nothing() {
    let (_home, path) = two_releases();
    let ledger = read(&path).unwrap();
    let last = counts(&[(0, Some(0), 2024, 8, 21)]);
    assert_eq!(told(&ledger, "Toytown", &last), None);
    assert!(told(&ledger, "Toytown", &first_counts()).is_some());
    assert!(told(&ledger, "Another town", &last).is_some());
}

#[test]
fn the_same_release_is_the_same_line() {
    let (_home, path) = two_releases();
    let ledger = read(&path).unwrap();
    let line = || told(&ledger, "Toytown", &first_counts()).unwrap();
    assert_eq!(line(), line());
    assert!(!line().contains('\n'));
}

#[test]
fn no_hidden_count_is_written() {
    let (_home, path) = two_releases();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(r#"["buurt","BU00010101",2025,null,9]"#), "{text}");
    assert!(text.contains(r#"["wijk","WK000101",{"corporation":"De \"Alliantie\""},null,9]"#));
}

#[test]
fn a_line_that_does_not_follow_the_last_one_is_refused() {
    let (_home, path) = two_releases();
    let ledger = read(&path).unwrap();
    let mine = told(&ledger, "Toytown", &first_counts()).unwrap();
    let theirs = told(&ledger, "Toytown", &counts(&[(2, None, 2025, 9, 30)])).unwrap();
    append(&path, &theirs).unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(append(&path, &mine), Err(LedgerError::Changed { .. })));
    assert_eq!(fs::read(&path).unwrap(), before);
    fs::remove_file(&path).unwrap();
    assert!(matches!(append(&path, &mine), Err(LedgerError::Changed { .. })));
    assert!(!path.exists());
}

#[test]
fn a_missing_ledger_is_told_where_a_result_has_counts_of_persons() {
    let home = tempfile::tempdir().unwrap();
    let ledger = read(&home.path().join(NAME)).unwrap();
    assert!(!ledger.found && ledger.releases.is_empty());
    assert_eq!(ledger.untold(false), None);
    assert_eq!(ledger.untold(true).unwrap().entry.code, "D034");
    let (_home, path) = two_releases();
    assert_eq!(read(&path).unwrap().untold(true), None);
}

/// What is said of a ledger of two releases that was changed so.
#[track_caller]
fn check(change: impl Fn(Vec<u8>) -> Vec<u8>, code: &str, line: usize, says: &str) {
    let (_home, path) = two_releases();
    let changed = change(fs::read(&path).unwrap());
    fs::write(&path, &changed).unwrap();
    let error = read(&path).unwrap_err();
    let told = error.to_string();
    assert_eq!(error.entry().code, code, "{told}");
    assert!(told.contains(&format!("vrijgave.jsonl, line {line}: ")), "{told}");
    assert!(told.contains(says), "{told}");
    assert!(told.contains("put back the file"), "{told}");
}

/// The same with the text replaced; with `anew` both lines have their check and their place again.
#[track_caller]
fn check_text(from: &str, to: &str, anew: bool, code: &str, line: usize, says: &str) {
    let change = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(from));
        let text = text.replacen(from, to, 1);
        if !anew {
            return text.into_bytes();
        }
        let mut last = String::new();
        let mut lines = String::new();
        for line in text.lines() {
            let mut release: Release = serde_json::from_str(line).unwrap();
            release.previous = last;
            let line = release.text();
            last = chain::hash(line.as_bytes());
            lines += &(line + "\n");
        }
        lines.into_bytes()
    };
    check(change, code, line, says);
}

#[test]
fn what_is_no_json_is_told() {
    let cut = |n: usize| move |bytes: Vec<u8>| bytes[..bytes.len() - n].to_vec();
    check(|_| Vec::new(), "D031", 1, "the file is empty");
    check(cut(1), "D031", 2, "breaks off");
    check(cut(40), "D031", 2, "breaks off");
    check(|bytes| [&cut(40)(bytes)[..], b"\n"].concat(), "D031", 2, "no JSON");
    check(|bytes| [&bytes[..], b"\n"].concat(), "D031", 3, "the line is empty");
    check(|bytes| [b"\xEF\xBB\xBF", &bytes[..]].concat(), "D031", 1, "no JSON at column 1");
    let latin = |mut bytes: Vec<u8>| {
        let at = bytes.iter().position(|&byte| byte == b'T').unwrap();
        bytes[at] = 0xE9;
        bytes
    };
    check(latin, "D031", 1, "is no UTF-8");
    check(|bytes| [&bytes[..], b"[1, 2]\n"].concat(), "D031", 3, "invalid");
}

#[test]
fn what_is_no_release_is_told() {
    check_text("\"name\"", "\"naam\"", false, "D031", 1, "unknown field `naam`");
    check_text("\"window\"", "\"span\"", false, "D031", 1, "unknown field `span`");
    check_text("2024-04-01", "2024-04-31", false, "D031", 1, "`2024-04-31` is no day");
    check_text("\"threshold\":5", "\"dominance\":5", false, "D031", 1, "dominance");
    check_text("\"window\",20,", "\"all\",20,", false, "D031", 1, "a part of an area is");
    check_text("\"buurt\"", "\"straat\"", false, "D031", 1, "straat");
    check_text(",7,20]", ",-7,20]", false, "D031", 1, "-7");
    check_text("\"name\":", "\"name\":\"a\",\"name\":", false, "D031", 1, "duplicate field");
}

#[test]
fn a_release_that_cannot_be_is_told() {
    check_text("\"spreiding\"", "\"other\"", true, "D031", 1, "`program` is `other`");
    check_text("2025-12-31\"],", "2023-12-31\"],", true, "D031", 1, "before it begins");
    check_text(",7,20]", ",21,20]", true, "D031", 1, "21 out of 20 cannot be");
    check_text(",null,33]", ",null,0]", true, "D031", 1, "null out of 0 cannot be");
    check_text(",null,33]", ",30,33]", true, "D031", 1, "is never shown");
    check_text(
        "\"WK000102\",\"window\"",
        "\"WK000109\",\"window\"",
        true,
        "D031",
        1,
        "no such area",
    );
    check_text("\"WK000101\",2024,", "\"WK000101\",2023,", true, "D031", 1, "no day of it");
    check_text("\"WK000101\",2025,", "\"WK000101\",2024,", true, "D031", 1, "is there twice");
    check_text("\"WK000102\",null", "\"WK000101\",null", true, "D031", 1, "is there twice");
    check_text(",\"WK000102\"]", ",\"WK000109\"]", true, "D031", 1, "no area of the level above");
}

#[test]
fn a_changed_removed_or_moved_line_is_told() {
    let lines = |bytes: Vec<u8>, order: &[usize]| {
        let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
        order.iter().flat_map(|&at| lines[at].to_vec()).collect::<Vec<u8>>()
    };
    check(|bytes| lines(bytes, &[1]), "D032", 1, "where nothing was expected");
    check(|bytes| lines(bytes, &[1, 0]), "D032", 1, "`previous` is");
    check(|bytes| lines(bytes, &[0, 1, 1]), "D032", 3, "`previous` is");
    check_text(",7,20]", ",8,20]", false, "D032", 1, "SHA-256");
    // The last line has no other after it that would tell.
    check_text(",8,21]", ",9,21]", false, "D032", 2, "SHA-256");
    // With a check of its own it still does not go before the other.
    check_text("\"release\":2", "\"release\":3", true, "D032", 2, "`release` is 3");
    let first_anew = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap().replacen(",7,20]", ",8,20]", 1);
        let (first, second) = text.split_once('\n').unwrap();
        let first: Release = serde_json::from_str(first).unwrap();
        format!("{}\n{second}", first.text()).into_bytes()
    };
    check(first_anew, "D032", 2, "`previous` is");
    let of_windows = |bytes| String::from_utf8(bytes).unwrap().replace('\n', "\r\n").into_bytes();
    check(of_windows, "D032", 1, "line ends");
}

#[test]
fn a_ledger_that_cannot_be_opened_is_told() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(NAME);
    fs::create_dir(&path).unwrap(); // a folder in its place
    let error = read(&path).unwrap_err();
    assert_eq!(error.entry().code, "D030");
    assert!(error.to_string().contains("vrijgave.jsonl"));
    let line = told(&read(&home.path().join("x")).unwrap(), "Toytown", &first_counts()).unwrap();
    assert!(matches!(append(&path, &line), Err(LedgerError::Write { .. })));
}
