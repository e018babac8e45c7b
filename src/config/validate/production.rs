//! What the types of `[production]` cannot hold by themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ProductionFile;
use super::{Fault, mapping, table_form, value};
use crate::model::project::plain;
use crate::model::schema;

/// Checks the settings of the table of projects.
pub(super) fn production(file: &ProductionFile) -> Result<(), Fault> {
    table_form("production", file.form())?;
    mapping("production", &file.columns, schema::PROJECTS)?;
    if let Some(name) = file.columns.extra.keys().next() {
        let key = format!("production.columns.extra.{name}");
        return Err(value(key, "has no use: no indicator counts projects"));
    }
    let maps = |name: &str| file.columns.columns.contains_key(name);
    for required in ["segment", "certainty"] {
        if !maps(required) {
            let key = format!("production.columns.{required}");
            return Err(value(key, "is missing: name the column of the table of projects"));
        }
    }
    if !maps("district") && !maps("area") {
        let problem = "is missing, and so is `area`: one of them says where a project lies";
        return Err(value("production.columns.district", problem));
    }
    if !maps("homes") && file.planned.is_empty() {
        let problem = "is missing, and no year is planned: one of them says how many homes";
        return Err(value("production.columns.homes", problem));
    }
    years(file)?;
    once("segments", file.segments.lists().map(|(key, _, list)| (key, list)))?;
    once("certainties", file.certainties.lists().map(|(key, _, list)| (key, list)))
}

/// Each key is a year, and each column belongs to one of them.
fn years(file: &ProductionFile) -> Result<(), Fault> {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for (table, columns) in [("planned", &file.planned), ("delivered", &file.delivered)] {
        for (year, column) in columns {
            let key = format!("production.{table}.{year}");
            let number = year.parse::<u16>().ok().filter(|_| year.len() == 4);
            if !number.is_some_and(|year| (1995..=2100).contains(&year)) {
                return Err(value(key, "is no year; write 1995 to 2100"));
            }
            if column.trim().is_empty() {
                return Err(value(key, "names no column"));
            }
            if let Some(other) = taken.insert(schema::bare_name(column), key.clone()) {
                let problem =
                    format!("names column `{column}`, as `{other}` does; each has its own");
                return Err(value(key, problem));
            }
        }
    }
    Ok(())
}

/// Each value stands in one list, once.
fn once(table: &str, lists: [(&str, &[String]); 3]) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (key, list) in lists {
        for text in list {
            if !seen.insert(plain(text)) {
                return Err(value(
                    format!("production.{table}.{key}"),
                    format!("names `{text}` again; each value stands in one of the lists, once"),
                ));
            }
        }
    }
    Ok(())
}
