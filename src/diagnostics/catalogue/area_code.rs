//! Findings about area codes and names in tables.

use super::{Entry, NO_MORE, Outcome, Text};

/// G011: area code that the map does not have.
pub static UNKNOWN_AREA_CODE: Entry = Entry {
    code: "G011",
    outcome: Outcome::Warning,
    title: Text {
        en: "area code that the map does not have",
        nl: "gebiedscode die de kaart niet heeft",
    },
    meaning: Text {
        en: "The area code in these rows is none of the map's. The next key (BAG id,\n\
            address, point) places the row. Codes change with the year, and a buurt may\n\
            have been cut up into several.",
        nl: "De gebiedscode in deze regels komt op de kaart niet voor. De volgende sleutel\n\
            (BAG-id, adres, punt) bepaalt de plek. Codes veranderen met het jaar, en een\n\
            buurt kan in meer buurten zijn opgedeeld.",
    },
    excel: Text {
        en: "Compare the codes with those of the map. BU00340101, 00340101 and 340101 are\n\
            one code; the column may be Text or numbers.",
        nl: "Vergelijk de codes met die van de kaart. BU00340101, 00340101 en 340101 zijn\n\
            dezelfde code; de kolom mag Tekst of getallen zijn.",
    },
    csv: Text {
        en: "Ask of which year the codes are, and use the map of that year or leave the\n\
            column out.",
        nl: "Vraag van welk jaar de codes zijn, en gebruik de kaart van dat jaar of laat de\n\
            kolom weg.",
    },
    ..NO_MORE
};

/// G015: area code and area name disagree.
pub static AREA_NAME_DIFFERS: Entry = Entry {
    code: "G015",
    outcome: Outcome::Warning,
    title: Text {
        en: "area code and area name disagree",
        nl: "gebiedscode en gebiedsnaam spreken elkaar tegen",
    },
    meaning: Text {
        en: "A row gives a code and a name, and on the map that code has another name.\n\
            Codes are given out again: in Almere 15 of the 66 codes of before 2022 name\n\
            another place now. Neither is used: the next key (BAG id, address, point)\n\
            places the row.",
        nl: "Een regel geeft een code en een naam, en op de kaart heeft die code een andere\n\
            naam. Codes worden opnieuw uitgegeven: in Almere horen 15 van de 66 codes van\n\
            vóór 2022 nu bij een andere plek. Geen van beide telt: de volgende sleutel\n\
            (BAG-id, adres, punt) bepaalt de plek.",
    },
    excel: Text {
        en: "Make a list of codes and names with Data > Remove Duplicates on a copy, and\n\
            compare it with the map.",
        nl: "Maak op een kopie een lijst van codes en namen met Gegevens > Duplicaten\n\
            verwijderen, en vergelijk die met de kaart.",
    },
    csv: Text {
        en: "Ask of which year the codes are. If many names differ, see G016.",
        nl: "Vraag van welk jaar de codes zijn. Verschillen veel namen, zie dan G016.",
    },
    ..NO_MORE
};

/// G016: area codes of another year.
pub static AREA_CODES_OTHER_YEAR: Entry = Entry {
    code: "G016",
    outcome: Outcome::Stop,
    title: Text { en: "area codes of another year", nl: "gebiedscodes van een ander jaar" },
    meaning: Text {
        en: "Codes or names in the table fit another year better than the map's. Almere was\n\
            renumbered in 2022, and 15 of the 66 old codes name another place now: they\n\
            join without an error, and put homes in the wrong district. So a table with\n\
            area codes has to say its year.",
        nl: "Codes of namen in de tabel passen beter bij een ander jaar dan dat van de\n\
            kaart. Almere is in 2022 opnieuw genummerd, en 15 van de 66 oude codes horen\n\
            nu bij een andere plek: ze koppelen zonder fout en zetten woningen in de\n\
            verkeerde wijk. Een tabel met gebiedscodes moet daarom haar jaar noemen.",
    },
    excel: Text {
        en: "Nothing to mend in single cells: the whole column is of another year.",
        nl: "In losse cellen is niets te herstellen: de hele kolom is van een ander jaar.",
    },
    csv: Text {
        en: "Ask for codes of the year of the map. Surest is to leave the column `area` out\n\
            of spreiding.toml: BAG id or address then places each home.",
        nl: "Vraag codes van het jaar van de kaart. Het zekerst is de kolom `area` uit\n\
            spreiding.toml te halen: dan bepaalt het BAG-id of adres waar elke woning\n\
            ligt.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            area_year = 2025          # CBS year of the codes in this file",
        nl: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            area_year = 2025          # CBS-jaar van de codes in dit bestand",
    },
    ..NO_MORE
};

/// G017: area codes are of another year than the map.
pub static AREA_YEAR_DIFFERS: Entry = Entry {
    code: "G017",
    outcome: Outcome::Stop,
    title: Text {
        en: "area codes are of another year than the map",
        nl: "gebiedscodes zijn van een ander jaar dan de kaart",
    },
    meaning: Text {
        en: "spreiding.toml gives the codes in the table another year than the map. What\n\
            became of each code is not known for these two years, so homes cannot be\n\
            placed by them.",
        nl: "Volgens spreiding.toml zijn de codes in de tabel van een ander jaar dan de\n\
            kaart. Wat er van elke code geworden is, is voor deze twee jaren niet bekend;\n\
            daarmee zijn woningen niet te plaatsen.",
    },
    excel: Text {
        en: "Nothing to mend in single cells: the whole column is of another year.",
        nl: "In losse cellen is niets te herstellen: de hele kolom is van een ander jaar.",
    },
    csv: Text {
        en: "Ask for codes of the year of the map, or take the column `area` out of\n\
            spreiding.toml: BAG id or address then places each home.",
        nl: "Vraag codes van het jaar van de kaart, of haal de kolom `area` uit\n\
            spreiding.toml: dan bepaalt het BAG-id of adres waar elke woning ligt.",
    },
    qgis: Text {
        en: "Or take the layer of the other year, and change `year` and `path` under\n\
            [areas] with it.",
        nl: "Of neem de laag van het andere jaar, en pas `year` en `path` onder [areas]\n\
            daarbij aan.",
    },
    setting: Text {
        en: "[areas]\n\
            year = 2025               # of the map\n\n\
            [[dwellings]]\n\
            path = \"bezit.csv\"\n\
            area_year = 2025          # of the codes in the table",
        nl: "[areas]\n\
            year = 2025               # van de kaart\n\n\
            [[dwellings]]\n\
            path = \"bezit.csv\"\n\
            area_year = 2025          # van de codes in de tabel",
    },
    ..NO_MORE
};

/// G018: area codes brought to the year of the map.
pub static AREA_CODE_TRANSLATED: Entry = Entry {
    code: "G018",
    outcome: Outcome::Repaired,
    title: Text {
        en: "area codes brought to the year of the map",
        nl: "gebiedscodes omgezet naar het jaar van de kaart",
    },
    meaning: Text {
        en: "The codes in the table are of another year. Where the table of changes\n\
            ([[areas.other_year]], column `becomes`) gives one area for a code, that area\n\
            is used. It is never told from the name.",
        nl: "De codes in de tabel zijn van een ander jaar. Waar de tabel met wijzigingen\n\
            ([[areas.other_year]], kolom `becomes`) één gebied bij een code geeft, is dat\n\
            gebruikt. Het wordt nooit uit de naam afgeleid.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Nothing has to be done. Better is an export with codes of the year of the map.",
        nl: "Er hoeft niets te gebeuren. Beter is een export met codes van het jaar van de\n\
            kaart.",
    },
    ..NO_MORE
};

/// G019: area codes that became several areas.
pub static AREA_CODE_SPLIT: Entry = Entry {
    code: "G019",
    outcome: Outcome::Warning,
    title: Text {
        en: "area codes that became several areas",
        nl: "gebiedscodes die meer gebieden zijn geworden",
    },
    meaning: Text {
        en: "An area of the earlier year was cut up, or its borders moved. In which of the\n\
            new ones a home lies cannot be told from the old code; its BAG id, address or\n\
            point places it, and without those it has no place.",
        nl: "Een gebied uit het eerdere jaar is opgedeeld, of de grenzen zijn verlegd. In\n\
            welk nieuw gebied een woning ligt is uit de oude code niet op te maken; het\n\
            BAG-id, adres of punt bepaalt de plek, en zonder die is er geen plek.",
    },
    excel: Text {
        en: "Fill in BAG id or address of these rows.",
        nl: "Vul het BAG-id of adres van deze regels in.",
    },
    csv: Text {
        en: "Ask for BAG ids or addresses beside the area codes.",
        nl: "Vraag BAG-id's of adressen naast de gebiedscodes.",
    },
    ..NO_MORE
};

/// G020: area told by its exact name.
pub static AREA_BY_NAME: Entry = Entry {
    code: "G020",
    outcome: Outcome::Repaired,
    title: Text { en: "area told by its exact name", nl: "gebied bepaald door de precieze naam" },
    meaning: Text {
        en: "A name stands where a code is expected, and exactly one area of the map has\n\
            that name; capitals and blanks make no difference. Its code is used.",
        nl: "Waar een code wordt verwacht staat een naam, en precies één gebied op de kaart\n\
            heet zo; hoofdletters en spaties maken niet uit. De code daarvan is gebruikt.",
    },
    excel: Text {
        en: "Nothing has to be done. A column with codes is surer: names change and occur\n\
            twice.",
        nl: "Er hoeft niets te gebeuren. Een kolom met codes is zekerder: namen veranderen\n\
            en komen dubbel voor.",
    },
    csv: Text {
        en: "Nothing has to be done. Better is an export with CBS codes.",
        nl: "Er hoeft niets te gebeuren. Beter is een export met CBS-codes.",
    },
    ..NO_MORE
};

/// G021: no area of this name on the map.
pub static AREA_NAME_UNKNOWN: Entry = Entry {
    code: "G021",
    outcome: Outcome::Unread,
    title: Text {
        en: "no area of this name on the map",
        nl: "geen gebied met deze naam op de kaart",
    },
    meaning: Text {
        en: "The name is that of no area, or of several. One that looks like it is not\n\
            taken by itself: Stedenwijk Noord and Stedenwijk Zuid differ little in\n\
            letters, and much in place. The row falls away only where nothing else in it\n\
            says where it is.",
        nl: "Geen gebied heet zo, of meer dan één. Een naam die erop lijkt wordt niet\n\
            vanzelf genomen: Stedenwijk Noord en Stedenwijk Zuid schelen weinig letters en\n\
            veel afstand. De regel vervalt alleen als niets anders zegt waar hij ligt.",
    },
    excel: Text {
        en: "Write the name as the map has it, or its code: Ctrl+H (Replace).",
        nl: "Schrijf de naam zoals die op de kaart staat, of de code: Ctrl+H (Vervangen).",
    },
    csv: Text {
        en: "Ask for CBS codes. With BAG ids or addresses in the file the column `area` can\n\
            be left out.",
        nl: "Vraag CBS-codes. Met BAG-id's of adressen in het bestand kan de kolom `area`\n\
            weg.",
    },
    ..NO_MORE
};

/// G026: area codes brought to one form.
pub static AREA_CODE_TIDIED: Entry = Entry {
    code: "G026",
    outcome: Outcome::Repaired,
    title: Text { en: "area codes brought to one form", nl: "gebiedscodes in dezelfde vorm gezet" },
    meaning: Text {
        en: "CBS writes a buurt as BU00340101. Tables write 00340101, 340101 or\n\
            2025BU00340101 for it: only one code can be meant, and it is on the map.",
        nl: "Het CBS schrijft een buurt als BU00340101. In tabellen staat ook 00340101,\n\
            340101 of 2025BU00340101: er kan maar één code bedoeld zijn, en die staat op\n\
            de kaart.",
    },
    excel: Text {
        en: "Set the column to Text (Home > Number > Text) before you paste, so that the\n\
            zeros in front stay.",
        nl: "Zet de kolom op Tekst (Start > Getal > Tekst) voordat u plakt; dan blijven de\n\
            voorloopnullen staan.",
    },
    csv: Text {
        en: "Have the whole code exported, with BU in front.",
        nl: "Laat de hele code exporteren, met BU ervoor.",
    },
    ..NO_MORE
};

/// G027: area codes that fit another year as well.
pub static AREA_YEAR_UNPROVED: Entry = Entry {
    code: "G027",
    outcome: Outcome::Warning,
    title: Text {
        en: "area codes that fit another year as well",
        nl: "gebiedscodes die ook bij een ander jaar passen",
    },
    meaning: Text {
        en: "All these codes exist in the year of the map and in another year, where they\n\
            may name other places, and the table gives no names to tell them apart. They\n\
            count as codes of the year that the configuration says.",
        nl: "Al deze codes bestaan in het jaar van de kaart en in een ander jaar, waar ze\n\
            een andere plek kunnen zijn; de tabel geeft geen namen om dat te zien. Ze\n\
            tellen als codes van het jaar dat de configuratie noemt.",
    },
    excel: Text {
        en: "Add a column with the names of the areas, and map it to `area_name`.",
        nl: "Voeg een kolom met de namen van de gebieden toe, en geef die op als\n\
            `area_name`.",
    },
    csv: Text {
        en: "Ask the supplier of which CBS year the codes are, or for names beside them.",
        nl: "Vraag van welk CBS-jaar de codes zijn, of om de namen erbij.",
    },
    ..NO_MORE
};
