//! Findings about text: its encoding, and characters that nobody sees.

use super::{Entry, NO_MORE, Outcome, Text};

/// I003: read as Windows-1252.
pub static READ_AS_WINDOWS_1252: Entry = Entry {
    code: "I003",
    outcome: Outcome::Note,
    title: Text { en: "read as Windows-1252", nl: "gelezen als Windows-1252" },
    meaning: Text {
        en: "The file is not UTF-8, the encoding that most programs write. Its accents are\n\
            read as Windows-1252, as Excel on Windows writes them with the plain type CSV.\n\
            Look at one name with an accent; if that is right, so are the others. Lines\n\
            that are UTF-8, as where two files were put together, are read so.",
        nl: "Het bestand is geen UTF-8, de codering die de meeste programma's schrijven. De\n\
            accenten zijn gelezen als Windows-1252, zoals Excel ze schrijft bij het gewone\n\
            type CSV. Bekijk één naam met een accent; als die klopt, kloppen de andere\n\
            ook. Regels in UTF-8, als twee bestanden zijn samengevoegd, zijn zo gelezen.",
    },
    excel: Text {
        en: "To be sure: File > Save As > CSV UTF-8 (Comma delimited) (*.csv), or as .xlsx.",
        nl: "Voor de zekerheid: Bestand > Opslaan als > CSV UTF-8 (door komma's gescheiden)\n\
            (*.csv), of als .xlsx.",
    },
    csv: Text {
        en: "Ask for the export in UTF-8. In Notepad: File > Save as, Encoding: UTF-8.",
        nl: "Vraag de export in UTF-8. In Kladblok: Bestand > Opslaan als, Codering: UTF-8.",
    },
    ..NO_MORE
};

/// I008: text of no known encoding.
pub static ENCODING: Entry = Entry {
    code: "I008",
    outcome: Outcome::Stop,
    title: Text { en: "text of no known encoding", nl: "tekst in een onbekende codering" },
    meaning: Text {
        en: "The file is no UTF-8, and holds a byte that Windows-1252 does not have. Read\n\
            all the same, names would turn into other names without a word. Often two\n\
            files of different encodings were put one behind the other, or the text comes\n\
            from a Mac or an old database.",
        nl: "Het bestand is geen UTF-8 en bevat een byte die in Windows-1252 niet bestaat.\n\
            Toch lezen zou namen ongemerkt in andere namen veranderen. Vaak zijn twee\n\
            bestanden met een verschillende codering achter elkaar gezet, of komt de tekst\n\
            van een Mac of uit een oude database.",
    },
    excel: Text {
        en: "Data > From Text/CSV, choose the file, and try under File Origin until the\n\
            accents are right. Load, then File > Save As > CSV UTF-8 (Comma delimited)\n\
            (*.csv). Set the columns with ids to Text before you load (Transform Data), or\n\
            their zeros are lost.",
        nl: "Gegevens > Uit tekst/CSV, kies het bestand en probeer bij de oorsprong van het\n\
            bestand totdat de accenten kloppen. Laad het, en daarna Bestand > Opslaan als\n\
            > CSV UTF-8 (door komma's gescheiden) (*.csv). Maak kolommen met id's vóór het\n\
            laden tekst (Gegevens transformeren), anders verdwijnen de nullen.",
    },
    csv: Text {
        en: "Ask for the export in UTF-8. The message tells at which byte the reading\n\
            stopped.",
        nl: "Vraag de export in UTF-8. De melding zegt bij welke byte het lezen stopte.",
    },
    qgis: Text {
        en: "GeoJSON has to be UTF-8: Export > Save Features As, format GeoJSON, Encoding\n\
            UTF-8.",
        nl: "GeoJSON moet UTF-8 zijn: Exporteren > Objecten opslaan als, formaat GeoJSON,\n\
            codering UTF-8.",
    },
    ..NO_MORE
};

/// I009: text that was encoded twice.
pub static MOJIBAKE: Entry = Entry {
    code: "I009",
    outcome: Outcome::Warning,
    title: Text { en: "text that was encoded twice", nl: "tekst die twee keer gecodeerd is" },
    meaning: Text {
        en: "`Café` stands in the file as `CafÃ©`: UTF-8 was once read as Windows-1252 and\n\
            saved again. The text is used as it stands, so a name with an accent may not\n\
            be recognised. It is put right only when you say so, as someone could mean it.",
        nl: "`Café` staat als `CafÃ©` in het bestand: UTF-8 is ooit gelezen als\n\
            Windows-1252 en zo weer opgeslagen. De tekst wordt gebruikt zoals hij er\n\
            staat; een naam met een accent wordt dan misschien niet herkend. Herstellen\n\
            gebeurt alleen als u dat opgeeft, want de tekst kan zo bedoeld zijn.",
    },
    excel: Text {
        en: "Do not open the original CSV by double-click, but with Data > From Text/CSV,\n\
            File Origin 65001: Unicode (UTF-8). A few names are mended fastest with Ctrl+H\n\
            (Replace).",
        nl: "Open de oorspronkelijke CSV niet met dubbelklikken maar met Gegevens > Uit\n\
            tekst/CSV, met als oorsprong 65001: Unicode (UTF-8). Een paar namen herstelt u\n\
            het snelst met Ctrl+H (Vervangen).",
    },
    csv: Text {
        en: "Ask for the export straight from the system, in UTF-8, not by way of Excel.",
        nl: "Vraag de export rechtstreeks uit het systeem, in UTF-8, zonder tussenstap via\n\
            Excel.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            fix_mojibake = true",
        nl: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            fix_mojibake = true",
    },
    ..NO_MORE
};

/// I011: text that was encoded twice, put right.
pub static MOJIBAKE_REPAIRED: Entry = Entry {
    code: "I011",
    outcome: Outcome::Repaired,
    title: Text {
        en: "text that was encoded twice, put right",
        nl: "tekst die twee keer gecodeerd was, hersteld",
    },
    meaning: Text {
        en: "`CafÃ©` was read as `Café`, because `fix_mojibake = true` stands with this\n\
            file. Only text that turns back into proper UTF-8 is changed; all else stays\n\
            as it was.",
        nl: "`CafÃ©` is gelezen als `Café`, omdat `fix_mojibake = true` bij dit bestand\n\
            staat. Alleen tekst die weer goede UTF-8 wordt is veranderd; al het andere\n\
            bleef zoals het was.",
    },
    excel: Text {
        en: "Mend it at the source, as in I009: Data > From Text/CSV, File Origin 65001:\n\
            Unicode (UTF-8).",
        nl: "Herstel het bij de bron, zoals bij I009: Gegevens > Uit tekst/CSV, met als\n\
            oorsprong 65001: Unicode (UTF-8).",
    },
    csv: Text {
        en: "Ask for the export in UTF-8, and take `fix_mojibake` out again.",
        nl: "Vraag de export in UTF-8 en haal `fix_mojibake` weer weg.",
    },
    ..NO_MORE
};

/// I012: invisible characters taken out, accents made one form.
pub static INVISIBLE_CHARACTERS: Entry = Entry {
    code: "I012",
    outcome: Outcome::Repaired,
    title: Text {
        en: "invisible characters taken out, accents made one form",
        nl: "onzichtbare tekens verwijderd, accenten in één vorm gezet",
    },
    meaning: Text {
        en: "Text copied from a web page, a PDF or Word brings along characters that nobody\n\
            sees: a hard blank, a soft hyphen, a mark without width. An é can also be\n\
            written as e with a loose accent. Two names that look the same then differ.\n\
            What is invisible is taken out; nothing that can be read changes.",
        nl: "Tekst die uit een webpagina, pdf of Word is gekopieerd neemt tekens mee die\n\
            niemand ziet: een harde spatie, een zacht afbreekstreepje, een teken zonder\n\
            breedte. Een é kan ook als e met een los accent geschreven zijn. Twee namen\n\
            die er gelijk uitzien verschillen dan. Het onzichtbare is weggehaald; aan wat\n\
            leesbaar is verandert niets.",
    },
    excel: Text {
        en: "Nothing has to be done. To clean the file itself, put\n\
            =TRIM(CLEAN(SUBSTITUTE(A2,CHAR(160),\" \"))) in a new column, and copy it back\n\
            as values.",
        nl: "Er hoeft niets te gebeuren. Wilt u het bestand zelf opschonen, zet dan in een\n\
            nieuwe kolom =SPATIES.WISSEN(WISSEN.CONTROL(SUBSTITUEREN(A2;TEKEN(160);\" \")))\n\
            en plak het resultaat als waarden terug.",
    },
    csv: Text {
        en: "Nothing has to be done. Best is to type the value anew in the system it comes\n\
            from.",
        nl: "Er hoeft niets te gebeuren. Het beste is de waarde opnieuw te typen in het\n\
            systeem waar hij vandaan komt.",
    },
    ..NO_MORE
};
