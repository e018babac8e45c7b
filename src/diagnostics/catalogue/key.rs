//! Findings about keys that are spelt otherwise in another table.

use super::{Entry, NO_MORE, Outcome, Text};

/// I100: key spelt otherwise than in the homes.
pub static KEYS_RESPELT: Entry = Entry {
    code: "I100",
    outcome: Outcome::Repaired,
    title: Text {
        en: "key of a home spelt otherwise than in the homes",
        nl: "sleutel anders geschreven dan bij de woningen",
    },
    meaning: Text {
        en: "The number of the home has another form than in the file of homes: a decimal\n\
            (1001.0), a mark for thousands (1.001), lost zeros, a blank, other capitals.\n\
            Exactly one home has this number in its own spelling, so it is that one. Where\n\
            two numbers of a file could be one home, none is changed: G012 tells which.",
        nl: "Het nummer van de woning staat er anders dan in het bestand met woningen: als\n\
            decimaal getal (1001.0), met een punt voor duizendtallen (1.001), zonder\n\
            nullen, met een spatie of andere hoofdletters. Precies één woning heeft dit\n\
            nummer, dus die is het. Kunnen twee nummers van een bestand één woning zijn,\n\
            dan verandert er niets: G012 zegt welke.",
    },
    excel: Text {
        en: "Set the column to Text before numbers are filled in, in both files.",
        nl: "Maak de kolom in beide bestanden Tekst voordat er nummers in komen.",
    },
    csv: Text {
        en: "Ask for the number as text in both exports.",
        nl: "Vraag het nummer in beide exports als tekst.",
    },
    ..NO_MORE
};

/// I101: address spelt otherwise than in the table of addresses.
pub static ADDRESS_RESPELT: Entry = Entry {
    code: "I101",
    outcome: Outcome::Repaired,
    title: Text {
        en: "addition spelt otherwise than in the addresses",
        nl: "toevoeging anders geschreven dan in de adressen",
    },
    meaning: Text {
        en: "Postcode and house number are in the table of addresses, letter and addition\n\
            in another spelling: -HS, /2, 01, BIS A. Without blanks, signs and zeros in\n\
            front exactly one address is the same, so it is that one. Where two rows of a\n\
            file would get one address by it, none does.",
        nl: "Postcode en huisnummer staan in de adressentabel, letter en toevoeging anders\n\
            geschreven: -HS, /2, 01, BIS A. Zonder spaties, tekens en nullen ervoor is er\n\
            precies één adres gelijk, dus dat is het. Zouden twee regels van een bestand\n\
            zo één adres krijgen, dan krijgt geen van beide het.",
    },
    excel: Text {
        en: "Nothing has to be done. The BAG id beside the address leaves no doubt.",
        nl: "Er hoeft niets te gebeuren. Een BAG-id naast het adres neemt elke twijfel weg.",
    },
    csv: Text {
        en: "Ask for letter and addition as the BAG writes them, or for the BAG id.",
        nl: "Vraag letter en toevoeging zoals de BAG ze schrijft, of het BAG-id.",
    },
    ..NO_MORE
};

/// I102: cell marked as text.
pub static MARKED_AS_TEXT: Entry = Entry {
    code: "I102",
    outcome: Outcome::Repaired,
    title: Text { en: "mark of text taken off a cell", nl: "tekstmerk van een cel gehaald" },
    meaning: Text {
        en: "Exports write =\"1001\" or '1001 so that Excel keeps a number as text. What\n\
            stands between the marks is the cell.",
        nl: "Sommige exports schrijven =\"1001\" of '1001, zodat Excel een nummer als tekst\n\
            laat staan. Wat tussen de tekens staat, is de inhoud van de cel.",
    },
    excel: Text {
        en: "Nothing has to be done, as long as Excel shows the number in full.",
        nl: "Er hoeft niets te gebeuren, zolang Excel het nummer helemaal laat zien.",
    },
    csv: Text {
        en: "Nothing has to be done. A plain export needs no such marks.",
        nl: "Er hoeft niets te gebeuren. Een gewone export heeft zulke tekens niet nodig.",
    },
    ..NO_MORE
};
