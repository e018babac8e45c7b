//! Findings about BAG ids.

use super::{Entry, NO_MORE, Outcome, Text};

/// I001: leading zeros of BAG ids restored.
pub static LOST_ZEROS: Entry = Entry {
    code: "I001",
    outcome: Outcome::Repaired,
    title: Text {
        en: "leading zeros of BAG ids restored",
        nl: "voorloopnullen van BAG-id's teruggezet",
    },
    meaning: Text {
        en: "A BAG id has sixteen digits. Excel takes it for a number and drops the zeros\n\
            in front: 0034010000012345 becomes 34010000012345. With 14 or 15 digits left\n\
            only one id is possible, so the zeros are put back, and the digits for the\n\
            kind of object are checked.",
        nl: "Een BAG-id heeft zestien cijfers. Excel ziet er een getal in en laat de nullen\n\
            vooraan weg: 0034010000012345 wordt 34010000012345. Bij 14 of 15 cijfers is\n\
            maar één id mogelijk; daarom zijn de nullen teruggezet, en is gecontroleerd of\n\
            de cijfers voor het soort object kloppen.",
    },
    excel: Text {
        en: "1. Put =TEXT(A2,\"0000000000000000\") in an empty column (sixteen zeros; A2 is\n   \
            the first id) and fill down.\n\
            2. Select the old column, press Ctrl+1, choose Text, OK.\n\
            3. Copy the new column, and Home > Paste > Values over the old one.",
        nl: "1. Zet =TEKST(A2;\"0000000000000000\") in een lege kolom (zestien nullen; A2 is\n   \
            het eerste id) en kopieer dit naar beneden.\n\
            2. Selecteer de oude kolom, Ctrl+1 (Celeigenschappen), kies Tekst, OK.\n\
            3. Kopieer de nieuwe kolom en kies Start > Plakken > Waarden op de oude.",
    },
    csv: Text {
        en: "Export ids as text of sixteen digits. Do not open the CSV by double-click in\n\
            Excel and save it; use Data > From Text/CSV, Transform Data, and set the\n\
            column to Text before you load.",
        nl: "Exporteer id's als tekst van zestien cijfers. Open de CSV niet met\n\
            dubbelklikken in Excel om hem op te slaan; gebruik Gegevens > Uit tekst/CSV,\n\
            Gegevens transformeren, en maak de kolom tekst voor u laadt.",
    },
    ..NO_MORE
};

/// I002: BAG ids brought to their sixteen digits.
pub static BAG_ID_TIDIED: Entry = Entry {
    code: "I002",
    outcome: Outcome::Repaired,
    title: Text {
        en: "BAG ids brought to their sixteen digits",
        nl: "BAG-id's teruggebracht tot zestien cijfers",
    },
    meaning: Text {
        en: "Round the sixteen digits stood something that is no part of the id: a blank,\n\
            an apostrophe, dots between groups, `.0`, or the prefix\n\
            `NL.IMBAG.Verblijfsobject.` of database dumps. Of several ids of buildings in\n\
            one cell the first is used. The digits did not change.",
        nl: "Om de zestien cijfers stond iets dat niet bij het id hoort: een spatie, een\n\
            apostrof, punten tussen groepen, `.0`, of het voorvoegsel\n\
            `NL.IMBAG.Verblijfsobject.` uit databases. Van meer pand-id's in één cel is\n\
            het eerste gebruikt. De cijfers zijn niet veranderd.",
    },
    excel: Text {
        en: "Nothing has to be done. To tidy the column, press Ctrl+H and replace the\n\
            prefix by nothing. First set the column to Text (Ctrl+1), or Excel makes\n\
            numbers of the ids.",
        nl: "Er hoeft niets te gebeuren. Wilt u de kolom opschonen, vervang dan het\n\
            voorvoegsel door niets (Ctrl+H). Maak de kolom eerst Tekst (Ctrl+1), anders\n\
            maakt Excel getallen van de id's.",
    },
    csv: Text {
        en: "Nothing has to be done. Best is an export with sixteen digits and nothing\n\
            else.",
        nl: "Er hoeft niets te gebeuren. Het beste is een export met zestien cijfers en\n\
            niets anders.",
    },
    ..NO_MORE
};

/// I020: not a BAG id: sixteen digits are expected.
pub static BAG_ID_FORM: Entry = Entry {
    code: "I020",
    outcome: Outcome::Unread,
    title: Text {
        en: "not a BAG id: sixteen digits are expected",
        nl: "geen BAG-id: verwacht worden zestien cijfers",
    },
    meaning: Text {
        en: "A BAG id is municipality (4 digits), kind of object (2), number (10). This\n\
            cell holds something else: too few or too many digits, an own number of the\n\
            corporation, a text. The id counts as unknown; the row falls away only where\n\
            the id is its key, or nothing else in it says where the home is.",
        nl: "Een BAG-id bestaat uit gemeente (4 cijfers), soort object (2) en nummer (10).\n\
            In deze cel staat iets anders: te weinig of te veel cijfers, een eigen nummer\n\
            van de corporatie, een tekst. Het id telt als onbekend; de regel vervalt\n\
            alleen als het id zijn sleutel is, of niets anders zegt waar de woning ligt.",
    },
    excel: Text {
        en: "Find the home by its address in the BAG Viewer of the Kadaster and copy its\n\
            id. Set the cell to Text (Ctrl+1) before you paste. An empty cell is better\n\
            than a wrong id: then the address places the home.",
        nl: "Zoek de woning op adres in de BAG Viewer van het Kadaster en kopieer het id.\n\
            Maak de cel Tekst (Ctrl+1) voordat u plakt. Een lege cel is beter dan een\n\
            verkeerd id: dan bepaalt het adres waar de woning ligt.",
    },
    csv: Text {
        en: "Ask for the verblijfsobject id as text, or map no id and use the address.",
        nl: "Vraag het id van het verblijfsobject als tekst, of gebruik het adres in plaats\n\
            van het id.",
    },
    ..NO_MORE
};

/// I021: digits of the BAG id lost in Excel, as in 3,40E+13.
pub static BAG_ID_EXCEL: Entry = Entry {
    code: "I021",
    outcome: Outcome::Unread,
    title: Text {
        en: "digits of the BAG id lost in Excel, as in 3,40E+13",
        nl: "cijfers van het BAG-id in Excel verloren, zoals bij 3,40E+13",
    },
    meaning: Text {
        en: "Excel shows a long number as 3,40E+13, and a CSV keeps only what was on the\n\
            screen: the other digits are gone, and thousands of homes begin with the same\n\
            ones. The id counts as unknown; the row falls away only where the id is its\n\
            key, or nothing else in it says where the home is.",
        nl: "Excel toont een lang getal als 3,40E+13, en een CSV bewaart alleen wat op het\n\
            scherm stond: de andere cijfers zijn weg, en duizenden woningen beginnen met\n\
            dezelfde. Het id telt als onbekend; de regel vervalt alleen als het id zijn\n\
            sleutel is, of niets anders erin zegt waar de woning ligt.",
    },
    excel: Text {
        en: "The workbook itself mostly still has the digits.\n\
            1. Open the .xlsx (not the CSV), select the column, press Ctrl+1, choose\n   \
            Number with 0 decimals, OK.\n\
            2. Save as CSV again. Or simpler: give the .xlsx instead of the CSV.",
        nl: "De werkmap zelf heeft de cijfers meestal nog wel.\n\
            1. Open de .xlsx (niet de CSV), selecteer de kolom, Ctrl+1 (Celeigenschappen),\n   \
            kies Getal met 0 decimalen, OK.\n\
            2. Sla opnieuw op als CSV. Of eenvoudiger: gebruik de .xlsx in plaats van de\n   \
            CSV.",
    },
    csv: Text {
        en: "Export again from the system itself, with ids as text, and do not let the file\n\
            pass through Excel. From this CSV the ids cannot be had back.",
        nl: "Exporteer opnieuw uit het systeem zelf, met id's als tekst, en laat het\n\
            bestand niet langs Excel gaan. Uit deze CSV zijn de id's niet terug te halen.",
    },
    ..NO_MORE
};

/// I022: BAG id of the wrong kind of object.
pub static BAG_ID_KIND: Entry = Entry {
    code: "I022",
    outcome: Outcome::Unread,
    title: Text {
        en: "BAG id of the wrong kind of object",
        nl: "BAG-id van het verkeerde soort object",
    },
    meaning: Text {
        en: "The fifth and sixth digit tell the kind: 01 verblijfsobject, 02 ligplaats, 03\n\
            standplaats, 10 pand, 20 nummeraanduiding. In a column with homes 01, 02 or 03\n\
            is expected, in a column with buildings 10. A pand may hold a hundred homes:\n\
            the id counts as unknown; the row falls away where nothing else places it.",
        nl: "Het vijfde en zesde cijfer zeggen welk soort object het is: 01\n\
            verblijfsobject, 02 ligplaats, 03 standplaats, 10 pand, 20 nummeraanduiding.\n\
            In een kolom met woningen hoort 01, 02 of 03, in een kolom met panden 10. Het\n\
            id telt als onbekend; de regel vervalt als niets anders zegt waar hij ligt.",
    },
    excel: Text {
        en: "Look whether another column of the sheet holds the right ids, and name that\n\
            one in spreiding.toml. Single rows: look the home up in the BAG Viewer, and\n\
            paste the id as text.",
        nl: "Kijk of een andere kolom de goede id's bevat, en noem die in spreiding.toml.\n\
            Losse regels: zoek de woning op in de BAG Viewer en plak het id als tekst.",
    },
    csv: Text {
        en: "Ask for the id of the verblijfsobject; with 20 a table of addresses with both\n\
            ids may help ([addresses], see I059).",
        nl: "Vraag het id van het verblijfsobject; bij 20 kan een adressentabel met beide\n\
            id's helpen ([addresses], zie I059).",
    },
    ..NO_MORE
};

/// I023: last digit of the BAG id lost in Excel.
pub static BAG_ID_LAST_DIGIT: Entry = Entry {
    code: "I023",
    outcome: Outcome::Unread,
    title: Text {
        en: "last digit of the BAG id lost in Excel",
        nl: "laatste cijfer van het BAG-id is in Excel verloren",
    },
    meaning: Text {
        en: "Excel keeps fifteen digits of a number. Of an id that begins with 1 or higher,\n\
            such as 1774010000012345, the sixteenth becomes a 0. Ten ids are possible\n\
            then, so none is chosen: the id counts as unknown.",
        nl: "Excel bewaart vijftien cijfers van een getal. Van een id dat met 1 of hoger\n\
            begint, zoals 1774010000012345, wordt het zestiende cijfer een 0. Er zijn dan\n\
            tien id's mogelijk, en daarom wordt er geen gekozen: het id telt als onbekend.",
    },
    excel: Text {
        en: "The digit is gone from the workbook; formatting does not bring it back. Set\n\
            the column to Text first (Ctrl+1), and then paste the ids anew from the\n\
            source.",
        nl: "Het cijfer is weg uit de werkmap; een andere opmaak brengt het niet terug.\n\
            Maak de kolom eerst Tekst (Ctrl+1) en plak daarna de id's opnieuw uit de bron.",
    },
    csv: Text {
        en: "Export again from the system, with ids as text. In a workbook the column has\n\
            to be a text column before the ids go in.",
        nl: "Exporteer opnieuw uit het systeem, met id's als tekst. In een werkmap moet de\n\
            kolom al een tekstkolom zijn voordat de id's erin komen.",
    },
    ..NO_MORE
};

/// I059: id of an address replaced by the id of its home.
pub static NUMBER_INDICATION: Entry = Entry {
    code: "I059",
    outcome: Outcome::Repaired,
    title: Text {
        en: "id of an address replaced by the id of its home",
        nl: "id van een adres vervangen door het id van de woning",
    },
    meaning: Text {
        en: "The ids with 20 in the fifth and sixth digit name an address\n\
            (nummeraanduiding), not a home. The table of addresses says which home has\n\
            that address, and that home's id is used.",
        nl: "De id's met 20 als vijfde en zesde cijfer horen bij een adres\n\
            (nummeraanduiding) en niet bij een woning. De adressentabel zegt welke woning\n\
            dat adres heeft, en het id van die woning is gebruikt.",
    },
    excel: Text {
        en: "Nothing has to be done. Better is a column with ids of the verblijfsobject.",
        nl: "Er hoeft niets te gebeuren. Beter is een kolom met id's van het\n\
            verblijfsobject.",
    },
    csv: Text {
        en: "Ask the corporation for the id of the verblijfsobject (01 in the middle).",
        nl: "Vraag de corporatie om het id van het verblijfsobject (01 in het midden).",
    },
    ..NO_MORE
};

/// I068: ids of buildings (pand) where homes are expected.
pub static BUILDING_FOR_HOME: Entry = Entry {
    code: "I068",
    outcome: Outcome::Stop,
    title: Text {
        en: "ids of buildings (pand) where homes are expected",
        nl: "id's van panden waar woningen worden verwacht",
    },
    meaning: Text {
        en: "The column holds ids with 10 in the fifth and sixth digit: those of buildings.\n\
            All homes of a block of flats have the same one, so homes cannot be told apart\n\
            by it, nor be given their own label.",
        nl: "De kolom bevat id's met 10 als vijfde en zesde cijfer: die van panden. Alle\n\
            woningen van een flat hebben hetzelfde pand-id; daarmee zijn woningen niet uit\n\
            elkaar te houden en krijgt geen woning haar eigen label.",
    },
    excel: Text {
        en: "Look for a column with 01 in the middle of the ids and name that one. Without\n\
            one, leave `bag_id` out and name the columns of the address.",
        nl: "Zoek een kolom met id's met 01 in het midden en noem die. Is die er niet, laat\n\
            `bag_id` dan weg en noem de kolommen van het adres.",
    },
    csv: Text {
        en: "Ask for the id of the verblijfsobject beside that of the pand.",
        nl: "Vraag naast het id van het pand ook dat van het verblijfsobject.",
    },
    setting: Text {
        en: "[dwellings.columns]\n\
            bag_id = \"BAG-id VBO\"     # of the home\n\
            pand_id = \"BAG-id pand\"   # of the building",
        nl: "[dwellings.columns]\n\
            bag_id = \"BAG-id VBO\"     # van de woning\n\
            pand_id = \"BAG-id pand\"   # van het pand",
    },
    ..NO_MORE
};

/// I070: BAG ids of another municipality.
pub static OTHER_MUNICIPALITY: Entry = Entry {
    code: "I070",
    outcome: Outcome::Warning,
    title: Text { en: "BAG ids of another municipality", nl: "BAG-id's van een andere gemeente" },
    meaning: Text {
        en: "The first four digits of these ids are not the city's. Homes in a neighbouring\n\
            town are possible; so is, where zeros were put in front (I001), a column that\n\
            holds no BAG ids at all. The ids are used as they are.",
        nl: "De eerste vier cijfers van deze id's zijn niet die van de stad. Het kunnen\n\
            woningen in een buurgemeente zijn, maar ook, als er nullen zijn teruggezet\n\
            (I001), een kolom waarin helemaal geen BAG-id's staan. De id's worden gebruikt\n\
            zoals ze er staan.",
    },
    excel: Text {
        en: "Look a few of them up in the BAG Viewer. If the homes are elsewhere, filter\n\
            the column (Data > Filter) and see whether they belong in the file.",
        nl: "Zoek er een paar op in de BAG Viewer. Liggen de woningen elders, filter dan de\n\
            kolom (Gegevens > Filter) en kijk of ze in het bestand horen.",
    },
    csv: Text {
        en: "Ask the corporation whether the export covers more than one municipality.\n\
            Almere's ids begin with 0034.",
        nl: "Vraag de corporatie of de export meer dan één gemeente bevat. Ids van Almere\n\
            beginnen met 0034.",
    },
    ..NO_MORE
};
