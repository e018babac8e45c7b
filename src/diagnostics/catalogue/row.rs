//! Findings about rows: totals, doubles, keys that lack, days outside the window.

use super::{Entry, NOT_IN_A_CELL, Outcome, Text};

/// I035: after the reference date.
pub static DATE_FUTURE: Entry = Entry {
    code: "I035",
    outcome: Outcome::SetAside,
    title: Text { en: "after the reference date", nl: "na de peildatum" },
    meaning: Text {
        en: "Placements after the reference date do not count. Check `reference_date` in spreiding.toml.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I036: before the window.
pub static OUTSIDE_WINDOW: Entry = Entry {
    code: "I036",
    outcome: Outcome::SetAside,
    title: Text { en: "before the window", nl: "voor de periode" },
    meaning: Text { en: "Placements count over `window_years` up to the reference date.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I038: many rows lie outside the window.
pub static PERIOD: Entry = Entry {
    code: "I038",
    outcome: Outcome::Warning,
    title: Text {
        en: "many rows lie outside the window",
        nl: "veel regels liggen buiten de periode",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I039: most rows lie outside the window.
pub static PERIOD_WRONG: Entry = Entry {
    code: "I039",
    outcome: Outcome::Stop,
    title: Text {
        en: "most rows lie outside the window",
        nl: "de meeste regels liggen buiten de periode",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I040: the row has no key.
pub static KEY_MISSING: Entry = Entry {
    code: "I040",
    outcome: Outcome::Rejected,
    title: Text { en: "the row has no key", nl: "de sleutel ontbreekt" },
    meaning: Text { en: "Each home needs its id, and each placement its date and a home.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I041: the same row again.
pub static TWIN: Entry = Entry {
    code: "I041",
    outcome: Outcome::SetAside,
    title: Text { en: "the same row again", nl: "dezelfde regel nog een keer" },
    meaning: Text { en: "An identical row was counted once.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I042: one key, different rows.
pub static DOUBLE_KEY: Entry = Entry {
    code: "I042",
    outcome: Outcome::Rejected,
    title: Text { en: "one key, different rows", nl: "een sleutel, verschillende regels" },
    meaning: Text {
        en: "Rows with the same id contradict each other; which one is right cannot be told, so none counts.\n\
        Remove the wrong rows from the file.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I043: one BAG id on several homes.
pub static TWO_OWNERS: Entry = Entry {
    code: "I043",
    outcome: Outcome::Warning,
    title: Text { en: "one BAG id on several homes", nl: "een BAG-id bij meer woningen" },
    meaning: Text {
        en: "Rooms of one dwelling may share an id; a home in the files of two corporations is counted for\n\
    both. Ask which corporation owns it and remove it from the other file.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I044: too many or too few cells.
pub static RAGGED: Entry = Entry {
    code: "I044",
    outcome: Outcome::Rejected,
    title: Text { en: "too many or too few cells", nl: "te veel of te weinig cellen" },
    meaning: Text {
        en: "A row has another number of cells than the header; often an unquoted delimiter in a text.\n\
        Put the text between double quotes.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I045: home that an earlier file of the corporation holds already.
pub static IN_TWO_FILES: Entry = Entry {
    code: "I045",
    outcome: Outcome::SetAside,
    title: Text {
        en: "home that an earlier file of the corporation holds already",
        nl: "woning die al in een eerder bestand van de corporatie staat",
    },
    meaning: Text {
        en: "The home is counted once, as the first file in the configuration has it. Give files that do not\n\
    overlap.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I046: total row that is not the sum of the rows.
pub static TOTAL_NOT_SUM: Entry = Entry {
    code: "I046",
    outcome: Outcome::Rejected,
    title: Text {
        en: "total row that is not the sum of the rows",
        nl: "totaalregel die niet de som van de regels is",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I050: total row.
pub static TOTAL_ROW: Entry = Entry {
    code: "I050",
    outcome: Outcome::SetAside,
    title: Text { en: "total row", nl: "totaalregel" },
    meaning: Text { en: "A row that adds up the others is no home.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I051: blank row.
pub static BLANK_ROW: Entry = Entry {
    code: "I051",
    outcome: Outcome::SetAside,
    title: Text { en: "blank row", nl: "lege regel" },
    meaning: Text { en: "Nothing stands in the mapped columns.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I078: home that a later file of another corporation holds.
pub static OWNED_BY_OTHER: Entry = Entry {
    code: "I078",
    outcome: Outcome::SetAside,
    title: Text {
        en: "home that a later file of another corporation holds",
        nl: "woning die in een recenter bestand van een andere corporatie staat",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};
