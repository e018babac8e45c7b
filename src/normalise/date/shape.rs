//! What a text can be as a date, before the column says which order its parts have.

use chrono::NaiveDate;

/// Excel's serial numbers of 2000-01-01 and 2050-12-31, and the day before its first.
const SERIALS: std::ops::RangeInclusive<i64> = 36_526..=55_153;
const SERIAL_ZERO: (i32, u32, u32) = (1899, 12, 30);

/// Years that a date in a table can have.
pub(in super::super) const YEARS: std::ops::Range<u32> = 1900..2200;

/// The months as Dutch and English exports write them, by their first three letters.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mrt", "maa", "mar"],
    &["apr"],
    &["mei", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec"],
];

/// What a text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One day, whatever the column says.
    Day(NaiveDate),
    /// Two numbers and a year; `short` when the year has two digits.
    Parts { first: u32, second: u32, year: i32, short: bool },
    /// A whole number in the range of Excel's serial numbers.
    Serial(NaiveDate),
    /// No date.
    None,
}

/// The text without a time of day behind it, and whether that time was another than midnight.
pub(super) fn without_time(text: &str) -> (&str, bool) {
    let Some((day, time)) = text.split_once(['T', ' ']) else { return (text, false) };
    let (clock, zone) = match time.find(['Z', '+']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let clock_like = clock.contains(':')
        && clock.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    if !clock_like {
        return (text, false); // 3 januari 2025
    }
    let midnight = zone.is_empty() && clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    (day, !midnight)
}

/// What a text without a time of day can be.
pub(super) fn shape(text: &str) -> Shape {
    let parts: Vec<&str> =
        text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| {
        let digits = part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let day = |year: u32, month: u32, day: u32| {
        let day = NaiveDate::from_ymd_opt(year as i32, month, day);
        day.filter(|_| YEARS.contains(&year)).map_or(Shape::None, Shape::Day)
    };
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
        [first, middle, last] => {
            let named = MONTHS.iter().position(|names| {
                let middle = middle.to_lowercase();
                names.iter().any(|name| middle.starts_with(name))
            });
            match (number(first), number(middle), number(last), named) {
                (Some(year), Some(month), Some(d), _) if first.len() == 4 => day(year, month, d),
                (Some(d), None, Some(year), Some(month)) if last.len() == 4 => {
                    day(year, month as u32 + 1, d)
                }
                (Some(one), Some(two), Some(year), _)
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
        _ => Shape::None,
    }
}
