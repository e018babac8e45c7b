//! All homes by area, where they are counted from the addresses.

use geo::Point;
use rayon::prelude::*;

use crate::config::{LocateConfig, Step};
use crate::diagnostics::Finding;
use crate::model::Areas;
use crate::normalise::{HomesAt, InputFile, Stock};

use super::index::AreaIndex;

/// Counts the homes of the addresses by area; a home outside every area gets the nearest one as those of
/// the corporations do. Beside the numbers come the account of the file, and a stop where not one home
/// lies in an area.
pub(super) fn count(
    homes: HomesAt,
    areas: &Areas,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
) -> (Stock, InputFile, Option<Finding>) {
    let of_homes = areas_of(&homes.homes, index, config);
    let of_unclear = areas_of(&homes.unclear, index, config);
    homes.counted(areas, &of_homes, &of_unclear)
}

fn areas_of(points: &[[f64; 2]], index: &AreaIndex<'_>, config: &LocateConfig) -> Vec<Option<u32>> {
    let axis = |at: usize| points.iter().map(|point| point[at]).collect::<Vec<f64>>();
    let mut held = Vec::new();
    index.holding_each(&axis(0), &axis(1), &mut held);
    let nearest = |[x, y]: [f64; 2]| {
        let point = config.takes(Step::Nearest).then(|| Point::new(x, y))?;
        index.nearest(point, config.snap_distance_m)
    };
    let each = held.par_iter().zip(points).with_min_len(1024);
    each.map(|(&area, &point)| match area {
        AreaIndex::NOWHERE => nearest(point),
        area => Some(area),
    })
    .collect()
}
