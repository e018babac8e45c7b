//! Findings about dates.

use super::{Entry, NO_MORE, Outcome, Text};

/// I030: dates can be read two ways.
pub static DATE_AMBIGUOUS: Entry = Entry {
    code: "I030",
    outcome: Outcome::Stop,
    title: Text { en: "dates can be read two ways", nl: "datums zijn op twee manieren te lezen" },
    meaning: Text {
        en: "03-04-2025 is the third of April in the Netherlands and the fourth of March\n\
            elsewhere. No row of the column has a number above 12 that proves which. A\n\
            wrong guess would put lettings in another month or year without a word.",
        nl: "03-04-2025 is hier drie april en elders vier maart. Geen enkele regel in de\n\
            kolom heeft een getal boven de 12 dat uitsluitsel geeft. Een verkeerde gok zet\n\
            toewijzingen ongemerkt in een andere maand of een ander jaar.",
    },
    excel: Text {
        en: "Select the column, press Ctrl+1 > Custom, type yyyy-mm-dd, OK, and save the\n\
            CSV again. In an .xlsx with real dates this question does not arise.",
        nl: "Selecteer de kolom, Ctrl+1 (Celeigenschappen) > Aangepast, typ jjjj-mm-dd, OK,\n\
            en sla de CSV opnieuw op. In een .xlsx met echte datums speelt deze vraag\n\
            niet.",
    },
    csv: Text {
        en: "Ask for dates as 2025-04-03, or look up one letting of which you know the date\n\
            and say the form.",
        nl: "Vraag datums als 2025-04-03, of zoek één toewijzing op waarvan u de datum kent\n\
            en geef de vorm op.",
    },
    setting: Text {
        en: "[[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            date_format = \"dd-mm-yyyy\"",
        nl: "[[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            date_format = \"dd-mm-yyyy\"",
    },
    ..NO_MORE
};

/// I031: years of two digits.
pub static DATE_TWO_DIGITS: Entry = Entry {
    code: "I031",
    outcome: Outcome::Stop,
    title: Text { en: "years of two digits", nl: "jaartallen van twee cijfers" },
    meaning: Text {
        en: "01-02-25 can be the first of February 2025, and also the second of January or\n\
            a day in 2001. With two digits for the year nothing proves itself, so the form\n\
            has to be said.",
        nl: "01-02-25 kan één februari 2025 zijn, maar ook twee januari of een dag in 2001.\n\
            Met twee cijfers voor het jaar bewijst niets zichzelf; de vorm moet dus worden\n\
            opgegeven.",
    },
    excel: Text {
        en: "Select the column, press Ctrl+1 > Custom, type yyyy-mm-dd, OK, and save again.\n\
            Check one date of which you know the year.",
        nl: "Selecteer de kolom, Ctrl+1 (Celeigenschappen) > Aangepast, typ jjjj-mm-dd, OK,\n\
            en sla opnieuw op. Controleer één datum waarvan u het jaar kent.",
    },
    csv: Text {
        en: "Ask for years of four digits, or say the form.",
        nl: "Vraag jaartallen van vier cijfers, of geef de vorm op.",
    },
    setting: Text {
        en: "[[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            date_format = \"dd-mm-yy\"",
        nl: "[[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            date_format = \"dd-mm-yy\"",
    },
    ..NO_MORE
};

/// I032: day numbers of Excel read as dates.
pub static DATE_SERIAL: Entry = Entry {
    code: "I032",
    outcome: Outcome::Repaired,
    title: Text {
        en: "day numbers of Excel read as dates",
        nl: "dagnummers van Excel gelezen als datums",
    },
    meaning: Text {
        en: "Excel keeps a date as the number of days since 1900: 45658 is 1 January 2025.\n\
            In a column that otherwise holds dates such a number (36526 to 55153, the\n\
            years 2000 to 2050) can only be a date.",
        nl: "Excel bewaart een datum als het aantal dagen sinds 1900: 45658 is 1 januari\n\
            2025. In een kolom waarin verder datums staan kan zo'n getal (36526 tot en met\n\
            55153, de jaren 2000 tot en met 2050) alleen een datum zijn.",
    },
    excel: Text {
        en: "Nothing has to be done. To show them as dates: select the column, press Ctrl+1\n\
            > Date, OK.",
        nl: "Er hoeft niets te gebeuren. Wilt u ze als datum zien: selecteer de kolom,\n\
            Ctrl+1 (Celeigenschappen) > Datum, OK.",
    },
    csv: Text {
        en: "Nothing has to be done. Better is an export with dates as 2025-01-01.",
        nl: "Er hoeft niets te gebeuren. Beter is een export met datums als 2025-01-01.",
    },
    ..NO_MORE
};

/// I033: not a date, or written otherwise than the column.
pub static DATE_FORM: Entry = Entry {
    code: "I033",
    outcome: Outcome::Unread,
    title: Text {
        en: "not a date, or written otherwise than the column",
        nl: "geen datum, of anders geschreven dan de rest van de kolom",
    },
    meaning: Text {
        en: "The day is not in the calendar (31-02-2025), is no date (`volgt`), or has\n\
            another form than the other dates of the column: with two forms 03-04-2025\n\
            could mean two days. The day counts as unknown; a letting without its day\n\
            cannot be counted, and falls away.",
        nl: "De dag bestaat niet (31-02-2025), is geen datum (`volgt`), of is anders\n\
            geschreven dan de andere datums in de kolom: bij twee vormen kan 03-04-2025\n\
            twee dagen betekenen. De dag telt als onbekend; een toewijzing zonder dag kan\n\
            niet meetellen en vervalt.",
    },
    excel: Text {
        en: "Correct the cell: write 31-12-2025 or 2025-12-31. A date that Excel knows\n\
            stands to the right of its cell; one that it takes for text stands to the\n\
            left.",
        nl: "Verbeter de cel: schrijf 31-12-2025 of 2025-12-31. Een datum die Excel herkent\n\
            staat rechts in de cel; wat Excel als tekst ziet staat links.",
    },
    csv: Text {
        en: "Ask for one form for all dates, best 2025-12-31.",
        nl: "Vraag één vorm voor alle datums, het liefst 2025-12-31.",
    },
    ..NO_MORE
};

/// I034: time of day left off.
pub static DATE_TIME: Entry = Entry {
    code: "I034",
    outcome: Outcome::Warning,
    title: Text { en: "time of day left off", nl: "tijdstip weggelaten" },
    meaning: Text {
        en: "Behind the date stands a time other than midnight, without a time zone. Only\n\
            the day counts. If the time is of another zone the day itself may be one off:\n\
            a letting at 23:30 UTC is the next day here.",
        nl: "Achter de datum staat een ander tijdstip dan middernacht, zonder tijdzone.\n\
            Alleen de dag telt. Bij een tijd uit een andere tijdzone kan de dag zelf één\n\
            verschillen: een toewijzing om 23:30 UTC is hier de volgende dag.",
    },
    excel: Text {
        en: "Nothing has to be done. To be rid of it: =INT(A2) in a new column, formatted\n\
            as a date.",
        nl: "Er hoeft niets te gebeuren. Wilt u ervan af: =INTEGER(A2) in een nieuwe kolom,\n\
            met datumopmaak.",
    },
    csv: Text {
        en: "Ask for the date without time, in Dutch time.",
        nl: "Vraag de datum zonder tijdstip, in Nederlandse tijd.",
    },
    ..NO_MORE
};

/// I037: days that mean that no date is known.
pub static DATE_SENTINEL: Entry = Entry {
    code: "I037",
    outcome: Outcome::Note,
    title: Text {
        en: "days that mean that no date is known",
        nl: "dagen die betekenen dat er geen datum bekend is",
    },
    meaning: Text {
        en: "Some systems write 01-01-1900 or 31-12-9999 where no date is known. The days\n\
            that spreiding.toml lists are read as an empty cell; others are taken for\n\
            real. A last day of a label of before 2008, when there were no labels, is\n\
            read so too.",
        nl: "Sommige systemen schrijven 01-01-1900 of 31-12-9999 als er geen datum bekend\n\
            is. De dagen die spreiding.toml noemt worden als lege cel gelezen; andere\n\
            gelden als echte datum. Een laatste dag van een label van vóór 2008, toen er\n\
            geen labels waren, wordt ook zo gelezen.",
    },
    excel: Text {
        en: "Nothing has to be done. An empty cell says it better.",
        nl: "Er hoeft niets te gebeuren. Een lege cel is duidelijker.",
    },
    csv: Text {
        en: "Ask for empty cells where no date is known.",
        nl: "Vraag om lege cellen waar geen datum bekend is.",
    },
    setting: Text {
        en: "[[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            unknown_dates = [\"1900-01-01\", \"9999-12-31\"]",
        nl: "[[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            unknown_dates = [\"1900-01-01\", \"9999-12-31\"]",
    },
    ..NO_MORE
};

/// I088: moments in another time zone read as their day in the Netherlands.
pub static DATE_ZONE: Entry = Entry {
    code: "I088",
    outcome: Outcome::Repaired,
    title: Text {
        en: "moments with a time zone read as their Dutch day",
        nl: "tijdstippen met tijdzone gelezen als Nederlandse dag",
    },
    meaning: Text {
        en: "2024-12-31T23:00:00Z is 1 January 2025, 00:00, in the Netherlands: systems\n\
            that keep time in UTC write the midnight of a date so. The day in the\n\
            Netherlands counts; told are the rows of which it is another than the one\n\
            that is written.",
        nl: "2024-12-31T23:00:00Z is in Nederland 1 januari 2025, 00:00 uur: systemen die\n\
            tijd in UTC bewaren schrijven de middernacht van een datum zo. De Nederlandse\n\
            dag telt; genoemd zijn de regels waarin dat een andere is dan er staat.",
    },
    excel: Text {
        en: "Nothing has to be done. Check one row of which you know the day.",
        nl: "Er hoeft niets te gebeuren. Controleer één regel waarvan u de dag kent.",
    },
    csv: Text {
        en: "Nothing has to be done. Better is an export with dates as 2025-01-01.",
        nl: "Er hoeft niets te gebeuren. Beter is een export met datums als 2025-01-01.",
    },
    ..NO_MORE
};

/// I089: times without a zone that are midnights in UTC.
pub static DATE_MIDNIGHT_UTC: Entry = Entry {
    code: "I089",
    outcome: Outcome::Stop,
    title: Text {
        en: "times of 22:00 and 23:00 only: midnight in UTC?",
        nl: "alleen 22:00 en 23:00 uur: middernacht in UTC?",
    },
    meaning: Text {
        en: "All times behind the dates are 22:00 or 23:00, and no time zone is said. That\n\
            is what midnight in the Netherlands is in UTC, in summer and in winter. Then\n\
            each date stands one day too early, and lettings of 1 January would count in\n\
            the year before.",
        nl: "Alle tijdstippen achter de datums zijn 22:00 of 23:00 uur, zonder tijdzone.\n\
            Dat is middernacht in Nederland, in UTC geschreven, zomer en winter. Dan staat\n\
            elke datum een dag te vroeg, en zouden toewijzingen van 1 januari in het jaar\n\
            ervoor meetellen.",
    },
    excel: Text {
        en: "Look up one row of which you know the day. Is the cell a day early, say UTC;\n\
            is it right, say Europe/Amsterdam (below).",
        nl: "Zoek één regel op waarvan u de dag kent. Staat er een dag te vroeg, geef dan\n\
            UTC op; klopt de dag, dan Europe/Amsterdam (hieronder).",
    },
    csv: Text {
        en: "Ask for dates without time, in Dutch time, or say which time it is.",
        nl: "Vraag datums zonder tijdstip, in Nederlandse tijd, of geef op welke tijd het\n\
            is.",
    },
    setting: Text {
        en: "[[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            time_zone = \"UTC\"",
        nl: "[[placements]]\n\
            path = \"toewijzingen.csv\"\n\
            time_zone = \"UTC\"",
    },
    ..NO_MORE
};
