//! How well the name of a column points to a field.

use super::words::Field;

/// Why a column was taken for a field; the strongest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// Its name is one of the field's names; the number is its place among them.
    Name(usize),
    /// Its name holds one of them.
    Holds(String),
    /// Its name is one of them but for a letter or two.
    Near(String),
    /// Only its contents say so.
    Contents,
}

/// Names shorter than this say too little inside another name, or with a letter changed.
const TELLING: usize = 5;

/// Parts of a name that make it another thing than what the rest of it names: the address where
/// somebody lived before, the day on which a contract ended.
const OTHER_THINGS: [&str; 22] = [
    "huurder",
    "kandidaat",
    "vorig",
    "oude",
    "correspondentie",
    "eind",
    "opzeg",
    "advertentie",
    "publicatie",
    "reactie",
    "inschrijf",
    "aantal",
    "geboorte",
    "mutatie",
    "opname",
    "geldig",
    "registratie",
    "doel",
    "percentage",
    "marktwaarde",
    "soorthuur",
    "partner",
];

/// How the name, without case, blanks and signs, points to the field.
pub(super) fn sign(bare: &str, field: &Field) -> Option<Sign> {
    if let Some(at) = field.words.iter().position(|word| word == bare) {
        return Some(Sign::Name(at));
    }
    if OTHER_THINGS.iter().any(|word| bare.contains(word)) {
        return None;
    }
    let telling = || field.words.iter().filter(|word| word.chars().count() >= TELLING);
    if let Some(word) =
        telling().filter(|word| bare.contains(word.as_str())).max_by_key(|w| w.len())
    {
        return Some(Sign::Holds(word.clone()));
    }
    telling()
        .map(|word| (strsim::osa_distance(bare, word), word))
        .filter(|(distance, word)| *distance <= if word.chars().count() < 9 { 1 } else { 2 })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| Sign::Near(word.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::words::{Table, fields};
    use super::*;
    use crate::model::schema::bare_name;

    #[track_caller]
    fn check(name: &str, field: &str, expected: Option<Sign>) {
        let fields = fields(Table::Placements);
        let field = fields.iter().find(|other| other.name == field).unwrap();
        assert_eq!(sign(&bare_name(name), field), expected, "{name}");
    }

    #[test]
    fn case_blanks_and_signs_do_not_count() {
        check("VHE-Nummer", "dwelling", Some(Sign::Name(1)));
        check("POSTCODE", "postcode", Some(Sign::Name(0)));
    }

    #[test]
    fn a_longer_name_points_to_what_it_holds() {
        check("BAG-id VBO (16 cijfers)", "bag_id", Some(Sign::Holds("bagidvbo".into())));
        check("Urgentie ja/nee", "priority", Some(Sign::Holds("urgentie".into())));
    }

    #[test]
    fn a_slip_of_the_pen_is_near() {
        check("Postkode", "postcode", Some(Sign::Near("postcode".into())));
        check("Huisnumer", "house_number", Some(Sign::Near("huisnummer".into())));
    }

    #[test]
    fn another_day_or_address_is_not_taken() {
        check("Datum opzegging", "date", None);
        check("Postcode huurder", "postcode", None);
        check("Straat", "postcode", None);
    }
}
