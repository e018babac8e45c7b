//! Findings about the rules of a run, and about what it writes.

use super::{Entry, NO_MORE, NOT_IN_A_CELL, Outcome, Text};

/// R001: more rows are rejected than may be.
pub static TOO_MANY_REJECTED: Entry = Entry {
    code: "R001",
    outcome: Outcome::Stop,
    title: Text {
        en: "more rows or cells fall away than may",
        nl: "er vallen meer regels of cellen weg dan mag",
    },
    meaning: Text {
        en: "Of one file more rows are rejected, or of one column more cells cannot be\n\
            read, than the limit allows (1% unless you say otherwise). Figures over the\n\
            rest could be off just where it matters, so there is no result. Rows and cells\n\
            stand with their reasons in afgekeurd_<file>.csv in the folder out-controle.",
        nl: "Van één bestand zijn meer regels afgekeurd, of van één kolom meer cellen\n\
            onleesbaar, dan de grens toestaat (1%, als u niets anders opgeeft). Cijfers\n\
            over de rest kunnen juist daar fout zijn waar het ertoe doet; daarom is er\n\
            geen resultaat. Regels en cellen staan met de reden in\n\
            afgekeurd_<bestand>.csv in de map out-controle.",
    },
    excel: Text {
        en: "Filter afgekeurd_<file>.csv on the column code, begin with the code that\n\
            occurs most, and mend it in the source; `spreiding explain CODE` says how.",
        nl: "Filter afgekeurd_<bestand>.csv op de kolom code, begin met de code die het\n\
            meest voorkomt en herstel die in de bron; `spreiding explain CODE` zegt hoe.",
    },
    csv: Text {
        en: "Send that file back to the corporation: each row has its number, column, value\n\
            and reason; `gevolg` tells whether the row or the cell alone fell away. It is\n\
            not for others: it holds addresses.",
        nl: "Stuur dat bestand terug naar de corporatie: bij elke regel staan nummer,\n\
            kolom, waarde en reden; `gevolg` zegt of de regel of alleen de cel vervalt.\n\
            Het is niet voor anderen: er staan adressen in.",
    },
    setting: Text {
        en: "[tolerance]\n\
            rejected = 0.02           # a fraction: 2%; run.json records it",
        nl: "[tolerance]\n\
            rejected = 0.02           # een fractie: 2%; het staat in run.json",
    },
    command: Text {
        en: "spreiding run --max-rejected 2%    # accepted knowingly, this once",
        nl: "spreiding run --max-rejected 2%    # bewust aanvaard, deze ene keer",
    },
    ..NO_MORE
};

/// R002: not one home has an area.
pub static NOTHING_PLACED: Entry = Entry {
    code: "R002",
    outcome: Outcome::Stop,
    title: Text { en: "not one home has an area", nl: "geen enkele woning heeft een gebied" },
    meaning: Text {
        en: "All homes were read, and none of them could be placed in an area of the map.\n\
            Mostly map and homes are of different cities or years, or the files have no\n\
            key that the program can use. niet_geplaatst.csv in the folder out-controle\n\
            gives the reason of each row.",
        nl: "Alle woningen zijn gelezen, en geen enkele kon in een gebied op de kaart\n\
            worden geplaatst. Meestal zijn kaart en woningen van verschillende steden of\n\
            jaren, of hebben de bestanden geen bruikbare sleutel. In niet_geplaatst.csv in\n\
            de map out-controle staat de reden bij elke regel.",
    },
    excel: Text {
        en: "Check that the columns of BAG id, address or x and y are filled.",
        nl: "Controleer of de kolommen met BAG-id, adres of x en y gevuld zijn.",
    },
    csv: Text {
        en: "Give a table of addresses of the same municipality: without it BAG id and\n\
            address lead nowhere.",
        nl: "Geef een adressentabel van dezelfde gemeente: zonder die tabel leiden BAG-id\n\
            en adres nergens heen.",
    },
    qgis: Text {
        en: "Load the layer of areas: does it lie over your city?",
        nl: "Laad de laag met gebieden: ligt die over uw stad?",
    },
    setting: Text {
        en: "[areas]\n\
            municipality = \"GM0034\"\n\
            [addresses]\n\
            path = \"bag.csv\"",
        nl: "[areas]\n\
            municipality = \"GM0034\"   # uw gemeente\n\
            [addresses]\n\
            path = \"bag.csv\"          # de adressentabel",
    },
    ..NO_MORE
};

/// R003: there are remarks, and --strict allows none.
pub static STRICT: Entry = Entry {
    code: "R003",
    outcome: Outcome::Stop,
    title: Text {
        en: "there are remarks, and --strict allows none",
        nl: "er zijn opmerkingen, en --strict staat die niet toe",
    },
    meaning: Text {
        en: "With --strict every remark ends the run, also those that do no harm: repairs,\n\
            warnings, rejected rows. Rows set aside and notes are no remarks. That is for\n\
            checks without people; without --strict the same run gives a result with its\n\
            remarks.",
        nl: "Met --strict stopt het programma bij elke opmerking, ook als die geen kwaad\n\
            kan: herstel, waarschuwingen, afgekeurde regels. Terzijde gelegde regels\n\
            tellen niet. Dat is voor controles zonder mensen; zonder --strict geeft\n\
            dezelfde opdracht een resultaat met opmerkingen.",
    },
    excel: Text {
        en: "Mend what the remarks name; each has its own page: `spreiding explain CODE`.",
        nl: "Herstel wat de opmerkingen noemen; elke heeft een eigen pagina: `spreiding\n\
            explain CODE`.",
    },
    csv: Text {
        en: "Mend it in the export, or leave out --strict.",
        nl: "Herstel het in de export, of laat --strict weg.",
    },
    ..NO_MORE
};

/// R004: more homes, placements or roofs have no place than may be.
pub static TOO_MANY_UNPLACED: Entry = Entry {
    code: "R004",
    outcome: Outcome::Stop,
    title: Text {
        en: "more rows have no place than may be",
        nl: "er zijn meer regels zonder plek dan mag",
    },
    meaning: Text {
        en: "Of the homes, placements or roofs of one file more than the limit (5% unless\n\
            you say otherwise) got no area. Figures over the rest are figures of another\n\
            city, so there is no result. The message says for how many each step failed,\n\
            shows keys of either side, and names the most probable cause. All rows stand\n\
            in niet_geplaatst.csv in the folder out-controle.",
        nl: "Van de woningen, toewijzingen of daken van één bestand kreeg meer dan de grens\n\
            (5%, als u niets anders opgeeft) geen gebied. Cijfers over de rest gaan over\n\
            een andere stad; daarom is er geen uitkomst. De melding zegt bij hoeveel elke\n\
            stap mislukte, toont sleutels van beide kanten en noemt de waarschijnlijkste\n\
            oorzaak. Alle regels staan in niet_geplaatst.csv in de map out-controle.",
    },
    excel: Text {
        en: "Compare the keys that the message shows: set both columns to Text, and filter\n\
            homes of another municipality out of the file (Data > Filter).",
        nl: "Vergelijk de sleutels die de melding toont: maak beide kolommen Tekst, en\n\
            filter woningen van een andere gemeente uit het bestand (Gegevens > Filter).",
    },
    csv: Text {
        en: "Give a table of addresses of this municipality, and ask for exports of this\n\
            municipality only, with the BAG id of each home.",
        nl: "Geef een adressentabel van deze gemeente, en vraag exports van alleen deze\n\
            gemeente, met het BAG-id van elke woning.",
    },
    setting: Text {
        en: "[addresses]\n\
            path = \"bag.csv\"\n\
            [tolerance]\n\
            unplaced = 0.10           # a fraction: 10%; run.json records it",
        nl: "[addresses]               # de adressentabel\n\
            path = \"bag.csv\"\n\
            [tolerance]\n\
            unplaced = 0.10           # een fractie: 10%; het staat in run.json",
    },
    command: Text {
        en: "spreiding run --max-unplaced 10%   # accepted knowingly, this once",
        nl: "spreiding run --max-unplaced 10%   # bewust aanvaard, deze ene keer",
    },
    ..NO_MORE
};

/// U001: something is in the way of the result.
pub static IN_THE_WAY: Entry = Entry {
    code: "U001",
    outcome: Outcome::Stop,
    title: Text {
        en: "something is in the way of the result",
        nl: "er staat iets op de plek van het resultaat",
    },
    meaning: Text {
        en: "Where the result would go stands a file, or a folder with something that the\n\
            program did not make. Only its own earlier results are replaced, so that\n\
            nothing of yours is lost. Move your files out of that folder, or choose\n\
            another one.",
        nl: "Op de plek van het resultaat staat een bestand, of een map met iets erin dat\n\
            het programma niet heeft gemaakt. Alleen eigen eerdere resultaten worden\n\
            vervangen, zodat er niets van u verloren gaat. Haal uw bestanden uit die map,\n\
            of kies een andere.",
    },
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    command: Text {
        en: "spreiding run -o uitkomst          # another folder",
        nl: "spreiding run -o uitkomst          # een andere map",
    },
    ..NO_MORE
};

/// U002: the result cannot be written.
pub static CANNOT_WRITE: Entry = Entry {
    code: "U002",
    outcome: Outcome::Stop,
    title: Text {
        en: "the result cannot be written",
        nl: "het resultaat is niet weg te schrijven",
    },
    meaning: Text {
        en: "The disk refuses: it is full, you may not write there, or a file of an earlier\n\
            result is open in Excel or QGIS. Nothing was replaced; an earlier result\n\
            stands as it was.",
        nl: "De schijf weigert: hij is vol, u mag er niet schrijven, of een bestand van een\n\
            eerder resultaat is open in Excel of QGIS. Er is niets vervangen; een eerder\n\
            resultaat staat er nog zoals het was.",
    },
    excel: Text {
        en: "Close the files of the earlier result, and run again.",
        nl: "Sluit de bestanden van het eerdere resultaat en start opnieuw.",
    },
    csv: Text {
        en: "Choose a folder in which you may write, or make room on the disk.",
        nl: "Kies een map waarin u mag schrijven, of maak ruimte op de schijf.",
    },
    qgis: Text {
        en: "Remove the layers of the earlier result from the project, or close QGIS.",
        nl: "Haal de lagen van het eerdere resultaat uit het project, of sluit QGIS.",
    },
    command: Text {
        en: "spreiding run -o D:/uitkomst       # another folder or disk",
        nl: "spreiding run -o D:/uitkomst       # een andere map of schijf",
    },
    ..NO_MORE
};
