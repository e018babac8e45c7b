//! Findings about the keys of a home: BAG ids, postcodes, house numbers, coordinates.

use super::{Entry, NOT_IN_A_CELL, Outcome, Text};

/// I001: leading zeros of BAG ids restored.
pub static LOST_ZEROS: Entry = Entry {
    code: "I001",
    outcome: Outcome::Repaired,
    title: Text {
        en: "leading zeros of BAG ids restored",
        nl: "voorloopnullen van BAG-ids teruggezet",
    },
    meaning: Text {
        en: "Excel takes an id for a number and drops its zeros. With 14 or 15 digits only one id is\n\
        possible, so the zeros are put back.\n\
        In Excel: format the column as Text before you paste; in CSV: keep the sixteen digits.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I002: BAG ids brought to their sixteen digits.
pub static BAG_ID_TIDIED: Entry = Entry {
    code: "I002",
    outcome: Outcome::Repaired,
    title: Text {
        en: "BAG ids brought to their sixteen digits",
        nl: "BAG-ids teruggebracht tot zestien cijfers",
    },
    meaning: Text {
        en: "Blanks, an apostrophe in front or the prefix NL.IMBAG. were taken off.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I014: postcodes brought to one form.
pub static POSTCODE_TIDIED: Entry = Entry {
    code: "I014",
    outcome: Outcome::Repaired,
    title: Text { en: "postcodes brought to one form", nl: "postcodes in dezelfde vorm gezet" },
    meaning: Text { en: "`1315 ab` is written `1315AB`.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I015: not a postcode.
pub static POSTCODE_FORM: Entry = Entry {
    code: "I015",
    outcome: Outcome::Rejected,
    title: Text { en: "not a postcode", nl: "geen postcode" },
    meaning: Text {
        en: "A postcode has four digits, the first not 0, and two letters (not SA, SD or SS).",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I016: not a house number.
pub static HOUSE_NUMBER_FORM: Entry = Entry {
    code: "I016",
    outcome: Outcome::Rejected,
    title: Text { en: "not a house number", nl: "geen huisnummer" },
    meaning: Text {
        en: "A house number is a whole number from 1 to 99999. Excel turns `12-2` into a date (12-feb):\n\
        format the column as Text before you paste.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I017: letter or addition taken from the house number.
pub static HOUSE_NUMBER_SPLIT: Entry = Entry {
    code: "I017",
    outcome: Outcome::Repaired,
    title: Text {
        en: "letter or addition taken from the house number",
        nl: "letter of toevoeging uit het huisnummer gehaald",
    },
    meaning: Text { en: "`12A` is number 12, letter A; `12-2` is number 12, addition 2.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I018: house number that Excel made a date.
pub static HOUSE_NUMBER_DATE: Entry = Entry {
    code: "I018",
    outcome: Outcome::Rejected,
    title: Text {
        en: "house number that Excel made a date",
        nl: "huisnummer waar Excel een datum van maakte",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I020: not a BAG id.
pub static BAG_ID_FORM: Entry = Entry {
    code: "I020",
    outcome: Outcome::Rejected,
    title: Text { en: "not a BAG id", nl: "geen BAG-id" },
    meaning: Text {
        en: "A BAG id has sixteen digits: municipality (4), object type (2), number (10).\n\
        Look the home up in the BAG viewer and put the id in, as text.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I021: BAG number destroyed by Excel.
pub static BAG_ID_EXCEL: Entry = Entry {
    code: "I021",
    outcome: Outcome::Rejected,
    title: Text { en: "BAG number destroyed by Excel", nl: "BAG-nummer door Excel verminkt" },
    meaning: Text {
        en: "A CSV saved from Excel keeps only what was on the screen (3,40E+13); the other digits are gone.\n\
        The workbook itself still has them. Give the .xlsx instead of the .csv, or in Excel set the\n\
        column to Number with 0 decimals and save as CSV again.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I022: BAG id of another kind of object.
pub static BAG_ID_KIND: Entry = Entry {
    code: "I022",
    outcome: Outcome::Rejected,
    title: Text { en: "BAG id of another kind of object", nl: "BAG-id van een ander soort object" },
    meaning: Text {
        en: "The fifth and sixth digit tell the kind: 01 verblijfsobject, 02 ligplaats, 03 standplaats,\n\
        10 pand, 20 nummeraanduiding. Ask for the id of the kind that the column should hold.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I023: last digit of the BAG id lost in Excel.
pub static BAG_ID_LAST_DIGIT: Entry = Entry {
    code: "I023",
    outcome: Outcome::Rejected,
    title: Text {
        en: "last digit of the BAG id lost in Excel",
        nl: "laatste cijfer van het BAG-id in Excel verloren",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I059: id of a number (nummeraanduiding) replaced by that of its home.
pub static NUMBER_INDICATION: Entry = Entry {
    code: "I059",
    outcome: Outcome::Repaired,
    title: Text {
        en: "id of a number (nummeraanduiding) replaced by that of its home",
        nl: "id van een nummeraanduiding vervangen door dat van de woning",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I068: ids of buildings (pand) where homes are expected.
pub static BUILDING_FOR_HOME: Entry = Entry {
    code: "I068",
    outcome: Outcome::Stop,
    title: Text {
        en: "ids of buildings (pand) where homes are expected",
        nl: "ids van panden waar woningen horen te staan",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I070: restored BAG ids of another municipality.
pub static OTHER_MUNICIPALITY: Entry = Entry {
    code: "I070",
    outcome: Outcome::Warning,
    title: Text {
        en: "restored BAG ids of another municipality",
        nl: "teruggezette BAG-ids van een andere gemeente",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I075: x and y were swapped.
pub static COORDINATES_SWAPPED: Entry = Entry {
    code: "I075",
    outcome: Outcome::Repaired,
    title: Text { en: "x and y were swapped", nl: "x en y waren verwisseld" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I076: coordinates 0, 0.
pub static COORDINATES_ZERO: Entry = Entry {
    code: "I076",
    outcome: Outcome::Rejected,
    title: Text { en: "coordinates 0, 0", nl: "coordinaten 0, 0" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I077: degrees among metres.
pub static COORDINATES_MIXED: Entry = Entry {
    code: "I077",
    outcome: Outcome::Repaired,
    title: Text { en: "degrees among metres", nl: "graden tussen meters" },
    meaning: Text {
        en: "Most positions are RD metres; these rows hold longitude and latitude. Only one place can be\nmeant, so they are converted.",
        nl: "De meeste posities zijn RD-meters; in deze regels staan lengte- en breedtegraad. Er kan maar één\nplek bedoeld zijn, dus ze zijn omgerekend.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I080: a coordinate system that is not read.
pub static UNKNOWN_CRS: Entry = Entry {
    code: "I080",
    outcome: Outcome::Stop,
    title: Text {
        en: "a coordinate system that is not read",
        nl: "een coordinatenstelsel dat niet gelezen wordt",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};
