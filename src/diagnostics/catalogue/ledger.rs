//! Findings about what was released before.

use super::{Entry, NO_MORE, Outcome, Text};

/// How a ledger is put back.
const PUT_BACK: Text = Text {
    en: "Put back vrijgave.jsonl as it was: from a copy, from the history of the\n\
        folder (right-click > Properties > Previous Versions), or from the one who\n\
        published.",
    nl: "Zet vrijgave.jsonl terug zoals het was: uit een kopie, uit de geschiedenis\n\
        van de map (rechtermuisknop > Eigenschappen > Vorige versies), of van wie\n\
        publiceerde.",
};

/// D030: the ledger cannot be read.
pub static LEDGER_UNREADABLE: Entry = Entry {
    code: "D030",
    outcome: Outcome::Stop,
    title: Text {
        en: "the list of earlier releases cannot be read",
        nl: "de lijst van eerdere publicaties is niet te lezen",
    },
    meaning: Text {
        en: "vrijgave.jsonl, beside the result, holds what was published before. Two\n\
            results that are safe by themselves may give a person away together, so\n\
            without it nothing is published. It is there, and the disk does not give it.",
        nl: "In vrijgave.jsonl, naast het resultaat, staat wat eerder is gepubliceerd.\n\
            Twee resultaten die elk veilig zijn, kunnen samen iemand verraden; zonder\n\
            dat bestand wordt daarom niets gepubliceerd. Het is er, maar de schijf geeft\n\
            het niet.",
    },
    csv: Text {
        en: "Close the programs that hold the file, and see that you may read it.",
        nl: "Sluit de programma's die het bestand vasthouden, en zorg dat u het mag\n\
            lezen.",
    },
    command: Text {
        en: "spreiding run --internal           # not for publication: needs no list",
        nl: "spreiding run --internal           # niet voor publicatie: zonder lijst",
    },
    ..NO_MORE
};

/// D031: the ledger is broken.
pub static LEDGER_BROKEN: Entry = Entry {
    code: "D031",
    outcome: Outcome::Stop,
    title: Text {
        en: "the list of earlier releases is broken",
        nl: "de lijst van eerdere publicaties is beschadigd",
    },
    meaning: Text {
        en: "A line of vrijgave.jsonl is no JSON in UTF-8, breaks off, or is no release\n\
            as this version knows it. What was published before is then not known, and\n\
            two results may give a person away together: nothing is published. No line\n\
            is passed over.",
        nl: "Een regel van vrijgave.jsonl is geen JSON in UTF-8, breekt af, of is geen\n\
            publicatie zoals deze versie die kent. Wat eerder is gepubliceerd, is dan\n\
            niet bekend, en twee resultaten kunnen samen iemand verraden: er wordt niets\n\
            gepubliceerd. Geen regel wordt overgeslagen.",
    },
    csv: PUT_BACK,
    command: Text {
        en: "spreiding --version                # the line may be of a later version",
        nl: "spreiding --version                # de regel kan van een latere versie zijn",
    },
    ..NO_MORE
};

/// D032: a line does not follow the one before.
pub static LEDGER_CHAIN: Entry = Entry {
    code: "D032",
    outcome: Outcome::Stop,
    title: Text {
        en: "the list of earlier releases was changed",
        nl: "de lijst van eerdere publicaties is veranderd",
    },
    meaning: Text {
        en: "Each line of vrijgave.jsonl has its own SHA-256 and that of the line before,\n\
            so that a line that was changed, removed or moved is noticed. What was\n\
            published is then not known, and nothing is published.",
        nl: "Elke regel van vrijgave.jsonl heeft een eigen SHA-256 en die van de regel\n\
            ervoor; zo valt op dat een regel is veranderd, verwijderd of verplaatst. Wat\n\
            er is gepubliceerd, is dan niet bekend, en er wordt niets gepubliceerd.",
    },
    csv: PUT_BACK,
    ..NO_MORE
};

/// D033: another run released something meanwhile.
pub static LEDGER_CHANGED: Entry = Entry {
    code: "D033",
    outcome: Outcome::Stop,
    title: Text {
        en: "another run published something meanwhile",
        nl: "een andere run heeft ondertussen iets gepubliceerd",
    },
    meaning: Text {
        en: "Between reading vrijgave.jsonl and adding a line to it, another run added\n\
            one. The two results were not protected together.",
        nl: "Tussen het lezen van vrijgave.jsonl en het toevoegen van een regel voegde\n\
            een andere run er een toe. De twee resultaten zijn niet samen beveiligd.",
    },
    csv: Text {
        en: "Do not publish this result, and run again.",
        nl: "Publiceer dit resultaat niet, en start opnieuw.",
    },
    ..NO_MORE
};

/// D034: a result with counts of persons, and no ledger.
pub static LEDGER_MISSING: Entry = Entry {
    code: "D034",
    outcome: Outcome::Warning,
    title: Text {
        en: "an earlier result, and no list of releases",
        nl: "een eerder resultaat, en geen lijst van publicaties",
    },
    meaning: Text {
        en: "A public result with counts of persons stands there, and vrijgave.jsonl,\n\
            which tells what it showed, does not. The new result is protected by itself,\n\
            and not together with what was published before: who keeps both may compute\n\
            a hidden count.",
        nl: "Er staat een openbaar resultaat met aantallen personen, maar vrijgave.jsonl,\n\
            dat zegt wat erin stond, is er niet. Het nieuwe resultaat is op zichzelf\n\
            beveiligd, niet samen met wat eerder is gepubliceerd: wie beide bewaart, kan\n\
            misschien een verborgen aantal uitrekenen.",
    },
    csv: PUT_BACK,
    ..NO_MORE
};

/// D035: earlier releases tell what is to be hidden now.
pub static TOLD_BEFORE: Entry = Entry {
    code: "D035",
    outcome: Outcome::Warning,
    title: Text {
        en: "counts that earlier releases give away",
        nl: "aantallen die eerdere publicaties al verraden",
    },
    meaning: Text {
        en: "The rule of today hides these counts, or the growth of a count since an\n\
            earlier release, and what was published before tells them, together with the\n\
            city's total, whatever is hidden now. They stay blank and cannot be\n\
            protected any more. Often the threshold was lower then, or a few placements\n\
            were added.",
        nl: "De regel van nu verbergt deze aantallen, of de groei sinds een eerdere\n\
            publicatie, en wat eerder is gepubliceerd verraadt ze, samen met het totaal\n\
            van de stad, wat er nu ook verborgen wordt. Ze blijven leeg, maar zijn niet\n\
            meer te beschermen. Vaak was de drempel toen lager, of kwamen er enkele bij.",
    },
    csv: Text {
        en: "Take the earlier result off where it was published, if that still helps. Do\n\
            not publish the city again while only a few placements were added.",
        nl: "Haal het eerdere resultaat weg waar het gepubliceerd is, als dat nog helpt.\n\
            Publiceer de stad niet opnieuw zolang er maar enkele toewijzingen bij\n\
            kwamen.",
    },
    ..NO_MORE
};

/// D036: counts that an earlier release had otherwise.
pub static CORRECTED: Entry = Entry {
    code: "D036",
    outcome: Outcome::Note,
    title: Text {
        en: "counts that were corrected since they were released",
        nl: "aantallen die sinds hun publicatie zijn verbeterd",
    },
    meaning: Text {
        en: "An earlier release tells another number of placements over the same days, or\n\
            one that does not agree with those of now. The two are taken as unrelated. A\n\
            count that differs by a few from the one that was shown is hidden, as the\n\
            difference would tell of a few persons.",
        nl: "Een eerdere publicatie noemt over dezelfde dagen een ander aantal\n\
            toewijzingen, of een dat niet klopt met die van nu. De twee worden los van\n\
            elkaar gezien. Een aantal dat een paar verschilt van wat er stond, wordt\n\
            verborgen: het verschil gaat over een paar personen.",
    },
    ..NO_MORE
};

/// D037: areas of an earlier release that the map of now does not have.
pub static OTHER_AREAS: Entry = Entry {
    code: "D037",
    outcome: Outcome::Note,
    title: Text {
        en: "areas of earlier releases that the map does not have",
        nl: "gebieden van eerdere publicaties die de kaart niet heeft",
    },
    meaning: Text {
        en: "An earlier release has areas with a level and code that the areas of now do\n\
            not have. What it tells of them still counts within that release, and is not\n\
            compared with the new areas: where these overlap, a difference between the\n\
            two is not guarded.",
        nl: "Een eerdere publicatie heeft gebieden met een niveau en code die er nu niet\n\
            zijn. Wat daarover gezegd is, telt binnen die publicatie nog mee, en wordt\n\
            niet met de nieuwe gebieden vergeleken: waar die overlappen, is een verschil\n\
            tussen beide niet bewaakt.",
    },
    ..NO_MORE
};

/// D038: an indicator that counted something else in an earlier release.
pub static OTHER_DEFINITION: Entry = Entry {
    code: "D038",
    outcome: Outcome::Note,
    title: Text {
        en: "releases in which an indicator counted something else",
        nl: "publicaties waarin een indicator iets anders telde",
    },
    meaning: Text {
        en: "An earlier release has an indicator with this id and another definition. Its\n\
            counts are not those of now, so the two are not compared. Where the change\n\
            touches only a few persons, a difference between them is not guarded.",
        nl: "Een eerdere publicatie heeft een indicator met dit id en een andere\n\
            definitie. Haar aantallen zijn niet die van nu, dus worden ze niet\n\
            vergeleken. Raakt de wijziging maar een paar personen, dan is het verschil\n\
            niet bewaakt.",
    },
    ..NO_MORE
};
