//! The first keys of the table of addresses, to be shown beside keys that it does not have.

use crate::config::Config;
use crate::model::schema::{self, bare_name};
use crate::read::{Wanted, outline};

use super::super::columns::wanted;

/// The first keys of the table of addresses.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FirstAddresses {
    /// BAG ids as they stand.
    pub ids: Vec<String>,
    /// Postcodes with number, letter and addition as they stand.
    pub addresses: Vec<String>,
}

/// So far down a header is looked for.
const ROWS_SEARCHED: usize = 30;

/// Reads the beginning of the table of addresses; nothing where it cannot be read.
pub fn first_addresses(config: &Config, count: usize) -> FirstAddresses {
    let Some(file) = &config.addresses else { return FirstAddresses::default() };
    let Ok(outline) = outline(&config.resolve(&file.path)) else {
        return FirstAddresses::default();
    };
    let wanted = wanted(&file.columns, schema::ADDRESSES, "addresses");
    let parts = outline.parts.iter();
    parts.map(|part| keys_of(&part.rows, &wanted, count)).max_by_key(score).unwrap_or_default()
}

fn score(found: &FirstAddresses) -> usize {
    found.ids.len() + found.addresses.len()
}

fn keys_of(rows: &[Vec<Option<String>>], wanted: &[Wanted], count: usize) -> FirstAddresses {
    let position = |header: &[Option<String>], name: &str| {
        let names = wanted.iter().find(|want| want.name == name)?;
        let known: Vec<String> = names.columns.iter().map(|column| bare_name(column)).collect();
        let mut cells = header.iter();
        cells.position(|cell| cell.as_ref().is_some_and(|cell| known.contains(&bare_name(cell))))
    };
    const NAMES: [&str; 5] = ["bag_id", "postcode", "house_number", "house_letter", "addition"];
    let places = |header: &[Option<String>]| NAMES.map(|name| position(header, name));
    let header = rows.iter().take(ROWS_SEARCHED).enumerate().map(|(at, row)| (at, places(row)));
    let filled = |(_, places): &(usize, [Option<usize>; 5])| places.iter().flatten().count();
    let Some((at, places)) = header.rev().max_by_key(filled) else {
        return FirstAddresses::default();
    };
    let mut found = FirstAddresses::default();
    for row in &rows[at + 1..] {
        let cell = |place: Option<usize>| row.get(place?)?.as_deref().map(str::trim);
        let [id, postcode, number, letter, addition] = places.map(cell);
        if found.ids.len() < count {
            found.ids.extend(id.filter(|id| !id.is_empty()).map(str::to_owned));
        }
        if found.addresses.len() < count
            && let (Some(postcode), Some(number)) = (postcode, number)
        {
            let suffix = [letter, addition].map(Option::unwrap_or_default).concat();
            found.addresses.push(format!("{postcode} {number} {suffix}").trim_end().to_owned());
        }
    }
    found
}
