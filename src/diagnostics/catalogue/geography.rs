//! Findings about areas, and about where rows lie.

use super::{Entry, NOT_IN_A_CELL, Outcome, Text};

/// G001: areas without polygon or code.
pub static NO_GEOMETRY: Entry = Entry {
    code: "G001",
    outcome: Outcome::Warning,
    title: Text { en: "areas without polygon or code", nl: "gebieden zonder vlak of code" },
    meaning: Text { en: "An area without polygon can hold no home; it is left out.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G002: areas with the same code, taken together.
pub static DOUBLE_CODE: Entry = Entry {
    code: "G002",
    outcome: Outcome::Warning,
    title: Text {
        en: "areas with the same code, taken together",
        nl: "gebieden met dezelfde code, samengenomen",
    },
    meaning: Text {
        en: "Two polygons carry one code. They count as one area in several parts.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G003: invalid ring.
pub static BROKEN_RING: Entry = Entry {
    code: "G003",
    outcome: Outcome::Warning,
    title: Text { en: "invalid ring", nl: "ongeldige ring" },
    meaning: Text {
        en: "A ring crosses itself, is not closed or has too few points. Mend it in QGIS: Fix geometries.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G004: areas overlap.
pub static OVERLAP: Entry = Entry {
    code: "G004",
    outcome: Outcome::Warning,
    title: Text { en: "areas overlap", nl: "gebieden overlappen" },
    meaning: Text { en: "A home in the overlap gets the area with the smallest code.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G005: gap between areas.
pub static GAP: Entry = Entry {
    code: "G005",
    outcome: Outcome::Warning,
    title: Text { en: "gap between areas", nl: "gat tussen gebieden" },
    meaning: Text {
        en: "A home in the gap is placed in the nearest area when that lies within `snap_distance_m`.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G006: water left out.
pub static WATER: Entry = Entry {
    code: "G006",
    outcome: Outcome::SetAside,
    title: Text { en: "water left out", nl: "water weggelaten" },
    meaning: Text {
        en: "Areas flagged as water hold no homes and are no part of the layers.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G007: rows outside every area.
pub static OUTSIDE: Entry = Entry {
    code: "G007",
    outcome: Outcome::Warning,
    title: Text { en: "rows outside every area", nl: "regels buiten elk gebied" },
    meaning: Text {
        en: "They are kept out of all counts and listed in niet_geplaatst.csv.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G008: two keys of one row point to different areas.
pub static KEYS_DISAGREE: Entry = Entry {
    code: "G008",
    outcome: Outcome::Warning,
    title: Text {
        en: "two keys of one row point to different areas",
        nl: "twee sleutels van een regel wijzen naar verschillende gebieden",
    },
    meaning: Text {
        en: "The first key in the order of the steps decides. The rows are listed in sleutels_oneens.csv.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G009: one address or id at several places.
pub static ADDRESS_AMBIGUOUS: Entry = Entry {
    code: "G009",
    outcome: Outcome::Warning,
    title: Text {
        en: "one address or id at several places",
        nl: "een adres of id op meer plekken",
    },
    meaning: Text {
        en: "The address table gives several positions for one key; the key is not used.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G010: coarser area told from the code.
pub static PARENT_BY_CODE: Entry = Entry {
    code: "G010",
    outcome: Outcome::Note,
    title: Text { en: "coarser area told from the code", nl: "grover gebied afgeleid uit de code" },
    meaning: Text {
        en: "The layer has no column for the coarser area; CBS numbers a buurt within its wijk.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G011: area code that the geometry does not have.
pub static UNKNOWN_AREA_CODE: Entry = Entry {
    code: "G011",
    outcome: Outcome::Warning,
    title: Text {
        en: "area code that the geometry does not have",
        nl: "gebiedscode die de kaart niet heeft",
    },
    meaning: Text {
        en: "The next key places the row. Check `year` under [areas]: codes change with the year.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G012: placements in a home that is not in the dwellings.
pub static UNKNOWN_HOME: Entry = Entry {
    code: "G012",
    outcome: Outcome::Warning,
    title: Text {
        en: "placements in a home that is not in the dwellings",
        nl: "toewijzingen aan een woning die niet in het bezit staat",
    },
    meaning: Text { en: "They are placed by their own keys, where the file has them.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G013: rows without a place.
pub static NOT_PLACED: Entry = Entry {
    code: "G013",
    outcome: Outcome::Warning,
    title: Text { en: "rows without a place", nl: "regels zonder plek" },
    meaning: Text {
        en: "No key led to an area. They are kept out of all counts and listed in niet_geplaatst.csv.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G014: coarser areas that hold no finer one.
pub static EMPTY_AREA: Entry = Entry {
    code: "G014",
    outcome: Outcome::Warning,
    title: Text {
        en: "coarser areas that hold no finer one",
        nl: "grovere gebieden waar geen fijner gebied in ligt",
    },
    meaning: Text {
        en: "The level has a file of its own with an area that no finer area names as its holder. It stays\n\
    empty. Check that both files are of the same year.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G015: area code and area name disagree.
pub static AREA_NAME_DIFFERS: Entry = Entry {
    code: "G015",
    outcome: Outcome::Warning,
    title: Text {
        en: "area code and area name disagree",
        nl: "gebiedscode en gebiedsnaam spreken elkaar tegen",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G016: area codes of another year.
pub static AREA_CODES_OTHER_YEAR: Entry = Entry {
    code: "G016",
    outcome: Outcome::Stop,
    title: Text { en: "area codes of another year", nl: "gebiedscodes van een ander jaar" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G017: area codes are declared for another year than the map.
pub static AREA_YEAR_DIFFERS: Entry = Entry {
    code: "G017",
    outcome: Outcome::Stop,
    title: Text {
        en: "area codes are declared for another year than the map",
        nl: "gebiedscodes zijn opgegeven voor een ander jaar dan de kaart",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G018: area codes brought to the year of the map.
pub static AREA_CODE_TRANSLATED: Entry = Entry {
    code: "G018",
    outcome: Outcome::Repaired,
    title: Text {
        en: "area codes brought to the year of the map",
        nl: "gebiedscodes omgezet naar het jaar van de kaart",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G019: area codes that became several areas.
pub static AREA_CODE_SPLIT: Entry = Entry {
    code: "G019",
    outcome: Outcome::Warning,
    title: Text {
        en: "area codes that became several areas",
        nl: "gebiedscodes die meer gebieden werden",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G020: area told by its exact name.
pub static AREA_BY_NAME: Entry = Entry {
    code: "G020",
    outcome: Outcome::Repaired,
    title: Text { en: "area told by its exact name", nl: "gebied bepaald door zijn precieze naam" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G021: no area of this name.
pub static AREA_NAME_UNKNOWN: Entry = Entry {
    code: "G021",
    outcome: Outcome::Rejected,
    title: Text { en: "no area of this name", nl: "geen gebied met deze naam" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G026: area codes brought to one form.
pub static AREA_CODE_TIDIED: Entry = Entry {
    code: "G026",
    outcome: Outcome::Repaired,
    title: Text { en: "area codes brought to one form", nl: "gebiedscodes in dezelfde vorm gezet" },
    meaning: Text {
        en: "`340101`, `00340101` and `2025BU00340101` are written `BU00340101`: only one code is possible.",
        nl: "`340101`, `00340101` en `2025BU00340101` worden `BU00340101`: er is maar één code mogelijk.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G022: the levels of areas do not nest.
pub static NESTING: Entry = Entry {
    code: "G022",
    outcome: Outcome::Stop,
    title: Text {
        en: "the levels of areas do not nest",
        nl: "de niveaus van gebieden passen niet in elkaar",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G023: areas without a coarser area.
pub static NO_PARENT: Entry = Entry {
    code: "G023",
    outcome: Outcome::Stop,
    title: Text { en: "areas without a coarser area", nl: "gebieden zonder grover gebied" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G024: there is no usable area.
pub static NO_AREAS: Entry = Entry {
    code: "G024",
    outcome: Outcome::Stop,
    title: Text { en: "there is no usable area", nl: "er is geen bruikbaar gebied" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// G025: no table of coarser areas.
pub static PARENTS_HEADER: Entry = Entry {
    code: "G025",
    outcome: Outcome::Stop,
    title: Text { en: "no table of coarser areas", nl: "geen tabel van grovere gebieden" },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};
