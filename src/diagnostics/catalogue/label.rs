//! Findings about energy labels, in a corporation's file and in the register.

use super::word::EMPTY_WORDS;
use super::{Entry, NO_MORE, Outcome, Text};

/// I026: not an energy label.
pub static LABEL_FORM: Entry = Entry {
    code: "I026",
    outcome: Outcome::Unread,
    title: Text { en: "not an energy label", nl: "geen energielabel" },
    meaning: Text {
        en: "Labels run from A0 (best) and A+++++ to G. `label d`, A3+, A++++/A0 (as A0)\n\
            and the codes of VERA (AP, APP, AP3, AP4) are understood. This cell holds\n\
            something else, such as an energy index (1,34) or two labels; the label counts\n\
            as unknown. In the register it keeps an older label from counting too.",
        nl: "Labels lopen van A0 (het beste) en A+++++ tot en met G. `label d`, A3+,\n\
            A++++/A0 (als A0) en de codes van VERA (AP, APP, AP3, AP4) worden begrepen. In\n\
            deze cel staat iets anders, zoals een energie-index (1,34) of twee labels; het\n\
            label telt als onbekend. In het register telt dan ook geen ouder label.",
    },
    excel: Text {
        en: "Put the letter in the cell, or empty it where no label is registered: no label\n\
            is a class of its own, and is counted as such.",
        nl: "Zet de letter in de cel, of maak de cel leeg als er geen label geregistreerd\n\
            is: geen label is een eigen klasse en wordt zo geteld.",
    },
    csv: Text {
        en: "Ask for the label class (energieklasse), not the index. With a file of\n\
            EP-online under [energy_labels] the column can be left out.",
        nl: "Vraag de energieklasse en niet de index. Met een bestand van EP-online onder\n\
            [energy_labels] kan de kolom worden weggelaten.",
    },
    setting: EMPTY_WORDS,
    ..NO_MORE
};

/// I052: label of no home, or no label yet.
pub static LABEL_NO_HOME: Entry = Entry {
    code: "I052",
    outcome: Outcome::SetAside,
    title: Text {
        en: "label of no home, or no label yet",
        nl: "label van geen woning, of nog geen label",
    },
    meaning: Text {
        en: "The register holds offices and shops, and labels that were calculated for a\n\
            building permit. Only homes (Gebouwklasse W) with a label that is registered\n\
            count. A row that names neither a BAG id nor an address is of no home either.",
        nl: "Het register bevat ook kantoren en winkels, en labels die voor een\n\
            bouwvergunning zijn berekend. Alleen woningen (Gebouwklasse W) met een\n\
            geregistreerd label tellen mee. Een regel zonder BAG-id en zonder adres hoort\n\
            ook bij geen woning.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Nothing has to be done: give the total file of EP-online as it is. It is too\n\
            long for Excel.",
        nl: "Er hoeft niets te gebeuren: gebruik het totaalbestand van EP-online zoals het\n\
            is. Voor Excel is het te lang.",
    },
    ..NO_MORE
};

/// I053: label of a home that is not in the corporations' files.
pub static LABEL_ELSEWHERE: Entry = Entry {
    code: "I053",
    outcome: Outcome::SetAside,
    title: Text {
        en: "label of a home that is not in the corporations' files",
        nl: "label van een woning die niet in het bezit staat",
    },
    meaning: Text {
        en: "The register covers all homes of the country; only labels of homes in the\n\
            corporations' files are used. They are matched by BAG id, or by the full\n\
            address where one of the two has no id. A row that is certainly of another\n\
            home is set aside whatever else stands in it.",
        nl: "Het register bevat alle woningen van het land; alleen labels van woningen uit\n\
            het bezit worden gebruikt. Ze worden gekoppeld op BAG-id, of op het volledige\n\
            adres als een van beide geen id heeft. Een regel die zeker van een andere\n\
            woning is, gaat terzijde, wat er verder ook in staat.",
    },
    excel: Text {
        en: "Nothing has to be done. If nearly all labels end here, the homes have neither\n\
            BAG ids nor full addresses.",
        nl: "Er hoeft niets te gebeuren. Komen bijna alle labels hier terecht, dan hebben\n\
            de woningen geen BAG-id en geen volledig adres.",
    },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    ..NO_MORE
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
        en: "A label is valid for ten years. Past its last day, on the reference date, it\n\
            counts as no label. Where it is the last one of its home, and no other stands,\n\
            it is used to tell expired labels apart (label_d_verlopen); else it is set\n\
            aside. Some agreements count it on; then say so.",
        nl: "Een label is tien jaar geldig. Is op de peildatum de laatste dag voorbij, dan\n\
            telt het als geen label. Is het het laatste van de woning, en staat er geen\n\
            ander, dan wordt het gebruikt om verlopen labels apart te tellen\n\
            (label_d_verlopen); anders gaat het terzijde. In sommige afspraken telt het\n\
            door; geef dat dan op.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Nothing has to be done. The home needs a new label.",
        nl: "Er hoeft niets te gebeuren. De woning heeft een nieuw label nodig.",
    },
    setting: Text {
        en: "[energy_labels]\n\
            path = \"energielabels.csv\"\n\
            expired = true            # count expired labels too",
        nl: "[energy_labels]\n\
            path = \"energielabels.csv\"\n\
            expired = true            # tel verlopen labels ook mee",
    },
    ..NO_MORE
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
        en: "A home may have been labelled more than once. The label with the latest survey\n\
            date (Opnamedatum) counts, as the RVO prescribes.",
        nl: "Een woning kan meer dan eens een label hebben gekregen. Het label met de\n\
            laatste opnamedatum telt, zoals de RVO voorschrijft.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    ..NO_MORE
};

/// I056: register and corporation give different labels.
pub static LABEL_DIFFERS: Entry = Entry {
    code: "I056",
    outcome: Outcome::Warning,
    title: Text {
        en: "register and corporation give different labels",
        nl: "register en corporatie geven verschillende labels",
    },
    meaning: Text {
        en: "For these homes the corporation's file names another label than EP-online:\n\
            often a renovation that is not registered yet, or an old export. The label of\n\
            EP-online counts, unless you say otherwise.",
        nl: "Bij deze woningen noemt het bestand van de corporatie een ander label dan\n\
            EP-online: vaak een renovatie die nog niet is geregistreerd, of een oude\n\
            export. Het label van EP-online telt, tenzij u iets anders opgeeft.",
    },
    excel: Text {
        en: "Ask the corporation which is right, and correct its file where it is out of\n\
            date.",
        nl: "Vraag de corporatie welk label klopt, en verbeter het bestand waar het\n\
            verouderd is.",
    },
    csv: Text {
        en: "Compare the dates of both files. A newer download of EP-online often settles\n\
            it.",
        nl: "Vergelijk de datums van beide bestanden. Een nieuwere download van EP-online\n\
            lost het vaak op.",
    },
    setting: Text {
        en: "[energy_labels]\n\
            path = \"energielabels.csv\"\n\
            prefer = \"own\"            # or \"register\", as it is without this line",
        nl: "[energy_labels]\n\
            path = \"energielabels.csv\"\n\
            prefer = \"own\"            # of \"register\", zoals zonder deze regel",
    },
    ..NO_MORE
};

/// I081: labels brought to one spelling.
pub static LABEL_TIDIED: Entry = Entry {
    code: "I081",
    outcome: Outcome::Repaired,
    title: Text { en: "labels brought to one spelling", nl: "labels in dezelfde spelling gezet" },
    meaning: Text {
        en: "`d`, `Label D`, `A2+` and the codes of VERA (AP, APP, AP3, AP4) are read as\n\
            the label that they stand for: D, A++, A+. Only one label can be meant.",
        nl: "`d`, `Label D`, `A2+` en de codes van VERA (AP, APP, AP3, AP4) zijn gelezen\n\
            als het label waar ze voor staan: D, A++, A+. Er kan maar één label bedoeld\n\
            zijn.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    ..NO_MORE
};
