//! What a text can be as a date, before the column says which order its parts have.

use chrono::NaiveDate;

/// Excel's serial numbers of 2000-01-01 and 2050-12-31, and the day before its first.
const SERIALS: std::ops::RangeInclusive<i64> = 36_526..=55_153;
const SERIAL_ZERO: (i32, u32, u32) = (1899, 12, 30);

/// Years that a date in a table can have.
pub(in super::super) const YEARS: std::ops::Range<u32> = 1900..2200;

/// The months in Dutch and English; an abbreviation is the beginning of a name, or `mrt`.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january"],
    &["februari", "february"],
    &["maart", "march", "mrt"],
    &["april"],
    &["mei", "may"],
    &["juni", "june"],
    &["juli", "july"],
    &["augustus", "august"],
    &["september"],
    &["oktober", "october"],
    &["november"],
    &["december"],
];

/// The days of the week in Dutch and English.
const WEEKDAYS: [&str; 14] = [
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// What a text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One day, whatever the column says.
    Day(NaiveDate),
    /// Two numbers and a year; `short` when the year has two digits.
    Parts { first: u32, second: u32, year: i32, short: bool },
    /// A month by its name between two numbers of at most two digits, one of which is the year.
    Short { first: u32, month: u32, last: u32 },
    /// A whole number in the range of Excel's serial numbers.
    Serial(NaiveDate),
    /// No date.
    None,
}

/// What a text without a time of day can be.
pub(super) fn shape(text: &str) -> Shape {
    let mut parts: Vec<&str> =
        text.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    if parts.len() == 4 && is_weekday(parts[0]) {
        parts.remove(0);
    }
    match parts.as_slice() {
        [whole] if whole.len() == 8 => match number(whole) {
            Some(all) if YEARS.contains(&(all / 10_000)) => {
                day(all / 10_000, all / 100 % 100, all % 100)
            }
            _ => Shape::None,
        },
        [whole] | [whole, "0"] => match number(whole).map(i64::from) {
            Some(serial) if SERIALS.contains(&serial) => {
                let (year, month, first) = SERIAL_ZERO;
                NaiveDate::from_ymd_opt(year, month, first)
                    .and_then(|zero| zero.checked_add_days(chrono::Days::new(serial as u64)))
                    .map_or(Shape::None, Shape::Serial)
            }
            _ => Shape::None,
        },
        [first, middle, last] => match (month(first), month(middle)) {
            (None, Some(month)) => named(first, month, last),
            (Some(month), None) => named(middle, month, last), // January 3, 2025
            (None, None) => numbered(first, middle, last),
            (Some(_), Some(_)) => Shape::None,
        },
        _ => Shape::None,
    }
}

/// Day and year on either side of a month that is named.
fn named(first: &str, month: u32, last: &str) -> Shape {
    let last = last.strip_prefix(['\'', '\u{2019}']).unwrap_or(last); // '25
    match (number(first), number(last), first.len(), last.len()) {
        (Some(year), Some(d), 4, 1 | 2) => day(year, month, d),
        (Some(d), Some(year), 1 | 2, 4) => day(year, month, d),
        (Some(first), Some(last), 1 | 2, 2) => Shape::Short { first, month, last },
        _ => Shape::None,
    }
}

/// A date of three numbers.
fn numbered(first: &str, middle: &str, last: &str) -> Shape {
    match (number(first), number(middle), number(last)) {
        (Some(year), Some(month), Some(d)) if first.len() == 4 => day(year, month, d),
        (Some(one), Some(two), Some(year))
            if first.len() <= 2
                && middle.len() <= 2
                && (last.len() == 2 || (last.len() == 4 && YEARS.contains(&year))) =>
        {
            let short = last.len() == 2;
            let year = if short { 2000 + year as i32 } else { year as i32 };
            Shape::Parts { first: one, second: two, year, short }
        }
        _ => Shape::None,
    }
}

fn number(part: &str) -> Option<u32> {
    let digits = part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| part.parse::<u32>().ok()).flatten()
}

fn day(year: u32, month: u32, day: u32) -> Shape {
    let day = NaiveDate::from_ymd_opt(year as i32, month, day);
    day.filter(|_| YEARS.contains(&year)).map_or(Shape::None, Shape::Day)
}

/// The month that a word names, from 1.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let is = |name: &&str| word.len() >= 3 && name.starts_with(&word);
    let at = MONTHS.iter().position(|names| names.iter().any(&is))?;
    Some(at as u32 + 1)
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    word.len() >= 2 && WEEKDAYS.iter().any(|name| name.starts_with(&word))
}
