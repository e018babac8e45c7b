//! Findings about asbestos roofs.

use super::{Entry, NO_MORE, NOT_IN_A_CELL, Outcome, Text};

/// I027: not a known state of an asbestos roof.
pub static ROOF_STATE_FORM: Entry = Entry {
    code: "I027",
    outcome: Outcome::Unread,
    title: Text {
        en: "not a known state of an asbestos roof",
        nl: "geen bekende asbeststatus van een dak",
    },
    meaning: Text {
        en: "Understood are verdacht, deels verdacht, niet verdacht, niet zichtbaar and\n\
            gesaneerd, and common words for them (asbest, asbestvrij, verwijderd, ja,\n\
            nee; x where the column says yes and no). Any other word counts as unknown:\n\
            a roof that nobody saw is never counted as free of asbestos.",
        nl: "Begrepen worden verdacht, deels verdacht, niet verdacht, niet zichtbaar en\n\
            gesaneerd, en gangbare woorden daarvoor (asbest, asbestvrij, verwijderd, ja,\n\
            nee; x waar de kolom ja en nee zegt). Elk ander woord telt als onbekend: een\n\
            dak dat niemand heeft gezien telt nooit als asbestvrij.",
    },
    excel: Text {
        en: "Data > Filter on the column lists the words that occur. Replace the odd ones\n\
            with Ctrl+H, or empty the cell where nothing is known.",
        nl: "Gegevens > Filter op de kolom toont welke woorden voorkomen. Vervang de\n\
            afwijkende met Ctrl+H, of maak de cel leeg als er niets bekend is.",
    },
    csv: Text {
        en: "Ask the surveyor what the word means, and have one of the five states\n\
            exported.",
        nl: "Vraag de inventariseerder wat het woord betekent, en laat een van de vijf\n\
            toestanden exporteren.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            empty = [\"?\"]             # words that stand for an empty cell\n\
            words.suspect = [\"AC\"]    # or partly, clear, not_visible, removed",
        nl: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            empty = [\"?\"]             # woorden die voor een lege cel staan\n\
            words.suspect = [\"AC\"]    # of partly, clear, not_visible, removed",
    },
    ..NO_MORE
};

/// I028: not a kind of roof: home or shed.
pub static ROOF_KIND_FORM: Entry = Entry {
    code: "I028",
    outcome: Outcome::Rejected,
    title: Text { en: "not a kind of roof: home or shed", nl: "geen soort dak: woning of schuur" },
    meaning: Text {
        en: "The roof of a home and that of a shed are counted apart. Understood are\n\
            woning, huis, woonhuis and hoofdgebouw for one, schuur, berging, bijgebouw and\n\
            garage for the other. This row says something else, or nothing.",
        nl: "Het dak van een woning en dat van een schuur worden apart geteld. Begrepen\n\
            worden woning, huis, woonhuis en hoofdgebouw voor het ene, schuur, berging,\n\
            bijgebouw en garage voor het andere. Deze regel zegt iets anders, of niets.",
    },
    excel: Text {
        en: "Write woning or schuur in the cell. Data > Filter on the column lists what\n\
            occurs.",
        nl: "Schrijf woning of schuur in de cel. Gegevens > Filter op de kolom toont wat er\n\
            voorkomt.",
    },
    csv: Text {
        en: "If the file holds roofs of one kind only, say so; then no column is needed.",
        nl: "Bevat het bestand maar één soort daken, geef dat dan op; dan is er geen kolom\n\
            nodig.",
    },
    setting: Text {
        en: "[[roofs]]\n\
            path = \"asbest_schuren.shp\"\n\
            kind = \"shed\"             # or \"home\"",
        nl: "[[roofs]]\n\
            path = \"asbest_schuren.shp\"\n\
            kind = \"shed\"             # schuur; \"home\" voor woning",
    },
    ..NO_MORE
};

/// I057: survey and corporation differ on a roof.
pub static ROOF_DIFFERS: Entry = Entry {
    code: "I057",
    outcome: Outcome::Warning,
    title: Text {
        en: "survey and corporation differ on a roof",
        nl: "inventarisatie en corporatie verschillen over een dak",
    },
    meaning: Text {
        en: "The survey gives the roof of these homes another state than the corporation's\n\
            own file. The corporation's file counts, unless you say otherwise: it mostly\n\
            knows of roofs that were renewed after the survey.",
        nl: "De inventarisatie geeft het dak van deze woningen een andere toestand dan het\n\
            bestand van de corporatie zelf. Het bestand van de corporatie telt, tenzij u\n\
            iets anders opgeeft: dat weet meestal van daken die na de inventarisatie zijn\n\
            vervangen.",
    },
    excel: Text {
        en: "Ask the corporation about a few of the homes, and correct the file that is\n\
            wrong.",
        nl: "Vraag de corporatie naar een paar woningen, en verbeter het bestand dat fout\n\
            is.",
    },
    csv: Text {
        en: "Compare the dates of survey and export.",
        nl: "Vergelijk de datums van inventarisatie en export.",
    },
    setting: Text {
        en: "[[roofs]]\n\
            path = \"asbestdaken.shp\"\n\
            prefer = \"register\"       # the survey; \"own\" is the corporation",
        nl: "[[roofs]]\n\
            path = \"asbestdaken.shp\"\n\
            prefer = \"register\"       # de inventarisatie; \"own\" is de corporatie",
    },
    ..NO_MORE
};

/// I073: rows of the survey contradict each other.
pub static ROOF_CONFLICT: Entry = Entry {
    code: "I073",
    outcome: Outcome::Warning,
    title: Text {
        en: "rows of the survey contradict each other",
        nl: "regels van de inventarisatie spreken elkaar tegen",
    },
    meaning: Text {
        en: "Two rows of the survey about the same roof give different states, such as\n\
            verdacht and gesaneerd. The most serious one counts, so that no asbestos drops\n\
            out of sight.",
        nl: "Twee regels van de inventarisatie over hetzelfde dak geven een andere\n\
            toestand, zoals verdacht en gesaneerd. De ernstigste telt, zodat er geen\n\
            asbest uit beeld raakt.",
    },
    excel: Text {
        en: "Find the rows by their address or pand id, and delete the one that is out of\n\
            date.",
        nl: "Zoek de regels op met adres of pand-id, en verwijder de regel die verouderd\n\
            is.",
    },
    csv: Text {
        en: "Ask the surveyor for one row a roof, with the latest state.",
        nl: "Vraag de inventariseerder om één regel per dak, met de laatste toestand.",
    },
    qgis: Text {
        en: "Select the roofs by pand id, compare their attributes, and delete the older\n\
            one.",
        nl: "Selecteer de daken op pand-id, vergelijk de attributen en verwijder het\n\
            oudste.",
    },
    ..NO_MORE
};

/// I074: roofs that are no point and no polygon.
pub static ROOF_SHAPE: Entry = Entry {
    code: "I074",
    outcome: Outcome::Warning,
    title: Text {
        en: "roofs that are no point and no polygon",
        nl: "daken die geen punt en geen vlak zijn",
    },
    meaning: Text {
        en: "A roof is drawn as a point or as a polygon. These are lines or something else,\n\
            so they have no surface. They are used as far as their place goes; which homes\n\
            lie under them cannot be told.",
        nl: "Een dak is getekend als punt of als vlak. Deze zijn een lijn of iets anders en\n\
            hebben dus geen oppervlak. Ze worden gebruikt voor zover hun plek bekend is;\n\
            welke woningen eronder liggen is niet te zeggen.",
    },
    excel: NOT_IN_A_CELL,
    csv: Text {
        en: "Ask the surveyor for the roofs as polygons, or for a table with the address of\n\
            each.",
        nl: "Vraag de inventariseerder om de daken als vlakken, of om een tabel met het\n\
            adres van elk dak.",
    },
    qgis: Text {
        en: "Closed lines become polygons with Vector > Geometry Tools > Lines to Polygons.",
        nl: "Gesloten lijnen worden vlakken met het gereedschap `lines to polygons` (zoek\n\
            erop in Processing > Toolbox).",
    },
    ..NO_MORE
};
