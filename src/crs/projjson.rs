//! A system described in another notation than well-known text, as the tree of such a text.
//!
//! PROJJSON is the JSON of PROJ, a proj text its older `+proj=sterea +lat_0=...`. Both say what a
//! well-known text says; here they become one, so that they are recognised in one way.

use serde_json::Value as Json;

use super::wkt::{Node, Value};

/// The tree of a system in PROJJSON; `None` for JSON that describes no system.
pub(super) fn projjson(json: &Json) -> Option<Node> {
    let kind = json["type"].as_str()?;
    let keyword = match kind {
        "ProjectedCRS" | "DerivedProjectedCRS" => "PROJCRS",
        "GeographicCRS" | "GeodeticCRS" => "GEOGCRS",
        "CompoundCRS" => "COMPOUNDCRS",
        "BoundCRS" => "BOUNDCRS",
        "EngineeringCRS" => "ENGCRS",
        _ => return None,
    };
    let mut values = vec![name(json)];
    // The first part of a compound or bound system is the one that it is recognised by.
    let part = json["components"].get(0).unwrap_or(&json["source_crs"]);
    values.extend(projjson(part).map(Value::Node));
    if let conversion @ Json::Object(_) = &json["conversion"] {
        values.push(node("CONVERSION", conversion_of(conversion)));
    }
    let datum = ["datum", "datum_ensemble"].map(|member| &json[member]);
    let base = ["datum", "datum_ensemble"].map(|member| &json["base_crs"][member]);
    for datum in datum.into_iter().chain(base).filter(|datum| datum.is_object()) {
        let mut inner = vec![name(datum)];
        if let Some(axis) = datum["ellipsoid"]["semi_major_axis"].as_f64() {
            inner.push(node("ELLIPSOID", vec![name(&datum["ellipsoid"]), Value::Number(axis)]));
        }
        values.push(node("DATUM", inner));
    }
    values.extend(identifier(&json["id"]));
    Some(Node { keyword: keyword.to_owned(), values })
}

fn conversion_of(conversion: &Json) -> Vec<Value> {
    let mut values = vec![name(conversion), node("METHOD", vec![name(&conversion["method"])])];
    for parameter in conversion["parameters"].as_array().into_iter().flatten() {
        if let Some(number) = parameter["value"].as_f64() {
            values.push(node("PARAMETER", vec![name(parameter), Value::Number(number)]));
        }
    }
    values
}

fn identifier(id: &Json) -> Option<Value> {
    let authority = id["authority"].as_str()?;
    let code = match &id["code"] {
        Json::Number(code) => code.to_string(),
        Json::String(code) => code.clone(),
        _ => return None,
    };
    Some(node("ID", vec![Value::Text(authority.to_owned()), Value::Text(code)]))
}

fn name(json: &Json) -> Value {
    Value::Text(json["name"].as_str().unwrap_or_default().to_owned())
}

fn node(keyword: &str, values: Vec<Value>) -> Value {
    Value::Node(Node { keyword: keyword.to_owned(), values })
}

/// The tree of a text such as `+proj=sterea +lat_0=52.15616 +lon_0=5.38763 +k=0.9999079 +x_0=155000`;
/// `None` for another text.
pub(super) fn proj(text: &str) -> Option<Node> {
    let terms: Vec<(&str, &str)> = text
        .split_whitespace()
        .filter_map(|term| term.trim_start_matches('+').split_once('='))
        .collect();
    let term =
        |names: &[&str]| terms.iter().find(|(key, _)| names.contains(key)).map(|term| term.1);
    let number = |names: &[&str]| term(names).and_then(|value| value.parse::<f64>().ok());
    if let Some(code) = term(&["init"]) {
        let (authority, code) = code.split_once(':')?;
        let id = vec![Value::Text(authority.to_owned()), Value::Text(code.to_owned())];
        return Some(Node { keyword: "PROJCRS".to_owned(), values: vec![node("ID", id)] });
    }
    let method = term(&["proj"])?;
    let ellipsoid = term(&["datum"]).or_else(|| term(&["ellps"])).unwrap_or_default();
    if matches!(method, "longlat" | "latlong" | "lonlat" | "latlon") {
        // On this ellipsoid without a datum: that of ETRS89, from which nothing is shifted.
        let datum = if ellipsoid == "GRS80" { "ETRS89" } else { ellipsoid };
        let values = vec![Value::Text(datum.to_owned())];
        return Some(Node { keyword: "GEOGCRS".to_owned(), values });
    }
    let method = match method {
        "sterea" => "Oblique_Stereographic",
        "merc" | "webmerc" => "Mercator",
        "utm" | "tmerc" | "etmerc" => "Transverse_Mercator",
        other => other,
    };
    let mut values =
        vec![Value::Text(String::new()), node("PROJECTION", vec![Value::Text(method.to_owned())])];
    for (name, terms, otherwise) in [
        ("latitude_of_origin", &["lat_0"][..], 0.0),
        ("central_meridian", &["lon_0"], 0.0),
        ("scale_factor", &["k", "k_0"], 1.0),
        ("false_easting", &["x_0"], 0.0),
        ("false_northing", &["y_0"], 0.0),
    ] {
        let value = Value::Number(number(terms).unwrap_or(otherwise));
        values.push(node("PARAMETER", vec![Value::Text(name.to_owned()), value]));
    }
    // A length in feet or kilometres is no length of RD.
    let unit = match term(&["units"]) {
        None | Some("m") => number(&["to_meter"]).unwrap_or(1.0),
        Some(_) => 0.0,
    };
    values.push(node("UNIT", vec![Value::Text("unit".to_owned()), Value::Number(unit)]));
    if let "bessel" = ellipsoid {
        let axis = Value::Number(6_377_397.155);
        values.push(node("ELLIPSOID", vec![Value::Text("Bessel 1841".to_owned()), axis]));
    } else if !ellipsoid.is_empty() {
        values.push(node("ELLIPSOID", vec![Value::Text(ellipsoid.to_owned()), Value::Number(0.0)]));
    }
    Some(Node { keyword: "PROJCRS".to_owned(), values })
}
