//! Which coordinate reference system a file holds, from what it says or, when
//! it says nothing, from its coordinates.
//!
//! A wrong answer puts every point 100 m off or in another country, so doubt
//! becomes [`DeclaredCrs::Unknown`] or `None`, and the reader of the file asks.

use geo::Coord;
use serde_json::Value as Json;

use super::netherlands::{Extent, Reading};
use super::wkt::Node;
use super::{Crs, DeclaredCrs, codes, described, projjson};

/// Reads a code, as in GeoJSON, GeoPackage and configuration.
///
/// `EPSG:28992`, a bare `28992`, `urn:ogc:def:crs:EPSG::28992`,
/// `http://www.opengis.net/def/crs/EPSG/0/28992`, `OGC:CRS84` and their kin, in
/// capitals or not, and the names `RD New`, `WGS 84` and `ETRS89`. Nothing, or
/// the `undefined` of GeoPackage, is unsaid.
pub fn from_authority(text: &str) -> DeclaredCrs {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "" | "undefined" | "undefined srs" | "unknown") {
        return DeclaredCrs::Unsaid;
    }

    // Of a system with a height the first code is the horizontal one.
    let horizontal = lower.replacen("crs,crs:", "crs:", 1);
    let horizontal = horizontal.split(['+', ',']).next().unwrap_or_default();
    let parts: Vec<&str> =
        horizontal.split([':', '/', '#', ' ', '[', ']']).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| part.strip_suffix(".0").unwrap_or(part).parse::<u32>().ok();
    // What follows the name of the register is the code, with a version in between or a page behind.
    let register = parts.iter().position(|part| matches!(*part, "epsg" | "epsg.xml"));
    let code = match (parts.as_slice(), register) {
        ([.., "crs84" | "crs84h"], _) => return DeclaredCrs::Known(Crs::Wgs84),
        ([code], _) => number(code).or_else(|| number(&code.strip_prefix("epsg")?)),
        ([.., code], Some(_)) if number(code).is_some() => number(code),
        (_, Some(at)) => parts[at + 1..].iter().find_map(number),
        _ => None,
    };
    if let Some(crs) = code.and_then(Crs::from_epsg) {
        return DeclaredCrs::Known(crs);
    }
    let known = match described::plain(text).as_str() {
        "rdnew" | "amersfoortrdnew" => Some(Crs::RdNew),
        _ => described::by_name(text),
    };
    let is_other = match code {
        Some(code) => !codes::is_distinct(code),
        None => codes::is_of_neighbours(&parts),
    };
    match known {
        Some(crs) => DeclaredCrs::Known(crs),
        None if is_other => DeclaredCrs::Other(shown(text)),
        None => DeclaredCrs::Unknown(shown(text)),
    }
}

/// Reads well-known text, as in the `.prj` of a shapefile and in GeoPackage; also PROJJSON, and the
/// `+proj=` texts of PROJ.
///
/// The EPSG code of the outermost system decides. Without one, a projected
/// system is RD New when its projection has the parameters of RD New, a
/// geographic one is WGS84 or ETRS89 by its name or the name of its datum, and
/// a compound one is its horizontal part. A text without brackets is read as a
/// code.
pub fn from_wkt(wkt: &str) -> DeclaredCrs {
    let text = wkt.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0'));
    if text.starts_with('{') {
        let json = serde_json::from_str(text).unwrap_or(Json::Null);
        return from_projjson(&json).unwrap_or_else(|| DeclaredCrs::Unknown(shown(text)));
    }
    if text.contains("+proj=") || text.contains("+init=") {
        return match projjson::proj(text) {
            Some(root) => described::declared(&root, shown(text)),
            None => DeclaredCrs::Unknown(shown(text)),
        };
    }
    if !text.contains(['[', '(']) {
        return from_authority(text);
    }
    match Node::parse(text) {
        Some(root) => described::declared(&root, shown(root.name().unwrap_or(text))),
        None => DeclaredCrs::Unknown(shown(text)),
    }
}

/// Reads a system in PROJJSON; `None` for JSON that describes no system.
pub fn from_projjson(json: &Json) -> Option<DeclaredCrs> {
    let root = projjson::projjson(json)?;
    Some(described::declared(&root, shown(root.name().unwrap_or_default())))
}

/// Guesses from the corners of the box round all coordinates of a file, x and y not exchanged.
///
/// RD New or WGS84 when all of it lies in or near the Netherlands, see [`Reading`]. Anything else is
/// `None`: a box partly outside, *x* and *y* swapped, a coordinate that is no number.
pub fn by_range(min: Coord<f64>, max: Coord<f64>) -> Option<Crs> {
    let numbers = Extent { low: min, high: max };
    let plain = Reading::ALL.into_iter().filter(|reading| !reading.swapped);
    plain.map(|reading| reading.crs).find(|&crs| Reading::plain(crs).fits(&numbers))
}

/// A name or code to show to a person; a long text is cut.
fn shown(text: &str) -> String {
    text.chars().take(80).collect()
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
            ("EPSG 28992", Crs::RdNew),
            ("epsg28992", Crs::RdNew),
            ("28992.0", Crs::RdNew),
            ("[EPSG:28992]", Crs::RdNew),
            ("http://spatialreference.org/ref/epsg/28992/proj4/", Crs::RdNew),
            ("EPSG:28992+5709", Crs::RdNew),
            ("urn:ogc:def:crs,crs:EPSG::28992,crs:EPSG::5709", Crs::RdNew),
            ("Amersfoort / RD New", Crs::RdNew),
            ("RD_New", Crs::RdNew),
            ("WGS84", Crs::Wgs84),
            ("ETRS89", Crs::Etrs89),
        ] {
            assert_eq!(from_authority(text), known(crs), "{text}");
        }
    }

    #[test]
    fn other_codes_are_unknown_by_their_own_text() {
        for text in [
            "EPSG:28991",
            "EPSG:3857",
            "ESRI:28992",
            "EPSG",
            "EPSG:-1",
            "RD",
            "1:EPSG:x",
            "EPSG:2892",
            "EPSG:99999",
            "NONE:99999",
            "Rijksdriehoek",
            "urn:ogc:def:crs:EPSG::28902",
        ] {
            assert_eq!(from_authority(text), DeclaredCrs::Unknown(text.to_owned()));
        }
    }

    #[test]
    fn a_code_whose_numbers_may_be_those_of_rd_is_another_system() {
        for text in [
            "EPSG:31370",
            "EPSG:2169",
            "urn:ogc:def:crs:EPSG::4289",
            "ESRI:103300",
            "BD72 / Belgian Lambert 72",
        ] {
            assert_eq!(from_authority(text), DeclaredCrs::Other(text.to_owned()));
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
        let DeclaredCrs::Unknown(name) = from_wkt(&long) else { panic!() };
        assert_eq!(name.chars().count(), 80);
    }

    #[track_caller]
    fn check_range(min: (f64, f64), max: (f64, f64), expected: Option<Crs>) {
        assert_eq!(by_range(Coord::from(min), Coord::from(max)), expected);
    }

    #[test]
    fn ranges() {
        check_range((137_000.0, 478_000.0), (153_000.0, 492_000.0), Some(Crs::RdNew));
        check_range((5.1, 52.3), (5.4, 52.5), Some(Crs::Wgs84));
        check_range((52.3, 5.1), (52.5, 5.4), None);
        check_range((478_000.0, 137_000.0), (492_000.0, 153_000.0), None);
        check_range((0.0, 0.0), (5.4, 52.5), None); // one stray point at 0, 0
        check_range((5.1, 52.3), (153_000.0, 492_000.0), None);
        check_range((566_000.0, 6_850_000.0), (600_000.0, 6_880_000.0), None); // Web Mercator
    }

    #[test]
    fn no_number_is_in_no_range() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            check_range((bad, 52.3), (5.4, 52.5), None);
            check_range((5.1, 52.3), (5.4, bad), None);
            check_range((137_000.0, 478_000.0), (bad, 492_000.0), None);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,80}") {
            from_authority(&text);
            from_wkt(&text);
        }

        #[test]
        fn no_text_of_proj_makes_it_panic(text in "[+={}:\\[\\]\",a-z0-9 ]{0,60}") {
            from_wkt(&text);
            from_wkt(&format!("+proj={text}"));
        }
    }
}
