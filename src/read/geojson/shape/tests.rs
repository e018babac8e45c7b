use geo::{line_string, point, polygon};

use super::*;

fn read(text: &str) -> Result<Geometry<f64>, String> {
    serde_json::from_str::<Shape>(text).map(|shape| shape.0).map_err(|error| error.to_string())
}

#[track_caller]
fn check(kind: &str, coordinates: &str, expected: impl Into<Geometry<f64>>) {
    let expected = expected.into();
    let before = format!(r#"{{"type":"{kind}","coordinates":{coordinates},"bbox":[1,2]}}"#);
    let behind = format!(r#"{{"coordinates":{coordinates},"type":"{kind}"}}"#);
    assert_eq!(read(&before).as_ref(), Ok(&expected));
    assert_eq!(read(&behind), Ok(expected));
}

#[test]
fn every_kind_is_read() {
    let triangle = polygon![(x: 0., y: 0.), (x: 9., y: 0.), (x: 9., y: 9.5)];
    let line = line_string![(x: 0., y: 0.), (x: 9., y: 0.)];
    check("Point", "[1, -2.5]", point!(x: 1., y: -2.5));
    check(
        "MultiPoint",
        "[[1,2],[3,4]]",
        MultiPoint(vec![point!(x: 1., y: 2.), point!(x: 3., y: 4.)]),
    );
    check("LineString", "[[0,0],[9,0]]", line.clone());
    check(
        "MultiLineString",
        "[[[0,0],[9,0]],[[0,0],[9,0]]]",
        MultiLineString(vec![line.clone(), line]),
    );
    check("Polygon", "[[[0,0],[9,0],[9,9.5],[0,0]]]", triangle.clone());
    check("MultiPolygon", "[[[[0,0],[9,0],[9,9.5],[0,0]]]]", MultiPolygon(vec![triangle]));
    let collection = read(
        r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#,
    );
    let expected = GeometryCollection(vec![point!(x: 1., y: 2.).into()]);
    assert_eq!(collection, Ok(Geometry::GeometryCollection(expected)));
}

#[test]
fn heights_are_passed_over_whatever_they_are() {
    let line = line_string![(x: 0., y: 0.), (x: 9., y: 0.)];
    check("LineString", r#"[[0,0,null],[9,0,"-",4]]"#, line);
    check("Point", "[1,2,null]", point!(x: 1., y: 2.));
}

#[test]
fn null_for_a_number_is_no_number() {
    let Ok(Geometry::LineString(line)) =
        read(r#"{"type":"LineString","coordinates":[[null,1],[2,null]]}"#)
    else {
        panic!()
    };
    assert!(line.0[0].x.is_nan() && line.0[0].y == 1.0 && line.0[1].y.is_nan());
}

#[test]
fn what_is_empty_has_no_corner() {
    use geo::HasDimensions;
    for (kind, coordinates) in [
        ("Point", "[]"),
        ("Point", "[null,null]"),
        ("Polygon", "[]"),
        ("Polygon", "[[]]"),
        ("MultiPolygon", "[[],[[]]]"),
    ] {
        let text = format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#);
        assert!(read(&text).unwrap().is_empty(), "{text}");
    }
}

#[test]
fn brackets_that_do_not_fit_are_errors() {
    for (kind, coordinates) in [
        ("Point", "[[1,2]]"),
        ("Polygon", "[[1,2]]"),
        ("Polygon", "[[[1,2]],[3,4]]"),
        ("LineString", "[[1,2],3]"),
        ("MultiPolygon", "[[[[[1,2]]]]]"),
        ("Point", "1"),
        ("Point", "[1]"),
        ("Point", r#"["1",2]"#),
        ("Curve", "[1,2]"),
    ] {
        let text = format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#);
        assert!(read(&text).is_err(), "{text}");
    }
}
