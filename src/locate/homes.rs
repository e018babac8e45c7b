//! Lettings take the place of their home; without a known home, their own keys place them.
//!
//! Lettings are far fewer than homes, so the homes are first reduced to those that a letting may
//! name: a row of bits says by hash which ids occur among the lettings.

use std::hash::BuildHasher;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, Expr, IntoLazy, LazyFrame, NULL,
    PlFixedStateQuality, PolarsResult, coalesce, col, len, lit, when,
};
use rayon::prelude::*;

use crate::config::LocateConfig;
use crate::normalise::left_join;

use super::AREA;
use super::cascade::{Cascaded, NO_AREA, Place, Positions, area_column, locate};
use super::index::AreaIndex;

/// Column with the owner of the home that a letting names (String).
const OWNER: &str = "owner";

/// Column with the area of the home that a letting names (UInt32).
const HOME_AREA: &str = "home_area";

/// Homes whose ids are looked at in one go.
const RANGE: usize = 1 << 17;

/// Places every letting: by corporation and id of the home, by id alone where that is unique and
/// the letting names no corporation, by BAG id; and else by its own keys.
pub(super) fn place_lettings(
    lettings: &DataFrame,
    homes: &DataFrame,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
) -> PolarsResult<Cascaded> {
    let with_home = with_homes(lettings, homes)?;
    let mut names = lettings.get_column_names_owned();
    names.retain(|name| name.as_str() != "corporation");
    names.push("corporation".into());
    let mut cascaded = locate(with_home.select(names)?, index, config, Positions::Left)?;

    let own_areas = cascaded.frame.column(AREA)?.u32()?;
    let home_areas = with_home.column(HOME_AREA)?.u32()?;
    let mut areas = Vec::with_capacity(lettings.height());
    let both = home_areas.iter().zip(own_areas.iter());
    for (place, (of_home, own)) in cascaded.places.iter_mut().zip(both) {
        if of_home.is_some() {
            *place = Place::AtHome;
        }
        areas.push(of_home.or(own).unwrap_or(NO_AREA));
    }
    let named = lettings.column("dwelling")?.is_not_null();
    let known = with_home.column(OWNER)?.is_not_null();
    let both = named.iter().zip(known.iter()).enumerate();
    let unknown = both.filter(|(_, both)| *both == (Some(true), Some(false)));
    cascaded.unknown_homes = unknown.map(|(row, _)| row).collect();
    for &row in &cascaded.unknown_homes {
        if cascaded.places[row] == Place::NoKey {
            cascaded.places[row] = Place::HomeUnknown;
        }
    }
    let places = &cascaded.places;
    cascaded.disagreements.retain(|(row, _)| places[*row] != Place::AtHome);
    cascaded.frame.with_column(area_column([areas])?)?;
    Ok(cascaded)
}

/// The lettings with the area of their home, its owner, and their corporation: their own, else that
/// of the home.
fn with_homes(lettings: &DataFrame, homes: &DataFrame) -> PolarsResult<DataFrame> {
    let mut lettings = lettings.clone();
    lettings.with_column(lettings.column("corporation")?.cast(&DataType::String)?)?;
    let has = |frame: &DataFrame, name: &str| -> PolarsResult<bool> {
        let column = frame.column(name)?;
        Ok(column.null_count() < column.len())
    };
    let named = has(&lettings, "dwelling")? && has(homes, "id")?;
    let by_owner = named && has(&lettings, "corporation")?;
    let by_id = named && lettings.column("corporation")?.null_count() > 0;
    let by_vbo = has(&lettings, "vbo")? && has(homes, "vbo")?;

    let (mut areas, mut owners) = (Vec::new(), Vec::new());
    let mut found = |prefix: &str, when_no_owner: bool| {
        for (all, what) in [(&mut areas, "area"), (&mut owners, "owner")] {
            let value = col(format!("{prefix}_{what}"));
            let no_owner = || col("corporation").is_null();
            all.push(match when_no_owner {
                true => when(no_owner()).then(value).otherwise(lit(NULL)),
                false => value,
            });
        }
    };
    let mut joined = lettings.clone().lazy();
    if by_owner || by_id {
        let homes = among(homes, "id", lettings.column("dwelling")?)?;
        if by_owner {
            let unique = unique(&homes, &["corporation", "id"], "by_owner");
            let keys = [col("corporation"), col("dwelling")];
            joined = joined.join(unique, keys, [col("corporation"), col("id")], left_join());
            found("by_owner", false);
        }
        if by_id {
            let unique = unique(&homes, &["id"], "by_id");
            joined = joined.join(unique, [col("dwelling")], [col("id")], left_join());
            found("by_id", true);
        }
    }
    if by_vbo {
        let homes = among(homes, "vbo", lettings.column("vbo")?)?;
        let unique = unique(&homes, &["vbo"], "by_vbo");
        joined = joined.join(unique, [col("vbo")], [col("vbo")], left_join());
        found("by_vbo", false);
    }
    let first = |values: Vec<Expr>, data_type| match values.as_slice() {
        [] => lit(NULL).cast(data_type),
        values => coalesce(values),
    };
    joined
        .with_columns([
            first(areas, DataType::UInt32).alias(HOME_AREA),
            first(owners, DataType::String).alias(OWNER),
        ])
        .with_column(coalesce(&[col("corporation"), col(OWNER)]).alias("corporation"))
        .collect()
}

/// The homes that may hold one of these keys, with their owner and area: all that do, and a few that
/// only share a hash with them.
fn among(homes: &DataFrame, key: &str, keys: &Column) -> PolarsResult<DataFrame> {
    let bits = Bits::of(keys)?;
    let columns = ["corporation", key, AREA];
    let columns =
        columns.map(|name| homes.column(name)).into_iter().collect::<PolarsResult<Vec<_>>>()?;
    let height = homes.height();
    let firsts: Vec<usize> = (0..height).step_by(RANGE).collect();
    let parts = firsts.into_par_iter().map(|first| {
        let part = |column: &Column| column.slice(first as i64, RANGE.min(height - first));
        let ids = part(columns[1]);
        let mask = ids.str()?.downcast_iter().flat_map(|chunk| chunk.iter());
        let mask: BooleanChunked =
            mask.map(|id| Some(id.is_some_and(|id| bits.may_hold(id)))).collect();
        let kept = columns.iter().map(|column| part(column).filter(&mask)?.cast(&plain(column)));
        DataFrame::new_infer_height(kept.collect::<PolarsResult<_>>()?)
    });
    let parts: Vec<DataFrame> = parts.collect::<PolarsResult<_>>()?;
    let mut parts = parts.into_iter();
    let Some(mut all) = parts.next() else {
        let none = columns.iter().map(|column| column.cast(&plain(column)));
        return DataFrame::new_infer_height(none.collect::<PolarsResult<_>>()?);
    };
    for part in parts {
        all.vstack_mut_owned(part)?;
    }
    all.rechunk_mut();
    Ok(all)
}

/// The type of a column in which categories are text.
fn plain(column: &Column) -> DataType {
    match column.dtype() {
        DataType::UInt32 => DataType::UInt32,
        _ => DataType::String,
    }
}

/// Which hashes occur among the keys of the lettings.
struct Bits {
    words: Vec<u64>,
    /// Bits that tell one place from another, of the high ones of a hash.
    shift: u32,
    hasher: PlFixedStateQuality,
}

impl Bits {
    /// Sixteen bits for each key: one home in about sixteen is kept in vain.
    fn of(keys: &Column) -> PolarsResult<Bits> {
        let n_bits = (16 * keys.len()).next_power_of_two().max(64);
        let (words, hasher) = (vec![0; n_bits / 64], PlFixedStateQuality::default());
        let mut bits = Bits { words, shift: 64 - n_bits.trailing_zeros(), hasher };
        for key in keys.str()?.downcast_iter().flat_map(|chunk| chunk.iter()).flatten() {
            let at = bits.place(key);
            bits.words[at / 64] |= 1 << (at % 64);
        }
        Ok(bits)
    }

    fn place(&self, key: &str) -> usize {
        (self.hasher.hash_one(key) >> self.shift) as usize
    }

    /// Whether the key may be among them; always true for one that is.
    fn may_hold(&self, key: &str) -> bool {
        let at = self.place(key);
        self.words[at / 64] >> (at % 64) & 1 == 1
    }
}

/// Homes that this key tells from all others, with their area and owner.
fn unique(homes: &DataFrame, key: &[&str], prefix: &str) -> LazyFrame {
    let keys: Vec<Expr> = key.iter().map(|name| col(*name)).collect();
    let known = keys.iter().cloned().map(Expr::is_not_null).reduce(Expr::and).expect("a key");
    homes
        .clone()
        .lazy()
        .filter(known)
        .select(
            keys.iter()
                .cloned()
                .chain([
                    col(AREA).alias(format!("{prefix}_area")),
                    col("corporation").alias(format!("{prefix}_owner")),
                ])
                .collect::<Vec<_>>(),
        )
        .group_by(keys)
        .agg([
            col(format!("{prefix}_area")).first(),
            col(format!("{prefix}_owner")).first(),
            len().alias("homes"),
        ])
        .filter(col("homes").eq(lit(1)))
        .drop(polars::prelude::cols(["homes"]))
}
