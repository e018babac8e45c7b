//! A first look at the bytes of an address: most are of homes elsewhere, and tell so at once.

use crate::diagnostics::{Entry, codes};
use crate::read::{Cells, Wanted};

use super::super::glance::{Key, bag_id, house_number, postcode as tight_postcode};
use super::needs::{Needs, place};

/// The columns that are looked at.
const COLUMNS: [&str; 6] =
    ["bag_id", "number_id", "postcode", "house_number", "house_letter", "addition"];

/// The first look at the rows of one file.
pub(super) struct FirstLook<'a> {
    needs: &'a Needs,
    /// Positions of [`COLUMNS`] among those wanted.
    positions: [usize; 6],
}

impl<'a> FirstLook<'a> {
    pub fn new(needs: &'a Needs, wanted: &[Wanted]) -> FirstLook<'a> {
        let position = |name: &str| wanted.iter().position(|want| want.name == name);
        let position =
            |name| position(name).expect("every column of the addresses has known names");
        FirstLook { needs, positions: COLUMNS.map(position) }
    }

    /// Why the row is certainly of no concern; `None` when it may be, or cannot be told at once.
    pub fn passes(&self, cells: &Cells<'_>) -> Option<&'static Entry> {
        let [id, number_id, postcode, number, letter, addition] =
            self.positions.map(|position| cells.get(position));
        let elsewhere = self.needs.pass(
            bag_id(id?, "NL.IMBAG.Verblijfsobject.", 1..=3),
            bag_id(number_id?, "NL.IMBAG.Nummeraanduiding.", 20..=20),
            place_of(postcode?, number?, [letter?, addition?]),
        );
        elsewhere.then_some(&codes::ADDRESS_ELSEWHERE)
    }
}

/// Postcode and house number. A letter glued to the number is taken off where none stands beside it.
fn place_of(postcode: &[u8], number: &[u8], beside: [&[u8]; 2]) -> Key<u64> {
    let number = match number {
        [digits @ .., letter] if letter.is_ascii_alphabetic() && beside == [b"", b""] => {
            if digits.is_empty() { return Key::Unsure } else { digits }
        }
        number => number,
    };
    match (tight_postcode(postcode), house_number(number)) {
        (Key::Unsure, _) | (_, Key::Unsure) => Key::Unsure,
        (Key::None, _) | (_, Key::None) => Key::None,
        (Key::Is(postcode), Key::Is(number)) => Key::Is(place(postcode, number)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use polars::df;
    use polars::prelude::IntoColumn;
    use proptest::prelude::*;

    use super::super::super::sift::rows_of;
    use super::super::super::typing::{bad, type_columns};
    use super::*;
    use crate::model::schema;
    use crate::read::{TableOptions, read_table, read_table_where};

    fn needs() -> Needs {
        let rows = df!(
            "bag_id" => [Some("0034010000000001"), Some("0034200000000002"), None],
            "postcode" => [None, None, Some("1315AB")],
            "house_number" => [None, None, Some(12)],
        );
        Needs::of([&rows.unwrap()]).unwrap()
    }

    /// Writes rows as a CSV; gives the rows that a first look keeps, and those that the full reading
    /// keeps.
    fn kept(rows: &[[String; 6]]) -> [Vec<u32>; 2] {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        writeln!(file, "{}", COLUMNS.join(";")).unwrap();
        for row in rows {
            writeln!(file, "{}", row.join(";")).unwrap();
        }
        let wanted = COLUMNS.map(|name| Wanted::required(name, name, "t"));
        let options = TableOptions { delimiter: Some(';'), ..TableOptions::default() };
        let needs = needs();
        let look = FirstLook::new(&needs, &wanted);
        let looked =
            read_table_where(file.path(), &wanted, options, &|cells| look.passes(cells)).unwrap();
        let kinds: Vec<_> =
            schema::ADDRESSES.iter().map(|column| (column.name.to_owned(), column.kind)).collect();
        let raw = read_table(file.path(), &wanted, options).unwrap();
        let (mut frame, typed) =
            type_columns(&raw, &kinds, &Default::default(), &Default::default()).unwrap();
        for column in typed {
            let Some(unread) = column.unread else { continue };
            frame.with_column(unread.with_name(bad(&column.name).into()).into_column()).unwrap();
        }
        let passes = needs.elsewhere(&frame).unwrap();
        let all = rows_of(&frame).unwrap().into_iter().zip(passes);
        let full = all.filter(|(_, passes)| !passes).map(|(row, _)| row).collect();
        [rows_of(&looked.table.frame).unwrap(), full]
    }

    #[track_caller]
    fn check(row: [&str; 6], passes: bool) {
        // The first row is always kept: a table without rows has no types.
        let first = ["0034010000000001", "", "", "", "", ""];
        let [looked, full] = kept(&[first, row].map(|row| row.map(str::to_owned)));
        assert_eq!((looked.contains(&3), full.contains(&3)), (!passes, !passes));
    }

    #[test]
    fn what_is_certainly_elsewhere_is_passed_over() {
        check(["0034010000000009", "0034200000000009", "1315AB", "13", "A", "2"], true);
        check(["34010000000009", "", "", "", "", ""], true);
        check(["", "", "1315ab", "13A", "", ""], true);
        check(["0034010000000009", "", "1315AB", "12", "Z", ""], false);
        check(["0034010000000009", "", "1315 ab", "12Z", "", ""], false);
        check(["0034010000000009", "34200000000002", "", "", "", ""], false);
        check(["0034010000000009", "", "1315A", "13", "", ""], false); // no postcode
    }

    fn cells() -> impl Strategy<Value = [String; 6]> {
        let id = prop_oneof![
            "(NL\\.IMBAG\\.Verblijfsobject\\.)?0034(01|02|03|10|20)000000000[1-4]",
            "34(01|02|10)000000000[1-3]",
            "[!-9A-z]{0,4}",
        ];
        let number_id = prop_oneof!["", "0034(01|20)000000000[1-4]", "[!-9A-z]{0,3}"];
        let postcode = prop_oneof!["", "1315 ?(AB|ab|SA|AC)", "[!-9A-z]{0,4}"];
        let number = prop_oneof!["1?[1-3]", "1[23][ -]?[A-Za-z0-9]{0,3}", "[!-9A-z]{0,2}"];
        let suffix = || prop_oneof!["[A-Za-z]?", "[0-9]{1,3}", "nb|nvt|-", "[!-9A-z]{0,3}"];
        (id, number_id, postcode, number, suffix(), suffix()).prop_map(
            |(id, number_id, postcode, number, letter, addition)| {
                [id, number_id, postcode, number, letter, addition]
                    .map(|cell| cell.replace(['"', ';'], ""))
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_first_look_passes_over_nothing_that_the_full_reading_keeps(rows in prop::collection::vec(cells(), 60)) {
            let mut rows = rows;
            rows.insert(0, ["0034010000000001", "", "", "", "", ""].map(str::to_owned));
            let [looked, full] = kept(&rows);
            let lost: Vec<u32> = full.into_iter().filter(|row| !looked.contains(row)).collect();
            prop_assert_eq!(lost, Vec::<u32>::new());
        }
    }
}
