//! Findings about files as a whole: whether they open, and what they hold.

use super::{Entry, NO_MORE, Outcome, Text};

/// I060: open in another program, or only a lock file.
pub static LOCKED: Entry = Entry {
    code: "I060",
    outcome: Outcome::Stop,
    title: Text {
        en: "open in another program, or only a lock file",
        nl: "open in een ander programma, of alleen een vergrendelbestand",
    },
    meaning: Text {
        en: "Excel puts a small file beside a workbook that is open: its name begins with\n\
            `~$` and it holds no rows. QGIS does likewise with a GeoPackage in which\n\
            something is not saved. What stands on the disk may then be half of it, so\n\
            nothing is read.",
        nl: "Excel zet naast een geopende werkmap een klein bestand waarvan de naam met\n\
            `~$` begint; daar staan geen regels in. QGIS doet iets dergelijks bij een\n\
            GeoPackage waarin nog iets moet worden opgeslagen. Wat op de schijf staat is\n\
            dan misschien maar de helft, en daarom wordt er niets gelezen.",
    },
    excel: Text {
        en: "Save and close the workbook, and run again. Is it open at a colleague's?\n\
            Choose File > Save As and give the copy. Make sure that the path in\n\
            spreiding.toml does not name the file with `~$`.",
        nl: "Sla de werkmap op, sluit hem en start opnieuw. Heeft een collega hem open?\n\
            Kies Bestand > Opslaan als en gebruik de kopie. Let op dat het pad in\n\
            spreiding.toml niet het bestand met `~$` noemt.",
    },
    csv: Text {
        en: "Close the program that has the file open, or copy the file and give the copy.\n\
            A file in OneDrive or SharePoint has to be on the disk: in the Explorer,\n\
            right-click it > Always keep on this device.",
        nl: "Sluit het programma waarin het bestand open is, of maak een kopie en gebruik\n\
            die. Een bestand in OneDrive of SharePoint moet op de schijf staan: in de\n\
            Verkenner rechtsklikken > Altijd behouden op dit apparaat.",
    },
    qgis: Text {
        en: "Save the edits of the layer, and close QGIS or remove the layer from the\n\
            project.",
        nl: "Sla de bewerkingen van de laag op, en sluit QGIS of haal de laag uit het\n\
            project.",
    },
    ..NO_MORE
};

/// I061: workbook with a password.
pub static PASSWORD: Entry = Entry {
    code: "I061",
    outcome: Outcome::Stop,
    title: Text { en: "workbook with a password", nl: "werkmap met een wachtwoord" },
    meaning: Text {
        en: "The workbook is encrypted: without the password no program can read it. The\n\
            program does not ask for it, because a password in a command or a settings\n\
            file is soon no secret any more.",
        nl: "De werkmap is versleuteld: zonder wachtwoord kan geen programma erbij. Het\n\
            programma vraagt er niet om, want een wachtwoord in een opdracht of een\n\
            instellingenbestand blijft niet lang geheim.",
    },
    excel: Text {
        en: "Open the workbook with its password. Choose File > Info > Protect Workbook >\n\
            Encrypt with Password, empty the field, OK, and save. Keep that copy in a\n\
            folder that only the team can read, and delete it when you are done.",
        nl: "Open de werkmap met het wachtwoord. Kies Bestand > Info > Werkmap beveiligen >\n\
            Versleutelen met wachtwoord, maak het veld leeg, OK, en sla op. Bewaar deze\n\
            kopie in een map waar alleen het team bij kan, en verwijder hem na gebruik.",
    },
    csv: Text {
        en: "A CSV has no password. If the corporation sends a zip file with one, unpack it\n\
            and give the CSV that is in it.",
        nl: "Een CSV heeft geen wachtwoord. Stuurt de corporatie een zip-bestand met een\n\
            wachtwoord, pak het dan uit en gebruik de CSV die erin zit.",
    },
    ..NO_MORE
};

/// I062: a format that is not read.
pub static FORMAT: Entry = Entry {
    code: "I062",
    outcome: Outcome::Stop,
    title: Text {
        en: "a format that is not read",
        nl: "een bestandsformaat dat niet gelezen wordt",
    },
    meaning: Text {
        en: "Tables are read from .csv, .xlsx and .parquet; map layers from .shp, .geojson\n\
            and .gpkg. The content tells what a file is, not its name: many systems call a\n\
            web page `export.xls`. Nothing is guessed from such a file.",
        nl: "Tabellen worden gelezen uit .csv, .xlsx en .parquet; kaartlagen uit .shp,\n\
            .geojson en .gpkg. De inhoud bepaalt wat een bestand is, niet de naam: veel\n\
            systemen noemen een webpagina `export.xls`. Uit zo'n bestand wordt niets\n\
            geraden.",
    },
    excel: Text {
        en: "Open the file in Excel (say Yes if Excel warns that name and content differ),\n\
            choose File > Save As > Excel Workbook (*.xlsx), and give that file. Check\n\
            that ids still have all their digits.",
        nl: "Open het bestand in Excel (kies Ja als Excel meldt dat naam en inhoud\n\
            verschillen), kies Bestand > Opslaan als > Excel-werkmap (*.xlsx) en gebruik\n\
            dat bestand. Controleer of de id's al hun cijfers nog hebben.",
    },
    csv: Text {
        en: "Ask the system for a CSV or XLSX export. Unpack a zip file first. A PDF is no\n\
            table: ask for the table behind it.",
        nl: "Vraag het systeem om een export als CSV of XLSX. Pak een zip-bestand eerst\n\
            uit. Een pdf is geen tabel: vraag om de tabel die erachter zit.",
    },
    qgis: Text {
        en: "Right-click the layer > Export > Save Features As, format GeoPackage or\n\
            GeoJSON. Of a shapefile name the .shp, with .shx, .dbf and .prj beside it.",
        nl: "Rechtsklik op de laag > Exporteren > Objecten opslaan als, formaat GeoPackage\n\
            of GeoJSON. Noem van een shapefile het .shp-bestand, met .shx, .dbf en .prj\n\
            ernaast.",
    },
    ..NO_MORE
};

/// I063: there are no rows.
pub static EMPTY: Entry = Entry {
    code: "I063",
    outcome: Outcome::Stop,
    title: Text { en: "there are no rows", nl: "er staan geen regels in het bestand" },
    meaning: Text {
        en: "There is a header at most, and nothing below it. A figure from an empty file\n\
            would be a zero that nobody counted, so there is no result.",
        nl: "Er staat hooguit een kopregel, en niets daaronder. Een cijfer uit een leeg\n\
            bestand zou een nul zijn die niemand geteld heeft; daarom is er geen\n\
            resultaat.",
    },
    excel: Text {
        en: "Look whether the rows stand on another sheet. A table that is loaded from\n\
            elsewhere may be empty until you choose Data > Refresh All; then save.",
        nl: "Kijk of de regels op een ander werkblad staan. Een tabel die van elders wordt\n\
            opgehaald kan leeg zijn totdat u Gegevens > Alles vernieuwen kiest; sla daarna\n\
            op.",
    },
    csv: Text {
        en: "Check the filter and the period with which the file was exported, and export\n\
            it again.",
        nl: "Controleer het filter en de periode waarmee het bestand is gemaakt, en\n\
            exporteer opnieuw.",
    },
    qgis: Text {
        en: "Check the filter of the layer, and whether Save only selected features was\n\
            ticked when it was exported.",
        nl: "Controleer het filter van de laag, en of bij het exporteren alleen de\n\
            geselecteerde objecten zijn opgeslagen.",
    },
    ..NO_MORE
};

/// I064: the file is damaged.
pub static BROKEN: Entry = Entry {
    code: "I064",
    outcome: Outcome::Stop,
    title: Text { en: "the file is damaged", nl: "het bestand is beschadigd" },
    meaning: Text {
        en: "The content breaks off or contradicts itself: a download that was cut short, a\n\
            shapefile of which a part lacks. Rows may be missing without a trace, so none\n\
            is used. Of a CSV see I084, I085 and I086.",
        nl: "De inhoud breekt af of klopt niet met zichzelf: een download die is\n\
            afgebroken, een shapefile waarvan een deel ontbreekt. Er kunnen ongemerkt\n\
            regels ontbreken, dus wordt er geen enkele gebruikt. Over een CSV: zie I084,\n\
            I085 en I086.",
    },
    excel: Text {
        en: "Open the workbook in Excel. If it offers to repair the workbook, let it,\n\
            compare the number of rows with the source, and save as .xlsx.",
        nl: "Open de werkmap in Excel. Biedt Excel aan om hem te herstellen, doe dat dan,\n\
            vergelijk het aantal regels met de bron en sla op als .xlsx.",
    },
    csv: Text {
        en: "Download or export the file again, and compare its size with the source.",
        nl: "Download of exporteer het bestand opnieuw en vergelijk de grootte met de bron.",
    },
    qgis: Text {
        en: "A shapefile is a .shp, .shx, .dbf and .prj of one name in one folder. Arcs are\n\
            not read: run Segmentize by maximum angle (Processing > Toolbox), then export\n\
            again.",
        nl: "Een shapefile bestaat uit een .shp, .shx, .dbf en .prj met dezelfde naam in\n\
            één map. Cirkelbogen worden niet gelezen: zoek in Processing > Toolbox op\n\
            `segmentize`, maak er rechte stukjes van en exporteer opnieuw.",
    },
    ..NO_MORE
};

/// I065: as many rows as an export can hold.
pub static TRUNCATED: Entry = Entry {
    code: "I065",
    outcome: Outcome::Stop,
    title: Text {
        en: "as many rows as an export can hold",
        nl: "precies zoveel regels als een export kan bevatten",
    },
    meaning: Text {
        en: "The file has exactly 10,000, 65,536 or 1,048,576 rows, with or without the\n\
            header: the limit of many web exports, of .xls and of .xlsx. Nearly always the\n\
            rest was cut off without a word, and every count would be too low.",
        nl: "Het bestand heeft precies 10.000, 65.536 of 1.048.576 regels, met of zonder\n\
            kopregel: de grens van veel webexports, van .xls en van .xlsx. Bijna altijd is\n\
            de rest zonder melding afgekapt, en dan zou elke telling te laag zijn.",
    },
    excel: Text {
        en: "A sheet ends at row 1,048,576 (in .xls at 65,536). Do not open a longer table\n\
            in Excel; ask for it as CSV, and give that file as it is.",
        nl: "Een werkblad eindigt bij regel 1.048.576 (in .xls bij 65.536). Open een\n\
            langere tabel niet in Excel; vraag hem als CSV en gebruik dat bestand zoals\n\
            het is.",
    },
    csv: Text {
        en: "Ask for the full export, or for several files (by year, by district) and list\n\
            each in spreiding.toml.",
        nl: "Vraag de volledige export, of meer bestanden (per jaar, per stadsdeel), en\n\
            noem ze allemaal in spreiding.toml.",
    },
    setting: Text {
        en: "# The file is whole, and has this many rows by chance:\n\
            [[dwellings]]\n\
            path = \"bezit.csv\"\n\
            complete = true",
        nl: "# Het bestand is volledig; dit aantal regels is toeval:\n\
            [[dwellings]]\n\
            path = \"bezit.csv\"\n\
            complete = true",
    },
    ..NO_MORE
};

/// I069: the file cannot be opened.
pub static CANNOT_OPEN: Entry = Entry {
    code: "I069",
    outcome: Outcome::Stop,
    title: Text { en: "the file cannot be opened", nl: "het bestand is niet te openen" },
    meaning: Text {
        en: "The file is not there under this name, or may not be read. A path in\n\
            spreiding.toml starts from the folder in which spreiding.toml stands.",
        nl: "Het bestand staat er niet onder deze naam, of mag niet gelezen worden. Een pad\n\
            in spreiding.toml begint bij de map waarin spreiding.toml staat.",
    },
    excel: Text {
        en: "Compare the name in the title bar with the path in spreiding.toml, ending\n\
            included: `bezit.xlsx` and `bezit.csv` are two files.",
        nl: "Vergelijk de naam in de titelbalk met het pad in spreiding.toml, ook wat\n\
            achter de punt staat: `bezit.xlsx` en `bezit.csv` zijn twee bestanden.",
    },
    csv: Text {
        en: "Put the file in the folder, or correct the path. Windows hides endings: a file\n\
            shown as `bezit.csv` may be called `bezit.csv.xlsx`. On a network drive, check\n\
            that you may read the folder.",
        nl: "Zet het bestand in de map, of verbeter het pad. Windows verbergt wat achter de\n\
            laatste punt staat: `bezit.csv` kan eigenlijk `bezit.csv.xlsx` heten.\n\
            Controleer op een netwerkschijf of u de map mag lezen.",
    },
    setting: Text {
        en: "# With / and not \\ between folders, also on Windows:\n\
            path = \"gegevens/bezit.csv\"",
        nl: "# Met / en niet met \\ tussen de mappen, ook in Windows:\n\
            path = \"gegevens/bezit.csv\"",
    },
    ..NO_MORE
};

/// I072: the file unpacks to more than it can hold.
pub static TOO_LARGE: Entry = Entry {
    code: "I072",
    outcome: Outcome::Stop,
    title: Text {
        en: "the file unpacks to more than it can hold",
        nl: "het uitgepakte bestand is onmogelijk groot",
    },
    meaning: Text {
        en: "A workbook is a packed file. This one unpacks to far more than a sheet can\n\
            hold, as a file does that was made to bring a computer down. It is left\n\
            unread.",
        nl: "Een werkmap is een ingepakt bestand. Dit bestand wordt na uitpakken veel\n\
            groter dan een werkblad kan zijn, zoals een bestand dat gemaakt is om een\n\
            computer te laten vastlopen. Het wordt niet gelezen.",
    },
    excel: Text {
        en: "If you trust the file: open it, select the rows of the table, copy them to a\n\
            new workbook, and save that as .xlsx. Formatting of a million empty rows stays\n\
            behind.",
        nl: "Als u het bestand vertrouwt: open het, selecteer de regels van de tabel,\n\
            kopieer ze naar een nieuwe werkmap en sla die op als .xlsx. De opmaak van een\n\
            miljoen lege regels blijft dan achter.",
    },
    csv: Text {
        en: "Ask the sender whether the file is really theirs, and for a CSV of the same\n\
            table.",
        nl: "Vraag de afzender of het bestand echt van hem komt, en om een CSV van dezelfde\n\
            tabel.",
    },
    ..NO_MORE
};

/// I090: changed while it was read.
pub static INPUT_CHANGED: Entry = Entry {
    code: "I090",
    outcome: Outcome::Stop,
    title: Text { en: "changed while it was read", nl: "gewijzigd terwijl het werd gelezen" },
    meaning: Text {
        en: "At the end of the run the file has another size, time or place on the disk\n\
            than when the run began: it was saved, copied or synchronised meanwhile. What\n\
            was read may be half of the old and half of the new, so no result is written.",
        nl: "Aan het eind van de run heeft het bestand een andere grootte, tijd of plaats\n\
            op de schijf dan toen de run begon: het is intussen opgeslagen, gekopieerd of\n\
            gesynchroniseerd. Wat is gelezen kan half oud en half nieuw zijn. Daarom is er\n\
            geen uitkomst.",
    },
    excel: Text {
        en: "Save and close the file, and run again.",
        nl: "Sla het bestand op, sluit het, en start opnieuw.",
    },
    csv: Text {
        en: "Wait until the export, the copy or the synchronisation (OneDrive, SharePoint)\n\
            is done, and run again. If that does not help, copy the files into a folder\n\
            of your own and run there.",
        nl: "Wacht tot de export, de kopie of de synchronisatie (OneDrive, SharePoint)\n\
            klaar is, en start opnieuw. Helpt dat niet, kopieer de bestanden dan naar een\n\
            eigen map en start daar.",
    },
    qgis: Text {
        en: "Save the edits of the layer, close QGIS, and run again.",
        nl: "Sla de bewerkingen van de laag op, sluit QGIS, en start opnieuw.",
    },
    ..NO_MORE
};
