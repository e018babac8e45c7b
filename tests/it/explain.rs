//! `spreiding explain`: a page for each code, and the list of all.

use crate::toytown::{Ran, Toytown};

#[track_caller]
fn explain(arguments: &[&str]) -> Ran {
    Toytown::new().run_with(&[&["explain"], arguments].concat(), &[])
}

#[track_caller]
fn told(arguments: &[&str]) -> String {
    let ran = explain(arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    ran.stdout
}

/// The codes of a list, in its order.
fn codes(list: &str) -> Vec<&str> {
    let rows = list.lines().filter_map(|line| line.strip_prefix("  "));
    rows.filter_map(|row| row.split("  ").next()).collect()
}

#[test]
fn a_page_says_what_it_is_and_how_to_mend_it() {
    assert_eq!(
        told(&["I050"]),
        "\
I050  total row  (set aside)

A row that says Totaal, Eindtotaal or Subtotaal adds up the others, and is no
home or placement itself. It is not counted.

In Excel or a CSV
  Nothing has to be done.
"
    );
}

#[test]
fn a_page_shows_the_setting_that_solves_it() {
    let page = told(&["I030", "--language", "nl"]);
    assert!(page.starts_with("I030  datums zijn op twee manieren te lezen  (stop)\n"), "{page}");
    assert!(
        page.ends_with(
            "
In spreiding.toml
  [[placements]]
  path = \"toewijzingen.csv\"
  date_format = \"dd-mm-yyyy\"
"
        ),
        "{page}"
    );
}

#[test]
fn a_page_about_a_layer_tells_what_to_do_in_qgis_and_not_in_excel() {
    let page = told(&["G003"]);
    assert!(page.contains("\n\nIn QGIS\n  Processing > Toolbox, "), "{page}");
    assert!(!page.contains("Excel"), "{page}");
}

#[test]
fn a_code_may_be_written_in_small_letters() {
    assert_eq!(told(&["g011"]), told(&["G011"]));
}

#[test]
fn an_unknown_code_gets_the_closest_one() {
    let ran = explain(&["I0050"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_eq!(
        ran.stderr,
        "error: no code `I0050`; did you mean `I005`?\n  every code: spreiding explain\n"
    );
    let ran = explain(&["zzz"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.stderr, "error: no code `zzz`\n  every code: spreiding explain\n");
}

#[test]
fn a_language_that_is_not_there_is_refused() {
    let ran = explain(&["I050", "--language", "fr"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("write nl or en"), "{}", ran.stderr);
}

#[test]
fn without_a_code_all_are_listed_by_kind() {
    let list = told(&[]);
    let headings: Vec<&str> =
        list.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
    assert_eq!(
        headings,
        [
            "Input files",
            "Areas and places",
            "The configuration",
            "Protection of persons",
            "The rules of a run",
            "What is written",
            "The page of one code: spreiding explain I050",
        ]
    );
    assert!(list.contains("\n  I050  set aside   total row\n"), "{list}");
    assert!(list.contains("\n  G007  warning     rows outside every area\n"), "{list}");
}

#[test]
fn the_list_is_the_same_in_dutch() {
    let (english, dutch) = (told(&[]), told(&["--language", "nl"]));
    assert_eq!(codes(&english), codes(&dutch));
    assert!(dutch.contains("\n  I050  terzijde    totaalregel\n"), "{dutch}");
}

#[test]
fn every_code_is_listed_once() {
    let list = told(&[]);
    let mut listed = codes(&list);
    listed.sort_unstable();
    let every = spreiding::diagnostics::ALL.iter().map(|entry| entry.code);
    assert_eq!(listed, every.collect::<Vec<_>>());
}

#[test]
fn every_entry_that_is_written_is_in_the_catalogue() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diagnostics/catalogue");
    let written: usize = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .map(|text| text.matches("\npub static ").count())
        .sum();
    assert_eq!(written, spreiding::diagnostics::ALL.len());
}
