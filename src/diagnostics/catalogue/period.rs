//! Findings about the period over which placements are counted.

use super::{Entry, NO_MORE, Outcome, Text};

/// I035: after the reference date.
pub static DATE_FUTURE: Entry = Entry {
    code: "I035",
    outcome: Outcome::SetAside,
    title: Text { en: "after the reference date", nl: "na de peildatum" },
    meaning: Text {
        en: "The run counts as of `reference_date`. What happened after it belongs in the\n\
            next run: a letting, or the survey of an energy label.",
        nl: "Er wordt geteld per peildatum (`reference_date`). Wat daarna gebeurde hoort\n\
            bij de volgende keer: een toewijzing, of de opname van een energielabel.",
    },
    excel: Text {
        en: "Nothing has to be done, unless the year was mistyped. Data > Filter on the\n\
            date column shows the years that occur.",
        nl: "Er hoeft niets te gebeuren, tenzij het jaar verkeerd is getypt. Gegevens >\n\
            Filter op de datumkolom laat zien welke jaren voorkomen.",
    },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    setting: Text {
        en: "reference_date = 2025-12-31",
        nl: "reference_date = 2025-12-31   # de peildatum",
    },
    ..NO_MORE
};

/// I036: before the period that is counted.
pub static OUTSIDE_WINDOW: Entry = Entry {
    code: "I036",
    outcome: Outcome::SetAside,
    title: Text {
        en: "before the period that is counted", nl: "vóór de periode die wordt geteld"
    },
    meaning: Text {
        en: "Placements count over some years up to the reference date (three unless you\n\
            say otherwise), because a single year carries too much chance. Earlier ones\n\
            are left out.",
        nl: "Toewijzingen tellen mee over een aantal jaren tot de peildatum (drie, als u\n\
            niets anders opgeeft), omdat in één jaar te veel toeval zit. Eerdere blijven\n\
            weg.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    setting: Text {
        en: "[spread]\n\
            window_years = 3",
        nl: "[spread]\n\
            window_years = 3          # aantal jaren tot de peildatum",
    },
    ..NO_MORE
};

/// I038: many rows lie outside the period.
pub static PERIOD: Entry = Entry {
    code: "I038",
    outcome: Outcome::Warning,
    title: Text {
        en: "many rows lie outside the period",
        nl: "veel regels liggen buiten de periode",
    },
    meaning: Text {
        en: "More than 5% of the placements lie outside the period that is counted. That is\n\
            fine for a file over many years; it may also be an older file under a newer\n\
            name. Those rows are left out, the others are used.",
        nl: "Meer dan 5% van de toewijzingen ligt buiten de periode die wordt geteld. Dat\n\
            is goed bij een bestand over veel jaren; het kan ook een ouder bestand met een\n\
            nieuwere naam zijn. Die regels blijven weg, de andere worden gebruikt.",
    },
    excel: Text {
        en: "Data > Filter on the date column shows which years occur, and how much of the\n\
            last year is there.",
        nl: "Gegevens > Filter op de datumkolom laat zien welke jaren voorkomen, en of het\n\
            laatste jaar compleet is.",
    },
    csv: Text {
        en: "Ask for an export over exactly the period, or check `reference_date`.",
        nl: "Vraag een export over precies de periode, of controleer `reference_date`.",
    },
    ..NO_MORE
};

/// I039: most rows lie outside the period.
pub static PERIOD_WRONG: Entry = Entry {
    code: "I039",
    outcome: Outcome::Stop,
    title: Text {
        en: "most rows lie outside the period",
        nl: "de meeste regels liggen buiten de periode",
    },
    meaning: Text {
        en: "More than half of the placements lie outside the period that is counted:\n\
            probably last year's file, or a reference date that was not moved along. The\n\
            figures would rest on the few rows that happen to fit.",
        nl: "Meer dan de helft van de toewijzingen ligt buiten de periode die wordt geteld:\n\
            waarschijnlijk het bestand van vorig jaar, of een peildatum die niet is\n\
            aangepast. De cijfers zouden rusten op de paar regels die toevallig passen.",
    },
    excel: Text {
        en: "Look at the date column: which year is it about? Then give the right file, or\n\
            change `reference_date`.",
        nl: "Kijk in de datumkolom over welk jaar het gaat. Gebruik dan het goede bestand,\n\
            of pas `reference_date` aan.",
    },
    csv: Text {
        en: "Ask for the export of the period that is counted.",
        nl: "Vraag de export van de periode die wordt geteld.",
    },
    setting: Text {
        en: "reference_date = 2025-12-31\n\n\
            # If the file holds other years on purpose:\n\
            [[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            other_periods = true",
        nl: "reference_date = 2025-12-31   # de peildatum\n\n\
            # Als het bestand met opzet andere jaren bevat:\n\
            [[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            other_periods = true",
    },
    ..NO_MORE
};
