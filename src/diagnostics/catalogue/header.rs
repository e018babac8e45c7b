//! Findings about the header: where it stands, and which columns it names.

use super::{Entry, NO_MORE, Outcome, Text};

/// I004: a column from the configuration is not in the file.
pub static COLUMN_MISSING: Entry = Entry {
    code: "I004",
    outcome: Outcome::Stop,
    title: Text {
        en: "a column from the configuration is not in the file",
        nl: "een kolom uit de configuratie staat niet in het bestand",
    },
    meaning: Text {
        en: "spreiding.toml says which column holds what. A column that it names is not in\n\
            the header; capitals, blanks and hyphens make no difference. A column is never\n\
            taken by its position: after an inserted column that would count the wrong\n\
            thing.",
        nl: "In spreiding.toml staat welke kolom wat bevat. Een kolom die daar genoemd is,\n\
            staat niet in de kopregel; hoofdletters, spaties en streepjes maken niet uit.\n\
            Een kolom wordt nooit op zijn plaats herkend: na een ingevoegde kolom zou dan\n\
            het verkeerde worden geteld.",
    },
    excel: Text {
        en: "Look at the header in the sheet. Correct the name there or in spreiding.toml;\n\
            the message lists the columns that are there.",
        nl: "Kijk naar de kopregel op het werkblad. Verbeter de naam daar of in\n\
            spreiding.toml; de melding noemt de kolommen die er wel zijn.",
    },
    csv: Text {
        en: "Compare with last year's export: columns are renamed when a system is updated.\n\
            If the column was left out, ask for an export with it.",
        nl: "Vergelijk met de export van vorig jaar: bij een nieuwe versie van een systeem\n\
            veranderen kolomnamen. Is de kolom weggelaten, vraag dan een export met die\n\
            kolom.",
    },
    setting: Text {
        en: "[dwellings.columns]\n\
            energy_label = \"Label\"     # our name = \"name in the file\"",
        nl: "[dwellings.columns]\n\
            energy_label = \"Label\"     # onze naam = \"naam in het bestand\"",
    },
    ..NO_MORE
};

/// I005: a column from the configuration occurs twice.
pub static COLUMN_TWICE: Entry = Entry {
    code: "I005",
    outcome: Outcome::Stop,
    title: Text {
        en: "a column from the configuration occurs twice",
        nl: "een kolom uit de configuratie komt twee keer voor",
    },
    meaning: Text {
        en: "Two columns bear the name that spreiding.toml asks for. Which one is meant\n\
            cannot be told, and the two may differ. `Label` and `label` count as one name.",
        nl: "Twee kolommen hebben de naam waar spreiding.toml om vraagt. Welke bedoeld is\n\
            valt niet uit te maken, en ze kunnen verschillen. `Label` en `label` tellen\n\
            als dezelfde naam.",
    },
    excel: Text {
        en: "Rename the column that is not meant in the header row, or delete it:\n\
            right-click the column letter > Delete. Then save.",
        nl: "Geef de kolom die niet bedoeld is een andere naam in de kopregel, of verwijder\n\
            hem: rechtsklik op de kolomletter > Verwijderen. Sla daarna op.",
    },
    csv: Text {
        en: "Change one of the two names in the first line with a text editor, or ask for\n\
            an export in which each column has its own name.",
        nl: "Verander een van de twee namen in de eerste regel met een teksteditor, of\n\
            vraag een export waarin elke kolom een eigen naam heeft.",
    },
    ..NO_MORE
};

/// I006: it is not clear which sheet or layer is meant.
pub static SHEET_UNCLEAR: Entry = Entry {
    code: "I006",
    outcome: Outcome::Stop,
    title: Text {
        en: "it is not clear which sheet or layer is meant",
        nl: "niet duidelijk welk werkblad of welke laag bedoeld is",
    },
    meaning: Text {
        en: "Several sheets of the workbook have the columns that are asked for, or the\n\
            sheet in spreiding.toml is not there. The same goes for the layers of a\n\
            GeoPackage. One sheet that fits is used by itself; of several none is picked.",
        nl: "Meer werkbladen hebben de gevraagde kolommen, of het werkblad uit\n\
            spreiding.toml bestaat niet. Hetzelfde geldt voor de lagen van een GeoPackage.\n\
            Past er één werkblad, dan wordt dat gebruikt; uit meer werkbladen wordt niet\n\
            gekozen.",
    },
    excel: Text {
        en: "The names stand on the tabs at the bottom. Hidden sheets count too:\n\
            right-click a tab > Unhide. Put the name of the right one in spreiding.toml.",
        nl: "De namen staan op de tabs onderaan. Verborgen werkbladen tellen mee:\n\
            rechtsklik op een tab > Zichtbaar maken. Zet de naam van het goede werkblad in\n\
            spreiding.toml.",
    },
    csv: Text {
        en: "A CSV holds one table, so this cannot happen there.",
        nl: "In een CSV staat één tabel; daar kan dit niet gebeuren.",
    },
    setting: Text {
        en: "sheet = \"Bezit\"           # under [[dwellings]], [[placements]], ...\n\
            layer = \"buurten\"         # under [areas.buurt] or [[roofs]]",
        nl: "sheet = \"Bezit\"           # onder [[dwellings]], [[placements]], ...\n\
            layer = \"buurten\"         # onder [areas.buurt] of [[roofs]]",
    },
    ..NO_MORE
};

/// I007: delimiter or header row cannot be told.
pub static HEADER_UNCLEAR: Entry = Entry {
    code: "I007",
    outcome: Outcome::Stop,
    title: Text {
        en: "delimiter or header row cannot be told",
        nl: "scheidingsteken of kopregel is niet te bepalen",
    },
    meaning: Text {
        en: "The program looks in the first rows for the one with the names from\n\
            spreiding.toml, with ; , tab or | between the cells. Here two rows or two\n\
            delimiters fit equally well, and each would give other figures.",
        nl: "Het programma zoekt in de eerste regels de regel met de namen uit\n\
            spreiding.toml, met ; , tab of | tussen de cellen. Hier passen twee regels of\n\
            twee scheidingstekens even goed, en ze geven elk andere cijfers.",
    },
    excel: Text {
        en: "Delete the rows above the header, and a second row with the same names\n\
            (right-click the row number > Delete). One row has to hold all names.",
        nl: "Verwijder de regels boven de kopregel en een tweede regel met dezelfde namen\n\
            (rechtsklik op het regelnummer > Verwijderen). Eén regel moet alle namen\n\
            bevatten.",
    },
    csv: Text {
        en: "Open the file in a text editor, see which character stands between the cells,\n\
            and say it. Or put `sep=;` on a line of its own above the header.",
        nl: "Open het bestand in een teksteditor, kijk welk teken tussen de cellen staat,\n\
            en geef dat op. Of zet `sep=;` op een eigen regel boven de kopregel.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            delimiter = \";\"           # or \",\" or \"|\" or \"\\t\" for a tab",
        nl: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            delimiter = \";\"           # of \",\" of \"|\" of \"\\t\" voor een tab",
    },
    ..NO_MORE
};

/// I010: the header is not on the first row.
pub static HEADER_BELOW_TOP: Entry = Entry {
    code: "I010",
    outcome: Outcome::Note,
    title: Text {
        en: "the header is not on the first row",
        nl: "de kopregel staat niet op de eerste regel",
    },
    meaning: Text {
        en: "Title or explanation stands above the header. The header is the first row with\n\
            the most names from spreiding.toml; what stands above it is passed over. Row\n\
            numbers in messages stay those of the file.",
        nl: "Boven de kopregel staat een titel of toelichting. De kopregel is de eerste\n\
            regel met de meeste namen uit spreiding.toml; wat erboven staat wordt\n\
            overgeslagen. Regelnummers in meldingen blijven die van het bestand.",
    },
    excel: Text {
        en: "Nothing has to be done. To be rid of the note, delete the rows above the\n\
            header: select them > right-click > Delete.",
        nl: "Er hoeft niets te gebeuren. Wilt u de melding kwijt, verwijder dan de regels\n\
            boven de kopregel: selecteren > rechtsklik > Verwijderen.",
    },
    csv: Text {
        en: "Nothing has to be done. The lines above the header may also be left out of the\n\
            export.",
        nl: "Er hoeft niets te gebeuren. De regels boven de kopregel mogen ook uit de\n\
            export worden gelaten.",
    },
    ..NO_MORE
};
