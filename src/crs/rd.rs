//! The two formulas of RD: its map projection and its datum.
//!
//! The projection takes the Bessel ellipsoid to the plane by way of a sphere.
//! The similarity transformation puts the Bessel ellipsoid where it belongs
//! beside that of ETRS89. Points on either ellipsoid are in degrees, *x*
//! longitude and *y* latitude; what RD was distorted by is in `grid`.
//!
//! Formulas and figures are those of RDNAPTRANS2018 (NSGI, 2019), sections 2
//! and 3. Meant for the Netherlands and some hundreds of kilometres around.

use std::array;
use std::sync::LazyLock;

use geo::{Coord, coord};

/// An ellipsoid of revolution.
struct Ellipsoid {
    /// Semi-major axis, in metres.
    a: f64,
    /// Eccentricity squared, *f* (2 - *f*).
    e2: f64,
}

impl Ellipsoid {
    const fn new(a: f64, inverse_flattening: f64) -> Ellipsoid {
        let f = 1.0 / inverse_flattening;
        Ellipsoid { a, e2: f * (2.0 - f) }
    }

    /// Radius of curvature in the prime vertical, in metres.
    fn normal_radius(&self, sin_lat: f64) -> f64 {
        self.a / (1.0 - self.e2 * sin_lat * sin_lat).sqrt()
    }
}

const BESSEL: Ellipsoid = Ellipsoid::new(6_377_397.155, 299.152_812_8);
const GRS80: Ellipsoid = Ellipsoid::new(6_378_137.0, 298.257_222_101);

/// The tower in Amersfoort, where the projection touches: 52° 9' 22.178" N,
/// 5° 23' 15.500" E on the Bessel ellipsoid.
const ORIGIN: Coord<f64> =
    Coord { x: 5.0 + 23.0 / 60.0 + 15.5 / 3600.0, y: 52.0 + 9.0 / 60.0 + 22.178 / 3600.0 };
/// The same point in RD New, in metres.
const FALSE_ORIGIN: Coord<f64> = Coord { x: 155_000.0, y: 463_000.0 };
const SCALE_AT_ORIGIN: f64 = 0.999_907_9;

/// From Bessel to ETRS89: shift in metres, rotations in radians, scale less 1.
const SHIFT: [f64; 3] = [565.7381, 50.4018, 465.2904];
const ROTATION: [f64; 3] = [1.91514e-6, -1.60363e-6, 9.09546e-6];
const SCALE: f64 = 4.07244e-6;

/// Height above the ETRS89 ellipsoid where the Bessel ellipsoid is about to be
/// found, in metres.
const TYPICAL_HEIGHT: f64 = 43.0;

static PROJECTION: LazyLock<Projection> = LazyLock::new(Projection::new);
static SIMILARITY: LazyLock<[[f64; 3]; 3]> = LazyLock::new(scaled_rotation);

/// What follows from [`ORIGIN`] and [`SCALE_AT_ORIGIN`].
struct Projection {
    /// Slope and offset of *w* = *n* *q* + *m*, from the isometric latitude on
    /// the ellipsoid to that on the sphere.
    n: f64,
    m: f64,
    /// Latitude of the origin on the sphere.
    sin_origin: f64,
    cos_origin: f64,
    /// Diameter of the sphere times the scale, in metres.
    diameter: f64,
}

impl Projection {
    fn new() -> Projection {
        let (sin, cos) = ORIGIN.y.to_radians().sin_cos();
        let normal_radius = BESSEL.normal_radius(sin);
        let meridian_radius = normal_radius * (1.0 - BESSEL.e2) / (1.0 - BESSEL.e2 * sin * sin);
        let (sin_origin, cos_origin) =
            ((meridian_radius / normal_radius).sqrt() * sin / cos).atan().sin_cos();

        let n = (1.0 + BESSEL.e2 * cos.powi(4) / (1.0 - BESSEL.e2)).sqrt();
        Projection {
            n,
            m: sin_origin.atanh() - n * isometric_latitude(sin),
            sin_origin,
            cos_origin,
            diameter: 2.0 * SCALE_AT_ORIGIN * (meridian_radius * normal_radius).sqrt(),
        }
    }
}

/// Isometric latitude *q* = artanh(sin φ) - *e* artanh(*e* sin φ) on the Bessel
/// ellipsoid.
fn isometric_latitude(sin_lat: f64) -> f64 {
    let e = BESSEL.e2.sqrt();
    sin_lat.atanh() - e * (e * sin_lat).atanh()
}

/// Sine of the latitude at which [`isometric_latitude`] is `q`.
///
/// Solves sin φ = tanh(*q* + *e* artanh(*e* sin φ)) from a `guess`. The right
/// side is nearly flat, and dividing by one less its slope leaves an error of
/// 0.003 times the square of the one before: two steps suffice when the guess
/// is right to three digits.
fn sin_latitude(q: f64, guess: f64) -> f64 {
    let e = BESSEL.e2.sqrt();
    let mut sin = guess;
    for _ in 0..2 {
        let right = (q + e * (e * sin).atanh()).tanh();
        let slope = (1.0 - right * right) * BESSEL.e2 / (1.0 - BESSEL.e2 * sin * sin);
        sin += (right - sin) / (1.0 - slope);
    }
    sin
}

/// RD New metres of a point on the Bessel ellipsoid.
///
/// Gauss's conformal projection to the sphere, then a stereographic one to the
/// plane: RDNAPTRANS2018, section 2.4.
pub(super) fn project(bessel: Coord<f64>) -> Coord<f64> {
    let Projection { n, m, sin_origin, cos_origin, diameter } = *PROJECTION;

    let sin_lat = (n * isometric_latitude(bessel.y.to_radians().sin()) + m).tanh();
    let cos_lat = (1.0 - sin_lat * sin_lat).sqrt();
    let (sin_lon, cos_lon) = (n * (bessel.x - ORIGIN.x).to_radians()).sin_cos();

    // East, north and up at the origin, on a sphere of radius 1.
    let east = cos_lat * sin_lon;
    let north = sin_lat * cos_origin - cos_lat * cos_lon * sin_origin;
    let up = sin_lat * sin_origin + cos_lat * cos_lon * cos_origin;
    FALSE_ORIGIN + coord! { x: east, y: north } * (diameter / (1.0 + up))
}

/// The point on the Bessel ellipsoid of RD New metres: [`project`] backwards.
///
/// RDNAPTRANS2018, section 3.1.
pub(super) fn unproject(rd: Coord<f64>) -> Coord<f64> {
    let Projection { n, m, sin_origin, cos_origin, diameter } = *PROJECTION;

    let offset = (rd - FALSE_ORIGIN) / diameter;
    let square = offset.x * offset.x + offset.y * offset.y;
    let up = (1.0 - square) / (1.0 + square);
    let Coord { x: east, y: north } = offset * (1.0 + up);

    let sin_lat = up * sin_origin + north * cos_origin;
    let lon = east.atan2(up * cos_origin - north * sin_origin);
    coord! {
        x: ORIGIN.x + (lon / n).to_degrees(),
        y: sin_latitude((sin_lat.atanh() - m) / n, sin_lat).asin().to_degrees(),
    }
}

/// ETRS89 of a point at height 0 on the Bessel ellipsoid.
///
/// RDNAPTRANS2018, section 3.3. The latitude is by Bowring's formula, good to
/// 1e-11 degree at heights below a kilometre.
pub(super) fn bessel_to_etrs89(bessel: Coord<f64>) -> Coord<f64> {
    let [x, y, z] = to_etrs89_frame(geocentric(&BESSEL, bessel, 0.0));

    let Ellipsoid { a, e2 } = GRS80;
    let axis_distance = (x * x + y * y).sqrt();
    let flat = (1.0 - e2).sqrt();
    let (opposite, adjacent) = (z, axis_distance * flat);
    let hypotenuse = (opposite * opposite + adjacent * adjacent).sqrt();
    let (sin, cos) = (opposite / hypotenuse, adjacent / hypotenuse);
    let lat = (z + e2 / flat * a * sin.powi(3)).atan2(axis_distance - e2 * a * cos.powi(3));
    coord! { x: y.atan2(x).to_degrees(), y: lat.to_degrees() }
}

/// The point at height 0 on the Bessel ellipsoid that has these ETRS89
/// coordinates: [`bessel_to_etrs89`] backwards.
///
/// All points of one longitude and latitude in ETRS89 lie on a line. This is
/// where that line meets the Bessel ellipsoid, (*x*² + *y*²) / *a*² + *z*² / *b*² = 1,
/// by Newton's method from a start some metres away: the first step leaves
/// micrometres, the second nothing.
pub(super) fn etrs89_to_bessel(etrs89: Coord<f64>) -> Coord<f64> {
    let (sin_lat, cos_lat) = etrs89.y.to_radians().sin_cos();
    let (sin_lon, cos_lon) = etrs89.x.to_radians().sin_cos();
    let up = to_bessel_axes([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]);
    let [mut x, mut y, mut z] = to_bessel_frame(geocentric(&GRS80, etrs89, TYPICAL_HEIGHT));

    let polar = 1.0 / (1.0 - BESSEL.e2);
    for _ in 0..2 {
        let excess = x * x + y * y + polar * z * z - BESSEL.a * BESSEL.a;
        let slope = 2.0 * (x * up[0] + y * up[1] + polar * z * up[2]);
        let step = excess / slope;
        (x, y, z) = (x - step * up[0], y - step * up[1], z - step * up[2]);
    }

    coord! {
        x: y.atan2(x).to_degrees(),
        y: (polar * z).atan2((x * x + y * y).sqrt()).to_degrees(),
    }
}

/// Metres from the centre of the ellipsoid: *x* to 0° N 0° E, *y* to 0° N 90° E,
/// *z* to the north pole.
fn geocentric(ellipsoid: &Ellipsoid, point: Coord<f64>, height: f64) -> [f64; 3] {
    let (sin_lat, cos_lat) = point.y.to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.x.to_radians().sin_cos();
    let radius = ellipsoid.normal_radius(sin_lat);
    [
        (radius + height) * cos_lat * cos_lon,
        (radius + height) * cos_lat * sin_lon,
        (radius * (1.0 - ellipsoid.e2) + height) * sin_lat,
    ]
}

/// The rotation and scale from the Bessel to the ETRS89 frame: the full rotation
/// matrix of RDNAPTRANS2018, formula 2.2.2, not the one for small angles.
fn scaled_rotation() -> [[f64; 3]; 3] {
    let [(sin_a, cos_a), (sin_b, cos_b), (sin_c, cos_c)] = ROTATION.map(f64::sin_cos);
    let rotation = [
        [
            cos_c * cos_b,
            cos_c * sin_b * sin_a + sin_c * cos_a,
            sin_c * sin_a - cos_c * sin_b * cos_a,
        ],
        [
            -sin_c * cos_b,
            cos_c * cos_a - sin_c * sin_b * sin_a,
            sin_c * sin_b * cos_a + cos_c * sin_a,
        ],
        [sin_b, -cos_b * sin_a, cos_b * cos_a],
    ];
    rotation.map(|row| row.map(|cell| (1.0 + SCALE) * cell))
}

fn to_etrs89_frame(bessel: [f64; 3]) -> [f64; 3] {
    let matrix = &*SIMILARITY;
    array::from_fn(|i| SHIFT[i] + (0..3).map(|j| matrix[i][j] * bessel[j]).sum::<f64>())
}

fn to_bessel_frame(etrs89: [f64; 3]) -> [f64; 3] {
    to_bessel_axes(array::from_fn(|i| etrs89[i] - SHIFT[i]))
}

/// A difference of two places in the ETRS89 frame, in the Bessel frame.
fn to_bessel_axes(etrs89: [f64; 3]) -> [f64; 3] {
    // The inverse of a rotation is its transpose.
    let matrix = &*SIMILARITY;
    let scale_squared = (1.0 + SCALE) * (1.0 + SCALE);
    array::from_fn(|i| (0..3).map(|j| matrix[j][i] * etrs89[j]).sum::<f64>() / scale_squared)
}
