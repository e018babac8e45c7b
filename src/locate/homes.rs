//! Lettings take the place of their home; without a known home, their own keys place them.

mod by_text;
mod respelt;
mod spelling;
mod text_order;
mod text_table;

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::{
    CategoricalMapping, ChunkFullNull, ChunkTake, ChunkZip, Column, DataFrame, DataType, IdxCa,
    IntoColumn, NewChunkedArray, PolarsResult, StringChunked, UInt32Chunked, polars_bail,
};
use rayon::prelude::*;

use crate::config::LocateConfig;
use crate::model::month_rent;

use super::cascade::{Cascaded, NO_AREA, Place, Positions, area_column, locate};
use super::index::AreaIndex;
use super::{AREA, HOME_RENT};
use by_text::homes_by_text;

pub(super) use respelt::Respelt;
pub(super) use spelling::forms;

/// Places every letting: by corporation and id of the home, by id alone where that is unique and
/// the letting names no corporation, by BAG id, by its id in another spelling; and else by its own keys.
///
/// Beside the placed lettings stands by file what became of ids in another spelling.
pub(super) fn place_lettings(
    lettings: DataFrame,
    homes: &DataFrame,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
) -> PolarsResult<(Cascaded, BTreeMap<u32, Respelt>)> {
    let mut lettings = lettings;
    let mut found = of_lettings(&lettings, homes)?;
    let respelt = respelt::find(&lettings, homes, &mut found)?;
    let owner = found.owners(lettings.column("corporation")?)?;
    let mut names = lettings.get_column_names_owned();
    names.retain(|name| name.as_str() != "corporation");
    names.push("corporation".into());
    lettings.with_column(owner)?;
    let mut cascaded = locate(lettings.select(names)?, index, config, Positions::Kept)?;

    let named = lettings.column("dwelling")?.is_not_null();
    let own_areas = cascaded.frame.column(AREA)?.u32()?;
    let ranges =
        cascaded.places.par_chunks_mut(RANGE).with_max_len(1).enumerate().map(|(at, places)| {
            let (start, length) = (at * RANGE, places.len());
            let own = own_areas.slice(start as i64, length);
            let named = named.slice(start as i64, length);
            let (mut areas, mut unknown) = (Vec::with_capacity(length), Vec::new());
            let rows = own.iter().zip(named.iter()).zip(places).zip(start..);
            for (((own, named), place), row) in rows {
                if named == Some(true) && found.owners[row] == NO_OWNER {
                    unknown.push(row);
                    if *place == Place::NoKey {
                        *place = Place::HomeUnknown;
                    }
                }
                let of_home = found.areas[row];
                if of_home != NO_AREA {
                    *place = Place::AtHome;
                } else if found.owners[row] != NO_OWNER && *place == Place::NoKey {
                    *place = Place::HomeUnplaced;
                }
                areas.push(if of_home == NO_AREA { own.unwrap_or(NO_AREA) } else { of_home });
            }
            (areas, unknown)
        });
    let (areas, unknown): (Vec<Vec<u32>>, Vec<Vec<usize>>) = ranges.unzip();
    cascaded.unknown_homes.extend(unknown.into_iter().flatten());
    let places = &cascaded.places;
    cascaded.disagreements.retain(|(row, _)| places[*row] != Place::AtHome);
    cascaded.frame.with_column(area_column(areas)?)?;
    Ok((cascaded, respelt))
}

/// Lettings that are looked at in one go. Tests have few, and several ranges of them.
const RANGE: usize = if cfg!(test) { 8 } else { 1 << 16 };

/// Lettings of which what is known is fetched before they are looked at.
const TOUCHED: usize = 512;

/// No home, or one without an owner.
const NO_OWNER: u32 = u32::MAX;

/// What the homes of the lettings say of them.
struct Found {
    /// The area of each letting's home; [`NO_AREA`] where none is known.
    areas: Vec<u32>,
    /// The owner of each letting's home, by its number in `names`; [`NO_OWNER`] where none is known.
    owners: Vec<u32>,
    names: Arc<CategoricalMapping>,
}

impl Found {
    /// The corporation of each letting: its own, else the owner of its home.
    fn owners(&self, own: &Column) -> PolarsResult<Column> {
        let own = own.cast(&DataType::String)?;
        let own = own.str()?;
        let names =
            (0..self.names.num_cats_upper_bound() as u32).map(|at| self.names.cat_to_str(at));
        let names = StringChunked::from_iter_options(own.name().clone(), names);
        let starts: Vec<usize> = (0..own.len()).step_by(RANGE).collect();
        let parts = starts.into_par_iter().with_max_len(1).map(|start| {
            let own = own.slice(start as i64, RANGE);
            let owners = &self.owners[start..start + own.len()];
            let owners = owners.iter().map(|owner| (*owner != NO_OWNER).then_some(*owner));
            let owners = names.take(&IdxCa::from_iter_options("".into(), owners))?;
            if own.null_count() == own.len() {
                Ok(owners)
            } else {
                own.zip_with(&own.is_not_null(), &owners)
            }
        });
        let mut owners = StringChunked::full_null(own.name().clone(), 0);
        for part in parts.collect::<PolarsResult<Vec<StringChunked>>>()? {
            owners.append_owned(part)?;
        }
        Ok(owners.into_column())
    }
}

/// The home of each letting: the first way that leads to an area tells the area, and the first that
/// leads to an owner the owner.
fn of_lettings(lettings: &DataFrame, homes: &DataFrame) -> PolarsResult<Found> {
    let own = lettings.column("corporation")?;
    let own = match own.is_full_null() {
        true => None,
        false => Some(own.cast(&DataType::String)?.str()?.rechunk().into_owned()),
    };
    let DataType::Categorical(_, names) = homes.column("corporation")?.dtype().clone() else {
        polars_bail!(SchemaMismatch: "the owners of homes are categories");
    };
    let by_id = homes_by_text(lettings.column("dwelling")?, homes, "id")?;
    let by_vbo = homes_by_text(lettings.column("vbo")?, homes, "vbo")?;

    let of_row = |row: usize| {
        if row.is_multiple_of(TOUCHED) {
            by_id.touch(row..(row + TOUCHED).min(lettings.height()));
        }
        let of_id = match own.as_ref().and_then(|own| own.get(row)) {
            Some(own) => names.get_cat(own).and_then(|owner| by_id.only_one_of(row, owner)),
            None => by_id.only_one(row),
        };
        let (mut owner, mut area) = (NO_OWNER, NO_AREA);
        for (its_owner, its_area) in [of_id, by_vbo.only_one(row)].into_iter().flatten() {
            area = if area == NO_AREA { its_area } else { area };
            owner = if owner == NO_OWNER { its_owner } else { owner };
        }
        (owner, area)
    };
    let (owners, areas) = (0..lettings.height())
        .into_par_iter()
        .with_min_len(4096)
        .with_max_len(1 << 14)
        .map(of_row)
        .unzip();
    Ok(Found { areas, owners, names })
}

/// The rent of the home of each letting; `None` where every letting has a rent of its own, or no home has one.
/// The home is the one that gives the letting its area.
pub(super) fn rents(lettings: &DataFrame, homes: &DataFrame) -> PolarsResult<Option<Column>> {
    let (own, rents) = (lettings.column("rent")?, homes.column("rent")?);
    let lacks = own.f64()?.iter().any(|rent| rent.and_then(month_rent).is_none());
    if !lacks || rents.is_full_null() {
        return Ok(None);
    }
    // The homes with their row in place of their area.
    let mut by_row = homes.clone();
    let rows = UInt32Chunked::from_iter_values(AREA.into(), 0..homes.height() as u32);
    by_row.with_column(rows.into_column())?;
    let mut found = of_lettings(lettings, &by_row)?;
    respelt::find(lettings, &by_row, &mut found)?;
    let rows = found.areas.iter().map(|&row| (row != NO_AREA).then_some(row));
    let rents = rents.take(&IdxCa::from_iter_options("".into(), rows))?;
    Ok(Some(rents.with_name(HOME_RENT.into())))
}

#[cfg(test)]
mod tests;
