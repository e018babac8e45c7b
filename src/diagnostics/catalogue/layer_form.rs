//! Findings about what a layer says of itself: its coordinates, its year, its text, and whether it is
//! whole.

use super::{Entry, NO_MORE, NOT_IN_A_CELL, Outcome, Text};

/// G028: corners of a layer that lie outside the Netherlands.
pub static CORNER_OUTSIDE: Entry = Entry {
    code: "G028",
    outcome: Outcome::Stop,
    title: Text {
        en: "corners of a layer outside the Netherlands",
        nl: "hoekpunten van een laag buiten Nederland",
    },
    meaning: Text {
        en: "Read as the layer says, some of its corners lie nowhere near the Netherlands:\n\
            one area in another system, a corner at 0, 0, or a whole layer in a system\n\
            that is not read, such as Web Mercator. Such an area covers others or lies\n\
            elsewhere, and every home would be counted in the wrong place.",
        nl: "Gelezen zoals de laag zegt, liggen hoekpunten nergens in de buurt van\n\
            Nederland: één gebied in een ander stelsel, een hoekpunt op 0, 0, of een hele\n\
            laag in een stelsel dat niet gelezen wordt, zoals Web Mercator. Zo'n gebied\n\
            bedekt andere of ligt elders, en dan telt elke woning op de verkeerde plek.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Open the layer and View > Zoom Full: the area named in the message lies far\n\
            from the rest. Copy it from a good file, move the corner with the vertex tool,\n\
            or delete it. If all lies elsewhere: right-click > Layer CRS > Set Layer CRS,\n\
            the system of the numbers, then Export > Save Features As, CRS: EPSG:28992.",
        nl: "Open de laag en zoom uit tot alles in beeld is: het gebied uit de melding ligt\n\
            ver van de rest. Kopieer het uit een goed bestand, verplaats het hoekpunt met\n\
            het knooppuntgereedschap, of verwijder het. Ligt alles elders: stel voor de\n\
            laag het CRS van de getallen in en sla hem op in EPSG:28992.",
    },
    setting: Text {
        en: "# Only if the file says its system wrong:\n\
            [areas.buurt]\n\
            crs = \"EPSG:28992\"",
        nl: "# Alleen als het bestand zijn stelsel verkeerd noemt:\n\
            [areas.buurt]\n\
            crs = \"EPSG:28992\"",
    },
    ..NO_MORE
};

/// G029: coordinates in another system than is said.
pub static OTHER_SYSTEM: Entry = Entry {
    code: "G029",
    outcome: Outcome::Repaired,
    title: Text {
        en: "coordinates in another system than is said",
        nl: "coördinaten in een ander stelsel dan gezegd",
    },
    meaning: Text {
        en: "Every corner of the layer lies in the Netherlands in one system, and that is\n\
            not the one that the layer says: metres of RD under a label of degrees, or\n\
            latitude before longitude. No place in the Netherlands can be both, so the\n\
            numbers were read as what they are.",
        nl: "Elk hoekpunt van de laag ligt in Nederland in één stelsel, en dat is niet het\n\
            stelsel dat de laag noemt: meters in RD onder een label van graden, of de\n\
            breedte vóór de lengte. Geen plek in Nederland kan beide zijn, dus zijn de\n\
            getallen gelezen als wat ze zijn.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Right-click the layer > Layer CRS > Set Layer CRS, the one of the numbers,\n\
            then Export > Save Features As. Of latitude first: ask the service for WFS 1.1\n\
            or lower, or exchange the axes with Processing > Swap X and Y coordinates.",
        nl: "Rechtsklik op de laag > stel het CRS in dat bij de getallen hoort, en sla de\n\
            laag opnieuw op. Staat de breedte voorop: vraag de dienst om WFS 1.1 of lager,\n\
            of wissel de assen met het gereedschap dat x en y omwisselt (Processing).",
    },
    setting: Text {
        en: "# To say the system yourself:\n\
            [areas.buurt]\n\
            crs = \"EPSG:28992\"",
        nl: "# Om het stelsel zelf te zeggen:\n\
            [areas.buurt]\n\
            crs = \"EPSG:28992\"",
    },
    ..NO_MORE
};

/// G030: a system told by its numbers.
pub static SYSTEM_BY_RANGE: Entry = Entry {
    code: "G030",
    outcome: Outcome::Note,
    title: Text {
        en: "system told by the numbers, its name is unknown",
        nl: "stelsel bepaald uit de getallen, de naam is onbekend",
    },
    meaning: Text {
        en: "The layer names its coordinate system in a way that is not understood: a code\n\
            that is misspelt, or the number that a program writes where it knows none.\n\
            Every corner lies in the Netherlands in one system that is read, so it is that\n\
            one.",
        nl: "De laag noemt het coördinatenstelsel op een manier die niet te begrijpen is:\n\
            een code met een schrijffout, of het getal dat een programma invult als het\n\
            geen stelsel kent. Elk hoekpunt ligt in Nederland in één stelsel dat gelezen\n\
            wordt; dat is het dus.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Right-click the layer > Layer CRS > Set Layer CRS, such as EPSG:28992, and\n\
            save it again.",
        nl: "Rechtsklik op de laag > stel het CRS in, bijvoorbeeld EPSG:28992, en sla hem\n\
            opnieuw op.",
    },
    setting: Text {
        en: "# To say the system yourself:\n\
            [areas.buurt]\n\
            crs = \"EPSG:28992\"",
        nl: "# Om het stelsel zelf te zeggen:\n\
            [areas.buurt]\n\
            crs = \"EPSG:28992\"",
    },
    ..NO_MORE
};

/// G031: a part of a larger layer.
pub static LAYER_CUT: Entry = Entry {
    code: "G031",
    outcome: Outcome::Stop,
    title: Text { en: "a part of a larger layer", nl: "een deel van een grotere laag" },
    meaning: Text {
        en: "The file says itself that there is more: it is one page of a download, or the\n\
            service stopped at its limit. The areas or roofs that are not in it would be\n\
            missing from every count.",
        nl: "Het bestand zegt zelf dat er meer is: het is één pagina van een download, of\n\
            de dienst stopte bij zijn grens. De gebieden of daken die er niet in staan,\n\
            zouden in elke telling ontbreken.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Add the service as a layer (Layer > Add Layer > Add WFS / OGC API Features\n\
            Layer): QGIS fetches all pages. Then Export > Save Features As. PDOK has the\n\
            layers of CBS as a whole file too (GeoPackage).",
        nl: "Voeg de dienst als laag toe (Laag > laag toevoegen > WFS / OGC API-objecten):\n\
            QGIS haalt dan alle pagina's op. Sla die laag op. PDOK heeft de lagen van\n\
            het CBS ook als één heel bestand (GeoPackage).",
    },
    setting: Text {
        en: "# The file is whole, whatever it says:\n\
            [areas.buurt]\n\
            path = \"buurten.geojson\"\n\
            complete = true",
        nl: "# Het bestand is volledig, wat het ook zegt:\n\
            [areas.buurt]\n\
            path = \"buurten.geojson\"\n\
            complete = true",
    },
    ..NO_MORE
};

/// G032: a layer of another year.
pub static LAYER_YEAR: Entry = Entry {
    code: "G032",
    outcome: Outcome::Stop,
    title: Text {
        en: "the layer says another year than the configuration",
        nl: "de laag noemt een ander jaar dan de configuratie",
    },
    meaning: Text {
        en: "A column of the layer (`jaar`, `jrstatcode`) says of which year its codes are,\n\
            and that is not `areas.year`. CBS gives codes out anew: one that another year\n\
            has as well may name another place, and everything would be counted there.",
        nl: "Een kolom van de laag (`jaar`, `jrstatcode`) zegt van welk jaar de codes zijn,\n\
            en dat is niet `areas.year`. Het CBS geeft codes opnieuw uit: een code die een\n\
            ander jaar ook heeft, kan een andere plek zijn, en daar zou alles dan tellen.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Open the attribute table and sort on the column that is named. Rows of several\n\
            years do not go together: take the layer of one year from PDOK or CBS.",
        nl: "Open de attributentabel en sorteer op de genoemde kolom. Regels van\n\
            verschillende jaren gaan niet samen: haal de laag van één jaar bij PDOK of het\n\
            CBS.",
    },
    setting: Text {
        en: "[areas]\n\
            year = 2023                # if the codes in the tables are of that year\n\
            [areas.buurt]\n\
            year = \"\"                  # if the column says something else",
        nl: "[areas]\n\
            year = 2023                # als de codes in de tabellen van dat jaar zijn\n\
            [areas.buurt]\n\
            year = \"\"                  # als de kolom iets anders zegt",
    },
    ..NO_MORE
};

/// G033: text of a shapefile in an encoding that is not read.
pub static CODE_PAGE_UNKNOWN: Entry = Entry {
    code: "G033",
    outcome: Outcome::Stop,
    title: Text {
        en: "text of a shapefile in an encoding that is not read",
        nl: "tekst van een shapefile in een onbekende codering",
    },
    meaning: Text {
        en: "The .cpg beside a shapefile, or else a byte in the header of its .dbf, says in\n\
            which encoding its text is. The one that is said is not known, and some names\n\
            have letters with accents, which would come out as other letters.",
        nl: "Het .cpg-bestand naast een shapefile, of anders een byte in de kop van het\n\
            .dbf-bestand, zegt in welke codering de tekst staat. Die codering is niet\n\
            bekend, en er zijn namen met accenten, die andere letters zouden worden.",
    },
    excel: NOT_IN_A_CELL,
    csv: Text {
        en: "Put a text file beside the shapefile, with its name and the extension .cpg. It\n\
            holds one line: UTF-8, 1252 (Windows), 850 or 437 (DOS), whichever is right.",
        nl: "Zet naast de shapefile een tekstbestand met dezelfde naam en de extensie .cpg,\n\
            met daarin één regel: UTF-8, 1252 (Windows), 850 of 437 (DOS), wat goed is.",
    },
    qgis: Text {
        en: "Layer > Layer Properties > Source > Data source encoding: try until the names\n\
            are right, then Export > Save Features As, GeoPackage.",
        nl: "In de eigenschappen van de laag (Bron) staat de codering van de gegevensbron:\n\
            probeer tot de namen kloppen, en sla de laag dan op als GeoPackage.",
    },
    ..NO_MORE
};

/// G034: the encoding of a shapefile is doubtful.
pub static CODE_PAGE: Entry = Entry {
    code: "G034",
    outcome: Outcome::Note,
    title: Text {
        en: "the encoding of a shapefile is doubtful",
        nl: "de codering van een shapefile is twijfelachtig",
    },
    meaning: Text {
        en: "The .cpg beside a shapefile and the header of its .dbf say two encodings,\n\
            or the text is not in the one that they say. What was taken stands in the\n\
            message; counted are the texts with other letters than a to z.",
        nl: "Het .cpg-bestand naast een shapefile en de kop van het .dbf-bestand noemen\n\
            verschillende coderingen, of de tekst staat niet in de genoemde. In de melding\n\
            staat welke is genomen; geteld zijn de teksten met andere letters dan a tot z.",
    },
    excel: NOT_IN_A_CELL,
    csv: Text {
        en: "Look whether names with accents are right in the result. If not, put a text\n\
            file with the extension .cpg beside the shapefile, with one line: UTF-8, 1252,\n\
            850 or 437.",
        nl: "Kijk of namen met accenten in het resultaat kloppen. Zo niet, zet dan naast de\n\
            shapefile een tekstbestand met de extensie .cpg en één regel: UTF-8, 1252, 850\n\
            of 437.",
    },
    qgis: Text {
        en: "Layer > Layer Properties > Source > Data source encoding: see which is right,\n\
            then Export > Save Features As, GeoPackage.",
        nl: "In de eigenschappen van de laag (Bron) staat de codering van de gegevensbron:\n\
            kijk welke klopt, en sla de laag dan op als GeoPackage.",
    },
    ..NO_MORE
};

/// G035: the name of a layer says another year.
pub static LAYER_NAME_YEAR: Entry = Entry {
    code: "G035",
    outcome: Outcome::Warning,
    title: Text {
        en: "the name of the layer says another year",
        nl: "de naam van de laag noemt een ander jaar",
    },
    meaning: Text {
        en: "The layer has no column that says of which year its codes are; its name, or\n\
            that of its file, holds another year than `areas.year`. That proves nothing,\n\
            and is worth a look: codes of another year may name other places.",
        nl: "De laag heeft geen kolom die zegt van welk jaar de codes zijn; in de naam van\n\
            de laag of het bestand staat een ander jaar dan `areas.year`. Dat bewijst\n\
            niets, maar kijk even: codes van een ander jaar kunnen andere plekken zijn.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Look in the attribute table, or where the file came from, of which year it is.",
        nl: "Kijk in de attributentabel, of bij de bron van het bestand, van welk jaar dit\n\
            is.",
    },
    setting: Text {
        en: "[areas]\n\
            year = 2025",
        nl: "[areas]\n\
            year = 2025                # indelingsjaar van de codes",
    },
    ..NO_MORE
};
