//! Findings about what a result would tell of persons.

use super::{Entry, NO_MORE, Outcome, Text};

/// D001: the files of a run would give a count of persons away.
pub static LEAK: Entry = Entry {
    code: "D001",
    outcome: Outcome::Stop,
    title: Text {
        en: "the result would give a count of persons away",
        nl: "het resultaat zou een aantal over personen verraden",
    },
    meaning: Text {
        en: "Before anything is written, the program attacks its own files: it puts all\n\
            their numbers together, and computes between which counts each hidden number\n\
            lies. Of the number that is named fewer counts stay possible than the rule\n\
            promises, so nothing is written. This should never happen: what is hidden is\n\
            chosen so that it cannot.",
        nl: "Voordat er iets wordt geschreven, valt het programma zijn eigen bestanden aan:\n\
            het legt alle getallen naast elkaar en rekent uit tussen welke aantallen elk\n\
            onderdrukt getal ligt. Van het genoemde getal blijven er minder mogelijk dan\n\
            de regel belooft; daarom is er niets geschreven. Dit hoort nooit te gebeuren:\n\
            wat onderdrukt wordt, is zo gekozen dat het niet kan.",
    },
    setting: Text {
        en: "[disclosure]\n\
            years_to = \"city\"          # publish fewer numbers\n\
            corporations_to = \"city\"",
        nl: "[disclosure]\n\
            years_to = \"city\"          # minder getallen openbaar\n\
            corporations_to = \"city\"",
    },
    command: Text {
        en: "spreiding run --internal    # for those with a legal basis alone",
        nl: "spreiding run --internal    # alleen voor wie een wettelijke grondslag heeft",
    },
    ..NO_MORE
};
