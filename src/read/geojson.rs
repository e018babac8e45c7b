//! GeoJSON to a [`Layer`].
//!
//! Comes in: a FeatureCollection or a single Feature (RFC 7946, and the `crs`
//! member of before it). Without that member the CRS is unsaid rather than
//! WGS84: files in RD metres without it are common, and only the coordinates tell.

mod document;
mod page;
mod shape;
mod tokens;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde_json::{Deserializer, Value};

use super::layer::{Feature, Layer, LayerError, Wants, number_text, present, stem};
use crate::crs::DeclaredCrs;
use document::{Document, ESRI, Row, declared_crs, is_of_esri};

/// Reads all features of the file. There may be none.
pub(super) fn read(path: &Path, wants: Wants) -> Result<Layer, LayerError> {
    let mut text = text(path)?;
    if let Some(mended) = tokens::without_signs_of_no_number(&text) {
        text = mended;
    }
    let broken = |detail: String| LayerError::Broken { path: path.to_owned(), detail };
    let mut documents = Deserializer::from_str(&text).into_iter::<Document>();
    let mut document = match documents.next() {
        Some(Ok(document)) => document,
        Some(Err(_)) if is_of_esri(&text) => {
            return Err(LayerError::NotALayer { path: path.to_owned(), found: ESRI.to_owned() });
        }
        Some(Err(error)) => return Err(broken(error.to_string())),
        None => return Err(broken("there is nothing in it".to_owned())),
    };
    let name = match document.name.take() {
        Some(Value::String(name)) if !name.is_empty() => name,
        _ => stem(path),
    };
    let crs = document.crs.as_ref().map_or(DeclaredCrs::Unsaid, declared_crs);
    let is = |document: &Document, kind: &str| {
        document.kind.as_ref().and_then(Value::as_str) == Some(kind)
    };

    let mut cut = None;
    let rows = match document.features.take() {
        Some(rows) if is(&document, "FeatureCollection") => {
            cut = page::says_more(|name| document.member(name), rows.len());
            rows
        }
        _ if is(&document, "Feature") => {
            // A file may hold a feature a line, without a collection round them.
            let mut rows = vec![row(document)];
            for next in documents.by_ref() {
                let next = next.map_err(|error| broken(error.to_string()))?;
                if !is(&next, "Feature") {
                    return Err(broken("a feature is followed by something else".to_owned()));
                }
                rows.push(row(next));
            }
            rows
        }
        _ => {
            let kind = document.kind.as_ref().and_then(Value::as_str);
            let kind =
                kind.map_or_else(|| "without a type".into(), |kind| format!("of type `{kind}`"));
            let found = if is_of_esri(&text) {
                ESRI.to_owned()
            } else {
                format!("JSON {kind} without features")
            };
            return Err(LayerError::NotALayer { path: path.to_owned(), found });
        }
    };
    let end = documents.byte_offset();
    if !text[end..].trim_end_matches(['\0', '\u{1a}']).trim().is_empty() {
        let line = 1 + text[..end].matches('\n').count();
        return Err(broken(format!("something follows the end of the layer in line {line}")));
    }
    let (columns, features) = table(rows, wants);
    Ok(Layer { name, crs, columns, features, cut, remarks: Vec::new() })
}

fn row(Document { id, properties, geometry, .. }: Document) -> Row {
    Row { id, properties, geometry }
}

fn text(path: &Path) -> Result<String, LayerError> {
    let bytes =
        fs::read(path).map_err(|source| LayerError::Open { path: path.to_owned(), source })?;
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|&&byte| byte == b'\n').count();
        LayerError::NotUtf8 { path: path.to_owned(), line }
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    // A text sequence (RFC 8142) has this sign before every feature.
    if text.starts_with('\u{1e}') {
        text = text.replace('\u{1e}', " ");
    }
    Ok(text)
}

/// Columns are the union of all properties, in the order in which they appear.
fn table(rows: Vec<Row>, wants: Wants) -> (Vec<String>, Vec<Feature>) {
    let properties = |row: &Row| row.properties.as_ref().is_some_and(|all| all.contains_key("id"));
    let ids = !rows.iter().any(properties) && rows.iter().any(|row| row.id.is_some());

    let (mut columns, mut wanted) = (Vec::new(), Vec::new());
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut features = Vec::with_capacity(rows.len());
    for row in rows {
        let id = ids.then(|| ("id".to_owned(), row.id.unwrap_or_default()));
        let mut attributes = vec![None; columns.len()];
        for (name, value) in id.into_iter().chain(row.properties.unwrap_or_default()) {
            let place = *places.entry(name).or_insert_with_key(|name| {
                wanted.push(wants(name));
                columns.push(name.clone());
                attributes.push(None);
                columns.len() - 1
            });
            if wanted[place] {
                attributes[place] = value_text(value);
            }
        }
        let geometry = row.geometry.and_then(|shape| present(shape.0));
        features.push(Feature { attributes, geometry });
    }
    // Those of before a column first appeared are shorter.
    for feature in &mut features {
        feature.attributes.resize(columns.len(), None);
    }
    (columns, features)
}

fn value_text(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        Value::Number(number) if number.is_f64() => number.as_f64().and_then(number_text),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use geo::{Geometry, point, polygon};
    use proptest::prelude::*;

    use super::super::layer_file::read_layer;
    use super::*;
    use crate::crs::Crs;

    const SMALL: &str = r#"{
"type": "FeatureCollection", "name": "buurten",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
"features": [
{"type": "Feature", "id": 7, "properties": {"code": "0034", "n": 5.0, "deel": 0.25, "ok": true},
 "geometry": {"type": "Polygon", "coordinates": [[[0,0,3],[9,0,3],[9,9,3],[0,0,3]]]}},
{"type": "Feature", "id": "b", "properties": {"naam": "Lumière\"park", "code": null, "n": 12, "lijst": [1, {"a": 2.50}]},
 "geometry": null},
{"type": "Feature", "properties": null,
 "geometry": {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1,2]}]}},
{"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": []}}
]}"#;

    fn read_text(text: impl AsRef<[u8]>) -> Result<Layer, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.geojson");
        fs::write(&path, text).unwrap();
        read_layer(&path, None)
            .map_err(|error| error.to_string().replace(&path.display().to_string(), "a.geojson"))
    }

    #[test]
    fn values_become_text_and_columns_their_union() {
        let layer = read_text(SMALL).unwrap();
        assert_eq!(layer.name, "buurten");
        assert_eq!(layer.crs, DeclaredCrs::Known(Crs::RdNew));
        assert_eq!(layer.columns, ["id", "code", "n", "deel", "ok", "naam", "lijst"]);
        let rows: Vec<Vec<&str>> = layer
            .features
            .iter()
            .map(|row| row.attributes.iter().map(|cell| cell.as_deref().unwrap_or("-")).collect())
            .collect();
        assert_eq!(rows[0], ["7", "0034", "5", "0.25", "true", "-", "-"]);
        assert_eq!(rows[1], ["b", "-", "12", "-", "-", "Lumière\"park", r#"[1,{"a":2.5}]"#]);
        assert_eq!(rows[2], ["-"; 7]);
    }

    #[test]
    fn geometries_are_flat_and_empty_ones_absent() {
        let geometries: Vec<Option<Geometry>> =
            read_text(SMALL).unwrap().features.into_iter().map(|row| row.geometry).collect();
        let triangle = polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0)];
        let collection = geo::GeometryCollection::from(vec![point!(x: 1.0, y: 2.0)]);
        let collection = Geometry::GeometryCollection(collection);
        assert_eq!(geometries, [Some(triangle.into()), None, Some(collection), None]);
    }

    #[test]
    fn an_id_gives_way_to_a_property_of_that_name() {
        let layer = read_text(SMALL.replace("\"ok\"", "\"id\"")).unwrap();
        assert_eq!(layer.columns, ["code", "n", "deel", "id", "naam", "lijst"]);
        assert_eq!(layer.features[1].attributes[3], None);
    }

    #[test]
    fn the_crs_is_unsaid_unless_said() {
        let feature = |crs: &str| {
            let text = format!(
                "\u{feff}{{\"type\":\"Feature\",{crs}\"geometry\":null,\"properties\":{{}}}}"
            );
            read_text(text).unwrap().crs
        };
        assert_eq!(feature(""), DeclaredCrs::Unsaid);
        assert_eq!(feature(r#""crs":null,"#), DeclaredCrs::Unsaid);
        let old = r#""crs":{"type":"EPSG","properties":{"code":28992}},"#;
        assert_eq!(feature(old), DeclaredCrs::Known(Crs::RdNew));
        for code in ["\"28992\"", "\"EPSG:28992\"", "28992"] {
            let text = format!(r#""crs":{{"type":"EPSG","properties":{{"code":{code}}}}},"#);
            assert_eq!(feature(&text), DeclaredCrs::Known(Crs::RdNew), "{code}");
        }
        assert_eq!(feature(r#""crs":"EPSG:28992","#), DeclaredCrs::Known(Crs::RdNew));
        let href = r#""crs":{"type":"link","properties":{"href":"http://spatialreference.org/ref/epsg/28992/"}},"#;
        assert_eq!(feature(href), DeclaredCrs::Known(Crs::RdNew));
        let misspelt = r#""crs":{"type":"name","properties":{"name":"ESPG:28992"}},"#;
        assert_eq!(feature(misspelt), DeclaredCrs::Unknown("ESPG:28992".into()));
        let projjson =
            r#""crs":{"type":"ProjectedCRS","name":"x","id":{"authority":"EPSG","code":28992}},"#;
        assert_eq!(feature(projjson), DeclaredCrs::Known(Crs::RdNew));
        let link = r#""crs":{"type":"link"},"#;
        assert_eq!(feature(link), DeclaredCrs::Unknown(r#"{"type":"link"}"#.into()));
    }

    #[track_caller]
    fn check_error(text: impl AsRef<[u8]>, expected: &str) {
        assert_eq!(read_text(text).unwrap_err(), expected);
    }

    #[test]
    fn broken_json_has_a_line_and_column() {
        check_error(
            "{\"type\": \"FeatureCollection\",\n \"features\": [,]}",
            "a.geojson is damaged: expected value at line 2 column 15; export or download it again",
        );
        check_error(
            SMALL.replace("[1,2]", "[1]"),
            "a.geojson is damaged: A position must contain two or more elements, but got `1` at line 10 column 95; export or download it again",
        );
        check_error(
            SMALL.replace("[9,0,3]", "[9]"),
            "a.geojson is damaged: A position must contain two or more elements, but got `1` at line 6 column 61; export or download it again",
        );
    }

    #[test]
    fn other_text_and_other_json_is_named() {
        check_error(
            b"{\"type\":\n\"Caf\xE9\"}",
            "a.geojson, line 2: not UTF-8, which GeoJSON has to be; save it again as UTF-8",
        );
        check_error(
            r#"{"type":"Topology","objects":{}}"#,
            "a.geojson is JSON of type `Topology` without features, not a map layer; expected a shapefile (.shp), GeoJSON (.geojson) or GeoPackage (.gpkg)",
        );
    }

    #[test]
    fn features_may_stand_one_a_line() {
        let line = |code: u32| {
            format!(
                r#"{{"type":"Feature","properties":{{"n":{code}}},"geometry":{{"type":"Point","coordinates":[1,2]}}}}"#
            )
        };
        let lines = format!("{}\n{}\r\n{}\n", line(1), line(2), line(3));
        let layer = read_text(lines).unwrap();
        let cells: Vec<_> = layer.features.iter().map(|row| row.attributes[0].as_deref()).collect();
        assert_eq!(cells, [Some("1"), Some("2"), Some("3")]);
        let sequence = format!("\u{1e}{}\n\u{1e}{}\n", line(1), line(2));
        assert_eq!(read_text(sequence).unwrap().features.len(), 2);
        assert!(read_text(format!("{}\n{}", line(1), SMALL)).is_err());
        assert!(read_text(format!("{}\n{{\"type\":", line(1))).is_err());
    }

    #[test]
    fn what_follows_the_layer_is_damage() {
        check_error(
            format!("{SMALL}\n{SMALL}"),
            "a.geojson is damaged: something follows the end of the layer in line 12; export or download it again",
        );
    }

    #[test]
    fn a_page_says_that_there_is_more_before_or_behind_its_features() {
        for (before, behind) in [
            (r#""numberMatched":9,"#, ""),
            ("", r#","numberMatched":9"#),
            (r#""links":[{"rel":"next"}],"#, ""),
            ("", r#","links":[{"rel":"next"}]"#),
            ("", r#","properties":{"exceededTransferLimit":true}"#),
        ] {
            let text = format!(
                r#"{{{before}"type":"FeatureCollection","features":[{{"type":"Feature"}}]{behind}}}"#
            );
            assert!(read_text(text).unwrap().cut.is_some(), "{before} {behind}");
        }
        assert_eq!(read_text(SMALL).unwrap().cut, None);
    }

    #[test]
    fn esri_json_is_named() {
        let esri = r#"{"geometryType":"esriGeometryPolygon","spatialReference":{"wkid":28992},
            "features":[{"attributes":{"a":1},"geometry":{"rings":[[[1,2],[3,4],[5,6],[1,2]]]}}]}"#;
        let error = read_text(esri).unwrap_err();
        assert!(error.contains("Esri JSON") && error.contains("f=geojson"), "{error}");
    }

    #[test]
    fn deep_nesting_is_an_error() {
        for (start, open) in [
            (r#"{"type":"Feature","properties":{"a":"#, "["),
            (r#"{"type":"Feature","other":"#, "["),
            (r#"{"type":"Feature","geometry":{"type":"Point","coordinates":"#, "["),
            (r#"{"type":"Feature","geometry":"#, r#"{"type":"GeometryCollection","geometries":["#),
        ] {
            assert!(read_text(format!("{start}{}", open.repeat(100_000))).is_err());
        }
    }

    #[test]
    fn what_python_writes_for_no_number_is_none() {
        for sign in ["NaN", "Infinity", "-Infinity"] {
            let text = SMALL.replace("[9,0,3]", &format!("[9,{sign}]")).replace("0.25", sign);
            let layer = read_text(text).unwrap();
            assert_eq!(layer.features[0].attributes[3], None);
            let Some(Geometry::Polygon(polygon)) = &layer.features[0].geometry else { panic!() };
            assert!(polygon.exterior().0[1].y.is_nan());
        }
    }

    #[test]
    fn a_coordinate_that_is_no_finite_number_is_an_error() {
        for number in ["nan", "1e999", "-1e999", "\"1\""] {
            let text = format!(
                r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":[{number},1]}}}}"#
            );
            assert!(read_text(&text).is_err(), "{number}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn damage_never_panics(
            cut in 0..=SMALL.len(),
            flips in prop::collection::vec((0..SMALL.len(), 0..7_u8), 0..4),
        ) {
            let mut bytes = SMALL.as_bytes().to_vec();
            for (place, bit) in flips {
                bytes[place] ^= 1 << bit;
            }
            let _ = read_text(&bytes);
            bytes.truncate(cut);
            let _ = read_text(&bytes);
        }
    }
}
