//! Findings about areas, and about where rows lie.

use super::{Entry, Outcome};

/// G001: areas without polygon or code.
pub static NO_GEOMETRY: Entry = Entry {
    code: "G001",
    outcome: Outcome::Warning,
    title: "areas without polygon or code",
    help: "An area without polygon can hold no home; it is left out.",
};

/// G002: areas with the same code, taken together.
pub static DOUBLE_CODE: Entry = Entry {
    code: "G002",
    outcome: Outcome::Warning,
    title: "areas with the same code, taken together",
    help: "Two polygons carry one code. They count as one area in several parts.",
};

/// G003: invalid ring.
pub static BROKEN_RING: Entry = Entry {
    code: "G003",
    outcome: Outcome::Warning,
    title: "invalid ring",
    help: "A ring crosses itself, is not closed or has too few points. Mend it in QGIS: Fix geometries.",
};

/// G004: areas overlap.
pub static OVERLAP: Entry = Entry {
    code: "G004",
    outcome: Outcome::Warning,
    title: "areas overlap",
    help: "A home in the overlap gets the area with the smallest code.",
};

/// G005: gap between areas.
pub static GAP: Entry = Entry {
    code: "G005",
    outcome: Outcome::Warning,
    title: "gap between areas",
    help: "A home in the gap is placed in the nearest area when that lies within `snap_distance_m`.",
};

/// G006: water left out.
pub static WATER: Entry = Entry {
    code: "G006",
    outcome: Outcome::SetAside,
    title: "water left out",
    help: "Areas flagged as water hold no homes and are no part of the layers.",
};

/// G007: rows outside every area.
pub static OUTSIDE: Entry = Entry {
    code: "G007",
    outcome: Outcome::Warning,
    title: "rows outside every area",
    help: "They are kept out of all counts and listed in niet_geplaatst.csv.",
};

/// G008: two keys of one row point to different areas.
pub static KEYS_DISAGREE: Entry = Entry {
    code: "G008",
    outcome: Outcome::Warning,
    title: "two keys of one row point to different areas",
    help: "The first key in the order of the steps decides. The rows are listed in sleutels_oneens.csv.",
};

/// G009: one address or id at several places.
pub static ADDRESS_AMBIGUOUS: Entry = Entry {
    code: "G009",
    outcome: Outcome::Warning,
    title: "one address or id at several places",
    help: "The address table gives several positions for one key; the key is not used.",
};

/// G010: coarser area told from the code.
pub static PARENT_BY_CODE: Entry = Entry {
    code: "G010",
    outcome: Outcome::Note,
    title: "coarser area told from the code",
    help: "The layer has no column for the coarser area; CBS numbers a buurt within its wijk.",
};

/// G011: area code that the geometry does not have.
pub static UNKNOWN_AREA_CODE: Entry = Entry {
    code: "G011",
    outcome: Outcome::Warning,
    title: "area code that the geometry does not have",
    help: "The next key places the row. Check `year` under [areas]: codes change with the year.",
};

/// G012: placements in a home that is not in the dwellings.
pub static UNKNOWN_HOME: Entry = Entry {
    code: "G012",
    outcome: Outcome::Warning,
    title: "placements in a home that is not in the dwellings",
    help: "They are placed by their own keys, where the file has them.",
};

/// G013: rows without a place.
pub static NOT_PLACED: Entry = Entry {
    code: "G013",
    outcome: Outcome::Warning,
    title: "rows without a place",
    help: "No key led to an area. They are kept out of all counts and listed in niet_geplaatst.csv.",
};

/// G014: area of a coarser level that holds none of the finest.
pub static EMPTY_AREA: Entry = Entry {
    code: "G014",
    outcome: Outcome::Warning,
    title: "coarser areas that hold no finer one",
    help: "The level has a file of its own with an area that no finer area names as its holder. It stays\n\
    empty. Check that both files are of the same year.",
};
