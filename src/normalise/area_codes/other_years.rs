//! Lists of the area codes of other years.

use std::collections::BTreeMap;

use polars::prelude::DataType;

use crate::config::{Config, OtherYear};
use crate::diagnostics::Account;
use crate::model::AreaCode;
use crate::read::{self, TableOptions, Wanted};

use super::super::error::InputError;
use super::super::input_file::{InputFile, Role, admit};

/// One code in another year.
#[derive(Debug, Default)]
struct Then {
    name: Option<String>,
    became: Vec<AreaCode>,
}

/// The codes of other years.
#[derive(Debug, Default)]
pub(in super::super) struct OtherYears {
    years: BTreeMap<u16, BTreeMap<AreaCode, Then>>,
    translating: Vec<u16>,
}

impl OtherYears {
    /// The years that there are lists of.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        self.years.keys().copied()
    }

    /// Whether the list of a year says what became of its codes.
    pub fn translates(&self, year: u16) -> bool {
        self.translating.contains(&year)
    }

    /// The name of a code in a year; `None` when that year had no such code.
    pub fn name(&self, year: u16, code: &AreaCode) -> Option<Option<&str>> {
        let then = self.years.get(&year)?.get(code)?;
        Some(then.name.as_deref())
    }

    /// The codes that a code of a year became on the map.
    pub fn became(&self, year: u16, code: &AreaCode) -> &[AreaCode] {
        let then = self.years.get(&year).and_then(|codes| codes.get(code));
        then.map_or(&[], |then| &then.became)
    }

    /// All codes of a year with what they became on the map.
    pub fn all(&self, year: u16) -> impl Iterator<Item = (&AreaCode, &[AreaCode])> {
        let codes = self.years.get(&year).into_iter().flatten();
        codes.map(|(code, then)| (code, then.became.as_slice()))
    }
}

/// Reads every list that the configuration names.
pub(in super::super) fn read(
    config: &Config,
    inputs: &mut Vec<InputFile>,
) -> Result<OtherYears, InputError> {
    let mut all = OtherYears::default();
    for file in &config.areas.other_year {
        let path = config.resolve(&file.path);
        let list = read_file(config, file);
        let paths = [file.path.as_path(), path.as_path()];
        let Some((list, input)) = admit(inputs, Role::Areas, paths, list)? else { continue };
        inputs.push(input);
        if file.becomes.is_some() {
            all.translating.push(file.year);
        }
        all.years.insert(file.year, list);
    }
    Ok(all)
}

fn read_file(
    config: &Config,
    file: &OtherYear,
) -> Result<(BTreeMap<AreaCode, Then>, InputFile), InputError> {
    let table = "areas.other_year";
    let mut wanted = vec![Wanted::required("code", &file.code, table)];
    wanted.extend(file.name.iter().map(|name| Wanted::required("name", name, table)));
    wanted.extend(file.becomes.iter().map(|name| Wanted::required("becomes", name, table)));
    let raw = read::read_table(&config.resolve(&file.path), &wanted, TableOptions::default())?;
    let text = |name: &str| -> Result<Vec<Option<String>>, InputError> {
        let Ok(column) = raw.frame.column(name) else { return Ok(vec![None; raw.frame.height()]) };
        let column = column.cast(&DataType::String)?;
        let present = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(column.str()?.iter().map(|text| text.and_then(present)).collect())
    };
    let level = config.finest_level();
    let mut account = Account { read: raw.rows_read(), ..Account::default() };
    account.rejected = raw.ragged.len() as u64;
    let mut list: BTreeMap<AreaCode, Then> = BTreeMap::new();
    let rows = text("code")?.into_iter().zip(text("name")?).zip(text("becomes")?);
    for ((code, name), becomes) in rows {
        let Some(code) = code.and_then(|code| AreaCode::parse(level, &code)) else {
            account.set_aside += 1;
            continue;
        };
        account.used += 1;
        let then = list.entry(code).or_default();
        then.name = then.name.take().or(name);
        let became = becomes.and_then(|code| AreaCode::parse(level, &code));
        then.became.extend(became.filter(|code| !then.became.contains(code)));
    }
    for then in list.values_mut() {
        then.became.sort();
        then.became.dedup();
    }
    let path = config.resolve(&file.path);
    let input = InputFile::of(Role::Areas, &file.path, &path, account);
    Ok((list, input.with_rows_of(&raw)))
}
