//! The members of a GeoJSON text, and of texts that are taken for it.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::shape::Shape;
use crate::crs::{DeclaredCrs, recognise};

/// A FeatureCollection, or a Feature: `kind` says which members matter.
#[derive(Deserialize)]
pub(super) struct Document {
    #[serde(rename = "type")]
    pub(super) kind: Option<Value>,
    pub(super) name: Option<Value>,
    pub(super) crs: Option<Value>,
    pub(super) features: Option<Vec<Row>>,
    // Of a Feature. Not a flattened `Row`, which would lose the line numbers of errors.
    pub(super) id: Option<Value>,
    pub(super) properties: Option<Map<String, Value>>,
    pub(super) geometry: Option<Shape>,
    // Of a page; not flattened for the same reason.
    #[serde(rename = "numberMatched")]
    number_matched: Option<Value>,
    #[serde(rename = "totalFeatures")]
    total_features: Option<Value>,
    #[serde(rename = "numberReturned")]
    number_returned: Option<Value>,
    #[serde(rename = "exceededTransferLimit")]
    exceeded_transfer_limit: Option<Value>,
    links: Option<Value>,
    #[serde(rename = "_links")]
    own_links: Option<Value>,
    next: Option<Value>,
    prev: Option<Value>,
    previous: Option<Value>,
    context: Option<Value>,
}

impl Document {
    /// The member of this name, if it is one of a page.
    pub(super) fn member(&self, name: &str) -> Value {
        let member = match name {
            "numberMatched" => &self.number_matched,
            "totalFeatures" => &self.total_features,
            "numberReturned" => &self.number_returned,
            "exceededTransferLimit" => &self.exceeded_transfer_limit,
            "links" => &self.links,
            "_links" => &self.own_links,
            "next" => &self.next,
            "prev" => &self.prev,
            "previous" => &self.previous,
            "context" => &self.context,
            "properties" => return self.properties.clone().map_or(Value::Null, Value::Object),
            _ => &None,
        };
        member.clone().unwrap_or_default()
    }
}

#[derive(Deserialize)]
pub(super) struct Row {
    pub(super) id: Option<Value>,
    pub(super) properties: Option<Map<String, Value>>,
    pub(super) geometry: Option<Shape>,
}

pub(super) const ESRI: &str =
    "Esri JSON, as an ArcGIS service gives it for `f=json`; ask it for `f=geojson`";

/// Whether the text is what ArcGIS calls a feature set.
pub(super) fn is_of_esri(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Esri {
        #[serde(rename = "type")]
        kind: Option<IgnoredAny>,
        #[serde(rename = "geometryType")]
        geometry: Option<IgnoredAny>,
        #[serde(rename = "spatialReference")]
        reference: Option<IgnoredAny>,
        features: Option<IgnoredAny>,
    }
    serde_json::from_str(text).is_ok_and(|found: Esri| {
        found.kind.is_none()
            && found.features.is_some()
            && (found.geometry.is_some() || found.reference.is_some())
    })
}

/// The `crs` member of GeoJSON before RFC 7946, in the forms in which it occurs.
pub(super) fn declared_crs(member: &Value) -> DeclaredCrs {
    let properties = &member["properties"];
    let name =
        [&properties["name"], &properties["href"], member].into_iter().find_map(Value::as_str);
    let code = [&properties["code"], &properties["name"], member];
    let code = code.into_iter().find_map(|code| match code {
        Value::Number(code) => Some(code.to_string()),
        Value::String(code) if code.trim().bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(code.trim().to_owned())
        }
        _ => None,
    });
    match (member, name, code, &properties["code"]) {
        (Value::Null, ..) => DeclaredCrs::Unsaid,
        (_, _, Some(code), _) => recognise::from_authority(&format!("EPSG:{code}")),
        (_, Some(name), ..) => recognise::from_wkt(name),
        (.., Value::String(code)) => recognise::from_authority(code),
        _ => recognise::from_projjson(member)
            .unwrap_or_else(|| DeclaredCrs::Unknown(member.to_string().chars().take(80).collect())),
    }
}
