//! RD New to degrees and back, and what a file says about its coordinates.
//!
//! The Dutch national grid, RD New (EPSG:28992), is in metres; web maps and
//! GeoJSON want degrees. This module converts points between the two, and
//! reads from an EPSG code, a WKT text or the coordinates themselves which of
//! them a file holds. It knows no files and no geometries, only points and
//! texts, and nothing here can fail.
//!
//! It is the only place, with the GeoJSON writer, that knows degrees: all that
//! lies between reading and writing is in RD New metres.
//!
//! The conversion follows RDNAPTRANS2018, variant 1: the map projection, NSGI's
//! correction grid and a similarity transformation of seven parameters. It uses
//! NSGI's RDNAPTRANS2018 correction grid, checked on NSGI's self-validation set;
//! not certified. The grid is from NSGI under CC BY 4.0, see `data/rd_grid`.
//!
//! [`rd_to_degrees`] is the transformation, one point at a time. For layers
//! with millions of vertices [`rd_to_units`] gives the same seven decimals by
//! polynomials, wherever these leave no doubt about them.

mod chebyshev;
mod codes;
mod described;
mod grid;
mod netherlands;
mod projjson;
mod rd;
pub mod recognise;
mod rounded;
mod wkt;

use std::fmt;

use geo::Coord;

pub use netherlands::{Extent, IN_DEGREES, IN_RD, Reading, looks_like, turned};
pub use rounded::{UNITS_PER_DEGREE, rd_to_units};

/// A coordinate reference system that the program reads.
///
/// ETRS89 moves with the European plate and WGS84 does not, so the two drift
/// apart by 2.5 cm a year and now differ by about 0.8 m. Coordinates of both
/// are taken as equal: Dutch data called WGS84 are nearly always ETRS89.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Amersfoort / RD New: x east and y north, in metres. EPSG:28992.
    RdNew,
    /// World Geodetic System 1984, in degrees. EPSG:4326.
    Wgs84,
    /// European Terrestrial Reference System 1989, in degrees. EPSG:4258.
    Etrs89,
}

impl Crs {
    /// The code in the EPSG register of the two-dimensional system.
    pub fn epsg(self) -> u32 {
        match self {
            Crs::RdNew => 28992,
            Crs::Wgs84 => 4326,
            Crs::Etrs89 => 4258,
        }
    }

    /// The system with this EPSG code, or `None` for one that is not read.
    ///
    /// A system that only adds a height counts as the horizontal one in it:
    /// RD New with NAP (7415), WGS84 (4979) and ETRS89 (4937) in three
    /// dimensions, and ETRS89 with NAP (9286).
    pub fn from_epsg(code: u32) -> Option<Crs> {
        match code {
            28992 | 7415 => Some(Crs::RdNew),
            4326 | 4979 => Some(Crs::Wgs84),
            4258 | 4937 | 9286 => Some(Crs::Etrs89),
            _ => None,
        }
    }

    /// `point` of this system in RD New metres.
    ///
    /// In the two systems in degrees *x* is longitude and *y* latitude, as in
    /// GeoJSON and in every shapefile, though EPSG lists latitude first.
    pub fn to_rd(self, point: Coord<f64>) -> Coord<f64> {
        match self {
            Crs::RdNew => point,
            Crs::Wgs84 | Crs::Etrs89 => degrees_to_rd(point),
        }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Crs::RdNew => "RD New",
            Crs::Wgs84 => "WGS 84",
            Crs::Etrs89 => "ETRS89",
        };
        write!(f, "EPSG:{} ({name})", self.epsg())
    }
}

/// What a file says about its coordinate reference system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclaredCrs {
    /// Nothing.
    Unsaid,
    /// One that the program reads.
    Known(Crs),
    /// Another one or none that can be told, by the name or code that the file gives it. Numbers that are
    /// places in the Netherlands in RD New or in degrees prove that it is wrong.
    Unknown(String),
    /// Another one, by its name or code, whose numbers may look like those of RD New or like degrees.
    Other(String),
}

/// Longitude (*x*) and latitude (*y*) in ETRS89 degrees of a point in RD New
/// metres.
///
/// Map projection backwards, then the grid correction, then the similarity
/// transformation of a point at height 0 on the Bessel ellipsoid; the height
/// that comes out is dropped. Within 0.15 mm of the
/// points of NSGI's self-validation set that were tried.
///
/// The correction is at most 0.25 m, covers the country with a wide margin, and
/// goes to 0 at the edge of its grid (2.64-8.00 E, 50.34-53.90 N), so that a
/// line across the edge stays whole. Beyond the edge it is 0, as RDNAPTRANS
/// prescribes. Not a number gives not a number.
///
/// ```
/// # use geo::coord;
/// # use spreiding::crs::rd_to_degrees;
/// let tower = rd_to_degrees(coord! { x: 155_000.0, y: 463_000.0 });
/// assert!((tower.x - 5.387203651).abs() < 1e-8);
/// assert!((tower.y - 52.155172887).abs() < 1e-8);
/// ```
///
/// NSGI, RDNAPTRANS2018: Coordinate transformation to and from Stelsel van de
/// Rijksdriehoeksmeting and Normaal Amsterdams Peil (2019), section 3.
pub fn rd_to_degrees(rd: Coord<f64>) -> Coord<f64> {
    let bessel = rd::unproject(rd);
    rd::bessel_to_etrs89(bessel + grid::correction(bessel))
}

/// RD New metres of a longitude (*x*) and latitude (*y*) in ETRS89 degrees.
///
/// The inverse of [`rd_to_degrees`] to a micrometre. The published procedure
/// for this direction puts every point at 43 m above the ETRS89 ellipsoid and
/// has parameters of its own, rounded apart from those of the other direction,
/// so that there and back leaves up to a few tenths of a millimetre. Here the
/// height is the one that belongs to 0 on the Bessel ellipsoid and the
/// parameters are the same, which stays within 0.15 mm of those points too.
pub fn degrees_to_rd(lon_lat: Coord<f64>) -> Coord<f64> {
    let uncorrected = rd::etrs89_to_bessel(lon_lat);

    // The grid is laid out in corrected coordinates, which are what we look for.
    // The correction changes by at most 3e-5 of the distance, so each turn gains
    // four digits and three leave 1e-15 degree.
    let mut bessel = uncorrected;
    for _ in 0..3 {
        bessel = uncorrected - grid::correction(bessel);
    }
    rd::project(bessel)
}

#[cfg(test)]
mod tests {
    use geo::coord;
    use proptest::prelude::*;

    use super::*;

    /// From NSGI's self-validation set, Z001_ETRS89andRDNAP.txt: point number,
    /// latitude and longitude in ETRS89 degrees, x and y in RD New metres.
    const OFFICIAL: &str = "
        30012562  52.310356099  5.275602325  147389.2192  480271.8477  in and around Almere
        30014121  52.356609781  5.182916692  141082.9591  485431.9839
        30016174  52.381783423  5.282523132  147872.7006  488218.4666
        30013912  52.441307753  5.340265347  151808.4428  494837.3116
        30015514  52.145205777  5.384235427  154796.8335  461891.0655  Amersfoort
        30010400  51.247049602  3.429579724   18325.3136  363799.9578  corners of the country
        30014244  51.535719260  3.580578700   29661.5543  395636.1172
        30012277  50.758209721  5.937311249  193819.1152  307730.3025
        30013110  52.257883732  7.028770357  267073.8147  475696.8978
        30013970  53.359971177  7.005600333  262744.3710  598276.6840
        30012452  53.430466546  6.055915673  199448.4156  605117.5238
        30010168  53.236533883  5.134334742  138115.7825  583356.7717
        30010126  53.831472628  2.783550812  -16420.0927  652656.3423  at sea
        30010056  52.091573501  7.974784804  332305.1482  459085.2577  in Germany
        30010006  53.957638355  5.089553648  135458.0914  663630.6489  north of the grid
        30010049  53.999759140  5.144478208  139079.8850  668306.0460
        30010047  52.552611381  2.505217272  -40431.3356  511113.1117  west of it
        30010051  50.284701776  3.459302747   17582.5033  256708.0647  south of it
    ";

    /// NSGI allows 1 mm; the figures themselves are rounded at 0.1 mm.
    const TOLERANCE_M: f64 = 0.0002;

    fn metres_between(a: Coord<f64>, b: Coord<f64>) -> f64 {
        (a.x - b.x).hypot(a.y - b.y)
    }

    #[test]
    fn official_points_land_right_both_ways() {
        for line in OFFICIAL.trim().lines() {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let figure = |i: usize| columns[i].parse::<f64>().unwrap();
            let degrees = coord! { x: figure(2), y: figure(1) };
            let rd = coord! { x: figure(3), y: figure(4) };

            let off = rd_to_degrees(rd) - degrees;
            let metres_per_degree = 111_300.0;
            let off_east = off.x * degrees.y.to_radians().cos();
            let off_m = off_east.hypot(off.y) * metres_per_degree;
            assert!(off_m < TOLERANCE_M, "{line}: {off_m} m off in degrees");

            let off_m = metres_between(degrees_to_rd(degrees), rd);
            assert!(off_m < TOLERANCE_M, "{line}: {off_m} m off in RD");
        }
    }

    #[test]
    fn only_degrees_are_converted() {
        let (rd, degrees) =
            (coord! { x: 147389.2192, y: 480271.8477 }, coord! { x: 5.275602325, y: 52.310356099 });
        assert_eq!(Crs::RdNew.to_rd(rd), rd);
        assert_eq!(Crs::Wgs84.to_rd(degrees), degrees_to_rd(degrees));
        assert_eq!(Crs::Etrs89.to_rd(degrees), degrees_to_rd(degrees));
    }

    #[test]
    fn no_number_stays_no_number() {
        for bad in [f64::NAN, f64::INFINITY] {
            assert!(rd_to_degrees(coord! { x: bad, y: 463_000.0 }).x.is_nan());
            assert!(degrees_to_rd(coord! { x: 5.0, y: bad }).y.is_nan());
        }
    }

    #[test]
    fn names_and_codes() {
        assert_eq!(Crs::RdNew.to_string(), "EPSG:28992 (RD New)");
        for crs in [Crs::RdNew, Crs::Wgs84, Crs::Etrs89] {
            assert_eq!(Crs::from_epsg(crs.epsg()), Some(crs));
        }
    }

    proptest! {
        // Twice the country in every direction, so well outside the grid too.
        #[test]
        fn there_and_back_is_the_same_place(x in -300_000.0..600_000.0, y in 0.0..1_000_000.0) {
            let rd = coord! { x: x, y: y };
            prop_assert!(metres_between(degrees_to_rd(rd_to_degrees(rd)), rd) < 1e-6);
        }

        // The correction stretches by 3e-5 at most and the map by 1e-4 or so.
        #[test]
        fn a_metre_stays_a_metre(x in -50_000.0..340_000.0, y in 250_000.0..680_000.0) {
            let start = rd_to_degrees(coord! { x: x, y: y });
            let north = rd_to_degrees(coord! { x: x, y: y + 1.0 }) - start;
            let metres = (north.x * start.y.to_radians().cos() * 111_500.0).hypot(north.y * 111_260.0);
            prop_assert!((metres - 1.0).abs() < 0.003, "{metres}");
        }
    }
}
