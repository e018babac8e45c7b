//! What stands beside each number of the key figures: what its nouns mean, where it comes from, and of when
//! it is.

use serde_json::{Value, json};

use crate::registers::{V4, register};
use crate::toytown::{AREAS, Toytown};

const CONFIG: &str = r#"
[[dwellings]]
path = "een.csv"
corporation = "Een"
source = "Ons Huis, bezit"
as_of = 2025-10-01
columns = { id = "id", x = "x", y = "y", energy_label = "label", asbestos_home_roof = "dak", rent = "huur" }

[[dwellings]]
path = "twee.csv"
corporation = "Twee"
as_of = 2025-12-31
columns.id = "id"
columns.x = "x"
columns.y = "y"
columns.extra.step_free = { column = "nultreden", type = "yes_no" }

[energy_labels]
path = "register.csv"
source = "EP-online, RVO"
as_of = 2025-12-01

[[roofs]]
path = "daken.csv"
kind = "home"
source = "Inventarisatie"

[[roofs]]
path = "schuren.csv"
kind = "shed"

[[placements]]
path = "toewijzingen.csv"
source = "Woningnet"
columns = { dwelling = "woning", date = "datum", priority = "voorrang" }
urgent = { values = ["URG"], regular = ["REG"] }

[[indicator]]
id = "nultreden"
of = "dwellings"
count = "step_free"
label.nl = "Nultreden"

[[indicator]]
id = "duur"
of = "dwellings"
count = "rent > 700 AND corporation = 'energy_label'"
label.nl = "Duur"

[[indicator]]
id = "schuurdaken"
of = "roofs"
count = "state = 'suspect'"
label.nl = "Daken"
"#;

fn town() -> Toytown {
    Toytown::new()
        .file("een.csv", "id;x;y;label;dak;huur\n1;140050;480050;D;verdacht;650\n")
        .file("twee.csv", "id;x;y;nultreden\n2;140150;480050;ja\n")
        .file("register.csv", register(V4, &[&[]]))
        .file("daken.csv", "status;x;y\nverdacht;140150;480050\n")
        .file("schuren.csv", "status;x;y\nverdacht;140250;480050\n")
        .file("toewijzingen.csv", "woning;datum;voorrang\n1;15-06-2024;URG\n2;16-06-2024;REG\n")
        .config(&format!("{AREAS}source = \"CBS en Kadaster\"\n{CONFIG}"))
}

/// The figure of an indicator, or of the homes.
#[track_caller]
fn figure(figures: &Value, id: &str) -> Value {
    let indicators = figures["indicators"].as_array().unwrap().iter();
    let mut all = indicators.chain([&figures["dwellings"]]);
    all.find(|figure| figure["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
}

/// The files of a figure, with their roles and the columns that they give.
fn sources(figure: &Value) -> Vec<String> {
    let sources = figure["sources"].as_array().unwrap().iter();
    let columns = |source: &Value| -> String {
        let columns = source["columns"].as_array().into_iter().flatten();
        columns.map(|column| format!(" {}", column.as_str().unwrap())).collect()
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    sources
        .map(|source| {
            format!("{} {}{}", text(&source["role"]), text(&source["file"]), columns(source))
        })
        .collect()
}

fn terms(figure: &Value) -> Vec<&str> {
    let terms = figure["terms"].as_array().unwrap().iter();
    terms.map(|term| term["term"].as_str().unwrap()).collect()
}

#[test]
fn each_number_names_the_files_that_it_comes_from() {
    let town = town();
    town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    let homes = ["dwellings een.csv", "dwellings twee.csv"];
    for (id, expected) in [
        ("woningen", homes.map(str::to_owned).to_vec()),
        (
            "label_d",
            [
                "dwellings een.csv energy_label",
                "dwellings twee.csv",
                "energy_labels register.csv energy_label",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
        (
            "asbest_woning",
            [
                "dwellings een.csv asbestos_home_roof",
                "dwellings twee.csv",
                "roofs daken.csv asbestos_home_roof",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
        (
            "urgent",
            [
                "dwellings een.csv",
                "dwellings twee.csv",
                "placements toewijzingen.csv date priority",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
        (
            "nultreden",
            ["dwellings een.csv", "dwellings twee.csv step_free"].map(str::to_owned).to_vec(),
        ),
        (
            "duur",
            ["dwellings een.csv rent corporation", "dwellings twee.csv corporation"]
                .map(str::to_owned)
                .to_vec(),
        ),
        (
            "schuurdaken",
            ["roofs daken.csv state", "roofs schuren.csv state"].map(str::to_owned).to_vec(),
        ),
    ] {
        assert_eq!(sources(&figure(&figures, id)), expected, "{id}");
    }
    let label_d = figure(&figures, "label_d");
    let register = json!({
        "role": "energy_labels", "file": "register.csv", "columns": ["energy_label"],
        "source": "EP-online, RVO", "as_of": "2025-12-01",
    });
    assert_eq!(label_d["sources"][2], register);
    let areas = json!({ "role": "areas", "file": "buurten.geojson" });
    assert_eq!(figures["located_with"][0], areas);
}

#[test]
fn each_number_says_of_when_it_is() {
    let town = town();
    town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    let stock = json!({
        "reference_date": "2025-12-31",
        "files_as_of": ["2025-10-01", "2025-12-01", "2025-12-31"],
    });
    assert_eq!(figure(&figures, "label_d")["years"], stock);
    let flow = json!({
        "window": { "from": "2023-01-01", "to": "2025-12-31" },
        "files_as_of": ["2025-10-01", "2025-12-31"],
    });
    assert_eq!(figure(&figures, "urgent")["years"], flow);
    assert_eq!(figures["coincidences"]["years"]["reference_date"], "2025-12-31");
}

#[test]
fn each_number_says_what_its_nouns_mean_in_the_language_of_the_run() {
    let town = town();
    town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    assert_eq!(terms(&figures["dwellings"]), ["sociale huurwoning"]);
    let label_d = figure(&figures, "label_d");
    assert_eq!(terms(&label_d), ["sociale huurwoning", "energielabel"]);
    let label = &label_d["terms"][1];
    assert!(label["meaning"].as_str().unwrap().contains("schaal van 2021"), "{label}");
    assert_eq!(label["source"], "Omgevingsregeling, bijlage IX");
    let urgent = figure(&figures, "urgent");
    let expected = [
        "sociale huurwoning",
        "toewijzing",
        "urgent woningzoekende",
        "norm van 30% toewijzingen aan urgent woningzoekenden",
    ];
    assert_eq!(terms(&urgent), expected);
    assert_eq!(urgent["terms"][2]["certainty"], "second_hand");
    assert_eq!(terms(&figure(&figures, "schuurdaken")), ["asbestverdacht dak"]);
    assert_eq!(terms(&figure(&figures, "duur")), ["sociale huurwoning", "huur"]);
    assert!(terms(&figures["coincidences"]).contains(&"koppelkans"));

    let english = town.text("spreiding.toml").replace("\n[areas]", "\nlanguage = \"en\"\n[areas]");
    let town = town.config(&english);
    town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    assert_eq!(terms(&figure(&figures, "label_d")), ["social dwelling", "energy label"]);
}

#[test]
fn every_number_has_a_term_a_source_and_a_year() {
    let town = town();
    town.run_well(&["run", "--internal"]);
    let figures = town.json("out/kerncijfers-intern.json");
    let indicators = figures["indicators"].as_array().unwrap().iter();
    for figure in indicators.chain([&figures["dwellings"], &figures["coincidences"]]) {
        for key in ["terms", "sources"] {
            assert!(!figure[key].as_array().unwrap().is_empty(), "{key} of {}", figure["id"]);
        }
        let years = &figure["years"];
        assert!(years["reference_date"].is_string() != years["window"].is_object(), "{years}");
    }
}

#[test]
fn a_file_is_named_without_its_folder() {
    let town = town();
    let folder = town.path("bezit");
    std::fs::create_dir(&folder).unwrap();
    std::fs::rename(town.path("een.csv"), folder.join("een.csv")).unwrap();
    let absolute = folder.join("een.csv").display().to_string();
    let config = town.text("spreiding.toml").replace("\"een.csv\"", &format!("{absolute:?}"));
    let town = town.config(&config);
    town.run_well(&["run"]);
    let text = town.text("out/kerncijfers.json");
    let figures = town.json("out/kerncijfers.json");
    assert!(!text.contains("bezit/"), "{text}");
    assert_eq!(sources(&figures["dwellings"])[0], "dwellings een.csv");
}

#[test]
fn every_input_may_say_where_it_comes_from_and_of_what_day() {
    let town = Toytown::new()
        .file("een.csv", "id;bag;x;y\n1;0034010000000001;140050;480050\n")
        .file("bag.csv", "identificatie;x;y\n0034010000000001;140050;480050\n")
        .config(&format!(
            "{AREAS}source = \"CBS\"\n[[dwellings]]\npath = \"een.csv\"\ncorporation = \"Een\"\n\
             columns = {{ id = \"id\", bag_id = \"bag\", x = \"x\", y = \"y\" }}\n\
             [addresses]\npath = \"bag.csv\"\nsource = \"BAG, Kadaster\"\nas_of = 2025-11-01\n"
        ));
    town.run_well(&["run"]);
    let figures = town.json("out/kerncijfers.json");
    let address = json!({
        "role": "addresses", "file": "bag.csv", "source": "BAG, Kadaster", "as_of": "2025-11-01",
    });
    assert_eq!(figures["located_with"].as_array().unwrap().last(), Some(&address));
    let wrong = town.text("spreiding.toml").replace("2025-11-01", "\"gisteren\"");
    assert_eq!(town.config(&wrong).run().code, 2);
}

#[test]
fn all_homes_rents_and_projects_name_their_files_too() {
    let placements = "[[placements]]\npath = \"t.csv\"\ncolumns = { dwelling = \"woning\", date = \"datum\", \
                      priority = \"voorrang\" }\nurgent = { values = [\"URG\"], regular = [\"REG\"] }\n";
    let dwellings = "[[dwellings]]\npath = \"een.csv\"\ncorporation = \"Een\"\n\
                     columns = { id = \"id\", x = \"x\", y = \"y\", rent = \"huur\" }\n";
    let stock = "[stock]\npath = \"voorraad.csv\"\nas_of = 2025-01-01\nsource = \"CBS\"\n\
                 columns = { area = \"buurtcode\", homes = \"woningen\" }\n";
    let production = "[production]\npath = \"projecten.csv\"\nsource = \"Afspraken\"\n\
                      columns = { name = \"naam\", area = \"buurt\", homes = \"aantal\", segment = \"soort\", certainty = \"zeker\" }\n\
                      segments = { social = [\"sociaal\"] }\ncertainties = { firm = [\"hard\"] }\n\
                      planned = { 2026 = \"in_2026\" }\n";
    let buurten = crate::toytown::buurten();
    let homes: String = buurten.iter().map(|buurt| format!("{};100\n", buurt.code)).collect();
    let town = Toytown::new()
        .file("een.csv", "id;x;y;huur\n1;140050;480050;650\n")
        .file("t.csv", "woning;datum;voorrang\n1;15-06-2024;URG\n")
        .file("voorraad.csv", format!("buurtcode;woningen\n{homes}"))
        .file(
            "projecten.csv",
            "naam;buurt;aantal;soort;zeker;in_2026\nHof;BU00340101;5;sociaal;hard;5\n",
        )
        .config(&format!("{AREAS}{dwellings}{placements}{stock}{production}"));
    town.run_well(&["run"]);
    let figures = town.json("out/kerncijfers.json");
    let sociaal = figure(&figures, "sociaal");
    assert_eq!(sources(&sociaal), ["dwellings een.csv", "stock voorraad.csv"]);
    assert_eq!(terms(&sociaal), ["sociale huurwoning", "alle woningen", "aandeel sociale huur"]);
    assert_eq!(sociaal["years"]["files_as_of"], json!(["2025-01-01"]));
    let bereikbaar = figure(&figures, "bereikbaar");
    assert_eq!(sources(&bereikbaar), ["dwellings een.csv rent", "placements t.csv date priority"]);
    assert!(terms(&bereikbaar).contains(&"aftoppingsgrens"), "{bereikbaar}");
    assert!(terms(&bereikbaar).contains(&"norm van 70% tot de tweede aftoppingsgrens"));
    let production = &figures["production"];
    let expected = ["dwellings een.csv", "stock voorraad.csv", "production projecten.csv"];
    assert_eq!(sources(production), expected);
    assert!(terms(production).contains(&"harde en zachte woningen"));
}
