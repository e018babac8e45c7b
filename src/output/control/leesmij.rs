//! `LEESMIJ.txt`: what lies in the analyst's folder, in Dutch and then in English.

use crate::diagnostics::Text;
use crate::layers::ResultFile;

/// Name of the file.
pub(super) const LEESMIJ: &str = "LEESMIJ.txt";

/// What a file of the folder holds.
pub(super) fn about(name: &str) -> Text {
    match name {
        super::PAGE => Text {
            nl: "de bevindingen per bestand, de ergste eerst, en hoe ze te herstellen zijn",
            en: "the findings per file, worst first, and how to mend them",
        },
        "niet_geplaatst.csv" => Text {
            nl: "regels zonder gebied, met de reden",
            en: "rows without an area, with the reason",
        },
        super::sheet::LABELS => Text {
            nl: "woningen waarvan register en corporatie een ander label geven",
            en: "homes of which register and corporation give different labels",
        },
        super::sheet::SHARED => Text {
            nl: "woningen met een BAG-id of adres dat een andere woning ook heeft",
            en: "homes with a BAG id or address that another home has too",
        },
        "sleutels_oneens.csv" => Text {
            nl: "regels waarvan twee sleutels naar verschillende gebieden wijzen",
            en: "rows of which two keys point to different areas",
        },
        LEESMIJ => Text { nl: "dit bestand", en: "this file" },
        super::super::CONTROL_MARK => Text {
            nl: "hetzelfde als controle.html, voor programma's",
            en: "the same as controle.html, for programs",
        },
        _ => Text {
            nl: "regels die vervallen of een onleesbare cel hebben, met kolom, waarde en reden",
            en: "rows that are rejected or have an unreadable cell, with column, value and reason",
        },
    }
}

const DUTCH: [&str; 2] = [
    "Deze map hoort bij de uitkomst ernaast en is alleen voor wie de bestanden controleert.
Ze bevat regels uit de bestanden van de leveranciers: geef de map niet door.
Geef een leverancier alleen wat over zijn eigen bestand gaat.
",
    "De .csv-bestanden openen in Excel met een dubbelklik (puntkomma's, UTF-8).
Excel maakt daarbij van een nummer van 16 cijfers, zoals een BAG-id, een getal en
verandert het laatste cijfer. Wie de regels wil herstellen en terugsturen, opent ze
via Gegevens > Uit tekst/CSV > Gegevens transformeren, en kiest Tekst voor elke kolom.
Een ' voor een cel die met = + - of @ begint is erbij gezet, zodat Excel er geen
formule van maakt; in het bestand van de leverancier staat dat teken niet.
",
];

const ENGLISH: [&str; 2] = [
    "This folder belongs to the result beside it and is only for those who check the files.
It holds rows of the suppliers' files: do not pass the folder on.
Give a supplier only what is about its own file.
",
    "The .csv files open in Excel by a double click (semicolons, UTF-8).
Excel then makes a number of a code of 16 digits, such as a BAG id, and changes the
last digit. To mend rows and send them back, open them by Data > From Text/CSV >
Transform Data, and choose Text for every column.
The ' before a cell that begins with = + - or @ was added, so that Excel makes no
formula of it; it does not stand in the supplier's file.
",
];

/// The file, telling of the files with these names and of itself.
pub(super) fn leesmij(names: &[&str]) -> ResultFile {
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let list = |dutch: bool| -> String {
        let line = |name: &&str| format!("  {name:<width$}  {}\n", about(name).told(dutch));
        names.iter().map(line).collect()
    };
    let text = format!(
        "NEDERLANDS\n\n{}\n{}\n{}\n\nENGLISH\n\n{}\n{}\n{}",
        DUTCH[0],
        list(true),
        DUTCH[1],
        ENGLISH[0],
        list(false),
        ENGLISH[1],
    );
    // Line ends that every Notepad shows.
    ResultFile::new(LEESMIJ, text.replace('\n', "\r\n").into_bytes())
}
