//! The time of day that stands behind a date, and the time zone behind that.
//!
//! A moment with a zone names one day in the Netherlands: `2024-12-31T23:00:00Z` is the midnight with
//! which 1 January 2025 begins. A time without a zone tells nothing of the day, and is left off.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Europe::Amsterdam;

/// What stands behind a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// No time.
    None,
    /// Seconds since midnight, in a zone that is not said.
    Local(u32),
    /// Seconds since midnight, in the time of the Netherlands.
    Dutch,
    /// Seconds since midnight, and the seconds by which the zone is ahead of UTC.
    Zoned(u32, i32),
}

/// A time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    None,
    Dutch,
    Ahead(i32),
}

impl Clock {
    /// Whether a time that is no midnight is lost with the clock, and no zone tells its day.
    pub fn loses_time(self) -> bool {
        matches!(self, Clock::Local(seconds) if seconds > 0)
    }

    /// The hour, for a whole one late in the evening without a zone: what midnight in the Netherlands
    /// is in UTC, in summer and in winter.
    pub fn is_dutch_midnight_in_utc(self) -> bool {
        matches!(self, Clock::Local(seconds) if seconds == 22 * 3600 || seconds == 23 * 3600)
    }

    /// The same clock where a time without a zone is one of UTC.
    pub fn or_utc(self) -> Clock {
        match self {
            Clock::Local(seconds) => Clock::Zoned(seconds, 0),
            known => known,
        }
    }

    /// The day in the Netherlands at this time of a day.
    pub fn dutch_day(self, day: NaiveDate) -> NaiveDate {
        let Clock::Zoned(seconds, ahead) = self else { return day };
        let elapsed = TimeDelta::seconds(i64::from(seconds) - i64::from(ahead));
        match day.and_time(NaiveTime::MIN).checked_add_signed(elapsed) {
            Some(utc) => Amsterdam.from_utc_datetime(&utc).date_naive(),
            None => day,
        }
    }
}

/// Parts a text into its date and the clock behind it. Text that has none comes back as it is.
pub(super) fn split(text: &str) -> (Cow<'_, str>, Clock) {
    compact(text)
        .or_else(|| with_colons(text))
        .or_else(|| day_with_zone(text))
        .unwrap_or((Cow::Borrowed(text), Clock::None))
}

/// `20241231T230000Z`.
fn compact(text: &str) -> Option<(Cow<'_, str>, Clock)> {
    let (day, time) = text.split_once('T')?;
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    if day.len() != 8 || !day.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(digits, 4 | 6)
    {
        return None;
    }
    let part = |at: usize| time.get(at..at + 2)?.parse::<u32>().ok();
    let second = if digits == 6 { part(4)? } else { 0 };
    let seconds = seconds([part(0)?, part(2)?, second])?;
    Some((Cow::Borrowed(day), clock(seconds, zone(fraction(&time[digits..]))?)))
}

/// `2024-12-31 23:00`, with seconds, AM or PM, a zone, and for Java and Unix even the year behind it.
fn with_colons(text: &str) -> Option<(Cow<'_, str>, Clock)> {
    let colon = text.find(':')?;
    let hour_digits = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = colon - hour_digits;
    let before = &text[..start];
    let day = before.trim_end_matches([' ', ',']);
    let parted = day.len() < before.len();
    let day = match day.strip_suffix(['T', 't']) {
        Some(day) if !parted && day.ends_with(|c: char| c.is_ascii_digit()) => day,
        _ if parted => day.strip_suffix(" om").or(day.strip_suffix(" at")).unwrap_or(day),
        _ => return None,
    };
    let hour: u32 = text[start..colon].parse().ok().filter(|_| hour_digits <= 2)?;
    let (minute, rest) = two_digits(&text[colon + 1..])?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => two_digits(rest)?,
        None => (0, rest),
    };
    let rest = fraction(rest).trim_start();
    let (hour, rest) = half_of_day(hour, rest)?;
    let seconds = seconds([hour, minute, second])?;
    // Wed Jan 01 00:00:00 CET 2025
    if let Some((before_year, year)) = rest.rsplit_once(' ')
        && year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && !day.ends_with(year)
    {
        let zone = zone(before_year)?;
        return Some((Cow::Owned(format!("{day} {year}")), clock(seconds, zone)));
    }
    Some((Cow::Borrowed(day), clock(seconds, zone(rest)?)))
}

/// A day of XML, which may carry the zone in which it is that day: `2025-01-01+01:00`.
fn day_with_zone(text: &str) -> Option<(Cow<'_, str>, Clock)> {
    let (day, zone_text) = (text.get(..10)?, text.get(10..)?);
    let bytes = day.as_bytes();
    let iso = bytes[4] == b'-' && bytes[7] == b'-' && bytes.iter().all(u8::is_ascii_graphic);
    let zoned = zone_text.starts_with(['Z', '+', '-']) && zone(zone_text).is_some();
    (iso && zoned).then_some((Cow::Borrowed(day), Clock::None))
}

fn clock(seconds: u32, zone: Zone) -> Clock {
    match zone {
        Zone::None => Clock::Local(seconds),
        Zone::Dutch => Clock::Dutch,
        Zone::Ahead(ahead) => Clock::Zoned(seconds, ahead),
    }
}

/// Seconds since midnight; a day ends at 24:00.
fn seconds([hour, minute, second]: [u32; 3]) -> Option<u32> {
    let all = 3600 * hour + 60 * minute + second;
    (minute < 60 && second <= 60 && all <= 86_400).then_some(all)
}

fn two_digits(text: &str) -> Option<(u32, &str)> {
    let digits = text.get(..2).filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((digits.parse().ok()?, &text[2..]))
}

/// The text behind a fraction of a second, where it begins with one.
fn fraction(text: &str) -> &str {
    let Some(digits) = text.strip_prefix(['.', ',']) else { return text };
    let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    if behind.len() < digits.len() { behind } else { text }
}

/// The hour of the whole day, where AM or PM follows the clock; `None` where the two contradict.
fn half_of_day(hour: u32, text: &str) -> Option<(u32, &str)> {
    const HALVES: [(&str, u32); 6] =
        [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12), ("a", 0), ("p", 12)];
    let lower = text.to_ascii_lowercase();
    let found = HALVES.iter().find(|(word, _)| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    });
    match found {
        None => Some((hour, text)),
        Some((word, later)) => {
            (1..=12).contains(&hour).then(|| (hour % 12 + later, text[word.len()..].trim_start()))
        }
    }
}

/// The zone in a text; `None` where the text says something else.
fn zone(text: &str) -> Option<Zone> {
    let text = text.trim();
    // 00:00+01:00[Europe/Amsterdam], GMT+0100 (Midden-Europese standaardtijd)
    let text = match text.find(['[', '(']) {
        Some(0) => text[1..].strip_suffix([']', ')'])?,
        Some(at) if text.ends_with([']', ')']) => text[..at].trim_end(),
        _ => text,
    };
    let upper = text.to_ascii_uppercase();
    let name = match upper.as_str() {
        "" | "UUR" | "U" | "H" => return Some(Zone::None),
        "EUROPE/AMSTERDAM" => return Some(Zone::Dutch),
        "Z" | "UTC" | "GMT" | "UT" | "ETC/UTC" => return Some(Zone::Ahead(0)),
        "CET" | "MET" => return Some(Zone::Ahead(3600)),
        "CEST" | "MEST" => return Some(Zone::Ahead(7200)),
        other => other,
    };
    let signed = name.strip_prefix("UTC").or(name.strip_prefix("GMT")).unwrap_or(name);
    // Go writes +0100 CET.
    let signed = match signed.split_once(' ') {
        Some((offset, word)) if word.bytes().all(|byte| byte.is_ascii_uppercase()) => offset,
        Some(_) => return None,
        None => signed,
    };
    let sign = match signed.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = signed[1..].replace(':', "");
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(Zone::Ahead(sign * (3600 * hours + 60 * minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, day: &str, clock: Clock) {
        assert_eq!(split(text), (Cow::Borrowed(day), clock), "{text}");
    }

    const EVENING: u32 = 23 * 3600;

    #[test]
    fn a_zone_is_written_in_many_ways() {
        for text in [
            "2024-12-31T23:00:00Z",
            "2024-12-31T23:00:00.000Z",
            "2024-12-31T23:00Z",
            "2024-12-31 23:00:00 UTC",
            "2024-12-31 23:00:00.1234567+00:00",
            "2024-12-31 23:00:00+00",
            "2024-12-31 23:00:00 +0000 UTC",
            "2024-12-31T23:00:00 GMT",
            "2024-12-31T23:00:00-00:00",
            "2024-12-31T23:00:00Z[UTC]",
            "2024-12-31 11:00:00 PM UTC",
        ] {
            check(text, "2024-12-31", Clock::Zoned(EVENING, 0));
        }
        check("20241231T230000Z", "20241231", Clock::Zoned(EVENING, 0));
        check("2025-01-01T00:00:00+01:00", "2025-01-01", Clock::Zoned(0, 3600));
        check("2025-01-01T00:00:00+0100", "2025-01-01", Clock::Zoned(0, 3600));
        check("2025-01-01T00:00+01:00[Europe/Amsterdam]", "2025-01-01", Clock::Zoned(0, 3600));
        check("2025-01-01T00:00[Europe/Amsterdam]", "2025-01-01", Clock::Dutch);
        check("2025-06-01 00:00 CEST", "2025-06-01", Clock::Zoned(0, 7200));
        check("2024-12-31T18:00:00-05:00", "2024-12-31", Clock::Zoned(18 * 3600, -18_000));
        check("Wed Jan 01 00:00:00 CET 2025", "Wed Jan 01 2025", Clock::Zoned(0, 3600));
        check("Wed Jan 01 2025 00:00:00 GMT+0100 (CET)", "Wed Jan 01 2025", Clock::Zoned(0, 3600));
    }

    #[test]
    fn a_day_with_a_zone_is_that_day() {
        check("2025-01-01+01:00", "2025-01-01", Clock::None);
        check("2025-01-01Z", "2025-01-01", Clock::None);
    }

    #[test]
    fn am_and_pm_tell_the_half_of_the_day() {
        check("1/13/2025 12:00:00 AM", "1/13/2025", Clock::Local(0));
        check("1/13/2025 12:00 pm", "1/13/2025", Clock::Local(43_200));
        check("1/13/2025 1:05 p.m.", "1/13/2025", Clock::Local(47_100));
        check("1/13/2025 11:00:00PM", "1/13/2025", Clock::Local(EVENING));
        check("1/13/2025 13:00 PM", "1/13/2025 13:00 PM", Clock::None);
    }

    #[test]
    fn a_time_without_a_zone_is_local() {
        check("31-12-2024 14:30", "31-12-2024", Clock::Local(52_200));
        check("31 december 2024 om 14:30 uur", "31 december 2024", Clock::Local(52_200));
        check("2024-12-31T24:00:00", "2024-12-31", Clock::Local(86_400));
    }

    #[test]
    fn what_is_no_clock_stays() {
        for text in [
            "3 januari 2025",
            "2025-01-03",
            "2025-01-03T",
            "12:30",
            "2025-01-03 25:00",
            "2025-01-03 12:61",
            "2025-01-03 12:00 soms",
            "2025-01-03 12:00+99:00",
            "2025-01-03x12:00",
            "é:é",
            "",
        ] {
            check(text, text, Clock::None);
        }
    }

    #[test]
    fn a_moment_names_its_day_in_the_netherlands() {
        let day = |text: &str| {
            let (day, clock) = split(text);
            clock.dutch_day(day.parse().unwrap()).to_string()
        };
        for (text, expected) in [
            ("2024-12-31T23:00:00Z", "2025-01-01"),
            ("2024-12-31T22:59:59Z", "2024-12-31"),
            ("2025-05-31T22:00:00Z", "2025-06-01"), // summer time
            ("2025-01-31T22:00:00Z", "2025-01-31"),
            ("2025-03-29T23:00:00Z", "2025-03-30"), // the day on which summer time begins
            ("2025-03-30T22:00:00Z", "2025-03-31"),
            ("2025-10-25T22:00:00Z", "2025-10-26"), // the day on which it ends
            ("2025-10-26T22:00:00Z", "2025-10-26"),
            ("2025-01-01T00:00:00+01:00", "2025-01-01"),
            ("2025-01-01T05:00:00+09:00", "2024-12-31"),
            ("2024-12-31T18:00:00-05:00", "2025-01-01"),
            ("2025-01-01T14:30:00Z", "2025-01-01"),
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
    }
}
