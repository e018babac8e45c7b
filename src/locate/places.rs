//! How far each home lies from the nearest place, as the crow flies.
//!
//! The point of a home is its own, else that of its id, else that of its address; a home that is placed by
//! the code of an area alone has none, and its distance is unknown. The distance to a polygon is that to
//! its outline, and 0 within; holes are outside.

mod edges;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, Float64Chunked, IntoColumn, PolarsResult,
};
use polars::prelude::{NewChunkedArray, UInt32Chunked};
use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostics::{Finding, codes};
use crate::model::Tally;
use crate::normalise::{Places, label};

use super::AREA;
use edges::Edges;

/// Positions that one thread measures at a time.
const AT_A_TIME: usize = 1 << 12;

/// How near the homes of a city lie to the places of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The id of the places.
    pub id: String,
    /// How far a home may lie from the nearest place to be near, in metres.
    pub within_m: f64,
    /// How many places there are.
    pub n_places: usize,
    /// How many more there are of which it is not known where they lie.
    pub n_rejected: u64,
    /// By position of the finest area: homes near, of those with a point; the others are unknown.
    pub by_area: Vec<Tally>,
    /// The same of the homes without an area.
    pub unplaced: Tally,
    /// Half of the homes with an area and a point lie at most so far, in metres.
    pub median_m: Option<f64>,
    /// Nine in ten of them lie at most so far, in metres.
    pub nine_tenths_m: Option<f64>,
}

/// Measures every home, with the columns `at_x`, `at_y` and [`AREA`], to the places of each kind; the homes
/// get the columns that an indicator asks for.
pub(super) fn measure(
    places: &[Places],
    homes: &mut DataFrame,
    n_areas: usize,
    config: &Config,
) -> PolarsResult<(Vec<Reach>, Vec<Finding>)> {
    let (mut found, mut findings) = (Vec::new(), Vec::new());
    if places.is_empty() {
        return Ok((found, findings));
    }
    let points = Points::of(homes)?;
    for (places, file) in places.iter().zip(&config.places) {
        let distances = points.distances(&Edges::of(&places.shapes));
        let reach = reach(places, &distances, homes.column(AREA)?.u32()?, n_areas);
        let near: u32 = reach.by_area.iter().map(|tally| tally.count()).sum();
        let measured: u32 = reach.by_area.iter().map(|tally| tally.out_of()).sum();
        if near == 0 && measured > 0 {
            let nearest = distances.iter().flatten().copied().fold(f64::INFINITY, f64::min);
            let detail = format!(
                "of {measured} homes none lies within {} m of the {} places of `{}`; the nearest lies {nearest:.0} m away",
                places.within_m, reach.n_places, places.id
            );
            let finding = Finding::new(&codes::NOTHING_NEAR, label(&file.path), measured.into());
            findings.push(finding.detail(detail));
        }
        let (distance, near) = (file.distance_column(), file.near_column());
        if config.wants_of_place(&near) {
            let is_near = distances.iter().map(|metres| metres.map(|m| m <= places.within_m));
            let column = BooleanChunked::from_iter_options(near.into(), is_near);
            homes.with_column(column.into_column())?;
        }
        if config.wants_of_place(&distance) {
            homes.with_column(Column::new(distance.into(), distances))?;
        }
        found.push(reach);
    }
    Ok((found, findings))
}

/// The points of homes, in an order in which equal ones stand together and near ones near each other.
struct Points {
    in_order: Vec<([f64; 2], u32)>,
    n_homes: usize,
}

impl Points {
    fn of(homes: &DataFrame) -> PolarsResult<Points> {
        let axis = |name: &str| -> PolarsResult<Float64Chunked> {
            Ok(homes.column(name)?.f64()?.rechunk().into_owned())
        };
        let (xs, ys) = (axis("at_x")?, axis("at_y")?);
        let at = xs.iter().zip(ys.iter()).zip(0..);
        let mut in_order: Vec<([f64; 2], u32)> =
            at.filter_map(|((x, y), home)| Some(([x?, y?], home))).collect();
        in_order.par_sort_unstable_by(|([x, y], one), ([u, v], other)| {
            x.total_cmp(u).then(y.total_cmp(v)).then(one.cmp(other))
        });
        Ok(Points { in_order, n_homes: homes.height() })
    }

    /// The distance of each home, to the micrometre, in metres; each position is measured once.
    fn distances(&self, places: &Edges) -> Vec<Option<f64>> {
        let same = |one: &([f64; 2], u32), other: &([f64; 2], u32)| one.0 == other.0;
        let positions: Vec<&[([f64; 2], u32)]> = self.in_order.chunk_by(same).collect();
        let measured = positions.par_iter().with_min_len(AT_A_TIME);
        let measured: Vec<f64> =
            measured.map(|homes| to_the_micrometre(places.distance(homes[0].0))).collect();
        let mut all = vec![None; self.n_homes];
        for (homes, metres) in positions.iter().zip(measured) {
            homes.iter().for_each(|(_, home)| all[*home as usize] = Some(metres));
        }
        all
    }
}

/// Coordinates in decimals have no exact form in binary ones: without this a home at exactly 500 m may lie
/// a hair beyond it.
fn to_the_micrometre(metres: f64) -> f64 {
    (metres * 1e6).round() / 1e6
}

fn reach(
    places: &Places,
    distances: &[Option<f64>],
    areas: &UInt32Chunked,
    n_areas: usize,
) -> Reach {
    let one = |count, belonging, unclear| {
        Tally::new(count, belonging, 0, unclear).expect("a home near is a home")
    };
    let mut by_area = vec![Tally::default(); n_areas];
    let mut unplaced = Tally::default();
    let mut known: Vec<f64> = Vec::new();
    for (area, metres) in areas.iter().zip(distances) {
        let tally = match metres {
            Some(metres) if *metres <= places.within_m => one(1, 1, 0),
            Some(_) => one(0, 1, 0),
            None => one(0, 0, 1),
        };
        match area {
            Some(area) => {
                by_area[area as usize] += tally;
                known.extend(metres);
            }
            None => unplaced += tally,
        }
    }
    Reach {
        id: places.id.clone(),
        within_m: places.within_m,
        n_places: places.shapes.len(),
        n_rejected: places.n_rejected,
        by_area,
        unplaced,
        median_m: least_of_part(&mut known, 5),
        nine_tenths_m: least_of_part(&mut known, 9),
    }
}

/// The least number that so many tenths of the numbers do not exceed; `None` of none.
fn least_of_part(numbers: &mut [f64], tenths: usize) -> Option<f64> {
    let at = (tenths * numbers.len()).div_ceil(10).checked_sub(1)?;
    Some(*numbers.select_nth_unstable_by(at, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_homes_lies_at_most_so_far() {
        let mut ten = [5.0, 1.0, 2.0, 9.0, 3.0, 4.0, 6.0, 7.0, 10.0, 8.0];
        assert_eq!([5, 9].map(|tenths| least_of_part(&mut ten, tenths)), [Some(5.0), Some(9.0)]);
        let mut three = [3.0, 1.0, 2.0];
        assert_eq!([5, 9].map(|tenths| least_of_part(&mut three, tenths)), [Some(2.0), Some(3.0)]);
        assert_eq!(least_of_part(&mut [7.0], 5), Some(7.0));
        assert_eq!(least_of_part(&mut [], 5), None);
    }

    #[test]
    fn a_hair_beyond_a_bound_in_decimals_is_the_bound() {
        let metres = (140_500.1_f64 - 140_000.3).abs(); // 499.8 in decimals
        assert!(metres != 499.8);
        assert_eq!(to_the_micrometre(metres), 499.8);
    }
}
