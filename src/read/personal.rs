//! Columns that hold data about persons, told by their name or by what stands in them.
//!
//! They are not needed and never read further; what stands in them is never repeated.

use crate::diagnostics::{Finding, codes};
use crate::model::schema::bare_name;

use super::header::Header;

/// What about persons a column seems to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personal {
    /// Citizen service numbers (burgerservicenummer).
    CitizenNumber,
    /// Days of birth.
    BirthDate,
    /// Names of persons.
    PersonName,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Telephone,
    /// Bank accounts.
    BankAccount,
    /// Sex, nationality, age, income.
    Trait,
}

impl Personal {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Personal::CitizenNumber => "citizen numbers (BSN)",
            Personal::BirthDate => "birth dates",
            Personal::PersonName => "names of persons",
            Personal::Email => "e-mail addresses",
            Personal::Telephone => "telephone numbers",
            Personal::BankAccount => "bank accounts",
            Personal::Trait => "traits of persons",
        }
    }
}

/// Parts of a name that say so.
const PARTS: [(&str, Personal); 20] = [
    ("bsn", Personal::CitizenNumber),
    ("burgerservice", Personal::CitizenNumber),
    ("sofinummer", Personal::CitizenNumber),
    ("geboorte", Personal::BirthDate),
    ("gebdat", Personal::BirthDate),
    ("achternaam", Personal::PersonName),
    ("voornaam", Personal::PersonName),
    ("voorletter", Personal::PersonName),
    ("tussenvoegsel", Personal::PersonName),
    ("naamhuurder", Personal::PersonName),
    ("huurdernaam", Personal::PersonName),
    ("naambewoner", Personal::PersonName),
    ("naamkandidaat", Personal::PersonName),
    ("contactpersoon", Personal::PersonName),
    ("email", Personal::Email),
    ("telefoon", Personal::Telephone),
    ("mobielnummer", Personal::Telephone),
    ("nationaliteit", Personal::Trait),
    ("geslacht", Personal::Trait),
    ("inkomen", Personal::Trait),
];

/// Whole names that say so.
const NAMES: [(&str, Personal); 19] = [
    ("bsn", Personal::CitizenNumber),
    ("bsnnummer", Personal::CitizenNumber),
    ("bsnnr", Personal::CitizenNumber),
    ("dob", Personal::BirthDate),
    ("dateofbirth", Personal::BirthDate),
    ("birthdate", Personal::BirthDate),
    ("sofi", Personal::CitizenNumber),
    ("huurder", Personal::PersonName),
    ("hoofdhuurder", Personal::PersonName),
    ("medehuurder", Personal::PersonName),
    ("bewoner", Personal::PersonName),
    ("kandidaat", Personal::PersonName),
    ("mail", Personal::Email),
    ("tel", Personal::Telephone),
    ("telnr", Personal::Telephone),
    ("mobiel", Personal::Telephone),
    ("iban", Personal::BankAccount),
    ("rekeningnummer", Personal::BankAccount),
    ("leeftijd", Personal::Trait),
];

/// So many cells must look like it before a column is taken for one about persons.
pub const CITIZEN_NUMBERS: usize = 10;

/// What about persons a column of this name holds, `None` when its name does not say so.
pub fn personal_name(name: &str) -> Option<Personal> {
    let bare = bare_name(name);
    let whole = NAMES.iter().find(|(name, _)| *name == bare);
    let part = PARTS.iter().find(|(part, _)| bare.contains(part));
    whole.or(part).map(|(_, personal)| *personal)
}

/// Eight or nine digits that pass the eleven-test: 9a + 8b + ... + 2h - i is a multiple of 11.
pub fn is_citizen_number(text: &str) -> bool {
    let digits: Vec<i32> = text
        .chars()
        .filter(|c| *c != '.' && *c != ' ')
        .map_while(|c| Some(c.to_digit(10)? as i32))
        .collect();
    let written = text.chars().filter(|c| *c != '.' && *c != ' ').count();
    if written != digits.len() || !(8..=9).contains(&digits.len()) {
        return false;
    }
    let lead = 9 - digits.len();
    let sum: i32 = digits
        .iter()
        .zip([9, 8, 7, 6, 5, 4, 3, 2, -1].into_iter().skip(lead))
        .map(|(digit, weight)| digit * weight)
        .sum();
    sum % 11 == 0 && digits.iter().any(|digit| *digit != digits[0])
}

/// Something with a name, an at sign and a domain.
pub fn is_email(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    matches!(parts.as_slice(), [name, domain] if !name.is_empty() && domain.contains('.'))
}

/// Ten digits with a zero in front, or with the country's number: no house, no id of the BAG.
pub fn is_telephone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = text.chars().all(|c| c.is_ascii_digit() || " -+()".contains(c));
    let national = text.starts_with('0') && digits == 10;
    let abroad = (text.starts_with("+31") && digits >= 11) || text.starts_with("0031");
    signs && digits <= 13 && (national || abroad)
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
            let all = |test: fn(&str) -> bool| {
                filled.len() >= CITIZEN_NUMBERS && filled.iter().all(|cell| test(cell))
            };
            personal_name(&header.names[at]).is_some()
                || [is_citizen_number, is_email, is_telephone].into_iter().any(all)
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
        assert_eq!(personal_name("Geboorte-datum"), Some(Personal::BirthDate));
        assert_eq!(personal_name("BSN"), Some(Personal::CitizenNumber));
        assert_eq!(personal_name("E-mail"), Some(Personal::Email));
        assert_eq!(personal_name("Buurtnaam"), None);
    }
}
