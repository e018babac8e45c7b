//! The analyst's folder of a run that has everything: each outcome, and files that mean harm.

use std::path::PathBuf;

use super::*;
use crate::diagnostics::{Account, Entry, Example, Text, codes};
use crate::locate::FileSteps;
use crate::normalise::{Lost, RejectedRow, RejectedRows, Role};

const HARM: &str = "\"><img src=x onerror=alert(1)>";

fn config(language: &str) -> Config {
    let text = format!(
        "name = \"Dorp <b>& Stad\"\nreference_date = 2025-12-31\nlanguage = \"{language}\"\n\
         [areas]\nyear = 2025\nlevels = [\"buurt\"]\n[areas.buurt]\npath = \"buurten.gpkg\"\n"
    );
    toml::from_str(&text).unwrap()
}

fn input(role: Role, name: &str, numbers: [u64; 4], findings: Vec<Finding>) -> InputFile {
    let [read, used, rejected, set_aside] = numbers;
    InputFile {
        role,
        name: name.to_owned(),
        path: PathBuf::from("/srv/somebody").join(name),
        account: Account { read, used, rejected, set_aside },
        findings,
        rejected: RejectedRows {
            file: name.to_owned(),
            columns: Vec::new(),
            keys: Vec::new(),
            rows: Vec::new(),
        },
        unread: Vec::new(),
        shared_homes: Vec::new(),
        label_differences: Vec::new(),
        numbers: Vec::new(),
        filled_ids: 0,
    }
}

fn example(row: u64, before: &str, after: Option<&str>) -> Example {
    Example { row, before: before.to_owned(), after: after.map(str::to_owned) }
}

fn inputs() -> Vec<InputFile> {
    let mut bezit = Finding::new(&codes::LABEL_FORM, "bezit.xlsx", 8)
        .of_rejected_rows()
        .column("Label <script>alert(1)</script>")
        .rows(vec![88, 89, 90, 91, 417])
        .examples(vec![example(88, HARM, None), example(417, "=cmd|' /C calc'!A0", None)]);
    bezit.sheet = Some("Bezit & meer".to_owned());
    let postcodes = Finding::new(&codes::POSTCODE_TIDIED, "bezit.xlsx", 37)
        .column("Postcode")
        .rows(vec![4])
        .examples(vec![example(4, "1315\u{A0}ab", Some("1315AB"))]);
    let zeros = Finding::new(&codes::LOST_ZEROS, "bezit.xlsx", 1398).column("BAG-id VBO");
    let total = Finding::new(&codes::TOTAL_ROW, "bezit.xlsx", 1).rows(vec![1413]);
    let found = vec![total, postcodes, zeros, bezit];
    let mut homes = input(Role::Dwellings, "bezit.xlsx", [1412, 1403, 8, 1], found);
    homes.rejected.columns = vec!["=id".to_owned(), "Label".to_owned()];
    homes.rejected.rows = vec![RejectedRow {
        row: 88,
        cells: vec!["0034010000012345".to_owned(), HARM.to_owned()],
        column: "Label".to_owned(),
        value: HARM.to_owned(),
        entry: &codes::LABEL_FORM,
        lost: Lost::Row,
    }];
    let stop = Finding::new(&codes::COLUMN_MISSING, "toewijzingen.csv", 1)
        .detail("column `Datum` not found in toewijzingen.csv\n  columns there: <i>Dag</i>");
    vec![
        input(Role::Areas, "buurten.gpkg", [171, 171, 0, 0], Vec::new()),
        homes,
        input(Role::Placements, "toewijzingen.csv", [0, 0, 0, 0], vec![stop]),
    ]
}

fn report() -> MatchReport {
    let steps =
        FileSteps { rows: 1403, bag_id: 1403, ..FileSteps::of(Role::Dwellings, "bezit.xlsx") };
    let outside = Finding::new(&codes::OUTSIDE, "bezit.xlsx", 9).rows(vec![5, 6, 7, 8, 12]);
    MatchReport { files: vec![steps], findings: vec![outside], ..MatchReport::default() }
}

fn files(language: &str, max_rejected: Option<f64>) -> Vec<ResultFile> {
    let (config, inputs, report) = (config(language), inputs(), report());
    let stops: Vec<Finding> = inputs[2].findings.clone();
    control_files(&ControlRecord {
        config: &config,
        inputs: &inputs,
        report: Some(&report),
        stops: &stops,
        max_rejected,
        max_unplaced: None,
    })
}

fn text(files: &[ResultFile], name: &str) -> String {
    let file = files.iter().find(|file| file.name == name).unwrap();
    String::from_utf8(file.parts.concat()).unwrap()
}

fn page(language: &str) -> String {
    text(&files(language, None), PAGE)
}

/// The parts of the page that stand between these marks, without what encloses them.
fn all_between<'a>(page: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    page.split(from).skip(1).map(|rest| rest.split(to).next().unwrap()).collect()
}

#[test]
fn the_folder_holds_the_page_the_tables_and_what_they_are() {
    let files = files("nl", None);
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let expected = [
        "controle.html",
        "afgekeurd_bezit.csv",
        "niet_geplaatst.csv",
        "sleutels_oneens.csv",
        "LEESMIJ.txt",
        "controle.json",
    ];
    assert_eq!(names, expected);
    let leesmij = text(&files, "LEESMIJ.txt");
    for name in expected {
        assert_eq!(leesmij.matches(&format!("  {name} ")).count(), 2, "{name}"); // two languages
    }
    assert!(leesmij.find("geef de map niet door") < leesmij.find("do not pass the folder on"));
}

#[test]
fn markup_in_a_file_comes_out_as_text() {
    for language in ["nl", "en"] {
        let page = page(language);
        for harm in ["<script", "<img", "<i>", "<b>", "onerror=alert(1)>"] {
            assert!(!page.contains(harm), "{harm}");
        }
        assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;"));
        assert!(page.contains("&#34;&#62;&#60;img src=x onerror=alert(1)&#62;"));
        assert!(page.contains("Dorp &#60;b&#62;&#38; Stad"));
        assert!(page.contains("<td class=\"cell\">1315[U+00A0]ab</td>"));
    }
}

#[test]
fn formulas_in_the_tables_come_out_as_text() {
    assert_eq!(
        text(&files("nl", None), "afgekeurd_bezit.csv"),
        "\u{FEFF}regel;kolom;waarde;code;reden;gevolg;'=id;Label\n\
         88;Label;\"\"\"><img src=x onerror=alert(1)>\";I026;geen energielabel;regel;\
         0034010000012345;\"\"\"><img src=x onerror=alert(1)>\"\n"
    );
}

#[test]
fn the_page_asks_nothing_of_the_network_and_runs_nothing() {
    let page = page("nl");
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    for reach in ["http:", "https:", " src=", "<link", "@import", "url(", "javascript:", " style="]
    {
        let own = page.replace("&#60;img src=x", "");
        assert!(!own.contains(reach), "{reach}");
    }
    assert!(!page.contains("/srv/somebody"));
}

#[test]
fn the_worst_file_and_the_worst_finding_come_first() {
    let page = page("nl");
    let headings: Vec<&str> = all_between(&page, "<h2 id=\"bestand-", "</h2>");
    assert_eq!(headings, ["1\">toewijzingen.csv", "2\">bezit.xlsx"]);
    let codes: Vec<&str> = all_between(&page, "<h4><span class=\"code\">", "</span>");
    assert_eq!(codes, ["I004", "I026", "G007", "I001", "I014", "I050"]);
    // The verdict leads to the stop.
    assert!(
        page.contains("toewijzingen.csv: <a href=\"#bevinding-1-1\"><span class=\"code\">I004")
    );
    assert!(page.contains("<article class=\"stop\" id=\"bevinding-1-1\">"));
    assert_eq!(page.matches("Zo is er geen uitkomst te maken, om één reden:").count(), 1);
}

#[test]
fn numbers_are_written_in_the_language_of_the_page() {
    let dutch = "<th scope=\"row\"><a href=\"#bestand-2\">bezit.xlsx</a> <span class=\"role\">woningen</span></th><td class=\"number\">1.412</td>\
                 <td class=\"number\">1.403</td><td class=\"number\">8</td><td class=\"number\">1</td>\
                 <td class=\"number\">0,6%</td>";
    let english =
        dutch.replace("woningen", "dwellings").replace("1.4", "1,4").replace("0,6", "0.6");
    assert!(page("nl").contains(dutch), "{}", page("nl"));
    assert!(page("en").contains(&english), "{}", page("en"));
    assert!(page("nl").contains("<html lang=\"nl\">") && page("en").contains("<html lang=\"en\">"));
    assert!(page("nl").contains("<dd>regels 88-91, 417 en nog 3</dd>"));
    assert!(page("en").contains("<dd>rows 88-91, 417 and 3 more</dd>"));
}

#[test]
fn headings_descend_by_one_and_tables_have_captions_and_scopes() {
    let page = page("nl");
    let levels: Vec<u32> =
        page.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10)).collect();
    assert_eq!(levels[..3], [1, 2, 2]);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    assert_eq!(page.matches("<table>").count(), 4);
    assert_eq!(page.matches("<table>\n<caption>").count(), 4);
    assert_eq!(page.matches("<th ").count(), page.matches("<th scope=\"").count());
    assert!(!page.contains("<th>"));
}

#[test]
fn how_to_mend_it_stands_with_the_finding_as_far_as_the_catalogue_tells() {
    let entry: &'static Entry = Box::leak(Box::new(Entry {
        meaning: Text { nl: "Wat het is.", en: "What it is." },
        excel: Text { nl: "Kies het blad.\nMaak er tekst van.", en: "Choose the sheet." },
        csv: Text { nl: "", en: "" },
        setting: Text { nl: "", en: "" },
        ..codes::LABEL_FORM
    }));
    let config = config("nl");
    let found = vec![Finding::new(entry, "bezit.xlsx", 3)];
    let inputs = [input(Role::Dwellings, "bezit.xlsx", [9, 6, 3, 0], found)];
    let record = ControlRecord {
        config: &config,
        inputs: &inputs,
        report: None,
        stops: &[],
        max_rejected: None,
        max_unplaced: None,
    };
    let page = text(&control_files(&record), PAGE);
    assert!(page.contains("<p>Wat het is.</p>"), "{page}");
    assert!(page.contains("Kies het blad.\nMaak er tekst van.</p></details>"), "{page}");
    assert_eq!(page.matches("<details>").count(), 1, "{page}");
    assert!(page.contains("33,3% <strong>(boven de grens)</strong>"), "{page}");
    assert!(page.contains("Zo ver is het niet gekomen."), "{page}");
}

#[test]
fn another_limit_is_told_on_the_page_and_to_programs() {
    let files = files("nl", Some(0.025));
    let page = text(&files, PAGE);
    assert!(page.contains("meer dan 2,5% van de regels is afgekeurd,"), "{page}");
    assert!(page.contains("<code>--max-rejected</code>; de instellingen zeggen 1%."), "{page}");
    let record: Value = serde_json::from_str(&text(&files, "controle.json")).unwrap();
    assert_eq!(record["max_rejected"], 0.025);
    let without: Value =
        serde_json::from_str(&text(&self::files("nl", None), "controle.json")).unwrap();
    assert_eq!(without.get("max_rejected"), None);
}

#[test]
fn programs_get_each_finding_once_with_its_examples() {
    let record: Value = serde_json::from_str(&text(&files("nl", None), "controle.json")).unwrap();
    let codes: Vec<&str> = record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["I050", "I014", "I001", "I026", "I004", "G007"]);
    assert_eq!(record["verdict"], "refused");
    assert_eq!(record["findings"][3]["sheet"], "Bezit & meer");
    assert_eq!(
        record["findings"][1]["examples"][0],
        json!({ "row": 4, "before": "1315\u{A0}ab", "after": "1315AB" })
    );
}

#[test]
fn two_files_of_one_name_keep_their_rejected_rows_apart() {
    let named = |name: &str| InputFile { name: name.to_owned(), ..inputs()[1].clone() };
    let names = rejected_names(&[named("a/x.csv"), inputs()[0].clone(), named("b/X.xlsx")]);
    assert_eq!(
        names,
        [Some("afgekeurd_x.csv".to_owned()), None, Some("afgekeurd_X_2.csv".to_owned())]
    );
}
