//! Unknown is not no: units of which it is not known whether they count leave shares and statistics, and
//! it is said how many.

use serde_json::{Value, json};

use crate::toytown::{ORIGIN, Toytown, buurten, geojson};

const STEPS: &str = r#"
extra.step_free = { column = "nultreden", type = "yes_no" }
[[indicator]]
id = "nultreden"
of = "dwellings"
count = "step_free"
label.nl = "Nultredenwoningen"
"#;

/// Twenty homes in each of the first buurten, of which so many are step-free, so many are not, and of the
/// rest it is not known.
fn town(known: &[(usize, usize)]) -> Toytown {
    let mut homes = "id;x;y;label;nultreden\n".to_owned();
    for (at, (buurt, (yes, no))) in buurten().iter().zip(known).enumerate() {
        for home in 0..20 {
            let word = if home < *yes {
                "ja"
            } else if home < yes + no {
                "nee"
            } else {
                ""
            };
            let x = buurt.x + 2.0 + 4.0 * home as f64;
            homes += &format!("{at}-{home};{x};{};A;{word}\n", buurt.y + 50.0);
        }
    }
    Toytown::with_dwellings(&[]).file("dwellings.csv", homes).more_config(STEPS)
}

fn spread(town: &Toytown) -> Value {
    town.run_well(&["run"]);
    let figures = town.json("out/kerncijfers.json");
    let all = figures["indicators"].as_array().unwrap();
    all.iter().find(|indicator| indicator["id"] == "nultreden").unwrap().clone()
}

#[test]
fn areas_of_which_nothing_is_known_leave_the_statistics() {
    let with = spread(&town(&[(5, 15), (0, 0), (15, 5), (0, 0)]));
    let level = &with["spread"]["levels"][2];
    let left = ["units_unknown", "areas_unknown", "areas_without_units"].map(|key| &level[key]);
    assert_eq!(left, [&json!(40), &json!(2), &json!(12)]);
    let even = &level["evenness"];
    // ¼ and ¾ of twenty: 10 of the 20 would have to move to be even, of 40 · ½ at most.
    assert_eq!(even["areas_with_denominator"], 2);
    assert_eq!(even["dissimilarity"], 0.5);
    assert_eq!(even["gini"], 0.5);
    // The homes of which it is not known are no homes without steps.
    assert_eq!(even["hoover_against_homes"], 0.25);
    assert_eq!((&with["total"]["out_of"], &with["total"]["share"]), (&json!(40), &json!(0.5)));
    assert_eq!(with["levels"][2]["areas_unknown"], 2);
    let codes: Vec<&Value> =
        level["areas"].as_array().unwrap().iter().map(|area| &area["code"]).collect();
    assert_eq!(codes, ["BU00340101", "BU00340103"]);
}

#[test]
fn unknown_units_leave_the_denominator_and_change_what_is_even() {
    let layer = town(&[(2, 2), (10, 10), (0, 0)]);
    let figures = spread(&layer);
    let even = &figures["spread"]["levels"][2]["evenness"];
    // Half of what is known in both: 2 of 20 and 10 of 20 would not be.
    assert_eq!(even["dissimilarity"], 0.0);
    assert_eq!(even["hoover_against_homes"], 0.0);
    let area = layer.buurt("BU00340101");
    let found =
        ["", "_noemer", "_pct", "_nb", "_status"].map(|end| &area[format!("nultreden{end}")]);
    assert_eq!(found, [&json!(2), &json!(4), &json!(50.0), &json!(16), &json!("ok")]);
    let none = layer.buurt("BU00340103");
    assert_eq!((&none["nultreden_pct"], &none["nultreden_noemer"]), (&Value::Null, &json!(0)));
    assert_eq!(none["nultreden_status"], "onbekend");
    // Of the whole, too: 12 of 24, of sixty homes.
    let table = layer.text("out/indicatoren.csv");
    let city = "stad,,Toytown,,nultreden,12,24,50.0,ok,36,";
    assert!(table.contains(city), "{table}");
}

#[test]
fn where_nothing_is_known_anywhere_a_sentence_says_so() {
    let figures = spread(&town(&[(0, 0), (0, 0)]));
    let level = &figures["spread"]["levels"][2];
    assert_eq!(
        level["evenness"],
        json!({"undefined": "Van geen eenheid is bekend of zij meetelt."})
    );
    assert_eq!((&level["areas_unknown"], &level["units_unknown"]), (&json!(2), &json!(40)));
}

/// Homes with label D in one buurt, half of them with a suspect home roof; of the sheds of those that are
/// not suspect nothing is known.
#[test]
fn a_roof_that_is_known_to_be_suspect_does_not_make_the_other_known() {
    let mut homes = "id;x;y;label;dak;schuur\n".to_owned();
    for home in 0..100 {
        let label = if home % 2 == 0 { "D" } else { "A" };
        let (roof, shed) = match home {
            0..49 => ("verdacht", ""),
            49..60 => ("nee", ""),
            60..80 => ("verdacht", "nee"),
            _ => ("nee", "nee"),
        };
        let x = ORIGIN.0 + 10.0 + 0.5 * f64::from(home);
        homes += &format!("{home};{x};{};{label};{roof};{shed}\n", ORIGIN.1 + 50.0);
    }
    let columns = "asbestos_home_roof = \"dak\"\nasbestos_shed_roof = \"schuur\"\n";
    let town = Toytown::with_dwellings(&[]).file("dwellings.csv", homes).more_config(columns);
    town.run_well(&["run"]);
    let pair = &town.json("out/kerncijfers.json")["coincidences"]["homes"][0];
    assert_eq!(pair["of"], json!(["label_d", "asbest"]));
    // Forty homes of which both roofs are known: twenty suspect, twenty with label D.
    assert_eq!((&pair["units"], &pair["unknown"]), (&json!(40), &json!(60)));
    assert_eq!((&pair["each"], &pair["count"]), (&json!([20, 20]), &json!(10)));
    assert_eq!(pair["expected_by_chance"], 10.0);
    // What is counted for its own sake counts every home of which the answer is known.
    assert_eq!(town.buurt("BU00340101")["label_d_asbest"], 25 + 10);
    assert_eq!(town.buurt("BU00340101")["label_d_asbest_noemer"], 25 + 10 + 10);
}

#[test]
fn the_nearest_are_those_among_the_areas_that_take_part() {
    let known: Vec<(usize, usize)> =
        (0..16).map(|at| if at % 3 == 1 { (0, 0) } else { (1 + at, 4) }).collect();
    let figures = spread(&town(&known));
    let moran = figures["spread"]["in_space"]["moran"].as_array().unwrap();
    let nearest = moran.iter().find(|of| of["neighbours"] == "knn:6").unwrap();
    assert_eq!((&nearest["links"], &nearest["isolates"]), (&json!(6 * 11), &json!([])));
}

/// The upper half of the town lies half a buurt further to the east.
#[test]
fn areas_that_border_without_a_common_vertex_are_neighbours_and_it_is_said() {
    let mut layer: Value = serde_json::from_str(&geojson()).unwrap();
    for feature in layer["features"].as_array_mut().unwrap() {
        let upper = feature["properties"]["wijkcode"].as_str().unwrap() > "WK003402";
        for corner in feature["geometry"]["coordinates"][0].as_array_mut().unwrap() {
            let (x, y) = (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
            *corner = json!([if upper { x + 50.0 } else { x }, y]);
        }
    }
    let known: Vec<(usize, usize)> = (0..16).map(|at| (at, 20 - at)).collect();
    let town = town(&known).file("buurten.geojson", layer.to_string());
    let figures = spread(&town);
    let borders = &town.json("out/kerncijfers.json")["borders"];
    let expected = json!([
        // Twenty-four pairs of sides and eighteen of corners, less ten between the halves, and seven there.
        {"neighbours": "queen", "links": 2 * (42 - 10 + 7), "by_t_junction": 2 * 7},
        {"neighbours": "rook", "links": 2 * (24 - 4 + 7), "by_t_junction": 2 * 7},
    ]);
    assert_eq!(borders, &expected);
    assert_eq!(figures["spread"]["in_space"]["moran"][0]["links"], 78);
    let told = town.run_well(&["check", "-v"]);
    let told = format!("{} {}", told.stdout, told.stderr);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("G037") && told.contains("14 of 78 links"), "{told}");
}
