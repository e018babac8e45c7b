//! Columns that hold data about persons, told by their name or by the eleven-test.
//!
//! They are not needed and never read further; what stands in them is never repeated.

use crate::diagnostics::{Finding, codes};
use crate::model::schema::bare_name;

use super::header::Header;

/// Names of columns about persons, bare.
const NAMES: [&str; 22] = [
    "sofi",
    "dob",
    "geb",
    "dateofbirth",
    "birthdate",
    "naamhuurder",
    "huurdernaam",
    "huurder",
    "achternaam",
    "voornaam",
    "voorletters",
    "naamkandidaat",
    "kandidaatnaam",
    "email",
    "emailadres",
    "telefoon",
    "telefoonnummer",
    "mobiel",
    "iban",
    "rekeningnummer",
    "nationaliteit",
    "geslacht",
];

/// How names of columns about persons begin, bare.
const BEGINNINGS: [&str; 5] = ["bsn", "burgerservice", "sofinummer", "geboorte", "gebdat"];

/// So many different numbers must pass the eleven-test before a column is taken for citizen numbers.
pub const CITIZEN_NUMBERS: usize = 10;

/// Whether a column of this name is about persons.
pub fn is_personal_name(name: &str) -> bool {
    let bare = bare_name(name);
    NAMES.contains(&bare.as_str()) || BEGINNINGS.iter().any(|start| bare.starts_with(start))
}

/// Whether a text is a number that can be a citizen service number (burgerservicenummer): eight or
/// nine digits of which the weighed sum can be divided by eleven.
pub fn is_citizen_number(text: &str) -> bool {
    if !(8..=9).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits: Vec<i32> =
        format!("{text:0>9}").bytes().map(|byte| i32::from(byte - b'0')).collect();
    let sum: i32 = (2..=9).rev().zip(&digits).map(|(weight, digit)| weight * digit).sum();
    (sum - digits[8]) % 11 == 0 && digits.iter().any(|digit| *digit != 0)
}

/// A warning for each column that nothing needs and that is about persons, by its name or by what
/// stands in the first rows below the header.
pub(super) fn remarks(header: &Header, below: &[Vec<String>]) -> Vec<Finding> {
    let unused = |at: &usize| !header.positions.contains(&Some(*at));
    (0..header.names.len())
        .filter(unused)
        .filter(|&at| {
            let cells = || below.iter().filter_map(move |row| row.get(at)).map(|cell| cell.trim());
            let filled: Vec<&str> = cells().filter(|cell| !cell.is_empty()).collect();
            let numbers = filled.len() >= CITIZEN_NUMBERS
                && filled.iter().all(|cell| is_citizen_number(cell));
            is_personal_name(&header.names[at]) || numbers
        })
        .map(|at| {
            Finding::new(&codes::PERSONAL_COLUMN, "", 1)
                .column(header.names[at].trim())
                .detail("not needed and not read; remove it from the file")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citizen_numbers_pass_the_eleven_test() {
        assert!(is_citizen_number("111222333") && is_citizen_number("123456782"));
        assert!(!is_citizen_number("123456789") && !is_citizen_number("000000000"));
        assert!(!is_citizen_number("12345678a") && !is_citizen_number("1112223330"));
    }

    #[test]
    fn names_are_compared_without_case_and_signs() {
        assert!(is_personal_name("Geboorte-datum") && is_personal_name("BSN nr"));
        assert!(is_personal_name("Geb.datum") && is_personal_name("E-mail"));
        assert!(!is_personal_name("Buurtnaam"));
    }
}
