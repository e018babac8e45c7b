//! The owner of a file of homes, guessed from the name of the file.

use crate::model::schema::bare_name;

/// Parts of a file name that name no owner.
const NO_OWNER: [&str; 24] = [
    "bezit",
    "bezitslijst",
    "woningen",
    "woning",
    "woningbezit",
    "vhe",
    "vhes",
    "verhuureenheden",
    "voorraad",
    "export",
    "lijst",
    "overzicht",
    "data",
    "bestand",
    "corporatie",
    "stock",
    "def",
    "definitief",
    "versie",
    "eenheden",
    "dwellings",
    "homes",
    "per",
    "van",
];

/// The owner that a file's name points to, and why.
///
/// `known` are the owners that columns of other files name: their spelling is the one under which
/// lettings find their homes.
pub(super) fn guess(stem: &str, known: &[String]) -> (String, String) {
    let parts: Vec<&str> = stem
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty() && !part.chars().any(|c| c.is_ascii_digit()))
        .filter(|part| !NO_OWNER.contains(&part.to_lowercase().as_str()))
        .collect();
    let bare = bare_name(&parts.concat());
    let same = |owner: &&String| {
        let owner = bare_name(owner);
        let (short, long) =
            if owner.len() < bare.len() { (&owner, &bare) } else { (&bare, &owner) };
        short.len() >= 4 && long.contains(short.as_str())
    };
    if let Some(owner) = known.iter().find(same) {
        let why = "from the name of the file, spelled as the lettings spell it".to_owned();
        return (owner.clone(), why);
    }
    if parts.is_empty() {
        return (
            "Corporation".to_owned(),
            "? whose homes these are is not told; name it".to_owned(),
        );
    }
    let words: Vec<String> = parts.iter().map(|part| capitalised(part)).collect();
    (words.join(" "), "? guessed from the name of the file".to_owned())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stem: &str, expected: &str) {
        let known = ["De Alliantie", "GoedeStede"].map(str::to_owned);
        assert_eq!(guess(stem, &known).0, expected);
    }

    #[test]
    fn the_spelling_of_the_lettings_is_taken() {
        check("dealliantie", "De Alliantie");
        check("bezit_alliantie_2025", "De Alliantie");
        check("GOEDESTEDE", "GoedeStede");
    }

    #[test]
    fn a_name_of_its_own_is_written_with_a_capital() {
        check("ymere", "Ymere");
        check("bezit-ons_huis-20251231", "Ons Huis");
        check("bezit 2025", "Corporation");
    }
}
