//! Findings about CSV as text: quotes, the last row, zero bytes, lines of the program that wrote it.

use super::{Entry, NO_MORE, Outcome, Text};

/// I084: a quote that is not closed.
pub static QUOTE_OPEN: Entry = Entry {
    code: "I084",
    outcome: Outcome::Stop,
    title: Text {
        en: "a cell opens a double quote and does not close it",
        nl: "een cel opent een aanhalingsteken en sluit het niet",
    },
    meaning: Text {
        en: "A cell of a CSV that begins with \" ends with \", or the rows behind it become\n\
            part of the cell. Here no quote closes it, or the cell goes on behind the one\n\
            that does, or it holds whole rows, so that another open quote seems to close\n\
            it. Rows would be lost without a trace, so none is used.",
        nl: "Een cel van een CSV die met \" begint, eindigt met \"; anders worden de regels\n\
            erna deel van de cel. Hier sluit niets de cel, of gaat zij daarachter verder,\n\
            of bevat zij hele regels, zodat een ander los teken haar lijkt te sluiten. Er\n\
            zouden ongemerkt regels wegvallen, dus wordt er geen gebruikt.",
    },
    excel: Text {
        en: "Open the CSV by Data > From Text/CSV, or the rows are lost in Excel too; mend\n\
            the cell and save the table as .xlsx.",
        nl: "Open de CSV met Gegevens > Van tekst/CSV, anders vallen ook in Excel regels\n\
            weg; herstel de cel en sla de tabel op als .xlsx.",
    },
    csv: Text {
        en: "Go to the row in a text editor and close the quote, or take it out. Ask for\n\
            an export that writes a quote within a quoted cell twice.",
        nl: "Ga in een teksteditor naar de regel en sluit het aanhalingsteken, of haal het\n\
            weg. Vraag om een export die een aanhalingsteken in een cel tussen\n\
            aanhalingstekens dubbel schrijft.",
    },
    setting: Text {
        en: "# with the file, where double quotes are text and no marks:\n\
            quote = \"none\"\n\
            # or, where a cell does hold lines that look like rows: quote = \"standard\"",
        nl: "# bij het bestand, als dubbele aanhalingstekens gewone tekst zijn:\n\
            quote = \"none\"\n\
            # of, als een cel echt regels bevat die op rijen lijken: quote = \"standard\"",
    },
    ..NO_MORE
};

/// I085: the last row is cut off.
pub static CUT_OFF: Entry = Entry {
    code: "I085",
    outcome: Outcome::Stop,
    title: Text { en: "the last row is not whole", nl: "de laatste regel is niet heel" },
    meaning: Text {
        en: "The last row has fewer cells than the header, or ends without the line end\n\
            that all others have. So ends a file whose download or copy was cut off, and\n\
            how many rows are missing then cannot be told; so none is used.",
        nl: "De laatste regel heeft minder cellen dan de kop, of eindigt zonder het\n\
            regeleinde dat alle andere hebben. Zo eindigt een bestand waarvan het\n\
            downloaden of kopiëren is afgebroken; hoeveel regels er dan ontbreken is niet\n\
            te zien, en daarom wordt er geen gebruikt.",
    },
    excel: Text {
        en: "Compare the number of rows with the source. If all are there, save the table\n\
            as CSV UTF-8 or as .xlsx: Excel ends every row.",
        nl: "Vergelijk het aantal regels met de bron. Zijn ze er allemaal, sla de tabel dan\n\
            op als CSV UTF-8 of als .xlsx: Excel sluit elke regel af.",
    },
    csv: Text {
        en: "Export or download the file again and compare its size. If it is complete, a\n\
            line end (Enter) behind the last row says so, or the setting.",
        nl: "Exporteer of download het bestand opnieuw en vergelijk de grootte. Is het\n\
            volledig, zeg dat dan met een regeleinde (Enter) achter de laatste regel, of\n\
            met de instelling.",
    },
    setting: Text {
        en: "# with the file, if it is complete:\n\
            complete = true",
        nl: "# bij het bestand, als het volledig is:\n\
            complete = true",
    },
    ..NO_MORE
};

/// I086: zero bytes in a text.
pub static ZERO_BYTE: Entry = Entry {
    code: "I086",
    outcome: Outcome::Stop,
    title: Text { en: "zero bytes in a text", nl: "nulbytes in een tekst" },
    meaning: Text {
        en: "No text holds a byte of zero. It stands in a file that was not wholly written\n\
            or downloaded (the rest is then zeros), in UTF-16 without a byte order mark,\n\
            and where a program writes it for an empty cell. Which one it is cannot be\n\
            told from the file alone.",
        nl: "In een tekst komt de byte nul niet voor. Hij staat in een bestand dat niet\n\
            helemaal is geschreven of gedownload (de rest is dan nul), in UTF-16 zonder\n\
            merkteken, en waar een programma hem voor een lege cel schrijft. Welke van de\n\
            drie het is, is aan het bestand alleen niet te zien.",
    },
    excel: Text {
        en: "Open the CSV by Data > From Text/CSV, compare the number of rows with the\n\
            source, and save the table as CSV UTF-8 or as .xlsx.",
        nl: "Open de CSV met Gegevens > Van tekst/CSV, vergelijk het aantal regels met de\n\
            bron en sla de tabel op als CSV UTF-8 of als .xlsx.",
    },
    csv: Text {
        en: "Export or download the file again. In OneDrive or SharePoint, right-click it >\n\
            Always keep on this device. Ask for empty cells that are really empty.",
        nl: "Exporteer of download het bestand opnieuw. Staat het in OneDrive of\n\
            SharePoint: rechtsklikken > Altijd behouden op dit apparaat. Vraag om lege\n\
            cellen die echt leeg zijn.",
    },
    ..NO_MORE
};

/// I087: the program that wrote the file left lines or marks of its own.
pub static EXPORT_MARKS: Entry = Entry {
    code: "I087",
    outcome: Outcome::Note,
    title: Text {
        en: "lines or marks of the program that wrote the file",
        nl: "regels of tekens van het programma dat het bestand maakte",
    },
    meaning: Text {
        en: "Dashes stand below the header, or the last line says how many rows there are:\n\
            these are no rows and are passed over. Or quotes within a quoted cell stand\n\
            behind a backslash: they are read as text, as only so every row has the cells\n\
            of the header.",
        nl: "Er staan streepjes onder de kop, of de laatste regel noemt het aantal regels:\n\
            dat zijn geen gegevens en ze worden overgeslagen. Of aanhalingstekens in een\n\
            cel staan achter een backslash: ze zijn gelezen als tekst, want alleen zo\n\
            heeft elke regel de cellen van de kop.",
    },
    excel: Text {
        en: "Nothing has to be done. Delete the rows if they are in the way.",
        nl: "Er hoeft niets te gebeuren. Verwijder de regels als ze in de weg staan.",
    },
    csv: Text {
        en: "Nothing has to be done. Ask for an export of the table alone, by RFC 4180.",
        nl: "Er hoeft niets te gebeuren. Vraag om een export van alleen de tabel, volgens\n\
            RFC 4180.",
    },
    ..NO_MORE
};
