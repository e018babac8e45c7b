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
            let is_of_rd =
                ["rdnew", "rdold", "rijksdriehoek"].iter().any(|word| name.contains(word));
            let is_unsaid = parameters.is_empty() && (is_undefined || is_of_rd);
            is_mercator || is_unsaid || is_roughly_rd(&parameters)
        }
        _ => false,
    }
}

/// Whether these are the parameters of RD New but for their last digits, or those of RD Old, whose numbers
/// lie around 0.
fn is_roughly_rd(parameters: &[(String, f64)]) -> bool {
    const ROUGHLY: [f64; 5] = [1.0, 1.0, 1e-3, 1e-3, 1e-5];
    let differs_by = |at: usize| {
        let (names, expected, _) = RD_PARAMETERS[at];
        let given = parameters.iter().find(|(name, _)| names.contains(&name.as_str()));
        given.map_or(f64::INFINITY, |(_, value)| (value - expected).abs())
    };
    let is_old = differs_by(0) == RD_PARAMETERS[0].1 && differs_by(1) == RD_PARAMETERS[1].1;
    let from = if is_old { 2 } else { 0 };
    (from..5).all(|at| differs_by(at) <= ROUGHLY[at])
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
mod tests;
