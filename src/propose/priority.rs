//! The values of a priority column, sorted into urgent, regular and left out by known words.

use crate::model::schema::{Kind, bare_name};
use crate::normalise::Reading;

use super::ProposeError;
use super::column::words_of;

/// A list of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Urgent,
    Regular,
    Exclude,
    /// Nobody but the person who made the file can say.
    Unknown,
}

/// One value with its number and the list that it is proposed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// As the file writes it; empty for rows without a value.
    pub text: String,
    pub count: usize,
    pub list: List,
    /// Why, where it is not the plain meaning of the word.
    pub why: &'static str,
}

/// Codes and words of urgent seekers: VERA's VOORRANGSOORT URG and the codes below it
/// (VOORRANGDETAILSOORT), and what files write out.
const URGENT: [&str; 53] = [
    "urg",
    "urgent",
    "urgentie",
    "urgenten",
    "urgentbemiddeld",
    "metvoorrang",
    "metspoed",
    "socialeurgentie",
    "medischeurgentie",
    "sociaalmedischeurgentie",
    "sociaalmedisch",
    "statushouder",
    "statushouders",
    "sta",
    "vergunninghouder",
    "vergunninghouders",
    "uit",
    "uitstroom",
    "pactvanuitstroom",
    "uitstroommaatschappelijkeinstelling",
    "uitstroominstelling",
    "med",
    "medisch",
    "sv",
    "stadsvernieuwing",
    "stadsvernieuwingsurgent",
    "herhuisvesting",
    "herhuisvestingskandidaat",
    "hui",
    "dak",
    "dakloos",
    "gew",
    "geweld",
    "man",
    "mantelzorg",
    "mantelzorger",
    "soc",
    "sociaal",
    "ber",
    "beroep",
    "dup",
    "gedupeerd",
    "exd",
    "exgedetineerd",
    "fin",
    "financieel",
    "rel",
    "relationeel",
    "wmo",
    "bijzonderedoelgroep",
    "calamiteit",
    "sloop",
    "sloopurgentie",
];

const REGULAR: [&str; 25] = [
    "reg",
    "regulier",
    "reguliere",
    "regulierewoningzoekende",
    "normaal",
    "standaard",
    "geen",
    "geenvoorrang",
    "geenurgentie",
    "nieturgent",
    "zondervoorrang",
    "vrijebemiddeling",
    "vrijebemiddelingsruimte",
    "vrijbemiddeld",
    "vrij",
    "aanbod",
    "aanbodmodel",
    "inschrijfduur",
    "inschrijftijd",
    "meettijd",
    "loting",
    "starter",
    "doorstromer",
    "optie",
    "wachttijd",
];

/// VERA's kinds of priority that are no urgency.
const OTHER_PRIORITY: [&str; 6] = ["bin", "binding", "gro", "groep", "ind", "indicatie"];

const EXCLUDE: [&str; 12] = [
    "woningruil",
    "wr",
    "ruil",
    "internewoningruil",
    "tijdelijk",
    "tijdelijkeverhuur",
    "tijdelijkverhuur",
    "antikraak",
    "antikraakverhuur",
    "leegstandwet",
    "leegstandswet",
    "contractwijziging",
];

/// The values of a column, each with the list that it is proposed for; the most frequent first.
pub(super) fn sort_values(column: &Reading) -> Result<Vec<Value>, ProposeError> {
    let mut values: Vec<Value> = Vec::new();
    let cells: Vec<Option<String>> =
        column.texts.iter().map(|text| Some(text.clone().unwrap_or_default())).collect();
    for (text, count) in words_of(&cells) {
        // The configuration compares without case: the most frequent spelling stands for all.
        let same = |value: &&mut Value| value.text.to_lowercase() == text.to_lowercase();
        match values.iter_mut().find(same) {
            Some(known) => known.count += count,
            None => values.push(Value { list: List::Unknown, why: "", text, count }),
        }
    }
    let texts: Vec<Option<String>> = values
        .iter()
        .map(|value| Some(value.text.clone()).filter(|text| !text.is_empty()))
        .collect();
    let answers = Reading::of_cells(&texts, Kind::YesNo)?;
    let only_answers = answers.present() > 0 && answers.read() == answers.present();
    for (value, answer) in values.iter_mut().zip(&answers.values) {
        (value.list, value.why) = match answer.as_deref() {
            Some(answer) if only_answers => match answer {
                "true" => (List::Urgent, "yes"),
                _ => (List::Regular, "no"),
            },
            _ => by_word(&value.text),
        };
    }
    let regular_is_named = values.iter().any(|value| value.list == List::Regular);
    for value in values.iter_mut().filter(|value| value.text.is_empty()) {
        if !regular_is_named {
            (value.list, value.why) = (List::Regular, "no value, and no other value says regular");
        }
    }
    Ok(values)
}

fn by_word(text: &str) -> (List, &'static str) {
    let bare = bare_name(text);
    match bare.as_str() {
        "sv" => (List::Urgent, "read as stadsvernieuwing"),
        word if URGENT.contains(&word) => (List::Urgent, ""),
        word if REGULAR.contains(&word) => (List::Regular, ""),
        word if EXCLUDE.contains(&word) => (List::Exclude, ""),
        word if OTHER_PRIORITY.contains(&word) => {
            (List::Regular, "priority without urgency (VERA)")
        }
        _ => (List::Unknown, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: &[(&str, usize, List)]) {
        let cells: Vec<Option<String>> =
            cells.iter().map(|cell| (!cell.is_empty()).then(|| (*cell).to_owned())).collect();
        let column = Reading::of_cells(&cells, Kind::Text).unwrap();
        let values = sort_values(&column).unwrap();
        let found: Vec<_> =
            values.iter().map(|value| (value.text.as_str(), value.count, value.list)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn known_words_find_their_list() {
        check(
            &["URG", "Regulier", "Regulier", "Woningruil", "Pact van Uitstroom", "BIN", "Koppel"],
            &[
                ("Regulier", 2, List::Regular),
                ("BIN", 1, List::Regular),
                ("Koppel", 1, List::Unknown),
                ("Pact van Uitstroom", 1, List::Urgent),
                ("URG", 1, List::Urgent),
                ("Woningruil", 1, List::Exclude),
            ],
        );
    }

    #[test]
    fn yes_and_no_answer_the_question() {
        check(&["J", "N", "N"], &[("N", 2, List::Regular), ("J", 1, List::Urgent)]);
        check(&["x", "", ""], &[("", 2, List::Regular), ("x", 1, List::Urgent)]);
    }

    #[test]
    fn a_row_without_a_value_is_unknown_where_regular_has_a_word() {
        check(
            &["URG", "REG", ""],
            &[("", 1, List::Unknown), ("REG", 1, List::Regular), ("URG", 1, List::Urgent)],
        );
    }

    #[test]
    fn spellings_that_the_configuration_takes_for_one_are_one() {
        check(&["urg", "URG", "URG"], &[("URG", 3, List::Urgent)]);
    }

    #[test]
    fn no_word_stands_in_two_lists() {
        let lists = [URGENT.as_slice(), &REGULAR, &EXCLUDE, &OTHER_PRIORITY];
        let mut words: Vec<&str> = lists.into_iter().flatten().copied().collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        assert!(words.iter().all(|word| bare_name(word) == *word));
    }
}
