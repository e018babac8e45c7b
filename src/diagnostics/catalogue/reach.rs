//! Findings about places within reach of which homes are to be.

use super::{Entry, NO_MORE, Outcome, Text};

/// I150: places without a position.
pub static PLACE_SHAPE: Entry = Entry {
    code: "I150",
    outcome: Outcome::Rejected,
    title: Text { en: "places without a position", nl: "plekken zonder positie" },
    meaning: Text {
        en: "The feature has no geometry, an empty one or one with a coordinate that is no\n\
            number; or the row lacks x or y. Nobody can be near a place that lies nowhere,\n\
            so it is left out and listed in the folder out-controle. Without it homes may\n\
            seem to be out of reach that are not.",
        nl: "Het object heeft geen geometrie, een lege, of een met een coördinaat die geen\n\
            getal is; of in de regel ontbreekt x of y. Niemand woont dicht bij een plek\n\
            die nergens ligt, dus telt die niet mee; zie de lijst in out-controle. Zonder\n\
            die plek lijken woningen misschien te ver weg die dat niet zijn.",
    },
    excel: Text {
        en: "Fill in x and y of the row: in RD New, or longitude and latitude.",
        nl: "Vul x en y van de regel in: in RD New, of lengte- en breedtegraad.",
    },
    csv: Text {
        en: "Have the address geocoded at the source, with PDOK for instance, and ask for\n\
            the coordinates.",
        nl: "Laat het adres bij de bron geocoderen, bijvoorbeeld met PDOK, en vraag de\n\
            coördinaten.",
    },
    qgis: Text {
        en: "Open the attribute table and select by the expression `$geometry is null`.\n\
            Draw the place with Edit > Add Part, or delete the row.",
        nl: "Open de attributentabel en selecteer op de expressie `$geometry is null`.\n\
            Teken de plek met Bewerken > Deel toevoegen, of verwijder de regel.",
    },
    ..NO_MORE
};

/// I151: places outside the Netherlands.
pub static PLACE_OUTSIDE: Entry = Entry {
    code: "I151",
    outcome: Outcome::Rejected,
    title: Text { en: "places outside the Netherlands", nl: "plekken buiten Nederland" },
    meaning: Text {
        en: "x and y of these rows lie nowhere in or near the Netherlands, not as RD, not\n\
            as degrees, and not with x and y exchanged: a digit or a decimal mark is lost,\n\
            or it is a place abroad. The rows are left out. Of a layer one such corner\n\
            stops the run (G028).",
        nl: "x en y van deze regels liggen nergens in of bij Nederland, niet als RD, niet\n\
            als graden, en ook niet met x en y omgewisseld: er is een cijfer of komma weg,\n\
            of de plek ligt in het buitenland. De regels tellen niet mee. Bij een laag\n\
            stopt de run bij zo'n punt (G028).",
    },
    excel: Text {
        en: "Compare the row with its neighbours: in RD x has six digits before the mark\n\
            and y too. Correct it, or delete a row that is of no use.",
        nl: "Vergelijk de regel met die erboven en eronder: in RD hebben x en y zes cijfers\n\
            voor de komma. Verbeter de regel, of verwijder die als hij niets toevoegt.",
    },
    csv: Text {
        en: "Ask for coordinates in RD New, with a point or comma before the decimals.",
        nl: "Vraag coördinaten in RD New, met een punt of komma voor de decimalen.",
    },
    ..NO_MORE
};

/// I152: no place that can be used.
pub static NO_PLACES: Entry = Entry {
    code: "I152",
    outcome: Outcome::Stop,
    title: Text { en: "no place that can be used", nl: "geen enkele bruikbare plek" },
    meaning: Text {
        en: "Every row of the file was rejected or set aside. How far homes lie from\n\
            nothing cannot be said, and *no home is near* would be untrue.",
        nl: "Elke regel van het bestand is afgekeurd of terzijde gelegd. Hoe ver woningen\n\
            van niets af liggen is niet te zeggen, en *geen enkele woning ligt dichtbij*\n\
            zou onwaar zijn.",
    },
    excel: Text {
        en: "Look at the findings of this file first: they say what is wrong with its rows.",
        nl: "Kijk eerst naar de andere bevindingen van dit bestand: die zeggen wat er met\n\
            de regels is.",
    },
    csv: Text {
        en: "Ask for the file with coordinates, or for a layer with a geometry per place.",
        nl: "Vraag het bestand met coördinaten, of een laag met een geometrie per plek.",
    },
    setting: Text {
        en: "[[places]]\n\
            id = \"ontmoeting\"\n\
            path = \"ontmoetingsplekken.geojson\"\n\
            within_m = 500",
        nl: "[[places]]\n\
            id = \"ontmoeting\"\n\
            path = \"ontmoetingsplekken.geojson\"\n\
            within_m = 500             # meter, hemelsbreed",
    },
    ..NO_MORE
};

/// I153: places drawn as closed lines.
pub static PLACE_CLOSED_LINE: Entry = Entry {
    code: "I153",
    outcome: Outcome::Warning,
    title: Text { en: "places drawn as closed lines", nl: "plekken getekend als gesloten lijn" },
    meaning: Text {
        en: "To a line the distance is measured to the line. One that ends where it begins\n\
            probably goes round a building or a park; a home inside it is then measured to\n\
            its edge, where in a polygon it would have distance 0.",
        nl: "Bij een lijn geldt de afstand tot de lijn. Een lijn die eindigt waar hij\n\
            begint, loopt waarschijnlijk om een gebouw of park heen; een woning daarbinnen\n\
            krijgt dan de afstand tot de rand, waar die bij een vlak 0 zou zijn.",
    },
    excel: Text {
        en: "This is no fault of a cell: draw the place as a polygon, as told for QGIS.",
        nl: "Dit is geen fout in een cel: teken de plek als vlak, zoals onder QGIS staat.",
    },
    csv: Text { en: "Ask for the places as polygons.", nl: "Vraag de plekken als vlakken." },
    qgis: Text {
        en: "Closed lines become polygons with Vector > Geometry Tools > Lines to Polygons.",
        nl: "Gesloten lijnen worden vlakken met het gereedschap `lines to polygons` (zoek\n\
            erop in Processing > Toolbox).",
    },
    ..NO_MORE
};

/// I154: places that no indicator counts by.
pub static PLACES_UNUSED: Entry = Entry {
    code: "I154",
    outcome: Outcome::Warning,
    title: Text {
        en: "places that no indicator counts by",
        nl: "plekken waar geen indicator naar kijkt",
    },
    meaning: Text {
        en: "Every home knows how far the nearest of these places is and whether that is\n\
            within reach, but no indicator asks for it. `kerncijfers.json` tells of them;\n\
            the layers and indicatoren.csv do not.",
        nl: "Van elke woning is bekend hoe ver de dichtstbijzijnde plek is en of die binnen\n\
            bereik ligt, maar geen indicator vraagt ernaar. `kerncijfers.json` vertelt\n\
            ervan; de lagen en indicatoren.csv niet.",
    },
    excel: Text {
        en: "Nothing is wrong with the file: add an indicator, or take the places out.",
        nl: "Er is niets mis met het bestand: voeg een indicator toe, of haal de plekken\n\
            weg.",
    },
    csv: Text {
        en: "Nothing is wrong with the file: add an indicator to spreiding.toml.",
        nl: "Er is niets mis met het bestand: voeg een indicator toe aan spreiding.toml.",
    },
    setting: Text {
        en: "[[indicator]]\n\
            id = \"ontmoeting\"\n\
            of = \"dwellings\"\n\
            count = \"near_ontmoeting\"   # or distance_ontmoeting <= 300\n\
            label.nl = \"Woningen binnen 500 m van een ontmoetingsplek\"",
        nl: "[[indicator]]\n\
            id = \"ontmoeting\"\n\
            of = \"dwellings\"\n\
            count = \"near_ontmoeting\"   # of distance_ontmoeting <= 300\n\
            label.nl = \"Woningen binnen 500 m van een ontmoetingsplek\"",
    },
    ..NO_MORE
};

/// G050: no home within reach of any of the places.
pub static NOTHING_NEAR: Entry = Entry {
    code: "G050",
    outcome: Outcome::Warning,
    title: Text {
        en: "no home within reach of any of the places",
        nl: "geen enkele woning binnen bereik van de plekken",
    },
    meaning: Text {
        en: "Homes were measured, and not one lies within `within_m` of a place. That can\n\
            be so; more often the places are of another city, `within_m` was given in\n\
            kilometres, or the file names its coordinate system wrong.",
        nl: "Er zijn woningen gemeten, en geen enkele ligt binnen `within_m` van een plek.\n\
            Dat kan; vaker zijn het plekken van een andere stad, staat `within_m` in\n\
            kilometers, of noemt het bestand het verkeerde coördinatenstelsel.",
    },
    qgis: Text {
        en: "Lay the places over the areas and look whether they are of this city.",
        nl: "Leg de plekken over de gebieden en kijk of ze van deze stad zijn.",
    },
    setting: Text {
        en: "[[places]]\n\
            id = \"ontmoeting\"\n\
            path = \"ontmoetingsplekken.geojson\"\n\
            within_m = 500             # metres, not kilometres",
        nl: "[[places]]\n\
            id = \"ontmoeting\"\n\
            path = \"ontmoetingsplekken.geojson\"\n\
            within_m = 500             # meter, geen kilometer",
    },
    ..NO_MORE
};

/// I157: places at 0, 0.
pub static PLACE_AT_ZERO: Entry = Entry {
    code: "I157",
    outcome: Outcome::Rejected,
    title: Text { en: "places at 0, 0", nl: "plekken op 0, 0" },
    meaning: Text {
        en: "0, 0 is no position in the Netherlands: some systems write it where they know\n\
            none. Nobody can be near such a place, so it is left out and listed in the\n\
            folder out-controle. Without it homes may seem to be out of reach that are\n\
            not.",
        nl: "0, 0 is geen positie in Nederland: sommige systemen schrijven dit als ze er\n\
            geen weten. Niemand woont dicht bij zo'n plek, dus telt die niet mee; zie de\n\
            lijst in out-controle. Zonder die plek lijken woningen misschien te ver weg\n\
            die dat niet zijn.",
    },
    excel: Text {
        en: "Fill in where the place lies: in RD New, or longitude and latitude. With Data\n\
            > Filter on 0 you find all at once.",
        nl: "Vul in waar de plek ligt: in RD New, of lengte- en breedtegraad. Met Gegevens\n\
            > Filter op 0 vindt u ze allemaal tegelijk.",
    },
    csv: Text {
        en: "Have the address of the place geocoded at the source, with PDOK for instance,\n\
            and ask for the coordinates.",
        nl: "Laat het adres van de plek bij de bron geocoderen, bijvoorbeeld met PDOK, en\n\
            vraag de coördinaten.",
    },
    qgis: Text {
        en: "Select by the expression `$x = 0 and $y = 0`, and move each place to where it\n\
            lies (Vertex Tool), or delete it.",
        nl: "Selecteer op de expressie `$x = 0 and $y = 0`, en zet elke plek waar die ligt\n\
            (Knooppuntgereedschap), of verwijder die.",
    },
    ..NO_MORE
};
