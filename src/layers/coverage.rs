//! What has no place, and what is not known, as every layer and the key figures tell it.

use serde_json::{Map, Value, json};

use crate::disclose::{Coverage, Release};
use crate::model::{Of, Tally};

/// The Dutch word for one unit of a kind, and for several.
fn words(of: Of) -> [&'static str; 2] {
    match of {
        Of::Dwellings => ["woning", "woningen"],
        Of::Placements => ["toewijzing", "toewijzingen"],
        Of::Roofs => ["dak", "daken"],
        Of::Homes => ["woning", "woningen"],
    }
}

/// A sentence in Dutch: `Zonder plek: 12 van 400 woningen, 0 van 80 daken.`
pub(super) fn sentence(release: &Release) -> String {
    let told = release.coverage.iter().map(|Coverage { of, used, unplaced }| {
        let [one, many] = words(*of);
        format!("{unplaced} van {used} {}", if *used == 1 { one } else { many })
    });
    format!("Zonder plek: {}.", told.collect::<Vec<_>>().join(", "))
}

/// The same with the unknown units of each indicator, as a member of a layer.
pub(super) fn member(release: &Release) -> Value {
    let mut kinds = Map::new();
    for Coverage { of, used, unplaced } in &release.coverage {
        let placed = used - unplaced;
        let told = json!({ "gebruikt": used, "geplaatst": placed, "niet_geplaatst": unplaced });
        kinds.insert(words(*of)[1].to_owned(), told);
    }
    let parts = |tally: Tally| json!({ "teller": tally.count(), "noemer": tally.out_of(), "onbekend": tally.unknown() });
    let of_each = release.indicators.iter().map(|published| {
        let whole = published.city.by_area[0].get();
        let mut told = json!({ "onbekend": whole.unknown() });
        if whole.unmeasured() > 0 {
            told["gebieden_zonder_noemer"] = json!(whole.unmeasured());
        }
        if let Some(unplaced) = &published.unplaced {
            let unplaced = unplaced.by_area[0].get().tally();
            told["niet_geplaatst"] = parts(unplaced.expect("never hidden"));
        }
        (published.indicator.id.clone(), told)
    });
    if let Some(production) = &release.production {
        let projects = &production.get().programme.projects;
        let joined = projects.iter().filter(|project| project.place.is_some()).count();
        let told = json!({
            "gebruikt": projects.len(),
            "gekoppeld": joined,
            "niet_gekoppeld": projects.len() - joined,
        });
        kinds.insert("bouwprojecten".to_owned(), told);
    }
    kinds.insert("indicatoren".to_owned(), Value::Object(of_each.collect()));
    Value::Object(kinds)
}
