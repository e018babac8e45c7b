//! Degrees with seven decimals, of many points at once.
//!
//! [`rd_to_degrees`] is the transformation; it takes the sines and logarithms of every point. Layers
//! hold millions of vertices and only seven decimals of them. Here two polynomials stand in for it,
//! and it is asked itself wherever they could tell another seventh decimal, so that what comes out
//! is its result, rounded, for every point.
//!
//! The three steps stay those of RDNAPTRANS2018. A polynomial takes RD New to the Bessel ellipsoid,
//! NSGI's grid is looked up as ever, and a polynomial adds the shift from Bessel to ETRS89.

use std::sync::LazyLock;

use geo::{Coord, coord};

use super::chebyshev::{Extent, LANES, Lanes, Series};
use super::{grid, rd, rd_to_degrees};

/// What the coordinates are counted in: a whole number of these parts of a degree, 1.1 cm
/// north-south.
pub const UNITS_PER_DEGREE: f64 = 1e7;

/// Where the polynomials are used, in RD New metres: the Netherlands with some kilometres around.
///
/// Its centre line is the meridian of Amersfoort, left and right of which the projection is the
/// same. It lies within NSGI's grid.
const COUNTRY: Extent = Extent {
    centre: Coord { x: 155_000.0, y: 465_000.0 },
    half: Coord { x: 150_000.0, y: 170_000.0 },
};
/// A box around [`COUNTRY`] in degrees on the Bessel ellipsoid.
const COUNTRY_IN_DEGREES: Extent =
    Extent { centre: Coord { x: 5.39, y: 52.17 }, half: Coord { x: 2.35, y: 1.63 } };

/// How far from a limit of rounding a coordinate must lie for the polynomials to decide, in units.
///
/// It stands for 2e-11 degree. The error of the polynomials has three parts. The projection is
/// analytic up to the pole, 4390 km from its centre in the plane, and the far corner of [`COUNTRY`]
/// lies at 229 km: its series of degree 8 leaves 4e-13 degree. The shift, some 0.001 degree, is
/// analytic up to the pole too, 38 degrees away: its series of degree 5 leaves 3e-12 degree. The
/// grid changes by at most 3e-5 of the distance, so that what the first leaves does not count there.
/// Rounding of numbers of 64 bits adds some 1e-14 degree. In all a test over a fine mesh finds
/// 3.5e-12, less than a fifth of what is allowed for.
const MARGIN_UNITS: f64 = 2e-4;

static QUICK: LazyLock<Quick> = LazyLock::new(Quick::fit);

/// The steps of [`rd_to_degrees`] within [`COUNTRY`], as polynomials.
struct Quick {
    /// Longitude of the centre line.
    meridian: f64,
    /// Longitude on the Bessel ellipsoid, from the centre line: odd in *x*.
    longitude: Series<9, 1, 2>,
    /// Latitude on the Bessel ellipsoid: even in *x*.
    latitude: Series<9, 0, 2>,
    /// From the Bessel ellipsoid to ETRS89.
    longitude_shift: Series<6, 0, 1>,
    latitude_shift: Series<6, 0, 1>,
}

impl Quick {
    /// Fits the polynomials to the transformation: some hundreds of points, a fraction of a
    /// millisecond.
    fn fit() -> Quick {
        let meridian = rd::unproject(COUNTRY.centre).x;
        let shift = |bessel: Coord| rd::bessel_to_etrs89(bessel) - bessel;
        Quick {
            meridian,
            longitude: Series::fit(COUNTRY, |rd| rd::unproject(rd).x - meridian),
            latitude: Series::fit(COUNTRY, |rd| rd::unproject(rd).y),
            longitude_shift: Series::fit(COUNTRY_IN_DEGREES, |bessel| shift(bessel).x),
            latitude_shift: Series::fit(COUNTRY_IN_DEGREES, |bessel| shift(bessel).y),
        }
    }

    /// Longitudes and latitudes in ETRS89 degrees; without meaning outside [`COUNTRY`].
    fn degrees(&self, x: &Lanes, y: &Lanes) -> [Lanes; 2] {
        let terms = COUNTRY.terms(x, y);
        let (mut lon, mut lat) = (self.longitude.sum(&terms), self.latitude.sum(&terms));
        for lane in 0..LANES {
            lon[lane] += self.meridian;
            let correction = grid::correction(coord! { x: lon[lane], y: lat[lane] });
            lon[lane] += correction.x;
            lat[lane] += correction.y;
        }
        let terms = COUNTRY_IN_DEGREES.terms(&lon, &lat);
        let (lon_shift, lat_shift) =
            (self.longitude_shift.sum(&terms), self.latitude_shift.sum(&terms));
        for lane in 0..LANES {
            lon[lane] += lon_shift[lane];
            lat[lane] += lat_shift[lane];
        }
        [lon, lat]
    }
}

/// Longitude and latitude of points in RD New metres, in [`UNITS_PER_DEGREE`], rounded half away
/// from zero: those of [`rd_to_degrees`], to the last unit.
///
/// `units` is emptied and filled, so that one buffer serves many calls. Not a number gives 0.
pub fn rd_to_units(rd: &[Coord], units: &mut Vec<[i32; 2]>) {
    let quick = &*QUICK;
    units.clear();
    units.reserve(rd.len());
    for block in rd.chunks(LANES) {
        // A short block is filled up with its last point.
        let at = |lane: usize| block[lane.min(block.len() - 1)];
        let x = std::array::from_fn(|lane| at(lane).x);
        let y = std::array::from_fn(|lane| at(lane).y);
        let [lon, lat] = quick.degrees(&x, &y);
        for (lane, &point) in block.iter().enumerate() {
            let (east, north) = (surely_rounded(lon[lane]), surely_rounded(lat[lane]));
            units.push(match (east, north) {
                (Some(east), Some(north)) if COUNTRY.contains(point) => [east, north],
                _ => exactly_rounded(point),
            });
        }
    }
}

/// Whole units of positive degrees; `None` within [`MARGIN_UNITS`] of where rounding turns.
fn surely_rounded(degrees: f64) -> Option<i32> {
    let raised = degrees * UNITS_PER_DEGREE + 0.5;
    let whole = raised as i32;
    let above = raised - f64::from(whole);
    (MARGIN_UNITS < above && above < 1.0 - MARGIN_UNITS).then_some(whole)
}

fn exactly_rounded(rd: Coord) -> [i32; 2] {
    let degrees = rd_to_degrees(rd);
    // An angle is at most 180 degrees, 1.8e9 units.
    [degrees.x, degrees.y].map(|angle| (angle * UNITS_PER_DEGREE).round() as i32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Points spread evenly over a box, by multiples of two irrational numbers (Weyl).
    fn mesh(extent: Extent, n_points: u32) -> Vec<Coord> {
        let along = |at: u32, step: f64| 2.0 * (f64::from(at) * step).fract() - 1.0;
        let places = (1..=n_points).map(|at| {
            let (u, v) = (along(at, 0.754_877_666_246_693), along(at, 0.569_840_290_998_053));
            extent.centre + coord! { x: u * extent.half.x, y: v * extent.half.y }
        });
        places.collect()
    }

    #[track_caller]
    fn check(points: &[Coord]) {
        let mut units = vec![[7, 7]];
        rd_to_units(points, &mut units);
        assert_eq!(units.len(), points.len());
        for (point, found) in points.iter().zip(&units) {
            let degrees = rd_to_degrees(*point);
            let exact =
                [degrees.x, degrees.y].map(|angle| (angle * UNITS_PER_DEGREE).round() as i32);
            assert_eq!(*found, exact, "{point:?}");
        }
    }

    #[test]
    fn the_polynomials_stay_within_a_quarter_of_the_margin() {
        let mut worst: f64 = 0.0;
        for block in mesh(COUNTRY, 200_000).chunks_exact(LANES) {
            let x = std::array::from_fn(|lane| block[lane].x);
            let y = std::array::from_fn(|lane| block[lane].y);
            let [lon, lat] = QUICK.degrees(&x, &y);
            for (lane, point) in block.iter().enumerate() {
                let exact = rd_to_degrees(*point);
                worst = worst.max((lon[lane] - exact.x).abs()).max((lat[lane] - exact.y).abs());
            }
        }
        let worst_units = worst * UNITS_PER_DEGREE;
        assert!(worst_units < MARGIN_UNITS / 4.0, "{worst_units}");
        // Else the margin could be smaller, and the polynomials too large.
        assert!(worst_units > MARGIN_UNITS / 100.0, "{worst_units}");
    }

    #[test]
    fn every_unit_is_that_of_the_transformation() {
        check(&mesh(COUNTRY, 200_000));
    }

    #[test]
    fn the_edge_of_the_country_and_of_the_grid_and_all_beyond_too() {
        // A box twice as large as the grid, so the grid's edge runs through it.
        let around = Extent { half: coord! { x: 400_000.0, y: 420_000.0 }, ..COUNTRY };
        check(&mesh(around, 40_000));
        let sides = [-1.0, 1.0].map(|side| COUNTRY.centre + COUNTRY.half * side);
        let near = [-1e-3, -1e-9, 0.0, 1e-9, 1e-3];
        let on_edge = |at: f64| {
            sides.into_iter().flat_map(move |side| {
                near.into_iter().flat_map(move |off| {
                    let along = COUNTRY.centre + COUNTRY.half * at;
                    [coord! { x: side.x + off, y: along.y }, coord! { x: along.x, y: side.y + off }]
                })
            })
        };
        check(&(-100..=100).flat_map(|at| on_edge(f64::from(at) / 100.0)).collect::<Vec<_>>());
        // Degrees that lie on lines of the grid, its edge among them.
        let lines = (0..=268).flat_map(|column| (0..=20).map(move |row| (column, row)));
        let nodes = lines.map(|(column, row)| {
            rd::project(
                coord! { x: 2.64 + f64::from(column) * 0.02, y: 50.34 + f64::from(row) * 0.178 },
            )
        });
        check(&nodes.collect::<Vec<_>>());
    }

    #[test]
    fn on_a_limit_of_rounding_the_transformation_decides() {
        // Moves a point east or north until that coordinate is on the limit, to a few 1e-8 unit.
        let to_limit = |point: Coord, step: Coord| {
            let pick = |degrees: Coord| if step.x > 0.0 { degrees.x } else { degrees.y };
            let units = |point| pick(rd_to_degrees(point)) * UNITS_PER_DEGREE;
            let slope = units(point + step) - units(point);
            let limit = units(point).floor() + 0.5;
            (0..3).fold(point, |at, _| at + step * ((limit - units(at)) / slope))
        };
        let east =
            mesh(COUNTRY, 2_000).into_iter().map(|at| to_limit(at, coord! { x: 1.0, y: 0.0 }));
        let north =
            mesh(COUNTRY, 2_000).into_iter().map(|at| to_limit(at, coord! { x: 0.0, y: 1.0 }));
        let limits: Vec<Coord> = east.chain(north).filter(|at| COUNTRY.contains(*at)).collect();
        let unsure = limits.iter().filter(|&&at| {
            let degrees = rd_to_degrees(at);
            surely_rounded(degrees.x).is_none() || surely_rounded(degrees.y).is_none()
        });
        assert_eq!(unsure.count(), limits.len());
        check(&limits);
    }

    #[test]
    fn any_number_of_points_fills_the_buffer_anew() {
        let points = mesh(COUNTRY, 20);
        (0..=20).for_each(|n_points| check(&points[..n_points]));
    }

    #[test]
    fn no_number_gives_zero() {
        let mut units = Vec::new();
        let bad = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
        let bad = bad.map(|bad| coord! { x: bad, y: 463_000.0 });
        rd_to_units(&bad, &mut units);
        assert_eq!(units, [[0, 0]; 3]);
        check(&[bad[0], COUNTRY.centre, bad[1]]);
    }

    proptest! {
        #[test]
        fn any_place_anywhere(x in -1e7..1e7, y in -1e7..1e7, city_x in 5e3..305e3, city_y in 295e3..635e3) {
            check(&[coord! { x: x, y: y }, coord! { x: city_x, y: city_y }]);
        }
    }
}
