//! Findings about registers: energy labels, addresses, surveyed roofs.

use super::{Entry, NOT_IN_A_CELL, Outcome, Text};

/// I052: label of no home or no label yet.
pub static LABEL_NO_HOME: Entry = Entry {
    code: "I052",
    outcome: Outcome::SetAside,
    title: Text {
        en: "label of no home or no label yet",
        nl: "label van geen woning, of nog geen label",
    },
    meaning: Text {
        en: "Only dwellings (Gebouwklasse W) count, and no permit applications. A row that names neither a\n\
    BAG id nor an address, or has no label yet, is of no home either.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I053: label of a home that is not in the dwellings.
pub static LABEL_ELSEWHERE: Entry = Entry {
    code: "I053",
    outcome: Outcome::SetAside,
    title: Text {
        en: "label of a home that is not in the dwellings",
        nl: "label van een woning die niet in het bezit staat",
    },
    meaning: Text {
        en: "The register covers all homes; only those of the corporations are used. A row whose BAG id, or\n\
    without one its address, is of another home is set aside whatever else stands in it.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I054: label past its last day of validity.
pub static LABEL_EXPIRED: Entry = Entry {
    code: "I054",
    outcome: Outcome::SetAside,
    title: Text {
        en: "label past its last day of validity",
        nl: "label waarvan de geldigheid voorbij is",
    },
    meaning: Text {
        en: "Set `expired = true` under [energy_labels] to count expired labels as well.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I055: an earlier label of the same home.
pub static LABEL_OLDER: Entry = Entry {
    code: "I055",
    outcome: Outcome::SetAside,
    title: Text {
        en: "an earlier label of the same home",
        nl: "een eerder label van dezelfde woning",
    },
    meaning: Text {
        en: "The label of the most recent survey (Opnamedatum) counts; of one day the one registered last,\n\
    and of those the worst class.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I056: register and corporation give different labels.
pub static LABEL_DIFFERS: Entry = Entry {
    code: "I056",
    outcome: Outcome::Warning,
    title: Text {
        en: "register and corporation give different labels",
        nl: "register en corporatie geven verschillende labels",
    },
    meaning: Text { en: "`prefer` under [energy_labels] says which one counts.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I057: survey and corporation give different states of a roof.
pub static ROOF_DIFFERS: Entry = Entry {
    code: "I057",
    outcome: Outcome::Warning,
    title: Text {
        en: "survey and corporation give different states of a roof",
        nl: "inventarisatie en corporatie geven een verschillende staat van een dak",
    },
    meaning: Text { en: "`prefer` under [[roofs]] says which one counts.", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I058: address of an object that is withdrawn.
pub static ADDRESS_WITHDRAWN: Entry = Entry {
    code: "I058",
    outcome: Outcome::SetAside,
    title: Text {
        en: "address of an object that is withdrawn",
        nl: "adres van een ingetrokken object",
    },
    meaning: Text {
        en: "The BAG keeps objects that are withdrawn, never realised or entered by mistake; they place no\n\
    home.",
        nl: "",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I073: rows of the survey contradict each other.
pub static ROOF_CONFLICT: Entry = Entry {
    code: "I073",
    outcome: Outcome::Warning,
    title: Text {
        en: "rows of the survey contradict each other",
        nl: "regels van de inventarisatie spreken elkaar tegen",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};

/// I074: roofs that are no point and no polygon.
pub static ROOF_SHAPE: Entry = Entry {
    code: "I074",
    outcome: Outcome::Warning,
    title: Text {
        en: "roofs that are no point and no polygon",
        nl: "daken die geen punt en geen vlak zijn",
    },
    meaning: Text { en: "", nl: "" },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
};
