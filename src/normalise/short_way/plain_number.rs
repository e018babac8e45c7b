//! Numbers and days in plain form, read byte by byte.

use chrono::NaiveDate;

use crate::read::{LOWEST, TextCell, TextKey};

use super::super::date::{YEARS, days_since_1970};

/// The mark within a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    Point,
    Comma,
}

/// A number in plain form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PlainNumber {
    /// Its value, when the mark is the decimal one.
    pub value: f64,
    pub mark: Mark,
    /// Whether the mark may part thousands: three digits behind it, and one to three before it of
    /// which the first is no zero.
    pub doubtful: bool,
}

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// A one in every byte.
const ONES: u128 = u128::MAX / 0xFF;

/// As many digits as never leave 64 bits, and a mark.
const MOST_DIGITS: usize = 19;

/// Whole numbers below this are held exactly by a double.
const EXACT: u64 = 1 << 53;

/// Digits with at most one point or comma among them, and a minus in front; `None` for any other text,
/// and for more digits than are read exactly here.
///
/// A whole number below 2^53 over a power of ten up to 10^22 is rounded once, and so correctly
/// (Clinger, *How to Read Floating Point Numbers Accurately*, 1990, section 3).
pub(super) fn plain_number(text: &[u8]) -> Option<PlainNumber> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let (mut whole, mut mark, mut marked_at) = (0_u64, Mark::None, digits.len());
    for (at, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            whole = whole * 10 + u64::from(digit);
        } else if (byte == b'.' || byte == b',') && mark == Mark::None {
            mark = if byte == b'.' { Mark::Point } else { Mark::Comma };
            marked_at = at;
        } else {
            return None;
        }
    }
    let behind = digits.len() - marked_at - usize::from(mark != Mark::None);
    let number = number_with(whole, mark, marked_at, behind, *digits.first()?)?;
    Some(PlainNumber { value: if negative { -number.value } else { number.value }, ..number })
}

/// A number of digits with so many before the mark and behind it.
#[inline]
fn number_with(
    whole: u64,
    mark: Mark,
    before: usize,
    behind: usize,
    first: u8,
) -> Option<PlainNumber> {
    if before + behind == 0 || whole >= EXACT {
        return None;
    }
    let value = whole as i64 as f64 / POWERS.get(behind)?;
    let doubtful = mark != Mark::None && behind == 3 && (1..=3).contains(&before) && first != b'0';
    Some(PlainNumber { value, mark, doubtful })
}

/// What [`plain_number`] gives of a short text without a minus, all bytes at once; `None` also for some
/// that it reads.
///
/// Sixteen digits are added up in pairs, pairs of pairs and so on (Langdale and Lemire, *Parsing
/// Gigabytes of JSON per Second*, 2019, section 3.1.3).
#[inline(always)]
pub(super) fn plain_short_number(cell: TextCell<'_>) -> Option<PlainNumber> {
    const ZEROS: u128 = 0x30 * ONES;
    const HIGHEST: u128 = 0x80 * ONES;
    const TO_HIGHEST: u128 = 0x76 * ONES; // brings 10 and above there
    let (bytes, length) = (cell.from_the_end()?, cell.length());
    // Digits become 0 to 9, and in a byte that is none the highest bit is set.
    let values = bytes ^ (ZEROS & !LOWEST[TextKey::MOST - length]);
    let others = (((values & !HIGHEST) + TO_HIGHEST) | values) & HIGHEST;
    if others == 0 {
        return number_with(sixteen_digits(values), Mark::None, length, 0, b'0');
    }
    let at = others.trailing_zeros() as usize / 8;
    let each = bytes.to_le_bytes();
    let mark = match each[at] {
        b'.' => Mark::Point,
        b',' => Mark::Comma,
        _ => return None,
    };
    if others & (others - 1) != 0 {
        return None;
    }
    // What stands before the mark moves up to its place.
    let through = LOWEST[at + 1];
    let digits = (values & !through) | ((values << 8) & through);
    let behind = TextKey::MOST - 1 - at;
    let first = each[TextKey::MOST - length];
    number_with(sixteen_digits(digits), mark, length - 1 - behind, behind, first)
}

/// The number that sixteen digits stand for, the last one highest.
#[inline]
fn sixteen_digits(digits: u128) -> u64 {
    eight_digits(digits as u64) * 100_000_000 + eight_digits((digits >> 64) as u64)
}

/// The number that eight digits stand for, the first one lowest.
#[inline]
fn eight_digits(digits: u64) -> u64 {
    let pairs = (digits.wrapping_mul((10 << 8) + 1) >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul((100 << 16) + 1) >> 16) & 0x0000_FFFF_0000_FFFF;
    fours.wrapping_mul((10_000 << 32) + 1) >> 32
}

/// A whole number of 32 bits, with a minus in front.
pub(super) fn plain_whole(text: &[u8]) -> Option<i32> {
    let plain = plain_number(text)?;
    let fits = (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&plain.value);
    (plain.mark == Mark::None && fits).then_some(plain.value as i32)
}

/// A day in plain form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlainDay {
    /// Written as in ISO 8601, `2025-12-31`: days since 1970.
    Iso(i32),
    /// Written day first, `31-12-2025`: days since 1970, and whether the day can be no month.
    DayFirst(i32, Proves),
}

/// What a date proves about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proves {
    /// That the day comes first.
    DayFirst,
    /// Nothing, and it matters.
    Nothing,
    /// Nothing, and both orders give the same day.
    Same,
}

/// A day in one of two plain forms, with `-` or `/` between its parts; `None` for any other text, and
/// for a date that only can have its month first.
pub(super) fn plain_day(text: &str) -> Option<PlainDay> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |from: usize, to: usize| {
        let part = &bytes[from..to];
        let digits = part.iter().all(u8::is_ascii_digit);
        digits.then(|| part.iter().fold(0, |sum, byte| 10 * sum + u32::from(byte - b'0')))
    };
    let days = |year: u32, month: u32, day: u32| {
        let day = NaiveDate::from_ymd_opt(year as i32, month, day);
        day.filter(|_| YEARS.contains(&year)).map(days_since_1970)
    };
    if bytes[4] == b'-' && bytes[7] == b'-' {
        return Some(PlainDay::Iso(days(number(0, 4)?, number(5, 7)?, number(8, 10)?)?));
    }
    if bytes[2] != bytes[5] || !matches!(bytes[2], b'-' | b'/') {
        return None;
    }
    let (day, month, year) = (number(0, 2)?, number(3, 5)?, number(6, 10)?);
    let proves = match day {
        13.. => Proves::DayFirst,
        _ if day == month => Proves::Same,
        _ => Proves::Nothing,
    };
    Some(PlainDay::DayFirst(days(year, month, day)?, proves))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_number_is_what_the_standard_library_reads(text in "-?[0-9]{0,20}[.,]?[0-9]{0,8}") {
            match plain_number(text.as_bytes()) {
                Some(plain) => {
                    let expected: f64 = text.replace(',', ".").parse().unwrap();
                    prop_assert_eq!(plain.value.to_bits(), expected.to_bits());
                }
                None => {
                    let digits = text.bytes().filter(u8::is_ascii_digit).count();
                    prop_assert!(digits == 0 || digits >= 16, "{text}");
                }
            }
        }

        #[test]
        fn a_short_number_is_the_same_all_at_once(text in "([0-9]{0,9}[.,]?[0-9]{0,8}|[-+.,:/a0-9é]{0,8})") {
            if let Some(found) = plain_short_number(TextCell::from(text.as_str())) {
                prop_assert_eq!(Some(found), plain_number(text.as_bytes()));
            } else if text.len() <= TextKey::MOST && !text.starts_with('-') {
                prop_assert_eq!(plain_number(text.as_bytes()), None);
            }
        }

        #[test]
        fn what_is_no_number_is_none(text in "[0-9]{0,9}[^0-9.,][0-9]{0,9}") {
            prop_assume!(!text.starts_with('-') || text == "-");
            prop_assert_eq!(plain_number(text.as_bytes()), None);
        }
    }
}
