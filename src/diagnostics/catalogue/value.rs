//! Findings about values: text, numbers, dates, words.

use super::{Entry, NOT_IN_A_CELL, Outcome, Text};

/// I012: invisible characters taken out, accents brought to one form.
pub static INVISIBLE_CHARACTERS: Entry = Entry {
    code: "I012",
    outcome: Outcome::Repaired,
    title: Text {
        en: "invisible characters taken out, accents brought to one form",
        nl: "onzichtbare tekens verwijderd, accenten in een vorm gezet",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I024: not a number.
pub static NUMBER_FORM: Entry = Entry {
    code: "I024",
    outcome: Outcome::Rejected,
    title: Text { en: "not a number", nl: "geen getal" },
    meaning: Text { en: "Expected digits with at most one decimal comma or point.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I025: neither yes nor no.
pub static YES_NO_FORM: Entry = Entry {
    code: "I025",
    outcome: Outcome::Rejected,
    title: Text { en: "neither yes nor no", nl: "geen ja of nee" },
    meaning: Text {
        en: "Write ja or nee (J, N, 1, 0, WAAR, ONWAAR, true and false are understood too).",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I026: not an energy label.
pub static LABEL_FORM: Entry = Entry {
    code: "I026",
    outcome: Outcome::Rejected,
    title: Text { en: "not an energy label", nl: "geen energielabel" },
    meaning: Text {
        en: "Labels run from A+++++ to G. Leave the cell empty where no label is registered.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I027: not a state of a roof.
pub static ROOF_STATE_FORM: Entry = Entry {
    code: "I027",
    outcome: Outcome::Rejected,
    title: Text { en: "not a state of a roof", nl: "geen staat van een dak" },
    meaning: Text {
        en: "Write verdacht, deels verdacht, niet verdacht, niet zichtbaar or gesaneerd; empty for unknown.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I028: not a kind of roof.
pub static ROOF_KIND_FORM: Entry = Entry {
    code: "I028",
    outcome: Outcome::Rejected,
    title: Text { en: "not a kind of roof", nl: "geen soort dak" },
    meaning: Text { en: "Write woning or schuur.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I029: an error value of Excel.
pub static EXCEL_ERROR: Entry = Entry {
    code: "I029",
    outcome: Outcome::Rejected,
    title: Text { en: "an error value of Excel", nl: "een foutwaarde van Excel" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I030: dates can be read two ways.
pub static DATE_AMBIGUOUS: Entry = Entry {
    code: "I030",
    outcome: Outcome::Stop,
    title: Text { en: "dates can be read two ways", nl: "datums zijn op twee manieren te lezen" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I031: years of two digits.
pub static DATE_TWO_DIGITS: Entry = Entry {
    code: "I031",
    outcome: Outcome::Stop,
    title: Text { en: "years of two digits", nl: "jaartallen van twee cijfers" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I032: Excel serial numbers read as dates.
pub static DATE_SERIAL: Entry = Entry {
    code: "I032",
    outcome: Outcome::Repaired,
    title: Text {
        en: "Excel serial numbers read as dates",
        nl: "volgnummers van Excel gelezen als datums",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I033: not a date, or of another form than the column.
pub static DATE_FORM: Entry = Entry {
    code: "I033",
    outcome: Outcome::Rejected,
    title: Text {
        en: "not a date, or of another form than the column",
        nl: "geen datum, of in een andere vorm dan de rest van de kolom",
    },
    meaning: Text {
        en: "Write 31-12-2025 or 2025-12-31. A column holds dates of one form.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I034: time of day left off.
pub static DATE_TIME: Entry = Entry {
    code: "I034",
    outcome: Outcome::Warning,
    title: Text { en: "time of day left off", nl: "tijd van de dag weggelaten" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I037: days that stand for *unknown*.
pub static DATE_SENTINEL: Entry = Entry {
    code: "I037",
    outcome: Outcome::Note,
    title: Text { en: "days that stand for *unknown*", nl: "dagen die voor *onbekend* staan" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I047: money and percent signs, dots between thousands taken off.
pub static NUMBER_TIDIED: Entry = Entry {
    code: "I047",
    outcome: Outcome::Repaired,
    title: Text {
        en: "money and percent signs, dots between thousands taken off",
        nl: "euro- en procenttekens, punten tussen duizendtallen weggehaald",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I048: numbers can be read two ways.
pub static NUMBER_AMBIGUOUS: Entry = Entry {
    code: "I048",
    outcome: Outcome::Stop,
    title: Text {
        en: "numbers can be read two ways",
        nl: "getallen zijn op twee manieren te lezen",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I049: fractions where percentages are expected.
pub static FRACTIONS: Entry = Entry {
    code: "I049",
    outcome: Outcome::Stop,
    title: Text {
        en: "fractions where percentages are expected",
        nl: "breuken waar percentages horen te staan",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I071: priorities that the configuration does not name.
pub static UNNAMED_PRIORITY: Entry = Entry {
    code: "I071",
    outcome: Outcome::Stop,
    title: Text {
        en: "priorities that the configuration does not name",
        nl: "voorrang die de configuratie niet noemt",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};
