//! Findings about words: yes and no, error values, priorities.

use super::{Entry, NO_MORE, Outcome, Text};

/// How to say that a word stands for an empty cell.
pub(super) const EMPTY_WORDS: Text = Text {
    en: "[[dwellings]]\n\
        path = \"bezit.csv\"\n\
        empty = [\"n.n.b.\"]        # words that stand for an empty cell",
    nl: "[[dwellings]]\n\
        path = \"bezit.csv\"\n\
        empty = [\"n.n.b.\"]        # woorden die voor een lege cel staan",
};

/// I025: neither yes nor no.
pub static YES_NO_FORM: Entry = Entry {
    code: "I025",
    outcome: Outcome::Unread,
    title: Text { en: "neither yes nor no", nl: "geen ja of nee" },
    meaning: Text {
        en: "Understood are ja, j, yes, y, 1, x, waar and true for yes, and nee, neen, n,\n\
            no, 0, onwaar and false for no, in capitals or not. Another word could mean\n\
            either: like an empty cell it counts as unknown, never as no.",
        nl: "Begrepen worden ja, j, yes, y, 1, x, waar en true voor ja, en nee, neen, n,\n\
            no, 0, onwaar en false voor nee, met of zonder hoofdletters. Een ander woord\n\
            kan van alles betekenen: net als een lege cel telt het als onbekend.",
    },
    excel: Text {
        en: "Data > Filter on the column lists the words that occur. Replace the odd ones\n\
            by ja, nee or nothing: Ctrl+H, with Match entire cell contents under Options.",
        nl: "Gegevens > Filter op de kolom toont welke woorden voorkomen. Vervang de\n\
            afwijkende door ja, nee of niets: Ctrl+H, met onder Opties Identieke celinhoud\n\
            aan.",
    },
    csv: Text {
        en: "Have the column exported as ja, nee and empty.",
        nl: "Laat de kolom exporteren als ja, nee en leeg.",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            empty = [\"?\"]             # words that stand for an empty cell\n\
            words.yes = [\"akkoord\"]   # words for yes; words.no for no",
        nl: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            empty = [\"?\"]             # woorden die voor een lege cel staan\n\
            words.yes = [\"akkoord\"]   # woorden voor ja; words.no voor nee",
    },
    ..NO_MORE
};

/// I029: an error value of Excel, such as #N/A.
pub static EXCEL_ERROR: Entry = Entry {
    code: "I029",
    outcome: Outcome::Unread,
    title: Text {
        en: "an error value of Excel, such as #N/A",
        nl: "een foutwaarde van Excel, zoals #N/B",
    },
    meaning: Text {
        en: "A formula in this cell failed: #N/A found nothing, #REF! lost the cell it\n\
            points to, #VALUE! got a text for a number, #DIV/0! divides by nothing. The\n\
            cell counts as unknown; the row falls away only where it cannot do without the\n\
            cell: its id, or all that says where it is.",
        nl: "Een formule in deze cel is mislukt: #N/B vond niets, #VERW! is de cel kwijt\n\
            waarnaar hij wees, #WAARDE! kreeg tekst in plaats van een getal, #DEEL/0!\n\
            deelt door niets. De cel telt als onbekend; de regel vervalt alleen als hij de\n\
            cel niet kan missen: zijn id, of al wat zegt waar hij ligt.",
    },
    excel: Text {
        en: "Find them with Data > Filter, and mend the formula; with #N/A that is mostly\n\
            VLOOKUP with a key that is not in the list. If the value is really unknown,\n\
            empty the cell (Delete).",
        nl: "Zoek ze op met Gegevens > Filter en herstel de formule; bij #N/B is dat\n\
            meestal VERT.ZOEKEN met een sleutel die niet in de lijst staat. Is de waarde\n\
            echt onbekend, maak de cel dan leeg (Delete).",
    },
    csv: Text {
        en: "Mend the formula in the workbook, and save as CSV again; or ask for an export\n\
            straight from the system.",
        nl: "Herstel de formule in de werkmap en sla opnieuw op als CSV; of vraag een\n\
            export rechtstreeks uit het systeem.",
    },
    ..NO_MORE
};

/// I071: priorities that the configuration does not name.
pub static UNNAMED_PRIORITY: Entry = Entry {
    code: "I071",
    outcome: Outcome::Stop,
    title: Text {
        en: "priorities that the configuration does not name",
        nl: "voorrang die niet in de configuratie staat",
    },
    meaning: Text {
        en: "What counts as urgent is decided by people, not by a program: each value of\n\
            the priority column stands in one of the lists or groups of the definition of\n\
            its day. A value occurs that stands in none; the message tells which, how\n\
            often and in which period. Left out or counted as regular without a word, it\n\
            would change the share.",
        nl: "Wat als urgent telt beslissen mensen, niet een programma: elke waarde in de\n\
            kolom met voorrang staat in een van de lijsten of groepen van de definitie van\n\
            haar dag. Er komt een waarde voor die in geen enkele staat; de melding zegt\n\
            welke, hoe vaak en in welke periode. Stilzwijgend weglaten of als regulier\n\
            tellen zou het aandeel veranderen.",
    },
    excel: Text {
        en: "A mistyped value is mended with Ctrl+H (Replace). Data > Filter on the column\n\
            shows all values.",
        nl: "Een typefout herstelt u met Ctrl+H (Vervangen). Gegevens > Filter op de kolom\n\
            toont alle waarden.",
    },
    csv: Text {
        en: "Ask the corporation what a code means before you put it in a list. Blanks\n\
            round a value and capitals make no difference.",
        nl: "Vraag de corporatie wat een code betekent voordat u hem in een lijst zet.\n\
            Spaties rondom en hoofdletters maken niet uit.",
    },
    setting: Text {
        en: "[placements.urgent]\n\
            values = [\"URG\", \"STA\", \"UIT\"]    # urgent\n\
            regular = [\"REG\", \"\"]             # \"\" is an empty cell\n\
            exclude = [\"WONINGRUIL\"]          # in neither count nor total",
        nl: "[placements.urgent]\n\
            values = [\"URG\", \"STA\", \"UIT\"]    # urgent\n\
            regular = [\"REG\", \"\"]             # \"\" is een lege cel\n\
            exclude = [\"WONINGRUIL\"]          # telt nergens mee",
    },
    ..NO_MORE
};
