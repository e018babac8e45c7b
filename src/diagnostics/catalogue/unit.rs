//! Findings about units that are no homes.

use super::{Entry, NO_MORE, Outcome, Text};

/// I091: a column of kinds of units that nothing uses.
pub static UNITS_UNUSED: Entry = Entry {
    code: "I091",
    outcome: Outcome::Warning,
    title: Text {
        en: "a column says what is no home, and is not used",
        nl: "een kolom zegt wat geen woning is, en blijft ongebruikt",
    },
    meaning: Text {
        en: "Garages, parking places, shops or other units stand among the homes, as a\n\
            column says. Each row counts as a home, so the counts are too high. Looked at\n\
            are all rows of a workbook; of a CSV its first 4 MB and sixteen parts of the\n\
            rest, of Parquet parts of up to eight row groups.",
        nl: "Volgens een kolom staan er garages, parkeerplaatsen, winkels of andere\n\
            eenheden tussen de woningen. Elke regel telt als woning, dus de aantallen zijn\n\
            te hoog. Bekeken zijn alle regels van een werkmap; van een CSV de eerste 4 MB\n\
            en zestien delen van de rest, van Parquet delen van hooguit acht rijgroepen.",
    },
    excel: Text {
        en: "Filter the column and delete the rows that are no homes, or say below which\n\
            count.",
        nl: "Filter de kolom en verwijder de regels die geen woning zijn, of geef hieronder\n\
            op welke meetellen.",
    },
    csv: Text {
        en: "Ask for an export of homes only (VERA: EENHEIDSOORT WOO), or say below which\n\
            rows count.",
        nl: "Vraag een export van alleen woningen (VERA: EENHEIDSOORT WOO), of geef\n\
            hieronder op welke regels meetellen.",
    },
    setting: KINDS_SETTING,
    ..NO_MORE
};

/// I092: units that are no homes.
pub static UNITS_SET_ASIDE: Entry = Entry {
    code: "I092",
    outcome: Outcome::SetAside,
    title: Text {
        en: "units that the configuration leaves out",
        nl: "eenheden die volgens spreiding.toml niet meetellen",
    },
    meaning: Text {
        en: "The rows are of a kind that `only` does not list or `except` lists; each kind\n\
            is listed with its number. With `only`, a row whose cell is empty is left out\n\
            too: what it is, is unknown. List \"\" to keep it.",
        nl: "De regels zijn van een soort die niet bij `only` of juist bij `except` staat;\n\
            elke soort is genoemd met het aantal. Bij `only` valt ook een regel met een\n\
            lege cel af: wat het is, is onbekend. Zet \"\" in de lijst om die te houden.",
    },
    excel: Text {
        en: "Nothing has to be done. Look whether a kind of homes is among them.",
        nl: "Er hoeft niets te gebeuren. Kijk wel of er een soort woningen bij zit.",
    },
    csv: Text {
        en: "Nothing has to be done. Look whether a kind of homes is among them.",
        nl: "Er hoeft niets te gebeuren. Kijk wel of er een soort woningen bij zit.",
    },
    setting: KINDS_SETTING,
    ..NO_MORE
};

/// I093: a listed kind that does not occur.
pub static UNITS_VALUE: Entry = Entry {
    code: "I093",
    outcome: Outcome::Warning,
    title: Text {
        en: "a listed kind of unit stands in no row",
        nl: "een opgegeven soort eenheid staat in geen enkele regel",
    },
    meaning: Text {
        en: "`only` or `except` lists a value that the column does not hold: it is\n\
            misspelt, or there are none this time. With a misspelt value homes are left\n\
            out, or garages counted.",
        nl: "`only` of `except` noemt een waarde die niet in de kolom voorkomt: hij is\n\
            verkeerd gespeld, of er zijn er deze keer geen. Bij een spelfout vallen\n\
            woningen af, of tellen garages mee.",
    },
    excel: Text {
        en: "Filter the column to see what stands in it, and write the list so.",
        nl: "Filter de kolom om te zien wat erin staat, en schrijf de lijst net zo.",
    },
    csv: Text {
        en: "Compare the list with what stands in the column; remove what is not needed.",
        nl: "Vergelijk de lijst met wat in de kolom staat; haal weg wat niet nodig is.",
    },
    setting: KINDS_SETTING,
    ..NO_MORE
};

/// How kinds are listed.
const KINDS_SETTING: Text = Text {
    en: "[[dwellings]]\n\
        path = \"bezit.csv\"\n\
        only = { column = \"Soort\", values = [\"Woning\", \"Appartement\"] }",
    nl: "[[dwellings]]\n\
        path = \"bezit.csv\"\n\
        only = { column = \"Soort\", values = [\"Woning\", \"Appartement\"] }",
};
