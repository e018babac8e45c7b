//! Columns about persons, which nothing here needs: told to remove, and never looked at further.

use crate::model::schema::Kind;
use crate::read::{Personal, is_citizen_number, is_email, is_telephone, personal_name};

use super::ProposeError;
use super::column::Column;

/// Parts of the name of a day that is nobody's birthday, however long ago.
const OLD_DAYS: [&str; 4] = ["bouw", "exploitatie", "verkrijging", "ingang"];

/// What about persons the column seems to hold, by its name or by nearly all of its cells.
pub(super) fn personal(column: &Column) -> Result<Option<Personal>, ProposeError> {
    let bare = column.bare.as_str();
    if let Some(personal) = personal_name(bare) {
        return Ok(Some(personal));
    }
    if bare == "naam" {
        return Ok(Some(Personal::PersonName)); // in a table of homes; areas are looked at elsewhere
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
