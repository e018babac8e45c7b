//! Findings about the number of all homes of an area.

use super::{Entry, NO_MORE, Outcome, Text};

/// I110: more social homes than homes.
pub static MORE_SOCIAL_THAN_HOMES: Entry = Entry {
    code: "I110",
    outcome: Outcome::Stop,
    title: Text { en: "more social homes than homes", nl: "meer sociale woningen dan woningen" },
    meaning: Text {
        en: "The social homes that lie in an area are more than all its homes, or those of\n\
            the city more than all homes of the city. One of the two is wrong, or of\n\
            another day or another map; the share of social homes means nothing then.",
        nl: "In een gebied liggen meer sociale woningen dan er woningen zijn, of in de stad\n\
            als geheel. Een van beide klopt niet, of is van een andere dag of een andere\n\
            kaart; een aandeel sociale woningen zegt dan niets.",
    },
    excel: Text {
        en: "Compare both numbers of the areas that are named. Units that are no homes,\n\
            such as garages and rooms, may be counted among the social homes.",
        nl: "Vergelijk beide aantallen van de genoemde gebieden. Misschien tellen eenheden\n\
            die geen woning zijn, zoals garages en kamers, mee als sociale woning.",
    },
    csv: Text {
        en: "Ask for all homes as of the day of the corporations' files, on the map of the\n\
            same year. A number that is not to be trusted is left empty: the share of that\n\
            area is then unknown.",
        nl: "Vraag alle woningen op de dag van de bestanden van de corporaties, op de kaart\n\
            van hetzelfde jaar. Laat een aantal dat niet te vertrouwen is leeg: het\n\
            aandeel van dat gebied is dan onbekend.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            only = { column = \"Soort\", values = [\"Woning\"] }   # no garages",
        nl: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            only = { column = \"Soort\", values = [\"Woning\"] }   # geen garages",
    },
    ..NO_MORE
};

/// I111: a number of homes that cannot be.
pub static STOCK_NUMBER: Entry = Entry {
    code: "I111",
    outcome: Outcome::Unread,
    title: Text { en: "number of homes that cannot be", nl: "aantal woningen dat niet kan" },
    meaning: Text {
        en: "A number of homes is whole, not below zero and at most a million. This one is\n\
            not, so it is unknown how many homes the area has, and its share of social\n\
            homes with it. What CBS writes for a missing number (-99997, a point) is no\n\
            fault.",
        nl: "Een aantal woningen is een geheel getal, niet onder nul en ten hoogste een\n\
            miljoen. Dit niet; daarom is onbekend hoeveel woningen het gebied heeft, en\n\
            ook welk deel sociaal is. Wat het CBS voor een ontbrekend getal schrijft\n\
            (-99997, een punt), is geen fout.",
    },
    excel: Text {
        en: "Mend the cell, or leave it empty. A fraction often is a number in thousands.",
        nl: "Herstel de cel, of laat hem leeg. Een breuk is vaak een aantal in\n\
            duizendtallen.",
    },
    csv: Text {
        en: "Ask for the number of homes itself, not for a mean, a share or a difference.",
        nl: "Vraag het aantal woningen zelf, geen gemiddelde, aandeel of verschil.",
    },
    qgis: Text {
        en: "Mend the value in the attribute table of the layer.",
        nl: "Herstel de waarde in de attributentabel van de laag.",
    },
    ..NO_MORE
};

/// I112: areas of which the number of homes is not known.
pub static STOCK_UNKNOWN: Entry = Entry {
    code: "I112",
    outcome: Outcome::Warning,
    title: Text {
        en: "areas without a number of all homes",
        nl: "gebieden zonder aantal van alle woningen",
    },
    meaning: Text {
        en: "The source gives these areas no number, or one that cannot be used. Their\n\
            share of social homes is unknown, which is neither zero nor nothing: they take\n\
            no part in the statistics, and their social homes are left out of the sums\n\
            above them.",
        nl: "De bron geeft voor deze gebieden geen aantal, of een onbruikbaar aantal. Welk\n\
            deel sociaal is, is onbekend: dat is geen nul. Ze doen niet mee in de\n\
            statistiek, en hun sociale woningen vallen buiten de sommen erboven.",
    },
    excel: Text {
        en: "Add a row for each area that is named. An area without homes has a 0.",
        nl: "Voeg voor elk genoemd gebied een regel toe. Een gebied zonder woningen krijgt\n\
            een 0.",
    },
    csv: Text {
        en: "Ask for all areas of the map. CBS leaves small numbers out: take them from the\n\
            municipality, or count them from the BAG.",
        nl: "Vraag om alle gebieden van de kaart. Het CBS laat kleine aantallen weg: neem\n\
            ze van de gemeente, of tel ze uit de BAG.",
    },
    setting: Text {
        en: "[stock]\n\
            addresses = true          # count them from a complete [addresses]",
        nl: "[stock]\n\
            addresses = true          # tel ze uit een volledige [addresses]",
    },
    ..NO_MORE
};

/// I113: areas with two numbers of homes.
pub static STOCK_TWICE: Entry = Entry {
    code: "I113",
    outcome: Outcome::Unread,
    title: Text {
        en: "areas with different numbers of homes",
        nl: "gebieden met verschillende aantallen woningen",
    },
    meaning: Text {
        en: "Two rows of one area say different things. Which one is right cannot be told,\n\
            and they are not added: the number of the area is unknown. The same number\n\
            twice counts once.",
        nl: "Twee regels van één gebied zeggen iets anders. Welke klopt valt niet uit te\n\
            maken, en ze worden niet opgeteld: het aantal van het gebied is onbekend.\n\
            Twee keer hetzelfde getal telt één keer.",
    },
    excel: Text {
        en: "Home > Conditional Formatting > Highlight Cells Rules > Duplicate Values shows\n\
            them. Keep the row of the right year and of all homes together.",
        nl: "Start > Voorwaardelijke opmaak > Markeringsregels voor cellen > Dubbele\n\
            waarden toont ze. Houd de regel van het juiste jaar en van alle woningen\n\
            samen.",
    },
    csv: Text {
        en: "Often the rows are of several years, or of kinds of homes. Ask for one year\n\
            and for the total of all kinds.",
        nl: "Vaak zijn het regels van meer jaren, of van soorten woningen. Vraag één jaar,\n\
            en het totaal van alle soorten.",
    },
    qgis: Text {
        en: "Features of one area carry the number of the whole area, each the same.",
        nl: "Objecten van één gebied hebben elk het aantal van het hele gebied.",
    },
    setting: Text {
        en: "[stock]\n\
            path = \"woningvoorraad.csv\"\n\
            only = { column = \"jaar\", values = [\"2025\"] }   # the rows that count",
        nl: "[stock]\n\
            path = \"woningvoorraad.csv\"\n\
            only = { column = \"jaar\", values = [\"2025\"] }   # de regels die tellen",
    },
    ..NO_MORE
};

/// I114: rows of no finest area of the map.
pub static STOCK_OTHER_ROWS: Entry = Entry {
    code: "I114",
    outcome: Outcome::SetAside,
    title: Text {
        en: "rows of other areas than the finest of the map",
        nl: "regels van andere gebieden dan de kleinste op de kaart",
    },
    meaning: Text {
        en: "Tables of CBS mix municipalities, wijken and buurten, often of the whole\n\
            country. The finest areas of the map count; a coarser area of the map is\n\
            compared with the sum of its parts and never added.",
        nl: "Tabellen van het CBS hebben gemeenten, wijken en buurten door elkaar, vaak van\n\
            het hele land. De kleinste gebieden van de kaart tellen; een groter gebied\n\
            wordt vergeleken met de som van zijn delen en nooit opgeteld.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Nothing has to be done, as long as the finest areas are there.",
        nl: "Er hoeft niets te gebeuren, zolang de kleinste gebieden erin staan.",
    },
    ..NO_MORE
};

/// I115: homes in an area that the map does not have.
pub static STOCK_NO_AREA: Entry = Entry {
    code: "I115",
    outcome: Outcome::Warning,
    title: Text {
        en: "homes in an area that the map does not have",
        nl: "woningen in een gebied dat de kaart niet heeft",
    },
    meaning: Text {
        en: "A row with homes names no area of the map, or a code with another name than on\n\
            the map. Its homes are in no area, so that the total is too low. Codes change\n\
            with the year.",
        nl: "Een regel met woningen noemt geen gebied van de kaart, of een code met een\n\
            andere naam dan op de kaart. Die woningen vallen buiten elk gebied, dus het\n\
            totaal is te laag. Codes veranderen met het jaar.",
    },
    excel: Text {
        en: "Compare code and name with the map. BU00340101, 00340101 and 340101 are one\n\
            code.",
        nl: "Vergelijk code en naam met de kaart. BU00340101, 00340101 en 340101 zijn\n\
            dezelfde code.",
    },
    csv: Text {
        en: "Ask of which year the codes are, and for a table on the map of the run.",
        nl: "Vraag van welk jaar de codes zijn, en om een tabel op de kaart van de run.",
    },
    setting: Text {
        en: "[stock]\n\
            path = \"woningvoorraad.csv\"\n\
            area_year = 2024          # CBS year of the codes in this table",
        nl: "[stock]\n\
            path = \"woningvoorraad.csv\"\n\
            area_year = 2024          # CBS-jaar van de codes in deze tabel",
    },
    ..NO_MORE
};

/// I116: numbers of coarser areas that are not the sum of their parts.
pub static STOCK_SUM_DIFFERS: Entry = Entry {
    code: "I116",
    outcome: Outcome::Warning,
    title: Text {
        en: "number of homes that is not the sum of its parts",
        nl: "aantal woningen dat niet de som van de delen is",
    },
    meaning: Text {
        en: "The table gives a coarser area, or a total, another number than the finest\n\
            areas in it have together. These count. Numbers that are all multiples of five\n\
            may differ by their rounding.",
        nl: "De tabel geeft een groter gebied, of een totaal, een ander aantal dan de\n\
            kleinste gebieden erin samen hebben. Die tellen. Zijn alle getallen\n\
            vijfvouden, dan mogen ze verschillen door de afronding.",
    },
    excel: Text {
        en: "Look whether rows of single areas are missing, or are of another year.",
        nl: "Kijk of er regels van gebieden ontbreken, of van een ander jaar zijn.",
    },
    csv: Text {
        en: "Ask for one export of all levels together, of one day.",
        nl: "Vraag één export van alle niveaus samen, van één dag.",
    },
    ..NO_MORE
};

/// I117: no area has a number of homes.
pub static STOCK_NOTHING: Entry = Entry {
    code: "I117",
    outcome: Outcome::Stop,
    title: Text {
        en: "no area has a number of all homes",
        nl: "geen enkel gebied heeft een aantal van alle woningen",
    },
    meaning: Text {
        en: "[stock] names a source, and not one of the finest areas of the map gets a\n\
            number from it: its rows are of another level, another municipality or another\n\
            year, or the column is empty.",
        nl: "[stock] noemt een bron, en geen van de kleinste gebieden op de kaart krijgt\n\
            daaruit een aantal: de regels zijn van een ander niveau, een andere gemeente\n\
            of een ander jaar, of de kolom is leeg.",
    },
    excel: Text {
        en: "Give a row for each of the finest areas, with its code and a whole number.",
        nl: "Maak een regel voor elk van de kleinste gebieden, met de code en een heel\n\
            getal.",
    },
    csv: Text {
        en: "Ask for the number of homes for each buurt, or whatever the finest level of\n\
            the map is.",
        nl: "Vraag het aantal woningen per buurt, of van wat het kleinste niveau van de\n\
            kaart is.",
    },
    qgis: Text {
        en: "Look in the attribute table which column holds the homes.",
        nl: "Kijk in de attributentabel welke kolom de woningen heeft.",
    },
    setting: Text {
        en: "[stock]\n\
            path = \"woningvoorraad.csv\"\n\
            columns = { area = \"buurtcode\", homes = \"woningen\" }",
        nl: "[stock]\n\
            path = \"woningvoorraad.csv\"\n\
            columns = { area = \"buurtcode\", homes = \"woningen\" }",
    },
    ..NO_MORE
};

/// I118: several columns that may hold all homes.
pub static STOCK_COLUMN: Entry = Entry {
    code: "I118",
    outcome: Outcome::Stop,
    title: Text {
        en: "several columns may hold all homes",
        nl: "meer dan één kolom kan alle woningen bevatten",
    },
    meaning: Text {
        en: "The source has more than one column with a name that CBS gives to the number\n\
            of all homes, and the configuration names none of them. None is chosen.",
        nl: "De bron heeft meer dan één kolom met een naam die het CBS aan het aantal van\n\
            alle woningen geeft, en de configuratie noemt er geen. Er wordt niet gekozen.",
    },
    excel: Text {
        en: "Nothing to mend in single cells.",
        nl: "In losse cellen is niets te herstellen.",
    },
    csv: Text {
        en: "Ask which column counts all homes, let or owned, as of which day.",
        nl: "Vraag welke kolom alle woningen telt, huur en koop, en op welke dag.",
    },
    setting: Text {
        en: "[stock]\n\
            column = \"woningvoorraad\"           # of the layer; or, of a table:\n\
            # columns = { homes = \"woningvoorraad\" }",
        nl: "[stock]\n\
            column = \"woningvoorraad\"           # van de laag; of, van een tabel:\n\
            # columns = { homes = \"woningvoorraad\" }",
    },
    ..NO_MORE
};

/// I119: addresses that are no home of the stock.
pub static STOCK_NOT_COUNTED: Entry = Entry {
    code: "I119",
    outcome: Outcome::SetAside,
    title: Text {
        en: "addresses that are not counted as a home",
        nl: "adressen die niet als woning tellen",
    },
    meaning: Text {
        en: "All homes are counted as CBS does: each verblijfsobject with `woonfunctie`,\n\
            alone or among other uses, in use, out of use or being rebuilt, once. Boats\n\
            and caravans (ligplaats, standplaats), objects not built yet or withdrawn,\n\
            other uses and addresses outside the map do not count.",
        nl: "Alle woningen worden geteld zoals het CBS doet: elk verblijfsobject met\n\
            `woonfunctie`, alleen of naast ander gebruik, in gebruik, buiten gebruik of\n\
            in verbouwing, één keer. Ligplaatsen, standplaatsen, objecten die nog niet\n\
            of niet meer bestaan, ander gebruik en adressen buiten de kaart tellen niet.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Where objects have no use, ask for `gebruiksdoel`: an area with such an\n\
            object has no number of homes.",
        nl: "Ontbreekt het gebruik bij objecten, vraag dan om `gebruiksdoel`: een gebied\n\
            met zo'n object heeft geen aantal woningen.",
    },
    setting: Text {
        en: "[stock]\n\
            addresses = true          # the table holds every home of the city\n\n\
            [addresses]\n\
            path = \"bag.csv\"\n\
            columns.use = \"gebruiksdoel\"",
        nl: "[stock]\n\
            addresses = true          # de tabel bevat elke woning van de stad\n\n\
            [addresses]\n\
            path = \"bag.csv\"\n\
            columns.use = \"gebruiksdoel\"",
    },
    ..NO_MORE
};

/// I156: all homes are of another day than the social ones.
pub static STOCK_OTHER_DAY: Entry = Entry {
    code: "I156",
    outcome: Outcome::Warning,
    title: Text {
        en: "social homes and all homes of different days",
        nl: "sociale woningen en alle woningen van verschillende dagen",
    },
    meaning: Text {
        en: "`as_of` of [stock] is a day before `reference_date`: homes that were built in\n\
            between are not among all homes, and may be among the social ones. The share\n\
            is a little off. Of the projects only those homes are taken to be there that\n\
            were up to the last year that had ended on the day of the stock.",
        nl: "`as_of` van [stock] ligt voor `reference_date`: woningen die er tussen die\n\
            dagen bijkwamen, tellen bij alle woningen niet mee en bij de sociale misschien\n\
            wel. Het aandeel wijkt iets af. Van de projecten staan alleen de woningen er\n\
            al tot en met het laatste jaar dat op de dag van de voorraad voorbij was.",
    },
    excel: Text {
        en: "Nothing to mend in single cells.",
        nl: "In losse cellen is niets te herstellen.",
    },
    csv: Text {
        en: "Ask for the number of homes as of the reference date.",
        nl: "Vraag het aantal woningen op de peildatum.",
    },
    setting: Text {
        en: "[stock]\n\
            as_of = 2025-12-31        # the same day as reference_date",
        nl: "[stock]\n\
            as_of = 2025-12-31        # dezelfde dag als reference_date",
    },
    ..NO_MORE
};
