//! Texts in plain form: those that a full reading leaves as they are, without a word.

use polars::prelude::StringChunked;
use polars_core::utils::arrow::array::Array;

use crate::model::schema::{BagObject, Kind};
use crate::read::{LOWEST, TextKey};

use super::super::bag_id::{is_number, object_types};
use super::super::quick::{is_bag_id, is_postcode};
use super::super::text::clean_text;
use super::plain_cell::Plain;
use super::way::Way;

/// A cell without the blanks of ASCII round it.
pub(super) fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [one] if one.is_ascii_graphic() => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim_matches([' ', '\t', '\r', '\n']),
    }
}

/// What a trimmed text is.
pub(super) fn text_of<'t>(way: &Way<'_>, cell: &'t str) -> Plain<&'t str> {
    if cell.is_empty() || way.is_empty(cell) {
        return Plain::Empty;
    }
    let plain = match way.kind {
        // The id of a number leads to its home by the table of addresses.
        Kind::BagId(BagObject::HomeOrNumber) if is_number(cell) => false,
        Kind::BagId(object) => is_bag_id(cell, object_types(object)),
        Kind::Postcode => is_postcode(cell),
        Kind::HouseSuffix => cell.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
        _ if cell.starts_with(['#', '"', '=', '\'']) => false,
        _ => cell.is_ascii() || is_clean_text(cell),
    };
    if plain { Plain::Value(cell) } else { Plain::Odd }
}

/// Whether a full reading leaves this text as it is, without a word.
fn is_clean_text(cell: &str) -> bool {
    let mut said = false;
    let clean = clean_text(cell, false, |_| said = true);
    !said && clean == cell
}

/// Whether a column has texts that [`is_plain_at_a_glance`] tells.
pub(super) fn glances_at(way: &Way<'_>) -> bool {
    let has_a_form = matches!(way.kind, Kind::BagId(_) | Kind::Postcode | Kind::HouseSuffix);
    !has_a_form && way.form.empty.is_empty()
}

/// Whether a text needs no further look where no column asks for a form: signs of ASCII alone, of which
/// the first is none with which a total begins, a word for nothing, a quoted text, a text that is marked
/// as such, or what Excel shows where a formula fails.
#[inline]
pub(super) fn is_plain_at_a_glance(key: TextKey) -> bool {
    const EACH: u128 = u128::MAX / 0xFF; // 1 in each byte
    const HIGH: u128 = 0x80 * EACH;
    let TextKey { bytes, length } = key;
    let filled = LOWEST[length] & HIGH;
    // Added to a byte below 0x80, these raise its highest bit from `!` on, and from DEL on.
    let from_graphic_on = bytes.wrapping_add((0x80 - 0x21) * EACH);
    let from_del_on = bytes.wrapping_add(EACH);
    let told_by_it = |first: u8| {
        matches!(
            first.to_ascii_lowercase(),
            b't' | b'e' | b's' | b'n' | b'o' | b'u' | b'-' | b'.' | b'#' | b'"' | b'=' | b'\''
        )
    };
    length > 0
        && (bytes | from_del_on) & HIGH == 0
        && from_graphic_on & filled == filled
        && !told_by_it(bytes as u8)
}

/// Whether all texts of a column stay as they are, as `stays` says of a text, and of whether a glance
/// tells that it is plain.
pub(super) fn all_stay(
    way: &Way<'_>,
    texts: &StringChunked,
    mut stays: impl FnMut(&str, bool) -> bool,
) -> bool {
    let glances = glances_at(way);
    texts.downcast_iter().all(|texts| {
        let valid = texts.validity();
        texts.views().iter().enumerate().all(|(at, view)| {
            if valid.is_some_and(|valid| !valid.get_bit(at)) {
                return true;
            }
            let key = TextKey::of_view(view).filter(|_| glances);
            stays(texts.value(at), key.is_some_and(is_plain_at_a_glance))
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::config::TableForm;
    use crate::read::TextCell;

    use super::super::super::totals::is_total;
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

        #[test]
        fn a_glance_says_no_more_than_a_full_look(
            text in "([ -~\\x7f\t]|[tesnouTESNOU.#\"='-]|é){0,16}|totaal|Total 1|nvt|N\\.v\\.t\\.|onbekend|-|#N/B"
        ) {
            let form = TableForm::default();
            let way = Way { name: "id", kind: Kind::Text, form: &form };
            let key = TextCell::from(text.as_str()).key();
            if glances_at(&way) && key.is_some_and(is_plain_at_a_glance) {
                prop_assert_eq!(trimmed(&text), &text);
                prop_assert!(!is_total(&text));
                prop_assert!(matches!(text_of(&way, &text), Plain::Value(_)));
            }
        }
    }

    #[test]
    fn most_ids_are_plain_at_a_glance() {
        let glance = |text: &str| TextCell::from(text).key().is_some_and(is_plain_at_a_glance);
        assert!(
            ["1", "VHE000000001", "A-12/3", "~", "!", "a_text_of_16_abc"].into_iter().all(glance)
        );
        assert!(!["", " 1", "1 2", "nvt", "-", "é", "a\u{7f}", "Totaal"].into_iter().any(glance));
    }
}
