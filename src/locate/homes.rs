//! Lettings take the place of their home; without a known home, their own keys place them.

mod by_text;

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn, NewChunkedArray, PlHashMap, PolarsResult,
    StringChunked,
};

use crate::config::LocateConfig;

use super::AREA;
use super::cascade::{Cascaded, NO_AREA, Place, Positions, area_column, locate};
use super::index::AreaIndex;
use by_text::homes_by_text;

/// Places every letting: by corporation and id of the home, by id alone where that is unique and
/// the letting names no corporation, by BAG id; and else by its own keys.
pub(super) fn place_lettings(
    lettings: DataFrame,
    homes: &DataFrame,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
) -> PolarsResult<Cascaded> {
    let mut lettings = lettings;
    let found = of_lettings(&lettings, homes)?;
    let owner = found.owners(lettings.column("corporation")?)?;
    let mut names = lettings.get_column_names_owned();
    names.retain(|name| name.as_str() != "corporation");
    names.push("corporation".into());
    lettings.with_column(owner)?;
    let mut cascaded = locate(lettings.select(names)?, index, config, Positions::Kept)?;

    let named = lettings.column("dwelling")?.is_not_null();
    let own_areas = cascaded.frame.column(AREA)?.u32()?;
    let rows = own_areas.iter().zip(named.iter()).enumerate();
    let mut areas = Vec::with_capacity(lettings.height());
    for (row, (own, named)) in rows {
        let (of_home, place) = (found.areas[row], &mut cascaded.places[row]);
        if named == Some(true) && found.owners[row] == NO_OWNER {
            cascaded.unknown_homes.push(row);
            if *place == Place::NoKey {
                *place = Place::HomeUnknown;
            }
        }
        if of_home != NO_AREA {
            *place = Place::AtHome;
        }
        areas.push(if of_home == NO_AREA { own.unwrap_or(NO_AREA) } else { of_home });
    }
    let places = &cascaded.places;
    cascaded.disagreements.retain(|(row, _)| places[*row] != Place::AtHome);
    cascaded.frame.with_column(area_column([areas])?)?;
    Ok(cascaded)
}

/// No home, or one without an owner.
const NO_OWNER: u32 = u32::MAX;

/// What the homes of the lettings say of them.
struct Found {
    /// The area of each letting's home; [`NO_AREA`] where none is known.
    areas: Vec<u32>,
    /// The owner of each letting's home, by its position in `words`; [`NO_OWNER`] where none is known.
    owners: Vec<u32>,
    words: Vec<String>,
}

impl Found {
    /// The corporation of each letting: its own, else the owner of its home.
    fn owners(&self, own: &Column) -> PolarsResult<Column> {
        let owner = |row: usize| self.words.get(self.owners[row] as usize).map(String::as_str);
        let own = own.cast(&DataType::String)?;
        let rows = own.str()?.iter().enumerate();
        let owners = rows.map(|(row, own)| own.or_else(|| owner(row)));
        Ok(StringChunked::from_iter_options(own.name().clone(), owners).into_column())
    }
}

/// The home of each letting: the first way that leads to an area tells the area, and the first that
/// leads to an owner the owner.
fn of_lettings(lettings: &DataFrame, homes: &DataFrame) -> PolarsResult<Found> {
    let own = lettings.column("corporation")?.cast(&DataType::String)?;
    let own = own.str()?;
    let mut words = Words::default();
    let by_id = homes_by_text(lettings.column("dwelling")?, homes, "id", &mut words)?;
    let by_vbo = homes_by_text(lettings.column("vbo")?, homes, "vbo", &mut words)?;

    let n = lettings.height();
    let (mut areas, mut owners) = (vec![NO_AREA; n], vec![NO_OWNER; n]);
    for (row, own) in own.iter().enumerate() {
        let of_id = match own {
            Some(own) => words.number(own).and_then(|owner| by_id.only_one_of(row, owner)),
            None => by_id.only_one(row),
        };
        for (owner, area) in [of_id, by_vbo.only_one(row)].into_iter().flatten() {
            if areas[row] == NO_AREA {
                areas[row] = area;
            }
            if owners[row] == NO_OWNER {
                owners[row] = owner;
            }
        }
    }
    Ok(Found { areas, owners, words: words.all })
}

/// Names of owners, each once, numbered as they come.
#[derive(Default)]
struct Words {
    all: Vec<String>,
    numbers: PlHashMap<String, u32>,
}

impl Words {
    fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    fn number_or_add(&mut self, word: &str) -> u32 {
        self.number(word).unwrap_or_else(|| {
            let number = self.all.len() as u32;
            self.all.push(word.to_owned());
            self.numbers.insert(word.to_owned(), number);
            number
        })
    }
}

#[cfg(test)]
mod tests;
