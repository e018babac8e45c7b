//! What one look at the bytes of a cell tells of a key. What is not plain is left to the full
//! reading, so a glance is never wrong, only unsure.

use std::ops::RangeInclusive;

use super::text::is_nothing;

/// What one look tells of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key<T> {
    /// Nothing stands there.
    None,
    /// This stands there.
    Is(T),
    /// Only the full reading can tell.
    Unsure,
}

/// Text that is what it seems: no word for *nothing*, no sign that is not seen. Empty text is plain.
pub(super) fn plain(cell: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(cell).ok()?;
    let seen = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    (text.is_empty() || (seen && !is_nothing(text))).then_some(text)
}

/// A BAG id of one of these object types: its sixteen digits, or fourteen or fifteen after lost
/// zeros, bare or behind the `prefix` of database dumps.
pub(super) fn bag_id(cell: &[u8], prefix: &str, types: RangeInclusive<u64>) -> Key<u64> {
    if cell.is_empty() {
        return Key::None;
    }
    let digits = cell.strip_prefix(prefix.as_bytes()).unwrap_or(cell);
    if !(14..=16).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return Key::Unsure;
    }
    let id = digits.iter().fold(0, |id, digit| 10 * id + u64::from(digit - b'0'));
    if types.contains(&(id / 10_000_000_000 % 100)) { Key::Is(id) } else { Key::Unsure }
}

/// A postcode in capitals.
pub(super) fn postcode(cell: &[u8]) -> Key<[u8; 6]> {
    if cell.is_empty() {
        return Key::None;
    }
    let mut tight = cell.iter().filter(|&&byte| byte != b' ').map(u8::to_ascii_uppercase);
    let postcode = [(); 6].map(|()| tight.next().unwrap_or(0));
    let is_plain = (b'1'..=b'9').contains(&postcode[0])
        && postcode[1..4].iter().all(u8::is_ascii_digit)
        && postcode[4..].iter().all(u8::is_ascii_uppercase)
        && !matches!(&postcode[4..], b"SA" | b"SD" | b"SS")
        && tight.next().is_none();
    if is_plain { Key::Is(postcode) } else { Key::Unsure }
}

/// A bare house number.
pub(super) fn house_number(cell: &[u8]) -> Key<u32> {
    if cell.is_empty() {
        return Key::None;
    }
    if cell.len() > 5 || cell[0] == b'0' || !cell.iter().all(u8::is_ascii_digit) {
        return Key::Unsure;
    }
    Key::Is(cell.iter().fold(0, |number, digit| 10 * number + u32::from(digit - b'0')))
}
