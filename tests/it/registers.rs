//! The register of energy labels as it really is: the total file of EP-online.

use polars::prelude::{Column, DataFrame, ParquetWriter};
use serde_json::Value;
use spreiding::pipeline::SMALL_BYTES;

use crate::toytown::{AREAS, ORIGIN, Toytown};

pub const DWELLINGS: &str = r#"
[[dwellings]]
path = "dwellings.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "id"
bag_id = "bag"
postcode = "pc"
house_number = "nr"
house_letter = "letter"
energy_label = "label"
x = "x"
y = "y"
"#;

pub const REGISTER: &str = "[energy_labels]\npath = \"labels.csv\"\n";

/// Names of the total file, v4.
pub const V4: &str = "Registratiedatum;Opnamedatum;GeldigTot;Certificaathouder;SoortOpname;Status;Berekeningstype;OpBasisVanReferentiegebouw;Gebouwklasse;Gebouwtype;Gebouwsubtype;SBICode;Postcode;Huisnummer;Huisletter;Huisnummertoevoeging;Detailaanduiding;BAGVerblijfsobjectID;BAGLigplaatsID;BAGStandplaatsID;BAGPandIDs;Projectnaam;Projectobject;Bouwjaar;GebruiksoppervlakteThermischeZone;Compactheid;EnergieIndex;EnergieIndexEMGForfaitair;Energieklasse;Energiebehoefte;Warmtebehoefte;PrimaireFossieleEnergie;PrimaireFossieleEnergieEMGForfaitair;AandeelHernieuwbareEnergie;AandeelHernieuwbareEnergieEMGForfaitair;BerekendeCO2Emissie;BerekendeEnergieverbruik;Temperatuuroverschrijding;EisEnergiebehoefte;EisPrimaireFossieleEnergie;EisAandeelHernieuwbareEnergie;EisTemperatuuroverschrijding";

/// Names of the total file, v2, as it was before letter and addition had a column each.
pub const V2: &str = "Pand_opnamedatum;Pand_opnametype;Pand_status;Pand_berekeningstype;Pand_energieindex;Pand_energieklasse;Pand_energielabel_is_prive;Pand_is_op_basis_van_referentie_gebouw;Pand_gebouwklasse;Meting_geldig_tot;Pand_registratiedatum;Pand_postcode;Pand_huisnummer;Pand_huisnummer_toev;Pand_detailaanduiding;Pand_bagverblijfsobjectid;Pand_bagligplaatsid;Pand_bagstandplaatsid;Pand_bagpandid;Pand_gebouwtype;Pand_gebouwsubtype;Pand_projectnaam;Pand_projectobject;Pand_SBIcode;Pand_gebruiksoppervlakte";

/// Registrations below a header: each row changes some cells of a label D of the home with the id 1.
pub fn register(header: &str, rows: &[&[(&str, &str)]]) -> String {
    let usual = [
        ("Status", "Bestaand"),
        ("Gebouwklasse", "W"),
        ("Registratiedatum", "20240202"),
        ("Opnamedatum", "20240201"),
        ("GeldigTot", "20340201"),
        ("Energieklasse", "D"),
        ("BAGVerblijfsobjectID", "0034010000000001"),
        ("GebruiksoppervlakteThermischeZone", "88,50"),
    ];
    let names: Vec<&str> = header.split(';').collect();
    let bare = |name: &str| name.trim_start_matches("Pand_").to_lowercase();
    let record = |row: &&[(&str, &str)]| {
        let cell = |name: &&str| {
            let told = row.iter().chain(&usual).find(|(told, _)| bare(told) == bare(name));
            told.map_or("", |(_, text)| text).to_owned()
        };
        names.iter().map(cell).collect::<Vec<_>>().join(";")
    };
    let records: Vec<String> = rows.iter().map(record).collect();
    format!("{header}\r\n{}\r\n", records.join("\r\n"))
}

pub fn v4(rows: &[&[(&str, &str)]]) -> String {
    let preamble =
        "\u{feff}PublicatieDatum;01-04-2026\r\nLaatstVerwerkteMutatievolgnummer;19345219";
    format!("{preamble}\r\n{}", register(V4, rows))
}

/// Homes `id;bag;pc;nr;letter;label`, all in buurt 0101, and the register.
pub fn town(homes: &[&str], register: impl AsRef<[u8]>) -> Toytown {
    let (x, y) = (ORIGIN.0 + 50.0, ORIGIN.1 + 50.0);
    let homes: Vec<String> = homes.iter().map(|home| format!("{home};{x};{y}")).collect();
    Toytown::new()
        .file("dwellings.csv", format!("id;bag;pc;nr;letter;label;x;y\n{}\n", homes.join("\n")))
        .file("labels.csv", register)
        .config(&format!("{AREAS}{DWELLINGS}[tolerance]\nrejected = 1.0\n{REGISTER}"))
}

pub const ONE: &[&str] = &["1;0034010000000001;1311AA;1;;"];

/// The codes found in a file with their counts, in order of code; where the header stands is no matter.
pub fn found(town: &Toytown, file: &str) -> Vec<(String, u64)> {
    let control = town.json("out-controle/controle.json");
    let findings = control["findings"].as_array().unwrap().iter();
    let mut found: Vec<(String, u64)> = findings
        .filter(|finding| finding["file"] == file && finding["code"] != "I010")
        .map(|finding| {
            (finding["code"].as_str().unwrap().to_owned(), finding["count"].as_u64().unwrap())
        })
        .collect();
    found.sort();
    found
}

/// Read, used, rejected and set aside.
pub fn account(town: &Toytown, file: &str) -> [u64; 4] {
    let control = town.json("out-controle/controle.json");
    let accounts = control["accounts"].as_array().unwrap();
    let rows = &accounts.iter().find(|account| account["file"] == file).unwrap()["rows"];
    ["read", "used", "rejected", "set_aside"].map(|name| rows[name].as_u64().unwrap())
}

/// How many homes of buurt 0101 have label D, label E to G, and none.
fn labels(town: &Toytown) -> [Value; 3] {
    town.run_well(&["run"]);
    let buurt = town.buurt("BU00340101");
    ["label_d", "label_efg", "label_onbekend"].map(|name| buurt[name].clone())
}

#[track_caller]
fn check(town: &Toytown, meant: [u64; 3], rows: [u64; 4], codes: &[(&str, u64)]) {
    let none_known = labels(town).map(|value| value.as_u64().unwrap_or(0));
    assert_eq!(none_known, meant);
    assert_eq!(account(town, "labels.csv"), rows);
    let codes: Vec<(String, u64)> =
        codes.iter().map(|(code, n)| ((*code).to_owned(), *n)).collect();
    assert_eq!(found(town, "labels.csv"), codes);
}

#[test]
fn the_v4_layout_below_its_preamble() {
    check(&town(ONE, v4(&[&[]])), [1, 0, 0], [1, 1, 0, 0], &[]);
}

#[test]
fn the_v2_layout_with_letter_and_addition_in_one_column() {
    let homes = ["1;0034010000000001;;;;", "2;;1311AA;1;A;"];
    let rows: &[&[(&str, &str)]] = &[
        &[("Meting_geldig_tot", "20340201")],
        &[
            ("BAGVerblijfsobjectID", ""),
            ("Postcode", "1311AA"),
            ("Huisnummer", "1"),
            ("Pand_huisnummer_toev", "A"),
            ("Energieklasse", "G"),
        ],
    ];
    // Of the second no last day is told.
    check(&town(&homes, register(V2, rows)), [1, 1, 0], [2, 2, 0, 0], &[("I143", 1)]);
    let split = V2.replace("Pand_huisnummer_toev", "Pand_huisletter;Pand_huisnummertoevoeging");
    let rows: &[&[(&str, &str)]] =
        &[rows[0], &[&rows[1][..3], &[("Huisletter", "A"), ("Energieklasse", "G")]].concat()];
    check(&town(&homes, register(&split, rows)), [1, 1, 0], [2, 2, 0, 0], &[("I143", 1)]);
}

#[test]
fn the_latest_survey_wins_then_the_latest_registration_then_the_worst_class() {
    let d_wins: [&[&[(&str, &str)]]; 3] = [
        &[
            &[
                ("Opnamedatum", "20230101"),
                ("Energieklasse", "G"),
                ("Registratiedatum", "20250101"),
            ],
            &[],
        ],
        &[&[("Registratiedatum", "20240201"), ("Energieklasse", "G")], &[]],
        &[&[("Energieklasse", "A")], &[]],
    ];
    for rows in d_wins {
        let reversed: Vec<&[(&str, &str)]> = rows.iter().rev().copied().collect();
        for rows in [rows, &reversed] {
            check(&town(ONE, v4(rows)), [1, 0, 0], [2, 1, 0, 1], &[("I055", 1)]);
        }
    }
    // A is worse than A+, whatever the alphabet says: the corporation's own label tells which won.
    let rows: &[&[(&str, &str)]] = &[&[("Energieklasse", "A+")], &[("Energieklasse", "A")]];
    let town = town(&["1;0034010000000001;1311AA;1;;B"], v4(rows));
    town.run_well(&["run"]);
    assert!(town.text("out-controle/controle.json").contains("B -> A 1x"));
}

#[test]
fn labels_past_their_last_day_count_when_the_configuration_says_so() {
    let past = v4(&[&[("GeldigTot", "20251230")]]);
    // The row is used: it tells which label the home had.
    check(&town(ONE, &past), [0, 0, 1], [1, 1, 0, 0], &[("I054", 1)]);
    let last_day = v4(&[&[("GeldigTot", "20251231")]]);
    check(&town(ONE, last_day), [1, 0, 0], [1, 1, 0, 0], &[]);
    let town = town(ONE, &past);
    let config =
        town.text("spreiding.toml").replace(REGISTER, &format!("{REGISTER}expired = true\n"));
    check(&town.config(&config), [1, 0, 0], [1, 1, 0, 0], &[]);
}

#[test]
fn labels_of_no_home_of_later_days_and_still_to_come_are_set_aside() {
    let rows: &[&[(&str, &str)]] = &[
        &[("Gebouwklasse", "U"), ("Energieklasse", "G")],
        &[("Status", "Vergunningsaanvraag"), ("Energieklasse", "G")],
        &[("Energieklasse", "")],
        &[("BAGVerblijfsobjectID", ""), ("Projectnaam", "Nieuwbouw")],
        &[("Opnamedatum", "20260101"), ("Energieklasse", "G")],
        &[],
    ];
    let codes = [("I035", 1), ("I052", 4)];
    check(&town(ONE, v4(rows)), [1, 0, 0], [6, 1, 0, 5], &codes);
}

#[test]
fn a_row_of_another_home_is_set_aside_whatever_else_stands_in_it() {
    let elsewhere: &[&[(&str, &str)]] = &[
        &[("BAGVerblijfsobjectID", "0035010000000009"), ("Energieklasse", "H")],
        &[
            ("BAGVerblijfsobjectID", "0035010000000009"),
            ("Postcode", "0000XX"),
            ("Huisnummer", "?"),
        ],
        &[("BAGVerblijfsobjectID", "3,40E+13"), ("Postcode", "9999XX"), ("Huisnummer", "1")],
        &[
            ("BAGVerblijfsobjectID", ""),
            ("Postcode", "9999 xx"),
            ("Huisnummer", "1-2"),
            ("Opnamedatum", "?"),
        ],
        &[
            ("BAGVerblijfsobjectID", "0035010000000009"),
            ("Postcode", "1311AA"),
            ("Huisnummer", "1"),
        ],
        &[("BAGVerblijfsobjectID", "0035010000000009"), ("Projectnaam", "Café")],
        &[],
    ];
    let codes = [("I053", 6)];
    check(&town(ONE, v4(elsewhere)), [1, 0, 0], [7, 1, 0, 6], &codes);
}

#[test]
fn a_row_is_rejected_when_none_of_its_keys_can_be_read_and_may_be_of_a_dwelling() {
    let rows: &[&[(&str, &str)]] = &[
        &[("Energieklasse", "H")],
        &[("BAGVerblijfsobjectID", "3,40E+13"), ("Postcode", "1311AA"), ("Huisnummer", "1")],
        &[("BAGVerblijfsobjectID", "3,40E+13"), ("Postcode", "0000XX")],
        &[("BAGVerblijfsobjectID", ""), ("Postcode", "0000XX"), ("Huisnummer", "1")],
        &[("Projectnaam", "fase 2; blok C")], // a cell too many
        &[],
    ];
    // Two faults of one row are both told; those that cost a row apart from those that cost a cell.
    let codes = [("I015", 1), ("I015", 1), ("I021", 1), ("I021", 1), ("I026", 1), ("I044", 1)];
    let town = town(ONE, v4(rows));
    // The second row is found by its address; the first one's label cannot be read, and is as good as
    // that of the others of its day: the home's label is unknown.
    let codes = [&codes[..], &[("I055", 2)]].concat();
    check(&town, [0, 0, 1], [6, 1, 3, 2], &codes);
    let rejected = town.text("out-controle/afgekeurd_labels.csv");
    let of = |lost: &str| {
        let lines = rejected.lines().skip(1).filter(|line| line.contains(lost));
        lines.map(|line| line[..1].to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(of(";regel;"), ["6", "7", "8"]);
    assert_eq!(of(";cel;"), ["4", "5", "6"]);
}

#[test]
fn a_label_that_cannot_be_read_keeps_an_older_one_from_counting() {
    let older = ("Opnamedatum", "20200101");
    for newer in ["Q", "?"] {
        let rows: [&[(&str, &str)]; 2] = [&[older], &[("Energieklasse", newer)]];
        let codes = [("I026", 1), ("I055", 1)];
        check(&town(ONE, v4(&rows)), [0, 0, 1], [2, 1, 0, 1], &codes);
    }
    let rows: [&[(&str, &str)]; 2] = [&[older, ("Energieklasse", "Q")], &[]];
    check(&town(ONE, v4(&rows)), [1, 0, 0], [2, 1, 0, 1], &[("I026", 1), ("I055", 1)]);
}

#[test]
fn a_label_without_a_day_that_can_be_read_counts_where_no_other_says_otherwise() {
    let undated = ("Opnamedatum", "20240231");
    let rows: [&[(&str, &str)]; 1] = [&[undated]];
    check(&town(ONE, v4(&rows)), [1, 0, 0], [1, 1, 0, 0], &[("I033", 1)]);
    let rows: [&[(&str, &str)]; 2] = [&[undated], &[]];
    check(&town(ONE, v4(&rows)), [1, 0, 0], [2, 1, 0, 1], &[("I033", 1), ("I055", 1)]);
    // Which of two labels is the last cannot be told.
    let rows: [&[(&str, &str)]; 2] = [&[undated, ("Energieklasse", "G")], &[]];
    check(&town(ONE, v4(&rows)), [0, 0, 1], [2, 1, 0, 1], &[("I033", 1), ("I055", 1)]);
}

#[test]
fn keys_of_a_label_in_their_usual_spellings() {
    let homes = [
        "1;0034010000000001;;;;",
        "2;0034010000000002;;;;",
        "3;;1311AA;3;B;",
        "4;0034010000000004;;;;",
    ];
    let rows: &[&[(&str, &str)]] = &[
        &[("BAGVerblijfsobjectID", "NL.IMBAG.Verblijfsobject.0034010000000001")],
        &[("BAGVerblijfsobjectID", "34010000000002")],
        &[("BAGVerblijfsobjectID", ""), ("Postcode", "1311 aa"), ("Huisnummer", "3b")],
        &[
            ("BAGVerblijfsobjectID", "0034010000000004"),
            ("BAGPandIDs", "0034100000000001,0034100000000002"),
            ("Projectnaam", "\"De \"\"Hof\"\";\nblok C\""),
        ],
    ];
    let codes = [("I001", 1), ("I002", 1), ("I014", 1), ("I017", 1)];
    check(&town(&homes, v4(rows)), [4, 0, 0], [4, 4, 0, 0], &codes);
}

#[test]
fn labels_that_disagree_are_told_by_kind_and_the_configuration_says_which_counts() {
    let homes = [
        "1;0034010000000001;;;;G",
        "2;0034010000000002;;;;G",
        "3;0034010000000003;;;;A",
        "4;0034010000000004;;;;D",
        "5;0034010000000005;;;;",
    ];
    let ids = ["1", "2", "3", "4", "5"].map(|last| format!("003401000000000{last}"));
    let rows: Vec<[(&str, &str); 1]> =
        ids.iter().map(|id| [("BAGVerblijfsobjectID", id.as_str())]).collect();
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(<[_; 1]>::as_slice).collect();
    let town = town(&homes, v4(&rows));
    check(&town, [5, 0, 0], [5, 5, 0, 0], &[("I056", 3)]);
    let ran = town.run_well(&["run"]);
    assert!(ran.stderr.contains("G -> D 2x, A -> D 1x"), "{}", ran.stderr);
    let listed = town.text("out-controle/labels_oneens.csv");
    let rows: Vec<&str> = listed.lines().skip(1).collect();
    assert_eq!(rows, ["dwellings.csv;2;G;D", "dwellings.csv;3;G;D", "dwellings.csv;4;A;D"]);
    let own =
        town.text("spreiding.toml").replace(REGISTER, &format!("{REGISTER}prefer = \"own\"\n"));
    check(&town.config(&own), [2, 2, 0], [5, 5, 0, 0], &[("I056", 3)]);
}

/// The rows below a header as a Parquet file of text.
pub fn parquet(csv: &str) -> Vec<u8> {
    let mut rows = csv.lines().map(|line| line.split(';').collect::<Vec<&str>>());
    let header = rows.next().unwrap();
    let rows: Vec<Vec<&str>> = rows.collect();
    let columns = header.iter().enumerate().map(|(at, name)| {
        let cells: Vec<&str> = rows.iter().map(|row| row[at]).collect();
        Column::new((*name).into(), cells)
    });
    let mut frame = DataFrame::new(rows.len(), columns.collect()).unwrap();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    bytes
}

#[test]
fn a_row_is_judged_alike_at_a_glance_and_in_full() {
    // A CSV is looked at byte by byte before it is read; a Parquet file is read at once.
    let cells: [(&str, &[&str]); 6] = [
        (
            "BAGVerblijfsobjectID",
            &[
                "0034010000000001",
                "0035010000000009",
                "34010000000001",
                "0034100000000001",
                "?",
                "",
            ],
        ),
        ("Postcode", &["1311AA", "1311 ab", "0000XX", ""]),
        ("Huisnummer", &["1", "2", "1A", "?", ""]),
        ("Gebouwklasse", &["W", "U"]),
        ("Energieklasse", &["D", "H"]),
        ("Huisletter", &["", "nvt"]),
    ];
    let mut rows: Vec<Vec<(&str, &str)>> = vec![Vec::new()];
    for (name, texts) in cells {
        let longer = |row: &Vec<(&'static str, &'static str)>| {
            let row = row.clone();
            texts.iter().map(move |text| [row.as_slice(), &[(name, *text)]].concat())
        };
        rows = rows.iter().flat_map(longer).collect();
    }
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let csv = register(V4, &rows);
    let homes = ["1;0034010000000001;1311AA;1;;", "2;;1311AB;2;;"];
    let in_csv = town(&homes, &csv);
    let in_parquet = town(&homes, parquet(&csv));
    let labelled = [&in_csv, &in_parquet].map(labels);
    assert_eq!(labelled[0], labelled[1]);
    assert_eq!(account(&in_csv, "labels.csv"), account(&in_parquet, "labels.csv"));
    assert_eq!(account(&in_csv, "labels.csv")[0], 6 * 4 * 5 * 8);
    assert_eq!(found(&in_csv, "labels.csv"), found(&in_parquet, "labels.csv"));
}

#[test]
fn a_register_of_many_blocks_gives_the_same_files_with_one_thread_as_with_four() {
    let mut text = v4(&[&[]]);
    let far = register(
        V4,
        &[&[("BAGVerblijfsobjectID", "0035010000000009"), ("Projectnaam", "\"a;\nb\"")]],
    );
    let far = far.split_once("\r\n").unwrap().1;
    let many = SMALL_BYTES / far.len() as u64 + 1; // several blocks, for which all threads are taken
    text += &far.repeat(many as usize);
    text += register(V4, &[&[("Opnamedatum", "20240301"), ("Energieklasse", "G")]])
        .split_once("\r\n")
        .unwrap()
        .1;
    let town = town(ONE, text);
    let codes = [("I053", many), ("I055", 1)];
    check(&town, [0, 1, 0], [many + 2, 1, 0, many + 1], &codes);
    let alone = town.run_with(&["run"], &[("POLARS_MAX_THREADS", "1")]);
    let control = town.text("out-controle/controle.json");
    let together = town.run_with(&["run"], &[("POLARS_MAX_THREADS", "4")]);
    assert_eq!((alone.code, &alone.stderr), (0, &together.stderr));
    assert_eq!(control, town.text("out-controle/controle.json"));
    assert!(control.contains(
        "\"rows\": [\n        5,\n        6,\n        7,\n        8,\n        9\n      ]"
    ));
}
