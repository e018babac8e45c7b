//! Columns of days, by how their cells are written.

use super::*;

fn days(cells: &[&str], form: &TableForm<'_>) -> (Vec<String>, Option<&'static str>) {
    let read = read(&Column::new("d".into(), cells), form, &Beside::default()).unwrap();
    let value = read.value.cast(&DataType::String).unwrap();
    let days = value.str().unwrap().iter().map(|day| day.unwrap_or("").to_owned());
    (days.collect(), read.stop.map(|stop| stop.entry.code))
}

#[track_caller]
fn check(cells: &[&str], expected: &[&str], stop: Option<&str>) {
    let found = days(cells, &TableForm::default());
    assert_eq!(
        (found.0.iter().map(String::as_str).collect::<Vec<_>>(), found.1),
        (expected.to_vec(), stop)
    );
}

#[test]
fn plain_forms_are_read_whatever_the_column_says() {
    check(
        &["2025-01-03", "20250103", "3 januari 2025", "3-mrt-2025", "2025/1/3"],
        &["2025-01-03", "2025-01-03", "2025-01-03", "2025-03-03", "2025-01-03"],
        None,
    );
}

#[test]
fn a_day_above_twelve_proves_the_order() {
    check(&["3-4-2025", "31-12-2024"], &["2025-04-03", "2024-12-31"], None);
    check(&["3/4/2025", "12/31/2024"], &["2025-03-04", "2024-12-31"], None);
    check(&["3.4.2025", "31/12/2024"], &["2025-04-03", "2024-12-31"], None);
}

#[test]
fn without_proof_nothing_is_guessed() {
    check(&["3-4-2025"], &["2025-04-03"], Some("I030"));
    check(
        &["31-12-2024", "12-31-2024", "3-4-2025"],
        &["2024-12-31", "", "2025-04-03"],
        Some("I030"),
    );
    check(&["4-4-2025"], &["2025-04-04"], None); // the same day either way
}

#[test]
fn a_few_rows_the_other_way_round_are_no_dates() {
    let mut cells = vec!["31-12-2024"; 100];
    cells.push("12-31-2024");
    let (read, stop) = days(&cells, &TableForm::default());
    assert_eq!((read[100].as_str(), stop), ("", None));
}

#[test]
fn the_configuration_settles_what_is_in_doubt() {
    let said = |format| TableForm { date_format: Some(format), ..TableForm::default() };
    assert_eq!(days(&["3-4-2025"], &said("dd-mm-yyyy")).0, ["2025-04-03"]);
    assert_eq!(days(&["3/4/2025"], &said("mm/dd/yyyy")).0, ["2025-03-04"]);
    assert_eq!(days(&["3-4-25"], &said("dd-mm-yy")), (vec!["2025-04-03".to_owned()], None));
    assert_eq!(days(&["3-4-25"], &said("dd-mm-yyyy")).1, Some("I031"));
}

#[test]
fn serial_numbers_are_days_only_among_days() {
    check(&["45658", "31-12-2024"], &["2025-01-01", "2024-12-31"], None);
    check(&["45658"], &[""], None);
    check(&["12", "31-12-2024"], &["", "2024-12-31"], None);
}

#[test]
fn a_time_of_day_is_left_off() {
    check(
        &["2025-01-03 00:00:00", "2025-01-03T23:15:00", "31-12-2024 14:30"],
        &["2025-01-03", "2025-01-03", "2024-12-31"],
        None,
    );
}

#[test]
fn a_time_with_a_zone_is_its_day_in_the_netherlands() {
    check(
        &["2024-12-31T23:00:00Z", "2025-05-31 22:00:00+00:00", "2025-01-03T12:00:00Z"],
        &["2025-01-01", "2025-06-01", "2025-01-03"],
        None,
    );
    check(&["31-12-2024 23:00:00Z", "1-2-2025 12:00 UTC"], &["2025-01-01", "2025-02-01"], None);
}

#[test]
fn what_changed_its_day_is_noted_and_what_lost_its_time() {
    let cells = ["2024-12-31T23:00:00Z", "2025-01-03T12:00:00Z", "2025-01-03 12:00"];
    let form = TableForm::default();
    let read = read(&Column::new("d".into(), cells), &form, &Beside::default()).unwrap();
    let mut notes: Vec<(&str, &str)> =
        read.notes.iter().map(|(text, entry)| (text.as_str(), entry.code)).collect();
    notes.sort_unstable();
    assert_eq!(notes, [(cells[0], "I088"), (cells[2], "I034")]);
}

#[test]
fn midnights_in_utc_without_a_zone_stop() {
    let late = ["2024-12-31 23:00:00", "2025-05-31T22:00", "5/31/2025 10:00:00 PM"];
    assert_eq!(days(&late, &TableForm::default()).1, Some("I089"));
    assert_eq!(days(&["2024-12-31", "2024-12-31 23:00"], &TableForm::default()).1, Some("I089"));
    let mixed = ["2024-12-31 23:00", "2025-05-31 22:00", "2025-05-31 13:00"];
    assert_eq!(days(&mixed, &TableForm::default()).1, None);
    assert_eq!(days(&["2024-12-31 23:00:01"], &TableForm::default()).1, None);
    let mut most = ["2024-12-31 23:00:00"; 12];
    most[7] = "2025-05-31 10:15:00";
    assert_eq!(days(&most, &TableForm::default()).1, Some("I089"));
    most[8] = "1900-01-01 00:00:00";
    assert_eq!(days(&most, &TableForm::default()).1, None);
    let zone = |zone| TableForm { time_zone: Some(zone), ..TableForm::default() };
    let late = ["2024-12-31 23:00:00", "2025-05-31T22:00", "2025-06-02 00:00"];
    let as_days = |days: [&str; 3]| (days.map(str::to_owned).to_vec(), None);
    assert_eq!(
        days(&late, &zone(TimeZone::Utc)),
        as_days(["2025-01-01", "2025-06-01", "2025-06-02"])
    );
    assert_eq!(
        days(&late, &zone(TimeZone::Amsterdam)),
        as_days(["2024-12-31", "2025-05-31", "2025-06-02"])
    );
}

#[test]
fn months_have_names() {
    for text in [
        "1 mrt 2025",
        "1 mrt. 2025",
        "1-MRT-2025",
        "01-Mar-2025",
        "1 maart 2025",
        "March 1, 2025",
        "Mar 1 2025",
        "zaterdag 1 maart 2025",
        "za 1 maart 2025",
        "Saturday, March 1, 2025",
        "Sat Mar 01 2025 00:00:00 GMT+0100 (CET)",
        "Sat Mar 01 00:00:00 CET 2025",
        "2025-mrt-01",
    ] {
        check(&[text], &["2025-03-01"], None);
    }
    check(&["1 januar1 2025", "1 ja 2025", "1 mrtx 2025"], &["", "", ""], None);
    check(&["1-mei-2025", "1 Sept. 2025"], &["2025-05-01", "2025-09-01"], None);
}

#[test]
fn a_short_year_behind_a_named_month_is_to_be_said() {
    assert_eq!(days(&["1-jan-25"], &TableForm::default()).1, Some("I031"));
    let said = |format| TableForm { date_format: Some(format), ..TableForm::default() };
    let first = (vec!["2025-01-01".to_owned()], None);
    assert_eq!(days(&["1-jan-25"], &said("d-mmm-yy")), first);
    assert_eq!(days(&["25-jan-01"], &said("yy-mm-dd")), first);
    assert_eq!(days(&["woensdag 1 jan. '25"], &said("dd-mm-yy")), first);
    assert_eq!(days(&["1-jan-25"], &said("dd-mm-yyyy")).1, Some("I031"));
}

#[test]
fn days_above_twelve_prove_the_order_before_am_and_pm_too() {
    check(
        &["1/13/2025 12:00:00 AM", "1/1/2025 12:00:00 AM", "2/3/2025 12:00:00 AM"],
        &["2025-01-13", "2025-01-01", "2025-02-03"],
        None,
    );
}

#[test]
fn days_that_do_not_exist_are_no_dates() {
    check(
        &["31-02-2025", "30-02-2025", "29-02-2023", "29-02-2024"],
        &["", "", "", "2024-02-29"],
        None,
    );
    check(&["99999999", "2025-13-01", "x"], &["", "", ""], None);
}

#[test]
fn a_format_says_order_and_length_of_the_year() {
    assert_eq!(order_of("dd-mm-yyyy"), Some((Order::DayMonthYear, false)));
    assert_eq!(order_of("d-m-jj"), Some((Order::DayMonthYear, true)));
    assert_eq!(order_of("yyyymmdd"), Some((Order::YearMonthDay, false)));
    assert_eq!(order_of("datum"), None);
}
