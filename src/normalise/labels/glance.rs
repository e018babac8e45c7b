//! A first look at the bytes of a row of the register: most are of homes elsewhere, and tell so at
//! once. What is not plain is left to the full reading, so a glance is never wrong, only unsure.

use std::fmt::Write;

use crate::diagnostics::{Entry, codes};
use crate::read::{Cells, Wanted};

use super::super::glance::{Key, bag_id as id_of, house_number, plain, postcode as tight_postcode};
use super::home_keys::HomeKeys;

/// The words for dwellings among the classes of buildings.
pub(super) const DWELLING_CLASSES: [&str; 3] = ["W", "WONING", "WONINGBOUW"];

/// How the status of a permit application begins.
pub(super) const PERMIT: &str = "vergunning";

/// The columns that are looked at.
const COLUMNS: [&str; 7] =
    ["building_class", "status", "bag_id", "postcode", "house_number", "house_letter", "addition"];

/// The first look at the rows of one file.
pub(super) struct Glance<'a> {
    homes: &'a HomeKeys,
    /// Places of [`COLUMNS`] among those wanted.
    places: [usize; 7],
}

impl Glance<'_> {
    pub fn new<'a>(homes: &'a HomeKeys, wanted: &[Wanted]) -> Glance<'a> {
        let place = |name: &str| wanted.iter().position(|want| want.name == name);
        let place = |name| place(name).expect("every column of the register has known names");
        Glance { homes, places: COLUMNS.map(place) }
    }

    /// Why the row is certainly of no concern; `None` when it may be, or cannot be told at once.
    pub fn passes(&self, cells: &Cells<'_>) -> Option<&'static Entry> {
        let [class, status, id, postcode, number, letter, addition] =
            self.places.map(|place| cells.get(place));
        if is_no_home(class?, status?)? {
            return Some(&codes::LABEL_NO_HOME);
        }
        let id = bag_id(id?);
        if let Key::Is(id) = id
            && !self.homes.can_match_beside_id()
        {
            let here = self.homes.hold(Some(id), None)?;
            return (!here).then_some(&codes::LABEL_ELSEWHERE);
        }
        let here = match (id, address(postcode?, number?, letter?, addition?)) {
            (Key::Unsure, _) | (_, Key::Unsure) | (Key::None, Key::None) => return None,
            (Key::Is(id), Key::Is(address)) => self.homes.hold(Some(id), Some(&address)),
            (Key::Is(id), Key::None) => self.homes.hold(Some(id), None),
            (Key::None, Key::Is(address)) => self.homes.hold(None, Some(&address)),
        };
        (!here?).then_some(&codes::LABEL_ELSEWHERE)
    }
}

/// Whether the row is of another building than a dwelling, or a permit application.
fn is_no_home(class: &[u8], status: &[u8]) -> Option<bool> {
    let (class, status) = (plain(class)?, plain(status)?);
    let no_home =
        !class.is_empty() && !DWELLING_CLASSES.iter().any(|word| class.eq_ignore_ascii_case(word));
    let begin = status.get(..PERMIT.len()).unwrap_or("");
    Some(no_home || begin.eq_ignore_ascii_case(PERMIT))
}

/// A BAG id of a home.
fn bag_id(cell: &[u8]) -> Key<u64> {
    id_of(cell, "NL.IMBAG.Verblijfsobject.", 1..=3)
}

/// The key of an address, as [`address_key`](super::super::text::address_key) makes it.
fn address(postcode: &[u8], number: &[u8], letter: &[u8], addition: &[u8]) -> Key<String> {
    let keys = (tight_postcode(postcode), house_number(number));
    let (postcode, number) = match keys {
        (Key::Is(postcode), Key::Is(number)) => (postcode, number),
        (Key::None, Key::None) => return Key::None,
        // One of them alone is no address, but the other one may be none either.
        _ => return Key::Unsure,
    };
    // A mark within it may make it a date of Excel's, which is no addition.
    let suffix =
        |cell| plain(cell).filter(|text| text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let (Some(letter), Some(addition)) = (suffix(letter), suffix(addition)) else {
        return Key::Unsure;
    };
    let mut key = String::with_capacity(20);
    let postcode = std::str::from_utf8(&postcode).expect("looked at: letters and digits");
    write!(key, "{postcode}|{number}|{letter}{addition}").expect("writing to memory cannot fail");
    key.make_ascii_uppercase();
    Key::Is(key)
}

#[cfg(test)]
mod tests {
    use polars::prelude::{Column, DataFrame, IntoLazy};
    use proptest::prelude::*;

    use super::super::super::text::{ADDRESS_KEY, address_key};
    use super::super::super::typing::type_columns;
    use super::*;
    use crate::model::schema;
    use crate::read::{ROW, RawTable};

    /// What the full reading makes of rows of cells: id and address of each.
    fn in_full(rows: &[[String; 5]]) -> Vec<(Option<String>, Option<String>)> {
        let numbers: Vec<u32> = (1..=rows.len() as u32).collect();
        let mut columns = vec![Column::new(ROW.into(), numbers)];
        for (at, name) in COLUMNS[2..].iter().enumerate() {
            let texts: Vec<&str> = rows.iter().map(|row| row[at].as_str()).collect();
            columns.push(Column::new((*name).into(), texts));
        }
        let raw = RawTable {
            frame: DataFrame::new(rows.len(), columns).unwrap(),
            names: Vec::new(),
            sheet: None,
            header_row: 1,
            width: 0,
            ragged: Vec::new(),
            passed: 0,
            days_from_1904: false,
            remarks: Vec::new(),
        };
        let kinds: Vec<_> = schema::ENERGY_LABELS
            .iter()
            .map(|column| (column.name.to_owned(), column.kind))
            .collect();
        let typed = type_columns(&raw, &kinds, &Default::default(), &Default::default())
            .unwrap()
            .0
            .lazy()
            .with_column(address_key());
        let typed = typed.collect().unwrap();
        let texts = |name: &str| typed.column(name).unwrap().str().unwrap().clone();
        let own = |text: Option<&str>| text.map(str::to_owned);
        let (ids, addresses) = (texts("bag_id"), texts(ADDRESS_KEY));
        ids.iter().zip(addresses.iter()).map(|(id, address)| (own(id), own(address))).collect()
    }

    #[test]
    fn plain_keys_are_told_at_once() {
        for id in
            ["0034010000000001", "34010000000001", "NL.IMBAG.Verblijfsobject.0034010000000001"]
        {
            assert_eq!(bag_id(id.as_bytes()), Key::Is(34_010_000_000_001));
        }
        for odd in ["0034100000000001", "3,40E+13", "onbekend", "'0034010000000001"] {
            assert_eq!(bag_id(odd.as_bytes()), Key::Unsure);
        }
        assert_eq!(address(b"1315 ab", b"12", b"a", b"2"), Key::Is("1315AB|12|A2".to_owned()));
        assert_eq!(address(b"1315AB", b"12A", b"", b""), Key::Unsure);
        assert_eq!(address(b"1315AB", b"12", b"", b"2-3-24"), Key::Unsure);
        assert_eq!(address(b"", b"", b"", b"2"), Key::None);
        assert_eq!(is_no_home(b"w", b"Bestaand"), Some(false));
        assert_eq!(is_no_home(b"U", b""), Some(true));
        assert_eq!(is_no_home(b"W", b"VergunningsAanvraag"), Some(true));
        assert_eq!(is_no_home(b"-", b""), None);
    }

    fn cells() -> impl Strategy<Value = [String; 5]> {
        let id = prop_oneof![
            "(NL\\.IMBAG\\.Verblijfsobject\\.)?(0034|1774)(01|02|03|10|20)[0-9]{10}",
            "[1-9]?[1-9](01|02|10)[0-9]{10}",
            "[ -~]{0,4}",
        ];
        let postcode = prop_oneof!["[0-9]{4} {0,2}[A-Za-z]{2}", "1315S[ADSB]", "[ -~]{0,4}"];
        let number = prop_oneof!["[0-9]{1,6}", "[1-9][0-9]?[ -]?[A-Za-z0-9]{0,3}", "[ -~]{0,2}"];
        let suffix = || prop_oneof!["[A-Za-z]?", "[0-9]{1,3}", "nb|nvt|-", "[ -~]{0,3}"];
        (id, postcode, number, suffix(), suffix()).prop_map(
            |(id, postcode, number, letter, addition)| [id, postcode, number, letter, addition],
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_a_glance_is_sure_of_the_full_reading_says_too(rows in prop::collection::vec(cells(), 60)) {
            for (row, (full_id, full_address)) in rows.iter().zip(in_full(&rows)) {
                let [id, postcode, number, letter, addition] = row.each_ref().map(|cell| cell.trim().as_bytes());
                match bag_id(id) {
                    Key::None => prop_assert_eq!(full_id, None),
                    Key::Is(id) => prop_assert_eq!(full_id, Some(format!("{id:016}"))),
                    Key::Unsure => {}
                }
                match address(postcode, number, letter, addition) {
                    Key::None => prop_assert_eq!(full_address, None),
                    Key::Is(key) => prop_assert_eq!(full_address, Some(key)),
                    Key::Unsure => {}
                }
            }
        }
    }
}
