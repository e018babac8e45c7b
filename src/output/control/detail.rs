//! The detail of a finding in the language of the page.
//!
//! Findings are told in English, as the terminal is. Short details have a form in Dutch here; a longer one
//! stays as the program told it, and the page says that it is English.

/// The detail in Dutch; `None` where it has words that have none.
pub(super) fn in_dutch(detail: &str) -> Option<String> {
    if let Some((list, more)) = detail.rsplit_once("; and ")
        && let Some(more) = more.strip_suffix(" more").filter(|more| is_whole(more))
    {
        return Some(format!("{}; en nog {more}", in_dutch(list)?));
    }
    let whole = WHOLE.iter().find(|(english, _)| *english == detail);
    whole
        .map(|(_, dutch)| (*dutch).to_owned())
        .or_else(|| WITH_NAMES.iter().find_map(|form| form.told(detail)))
        .or_else(|| is_neutral(detail).then(|| detail.to_owned()))
}

const WHOLE: &[(&str, &str)] = &[
    ("also in another file", "ook in een ander bestand"),
    (
        "not needed and not read; remove it from the file",
        "niet nodig en niet gelezen; haal de kolom uit het bestand",
    ),
    ("the whole column is hidden", "de hele kolom is verborgen"),
    ("only the first cell has a value", "alleen de eerste cel heeft een waarde"),
];

/// A detail in which names or numbers stand between words; `#` stands for what is between them.
struct WithNames {
    english: &'static str,
    dutch: &'static str,
}

const WITH_NAMES: &[WithNames] = &[
    WithNames { english: "row #", dutch: "regel #" },
    WithNames { english: "also in #", dutch: "ook in #" },
    WithNames {
        english: "ids: #, addresses: #; the first in rows # and #",
        dutch: "id's: #, adressen: #; de eerste in regels # en #",
    },
    WithNames { english: "expected #", dutch: "verwacht: #" },
    WithNames { english: "`#` was read, not #", dutch: "`#` is gelezen, niet #" },
    WithNames { english: "#; they run from # to #", dutch: "#; ze lopen van # tot #" },
    WithNames { english: "# of #", dutch: "# van #" },
    WithNames {
        english: "the codes fit # as well as #",
        dutch: "de codes passen zowel bij # als bij #",
    },
    WithNames {
        english: "# is \"#\" here and \"#\" on the map",
        dutch: "# heet hier \"#\" en op de kaart \"#\"",
    },
    WithNames { english: "from # on, in #", dutch: "vanaf #, in #" },
    WithNames {
        english: "#, which indicator # names, is no group of the definition",
        dutch: "#, dat indicator # noemt, is geen groep van de definitie",
    },
    WithNames { english: "# is not on the map", dutch: "# staat niet op de kaart" },
];

impl WithNames {
    fn told(&self, detail: &str) -> Option<String> {
        let mut words = self.english.split('#');
        let mut rest = detail.strip_prefix(words.next()?)?;
        let mut names = Vec::new();
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            let at = match words.peek() {
                None if word.is_empty() => rest.len(),
                None => rest.len().checked_sub(word.len()).filter(|_| rest.ends_with(word))?,
                Some(_) => rest.find(word)?,
            };
            names.push(&rest[..at]);
            rest = &rest[at + word.len()..];
        }
        // Another form may hold a longer text; what stands between is a name or numbers.
        if !names.iter().all(|name| !name.is_empty() && !name.contains(['\n', ';'])) {
            return None;
        }
        let of_numbers = matches!(self.english, "row #" | "# of #");
        if of_numbers && !names.iter().all(|name| is_whole(name)) {
            return None;
        }
        let mut names = names.into_iter();
        let mut told = String::new();
        for (at, word) in self.dutch.split('#').enumerate() {
            if at > 0 {
                let name = names.next()?;
                told += &in_numbers(name).unwrap_or_else(|| name.to_owned());
            }
            told += word;
        }
        Some(told)
    }
}

/// `3 of 40` within another form.
fn in_numbers(name: &str) -> Option<String> {
    let (part, all) = name.split_once(" of ")?;
    (is_whole(part) && is_whole(all)).then(|| format!("{part} van {all}"))
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it holds codes, numbers, counts and levels of areas alone.
fn is_neutral(detail: &str) -> bool {
    const LEVELS: [&str; 4] = ["gemeente", "stadsdeel", "wijk", "buurt"];
    let words = detail.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
    words.filter(|word| !word.is_empty()).all(|word| {
        let small = word.chars().filter(|sign| sign.is_lowercase()).count();
        LEVELS.contains(&word)
            || small == 0
            || (small == 1 && word.ends_with('x') && is_whole(&word[..word.len() - 1]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(english: &str, dutch: Option<&str>) {
        assert_eq!(in_dutch(english).as_deref(), dutch);
    }

    #[test]
    fn short_details_are_told_in_dutch() {
        check("row 4", Some("regel 4"));
        check("BU00349997", Some("BU00349997"));
        check("BU00349997; BU00349998; and 3 more", Some("BU00349997; BU00349998; en nog 3"));
        check("also in another file", Some("ook in een ander bestand"));
        check("`Bezit` was read, not Oud, Totaal", Some("`Bezit` is gelezen, niet Oud, Totaal"));
        check("D -> C 12x, A+ -> B 3x", Some("D -> C 12x, A+ -> B 3x"));
        check(
            "3 of 40; they run from 2020-01-03 to 2021-12-31",
            Some("3 van 40; ze lopen van 2020-01-03 tot 2021-12-31"),
        );
        check(
            "BU00340101 is \"Oud\" here and \"Nieuw\" on the map",
            Some("BU00340101 heet hier \"Oud\" en op de kaart \"Nieuw\""),
        );
        check(
            "the codes fit 2021 as well as 2025",
            Some("de codes passen zowel bij 2021 als bij 2025"),
        );
        check("wijk", Some("wijk"));
        check(
            "ids: 0, addresses: 2; the first in rows 4 and 9",
            Some("id's: 0, adressen: 2; de eerste in regels 4 en 9"),
        );
    }

    #[test]
    fn a_longer_detail_is_left_in_english() {
        check("BU00340101 crosses itself near (140010, 480020)", None);
        check("row 4 comes after row 5", None);
        check("12 homes; they run from one to two; and more", None);
        check("3 of its ids are of buildings", None);
    }
}
