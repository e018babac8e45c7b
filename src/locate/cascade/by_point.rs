//! Rows with no other place than their own point: from chunks of coordinates to areas.

use geo::Point;
use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, Float64Chunked, PolarsResult, UInt32Chunked,
};
use rayon::prelude::*;

use crate::config::{LocateConfig, Step};

use super::super::AREA;
use super::super::index::AreaIndex;
use super::{Cascaded, Keys, NO_AREA, Place, Positions, area_chunk, column_of};

/// How many points outside every area a batch keeps.
const OUTSIDE_KEPT: usize = 3;

/// Locates a frame in which the own point is the only key that leads to an area.
pub(super) fn locate(
    frame: DataFrame,
    keys: Keys,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
    positions: Positions,
) -> PolarsResult<Cascaded> {
    let mut places = vec![Place::In(Step::Point); frame.height()];
    let (mut batches, mut outside) = (Vec::new(), Vec::new());
    let filled = |column: &Option<Column>| {
        column.as_ref().map(|column| column.is_not_null().rechunk().into_owned())
    };
    let addresses = keys.addresses.each_ref().map(filled);
    let codes = filled(&keys.codes);
    let without_point = |row: usize| {
        let has = |filled: &Option<BooleanChunked>| {
            filled.as_ref().is_some_and(|filled| filled.get(row) == Some(true))
        };
        if addresses.iter().any(has) {
            Place::AddressUnknown
        } else if has(&codes) {
            Place::CodeUnknown
        } else {
            Place::NoKey
        }
    };
    let height = frame.height();
    let mut with_area = frame;
    if positions == Positions::Dropped {
        with_area = with_area.drop_many(["x", "y"]);
    }
    if positions == Positions::Joined {
        for (at, name) in ["at_x", "at_y"].into_iter().enumerate() {
            let own = keys.own.as_ref().map(|own| own[at].clone().with_name(name.into()));
            let none = || Column::full_null(name.into(), height, &DataType::Float64);
            with_area.with_column(own.unwrap_or_else(none))?;
        }
    }
    match keys.own.filter(|_| config.takes(Step::Point)) {
        Some(own) => {
            let chunks = chunks_of(&own)?;
            drop(own);
            // Each chunk is let go once it is located, where nothing else holds it.
            let located = chunks.into_par_iter().with_max_len(1);
            let located = located.map(|(xs, ys)| Batch::locate(&xs, &ys, index, config));
            let located: Vec<Batch> = located.collect();
            let mut first = 0;
            for batch in located {
                for &(at, place) in &batch.nearest_or_nowhere {
                    let row = first + at;
                    places[row] = place.unwrap_or_else(|| without_point(row));
                }
                outside.extend(batch.outside.iter().map(|(at, point)| (first + at, *point)));
                first += batch.areas.len();
                batches.push(batch.areas);
            }
        }
        None => {
            let all = places.par_iter_mut().enumerate().with_min_len(4096);
            all.for_each(|(row, place)| *place = without_point(row));
        }
    }

    let areas = match batches.iter().any(|areas| areas.null_count() < areas.len()) {
        true => column_of(batches)?,
        false => Column::full_null(AREA.into(), height, &DataType::UInt32),
    };
    with_area.with_column(areas)?;
    let (disagreements, unknown_codes, unknown_homes) = (Vec::new(), Vec::new(), Vec::new());
    let frame = with_area;
    Ok(Cascaded { frame, places, disagreements, unknown_codes, unknown_homes, outside })
}

/// Both coordinates in chunks of one length, without copying where the columns have the same chunks.
fn chunks_of(own: &[Column; 2]) -> PolarsResult<Vec<(Float64Chunked, Float64Chunked)>> {
    let [xs, ys] = own;
    let (xs, ys) = (xs.f64()?, ys.f64()?);
    let mut first = 0;
    let lengths = xs.chunk_lengths();
    Ok(lengths
        .map(|length| {
            let part = |of: &Float64Chunked| of.slice(first, length).rechunk().into_owned();
            let both = (part(xs), part(ys));
            first += length as i64;
            both
        })
        .collect())
}

/// What comes of one chunk of points.
struct Batch {
    areas: UInt32Chunked,
    /// Rows of the chunk that no area holds, and where they went; `None` for those without a point.
    nearest_or_nowhere: Vec<(usize, Option<Place>)>,
    /// The first of those that went nowhere, with their points.
    outside: Vec<(usize, [f64; 2])>,
}

impl Batch {
    fn locate(
        xs: &Float64Chunked,
        ys: &Float64Chunked,
        index: &AreaIndex<'_>,
        config: &LocateConfig,
    ) -> Batch {
        let mut areas = Vec::with_capacity(xs.len());
        for (xs, ys) in xs.downcast_iter().zip(ys.downcast_iter()) {
            index.holding_each(xs.values().as_slice(), ys.values().as_slice(), &mut areas);
        }
        if xs.null_count() + ys.null_count() > 0 {
            // Under a null stands any number, and it may lie in an area.
            for ((area, x), y) in areas.iter_mut().zip(xs.iter()).zip(ys.iter()) {
                if x.is_none() || y.is_none() {
                    *area = NO_AREA;
                }
            }
        }
        let held_by_none: Vec<usize> =
            (0..areas.len()).filter(|&at| areas[at] == NO_AREA).collect();
        let beside = held_by_none.into_par_iter().with_min_len(256).map(|at| {
            let point = xs.get(at).zip(ys.get(at)).map(|(x, y)| Point::new(x, y));
            let nearest = point
                .filter(|_| config.takes(Step::Nearest))
                .and_then(|point| index.nearest(point, config.snap_distance_m));
            let place = match nearest {
                Some(_) => Place::In(Step::Nearest),
                None => Place::Outside,
            };
            (at, point.map(|_| place), nearest.unwrap_or(NO_AREA))
        });
        let beside: Vec<(usize, Option<Place>, u32)> = beside.collect();
        for &(at, _, area) in &beside {
            areas[at] = area;
        }
        let points = beside.iter().filter(|(_, place, _)| *place == Some(Place::Outside));
        let points = points.filter_map(|&(at, ..)| Some((at, [xs.get(at)?, ys.get(at)?])));
        let outside = points.take(OUTSIDE_KEPT).collect();
        let nearest_or_nowhere = beside.into_iter().map(|(at, place, _)| (at, place)).collect();
        Batch { areas: area_chunk(areas), nearest_or_nowhere, outside }
    }
}
