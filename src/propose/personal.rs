//! Columns about persons, which nothing here needs: told to remove, and never looked at further.

use crate::model::schema::Kind;

use super::ProposeError;
use super::column::Column;

/// What a column seems to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Personal {
    CitizenNumber,
    BirthDate,
    PersonName,
    Email,
    Telephone,
    BankAccount,
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
const PARTS: [(&str, Personal); 19] = [
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
const NAMES: [(&str, Personal); 17] = [
    ("bsn", Personal::CitizenNumber),
    ("bsnnummer", Personal::CitizenNumber),
    ("bsnnr", Personal::CitizenNumber),
    ("sofi", Personal::CitizenNumber),
    ("huurder", Personal::PersonName),
    ("hoofdhuurder", Personal::PersonName),
    ("medehuurder", Personal::PersonName),
    ("bewoner", Personal::PersonName),
    ("kandidaat", Personal::PersonName),
    ("naam", Personal::PersonName),
    ("mail", Personal::Email),
    ("tel", Personal::Telephone),
    ("telnr", Personal::Telephone),
    ("mobiel", Personal::Telephone),
    ("iban", Personal::BankAccount),
    ("rekeningnummer", Personal::BankAccount),
    ("leeftijd", Personal::Trait),
];

/// Parts of the name of a day that is nobody's birthday, however long ago.
const OLD_DAYS: [&str; 4] = ["bouw", "exploitatie", "verkrijging", "ingang"];

/// What about persons the column seems to hold, by its name or by nearly all of its cells.
pub(super) fn personal(column: &Column) -> Result<Option<Personal>, ProposeError> {
    let bare = column.bare.as_str();
    let whole = NAMES.iter().find(|(name, _)| *name == bare);
    let part = PARTS.iter().find(|(part, _)| bare.contains(part));
    if let Some((_, personal)) = whole.or(part) {
        return Ok(Some(*personal));
    }
    let texts = column.read_as(Kind::Text)?.texts;
    let mostly = |test: fn(&str) -> bool| {
        let (mut all, mut passed) = (0, 0);
        for text in texts.iter().flatten() {
            all += 1;
            passed += usize::from(test(text));
        }
        passed >= 5 && 10 * passed >= 8 * all
    };
    if mostly(is_citizen_number) {
        return Ok(Some(Personal::CitizenNumber));
    }
    if mostly(is_email) {
        return Ok(Some(Personal::Email));
    }
    if mostly(is_telephone) {
        return Ok(Some(Personal::Telephone));
    }
    let old = OLD_DAYS.iter().any(|part| bare.contains(part));
    Ok((!old && are_birth_dates(column)?).then_some(Personal::BirthDate))
}

/// Eight or nine digits that pass the eleven-test: 9a + 8b + ... + 2h - i is a multiple of 11.
fn is_citizen_number(text: &str) -> bool {
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

fn is_email(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    matches!(parts.as_slice(), [name, domain] if !name.is_empty() && domain.contains('.'))
}

/// Ten digits with a zero in front, or with the country's number: no house, no id of the BAG.
fn is_telephone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = text.chars().all(|c| c.is_ascii_digit() || " -+()".contains(c));
    let national = text.starts_with('0') && digits == 10;
    let abroad = (text.starts_with("+31") && digits >= 11) || text.starts_with("0031");
    signs && digits <= 13 && (national || abroad)
}

/// Days of which four in five lie between 1900 and 2008, spread over at least twenty years.
fn are_birth_dates(column: &Column) -> Result<bool, ProposeError> {
    let texts = column.read_as(Kind::Text)?.texts;
    let like_a_day =
        |text: &String| text.len() >= 8 && text.starts_with(|c: char| c.is_ascii_digit());
    if !texts.iter().flatten().take(20).any(like_a_day) {
        return Ok(false);
    }
    let days = column.read_as(Kind::Date)?;
    let years: Vec<i32> =
        days.values.iter().flatten().filter_map(|day| day.get(..4)?.parse().ok()).collect();
    let old = years.iter().filter(|year| (1900..2008).contains(*year)).count();
    let span = years.iter().max().zip(years.iter().min()).map_or(0, |(last, first)| last - first);
    Ok(years.len() >= 5
        && 10 * years.len() >= 8 * days.present()
        && 10 * old >= 8 * years.len()
        && span >= 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, cells: &[&str], expected: Option<Personal>) {
        let cells = cells.iter().map(|cell| Some((*cell).to_owned())).collect();
        assert_eq!(personal(&Column::new(name, cells)).unwrap(), expected, "{name}");
    }

    #[test]
    fn a_name_says_it() {
        check("BSN", &[], Some(Personal::CitizenNumber));
        check("Geboortedatum kandidaat", &[], Some(Personal::BirthDate));
        check("E-mail", &[], Some(Personal::Email));
        check("Naam huurder", &[], Some(Personal::PersonName));
        check("Corporatienaam", &[], None);
    }

    #[test]
    fn contents_say_it_whatever_the_name() {
        let numbers = ["111222333", "123456782", "010464554", "999990019", "10464554"];
        check("kolom", &numbers, Some(Personal::CitizenNumber));
        let mails = ["a@b.nl", "c@d.nl", "e@f.nl", "g@h.nl", "i@j.nl"];
        check("kolom", &mails, Some(Personal::Email));
        let phones = ["036-1234567", "06 12345678", "+31612345678", "0031612345678", "0612345678"];
        check("kolom", &phones, Some(Personal::Telephone));
        let days = ["01-02-1950", "03-04-1961", "05-06-1972", "07-08-1983", "09-10-1994"];
        check("kolom", &days, Some(Personal::BirthDate));
        check("Bouwdatum", &days, None);
    }

    #[test]
    fn numbers_of_homes_are_no_citizen_numbers() {
        let homes = ["100000001", "100000002", "100000003", "100000004", "100000005", "100000006"];
        check("kolom", &homes, None);
        check("kolom", &["4010002", "4010003", "4010004", "4010005", "4010006"], None);
    }
}
