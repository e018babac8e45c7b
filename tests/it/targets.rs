//! Targets of the configuration: in the results, and those that cannot be.

use serde_json::{Value, json};

use crate::toytown::Toytown;

/// Four homes with label D and one without a label, of ten.
fn town() -> Toytown {
    let labels = ["D", "D", "D", "D", "A", "A", "A", "A", "A", ""];
    let names: Vec<String> = (0..labels.len()).map(|at| at.to_string()).collect();
    let homes: Vec<(&str, f64, f64, &str)> = names
        .iter()
        .zip(labels)
        .enumerate()
        .map(|(at, (name, label))| (name.as_str(), 10.0 + 20.0 * at as f64, 50.0, label))
        .collect();
    Toytown::with_dwellings(&homes)
}

fn target_of(town: &Toytown, id: &str) -> Value {
    let figures = town.json("out/kerncijfers.json");
    let all = figures["indicators"].as_array().unwrap();
    let indicator = all.iter().find(|indicator| indicator["id"] == id).unwrap();
    indicator["spread"]["target"].clone()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn without_a_target_nothing_is_told_of_one() {
    let town = town();
    let ran = town.run_well(&["run"]);
    let figures = town.text("out/kerncijfers.json");
    for word in ["\"target\"", "\"pace", "\"goal\""] {
        assert!(!figures.contains(word), "{word}");
    }
    for word in ["to go", "a year", "target", "pace"] {
        assert!(!ran.stdout.contains(word), "{word}: {}", ran.stdout);
    }
}

#[test]
fn a_number_of_homes_falls_to_its_goal() {
    let town = town().more_config(
        "[targets.label_d]\nstart = 8\nfrom = 2023-12-31\ngoal = 1\nby = 2029-12-31\n",
    );
    let ran = town.run_well(&["run"]);
    let target = target_of(&town, "label_d");
    assert_eq!((&target["direction"], &target["start"]), (&json!("fall"), &json!(8)));
    assert_eq!((&target["now"], &target["between"]), (&json!(4), &json!([4, 5])));
    assert_eq!((&target["to_go"], &target["to_go_at_most"]), (&json!(3), &json!(4)));
    assert_eq!((&target["reached"], &target["in_time"]), (&json!(false), &json!(true)));
    // 731 of 2,192 days from 8 to 1.
    let path = target["path_today"].as_f64().unwrap();
    assert!((path - (8.0 - 7.0 * 731.0 / 2192.0)).abs() < 1e-5, "{path}");
    assert_eq!((&target["share_between"], &target["goal_share"]), (&Value::Null, &Value::Null));
    let told = on_one_line(&ran.stdout);
    assert!(told.contains("label_d: 3 to 4 to go to 1 by 2029-12-31: 1 a year needed"), "{told}");
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
}

#[test]
fn a_share_rises_to_its_goal_and_without_a_last_day_no_pace_is_told() {
    // Of label A: 5 of 9 known, and one may have it: 50% to 60% of ten.
    let own = "[[indicator]]\nid = \"a\"\nof = \"dwellings\"\ncount = \"energy_label = 'A'\"\n\
               out_of = \"CASE WHEN energy_label IS NOT NULL THEN TRUE END\"\nlabel.nl = \"A\"\n";
    let setting = "[targets.a]\nstart_share = 0.4\nfrom = 2024-01-01\ngoal_share = 0.7\n\
                   direction = \"rise\"\n";
    let town = town().more_config(&format!("{setting}{own}"));
    let ran = town.run_well(&["run"]);
    let target = target_of(&town, "a");
    assert_eq!((&target["direction"], &target["goal_share"]), (&json!("rise"), &json!(0.7)));
    assert_eq!((&target["share_between"], &target["out_of"]), (&json!([0.5, 0.6]), &json!(10)));
    assert_eq!((&target["to_go"], &target["to_go_at_most"]), (&json!(1), &json!(2)));
    assert_eq!((&target["goal"], &target["by"]), (&Value::Null, &Value::Null));
    for (key, value) in target.as_object().unwrap() {
        if key.starts_with("pace") || key.starts_with("path") || key == "in_time" {
            assert_eq!(value, &Value::Null, "{key}");
        }
    }
    let told = on_one_line(&ran.stdout);
    let expected = "a: 50.00% to 60.00% (5 to 6 of 10) now; 1 to 2 more to 70%, if the total stays 10; 1 \
                    unknown";
    assert!(told.contains(expected), "{told}");
    assert_eq!(
        target["sentence"],
        "nu 50,00% tot 60,00% (5 tot 6 van 10); nog 1 tot 2 erbij tot 70%, als het totaal 10 blijft; 1 onbekend"
    );
    let by = setting.replace("direction", "by = 2027-01-01\ndirection");
    let town = self::town().more_config(&format!("{by}{own}"));
    town.run_well(&["run"]);
    let target = target_of(&town, "a");
    assert!(target["pace_needed_per_year"].as_f64().unwrap() > 0.09, "{target}");
    assert_eq!(target["in_time"], Value::Null, "between 50% and 60% lies the path");
    // 0.7 is met by 7 of 10, whatever binary numbers make of it.
    let met = setting.replace("goal_share = 0.7", "goal_share = 0.5");
    let town = self::town().more_config(&format!("{met}{own}"));
    town.run_well(&["run"]);
    assert_eq!(target_of(&town, "a")["reached"], json!(true));
}

#[test]
fn of_nothing_known_the_line_says_so_within_the_line() {
    let town = town()
        .more_config("[targets.asbest_woning]\nfrom = 2025-01-01\ngoal = 0\nby = 2029-12-31\n");
    let ran = town.run_well(&["run"]);
    let told = on_one_line(&ran.stdout);
    let expected =
        "asbest_woning: target of 0 by 2029-12-31: of no unit it is known whether it counts ";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn targets_that_cannot_be_are_refused() {
    #[track_caller]
    fn check(setting: &str, code: &str, expected: &[&str]) {
        let ran = town().more_config(setting).run();
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("error[{code}]")), "{}", ran.stderr);
        for expected in expected {
            assert!(ran.told().contains(expected), "{expected}: {}", ran.stderr);
        }
    }
    let label = |keys: &str| format!("[targets.label_d]\n{keys}\n");
    check("[targets.labl_d]\ngoal = 9\n", "K002", &["did you mean `label_d`?"]);
    check("[targets.xyz]\ngoal = 9\n", "K002", &["is no indicator of this run", "label_efg"]);
    let config = format!("leave_out = [\"label_d\"]\n{}", town().text("spreiding.toml"));
    let ran = town().config(&format!("{config}\n{}", label("goal = 9"))).run();
    assert!(ran.code == 2 && ran.told().contains("it is built in, but left out"), "{}", ran.stderr);
    check("[targets.urgent]\ngoal_share = 0.3\n", "K003", &["carries chance", "norm"]);
    check("[targets.label_d]\ngaol = 9\n", "K002", &["unknown key `gaol`", "`goal`"]);
    check(&label("by = 2029-12-31"), "K003", &["`targets.label_d.goal` is missing"]);
    check(&label("goal = 9\ngoal_share = 0.1"), "K003", &["goal_share", "give one of the two"]);
    check(&label("goal_share = 1.2"), "K003", &["a share from 0 to 1"]);
    check(&label("goal_share = 0.1\nstart = 5\nfrom = 2025-01-01"), "K003", &["give both alike"]);
    check(&label("goal = 9\nstart = 50"), "K003", &["from", "the day on which the start"]);
    check(
        &label("goal = 9\nfrom = 2025-01-01\nby = 2024-01-01"),
        "K003",
        &["ends before it begins"],
    );
    check(
        &label("goal = 9\nstart = 5\nfrom = 2025-01-01\ndirection = \"fall\""),
        "K003",
        &["the start lies below the goal already"],
    );
    check(&label("goal = -9"), "K004", &["-9"]);
    check(&label("goal = 9\ndirection = \"up\""), "K004", &["fall", "rise"]);
    // The target of an indicator stands with the city now.
    let own = "[[indicator]]\nid = \"x\"\nof = \"dwellings\"\ncount = \"true\"\nlabel.nl = \"X\"\n\
               target = { goal = 3 }\n";
    check(own, "K002", &["unknown key `target`"]);
}
