//! Findings about rows and cells of input tables.

use super::{Entry, Outcome};

/// I001: leading zeros of BAG ids restored.
pub static LOST_ZEROS: Entry = Entry {
    code: "I001",
    outcome: Outcome::Repaired,
    title: "leading zeros of BAG ids restored",
    help: "Excel takes an id for a number and drops its zeros. With 14 or 15 digits only one id is\n\
        possible, so the zeros are put back.\n\
        In Excel: format the column as Text before you paste; in CSV: keep the sixteen digits.",
};

/// I002: BAG ids brought to their sixteen digits.
pub static BAG_ID_TIDIED: Entry = Entry {
    code: "I002",
    outcome: Outcome::Repaired,
    title: "BAG ids brought to their sixteen digits",
    help: "Blanks, an apostrophe in front or the prefix NL.IMBAG. were taken off.",
};

/// I003: read as Windows-1252.
pub static READ_AS_WINDOWS_1252: Entry = Entry {
    code: "I003",
    outcome: Outcome::Note,
    title: "read as Windows-1252",
    help: "The file is not UTF-8. Its accents are read as Windows-1252, as Excel writes them.\n\
        To be sure, save it as `CSV UTF-8`.",
};

/// I010: header is not on the first row.
pub static HEADER_BELOW_TOP: Entry = Entry {
    code: "I010",
    outcome: Outcome::Note,
    title: "header is not on the first row",
    help: "Title or preamble rows stand above the header; they are skipped.\n\
        The header is the first row that holds the mapped column names.",
};

/// I014: postcodes brought to one form.
pub static POSTCODE_TIDIED: Entry = Entry {
    code: "I014",
    outcome: Outcome::Repaired,
    title: "postcodes brought to one form",
    help: "`1315 ab` is written `1315AB`.",
};

/// I015: not a postcode.
pub static POSTCODE_FORM: Entry = Entry {
    code: "I015",
    outcome: Outcome::Rejected,
    title: "not a postcode",
    help: "A postcode has four digits, the first not 0, and two letters (not SA, SD or SS).",
};

/// I016: not a house number.
pub static HOUSE_NUMBER_FORM: Entry = Entry {
    code: "I016",
    outcome: Outcome::Rejected,
    title: "not a house number",
    help: "A house number is a whole number from 1 to 99999. Excel turns `12-2` into a date (12-feb):\n\
        format the column as Text before you paste.",
};

/// I017: letter or addition taken from the house number.
pub static HOUSE_NUMBER_SPLIT: Entry = Entry {
    code: "I017",
    outcome: Outcome::Repaired,
    title: "letter or addition taken from the house number",
    help: "`12A` is number 12, letter A; `12-2` is number 12, addition 2.",
};

/// I020: not a BAG id.
pub static BAG_ID_FORM: Entry = Entry {
    code: "I020",
    outcome: Outcome::Rejected,
    title: "not a BAG id",
    help: "A BAG id has sixteen digits: municipality (4), object type (2), number (10).\n\
        Look the home up in the BAG viewer and put the id in, as text.",
};

/// I021: BAG number destroyed by Excel.
pub static BAG_ID_EXCEL: Entry = Entry {
    code: "I021",
    outcome: Outcome::Rejected,
    title: "BAG number destroyed by Excel",
    help: "A CSV saved from Excel keeps only what was on the screen (3,40E+13); the other digits are gone.\n\
        The workbook itself still has them. Give the .xlsx instead of the .csv, or in Excel set the\n\
        column to Number with 0 decimals and save as CSV again.",
};

/// I022: BAG id of another kind of object.
pub static BAG_ID_KIND: Entry = Entry {
    code: "I022",
    outcome: Outcome::Rejected,
    title: "BAG id of another kind of object",
    help: "The fifth and sixth digit tell the kind: 01 verblijfsobject, 02 ligplaats, 03 standplaats,\n\
        10 pand, 20 nummeraanduiding. Ask for the id of the kind that the column should hold.",
};

/// I024: not a number.
pub static NUMBER_FORM: Entry = Entry {
    code: "I024",
    outcome: Outcome::Rejected,
    title: "not a number",
    help: "Expected digits with at most one decimal comma or point.",
};

/// I025: neither yes nor no.
pub static YES_NO_FORM: Entry = Entry {
    code: "I025",
    outcome: Outcome::Rejected,
    title: "neither yes nor no",
    help: "Write ja or nee (J, N, 1, 0, WAAR, ONWAAR, true and false are understood too).",
};

/// I026: not an energy label.
pub static LABEL_FORM: Entry = Entry {
    code: "I026",
    outcome: Outcome::Rejected,
    title: "not an energy label",
    help: "Labels run from A+++++ to G. Leave the cell empty where no label is registered.",
};

/// I027: not a state of a roof.
pub static ROOF_STATE_FORM: Entry = Entry {
    code: "I027",
    outcome: Outcome::Rejected,
    title: "not a state of a roof",
    help: "Write verdacht, deels verdacht, niet verdacht, niet zichtbaar or gesaneerd; empty for unknown.",
};

/// I028: not a kind of roof.
pub static ROOF_KIND_FORM: Entry = Entry {
    code: "I028",
    outcome: Outcome::Rejected,
    title: "not a kind of roof",
    help: "Write woning or schuur.",
};

/// I033: not a date, or of another form than the column.
pub static DATE_FORM: Entry = Entry {
    code: "I033",
    outcome: Outcome::Rejected,
    title: "not a date, or of another form than the column",
    help: "Write 31-12-2025 or 2025-12-31. A column holds dates of one form.",
};

/// I035: after the reference date.
pub static DATE_FUTURE: Entry = Entry {
    code: "I035",
    outcome: Outcome::SetAside,
    title: "after the reference date",
    help: "Placements after the reference date do not count. Check `reference_date` in spreiding.toml.",
};

/// I036: before the window.
pub static OUTSIDE_WINDOW: Entry = Entry {
    code: "I036",
    outcome: Outcome::SetAside,
    title: "before the window",
    help: "Placements count over `window_years` up to the reference date.",
};

/// I040: the row has no key.
pub static KEY_MISSING: Entry = Entry {
    code: "I040",
    outcome: Outcome::Rejected,
    title: "the row has no key",
    help: "Each home needs its id, and each placement its date and a home.",
};

/// I041: the same row again.
pub static TWIN: Entry = Entry {
    code: "I041",
    outcome: Outcome::SetAside,
    title: "the same row again",
    help: "An identical row was counted once.",
};

/// I042: one key, different rows.
pub static DOUBLE_KEY: Entry = Entry {
    code: "I042",
    outcome: Outcome::Rejected,
    title: "one key, different rows",
    help: "Rows with the same id contradict each other; which one is right cannot be told, so none counts.\n\
        Remove the wrong rows from the file.",
};

/// I043: one BAG id on several homes.
pub static TWO_OWNERS: Entry = Entry {
    code: "I043",
    outcome: Outcome::Warning,
    title: "one BAG id on several homes",
    help: "Rooms of one dwelling may share an id; a home in the files of two corporations is counted for\n\
    both. Ask which corporation owns it and remove it from the other file.",
};

/// I044: too many or too few cells.
pub static RAGGED: Entry = Entry {
    code: "I044",
    outcome: Outcome::Rejected,
    title: "too many or too few cells",
    help: "A row has another number of cells than the header; often an unquoted delimiter in a text.\n\
        Put the text between double quotes.",
};

/// I045: home that an earlier file of the corporation holds already.
pub static IN_TWO_FILES: Entry = Entry {
    code: "I045",
    outcome: Outcome::SetAside,
    title: "home that an earlier file of the corporation holds already",
    help: "The home is counted once, as the first file in the configuration has it. Give files that do not\n\
    overlap.",
};

/// I050: total row.
pub static TOTAL_ROW: Entry = Entry {
    code: "I050",
    outcome: Outcome::SetAside,
    title: "total row",
    help: "A row that adds up the others is no home.",
};

/// I051: blank row.
pub static BLANK_ROW: Entry = Entry {
    code: "I051",
    outcome: Outcome::SetAside,
    title: "blank row",
    help: "Nothing stands in the mapped columns.",
};

/// I052: label of no home or no label yet.
pub static LABEL_NO_HOME: Entry = Entry {
    code: "I052",
    outcome: Outcome::SetAside,
    title: "label of no home or no label yet",
    help: "Only dwellings (Gebouwklasse W) count, and no permit applications.",
};

/// I053: label of a home that is not in the dwellings.
pub static LABEL_ELSEWHERE: Entry = Entry {
    code: "I053",
    outcome: Outcome::SetAside,
    title: "label of a home that is not in the dwellings",
    help: "The register covers all homes; only those of the corporations are used.",
};

/// I054: label past its last day of validity.
pub static LABEL_EXPIRED: Entry = Entry {
    code: "I054",
    outcome: Outcome::SetAside,
    title: "label past its last day of validity",
    help: "Set `expired = true` under [energy_labels] to count expired labels as well.",
};

/// I055: an earlier label of the same home.
pub static LABEL_OLDER: Entry = Entry {
    code: "I055",
    outcome: Outcome::SetAside,
    title: "an earlier label of the same home",
    help: "The label of the most recent survey (Opnamedatum) counts.",
};

/// I056: register and corporation give different labels.
pub static LABEL_DIFFERS: Entry = Entry {
    code: "I056",
    outcome: Outcome::Warning,
    title: "register and corporation give different labels",
    help: "`prefer` under [energy_labels] says which one counts.",
};

/// I057: survey and corporation give different states of a roof.
pub static ROOF_DIFFERS: Entry = Entry {
    code: "I057",
    outcome: Outcome::Warning,
    title: "survey and corporation give different states of a roof",
    help: "`prefer` under [[roofs]] says which one counts.",
};

/// I058: address that is withdrawn.
pub static ADDRESS_WITHDRAWN: Entry = Entry {
    code: "I058",
    outcome: Outcome::SetAside,
    title: "address of an object that is withdrawn",
    help: "The BAG keeps objects that are withdrawn, never realised or entered by mistake; they place no\n\
    home.",
};
