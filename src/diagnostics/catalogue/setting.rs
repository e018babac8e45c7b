//! Findings about the configuration.

use super::{Entry, NO_MORE, NOT_IN_A_CELL, Outcome, Text};

/// K001: the configuration cannot be read.
pub static CONFIG_OPEN: Entry = Entry {
    code: "K001",
    outcome: Outcome::Stop,
    title: Text { en: "the configuration cannot be read", nl: "de configuratie is niet te lezen" },
    meaning: Text {
        en: "The program works from a text file, spreiding.toml, that says which files\n\
            there are and what their columns mean. It is not there, or may not be read, or\n\
            is not UTF-8.",
        nl: "Het programma werkt met een tekstbestand, spreiding.toml, waarin staat welke\n\
            bestanden er zijn en wat de kolommen betekenen. Dat bestand is er niet, mag\n\
            niet gelezen worden, of is geen UTF-8.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    command: Text {
        en: "spreiding run -c mijn/spreiding.toml    # a file in another folder\n\
            spreiding init bezit.xlsx               # proposes one\n\
            spreiding demo                          # an example",
        nl: "spreiding run -c mijn/spreiding.toml    # een bestand in een andere map\n\
            spreiding init bezit.xlsx               # stelt er een voor\n\
            spreiding demo                          # een voorbeeld",
    },
    ..NO_MORE
};

/// K002: unknown key in the configuration.
pub static CONFIG_KEY: Entry = Entry {
    code: "K002",
    outcome: Outcome::Stop,
    title: Text {
        en: "unknown key in the configuration",
        nl: "onbekende sleutel in de configuratie",
    },
    meaning: Text {
        en: "A word to the left of = is none that the program knows at that place: a typing\n\
            error, or a key under the wrong table. It is not passed over, because the\n\
            setting that you meant would silently not hold. The message gives the line and\n\
            the closest word.",
        nl: "Een woord links van = kent het programma op die plaats niet: een typefout, of\n\
            een sleutel onder de verkeerde tabel. Het wordt niet overgeslagen, want dan\n\
            zou de instelling die u bedoelt ongemerkt niet gelden. De melding noemt de\n\
            regel en het woord dat erop lijkt.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    setting: Text {
        en: "[tolerance]               # the table comes first,\n\
            rejected = 0.02           # then the keys in it",
        nl: "[tolerance]               # eerst de tabel,\n\
            rejected = 0.02           # dan de sleutels erin",
    },
    ..NO_MORE
};

/// K003: a value that cannot be in the configuration.
pub static CONFIG_VALUE: Entry = Entry {
    code: "K003",
    outcome: Outcome::Stop,
    title: Text {
        en: "a value that cannot be in the configuration",
        nl: "een waarde die niet kan in de configuratie",
    },
    meaning: Text {
        en: "The key is right and its value is not: a fraction above 1, a level that is not\n\
            one of the four, a coordinate system that is not read, a required setting that\n\
            lacks. The message says what can stand there.",
        nl: "De sleutel klopt en de waarde niet: een fractie boven 1, een niveau dat geen\n\
            van de vier is, een coördinatenstelsel dat niet gelezen wordt, een verplichte\n\
            instelling die ontbreekt. De melding zegt wat er kan staan.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    setting: Text {
        en: "[areas]\n\
            levels = [\"stadsdeel\", \"wijk\", \"buurt\"]   # coarse to fine\n\
            [tolerance]\n\
            rejected = 0.01                           # a fraction: 1%",
        nl: "[areas]\n\
            levels = [\"stadsdeel\", \"wijk\", \"buurt\"]   # van groot naar klein\n\
            [tolerance]\n\
            rejected = 0.01                           # een fractie: 1%",
    },
    ..NO_MORE
};

/// K004: the configuration is not written as TOML.
pub static CONFIG_FORM: Entry = Entry {
    code: "K004",
    outcome: Outcome::Stop,
    title: Text {
        en: "the configuration is not written as TOML",
        nl: "de configuratie is geen geldige TOML",
    },
    meaning: Text {
        en: "TOML is lines of `key = value` under headings in brackets. On the line that\n\
            the message names a quote or bracket is missing, a text has no quotes, or a\n\
            value is of another kind than expected.",
        nl: "TOML bestaat uit regels `sleutel = waarde` onder koppen tussen haken. Op de\n\
            regel uit de melding ontbreekt een aanhalingsteken of haak, heeft een tekst\n\
            geen aanhalingstekens, of is een waarde van een andere soort dan verwacht.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    setting: Text {
        en: "reference_date = 2025-12-31     # a day: no quotes\n\
            name = \"Almere\"                 # a text: quotes\n\
            [[dwellings]]                   # one for each file: two brackets\n\
            path = \"gegevens/bezit.csv\"     # with /, not \\",
        nl: "reference_date = 2025-12-31     # een dag: zonder aanhalingstekens\n\
            name = \"Almere\"                 # een tekst: met aanhalingstekens\n\
            [[dwellings]]                   # per bestand: twee haken\n\
            path = \"gegevens/bezit.csv\"     # met /, niet met \\",
    },
    ..NO_MORE
};

/// K005: an indicator that cannot be counted.
pub static INDICATOR: Entry = Entry {
    code: "K005",
    outcome: Outcome::Stop,
    title: Text {
        en: "an indicator that cannot be counted",
        nl: "een indicator die niet te tellen is",
    },
    meaning: Text {
        en: "The expression of an indicator names a column that is not there, cannot be\n\
            calculated on these rows, or gives no yes or no; or its id is taken already.\n\
            The message lists the columns that can be used. Columns of your own come in\n\
            with `extra`.",
        nl: "De formule van een indicator noemt een kolom die er niet is, is op deze regels\n\
            niet uit te rekenen, of geeft geen ja of nee; of het id is al in gebruik. De\n\
            melding noemt de kolommen die kunnen. Eigen kolommen komen erbij met `extra`.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    setting: Text {
        en: "[dwellings.columns]\n\
            extra.step_free = { column = \"Nultreden\", type = \"yes_no\" }\n\n\
            [[indicator]]\n\
            id = \"nultreden\"\n\
            of = \"dwellings\"\n\
            count = \"step_free\"\n\
            out_of = \"step_free IS NOT NULL\"\n\
            label.nl = \"Nultredenwoningen\"",
        nl: "[dwellings.columns]\n\
            extra.step_free = { column = \"Nultreden\", type = \"yes_no\" }\n\n\
            [[indicator]]               # een eigen indicator\n\
            id = \"nultreden\"\n\
            of = \"dwellings\"\n\
            count = \"step_free\"\n\
            out_of = \"step_free IS NOT NULL\"\n\
            label.nl = \"Nultredenwoningen\"",
    },
    ..NO_MORE
};
