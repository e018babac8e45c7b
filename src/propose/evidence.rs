//! Why a column is what it was taken for, in a few words, without a cell about one home or person.

use crate::crs::Crs;
use crate::diagnostics::{codes, counted};
use crate::model::schema::Kind;
use crate::normalise::Reading;

use super::closeness::Sign;
use super::column::words_of;
use super::mapping::Chosen;

/// Columns of more different words than this are told by their number.
const WORDS_TOLD: usize = 14;

/// What the contents and, where it is not the plain one, the name say.
pub(super) fn why(chosen: &Chosen, reading: &Reading) -> String {
    let mut parts = Vec::new();
    match &chosen.sign {
        Sign::Name(_) => {}
        Sign::Holds(word) => parts.push(format!("name holds \"{word}\"")),
        Sign::Near(word) => parts.push(format!("name close to \"{word}\"")),
        Sign::Contents => parts.push("by its contents".to_owned()),
    }
    parts.extend(contents(chosen.field, reading));
    for (entry, count) in reading.repairs() {
        parts.push(if entry == &codes::LOST_ZEROS {
            format!("{count} lost their leading zeros (repairable)")
        } else {
            format!("{count} tidied ({})", entry.code)
        });
    }
    for (entry, count) in reading.faults() {
        parts.push(format!("{count} unreadable ({})", entry.code));
    }
    if reading.empty() > 0 && reading.present() > 0 {
        parts.push(format!("{} empty", reading.empty()));
    }
    parts.join("; ")
}

fn contents(field: &str, reading: &Reading) -> Option<String> {
    if reading.present() == 0 {
        return Some("nothing in it so far".to_owned());
    }
    Some(match reading.kind {
        Kind::BagId(_) => "16 digits".to_owned(),
        Kind::Postcode => "four digits and two letters".to_owned(),
        Kind::HouseNumber | Kind::HouseSuffix => return None,
        Kind::Number if ["x", "y"].contains(&field) => return None,
        Kind::Number | Kind::Percentage => decimals(reading).to_owned(),
        Kind::Integer => {
            let numbers = || reading.values.iter().flatten().filter_map(|n| n.parse::<i64>().ok());
            format!("{} to {}", numbers().min()?, numbers().max()?)
        }
        Kind::Date => days(reading)?,
        Kind::YesNo | Kind::EnergyLabel | Kind::LabelMethod | Kind::RoofState | Kind::RoofKind => {
            words(reading)
        }
        Kind::Text => match (field, words_of(&reading.texts).len()) {
            ("corporation", _) => words(reading),
            ("priority", count) => {
                format!("{}, see below", counted(count as u64, "value", "values"))
            }
            (_, count) => format!("{count} different"),
        },
    })
}

/// The different words that could be read, in order; their number when they are many.
fn words(reading: &Reading) -> String {
    let read = reading.texts.iter().zip(&reading.values);
    let read: Vec<Option<String>> =
        read.map(|(text, value)| value.as_ref().and(text.clone())).collect();
    let mut words: Vec<String> = words_of(&read).into_iter().map(|(word, _)| word).collect();
    words.sort();
    if words.len() > WORDS_TOLD { format!("{} words", words.len()) } else { words.join(", ") }
}

fn decimals(reading: &Reading) -> &'static str {
    let holds = |sign: char| reading.texts.iter().flatten().any(|text| text.contains(sign));
    match (holds(','), holds('.')) {
        (true, _) => "decimal comma",
        (_, true) => "decimal point",
        _ => "whole numbers",
    }
}

/// The form of the days, what proves it, and the first and last of them.
fn days(reading: &Reading) -> Option<String> {
    let days = || reading.values.iter().flatten();
    let read = || reading.texts.iter().zip(&reading.values).filter(|(_, day)| day.is_some());
    let texts = || read().filter_map(|(text, _)| text.as_deref());
    let day_first = |text: &str| {
        let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
        (parts.len() >= 3 && parts[0].len() <= 2).then(|| parts[0].parse::<u32>().unwrap_or(0))
    };
    let firsts = texts().filter(|text| day_first(text).is_some()).count();
    let proved = texts().filter_map(day_first).filter(|day| *day > 12).count();
    let form = match () {
        _ if 2 * firsts < texts().count() => "year first".to_owned(),
        _ if proved > 0 => {
            format!("day first, proved by {}", counted(proved as u64, "row", "rows"))
        }
        _ => "? day first, but no day above 12 proves it".to_owned(),
    };
    Some(format!("{} to {}, {form}", days().min()?, days().max()?))
}

/// The system of coordinates in words.
pub(super) fn system(system: Option<Crs>) -> &'static str {
    match system {
        Some(Crs::RdNew) => "RD metres",
        Some(_) => "degrees",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::BagObject;

    #[track_caller]
    fn check(field: &'static str, kind: Kind, sign: Sign, cells: &[&str], expected: &str) {
        let cells: Vec<Option<String>> =
            cells.iter().map(|cell| Some((*cell).to_owned())).collect();
        let reading = Reading::of_cells(&cells, kind).unwrap();
        assert_eq!(why(&Chosen { field, kind, column: 0, sign }, &reading), expected);
    }

    #[test]
    fn ids() {
        check(
            "bag_id",
            Kind::BagId(BagObject::Home),
            Sign::Name(0),
            &["0034010000000001", "34010000000002", ""],
            "16 digits; 1 lost their leading zeros (repairable); 1 empty",
        );
    }

    #[test]
    fn days_say_what_proves_their_form() {
        check(
            "date",
            Kind::Date,
            Sign::Name(0),
            &["03-04-2025", "31-12-2024"],
            "2024-12-31 to 2025-04-03, day first, proved by 1 row",
        );
        check(
            "date",
            Kind::Date,
            Sign::Near("datum".into()),
            &["03-04-2025"],
            "name close to \"datum\"; 2025-04-03 to 2025-04-03, ? day first, but no day above 12 \
             proves it",
        );
        check(
            "date",
            Kind::Date,
            Sign::Name(0),
            &["20250403"],
            "2025-04-03 to 2025-04-03, year first",
        );
    }

    #[test]
    fn words_that_could_be_read_are_listed_and_no_others() {
        check(
            "owners_association",
            Kind::YesNo,
            Sign::Name(0),
            &["N", "J", "ja", "Jansen"],
            "J, N, ja; 1 unreadable (I025)",
        );
    }

    #[test]
    fn numbers_say_their_sign() {
        check("rent", Kind::Number, Sign::Name(0), &["624,75"], "decimal comma");
        check("build_year", Kind::Integer, Sign::Name(0), &["1978", "1958"], "1958 to 1978");
    }
}
