//! Addresses whose letter and addition are spelt otherwise than in the table of addresses.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use polars::prelude::{
    Column, DataFrame, IntoColumn, NewChunkedArray, PolarsResult, StringChunked,
};

use crate::diagnostics::{Example, Finding, codes};
use crate::read::ROW;

use super::super::columns::FILE;
use super::super::input_file::{InputFile, Role};
use super::super::text::ADDRESS_KEY;

/// How many rows and examples a finding shows.
const SHOWN: usize = 3;

/// Letter and addition without what spellings differ in: signs, blanks, and zeros before a number. Between
/// two digits a sign parts two numbers, and stays as `-`.
fn folded(suffix: &str) -> String {
    let mut folded = String::new();
    let (mut in_number, mut behind_sign) = (false, false);
    let mut chars = suffix.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_alphanumeric() {
            behind_sign = true;
            continue;
        }
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        if behind_sign && in_number && c.is_ascii_digit() {
            folded.push('-');
            in_number = false;
        }
        behind_sign = false;
        if c == '0' && !in_number && before_digit {
            continue;
        }
        in_number = c.is_ascii_digit();
        folded.extend(c.to_uppercase());
    }
    folded
}

/// Postcode with number, and the rest of a key.
fn parts(key: &str) -> (&str, &str) {
    key.rfind('|').map_or((key, ""), |at| key.split_at(at + 1))
}

/// An address as a message shows it: the number with what stands behind it.
fn shown(key: &str) -> String {
    let (place, suffix) = parts(key);
    let number = place.trim_end_matches('|').rsplit('|').next().unwrap_or("");
    format!("{number} {suffix}").trim_end().to_owned()
}

/// The keys of the addresses of all rows, with those of the table in place of such as only one address
/// fits; `None` where no key changes. `is_lost` says of which rows the table does not have the key.
///
/// Two homes of one file never get one address by it.
pub(super) fn keys(
    rows: &DataFrame,
    is_lost: impl Fn(usize) -> bool,
    addresses: &DataFrame,
    inputs: &mut [InputFile],
    role: Role,
) -> PolarsResult<Option<Column>> {
    let keys = rows.column(ADDRESS_KEY)?.str()?;
    let mut known: HashMap<&str, BTreeSet<&str>, FixedState> = HashMap::default();
    let mut lost = Vec::new();
    for (row, key) in keys.iter().enumerate() {
        if let Some(key) = key.filter(|_| is_lost(row)) {
            known.entry(parts(key).0).or_default();
            lost.push((row, key));
        }
    }
    for key in addresses.column(ADDRESS_KEY)?.str()?.iter().flatten() {
        if let Some(known) = known.get_mut(parts(key).0) {
            known.insert(key);
        }
    }
    let only_one = |key: &str| {
        let (place, suffix) = parts(key);
        let (known, suffix) = (known.get(place)?, folded(suffix));
        if known.contains(key) {
            return None; // it is there, at several places
        }
        let mut fitting = known.iter().filter(|of| folded(parts(of).1) == suffix);
        fitting.next().copied().filter(|_| fitting.next().is_none())
    };
    let fitting: Vec<(usize, &str, &str)> =
        lost.iter().filter_map(|&(row, key)| Some((row, key, only_one(key)?))).collect();
    if fitting.is_empty() {
        return Ok(None);
    }
    let (files, numbers) = (rows.column(FILE)?.u32()?.clone(), rows.column(ROW)?.u32()?.clone());
    let file = |row: usize| files.get(row).unwrap_or(0);
    // By file and address the spellings of homes that come to it.
    let mut spelt: BTreeMap<(u32, &str), BTreeSet<&str>> = BTreeMap::new();
    if role == Role::Dwellings {
        let targets: BTreeSet<&str> = fitting.iter().map(|(_, _, address)| *address).collect();
        for (row, key) in keys.iter().enumerate() {
            if let Some(key) = key.filter(|key| targets.contains(key)) {
                spelt.entry((file(row), key)).or_default().insert(key);
            }
        }
        for &(row, key, address) in &fitting {
            spelt.entry((file(row), address)).or_default().insert(key);
        }
    }
    let mut changed: BTreeMap<usize, &str> = BTreeMap::new();
    let mut found: BTreeMap<u32, (u64, Vec<u64>, Vec<Example>)> = BTreeMap::new();
    for (row, key, address) in fitting {
        if spelt.get(&(file(row), address)).is_some_and(|spellings| spellings.len() > 1) {
            continue;
        }
        changed.insert(row, address);
        let number = u64::from(numbers.get(row).unwrap_or(0));
        let (count, rows, examples) = found.entry(file(row)).or_default();
        *count += 1;
        if rows.len() < SHOWN {
            rows.push(number);
            let (before, after) = (shown(key), Some(shown(address)));
            examples.push(Example { row: number, before, after });
        }
    }
    if changed.is_empty() {
        return Ok(None);
    }
    let of_role = inputs.iter_mut().filter(|input| input.role == role);
    for (input, file) in of_role.zip(0_u32..) {
        if let Some((count, rows, examples)) = found.remove(&file) {
            let finding = Finding::new(&codes::ADDRESS_RESPELT, &input.name, count);
            input.findings.push(finding.rows(rows).examples(examples));
        }
    }
    let all = keys.iter().enumerate().map(|(row, key)| changed.get(&row).copied().or(key));
    let all = StringChunked::from_iter_options(ADDRESS_KEY.into(), all);
    Ok(Some(all.into_column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_addition_fold_to_one() {
        for (suffix, expected) in [
            ("-HS", "HS"),
            ("/2", "2"),
            ("02", "2"),
            ("A02", "A2"),
            ("A-2", "A2"),
            ("BIS A", "BISA"),
            ("1-2", "1-2"),
            ("2.10", "2-10"),
            ("1 / 02", "1-2"),
            ("12", "12"),
            ("hs", "HS"),
            ("10", "10"),
            ("0", "0"),
            ("00", "0"),
            ("1001", "1001"),
            ("", ""),
        ] {
            assert_eq!(folded(suffix), expected, "{suffix}");
        }
    }

    #[test]
    fn an_address_is_shown_without_its_postcode() {
        assert_eq!(shown("1315AB|10|HS"), "10 HS");
        assert_eq!(shown("1315AB|10|"), "10");
    }
}
