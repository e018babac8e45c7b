//! Findings about what goes along with a label: its method, its EP2, and until when it holds.

use super::{Entry, NO_MORE, Outcome, Text};

/// I140: a method of labels that is not known.
pub static LABEL_METHOD: Entry = Entry {
    code: "I140",
    outcome: Outcome::Warning,
    title: Text { en: "methods of labels that are not known", nl: "onbekende methoden van labels" },
    meaning: Text {
        en: "A label is determined by NTA 8800 (since 2021), or before that by NEN 7120\n\
            (Nader Voorschrift, energy index), as a simplified label (VEL) or by ISSO\n\
            82.3. This text names none of them, or two. The label itself counts; its\n\
            method is unknown, and so it is in no number about methods.",
        nl: "Een label is bepaald met NTA 8800 (sinds 2021), of daarvoor met NEN 7120\n\
            (Nader Voorschrift, energie-index), als vereenvoudigd label (VEL) of met ISSO\n\
            82.3. Deze tekst noemt geen daarvan, of twee. Het label zelf telt; de methode\n\
            is onbekend, en telt in geen getal over methoden mee.",
    },
    excel: Text {
        en: "Write the method in the cell, or empty it where it is not known.",
        nl: "Zet de methode in de cel, of maak de cel leeg als die onbekend is.",
    },
    csv: Text {
        en: "In the register nothing has to be done. Of a corporation: ask for the\n\
            Berekeningstype of EP-online.",
        nl: "In het register hoeft er niets te gebeuren. Van een corporatie: vraag het\n\
            Berekeningstype van EP-online.",
    },
    ..NO_MORE
};

/// I141: a label and an EP2 that contradict each other.
pub static EP2_CONTRADICTS: Entry = Entry {
    code: "I141",
    outcome: Outcome::Warning,
    title: Text {
        en: "labels and EP2 that contradict each other",
        nl: "labels en EP2 die elkaar tegenspreken",
    },
    meaning: Text {
        en: "A label by NTA 8800 follows from the EP2: D is above 250 up to 290 kWh/m2 a\n\
            year (Omgevingsregeling, annex IX). In these rows the letter is of another\n\
            class. The letter counts, and nothing is changed. The EP2 is the one with\n\
            default values for a heat network (EMG forfaitair) where that stands: the\n\
            label rests on that one.",
        nl: "Een label volgens NTA 8800 volgt uit de EP2: D is boven 250 tot en met 290\n\
            kWh/m2 per jaar (Omgevingsregeling, bijlage IX). In deze regels is de letter\n\
            van een andere klasse. De letter telt, en er wordt niets veranderd. De EP2 is\n\
            die met forfaitaire waarden voor een warmtenet (EMG forfaitair), als die er\n\
            staat: daarop berust het label.",
    },
    excel: Text {
        en: "Look the home up in EP-online. Often the EP2 of one calculation stands beside\n\
            the label of another.",
        nl: "Zoek de woning op in EP-online. Vaak staat de EP2 van de ene berekening naast\n\
            het label van een andere.",
    },
    csv: Text {
        en: "Ask for the EP2 on which the registered label rests (EP2 EMG forfaitair).",
        nl: "Vraag de EP2 waarop het geregistreerde label berust (EP2 EMG forfaitair).",
    },
    ..NO_MORE
};

/// I142: a number that can be no EP2.
pub static EP2_IMPLAUSIBLE: Entry = Entry {
    code: "I142",
    outcome: Outcome::Warning,
    title: Text {
        en: "numbers that can be no EP2 of a home",
        nl: "getallen die geen EP2 van een woning zijn",
    },
    meaning: Text {
        en: "An EP2 is in kWh per m2 a year: from some way below zero, of homes that give\n\
            energy away, to far above 380 (G). These lie below -500 or above 3000, as a\n\
            use of the whole home in MJ does. The EP2 counts as unknown; the label is not\n\
            touched.",
        nl: "Een EP2 is in kWh per m2 per jaar: van iets onder nul, bij woningen die\n\
            energie leveren, tot ver boven 380 (G). Deze liggen onder -500 of boven 3000,\n\
            zoals een verbruik van de hele woning in MJ. De EP2 telt als onbekend; het\n\
            label verandert niet.",
    },
    excel: Text {
        en: "Put the EP2 of the label in the cell, or empty it.",
        nl: "Zet de EP2 van het label in de cel, of maak de cel leeg.",
    },
    csv: Text {
        en: "Ask for the primary fossil energy use in kWh/m2 a year, with a decimal mark.",
        nl: "Vraag het primair fossiel energiegebruik in kWh/m2 per jaar, met\n\
            decimaalteken.",
    },
    ..NO_MORE
};

/// I143: a label without a last day.
pub static LABEL_TERM_SUPPOSED: Entry = Entry {
    code: "I143",
    outcome: Outcome::Note,
    title: Text {
        en: "labels without a last day of validity",
        nl: "labels zonder laatste dag van geldigheid",
    },
    meaning: Text {
        en: "The register says until when a label holds (GeldigTot). Where that day is\n\
            missing it is ten years after the survey, as the law has it. A label without a\n\
            day of survey too passes for valid, and whether it has ended is unknown.",
        nl: "Het register zegt tot wanneer een label geldt (GeldigTot). Ontbreekt die dag,\n\
            dan is het tien jaar na de opname, zoals de wet bepaalt. Is ook de opnamedatum\n\
            onbekend, dan telt het label als geldig, en of het verlopen is, is onbekend.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Take the total file of EP-online with all its columns.",
        nl: "Gebruik het totaalbestand van EP-online met alle kolommen.",
    },
    ..NO_MORE
};

/// I144: an own label without a last day, beside one of the register that has ended.
pub static LABEL_ENDED_IN_REGISTER: Entry = Entry {
    code: "I144",
    outcome: Outcome::Warning,
    title: Text {
        en: "own labels that have ended by the register",
        nl: "eigen labels die volgens het register zijn verlopen",
    },
    meaning: Text {
        en: "For these homes the corporation's file names a label without its last day, and\n\
            the last label in EP-online has ended. It may be the same label. The\n\
            corporation's counts as before (label_d), and whether it has expired counts as\n\
            unknown (label_d_verlopen).",
        nl: "Bij deze woningen noemt het bestand van de corporatie een label zonder laatste\n\
            dag, en is het laatste label in EP-online verlopen. Het kan hetzelfde label\n\
            zijn. Dat van de corporatie telt zoals eerst (label_d), en of het verlopen is,\n\
            telt als onbekend (label_d_verlopen).",
    },
    excel: Text {
        en: "Add a column with the last day of each label, and map it.",
        nl: "Zet de laatste dag van elk label in een kolom, en koppel die.",
    },
    csv: Text {
        en: "Ask for the last day of each label, and map it.",
        nl: "Vraag de laatste dag van elk label, en koppel die.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.xlsx\"\n\
            [dwellings.columns]\n\
            label_valid_until = \"Label geldig tot\"",
        nl: "[[dwellings]]\n\
            path = \"bezit.xlsx\"\n\
            [dwellings.columns]\n\
            label_valid_until = \"Label geldig tot\"",
    },
    ..NO_MORE
};
