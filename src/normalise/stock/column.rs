//! All homes as a column of the layer of the finest areas.

use std::collections::BTreeMap;

use crate::config::{Config, StockFrom};
use crate::diagnostics::{Finding, codes, counted};
use crate::model::schema::{CBS_MISSING, HOMES_NAMES, is_homes_name};
use crate::model::{AreaCode, AreaLevel, Areas};

use super::super::error::InputError;
use super::super::input_file::{InputFile, Role};
use super::numbers::{Told, whole};
use super::{Stock, few, several, unknown};

/// The setting that names the column.
const KEY: &str = "stock.column";

/// The column of a layer, and what stands in it.
#[derive(Debug, Clone)]
pub(in super::super) struct HomesColumn {
    /// The layer, as the configuration names it.
    pub file: String,
    /// The name of the column.
    pub name: String,
    /// Per finest area what its features say.
    pub cells: BTreeMap<AreaCode, Vec<Option<String>>>,
}

/// Whether all homes stand in a column of the layer of this level, and this is one that it may be, by its
/// name in the layer.
pub(in super::super) fn may_be(config: &Config, level: AreaLevel, name: &str) -> bool {
    match asked(config, level) {
        Some(Some(told)) => same(told, name),
        Some(None) => is_homes_name(name),
        None => false,
    }
}

/// The position of the column of all homes among those of a layer; `None` where it is not asked for.
pub(in super::super) fn column_of(
    config: &Config,
    level: AreaLevel,
    file: &str,
    columns: &[String],
) -> Result<Option<usize>, InputError> {
    let Some(told) = asked(config, level) else { return Ok(None) };
    let found: Vec<usize> =
        (0..columns.len()).filter(|&at| may_be(config, level, &columns[at])).collect();
    match (found.as_slice(), told) {
        ([one], _) => Ok(Some(*one)),
        ([], told) => Err(InputError::MissingColumn {
            file: file.to_owned(),
            wanted: match told {
                Some(name) => vec![name.to_owned()],
                None => HOMES_NAMES.iter().map(|&name| name.to_owned()).collect(),
            },
            found: columns.to_vec(),
            key: KEY.to_owned(),
        }),
        (_, _) => {
            let names: Vec<String> = found.iter().map(|&at| columns[at].clone()).collect();
            Err(several(file, &names, KEY))
        }
    }
}

/// The column that is asked of the layer of this level, by its name or by a known one.
fn asked(config: &Config, level: AreaLevel) -> Option<Option<&str>> {
    match config.stock.as_ref()?.from() {
        StockFrom::Column(told) if level == config.finest_level() => Some(told),
        _ => None,
    }
}

fn same(one: &str, other: &str) -> bool {
    let bare = crate::model::schema::bare_name;
    bare(one) == bare(other)
}

/// All homes as the column says; what is to be said of it is entered at the layer's file.
pub(super) fn homes(
    column: &HomesColumn,
    areas: &Areas,
    inputs: &mut [InputFile],
) -> Option<Stock> {
    let HomesColumn { file, name, cells } = column;
    let (mut homes, mut wrong, mut differing) = (Vec::new(), Vec::new(), Vec::new());
    for area in &areas.finest().areas {
        let mut told = Told::default();
        for cell in cells.get(&area.code).into_iter().flatten() {
            let number = read(cell.as_deref());
            if let Err(text) = number {
                wrong.push(format!("{} \"{text}\"", area.code));
            }
            told.and(number.unwrap_or(None));
        }
        if told == Told::Differing {
            differing.push(area.code.to_string());
        }
        homes.push(told.homes());
    }
    let found = [(&codes::STOCK_NUMBER, wrong), (&codes::STOCK_TWICE, differing)];
    let found = found.into_iter().filter(|(_, list)| !list.is_empty()).map(|(entry, list)| {
        Finding::new(entry, file, list.len() as u64).column(name).detail(few(&list))
    });
    let mut findings: Vec<Finding> = found.collect();
    let none = homes.iter().all(Option::is_none);
    findings.extend(if none { Some(nothing(column, areas)) } else { unknown(file, areas, &homes) });
    let of_layer = |input: &&mut InputFile| input.role == Role::Areas && input.name == *file;
    if let Some(input) = inputs.iter_mut().find(of_layer) {
        input.findings.extend(findings);
    }
    (!none).then(|| Stock { file: file.clone(), homes })
}

/// The number in a cell, `None` of one that says nothing; a text that is no number of homes comes back.
fn read(cell: Option<&str>) -> Result<Option<u32>, &str> {
    let text = cell.map_or("", str::trim);
    if text.is_empty() || CBS_MISSING.contains(&text) {
        return Ok(None);
    }
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
    let Some(number) = text.parse::<f64>().ok().filter(|_| plain) else { return Err(text) };
    if CBS_MISSING.iter().any(|missing| missing.parse() == Ok(number)) {
        return Ok(None);
    }
    whole(number).map(Some).ok_or(text)
}

/// That the column holds no number at all.
fn nothing(column: &HomesColumn, areas: &Areas) -> Finding {
    let HomesColumn { file, name, .. } = column;
    let finest = areas.finest();
    let detail = format!(
        "{file}: column \"{name}\" has a number of homes for not one of {}\n  \
         CBS leaves it out of the first edition of a year; take a later one, or give a table:\n  \
         [stock]  path = \"woningvoorraad.csv\"",
        counted(finest.areas.len() as u64, finest.level.singular(), finest.level.plural()),
    );
    Finding::new(&codes::STOCK_NOTHING, file, 1).column(name).detail(detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_a_whole_number_nothing_or_a_fault() {
        for (text, expected) in [
            ("1200", Ok(Some(1200))),
            (" 0 ", Ok(Some(0))),
            ("12.0", Ok(Some(12))),
            ("-99997", Ok(None)),
            ("-99997.0", Ok(None)),
            (".", Ok(None)),
            ("", Ok(None)),
            ("-3", Err("-3")),
            ("2.5", Err("2.5")),
            ("1e3", Err("1e3")),
            ("veel", Err("veel")),
        ] {
            assert_eq!(read(Some(text)), expected, "{text}");
        }
        assert_eq!(read(None), Ok(None));
    }
}
