//! Which coarser area holds each finest one: by column, by table, or by the CBS code.

use std::collections::BTreeMap;

use crate::config::{AreaLayer, Config};
use crate::diagnostics::{Account, Finding, codes};
use crate::model::schema::CBS_MISSING;
use crate::model::{AreaCode, AreaLevel, NestingError};
use crate::read::{self, TableOptions, Wanted};

use super::super::error::InputError;
use super::super::input_file::{InputFile, label};
use super::layer::{FinestArea, ReadAreas, code_names, name_names};
use super::{Parent, area_input, columns};

/// For each coarser level, coarse to fine, the parent of every finest area.
pub(super) fn find(
    config: &Config,
    finest_file: &str,
    ReadAreas { columns: names, areas: finest, .. }: &ReadAreas,
    inputs: &mut Vec<InputFile>,
) -> Result<Vec<Vec<Parent>>, InputError> {
    let levels = &config.areas.levels;
    let finest_level = config.finest_level();
    let mut found: BTreeMap<AreaLevel, Vec<Parent>> = BTreeMap::new();
    // Fine to coarse: a table of parents may start from a wijk, which must be known by then.
    for &level in levels[..levels.len() - 1].iter().rev() {
        let settings = config.areas.layer(level);
        let table = match settings.and_then(|settings| settings.parents.as_ref()) {
            Some(_) => Some(read_table(config, level, settings, inputs)?),
            None => None,
        };
        let columns = ParentColumns::of(level, settings, names);
        let mut parents = Vec::with_capacity(finest.len());
        let (mut missing, mut by_code) = (Vec::new(), 0);
        for (at, child) in finest.iter().enumerate() {
            let parent = match &table {
                Some(table) => {
                    let between = found.values().map(|parents| &parents[at].code);
                    std::iter::once(&child.area.code)
                        .chain(between)
                        .find_map(|code| table.get(code.as_str()).cloned())
                }
                None => columns.parent(child, level).or_else(|| {
                    let code = child.area.code.cbs_parent(finest_level, level)?;
                    by_code += 1;
                    Some(Parent { code, name: None })
                }),
            };
            match parent {
                Some(parent) => parents.push(parent),
                None => missing.push(child.area.code.to_string()),
            }
        }
        if let Some(first) = missing.first() {
            return Err(InputError::NoParent {
                file: match settings.and_then(|settings| settings.parents.as_ref()) {
                    Some(table) => label(table),
                    None => finest_file.to_owned(),
                },
                level: finest_level.to_string(),
                parent: level.to_string(),
                count: missing.len(),
                total: finest.len(),
                first: first.clone(),
            });
        }
        if by_code > 0 {
            let finding = Finding::new(&codes::PARENT_BY_CODE, finest_file, by_code)
                .detail(level.to_string());
            inputs[0].findings.push(finding);
        }
        found.insert(level, parents);
    }
    Ok(found.into_values().collect())
}

/// The columns of the finest layer that may name a parent, by their places: the first of which an area
/// has a value tells.
struct ParentColumns {
    code: Vec<usize>,
    name: Vec<usize>,
}

impl ParentColumns {
    fn of(level: AreaLevel, settings: Option<&AreaLayer>, keys: &[String]) -> ParentColumns {
        // A level with a file of its own names its columns there; here the known names hold.
        let own = settings.filter(|settings| settings.path.is_none());
        let places = |told: Option<&String>, names: &[&str]| {
            let names = match told {
                Some(name) => columns::known(&[name]),
                None => columns::known(names),
            };
            // Of columns that are named alike the last one tells.
            let of_name = |name| (0..keys.len()).rev().filter(move |at| keys[*at] == name);
            names.into_iter().flat_map(of_name).collect()
        };
        ParentColumns {
            code: places(own.and_then(|own| own.code.as_ref()), code_names(level)),
            name: places(own.and_then(|own| own.name.as_ref()), name_names(level)),
        }
    }

    /// The parent by these columns.
    fn parent(&self, child: &FinestArea, level: AreaLevel) -> Option<Parent> {
        let value = |places: &[usize]| -> Option<String> {
            let value = places.iter().find_map(|at| child.attributes[*at].as_deref())?.trim();
            (!value.is_empty() && !CBS_MISSING.contains(&value)).then(|| value.to_owned())
        };
        let code = value(&self.code)?;
        let name = value(&self.name);
        Some(Parent { code: AreaCode::parse(level, &code)?, name })
    }
}

/// The table of child code, parent code and parent name, by columns `child`, `parent` and `name` or
/// the names of CBS. A child is an area of any finer level.
fn read_table(
    config: &Config,
    level: AreaLevel,
    settings: Option<&AreaLayer>,
    inputs: &mut Vec<InputFile>,
) -> Result<BTreeMap<String, Parent>, InputError> {
    let relative = settings.and_then(|settings| settings.parents.as_ref()).expect("asked when set");
    let path = config.resolve(relative);
    let key = format!("areas.{level}");
    let finer = AreaLevel::ALL.into_iter().filter(|finer| *finer > level);
    let children: Vec<&str> = ["child", "child_code", "kind", "kindcode"]
        .into_iter()
        .chain(finer.rev().flat_map(code_names).copied())
        .chain(["code"])
        .collect();
    let parents = [&["parent", "parent_code", "ouder", "oudercode"], code_names(level)].concat();
    let names = [&["parent_name", "oudernaam", "name", "naam"], name_names(level)].concat();
    let mut wanted = vec![
        Wanted::known("child", &children, &key),
        Wanted::known("parent", &parents, &key),
        Wanted::known("name", &names, &key),
    ];
    wanted[0].required = true;
    wanted[1].required = true;
    let raw = match read::read_table(&path, &wanted, TableOptions::default()) {
        Ok(raw) => raw,
        Err(error) => match error.columns_there() {
            Some(found) => {
                let found = found.to_vec();
                return Err(InputError::ParentsHeader { file: label(relative), found });
            }
            None => return Err(error.into()),
        },
    };
    let text = |name: &str| -> Result<Vec<Option<String>>, InputError> {
        match raw.frame.column(name) {
            Ok(column) => {
                let column = column.cast(&polars::prelude::DataType::String)?;
                Ok(column.str()?.iter().map(|text| text.map(|t| t.trim().to_owned())).collect())
            }
            Err(_) => Ok(vec![None; raw.frame.height()]),
        }
    };
    let mut account = Account { read: raw.rows_read(), ..Account::default() };
    account.rejected = raw.ragged.len() as u64;
    let mut table = BTreeMap::new();
    for ((child, parent), name) in
        text("child")?.into_iter().zip(text("parent")?).zip(text("name")?)
    {
        let code = parent.and_then(|parent| AreaCode::parse(level, &parent));
        let (Some(child), Some(code)) = (child, code) else {
            account.set_aside += 1;
            continue;
        };
        account.used += 1;
        for finer in AreaLevel::ALL {
            if let Some(child) = AreaCode::parse(finer, &child) {
                let parent = Parent { code: code.clone(), name: name.clone() };
                let before = table.insert(child.to_string(), parent);
                if let Some(before) = before.filter(|before| before.code != code) {
                    return Err(InputError::Nesting(NestingError::TwoParents {
                        child,
                        parents: [before.code, code],
                    }));
                }
            }
        }
    }
    inputs.push(area_input(relative, &path, account).with_rows_of(&raw));
    Ok(table)
}
