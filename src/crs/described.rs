//! Which coordinate reference system a well-known text describes.
//!
//! Writers of such texts agree on the shape, and on little else: Esri leaves out
//! the codes and has names of its own, and the same parameter has three names.
//! What is looked at here is the code of the outermost system, else the figures
//! of a projection, else the name of a datum.

use super::wkt::{Node, Value};
use super::{Crs, DeclaredCrs, codes};

/// The parameters of RD New: their names without punctuation, value, tolerance.
/// Files round the angles at 9 to 15 decimals; 1e-7 degree is a centimetre. The scale is 0.999908 in the
/// old definition of PROJ, which is 2 cm at the border of the country.
const RD_PARAMETERS: [(&[&str], f64, f64); 5] = [
    (&["falseeasting"], 155_000.0, 1e-3),
    (&["falsenorthing"], 463_000.0, 1e-3),
    (
        &["centralmeridian", "longitudeofnaturalorigin", "longitudeoforigin", "longitudeofcenter"],
        5.387_638_888_9,
        1e-7,
    ),
    (&["latitudeoforigin", "latitudeofnaturalorigin", "latitudeofcenter"], 52.156_160_555_6, 1e-7),
    (&["scalefactor", "scalefactoratnaturalorigin"], 0.999_907_9, 1.5e-7),
];
const BESSEL_SEMI_MAJOR_M: f64 = 6_377_397.155;

/// What `node` says of a system, which is to be shown as `name` where it is not read.
pub(super) fn declared(node: &Node, name: String) -> DeclaredCrs {
    match system(node) {
        Some(crs) => DeclaredCrs::Known(crs),
        None if is_distinct(node) => DeclaredCrs::Unknown(name),
        None => DeclaredCrs::Other(name),
    }
}

/// Whether numbers in the Netherlands in the described system cannot be taken for RD New or for degrees,
/// or what is described is RD New in all but the last digits.
fn is_distinct(node: &Node) -> bool {
    if let Some(code) = epsg_code(node) {
        return codes::is_distinct(code);
    }
    match node.keyword.as_str() {
        "COMPD_CS" | "COMPOUNDCRS" | "BOUNDCRS" | "SOURCECRS" => {
            node.children().next().is_some_and(is_distinct)
        }
        // Numbers without a place on earth: what a writer puts where it knows no system.
        "LOCAL_CS" | "ENGCRS" | "ENGINEERINGCRS" => true,
        "PROJCS" | "PROJCRS" | "PROJECTEDCRS" => {
            let parameters = parameters(node);
            let method = method(node).unwrap_or_default();
            // From the latitude of origin on, and the false northing.
            let from_equator = parameters
                .iter()
                .filter(|(name, _)| {
                    [1, 3].iter().any(|at| RD_PARAMETERS[*at].0.contains(&name.as_str()))
                })
                .all(|(_, value)| *value == 0.0);
            // Mercator, and the transverse one of UTM: the Netherlands lie 5,000 km north of the equator.
            let is_mercator = method.contains("mercator") && from_equator;
            let name = node.name().map(plain).unwrap_or_default();
            let is_undefined = ["undefined", "unknown", "unnamed", "custom"]
                .iter()
                .any(|word| name.starts_with(word));
            let is_unsaid = parameters.is_empty() && (is_undefined || name.contains("rdnew"));
            is_mercator || is_unsaid || is_roughly_rd(&parameters)
        }
        _ => false,
    }
}

/// Whether these are the parameters of RD New but for their last digits.
fn is_roughly_rd(parameters: &[(String, f64)]) -> bool {
    const ROUGHLY: [f64; 5] = [1.0, 1.0, 1e-3, 1e-3, 1e-5];
    RD_PARAMETERS.iter().zip(ROUGHLY).all(|(&(names, expected, _), tolerance)| {
        let mut given = parameters.iter().filter(|(name, _)| names.contains(&name.as_str()));
        given.next().is_some_and(|(_, value)| (value - expected).abs() <= tolerance)
    })
}

/// The system that `node` describes, if it is one that the program reads.
fn system(node: &Node) -> Option<Crs> {
    let code = epsg_code(node);
    if let Some(crs) = code.and_then(Crs::from_epsg) {
        return Some(crs);
    }
    match node.keyword.as_str() {
        // Its first part is the horizontal one, or what it is bound from.
        "COMPD_CS" | "COMPOUNDCRS" | "BOUNDCRS" | "SOURCECRS" => {
            node.children().next().and_then(system)
        }
        _ if code.is_some() => None,
        "PROJCS" | "PROJCRS" | "PROJECTEDCRS" => is_rd_new(node).then_some(Crs::RdNew),
        "GEOGCS" | "GEOGCRS" | "GEOGRAPHICCRS" | "GEODCRS" | "GEODETICCRS" => geographic(node),
        _ => None,
    }
}

/// The EPSG code of the system itself, not of a part of it.
fn epsg_code(node: &Node) -> Option<u32> {
    let authority = node.child(&["AUTHORITY", "ID"])?;
    if !authority.name()?.eq_ignore_ascii_case("EPSG") {
        return None;
    }
    match authority.number() {
        Some(code) => Some(code as u32),
        None => match authority.values.get(1)? {
            Value::Text(code) => code.parse().ok(),
            _ => None,
        },
    }
}

/// Whether a projected system without a code is RD New.
///
/// The parameters decide, with a name or the name of the projection beside
/// them; the name alone is enough only when there are no parameters.
fn is_rd_new(node: &Node) -> bool {
    let name = node.name().map(plain);
    let named = matches!(name.as_deref(), Some("rdnew" | "amersfoortrdnew"));

    let method = method(node);
    let stereographic =
        matches!(method.as_deref(), Some("doublestereographic" | "obliquestereographic"));
    let parameters = parameters(node);
    let agree = RD_PARAMETERS.iter().all(|&(names, expected, tolerance)| {
        parameters.iter().any(|(name, value)| {
            names.contains(&name.as_str()) && (value - expected).abs() <= tolerance
        })
    });

    let in_metres = is_or_absent(node.child(&["UNIT", "LENGTHUNIT"]), 1.0, 1e-9);
    let ellipsoid = node.descendant(&["SPHEROID", "ELLIPSOID"]);
    let on_bessel = is_or_absent(ellipsoid, BESSEL_SEMI_MAJOR_M, 1e-2);

    let described = if parameters.is_empty() { named } else { agree && (named || stereographic) };
    described && in_metres && on_bessel
}

/// The conversion from degrees that makes a projected system.
fn conversion(node: &Node) -> &Node {
    node.child(&["CONVERSION"]).unwrap_or(node)
}

/// The name of its method.
fn method(node: &Node) -> Option<String> {
    conversion(node).child(&["PROJECTION", "METHOD"]).and_then(Node::name).map(plain)
}

/// The names and values of its parameters.
fn parameters(node: &Node) -> Vec<(String, f64)> {
    conversion(node)
        .children()
        .filter(|child| child.is(&["PARAMETER"]))
        .filter_map(|child| Some((plain(child.name()?), child.number()?)))
        .collect()
}

/// WGS84 or ETRS89 for a system in degrees without a code.
fn geographic(node: &Node) -> Option<Crs> {
    // WKT2 has one keyword for degrees and for metres from the earth's centre.
    let cartesian = node
        .child(&["CS"])
        .is_some_and(|cs| cs.values.contains(&Value::Word("Cartesian".to_owned())));
    let in_degrees = is_or_absent(node.child(&["UNIT", "ANGLEUNIT"]), 1f64.to_radians(), 1e-9);
    if cartesian || !in_degrees {
        return None;
    }

    let datum = node.child(&["DATUM", "ENSEMBLE", "GEODETICDATUM", "TRF"]);
    [node.name(), datum.and_then(Node::name)].into_iter().flatten().find_map(by_name)
}

/// The system in degrees that a name of it or of its datum stands for.
pub(super) fn by_name(name: &str) -> Option<Crs> {
    let name = plain(name);
    match name.trim_start_matches("gcs") {
        "wgs84" | "wgs1984" | "dwgs1984" | "crs84" | "wgs84crs84" => Some(Crs::Wgs84),
        "etrs89" | "etrs1989" | "detrs1989" => Some(Crs::Etrs89),
        // Also the "ensemble" of WKT2.
        long if long.starts_with("worldgeodeticsystem1984") => Some(Crs::Wgs84),
        long if long.starts_with("europeanterrestrialreferencesystem1989") => Some(Crs::Etrs89),
        _ => None,
    }
}

/// Letters and digits only, in small letters: dialects differ in the rest.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn is_or_absent(node: Option<&Node>, expected: f64, tolerance: f64) -> bool {
    node.and_then(Node::number).is_none_or(|number| (number - expected).abs() <= tolerance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crs::DeclaredCrs;
    use crate::crs::recognise::from_wkt;

    /// As Esri writes it, without codes: the `.prj` of CBS and municipal files.
    const ESRI_RD: &str = r#"PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],PARAMETER["Central_Meridian",5.38763888888889],PARAMETER["Scale_Factor",0.9999079],PARAMETER["Latitude_Of_Origin",52.1561605555556],UNIT["Meter",1.0]]"#;

    /// As GDAL writes it into a GeoPackage, shortened.
    const OGC_RD: &str = r#"PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",6377397.155,299.1528128,AUTHORITY["EPSG","7004"]],AUTHORITY["EPSG","6289"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4289"]],PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","28992"]]"#;

    const WKT2_RD: &str = r#"PROJCRS["unknown",BASEGEOGCRS["Amersfoort",DATUM["Amersfoort",ELLIPSOID["Bessel 1841",6377397.155,299.1528128,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["RD New",METHOD["Oblique Stereographic",ID["EPSG",9809]],PARAMETER["Latitude of natural origin",52.1561605555556,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",5.38763888888889,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Scale factor at natural origin",0.9999079,SCALEUNIT["unity",1]],PARAMETER["False easting",155000,LENGTHUNIT["metre",1]],PARAMETER["False northing",463000,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["easting (X)",east,ORDER[1],LENGTHUNIT["metre",1]],AXIS["northing (Y)",north,ORDER[2],LENGTHUNIT["metre",1]]]"#;

    const ESRI_UTM: &str = r#"PROJCS["WGS_1984_UTM_Zone_31N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

    #[track_caller]
    fn check(wkt: &str, expected: Crs) {
        assert_eq!(from_wkt(wkt), DeclaredCrs::Known(expected));
    }

    #[track_caller]
    fn check_unknown(wkt: &str, name: &str) {
        assert_eq!(from_wkt(wkt), DeclaredCrs::Unknown(name.to_owned()));
    }

    #[track_caller]
    fn check_other(wkt: &str, name: &str) {
        assert_eq!(from_wkt(wkt), DeclaredCrs::Other(name.to_owned()));
    }

    #[test]
    fn rd_new_by_code_or_by_parameters() {
        check(ESRI_RD, Crs::RdNew);
        check(&ESRI_RD.replace("RD_New", "Rijksdriehoekstelsel"), Crs::RdNew);
        check(&ESRI_RD.replace("Double_Stereographic", "Stereographic"), Crs::RdNew);
        check(OGC_RD, Crs::RdNew);
        check(&OGC_RD.replace(r#",AUTHORITY["EPSG","28992"]"#, ""), Crs::RdNew);
        check(WKT2_RD, Crs::RdNew);
        check(r#"PROJCRS["x",ID["EPSG",28992]]"#, Crs::RdNew);
        check(r#"PROJCS["Amersfoort / RD New",UNIT["metre",1]]"#, Crs::RdNew);
    }

    #[test]
    fn rd_new_with_a_height_is_rd_new() {
        let nap = r#"VERT_CS["NAP height",AUTHORITY["EPSG","5709"]]"#;
        let own = format!(r#"COMPD_CS["RD + NAP",{ESRI_RD},{nap},AUTHORITY["EPSG","7415"]]"#);
        check(&own, Crs::RdNew);
        check(&format!(r#"COMPD_CS["RD + NAP",{ESRI_RD},{nap}]"#), Crs::RdNew);
        check(
            &format!(r#"BOUNDCRS[SOURCECRS[{WKT2_RD}],TARGETCRS[GEOGCRS["WGS 84"]]]"#),
            Crs::RdNew,
        );
        check_unknown(&format!(r#"COMPD_CS["UTM + NAP",{ESRI_UTM},{nap}]"#), "UTM + NAP");
    }

    #[test]
    fn degrees_by_code_name_or_datum() {
        let esri = |name: &str, datum: &str| {
            format!(
                r#"GEOGCS["{name}",DATUM["{datum}",SPHEROID["x",6378137.0,298.25]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
            )
        };
        check(&esri("GCS_WGS_1984", "D_WGS_1984"), Crs::Wgs84);
        check(&esri("unnamed", "D_WGS_1984"), Crs::Wgs84);
        check(&esri("WGS 84", "WGS_1984"), Crs::Wgs84);
        check(&esri("GCS_ETRS_1989", "D_ETRS_1989"), Crs::Etrs89);
        check(&esri("x", "European_Terrestrial_Reference_System_1989"), Crs::Etrs89);
        check(r#"GEOGCS["x",AUTHORITY["EPSG","4258"]]"#, Crs::Etrs89);
        check(r#"GEOGCRS["x",ENSEMBLE["World Geodetic System 1984 ensemble"]]"#, Crs::Wgs84);
        // A hundred metres from WGS84, and the numbers do not tell.
        check_other(&esri("GCS_Amersfoort", "D_Amersfoort"), "GCS_Amersfoort");
    }

    #[test]
    fn a_code_or_name_of_a_part_does_not_count() {
        check_unknown(ESRI_UTM, "WGS_1984_UTM_Zone_31N");
        let coded_part = r#"PROJCS["own grid",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]]]"#;
        check_other(coded_part, "own grid");
        check_unknown(&OGC_RD.replace("28992", "28991"), "Amersfoort / RD New");
    }

    #[test]
    fn parameters_that_are_not_those_of_rd_new_outweigh_its_name() {
        for (from, to) in [
            ("155000.0", "0.0"),
            ("5.38763888888889", "5.5"),
            ("0.9999079", "1.0"),
            (r#"PARAMETER["Scale_Factor",0.9999079],"#, ""),
        ] {
            check_other(&ESRI_RD.replace(from, to), "RD_New");
        }
    }

    #[test]
    fn what_is_roughly_rd_new_is_left_to_the_numbers() {
        for (from, to) in [
            ("5.38763888888889", "5.3876"),
            ("52.1561605555556", "52.156"),
            ("6377397.155", "6378137.0"),
            (r#"UNIT["Meter",1.0]"#, r#"UNIT["Foot",0.3048]"#),
        ] {
            check_unknown(&ESRI_RD.replace(from, to), "RD_New");
        }
    }

    #[test]
    fn the_scale_of_the_old_definition_is_that_of_rd_new() {
        check(&ESRI_RD.replace("0.9999079", "0.999908").replace("RD_New", "unnamed"), Crs::RdNew);
    }

    #[test]
    fn a_text_that_says_no_system_is_left_to_the_numbers() {
        check_unknown(r#"LOCAL_CS["Undefined SRS",UNIT["metre",1]]"#, "Undefined SRS");
        check_unknown(
            r#"ENGCRS["Undefined Cartesian SRS",EDATUM["x"]]"#,
            "Undefined Cartesian SRS",
        );
        check_unknown(r#"PROJCS["unknown"]"#, "unknown");
        check_unknown(r#"PROJCS["RD_New (kaart)"]"#, "RD_New (kaart)");
    }

    #[test]
    fn systems_in_the_notations_of_proj() {
        let sterea = "+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 \
                      +x_0=155000 +y_0=463000 +ellps=bessel +units=m +no_defs";
        check(sterea, Crs::RdNew);
        check(&sterea.replace("0.9999079", "0.999908"), Crs::RdNew);
        check("+init=epsg:28992", Crs::RdNew);
        check("+proj=longlat +datum=WGS84 +no_defs", Crs::Wgs84);
        check("+proj=longlat +ellps=GRS80 +no_defs", Crs::Etrs89);
        let utm = "+proj=utm +zone=31 +datum=WGS84 +units=m";
        check_unknown(utm, utm);
        check_other("+proj=longlat +ellps=bessel", "+proj=longlat +ellps=bessel");
        check(
            r#"{"type":"ProjectedCRS","name":"x","id":{"authority":"EPSG","code":28992}}"#,
            Crs::RdNew,
        );
        let parameters = r#"{"type":"ProjectedCRS","name":"Amersfoort / RD New","base_crs":{"name":"Amersfoort","datum":{"type":"GeodeticReferenceFrame","name":"Amersfoort","ellipsoid":{"name":"Bessel 1841","semi_major_axis":6377397.155}}},"conversion":{"name":"RD New","method":{"name":"Oblique Stereographic"},"parameters":[{"name":"Latitude of natural origin","value":52.1561605555556,"unit":"degree"},{"name":"Longitude of natural origin","value":5.38763888888889},{"name":"Scale factor at natural origin","value":0.9999079},{"name":"False easting","value":155000},{"name":"False northing","value":463000}]}}"#;
        check(parameters, Crs::RdNew);
        check_other(&parameters.replace("463000", "0"), "Amersfoort / RD New");
        check(r#"{"type":"GeographicCRS","name":"WGS 84"}"#, Crs::Wgs84);
    }

    #[test]
    fn geographic_but_not_in_degrees_is_unknown() {
        check_other(r#"GEOGCS["WGS 84",UNIT["grad",0.015707963267949]]"#, "WGS 84");
        check_other(r#"GEODCRS["WGS 84",CS[Cartesian,3]]"#, "WGS 84");
    }
}
