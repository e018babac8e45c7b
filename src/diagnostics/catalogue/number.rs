//! Findings about numbers.

use super::word::EMPTY_WORDS;
use super::{Entry, NO_MORE, Outcome, Text};

/// I024: not a number.
pub static NUMBER_FORM: Entry = Entry {
    code: "I024",
    outcome: Outcome::Unread,
    title: Text { en: "not a number", nl: "geen getal" },
    meaning: Text {
        en: "Digits are expected, with at most one decimal comma or point: 652,34 or\n\
            1.052,34. In this cell stands a word, or a number that cannot be, such as a\n\
            fraction in a year. It counts as unknown, as an empty cell does; the row\n\
            stays, unless it has no other place than these coordinates.",
        nl: "Verwacht worden cijfers met hooguit één decimale komma of punt: 652,34 of\n\
            1.052,34. In deze cel staat een woord, of een getal dat niet kan, zoals een\n\
            bouwjaar met een komma. Het telt als onbekend, net als een lege cel; de regel\n\
            blijft, tenzij hij geen andere plek heeft dan deze coördinaten.",
    },
    excel: Text {
        en: "Correct the cell, or empty it if the number is not known. With Data > Filter\n\
            you find the odd ones at the end of the list.",
        nl: "Verbeter de cel, of maak hem leeg als het getal niet bekend is. Met Gegevens >\n\
            Filter staan de afwijkende waarden onderaan de lijst.",
    },
    setting: EMPTY_WORDS,
    csv: Text {
        en: "Have unknown numbers exported as empty cells; remarks belong in a column of\n\
            their own.",
        nl: "Laat onbekende getallen als lege cel exporteren; opmerkingen horen in een\n\
            eigen kolom.",
    },
    ..NO_MORE
};

/// I047: signs and dots between thousands left off.
pub static NUMBER_TIDIED: Entry = Entry {
    code: "I047",
    outcome: Outcome::Repaired,
    title: Text {
        en: "signs and dots between thousands left off",
        nl: "tekens en punten tussen duizendtallen weggelaten",
    },
    meaning: Text {
        en: "`€ 652,34` is read as 652.34, `652,-` as 652, `30%` as 30 and `1.052,34` as\n\
            1052.34. The number stays the same.",
        nl: "`€ 652,34` is gelezen als 652,34, `652,-` als 652, `30%` als 30 en `1.052,34`\n\
            als 1052,34. Het getal blijft hetzelfde.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Nothing has to be done. Plain numbers without signs are surest.",
        nl: "Er hoeft niets te gebeuren. Kale getallen zonder tekens zijn het zekerst.",
    },
    ..NO_MORE
};

/// I048: numbers can be read two ways.
pub static NUMBER_AMBIGUOUS: Entry = Entry {
    code: "I048",
    outcome: Outcome::Stop,
    title: Text {
        en: "numbers can be read two ways",
        nl: "getallen zijn op twee manieren te lezen",
    },
    meaning: Text {
        en: "`1.052` can be a thousand and fifty-two, or a little more than one. Nowhere in\n\
            the column stands a number that proves which, such as 652,34 or 1.052,34. The\n\
            difference is a factor of a thousand, so it is not guessed.",
        nl: "`1.052` kan duizend tweeënvijftig zijn, of iets meer dan één. Nergens in de\n\
            kolom staat een getal dat uitsluitsel geeft, zoals 652,34 of 1.052,34. Het\n\
            scheelt een factor duizend; daarom wordt er niet gegokt.",
    },
    excel: Text {
        en: "Select the column, press Ctrl+1, choose Number with 2 decimals and without the\n\
            separator for thousands, and save again.",
        nl: "Selecteer de kolom, Ctrl+1 (Celeigenschappen), kies Getal met 2 decimalen en\n\
            zonder scheidingsteken voor duizendtallen, en sla opnieuw op.",
    },
    csv: Text {
        en: "Ask for numbers without a sign between thousands, or say which sign stands\n\
            before the decimals.",
        nl: "Vraag getallen zonder teken tussen duizendtallen, of geef op welk teken voor\n\
            de decimalen staat.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            decimal = \",\"             # 1.052 is 1052; with \".\" it is 1.052",
        nl: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            decimal = \",\"             # 1.052 is 1052; met \".\" is het 1,052",
    },
    ..NO_MORE
};

/// I049: fractions where percentages are expected.
pub static FRACTIONS: Entry = Entry {
    code: "I049",
    outcome: Outcome::Stop,
    title: Text {
        en: "fractions where percentages are expected",
        nl: "breuken waar percentages worden verwacht",
    },
    meaning: Text {
        en: "All numbers of the column are at most 1, where 0 to 100 is expected: probably\n\
            0,30 stands for 30%. Used as they are, every percentage would be a hundred\n\
            times too small.",
        nl: "Alle getallen in de kolom zijn hooguit 1, terwijl 0 tot 100 wordt verwacht:\n\
            waarschijnlijk staat 0,30 voor 30%. Zo gebruikt zou elk percentage honderd\n\
            keer te klein zijn.",
    },
    excel: Text {
        en: "Excel keeps 30% as 0,30. Put =A2*100 in a new column, fill down, and Home >\n\
            Paste > Values over the old one.",
        nl: "Excel bewaart 30% als 0,30. Zet =A2*100 in een nieuwe kolom, kopieer naar\n\
            beneden, en kies Start > Plakken > Waarden op de oude kolom.",
    },
    csv: Text { en: "Ask for percentages from 0 to 100.", nl: "Vraag percentages van 0 tot 100." },
    ..NO_MORE
};
