//! Findings about files as a whole: format, encoding, header, sheets.

use super::{Entry, NOT_IN_A_CELL, Outcome, Text};

/// I003: read as Windows-1252.
pub static READ_AS_WINDOWS_1252: Entry = Entry {
    code: "I003",
    outcome: Outcome::Note,
    title: Text { en: "read as Windows-1252", nl: "gelezen als Windows-1252" },
    meaning: Text {
        en: "The file is not UTF-8. Its accents are read as Windows-1252, as Excel writes them.\n\
        To be sure, save it as `CSV UTF-8`.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I004: a mapped column is not in the file.
pub static COLUMN_MISSING: Entry = Entry {
    code: "I004",
    outcome: Outcome::Stop,
    title: Text {
        en: "a mapped column is not in the file",
        nl: "een opgegeven kolom staat niet in het bestand",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I005: a mapped column occurs twice.
pub static COLUMN_TWICE: Entry = Entry {
    code: "I005",
    outcome: Outcome::Stop,
    title: Text {
        en: "a mapped column occurs twice",
        nl: "een opgegeven kolom komt twee keer voor",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I006: the sheet cannot be told.
pub static SHEET_UNCLEAR: Entry = Entry {
    code: "I006",
    outcome: Outcome::Stop,
    title: Text { en: "the sheet cannot be told", nl: "het werkblad is niet te bepalen" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I007: delimiter or header row cannot be told.
pub static HEADER_UNCLEAR: Entry = Entry {
    code: "I007",
    outcome: Outcome::Stop,
    title: Text {
        en: "delimiter or header row cannot be told",
        nl: "scheidingsteken of kopregel is niet te bepalen",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I008: text of no known encoding.
pub static ENCODING: Entry = Entry {
    code: "I008",
    outcome: Outcome::Stop,
    title: Text { en: "text of no known encoding", nl: "tekst in geen bekende codering" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I009: text that was encoded twice.
pub static MOJIBAKE: Entry = Entry {
    code: "I009",
    outcome: Outcome::Warning,
    title: Text { en: "text that was encoded twice", nl: "dubbel gecodeerde tekst" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I010: header is not on the first row.
pub static HEADER_BELOW_TOP: Entry = Entry {
    code: "I010",
    outcome: Outcome::Note,
    title: Text {
        en: "header is not on the first row",
        nl: "kopregel staat niet op de eerste regel",
    },
    meaning: Text {
        en: "Title or preamble rows stand above the header; they are skipped.\n\
        The header is the first row that holds the mapped column names.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I011: text that was encoded twice, put right.
pub static MOJIBAKE_REPAIRED: Entry = Entry {
    code: "I011",
    outcome: Outcome::Repaired,
    title: Text {
        en: "text that was encoded twice, put right",
        nl: "dubbel gecodeerde tekst hersteld",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I013: formulas without a stored value.
pub static FORMULA_WITHOUT_VALUE: Entry = Entry {
    code: "I013",
    outcome: Outcome::Stop,
    title: Text { en: "formulas without a stored value", nl: "formules zonder bewaarde uitkomst" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I019: hidden rows are counted.
pub static HIDDEN_ROWS: Entry = Entry {
    code: "I019",
    outcome: Outcome::Warning,
    title: Text { en: "hidden rows are counted", nl: "verborgen regels zijn meegeteld" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I060: open in Excel, or only a lock file.
pub static LOCKED: Entry = Entry {
    code: "I060",
    outcome: Outcome::Stop,
    title: Text {
        en: "open in Excel, or only a lock file",
        nl: "open in Excel, of alleen een vergrendelbestand",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I061: workbook with a password.
pub static PASSWORD: Entry = Entry {
    code: "I061",
    outcome: Outcome::Stop,
    title: Text { en: "workbook with a password", nl: "werkmap met een wachtwoord" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I062: a format that is not read.
pub static FORMAT: Entry = Entry {
    code: "I062",
    outcome: Outcome::Stop,
    title: Text { en: "a format that is not read", nl: "een formaat dat niet gelezen wordt" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I063: there are no rows.
pub static EMPTY: Entry = Entry {
    code: "I063",
    outcome: Outcome::Stop,
    title: Text { en: "there are no rows", nl: "er zijn geen regels" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I064: the file is damaged.
pub static BROKEN: Entry = Entry {
    code: "I064",
    outcome: Outcome::Stop,
    title: Text { en: "the file is damaged", nl: "het bestand is beschadigd" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I065: as many rows as an export can hold.
pub static TRUNCATED: Entry = Entry {
    code: "I065",
    outcome: Outcome::Stop,
    title: Text {
        en: "as many rows as an export can hold",
        nl: "precies zoveel regels als een export kan bevatten",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I066: a column with personal data, which is not needed.
pub static PERSONAL_COLUMN: Entry = Entry {
    code: "I066",
    outcome: Outcome::Warning,
    title: Text {
        en: "a column with personal data, which is not needed",
        nl: "een kolom met persoonsgegevens, die niet nodig is",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I067: a mapped column holds personal data.
pub static PERSONAL_MAPPED: Entry = Entry {
    code: "I067",
    outcome: Outcome::Stop,
    title: Text {
        en: "a mapped column holds personal data",
        nl: "een opgegeven kolom bevat persoonsgegevens",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I069: the file cannot be opened.
pub static CANNOT_OPEN: Entry = Entry {
    code: "I069",
    outcome: Outcome::Stop,
    title: Text { en: "the file cannot be opened", nl: "het bestand is niet te openen" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I072: the file unpacks to more than it can hold.
pub static TOO_LARGE: Entry = Entry {
    code: "I072",
    outcome: Outcome::Stop,
    title: Text {
        en: "the file unpacks to more than it can hold",
        nl: "het bestand pakt uit tot meer dan het kan bevatten",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I079: one sheet of several was read.
pub static SHEETS_LEFT: Entry = Entry {
    code: "I079",
    outcome: Outcome::Note,
    title: Text { en: "one sheet of several was read", nl: "een van de werkbladen is gelezen" },
    meaning: Text {
        en: "One sheet of the workbook holds the mapped columns, and that one was read. To be sure, name it\n\
        with `sheet` in the configuration.",
        nl: "Een werkblad van de werkmap bevat de opgegeven kolommen, en dat is gelezen. Noem het met `sheet`\n\
        in de configuratie om zeker te zijn.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};
