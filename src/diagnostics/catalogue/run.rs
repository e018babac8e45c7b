//! Findings about the configuration, the rules of a run, and what it writes.

use super::{Entry, NOT_IN_A_CELL, Outcome, Text};

/// K001: the configuration cannot be read.
pub static CONFIG_OPEN: Entry = Entry {
    code: "K001",
    outcome: Outcome::Stop,
    title: Text { en: "the configuration cannot be read", nl: "de configuratie is niet te lezen" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// K002: unknown key in the configuration.
pub static CONFIG_KEY: Entry = Entry {
    code: "K002",
    outcome: Outcome::Stop,
    title: Text {
        en: "unknown key in the configuration",
        nl: "onbekende sleutel in de configuratie",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// K003: a value that cannot be in the configuration.
pub static CONFIG_VALUE: Entry = Entry {
    code: "K003",
    outcome: Outcome::Stop,
    title: Text {
        en: "a value that cannot be in the configuration",
        nl: "een waarde die niet kan in de configuratie",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// K004: the configuration is no TOML.
pub static CONFIG_FORM: Entry = Entry {
    code: "K004",
    outcome: Outcome::Stop,
    title: Text { en: "the configuration is no TOML", nl: "de configuratie is geen TOML" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// K005: an indicator that cannot be counted.
pub static INDICATOR: Entry = Entry {
    code: "K005",
    outcome: Outcome::Stop,
    title: Text {
        en: "an indicator that cannot be counted",
        nl: "een indicator die niet te tellen is",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// R001: more rows are rejected than may be.
pub static TOO_MANY_REJECTED: Entry = Entry {
    code: "R001",
    outcome: Outcome::Stop,
    title: Text {
        en: "more rows are rejected than may be",
        nl: "er zijn meer regels afgekeurd dan mag",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// R002: not one home has an area.
pub static NOTHING_PLACED: Entry = Entry {
    code: "R002",
    outcome: Outcome::Stop,
    title: Text { en: "not one home has an area", nl: "geen enkele woning heeft een gebied" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// R003: there are remarks, and --strict allows none.
pub static STRICT: Entry = Entry {
    code: "R003",
    outcome: Outcome::Stop,
    title: Text {
        en: "there are remarks, and --strict allows none",
        nl: "er zijn opmerkingen, en --strict staat die niet toe",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// U001: something is in the way of the result.
pub static IN_THE_WAY: Entry = Entry {
    code: "U001",
    outcome: Outcome::Stop,
    title: Text {
        en: "something is in the way of the result",
        nl: "er staat iets op de plek van het resultaat",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// U002: the result cannot be written.
pub static CANNOT_WRITE: Entry = Entry {
    code: "U002",
    outcome: Outcome::Stop,
    title: Text {
        en: "the result cannot be written",
        nl: "het resultaat is niet weg te schrijven",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};
