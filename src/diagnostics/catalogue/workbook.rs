//! Findings about workbooks: formulas, and rows that nobody sees.

use super::{Entry, NO_MORE, Outcome, Text};

/// I013: formulas without a stored result.
pub static FORMULA_WITHOUT_VALUE: Entry = Entry {
    code: "I013",
    outcome: Outcome::Stop,
    title: Text { en: "formulas without a stored result", nl: "formules zonder bewaarde uitkomst" },
    meaning: Text {
        en: "A workbook keeps the result of each formula with the formula. Here it does\n\
            not: the workbook was made by another program and never calculated. The cells\n\
            are empty for everyone but Excel, and empty would be counted as unknown.",
        nl: "Een werkmap bewaart bij elke formule de uitkomst. Hier niet: de werkmap is\n\
            door een ander programma gemaakt en nooit doorgerekend. Voor iedereen behalve\n\
            Excel zijn de cellen leeg, en leeg zou als onbekend tellen.",
    },
    excel: Text {
        en: "Open the workbook, choose Formulas > Calculate Now (F9), and save. To be rid\n\
            of the formulas: select the column, copy it, and Home > Paste > Values.",
        nl: "Open de werkmap, kies Formules > Nu berekenen (F9) en sla op. Wilt u van de\n\
            formules af: selecteer de kolom, kopieer hem en kies Start > Plakken >\n\
            Waarden.",
    },
    csv: Text {
        en: "Ask for a CSV: it holds results, and no formulas.",
        nl: "Vraag een CSV: daarin staan uitkomsten en geen formules.",
    },
    ..NO_MORE
};

/// I019: hidden rows are counted.
pub static HIDDEN_ROWS: Entry = Entry {
    code: "I019",
    outcome: Outcome::Warning,
    title: Text {
        en: "hidden rows or columns are counted",
        nl: "verborgen regels of kolommen zijn meegeteld",
    },
    meaning: Text {
        en: "Rows of the sheet are hidden, by hand or by a filter. They are in the file, so\n\
            they are counted like all others. If they were hidden because they do not\n\
            belong, the figures are too high.",
        nl: "Op het werkblad zijn regels verborgen, met de hand of door een filter. Ze\n\
            staan in het bestand en tellen dus gewoon mee. Zijn ze verborgen omdat ze er\n\
            niet bij horen, dan zijn de cijfers te hoog.",
    },
    excel: Text {
        en: "1. Data > Clear (in the group Sort & Filter) shows what a filter hides.\n\
            2. Select all (Ctrl+A), right-click a row number > Unhide shows the rest.\n\
            3. Delete the rows that do not belong (right-click > Delete), and save.",
        nl: "1. Gegevens > Wissen (in de groep Sorteren en filteren) toont wat een filter\n   \
            verbergt.\n\
            2. Selecteer alles (Ctrl+A), rechtsklik op een regelnummer > Zichtbaar maken\n   \
            toont de rest.\n\
            3. Verwijder de regels die er niet bij horen (rechtsklik > Verwijderen) en sla\n   \
            op.",
    },
    csv: Text {
        en: "A CSV that is saved from the sheet holds the hidden rows too. Filter in the\n\
            system that exports, not in the sheet.",
        nl: "Een CSV die van het werkblad wordt opgeslagen bevat de verborgen regels ook.\n\
            Filter in het systeem dat exporteert, niet op het werkblad.",
    },
    ..NO_MORE
};

/// I079: other sheets were left alone.
pub static SHEETS_LEFT: Entry = Entry {
    code: "I079",
    outcome: Outcome::Note,
    title: Text { en: "other sheets were left alone", nl: "andere werkbladen zijn niet gelezen" },
    meaning: Text {
        en: "The workbook has several sheets, and one of them holds the columns. The others\n\
            are not read. Hidden sheets are read only when the configuration names them.",
        nl: "De werkmap heeft meer werkbladen, en één daarvan heeft de kolommen. De andere\n\
            worden niet gelezen. Een verborgen blad wordt alleen gelezen als de\n\
            configuratie het noemt.",
    },
    excel: Text {
        en: "Nothing has to be done. A workbook with one sheet leaves no doubt.",
        nl: "Er hoeft niets te gebeuren. Een werkmap met één werkblad laat geen twijfel.",
    },
    csv: Text {
        en: "Nothing has to be done: a CSV has one table.",
        nl: "Er hoeft niets te gebeuren: een CSV heeft één tabel.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            sheet = \"Bezit\"           # to name the sheet",
        nl: "[[dwellings]]\n\
            sheet = \"Bezit\"           # om het blad te noemen",
    },
    ..NO_MORE
};

/// I082: cells merged over several rows.
pub static MERGED_CELLS: Entry = Entry {
    code: "I082",
    outcome: Outcome::Warning,
    title: Text {
        en: "cells merged over several rows",
        nl: "cellen samengevoegd over meer regels",
    },
    meaning: Text {
        en: "Of merged cells Excel keeps the value of the first; the others are empty,\n\
            though they look filled. What was meant for them is not guessed: those rows\n\
            have no value there.",
        nl: "Van samengevoegde cellen bewaart Excel de waarde van de eerste; de andere zijn\n\
            leeg, al lijken ze gevuld. Wat er bedoeld is wordt niet geraden: die regels\n\
            hebben daar geen waarde.",
    },
    excel: Text {
        en: "Select the column, choose Home > Merge & Center to undo it, and fill each\n\
            row.",
        nl: "Selecteer de kolom, kies Start > Samenvoegen en centreren om het ongedaan\n\
            te maken, en vul elke regel.",
    },
    csv: Text {
        en: "Ask for an export of the system itself, which has a value in each row.",
        nl: "Vraag een export uit het systeem zelf; die heeft in elke regel een waarde.",
    },
    ..NO_MORE
};
