//! Findings about where rows lie.

use super::{Entry, NO_MORE, Outcome, Text};

/// G007: rows outside every area.
pub static OUTSIDE: Entry = Entry {
    code: "G007",
    outcome: Outcome::Warning,
    title: Text { en: "rows outside every area", nl: "regels buiten elk gebied" },
    meaning: Text {
        en: "The point of these rows lies in no area, and not within `snap_distance_m` of\n\
            one: homes in another municipality, in water, or with a wrong coordinate. They\n\
            are kept out of all counts and listed in niet_geplaatst.csv in the folder\n\
            out-controle.",
        nl: "Het punt van deze regels ligt in geen enkel gebied, en ook niet binnen\n\
            `snap_distance_m` ervan: woningen in een andere gemeente, in het water, of met\n\
            een verkeerde coördinaat. Ze tellen nergens mee en staan in niet_geplaatst.csv\n\
            in de map out-controle.",
    },
    excel: Text {
        en: "Filter the homes of another municipality out of the file (Data > Filter), or\n\
            correct x and y of those that should be in the city.",
        nl: "Filter de woningen van een andere gemeente uit het bestand (Gegevens >\n\
            Filter), of verbeter x en y van die in de stad horen.",
    },
    csv: Text {
        en: "Ask for an export of this municipality only.",
        nl: "Vraag een export van alleen deze gemeente.",
    },
    qgis: Text {
        en: "Add the file as a delimited text layer (Ctrl+Shift+T) to see the rows on the\n\
            map, over the areas.",
        nl: "Voeg het bestand toe als tekstgescheiden laag (Ctrl+Shift+T) om de regels op\n\
            de kaart te zien, over de gebieden heen.",
    },
    ..NO_MORE
};

/// G008: two keys of one row point to different areas.
pub static KEYS_DISAGREE: Entry = Entry {
    code: "G008",
    outcome: Outcome::Warning,
    title: Text {
        en: "two keys of one row point to different areas",
        nl: "twee sleutels van één regel wijzen naar andere gebieden",
    },
    meaning: Text {
        en: "The area code of a row and its BAG id, or its address and its point, lead to\n\
            different areas. The first key in the order area code, BAG id, address, point\n\
            decides. The rows are listed in sleutels_oneens.csv in the folder\n\
            out-controle.",
        nl: "De gebiedscode van een regel en het BAG-id, of het adres en het punt, leiden\n\
            naar verschillende gebieden. De eerste sleutel in de volgorde gebiedscode,\n\
            BAG-id, adres, punt beslist. De regels staan in sleutels_oneens.csv in de map\n\
            out-controle.",
    },
    excel: Text {
        en: "Correct the key that is wrong. If it is always the area code, its year is\n\
            probably wrong (G016); then leave the column out.",
        nl: "Verbeter de sleutel die fout is. Is het steeds de gebiedscode, dan klopt het\n\
            jaar ervan waarschijnlijk niet (G016); laat de kolom dan weg.",
    },
    csv: Text {
        en: "Ask the corporation which key it keeps up to date, and use that one only.",
        nl: "Vraag de corporatie welke sleutel ze bijhoudt, en gebruik alleen die.",
    },
    setting: Text {
        en: "[locate]\n\
            steps = [\"bag_id\", \"address\", \"point\"]    # leaves out the area code",
        nl: "[locate]\n\
            steps = [\"bag_id\", \"address\", \"point\"]    # laat de gebiedscode weg",
    },
    ..NO_MORE
};

/// G009: one address or id at several places.
pub static ADDRESS_AMBIGUOUS: Entry = Entry {
    code: "G009",
    outcome: Outcome::Warning,
    title: Text {
        en: "one address or id at several places",
        nl: "één adres of id op meer plekken",
    },
    meaning: Text {
        en: "The table of addresses gives several positions for one BAG id or one full\n\
            address. Which is right cannot be told, so that key is not used; the next one\n\
            places the row.",
        nl: "De adressentabel geeft meer posities voor één BAG-id of één volledig adres.\n\
            Welke klopt valt niet uit te maken; die sleutel wordt dus niet gebruikt, en de\n\
            volgende bepaalt de plek.",
    },
    excel: Text {
        en: "Data > Filter on the id shows its rows. Delete what is out of date.",
        nl: "Gegevens > Filter op het id toont de regels. Verwijder wat verouderd is.",
    },
    csv: Text {
        en: "Ask for the table with house letter and addition, and with one row for each\n\
            object in use. Without them one address in ten stands for several homes.",
        nl: "Vraag de tabel met huisletter en toevoeging, en met één regel per object in\n\
            gebruik. Zonder die kolommen staat één op de tien adressen voor meer woningen.",
    },
    ..NO_MORE
};

/// G012: placements in a home that is not in the files of homes.
pub static UNKNOWN_HOME: Entry = Entry {
    code: "G012",
    outcome: Outcome::Warning,
    title: Text {
        en: "placements in a home that is not in the files of homes",
        nl: "toewijzingen aan een woning die niet in het bezit staat",
    },
    meaning: Text {
        en: "The placement names a home that no file of homes has: let, and sold or pulled\n\
            down since, or built after the export. It is placed by its own BAG id, address\n\
            or point where it has them, and else by nothing.",
        nl: "De toewijzing noemt een woning die in geen enkel bestand met bezit staat:\n\
            verhuurd, en daarna verkocht of gesloopt, of na de export gebouwd. De\n\
            toewijzing wordt geplaatst met haar eigen BAG-id, adres of punt, als ze die\n\
            heeft.",
    },
    excel: Text {
        en: "Compare some of the numbers in both files: a prefix or lost zeros (0123 and\n\
            123) make them differ. Set both columns to Text.",
        nl: "Vergelijk een paar nummers in beide bestanden: door een voorvoegsel of\n\
            verdwenen nullen (0123 en 123) verschillen ze. Maak beide kolommen Tekst.",
    },
    csv: Text {
        en: "Ask for the same number of the home (VHE-nummer) in both exports, and for\n\
            address columns in the placements.",
        nl: "Vraag hetzelfde nummer van de woning (VHE-nummer) in beide exports, en\n\
            adreskolommen bij de toewijzingen.",
    },
    ..NO_MORE
};

/// G013: rows without a place.
pub static NOT_PLACED: Entry = Entry {
    code: "G013",
    outcome: Outcome::Warning,
    title: Text { en: "rows without a place", nl: "regels zonder plek" },
    meaning: Text {
        en: "No key led to an area: the address is not in the table of addresses, the area\n\
            code is not on the map, or there is no key at all. The rows are kept out of\n\
            all counts and listed with their reason in niet_geplaatst.csv in the folder\n\
            out-controle.",
        nl: "Geen enkele sleutel leidde naar een gebied: het adres staat niet in de\n\
            adressentabel, de gebiedscode niet op de kaart, of er is helemaal geen\n\
            sleutel. De regels tellen nergens mee en staan met de reden in\n\
            niet_geplaatst.csv in de map out-controle.",
    },
    excel: Text {
        en: "Fill in BAG id or address of the rows in that list. Check whether letter and\n\
            addition stand in their own columns.",
        nl: "Vul van de regels in die lijst het BAG-id of adres aan. Controleer of letter\n\
            en toevoeging in hun eigen kolom staan.",
    },
    csv: Text {
        en: "Ask for the BAG id with each home. New homes may be in a newer table of\n\
            addresses.",
        nl: "Vraag het BAG-id bij elke woning. Nieuwe woningen staan misschien in een\n\
            nieuwere adressentabel.",
    },
    setting: Text {
        en: "[addresses]\n\
            path = \"bag.csv\"",
        nl: "[addresses]               # de adressentabel\n\
            path = \"bag.csv\"",
    },
    ..NO_MORE
};
