//! Findings about the layers of areas.

use super::{Entry, NO_MORE, NOT_IN_A_CELL, Outcome, Text};

/// G001: areas without polygon or code.
pub static NO_GEOMETRY: Entry = Entry {
    code: "G001",
    outcome: Outcome::Warning,
    title: Text { en: "areas without polygon or code", nl: "gebieden zonder vlak of code" },
    meaning: Text {
        en: "A row of the layer has no polygon, or no code that can be read. No home can\n\
            lie in it, so it is left out of the layers.",
        nl: "Een regel van de laag heeft geen vlak, of geen leesbare code. Er kan geen\n\
            woning in liggen; daarom blijft hij buiten de lagen.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Open the attribute table and sort on the code. Delete empty rows, or fill in\n\
            code and polygon.",
        nl: "Open de attributentabel en sorteer op de code. Verwijder lege regels, of vul\n\
            code en vlak aan.",
    },
    ..NO_MORE
};

/// G002: areas with the same code, taken together.
pub static DOUBLE_CODE: Entry = Entry {
    code: "G002",
    outcome: Outcome::Warning,
    title: Text {
        en: "areas with the same code, taken together",
        nl: "gebieden met dezelfde code, samengenomen",
    },
    meaning: Text {
        en: "Two polygons carry one code. They count as one area in several parts, as an\n\
            island does. If one of them has the wrong code, homes land in the wrong area.",
        nl: "Twee vlakken hebben dezelfde code. Ze tellen als één gebied in meer delen,\n\
            zoals bij een eiland. Heeft een van beide een verkeerde code, dan komen\n\
            woningen in het verkeerde gebied.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Sort the attribute table on the code, zoom to both, and correct the wrong one.\n\
            Parts that belong together become one with Vector > Geoprocessing Tools >\n\
            Dissolve.",
        nl: "Sorteer de attributentabel op de code, zoom naar beide en verbeter de foute.\n\
            Delen die bij elkaar horen worden één met het gereedschap `dissolve` (zoek\n\
            erop in Processing > Toolbox).",
    },
    ..NO_MORE
};

/// G003: outline that crosses itself or is not closed.
pub static BROKEN_RING: Entry = Entry {
    code: "G003",
    outcome: Outcome::Warning,
    title: Text {
        en: "outline that crosses itself or is not closed",
        nl: "grens die zichzelf kruist of niet gesloten is",
    },
    meaning: Text {
        en: "The outline of an area crosses itself, is not closed or has too few points. It\n\
            is used as well as can be; near the fault a home may land in the neighbouring\n\
            area or in none.",
        nl: "De grens van een gebied kruist zichzelf, is niet gesloten of heeft te weinig\n\
            punten. Hij wordt gebruikt zo goed als het gaat; vlak bij de fout kan een\n\
            woning in het buurgebied komen, of nergens.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Processing > Toolbox, search Fix geometries, run it on the layer, and save the\n\
            result. Vector > Geometry Tools > Check Validity shows where the faults are.",
        nl: "Processing > Toolbox, zoek op `fix geometries`, voer het uit op de laag en sla\n\
            het resultaat op. `check validity` laat zien waar de fouten zitten.",
    },
    ..NO_MORE
};

/// G004: areas overlap.
pub static OVERLAP: Entry = Entry {
    code: "G004",
    outcome: Outcome::Warning,
    title: Text { en: "areas overlap", nl: "gebieden overlappen elkaar" },
    meaning: Text {
        en: "Two areas share a piece of ground. A home there gets the area with the\n\
            smallest code: the same one on every run, and only one.",
        nl: "Twee gebieden delen een stuk grond. Een woning daar krijgt het gebied met de\n\
            kleinste code: elke keer hetzelfde, en maar één.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Zoom to the pair that the message names, and move the border of one with the\n\
            Vertex Tool (snapping on). Layers of two years in one file overlap everywhere:\n\
            filter on the year.",
        nl: "Zoom naar het paar uit de melding, en verleg de grens van een van beide met\n\
            het gereedschap voor punten (snappen aan). Lagen van twee jaren in één bestand\n\
            overlappen overal: filter op het jaar.",
    },
    ..NO_MORE
};

/// G005: gap between areas.
pub static GAP: Entry = Entry {
    code: "G005",
    outcome: Outcome::Warning,
    title: Text { en: "gap between areas", nl: "gat tussen gebieden" },
    meaning: Text {
        en: "Between areas lies ground that belongs to none. A home there gets the nearest\n\
            area when that is within `snap_distance_m`, and else none. A gap may also be\n\
            water that was left out, or land that lies outside the city.",
        nl: "Tussen gebieden ligt grond die bij geen enkel gebied hoort. Een woning daar\n\
            krijgt het dichtstbijzijnde gebied als dat binnen `snap_distance_m` ligt, en\n\
            anders geen. Een gat kan ook weggelaten water zijn, of grond buiten de stad.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Zoom to the gap and move the border over it with the Vertex Tool (snapping\n\
            on).",
        nl: "Zoom naar het gat en trek de grens eroverheen met het gereedschap voor punten\n\
            (snappen aan).",
    },
    setting: Text {
        en: "[locate]\n\
            snap_distance_m = 25      # metres",
        nl: "[locate]\n\
            snap_distance_m = 25      # meter",
    },
    ..NO_MORE
};

/// G006: water left out.
pub static WATER: Entry = Entry {
    code: "G006",
    outcome: Outcome::SetAside,
    title: Text { en: "water left out", nl: "water weggelaten" },
    meaning: Text {
        en: "The layer marks these areas as water (or, at CBS, as Belgian ground near\n\
            Baarle). No homes lie there, so they are no part of the layers.",
        nl: "De laag noemt deze gebieden water (of, bij het CBS, Belgisch grondgebied bij\n\
            Baarle). Er liggen geen woningen; daarom horen ze niet bij de lagen.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Nothing has to be done. With houseboats on it the water has to be kept: see\n\
            below.",
        nl: "Er hoeft niets te gebeuren. Liggen er woonboten, dan moet het water blijven:\n\
            zie hieronder.",
    },
    setting: Text {
        en: "[areas.buurt]\n\
            water = \"\"                # keep water too",
        nl: "[areas.buurt]\n\
            water = \"\"                # houd ook het water",
    },
    ..NO_MORE
};

/// G010: coarser area told from the code.
pub static PARENT_BY_CODE: Entry = Entry {
    code: "G010",
    outcome: Outcome::Note,
    title: Text { en: "coarser area told from the code", nl: "groter gebied afgeleid uit de code" },
    meaning: Text {
        en: "The layer has no column that says in which wijk or gemeente an area lies. CBS\n\
            numbers a buurt within its wijk and a wijk within its gemeente: BU00340102\n\
            lies in WK003401 and GM0034. That is used.",
        nl: "De laag heeft geen kolom die zegt in welke wijk of gemeente een gebied ligt.\n\
            Het CBS nummert een buurt binnen haar wijk en een wijk binnen haar gemeente:\n\
            BU00340102 ligt in WK003401 en GM0034. Dat is gebruikt.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    setting: Text {
        en: "[areas.wijk]\n\
            code = \"wijkcode\"         # if there is a column after all",
        nl: "[areas.wijk]\n\
            code = \"wijkcode\"         # als er toch een kolom is",
    },
    ..NO_MORE
};

/// G014: coarser areas that hold no finer one.
pub static EMPTY_AREA: Entry = Entry {
    code: "G014",
    outcome: Outcome::Warning,
    title: Text {
        en: "coarser areas that hold no finer one",
        nl: "grotere gebieden waar geen kleiner gebied in ligt",
    },
    meaning: Text {
        en: "A layer of coarser areas has one in which no finer area says to lie. It stays\n\
            empty on the map. Mostly the two layers are of different years.",
        nl: "Een laag met grotere gebieden bevat er een waarvan geen enkel kleiner gebied\n\
            zegt erin te liggen. Op de kaart blijft het leeg. Meestal zijn de twee lagen\n\
            van een verschillend jaar.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Compare the codes in both attribute tables, and take both layers from one\n\
            year.",
        nl: "Vergelijk de codes in beide attributentabellen, en neem beide lagen van\n\
            hetzelfde jaar.",
    },
    ..NO_MORE
};

/// G022: the levels of areas do not nest.
pub static NESTING: Entry = Entry {
    code: "G022",
    outcome: Outcome::Stop,
    title: Text {
        en: "the levels of areas do not nest",
        nl: "de niveaus van gebieden passen niet in elkaar",
    },
    meaning: Text {
        en: "An area says to lie in a coarser one that the layer of that level does not\n\
            have, or a table puts it in two of them. Counts of buurten would then not add\n\
            up to those of their wijk. Mostly two files are of different years.",
        nl: "Een gebied zegt in een groter gebied te liggen dat in de laag van dat niveau\n\
            ontbreekt, of een tabel zet het in twee grotere gebieden. De aantallen van\n\
            buurten zijn dan samen niet die van hun wijk. Meestal zijn twee bestanden van\n\
            een verschillend jaar.",
    },
    excel: Text {
        en: "In a table of parents: filter on the code that the message names, and keep one\n\
            row for it.",
        nl: "In een tabel met grotere gebieden: filter op de code uit de melding, en houd\n\
            er één regel voor over.",
    },
    csv: Text {
        en: "Correct the table of parents: one row for each child.",
        nl: "Verbeter de tabel met grotere gebieden: één regel per kleiner gebied.",
    },
    qgis: Text {
        en: "Take all layers of areas from one year, or correct the areas that the message\n\
            names in the attribute table.",
        nl: "Neem alle lagen met gebieden van hetzelfde jaar, of verbeter de gebieden uit\n\
            de melding in de attributentabel.",
    },
    ..NO_MORE
};

/// G023: areas without a coarser area.
pub static NO_PARENT: Entry = Entry {
    code: "G023",
    outcome: Outcome::Stop,
    title: Text { en: "areas without a coarser area", nl: "gebieden zonder groter gebied" },
    meaning: Text {
        en: "For some areas nothing says in which coarser one they lie: no column of the\n\
            layer, no table, and the level has no CBS code from which to tell it (a\n\
            stadsdeel has none). Their homes would be missing from the coarser level.",
        nl: "Van sommige gebieden zegt niets in welk groter gebied ze liggen: geen kolom in\n\
            de laag, geen tabel, en het niveau heeft geen CBS-code waaruit het blijkt (een\n\
            stadsdeel heeft die niet). Hun woningen zouden op het grotere niveau\n\
            ontbreken.",
    },
    excel: Text {
        en: "Make a table with the columns child, parent and parent_name, one row for each\n\
            wijk or buurt, and save it as CSV UTF-8 (Comma delimited).",
        nl: "Maak een tabel met de kolommen child, parent en parent_name, één regel per\n\
            wijk of buurt, en sla hem op als CSV UTF-8 (door komma's gescheiden).",
    },
    csv: Text {
        en: "Such a table looks like this:\n  \
            child;parent;parent_name\n  \
            WK003401;Haven;Almere Haven",
        nl: "Zo'n tabel ziet er zo uit:\n  \
            child;parent;parent_name\n  \
            WK003401;Haven;Almere Haven",
    },
    setting: Text {
        en: "[areas.stadsdeel]\n\
            code = \"stadsdeel\"            # a column of the finest layer,\n\
            # parents = \"stadsdelen.csv\"  # or a table",
        nl: "[areas.stadsdeel]\n\
            code = \"stadsdeel\"            # een kolom van de fijnste laag,\n\
            # parents = \"stadsdelen.csv\"  # of een tabel",
    },
    ..NO_MORE
};

/// G024: there is no usable area.
pub static NO_AREAS: Entry = Entry {
    code: "G024",
    outcome: Outcome::Stop,
    title: Text { en: "there is no usable area", nl: "er is geen bruikbaar gebied" },
    meaning: Text {
        en: "Every area of the layer fell away: water, without polygon or code, or in\n\
            another municipality than `municipality`. The message counts each.",
        nl: "Elk gebied van de laag is weggevallen: water, zonder vlak of code, of in een\n\
            andere gemeente dan `municipality`. De melding telt elk van deze.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: Text {
        en: "Open the attribute table: is it the right layer, and do its codes begin with\n\
            BU, WK or GM and the number of your municipality (Almere: 0034)?",
        nl: "Open de attributentabel: is het de goede laag, en beginnen de codes met BU, WK\n\
            of GM en het nummer van uw gemeente (Almere: 0034)?",
    },
    setting: Text {
        en: "[areas]\n\
            municipality = \"GM0034\"",
        nl: "[areas]\n\
            municipality = \"GM0034\"   # code van de gemeente",
    },
    ..NO_MORE
};

/// G025: no table of coarser areas.
pub static PARENTS_HEADER: Entry = Entry {
    code: "G025",
    outcome: Outcome::Stop,
    title: Text { en: "no table of coarser areas", nl: "geen tabel met grotere gebieden" },
    meaning: Text {
        en: "The file under `parents` has to say for each area in which coarser one it\n\
            lies: the columns `child` and `parent`, and if wanted `parent_name`. The names\n\
            of CBS (buurtcode, wijkcode, stadsdeel) are understood too.",
        nl: "Het bestand onder `parents` moet van elk gebied zeggen in welk groter gebied\n\
            het ligt: de kolommen `child` en `parent`, en eventueel `parent_name`. De\n\
            namen van het CBS (buurtcode, wijkcode, stadsdeel) worden ook begrepen.",
    },
    excel: Text {
        en: "Give the columns these names in the header row, and save.",
        nl: "Geef de kolommen deze namen in de kopregel, en sla op.",
    },
    csv: Text {
        en: "Such a table looks like this:\n  \
            child;parent;parent_name\n  \
            WK003401;Haven;Almere Haven",
        nl: "Zo'n tabel ziet er zo uit:\n  \
            child;parent;parent_name\n  \
            WK003401;Haven;Almere Haven",
    },
    ..NO_MORE
};
