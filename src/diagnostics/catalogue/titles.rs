//! Titles in the number of what was found: `1 row without a place` and `10 rows without a place`.

use super::{Entry, Text};

/// Of codes whose title is of several: the title of one.
const OF_ONE: &[(&str, Text)] = &[
    (
        "D035",
        Text {
            en: "a count that earlier releases give away",
            nl: "een aantal dat eerdere publicaties al verraden",
        },
    ),
    (
        "D036",
        Text {
            en: "a count that was corrected since it was released",
            nl: "een aantal dat sinds de publicatie is verbeterd",
        },
    ),
    (
        "D037",
        Text {
            en: "area of an earlier release that the map does not have",
            nl: "gebied van een eerdere publicatie dat de kaart niet heeft",
        },
    ),
    (
        "D038",
        Text {
            en: "release in which an indicator counted something else",
            nl: "publicatie waarin een indicator iets anders telde",
        },
    ),
    (
        "I001",
        Text {
            en: "leading zeros of a BAG id restored",
            nl: "voorloopnullen van een BAG-id teruggezet",
        },
    ),
    (
        "I002",
        Text {
            en: "BAG id brought to its sixteen digits",
            nl: "BAG-id teruggebracht tot zestien cijfers",
        },
    ),
    (
        "I013",
        Text { en: "formula without a stored result", nl: "formule zonder bewaarde uitkomst" },
    ),
    ("I014", Text { en: "postcode brought to one form", nl: "postcode in dezelfde vorm gezet" }),
    (
        "I019",
        Text {
            en: "a hidden row or column is counted",
            nl: "een verborgen regel of kolom is meegeteld",
        },
    ),
    (
        "I032",
        Text {
            en: "day number of Excel read as a date",
            nl: "dagnummer van Excel gelezen als datum",
        },
    ),
    (
        "I037",
        Text {
            en: "day that means that no date is known",
            nl: "dag die betekent dat er geen datum bekend is",
        },
    ),
    (
        "I122",
        Text {
            en: "a rent that is none of a month, taken as unknown",
            nl: "een huur die geen maandhuur is, als onbekend geteld",
        },
    ),
    (
        "I124",
        Text {
            en: "a placement that takes the rent of its home",
            nl: "een toewijzing die de huur van haar woning krijgt",
        },
    ),
    ("I070", Text { en: "BAG id of another municipality", nl: "BAG-id van een andere gemeente" }),
    (
        "I074",
        Text {
            en: "roof that is no point and no polygon",
            nl: "dak dat geen punt en geen vlak is",
        },
    ),
    ("I079", Text { en: "another sheet was left alone", nl: "een ander werkblad is niet gelezen" }),
    ("I081", Text { en: "label brought to one spelling", nl: "label in dezelfde spelling gezet" }),
    (
        "I088",
        Text {
            en: "moment with a time zone read as its Dutch day",
            nl: "tijdstip met tijdzone gelezen als Nederlandse dag",
        },
    ),
    (
        "I092",
        Text {
            en: "unit that the configuration leaves out",
            nl: "eenheid die volgens spreiding.toml niet meetelt",
        },
    ),
    (
        "I140",
        Text { en: "method of a label that is not known", nl: "onbekende methode van een label" },
    ),
    (
        "I141",
        Text {
            en: "label and EP2 that contradict each other",
            nl: "label en EP2 die elkaar tegenspreken",
        },
    ),
    (
        "I142",
        Text {
            en: "number that can be no EP2 of a home",
            nl: "getal dat geen EP2 van een woning is",
        },
    ),
    (
        "I143",
        Text {
            en: "label without a last day of validity",
            nl: "label zonder laatste dag van geldigheid",
        },
    ),
    (
        "I144",
        Text {
            en: "own label that has ended by the register",
            nl: "eigen label dat volgens het register is verlopen",
        },
    ),
    ("I150", Text { en: "place without a position", nl: "plek zonder positie" }),
    ("I151", Text { en: "place outside the Netherlands", nl: "plek buiten Nederland" }),
    (
        "I153",
        Text { en: "place drawn as a closed line", nl: "een plek getekend als gesloten lijn" },
    ),
    ("I157", Text { en: "place at 0, 0", nl: "plek op 0, 0" }),
    ("G001", Text { en: "area without polygon or code", nl: "gebied zonder vlak of code" }),
    ("G007", Text { en: "row outside every area", nl: "regel buiten elk gebied" }),
    (
        "G012",
        Text {
            en: "placement in a home that is not in the files of homes",
            nl: "toewijzing aan een woning die niet in het bezit staat",
        },
    ),
    ("G013", Text { en: "row without a place", nl: "regel zonder plek" }),
    (
        "G014",
        Text {
            en: "coarser area that holds no finer one",
            nl: "groter gebied waar geen kleiner gebied in ligt",
        },
    ),
    (
        "G018",
        Text {
            en: "area code brought to the year of the map",
            nl: "gebiedscode omgezet naar het jaar van de kaart",
        },
    ),
    (
        "G019",
        Text {
            en: "area code that became several areas",
            nl: "gebiedscode die meer gebieden is geworden",
        },
    ),
    ("G023", Text { en: "area without a coarser area", nl: "gebied zonder groter gebied" }),
    (
        "G026",
        Text { en: "area code brought to one form", nl: "gebiedscode in dezelfde vorm gezet" },
    ),
    (
        "G027",
        Text {
            en: "area code that fits another year as well",
            nl: "gebiedscode die ook bij een ander jaar past",
        },
    ),
];

/// Of codes whose title is of one: the title of several.
const OF_MORE: &[(&str, Text)] = &[
    (
        "I009",
        Text { en: "texts that were encoded twice", nl: "teksten die twee keer gecodeerd zijn" },
    ),
    (
        "I011",
        Text {
            en: "texts that were encoded twice, put right",
            nl: "teksten die twee keer gecodeerd waren, hersteld",
        },
    ),
    (
        "I017",
        Text {
            en: "letters or additions taken from the house number",
            nl: "letters of toevoegingen uit het huisnummer gehaald",
        },
    ),
    (
        "I018",
        Text {
            en: "house numbers that Excel turned into dates",
            nl: "huisnummers waar Excel een datum van heeft gemaakt",
        },
    ),
    (
        "I022",
        Text {
            en: "BAG ids of the wrong kind of object",
            nl: "BAG-id's van het verkeerde soort object",
        },
    ),
    (
        "I029",
        Text { en: "error values of Excel, such as #N/A", nl: "foutwaarden van Excel, zoals #N/B" },
    ),
    (
        "I040",
        Text {
            en: "cells that the row needs are empty",
            nl: "cellen die de regel nodig heeft zijn leeg",
        },
    ),
    ("I041", Text { en: "the same rows again", nl: "dezelfde regels nog een keer" }),
    ("I043", Text { en: "homes on several rows", nl: "woningen op meer regels" }),
    (
        "I045",
        Text {
            en: "rows that an earlier file holds already",
            nl: "regels die al in een eerder bestand staan",
        },
    ),
    (
        "I046",
        Text {
            en: "total rows that are not the sum of the rows",
            nl: "totaalregels die niet de som van de regels zijn",
        },
    ),
    ("I050", Text { en: "total rows", nl: "totaalregels" }),
    ("I051", Text { en: "blank rows", nl: "lege regels" }),
    (
        "I052",
        Text {
            en: "labels of no home, or no label yet",
            nl: "labels van geen woning, of nog geen label",
        },
    ),
    (
        "I053",
        Text {
            en: "labels of homes that are not in the corporations' files",
            nl: "labels van woningen die niet in het bezit staan",
        },
    ),
    (
        "I054",
        Text {
            en: "labels past their last day of validity",
            nl: "labels waarvan de geldigheid voorbij is",
        },
    ),
    (
        "I055",
        Text { en: "earlier labels of the same home", nl: "eerdere labels van dezelfde woning" },
    ),
    (
        "I057",
        Text {
            en: "survey and corporation differ on roofs",
            nl: "inventarisatie en corporatie verschillen over daken",
        },
    ),
    (
        "I058",
        Text {
            en: "addresses of objects that are not in use",
            nl: "adressen van objecten die niet (meer) bestaan",
        },
    ),
    (
        "I059",
        Text {
            en: "ids of addresses replaced by the ids of their homes",
            nl: "id's van adressen vervangen door de id's van de woningen",
        },
    ),
    (
        "I078",
        Text {
            en: "homes in a newer file of another corporation",
            nl: "woningen in een nieuwer bestand van een andere corporatie",
        },
    ),
    (
        "I083",
        Text {
            en: "addresses that no home, letting or roof is named by",
            nl: "adressen die bij geen woning, toewijzing of dak horen",
        },
    ),
    (
        "G003",
        Text {
            en: "outlines that cross themselves or are not closed",
            nl: "grenzen die zichzelf kruisen of niet gesloten zijn",
        },
    ),
    ("G005", Text { en: "gaps between areas", nl: "gaten tussen gebieden" }),
    (
        "G009",
        Text { en: "addresses or ids at several places", nl: "adressen of id's op meer plekken" },
    ),
    (
        "G010",
        Text {
            en: "coarser areas told from the code",
            nl: "grotere gebieden afgeleid uit de code",
        },
    ),
    (
        "G011",
        Text {
            en: "area codes that the map does not have",
            nl: "gebiedscodes die de kaart niet heeft",
        },
    ),
    (
        "G015",
        Text {
            en: "area codes and area names disagree",
            nl: "gebiedscodes en gebiedsnamen spreken elkaar tegen",
        },
    ),
    (
        "G020",
        Text {
            en: "areas told by their exact names",
            nl: "gebieden bepaald door de precieze naam",
        },
    ),
];

impl Entry {
    /// The title in the number of what was found; the title itself where that has none.
    pub fn title_of(&self, count: u64) -> Text {
        let others = if count == 1 { OF_ONE } else { OF_MORE };
        let other = others.iter().find(|(code, _)| *code == self.code);
        other.map_or(self.title, |(_, title)| *title)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ALL, codes};
    use super::*;

    #[test]
    fn one_row_is_no_rows() {
        let told = |entry: &Entry| [1, 2].map(|count| entry.title_of(count).en);
        assert_eq!(told(&codes::NOT_PLACED), ["row without a place", "rows without a place"]);
        assert_eq!(told(&codes::TOTAL_ROW), ["total row", "total rows"]);
        assert_eq!(told(&codes::NUMBER_FORM), ["not a number"; 2]);
    }

    #[test]
    fn every_other_title_is_of_a_code_and_differs_from_its_title() {
        let mut seen = Vec::new();
        for (code, title) in OF_ONE.iter().chain(OF_MORE) {
            let entry = ALL.iter().find(|entry| entry.code == *code).unwrap();
            assert!(title.en != entry.title.en && title.nl != entry.title.nl, "{code}");
            assert!(!seen.contains(code), "{code} twice");
            seen.push(code);
        }
    }
}
