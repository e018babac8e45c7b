//! Findings about rents, and the caps that they are compared with.

use super::{Entry, NO_MORE, Outcome, Text};

const CAP_SETTING: Text = Text {
    en: "[[rent_caps]]               # overrides the year, or adds it\n\
        year = 2027\n\
        first = 730.00              # euros a month, of one or two persons\n\
        second = 780.00             # of three or more\n\
        kind = \"kale huur\"          # or \"rekenhuur\", as up to 2025\n\
        source = \"Staatscourant\"    # stands beside the number",
    nl: "[[rent_caps]]               # vervangt het jaar, of voegt het toe\n\
        year = 2027\n\
        first = 730.00              # euro per maand, een of twee personen\n\
        second = 780.00             # drie of meer\n\
        kind = \"kale huur\"          # of \"rekenhuur\", zoals tot en met 2025\n\
        source = \"Staatscourant\"    # staat bij het getal",
};

/// I120: a year without a cap of rent allowance.
pub static RENT_CAP_MISSING: Entry = Entry {
    code: "I120",
    outcome: Outcome::Stop,
    title: Text {
        en: "a year without a cap of rent allowance",
        nl: "een jaar zonder aftoppingsgrens",
    },
    meaning: Text {
        en: "`bereikbaar` compares the rent of each placement with the second cap of rent\n\
            allowance (aftoppingsgrens) of its year. Of a year in which placements with a\n\
            rent are counted no cap is known, and that of another year would give a wrong\n\
            share.",
        nl: "`bereikbaar` vergelijkt de huur van elke toewijzing met de tweede\n\
            aftoppingsgrens van haar jaar. Van een jaar waarin toewijzingen met een huur\n\
            tellen is geen grens bekend, en die van een ander jaar geeft een verkeerd\n\
            aandeel.",
    },
    excel: Text {
        en: "Nothing is wrong in the file. Say the cap of the year as below; the\n\
            government publishes it each autumn.",
        nl: "In het bestand is niets mis. Geef de grens van het jaar op als hieronder; de\n\
            overheid maakt die elk najaar bekend.",
    },
    csv: Text {
        en: "Nothing is wrong in the file. Say the cap of the year as below; the\n\
            government publishes it each autumn.",
        nl: "In het bestand is niets mis. Geef de grens van het jaar op als hieronder; de\n\
            overheid maakt die elk najaar bekend.",
    },
    setting: CAP_SETTING,
    ..NO_MORE
};

/// I121: two caps for one year.
pub static RENT_CAP_TWICE: Entry = Entry {
    code: "I121",
    outcome: Outcome::Stop,
    title: Text {
        en: "two caps of rent allowance for one year",
        nl: "twee aftoppingsgrenzen voor een jaar",
    },
    meaning: Text {
        en: "`[[rent_caps]]` names a year twice. Which of the two holds cannot be told, and\n\
            each gives another share. The message names the year.",
        nl: "`[[rent_caps]]` noemt een jaar twee keer. Welke van de twee geldt is niet te\n\
            zeggen, en elk geeft een ander aandeel. De melding noemt het jaar.",
    },
    excel: Text {
        en: "Nothing is wrong in the files. Keep one table for each year.",
        nl: "In de bestanden is niets mis. Houd een tabel per jaar over.",
    },
    csv: Text {
        en: "Nothing is wrong in the files. Keep one table for each year.",
        nl: "In de bestanden is niets mis. Houd een tabel per jaar over.",
    },
    setting: CAP_SETTING,
    ..NO_MORE
};

/// I122: a rent that is none of a month.
pub static RENT_IMPLAUSIBLE: Entry = Entry {
    code: "I122",
    outcome: Outcome::Warning,
    title: Text {
        en: "rents that are none of a month, taken as unknown",
        nl: "huren die geen maandhuur zijn, als onbekend geteld",
    },
    meaning: Text {
        en: "A rent of 0, below 0 or above 5,000 euros a month is none of a social home; 0\n\
            often stands for unknown. It counts as unknown, not as a low or a high rent.\n\
            Where the home has a rent, that is taken. The share is that of the others.",
        nl: "Een huur van 0, onder 0 of boven 5.000 euro per maand is er geen van een\n\
            sociale woning; 0 staat vaak voor onbekend. Zij telt als onbekend, niet als\n\
            lage of hoge huur. Heeft de woning een huur, dan geldt die. Het aandeel is dat\n\
            van de andere.",
    },
    excel: Text {
        en: "Filter the column on 0 and on amounts above 5000, and fill in the rent at\n\
            letting, or empty the cell.",
        nl: "Filter de kolom op 0 en op bedragen boven 5000, en vul de huur bij verhuring\n\
            in of maak de cel leeg.",
    },
    csv: Text {
        en: "Ask for an export with the rent at letting, and an empty cell where it is not\n\
            known.",
        nl: "Vraag een export met de huur bij verhuring, en een lege cel waar die niet\n\
            bekend is.",
    },
    ..NO_MORE
};

/// I123: rents of a year, or in cents.
pub static RENT_NOT_OF_A_MONTH: Entry = Entry {
    code: "I123",
    outcome: Outcome::Stop,
    title: Text {
        en: "rents that are not of a month, in euros",
        nl: "huren die geen maandhuur in euro zijn",
    },
    meaning: Text {
        en: "More than half of the rents of a file lie above 2,000 euros. Amounts of a year\n\
            or in cents do; compared with a cap in euros a month nearly none would be\n\
            affordable.",
        nl: "Meer dan de helft van de huren van een bestand ligt boven 2.000 euro. Dat doen\n\
            jaarbedragen en bedragen in centen; vergeleken met een grens in euro per maand\n\
            zou bijna niets bereikbaar zijn.",
    },
    excel: Text {
        en: "Divide the column by 12, or by 100, or map the column with the rent of a\n\
            month.",
        nl: "Deel de kolom door 12, of door 100, of wijs de kolom met de maandhuur aan.",
    },
    csv: Text {
        en: "Ask for an export with the rent of a month in euros, or map that column.",
        nl: "Vraag een export met de maandhuur in euro, of wijs die kolom aan.",
    },
    setting: Text {
        en: "[placements.columns]\nrent = \"Maandhuur\"",
        nl: "[placements.columns]\nrent = \"Maandhuur\"    # de kolom met de huur per maand",
    },
    ..NO_MORE
};

/// I124: placements that take the rent of their home.
pub static RENT_OF_HOME: Entry = Entry {
    code: "I124",
    outcome: Outcome::Note,
    title: Text {
        en: "placements that take the rent of their home",
        nl: "toewijzingen die de huur van hun woning krijgen",
    },
    meaning: Text {
        en: "The placement has no rent of its own, and its home has one. That is the rent\n\
            on the day of the file of homes, which is mostly higher than at the letting:\n\
            the share up to the cap of the year may come out too low.",
        nl: "De toewijzing heeft zelf geen huur, en haar woning wel. Dat is de huur op de\n\
            dag van het woningbestand, die meestal hoger is dan bij de verhuring: het\n\
            aandeel tot de grens van het jaar kan te laag uitvallen.",
    },
    excel: Text {
        en: "Nothing has to be done. A column with the rent at letting is better.",
        nl: "Er hoeft niets te gebeuren. Een kolom met de huur bij verhuring is beter.",
    },
    csv: Text {
        en: "Nothing has to be done. Ask for an export with the rent at letting.",
        nl: "Er hoeft niets te gebeuren. Vraag een export met de huur bij verhuring.",
    },
    setting: Text {
        en: "[placements.columns]\nrent = \"Huur bij verhuring\"",
        nl: "[placements.columns]\nrent = \"Huur bij verhuring\"    # gaat voor die van de woning",
    },
    ..NO_MORE
};
