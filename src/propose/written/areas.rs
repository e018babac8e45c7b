//! The part of the proposal about areas: the layers, their year, and the levels above.

use crate::diagnostics::counted;
use crate::model::AreaLevel;

use super::super::plan::Plan;
use super::path;
use super::toml_text::{Toml, quoted};

/// Writes `[areas]` and a table for each level.
pub(super) fn areas(toml: &mut Toml, plan: &Plan<'_>) {
    let Some((_, finest)) = plan.finest() else {
        toml.0.push('\n');
        toml.comment(
            "? No layer of areas was recognised. A run needs one, such as the buurten of CBS:",
        );
        for line in [
            "[areas]",
            "year = 2025",
            "levels = [\"wijk\", \"buurt\"]",
            "[areas.buurt]",
            "path = \"buurten.gpkg\"",
        ] {
            toml.comment(&format!("? {line}"));
        }
        return;
    };
    toml.table("[areas]", "");
    match &plan.year {
        Some(year) => toml.set(
            "year",
            &year.value.to_string(),
            &format!("CBS year of the codes: {}", year.why),
        ),
        None => toml.doubt("year", "2025", "CBS year of the codes: not told by layer or file name"),
    }
    let by_table = plan.parents.is_some();
    let levels = plan.levels();
    let named: Vec<String> = levels.iter().map(|level| quoted(level.singular())).collect();
    toml.set(
        "levels",
        &format!("[{}]", named.join(", ")),
        "coarse to fine; homes are located in the last",
    );
    match plan.municipality.as_ref().map(|town| (&town.value, &town.why)) {
        Some((Some(code), why)) => toml.set("municipality", &quoted(code), why),
        Some((None, why)) => toml.doubt("municipality", &quoted("GM0000"), why),
        None => {}
    }
    for &level in levels.iter().rev() {
        match plan.layers.get(&level) {
            Some((place, layer)) => {
                toml.table(
                    &format!("[areas.{level}]"),
                    &counted(layer.count as u64, "area", "areas"),
                );
                path(toml, *place);
                toml.set("code", &quoted(&layer.code), "");
                if let Some(name) = &layer.name {
                    toml.set("name", &quoted(name), "");
                }
                // Which of them holds a finer area is told by the finer layer, or by a table.
                if level == AreaLevel::Stadsdeel && level != finest.level {
                    parents(toml, plan);
                }
            }
            None if level == AreaLevel::Wijk => {
                toml.table("[areas.wijk]", "no path: dissolved from its buurten");
                if let Some(code) = &finest.wijk.0 {
                    toml.set("code", &quoted(code), "column of the buurten");
                }
                if let Some(name) = &finest.wijk.1 {
                    toml.set("name", &quoted(name), "");
                }
            }
            None => {
                toml.table(&format!("[areas.{level}]"), "no path: dissolved from the finest areas");
                match (&finest.stadsdeel, by_table) {
                    (Some(Ok(column)), _) => {
                        toml.set(
                            "code",
                            &quoted(column),
                            "column of the finest layer; no level of CBS",
                        );
                    }
                    _ => parents(toml, plan),
                }
            }
        }
    }
    if let Some(Err(column)) = &finest.stadsdeel
        && !by_table
    {
        toml.table("# ? [areas.stadsdeel]", "and add \"stadsdeel\" to the levels");
        toml.doubt("code", &quoted(column), "not filled for all areas on land");
    } else if plan.layers.contains_key(&AreaLevel::Stadsdeel)
        && !levels.contains(&AreaLevel::Stadsdeel)
    {
        toml.table("# ? [areas.stadsdeel]", "and add \"stadsdeel\" to the levels");
        toml.doubt(
            "parents",
            &quoted("stadsdelen.csv"),
            "a table: buurtcode or wijkcode, and stadsdeel",
        );
    }
}

fn parents(toml: &mut Toml, plan: &Plan<'_>) {
    if let Some((file, _)) = plan.parents {
        toml.set("parents", &quoted(&file.written), "table of areas and the stadsdeel they lie in");
    }
}
