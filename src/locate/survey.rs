//! Surveyed roofs and their homes: by pand, by BAG id, by address, or by geometry.
//!
//! A home gets the worst state that the survey gives any of its roofs of one kind: suspect, partly,
//! not visible, removed, clear. Roofs without a home keep their own place.

use std::collections::{BTreeMap, HashMap};

use geo::{BoundingRect, Distance, Euclidean, Intersects, Point};
use polars::prelude::{
    Column, DataFrame, DataType, IntoLazy, JoinArgs, JoinType, PolarsResult, StringChunked, col,
};
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use crate::config::{Config, Prefer};
use crate::diagnostics::{Finding, codes};
use crate::normalise::{ADDRESS_KEY, BETWEEN, KNOWN_ADDRESS, Survey, label};

use super::AREA;
use super::cascade::{Cascaded, NO_AREA, Place, Positions, area_column, locate};
use super::index::AreaIndex;
use super::match_report::MatchReport;

/// States of a roof, worst first: what a home with several roofs has.
const WORST_FIRST: [&str; 5] = ["suspect", "partly", "not_visible", "removed", "clear"];

/// Homes whose states are filled in one go.
const RANGE: usize = 1 << 16;

/// Whether a state says that there is asbestos, or that there is none; `None` when it does not say.
fn says(state: &str) -> Option<bool> {
    match state {
        "suspect" | "partly" => Some(true),
        "clear" | "removed" => Some(false),
        _ => None,
    }
}

/// Joins the survey to the homes: homes with what the survey adds, and the located roofs.
pub(super) fn join(
    survey: &Survey,
    homes: DataFrame,
    index: &AreaIndex<'_>,
    config: &Config,
    report: &mut MatchReport,
) -> PolarsResult<(DataFrame, Cascaded)> {
    let homes_of = homes_of_roofs(survey, &homes, config)?;
    let roof_frame = by_own_place_first(&survey.frame)?;
    let mut roofs = locate(roof_frame, index, &config.locate, Positions::Kept)?;
    let home_areas = homes.column(AREA)?.u32()?.rechunk().into_owned();
    let mut areas = Vec::with_capacity(roofs.places.len());
    let own_areas = roofs.frame.column(AREA)?.u32()?;
    let roofs_with_homes = roofs.places.iter_mut().zip(&homes_of);
    for ((place, homes), own) in roofs_with_homes.zip(own_areas.iter()) {
        let mut area = own;
        // A roof's own place counts, unless only its home has one.
        if place.is_nowhere()
            && let Some(of_home) = homes.first().and_then(|&at| home_areas.get(at))
        {
            *place = Place::AtHome;
            area = Some(of_home);
        }
        areas.push(area.unwrap_or(NO_AREA));
    }
    roofs.frame.with_column(area_column([areas])?)?;
    // A roof whose homes have no area of their own counts by itself, unless it has none either.
    let with_home: Vec<bool> = homes_of
        .iter()
        .zip(&roofs.places)
        .map(|(homes, place)| match place.is_nowhere() {
            true => !homes.is_empty(),
            false => homes.iter().any(|&home| home_areas.get(home).is_some()),
        })
        .collect();
    roofs.frame.with_column(Column::new("with_home".into(), with_home))?;
    let homes = add_states(survey, homes, &homes_of, config, report)?;
    Ok((homes, roofs))
}

/// A survey says where a roof is; its address only serves where it does not.
fn by_own_place_first(roofs: &DataFrame) -> PolarsResult<DataFrame> {
    let unless_placed = |name: &str| {
        polars::prelude::when(col("x").is_null().or(col("y").is_null()))
            .then(col(name))
            .otherwise(polars::prelude::lit(polars::prelude::NULL))
            .alias(name)
    };
    let keys = ["id_x", "id_y", "address_x", "address_y"].map(unless_placed);
    roofs.clone().lazy().with_columns(keys).collect()
}

/// For each roof its homes, by position: the first way that finds any decides.
fn homes_of_roofs(
    survey: &Survey,
    homes: &DataFrame,
    config: &Config,
) -> PolarsResult<Vec<Vec<usize>>> {
    let roofs = survey.frame.clone().with_row_index("roof".into(), None)?;
    let homes_indexed = homes.clone().with_row_index("home".into(), None)?;
    let mut found = homes_of_buildings(&survey.frame, homes)?;
    for (roof_key, home_key) in [("bag_id", "vbo"), (ADDRESS_KEY, KNOWN_ADDRESS)] {
        if survey.frame.column(roof_key)?.is_full_null() || homes.column(home_key)?.is_full_null() {
            continue;
        }
        let pairs = roofs
            .clone()
            .lazy()
            .select([col("roof"), col(roof_key).alias("key")])
            .filter(col("key").is_not_null())
            .join(
                homes_indexed.clone().lazy().select([col("home"), col(home_key).alias("key")]),
                [col("key")],
                [col("key")],
                JoinArgs::new(JoinType::Inner),
            )
            .select([col("roof"), col("home")])
            .sort(["roof", "home"], polars::prelude::SortMultipleOptions::default())
            .collect()?;
        let mut by_roof: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let (roof, home) = (pairs.column("roof")?.u32()?, pairs.column("home")?.u32()?);
        for (roof, home) in roof.into_no_null_iter().zip(home.into_no_null_iter()) {
            by_roof.entry(roof as usize).or_default().push(home as usize);
        }
        for (roof, homes) in by_roof {
            if found[roof].is_empty() {
                found[roof] = homes;
            }
        }
    }
    by_geometry(survey, homes, config.locate.roof_distance_m, &mut found)?;
    Ok(found)
}

/// For each roof the homes of its building, or of its buildings: either may lie in several.
fn homes_of_buildings(roofs: &DataFrame, homes: &DataFrame) -> PolarsResult<Vec<Vec<usize>>> {
    let of_roofs = roofs.column("surveyed_pand")?.str()?;
    let mut homes_of: HashMap<&str, Vec<usize>> = HashMap::new();
    for building in of_roofs.iter().flatten().flat_map(|ids| ids.split(BETWEEN)) {
        homes_of.entry(building).or_default();
    }
    let of_homes = homes.column("pand_id")?;
    if homes_of.is_empty() || of_homes.is_full_null() {
        return Ok(vec![Vec::new(); roofs.height()]);
    }
    for (home, buildings) in of_homes.str()?.iter().enumerate() {
        for building in buildings.into_iter().flat_map(|ids| ids.split(BETWEEN)) {
            if let Some(of_building) = homes_of.get_mut(building) {
                of_building.push(home);
            }
        }
    }
    let found = of_roofs.iter().map(|buildings| {
        let each = buildings.into_iter().flat_map(|ids| ids.split(BETWEEN));
        let mut homes: Vec<usize> =
            each.filter_map(|id| homes_of.get(id)).flatten().copied().collect();
        homes.sort_unstable();
        homes.dedup();
        homes
    });
    Ok(found.collect())
}

type HomeAt = GeomWithData<[f64; 2], usize>;

/// Home roofs by geometry: the homes within the outline; for a point without any key the nearest.
fn by_geometry(
    survey: &Survey,
    homes: &DataFrame,
    distance_m: f64,
    found: &mut [Vec<usize>],
) -> PolarsResult<()> {
    let (xs, ys) = (homes.column("at_x")?.f64()?.clone(), homes.column("at_y")?.f64()?.clone());
    let points = xs.iter().zip(ys.iter()).enumerate();
    let tree: RTree<HomeAt> = RTree::bulk_load(
        points.filter_map(|(at, (x, y))| Some(GeomWithData::new([x?, y?], at))).collect(),
    );
    let text = |name: &str| -> PolarsResult<StringChunked> {
        Ok(survey.frame.column(name)?.str()?.clone())
    };
    let kinds = text("kind")?;
    let keys = [text("surveyed_pand")?, text("bag_id")?, text(ADDRESS_KEY)?];
    let (roof_x, roof_y) = (survey.frame.column("x")?.f64()?, survey.frame.column("y")?.f64()?);
    for (roof, homes) in found.iter_mut().enumerate() {
        if !homes.is_empty() || kinds.get(roof) != Some("home") {
            continue;
        }
        if let Some(outline) = &survey.outlines[roof] {
            let Some(rect) = outline.bounding_rect() else { continue };
            let envelope = AABB::from_corners(rect.min().into(), rect.max().into());
            homes.extend(
                tree.locate_in_envelope(&envelope)
                    .filter(|home| outline.intersects(&Point::from(*home.geom())))
                    .map(|home| home.data),
            );
        } else if keys.iter().all(|key| key.get(roof).is_none())
            && let (Some(x), Some(y)) = (roof_x.get(roof), roof_y.get(roof))
            && let Some(nearest) = tree.nearest_neighbor(&[x, y])
            && Euclidean.distance(&Point::new(x, y), &Point::from(*nearest.geom())) <= distance_m
        {
            homes.extend(tree.locate_all_at_point(nearest.geom()).map(|home| home.data));
        }
        homes.sort_unstable();
    }
    Ok(())
}

/// Fills the roof states of homes from the survey, and reports where both speak and differ.
fn add_states(
    survey: &Survey,
    mut homes: DataFrame,
    homes_of: &[Vec<usize>],
    config: &Config,
    report: &mut MatchReport,
) -> PolarsResult<DataFrame> {
    let kinds = survey.frame.column("kind")?.str()?;
    let states = survey.frame.column("state")?.str()?;
    let files = survey.frame.column("file")?.u32()?;
    for (kind, name) in [("home", "asbestos_home_roof"), ("shed", "asbestos_shed_roof")] {
        let mut surveyed: BTreeMap<usize, (usize, u32)> = BTreeMap::new(); // home -> (rank, file)
        for (roof, list) in homes_of.iter().enumerate() {
            if kinds.get(roof) != Some(kind) {
                continue;
            }
            let Some(rank) = states
                .get(roof)
                .and_then(|state| WORST_FIRST.iter().position(|known| *known == state))
            else {
                continue;
            };
            let file = files.get(roof).unwrap_or(0);
            for &home in list {
                let worst = surveyed.entry(home).or_insert((rank, file));
                *worst = (*worst).min((rank, file));
            }
        }
        if surveyed.is_empty() {
            continue;
        }
        let mut differing: BTreeMap<u32, u64> = BTreeMap::new();
        let settle = |own: Option<&str>, (rank, file): (usize, u32)| {
            let state = WORST_FIRST[rank];
            match (own.and_then(says), says(state)) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(here), Some(there)) => {
                    if here != there {
                        *differing.entry(file).or_default() += 1;
                    }
                    config.roofs[file as usize].prefer == Prefer::Register
                }
            }
        };
        let filled = with_states(homes.column(name)?, &surveyed, settle)?;
        for (file, count) in differing {
            let path = label(&config.roofs[file as usize].path);
            report.findings.push(Finding::new(&codes::ROOF_DIFFERS, path, count).column(name));
        }
        homes.with_column(filled)?;
    }
    Ok(homes)
}

/// A column of states with those that a survey gives, by home, where `takes` says so of its own state and
/// of the surveyed one. Made in ranges of rows, so that text stands beside few rows at a time.
fn with_states(
    own: &Column,
    surveyed: &BTreeMap<usize, (usize, u32)>,
    mut takes: impl FnMut(Option<&str>, (usize, u32)) -> bool,
) -> PolarsResult<Column> {
    let data_type = match own.dtype() {
        categories @ DataType::Categorical(..) => categories.clone(),
        _ => DataType::String,
    };
    let mut all = Column::new_empty(own.name().clone(), &data_type);
    for first in (0..own.len()).step_by(RANGE) {
        let range = own.slice(first as i64, RANGE).cast(&DataType::String)?;
        let mut states: Vec<Option<&str>> = range.str()?.iter().collect();
        for (&home, &(rank, file)) in surveyed.range(first..first + states.len()) {
            let state = &mut states[home - first];
            if takes(*state, (rank, file)) {
                *state = Some(WORST_FIRST[rank]);
            }
        }
        all.append_owned(Column::new(own.name().clone(), states).cast(&data_type)?)?;
    }
    Ok(all)
}
