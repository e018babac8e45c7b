//! Which rows of a file of all units are homes, by a column of kinds.

use crate::model::schema::bare_name;
use crate::model::unit_kind::{UnitKind, names_unit_kind, unit_code, unit_kind};

use super::ProposeError;
use super::found::Found;

/// More different texts are no kinds.
const MOST_WORDS: usize = 200;

/// Of the filled cells of a column whose name does not say it, this part must be kinds of units.
const MOST_CELLS: f64 = 0.8;

/// A column that tells homes from other units.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kinds {
    pub column: String,
    /// Whether every value that occurs is known, so that those of homes can be listed.
    pub only: bool,
    /// The values of homes where `only`, else of what is none.
    pub values: Vec<String>,
    /// How many rows are no homes, with their values.
    pub why: String,
}

/// The first column that nothing else uses and that tells homes from other units.
pub(super) fn kinds(found: &Found) -> Result<Option<Kinds>, ProposeError> {
    for name in found.unused() {
        let Some(column) = found.sheet.columns.iter().find(|column| column.name == name) else {
            continue;
        };
        let words = column.words()?;
        if words.len() <= MOST_WORDS
            && let Some(kinds) = of_words(&name, &words)
        {
            return Ok(Some(kinds));
        }
    }
    Ok(None)
}

/// The kinds among the values of a column with their numbers.
fn of_words(name: &str, words: &[(String, usize)]) -> Option<Kinds> {
    let by_name = names_unit_kind(&bare_name(name));
    let kind = |word: &str| unit_kind(word).or_else(|| unit_code(word).filter(|_| by_name));
    let (mut homes, mut others, mut unknown) = (Vec::new(), Vec::new(), 0);
    for (word, count) in words {
        match kind(word) {
            Some(UnitKind::Home) => homes.push((word, count)),
            Some(UnitKind::Other(_)) => others.push((word, count)),
            None => unknown += count,
        }
    }
    let known: usize = homes.iter().chain(&others).map(|(_, count)| **count).sum();
    let mostly = known as f64 >= MOST_CELLS * (known + unknown) as f64;
    if homes.is_empty() || others.is_empty() || !(by_name || mostly) {
        return None;
    }
    let (only, listed) = if unknown == 0 { (true, &homes) } else { (false, &others) };
    let rows: usize = others.iter().map(|(_, count)| **count).sum();
    let told: Vec<String> =
        others.iter().take(5).map(|(word, count)| format!("{word} {count}")).collect();
    let more = if others.len() > 5 { ", ..." } else { "" };
    Some(Kinds {
        column: name.to_owned(),
        only,
        values: listed.iter().map(|(word, _)| (*word).clone()).collect(),
        why: format!("? {rows} rows looked at are no homes: {}{more}", told.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, words: &[(&str, usize)], expected: Option<(bool, &[&str])>) {
        let words: Vec<(String, usize)> =
            words.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
        let found = of_words(name, &words);
        let found = found.as_ref().map(|kinds| (kinds.only, kinds.values.clone()));
        let expected = expected
            .map(|(only, values)| (only, values.iter().map(|word| (*word).to_owned()).collect()));
        assert_eq!(found, expected);
    }

    #[test]
    fn homes_are_listed_where_every_value_is_known() {
        check(
            "Soort",
            &[("Woning", 120), ("Appartement", 10), ("Garage", 28), ("Winkel", 2)],
            Some((true, &["Woning", "Appartement"])),
        );
        check("EenheidSoort", &[("WOO", 120), ("PAR", 28)], Some((true, &["WOO"])));
    }

    #[test]
    fn what_is_no_home_is_listed_beside_values_that_are_not_known() {
        check(
            "Type",
            &[("Woning", 120), ("Garage", 28), ("Anders", 2)],
            Some((false, &["Garage"])),
        );
    }

    #[test]
    fn other_columns_are_left() {
        check("Soort", &[("Woning", 120), ("Appartement", 10)], None);
        check("Opmerking", &[("woning", 1), ("garage", 1), ("lekkage", 40)], None);
        check("Soort", &[("Garage", 120)], None);
    }
}
