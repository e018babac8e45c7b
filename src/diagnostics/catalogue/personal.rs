//! Findings about columns with personal data.

use super::{Entry, NO_MORE, Outcome, Text};

/// I066: a column with personal data, which is not needed.
pub static PERSONAL_COLUMN: Entry = Entry {
    code: "I066",
    outcome: Outcome::Warning,
    title: Text {
        en: "a column with personal data, which is not needed",
        nl: "een kolom met persoonsgegevens, die niet nodig is",
    },
    meaning: Text {
        en: "By its name or its contents the column holds citizen service numbers or birth\n\
            dates. Nothing here needs them. The column is not used, and its cells appear\n\
            in no message and no file; but it should not be in the export.",
        nl: "Aan de naam of de inhoud te zien bevat de kolom burgerservicenummers of\n\
            geboortedatums. Voor deze telling is dat nergens voor nodig. De kolom wordt\n\
            niet gebruikt en de cellen komen in geen enkele melding of bestand; maar ze\n\
            horen niet in de export.",
    },
    excel: Text {
        en: "Right-click the letter of the column > Delete, and save. Hiding the column\n\
            does not help: the data stay in the file.",
        nl: "Rechtsklik op de kolomletter > Verwijderen, en sla op. Verbergen helpt niet:\n\
            de gegevens blijven in het bestand.",
    },
    csv: Text {
        en: "Ask the corporation for an export without this column, and delete the file\n\
            that you have. If it came by e-mail, tell your privacy officer.",
        nl: "Vraag de corporatie om een export zonder deze kolom en verwijder het bestand\n\
            dat u hebt. Kwam het per e-mail, meld dit dan aan de privacy officer.",
    },
    ..NO_MORE
};

/// I067: a column in use holds personal data.
pub static PERSONAL_MAPPED: Entry = Entry {
    code: "I067",
    outcome: Outcome::Stop,
    title: Text {
        en: "a column in use holds personal data",
        nl: "een gebruikte kolom bevat persoonsgegevens",
    },
    meaning: Text {
        en: "A column that spreiding.toml names holds what looks like citizen service\n\
            numbers or birth dates. Its cells would end up in lists of rejected rows, so\n\
            nothing is read. Mostly the wrong column was named.",
        nl: "Een kolom die spreiding.toml noemt lijkt burgerservicenummers of\n\
            geboortedatums te bevatten. De cellen zouden in lijsten met afgekeurde regels\n\
            terechtkomen; daarom wordt er niets gelezen. Meestal is de verkeerde kolom\n\
            opgegeven.",
    },
    excel: Text {
        en: "Right-click the letter of the column > Delete, and save. If the key of a home\n\
            was meant, name the column with that key in spreiding.toml.",
        nl: "Rechtsklik op de kolomletter > Verwijderen, en sla op. Was de sleutel van een\n\
            woning bedoeld, noem dan in spreiding.toml de kolom met die sleutel.",
    },
    csv: Text {
        en: "Ask for an export without the column. A home has a number of its own\n\
            (VHE-nummer) or a BAG id; a person's number is never the key of a home.",
        nl: "Vraag een export zonder deze kolom. Een woning heeft een eigen nummer\n\
            (VHE-nummer) of een BAG-id; het nummer van een persoon is nooit de sleutel van\n\
            een woning.",
    },
    setting: Text {
        en: "[placements.columns]\n\
            dwelling = \"VHE-nummer\"   # not the column with persons",
        nl: "[placements.columns]\n\
            dwelling = \"VHE-nummer\"   # niet de kolom met personen",
    },
    ..NO_MORE
};
