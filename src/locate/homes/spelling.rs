//! The spellings of one key: what exports do to the number of a home, and the form that all of them
//! come to.

/// Blanks and characters that nobody sees, which no key has.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202f}' | '\u{2060}' | '\u{feff}')
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is in the form to which all its spellings come: capitals and digits alone, and no
/// number with a zero in front. Most ids are.
#[inline]
pub(super) fn is_plain(text: &str) -> bool {
    let (mut letters, mut others) = (false, false);
    for byte in text.bytes() {
        letters |= byte.is_ascii_uppercase();
        others |= !(byte.is_ascii_uppercase() || byte.is_ascii_digit());
    }
    !others && !text.is_empty() && (letters || !text.starts_with('0'))
}

/// A key without what never belongs to it: apostrophe, blanks, small letters, and zeros behind a decimal
/// mark where these cannot be thousands.
pub(super) fn tidied(text: &str) -> String {
    let bare = text.trim_start_matches(['\'', '’', '`']);
    let tight = bare.chars().filter(|c| !is_blank(*c)).flat_map(char::to_uppercase);
    let mut tight: String = tight.collect();
    if let Some((whole, zeros)) = zero_fraction(&tight)
        && (zeros != 3 || whole > 3)
    {
        tight.truncate(whole);
    }
    tight
}

/// The forms to which the spellings of a key come: one, or two where a point may be that of a decimal
/// or of thousands, as in `1.000`.
pub(in super::super) fn forms(text: &str) -> Vec<String> {
    let tidy = tidied(text);
    let mut numbers = Vec::new();
    if all_digits(&tidy) {
        numbers.push(tidy.clone());
    }
    numbers.extend(of_groups(&tidy));
    if let Some((whole, 3)) = zero_fraction(&tidy) {
        numbers.push(tidy[..whole].to_owned());
    }
    if numbers.is_empty() {
        return vec![tidy];
    }
    for number in &mut numbers {
        let zeros = number.len() - number.trim_start_matches('0').len();
        number.drain(..zeros.min(number.len() - 1));
    }
    numbers.dedup();
    numbers
}

/// Whether a decimal mark or one of thousands stands between digits.
pub(super) fn is_pointed(text: &str) -> bool {
    let around = text.as_bytes().windows(3);
    let mut around = around.filter(|three| matches!(three[1], b'.' | b','));
    around.any(|three| three[0].is_ascii_digit() && three[2].is_ascii_digit())
}

/// Whether the mark in a pointed key may be the key's own: it is no decimal number that is whole.
pub(super) fn may_be_its_own(text: &str) -> bool {
    is_pointed(text) && zero_fraction(text).is_none_or(|(_, zeros)| zeros == 3)
}

/// Of digits with a decimal mark and zeros behind it: the length of the whole number, and how many zeros.
fn zero_fraction(text: &str) -> Option<(usize, usize)> {
    let at = text.rfind(['.', ','])?;
    let (whole, zeros) = (&text[..at], &text[at + 1..]);
    let is_whole =
        all_digits(whole) || of_groups(whole).is_some_and(|_| !whole.ends_with(&text[at..=at]));
    let is_zero = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0');
    (is_whole && is_zero).then_some((at, zeros.len()))
}

/// The number that is written in groups of three digits with one mark between them.
fn of_groups(text: &str) -> Option<String> {
    let mark = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| ['.', ','].contains(c))?;
    let mut groups = text.split(mark);
    let first = groups.next().filter(|first| all_digits(first) && first.len() <= 3)?;
    let mut number = first.to_owned();
    for group in groups {
        if group.len() != 3 || !all_digits(group) {
            return None;
        }
        number += group;
    }
    (!first.starts_with('0')).then_some(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(forms(text), expected, "{text}");
    }

    #[test]
    fn all_spellings_of_a_number_come_to_one_form() {
        let spellings = [
            "1001",
            "1001.0",
            "1001,00",
            "1001.000",
            "'1001",
            "1.001",
            "1,001",
            "1 001",
            "1\u{202f}001",
            "01001",
            "0001001",
            "1.001,00",
            " 1001\u{a0}",
        ];
        for text in spellings {
            check(text, &["1001"]);
        }
        check("1.234.567", &["1234567"]);
        check("000", &["0"]);
        check("vhe-12 a", &["VHE-12A"]);
    }

    #[test]
    fn what_may_be_two_numbers_has_two_forms() {
        check("1.000", &["1000", "1"]);
        check("12.000", &["12000", "12"]);
    }

    #[test]
    fn points_of_other_keys_stay() {
        for text in ["12.1", "1.0010", "1.01", "A.0", "0.001", "1.001.1", ".0", "1.", "1.001,000,1"]
        {
            check(text, &[text]);
            assert!(!is_pointed(text) || may_be_its_own(text), "{text}");
        }
        assert!(may_be_its_own("1.001") && may_be_its_own("1.000"));
        assert!(!may_be_its_own("1001.0") && !may_be_its_own("1001"));
    }

    proptest! {
        #[test]
        fn a_plain_text_is_its_own_form(text in "[A-Z0-9a-z .,']{0,8}") {
            if is_plain(&text) {
                prop_assert_eq!(forms(&text), [text]);
            }
        }

        #[test]
        fn a_form_is_its_own_form(text in "[A-Z0-9a-z .,'\u{a0}]{0,8}") {
            for form in forms(&text) {
                if form != tidied(&text) || is_plain(&form) {
                    prop_assert_eq!(forms(&form), [form.clone()]);
                }
            }
        }
    }
}
