//! What a collection says of the larger one of which it is a part.
//!
//! Services give their features in pages: those of OGC API say `numberMatched` and link to the next page,
//! GeoServer says `totalFeatures`, ArcGIS `exceededTransferLimit`. A page that was saved as if it were
//! the whole lacks features, and says so.

use serde_json::{Map, Value};

use crate::diagnostics::counted;

/// The members in which a collection says how many features there are in all.
pub(super) const TOTALS: [&str; 2] = ["numberMatched", "totalFeatures"];

/// What the members of a collection say of features that it does not hold, of which it has `features`;
/// `None` when it is whole, or says nothing.
pub(super) fn says_more(member: impl Fn(&str) -> Value, features: usize) -> Option<String> {
    let held = counted(features as u64, "feature", "features");
    let context = member("context");
    let totals = TOTALS.map(|name| (name, member(name)));
    let totals = totals.into_iter().chain([("context.matched", context["matched"].clone())]);
    for (name, total) in totals {
        if let Some(total) = count(&total).filter(|total| *total > features as u64) {
            return Some(format!("its `{name}` is {total} and it holds {held}"));
        }
    }
    for (name, returned) in [
        ("numberReturned", member("numberReturned")),
        ("context.returned", context["returned"].clone()),
    ] {
        if let Some(returned) = count(&returned).filter(|returned| *returned > features as u64) {
            return Some(format!("its `{name}` is {returned} and it holds {held}"));
        }
    }
    let limit = "exceededTransferLimit";
    if is_true(&member(limit)) || is_true(&member("properties")[limit]) {
        return Some(format!("its `{limit}` is true: the service stopped at {held}"));
    }
    for (relation, words) in [("next", "next"), ("prev", "previous"), ("previous", "previous")] {
        if links_to(&member("links"), relation)
            || links_to(&member("_links"), relation)
            || member(relation).as_str().is_some_and(|link| !link.is_empty())
        {
            return Some(format!("it links to a {words} page, and holds {held}"));
        }
    }
    None
}

/// A number of features, also where it is written as text; `None` for `unknown` and the like.
fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn is_true(value: &Value) -> bool {
    value
        .as_bool()
        .unwrap_or_else(|| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true")))
}

/// Whether one of the links has this relation: a list of objects, or an object with a link each.
fn links_to(links: &Value, relation: &str) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case(relation));
    match links {
        Value::Array(links) => links.iter().any(|link| match &link["rel"] {
            Value::Array(relations) => relations.iter().any(is),
            rel => is(rel),
        }),
        Value::Object(links) => leads_on(links, relation),
        _ => false,
    }
}

fn leads_on(links: &Map<String, Value>, relation: &str) -> bool {
    links.get(relation).is_some_and(|link| !link.is_null() && link.as_str() != Some(""))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn says(members: &Value, features: usize) -> Option<String> {
        says_more(|name| members[name].clone(), features)
    }

    #[test]
    fn a_page_says_that_there_is_more() {
        for members in [
            json!({"numberMatched": 24, "numberReturned": 17}),
            json!({"numberMatched": "24"}),
            json!({"totalFeatures": 24, "numberMatched": "unknown"}),
            json!({"numberReturned": 18}),
            json!({"context": {"matched": 24, "returned": 17}}),
            json!({"exceededTransferLimit": true}),
            json!({"properties": {"exceededTransferLimit": true}}),
            json!({"links": [{"rel": "self", "href": "a"}, {"rel": "next", "href": "b"}]}),
            json!({"links": [{"rel": ["next"], "href": "b"}]}),
            json!({"links": [{"rel": "prev", "href": "b"}]}),
            json!({"_links": {"self": {"href": "a"}, "next": {"href": "b"}}}),
            json!({"count": 24, "next": "https://example.org/?page=2", "previous": null}),
        ] {
            assert!(says(&members, 17).is_some(), "{members}");
        }
    }

    #[test]
    fn a_whole_collection_does_not() {
        for members in [
            json!({}),
            json!({"numberMatched": 17, "numberReturned": 17, "totalFeatures": 17}),
            json!({"numberMatched": "unknown", "totalFeatures": "unknown", "numberReturned": 17}),
            json!({"numberMatched": -1}),
            json!({"links": [{"rel": "self", "href": "next"}, {"rel": "collection", "href": "b"}]}),
            json!({"_links": {"self": {"href": "a"}, "next": null}}),
            json!({"next": null, "previous": null}),
            json!({"properties": {"exceededTransferLimit": false}}),
        ] {
            assert_eq!(says(&members, 17), None, "{members}");
        }
    }
}
