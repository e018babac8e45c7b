//! A configuration is proposed from the files themselves.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::toytown::{ORIGIN, Ran, Toytown, geojson};

const HOMES: &str = "VHE-nummer;X;Y;Label;VvE;Bouwjaar
1;140050;480050;D;J;1978
2;140150;480050;A;N;1999
3;140250;480050;d;ja;2001
4;140350;480050;;nee;1985
";

const LETTINGS: &str = "VHE-nummer;Datum;Voorrang
1;31-12-2025;URG
2;01-02-2025;Regulier
3;13-03-2025;Regulier
4;05-06-2025;Koppel
";

fn town() -> Toytown {
    Toytown::new().file("bezit_ons-huis_2025.csv", HOMES)
}

/// The lines of a proposal that hold a word.
fn lines<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    text.lines().filter(|line| line.contains(word)).collect()
}

#[track_caller]
fn check_line(text: &str, line: &str) {
    assert!(text.lines().any(|other| other == line), "no line `{line}` in\n{text}");
}

/// Runs `init` on everything in the town and asserts that it proposes something.
#[track_caller]
fn init(town: &Toytown) -> Ran {
    town.run_well(&["init", "."])
}

#[test]
fn the_example_city_needs_no_editing() {
    let town = Toytown::new();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example");
    fs::create_dir(town.path("stad")).unwrap();
    for entry in fs::read_dir(example).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, town.path("stad").join(path.file_name().unwrap())).unwrap();
    }
    fs::rename(town.path("stad/spreiding.toml"), town.path("stad/own.toml")).unwrap();

    let ran = town.run_well(&["init", "stad", "-o", "stad/spreiding.toml"]);
    check_line(&ran.stdout, "Next: spreiding check -c stad/spreiding.toml");
    check_line(&ran.stdout, "stad/productieafspraken.csv: not recognised");
    assert!(ran.stdout.contains("(not used: \"Toelichting\"), header on row 4"), "{}", ran.stdout);
    town.run_well(&["check", "-c", "stad/spreiding.toml"]);

    let numbers = |config: &str, out: &str| -> Vec<String> {
        town.run_well(&["run", "--internal", "-c", config, "-o", out]);
        let table = town.text(&format!("{out}/indicatoren-intern.csv"));
        let table = table.replace("Almere (voorbeeldstad)", "Almere");
        let table = table.replace("URG, uitstroom (UIT), vergunninghouders (STA)", "URG, STA, UIT");
        // What only the example's own configuration knows.
        let own = ["nultreden", "ontmoeting", "vergunninghouders", "sociaal"];
        let shared = |line: &&str| !own.iter().any(|id| line.contains(&format!(",{id},")));
        table.lines().filter(shared).map(str::to_owned).collect()
    };
    let (proposed, own) = (numbers("stad/spreiding.toml", "a"), numbers("stad/own.toml", "b"));
    assert!(own.len() > 1000, "{}", own.len());
    assert!(proposed == own, "the proposal counts otherwise than the example's own configuration");
}

#[test]
fn each_column_says_why() {
    let town = town();
    let ran = init(&town);
    for line in [
        "bezit_ons-huis_2025.csv: dwellings",
        "  CSV with semicolons, UTF-8, header on row 1, 4 rows",
        "  corporation         =  Ons Huis           ? guessed from the name of the file",
        "  id                  <- \"VHE-nummer\"       4 different",
        "  x                   <- \"X\"                RD metres",
        "  energy_label        <- \"Label\"            A, D, d; 1 tidied (I081); 1 empty",
        "  owners_association  <- \"VvE\"              J, N, ja, nee",
        "  build_year          <- \"Bouwjaar\"         1978 to 2001",
        "buurten.geojson: areas, buurten",
    ] {
        check_line(&ran.stdout, line);
    }
    let toml = town.text("spreiding.toml");
    check_line(&toml, "id = \"VHE-nummer\"                    # 4 different");
    check_line(
        &toml,
        "levels = [\"stadsdeel\", \"wijk\", \"buurt\"]  # coarse to fine; homes are located in the last",
    );
}

#[test]
fn the_values_of_a_priority_are_listed_and_an_unknown_one_stops_a_run() {
    let town = town().file("toewijzingen.csv", LETTINGS);
    let ran = init(&town);
    for line in [
        "    Regulier                     2  regular",
        "    URG                          1  urgent",
        "    Koppel                       1  ? put it in one of the three lists in the",
    ] {
        check_line(&ran.stdout, line);
    }
    let toml = town.text("spreiding.toml");
    check_line(
        &toml,
        "reference_date = 2025-12-31          # the end of the last full year of lettings: stock as of this day",
    );
    check_line(&toml, "  \"URG\",                             # 1 row");
    check_line(&toml, "# ? \"Koppel\",                        # 1 row");
    let ran = town.run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("Koppel"), "{}", ran.stderr);

    let told = toml.replace("exclude = []", "exclude = [\"Koppel\"]");
    town.file("spreiding.toml", told).run_well(&["run", "--internal"]);
}

#[test]
fn a_yes_no_urgency_gives_both_lists() {
    let lettings =
        "VHE-nummer;Ingangsdatum;Urgentie j/n\n1;2025-12-31;J\n2;2025-12-30;N\n3;2025-12-30;nee\n";
    let town = town().file("lettings.csv", lettings);
    let ran = init(&town);
    check_line(&ran.stdout, "    J                            1  urgent (yes)");
    let toml = town.text("spreiding.toml");
    let of = |key: &str| {
        toml.split(&format!("\n{key} = [")).nth(1).unwrap().split(']').next().unwrap().to_owned()
    };
    assert!(of("values").contains("\"J\"") && !of("values").contains("\"N\""), "{toml}");
    assert!(of("regular").contains("\"N\"") && of("regular").contains("\"nee\""), "{toml}");
    town.run_well(&["run", "--internal"]);
}

#[test]
fn columns_about_persons_are_told_to_remove_and_never_echoed() {
    let mut homes = String::from("VHE;X;Y;Label;Huurder;Kolom7\n");
    let citizens = ["111222333", "123456782", "010464554", "999990019", "111222333"];
    for (at, citizen) in citizens.iter().enumerate() {
        homes += &format!("{at};140050;480050;D;Pietersen{at};{citizen}\n");
    }
    let town = Toytown::new().file("bezit.csv", homes);
    let ran = init(&town);
    let all = format!("{}{}{}", ran.stdout, ran.stderr, town.text("spreiding.toml"));
    for secret in ["Pietersen", "111222333", "123456782"] {
        assert!(!all.contains(secret), "{secret} in\n{all}");
    }
    let told = lines(&ran.stdout, "not needed");
    assert_eq!(told.len(), 2, "{}", ran.stdout);
    assert!(told[0].contains("\"Huurder\"") && told[1].contains("\"Kolom7\""), "{told:?}");
    assert!(!town.text("spreiding.toml").contains("Kolom7"));
}

#[test]
fn a_file_that_is_not_recognised_is_named_with_its_columns() {
    let town = town().file("planning.csv", "segment;aantal\nsociaal;63\n");
    let ran = init(&town);
    check_line(&ran.stdout, "planning.csv: not recognised");
    check_line(&ran.stdout, "  columns there: segment, aantal");
}

#[test]
fn without_anything_known_nothing_is_written() {
    let town = Toytown::new().file("planning.csv", "segment;aantal\nsociaal;63\n");
    let ran = town.run_with(&["init", "planning.csv"], &[]);
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("columns there: segment, aantal"), "{}", ran.stderr);
    assert!(!town.path("spreiding.toml").exists());
}

#[test]
fn what_lacks_is_said() {
    let town = town();
    let ran = town.run_well(&["init", "bezit_ons-huis_2025.csv"]);
    check_line(&ran.stdout, "Missing: areas: a shapefile, GeoJSON or GeoPackage of buurten");
    check_line(&town.text("spreiding.toml"), "# ? [areas]");
    fs::remove_file(town.path("spreiding.toml")).unwrap();
    let ran = town.run_well(&["init", "buurten.geojson"]);
    check_line(&ran.stdout, "Missing: dwellings: a list of homes with their number");
    check_line(&ran.stdout, "Missing: areas.year: write the CBS year of the codes in the file");
}

#[test]
fn a_configuration_is_never_overwritten() {
    let town = town().config("mine");
    let ran = town.run_with(&["init", "."], &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("error[U001]: spreiding.toml is in the way"), "{}", ran.stderr);
    assert_eq!(town.text("spreiding.toml"), "mine");
}

#[test]
fn a_file_that_is_not_there_stops_and_writes_nothing() {
    let town = town();
    let ran = town.run_with(&["init", "bezit_ons-huis_2025.csv", "nergens.csv"], &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("cannot open nergens.csv"), "{}", ran.stderr);
    assert!(!town.path("spreiding.toml").exists());
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let town = town().file("oud.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").file("mij.pdf", "%PDF");
    let ran = init(&town);
    check_line(&ran.stdout, "oud.xls: not read");
    check_line(&ran.stdout, "Passed by: mij.pdf");
    town.run_well(&["check"]);
}

#[test]
fn nothing_but_the_configuration_is_written_and_always_the_same() {
    let town = town().file("toewijzingen.csv", LETTINGS);
    let listing = || {
        let mut names: Vec<_> =
            fs::read_dir(town.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = listing();
    let first = (init(&town).stdout, town.text("spreiding.toml"));
    fs::remove_file(town.path("spreiding.toml")).unwrap();
    assert_eq!(listing(), before);
    assert_eq!((init(&town).stdout, town.text("spreiding.toml")), first);
}

#[test]
fn every_line_fits_a_terminal_of_eighty_columns_and_none_asks() {
    let wide = "een kolom met een heel lange naam die op geen enkele regel zou passen";
    let homes = HOMES.replace("Bouwjaar", &format!("Bouwjaar;{wide};{wide} 2"));
    let town = Toytown::new().file("bezit.csv", homes.replace("\n1;", "\n1;;;;;;;").as_str());
    let town = town.file("toewijzingen.csv", LETTINGS);
    let ran = init(&town);
    for line in ran.stdout.lines() {
        assert!(line.chars().count() <= 80, "{line}");
        assert!(!line.contains("[Y/n]") && !line.contains('\x1b'), "{line}");
    }
    assert_eq!(ran.stderr, "");
}

#[test]
fn paths_are_relative_to_the_configuration() {
    let town = town();
    fs::create_dir(town.path("instelling")).unwrap();
    town.run_well(&[
        "init",
        "bezit_ons-huis_2025.csv",
        "buurten.geojson",
        "-o",
        "instelling/a.toml",
    ]);
    check_line(&town.text("instelling/a.toml"), "path = \"../bezit_ons-huis_2025.csv\"");
    town.run_well(&["check", "-c", "instelling/a.toml"]);
}

#[test]
fn names_with_quotes_survive() {
    let homes = HOMES.replace("Label", r#"Label "nieuw" \ 'x'"#);
    let town = Toytown::new().file("o'\"huis 2025.csv", homes);
    init(&town);
    town.run_well(&["check"]);
    assert!(town.text("spreiding.toml").contains(r#"energy_label = "Label \"nieuw\" \\ 'x'""#));
}

#[test]
fn of_several_municipalities_that_of_the_homes_is_taken() {
    let mut areas: Value = serde_json::from_str(&geojson()).unwrap();
    let mut other = areas["features"][0].clone();
    other["properties"]["buurtcode"] = "BU09950101".into();
    other["properties"]["wijkcode"] = "WK099501".into();
    let (x, y) = (ORIGIN.0 + 5000.0, ORIGIN.1);
    let ring = [[x, y], [x + 9.0, y], [x + 9.0, y + 9.0], [x, y]];
    other["geometry"]["coordinates"] = serde_json::json!([ring]);
    areas["features"].as_array_mut().unwrap().push(other);
    let homes = HOMES
        .replace("VvE", "BAG-id VBO")
        .replace(";J;", ";34010000000001;")
        .replace(";N;", ";0034010000000002;")
        .replace(";ja;", ";0034010000000003;")
        .replace(";nee;", ";0995010000000001;");
    let town = Toytown::new().file("buurten.geojson", areas.to_string()).file("bezit.csv", homes);
    let ran = init(&town);
    assert!(ran.stdout.contains("1 lost their leading"), "{}", ran.stdout);
    let toml = town.text("spreiding.toml");
    assert!(toml.contains("\nmunicipality = \"GM0034\" "), "{toml}");
}

#[test]
fn of_a_file_of_many_gigabytes_only_the_beginning_is_read() {
    let town = town();
    let start = "PublicatieDatum;02-01-2026\nPostcode;Huisnummer;Energieklasse;Opnamedatum\n";
    let rows = "1315AB;12;D;20250102\n".repeat(300_000);
    fs::write(town.path("ep.csv"), format!("{start}{rows}")).unwrap();
    // The rest of the file takes no room on the disk, and would take hours to read.
    fs::OpenOptions::new()
        .write(true)
        .open(town.path("ep.csv"))
        .and_then(|file| file.set_len(1 << 36))
        .unwrap();
    let ran = init(&town);
    check_line(&ran.stdout, "ep.csv: energy labels (EP-online)");
    check_line(
        &ran.stdout,
        "  CSV with semicolons, UTF-8, header on row 2, large: only the first 1998 rows",
    );
}

#[test]
fn of_a_survey_without_a_kind_the_name_says_it_or_the_person() {
    let survey = "pand;asbestVerdacht\n0034100000000001;True\n0034100000000002;False\n";
    let town = town().file("asbest_schuren.csv", survey).file("asbest.csv", survey);
    let ran = init(&town);
    check_line(
        &ran.stdout,
        "  kind                =  shed               ? by the name: home or shed",
    );
    check_line(
        &ran.stdout,
        "  ? kind              not found             home or shed: which roofs are these?",
    );
    let toml = town.text("spreiding.toml");
    check_line(&toml, "kind = \"shed\"                        # ? by the name: home or shed");
    check_line(
        &toml,
        "# ? kind = \"home\"                    # home or shed: which roofs are these?",
    );
}

#[test]
fn the_second_register_is_named_as_not_used() {
    let register = "Postcode;Huisnummer;Energieklasse;Opnamedatum\n1315AB;1;D;20250102\n";
    let town = town().file("ep_2025.csv", register).file("ep_2024.csv", register);
    let ran = init(&town);
    assert_eq!(lines(&ran.stdout, "another file or layer of this kind is named").len(), 1);
    let toml = town.text("spreiding.toml");
    assert_eq!(lines(&toml, "[energy_labels]").len(), 1, "{toml}");
    assert!(toml.contains("# ? path = \"ep_2025.csv\""), "{toml}");
}
