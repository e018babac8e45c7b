//! Findings about addresses: postcodes, house numbers, and the table of addresses.

use super::{Entry, NO_MORE, Outcome, Text};

/// I014: postcodes brought to one form.
pub static POSTCODE_TIDIED: Entry = Entry {
    code: "I014",
    outcome: Outcome::Repaired,
    title: Text { en: "postcodes brought to one form", nl: "postcodes in dezelfde vorm gezet" },
    meaning: Text {
        en: "`1315 ab` is read as `1315AB`: blanks out, letters in capitals. That is the\n\
            same postcode.",
        nl: "`1315 ab` is gelezen als `1315AB`: zonder spaties en met hoofdletters. Dat is\n\
            dezelfde postcode.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    ..NO_MORE
};

/// I015: not a postcode.
pub static POSTCODE_FORM: Entry = Entry {
    code: "I015",
    outcome: Outcome::Unread,
    title: Text { en: "not a postcode", nl: "geen geldige postcode" },
    meaning: Text {
        en: "A postcode is four digits, the first not 0, and two letters (not SA, SD or\n\
            SS), such as 1315AB. With half a postcode the home may be at several places:\n\
            the address counts as unknown, and the row falls away only where nothing else\n\
            in it says where the home is.",
        nl: "Een postcode bestaat uit vier cijfers, het eerste geen 0, en twee letters\n\
            (niet SA, SD of SS), zoals 1315AB. Met een halve postcode kan de woning op\n\
            meer plekken liggen: het adres telt als onbekend, en de regel vervalt alleen\n\
            als niets anders erin zegt waar de woning ligt.",
    },
    excel: Text {
        en: "Look up the postcode with street and number, and correct the cell. If the\n\
            letters stand in a column of their own, put =A2&B2 in a new column and name\n\
            that one.",
        nl: "Zoek de postcode op met straat en nummer en verbeter de cel. Staan de letters\n\
            in een eigen kolom, zet dan =A2&B2 in een nieuwe kolom en noem die.",
    },
    csv: Text {
        en: "Correct it in the system it comes from, or leave the cell empty if the row has\n\
            a BAG id. A column with only the four digits is no postcode column.",
        nl: "Verbeter hem in het systeem waar hij vandaan komt, of laat de cel leeg als de\n\
            regel een BAG-id heeft. Een kolom met alleen vier cijfers is geen\n\
            postcodekolom.",
    },
    ..NO_MORE
};

/// I016: not a house number.
pub static HOUSE_NUMBER_FORM: Entry = Entry {
    code: "I016",
    outcome: Outcome::Unread,
    title: Text { en: "not a house number", nl: "geen geldig huisnummer" },
    meaning: Text {
        en: "A house number is a whole number from 1 to 99999, and may have a letter or an\n\
            addition behind it: 12, 12A, 12-2, 12 bis. In this cell stands something else,\n\
            such as a street or a range (12 t/m 18), or a letter that contradicts the one\n\
            beside it. The address counts as unknown.",
        nl: "Een huisnummer is een heel getal van 1 tot en met 99999, eventueel met een\n\
            letter of toevoeging erachter: 12, 12A, 12-2, 12 bis. In deze cel staat iets\n\
            anders, zoals een straat of een reeks (12 t/m 18), of een letter die de letter\n\
            ernaast tegenspreekt. Het adres telt als onbekend.",
    },
    excel: Text {
        en: "Put the number in this cell, and letter and addition in columns of their own.\n\
            A range has to become one row for each home.",
        nl: "Zet het nummer in deze cel, en letter en toevoeging in eigen kolommen. Een\n\
            reeks moet één regel per woning worden.",
    },
    csv: Text {
        en: "Ask for an export with number, letter and addition in separate columns.",
        nl: "Vraag een export met nummer, letter en toevoeging in aparte kolommen.",
    },
    ..NO_MORE
};

/// I017: letter or addition taken from the house number.
pub static HOUSE_NUMBER_SPLIT: Entry = Entry {
    code: "I017",
    outcome: Outcome::Repaired,
    title: Text {
        en: "letter or addition taken from the house number",
        nl: "letter of toevoeging uit het huisnummer gehaald",
    },
    meaning: Text {
        en: "`12A` is read as number 12, letter A; `12-2` and `12 bis` as number 12 with\n\
            addition 2 and BIS. A letter or addition in a column of its own goes before\n\
            what is taken from the number.",
        nl: "`12A` is gelezen als nummer 12, letter A; `12-2` en `12 bis` als nummer 12 met\n\
            toevoeging 2 en BIS. Een letter of toevoeging in een eigen kolom gaat voor wat\n\
            uit het nummer is gehaald.",
    },
    excel: Text {
        en: "Nothing has to be done. Separate columns are surer: select the column, Data >\n\
            Text to Columns > Delimited, Other: -, and set all columns to Text in the last\n\
            step.",
        nl: "Er hoeft niets te gebeuren. Aparte kolommen zijn zekerder: selecteer de kolom,\n\
            Gegevens > Tekst naar kolommen > Gescheiden, Overige: -, en kies in de laatste\n\
            stap voor elke kolom Tekst.",
    },
    csv: Text {
        en: "Ask for number, letter and addition in columns of their own, as in the BAG.",
        nl: "Vraag nummer, letter en toevoeging in eigen kolommen, zoals in de BAG.",
    },
    ..NO_MORE
};

/// I018: house number that Excel turned into a date.
pub static HOUSE_NUMBER_DATE: Entry = Entry {
    code: "I018",
    outcome: Outcome::Unread,
    title: Text {
        en: "house number that Excel turned into a date",
        nl: "huisnummer waar Excel een datum van heeft gemaakt",
    },
    meaning: Text {
        en: "Excel reads `12-2` as the twelfth of February and shows `12-feb`. Whether\n\
            12-2, 2-12 or a real date was meant cannot be told any more: the address\n\
            counts as unknown.",
        nl: "Excel leest `12-2` als twaalf februari en toont `12-feb`. Of 12-2, 2-12 of een\n\
            echte datum bedoeld is, valt niet meer uit te maken: het adres telt als\n\
            onbekend.",
    },
    excel: Text {
        en: "1. Select the column, press Ctrl+1, choose Text, OK.\n\
            2. Type or paste the house numbers anew from the source: setting the cells to\n   \
            Text alone leaves a day number such as 45700.",
        nl: "1. Selecteer de kolom, Ctrl+1 (Celeigenschappen), kies Tekst, OK.\n\
            2. Typ of plak de huisnummers opnieuw uit de bron: alleen de opmaak veranderen\n   \
            laat een dagnummer zoals 45700 achter.",
    },
    csv: Text {
        en: "Open the CSV with Data > From Text/CSV, and set the column to Text before you\n\
            load. Best is number and addition in two columns.",
        nl: "Open de CSV met Gegevens > Uit tekst/CSV en maak de kolom tekst voordat u\n\
            laadt. Het beste is nummer en toevoeging in twee kolommen.",
    },
    ..NO_MORE
};

/// I058: address of an object that is not in use.
pub static ADDRESS_WITHDRAWN: Entry = Entry {
    code: "I058",
    outcome: Outcome::SetAside,
    title: Text {
        en: "address of an object that is not in use",
        nl: "adres van een object dat niet (meer) bestaat",
    },
    meaning: Text {
        en: "The BAG keeps objects that were withdrawn, never built or entered by mistake.\n\
            No home stands there, so the table of addresses is used without them.",
        nl: "De BAG bewaart ook objecten die zijn ingetrokken, nooit gebouwd of ten\n\
            onrechte opgevoerd. Daar staat geen woning; de adressentabel wordt zonder deze\n\
            regels gebruikt.",
    },
    excel: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    csv: Text {
        en: "Nothing has to be done. An export of objects in use only is shorter.",
        nl: "Er hoeft niets te gebeuren. Een export met alleen objecten in gebruik is\n\
            korter.",
    },
    ..NO_MORE
};

/// I083: address of no home of the run.
pub static ADDRESS_ELSEWHERE: Entry = Entry {
    code: "I083",
    outcome: Outcome::SetAside,
    title: Text {
        en: "address that no home, letting or roof is named by",
        nl: "adres dat bij geen woning, toewijzing of dak hoort",
    },
    meaning: Text {
        en: "The BAG covers the whole country; only addresses that the other files name, by\n\
            BAG id or by postcode and house number, are used. A row that certainly has\n\
            none of these is set aside whatever else stands in it.",
        nl: "De BAG bevat het hele land; alleen adressen die de andere bestanden noemen,\n\
            met een BAG-id of met postcode en huisnummer, worden gebruikt. Een regel die\n\
            zeker geen van deze heeft, gaat terzijde, wat er verder ook in staat.",
    },
    excel: Text {
        en: "Nothing has to be done. If nearly all addresses end here, the homes have\n\
            neither BAG ids nor full addresses.",
        nl: "Er hoeft niets te gebeuren. Komen bijna alle adressen hier terecht, dan hebben\n\
            de woningen geen BAG-id en geen volledig adres.",
    },
    csv: Text { en: "Nothing has to be done.", nl: "Er hoeft niets te gebeuren." },
    ..NO_MORE
};

/// I095: a word for nothing as letter or addition.
pub static SUFFIX_NOTHING: Entry = Entry {
    code: "I095",
    outcome: Outcome::Warning,
    title: Text {
        en: "a word for nothing as letter or addition",
        nl: "een woord voor niets als letter of toevoeging",
    },
    meaning: Text {
        en: "Every letter or addition in the column is the same word, such as NA, which\n\
            some programs write where there is none. It is used as it stands, and the\n\
            addresses then lead nowhere. Say that the word stands for an empty cell.",
        nl: "Elke letter of toevoeging in de kolom is hetzelfde woord, zoals NA, dat\n\
            sommige programma's schrijven waar niets is. Het is gebruikt zoals het er\n\
            staat, en dan leiden de adressen nergens heen. Geef op dat het woord voor een\n\
            lege cel staat.",
    },
    excel: Text {
        en: "Select the column, and replace the word by nothing: Ctrl+H, with Match entire\n\
            cell contents under Options.",
        nl: "Selecteer de kolom en vervang het woord door niets: Ctrl+H, met onder Opties\n\
            Identieke celinhoud aan.",
    },
    csv: Text {
        en: "Have empty cells exported as empty; in R: write.csv(..., na = \"\").",
        nl: "Laat lege cellen leeg exporteren; in R: write.csv(..., na = \"\").",
    },
    setting: Text {
        en: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            empty = [\"NA\"]            # words that stand for an empty cell",
        nl: "[[dwellings]]\n\
            path = \"bezit.csv\"\n\
            empty = [\"NA\"]            # woorden die voor een lege cel staan",
    },
    ..NO_MORE
};
