//! Which coordinate reference system a file holds, from what it says or, when
//! it says nothing, from its coordinates.
//!
//! A wrong answer puts every point 100 m off or in another country, so doubt
//! becomes [`DeclaredCrs::Unknown`] or `None`, and the reader of the file asks.

use std::ops::RangeInclusive;

use geo::{Coord, coord};

use super::wkt::Node;
use super::{Crs, DeclaredCrs, described};

/// The Netherlands in RD New, in metres: its land, coast and a margin.
const RD_X: RangeInclusive<f64> = -7_000.0..=300_000.0;
const RD_Y: RangeInclusive<f64> = 289_000.0..=629_000.0;
/// The same in degrees, roughly.
const DUTCH_LON: RangeInclusive<f64> = 2.0..=8.0;
const DUTCH_LAT: RangeInclusive<f64> = 50.0..=54.5;

/// Reads a code, as in GeoJSON, GeoPackage and configuration.
///
/// `EPSG:28992`, a bare `28992`, `urn:ogc:def:crs:EPSG::28992`,
/// `http://www.opengis.net/def/crs/EPSG/0/28992`, `OGC:CRS84` and their kin, in
/// capitals or not. Nothing, or the `undefined` of GeoPackage, is unsaid.
pub fn from_authority(text: &str) -> DeclaredCrs {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "" | "undefined") {
        return DeclaredCrs::Unsaid;
    }

    let parts: Vec<&str> = lower.split([':', '/', '#']).filter(|part| !part.is_empty()).collect();
    let known = match parts.as_slice() {
        [.., "crs84" | "crs84h"] => Some(Crs::Wgs84),
        [code] => epsg(code),
        [authority @ .., code]
            if authority.iter().any(|part| matches!(*part, "epsg" | "epsg.xml")) =>
        {
            epsg(code)
        }
        _ => None,
    };
    known.map_or_else(|| unknown(text), DeclaredCrs::Known)
}

/// Reads well-known text, as in the `.prj` of a shapefile and in GeoPackage.
///
/// The EPSG code of the outermost system decides. Without one, a projected
/// system is RD New when its projection has the parameters of RD New, a
/// geographic one is WGS84 or ETRS89 by its name or the name of its datum, and
/// a compound one is its horizontal part. A text without brackets is read as a
/// code.
pub fn from_wkt(wkt: &str) -> DeclaredCrs {
    let text = wkt.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0'));
    if !text.contains(['[', '(']) {
        return from_authority(text);
    }
    let Some(root) = Node::parse(text) else {
        return unknown(text);
    };
    match described::system(&root) {
        Some(crs) => DeclaredCrs::Known(crs),
        None => unknown(root.name().unwrap_or(text)),
    }
}

/// Guesses from the corners of the box round all coordinates of a file.
///
/// RD New when *x* lies in -7000..300000 and *y* in 289000..629000 m; WGS84 when
/// *x* is a longitude in 2..8 and *y* a latitude in 50..54.5 degrees. The two
/// boxes are far apart. Anything else is `None`: a box partly outside, *x* and
/// *y* swapped, a coordinate that is no number.
pub fn by_range(min: Coord<f64>, max: Coord<f64>) -> Option<Crs> {
    let within = |x: &RangeInclusive<f64>, y: &RangeInclusive<f64>| {
        [min, max].iter().all(|corner| x.contains(&corner.x) && y.contains(&corner.y))
    };
    if within(&RD_X, &RD_Y) {
        Some(Crs::RdNew)
    } else if within(&DUTCH_LON, &DUTCH_LAT) {
        Some(Crs::Wgs84)
    } else {
        None
    }
}

/// Whether the box would be in degrees in the Netherlands if *x* and *y* were
/// swapped: a file with latitude first.
pub fn looks_swapped(min: Coord<f64>, max: Coord<f64>) -> bool {
    let swap = |corner: Coord<f64>| coord! { x: corner.y, y: corner.x };
    by_range(swap(min), swap(max)) == Some(Crs::Wgs84)
}

/// A name or code to show to a person; a long text is cut.
fn unknown(text: &str) -> DeclaredCrs {
    DeclaredCrs::Unknown(text.chars().take(80).collect())
}

fn epsg(code: &str) -> Option<Crs> {
    code.parse().ok().and_then(Crs::from_epsg)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(crs: Crs) -> DeclaredCrs {
        DeclaredCrs::Known(crs)
    }

    #[test]
    fn codes_in_all_their_spellings() {
        for (text, crs) in [
            ("EPSG:28992", Crs::RdNew),
            ("epsg:28992", Crs::RdNew),
            (" 28992 ", Crs::RdNew),
            ("EPSG::28992", Crs::RdNew),
            ("EPSG:7415", Crs::RdNew),
            ("urn:ogc:def:crs:EPSG::28992", Crs::RdNew),
            ("urn:ogc:def:crs:EPSG:9.9.1:28992", Crs::RdNew),
            ("http://www.opengis.net/def/crs/EPSG/0/28992", Crs::RdNew),
            ("https://www.opengis.net/def/crs/epsg/0/28992/", Crs::RdNew),
            ("http://www.opengis.net/gml/srs/epsg.xml#28992", Crs::RdNew),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", Crs::Wgs84),
            ("OGC:CRS84", Crs::Wgs84),
            ("http://www.opengis.net/def/crs/OGC/0/CRS84h", Crs::Wgs84),
            ("urn:ogc:def:crs:EPSG::4326", Crs::Wgs84),
            ("EPSG:4258", Crs::Etrs89),
        ] {
            assert_eq!(from_authority(text), known(crs), "{text}");
        }
    }

    #[test]
    fn other_codes_are_unknown_by_their_own_text() {
        for text in ["EPSG:28991", "EPSG:3857", "ESRI:28992", "EPSG", "EPSG:-1", "RD", "1:EPSG:x"] {
            assert_eq!(from_authority(text), DeclaredCrs::Unknown(text.to_owned()));
        }
    }

    #[test]
    fn nothing_is_unsaid() {
        for text in ["", " \n", "undefined"] {
            assert_eq!(from_authority(text), DeclaredCrs::Unsaid);
            assert_eq!(from_wkt(text), DeclaredCrs::Unsaid);
        }
        assert_eq!(from_wkt("\u{feff}\0"), DeclaredCrs::Unsaid);
    }

    #[test]
    fn a_code_may_stand_where_wkt_is_expected() {
        assert_eq!(from_wkt("EPSG:28992\n"), known(Crs::RdNew));
    }

    #[test]
    fn wkt_that_cannot_be_read_is_unknown_and_cut() {
        let long = format!("PROJCS[\"{}", "é".repeat(500));
        let DeclaredCrs::Unknown(shown) = from_wkt(&long) else { panic!() };
        assert_eq!(shown.chars().count(), 80);
    }

    #[track_caller]
    fn check_range(min: (f64, f64), max: (f64, f64), expected: Option<Crs>, swapped: bool) {
        let (min, max) = (Coord::from(min), Coord::from(max));
        assert_eq!(by_range(min, max), expected);
        assert_eq!(looks_swapped(min, max), swapped);
    }

    #[test]
    fn ranges() {
        let almere_rd = ((137_000.0, 478_000.0), (153_000.0, 492_000.0));
        check_range(almere_rd.0, almere_rd.1, Some(Crs::RdNew), false);
        check_range((5.1, 52.3), (5.4, 52.5), Some(Crs::Wgs84), false);
        check_range((52.3, 5.1), (52.5, 5.4), None, true);
        check_range((478_000.0, 137_000.0), (492_000.0, 153_000.0), None, false);
        check_range((0.0, 0.0), (5.4, 52.5), None, false); // one stray point at 0, 0
        check_range((5.1, 52.3), (153_000.0, 492_000.0), None, false);
        check_range((566_000.0, 6_850_000.0), (600_000.0, 6_880_000.0), None, false); // Web Mercator
    }

    #[test]
    fn no_number_is_in_no_range() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            check_range((bad, 52.3), (5.4, 52.5), None, false);
            check_range((5.1, 52.3), (5.4, bad), None, false);
            check_range((137_000.0, 478_000.0), (bad, 492_000.0), None, false);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,80}") {
            from_authority(&text);
            from_wkt(&text);
        }

        #[test]
        fn a_box_is_never_right_and_swapped(
            (x, y) in (-10f64..60.0, -10f64..60.0), (width, height) in (0f64..10.0, 0f64..10.0)
        ) {
            let (min, max) = (coord! { x: x, y: y }, coord! { x: x + width, y: y + height });
            prop_assert!(by_range(min, max).is_none() || !looks_swapped(min, max));
        }
    }
}
