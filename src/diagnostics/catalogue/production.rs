//! Findings about the projects of the production agreements.

use super::{Entry, NO_MORE, Outcome, Text};

/// I130: projects of an unknown district.
pub static PROJECT_UNJOINED: Entry = Entry {
    code: "I130",
    outcome: Outcome::Warning,
    title: Text {
        en: "not joined to an area: its district is unknown",
        nl: "niet aan een gebied gekoppeld: stadsdeel onbekend",
    },
    meaning: Text {
        en: "The district and the area that a project names are in no row of the table of\n\
            names, or, without such a table, are no name or code of the map. It is listed\n\
            with its homes and counts for the city as a whole, but in no area.",
        nl: "Het stadsdeel en het gebied van een project staan in geen enkele regel van de\n\
            namentabel, of, als die er niet is, niet op de kaart. Het project wordt met\n\
            zijn woningen genoemd en telt voor de hele stad, maar in geen enkel gebied.",
    },
    excel: Text {
        en: "Look for a typing error in the two names, or add a row to the table of names\n\
            with the names as they stand in the project.",
        nl: "Zoek een tikfout in de twee namen, of zet een regel in de namentabel met de\n\
            namen zoals ze bij het project staan.",
    },
    csv: Text {
        en: "Add a row `district;area;level;code`. Leave `area` empty for the district as a\n\
            whole; a coarser area is right where the exact one is not known.",
        nl: "Zet er een regel `district;area;level;code` bij. Laat `area` leeg voor het\n\
            hele stadsdeel; een groter gebied is goed als het precieze niet bekend is.",
    },
    setting: Text {
        en: "[production]\n\
            path = \"productieafspraken.csv\"\n\
            areas = \"productiegebieden.csv\"    # district;area;level;code",
        nl: "[production]\n\
            path = \"productieafspraken.csv\"\n\
            areas = \"productiegebieden.csv\"    # stadsdeel;gebied;niveau;code",
    },
    ..NO_MORE
};

/// I131: projects joined to their district only.
pub static PROJECT_BY_DISTRICT: Entry = Entry {
    code: "I131",
    outcome: Outcome::Warning,
    title: Text {
        en: "joined to its district only: its area is unknown",
        nl: "alleen aan het stadsdeel gekoppeld: gebied onbekend",
    },
    meaning: Text {
        en: "The district of a project is known and the name of its own area is not. It\n\
            counts in its district, and in no area within: there the number of planned\n\
            homes is then unknown.",
        nl: "Het stadsdeel van een project is bekend en de naam van het eigen gebied niet.\n\
            Het telt in het stadsdeel, en in geen gebied daarbinnen: daar is het aantal\n\
            geplande woningen dan onbekend.",
    },
    excel: Text {
        en: "Add a row for the area to the table of names, or correct a typing error.",
        nl: "Zet een regel voor het gebied in de namentabel, of verbeter een tikfout.",
    },
    csv: Text {
        en: "Ask in which wijk or buurt the project lies. Without an answer it stays as it\n\
            is.",
        nl: "Vraag in welke wijk of buurt het project ligt. Zonder antwoord blijft het zo.",
    },
    setting: Text {
        en: "[production]\n\
            path = \"productieafspraken.csv\"\n\
            areas = \"productiegebieden.csv\"    # district;area;level;code",
        nl: "[production]\n\
            path = \"productieafspraken.csv\"\n\
            areas = \"productiegebieden.csv\"    # stadsdeel;gebied;niveau;code",
    },
    ..NO_MORE
};

/// I132: one name of projects with two areas.
pub static PROJECT_AREA_TWICE: Entry = Entry {
    code: "I132",
    outcome: Outcome::Stop,
    title: Text {
        en: "one name of projects with two areas",
        nl: "één naam van projecten met twee gebieden",
    },
    meaning: Text {
        en: "The table of names gives one district and area two different codes. Which of\n\
            them is meant cannot be told, and the last row is no better than the first.\n\
            The message names both, with their rows.",
        nl: "De namentabel geeft één stadsdeel en gebied twee verschillende codes. Welke\n\
            bedoeld is valt niet uit te maken, en de laatste regel is niet beter dan de\n\
            eerste. De melding noemt beide, met de regels.",
    },
    excel: Text {
        en: "Delete one of the rows. Where a name covers several areas, give it the coarser\n\
            area that holds them all.",
        nl: "Verwijder een van de regels. Beslaat een naam meer gebieden, geef dan het\n\
            grotere gebied waar ze in liggen.",
    },
    csv: Text {
        en: "Keep one row for each name. Names are compared without case and double blanks.",
        nl: "Houd één regel per naam. Hoofdletters en dubbele spaties maken geen verschil.",
    },
    ..NO_MORE
};

/// I133: names of projects with no area of the map.
pub static PROJECT_AREA_CODE: Entry = Entry {
    code: "I133",
    outcome: Outcome::Rejected,
    title: Text {
        en: "a name of projects with no area of the map",
        nl: "een naam van projecten zonder gebied op de kaart",
    },
    meaning: Text {
        en: "A row of the table of names gives a level that the run does not have, or a\n\
            code that the map does not have at that level. The row is rejected, so\n\
            projects of that name are joined to their district, or to nothing.",
        nl: "Een regel van de namentabel geeft een niveau dat deze berekening niet kent, of\n\
            een code die de kaart op dat niveau niet heeft. De regel wordt afgekeurd;\n\
            projecten met die naam komen bij hun stadsdeel, of nergens.",
    },
    excel: Text {
        en: "Correct level and code. A code can be written BU00340101, 00340101 or 340101;\n\
            a stadsdeel goes by its name as it stands on the map.",
        nl: "Verbeter niveau en code. Een code mag BU00340101, 00340101 of 340101 zijn; een\n\
            stadsdeel heet zoals het op de kaart staat.",
    },
    csv: Text {
        en: "Use codes of the year of the map: `areas.year` in the configuration.",
        nl: "Gebruik codes van het jaar van de kaart: `areas.year` in de configuratie.",
    },
    setting: Text {
        en: "[areas]\n\
            levels = [\"stadsdeel\", \"wijk\", \"buurt\"]    # one of these",
        nl: "[areas]\n\
            levels = [\"stadsdeel\", \"wijk\", \"buurt\"]    # een van deze",
    },
    ..NO_MORE
};

/// I134: no number of homes.
pub static PROJECT_HOMES: Entry = Entry {
    code: "I134",
    outcome: Outcome::Unread,
    title: Text {
        en: "no number of homes: negative, or not whole",
        nl: "geen aantal woningen: negatief, of niet heel",
    },
    meaning: Text {
        en: "The number of planned or delivered homes of a project, or a printed total, is\n\
            negative, has a fraction, or is above a million. The cell counts as unknown,\n\
            which is no zero: the project stays, and is listed among those without a\n\
            number.",
        nl: "Het aantal geplande of opgeleverde woningen van een project, of een afgedrukt\n\
            totaal, is negatief, heeft een breuk, of is meer dan een miljoen. De cel geldt\n\
            als onbekend, en dat is geen nul: het project blijft, bij die zonder aantal.",
    },
    excel: Text {
        en: "Correct the cell. Homes that are pulled down are no negative homes here: leave\n\
            them out.",
        nl: "Verbeter de cel. Sloop is hier geen negatief aantal: laat die weg.",
    },
    csv: Text {
        en: "Ask for the number. Half a home, of one that two projects share, stands as a\n\
            whole home in one of them.",
        nl: "Vraag het aantal na. Een halve woning, van twee projecten samen, hoort als\n\
            hele woning in een van de twee.",
    },
    ..NO_MORE
};

/// I135: homes that are not the sum of their years.
pub static PROJECT_YEARS: Entry = Entry {
    code: "I135",
    outcome: Outcome::Warning,
    title: Text {
        en: "the homes of a project are not the sum of its years",
        nl: "woningen van een project zijn niet de som der jaren",
    },
    meaning: Text {
        en: "The number of homes of a project and the sum of its years differ. The number\n\
            of homes counts in every sum; each year counts as it stands, and what the\n\
            number has more is of an unknown year. Without a number the sum of the years\n\
            counts.",
        nl: "Het aantal woningen van een project en de som van de jaren verschillen. In\n\
            elke som telt het aantal woningen; elk jaar telt zoals het er staat, en wat\n\
            het aantal meer heeft is van een onbekend jaar. Zonder aantal telt de som van\n\
            de jaren.",
    },
    excel: Text {
        en: "Compare the row with the printed table: often a column is shifted, or a year\n\
            left out.",
        nl: "Vergelijk de regel met de afgedrukte tabel: vaak is een kolom verschoven, of\n\
            is een jaar weggelaten.",
    },
    csv: Text {
        en: "Ask which of the two is right, and correct the other.",
        nl: "Vraag welke van de twee klopt, en verbeter de andere.",
    },
    ..NO_MORE
};

/// I136: a printed total is not the sum of the rows.
pub static PROJECT_TOTAL: Entry = Entry {
    code: "I136",
    outcome: Outcome::Warning,
    title: Text {
        en: "a printed total is not the sum of the rows",
        nl: "een afgedrukt totaal is niet de som van de regels",
    },
    meaning: Text {
        en: "The rows that a total is about add up to another number. Both stand beside\n\
            each other in kerncijfers.json, with the rows that take part. Neither is\n\
            chosen: all that the program adds up, it adds up from the rows.",
        nl: "De regels waar een totaal over gaat geven samen een ander aantal. Beide staan\n\
            naast elkaar in kerncijfers.json, met de regels die meetellen. Er wordt er\n\
            geen gekozen: wat het programma optelt, telt het op uit de regels.",
    },
    excel: Text {
        en: "Look in the rows for a project that is missing, stands twice, or has another\n\
            year. A total of a printed document stays as it is printed.",
        nl: "Zoek in de regels een project dat ontbreekt, dubbel staat, of een ander jaar\n\
            heeft. Een totaal uit een document blijft staan zoals het gedrukt is.",
    },
    csv: Text {
        en: "Ask the parties which number they agreed.",
        nl: "Vraag de partijen welk aantal zij hebben afgesproken.",
    },
    setting: Text {
        en: "[production]\n\
            path = \"productieafspraken.csv\"\n\
            totals = \"productietotalen.csv\"    # certainty;segment;year;homes",
        nl: "[production]\n\
            path = \"productieafspraken.csv\"\n\
            totals = \"productietotalen.csv\"    # zekerheid;segment;jaar;woningen",
    },
    ..NO_MORE
};

/// I137: a segment or certainty that no list names.
pub static PROJECT_VALUE: Entry = Entry {
    code: "I137",
    outcome: Outcome::Stop,
    title: Text {
        en: "a segment or certainty that no list names",
        nl: "een segment of zekerheid die in geen lijst staat",
    },
    meaning: Text {
        en: "A value of the column of segments or of certainties stands in none of the\n\
            lists of the configuration. What its homes are is not guessed, because each\n\
            project adds to the social homes, to the others, or to neither.",
        nl: "Een waarde in de kolom met segmenten of zekerheden staat in geen enkele lijst\n\
            van de configuratie. Wat die woningen zijn wordt niet geraden, want elk\n\
            project telt bij de sociale woningen, bij de andere, of bij geen van beide.",
    },
    excel: Text {
        en: "Correct a typing error, or put the value in a list (below).",
        nl: "Verbeter een tikfout, of zet de waarde in een lijst (hieronder).",
    },
    csv: Text {
        en: "Ask what the value means. Where that is open, `unknown` is the list for it.",
        nl: "Vraag wat de waarde betekent. Staat dat nog open, dan is `unknown` de lijst.",
    },
    setting: Text {
        en: "[production.segments]\n\
            social = [\"sociaal\"]\n\
            other = [\"middenhuur\", \"koop\"]\n\
            unknown = [\"divers\", \"n.t.b.\", \"\"]     # \"\" is an empty cell\n\
            [production.certainties]\n\
            firm = [\"hard\"]\n\
            soft = [\"zacht\"]\n\
            exclude = [\"ter informatie\"]",
        nl: "[production.segments]\n\
            social = [\"sociaal\"]\n\
            other = [\"middenhuur\", \"koop\"]\n\
            unknown = [\"divers\", \"n.t.b.\", \"\"]     # \"\" is een lege cel\n\
            [production.certainties]\n\
            firm = [\"hard\"]\n\
            soft = [\"zacht\"]\n\
            exclude = [\"ter informatie\"]",
    },
    ..NO_MORE
};

/// I138: more homes delivered than planned.
pub static PROJECT_DELIVERED: Entry = Entry {
    code: "I138",
    outcome: Outcome::Warning,
    title: Text {
        en: "more homes delivered than the project has",
        nl: "meer woningen opgeleverd dan het project heeft",
    },
    meaning: Text {
        en: "The years of delivery of a project add up to more homes than it has. The homes\n\
            of the project are then all delivered, and the rest counts as delivered beyond\n\
            the plan.",
        nl: "De jaren van oplevering van een project zijn samen meer dan het aantal\n\
            woningen. De woningen van het project gelden dan als alle opgeleverd, en de\n\
            rest als opgeleverd boven het plan.",
    },
    excel: Text {
        en: "Look whether a delivery stands in two years, or the number of homes is that of\n\
            an older plan.",
        nl: "Kijk of een oplevering in twee jaren staat, of het aantal woningen van een\n\
            ouder plan is.",
    },
    csv: Text {
        en: "Ask for the number of homes as it was delivered.",
        nl: "Vraag het aantal woningen zoals het is opgeleverd.",
    },
    ..NO_MORE
};

/// I139: homes or segment unknown.
pub static PROJECT_UNKNOWN: Entry = Entry {
    code: "I139",
    outcome: Outcome::Warning,
    title: Text {
        en: "a project of which homes, segment or certainty is unknown",
        nl: "een project met onbekend aantal, segment of zekerheid",
    },
    meaning: Text {
        en: "The number of homes of a project is not known, or not whether its homes are\n\
            social ones. It is listed, and left out of the share and the spread after the\n\
            programme: unknown is no zero and no other segment.",
        nl: "Van een project is niet bekend hoeveel woningen het heeft, of niet of die\n\
            sociaal zijn. Het wordt genoemd, en blijft buiten het aandeel en de spreiding\n\
            na het programma: onbekend is geen nul, en geen ander segment.",
    },
    excel: Text {
        en: "Fill in the number or the segment once it is known.",
        nl: "Vul het aantal of het segment in zodra het bekend is.",
    },
    csv: Text {
        en: "Ask for the number or the segment. Nothing else has to be done.",
        nl: "Vraag het aantal of het segment. Meer hoeft er niet te gebeuren.",
    },
    ..NO_MORE
};
