//! What holds for every entry of the catalogue.

use super::{ALL, Entry, Outcome, Text, codes, entry};

/// Every text of an entry, with a word for where it stands.
fn texts(entry: &Entry) -> Vec<(&'static str, Text)> {
    let mut texts = vec![("title", entry.title), ("meaning", entry.meaning)];
    texts.extend(entry.mends().map(|(heading, text)| (heading.en, text)));
    texts
}

/// Runs a check on every text in both languages.
fn each(check: impl Fn(&str, &str) -> bool, wrong: &str) {
    for entry in ALL {
        for (place, text) in texts(entry) {
            assert!(check(place, text.en), "{}, {place}, English {wrong}", entry.code);
            assert!(check(place, text.nl), "{}, {place}, Dutch {wrong}", entry.code);
        }
    }
}

#[test]
fn codes_are_unique_and_in_order() {
    assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
}

#[test]
fn a_code_is_a_letter_and_three_digits() {
    for entry in ALL {
        let (letter, digits) = entry.code.split_at(1);
        assert!("DIGKRU".contains(letter), "{}", entry.code);
        assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{digits}");
    }
}

#[test]
fn a_code_is_found_without_case() {
    assert_eq!(entry("i050"), Some(&codes::TOTAL_ROW));
    assert_eq!(entry("I999"), None);
}

#[test]
fn every_text_is_there_in_both_languages() {
    each(|_, text| !text.trim().is_empty(), "is empty");
    for entry in ALL {
        for text in [entry.excel, entry.csv, entry.qgis, entry.setting, entry.command] {
            assert_eq!(text.en.is_empty(), text.nl.is_empty(), "{}", entry.code);
        }
    }
}

#[test]
fn dutch_is_no_copy_of_english() {
    for entry in ALL {
        for (place, text) in texts(entry) {
            // A word such as TOML may be the whole of a setting in both.
            let may_be_one = place == "In spreiding.toml";
            assert!(may_be_one || text.en != text.nl, "{}, {place}", entry.code);
        }
    }
}

#[test]
fn lines_fit_a_terminal() {
    each(|_, text| text.lines().all(|line| line.chars().count() <= 78), "is too wide");
    each(|place, text| place != "title" || text.chars().count() <= 60, "is too long");
}

#[test]
fn lines_carry_no_blanks_at_their_end() {
    each(|_, text| text.lines().all(|line| line.trim_end() == line), "ends in a blank");
}

#[test]
fn a_meaning_takes_a_few_lines() {
    each(|place, text| place != "meaning" || text.lines().count() <= 5, "is too long");
}

#[test]
fn what_stands_in_a_cell_is_mended_in_excel_and_at_the_source() {
    // A roof without a surface is a fault of a layer, not of a cell.
    let of_layers = [codes::ROOF_SHAPE.code];
    let of_input = ALL.iter().filter(|entry| entry.code.starts_with('I'));
    for entry in of_input.filter(|entry| !of_layers.contains(&entry.code)) {
        assert!(!entry.excel.en.is_empty() && !entry.csv.en.is_empty(), "{}", entry.code);
    }
}

#[test]
fn every_stop_says_what_to_do() {
    for entry in ALL.iter().filter(|entry| entry.outcome == Outcome::Stop) {
        assert!(entry.mends().count() > 0, "{}", entry.code);
    }
}

#[test]
fn settings_are_toml() {
    for entry in ALL {
        for text in [entry.setting.en, entry.setting.nl] {
            let parsed = text.parse::<toml::Table>();
            assert!(parsed.is_ok(), "{}: {parsed:?}\n{text}", entry.code);
        }
    }
}

#[test]
fn pages_refer_to_codes_that_exist() {
    let code_like = |word: &str| {
        word.len() == 4
            && word.starts_with(['D', 'I', 'G', 'K', 'R', 'U'])
            && word.bytes().skip(1).all(|b| b.is_ascii_digit())
    };
    each(
        |_, text| {
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            words.all(|word| !code_like(word) || entry(word).is_some())
        },
        "names a code that does not exist",
    );
}
