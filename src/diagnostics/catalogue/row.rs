//! Findings about rows: totals, doubles, and cells that a row needs.

use super::{Entry, NO_MORE, Outcome, Text};

/// I040: a cell that the row needs is empty.
pub static KEY_MISSING: Entry = Entry {
    code: "I040",
    outcome: Outcome::Rejected,
    title: Text {
        en: "a cell that the row needs is empty",
        nl: "een cel die de regel nodig heeft is leeg",
    },
    meaning: Text {
        en: "A home needs its id and its corporation; a placement its date and something\n\
            that says which home; an address its x and y. Without it the row cannot be\n\
            counted once and in one place, so it is left out.",
        nl: "Een woning heeft haar id en haar corporatie nodig; een toewijzing de datum en\n\
            iets dat zegt welke woning; een adres x en y. Zonder dat kan de regel niet één\n\
            keer en op één plek tellen; daarom telt hij niet mee.",
    },
    excel: Text {
        en: "Fill in the cell. Data > Filter on (Blanks) shows all of them. In a merged\n\
            cell only the first row has the value: Home > Merge & Center undoes the merge,\n\
            and the value has to be filled down.",
        nl: "Vul de cel in. Gegevens > Filter op (Lege cellen) toont ze allemaal. In een\n\
            samengevoegde cel heeft alleen de eerste regel de waarde: hef de samenvoeging\n\
            op met Start > Samenvoegen en centreren, en vul de waarde naar beneden aan.",
    },
    csv: Text {
        en: "Fill it in at the source. If the whole column is empty, the export left it\n\
            out.",
        nl: "Vul het aan bij de bron. Is de hele kolom leeg, dan is hij in de export\n\
            weggelaten.",
    },
    ..NO_MORE
};

/// I041: the same row again.
pub static TWIN: Entry = Entry {
    code: "I041",
    outcome: Outcome::SetAside,
    title: Text { en: "the same row again", nl: "dezelfde regel nog een keer" },
    meaning: Text {
        en: "The row is the same as an earlier one in every column that is used. It counts\n\
            once. With a placement home and date have to be known.",
        nl: "De regel is in elke gebruikte kolom gelijk aan een eerdere. Hij telt één keer.\n\
            Bij een toewijzing moeten woning en datum bekend zijn.",
    },
    excel: Text {
        en: "Nothing has to be done. Data > Remove Duplicates takes them out of the file.",
        nl: "Er hoeft niets te gebeuren. Gegevens > Duplicaten verwijderen haalt ze uit het\n\
            bestand.",
    },
    csv: Text {
        en: "Nothing has to be done. Often two exports were put one behind the other.",
        nl: "Er hoeft niets te gebeuren. Vaak zijn twee exports achter elkaar gezet.",
    },
    ..NO_MORE
};

/// I042: the same id on rows that differ.
pub static DOUBLE_KEY: Entry = Entry {
    code: "I042",
    outcome: Outcome::Rejected,
    title: Text {
        en: "the same id on rows that differ",
        nl: "hetzelfde id op regels die van elkaar verschillen",
    },
    meaning: Text {
        en: "Rows of one home, or of one home and day for placements, say different things,\n\
            such as label D and label A, in one file or in several. Which one is right\n\
            cannot be told, and the first is no better than the last; so none of them\n\
            counts.",
        nl: "Regels van één woning, of bij toewijzingen van één woning en dag, zeggen iets\n\
            anders, zoals label D en label A, in één bestand of in meer. Welke klopt valt\n\
            niet uit te maken, en de eerste is niet beter dan de laatste; daarom telt geen\n\
            van deze regels mee.",
    },
    excel: Text {
        en: "Home > Conditional Formatting > Highlight Cells Rules > Duplicate Values shows\n\
            them. Delete the rows that are out of date. Do not remove duplicates blindly:\n\
            look first which row is right.",
        nl: "Start > Voorwaardelijke opmaak > Markeringsregels voor cellen > Dubbele\n\
            waarden toont ze. Verwijder de regels die verouderd zijn. Verwijder dubbele\n\
            regels niet zomaar: kijk eerst welke klopt.",
    },
    csv: Text {
        en: "Ask for one row a home. Often a join with another table doubled the rows: a\n\
            home with two contracts, or an old and a new label.",
        nl: "Vraag om één regel per woning. Vaak heeft een koppeling met een andere tabel\n\
            de regels verdubbeld: een woning met twee contracten, of een oud en een nieuw\n\
            label.",
    },
    ..NO_MORE
};

/// I043: one BAG id on several homes.
pub static TWO_OWNERS: Entry = Entry {
    code: "I043",
    outcome: Outcome::Warning,
    title: Text { en: "one home on several rows", nl: "één woning op meer regels" },
    meaning: Text {
        en: "Rooms let apart may share the id of one dwelling; then all is well. When the\n\
            homes are in the files of two corporations, one of them sold it or has an old\n\
            export. Both count, unless you say that the newest file decides.",
        nl: "Kamers die apart worden verhuurd kunnen één id delen; dan is alles goed. Staan\n\
            de woningen in de bestanden van twee corporaties, dan heeft een van beide de\n\
            woning verkocht of is een export oud. Ze tellen allebei, tenzij u opgeeft dat\n\
            het nieuwste bestand beslist.",
    },
    excel: Text {
        en: "Look the ids up in both files and ask who owns the home. Delete the row in the\n\
            other file.",
        nl: "Zoek de id's op in beide bestanden en vraag van wie de woning is. Verwijder de\n\
            regel uit het andere bestand.",
    },
    csv: Text {
        en: "Ask both corporations for an export of the same day.",
        nl: "Vraag beide corporaties om een export van dezelfde dag.",
    },
    setting: Text {
        en: "same_home = \"latest\"      # at the top of spreiding.toml\n\n\
            [[dwellings]]\n\
            path = \"bezit.csv\"\n\
            as_of = 2025-10-01        # the day of this export, with each file",
        nl: "same_home = \"latest\"      # bovenaan in spreiding.toml\n\n\
            [[dwellings]]\n\
            path = \"bezit.csv\"\n\
            as_of = 2025-10-01        # de dag van deze export, bij elk bestand",
    },
    ..NO_MORE
};

/// I044: too many or too few cells in the row.
pub static RAGGED: Entry = Entry {
    code: "I044",
    outcome: Outcome::Rejected,
    title: Text {
        en: "too many or too few cells in the row",
        nl: "te veel of te weinig cellen in de regel",
    },
    meaning: Text {
        en: "The row has another number of cells than the header. Mostly a text holds the\n\
            delimiter itself (`Dorpsstraat 1; achter`), or a line break, and is not\n\
            between double quotes. From there on every cell stands one column too far, so\n\
            the row is left out.",
        nl: "De regel heeft een ander aantal cellen dan de kopregel. Meestal staat het\n\
            scheidingsteken zelf in een tekst (`Dorpsstraat 1; achter`), of een\n\
            regeleinde, en staat die tekst niet tussen dubbele aanhalingstekens. Vanaf\n\
            daar staat elke cel een kolom te ver; daarom telt de regel niet mee.",
    },
    excel: Text {
        en: "Replace the delimiter in the text by a comma or a blank, and line breaks by a\n\
            blank (Ctrl+H, Find what: Ctrl+J). Saved from Excel, texts are quoted by\n\
            themselves.",
        nl: "Vervang het scheidingsteken in de tekst door een komma of spatie, en\n\
            regeleinden door een spatie (Ctrl+H, Zoeken naar: Ctrl+J). Bij opslaan vanuit\n\
            Excel komen de aanhalingstekens er vanzelf.",
    },
    csv: Text {
        en: "Put the text between double quotes: \"Dorpsstraat 1; achter\". Ask for an export\n\
            with quoted texts. The row number is that of the file, as a spreadsheet shows\n\
            it.",
        nl: "Zet de tekst tussen dubbele aanhalingstekens: \"Dorpsstraat 1; achter\". Vraag\n\
            een export met teksten tussen aanhalingstekens. Het regelnummer is dat van het\n\
            bestand, zoals een spreadsheet het toont.",
    },
    ..NO_MORE
};

/// I045: row that an earlier file of the table holds already.
pub static IN_TWO_FILES: Entry = Entry {
    code: "I045",
    outcome: Outcome::SetAside,
    title: Text {
        en: "row that an earlier file holds already",
        nl: "regel die al in een eerder bestand staat",
    },
    meaning: Text {
        en: "Two files hold the same home of one corporation, or the same letting, and say\n\
            the same of it. It counts once. Where they differ, see I042.",
        nl: "Twee bestanden bevatten dezelfde woning van één corporatie, of dezelfde\n\
            toewijzing, en zeggen er hetzelfde over. Ze telt één keer. Verschillen ze, zie\n\
            dan I042.",
    },
    excel: Text {
        en: "Nothing has to be done. Keep the row in one of the files to be rid of this.",
        nl: "Er hoeft niets te gebeuren. Houd de regel in één bestand, dan vervalt dit.",
    },
    csv: Text {
        en: "Ask for files that do not overlap.",
        nl: "Vraag bestanden die elkaar niet overlappen.",
    },
    ..NO_MORE
};

/// I046: total row that is not the sum of the rows.
pub static TOTAL_NOT_SUM: Entry = Entry {
    code: "I046",
    outcome: Outcome::Rejected,
    title: Text {
        en: "total row that is not the sum of the rows",
        nl: "totaalregel die niet de som van de regels is",
    },
    meaning: Text {
        en: "The row says Totaal and gives a number, but the rows do not add up to it. Rows\n\
            may be missing from the file, or it is a subtotal. The row is left out; look\n\
            whether the file is whole.",
        nl: "Op de regel staat Totaal met een getal, maar de regels tellen daar niet toe\n\
            op. Misschien ontbreken er regels, of is het een subtotaal. De regel telt niet\n\
            mee; kijk of het bestand volledig is.",
    },
    excel: Text {
        en: "Select the column: the status bar at the bottom shows the sum. Compare it with\n\
            the total, mend what lacks, and delete the total row.",
        nl: "Selecteer de kolom: de statusbalk onderaan toont de som. Vergelijk die met het\n\
            totaal, vul aan wat ontbreekt en verwijder de totaalregel.",
    },
    csv: Text {
        en: "Ask for the export again, without total rows.",
        nl: "Vraag de export opnieuw, zonder totaalregels.",
    },
    ..NO_MORE
};

/// I050: total row.
pub static TOTAL_ROW: Entry = Entry {
    code: "I050",
    outcome: Outcome::SetAside,
    title: Text { en: "total row", nl: "totaalregel" },
    meaning: Text {
        en: "A row that says Totaal, Eindtotaal or Subtotaal adds up the others, and is no\n\
            home or placement itself. It is not counted.",
        nl: "Een regel met Totaal, Eindtotaal of Subtotaal telt de andere op en is zelf\n\
            geen woning of toewijzing. Hij telt niet mee.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    ..NO_MORE
};

/// I051: blank row.
pub static BLANK_ROW: Entry = Entry {
    code: "I051",
    outcome: Outcome::SetAside,
    title: Text { en: "blank row", nl: "lege regel" },
    meaning: Text {
        en: "The columns that are used are all empty in this row. It is not counted.",
        nl: "De gebruikte kolommen zijn in deze regel allemaal leeg. Hij telt niet mee.",
    },
    excel: Text {
        en: "Nothing has to be done. If a whole block is blank, look whether the rows moved\n\
            to other columns.",
        nl: "Er hoeft niets te gebeuren. Is een heel blok leeg, kijk dan of de regels naar\n\
            andere kolommen zijn verschoven.",
    },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    ..NO_MORE
};

/// I078: home in a newer file of another corporation.
pub static OWNED_BY_OTHER: Entry = Entry {
    code: "I078",
    outcome: Outcome::SetAside,
    title: Text {
        en: "home in a newer file of another corporation",
        nl: "woning in een nieuwer bestand van een andere corporatie",
    },
    meaning: Text {
        en: "The same BAG id stands in the files of two corporations, and spreiding.toml\n\
            says that the file with the latest day decides (`same_home`). The home counts\n\
            for the owner in that file, and not in this one.",
        nl: "Hetzelfde BAG-id staat in de bestanden van twee corporaties, en in\n\
            spreiding.toml staat dat het bestand met de laatste dag beslist (`same_home`).\n\
            De woning telt bij de eigenaar in dat bestand, en niet in dit.",
    },
    excel: Text {
        en: "Nothing has to be done, if the home was sold to the other corporation. Else\n\
            delete its row in the other file.",
        nl: "Er hoeft niets te gebeuren als de woning aan de andere corporatie is verkocht.\n\
            Anders verwijdert u de regel uit het andere bestand.",
    },
    csv: Text {
        en: "Ask both corporations for an export of the same day.",
        nl: "Vraag beide corporaties om een export van dezelfde dag.",
    },
    setting: Text {
        en: "same_home = \"latest\"      # at the top of spreiding.toml\n\n\
            [[dwellings]]\n\
            path = \"bezit.csv\"\n\
            as_of = 2025-10-01        # the day of this export, with each file",
        nl: "same_home = \"latest\"      # bovenaan in spreiding.toml\n\n\
            [[dwellings]]\n\
            path = \"bezit.csv\"\n\
            as_of = 2025-10-01        # de dag van deze export, bij elk bestand",
    },
    ..NO_MORE
};

/// I096: the header again.
pub static HEADER_AGAIN: Entry = Entry {
    code: "I096",
    outcome: Outcome::SetAside,
    title: Text { en: "the header again", nl: "nog een keer de kopregel" },
    meaning: Text {
        en: "The row holds the names of the columns: two exports were put one behind the\n\
            other. It is no home or placement, and is not counted.",
        nl: "In de regel staan de namen van de kolommen: twee exports zijn achter elkaar\n\
            gezet. Het is geen woning of toewijzing en telt niet mee.",
    },
    excel: Text {
        en: "Nothing has to be done. Look whether both parts are of the same day.",
        nl: "Er hoeft niets te gebeuren. Kijk of beide delen van dezelfde dag zijn.",
    },
    csv: Text {
        en: "Nothing has to be done, if no row stands in both exports.",
        nl: "Er hoeft niets te gebeuren, als geen regel in beide exports staat.",
    },
    ..NO_MORE
};
