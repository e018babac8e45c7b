//! Lettings take the place of their home; without a known home, their own keys place them.

use polars::prelude::{
    Column, DataFrame, Expr, IntoLazy, LazyFrame, PolarsResult, coalesce, col, len, lit,
};

use crate::config::LocateConfig;
use crate::normalise::left_join;

use super::AREA;
use super::cascade::{Cascaded, Place, Reason, locate};
use super::index::AreaIndex;

/// Column with the owner of the home that a letting names (String).
const OWNER: &str = "owner";

/// Places every letting: by corporation and id of the home, by id alone where that is unique and
/// the letting names no corporation, by BAG id; and else by its own keys.
pub(super) fn place_lettings(
    lettings: &DataFrame,
    homes: &DataFrame,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
) -> PolarsResult<Cascaded> {
    let by_owner = unique(homes, &["corporation", "id"], "by_owner")?;
    let by_id = unique(homes, &["id"], "by_id")?;
    let by_vbo = unique(homes, &["vbo"], "by_vbo")?;
    let no_owner = || col("corporation").is_null();
    let with_home = lettings
        .clone()
        .lazy()
        .join(
            by_owner,
            [col("corporation"), col("dwelling")],
            [col("corporation"), col("id")],
            left_join(),
        )
        .join(by_id, [col("dwelling")], [col("id")], left_join())
        .join(by_vbo, [col("vbo")], [col("vbo")], left_join())
        .with_columns([
            first(&["by_owner_area", "by_id_area", "by_vbo_area"], no_owner(), "home_area"),
            first(&["by_owner_owner", "by_id_owner", "by_vbo_owner"], no_owner(), OWNER),
        ])
        .with_column(coalesce(&[col("corporation"), col(OWNER)]).alias("corporation"))
        .collect()?;
    let home_areas = with_home.column("home_area")?.u32()?.clone();

    let mut names = lettings.get_column_names_owned();
    names.retain(|name| name.as_str() != "corporation");
    names.push("corporation".into());
    let mut cascaded = locate(&with_home.select(names)?, index, config)?;
    for (place, area) in cascaded.places.iter_mut().zip(home_areas.iter()) {
        if let Some(area) = area {
            *place = Place::AtHome(area);
        }
    }
    let named = lettings.column("dwelling")?.is_not_null();
    let known = with_home.column(OWNER)?.is_not_null();
    cascaded.unknown_homes = (0..lettings.height())
        .filter(|&row| named.get(row) == Some(true) && known.get(row) == Some(false))
        .collect();
    for &row in &cascaded.unknown_homes {
        if cascaded.places[row] == Place::Nowhere(Reason::NoKey) {
            cascaded.places[row] = Place::Nowhere(Reason::HomeUnknown);
        }
    }
    let places = &cascaded.places;
    cascaded.disagreements.retain(|(row, _)| !matches!(places[*row], Place::AtHome(_)));
    let areas: Vec<Option<u32>> = places
        .iter()
        .map(|place| match place {
            Place::AtHome(area) | Place::In(area, _) => Some(*area),
            Place::Nowhere(_) => None,
        })
        .collect();
    cascaded.frame.with_column(Column::new(AREA.into(), areas))?;
    Ok(cascaded)
}

/// Homes that this key tells from all others, with their area and owner.
fn unique(homes: &DataFrame, key: &[&str], prefix: &str) -> PolarsResult<LazyFrame> {
    let keys: Vec<Expr> = key.iter().map(|name| col(*name)).collect();
    let known = keys.iter().cloned().map(Expr::is_not_null).reduce(Expr::and).expect("a key");
    Ok(homes
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
        .drop(polars::prelude::cols(["homes"])))
}

/// The first that is known; the one by id alone only where no corporation is named.
fn first(names: &[&str; 3], no_owner: Expr, alias: &str) -> Expr {
    let by_id =
        polars::prelude::when(no_owner).then(col(names[1])).otherwise(lit(polars::prelude::NULL));
    coalesce(&[col(names[0]), by_id, col(names[2])]).alias(alias)
}
