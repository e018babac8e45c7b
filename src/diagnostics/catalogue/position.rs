//! Findings about coordinates.

use super::{Entry, NO_MORE, Outcome, Text};

/// I075: x and y were swapped.
pub static COORDINATES_SWAPPED: Entry = Entry {
    code: "I075",
    outcome: Outcome::Repaired,
    title: Text { en: "x and y were swapped", nl: "x en y waren verwisseld" },
    meaning: Text {
        en: "Read as they stand, the points lie far outside the city; with x and y\n\
            exchanged they lie in it. In the Netherlands the x of RD (up to 300,000) and\n\
            its y (from 300,000) cannot be mistaken, so only one reading is possible.\n\
            Degrees likewise: latitude is 50 to 54, longitude 3 to 8.",
        nl: "Zoals ze er staan liggen de punten ver buiten de stad; met x en y omgewisseld\n\
            liggen ze erin. In Nederland zijn de x van RD (tot 300.000) en de y (vanaf\n\
            300.000) niet te verwarren, dus is er maar één lezing mogelijk. Bij graden\n\
            ook: de breedte is 50 tot 54, de lengte 3 tot 8.",
    },
    excel: Text {
        en: "Exchange the two names in the header row, or in spreiding.toml.",
        nl: "Wissel de twee namen om in de kopregel, of in spreiding.toml.",
    },
    csv: Text {
        en: "Have x and y (or longitude and latitude) put in the right columns at the\n\
            source.",
        nl: "Laat x en y (of lengte en breedte) bij de bron in de goede kolommen zetten.",
    },
    setting: Text {
        en: "[dwellings.columns]\n\
            x = \"X\"                   # to the east, or longitude\n\
            y = \"Y\"                   # to the north, or latitude",
        nl: "[dwellings.columns]\n\
            x = \"X\"                   # naar het oosten, of lengte\n\
            y = \"Y\"                   # naar het noorden, of breedte",
    },
    ..NO_MORE
};

/// I076: coordinates are 0, 0.
pub static COORDINATES_ZERO: Entry = Entry {
    code: "I076",
    outcome: Outcome::Unread,
    title: Text { en: "coordinates are 0, 0", nl: "de coördinaten zijn 0, 0" },
    meaning: Text {
        en: "0, 0 is no place in the Netherlands: some systems write it where they know\n\
            none. The position counts as unknown; the row falls away only where nothing\n\
            else in it says where it is.",
        nl: "0, 0 is geen plek in Nederland: sommige systemen schrijven dit als ze geen\n\
            plek weten. De plek telt als onbekend; de regel vervalt alleen als niets\n\
            anders erin zegt waar hij ligt.",
    },
    excel: Text {
        en: "Empty the two cells (select them > Delete); then BAG id or address places the\n\
            home. With Data > Filter on 0 you find all at once.",
        nl: "Maak de twee cellen leeg (selecteren > Delete); dan bepaalt het BAG-id of het\n\
            adres de plek. Met Gegevens > Filter op 0 vindt u ze allemaal tegelijk.",
    },
    csv: Text {
        en: "Ask for empty cells where no coordinate is known, or for a BAG id with each\n\
            home.",
        nl: "Vraag om lege cellen waar geen coördinaat bekend is, of om een BAG-id bij elke\n\
            woning.",
    },
    ..NO_MORE
};

/// I077: degrees among metres.
pub static COORDINATES_MIXED: Entry = Entry {
    code: "I077",
    outcome: Outcome::Repaired,
    title: Text { en: "degrees among metres", nl: "graden tussen meters" },
    meaning: Text {
        en: "Most positions in the file are metres of RD New; these rows hold longitude and\n\
            latitude. No place in the Netherlands can be both, so they are converted.",
        nl: "De meeste posities in het bestand zijn meters in RD New; in deze regels staan\n\
            lengte- en breedtegraad. Geen plek in Nederland kan beide zijn, dus ze zijn\n\
            omgerekend.",
    },
    excel: Text {
        en: "Filter on values below 100 to find the rows (Data > Filter > Number Filters).",
        nl: "Filter op waarden onder 100 om de regels te vinden (Gegevens > Filter >\n\
            Getalfilters).",
    },
    csv: Text {
        en: "Ask for one coordinate system in the whole file, RD New for instance.",
        nl: "Vraag één coördinatenstelsel voor het hele bestand, bijvoorbeeld RD New.",
    },
    ..NO_MORE
};

/// I080: a coordinate system that is not read.
pub static UNKNOWN_CRS: Entry = Entry {
    code: "I080",
    outcome: Outcome::Stop,
    title: Text {
        en: "a coordinate system that is not read",
        nl: "een coördinatenstelsel dat niet gelezen wordt",
    },
    meaning: Text {
        en: "Coordinates are read in RD New (EPSG:28992), WGS84 (EPSG:4326) and ETRS89\n\
            (EPSG:4258). The file names another system, or its numbers fit none of them. A\n\
            wrong guess would shift every home by a hundred metres or more.",
        nl: "Coördinaten worden gelezen in RD New (EPSG:28992), WGS84 (EPSG:4326) en ETRS89\n\
            (EPSG:4258). Het bestand noemt een ander stelsel, of de getallen passen bij\n\
            geen van deze. Een verkeerde gok verschuift elke woning honderd meter of meer.",
    },
    excel: Text {
        en: "Look at a few numbers: in RD x is at most 300,000 and y at least 300,000. If\n\
            there are extra zeros, Excel took the decimal comma for a dot between\n\
            thousands: set the column to Text and paste it again.",
        nl: "Bekijk een paar getallen: in RD is x hooguit 300.000 en y minstens 300.000.\n\
            Staan er nullen te veel, dan zag Excel de komma voor een punt tussen\n\
            duizendtallen aan: maak de kolom Tekst en plak opnieuw.",
    },
    csv: Text {
        en: "Ask for coordinates in RD New, with a point or comma before the decimals.",
        nl: "Vraag coördinaten in RD New, met een punt of komma voor de decimalen.",
    },
    qgis: Text {
        en: "Right-click the layer > Export > Save Features As, CRS: EPSG:28992 -\n\
            Amersfoort / RD New.",
        nl: "Rechtsklik op de laag > Exporteren > Objecten opslaan als, CRS: EPSG:28992 -\n\
            Amersfoort / RD New.",
    },
    setting: Text {
        en: "# Only if the file says it wrong; under the table of the file:\n\
            crs = \"EPSG:28992\"",
        nl: "# Alleen als het bestand het verkeerd zegt; onder de tabel van het bestand:\n\
            crs = \"EPSG:28992\"",
    },
    ..NO_MORE
};
