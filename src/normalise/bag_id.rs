//! BAG identifications: sixteen digits, municipality (4), object type (2), number (10).

use std::borrow::Cow;

use crate::diagnostics::{Entry, codes};
use crate::model::schema::BagObject;

/// What stands between the ids of a home that lies in several buildings.
pub const BETWEEN: &str = ",";

/// The digits of a BAG id that tell the kind of a nummeraanduiding.
pub(super) const NUMBER: &str = "20";

/// The object types that may stand where this kind is expected.
pub(super) fn object_types(object: BagObject) -> &'static [&'static str] {
    match object {
        BagObject::Home => &["01", "02", "03"],
        BagObject::HomeOrNumber => &["01", "02", "03", NUMBER],
        BagObject::Number => &[NUMBER],
        BagObject::Building => &["10"],
    }
}

/// Whether an id of sixteen digits is that of a nummeraanduiding.
pub(super) fn is_number(id: &str) -> bool {
    id.get(4..6) == Some(NUMBER)
}

/// The sixteen digits, with up to two lost zeros put back; `None` for anything else.
///
/// Round the digits may stand what exports put there: the prefix of database dumps
/// (`NL.IMBAG.Verblijfsobject.`), an apostrophe, blanks or points between groups, `.0`. Of several
/// ids of buildings in one cell all are read, with [`BETWEEN`] between them.
pub(super) fn read(text: &str, object: BagObject) -> Option<Cow<'_, str>> {
    if object == BagObject::Building && text.contains([',', ';']) {
        let all: Option<Vec<_>> =
            text.split([',', ';']).map(|one| read(one.trim(), object)).collect();
        return all.map(|all| Cow::Owned(all.join(BETWEEN)));
    }
    let is_plain = |text: &str| text.len() == 16 && text.bytes().all(|b| b.is_ascii_digit());
    let digits =
        if is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(digits(text, object)?) };
    object_types(object).contains(&&digits[4..6]).then_some(digits)
}

/// The digits of a text that is an id with something round it, filled up to sixteen.
fn digits(text: &str, object: BagObject) -> Option<String> {
    let first = match object {
        BagObject::Building => text.split([',', ';']).next().unwrap_or(text),
        BagObject::Home | BagObject::HomeOrNumber | BagObject::Number => text,
    };
    let upper = first.trim().to_ascii_uppercase();
    let bare = match upper.strip_prefix("NL.IMBAG.") {
        Some(rest) => rest.split_once('.')?.1.to_owned(),
        None => upper,
    };
    let bare = bare.strip_prefix(['\'', '’', '`']).unwrap_or(&bare);
    let bare = strip_zero_fraction(bare);
    // Points part groups of four digits, as in 0034.0100.0001.2345.
    let mut groups = bare.split('.').rev();
    let last = groups.next().unwrap_or("");
    if last.len() != bare.len() && (last.len() != 4 || groups.any(|group| group.len() > 4)) {
        return None;
    }
    let digits: String =
        bare.chars().filter(|c| !matches!(c, '.' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    let possible = (14..=16).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    possible.then(|| format!("{digits:0>16}"))
}

/// A text without `.0`, `,00` and the like at its end, where a digit stands before it: up to three
/// zeros, as four are a group of digits.
pub(super) fn strip_zero_fraction(text: &str) -> &str {
    let bare = text.trim_end_matches('0');
    let zeros = text.len() - bare.len();
    match bare.strip_suffix(['.', ',']) {
        Some(whole)
            if (1..=3).contains(&zeros) && whole.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            whole
        }
        _ => text,
    }
}

/// Why the text is no id of this kind.
pub(super) fn fault(text: &str, object: BagObject) -> &'static Entry {
    let upper = text.to_ascii_uppercase();
    if let Some((mantissa, exponent)) = upper.split_once('E')
        && mantissa.starts_with(|c: char| c.is_ascii_digit())
        && exponent.trim_start_matches('+').parse::<u8>().is_ok()
    {
        // A workbook gives all fifteen digits that it keeps: only the sixteenth is gone.
        let kept = mantissa.bytes().filter(u8::is_ascii_digit).count();
        let last_lost = exponent == "15" && kept == 15;
        return if last_lost { &codes::BAG_ID_LAST_DIGIT } else { &codes::BAG_ID_EXCEL };
    }
    if digits(text, object).is_some() { &codes::BAG_ID_KIND } else { &codes::BAG_ID_FORM }
}

/// What was done to text that was not yet the sixteen digits.
pub(super) fn repair(text: &str) -> &'static Entry {
    let whole = strip_zero_fraction(text);
    match whole.bytes().filter(u8::is_ascii_digit).count() {
        14 | 15 => &codes::LOST_ZEROS,
        _ => &codes::BAG_ID_TIDIED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0034010000012345";

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(read(text, BagObject::Home).as_deref(), expected);
    }

    #[test]
    fn what_exports_put_round_an_id_is_taken_off() {
        check(ID, Some(ID));
        check("34010000012345", Some(ID));
        check("34010000012345.0", Some(ID));
        check("34010000012345,00", Some(ID));
        check("0034010000012345.0", Some(ID));
        check("0034.0100.0001.0000", Some("0034010000010000"));
        check("'0034010000012345", Some(ID));
        check("0034 0100 0001 2345", Some(ID));
        check("0034.0100.0001.2345", Some(ID));
        check("NL.IMBAG.Verblijfsobject.0034010000012345", Some(ID));
        check("518010000404882", Some("0518010000404882"));
    }

    #[test]
    fn several_buildings_are_all_kept_and_several_homes_are_none() {
        let all = read("0034100000000001; 34100000000002", BagObject::Building);
        assert_eq!(all.as_deref(), Some("0034100000000001,0034100000000002"));
        assert_eq!(read("0034100000000001, x", BagObject::Building), None);
        check("0034010000012345, 0034010000012346", None);
    }

    #[test]
    fn each_fault_has_its_code() {
        let code = |text| fault(text, BagObject::Home).code;
        assert_eq!(code("3,40E+13"), "I021");
        assert_eq!(code("3.4010000012345E+13"), "I021");
        assert_eq!(code("1.77401000001234E15"), "I023");
        assert_eq!(code("0034100000012345"), "I022");
        assert_eq!(code("0034200000012345"), "I022");
        assert_eq!(code("3401000001234"), "I020");
        assert_eq!(code("onzin"), "I020");
    }

    #[test]
    fn each_repair_has_its_code() {
        assert_eq!(repair("34010000012345").code, "I001");
        assert_eq!(repair("34010000012345.0").code, "I001");
        assert_eq!(repair("'0034010000012345").code, "I002");
    }
}
