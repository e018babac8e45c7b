use geo::{LineString, MultiPolygon, Point, Polygon};
use proptest::prelude::*;

use super::*;

/// A layer of squares of 100 by 100 m in RD, the n-th 1 km further east, written by `write`.
fn squares(said: DeclaredCrs, count: usize, write: impl Fn(usize, Coord) -> Coord) -> Layer {
    let features = (0..count).map(|at| {
        let (x, y) = (140_000.0 + 1000.0 * at as f64, 480_000.0);
        let corners = [(0., 0.), (100., 0.), (100., 100.), (0., 100.)];
        let ring = corners.map(|(dx, dy)| write(at, Coord { x: x + dx, y: y + dy }));
        let polygon = Polygon::new(LineString(ring.to_vec()), Vec::new());
        Feature { attributes: Vec::new(), geometry: Some(MultiPolygon(vec![polygon]).into()) }
    });
    Layer {
        name: "a".to_owned(),
        crs: said,
        columns: Vec::new(),
        features: features.collect(),
        cut: None,
        remarks: Vec::new(),
    }
}

fn read(layer: &Layer, told: Option<&str>) -> Result<(Reading, Option<&'static str>), String> {
    let name = |at: usize| format!("BU{at}");
    let source = LayerSource { file: "a.gpkg", told, key: "areas.buurt.crs", name: &name };
    let (reading, finding) = reading_of(layer, &source).map_err(|error| error.to_string())?;
    Ok((reading, finding.map(|finding| finding.entry.code)))
}

fn degrees(_: usize, at: Coord) -> Coord {
    crs::rd_to_degrees(at)
}

fn rd(_: usize, at: Coord) -> Coord {
    at
}

fn mercator(at: Coord) -> Coord {
    let degrees = crs::rd_to_degrees(at);
    let half = 20_037_508.342_789_244;
    let y = (45.0 + degrees.y / 2.0).to_radians().tan().ln().to_degrees();
    Coord { x: degrees.x * half / 180.0, y: y * half / 180.0 }
}

const RD: DeclaredCrs = DeclaredCrs::Known(Crs::RdNew);
const WGS84: DeclaredCrs = DeclaredCrs::Known(Crs::Wgs84);

fn unknown() -> DeclaredCrs {
    DeclaredCrs::Unknown("EPSG:2892".to_owned())
}

#[test]
fn what_is_said_is_read_without_a_word() {
    for (layer, crs) in [
        (squares(RD, 3, rd), Crs::RdNew),
        (squares(WGS84, 3, degrees), Crs::Wgs84),
        (squares(DeclaredCrs::Known(Crs::Etrs89), 3, degrees), Crs::Etrs89),
        (squares(DeclaredCrs::Unsaid, 3, rd), Crs::RdNew),
        (squares(DeclaredCrs::Unsaid, 3, degrees), Crs::Wgs84),
    ] {
        assert_eq!(read(&layer, None), Ok((Reading::plain(crs), None)));
    }
}

#[test]
fn a_layer_that_proves_another_system_as_a_whole_is_read_so() {
    let turned = |at: Coord| crs::turned(at);
    let of = |crs: Crs, swapped: bool| Reading { crs, swapped };
    for (layer, reading, code) in [
        (squares(WGS84, 3, rd), of(Crs::RdNew, false), "G029"),
        (squares(RD, 3, degrees), of(Crs::Wgs84, false), "G029"),
        (squares(RD, 3, |_, at| turned(at)), of(Crs::RdNew, true), "G029"),
        (squares(WGS84, 3, |_, at| turned(degrees(0, at))), of(Crs::Wgs84, true), "G029"),
        (squares(WGS84, 3, |_, at| turned(at)), of(Crs::RdNew, true), "G029"),
        (squares(DeclaredCrs::Unsaid, 3, |_, at| turned(at)), of(Crs::RdNew, true), "G029"),
        (squares(unknown(), 3, rd), of(Crs::RdNew, false), "G030"),
        (squares(unknown(), 3, degrees), of(Crs::Wgs84, false), "G030"),
    ] {
        assert_eq!(read(&layer, None), Ok((reading, Some(code))));
    }
    let told = read(&squares(DeclaredCrs::Unsaid, 3, rd), Some("EPSG:4326"));
    assert_eq!(told, Ok((of(Crs::RdNew, false), Some("G029"))));
}

#[test]
fn what_is_told_goes_before_what_the_layer_says() {
    let layer = squares(DeclaredCrs::Other("EPSG:31370".to_owned()), 3, rd);
    assert_eq!(read(&layer, Some("EPSG:28992")), Ok((Reading::plain(Crs::RdNew), None)));
    let error = read(&layer, None).unwrap_err();
    assert!(error.contains("`EPSG:31370`") && error.contains("140000, 480000"), "{error}");
}

#[track_caller]
fn stops(layer: &Layer, says: &[&str]) {
    let error = read(layer, None).unwrap_err();
    for words in says {
        assert!(error.contains(words), "{words}: {error}");
    }
}

#[test]
fn a_feature_in_another_system_stops() {
    let one = |write: fn(Coord) -> Coord| {
        move |at: usize, corner: Coord| if at == 2 { write(corner) } else { corner }
    };
    stops(
        &squares(RD, 9, one(mercator)),
        &[
            "a.gpkg: corner 1 of 5 of BU2 lies at 5",
            "the layer says EPSG:28992 (RD New); of its 9 features 8 fit metres of RD New",
            "look like Web Mercator (EPSG:3857)",
            "areas.buurt.crs",
        ],
    );
    stops(&squares(RD, 9, one(crs::rd_to_degrees)), &["of BU2 lies", "look like degrees"]);
    stops(&squares(RD, 9, one(crs::turned)), &["of BU2 lies", "RD New with y before x"]);
    // Most of it is not what it says: then the odd one is what it says.
    stops(
        &squares(WGS84, 9, |at, corner| if at == 2 { degrees(0, corner) } else { corner }),
        &["of BU2 lies", "of its 9 features 8 fit metres of RD New"],
    );
    let half = |at: usize, corner: Coord| if at < 4 { mercator(corner) } else { corner };
    stops(&squares(RD, 8, half), &["of BU0 lies", "corners of BU1, BU2, BU3\n"]);
    let most = |at: usize, corner: Coord| if at < 6 { mercator(corner) } else { corner };
    stops(&squares(RD, 8, most), &["corners of BU1, BU2, BU3 and 2 more\n"]);
}

#[test]
fn a_single_corner_out_of_place_stops() {
    for (bad, words) in [
        (Coord { x: 0.0, y: 0.0 }, "lies at 0, 0, which is no place"),
        (Coord { x: 1e18, y: -1e18 }, "lies at 1e18, -1e18, which"),
        (Coord { x: f64::NAN, y: 480_000.0 }, "look like no number"),
        (Coord { x: 140_000.0, y: f64::INFINITY }, "look like no number"),
        (Coord { x: 0.0, y: 480_000.0 }, "a place that was left empty"),
        (Coord { x: 140_000.0, y: 48_000.0 }, "no system that is known here"),
    ] {
        let layer = squares(RD, 9, |at, corner| {
            if at == 4 && corner.x == 144_100.0 && corner.y == 480_100.0 { bad } else { corner }
        });
        stops(&layer, &["corner 3 of ", " of BU4 lies at", words]);
    }
}

#[test]
fn a_layer_that_lies_elsewhere_as_a_whole_stops() {
    let all = |_: usize, corner: Coord| mercator(corner);
    for said in [WGS84, DeclaredCrs::Unsaid, unknown()] {
        let none = "of its 3 features none lies there";
        stops(&squares(said, 3, all), &[none, "look like Web Mercator"]);
    }
}

#[test]
fn every_kind_of_shape_is_looked_at() {
    let bad = Coord { x: 0.0, y: 0.0 };
    let line = LineString(vec![Coord { x: 140_000.0, y: 480_000.0 }, bad]);
    let hole =
        Polygon::new(LineString(vec![Coord { x: 140_000.0, y: 480_000.0 }; 4]), vec![line.clone()]);
    let shapes: [Geometry; 6] = [
        Point(bad).into(),
        geo::MultiPoint(vec![Point(line.0[0]), Point(bad)]).into(),
        line.clone().into(),
        geo::MultiLineString(vec![line.clone()]).into(),
        hole.clone().into(),
        Geometry::GeometryCollection(geo::GeometryCollection(vec![hole.into()])),
    ];
    for shape in shapes {
        let mut layer = squares(RD, 3, rd);
        layer.features[1].geometry = Some(shape);
        stops(&layer, &["BU1 lies at 0, 0"]);
    }
    let mut layer = squares(RD, 2, rd);
    layer.features[1].geometry = None;
    assert!(read(&layer, None).is_ok());
}

proptest! {
    // Of any layer with one corner moved somewhere: it is read as it is, or it stops and names it.
    #[test]
    fn a_moved_corner_stops_or_stays_near_the_country(
        x in prop_oneof![-1e7..1e7, -100.0..100.0, -1e300..1e300],
        y in prop_oneof![-1e7..1e7, -100.0..100.0, -1e300..1e300],
        feature in 0..5_usize,
    ) {
        let moved = Coord { x, y };
        let layer = squares(RD, 5, |at, corner| {
            let is_last = corner.x % 1000.0 == 0.0 && corner.y == 480_100.0;
            if at == feature && is_last { moved } else { corner }
        });
        match read(&layer, None) {
            Ok((reading, None)) => {
                prop_assert_eq!(reading, Reading::plain(Crs::RdNew));
                prop_assert!(crs::IN_RD.holds_point(moved));
            }
            Ok(other) => prop_assert!(false, "{:?}", other),
            Err(error) => {
                let place = format!("of BU{feature} lies at {}", pair(moved));
                prop_assert!(error.contains(&place), "{}", error);
                prop_assert!(!crs::IN_RD.holds_point(moved));
            }
        }
    }
}
