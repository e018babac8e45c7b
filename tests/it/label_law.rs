//! Which label counts, against a straightforward count over random registrations and own labels.

use proptest::prelude::*;
use serde_json::json;

use crate::registers::{REGISTER, account, town, v4};

/// Days as the register writes them: the number of one ten years on is this much higher.
const TEN_YEARS: u32 = 100_000;
const REFERENCE: u32 = 20251231;
const LETTERS: [&str; 4] = ["A", "D", "G", "Q"]; // the last one cannot be read
const DAYS: [u32; 5] = [20120401, 20151230, 20151231, 20200601, 20260101];
const OWN_DAYS: [u32; 3] = [20240115, 20251231, 20300620];

/// One registration of a home.
#[derive(Debug, Clone, Copy)]
struct Registration {
    home: usize,
    letter: &'static str,
    surveyed: u32,
    /// Whether its last day stands in the register.
    dated: bool,
}

impl Registration {
    fn ended(self) -> bool {
        self.surveyed + TEN_YEARS < REFERENCE
    }

    /// What cannot be read comes behind the worst letter of its day.
    fn order(self) -> (u32, &'static str) {
        (self.surveyed, self.letter)
    }

    fn label(self) -> Option<&'static str> {
        (self.letter != "Q").then_some(self.letter)
    }
}

/// A home's own label and its last day.
type Own = (Option<&'static str>, Option<u32>);

/// The label that counts, the expired one, and whether it has ended.
type Standing = (Option<&'static str>, Option<&'static str>, Option<bool>);

fn expected(
    rows: &[Registration],
    (own, own_day): Own,
    register_first: bool,
    expired: bool,
) -> Standing {
    let known = || rows.iter().copied().filter(|row| row.surveyed <= REFERENCE);
    let latest = |rows: Vec<Registration>| rows.into_iter().max_by_key(|row| row.order());
    let valid = latest(known().filter(|row| !row.ended()).collect());
    let last =
        if expired { latest(known().collect()) } else { valid.or(latest(known().collect())) };
    let blocked = valid.is_some_and(|row| row.label().is_none());
    let register = last.and_then(|row| Some((row.label()?, Some(row.ended()))));
    let own = own.map(|label| (label, own_day.map(|day| day < REFERENCE)));
    let sources = if register_first { [register, own] } else { [own, register] };
    let found = || sources.into_iter().flatten();
    let same = |label| {
        let alike = found().filter(|(other, ended)| *other == label && *ended != Some(true));
        alike.filter_map(|(_, ended)| ended).next()
    };
    if expired {
        let Some((label, ended)) = found().next() else { return (None, None, None) };
        let over = (ended == Some(true)).then_some(label);
        return (Some(label), over, ended.or_else(|| same(label)));
    }
    if let Some((label, ended)) = found().find(|(_, ended)| *ended != Some(true)) {
        return (Some(label), None, ended.or_else(|| same(label)));
    }
    match found().next().filter(|_| !blocked) {
        Some((label, _)) => (None, Some(label), Some(true)),
        None => (None, None, None),
    }
}

fn registrations() -> impl Strategy<Value = Vec<Registration>> {
    let letter = prop::sample::select(&LETTERS[..]);
    let one = (0..4_usize, letter, prop::sample::select(&DAYS[..]), any::<bool>());
    let one = one.prop_map(|(home, letter, surveyed, dated)| Registration {
        home,
        letter,
        surveyed,
        dated,
    });
    prop::collection::vec(one, 1..9)
}

fn owns() -> impl Strategy<Value = Vec<Own>> {
    let label = prop::option::of(prop::sample::select(&LETTERS[..3]));
    let day = prop::option::of(prop::sample::select(&OWN_DAYS[..]));
    prop::collection::vec((label, day), 4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_home_has_the_label_that_it_should(
        rows in registrations(),
        owns in owns(),
        register_first in any::<bool>(),
        expired in prop::bool::weighted(0.3),
    ) {
        let ids: Vec<String> = (1..=4).map(|at| format!("003401000000000{at}")).collect();
        let homes: Vec<String> = owns.iter().zip(&ids).enumerate().map(|(at, ((label, day), id))| {
            let day = day.map_or_else(String::new, |day| day.to_string());
            format!("{at};{id};;;;{};{day}", label.unwrap_or(""))
        }).collect();
        let homes: Vec<&str> = homes.iter().map(String::as_str).collect();
        let days: Vec<[String; 2]> = rows.iter().map(|row| {
            let last = if row.dated { (row.surveyed + TEN_YEARS).to_string() } else { String::new() };
            [row.surveyed.to_string(), last]
        }).collect();
        let cells: Vec<Vec<(&str, &str)>> = rows.iter().zip(&days).map(|(row, [surveyed, last])| vec![
            ("BAGVerblijfsobjectID", ids[row.home].as_str()),
            ("Energieklasse", row.letter),
            ("Opnamedatum", surveyed),
            ("GeldigTot", last),
        ]).collect();
        let cells: Vec<&[(&str, &str)]> = cells.iter().map(Vec::as_slice).collect();
        let town = town(&homes, v4(&cells));
        let prefer = if register_first { "register" } else { "own" };
        let setting = format!("{REGISTER}prefer = \"{prefer}\"\nexpired = {expired}\n");
        let config = town.text("spreiding.toml").replace(REGISTER, &setting).replace(
            "energy_label = \"label\"\n",
            "energy_label = \"label\"\nlabel_valid_until = \"tot\"\n",
        );
        let csv = town.text("dwellings.csv").replace("letter;label;", "letter;label;tot;");
        let town = town.file("dwellings.csv", csv).config(&config);
        town.run_well(&["run"]);

        let each: Vec<_> = owns.iter().enumerate().map(|(home, own)| {
            let of_home: Vec<Registration> =
                rows.iter().copied().filter(|row| row.home == home).collect();
            expected(&of_home, *own, register_first, expired)
        }).collect();
        let buurt = town.buurt("BU00340101");
        let count = |passes: &dyn Fn(&Standing) -> bool| {
            each.iter().filter(|of| passes(of)).count()
        };
        let labelled = count(&|(label, _, _)| label.is_some());
        prop_assert_eq!(&buurt["label_onbekend"], &json!(4 - labelled), "{:?}", each);
        let known = |id: &str, of: usize, number: usize| {
            let told = if of == 0 { json!(null) } else { json!(number) };
            buurt[id] == told && buurt[format!("{id}_noemer")] == json!(of)
        };
        let d = count(&|(label, _, _)| *label == Some("D"));
        prop_assert!(known("label_d", labelled, d), "{each:?} {buurt}");
        let told = count(&|(_, _, ended)| ended.is_some());
        let over = count(&|(_, expired, _)| *expired == Some("D"));
        prop_assert!(known("label_d_verlopen", told, over), "{each:?} {buurt}");
        let [read, used, rejected, set_aside] = account(&town, "labels.csv");
        prop_assert_eq!(read, rows.len() as u64);
        prop_assert_eq!(read, used + rejected + set_aside);
    }
}
